//! yearly-sum (累計目標): the cumulative target is the sum of the yearly ones, with or without what was there before.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Term};
use crate::disclosed::Indicator;

/// Its name.
pub const RULE: &str = "yearly-sum";

/// Every target that prints a cumulative target and at least one yearly one.
pub fn claims<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    cx.plan.indicators.iter().filter_map(|indicator| one(cx, indicator)).collect()
}

fn one<'a>(cx: &PlanContext<'a>, indicator: &Indicator) -> Option<Claim<'a>> {
    let has_yearly = indicator.years.iter().any(|row| row.target.says_something());
    if !indicator.cumulative.says_something() || !has_yearly {
        return None;
    }
    let mut terms: Vec<Term> = indicator.years.iter().filter_map(|row| cx.figure(&row.target.fact)).map(Term::set).collect();
    let baseline = format!("{}/{}/baseline", cx.plan.id, indicator.id);
    terms.extend(cx.figure(&baseline).filter(|_| cx.plan.with_baseline).map(Term::set));
    Some(Claim::new(RULE, cx.figure(&indicator.cumulative.fact)?, Shape::Sum(terms), Near::Same))
}
