//! The small pieces of every view: texts with their language, paragraphs, dates, links, places in a source document.
//!
//! In: disclosed values. Out: serialisable views. Never: an unmarked piece of Japanese on an English page.

use super::figure::Plate;
use super::index::{At, Index};
use super::words::Words;
use crate::disclosed::{Page, Place, Text, Withheld, address, marker};
use crate::figures::{Date, FiscalYear, Lang, Precision, When};
use crate::kinds::PageKind;
use serde::Serialize;
use std::cell::{Ref, RefCell};
use std::collections::BTreeSet;

/// What a page is made with, and what it turned out to contain.
pub struct Cx<'a> {
    pub index: &'a Index<'a>,
    pub words: &'a Words<'a>,
    pub lang: Lang,
    seen: RefCell<Seen>,
    row: RefCell<Option<Link>>,
    figures: RefCell<Vec<Plate>>,
}

/// What a page must explain or name at its end.
#[derive(Clone, Default)]
pub struct Seen {
    /// Marks that are not figures.
    pub marks: BTreeSet<&'static str>,
    /// Why parts are withheld, each reason once, in the order of the page.
    pub reasons: Vec<Reason>,
    /// Grounds of withheld parts.
    pub grounds: BTreeSet<String>,
    /// Register numbers of withheld parts.
    pub numbers: BTreeSet<String>,
    /// Documents that were cited.
    pub documents: BTreeSet<String>,
    /// Rows in which something is withheld.
    pub withheld_rows: Vec<Link>,
    /// CSV files to which it leads.
    pub tables: BTreeSet<String>,
}

/// Why something is withheld, as the note of a page says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// In the words of the decision.
    Stated(Text),
    /// By the id of its ground, where the decision gives no words.
    Ground(String),
    /// Nothing is stated.
    None,
}

/// A piece of text; `lang` only where it differs from the page's.
#[derive(Clone, Serialize, Default, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub lang: Option<&'static str>,
    /// The pieces of an English text that quotes Japanese; empty for all others.
    pub parts: Vec<Piece>,
}

/// A run of one language.
#[derive(Clone, Serialize, Default, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub lang: Option<&'static str>,
}

impl Said {
    /// A text in the page's language.
    pub fn plain(text: impl Into<String>) -> Said {
        Said { text: text.into(), ..Said::default() }
    }
}

/// A text of several paragraphs.
#[derive(Clone, Serialize, Debug)]
pub struct Paras {
    pub list: Vec<String>,
    pub lang: Option<&'static str>,
    /// The pieces of each paragraph, where an English text quotes Japanese.
    pub parts: Vec<Vec<Piece>>,
}

/// A link, or plain text where there is nothing to link to.
#[derive(Clone, Serialize, Debug)]
pub struct Link {
    pub said: Said,
    pub href: Option<String>,
}

/// A date for readers and machines.
#[derive(Clone, Serialize, Debug)]
pub struct Time {
    pub text: String,
    /// `None` where HTML has no form for it.
    pub iso: Option<String>,
}

/// A fiscal year.
#[derive(Clone, Serialize, Debug)]
pub struct Year {
    /// 令和6年度
    pub name: String,
    /// 令和6年度（2024年度）
    pub long: String,
    /// 2024
    pub number: i32,
}

/// Where a row stands.
#[derive(Clone, Serialize, Debug)]
pub struct Source {
    pub document: Option<Link>,
    pub section: Option<Said>,
    pub lines: Option<String>,
    /// How sure a reassembled row is.
    pub reassembled: Option<String>,
    pub note: Option<Said>,
}

impl<'a> Cx<'a> {
    /// A fresh page.
    pub fn new(index: &'a Index<'a>, words: &'a Words<'a>) -> Cx<'a> {
        Cx { index, words, lang: words.lang, seen: RefCell::default(), row: RefCell::default(), figures: RefCell::default() }
    }

    /// What was seen so far.
    pub fn seen(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// The figures that were made so far, in the order of the page.
    pub fn figures(&self) -> Ref<'_, Vec<Plate>> {
        self.figures.borrow()
    }

    /// Remembers a figure.
    pub fn keep(&self, figure: Plate) {
        self.figures.borrow_mut().push(figure);
    }

    /// Remembers a mark that the page must explain.
    pub fn saw_mark(&self, mark: &'static str) {
        self.seen.borrow_mut().marks.insert(mark);
    }

    /// Remembers a withheld part, its ground and reason.
    pub fn saw_withheld(&self, why: &Withheld) {
        let mut seen = self.seen.borrow_mut();
        let reason = match (&why.basis.reason, &why.ground) {
            (Some(text), _) => Reason::Stated(text.clone()),
            (None, Some(ground)) => Reason::Ground(ground.clone()),
            (None, None) => Reason::None,
        };
        if !seen.reasons.contains(&reason) {
            seen.reasons.push(reason);
        }
        seen.grounds.extend(why.ground.clone());
        seen.numbers.extend(why.id.clone());
        drop(seen);
        self.saw_marker();
    }

    /// Remembers that the marker stands on the page, and in which row.
    fn saw_marker(&self) {
        let mut seen = self.seen.borrow_mut();
        seen.marks.insert("withheld");
        if let Some(row) = self.row.borrow().as_ref()
            && seen.withheld_rows.last().is_none_or(|last| last.href != row.href)
        {
            seen.withheld_rows.push(row.clone());
        }
    }

    /// Makes the view of a row; what is withheld in it is listed at the top of the page by the row's name.
    pub fn in_row<T>(&self, id: &str, name: &Text, view: impl FnOnce() -> T) -> T {
        *self.row.borrow_mut() = Some(Link { said: self.say(name), href: Some(format!("#{id}")) });
        let made = view();
        *self.row.borrow_mut() = None;
        made
    }

    /// Remembers that a document is cited.
    pub fn saw_document(&self, id: Option<&str>) {
        if let Some(id) = id {
            self.seen.borrow_mut().documents.insert(id.to_owned());
        }
    }

    /// Remembers a table that the page shows and leads to.
    pub fn saw_table(&self, csv: &str) {
        self.seen.borrow_mut().tables.insert(csv.to_owned());
    }

    /// A text in the page's language, or marked as foreign.
    pub fn say(&self, text: &Text) -> Said {
        let (text, lang) = self.read(text);
        let parts = if lang.is_none() && self.quotes_japanese(text) { pieces(text) } else { Vec::new() };
        Said { text: text.to_owned(), lang: lang.map(Lang::code), parts }
    }

    /// Every text of a page comes through here, so that a marker in it is explained.
    fn read<'t>(&self, text: &'t Text) -> (&'t str, Option<Lang>) {
        let (text, lang) = text.or_other(self.lang);
        if text.contains(marker(lang.unwrap_or(self.lang))) {
            self.saw_marker();
        }
        (text, lang)
    }

    /// A text that exists in one language only.
    pub fn foreign(&self, text: &str) -> Said {
        let lang = (self.lang == Lang::En && is_japanese(text)).then_some("ja");
        Said { lang, ..Said::plain(text) }
    }

    /// A text of several paragraphs.
    pub fn paras(&self, text: &Text) -> Paras {
        let (text, lang) = self.read(text);
        let list: Vec<String> = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let mixed = lang.is_none() && self.quotes_japanese(text);
        let parts = if mixed { list.iter().map(|text| pieces(text)).collect() } else { Vec::new() };
        Paras { list, lang: lang.map(Lang::code), parts }
    }

    /// Whether an English text holds Japanese words, which screen readers must be told of.
    fn quotes_japanese(&self, text: &str) -> bool {
        self.lang == Lang::En && is_japanese(text)
    }

    /// A text that may be absent.
    pub fn maybe(&self, text: Option<&Text>) -> Option<Paras> {
        text.map(|text| self.paras(text))
    }

    /// A fiscal year.
    pub fn year(&self, year: FiscalYear) -> Year {
        Year { name: year.name(self.lang), long: year.long(self.lang), number: year.0 }
    }

    /// A day.
    pub fn day(&self, date: Date) -> Time {
        Time { text: date.long(self.lang), iso: Some(date.to_string()) }
    }

    /// When something happened; HTML has a machine form for a day, a month and a year, but none for a fiscal year or a range.
    pub fn when(&self, when: When) -> Time {
        let has_form = matches!(when, When::At(moment) if moment.precision() != Precision::FiscalYear);
        let iso = has_form.then(|| when.iso());
        Time { text: when.long(self.lang), iso }
    }

    /// The path of an address in the page's language.
    pub fn path(&self, address: &str) -> String {
        address::page_path(self.lang.code(), address)
    }

    /// The path of the listing of a kind, where there is one.
    pub fn listing(&self, kind: PageKind, plan: &str, year: Option<FiscalYear>) -> Option<String> {
        self.index.listing(self.lang, kind, plan, year).map(|page| self.path(&page.address))
    }

    /// A page by its title.
    pub fn to(&self, page: &Page) -> Link {
        Link { said: Said::plain(page.title.clone()), href: Some(self.path(&page.address)) }
    }

    /// A row on the listing that shows its year, if there is one.
    pub fn row(&self, kind: PageKind, plan: &str, year: FiscalYear, id: &str, name: &Text) -> Link {
        let page = self.index.showing(self.lang, kind, plan, year);
        let href = page.map(|page| format!("{}#{id}", self.path(&page.address)));
        Link { said: self.say(name), href }
    }

    /// A link in words of the theme (`key`) from the page of a row to the listing that names the row's year, if there is one.
    pub fn in_listing<T>(&self, kind: PageKind, at: &At<T>, (id, name): (&str, &Text), key: &str) -> Option<Link> {
        // A page that names no year shows the latest report only.
        let page = self.index.listing(self.lang, kind, &at.plan.id, Some(at.year))?;
        let text = self.words.fill(key, &[("year", &at.year.name(self.lang))]);
        let href = self.row(kind, &at.plan.id, at.year, id, name).href;
        (page.year == Some(at.year)).then_some(Link { said: Said::plain(text), href })
    }

    /// Names of municipalities and other bodies.
    pub fn bodies(&self, ids: &[String]) -> Vec<Said> {
        ids.iter().filter_map(|id| self.index.body(id)).map(|body| self.say(&body.name)).collect()
    }

    /// A document, linked to the page about the sources.
    pub fn document(&self, id: &str) -> Option<Link> {
        let document = self.index.document(id)?;
        let href = self.index.page(self.lang, super::frame::SOURCES).map(|page| format!("{}#{id}", self.path(&page.address)));
        Some(Link { said: self.say(&document.title), href })
    }

    /// 資料名（機関、年度）, linked to the page about the sources.
    pub fn cited(&self, id: &str) -> Option<Link> {
        let link = self.document(id)?;
        Some(Link { said: Said { lang: link.said.lang, ..Said::plain(self.citation(id)) }, href: link.href })
    }

    /// 資料名（機関、年度）
    pub fn citation(&self, id: &str) -> String {
        let Some(document) = self.index.document(id) else { return String::new() };
        let bodies: Vec<String> = self.bodies(&document.bodies).into_iter().map(|body| body.text).collect();
        let year = document.year.map(|year| year.name(self.lang));
        let of = bodies.into_iter().chain(year).collect::<Vec<_>>().join(&self.words.get("list-comma"));
        self.words.fill("citation", &[("title", document.title.any(self.lang)), ("of", &of)])
    }

    /// One line or several, as the author counts them.
    fn lines(&self, lines: &str) -> String {
        let is_one = lines.bytes().all(|b| b.is_ascii_digit());
        self.words.fill(if is_one { "source-line" } else { "source-lines" }, &[("lines", lines)])
    }

    /// Where a row stands; remembers the document for the end of the page.
    pub fn source(&self, place: &Place) -> Source {
        self.saw_document(place.document.as_deref());
        Source {
            document: place.document.as_deref().and_then(|id| self.document(id)),
            section: place.section.as_ref().map(|section| self.say(section)),
            lines: place.lines.as_deref().map(|lines| self.lines(lines)),
            reassembled: place.reassembled.as_deref().map(|sure| self.words.get(&format!("reassembled-{sure}"))),
            note: place.note.as_ref().map(|note| self.say(note)),
        }
    }
}

/// Cuts an English text where Japanese begins and ends.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for c in text.chars() {
        let lang = is_japanese_letter(c).then_some("ja");
        match out.last_mut() {
            Some(piece) if piece.lang == lang => piece.text.push(c),
            _ => out.push(Piece { text: c.to_string(), lang }),
        }
    }
    out
}

/// Kanji, kana, full-width forms.
pub fn is_japanese(text: &str) -> bool {
    text.chars().any(is_japanese_letter)
}

fn is_japanese_letter(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Serialises a view for a template; every view is a plain struct, so this cannot fail.
pub fn value(view: &impl Serialize) -> tera::Value {
    tera::Value::from_serializable(view)
}
