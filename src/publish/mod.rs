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
    refuse_foreign(target)?;
    let fresh = beside(target, "new");
    let old = beside(target, "old");
    remove_if_there(&fresh)?;
    remove_if_there(&old)?;
    write_tree(cleared, &fresh).inspect_err(|_| {
        // What could not be written whole is of no use; the old output is untouched.
        let _ = fs::remove_dir_all(&fresh);
    })?;
    swap(&fresh, target, &old)?;
    remove_if_there(&old)?;
    Ok(())
}

/// An existing folder is replaced only when it is empty or carries our manifest.
fn refuse_foreign(target: &Path) -> Result<(), Failure> {
    let entry = match fs::symlink_metadata(target) {
        Ok(entry) => entry,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let ours = entry.is_dir() && (target.join(MANIFEST).is_file() || fs::read_dir(target)?.next().is_none());
    if ours {
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

fn write_tree(cleared: &Cleared, folder: &Path) -> io::Result<()> {
    let folders: BTreeSet<PathBuf> =
        cleared.files().filter_map(|(path, _)| Some(folder.join(path).parent()?.to_owned())).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    fs::create_dir_all(folder)?;
    for (path, bytes) in cleared.files() {
        fs::write(folder.join(path), bytes)?;
    }
    fs::write(folder.join(MANIFEST), manifest(cleared))
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

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
