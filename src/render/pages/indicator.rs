//! Numerical targets: the page of each, and the pieces that cards and listings take from it.
//!
//! In: an indicator. Out: views. Never: a running total beyond a year that is withheld.

use super::cells::{CellView, FactView, Parted, ReachedView};
use super::draw;
use super::figure::{self, FigureView};
use super::frame::{Frame, Frames};
use super::lead::{self, Part};
use super::related;
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use crate::disclosed::{Indicator, IndicatorYear, Plan, Related, Status, address};
use crate::figures::{Decimal, FiscalYear};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

/// What cards, listings and the page itself say about a target.
#[derive(Serialize)]
pub struct Head {
    pub id: String,
    pub href: String,
    pub label: Said,
    pub name: Said,
    pub short: Said,
    /// What the table of its years is called, and its columns of target, actual figure and running total.
    pub caption: String,
    pub columns: [String; 3],
    pub cumulative: CellView,
    pub cumulative_full: CellView,
    pub spark: String,
    /// The latest reported year.
    pub latest: Option<Latest>,
}

/// Figures of the latest reported year, with units.
#[derive(Serialize)]
pub struct Latest {
    pub year: Year,
    pub target: CellView,
    pub actual: Parted,
    pub progress: CellView,
    pub reached: ReachedView,
}

/// One year in a table whose headings carry the units.
#[derive(Serialize)]
pub struct YearRow {
    pub year: Year,
    pub target: CellView,
    pub actual: CellView,
    pub progress: CellView,
    pub reached: ReachedView,
    pub note: Option<Paras>,
    /// Where the documents of the plan print such figures.
    pub growth: Option<CellView>,
    pub weight: Option<CellView>,
    pub overall_weight: Option<CellView>,
    pub weight_reason: Option<Paras>,
    /// On the page of the target.
    pub running: Option<CellView>,
}

/// How much of a year a table shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Target, actual, progress.
    Printed,
    /// Weight and running total as well.
    All,
}

/// Words of a year.
#[derive(Serialize)]
struct Told {
    year: Year,
    self_evaluation: Option<Paras>,
    external_factors: Option<Paras>,
    facts: Vec<FactView>,
    source: Source,
    report: Option<Link>,
}

/// A file to take away.
#[derive(Serialize, Clone, Debug)]
pub struct Download {
    pub text: String,
    pub href: String,
}

#[derive(Serialize)]
struct IndicatorPage {
    head: Head,
    plan: Link,
    group: Option<Said>,
    /// The finding in sentences.
    lead: Vec<Vec<Part>>,
    chart: FigureView,
    running: Option<String>,
    rows: Vec<YearRow>,
    has_growth: bool,
    has_weights: bool,
    has_overall_weights: bool,
    /// Columns of the table after the target.
    span: usize,
    evaluated_by: Option<Link>,
    /// Targets that are evaluated by this one.
    evaluates: Vec<Link>,
    earlier: Vec<Compared>,
    later: Vec<Compared>,
    /// This target and those it is compared with, side by side.
    periods: Option<FigureView>,
    told: Vec<Told>,
    basis: Option<Paras>,
    approach: Option<Paras>,
    facts: Vec<FactView>,
    source: Source,
    related: Vec<related::Rows>,
    downloads: Vec<Download>,
    citation: String,
    easy: Option<super::easy::Easy>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A comparable target of another plan.
#[derive(Serialize)]
struct Compared {
    link: Link,
    plan: Said,
    period: String,
    /// How far the two can be compared.
    note: Option<Paras>,
}

/// The caption of the table of all years.
const YEARS_TABLE: &str = "k_years_table";

/// The page of a target.
pub fn page(cx: &Cx, frames: &Frames, plan: &Plan, indicator: &Indicator) -> (Frame, Value) {
    let parent = cx.index.listing(cx.lang, PageKind::Indicators, &plan.id, None);
    let name = indicator.name.any(cx.lang);
    let description = cx.words.fill("indicator-description", &[("name", name), ("plan", plan.short.any(cx.lang))]);
    let address = address::indicator(&plan.id, &indicator.id);
    let frame = frames.made(cx, PageKind::Indicator, &address, name, description, parent);
    let chart = draw::progress(cx, plan, indicator, YEARS_TABLE);
    let at = plan.indicators.iter().position(|other| other.id == indicator.id).unwrap_or_default();
    let beside = |at: Option<usize>| at.and_then(|at| plan.indicators.get(at)).map(|other| link(cx, plan, other));
    let named: Vec<_> = indicator.earlier.iter().filter_map(|(plan, id)| cx.index.indicator(plan, id)).collect();
    let periods = draw::periods(cx, plan, indicator, &named);
    let rows = rows(cx, plan, indicator, Columns::All);
    let view = IndicatorPage {
        head: head(cx, plan, indicator),
        plan: Link { said: cx.say(&plan.name), href: cx.listing(PageKind::Plan, &plan.id, None) },
        group: plan.groups.iter().find(|group| group.id == indicator.group).map(|group| cx.say(&group.label)),
        lead: lead::sentences(cx, plan, indicator),
        chart,
        running: draw::running_full(cx, indicator),
        has_growth: plan.has_growth(),
        has_weights: plan.has_weights(),
        has_overall_weights: plan.has_overall_weights(),
        span: 4 + [plan.has_growth(), plan.has_weights(), plan.has_overall_weights()].iter().filter(|has| **has).count(),
        evaluated_by: evaluated_by(cx, plan, indicator),
        evaluates: evaluates(cx, plan, indicator),
        earlier: earlier(cx, indicator),
        later: later(cx, plan, indicator),
        periods,
        rows,
        told: indicator.years.iter().rev().filter(|row| tells(row)).map(|row| told(cx, plan, row)).collect(),
        basis: cx.maybe(indicator.basis.as_ref()),
        approach: cx.maybe(indicator.approach.as_ref()),
        facts: cx.facts(&indicator.facts),
        source: cx.source(&indicator.place),
        related: related::rows(cx, plan, indicator),
        downloads: downloads(cx, plan, &format!("indicators-{}", indicator.id)),
        citation: citation(cx, plan, indicator, &address),
        easy: super::easy::of(cx, indicator.easy.as_ref()),
        previous: beside(at.checked_sub(1)),
        next: beside(Some(at + 1)),
    };
    let view = value(&view);
    (frame.finish(cx, Some(plan), None), view)
}

/// What cards and listings say.
pub fn head(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Head {
    let latest = plan.reported().next_back().map(|year| year.year);
    let row = indicator.years.iter().find(|row| Some(row.year) == latest);
    Head {
        id: indicator.id.clone(),
        href: cx.index.indicator_path(cx.lang, &plan.id, &indicator.id),
        label: cx.say(&indicator.label),
        name: cx.say(&indicator.name),
        short: cx.say(&indicator.short),
        caption: cx.unit_heading("years-table", indicator),
        columns: ["target-in", "actual-in", "running-in"].map(|key| cx.unit_heading(key, indicator)),
        cumulative: cx.in_unit(indicator, &indicator.cumulative),
        cumulative_full: cx.full(&indicator.cumulative),
        spark: draw::spark(cx, indicator),
        latest: row.map(|row| Latest {
            year: cx.year(row.year),
            target: cx.full(&row.target),
            actual: cx.parted(indicator, &row.actual),
            progress: cx.full(&row.progress),
            reached: cx.reached(indicator, row),
        }),
    }
}

/// All years of a target.
pub fn rows(cx: &Cx, plan: &Plan, indicator: &Indicator, columns: Columns) -> Vec<YearRow> {
    let running = draw::running(cx, indicator);
    let all = columns == Columns::All;
    let (growth, weights, overall) = (all && plan.has_growth(), all && plan.has_weights(), all && plan.has_overall_weights());
    let row = |row: &IndicatorYear| YearRow {
        year: cx.year(row.year),
        target: cx.in_unit(indicator, &row.target),
        actual: cx.in_unit(indicator, &row.actual),
        progress: cx.percent(&row.progress),
        reached: cx.reached(indicator, row),
        note: cx.maybe(row.note.as_ref()),
        growth: growth.then(|| cx.percent(&row.growth)),
        weight: weights.then(|| cx.percent(&row.weight)),
        overall_weight: overall.then(|| cx.percent(&row.overall_weight)),
        weight_reason: cx.maybe(row.weight_reason.as_ref()).filter(|_| all),
        running: all.then(|| running_cell(cx, indicator, row, &running)),
    };
    indicator.years.iter().map(row).collect()
}

/// The printed progress of all years.
pub fn progress(cx: &Cx, indicator: &Indicator) -> Vec<CellView> {
    indicator.years.iter().map(|row| cx.percent(&row.progress)).collect()
}

/// Whether a year lies after the latest report.
pub fn to_come(plan: &Plan, row: &IndicatorYear) -> bool {
    plan.reported().next_back().is_none_or(|reported| row.year > reported.year)
}

/// A running total is tainted by the first withheld year: it prints the marker from there on.
fn running_cell(cx: &Cx, indicator: &Indicator, row: &IndicatorYear, running: &[(FiscalYear, Decimal)]) -> CellView {
    if let Some((_, number)) = running.iter().find(|(year, _)| *year == row.year) {
        return cx.computed_number(*number);
    }
    let to_come = row.actual.status() == Status::NotYet;
    let hidden = indicator.years.iter().filter(|other| other.year <= row.year).find_map(|other| match &other.actual.shown {
        crate::disclosed::Shown::Withheld(why) => Some(why),
        crate::disclosed::Shown::Public(_) => None,
    });
    match hidden {
        Some(why) if !to_come => cx.withheld(String::new(), why),
        _ if to_come => cx.mark(String::new(), Status::NotYet),
        _ if row.actual.status() == Status::NotEntered => cx.mark(String::new(), Status::NotEntered),
        _ => cx.mark(String::new(), Status::None),
    }
}

fn tells(row: &IndicatorYear) -> bool {
    row.self_evaluation.is_some() || row.external_factors.is_some() || !row.facts.is_empty()
}

fn told(cx: &Cx, plan: &Plan, row: &IndicatorYear) -> Told {
    let report = cx.listing(PageKind::Report, &plan.id, Some(row.year));
    let text = cx.words.fill("report-of", &[("year", &row.year.name(cx.lang))]);
    Told {
        year: cx.year(row.year),
        self_evaluation: cx.maybe(row.self_evaluation.as_ref()),
        external_factors: cx.maybe(row.external_factors.as_ref()),
        facts: cx.facts(&row.facts),
        source: cx.source(&row.place),
        report: report.map(|href| Link { said: Said::plain(text), href: Some(href) }),
    }
}

/// A link to a target by its short name.
pub fn link(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Link {
    Link { said: cx.say(&indicator.short), href: Some(cx.index.indicator_path(cx.lang, &plan.id, &indicator.id)) }
}

/// The target by which this one is evaluated (①②の評価は②により行う).
pub fn evaluated_by(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Option<Link> {
    let (_, by) = cx.index.indicator(&plan.id, indicator.evaluated_by.as_deref()?)?;
    Some(link(cx, plan, by))
}

fn evaluates(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Vec<Link> {
    let others = plan.indicators.iter().filter(|other| other.evaluated_by.as_ref() == Some(&indicator.id));
    others.map(|other| link(cx, plan, other)).collect()
}

/// Comparable targets of earlier plans, as this one names them.
fn earlier(cx: &Cx, indicator: &Indicator) -> Vec<Compared> {
    let named = indicator.earlier.iter().filter_map(|(plan, id)| cx.index.indicator(plan, id));
    named.map(|(plan, other)| compared(cx, plan, other, indicator)).collect()
}

/// Targets of later plans that name this one.
fn later(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Vec<Compared> {
    let is_this = |(of, id): &(String, String)| *of == plan.id && *id == indicator.id;
    let all = cx.index.site.plans().flat_map(|plan| plan.indicators.iter().map(move |other| (plan, other)));
    all.filter(|(_, other)| other.earlier.iter().any(is_this)).map(|(plan, other)| compared(cx, plan, other, other)).collect()
}

/// `noted`: the target that says how far they can be compared.
fn compared(cx: &Cx, plan: &Plan, other: &Indicator, noted: &Indicator) -> Compared {
    Compared {
        link: Link { said: cx.say(&other.name), href: Some(cx.index.indicator_path(cx.lang, &plan.id, &other.id)) },
        plan: cx.say(&plan.short),
        period: super::plans::period(cx, plan),
        note: cx.maybe(noted.earlier_note.as_ref()),
    }
}

/// Links to the targets that a row names, or the dash printed in their place; empty means all.
pub fn links(cx: &Cx, plan: &Plan, related: &Related) -> Vec<Link> {
    if matches!(related, Related::Dash) {
        cx.saw_mark("dash");
        return vec![Link { said: Said::plain(cx.words.get("mark-dash")), href: None }];
    }
    let named = related.named().iter();
    named.filter_map(|id| plan.indicators.iter().find(|i| i.id == *id)).map(|i| link(cx, plan, i)).collect()
}

/// Links to a table's files, with format and size.
pub fn downloads(cx: &Cx, plan: &Plan, table: &str) -> Vec<Download> {
    let data = |extension| format!("/{}", address::data(&plan.id, table, extension));
    let mut out = Vec::new();
    if let Some((csv, json)) = cx.index.sizes(&plan.id, table) {
        cx.saw_table(&address::data(&plan.id, table, "csv"));
        out.push(file(cx, "csv", csv, data("csv")));
        out.push(file(cx, "json", json, data("json")));
    }
    out
}

/// Links to a table of the whole site in the formats in which it is made.
pub fn site_downloads(cx: &Cx, path: fn(&str) -> String) -> Vec<Download> {
    cx.saw_table(&path("csv"));
    let of = |extension: &&str| Some(file(cx, extension, cx.index.size(&path(extension))?, format!("/{}", path(extension))));
    ["csv", "json"].iter().filter_map(of).collect()
}

fn file(cx: &Cx, format: &str, bytes: usize, href: String) -> Download {
    let text = cx.words.fill(&format!("download-{format}"), &[("size", &figure::kilobytes(bytes))]);
    Download { text, href }
}

fn citation(cx: &Cx, plan: &Plan, indicator: &Indicator, address: &str) -> String {
    let site = cx.index.site;
    let source = plan.place.document.as_deref().map(|id| cx.citation(id)).unwrap_or_default();
    let url = format!("{}{}", site.base_url, cx.path(address));
    let values = [("name", indicator.name.any(cx.lang)), ("site", site.title.any(cx.lang)), ("source", &source), ("url", &url)];
    cx.words.fill("cite", &values)
}
