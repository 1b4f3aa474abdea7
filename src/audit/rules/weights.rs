//! weights (寄与度): the weights of a group's targets make 100 %, and so do the weights of all targets of a plan in the whole.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Subject, Term};
use crate::disclosed::{Cell, Indicator, IndicatorYear};

/// Weights inside a group.
pub const GROUP: &str = "weights";
/// Weights in the whole.
pub const WHOLE: &str = "overall-weights";

/// Each group in each year.
pub fn of_groups<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
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
pub fn of_plans<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let of_year = |year| {
        let rows = cx.plan.indicators.iter().filter_map(|i| i.years.iter().find(|row| row.year == year));
        hundred(cx, WHOLE, rows.map(|row| &row.overall_weight).collect())
    };
    cx.plan.period().filter_map(of_year).collect()
}

/// Blank weights, and those of targets that have none, are nothing; one weight alone says nothing about others.
fn hundred<'a>(cx: &PlanContext<'a>, rule: &'static str, cells: Vec<&Cell>) -> Option<Claim<'a>> {
    let printed = cells.into_iter().filter(|cell| cell.says_something());
    let terms: Vec<Term> = printed.filter_map(|cell| cx.figure(&cell.fact)).map(Term::measured).collect();
    if terms.len() < 2 {
        return None;
    }
    let first = terms.first()?.figure;
    let claim = Claim::new(rule, first, Shape::Sum(terms), Near::Same);
    Some(Claim { subject: Subject::Hundred(first), ..claim })
}
