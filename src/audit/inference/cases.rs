//! Ways to make relations linear: caps that bite or not, factors that are held.
//!
//! In: relations and proven ranges. Out: relations of which one set holds in each world, and values to hold. Never: a world that no
//! case covers.

use super::model::{QuantityId, Relation};
use super::range::Range;
use super::ratio::Ratio;
use super::rows;

/// Pairs of quantities that a relation multiplies.
pub(super) fn products(relation: &Relation) -> Vec<(QuantityId, QuantityId)> {
    match relation {
        Relation::Linear { .. } | Relation::Capped { .. } => Vec::new(),
        Relation::Ratio { bottom, out, .. } => vec![(*bottom, *out)],
        Relation::Mean { parts, out } => {
            let own = parts.iter().map(|(value, weight)| (*weight, *value));
            own.chain(parts.iter().map(|(_, weight)| (*weight, *out))).collect()
        }
    }
}

/// A value that lies in a range, `part` of the way from its lower to its upper end.
pub(super) fn inside(range: &Range, step: Option<&Ratio>, part: &Ratio) -> Ratio {
    let one = step.unwrap_or(&Ratio::ONE);
    let low = range.low.as_ref().map(|low| low.at.clone());
    let high = range.high.as_ref().map(|high| high.at.clone());
    let span = &Ratio::whole(100) * one;
    let low = low.unwrap_or_else(|| high.as_ref().map_or(Ratio::ZERO, |high| high - &span));
    let high = high.unwrap_or_else(|| &low + &span);
    let at = &low + &(&(&high - &low) * part);
    // Ends that do not belong to the range are left by a little.
    let at = if range.holds(&at) { at } else { &(&(&low + &high) + &(&at + &at)) * &Ratio::decimal(25, 2) };
    let on_step = step.and_then(|step| Some(&at.over(step)?.floor() * step));
    on_step.filter(|at| range.holds(at)).unwrap_or(at)
}

/// The relations with each cap that is open decided in one way or the other. Beyond `most` open caps they stay as they are.
pub(super) fn ways(lean: &[(usize, Relation)], ranges: &[Range], most: usize) -> Vec<Vec<(usize, Relation)>> {
    let is_open = |relation: &Relation| match relation {
        Relation::Capped { out, of, cap } => rows::cap_of(*out, *of, cap, ranges).is_none(),
        _ => false,
    };
    let open: Vec<usize> = lean.iter().enumerate().filter(|(_, (_, relation))| is_open(relation)).map(|(at, _)| at).collect();
    // 2 to the 10th at most, whatever the limit says.
    if open.is_empty() || open.len() > most.min(10) {
        return vec![lean.to_vec()];
    }
    let way = |bits: usize| {
        let decided = |(at, (statement, relation)): (usize, &(usize, Relation))| {
            let bit = open.iter().position(|each| *each == at).map(|place| bits >> place & 1 == 1);
            let relations = bit.map_or_else(|| vec![relation.clone()], |bites| decided(relation, bites));
            relations.into_iter().map(|relation| (*statement, relation)).collect::<Vec<_>>()
        };
        lean.iter().enumerate().flat_map(decided).collect()
    };
    (0..1usize << open.len()).map(way).collect()
}

/// out = cap ≤ of, or out = of ≤ cap.
fn decided(relation: &Relation, bites: bool) -> Vec<Relation> {
    let Relation::Capped { out, of, cap } = relation else { return vec![relation.clone()] };
    let linear = |terms: Vec<(QuantityId, Ratio)>, range| Relation::Linear { terms, constant: Ratio::ZERO, range };
    let alone = |id: QuantityId, range| linear(vec![(id, Ratio::ONE)], range);
    if bites {
        vec![alone(*out, Range::point(cap.clone())), alone(*of, Range::at_least(cap.clone()))]
    } else {
        let same = linear(vec![(*out, Ratio::ONE), (*of, Ratio::whole(-1))], Range::point(Ratio::ZERO));
        vec![same, alone(*of, Range::at_most(cap.clone()))]
    }
}
