//! `data/datapackage.json`: all tables with their schemas, sizes and hashes (Data Package, Frictionless).
//!
//! In: the catalogue. Out: the descriptor. Never: a file that is not made.

use super::catalogue::Listed;
use super::columns::{Column, Kind};
use crate::disclosed::{Document, Site, Text};
use crate::figures::Lang;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Names that the specification knows licences by.
const LICENCES: [(&str, &str); 3] = [
    ("creativecommons.org/licenses/by/4.0", "CC-BY-4.0"),
    ("creativecommons.org/licenses/by-sa/4.0", "CC-BY-SA-4.0"),
    ("creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"),
];

/// The descriptor.
pub fn package(site: &Site, tables: &[&Listed]) -> Value {
    let mut out = Map::new();
    out.insert("$schema".to_owned(), json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    out.insert("name".to_owned(), json!(name(&site.base_url)));
    out.insert("id".to_owned(), json!(format!("{}/{}", site.base_url, crate::disclosed::address::DATA_PACKAGE)));
    out.insert("title".to_owned(), json!(both(&site.title)));
    out.insert("description".to_owned(), json!(both(&site.description)));
    out.insert("homepage".to_owned(), json!(format!("{}/", site.base_url)));
    out.extend(site.updated.map(|day| ("version".to_owned(), json!(day))));
    out.extend(site.licence.as_ref().map(|(name, url)| ("licenses".to_owned(), json!([licence(name, url)]))));
    let publisher = both(&site.publisher);
    if !publisher.is_empty() {
        let contributor = json!({ "title": publisher, "path": format!("{}/", site.base_url), "roles": ["publisher"] });
        out.insert("contributors".to_owned(), json!([contributor]));
    }
    let used: BTreeSet<&str> = tables.iter().flat_map(|table| &table.documents).map(String::as_str).collect();
    sources(site, &mut out, |id| used.contains(id));
    out.insert("resources".to_owned(), tables.iter().map(|table| resource(site, table)).collect());
    Value::Object(out)
}

/// A licence by its name where the specification has one.
fn licence(title: &Text, url: &str) -> Value {
    let mut out = json!({ "path": url, "title": both(title) });
    if let Some((_, name)) = LICENCES.iter().find(|(part, _)| url.contains(part)) {
        out["name"] = json!(name);
    }
    out
}

/// `https://kohyo.example/x` is `kohyo.example-x`.
fn name(base_url: &str) -> String {
    let host = base_url.rsplit_once("://").map_or(base_url, |(_, host)| host).to_ascii_lowercase();
    host.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

/// Both languages side by side: the specification knows one.
fn both(text: &Text) -> String {
    let texts: Vec<&str> = Lang::ALL.into_iter().filter_map(|lang| text.get(lang)).collect();
    texts.join(" / ")
}

fn sources(site: &Site, out: &mut Map<String, Value>, used: impl Fn(&str) -> bool) {
    let source = |document: &Document| json!({ "id": document.id, "title": both(&document.title) });
    let list: Vec<Value> = site.documents.iter().filter(|document| used(&document.id)).map(source).collect();
    // An empty list is not allowed.
    out.extend((!list.is_empty()).then(|| ("sources".to_owned(), json!(list))));
}

/// The CSV file with its schema. The JSON file with the same rows is in the catalogue: the specification knows tables only, and a program
/// that meets `report.json` without a type takes it for a report of its own.
fn resource(site: &Site, table: &Listed) -> Value {
    let plan = table.plan.as_deref().and_then(|id| site.plans().find(|plan| plan.id == id));
    let title = plan.map_or_else(|| both(&table.title), |plan| format!("{}：{}", both(&plan.short), both(&table.title)));
    let path = table.csv.path.strip_prefix("data/").unwrap_or(&table.csv.path);
    let fields = [
        ("name", json!(table.id())),
        ("path", json!(path)),
        ("title", json!(title)),
        ("description", json!(both(&table.about))),
        ("type", json!("table")),
        ("format", json!("csv")),
        ("mediatype", json!("text/csv")),
        ("encoding", json!("utf-8")),
        ("bytes", json!(table.csv.bytes)),
        ("hash", json!(format!("sha256:{}", table.csv.sha256))),
        ("schema", schema(table)),
    ];
    let mut out = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    sources(site, &mut out, |id| table.documents.contains(id));
    Value::Object(out)
}

fn schema(table: &Listed) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut out = json!({ "fields": fields, "missingValues": [""] });
    if let Some(first) = table.columns.first().filter(|_| table.keyed) {
        out["primaryKey"] = json!([first.name]);
    }
    out
}

fn field(column: &Column) -> Value {
    let [title, about] = [Column::title, Column::about].map(|text| Lang::ALL.map(|lang| text(column, lang)).join(" / "));
    let (kind, format) = match column.kind {
        Kind::Text | Kind::Words(_) | Kind::Dates | Kind::One(_) => ("string", "default"),
        Kind::Number => ("number", "default"),
        Kind::Whole => ("integer", "default"),
        Kind::Day => ("date", "default"),
        Kind::Address => ("string", "uri"),
    };
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if let Kind::One(words) = column.kind {
        constraints.insert("enum".to_owned(), words.iter().map(|(word, ..)| json!(word)).collect());
    }
    let mut out = json!({ "name": column.name, "title": title, "description": about, "type": kind, "format": format });
    if !constraints.is_empty() {
        out["constraints"] = Value::Object(constraints);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_lower_case_without_scheme_and_slashes() {
        assert_eq!(name("https://Kohyo.example"), "kohyo.example");
        assert_eq!(name("https://city.example/open/data"), "city.example-open-data");
    }

    #[test]
    fn a_licence_has_its_known_name() {
        let of = |url: &str| licence(&Text::default(), url)["name"].as_str().map(str::to_owned);
        assert_eq!(of("https://creativecommons.org/licenses/by/4.0/deed.ja"), Some("CC-BY-4.0".to_owned()));
        assert_eq!(of("https://city.example/terms"), None);
    }
}
