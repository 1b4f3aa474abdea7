//! Fiscal years (April to March), named by the Japanese eras.
//!
//! In: the western year in which a fiscal year begins, one of its days, or a text that names it. Out: its printed forms. Never: the clock.

use super::era::{ERAS, Era};
use super::{Date, Lang};
use serde::Serialize;

/// A fiscal year, named by the western year in which it begins: 2024 is 令和6年度, FY2024.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// `令和6年度` / `FY2024`.
    pub fn name(self, lang: Lang) -> String {
        match lang {
            Lang::Ja => format!("{}度", era_year(self.0)),
            Lang::En => format!("FY{}", self.0),
        }
    }

    /// `令和6年度（2024年度）` / `FY2024`: for headings and first mentions.
    pub fn long(self, lang: Lang) -> String {
        match lang {
            Lang::Ja => format!("{}（{}年度）", self.name(Lang::Ja), self.0),
            Lang::En => self.name(Lang::En),
        }
    }

    /// The first fiscal year that a text names, and the bytes that name it: `令和6年度`, `令和元年`, `R6`, `2024年度`, `FY2024`, `2024`. The text is
    /// expected in NFKC, so that full-width digits are digits.
    pub fn named_in(text: &str) -> Option<(FiscalYear, std::ops::Range<usize>)> {
        text.char_indices().find_map(|(at, _)| {
            let glued = text.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
            let (year, length) = if glued { None } else { era_name(text.get(at..)?).or_else(|| western_name(text.get(at..)?)) }?;
            Some((year, at..at + length))
        })
    }

    /// Words for a chart's axis, longest first: `令和6 (2024)`, `R6 2024`, `R6` / `FY2024`, `2024`.
    pub fn axis(self, lang: Lang) -> Vec<String> {
        let year = i64::from(self.0);
        match (lang, Era::of_year(year)) {
            (Lang::Ja, Some(era)) => {
                let short = format!("{}{}", era.letter, era.number(year));
                vec![format!("{} ({year})", era.short(year)), format!("{short} {year}"), short]
            }
            (Lang::Ja, None) => vec![self.0.to_string()],
            (Lang::En, _) => vec![format!("FY{}", self.0), self.0.to_string()],
        }
    }
}

/// The fiscal year of a day: January to March belong to the year before.
pub fn fiscal_year_of(day: Date) -> FiscalYear {
    let year = if day.month() < 4 { day.calendar_year() - 1 } else { day.calendar_year() };
    // A date of the calendar has a year of four digits.
    FiscalYear(i32::try_from(year).unwrap_or_default())
}

/// `令和6年度`, `R6` at the start of a text.
fn era_name(text: &str) -> Option<(FiscalYear, usize)> {
    let begins = |era: &Era| {
        let name = text.strip_prefix(era.name);
        name.or_else(|| text.strip_prefix(era.letter).map(|rest| rest.strip_prefix('.').unwrap_or(rest)))
    };
    let (era, rest) = ERAS.iter().find_map(|era| Some((era, begins(era)?)))?;
    let (number, behind) = match rest.strip_prefix('元') {
        Some(behind) => (1, behind),
        None => digits(rest, 2)?,
    };
    let year = era.western(number)?;
    Some((FiscalYear(i32::from(year)), text.len() - without_year_word(behind).len()))
}

/// `FY2024`, `2024年度` at the start of a text.
fn western_name(text: &str) -> Option<(FiscalYear, usize)> {
    let rest = ["FY ", "FY", "fy"].iter().find_map(|fy| text.strip_prefix(fy)).unwrap_or(text);
    let (number, behind) = digits(rest, 4)?;
    let end = without_year_word(behind);
    let alone = behind.len() != end.len() || !behind.starts_with(|c: char| c.is_alphanumeric() || ".,".contains(c));
    ((1868..=2199).contains(&number) && alone).then(|| (FiscalYear(i32::from(number)), text.len() - end.len()))
}

/// At most so many digits, all there are.
fn digits(text: &str, most: usize) -> Option<(i16, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = text.split_at_checked(length)?;
    (1..=most).contains(&length).then(|| Some((number.parse().ok()?, behind)))?
}

fn without_year_word(text: &str) -> &str {
    ["年度", "年"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// `令和6年`, `令和元年`; a year before the eras prints in western form.
pub(super) fn era_year(year: i32) -> String {
    match Era::of_year(i64::from(year)) {
        Some(era) => format!("{}年", era.short(i64::from(year))),
        None => format!("{year}年"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_each_era() {
        assert_eq!(FiscalYear(2024).name(Lang::Ja), "令和6年度");
        assert_eq!(FiscalYear(2019).name(Lang::Ja), "令和元年度");
        assert_eq!(FiscalYear(2018).name(Lang::Ja), "平成30年度");
        assert_eq!(FiscalYear(1988).name(Lang::Ja), "昭和63年度");
        assert_eq!(FiscalYear(2024).long(Lang::Ja), "令和6年度（2024年度）");
        assert_eq!(FiscalYear(2024).long(Lang::En), "FY2024");
    }

    #[test]
    fn a_year_is_found_where_a_heading_names_it() {
        for (text, year, named) in [
            ("令和6年度", 2024, "令和6年度"),
            ("令和元年度実績", 2019, "令和元年度"),
            ("R6 実績", 2024, "R6"),
            ("実績(H23)", 2011, "H23"),
            ("目標 2024年度", 2024, "2024年度"),
            ("FY2024", 2024, "FY2024"),
            ("平成25年", 2013, "平成25年"),
        ] {
            assert_eq!(FiscalYear::named_in(text).map(|(y, at)| (y.0, &text[at])), Some((year, named)), "{text}");
        }
        for text in ["実績値", "R", "12024", "COVID-19", "2,024人", "2024人", "令和", "TR6", "104-8315"] {
            assert_eq!(FiscalYear::named_in(text), None, "{text}");
        }
    }

    #[test]
    fn axis_words_shrink() {
        assert_eq!(FiscalYear(2024).axis(Lang::Ja), ["令和6 (2024)", "R6 2024", "R6"]);
        assert_eq!(FiscalYear(2024).axis(Lang::En), ["FY2024", "2024"]);
        assert_eq!(FiscalYear(1900).axis(Lang::Ja), ["明治33 (1900)", "M33 1900", "M33"]);
        assert_eq!(FiscalYear(1850).axis(Lang::Ja), ["1850"]);
    }

    #[test]
    fn the_fiscal_year_turns_in_april() {
        let of = |day: &str| fiscal_year_of(Date::parse(day).expect("a day"));
        assert_eq!((of("2019-03-31"), of("2019-04-01")), (FiscalYear(2018), FiscalYear(2019)));
        assert_eq!((of("2019-12-31"), of("2020-01-01")), (FiscalYear(2019), FiscalYear(2019)));
    }
}
