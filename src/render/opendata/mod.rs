//! Open data: every figure of the site as CSV and JSON, in one long form.
//!
//! In: `disclosed::Site`. Out: `data/<plan>/*.csv` (UTF-8 with BOM, header in row 1, one value a cell) and the same rows as JSON.
//! Never: a value for a withheld cell; its row says `withheld` and why.

mod rows;

use super::Tree;
use crate::disclosed::{Plan, Site, address};
use rayon::prelude::*;
use rows::Record;
use serde_json::json;

/// Writes all tables of all plans; each table is made once, side by side with the others.
pub fn render(site: &Site, tree: &mut Tree) {
    let jobs: Vec<(&Plan, Make)> =
        site.plans.iter().flat_map(|plan| jobs(plan).into_iter().map(move |job| (plan, job))).collect();
    let made: Vec<[(String, Vec<u8>); 2]> = jobs.par_iter().filter_map(|(plan, make)| files(site, plan, make)).collect();
    made.into_iter().flatten().for_each(|(path, bytes)| tree.add(path, bytes));
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
    let others: [(&str, Rows); 7] = [
        ("programs", rows::programs),
        ("regulations", rows::regulations),
        ("products", rows::products),
        ("support", rows::support),
        ("businesses", rows::businesses),
        ("report", rows::report),
        ("plan", rows::plan),
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
    (!table.records.is_empty()).then(|| [file("csv", csv(&table.records)), file("json", json_bytes(site, plan, &table))])
}

/// A named list of records.
struct Table {
    name: String,
    records: Vec<Record>,
}

fn csv(records: &[Record]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    // Writing into memory fails only for rows of different length, and `Record` has one.
    let mut write = |row: Vec<String>| writer.write_record(row).is_ok();
    write(Record::HEADER.iter().map(|h| (*h).to_owned()).collect());
    for record in records {
        write(record.fields());
    }
    writer.into_inner().unwrap_or_default()
}

fn json_bytes(site: &Site, plan: &Plan, table: &Table) -> Vec<u8> {
    let text = |t: &crate::disclosed::Text| json!({ "ja": t.ja, "en": t.en });
    let value = json!({
        "plan": plan.id,
        "title": text(&plan.name),
        "table": table.name,
        "publisher": text(&site.publisher),
        "licence": site.licence.as_ref().map(|(name, url)| json!({ "name": text(name), "url": url })),
        "updated": site.updated,
        "notice": site.notice.as_ref().map(text),
        "rows": table.records.iter().map(Record::to_json).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
