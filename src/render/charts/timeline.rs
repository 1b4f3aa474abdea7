//! Months, and where they lie on an axis of fiscal years.
//!
//! In: calendar months. Out: positions in tenths of a pixel. Never: a position for a time that is not stated.

use super::parts::Side;
use crate::figures::FiscalYear;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    month: u8,
}

/// An axis holds at most so many months: forty fiscal years.
const MOST_MONTHS: i32 = 480;

impl Month {
    /// `None` for a month that does not exist.
    pub fn new(year: i32, month: u8) -> Option<Month> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// January is 1.
    pub fn month(self) -> u8 {
        self.month
    }

    fn index(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }

    fn at(index: i32) -> Month {
        Month { year: index.div_euclid(12), month: (index.rem_euclid(12) + 1) as u8 }
    }
}

/// Whole months from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeline {
    pub left: i32,
    pub right: i32,
    first: i32,
    months: i32,
}

impl Timeline {
    /// From April of one fiscal year to March of another.
    pub(super) fn of_years(first: FiscalYear, last: FiscalYear, (left, right): (i32, i32)) -> Timeline {
        let april = |year: i32| year.clamp(1, 9999) * 12 + 3;
        let months = april(last.0) + 12 - april(first.0);
        Timeline { left, right, first: april(first.0), months: months.clamp(12, MOST_MONTHS) }
    }

    /// From one month to another.
    pub(super) fn of_months(first: Month, last: Month, (left, right): (i32, i32)) -> Timeline {
        let months = last.index() + 1 - first.index();
        Timeline { left, right, first: first.index(), months: months.clamp(1, MOST_MONTHS) }
    }

    /// All months on the axis.
    pub(super) fn months(&self) -> impl Iterator<Item = Month> {
        (self.first..self.first + self.months).map(Month::at)
    }

    /// The fiscal years on the axis, for one that starts in April.
    pub(super) fn years(&self) -> impl Iterator<Item = FiscalYear> {
        let april = self.first.div_euclid(12);
        (april..april + self.months / 12).map(FiscalYear)
    }

    /// The side on which a month lies outside of the axis.
    pub(super) fn side(&self, month: Month) -> Option<Side> {
        match month.index() - self.first {
            ..0 => Some(Side::Before),
            after if after >= self.months => Some(Side::After),
            _ => None,
        }
    }

    fn edge(&self, index: i32) -> i32 {
        let passed = i64::from((index - self.first).clamp(0, self.months));
        self.left + (i64::from(self.right - self.left) * passed / i64::from(self.months)) as i32
    }

    /// Where a month begins; the edge of the axis for a month outside.
    pub(super) fn start(&self, month: Month) -> i32 {
        self.edge(month.index())
    }

    /// Where a month ends.
    pub(super) fn end(&self, month: Month) -> i32 {
        self.edge(month.index() + 1)
    }

    /// The middle of a month.
    pub(super) fn middle(&self, month: Month) -> i32 {
        (self.start(month) + self.end(month)) / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_begins_in_april() {
        let line = Timeline::of_years(FiscalYear(2024), FiscalYear(2025), (0, 2400));
        let month = |year, month| Month::new(year, month).expect("a month");
        assert_eq!([line.start(month(2024, 4)), line.start(month(2025, 4)), line.end(month(2026, 3))], [0, 1200, 2400]);
        assert_eq!(line.side(month(2024, 3)), Some(Side::Before));
        assert_eq!(line.side(month(2026, 4)), Some(Side::After));
        assert_eq!(line.side(month(2026, 3)), None);
        assert_eq!(line.years().collect::<Vec<_>>(), [FiscalYear(2024), FiscalYear(2025)]);
        assert_eq!(Month::new(2024, 13), None);
    }

    #[test]
    fn a_period_turned_round_or_endless_is_bounded() {
        let span = (0, 1000);
        assert_eq!(Timeline::of_years(FiscalYear(2024), FiscalYear(2020), span).years().count(), 1);
        assert_eq!(Timeline::of_years(FiscalYear(i32::MIN), FiscalYear(i32::MAX), span).years().count(), 40);
    }
}
