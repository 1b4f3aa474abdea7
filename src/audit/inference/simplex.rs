//! The general simplex over exact rationals: bounded variables, strict bounds by an infinitesimal, Bland's rule so that it ends.
//!
//! In: variables with bounds, rows, an aim. Out: whether there is a solution, and the least or greatest value of a variable. Never: an
//! answer after the work is spent.
//!
//! A strict bound x < b is x ≤ b − ε for an ε that is above zero and smaller than anything: `Value` holds the ordinary part and the
//! factor of ε. An optimum with a factor of zero is reached; any other is a bound that is approached only.

use super::eliminate::{factor_of, sum};
use super::range::{End, Range, Side};
use super::ratio::Ratio;
use std::cmp::Ordering;

/// at + nudge × ε.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Value {
    pub(super) at: Ratio,
    pub(super) nudge: Ratio,
}

impl Value {
    fn plus(&self, other: &Value) -> Value {
        Value { at: &self.at + &other.at, nudge: &self.nudge + &other.nudge }
    }

    fn minus(&self, other: &Value) -> Value {
        Value { at: &self.at - &other.at, nudge: &self.nudge - &other.nudge }
    }

    pub(super) fn times(&self, factor: &Ratio) -> Value {
        Value { at: &self.at * factor, nudge: &self.nudge * factor }
    }

    pub(super) fn exact(at: Ratio) -> Value {
        Value { at, nudge: Ratio::ZERO }
    }

    /// Just inside an end.
    pub(super) fn of(end: &End, side: Side) -> Value {
        let nudge = match (end.open, side) {
            (false, _) => Ratio::ZERO,
            (true, Side::Low) => Ratio::ONE,
            (true, Side::High) => Ratio::whole(-1),
        };
        Value { at: end.at.clone(), nudge }
    }

    /// As the end of a range that it is the optimum of.
    pub(super) fn end(&self) -> End {
        End { at: self.at.clone(), open: !self.nudge.is_zero() }
    }
}

/// The work is done up to its limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spent;

/// How an aim was met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Aim {
    /// The variable is at its least or greatest value.
    Reached,
    /// There is none.
    Endless,
}

#[derive(Clone, Debug)]
struct Variable {
    bounds: [Option<Value>; 2],
    value: Value,
    /// Its row, if it is computed from others.
    row: Option<usize>,
}

#[derive(Clone, Debug)]
struct Line {
    basic: usize,
    terms: Vec<(usize, Ratio)>,
}

/// A system of rows over bounded variables, with a current assignment.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    variables: Vec<Variable>,
    lines: Vec<Line>,
    /// What is left of the work.
    pub(super) work: u64,
}

impl Simplex {
    pub(super) fn new(work: u64) -> Simplex {
        Simplex { variables: Vec::new(), lines: Vec::new(), work }
    }

    /// A variable within a range, at first somewhere inside; give multiples of `step` the chance to stay such.
    pub(super) fn variable(&mut self, range: &Range, step: Option<&Ratio>) -> usize {
        let bounds = bounds(range);
        let value = start(range, &bounds, step);
        self.variables.push(Variable { bounds, value, row: None });
        self.variables.len() - 1
    }

    /// A sum of variables that are not sums themselves, within a range.
    pub(super) fn line(&mut self, terms: Vec<(usize, Ratio)>, range: &Range) -> usize {
        let zero = Value::exact(Ratio::ZERO);
        let value = terms.iter().fold(zero, |sum, (at, factor)| sum.plus(&self.variables[*at].value.times(factor)));
        let basic = self.variables.len();
        self.variables.push(Variable { bounds: bounds(range), value, row: Some(self.lines.len()) });
        self.lines.push(Line { basic, terms });
        basic
    }

    pub(super) fn value(&self, at: usize) -> &Value {
        &self.variables[at].value
    }

    pub(super) fn bound(&self, at: usize, side: Side) -> Option<Value> {
        self.variables[at].bounds[side as usize].clone()
    }

    /// Sets a bound; `check` has to be asked before the next aim.
    pub(super) fn set_bound(&mut self, at: usize, side: Side, bound: Option<Value>) {
        self.variables[at].bounds[side as usize] = bound;
        if self.variables[at].row.is_none()
            && let Some((_, to)) = self.broken(at)
        {
            self.shift(at, &to);
        }
    }

    /// The bound that a variable breaks, and where that is.
    fn broken(&self, at: usize) -> Option<(Side, Value)> {
        let variable = &self.variables[at];
        let low = variable.bounds[0].as_ref().filter(|low| variable.value < **low).map(|low| (Side::Low, low.clone()));
        low.or_else(|| variable.bounds[1].as_ref().filter(|high| variable.value > **high).map(|high| (Side::High, high.clone())))
    }

    /// Gives a variable that is no sum another value.
    fn shift(&mut self, at: usize, to: &Value) {
        let by = to.minus(&self.variables[at].value);
        self.variables[at].value = to.clone();
        for line in &self.lines {
            if let Some(factor) = factor_of(&line.terms, at) {
                let basic = &mut self.variables[line.basic];
                basic.value = basic.value.plus(&by.times(&factor));
            }
        }
    }

    fn can_move(&self, at: usize, up: bool) -> bool {
        let variable = &self.variables[at];
        match &variable.bounds[usize::from(up)] {
            None => true,
            Some(bound) if up => variable.value < *bound,
            Some(bound) => variable.value > *bound,
        }
    }

    /// Looks for an assignment within all bounds. `Some`: there is none, because these variables contradict.
    pub(super) fn check(&mut self) -> Result<Option<Vec<usize>>, Spent> {
        loop {
            let broken = self.lines.iter().filter_map(|line| Some((line.basic, self.broken(line.basic)?)));
            let Some((basic, (side, to))) = broken.min_by_key(|(at, _)| *at) else { return Ok(None) };
            let Some(row) = self.variables[basic].row else { return Ok(None) };
            let up = side == Side::Low;
            let helps = |(at, factor): &&(usize, Ratio)| self.can_move(*at, up != factor.is_negative());
            let enter = self.lines[row].terms.iter().filter(helps).map(|(at, _)| *at).min();
            let Some(enter) = enter else {
                let others = self.lines[row].terms.iter().map(|(at, _)| *at);
                return Ok(Some([basic].into_iter().chain(others).collect()));
            };
            self.swap(row, enter, &to)?;
        }
    }

    /// The variable of a row takes a value and leaves the sums; another one becomes a sum.
    fn swap(&mut self, row: usize, enter: usize, to: &Value) -> Result<(), Spent> {
        let leave = self.lines[row].basic;
        let Some(inverse) = factor_of(&self.lines[row].terms, enter).and_then(|factor| factor.inverse()) else {
            return Err(Spent);
        };
        let by = to.minus(&self.variables[leave].value).times(&inverse);
        let target = self.variables[enter].value.plus(&by);
        self.shift(enter, &target);
        self.pivot(row, enter, &inverse)
    }

    fn pivot(&mut self, row: usize, enter: usize, inverse: &Ratio) -> Result<(), Spent> {
        let leave = self.lines[row].basic;
        let minus = -inverse;
        let mut terms: Vec<(usize, Ratio)> =
            self.lines[row].terms.iter().filter(|(at, _)| *at != enter).map(|(at, factor)| (*at, factor * &minus)).collect();
        let place = terms.partition_point(|(at, _)| *at < leave);
        terms.insert(place, (leave, inverse.clone()));
        for other in (0..self.lines.len()).filter(|other| *other != row) {
            if let Some(factor) = factor_of(&self.lines[other].terms, enter) {
                let old = &mut self.lines[other].terms;
                let cost = (old.len() + terms.len()) as u64 * factor.words();
                self.work = self.work.checked_sub(cost).ok_or(Spent)?;
                old.retain(|(at, _)| *at != enter);
                *old = sum(old, &terms, &factor);
            }
        }
        self.work = self.work.checked_sub(1 + self.lines.len() as u64).ok_or(Spent)?;
        self.lines[row] = Line { basic: enter, terms };
        self.variables[enter].row = Some(row);
        self.variables[leave].row = None;
        Ok(())
    }

    /// Moves a variable as far as it goes. `check` must have found an assignment.
    pub(super) fn aim(&mut self, at: usize, up: bool) -> Result<Aim, Spent> {
        loop {
            let better = |(other, factor): &(usize, Ratio)| self.can_move(*other, up != factor.is_negative());
            let choice = self.gradient(at).into_iter().filter(better).min_by_key(|(other, _)| *other);
            let Some((enter, factor)) = choice else { return Ok(Aim::Reached) };
            let rise = up != factor.is_negative();
            let own = self.variables[enter].bounds[usize::from(rise)].clone();
            let own = own.map(|bound| (bound.minus(&self.variables[enter].value), None));
            let blocks = (0..self.lines.len()).filter_map(|row| self.room(row, enter, rise).map(|room| (room, Some(row))));
            let first = own.into_iter().chain(blocks).min_by(|one, two| self.sooner(one, two));
            match first {
                None => return Ok(Aim::Endless),
                Some((by, None)) => {
                    let to = self.variables[enter].value.plus(&by);
                    self.work = self.work.checked_sub(1 + self.lines.len() as u64).ok_or(Spent)?;
                    self.shift(enter, &to);
                }
                Some((by, Some(row))) => {
                    let to = self.variables[enter].value.plus(&by);
                    let inverse = factor_of(&self.lines[row].terms, enter).and_then(|factor| factor.inverse()).ok_or(Spent)?;
                    self.shift(enter, &to);
                    self.pivot(row, enter, &inverse)?;
                }
            }
        }
    }

    /// The nearest obstacle; of equal ones that with the smaller variable. A move of its own needs no exchange and goes first.
    fn sooner(&self, one: &(Value, Option<usize>), two: &(Value, Option<usize>)) -> Ordering {
        let zero = Value::exact(Ratio::ZERO);
        let by = |value: &Value| if *value < zero { value.times(&Ratio::whole(-1)) } else { value.clone() };
        let place = |row: Option<usize>| row.map(|row| self.lines[row].basic);
        by(&one.0).cmp(&by(&two.0)).then(place(one.1).cmp(&place(two.1)))
    }

    /// How far a variable that is no sum can move to one side; `None` if it does not end.
    pub(super) fn reach(&mut self, at: usize, rise: bool) -> Result<Option<Value>, Spent> {
        self.work = self.work.checked_sub(1 + self.lines.len() as u64).ok_or(Spent)?;
        let own = self.variables[at].bounds[usize::from(rise)].clone();
        let own = own.map(|bound| (bound.minus(&self.variables[at].value), None));
        let blocks = (0..self.lines.len()).filter_map(|row| self.room(row, at, rise).map(|room| (room, None)));
        Ok(own.into_iter().chain(blocks).min_by(|one, two| self.sooner(one, two)).map(|(by, _)| by))
    }

    /// Moves a variable that is no sum, and gives the move that takes it back.
    pub(super) fn push(&mut self, at: usize, by: &Value) -> Value {
        let to = self.variables[at].value.plus(by);
        self.shift(at, &to);
        by.times(&Ratio::whole(-1))
    }

    /// How far a variable may move until the sum of this row meets its bound.
    fn room(&self, row: usize, enter: usize, rise: bool) -> Option<Value> {
        let factor = factor_of(&self.lines[row].terms, enter)?;
        let basic = &self.variables[self.lines[row].basic];
        let bound = basic.bounds[usize::from(rise != factor.is_negative())].as_ref()?;
        Some(bound.minus(&basic.value).times(&factor.inverse()?))
    }

    /// A variable as a sum of those that are no sums: the factors say which of them move it.
    pub(super) fn gradient(&self, at: usize) -> Vec<(usize, Ratio)> {
        match self.variables[at].row {
            Some(row) => self.lines[row].terms.clone(),
            None => vec![(at, Ratio::ONE)],
        }
    }

    /// All values with an ε so small that every bound holds, and no smaller than needed by much.
    pub(super) fn concrete(&self) -> Vec<Ratio> {
        let mut epsilon = Ratio::ONE;
        for variable in &self.variables {
            for (side, bound) in variable.bounds.iter().enumerate() {
                let Some(bound) = bound else { continue };
                let (less, more) = if side == 0 { (bound, &variable.value) } else { (&variable.value, bound) };
                // less.at + less.nudge ε ≤ more.at + more.nudge ε.
                if less.at < more.at && less.nudge > more.nudge {
                    let most = (&more.at - &less.at).over(&(&less.nudge - &more.nudge));
                    epsilon = most.map_or(epsilon.clone(), |most| epsilon.clone().min(most));
                }
            }
        }
        let epsilon = &epsilon * &Ratio::new(1, 1024).unwrap_or(Ratio::ONE);
        self.variables.iter().map(|variable| &variable.value.at + &(&variable.value.nudge * &epsilon)).collect()
    }
}

fn bounds(range: &Range) -> [Option<Value>; 2] {
    [Side::Low, Side::High].map(|side| range.end(side).map(|end| Value::of(end, side)))
}

/// The middle, where there is one: printed figures lie near it, so that few rows are broken at first.
fn start(range: &Range, bounds: &[Option<Value>; 2], step: Option<&Ratio>) -> Value {
    let middle = match (&range.low, &range.high) {
        (Some(low), Some(high)) => Ratio::new(1, 2).map(|half| &(&low.at + &high.at) * &half),
        (None, None) => Some(Ratio::ZERO),
        _ => None,
    };
    let on_step = |value: Ratio| match step {
        Some(step) => value.over(step).map_or(value.clone(), |count| &count.floor() * step),
        None => value,
    };
    let middle = middle.map(on_step).filter(|middle| range.holds(middle)).map(Value::exact);
    middle.or_else(|| bounds.iter().flatten().next().cloned()).unwrap_or(Value::exact(Ratio::ZERO))
}
