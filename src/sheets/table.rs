//! A table on a sheet: its headings, its lines, and what stands around it.
//!
//! In: a sheet and the part of it to read. Out: columns with their meanings and the lines below them; findings for what is left out.
//! Never: a column or a line that is dropped without a word.

use super::findings;
use super::grid::{Area, At, Cell, Sheet};
use super::headings::{self, Meaning};
use super::kinds::{Kind, Part, Type, folded};
use crate::diagnostics::Finding;
use crate::figures::Units;

/// How far down the headings of a table are looked for.
const HEADING_WITHIN: u32 = 60;
/// How many lines above the headings may say what the table is about.
const ABOVE: u32 = 5;
/// A heading has at most this many lines.
const HEADING_LINES: u32 = 3;

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// Where it stands.
    pub sheet: &'a Sheet,
    /// Its columns with their headings.
    pub columns: Vec<(u32, Meaning)>,
    /// Its lines.
    pub lines: Vec<u32>,
    /// What stands above it.
    pub title: String,
    /// 単位： above it.
    pub unit: Option<String>,
    /// From its headings to its last line.
    pub area: Area,
}

/// What is wanted of a sheet.
pub struct Wanted<'a> {
    /// The kind of the table.
    pub kind: Kind,
    /// Which cells.
    pub range: Option<Area>,
    /// For units in headings.
    pub units: &'a Units,
}

impl<'a> Table<'a> {
    /// Finds the table. `None`: there are no headings that kohyo knows.
    pub fn find(sheet: &'a Sheet, wanted: &Wanted, findings: &mut Vec<Finding>) -> Option<Table<'a>> {
        let used = sheet.used()?;
        let area = wanted.range.unwrap_or(used);
        let area =
            Area { first: area.first, last: At::new(area.last.row.min(used.last.row), area.last.column.min(used.last.column)) };
        let top = (area.first.row..=area.last.row.min(area.first.row.saturating_add(HEADING_WITHIN)))
            .find(|row| known_in(sheet, area, *row, wanted) >= 2)?;
        let below = body_begins(sheet, area, top, wanted);
        let mut table = Table {
            sheet,
            columns: Vec::new(),
            lines: Vec::new(),
            title: above(sheet, top),
            unit: None,
            area: Area { first: At::new(top, area.first.column), last: area.last },
        };
        table.unit = table.title.lines().filter_map(|line| headings::unit_of_table(line, wanted.units)).next_back();
        table.read_headings(area, top, below, wanted, findings);
        table.read_lines(below, wanted, findings);
        Some(table)
    }

    fn read_headings(&mut self, area: Area, top: u32, below: u32, wanted: &Wanted, findings: &mut Vec<Finding>) {
        let mut seen: Vec<(&str, Option<i32>, crate::figures::Lang)> = Vec::new();
        for column in area.first.column..=area.last.column {
            let parts = heading(self.sheet, area, column, top, below);
            let place = self.sheet.place(At::new(below.saturating_sub(1), column));
            if parts.is_empty() {
                if (below..=area.last.row).any(|row| self.sheet.cells.contains_key(&At::new(row, column))) {
                    findings.push(findings::no_heading(&place));
                }
                continue;
            }
            let Some(meaning) = headings::meaning(wanted.kind, &parts, wanted.units) else {
                let text = parts.join(" ");
                findings.push(findings::unknown_heading(&place, &text, headings::nearest(wanted.kind, &text)));
                continue;
            };
            let key = (meaning.column.key, meaning.year.map(|year| year.0), meaning.lang);
            if seen.contains(&key) && meaning.column.kind != Type::Nothing {
                findings.push(findings::same_heading(&place, &parts.join(" ")));
                continue;
            }
            seen.push(key);
            self.columns.push((column, meaning));
        }
    }

    fn read_lines(&mut self, below: u32, wanted: &Wanted, findings: &mut Vec<Finding>) {
        let (mut notes, mut totals) = (Vec::new(), Vec::new());
        // Totals are named where rows are; a part of a row may be a total of its own.
        let naming = [wanted.kind.name_key(), "label", wanted.kind.id_key()];
        let named =
            self.columns.iter().filter(|(_, meaning)| naming.contains(&meaning.column.key)).map(|(column, _)| *column).max();
        for row in below..=self.area.last.row {
            let filled: Vec<(At, &Cell)> = cells(self.sheet, self.area, row);
            if filled.is_empty() {
                continue;
            }
            let place = self.sheet.place(filled.first().map_or(At::new(row, 0), |(at, _)| *at));
            if known_in(self.sheet, self.area, row, wanted) >= 2
                && filled.len() >= 2
                && all_headings(self.sheet, self.area, row, wanted)
            {
                // The same headings again, on the next page, are no line; other headings begin another table.
                if !self.repeats_headings(row, below) {
                    findings.push(findings::second_table(&place));
                    break;
                }
                continue;
            }
            if filled.iter().all(|(_, cell)| is_note(&cell.text)) {
                notes.push(place);
            } else if filled.iter().any(|(at, cell)| Some(at.column) <= named && is_total(&cell.text)) {
                totals.push(place);
            } else {
                self.lines.push(row);
            }
        }
        findings.extend(findings::notes(&notes));
        findings.extend(findings::totals(&totals));
    }

    fn repeats_headings(&self, row: u32, below: u32) -> bool {
        self.columns.iter().all(|(column, _)| {
            let text = self.sheet.text(At::new(row, *column));
            (self.area.first.row..below).any(|top| self.sheet.text(At::new(top, *column)) == text)
        })
    }

    /// What a line shows in a column, and where.
    pub fn cell(&self, row: u32, column: u32) -> (At, Option<&Cell>) {
        let at = At::new(row, column);
        (at, self.sheet.shown(at))
    }

    /// Whether it has columns of that part.
    pub fn has(&self, part: Part) -> bool {
        self.columns.iter().any(|(_, meaning)| meaning.column.part == part)
    }
}

/// The cells of a line that show something themselves.
fn cells(sheet: &Sheet, area: Area, row: u32) -> Vec<(At, &Cell)> {
    let range = At::new(row, area.first.column)..=At::new(row, area.last.column);
    sheet
        .cells
        .range(range)
        .filter(|(_, cell)| !cell.text.trim().is_empty() || cell.doubt.is_some())
        .map(|(at, cell)| (*at, cell))
        .collect()
}

fn known_in(sheet: &Sheet, area: Area, row: u32, wanted: &Wanted) -> usize {
    cells(sheet, area, row).iter().filter(|(_, cell)| headings::is_heading(wanted.kind, &cell.text, wanted.units)).count()
}

fn all_headings(sheet: &Sheet, area: Area, row: u32, wanted: &Wanted) -> bool {
    cells(sheet, area, row).iter().all(|(_, cell)| headings::is_heading(wanted.kind, &cell.text, wanted.units))
}

/// The first line below the headings: below what is merged with their first line, and below lines that hold headings alone.
fn body_begins(sheet: &Sheet, area: Area, top: u32, wanted: &Wanted) -> u32 {
    let mut last = top;
    for (at, _) in cells(sheet, area, top) {
        if let Some(merged) = sheet.merge(at) {
            last = last.max(merged.last.row.min(top + HEADING_LINES - 1));
        }
    }
    while last + 1 < top + HEADING_LINES && last < area.last.row {
        let next = cells(sheet, area, last + 1);
        let narrower = next.len() < (area.last.column - area.first.column + 1) as usize || last > top;
        if next.is_empty() || !narrower || !all_headings(sheet, area, last + 1, wanted) {
            break;
        }
        last += 1;
    }
    last + 1
}

/// The lines of a heading from the top, each once. A heading above several columns may stand in the first of them alone.
fn heading(sheet: &Sheet, area: Area, column: u32, top: u32, below: u32) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for row in top..below {
        let mut text = sheet.text(At::new(row, column)).trim().to_owned();
        let lower = row + 1 < below && (row + 1..below).any(|row| !sheet.text(At::new(row, column)).trim().is_empty());
        if text.is_empty() && lower {
            text = grouping(sheet, area, column, row, below).unwrap_or_default();
        }
        if !text.is_empty() && !parts.contains(&text) {
            parts.push(text);
        }
    }
    parts
}

/// The heading to the left under which this column stands as well.
fn grouping(sheet: &Sheet, area: Area, column: u32, row: u32, below: u32) -> Option<String> {
    let left = (area.first.column..column).rev().find(|left| !sheet.text(At::new(row, *left)).trim().is_empty())?;
    let splits = (row + 1..below).any(|below| !sheet.text(At::new(below, left)).trim().is_empty());
    let alone = sheet.merge(At::new(row, left)).is_none();
    (splits && alone).then(|| sheet.text(At::new(row, left)).trim().to_owned())
}

/// The words in the lines above the headings, also where the range does not reach that far.
fn above(sheet: &Sheet, top: u32) -> String {
    let range = At::new(top.saturating_sub(ABOVE), 0)..At::new(top, 0);
    sheet.cells.range(range).map(|(_, cell)| cell.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// 注, ※ and the like at the start.
fn is_note(text: &str) -> bool {
    let text = folded(text);
    let bare = text.trim_start_matches(['(', '[', '<', '【']);
    ["注", "※", "*", "(注", "備考:", "出典", "資料:"].iter().any(|mark| bare.starts_with(mark))
}

fn is_total(text: &str) -> bool {
    matches!(folded(text).as_str(), "合計" | "計" | "小計" | "総計" | "総合計" | "total" | "subtotal")
}
