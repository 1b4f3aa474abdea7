//! The smallest further sets of figures that would protect a leak, and what would happen if a figure were withheld.
//!
//! In: a problem, and what may be withheld at which cost. Out: proposals, each judged as a whole. Never: a change of the problem:
//! people decide.

use super::judge::judge_only;
use super::model::{Judged, Kind, Policy, Problem, QuantityId, Relation, Statement};
use super::range::Range;
use super::split::split;
use std::collections::{BTreeMap, BTreeSet};

/// No proposal is larger: beyond, a table is better withheld as a whole.
const LARGEST: usize = 3;
/// As many proposals as people compare.
const MOST: usize = 5;

/// A published figure that may be withheld.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which figure.
    pub quantity: QuantityId,
    /// How much its absence takes from readers.
    pub cost: u32,
    /// What would still be known of it.
    pub known: Range,
}

/// Figures to withhold as well, so that nothing in their component leaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Which figures, in their order.
    pub withhold: Vec<QuantityId>,
    /// What they cost together.
    pub cost: u64,
}

/// What would follow if a figure were withheld.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// It and all withheld figures of its component.
    pub judged: Vec<Judged>,
    /// What else would have to be withheld, if it leaks.
    pub proposals: Vec<Proposal>,
}

/// The smallest sets that protect a withheld figure and all others of its component, the cheapest first.
///
/// A proof that a figure leaks rests on the published figures of its derivation; while all of these stay published, the proof holds.
/// So each protecting set has one of them, and only these are tried: nothing smaller is overlooked as long as the limit of judgements
/// is not reached.
pub fn proposals(problem: &Problem, policy: &Policy, leak: QuantityId, candidates: &[Candidate]) -> Vec<Proposal> {
    let Some(part) = Part::around(problem, policy, leak, candidates) else { return Vec::new() };
    let mut judgements = policy.limits.judgements;
    let mut level: Vec<Vec<QuantityId>> = vec![Vec::new()];
    let mut found: Vec<Proposal> = Vec::new();
    for size in 0..=LARGEST {
        let mut next: BTreeSet<Vec<QuantityId>> = BTreeSet::new();
        for set in &level {
            let Some(rest) = judgements.checked_sub(1) else { break };
            judgements = rest;
            match part.options(set) {
                None => found.push(Proposal { withhold: set.clone(), cost: part.cost(set) }),
                Some(options) if size < LARGEST => next.extend(options.into_iter().map(|option| with(set, option))),
                Some(_) => {}
            }
        }
        if !found.is_empty() {
            break;
        }
        level = next.into_iter().collect();
        level.sort_by_key(|set| (part.cost(set), set.clone()));
    }
    found.retain(|proposal| !proposal.withhold.is_empty());
    found.sort_by(|one, two| (one.cost, &one.withhold).cmp(&(two.cost, &two.withhold)));
    found.truncate(MOST);
    found.into_iter().map(|proposal| part.outside(proposal)).collect()
}

/// As if a published figure were withheld.
pub fn what_if(problem: &Problem, policy: &Policy, candidate: &Candidate, candidates: &[Candidate]) -> WhatIf {
    let mut changed = problem.clone();
    let Some(quantity) = changed.quantities.get_mut(candidate.quantity.0) else {
        return WhatIf { judged: Vec::new(), proposals: Vec::new() };
    };
    (quantity.kind, quantity.known) = (Kind::Withheld, candidate.known.clone());
    let judged = judge_only(&changed, policy, |id| id == candidate.quantity);
    let safe = judged.iter().all(|judged| judged.verdict.is_safe());
    let proposals = if safe { Vec::new() } else { proposals(&changed, policy, candidate.quantity, candidates) };
    WhatIf { judged, proposals }
}

fn with(set: &[QuantityId], option: QuantityId) -> Vec<QuantityId> {
    let mut set = set.to_vec();
    set.push(option);
    set.sort();
    set
}

/// All that hangs together with the leak, be it through published figures, as a problem of its own.
struct Part {
    problem: Problem,
    policy: Policy,
    leak: QuantityId,
    /// Its quantities as the caller numbers them.
    outside: Vec<QuantityId>,
    candidates: BTreeMap<QuantityId, Candidate>,
}

impl Part {
    fn around(problem: &Problem, policy: &Policy, leak: QuantityId, candidates: &[Candidate]) -> Option<Part> {
        if !problem.is_sound() {
            return None;
        }
        // Nothing counts as pinned: whatever is withheld later, no further statement comes into reach.
        let all = vec![Range::any(); problem.quantities.len()];
        let component = split(problem, &all).into_iter().find(|component| component.quantities.binary_search(&leak).is_ok())?;
        let inside = |id: QuantityId| component.quantities.binary_search(&id).ok().map(QuantityId);
        let renumbered = |at: &usize| {
            let statement = &problem.statements[*at];
            Some(Statement { relation: moved(&statement.relation, &inside)?, id: statement.id })
        };
        let quantities = component.quantities.iter().map(|id| problem.quantities[id.0].clone()).collect();
        let statements = component.statements.iter().map(renumbered).collect::<Option<Vec<Statement>>>()?;
        let own = policy.own.iter().filter_map(|(id, own)| Some((inside(*id)?, *own))).collect();
        let open = candidates.iter().filter(|each| each.quantity != leak && is_published(problem, each.quantity));
        let open = open.filter_map(|each| Some((inside(each.quantity)?, each.clone()))).collect();
        Some(Part {
            problem: Problem { quantities, statements },
            policy: Policy { own, ..policy.clone() },
            leak: inside(leak)?,
            outside: component.quantities.clone(),
            candidates: open,
        })
    }

    /// Which figures may have to be withheld beyond this set; `None` if it protects.
    fn options(&self, set: &[QuantityId]) -> Option<Vec<QuantityId>> {
        let mut problem = self.problem.clone();
        for candidate in set.iter().filter_map(|id| Some((id, self.candidates.get(id)?))) {
            let quantity = &mut problem.quantities[candidate.0.0];
            (quantity.kind, quantity.known) = (Kind::Withheld, candidate.1.known.clone());
        }
        let judged = judge_only(&problem, &self.policy, |id| id == self.leak || set.contains(&id));
        let open = judged.iter().filter(|judged| !judged.verdict.is_safe());
        let open = open.map(|judged| self.sources(&problem, judged, set));
        open.min_by_key(|options| (options.len(), options.clone()))
    }

    /// Published figures of a proof; without a proof all that stand beside the figure.
    fn sources(&self, problem: &Problem, judged: &Judged, set: &[QuantityId]) -> Vec<QuantityId> {
        let mut from: BTreeSet<QuantityId> = judged.derivation.iter().flat_map(|step| step.from.clone()).collect();
        if judged.derivation.is_empty() {
            let own = problem.statements.iter().map(|statement| statement.relation.quantities());
            from.extend(own.filter(|ids| ids.contains(&judged.quantity)).flatten());
        }
        from.into_iter().filter(|id| self.candidates.contains_key(id) && !set.contains(id)).collect()
    }

    fn cost(&self, set: &[QuantityId]) -> u64 {
        set.iter().filter_map(|id| self.candidates.get(id)).map(|candidate| u64::from(candidate.cost)).sum()
    }

    fn outside(&self, proposal: Proposal) -> Proposal {
        Proposal { withhold: proposal.withhold.iter().map(|id| self.outside[id.0]).collect(), ..proposal }
    }
}

fn is_published(problem: &Problem, id: QuantityId) -> bool {
    problem.quantities.get(id.0).is_some_and(|quantity| quantity.kind == Kind::Published)
}

/// A relation with its quantities renumbered.
fn moved(relation: &Relation, to: &impl Fn(QuantityId) -> Option<QuantityId>) -> Option<Relation> {
    Some(match relation {
        Relation::Linear { terms, constant, range } => {
            let terms: Option<Vec<_>> = terms.iter().map(|(id, factor)| Some((to(*id)?, factor.clone()))).collect();
            Relation::Linear { terms: terms?, constant: constant.clone(), range: range.clone() }
        }
        Relation::Ratio { top, bottom, factor, out } => {
            Relation::Ratio { top: to(*top)?, bottom: to(*bottom)?, factor: factor.clone(), out: to(*out)? }
        }
        Relation::Capped { out, of, cap } => Relation::Capped { out: to(*out)?, of: to(*of)?, cap: cap.clone() },
        Relation::Mean { parts, out } => {
            let parts: Option<Vec<_>> = parts.iter().map(|(value, weight)| Some((to(*value)?, to(*weight)?))).collect();
            Relation::Mean { parts: parts?, out: to(*out)? }
        }
    })
}
