//! What search and the lists of all pages know of a page beside its text: kind, fiscal years, bodies, and what its title is sorted by.
//!
//! In: what a page is about, and its frame. Out: entries. Never: a page that is withheld as a whole; a year or body of something that is
//! withheld.

use super::Subject;
use super::frame::Frame;
use super::index::At;
use super::said::Cx;
use crate::disclosed::{Indicator, IndicatorYear, Page, Plan, Shown, Status, Text};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::PageKind;
use crate::render::places::latest;
use std::collections::BTreeSet;

/// All kinds of pages that are found, in the order in which readers choose among them.
pub const KINDS: [PageKind; 27] = [
    PageKind::Home,
    PageKind::Plans,
    PageKind::Plan,
    PageKind::Indicators,
    PageKind::Indicator,
    PageKind::Goals,
    PageKind::Report,
    PageKind::Programs,
    PageKind::Program,
    PageKind::Regulation,
    PageKind::RegulatoryItem,
    PageKind::Support,
    PageKind::Businesses,
    PageKind::Business,
    PageKind::Projects,
    PageKind::Products,
    PageKind::Schedule,
    PageKind::Comments,
    PageKind::Timeline,
    PageKind::Page,
    PageKind::Corrections,
    PageKind::Register,
    PageKind::Data,
    PageKind::Accessibility,
    PageKind::AccessibilityResult,
    PageKind::Translations,
    PageKind::Sitemap,
];

/// A page that can be found.
#[derive(Clone)]
pub struct Entry {
    /// `/ja/plan/`
    pub path: String,
    pub kind: PageKind,
    pub title: String,
    /// What the title is sorted by: a name in both languages, and its reading in kana where it has one.
    pub name: (Text, String),
    /// Oldest first.
    pub years: BTreeSet<FiscalYear>,
    /// In the order of the site's bodies.
    pub bodies: Vec<String>,
}

/// What a page belongs to.
struct About<'a> {
    kind: PageKind,
    name: Option<(&'a Text, &'a str)>,
    years: BTreeSet<FiscalYear>,
    bodies: BTreeSet<&'a str>,
}

/// The entry of a page; `None` for one that nobody looks for.
pub fn entry(cx: &Cx, subject: &Subject, frame: &Frame) -> Option<Entry> {
    let about = match subject {
        _ if frame.is_stub() => return None,
        // Those who look for figures would find examples.
        Subject::Authored(page) if page.kind == PageKind::Help => return None,
        Subject::Authored(page) => authored(cx, page),
        Subject::Indicator(_, plan, indicator) => target(plan, indicator),
        Subject::Business(_, id) => business(cx, id),
        Subject::Program(_, id) => program(cx, id),
        Subject::RegulatoryItem(_, id) => regulatory_item(cx, id),
        Subject::Register(_) => About::of(PageKind::Register),
        Subject::Corrections(_) => About::of(PageKind::Corrections),
    };
    let written = || (in_language(cx.lang, frame.title()), String::new());
    (about.kind != PageKind::Error).then(|| Entry {
        path: cx.path(&frame.address),
        kind: about.kind,
        title: frame.title().to_owned(),
        name: about.name.map_or_else(written, |(name, kana)| (name.clone(), kana.to_owned())),
        years: about.years,
        bodies: cx.index.site.bodies.iter().map(|body| body.id.clone()).filter(|id| about.bodies.contains(id.as_str())).collect(),
    })
}

/// A text of one language.
pub fn in_language(lang: Lang, text: &str) -> Text {
    let of = |other| (lang == other).then(|| text.to_owned());
    Text { ja: of(Lang::Ja), en: of(Lang::En) }
}

impl About<'_> {
    fn of(kind: PageKind) -> Self {
        About { kind, name: None, years: BTreeSet::new(), bodies: BTreeSet::new() }
    }
}

/// A page is of the year that it names or shows, and of the bodies of its plan; a text about a document of what that is of.
fn authored<'a>(cx: &Cx<'a>, page: &'a Page) -> About<'a> {
    use PageKind::{
        Comments, Goals, Indicators, Plan, Products, Programs, Projects, Regulation, Report, Schedule, Support, Timeline,
    };
    let of_one_year = matches!(page.kind, Report | Programs | Regulation | Products | Comments | Projects | Schedule | Goals);
    let of_plan = of_one_year || matches!(page.kind, Plan | Indicators | Support | Timeline);
    let home = cx.index.site.home_plan.as_deref().filter(|_| of_plan);
    let plan = page.plan.as_deref().or(home).and_then(|id| cx.index.plan(id));
    let document = page.source.as_deref().and_then(|id| cx.index.document(id));
    let shown = plan.filter(|_| of_one_year).and_then(|plan| latest(page.kind, plan));
    let year = page.year.or(shown).or(document.and_then(|document| document.year));
    let bodies = plan.map(|plan| &plan.bodies).or(document.map(|document| &document.bodies));
    let mut about = About::of(page.kind);
    about.years.extend(year);
    about.bodies.extend(bodies.into_iter().flatten().map(String::as_str));
    if let Some((plan, year)) = plan.zip(year).filter(|_| page.kind == Regulation) {
        about.bodies.extend(ministries(plan, year));
    }
    about
}

/// Those who answer for the measures of a year.
fn ministries(plan: &Plan, year: FiscalYear) -> impl Iterator<Item = &str> {
    let rows = plan.year(year).into_iter().flat_map(|year| &year.regulations).filter_map(Shown::public);
    rows.flat_map(|row| &row.ministries).map(String::as_str)
}

fn target<'a>(plan: &'a Plan, indicator: &'a Indicator) -> About<'a> {
    let years = indicator.years.iter().filter(|row| has_figures(row)).map(|row| row.year).collect();
    let bodies = plan.bodies.iter().map(String::as_str).collect();
    About { kind: PageKind::Indicator, name: Some((&indicator.name, "")), years, bodies }
}

/// A figure that is withheld counts as none.
fn has_figures(row: &IndicatorYear) -> bool {
    let cells = [&row.target, &row.actual, &row.progress, &row.growth, &row.weight, &row.overall_weight];
    cells.iter().any(|cell| matches!(cell.status(), Status::Value | Status::Text))
}

/// A business belongs where its documents place it, else to those who made its plans.
fn business<'a>(cx: &Cx<'a>, id: &str) -> About<'a> {
    let rows = cx.index.business(id).map_or(&[][..], |mentions| &mentions.rows);
    let placed: BTreeSet<&str> = rows.iter().flat_map(|at| &at.row.profile.bodies).map(String::as_str).collect();
    let of_plans = || rows.iter().flat_map(|at| &at.plan.bodies).map(String::as_str).collect();
    About {
        kind: PageKind::Business,
        name: rows.last().map(|at| (&at.row.name, at.row.kana.as_str())),
        years: years(rows),
        bodies: if placed.is_empty() { of_plans() } else { placed },
    }
}

fn program<'a>(cx: &Cx<'a>, id: &str) -> About<'a> {
    let rows = cx.index.program(id);
    About {
        kind: PageKind::Program,
        name: rows.last().map(|at| (&at.row.name, at.row.kana.as_str())),
        years: years(rows),
        bodies: rows.iter().flat_map(|at| &at.row.bodies).map(String::as_str).collect(),
    }
}

/// A measure is asked of ministries, for those who made the plan.
fn regulatory_item<'a>(cx: &Cx<'a>, id: &str) -> About<'a> {
    let rows = cx.index.regulation(id);
    About {
        kind: PageKind::RegulatoryItem,
        name: rows.last().map(|at| (&at.row.name, "")),
        years: years(rows),
        bodies: rows.iter().flat_map(|at| at.row.ministries.iter().chain(&at.plan.bodies)).map(String::as_str).collect(),
    }
}

fn years<T>(rows: &[At<T>]) -> BTreeSet<FiscalYear> {
    rows.iter().map(|at| at.year).collect()
}
