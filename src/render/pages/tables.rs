//! Two listings of a year: regulatory items; products, projects and trial sites.
//!
//! In: rows of a year. Out: views. Never: a row without its source.

use super::cells::{CellView, FactView};
use super::filter::{self, Filter};
use super::indicator::{self, Download};
use super::order;
use super::regulatory_item;
use super::report::{SectionView, sections};
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use super::sorting::{self, By, Sorting};
use crate::disclosed::{Plan, PlanYear, Product, Regulation, Shown, Status, Text};
use crate::figures::FiscalYear;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct RegulationsView {
    year: Year,
    kinds: Vec<KindView>,
    count: usize,
    filters: Vec<Filter>,
    withheld: Vec<CellView>,
    sections: Vec<SectionView>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct KindView {
    kind: String,
    name: String,
    /// How many rows there are, in words.
    count: String,
    /// Columns that some row of the kind fills.
    has_used: bool,
    has_remarks: bool,
    has_consultation: bool,
    has_evaluation: bool,
    rows: Vec<RegulationView>,
}

#[derive(Serialize)]
struct RegulationView {
    id: String,
    link: Link,
    /// Empty for all targets.
    indicators: Vec<Link>,
    used: Option<CellView>,
    /// Its place among the answers, which puts equal ones together.
    used_order: Option<usize>,
    remarks: Option<CellView>,
    ministries: Vec<Said>,
    /// 規制協議の整理番号
    number: Option<Said>,
    summary: Option<Paras>,
    effect: Option<Paras>,
    evaluation: Option<Paras>,
    facts: Vec<FactView>,
    source: Source,
}

/// The view of a year's regulatory items.
pub fn regulation(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    let rows: Vec<&Regulation> = of_year.regulations.iter().filter_map(Shown::public).collect();
    let kinds = in_order(rows.iter().map(|row| row.kind.as_str()));
    value(&RegulationsView {
        year: cx.year(of_year.year),
        filters: regulation_filters(cx, &kinds, &rows),
        kinds: kinds.into_iter().map(|kind| regulation_kind(cx, plan, &rows, kind)).collect(),
        count: of_year.regulations.len(),
        withheld: withheld(cx, &of_year.regulations),
        sections: sections(cx, &of_year.regulation_sections),
        downloads: indicator::downloads(cx, plan, "regulations"),
    })
}

fn regulation_filters(cx: &Cx, kinds: &[&str], rows: &[&Regulation]) -> Vec<Filter> {
    let choices = kinds.iter().map(|kind| ((*kind).to_owned(), cx.words.get(&format!("regulation-{kind}")))).collect();
    let of_rows: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    filter::select(cx, "kind", "register-kind", choices, &of_rows).into_iter().collect()
}

fn regulation_kind(cx: &Cx, plan: &Plan, rows: &[&Regulation], kind: &str) -> KindView {
    let rows: Vec<&Regulation> = rows.iter().copied().filter(|row| row.kind == kind).collect();
    let has = |filled: fn(&Regulation) -> bool| rows.iter().any(|row| filled(row));
    let has_used = has(|row| row.used.status() != Status::None);
    let has_remarks = has(|row| row.remarks.status() != Status::None);
    let view = |row: &Regulation| RegulationView {
        used: has_used.then(|| cx.full(&row.used)),
        remarks: has_remarks.then(|| cx.full(&row.remarks)),
        ..regulation_view(cx, plan, row)
    };
    KindView {
        kind: kind.to_owned(),
        name: cx.words.get(&format!("regulation-{kind}")),
        count: cx.words.count("rows-count", rows.len()),
        has_used,
        has_remarks,
        has_consultation: has(|row| !row.ministries.is_empty() || row.number.is_some()),
        has_evaluation: has(|row| row.effect.is_some() || row.evaluation.is_some() || !row.facts.is_empty()),
        rows: with_places(rows.iter().map(|row| cx.in_row(&row.id, &row.name, || view(row))).collect()),
    }
}

/// 有 and 無 stand together when a reader sorts by them; a mark has no place.
fn with_places(rows: Vec<RegulationView>) -> Vec<RegulationView> {
    let told = |row: &RegulationView| row.used.as_ref().filter(|cell| cell.status == "text").map(|cell| cell.text.clone());
    let places = order::ranks(&rows.iter().map(told).collect::<Vec<_>>());
    rows.into_iter().zip(places).map(|(row, used_order)| RegulationView { used_order, ..row }).collect()
}

fn regulation_view(cx: &Cx, plan: &Plan, row: &Regulation) -> RegulationView {
    RegulationView {
        id: row.id.clone(),
        link: regulatory_item::link(cx, &row.id, &row.name),
        indicators: indicator::links(cx, plan, &row.indicators),
        used: None,
        used_order: None,
        remarks: None,
        ministries: cx.bodies(&row.ministries),
        number: row.number.as_deref().map(|number| cx.foreign(number)),
        summary: cx.maybe(row.summary.as_ref()),
        effect: cx.maybe(row.effect.as_ref()),
        evaluation: cx.maybe(row.evaluation.as_ref()),
        facts: cx.facts(&row.facts),
        source: cx.source(&row.place),
    }
}

/// Words in the order in which they first appear.
pub fn in_order<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    words.for_each(|word| {
        if !out.contains(&word) {
            out.push(word);
        }
    });
    out
}

/// One marker for each row that is withheld as a whole.
pub fn withheld<T>(cx: &Cx, rows: &[Shown<T>]) -> Vec<CellView> {
    let why = |row: &Shown<T>| match row {
        Shown::Withheld(why) => Some(cx.withheld(String::new(), why)),
        Shown::Public(_) => None,
    };
    rows.iter().filter_map(why).collect()
}

/// The kinds of products, in the order of the targets that count them.
const KINDS: [&str; 3] = ["data-science", "trial-site", "product"];

#[derive(Serialize)]
struct ProductsView {
    year: Year,
    kinds: Vec<ProductsOfKind>,
    filters: Vec<Filter>,
    orders: Vec<sorting::Choice>,
    withheld: Vec<CellView>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct ProductsOfKind {
    kind: &'static str,
    name: String,
    count: String,
    /// The targets that count these rows, with the printed figure of the year.
    targets: Vec<Target>,
    rows: Vec<ProductView>,
}

#[derive(Serialize)]
struct Target {
    link: Link,
    label: Said,
    actual: CellView,
    note: Option<Paras>,
}

#[derive(Serialize)]
struct ProductView {
    id: String,
    /// In the orders that a reader can choose.
    places: Option<String>,
    name: Said,
    title: Option<Said>,
    businesses: Vec<Link>,
    summary: Option<Paras>,
    facts: Vec<FactView>,
    source: Source,
}

/// The view of a year's products, projects and trial sites.
pub fn products(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    let listed: Vec<&Product> = KINDS.into_iter().flat_map(|kind| products_of(of_year, kind)).collect();
    let sorting = product_sorting(cx, &listed);
    value(&ProductsView {
        year: cx.year(of_year.year),
        kinds: KINDS.into_iter().filter_map(|kind| of_kind(cx, plan, of_year, kind, &sorting)).collect(),
        filters: product_filters(cx, &listed),
        orders: sorting.choices,
        withheld: withheld(cx, &of_year.products),
        downloads: indicator::downloads(cx, plan, "products"),
    })
}

fn products_of<'a>(of_year: &'a PlanYear, kind: &'static str) -> impl Iterator<Item = &'a Product> {
    of_year.products.iter().filter_map(Shown::public).filter(move |row| row.kind == kind)
}

fn product_filters(cx: &Cx, rows: &[&Product]) -> Vec<Filter> {
    let kinds = KINDS.map(|kind| (kind.to_owned(), cx.words.get(&format!("products-{kind}"))));
    let of_rows: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    filter::select(cx, "kind", "product-kind", kinds.to_vec(), &of_rows).into_iter().collect()
}

/// By name, and by the first of the businesses that it names.
fn product_sorting(cx: &Cx, rows: &[&Product]) -> Sorting {
    let names: Vec<&Text> = rows.iter().map(|row| &row.name).collect();
    let businesses: Vec<_> = rows.iter().map(|row| super::business::first_key(cx, row.businesses.iter())).collect();
    let orders = [By::in_groups("name", &sorting::names(cx.lang, &names)), By::in_groups("business", &businesses)];
    Sorting::new(cx, rows.iter().map(|row| row.id.as_str()), orders)
}

fn of_kind(cx: &Cx, plan: &Plan, of_year: &PlanYear, kind: &'static str, sorting: &Sorting) -> Option<ProductsOfKind> {
    let rows: Vec<&Product> = products_of(of_year, kind).collect();
    let targets = in_order(rows.iter().map(|row| row.indicator.as_str()));
    Some(ProductsOfKind {
        kind,
        name: cx.words.get(&format!("products-{kind}")),
        count: cx.words.count("products-listed", rows.len()),
        targets: targets.into_iter().filter_map(|id| target(cx, plan, id, of_year.year)).collect(),
        rows: rows.iter().map(|row| cx.in_row(&row.id, &row.name, || product(cx, row, sorting))).collect(),
    })
    .filter(|of_kind| !of_kind.rows.is_empty())
}

fn target(cx: &Cx, plan: &Plan, id: &str, year: FiscalYear) -> Option<Target> {
    let indicator = plan.indicators.iter().find(|indicator| indicator.id == id)?;
    let row = indicator.years.iter().find(|row| row.year == year)?;
    Some(Target {
        link: indicator::link(cx, plan, indicator),
        label: cx.say(&indicator.label),
        actual: cx.full(&row.actual),
        note: cx.maybe(row.note.as_ref()),
    })
}

fn product(cx: &Cx, row: &Product, sorting: &Sorting) -> ProductView {
    let business = |id: &String| Some(super::business::link(cx, id, &cx.index.business(id)?.rows.last()?.row.name));
    ProductView {
        id: row.id.clone(),
        places: sorting.of(&row.id),
        name: cx.say(&row.name),
        title: row.title.as_ref().map(|title| cx.say(title)),
        businesses: row.businesses.iter().filter_map(business).collect(),
        summary: cx.maybe(row.summary.as_ref()),
        facts: cx.facts(&row.facts),
        source: cx.source(&row.place),
    }
}
