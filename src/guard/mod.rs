//! Reads every byte of the finished tree. Only what passes becomes `Cleared`.
//!
//! In: the `Tree` and the `Watchlist`. Out: `Cleared`, the only thing that `publish` and `serve` accept, or findings.
//! Never: a withheld value in a finding; it names the file and nothing more.

use crate::diagnostics::{Finding, Words, codes};
use crate::inspect;
use crate::redact::Watchlist;
use crate::render::Tree;
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

/// A tree that the guard has read and passed. It cannot be made anywhere else.
#[derive(Debug)]
pub struct Cleared(Tree);

impl Cleared {
    /// The files, to be written or served.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter()
    }

    /// The bytes at a path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Looks for every withheld value in the name and bytes of every file.
pub fn clear(tree: Tree, watchlist: &Watchlist) -> Result<Cleared, Vec<Finding>> {
    let needles: Vec<String> = watchlist.needles().flat_map(spellings).collect();
    if watchlist.is_empty() {
        return Ok(Cleared(tree));
    }
    let Ok(search) = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&needles) else {
        return Err(vec![Finding::new(codes::LEAK, unsearchable())]);
    };
    let files: Vec<(&str, &[u8])> = tree.iter().collect();
    let leaks: Vec<Finding> = files
        .par_iter()
        .filter(|(path, bytes)| {
            let inside = || inspect::texts(path, bytes).iter().any(|text| search.is_match(text));
            search.is_match(path) || search.is_match(bytes) || watchlist.holds_file(bytes) || inside()
        })
        .map(|(path, _)| leak(path))
        .collect();
    if leaks.is_empty() { Ok(Cleared(tree)) } else { Err(leaks) }
}

/// A value as it may stand in HTML, JSON or an address.
fn spellings(needle: &str) -> Vec<String> {
    let html =
        needle.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;");
    let json = serde_json::to_string(needle).unwrap_or_default();
    let json = json.trim_matches('"').to_owned();
    let percent: String =
        needle.bytes().map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") }).collect();
    let mut all = vec![needle.to_owned(), html, json, percent];
    all.sort();
    all.dedup();
    all
}

fn leak(path: &str) -> Finding {
    let message = Words::new(format!("非公表とした値が {path} に出ています。"), format!("a withheld value stands in {path}"));
    let help = Words::new(
        "同じ値が公表のページやデータにも書かれていないか見てください。直すまで公開できません。",
        "look for the same value in a public page or data file; nothing is published until it is gone.",
    );
    Finding::new(codes::LEAK, message).help(help)
}

fn unsearchable() -> Words {
    Words::new("出力を調べられませんでした。", "the output could not be searched")
}
