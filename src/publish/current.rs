//! What a folder was made of, so that a build of the same sources need not begin.
//!
//! In: the digest of everything that a build reads, and the folder that came of it. Out: whether the folder is that site still, to the
//! last byte. Never: a word about sources that hold something withheld: not even a digest of them is kept.

use super::lock::Lock;
use super::place::{Place, beside};
use super::{MANIFEST, found, plain, read_manifest, sha256, write_file};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::Path;

/// A site that need not be made again.
pub struct Current {
    /// How many files there are.
    pub files: usize,
    /// Its digest, by which it is approved.
    pub digest: String,
}

/// Remembers beside a folder (`public.built`) what it was made of. `None`: forgets it.
pub fn remember(target: &Path, inputs: Option<&str>) -> io::Result<()> {
    let path = beside(target, "built");
    let Some(inputs) = inputs else {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let manifest = sha256(&fs::read(target.join(MANIFEST))?);
    write_file(
        &path,
        format!("{:#}\n", json!({ "kohyo": env!("CARGO_PKG_VERSION"), "inputs": inputs, "manifest": manifest })).as_bytes(),
    )
}

/// The site in the folder, if it was made of the same, and nobody has touched it since. Whatever is in doubt is made anew; so it is
/// where a run was stopped, for the next one cleans up.
pub fn current(target: &Path, inputs: &str) -> Option<Current> {
    let place = Place::of(target);
    if [place.fresh, place.old, Lock::path(target)].iter().any(|left| left.exists()) {
        return None;
    }
    let built: Value = serde_json::from_slice(&plain(&beside(target, "built"))?).ok()?;
    let manifest = plain(&target.join(MANIFEST))?;
    let digest = sha256(&manifest);
    if built["inputs"].as_str() != Some(inputs) || built["manifest"].as_str() != Some(&digest) {
        return None;
    }
    let hashes = read_manifest(&manifest)?;
    let (kept, strange) = found(target, MANIFEST, &hashes, true).ok()?;
    (strange.is_empty() && kept == hashes).then_some(Current { files: hashes.len(), digest })
}
