//! A comparison as a person reads it: six sections, grouped by page, plan and year, in both languages.
//!
//! In: a `Comparison`. Out: sections of parts of groups of items, for every printer. Never: markup; a count that is not that of the list
//! below it.

mod figures;
mod pieces;
mod texts;
mod words;

pub use pieces::{Piece, pieces};

use super::model::Comparison;
use crate::diagnostics::Words;

/// 1 to 6.
pub struct Section {
    pub number: usize,
    pub title: Words,
    pub parts: Vec<Part>,
}

/// A list with its count.
pub struct Part {
    pub title: Words,
    pub count: usize,
    /// What the reader has to bear in mind.
    pub note: Option<Words>,
    pub groups: Vec<Group>,
}

/// What stands together: a plan in a year, a page.
pub struct Group {
    pub title: Words,
    pub items: Vec<Item>,
}

/// One change.
pub struct Item {
    pub title: Words,
    /// 訂正 and the like.
    pub tags: Vec<Words>,
    /// A fact id or an address.
    pub place: String,
    pub lines: Vec<Line>,
}

/// What changed.
pub enum Line {
    /// The same for both languages, or one sentence in each.
    Words(Words),
    /// Before and after, in a language or in none.
    Change { lang: &'static str, old: Vec<Piece>, new: Vec<Piece>, left_out: bool },
}

impl Item {
    pub fn new(title: Words) -> Item {
        Item { title, tags: Vec::new(), place: String::new(), lines: Vec::new() }
    }

    pub fn at(mut self, place: &str) -> Item {
        place.clone_into(&mut self.place);
        self
    }

    pub fn line(mut self, words: Words) -> Item {
        self.lines.extend((!words.ja.is_empty()).then_some(Line::Words(words)));
        self
    }
}

impl Section {
    /// How many changes it tells.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.count).sum()
    }
}

/// The six sections, empty ones too: that nothing was newly withheld is worth knowing.
pub fn report(found: &Comparison) -> Vec<Section> {
    let section = |number, ja: &str, en: &str, parts: Vec<Part>| Section { number, title: Words::new(ja, en), parts };
    vec![
        section(
            1,
            "新たに公表するもの",
            "Newly public",
            vec![texts::lifted(found), figures::new(found), texts::new_pages(found)],
        ),
        section(
            2,
            "新たに非公表とするもの・なくなるもの",
            "Newly withheld, and no longer public",
            vec![texts::hidden(found), figures::gone(found), texts::from_the_start(found), texts::redecided(found)],
        ),
        section(3, "変わる数値", "Changed figures", vec![figures::changed(found), figures::described(found)]),
        section(4, "変わる文", "Changed sentences", texts::sentences(found)),
        section(5, "変わるアドレス", "Changed addresses", texts::addresses(found)),
        section(6, "そのほか", "What else changes", vec![texts::others(found)]),
    ]
}

fn part(title: (&str, &str), count: usize, groups: Vec<Group>) -> Part {
    Part { title: Words::new(title.0, title.1), count, note: None, groups }
}

/// Items under the titles that they bring, in the order in which those occur first.
fn grouped(items: impl Iterator<Item = (Words, Item)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (title, item) in items {
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.items.push(item),
            None => groups.push(Group { title, items: vec![item] }),
        }
    }
    groups
}
