//! Projecting the smallest things: cells, texts, facts, places.
//!
//! In: authored values. Out: disclosed ones; every opened payload goes to the watchlist. Never: a payload into a disclosed value.

use super::Watchlist;
use crate::authored::{self, CellContent, Held, Id, Marked, Opener, Segment, Withholding};
use crate::disclosed::{self, Content, Period, Shown, Withheld, marker};
use crate::figures::{Counter, FiscalYear, Lang, Units};

/// The one who may open envelopes.
pub struct Projector {
    opener: Opener,
    watchlist: Watchlist,
}

impl Projector {
    /// Takes the permission that only this room has.
    pub fn new(units: &Units) -> Projector {
        Projector { opener: Opener::for_redaction(), watchlist: Watchlist::new(units) }
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
            self.watchlist.add(&text, number(part));
        }
    }

    /// Opens a sealed row so that all it holds can be put on the watchlist.
    pub fn open<'a, T>(&self, sealed: &'a authored::Sealed<T>) -> &'a T {
        sealed.open(&self.opener)
    }

    /// Adds open text of a row or page that is withheld as a whole.
    pub fn watch(&mut self, text: &str, item: Option<&str>) {
        self.watchlist.add_within(text, item);
    }

    /// Adds a text of such a row, with the marks in it.
    pub fn watch_texts(&mut self, text: &authored::Text, item: Option<&str>) {
        for marked in [&text.ja, &text.en].into_iter().flatten() {
            for segment in &marked.value.segments {
                match segment {
                    Segment::Open(text) => self.watch(text, item),
                    Segment::Withheld(part) => self.watch_text(part),
                }
            }
        }
    }

    /// Adds a cell of such a row.
    pub fn watch_cell_within(&mut self, cell: Option<&authored::Cell>, counter: Option<&Counter>, item: Option<&str>) {
        match cell {
            Some(Held::Open(CellContent::Printed(printed))) => {
                self.watchlist.add_figure_within(&printed.value, counter, item);
            }
            Some(Held::Open(CellContent::Words(text))) => self.watch_texts(text, item),
            Some(Held::Withheld(part)) => self.watch_cell(part, counter),
            Some(Held::Open(CellContent::NotYet)) | None => {}
        }
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
                self.watch_cell(part, counter);
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

    fn watch_cell(&mut self, part: &Withholding<CellContent>, counter: Option<&Counter>) {
        let Some(payload) = &part.payload else { return };
        match payload.open(&self.opener).clone() {
            CellContent::Printed(printed) => self.watchlist.add_figure(&printed.value, counter, number(part)),
            CellContent::Words(text) => self.watch_texts(&text, number(part)),
            CellContent::NotYet => {}
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

/// The register number of a withheld thing.
pub fn number<T>(part: &Withholding<T>) -> Option<&str> {
    part.id.as_ref().map(|id| id.value.as_str())
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
