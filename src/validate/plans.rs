//! Plans: references, years inside the period, units of targets.
//!
//! In: plans. Out: findings. Never: sums (that is `audit`); a plan that is hidden as a whole.

use super::{Known, reference, unique};
use crate::authored::{Cell, CellContent, Data, Held, Indicator, Plan};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::figures::{FiscalYear, Lang, Unit, Units};
use crate::source::Spanned;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// Checks every plan.
pub fn check(data: &Data, known: &Known, findings: &mut Vec<Finding>) {
    // Few targets name one of another plan, and then all of these are wanted.
    let all = LazyCell::new(|| known.all_indicators());
    for plan in data.plans.iter().filter(|plan| !plan.disclosure.hides_all()) {
        if let Some(source) = &plan.source {
            reference(source, &known.documents, ("原資料", "document"), findings);
        }
        for body in &plan.bodies {
            reference(body, &known.bodies, ("団体", "body"), findings);
        }
        let groups: BTreeSet<&str> = plan.groups.iter().map(|g| g.id.value.as_str()).collect();
        for indicator in &plan.indicators {
            reference(&indicator.group, &groups, ("評価指標", "group"), findings);
            let unit = data.units.get(&indicator.unit.value);
            if unit.is_none() {
                reference(&indicator.unit, &data.units.ids().collect(), ("単位", "unit"), findings);
            }
            for (year, cell) in &indicator.yearly {
                within(year, plan, findings);
                cell_unit(cell, unit, &data.units, findings);
            }
            if let Some(cell) = &indicator.cumulative {
                cell_unit(cell, unit, &data.units, findings);
            }
            others(indicator, plan, (known, &all), findings);
        }
    }
}

/// The target by which another is evaluated, and comparable targets of earlier plans.
fn others(
    indicator: &Indicator,
    plan: &Plan,
    (known, all): (&Known, &LazyCell<BTreeSet<String>, impl FnOnce() -> BTreeSet<String>>),
    findings: &mut Vec<Finding>,
) {
    let target = ("数値目標", "indicator");
    if let Some(by) = &indicator.evaluated_by {
        let own = known.indicators(&plan.id.value).into_iter().filter(|id| *id != indicator.id.value).collect();
        reference(by, &own, target, findings);
    }
    unique(&indicator.earlier, findings);
    if !indicator.earlier.is_empty() {
        let is_own = |id: &&str| id.split('/').next() == Some(plan.id.value.as_str());
        let elsewhere = all.iter().map(String::as_str).filter(|id| !is_own(id)).collect();
        indicator.earlier.iter().for_each(|id| reference(id, &elsewhere, target, findings));
    }
}

/// Reports a fiscal year outside the plan's period.
pub fn within(year: &Spanned<FiscalYear>, plan: &Plan, findings: &mut Vec<Finding>) {
    let (first, last) = plan.period.value;
    if (first..=last).contains(&year.value) {
        return;
    }
    let span = |lang| format!("{}–{}", first.name(lang), last.name(lang));
    let message = Words::new(
        format!("{}は計画期間（{}）の外です。", year.value.name(Lang::Ja), span(Lang::Ja)),
        format!("{} is outside the plan's period ({})", year.value.name(Lang::En), span(Lang::En)),
    );
    let here = Words::new("計画期間はここにあります", "the period is stated here");
    let help = Words::new("年度を直すか、計画の period を広げてください。", "correct the year, or widen `period` in the plan.");
    findings.push(Finding::new(codes::YEAR_OUT_OF_PLAN, message).at(year.span).also(plan.period.span, here).help(help));
}

/// Reports a printed unit that measures something else than the wanted one.
pub fn cell_unit(cell: &Cell, wanted: Option<&Unit>, units: &Units, findings: &mut Vec<Finding>) {
    let (Held::Open(CellContent::Printed(printed)), Some(wanted)) = (cell, wanted) else { return };
    let Some(unit) = printed.value.unit().and_then(|id| units.get(id)) else { return };
    if unit.dimension == wanted.dimension {
        return;
    }
    let (found, want) = (unit.name(Lang::Ja), wanted.name(Lang::Ja));
    let message = Words::new(
        format!("単位が「{found}」ですが、「{want}」のはずです。"),
        format!("the unit is `{found}`, but `{want}` is wanted here"),
    );
    let accepted = units.spellings().filter(|s| units.spelt(s).is_some_and(|u| u.dimension == wanted.dimension));
    let help = words::suggest(want, accepted);
    findings.push(Finding::new(codes::WRONG_UNIT, message).at(printed.span).help(help));
}
