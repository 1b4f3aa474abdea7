//! progress (進捗度): actual ÷ target × 100, as printed under the rounding of the plan.

use crate::audit::check::{Formula, Near, Outcome, PlanContext, each};
use crate::disclosed::{Check, Figure, Indicator, IndicatorYear, Status, Unchecked};

/// Its name.
pub const RULE: &str = "progress";

/// Every year of every target that prints a progress.
pub fn run(cx: &PlanContext) -> Vec<Check> {
    let rows = cx.plan.indicators.iter().flat_map(|indicator| indicator.years.iter().map(move |row| (indicator, row)));
    rows.filter(|(_, row)| matches!(row.progress.status(), Status::Value | Status::Withheld | Status::Text))
        .filter_map(|(indicator, row)| one(cx, indicator, row))
        .collect()
}

fn one(cx: &PlanContext, indicator: &Indicator, row: &IndicatorYear) -> Option<Check> {
    let (target, actual) = (cx.figure(&row.target.fact)?, cx.figure(&row.actual.fact)?);
    let (said_target, said_actual) = (cx.say(target), cx.say(actual));
    let outcome = if indicator.better_is_more { percent(cx, actual, target) } else { Err(Unchecked::RuleUnknown) };
    let words = each(|lang| format!("{} ÷ {} × 100", said_actual.any(lang), said_target.any(lang)));
    Some(cx.check(RULE, cx.figure(&row.progress.fact)?, Formula { outcome, words, near: Near::Rounds }))
}

/// The target was set, the actual figure measured.
fn percent(cx: &PlanContext, actual: &Figure, target: &Figure) -> Result<Outcome, Unchecked> {
    let (actual, target) = (cx.read_measured(actual)?, cx.read_set(target)?);
    let hundredfold = actual.times(Outcome::constant(100)).ok_or(Unchecked::TooLarge)?;
    hundredfold.over(target).ok_or(Unchecked::Zero)
}
