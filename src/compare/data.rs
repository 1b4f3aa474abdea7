//! The open data of a tree: its facts, the register of what is withheld, corrections.
//!
//! In: `data/**/*.json` of a public tree. Out: facts by id, entries, corrections by figure. Never: a number read as one; everything is
//! the characters that the files hold.

use super::model::{Both, Declared, Entry, Figure, Said};
use super::public::Public;
use crate::disclosed::address;
use serde_json::Value;
use std::collections::BTreeMap;

/// A row of open data: column to characters; empty fields are not there.
pub type Fields = BTreeMap<String, String>;

/// Everything that the open data of a tree say.
#[derive(Default)]
pub struct Data {
    pub facts: BTreeMap<String, Fact>,
    /// Rows withheld as a whole: plan, table and year, as often as they occur.
    pub closed: Vec<[String; 3]>,
    pub register: Vec<Entry>,
    pub declared: BTreeMap<String, Declared>,
    pub title: Both,
    pub updated: String,
    /// Names of plans by id, and of tables by `<plan>/<table>`.
    pub names: BTreeMap<String, Both>,
}

/// A fact as the open data give it.
pub struct Fact {
    pub plan: String,
    pub table: String,
    pub fields: Fields,
    /// Its place among all facts.
    pub order: usize,
}

impl Data {
    /// Reads all tables. What is no table of kohyo's is passed over.
    pub fn read(tree: &Public) -> Data {
        let mut data = Data::default();
        let mut tables: Vec<&str> = tree.paths().filter(|path| path.starts_with("data/") && path.ends_with(".json")).collect();
        // A figure of one target stands in the table of all targets as well, and belongs to that.
        tables.sort_by_key(|path| (path.contains("/indicators-"), *path));
        for path in tables {
            let Some(table) = tree.get(path).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok()) else { continue };
            data.table(tree, path, &table);
        }
        data.title = title(tree);
        data
    }

    fn table(&mut self, tree: &Public, path: &str, table: &Value) {
        let rows = table["rows"].as_array().map(Vec::as_slice).unwrap_or_default();
        let word = |key: &str| table[key].as_str().unwrap_or_default();
        if path == address::register_file("json") {
            self.register = rows.iter().map(|row| entry(&fields(row))).collect();
            self.updated = word("updated").to_owned();
        } else if path == address::corrections_file("json") {
            rows.iter().map(fields).for_each(|row| self.correction(&row));
        } else {
            self.name(tree, word("plan"), word("table"), &table["title"]);
            let mut nth: BTreeMap<String, usize> = BTreeMap::new();
            rows.iter().map(fields).for_each(|row| self.fact((word("plan"), word("table")), row, &mut nth));
        }
    }

    /// The name of a table stands in its schema.
    fn name(&mut self, tree: &Public, plan: &str, table: &str, title: &Value) {
        let get = |lang: &str| title[lang].as_str().unwrap_or_default().to_owned();
        self.names.insert(plan.to_owned(), Both { ja: get("ja"), en: get("en") });
        let schema = tree.get(&address::csv_metadata(&address::data(plan, table, "csv")));
        let schema = schema.and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok()).unwrap_or_default();
        let titles = schema["dc:title"].as_array().map(Vec::as_slice).unwrap_or_default();
        let of = |lang: &str| titles.iter().find(|title| title["@language"] == lang).and_then(|title| title["@value"].as_str());
        let name = Both { ja: of("ja").unwrap_or(table).to_owned(), en: of("en").unwrap_or(table).to_owned() };
        self.names.insert(format!("{plan}/{table}"), name);
    }

    fn fact(&mut self, (plan, table): (&str, &str), fields: Fields, nth: &mut BTreeMap<String, usize>) {
        let Some(id) = fields.get("fact").cloned() else {
            if table.starts_with("indicators-") {
                return;
            }
            let year = fields.get("fiscal_year").cloned().unwrap_or_default();
            self.closed.push([plan.to_owned(), table.to_owned(), year]);
            return;
        };
        let count = nth.entry(id.clone()).or_default();
        *count += 1;
        let key = if *count == 1 { id } else { format!("{id}#{count}") };
        let order = self.facts.len();
        let fact = Fact { plan: plan.to_owned(), table: table.to_owned(), fields, order };
        self.facts.entry(key).or_insert(fact);
    }

    /// Editions declare that a figure was corrected; checks of the arithmetic do not.
    fn correction(&mut self, row: &Fields) {
        let get = |key: &str| row.get(key).cloned().unwrap_or_default();
        if get("type") != "check" {
            let declared = Declared { kind: get("type"), date: get("date"), reason: both(row, "reason") };
            self.declared.insert(get("fact"), declared);
        }
    }
}

impl Fact {
    pub fn get(&self, column: &str) -> &str {
        self.fields.get(column).map(String::as_str).unwrap_or_default()
    }

    pub fn is_withheld(&self) -> bool {
        self.get("status") == "withheld"
    }

    /// What stands in the cell, apart from its names and sources.
    pub fn said(&self) -> Said {
        let get = |column: &str| self.get(column).to_owned();
        Said {
            status: get("status"),
            printed: get("printed"),
            value: get("value"),
            unit: both(&self.fields, "unit"),
            text: both(&self.fields, "text"),
            date: get("date"),
            scope: get("scope"),
            period: get("period"),
        }
    }

    /// With its names, and what it says unless that is to be left out.
    pub fn figure(&self, id: &str, shown: bool) -> Figure {
        let get = |column: &str| self.get(column).to_owned();
        Figure {
            fact: id.to_owned(),
            plan: self.plan.clone(),
            fiscal_year: get("fiscal_year"),
            table: self.table.clone(),
            row: get("row"),
            row_name: both(&self.fields, "row_name"),
            item: get("item"),
            item_name: both(&self.fields, "item_name"),
            page: String::new(),
            said: if shown { self.said() } else { Said { status: get("status"), ..Said::default() } },
            order: self.order,
        }
    }

    /// Plan, year, table and row: what stands together.
    pub fn row(&self) -> [&str; 4] {
        [&self.plan, self.get("fiscal_year"), &self.table, self.get("row")]
    }
}

/// The two columns of a text.
pub fn both(fields: &Fields, column: &str) -> Both {
    let get = |lang: &str| fields.get(&format!("{column}_{lang}")).cloned().unwrap_or_default();
    Both { ja: get("ja"), en: get("en") }
}

fn fields(row: &Value) -> Fields {
    let object = row.as_object().into_iter().flatten();
    object.filter_map(|(column, value)| Some((column.clone(), value.as_str()?.to_owned()))).collect()
}

fn entry(row: &Fields) -> Entry {
    let get = |column: &str| row.get(column).cloned().unwrap_or_default();
    Entry {
        number: get("number"),
        kind: get("kind"),
        plan: get("plan"),
        fiscal_year: get("fiscal_year"),
        row: get("row"),
        row_name: both(row, "row_name"),
        item: get("item"),
        item_name: both(row, "item_name"),
        page: page(&get("page_ja")),
        page_title: both(row, "page_title"),
        ground: get("ground"),
        ground_label: both(row, "ground_label"),
        reason: both(row, "reason"),
        by: both(row, "by"),
        decided: get("decided"),
        review: get("review"),
        planned: get("planned"),
    }
}

/// An address of a page without host, language and place on the page.
fn page(url: &str) -> String {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default());
    let path = path.split('#').next().unwrap_or_default();
    super::public::split(path).map(|(_, address)| address.to_owned()).unwrap_or_default()
}

/// The title of the site, which its feeds bear.
fn title(tree: &Public) -> Both {
    let of = |lang: &str| {
        let feed = std::str::from_utf8(tree.get(&address::feed_file(lang)).unwrap_or_default()).unwrap_or_default();
        let inside = feed.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
        inside.map(|(title, _)| super::html::unescaped(title)).unwrap_or_default()
    };
    Both { ja: of("ja"), en: of("en") }
}
