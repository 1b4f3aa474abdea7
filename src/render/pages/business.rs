//! Businesses: the sorted list, and the page of each.
//!
//! In: the rows of all years. Out: views. Never: an order that depends on a locale (kana in Japanese, letters in English).

use super::cells::{CellView, FactView};
use super::filter::{self, Choice, Filter};
use super::frame::{Frame, Frames};
use super::index::At;
use super::indicator::{self, Download};
use super::order;
use super::said::{Cx, Link, Paras, Said, Source, Time, Year, value};
use super::sorting::{self, By, Sorting};
use crate::disclosed::{Body, Business, Plan, Profile, Shown, Text, address};
use crate::figures::Lang;
use crate::kinds::{FIELDS, PageKind, slug};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use tera::Value;

/// Support measures, with the word that stands in addresses.
const MEASURES: [(&str, &str); 6] = super::programs::CATEGORIES;

/// Kinds of businesses, as the form has them.
const KINDS: [&str; 5] = ["company", "university", "hospital", "foundation", "public"];

#[derive(Serialize)]
struct Listing {
    groups: Vec<Letter>,
    count: String,
    filters: Vec<Filter>,
    orders: Vec<sorting::Choice>,
    /// Rows that are withheld as a whole, with their years.
    withheld: Vec<(Year, CellView)>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct Letter {
    name: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    link: Link,
    reading: Option<String>,
    /// In the orders that a reader can choose.
    places: Option<String>,
    /// The Japanese name, on English pages.
    original: Option<Said>,
    /// What the form filters by, in the order of the selects.
    kind: Option<String>,
    measures: String,
    field: Option<&'static str>,
    area: Option<String>,
    bodies: String,
    plans: String,
    /// Kind, field and measures in words.
    tags: Vec<String>,
    area_name: Option<Said>,
    summary: Option<Paras>,
}

/// The view of the list.
pub fn listing(cx: &Cx, plan: &Plan) -> Value {
    let rows = sorted(cx);
    let count = cx.words.count("businesses-count", rows.len());
    let filters = filters(cx, &rows);
    let sorting = sorting(cx, &rows);
    let mut groups: Vec<Letter> = Vec::new();
    for (id, row) in rows {
        let name = order::heading(cx, &row.name, &row.kana);
        if groups.last().is_none_or(|group| group.name != name) {
            groups.push(Letter { name, rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(Row { places: sorting.of(id), ..listed(cx, id, row) });
        }
    }
    value(&Listing {
        groups,
        count,
        filters,
        orders: sorting.choices,
        withheld: withheld(cx, plan),
        downloads: indicator::downloads(cx, plan, "businesses"),
    })
}

/// By the number of measures, kind, and day of foundation, as the newest document that says so has it.
fn sorting(cx: &Cx, rows: &[(&str, &Business)]) -> Sorting {
    let measures = |id| newest_profiles(cx, id).flat_map(|profile| &profile.measures).collect::<BTreeSet<_>>().len();
    let supports: Vec<_> = rows.iter().map(|(id, _)| Some(measures(id)).filter(|n| *n > 0).map(Reverse)).collect();
    let kind = |row: &Business| KINDS.iter().position(|kind| row.kind.as_deref() == Some(*kind));
    let kinds: Vec<_> = rows.iter().map(|(_, row)| kind(row)).collect();
    let founded = |id| newest_profiles(cx, id).find_map(|profile| profile.founded.as_ref()).map(|founded| founded.when);
    let oldest: Vec<_> = rows.iter().map(|(id, _)| founded(id)).collect();
    let newest: Vec<_> = oldest.iter().map(|when| when.map(Reverse)).collect();
    let orders = [
        By::across("supports", &supports),
        By::across("kind", &kinds),
        By::across("founded-first", &oldest),
        By::across("founded-last", &newest),
    ];
    Sorting::new(cx, rows.iter().map(|(id, _)| *id), orders)
}

/// What can be chosen among: selects with one choice or none are left out.
fn filters(cx: &Cx, rows: &[(&str, &Business)]) -> Vec<Filter> {
    let slugs = |pairs: &[(&'static str, &'static str)], key: &str| -> Vec<(String, String)> {
        pairs.iter().map(|(word, slug)| ((*slug).to_owned(), cx.words.get(&format!("{key}-{word}")))).collect()
    };
    let kinds = KINDS.iter().map(|kind| ((*kind).to_owned(), cx.words.get(&format!("business-{kind}")))).collect();
    let areas = distinct(rows.iter().filter_map(|(id, _)| area(cx, id)).map(|area| area.any(cx.lang).to_owned()));
    let areas = areas.into_iter().map(|area| (token(&area), area)).collect();
    let named = |body: &Body| (body.id.clone(), body.name.any(cx.lang).to_owned());
    let bodies: Vec<Choice> = cx.index.site.bodies.iter().map(named).collect();
    let plans = cx.index.site.plans().map(|plan| {
        let period = super::plans::period(cx, plan);
        (plan.id.clone(), cx.words.fill("business-plan-period", &[("plan", plan.short.any(cx.lang)), ("period", &period)]))
    });
    let all = [
        ("kind", kinds),
        ("measure", slugs(&MEASURES, "category")),
        ("field", slugs(&FIELDS, "field")),
        ("body", bodies),
        ("area", areas),
        ("plan", plans.collect()),
    ];
    let listed: Vec<Row> = rows.iter().map(|(id, row)| listed(cx, id, row)).collect();
    let one = |(name, choices): (&'static str, Vec<Choice>)| {
        let words: Vec<&str> = listed.iter().map(|row| row.words(name)).collect();
        filter::select(cx, name, &format!("business-{name}"), choices, &words)
    };
    all.into_iter().filter_map(one).collect()
}

impl Row {
    /// The words by which a select finds the row.
    fn words(&self, filter: &str) -> &str {
        match filter {
            "kind" => self.kind.as_deref().unwrap_or_default(),
            "measure" => &self.measures,
            "field" => self.field.unwrap_or_default(),
            "area" => self.area.as_deref().unwrap_or_default(),
            "body" => &self.bodies,
            _ => &self.plans,
        }
    }
}

/// In the order of their words.
fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    words.collect::<BTreeSet<String>>().into_iter().collect()
}

/// A name as one word, for an attribute and the address.
fn token(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Where in the zone it works, as the newest document that says so has it.
fn area<'a>(cx: &Cx<'a>, id: &str) -> Option<&'a Text> {
    newest_profiles(cx, id).find_map(|profile| profile.area.as_ref())
}

fn newest_profiles<'a>(cx: &Cx<'a>, id: &str) -> impl Iterator<Item = &'a Profile> + use<'a> {
    let rows: Vec<&'a Business> =
        cx.index.business(id).map(|of| of.rows.iter().rev().map(|at| at.row).collect()).unwrap_or_default();
    rows.into_iter().map(|row| &row.profile)
}

fn withheld(cx: &Cx, plan: &Plan) -> Vec<(Year, CellView)> {
    let rows = plan.years.iter().flat_map(|year| year.businesses.iter().map(|row| (year.year, row)));
    let hidden = |(year, row): (_, &Shown<Business>)| match row {
        Shown::Withheld(why) => Some((cx.year(year), cx.withheld(String::new(), why))),
        Shown::Public(_) => None,
    };
    rows.filter_map(hidden).collect()
}

/// All businesses with their newest row, in the order of the page's language.
pub fn sorted<'a>(cx: &Cx<'a>) -> Vec<(&'a str, &'a Business)> {
    let newest = |id| Some((id, cx.index.business(id)?.rows.last()?.row));
    let mut rows: Vec<(&str, &Business)> = cx.index.businesses().filter_map(newest).collect();
    rows.sort_by_cached_key(|(id, row)| (order::key(cx.lang, &row.name, &row.kana), *id));
    rows
}

/// By what the first of some businesses is sorted, in the order of their names; none where nobody is named, or names none openly.
pub fn first_key<'i>(cx: &Cx, ids: impl Iterator<Item = &'i String>) -> Option<order::Key> {
    let newest = |id: &String| Some(cx.index.business(id)?.rows.last()?.row);
    let open = ids.filter_map(newest).filter(|row| !order::hides(&row.name));
    open.map(|row| order::key(cx.lang, &row.name, &row.kana)).min()
}

/// Links to those of the businesses that have a page, in the order of the list.
pub fn links(cx: &Cx, ids: &BTreeSet<&str>) -> Vec<Link> {
    sorted(cx).into_iter().filter(|(id, _)| ids.contains(id)).map(|(id, row)| link(cx, id, &row.name)).collect()
}

/// A link to the page of a business.
pub fn link(cx: &Cx, id: &str, name: &Text) -> Link {
    Link { said: cx.say(name), href: Some(cx.path(&address::business(id))) }
}

fn listed(cx: &Cx, id: &str, row: &Business) -> Row {
    cx.saw_document(row.place.document.as_deref());
    let area = area(cx, id);
    let mut measures = distinct(newest_profiles(cx, id).flat_map(|profile| profile.measures.clone()));
    measures.sort_by_key(|word| MEASURES.iter().position(|(measure, _)| measure == word));
    let field = newest_profiles(cx, id).find_map(|profile| profile.field.as_deref());
    let kind = row.kind.as_deref().map(|kind| cx.words.get(&format!("business-{kind}")));
    let field_name = field.map(|field| cx.words.get(&format!("field-{field}")));
    let measure_names = measures.iter().map(|word| cx.words.get(&format!("category-{word}")));
    Row {
        id: id.to_owned(),
        link: link(cx, id, &row.name),
        reading: filter::reading(cx, &row.name, &row.kana),
        places: None,
        original: original(cx, &row.name),
        kind: row.kind.clone(),
        measures: measures.iter().map(|word| slug(&MEASURES, word)).collect::<Vec<_>>().join(" "),
        field: field.map(|word| slug(&FIELDS, word)),
        area: area.map(|area| token(area.any(cx.lang))),
        bodies: distinct(newest_profiles(cx, id).flat_map(|profile| profile.bodies.clone())).join(" "),
        area_name: area.map(|area| cx.say(area)),
        plans: distinct(cx.index.business(id).into_iter().flat_map(|of| of.rows.iter().map(|at| at.plan.id.clone()))).join(" "),
        tags: kind.into_iter().chain(field_name).chain(measure_names).collect(),
        summary: cx.maybe(row.summary.as_ref()),
    }
}

/// The Japanese name beside the English one, where they differ.
fn original(cx: &Cx, name: &Text) -> Option<Said> {
    let ja = name.ja.as_deref().filter(|ja| cx.lang == Lang::En && name.en.as_deref() != Some(ja))?;
    name.en.is_some().then(|| cx.foreign(ja))
}

#[derive(Serialize)]
struct BusinessPage {
    name: Said,
    original: Option<Said>,
    kana: Option<String>,
    kind: Option<String>,
    /// The newest profile, with the year of its document.
    profile: Option<(Year, Vec<Known>)>,
    told: Vec<Told>,
    products: Vec<Named>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// What the documents of a year say.
#[derive(Serialize)]
struct Told {
    year: Year,
    plan: Option<Said>,
    profile: Vec<Known>,
    summary: Option<Paras>,
    facts: Vec<FactView>,
    projects: Vec<Link>,
    source: Source,
}

/// A line of the profile: texts, or a date with the characters in which it is printed.
#[derive(Serialize, Default)]
struct Known {
    term: String,
    said: Vec<Said>,
    time: Option<Time>,
    printed: Option<Said>,
}

/// A product or project in which it is named.
#[derive(Serialize)]
struct Named {
    link: Link,
    kind: String,
    year: Year,
    summary: Option<Paras>,
    target: Option<Link>,
}

/// The page of a business.
pub fn page(cx: &Cx, frames: &Frames, id: &str) -> (Frame, Value) {
    let mentions = cx.index.business(id);
    let rows: &[At<Business>] = mentions.map_or(&[], |mentions| &mentions.rows);
    let products = mentions.map_or(&[][..], |mentions| &mentions.products);
    let newest = rows.last();
    let name = newest.map(|at| at.row.name.clone()).unwrap_or_default();
    let plan = newest.map(|at| at.plan);
    let parent = newest.and_then(|at| cx.index.listing(cx.lang, PageKind::Businesses, &at.plan.id, None));
    let description = cx.words.fill("business-description", &[("name", name.any(cx.lang))]);
    let frame = frames.made(cx, PageKind::Business, &address::business(id), name.any(cx.lang), description, parent);
    let (previous, next) = frames.beside_business(cx, id);
    let newest_profile = rows.iter().rev().find(|at| !profile(cx, &at.row.profile).is_empty());
    let view = BusinessPage {
        original: original(cx, &name),
        name: cx.say(&name),
        kana: newest.map(|at| at.row.kana.clone()).filter(|kana| !kana.is_empty() && cx.lang == Lang::Ja),
        kind: newest.and_then(|at| at.row.kind.as_deref()).map(|kind| cx.words.get(&format!("business-{kind}"))),
        told: rows.iter().rev().map(|at| told(cx, at, newest_profile.is_some_and(|newest| newest.year == at.year))).collect(),
        profile: newest_profile.map(|at| (cx.year(at.year), profile(cx, &at.row.profile))),
        products: newest_first(products).map(|at| named(cx, at)).collect(),
        previous,
        next,
    };
    let view = value(&view);
    (frame.finish(cx, plan, None), view)
}

/// The latest year first; inside a year the order of the document.
fn newest_first<'a, T>(rows: &'a [At<'a, T>]) -> impl Iterator<Item = &'a At<'a, T>> {
    let mut sorted: Vec<&At<T>> = rows.iter().collect();
    sorted.sort_by_key(|at| std::cmp::Reverse(at.year));
    sorted.into_iter()
}

/// `above`: the profile stands at the top of the page already.
fn told(cx: &Cx, at: &At<Business>, above: bool) -> Told {
    let several = cx.index.site.plans.len() > 1;
    Told {
        year: cx.year(at.year),
        plan: several.then(|| cx.say(&at.plan.short)),
        profile: if above { Vec::new() } else { profile(cx, &at.row.profile) },
        summary: cx.maybe(at.row.summary.as_ref()),
        facts: cx.facts(&at.row.facts),
        projects: projects(cx, at),
        source: cx.source(&at.row.place),
    }
}

/// The projects that its row names, then those of the year that name it.
fn projects(cx: &Cx, at: &At<Business>) -> Vec<Link> {
    let own = at.row.profile.projects.iter().map(String::as_str);
    let naming = cx.index.projects_of(&at.row.id).iter().filter(|of| of.plan.id == at.plan.id && of.year == at.year);
    let mut seen = BTreeSet::new();
    let ids = own.chain(naming.map(|of| of.row.id.as_str())).filter(|id| seen.insert(*id));
    ids.filter_map(|id| project(cx, at, id)).collect()
}

/// A project that the business takes part in; one that is not public is not named.
fn project(cx: &Cx, at: &At<Business>, id: &str) -> Option<Link> {
    let found = cx.index.project(id, &at.plan.id, at.year)?;
    let list = if found.row.kind == "工程表" { PageKind::Schedule } else { PageKind::Projects };
    Some(cx.row(list, &found.plan.id, found.year, &found.row.id, &found.row.name))
}

/// What a plan document says of a business, line by line.
fn profile(cx: &Cx, profile: &Profile) -> Vec<Known> {
    let plain = |text: String| Said::plain(text);
    let said = |text: &Option<Text>| text.iter().map(|text| cx.say(text)).collect::<Vec<_>>();
    let measures = profile.measures.iter().map(|word| plain(cx.words.get(&format!("category-{word}"))));
    let field = profile.field.iter().map(|field| plain(cx.words.get(&format!("field-{field}"))));
    let lines = [
        ("business-address", said(&profile.address)),
        ("business-phone", profile.phone.iter().cloned().map(plain).collect()),
        ("business-industry", said(&profile.industry)),
        ("business-field", field.collect()),
        ("business-body", cx.bodies(&profile.bodies)),
        ("business-area", said(&profile.area)),
        ("business-measure", measures.collect()),
        ("business-former", profile.former.iter().map(|name| cx.say(name)).collect()),
    ];
    let known = |(key, said): (&str, Vec<Said>)| Known { term: cx.words.get(key), said, ..Known::default() };
    let mut out: Vec<Known> = lines.into_iter().filter(|(_, said)| !said.is_empty()).map(known).collect();
    if let Some(founded) = &profile.founded {
        let word = profile.founded_word.as_deref().unwrap_or("設立");
        let time = cx.when(founded.when);
        // The printed form is worth a line where it is another one.
        let printed = founded.printed.as_deref().filter(|printed| *printed != time.text).map(|printed| cx.foreign(printed));
        let term = cx.words.get(&format!("founded-{word}"));
        let at = out.len().min(2);
        out.insert(at, Known { term, said: Vec::new(), time: Some(time), printed });
    }
    out
}

fn named(cx: &Cx, at: &At<crate::disclosed::Product>) -> Named {
    let target = at.plan.indicators.iter().find(|indicator| indicator.id == at.row.indicator);
    Named {
        link: cx.row(PageKind::Products, &at.plan.id, at.year, &at.row.id, &at.row.name),
        kind: cx.words.get(&format!("products-{}", at.row.kind)),
        year: cx.year(at.year),
        summary: cx.maybe(at.row.summary.as_ref()),
        target: target.map(|indicator| indicator::link(cx, at.plan, indicator)),
    }
}
