//! Whether what was found stands there by itself, or is a part of a longer number or word.
//!
//! In: a folded text and where a needle matched. Out: yes or no. Never: the characters of the needle itself in question; they
//! did match.

use super::fold::{BARRIER, Folded, ties};
use crate::redact::NeedleKind;
use std::ops::Range;

/// Latin needles shorter than this have to be words of their own: `abc` in `fabcd` means nothing, `kanaria` in `kanarias` does.
const SHORT: usize = 8;
/// Words that go on behind a number and change what it says.
const LARGER: [&str; 14] =
    ["thousand", "million", "billion", "trillion", "bn", "tn", "m", "k", "千", "百", "万", "億", "兆", "京"];
/// Behind a count they make it an ordinal; behind 年 they make it a date.
const ORDINAL: [&str; 2] = ["目", "番"];
const DATE: [&str; 5] = ["度", "月", "目", "生", "代"];
const ERAS: [&str; 4] = ["令和", "平成", "昭和", "大正"];
/// Attributes that hold coordinates and sizes.
const GEOMETRY: [&str; 22] = [
    "d=",
    "x=",
    "y=",
    "x1=",
    "x2=",
    "y1=",
    "y2=",
    "dx=",
    "dy=",
    "cx=",
    "cy=",
    "r=",
    "rx=",
    "ry=",
    "width=",
    "height=",
    "points=",
    "viewbox=",
    "transform=",
    "style=",
    "stroke-dasharray=",
    "textlength=",
];

/// Whether the match stands by itself.
pub fn stands_alone(folded: &Folded, at: Range<usize>, kind: NeedleKind, tags_from: usize) -> bool {
    let around = Around { folded, text: &folded.text, at };
    match kind {
        NeedleKind::Text => around.word(tags_from),
        NeedleKind::Figure => around.number() && around.figure(),
        NeedleKind::Number => around.number() && around.alone(tags_from),
    }
}

struct Around<'a> {
    folded: &'a Folded,
    text: &'a [u8],
    at: Range<usize>,
}

impl Around<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    /// The byte before, unless a space stood between.
    fn before(&self) -> Option<u8> {
        let previous = self.at.start.checked_sub(1)?;
        self.byte(previous).filter(|_| !self.folded.gap(self.at.start))
    }

    fn after(&self) -> Option<u8> {
        self.byte(self.at.end).filter(|_| !self.folded.gap(self.at.end))
    }

    fn found(&self) -> &[u8] {
        self.text.get(self.at.clone()).unwrap_or_default()
    }

    fn ends_before(&self, words: &[&str]) -> bool {
        let before = self.text.get(..self.at.start).unwrap_or_default();
        words.iter().any(|word| before.ends_with(word.as_bytes()))
    }

    fn goes_on(&self, words: &[&str]) -> bool {
        let after = self.text.get(self.at.end..).unwrap_or_default();
        words.iter().any(|word| after.starts_with(word.as_bytes()))
    }

    /// Words: short Latin ones are whole words, spaced throughout or not at all, and no tag or attribute.
    fn word(&self, tags_from: usize) -> bool {
        let found = self.found();
        let letter = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
        let short = found.len() < SHORT;
        let open_start = short && letter(found.first().copied()) && letter(self.before());
        let open_end = short && letter(found.last().copied()) && letter(self.after());
        if open_start || open_end {
            return false;
        }
        !(short && found.is_ascii()) || (self.spaced_evenly(u8::is_ascii_alphanumeric) && !self.is_markup(tags_from))
    }

    /// Gaps between the characters of a kind: none, or at every place. `11 12` is not 1112, `1 1 1 2` is.
    fn spaced_evenly(&self, kind: fn(&u8) -> bool) -> bool {
        let found = self.found();
        let places = found.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(kind));
        let (mut all, mut gaps) = (0, 0);
        for (index, _) in places {
            all += 1;
            gaps += usize::from(self.folded.gap(self.at.start + index + 1));
        }
        gaps == 0 || (gaps == all && all >= 2)
    }

    /// The name of a tag or of an attribute.
    fn is_markup(&self, tags_from: usize) -> bool {
        if self.at.start < tags_from {
            return false;
        }
        let back = |n: usize| self.at.start.checked_sub(n).and_then(|at| self.byte(at));
        let tag = back(1) == Some(BARRIER as u8) || (back(1) == Some(b'/') && back(2) == Some(BARRIER as u8));
        tag || self.after() == Some(b'=')
    }

    /// The digits are a whole number, not the end or beginning of a longer one.
    fn number(&self) -> bool {
        let found = self.found();
        let digit = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_digit());
        let starts = digit(found.first().copied());
        let ends = digit(found.last().copied());
        (!starts || self.number_begins(found)) && (!ends || self.number_ends()) && self.spaced_evenly(u8::is_ascii_digit)
    }

    fn number_begins(&self, found: &[u8]) -> bool {
        let Some(before) = self.before() else { return true };
        if before.is_ascii_digit() {
            return false;
        }
        if before != b'.' && before != b',' {
            return true;
        }
        let separator = self.at.start - 1;
        let whole = self.text.get(..separator).unwrap_or_default();
        let digits = whole.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || self.folded.gap(separator) {
            return true;
        }
        // A comma goes on only where a thousand is grouped: three digits behind it, one to three before.
        let first = found.iter().take_while(|b| b.is_ascii_digit()).count();
        before == b',' && (first != 3 || digits > 3)
    }

    fn number_ends(&self) -> bool {
        let Some(after) = self.after() else { return true };
        if after.is_ascii_digit() {
            return false;
        }
        let next = self.at.end + 1;
        let rest = if self.folded.gap(next) { &[] } else { self.text.get(next..).unwrap_or_default() };
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        match after {
            b'.' => digits == 0,
            b',' => digits != 3,
            _ => true,
        }
    }

    /// A figure with a unit: the unit ends where it ends, and no ordinal or date is meant.
    fn figure(&self) -> bool {
        let found = self.found();
        if found.last().is_some_and(u8::is_ascii_digit) {
            return !self.goes_on(&LARGER);
        }
        let latin = found.last().is_some_and(u8::is_ascii_alphabetic) && self.after().is_some_and(|b| b.is_ascii_alphabetic());
        let date = found.ends_with("年".as_bytes()) && (self.goes_on(&DATE) || self.ends_before(&ERAS));
        !latin && !date && !self.goes_on(&ORDINAL) && !self.ends_before(&["第"])
    }

    /// A number without a unit: nothing stands at it that would make it an amount of something else, a date, a code or a size.
    fn alone(&self, tags_from: usize) -> bool {
        let tied = self.before().is_some_and(ties) && !self.starts_field();
        let after = self.text.get(self.at.end..).filter(|_| !self.folded.gap(self.at.end)).unwrap_or_default();
        let word = String::from_utf8_lossy(after.get(..4).unwrap_or(after)).chars().next().is_some_and(char::is_alphabetic);
        let goes_on = self.after().is_some_and(|b| ties(b) && b != b'.' && b != b':');
        let money = self.ends_before(&["¥"]);
        !tied && !word && !goes_on && !money && !self.is_geometry(tags_from)
    }

    /// `:1234` in JSON.
    fn starts_field(&self) -> bool {
        self.before() == Some(b':') && self.at.start.checked_sub(2).and_then(|at| self.byte(at)) == Some(b'"')
    }

    /// In an attribute that holds coordinates.
    fn is_geometry(&self, tags_from: usize) -> bool {
        if self.at.start < tags_from {
            return false;
        }
        let before = self.text.get(..self.at.start).unwrap_or_default();
        let quote = memchr::memrchr3(b'"', b'\'', BARRIER as u8, before).unwrap_or(0);
        GEOMETRY.iter().any(|name| before.get(..quote).is_some_and(|before| before.ends_with(name.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, needle: &str, kind: NeedleKind) -> bool {
        let (folded, needle) = (Folded::of(text), Folded::of(needle));
        let hits = memchr::memmem::find_iter(&folded.text, &needle.text);
        let mut ranges = hits.map(|at| at..at + needle.text.len());
        ranges.any(|at| stands_alone(&folded, at, kind, usize::MAX))
    }

    #[test]
    fn a_figure_is_not_found_in_a_longer_one() {
        let figure = |text| found(text, "111億円", NeedleKind::Figure);
        for text in
            ["111億円", "約111億円", "2024 111億円", "1 1 1 億 円", "2023,111億円", "は111億円。", "2024年111億円", "-111億円"]
        {
            assert!(figure(text), "{text}");
        }
        for text in ["1,111億円", "0.111億円", "2111億円", "12,111億円", "11 1億円", "第111億円"] {
            assert!(!figure(text), "{text}");
        }
        assert!(found("¥9", "¥9", NeedleKind::Figure) && !found("¥9 billion", "¥9", NeedleKind::Figure));
        assert!(!found("¥9.5 billion", "¥9", NeedleKind::Figure) && !found("¥9,500", "¥9", NeedleKind::Figure));
        assert!(found("6年間", "6年", NeedleKind::Figure) && !found("令和6年度", "6年", NeedleKind::Figure));
        assert!(
            !found("12 peoples", "12 people", NeedleKind::Figure) && found("12 people live", "12 people", NeedleKind::Figure)
        );
    }

    #[test]
    fn a_number_alone_is_no_code_date_or_amount() {
        let number = |text| found(text, "1234", NeedleKind::Number);
        for text in
            ["1234", "a,1234,b", "\"value\":1234}", "(1234)", "は1234。", "1234.", "<1234>", "/ 1234", "a/\n1234\n", "- 1234"]
        {
            assert!(number(text), "{text}");
        }
        for text in ["W-1234", "1234件", "1234px", "#1234", "2024-1234", "12345", "0.1234", "1234.5", "¥1234", "a1234f"] {
            assert!(!number(text), "{text}");
        }
    }

    #[test]
    fn short_latin_words_stand_alone() {
        let word = |text| found(text, "isa", NeedleKind::Text);
        assert!(word("the ISA plan") && word("I S A") && word("isa"));
        assert!(!word("visas") && !word("This is a plan") && !word("isaac"));
        assert!(found("mycanaries", "canaries", NeedleKind::Text), "a long one is found in a longer word");
    }
}
