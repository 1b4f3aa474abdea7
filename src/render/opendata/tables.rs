//! The tables that follow from the data alone, and from no page: those of all plans, and that of corrections.
//!
//! In: `disclosed::Site`, and the tables of the time before, if there are any. Out: each table with its files. Never: a table that is
//! used again although anything that stands in it is another.

use super::catalogue::{Draft, Listed};
use super::columns::{RECORD, header};
use super::rows::{self, Record};
use super::{Letterhead, Made, add, finished, of_site, said, undertakings};
use crate::disclosed::{Plan, Site, Text, address};
use crate::render::Tree;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The tables and their files.
#[derive(Default)]
pub struct Tables {
    pub(super) plans: Vec<Listed>,
    pub(super) corrections: Vec<Listed>,
    pub(super) tree: Tree,
    /// What the tables of the plans were made of, in their order.
    sources: Vec<Source>,
    head: Letterhead,
}

impl Tables {
    /// Makes each table, side by side with the others. Nobody comes back to what they were made of.
    pub fn new(site: &Site) -> Tables {
        Tables { sources: Vec::new(), ..Tables::again(site, &Tables::default()) }
    }

    /// The same where those of the time before are at hand: only what is another one is made.
    pub fn again(site: &Site, before: &Tables) -> Tables {
        let head = Letterhead::of(site);
        let sources = if head == before.head { before.sources.as_slice() } else { &[] };
        let known: HashMap<_, usize> = sources.iter().enumerate().map(|(at, source)| (source.draft.key(), at)).collect();
        let jobs: Vec<(&Plan, Make)> =
            site.plans.iter().flat_map(|plan| jobs(plan).into_iter().map(move |job| (plan, job))).collect();
        let one = |(plan, make): &(&Plan, Make)| {
            let source = Source::of(site, plan, make)?;
            let same = known.get(&source.draft.key()).copied().filter(|at| sources.get(*at) == Some(&source));
            let made = same.and_then(|at| before.copy(at)).unwrap_or_else(|| source.made(&head));
            Some((source, made))
        };
        let plans = || jobs.par_iter().filter_map(one).collect::<Vec<_>>();
        let (corrections, made) = rayon::join(|| of_site(site, &head, address::CORRECTIONS), plans);
        let (sources, made): (Vec<Source>, Vec<Made>) = made.into_iter().unzip();
        let mut tables = Tables { sources, head, ..Tables::default() };
        tables.plans = made.into_iter().map(|made| add(made, &mut tables.tree)).collect();
        tables.corrections = vec![add(corrections, &mut tables.tree)];
        tables
    }

    /// All files in path order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.tree.iter()
    }

    /// A table of a plan with its files.
    fn copy(&self, at: usize) -> Option<Made> {
        let listed = self.plans.get(at)?;
        let schema = address::csv_metadata(&listed.csv.path);
        let file = |path: &str| Some((path.to_owned(), self.tree.get(path)?.to_vec()));
        Some((listed.clone(), [file(&listed.csv.path)?, file(&listed.json.path)?, file(&schema)?]))
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
    fn of(site: &Site, plan: &Plan, (name, make): &Make) -> Option<Source> {
        let records = make(site, plan);
        let draft = Draft::of_plan(plan, name, records.iter().map(Record::described));
        (!records.is_empty()).then(|| Source { draft, plan: plan.name.clone(), records })
    }

    fn made(&self, head: &Letterhead) -> Made {
        let rows: Vec<Vec<String>> = self.records.iter().map(Record::fields).collect();
        let names = header(&RECORD);
        let (plan, table) = self.draft.key();
        let objects: Vec<Value> = self.records.iter().zip(&rows).map(|(record, row)| record.object(&names, row)).collect();
        let own = json!({ "plan": plan, "title": self.plan, "table": table, "rows": objects });
        finished(head, self.draft.clone(), &RECORD, rows, own)
    }
}

/// How the records of a table are found.
type Rows = fn(&Site, &Plan) -> Vec<Record>;

/// The name of a table, and `Rows` or a closure that knows its indicator.
type Make<'a> = (String, Box<dyn Fn(&Site, &Plan) -> Vec<Record> + Sync + Send + 'a>);

fn jobs(plan: &Plan) -> Vec<Make<'_>> {
    let mut jobs: Vec<Make> = Vec::new();
    for indicator in &plan.indicators {
        jobs.push((format!("indicators-{}", indicator.id), Box::new(move |site, plan| rows::indicator(site, plan, indicator))));
    }
    jobs.push(("indicators".to_owned(), Box::new(all_indicators)));
    let others: [(&str, Rows); 14] = [
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
    jobs.extend(others.into_iter().map(|(name, rows)| (name.to_owned(), Box::new(rows) as Box<_>)));
    jobs
}

fn all_indicators(site: &Site, plan: &Plan) -> Vec<Record> {
    plan.indicators.iter().flat_map(|i| rows::indicator(site, plan, i)).chain(rows::groups(site, plan)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pages::tests::{OPEN, site};
    use std::sync::Arc;

    const MARK: &[u8] = b"as it was";

    /// The tables of a site, and a file of a plan that says what no table says.
    fn marked() -> (Tables, String) {
        let mut tables = Tables::again(&site(OPEN), &Tables::default());
        let path = tables.plans.first().expect("a table").csv.path.clone();
        let mut tree = Tree::default();
        tables.tree.iter().for_each(|(name, bytes)| tree.add(name, if name == path { MARK } else { bytes }));
        tables.tree = tree;
        (tables, path)
    }

    #[test]
    fn of_the_same_the_same_files_are_used() {
        let ((before, path), site) = (marked(), site(OPEN));
        assert_eq!(Tables::again(&site, &before).tree.get(&path), Some(MARK));
        assert_ne!(Tables::new(&site).tree.get(&path), Some(MARK));
    }

    #[test]
    fn of_anything_else_they_are_made() {
        let (before, path) = marked();
        let other = |change: &dyn Fn(&mut Site)| {
            let mut site = site(OPEN);
            change(&mut site);
            assert_ne!(Tables::again(&site, &before).tree.get(&path), Some(MARK));
            assert!(Tables::again(&site, &before).files().eq(Tables::new(&site).files()));
        };
        let plan = |site: &mut Site, change: &dyn Fn(&mut Plan)| {
            Arc::get_mut(&mut site.plans).expect("nobody else has them").iter_mut().for_each(change);
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
