//! Register numbers (台帳の番号) where they are given, and withheld things that still want one.
//!
//! In: built by `load`. Out: read by `validate` and `number`. Never: a number made from what it stands for.

use super::Id;
use crate::figures::Lang;
use crate::kinds::{WithheldKind, register_number};
use crate::source::Span;
use std::fmt;

/// Something withheld whose existence is acknowledged, with its number if it has one.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// `W-2026-014`; `None` where the author gave none.
    pub number: Option<Id>,
    /// What it is given to.
    pub kind: WithheldKind,
    /// Where the number stands or is to stand: the mark, block or cell, or the statement that hides a row, page or file.
    pub span: Span,
    /// The ground, where one is named there.
    pub ground: Option<Id>,
    /// The text in two languages of which it hides a part; `None` in the texts of a page, which has one language.
    pub in_text: Option<InText>,
    /// Whether the sources carry the value.
    pub carried: bool,
    /// The address of the page, or the path of the data file: one thing may carry its number in both languages.
    pub within: String,
}

/// One language of a text that is written in both.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct InText {
    /// Its key: `name`, `reason`.
    pub key: String,
    /// The place of the text, the same for both languages.
    pub text: Span,
    /// Which of the two.
    pub lang: Lang,
}

/// `W-2026-014`: letters, calendar year, and the count within that year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisterNumber {
    /// `W`
    pub letters: String,
    /// `2026`
    pub year: i64,
    /// `14`
    pub count: i64,
}

impl RegisterNumber {
    /// Reads one.
    pub fn parse(text: &str) -> Option<RegisterNumber> {
        let (year, count) = register_number(text)?;
        Some(RegisterNumber { letters: text.split('-').next()?.to_owned(), year, count })
    }
}

impl fmt::Display for RegisterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{:03}", self.letters, self.year, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::RegisterNumber;

    #[test]
    fn they_print_as_they_are_read() {
        assert_eq!(RegisterNumber::parse("w-2026-014"), None);
        for text in ["W-2026-014", "KZ-2026-1014", "W-0999-001"] {
            assert_eq!(RegisterNumber::parse(text).map(|number| number.to_string()).as_deref(), Some(text));
        }
    }
}
