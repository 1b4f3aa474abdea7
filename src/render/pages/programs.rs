//! 地域独自の取組: one table per category, and how many rows each municipality has in each.
//!
//! In: the programmes of a year. Out: the view, each table by name. Never: a row counted twice in a total.

use super::cells::{CellView, FactView};
use super::filter::{self, Filter};
use super::indicator::{self, Download};
use super::order;
use super::program;
use super::report::{SectionView, sections};
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use crate::disclosed::{Plan, PlanYear, Program, Shown};
use crate::figures::FiscalYear;
use serde::Serialize;
use std::collections::BTreeSet;
use tera::Value;

/// The categories in the order of the documents, with the id that stands in addresses and in the keys of empty parts.
pub const CATEGORIES: [(&str, &str); 6] = [
    ("財政", "fiscal"),
    ("税制", "tax"),
    ("金融", "finance"),
    ("規制緩和", "deregulation"),
    ("規制強化", "tighter-regulation"),
    ("その他", "other"),
];

#[derive(Serialize)]
struct ProgramsView {
    year: Year,
    categories: Vec<CategoryView>,
    bodies: Vec<BodyView>,
    /// How many rows there are, each counted once.
    total: usize,
    filters: Vec<Filter>,
    sections: Vec<SectionView>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct CategoryView {
    slug: &'static str,
    name: String,
    /// How many rows it has, in words.
    count: String,
    rows: Vec<RowView>,
    /// What the document says where a category has no rows.
    empty: Option<SectionView>,
    /// Rows of each municipality.
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct BodyView {
    id: String,
    name: Said,
    count: usize,
}

/// A programme, or only that it is withheld.
#[derive(Serialize)]
struct RowView {
    withheld: Option<CellView>,
    program: Option<ProgramView>,
}

#[derive(Serialize)]
struct ProgramView {
    id: String,
    /// Its place among the rows of its table, by name.
    order: Option<usize>,
    reading: Option<String>,
    /// To the page of the programme.
    link: Link,
    scheme: Option<Said>,
    bodies: Vec<Said>,
    body_ids: String,
    outline: Option<Paras>,
    terms: Vec<FactView>,
    results: Option<Paras>,
    facts: Vec<FactView>,
    /// Empty for all targets.
    indicators: Vec<Link>,
    source: Source,
}

/// The view of a year's programmes.
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    let bodies = bodies(of_year);
    let slugs: BTreeSet<&str> = CATEGORIES.iter().map(|(_, slug)| *slug).collect();
    let rest = |section: &SectionView| !slugs.contains(section.key.as_str());
    let count = |body: &str| open(of_year).filter(|program| program.bodies.iter().any(|id| id == body)).count();
    let name = |id: &str| cx.index.body(id).map(|body| cx.say(&body.name)).unwrap_or_default();
    value(&ProgramsView {
        year: cx.year(of_year.year),
        categories: CATEGORIES.into_iter().map(|category| category_view(cx, plan, of_year, category, &bodies)).collect(),
        bodies: bodies.iter().map(|id| BodyView { id: (*id).to_owned(), name: name(id), count: count(id) }).collect(),
        total: of_year.programs.len(),
        filters: filters(cx, of_year, &bodies),
        sections: sections(cx, &of_year.program_sections).into_iter().filter(rest).collect(),
        downloads: indicator::downloads(cx, plan, "programs"),
    })
}

fn open(of_year: &PlanYear) -> impl Iterator<Item = &Program> {
    of_year.programs.iter().filter_map(Shown::public)
}

fn filters(cx: &Cx, of_year: &PlanYear, bodies: &[&str]) -> Vec<Filter> {
    let categories = CATEGORIES.map(|(word, slug)| (slug.to_owned(), cx.words.get(&format!("category-{word}"))));
    let body = |id: &&str| Some(((*id).to_owned(), cx.say(&cx.index.body(id)?.name).text));
    let of_rows: Vec<String> = open(of_year).map(|program| program.bodies.join(" ")).collect();
    let in_category: Vec<&str> = open(of_year).map(|program| crate::kinds::slug(&CATEGORIES, &program.category)).collect();
    let category = filter::select(cx, "category", "category", categories.to_vec(), &in_category);
    let body = filter::select(cx, "body", "body", bodies.iter().filter_map(body).collect(), &of_rows);
    category.into_iter().chain(body).collect()
}

/// Bodies in the order in which they first appear.
fn bodies(of_year: &PlanYear) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    open(of_year).flat_map(|program| &program.bodies).map(String::as_str).filter(|id| seen.insert(*id)).collect()
}

fn category_view(
    cx: &Cx,
    plan: &Plan,
    of_year: &PlanYear,
    (word, slug): (&'static str, &'static str),
    bodies: &[&str],
) -> CategoryView {
    let mut members: Vec<&Program> = open(of_year).filter(|program| program.category == word).collect();
    members.sort_by_cached_key(|program| order::key(cx.lang, &program.name, &program.kana));
    let empty = sections(cx, &of_year.program_sections).into_iter().find(|section| section.key == slug);
    let count = |body: &&str| members.iter().filter(|program| program.bodies.iter().any(|id| id == *body)).count();
    let places = order::of_names(cx.lang, members.iter().map(|program| (&program.name, program.kana.as_str())));
    let view =
        |(program, place): (&&Program, Option<usize>)| cx.in_row(&program.id, &program.name, || row(cx, plan, program, place));
    let mut rows: Vec<RowView> = members.iter().zip(places).map(view).collect();
    // Which category a withheld row belongs to is not public: it stands under the last one, その他.
    if slug == "other" {
        rows.extend(of_year.programs.iter().filter_map(|program| match program {
            Shown::Withheld(why) => Some(RowView { withheld: Some(cx.withheld(String::new(), why)), program: None }),
            Shown::Public(_) => None,
        }));
    }
    CategoryView {
        slug,
        name: cx.words.get(&format!("category-{word}")),
        empty: empty.filter(|_| rows.is_empty()),
        counts: bodies.iter().map(count).collect(),
        count: cx.words.count("rows-count", rows.len()),
        rows,
    }
}

fn row(cx: &Cx, plan: &Plan, program: &Program, place: Option<usize>) -> RowView {
    let view = ProgramView {
        id: program.id.clone(),
        order: place,
        reading: filter::reading(cx, &program.name, &program.kana),
        link: program::link(cx, &program.id, &program.name),
        scheme: program.scheme.as_ref().map(|scheme| cx.say(scheme)),
        bodies: cx.bodies(&program.bodies),
        body_ids: program.bodies.join(" "),
        outline: cx.maybe(program.outline.as_ref()),
        terms: cx.facts(&program.terms),
        results: cx.maybe(program.results.as_ref()),
        facts: cx.facts(&program.facts),
        indicators: indicator::links(cx, plan, &program.indicators),
        source: cx.source(&program.place),
    };
    RowView { withheld: None, program: Some(view) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_category_has_an_address() {
        assert!(crate::kinds::CATEGORIES.iter().map(|(word, _)| *word).eq(super::CATEGORIES.iter().map(|(word, _)| *word)));
    }
}
