//! The front page: the state of the plan at a glance.
//!
//! In: a plan. Out: its view and the picture of all targets. Never: a count that was typed in.

use super::cells::CellView;
use super::draw::{self, ChartView};
use super::indicator::{self, Download, Head};
use super::said::{Cx, Link, Paras, Said, Year, value};
use crate::disclosed::{Indicator, IndicatorYear, Plan, Reached, marker};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct Home {
    plan: Link,
    period: String,
    status: Option<StatusView>,
    heads: Vec<Head>,
    chart: ChartView,
    rows: Vec<ProgressRow>,
    years: Vec<Year>,
    downloads: Vec<Download>,
    news: Vec<News>,
    /// How many things the register holds, in words.
    withheld: String,
    register: Link,
    notes: Vec<Note>,
    /// The other plans of the portal.
    plans: Vec<PlanCard>,
}

/// How many targets the latest reported year reached.
#[derive(Serialize)]
struct StatusView {
    year: Year,
    /// 5, or the marker.
    count: String,
    of: String,
    sentence: String,
    known: bool,
}

/// A plan among others.
#[derive(Serialize)]
pub struct PlanCard {
    link: Link,
    bodies: Vec<Said>,
    period: String,
    /// Numerical targets, and those without a number.
    counts: Vec<String>,
}

/// Progress of one target in all years: the table below the chart.
#[derive(Serialize)]
struct ProgressRow {
    link: Link,
    label: Said,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct News {
    year: Year,
    link: Link,
    summary: Option<Paras>,
}

/// A remark on a figure.
#[derive(Serialize)]
struct Note {
    link: Link,
    year: Year,
    note: Paras,
}

/// The view of the front page.
pub fn view(cx: &Cx, plan: &Plan) -> (Value, Vec<draw::PictureFile>) {
    let (chart, picture) = draw::multiples(cx, plan);
    let home = Home {
        plan: Link { said: cx.say(&plan.short), href: cx.listing(PageKind::Plan, &plan.id, None) },
        period: period(cx, plan),
        status: status(cx, plan),
        heads: plan.indicators.iter().map(|i| indicator::head(cx, plan, i)).collect(),
        chart,
        notes: plan.indicators.iter().flat_map(|i| notes(cx, plan, i)).collect(),
        rows: plan.indicators.iter().map(|i| progress_row(cx, plan, i)).collect(),
        years: plan.period().map(|year| cx.year(year)).collect(),
        downloads: indicator::downloads(cx, plan, "indicators", Some(&picture)),
        news: plan.reported().rev().take(3).filter_map(|year| news(cx, plan, year)).collect(),
        withheld: super::register::count(cx, "home-withheld-count"),
        register: super::register::link(cx),
        plans: others(cx, plan),
    };
    (value(&home), vec![picture])
}

/// The plans that have a page of their own, but for one.
pub fn others(cx: &Cx, but: &Plan) -> Vec<PlanCard> {
    let plans = cx.index.site.plans.iter().filter(|plan| plan.id != but.id);
    plans.filter_map(|plan| card(cx, plan)).collect()
}

fn card(cx: &Cx, plan: &Plan) -> Option<PlanCard> {
    let href = cx.listing(PageKind::Plan, &plan.id, None)?;
    let goals = plan.years.iter().map(|year| year.goals.len()).sum();
    let counts = [("plan-count-targets", plan.indicators.len()), ("plan-count-goals", goals)];
    Some(PlanCard {
        link: Link { said: cx.say(&plan.short), href: Some(href) },
        bodies: cx.bodies(&plan.bodies),
        period: period(cx, plan),
        counts: counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| cx.words.count(key, n)).collect(),
    })
}

/// 令和4年度から令和8年度まで
pub fn period(cx: &Cx, plan: &Plan) -> String {
    if plan.first == plan.last {
        return plan.first.long(cx.lang);
    }
    cx.words.fill("period", &[("first", &plan.first.long(cx.lang)), ("last", &plan.last.long(cx.lang))])
}

fn status(cx: &Cx, plan: &Plan) -> Option<StatusView> {
    let year = plan.reported().next_back()?.year;
    let states: Vec<Reached> = plan.indicators.iter().map(|i| i.reached(year, &cx.index.site.units)).collect();
    let count = |state| states.iter().filter(|s| **s == state).count();
    let known = count(Reached::Withheld) == 0;
    let reached = if known { count(Reached::Yes).to_string() } else { marker(cx.lang).to_owned() };
    let of = (states.len() - count(Reached::Unknown)).to_string();
    let key = if known { "home-status" } else { "home-status-withheld" };
    let values = [("year", year.long(cx.lang)), ("n", reached.clone()), ("of", of.clone())];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, text)| (*key, text.as_str())).collect();
    Some(StatusView { year: cx.year(year), count: reached, of, sentence: cx.words.fill(key, &values), known })
}

fn progress_row(cx: &Cx, plan: &Plan, i: &Indicator) -> ProgressRow {
    ProgressRow { link: indicator::link(cx, plan, i), label: cx.say(&i.label), cells: indicator::progress(cx, i) }
}

/// Remarks on figures of years that have been reported.
fn notes(cx: &Cx, plan: &Plan, i: &Indicator) -> Vec<Note> {
    let note = |row: &IndicatorYear| {
        Some(Note { link: indicator::link(cx, plan, i), year: cx.year(row.year), note: cx.maybe(row.note.as_ref())? })
    };
    i.years.iter().filter(|row| !indicator::to_come(plan, row)).filter_map(note).collect()
}

fn news(cx: &Cx, plan: &Plan, year: &crate::disclosed::PlanYear) -> Option<News> {
    let report = year.report.as_ref()?;
    cx.saw_document(report.place.document.as_deref());
    let href = cx.listing(PageKind::Report, &plan.id, Some(year.year));
    let summary = report.summary.as_ref().map(|summary| {
        let mut paras = cx.paras(summary);
        paras.list.truncate(1);
        paras
    });
    Some(News { year: cx.year(year.year), link: Link { said: cx.say(&report.title), href }, summary })
}
