//! Claims of the rules as relations between quantities.
//!
//! In: claims. Out: statements. Never: one of which the recomputation knows that its figures do not measure the same thing.

use super::{Knowledge, ONE, Source, ZERO, ratio};
use crate::audit::check::PlanContext;
use crate::audit::claim::{Claim, Shape, Sign, Subject, Term};
use crate::audit::inference::{End, QuantityId, Range, Ratio, Relation};
use crate::audit::rules::Rule;
use crate::disclosed::{Discrepancy, Status, Text, Unchecked};

/// Quantities with their factors.
type Terms = Vec<(QuantityId, Ratio)>;

impl<'a> Knowledge<'a> {
    /// States a claim. A reader tries formulas of which the documents do not say that they hold: whether they do shows elsewhere. Of
    /// a recorded discrepancy everybody is told that it does not hold.
    pub(super) fn claim(&mut self, cx: &PlanContext<'a>, rule: &Rule, claim: &Claim<'a>) {
        let fact = &claim.subject.figure().cell.fact;
        let recorded = |known: &Discrepancy| known.check == rule.name && known.fact == *fact;
        let barred = claim.barred.is_some_and(|why| why != Unchecked::RuleUnknown);
        if barred || self.seen.discrepancies().any(recorded) {
            return;
        }
        let out = match claim.subject {
            Subject::Figure(figure) => Some(self.quantity(figure)),
            Subject::Hundred(_) => None,
        };
        let before = self.problem.statements.len();
        self.shape(cx, claim, out);
        if self.problem.statements.len() > before {
            let fact = claim.subject.figure().cell.fact.clone();
            let title = Text::both(rule.title.0, rule.title.1);
            self.source(Source { kind: rule.name, title, words: claim.shape.words(cx), fact });
        }
    }

    fn shape(&mut self, cx: &PlanContext<'a>, claim: &Claim<'a>, out: Option<QuantityId>) {
        match &claim.shape {
            Shape::Sum(terms) => {
                let open: Vec<_> = terms.iter().filter(|term| !term.is_nothing()).collect();
                let terms = open.into_iter().map(|term| (self.quantity(term.figure), ONE)).collect();
                self.linear(terms, out, claim.sign);
            }
            Shape::Difference(one, other) => {
                let terms = vec![(self.quantity(one.figure), ONE), (self.quantity(other.figure), -&ONE)];
                self.linear(terms, out, claim.sign);
            }
            Shape::Average(terms) => {
                let (Some(out), Ok(number)) = (out, i128::try_from(terms.len())) else { return };
                let mut terms: Terms = terms.iter().map(|term| (self.quantity(term.figure), ONE)).collect();
                terms.push((out, Ratio::whole(-number)));
                self.equation(terms, ZERO);
            }
            Shape::Product(one, other) => self.product(one, other, out),
            Shape::Percent { top, bottom, less } => self.percent(top, bottom, *less, out),
            Shape::Mean { parts, cap } => self.mean(cx, parts, *cap, out),
            Shape::Rows(number, _) => {
                let Some((id, number)) = out.zip(i128::try_from(*number).ok()) else { return };
                self.equation(vec![(id, ONE)], Ratio::whole(number));
            }
        }
    }

    /// The terms together are the result, or bound it; without a result they make 100.
    fn linear(&mut self, mut terms: Terms, out: Option<QuantityId>, sign: Sign) {
        let Some(out) = out else { return self.equation(terms, Ratio::whole(100)) };
        terms.push((out, -&ONE));
        let range = match sign {
            Sign::Equal => Range::point(ZERO),
            Sign::AtMost => Range::at_least(ZERO),
            Sign::AtLeast => Range::at_most(ZERO),
        };
        self.state(Relation::Linear { terms: merged(terms), constant: ZERO, range });
    }

    fn equation(&mut self, terms: Terms, value: Ratio) {
        self.state(Relation::Linear { terms: merged(terms), constant: ZERO, range: Range::point(value) });
    }

    /// A product is linear where one factor is known, and a quotient otherwise.
    fn product(&mut self, one: &Term<'a>, other: &Term<'a>, out: Option<QuantityId>) {
        let (one, other) = (self.quantity(one.figure), self.quantity(other.figure));
        let Some(out) = out else { return };
        let value = |knowledge: &Self, id: QuantityId| knowledge.problem.quantities[id.0].known.value().cloned();
        match (value(self, one), value(self, other)) {
            (_, Some(factor)) => self.equation(vec![(one, factor), (out, -&ONE)], ZERO),
            (Some(factor), None) => self.equation(vec![(other, factor), (out, -&ONE)], ZERO),
            (None, None) if self.is_positive(other) => {
                self.state(Relation::Ratio { top: out, bottom: other, factor: ONE, out: one });
            }
            (None, None) => {}
        }
    }

    /// top ÷ bottom × 100 − less. Nothing is said where it would divide by zero, or where a dash stands in the way: documents have
    /// customs of their own for those.
    fn percent(&mut self, top: &Term<'a>, bottom: &Term<'a>, less: i128, out: Option<QuantityId>) {
        let counts = |term: &Term| matches!(term.figure.cell.status(), Status::Value | Status::Withheld);
        if !counts(top) || !counts(bottom) {
            return;
        }
        let (top, bottom) = (self.quantity(top.figure), self.quantity(bottom.figure));
        let Some(out) = out else { return };
        let hundred = Ratio::whole(100);
        let divisor = self.problem.quantities[bottom.0].known.value().cloned();
        match divisor {
            Some(divisor) => {
                let Some(factor) = hundred.over(&divisor).filter(Ratio::is_positive) else { return };
                self.equation(vec![(top, factor), (out, -&ONE)], Ratio::whole(less));
            }
            None if less == 0 => self.state(Relation::Ratio { top, bottom, factor: hundred, out }),
            None => {
                let whole = self.helper(Range::any());
                self.state(Relation::Ratio { top, bottom, factor: hundred, out: whole });
                self.equation(vec![(whole, ONE), (out, -&ONE)], Ratio::whole(less));
            }
        }
    }

    /// Values weighted in per cent. Documents compute with weights as printed, also where these make 99.
    fn mean(&mut self, cx: &PlanContext<'a>, parts: &[(Term<'a>, Term<'a>)], cap: bool, out: Option<QuantityId>) {
        let Some(out) = out else { return };
        if let [(only, _)] = parts {
            let value = self.capped(only, cap);
            return self.equation(vec![(value, ONE), (out, -&ONE)], ZERO);
        }
        let exact = |term: &Term| term.read(cx).ok().map(|read| ratio(read.exact));
        let weights: Option<Vec<Ratio>> = parts.iter().map(|(_, weight)| exact(weight)).collect();
        let values: Option<Vec<Ratio>> = parts.iter().map(|(value, _)| exact(value)).collect();
        let whole = (out, Ratio::whole(-100));
        if let Some(weights) = weights {
            let terms = parts.iter().zip(weights).map(|((value, _), weight)| (self.capped(value, cap), weight));
            let terms: Terms = terms.collect();
            self.equation(terms.into_iter().chain([whole]).collect(), ZERO);
        } else if let Some(values) = values {
            let cut = |value: Ratio| if cap { value.min(Ratio::whole(100)) } else { value };
            let terms = parts.iter().zip(values).map(|((_, weight), value)| (self.quantity(weight.figure), cut(value)));
            let terms: Terms = terms.collect();
            self.equation(terms.into_iter().chain([whole]).collect(), ZERO);
        } else {
            let parts = parts.iter().map(|(value, weight)| (self.capped(value, cap), self.quantity(weight.figure))).collect();
            self.state(Relation::Mean { parts, out });
        }
    }

    /// A value, or what counts of it.
    fn capped(&mut self, term: &Term<'a>, cap: bool) -> QuantityId {
        let of = self.quantity(term.figure);
        let hundred = Ratio::whole(100);
        let known = &self.problem.quantities[of.0].known;
        let below = known.high.as_ref().is_some_and(|high| high.at <= hundred);
        if !cap || below {
            return of;
        }
        if known.low.as_ref().is_some_and(|low| low.at >= hundred) {
            return self.helper(Range::point(hundred));
        }
        let out = self.helper(Range::at_most(hundred.clone()));
        self.state(Relation::Capped { out, of, cap: hundred });
        out
    }

    fn is_positive(&self, id: QuantityId) -> bool {
        let low: Option<&End> = self.problem.quantities[id.0].known.low.as_ref();
        low.is_some_and(|low| low.at.is_positive() || (low.open && low.at.is_zero()))
    }
}

/// Each quantity once.
pub(super) fn merged(mut terms: Terms) -> Terms {
    terms.sort_by_key(|(id, _)| *id);
    let mut out: Terms = Vec::with_capacity(terms.len());
    for (id, factor) in terms {
        match out.last_mut().filter(|(last, _)| *last == id) {
            Some((_, sum)) => *sum = &*sum + &factor,
            None => out.push((id, factor)),
        }
    }
    out
}
