//! Reads every byte of the finished site, lot by lot. Only what passes goes on.
//!
//! In: finished files, the `Watchlist`, and the public parts of the sources. Out: `Lot`s and the word that the whole has `Passed`, or
//! both as `Cleared`: the only things that `publish` and `serve` accept; or findings. Never: a withheld value in a finding, nor the name of a file that holds one.
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
use crate::render::{Files, Tree};
use crate::source::{FileId, Span};
use rayon::prelude::*;
use scan::Seen;
use search::Search;
use std::collections::{BTreeMap, BTreeSet};

/// Files that the guard has read, and in which it has found nothing. They cannot be made anywhere else.
#[derive(Default, Debug)]
pub struct Lot(Files);

/// The guard's word that all lots of a site may go out. It is given when everything has been read.
#[derive(Debug)]
pub struct Passed(Scan);

/// A site that the guard has read and passed as a whole.
#[derive(Debug)]
pub struct Cleared {
    files: Lot,
    passed: Passed,
}

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

impl Lot {
    /// The files, to be written or served.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Adds the files of another lot.
    pub fn extend(&mut self, other: Lot) {
        self.0.extend(other.0);
    }
}

impl Passed {
    /// What was read to clear the site.
    pub fn scan(&self) -> Scan {
        self.0
    }
}

impl Cleared {
    /// A site of all of its lots; `None` where these are not as many files as were passed.
    pub fn of(files: Lot, passed: Passed) -> Option<Cleared> {
        (files.0.len() == passed.0.files).then_some(Cleared { files, passed })
    }

    /// All files in one lot.
    pub fn lot(&self) -> &Lot {
        &self.files
    }

    /// That they are all there are.
    pub fn passed(&self) -> &Passed {
        &self.passed
    }

    /// The files, to be written or served.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.files()
    }

    /// The bytes at a path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.0.get(path).map(Vec::as_slice)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.0.is_empty()
    }

    /// What was read to clear it.
    pub fn scan(&self) -> Scan {
        self.passed.scan()
    }
}

/// The guard at work: it reads lot after lot, lets pass what is without doubt, and keeps back the rest until it has read everything.
pub struct Guard<'a> {
    watchlist: &'a Watchlist,
    search: Search<'a>,
    scan: Scan,
    paths: BTreeSet<String>,
    kept: BTreeMap<String, Kept>,
}

/// A file that is kept back.
struct Kept {
    bytes: Vec<u8>,
    seen: Seen,
    /// Whether it is a withheld file as it is.
    whole: bool,
}

impl Kept {
    /// Nothing was found in it, and nothing more will be asked of it: an index says what it says by all of its files.
    fn is_clean(&self, path: &str) -> bool {
        self.seen.hits.is_empty() && self.seen.faults.is_empty() && !self.whole && !index::is_part(path)
    }
}

impl<'a> Guard<'a> {
    /// Looks for every withheld value.
    pub fn new(watchlist: &'a Watchlist) -> Result<Guard<'a>, Refused> {
        let Ok(search) = Search::new(watchlist) else {
            return Err(Refused { findings: vec![too_many()], hide: Vec::new(), files: BTreeSet::new() });
        };
        let scan = Scan { secrets: watchlist.secrets().count(), needles: search.len(), ..Scan::default() };
        Ok(Guard { watchlist, search, scan, paths: BTreeSet::new(), kept: BTreeMap::new() })
    }

    /// Reads the name and bytes of every file, and gives back those in which nothing was found.
    pub fn read(&mut self, files: Files) -> Lot {
        let look = |(path, bytes): (String, Vec<u8>)| {
            let seen = scan::scan(&self.search, &path, index::text(&path, &bytes));
            let whole = self.watchlist.holds_file(&bytes);
            (path, Kept { bytes, seen, whole })
        };
        let read: Vec<(String, Kept)> = files.into_par_iter().map(look).collect();
        let mut lot = Files::new();
        for (path, file) in read {
            self.scan.files += 1;
            self.scan.bytes += file.bytes.len() as u64;
            self.scan.views += file.seen.views;
            self.paths.insert(path.clone());
            if file.is_clean(&path) {
                lot.insert(path, file.bytes);
            } else {
                self.kept.insert(path, file);
            }
        }
        Lot(lot)
    }

    /// Judges the whole. `open` gives the public parts of the sources, and is asked only when something was found. `coincidences` are
    /// register numbers of values that a person has found to stand elsewhere by chance; that holds only for values that do stand in a
    /// public source. Out: the files that were kept back, and the word that all may go out.
    pub fn finish(
        self,
        open: impl Iterator<Item = (FileId, String)>,
        coincidences: &BTreeSet<String>,
    ) -> Result<(Lot, Passed), Refused> {
        let untrue = index::untrue(self.kept.iter().map(|(path, file)| (path.as_str(), file.bytes.as_slice())));
        let numbered = self.paths.iter().enumerate();
        let seen: Vec<(usize, &str, &Seen)> =
            numbered.filter_map(|(number, path)| Some((number, path.as_str(), &self.kept.get(path)?.seen))).collect();
        let mut refused = verdict::verdict(&self.search, &seen, &untrue, open, coincidences);
        for (path, _) in self.kept.iter().filter(|(_, file)| file.whole) {
            refused.findings.push(verdict::whole_file(path));
            refused.files.insert(path.clone());
        }
        if !refused.findings.is_empty() {
            return Err(refused);
        }
        Ok((Lot(self.kept.into_iter().map(|(path, file)| (path, file.bytes)).collect()), Passed(self.scan)))
    }
}

/// The same for a whole tree at once; `open` and `coincidences` are those of `Guard::finish`.
pub fn clear(
    tree: Tree,
    watchlist: &Watchlist,
    open: impl Iterator<Item = (FileId, String)>,
    coincidences: &BTreeSet<String>,
) -> Result<Cleared, Refused> {
    let mut guard = Guard::new(watchlist)?;
    let mut files = guard.read(tree.into_files());
    let (rest, passed) = guard.finish(open, coincidences)?;
    files.extend(rest);
    Ok(Cleared { files, passed })
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
