//! The search for worlds and bounds: simplex for what is linear, branches for what is counted in steps.
//!
//! In: relations of a component and proven ranges. Out: bounds that are proven, and worlds that the checker has passed. Never: a
//! bound from a search that was cut short; a world that was not checked.

use super::model::{Problem, QuantityId, Relation, World};
use super::propagate::Sum;
use super::range::{End, Range, Side};
use super::ratio::Ratio;
use super::rows::{self, Row};
use super::simplex::{Aim, Simplex, Spent, Value};
use super::split::Component;
use super::worlds;
use std::sync::Arc;

/// No more branches than this, whatever the limit says: they are searched in depth.
const DEEPEST: usize = 1_000;

/// So many variables are pushed for one quantity before bounds are sought.
const PUSHES: usize = 6;

/// One system of rows over the quantities of a component.
pub(super) struct Search<'a> {
    problem: &'a Problem,
    component: &'a Component,
    /// For each quantity of the component its variable, or its only value.
    places: Vec<Result<usize, Ratio>>,
    /// Variables of rows, with the place of their statement.
    lines: Vec<(usize, usize)>,
    /// Variables with a step.
    stepped: Vec<(usize, Ratio)>,
    pub(super) simplex: Simplex,
}

/// Statements and quantities that cannot be together.
pub(super) struct Conflict {
    pub(super) statements: Vec<usize>,
    pub(super) quantities: Vec<QuantityId>,
}

/// What was found on one side of a quantity.
#[derive(Default)]
pub(super) struct Found {
    /// The proven bound, if there is one.
    pub(super) end: Option<End>,
    /// Statements and their factors that prove it, if it takes no branches.
    pub(super) made: Option<Vec<(usize, Ratio)>>,
    /// There is no world at all.
    pub(super) nothing: bool,
    /// The search was cut short.
    pub(super) cut: bool,
    /// Worlds, each checked.
    pub(super) worlds: Vec<Arc<World>>,
    best: Option<Value>,
    root: Option<Value>,
    nodes: usize,
}

/// The variable that is moved, to which side, and its steps.
struct Target {
    at: usize,
    up: bool,
    step: Option<Ratio>,
}

impl<'a> Search<'a> {
    /// The system of these relations; an error where one of them cannot hold at all.
    pub(super) fn new(
        problem: &'a Problem,
        component: &'a Component,
        relations: &[(usize, Relation)],
        ranges: &[Range],
        work: u64,
    ) -> Result<Search<'a>, Conflict> {
        let mut search = Search {
            problem,
            component,
            places: Vec::new(),
            lines: Vec::new(),
            stepped: Vec::new(),
            simplex: Simplex::new(work),
        };
        search.variables(ranges);
        for (statement, relation) in relations {
            for row in rows::rows(relation, ranges) {
                search.line(*statement, row, ranges)?;
            }
        }
        Ok(search)
    }

    fn variables(&mut self, ranges: &[Range]) {
        for id in &self.component.quantities {
            let step = self.problem.quantities[id.0].step.as_ref();
            let place = match ranges[id.0].value() {
                Some(value) => Err(value.clone()),
                None => Ok(self.simplex.variable(&ranges[id.0], step)),
            };
            if let (Ok(at), Some(step)) = (&place, step) {
                self.stepped.push((*at, step.clone()));
            }
            self.places.push(place);
        }
    }

    /// Rows that the ranges alone fulfil say nothing.
    fn line(&mut self, statement: usize, row: Row, ranges: &[Range]) -> Result<(), Conflict> {
        let ends = [Side::Low, Side::High].map(|side| Sum::of(&row, side, ranges).all());
        let says = |side: Side| {
            let Some(limit) = row.range.end(side) else { return false };
            ends[side as usize].as_ref().is_none_or(|end| limit.is_tighter(end, side))
        };
        if !says(Side::Low) && !says(Side::High) {
            return Ok(());
        }
        let place = |id: QuantityId| self.component.quantities.binary_search(&id).ok();
        let variable = |id: QuantityId| place(id).and_then(|at| self.places[at].as_ref().ok().copied());
        let terms: Vec<(usize, Ratio)> =
            row.terms.iter().filter_map(|(id, factor)| Some((variable(*id)?, factor.clone()))).collect();
        if terms.len() < row.terms.len() || terms.is_empty() {
            return Err(Conflict { statements: vec![statement], quantities: row.terms.iter().map(|(id, _)| *id).collect() });
        }
        let at = self.simplex.line(terms, &row.range);
        self.lines.push((at, statement));
        Ok(())
    }

    /// Whether there is a solution in real numbers.
    pub(super) fn feasible(&mut self) -> Result<Option<Conflict>, Spent> {
        let Some(variables) = self.simplex.check()? else { return Ok(None) };
        let statements = self.lines.iter().filter(|(at, _)| variables.contains(at)).map(|(_, statement)| *statement).collect();
        let ids = self.component.quantities.iter().zip(&self.places);
        let quantities =
            ids.filter(|(_, place)| place.as_ref().is_ok_and(|at| variables.contains(at))).map(|(id, _)| *id).collect();
        Ok(Some(Conflict { statements, quantities }))
    }

    fn variable_of(&self, quantity: QuantityId) -> Option<usize> {
        let local = self.component.quantities.binary_search(&quantity).ok()?;
        self.places[local].as_ref().ok().copied()
    }

    /// The least or greatest value of a quantity.
    pub(super) fn extreme(&mut self, quantity: QuantityId, side: Side, nodes: usize) -> Result<Found, Spent> {
        let mut found = Found { nodes: nodes.min(DEEPEST), ..Found::default() };
        let Some(at) = self.variable_of(quantity) else {
            let local = self.component.quantities.binary_search(&quantity).ok();
            let value = local.and_then(|local| self.places[local].as_ref().err());
            found.end = value.map(|value| End::closed(value.clone()));
            return Ok(found);
        };
        let target = Target { at, up: side == Side::High, step: self.problem.quantities[quantity.0].step.clone() };
        if self.simplex.check()?.is_some() {
            return Ok(Found { nothing: true, ..found });
        }
        if self.simplex.aim(at, target.up)? == Aim::Endless {
            let far = self.far(quantity, at, target.up);
            let old = self.simplex.bound(at, side);
            self.simplex.set_bound(at, side, Some(far));
            let ended = self.explore(&target, &mut found);
            self.simplex.set_bound(at, side, old);
            return ended.map(|()| Found { end: None, ..found });
        }
        let value = self.simplex.value(at).clone();
        (found.made, found.root) = (Some(self.combination(at)), Some(value));
        self.explore(&target, &mut found)?;
        Ok(found.concluded(target.step.is_some() || !self.stepped.is_empty()))
    }

    /// A world in which the quantity lies in a range, if one is near.
    pub(super) fn within(&mut self, quantity: QuantityId, range: &Range, nodes: usize) -> Result<Vec<Arc<World>>, Spent> {
        let Some(at) = self.variable_of(quantity) else { return Ok(Vec::new()) };
        let old = [Side::Low, Side::High].map(|side| self.simplex.bound(at, side));
        for side in [Side::Low, Side::High] {
            if let Some(end) = range.end(side) {
                self.simplex.set_bound(at, side, Some(Value::of(end, side)));
            }
        }
        let mut found = Found { nodes: nodes.min(DEEPEST), ..Found::default() };
        let target = Target { at, up: false, step: None };
        let ended = self.explore(&target, &mut found);
        for (side, old) in [Side::Low, Side::High].into_iter().zip(old) {
            self.simplex.set_bound(at, side, old);
        }
        ended.map(|()| found.worlds)
    }

    /// A walk along the null space: from the present solution, which fulfils all rows, one variable that moves the quantity is pushed as
    /// far as the bounds let it, and half as far; all rows stay fulfilled on the way. Gives worlds without an exchange of variables.
    pub(super) fn walk(&mut self, quantity: QuantityId, mut enough: impl FnMut(Arc<World>) -> bool) -> Result<(), Spent> {
        let Some(at) = self.variable_of(quantity) else { return Ok(()) };
        if self.simplex.check()?.is_some() {
            return Ok(());
        }
        let half = Ratio::new(1, 2).unwrap_or(Ratio::ONE);
        if self.world().map(Arc::new).is_some_and(&mut enough) {
            return Ok(());
        }
        for (push, _) in self.simplex.gradient(at).into_iter().take(PUSHES) {
            for (rise, share) in [(true, Ratio::ONE), (false, Ratio::ONE), (true, half.clone()), (false, half.clone())] {
                let Some(by) = self.simplex.reach(push, rise)? else { continue };
                let Some(by) = self.on_step(push, by, &share) else { continue };
                let back = self.simplex.push(push, &by);
                let world = self.world().map(Arc::new);
                self.simplex.push(push, &back);
                if world.is_some_and(&mut enough) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// A share of a push, towards its start to the next whole step; `None` if nothing is left of it.
    fn on_step(&self, at: usize, by: Value, share: &Ratio) -> Option<Value> {
        let by = by.times(share);
        let Ok(place) = self.stepped.binary_search_by_key(&at, |(at, _)| *at) else { return Some(by) };
        let step = &self.stepped[place].1;
        let count = by.at.over(step)?;
        let whole = if by.at.is_negative() { count.ceiling() } else { count.floor() };
        (!whole.is_zero()).then(|| Value::exact(&whole * step))
    }

    /// Some value well beyond the present one.
    fn far(&self, quantity: QuantityId, at: usize, up: bool) -> Value {
        let grid = self.problem.quantities[quantity.0].grid().cloned().unwrap_or(Ratio::ONE);
        let away = &(&self.simplex.value(at).at.magnitude() * &Ratio::whole(4)) + &(&grid * &Ratio::whole(100));
        let away = &away.over(&grid).unwrap_or(Ratio::ONE).ceiling() * &grid;
        Value::exact(if up { away } else { -&away })
    }

    /// Statements with their factors, of which the present value of a variable is a consequence.
    fn combination(&self, at: usize) -> Vec<(usize, Ratio)> {
        let gradient = self.simplex.gradient(at);
        let of = |(line, statement): &(usize, usize)| {
            gradient.iter().find(|(other, _)| other == line).map(|(_, factor)| (*statement, factor.clone()))
        };
        self.lines.iter().filter_map(of).collect()
    }

    /// Depth first: the best solution in which every stepped variable is on its steps.
    fn explore(&mut self, target: &Target, found: &mut Found) -> Result<(), Spent> {
        let Some(nodes) = found.nodes.checked_sub(1) else {
            found.cut = true;
            return Ok(());
        };
        found.nodes = nodes;
        if self.simplex.check()?.is_some() {
            return Ok(());
        }
        if self.simplex.aim(target.at, target.up)? == Aim::Endless {
            found.cut = true;
        }
        let value = self.simplex.value(target.at).clone();
        if found.best.as_ref().is_some_and(|best| !target.is_better(&value, best)) {
            return Ok(());
        }
        match self.between_steps() {
            None => self.take(value, found),
            Some((at, below, above, upper_first)) => {
                let branches = [(Side::High, below), (Side::Low, above)];
                let order = if upper_first { [1, 0] } else { [0, 1] };
                for (side, bound) in order.map(|place| branches[place].clone()) {
                    let old = self.simplex.bound(at, side);
                    self.simplex.set_bound(at, side, Some(Value::exact(bound)));
                    let ended = self.explore(target, found);
                    self.simplex.set_bound(at, side, old);
                    ended?;
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, value: Value, found: &mut Found) {
        match self.world() {
            Some(world) => {
                found.best = Some(value);
                found.worlds.push(Arc::new(world));
            }
            None => found.cut = true,
        }
    }

    /// The first variable that is not on a step, the steps around it, and whether the upper one is nearer.
    fn between_steps(&self) -> Option<(usize, Ratio, Ratio, bool)> {
        self.stepped.iter().find_map(|(at, step)| {
            let value = self.simplex.value(*at);
            let count = value.at.over(step)?;
            let floor = count.floor();
            if floor == count && value.nudge.is_zero() {
                return None;
            }
            let under = floor == count && value.nudge.is_negative();
            let floor = if under { &floor - &Ratio::ONE } else { floor };
            let rest = &count - &floor;
            let upper_first = rest > Ratio::new(1, 2)?;
            Some((*at, &floor * step, &(&floor + &Ratio::ONE) * step, upper_first))
        })
    }

    /// The present assignment as a world, if the checker passes it.
    fn world(&self) -> Option<World> {
        let values = self.simplex.concrete();
        let value = |place: &Result<usize, Ratio>| match place {
            Ok(at) => values[*at].clone(),
            Err(value) => value.clone(),
        };
        let ids = self.component.quantities.iter().zip(&self.places);
        finished(self.problem, self.component, ids.map(|(id, place)| (*id, value(place))).collect())
    }
}

/// A world whose quotients, caps and means are computed anew, if the checker passes it.
pub(super) fn finished(problem: &Problem, component: &Component, mut world: World) -> Option<World> {
    for at in &component.statements {
        if let Some((out, value)) = computed(problem, &problem.statements[*at].relation, &world)
            && let Ok(local) = world.binary_search_by_key(&out, |(id, _)| *id)
        {
            world[local].1 = value;
        }
    }
    worlds::check_these(problem, &world, &component.statements).is_ok().then_some(world)
}

fn computed(problem: &Problem, relation: &Relation, world: &World) -> Option<(QuantityId, Ratio)> {
    let read = |id: QuantityId| worlds::value(world, id).cloned().or_else(|| problem.quantities[id.0].pinned());
    match relation {
        Relation::Linear { .. } => None,
        Relation::Ratio { top, bottom, factor, out } => Some((*out, (factor * &read(*top)?).over(&read(*bottom)?)?)),
        Relation::Capped { out, of, cap } => Some((*out, read(*of)?.min(cap.clone()))),
        Relation::Mean { parts, out } => {
            let (mut weights, mut sum) = (Ratio::ZERO, Ratio::ZERO);
            for (value, weight) in parts {
                let (value, weight) = (read(*value)?, read(*weight)?);
                (weights, sum) = (&weights + &weight, &sum + &(&value * &weight));
            }
            Some((*out, sum.over(&weights)?))
        }
    }
}

impl Target {
    /// Whether a solution below this one may be better than the best so far.
    fn is_better(&self, value: &Value, best: &Value) -> bool {
        let side = if self.up { Side::High } else { Side::Low };
        let range = match side {
            Side::Low => Range { low: Some(value.end()), high: None },
            Side::High => Range { low: None, high: Some(value.end()) },
        };
        let reach = match (&self.step, range.on_steps(self.step.as_ref()).end(side)) {
            (Some(_), Some(end)) => Value::of(end, side),
            _ => value.clone(),
        };
        if self.up { reach > *best } else { reach < *best }
    }
}

impl Found {
    /// A search that was not cut short has found the very end; else the bound over the real numbers holds.
    fn concluded(mut self, branched: bool) -> Found {
        if self.cut {
            self.end = self.root.as_ref().map(Value::end);
            return self;
        }
        self.nothing = self.best.is_none();
        if branched && self.best != self.root {
            self.made = None;
        }
        self.end = self.best.as_ref().map(Value::end);
        self
    }
}
