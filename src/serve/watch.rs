//! Notices that a source file changed: told by the system at once, and by looking now and then, since network drives tell nothing.
//!
//! In: a site folder. Out: the moment after a change. Never: file contents.

use crate::source::Disk;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

/// How long between two looks where the system tells nothing.
const LOOK: Duration = Duration::from_millis(1000);
/// A save is often several events; this long after the last one it is over.
const QUIET: Duration = Duration::from_millis(15);

/// Paths, lengths and times of all source files.
type Stamp = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// Waits for changes below a site folder.
pub struct Watcher<'a> {
    disk: &'a Disk,
    seen: Stamp,
    told: Receiver<()>,
    /// Kept alive; `None` where the system cannot tell. Then there is only looking.
    _native: Option<RecommendedWatcher>,
}

impl<'a> Watcher<'a> {
    /// Begins to watch, by looking alone: as on a network drive that tells nothing.
    pub fn that_looks(disk: &'a Disk) -> Watcher<'a> {
        Watcher { _native: None, ..Watcher::new(disk) }
    }

    /// Begins to watch.
    pub fn new(disk: &'a Disk) -> Watcher<'a> {
        let (tell, told) = channel();
        let native = notify::recommended_watcher(move |_: notify::Result<notify::Event>| {
            // Nobody listens any more when the preview ends.
            let _ = tell.send(());
        });
        let native = native.ok().map(|mut native| {
            for (path, below) in disk.watched() {
                let mode = if below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                // A folder that cannot be watched is looked at all the same.
                let _ = native.watch(&path, mode);
            }
            native
        });
        Watcher { disk, seen: stamp(disk), told, _native: native }
    }

    /// Comes back when something differs from what was there before.
    pub fn wait(&mut self) {
        loop {
            match self.told.recv_timeout(LOOK) {
                Ok(()) => while self.told.recv_timeout(QUIET).is_ok() {},
                Err(RecvTimeoutError::Timeout) => (),
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
            }
            let now = stamp(self.disk);
            if now != self.seen {
                self.seen = now;
                return;
            }
        }
    }
}

fn stamp(disk: &Disk) -> Stamp {
    let look = |path: PathBuf| {
        let about = std::fs::metadata(&path).ok();
        let (length, changed) = (about.as_ref().map_or(0, std::fs::Metadata::len), about.and_then(|a| a.modified().ok()));
        (path, length, changed)
    };
    disk.everything().into_iter().map(look).collect()
}
