//! The tables that follow from the data alone, and from no page: those of all plans, and that of corrections. Each is made when
//! somebody asks for it, and once.
//!
//! In: `disclosed::Site`, and the tables of the time before, if there are any. Out: each table with its files. Never: a table that is
//! used again although anything that stands in it is another; work shared out from within a table, for which whoever waits for it
//! could be waited for in turn.

use super::catalogue::{Draft, Listed};
use super::columns::{RECORD, header};
use super::rows::{self, Record};
use super::{Letterhead, finished, of_site, said, undertakings};
use crate::disclosed::{Indicator, Plan, Site, Text, address};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The tables and their files.
#[derive(Default)]
pub struct Tables {
    head: Letterhead,
    plans: Vec<OfPlan>,
    corrections: OnceLock<Table>,
    /// Whether somebody comes back to what they were made of.
    kept: bool,
}

/// The tables that a plan may have.
struct OfPlan {
    id: String,
    tables: Vec<Slot>,
}

/// A table that is made when it is asked for; `None` for one without rows.
struct Slot {
    name: String,
    rows: Rows,
    /// What was made of it last, the time before or earlier.
    before: Option<Arc<Table>>,
    made: OnceLock<Option<Arc<Table>>>,
}

impl Slot {
    fn last(&self) -> Option<&Arc<Table>> {
        self.made.get().map_or(self.before.as_ref(), Option::as_ref)
    }
}

/// A table that is made.
pub struct Table {
    /// What tells of it.
    pub listed: Listed,
    /// CSV, JSON, schema; no longer there once they are handed over.
    files: Vec<(String, Vec<u8>)>,
    /// Bytes of the schema.
    schema: usize,
    /// What it was made of.
    source: Option<Source>,
}

impl Table {
    /// A table with its files.
    pub fn new((listed, files): super::Made) -> Table {
        let schema = files.last().map_or(0, |(_, bytes)| bytes.len());
        Table { listed, files: files.into(), schema, source: None }
    }

    /// Bytes of one of its files.
    pub fn size(&self, path: &str) -> Option<usize> {
        let Listed { csv, json, .. } = &self.listed;
        match path {
            _ if path == csv.path => Some(csv.bytes),
            _ if path == json.path => Some(json.bytes),
            _ if path == address::csv_metadata(&csv.path) => Some(self.schema),
            _ => None,
        }
    }

    /// Its files.
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.files
    }

    /// Its files, of which it keeps no copy.
    pub fn take_files(&mut self) -> Vec<(String, Vec<u8>)> {
        std::mem::take(&mut self.files)
    }
}

impl Tables {
    /// The tables of a site. Nobody comes back to what they were made of.
    pub fn new(site: &Site) -> Tables {
        let of_plan = |plan: &Plan| OfPlan { id: plan.id.clone(), tables: slots(plan) };
        Tables { head: Letterhead::of(site), plans: site.plans().map(of_plan).collect(), ..Tables::default() }
    }

    /// The same where those of the time before are at hand: only what is another one is made anew.
    pub fn again(site: &Site, before: &Tables) -> Tables {
        let mut tables = Tables { kept: true, ..Tables::new(site) };
        if tables.head == before.head {
            let slots = before.plans.iter().flat_map(|plan| plan.tables.iter().map(move |slot| (plan, slot)));
            let known: HashMap<(&str, &str), &Arc<Table>> =
                slots.filter_map(|(plan, slot)| Some(((plan.id.as_str(), slot.name.as_str()), slot.last()?))).collect();
            for OfPlan { id, tables } in &mut tables.plans {
                let last = |slot: &Slot| known.get(&(id.as_str(), slot.name.as_str())).copied().cloned();
                tables.iter_mut().for_each(|slot| slot.before = last(slot));
            }
        }
        tables
    }

    /// Makes all that are not made yet, side by side.
    pub fn make(&self, site: &Site) {
        let slots = self.plans.iter().enumerate().flat_map(|(at, plan)| plan.tables.iter().map(move |slot| (at, slot)));
        let slots: Vec<(usize, &Slot)> = slots.collect();
        let plans = || slots.par_iter().filter_map(|(at, slot)| self.table(site, *at, slot)).count();
        rayon::join(|| self.corrections(site), plans);
    }

    /// 正誤・検算
    pub fn corrections(&self, site: &Site) -> &Table {
        self.corrections.get_or_init(|| Table::new(of_site(site, &self.head, address::CORRECTIONS)))
    }

    /// The tables of all plans.
    pub fn of_plans<'t>(&'t self, site: &'t Site) -> impl Iterator<Item = &'t Table> {
        let plans = self.plans.iter().enumerate();
        plans.flat_map(move |(at, plan)| plan.tables.iter().filter_map(move |slot| self.table(site, at, slot)))
    }

    /// The tables of a plan.
    pub fn of_plan<'t>(&'t self, site: &'t Site, plan: &str) -> impl Iterator<Item = &'t Table> {
        let at = self.plans.iter().position(|each| each.id == plan);
        let slots = at.and_then(|at| self.plans.get(at)).into_iter().flat_map(|plan| &plan.tables);
        slots.filter_map(move |slot| self.table(site, at?, slot))
    }

    /// The table of a plan to which the file at `data/<plan>/<file>` belongs, made if it is not made yet.
    pub fn of_file(&self, site: &Site, plan: &str, file: &str) -> Option<&Table> {
        let at = self.plans.iter().position(|each| each.id == plan)?;
        let name = file.split('.').next()?;
        let slot = self.plans.get(at)?.tables.iter().find(|slot| slot.name == name)?;
        self.table(site, at, slot)
    }

    /// The files of all tables that are made, of which no copy is kept where nobody else has them.
    pub fn take_files(&mut self) -> Vec<(String, Vec<u8>)> {
        let slots = self.plans.iter_mut().flat_map(|plan| &mut plan.tables);
        let made = slots.filter_map(|slot| slot.made.get_mut()?.as_mut());
        let of_plans = made.map(|made| match Arc::get_mut(made) {
            Some(table) => table.take_files(),
            None => made.files.clone(),
        });
        let corrections = self.corrections.get_mut().map(Table::take_files);
        of_plans.chain(corrections).flatten().collect()
    }

    fn table<'t>(&'t self, site: &Site, at: usize, slot: &'t Slot) -> Option<&'t Table> {
        let make = || {
            let source = Source::of(site, site.plans.get(at)?, slot)?;
            let same = slot.before.as_ref().filter(|table| table.source.as_ref() == Some(&source));
            Some(same.cloned().unwrap_or_else(|| Arc::new(source.made(&self.head, self.kept))))
        };
        slot.made.get_or_init(make).as_deref()
    }
}

/// What a table of a plan is made of: beside the letterhead nothing else is in its files.
#[derive(PartialEq)]
struct Source {
    draft: Draft,
    /// The name of the plan.
    plan: Text,
    records: Vec<Record>,
}

impl Source {
    /// `None` for a table without rows.
    fn of(site: &Site, plan: &Plan, slot: &Slot) -> Option<Source> {
        let records = match slot.rows {
            Rows::Indicator(at) => rows::indicator(site, plan, plan.indicators.get(at)?),
            Rows::Of(rows) => rows(site, plan),
        };
        let draft = Draft::of_plan(plan, &slot.name, records.iter().map(Record::described));
        (!records.is_empty()).then(|| Source { draft, plan: plan.name.clone(), records })
    }

    fn made(self, head: &Letterhead, keeps: bool) -> Table {
        let rows: Vec<Vec<String>> = self.records.iter().map(Record::fields).collect();
        let names = header(&RECORD);
        let (plan, table) = self.draft.key();
        let objects: Vec<Value> = self.records.iter().zip(&rows).map(|(record, row)| record.object(&names, row)).collect();
        let own = json!({ "plan": plan, "title": self.plan, "table": table, "rows": objects });
        let made = Table::new(finished(head, self.draft.clone(), &RECORD, rows, own));
        Table { source: keeps.then_some(self), ..made }
    }
}

/// The records of a kind in a plan.
type OfKind = fn(&Site, &Plan) -> Vec<Record>;

/// How the records of a table are found.
#[derive(Clone, Copy)]
enum Rows {
    /// Those of the indicator at this place.
    Indicator(usize),
    /// Those of a kind.
    Of(OfKind),
}

/// The tables that a plan may have, in their order.
fn slots(plan: &Plan) -> Vec<Slot> {
    let slot = |(name, rows)| Slot { name, rows, before: None, made: OnceLock::new() };
    let name = |indicator: &Indicator| format!("indicators-{}", indicator.id);
    let indicators = plan.indicators.iter().enumerate().map(|(at, indicator)| (name(indicator), Rows::Indicator(at)));
    let others: [(&str, OfKind); 15] = [
        ("indicators", all_indicators),
        ("programs", rows::programs),
        ("regulations", rows::regulations),
        ("products", rows::products),
        ("support", rows::support),
        ("businesses", rows::businesses),
        ("meetings", said::meetings),
        ("comments", said::comments),
        ("report", rows::report),
        ("plan", rows::plan),
        ("policies", undertakings::policies),
        ("projects", undertakings::projects),
        ("schedule", undertakings::schedule),
        ("events", undertakings::events),
        ("goals", undertakings::goals),
    ];
    indicators.chain(others.map(|(name, rows)| (name.to_owned(), Rows::Of(rows)))).map(slot).collect()
}

fn all_indicators(site: &Site, plan: &Plan) -> Vec<Record> {
    plan.indicators.iter().flat_map(|i| rows::indicator(site, plan, i)).chain(rows::groups(site, plan)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pages::tests::{OPEN, site};
    use std::sync::Arc;

    fn made(site: &Site, before: &Tables) -> Tables {
        let tables = Tables::again(site, before);
        tables.make(site);
        tables
    }

    /// Whether the tables of the one indicator are the very same.
    fn same(one: &Tables, other: &Tables) -> bool {
        let first = |tables: &Tables| tables.plans[0].tables[0].made.get().cloned().flatten().expect("a table");
        Arc::ptr_eq(&first(one), &first(other))
    }

    fn files<'t>(site: &'t Site, tables: &'t Tables) -> Vec<&'t (String, Vec<u8>)> {
        tables.of_plans(site).flat_map(Table::files).chain(tables.corrections(site).files()).collect()
    }

    #[test]
    fn of_the_same_the_same_files_are_used() {
        let before = made(&site(OPEN), &Tables::default());
        assert!(same(&before, &made(&site(OPEN), &before)));
        assert!(!same(&before, &made(&site(OPEN), &Tables::default())));
        // Also where those between were never asked for.
        assert!(same(&before, &made(&site(OPEN), &Tables::again(&site(OPEN), &before))));
    }

    #[test]
    fn a_table_is_made_when_it_is_asked_for() {
        let (site, tables) = (site(OPEN), Tables::new(&site(OPEN)));
        let number = || tables.plans.iter().flat_map(|plan| &plan.tables).filter(|slot| slot.made.get().is_some()).count();
        assert_eq!(number(), 0);
        let table = tables.of_file(&site, "p", "indicators-i.csv-metadata.json").expect("a table");
        assert_eq!((number(), table.listed.csv.path.as_str()), (1, "data/p/indicators-i.csv"));
        for (path, bytes) in table.files() {
            assert_eq!(table.size(path), Some(bytes.len()), "{path}");
        }
        assert!(table.size("data/p/indicators-i").is_none() && tables.of_file(&site, "p", "indicators-j.csv").is_none());
    }

    #[test]
    fn of_anything_else_they_are_made() {
        let before = made(&site(OPEN), &Tables::default());
        let other = |change: &dyn Fn(&mut Site)| {
            let mut site = site(OPEN);
            change(&mut site);
            let (again, new) = (made(&site, &before), Tables::new(&site));
            assert!(!same(&before, &again));
            assert_eq!(files(&site, &again), files(&site, &new));
        };
        let plan = |site: &mut Site, change: &dyn Fn(&mut Plan)| {
            site.plans.iter_mut().map(|plan| Arc::get_mut(plan).expect("nobody else has it")).for_each(change);
        };
        other(&|site| site.publisher.en = Some("another".to_owned()));
        other(&|site| site.updated = crate::figures::Date::parse("2026-04-01"));
        other(&|site| site.notice = None);
        other(&|site| site.licence = Some((Text::default(), "https://example.org/".to_owned())));
        other(&|site| site.documents.iter_mut().for_each(|document| document.title.en = Some("another".to_owned())));
        other(&|site| plan(site, &|plan| plan.name.en = Some("another".to_owned())));
        other(&|site| plan(site, &|plan| plan.indicators.iter_mut().for_each(|each| each.name.en = Some("another".to_owned()))));
        other(&|site| *site = self::site([OPEN[0], ["60件", "65件", "108%"], OPEN[2]]));
    }
}
