//! K0501: the printed progress (進捗度) follows from target and actual.
//!
//! A printed 96 % stands for any value in [95.5, 96.5); 111 ÷ 116 lies in it. The rule multiplies instead of dividing, so that
//! nothing is rounded. Documents that cut instead of rounding say `rounding = "floor"` in their plan; where the plan does not
//! know, either is accepted.

use super::{Context, Rule, slip};
use crate::diagnostics::{Finding, Words, codes};
use crate::disclosed::{Indicator, IndicatorYear, Rounding, Site};
use crate::figures::{Decimal, Lang, Unit};

/// The rule.
pub struct Progress;

impl Rule for Progress {
    fn check(&self, cx: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for plan in &cx.disclosed.plans {
            for indicator in &plan.indicators {
                let Some(unit) = cx.disclosed.units.get(&indicator.unit) else { continue };
                for row in indicator.years.iter().filter(|row| contradicts(cx.disclosed, plan.rounding, unit, row)) {
                    let place = cx.result_place(&plan.id, &indicator.id, row.year);
                    findings.push(slip(codes::PROGRESS, words(indicator, row), place));
                }
            }
        }
        findings
    }
}

/// True when no value that prints as `progress` fits target and actual.
fn contradicts(site: &Site, rounding: Rounding, unit: &Unit, row: &IndicatorYear) -> bool {
    let values = (row.target.value_in(unit, &site.units), row.actual.value_in(unit, &site.units), row.progress.value());
    let (Some(target), Some(actual), Some(printed)) = values else { return false };
    if target.is_zero() {
        return false;
    }
    fits(target, actual, printed, rounding) == Some(false)
}

/// Whether `actual × 100` lies between `target` times the ends of the interval that prints as `printed`.
/// `None`: too large to say.
fn fits(target: Decimal, actual: Decimal, printed: Decimal, rounding: Rounding) -> Option<bool> {
    let half = printed.half_unit();
    let (below, above) = match rounding {
        Rounding::HalfUp => (printed.checked_sub(half)?, printed.checked_add(half)?),
        Rounding::Floor => (printed, printed.checked_add(half)?.checked_add(half)?),
        Rounding::Unknown => (printed.checked_sub(half)?, printed.checked_add(half)?.checked_add(half)?),
    };
    let hundredfold = actual.checked_mul(Decimal::whole(100))?;
    Some(target.checked_mul(below)? <= hundredfold && hundredfold < target.checked_mul(above)?)
}

fn words(indicator: &Indicator, row: &IndicatorYear) -> Words {
    let say = |lang| (indicator.label.any(lang).to_owned(), row.year.name(lang));
    let ((label_ja, year_ja), (label_en, year_en)) = (say(Lang::Ja), say(Lang::En));
    Words::new(
        format!("{label_ja}の{year_ja}の進捗度が、目標値と実績値から計算した値と合いません。"),
        format!("{label_en}, {year_en}: the printed progress does not follow from target and actual"),
    )
}

#[cfg(test)]
mod tests {
    use super::{Rounding, fits};
    use crate::figures::Decimal;

    fn check(target: &str, actual: &str, printed: &str, rounding: Rounding) -> bool {
        let d = |t| Decimal::parse(t).expect("a decimal");
        fits(d(target), d(actual), d(printed), rounding).expect("in range")
    }

    #[test]
    fn rounding_fits_and_slips_do_not() {
        for (target, actual, printed, fits) in [
            ("116", "111", "96", true),
            ("49000", "101388", "207", true),
            ("3", "2", "66.7", true),
            ("116", "111", "97", false),
            ("116", "111", "95", false),
            ("3", "2", "66.8", false),
        ] {
            assert_eq!(check(target, actual, printed, Rounding::HalfUp), fits, "{actual}/{target} = {printed}");
        }
    }

    #[test]
    fn cutting_fits_only_where_the_plan_cuts_or_does_not_know() {
        assert!(check("49000", "101388", "206", Rounding::Floor));
        assert!(check("49000", "101388", "206", Rounding::Unknown));
        assert!(!check("49000", "101388", "206", Rounding::HalfUp));
        assert!(!check("49000", "101388", "207", Rounding::Floor));
    }
}
