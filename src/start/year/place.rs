//! Where keys, values and tables stand in the text of a file, and edits of that text.
//!
//! In: TOML as it was read, with its places. Out: ranges of bytes, and the edited text. Never: a meaning of a key.

use std::ops::Range;
use toml_edit::{Item, Table, Value};

/// A key with its value, at whatever depth.
pub struct Leaf<'t> {
    pub name: &'t str,
    key: Range<usize>,
    pub value: &'t Value,
}

impl Leaf<'_> {
    /// From key to value.
    pub fn range(&self) -> Range<usize> {
        self.key.start..self.value.span().map_or(self.key.end, |span| span.end)
    }
}

/// All values of a table, in order.
pub fn leaves(table: &Table) -> Vec<Leaf<'_>> {
    let mut out = Vec::new();
    for (name, item) in table.iter() {
        match item {
            Item::Value(value) => {
                let key = table.key(name).and_then(toml_edit::Key::span).unwrap_or_default();
                out.push(Leaf { name, key, value });
            }
            Item::Table(inner) => out.extend(leaves(inner)),
            Item::ArrayOfTables(rows) => out.extend(rows.iter().flat_map(leaves)),
            Item::None => (),
        }
    }
    out.sort_by_key(|leaf| leaf.key.start);
    out
}

/// From the heading of a table to the end of all that stands in it.
pub fn extent(table: &Table) -> Range<usize> {
    let own = table.span().filter(|_| !table.is_dotted() && !table.is_implicit());
    let inner = table.iter().flat_map(|(_, item)| match item {
        Item::Table(inner) => vec![extent(inner)],
        Item::ArrayOfTables(rows) => rows.iter().map(extent).collect(),
        _ => Vec::new(),
    });
    let values = leaves(table).into_iter().map(|leaf| leaf.range());
    let all: Vec<Range<usize>> = own.into_iter().chain(inner).chain(values).filter(|range| !range.is_empty()).collect();
    let (start, end) = (all.iter().map(|range| range.start).min(), all.iter().map(|range| range.end).max());
    start.unwrap_or_default()..end.unwrap_or_default()
}

/// The text with all edits made. What lies inside of another edit is gone with it.
pub fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let (mut out, mut at) = (String::new(), 0);
    for (range, new) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    format!("{}\n", out.trim_end())
}
