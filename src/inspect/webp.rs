//! WebP: only the picture, its frames and its colour profile.
//!
//! In: bytes. Out: faults for EXIF, XMP, other chunks and whatever follows the end. Never: pixels.

use super::Report;
use super::walk::{Walk, name};

const ALLOWED: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// Walks through the chunks.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let mut walk = Walk(bytes);
    let body = walk.take(4).and_then(|_| walk.u32_le()).and_then(|length| walk.take(length));
    let Some(body) = body else {
        report.damaged("WebP が途中で切れています", "the WebP breaks off");
        return report;
    };
    if walk.len() > 0 {
        report.trailing(walk.len());
    }
    let mut chunks = Walk(body);
    chunks.take(4);
    while chunks.len() > 0 {
        if chunk(&mut chunks, &mut report).is_none() {
            report.damaged("WebP が途中で切れています", "the WebP breaks off");
            break;
        }
    }
    report
}

fn chunk(walk: &mut Walk, report: &mut Report) -> Option<()> {
    let kind = walk.take(4)?;
    let length = walk.u32_le()?;
    let data = walk.take(length)?;
    // Chunks begin at even places.
    if length % 2 == 1 {
        walk.take(1)?;
    }
    if kind == b"VP8X" {
        // Of the kinds of pictures inside, only this one has room for more than 16,383 points a side.
        let side =
            |at: usize| data.get(at..at + 3).map(|three| three.iter().rev().fold(0, |n, byte| n << 8 | usize::from(*byte)) + 1);
        report.points(side(4)?, side(7)?);
    }
    if !ALLOWED.iter().any(|known| *known == kind) {
        report.metadata(&format!("WebP {}", name(kind)));
        report.texts.push(String::from_utf8_lossy(data).into_owned());
    }
    Some(())
}
