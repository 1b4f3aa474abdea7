//! One run at a time for a folder.
//!
//! In: the folder. Out: a lock that ends with the run, however it ends. Never: waiting; a lock that outlives its run.

use super::place::beside;
use super::{Failure, busy};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held while a folder is written. The system lets go of it when the run ends, also when it is killed.
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Where the lock of a folder stands while a run has it.
    pub fn path(target: &Path) -> PathBuf {
        beside(target, "lock")
    }

    /// Takes the lock of a folder (`public.lock` beside `public`), or says that another run has it.
    pub fn take(target: &Path) -> Result<Lock, Failure> {
        let path = Lock::path(target);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(Failure::Refused(busy(target))),
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(error.into()),
                _ => (),
            }
            // The run before may have removed the file in between: then others would lock another one.
            if is_same(&file, &path)? {
                return Ok(Lock { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let here = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((here.dev(), here.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
