//! K0502: the cumulative target (累計目標) is the sum of the yearly targets.
//!
//! Only when every year of the plan has a public target; the sum is exact.

use super::{Context, Rule, slip};
use crate::diagnostics::{Finding, Words, codes};
use crate::disclosed::{Indicator, Site};
use crate::figures::{Decimal, Lang};

/// The rule.
pub struct Cumulative;

impl Rule for Cumulative {
    fn check(&self, cx: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for plan in &cx.disclosed.plans {
            for indicator in plan.indicators.iter().filter(|i| contradicts(cx.disclosed, i)) {
                findings.push(slip(codes::CUMULATIVE, words(indicator), cx.indicator_place(&plan.id, &indicator.id)));
            }
        }
        findings
    }
}

fn contradicts(site: &Site, indicator: &Indicator) -> bool {
    let Some(unit) = site.units.get(&indicator.unit) else { return false };
    let targets: Option<Vec<Decimal>> = indicator.years.iter().map(|row| row.target.value_in(unit, &site.units)).collect();
    let sum = targets.and_then(|all| all.into_iter().try_fold(Decimal::whole(0), Decimal::checked_add));
    match (sum, indicator.cumulative.value_in(unit, &site.units)) {
        (Some(sum), Some(printed)) => sum != printed,
        _ => false,
    }
}

fn words(indicator: &Indicator) -> Words {
    Words::new(
        format!("{}の累計目標が、各年度の目標値の合計と合いません。", indicator.label.any(Lang::Ja)),
        format!("{}: the cumulative target is not the sum of the yearly targets", indicator.label.any(Lang::En)),
    )
}
