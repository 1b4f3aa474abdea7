//! What a reader can ask of a table: for each sort of value one method that reads it and notes what it may be.
//!
//! In: the keys of one table. Out: values as authored, and in a blank file the shape of the table: the schema for editors is
//! written from what is asked here. Never: a value whose kind is not noted.

use super::cells::{self, accept, section};
use super::table::{self, File, Row, Value, shape_of};
use crate::authored::{At, Cell, Dated, Id, Related, Text};
use crate::figures::{Counter, Date, FiscalYear, When, is_dash};
use crate::shape::{Form, Kind, words};
use crate::source::Spanned;
use toml::de::DeValue;

impl Row<'_, '_> {
    /// A value that may be there.
    pub fn ask<T>(
        &self,
        file: &mut File,
        key: &'static str,
        kind: impl FnOnce() -> Kind,
        read: impl FnOnce(&mut File, &Value) -> Option<T>,
    ) -> Option<T> {
        self.note(key, false, kind);
        self.get(key).and_then(|value| read(file, value))
    }

    /// A value that must be there.
    pub fn demand<T>(
        &self,
        file: &mut File,
        key: &'static str,
        kind: impl FnOnce() -> Kind,
        read: impl FnOnce(&mut File, &Value) -> Option<T>,
    ) -> Option<T> {
        self.note(key, true, kind);
        self.need(file, key).and_then(|value| read(file, value))
    }

    /// A value that must be there unless what it belongs to is hidden.
    pub fn demand_unless<T>(
        &self,
        hidden: bool,
        file: &mut File,
        key: &'static str,
        kind: impl FnOnce() -> Kind,
        read: impl FnOnce(&mut File, &Value) -> Option<T>,
    ) -> Option<T> {
        self.note(key, true, kind);
        let value = if hidden { self.get(key) } else { self.need(file, key) };
        value.and_then(|value| read(file, value))
    }

    /// A list that may be there, item by item.
    pub fn list<T>(
        &self,
        file: &mut File,
        key: &'static str,
        kind: impl FnOnce() -> Kind,
        read: impl Fn(&mut File, &Value) -> Option<T>,
    ) -> Vec<T> {
        let items = |file: &mut File, value: &Value| Some(listed(file, value, read));
        self.ask(file, key, || Kind::List(Box::new(kind())), items).unwrap_or_default()
    }

    /// A list that must be there.
    pub fn need_list<T>(
        &self,
        file: &mut File,
        key: &'static str,
        kind: impl FnOnce() -> Kind,
        read: impl Fn(&mut File, &Value) -> Option<T>,
    ) -> Vec<T> {
        let items = |file: &mut File, value: &Value| Some(listed(file, value, read));
        self.demand(file, key, || Kind::List(Box::new(kind())), items).unwrap_or_default()
    }

    /// A table that may be there.
    pub fn table<T>(&self, file: &mut File, key: &'static str, read: impl Fn(&mut File, &Row) -> Option<T>) -> Option<T> {
        self.ask(file, key, || Kind::Table(shape_of(&read)), |file, value| inner(file, value, &read))
    }

    /// A table that must be there.
    pub fn need_table<T>(&self, file: &mut File, key: &'static str, read: impl Fn(&mut File, &Row) -> Option<T>) -> Option<T> {
        self.demand(file, key, || Kind::Table(shape_of(&read)), |file, value| inner(file, value, &read))
    }

    /// Rows of an array of tables.
    pub fn rows<T>(&self, file: &mut File, key: &'static str, read: impl Fn(&mut File, &Row) -> Option<T>) -> Vec<T> {
        self.list(file, key, || Kind::Table(shape_of(&read)), |file, value| inner(file, value, &read))
    }

    /// An id that must be there.
    pub fn need_id(&self, file: &mut File, key: &'static str) -> Option<Id> {
        self.demand(file, key, || Kind::Form(Form::Id), cells::id)
    }

    /// An id that may be there.
    pub fn id(&self, file: &mut File, key: &'static str) -> Option<Id> {
        self.ask(file, key, || Kind::Form(Form::Id), cells::id)
    }

    /// A list of ids.
    pub fn ids(&self, file: &mut File, key: &'static str) -> Vec<Id> {
        self.list(file, key, || Kind::Form(Form::Id), cells::id)
    }

    /// A string that must be there.
    pub fn need_string(&self, file: &mut File, key: &'static str) -> Option<Spanned<String>> {
        self.demand(file, key, || Kind::Text, table::string)
    }

    /// A string that may be there.
    pub fn string(&self, file: &mut File, key: &'static str) -> Option<Spanned<String>> {
        self.ask(file, key, || Kind::Text, table::string)
    }

    /// A string of a form, which the caller looks at.
    pub fn formed(&self, file: &mut File, key: &'static str, form: Form) -> Option<Spanned<String>> {
        self.ask(file, key, || Kind::Form(form), table::string)
    }

    /// A list of strings.
    pub fn strings(&self, file: &mut File, key: &'static str) -> Vec<Spanned<String>> {
        self.list(file, key, || Kind::Text, table::string)
    }

    /// A string that may be there and in which marks may stand; the caller looks for them.
    pub fn phrase(&self, file: &mut File, key: &'static str) -> Option<Spanned<String>> {
        self.ask(file, key, || Kind::Text, table::text)
    }

    /// A string that is a value: a telephone number, a number of an office.
    pub fn value_string(&self, file: &mut File, key: &'static str) -> Option<Spanned<String>> {
        let string = self.string(file, key)?;
        file.shows_values(string.span).then_some(string)
    }

    /// One of a few accepted words.
    pub fn word(&self, file: &mut File, key: &'static str, known: &[&str]) -> Option<Spanned<String>> {
        self.demand(file, key, || words(known), |file, value| word(file, value, known))
    }

    /// One of a few accepted words, or nothing.
    pub fn optional_word(&self, file: &mut File, key: &'static str, known: &[&str]) -> Option<Spanned<String>> {
        self.ask(file, key, || words(known), |file, value| word(file, value, known))
    }

    /// A list of accepted words.
    pub fn words(&self, file: &mut File, key: &'static str, known: &[&str]) -> Vec<Spanned<String>> {
        self.list(file, key, || words(known), |file, value| word(file, value, known))
    }

    /// A whole number that must be there.
    pub fn need_integer(&self, file: &mut File, key: &'static str) -> Option<Spanned<i64>> {
        self.demand(file, key, || Kind::Integer, table::integer)
    }

    /// A whole number that may be there.
    pub fn integer(&self, file: &mut File, key: &'static str) -> Option<Spanned<i64>> {
        self.ask(file, key, || Kind::Integer, table::integer)
    }

    /// A list of fiscal years.
    pub fn years(&self, file: &mut File, key: &'static str) -> Vec<FiscalYear> {
        let years = self.list(file, key, || Kind::Integer, table::integer);
        let Some(value) = self.get(key).filter(|_| !years.is_empty()) else { return Vec::new() };
        if !file.shows_values(file.span(value.span())) {
            return Vec::new();
        }
        years.into_iter().map(|year| FiscalYear(i32::try_from(year.value).unwrap_or(i32::MAX))).collect()
    }

    /// `true` or `false`, if it is there.
    pub fn boolean(&self, file: &mut File, key: &'static str) -> Option<bool> {
        self.ask(file, key, || Kind::Boolean, table::boolean)
    }

    /// `true` or `false`; absent is `false`.
    pub fn flag(&self, file: &mut File, key: &'static str) -> bool {
        self.boolean(file, key).unwrap_or(false)
    }

    /// A day that must be there.
    pub fn need_date(&self, file: &mut File, key: &'static str) -> Option<Date> {
        self.demand(file, key, || Kind::Date, table::date)
    }

    /// A day that may be there.
    pub fn date(&self, file: &mut File, key: &'static str) -> Option<Spanned<Date>> {
        self.ask(
            file,
            key,
            || Kind::Date,
            |file, value| {
                let span = file.span(value.span());
                table::date(file, value).map(|date| Spanned::new(date, span))
            },
        )
    }

    /// A date that may be there; where only the names of a row are shown, its dates are hidden too.
    pub fn when(&self, file: &mut File, key: &'static str) -> Option<Spanned<When>> {
        let when = self.ask(
            file,
            key,
            || Kind::Form(Form::When),
            |file, value| {
                let place = file.span(value.span());
                cells::when(file, value).map(|when| Spanned::new(when, place))
            },
        )?;
        file.shows_values(when.span).then_some(when)
    }

    /// A list of dates.
    pub fn whens(&self, file: &mut File, key: &'static str) -> Vec<When> {
        let whens = self.list(file, key, || Kind::Form(Form::When), cells::when);
        let Some(value) = self.get(key).filter(|_| !whens.is_empty()) else { return Vec::new() };
        if file.shows_values(file.span(value.span())) { whens } else { Vec::new() }
    }

    /// A date with its printed form: `<key>` and `<key>_printed`.
    pub fn dated(&self, file: &mut File, key: &'static str, printed: &'static str) -> Option<Dated> {
        let printed = self.value_string(file, printed);
        let when = self.when(file, key)?;
        Some(Dated { when, printed })
    }

    /// A text in both languages that must be there.
    pub fn need_text(&self, file: &mut File, key: &'static str) -> Option<Text> {
        self.demand(file, key, text_kind, |file, value| cells::text(file, value, key))
    }

    /// A text in both languages that may be there.
    pub fn text(&self, file: &mut File, key: &'static str) -> Option<Text> {
        self.ask(file, key, text_kind, |file, value| cells::text(file, value, key))
    }

    /// A list of texts in both languages.
    pub fn texts(&self, file: &mut File, key: &'static str) -> Vec<Text> {
        self.list(file, key, text_kind, |file, value| cells::text(file, value, key))
    }

    /// A cell that may be there.
    pub fn cell(&self, file: &mut File, key: &'static str) -> Option<Cell> {
        let read = self.ask(file, key, cells::cell_kind, cells::cell);
        cells::shown_cell(file, read)
    }

    /// The English counting words of a unit.
    pub fn counter(&self, file: &mut File) -> Option<Counter> {
        self.table(file, "counter", |file, row| {
            let (one, other) = (row.need_string(file, "one"), row.need_string(file, "other"));
            Some(Counter { one: one?.value, other: other?.value })
        })
    }

    /// Related indicators: `"全て"`, `"all"`, a list, or a dash where the document prints one.
    pub fn related(&self, file: &mut File) -> Option<Related> {
        self.demand(file, "indicators", related_kind, related)
    }

    /// Related indicators, where a row may name none.
    pub fn optional_related(&self, file: &mut File) -> Option<Related> {
        self.ask(file, "indicators", related_kind, related)
    }

    /// The place in the source document.
    pub fn at(&self, file: &mut File) -> At {
        let at = self.table(file, "at", |file, row| {
            Some(At {
                section: row.ask(file, "section", || Kind::Either(vec![Kind::Text, text_kind()]), section),
                lines: row.string(file, "lines").map(|s| s.value),
                reassembled: row.optional_word(file, "reassembled", &["certain", "likely", "unsure"]).map(|s| s.value),
                note: row.text(file, "note"),
            })
        });
        at.unwrap_or_default()
    }
}

fn listed<T>(file: &mut File, value: &Value, read: impl Fn(&mut File, &Value) -> Option<T>) -> Vec<T> {
    table::array(file, value).iter().filter_map(|item| read(file, item)).collect()
}

fn inner<T>(file: &mut File, value: &Value, read: impl Fn(&mut File, &Row) -> Option<T>) -> Option<T> {
    let row = table::table(file, value)?;
    let out = read(file, &row);
    row.finish(file);
    out
}

fn word(file: &mut File, value: &Value, known: &[&str]) -> Option<Spanned<String>> {
    let word = table::string(file, value)?;
    accept(file, word, known)
}

/// A text in two languages.
pub fn text_kind() -> Kind {
    Kind::Bilingual(shape_of(|file, row| cells::both(file, row, "")))
}

fn related_kind() -> Kind {
    let ids = Kind::Some(Box::new(Kind::Form(Form::Id)));
    Kind::Either(vec![words(&["全て", "all"]), Kind::Form(Form::Dash), ids])
}

fn related(file: &mut File, value: &Value) -> Option<Related> {
    match value.get_ref() {
        DeValue::String(word) if word == "全て" || word == "all" => Some(Related::All),
        DeValue::String(word) if is_dash(word) => Some(Related::Dash),
        DeValue::Array(items) if !items.is_empty() => {
            Some(Related::Some(items.iter().filter_map(|v| cells::id(file, v)).collect()))
        }
        other => {
            let span = file.span(value.span());
            table::wrong_type(file, span, other, "\"全て\" か、一つ以上の ID の配列", "\"all\" or an array of at least one id")
        }
    }
}
