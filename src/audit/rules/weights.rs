//! weights (寄与度): the weights of a group's targets make 100 %, and so do the weights of all targets of a plan in the whole.

use crate::audit::check::{Formula, Near, PlanContext, joined, sum};
use crate::disclosed::{Cell, Check, Indicator, IndicatorYear, Status};

/// Weights inside a group.
pub const GROUP: &str = "weights";
/// Weights in the whole.
pub const WHOLE: &str = "overall-weights";

/// Each group in each year.
pub fn of_groups(cx: &PlanContext) -> Vec<Check> {
    let groups = cx.plan.groups.iter().flat_map(|group| cx.plan.period().map(move |year| (group, year)));
    let of = |indicator: &&Indicator, group: &str| indicator.group == group && indicator.evaluated_by.is_none();
    groups
        .filter_map(|(group, year)| {
            let rows = cx
                .plan
                .indicators
                .iter()
                .filter(|i| of(i, &group.id))
                .filter_map(|i| i.years.iter().find(|row| row.year == year));
            hundred(cx, GROUP, rows.map(|row: &IndicatorYear| &row.weight).collect())
        })
        .collect()
}

/// Each year of the plan.
pub fn of_plans(cx: &PlanContext) -> Vec<Check> {
    let of_year = |year| {
        let rows = cx.plan.indicators.iter().filter_map(|i| i.years.iter().find(|row| row.year == year));
        hundred(cx, WHOLE, rows.map(|row| &row.overall_weight).collect())
    };
    cx.plan.period().filter_map(of_year).collect()
}

/// Blank weights, and those of targets that have none, are nothing; one weight alone says nothing about others.
fn hundred(cx: &PlanContext, rule: &'static str, cells: Vec<&Cell>) -> Option<Check> {
    let printed: Vec<_> = cells
        .into_iter()
        .filter(|cell| matches!(cell.status(), Status::Value | Status::Withheld | Status::Text))
        .filter_map(|cell| cx.figure(&cell.fact))
        .collect();
    if printed.len() < 2 {
        return None;
    }
    let outcome = sum(printed.iter().map(|figure| cx.read_measured(figure)));
    let words = joined(&printed.iter().map(|figure| cx.say(figure)).collect::<Vec<_>>(), "+");
    let first = printed.first()?;
    Some(cx.check_hundred(rule, first, Formula { outcome, words, near: Near::Same }))
}
