//! Ranges of rationals with open, closed or no ends.
//!
//! In: rationals. Out: ranges. Never: an end moved inwards without proof.

use super::ratio::Ratio;
use std::cmp::Ordering;

/// One end of a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct End {
    /// Where it is.
    pub at: Ratio,
    /// Whether the end itself is left out.
    pub open: bool,
}

/// Lower or upper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The lower end.
    Low,
    /// The upper end.
    High,
}

impl Side {
    /// The other one.
    pub fn flip(self) -> Side {
        match self {
            Side::Low => Side::High,
            Side::High => Side::Low,
        }
    }

    /// The same for a positive factor, the other for a negative one.
    pub(super) fn times(self, factor: &Ratio) -> Side {
        if factor.is_negative() { self.flip() } else { self }
    }
}

/// All values from one end to the other; no end means without bound.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Range {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

impl End {
    /// The end belongs to the range.
    pub fn closed(at: Ratio) -> End {
        End { at, open: false }
    }

    /// The end is left out.
    pub fn open(at: Ratio) -> End {
        End { at, open: true }
    }

    /// Whether it leaves less than `other` on the same side.
    pub(super) fn is_tighter(&self, other: &End, side: Side) -> bool {
        match (self.at.cmp(&other.at), side) {
            (Ordering::Equal, _) => self.open && !other.open,
            (order, Side::Low) => order == Ordering::Greater,
            (order, Side::High) => order == Ordering::Less,
        }
    }

    /// The next multiple of `step` inwards, which is reached.
    fn on_step(&self, step: &Ratio, side: Side) -> End {
        let Some(count) = self.at.over(step) else { return self.clone() };
        let whole = match side {
            Side::Low => count.ceiling(),
            Side::High => count.floor(),
        };
        let inwards = match (self.open && whole == count, side) {
            (false, _) => Ratio::ZERO,
            (true, Side::Low) => Ratio::ONE,
            (true, Side::High) => Ratio::whole(-1),
        };
        End::closed(&(&whole + &inwards) * step)
    }
}

impl Range {
    /// Everything.
    pub fn any() -> Range {
        Range::default()
    }

    /// One value alone.
    pub fn point(at: Ratio) -> Range {
        Range { low: Some(End::closed(at.clone())), high: Some(End::closed(at)) }
    }

    /// From `low` to `high`, both included.
    pub fn closed(low: Ratio, high: Ratio) -> Range {
        Range { low: Some(End::closed(low)), high: Some(End::closed(high)) }
    }

    /// From `low` up to, but without, `high`: what rounding half up and cutting leave open.
    pub fn half_open(low: Ratio, high: Ratio) -> Range {
        Range { low: Some(End::closed(low)), high: Some(End::open(high)) }
    }

    /// `low` or more.
    pub fn at_least(low: Ratio) -> Range {
        Range { low: Some(End::closed(low)), high: None }
    }

    /// `high` or less.
    pub fn at_most(high: Ratio) -> Range {
        Range { low: None, high: Some(End::closed(high)) }
    }

    /// Less than `high`.
    pub fn below(high: Ratio) -> Range {
        Range { low: None, high: Some(End::open(high)) }
    }

    /// More than `low`.
    pub fn above(low: Ratio) -> Range {
        Range { low: Some(End::open(low)), high: None }
    }

    /// One of its ends.
    pub fn end(&self, side: Side) -> Option<&End> {
        match side {
            Side::Low => self.low.as_ref(),
            Side::High => self.high.as_ref(),
        }
    }

    pub(super) fn set(&mut self, side: Side, end: Option<End>) {
        match side {
            Side::Low => self.low = end,
            Side::High => self.high = end,
        }
    }

    /// The only value, where there is only one.
    pub fn value(&self) -> Option<&Ratio> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low == high && !low.open => Some(&low.at),
            _ => None,
        }
    }

    /// Whether a value lies in it.
    pub fn holds(&self, value: &Ratio) -> bool {
        let above = self.low.as_ref().is_none_or(|low| if low.open { *value > low.at } else { *value >= low.at });
        let below = self.high.as_ref().is_none_or(|high| if high.open { *value < high.at } else { *value <= high.at });
        above && below
    }

    /// Whether no value lies in it.
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => low.at > high.at || (low.at == high.at && (low.open || high.open)),
            _ => false,
        }
    }

    /// What two ranges have in common.
    pub fn meet(&self, other: &Range) -> Range {
        let tighter = |side| match (self.end(side), other.end(side)) {
            (Some(one), Some(two)) => Some(if two.is_tighter(one, side) { two } else { one }.clone()),
            (one, two) => one.or(two).cloned(),
        };
        Range { low: tighter(Side::Low), high: tighter(Side::High) }
    }

    /// The least range around both.
    pub fn hull(&self, other: &Range) -> Range {
        let wider = |side| match (self.end(side), other.end(side)) {
            (Some(one), Some(two)) => Some(if two.is_tighter(one, side) { one } else { two }.clone()),
            _ => None,
        };
        Range { low: wider(Side::Low), high: wider(Side::High) }
    }

    /// Its multiples of `step`, from the first to the last.
    pub fn on_steps(&self, step: Option<&Ratio>) -> Range {
        let Some(step) = step.filter(|step| step.is_positive()) else { return self.clone() };
        let end = |side| self.end(side).map(|end| end.on_step(step, side));
        Range { low: end(Side::Low), high: end(Side::High) }
    }

    /// All values moved by `by`.
    pub(super) fn moved(&self, by: &Ratio) -> Range {
        let end = |end: &Option<End>| end.as_ref().map(|end| End { at: &end.at + by, open: end.open });
        Range { low: end(&self.low), high: end(&self.high) }
    }

    /// Its length, where it has two ends.
    pub fn width(&self) -> Option<Ratio> {
        Some(&self.high.as_ref()?.at - &self.low.as_ref()?.at)
    }

    /// How many multiples of `step` lie in it.
    pub fn multiples(&self, step: &Ratio) -> Option<u64> {
        let inner = self.on_steps(Some(step));
        Some((&inner.width()?.over(step)? + &Ratio::ONE).count())
    }

    /// In how many ways its values print on a grid of `step`, rounded half up.
    pub fn prints(&self, step: &Ratio) -> Option<u64> {
        let (low, high) = (printed(&self.low.as_ref()?.at, step)?, self.high.as_ref()?);
        let last = printed(&high.at, step)?;
        // An open upper end that lies just where the next print begins does not reach it.
        let half = Ratio::new(1, 2)?;
        let begins = &(&last - &half) * step == high.at;
        let last = if high.open && begins { &last - &Ratio::ONE } else { last };
        Some((&(&last - &low) + &Ratio::ONE).count())
    }
}

impl Ratio {
    /// The multiple of `step` as which it prints, rounded half up; `None` for a step of zero.
    pub fn rounded_to(&self, step: &Ratio) -> Option<Ratio> {
        Some(&printed(self, step)? * step)
    }
}

/// The number of the grid line of `step` on which a value prints, rounded half up.
pub(super) fn printed(value: &Ratio, step: &Ratio) -> Option<Ratio> {
    Some((&value.over(step)? + &Ratio::new(1, 2)?).floor())
}
