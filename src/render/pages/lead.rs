//! The sentences under the title of a target: what came of the latest year, what it adds up to, what comes next.
//!
//! In: a target. Out: sentences in pieces, of which each figure keeps its fact id. Never: a figure that is not in the table of
//! the page; a word about a withheld one.

use super::cells::CellView;
use super::draw;
use super::said::Cx;
use crate::disclosed::{Cell, Indicator, IndicatorYear, Plan, Reached, Status};
use serde::Serialize;

/// A stretch of words, or a figure among them.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Part {
    Words { text: String },
    Figure { figure: CellView },
}

/// The sentences; none for a plan without a report.
pub fn sentences(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Vec<Vec<Part>> {
    let Some(latest) = plan.reported().next_back().map(|year| year.year) else { return Vec::new() };
    let Some(row) = indicator.years.iter().find(|row| row.year == latest) else { return Vec::new() };
    [Some(result(cx, indicator, row)), total(cx, plan, indicator), next(cx, plan, indicator, row)].into_iter().flatten().collect()
}

/// 令和6年度の実績は111億円で、目標の116億円に届きませんでした（進捗度96％）。
fn result(cx: &Cx, indicator: &Indicator, row: &IndicatorYear) -> Vec<Part> {
    let key = match (indicator.reached(row.year, &cx.index.site.units), row.actual.status(), row.target.status()) {
        (Reached::Yes, ..) => "lead-reached",
        (Reached::No, ..) => "lead-short",
        (_, Status::Value | Status::Text, Status::Value) => "lead-open",
        (_, Status::Value | Status::Text | Status::Withheld, _) => "lead-alone",
        _ => "lead-none",
    };
    let progress = if is_figure(&row.progress) { "-progress" } else { "" };
    let key =
        if matches!(key, "lead-reached" | "lead-short" | "lead-open") { format!("{key}{progress}") } else { key.to_owned() };
    let figures =
        [("{actual}", cx.full(&row.actual)), ("{target}", cx.full(&row.target)), ("{progress}", cx.full(&row.progress))];
    parts(&cx.words.fill(&key, &[("year", &row.year.long(cx.lang))]), &figures)
}

/// The running total beside the target of the whole period.
fn total(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Option<Vec<Part>> {
    let hidden = indicator.years.iter().any(|row| row.actual.shown.is_withheld());
    let running = draw::running_full(cx, indicator).filter(|_| !hidden && is_figure(&indicator.cumulative))?;
    let figures = [("{running}", cx.computed(running)), ("{cumulative}", cx.full(&indicator.cumulative))];
    let ends = [("first", plan.first.name(cx.lang)), ("last", plan.last.name(cx.lang))];
    let ends = ends.each_ref().map(|(key, text)| (*key, text.as_str()));
    Some(parts(&cx.words.fill("lead-total", &ends), &figures))
}

/// The target of the year after the latest report.
fn next(cx: &Cx, plan: &Plan, indicator: &Indicator, row: &IndicatorYear) -> Option<Vec<Part>> {
    let coming = indicator.years.iter().find(|other| other.year > row.year && is_figure(&other.target))?;
    let key = if coming.year == plan.last { "lead-last" } else { "lead-next" };
    let years = [("year", coming.year.long(cx.lang)), ("last", plan.last.long(cx.lang))];
    let years = years.each_ref().map(|(key, text)| (*key, text.as_str()));
    Some(parts(&cx.words.fill(key, &years), &[("{target}", cx.full(&coming.target))]))
}

fn is_figure(cell: &Cell) -> bool {
    cell.status() == Status::Value
}

/// Cuts a text at the gaps for figures.
fn parts(text: &str, figures: &[(&str, CellView)]) -> Vec<Part> {
    let found = figures.iter().filter_map(|(gap, figure)| Some((text.find(gap)?, *gap, figure)));
    let Some((at, gap, figure)) = found.min_by_key(|(at, ..)| *at) else {
        return if text.is_empty() { Vec::new() } else { vec![Part::Words { text: text.to_owned() }] };
    };
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + gap.len()..).unwrap_or_default());
    let words = (!before.is_empty()).then(|| Part::Words { text: before.to_owned() });
    words.into_iter().chain([Part::Figure { figure: figure.clone() }]).chain(parts(after, figures)).collect()
}
