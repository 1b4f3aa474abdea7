//! What those can infer who hold some of the withheld figures themselves: two companies in a sum of three.
//!
//! In: a problem, and what the holder knows. Out: verdicts for all other withheld figures. Never: a safe verdict where the
//! holder's figures are not known on this machine.

use super::eliminate::{self, Determined};
use super::judge::judge;
use super::model::{Judged, Kind, Policy, Problem, QuantityId, Reason, Step, Verdict, Why};
use super::range::Range;
use super::rows::{self, Row};
use super::split::split;
use std::collections::BTreeSet;

/// Judges as for someone who knows these withheld figures.
pub fn judge_for(problem: &Problem, policy: &Policy, holder_knows: &[QuantityId]) -> Vec<Judged> {
    let mut told = problem.clone();
    let mut blank: BTreeSet<QuantityId> = BTreeSet::new();
    for id in holder_knows {
        let Some(quantity) = told.quantities.get_mut(id.0) else { continue };
        match &quantity.truth {
            Some(truth) if quantity.known.holds(truth) => {
                quantity.known = Range::point(truth.clone());
                quantity.kind = Kind::Published;
            }
            Some(_) => {}
            None => {
                blank.insert(*id);
            }
        }
    }
    let mut judged = judge(&told, policy);
    judged.retain(|judged| !holder_knows.contains(&judged.quantity));
    if !blank.is_empty() && told.is_sound() {
        without_truth(&told, &blank, policy, &mut judged);
    }
    judged
}

/// Figures that the holder knows and this machine does not: whatever they are, elimination says what they determine. Nothing that
/// hangs together with them is called safe.
fn without_truth(problem: &Problem, blank: &BTreeSet<QuantityId>, policy: &Policy, judged: &mut [Judged]) {
    let ranges: Vec<Range> = problem.quantities.iter().map(|quantity| quantity.range()).collect();
    for component in split(problem, &ranges).iter().filter(|component| component.quantities.iter().any(|id| blank.contains(id))) {
        let relations = component.statements.iter().map(|at| (*at, &problem.statements[*at].relation));
        let all = relations.flat_map(|(at, relation)| rows::rows(relation, &ranges).into_iter().map(move |row| (at, row)));
        let rows: Vec<(usize, Row)> = all.filter_map(|(at, row)| Some((at, equation(row, blank)?))).collect();
        let mut work = policy.limits.work;
        let withheld = |id: QuantityId| problem.quantities[id.0].kind == Kind::Withheld;
        let found = eliminate::determined(&rows, withheld, &mut work).unwrap_or_default();
        let members = judged.iter_mut().filter(|judged| component.quantities.binary_search(&judged.quantity).is_ok());
        for judged in members.filter(|judged| !leaks(&judged.verdict)) {
            judged.verdict = Verdict::Undecided(Why::NoTruth);
            if let Some(found) = found.iter().find(|found| found.quantity == judged.quantity) {
                judged.verdict = Verdict::Determined;
                judged.derivation = vec![step(problem, found, &ranges)];
            }
        }
    }
}

/// A row that is an equation, with what the holder knows moved to its other side.
fn equation(mut row: Row, blank: &BTreeSet<QuantityId>) -> Option<Row> {
    row.range.value()?;
    row.terms.retain(|(id, _)| !blank.contains(id));
    (!row.terms.is_empty()).then_some(row)
}

fn leaks(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Exact(_) | Verdict::Narrow { .. } | Verdict::Inconsistent(_))
}

fn step(problem: &Problem, found: &Determined, ranges: &[Range]) -> Step {
    let made = found.made.iter().map(|(at, factor)| (problem.statements[*at].id, factor.clone()));
    let of = found.made.iter().flat_map(|(at, _)| problem.statements[*at].relation.quantities());
    let from: BTreeSet<QuantityId> = of.filter(|id| *id != found.quantity).collect();
    Step {
        reason: Reason::Combination(made.collect()),
        quantity: found.quantity,
        range: ranges[found.quantity.0].clone(),
        from: from.into_iter().collect(),
    }
}
