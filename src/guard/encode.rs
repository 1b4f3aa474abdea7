//! A value in other encodings, byte for byte.
//!
//! In: a text. Out: the bytes as which it may stand in a file that is not UTF-8, and the letters as which it may stand in one
//! that is. Never: a spelling of less than 48 bits; shorter ones occur by chance in pictures and checksums.

use super::view::Form;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};
use unicode_normalization::UnicodeNormalization;

/// 48 bits: one chance hit in a million files of 300 KB.
pub const LEAST_BYTES: usize = 6;

/// Bytes of a text in each encoding.
pub fn bytes(text: &str) -> Vec<(Vec<u8>, Form)> {
    let mut out = Vec::new();
    for text in forms(text) {
        out.push((text.as_bytes().to_vec(), Form::Bytes));
        out.push((text.encode_utf16().flat_map(u16::to_le_bytes).collect(), Form::Utf16));
        out.push((text.encode_utf16().flat_map(u16::to_be_bytes).collect(), Form::Utf16));
        out.extend(legacy(&text, SHIFT_JIS).map(|bytes| (bytes, Form::ShiftJis)));
        out.extend(legacy(&text, EUC_JP).map(|bytes| (bytes, Form::EucJp)));
    }
    out.retain(|(bytes, _)| bytes.len() >= LEAST_BYTES);
    out
}

/// Letters of a text in hex and base64.
pub fn letters(text: &str) -> Vec<(Vec<u8>, Form)> {
    let mut out = Vec::new();
    for text in forms(text) {
        let bytes = text.as_bytes();
        if bytes.len() < LEAST_BYTES {
            continue;
        }
        out.push((bytes.iter().map(|b| format!("{b:02x}")).collect::<String>().into_bytes(), Form::Hex));
        out.push((bytes.iter().map(|b| format!("{b:02X}")).collect::<String>().into_bytes(), Form::Hex));
        for shift in 0..3 {
            out.push((base64(bytes, shift, &STANDARD_NO_PAD), Form::Base64));
            out.push((base64(bytes, shift, &URL_SAFE_NO_PAD), Form::Base64));
        }
    }
    out
}

/// As written, and with width and compatibility forms settled.
fn forms(text: &str) -> Vec<String> {
    let normal: String = text.nfkc().collect();
    if normal == text { vec![normal] } else { vec![text.to_owned(), normal] }
}

fn legacy(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable && !text.is_ascii()).then(|| bytes.into_owned())
}

/// The letters that are certain when `shift` bytes stand before the text: those that neighbours share are left out.
fn base64(bytes: &[u8], shift: usize, engine: &impl Engine) -> Vec<u8> {
    let padded: Vec<u8> = std::iter::repeat_n(0, shift).chain(bytes.iter().copied()).collect();
    let encoded = engine.encode(&padded).into_bytes();
    let (first, end) = ((shift * 8).div_ceil(6), padded.len() * 8 / 6);
    encoded.get(first..end).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_those_of_the_encodings() {
        let all = bytes("投資額");
        let is = |bytes: &[u8], form| all.iter().any(|(b, f)| b == bytes && *f == form);
        assert!(is(&[0x93, 0x8a, 0x8e, 0x91, 0x8a, 0x7a], Form::ShiftJis));
        assert!(is(&[0xc5, 0xea, 0xbb, 0xf1, 0xb3, 0xdb], Form::EucJp));
        assert!(is(&[0x95, 0x62, 0xc7, 0x8c, 0x4d, 0x98], Form::Utf16) && is(&[0x62, 0x95, 0x8c, 0xc7, 0x98, 0x4d], Form::Utf16));
    }

    #[test]
    fn base64_is_found_at_each_alignment() {
        for before in ["", "a", "ab", "abc"] {
            let whole = base64::engine::general_purpose::STANDARD.encode(format!("{before}投資額と、"));
            let found = letters("投資額").iter().any(|(l, f)| *f == Form::Base64 && whole.contains(&*String::from_utf8_lossy(l)));
            assert!(found, "{before}");
        }
    }

    #[test]
    fn what_would_be_found_by_chance_is_not_looked_for() {
        assert!(letters("abc").is_empty() && bytes("abc").iter().all(|(b, _)| b.len() >= LEAST_BYTES));
    }
}
