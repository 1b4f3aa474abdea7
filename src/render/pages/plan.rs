//! The plan and the list of its targets.
//!
//! In: a plan. Out: views. Never: a sum of yearly targets (the printed cumulative target stands).

use super::cells::{CellView, FactView};
use super::indicator::{self, Columns, Download, Head, YearRow};
use super::plans::{PlanCard, others, period};
use super::said::{Cx, Link, Paras, Said, Source, Time, Year, value};
use crate::disclosed::{Group, Indicator, Plan};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct PlanView {
    name: Said,
    outline: Option<Paras>,
    goal: Option<Paras>,
    bodies: Vec<Said>,
    period: String,
    dates: Vec<(Said, Time)>,
    facts: Vec<FactView>,
    groups: Vec<GroupTargets>,
    years: Vec<Year>,
    indicators: Option<String>,
    /// Pages with what the plan does, and what came of it.
    pages: Vec<Link>,
    /// The other plans of the portal.
    others: Vec<PlanCard>,
    source: Source,
    downloads: Vec<Download>,
}

/// A group with the targets of each year.
#[derive(Serialize)]
struct GroupTargets {
    id: String,
    label: Said,
    name: Said,
    rows: Vec<Targets>,
}

#[derive(Serialize)]
struct Targets {
    link: Link,
    label: Said,
    name: Said,
    unit: String,
    cumulative: CellView,
    cells: Vec<CellView>,
}

/// The view of the plan page.
pub fn view(cx: &Cx, plan: &Plan) -> Value {
    value(&PlanView {
        name: cx.say(&plan.name),
        outline: cx.maybe(plan.outline.as_ref()),
        goal: cx.maybe(plan.goal.as_ref()),
        bodies: cx.bodies(&plan.bodies),
        period: period(cx, plan),
        dates: plan.dates.iter().map(|(_, label, date)| (cx.say(label), cx.day(*date))).collect(),
        facts: cx.facts(&plan.facts),
        groups: plan.groups.iter().map(|group| group_targets(cx, plan, group)).collect(),
        years: plan.period().map(|year| cx.year(year)).collect(),
        indicators: cx.listing(PageKind::Indicators, &plan.id, None),
        pages: pages(cx, plan),
        others: others(cx, plan),
        source: cx.source(&plan.place),
        downloads: indicator::downloads(cx, plan, "plan"),
    })
}

fn pages(cx: &Cx, plan: &Plan) -> Vec<Link> {
    let kinds = [PageKind::Projects, PageKind::Schedule, PageKind::Goals, PageKind::Timeline];
    let of_kind = |kind| cx.index.pages_of(cx.lang, kind, &plan.id).into_iter().map(|page| cx.to(page));
    kinds.into_iter().flat_map(of_kind).collect()
}

fn members<'a>(plan: &'a Plan, group: &'a Group) -> impl Iterator<Item = &'a Indicator> {
    plan.indicators.iter().filter(|indicator| indicator.group == group.id)
}

fn group_targets(cx: &Cx, plan: &Plan, group: &Group) -> GroupTargets {
    let targets = |i: &Indicator| Targets {
        link: indicator::link(cx, plan, i),
        label: cx.say(&i.label),
        name: cx.say(&i.name),
        unit: cx.unit_name(i),
        cumulative: cx.in_unit(i, &i.cumulative),
        cells: i.years.iter().map(|row| cx.in_unit(i, &row.target)).collect(),
    };
    GroupTargets {
        id: group.id.clone(),
        label: cx.say(&group.label),
        name: cx.say(&group.name),
        rows: members(plan, group).map(targets).collect(),
    }
}

#[derive(Serialize)]
struct IndicatorsView {
    groups: Vec<GroupView>,
    downloads: Vec<Download>,
    plan: Link,
}

/// A group with all years of its targets.
#[derive(Serialize)]
struct GroupView {
    id: String,
    label: Said,
    name: Said,
    progress: Vec<(Year, CellView)>,
    members: Vec<Member>,
}

#[derive(Serialize)]
struct Member {
    head: Head,
    rows: Vec<YearRow>,
}

/// The view of the list of targets.
pub fn indicators(cx: &Cx, plan: &Plan) -> Value {
    value(&IndicatorsView {
        groups: plan.groups.iter().map(|group| group_view(cx, plan, group)).collect(),
        downloads: indicator::downloads(cx, plan, "indicators"),
        plan: Link { said: cx.say(&plan.short), href: cx.listing(PageKind::Plan, &plan.id, None) },
    })
}

fn group_view(cx: &Cx, plan: &Plan, group: &Group) -> GroupView {
    let member =
        |i: &Indicator| Member { head: indicator::head(cx, plan, i), rows: indicator::rows(cx, plan, i, Columns::Printed) };
    GroupView {
        id: group.id.clone(),
        label: cx.say(&group.label),
        name: cx.say(&group.name),
        progress: group.progress.iter().map(|(year, cell)| (cx.year(*year), cx.full(cell))).collect(),
        members: members(plan, group).map(member).collect(),
    }
}
