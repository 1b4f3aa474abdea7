//! Every public figure of a site by its fact id: its cell, and how a reader knows it.
//!
//! In: a plan with its years. Out: `Figures`, looked up by fact id. Never: a figure of a row that is withheld as a whole.

use super::{Cell, Column, Fact, Indicator, Plan, PlanYear, Section, Series, Shown, Stands, Text};
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use std::collections::BTreeMap;

/// A figure and where it stands.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    pub cell: &'a Cell,
    pub plan: &'a str,
    pub year: Option<FiscalYear>,
    /// The kind of page that shows it.
    pub list: PageKind,
    pub row: &'a str,
    pub row_name: &'a Text,
    /// `None` where the name of the row says it all.
    pub column: Option<Column>,
    /// 国予算 ×年度: the year of the column, where that is not the year of the document.
    pub of: Option<FiscalYear>,
}

impl Figure<'_> {
    /// Where a reader finds it.
    pub fn stands(&self) -> Stands {
        Stands::Data {
            plan: self.plan.to_owned(),
            year: self.year,
            list: self.list,
            row: Some((self.row.to_owned(), self.row_name.clone())),
            column: self.column.clone(),
        }
    }
}

/// Figures by fact id.
pub type Figures<'a> = BTreeMap<&'a str, Figure<'a>>;

/// All figures of some plans.
pub fn figures<'a>(plans: impl IntoIterator<Item = &'a Plan>) -> Figures<'a> {
    let mut all = Figures::new();
    for plan in plans {
        of_plan(plan, &mut all);
    }
    all
}

/// A row whose figures are gathered.
#[derive(Clone, Copy)]
struct Row<'a> {
    plan: &'a str,
    year: Option<FiscalYear>,
    list: PageKind,
    id: &'a str,
    name: &'a Text,
}

impl<'a> Row<'a> {
    fn add(self, cell: &'a Cell, column: Option<Column>, of: Option<FiscalYear>, all: &mut Figures<'a>) {
        let (plan, year, list) = (self.plan, self.year, self.list);
        all.insert(&cell.fact, Figure { cell, plan, year, list, row: self.id, row_name: self.name, column, of });
    }

    fn named(self, word: &str, cell: &'a Cell, all: &mut Figures<'a>) {
        self.add(cell, Some(Column::Named(word.to_owned())), None, all);
    }

    fn facts(self, facts: &'a [Fact], all: &mut Figures<'a>) {
        for fact in facts {
            self.add(&fact.cell, Some(Column::Label(fact.label.clone())), None, all);
        }
    }

    fn series(self, list: &'a [Series], all: &mut Figures<'a>) {
        for series in list {
            let column = || Some(Column::Label(series.label.clone()));
            for (year, cell) in &series.years {
                self.add(cell, column(), Some(*year), all);
            }
            self.add(&series.total, column(), None, all);
        }
    }
}

fn of_plan<'a>(plan: &'a Plan, all: &mut Figures<'a>) {
    let row = |year, list, id, name| Row { plan: &plan.id, year, list, id, name };
    row(None, PageKind::Plan, &plan.id, &plan.name).facts(&plan.facts, all);
    for group in &plan.groups {
        for (year, cell) in &group.progress {
            row(Some(*year), PageKind::Indicators, &group.id, &group.name).named("progress", cell, all);
        }
    }
    plan.indicators.iter().for_each(|indicator| of_indicator(plan, indicator, all));
    plan.years.iter().for_each(|year| of_year(plan, year, all));
}

fn of_indicator<'a>(plan: &'a Plan, indicator: &'a Indicator, all: &mut Figures<'a>) {
    let row = |year| Row { plan: &plan.id, year, list: PageKind::Indicator, id: &indicator.id, name: &indicator.name };
    row(None).named("cumulative", &indicator.cumulative, all);
    row(None).facts(&indicator.facts, all);
    for year in &indicator.years {
        let row = row(Some(year.year));
        let cells = [
            ("target", &year.target),
            ("actual", &year.actual),
            ("progress", &year.progress),
            ("growth", &year.growth),
            ("weight", &year.weight),
            ("overall-weight", &year.overall_weight),
        ];
        cells.into_iter().for_each(|(word, cell)| row.named(word, cell, all));
        row.facts(&year.facts, all);
    }
}

fn of_year<'a>(plan: &'a Plan, of: &'a PlanYear, all: &mut Figures<'a>) {
    let row = |list, id, name| Row { plan: &plan.id, year: Some(of.year), list, id, name };
    if let Some(report) = &of.report {
        row(PageKind::Report, "report", &report.title).facts(&of.facts, all);
    }
    for program in of.programs.iter().filter_map(Shown::public) {
        let row = row(PageKind::Programs, &program.id, &program.name);
        row.facts(&program.terms, all);
        row.facts(&program.facts, all);
    }
    for item in of.regulations.iter().filter_map(Shown::public) {
        let row = row(PageKind::Regulation, &item.id, &item.name);
        row.named("used", &item.used, all);
        row.named("remarks", &item.remarks, all);
        row.facts(&item.facts, all);
    }
    for product in of.products.iter().filter_map(Shown::public) {
        row(PageKind::Products, &product.id, &product.name).facts(&product.facts, all);
    }
    for support in of.support.iter().filter_map(Shown::public) {
        let row = row(PageKind::Report, &support.key, &support.label);
        row.named("value", &support.value, all);
        row.facts(&support.facts, all);
        row.series(&support.series, all);
    }
    of_people(plan, of, all);
    of_sections(plan, of, all);
}

/// Rows about businesses, projects and meetings.
fn of_people<'a>(plan: &'a Plan, of: &'a PlanYear, all: &mut Figures<'a>) {
    let row = |list, id, name| Row { plan: &plan.id, year: Some(of.year), list, id, name };
    for business in of.businesses.iter().filter_map(Shown::public) {
        row(PageKind::Businesses, &business.id, &business.name).facts(&business.facts, all);
    }
    for project in of.projects.iter().filter_map(Shown::public) {
        row(PageKind::Projects, &project.id, &project.name).facts(&project.facts, all);
    }
    for meeting in of.meetings.iter().filter_map(Shown::public) {
        row(PageKind::Comments, &meeting.id, &meeting.name).facts(&meeting.facts, all);
    }
}

fn of_sections<'a>(plan: &'a Plan, of: &'a PlanYear, all: &mut Figures<'a>) {
    let lists: [(PageKind, &'a [Shown<Section>]); 3] = [
        (PageKind::Report, &of.sections),
        (PageKind::Programs, &of.program_sections),
        (PageKind::Regulation, &of.regulation_sections),
    ];
    for (list, sections) in lists {
        for section in sections.iter().filter_map(Shown::public) {
            let row = Row { plan: &plan.id, year: Some(of.year), list, id: &section.key, name: &section.name };
            row.named("state", &section.state, all);
            row.facts(&section.facts, all);
            row.series(&section.series, all);
        }
    }
}
