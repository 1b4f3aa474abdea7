//! The outside world as one trait: the files of a site folder and today's date.
//!
//! In: a folder on disk, or a map in memory for tests. Out: bytes. Never: a link that leaves the folder, an environment
//! variable, a clock other than `today`.

use super::SitePath;
use super::outside::read_at_most;
use crate::figures::Date;
use crate::kinds::Host;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Something below the folders of a site.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Entry {
    /// A regular file.
    File(SitePath),
    /// A symbolic link to a file or folder; it is not followed.
    Link(String),
    /// A file whose name is no path of a site; here as far as it can be printed.
    Unnamed(String),
}

/// Withheld values by file name, as bytes.
pub type Secrets = Vec<(String, Vec<u8>)>;

/// What the program can know of the outside.
pub trait World: Sync {
    /// Everything below the folders of a site, sorted; names that begin with a dot are passed over. `Err` is a sentence for the
    /// person at the machine.
    fn entries(&self) -> Result<Vec<Entry>, String>;
    /// The regular files among them.
    fn files(&self) -> Result<Vec<SitePath>, String> {
        let file = |entry| match entry {
            Entry::File(path) => Some(path),
            Entry::Link(_) | Entry::Unnamed(_) => None,
        };
        Ok(self.entries()?.into_iter().filter_map(file).collect())
    }
    /// The bytes of one of those files; `FileTooLarge` where it has more than a file of its kind may have.
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>>;
    /// The day for which the site is to be built, when somebody named one; it can lift an embargo that was released.
    fn as_of(&self) -> Option<Date> {
        None
    }
    /// Where the site is to be served from, when somebody named another host than the settings.
    fn host(&self) -> Option<Host> {
        None
    }
    /// The files in which withheld values are kept outside the sources, as name and bytes, in order of name. Only staff machines
    /// have such a place; for a site that is not confidential it is looked at only when somebody named it.
    fn secrets(&self, _confidential: bool) -> io::Result<Secrets> {
        Ok(Vec::new())
    }
    /// Today, for reviews that are due; it never decides what is shown.
    fn today(&self) -> Date;
}

/// Stands for everything that decides what a build makes: another one when a file, the day, the host or the program is another.
/// `None`: where that cannot be known, and beside withheld values, of which nothing is kept.
pub fn digest(world: &dyn World, program: &Path) -> Option<String> {
    if !world.secrets(true).ok()?.is_empty() {
        return None;
    }
    let about = std::fs::metadata(program).ok()?;
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        // Each part with its length, so that no two lists of parts look alike.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    };
    add(format!("{} {:?}", about.len(), about.modified().ok()?).as_bytes());
    add(format!("{:?} {:?} {:?}", world.today(), world.as_of(), world.host()).as_bytes());
    let about = |entry: &Entry| -> Option<(String, [u8; 32])> {
        let bytes = match entry {
            Entry::File(path) => world.read(path).ok()?,
            Entry::Link(_) | Entry::Unnamed(_) => Vec::new(),
        };
        Some((format!("{entry:?}"), Sha256::digest(&bytes).into()))
    };
    let entries: Option<Vec<(String, [u8; 32])>> = world.entries().ok()?.par_iter().map(about).collect();
    for (name, hash) in entries? {
        add(name.as_bytes());
        add(&hash);
    }
    Some(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A site folder on disk.
pub struct Disk {
    root: PathBuf,
    secrets: Option<PathBuf>,
    as_of: Option<Date>,
    host: Option<Host>,
}

/// The folders and files of a site; nothing else below the root is looked at.
const PARTS: [&str; 5] = ["kohyo.toml", "portal.toml", "content", "data", "themes"];

impl Disk {
    /// The folder that holds `kohyo.toml`.
    pub fn new(root: impl AsRef<Path>) -> Disk {
        Disk { root: root.as_ref().to_owned(), secrets: None, as_of: None, host: None }
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

    /// The same folder as it is to be served from a host.
    pub fn for_host(mut self, host: Option<Host>) -> Disk {
        self.host = host;
        self
    }

    /// Whether settings of a site stand in the folder.
    pub fn is_site(&self) -> bool {
        self.root.join("kohyo.toml").is_file()
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What to watch for changes, and whether with everything below it. The output folder and others beside the sources are not
    /// among it.
    pub fn watched(&self) -> Vec<(PathBuf, bool)> {
        let parts = PARTS.iter().map(|part| self.root.join(part)).filter(|part| part.is_dir()).map(|part| (part, true));
        [(self.root.clone(), false), (self.secrets_folder(), false)]
            .into_iter()
            .chain(parts)
            .filter(|(path, _)| path.is_dir())
            .collect()
    }

    /// The path of a source within the site; `None` for what lies elsewhere, as what is withheld does.
    pub fn path_of(&self, file: &Path) -> Option<SitePath> {
        let path = site_path(&self.root, file)?;
        let part = path.as_str().split('/').next().unwrap_or_default();
        PARTS.contains(&part).then_some(path)
    }

    /// Every file that a build may read, also one whose name it refuses.
    pub fn everything(&self) -> Vec<PathBuf> {
        let parts = PARTS.iter().map(|part| self.root.join(part)).chain([self.secrets_folder()]);
        let below = |part: PathBuf| WalkDir::new(part).follow_links(false).sort_by_file_name().into_iter().filter_map(Result::ok);
        parts.flat_map(below).filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect()
    }

    fn secrets_folder(&self) -> PathBuf {
        self.secrets.clone().unwrap_or_else(|| self.root.join("secrets"))
    }

    /// What is neither a file nor a link (a pipe, a socket) has no name that kohyo could read.
    fn entry(&self, entry: &walkdir::DirEntry) -> Entry {
        if entry.file_type().is_symlink() {
            return Entry::Link(printable(&self.root, entry.path()));
        }
        let path = site_path(&self.root, entry.path()).filter(|_| entry.file_type().is_file());
        path.map_or_else(|| Entry::Unnamed(printable(&self.root, entry.path())), Entry::File)
    }
}

impl World for Disk {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        for part in PARTS.iter().map(|part| self.root.join(part)) {
            let Ok(about) = std::fs::symlink_metadata(&part) else { continue };
            if about.file_type().is_symlink() {
                // WalkDir would follow a link at which it begins.
                entries.push(Entry::Link(printable(&self.root, &part)));
                continue;
            }
            for entry in WalkDir::new(part).follow_links(false) {
                let entry = entry.map_err(|e| e.to_string())?;
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if !hidden && !entry.file_type().is_dir() {
                    entries.push(self.entry(&entry));
                }
            }
        }
        entries.sort();
        Ok(entries)
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        read_at_most(&self.root.join(path.as_str()), super::most_bytes(path))
    }

    fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    fn host(&self) -> Option<Host> {
        self.host
    }

    fn secrets(&self, confidential: bool) -> io::Result<Vec<(String, Vec<u8>)>> {
        let folder = self.secrets_folder();
        match &self.secrets {
            Some(_) => read_folder(&folder),
            None if confidential && folder.is_dir() => read_folder(&folder),
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
            let bytes = read_at_most(&entry.path(), super::MAX_SOURCE_BYTES);
            files.push((name.clone(), bytes.map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?));
        }
    }
    files.sort();
    Ok(files)
}

/// A path as a message may print it: one line, with `/` between its parts.
fn printable(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = relative.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
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
    host: Option<Host>,
    others: Vec<Entry>,
    today: Date,
}

impl Memory {
    /// From paths and texts; paths that leave the folder are left out.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        let files = files.into_iter().filter_map(|(path, text)| Some((SitePath::new(path)?, text.as_bytes().to_vec())));
        let today = Date::of_unix_time_in_japan(1_800_000_000);
        Memory { files: files.collect(), secrets: BTreeMap::new(), as_of: None, host: None, others: Vec::new(), today }
    }

    /// A copy of a world, to try changes in: the files that can be read and the day; with `secrets`, those values too.
    pub fn copy(world: &dyn World, secrets: bool) -> io::Result<Memory> {
        let mut copy = Memory::new([]);
        for path in world.files().map_err(io::Error::other)? {
            let bytes = world.read(&path)?;
            copy.files.insert(path, bytes);
        }
        for (name, bytes) in world.secrets(secrets)? {
            copy.keep_secret(&name, bytes);
        }
        (copy.as_of, copy.host, copy.today) = (world.as_of(), world.host(), world.today());
        Ok(copy)
    }

    /// Adds a withheld value that is kept outside the sources.
    pub fn keep_secret(&mut self, name: &str, bytes: Vec<u8>) {
        self.secrets.insert(name.to_owned(), bytes);
    }

    /// Names the day for which the site is to be built.
    pub fn set_day(&mut self, day: Option<Date>) {
        self.as_of = day;
    }

    /// Says what day it is.
    pub fn set_today(&mut self, day: Date) {
        self.today = day;
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        if let Some(path) = SitePath::new(path) {
            self.files.insert(path, bytes);
        }
    }

    /// Plants what is not a regular file, or removes a file in favour of it.
    pub fn plant(&mut self, entry: Entry) {
        if let Entry::Link(path) = &entry
            && let Some(path) = SitePath::new(path)
        {
            self.files.remove(&path);
        }
        self.others.push(entry);
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) {
        if let Some(path) = SitePath::new(path) {
            self.files.remove(&path);
        }
    }

    /// The text of a file, when it is there and is text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(&SitePath::new(path)?).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}

impl World for Memory {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let mut entries: Vec<Entry> = self.files.keys().cloned().map(Entry::File).chain(self.others.iter().cloned()).collect();
        entries.sort();
        Ok(entries)
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    fn host(&self) -> Option<Host> {
        self.host
    }

    fn secrets(&self, confidential: bool) -> io::Result<Vec<(String, Vec<u8>)>> {
        let kept = self.secrets.iter().filter(|_| confidential);
        Ok(kept.map(|(name, bytes)| (name.clone(), bytes.clone())).collect())
    }

    fn today(&self) -> Date {
        self.today
    }
}
