//! The form of 別紙1: a table for each target, with years as columns and 目標値, 実績値, 進捗度 as lines.
//!
//! In: a sheet. Out: drafts of results for one year, and findings for what stands beside them. Never: a figure of another year.

use super::cells::{self, Reader};
use super::draft::{Cell, Draft, Text, Value};
use super::findings;
use super::grid::{Area, At, Sheet, column_name};
use super::kinds::{ITEMS, folded};
use super::known;
use super::rows::{Context, as_planned};
use crate::diagnostics::Finding;
use crate::figures::FiscalYear;

/// Lines of the form that hold texts: how they begin, and the key.
const TEXTS: [(&str, &str); 2] = [("進捗状況に係る自己評価", "self_evaluation"), ("外部要因等特記事項", "external_factors")];
/// Lines whose place is the file of the plan.
const OF_PLAN: [&str; 3] = ["代替指標", "目標達成の考え方", "各年度の目標設定"];

/// Whether a sheet is filled in that form: 目標値 and 実績値 stand one below the other.
pub fn is_block(sheet: &Sheet) -> bool {
    let starts = |at: At, word: &str| folded(sheet.text(at)).starts_with(word);
    sheet.cells.keys().any(|at| starts(*at, "目標値") && starts(At::new(at.row + 1, at.column), "実績値"))
}

/// Reads all targets of a sheet.
pub fn read(sheet: &Sheet, range: Option<Area>, context: &Context) -> (Vec<Draft>, Vec<Finding>) {
    let reader = context.reader();
    let mut block =
        Block { sheet, context, reader, years: Vec::new(), drafts: Vec::new(), others: Vec::new(), of_plan: Vec::new() };
    let Some(used) = sheet.used() else { return (Vec::new(), Vec::new()) };
    let area = range.unwrap_or(used);
    for row in area.first.row..=area.last.row.min(used.last.row) {
        block.line(row, area);
    }
    block.others.sort();
    block.others.dedup();
    let mut found = block.reader.findings;
    found.extend(findings::other_years(&sheet.name, &block.others, context.year));
    found.extend(findings::of_the_plan(&block.of_plan));
    let drafts = block.drafts.into_iter().map(|draft| unplanned(draft, context)).collect();
    (drafts, found)
}

struct Block<'a> {
    sheet: &'a Sheet,
    context: &'a Context<'a>,
    reader: Reader<'a>,
    years: Vec<(u32, FiscalYear)>,
    drafts: Vec<Draft>,
    others: Vec<String>,
    of_plan: Vec<String>,
}

impl Block<'_> {
    fn line(&mut self, row: u32, area: Area) {
        let range = At::new(row, area.first.column)..=At::new(row, area.last.column);
        let cells: Vec<At> = self.sheet.cells.range(range).map(|(at, _)| *at).collect();
        let year_of = |at: &At| cells::year(self.sheet.text(*at)).map(|year| (at.column, year));
        let years: Vec<(u32, FiscalYear)> = cells.iter().filter_map(year_of).collect();
        if years.len() >= 2 {
            self.years = years;
            return;
        }
        for at in &cells {
            self.cell(*at, area);
        }
    }

    fn cell(&mut self, at: At, area: Area) {
        let text = self.sheet.text(at).to_owned();
        let words = folded(&text);
        let is_year = self.years.iter().any(|(column, _)| *column == at.column);
        if is_year || words.is_empty() {
            return;
        }
        if let Some((_, key)) = ITEMS.iter().find(|(item, _)| words.starts_with(item)) {
            let percent = matches!(*key, "progress" | "growth");
            self.figure(at.row, key, percent.then_some("%").filter(|_| words.contains("(%)")));
        } else if words.starts_with("寄与度") {
            self.weight(&text);
        } else if let Some((_, key)) = TEXTS.iter().find(|(begin, _)| words.starts_with(begin)) {
            self.text(at, key, area);
        } else if OF_PLAN.iter().any(|begin| words.starts_with(begin)) {
            let filled = self.beside(at, area).is_some();
            self.of_plan.extend(filled.then(|| self.sheet.place(at)));
        } else if let Some(id) = known::find_in(&self.context.known.targets, &text) {
            self.begin(id.to_owned(), at);
        } else if words.starts_with("数値目標") {
            self.reader.findings.push(findings::unknown_target(&self.sheet.place(at), &text));
            // What follows belongs to a target that is not known.
            self.begin(String::new(), at);
        }
    }

    fn begin(&mut self, id: String, at: At) {
        if self.drafts.last().is_some_and(|draft| draft.id == id) {
            return;
        }
        let place = self.sheet.place(at);
        if self.drafts.iter().any(|draft| draft.id == id) && !id.is_empty() {
            self.reader.findings.push(findings::twice(&place, &id));
        }
        self.drafts.push(Draft { array: "result", id_key: "indicator", id, place, fields: Vec::new(), children: Vec::new() });
    }

    fn put(&mut self, key: &'static str, value: Value) {
        if let Some(draft) = self.drafts.last_mut() {
            draft.fields.push((key, value));
        }
    }

    fn figure(&mut self, row: u32, key: &'static str, unit: Option<&str>) {
        let wanted = self.context.year;
        self.others.extend(self.years.iter().filter(|(_, year)| *year != wanted).map(|(column, _)| column_name(*column)));
        let Some((column, _)) = self.years.iter().find(|(_, year)| *year == wanted).copied() else { return };
        let at = At::new(row, column);
        let place = self.sheet.place(at);
        if let Some(cell) = self.reader.figure(self.sheet.shown(at), unit, &place) {
            self.put(key, Value::Cell(cell));
        }
    }

    /// 寄与度(※):33(%)
    fn weight(&mut self, text: &str) {
        let Some((_, figure)) = folded(text).split_once(':').map(|(a, b)| (a.to_owned(), b.to_owned())) else { return };
        let number = figure.trim_end_matches("(%)").trim_end_matches('%').to_owned();
        let printed = if number.is_empty() { String::new() } else { format!("{number}%") };
        self.put("weight", Value::Cell(Cell::Printed(printed)));
    }

    fn text(&mut self, at: At, key: &'static str, area: Area) {
        let Some(beside) = self.beside(at, area) else { return };
        let place = self.sheet.place(beside);
        if let Some(ja) = self.reader.text(self.sheet.shown(beside), key, &place) {
            self.put(key, Value::Text(Text { ja, en: None }));
        }
    }

    /// The next cell to the right that shows something.
    fn beside(&self, at: At, area: Area) -> Option<At> {
        let range = At::new(at.row, at.column + 1)..=At::new(at.row, area.last.column);
        self.sheet.cells.range(range).find(|(_, cell)| !cell.text.trim().is_empty() || cell.doubt.is_some()).map(|(at, _)| *at)
    }
}

/// Targets stand in the plan; only another one than there is part of a result.
fn unplanned(mut draft: Draft, context: &Context) -> Draft {
    let id = draft.id.clone();
    draft.fields.retain(|(key, value)| *key != "target" || !as_planned(value, &id, context));
    draft
}
