//! What is published, path by path.
//!
//! In: lots of files. Out: their hashes, and the manifest that names them. Never: the bytes of a file any longer than it takes to read
//! them.

use super::{Hashes, sha256};
use crate::guard::Lot;
use rayon::prelude::*;

/// Paths and hashes of the files so far.
#[derive(Default)]
pub struct Listing(pub(super) Hashes);

impl Listing {
    /// Adds the files of a lot.
    pub fn add(&mut self, lot: &Lot) {
        self.0.extend(hashed(lot));
    }

    /// `manifest.json`: sha256 of every file, in path order.
    pub fn manifest(&self) -> Vec<u8> {
        let all = serde_json::json!({ "kohyo": env!("CARGO_PKG_VERSION"), "files": self.0 });
        let mut manifest = serde_json::to_vec_pretty(&all).unwrap_or_default();
        manifest.push(b'\n');
        manifest
    }

    /// The digest of the tree.
    pub fn digest(&self) -> String {
        sha256(&self.manifest())
    }
}

/// The hash of each file of a lot.
pub(super) fn hashed(lot: &Lot) -> Vec<(String, String)> {
    let files: Vec<(&str, &[u8])> = lot.files().collect();
    files.par_iter().map(|(path, bytes)| ((*path).to_owned(), sha256(bytes))).collect()
}
