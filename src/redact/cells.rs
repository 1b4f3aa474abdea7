//! Projecting the smallest things: cells, texts, facts, places.
//!
//! In: authored values. Out: disclosed ones; every opened payload goes to the watchlist. Never: a payload into a disclosed value.

use super::Watchlist;
use crate::authored::{self, CellContent, Disclosure, Held, Id, Marked, Opener, Segment, Withholding};
use crate::disclosed::{self, Basis, Column, Content, Item, Period, Shown, Stands, Withheld, in_order, marker};
use crate::figures::{Counter, Date, FiscalYear, Lang, PrintedState, Units};
use crate::kinds::{PageKind, WithheldKind, readings};
use crate::source::Spanned;
use std::sync::Arc;

/// The one who may open envelopes. It walks through the site and is told where it stands, so that each withheld part comes into
/// the register with its place and the decision behind it.
pub struct Projector {
    opener: Opener,
    watchlist: Watchlist,
    register: Vec<Item>,
    /// Where it stands; `None` where nothing is entered into the register (a name that is only repeated).
    stands: Option<Stands>,
    /// Ground and decision of the page or file.
    stated: Withheld,
    /// The figure that is read next.
    column: Option<Column>,
}

impl Projector {
    /// Takes the permission that only this room has.
    pub fn new(units: &Units) -> Projector {
        Projector::after((Watchlist::new(units), Vec::new()))
    }

    /// Goes on from where another one ended.
    pub fn after((watchlist, register): (Watchlist, Vec<Item>)) -> Projector {
        Projector {
            opener: Opener::for_redaction(),
            watchlist,
            register,
            stands: None,
            stated: Withheld::default(),
            column: None,
        }
    }

    /// Takes over what another one opened, as if it had done so itself.
    pub fn join(&mut self, (watchlist, register): (Watchlist, Vec<Item>)) {
        self.watchlist.join(watchlist);
        self.register.extend(register);
    }

    /// Hands over what was opened, and the register.
    pub fn finish(self) -> (Watchlist, Vec<Item>) {
        (self.watchlist, in_order(self.register))
    }

    /// Goes to a page, plan or file.
    pub fn stand(&mut self, stands: Option<Stands>, stated: &Disclosure) {
        self.stands = stands;
        self.stated = Withheld::default();
        let whole = self.statement(stated);
        self.stated = Withheld { id: None, ..whole };
    }

    /// Goes to a row of a plan.
    pub fn row(&mut self, plan: &str, year: Option<FiscalYear>, list: PageKind, row: Option<(&str, &authored::Text)>) {
        self.stands = None;
        let row = row.map(|(id, name)| (id.to_owned(), self.text(name)));
        self.stands = Some(Stands::Data { plan: plan.to_owned(), year, list, row, column: None });
    }

    /// What a statement says of the thing that it hides; what it leaves open its page or file says.
    pub fn statement(&mut self, stated: &Disclosure) -> Withheld {
        let stands = self.stands.take();
        let above = Arc::clone(&self.stated.basis);
        let day = |day: &Option<Spanned<Date>>, above| day.as_ref().map(|day| day.value).or(above);
        let announced = stated.embargo.as_ref().filter(|embargo| embargo.announce && !stated.lifted);
        let basis = Basis {
            reason: self.optional(stated.reason.as_ref()).or_else(|| above.reason.clone()),
            by: self.optional(stated.by.as_ref()).or_else(|| above.by.clone()),
            decided: day(&stated.decided, above.decided),
            review: day(&stated.review, above.review),
            planned: announced.map(|embargo| embargo.until.value),
        };
        self.stands = stands;
        Withheld {
            ground: word(&stated.ground).or_else(|| self.stated.ground.clone()),
            id: word(&stated.id),
            basis: Arc::new(basis),
        }
    }

    /// What the public may know of a withheld thing; it comes into the register.
    pub fn withheld<T>(&mut self, part: &Withholding<T>) -> Withheld {
        let why = match &part.stated {
            Some(stated) => self.statement(stated),
            None => Withheld {
                ground: word(&part.ground).or_else(|| self.stated.ground.clone()),
                id: word(&part.id),
                basis: Arc::clone(&self.stated.basis),
            },
        };
        self.enter(part.kind, &why);
        why
    }

    /// Enters a withheld thing into the register.
    pub fn enter(&mut self, kind: WithheldKind, why: &Withheld) {
        let Some(mut stands) = self.stands.clone() else { return };
        if let Stands::Data { column, .. } = &mut stands {
            // A row is one thing, however many of its figures it hides.
            *column = self.column.clone().filter(|_| kind == WithheldKind::Cell);
        }
        self.register.push(Item { kind, stands, why: why.clone() });
    }

    /// A marked string, with `mark` in place of each withheld part.
    pub fn marked(&mut self, marked: &Marked, mark: &str) -> String {
        let mut out = String::new();
        for segment in &marked.segments {
            match segment {
                Segment::Open(text) => out.push_str(text),
                Segment::Withheld(part) => {
                    self.watch_text(part);
                    self.withheld(part);
                    out.push_str(mark);
                }
            }
        }
        out
    }

    /// The same without an entry in the register: for the second of two languages, which hides the same things.
    pub fn marked_again(&mut self, marked: &Marked, mark: &str) -> String {
        let stands = self.stands.take();
        let out = self.marked(marked, mark);
        self.stands = stands;
        out
    }

    /// A text in easy words. Of a word with a reading that is withheld, the guard looks for the word and for how it is read.
    pub fn easy(&mut self, marked: &Marked, mark: &str) -> String {
        self.watch_readings(marked);
        self.marked(marked, mark)
    }

    /// The same in both languages.
    pub fn easy_text(&mut self, text: &authored::Text) -> disclosed::Text {
        [&text.ja, &text.en].into_iter().flatten().for_each(|marked| self.watch_readings(&marked.value));
        self.text(text)
    }

    fn watch_readings(&mut self, marked: &Marked) {
        for part in marked.withheld() {
            let Some(payload) = &part.payload else { continue };
            let text = payload.open(&self.opener).clone();
            unread(&text).iter().for_each(|said| self.watchlist.add(said, number(part)));
        }
    }

    /// Adds a text in easy words of a page or plan that is withheld as a whole.
    pub fn watch_easy(&mut self, marked: &Marked, item: Option<&str>) {
        let opened: Vec<String> = marked.segments.iter().filter_map(Segment::as_open).flat_map(unread).collect();
        opened.iter().for_each(|text| self.watch(text, item));
        self.watch_marked(marked, item);
    }

    /// Puts a withheld text on the watchlist.
    pub fn watch_text(&mut self, part: &Withholding<String>) {
        if let Some(payload) = &part.payload {
            let text = payload.open(&self.opener).clone();
            self.watchlist.add(&text, number(part));
        }
    }

    /// Puts a value that is kept outside the sources on the watchlist.
    pub fn watch_secret(&mut self, number: &str, secret: &authored::Sealed<String>) {
        let text = secret.open(&self.opener).clone();
        self.watchlist.add(&text, Some(number));
    }

    /// Opens a sealed row so that all it holds can be put on the watchlist.
    pub fn open<'a, T>(&self, sealed: &'a authored::Sealed<T>) -> &'a T {
        sealed.open(&self.opener)
    }

    /// Adds open text of a row or page that is withheld as a whole.
    pub fn watch(&mut self, text: &str, item: Option<&str>) {
        self.watchlist.add_within(text, item);
    }

    /// Adds the title of a withheld page.
    pub fn watch_title(&mut self, title: &str, item: Option<&str>) {
        self.watchlist.add_title(title, item);
    }

    /// Adds a string of such a row or page, with the marks in it.
    pub fn watch_marked(&mut self, marked: &Marked, item: Option<&str>) {
        marked.segments.iter().filter_map(Segment::as_open).for_each(|text| self.watch(text, item));
        marked.withheld().for_each(|part| self.watch_text(part));
    }

    /// Adds the title of a withheld page or file, with the marks in it.
    pub fn watch_marked_title(&mut self, title: &Marked, item: Option<&str>) {
        title.segments.iter().filter_map(Segment::as_open).for_each(|text| self.watch_title(text, item));
        title.withheld().for_each(|part| self.watch_text(part));
    }

    /// Adds a text of such a row in both languages.
    pub fn watch_texts(&mut self, text: &authored::Text, item: Option<&str>) {
        [&text.ja, &text.en].into_iter().flatten().for_each(|marked| self.watch_marked(&marked.value, item));
    }

    /// Adds a cell of such a row.
    pub fn watch_cell_within(&mut self, cell: Option<&authored::Cell>, counter: Option<&Counter>, item: Option<&str>) {
        match cell {
            Some(Held::Open(CellContent::Printed(printed))) => {
                self.watchlist.add_figure_within(&printed.value, counter, item);
            }
            Some(Held::Open(CellContent::Words(text))) => self.watch_texts(text, item),
            Some(Held::Withheld(part)) => self.watch_cell(part, counter),
            Some(Held::Open(CellContent::NotYet | CellContent::NotEntered)) | None => {}
        }
    }

    /// Adds a file that is withheld as a whole.
    pub fn watch_file(&mut self, bytes: std::sync::Arc<[u8]>) {
        self.watchlist.add_file(bytes);
    }

    /// A text in both languages.
    pub fn text(&mut self, text: &authored::Text) -> disclosed::Text {
        let ja = text.ja.as_ref().map(|marked| self.marked(marked, marker(Lang::Ja)));
        let en = text.en.as_ref().map(|marked| match &ja {
            Some(_) => self.marked_again(marked, marker(Lang::En)),
            None => self.marked(marked, marker(Lang::En)),
        });
        disclosed::Text { ja, en }
    }

    /// A text that may be absent.
    pub fn optional(&mut self, text: Option<&authored::Text>) -> Option<disclosed::Text> {
        text.map(|text| self.text(text))
    }

    /// A cell; absent is "the document has no such cell".
    pub fn cell(&mut self, fact: String, cell: Option<&authored::Cell>, counter: Option<&Counter>) -> disclosed::Cell {
        let named = || Column::Named(fact.rsplit('/').next().unwrap_or_default().to_owned());
        self.column = Some(self.column.take().unwrap_or_else(named));
        let shown = match cell {
            None => Shown::Public(Content::None),
            Some(Held::Open(content)) => Shown::Public(self.content(content)),
            Some(Held::Withheld(part)) => {
                self.watch_cell(part, counter);
                Shown::Withheld(self.withheld(part))
            }
        };
        self.column = None;
        disclosed::Cell { fact, shown, counter: counter.cloned() }
    }

    /// A cell that has a label of its own in the register.
    pub fn labelled(
        &mut self,
        label: disclosed::Text,
        fact: String,
        cell: Option<&authored::Cell>,
        counter: Option<&Counter>,
    ) -> disclosed::Cell {
        self.column = Some(Column::Label(label));
        self.cell(fact, cell, counter)
    }

    fn content(&mut self, content: &CellContent) -> Content {
        match content {
            CellContent::Printed(printed) => Content::Printed(printed.value.clone()),
            CellContent::NotYet => Content::NotYet,
            CellContent::NotEntered => Content::NotEntered,
            CellContent::Words(text) => Content::Words(self.text(text)),
        }
    }

    fn watch_cell(&mut self, part: &Withholding<CellContent>, counter: Option<&Counter>) {
        let Some(payload) = &part.payload else { return };
        match payload.open(&self.opener).clone() {
            // A figure that was written as a mark is still text.
            CellContent::Printed(printed) if !matches!(printed.value.state, PrintedState::Value { .. }) => {
                self.watchlist.add(&printed.value.text, number(part));
            }
            CellContent::Printed(printed) => self.watchlist.add_figure(&printed.value, counter, number(part)),
            CellContent::Words(text) => self.watch_texts(&text, number(part)),
            CellContent::NotYet | CellContent::NotEntered => {}
        }
    }

    /// Facts of a row whose id is `owner`.
    pub fn facts(&mut self, owner: &str, facts: &[authored::Fact]) -> Vec<disclosed::Fact> {
        facts.iter().map(|fact| self.fact(owner, fact)).collect()
    }

    fn fact(&mut self, owner: &str, fact: &authored::Fact) -> disclosed::Fact {
        let label = self.text(&fact.label);
        self.column = Some(Column::Label(label.clone()));
        disclosed::Fact {
            label,
            cell: self.cell(format!("{owner}/{}", fact.key.value), fact.value.as_ref(), fact.counter.as_ref()),
            scope: fact.scope.as_ref().map(|s| s.value.clone()),
            period: fact.period.as_ref().map(|p| match p.value {
                authored::Period::Cumulative => Period::Cumulative,
                authored::Period::Year(year) => Period::Year(year),
            }),
            when: fact.when.clone(),
            as_of: fact.as_of,
            repeat: fact.repeat,
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

fn word(id: &Option<Id>) -> Option<String> {
    id.as_ref().map(|id| id.value.clone())
}

/// The register number of a withheld thing.
pub fn number<T>(part: &Withholding<T>) -> Option<&str> {
    part.id.as_ref().map(|id| id.value.as_str())
}

/// Ids without their places.
pub fn ids(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.value.clone()).collect()
}

/// The stable id of a fact: plan, year, row, column.
pub fn fact_id(plan: &str, year: FiscalYear, row: &str, column: &str) -> String {
    format!("{plan}/{}/{row}/{column}", year.0)
}

/// A figure computed from a withheld one prints the marker too.
pub fn taint(mut cell: disclosed::Cell, by: Option<Withheld>) -> disclosed::Cell {
    if let (Some(why), Shown::Public(content)) = (by, &cell.shown)
        && *content != Content::None
    {
        cell.shown = Shown::Withheld(why);
    }
    cell
}

/// Why a cell is withheld, if it is.
pub fn withheld(cell: &disclosed::Cell) -> Option<Withheld> {
    match &cell.shown {
        Shown::Withheld(why) => Some(why.clone()),
        Shown::Public(_) => None,
    }
}

/// A text without its readings, and as it is read; nothing where it has none.
fn unread(text: &str) -> Vec<String> {
    let Some(runs) = readings(text).filter(|runs| runs.iter().any(|run| run.reading.is_some())) else { return Vec::new() };
    let (words, read): (Vec<&str>, Vec<&str>) = runs.iter().map(|run| (run.base, run.reading.unwrap_or(run.base))).unzip();
    vec![words.concat(), read.concat()]
}
