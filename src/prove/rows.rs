//! Rows, plans and files that are hidden as a whole, with something in every key that they can have.
//!
//! In: the name of a list. Out: a row that is read without a fault. Never: a reference that must lead somewhere.

use super::fill::Filler;
use crate::bundle::node::{Node, Table};

/// Lists of a year file.
pub const LISTS: [&str; 8] = ["aggregate", "result", "program", "regulation", "product", "support", "business", "section"];

/// The figures of a row.
pub fn cells(list: &str) -> &'static [&'static str] {
    match list {
        "aggregate" => &["progress"],
        "result" => &["target", "actual", "progress", "weight"],
        "regulation" => &["used", "remarks"],
        "support" | "fact" | "term" => &["value"],
        "section" => &["state"],
        _ => &[],
    }
}

/// A row of a list; `None` for a list that cannot be hidden.
pub fn row(f: &mut Filler, list: &str, level: &'static str) -> Option<Table> {
    if list == "attachment" {
        // Of a page, in one language.
        return Some(Table::of([("title", Node::Text(f.words(level)))]));
    }
    let (words, texts, facts): (&[(&str, &str)], &[&str], &[&str]) = match list {
        "aggregate" => (&[], &[], &[]),
        "result" => (&[], &["self_evaluation", "external_factors", "note"], &["fact"]),
        "program" => (&[("category", "財政"), ("indicators", "全て")], &["name", "outline", "results"], &["term", "fact"]),
        "regulation" => (&[("kind", "special"), ("indicators", "全て")], &["name", "summary"], &[]),
        "product" => (&[("kind", "product")], &["name", "title", "summary"], &["fact"]),
        "support" => (&[("kind", "財政")], &["label", "summary"], &["fact"]),
        "business" => (&[("kind", "company")], &["name", "summary"], &[]),
        "section" => (&[], &["name", "summary"], &["fact"]),
        _ => return None,
    };
    let mut row = Table::default();
    for key in ids(list) {
        row.set(key, Node::Text(f.id()));
    }
    words.iter().for_each(|(key, word)| row.set(key, Node::from(*word)));
    texts.iter().for_each(|key| row.set(key, text(f, level)));
    cells(list).iter().for_each(|key| row.set(key, Node::Text(f.figure(level))));
    if ["business", "program"].contains(&list) {
        row.set("kana", Node::Text(f.words(level)));
    }
    let section = text(f, level);
    row.set("at", Node::Table(Table::of([("section", section), ("note", text(f, level))])));
    facts.iter().for_each(|key| row.set(key, Node::List(vec![Node::Table(fact(f, level))])));
    Some(row)
}

fn ids(list: &str) -> &'static [&'static str] {
    match list {
        "aggregate" => &["group"],
        "result" => &["indicator"],
        "support" | "section" => &["key"],
        "product" => &["id", "indicator"],
        _ => &["id"],
    }
}

fn fact(f: &mut Filler, level: &'static str) -> Table {
    let (key, label) = (Node::Text(f.id()), text(f, level));
    let value = Node::Text(f.figure(level));
    Table::of([("key", key), ("label", label), ("value", value), ("note", text(f, level))])
}

fn text(f: &mut Filler, level: &'static str) -> Node {
    let ja = f.words(level);
    Node::both(&ja, &f.words(level))
}

/// A year file with a row of every kind.
pub fn file(f: &mut Filler, statement: Node, level: &'static str) -> Table {
    let mut file = Table::of([("disclosure", statement), ("title", text(f, level)), ("summary", text(f, level))]);
    file.set("fact", Node::List(vec![Node::Table(fact(f, level))]));
    for list in LISTS {
        let rows = row(f, list, level).map(Node::Table);
        file.set(list, Node::List(rows.into_iter().collect()));
    }
    file
}

/// A plan.
pub fn plan(f: &mut Filler, statement: Node, level: &'static str) -> Table {
    let mut plan = Table::of([("disclosure", statement)]);
    for key in ["name", "short", "outline", "goal"] {
        plan.set(key, text(f, level));
    }
    let years = [1951, 2049].map(|year: i64| Node::Plain(year.into()));
    plan.set("period", Node::List(years.to_vec()));
    plan.set("fact", Node::List(vec![Node::Table(fact(f, level))]));
    plan
}
