//! What differs between two trees, in the order in which it is told; as JSON it is what `docs/approval.md` describes.
//!
//! In: filled by the other files of the room. Out: read by `report` and `print`. Never: the text of a thing that the new tree withholds.

use super::data::Data;
use super::public::Public;
use crate::figures::Lang;
use serde::Serialize;
use std::collections::BTreeMap;

/// A text in both languages; empty where there is none.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Both {
    pub ja: String,
    pub en: String,
}

impl Both {
    /// The text of a language, else of the other one.
    pub fn any(&self, lang: Lang) -> &str {
        let (first, second) = if lang == Lang::Ja { (&self.ja, &self.en) } else { (&self.en, &self.ja) };
        if first.is_empty() { second } else { first }
    }

    pub fn is_empty(&self) -> bool {
        self.ja.is_empty() && self.en.is_empty()
    }
}

/// Everything that differs.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// Changes when the shape of this object does.
    pub format: u32,
    pub old: Side,
    pub new: Side,
    pub counts: Counts,
    pub newly_public: NewlyPublic,
    pub newly_withheld: NewlyWithheld,
    pub changed_figures: Vec<Changed>,
    pub described_otherwise: Vec<Described>,
    pub sentences: Vec<Told>,
    pub addresses: Addresses,
    pub others: Vec<Other>,
    /// Names of plans by id, and of tables by `<plan>/<table>`, as the new tree gives them, else the old one.
    pub names: BTreeMap<String, Both>,
}

/// One of the two trees.
#[derive(Debug, Serialize)]
pub struct Side {
    /// The digest of the tree: SHA-256 of its `manifest.json`.
    pub digest: String,
    pub title: Both,
    /// The day that the site calls its update.
    pub updated: String,
    pub files: usize,
    pub pages: usize,
    pub figures: usize,
    pub withheld: usize,
}

/// How many there are of each.
#[derive(Debug, Default, Serialize)]
pub struct Counts {
    pub formerly_withheld: usize,
    pub new_figures: usize,
    pub new_rows: usize,
    pub new_pages: usize,
    pub newly_withheld: usize,
    pub no_longer_public: usize,
    pub withheld_from_the_start: usize,
    pub decisions_changed: usize,
    pub changed_figures: usize,
    pub declared_corrections: usize,
    pub described_otherwise: usize,
    pub changed_sentences: usize,
    pub in_one_language: usize,
    pub new_addresses: usize,
    pub gone_addresses: usize,
    pub gone_without_lead: usize,
    pub moved_addresses: usize,
    pub other_files: usize,
}

/// Section 1.
#[derive(Debug, Default, Serialize)]
pub struct NewlyPublic {
    pub formerly_withheld: Vec<Lifted>,
    pub rows: Vec<Row>,
    pub pages: Vec<Page>,
}

/// Section 2.
#[derive(Debug, Default, Serialize)]
pub struct NewlyWithheld {
    pub was_public: Vec<Hidden>,
    /// Public before, not there any more, and not said to be withheld.
    pub no_longer_public: Vec<Gone>,
    /// Withheld things of material that is itself new.
    pub from_the_start: Vec<Entry>,
    /// Entries of the register that stay, with another ground, reason or day.
    pub decisions_changed: Vec<Redecided>,
}

/// An entry of the register of what is withheld.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Entry {
    pub number: String,
    /// `phrase`, `block`, `cell`, `row`, `page`, `file`, `attachment`.
    pub kind: String,
    pub plan: String,
    pub fiscal_year: String,
    pub row: String,
    pub row_name: Both,
    pub item: String,
    pub item_name: Both,
    pub page: String,
    pub page_title: Both,
    pub ground: String,
    pub ground_label: Both,
    pub reason: Both,
    pub by: Both,
    pub decided: String,
    pub review: String,
    pub planned: String,
}

/// Something that the old tree withholds and the new one does not.
#[derive(Debug, Default, Serialize)]
pub struct Lifted {
    pub entry: Entry,
    /// The announced day had been reached: an embargo.
    pub embargo: bool,
    /// Figures and texts of data that show it now.
    pub figures: Vec<Figure>,
    /// Sentences that show it now.
    pub sentences: Vec<Sentence>,
    /// Rows of which it may be one: the old tree did not say which row it hid.
    pub rows: Vec<Row>,
    /// Pages that show it now, or of which it may be one.
    pub pages: Vec<Page>,
    /// Attached files of which it may be one.
    pub files: Vec<String>,
    /// `shown`, `shown above` (with another part of the same page), `one of these`, or `gone` with what stood around it.
    pub outcome: &'static str,
}

/// Something that the old tree shows and the new one withholds.
#[derive(Debug, Default, Serialize)]
pub struct Hidden {
    pub entry: Entry,
    /// Figures that were public. Without what they said.
    pub figures: Vec<Figure>,
    /// Sentences as they are now. Without what stood there.
    pub sentences: Vec<Sentence>,
    /// Rows of the old tree of which it may be one.
    pub rows: Vec<Gone>,
    /// Pages that are withheld now.
    pub pages: Vec<String>,
}

/// An entry before and after.
#[derive(Debug, Serialize)]
pub struct Redecided {
    pub old: Entry,
    pub new: Entry,
}

/// A figure or a text of the data, and where it stands.
#[derive(Clone, Default, Debug, Serialize)]
pub struct Figure {
    pub fact: String,
    pub plan: String,
    pub fiscal_year: String,
    pub table: String,
    pub row: String,
    pub row_name: Both,
    pub item: String,
    pub item_name: Both,
    /// The first page that shows it, without its language.
    pub page: String,
    /// What it says; empty where the new tree withholds it.
    pub said: Said,
    #[serde(skip)]
    pub order: usize,
}

/// What stands in a cell.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Said {
    pub status: String,
    pub printed: String,
    pub value: String,
    pub unit: Both,
    pub text: Both,
    pub date: String,
    pub scope: String,
    pub period: String,
}

/// A row with new figures.
#[derive(Clone, Default, Debug, Serialize)]
pub struct Row {
    pub plan: String,
    pub fiscal_year: String,
    pub table: String,
    pub row: String,
    pub row_name: Both,
    /// The old tree had nothing of this row in this year.
    pub new: bool,
    pub figures: Vec<Figure>,
}

/// A row of which figures are gone. Only what the new tree still says of it is named.
#[derive(Clone, Default, Debug, Serialize)]
pub struct Gone {
    pub plan: String,
    pub fiscal_year: String,
    pub table: String,
    pub row: String,
    pub row_name: Both,
    pub facts: Vec<String>,
}

/// A page by its address without language.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Page {
    pub address: String,
    pub title: Both,
    pub languages: Vec<&'static str>,
}

/// A figure before and after.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    pub figure: Figure,
    pub old: Said,
    /// Its text changed in one language only: which.
    pub only_in: Option<&'static str>,
    /// The correction that declares it.
    pub declared: Option<Declared>,
}

/// A correction or revision that the new tree declares.
#[derive(Clone, Debug, Serialize)]
pub struct Declared {
    /// `corrected`, `revised`, `followed-up`, `other`.
    pub kind: String,
    pub date: String,
    pub reason: Both,
}

/// A name, note or source that changed around figures that did not.
#[derive(Clone, Debug, Serialize)]
pub struct Described {
    pub plan: String,
    pub fiscal_year: String,
    pub table: String,
    pub row: String,
    pub row_name: Both,
    /// The column of the open data.
    pub column: String,
    pub old: String,
    pub new: String,
    /// The figures concerned.
    pub facts: Vec<String>,
    #[serde(skip)]
    pub order: usize,
}

/// The sentences of a page that changed.
#[derive(Clone, Default, Debug, Serialize)]
pub struct Told {
    /// Address without language.
    pub page: String,
    pub title: Both,
    /// The page stood here before.
    pub moved_from: String,
    /// Only one language of the page changed: which.
    pub only_in: Option<&'static str>,
    pub sentences: Vec<Sentence>,
}

/// A sentence before and after. An added one has no `old`, a removed one no `new`.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Sentence {
    pub lang: &'static str,
    pub old: String,
    pub new: String,
    /// The old sentence is not shown, since it held what is withheld now.
    pub old_left_out: bool,
    /// How many further pages changed in the same way.
    pub also_on: usize,
    /// Somebody wrote it; the others are made by the theme or from data.
    pub written: bool,
}

/// Section 5.
#[derive(Debug, Default, Serialize)]
pub struct Addresses {
    /// Addresses of tables of open data and attached files; new pages are in `newly_public`.
    pub new: Vec<String>,
    pub gone: Vec<Left>,
    pub moved: Vec<Left>,
    /// Addresses such as that of the latest report that lead elsewhere.
    pub leads: Vec<Left>,
}

/// An address that changed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Left {
    pub from: String,
    /// Where it leads now; empty when nowhere.
    pub to: String,
}

/// Files of a kind that carry no change of their own.
#[derive(Debug, Serialize)]
pub struct Other {
    pub kind: &'static str,
    pub new: usize,
    pub changed: usize,
    pub gone: usize,
}

impl Side {
    pub fn of(tree: &Public, data: &Data) -> Side {
        Side {
            digest: tree.digest().to_owned(),
            title: data.title.clone(),
            updated: data.updated.clone(),
            files: tree.count(),
            pages: tree.pages().len(),
            figures: data.facts.len(),
            withheld: data.register.len(),
        }
    }
}

impl Comparison {
    pub fn new(old: Side, new: Side) -> Comparison {
        Comparison {
            format: 1,
            old,
            new,
            counts: Counts::default(),
            newly_public: NewlyPublic::default(),
            newly_withheld: NewlyWithheld::default(),
            changed_figures: Vec::new(),
            described_otherwise: Vec::new(),
            sentences: Vec::new(),
            addresses: Addresses::default(),
            others: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    /// Whether the two trees are the same.
    pub fn is_empty(&self) -> bool {
        self.old.digest == self.new.digest
    }

    /// Counts what was found, once everything is in its place.
    pub fn count(&mut self) {
        let (public, hidden) = (&self.newly_public, &self.newly_withheld);
        let paths = &self.addresses;
        self.counts = Counts {
            formerly_withheld: public.formerly_withheld.len(),
            new_figures: public.rows.iter().map(|row| row.figures.len()).sum(),
            new_rows: public.rows.iter().filter(|row| row.new).count(),
            new_pages: public.pages.len(),
            newly_withheld: hidden.was_public.len(),
            no_longer_public: hidden.no_longer_public.iter().map(|row| row.facts.len()).sum(),
            withheld_from_the_start: hidden.from_the_start.len(),
            decisions_changed: hidden.decisions_changed.len(),
            changed_figures: self.changed_figures.len(),
            declared_corrections: self.changed_figures.iter().filter(|each| each.declared.is_some()).count(),
            described_otherwise: self.described_otherwise.len(),
            changed_sentences: self.sentences.iter().map(|page| page.sentences.len()).sum(),
            in_one_language: self.sentences.iter().filter(|page| page.only_in.is_some()).count(),
            new_addresses: paths.new.len(),
            gone_addresses: paths.gone.len(),
            gone_without_lead: paths.gone.iter().filter(|left| left.to.is_empty()).count(),
            moved_addresses: paths.moved.len() + paths.leads.len(),
            other_files: self.others.iter().map(|other| other.new + other.changed + other.gone).sum(),
        };
    }
}
