//! TOML as nothing but its data: keys and values in the author's order.
//!
//! In: the text of a file that was read without a fault. Out: the same data as text again, always laid out alike. Never: a
//! comment, a blank or a spelling of the original (they have no place here, so none can come through); a `Debug` with content.

use crate::figures::Date;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, TableLike, Value};

/// A value.
#[derive(Clone)]
pub enum Node {
    /// A string.
    Text(String),
    /// A number, date or truth value.
    Plain(Value),
    /// An array, also one of tables.
    List(Vec<Node>),
    /// A table of any spelling.
    Table(Table),
}

/// Keys and values in order.
#[derive(Clone, Default)]
pub struct Table(Vec<(String, Node)>);

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

impl Node {
    /// The string, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        match self {
            Node::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The calendar day, if it is one.
    pub fn as_date(&self) -> Option<Date> {
        let Node::Plain(Value::Datetime(written)) = self else { return None };
        let day = written.value().date?;
        Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
    }

    /// Whether it says `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Node::Plain(Value::Boolean(flag)) if *flag.value())
    }

    /// A truth value.
    pub fn flag(flag: bool) -> Node {
        Node::Plain(Value::from(flag))
    }

    /// A text in both languages.
    pub fn both(ja: &str, en: &str) -> Node {
        Node::Table(Table::of([("ja", Node::from(ja)), ("en", Node::from(en))]))
    }
}

impl Table {
    /// From keys and values.
    pub fn of<'a>(entries: impl IntoIterator<Item = (&'a str, Node)>) -> Table {
        Table(entries.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
    }

    /// Reads a file. `None` for text that is not TOML.
    pub fn parse(text: &str) -> Option<Table> {
        Some(table(text.parse::<DocumentMut>().ok()?.as_table()))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, node)| node)
    }

    /// The string of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::as_text)
    }

    /// Whether a key says `true`.
    pub fn says(&self, key: &str) -> bool {
        self.get(key).is_some_and(Node::is_true)
    }

    /// Sets a key, in its place or at the end.
    pub fn set(&mut self, key: &str, node: Node) {
        match self.0.iter_mut().find(|(k, _)| k == key) {
            Some((_, old)) => *old = node,
            None => self.0.push((key.to_owned(), node)),
        }
    }

    /// The same with no other keys than these.
    pub fn only(&self, keys: &[&str]) -> Table {
        Table(self.0.iter().filter(|(key, _)| keys.contains(&key.as_str())).cloned().collect())
    }

    /// All keys and values.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, node)| (key.as_str(), node))
    }

    /// All keys and values, to be changed.
    pub fn entries_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.0.iter_mut().map(|(key, node)| (key.as_str(), node))
    }

    /// Every value by its key changed or, with `None`, left out.
    pub fn map(&self, mut change: impl FnMut(&str, &Node) -> Option<Node>) -> Table {
        Table(self.0.iter().filter_map(|(key, node)| Some((key.clone(), change(key, node)?))).collect())
    }

    /// Whether it is a text: languages and nothing else.
    pub fn is_text(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|(key, _)| ["ja", "en", "missing"].contains(&key.as_str()))
    }

    /// The text of a file.
    pub fn write(&self) -> String {
        DocumentMut::from(block(self, true)).to_string()
    }
}

fn table(read: &dyn TableLike) -> Table {
    Table(read.iter().filter_map(|(key, item)| Some((key.to_owned(), node(item)?))).collect())
}

fn node(item: &Item) -> Option<Node> {
    match item {
        Item::None => None,
        Item::Value(read) => Some(value(read)),
        Item::Table(read) => Some(Node::Table(table(read))),
        Item::ArrayOfTables(rows) => Some(Node::List(rows.iter().map(|row| Node::Table(table(row))).collect())),
    }
}

fn value(read: &Value) -> Node {
    match read {
        Value::String(text) => Node::Text(text.value().clone()),
        // Made anew from what it means, so that blanks and comments around it stay behind.
        Value::Integer(number) => Node::Plain(Value::from(*number.value())),
        Value::Float(number) => Node::Plain(Value::from(*number.value())),
        Value::Boolean(flag) => Node::Plain(Value::from(*flag.value())),
        Value::Datetime(day) => Node::Plain(Value::from(*day.value())),
        Value::Array(items) => Node::List(items.iter().map(value).collect()),
        Value::InlineTable(read) => Node::Table(table(read)),
    }
}

/// A table with lines of its own. Texts are dotted keys; a statement has a heading at the top of a file, where it is longest.
fn block(data: &Table, top: bool) -> toml_edit::Table {
    let mut out = toml_edit::Table::new();
    for (key, node) in data.entries() {
        let item = match node {
            Node::List(items) if !items.is_empty() && items.iter().all(|item| item.as_table().is_some()) => Item::ArrayOfTables(
                items.iter().filter_map(Node::as_table).map(|row| block(row, false)).collect::<ArrayOfTables>(),
            ),
            Node::Table(text) if text.is_text() => {
                let mut dotted = block(text, false);
                dotted.set_dotted(true);
                Item::Table(dotted)
            }
            Node::Table(statement) if top && key == "disclosure" => Item::Table(block(statement, false)),
            other => Item::Value(inline(other)),
        };
        out.insert(key, item);
    }
    out
}

fn inline(node: &Node) -> Value {
    match node {
        Node::Text(text) => Value::from(text.as_str()),
        Node::Plain(value) => value.clone(),
        Node::List(items) => Value::Array(items.iter().map(inline).collect::<Array>()),
        Node::Table(table) => Value::InlineTable(table.entries().map(|(key, node)| (key, inline(node))).collect::<InlineTable>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_spellings_stay_behind_and_data_does_not() {
        let text = "# ひみつ1\na = 'x' # ひみつ2\n\"b\".ja = \"\"\"\n前\\\n  後\"\"\"\nb.en = \"\\u6295\"\nc = [ # ひみつ3\n 1, # ひみつ4\n 0x10 ]\n\
                    [[row]] # ひみつ5\nd = { e = 2026-04-01, f = [ { g = true } ] } # ひみつ6\n[[row.fact]]\nkey = \"k\"\n# ひみつ7\n";
        let written = Table::parse(text).expect("TOML").write();
        assert!(!written.contains("ひみつ"), "{written}");
        let (before, after): (toml::Table, toml::Table) =
            (toml::from_str(text).expect("in"), toml::from_str(&written).expect("out"));
        assert_eq!(before, after);
        assert_eq!(Table::parse(&written).expect("TOML").write(), written);
    }
}
