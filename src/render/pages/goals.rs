//! 定性的な目標: the targets of a year that are not figures, by the plan's groups.
//!
//! In: the goals of a year. Out: the view. Never: a judgement whether a goal was reached.

use super::cells::CellView;
use super::draw;
use super::figure::FigureView;
use super::indicator::{self, Download};
use super::said::{Cx, Link, Said, Source, Time, Year, value};
use super::tables::withheld;
use super::told::{Row, ToldParas};
use crate::disclosed::{Dated, Goal, Group, Plan, PlanYear, Shown, Status};
use crate::figures::FiscalYear;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct GoalsView {
    year: Year,
    count: String,
    chart: Option<FigureView>,
    groups: Vec<GroupView>,
    /// Goals of which only their being withheld is public, not even their group.
    withheld: Vec<CellView>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct GroupView {
    id: String,
    label: Said,
    name: Said,
    /// The numerical targets of the same group.
    targets: Vec<Link>,
    caption: String,
    /// How many rows there are, in words.
    count: String,
    rows: Vec<GoalView>,
}

#[derive(Serialize)]
struct GoalView {
    id: String,
    name: Said,
    repeat: bool,
    due: Option<DueView>,
    /// What stands in place of a date where the document has none.
    no_due: Option<CellView>,
    result: Option<ToldParas>,
    done: Vec<Time>,
    source: Source,
}

#[derive(Serialize)]
struct DueView {
    when: Time,
    printed: Option<Said>,
}

/// The view of a year's qualitative targets.
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    // In the order of the groups, as the tables have them.
    let goals: Vec<&Goal> = plan.groups.iter().flat_map(|group| members(of_year, group)).collect();
    let chart = draw::strip(cx, plan, of_year.year, &goals);
    value(&GoalsView {
        year: cx.year(of_year.year),
        count: cx.words.count("goals-count", of_year.goals.len()),
        chart,
        groups: plan.groups.iter().filter_map(|group| group_view(cx, plan, of_year, group)).collect(),
        withheld: withheld(cx, &of_year.goals),
        downloads: indicator::downloads(cx, plan, "goals"),
    })
}

fn members<'a>(of_year: &'a PlanYear, group: &Group) -> impl Iterator<Item = &'a Goal> {
    of_year.goals.iter().filter_map(Shown::public).filter(|goal| goal.group == group.id)
}

fn group_view(cx: &Cx, plan: &Plan, of_year: &PlanYear, group: &Group) -> Option<GroupView> {
    let rows: Vec<GoalView> =
        members(of_year, group).map(|goal| cx.in_row(&goal.id, &goal.name, || goal_view(cx, plan, of_year.year, goal))).collect();
    let targets = plan.indicators.iter().filter(|indicator| indicator.group == group.id);
    let (name, year) = (group.name.any(cx.lang), of_year.year.name(cx.lang));
    (!rows.is_empty()).then(|| GroupView {
        id: group.id.clone(),
        label: cx.say(&group.label),
        name: cx.say(&group.name),
        targets: targets.map(|i| indicator::link(cx, plan, i)).collect(),
        caption: cx.words.fill("goals-table", &[("name", name), ("year", &year)]),
        count: cx.words.count("rows-count", rows.len()),
        rows,
    })
}

fn goal_view(cx: &Cx, plan: &Plan, year: FiscalYear, goal: &Goal) -> GoalView {
    let texts = Row::new(cx, &plan.id, year, "goal", &goal.id);
    GoalView {
        id: goal.id.clone(),
        name: cx.say(&goal.name),
        repeat: goal.repeat,
        due: goal.due.as_ref().map(|due| due_view(cx, due)),
        no_due: goal.due.is_none().then(|| cx.mark(String::new(), Status::None)),
        result: texts.paras("result", goal.result.as_ref()),
        done: goal.done.iter().map(|when| cx.when(*when)).collect(),
        source: cx.source(&goal.place),
    }
}

fn due_view(cx: &Cx, due: &Dated) -> DueView {
    DueView { when: cx.when(due.when), printed: due.printed.as_deref().map(|printed| cx.foreign(printed)) }
}
