//! The projects (事業) of a plan as one year's documents have them, below the policies that they serve.
//!
//! In: policies and projects of a year. Out: the view. Never: a project of the schedule, which has a page of its own; the kind
//! of a project that is withheld.

use super::cells::{CellView, FactView};
use super::filter::{self, Filter};
use super::indicator::{self, Download};
use super::programs::CATEGORIES;
use super::said::{Cx, Link, Said, Source, Year, value};
use super::sorting::{self, By, Sorting};
use super::tables::withheld;
use super::told::{Row, Told, ToldParas};
use crate::disclosed::{Conduct, Part, Plan, PlanYear, Policy, Project, Related, Shown, Text};
use crate::figures::FiscalYear;
use crate::kinds::{PROJECTS, PageKind, slug};
use serde::Serialize;
use std::cmp::Reverse;
use tera::Value;

#[derive(Serialize)]
struct ProjectsView {
    year: Year,
    policies: Vec<PolicyView>,
    withheld_policies: Vec<CellView>,
    kinds: Vec<KindView>,
    filters: Vec<Filter>,
    orders: Vec<sorting::Choice>,
    /// Projects of which only their being withheld is public, not even their kind.
    withheld: Vec<CellView>,
    /// The schedule of the same year, and the projects of other years.
    links: Vec<Link>,
    policy_downloads: Vec<Download>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct PolicyView {
    id: String,
    label: Told,
    name: Said,
    solution: Option<ToldParas>,
    outline: Option<ToldParas>,
    /// The projects that serve it, by name.
    projects: Vec<Link>,
    source: Source,
}

#[derive(Serialize)]
struct KindView {
    slug: &'static str,
    name: String,
    count: String,
    rows: Vec<ProjectView>,
}

/// A project.
#[derive(Serialize)]
pub struct ProjectView {
    id: String,
    /// In the orders that a reader can choose.
    places: Option<String>,
    label: Option<Told>,
    name: Said,
    policies: Vec<Link>,
    indicators: Vec<Link>,
    /// It names all targets instead of some.
    all_targets: bool,
    measures: Vec<String>,
    /// By what the form finds it.
    measure_ids: String,
    policy_ids: String,
    scheme: Option<Told>,
    conduct: ConductView,
    years: Vec<Year>,
    period: Option<Told>,
    parts: Vec<PartView>,
    facts: Vec<FactView>,
    source: Source,
    /// The same project in other years and plans.
    history: Vec<Link>,
}

/// Who carries it out, where and when.
#[derive(Serialize)]
struct ConductView {
    businesses: Vec<Link>,
    others: Option<Told>,
    area: Option<Told>,
    start: Option<Told>,
    equipment: Option<Told>,
    outline: Option<ToldParas>,
}

#[derive(Serialize)]
struct PartView {
    id: String,
    label: Option<Told>,
    name: Told,
    conduct: ConductView,
}

/// The view of a year's policies and projects.
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    let policies = of_year.policies.iter().filter_map(Shown::public);
    let sorting = sorting(cx, of_year);
    value(&ProjectsView {
        year: cx.year(of_year.year),
        policies: policies.map(|row| cx.in_row(&row.id, &row.name, || policy(cx, plan, of_year, row))).collect(),
        withheld_policies: withheld(cx, &of_year.policies),
        filters: filters(cx, plan, &listed(of_year).collect::<Vec<_>>()),
        kinds: PROJECTS.into_iter().filter_map(|kind| of_kind(cx, plan, of_year, kind, &sorting)).collect(),
        orders: sorting.choices,
        withheld: withheld(cx, &of_year.projects),
        links: links(cx, plan, of_year.year),
        policy_downloads: indicator::downloads(cx, plan, "policies"),
        downloads: indicator::downloads(cx, plan, "projects"),
    })
}

/// The projects of a year that do not stand on the schedule.
fn listed(of_year: &PlanYear) -> impl Iterator<Item = &Project> {
    of_year.projects.iter().filter_map(Shown::public).filter(|row| !row.is_scheduled())
}

fn measure_ids(row: &Project) -> String {
    row.measures.iter().map(|word| slug(&CATEGORIES, word)).collect::<Vec<_>>().join(" ")
}

/// Policies and measures that projects name.
pub fn filters(cx: &Cx, plan: &Plan, rows: &[&Project]) -> Vec<Filter> {
    let policies = super::tables::in_order(rows.iter().flat_map(|row| &row.policies).map(String::as_str));
    let known: Vec<&Policy> = plan.years.iter().rev().flat_map(|year| year.policies.iter().filter_map(Shown::public)).collect();
    let name = |id: &str| known.iter().find(|policy| policy.id == id).map(|policy| policy.name.any(cx.lang).to_owned());
    let policies = policies.into_iter().filter_map(|id| Some((id.to_owned(), name(id)?)));
    let measures = CATEGORIES.map(|(word, slug)| (slug.to_owned(), cx.words.get(&format!("category-{word}"))));
    let of_policies: Vec<String> = rows.iter().map(|row| row.policies.join(" ")).collect();
    let of_measures: Vec<String> = rows.iter().map(|row| measure_ids(row)).collect();
    let policy = filter::select(cx, "policy", "project-policies", policies.collect(), &of_policies);
    policy.into_iter().chain(filter::select(cx, "measure", "project-measures", measures.to_vec(), &of_measures)).collect()
}

fn policy(cx: &Cx, plan: &Plan, of_year: &PlanYear, row: &Policy) -> PolicyView {
    let texts = Row::new(cx, &plan.id, of_year.year, "policy", &row.id);
    let serves = |project: &&Project| project.policies.contains(&row.id);
    let link = |project: &Project| Link { said: cx.say(&project.name), href: Some(format!("#{}", project.id)) };
    PolicyView {
        id: row.id.clone(),
        label: texts.told("label", &row.label),
        name: cx.say(&row.name),
        solution: texts.paras("solution", row.solution.as_ref()),
        outline: texts.paras("outline", row.outline.as_ref()),
        projects: listed(of_year).filter(serves).map(link).collect(),
        source: cx.source(&row.place),
    }
}

/// By name, by the first business that takes part, by how many do, by the number of measures.
fn sorting(cx: &Cx, of_year: &PlanYear) -> Sorting {
    let in_page = PROJECTS.into_iter().flat_map(|(word, _)| listed(of_year).filter(move |row| row.kind == word));
    let rows: Vec<&Project> = in_page.collect();
    let names: Vec<&Text> = rows.iter().map(|row| &row.name).collect();
    let businesses: Vec<_> = rows.iter().map(|row| super::business::first_key(cx, row.conduct.businesses.iter())).collect();
    let supports: Vec<_> = rows.iter().map(|row| Some(row.measures.len()).filter(|n| *n > 0).map(Reverse)).collect();
    let many: Vec<_> = rows.iter().map(|row| Some(row.all_businesses().len()).filter(|n| *n > 0).map(Reverse)).collect();
    let orders = [
        By::in_groups("name", &sorting::names(cx.lang, &names)),
        By::in_groups("business", &businesses),
        By::in_groups("businesses", &many),
        By::in_groups("supports", &supports),
    ];
    Sorting::new(cx, rows.iter().map(|row| row.id.as_str()), orders)
}

fn of_kind(cx: &Cx, plan: &Plan, of_year: &PlanYear, (word, slug): (&str, &'static str), sorting: &Sorting) -> Option<KindView> {
    let view = |row: &Project| ProjectView { places: sorting.of(&row.id), ..project(cx, plan, of_year.year, row) };
    let of_kind = listed(of_year).filter(|row| row.kind == word);
    let rows: Vec<ProjectView> = of_kind.map(|row| cx.in_row(&row.id, &row.name, || view(row))).collect();
    (!rows.is_empty()).then(|| KindView {
        slug,
        name: cx.words.get(&format!("projects-{slug}")),
        count: cx.words.count("rows-count", rows.len()),
        rows,
    })
}

/// The view of one project.
pub fn project(cx: &Cx, plan: &Plan, year: FiscalYear, row: &Project) -> ProjectView {
    let texts = Row::new(cx, &plan.id, year, "project", &row.id);
    ProjectView {
        id: row.id.clone(),
        places: None,
        label: texts.maybe("label", row.label.as_ref()),
        name: cx.say(&row.name),
        policies: row.policies.iter().filter_map(|id| policy_link(cx, plan, year, id)).collect(),
        indicators: row.indicators.as_ref().map(|related| indicator::links(cx, plan, related)).unwrap_or_default(),
        all_targets: matches!(row.indicators, Some(Related::All)),
        measures: row.measures.iter().map(|word| cx.words.get(&format!("category-{word}"))).collect(),
        measure_ids: measure_ids(row),
        policy_ids: row.policies.join(" "),
        scheme: texts.maybe("scheme", row.scheme.as_ref()),
        conduct: conduct(&texts, &row.conduct),
        years: row.years.iter().map(|year| cx.year(*year)).collect(),
        period: texts.maybe("period", row.period.as_ref()),
        parts: row.parts.iter().map(|each| part(&texts, row, each)).collect(),
        facts: cx.facts(&row.facts),
        source: cx.source(&row.place),
        history: history(cx, plan, year, row),
    }
}

fn conduct(texts: &Row, conduct: &Conduct) -> ConductView {
    let cx = texts.cx;
    let business = |id: &String| Some(super::business::link(cx, id, &cx.index.business(id)?.rows.last()?.row.name));
    ConductView {
        businesses: conduct.businesses.iter().filter_map(business).collect(),
        others: texts.maybe("others", conduct.others.as_ref()),
        area: texts.maybe("area", conduct.area.as_ref()),
        start: texts.maybe("start", conduct.start.as_ref()),
        equipment: texts.maybe("equipment", conduct.equipment.as_ref()),
        outline: texts.paras("outline", conduct.outline.as_ref()),
    }
}

fn part(project_texts: &Row, project: &Project, part: &Part) -> PartView {
    let texts = project_texts.below(&part.key);
    PartView {
        id: below(&project.id, &part.key),
        label: texts.maybe("label", part.label.as_ref()),
        name: texts.told("name", &part.name),
        conduct: conduct(&texts, &part.conduct),
    }
}

/// The anchor of something below a row; ids have no underscore, so that it is no other row's.
pub fn below(row: &str, key: &str) -> String {
    format!("{row}_{key}")
}

/// A policy of the same year, or of the latest one that has it.
fn policy_link(cx: &Cx, plan: &Plan, year: FiscalYear, id: &str) -> Option<Link> {
    let row =
        |of_year: &PlanYear| of_year.policies.iter().filter_map(Shown::public).find(|row| row.id == id).map(|r| r.name.clone());
    if let Some(name) = plan.year(year).and_then(row) {
        // A project of the schedule is on another page than the policies of its year.
        return Some(cx.row(PageKind::Projects, &plan.id, year, id, &name));
    }
    let other = plan.years.iter().rev().find_map(|of_year| Some((of_year.year, row(of_year)?)));
    other.map(|(year, name)| cx.row(PageKind::Projects, &plan.id, year, id, &name))
}

/// The page on which a project stands.
pub fn list_of(row: &Project) -> PageKind {
    if row.is_scheduled() { PageKind::Schedule } else { PageKind::Projects }
}

fn history(cx: &Cx, plan: &Plan, year: FiscalYear, row: &Project) -> Vec<Link> {
    let others = cx.index.project_rows(&row.id).iter().filter(|at| (at.plan.id.as_str(), at.year) != (plan.id.as_str(), year));
    let link = |at: &super::index::At<Project>| {
        let mut link = cx.row(list_of(at.row), &at.plan.id, at.year, &at.row.id, &at.plan.short);
        let (of_year, list) = (at.year.name(cx.lang), cx.words.get(&format!("project-on-{}", list_of(at.row).word())));
        link.said.text = cx.words.fill("project-of", &[("plan", &link.said.text), ("year", &of_year), ("list", &list)]);
        link
    };
    others.map(link).filter(|link| link.href.is_some()).collect()
}

/// The schedule of the year, and the other years of this list.
fn links(cx: &Cx, plan: &Plan, year: FiscalYear) -> Vec<Link> {
    let schedule = cx.index.showing(cx.lang, PageKind::Schedule, &plan.id, year);
    let others = cx.index.pages_of(cx.lang, PageKind::Projects, &plan.id).into_iter();
    let others = others.filter(|page| page.year.is_some_and(|other| other != year));
    schedule.into_iter().chain(others).map(|page| cx.to(page)).collect()
}
