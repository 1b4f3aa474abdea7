//! Tests of this room: named cases, properties, and an oracle that tries all worlds.
//!
//! In: small problems. Out: failures. Never: the arithmetic of the room inside the oracle.

mod named;
mod oracle;
mod parts;
mod properties;
mod protecting;

use super::*;

/// Builds a problem figure by figure.
#[derive(Clone, Default)]
pub(super) struct Sheet {
    pub(super) problem: Problem,
}

pub(super) fn n(value: i128) -> Ratio {
    Ratio::whole(value)
}

impl Sheet {
    /// A figure with everything said.
    pub(super) fn quantity(&mut self, known: Range, step: Option<Ratio>, kind: Kind) -> QuantityId {
        let printed_step = Some(Ratio::ONE);
        self.problem.quantities.push(Quantity { known, step, printed_step, kind, truth: None });
        QuantityId(self.problem.quantities.len() - 1)
    }

    /// A printed count.
    pub(super) fn count(&mut self, value: i128) -> QuantityId {
        self.quantity(Range::point(n(value)), Some(n(1)), Kind::Published)
    }

    /// A figure printed as `value`, rounded half up to whole numbers.
    pub(super) fn rounded(&mut self, value: i128) -> QuantityId {
        let (low, high) = (Ratio::decimal(value * 10 - 5, 1), Ratio::decimal(value * 10 + 5, 1));
        self.quantity(Range::half_open(low, high), None, Kind::Published)
    }

    /// A withheld count.
    pub(super) fn hidden(&mut self) -> QuantityId {
        self.quantity(Range::at_least(n(0)), Some(n(1)), Kind::Withheld)
    }

    /// A withheld measure that need not be whole.
    pub(super) fn hidden_measure(&mut self) -> QuantityId {
        self.quantity(Range::at_least(n(0)), None, Kind::Withheld)
    }

    pub(super) fn state(&mut self, relation: Relation) -> usize {
        let id = 100 + self.problem.statements.len();
        self.problem.statements.push(Statement { relation, id });
        id
    }

    /// Σ parts = total.
    pub(super) fn sum(&mut self, parts: &[QuantityId], total: QuantityId) -> usize {
        let mut terms: Vec<_> = parts.iter().map(|id| (*id, n(1))).collect();
        terms.push((total, n(-1)));
        self.linear(terms, Range::point(n(0)))
    }

    pub(super) fn linear(&mut self, terms: Vec<(QuantityId, Ratio)>, range: Range) -> usize {
        self.state(Relation::Linear { terms, constant: n(0), range })
    }

    /// out = 100 × top ÷ bottom.
    pub(super) fn percent(&mut self, top: QuantityId, bottom: QuantityId, out: QuantityId) -> usize {
        self.state(Relation::Ratio { top, bottom, factor: n(100), out })
    }

    pub(super) fn judged(&self, id: QuantityId) -> Judged {
        let all = judge(&self.problem, &Policy::default());
        let judged = all.into_iter().find(|judged| judged.quantity == id).expect("it is withheld");
        if let Verdict::Safe { worlds: (one, two), more, .. } = &judged.verdict {
            for world in [one, two].into_iter().chain(more) {
                assert_eq!(worlds::check(&self.problem, world), Ok(()));
            }
        }
        judged
    }

    pub(super) fn verdict(&self, id: QuantityId) -> Verdict {
        self.judged(id).verdict
    }
}

/// The range and the candidates of a narrow verdict.
pub(super) fn narrow(verdict: Verdict) -> (Range, Option<u64>) {
    match verdict {
        Verdict::Narrow { range, candidates } => (range, candidates),
        other => panic!("not narrow: {other:?}"),
    }
}
