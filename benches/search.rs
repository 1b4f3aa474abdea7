//! How long the search index of a built site takes, and how large it is: `cargo bench --bench search -- public [--write]`.
//!
//! In: a folder with a built site. Out: one table on stdout: the index of both languages, and of the Japanese pages many times over;
//! with `--write` the index of each language in the folder as well. Never: a number for an index that differs between two runs.

use flate2::Compression;
use flate2::write::GzEncoder;
use kohyo::render::search::{Document, Facets, Index, index, texts};
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Pages of a large site.
const LARGE: usize = 10_000;
const ROUNDS: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = PathBuf::from(arguments.iter().find(|argument| !argument.starts_with("--")).map_or("public", String::as_str));
    let [ja, en] = ["ja", "en"].map(|lang| (lang, pages(&folder, lang)));
    println!(
        "| site | pages | MB of HTML | CPU s | wall s | peak MiB before, after | files | MB | root, gzip | mean shard, gzip | mean block, gzip |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (lang, pages) in [&ja, &en] {
        run(lang, pages, 1, ROUNDS, arguments.iter().any(|argument| argument == "--write").then_some(&folder));
    }
    if !ja.1.is_empty() {
        run("ja", &ja.1, LARGE.div_ceil(ja.1.len()), 1, None);
    }
}

type Pages = Vec<(String, &'static str, Vec<u8>)>;

/// Addresses, kinds and bytes of the pages of a language. Nothing is freed: the names of kinds live as long as the program.
fn pages(folder: &Path, lang: &str) -> Pages {
    let files = walkdir::WalkDir::new(folder.join(lang)).sort_by_file_name().into_iter().filter_map(Result::ok);
    let page = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).ok()?.to_str()?.strip_suffix("index.html")?.to_owned();
        let bytes = std::fs::read(entry.path()).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let kind = text.split_once("data-kind=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("page", |(kind, _)| kind);
        Some((format!("/{path}"), &*kind.to_owned().leak(), bytes))
    };
    files.filter_map(page).filter(|(_, kind, _)| *kind != "moved").collect()
}

fn run(lang: &str, pages: &Pages, times: usize, rounds: usize, write: Option<&PathBuf>) {
    // Each copy says something of its own, as pages do.
    let copies: Pages = (0..times)
        .flat_map(|copy| {
            pages.iter().map(move |(address, kind, html)| {
                let own = format!("<p>第{copy}号 copy{copy}</p></main>");
                let html =
                    if copy == 0 { html.clone() } else { String::from_utf8_lossy(html).replace("</main>", &own).into_bytes() };
                (format!("{address}{copy:04}/"), *kind, html)
            })
        })
        .take(if times > 1 { LARGE } else { pages.len() })
        .collect();
    let pages = if times > 1 { &copies } else { pages };
    let before = peak();
    let once = || index(lang, pages.par_iter().map(document).collect(), &Facets::default());
    let (wall, cpu, made) = timed(|| (0..rounds).map(|_| once()).collect::<Vec<Index>>());
    assert!(made.windows(2).all(|pair| pair[0].files == pair[1].files), "two runs differ");
    let Some(first) = made.first() else { return };
    let sizes =
        |part: &str| -> Vec<usize> { first.files.iter().filter(|(path, _)| path.contains(part)).map(|(_, b)| gzip(b)).collect() };
    let mean = |sizes: &[usize]| sizes.iter().sum::<usize>() / sizes.len().max(1);
    println!(
        "| {lang} | {} | {:.1} | {:.3} | {:.3} | {before}, {} | {} | {:.2} | {} | {} | {} |",
        pages.len(),
        pages.iter().map(|(_, _, html)| html.len()).sum::<usize>() as f64 / 1e6,
        cpu / rounds as f64,
        wall / rounds as f64,
        peak(),
        first.files.len(),
        first.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() as f64 / 1e6,
        mean(&sizes("/root.txt")),
        mean(&sizes("/t/")),
        mean(&sizes("/b/"))
    );
    if let Some(folder) = write {
        for (path, bytes) in &first.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
    }
}

fn document((address, kind, html): &(String, &'static str, Vec<u8>)) -> Document {
    Document {
        address: address.clone(),
        title: String::new(),
        kind,
        years: Vec::new(),
        bodies: Vec::new(),
        about: Vec::new(),
        texts: texts(html),
    }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).and_then(|()| out.finish()).map_or(0, |packed| packed.len())
}

/// Wall and CPU seconds of some work.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, f64, T) {
    let (start, before) = (Instant::now(), cpu());
    let out = work();
    (start.elapsed().as_secs_f64(), cpu() - before, out)
}

/// CPU seconds of all threads of this process, in ticks of a hundredth.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Most memory this process has had, in MiB; the pages are part of it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
