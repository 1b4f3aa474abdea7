//! The guard's reading of one file.
//!
//! In: which kind of file, and bytes around a withheld value. Out: nothing. Fails when the value stands open in the file and is not
//! found, or when a finding names it.
#![no_main]

use kohyo::guard;
use kohyo::render::Tree;
use kohyo_fuzz::{SECRET, let_libraries_panic, said, watchlist};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 14] = [
    "a.html",
    "a.json",
    "a.csv",
    "a.svg",
    "a.css",
    "a.js",
    "a.xml",
    "a.txt",
    "a.png",
    "a.pdf",
    "a.xlsx",
    "a.jpg",
    "a.bin",
    "ja/search/root.txt",
];

fuzz_target!(|input: &[u8]| {
    let_libraries_panic();
    let Some((first, bytes)) = input.split_first() else { return };
    let cut = bytes.iter().position(|byte| *byte == 1);
    let file = match cut {
        Some(at) => [&bytes[..at], SECRET.as_bytes(), &bytes[at + 1..]].concat(),
        None => bytes.to_vec(),
    };
    let mut tree = Tree::default();
    tree.add(NAMES[usize::from(*first) % NAMES.len()], file);
    match guard::clear_alone(tree, watchlist()) {
        Ok(_) => assert!(cut.is_none(), "the value stands open in the file"),
        Err(refused) => {
            let said = said(&refused.findings, &Default::default(), &Default::default());
            assert!(!said.contains(SECRET), "{said}");
        }
    }
});
