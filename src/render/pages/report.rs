//! The report of a year.
//!
//! In: a plan's year. Out: the view. Never: an assessment that is not in the report.

use super::cells::{CellView, FactView, ReachedView};
use super::indicator::{self, Download};
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use super::series::{self, SeriesTable};
use super::support::{self, SupportView};
use crate::disclosed::{Indicator, IndicatorYear, Plan, PlanYear, Section, Shown, Status};
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct ReportView {
    year: Year,
    /// For the front page of the printed document.
    plan: Said,
    bodies: Vec<Said>,
    title: Said,
    summary: Option<Paras>,
    facts: Vec<FactView>,
    /// What the document prints a second time: folded away, there for the recomputation.
    repeats: Vec<FactView>,
    results: Vec<ResultView>,
    columns: Columns,
    /// Why targets have their weights.
    weight_reasons: bool,
    aggregates: Vec<Aggregate>,
    sections: Vec<SectionView>,
    support: Vec<SupportView>,
    links: Vec<Link>,
    /// The reports of other years.
    others: Vec<Link>,
    downloads: Vec<Download>,
    source: Source,
}

/// The columns that only some plans have.
#[derive(Serialize)]
struct Columns {
    growth: bool,
    weight: bool,
    overall_weight: bool,
}

impl Columns {
    fn of(plan: &Plan) -> Columns {
        Columns { growth: plan.has_growth(), weight: plan.has_weights(), overall_weight: plan.has_overall_weights() }
    }
}

#[derive(Serialize)]
struct ResultView {
    id: String,
    link: Link,
    label: Said,
    name: Said,
    unit: String,
    target: CellView,
    actual: CellView,
    progress: CellView,
    growth: Option<CellView>,
    weight: Option<CellView>,
    overall_weight: Option<CellView>,
    reached: ReachedView,
    /// The target by which this one is evaluated.
    evaluated_by: Option<Link>,
    weight_reason: Option<Paras>,
    note: Option<Paras>,
}

#[derive(Serialize)]
struct Aggregate {
    label: Said,
    name: Said,
    progress: CellView,
}

/// A part of a document that has no rows.
#[derive(Serialize)]
pub struct SectionView {
    pub key: String,
    pub name: Said,
    /// 該当なし, 空欄 …; `None` where the document prints no state.
    pub state: Option<CellView>,
    pub summary: Option<Paras>,
    pub series: Option<SeriesTable>,
    pub facts: Vec<FactView>,
    pub source: Option<Source>,
}

/// The view of a year's report.
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let of_year = year.and_then(|year| plan.year(year));
    let Some((of_year, report)) = of_year.and_then(|year| Some((year, year.report.as_ref()?))) else { return Value::none() };
    let others = plan.reported().filter(|other| other.year != of_year.year);
    let other = |other: &PlanYear| Link {
        said: Said::plain(other.year.long(cx.lang)),
        href: cx.listing(PageKind::Report, &plan.id, Some(other.year)),
    };
    let results: Vec<ResultView> = plan.indicators.iter().filter_map(|i| result(cx, plan, i, of_year.year)).collect();
    value(&ReportView {
        year: cx.year(of_year.year),
        plan: cx.say(&plan.name),
        bodies: cx.bodies(&plan.bodies),
        title: cx.say(&report.title),
        summary: cx.maybe(report.summary.as_ref()),
        facts: of_year.facts.iter().filter(|fact| !fact.repeat).map(|fact| cx.fact(fact)).collect(),
        repeats: of_year.facts.iter().filter(|fact| fact.repeat).map(|fact| cx.fact(fact)).collect(),
        columns: Columns::of(plan),
        weight_reasons: results.iter().any(|row| row.weight_reason.is_some()),
        results,
        aggregates: aggregates(cx, plan, of_year.year),
        sections: sections(cx, &of_year.sections),
        support: of_year.support.iter().map(|row| support::row(cx, plan, row, String::new())).collect(),
        links: links(cx, plan, of_year.year),
        others: others.map(other).filter(|link| link.href.is_some()).collect(),
        downloads: indicator::downloads(cx, plan, "report"),
        source: cx.source(&report.place),
    })
}

fn result(cx: &Cx, plan: &Plan, i: &Indicator, year: FiscalYear) -> Option<ResultView> {
    let columns = Columns::of(plan);
    let row: &IndicatorYear = i.years.iter().find(|row| row.year == year)?;
    Some(ResultView {
        id: i.id.clone(),
        link: indicator::link(cx, plan, i),
        label: cx.say(&i.label),
        name: cx.say(&i.name),
        unit: cx.unit_name(i),
        target: cx.in_unit(i, &row.target),
        actual: cx.in_unit(i, &row.actual),
        progress: cx.percent(&row.progress),
        growth: columns.growth.then(|| cx.percent(&row.growth)),
        weight: columns.weight.then(|| cx.percent(&row.weight)),
        overall_weight: columns.overall_weight.then(|| cx.percent(&row.overall_weight)),
        reached: cx.reached(i, row),
        evaluated_by: indicator::evaluated_by(cx, plan, i),
        weight_reason: cx.maybe(row.weight_reason.as_ref()),
        note: cx.maybe(row.note.as_ref()),
    })
}

fn aggregates(cx: &Cx, plan: &Plan, year: FiscalYear) -> Vec<Aggregate> {
    let of_group = |group: &crate::disclosed::Group| {
        let (_, cell) = group.progress.iter().find(|(of, _)| *of == year)?;
        Some(Aggregate { label: cx.say(&group.label), name: cx.say(&group.name), progress: cx.percent(cell) })
    };
    plan.groups.iter().filter_map(of_group).collect()
}

fn links(cx: &Cx, plan: &Plan, year: FiscalYear) -> Vec<Link> {
    use PageKind::{Businesses, Comments, Goals, Products, Programs, Projects, Regulation, Schedule, Support};
    [Programs, Regulation, Support, Comments, Products, Projects, Schedule, Goals, Businesses]
        .into_iter()
        .filter_map(|kind| cx.index.showing(cx.lang, kind, &plan.id, year))
        .map(|page| cx.to(page))
        .collect()
}

/// Parts without rows.
pub fn sections(cx: &Cx, sections: &[Shown<Section>]) -> Vec<SectionView> {
    let withheld = |at: usize, why| SectionView {
        key: format!("withheld-{}", at + 1),
        name: Said::plain(cx.words.get("withheld-row")),
        state: Some(cx.withheld(String::new(), why)),
        summary: None,
        series: None,
        facts: Vec::new(),
        source: None,
    };
    sections
        .iter()
        .enumerate()
        .map(|(at, section)| match section {
            Shown::Public(section) => cx.in_row(&section.key, &section.name, || section_view(cx, section)),
            Shown::Withheld(why) => withheld(at, why),
        })
        .collect()
}

fn section_view(cx: &Cx, section: &Section) -> SectionView {
    SectionView {
        key: section.key.clone(),
        name: cx.say(&section.name),
        state: (section.state.status() != Status::None).then(|| cx.full(&section.state)),
        summary: cx.maybe(section.summary.as_ref()),
        series: series::table(cx, &section.key, cx.say(&section.name), &section.series),
        facts: cx.facts(&section.facts),
        source: Some(cx.source(&section.place)),
    }
}
