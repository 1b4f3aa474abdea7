//! progress (進捗度): actual ÷ target × 100, as printed under the rounding of the plan.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Term};
use crate::disclosed::{Indicator, IndicatorYear, Unchecked};

/// Its name.
pub const RULE: &str = "progress";

/// Every year of every target that prints a progress.
pub fn claims<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let rows = cx.plan.indicators.iter().flat_map(|indicator| indicator.years.iter().map(move |row| (indicator, row)));
    rows.filter(|(_, row)| row.progress.says_something()).filter_map(|(indicator, row)| one(cx, indicator, row)).collect()
}

/// The target was set, the actual figure measured. Where less is better, it is not known by which rule progress is computed.
fn one<'a>(cx: &PlanContext<'a>, indicator: &Indicator, row: &IndicatorYear) -> Option<Claim<'a>> {
    let (target, actual) = (cx.figure(&row.target.fact)?, cx.figure(&row.actual.fact)?);
    let shape = Shape::Percent { top: Term::measured(actual), bottom: Term::set(target), less: 0 };
    let barred = (!indicator.better_is_more).then_some(Unchecked::RuleUnknown);
    Some(Claim::new(RULE, cx.figure(&row.progress.fact)?, shape, Near::Rounds).barred(barred))
}
