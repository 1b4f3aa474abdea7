//! The front page: the state of the plan at a glance.
//!
//! In: a plan. Out: its view with the figure of all targets. Never: a count that was typed in.

use super::draw;
use super::figure::FigureView;
use super::indicator::{self, Download, Head};
use super::plans::{self, Counted, PlanCard};
use super::said::{Cx, Link, Paras, Year, value};
use crate::disclosed::{Indicator, IndicatorYear, Plan};
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct Home {
    plan: Link,
    period: String,
    status: Option<Counted>,
    /// Which year is reported next.
    next: Option<String>,
    heads: Vec<Head>,
    chart: FigureView,
    downloads: Vec<Download>,
    news: Vec<News>,
    /// How many things the register holds, in words.
    withheld: String,
    register: Link,
    /// What the audit found, and what was corrected, in words.
    corrections: String,
    corrections_page: Link,
    notes: Vec<Note>,
    /// The other plans of the portal.
    plans: Vec<PlanCard>,
    all_plans: Option<Link>,
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
pub fn view(cx: &Cx, plan: &Plan) -> Value {
    let chart = draw::multiples(cx, plan);
    let home = Home {
        plan: Link { said: cx.say(&plan.short), href: cx.listing(PageKind::Plan, &plan.id, None) },
        period: plans::period(cx, plan),
        status: plan.reported().next_back().and_then(|year| plans::counted(cx, plan, year.year)),
        next: next(cx, plan),
        heads: plan.indicators.iter().map(|i| indicator::head(cx, plan, i)).collect(),
        chart,
        notes: plan.indicators.iter().flat_map(|i| notes(cx, plan, i)).collect(),
        downloads: indicator::downloads(cx, plan, "indicators"),
        news: plan.reported().rev().take(3).filter_map(|year| news(cx, plan, year)).collect(),
        withheld: super::register::count(cx, "home-withheld-count"),
        register: super::register::link(cx),
        corrections: super::corrections::count(cx),
        corrections_page: super::corrections::link(cx),
        plans: plans::others(cx, plan),
        all_plans: cx.index.listing_of_all(cx.lang, PageKind::Plans).map(|page| cx.to(page)),
    };
    value(&home)
}

/// What comes after the latest report, while the plan goes on.
fn next(cx: &Cx, plan: &Plan) -> Option<String> {
    let next = FiscalYear(plan.reported().next_back()?.year.0 + 1);
    let years = [("year", next.long(cx.lang)), ("last", plan.last.long(cx.lang))];
    let key = if next == plan.last { "home-last" } else { "home-next" };
    (next <= plan.last).then(|| cx.words.fill(key, &years.each_ref().map(|(key, text)| (*key, text.as_str()))))
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
