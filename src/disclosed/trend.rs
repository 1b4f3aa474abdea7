//! What kohyo itself computes from public figures: running totals, and whether a target was reached.
//!
//! In: disclosed cells. Out: exact decimals that stop before the first year that is withheld or has no figure.
//! Never: a result that depends on a withheld value.

use super::{Indicator, Status};
use crate::figures::{Decimal, FiscalYear, Unit, Units};

/// Whether a year's target was reached, as far as the public may know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    /// 達成
    Yes,
    /// 未達
    No,
    /// Target or actual is withheld.
    Withheld,
    /// No figure yet, or none at all.
    Unknown,
}

impl Indicator {
    /// Compares actual and target of a year; `direction` decides which side is good.
    pub fn reached(&self, year: FiscalYear, units: &Units) -> Reached {
        let Some(row) = self.years.iter().find(|row| row.year == year) else { return Reached::Unknown };
        if row.target.shown.is_withheld() || row.actual.shown.is_withheld() {
            return Reached::Withheld;
        }
        let unit = units.get(&self.unit);
        let value = |cell: &super::Cell| unit.and_then(|unit| cell.value_in(unit, units));
        match (value(&row.target), value(&row.actual)) {
            (Some(target), Some(actual)) if self.better_is_more => yes_no(actual >= target),
            (Some(target), Some(actual)) => yes_no(actual <= target),
            _ => Reached::Unknown,
        }
    }

    /// The newest year with a public actual figure.
    pub fn latest(&self) -> Option<&super::IndicatorYear> {
        self.years.iter().rev().find(|row| row.actual.status() == Status::Value)
    }
}

fn yes_no(yes: bool) -> Reached {
    if yes { Reached::Yes } else { Reached::No }
}

/// Running totals of the actual figures. The list ends before the first year without a public figure: a total over a gap
/// would let a reader subtract.
pub fn running_totals(indicator: &Indicator, unit: &Unit, units: &Units) -> Vec<(FiscalYear, Decimal)> {
    let mut total = Decimal::whole(0);
    let mut out = Vec::new();
    for row in &indicator.years {
        let Some(sum) = row.actual.value_in(unit, units).and_then(|value| total.checked_add(value)) else { break };
        total = sum;
        out.push((row.year, total));
    }
    out
}
