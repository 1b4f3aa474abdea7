//! Kinds of characters, as the contract names them.
//!
//! In: a character. Out: yes or no. Never: a table of its own where the standard library or `unicode-normalization` has one.

use unicode_normalization::char::is_combining_mark;

/// Japanese characters: blanks beside them mean nothing, and each of them is a sign.
pub fn is_japanese(c: char) -> bool {
    match c {
        // Nearly all of a page, so they are asked for first.
        '\0'..='\u{2e7f}' => false,
        '\u{4e00}'..='\u{9fff}' | '\u{3040}'..='\u{30ff}' => true,
        '\u{3001}'..='\u{3003}'
        | '\u{3005}'..='\u{3011}'
        | '\u{3014}'..='\u{301b}'
        | '\u{3021}'..='\u{3029}'
        | '\u{31f0}'..='\u{31ff}' => true,
        c => is_han(c),
    }
}

/// Script=Han.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3038}'..='\u{303b}' | '\u{2e80}'..='\u{2e99}' | '\u{2e9b}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}'
        | '\u{f900}'..='\u{fa6d}' | '\u{fa70}'..='\u{fad9}' | '\u{16fe2}'..='\u{16fe3}' | '\u{16ff0}'..='\u{16ff1}'
        | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b739}' | '\u{2b740}'..='\u{2b81d}' | '\u{2b820}'..='\u{2cea1}'
        | '\u{2ceb0}'..='\u{2ebe0}' | '\u{2ebf0}'..='\u{2ee5d}' | '\u{2f800}'..='\u{2fa1d}' | '\u{30000}'..='\u{3134a}'
        | '\u{31350}'..='\u{323af}')
}

/// How many bytes of kana, kanji and full stops a text begins with. Each of them takes three bytes, is its own NFKC form, and is no mark
/// that belongs to the one before it.
pub fn plain_japanese(text: &str) -> usize {
    let plain = |bytes: &&[u8]| match *bytes {
        // 4e00 to 9fff
        [0xe4, 0xb8..=0xff, _] | [0xe5..=0xe9, ..] => true,
        // 3001 and 3002, 3041 to 3096, 30a1 to 30fe
        [0xe3, 0x80, 0x81 | 0x82] | [0xe3, 0x81, 0x81..=0xff] => true,
        [0xe3, 0x82, last] => !(0x97..=0xa0).contains(last),
        [0xe3, 0x83, last] => *last <= 0xbe,
        _ => false,
    };
    3 * text.as_bytes().chunks_exact(3).take_while(plain).count()
}

/// Letters, numbers and marks that are not Japanese: what words are made of.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    if is_japanese(c) {
        return false;
    }
    // The standard library counts letters in circles and squares as alphabetic; they are symbols.
    let enclosed = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    !enclosed && (c.is_alphanumeric() || is_combining_mark(c))
}

/// What stands for itself: no word, no blank, no end of a line.
pub fn is_sign(c: char) -> bool {
    !matches!(c, ' ' | '\n') && !is_word(c)
}

/// White space of the source.
pub fn is_blank(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}'
        | '\u{205f}' | '\u{3000}')
}

/// Characters that nobody sees: controls, format characters, variation selectors.
pub fn vanishes(c: char) -> bool {
    (c.is_control() && !is_blank(c)) || is_format(c) || is_selector(c)
}

fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What belongs to the character before it.
pub fn follows(c: char) -> bool {
    match c {
        ' '..='~'
        | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff9d}' => false,
        '\u{ff9e}' | '\u{ff9f}' => true,
        c => is_combining_mark(c) || vanishes(c),
    }
}

/// The kana of the other kind, for hiragana and katakana that have one.
pub fn other_kana(c: char) -> Option<char> {
    let other = match c {
        '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309e}' => c as u32 + 0x60,
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}'..='\u{30fe}' => c as u32 - 0x60,
        _ => return None,
    };
    char::from_u32(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_japanese_is_kana_kanji_and_full_stops() {
        let plain = |c| matches!(c, '、' | '。' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}');
        for c in '\0'..=char::MAX {
            assert_eq!(plain_japanese(&format!("{c}{c}")), if plain(c) { 6 } else { 0 }, "{c:?}");
        }
    }
}
