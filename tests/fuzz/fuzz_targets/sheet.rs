//! Tables that are imported, as bytes: CSV, and whatever calls itself a workbook.
//!
//! In: which kind of table, and the bytes. Out: nothing. Fails when anything panics, when something that stops it still changes a
//! file, or when a changed file is not TOML.
#![no_main]

use kohyo::sheets;
use kohyo_fuzz::{importing, whole};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let name = if first & 0x80 == 0 { "a.csv" } else { "a.xlsx" };
    let done = sheets::import(whole(), bytes, name, &importing(first & 0x7f)).expect("a world in memory");
    kohyo_fuzz::sound(&done);
});
