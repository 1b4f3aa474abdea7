//! When something happened, as exactly as a document says it: a day, a month, a year, a fiscal year, a range, an open beginning.
//!
//! In: ISO text with `FY` and `..`. Out: days that exist, and the words for them. Never: a day more exact than was written.

use super::year::era_year;
use super::{Date, FiscalYear, Lang};
use std::cmp::Ordering;

/// How exactly a moment is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Precision {
    /// 2012年4月1日
    Day,
    /// 2012年4月
    Month,
    /// 2012年, January to December
    Year,
    /// 2012年度, April to March
    FiscalYear,
}

/// A day, month, year or fiscal year that exists. Ordered by first day, then by last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment {
    first: Date,
    last: Date,
    precision: Precision,
}

impl Moment {
    /// A single day.
    pub fn day(day: Date) -> Moment {
        Moment { first: day, last: day, precision: Precision::Day }
    }

    /// The month in which a day lies.
    pub fn month_of(day: Date) -> Moment {
        Moment { first: day.first_of_month(), last: day.last_of_month(), precision: Precision::Month }
    }

    /// A calendar year; `None` outside 1 to 9998, so that its fiscal year exists too.
    pub fn year(year: i16) -> Option<Moment> {
        let (first, last) = (Date::new(year, 1, 1)?, Date::new(year, 12, 31)?);
        (1..=9998).contains(&year).then_some(Moment { first, last, precision: Precision::Year })
    }

    /// A fiscal year; `None` outside 1 to 9998.
    pub fn fiscal(year: FiscalYear) -> Option<Moment> {
        let year = i16::try_from(year.0).ok().filter(|year| (1..=9998).contains(year))?;
        Some(Moment { first: Date::new(year, 4, 1)?, last: Date::new(year + 1, 3, 31)?, precision: Precision::FiscalYear })
    }

    /// Reads `2024-10-09`, `2024-10`, `2024` or `FY2024`.
    pub fn parse(text: &str) -> Option<Moment> {
        match (text.strip_prefix("FY"), text.len()) {
            (Some(year), _) => Moment::fiscal(FiscalYear(four_digits(year)?.into())),
            (None, 4) => Moment::year(four_digits(text)?),
            (None, 7) => Date::parse(&format!("{text}-01")).map(Moment::month_of),
            _ => Date::parse(text).map(Moment::day),
        }
    }

    fn written(self) -> String {
        match self.precision {
            Precision::FiscalYear => format!("FY{:04}", self.first.calendar_year()),
            _ => self.iso(self.first),
        }
    }

    /// How exactly it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.last
    }

    /// As a reader says it: `昭和53年(1978年)` / `1978`, `平成24年度(2012年度)` / `FY2012`.
    pub fn long(self, lang: Lang) -> String {
        let (first, year) = (self.first, self.year_number());
        match (self.precision, lang) {
            (Precision::Day, _) => first.long(lang),
            (Precision::Month, Lang::Ja) => format!("{}{}月", first.year_ja(), first.month()),
            (Precision::Month, Lang::En) => format!("{} {year}", first.month_en()),
            (Precision::Year, Lang::Ja) => year_ja(year),
            (Precision::Year, Lang::En) => year.to_string(),
            (Precision::FiscalYear, Lang::Ja) => format!("{}({year}年度)", FiscalYear(year).name(lang)),
            (Precision::FiscalYear, Lang::En) => FiscalYear(year).name(lang),
        }
    }

    /// The western year in which it begins, which also names a fiscal year.
    fn year_number(self) -> i32 {
        // A date of the calendar has a year of four digits.
        i32::try_from(self.first.calendar_year()).unwrap_or_default()
    }

    /// ISO 8601 has no fiscal years: they are given by the day that stands for the end in question.
    fn iso(self, fiscal: Date) -> String {
        let length = match self.precision {
            Precision::FiscalYear => return fiscal.to_string(),
            Precision::Day => 10,
            Precision::Month => 7,
            Precision::Year => 4,
        };
        self.first.to_string().get(..length).unwrap_or_default().to_owned()
    }

    fn in_fiscal_years(self) -> Option<Moment> {
        match self.precision {
            Precision::Year => Moment::fiscal(FiscalYear(self.year_number())),
            _ => Some(self),
        }
    }
}

/// A year before the eras has no second name.
fn year_ja(year: i32) -> String {
    let (name, western) = (era_year(year), format!("{year}年"));
    if name == western { western } else { format!("{name}({western})") }
}

fn four_digits(text: &str) -> Option<i16> {
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// When something happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// At one day, or within one month, year or fiscal year.
    At(Moment),
    /// From one to another; made by `When::range`, which refuses an end before the beginning.
    Range(Moment, Moment),
    /// From then on.
    Since(Moment),
}

impl When {
    /// Reads a moment, `2003..2005`, `2018-09..2023-03`, or `2005..` for from then on.
    pub fn parse(text: &str) -> Option<When> {
        match text.split_once("..") {
            None => Moment::parse(text).map(When::At),
            Some((from, "")) => Moment::parse(from).map(When::Since),
            Some((from, to)) => When::range(Moment::parse(from)?, Moment::parse(to)?),
        }
    }

    /// From one moment to another; from a moment to itself is that moment. `None` when the end is before the beginning.
    pub fn range(from: Moment, to: Moment) -> Option<When> {
        // Ends may differ in precision: `2011-06..2011` ends within the year that it begins in, and is no slip.
        let before = to.first < from.first && to.last < from.last;
        match from == to {
            true => Some(When::At(from)),
            false => (!before).then_some(When::Range(from, to)),
        }
    }

    /// The first day on which it can have been.
    pub fn first_day(self) -> Date {
        self.from().first
    }

    /// The last day on which it can have been; `None` where the end is open.
    pub fn last_day(self) -> Option<Date> {
        match self {
            When::At(moment) => Some(moment.last),
            When::Range(_, to) => Some(to.last),
            When::Since(_) => None,
        }
    }

    /// The same with calendar years taken as fiscal years, for a document that says so elsewhere (H24～H25 in a column of 年度).
    pub fn in_fiscal_years(self) -> Option<When> {
        match self {
            When::At(moment) => moment.in_fiscal_years().map(When::At),
            When::Range(from, to) => When::range(from.in_fiscal_years()?, to.in_fiscal_years()?),
            When::Since(from) => from.in_fiscal_years().map(When::Since),
        }
    }

    /// As a reader says it: `令和6年(2024年)10月9日から11日` / `9 to 11 October 2024`.
    pub fn long(self, lang: Lang) -> String {
        match (self, lang) {
            (When::At(moment), _) => moment.long(lang),
            (When::Range(from, to), _) => range(from, to, lang),
            (When::Since(from), Lang::Ja) => format!("{}から", from.long(lang)),
            (When::Since(from), Lang::En) => format!("from {}", from.long(lang)),
        }
    }

    /// Machine form: an ISO 8601 day, month, year or interval. An open end is `..`, a fiscal year the interval of its days.
    pub fn iso(self) -> String {
        match self {
            When::At(moment) if moment.precision == Precision::FiscalYear => format!("{}/{}", moment.first, moment.last),
            When::At(moment) => moment.iso(moment.first),
            When::Range(from, to) => format!("{}/{}", from.iso(from.first), to.iso(to.last)),
            When::Since(from) => format!("{}/..", from.iso(from.first)),
        }
    }

    /// As authors write it: `When::parse` reads it back.
    pub fn written(self) -> String {
        match self {
            When::At(moment) => moment.written(),
            When::Range(from, to) => format!("{}..{}", from.written(), to.written()),
            When::Since(from) => format!("{}..", from.written()),
        }
    }

    fn from(self) -> Moment {
        match self {
            When::At(moment) | When::Range(moment, _) | When::Since(moment) => moment,
        }
    }
}

/// By first day; then the shorter one first, an open end last.
impl Ord for When {
    fn cmp(&self, other: &When) -> Ordering {
        let key = |when: &When| {
            let to = match when {
                When::At(_) => (0, None),
                When::Range(_, to) => (1, Some(*to)),
                When::Since(_) => (2, None),
            };
            (when.first_day(), when.last_day().is_none(), when.last_day(), when.from(), to)
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &When) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What the beginning has said, the end does not say again: the year of two months, the month of two days.
fn range(from: Moment, to: Moment, lang: Lang) -> String {
    let (a, b) = (from.first, to.first);
    let same = |precision| from.precision == precision && to.precision == precision && a.calendar_year() == b.calendar_year();
    let (days, months) = (same(Precision::Day) && a.month() == b.month(), same(Precision::Month));
    match lang {
        // In the year of a change of era, June is not of the era of April.
        Lang::Ja if days && a.year_ja() == b.year_ja() => format!("{}から{}日", from.long(lang), b.day()),
        Lang::Ja if months && a.year_ja() == b.year_ja() => format!("{}から{}月", from.long(lang), b.month()),
        Lang::Ja => format!("{}から{}", from.long(lang), to.long(lang)),
        Lang::En if days => format!("{} to {}", a.day(), to.long(lang)),
        Lang::En if months => format!("{} to {}", a.month_en(), to.long(lang)),
        Lang::En => format!("{} to {}", from.long(lang), to.long(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn when(text: &str) -> When {
        When::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["2024-10-09", "2024-10", "1978", "FY2012", "2024-10-09..2024-10-11", "FY2008..2016-09", "2005..", "FY2006.."]
        {
            assert_eq!(when(text).written(), text);
        }
    }

    #[test]
    fn prints_in_both_languages() {
        for (text, ja, en) in [
            ("2025-04-01", "令和7年(2025年)4月1日", "1 April 2025"),
            ("2024-06", "令和6年(2024年)6月", "June 2024"),
            ("1978", "昭和53年(1978年)", "1978"),
            ("1850", "1850年", "1850"),
            ("FY2012", "平成24年度(2012年度)", "FY2012"),
            ("2005..", "平成17年(2005年)から", "from 2005"),
            ("2005-04..", "平成17年(2005年)4月から", "from April 2005"),
            ("2024-10-09..2024-10-11", "令和6年(2024年)10月9日から11日", "9 to 11 October 2024"),
            ("2024-10-09..2024-11-02", "令和6年(2024年)10月9日から令和6年(2024年)11月2日", "9 October 2024 to 2 November 2024"),
            ("2011-06..2011-09", "平成23年(2011年)6月から9月", "June to September 2011"),
            ("2018-09..2023-03", "平成30年(2018年)9月から令和5年(2023年)3月", "September 2018 to March 2023"),
            ("2019-04..2019-06", "平成31年(2019年)4月から令和元年(2019年)6月", "April to June 2019"),
            ("2003..2005", "平成15年(2003年)から平成17年(2005年)", "2003 to 2005"),
            ("FY2008..FY2016", "平成20年度(2008年度)から平成28年度(2016年度)", "FY2008 to FY2016"),
            ("FY2008..2017-09-30", "平成20年度(2008年度)から平成29年(2017年)9月30日", "FY2008 to 30 September 2017"),
        ] {
            assert_eq!((when(text).long(Lang::Ja).as_str(), when(text).long(Lang::En).as_str()), (ja, en), "{text}");
        }
    }

    #[test]
    fn machine_forms() {
        for (text, iso) in [
            ("2024-10-09", "2024-10-09"),
            ("2024-06", "2024-06"),
            ("1978", "1978"),
            ("FY2012", "2012-04-01/2013-03-31"),
            ("2005..", "2005/.."),
            ("FY2005..", "2005-04-01/.."),
            ("2011-06..2011-09", "2011-06/2011-09"),
            ("FY2008..FY2016", "2008-04-01/2017-03-31"),
            ("FY2008..2016-09", "2008-04-01/2016-09"),
            ("2024-10-09..2024-10-09", "2024-10-09"),
        ] {
            assert_eq!(when(text).iso(), iso, "{text}");
        }
    }

    #[test]
    fn an_end_before_the_beginning_is_refused() {
        for text in [
            "2024-10-11..2024-10-09",
            "2011-09..2011-06",
            "2005..2003",
            "FY2016..FY2008",
            "FY2012..2012-03",
            "FY2012..2012",
            "2012..FY2011",
        ] {
            assert!(When::parse(text).is_none(), "{text}");
        }
        for text in ["2011-06..2011", "2011..2011-06", "2011-06-15..2011-06", "2012..FY2012", "2012..2012-03"] {
            assert!(When::parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn refuses_what_does_not_exist() {
        for text in [
            "",
            "..",
            "..2005",
            "2005...",
            "2005..2006..2007",
            "FY",
            "FY12",
            "fy2012",
            "0000",
            "FY9999",
            "197８",
            "2024-13",
            "平成",
        ] {
            assert!(When::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn stands_in_order_of_first_days() {
        let sorted = ["2003..2005", "2005-01-01", "2005-01", "2005", "2005..2006", "2005..", "FY2005", "2005-04-02"];
        let mut list: Vec<When> = sorted.iter().rev().map(|text| when(text)).collect();
        list.sort();
        assert_eq!(list, sorted.map(when));
        assert_eq!(when("FY2012").last_day(), Date::new(2013, 3, 31));
        assert_eq!(when("2012-02").last_day(), Date::new(2012, 2, 29));
        assert_eq!(when("2012..").last_day(), None);
    }

    #[test]
    fn years_that_are_fiscal_years() {
        assert_eq!(when("2012..2013").in_fiscal_years(), Some(when("FY2012..FY2013")));
        assert_eq!(when("2012-06").in_fiscal_years(), Some(when("2012-06")));
        assert_eq!(when("2012..2012-02").in_fiscal_years(), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = When::parse(&text);
        }

        #[test]
        fn what_is_read_ends_after_it_begins(text in "(FY)?[0-9]{4}(-[01][0-9])?(-[0-3][0-9])?(\\.\\.)?((FY)?[0-9]{4}(-[01][0-9])?)?") {
            if let Some(when) = When::parse(&text) {
                prop_assert!(when.last_day().is_none_or(|last| when.first_day() <= last), "{text}");
                prop_assert!(!when.long(Lang::Ja).is_empty() && !when.long(Lang::En).is_empty() && !when.iso().is_empty());
            }
        }
    }
}
