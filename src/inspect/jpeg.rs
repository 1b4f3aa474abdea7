//! JPEG: only the picture, its colour profile and the marks that say how to read it.
//!
//! In: bytes. Out: faults for EXIF, XMP, comments, thumbnails, further pictures and whatever follows the end. Never: pixels.

use super::Report;
use super::walk::Walk;

/// Walks through the segments.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let mut walk = Walk(bytes);
    walk.take(2);
    if segments(&mut walk, &mut report).is_none() {
        report.damaged("JPEG が途中で切れています", "the JPEG breaks off");
    } else if walk.len() > 0 {
        report.trailing(walk.len());
    }
    report
}

/// Ends behind the end mark; `None` when there is none.
fn segments(walk: &mut Walk, report: &mut Report) -> Option<()> {
    loop {
        let mark = mark(walk)?;
        match mark {
            0xd9 => return Some(()),
            // Marks without content.
            0x01 | 0xd0..=0xd8 => continue,
            _ => (),
        }
        let length = walk.u16_be()?.checked_sub(2)?;
        let data = walk.take(length)?;
        segment(mark, data, report);
        // A frame begins with how many bits a colour has, then come height and width.
        if matches!(mark, 0xc0..=0xcf) && !matches!(mark, 0xc4 | 0xc8 | 0xcc) {
            let mut frame = Walk(data.get(1..)?);
            let height = frame.u16_be()?;
            report.points(frame.u16_be()?, height);
        }
        if mark == 0xda {
            skip_scan(walk)?;
        }
    }
}

/// The byte behind 0xff; any number of 0xff may stand before it.
fn mark(walk: &mut Walk) -> Option<u8> {
    if walk.u8()? != 0xff {
        return None;
    }
    loop {
        let byte = walk.u8()?;
        if byte != 0xff {
            return Some(byte);
        }
    }
}

/// Up to the next mark that is neither a stuffed zero nor a restart.
fn skip_scan(walk: &mut Walk) -> Option<()> {
    let at = walk.0.windows(2).position(|pair| matches!(pair, [0xff, second] if !matches!(second, 0 | 0xd0..=0xd7 | 0xff)))?;
    walk.take(at).map(|_| ())
}

fn segment(mark: u8, data: &[u8], report: &mut Report) {
    let what = match mark {
        // Tables, frames, scans, restart intervals.
        0xc0..=0xcf | 0xda..=0xdf => return,
        0xe0 => match data {
            // JFIF with its two thumbnail sizes at zero and nothing behind them.
            [b'J', b'F', b'I', b'F', 0, _, _, _, _, _, _, _, 0, 0] => return,
            [b'J', b'F', b'I', b'F', ..] => "JFIF thumbnail".to_owned(),
            _ => "JPEG APP0".to_owned(),
        },
        0xe1 if data.starts_with(b"Exif\0") => "EXIF (APP1)".to_owned(),
        0xe1 if data.starts_with(b"http://ns.adobe.com/") => "XMP (APP1)".to_owned(),
        0xe2 if data.starts_with(b"ICC_PROFILE\0") => return,
        0xe2 if data.starts_with(b"MPF\0") => "MPF (APP2)".to_owned(),
        0xed => "Photoshop / IPTC (APP13)".to_owned(),
        // Adobe's word on the colours, which has just this length.
        0xee if data.starts_with(b"Adobe") && data.len() == 12 => return,
        0xe1..=0xef => format!("JPEG APP{}", mark - 0xe0),
        0xfe => "JPEG comment (COM)".to_owned(),
        other => format!("JPEG segment {other:02X}"),
    };
    report.metadata(&what);
    report.texts.push(String::from_utf8_lossy(data).into_owned());
}
