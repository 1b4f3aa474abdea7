//! What the old tree says and the new one withholds: no printed comparison repeats it.
//!
//! In: figures and sentences that are withheld now. Out: whether a text holds one of them. Never: these texts themselves.

use super::data::{Data, Fact};
use super::figures::Figures;
use super::html::{one_space, split};
use super::model::Said;
use super::pages::{Change, Pages};
use super::report::pieces;
use std::collections::BTreeSet;

/// Texts that may not be printed.
#[derive(Default)]
pub struct Secret {
    texts: BTreeSet<String>,
    /// A figure is withheld now: its number may stand in other sentences in another unit.
    figures: bool,
}

/// Shorter words are no names.
const NAME: usize = 3;
/// Shorter texts stand everywhere.
const SHORT: usize = 2;

impl Secret {
    pub fn of(was: &Data, is: &Data, figures: &Figures, pages: &Pages) -> Secret {
        let mut out = Secret { figures: !figures.hidden.is_empty(), ..Secret::default() };
        // A row or file that is withheld as a whole is a row that is gone; which one, nobody says.
        let closed = is.closed.len() > was.closed.len()
            || is.register.iter().any(|entry| hides_rows(&entry.kind) && !was.register.contains(entry));
        let gone: &[String] = if closed { &figures.gone } else { &[] };
        for id in figures.hidden.iter().chain(gone) {
            was.facts.get(id).into_iter().for_each(|fact| out.fact(fact));
            pages.prints.get(id).into_iter().flatten().for_each(|text| out.add(text));
        }
        for page in pages.told.values().filter(|page| page.hides_more) {
            for change in page.changes.iter().filter(|change| change.new.is_empty() || change.marks().1 > change.marks().0) {
                let lost = pieces(&change.old, &change.new).0.into_iter().filter(|piece| piece.changed);
                lost.for_each(|piece| out.words(&piece.text));
            }
        }
        // What the new tree still says anywhere in its data is no secret: 該当なし, a common unit.
        for fact in is.facts.values() {
            for column in TEXTS {
                out.texts.remove(&one_space(fact.get(column)));
            }
        }
        out
    }

    fn fact(&mut self, fact: &Fact) {
        for column in TEXTS {
            self.add(fact.get(column));
            split(fact.get(column)).for_each(|part| self.add(&part));
        }
    }

    /// A text, and the names that may stand in it.
    fn words(&mut self, text: &str) {
        self.add(text);
        let plain = |c: char| c.is_alphanumeric() && !('ぁ'..='ゖ').contains(&c);
        let names = text.split(|c: char| !plain(c)).filter(|name| name.chars().count() >= NAME);
        names.for_each(|name| self.add(name));
    }

    fn add(&mut self, text: &str) {
        let text = one_space(text);
        if text.chars().count() >= SHORT {
            self.texts.insert(text);
        }
    }

    /// Whether a text holds one of them, not as a part of a longer number or word.
    pub fn holds(&self, text: &str) -> bool {
        self.texts.iter().any(|secret| text.match_indices(secret.as_str()).any(|(at, _)| stands_alone(text, at, secret)))
    }

    /// Whether the old side of a change has to be left out.
    pub fn forbids(&self, change: &Change) -> bool {
        let counts = self.figures && !change.written && change.old.bytes().any(|b| b.is_ascii_digit());
        counts || self.holds(&change.old)
    }

    /// Whether one of the texts of a cell does.
    pub fn holds_any(&self, said: &Said) -> bool {
        [&said.printed, &said.text.ja, &said.text.en].into_iter().any(|text| self.holds(text))
    }
}

const TEXTS: [&str; 3] = ["printed", "text_ja", "text_en"];

fn hides_rows(kind: &str) -> bool {
    matches!(kind, "row" | "file")
}

fn stands_alone(text: &str, at: usize, secret: &str) -> bool {
    let joins =
        |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric());
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + secret.len()..).and_then(|text| text.chars().next());
    !joins(before, secret.chars().next()) && !joins(secret.chars().next_back(), after)
}
