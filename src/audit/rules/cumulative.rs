//! falling: a cumulative figure (累計) of a programme does not become smaller from one year to the next.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Sign, Term};
use crate::disclosed::{Fact, Period, Shown};
use std::collections::BTreeMap;

/// Its name.
pub const RULE: &str = "falling";

/// Every cumulative figure that was printed in an earlier year too.
pub fn claims<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let mut last: BTreeMap<(&str, &str), &Fact> = BTreeMap::new();
    let mut out = Vec::new();
    for year in &cx.plan.years {
        for program in year.programs.iter().filter_map(Shown::public) {
            for fact in program.facts.iter().filter(|fact| fact.period == Some(Period::Cumulative)) {
                let key = fact.cell.column();
                if let Some(before) = last.insert((&program.id, key), fact) {
                    out.extend(one(cx, before, fact));
                }
            }
        }
    }
    out
}

/// Growing is what it is for.
fn one<'a>(cx: &PlanContext<'a>, before: &Fact, fact: &Fact) -> Option<Claim<'a>> {
    let (old, new) = (cx.figure(&before.cell.fact)?, cx.figure(&fact.cell.fact)?);
    let claim = Claim::new(RULE, new, Shape::Sum(vec![Term::measured(old)]), Near::Same);
    Some(Claim { sign: Sign::AtLeast, ..claim })
}
