//! Exact elimination over equations: quantities that all equations together determine, though no single one does.
//!
//! In: rows that are equations. Out: values, each with the combination of statements that gives it. Never: a quantity that some
//! other solution of the equations leaves open.

use super::model::QuantityId;
use super::ratio::Ratio;
use super::rows::Row;
use std::collections::BTreeMap;

/// A quantity that the equations determine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Determined {
    pub(super) quantity: QuantityId,
    pub(super) value: Ratio,
    /// Places of statements, with their factors.
    pub(super) made: Vec<(usize, Ratio)>,
}

/// Sparse terms in the order of their keys.
type Terms<K> = Vec<(K, Ratio)>;

struct Equation {
    terms: Terms<QuantityId>,
    value: Ratio,
    made: Terms<usize>,
}

/// All quantities that are determined. `None` when the work goes beyond `work`, which is counted down.
pub(super) fn determined(
    rows: &[(usize, Row)],
    is_asked: impl Fn(QuantityId) -> bool,
    work: &mut u64,
) -> Option<Vec<Determined>> {
    let mut solved: Vec<Equation> = Vec::new();
    let mut pivots: BTreeMap<QuantityId, usize> = BTreeMap::new();
    for mut equation in peeled(rows, is_asked) {
        reduce(&mut equation, &solved, &pivots, work)?;
        let Some((pivot, factor)) = equation.terms.first().cloned() else { continue };
        let Some(inverse) = factor.inverse() else { continue };
        scale(&mut equation, &inverse);
        for other in &mut solved {
            if let Some(factor) = factor_of(&other.terms, pivot) {
                add(other, &equation, &-&factor, work)?;
            }
        }
        pivots.insert(pivot, solved.len());
        solved.push(equation);
    }
    let alone = solved.into_iter().filter(|equation| equation.terms.len() == 1);
    Some(alone.map(|equation| Determined { quantity: equation.terms[0].0, value: equation.value, made: equation.made }).collect())
}

/// Takes all pivots of solved equations out of a new one.
fn reduce(equation: &mut Equation, solved: &[Equation], pivots: &BTreeMap<QuantityId, usize>, work: &mut u64) -> Option<()> {
    let found: Vec<(Ratio, usize)> =
        equation.terms.iter().filter_map(|(id, factor)| Some((factor.clone(), *pivots.get(id)?))).collect();
    // Solved equations hold no pivots but their own, so that one does not bring back another.
    for (factor, at) in found {
        add(equation, &solved[at], &-&factor, work)?;
    }
    Some(())
}

/// Equations of which something can follow: a quantity that nobody asks for and that stands in one equation alone takes up whatever the
/// rest of that equation is, so this equation says nothing about others.
fn peeled(rows: &[(usize, Row)], is_asked: impl Fn(QuantityId) -> bool) -> Vec<Equation> {
    let mut uses: BTreeMap<QuantityId, Vec<usize>> = BTreeMap::new();
    for (at, (_, row)) in rows.iter().enumerate() {
        row.terms.iter().for_each(|(id, _)| uses.entry(*id).or_default().push(at));
    }
    let mut left: BTreeMap<QuantityId, usize> = uses.iter().map(|(id, at)| (*id, at.len())).collect();
    let mut gone = vec![false; rows.len()];
    let mut open: Vec<QuantityId> = left.iter().filter(|(id, n)| **n == 1 && !is_asked(**id)).map(|(id, _)| *id).collect();
    while let Some(id) = open.pop() {
        let Some(at) = uses.get(&id).and_then(|uses| uses.iter().copied().find(|at| !gone[*at])) else { continue };
        gone[at] = true;
        for (other, _) in &rows[at].1.terms {
            let n = left.entry(*other).or_default();
            *n = n.saturating_sub(1);
            if *n == 1 && !is_asked(*other) {
                open.push(*other);
            }
        }
    }
    let kept = rows.iter().zip(gone).filter(|(_, gone)| !gone);
    kept.filter_map(|((statement, row), _)| {
        let value = row.range.value()?.clone();
        Some(Equation { terms: row.terms.clone(), value, made: vec![(*statement, Ratio::ONE)] })
    })
    .collect()
}

fn scale(equation: &mut Equation, factor: &Ratio) {
    equation.value = &equation.value * factor;
    equation.terms.iter_mut().for_each(|(_, of)| *of = &*of * factor);
    equation.made.iter_mut().for_each(|(_, of)| *of = &*of * factor);
}

fn add(to: &mut Equation, other: &Equation, factor: &Ratio, work: &mut u64) -> Option<()> {
    let terms = to.terms.len() + other.terms.len() + to.made.len() + other.made.len();
    *work = work.checked_sub(terms as u64 * other.value.words())?;
    to.value = &to.value + &(factor * &other.value);
    to.terms = sum(&to.terms, &other.terms, factor);
    to.made = sum(&to.made, &other.made, factor);
    Some(())
}

/// The factor of a key in sorted terms.
pub(super) fn factor_of<K: Ord + Copy>(terms: &[(K, Ratio)], key: K) -> Option<Ratio> {
    terms.binary_search_by_key(&key, |(id, _)| *id).ok().map(|at| terms[at].1.clone())
}

/// one + factor × two, in the order of keys, without what cancels out.
pub(super) fn sum<K: Ord + Copy>(one: &[(K, Ratio)], two: &[(K, Ratio)], factor: &Ratio) -> Vec<(K, Ratio)> {
    let mut out = Vec::with_capacity(one.len() + two.len());
    let (mut a, mut b) = (one.iter().peekable(), two.iter().peekable());
    while let (Some((left, one)), Some((right, two))) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => out.extend(a.next().cloned()),
            std::cmp::Ordering::Greater => {
                out.push((*right, factor * two));
                b.next();
            }
            std::cmp::Ordering::Equal => {
                let both = one + &(factor * two);
                if !both.is_zero() {
                    out.push((*left, both));
                }
                a.next();
                b.next();
            }
        }
    }
    out.extend(a.cloned());
    out.extend(b.map(|(key, two)| (*key, factor * two)));
    out
}
