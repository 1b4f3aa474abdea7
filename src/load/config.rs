//! `kohyo.toml`.
//!
//! In: the file. Out: `Config`. Never: a setting from the environment.

use super::table::{File, Row};
use crate::authored::{Config, Contact, Text};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::{FREQUENCIES, Host};

/// Reads the settings.
pub fn load(file: &mut File) -> Config {
    let config = file.whole(settings);
    if file.withheld() > 0 {
        let message = Words::new(
            "kohyo.toml はすべて公表です。非公表の部分は書けません。",
            "everything in kohyo.toml is public; no part of it can be withheld",
        );
        file.finding(Finding::new(codes::PUBLIC_SETTINGS, message).at(file.start()));
    }
    config
}

fn settings(file: &mut File, row: &Row) -> Config {
    Config {
        title: row.need_text(file, "title"),
        base_url: row.need_string(file, "base_url").map(|s| s.value.trim_end_matches('/').to_owned()).unwrap_or_default(),
        description: row.text(file, "description"),
        publisher: row.text(file, "publisher"),
        contact: row.table(file, "contact", contact),
        notice: row.text(file, "notice"),
        licence: row.table(file, "licence", licence),
        theme: row.string(file, "theme").map_or_else(|| "default".to_owned(), |s| s.value),
        home_plan: row.id(file, "home_plan").map(|id| id.value),
        updated: row.need_date(file, "updated"),
        coincidences: row.strings(file, "coincidences"),
        request: row.text(file, "request"),
        frequency: row.optional_word(file, "frequency", &FREQUENCIES.map(|(word, _)| word)).map(|word| word.value),
        host: row.optional_word(file, "host", &Host::WORDS).and_then(|word| Host::of(&word.value)).unwrap_or_default(),
        inference_checked: row.optional_word(file, "inference", &["checked"]).is_some(),
        confidential: row.flag(file, "confidential"),
    }
}

pub fn contact(file: &mut File, row: &Row) -> Option<Contact> {
    let (name, address) = (row.need_text(file, "name"), row.string(file, "address").map(|s| s.value));
    Some(Contact { name: name?, address })
}

fn licence(file: &mut File, row: &Row) -> Option<(Text, String)> {
    let (name, url) = (row.need_text(file, "name"), row.need_string(file, "url"));
    Some((name?, url?.value))
}
