//! Open data: every figure of the site as CSV and JSON, in one long form, with what machines need to know of them.
//!
//! In: `disclosed::Site`. Out: `data/<plan>/*.csv` (UTF-8 with BOM, header in row 1, one value a cell) and the same rows as JSON;
//! the register as `data/withheld.csv` and `.json`, corrections and recomputation as `data/corrections.csv` and `.json`; beside each
//! CSV its schema (CSVW); for all of them `data/datapackage.json` and `data/catalog.jsonld`; and the `Catalogue`, from which pages
//! tell of the files. Never: a value for a withheld cell; its row says `withheld` and why.

mod catalogue;
pub mod columns;
mod corrections;
mod csvw;
mod dcat;
mod package;
mod register;
mod rows;
mod said;
mod undertakings;

pub use catalogue::{Catalogue, File, Listed, Shows, years};
pub use dcat::context as catalogue_context;

use super::Tree;
use crate::disclosed::{Plan, Site, Text, address};
use catalogue::Draft;
use columns::{CORRECTIONS, RECORD, REGISTER, header};
use rayon::prelude::*;
use rows::Record;
use serde_json::{Value, json};
use std::sync::Arc;

/// The open data of a site.
#[derive(Default)]
pub struct OpenData {
    /// What is in it.
    pub catalogue: Catalogue,
    tables: Arc<Tables>,
    /// The register, and what tells of all tables.
    own: Tree,
}

/// The tables that follow from the data alone, and from no page: those of all plans, and that of corrections.
#[derive(Default)]
pub struct Tables {
    plans: Vec<Listed>,
    corrections: Vec<Listed>,
    tree: Tree,
}

impl Tables {
    /// Makes each table once, side by side with the others.
    pub fn new(site: &Site) -> Tables {
        let jobs: Vec<(&Plan, Make)> =
            site.plans.iter().flat_map(|plan| jobs(plan).into_iter().map(move |job| (plan, job))).collect();
        let made: Vec<Made> = jobs.par_iter().filter_map(|(plan, make)| table(site, plan, make)).collect();
        let mut tables = Tables::default();
        tables.plans = made.into_iter().map(|made| add(made, &mut tables.tree)).collect();
        tables.corrections = vec![add(of_site(site, address::CORRECTIONS), &mut tables.tree)];
        tables
    }
}

impl OpenData {
    /// The open data of a site of which these tables are there.
    pub fn new(site: &Site, tables: Arc<Tables>) -> OpenData {
        let register = of_site(site, address::REGISTER);
        OpenData::told(site, tables, register)
    }

    /// The same of a site whose data are those of `before`: where its register is the same too, that is used again.
    pub fn again(site: &Site, before: &Arc<OpenData>) -> Arc<OpenData> {
        let register = of_site(site, address::REGISTER);
        let same = register.1.iter().all(|(path, bytes)| before.own.get(path) == Some(bytes));
        match same {
            true => Arc::clone(before),
            false => Arc::new(OpenData::told(site, Arc::clone(&before.tables), register)),
        }
    }

    fn told(site: &Site, tables: Arc<Tables>, register: Made) -> OpenData {
        let mut own = Tree::default();
        let mut catalogue = Catalogue { tables: tables.plans.clone() };
        catalogue.tables.push(add(register, &mut own));
        catalogue.tables.extend_from_slice(&tables.corrections);
        own.add(address::DATA_PACKAGE, bytes(&package::package(site, &catalogue)));
        own.add(address::DATA_CATALOG, bytes(&dcat::catalog(site, &catalogue)));
        OpenData { catalogue, tables, own }
    }

    /// A file of it.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.own.get(path).or_else(|| self.tables.tree.get(path))
    }

    /// A copy of its files.
    pub fn tree(&self) -> Tree {
        let mut tree = self.tables.tree.clone();
        tree.extend(self.own.clone());
        tree
    }

    /// All of its files.
    pub fn into_tree(self) -> Tree {
        let mut tree = Arc::try_unwrap(self.tables).map_or_else(|shared| shared.tree.clone(), |tables| tables.tree);
        tree.extend(self.own);
        tree
    }
}

/// Adds the files of a table.
fn add((listed, files): Made, tree: &mut Tree) -> Listed {
    files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes));
    listed
}

/// A table, and its files: CSV, JSON, schema.
type Made = (Listed, [(String, Vec<u8>); 3]);

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

/// A table of a plan; `None` when it has no rows.
fn table(site: &Site, plan: &Plan, (name, make): &Make) -> Option<Made> {
    let records = make(site, plan);
    let rows: Vec<Vec<String>> = records.iter().map(Record::fields).collect();
    let own = json!({
        "plan": plan.id,
        "title": plan.name,
        "table": name,
        "rows": records.iter().map(Record::to_json).collect::<Vec<_>>(),
    });
    let draft = Draft::of_plan(plan, name, records.iter().map(Record::described));
    (!rows.is_empty()).then(|| finished(site, draft, &RECORD, rows, own))
}

/// A table of the whole site, which is made even when it has no rows.
fn of_site(site: &Site, name: &str) -> Made {
    let draft = Draft::of_site(name);
    let mut own = json!({ "title": draft.title, "table": name });
    let register = name == address::REGISTER;
    let (columns, rows) = if register { (&*REGISTER, register::rows(site)) } else { (&*CORRECTIONS, corrections::rows(site)) };
    if register {
        own["request"] = json!(site.request);
        own["grounds"] = json!(register::grounds(site));
    }
    let object = if register { register::object } else { corrections::object };
    own["rows"] = rows.iter().cloned().map(object).collect();
    finished(site, draft, columns, rows, own)
}

fn finished(site: &Site, draft: Draft, columns: &'static [columns::Column], rows: Vec<Vec<String>>, own: Value) -> Made {
    let keyed = catalogue::is_key(&rows);
    let path = |extension| draft.path(extension);
    let files = [(path("csv"), csv(&header(columns), rows.iter().cloned())), (path("json"), json_bytes(site, own))];
    let listed = draft.listed(columns, rows.len(), keyed, &files);
    let schema = (address::csv_metadata(&listed.csv.path), bytes(&csvw::table(site, &listed)));
    let [csv, json] = files;
    (listed, [csv, json, schema])
}

/// Rows as UTF-8 with BOM.
pub(super) fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    // Writing into memory fails only for rows of different length, and the rows of a table have one.
    let mut write = |row: Vec<String>| writer.write_record(row).is_ok();
    write(header.iter().map(|name| (*name).to_owned()).collect());
    for row in rows {
        write(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A file with what all of them say of the site.
fn json_bytes(site: &Site, mut file: Value) -> Vec<u8> {
    let of_site = [
        ("publisher", json!(site.publisher)),
        ("licence", json!(site.licence.as_ref().map(|(name, url)| json!({ "name": name, "url": url })))),
        ("updated", json!(site.updated)),
        ("notice", json!(site.notice)),
    ];
    if let Some(object) = file.as_object_mut() {
        object.extend(of_site.map(|(key, value)| (key.to_owned(), value)));
    }
    bytes(&file)
}

fn bytes(file: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The values of a language-tagged text, for JSON-LD: those that there are.
pub fn tagged(text: &Text) -> Value {
    let value = |lang: crate::figures::Lang| Some(json!({ "@language": lang.code(), "@value": text.get(lang)? }));
    crate::figures::Lang::ALL.into_iter().filter_map(value).collect()
}
