//! Fiscal years (April to March) and the Japanese eras.
//!
//! In: the western year in which a fiscal year begins. Out: its printed forms. Never: the clock.

use super::Lang;
use serde::Serialize;

/// A fiscal year, named by the western year in which it begins: 2024 is 令和6年度, FY2024.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

/// First fiscal year of each era, newest first. A fiscal year in which the era changes is called by the new one,
/// as the documents do (令和元年度).
const ERAS: [(&str, &str, i32); 3] = [("令和", "R", 2019), ("平成", "H", 1989), ("昭和", "S", 1926)];

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
        match (lang, era_of(self.0)) {
            (Lang::Ja, Some((name, letter, n))) => {
                vec![format!("{name}{} ({})", first(n), self.0), format!("{letter}{n} {}", self.0), format!("{letter}{n}")]
            }
            (Lang::Ja, None) => vec![self.0.to_string()],
            (Lang::En, _) => vec![format!("FY{}", self.0), self.0.to_string()],
        }
    }
}

/// `令和6年`, `令和元年`; a year before the eras prints in western form.
pub(super) fn era_year(year: i32) -> String {
    match era_of(year) {
        Some((name, _, n)) => format!("{name}{}年", first(n)),
        None => format!("{year}年"),
    }
}

fn era_of(year: i32) -> Option<(&'static str, &'static str, i32)> {
    let (name, letter, start) = ERAS.into_iter().find(|era| year >= era.2)?;
    Some((name, letter, year - start + 1))
}

/// The first year of an era is 元年.
fn first(n: i32) -> String {
    if n == 1 { "元".to_owned() } else { n.to_string() }
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
        assert_eq!(FiscalYear(1900).axis(Lang::Ja), ["1900"]);
    }
}
