//! Parts of a text that can be searched for attempts at a mark one after the other.
//!
//! In: a text, and what of it is known. Out: stretches that are the whole text together. Never: one that ends inside a tag, or in what
//! is known; a stretch called calm that can hold an attempt.
//!
//! An attempt ends with its paragraph, and needs a bracket. So nearly all of a page is passed over at the price of looking at each
//! character once, and what is decoded at a time is a paragraph: it stays in the processor's cache.

use super::decoded::is_plain;
use std::ops::Range;

/// A part of a text up to an empty line, or to its end.
pub struct Stretch {
    /// Its bytes.
    pub range: Range<usize>,
    /// Nothing in it is a bracket, however it is decoded.
    pub calm: bool,
}

/// The stretches of a text; `taken` are parts of it, in order, that have been read already.
pub fn stretches<'t>(text: &'t str, taken: &'t [Range<usize>]) -> impl Iterator<Item = Stretch> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        let stretch = (at < text.len()).then(|| next(text, at, taken))?;
        at = stretch.range.end;
        Some(stretch)
    })
}

fn next(text: &str, start: usize, taken: &[Range<usize>]) -> Stretch {
    let mut taken = taken.get(taken.partition_point(|range| range.end <= start)..).unwrap_or_default().iter().peekable();
    let (mut calm, mut tags, mut line) = (true, false, false);
    let mut chars = text.get(start..).unwrap_or_default().char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let here = start + at;
        while taken.next_if(|range| range.end <= here).is_some() {}
        let known = taken.peek().is_some_and(|range| range.start <= here);
        if c == '\n' && line && !tags && !known {
            return Stretch { range: start..here + 1, calm };
        }
        line = c == '\n' && !known;
        let begins = begins(c, chars.peek().map(|(_, next)| *next));
        tags |= begins;
        calm &= !begins && !known && !is_bracket(c);
    }
    Stretch { range: start..text.len(), calm }
}

/// Whether a tag, or an escape that may stand for one, can begin with a character.
fn begins(c: char, next: Option<char>) -> bool {
    let next = next.unwrap_or(' ');
    match c {
        '<' => !is_plain(next) || next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '&' | '%' | '\\'),
        '&' => !is_plain(next) || next.is_ascii_alphabetic() || matches!(next, '#' | '%' | '\\' | '&'),
        '%' | '\\' => !is_plain(next) || next.is_ascii_hexdigit() || matches!(next, 'u' | 'U' | 'x' | 'X' | '&' | '%' | '\\'),
        '＜' | '﹤' | '＆' | '﹠' | '％' | '﹪' | '＼' | '﹨' => true,
        _ => false,
    }
}

/// Whether a character may be a bracket: every one that is not known to be none.
fn is_bracket(c: char) -> bool {
    match c {
        '<' | '>' | '(' | '[' | '{' => true,
        c if c.is_ascii() => false,
        '、' | '。' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn parts(text: &str) -> Vec<&str> {
        stretches(text, &[]).map(|stretch| &text[stretch.range]).collect()
    }

    #[test]
    fn a_stretch_ends_with_its_paragraph() {
        assert_eq!(parts("a\n\nb\nc\n\n\n\nd"), ["a\n\n", "b\nc\n\n", "\n\n", "d"]);
        assert_eq!(parts("20 % です\n\nA & B\n\na < b\n\n\\* c"), ["20 % です\n\n", "A & B\n\n", "a < b\n\n", "\\* c"]);
        assert_eq!(parts(""), [""; 0]);
    }

    #[test]
    fn a_tag_goes_on_behind_an_empty_line() {
        for text in ["<b\n\n>", "&lt;b\n\n>", "%3Cb\n\n>", "\\u003cb\n\n>", "＜b\n\n>", "&&#38;lt;b\n\n>", "<!-- \n\n -->"] {
            assert_eq!(parts(text), [text]);
        }
        let text = "a《b\n\nc》d\n\ne";
        let end = text.find('d').expect("there");
        let found: Vec<usize> = stretches(text, &[1..end, end..end + 1]).map(|stretch| stretch.range.end).collect();
        assert_eq!(found, [text.len() - 1, text.len()]);
        // Where one of its line ends is known already, there is no empty line.
        let breaks = "a\n\nb".match_indices('\n').map(|(at, _)| at..at + 1);
        breaks.for_each(|taken| assert_eq!(stretches("a\n\nb", &[taken]).count(), 1));
    }

    #[test]
    fn only_what_can_be_no_bracket_is_calm() {
        let calm = |text: &str| stretches(text, &[]).all(|stretch| stretch.calm);
        assert!(calm("横浜市の事業、75 % です。A & B;\n\nplain: text | #3 \\* } ] )"));
        for text in ["a(b", "「a", "a>>", "&#40;", "%28", "\\u0028", "（", "≪", "１", "ﾊ"] {
            assert!(!calm(text), "{text}");
        }
        assert!(stretches("abc", std::slice::from_ref(&(1..2))).all(|stretch| !stretch.calm));
    }

    /// What a sign of a tag or an escape folds from is told one by one above, and no calm character folds to a bracket.
    #[test]
    fn every_character_that_folds_to_a_sign_is_known() {
        for c in ('\u{80}'..=char::MAX).filter(|c| !is_plain(*c)) {
            let signs = std::iter::once(c).nfkc().any(|folded| matches!(folded, '<' | '&' | '%' | '\\'));
            assert!(!signs || begins(c, None), "{c}");
        }
        assert!(('\0'..=char::MAX).filter(|c| !is_bracket(*c)).all(|c| std::iter::once(c).nfkc().eq([c])));
    }
}
