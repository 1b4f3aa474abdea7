//! Relations as linear rows, which is what elimination and simplex understand.
//!
//! In: a relation, and ranges that are proven. Out: rows that hold in every world within these ranges. Never: a row that excludes
//! a world. Where the rows also say everything that the relation says, the text beside them proves it.

use super::model::{QuantityId, Relation};
use super::range::{End, Range, Side};
use super::ratio::Ratio;

/// Σ factor × quantity lies in the range. No quantity in it is pinned to one value, and each stands in it once.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) terms: Vec<(QuantityId, Ratio)>,
    pub(super) range: Range,
}

/// All rows of a relation.
pub(super) fn rows(relation: &Relation, ranges: &[Range]) -> Vec<Row> {
    match relation {
        Relation::Linear { terms, constant, range } => vec![row(terms.clone(), range.moved(&-constant), ranges)],
        Relation::Ratio { top, bottom, factor, out } => ratio(*top, *bottom, factor, *out, ranges),
        Relation::Capped { out, of, cap } => capped(*out, *of, cap, ranges),
        Relation::Mean { parts, out } => mean(parts, *out, ranges),
    }
}

/// Pinned quantities become part of the range, equal ones are added up.
fn row(mut terms: Vec<(QuantityId, Ratio)>, range: Range, ranges: &[Range]) -> Row {
    if !terms.is_sorted_by_key(|(id, _)| id) {
        terms.sort_by_key(|(id, _)| *id);
    }
    let mut constant = Ratio::ZERO;
    let mut out: Vec<(QuantityId, Ratio)> = Vec::with_capacity(terms.len());
    for (id, factor) in terms {
        if let Some(value) = ranges[id.0].value() {
            constant = &constant + &(&factor * value);
        } else if let Some((_, sum)) = out.last_mut().filter(|(last, _)| *last == id) {
            *sum = &*sum + &factor;
        } else {
            out.push((id, factor));
        }
    }
    out.retain(|(_, factor)| !factor.is_zero());
    Row { terms: out, range: range.moved(&-&constant) }
}

/// A relation without its pinned quantities, so that long sums with few unknowns are short from then on.
pub(super) fn lean(relation: &Relation, ranges: &[Range]) -> Relation {
    match relation {
        Relation::Linear { terms, constant, range } => {
            let Row { terms, range } = row(terms.clone(), range.moved(&-constant), ranges);
            Relation::Linear { terms, constant: Ratio::ZERO, range }
        }
        other => other.clone(),
    }
}

/// The value is not below an end, or above it.
fn beyond(end: &End, side: Side) -> Range {
    let mut range = Range::any();
    range.set(side, Some(End { at: Ratio::ZERO, open: end.open }));
    range
}

/// out = factor × top ÷ bottom with bottom > 0.
///
/// - The bottom is pinned: out − (factor ÷ bottom) × top = 0 says the same.
/// - out is pinned to o: multiplied by bottom > 0, factor × top − o × bottom = 0 says the same.
/// - Else out ≥ low is the same as factor × top − low × bottom ≥ 0, again because bottom > 0; likewise above and with open ends.
///   If out occurs nowhere else and has no step, every (top, bottom) that fulfils these rows has an out in its range, namely the
///   quotient: then the rows say everything. If not, they hold all the same, and the check of worlds does the rest.
fn ratio(top: QuantityId, bottom: QuantityId, factor: &Ratio, out: QuantityId, ranges: &[Range]) -> Vec<Row> {
    let zero = Range::point(Ratio::ZERO);
    let share = ranges[bottom.0].value().and_then(|bottom| factor.over(bottom));
    if let Some(share) = share {
        return vec![row(vec![(out, Ratio::ONE), (top, -&share)], zero, ranges)];
    }
    if let Some(value) = ranges[out.0].value() {
        return vec![row(vec![(top, factor.clone()), (bottom, -value)], zero, ranges)];
    }
    let bound = |side| {
        let end = ranges[out.0].end(side)?;
        Some(row(vec![(top, factor.clone()), (bottom, -&end.at)], beyond(end, side), ranges))
    };
    [Side::Low, Side::High].into_iter().filter_map(bound).collect()
}

/// out = min(of, cap).
///
/// - of cannot exceed the cap, or out stays below it: out = of, and nothing else is said.
/// - of is not below the cap: out = cap.
/// - Else out ≤ cap and out ≤ of; and since min is concave, it lies above the line between its values at the ends of `of`.
fn capped(out: QuantityId, of: QuantityId, cap: &Ratio, ranges: &[Range]) -> Vec<Row> {
    let minus = Ratio::whole(-1);
    let difference = |range| row(vec![(out, Ratio::ONE), (of, minus.clone())], range, ranges);
    match cap_of(out, of, cap, ranges) {
        Some(Bites::Never) => return vec![difference(Range::point(Ratio::ZERO))],
        Some(Bites::Always) => {
            let reaches = row(vec![(of, Ratio::ONE)], Range::at_least(cap.clone()), ranges);
            return vec![row(vec![(out, Ratio::ONE)], Range::point(cap.clone()), ranges), reaches];
        }
        None => {}
    }
    let most = row(vec![(out, Ratio::ONE)], Range::at_most(cap.clone()), ranges);
    let mut rows = vec![most, difference(Range::at_most(Ratio::ZERO))];
    if let (Some(low), Some(high)) = (&ranges[of.0].low, &ranges[of.0].high) {
        // Here low < cap < high.
        if let Some(slope) = (cap - &low.at).over(&(&high.at - &low.at)) {
            let least = Range::at_least(&low.at - &(&slope * &low.at));
            rows.push(row(vec![(out, Ratio::ONE), (of, -&slope)], least, ranges));
        }
    }
    rows
}

/// Whether a cap changes anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bites {
    /// out = of.
    Never,
    /// out = cap.
    Always,
}

/// `None` as long as both are possible.
pub(super) fn cap_of(out: QuantityId, of: QuantityId, cap: &Ratio, ranges: &[Range]) -> Option<Bites> {
    let below = |end: &End| end.at < *cap || (end.at == *cap && end.open);
    let (out, of) = (&ranges[out.0], &ranges[of.0]);
    if of.high.as_ref().is_some_and(|high| high.at <= *cap) || out.high.as_ref().is_some_and(below) {
        return Some(Bites::Never);
    }
    let reached = |range: &Range| range.low.as_ref().is_some_and(|low| low.at >= *cap);
    (reached(of) || reached(out)).then_some(Bites::Always)
}

/// out = Σ weight × value ÷ Σ weight.
///
/// With all weights pinned, Σ weight × value − (Σ weight) × out = 0 says the same. Else, multiplied by Σ weight > 0, out ≥ low is the
/// same as Σ weight × (value − low) ≥ 0. A product of two unknowns is replaced by what it can at most be: weight × (highest value
/// − low), since no weight is below zero. If each part has a pinned value or a pinned weight, nothing is lost.
fn mean(parts: &[(QuantityId, QuantityId)], out: QuantityId, ranges: &[Range]) -> Vec<Row> {
    let pinned: Option<Vec<&Ratio>> = parts.iter().map(|(_, weight)| ranges[weight.0].value()).collect();
    if let Some(weights) = pinned {
        let mut terms: Vec<(QuantityId, Ratio)> =
            parts.iter().zip(&weights).map(|((value, _), weight)| (*value, (*weight).clone())).collect();
        let whole = weights.iter().fold(Ratio::ZERO, |sum, weight| &sum + weight);
        terms.push((out, -&whole));
        return vec![row(terms, Range::point(Ratio::ZERO), ranges)];
    }
    let sum = row(parts.iter().map(|(_, weight)| (*weight, Ratio::ONE)).collect(), Range::above(Ratio::ZERO), ranges);
    let bounds = [Side::Low, Side::High].into_iter().filter_map(|side| mean_beyond(parts, out, side, ranges));
    let known = |id: &QuantityId| ranges[id.0].value().is_some();
    let mut rows: Vec<Row> = bounds.collect();
    if known(&out) && parts.iter().all(|(value, weight)| known(value) || known(weight)) {
        // Both bounds are the same sum: it is zero.
        rows.truncate(1);
        rows.iter_mut().for_each(|row| row.range.high = row.range.low.clone());
    }
    rows.push(sum);
    rows
}

/// Σ weight × (value − end of out), each product as far on `side` as it can be.
fn mean_beyond(parts: &[(QuantityId, QuantityId)], out: QuantityId, side: Side, ranges: &[Range]) -> Option<Row> {
    let end = ranges[out.0].end(side)?;
    let mut terms = Vec::with_capacity(parts.len() * 2);
    for (value, weight) in parts {
        match (ranges[value.0].value(), ranges[weight.0].value()) {
            (Some(value), _) => terms.push((*weight, value - &end.at)),
            (None, Some(known)) => {
                terms.push((*value, known.clone()));
                terms.push((*weight, -&end.at));
            }
            (None, None) => terms.push((*weight, &ranges[value.0].end(side.flip())?.at - &end.at)),
        }
    }
    Some(row(terms, beyond(end, side), ranges))
}

/// The range of the result of a relation, from the ranges of what it is made of; for sums the rows say it.
pub(super) fn result(relation: &Relation, ranges: &[Range]) -> Option<(QuantityId, Range)> {
    match relation {
        Relation::Linear { .. } => None,
        Relation::Ratio { top, bottom, factor, out } => Some((*out, quotient(&ranges[top.0], &ranges[bottom.0], factor))),
        Relation::Capped { out, of, cap } => {
            let low = ranges[of.0].low.clone().map(|low| if low.at >= *cap { End::closed(cap.clone()) } else { low });
            Some((*out, Range { low, high: Some(End::closed(cap.clone())) }))
        }
        Relation::Mean { parts, out } => {
            // No weight is below zero: a mean lies between the least and the greatest value.
            let values = parts.iter().map(|(value, _)| ranges[value.0].clone());
            Some((*out, values.reduce(|one, two| one.hull(&two))?))
        }
    }
}

/// factor × top ÷ bottom with bottom > 0.
fn quotient(top: &Range, bottom: &Range, factor: &Ratio) -> Range {
    let end = |side: Side| {
        let top = top.end(side.times(factor))?;
        let scaled = factor * &top.at;
        if scaled.is_zero() {
            return Some(End { at: scaled, open: top.open });
        }
        // Away from zero on this side: the least bottom makes it greatest. Towards zero: the greatest bottom.
        let away = scaled.is_negative() == (side == Side::Low);
        match bottom.end(if away { Side::Low } else { Side::High }) {
            Some(bottom) if bottom.at.is_positive() => Some(End { at: scaled.over(&bottom.at)?, open: top.open || bottom.open }),
            None if !away => Some(End::open(Ratio::ZERO)),
            _ => None,
        }
    };
    Range { low: end(Side::Low), high: end(Side::High) }
}

/// What a relation asks of its quantities by itself: divisors above zero, weights not below.
pub(super) fn demands(relation: &Relation) -> Vec<(QuantityId, Range)> {
    match relation {
        Relation::Ratio { bottom, .. } => vec![(*bottom, Range::above(Ratio::ZERO))],
        Relation::Mean { parts, .. } => parts.iter().map(|(_, weight)| (*weight, Range::at_least(Ratio::ZERO))).collect(),
        _ => Vec::new(),
    }
}
