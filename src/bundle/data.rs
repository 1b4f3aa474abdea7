//! Data files as they go out: what is hidden leaves its statement and nothing else.
//!
//! In: one file. Out: its public form, or nothing where even its existence is withheld. Never: a key that is not known to be
//! public in a row of which only the name is shown.

use super::node::{Node, Table};
use super::statement::Stated;
use super::text;
use crate::figures::Date;

/// Texts that name a row or a figure.
const NAMES: [&str; 4] = ["name", "label", "title", "section"];
/// Words that say what kind of row it is and what it refers to.
const WORDS: [&str; 16] = [
    "id",
    "key",
    "category",
    "bodies",
    "indicators",
    "indicator",
    "kind",
    "businesses",
    "kana",
    "group",
    "counter",
    "scope",
    "period",
    "lines",
    "reassembled",
    "missing",
];

/// One data file; `None` for one that is not acknowledged.
pub fn file(data: &Table, day: Option<Date>) -> Option<Table> {
    let Some(stated) = data.get("disclosure").and_then(|node| Stated::read(node, day)) else {
        return Some(text::stripped(data));
    };
    if stated.unsaid() {
        return None;
    }
    if stated.hides_all() {
        return Some(Table::of([("disclosure", stated.settled(1))]));
    }
    let mut withheld = 0;
    let mut out = open(data, day, &mut withheld);
    out.set("disclosure", stated.settled(withheld));
    // A file in which nothing but unacknowledged rows stood would be a trace of them.
    let emptied = |table: &Table| table.entries().all(|(key, _)| ["disclosure", "source"].contains(&key));
    (!emptied(&out) || emptied(data)).then_some(out)
}

/// What is shown: rows one by one, everything else without payloads.
fn open(data: &Table, day: Option<Date>, withheld: &mut usize) -> Table {
    data.map(|key, node| match node {
        Node::List(items) if items.iter().any(|item| item.as_table().is_some()) => {
            let rows: Vec<Node> = items.iter().filter_map(|item| row(key, item, day, withheld)).collect();
            (!rows.is_empty()).then_some(Node::List(rows))
        }
        other => Some(text::entry(key, other, withheld)),
    })
}

/// One row of a list; `None` for one that is not acknowledged.
pub fn row(list: &str, node: &Node, day: Option<Date>, withheld: &mut usize) -> Option<Node> {
    let Node::Table(row) = node else { return Some(text::node(node, false, withheld)) };
    let Some(stated) = row.get("disclosure").and_then(|node| Stated::read(node, day)) else {
        return Some(Node::Table(open(row, day, withheld)));
    };
    if stated.unsaid() {
        return None;
    }
    if stated.lifted() {
        let row = row.map(|key, node| (key != "disclosure").then(|| node.clone()));
        return Some(Node::Table(open(&row, day, withheld)));
    }
    let mut out = match (stated.hides_all(), stated.values_only()) {
        (false, _) => open(row, day, withheld),
        (true, true) => {
            *withheld += 1;
            named(list, row)
        }
        (true, false) => {
            *withheld += 1;
            // That a target or group has such a year is public; which other row is hidden is not.
            row.only(match list {
                "result" => &["disclosure", "indicator"],
                "aggregate" => &["disclosure", "group"],
                _ => &["disclosure"],
            })
        }
    };
    out.set("disclosure", stated.settled(1));
    Some(Node::Table(out))
}

/// A row of which only the name is shown. Whether a figure was written is not said either; a text that is there is shown as
/// withheld, so it stays, empty.
fn named(list: &str, row: &Table) -> Table {
    let mut marks = 0;
    row.map(|key, node| match node {
        _ if key == "disclosure" || WORDS.contains(&key) => Some(node.clone()),
        _ if NAMES.contains(&key) => Some(text::node(node, false, &mut marks)),
        Node::Table(cell) if text::CELLS.contains(&key) && cell.get("withheld").is_some() => {
            Some(text::node(node, true, &mut marks))
        }
        Node::Text(cell) if text::CELLS.contains(&key) => {
            text::marked_cell(cell).map(Node::Text).or_else(|| must_be_there(list, key))
        }
        _ if text::CELLS.contains(&key) => must_be_there(list, key),
        Node::Table(words) if words.is_text() => {
            Some(Node::Table(words.map(|lang, node| Some(if lang == "missing" { node.clone() } else { Node::from("") }))))
        }
        Node::Table(inner) if key == "at" => Some(Node::Table(named(key, inner))),
        Node::List(items) if ["fact", "term"].contains(&key) => {
            Some(Node::List(items.iter().filter_map(Node::as_table).map(|fact| Node::Table(named(key, fact))).collect()))
        }
        _ => None,
    })
}

/// The progress of a group is a row of its own and cannot be left out of it.
fn must_be_there(list: &str, key: &str) -> Option<Node> {
    (list == "aggregate" && key == "progress").then(|| Node::from(""))
}
