//! Exact fractions, and the values that a printed figure may stand for.
//!
//! In: decimals. Out: intervals of fractions. Never: rounding, floats, overflow (`None` instead).

use crate::figures::Decimal;
use std::cmp::Ordering;

/// An exact fraction in lowest terms; the denominator is positive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fraction {
    top: i128,
    bottom: i128,
}

impl Fraction {
    /// A whole number.
    pub const fn whole(value: i128) -> Fraction {
        Fraction { top: value, bottom: 1 }
    }

    /// `None` for a denominator of zero.
    fn new(top: i128, bottom: i128) -> Option<Fraction> {
        let common = gcd(top.checked_abs()?, bottom.checked_abs()?);
        let sign = if bottom < 0 { -1 } else { 1 };
        (bottom != 0).then(|| Fraction { top: sign * top / common, bottom: sign * bottom / common })
    }

    /// The value of a decimal.
    pub fn of(value: Decimal) -> Option<Fraction> {
        let (digits, scale) = value.parts();
        Fraction::new(digits, 10i128.checked_pow(scale)?)
    }

    /// Numerator and denominator, which is above zero.
    pub fn parts(self) -> (i128, i128) {
        (self.top, self.bottom)
    }

    /// Sum.
    pub fn plus(self, other: Fraction) -> Option<Fraction> {
        let top = self.top.checked_mul(other.bottom)?.checked_add(other.top.checked_mul(self.bottom)?)?;
        Fraction::new(top, self.bottom.checked_mul(other.bottom)?)
    }

    /// Difference.
    pub fn minus(self, other: Fraction) -> Option<Fraction> {
        self.plus(Fraction { top: other.top.checked_neg()?, ..other })
    }

    /// Product.
    pub fn times(self, other: Fraction) -> Option<Fraction> {
        Fraction::new(self.top.checked_mul(other.top)?, self.bottom.checked_mul(other.bottom)?)
    }

    /// Quotient; `None` for a divisor of zero.
    pub fn over(self, other: Fraction) -> Option<Fraction> {
        Fraction::new(self.top.checked_mul(other.bottom)?, self.bottom.checked_mul(other.top)?)
    }

    /// Cut or rounded half up to `scale` places, for words alone.
    pub fn rounded(self, scale: u32) -> Option<Decimal> {
        let factor = 10i128.checked_pow(scale)?;
        let scaled = self.top.checked_mul(factor)?;
        let doubled = scaled.checked_mul(2)?.checked_add(self.bottom)?;
        Decimal::of_parts(doubled.div_euclid(self.bottom.checked_mul(2)?), scale)
    }

    /// Whether it has no more than `scale` places.
    pub fn ends_within(self, scale: u32) -> bool {
        10i128.checked_pow(scale).is_some_and(|factor| factor % self.bottom == 0)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        match (self.top.checked_mul(other.bottom), other.top.checked_mul(self.bottom)) {
            (Some(one), Some(two)) => one.cmp(&two),
            // Only numbers far beyond any figure get here: their whole parts decide.
            _ => (self.top / self.bottom).cmp(&(other.top / other.bottom)),
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// One end of an interval.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
    /// Where it is.
    pub at: Fraction,
    /// Whether the end itself is left out.
    pub open: bool,
}

/// All values from one end to the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

impl Interval {
    /// One value alone.
    pub fn point(at: Fraction) -> Interval {
        let end = End { at, open: false };
        Interval { low: end, high: end }
    }

    /// From `low` up to, but without, `high`: what rounding half up and cutting leave open.
    pub fn half_open(low: Fraction, high: Fraction) -> Interval {
        Interval { low: End { at: low, open: false }, high: End { at: high, open: true } }
    }

    /// Whether it is one value alone.
    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    /// Whether a value lies in it.
    pub fn holds(self, value: Fraction) -> bool {
        let above = if self.low.open { value > self.low.at } else { value >= self.low.at };
        let below = if self.high.open { value < self.high.at } else { value <= self.high.at };
        above && below
    }

    /// Whether two intervals have a value in common.
    pub fn meets(self, other: Interval) -> bool {
        let reaches = |high: End, low: End| match high.at.cmp(&low.at) {
            Ordering::Less => false,
            Ordering::Equal => !high.open && !low.open,
            Ordering::Greater => true,
        };
        reaches(self.high, other.low) && reaches(other.high, self.low)
    }

    /// Sums of a value of each.
    pub fn plus(self, other: Interval) -> Option<Interval> {
        let end = |a: End, b: End| Some(End { at: a.at.plus(b.at)?, open: a.open || b.open });
        Some(Interval { low: end(self.low, other.low)?, high: end(self.high, other.high)? })
    }

    /// Differences of a value of each.
    pub fn minus(self, other: Interval) -> Option<Interval> {
        let end = |a: End, b: End| Some(End { at: a.at.minus(b.at)?, open: a.open || b.open });
        Some(Interval { low: end(self.low, other.high)?, high: end(self.high, other.low)? })
    }

    /// Products of a value of each: the least and the greatest stand at the ends.
    pub fn times(self, other: Interval) -> Option<Interval> {
        self.corners(other, Fraction::times)
    }

    /// Quotients; `None` where the divisor may be zero.
    pub fn over(self, other: Interval) -> Option<Interval> {
        let zero = Fraction::whole(0);
        let may_be_zero = other.low.at <= zero && zero <= other.high.at;
        if may_be_zero { None } else { self.corners(other, Fraction::over) }
    }

    fn corners(self, other: Interval, combine: fn(Fraction, Fraction) -> Option<Fraction>) -> Option<Interval> {
        let pairs = [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        let ends: Option<Vec<End>> =
            pairs.into_iter().map(|(a, b)| Some(End { at: combine(a.at, b.at)?, open: a.open || b.open })).collect();
        // Of two ends at one place the closed one is reached.
        let ends = ends?;
        let low = ends.iter().copied().min_by(|a, b| a.at.cmp(&b.at).then(a.open.cmp(&b.open)))?;
        let high = ends.iter().copied().max_by(|a, b| a.at.cmp(&b.at).then(b.open.cmp(&a.open)))?;
        Some(Interval { low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(text: &str) -> Fraction {
        Fraction::of(Decimal::parse(text).expect("a decimal")).expect("in range")
    }

    fn between(low: &str, high: &str) -> Interval {
        Interval::half_open(fraction(low), fraction(high))
    }

    #[test]
    fn an_open_end_is_not_reached() {
        assert!(!between("4.55", "4.65").holds(fraction("4.65")));
        assert!(between("4.55", "4.65").holds(fraction("4.55")));
        assert!(!between("1", "2").meets(between("2", "3")));
        assert!(between("1", "2.1").meets(between("2", "3")));
        assert!(Interval::point(fraction("2")).meets(between("2", "3")));
    }

    #[test]
    fn words_round_half_up() {
        let seventh = Fraction::whole(1).over(Fraction::whole(7)).expect("no zero");
        assert_eq!(seventh.rounded(3).expect("in range").to_string(), "0.143");
        assert_eq!(fraction("118.75").rounded(1).expect("in range").to_string(), "118.8");
        assert_eq!(fraction("-16.36").rounded(1).expect("in range").to_string(), "-16.4");
        assert!(fraction("0.25").ends_within(2) && !seventh.ends_within(9));
    }

    #[test]
    fn nothing_is_divided_by_what_may_be_zero() {
        assert!(between("1", "2").over(between("-0.5", "0.5")).is_none());
        assert!(Fraction::whole(1).over(Fraction::whole(0)).is_none());
    }

    proptest! {
        /// Whatever two values are taken, their result lies in the interval of results.
        #[test]
        fn results_of_members_are_members(a in -500i128..500, b in -500i128..500, width in 1i128..40, at in 0i128..40, to in 0i128..40) {
            let hundredth = |n: i128| Fraction::new(n, 100).expect("no zero");
            let (one, two) = (
                Interval::half_open(hundredth(a), hundredth(a + width)),
                Interval::half_open(hundredth(b), hundredth(b + width)),
            );
            let (x, y) = (hundredth(a + at % width), hundredth(b + to % width));
            prop_assert!(one.plus(two).expect("in range").holds(x.plus(y).expect("in range")));
            prop_assert!(one.minus(two).expect("in range").holds(x.minus(y).expect("in range")));
            prop_assert!(one.times(two).expect("in range").holds(x.times(y).expect("in range")));
            if let Some(quotients) = one.over(two) {
                prop_assert!(quotients.holds(x.over(y).expect("not zero")));
            }
        }

        #[test]
        fn nothing_panics(a in any::<i64>(), b in any::<i64>(), scale in 0u32..31) {
            let (a, b) = (Fraction::whole(i128::from(a) * i128::from(i64::MAX)), Fraction::whole(i128::from(b)));
            let _ = (a.plus(b), a.minus(b), a.times(b), a.over(b), a.rounded(scale), a.cmp(&b));
        }
    }
}
