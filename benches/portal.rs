//! How long a portal takes, and how large it is: `cargo bench --bench portal -- FOLDER 30 1700`.
//!
//! In: a folder to work in, and how many sites. Out: for each number one line of a table. Never: two sites with one address; a site
//! that has not words of its own, so that a directory of terms is as long as that of real sites.

use flate2::{Compression, write::GzEncoder};
use kohyo::figures::Date;
use kohyo::portal::portal;
use kohyo::publish::sha256;
use kohyo::render::search::{Document, Facets, index, texts};
use kohyo::source::{Disk, Memory};
use kohyo::start::{NewSite, site};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Characters of its own that each site has, in random order: nearly every pair of them stands on no other site.
const OWN: u32 = 1_000;
/// What readers ask.
const QUERIES: [(&str, &[&str]); 3] =
    [("ja", &["数値", "目標"]), ("ja", &["産業", "業支", "支援", "令和"]), ("en", &["target", "targets", "progress"])];

type Tree = BTreeMap<String, Vec<u8>>;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let Some((folder, counts)) = words.split_first() else { return println!("FOLDER, then how many sites") };
    println!("| sites | seconds | files | catalogue KB | page KB (gzip) | directory ja KB, files | en | query KB (gzip) |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    let starter = starter();
    for count in counts.iter().filter_map(|count| count.parse().ok()) {
        println!("{}", measured(&PathBuf::from(folder), &starter, count));
    }
}

/// A site as `kohyo new site` begins it, built.
fn starter() -> Tree {
    let day = Date::parse("2026-11-21").expect("a day");
    let begun = site(&NewSite::default(), day);
    let mut memory = Memory::new([]);
    // What stands beside a site, such as the settings of a host, is none of its sources.
    let is_source = |path: &str| path == "kohyo.toml" || path.contains('/');
    for change in begun.changes.into_iter().filter(|change| is_source(change.path.as_str())) {
        memory.insert(change.path.as_str(), change.after);
    }
    let built = kohyo::build(&memory);
    let cleared = built.cleared.expect("a site");
    cleared.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

fn measured(folder: &Path, starter: &Tree, count: u32) -> String {
    (0..count).into_par_iter().for_each(|n| write(&folder.join(n.to_string()), &member(starter, n)));
    let sites: String = (0..count).map(|n| format!("[[site]]\nfolder = \"{n}\"\n")).collect();
    let head = "title.ja = \"試\"\ntitle.en = \"Trial\"\nbase_url = \"https://portal.example\"\nconnect = [\"https://*.sites.example\"]\n";
    std::fs::write(folder.join("portal.toml"), head.to_owned() + &sites).expect("written");
    let began = Instant::now();
    let made = portal(&Disk::new(folder), folder);
    let seconds = began.elapsed().as_secs_f64();
    let cleared = made.cleared.unwrap_or_else(|| panic!("{:?}", made.findings));
    let tree: Tree = cleared.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let kb = |bytes: usize| bytes.div_ceil(1_000);
    let (page, catalogue) = (&tree["ja/index.html"], tree["data/catalog.jsonld"].len());
    let terms = |lang: &str| {
        let of = tree.iter().filter(|(path, _)| path.starts_with(&format!("terms/{lang}/")));
        let (files, bytes) = of.fold((0, 0), |(files, all), (_, bytes)| (files + 1, all + bytes.len()));
        format!("{}, {files}", kb(bytes))
    };
    let queries: Vec<String> = QUERIES.iter().map(|(lang, terms)| asked(&tree, lang, terms)).collect();
    format!(
        "| {count} | {seconds:.1} | {} | {} | {} ({}) | {} | {} | {} |",
        tree.len(),
        kb(catalogue),
        kb(page.len()),
        kb(packed(page)),
        terms("ja"),
        terms("en"),
        queries.join(", ")
    )
}

/// The starter at another address, with words of its own.
fn member(starter: &Tree, n: u32) -> Tree {
    let base = format!("https://n{n}.sites.example");
    let own = "https://example.com";
    let moved = |bytes: &Vec<u8>| match std::str::from_utf8(bytes) {
        Ok(text) => text.replace(own, &base).into_bytes(),
        Err(_) => bytes.clone(),
    };
    let mut tree: Tree = starter
        .iter()
        .filter(|(path, _)| !path.starts_with("search/"))
        .map(|(path, bytes)| (path.clone(), moved(bytes)))
        .collect();
    let words = words(n);
    for lang in ["ja", "en"] {
        let about = format!("{lang}/about/index.html");
        let text = String::from_utf8_lossy(&tree[&about]).replacen("</h1>", &format!("</h1><p>{words}</p>"), 1);
        tree.insert(about, text.into_bytes());
    }
    let mut root: Value = serde_json::from_slice(&tree["site.json"]).expect("JSON");
    assert_eq!(root["base_url"], base, "the starter stands at {own}");
    for lang in ["ja", "en"] {
        let pages = tree.iter().filter_map(|(path, html)| Some((path.strip_suffix("index.html")?, html)));
        let documents: Vec<Document> = pages
            .filter(|(path, _)| path.starts_with(&format!("{lang}/")))
            .map(|(path, html)| Document {
                address: format!("/{path}"),
                title: String::new(),
                kind: "page",
                years: Vec::new(),
                bodies: Vec::new(),
                about: Vec::new(),
                texts: texts(html),
            })
            .collect();
        let count = documents.len();
        let made = index(lang, documents, &Facets::default());
        root["search"][lang] = json!({ "folder": made.folder, "pages": count });
        tree.extend(made.files);
    }
    tree.insert("site.json".to_owned(), root.to_string().into_bytes());
    tree
}

/// Characters in an order that no other site has (mulberry32).
fn words(n: u32) -> String {
    let mut state = n.wrapping_mul(0x9e37_79b9);
    let mut one = || {
        state = state.wrapping_add(0x6d2b_79f5);
        let mixed = (state ^ (state >> 15)).wrapping_mul(1 | state);
        let mixed = mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(61 | mixed)) ^ mixed;
        char::from_u32(0x4e00 + (mixed ^ (mixed >> 14)) % 3_000).unwrap_or('一')
    };
    (0..OWN).map(|_| one()).collect()
}

fn write(folder: &Path, tree: &Tree) {
    for (path, bytes) in tree {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, bytes).expect("written");
    }
    let files: BTreeMap<&str, String> = tree.iter().map(|(path, bytes)| (path.as_str(), sha256(bytes))).collect();
    std::fs::write(folder.join("manifest.json"), json!({ "kohyo": "bench", "files": files }).to_string()).expect("written");
}

/// The bytes of the directory that a query reads.
fn asked(tree: &Tree, lang: &str, terms: &[&str]) -> String {
    let folder = tree.keys().find_map(|path| path.strip_suffix("root.txt").filter(|f| f.starts_with(&format!("terms/{lang}/"))));
    let folder = folder.expect("a directory");
    let root = &tree[&format!("{folder}root.txt")];
    let first: Vec<&str> = std::str::from_utf8(root).expect("text").lines().nth(1).expect("a line").split('\t').collect();
    let shard = |term: &&str| first.partition_point(|first| first <= term).saturating_sub(1);
    let mut shards: Vec<usize> = terms.iter().map(shard).collect();
    shards.sort_unstable();
    shards.dedup();
    let read: Vec<&Vec<u8>> = shards.iter().map(|n| &tree[&format!("{folder}t/{n}.txt")]).chain([root]).collect();
    let (raw, small): (usize, usize) = read.iter().fold((0, 0), |(raw, small), bytes| (raw + bytes.len(), small + packed(bytes)));
    format!("{:.1} ({:.1})", raw as f64 / 1_000.0, small as f64 / 1_000.0)
}

fn packed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("into memory");
    encoder.finish().expect("into memory").len()
}
