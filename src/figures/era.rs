//! The eras of Japan since 1868: their names, letters and days.
//!
//! In: a day or a year. Out: the era it is named by. Never: an era that has not been proclaimed, a day before Meiji.

use super::Date;

/// An era.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Era {
    /// 令和
    pub name: &'static str,
    /// R
    pub letter: &'static str,
    /// The day from which dates are named by it.
    pub first: Date,
    /// The day before the next era; `None` while it lasts.
    pub last: Option<Date>,
}

/// All eras, newest first. The day of a change belongs to the new era.
pub(super) static ERAS: [Era; 5] = [
    Era { name: "令和", letter: "R", first: Date::known(2019, 5, 1), last: None },
    Era { name: "平成", letter: "H", first: Date::known(1989, 1, 8), last: Some(Date::known(2019, 4, 30)) },
    Era { name: "昭和", letter: "S", first: Date::known(1926, 12, 25), last: Some(Date::known(1989, 1, 7)) },
    Era { name: "大正", letter: "T", first: Date::known(1912, 7, 30), last: Some(Date::known(1926, 12, 24)) },
    Era { name: "明治", letter: "M", first: Date::known(1868, 10, 23), last: Some(Date::known(1912, 7, 29)) },
];

impl Era {
    /// The era of a day.
    pub fn of_day(day: Date) -> Option<&'static Era> {
        ERAS.iter().find(|era| day >= era.first)
    }

    /// The era that a whole year is named by. A year in which the era changes is called by the new one, as the documents do.
    pub fn of_year(year: i64) -> Option<&'static Era> {
        ERAS.iter().find(|era| year >= era.start())
    }

    /// The number of a western year in this era; the first is 1.
    pub fn number(&self, year: i64) -> i64 {
        year - self.start() + 1
    }

    /// The western year of a year of this era: 平成24年 is 2012.
    pub fn western(&self, number: i16) -> Option<i16> {
        let year = i64::from(number).checked_add(self.start())?.checked_sub(1)?;
        if number > 0 { i16::try_from(year).ok() } else { None }
    }

    /// `令和6`, `令和元`.
    pub fn short(&self, year: i64) -> String {
        match self.number(year) {
            1 => format!("{}元", self.name),
            n => format!("{}{n}", self.name),
        }
    }

    fn start(&self) -> i64 {
        self.first.calendar_year()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_era_begins_where_the_one_before_it_ends() {
        for pair in ERAS.windows(2) {
            let [new, old] = pair else { continue };
            assert_eq!(old.last.and_then(Date::tomorrow), Some(new.first), "{} and {}", old.name, new.name);
        }
    }

    #[test]
    fn the_days_of_a_change() {
        let name = |day: &str| Era::of_day(Date::parse(day).expect("a day")).map(|era| era.name);
        assert_eq!((name("1989-01-07"), name("1989-01-08")), (Some("昭和"), Some("平成")));
        assert_eq!((name("2019-04-30"), name("2019-05-01")), (Some("平成"), Some("令和")));
        assert_eq!((name("1868-10-22"), name("1868-10-23")), (None, Some("明治")));
    }
}
