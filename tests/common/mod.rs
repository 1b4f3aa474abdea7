//! Shared by the integration tests: fixture sites, snapshots, a whole tree as text.
//!
//! In: `tests/fixtures/<name>/`. Out: built sites; `KOHYO_BLESS=1` rewrites snapshots instead of comparing.

use kohyo::Built;
use kohyo::diagnostics::{Format, print};
use kohyo::render::search::{Document, Facets, texts};
use kohyo::source::{Disk, Memory, World};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the disk, in path order.
pub fn read_folder(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("readable"));
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (entry.path().strip_prefix(folder).expect("below").to_owned(), std::fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

/// The folder of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

/// A fixture in memory, so that a test can change it.
pub fn in_memory(folder: &Path) -> Memory {
    let disk = Disk::new(folder);
    let mut memory = Memory::new([]);
    for path in disk.files().expect("a readable fixture") {
        memory.insert(path.as_str(), disk.read(&path).expect("a readable file"));
    }
    for (name, bytes) in disk.secrets(true).expect("readable secrets") {
        memory.keep_secret(&name, bytes);
    }
    memory
}

/// A folder of its own for each test, removed at the end.
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// An empty folder whose name tells the test. Tests run beside one another, and some ask for the same name: each gets its own folder.
    pub fn new(name: &str) -> Scratch {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kohyo-test-{}-{number}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        std::fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
        std::fs::copy(entry.path(), target).expect("a copy");
    }
}

/// Findings as a person sees them.
pub fn printed(built: &Built) -> String {
    print(&built.findings, &built.sources, &built.masks, Format::Terminal, None)
}

/// Builds and insists on a site.
pub fn build(world: &dyn World) -> Built {
    let built = kohyo::build(world);
    assert!(built.cleared.is_some(), "{}", printed(&built));
    built
}

/// The search index of the pages of a language, whatever else the output holds.
pub fn indexed<'a>(lang: &str, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<(String, Vec<u8>)> {
    let address = |path: &str| path.strip_suffix("index.html").map(|folder| format!("/{folder}"));
    let pages = files.filter(|(path, _)| path.starts_with(&format!("{lang}/")) && !path.starts_with(&format!("{lang}/search/")));
    let documents: Vec<Document> = pages
        .filter_map(|(path, html)| {
            let (years, bodies) = (Vec::new(), Vec::new());
            Some(Document {
                address: address(path)?,
                title: String::new(),
                kind: "page",
                years,
                bodies,
                about: Vec::new(),
                texts: texts(html),
            })
        })
        .collect();
    kohyo::render::search::index(lang, documents, &Facets::default()).files
}

/// What anybody could make of an index: the text of its blocks, and the characters that its shards put at each position, with a
/// blank where they say nothing.
pub fn rebuilt(index: &[(String, Vec<u8>)]) -> (String, String) {
    let mut text = String::new();
    let mut places: BTreeMap<u32, char> = BTreeMap::new();
    for (path, bytes) in index {
        if path.contains("/b/") {
            text.push_str(std::str::from_utf8(bytes).expect("a text"));
        }
        if path.contains("/t/") {
            let shard = kohyo::search::Shard::parse(bytes.clone()).expect("a shard");
            for (term, positions) in shard.all().filter(|(term, _)| !term.starts_with(['F', 'Y'])) {
                for at in positions.expect("positions") {
                    places.extend((at..).zip(term.chars()));
                }
            }
        }
    }
    let end = places.keys().next_back().map_or(0, |last| last + 1);
    (text, (0..end).map(|at| places.get(&at).copied().unwrap_or(' ')).collect())
}

/// The whole output as one text: each path, then its content. What other tests hold is left out, so that a review reads
/// what this one holds: assets, pictures, the index of search, and outside of the first page of each language the frame around `<main>`.
pub fn tree_text(built: &Built) -> String {
    let mut out = String::new();
    let files = built.cleared.as_ref().expect("a site").files();
    for (path, bytes) in files.filter(|(path, _)| !path.starts_with("search/")) {
        let text = std::str::from_utf8(bytes).unwrap_or("(bytes)").trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let body = match path.rsplit_once('.').map(|(_, extension)| extension) {
            _ if ["assets/", "style/", "script/"].iter().any(|folder| path.starts_with(folder)) => "(asset)".to_owned(),
            _ if described(path) => "(description of the data)".to_owned(),
            Some("svg") => "(picture)".to_owned(),
            Some("html") if path.contains("/about/") => text,
            Some("html") => without_pictures(main_of(&text)),
            _ => text,
        };
        out.push_str(&format!("=== {path}\n{}\n", body.trim_end()));
    }
    without_fingerprints(&out)
}

/// The names of style sheets, scripts and folders of search change with every rule and every word, which is none of the reviews of pages.
fn without_fingerprints(text: &str) -> String {
    ["style/", "script/", "search/ja/", "search/en/"].iter().fold(text.to_owned(), |text, folder| without_names(&text, folder))
}

fn without_names(text: &str, folder: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(folder) {
        let name = after.get(..16).filter(|name| name.bytes().all(|b| b.is_ascii_lowercase()));
        out.push_str(&format!("{before}{folder}{}", if name.is_some() { "…" } else { "" }));
        rest = name.map_or(after, |name| &after[name.len()..]);
    }
    out + rest
}

/// Schemas and catalogues repeat the columns and the hashes of every table; `tests/opendata.rs` has one of each.
fn described(path: &str) -> bool {
    path.ends_with(".csv-metadata.json") || path == "data/datapackage.json" || path == "data/catalog.jsonld"
}

fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").map_or(html.len(), |at| at + "</main>".len());
    html.get(start..end).unwrap_or(html)
}

fn without_pictures(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<svg") {
        out.push_str(before);
        out.push_str("<svg…/>");
        rest = after.split_once("</svg>").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Compares with `tests/snapshots/<name>.txt`.
pub fn snapshot(name: &str, actual: &str) {
    let file = root().join("tests/snapshots").join(format!("{name}.txt"));
    if std::env::var("KOHYO_BLESS").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        std::fs::write(&file, actual).expect("a written snapshot");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    if expected != actual {
        let line = expected
            .lines()
            .zip(actual.lines())
            .position(|(a, b)| a != b)
            .unwrap_or(expected.lines().count().min(actual.lines().count()));
        let show = |text: &str| text.lines().skip(line.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
        panic!(
            "{} differs at line {}\n--- expected\n{}\n--- actual\n{}\n(KOHYO_BLESS=1 accepts)",
            file.display(),
            line + 1,
            show(&expected),
            show(actual)
        );
    }
}
