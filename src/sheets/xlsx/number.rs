//! The number behind a cell, exactly as the file writes it, and its rounding to the digits that are shown.
//!
//! In: `4.5999999999999996`, `1.2E-3`. Out: decimal digits. Never: a float.

/// A spreadsheet shows at most this many significant digits of any number.
const SHOWN_DIGITS: usize = 15;

/// `digits × 10^-scale`, with its sign apart, so that a negative zero can be told from zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    /// Whether it is below zero.
    pub negative: bool,
    digits: u128,
    scale: i32,
}

impl Number {
    /// Reads a number, and keeps the fifteen digits that a spreadsheet shows.
    pub fn parse(text: &str) -> Option<Number> {
        let text = text.trim();
        let (negative, body) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = body.split_once(['E', 'e']).unwrap_or((body, "0"));
        let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || whole.len() + fraction.len() > 400 || !plain(whole) || !plain(fraction) {
            return None;
        }
        if !(-400..=400).contains(&exponent) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let scale = fraction.len() as i32 - exponent;
        let kept = significant.get(..SHOWN_DIGITS + 1).unwrap_or(significant);
        let cut = (significant.len() - kept.len()) as i32;
        let number = Number { negative, digits: if kept.is_empty() { 0 } else { kept.parse().ok()? }, scale: scale - cut };
        Some(if kept.len() > SHOWN_DIGITS { number.rounded(number.scale - 1) } else { number }.plain())
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Without zeros at the end of the fraction.
    fn plain(mut self) -> Number {
        while self.digits.is_multiple_of(10) && (self.scale > 0 || self.digits == 0) && self.scale != 0 {
            (self.digits, self.scale) = if self.digits == 0 { (0, 0) } else { (self.digits / 10, self.scale - 1) };
        }
        self
    }

    /// Times a power of ten.
    pub fn shifted(self, power: i32) -> Number {
        Number { scale: self.scale - power, ..self }.plain()
    }

    /// To so many digits behind the point; halves go away from zero, as spreadsheets have it.
    pub fn rounded(self, places: i32) -> Number {
        let cut = self.scale - places;
        if cut <= 0 {
            return self;
        }
        let power = u32::try_from(cut).ok().and_then(|cut| 10u128.checked_pow(cut));
        let digits = power.map_or(0, |power| self.digits / power + u128::from(self.digits % power >= power.div_ceil(2)));
        Number { negative: self.negative, digits, scale: places }
    }

    /// Whole part without leading zeros (empty for zero), and the digits behind the point. `None` for more digits than anybody
    /// writes out.
    pub fn parts(self) -> Option<(String, String)> {
        let digits = if self.digits == 0 { String::new() } else { self.digits.to_string() };
        if self.scale <= 0 {
            let zeros = usize::try_from(-self.scale).ok().filter(|zeros| *zeros <= 40)?;
            return Some((if digits.is_empty() { digits } else { digits + &"0".repeat(zeros) }, String::new()));
        }
        let scale = usize::try_from(self.scale).ok().filter(|scale| *scale <= 60)?;
        let padded = format!("{digits:0>scale$}");
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        Some((whole.trim_start_matches('0').to_owned(), fraction.to_owned()))
    }

    /// The whole number it is, if it is one.
    pub fn whole(self) -> Option<u64> {
        let (whole, fraction) = self.parts()?;
        (fraction.is_empty() && !self.negative).then(|| if whole.is_empty() { Some(0) } else { whole.parse().ok() })?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (String, String) {
        Number::parse(text).and_then(Number::parts).unwrap_or_else(|| panic!("{text}"))
    }

    fn parts(whole: &str, fraction: &str) -> (String, String) {
        (whole.to_owned(), fraction.to_owned())
    }

    #[test]
    fn the_noise_of_a_float_is_not_shown() {
        assert_eq!(read("4.5999999999999996"), parts("4", "6"));
        assert_eq!(read("0.30000000000000004"), parts("", "3"));
        assert_eq!(read("1.2E-3"), parts("", "0012"));
        assert_eq!(read("1.5E+3"), parts("1500", ""));
        assert_eq!(read("100"), parts("100", ""));
        assert_eq!(read("0.000"), parts("", ""));
        assert_eq!(read("99999999999999.99999"), parts("100000000000000", ""));
        for text in ["", ".", "1,000", "１", "1e9999", "nan", "--1"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        let at = |text: &str, places| Number::parse(text).and_then(|n| n.rounded(places).parts()).expect("a number");
        assert_eq!(at("4.55", 1), parts("4", "6"));
        assert_eq!(at("2.6749999999999998", 2), parts("2", "68"));
        assert_eq!(at("0.4", 0), parts("", ""));
        assert_eq!(at("1E-300", 2), parts("", "00"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[-+0-9.eE]{0,30}", places in 0i32..10) {
            let _ = Number::parse(&text).and_then(|n| n.rounded(places).parts());
        }

        #[test]
        fn what_a_person_types_is_what_is_read(whole in 1u64..1_000_000_000, fraction in "[0-9]{0,4}[1-9]") {
            prop_assert_eq!(read(&format!("{whole}.{fraction}")), (whole.to_string(), fraction));
        }
    }
}
