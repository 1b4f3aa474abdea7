//! Words inside a PNG.
//!
//! In: a PNG. Out: the text chunks, unpacked. Never: the picture itself; what it shows is for eyes.

use super::containers::{Fault, Member, inflate};
use flate2::read::ZlibDecoder;

/// Hands over the text of `tEXt`, `zTXt` and `iTXt`, and the colour profile. Other chunks are searched as they are.
pub fn open(bytes: &[u8], each: &mut dyn FnMut(Member)) -> Result<(), Fault> {
    let broken = Fault::Broken("PNG");
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut fault = None;
    loop {
        let length = rest.first_chunk::<4>().map(|l| u32::from_be_bytes(*l) as usize).ok_or(broken)?;
        let kind = rest.get(4..8).ok_or(broken)?;
        let data = rest.get(8..8 + length).ok_or(broken)?;
        match text(kind, data) {
            Ok(Some(text)) => {
                let latin: String = text.iter().map(|b| char::from(*b)).collect();
                each(Member { inside: "PNG", name: String::new(), bytes: latin.into_bytes() });
                each(Member { inside: "PNG", name: String::new(), bytes: text });
            }
            Ok(None) => {}
            Err(why) => fault = Some(why),
        }
        if kind == b"IEND" {
            return fault.map_or(Ok(()), Err);
        }
        rest = rest.get(12 + length..).ok_or(broken)?;
    }
}

fn text(kind: &[u8], data: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let broken = Fault::Broken("PNG");
    match kind {
        b"tEXt" => Ok(Some(data.to_vec())),
        b"zTXt" | b"iCCP" => {
            let end = memchr::memchr(0, data).ok_or(broken)?;
            let packed = data.get(end + 2..).ok_or(broken)?;
            inflate(ZlibDecoder::new(packed), "PNG").map(Some)
        }
        b"iTXt" => {
            let end = memchr::memchr(0, data).ok_or(broken)?;
            let compressed = *data.get(end + 1).ok_or(broken)? == 1;
            let after = data.get(end + 3..).ok_or(broken)?;
            let language = memchr::memchr(0, after).ok_or(broken)?;
            let keyword = after.get(language + 1..).ok_or(broken)?;
            let start = memchr::memchr(0, keyword).ok_or(broken)?;
            let text = keyword.get(start + 1..).ok_or(broken)?;
            if compressed { inflate(ZlibDecoder::new(text), "PNG").map(Some) } else { Ok(Some(text.to_vec())) }
        }
        _ => Ok(None),
    }
}
