//! 定性的な目標: the targets of a year that are not figures, by the plan's groups.
//!
//! In: the goals of a year. Out: the view. Never: a judgement whether a goal was reached.

use super::cells::CellView;
use super::draw;
use super::figure::FigureView;
use super::filter::{self, Filter};
use super::indicator::{self, Download};
use super::said::{Cx, Link, Said, Source, Time, Year, value};
use super::tables::withheld;
use super::told::{Row, ToldParas};
use crate::disclosed::{Dated, Goal, Group, Plan, PlanYear, Shown, Status};
use crate::figures::{FiscalYear, fiscal_year_of};
use serde::Serialize;
use std::collections::BTreeSet;
use tera::Value;

#[derive(Serialize)]
struct GoalsView {
    year: Year,
    count: String,
    chart: Option<FigureView>,
    filters: Vec<Filter>,
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
    /// The fiscal years of its due date, and whether the document says that something was done.
    due_years: String,
    told: &'static str,
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
        filters: filters(cx, plan, &goals),
        groups: plan.groups.iter().filter_map(|group| group_view(cx, plan, of_year, group)).collect(),
        withheld: withheld(cx, &of_year.goals),
        downloads: indicator::downloads(cx, plan, "goals"),
    })
}

fn members<'a>(of_year: &'a PlanYear, group: &Group) -> impl Iterator<Item = &'a Goal> {
    of_year.goals.iter().filter_map(Shown::public).filter(|goal| goal.group == group.id)
}

/// The group, the year in which it is due, and whether the document says that something was done.
fn filters(cx: &Cx, plan: &Plan, goals: &[&Goal]) -> Vec<Filter> {
    let groups = plan.groups.iter().map(|group| (group.id.clone(), cx.say(&group.name).text)).collect();
    let of_groups: Vec<&str> = goals.iter().map(|goal| goal.group.as_str()).collect();
    let years: BTreeSet<FiscalYear> = goals.iter().filter_map(|goal| due_year(goal)).collect();
    let years = years.into_iter().map(|year| (year.0.to_string(), year.name(cx.lang))).collect();
    let of_years: Vec<String> = goals.iter().map(|goal| due_years(goal)).collect();
    let answers = [("yes", "goal-told"), ("no", "goal-untold")].map(|(word, key)| (word.to_owned(), cx.words.get(key)));
    let of_answers: Vec<&str> = goals.iter().map(|goal| told(goal)).collect();
    let all = [
        filter::select(cx, "part", "goal-group", groups, &of_groups),
        filter::select(cx, "due", "goal-due", years, &of_years),
        filter::select(cx, "told", "goal-done", answers.to_vec(), &of_answers),
    ];
    all.into_iter().flatten().collect()
}

/// The fiscal year in which it is due.
fn due_year(goal: &Goal) -> Option<FiscalYear> {
    goal.due.as_ref().map(|due| fiscal_year_of(due.when.last_day().unwrap_or_else(|| due.when.first_day())))
}

fn due_years(goal: &Goal) -> String {
    due_year(goal).map(|year| year.0.to_string()).unwrap_or_default()
}

/// Whether the document names months in which it was carried out.
fn told(goal: &Goal) -> &'static str {
    if goal.done.is_empty() { "no" } else { "yes" }
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
        due_years: due_years(goal),
        told: told(goal),
        source: cx.source(&goal.place),
    }
}

fn due_view(cx: &Cx, due: &Dated) -> DueView {
    DueView { when: cx.when(due.when), printed: due.printed.as_deref().map(|printed| cx.foreign(printed)) }
}
