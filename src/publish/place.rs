//! Puts a finished folder in the place of an old one, so that at every moment one of the two stands there whole.
//!
//! In: two folders beside each other. Out: the new one in its place. Never: a moment without a site, where the file system can
//! exchange two names at once; where it cannot, a moment between two renames, which the next run mends.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A place for a folder, and the names beside it that a run needs.
pub struct Place<'a> {
    /// Where the folder is to stand.
    pub target: &'a Path,
    /// What is being written.
    pub fresh: PathBuf,
    /// What stood there, between two renames.
    pub old: PathBuf,
}

impl<'a> Place<'a> {
    /// The place at a path.
    pub fn of(target: &'a Path) -> Place<'a> {
        Place { target, fresh: beside(target, "new"), old: beside(target, "old") }
    }

    /// A run that was stopped between two renames has left the site beside its place.
    pub fn put_back(&self) -> io::Result<()> {
        let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
        if is_there(&self.old) && !is_there(self.target) { fs::rename(&self.old, self.target) } else { Ok(()) }
    }

    /// The fresh folder takes the place. What stood there stands in `fresh` or `old` then.
    pub fn take(&self) -> io::Result<()> {
        match exchange(&self.fresh, self.target) {
            Err(error) if error.kind() == ErrorKind::NotFound => fs::rename(&self.fresh, self.target),
            Err(error) if cannot_exchange(&error) => self.take_in_two_steps(),
            other => other,
        }
    }

    /// Between the two renames the old site stands beside its place; it is put back if the second one fails.
    fn take_in_two_steps(&self) -> io::Result<()> {
        fs::rename(self.target, &self.old)?;
        fs::rename(&self.fresh, self.target).inspect_err(|_| {
            let _ = fs::rename(&self.old, self.target);
        })
    }
}

/// A name beside a path: `public.new`.
pub fn beside(target: &Path, suffix: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{suffix}"));
    target.with_file_name(name)
}

/// Both names at once: whoever opens one of them finds the one folder or the other.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, other: &Path) -> io::Result<()> {
    fs::symlink_metadata(other)?;
    Err(ErrorKind::Unsupported.into())
}

/// What network drives and older kernels answer.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Removes a folder of ours, the files that mark it last: what a stopped run leaves of it is still known as ours.
pub fn remove(folder: &Path, marks: &[PathBuf]) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false if marks.iter().any(|mark| entry.file_name() == mark.as_os_str()) => (),
            false => fs::remove_file(entry.path())?,
        }
    }
    for mark in marks {
        match fs::remove_file(folder.join(mark)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => (),
        }
    }
    fs::remove_dir(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &Path, text: &str) {
        fs::create_dir_all(path).expect("a folder");
        fs::write(path.join("a"), text).expect("a file");
    }

    fn text(path: &Path) -> Option<String> {
        fs::read_to_string(path.join("a")).ok()
    }

    fn scratch(name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join(format!("place-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        path
    }

    #[test]
    fn both_ways_lead_to_the_new_folder_and_keep_the_old_one() {
        let root = scratch("both");
        let target = root.join("public");
        let place = Place::of(&target);
        for (at_once, kept) in [(true, &place.fresh), (false, &place.old)] {
            folder(&target, "old");
            folder(&place.fresh, "new");
            let taken = if at_once { place.take() } else { place.take_in_two_steps() };
            taken.expect("taken");
            assert_eq!(text(&target).as_deref(), Some("new"));
            if cfg!(target_os = "linux") {
                assert_eq!(text(kept).as_deref(), Some("old"));
            }
            [&place.fresh, &place.old].into_iter().for_each(|path| drop(fs::remove_dir_all(path)));
        }
        fs::remove_dir_all(&target).expect("removed");
        folder(&place.fresh, "first");
        place.take().expect("taken");
        assert_eq!(text(&target).as_deref(), Some("first"));
        fs::remove_dir_all(&root).expect("removed");
    }

    #[test]
    fn what_stands_beside_an_empty_place_is_put_back() {
        let root = scratch("back");
        let target = root.join("public");
        let place = Place::of(&target);
        folder(&place.old, "old");
        place.put_back().expect("put back");
        assert_eq!(text(&target).as_deref(), Some("old"));
        folder(&place.old, "older");
        place.put_back().expect("nothing to do");
        assert_eq!(text(&target).as_deref(), Some("old"));
        fs::remove_dir_all(&root).expect("removed");
    }
}
