//! A chart as a complete figure: number, finding, two pictures, the table of its numbers, source, files, a page for other sites.
//!
//! In: a picture with its words, and the cells that it was drawn from. Out: `FigureView` for the page on which it stands, and a
//! `Plate`: its files and what its page to embed shows. Never: a number in the picture that is not in the table.

use super::super::charts::{Picture, Words};
use super::super::opendata;
use super::cells::CellView;
use super::indicator::Download;
use super::said::{Cx, Link, Said};
use crate::disclosed::{Plan, address};
use serde::Serialize;

/// A figure on a page.
#[derive(Serialize, Clone, Debug)]
pub struct FigureView {
    /// Its place on the page: a link to it holds as long as the chart is there.
    pub id: String,
    /// 図1
    pub number: String,
    pub title: String,
    pub subtitle: String,
    pub note: String,
    pub wide: String,
    pub narrow: String,
    pub table: TableView,
    /// Where the very table stands on the same page.
    pub beside: Option<String>,
    pub source: Option<Link>,
    pub downloads: Vec<Download>,
    /// 図1（PNG）: the words of a button that a script makes, which draws the picture at `svg`.
    pub png: String,
    pub svg: String,
    /// The page that other sites can show.
    pub embed: String,
    /// The code for other sites.
    pub snippet: String,
}

/// The numbers of a figure as a table.
#[derive(Serialize, Clone, Debug, Default)]
pub struct TableView {
    pub caption: String,
    pub head: Vec<HeadView>,
    pub rows: Vec<RowView>,
}

/// The heading of a column.
#[derive(Serialize, Clone, Debug)]
pub struct HeadView {
    text: String,
    number: bool,
}

/// A row with what it is called.
#[derive(Serialize, Clone, Debug)]
pub struct RowView {
    label: Option<Said>,
    name: Link,
    cells: Vec<Entry>,
}

/// A cell of such a row.
#[derive(Serialize, Clone, Debug)]
pub struct Entry {
    number: bool,
    cell: CellView,
}

/// The files of a figure and its page to embed.
#[derive(Clone, Debug)]
pub struct Plate {
    pub files: Vec<(String, Vec<u8>)>,
    /// Where the page to embed stands.
    pub path: String,
    pub figure: FigureView,
}

/// What a figure is made of.
pub struct Parts<'a> {
    /// Its name in addresses, one for each plan.
    pub name: &'a str,
    pub words: &'a Words,
    pub picture: Picture,
    pub table: TableView,
    /// Where the very table stands on the same page.
    pub beside: Option<String>,
    /// The document with the numbers.
    pub document: Option<&'a str>,
}

/// Room in a page to embed for all that stands around the picture, in pixels.
const AROUND: i32 = 360;

/// Makes the figure and remembers its files.
pub fn make(cx: &Cx, plan: &Plan, parts: Parts) -> FigureView {
    let (lang, name, site) = (cx.lang.code(), parts.name, cx.index.site);
    let n = (cx.figures().len() + 1).to_string();
    let said = |key: &str| cx.words.fill(key, &[("n", &n)]);
    let svg = (address::picture(&plan.id, name, lang), parts.picture.standalone.into_bytes());
    let csv = (address::picture_data(&plan.id, name, lang), parts.table.csv());
    let file = |key: &str, (path, bytes): &(String, Vec<u8>)| {
        let size = kilobytes(bytes.len());
        Download { text: cx.words.fill(key, &[("n", &n), ("size", &size)]), href: format!("/{path}") }
    };
    let embed = address::embed_path(lang, &plan.id, name);
    let figure = FigureView {
        id: address::figure_anchor(name),
        number: said("figure-number"),
        title: parts.words.title.clone(),
        subtitle: parts.words.subtitle.clone(),
        note: parts.words.note.clone(),
        wide: parts.picture.wide,
        narrow: parts.picture.narrow,
        table: parts.table,
        beside: parts.beside,
        source: parts.document.and_then(|id| cx.cited(id)),
        downloads: vec![file("download-figure-csv", &csv), file("download-figure-svg", &svg)],
        png: said("download-figure-png"),
        svg: format!("/{}", svg.0),
        snippet: snippet(&format!("{}{embed}", site.base_url), &parts.words.title, parts.picture.height + AROUND),
        embed,
    };
    let path = address::embed_file(lang, &plan.id, name);
    cx.keep(Plate { files: vec![svg, csv], path, figure: figure.clone() });
    figure
}

/// Bytes in kB, as links to files print them.
pub fn kilobytes(bytes: usize) -> String {
    bytes.div_ceil(1000).max(1).to_string()
}

/// The code with which another site shows the figure.
fn snippet(url: &str, title: &str, height: i32) -> String {
    let title = title.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<iframe src=\"{url}\" title=\"{title}\" width=\"100%\" height=\"{height}\" style=\"border:0\" loading=\"lazy\"></iframe>"
    )
}

impl TableView {
    /// A table whose first column names its rows; the others are numbers or words.
    pub fn new(caption: String, first: String, columns: impl IntoIterator<Item = (String, bool)>) -> TableView {
        let first = HeadView { text: first, number: false };
        let others = columns.into_iter().map(|(text, number)| HeadView { text, number });
        TableView { caption, head: [first].into_iter().chain(others).collect(), rows: Vec::new() }
    }

    /// Adds a row of cells in the order of the columns.
    pub fn push(&mut self, label: Option<Said>, name: Link, cells: impl IntoIterator<Item = CellView>) {
        let columns = self.head.iter().skip(1);
        let cells = columns.zip(cells).map(|(head, cell)| Entry { number: head.number, cell }).collect();
        self.rows.push(RowView { label, name, cells });
    }

    /// The same as a file.
    fn csv(&self) -> Vec<u8> {
        let head: Vec<&str> = self.head.iter().map(|head| head.text.as_str()).collect();
        let row = |row: &RowView| {
            let names = row.label.iter().chain([&row.name.said]).map(|said| said.text.as_str());
            let cells = row.cells.iter().map(|entry| entry.cell.text.clone());
            [names.collect::<Vec<_>>().join(" ")].into_iter().chain(cells).collect()
        };
        opendata::csv(&head, self.rows.iter().map(row))
    }
}

/// Words in a table.
pub fn words(said: Said) -> CellView {
    CellView {
        text: said.text,
        lang: said.lang,
        parts: said.parts,
        status: "text",
        fact: String::new(),
        notes: Vec::new(),
        order: None,
    }
}

/// What stands in a cell for which a row has no number: no mark of the documents, so nothing that a page explains.
pub fn nothing(cx: &Cx) -> CellView {
    words(Said::plain(cx.words.get("figure-nothing")))
}

/// A name without a link.
pub fn named(said: Said) -> Link {
    Link { said, href: None }
}
