//! Reads each file of a site folder once, and knows where everything stands in it.
//!
//! In: a `World` (files and today's date). Out: `Sources`: texts with file ids, spans, lines and columns; other files as bytes.
//! Never: the meaning of a text; a path outside the site folder; a link; the same file twice.

mod backup;
mod folder;
mod outside;
mod path;
mod replace;
mod span;
mod world;

pub use folder::Folder;
pub use outside::read_outside;
pub use path::SitePath;
pub use replace::Change;
pub use span::{FileId, LineColumn, Span, Spanned};
pub use world::{Disk, Entry, Memory, Secrets, World, digest};

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest file kohyo reads as a source; a page or table of more than this is not something a person wrote.
pub const MAX_SOURCE_BYTES: usize = 16 * 1024 * 1024;

/// Where the grounds that come with kohyo stand among the sources; no folder of a site is read there.
pub const SHIPPED_GROUNDS: &str = "builtin/grounds.toml";
/// Where the themes of a site stand.
pub const THEMES: &str = "themes/";
/// The largest file that can be attached to a page.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// The bytes of a file that is no source: read once, shared from there on. `Debug` prints their number alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(std::sync::Arc<[u8]>);

impl Bytes {
    /// Takes over what was read.
    pub fn new(bytes: Vec<u8>) -> Bytes {
        Bytes(bytes.into())
    }

    /// The shared bytes themselves.
    pub fn shared(&self) -> std::sync::Arc<[u8]> {
        self.0.clone()
    }
}

impl std::ops::Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

/// Everything that was read, in path order. A copy shares the texts.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
    by_path: Arc<BTreeMap<SitePath, FileId>>,
    others: BTreeMap<SitePath, Bytes>,
}

/// A file or folder that could not be read, and why.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Where.
    pub path: String,
    /// What stood in the way.
    pub why: Why,
}

/// Why a file could not be read.
#[derive(Clone, Debug)]
pub enum Why {
    /// The machine's own words.
    Fault(String),
    /// More than so many bytes.
    TooLarge(usize),
    /// A symbolic link: what it leads to may lie anywhere.
    Link,
    /// A copy that a program or a person left behind.
    Backup,
    /// A name that is no path of a site.
    BadName,
    /// Another encoding.
    NotUtf8,
}

/// One file, read once.
pub struct SourceFile {
    /// Where it stands in the site folder.
    pub path: SitePath,
    /// Its text; empty when it could not be read as UTF-8 (a finding says so).
    pub text: String,
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(path: SitePath, text: String) -> SourceFile {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        SourceFile { path, text, line_starts }
    }
}

/// Texts may hold what must not be printed: only the path shows.
impl std::fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SourceFile({})", self.path)
    }
}

impl Sources {
    /// Reads all files of the world: as texts `kohyo.toml`, `content/**.md`, `data/**.toml` and the theme; as bytes what else lies
    /// below `content/`, `data/` and `themes/`. What could not or must not be read comes back beside what could.
    pub fn read(world: &dyn World) -> (Sources, Vec<Unread>) {
        let entries = match world.entries() {
            Ok(entries) => entries,
            Err(fault) => return (Sources::default(), vec![Unread { path: "./".to_owned(), why: Why::Fault(fault) }]),
        };
        let (mut sources, mut unread, mut paths) = (Sources::default(), Vec::new(), Vec::new());
        for entry in entries {
            match entry {
                Entry::Link(path) => unread.push(Unread { path, why: Why::Link }),
                Entry::Unnamed(path) => unread.push(Unread { path, why: Why::BadName }),
                Entry::File(path) if backup::is_backup(path.as_str()) => {
                    unread.push(Unread { path: path.to_string(), why: Why::Backup });
                }
                Entry::File(path) => paths.push(path),
            }
        }
        let contents: Vec<Result<Content, Why>> = paths.par_iter().map(|path| read_one(world, path)).collect();
        for (path, content) in paths.into_iter().zip(contents) {
            match content {
                Ok(Content::Text(text)) => sources.add(path, text),
                Ok(Content::Bytes(bytes)) => drop(sources.others.insert(path, bytes)),
                Err(why) => {
                    unread.push(Unread { path: path.to_string(), why });
                    if is_source(&path) {
                        sources.add(path, String::new());
                    }
                }
            }
        }
        // The last one, so that a site's own grounds are known before ours.
        if let Some(path) = SitePath::new(SHIPPED_GROUNDS) {
            sources.add(path, include_str!("grounds.toml").to_owned());
        }
        (sources, unread)
    }

    /// The same after changes in files that are among them: those are read again, and no other. `None` where that cannot be told
    /// from these paths alone; then everything is to be read.
    pub fn again(&self, world: &dyn World, changed: &[SitePath]) -> Option<Sources> {
        let mut sources = self.clone();
        for path in changed {
            match (read_one(world, path).ok()?, self.by_path.get(path)) {
                (Content::Text(text), Some(id)) => {
                    *sources.files.get_mut(id.0 as usize)? = Arc::new(SourceFile::new(path.clone(), text));
                }
                (Content::Bytes(bytes), None) => drop(sources.others.insert(path.clone(), bytes)?),
                _ => return None,
            }
        }
        Some(sources)
    }

    /// Whether what stands below a folder is what stood there when the other was read, under the same ids. Never true of two readings of
    /// the whole: the texts are not compared.
    pub fn same_below(&self, folder: &str, other: &Sources) -> bool {
        let below = |path: &SitePath| path.as_str().starts_with(folder);
        let texts = || self.files.iter().zip(&other.files).filter(|(file, _)| below(&file.path));
        let bytes = |sources: &Sources| {
            sources.others.iter().filter(|(path, _)| below(path)).map(|(_, bytes)| bytes.shared()).collect::<Vec<_>>()
        };
        let (here, there) = (bytes(self), bytes(other));
        Arc::ptr_eq(&self.by_path, &other.by_path)
            && texts().all(|(here, there)| Arc::ptr_eq(here, there))
            && here.len() == there.len()
            && here.iter().zip(&there).all(|(here, there)| Arc::ptr_eq(here, there))
    }

    /// Whether a file is among those that could not be read.
    pub fn is_unread(&self, file: FileId, unread: &[Unread]) -> bool {
        unread.iter().any(|unread| unread.path == self.file(file).path.as_str())
    }

    /// A file that is no source, when it was read.
    pub fn other(&self, path: &str) -> Option<&Bytes> {
        self.others.get(&SitePath::new(path)?)
    }

    /// All files that are no sources, in path order.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.others.keys().map(SitePath::as_str)
    }

    fn add(&mut self, path: SitePath, text: String) {
        let id = FileId(self.files.len() as u32);
        Arc::make_mut(&mut self.by_path).insert(path.clone(), id);
        self.files.push(Arc::new(SourceFile::new(path, text)));
    }

    /// The file of an id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The same, to be held on to.
    pub fn share(&self, id: FileId) -> &Arc<SourceFile> {
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.shared().map(|(id, file)| (id, &**file))
    }

    /// The same, to be held on to: a file that was not read again is the same one.
    pub fn shared(&self) -> impl Iterator<Item = (FileId, &Arc<SourceFile>)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u32), file))
    }

    /// The id of a path, when such a file was read.
    pub fn find(&self, path: &str) -> Option<FileId> {
        SitePath::new(path).and_then(|path| self.by_path.get(&path).copied())
    }

    /// Line and column (both from 1, columns in characters) of a byte offset.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let file = self.file(span.file);
        let at = (span.start as usize).min(file.text.len());
        let line = file.line_starts.partition_point(|start| *start as usize <= at).max(1);
        let start = file.line_starts.get(line - 1).map_or(0, |s| *s as usize);
        let column = file.text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        LineColumn { line, column }
    }

    /// The byte range of the line that holds an offset, without its line break.
    pub fn line_range(&self, span: Span) -> std::ops::Range<usize> {
        let file = self.file(span.file);
        let line = self.line_column(span).line;
        let start = file.line_starts.get(line - 1).map_or(0, |s| *s as usize);
        let end = file.line_starts.get(line).map_or(file.text.len(), |s| *s as usize - 1);
        start..end
    }
}

fn is_source(path: &SitePath) -> bool {
    let p = path.as_str();
    p == "kohyo.toml"
        || p == "portal.toml"
        || (p.starts_with("content/") && p.ends_with(".md"))
        || (p.starts_with("data/") && p.ends_with(".toml"))
        || (p.starts_with(THEMES) && is_theme_text(p))
}

/// What a theme says in words. Pictures, and what has another ending, are bytes.
fn is_theme_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["html", "xml", "toml", "css", "js", "svg", "json", "txt", "md", "webmanifest"].contains(&extension)
}

enum Content {
    Text(String),
    Bytes(Bytes),
}

/// How many bytes a file of a site may have.
fn most_bytes(path: &SitePath) -> usize {
    if is_source(path) { MAX_SOURCE_BYTES } else { MAX_FILE_BYTES }
}

fn read_one(world: &dyn World, path: &SitePath) -> Result<Content, Why> {
    let most = most_bytes(path);
    let bytes = world.read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::FileTooLarge => Why::TooLarge(most),
        _ => Why::Fault(error.to_string()),
    })?;
    // A world in memory has no limit of its own.
    if bytes.len() > most {
        return Err(Why::TooLarge(most));
    }
    if !is_source(path) {
        return Ok(Content::Bytes(Bytes::new(bytes)));
    }
    let text = String::from_utf8(bytes).map_err(|_| Why::NotUtf8)?;
    // Some editors begin a file with a byte order mark; it is no part of what was written.
    Ok(Content::Text(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let world = Memory::new([("content/a.ja.md", "一行目\n二行目です\n")]);
        let (sources, findings) = Sources::read(&world);
        assert!(findings.is_empty());
        let file = sources.find("content/a.ja.md").expect("read");
        let at = "一行目\n二行目".len() as u32;
        let place = sources.line_column(Span { file, start: at, end: at + 3 });
        assert_eq!((place.line, place.column), (2, 4));
    }

    #[test]
    fn a_file_that_is_not_utf8_is_a_finding() {
        let mut world = Memory::new([]);
        world.insert("data/bodies.toml", vec![0x8d, 0x73]);
        let (_, findings) = Sources::read(&world);
        assert_eq!(findings.len(), 1);
    }
}
