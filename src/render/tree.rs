//! The output as a map from path to bytes, before anything is on disk.
//!
//! In: files from every part of `render`. Out: the same, in path order. Never: two files at one path without a finding.

use crate::diagnostics::{Finding, Words, codes};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Every file of the site.
#[derive(Clone, Default, Debug)]
pub struct Tree {
    files: BTreeMap<String, Vec<u8>>,
    clashes: Vec<String>,
}

impl Tree {
    /// Adds a file. A second one at the same path is remembered as a clash.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        match self.files.entry(path.into()) {
            Entry::Vacant(free) => {
                free.insert(bytes.into());
            }
            Entry::Occupied(taken) => self.clashes.push(taken.key().clone()),
        }
    }

    /// Adds the files of another tree.
    pub fn extend(&mut self, other: Tree) {
        other.files.into_iter().for_each(|(path, bytes)| self.add(path, bytes));
        self.clashes.extend(other.clashes);
    }

    /// All files in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
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
