//! Worlds: the same site with other withheld values.
//!
//! In: the files of the public bundle and a style. Out: the sources of a confidential site that hides something else behind each
//! mark, and more things that nobody is told of. Never: a change of anything public.

use super::fill::{Filler, Made, Style};
use super::rows;
use crate::bundle::node::{Node, Table};
use crate::bundle::{CELLS, Files, Stated};
use crate::load;
use crate::source::Secrets;
use std::collections::BTreeSet;

/// One world.
pub struct World {
    /// Its sources.
    pub files: Files,
    /// What is kept outside of them.
    pub secrets: Secrets,
    /// Every value that was made up.
    pub made: Vec<Made>,
}

/// The level of what nobody is told of.
const UNSAID: &str = "unacknowledged";

/// Puts other values into a bundle.
pub fn world(bundle: &Files, style: Style, outside: &BTreeSet<String>) -> World {
    let mut f = Filler::new(style, outside);
    let mut files: Files = bundle.iter().map(|(path, bytes)| (path.clone(), filled(&mut f, path, bytes))).collect();
    unsaid_files(&mut f, bundle, &mut files);
    let met: Vec<String> = outside.intersection(&f.numbers).cloned().collect();
    let secrets = met.into_iter().map(|number| (format!("{number}.md"), f.words("secret").into_bytes())).collect();
    World { files, secrets, made: f.made }
}

fn filled(f: &mut Filler, path: &str, bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let out = match path.split_once('/') {
        None => Table::parse(text).map(|mut settings| {
            settings.set("confidential", Node::flag(true));
            settings.write()
        }),
        Some(("content", name)) if name.ends_with(".md") => page(f, text),
        Some(("data", name)) if name.ends_with(".toml") => Table::parse(text).map(|table| data(f, name, table).write()),
        _ => None,
    };
    out.map_or_else(|| bytes.to_vec(), String::into_bytes)
}

/// The statement of something hidden as a whole, and its number.
fn hidden(table: &Table) -> Option<(Node, Option<String>)> {
    let node = table.get("disclosure")?;
    let stated = Stated::read(node, None).filter(Stated::hides_all)?;
    Some((node.clone(), stated.number().map(str::to_owned)))
}

fn page(f: &mut Filler, text: &str) -> Option<String> {
    let (front, body) = load::parts(text)?;
    let (mut front, body) = (Table::parse(text.get(front)?)?, text.get(body)?);
    let Some((_, number)) = hidden(&front) else {
        open(f, &mut front, "phrase");
        let body = load::refill(body, |slot| {
            let level = if slot.block { "block" } else { "phrase" };
            f.takes(slot.number.as_deref()).then(|| if slot.block { f.lines(level) } else { f.words(level) })
        });
        return Some(format!("+++\n{}+++\n{body}", front.write()));
    };
    if !f.takes(number.as_deref()) {
        return None;
    }
    for key in ["title", "description", "easy"] {
        if front.get(key).is_none() {
            front.set(key, Node::Text(f.words("page")));
        }
    }
    Some(format!("+++\n{}+++\n{}\n", front.write(), f.lines("page")))
}

fn data(f: &mut Filler, path: &str, mut table: Table) -> Table {
    let plan = path.starts_with("plans/");
    if let Some((statement, number)) = hidden(&table) {
        return match f.takes(number.as_deref()) {
            false => table,
            true if plan => rows::plan(f, statement, "file"),
            true => rows::file(f, statement, "file"),
        };
    }
    let partial = table.get("disclosure").is_some_and(|node| node.as_table().is_some());
    let lists: Vec<&str> = rows::LISTS.into_iter().filter(|list| partial && table.get(list).is_some()).collect();
    open(f, &mut table, "phrase");
    for list in lists {
        let Some(Node::List(rows)) = table.get(list) else { continue };
        let mut rows = rows.clone();
        rows.extend(rows::row(f, list, UNSAID).map(|mut row| {
            row.set("disclosure", unsaid());
            Node::Table(row)
        }));
        table.set(list, Node::List(rows));
    }
    table
}

/// What is shown: every mark and withheld figure gets a value, every hidden row a content.
fn open(f: &mut Filler, table: &mut Table, level: &'static str) {
    for (key, node) in table.entries_mut() {
        let year = key.parse::<i32>().is_ok();
        let level = if year || CELLS.contains(&key) { "cell" } else { level };
        match node {
            Node::Text(text) => *text = load::refill(text, |slot| f.takes(slot.number.as_deref()).then(|| f.words(level))),
            Node::Table(cell) if cell.get("withheld").is_some() => withheld(f, cell),
            Node::Table(inner) => open(f, inner, level),
            Node::List(items) => {
                for item in items {
                    if let Node::Table(row) = item {
                        self::row(f, key, row);
                    }
                }
            }
            Node::Plain(_) => (),
        }
    }
}

fn withheld(f: &mut Filler, cell: &mut Table) {
    let number = cell.text("id").map(str::to_owned);
    if f.takes(number.as_deref()) {
        cell.set("value", Node::Text(f.figure("cell")));
    }
}

fn row(f: &mut Filler, list: &str, row: &mut Table) {
    let Some((statement, number)) = hidden(row) else { return open(f, row, "phrase") };
    if !f.takes(number.as_deref()) {
        return;
    }
    if Stated::read(&statement, None).is_some_and(|stated| stated.values_only()) {
        return named(f, list, row);
    }
    // Names are looked for by the guard; a result has none.
    let level = if ["result", "aggregate"].contains(&list) { "result" } else { "row" };
    if let Some(mut content) = rows::row(f, list, level) {
        // Which target a result is of, and which group an aggregate, is public.
        for slot in ["indicator", "group"] {
            row.get(slot).into_iter().for_each(|id| content.set(slot, id.clone()));
        }
        content.set("disclosure", statement);
        *row = content;
    }
}

/// A row of which only the name is shown gets figures and texts.
fn named(f: &mut Filler, list: &str, row: &mut Table) {
    for key in rows::cells(list) {
        match row.get(key) {
            None => row.set(key, Node::Text(f.figure("row"))),
            Some(Node::Text(text)) if text.is_empty() => row.set(key, Node::Text(f.figure("row"))),
            Some(_) => (),
        }
    }
    for (key, node) in row.entries_mut() {
        match node {
            Node::Table(cell) if cell.get("withheld").is_some() => withheld(f, cell),
            Node::Table(text) if text.is_text() => {
                for (_, node) in text.entries_mut() {
                    match node {
                        Node::Text(text) if text.is_empty() => *text = f.words("row"),
                        Node::Text(text) => *text = load::refill(text, |_| Some(f.words("row"))),
                        _ => (),
                    }
                }
            }
            Node::Table(inner) if key == "at" => named(f, key, inner),
            Node::Text(text) => *text = load::refill(text, |_| Some(f.words("row"))),
            Node::List(items) if ["fact", "term"].contains(&key) => {
                for item in items {
                    if let Node::Table(fact) = item {
                        named(f, key, fact);
                    }
                }
            }
            _ => (),
        }
    }
}

/// A page in both languages and a data file that nobody is told of.
fn unsaid_files(f: &mut Filler, bundle: &Files, files: &mut Files) {
    for lang in ["ja", "en"] {
        let front = Table::of([("title", Node::Text(f.words(UNSAID))), ("disclosure", unsaid())]);
        let text = format!("+++\n{}+++\n{}\n", front.write(), f.lines(UNSAID));
        files.insert(format!("content/kohyo-unsaid.{lang}.md"), text.into_bytes());
    }
    let of_year = |path: &&String| path.strip_prefix("data/").is_some_and(|path| path.starts_with(|c: char| c.is_ascii_digit()));
    if let Some((folder, _)) = bundle.keys().find(of_year).and_then(|path| path.rsplit_once('/')) {
        let text = rows::file(f, unsaid(), UNSAID).write();
        files.insert(format!("{folder}/kohyo-unsaid.toml"), text.into_bytes());
    }
}

/// A ground that comes with kohyo, and a review that is never due.
fn unsaid() -> Node {
    let day =
        |text: &str| text.parse().map(|day: toml_edit::Datetime| Node::Plain(day.into())).unwrap_or_else(|_| Node::from(text));
    Node::Table(Table::of([
        ("state", Node::from("存否応答拒否")),
        ("ground", Node::from("joho-5-1")),
        ("decided", day("2000-01-01")),
        ("review", day("2999-01-01")),
    ]))
}
