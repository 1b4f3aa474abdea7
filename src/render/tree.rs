//! The output as a map from path to bytes, before anything is on disk.
//!
//! In: files from every part of `render`. Out: the same, in path order. Never: two files at one path without a finding.

use crate::diagnostics::{Finding, Words, codes};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Files by path: every file of a site, or some of them.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the site. Those that were handed over are known by their paths.
#[derive(Clone, Default, Debug)]
pub struct Tree {
    files: Files,
    handed: BTreeSet<String>,
    clashes: Vec<String>,
}

impl Tree {
    /// Adds a file. A second one at the same path is remembered as a clash.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        match self.files.entry(path.into()) {
            Entry::Vacant(free) if !self.handed.contains(free.key()) => {
                free.insert(bytes.into());
            }
            other => self.clashes.push(other.key().clone()),
        }
    }

    /// Adds the files of another tree.
    pub fn extend(&mut self, other: Tree) {
        other.files.into_iter().for_each(|(path, bytes)| self.add(path, bytes));
        self.clashes.extend(other.clashes);
    }

    /// Hands over the files that are there.
    pub fn hand_over(&mut self) -> Files {
        self.handed.extend(self.files.keys().cloned());
        std::mem::take(&mut self.files)
    }

    /// The files of a tree of which none was handed over.
    pub fn into_files(self) -> Files {
        self.files
    }

    /// The paths of all files, in their order.
    pub fn paths(&self) -> BTreeSet<&str> {
        self.files.keys().chain(&self.handed).map(String::as_str).collect()
    }

    /// All files in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Whether a file is there, or was.
    pub fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.handed.contains(path)
    }

    /// The bytes at a path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The clashes as findings.
    pub(super) fn take_findings(&mut self) -> Vec<Finding> {
        let clash = |path: String| {
            let message = Words::new(format!("{path} が二度作られます。"), format!("{path} is made twice"));
            let help = Words::new("ページの名前か ID を変えてください。", "change the name of the page or the id.");
            Finding::new(codes::SAME_ADDRESS, message).help(help)
        };
        self.clashes.drain(..).map(clash).collect()
    }
}

impl From<Files> for Tree {
    fn from(files: Files) -> Tree {
        Tree { files, ..Tree::default() }
    }
}
