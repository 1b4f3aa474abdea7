//! A page in Markdown with front matter, through all rooms.
//!
//! In: which way, and whether the page is drawn; a text around a withheld mark, for the body or for the front matter. Out: nothing. Fails when anything panics, or when the
//! value behind the mark stands in a file or in a message.
#![no_main]

use kohyo_fuzz::{SECRET, front, mark, small, through};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    if input.contains(SECRET) {
        return;
    }
    let (way, drawn, text) = match input.as_bytes().first() {
        Some(first) if first.is_ascii() => (first % 4, first & 8 != 0, &input[1..]),
        _ => (0, true, input),
    };
    let (before, after) = text.split_once('\u{1}').unwrap_or((text, ""));
    let page = match way {
        0 => format!("{}{before}{}{after}", front(true), mark()),
        1 => format!("{}{text}", front(false)),
        2 => format!("+++\n{before}title = \"{}\"\n{after}", mark()),
        _ => format!("+++\n{text}"),
    };
    let mut site = small();
    site.insert("content/about.ja.md", page.clone().into_bytes());
    site.insert("content/about.en.md", page.into_bytes());
    let outcome = through(&site, drawn);
    assert!(!outcome.tells(SECRET), "the value got out:\n{}", outcome.said);
});
