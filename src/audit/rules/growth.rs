//! growth (伸び率): actual of the year ÷ actual of the year before × 100 − 100, where the plan says that this is the basis.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Term};
use crate::disclosed::{IndicatorYear, Unchecked};

/// Its name.
pub const RULE: &str = "growth";

/// Every year of every target that prints a growth.
pub fn claims<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let pairs = cx.plan.indicators.iter().flat_map(|indicator| indicator.years.windows(2));
    let printed = pairs.filter_map(|pair| Some((pair.first()?, pair.last()?))).filter(|(_, row)| row.growth.says_something());
    printed.filter_map(|(before, row)| one(cx, before, row)).collect()
}

fn one<'a>(cx: &PlanContext<'a>, before: &IndicatorYear, row: &IndicatorYear) -> Option<Claim<'a>> {
    let (old, new) = (cx.figure(&before.actual.fact)?, cx.figure(&row.actual.fact)?);
    let shape = Shape::Percent { top: Term::measured(new), bottom: Term::measured(old), less: 100 };
    let barred = (cx.plan.growth != Some(true)).then_some(Unchecked::RuleUnknown);
    Some(Claim::new(RULE, cx.figure(&row.growth.fact)?, shape, Near::Rounds).barred(barred))
}
