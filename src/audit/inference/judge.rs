//! The way from a problem to verdicts: split, propagate, eliminate, bound, and two worlds for everything that is called safe.
//!
//! In: a problem and a policy. Out: a verdict for each withheld quantity. Never: a safe verdict without checked worlds; a verdict for
//! readers that depends on the truth.

use super::cases::{inside, products, ways};
use super::eliminate;
use super::measure::{candidates, is_far, is_narrow, prints};
use super::model::{Judged, Kind, Policy, Problem, QuantityId, Reason, Relation, Verdict, Why, World};
use super::propagate::{Contradiction, Known};
use super::range::{End, Range, Side, printed};
use super::ratio::Ratio;
use super::rows;
use super::search::{Conflict, Found, Search};
use super::simplex::Spent;
use super::split::{Component, split};
use super::worlds;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Judges every withheld quantity, in their order.
pub fn judge(problem: &Problem, policy: &Policy) -> Vec<Judged> {
    judge_only(problem, policy, |_| true)
}

/// The same for the components with a quantity that is wanted; the others cost nothing.
pub(super) fn judge_only(problem: &Problem, policy: &Policy, wanted: impl Fn(QuantityId) -> bool) -> Vec<Judged> {
    if !problem.is_sound() {
        let why = Verdict::Undecided(Why::Malformed);
        return problem.withheld().into_iter().map(|quantity| plain(quantity, why.clone())).collect();
    }
    let mut known = Known::new(problem);
    let mut truth = problem.quantities.iter().any(|quantity| quantity.truth.is_some()).then(|| Known::with_truth(problem));
    let mut out: Vec<Judged> = Vec::new();
    let components = split(problem, &known.ranges);
    for component in &components {
        let asked: Vec<QuantityId> = component.quantities.iter().copied().filter(|id| is_withheld(problem, *id)).collect();
        if asked.is_empty() || !component.quantities.iter().any(|id| wanted(*id)) {
            continue;
        }
        let judged = judge_component(problem, policy, component, &asked, (&mut known, truth.as_mut()));
        out.extend(judged.unwrap_or_else(|Contradiction(ids)| {
            asked.iter().map(|id| plain(*id, Verdict::Inconsistent(ids.clone()))).collect()
        }));
    }
    for quantity in problem.withheld().into_iter().filter(|id| wanted(*id)) {
        if let Some(value) = problem.quantities[quantity.0].range().value() {
            out.push(plain(quantity, Verdict::Exact(value.clone())));
        }
    }
    out.sort_by_key(|judged| judged.quantity);
    out
}

/// Numbers of the statements that cannot hold by themselves, whatever the figures in them stand for. What has one number is one
/// statement.
pub fn contradictions(problem: &Problem) -> Vec<usize> {
    if !problem.is_sound() {
        return Vec::new();
    }
    let mut numbered: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, statement) in problem.statements.iter().enumerate() {
        numbered.entry(statement.id).or_default().push(at);
    }
    let mut known = Known::new(problem);
    let mut out = Vec::new();
    for (id, statements) in numbered {
        let relations = || statements.iter().map(|at| &problem.statements[*at].relation);
        let quantities: BTreeSet<QuantityId> = relations().flat_map(Relation::quantities).collect();
        let component = Component { quantities: quantities.into_iter().collect(), statements: statements.clone() };
        let numbered: Vec<(usize, Relation)> = statements.iter().copied().zip(relations().cloned()).collect();
        if known.propagate(&component, &numbered, 4).is_err() {
            out.push(id);
        }
        known.forget(&component.quantities);
    }
    out
}

fn plain(quantity: QuantityId, verdict: Verdict) -> Judged {
    Judged { quantity, verdict, derivation: Vec::new() }
}

fn is_withheld(problem: &Problem, id: QuantityId) -> bool {
    problem.quantities[id.0].kind == Kind::Withheld
}

fn judge_component<'a>(
    problem: &'a Problem,
    policy: &'a Policy,
    component: &'a Component,
    asked: &[QuantityId],
    (known, truth): (&mut Known<'a>, Option<&mut Known<'a>>),
) -> Result<Vec<Judged>, Contradiction> {
    let of = |at: &usize| (*at, rows::lean(&problem.statements[*at].relation, &known.ranges));
    let lean: Vec<(usize, Relation)> = component.statements.iter().map(of).collect();
    if let Some(truth) = truth {
        truth.propagate(component, &lean, policy.limits.visits)?;
    }
    let mut room = Room { problem, policy, component, known, lean, cases: Vec::new(), pool: Vec::new(), spent: false };
    room.prepare(asked)?;
    asked.iter().map(|id| room.judge(*id)).collect()
}

/// Where one component is judged.
struct Room<'a, 'k> {
    problem: &'a Problem,
    policy: &'a Policy,
    component: &'a Component,
    known: &'k mut Known<'a>,
    /// Its statements without what is pinned from the start.
    lean: Vec<(usize, Relation)>,
    /// One system for each way in which open caps may bite.
    cases: Vec<Search<'a>>,
    /// Worlds found so far, each checked.
    pool: Vec<Arc<World>>,
    /// The work went beyond the limits: no bound from `cases` may be used.
    spent: bool,
}

impl<'a> Room<'a, '_> {
    /// Everything that is done once for the whole component.
    fn prepare(&mut self, asked: &[QuantityId]) -> Result<(), Contradiction> {
        self.known.propagate(self.component, &self.lean, self.policy.limits.visits)?;
        let mut work = self.policy.limits.work;
        if asked.iter().any(|id| self.known.ranges[id.0].value().is_none()) && self.eliminate(&mut work)? {
            self.known.propagate(self.component, &self.lean, self.policy.limits.visits)?;
        }
        if self.component.quantities.iter().all(|id| self.known.ranges[id.0].value().is_some()) {
            return Ok(());
        }
        self.open_cases(work)
    }

    /// Whether anything was determined.
    fn eliminate(&mut self, work: &mut u64) -> Result<bool, Contradiction> {
        let ranges = &self.known.ranges;
        let all = self.lean.iter().flat_map(|(at, relation)| rows::rows(relation, ranges).into_iter().map(|row| (*at, row)));
        let equations: Vec<_> = all.filter(|(_, row)| row.range.value().is_some() && !row.terms.is_empty()).collect();
        let found = eliminate::determined(&equations, |id| is_withheld(self.problem, id), work);
        let mut news = false;
        for each in found.unwrap_or_default() {
            let statements: Vec<usize> = each.made.iter().map(|(at, _)| *at).collect();
            let reason = Reason::Combination(self.named(each.made));
            for side in [Side::Low, Side::High] {
                let end = End::closed(each.value.clone());
                news |= self.known.learn(each.quantity, side, &end, (reason.clone(), &statements))?;
            }
        }
        Ok(news)
    }

    fn named(&self, made: Vec<(usize, Ratio)>) -> Vec<(usize, Ratio)> {
        made.into_iter().map(|(at, factor)| (self.problem.statements[at].id, factor)).collect()
    }

    /// A system for each way in which the open caps may bite, as far as there are not too many.
    fn open_cases(&mut self, work: u64) -> Result<(), Contradiction> {
        let ways = ways(&self.lean, &self.known.ranges, self.policy.limits.caps);
        let share = work / ways.len().max(1) as u64;
        let mut conflicts: Vec<Conflict> = Vec::new();
        for relations in &ways {
            let built = Search::new(self.problem, self.component, relations, &self.known.ranges, share);
            match built.map(|mut search| (search.feasible(), search)) {
                Err(conflict) | Ok((Ok(Some(conflict)), _)) => conflicts.push(conflict),
                Ok((Ok(None), search)) => self.cases.push(search),
                Ok((Err(Spent), _)) => self.spent = true,
            }
        }
        if !self.cases.is_empty() || self.spent {
            return Ok(());
        }
        let statements: Vec<usize> = conflicts.iter().flat_map(|conflict| conflict.statements.clone()).collect();
        let quantities: Vec<QuantityId> = conflicts.iter().flat_map(|conflict| conflict.quantities.clone()).collect();
        Err(self.known.conflict(&statements, &quantities))
    }

    fn judge(&mut self, quantity: QuantityId) -> Result<Judged, Contradiction> {
        if self.known.ranges[quantity.0].value().is_none() {
            if let Some(safe) = self.safe(quantity).or_else(|| self.walked(quantity)) {
                return Ok(plain(quantity, safe));
            }
            self.bound(quantity)?;
        }
        if let Some(verdict) = self.leak(quantity) {
            return Ok(Judged { quantity, verdict, derivation: self.known.derivation(quantity) });
        }
        self.more_prints(quantity);
        let safe = self.safe(quantity).or_else(|| self.pinned(quantity));
        let why = if self.spent { Why::Limit } else { Why::Unproven };
        Ok(plain(quantity, safe.unwrap_or(Verdict::Undecided(why))))
    }

    /// Safe, if a walk along the null space shows it. Nothing more is proven then than has to be.
    fn walked(&mut self, id: QuantityId) -> Option<Verdict> {
        let (mut cases, before) = (std::mem::take(&mut self.cases), self.pool.len());
        let mut safe = None;
        for case in &mut cases {
            let enough = |world: Arc<World>| {
                self.pool.push(world);
                safe = self.safe(id);
                safe.is_some()
            };
            self.spent |= case.walk(id, enough).is_err();
        }
        self.cases = cases;
        self.tidy(id, before, safe.as_ref());
        safe
    }

    /// Of the worlds found since the pool had this size, only those stay that prove something or lie furthest out.
    fn tidy(&mut self, id: QuantityId, before: usize, safe: Option<&Verdict>) {
        let kept: Vec<Arc<World>> = match safe {
            Some(Verdict::Safe { worlds: (one, two), more, .. }) => more.iter().chain([one, two]).cloned().collect(),
            _ => {
                let prints = prints(&self.pool, id, &self.problem.quantities[id.0]);
                let ends = [prints.values().min_by_key(|(value, _)| value), prints.values().max_by_key(|(value, _)| value)];
                ends.into_iter().flatten().map(|(_, world)| (*world).clone()).collect()
            }
        };
        let mut found = self.pool.split_off(before);
        found.retain(|world| kept.iter().any(|other| Arc::ptr_eq(world, other)));
        self.pool.extend(found);
    }

    /// Exact or narrow, by the proven range.
    fn leak(&self, id: QuantityId) -> Option<Verdict> {
        let range = &self.known.ranges[id.0];
        if let Some(value) = range.value() {
            return Some(Verdict::Exact(value.clone()));
        }
        let (quantity, protection) = (&self.problem.quantities[id.0], self.policy.of(id));
        let candidates = candidates(quantity, range);
        let few = candidates.is_some_and(|count| count < u64::from(protection.candidates));
        (few || is_narrow(range, protection)).then(|| Verdict::Narrow { range: range.clone(), candidates })
    }

    /// Least and greatest value over all cases; worlds on the way go to the pool.
    fn bound(&mut self, quantity: QuantityId) -> Result<(), Contradiction> {
        for side in [Side::Low, Side::High] {
            let Some(found) = self.extremes(quantity, side) else { return Ok(()) };
            if found.iter().all(|found| found.nothing) {
                return Err(self.known.conflict(&self.component.statements, &[]));
            }
            let left: Vec<&Found> = found.iter().filter(|found| !found.nothing).collect();
            let Some(ends) = left.iter().map(|found| found.end.clone()).collect::<Option<Vec<End>>>() else { continue };
            let widest = ends.into_iter().reduce(|one, two| if two.is_tighter(&one, side) { one } else { two });
            let Some(end) = widest else { continue };
            let made = left.first().and_then(|found| found.made.clone()).filter(|_| found.len() == 1);
            let (reason, statements) = match made.filter(|made| !made.is_empty()) {
                Some(made) => {
                    let statements = made.iter().map(|(at, _)| *at).collect();
                    (Reason::Bound(self.named(made)), statements)
                }
                None => {
                    let all = self.component.statements.clone();
                    (Reason::Trials(all.iter().map(|at| self.problem.statements[*at].id).collect()), all)
                }
            };
            self.known.learn(quantity, side, &end, (reason, &statements))?;
        }
        Ok(())
    }

    /// One finding for each case; `None` as soon as the work is spent.
    fn extremes(&mut self, quantity: QuantityId, side: Side) -> Option<Vec<Found>> {
        let mut out = Vec::new();
        // What was left half done when the work was spent proves nothing.
        for case in self.cases.iter_mut().take(if self.spent { 0 } else { usize::MAX }) {
            match case.extreme(quantity, side, self.policy.limits.nodes) {
                Ok(found) => {
                    self.pool.extend(found.worlds.iter().cloned());
                    out.push(found);
                }
                Err(Spent) => {
                    self.spent = true;
                    return None;
                }
            }
        }
        (!self.spent).then_some(out)
    }

    /// The verdict, if the pool has two worlds far apart and enough prints.
    fn safe(&self, id: QuantityId) -> Option<Verdict> {
        let (quantity, protection) = (&self.problem.quantities[id.0], self.policy.of(id));
        let prints = prints(&self.pool, id, quantity);
        let ends = (prints.values().min_by_key(|(value, _)| value)?, prints.values().max_by_key(|(value, _)| value)?);
        let (&(low, first), &(high, last)) = ends;
        let enough = prints.len() >= protection.candidates as usize && low < high;
        if !enough || !is_far(low, high, protection) {
            return None;
        }
        let others =
            prints.values().map(|(_, world)| *world).filter(|world| !Arc::ptr_eq(world, first) && !Arc::ptr_eq(world, last));
        let more = others.take((protection.candidates as usize).saturating_sub(2)).cloned().collect();
        Some(Verdict::Safe { worlds: (first.clone(), last.clone()), more, range: self.known.ranges[id.0].clone() })
    }

    /// Looks for worlds in which the figure prints in further ways, between those that are known.
    fn more_prints(&mut self, id: QuantityId) {
        let quantity = &self.problem.quantities[id.0];
        let wanted = self.policy.of(id).candidates as usize;
        let found = prints(&self.pool, id, quantity);
        let ends = (found.values().min_by_key(|(value, _)| value), found.values().max_by_key(|(value, _)| value));
        let (Some(&(low, first)), Some(&(high, last))) = ends else { return };
        if found.len() >= wanted || low == high {
            return;
        }
        let (low, high, first, last) = (low.clone(), high.clone(), first.clone(), last.clone());
        let gaps = (wanted as i128 * 2).min(MOST_GAPS);
        for part in (1..gaps).filter_map(|part| Ratio::new(part, gaps)) {
            let mixed = mixed(&first, &last, &part);
            let world = super::search::finished(self.problem, self.component, mixed).map(Arc::new);
            let at = &low + &(&(&high - &low) * &part);
            match world {
                Some(world) => self.pool.push(world),
                None => self.near(id, &at),
            }
            if prints(&self.pool, id, quantity).len() >= wanted {
                return;
            }
        }
    }

    /// A world in which the figure prints like this value.
    fn near(&mut self, id: QuantityId, at: &Ratio) {
        let Some((grid, half)) = self.problem.quantities[id.0].grid().zip(Ratio::new(1, 2)) else { return };
        let Some(line) = printed(at, grid) else { return };
        let range = Range::half_open(&(&line - &half) * grid, &(&line + &half) * grid);
        // On whole steps, so that the search is not led between them.
        let range = range.meet(&self.known.ranges[id.0]).on_steps(self.problem.quantities[id.0].step.as_ref());
        if range.is_empty() {
            return;
        }
        for case in &mut self.cases {
            match case.within(id, &range, self.policy.limits.nodes) {
                Ok(worlds) => self.pool.extend(worlds),
                Err(Spent) => self.spent = true,
            }
        }
    }

    /// Where products of unknowns stand in the way: with one factor of each held at some value the rest is linear. What is found
    /// this way are worlds only, never bounds.
    fn pinned(&mut self, id: QuantityId) -> Option<Verdict> {
        let products: Vec<(QuantityId, QuantityId)> = self.lean.iter().flat_map(|(_, relation)| products(relation)).collect();
        let open = |factors: BTreeSet<QuantityId>| -> Vec<QuantityId> {
            factors.into_iter().filter(|id| self.known.ranges[id.0].value().is_none()).collect()
        };
        let sides = [open(products.iter().map(|(one, _)| *one).collect()), open(products.iter().map(|(_, two)| *two).collect())];
        if sides.iter().any(Vec::is_empty) || self.spent {
            return None;
        }
        for round in 0..PARTS {
            for side in &sides {
                let at_part = |id: &QuantityId| self.part_of(*id, round);
                let pins: Vec<(QuantityId, Ratio)> = side.iter().filter_map(at_part).collect();
                self.search_with(id, pins);
                // From a world that was found the way goes on along the other factors.
                let world = self.pool.get(self.pool.len() * round / PARTS).cloned();
                let at_world = |id: &QuantityId| Some((*id, worlds::value(world.as_ref()?, *id)?.clone()));
                let pins: Vec<(QuantityId, Ratio)> = side.iter().filter_map(at_world).collect();
                self.search_with(id, pins);
            }
            self.more_prints(id);
            if let Some(safe) = self.safe(id) {
                return Some(safe);
            }
        }
        None
    }

    fn part_of(&self, id: QuantityId, round: usize) -> Option<(QuantityId, Ratio)> {
        let part = Ratio::new(round as i128, PARTS as i128 - 1)?;
        Some((id, inside(&self.known.ranges[id.0], self.problem.quantities[id.0].step.as_ref(), &part)))
    }

    /// Worlds with both ends of a quantity while some others are held.
    fn search_with(&mut self, id: QuantityId, pins: Vec<(QuantityId, Ratio)>) {
        let mut ranges = self.known.ranges.clone();
        for (pinned, value) in pins {
            ranges[pinned.0] = Range::point(value);
        }
        let ways = ways(&self.lean, &ranges, self.policy.limits.caps);
        let (work, nodes) = (self.policy.limits.work / (50 * ways.len().max(1) as u64), self.policy.limits.nodes);
        for relations in ways {
            let Ok(mut search) = Search::new(self.problem, self.component, &relations, &ranges, work) else { continue };
            for side in [Side::Low, Side::High] {
                let found = search.extreme(id, side, nodes).ok();
                self.pool.extend(found.into_iter().flat_map(|found| found.worlds));
            }
        }
    }
}

/// So many values between two known ones are tried at most.
const MOST_GAPS: i128 = 64;

/// At so many places of their ranges factors are held.
const PARTS: usize = 5;

/// A world part of the way from one to the other.
fn mixed(one: &World, two: &World, part: &Ratio) -> World {
    let between = |((id, one), (_, two)): (&(QuantityId, Ratio), &(QuantityId, Ratio))| (*id, one + &(&(two - one) * part));
    one.iter().zip(two).map(between).collect()
}
