//! yearly-sum (累計目標): the cumulative target is the sum of the yearly ones, with or without what was there before.

use crate::audit::check::{Formula, Near, PlanContext, joined, sum};
use crate::disclosed::{Check, Figure, Indicator, Status};

/// Its name.
pub const RULE: &str = "yearly-sum";

/// Every target that prints a cumulative target and at least one yearly one.
pub fn run(cx: &PlanContext) -> Vec<Check> {
    cx.plan.indicators.iter().filter_map(|indicator| one(cx, indicator)).collect()
}

fn one(cx: &PlanContext, indicator: &Indicator) -> Option<Check> {
    let cumulative = cx.figure(&indicator.cumulative.fact)?;
    let states = [Status::Value, Status::Withheld, Status::Text];
    let has_yearly = indicator.years.iter().any(|row| states.contains(&row.target.status()));
    if !states.contains(&indicator.cumulative.status()) || !has_yearly {
        return None;
    }
    let mut terms: Vec<&Figure> = indicator.years.iter().filter_map(|row| cx.figure(&row.target.fact)).collect();
    let baseline = format!("{}/{}/baseline", cx.plan.id, indicator.id);
    terms.extend(cx.figure(&baseline).filter(|_| cx.plan.with_baseline));
    let outcome = sum(terms.iter().map(|figure| cx.read_set(figure)));
    let words = joined(&terms.iter().map(|figure| cx.say(figure)).collect::<Vec<_>>(), "+");
    Some(cx.check(RULE, cumulative, Formula { outcome, words, near: Near::Same }))
}
