//! A published folder, read back whole.
//!
//! In: a folder that `publish` wrote. Out: its files, each as the manifest says, or the finding that they are not. Never: a file outside
//! of the folder, a link, a file that the manifest does not name.

use super::{Failure, LITTER, MANIFEST, NAMED, read_manifest, sha256};
use crate::diagnostics::{Finding, Words, codes};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// The files of a published folder.
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    manifest: Vec<u8>,
}

impl Folder {
    /// Whether this is a folder with a manifest.
    pub fn is_one(folder: &Path) -> bool {
        folder.join(MANIFEST).is_file()
    }

    /// Reads it, and holds every file against the manifest.
    pub fn read(folder: &Path) -> Result<Folder, Failure> {
        Folder::part(folder, |_| true)
    }

    /// Reads the files that are wanted. They have to be there; of the others those that are there have to be as the manifest says, too.
    pub fn part(folder: &Path, wanted: impl Fn(&str) -> bool + Sync) -> Result<Folder, Failure> {
        let manifest = fs::read(folder.join(MANIFEST))?;
        let Some(hashes) = read_manifest(&manifest) else {
            return Err(Failure::Refused(damaged(folder, &[MANIFEST.to_owned()])));
        };
        let mut found = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(io::Error::from)?;
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            let litter = LITTER.contains(&entry.file_name().to_str().unwrap_or_default());
            if !entry.file_type().is_dir() && path != MANIFEST && !litter {
                found.push((path, entry));
            }
        }
        let read = |(path, entry): &(String, walkdir::DirEntry)| -> io::Result<(String, Option<Vec<u8>>)> {
            let known = hashes.get(path).filter(|_| entry.file_type().is_file());
            let bytes = known.map(|hash| Ok::<_, io::Error>((hash, fs::read(entry.path())?))).transpose()?;
            let bytes = bytes.filter(|(hash, bytes)| **hash == sha256(bytes)).map(|(_, bytes)| bytes);
            // What is not wanted is let go of at once: a site may be large, and there may be many.
            let bytes = bytes.map(|bytes| if wanted(path) { bytes } else { Vec::new() });
            Ok((path.clone(), bytes))
        };
        let read: Vec<(String, Option<Vec<u8>>)> = found.par_iter().map(read).collect::<io::Result<_>>()?;
        let wrong: BTreeSet<String> = read.iter().filter(|(_, bytes)| bytes.is_none()).map(|(path, _)| path.clone()).collect();
        let files: BTreeMap<String, Vec<u8>> = read.into_iter().filter_map(|(path, bytes)| Some((path, bytes?))).collect();
        let missing = hashes.into_keys().filter(|path| wanted(path) && !files.contains_key(path));
        let wrong: Vec<String> = missing.chain(wrong.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        if wrong.is_empty() { Ok(Folder { files, manifest }) } else { Err(Failure::Refused(damaged(folder, &wrong))) }
    }

    /// The files in path order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The digest of the tree.
    pub fn digest(&self) -> String {
        sha256(&self.manifest)
    }
}

fn damaged(folder: &Path, wrong: &[String]) -> Finding {
    let name = folder.display();
    let shown: Vec<&str> = wrong.iter().take(NAMED).map(String::as_str).collect();
    let more = if wrong.len() > NAMED { " …" } else { "" };
    let message = Words::new(
        format!("{name} は manifest.json のとおりではありません（{} 件）: {}{more}", wrong.len(), shown.join("、")),
        format!("{name} is not as its manifest.json says ({}): {}{more}", wrong.len(), shown.join(", ")),
    );
    let help = Words::new(
        "公開したときのフォルダーを、控えから取り出すかもう一度作って、そのまま指定してください。",
        "name the folder as it was published: take it from the backup, or build it again.",
    );
    Finding::new(codes::DAMAGED_TREE, message).help(help)
}
