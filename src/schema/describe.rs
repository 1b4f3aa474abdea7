//! What each key means, in both languages, from `keys.toml`.
//!
//! In: the path of a key. Out: its description. Never: a description that fits no key (a test looks).

use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

/// Paths are written from behind: `fact.key` is the key `key` of every `fact`, `key` that of all other tables.
static KEYS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let table = DeTable::parse(include_str!("keys.toml")).map(|table| table.into_inner()).unwrap_or_default();
    table.iter().filter_map(|(key, value)| Some((key.get_ref().to_string(), both(value.get_ref())?))).collect()
});

fn both(value: &DeValue) -> Option<String> {
    let languages: Vec<&str> = value.as_array()?.iter().filter_map(|item| item.get_ref().as_str()).collect();
    match languages.as_slice() {
        [ja, en] => Some(format!("{ja}\n\n{en}")),
        _ => None,
    }
}

/// All descriptions.
pub fn descriptions() -> impl Iterator<Item = &'static str> {
    KEYS.keys().map(String::as_str)
}

/// The description of the longest end of a path that has one, and that end.
pub fn of(path: &str) -> Option<(&'static str, &'static str)> {
    let ends = std::iter::once(path).chain(path.match_indices('.').filter_map(|(at, _)| path.get(at + 1..)));
    ends.filter_map(|end| KEYS.get_key_value(end)).map(|(end, words)| (end.as_str(), words.as_str())).next()
}
