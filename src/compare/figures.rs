//! The facts of two trees against each other, by their ids.
//!
//! In: the open data of both. Out: which facts are new, gone, changed, withheld or no longer withheld; and what a page that differs
//! only because of them would show. Never: a sentence; a comparison of values, since what is printed is what is published.

use super::data::{Data, Fact};
use super::html;
use super::model::{Both, Described, Said};
use crate::disclosed::marker;
use crate::figures::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Ids by what happened to the fact.
#[derive(Default)]
pub struct Figures {
    /// Withheld before, in whole or in part, and less so now.
    pub lifted: Vec<String>,
    /// Public before, and withheld now in whole or in part.
    pub hidden: Vec<String>,
    pub new: Vec<String>,
    pub gone: Vec<String>,
    pub changed: Vec<String>,
    pub described: Vec<Described>,
}

/// What is known of a change before pages are read.
#[derive(Clone, Default)]
pub struct Touched {
    pub facts: BTreeSet<String>,
    /// Ids of rows and of entries of the register, which pages give to the elements that show them.
    pub ids: BTreeSet<String>,
    /// Texts of the data as sentences.
    pub texts: BTreeSet<String>,
    /// Changed figures: what was printed and what is.
    pub prints: BTreeSet<(String, String)>,
}

/// States in which a cell says that there is nothing to print.
const EMPTY: [&str; 5] = ["not-yet", "none", "blank", "under-survey", ""];
/// States of cells that are no news in a new row.
const SILENT: [&str; 2] = ["not-yet", "none"];
/// What is told of a figure beside the figure.
const AROUND: [&str; 10] = [
    "row_name_ja",
    "row_name_en",
    "item_name_ja",
    "item_name_en",
    "note_ja",
    "note_en",
    "document",
    "section_ja",
    "section_en",
    "lines",
];

impl Figures {
    pub fn compare(was: &Data, is: &Data) -> Figures {
        let mut out = Figures::default();
        let mut described: BTreeMap<[String; 7], Described> = BTreeMap::new();
        for (id, new) in &is.facts {
            match was.facts.get(id) {
                Some(old) => {
                    out.pair(id, old, new);
                    describe(id, old, new, &mut described);
                }
                None if new.is_withheld() || SILENT.contains(&new.get("status")) => {}
                None => out.new.push(id.clone()),
            }
        }
        let gone = was.facts.iter().filter(|(id, old)| !is.facts.contains_key(*id) && !old.is_withheld());
        out.gone.extend(gone.filter(|(_, old)| !EMPTY.contains(&old.get("status"))).map(|(id, _)| id.clone()));
        out.described = described.into_values().collect();
        out.described.sort_by_key(|each| each.order);
        for list in [&mut out.new, &mut out.changed, &mut out.lifted, &mut out.hidden] {
            list.sort_by_key(|id| is.facts.get(id).map(|fact| fact.order));
        }
        out.gone.sort_by_key(|id| was.facts.get(id).map(|fact| fact.order));
        out
    }

    fn pair(&mut self, id: &str, old: &Fact, new: &Fact) {
        let (before, now) = (old.said(), new.said());
        let (hid, hides) = (marks(&before), marks(&now));
        let list = if old.is_withheld() || new.is_withheld() {
            match (old.is_withheld(), new.is_withheld()) {
                (true, true) => return,
                (true, false) => &mut self.lifted,
                _ if EMPTY.contains(&old.get("status")) => return,
                _ => &mut self.hidden,
            }
        } else if before == now {
            return;
        } else if hid != hides {
            if hid > hides { &mut self.lifted } else { &mut self.hidden }
        } else {
            match (EMPTY.contains(&old.get("status")), EMPTY.contains(&new.get("status"))) {
                (true, false) => &mut self.new,
                (false, true) => &mut self.gone,
                _ => &mut self.changed,
            }
        };
        list.push(id.to_owned());
    }

    /// What pages may show because of these facts and of the register.
    pub fn touched(&self, was: &Data, is: &Data) -> Touched {
        let mut out = Touched::default();
        let lists = [&self.lifted, &self.hidden, &self.new, &self.gone, &self.changed];
        for id in lists.into_iter().flatten() {
            let (old, new) = (was.facts.get(id), is.facts.get(id));
            old.into_iter().chain(new).for_each(|fact| out.fact(id, fact));
            if let (Some(old), Some(new)) = (old, new) {
                for column in ["printed", "value"] {
                    out.prints.insert((old.get(column).to_owned(), new.get(column).to_owned()));
                }
            }
        }
        out.new_rows(was, is);
        for each in &self.described {
            out.add_text(&each.old);
            out.add_text(&each.new);
        }
        let (before, now): (BTreeSet<_>, BTreeSet<_>) = (was.register.iter().collect(), is.register.iter().collect());
        out.ids.extend(before.symmetric_difference(&now).map(|entry| address_id(&entry.number)));
        out
    }
}

/// Numbers as elements of the register's page bear them.
fn address_id(number: &str) -> String {
    crate::disclosed::address::register_anchor(number)
}

impl Touched {
    fn fact(&mut self, id: &str, fact: &Fact) {
        self.facts.insert(id.to_owned());
        for column in
            ["printed", "text_ja", "text_en", "row_name_ja", "row_name_en", "item_name_ja", "item_name_en", "note_ja", "note_en"]
        {
            self.add_text(fact.get(column));
        }
    }

    /// A row of which one tree knows nothing: all that stands in its element comes with it.
    fn new_rows(&mut self, was: &Data, is: &Data) {
        let rows = |data: &Data| -> BTreeSet<(String, String)> {
            data.facts.values().map(|fact| (fact.plan.clone(), fact.get("row").to_owned())).collect()
        };
        let (before, now) = (rows(was), rows(is));
        let ids = before.symmetric_difference(&now).flat_map(|(_, row)| [row.clone(), row.replace('/', "-")]);
        self.ids.extend(ids.filter(|id| !id.is_empty()));
    }

    pub fn add_text(&mut self, text: &str) {
        self.texts.extend(text.lines().flat_map(html::split).filter(|part| !part.is_empty()));
    }
}

/// How many withheld parts a text has, in the language that has more.
fn marks(said: &Said) -> usize {
    let Both { ja, en } = &said.text;
    ja.matches(marker(Lang::Ja)).count().max(en.matches(marker(Lang::En)).count())
}

fn describe(id: &str, old: &Fact, new: &Fact, out: &mut BTreeMap<[String; 7], Described>) {
    for column in AROUND {
        let (before, now) = (old.get(column), new.get(column));
        if before == now {
            continue;
        }
        let [plan, year, table, row] = new.row().map(str::to_owned);
        let key = [&plan, &year, &table, &row, column, before, now].map(str::to_owned);
        let fresh = || Described {
            plan,
            fiscal_year: year,
            table,
            row,
            row_name: new.figure(id, false).row_name,
            column: column.to_owned(),
            old: before.to_owned(),
            new: now.to_owned(),
            facts: Vec::new(),
            order: new.order,
        };
        out.entry(key).or_insert_with(fresh).facts.push(id.to_owned());
    }
}
