//! What the sources show by themselves: figures not entered, days that come, languages declared missing, pages without a description.
//!
//! In: one file. Out: items. Never: a look into a row or page that is hidden, but for the days of its statement.

use super::{Item, Kind, Look};
use crate::authored::State;
use crate::diagnostics::Words;
use crate::figures::{Date, Lang};
use crate::load;
use crate::source::{FileId, SourceFile, Span};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

type Value<'t> = toml::Spanned<DeValue<'t>>;

/// Plan and year of a file of a fiscal year.
pub fn of_path(path: &str) -> Option<(String, i32)> {
    let mut parts = path.strip_prefix("data/")?.split('/');
    let year = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_owned(), year))
}

/// Looks through one file.
pub fn file(look: &Look, id: FileId, source: &SourceFile, items: &mut Vec<Item>) {
    let path = source.path.as_str();
    let part = match path {
        path if path.ends_with(".md") => load::parts(&source.text).map(|(front, _)| front),
        path if path == "kohyo.toml" || (path.starts_with("data/") && path.ends_with(".toml")) => Some(0..source.text.len()),
        _ => None,
    };
    let Some(part) = part else { return };
    let (read, faults) = DeTable::parse_recoverable(source.text.get(part.clone()).unwrap_or_default());
    // What is broken is a finding already, and what stands in it is not sure.
    if !faults.is_empty() {
        return;
    }
    let mut walk = Walk { look, id, base: part.start, path, items, recorded: Vec::new() };
    walk.table(read.get_ref(), 0..0, &Row::default(), "");
    walk.discrepancies();
    if path.ends_with(".md") {
        walk.description(read.get_ref());
    }
}

/// The row in which something stands, by the names that lead to it.
#[derive(Clone, Default)]
struct Row {
    names: Vec<String>,
    hidden: bool,
}

struct Walk<'a, 'l> {
    look: &'a Look<'l>,
    id: FileId,
    base: usize,
    path: &'a str,
    items: &'a mut Vec<Item>,
    recorded: Vec<Span>,
}

impl Walk<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, self.base + range.start..self.base + range.end)
    }

    fn table(&mut self, table: &DeTable, place: Range<usize>, above: &Row, key: &str) {
        let row = row(table, above, key);
        if let Some(missing) = table.get("missing").and_then(|value| value.get_ref().as_array()) {
            let langs = missing.iter().filter_map(|lang| lang.get_ref().as_str());
            self.missing(langs.collect(), &place, &row);
        }
        let state = table.get("state").and_then(|value| value.get_ref().as_str());
        let over = || of_path(self.path).is_some_and(|(_, year)| self.look.is_over(year));
        match state {
            Some("未入力" | "not-entered") => self.figure(&place, &row),
            Some("未到来" | "not-yet") if over() => self.figure(&place, &row),
            _ => (),
        }
        for (name, value) in table.iter() {
            let at = if value.span().is_empty() { name.span() } else { value.span() };
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("disclosure", DeValue::Table(stated)) => self.statement(stated),
                ("discrepancy", DeValue::Array(rows)) => {
                    self.recorded.extend(rows.iter().map(|row| Span::new(self.id, row.span())));
                }
                (name, _) => self.value(name, value, at, &row),
            }
        }
    }

    fn value(&mut self, name: &str, value: &Value, at: Range<usize>, row: &Row) {
        match value.get_ref() {
            DeValue::Table(inner) => self.table(inner, at, row, name),
            DeValue::Array(items) => items.iter().for_each(|item| self.value(name, item, item.span(), row)),
            _ => (),
        }
    }

    fn figure(&mut self, place: &Range<usize>, row: &Row) {
        let span = self.span(place.clone());
        let names = self.names(row, span);
        let item = self.look.item(Kind::Figure, span, Words::new(names.clone(), names));
        self.items.push(item);
    }

    /// Nothing of a hidden row is named, and nothing that no message may quote.
    fn names(&self, row: &Row, span: Span) -> String {
        let hidden = row.hidden || self.look.masks.touch(span);
        if hidden { crate::diagnostics::MASK.to_owned() } else { row.names.join("/") }
    }

    fn missing(&mut self, langs: Vec<&str>, place: &Range<usize>, row: &Row) {
        let span = self.span(place.clone());
        let names = self.names(row, span);
        for lang in langs {
            let lang = if lang == "ja" { Words::new("日本語", "Japanese") } else { Words::new("英語", "English") };
            let about = Words::new(format!("{names}：{}がありません。", lang.ja), format!("{names}: no {}", lang.en));
            let item = self.look.item(Kind::Translation, span, about);
            self.items.push(item);
        }
    }

    /// Days of a statement that have come or come soon.
    fn statement(&mut self, stated: &DeTable) {
        let state = stated.get("state").and_then(|word| word.get_ref().as_str());
        let state = State::WORDS.iter().find(|(word, _)| Some(*word) == state).map(|(_, state)| *state);
        let waits = state == Some(State::Embargoed) && !stated.contains_key("released");
        for (key, due, soon) in [("review", Kind::ReviewDue, Kind::ReviewSoon), ("until", Kind::EmbargoDue, Kind::EmbargoSoon)] {
            let Some((day, at)) = stated.get(key).and_then(|value| Some((day(value)?, value.span()))) else { continue };
            let kind = if day <= self.look.today { due } else { soon };
            if day > self.look.until || (key == "until" && !waits) {
                continue;
            }
            let (ja, en) = (day.long(Lang::Ja), day.long(Lang::En));
            let item = self.look.item(kind, self.span(at), Words::new(ja, en));
            self.items.push(Item { day: Some(day), ..item });
        }
    }

    /// Recorded contradictions are counted for each file: they are read on the page of corrections.
    fn discrepancies(&mut self) {
        let Some(first) = self.recorded.first() else { return };
        let n = self.recorded.len();
        let item = self.look.item(Kind::Recorded, *first, Words::new(format!("{n} 件"), format!("{n}")));
        self.items.push(item);
    }

    fn description(&mut self, front: &DeTable) {
        let says = |key: &str| front.get(key).and_then(|value| value.get_ref().as_str());
        let stated = front.get("disclosure").and_then(|value| match value.get_ref() {
            DeValue::Table(stated) => stated.get("state").and_then(|word| word.get_ref().as_str()),
            other => other.as_str(),
        });
        let hidden = State::WORDS.iter().any(|(word, state)| Some(*word) == stated && state.hides_all());
        if hidden || says("kind") == Some("error") || says("description").is_some_and(|text| !text.trim().is_empty()) {
            return;
        }
        let about = Words::new("description（一文の説明）がありません。", "there is no description.");
        let item = self.look.item(Kind::Description, self.span(0..0), about);
        self.items.push(item);
    }
}

fn row(table: &DeTable, above: &Row, key: &str) -> Row {
    let word = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
    let named = ["id", "key", "indicator", "group"].into_iter().find_map(word);
    let mut names = above.names.clone();
    // A list is called by the name of its row, a figure by its key.
    names.extend(named.or_else(|| (!key.is_empty()).then(|| key.to_owned())));
    let stated = table.get("disclosure").and_then(|value| match value.get_ref() {
        DeValue::Table(stated) => stated.get("state").and_then(|word| word.get_ref().as_str()),
        other => other.as_str(),
    });
    let hides = State::WORDS.iter().any(|(word, state)| Some(*word) == stated && state.hides_all());
    Row { names, hidden: above.hidden || hides }
}

fn day(value: &Value) -> Option<Date> {
    let day = value.get_ref().as_datetime()?.date?;
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
}
