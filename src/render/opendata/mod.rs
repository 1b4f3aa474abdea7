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
mod tables;
mod undertakings;

pub use catalogue::{Catalogue, File, Listed, Shows, years};
pub use dcat::context as catalogue_context;
pub use tables::Tables;

use super::Tree;
use crate::disclosed::{Document, Site, Text, address};
use crate::figures::Date;
use catalogue::Draft;
use columns::{CORRECTIONS, REGISTER, header};
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

impl OpenData {
    /// The open data of a site of which these tables are there.
    pub fn new(site: &Site, tables: Arc<Tables>) -> OpenData {
        let register = of_site(site, &Letterhead::of(site), address::REGISTER);
        OpenData::told(site, tables, register)
    }

    /// The same of a site whose data are those of `before`: where its register is the same too, that is used again.
    pub fn again(site: &Site, before: &Arc<OpenData>) -> Arc<OpenData> {
        let register = of_site(site, &Letterhead::of(site), address::REGISTER);
        let same = register.1.iter().all(|(path, bytes)| before.own.get(path) == Some(bytes));
        match same {
            true => Arc::clone(before),
            false => Arc::new(OpenData::told(site, Arc::clone(&before.tables), register)),
        }
    }

    fn told(site: &Site, tables: Arc<Tables>, register: Made) -> OpenData {
        let mut own = Tree::default();
        let mut catalogue = Catalogue { tables: tables.plans.clone(), ..Catalogue::default() };
        catalogue.tables.push(add(register, &mut own));
        catalogue.tables.extend_from_slice(&tables.corrections);
        let package = || bytes(&package::package(site, &catalogue));
        let (package, catalog) = rayon::join(package, || bytes(&dcat::catalog(site, &catalogue)));
        own.add(address::DATA_PACKAGE, package);
        own.add(address::DATA_CATALOG, catalog);
        catalogue.sizes = tables.tree.iter().chain(own.iter()).map(|(path, bytes)| (path.to_owned(), bytes.len())).collect();
        OpenData { catalogue, tables, own }
    }

    /// The tables in it.
    pub fn tables(&self) -> &Tables {
        &self.tables
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

    /// What is in it, and all of its files.
    pub fn into_parts(self) -> (Catalogue, Tree) {
        let mut tree = Arc::try_unwrap(self.tables).map_or_else(|shared| shared.tree.clone(), |tables| tables.tree);
        tree.extend(self.own);
        (self.catalogue, tree)
    }
}

/// Adds the files of a table.
fn add((listed, files): Made, tree: &mut Tree) -> Listed {
    files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes));
    listed
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
