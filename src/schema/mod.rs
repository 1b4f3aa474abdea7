//! JSON Schema for every TOML file of a site, so that editors complete keys, say what they mean and underline slips.
//!
//! In: the shapes that `load` and `render` note while they ask for keys, and `keys.toml`, which says in both languages what each
//! key means. Out: one schema (draft-07) for each sort of file. Never: a key that nothing reads, or one without a description.

mod describe;

use crate::authored::State;
use crate::shape::{Excuse, Form, Kind, Table};
use crate::{load, render};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub use describe::descriptions;

/// The schema of one sort of file.
pub struct Schema {
    /// `plan`; the file is `plan.json`.
    pub name: &'static str,
    /// Where such files stand in a site; a segment in `<>` is any name.
    pub place: String,
    /// Every key by its path: `plan.indicator.unit`.
    pub keys: BTreeSet<String>,
    /// The keys that are described, with the entry of `keys.toml`.
    pub described: BTreeMap<String, String>,
    json: Value,
}

impl Schema {
    /// `plan.json`
    pub fn file_name(&self) -> String {
        format!("{}.json", self.name)
    }

    /// As it is written to disk.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(&self.json).unwrap_or_default() + "\n"
    }
}

/// The schemas of all sorts of files.
pub fn schemas() -> Vec<Schema> {
    let theme = ("theme", "themes/<name>/theme.toml".to_owned(), render::theme_shape());
    load::shapes().into_iter().chain([theme]).map(|(name, place, table)| schema(name, place, &table)).collect()
}

fn schema(name: &'static str, place: String, table: &Table) -> Schema {
    let mut writer = Writer::default();
    let body = writer.table(name, table);
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("title".to_owned(), json!(format!("kohyo: {place}")));
    root.extend(body);
    let definitions: Map<String, Value> = writer.defined.into_iter().map(|(_, (name, json))| (name, json)).collect();
    if !definitions.is_empty() {
        root.insert("definitions".to_owned(), Value::Object(definitions));
    }
    Schema { name, place, keys: writer.keys, described: writer.described, json: Value::Object(root) }
}

/// Writes one schema; tables that occur twice are written once.
#[derive(Default)]
struct Writer {
    /// What is defined, by its own text.
    defined: BTreeMap<String, (String, Value)>,
    names: BTreeMap<String, usize>,
    keys: BTreeSet<String>,
    described: BTreeMap<String, String>,
}

impl Writer {
    fn table(&mut self, path: &str, table: &Table) -> Map<String, Value> {
        let mut properties = Map::new();
        for (key, what) in &table.keys {
            let path = format!("{path}.{key}");
            let Some(kind) = &what.kind else { continue };
            properties.insert((*key).to_owned(), self.property(&path, key, kind));
            self.keys.insert(path);
        }
        let needed: Vec<&str> = table.keys.iter().filter(|(_, what)| what.needed).map(|(key, _)| *key).collect();
        let mut out = Map::new();
        out.insert("type".to_owned(), json!("object"));
        out.insert("properties".to_owned(), Value::Object(properties));
        out.insert("additionalProperties".to_owned(), json!(false));
        out.extend(required(&needed, table.excuse));
        out
    }

    fn property(&mut self, path: &str, key: &str, kind: &Kind) -> Value {
        let mut out = self.kind(path, key, kind);
        if let Some((at, words)) = describe::of(path) {
            self.described.insert(path.to_owned(), at.to_owned());
            // What stands beside a reference is not read.
            if out.contains_key("$ref") {
                out = Map::from_iter([("allOf".to_owned(), json!([out]))]);
            }
            out.insert("description".to_owned(), json!(words));
        }
        Value::Object(out)
    }

    fn kind(&mut self, path: &str, key: &str, kind: &Kind) -> Map<String, Value> {
        match kind {
            Kind::Table(table) => {
                let table = self.table(path, table);
                self.define(key, table)
            }
            Kind::Bilingual(table) => {
                let mut table = self.table(path, table);
                table.extend(object(json!({ "anyOf": [{ "required": ["ja", "en"] }, { "required": ["missing"] }] })));
                self.define("text", table)
            }
            Kind::Either(kinds) => {
                let one = |kind: &Kind| match kind {
                    Kind::Table(table) => self.table(path, table),
                    other => self.kind(path, key, other),
                };
                let any: Vec<Value> = kinds.iter().map(one).map(Value::Object).collect();
                self.define(key, object(json!({ "anyOf": any })))
            }
            Kind::Named(name, kind) => self.kind(name, name, kind),
            Kind::List(item) => object(json!({ "type": "array", "items": self.kind(path, key, item) })),
            Kind::Some(item) => object(json!({ "type": "array", "items": self.kind(path, key, item), "minItems": 1 })),
            Kind::Exactly(n, item) => {
                object(json!({ "type": "array", "items": self.kind(path, key, item), "minItems": n, "maxItems": n }))
            }
            Kind::Years(value) => {
                let years = json!({ "^[0-9]{4}$": self.kind(path, key, value) });
                object(json!({ "type": "object", "patternProperties": years, "additionalProperties": false }))
            }
            Kind::Map(value) => object(json!({ "type": "object", "additionalProperties": self.kind(path, key, value) })),
            plain => simple(plain),
        }
    }

    /// A reference to what is written once.
    fn define(&mut self, key: &str, what: Map<String, Value>) -> Map<String, Value> {
        let what = Value::Object(what);
        let text = what.to_string();
        let names = &mut self.names;
        let (name, _) = self.defined.entry(text).or_insert_with(|| {
            let n = names.entry(key.to_owned()).and_modify(|n| *n += 1).or_insert(1);
            (if *n == 1 { key.to_owned() } else { format!("{key}-{n}") }, what)
        });
        object(json!({ "$ref": format!("#/definitions/{name}") }))
    }
}

fn simple(kind: &Kind) -> Map<String, Value> {
    object(match kind {
        Kind::Form(form) => form_json(*form),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Within(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Only(only) => json!({ "type": "boolean", "enum": [only] }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        _ => json!({ "type": "string" }),
    })
}

fn form_json(form: Form) -> Value {
    let mut out = Map::from_iter([("type".to_owned(), json!("string"))]);
    if let Some(pattern) = form.pattern() {
        out.insert("pattern".to_owned(), json!(pattern));
    }
    Value::Object(out)
}

/// What must be there, and when it need not be.
fn required(needed: &[&str], excuse: Excuse) -> Map<String, Value> {
    let (always, otherwise): (Vec<&str>, Vec<&str>) = match excuse {
        Excuse::Never => (needed.to_vec(), Vec::new()),
        Excuse::Hidden => needed.iter().partition(|key| **key == "disclosure"),
        Excuse::HiddenOrSilent => (Vec::new(), needed.iter().copied().filter(|key| *key != "disclosure").collect()),
    };
    let mut out = Map::new();
    if !always.is_empty() {
        out.insert("required".to_owned(), json!(always));
    }
    if !otherwise.is_empty() {
        out.insert("if".to_owned(), excused(excuse));
        out.insert("else".to_owned(), json!({ "required": otherwise }));
    }
    out
}

/// A table that is hidden as a whole.
fn excused(excuse: Excuse) -> Value {
    let hides: Vec<&str> = State::WORDS.iter().filter(|(_, state)| state.hides_all()).map(|(word, _)| *word).collect();
    let table = json!({ "type": "object", "required": ["state"], "properties": { "state": { "enum": hides } } });
    let hidden = json!({ "properties": { "disclosure": { "anyOf": [{ "enum": hides }, table] } } });
    match excuse {
        Excuse::HiddenOrSilent => hidden,
        _ => json!({ "allOf": [{ "required": ["disclosure"] }, hidden] }),
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The settings by which taplo and the editors that use it (Even Better TOML in VS Code) find the schemas, which stand in `folder`
/// below the settings. Front matter is no file of its own, and no editor looks there.
pub fn taplo(folder: &str) -> String {
    let rule = |schema: &Schema| {
        let files: String = schema.place.split('/').map(any_name).collect::<Vec<_>>().join("/");
        format!("\n[[rule]]\ninclude = [\"{files}\"]\nschema.path = \"{folder}/{}\"\n", schema.file_name())
    };
    let rules: String = schemas().iter().filter(|schema| schema.place.ends_with(".toml")).map(rule).collect();
    format!("# kohyo schema が書いた、エディターのための設定です。 Settings for editors, written by `kohyo schema`.\n{rules}")
}

fn any_name(segment: &str) -> String {
    match segment.split_once('<').zip(segment.rsplit_once('>')) {
        Some(((before, _), (_, after))) => format!("{before}*{after}"),
        None => segment.to_owned(),
    }
}
