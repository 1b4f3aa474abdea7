//! Fiscal years (April to March), named by the Japanese eras.
//!
//! In: the western year in which a fiscal year begins, or one of its days. Out: its printed forms. Never: the clock.

use super::era::Era;
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
