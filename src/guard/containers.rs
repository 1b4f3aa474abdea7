//! What is packed inside a file.
//!
//! In: bytes and the file's name. Out: each member, one at a time, or why there is none to be had. Never: silence about
//! something that could not be opened; more than `LARGEST` bytes of one member in memory.

use super::{pdf, png};
use std::io::{Cursor, Read};

/// Containers inside containers, counted from the file itself.
pub const DEEPEST: usize = 4;
/// The largest member that is read; the largest honest attachment is far below.
pub const LARGEST: u64 = 64 << 20;
/// All members of one file together.
const LARGEST_SUM: u64 = 512 << 20;

/// Something packed.
pub struct Member {
    /// What it was packed in.
    pub inside: &'static str,
    /// Its name there, if it has one.
    pub name: String,
    /// Unpacked.
    pub bytes: Vec<u8>,
}

/// Why a container could not be read to the end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fault {
    /// Not well formed.
    Broken(&'static str),
    /// A password.
    Locked(&'static str),
    /// A format that kohyo does not open.
    Unknown(&'static str),
    /// Too many containers inside containers.
    TooDeep,
    /// More bytes than `LARGEST` or `LARGEST_SUM`.
    TooLarge(&'static str),
}

/// Formats that hide their content from a search and that kohyo does not open.
const CLOSED: [(&[u8], &str); 10] = [
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"\x1f\x9d", "compress"),
    (b"MSCF", "CAB"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (b"LZIP", "lzip"),
];

/// Hands every member to `each`. A file that is no container has none.
pub fn open(name: &str, bytes: &[u8], each: &mut dyn FnMut(Member)) -> Result<(), Fault> {
    if let Some((_, format)) = CLOSED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // Text may begin with these letters too; the formats are told apart from it by what is not text.
        if std::str::from_utf8(bytes).is_err() {
            return Err(Fault::Unknown(format));
        }
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Err(Fault::Unknown("tar"));
    }
    if bytes.starts_with(b"\x1f\x8b") {
        each(Member { inside: "gzip", name: inner(name), bytes: inflate(flate2::read::MultiGzDecoder::new(bytes), "gzip")? });
    } else if ends_with(name, ".br") {
        each(Member { inside: "brotli", name: inner(name), bytes: inflate(brotli::Decompressor::new(bytes, 4096), "brotli")? });
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        zip(bytes, each)?;
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::open(bytes, each)?;
    } else if memchr::memmem::find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").is_some() {
        pdf::open(bytes, each)?;
    }
    Ok(())
}

fn ends_with(name: &str, end: &str) -> bool {
    name.to_ascii_lowercase().ends_with(end)
}

/// `data.csv` of `data.csv.gz`.
fn inner(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(inner, _)| inner.to_owned())
}

/// Reads to the end, but no further than allowed.
pub fn inflate(packed: impl Read, format: &'static str) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    packed.take(LARGEST + 1).read_to_end(&mut out).map_err(|_| Fault::Broken(format))?;
    if out.len() as u64 > LARGEST { Err(Fault::TooLarge(format)) } else { Ok(out) }
}

fn zip(bytes: &[u8], each: &mut dyn FnMut(Member)) -> Result<(), Fault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken("zip"))?;
    let (mut sum, mut fault) = (0, None);
    for index in 0..archive.len() {
        let member = match archive.by_index(index) {
            Ok(file) => {
                let name = file.name().map(|name| name.into_owned()).unwrap_or_default();
                inflate(file, "zip").map(|bytes| Member { inside: "zip", name, bytes })
            }
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.contains("assword") => Err(Fault::Locked("zip")),
            Err(_) => Err(Fault::Broken("zip")),
        };
        match member {
            Ok(member) => {
                sum += member.bytes.len() as u64;
                if sum > LARGEST_SUM {
                    return Err(Fault::TooLarge("zip"));
                }
                each(member);
            }
            // One bad member must not hide what the others hold.
            Err(why) => fault = Some(why),
        }
    }
    fault.map_or(Ok(()), Err)
}
