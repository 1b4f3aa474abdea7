//! Edits of sources: a piece of text put in place of a range, and all else as it was.
//!
//! In: edits and the bytes of the files. Out: changed files. Never: another byte than those of the edits, be it a line break or
//! the mark with which some editors begin a file.

use crate::source::{Change, FileId, Sources, World};
use std::collections::BTreeMap;
use std::io;

/// A piece of text in place of a range of a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Which file.
    pub file: FileId,
    /// Which bytes of its text.
    pub range: std::ops::Range<usize>,
    /// What stands there then.
    pub text: String,
}

/// The edits as whole files, in path order. The files are read again, since a text has lost its byte order mark.
pub fn changes(edits: Vec<Edit>, sources: &Sources, world: &dyn World) -> io::Result<Vec<Change>> {
    let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.file).or_default().push(edit);
    }
    by_file.into_iter().map(|(file, edits)| change(file, edits, sources, world)).collect()
}

fn change(file: FileId, mut edits: Vec<Edit>, sources: &Sources, world: &dyn World) -> io::Result<Change> {
    let source = sources.file(file);
    let before = world.read(&source.path)?;
    let meanwhile = || io::Error::other(format!("{}: changed meanwhile / この間に変わりました", source.path));
    let shift = before.len().checked_sub(source.text.len()).filter(|at| before.ends_with(source.text.as_bytes()) && *at <= 3);
    let shift = shift.ok_or_else(meanwhile)?;
    let mut after = before.clone();
    // From the end, so that places before an edit stay what they are.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    for edit in edits.into_iter().rev() {
        after.splice(edit.range.start + shift..edit.range.end + shift, edit.text.into_bytes());
    }
    Ok(Change { path: source.path.clone(), before: Some(before), after })
}
