//! Data and settings in TOML, through all rooms.
//!
//! In: which file, and whether the site is drawn; a text in place of it or around a withheld mark in it. Out: nothing. Fails when anything panics, or when the
//! value behind the mark stands in a message.
#![no_main]

use kohyo_fuzz::{SECRET, mark, through, whole};
use libfuzzer_sys::fuzz_target;

const FILES: [&str; 9] = [
    "kohyo.toml",
    "data/plans/mini.toml",
    "data/2023/mini/results.toml",
    "data/2024/mini/results.toml",
    "data/2024/mini/programs.toml",
    "data/2024/mini/report.toml",
    "data/units.toml",
    "data/grounds.toml",
    "data/bodies.toml",
];

fuzz_target!(|input: &str| {
    if input.contains(SECRET) {
        return;
    }
    let Some(first) = input.bytes().next().filter(u8::is_ascii) else { return };
    let text = &input[1..];
    let file = FILES[usize::from(first) % FILES.len()];
    let mut site = whole().clone();
    let text = match text.split_once('\u{1}') {
        None => text.to_owned(),
        Some((before, after)) => format!("{before}note.ja = \"{}\"{after}", mark()),
    };
    site.insert(file, text.into_bytes());
    let outcome = through(&site, first & 64 != 0);
    assert!(!outcome.said.contains(SECRET), "the value got out:\n{}", outcome.said);
});
