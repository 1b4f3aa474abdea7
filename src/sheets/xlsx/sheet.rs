//! One sheet: what shows of its cells.
//!
//! In: a sheet part, with the shared texts and styles. Out: visible cells, merged cells, and findings for what is hidden. Never: a word
//! of a hidden row, column or cell.

use super::super::findings;
use super::super::grid::{Area, At, Cell, Doubt, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet, column_name};
use super::Common;
use super::format;
use super::number::Number;
use super::styles::Style;
use super::xml::{Attributes, Step, walk};
use crate::diagnostics::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// Cells times merged cells, each of which is held against the others.
const MAX_WORK: usize = 200_000_000;

/// A sheet with what was found in it.
pub struct Read {
    /// Its visible part.
    pub sheet: Sheet,
    /// What does not show.
    pub findings: Vec<Finding>,
}

/// A cell as the file has it.
#[derive(Default)]
struct Raw {
    kind: String,
    style: usize,
    value: Option<String>,
    inline: String,
    formula: bool,
}

#[derive(Default)]
struct Reading {
    raw: BTreeMap<At, Raw>,
    merges: Vec<Area>,
    hidden_columns: Vec<(u32, u32)>,
    hidden_rows: BTreeSet<u32>,
    rows_hidden_by_default: bool,
    shown_rows: BTreeSet<u32>,
    next: At,
    now: Option<(At, Raw)>,
    inside: Vec<&'static str>,
    too_large: bool,
}

/// Reads a sheet.
pub fn read(bytes: &[u8], name: &str, common: &Common) -> Result<Read, Finding> {
    let mut reading = Reading::default();
    walk(bytes, |step| match step {
        _ if reading.too_large => (),
        Step::Start(name, attributes) => reading.start(name, attributes),
        Step::Text(text) => reading.text(text),
        Step::End(name) => reading.end(name),
    })
    .ok_or_else(findings::damaged)?;
    let work = reading.raw.len().saturating_mul(reading.merges.len());
    if reading.too_large || work > MAX_WORK { Err(findings::too_large()) } else { Ok(reading.finish(name, common)) }
}

impl Reading {
    fn start(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "sheetFormatPr" => self.rows_hidden_by_default = attributes.is_on("zeroHeight"),
            "col" => self.column(attributes),
            "row" => self.row(attributes),
            "c" => self.cell(attributes),
            "v" => self.inside.push("v"),
            "t" => self.inside.push("t"),
            "rPh" => self.inside.push("rPh"),
            "f" => {
                self.inside.push("f");
                self.now.iter_mut().for_each(|(_, raw)| raw.formula = true);
            }
            "mergeCell" => self.merges.extend(attributes.get("ref").and_then(Area::parse)),
            _ => (),
        }
    }

    /// A column that is hidden, or so narrow that nobody can read in it.
    fn column(&mut self, attributes: &Attributes) {
        let narrow = attributes.get("width").is_some_and(|width| width.starts_with("0.") || width == "0");
        if (attributes.is_on("hidden") || narrow)
            && let Some(range) = attributes.number("min").zip(attributes.number("max"))
        {
            self.hidden_columns.push((range.0.saturating_sub(1), range.1.saturating_sub(1)));
        }
    }

    fn row(&mut self, attributes: &Attributes) {
        let row = attributes.number("r").map_or(self.next.row, |number| number.saturating_sub(1));
        self.next = At::new(row, 0);
        let flat = attributes.get("ht").is_some_and(|height| height.starts_with("0.") || height == "0");
        if attributes.is_on("hidden") || flat {
            self.hidden_rows.insert(row);
        } else if attributes.get("ht").is_some() {
            self.shown_rows.insert(row);
        }
    }

    fn cell(&mut self, attributes: &Attributes) {
        let at = attributes.get("r").and_then(At::parse).unwrap_or(self.next);
        self.next = At::new(at.row, at.column.saturating_add(1));
        let style = attributes.number("s").unwrap_or(0) as usize;
        self.now = Some((at, Raw { kind: attributes.get("t").unwrap_or("n").to_owned(), style, ..Raw::default() }));
    }

    fn text(&mut self, text: &str) {
        let Some((_, raw)) = &mut self.now else { return };
        match self.inside.last() {
            Some(&"v") => raw.value.get_or_insert_default().push_str(text),
            Some(&"t") if !self.inside.contains(&"rPh") => raw.inline.push_str(text),
            _ => (),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "t" | "f" | "rPh" => drop(self.inside.pop()),
            "row" => self.next = At::new(self.next.row.saturating_add(1), 0),
            "c" => {
                let Some((at, raw)) = self.now.take() else { return };
                if raw.value.is_none() && raw.inline.is_empty() && !raw.formula {
                    return;
                }
                self.too_large |= at.row >= MAX_ROWS || at.column >= MAX_COLUMNS || self.raw.len() >= MAX_CELLS;
                if !self.too_large {
                    self.raw.insert(at, raw);
                }
            }
            _ => (),
        }
    }

    fn is_hidden_row(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row) || (self.rows_hidden_by_default && !self.shown_rows.contains(&row))
    }

    fn is_hidden_column(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// The merged cell whose top left cell this is shows its text in all rows and columns that are left.
    fn is_hidden(&self, at: At) -> (bool, bool) {
        let area = self.merges.iter().find(|area| area.first == at).copied().unwrap_or(Area { first: at, last: at });
        let row = (area.first.row..=area.last.row).all(|row| self.is_hidden_row(row));
        (row, (area.first.column..=area.last.column).all(|column| self.is_hidden_column(column)))
    }

    fn finish(self, name: &str, common: &Common) -> Read {
        let mut sheet = Sheet { name: name.to_owned(), merges: self.merges.clone(), ..Sheet::default() };
        let (mut rows, mut columns, mut unseen, mut covered) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (at, raw) in &self.raw {
            let (in_row, in_column) = self.is_hidden(*at);
            rows.extend(in_row.then_some(at.row + 1));
            columns.extend(in_column.then_some(at.column));
            if in_row || in_column {
                continue;
            }
            if self.merges.iter().any(|area| area.holds(*at) && area.first != *at) {
                covered.insert(*at);
                continue;
            }
            let style = common.styles.get(raw.style);
            match show(raw, style, common) {
                Some(cell) if style.is_some_and(|style| style.unseen) && (!cell.text.is_empty() || cell.doubt.is_some()) => {
                    unseen.insert(*at);
                }
                Some(cell) => drop(sheet.cells.insert(*at, cell)),
                None => drop(unseen.insert(*at)),
            }
        }
        let list = |places: BTreeSet<At>| places.iter().map(At::to_string).collect::<Vec<_>>();
        let findings = [
            findings::hidden_rows(name, &rows.iter().map(u32::to_string).collect::<Vec<_>>()),
            findings::hidden_columns(name, &columns.iter().map(|column| column_name(*column)).collect::<Vec<_>>()),
            findings::unseen(name, &list(unseen)),
            findings::covered(name, &list(covered)),
        ];
        Read { sheet, findings: findings.into_iter().flatten().collect() }
    }
}

/// What a cell shows; `None` where its format hides what it holds.
fn show(raw: &Raw, style: Option<&Style>, common: &Common) -> Option<Cell> {
    let doubt = |doubt| Some(Cell { doubt: Some(doubt), ..Cell::default() });
    let format = style.and_then(|style| style.format.clone()).unwrap_or_else(|| Ok("General".to_owned()));
    let Some(value) = raw.value.as_deref().or((raw.kind == "inlineStr").then_some(&raw.inline)) else {
        return doubt(Doubt::NoResult);
    };
    let text = match raw.kind.as_str() {
        "s" => value.trim().parse::<usize>().ok().and_then(|at| common.strings.get(at)).cloned(),
        "str" | "inlineStr" => Some(value.to_owned()),
        "b" => Some(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "e" => return doubt(Doubt::Error),
        // A day in ISO form, as few programs write it.
        "d" => return doubt(Doubt::Format),
        _ => return show_number(value, format, style, common),
    };
    let Some(text) = text else { return doubt(Doubt::Damaged) };
    let shown = match &format {
        Ok(format) => format::text(&text, format),
        Err(_) => Ok(text.clone()),
    };
    match shown {
        Ok(shown) if shown.is_empty() && !text.is_empty() => None,
        Ok(shown) => Some(Cell { text: shown, ..Cell::default() }),
        Err(why) => doubt(why),
    }
}

fn show_number(value: &str, format: Result<String, Doubt>, style: Option<&Style>, common: &Common) -> Option<Cell> {
    let doubt = |doubt, date| Some(Cell { doubt: Some(doubt), date, ..Cell::default() });
    let Some(number) = Number::parse(value) else { return doubt(Doubt::Damaged, None) };
    if number.negative && style.is_some_and(|style| style.negative_differs) {
        return doubt(Doubt::Locale, None);
    }
    let format = match format {
        Ok(format) => format,
        // A date in the form of the machine is a certain day, printed in an uncertain way.
        Err(why) if style.is_some_and(|style| style.machine_date) => {
            let day = format::number(number, "yyyy/m/d", common.day_zero).ok().and_then(|shown| shown.date);
            return doubt(why, day);
        }
        Err(why) => return doubt(why, None),
    };
    match format::number(number, &format, common.day_zero) {
        Ok(shown) if shown.text.is_empty() && !number.is_zero() => None,
        Ok(shown) => Some(Cell { text: shown.text, doubt: None, date: shown.date }),
        Err(why) => doubt(why, None),
    }
}
