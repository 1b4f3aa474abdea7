//! How much a PDF unpacks to, and how deeply its drawings are nested, before anything reads it.
//!
//! In: bytes. Out: faults, and whether to go on. Never: more of one stream in memory than `LARGEST`; a call inside a call for each
//! bracket. What the libraries then read is no larger than this.

use super::super::Report;
use super::positions;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// The largest stream that is read; the guard reads none that is larger.
const LARGEST: u64 = 64 << 20;
/// All streams of one file together.
const LARGEST_SUM: u64 = 512 << 20;
/// Brackets inside brackets in a drawing. Real ones have two or three.
const DEEPEST: usize = 256;
/// Packed, and packed again.
const PACKED: usize = 3;

/// Looks at every stream. `false`: nothing more is to be read of the file.
pub fn inspect(bytes: &[u8], report: &mut Report) -> bool {
    let (mut deep, mut sum) = (is_deep(bytes), 0u64);
    for at in positions(bytes, b"stream") {
        let behind = bytes.get(at + "stream".len()..).unwrap_or_default();
        let start = behind.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        sum = sum.saturating_add(unpacked(behind.get(start..).unwrap_or_default(), PACKED, &mut deep));
        if deep || sum > LARGEST_SUM {
            break;
        }
    }
    if deep {
        report.damaged("PDF の入れ子が深すぎます", "the PDF is nested too deeply");
    }
    if sum > LARGEST_SUM {
        report.damaged("PDF の中身が大きすぎます", "the PDF unpacks to too much");
    }
    !deep && sum <= LARGEST_SUM
}

/// How many bytes are read and made when a stream is unpacked, whatever its dictionary says: what begins as zlib does is tried. So
/// many streams that overlap are as much as they cost.
fn unpacked(body: &[u8], left: usize, deep: &mut bool) -> u64 {
    if left == 0 || !begins_packed(body) {
        return 0;
    }
    let (mut out, mut decoder) = (Vec::new(), ZlibDecoder::new(body));
    // What is broken at its end is read up to there, as the libraries do.
    let _ = decoder.by_ref().take(LARGEST + 1).read_to_end(&mut out);
    if out.len() as u64 > LARGEST {
        return u64::MAX;
    }
    *deep |= is_deep(&out);
    decoder.total_in().saturating_add(out.len() as u64).saturating_add(unpacked(&out, left - 1, deep))
}

/// Method 8, and the check of the two first bytes (RFC 1950).
fn begins_packed(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31))
}

/// Whether brackets stand too deep inside each other, with what stands in `( )` read over, and without.
fn is_deep(content: &[u8]) -> bool {
    [true, false].into_iter().any(|strings| depth(content, strings) > DEEPEST)
}

/// Bytes that no operator has show that this is no drawing, but a picture or a font, in which brackets mean nothing.
fn depth(content: &[u8], strings: bool) -> usize {
    let (mut now, mut most, mut inside, mut escaped) = (0usize, 0, 0usize, false);
    for pair in content.windows(2) {
        let [byte, next] = pair else { continue };
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside > 0 => escaped = true,
            b'(' if strings => inside += 1,
            b')' => inside = inside.saturating_sub(1),
            _ if inside > 0 => (),
            b'[' => now += 1,
            b'<' if *next == b'<' => now += 1,
            b']' => now = now.saturating_sub(1),
            b'>' if *next == b'>' => now = now.saturating_sub(1),
            b'\t' | b'\n' | b'\r' | b'\x0c' | b' '..=b'~' => (),
            _ => now = 0,
        }
        most = most.max(now);
    }
    most
}
