//! aggregate (評価指標の進捗度): the weighted mean of the progress of a group's targets, cut at 100 % or not as the plan says.
//!
//! A target that is evaluated by another one has no weight of its own. Where the plan does not say whether a progress above 100 %
//! counts as 100 %, the reading is taken that explains more of what is printed; what it does not explain is a contradiction.

use crate::audit::check::{Formula, Near, Outcome, PlanContext, each, sum};
use crate::audit::interval::{Fraction, Interval};
use crate::disclosed::{Cap, Check, Figure, Group, Indicator, IndicatorYear, Status, Text, Unchecked, Verdict};
use crate::figures::{FiscalYear, Lang};

/// Its name.
pub const RULE: &str = "aggregate";

/// Every printed progress of a group.
pub fn run(cx: &PlanContext) -> Vec<Check> {
    let read = |cap: bool| printed(cx).filter_map(|(group, year, figure)| one(cx, group, year, figure, cap)).collect::<Vec<_>>();
    match cx.plan.cap {
        Cap::Hundred => read(true),
        Cap::None => read(false),
        Cap::Unknown => better(read(false), read(true)),
    }
}

fn printed<'a>(cx: &PlanContext<'a>) -> impl Iterator<Item = (&'a Group, FiscalYear, Figure<'a>)> {
    let plan = cx.plan;
    let cells = plan.groups.iter().flat_map(|group| group.progress.iter().map(move |(year, cell)| (group, *year, cell)));
    cells
        .filter(|(_, _, cell)| matches!(cell.status(), Status::Value | Status::Withheld | Status::Text))
        .filter_map(|(group, year, cell)| Some((group, year, cx.figure(&cell.fact)?.clone())))
}

fn one(cx: &PlanContext, group: &Group, year: FiscalYear, figure: Figure, cap: bool) -> Option<Check> {
    let members: Vec<(&Indicator, &IndicatorYear)> = cx
        .plan
        .indicators
        .iter()
        .filter(|indicator| indicator.group == group.id && indicator.evaluated_by.is_none())
        .filter_map(|indicator| Some((indicator, indicator.years.iter().find(|row| row.year == year)?)))
        .collect();
    let words = words(cx, &members, cap);
    Some(cx.check(RULE, &figure, Formula { outcome: mean(cx, &members, cap), words, near: Near::Rounds }))
}

/// Of two readings of an unstated rule the one that leaves fewer contradictions: a document computes all its groups by one rule.
fn better(plain: Vec<Check>, cut: Vec<Check>) -> Vec<Check> {
    let contradictions = |checks: &[Check]| checks.iter().filter(|check| check.verdict == Verdict::Contradicts).count();
    if contradictions(&cut) < contradictions(&plain) { cut } else { plain }
}

fn mean(cx: &PlanContext, members: &[(&Indicator, &IndicatorYear)], cap: bool) -> Result<Outcome, Unchecked> {
    let progress = |row: &IndicatorYear| {
        let figure = cx.figure(&row.progress.fact).ok_or(Unchecked::Missing)?;
        let read = cx.read_measured(figure)?;
        Ok(if cap { cut(read) } else { read })
    };
    let [(_, only)] = members else {
        let terms = members.iter().map(|(_, row)| {
            let weight = cx.read_measured(cx.figure(&row.weight.fact).ok_or(Unchecked::Missing)?)?;
            progress(row)?.times(weight).ok_or(Unchecked::TooLarge)
        });
        let total = if members.is_empty() { Err(Unchecked::Missing) } else { sum(terms) };
        return total?.over(Outcome::constant(100)).ok_or(Unchecked::TooLarge);
    };
    // The progress of a group of one is that of its target.
    progress(only)
}

/// At most 100.
fn cut(outcome: Outcome) -> Outcome {
    let hundred = Fraction::whole(100);
    if outcome.exact < hundred {
        return outcome;
    }
    Outcome { exact: hundred, range: Interval::point(hundred) }
}

fn words(cx: &PlanContext, members: &[(&Indicator, &IndicatorYear)], cap: bool) -> Text {
    each(|lang| {
        let term = |row: &IndicatorYear| {
            let said = |fact: &str| cx.figure(fact).map(|figure| cx.say(figure)).unwrap_or_default();
            let (progress, weight) = (said(&row.progress.fact), said(&row.weight.fact));
            if members.len() == 1 {
                progress.any(lang).to_owned()
            } else {
                format!("{} × {}", progress.any(lang), weight.any(lang))
            }
        };
        let sum = members.iter().map(|(_, row)| term(row)).collect::<Vec<_>>().join(" + ");
        match (cap, lang) {
            (false, _) => sum,
            (true, Lang::Ja) => format!("{sum}（100%を超える進捗度は100%とする）"),
            (true, Lang::En) => format!("{sum} (progress above 100% counts as 100%)"),
        }
    })
}
