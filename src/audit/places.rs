//! Where each figure was written, by fact id: findings point there.
//!
//! In: the authored site. Out: spans. Never: a withheld value.

use crate::authored::{Cell, CellContent, Data, Fact, Held, Plan, Series, YearContent, YearFile};
use crate::source::Span;
use std::collections::BTreeMap;

/// The places of all figures, rows and declarations.
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Walks through the data once.
    pub fn new(data: &Data) -> Places {
        let mut places = Places(BTreeMap::new());
        data.plans.iter().for_each(|plan| places.plan(plan));
        for file in &data.years {
            if let Some(content) = file.content.as_open() {
                places.year(file, content);
            }
        }
        places
    }

    /// Where a fact was written; the nearest thing above it where it has no place of its own.
    pub fn of(&self, fact: &str) -> Option<Span> {
        let mut at = fact;
        loop {
            if let Some(span) = self.0.get(at) {
                return Some(*span);
            }
            at = at.rsplit_once('/')?.0;
        }
    }

    /// Where a fact was written, if it has a place of its own.
    pub fn exactly(&self, fact: &str) -> Option<Span> {
        self.0.get(fact).copied()
    }

    fn add(&mut self, fact: String, span: Span) {
        self.0.entry(fact).or_insert(span);
    }

    fn cell(&mut self, fact: String, cell: Option<&Cell>) {
        if let Some(Held::Open(CellContent::Printed(printed))) = cell {
            self.add(fact, printed.span);
        }
    }

    fn facts(&mut self, owner: &str, facts: &[Fact]) {
        for fact in facts {
            let id = format!("{owner}/{}", fact.key.value);
            self.cell(id.clone(), fact.value.as_ref());
            self.add(id, fact.span);
        }
    }

    fn plan(&mut self, plan: &Plan) {
        let id = &plan.id.value;
        plan.dates.iter().for_each(|date| self.add(format!("{id}/date/{}", date.key.value), date.key.span));
        self.facts(&format!("{id}/plan"), &plan.facts);
        for indicator in &plan.indicators {
            let of = &indicator.id.value;
            self.add(format!("{id}/{of}"), indicator.id.span);
            self.cell(format!("{id}/{of}/cumulative"), indicator.cumulative.as_ref());
            self.facts(&format!("{id}/{of}"), &indicator.facts);
            for (year, cell) in &indicator.yearly {
                self.cell(format!("{id}/{}/{of}/target", year.value.0), Some(cell));
            }
        }
    }

    fn year(&mut self, file: &YearFile, content: &YearContent) {
        let owner = |row: &str| format!("{}/{}/{row}", file.plan.value, file.year.value.0);
        for row in open(&content.results) {
            let of = owner(&row.indicator.value);
            self.add(of.clone(), row.indicator.span);
            let cells = [("target", &row.target), ("actual", &row.actual), ("progress", &row.progress), ("growth", &row.growth)];
            let weights = [("weight", &row.weight), ("overall-weight", &row.overall_weight)];
            cells.into_iter().chain(weights).for_each(|(column, cell)| self.cell(format!("{of}/{column}"), cell.as_ref()));
            self.facts(&of, &row.facts);
        }
        for row in open(&content.aggregates) {
            self.cell(format!("{}/progress", owner(&row.group.value)), row.progress.as_ref());
        }
        self.facts(&owner("report"), &content.facts);
        self.rows(&owner, content);
        for row in &content.printed_names {
            self.add(format!("{}/{}", owner("printed-name"), row.of.value), row.text.span);
        }
    }

    fn rows(&mut self, owner: &dyn Fn(&str) -> String, content: &YearContent) {
        for row in open(&content.programs) {
            self.add(owner(&row.id.value), row.id.span);
            self.facts(&format!("{}/terms", owner(&row.id.value)), &row.terms);
            self.facts(&owner(&row.id.value), &row.facts);
        }
        for row in open(&content.support) {
            self.add(owner(&row.key.value), row.key.span);
            self.cell(format!("{}/value", owner(&row.key.value)), row.value.as_ref());
            self.facts(&owner(&row.key.value), &row.facts);
            self.series(&owner(&row.key.value), &row.series);
        }
        for row in open(&content.sections) {
            self.add(owner(&row.key.value), row.key.span);
            self.facts(&owner(&row.key.value), &row.facts);
            self.series(&owner(&row.key.value), &row.series);
        }
        let regulations = open(&content.regulations).map(|row| (&row.id, row.facts.as_slice()));
        let products = open(&content.products).map(|row| (&row.id, row.facts.as_slice()));
        let businesses = open(&content.businesses).map(|row| (&row.id, row.facts.as_slice()));
        let projects = open(&content.projects).map(|row| (&row.id, row.facts.as_slice()));
        let meetings = open(&content.meetings).map(|row| (&row.id, row.facts.as_slice()));
        let none: &[Fact] = &[];
        let events = open(&content.events).map(|row| (&row.id, none));
        let goals = open(&content.goals).map(|row| (&row.id, none));
        for (id, facts) in
            regulations.chain(products).chain(businesses).chain(projects).chain(meetings).chain(events).chain(goals)
        {
            self.add(owner(&id.value), id.span);
            self.facts(&owner(&id.value), facts);
        }
    }

    fn series(&mut self, owner: &str, list: &[Series]) {
        for series in list {
            let of = format!("{owner}/{}", series.key.value);
            self.add(of.clone(), series.span);
            for (year, cell) in &series.years {
                self.cell(format!("{of}/{}", year.value.0), Some(cell));
            }
            self.cell(format!("{of}/total"), series.total.as_ref());
        }
    }
}

fn open<T>(rows: &[Held<T>]) -> impl Iterator<Item = &T> {
    rows.iter().filter_map(Held::as_open)
}
