//! 年表: what happened, oldest first, by decade.
//!
//! In: the events of all years of a plan, and the plan's own dates. Out: the view. Never: the place in time, the category or the
//! body of an event that is withheld.

use super::cells::CellView;
use super::filter::{self, Filter};
use super::indicator::{self, Download};
use super::said::{Cx, Said, Source, Time, value};
use super::sorting::{self, By, Sorting};
use super::tables::in_order;
use super::told::{Row, ToldParas};
use crate::disclosed::{Event, Plan, Shown, Text};
use crate::figures::{FiscalYear, Moment, When};
use crate::kinds::{EVENTS, slug};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use tera::Value;

/// The category of the dates that the plan itself states.
const OF_PLAN: &str = "計画・指定";

#[derive(Serialize)]
struct TimelineView {
    count: String,
    decades: Vec<Decade>,
    filters: Vec<Filter>,
    orders: Vec<sorting::Choice>,
    withheld: Vec<CellView>,
    /// Whether the rows come from several documents, so that each has to name its own.
    several: bool,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct Decade {
    anchor: String,
    name: String,
    count: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    id: String,
    /// In the orders that a reader can choose.
    places: Option<String>,
    when: Time,
    printed: Option<Said>,
    kind: &'static str,
    kind_name: String,
    bodies: Vec<Said>,
    body_ids: String,
    name: Said,
    note: Option<ToldParas>,
    source: Source,
}

/// What stands in the list: an event, or a date of the plan.
struct Entry<'a> {
    when: When,
    bodies: &'a [String],
    view: RowView,
}

/// The view of all events of a plan.
pub fn view(cx: &Cx, plan: &Plan) -> Value {
    let mut entries: Vec<Entry> = of_plan(cx, plan).chain(events(cx, plan)).collect();
    // Equal dates stay in the order of the documents.
    entries.sort_by_key(|entry| entry.when);
    let sorting = sorting(cx, &entries);
    for entry in &mut entries {
        entry.view.places = sorting.of(&entry.view.id);
    }
    let (count, filters) = (cx.words.count("timeline-count", entries.len()), filters(cx, &entries));
    let withheld = plan.years.iter().flat_map(|year| super::tables::withheld(cx, &year.events)).collect();
    let downloads = indicator::downloads(cx, plan, "events");
    let several = cx.seen().documents.len() > 1;
    let orders = sorting.choices;
    value(&TimelineView { count, decades: decades(cx, entries), filters, orders, withheld, several, downloads })
}

/// The newest first, or all of one category together. A day on which nobody can say when it ended is as late as it began.
fn sorting(cx: &Cx, entries: &[Entry]) -> Sorting {
    let newest: Vec<_> = entries.iter().map(|entry| Some(Reverse(entry.when))).collect();
    let kinds: Vec<_> = entries.iter().map(|entry| EVENTS.iter().position(|(_, slug)| *slug == entry.view.kind)).collect();
    let ids = entries.iter().map(|entry| entry.view.id.as_str());
    Sorting::new(cx, ids, [By::in_groups("newest", &newest), By::across("event-kind", &kinds)])
}

/// The decade in which it begins.
fn decade(when: When) -> i64 {
    when.first_day().calendar_year() / 10 * 10
}

fn filters(cx: &Cx, entries: &[Entry]) -> Vec<Filter> {
    let kinds = EVENTS.map(|(_, slug)| (slug.to_owned(), kind_name(cx, slug)));
    let bodies = in_order(entries.iter().flat_map(|entry| entry.bodies).map(String::as_str));
    let body = |id: &str| Some((id.to_owned(), cx.say(&cx.index.body(id)?.name).text));
    let of_kind: Vec<&str> = entries.iter().map(|entry| entry.view.kind).collect();
    let of_bodies: Vec<&str> = entries.iter().map(|entry| entry.view.body_ids.as_str()).collect();
    let kind = filter::select(cx, "kind", "event-kind", kinds.to_vec(), &of_kind);
    let body = filter::select(cx, "body", "event-body", bodies.into_iter().filter_map(body).collect(), &of_bodies);
    kind.into_iter().chain(body).collect()
}

fn kind_name(cx: &Cx, slug: &str) -> String {
    cx.words.get(&format!("event-{slug}"))
}

fn decades(cx: &Cx, entries: Vec<Entry>) -> Vec<Decade> {
    let mut out: Vec<(i64, Vec<RowView>)> = Vec::new();
    for entry in entries {
        let of = decade(entry.when);
        match out.last_mut() {
            Some((last, rows)) if *last == of => rows.push(entry.view),
            _ => out.push((of, vec![entry.view])),
        }
    }
    let view = |(decade, rows): (i64, Vec<RowView>)| Decade {
        anchor: format!("k_{decade}"),
        name: cx.words.fill("timeline-decade", &[("decade", &decade.to_string())]),
        count: cx.words.count("rows-count", rows.len()),
        rows,
    };
    out.into_iter().map(view).collect()
}

/// The dates that the plan itself states.
fn of_plan<'a>(cx: &'a Cx, plan: &'a Plan) -> impl Iterator<Item = Entry<'a>> {
    plan.dates.iter().map(|(key, label, date)| {
        let when = When::At(Moment::day(*date));
        let view = RowView {
            id: format!("k_date_{key}"),
            places: None,
            when: cx.when(when),
            printed: None,
            kind: slug(&EVENTS, OF_PLAN),
            kind_name: kind_name(cx, slug(&EVENTS, OF_PLAN)),
            bodies: cx.bodies(&plan.bodies),
            body_ids: plan.bodies.join(" "),
            name: of_plan_name(cx, plan, label),
            note: None,
            source: cx.source(&plan.place),
        };
        Entry { when, bodies: &plan.bodies, view }
    })
}

/// 「指定」 alone says nothing among other events: the plan stands before it.
fn of_plan_name(cx: &Cx, plan: &Plan, label: &Text) -> Said {
    let (plan, label) = (cx.say(&plan.short), cx.say(label));
    let text = cx.words.fill("timeline-of-plan", &[("plan", &plan.text), ("label", &label.text)]);
    Said { lang: plan.lang.or(label.lang), ..Said::plain(text) }
}

fn events<'a>(cx: &'a Cx, plan: &'a Plan) -> impl Iterator<Item = Entry<'a>> {
    let mut seen = BTreeSet::new();
    let rows = plan.years.iter().flat_map(|year| year.events.iter().filter_map(Shown::public).map(|row| (year.year, row)));
    rows.map(move |(year, row)| {
        let anchor = anchor(row, year, seen.insert(row.id.as_str()));
        let view = cx.in_row(&anchor, &row.name, || event(cx, plan, year, row, anchor.clone()));
        Entry { when: row.on.when, bodies: &row.bodies, view }
    })
}

/// The same event may stand in the files of several years; the first has its id as its address.
fn anchor(row: &Event, year: FiscalYear, first: bool) -> String {
    if first { row.id.clone() } else { super::projects::below(&row.id, &year.0.to_string()) }
}

fn event(cx: &Cx, plan: &Plan, year: FiscalYear, row: &Event, id: String) -> RowView {
    let texts = Row::new(cx, &plan.id, year, "event", &row.id);
    let kind = slug(&EVENTS, &row.category);
    RowView {
        id,
        places: None,
        when: cx.when(row.on.when),
        printed: row.on.printed.as_deref().map(|printed| cx.foreign(printed)),
        kind,
        kind_name: kind_name(cx, kind),
        bodies: cx.bodies(&row.bodies),
        body_ids: row.bodies.join(" "),
        name: cx.say(&row.name),
        note: texts.paras("note", row.note.as_ref()),
        source: cx.source(&row.place),
    }
}
