//! `kohyo.toml`.
//!
//! In: the file. Out: `Config`. Never: a setting from the environment.

use super::table::{self, File, Row};
use crate::authored::{Config, Contact};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::FREQUENCIES;

/// Reads the settings.
pub fn load(file: &mut File) -> Config {
    let parsed = file.parse();
    let row = Row::new(&parsed, file.start());
    let config = Config {
        title: row.need_text(file, "title"),
        base_url: row
            .need(file, "base_url")
            .and_then(|v| table::string(file, v))
            .map(|s| s.value.trim_end_matches('/').to_owned())
            .unwrap_or_default(),
        description: row.text(file, "description"),
        publisher: row.text(file, "publisher"),
        contact: contact(file, &row),
        notice: row.text(file, "notice"),
        licence: licence(file, &row),
        theme: row.string(file, "theme").map_or_else(|| "default".to_owned(), |s| s.value),
        home_plan: row.id(file, "home_plan").map(|id| id.value),
        updated: row.need(file, "updated").and_then(|v| table::date(file, v)),
        coincidences: row
            .get("coincidences")
            .map(|v| table::array(file, v))
            .unwrap_or_default()
            .iter()
            .filter_map(|v| table::string(file, v))
            .collect(),
        request: row.text(file, "request"),
        frequency: row.optional_word(file, "frequency", &FREQUENCIES.map(|(word, _)| word)).map(|word| word.value),
        inference_checked: row.optional_word(file, "inference", &["checked"]).is_some(),
        confidential: row.get("confidential").and_then(|v| table::boolean(file, v)).unwrap_or(false),
    };
    row.finish(file);
    if file.withheld() > 0 {
        let message = Words::new(
            "kohyo.toml はすべて公表です。非公表の部分は書けません。",
            "everything in kohyo.toml is public; no part of it can be withheld",
        );
        file.finding(Finding::new(codes::PUBLIC_SETTINGS, message).at(file.start()));
    }
    config
}

fn contact(file: &mut File, row: &Row) -> Option<Contact> {
    let row = table::table(file, row.get("contact")?)?;
    let contact = (row.need_text(file, "name"), row.string(file, "address").map(|s| s.value));
    row.finish(file);
    Some(Contact { name: contact.0?, address: contact.1 })
}

fn licence(file: &mut File, row: &Row) -> Option<(crate::authored::Text, String)> {
    let row = table::table(file, row.get("licence")?)?;
    let licence = (row.need_text(file, "name"), row.need(file, "url").and_then(|v| table::string(file, v)));
    row.finish(file);
    Some((licence.0?, licence.1?.value))
}
