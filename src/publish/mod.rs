//! Writes what the guard lets pass to disk: beside the old output first, then in its place.
//!
//! In: the guard's `Lot`s and its word for all of them, or both as `Cleared`; a folder. Out: the folder with `manifest.json`. Never: a
//! half-written site; a folder that kohyo did not make; a file in it that somebody else put there or changed.

mod approved;
mod current;
mod folder;
mod listing;
mod lock;
mod place;
mod writing;

pub use approved::Approval;
pub use current::{Current, current, remember};
pub use folder::Folder;
pub use listing::Listing;
pub use writing::{Published, Writing};

use crate::diagnostics::{Finding, Words, codes};
use crate::guard::Cleared;
use place::beside;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

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

/// Paths and hashes.
type Hashes = BTreeMap<String, String>;

/// Replaces `target` by the tree, and says how many files were written.
pub fn publish(cleared: &Cleared, target: &Path) -> Result<usize, Failure> {
    publish_as(cleared, target, MANIFEST)
}

/// The same under another mark: a folder of sources is not replaced by a site, nor a site by sources.
pub fn publish_as(cleared: &Cleared, target: &Path, mark: &str) -> Result<usize, Failure> {
    let mut writing = Writing::of(target, mark);
    writing.put(cleared.lot());
    writing.finish(cleared.passed(), None).map(|published| published.written)
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

/// The files of a folder that is ours to replace: it is missing or empty, or carries our manifest and holds nothing that the manifest
/// does not name. `whole`: and every file of it is as kohyo wrote it.
fn ours(target: &Path, mark: &str, whole: bool) -> Result<Hashes, Failure> {
    held_by(target, mark, whole, |target| named(&target.join(mark)))
}

/// The same, where something else than a manifest may tell what stands in a folder.
fn held_by(target: &Path, mark: &str, whole: bool, told: impl Fn(&Path) -> Option<Hashes>) -> Result<Hashes, Failure> {
    let entry = match fs::symlink_metadata(target) {
        Ok(entry) => entry,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Hashes::new()),
        Err(error) => return Err(error.into()),
    };
    if entry.is_dir() && fs::read_dir(target)?.next().is_none() {
        return Ok(Hashes::new());
    }
    let Some(hashes) = entry.is_dir().then(|| told(target)).flatten() else {
        return Err(Failure::Refused(foreign(target)));
    };
    let (kept, strange) = found(target, mark, &hashes, whole)?;
    if strange.is_empty() { Ok(kept) } else { Err(Failure::Refused(kept_out(target, &strange))) }
}

/// The files that a manifest of ours names, with their hashes; `None` for any other file of that name.
fn named(manifest: &Path) -> Option<Hashes> {
    read_manifest(&plain(manifest)?)
}

/// The bytes of what is a file and nothing else: a pipe would be waited for.
fn plain(path: &Path) -> Option<Vec<u8>> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    fs::read(path).ok()
}

fn read_manifest(bytes: &[u8]) -> Option<Hashes> {
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

/// The files of a folder that are as kohyo wrote them (`whole`: to the last byte), and what kohyo did not write into it, or not so:
/// other files, links, files that were changed.
fn found(target: &Path, mark: &str, hashes: &Hashes, whole: bool) -> io::Result<(Hashes, Vec<String>)> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(target).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            files.push(entry);
        }
    }
    let look = |entry: &walkdir::DirEntry| -> io::Result<(String, bool)> {
        let path = entry.path().strip_prefix(target).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        let plain = entry.file_type().is_file();
        let ours = match hashes.get(&path) {
            Some(hash) if plain => !whole || *hash == sha256(&fs::read(entry.path())?),
            _ => plain && (path == mark || LITTER.contains(&entry.file_name().to_str().unwrap_or_default())),
        };
        Ok((path, ours))
    };
    let looked: io::Result<Vec<(String, bool)>> = files.par_iter().map(look).collect();
    let (ours, strange): (Vec<_>, Vec<_>) = looked?.into_iter().partition(|(_, ours)| *ours);
    let kept = ours.into_iter().filter_map(|(path, _)| hashes.get(&path).cloned().map(|hash| (path, hash)));
    Ok((kept.collect(), strange.into_iter().map(|(path, _)| path).collect()))
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

fn kept_out(target: &Path, strange: &[String]) -> Finding {
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

/// `manifest.json`: sha256 of every file, in path order.
pub fn manifest(cleared: &Cleared) -> Vec<u8> {
    let mut listing = Listing::default();
    listing.add(cleared.lot());
    listing.manifest()
}

/// The digest of a whole tree: the sha256 of its manifest, which names every file with its own. `sha256sum manifest.json` prints it.
pub fn digest(cleared: &Cleared) -> String {
    sha256(&manifest(cleared))
}

/// The sha256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
