//! Every figure of a plan with its fact id and the names by which readers know it.
//!
//! In: a disclosed plan. Out: `Figure`s. Never: a figure of a row that is withheld.

use super::{Cell, Fact, Place, Plan, PlanYear, Series, Shown, Site, Stands, Text};
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// The figures that every row of a kind has.
const NAMES: [(&str, &str, &str); 12] = [
    ("cumulative", "累計目標", "Cumulative target"),
    ("target", "目標値", "Target"),
    ("actual", "実績値", "Actual"),
    ("progress", "進捗度", "Progress"),
    ("growth", "伸び率", "Growth"),
    ("weight", "寄与度", "Weight"),
    ("overall-weight", "全体に占める寄与度", "Weight in the whole"),
    ("used", "評価対象年度における活用の有無", "Used in the year"),
    ("remarks", "備考", "Remarks"),
    ("state", "記載", "As printed"),
    ("value", "実績", "Actual"),
    ("total", "累計", "Total"),
];

/// The name of a figure that every row of a kind has.
pub fn figure_name(word: &str) -> &'static Text {
    static TEXTS: LazyLock<[(&str, Text); 12]> = LazyLock::new(|| NAMES.map(|(word, ja, en)| (word, Text::both(ja, en))));
    static NONE: Text = Text { ja: None, en: None };
    TEXTS.iter().find(|(each, _)| *each == word).map_or(&NONE, |(_, name)| name)
}

/// A figure where it stands.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    pub cell: &'a Cell,
    /// The unit of its row or column, by id.
    pub unit: Option<&'a str>,
    /// What it is of.
    pub row: &'a Text,
    /// Which figure of that.
    pub item: &'a Text,
    pub year: Option<FiscalYear>,
    pub place: &'a Place,
    /// The row that shows it.
    pub stands: Standing<'a>,
}

/// A row: its plan, the fiscal year of its document, the kind of page that lists it, its id.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub plan: &'a str,
    pub year: Option<FiscalYear>,
    pub list: PageKind,
    pub id: &'a str,
}

impl Figure<'_> {
    /// Where a reader finds it.
    pub fn stands(&self) -> Stands {
        Stands::Data {
            plan: self.stands.plan.to_owned(),
            year: self.stands.year,
            list: self.stands.list,
            row: Some((self.stands.id.to_owned(), self.row.clone())),
            column: None,
        }
    }
}

/// By fact id.
pub type Figures<'a> = BTreeMap<&'a str, Figure<'a>>;

/// The same as the walk meets them: sorted once, which is quicker than putting each in its place.
type List<'a> = Vec<(&'a str, Figure<'a>)>;

/// Where the walk stands.
#[derive(Clone, Copy)]
struct At<'a> {
    row: &'a Text,
    year: Option<FiscalYear>,
    place: &'a Place,
    stands: Standing<'a>,
}

/// All public and withheld figures of some plans.
pub fn figures_of<'a>(plans: impl Iterator<Item = &'a Plan>) -> Figures<'a> {
    let mut out = List::new();
    plans.for_each(|plan| plan.add_figures(&mut out));
    out.into_iter().collect()
}

impl Site {
    /// All public and withheld figures.
    pub fn figures(&self) -> Figures<'_> {
        figures_of(self.plans())
    }

    /// Those of these facts alone: to put a few into order is quicker than all.
    pub fn some_figures(&self, facts: &HashSet<&str>) -> Figures<'_> {
        let mut out = List::new();
        for plan in self.plans().filter(|_| !facts.is_empty()) {
            plan.add_figures(&mut out);
            out.retain(|(fact, _)| facts.contains(fact));
        }
        out.into_iter().collect()
    }
}

impl Plan {
    /// All public and withheld figures of the plan.
    pub fn figures(&self) -> Figures<'_> {
        figures_of(std::iter::once(self))
    }

    fn add_figures<'a>(&'a self, out: &mut List<'a>) {
        self.add_indicators(out);
        for group in &self.groups {
            for (year, cell) in &group.progress {
                let stands = Standing { plan: &self.id, year: Some(*year), list: PageKind::Indicators, id: &group.id };
                let at = At { row: &group.name, year: Some(*year), place: &self.place, stands };
                add(out, at, cell, figure_name("progress"), Some("percent"));
            }
        }
        let stands = Standing { plan: &self.id, year: None, list: PageKind::Plan, id: &self.id };
        add_facts(out, At { row: &self.name, year: None, place: &self.place, stands }, &self.facts);
        self.years.iter().for_each(|year| add_year(out, &self.id, year));
    }

    fn add_indicators<'a>(&'a self, out: &mut List<'a>) {
        for indicator in &self.indicators {
            let unit = Some(indicator.unit.as_str());
            let stands = |year| Standing { plan: &self.id, year, list: PageKind::Indicator, id: &indicator.id };
            let at = At { row: &indicator.name, year: None, place: &indicator.place, stands: stands(None) };
            add(out, at, &indicator.cumulative, figure_name("cumulative"), unit);
            add_facts(out, at, &indicator.facts);
            for row in &indicator.years {
                let place = if row.place.document.is_some() { &row.place } else { &indicator.place };
                let at = At { row: &indicator.name, year: Some(row.year), place, stands: stands(Some(row.year)) };
                add(out, at, &row.target, figure_name("target"), unit);
                add(out, at, &row.actual, figure_name("actual"), unit);
                for (cell, name) in [(&row.progress, "progress"), (&row.growth, "growth"), (&row.weight, "weight")] {
                    add(out, at, cell, figure_name(name), Some("percent"));
                }
                add(out, at, &row.overall_weight, figure_name("overall-weight"), Some("percent"));
                add_facts(out, at, &row.facts);
            }
        }
    }
}

fn add<'a>(out: &mut List<'a>, at: At<'a>, cell: &'a Cell, item: &'a Text, unit: Option<&'a str>) {
    out.push((&cell.fact, Figure { cell, unit, row: at.row, item, year: at.year, place: at.place, stands: at.stands }));
}

fn add_facts<'a>(out: &mut List<'a>, at: At<'a>, facts: &'a [Fact]) {
    for fact in facts {
        add(out, at, &fact.cell, &fact.label, None);
    }
}

fn add_series<'a>(out: &mut List<'a>, at: At<'a>, list: &'a [Series]) {
    for series in list {
        let unit = series.unit.as_deref();
        for (year, cell) in &series.years {
            add(out, At { year: Some(*year), ..at }, cell, &series.label, unit);
        }
        add(out, at, &series.total, &series.label, unit);
    }
}

/// The rows of a year; each kind has its own cells.
fn add_year<'a>(out: &mut List<'a>, plan: &'a str, of: &'a PlanYear) {
    let year = Some(of.year);
    let at = |list, id, row, place| At { row, year, place, stands: Standing { plan, year, list, id } };
    if let Some(report) = &of.report {
        add_facts(out, at(PageKind::Report, "report", &report.title, &report.place), &of.facts);
    }
    for row in of.programs.iter().filter_map(Shown::public) {
        let at = at(PageKind::Programs, &row.id, &row.name, &row.place);
        add_facts(out, at, &row.terms);
        add_facts(out, at, &row.facts);
    }
    for row in of.regulations.iter().filter_map(Shown::public) {
        let at = at(PageKind::Regulation, &row.id, &row.name, &row.place);
        add(out, at, &row.used, figure_name("used"), None);
        add(out, at, &row.remarks, figure_name("remarks"), None);
        add_facts(out, at, &row.facts);
    }
    for row in of.support.iter().filter_map(Shown::public) {
        let at = at(PageKind::Report, &row.key, &row.label, &row.place);
        add(out, at, &row.value, figure_name("value"), None);
        add_facts(out, at, &row.facts);
        add_series(out, at, &row.series);
    }
    let report = of.sections.iter().map(|row| (PageKind::Report, row));
    let programs = of.program_sections.iter().map(|row| (PageKind::Programs, row));
    let regulations = of.regulation_sections.iter().map(|row| (PageKind::Regulation, row));
    let comments = of.comment_sections.iter().map(|row| (PageKind::Comments, row));
    for (list, row) in report.chain(programs).chain(regulations).chain(comments) {
        let Shown::Public(row) = row else { continue };
        let at = at(list, &row.key, &row.name, &row.place);
        add(out, at, &row.state, figure_name("state"), None);
        add_facts(out, at, &row.facts);
        add_series(out, at, &row.series);
    }
    add_fact_rows(out, plan, of);
}

/// The rows whose figures are all labelled ones.
fn add_fact_rows<'a>(out: &mut List<'a>, plan: &'a str, of: &'a PlanYear) {
    let year = Some(of.year);
    let at = |list, id, row, place| At { row, year, place, stands: Standing { plan, year, list, id } };
    for row in of.products.iter().filter_map(Shown::public) {
        add_facts(out, at(PageKind::Products, &row.id, &row.name, &row.place), &row.facts);
    }
    for row in of.businesses.iter().filter_map(Shown::public) {
        add_facts(out, at(PageKind::Businesses, &row.id, &row.name, &row.place), &row.facts);
    }
    for row in of.projects.iter().filter_map(Shown::public) {
        let list = if row.kind == "工程表" { PageKind::Schedule } else { PageKind::Projects };
        add_facts(out, at(list, &row.id, &row.name, &row.place), &row.facts);
    }
    for row in of.meetings.iter().filter_map(Shown::public) {
        add_facts(out, at(PageKind::Comments, &row.id, &row.name, &row.place), &row.facts);
    }
}
