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
    /// The files in which withheld values are kept outside the sources, as name and bytes, in order of name. Only staff machines
    /// have such a place; for a site that is not confidential it is looked at only when somebody named it.
    fn secrets(&self, _confidential: bool) -> io::Result<Vec<(String, Vec<u8>)>> {
        Ok(Vec::new())
    }
    /// Today, for reviews that are due; it never decides what is shown.
    fn today(&self) -> Date;
}

/// A site folder on disk.
pub struct Disk {
    root: PathBuf,
    secrets: Option<PathBuf>,
    as_of: Option<Date>,
}

/// The folders and files of a site; nothing else below the root is looked at.
const PARTS: [&str; 4] = ["kohyo.toml", "content", "data", "themes"];

impl Disk {
    /// The folder that holds `kohyo.toml`.
    pub fn new(root: impl AsRef<Path>) -> Disk {
        Disk { root: root.as_ref().to_owned(), secrets: None, as_of: None }
    }

    /// The same folder with withheld values kept in another one.
    pub fn with_secrets(mut self, secrets: Option<PathBuf>) -> Disk {
        self.secrets = secrets;
        self
    }

    /// The same folder as it is to be shown on a day.
    pub fn for_day(mut self, day: Option<Date>) -> Disk {
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

    fn secrets(&self, confidential: bool) -> io::Result<Vec<(String, Vec<u8>)>> {
        let beside = self.root.join("secrets");
        match &self.secrets {
            Some(named) => read_folder(named),
            None if confidential && beside.is_dir() => read_folder(&beside),
            None => Ok(Vec::new()),
        }
    }

    fn today(&self) -> Date {
        let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
        Date::of_unix_time_in_japan(seconds)
    }
}

fn read_folder(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            files.push((name, std::fs::read(entry.path())?));
        }
    }
    files.sort();
    Ok(files)
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
    secrets: BTreeMap<String, Vec<u8>>,
    as_of: Option<Date>,
    today: Date,
}

impl Memory {
    /// From paths and texts; paths that leave the folder are left out.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        let files = files.into_iter().filter_map(|(path, text)| Some((SitePath::new(path)?, text.as_bytes().to_vec())));
        let today = Date::of_unix_time_in_japan(1_800_000_000);
        Memory { files: files.collect(), secrets: BTreeMap::new(), as_of: None, today }
    }

    /// Adds a withheld value that is kept outside the sources.
    pub fn keep_secret(&mut self, name: &str, bytes: Vec<u8>) {
        self.secrets.insert(name.to_owned(), bytes);
    }

    /// Names the day for which the site is to be built.
    pub fn set_day(&mut self, day: Option<Date>) {
        self.as_of = day;
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) {
        if let Some(path) = SitePath::new(path) {
            self.files.remove(&path);
        }
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

    fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    fn secrets(&self, confidential: bool) -> io::Result<Vec<(String, Vec<u8>)>> {
        let kept = self.secrets.iter().filter(|_| confidential);
        Ok(kept.map(|(name, bytes)| (name.clone(), bytes.clone())).collect())
    }

    fn today(&self) -> Date {
        self.today
    }
}
