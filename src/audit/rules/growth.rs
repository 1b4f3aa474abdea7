//! growth (伸び率): actual of the year ÷ actual of the year before × 100 − 100, where the plan says that this is the basis.

use crate::audit::check::{Formula, Near, Outcome, PlanContext, each};
use crate::disclosed::{Check, Figure, Indicator, IndicatorYear, Status, Unchecked};

/// Its name.
pub const RULE: &str = "growth";

/// Every year of every target that prints a growth.
pub fn run(cx: &PlanContext) -> Vec<Check> {
    let pairs = cx.plan.indicators.iter().flat_map(|indicator| indicator.years.windows(2).map(move |pair| (indicator, pair)));
    pairs.filter_map(|(indicator, pair)| one(cx, indicator, pair.first()?, pair.last()?)).collect()
}

fn one(cx: &PlanContext, _: &Indicator, before: &IndicatorYear, row: &IndicatorYear) -> Option<Check> {
    if !matches!(row.growth.status(), Status::Value | Status::Withheld | Status::Text) {
        return None;
    }
    let (old, new) = (cx.figure(&before.actual.fact)?, cx.figure(&row.actual.fact)?);
    let outcome = if cx.plan.growth == Some(true) { rate(cx, old, new) } else { Err(Unchecked::RuleUnknown) };
    let (said_old, said_new) = (cx.say(old), cx.say(new));
    let words = each(|lang| format!("{} ÷ {} × 100 − 100", said_new.any(lang), said_old.any(lang)));
    Some(cx.check(RULE, cx.figure(&row.growth.fact)?, Formula { outcome, words, near: Near::Rounds }))
}

fn rate(cx: &PlanContext, old: &Figure, new: &Figure) -> Result<Outcome, Unchecked> {
    let (old, new) = (cx.read_measured(old)?, cx.read_measured(new)?);
    let hundredfold = new.times(Outcome::constant(100)).ok_or(Unchecked::TooLarge)?;
    let ratio = hundredfold.over(old).ok_or(Unchecked::Zero)?;
    ratio.minus(Outcome::constant(100)).ok_or(Unchecked::TooLarge)
}
