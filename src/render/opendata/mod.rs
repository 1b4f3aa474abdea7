//! Open data: every figure of the site as CSV and JSON, in one long form, with what machines need to know of them.
//!
//! In: `disclosed::Site`. Out: `data/<plan>/*.csv` (UTF-8 with BOM, header in row 1, one value a cell) and the same rows as JSON;
//! the register as `data/withheld.csv` and `.json`, corrections and recomputation as `data/corrections.csv` and `.json`; beside each
//! CSV its schema (CSVW); for all of them `data/datapackage.json` and `data/catalog.jsonld`; and `Listed`, from which pages tell of the
//! files. Never: a value for a withheld cell; its row says `withheld` and why.

mod catalogue;
pub mod columns;
mod corrections;
mod csvw;
mod dcat;
mod package;
mod register;
mod rows;
mod said;
mod tables;
mod undertakings;

pub use catalogue::{File, Listed, Shows, years};
pub use dcat::context as catalogue_context;
pub use tables::Tables;

use super::Tree;
use crate::disclosed::{Document, Site, Text, address};
use crate::figures::Date;
use catalogue::Draft;
use columns::{CORRECTIONS, REGISTER, header};
use serde_json::{Value, json};
use std::sync::{Arc, OnceLock};
use tables::Table;

/// The open data of a site. What nobody asks for is not made.
pub struct OpenData<'a> {
    site: &'a Site,
    tables: Arc<Tables>,
    register: OnceLock<Table>,
    package: OnceLock<Told>,
    catalog: OnceLock<Told>,
}

/// A file that tells of all tables.
struct Told {
    bytes: Vec<u8>,
    /// How many they are, or were.
    size: usize,
}

impl Told {
    fn new(file: &Value) -> Told {
        let bytes = bytes(file);
        Told { size: bytes.len(), bytes }
    }
}

/// What every file says of the site, and all that it says of it.
#[derive(Clone, PartialEq, Default)]
struct Letterhead {
    publisher: Text,
    licence: Option<(Text, String)>,
    updated: Option<Date>,
    notice: Option<Text>,
    documents: Vec<Document>,
}

impl Letterhead {
    fn of(site: &Site) -> Letterhead {
        Letterhead {
            publisher: site.publisher.clone(),
            licence: site.licence.clone(),
            updated: site.updated,
            notice: site.notice.clone(),
            documents: site.documents.clone(),
        }
    }
}

impl<'a> OpenData<'a> {
    /// The open data of a site.
    pub fn new(site: &'a Site) -> OpenData<'a> {
        OpenData::with(site, Arc::new(Tables::new(site)))
    }

    /// The same where there are tables already that are of its data.
    pub fn with(site: &'a Site, tables: Arc<Tables>) -> OpenData<'a> {
        OpenData { site, tables, register: OnceLock::new(), package: OnceLock::new(), catalog: OnceLock::new() }
    }

    /// Makes everything that is not made yet, side by side.
    fn make(&self) {
        rayon::join(|| self.register(), || self.tables.make(self.site));
        rayon::join(|| self.package(), || self.catalog());
    }

    fn register(&self) -> &Table {
        self.register.get_or_init(|| Table::new(of_site(self.site, &Letterhead::of(self.site), address::REGISTER)))
    }

    fn package(&self) -> &Told {
        self.package.get_or_init(|| Told::new(&package::package(self.site, &self.all())))
    }

    fn catalog(&self) -> &Told {
        self.catalog.get_or_init(|| Told::new(&dcat::catalog(self.site, &self.all())))
    }

    /// The tables of the whole site.
    fn own(&self) -> [&Table; 2] {
        [self.register(), self.tables.corrections(self.site)]
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.of_plans(self.site).chain(self.own())
    }

    /// All tables: those of the plans in the order of the plans, then those of the site.
    pub fn all(&self) -> Vec<&Listed> {
        self.tables().map(|table| &table.listed).collect()
    }

    /// The tables of a plan, or those of the whole site.
    pub fn of(&self, plan: Option<&str>) -> Vec<&Listed> {
        let tables = match plan {
            Some(plan) => self.tables.of_plan(self.site, plan).collect(),
            None => self.own().to_vec(),
        };
        tables.into_iter().map(|table| &table.listed).collect()
    }

    /// The table to which a file belongs.
    pub fn table(&self, path: &str) -> Option<&Listed> {
        self.table_of(path).map(|table| &table.listed)
    }

    fn table_of(&self, path: &str) -> Option<&Table> {
        let path = path.strip_prefix(address::DATA)?;
        match path.split_once('/') {
            Some((plan, file)) => self.tables.of_file(self.site, plan, file),
            None if path.split('.').next() == Some(address::REGISTER) => Some(self.register()),
            None if path.split('.').next() == Some(address::CORRECTIONS) => Some(self.tables.corrections(self.site)),
            None => None,
        }
    }

    /// Bytes of a file of it.
    pub fn size(&self, path: &str) -> Option<usize> {
        match path {
            address::DATA_PACKAGE => Some(self.package().size),
            address::DATA_CATALOG => Some(self.catalog().size),
            _ => self.table_of(path)?.size(path),
        }
    }

    /// A file of it.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        match path {
            address::DATA_PACKAGE => Some(&self.package().bytes),
            address::DATA_CATALOG => Some(&self.catalog().bytes),
            _ => self.table_of(path)?.files().iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice()),
        }
    }

    /// A copy of its files.
    pub fn files(&self) -> Tree {
        self.make();
        let mut tree = Tree::default();
        self.tables().flat_map(Table::files).for_each(|(path, bytes)| tree.add(path, bytes.clone()));
        tree.add(address::DATA_PACKAGE, self.package().bytes.clone());
        tree.add(address::DATA_CATALOG, self.catalog().bytes.clone());
        tree
    }

    /// Its files, of which nothing but what tells of them is kept.
    pub fn take_files(&mut self) -> Tree {
        self.make();
        let Some(tables) = Arc::get_mut(&mut self.tables) else { return self.files() };
        let own = [(address::DATA_PACKAGE, self.package.get_mut()), (address::DATA_CATALOG, self.catalog.get_mut())];
        let mut tree = Tree::default();
        let files = tables.take_files().into_iter().chain(self.register.get_mut().into_iter().flat_map(Table::take_files));
        files.for_each(|(path, bytes)| tree.add(path, bytes));
        own.into_iter()
            .for_each(|(path, told)| tree.add(path, told.map(|told| std::mem::take(&mut told.bytes)).unwrap_or_default()));
        tree
    }
}

/// A table, and its files: CSV, JSON, schema.
type Made = (Listed, [(String, Vec<u8>); 3]);

/// A table of the whole site, which is made even when it has no rows.
fn of_site(site: &Site, head: &Letterhead, name: &str) -> Made {
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
    finished(head, draft, columns, rows, own)
}

fn finished(head: &Letterhead, draft: Draft, columns: &'static [columns::Column], rows: Vec<Vec<String>>, own: Value) -> Made {
    let keyed = catalogue::is_key(&rows);
    let path = |extension| draft.path(extension);
    let files = [(path("csv"), csv(&header(columns), rows.iter().cloned())), (path("json"), json_bytes(head, own))];
    let listed = draft.listed(columns, rows.len(), keyed, &files);
    let schema = (address::csv_metadata(&listed.csv.path), bytes(&csvw::table(head, &listed)));
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
fn json_bytes(head: &Letterhead, mut file: Value) -> Vec<u8> {
    let of_site = [
        ("publisher", json!(head.publisher)),
        ("licence", json!(head.licence.as_ref().map(|(name, url)| json!({ "name": name, "url": url })))),
        ("updated", json!(head.updated)),
        ("notice", json!(head.notice)),
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
