//! Exact rational numbers of any size.
//!
//! In: whole numbers. Out: rationals in lowest terms. Never: rounding, floats, overflow.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

/// An exact rational in lowest terms. Figures stay in two machine numbers; only what does not fit grows.
#[derive(Clone, PartialEq, Eq)]
pub struct Ratio(Size);

/// Every number has one form: `Small` whenever it fits, so that equality is equality of the parts.
#[derive(Clone, PartialEq, Eq)]
enum Size {
    Small(i128, i128),
    Big(Box<BigRational>),
}

use Size::{Big, Small};

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio(Small(0, 1));
    /// One.
    pub const ONE: Ratio = Ratio(Small(1, 1));

    /// A whole number.
    pub const fn whole(value: i128) -> Ratio {
        Ratio(Small(value, 1))
    }

    /// `top` ÷ `bottom`; `None` for a divisor of zero.
    pub fn new(top: i128, bottom: i128) -> Option<Ratio> {
        if bottom == 0 {
            return None;
        }
        match (bottom < 0, top.checked_neg(), bottom.checked_neg()) {
            (false, _, _) => Some(reduced(top, bottom)),
            (true, Some(top), Some(bottom)) => Some(reduced(top, bottom)),
            _ => Some(Ratio::shrunk(BigRational::new(BigInt::from(top), BigInt::from(bottom)))),
        }
    }

    /// A decimal: `digits` with `scale` places.
    pub fn decimal(digits: i128, scale: u32) -> Ratio {
        match 10i128.checked_pow(scale) {
            Some(bottom) => reduced(digits, bottom),
            None => Ratio::shrunk(BigRational::new(BigInt::from(digits), BigInt::from(10).pow(scale))),
        }
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }

    /// Whether it is below nothing.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(top, _) => *top < 0,
            Big(big) => *big.numer() < BigInt::from(0),
        }
    }

    /// Whether it is above nothing.
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    /// Without its sign.
    pub fn magnitude(&self) -> Ratio {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// One divided by it; `None` for zero.
    pub fn inverse(&self) -> Option<Ratio> {
        match &self.0 {
            Small(top, bottom) => Ratio::new(*bottom, *top),
            Big(big) => Some(Ratio::shrunk(big.recip())),
        }
    }

    /// Quotient; `None` for a divisor of zero.
    pub fn over(&self, other: &Ratio) -> Option<Ratio> {
        Some(self * &other.inverse()?)
    }

    /// The greatest whole number that is not greater.
    pub fn floor(&self) -> Ratio {
        match &self.0 {
            Small(_, 1) => self.clone(),
            Small(top, bottom) => Ratio::whole(top.div_euclid(*bottom)),
            Big(big) => Ratio::shrunk(big.floor()),
        }
    }

    /// The least whole number that is not less.
    pub fn ceiling(&self) -> Ratio {
        -&(-self).floor()
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Small(_, bottom) => *bottom == 1,
            Big(big) => big.is_integer(),
        }
    }

    /// Numerator and denominator, where both fit into machine numbers.
    pub fn parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Small(top, bottom) => Some((*top, *bottom)),
            Big(_) => None,
        }
    }

    /// A count, as far as a machine number goes.
    pub(super) fn count(&self) -> u64 {
        match &self.0 {
            Small(top, 1) => u64::try_from(*top).unwrap_or(if *top < 0 { 0 } else { u64::MAX }),
            _ if self.is_negative() => 0,
            _ => u64::MAX,
        }
    }

    /// How many machine words its digits take; long numbers make work dearer.
    pub(super) fn words(&self) -> u64 {
        match &self.0 {
            Small(..) => 1,
            Big(big) => 1 + (big.numer().bits() + big.denom().bits()) / 64,
        }
    }

    fn grown(&self) -> BigRational {
        match &self.0 {
            Small(top, bottom) => BigRational::new_raw(BigInt::from(*top), BigInt::from(*bottom)),
            Big(big) => (**big).clone(),
        }
    }

    fn shrunk(big: BigRational) -> Ratio {
        match (big.numer().to_i128(), big.denom().to_i128()) {
            (Some(top), Some(bottom)) => Ratio(Small(top, bottom)),
            _ => Ratio(Big(Box::new(big))),
        }
    }
}

/// In lowest terms; `bottom` is positive.
fn reduced(top: i128, bottom: i128) -> Ratio {
    if bottom == 1 {
        return Ratio::whole(top);
    }
    // `bottom` is positive, so the divisor fits and is no zero.
    let common = i128::try_from(gcd(top.unsigned_abs(), bottom.unsigned_abs())).unwrap_or(1);
    Ratio(Small(top / common, bottom / common))
}

fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(short_gcd(a, b)),
        _ if b == 0 => a,
        _ => gcd(b, a % b),
    }
}

/// Division of machine words is several times as fast as that of double words.
fn short_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn small_sum(one: (i128, i128), two: (i128, i128)) -> Option<Ratio> {
    let ((a, b), (c, d)) = (one, two);
    if b == d {
        return Some(reduced(a.checked_add(c)?, b));
    }
    let top = a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?;
    Some(reduced(top, b.checked_mul(d)?))
}

fn small_product(one: (i128, i128), two: (i128, i128)) -> Option<Ratio> {
    let ((a, b), (c, d)) = (one, two);
    Some(reduced(a.checked_mul(c)?, b.checked_mul(d)?))
}

impl Add<&Ratio> for &Ratio {
    type Output = Ratio;
    fn add(self, other: &Ratio) -> Ratio {
        let small = self.parts().zip(other.parts()).and_then(|(one, two)| small_sum(one, two));
        small.unwrap_or_else(|| Ratio::shrunk(self.grown() + other.grown()))
    }
}

impl Sub<&Ratio> for &Ratio {
    type Output = Ratio;
    fn sub(self, other: &Ratio) -> Ratio {
        self + &-other
    }
}

impl Mul<&Ratio> for &Ratio {
    type Output = Ratio;
    fn mul(self, other: &Ratio) -> Ratio {
        let small = self.parts().zip(other.parts()).and_then(|(one, two)| small_product(one, two));
        small.unwrap_or_else(|| Ratio::shrunk(self.grown() * other.grown()))
    }
}

impl Neg for &Ratio {
    type Output = Ratio;
    fn neg(self) -> Ratio {
        let small = self.parts().and_then(|(top, bottom)| Some(Ratio(Small(top.checked_neg()?, bottom))));
        small.unwrap_or_else(|| Ratio::shrunk(-self.grown()))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(one), Some(two)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return one.cmp(&two);
            }
        }
        self.grown().cmp(&other.grown())
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(top, 1) => write!(f, "{top}"),
            Small(top, bottom) => write!(f, "{top}/{bottom}"),
            Big(big) => write!(f, "{big}"),
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
