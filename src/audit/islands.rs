//! Plans by themselves: what is audited of a plan depends on no other one, unless somebody says something of a figure of both.
//!
//! In: the disclosed site, and what staff said of inference. Out: the checks of each plan and rule, and what readers could work out,
//! made anew only where a plan is another than before. Never: an audit that sees more of a site than its own plans and what their
//! figures are read with.

use super::check::PlanContext;
use super::inferred::{Inferred, infer};
use super::knowledge::Given;
use super::rules;
use super::seen::Seen;
use crate::authored;
use crate::disclosed::{Check, Discrepancy, Ground, Plan, Site, Verdict};
use crate::figures::Units;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The plans of a site with what was found of them.
#[derive(Default)]
pub struct Islands {
    with: With,
    islands: Vec<Arc<Island>>,
}

/// What all plans are audited with. Of another one nothing is used again.
#[derive(Clone, PartialEq, Default)]
struct With {
    units: Units,
    grounds: Vec<Ground>,
    /// `None`: what can be inferred is not asked.
    given: Option<Given>,
}

/// Plans that have to be seen together, mostly one.
struct Island {
    plans: Vec<Arc<Plan>>,
    /// By plan, then by rule.
    checks: Vec<Vec<Vec<Arc<Check>>>>,
    inferred: Vec<Inferred>,
}

/// What was found.
pub struct Found {
    /// Every relation that was looked at, in the order of the rules, then of the plans.
    pub checks: Vec<Arc<Check>>,
    /// What readers could work out about each withheld figure.
    pub inferred: Vec<Inferred>,
}

impl Islands {
    /// Audits each plan that is not the one of the time before. `given`: what staff said of inference, if it is asked for.
    pub fn of(&mut self, site: &Site, given: Option<&Given>) -> Found {
        let with = With { units: site.units.clone(), grounds: site.grounds.clone(), given: given.cloned() };
        let before = if with == self.with { std::mem::take(&mut self.islands) } else { Vec::new() };
        let together = together(&site.plans);
        let one = |places: &Vec<usize>| {
            let plans: Vec<Arc<Plan>> = places.iter().filter_map(|at| site.plans.get(*at)).cloned().collect();
            let known = before.iter().find(|island| authored::shared(&island.plans, &plans));
            known.map_or_else(|| Arc::new(Island::new(plans, &with)), Arc::clone)
        };
        let across = || rules::RULES.iter().map(|rule| explained(rule.across(site), site.plans())).collect();
        let (islands, across): (Vec<Arc<Island>>, _) = rayon::join(|| together.par_iter().map(one).collect(), across);
        let found = Found { checks: in_order(across, &together, &islands), inferred: inferred(&islands) };
        *self = Islands { with, islands };
        found
    }
}

fn inferred(islands: &[Arc<Island>]) -> Vec<Inferred> {
    islands.iter().flat_map(|island| &island.inferred).cloned().collect()
}

/// The checks of all plans, rule by rule. `across`: those that a rule makes through all of them.
fn in_order(across: Vec<Vec<Check>>, together: &[Vec<usize>], islands: &[Arc<Island>]) -> Vec<Arc<Check>> {
    let mut plans: Vec<(&usize, &Vec<Vec<Arc<Check>>>)> = Vec::new();
    together.iter().zip(islands).for_each(|(places, island)| plans.extend(places.iter().zip(&island.checks)));
    plans.sort_by_key(|(at, _)| *at);
    let mut out = Vec::new();
    for (number, across) in across.into_iter().enumerate() {
        out.extend(across.into_iter().map(Arc::new));
        out.extend(plans.iter().filter_map(|(_, rules)| rules.get(number)).flatten().cloned());
    }
    out
}

impl Island {
    fn new(plans: Vec<Arc<Plan>>, with: &With) -> Island {
        let With { units, grounds, given } = with.clone();
        let seen = Seen { plans, units, grounds };
        let figures = seen.figures();
        let check = |plan: &Plan, rule: &rules::Rule| {
            let checks = rule.run(&PlanContext { seen: &seen, plan, figures: &figures, evidence: &figures });
            explained(checks, seen.plans()).into_iter().map(Arc::new).collect()
        };
        let of_plan = |plan: &Arc<Plan>| rules::RULES.par_iter().map(|rule| check(plan, rule)).collect();
        let checks = || seen.plans.par_iter().map(of_plan).collect();
        let inferred = || given.map(|given| infer(&seen, &figures, &given)).unwrap_or_default();
        let (checks, inferred) = rayon::join(checks, inferred);
        Island { checks, inferred, plans: seen.plans }
    }
}

/// Contradictions of which somebody says that they are known get the reason.
fn explained<'a>(mut checks: Vec<Check>, plans: impl Iterator<Item = &'a Plan>) -> Vec<Check> {
    if checks.iter().all(|check| check.verdict != Verdict::Contradicts) {
        return checks;
    }
    let mut known: HashMap<(&str, &str), &Discrepancy> = HashMap::new();
    plans.flat_map(Plan::discrepancies).for_each(|row| {
        known.entry((&row.check, &row.fact)).or_insert(row);
    });
    for check in checks.iter_mut().filter(|check| check.verdict == Verdict::Contradicts) {
        check.reason = known.get(&(check.rule, check.fact.as_str())).map(|known| known.reason.clone());
    }
    checks
}

/// The places of plans that are bound together: one of them says something of a figure of another. Every fact begins with its plan.
fn together(plans: &[Arc<Plan>]) -> Vec<Vec<usize>> {
    let places: HashMap<&str, usize> = plans.iter().enumerate().map(|(at, plan)| (plan.id.as_str(), at)).collect();
    let mut of: Vec<usize> = (0..plans.len()).collect();
    for (at, plan) in plans.iter().enumerate() {
        let others = named(plan).filter_map(|fact| places.get(fact.split('/').next()?).copied());
        for other in others {
            let (from, to) = (of[at].max(of[other]), of[at].min(of[other]));
            of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
        }
    }
    let group = |number: usize| (0..plans.len()).filter(|at| of[*at] == number).collect::<Vec<usize>>();
    (0..plans.len()).map(group).filter(|group| !group.is_empty()).collect()
}

/// The facts of which a plan says something.
fn named(plan: &Plan) -> impl Iterator<Item = &str> {
    let relations = plan.years.iter().flat_map(|year| &year.relations);
    let of_relations = relations.flat_map(|row| row.parts.iter().chain([&row.result]));
    let of_discrepancies = plan.discrepancies().map(|row| &row.fact);
    of_relations.chain(of_discrepancies).map(String::as_str)
}
