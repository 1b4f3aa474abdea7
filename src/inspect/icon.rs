//! ICO: only pictures, and nothing between or behind them.
//!
//! In: bytes. Out: faults for what is not well formed, and those of PNG pictures in it. Never: pixels.

use super::{Report, png};

/// Walks through the list of pictures.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let word = |at: usize| bytes.get(at..at + 2).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let long = |at: usize| word(at).zip(word(at + 2)).map(|(low, high)| low | (high << 16));
    let (Some(0), Some(1), Some(count @ 1..)) = (word(0), word(2), word(4)) else {
        report.damaged("アイコン（ICO）ではありません", "it is no icon (ICO)");
        return report;
    };
    let mut end = 6 + 16 * count;
    for entry in (0..count).map(|n| 6 + 16 * n) {
        let place = long(entry + 8).zip(long(entry + 12));
        let Some((at, picture)) = place.and_then(|(size, at)| Some((at, bytes.get(at..at.checked_add(size)?)?))) else {
            report.damaged("アイコンが途中で切れています", "the icon breaks off");
            return report;
        };
        if at != end {
            report.hidden("アイコンの絵の間", "between the pictures of the icon");
        }
        end = at + picture.len();
        if picture.starts_with(png::SIGNATURE) {
            report.take(png::inspect(picture));
        }
    }
    if bytes.len() > end {
        report.trailing(bytes.len() - end);
    }
    report
}
