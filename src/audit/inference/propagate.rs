//! What follows from one statement after the other, until nothing new follows; each bound remembers whence it came.
//!
//! In: a problem. Out: ranges outside which no world lies, and derivations. Never: a bound that does not follow; an endless loop
//! (bounds that creep for ever are left where they are, which is still true).

use super::model::{Problem, QuantityId, Reason, Relation, Step};
use super::range::{End, Range, Side};
use super::ratio::Ratio;
use super::rows::{self, Row};
use super::split::Component;
use std::collections::{BTreeSet, VecDeque};

/// A bound that was found.
struct Event {
    quantity: QuantityId,
    side: Side,
    range: Range,
    reason: Reason,
    /// Places of the statements it rests on.
    statements: Vec<usize>,
    /// The bound before this one.
    before: Option<usize>,
}

/// What is proven so far.
pub(super) struct Known<'a> {
    problem: &'a Problem,
    /// Where each quantity can only be.
    pub(super) ranges: Vec<Range>,
    last: Vec<[Option<usize>; 2]>,
    events: Vec<Event>,
}

/// Nothing can be as it is said: the callers' numbers of the statements involved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Contradiction(pub(super) Vec<usize>);

impl<'a> Known<'a> {
    /// What is known without any relation.
    pub(super) fn new(problem: &'a Problem) -> Known<'a> {
        let ranges = problem.quantities.iter().map(|quantity| quantity.range()).collect();
        Known { problem, ranges, last: vec![[None; 2]; problem.quantities.len()], events: Vec::new() }
    }

    /// The same as seen by someone who knows every truth that this machine has.
    pub(super) fn with_truth(problem: &'a Problem) -> Known<'a> {
        let mut known = Known::new(problem);
        for (range, quantity) in known.ranges.iter_mut().zip(&problem.quantities) {
            if let Some(truth) = &quantity.truth {
                *range = range.meet(&Range::point(truth.clone())).on_steps(quantity.step.as_ref());
            }
        }
        known
    }

    /// Back to what is known of these quantities without any relation.
    pub(super) fn forget(&mut self, quantities: &[QuantityId]) {
        for id in quantities {
            self.ranges[id.0] = self.problem.quantities[id.0].range();
            self.last[id.0] = [None; 2];
        }
    }

    /// Narrows one side of a quantity; whether that was news.
    pub(super) fn learn(
        &mut self,
        quantity: QuantityId,
        side: Side,
        end: &End,
        because: (Reason, &[usize]),
    ) -> Result<bool, Contradiction> {
        let mut range = self.ranges[quantity.0].clone();
        if range.end(side).is_some_and(|old| !end.is_tighter(old, side)) {
            return Ok(false);
        }
        range.set(side, Some(end.clone()));
        let range = range.on_steps(self.problem.quantities[quantity.0].step.as_ref());
        let before = self.last[quantity.0][side as usize];
        let (reason, statements) = (because.0, because.1.to_vec());
        self.last[quantity.0][side as usize] = Some(self.events.len());
        self.events.push(Event { quantity, side, range: range.clone(), reason, statements, before });
        self.ranges[quantity.0] = range;
        if self.ranges[quantity.0].is_empty() { Err(self.contradiction(quantity)) } else { Ok(true) }
    }

    /// Narrows both sides; whether that was news.
    fn meet(&mut self, quantity: QuantityId, range: &Range, statement: usize) -> Result<bool, Contradiction> {
        let mut news = false;
        for side in [Side::Low, Side::High] {
            if let Some(end) = range.end(side) {
                let reason = Reason::Statement(self.problem.statements[statement].id);
                news |= self.learn(quantity, side, end, (reason, &[statement]))?;
            }
        }
        Ok(news)
    }

    fn contradiction(&self, quantity: QuantityId) -> Contradiction {
        let mut ids = BTreeSet::new();
        for event in self.chain(quantity) {
            ids.extend(self.events[event].statements.iter().map(|at| self.problem.statements[*at].id));
        }
        Contradiction(ids.into_iter().collect())
    }

    /// Statements of one component, until nothing new follows or each was looked at `visits` times.
    pub(super) fn propagate(
        &mut self,
        component: &Component,
        lean: &[(usize, Relation)],
        visits: usize,
    ) -> Result<(), Contradiction> {
        if let Some(empty) = component.quantities.iter().find(|id| self.ranges[id.0].is_empty()) {
            return Err(self.contradiction(*empty));
        }
        let users = users(component, lean);
        let mut queue: VecDeque<usize> = (0..lean.len()).collect();
        let mut waits = vec![true; lean.len()];
        let mut visited = vec![0; lean.len()];
        while let Some(at) = queue.pop_front() {
            waits[at] = false;
            visited[at] += 1;
            let mut news = self.visit(&lean[at].1, lean[at].0)?;
            news.sort();
            news.dedup();
            let touched = news.iter().filter_map(|id| component.quantities.binary_search(id).ok());
            for next in touched.flat_map(|local| &users[local]) {
                // A statement does not wait for itself only if nothing in it changed.
                if !waits[*next] && visited[*next] < visits {
                    waits[*next] = true;
                    queue.push_back(*next);
                }
            }
        }
        Ok(())
    }

    fn visit(&mut self, relation: &Relation, statement: usize) -> Result<Vec<QuantityId>, Contradiction> {
        let mut news = Vec::new();
        let result = rows::result(relation, &self.ranges);
        for (quantity, range) in rows::demands(relation).into_iter().chain(result) {
            if self.meet(quantity, &range, statement)? {
                news.push(quantity);
            }
        }
        for row in rows::rows(relation, &self.ranges) {
            self.visit_row(&row, statement, &mut news)?;
        }
        Ok(news)
    }

    /// Each quantity of a row is what the range leaves when all others are as far as they can be.
    fn visit_row(&mut self, row: &Row, statement: usize, news: &mut Vec<QuantityId>) -> Result<(), Contradiction> {
        if row.terms.is_empty() && !row.range.holds(&Ratio::ZERO) {
            return Err(self.impossible(statement));
        }
        let sums = [Side::Low, Side::High].map(|side| Sum::of(row, side, &self.ranges));
        let mut found = Vec::new();
        for (id, factor) in &row.terms {
            for side in [Side::Low, Side::High] {
                let limit = row.range.end(side);
                let others = sums[side.flip() as usize].without(end_of(*id, factor, side.flip(), &self.ranges).as_ref());
                let (Some(limit), Some(others)) = (limit, others) else { continue };
                let Some(at) = (&limit.at - &others.at).over(factor) else { continue };
                found.push((*id, side.times(factor), End { at, open: limit.open || others.open }));
            }
        }
        for (id, side, end) in found {
            let reason = Reason::Statement(self.problem.statements[statement].id);
            if self.learn(id, side, &end, (reason, &[statement]))? {
                news.push(id);
            }
        }
        Ok(())
    }

    /// All that led to the quantities of a statement contradicts it.
    fn impossible(&self, statement: usize) -> Contradiction {
        let mut ids: BTreeSet<usize> = BTreeSet::from([self.problem.statements[statement].id]);
        for quantity in self.problem.statements[statement].relation.quantities() {
            ids.extend(self.contradiction(quantity).0);
        }
        Contradiction(ids.into_iter().collect())
    }

    /// The callers' numbers of these statements and of all that led to what is known of these quantities.
    pub(super) fn conflict(&self, statements: &[usize], quantities: &[QuantityId]) -> Contradiction {
        let mut ids: BTreeSet<usize> = statements.iter().map(|at| self.problem.statements[*at].id).collect();
        for at in statements {
            ids.extend(self.impossible(*at).0);
        }
        for quantity in quantities {
            ids.extend(self.contradiction(*quantity).0);
        }
        Contradiction(ids.into_iter().collect())
    }

    /// How the range of a quantity was found: only the steps that it rests on, in their order.
    pub(super) fn derivation(&self, quantity: QuantityId) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for at in self.chain(quantity) {
            let event = &self.events[at];
            let step = Step {
                reason: event.reason.clone(),
                quantity: event.quantity,
                range: event.range.clone(),
                from: self.sources(event),
            };
            match steps.last_mut().filter(|last| last.quantity == step.quantity && last.reason == step.reason) {
                Some(last) => *last = step,
                None => steps.push(step),
            }
        }
        steps
    }

    fn sources(&self, event: &Event) -> Vec<QuantityId> {
        let relations = event.statements.iter().map(|at| &self.problem.statements[*at].relation);
        let all: BTreeSet<QuantityId> = relations.flat_map(Relation::quantities).filter(|id| *id != event.quantity).collect();
        all.into_iter().collect()
    }

    /// Places of all events on which the two ends of a quantity rest, in their order.
    fn chain(&self, quantity: QuantityId) -> BTreeSet<usize> {
        let mut chain = BTreeSet::new();
        let mut open: Vec<usize> = self.last[quantity.0].iter().flatten().copied().collect();
        while let Some(at) = open.pop() {
            if !chain.insert(at) {
                continue;
            }
            let event = &self.events[at];
            for (id, side) in self.needs(event) {
                let bounds = [Side::Low, Side::High].map(|side| self.before(at, id, side));
                let latest = bounds.iter().flatten().max().map(|bound| &self.events[*bound].range);
                // In a combination all cancels out but what was a single value by then.
                let counts =
                    !matches!(event.reason, Reason::Combination(_)) || latest.is_some_and(|range| range.value().is_some());
                open.extend(bounds[side as usize].filter(|_| counts));
            }
        }
        chain
    }

    /// The last bound of a quantity before an event.
    fn before(&self, event: usize, id: QuantityId, side: Side) -> Option<usize> {
        let mut bound = self.last[id.0][side as usize];
        while bound.is_some_and(|bound| bound >= event) {
            bound = bound.and_then(|bound| self.events[bound].before);
        }
        bound
    }

    /// Which bounds an event rests on. More than it needs is no fault, less would be.
    fn needs(&self, event: &Event) -> Vec<(QuantityId, Side)> {
        let mut needs = Vec::new();
        for at in &event.statements {
            match (&self.problem.statements[*at].relation, &event.reason) {
                (Relation::Linear { terms, .. }, Reason::Statement(_)) => {
                    needs.extend(linear_needs(terms, event.quantity, event.side));
                }
                (relation, _) => {
                    needs.extend(relation.quantities().into_iter().flat_map(|id| [(id, Side::Low), (id, Side::High)]));
                }
            }
        }
        needs
    }
}

/// An upper bound needs the lower bounds of the other terms, turned round where the signs differ.
fn linear_needs(terms: &[(QuantityId, Ratio)], quantity: QuantityId, side: Side) -> Vec<(QuantityId, Side)> {
    let own = terms.iter().filter(|(id, _)| *id == quantity).fold(Ratio::ZERO, |sum, (_, factor)| &sum + factor);
    let others = terms.iter().filter(|(id, _)| *id != quantity);
    others.map(|(id, factor)| (*id, side.flip().times(&(factor * &own)))).collect()
}

/// For each quantity of the component, the statements with it.
fn users(component: &Component, lean: &[(usize, Relation)]) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); component.quantities.len()];
    for (at, (_, relation)) in lean.iter().enumerate() {
        for id in relation.quantities() {
            if let Ok(local) = component.quantities.binary_search(&id) {
                users[local].push(at);
            }
        }
    }
    users
}

/// How far a term can go to one side.
fn end_of(id: QuantityId, factor: &Ratio, side: Side, ranges: &[Range]) -> Option<End> {
    let end = ranges[id.0].end(side.times(factor))?;
    Some(End { at: factor * &end.at, open: end.open })
}

/// How far a sum can go to one side: what is finite, and how often it is not.
pub(super) struct Sum {
    at: Ratio,
    open: usize,
    endless: usize,
}

impl Sum {
    /// Of all terms of a row.
    pub(super) fn of(row: &Row, side: Side, ranges: &[Range]) -> Sum {
        let mut sum = Sum { at: Ratio::ZERO, open: 0, endless: 0 };
        for (id, factor) in &row.terms {
            match end_of(*id, factor, side, ranges) {
                Some(end) => {
                    sum.at = &sum.at + &end.at;
                    sum.open += usize::from(end.open);
                }
                None => sum.endless += 1,
            }
        }
        sum
    }

    /// All terms together, if they have a bound.
    pub(super) fn all(&self) -> Option<End> {
        (self.endless == 0).then(|| End { at: self.at.clone(), open: self.open > 0 })
    }

    /// All terms but one.
    fn without(&self, own: Option<&End>) -> Option<End> {
        match own {
            None => (self.endless == 1).then(|| End { at: self.at.clone(), open: self.open > 0 }),
            Some(own) => (self.endless == 0).then(|| End { at: &self.at - &own.at, open: self.open > usize::from(own.open) }),
        }
    }
}
