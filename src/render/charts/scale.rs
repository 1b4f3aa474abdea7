//! The vertical scale: from zero, round steps, three to five gridlines.
//!
//! In: published values. Out: an [`Axis`] whose steps are exact decimals, so that the numbers at the gridlines are exact.
//! Never: a withheld value, a logarithm (libraries differ in the last bit).

use crate::figures::Decimal;

/// A scale counted in steps: the value `3 × step` lies at 3.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    step: Decimal,
    /// First gridline, zero or below.
    pub low: i32,
    /// Last gridline, above zero unless all values are negative.
    pub high: i32,
}

impl Axis {
    /// The tightest scale that holds zero and all the values.
    pub(super) fn covering(values: impl IntoIterator<Item = Decimal>) -> Axis {
        let (mut min, mut max, mut whole) = (0.0f64, 0.0f64, true);
        for value in values {
            let at = value.to_coordinate();
            (min, max) = (min.min(at), max.max(at));
            whole &= value.scale() == 0;
        }
        let fallback = Axis { step: Decimal::whole(1), low: 0, high: 1 };
        if max <= min {
            return fallback;
        }
        candidates(max - min, whole)
            .filter_map(|step| Axis::with_step(step, min, max))
            .min_by(|a, b| a.rank().total_cmp(&b.rank()))
            .unwrap_or(fallback)
    }

    fn with_step(step: Decimal, min: f64, max: f64) -> Option<Axis> {
        let size = step.to_coordinate();
        let (low, high) = ((min / size + 1e-9).floor(), (max / size - 1e-9).ceil());
        (size > 0.0 && high - low >= 1.0 && high - low <= 6.0).then_some(Axis { step, low: low as i32, high: high as i32 })
    }

    /// Three to five steps are good; among those the scale that wastes least.
    fn rank(&self) -> f64 {
        let steps = self.high - self.low;
        let penalty = if (3..=5).contains(&steps) { 1.0 } else { 1e9 };
        f64::from(steps) * self.step.to_coordinate() * penalty
    }

    /// Where a value lies, counted in steps.
    pub(super) fn steps(&self, value: Decimal) -> f64 {
        value.to_coordinate() / self.step.to_coordinate()
    }

    /// The gridlines and what is printed at them.
    pub(super) fn ticks(&self) -> impl Iterator<Item = (f64, String)> + '_ {
        (self.low..=self.high).map(|count| (f64::from(count), self.print(count)))
    }

    fn print(&self, count: i32) -> String {
        let value = Decimal::whole(i64::from(count)).checked_mul(self.step);
        if count == 0 { "0".to_string() } else { value.map(Decimal::grouped).unwrap_or_default() }
    }
}

/// Round steps about the size of a span. Whole values never get a step with a fraction: there is no half a company.
fn candidates(span: f64, whole: bool) -> impl Iterator<Item = Decimal> {
    let mut power = 0;
    let mut reach = 1.0f64;
    while reach * 10.0 <= span && power < 40 {
        (reach, power) = (reach * 10.0, power + 1);
    }
    while reach > span && power > -40 {
        (reach, power) = (reach / 10.0, power - 1);
    }
    (power - 2..=power + 1).flat_map(|power| [10, 20, 25, 50].map(|tenths| (tenths, power))).filter_map(move |(tenths, power)| {
        let (digits, shift) = if tenths % 10 == 0 { (tenths / 10, power) } else { (tenths, power - 1) };
        if whole && shift < 0 { None } else { Decimal::whole(digits).shift(shift) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[&str]) -> Vec<String> {
        let values = values.iter().filter_map(|text| Decimal::parse(text));
        Axis::covering(values).ticks().map(|(_, text)| text).collect()
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(ticks(&["116", "216", "168", "111"]), ["0", "50", "100", "150", "200", "250"]);
        assert_eq!(ticks(&["580", "495"]), ["0", "200", "400", "600"]);
        assert_eq!(ticks(&["49000", "101388"]), ["0", "25,000", "50,000", "75,000", "100,000", "125,000"]);
        assert_eq!(ticks(&["11.6", "21.6"]), ["0", "5", "10", "15", "20", "25"]);
        assert_eq!(ticks(&["12"]), ["0", "5", "10", "15"]);
        assert_eq!(ticks(&["0.3"]), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(ticks(&["1", "1"]), ["0", "1"]);
        assert_eq!(ticks(&["-3", "3"]), ["-4", "-2", "0", "2", "4"]);
    }

    #[test]
    fn survives_the_extremes() {
        assert_eq!(ticks(&[]), ["0", "1"]);
        assert_eq!(ticks(&["0", "0.00"]), ["0", "1"]);
        assert!(ticks(&[&"9".repeat(30)]).len() >= 4);
        assert!(ticks(&["0.00000000000000000000000000001"]).len() >= 2);
    }
}
