//! Writes a cleared tree to disk: beside the old output first, then in its place.
//!
//! In: `Cleared` and a folder. Out: the folder with `manifest.json`. Never: a half-written site; a folder that kohyo did not make; a
//! file in it that somebody else put there or changed.

mod approved;
mod folder;
mod lock;
mod place;

pub use approved::Approval;
pub use folder::Folder;

use crate::diagnostics::{Finding, Words, codes};
use crate::guard::Cleared;
use lock::Lock;
use place::{Place, beside};
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

/// How many files a refusal names.
const NAMED: usize = 5;

/// What file managers put into every folder; nobody misses it.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Replaces `target` by the tree. Whatever fails, and whenever the run is stopped, the old folder or the new one stands there whole.
pub fn publish(cleared: &Cleared, target: &Path) -> Result<(), Failure> {
    publish_as(cleared, target, MANIFEST)
}

/// The same under another mark: a folder of sources is not replaced by a site, nor a site by sources. A folder is replaced only
/// while it holds what kohyo wrote there and nothing else; so are the two folders beside it that an interrupted run can leave.
pub fn publish_as(cleared: &Cleared, target: &Path, mark: &str) -> Result<(), Failure> {
    let place = Place::of(target);
    let _lock = Lock::take(target)?;
    let leftovers = [&place.fresh, &place.old];
    leftovers.iter().try_for_each(|leftover| refuse_foreign(leftover, mark, false))?;
    place.put_back()?;
    refuse_foreign(target, mark, true)?;
    leftovers.iter().try_for_each(|leftover| place::remove(leftover, mark))?;
    write_tree(cleared, &place.fresh, mark).inspect_err(|_| {
        // What could not be written whole is of no use; the old output is untouched.
        let _ = place::remove(&place.fresh, mark);
    })?;
    place.take()?;
    leftovers.iter().try_for_each(|leftover| place::remove(leftover, mark))?;
    Ok(())
}

/// Writes one file beside its place and moves it there.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = beside(path, "new");
    fs::write(&fresh, bytes)?;
    fs::rename(&fresh, path)
}

/// Writes a file below a folder, which is made if it is not there.
pub fn write_below(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    write_file(&folder.join(name), bytes)
}

/// Writes a file where there is none; `false` where there is one, which stays.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => write_file(path, bytes).map(|()| true),
        Err(error) => Err(error),
    }
}

/// An existing folder is replaced only when it is empty, or carries our manifest and holds nothing that the manifest does not
/// name. `whole`: and every file of it is as kohyo wrote it.
fn refuse_foreign(target: &Path, mark: &str, whole: bool) -> Result<(), Failure> {
    let entry = match fs::symlink_metadata(target) {
        Ok(entry) => entry,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if entry.is_dir() && is_begun(target, mark)? {
        return Ok(());
    }
    let Some(hashes) = entry.is_dir().then(|| named(&target.join(mark))).flatten() else {
        return Err(Failure::Refused(foreign(target)));
    };
    let strange = strange(target, mark, &hashes, whole)?;
    if strange.is_empty() { Ok(()) } else { Err(Failure::Refused(kept(target, &strange))) }
}

/// A folder that is empty, or in which a run was stopped while it wrote the mark.
fn is_begun(folder: &Path, mark: &str) -> io::Result<bool> {
    let begun = beside(Path::new(mark), "new");
    for entry in fs::read_dir(folder)? {
        if entry?.file_name() != begun.as_os_str() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The files that a manifest of ours names, with their hashes; `None` for any other file of that name.
fn named(manifest: &Path) -> Option<BTreeMap<String, String>> {
    let is_file = fs::symlink_metadata(manifest).is_ok_and(|entry| entry.is_file());
    read_manifest(&is_file.then(|| fs::read(manifest).ok())??)
}

fn read_manifest(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let manifest: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    manifest["kohyo"].as_str()?;
    let files = manifest["files"].as_object()?.iter();
    Some(files.map(|(path, hash)| (path.clone(), hash.as_str().unwrap_or_default().to_owned())).collect())
}

/// Path and hash of each file that was published in a folder; nothing for a folder that is not there.
pub fn published(folder: &Path) -> BTreeMap<String, String> {
    named(&folder.join(MANIFEST)).unwrap_or_default()
}

/// Path and hash of every file that a manifest names; nothing for what is no manifest of ours.
pub fn hashes(manifest: &[u8]) -> BTreeMap<String, String> {
    read_manifest(manifest).unwrap_or_default()
}

/// What kohyo did not write into its folder, or not as it is: other files, links, and (`whole`) files that were changed.
fn strange(target: &Path, mark: &str, hashes: &BTreeMap<String, String>, whole: bool) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(target).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            files.push(entry);
        }
    }
    let strange = |entry: &walkdir::DirEntry| -> io::Result<Option<String>> {
        let path = entry.path().strip_prefix(target).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        let plain = entry.file_type().is_file();
        let ours = match hashes.get(&path) {
            Some(hash) if plain => !whole || *hash == sha256(&fs::read(entry.path())?),
            _ => plain && (path == mark || LITTER.contains(&entry.file_name().to_str().unwrap_or_default())),
        };
        Ok((!ours).then_some(path))
    };
    let strange: io::Result<Vec<Option<String>>> = files.par_iter().map(strange).collect();
    Ok(strange?.into_iter().flatten().collect())
}

fn foreign(target: &Path) -> Finding {
    let name = target.display();
    let message = Words::new(
        format!("{name} には kohyo が作ったのではないものがあるため、置き換えません。"),
        format!("{name} holds something that kohyo did not make; it is left alone"),
    );
    let help =
        Words::new("中身を移すか、--out で別の場所を指定してください。", "move it away, or name another place with --out.");
    Finding::new(codes::FOREIGN_OUTPUT, message).help(help)
}

fn busy(target: &Path) -> Finding {
    let name = target.display();
    let message =
        Words::new(format!("{name} には、別の kohyo がいま書き込んでいます。"), format!("another kohyo is writing to {name}"));
    let help = Words::new("終わるのを待って、もう一度実行してください。", "wait until it is done, and try again.");
    Finding::new(codes::BUSY_OUTPUT, message).help(help)
}

fn kept(target: &Path, strange: &[String]) -> Finding {
    let name = target.display();
    let shown: Vec<&str> = strange.iter().take(NAMED).map(String::as_str).collect();
    let more = if strange.len() > NAMED { " …" } else { "" };
    let message = Words::new(
        format!("{name} に、kohyo が書いたままではないファイルがあります: {}{more}", shown.join("、")),
        format!("{name} holds files that are not as kohyo wrote them: {}{more}", shown.join(", ")),
    );
    let help = Words::new(
        "出力先は丸ごと置き換わります。要るものは content、themes などの原稿の側へ移し、要らないものは消してからやり直してください。",
        "the folder is replaced whole: move what is needed to the sources (content, themes), remove the rest, and try again.",
    );
    Finding::new(codes::CHANGED_OUTPUT, message).help(help)
}

fn write_tree(cleared: &Cleared, folder: &Path, mark: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // First of all, so that a folder left half-written is known as ours.
    write_file(&folder.join(mark), &manifest(cleared))?;
    let folders: BTreeSet<PathBuf> =
        cleared.files().filter_map(|(path, _)| Some(folder.join(path).parent()?.to_owned())).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    cleared.files().try_for_each(|(path, bytes)| fs::write(folder.join(path), bytes))
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

/// The digest of a whole tree: the sha256 of its manifest, which names every file with its own. `sha256sum manifest.json` prints it.
pub fn digest(cleared: &Cleared) -> String {
    sha256(&manifest(cleared))
}

/// The sha256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
