//! A folder that is only looked into: a site as it was built.
//!
//! In: a folder on disk. Out: names and bytes. Never: a path outside the folder; a write.

use super::SitePath;
use super::outside::read_at_most;
use std::path::{Path, PathBuf};

/// A folder on disk.
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path.
    pub fn new(root: impl AsRef<Path>) -> Folder {
        Folder { root: root.as_ref().to_owned() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Whether a site can begin there: nothing is in it, or it is not there. What a version control keeps (`.git`) is not in the way.
    pub fn is_vacant(&self) -> bool {
        match std::fs::read_dir(&self.root) {
            Ok(entries) => entries.into_iter().all(|entry| entry.is_ok_and(|entry| entry.file_name() == ".git")),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        }
    }

    /// The folders in one of its folders, in order of name; none where there is no such folder.
    pub fn folders(&self, path: &str) -> Vec<String> {
        let entries = SitePath::new(path).and_then(|path| std::fs::read_dir(self.root.join(path.as_str())).ok());
        let entries = entries.into_iter().flatten().filter_map(Result::ok);
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    /// The bytes of a file; `None` where there is none, or a larger one than kohyo reads.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        read_at_most(&self.root.join(SitePath::new(path)?.as_str()), super::MAX_FILE_BYTES).ok()
    }
}
