//! `Decimal`: an exact decimal number that remembers how many digits were printed.
//!
//! In: digits as typed. Out: the same digits, or an exact shift or comparison of them. Never: rounding, floats, panics.

use std::cmp::Ordering;
use std::fmt;

/// `digits × 10^-scale`. `15.00` is `{1500, 2}`: trailing zeros are part of what was printed.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// The most digits a figure may have; more is refused rather than cut.
    pub const MAX_DIGITS: usize = 30;

    /// A whole number.
    pub const fn whole(value: i64) -> Decimal {
        Decimal { digits: value as i128, scale: 0 }
    }

    /// Reads `-1234.50`: ASCII digits, at most one point, an optional leading minus. No separators.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let shape = !whole.is_empty() && all_digits(whole) && all_digits(fraction);
        let point_without_fraction = body.ends_with('.');
        if !shape || point_without_fraction || whole.len() + fraction.len() > Self::MAX_DIGITS {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some(Decimal { digits: if negative { -digits } else { digits }, scale: fraction.len() as u32 })
    }

    /// The number of digits printed after the point.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// True for 0, 0.0, 0.00 …
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// `self × 10^power`, exactly: the point moves, no digit is lost. `580` shifted by -1 is `58.0`.
    /// `None` when the result would need more digits than a figure may have.
    pub fn shift(self, power: i32) -> Option<Decimal> {
        let scale = i64::from(self.scale) - i64::from(power);
        if scale >= 0 {
            return (scale <= Self::MAX_DIGITS as i64).then_some(Decimal { digits: self.digits, scale: scale as u32 });
        }
        let factor = 10i128.checked_pow(u32::try_from(-scale).ok()?)?;
        Some(Decimal { digits: self.digits.checked_mul(factor)?, scale: 0 })
    }

    /// Drops zeros at the end of the fraction, but leaves `keep` places: `50.00` keeping one is `50.0`. The value stays.
    pub fn without_trailing_zeros(mut self, keep: u32) -> Decimal {
        while self.scale > keep && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Exact sum, with the larger number of printed digits.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal { digits: a.checked_add(b)?, scale })
    }

    /// Exact difference.
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(Decimal { digits: other.digits.checked_neg()?, scale: other.scale })
    }

    /// Exact product.
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        Some(Decimal { digits: self.digits.checked_mul(other.digits)?, scale: self.scale.checked_add(other.scale)? })
    }

    /// Half a unit of the last printed place: a printed 4.6 stands for [4.55, 4.65), so 0.05.
    pub fn half_unit(self) -> Decimal {
        Decimal { digits: 5, scale: self.scale + 1 }
    }

    /// Digits and scale: the value is `digits × 10^-scale`.
    pub fn parts(self) -> (i128, u32) {
        (self.digits, self.scale)
    }

    /// The other way; `None` for more digits than a figure may have.
    pub fn of_parts(digits: i128, scale: u32) -> Option<Decimal> {
        let fits = digits.unsigned_abs() < 10u128.pow(Self::MAX_DIGITS as u32) && scale as usize <= Self::MAX_DIGITS;
        fits.then_some(Decimal { digits, scale })
    }

    /// A coordinate for a chart. The only way from a figure to a float; never printed.
    pub fn to_coordinate(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.scale as i32)
    }

    /// With thousands separators: `1234567.5` prints `1,234,567.5`.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, body) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = body.split_once('.').map_or((body, None), |(w, f)| (w, Some(f)));
        let mut out = String::from(sign);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }

    fn aligned(self, other: Decimal) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Decimal| d.digits.checked_mul(10i128.checked_pow(scale - d.scale)?);
        Some((lift(self)?, lift(other)?, scale))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = self.scale as usize + 1;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        match fraction {
            "" => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

/// Compared by value: 15.0 equals 15.00 although they print differently.
impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            // Beyond i128 only when the scales differ by more than the digits a figure may have: compare by whole part.
            None => (self.digits / pow10(self.scale)).cmp(&(other.digits / pow10(other.scale))),
        }
    }
}

fn pow10(scale: u32) -> i128 {
    10i128.checked_pow(scale).unwrap_or(i128::MAX)
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl serde::Serialize for Decimal {
    /// As the digits themselves, so that JSON readers in any language keep them.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).expect("a decimal")
    }

    #[test]
    fn keeps_every_printed_digit() {
        for text in ["15.00", "109.35", "0.0", "-0.5", "245000", "0", "0.07"] {
            assert_eq!(d(text).to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_not_a_plain_decimal() {
        for text in ["", "-", ".5", "5.", "1,000", "1e3", "１", "1.2.3", "+1", " 1", &"9".repeat(31)] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn shifts_exactly() {
        assert_eq!(d("580").shift(-1).expect("in range").to_string(), "58.0");
        assert_eq!(d("24.5").shift(4).expect("in range").to_string(), "245000");
        assert_eq!(d("0.7").shift(2).expect("in range").to_string(), "70");
        assert!(d("1").shift(60).is_none());
    }

    #[test]
    fn groups_thousands() {
        assert_eq!(d("1234567.50").grouped(), "1,234,567.50");
        assert_eq!(d("-1000").grouped(), "-1,000");
        assert_eq!(d("999").grouped(), "999");
    }

    proptest! {
        #[test]
        fn prints_what_it_read(text in "(0(\\.[0-9]{1,10})?|-?[1-9][0-9]{0,14}(\\.[0-9]{1,10})?)") {
            prop_assert_eq!(d(&text).to_string(), text);
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Decimal::parse(&text);
        }

        #[test]
        fn shifting_there_and_back_is_the_same_value(whole in 0i64..1_000_000_000, by in -8i32..8) {
            let value = Decimal::whole(whole);
            let back = value.shift(by).and_then(|v| v.shift(-by));
            prop_assert_eq!(back, Some(value));
        }

        #[test]
        fn adding_then_subtracting_is_the_same_value(a in -1_000_000_000i64..1_000_000_000, b in 0i64..1_000_000, by in -6i32..0) {
            let (a, b) = (Decimal::whole(a), Decimal::whole(b).shift(by).expect("in range"));
            prop_assert_eq!(a.checked_add(b).and_then(|sum| sum.checked_sub(b)), Some(a));
        }
    }
}
