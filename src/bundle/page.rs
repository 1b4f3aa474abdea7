//! Pages as they go out: a page that is hidden leaves its statement and its place in the navigation, and no text.
//!
//! In: the text of a page and the statements of sections. Out: its public text, or nothing where even its existence is
//! withheld. Never: a title or text of a hidden page (unless the title is public); a definition that prints nothing.

use super::data;
use super::markdown;
use super::node::{Node, Table};
use super::statement::Stated;
use super::text;
use crate::figures::Date;
use crate::load;
use std::collections::BTreeMap;

/// Statements of sections that hold for the pages below them, by address and language.
pub type Sections = BTreeMap<(String, String), Stated>;

/// The statement of a section page, when it holds for the pages below it. `path` is below `content/`.
pub fn section(path: &str, text: &str, day: Option<Date>) -> Option<((String, String), Stated)> {
    let (front, _) = read(text)?;
    let stated = Stated::read(front.get("disclosure")?, day)?;
    (path.contains("_index.") && stated.says("children")).then(|| Some((address(path)?, stated)))?
}

/// One page; `None` for one that is not acknowledged, or that cannot be read.
pub fn page(path: &str, text: &str, sections: &Sections, day: Option<Date>) -> Option<String> {
    let (front, body) = read(text)?;
    let own = front.get("disclosure").and_then(|node| Stated::read(node, day));
    let stated = own.or_else(|| inherited(path, sections))?;
    if stated.unsaid() {
        return None;
    }
    if stated.hides_all() {
        let mut out = text::stripped(&front).only(&["title", "kind", "nav", "nav_title", "plan", "year"]);
        if !stated.says("title_public") {
            out = out.only(&["kind", "nav", "plan", "year"]);
        }
        out.set("disclosure", stated.settled(1));
        return Some(format!("+++\n{}+++\n", out.write()));
    }
    let mut withheld = 0;
    let mut out = front.map(|key, node| match (key, node) {
        ("disclosure", _) => None,
        ("attachment", Node::List(items)) => attachments(items, day, &mut withheld),
        _ => Some(text::entry(key, node, &mut withheld)),
    });
    let body = markdown::without_leftovers(&text::strip(body, &mut withheld));
    out.set("disclosure", stated.settled(withheld));
    Some(format!("+++\n{}+++\n{body}", out.write()))
}

/// Attachments are withheld one by one, like rows of data. One of which a part is withheld counts as that part.
fn attachments(items: &[Node], day: Option<Date>, withheld: &mut usize) -> Option<Node> {
    let rows: Vec<Node> = items.iter().filter_map(|item| data::row("attachment", item, day, withheld)).collect();
    let partly = |row: &&Node| row.as_table().and_then(|row| row.get("disclosure")).is_some_and(|node| node.as_table().is_some());
    *withheld += rows.iter().filter(partly).count();
    (!rows.is_empty()).then_some(Node::List(rows))
}

fn read(text: &str) -> Option<(Table, &str)> {
    let (front, body) = load::parts(text)?;
    Some((Table::parse(text.get(front)?)?, text.get(body)?))
}

/// The nearest section that speaks for its pages.
fn inherited(path: &str, sections: &Sections) -> Option<Stated> {
    let (mut at, lang) = address(path)?;
    while !at.is_empty() {
        at.truncate(at.rfind('/').unwrap_or_default());
        if let Some(stated) = sections.get(&(at.clone(), lang.clone())) {
            return Some(stated.inherited());
        }
    }
    None
}

/// `guide/_index.ja.md` stands at `guide`, in `ja`.
fn address(path: &str) -> Option<(String, String)> {
    let (name, lang) = path.strip_suffix(".md")?.rsplit_once('.')?;
    let name = name.strip_suffix("_index").unwrap_or(name).trim_end_matches('/');
    Some((name.to_owned(), lang.to_owned()))
}
