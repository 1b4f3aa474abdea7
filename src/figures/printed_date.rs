//! Dates as Japanese documents print them: 平成23年12月22日, H31.4, 1970（昭和45年）年6月16日, H20～28年度.
//!
//! In: the characters of a document. Out: when it was, in the western calendar, and whether the era named is the right one.
//! Never: a guess. 頃 and ごろ are read over; seasons and thirds of a month are left to the author.

use super::era::{ERAS, Era};
use super::{Date, FiscalYear, Moment, When};
use unicode_normalization::UnicodeNormalization;

/// Why a printed date could not be taken as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateError {
    /// Not a date, or not one that exists.
    Unreadable,
    /// A western year and an era year stand side by side and are not the same year.
    YearsDisagree,
    /// Named by an era that began later (令和元年4月); holds the western date.
    EraNotBegun(When),
    /// Named by an era that was over by then (平成32年); holds the western date.
    EraOver(When),
}

impl DateError {
    /// The date in the western calendar, where only the era is wrong.
    pub fn western(self) -> Option<When> {
        match self {
            DateError::EraNotBegun(when) | DateError::EraOver(when) => Some(when),
            DateError::Unreadable | DateError::YearsDisagree => None,
        }
    }
}

use DateError::Unreadable;

/// Reads a printed date, full-width or half-width. Years without 年度 are calendar years, also where the document means fiscal
/// years by them: `When::in_fiscal_years` is for those who know. Days before 1873 are taken as days of the western calendar.
pub fn read_date(text: &str) -> Result<When, DateError> {
    let folded = fold(text);
    let (when, ends) = match split_range(&folded) {
        None => {
            let only = End::read(&folded, None)?;
            (When::At(only.moment()?), [Some(only), None])
        }
        Some((from, "")) => {
            let from = End::read(from, None)?;
            (When::Since(from.moment()?), [Some(from), None])
        }
        Some((from, to)) => {
            let mut from = End::read(from, None)?;
            let to = End::read(to.strip_suffix("まで").unwrap_or(to), Some(from))?;
            if from.mark == Mark::None {
                // H20～28年度
                from.mark = to.mark;
            }
            (When::range(from.moment()?, to.moment()?).ok_or(Unreadable)?, [Some(from), Some(to)])
        }
    };
    ends.into_iter().flatten().find_map(|end| end.wrong_era(when)).map_or(Ok(when), Err)
}

/// One form for full-width and half-width, without spaces. Between two digits a space stays: whether 2 5年 is 25年 is a guess.
fn fold(text: &str) -> String {
    let folded: Vec<char> = text.nfkc().collect();
    let words: Vec<String> = folded.split(|c| c.is_whitespace()).filter(|w| !w.is_empty()).map(|w| w.iter().collect()).collect();
    let mut out = String::new();
    for word in words {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digit(out.chars().next_back()) && digit(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(&word);
    }
    out
}

/// What stands before and after ～ or から.
fn split_range(text: &str) -> Option<(&str, &str)> {
    let (at, word) = ["~", "〜", "から"].into_iter().filter_map(|word| Some((text.find(word)?, word))).min()?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// What is printed after a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    None,
    Year,
    Fiscal,
}

/// One end of what is printed.
#[derive(Clone, Copy)]
struct End {
    /// In the western calendar.
    year: i16,
    /// The era it is named by.
    era: Option<&'static Era>,
    mark: Mark,
    month: Option<i8>,
    day: Option<i8>,
}

impl End {
    /// `before` is the beginning of a range, which lends its end what that leaves out: 平成20～28年度, 6月～9月, 9日～11日.
    fn read(text: &str, before: Option<End>) -> Result<End, DateError> {
        let about = ["頃", "ごろ", "ころ"].into_iter().find_map(|word| text.strip_suffix(word));
        let mut rest = Rest(about.unwrap_or(text));
        let end = match rest.year(before)? {
            Some(mut end) => rest.month_and_day(&mut end).map(|()| end),
            None => before.and_then(|before| rest.lent(before)),
        };
        end.filter(|_| rest.0.is_empty()).ok_or(Unreadable)
    }

    fn moment(self) -> Result<Moment, DateError> {
        let date = |month, day| Date::new(self.year, month, day);
        let moment = match (self.mark, self.month, self.day) {
            // 2012 alone is a number, H24 alone is a year.
            (Mark::None, ..) if self.era.is_none() => None,
            (Mark::Fiscal, ..) => Moment::fiscal(FiscalYear(self.year.into())),
            (_, None, _) => Moment::year(self.year),
            (_, Some(month), None) => date(month, 1).map(Moment::month_of),
            (_, Some(month), Some(day)) => date(month, day).map(Moment::day),
        };
        moment.ok_or(Unreadable)
    }

    /// A year in which the era changes may be named by either: 平成31年度 and 令和元年度 are one year.
    fn wrong_era(self, when: When) -> Option<DateError> {
        let (era, moment) = (self.era?, self.moment().ok()?);
        if moment.last_day() < era.first {
            return Some(DateError::EraNotBegun(when));
        }
        era.last.is_some_and(|last| moment.first_day() > last).then_some(DateError::EraOver(when))
    }
}

/// A year before its 年: by an era, or western.
#[derive(Clone, Copy)]
struct Named {
    year: i16,
    era: Option<&'static Era>,
}

/// What is still to be read.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn take(&mut self, word: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    /// All digits that stand here; `None` when there are none or too many.
    fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at_checked(length).filter(|_| digits.contains(&length))?;
        self.0 = rest;
        number.parse().ok()
    }

    fn small(&mut self) -> Option<i8> {
        self.number(1..=2).and_then(|n| i8::try_from(n).ok())
    }

    /// 平成24年, 平成24年度, 2012年（平成24年）, 1970（昭和45年）年, 平成24年(2012年).
    fn year(&mut self, before: Option<End>) -> Result<Option<End>, DateError> {
        let Some(first) = self.named(before) else { return Ok(None) };
        let mut mark = self.mark();
        let mut named = first;
        if self.take("(").is_some() {
            let second = self.named(None).ok_or(Unreadable)?;
            let inner = self.mark();
            self.take(")").ok_or(Unreadable)?;
            if mark == Mark::None {
                mark = self.mark();
            }
            mark = match (mark, inner) {
                (Mark::None, inner) => inner,
                (Mark::Year, Mark::Fiscal) => return Err(Unreadable),
                (outer, _) => outer,
            };
            named = both(first, second)?;
        }
        Ok(Some(End { year: named.year, era: named.era, mark, month: None, day: None }))
    }

    fn named(&mut self, before: Option<End>) -> Option<Named> {
        let era = ERAS.iter().find(|era| self.take(era.name).or_else(|| self.take(era.letter)).is_some());
        if let Some(era) = era {
            let number = if self.take("元").is_some() { Some(1) } else { self.number(1..=2) };
            return Some(Named { year: era.western(number?)?, era: Some(era) });
        }
        if let Some(year) = self.number(4..=4) {
            return Some(Named { year, era: None });
        }
        // 28年度 after H20～; a number before anything else is a month or a day.
        let era = before?.era?;
        let mut ahead = *self;
        let number = ahead.number(1..=2).filter(|_| ahead.0.starts_with('年'))?;
        *self = ahead;
        Some(Named { year: era.western(number)?, era: Some(era) })
    }

    fn mark(&mut self) -> Mark {
        match (self.take("年度"), self.take("年")) {
            (Some(()), _) => Mark::Fiscal,
            (None, Some(())) => Mark::Year,
            (None, None) => Mark::None,
        }
    }

    /// After 年, 4月1日 or nothing; after an era year without 年, .4 or .4.1 or nothing.
    fn month_and_day(&mut self, end: &mut End) -> Option<()> {
        if self.0.is_empty() || end.mark == Mark::Fiscal {
            return Some(());
        }
        let dotted = end.mark == Mark::None;
        if dotted {
            // 2012.4 may be any number.
            end.era?;
            self.take(".")?;
            end.mark = Mark::Year;
        }
        end.month = Some(self.small()?);
        if dotted && self.take(".").is_some() {
            end.day = Some(self.small()?);
            return self.take("日").or(Some(()));
        }
        if self.take("月").is_none() {
            return dotted.then_some(());
        }
        if !self.0.is_empty() {
            end.day = Some(self.small()?);
            self.take("日")?;
        }
        Some(())
    }

    /// 9月, 9月11日 and 11日, in the year and month of the beginning. Its era is not printed again, so it is not held to it.
    fn lent(&mut self, before: End) -> Option<End> {
        before.month?;
        let number = self.small()?;
        let end = End { era: None, mark: Mark::Year, ..before };
        if self.take("日").is_some() {
            before.day?;
            return Some(End { day: Some(number), ..end });
        }
        self.take("月")?;
        if self.0.is_empty() {
            return Some(End { month: Some(number), day: None, ..end });
        }
        let day = Some(self.small()?);
        self.take("日")?;
        Some(End { month: Some(number), day, ..end })
    }
}

/// A western year and an era year that stand for one another.
fn both(first: Named, second: Named) -> Result<Named, DateError> {
    match (first.era, second.era) {
        (Some(_), Some(_)) | (None, None) => Err(Unreadable),
        _ if first.year != second.year => Err(DateError::YearsDisagree),
        (era, other) => Ok(Named { year: first.year, era: era.or(other) }),
    }
}

#[cfg(test)]
mod tests;
