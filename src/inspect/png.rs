//! PNG: only the picture and what its colours need.
//!
//! In: bytes. Out: faults for text, times, EXIF, private chunks, wrong check sums, and whatever follows the end. Never: pixels.

use super::Report;
use super::walk::{Walk, name};

/// The first eight bytes of every PNG.
pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The picture, its colours, its size in print, and the frames of an animation.
const ALLOWED: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP", b"mDCV",
    b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// Walks through the chunks.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let mut walk = Walk(bytes);
    walk.take(SIGNATURE.len());
    loop {
        // The names of chunks are letters: zeros to the end of the file are not millions of chunks.
        let Some(chunk) = chunk(&mut walk).filter(|chunk| chunk.kind.iter().all(u8::is_ascii_alphabetic)) else {
            report.damaged("PNG が途中で切れています", "the PNG breaks off");
            return report;
        };
        if crc(chunk.checked) != chunk.sum {
            report.damaged("PNG の検査値（CRC）が合いません", "a check sum (CRC) of the PNG is wrong");
        }
        if !ALLOWED.iter().any(|known| *known == chunk.kind) {
            report.metadata(&format!("PNG {}", name(chunk.kind)));
            report.texts.push(String::from_utf8_lossy(chunk.data).into_owned());
        }
        match chunk.kind {
            b"IEND" => break,
            b"IHDR" => {
                let mut size = Walk(chunk.data);
                report.points(size.u32_be().unwrap_or(0), size.u32_be().unwrap_or(0));
            }
            _ => (),
        }
    }
    if walk.len() > 0 {
        report.trailing(walk.len());
    }
    report
}

struct Chunk<'a> {
    kind: &'a [u8],
    data: &'a [u8],
    /// Name and data: what the sum was made of.
    checked: &'a [u8],
    sum: usize,
}

fn chunk<'a>(walk: &mut Walk<'a>) -> Option<Chunk<'a>> {
    let length = walk.u32_be()?;
    let checked = walk.take(length.checked_add(4)?)?;
    let (kind, data) = checked.split_at_checked(4)?;
    Some(Chunk { kind, data, checked, sum: walk.u32_be()? })
}

/// CRC-32 as PNG has it.
pub fn crc(bytes: &[u8]) -> usize {
    let step =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |c, _| (c >> 1) ^ (0xedb8_8320 & (c & 1).wrapping_neg()));
    !bytes.iter().fold(!0u32, step) as usize
}
