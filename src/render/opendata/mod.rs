//! Open data: every figure of the site as CSV and JSON, in one long form.
//!
//! In: `disclosed::Site`. Out: `data/<plan>/*.csv` (UTF-8 with BOM, header in row 1, one value a cell) and the same rows as JSON;
//! the register as `data/withheld.csv` and `.json`, corrections and recomputation as `data/corrections.csv` and `.json`.
//! Never: a value for a withheld cell; its row says `withheld` and why.

mod corrections;
mod register;
mod rows;
mod said;
mod undertakings;

use super::Tree;
use crate::disclosed::{Plan, Site, Text, address};
use rayon::prelude::*;
use rows::Record;
use serde_json::{Value, json};

/// Writes all tables of all plans; each table is made once, side by side with the others.
pub fn render(site: &Site, tree: &mut Tree) {
    let jobs: Vec<(&Plan, Make)> =
        site.plans.iter().flat_map(|plan| jobs(plan).into_iter().map(move |job| (plan, job))).collect();
    let made: Vec<[(String, Vec<u8>); 2]> = jobs.par_iter().filter_map(|(plan, make)| files(site, plan, make)).collect();
    made.into_iter().flatten().for_each(|(path, bytes)| tree.add(path, bytes));
    let rows = register::rows(site);
    tree.add(address::register_file("csv"), csv(&register::HEADER, rows.iter().cloned()));
    tree.add(address::register_file("json"), register_json(site, rows));
    let rows = corrections::rows(site);
    tree.add(address::corrections_file("csv"), csv(&corrections::HEADER, rows.iter().cloned()));
    tree.add(address::corrections_file("json"), corrections_json(site, rows));
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

/// The CSV and JSON of a table; `None` when it has no rows.
fn files(site: &Site, plan: &Plan, (name, make): &Make) -> Option<[(String, Vec<u8>); 2]> {
    let table = Table { name: name.clone(), records: make(site, plan) };
    let file = |extension, bytes| (address::data(&plan.id, name, extension), bytes);
    let rows = table.records.iter().map(Record::fields);
    (!table.records.is_empty()).then(|| [file("csv", csv(&Record::HEADER, rows)), file("json", table_json(site, plan, &table))])
}

/// A named list of records.
struct Table {
    name: String,
    records: Vec<Record>,
}

fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    // Writing into memory fails only for rows of different length, and the rows of a table have one.
    let mut write = |row: Vec<String>| writer.write_record(row).is_ok();
    write(header.iter().map(|name| (*name).to_owned()).collect());
    for row in rows {
        write(row);
    }
    writer.into_inner().unwrap_or_default()
}

fn table_json(site: &Site, plan: &Plan, table: &Table) -> Vec<u8> {
    let own = json!({
        "plan": plan.id,
        "title": plan.name,
        "table": table.name,
        "rows": table.records.iter().map(Record::to_json).collect::<Vec<_>>(),
    });
    json_bytes(site, own)
}

fn register_json(site: &Site, rows: Vec<Vec<String>>) -> Vec<u8> {
    let own = json!({
        "title": Text { ja: Some("非公表の一覧（台帳）".to_owned()), en: Some("What is withheld".to_owned()) },
        "table": address::REGISTER,
        "request": site.request,
        "grounds": register::grounds(site),
        "rows": rows.into_iter().map(register::object).collect::<Vec<_>>(),
    });
    json_bytes(site, own)
}

fn corrections_json(site: &Site, rows: Vec<Vec<String>>) -> Vec<u8> {
    let own = json!({
        "title": Text { ja: Some("正誤・検算".to_owned()), en: Some("Corrections and checks".to_owned()) },
        "table": address::CORRECTIONS,
        "rows": rows.into_iter().map(corrections::object).collect::<Vec<_>>(),
    });
    json_bytes(site, own)
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
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
