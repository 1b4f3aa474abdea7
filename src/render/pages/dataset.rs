//! What search engines read of a page: its place in the site, and the tables to which it leads (schema.org, JSON-LD).
//!
//! In: the tables and crumbs of a page. Out: JSON that may stand between `<script>` and `</script>`. Never: a figure; a character by
//! which the JSON could end the element.

use super::super::opendata::{Listed, Shows, years};
use super::said::{Cx, Link};
use crate::disclosed::{Body, Indicator, Plan, Text, address};
use crate::figures::Lang;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The statements of a page. `tables` are paths of CSV files.
pub fn json_ld(cx: &Cx, canonical: &str, crumbs: &[Link], tables: &BTreeSet<String>) -> String {
    let listed = tables.iter().filter_map(|path| cx.index.table(path));
    let datasets = listed.map(|table| dataset(cx, canonical, table));
    statements(breadcrumb(cx, canonical, crumbs).into_iter().chain(datasets).collect())
}

/// The statements of the page of all tables: a catalogue instead of one data set after another.
pub fn catalogue(cx: &Cx, canonical: &str, crumbs: &[Link]) -> String {
    let site = cx.index.site;
    let brief = |table: &Listed| {
        let mut out = json!({
            "@type": "Dataset",
            "@id": id(cx, &table.id()),
            "name": name(cx, table),
            "description": description(cx, table),
            "url": url(cx, canonical, table),
        });
        of_site(cx, &mut out);
        out
    };
    let mut out = json!({
        "@type": "DataCatalog",
        "@id": id(cx, "catalog"),
        "name": site.title.any(cx.lang),
        "description": if site.description == Text::default() { site.title.any(cx.lang) } else { site.description.any(cx.lang) },
        "url": canonical,
        "inLanguage": Lang::ALL.map(Lang::code),
        "dataset": cx.index.open_data.all().into_iter().map(brief).collect::<Value>(),
    });
    of_site(cx, &mut out);
    statements(breadcrumb(cx, canonical, crumbs).into_iter().chain([out]).collect())
}

fn statements(graph: Vec<Value>) -> String {
    if graph.is_empty() {
        return String::new();
    }
    in_script(&json!({ "@context": "https://schema.org", "@graph": graph }).to_string())
}

/// Inside of strings, where alone these characters stand, JSON may spell them as escapes: then no end tag, comment or line can
/// begin in the middle of the data.
fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

fn id(cx: &Cx, name: &str) -> String {
    format!("{}/{}#{name}", cx.index.site.base_url, address::DATA_CATALOG)
}

/// The way from the home page; the page itself stands at its end.
fn breadcrumb(cx: &Cx, canonical: &str, crumbs: &[Link]) -> Option<Value> {
    let base = &cx.index.site.base_url;
    let item = |(at, crumb): (usize, &Link)| {
        let url = crumb.href.as_ref().map_or_else(|| canonical.to_owned(), |path| format!("{base}{path}"));
        json!({ "@type": "ListItem", "position": at + 1, "name": crumb.said.text, "item": url })
    };
    let items: Vec<Value> = crumbs.iter().enumerate().map(item).collect();
    (items.len() > 1).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn plan<'a>(cx: &Cx<'a>, table: &Listed) -> Option<&'a Plan> {
    cx.index.plan(table.plan.as_deref()?)
}

/// The table under the name of its plan.
fn name(cx: &Cx, table: &Listed) -> String {
    let title = table.title.any(cx.lang);
    let of_plan = |plan: &Plan| format!("{}{}{title}", plan.short.any(cx.lang), cx.words.get("colon"));
    plan(cx, table).map_or_else(|| title.to_owned(), of_plan)
}

fn description(cx: &Cx, table: &Listed) -> String {
    let of = plan(cx, table).map_or_else(|| cx.index.site.title.any(cx.lang), |plan| plan.name.any(cx.lang));
    let rows = table.rows.to_string();
    cx.words.fill("data-description", &[("about", table.about.any(cx.lang)), ("of", of), ("rows", &rows)])
}

/// The page that shows a table, else the one that speaks of it.
fn url(cx: &Cx, canonical: &str, table: &Listed) -> String {
    shown_at(cx, table).map_or_else(|| canonical.to_owned(), |path| format!("{}{path}", cx.index.site.base_url))
}

/// The path of the page that shows a table.
pub fn shown_at(cx: &Cx, table: &Listed) -> Option<String> {
    match (&table.shown, &table.plan) {
        (Shows::Made(address), _) => Some(cx.path(address)),
        (Shows::Indicator(id), Some(plan)) => Some(cx.index.indicator_path(cx.lang, plan, id)),
        (Shows::Listing(kind), Some(plan)) => cx.listing(*kind, plan, None),
        _ => None,
    }
}

/// Who publishes it, under which licence, and as of when.
fn of_site(cx: &Cx, out: &mut Value) {
    let site = cx.index.site;
    let publisher = if site.publisher == Text::default() { &site.title } else { &site.publisher };
    let organization = json!({ "@type": "Organization", "name": publisher.any(cx.lang), "url": format!("{}/", site.base_url) });
    out["publisher"] = organization.clone();
    out["creator"] = organization;
    if let Some((_, url)) = &site.licence {
        out["license"] = json!(url);
    }
    if let Some(day) = site.updated {
        out["dateModified"] = json!(day);
    }
}

fn dataset(cx: &Cx, canonical: &str, table: &Listed) -> Value {
    let site = cx.index.site;
    let file = |file: &super::super::opendata::File, media: &str| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": media,
            "contentUrl": format!("{}/{}", site.base_url, file.path),
            "contentSize": format!("{} B", file.bytes),
        })
    };
    let mut out = json!({
        "@type": "Dataset",
        "@id": id(cx, &table.id()),
        "identifier": table.id(),
        "name": name(cx, table),
        "description": description(cx, table),
        "url": url(cx, canonical, table),
        "inLanguage": Lang::ALL.map(Lang::code),
        "isAccessibleForFree": true,
        "distribution": [file(&table.csv, "text/csv"), file(&table.json, "application/json")],
    });
    of_site(cx, &mut out);
    let mut catalog = json!({ "@type": "DataCatalog", "@id": id(cx, "catalog"), "name": site.title.any(cx.lang) });
    if let Some(page) = super::data::address(cx) {
        catalog["url"] = json!(format!("{}{page}", site.base_url));
    }
    out["includedInDataCatalog"] = catalog;
    if let Some((from, to)) = table.years.and_then(years) {
        out["temporalCoverage"] = json!(format!("{from}/{to}"));
    }
    let bodies = plan(cx, table).into_iter().flat_map(|plan| &plan.bodies).filter_map(|id| cx.index.body(id));
    let places: Vec<Value> = bodies.filter_map(|body| place(cx, body)).collect();
    if !places.is_empty() {
        out["spatialCoverage"] = json!(places);
    }
    let measured = measured(cx, table);
    if !measured.is_empty() {
        out["variableMeasured"] = json!(measured);
    }
    let documents = table.documents.iter().filter_map(|id| cx.index.document(id));
    let sources: Vec<Value> =
        documents.map(|document| json!({ "@type": "CreativeWork", "name": document.title.any(cx.lang) })).collect();
    if !sources.is_empty() {
        out["isBasedOn"] = json!(sources);
    }
    out
}

fn place(cx: &Cx, body: &Body) -> Option<Value> {
    let code = body.code.as_ref()?;
    Some(json!({ "@type": "AdministrativeArea", "name": body.name.any(cx.lang), "identifier": code }))
}

/// The targets whose figures a table holds, with their units.
fn measured(cx: &Cx, table: &Listed) -> Vec<Value> {
    let Some(plan) = plan(cx, table) else { return Vec::new() };
    let holds = |indicator: &&Indicator| match &table.shown {
        Shows::Indicator(id) => *id == indicator.id,
        _ => table.name == "indicators",
    };
    let one = |indicator: &Indicator| {
        let mut out = json!({ "@type": "PropertyValue", "name": indicator.name.any(cx.lang) });
        if let Some(unit) = cx.index.site.units.get(&indicator.unit) {
            out["unitText"] = json!(unit.counted(cx.lang));
        }
        out
    };
    plan.indicators.iter().filter(holds).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::in_script;

    #[test]
    fn no_text_ends_the_element() {
        let hostile = "</script><!--<script>\u{2028}]]>&amp;\"\\";
        let json = in_script(&serde_json::json!({ "name": hostile }).to_string());
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["name"], hostile);
    }
}
