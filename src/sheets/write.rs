//! Drafts become TOML: new rows behind those that are there, changed keys in their places, all else as it was.
//!
//! In: a TOML document and drafts. Out: the document, changed, and findings. Never: a row or comment lost; a key touched whose value is
//! the same.

use super::draft::{Cell, Child, Draft, Text, Value};
use super::findings;
use crate::diagnostics::Finding;
use crate::figures::is_dash;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, value};

/// Whether a document has the row.
pub fn has(document: &DocumentMut, draft: &Draft) -> bool {
    let rows = document.get(draft.array).and_then(Item::as_array_of_tables);
    rows.is_some_and(|rows| rows.iter().any(|row| is(row, draft.id_key, &draft.id)))
}

/// Ids of the rows of an array.
pub fn ids(document: &DocumentMut, array: &str, id_key: &str) -> Vec<String> {
    let rows = document.get(array).and_then(Item::as_array_of_tables);
    rows.into_iter().flat_map(|rows| rows.iter()).filter_map(|row| row.get(id_key)?.as_str().map(str::to_owned)).collect()
}

fn is(row: &Table, key: &str, id: &str) -> bool {
    row.get(key).and_then(Item::as_str) == Some(id)
}

/// Puts a draft into a document. `None`: the array is written in a way that cannot be edited.
pub fn apply(document: &mut DocumentMut, draft: &Draft) -> Option<Vec<Finding>> {
    let rows = document.as_table_mut().entry(draft.array).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let row = find_or_add(rows.as_array_of_tables_mut()?, draft.id_key, &draft.id)?;
    let mut writing = Writing { draft, findings: Vec::new() };
    writing.fields(row, &draft.fields);
    for child in &draft.children {
        let rows = row.entry(child.array).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let part = find_or_add(rows.as_array_of_tables_mut()?, "key", &child.key)?;
        writing.child(part, child);
    }
    Some(writing.findings)
}

fn find_or_add<'a>(rows: &'a mut ArrayOfTables, key: &str, id: &str) -> Option<&'a mut Table> {
    if !rows.iter().any(|row| is(row, key, id)) {
        let mut row = Table::new();
        row.decor_mut().set_prefix("\n");
        row.insert(key, value(id));
        rows.push(row);
    }
    rows.iter_mut().find(|row| is(row, key, id))
}

struct Writing<'a> {
    draft: &'a Draft,
    findings: Vec<Finding>,
}

impl Writing<'_> {
    fn fields(&mut self, row: &mut Table, fields: &[(&'static str, Value)]) {
        for (key, value) in fields {
            if !row.get(key).is_some_and(|old| says(old, value)) {
                self.set(row, key, value);
            }
        }
    }

    fn child(&mut self, part: &mut Table, child: &Child) {
        self.fields(part, &child.fields);
    }

    fn set(&mut self, row: &mut Table, key: &'static str, new: &Value) {
        let (place, id) = (&self.draft.place, &self.draft.id);
        match new {
            Value::Text(text) => {
                let old_ja = row.get(key).and_then(|old| language(old, "ja")).map(str::to_owned);
                let changes = old_ja.is_some_and(|ja| unmarked(&ja) != unmarked(&text.ja));
                let english = row.get(key).is_some_and(|old| language(old, "en").is_some());
                if changes && english && text.en.is_none() {
                    self.findings.push(findings::stale_english(place, id, key));
                }
                set_text(row, key, text);
            }
            Value::Years(cells) => {
                let years = row.entry(key).or_insert(value(InlineTable::new()));
                if let Some(years) = years.as_table_like_mut() {
                    cells.iter().for_each(|(year, cell)| self.set_year(years, *year, cell));
                }
            }
            Value::Cell(cell) => {
                if row.get(key).is_some_and(withheld) && !matches!(cell, Cell::Withheld(_)) {
                    self.findings.push(findings::opened(place, id, key));
                }
                put(row, key, item(new));
            }
            _ => put(row, key, item(new)),
        }
    }

    fn set_year(&mut self, years: &mut dyn TableLike, year: i32, cell: &Cell) {
        let key = year.to_string();
        if years.get(&key).is_some_and(|old| says_cell(old, cell)) {
            return;
        }
        if years.get(&key).is_some_and(withheld) && !matches!(cell, Cell::Withheld(_)) {
            self.findings.push(findings::opened(&self.draft.place, &self.draft.id, "years"));
        }
        put(years, &key, item(&Value::Cell(cell.clone())));
    }
}

/// Whether a key says the same already.
fn says(old: &Item, new: &Value) -> bool {
    let strings = |list: &[String]| {
        let same = |array: &Array| array.iter().map(|item| item.as_str()).eq(list.iter().map(|new| Some(new.as_str())));
        old.as_array().is_some_and(same)
    };
    match new {
        Value::Text(text) => says_text(old, text),
        Value::Texts(texts) => old.as_array().is_some_and(|array| {
            let pairs = array.iter().zip(texts).all(|(old, text)| says_text(&Item::Value(old.clone()), text));
            array.len() == texts.len() && pairs
        }),
        Value::Cell(cell) => says_cell(old, cell),
        Value::Years(cells) => cells.iter().all(|(year, cell)| old.get(year.to_string()).is_some_and(|old| says_cell(old, cell))),
        Value::String(text) => old.as_str().is_some_and(|old| old == text || same_word(old, text)),
        Value::List(list) => strings(list),
        Value::Year(year) => old.as_integer() == Some(i64::from(*year)),
        Value::Flag => old.as_bool() == Some(true),
        Value::Counter(one, other) => {
            let word = |key| old.get(key).and_then(Item::as_str);
            word("one") == Some(one) && word("other") == Some(other)
        }
    }
}

/// 全て and all, 累計 and cumulative are the same word, and so are all dashes.
fn same_word(one: &str, other: &str) -> bool {
    let pairs = [["全て", "all"], ["累計", "cumulative"]];
    pairs.iter().any(|pair| pair.contains(&one) && pair.contains(&other)) || (is_dash(one) && is_dash(other))
}

fn says_text(old: &Item, text: &Text) -> bool {
    let same = |lang, new: &str| language(old, lang).is_some_and(|old| old == new || unmarked(old) == unmarked(new));
    same("ja", &text.ja) && text.en.as_ref().is_none_or(|en| same("en", en))
}

fn language<'a>(item: &'a Item, lang: &str) -> Option<&'a str> {
    item.get(lang).and_then(Item::as_str)
}

/// A text with every mark in one form: bracket, ground and number of a mark do not show.
fn unmarked(text: &str) -> String {
    let pairs = [("《", "》"), ("≪", "≫"), ("«", "»"), ("⟪", "⟫"), ("<<", ">>"), ("＜＜", "＞＞")];
    let marked = pairs.iter().fold(text.to_owned(), |text, (open, close)| without_marks(&text, open, close));
    marked.trim_end().to_owned()
}

fn without_marks(text: &str, open: &str, close: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, mark)) = rest.split_once(open) {
        let Some((inside, behind)) = mark.split_once(close) else { break };
        let is_mark = crate::kinds::MARK_WORDS.iter().any(|word| inside.trim_start().starts_with(word));
        out.push_str(before);
        out.push_str(&if is_mark { "《非公表》".to_owned() } else { format!("{open}{inside}{close}") });
        rest = behind;
    }
    out + rest
}

fn withheld(item: &Item) -> bool {
    item.get("withheld").is_some()
}

fn says_cell(old: &Item, cell: &Cell) -> bool {
    let state = old.get("state").and_then(Item::as_str).unwrap_or_default();
    match cell {
        // An empty cell says nothing of a figure that is still to come.
        Cell::Printed(text) if text.is_empty() && !state.is_empty() => true,
        Cell::Printed(text) => old.as_str().is_some_and(|old| old.trim() == text),
        Cell::Withheld(_) => withheld(old),
        Cell::NotYet => matches!(state, "not-yet" | "未到来"),
        Cell::NotEntered => matches!(state, "not-entered" | "未入力"),
        Cell::Words(words) => old.get("text").is_some_and(|old| says_text(old, words)),
    }
}

/// Puts a value in place of another, with the comment that stands behind it.
fn put(row: &mut (impl TableLike + ?Sized), key: &str, new: Item) {
    match (row.get_mut(key), new) {
        (Some(Item::Value(old)), Item::Value(mut new)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        (_, new) => drop(row.insert(key, new)),
    }
}

fn set_text(row: &mut Table, key: &str, text: &Text) {
    if let Some(old) = row.get_mut(key).and_then(Item::as_table_like_mut) {
        put(old, "ja", value(&text.ja));
        if let Some(en) = &text.en {
            old.remove("missing");
            put(old, "en", value(en));
        }
        return;
    }
    match &text.en {
        Some(en) => {
            let mut both = Table::new();
            both.set_dotted(true);
            both.insert("ja", value(&text.ja));
            both.insert("en", value(en));
            row.insert(key, Item::Table(both));
        }
        None => drop(row.insert(key, value(inline_text(text)))),
    }
}

/// `{ ja = "…", en = "…" }`, or without English `{ ja = "…", missing = ["en"] }`. A text that is withheld as a whole is so in both.
fn inline_text(text: &Text) -> InlineTable {
    let whole = text.ja.starts_with("《非公表") && text.ja.find('》') == Some(text.ja.len() - '》'.len_utf8());
    let mut out = InlineTable::new();
    out.insert("ja", text.ja.as_str().into());
    match (&text.en, whole) {
        (Some(en), _) => drop(out.insert("en", en.as_str().into())),
        (None, true) => drop(out.insert("en", text.ja.as_str().into())),
        (None, false) => drop(out.insert("missing", Array::from_iter(["en"]).into())),
    }
    out
}

fn item(new: &Value) -> Item {
    match new {
        Value::Text(text) => value(inline_text(text)),
        Value::Texts(texts) => value(Array::from_iter(texts.iter().map(inline_text))),
        Value::Cell(Cell::Printed(text)) => value(text),
        Value::Cell(Cell::NotYet) => value(InlineTable::from_iter([("state", "not-yet")])),
        Value::Cell(Cell::NotEntered) => value(InlineTable::from_iter([("state", "not-entered")])),
        Value::Cell(Cell::Withheld(ground)) => {
            let mut out = InlineTable::new();
            out.insert("withheld", true.into());
            out.insert("ground", ground.as_str().into());
            value(out)
        }
        Value::Cell(Cell::Words(words)) => value(InlineTable::from_iter([("text", inline_text(words))])),
        Value::Years(cells) => {
            let pairs = cells
                .iter()
                .filter_map(|(year, cell)| Some((year.to_string(), item(&Value::Cell(cell.clone())).into_value().ok()?)));
            value(InlineTable::from_iter(pairs))
        }
        Value::String(text) => value(text),
        Value::List(list) => value(Array::from_iter(list.iter().map(String::as_str))),
        Value::Year(year) => value(i64::from(*year)),
        Value::Flag => value(true),
        Value::Counter(one, other) => value(InlineTable::from_iter([("one", one.as_str()), ("other", other.as_str())])),
    }
}
