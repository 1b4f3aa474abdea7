//! Projecting the smallest things: cells, texts, facts, places.
//!
//! In: authored values. Out: disclosed ones; every opened payload goes to the watchlist. Never: a payload into a disclosed value.

use super::Watchlist;
use crate::authored::{self, CellContent, Held, Id, Marked, Opener, Segment, Withholding};
use crate::disclosed::{self, Content, Period, Shown, Withheld, marker};
use crate::figures::{Counter, FiscalYear, Lang};

/// The one who may open envelopes.
pub struct Projector {
    opener: Opener,
    watchlist: Watchlist,
}

impl Projector {
    /// Takes the permission that only this room has.
    pub fn new() -> Projector {
        Projector { opener: Opener::for_redaction(), watchlist: Watchlist::default() }
    }

    /// Hands over what was opened.
    pub fn into_watchlist(self) -> Watchlist {
        self.watchlist
    }

    /// A marked string, with `mark` in place of each withheld part.
    pub fn marked(&mut self, marked: &Marked, mark: &str) -> String {
        let mut out = String::new();
        for segment in &marked.segments {
            match segment {
                Segment::Open(text) => out.push_str(text),
                Segment::Withheld(part) => {
                    self.watch_text(part);
                    out.push_str(mark);
                }
            }
        }
        out
    }

    /// Puts a withheld text on the watchlist.
    pub fn watch_text(&mut self, part: &Withholding<String>) {
        if let Some(payload) = &part.payload {
            let text = payload.open(&self.opener).clone();
            self.watchlist.add(&text);
        }
    }

    /// Opens a sealed row so that all it holds can be put on the watchlist.
    pub fn open<'a, T>(&self, sealed: &'a authored::Sealed<T>) -> &'a T {
        sealed.open(&self.opener)
    }

    /// Adds open text of a row or page that is withheld as a whole.
    pub fn watch(&mut self, text: &str) {
        self.watchlist.add(text);
    }

    /// Adds a file that is withheld as a whole.
    pub fn watch_file(&mut self, bytes: std::sync::Arc<[u8]>) {
        self.watchlist.add_file(bytes);
    }

    /// A text in both languages.
    pub fn text(&mut self, text: &authored::Text) -> disclosed::Text {
        let mut one = |lang| text.get(lang).map(|marked| self.marked(marked, marker(lang)));
        disclosed::Text { ja: one(Lang::Ja), en: one(Lang::En) }
    }

    /// A text that may be absent.
    pub fn optional(&mut self, text: Option<&authored::Text>) -> Option<disclosed::Text> {
        text.map(|text| self.text(text))
    }

    /// A cell; absent is "the document has no such cell".
    pub fn cell(&mut self, fact: String, cell: Option<&authored::Cell>, counter: Option<&Counter>) -> disclosed::Cell {
        let shown = match cell {
            None => Shown::Public(Content::None),
            Some(Held::Open(content)) => Shown::Public(self.content(content)),
            Some(Held::Withheld(part)) => {
                self.watch_cell(part);
                Shown::Withheld(withheld(part))
            }
        };
        disclosed::Cell { fact, shown, counter: counter.cloned() }
    }

    fn content(&mut self, content: &CellContent) -> Content {
        match content {
            CellContent::Printed(printed) => Content::Printed(printed.value.clone()),
            CellContent::NotYet => Content::NotYet,
            CellContent::Words(text) => Content::Words(self.text(text)),
        }
    }

    fn watch_cell(&mut self, part: &Withholding<CellContent>) {
        if let Some(payload) = &part.payload
            && let CellContent::Printed(printed) = payload.open(&self.opener).clone()
        {
            self.watchlist.add(&printed.value.text);
        }
    }

    /// Facts of a row whose id is `owner`.
    pub fn facts(&mut self, owner: &str, facts: &[authored::Fact]) -> Vec<disclosed::Fact> {
        facts.iter().map(|fact| self.fact(owner, fact)).collect()
    }

    fn fact(&mut self, owner: &str, fact: &authored::Fact) -> disclosed::Fact {
        disclosed::Fact {
            label: self.text(&fact.label),
            cell: self.cell(format!("{owner}/{}", fact.key.value), fact.value.as_ref(), fact.counter.as_ref()),
            scope: fact.scope.as_ref().map(|s| s.value.clone()),
            period: fact.period.as_ref().map(|p| match p.value {
                authored::Period::Cumulative => Period::Cumulative,
                authored::Period::Year(year) => Period::Year(year),
            }),
            when: fact.when.clone(),
            note: self.optional(fact.note.as_ref()),
        }
    }

    /// Where a row stands, in which document.
    pub fn place(&mut self, at: &authored::At, document: Option<&Id>) -> disclosed::Place {
        disclosed::Place {
            document: document.map(|id| id.value.clone()),
            section: self.optional(at.section.as_ref()),
            lines: at.lines.clone(),
            reassembled: at.reassembled.clone(),
            note: self.optional(at.note.as_ref()),
        }
    }
}

/// What the public may know of a withheld thing.
pub fn withheld<T>(part: &Withholding<T>) -> Withheld {
    Withheld { ground: part.ground.as_ref().map(|g| g.value.clone()), id: part.id.as_ref().map(|i| i.value.clone()) }
}

/// Ids without their places.
pub fn ids(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.value.clone()).collect()
}

/// The stable id of a fact: plan, year, row, column.
pub fn fact_id(plan: &str, year: FiscalYear, row: &str, column: &str) -> String {
    format!("{plan}/{}/{row}/{column}", year.0)
}
