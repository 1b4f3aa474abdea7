//! The outside world as one trait: the files of a site folder and today's date.
//!
//! In: a folder on disk, or a map in memory for tests. Out: bytes. Never: a link that leaves the folder, an environment
//! variable, a clock other than `today`.

use super::SitePath;
use crate::figures::Date;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Withheld values by number, as bytes.
pub type Secrets = Vec<(String, Vec<u8>)>;

/// What the program can know of the outside.
pub trait World: Sync {
    /// Every regular file below the folders of a site, sorted by path. `Err` is a sentence for the person at the machine.
    fn files(&self) -> Result<Vec<SitePath>, String>;
    /// The bytes of one of those files.
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>>;
    /// The day for which the site is to be built, when somebody named one; it can lift an embargo that was released.
    fn as_of(&self) -> Option<Date> {
        None
    }
    /// Withheld values kept outside the sources, as number and bytes; `None` where there is no such place. Only staff machines
    /// have one, and nobody asks for it but the build of a confidential site.
    fn secrets(&self) -> io::Result<Option<Secrets>> {
        Ok(None)
    }
    /// Today, for reviews that are due; it never decides what is shown.
    fn today(&self) -> Date;
}

/// A site folder on disk.
pub struct Disk {
    root: PathBuf,
    as_of: Option<Date>,
}

/// The folders and files of a site; nothing else below the root is looked at.
const PARTS: [&str; 4] = ["kohyo.toml", "content", "data", "themes"];

impl Disk {
    /// The folder that holds `kohyo.toml`.
    pub fn new(root: impl AsRef<Path>) -> Disk {
        Disk { root: root.as_ref().to_owned(), as_of: None }
    }

    /// The same folder, as it is to be shown on a day.
    pub fn as_of(mut self, day: Option<Date>) -> Disk {
        self.as_of = day;
        self
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl World for Disk {
    fn files(&self) -> Result<Vec<SitePath>, String> {
        let mut paths = Vec::new();
        for part in PARTS.iter().map(|part| self.root.join(part)).filter(|part| part.exists()) {
            for entry in WalkDir::new(part).follow_links(false).sort_by_file_name() {
                let entry = entry.map_err(|e| e.to_string())?;
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if entry.file_type().is_file() && !hidden {
                    paths.extend(site_path(&self.root, entry.path()));
                }
            }
        }
        paths.sort();
        Ok(paths)
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path.as_str()))
    }

    fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    fn today(&self) -> Date {
        let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
        Date::of_unix_time_in_japan(seconds)
    }
}

fn site_path(root: &Path, file: &Path) -> Option<SitePath> {
    let relative = file.strip_prefix(root).ok()?;
    let segments: Option<Vec<&str>> = relative.components().map(|c| c.as_os_str().to_str()).collect();
    SitePath::new(&segments?.join("/"))
}

/// A site in memory.
#[derive(Clone)]
pub struct Memory {
    files: BTreeMap<SitePath, Vec<u8>>,
    today: Date,
}

impl Memory {
    /// From paths and texts; paths that leave the folder are left out.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        let files = files.into_iter().filter_map(|(path, text)| Some((SitePath::new(path)?, text.as_bytes().to_vec())));
        Memory { files: files.collect(), today: Date::of_unix_time_in_japan(1_800_000_000) }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        if let Some(path) = SitePath::new(path) {
            self.files.insert(path, bytes);
        }
    }

    /// The text of a file, when it is there and is text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(&SitePath::new(path)?).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}

impl World for Memory {
    fn files(&self) -> Result<Vec<SitePath>, String> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn today(&self) -> Date {
        self.today
    }
}
