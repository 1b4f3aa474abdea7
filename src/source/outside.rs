//! One file that lies anywhere: a spreadsheet that somebody names on the command line.
//!
//! In: a path and a limit. Out: the bytes. Never: more bytes than the limit; a folder, a pipe.

use super::{Unread, Why};
use std::io::Read;
use std::path::Path;

/// Reads the file, if it is one and has no more bytes than `most`.
pub fn read_outside(path: &Path, most: usize) -> Result<Vec<u8>, Unread> {
    let unread = |why| Unread { path: path.display().to_string().replace(char::is_control, "\u{fffd}"), why };
    let fault = |error: std::io::Error| unread(Why::Fault(error.to_string()));
    let about = std::fs::metadata(path).map_err(fault)?;
    if !about.is_file() {
        return Err(unread(Why::BadName));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path).map_err(fault)?.take(limit).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() > most { Err(unread(Why::TooLarge(most))) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_of_bounded_size_is_read() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(read_outside(&here.join("Cargo.toml"), 1 << 20).is_ok_and(|bytes| bytes.starts_with(b"[package]")));
        assert!(matches!(read_outside(&here.join("Cargo.toml"), 10), Err(Unread { why: Why::TooLarge(10), .. })));
        assert!(read_outside(here, 10).is_err() && read_outside(&here.join("none"), 10).is_err());
    }
}
