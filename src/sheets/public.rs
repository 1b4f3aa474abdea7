//! A public table, as colleagues get it and as an import reads it back.
//!
//! In: the disclosed rows of a plan and year. Out: headings and cells. Never: a withheld value: such a cell says 非公表.

use super::cells::{ABSENT, NOT_ENTERED, NOT_YET};
use super::kinds::{Column, Kind, Part, Type, english_heading};
use crate::disclosed::{
    Business, Cell, Content, Fact, Indicator, Period, Plan, PlanYear, Program, Related, Series, Shown, Site, Support, Text,
};
use crate::figures::{FiscalYear, Lang, Units};
use std::collections::{BTreeMap, BTreeSet};

/// What a cell of the table says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Out {
    /// Words.
    Text(String),
    /// A figure as printed.
    Figure(String),
}

/// A table.
#[derive(Debug, Default)]
pub struct Public {
    /// Name of the sheet.
    pub title: String,
    /// Headings in order, and whether their column belongs to the row as a whole.
    pub headings: Vec<(String, bool)>,
    /// Lines: cells in order of the headings.
    pub lines: Vec<Vec<Option<Out>>>,
    /// The first lines of rows, and how many lines each has.
    pub rows: Vec<(usize, usize)>,
}

/// Which column: key, year, language.
type Slot = (String, Option<i32>, Lang);

/// A row before its columns are known.
#[derive(Default)]
struct Row {
    own: BTreeMap<Slot, Out>,
    parts: Vec<BTreeMap<Slot, Out>>,
}

impl Row {
    fn put(&mut self, key: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.own.insert((key.to_owned(), None, Lang::Ja), Out::Text(text));
        }
    }

    fn text(&mut self, key: &str, text: Option<&Text>) {
        put_text(&mut self.own, key, text);
    }
}

fn put_text(cells: &mut BTreeMap<Slot, Out>, key: &str, text: Option<&Text>) {
    for lang in Lang::ALL {
        if let Some(words) = text.and_then(|text| text.get(lang)).filter(|words| !words.trim().is_empty()) {
            cells.insert((key.to_owned(), None, lang), Out::Text(words.to_owned()));
        }
    }
}

/// A cell of the data; what the document does not have says so.
fn put_cell(cells: &mut BTreeMap<Slot, Out>, key: &str, year: Option<FiscalYear>, cell: &Cell) {
    let out = match &cell.shown {
        Shown::Withheld(_) => Out::Text("非公表".to_owned()),
        Shown::Public(Content::NotEntered) => Out::Text(NOT_ENTERED.to_owned()),
        Shown::Public(Content::NotYet) => Out::Text(NOT_YET.to_owned()),
        Shown::Public(Content::None) => Out::Text(ABSENT.to_owned()),
        Shown::Public(Content::Printed(printed)) => Out::Figure(printed.text.clone()),
        Shown::Public(Content::Words(words)) => {
            if let Some(en) = words.get(Lang::En) {
                cells.insert((key.to_owned(), year.map(|y| y.0), Lang::En), Out::Text(en.to_owned()));
            }
            Out::Text(words.any(Lang::Ja).to_owned())
        }
    };
    cells.insert((key.to_owned(), year.map(|y| y.0), Lang::Ja), out);
}

/// The table of a kind.
pub fn table(site: &Site, plan: &Plan, year: FiscalYear, kind: Kind) -> Public {
    let from = Source { site, plan, year };
    let rows = match kind {
        Kind::Results => from.results(),
        Kind::Programs => from.of(|y| &y.programs, |from, row| from.program(row)),
        Kind::Businesses => from.of(|y| &y.businesses, |from, row| from.business(row)),
        Kind::Support => from.of(|y| &y.support, |from, row| from.support(row)),
    };
    laid_out(kind, rows)
}

struct Source<'a> {
    site: &'a Site,
    plan: &'a Plan,
    year: FiscalYear,
}

impl<'a> Source<'a> {
    /// Rows that are withheld as a whole have nothing that could stand in a table.
    fn of<T: 'a>(&self, rows: impl Fn(&'a PlanYear) -> &'a [Shown<T>], read: impl Fn(&Source<'a>, &'a T) -> Row) -> Vec<Row> {
        let year = self.plan.year(self.year);
        year.into_iter().flat_map(rows).filter_map(Shown::public).map(|row| read(self, row)).collect()
    }

    fn results(&self) -> Vec<Row> {
        let mut out = Vec::new();
        for group in &self.plan.groups {
            if let Some((_, progress)) = group.progress.iter().find(|(year, _)| *year == self.year) {
                let mut row = Row::default();
                row.put("indicator", &group.id);
                row.put("label", group.label.any(Lang::Ja));
                row.put("name", group.name.any(Lang::Ja));
                put_cell(&mut row.own, "progress", None, progress);
                out.push(row);
            }
            out.extend(self.plan.indicators.iter().filter(|i| i.group == group.id).filter_map(|i| self.result(i)));
        }
        out
    }

    fn result(&self, indicator: &Indicator) -> Option<Row> {
        let year = indicator.years.iter().find(|row| row.year == self.year)?;
        let mut row = Row::default();
        row.put("indicator", &indicator.id);
        row.put("label", indicator.label.any(Lang::Ja));
        row.put("name", indicator.name.any(Lang::Ja));
        for (key, cell) in [
            ("target", &year.target),
            ("actual", &year.actual),
            ("progress", &year.progress),
            ("growth", &year.growth),
            ("weight", &year.weight),
            ("overall_weight", &year.overall_weight),
        ] {
            put_cell(&mut row.own, key, None, cell);
        }
        row.text("weight_reason", year.weight_reason.as_ref());
        row.text("self_evaluation", year.self_evaluation.as_ref());
        row.text("external_factors", year.external_factors.as_ref());
        row.text("note", year.note.as_ref());
        row.parts = facts("実績", &year.facts);
        Some(row)
    }

    fn program(&self, program: &Program) -> Row {
        let mut row = Row::default();
        row.put("id", &program.id);
        row.text("name", Some(&program.name));
        row.put("kana", &program.kana);
        row.text("scheme", program.scheme.as_ref());
        row.put("category", &program.category);
        row.put("bodies", self.bodies(&program.bodies));
        row.put("indicators", self.related(Some(&program.indicators)));
        row.text("outline", program.outline.as_ref());
        row.text("results", program.results.as_ref());
        row.parts = facts("条件", &program.terms);
        row.parts.extend(facts("実績", &program.facts));
        row
    }

    fn business(&self, business: &Business) -> Row {
        let (mut row, profile) = (Row::default(), &business.profile);
        row.put("id", &business.id);
        row.text("name", Some(&business.name));
        row.put("kana", &business.kana);
        row.put("kind", business.kind.as_deref().map_or("", |kind| shown_word(Kind::Businesses, "kind", kind)));
        row.text("address", profile.address.as_ref());
        row.put("phone", profile.phone.clone().unwrap_or_default());
        row.put("founded", profile.founded.as_ref().map(|founded| founded.when.written()).unwrap_or_default());
        row.put("founded_printed", profile.founded.as_ref().and_then(|founded| founded.printed.clone()).unwrap_or_default());
        row.put("founded_word", profile.founded_word.clone().unwrap_or_default());
        row.text("industry", profile.industry.as_ref());
        row.text("area", profile.area.as_ref());
        row.put("bodies", self.bodies(&profile.bodies));
        row.put("field", profile.field.clone().unwrap_or_default());
        row.put("measures", profile.measures.join("、"));
        row.put("projects", profile.projects.join("、"));
        for lang in Lang::ALL {
            let names: Vec<&str> = profile.former.iter().map(|name| name.get(lang).unwrap_or_default()).collect();
            if names.iter().any(|name| !name.is_empty()) {
                row.own.insert(("former".to_owned(), None, lang), Out::Text(names.join("\n")));
            }
        }
        row.text("summary", business.summary.as_ref());
        row.parts = facts("実績", &business.facts);
        row
    }

    fn support(&self, support: &Support) -> Row {
        let mut row = Row::default();
        row.put("key", &support.key);
        row.put("kind", &support.kind);
        row.text("label", Some(&support.label));
        row.put("indicators", self.related(support.indicators.as_ref()));
        put_cell(&mut row.own, "value", None, &support.value);
        counter(&mut row.own, "counter", support.value.counter.as_ref());
        row.text("summary", support.summary.as_ref());
        row.parts = support.series.iter().map(|series| amounts(series, &self.site.units)).collect();
        row.parts.extend(facts("実績", &support.facts));
        row
    }

    fn bodies(&self, ids: &[String]) -> String {
        let name = |id: &String| {
            let body = self.site.bodies.iter().find(|body| body.id == *id);
            body.map_or(id.as_str(), |body| body.name.any(Lang::Ja)).to_owned()
        };
        ids.iter().map(name).collect::<Vec<_>>().join("、")
    }

    fn related(&self, related: Option<&Related>) -> String {
        let label = |id: &String| {
            let target = self.plan.indicators.iter().find(|indicator| indicator.id == *id);
            target.map_or(id.as_str(), |target| target.label.any(Lang::Ja)).to_owned()
        };
        match related {
            None => String::new(),
            Some(Related::All) => "全て".to_owned(),
            Some(Related::Dash) => "－".to_owned(),
            Some(Related::Some(ids)) => ids.iter().map(label).collect::<Vec<_>>().join("、"),
        }
    }
}

/// The word of a table for a word of the data.
fn shown_word(kind: Kind, key: &str, word: &str) -> &'static str {
    let column = kind.columns().find(|column| column.key == key);
    let pairs = column.map(|column| column.kind);
    let Some(Type::Word(pairs)) = pairs else { return "" };
    pairs.iter().find(|(_, stored)| *stored == word).map_or("", |(shown, _)| shown)
}

fn counter(cells: &mut BTreeMap<Slot, Out>, key: &str, counter: Option<&crate::figures::Counter>) {
    if let Some(counter) = counter {
        cells.insert((format!("{key}.one"), None, Lang::Ja), Out::Text(counter.one.clone()));
        cells.insert((format!("{key}.other"), None, Lang::Ja), Out::Text(counter.other.clone()));
    }
}

fn facts(array: &str, list: &[Fact]) -> Vec<BTreeMap<Slot, Out>> {
    let one = |fact: &Fact| {
        let mut cells = BTreeMap::new();
        let mut put = |key: &str, text: String| {
            if !text.is_empty() {
                cells.insert((key.to_owned(), None, Lang::Ja), Out::Text(text));
            }
        };
        put("fact.array", array.to_owned());
        put("fact.key", fact.cell.column().to_owned());
        put("fact.scope", fact.scope.clone().unwrap_or_default());
        put("fact.when", fact.when.iter().map(|when| when.written()).collect::<Vec<_>>().join("、"));
        put("fact.as_of", fact.as_of.as_ref().map(|when| when.written()).unwrap_or_default());
        put("fact.repeat", if fact.repeat { "再掲".to_owned() } else { String::new() });
        put(
            "fact.period",
            match fact.period {
                Some(Period::Cumulative) => "累計".to_owned(),
                Some(Period::Year(year)) => year.name(Lang::Ja),
                None => String::new(),
            },
        );
        put_text(&mut cells, "fact.label", Some(&fact.label));
        put_cell(&mut cells, "fact.value", None, &fact.cell);
        counter(&mut cells, "fact.counter", fact.cell.counter.as_ref());
        put_text(&mut cells, "fact.note", fact.note.as_ref());
        cells
    };
    list.iter().map(one).collect()
}

fn amounts(series: &Series, units: &Units) -> BTreeMap<Slot, Out> {
    let mut cells = BTreeMap::new();
    let mut put = |key: &str, text: String| {
        if !text.is_empty() {
            cells.insert((key.to_owned(), None, Lang::Ja), Out::Text(text));
        }
    };
    put("row.key", series.key.clone());
    let unit = series.unit.as_deref().and_then(|id| units.get(id)).and_then(|unit| unit.printed.first().cloned());
    put("row.unit", unit.unwrap_or_default());
    put("row.sum_of", series.sum_of.join("、"));
    put_text(&mut cells, "row.label", Some(&series.label));
    put_text(&mut cells, "row.note", series.note.as_ref());
    counter(&mut cells, "row.counter", series.counter.as_ref());
    for (year, cell) in &series.years {
        put_cell(&mut cells, "amount", Some(*year), cell);
    }
    put_cell(&mut cells, "row.total", None, &series.total);
    cells
}

/// Columns in order, those alone that some row fills; lines for all parts of each row.
fn laid_out(kind: Kind, rows: Vec<Row>) -> Public {
    let says = |out: &Out| !matches!(out, Out::Text(text) if text == ABSENT);
    let cells = || rows.iter().flat_map(|row| std::iter::once(&row.own).chain(&row.parts)).flatten();
    let used: BTreeSet<&Slot> = cells().filter(|(_, out)| says(out)).map(|(slot, _)| slot).collect();
    let mut columns: Vec<(&'static Column, Slot)> = Vec::new();
    for column in kind.columns() {
        let mut slots: Vec<&&Slot> = used.iter().filter(|(key, ..)| key == column.key).collect();
        slots.sort_by_key(|(_, year, lang)| (*year, *lang));
        columns.extend(slots.into_iter().map(|slot| (column, (*slot).clone())));
    }
    let heading = |(column, (_, year, lang)): &(&Column, Slot)| {
        let year = year.map(|year| FiscalYear(year).name(Lang::Ja));
        let name = column.names.first().copied().unwrap_or_default();
        let name = year.unwrap_or_else(|| name.to_owned());
        (if *lang == Lang::En { english_heading(&name) } else { name }, column.part == Part::Row)
    };
    let mut out = Public { title: kind.title().to_owned(), headings: columns.iter().map(heading).collect(), ..Public::default() };
    for row in &rows {
        let count = row.parts.len().max(1);
        out.rows.push((out.lines.len(), count));
        for at in 0..count {
            let cell = |(column, slot): &(&Column, Slot)| match column.part {
                Part::Row => row.own.get(slot).cloned(),
                Part::Fact | Part::Series => row.parts.get(at).and_then(|part| part.get(slot)).cloned(),
            };
            out.lines.push(columns.iter().map(cell).collect());
        }
    }
    out
}
