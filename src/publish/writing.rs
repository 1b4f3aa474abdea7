//! A folder that is written lot by lot, beside the one that it will replace.
//!
//! In: lots of files, and at last the guard's word for all of them. Out: the folder in its place. Never: a file in its place before the
//! last one is written; a file that the guard has not read; a file written again that has not changed: those keep their times, by
//! which servers and copies know them.
//!
//! While it is written, a list in the folder (`manifest.json.begun`) names every file before it is there: whatever stops the run, the
//! next one knows what it may remove.

use super::listing::{Listing, hashed};
use super::lock::Lock;
use super::place::{self, Place, beside};
use super::{Approval, Failure, Hashes, held_by, named, ours, plain, sha256, write_file};
use crate::guard::{Lot, Passed};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What stands in the folder now.
pub struct Published {
    /// How many files there are.
    pub files: usize,
    /// How many of them were written; the others had not changed.
    pub written: usize,
    /// The digest of them all.
    pub digest: String,
}

/// A site that is being written. Until it is finished, and whatever stops it, the old folder stands there whole.
pub struct Writing<'a> {
    target: &'a Path,
    mark: &'a str,
    /// From the first lot on.
    begun: Option<Result<Fresh<'a>, Failure>>,
}

impl<'a> Writing<'a> {
    /// Nothing is touched before the first lot comes. A folder is replaced only while it holds what kohyo wrote there under the same
    /// mark and nothing else; so are the two folders beside it that an interrupted run can leave.
    pub fn of(target: &'a Path, mark: &'a str) -> Writing<'a> {
        Writing { target, mark, begun: None }
    }

    /// Writes a lot. After a failure, of which `finish` tells, nothing more is written.
    pub fn put(&mut self, lot: &Lot) {
        let (target, mark) = (self.target, self.mark);
        let begun = self.begun.get_or_insert_with(|| Fresh::begin(target, mark));
        let put = begun.as_mut().map_or(Ok(()), |fresh| fresh.put(lot));
        if let Err(error) = put {
            // What could not be written whole goes with it.
            self.begun = Some(Err(error.into()));
        }
    }

    /// Puts the folder in its place, if it is the one that was approved.
    pub fn finish(self, passed: &Passed, approval: Option<&Approval>) -> Result<Published, Failure> {
        let begun = self.begun.unwrap_or_else(|| Fresh::begin(self.target, self.mark));
        begun?.finish(passed, approval)
    }
}

/// The folder beside its place.
struct Fresh<'a> {
    place: Place<'a>,
    mark: &'a str,
    /// What the old folder holds.
    before: Hashes,
    listing: Listing,
    /// Files that are the same in the old folder.
    same: Vec<String>,
    written: usize,
    folders: BTreeSet<PathBuf>,
    /// The list of what is about to be written, once something is.
    list: Option<File>,
    /// The last one to go: while the folder is cleaned up, nobody else writes.
    _lock: Lock,
}

impl<'a> Fresh<'a> {
    fn begin(target: &'a Path, mark: &'a str) -> Result<Fresh<'a>, Failure> {
        let place = Place::of(target);
        let lock = Lock::take(target)?;
        let leftovers = [&place.fresh, &place.old];
        leftovers.iter().try_for_each(|leftover| held_by(leftover, mark, false, |folder| left(folder, mark)).map(drop))?;
        place.put_back()?;
        let before = ours(target, mark, false)?;
        let (listing, same, folders) = (Listing::default(), Vec::new(), BTreeSet::new());
        let fresh = Fresh { place, mark, before, listing, same, written: 0, folders, list: None, _lock: lock };
        fresh.clean_up()?;
        Ok(fresh)
    }

    fn put(&mut self, lot: &Lot) -> io::Result<()> {
        let hashed = hashed(lot);
        let is_same = |(path, hash): &&(String, String)| self.before.get(path) == Some(hash);
        let (same, changed): (Vec<_>, Vec<_>) = hashed.iter().partition(is_same);
        self.same.extend(same.into_iter().map(|(path, _)| path.clone()));
        let changed: BTreeSet<&str> = changed.into_iter().map(|(path, _)| path.as_str()).collect();
        self.announce(changed.iter().copied())?;
        let files: Vec<(&str, &[u8])> = lot.files().filter(|(path, _)| changed.contains(path)).collect();
        files.par_iter().try_for_each(|(path, bytes)| fs::write(self.place.fresh.join(path), bytes))?;
        self.written += files.len();
        self.listing.0.extend(hashed);
        Ok(())
    }

    /// Names files that are about to be written, and makes their folders.
    fn announce<'p>(&mut self, paths: impl Iterator<Item = &'p str> + Clone) -> io::Result<()> {
        let mut names = String::new();
        for path in paths.clone() {
            names.push_str(&serde_json::Value::from(path).to_string());
            names.push('\n');
        }
        if names.is_empty() {
            return Ok(());
        }
        if self.list.is_none() {
            fs::create_dir_all(&self.place.fresh)?;
            self.list = Some(File::create_new(beginning(&self.place.fresh, self.mark))?);
        }
        self.list.as_mut().map_or(Ok(()), |list| list.write_all(names.as_bytes()))?;
        for folder in paths.filter_map(|path| Some(self.place.fresh.join(path).parent()?.to_owned())) {
            if !self.folders.contains(&folder) {
                fs::create_dir_all(&folder)?;
                self.folders.insert(folder);
            }
        }
        Ok(())
    }

    fn finish(mut self, passed: &Passed, approval: Option<&Approval>) -> Result<Published, Failure> {
        let (files, manifest) = (self.listing.0.len(), self.listing.manifest());
        if files != passed.scan().files {
            return Err(io::Error::other("the guard has read other files than these").into());
        }
        let digest = sha256(&manifest);
        approval.map_or(Ok(()), |approval| approval.admit(&digest))?;
        // Not earlier: what somebody changes while the site is made is his.
        let before = ours(self.place.target, self.mark, true)?;
        if before != self.listing.0 || fs::read(self.place.target.join(self.mark)).ok().as_ref() != Some(&manifest) {
            self.keep()?;
            self.announce([self.mark].into_iter())?;
            write_file(&self.place.fresh.join(self.mark), &manifest)?;
            // Not every system removes or moves what is open.
            self.list = None;
            fs::remove_file(beginning(&self.place.fresh, self.mark))?;
            self.place.take()?;
        }
        self.clean_up()?;
        Ok(Published { files, written: self.written, digest })
    }

    /// Removes what is left beside: the old site, or what was not finished.
    fn clean_up(&self) -> io::Result<()> {
        [&self.place.fresh, &self.place.old].into_iter().try_for_each(|leftover| place::remove(leftover, &marks(self.mark)))
    }

    /// What stands in the old folder already is the same file in both.
    fn keep(&mut self) -> io::Result<()> {
        let same = std::mem::take(&mut self.same);
        self.announce(same.iter().map(String::as_str))?;
        let keep = |path: &String| {
            let (old, new) = (self.place.target.join(path), self.place.fresh.join(path));
            // Where a file cannot have two names it is written.
            if fs::hard_link(&old, &new).is_ok() { Ok(0) } else { fs::copy(&old, &new).map(|_| 1) }
        };
        self.written += same.par_iter().map(keep).sum::<io::Result<usize>>()?;
        Ok(())
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        self.list = None;
        // What cannot be removed now is what the next run removes.
        let _ = self.clean_up();
    }
}

/// The files by which a folder of ours is known.
fn marks(mark: &str) -> [PathBuf; 2] {
    [mark.into(), beginning(Path::new(""), mark)]
}

/// The list of the files of a folder that is being written.
fn beginning(folder: &Path, mark: &str) -> PathBuf {
    beside(&folder.join(mark), "begun")
}

/// What an interrupted run can have left in a folder: what its manifest names, and what it was about to write.
fn left(folder: &Path, mark: &str) -> Option<Hashes> {
    let Some(begun) = plain(&beginning(folder, mark)) else {
        return named(&folder.join(mark));
    };
    // A line that was not written to its end, and may be cut within a character, names a file that was not begun.
    let begun = String::from_utf8_lossy(&begun);
    let paths = begun.lines().filter_map(|line| serde_json::from_str::<String>(line).ok());
    let own = marks(mark).into_iter().chain([beside(Path::new(mark), "new")]);
    let own = own.map(|path| path.to_string_lossy().into_owned());
    Some(paths.chain(own).map(|path| (path, String::new())).collect())
}
