//! The schema of a CSV file, at the place where programs look for it (CSV on the Web, `<file>-metadata.json`).
//!
//! In: a listed table. Out: its metadata as JSON-LD. Never: a context that a program would have to fetch (this one it knows by name).

use super::catalogue::Listed;
use super::columns::{Column, Kind};
use super::{Letterhead, tagged};
use crate::figures::Lang;
use serde_json::{Value, json};

/// The metadata of one file.
pub fn table(head: &Letterhead, listed: &Listed) -> Value {
    let file = listed.csv.path.rsplit('/').next().unwrap_or_default();
    let mut out = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "ja" }],
        "url": file,
        "dc:title": tagged(&listed.title),
        "dc:description": tagged(&listed.about),
        "dc:publisher": tagged(&head.publisher),
        "dialect": { "encoding": "utf-8", "header": true, "delimiter": ",", "quoteChar": "\"", "doubleQuote": true },
        "tableSchema": { "columns": listed.columns.iter().map(column).collect::<Vec<_>>() },
    });
    if let Some((_, url)) = &head.licence {
        out["dc:license"] = json!({ "@id": url });
    }
    if let Some(day) = head.updated {
        out["dc:modified"] = json!({ "@value": day, "@type": "http://www.w3.org/2001/XMLSchema#date" });
    }
    let sources = head.documents.iter().filter(|document| listed.documents.contains(&document.id));
    let sources: Vec<Value> =
        sources.flat_map(|document| tagged(&document.title).as_array().cloned().unwrap_or_default()).collect();
    if !sources.is_empty() {
        out["dc:source"] = json!(sources);
    }
    if let Some(first) = listed.columns.first().filter(|_| listed.keyed) {
        out["tableSchema"]["primaryKey"] = json!(first.name);
    }
    out
}

fn column(column: &Column) -> Value {
    let words = |text: fn(&Column, Lang) -> &'static str| -> Value {
        Lang::ALL.into_iter().map(|lang| json!({ "@language": lang.code(), "@value": text(column, lang) })).collect()
    };
    let mut out = json!({
        "name": column.name,
        // The characters of row 1 belong to no language; a validator compares them.
        "titles": { "und": column.name, "ja": column.title(Lang::Ja), "en": column.title(Lang::En) },
        "dc:description": words(Column::about),
        "datatype": datatype(column.kind),
        "required": column.required,
        "null": "",
    });
    match column.kind {
        Kind::Words(lang) => out["lang"] = json!(lang.code()),
        Kind::Dates => out["separator"] = json!(" "),
        Kind::One(words) => out["skos:note"] = meanings(words),
        _ => (),
    }
    out
}

fn datatype(kind: Kind) -> Value {
    match kind {
        Kind::Text | Kind::Words(_) | Kind::Dates => json!("string"),
        Kind::Number => json!("decimal"),
        Kind::Whole => json!("integer"),
        Kind::Day => json!("date"),
        Kind::Address => json!("anyURI"),
        Kind::One(words) => json!({ "base": "string", "format": one_of(words) }),
    }
}

/// A pattern that fits these words and no others.
fn one_of(words: &[(&str, &str, &str)]) -> String {
    words.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join("|")
}

fn meanings(words: &[(&str, &str, &str)]) -> Value {
    let note = |lang: &str, text: String| json!({ "@language": lang, "@value": text });
    words.iter().flat_map(|(word, ja, en)| [note("ja", format!("{word}：{ja}")), note("en", format!("{word}: {en}"))]).collect()
}
