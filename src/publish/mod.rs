//! Writes a cleared tree to disk: beside the old output first, then in its place.
//!
//! In: `Cleared` and a folder. Out: the folder with `manifest.json`. Never: a half-written site; a folder that kohyo did not make.

use crate::diagnostics::{Finding, Words, codes};
use crate::guard::Cleared;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that marks a folder as kohyo's.
pub const MANIFEST: &str = "manifest.json";

/// Why nothing was published.
pub enum Failure {
    /// The folder is not ours to replace.
    Refused(Finding),
    /// The machine would not.
    Fault(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Fault(error)
    }
}

/// Replaces `target` by the tree. Whatever fails, the old folder stays as it was.
pub fn publish(cleared: &Cleared, target: &Path) -> Result<(), Failure> {
    publish_as(cleared, target, MANIFEST)
}

/// The same under another mark: a folder of sources is not replaced by a site, nor a site by sources. Sources are a place where
/// people keep things, so a folder with another mark than a site's must hold nothing that its manifest does not name.
pub fn publish_as(cleared: &Cleared, target: &Path, mark: &str) -> Result<(), Failure> {
    refuse_foreign(target, mark)?;
    let fresh = beside(target, "new");
    let old = beside(target, "old");
    remove_if_there(&fresh)?;
    remove_if_there(&old)?;
    write_tree(cleared, &fresh, mark).inspect_err(|_| {
        // What could not be written whole is of no use; the old output is untouched.
        let _ = fs::remove_dir_all(&fresh);
    })?;
    swap(&fresh, target, &old)?;
    remove_if_there(&old)?;
    Ok(())
}

/// Writes one file beside its place and moves it there.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = beside(path, "new");
    fs::write(&fresh, bytes)?;
    fs::rename(&fresh, path)
}

/// An existing folder is replaced only when it is empty or carries our manifest.
fn refuse_foreign(target: &Path, mark: &str) -> Result<(), Failure> {
    let entry = match fs::symlink_metadata(target) {
        Ok(entry) => entry,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let marked = || target.join(mark).is_file() && (mark == MANIFEST || all_named(target, mark));
    if entry.is_dir() && (fs::read_dir(target)?.next().is_none() || marked()) {
        return Ok(());
    }
    let name = target.display();
    let message = Words::new(
        format!("{name} には kohyo が作ったのではないものがあるため、置き換えません。"),
        format!("{name} holds something that kohyo did not make; it is left alone"),
    );
    let help =
        Words::new("中身を移すか、--out で別の場所を指定してください。", "move it away, or name another place with --out.");
    Err(Failure::Refused(Finding::new(codes::FOREIGN_OUTPUT, message).help(help)))
}

/// Whether a folder holds nothing but the files that its manifest names.
fn all_named(target: &Path, mark: &str) -> bool {
    let manifest = fs::read(target.join(mark)).ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let named = |path: &Path| {
        let path = path.strip_prefix(target).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
        path.is_some_and(|path| path == mark || manifest.as_ref().is_some_and(|m| m["files"].get(&path).is_some()))
    };
    let entries = walkdir::WalkDir::new(target).into_iter();
    entries
        .filter_map(|entry| entry.map(|e| (!e.file_type().is_dir()).then_some(e)).transpose())
        .all(|e| e.is_ok_and(|e| named(e.path())))
}

fn beside(target: &Path, suffix: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{suffix}"));
    target.with_file_name(name)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write_tree(cleared: &Cleared, folder: &Path, mark: &str) -> io::Result<()> {
    let folders: BTreeSet<PathBuf> =
        cleared.files().filter_map(|(path, _)| Some(folder.join(path).parent()?.to_owned())).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    fs::create_dir_all(folder)?;
    for (path, bytes) in cleared.files() {
        fs::write(folder.join(path), bytes)?;
    }
    fs::write(folder.join(mark), manifest(cleared))
}

/// Two renames: between them the old site stands beside its place, and is put back if the second one fails.
fn swap(fresh: &Path, target: &Path, old: &Path) -> io::Result<()> {
    let had_old = match fs::rename(target, old) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    fs::rename(fresh, target).inspect_err(|_| {
        if had_old {
            let _ = fs::rename(old, target);
        }
    })
}

/// `manifest.json`: sha256 of every file, in path order.
pub fn manifest(cleared: &Cleared) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = cleared.files().collect();
    let files: BTreeMap<&str, String> = files.par_iter().map(|(path, bytes)| (*path, sha256(bytes))).collect();
    let mut bytes =
        serde_json::to_vec_pretty(&serde_json::json!({ "kohyo": env!("CARGO_PKG_VERSION"), "files": files })).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The sha256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
