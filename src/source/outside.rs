//! One file that lies anywhere, read as far as it may be: a spreadsheet that somebody names on the command line, a file of a site.
//!
//! In: a path and a limit. Out: the bytes. Never: more bytes than the limit; a folder, a pipe (which would be waited for).

use super::{Unread, Why};
use std::io::{Error, ErrorKind, Read, Result as IoResult};
use std::path::Path;

/// Reads the file, if it is one and has no more bytes than `most`.
pub fn read_outside(path: &Path, most: usize) -> Result<Vec<u8>, Unread> {
    read_at_most(path, most).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::FileTooLarge => Why::TooLarge(most),
            ErrorKind::InvalidInput => Why::BadName,
            _ => Why::Fault(error.to_string()),
        };
        Unread { path: path.display().to_string().replace(char::is_control, "\u{fffd}"), why }
    })
}

/// The same with the machine's words: `FileTooLarge` says that there is more, `InvalidInput` that it is no file.
pub(super) fn read_at_most(path: &Path, most: usize) -> IoResult<Vec<u8>> {
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "not a file / ファイルではありません"));
    }
    let (limit, mut bytes) = (u64::try_from(most).unwrap_or(u64::MAX), Vec::new());
    if about.len() <= limit {
        // It may grow while it is read.
        std::fs::File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    }
    if about.len() > limit || bytes.len() > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
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
