//! What is known of figures, how they are related, and what counts as protected.
//!
//! In: numbers of the caller. Out: the types of this room. Never: names, pages or units of figures.

use super::range::Range;
use super::ratio::Ratio;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A quantity by its place in the problem.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct QuantityId(pub usize);

/// Whether readers see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// It is printed.
    Published,
    /// It is not.
    Withheld,
}

/// One figure.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// What a reader knows of it without any relation: the values that print like it, or what is certain of such a figure.
    pub known: Range,
    /// The truth is a multiple of this; `None` for any number.
    pub step: Option<Ratio>,
    /// The grid on which it is or would be printed.
    pub printed_step: Option<Ratio>,
    /// Whether readers see it.
    pub kind: Kind,
    /// The value itself, where this machine has it. No verdict for readers depends on it.
    pub truth: Option<Ratio>,
}

/// What always holds between figures.
#[derive(Clone, Debug)]
pub enum Relation {
    /// The sum of the terms and the constant lies in the range.
    Linear {
        /// Quantities with their factors.
        terms: Vec<(QuantityId, Ratio)>,
        /// What is added.
        constant: Ratio,
        /// One value for an equation.
        range: Range,
    },
    /// out = factor × top ÷ bottom; the bottom is above zero.
    Ratio {
        /// What is divided.
        top: QuantityId,
        /// What it is divided by.
        bottom: QuantityId,
        /// 100 for per cent.
        factor: Ratio,
        /// The result.
        out: QuantityId,
    },
    /// out is `of`, but never more than `cap`.
    Capped {
        /// The result.
        out: QuantityId,
        /// What is capped.
        of: QuantityId,
        /// The most that counts.
        cap: Ratio,
    },
    /// out = Σ weight × value ÷ Σ weight; no weight is below zero, and one is above.
    Mean {
        /// Values with their weights.
        parts: Vec<(QuantityId, QuantityId)>,
        /// The result.
        out: QuantityId,
    },
}

/// A relation with the number by which the caller knows it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What holds.
    pub relation: Relation,
    /// The caller's number.
    pub id: usize,
}

/// Figures and what holds between them.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// All figures.
    pub quantities: Vec<Quantity>,
    /// All relations.
    pub statements: Vec<Statement>,
}

/// How much of a figure has to stay open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Protection {
    /// The values that remain possible differ by at least so many per cent of the larger one.
    pub percent: u32,
    /// At least so many different prints remain possible.
    pub candidates: u32,
}

/// How much work is done before a question is left undecided. Counted in steps, never in time: two runs agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How often one statement is looked at again.
    pub visits: usize,
    /// Terms that elimination and simplex handle for one component.
    pub work: u64,
    /// Branches when whole numbers are searched, for one bound.
    pub nodes: usize,
    /// Caps of one component of which it is open whether they bite.
    pub caps: usize,
    /// Judgements in one search for proposals.
    pub judgements: usize,
}

/// What counts as protected, and how far the search goes.
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    /// For every withheld figure.
    pub protection: Protection,
    /// For some figures instead.
    pub own: BTreeMap<QuantityId, Protection>,
    /// How far the search goes.
    pub limits: Limits,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            protection: Protection { percent: 20, candidates: 3 },
            own: BTreeMap::new(),
            limits: Limits { visits: 40, work: 20_000_000, nodes: 200, caps: 5, judgements: 300 },
        }
    }
}

/// A value for every figure of a component that is not pinned to one, in their order.
pub type World = Vec<(QuantityId, Ratio)>;

/// What readers can say about a withheld figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It can only be this.
    Exact(Ratio),
    /// Who holds the other figures can compute it; this machine cannot, since it has them not.
    Determined,
    /// It can only be in a range that is too narrow, or print in too few ways.
    Narrow {
        /// Nothing outside is possible.
        range: Range,
        /// No more prints than this are possible; `None` where they are not counted.
        candidates: Option<u64>,
    },
    /// It stays open as far as the policy asks: there are worlds, each checked, that nobody outside can tell from the true one.
    Safe {
        /// Two worlds in which the figure is far apart.
        worlds: (Arc<World>, Arc<World>),
        /// Further worlds in which it prints in other ways.
        more: Vec<Arc<World>>,
        /// Nothing outside is possible.
        range: Range,
    },
    /// Neither is proven: to be treated as a leak.
    Undecided(Why),
    /// The figures cannot all be as they are: the callers' numbers of the statements involved.
    Inconsistent(Vec<usize>),
}

/// Why nothing is proven.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The work would go beyond the limits.
    Limit,
    /// The range is wide enough, but no worlds were found that prove it.
    Unproven,
    /// A holder's figure is not known on this machine.
    NoTruth,
    /// A statement names a figure that there is not, or a step is not above zero.
    Malformed,
}

/// On what a step of a derivation rests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// One statement, by the caller's number.
    Statement(usize),
    /// Statements times these factors, added up: everything else cancels out.
    Combination(Vec<(usize, Ratio)>),
    /// Statements times these factors, added up, bound it.
    Bound(Vec<(usize, Ratio)>),
    /// All other cases of these statements were tried and contradict.
    Trials(Vec<usize>),
}

/// One step of a derivation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// On what it rests.
    pub reason: Reason,
    /// Of which figure it speaks.
    pub quantity: QuantityId,
    /// Where that figure can only be after this step.
    pub range: Range,
    /// The figures from which it follows.
    pub from: Vec<QuantityId>,
}

impl Step {
    /// The statement, where it rests on one alone.
    pub fn statement(&self) -> Option<usize> {
        match &self.reason {
            Reason::Statement(id) => Some(*id),
            _ => None,
        }
    }
}

/// A withheld figure with its verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// Which figure.
    pub quantity: QuantityId,
    /// What readers can say about it.
    pub verdict: Verdict,
    /// How they find it, step by step; for a leak only.
    pub derivation: Vec<Step>,
}

impl Verdict {
    /// Whether it is proven that enough stays open. Everything else is refused.
    pub fn is_safe(&self) -> bool {
        matches!(self, Verdict::Safe { .. })
    }
}

impl Quantity {
    /// What is known of it, in multiples of its step.
    pub(super) fn range(&self) -> Range {
        self.known.on_steps(self.step.as_ref())
    }

    /// The only value that it can have without any relation.
    pub(super) fn pinned(&self) -> Option<Ratio> {
        self.known.value().cloned().or_else(|| self.step.as_ref().and_then(|_| self.range().value().cloned()))
    }

    /// The grid on which candidates are counted.
    pub(super) fn grid(&self) -> Option<&Ratio> {
        self.printed_step.as_ref().or(self.step.as_ref()).filter(|step| step.is_positive())
    }
}

impl Policy {
    pub(super) fn of(&self, quantity: QuantityId) -> Protection {
        self.own.get(&quantity).copied().unwrap_or(self.protection)
    }
}

impl Relation {
    /// Puts other quantities in place of those in it.
    pub fn rename(&mut self, to: impl Fn(QuantityId) -> QuantityId) {
        let swap = |id: &mut QuantityId| *id = to(*id);
        match self {
            Relation::Linear { terms, .. } => terms.iter_mut().for_each(|(id, _)| swap(id)),
            Relation::Ratio { top, bottom, out, .. } => [top, bottom, out].into_iter().for_each(swap),
            Relation::Capped { out, of, .. } => [out, of].into_iter().for_each(swap),
            Relation::Mean { parts, out } => {
                parts.iter_mut().for_each(|(value, weight)| [value, weight].into_iter().for_each(swap));
                swap(out);
            }
        }
    }

    /// The quantities in it, in their order, each once.
    pub fn quantities(&self) -> Vec<QuantityId> {
        let mut all: Vec<QuantityId> = match self {
            Relation::Linear { terms, .. } => terms.iter().map(|(id, _)| *id).collect(),
            Relation::Ratio { top, bottom, out, .. } => vec![*top, *bottom, *out],
            Relation::Capped { out, of, .. } => vec![*out, *of],
            Relation::Mean { parts, out } => parts.iter().flat_map(|(value, weight)| [*value, *weight]).chain([*out]).collect(),
        };
        all.sort();
        all.dedup();
        all
    }
}

impl Problem {
    /// Whether every statement is about quantities that there are, and every step is above zero.
    pub(super) fn is_sound(&self) -> bool {
        let exists = |statement: &Statement| statement.relation.quantities().iter().all(|id| id.0 < self.quantities.len());
        let steps = |quantity: &Quantity| quantity.step.iter().chain(&quantity.printed_step).all(Ratio::is_positive);
        self.statements.iter().all(exists) && self.quantities.iter().all(steps)
    }

    /// The withheld quantities, in their order.
    pub fn withheld(&self) -> Vec<QuantityId> {
        let numbered = self.quantities.iter().enumerate();
        numbered.filter(|(_, quantity)| quantity.kind == Kind::Withheld).map(|(at, _)| QuantityId(at)).collect()
    }
}
