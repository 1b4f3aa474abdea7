//! The measures of the policy: how far apart, how many prints.
//!
//! In: ranges, worlds and what the policy asks. Out: yes or no, and counts. Never: a proof.

use super::model::{Protection, Quantity, QuantityId, World};
use super::range::{Range, printed};
use super::ratio::Ratio;
use super::worlds;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All prints of a figure in some worlds, with the value that is furthest out and its world.
pub(super) fn prints<'w>(
    pool: &'w [Arc<World>],
    id: QuantityId,
    quantity: &Quantity,
) -> BTreeMap<Ratio, (&'w Ratio, &'w Arc<World>)> {
    let mut out: BTreeMap<Ratio, (&Ratio, &Arc<World>)> = BTreeMap::new();
    for world in pool {
        let Some(value) = worlds::value(world, id) else { continue };
        let print = quantity.grid().and_then(|grid| printed(value, grid)).unwrap_or_else(|| value.clone());
        out.entry(print).or_insert((value, world));
    }
    // The ends keep the values that are furthest out.
    let values = || pool.iter().filter_map(|world| Some((worlds::value(world, id)?, world)));
    let (low, high) = (values().min_by_key(|(value, _)| *value), values().max_by_key(|(value, _)| *value));
    if let (Some(low), Some(mut first)) = (low, out.first_entry()) {
        first.insert(low);
    }
    if let (true, Some(high), Some(mut last)) = (out.len() > 1, high, out.last_entry()) {
        last.insert(high);
    }
    out
}

/// No more prints than this are possible in a range.
pub(super) fn candidates(quantity: &Quantity, range: &Range) -> Option<u64> {
    let prints = quantity.printed_step.as_ref().and_then(|step| range.prints(step));
    let values = quantity.step.as_ref().and_then(|step| range.multiples(step));
    prints.into_iter().chain(values).min()
}

/// Whether two values are as far apart as the policy asks.
pub(super) fn is_far(low: &Ratio, high: &Ratio, protection: Protection) -> bool {
    let larger = low.magnitude().max(high.magnitude());
    &(high - low) * &Ratio::whole(100) >= &larger * &Ratio::whole(i128::from(protection.percent))
}

/// Whether no two values in the range are far apart.
pub(super) fn is_narrow(range: &Range, protection: Protection) -> bool {
    let (Some(low), Some(high)) = (&range.low, &range.high) else { return false };
    let open = low.open || high.open;
    let width = &(&high.at - &low.at) * &Ratio::whole(100);
    let needed = &low.at.magnitude().max(high.at.magnitude()) * &Ratio::whole(i128::from(protection.percent));
    // An end that is not reached cannot make up the very distance that is asked.
    width < needed || (open && width == needed && protection.percent > 0)
}
