//! Texts and cells without what is hidden behind their marks, and a count of the marks.
//!
//! In: values of rows that are shown. Out: the same without payloads. Never: a mark less than there was.

use super::node::{Node, Table};
use crate::load;

/// Keys under which a figure stands.
pub const CELLS: [&str; 9] = ["target", "actual", "progress", "weight", "cumulative", "value", "used", "remarks", "state"];

/// A text without payloads; its marks are counted.
pub fn strip(text: &str, withheld: &mut usize) -> String {
    *withheld += load::slots(text).len();
    load::without_payloads(text)
}

/// A figure that is withheld by a mark. Of such a cell nothing is shown, so nothing but the mark is left.
pub fn marked_cell(text: &str) -> Option<String> {
    let mark = load::slots(text).into_iter().next()?;
    Some(load::without_payloads(text.get(mark.outer)?))
}

/// A value without payloads. `cell`: whether it is a figure.
pub fn node(node: &Node, cell: bool, withheld: &mut usize) -> Node {
    match node {
        Node::Text(text) => match marked_cell(text).filter(|_| cell) {
            Some(mark) => {
                *withheld += 1;
                Node::Text(mark)
            }
            None => Node::Text(strip(text, withheld)),
        },
        Node::Plain(_) => node.clone(),
        Node::List(items) => Node::List(items.iter().map(|item| self::node(item, cell, withheld)).collect()),
        Node::Table(cell) if cell.get("withheld").is_some() => {
            *withheld += 1;
            Node::Table(cell.only(&["withheld", "ground", "id"]))
        }
        Node::Table(inner) => Node::Table(table(inner, withheld)),
    }
}

/// A table without payloads.
pub fn table(table: &Table, withheld: &mut usize) -> Table {
    table.map(|key, value| Some(entry(key, value, withheld)))
}

/// The value of a key without payloads.
pub fn entry(key: &str, value: &Node, withheld: &mut usize) -> Node {
    // Yearly targets have the year as their key.
    let year = key.parse::<i32>().is_ok();
    node(value, year || CELLS.contains(&key), withheld)
}

/// A table without payloads, when nobody counts.
pub fn stripped(data: &Table) -> Table {
    table(data, &mut 0)
}
