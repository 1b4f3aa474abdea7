//! Words inside a PDF.
//!
//! In: a PDF. Out: its streams, unpacked; the strings that it prints or names; and those strings as its fonts say they read
//! (ToUnicode). Never: the look of a page, or a picture's pixels.

use super::containers::{Fault, LARGEST, Member};
use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;
use std::collections::BTreeMap;

/// Filters of pictures. What they show is for eyes; the bytes are searched as they are.
const PICTURES: [&str; 4] = ["/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"];
/// Filters that kohyo does not undo.
const CLOSED: [&str; 9] =
    ["/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/LZW", "/A85", "/AHx", "/RL", "/Crypt"];

/// What the glyphs of a font read as.
type CMap = BTreeMap<u32, String>;

/// Hands over streams, strings and readings.
pub fn open(bytes: &[u8], each: &mut dyn FnMut(Member)) -> Result<(), Fault> {
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return Err(Fault::Locked("PDF"));
    }
    let (streams, outside, fault) = streams(bytes);
    let maps: Vec<CMap> = streams.iter().filter_map(|stream| cmap(stream)).collect();
    let mut give = |bytes: Vec<u8>| each(Member { inside: "PDF", name: String::new(), bytes });
    for text in streams.iter().chain([&outside]) {
        let strings = strings(text);
        for map in &maps {
            give(strings.iter().map(|string| reading(string, map)).collect::<String>().into_bytes());
        }
        give(utf16_strings(&strings).into_bytes());
        give(strings.concat());
    }
    streams.into_iter().for_each(give);
    fault.map_or(Ok(()), Err)
}

/// Every stream that is not a picture; what stands outside of streams; and what went wrong on the way.
fn streams(bytes: &[u8]) -> (Vec<Vec<u8>>, Vec<u8>, Option<Fault>) {
    let (mut out, mut outside, mut fault, mut at, mut sum) = (Vec::new(), Vec::new(), None, 0, 0u64);
    while let Some(found) = memmem::find(bytes.get(at..).unwrap_or_default(), b"stream").map(|found| at + found) {
        let before = bytes.get(at..found).unwrap_or_default();
        outside.extend_from_slice(before);
        let dictionary = before.get(memmem::rfind(before, b"obj").unwrap_or(0)..).unwrap_or_default();
        let start = found + 6 + bytes.get(found + 6..).map_or(0, line_break);
        let body = bytes.get(start..).unwrap_or_default();
        let length = memmem::find(body, b"endstream").unwrap_or(body.len());
        at = start + length + "endstream".len();
        match unpack(&String::from_utf8_lossy(dictionary), body, length) {
            Ok(Some(stream)) => {
                sum += stream.len() as u64;
                out.push(stream);
            }
            Ok(None) => {}
            Err(why) => fault = Some(why),
        }
        if sum > LARGEST {
            return (out, outside, Some(Fault::TooLarge("PDF")));
        }
    }
    outside.extend_from_slice(bytes.get(at..).unwrap_or_default());
    (out, outside, fault)
}

fn line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

fn unpack(dictionary: &str, body: &[u8], length: usize) -> Result<Option<Vec<u8>>, Fault> {
    let dictionary = spelt_out(dictionary);
    let plain = || Ok(Some(body.get(..length).unwrap_or_default().to_vec()));
    let Some((_, filters)) = dictionary.split_once("/Filter") else {
        return plain();
    };
    if PICTURES.iter().any(|filter| filters.contains(filter)) {
        return Ok(None);
    }
    if CLOSED.iter().any(|filter| named(filters, filter) > 0) {
        return Err(Fault::Unknown("PDF"));
    }
    let is_empty = || filters.trim_start().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(']'));
    match named(filters, "/FlateDecode") + named(filters, "/Fl") {
        1 => flate(body).map(Some),
        0 if is_empty() => plain(),
        // Packed twice: what is unpacked once is no text yet. Or in a way that stands elsewhere.
        _ => Err(Fault::Unknown("PDF")),
    }
}

/// A name may spell its letters as numbers: `/#46lateDecode`.
fn spelt_out(dictionary: &str) -> String {
    let mut parts = dictionary.split('#');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok());
        match letter {
            Some(letter) => out.extend([char::from(letter)].into_iter().chain(part.chars().skip(2))),
            None => out.extend(['#'].into_iter().chain(part.chars())),
        }
    }
    out
}

/// How many times a name stands in a dictionary as a whole.
fn named(dictionary: &str, name: &str) -> usize {
    let ends =
        |at: usize| !dictionary.get(at + name.len()..).unwrap_or_default().starts_with(|c: char| c.is_ascii_alphanumeric());
    dictionary.match_indices(name).filter(|(at, _)| ends(*at)).count()
}

/// A stream says itself where it ends; what stands behind it is not touched.
fn flate(packed: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut machine = Decompress::new(true);
    let mut out: Vec<u8> = Vec::with_capacity(packed.len().min(1 << 16));
    loop {
        out.reserve(1 << 15);
        let from = usize::try_from(machine.total_in()).unwrap_or(usize::MAX);
        let before = (machine.total_in(), machine.total_out());
        let rest = packed.get(from..).unwrap_or_default();
        let status = machine.decompress_vec(rest, &mut out, FlushDecompress::None).map_err(|_| Fault::Broken("PDF"))?;
        if out.len() as u64 > LARGEST {
            return Err(Fault::TooLarge("PDF"));
        }
        match status {
            Status::StreamEnd => return Ok(out),
            _ if (machine.total_in(), machine.total_out()) == before => return Err(Fault::Broken("PDF")),
            _ => {}
        }
    }
}

/// All strings of a content stream or dictionary, in order: `(…)` with its escapes undone, `<…>` as bytes.
fn strings(content: &[u8]) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = content;
    while let Some(at) = memchr::memchr2(b'(', b'<', rest) {
        let body = rest.get(at + 1..).unwrap_or_default();
        let (string, length) = if rest.get(at) == Some(&b'(') { literal(body) } else { hexadecimal(body) };
        out.push(string);
        rest = body.get(length..).unwrap_or_default();
    }
    out
}

fn literal(body: &[u8]) -> (Vec<u8>, usize) {
    let (mut out, mut depth, mut at) = (Vec::new(), 1, 0);
    while let Some(&b) = body.get(at) {
        at += 1;
        match b {
            b'(' => depth += 1,
            b')' if depth == 1 => return (out, at),
            b')' => depth -= 1,
            b'\\' => {
                let (byte, length) = escape(body.get(at..).unwrap_or_default());
                out.extend(byte);
                at += length;
                continue;
            }
            _ => {}
        }
        out.push(b);
    }
    (out, at)
}

fn escape(rest: &[u8]) -> (Option<u8>, usize) {
    let octal = rest.iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
    if octal > 0 {
        let value = rest.iter().take(octal).fold(0u32, |sum, b| sum * 8 + u32::from(b - b'0'));
        return (Some(value as u8), octal);
    }
    match rest.first() {
        Some(b'n' | b'r' | b't' | b'b' | b'f') => (Some(b' '), 1),
        Some(b'\n' | b'\r') => (None, 1),
        Some(other) => (Some(*other), 1),
        None => (None, 0),
    }
}

/// `<<` opens a dictionary, whose strings come next.
fn hexadecimal(body: &[u8]) -> (Vec<u8>, usize) {
    let digits: Vec<u8> = body.iter().copied().take_while(|b| b.is_ascii_hexdigit() || b.is_ascii_whitespace()).collect();
    if body.get(digits.len()) != Some(&b'>') {
        return (Vec::new(), 0);
    }
    let values: Vec<u8> = digits.iter().filter_map(|b| Some((*b as char).to_digit(16)? as u8)).collect();
    let bytes = values.chunks(2).map(|pair| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0)).collect();
    (bytes, digits.len() + 1)
}

/// Titles and bookmarks are UTF-16 with a byte order mark.
fn utf16_strings(strings: &[Vec<u8>]) -> String {
    let marked = strings.iter().filter_map(|s| s.strip_prefix(b"\xfe\xff"));
    let units =
        |s: &[u8]| s.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, b| sum << 8 | u16::from(*b))).collect::<Vec<u16>>();
    marked.map(|s| String::from_utf16_lossy(&units(s)) + "\n").collect()
}

/// A font's table from codes to text.
fn cmap(stream: &[u8]) -> Option<CMap> {
    let text = std::str::from_utf8(stream).ok().filter(|text| text.contains("begincmap"))?;
    let mut map = CMap::new();
    for part in text.split("beginbfchar").skip(1) {
        let codes = codes(part.split("endbfchar").next()?);
        codes.chunks_exact(2).for_each(|pair| {
            if let [from, to] = pair {
                map.insert(number(from), utf16(to));
            }
        });
    }
    for part in text.split("beginbfrange").skip(1) {
        for line in part.split("endbfrange").next()?.lines() {
            range(line, &mut map);
        }
    }
    Some(map)
}

/// `<0041> <0043> <6295>` or `<0041> <0043> [<6295> <8cc7> <984d>]`
fn range(line: &str, map: &mut CMap) {
    let codes = codes(line);
    let [first, last, targets @ ..] = codes.as_slice() else { return };
    let (first, last) = (number(first), number(last).min(number(first).saturating_add(0xffff)));
    for code in first..=last {
        let step = code - first;
        let target = if line.contains('[') {
            targets.get(step as usize).map(|to| utf16(to))
        } else {
            targets.first().and_then(|to| char::from_u32(number(to).checked_add(step)?)).map(String::from)
        };
        map.extend(target.map(|text| (code, text)));
    }
}

fn codes(text: &str) -> Vec<Vec<u8>> {
    strings(text.as_bytes())
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |sum, b| sum << 8 | u32::from(*b))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| number(pair) as u16).collect();
    String::from_utf16_lossy(&units)
}

/// A string by a font's table, two bytes a glyph.
fn reading(string: &[u8], map: &CMap) -> String {
    let two = string.chunks_exact(2).map(|pair| map.get(&number(pair)).map_or("", String::as_str));
    let one = string.iter().map(|b| map.get(&u32::from(*b)).map_or("", String::as_str));
    let one_byte_font = map.keys().all(|code| *code <= 0xff);
    if one_byte_font { one.collect() } else { two.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::ZlibEncoder;
    use std::io::Read;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        ZlibEncoder::new(text, Compression::default()).read_to_end(&mut out).expect("in memory");
        out
    }

    /// What is handed over of a stream with these filters.
    fn opened(filters: &str, body: &[u8]) -> (bool, Result<(), Fault>) {
        let head = format!("%PDF-1.7\n1 0 obj<</Filter{filters}/Length {}>>stream\n", body.len());
        let pdf = [head.as_bytes(), body, b"\nendstream endobj"].concat();
        let mut seen = false;
        let told = open(&pdf, &mut |member| seen |= memmem::find(&member.bytes, b"(himitsu)").is_some());
        (seen, told)
    }

    #[test]
    fn what_is_packed_once_is_read_and_what_is_packed_twice_is_refused() {
        let (once, twice) = (packed(b"BT (himitsu) Tj ET"), packed(&packed(b"BT (himitsu) Tj ET")));
        for filters in ["/FlateDecode", "[/FlateDecode]", "/Fl", "[ /Fl ]", "/#46late#44ecode", "[/F#6c]"] {
            assert_eq!(opened(filters, &once), (true, Ok(())), "{filters}");
        }
        for filters in ["[/FlateDecode /FlateDecode]", "[/Fl/Fl]", "[/Fl /Fl]", "[/FlateDecode/Fl]"] {
            assert_eq!(opened(filters, &twice), (false, Err(Fault::Unknown("PDF"))), "{filters}");
        }
        for filters in ["/LZWDecode", "/#4cZW", " 7 0 R", "/None"] {
            assert_eq!(opened(filters, &once), (false, Err(Fault::Unknown("PDF"))), "{filters}");
        }
        assert_eq!(opened("[ ]", b"BT (himitsu) Tj ET"), (true, Ok(())));
    }
}
