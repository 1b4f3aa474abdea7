//! Text as a search sees it: width, case, format characters and spaces make no difference.
//!
//! In: text. Out: its NFKC form in lower case, without spaces and format characters, and where the spaces were. Never: a
//! character that was not in the text.
//!
//! ASCII, kana and kanji, which are nearly all of a Japanese page, take a short way; only what is left goes through NFKC.

use crate::search::plain_japanese;
use unicode_normalization::UnicodeNormalization;

/// A character that no text to search for holds. It keeps apart what must not be read together.
pub const BARRIER: char = '\u{1}';

/// Folded text.
#[derive(Default)]
pub struct Folded {
    /// UTF-8, lower case.
    pub text: Vec<u8>,
    /// Offsets in `text` before which a space was taken out. Only behind [`ties`] of a number: elsewhere nobody asks.
    gaps: Vec<u32>,
}

/// Whether a number right behind this byte is part of something else: a date, a code, an address, a size.
pub fn ties(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/' | b':' | b'%' | b'#' | b'.' | b'$')
}

/// How much text and how many gaps there were before a character.
type Before = (usize, usize);

/// What becomes of a character.
enum Class {
    /// It stays as it is.
    Plain,
    /// It goes and leaves a gap.
    Space,
    /// It goes without a trace: zero width, soft hyphen, bidi, variation selectors.
    Format,
    /// A full-width form of an ASCII character.
    Wide(u8),
    /// NFKC has to say.
    Other,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Folded {
        let mut folded = Folded::with_room_for(text.len());
        folded.push(text);
        folded
    }

    /// Nothing yet; growing in steps would copy it again and again.
    pub fn with_room_for(bytes: usize) -> Folded {
        Folded { text: Vec::with_capacity(bytes), gaps: Vec::new() }
    }

    /// Whether a space stood before this offset.
    pub fn gap(&self, at: usize) -> bool {
        u32::try_from(at).is_ok_and(|at| self.gaps.binary_search(&at).is_ok())
    }

    /// Folds more text behind what is there.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            rest = self.stretch(rest);
        }
    }

    /// Folds up to the end of the next piece that NFKC has to look at, and gives back what is left. Such a piece begins one
    /// character earlier, since a mark may combine with that one.
    fn stretch<'a>(&mut self, text: &'a str) -> &'a str {
        let mut base = None;
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            if let Some((run, last, before)) = self.plain(rest) {
                at += run;
                base = Some((at - last, before));
                continue;
            }
            let before = (self.text.len(), self.gaps.len());
            let Some(c) = rest.chars().next() else { return "" };
            match class(c) {
                Class::Plain => self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Class::Wide(ascii) => self.text.push(ascii.to_ascii_lowercase()),
                Class::Space => self.space(),
                Class::Format => {}
                Class::Other => {
                    let (start, (length, gaps)) = base.unwrap_or((at, before));
                    self.text.truncate(length);
                    self.gaps.truncate(gaps);
                    return self.by_nfkc(text, start, at);
                }
            }
            base = Some((at, before));
            at += c.len_utf8();
        }
        ""
    }

    /// Bytes first, many at a time: half of a Japanese page, and nearly all of an English one, is ASCII. How many bytes of ASCII or of
    /// kana and kanji there were at the beginning, how many of them the last character has, and how much was folded before that one.
    fn plain(&mut self, text: &str) -> Option<(usize, usize, Before)> {
        if let Some((run, before)) = self.ascii(text.as_bytes()) {
            return Some((run, 1, before));
        }
        let run = plain_japanese(text);
        self.text.extend_from_slice(text.as_bytes().get(..run).unwrap_or_default());
        (run > 0).then(|| (run, 3, (self.text.len() - 3, self.gaps.len())))
    }

    /// Letters, digits, signs and spaces of ASCII from the beginning on.
    fn ascii(&mut self, bytes: &[u8]) -> Option<(usize, Before)> {
        let (mut run, mut before) = (0usize, (self.text.len(), self.gaps.len()));
        for b in bytes {
            if b.is_ascii_graphic() {
                self.text.push(b.to_ascii_lowercase());
            } else if matches!(b, b'\t'..=b'\r' | b' ') {
                before = (self.text.len(), self.gaps.len());
                self.space();
            } else {
                break;
            }
            run += 1;
        }
        let last = bytes.get(run.checked_sub(1)?)?;
        let before = if last.is_ascii_graphic() { (self.text.len() - 1, self.gaps.len()) } else { before };
        Some((run, before))
    }

    /// Folds a piece that begins at `start` and holds characters from `at` on that need NFKC.
    fn by_nfkc<'a>(&mut self, text: &'a str, start: usize, at: usize) -> &'a str {
        let end = text.get(at..).map_or(text.len(), |odd| at + odd_length(odd));
        text.get(start..end).unwrap_or_default().nfkc().for_each(|c| self.normal(c));
        text.get(end..).unwrap_or_default()
    }

    fn space(&mut self) {
        let asked = self.text.last().is_some_and(|b| ties(*b) || *b == b',');
        let here = self.text.len() as u32;
        if asked && self.gaps.last() != Some(&here) {
            self.gaps.push(here);
        }
    }

    /// A character that NFKC gave out.
    fn normal(&mut self, c: char) {
        match class(c) {
            Class::Space => self.space(),
            Class::Format => {}
            _ => {
                for lower in c.to_lowercase() {
                    match lower {
                        'ß' => self.text.extend_from_slice(b"ss"),
                        'ς' => self.text.extend_from_slice("σ".as_bytes()),
                        c => self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                    }
                }
            }
        }
    }
}

/// How many bytes of characters that need NFKC stand at the beginning.
fn odd_length(text: &str) -> usize {
    text.char_indices().find(|(_, c)| !matches!(class(*c), Class::Other)).map_or(text.len(), |(at, _)| at)
}

fn class(c: char) -> Class {
    match c {
        '\t'
        | '\n'
        | '\u{b}'
        | '\u{c}'
        | '\r'
        | ' '
        | '\u{85}'
        | '\u{a0}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Class::Space,
        '\0' => Class::Format,
        c if c.is_ascii() => Class::Plain,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => Class::Plain,
        '\u{3001}'..='\u{301c}'
        | '\u{2013}'..='\u{2015}'
        | '\u{2018}'..='\u{201f}'
        | '\u{2190}'..='\u{21ff}'
        | '\u{2500}'..='\u{26ff}' => Class::Plain,
        '\u{ff01}'..='\u{ff5e}' => Class::Wide((c as u32 - 0xfee0) as u8),
        c if is_format(c) => Class::Format,
        _ => Class::Other,
    }
}

/// Characters that print nothing: format characters, variation selectors, fillers, tags.
fn is_format(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(text: &str) -> String {
        String::from_utf8(Folded::of(text).text).expect("UTF-8")
    }

    #[test]
    fn width_case_spaces_and_format_characters_make_no_difference() {
        assert_eq!(fold("１１１ 億円"), "111億円");
        assert_eq!(fold("Ｋａｎａｒｉａ\u{200b} KA\u{ad}NARIA"), "kanariakanaria");
        assert_eq!(fold("ｶﾞﾗｽ ガラス カ\u{3099}ラス"), "ガラスガラスガラス");
        assert_eq!(fold("ﾊﾟ が か\u{3099}"), "パがが");
        assert_eq!(fold("㍿ É e\u{301} Straße"), "株式会社ééstrasse");
        assert_eq!(fold("葛\u{e0100}城"), "葛城");
    }

    #[test]
    fn gaps_are_remembered_behind_all_that_a_number_may_be_tied_to() {
        let folded = Folded::of("2024 111億円, a  b");
        assert_eq!(folded.text, "2024111億円,ab".as_bytes());
        assert!(folded.gap(4) && !folded.gap(5));
        assert!(folded.gap("2024111億円,".len()) && folded.gap("2024111億円,a".len()));
        let folded = Folded::of("/a/ 12: 34\n- 56");
        assert!([3, 6, 9].into_iter().all(|at| folded.gap(at)), "{:?}", folded.gaps);
    }

    proptest! {
        #[test]
        fn the_short_way_agrees_with_nfkc(text in "[a-zA-Z0-9 ぁ-ゖァ-ヾ゛゜\u{3099}\u{309a}ｦ-ﾟ！-～一-三À-ÿ\u{300}-\u{304}㍿㌢①]{0,24}") {
            let slow: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            prop_assert_eq!(fold(&text), slow.replace('ß', "ss").replace('\u{ad}', ""));
        }

        #[test]
        fn gaps_are_those_of_the_long_way(text in "[a1-3%,. \t\n\u{3000}あカ漢\u{3099}\u{301}ﾊﾞé¨\u{1}\0\u{200b}]{0,24}") {
            let (short, mut long) = (Folded::of(&text), Folded::default());
            text.nfkc().for_each(|c| long.normal(c));
            prop_assert_eq!((short.text, short.gaps), (long.text, long.gaps));
        }
    }
}
