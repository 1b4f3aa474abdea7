//! Notices that a source file changed: told by the system at once, and by looking now and then, since network drives tell nothing.
//!
//! In: a site folder. Out: the moment after a change, and which files were written. Never: file contents.

use crate::source::{Disk, SitePath};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

/// How long between two looks where the system tells nothing.
const LOOK: Duration = Duration::from_millis(1000);
/// A save is often several events; this long after the last one it is over.
const QUIET: Duration = Duration::from_millis(15);

/// Length and time of a file; another one when it was written.
type Stamp = (u64, Option<SystemTime>);

/// What changed.
enum Written {
    /// The content of these sources, and nothing else.
    Sources(Vec<SitePath>),
    /// Other files are there, or something that is no source.
    More,
}

/// Waits for changes below a site folder.
pub struct Watcher<'a> {
    disk: &'a Disk,
    seen: BTreeMap<PathBuf, Stamp>,
    told: Receiver<notify::Result<notify::Event>>,
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
        let native = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // That somebody looked at a file is no news.
            if !matches!(&event, Ok(event) if event.kind.is_access()) {
                // Nobody listens any more when the preview ends.
                let _ = tell.send(event);
            }
        });
        let native = native.ok().map(|mut native| {
            for (path, below) in disk.watched() {
                let mode = if below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                // A folder that cannot be watched is looked at all the same.
                let _ = native.watch(&path, mode);
            }
            native
        });
        Watcher { disk, seen: stamps(disk), told, _native: native }
    }

    /// Comes back when something differs from what was there before: with the sources that were written, or with `None` where more
    /// may have changed than the content of files.
    pub fn wait(&mut self) -> Option<Vec<SitePath>> {
        loop {
            let mut told = Vec::new();
            match self.told.recv_timeout(LOOK) {
                Ok(event) => {
                    told.push(event);
                    while let Ok(event) = self.told.recv_timeout(QUIET) {
                        told.push(event);
                    }
                }
                Err(RecvTimeoutError::Timeout) => (),
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
            }
            let written = self.written(&told).map_or_else(|| self.looked(), Written::Sources);
            match written {
                Written::Sources(paths) if paths.is_empty() => (),
                Written::Sources(paths) => return Some(paths),
                Written::More => return None,
            }
        }
    }

    /// The sources among the files that the system told of, when files that were there before were written and nothing else happened.
    fn written(&mut self, told: &[notify::Result<notify::Event>]) -> Option<Vec<SitePath>> {
        let events: Option<Vec<&notify::Event>> = told.iter().map(|event| event.as_ref().ok()).collect();
        let paths: BTreeSet<&PathBuf> = events?.into_iter().flat_map(|event| &event.paths).collect();
        let (mut written, mut stamps) = (Vec::new(), Vec::new());
        for path in paths {
            match (self.seen.get(path).copied(), stamp(path)) {
                (Some(before), Some(now)) if before == now => (),
                (Some(_), Some(now)) => {
                    written.push(self.disk.path_of(path)?);
                    stamps.push((path.clone(), now));
                }
                // What an editor writes beside a file and takes away again.
                (None, None) if !path.exists() => (),
                _ => return None,
            }
        }
        self.seen.extend(stamps);
        // Told of nothing, one looks.
        (!told.is_empty()).then_some(written)
    }

    /// Looks at every file.
    fn looked(&mut self) -> Written {
        let before = std::mem::replace(&mut self.seen, stamps(self.disk));
        if !before.keys().eq(self.seen.keys()) {
            return Written::More;
        }
        let differs = self.seen.iter().zip(before.values()).filter(|((_, now), before)| now != before);
        let sources: Option<Vec<SitePath>> = differs.map(|((path, _), _)| self.disk.path_of(path)).collect();
        sources.map_or(Written::More, Written::Sources)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let about = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some((about.len(), about.modified().ok()))
}

fn stamps(disk: &Disk) -> BTreeMap<PathBuf, Stamp> {
    disk.everything().into_iter().map(|path| (path.clone(), stamp(&path).unwrap_or_default())).collect()
}
