//! What there is to say about the charts of periods, schedules, amounts and qualitative targets, before any language.
//!
//! In: what is drawn. Out: counts and names. Never: a word, a figure derived from a withheld one.

use super::super::timeline::Timeline;
use super::super::{Mark, Month, Period, ScheduleRow, Series, StripRow, YearLabels, YearSlot};
use super::Story;
use crate::figures::Lang;

/// Several periods of one indicator.
pub(super) struct PeriodsStory<'a> {
    /// All years as one row.
    pub years: Story<'a>,
    pub periods: &'a [Period],
}

impl<'a> PeriodsStory<'a> {
    /// The year that was reported last, and the last year of the period before, where its figure is published.
    pub(super) fn compared(&self) -> Option<(&'a YearSlot, &'a YearSlot)> {
        let is_told = |slot: &&YearSlot| matches!(slot.actual, Mark::Value { .. } | Mark::Withheld);
        let mut told = self.periods.iter().rev().filter_map(|period| period.slots.iter().rev().find(is_told));
        let (now, before) = (told.next()?, told.next()?);
        before.actual.number().map(|_| (now, before))
    }

    /// The last published year of each period.
    pub(super) fn latest(&self) -> impl Iterator<Item = (&'a Period, &'a YearSlot)> {
        let published = |period: &'a Period| period.slots.iter().rev().find(|slot| slot.actual.number().is_some());
        self.periods.iter().filter_map(move |period| Some((period, published(period)?)))
    }

    /// First and last of the fiscal years between two periods that belong to neither.
    pub(super) fn between(&self) -> Vec<(i32, i32)> {
        let ends = |pair: &[Period]| Some((pair[0].slots.last()?.year, pair[1].slots.first()?.year));
        let gaps = self.periods.windows(2).filter_map(ends).filter(|(end, start)| i64::from(*start) - i64::from(*end) > 1);
        gaps.map(|(end, start)| (end + 1, start - 1)).collect()
    }
}

/// The steps of a schedule.
pub(super) struct ScheduleStory<'a> {
    pub name: &'a str,
    pub first: String,
    pub last: String,
    pub rows: usize,
    pub steps: usize,
    /// Steps without any month.
    pub unknown: usize,
}

impl<'a> ScheduleStory<'a> {
    pub(super) fn of(name: &'a str, first: String, last: String, rows: &[ScheduleRow]) -> ScheduleStory<'a> {
        let marks = || rows.iter().flat_map(|row| &row.marks);
        let unknown = marks().filter(|mark| mark.is_unknown()).count();
        ScheduleStory { name, first, last, rows: rows.len(), steps: marks().count(), unknown }
    }
}

/// Amounts by year.
pub(super) struct AmountsStory<'a> {
    pub name: &'a str,
    pub unit: &'a str,
    pub years: &'a [YearLabels],
    pub series: &'a [Series],
}

impl<'a> AmountsStory<'a> {
    /// The last year for which any series says something, and what each of them says.
    pub(super) fn latest(&self) -> Option<(&'a str, Vec<(&'a Series, &'a Mark)>)> {
        let told = |mark: &Mark| matches!(mark, Mark::Value { .. } | Mark::Withheld);
        let year = (0..self.years.len()).rev().find(|year| self.series.iter().any(|series| told(series.at(*year))))?;
        let marks = self.series.iter().map(|series| (series, series.at(year))).filter(|(_, mark)| told(mark)).collect();
        Some((self.years.get(year)?.name.as_str(), marks))
    }

    /// What all of several series say, where that is the same.
    pub(super) fn same(&self, marks: &[(&'a Series, &'a Mark)]) -> Option<&'a str> {
        let (first, rest) = marks.split_first()?;
        let text = first.1.text()?;
        let alike = |(_, mark): &(&Series, &Mark)| mark.text() == Some(text) && !mark.is_provisional();
        (!rest.is_empty() && !first.1.is_provisional() && rest.iter().all(alike)).then_some(text)
    }

    /// The largest published one; the last of equal ones, as sums stand last.
    pub(super) fn largest(&self, marks: &[(&'a Series, &'a Mark)]) -> Option<(&'a Series, &'a Mark)> {
        marks.iter().filter(|(_, mark)| mark.number().is_some()).max_by_key(|(_, mark)| mark.number()).copied()
    }

    /// The withheld years of each series that has any.
    pub(super) fn withheld(&self) -> impl Iterator<Item = (&'a Series, Vec<&'a str>)> {
        let is_withheld = |series: &Series, year: usize| *series.at(year) == Mark::Withheld;
        let named = self.years.iter().map(|year| year.name.as_str());
        let years = move |series: &'a Series| {
            (series, named.clone().enumerate().filter(|(year, _)| is_withheld(series, *year)).map(|(_, name)| name).collect())
        };
        self.series.iter().map(years).filter(|(_, years): &(_, Vec<&str>)| !years.is_empty())
    }

    pub(super) fn ends(&self) -> Option<(&'a str, &'a str)> {
        Some((&self.years.first()?.name, &self.years.last()?.name))
    }
}

/// Qualitative targets.
pub(super) struct StripStory<'a> {
    pub name: &'a str,
    pub targets: usize,
    /// Targets for which something was done.
    pub begun: usize,
    /// Targets without a due month.
    pub undated: usize,
}

impl<'a> StripStory<'a> {
    pub(super) fn of(name: &'a str, rows: &[StripRow]) -> StripStory<'a> {
        let count = |test: fn(&StripRow) -> bool| rows.iter().filter(|row| test(row)).count();
        StripStory {
            name,
            targets: rows.len(),
            begun: count(|row| !row.done.is_empty()),
            undated: count(|row| row.due.is_none()),
        }
    }
}

/// The months of a target as they are named beside its line.
pub(super) struct Told<'a> {
    pub due: Option<String>,
    pub done: Vec<String>,
    pub status: &'a str,
}

impl<'a> Told<'a> {
    /// A month on an axis of one year needs no year.
    pub(super) fn of(lang: Lang, row: &'a StripRow, first: Month, last: Month) -> Told<'a> {
        let line = Timeline::of_months(first, last, (0, 1));
        let short = line.months().count() <= 12;
        let name = |month: Month| super::month(lang, month, short && line.side(month).is_none());
        let mut done = row.done.clone();
        done.sort();
        done.dedup();
        Told { due: row.due.map(name), done: done.into_iter().map(name).collect(), status: row.status.trim() }
    }
}
