//! What staff said of inference, for the reasoning.
//!
//! In: the authored site. Out: `Given`. Never: a payload.

use super::inference::{End, Protection, Range, Ratio};
use super::knowledge::{Earlier, Given};
use crate::authored::{self, GroundBound, Published, Site};
use crate::figures::{Printed, PrintedState, Units};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// Policy, protection of grounds and figures, bounds, and what earlier releases printed.
pub fn of(site: &Site) -> Given {
    let said = &site.data.inference;
    let mut given = Given::default();
    let usual = protection(&said.protection, given.policy.protection);
    given.policy.protection = usual;
    for own in &said.own {
        let protection = protection(&own.protection, usual);
        given.grounds.extend(own.ground.as_ref().map(|ground| (ground.value.clone(), protection)));
        given.figures.extend(own.fact.as_ref().map(|fact| (fact.value.clone(), protection)));
    }
    let bounds = said.bounds.iter().map(|bound| (bound.ground.value.clone(), range(bound, &site.data.units)));
    given.bounds = bounds.collect();
    given.unrelated = said.unrelated.iter().map(|facts| sorted(facts)).collect();
    given.earlier = earlier(&site.data.ledger);
    given
}

fn sorted(facts: &[Spanned<String>]) -> Vec<String> {
    let mut facts: Vec<String> = facts.iter().map(|fact| fact.value.clone()).collect();
    facts.sort();
    facts
}

fn protection(said: &authored::Protection, usual: Protection) -> Protection {
    Protection { percent: said.percent.unwrap_or(usual.percent), candidates: said.candidates.unwrap_or(usual.candidates) }
}

fn range(bound: &GroundBound, units: &Units) -> Range {
    let end = |printed: &Option<Printed>| printed.as_ref().and_then(|printed| base(printed, units)).map(End::closed);
    Range { low: end(&bound.least), high: end(&bound.most) }
}

/// A printed number in the base of its unit.
fn base(printed: &Printed, units: &Units) -> Option<Ratio> {
    let PrintedState::Value { value, unit, .. } = &printed.state else { return None };
    let exponent = unit.as_deref().and_then(|id| units.get(id)).map_or(0, |unit| unit.exponent);
    let (digits, scale) = value.shift(exponent)?.parts();
    Some(Ratio::decimal(digits, scale))
}

/// The last print of each figure in any release.
fn earlier(ledger: &[Published]) -> BTreeMap<String, Earlier> {
    let mut out = BTreeMap::new();
    for release in ledger {
        for (fact, printed) in &release.printed {
            out.insert(fact.clone(), Earlier { release: release.on.to_string(), printed: printed.clone() });
        }
    }
    out
}
