//! Open data: every figure of the site as CSV and JSON, in one long form.
//!
//! In: `disclosed::Site`. Out: `data/<plan>/*.csv` (UTF-8 with BOM, header in row 1, one value a cell) and the same rows as JSON.
//! Never: a value for a withheld cell; its row says `withheld` and why.

mod rows;

use super::Tree;
use crate::disclosed::{Indicator, Plan, Site, address};
use rows::Record;
use serde_json::json;

/// Writes all tables of all plans.
pub fn render(site: &Site, tree: &mut Tree) {
    for plan in &site.plans {
        for table in tables(site, plan) {
            tree.add(address::data(&plan.id, &table.name, "csv"), csv(&table.records));
            tree.add(address::data(&plan.id, &table.name, "json"), json_bytes(site, plan, &table));
        }
    }
}

/// A table by name (`programs`, `regulations` …), for pages that print its size beside the link.
pub fn table_sizes(site: &Site, plan: &Plan) -> Vec<(String, usize, usize)> {
    let size = |table: Table| (table.name.clone(), csv(&table.records).len(), json_bytes(site, plan, &table).len());
    tables(site, plan).into_iter().map(size).collect()
}

/// A named list of records.
struct Table {
    name: String,
    records: Vec<Record>,
}

fn tables(site: &Site, plan: &Plan) -> Vec<Table> {
    let mut tables: Vec<Table> = plan.indicators.iter().map(|i| indicator_table(site, plan, i)).collect();
    let all = plan.indicators.iter().flat_map(|i| rows::indicator(site, plan, i)).chain(rows::groups(site, plan)).collect();
    let named = [
        ("indicators", all),
        ("programs", rows::programs(site, plan)),
        ("regulations", rows::regulations(site, plan)),
        ("products", rows::products(site, plan)),
        ("support", rows::support(site, plan)),
        ("businesses", rows::businesses(site, plan)),
        ("report", rows::report(site, plan)),
        ("plan", rows::plan(site, plan)),
    ];
    tables.extend(
        named.into_iter().filter(|(_, records)| !records.is_empty()).map(|(name, records)| Table { name: name.into(), records }),
    );
    tables
}

fn indicator_table(site: &Site, plan: &Plan, indicator: &Indicator) -> Table {
    Table { name: format!("indicators-{}", indicator.id), records: rows::indicator(site, plan, indicator) }
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
