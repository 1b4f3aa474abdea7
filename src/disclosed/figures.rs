//! Every figure of a plan with its fact id and the names by which readers know it.
//!
//! In: a disclosed plan. Out: `Figure`s. Never: a figure of a row that is withheld.

use super::{Cell, Fact, Place, Plan, PlanYear, Series, Shown, Text};
use crate::figures::FiscalYear;
use std::collections::BTreeMap;

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
pub fn figure_name(word: &str) -> Text {
    NAMES.iter().find(|(each, ..)| *each == word).map(|(_, ja, en)| both(ja, en)).unwrap_or_default()
}

fn both(ja: &str, en: &str) -> Text {
    Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) }
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
    pub item: Text,
    pub year: Option<FiscalYear>,
    pub place: &'a Place,
}

/// By fact id.
pub type Figures<'a> = BTreeMap<&'a str, Figure<'a>>;

/// Where the walk stands.
#[derive(Clone, Copy)]
struct At<'a> {
    row: &'a Text,
    year: Option<FiscalYear>,
    place: &'a Place,
}

impl Plan {
    /// All public and withheld figures of the plan.
    pub fn figures(&self) -> Figures<'_> {
        let mut out = Figures::new();
        self.add_indicators(&mut out);
        for group in &self.groups {
            for (year, cell) in &group.progress {
                let at = At { row: &group.name, year: Some(*year), place: &self.place };
                add(&mut out, at, cell, figure_name("progress"), Some("percent"));
            }
        }
        add_facts(&mut out, At { row: &self.name, year: None, place: &self.place }, &self.facts);
        self.years.iter().for_each(|year| add_year(&mut out, year));
        out
    }

    fn add_indicators<'a>(&'a self, out: &mut Figures<'a>) {
        for indicator in &self.indicators {
            let unit = Some(indicator.unit.as_str());
            let at = At { row: &indicator.name, year: None, place: &indicator.place };
            add(out, at, &indicator.cumulative, figure_name("cumulative"), unit);
            add_facts(out, at, &indicator.facts);
            for row in &indicator.years {
                let place = if row.place.document.is_some() { &row.place } else { &indicator.place };
                let at = At { row: &indicator.name, year: Some(row.year), place };
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

fn add<'a>(out: &mut Figures<'a>, at: At<'a>, cell: &'a Cell, item: Text, unit: Option<&'a str>) {
    out.insert(&cell.fact, Figure { cell, unit, row: at.row, item, year: at.year, place: at.place });
}

fn add_facts<'a>(out: &mut Figures<'a>, at: At<'a>, facts: &'a [Fact]) {
    for fact in facts {
        add(out, at, &fact.cell, fact.label.clone(), None);
    }
}

fn add_series<'a>(out: &mut Figures<'a>, at: At<'a>, list: &'a [Series]) {
    for series in list {
        let unit = series.unit.as_deref();
        for (year, cell) in &series.years {
            add(out, At { year: Some(*year), ..at }, cell, series.label.clone(), unit);
        }
        add(out, at, &series.total, series.label.clone(), unit);
    }
}

/// The rows of a year; each kind has its own cells.
fn add_year<'a>(out: &mut Figures<'a>, year: &'a PlanYear) {
    let at = |row, place| At { row, year: Some(year.year), place };
    if let Some(report) = &year.report {
        add_facts(out, at(&report.title, &report.place), &year.facts);
    }
    for row in year.programs.iter().filter_map(Shown::public) {
        add_facts(out, at(&row.name, &row.place), &row.terms);
        add_facts(out, at(&row.name, &row.place), &row.facts);
    }
    for row in year.regulations.iter().filter_map(Shown::public) {
        add(out, at(&row.name, &row.place), &row.used, figure_name("used"), None);
        add(out, at(&row.name, &row.place), &row.remarks, figure_name("remarks"), None);
        add_facts(out, at(&row.name, &row.place), &row.facts);
    }
    for row in year.support.iter().filter_map(Shown::public) {
        add(out, at(&row.label, &row.place), &row.value, figure_name("value"), None);
        add_facts(out, at(&row.label, &row.place), &row.facts);
        add_series(out, at(&row.label, &row.place), &row.series);
    }
    let sections = year.sections.iter().chain(&year.program_sections).chain(&year.regulation_sections);
    for row in sections.filter_map(Shown::public) {
        add(out, at(&row.name, &row.place), &row.state, figure_name("state"), None);
        add_facts(out, at(&row.name, &row.place), &row.facts);
        add_series(out, at(&row.name, &row.place), &row.series);
    }
    let products = year.products.iter().filter_map(Shown::public).map(|row| (&row.name, &row.place, &row.facts));
    let businesses = year.businesses.iter().filter_map(Shown::public).map(|row| (&row.name, &row.place, &row.facts));
    let projects = year.projects.iter().filter_map(Shown::public).map(|row| (&row.name, &row.place, &row.facts));
    let meetings = year.meetings.iter().filter_map(Shown::public).map(|row| (&row.name, &row.place, &row.facts));
    for (name, place, facts) in products.chain(businesses).chain(projects).chain(meetings) {
        add_facts(out, at(name, place), facts);
    }
}
