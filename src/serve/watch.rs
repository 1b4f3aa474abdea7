//! Notices that a source file changed, by polling: it works on network drives too.
//!
//! In: a site folder. Out: a stamp that differs after a change. Never: file contents.

use crate::source::{Disk, World};
use std::time::{Duration, SystemTime};

/// How long between two looks.
pub const PAUSE: Duration = Duration::from_millis(400);

/// Paths, lengths and times of all source files.
pub type Stamp = Vec<(String, u64, Option<SystemTime>)>;

/// Takes the stamp.
pub fn stamp(disk: &Disk) -> Stamp {
    let paths = disk.files().unwrap_or_default();
    let look = |path: &crate::source::SitePath| {
        let about = std::fs::metadata(disk.root().join(path.as_str())).ok();
        (path.to_string(), about.as_ref().map_or(0, std::fs::Metadata::len), about.and_then(|a| a.modified().ok()))
    };
    paths.iter().map(look).collect()
}
