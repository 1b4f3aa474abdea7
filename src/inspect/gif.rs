//! GIF: only pictures, their colours and how often they repeat.
//!
//! In: bytes. Out: faults for comments, other extensions and whatever follows the end. Never: pixels.

use super::Report;
use super::walk::{Walk, name};

/// Walks through the blocks.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let mut walk = Walk(bytes);
    if blocks(&mut walk, &mut report).is_none() {
        report.damaged("GIF が途中で切れています", "the GIF breaks off");
    } else if walk.len() > 0 {
        report.trailing(walk.len());
    }
    report
}

fn blocks(walk: &mut Walk, report: &mut Report) -> Option<()> {
    walk.take(6)?;
    let screen = walk.take(7)?;
    let [width, height] = [[*screen.first()?, *screen.get(1)?], [*screen.get(2)?, *screen.get(3)?]].map(u16::from_le_bytes);
    report.points(width.into(), height.into());
    colours(walk, *screen.get(4)?)?;
    loop {
        match walk.u8()? {
            0x3b => return Some(()),
            0x2c => {
                let picture = walk.take(9)?;
                colours(walk, *picture.get(8)?)?;
                walk.u8()?;
                sub_blocks(walk)?;
            }
            0x21 => extension(walk, report)?,
            _ => return None,
        }
    }
}

/// A colour table, where the flags announce one.
fn colours(walk: &mut Walk, flags: u8) -> Option<()> {
    if flags & 0x80 != 0 {
        walk.take(3 << ((flags & 7) + 1))?;
    }
    Some(())
}

fn extension(walk: &mut Walk, report: &mut Report) -> Option<()> {
    let label = walk.u8()?;
    let data = sub_blocks(walk)?;
    match label {
        0xf9 => return Some(()),
        // How often an animation repeats: eleven letters, then three bytes.
        0xff if (data.starts_with(b"NETSCAPE2.0") || data.starts_with(b"ANIMEXTS1.0")) && data.len() == 14 => return Some(()),
        0xff => report.metadata(&format!("GIF {}", name(data.get(..11).unwrap_or(&data)))),
        0xfe => report.metadata("GIF comment"),
        other => report.metadata(&format!("GIF extension {other:02X}")),
    }
    report.texts.push(String::from_utf8_lossy(&data).into_owned());
    Some(())
}

fn sub_blocks(walk: &mut Walk) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        match walk.u8()? {
            0 => return Some(data),
            length => data.extend_from_slice(walk.take(length as usize)?),
        }
    }
}
