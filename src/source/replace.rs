//! Writes sources back: the one way in which kohyo changes what an author wrote or begins a file for him.
//!
//! In: whole files, before and after. Out: the files changed, each by a rename. Never: a file written in part; a file that
//! somebody else has changed meanwhile; a path outside the site folder.

use super::{Disk, SitePath};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file of the site with new content.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub path: SitePath,
    /// What was read there; `None` when there was no such file.
    pub before: Option<Vec<u8>>,
    /// What is to stand there.
    pub after: Vec<u8>,
}

impl Change {
    /// A file that was not there.
    pub fn new_file(path: SitePath, text: String) -> Change {
        Change { path, before: None, after: text.into_bytes() }
    }
}

/// A file may hold what must not be printed: only the path shows.
impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Change({})", self.path)
    }
}

impl Disk {
    /// Writes all new contents beside their files, then puts one after the other in place. Nothing is changed unless all could be
    /// written.
    pub fn replace(&self, changes: &[Change]) -> io::Result<()> {
        let mut written = Beside(Vec::new());
        for change in changes {
            let target = self.root().join(change.path.as_str());
            let beside = name_beside(&target);
            written.0.push(beside.clone());
            write_beside(change, &target, &beside)?;
        }
        for (change, beside) in changes.iter().zip(&written.0) {
            fs::rename(beside, self.root().join(change.path.as_str()))?;
        }
        Ok(())
    }
}

/// New contents that are not in place yet; what is left of them is removed in the end.
struct Beside(Vec<PathBuf>);

impl Drop for Beside {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

/// Its name begins with a dot: such files are never read as sources.
fn name_beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.kohyo-new"))
}

fn write_beside(change: &Change, target: &Path, beside: &Path) -> io::Result<()> {
    let now = match fs::read(target) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if now != change.before {
        return Err(io::Error::other(format!("{}: changed meanwhile / この間に変わりました", change.path)));
    }
    let allowed = now.map(|_| fs::metadata(target)).transpose()?.map(|about| about.permissions());
    if allowed.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("{}: read-only / 読み取り専用", change.path)));
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => (),
    }
    let mut file = fs::File::create_new(beside)?;
    file.write_all(&change.after)?;
    if let Some(allowed) = allowed {
        file.set_permissions(allowed)?;
    }
    file.sync_all()
}
