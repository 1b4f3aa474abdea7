//! falling: a cumulative figure (累計) of a programme does not become smaller from one year to the next.

use crate::audit::check::{Formula, Near, PlanContext, name};
use crate::disclosed::{Check, Fact, Figure, Period, Shown, Verdict};
use std::collections::BTreeMap;

/// Its name.
pub const RULE: &str = "falling";

/// Every cumulative figure that was printed in an earlier year too.
pub fn run(cx: &PlanContext) -> Vec<Check> {
    let mut last: BTreeMap<(&str, &str), &Fact> = BTreeMap::new();
    let mut out = Vec::new();
    for year in &cx.plan.years {
        for program in year.programs.iter().filter_map(Shown::public) {
            for fact in program.facts.iter().filter(|fact| fact.period == Some(Period::Cumulative)) {
                let key = fact.cell.fact.rsplit('/').next().unwrap_or_default();
                if let Some(before) = last.insert((&program.id, key), fact) {
                    out.extend(one(cx, before, fact));
                }
            }
        }
    }
    out
}

fn one(cx: &PlanContext, before: &Fact, fact: &Fact) -> Option<Check> {
    let (old, new): (&Figure, &Figure) = (cx.figure(&before.cell.fact)?, cx.figure(&fact.cell.fact)?);
    let outcome = cx.read_measured(old);
    let mut check = cx.check(RULE, new, Formula { outcome, words: cx.say(old), near: Near::Same });
    if let (Ok(old), Ok(new)) = (&outcome, cx.read(new)) {
        // Growing is what it is for.
        check.verdict = if new.exact >= old.exact { Verdict::Consistent } else { check.verdict };
    }
    check.name = name(new);
    Some(check)
}
