//! Attachments: pictures, PDF, Office and plain texts.
//!
//! In: which kind of file, and its bytes. Out: nothing. Fails when kohyo's own code panics.
#![no_main]

use kohyo::inspect::{icon, inspect, is_kind, texts};
use kohyo::kinds::FileKind;
use kohyo_fuzz::let_libraries_panic;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 14] = [
    "a.png", "a.jpg", "a.gif", "a.webp", "a.svg", "a.pdf", "a.csv", "a.txt", "a.json", "a.docx", "a.xlsx", "a.pptx", "a.odt",
    "a.ods",
];

fuzz_target!(|input: &[u8]| {
    let_libraries_panic();
    let Some((first, bytes)) = input.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let kind = FileKind::of_name(name).expect("a kind that can be attached");
    let (once, twice) = (inspect(kind, bytes), inspect(kind, bytes));
    assert_eq!((once.faults, once.texts), (twice.faults, twice.texts), "two readings differ");
    let _ = (is_kind(kind, bytes), texts(name, bytes));
    if *first == 255 {
        let _ = icon(bytes);
    }
});
