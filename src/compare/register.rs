//! What the differences mean for what is withheld: lifted, newly withheld, withheld from the start; and what is left when that is told.
//!
//! In: differences of figures and pages, and both registers. Out: sections 1 to 4 of the comparison, each thing in one of them. Never:
//! what stood where the new tree withholds.

use super::data::Data;
use super::figures::Figures;
use super::model::{Comparison, Entry, Figure, Gone, Hidden, Lifted, Page, Redecided, Row};
use super::pages::{Change, Pages};
use super::secret::Secret;
use super::{rows, told};
use std::collections::{BTreeMap, BTreeSet};

/// What is still to be told. Whatever a section takes is gone from here.
pub struct Pool<'a> {
    pub was: &'a Data,
    pub is: &'a Data,
    pub pages: Pages,
    pub rows: Vec<Row>,
    pub gone: Vec<Gone>,
    lifted: Vec<String>,
    hidden: Vec<String>,
    files: Vec<String>,
    /// Pages of which sentences were taken, and whether by what was lifted.
    taken: BTreeSet<(String, bool)>,
    pub secret: Secret,
}

/// Fills sections 1 to 4.
pub fn judge(found: &mut Comparison, (was, is): (&Data, &Data), figures: Figures, pages: Pages) {
    let secret = Secret::of(was, is, &figures, &pages);
    let rows = rows::new(was, is, &figures.new, &pages.places);
    let gone = rows::gone(was, is, &figures.gone);
    let Figures { lifted, hidden, changed, described, .. } = figures;
    let files = found.addresses.new.iter().filter(|path| path.starts_with("/files/")).cloned().collect();
    let mut pool = Pool { was, is, pages, rows, gone, lifted, hidden, files, taken: BTreeSet::new(), secret };
    let (removed, added, redecided) = entries(&was.register, &is.register);
    found.newly_public.formerly_withheld = removed.iter().map(|entry| pool.lift(entry)).collect();
    found.newly_public.formerly_withheld.extend(pool.lift_unnamed());
    let hidden: Vec<Hidden> = added.iter().map(|entry| pool.hide(entry)).collect();
    // Several parts of one page: what stood there is told with the first of them.
    let with_first = |hidden: &Hidden| is_text(&hidden.entry.kind) && pool.taken.contains(&(hidden.entry.page.clone(), false));
    let (public, start): (Vec<Hidden>, Vec<Hidden>) =
        hidden.into_iter().partition(|hidden| hidden.was_public() || with_first(hidden));
    found.newly_withheld.was_public = public;
    found.newly_withheld.was_public.extend(pool.hide_unnamed());
    found.newly_withheld.from_the_start = start.into_iter().map(|hidden| hidden.entry).collect();
    found.newly_withheld.decisions_changed = redecided;
    found.changed_figures = rows::changed(&pool, &changed);
    found.described_otherwise = described.into_iter().filter(|each| !pool.secret.holds(&each.old)).collect();
    found.sentences = told::told(&mut pool);
    found.newly_public.rows = pool.rows;
    found.newly_public.pages = pool.pages.new.into_values().collect();
    found.newly_withheld.no_longer_public = pool.gone;
}

impl Hidden {
    fn was_public(&self) -> bool {
        !(self.figures.is_empty() && self.sentences.is_empty() && self.rows.is_empty() && self.pages.is_empty())
    }
}

fn is_text(kind: &str) -> bool {
    matches!(kind, "phrase" | "block")
}

/// What tells entries apart: the number, else the place.
fn key(entry: &Entry) -> [&str; 6] {
    match entry.number.as_str() {
        "" => [&entry.kind, &entry.plan, &entry.fiscal_year, &entry.page, &entry.row, &entry.item],
        number => [number, "", "", "", "", ""],
    }
}

/// Entries that are gone, entries that came, entries that stayed with another decision.
fn entries(old: &[Entry], new: &[Entry]) -> (Vec<Entry>, Vec<Entry>, Vec<Redecided>) {
    let mut before: BTreeMap<[&str; 6], Vec<&Entry>> = BTreeMap::new();
    old.iter().rev().for_each(|entry| before.entry(key(entry)).or_default().push(entry));
    let (mut added, mut redecided) = (Vec::new(), Vec::new());
    for entry in new {
        match before.get_mut(&key(entry)).and_then(Vec::pop) {
            None => added.push(entry.clone()),
            Some(old) if decision(old) != decision(entry) => redecided.push(Redecided { old: old.clone(), new: entry.clone() }),
            Some(_) => {}
        }
    }
    let left: BTreeSet<*const Entry> = before.into_values().flatten().map(std::ptr::from_ref).collect();
    let removed = old.iter().filter(|entry| left.contains(&std::ptr::from_ref(*entry))).cloned().collect();
    (removed, added, redecided)
}

fn decision(entry: &Entry) -> [&str; 7] {
    [&entry.kind, &entry.ground, &entry.reason.ja, &entry.reason.en, &entry.decided, &entry.review, &entry.planned]
}

impl Pool<'_> {
    /// An entry of the register that is gone: what is shown in its place?
    fn lift(&mut self, entry: &Entry) -> Lifted {
        let mut out = Lifted { entry: entry.clone(), embargo: !entry.planned.is_empty(), ..Lifted::default() };
        match entry.kind.as_str() {
            "row" => out.rows = self.take_rows(entry),
            "page" => out.pages = self.take_pages(entry),
            "file" => out.rows = self.take_rows(&Entry { row: String::new(), ..entry.clone() }),
            "attachment" => out.files = std::mem::take(&mut self.files),
            _ => {}
        }
        out.figures = self.take_facts(entry, true);
        if out.figures.is_empty() && matches!(entry.kind.as_str(), "phrase" | "block" | "cell") {
            out.sentences = self.take_sentences(&entry.page, true);
        }
        let with_others = out.sentences.is_empty() && self.taken.contains(&(entry.page.clone(), true));
        let found = out.rows.len() + out.pages.len() + out.files.len();
        let direct = !out.figures.is_empty() || !out.sentences.is_empty() || (found == 1 && is_exact(entry, &out));
        out.outcome = match (direct, found) {
            (true, _) => "shown",
            (false, 0) if with_others => "shown above",
            (false, 0) => "gone",
            (false, _) => "one of these",
        };
        out
    }

    /// What is shown now without an entry of the register that went: things without a number, or one number for several.
    fn lift_unnamed(&mut self) -> Vec<Lifted> {
        let facts = std::mem::take(&mut self.lifted);
        let mut out: Vec<Lifted> = Vec::new();
        for id in facts {
            let entry = self.stand_in(&id, self.was);
            let figures = self.figure(&id, true).into_iter().collect();
            out.push(Lifted { entry, figures, outcome: "shown", ..Lifted::default() });
        }
        for page in self.pages_with(|change| change.written && !change.new.is_empty() && change.marks().0 > change.marks().1) {
            let sentences = self.take_sentences(&page, true);
            let entry = Entry { kind: "phrase".to_owned(), page, ..Entry::default() };
            out.push(Lifted { entry, sentences, outcome: "shown", ..Lifted::default() });
        }
        out
    }

    /// An entry of the register that came: was the thing public?
    fn hide(&mut self, entry: &Entry) -> Hidden {
        let mut out = Hidden { entry: entry.clone(), ..Hidden::default() };
        match entry.kind.as_str() {
            "row" | "file" => out.rows = self.take_gone(entry),
            "page" => out.pages = self.take_gone_pages(entry),
            _ => {}
        }
        out.figures = self.take_facts(entry, false);
        if out.figures.is_empty() && matches!(entry.kind.as_str(), "phrase" | "block" | "cell") {
            out.sentences = self.take_sentences(&entry.page, false);
        }
        out
    }

    fn hide_unnamed(&mut self) -> Vec<Hidden> {
        let facts = std::mem::take(&mut self.hidden);
        let mut out: Vec<Hidden> = Vec::new();
        for id in facts {
            let entry = self.stand_in(&id, self.is);
            let figures = self.figure(&id, false).into_iter().collect();
            out.push(Hidden { entry, figures, ..Hidden::default() });
        }
        for page in self.pages_with(|change| change.written && !change.old.is_empty() && change.marks().1 > change.marks().0) {
            let sentences = self.take_sentences(&page, false);
            let entry = Entry { kind: "phrase".to_owned(), page, ..Entry::default() };
            out.push(Hidden { entry, sentences, ..Hidden::default() });
        }
        out
    }

    /// An entry for a figure that has none of its own.
    fn stand_in(&self, id: &str, data: &Data) -> Entry {
        let fact = data.facts.get(id);
        let get = |column: &str| fact.map(|fact| fact.get(column)).unwrap_or_default().to_owned();
        let named = data.register.iter().find(|entry| !entry.number.is_empty() && entry.number == get("number"));
        let mut entry = named.cloned().unwrap_or_default();
        entry.kind = "cell".to_owned();
        entry.ground = get("ground");
        entry
    }

    pub fn figure(&self, id: &str, shown: bool) -> Option<Figure> {
        let mut figure = self.is.facts.get(id)?.figure(id, shown);
        figure.page = self.pages.places.get(id).cloned().unwrap_or_default();
        Some(figure)
    }

    /// Figures of an entry: those with its number, else those of its row and column.
    fn take_facts(&mut self, entry: &Entry, lifted: bool) -> Vec<Figure> {
        let data = if lifted { self.was } else { self.is };
        let list = if lifted { &mut self.lifted } else { &mut self.hidden };
        let numbered =
            |id: &String| data.facts.get(id).is_some_and(|fact| !entry.number.is_empty() && fact.get("number") == entry.number);
        let of_row = |id: &String| {
            let Some(fact) = data.facts.get(id) else { return false };
            let named = entry.item.is_empty() || entry.item == fact.get("item");
            let same = [&fact.plan, fact.get("row"), fact.get("fiscal_year")] == [&entry.plan, &entry.row, &entry.fiscal_year];
            let label = entry.item_name.ja.is_empty() || entry.item_name.ja == fact.get("item_name_ja");
            fact.get("number").is_empty() && !entry.row.is_empty() && same && named && label
        };
        let mut taken: Vec<String> = list.iter().filter(|id| numbered(id)).cloned().collect();
        if taken.is_empty() {
            taken = list.iter().filter(|id| of_row(id)).cloned().collect();
        }
        list.retain(|id| !taken.contains(id));
        taken.iter().filter_map(|id| self.figure(id, lifted)).collect()
    }

    /// Sentences of a page in which fewer (or more) parts are withheld than before. Blocks and pages that hide as a whole leave a
    /// sentence of their own behind, which is nothing but the marker.
    fn take_sentences(&mut self, page: &str, lifted: bool) -> Vec<super::model::Sentence> {
        let Some(differs) = self.pages.told.get_mut(page) else { return Vec::new() };
        let wanted = |change: &Change| {
            let (old, new) = change.marks();
            change.written && if lifted { old > new && !change.new.is_empty() } else { new > old && !change.old.is_empty() }
        };
        let (taken, rest): (Vec<Change>, Vec<Change>) = std::mem::take(&mut differs.changes).into_iter().partition(wanted);
        differs.changes = rest;
        if !taken.is_empty() {
            self.taken.insert((page.to_owned(), lifted));
        }
        taken.into_iter().map(|change| told::sentence(&change, !lifted || self.secret.holds(&change.old))).collect()
    }

    fn pages_with(&self, wanted: impl Fn(&Change) -> bool) -> Vec<String> {
        let pages = self.pages.told.iter().filter(|(_, differs)| differs.changes.iter().any(&wanted));
        pages.map(|(page, _)| page.clone()).collect()
    }

    /// New rows of which the old tree hid one.
    fn take_rows(&mut self, entry: &Entry) -> Vec<Row> {
        let closed = |data: &Data, row: &Row| {
            let at = [&row.plan, &row.table, &row.fiscal_year];
            data.closed.iter().filter(|closed| closed.each_ref() == at).count()
        };
        let fits = |row: &Row| {
            let year = entry.fiscal_year.is_empty() || entry.fiscal_year == row.fiscal_year;
            let named = entry.row.is_empty() || entry.row == row.row;
            let opened = entry.kind == "file" || !entry.row.is_empty() || closed(self.was, row) > closed(self.is, row);
            row.new && (entry.plan.is_empty() || row.plan == entry.plan) && year && named && opened
        };
        let (taken, rest) = std::mem::take(&mut self.rows).into_iter().partition(fits);
        self.rows = rest;
        taken
    }

    /// A page that was withheld where it stands now, else the new pages.
    fn take_pages(&mut self, entry: &Entry) -> Vec<Page> {
        if entry.page.is_empty() {
            return std::mem::take(&mut self.pages.new).into_values().collect();
        }
        if let Some(differs) = self.pages.told.remove(&entry.page) {
            let languages =
                ["ja", "en"].into_iter().filter(|lang| differs.changes.iter().any(|c| c.lang.code() == *lang)).collect();
            return vec![Page { address: entry.page.clone(), title: differs.title, languages }];
        }
        self.pages.new.remove(&entry.page).into_iter().collect()
    }

    fn take_gone(&mut self, entry: &Entry) -> Vec<Gone> {
        let fits = |row: &Gone| {
            let year = entry.fiscal_year.is_empty() || entry.fiscal_year == row.fiscal_year;
            (entry.plan.is_empty() || row.plan == entry.plan) && year && (entry.row.is_empty() || entry.row == row.row)
        };
        let (taken, rest) = std::mem::take(&mut self.gone).into_iter().partition(fits);
        self.gone = rest;
        taken
    }

    /// A page that shows only that it is withheld, else the pages that are gone.
    fn take_gone_pages(&mut self, entry: &Entry) -> Vec<String> {
        if entry.page.is_empty() {
            return self.pages.gone.iter().cloned().collect();
        }
        self.pages.told.remove(&entry.page).map(|_| entry.page.clone()).into_iter().collect()
    }
}

/// Whether what was found is the thing itself, and not one of those that it could be.
fn is_exact(entry: &Entry, found: &Lifted) -> bool {
    let row = !entry.row.is_empty() && found.rows.iter().all(|row| row.row == entry.row);
    let page = !entry.page.is_empty() && entry.kind == "page" && found.pages.iter().all(|page| page.address == entry.page);
    row || page || entry.kind == "file"
}
