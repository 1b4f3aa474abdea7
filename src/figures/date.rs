//! Days of the calendar, and how they print in each language.
//!
//! In: ISO text or a TOML date. Out: a date that exists. Never: today's date (the world knows that).

use super::Lang;
use super::era::Era;
use serde::Serialize;
use std::fmt;

/// A day that exists in the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date(jiff::civil::Date);

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

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

    /// A day that the program itself names; one that does not exist fails where it is compiled.
    pub(super) const fn known(year: i16, month: i8, day: i8) -> Date {
        Date(jiff::civil::date(year, month, day))
    }

    /// The day so many days later.
    pub fn after(self, days: u64) -> Option<Date> {
        let span = jiff::Span::new().try_days(i64::try_from(days).ok()?).ok()?;
        self.0.checked_add(span).ok().map(Date)
    }

    /// The era of the day: its name, its letter and the year in it: 令和, R, 7.
    pub fn era(self) -> Option<(&'static str, &'static str, i64)> {
        Era::of_day(self).map(|era| (era.name, era.letter, era.number(self.calendar_year())))
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The first day of its month.
    pub(super) fn first_of_month(self) -> Date {
        Date(self.0.first_of_month())
    }

    /// The last day of its month.
    pub(super) fn last_of_month(self) -> Date {
        Date(self.0.last_of_month())
    }

    /// `令和7年(2025年)`, by the era of the day; `1850年` before the eras.
    pub(super) fn year_ja(self) -> String {
        let year = self.calendar_year();
        match Era::of_day(self) {
            Some(era) => format!("{}年({year}年)", era.short(year)),
            None => format!("{year}年"),
        }
    }

    /// `October`.
    pub(super) fn month_en(self) -> &'static str {
        // A month is 1 to 12, so the name is always there.
        usize::try_from(self.0.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
impl Date {
    pub(super) fn tomorrow(self) -> Option<Date> {
        self.0.tomorrow().ok().map(Date)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_days_by_the_era_of_the_day() {
        let ja = |text: &str| Date::parse(text).expect("a date").long(Lang::Ja);
        assert_eq!(ja("2025-04-01"), "令和7年(2025年)4月1日");
        assert_eq!(ja("2019-04-30"), "平成31年(2019年)4月30日");
        assert_eq!(ja("2019-05-01"), "令和元年(2019年)5月1日");
        assert_eq!(ja("1926-12-24"), "大正15年(1926年)12月24日");
        assert_eq!(ja("1909-05-20"), "明治42年(1909年)5月20日");
        assert_eq!(ja("1868-10-22"), "1868年10月22日");
        assert_eq!(Date::parse("2025-04-01").expect("a date").long(Lang::En), "1 April 2025");
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in ["2024-02-30", "2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024/01/01", "令和6年"] {
            assert!(Date::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Date::parse(&text);
        }
    }
}
