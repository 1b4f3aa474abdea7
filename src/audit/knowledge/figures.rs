//! What is known of a figure by itself: a print stands for the values that round to it, a withheld figure for what is certain of
//! such figures.
//!
//! In: figures with their units. Out: quantities. Never: what follows from other figures, except how finely those beside it print.

use super::{range, ratio};
use crate::audit::figure::{self, Known, is_exact, unit_of};
use crate::audit::inference::{Kind, Quantity, Range, Ratio};
use crate::audit::interval::{Fraction, Interval};
use crate::audit::seen::Seen;
use crate::disclosed::{Cell, Content, Figure, Rounding, Shown};
use crate::figures::{Decimal, Flags, Printed, PrintedState, Units, read_printed};
use std::collections::BTreeMap;

/// How the figures of a line print: those of one row and column through the years, or of one line of amounts.
pub struct Lines(BTreeMap<String, Line>);

#[derive(Clone)]
struct Line {
    /// Whether all of them are exact.
    exact: bool,
    /// The finest grid on which one of them is printed.
    step: Ratio,
    /// Whether one of them is below zero.
    negative: bool,
}

/// The line of a fact: its id without the year, or without `total`.
pub fn fact_line(fact: &str) -> String {
    let mut parts: Vec<&str> = fact.split('/').map(|part| if is_year(part) { "*" } else { part }).collect();
    if let Some(last) = parts.last_mut().filter(|last| **last == "total") {
        *last = "*";
    }
    parts.join("/")
}

/// Whether a part of a fact is a fiscal year.
pub fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

impl Lines {
    /// Looks at every printed figure once.
    pub fn new<'a>(figures: &BTreeMap<&'a str, Figure<'a>>, units: &Units) -> Lines {
        let mut lines: BTreeMap<String, Line> = BTreeMap::new();
        for (fact, figure) in figures {
            let Some((value, step)) = figure.cell.value().and_then(|value| Some((value, grid(figure, value, units)?))) else {
                continue;
            };
            let this = Line { exact: is_exact(value, unit_of(figure, units)), step, negative: value.parts().0 < 0 };
            let line = lines.entry(fact_line(fact)).or_insert_with(|| this.clone());
            line.exact &= this.exact;
            line.negative |= this.negative;
            line.step = line.step.clone().min(this.step);
        }
        Lines(lines)
    }

    /// A figure as readers know it by itself.
    pub fn quantity(&self, figure: &Figure, seen: &Seen) -> Quantity {
        let printed = known(figure, seen);
        let kind = if figure.cell.shown.is_withheld() { Kind::Withheld } else { Kind::Published };
        let (step, printed_step) = self.steps(figure, &seen.units);
        let known = printed.unwrap_or_else(|| self.hidden(figure));
        Quantity { known, step, printed_step, kind, truth: None }
    }

    /// What is certain of such a figure: no count and no amount is below zero, unless one beside it is; no weight is above 100 %.
    pub fn hidden(&self, figure: &Figure) -> Range {
        let negative = self.0.get(&fact_line(&figure.cell.fact)).is_some_and(|line| line.negative);
        match figure.cell.column() {
            "growth" => Range::at_least(Ratio::whole(-100)),
            "weight" | "overall-weight" => Range::closed(Ratio::ZERO, Ratio::whole(100)),
            _ if negative => Range::any(),
            _ => Range::at_least(Ratio::ZERO),
        }
    }

    /// On which grid the truth lies, and on which it is or would be printed.
    pub fn steps(&self, figure: &Figure, units: &Units) -> (Option<Ratio>, Option<Ratio>) {
        if let Some(line) = self.0.get(&fact_line(&figure.cell.fact)) {
            return (Some(line.step.clone()).filter(|_| line.exact), Some(line.step.clone()));
        }
        let Some(unit) = unit_of(figure, units) else { return (None, None) };
        let whole = grid(figure, Decimal::whole(0), units);
        (whole.clone().filter(|_| is_exact(Decimal::whole(0), Some(unit))), whole)
    }
}

/// One unit of the last digit, in the base of the dimension.
fn grid(figure: &Figure, value: Decimal, units: &Units) -> Option<Ratio> {
    let exponent = unit_of(figure, units).map_or(0, |unit| unit.exponent);
    let places = exponent - i32::try_from(value.scale()).ok()?;
    let power = Ratio::whole(10i128.checked_pow(places.unsigned_abs())?);
    if places < 0 { power.inverse() } else { Some(power) }
}

/// All values for which a print stands; nothing for what prints no number.
fn known(figure: &Figure, seen: &Seen) -> Option<Range> {
    let column = figure.cell.column();
    let rounding = match column {
        "progress" | "growth" | "weight" | "overall-weight" => plan_rounding(figure, seen),
        _ => Rounding::HalfUp,
    };
    match figure::read(figure, &seen.units, rounding) {
        // A target was set: it is the number that is printed.
        Ok(Known { exact, .. }) if matches!(column, "target" | "cumulative") => Some(range(Interval::point(exact))),
        Ok(Known { range: interval, .. }) => Some(range(interval)),
        Err(_) => vague(figure, &seen.units),
    }
}

fn plan_rounding(figure: &Figure, seen: &Seen) -> Rounding {
    seen.plans().find(|plan| plan.id == figure.stands.plan).map_or(Rounding::Unknown, |plan| plan.rounding)
}

/// 約, 以上, 以下, 未満, 超: what such a print leaves open. 約 is taken as rounded to its last digit that is no zero, which is closer
/// than many authors mean it, so that no leak is overlooked.
fn vague(figure: &Figure, units: &Units) -> Option<Range> {
    let printed = figure.cell.printed()?;
    let PrintedState::Value { value, flags, .. } = &printed.state else { return None };
    let exponent = unit_of(figure, units).map_or(0, |unit| unit.exponent);
    let base = |value: Decimal| value.shift(exponent).and_then(Fraction::of).map(ratio);
    let at = base(*value)?;
    match flags {
        Flags { about: true, .. } => {
            let half = base(rough(*value))?;
            Some(Range::closed(&at - &half, &at + &half))
        }
        Flags { at_least: true, .. } => Some(Range::at_least(at)),
        Flags { at_most: true, .. } => Some(Range::at_most(at)),
        Flags { less_than: true, .. } => Some(Range { high: Some(super::End::open(at)), low: None }),
        Flags { more_than: true, .. } => Some(Range::above(at)),
        _ => None,
    }
}

/// Half a unit of the last digit that is no zero: 50 for 1,500.
fn rough(value: Decimal) -> Decimal {
    let (mut digits, scale) = value.parts();
    let mut zeros = 0;
    while digits != 0 && digits % 10 == 0 {
        (digits, zeros) = (digits / 10, zeros + 1);
    }
    let half = Decimal::of_parts(5, scale + 1).and_then(|half| half.shift(zeros));
    half.unwrap_or_else(|| Decimal::whole(0))
}

/// What a text stood for where a figure stands that is withheld now.
pub fn printed_range(text: &str, figure: &Figure, seen: &Seen) -> Option<Range> {
    let printed: Printed = read_printed(text, &seen.units).ok()?;
    let shown = Shown::Public(Content::Printed(printed));
    let cell = Cell { fact: figure.cell.fact.clone(), shown, counter: figure.cell.counter.clone() };
    known(&Figure { cell: &cell, ..figure.clone() }, seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_row_through_the_years() {
        for (fact, line) in [
            ("keihin-2022/2024/investment/actual", "keihin-2022/*/investment/actual"),
            ("keihin-2012/2013/hub/national/2012", "keihin-2012/*/hub/national/*"),
            ("keihin-2012/2013/hub/national/total", "keihin-2012/*/hub/national/*"),
            ("keihin-2022/investment/cumulative", "keihin-2022/investment/cumulative"),
        ] {
            assert_eq!(fact_line(fact), line);
        }
    }

    #[test]
    fn about_is_half_a_unit_of_the_last_digit_that_is_no_zero() {
        for (text, half) in [("1500", "50"), ("100", "50"), ("2.5", "0.05"), ("0", "0.5"), ("1040", "5")] {
            let half = Decimal::parse(half).expect("a decimal");
            let rough = rough(Decimal::parse(text).expect("a decimal"));
            assert!(rough.checked_sub(half).expect("in range").is_zero(), "{text}: {rough}");
        }
    }
}
