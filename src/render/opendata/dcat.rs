//! `data/catalog.jsonld`: all tables for data portals (DCAT), with its context inside, so that nothing is fetched to read it.
//!
//! In: the catalogue. Out: JSON-LD. Never: a statement that the site does not make: how often it is updated and where its plans apply
//! are said only where an author said so.

use super::catalogue::{self, File, Listed};
use super::tagged;
use crate::disclosed::{Body, Document, Plan, Site, Text, address};
use crate::figures::Lang;
use crate::kinds::{FREQUENCIES, slug};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PREFIXES: [(&str, &str); 8] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// The catalogue.
pub fn catalog(site: &Site, tables: &[&Listed]) -> Value {
    let used: BTreeSet<&str> = tables.iter().flat_map(|table| &table.documents).map(String::as_str).collect();
    let documents = site.documents.iter().filter(|document| used.contains(document.id.as_str()));
    let mut graph = vec![whole(site, tables), publisher(site)];
    graph.extend(contact(site));
    graph.extend(documents.map(|document| source(site, document)));
    graph.extend(tables.iter().map(|table| dataset(site, table)));
    json!({ "@context": context(), "@graph": graph })
}

/// The words in which the catalogue speaks.
pub fn context() -> Value {
    Value::Object(PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), json!(iri))).collect())
}

/// An address of something that the catalogue speaks of.
fn id(site: &Site, name: &str) -> String {
    format!("{}/{}#{name}", site.base_url, address::DATA_CATALOG)
}

fn link(address: impl Into<String>) -> Value {
    json!({ "@id": address.into() })
}

fn languages() -> Value {
    let code = |lang: Lang| match lang {
        Lang::Ja => "JPN",
        Lang::En => "ENG",
    };
    Lang::ALL.into_iter().map(|lang| link(format!("{AUTHORITY}/language/{}", code(lang)))).collect()
}

fn whole(site: &Site, tables: &[&Listed]) -> Value {
    let description = if site.description == Text::default() { &site.title } else { &site.description };
    let mut out = json!({
        "@id": id(site, "catalog"),
        "@type": "dcat:Catalog",
        "dct:title": tagged(&site.title),
        "dct:description": tagged(description),
        "dct:publisher": link(id(site, "publisher")),
        "dct:language": languages(),
        "foaf:homepage": link(format!("{}/", site.base_url)),
        "dcat:dataset": tables.iter().map(|table| link(id(site, &table.id()))).collect::<Value>(),
    });
    of_site(site, &mut out);
    out
}

/// What the catalogue and each of its data sets say alike.
fn of_site(site: &Site, out: &mut Value) {
    if let Some(day) = site.updated {
        out["dct:modified"] = json!({ "@value": day, "@type": "xsd:date" });
    }
    if let Some((_, url)) = &site.licence {
        out["dct:license"] = json!({ "@id": url, "@type": "dct:LicenseDocument" });
    }
}

fn publisher(site: &Site) -> Value {
    let name = if site.publisher == Text::default() { &site.title } else { &site.publisher };
    json!({ "@id": id(site, "publisher"), "@type": "foaf:Agent", "foaf:name": tagged(name) })
}

fn contact(site: &Site) -> Option<Value> {
    let (name, address) = site.contact.as_ref()?;
    let mut out = json!({ "@id": id(site, "contact"), "@type": "vcard:Organization", "vcard:fn": tagged(name) });
    match address.as_deref() {
        Some(web) if web.starts_with("https://") => out["vcard:hasURL"] = link(web),
        Some(mail) if mail.contains('@') && !mail.contains(char::is_whitespace) => {
            out["vcard:hasEmail"] = link(format!("mailto:{mail}"));
        }
        Some(other) => out["vcard:note"] = json!(other),
        None => (),
    }
    Some(out)
}

fn source(site: &Site, document: &Document) -> Value {
    let names = document
        .bodies
        .iter()
        .filter_map(|id| body(site, id))
        .map(|body| json!({ "@type": "foaf:Agent", "foaf:name": tagged(&body.name) }));
    json!({
        "@id": id(site, &format!("document.{}", document.id)),
        "@type": "foaf:Document",
        "dct:title": tagged(&document.title),
        "dct:creator": names.collect::<Value>(),
    })
}

fn body<'a>(site: &'a Site, id: &str) -> Option<&'a Body> {
    site.bodies.iter().find(|body| body.id == id)
}

fn dataset(site: &Site, table: &Listed) -> Value {
    let plan = table.plan.as_deref().and_then(|id| site.plans().find(|plan| plan.id == id));
    let mut out = json!({
        "@id": id(site, &table.id()),
        "@type": "dcat:Dataset",
        "dct:identifier": table.id(),
        "dct:title": tagged(&title(plan, table)),
        "dct:description": tagged(&table.about),
        "dct:publisher": link(id(site, "publisher")),
        "dct:language": languages(),
        "dcat:distribution": [
            distribution(site, table, &table.csv, "csv", "text/csv"),
            distribution(site, table, &table.json, "json", "application/json"),
        ],
    });
    of_site(site, &mut out);
    if site.contact.is_some() {
        out["dcat:contactPoint"] = link(id(site, "contact"));
    }
    if let Some((from, to)) = table.years.and_then(catalogue::years) {
        out["dct:temporal"] = json!({
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": { "@value": from, "@type": "xsd:date" },
            "dcat:endDate": { "@value": to, "@type": "xsd:date" },
        });
    }
    let places: Vec<Value> = plan.into_iter().flat_map(|plan| &plan.bodies).filter_map(|id| place(body(site, id)?)).collect();
    if !places.is_empty() {
        out["dct:spatial"] = json!(places);
    }
    if let Some(word) = &site.frequency {
        let frequency = format!("{AUTHORITY}/frequency/{}", slug(&FREQUENCIES, word));
        out["dct:accrualPeriodicity"] = json!({ "@id": frequency, "@type": "dct:Frequency" });
    }
    if !table.documents.is_empty() {
        out["dct:source"] = table.documents.iter().map(|document| link(id(site, &format!("document.{document}")))).collect();
    }
    out
}

/// The table under the name of its plan.
fn title(plan: Option<&Plan>, table: &Listed) -> Text {
    let join = |lang: Lang, between: &str| {
        let name = table.title.get(lang)?;
        Some(plan.map_or_else(|| name.to_owned(), |plan| format!("{}{between}{name}", plan.short.any(lang))))
    };
    Text { ja: join(Lang::Ja, "："), en: join(Lang::En, ": ") }
}

/// A municipality by its code (全国地方公共団体コード).
fn place(body: &Body) -> Option<Value> {
    let code = body.code.as_ref()?;
    Some(json!({ "@type": "dct:Location", "dct:identifier": code, "skos:prefLabel": tagged(&body.name) }))
}

fn distribution(site: &Site, table: &Listed, file: &File, format: &str, media: &str) -> Value {
    let url = format!("{}/{}", site.base_url, file.path);
    let name = format.to_ascii_uppercase();
    let mut out = json!({
        "@id": id(site, &format!("{}.{format}", table.id())),
        "@type": "dcat:Distribution",
        "dct:title": [
            { "@language": "ja", "@value": format!("{name} ファイル") },
            { "@language": "en", "@value": format!("{name} file") },
        ],
        "dcat:accessURL": link(&url),
        "dcat:downloadURL": link(&url),
        "dct:format": link(format!("{AUTHORITY}/file-type/{name}")),
        "dcat:mediaType": link(format!("https://www.iana.org/assignments/media-types/{media}")),
        "dcat:byteSize": { "@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger" },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": link("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": { "@value": file.sha256, "@type": "xsd:hexBinary" },
        },
    });
    of_site(site, &mut out);
    if format == "csv" {
        let schema = format!("{}/{}", site.base_url, address::csv_metadata(&file.path));
        out["dct:conformsTo"] = json!({ "@id": schema, "@type": "dct:Standard" });
    }
    out
}
