//! Calendar dates, months and ranges, and how they print in each language.
//!
//! In: ISO text or a TOML date. Out: a date that exists. Never: today's date (the world knows that).

use super::Lang;
use super::year::era_year;
use serde::Serialize;
use std::fmt;

/// A day that exists in the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date(jiff::civil::Date);

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// First day of each era, newest first.
const ERA_DAYS: [(&str, i16, (i16, i8, i8)); 3] =
    [("令和", 2019, (2019, 5, 1)), ("平成", 1989, (1989, 1, 8)), ("昭和", 1926, (1926, 12, 25))];

impl Date {
    /// `None` for a day that does not exist.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        jiff::civil::Date::new(year, month, day).ok().map(Date)
    }

    /// Reads `2024-10-09`.
    pub fn parse(text: &str) -> Option<Date> {
        let (year, month, day) = (text.get(0..4)?, text.get(5..7)?, text.get(8..)?);
        let dashes = text.get(4..5)? == "-" && text.get(7..8)? == "-";
        let digits = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        (dashes && digits && day.len() == 2).then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    }

    /// The day in Japan at a number of seconds since 1970.
    pub fn of_unix_time_in_japan(seconds: u64) -> Date {
        let days = (seconds + 9 * 3600) / 86_400;
        let epoch = jiff::civil::date(1970, 1, 1);
        let day = i64::try_from(days).ok().and_then(|days| epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok());
        Date(day.unwrap_or(epoch))
    }

    /// The calendar year: `2025`.
    pub fn calendar_year(self) -> i64 {
        i64::from(self.0.year())
    }

    /// `令和7年(2025年)4月1日` / `1 April 2025`.
    pub fn long(self, lang: Lang) -> String {
        match lang {
            Lang::Ja => format!("{}{}月{}日", self.year_ja(), self.0.month(), self.0.day()),
            Lang::En => format!("{} {} {}", self.0.day(), self.month_en(), self.0.year()),
        }
    }

    fn year_ja(self) -> String {
        format!("{}({}年)", self.era(), self.0.year())
    }

    fn era(self) -> String {
        let era = ERA_DAYS.iter().find(|(_, _, (y, m, d))| Date::new(*y, *m, *d).is_some_and(|first| self >= first));
        match era {
            Some((name, start, _)) if self.0.year() == *start => format!("{name}元年"),
            Some((name, start, _)) => format!("{name}{}年", self.0.year() - start + 1),
            None => era_year(i32::from(self.0.year())),
        }
    }

    fn month_en(self) -> &'static str {
        MONTHS.get(self.0.month() as usize - 1).copied().unwrap_or("")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// When something happened: a day, a month, or from one day to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum When {
    /// A single day.
    Day(Date),
    /// A month, by its first day.
    Month(Date),
    /// First and last day.
    Range(Date, Date),
}

impl When {
    /// Reads `2024-10-09`, `2024-06` or `2024-10-09..2024-10-11`.
    pub fn parse(text: &str) -> Option<When> {
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (Date::parse(from)?, Date::parse(to)?);
            return (from <= to).then_some(When::Range(from, to));
        }
        match text.len() {
            7 => Date::parse(&format!("{text}-01")).map(When::Month),
            _ => Date::parse(text).map(When::Day),
        }
    }

    /// As a reader says it: `令和6年(2024年)10月9日から11日` / `9 to 11 October 2024`.
    pub fn long(self, lang: Lang) -> String {
        match (self, lang) {
            (When::Day(day), _) => day.long(lang),
            (When::Month(m), Lang::Ja) => format!("{}{}月", m.year_ja(), m.0.month()),
            (When::Month(m), Lang::En) => format!("{} {}", m.month_en(), m.0.year()),
            (When::Range(a, b), _) => range(a, b, lang),
        }
    }

    /// Machine form, an ISO 8601 date, month or interval.
    pub fn iso(self) -> String {
        match self {
            When::Day(day) => day.to_string(),
            When::Month(m) => m.to_string().get(..7).unwrap_or_default().to_owned(),
            When::Range(a, b) => format!("{a}/{b}"),
        }
    }
}

fn range(a: Date, b: Date, lang: Lang) -> String {
    let same_month = a.0.year() == b.0.year() && a.0.month() == b.0.month();
    match (lang, same_month) {
        (Lang::Ja, true) => format!("{}から{}日", a.long(lang), b.0.day()),
        (Lang::Ja, false) => format!("{}から{}", a.long(lang), b.long(lang)),
        (Lang::En, true) => format!("{} to {}", a.0.day(), b.long(lang)),
        (Lang::En, false) => format!("{} to {}", a.long(lang), b.long(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_days_months_and_ranges() {
        let ja = |text: &str| When::parse(text).expect("a date").long(Lang::Ja);
        let en = |text: &str| When::parse(text).expect("a date").long(Lang::En);
        assert_eq!(ja("2025-04-01"), "令和7年(2025年)4月1日");
        assert_eq!(en("2025-04-01"), "1 April 2025");
        assert_eq!(ja("2024-06"), "令和6年(2024年)6月");
        assert_eq!(en("2024-06"), "June 2024");
        assert_eq!(ja("2024-10-09..2024-10-11"), "令和6年(2024年)10月9日から11日");
        assert_eq!(en("2024-10-09..2024-11-02"), "9 October 2024 to 2 November 2024");
        assert_eq!(ja("2019-04-30"), "平成31年(2019年)4月30日");
        assert_eq!(ja("2019-05-01"), "令和元年(2019年)5月1日");
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in ["2024-02-30", "2024-13-01", "2024-1-1", "24-01-01", "2024-10-11..2024-10-09", "2024/01/01", "令和6年"] {
            assert!(When::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = When::parse(&text);
        }
    }
}
