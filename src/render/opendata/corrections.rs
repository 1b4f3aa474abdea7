//! 正誤・検算 as open data: every relation that was checked with its verdict, and every edition of a figure, one a row.
//!
//! In: what the audit found, and the editions of all plans. Out: `data/corrections.csv` and `data/corrections.json`, the same rows.
//! Never: an edition that the page does not show.

use super::super::corrections::{Corrections, Edited};
use super::columns::{CORRECTIONS, header};
use super::rows::both_of;
use crate::disclosed::{Cell, Check, Content, Place, Site, Text, Verdict, address};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::{EDITIONS, slug};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A row by the names of its fields.
type Fields = BTreeMap<&'static str, String>;

/// All rows: checks in the order of the audit, then editions.
pub fn rows(site: &Site) -> Vec<Vec<String>> {
    let found = Corrections::new(site);
    let mut anchors = found.known.iter();
    let mut nth: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut out = Vec::new();
    for check in &site.checks {
        let number = nth.entry((check.rule, check.fact.as_str())).or_default();
        let mut row = of_check(check);
        row.insert("id", address::correction_anchor(check.rule, &check.fact, *number));
        *number += 1;
        if is_known(check) {
            row.extend(anchors.next().map(|known| ("page", page(site, &known.anchor))));
        }
        out.push(fields(&row));
    }
    out.extend(found.editions.iter().map(|edited| fields(&of_edition(site, edited))));
    out
}

fn is_known(check: &Check) -> bool {
    check.verdict == Verdict::Contradicts && check.reason.is_some()
}

/// A row as an object; empty fields are left out.
pub fn object(row: Vec<String>) -> Value {
    let fields = header(&CORRECTIONS).into_iter().zip(row).filter(|(_, field)| !field.is_empty());
    Value::Object(fields.map(|(name, field)| (name.to_owned(), json!(field))).collect::<Map<_, _>>())
}

fn fields(row: &Fields) -> Vec<String> {
    header(&CORRECTIONS).iter().map(|name| row.get(name).cloned().unwrap_or_default()).collect()
}

fn of_check(check: &Check) -> Fields {
    let mut row = Fields::from([
        ("type", "check".to_owned()),
        ("rule", check.rule.to_owned()),
        ("verdict", check.verdict.word().to_owned()),
        ("plan", check.plan.clone()),
        ("fact", check.fact.clone()),
    ]);
    if let Verdict::Unchecked(why) = check.verdict {
        row.insert("unchecked_because", why.word().to_owned());
    }
    row.extend(check.year.map(|FiscalYear(year)| ("fiscal_year", year.to_string())));
    put(&mut row, ["name_ja", "name_en"], &check.name);
    put(&mut row, ["printed_ja", "printed_en"], &check.printed);
    put(&mut row, ["computed_ja", "computed_en"], &check.computed);
    put(&mut row, ["derivation_ja", "derivation_en"], &check.derivation);
    if let Some(reason) = &check.reason {
        put(&mut row, ["reason_ja", "reason_en"], reason);
    }
    place(&mut row, &check.place);
    row
}

fn of_edition(site: &Site, edited: &Edited) -> Fields {
    let (edition, figure) = (edited.edition, &edited.figure);
    let mut row = Fields::from([
        ("id", edited.anchor.clone()),
        ("type", slug(&EDITIONS, &edition.kind).to_owned()),
        ("plan", figure.stands.plan.to_owned()),
        ("fact", edition.fact.clone()),
        ("before", characters(&edition.was)),
        ("after", characters(figure.cell)),
        ("page", page(site, &edited.anchor)),
    ]);
    row.extend(figure.year.map(|FiscalYear(year)| ("fiscal_year", year.to_string())));
    row.extend(edition.on.map(|on| ("date", on.iso())));
    put(&mut row, ["name_ja", "name_en"], figure.row);
    put(&mut row, ["item_ja", "item_en"], figure.item);
    put(&mut row, ["reason_ja", "reason_en"], &edition.reason);
    place(&mut row, &edition.place);
    row
}

/// As printed, or the word of what stands there.
fn characters(cell: &Cell) -> String {
    match cell.shown.public() {
        Some(Content::Printed(printed)) => printed.text.clone(),
        Some(Content::Words(words)) => words.any(Lang::Ja).to_owned(),
        _ => cell.status().word().to_owned(),
    }
}

fn put(row: &mut Fields, names: [&'static str; 2], text: &Text) {
    row.extend(names.into_iter().zip(both_of(text)));
}

fn place(row: &mut Fields, place: &Place) {
    row.extend(place.document.clone().map(|document| ("document", document)));
    row.extend(place.lines.clone().map(|lines| ("lines", lines)));
    if let Some(section) = &place.section {
        put(row, ["section_ja", "section_en"], section);
    }
}

/// The entry on the Japanese page; the English one differs in the language only.
fn page(site: &Site, anchor: &str) -> String {
    format!("{}{}#{anchor}", site.base_url, address::page_path(Lang::Ja.code(), address::CORRECTIONS))
}
