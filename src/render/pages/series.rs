//! 年度別の額の表: rows of figures by fiscal year, with the total that the document prints.
//!
//! In: the series of a row. Out: one table. Never: a total of our own; a unit that stands in no heading.

use super::cells::CellView;
use super::figure::{self, TableView};
use super::said::{Cx, Paras, Said, Year};
use crate::disclosed::{Cell, Series, Status};
use crate::figures::FiscalYear;
use serde::Serialize;
use std::collections::BTreeSet;

/// The table of a row's series.
#[derive(Serialize)]
pub struct SeriesTable {
    /// Of its caption.
    pub id: String,
    pub name: Said,
    /// Where all rows have one unit; else each row names its own.
    pub unit: Option<String>,
    pub years: Vec<Year>,
    pub has_total: bool,
    pub rows: Vec<SeriesRow>,
}

/// One series.
#[derive(Serialize)]
pub struct SeriesRow {
    pub label: Said,
    pub unit: Option<String>,
    pub cells: Vec<CellView>,
    pub total: Option<CellView>,
    pub note: Option<Paras>,
}

impl SeriesTable {
    /// The same as the table of a figure.
    pub fn table(&self, cx: &Cx) -> TableView {
        let name = self.name.text.as_str();
        let caption = match &self.unit {
            Some(unit) => cx.words.fill("series-table-unit", &[("name", name), ("unit", unit)]),
            None => cx.words.fill("series-table", &[("name", name)]),
        };
        let mut table = TableView::new(caption, cx.words.get("item"), self.years.iter().map(|year| (year.name.clone(), true)));
        for row in &self.rows {
            table.push(None, figure::named(row.label.clone()), row.cells.iter().cloned());
        }
        table
    }
}

/// The table of a row with its id and name; `None` where it has no series.
pub fn table(cx: &Cx, id: &str, name: Said, list: &[Series]) -> Option<SeriesTable> {
    let units: BTreeSet<Option<String>> = list.iter().map(|series| unit_name(cx, series)).collect();
    let one_unit = units.len() == 1;
    let years: BTreeSet<FiscalYear> = list.iter().flat_map(|series| series.years.iter().map(|(year, _)| *year)).collect();
    let has_total = list.iter().any(|series| series.total.status() != Status::None);
    let rows = list.iter().map(|series| row(cx, series, &years, has_total, one_unit)).collect();
    (!list.is_empty()).then(|| SeriesTable {
        id: format!("k_series_{id}"),
        name,
        unit: units.into_iter().next().flatten().filter(|_| one_unit),
        years: years.iter().map(|year| cx.year(*year)).collect(),
        has_total,
        rows,
    })
}

fn row(cx: &Cx, series: &Series, years: &BTreeSet<FiscalYear>, has_total: bool, one_unit: bool) -> SeriesRow {
    let of_year = |year: &FiscalYear| match series.years.iter().find(|(of, _)| of == year) {
        Some((_, cell)) => in_unit(cx, series, cell),
        None => cx.mark(String::new(), Status::None),
    };
    SeriesRow {
        label: cx.say(&series.label),
        unit: unit_name(cx, series).filter(|_| !one_unit),
        cells: years.iter().map(of_year).collect(),
        total: has_total.then(|| in_unit(cx, series, &series.total)),
        note: cx.maybe(series.note.as_ref()),
    }
}

fn in_unit(cx: &Cx, series: &Series, cell: &Cell) -> CellView {
    match series.unit.as_deref().and_then(|id| cx.index.site.units.get(id)) {
        Some(unit) => cx.column(cell, unit),
        None => cx.full(cell),
    }
}

fn unit_name(cx: &Cx, series: &Series) -> Option<String> {
    let unit = cx.index.site.units.get(series.unit.as_deref()?)?;
    let counter = series.counter.as_ref().filter(|_| cx.lang == crate::figures::Lang::En);
    Some(counter.map_or_else(|| unit.name(cx.lang).to_owned(), |counter| counter.other.clone()))
}
