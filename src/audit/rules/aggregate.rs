//! aggregate (評価指標の進捗度): the weighted mean of the progress of a group's targets, cut at 100 % or not as the plan says.
//!
//! A target that is evaluated by another one has no weight of its own. Where the plan does not say whether a progress above 100 %
//! counts as 100 %, the reading is taken that explains more of what is printed; what it does not explain is a contradiction.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Term};
use crate::disclosed::{Cap, Group, Indicator, Unchecked, Verdict};
use crate::figures::FiscalYear;

/// Its name.
pub const RULE: &str = "aggregate";

/// Every printed progress of a group.
pub fn claims<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let cap = match cx.plan.cap {
        Cap::Hundred => true,
        Cap::None => false,
        Cap::Unknown => is_cut(&PlanContext { figures: cx.evidence, ..*cx }),
    };
    read(cx, cap)
}

fn read<'a>(cx: &PlanContext<'a>, cap: bool) -> Vec<Claim<'a>> {
    let printed = cx.plan.groups.iter().flat_map(|group| group.progress.iter().map(move |(year, cell)| (group, *year, cell)));
    let says = printed.filter(|(_, _, cell)| cell.says_something());
    says.filter_map(|(group, year, cell)| one(cx, (group, year), &cell.fact, cap)).collect()
}

fn one<'a>(cx: &PlanContext<'a>, (group, year): (&Group, FiscalYear), fact: &str, cap: bool) -> Option<Claim<'a>> {
    let members = cx.plan.indicators.iter().filter(|indicator| belongs(indicator, group));
    let rows = members.filter_map(|indicator| indicator.years.iter().find(|row| row.year == year));
    let terms = rows.map(|row| Some((cx.figure(&row.progress.fact)?, cx.figure(&row.weight.fact)?)));
    let parts: Option<Vec<(Term, Term)>> = terms.map(|t| t.map(|(p, w)| (Term::measured(p), Term::measured(w)))).collect();
    let parts = parts?;
    let barred = parts.is_empty().then_some(Unchecked::Missing);
    Some(Claim::new(RULE, cx.figure(fact)?, Shape::Mean { parts, cap }, Near::Rounds).barred(barred))
}

fn belongs(indicator: &Indicator, group: &Group) -> bool {
    indicator.group == group.id && indicator.evaluated_by.is_none()
}

/// Of two readings of an unstated rule the one that leaves fewer contradictions: a document computes all its groups by one rule.
fn is_cut(cx: &PlanContext) -> bool {
    let contradicts = |claim: &&Claim| cx.check(claim).verdict == Verdict::Contradicts;
    let contradictions = |cap| read(cx, cap).iter().filter(contradicts).count();
    contradictions(true) < contradictions(false)
}
