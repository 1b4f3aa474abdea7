//! Texts of rows as pages print them: where nothing is left of one but the marker, the marker stands with the name of its fact,
//! as that of a withheld figure does.
//!
//! In: texts of disclosed rows. Out: views. Never: a reason that belongs to another row.

use super::cells::CellView;
use super::said::{Cx, Paras, Said};
use crate::disclosed::{Status, Text, address, marker};
use crate::figures::FiscalYear;
use serde::Serialize;

/// The row whose texts are printed, by the names of its facts.
pub struct Row<'a> {
    pub cx: &'a Cx<'a>,
    plan: &'a str,
    year: FiscalYear,
    /// The word of its kind in the names of facts.
    kind: &'static str,
    row: String,
}

/// A text in a line.
#[derive(Clone, Serialize, Debug)]
pub struct Told {
    /// Withheld as a whole.
    cell: Option<CellView>,
    pub said: Said,
}

/// A text of several paragraphs.
#[derive(Clone, Serialize, Debug)]
pub struct ToldParas {
    /// Withheld as a whole.
    cell: Option<CellView>,
    paras: Paras,
}

impl<'a> Row<'a> {
    /// A row of a plan's year.
    pub fn new(cx: &'a Cx<'a>, plan: &'a str, year: FiscalYear, kind: &'static str, row: &str) -> Row<'a> {
        Row { cx, plan, year, kind, row: row.to_owned() }
    }

    /// Something below the row that has texts of its own.
    pub fn below(&self, key: &str) -> Row<'a> {
        Row { row: format!("{}/{key}", self.row), ..*self }
    }

    /// A text in a line.
    pub fn told(&self, item: &str, text: &Text) -> Told {
        Told { cell: self.cell(item, text), said: self.cx.say(text) }
    }

    /// A text in a line that may be absent.
    pub fn maybe(&self, item: &str, text: Option<&Text>) -> Option<Told> {
        text.map(|text| self.told(item, text))
    }

    /// Paragraphs that may be absent.
    pub fn paras(&self, item: &str, text: Option<&Text>) -> Option<ToldParas> {
        text.map(|text| ToldParas { cell: self.cell(item, text), paras: self.cx.paras(text) })
    }

    fn cell(&self, item: &str, text: &Text) -> Option<CellView> {
        let fact = || address::text_fact(self.plan, self.year.0, self.kind, &self.row, item);
        text.is_withheld().then(|| CellView {
            fact: fact(),
            status: Status::Withheld.word(),
            text: marker(self.cx.lang).to_owned(),
            lang: None,
            notes: Vec::new(),
            parts: Vec::new(),
            order: None,
        })
    }
}
