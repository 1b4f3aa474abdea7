//! Reads every byte of the finished tree. Only what passes becomes `Cleared`.
//!
//! In: the `Tree`, the `Watchlist`, and the public parts of the sources. Out: `Cleared`, the only thing that `publish` and
//! `serve` accept, or findings. Never: a withheld value in a finding, nor the name of a file that holds one.
//!
//! `scan` takes a file apart into views (`decode`, `tags`, `fold`, `containers`), `search` looks for everything at once, `words`
//! says whether a match stands by itself, `verdict` what it means. `plant` writes what all of this has to find. `index` reads what
//! only statements stand in: the shards of the search index.

mod containers;
mod decode;
mod encode;
mod fold;
mod index;
mod pdf;
pub mod plant;
mod png;
mod scan;
mod search;
mod tags;
mod verdict;
mod view;
mod words;

use crate::diagnostics::{Finding, Words, codes};
use crate::redact::Watchlist;
use crate::render::Tree;
use crate::source::{FileId, Span};
use rayon::prelude::*;
use scan::Seen;
use search::Search;
use std::collections::BTreeSet;

/// A tree that the guard has read and passed. It cannot be made anywhere else.
#[derive(Debug)]
pub struct Cleared(Tree, Scan);

/// What was read: a guard that read nothing is seen to have read nothing.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Scan {
    /// Files of the tree.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Withheld values known on this machine.
    pub secrets: usize,
    /// The spellings that were looked for.
    pub needles: usize,
    /// Texts and byte strings in which they were looked for: each file in several forms, and what was packed in it.
    pub views: usize,
}

/// Why a tree did not pass.
#[derive(Debug)]
pub struct Refused {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Places in the sources that no message may quote, since a withheld value stands there in the open.
    pub hide: Vec<Span>,
    /// The files in which something was found. Not for printing: a name may hold a value itself.
    pub files: BTreeSet<String>,
}

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

    /// What was read to clear it.
    pub fn scan(&self) -> Scan {
        self.1
    }
}

/// Looks for every withheld value in the name and bytes of every file.
///
/// `open` gives the public parts of the sources, and is asked only when something was found. `coincidences` are register numbers
/// of values that a person has found to stand elsewhere by chance; that holds only for values that do stand in a public source.
pub fn clear(
    tree: Tree,
    watchlist: &Watchlist,
    open: impl Iterator<Item = (FileId, String)>,
    coincidences: &BTreeSet<String>,
) -> Result<Cleared, Refused> {
    let Ok(search) = Search::new(watchlist) else {
        return Err(Refused { findings: vec![too_many()], hide: Vec::new(), files: BTreeSet::new() });
    };
    let files: Vec<(&str, &[u8])> = tree.iter().collect();
    let untrue = index::untrue(&tree);
    let seen: Vec<(&str, Seen)> =
        files.par_iter().map(|(path, bytes)| (*path, scan::scan(&search, path, index::text(path, bytes)))).collect();
    let count = Scan {
        files: files.len(),
        bytes: files.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
        secrets: watchlist.secrets().count(),
        needles: search.len(),
        views: seen.iter().map(|(_, seen)| seen.views).sum(),
    };
    let mut refused = verdict::verdict(&search, &seen, &untrue, open, coincidences);
    let whole: Vec<&str> = files.par_iter().filter(|(_, bytes)| watchlist.holds_file(bytes)).map(|(path, _)| *path).collect();
    refused.findings.extend(whole.iter().map(|path| verdict::whole_file(path)));
    refused.files.extend(whole.into_iter().map(str::to_owned));
    if refused.findings.is_empty() { Ok(Cleared(tree, count)) } else { Err(refused) }
}

/// The same for files that are no site: no public source is asked, and nothing stands in them by chance.
pub fn clear_alone(tree: Tree, watchlist: &Watchlist) -> Result<Cleared, Refused> {
    clear(tree, watchlist, std::iter::empty(), &BTreeSet::new())
}

fn too_many() -> Finding {
    let message = Words::new(
        "非公表の値が多すぎて、出力を調べられませんでした。",
        "there are too many withheld values to search the output for",
    );
    let help = Words::new(
        "長い非公表の文は secrets/ に分け、値を減らしてください。調べ終わるまで公開できません。",
        "withhold fewer or shorter texts; nothing is published before the output has been searched.",
    );
    Finding::new(codes::UNREADABLE_OUTPUT, message).help(help)
}
