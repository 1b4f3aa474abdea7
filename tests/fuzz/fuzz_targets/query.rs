//! Queries of the search, and the texts it reads.
//!
//! In: a text; up to a byte 1 it is a page, behind it a query. Out: nothing. Fails when an index that kohyo wrote has a fault, when a place leaves
//! its text, or when a page does not find its own words.
#![no_main]

use kohyo::search::{Facets, Files, Folded, Index, Page, Query, files, terms};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.0.get(name).cloned()
    }
}

fuzz_target!(|input: &str| {
    let (text, query) = input.split_once('\u{1}').unwrap_or((input, input));
    // Of a finished page the index gets words with a blank between them, and no tab.
    let text: String = text.chars().filter(|c| !matches!(c, '\0' | '\t')).take(2000).collect();
    for line in text.lines() {
        let folded = Folded::of(line);
        terms(&folded, |term, at| assert!(at + 1 <= folded.chars.len() && !term.is_empty(), "{term:?} at {at}"));
        let inside = |start: u32, end: u32| line.get(start as usize..end as usize).is_some();
        assert!(folded.places.iter().all(|place| inside(place.start, place.end)), "{line:?}");
    }
    let page = |address: &str, title: &str, text: &str| Page {
        address: address.to_owned(),
        title: title.to_owned(),
        kind: "page".to_owned(),
        text: text.to_owned(),
        ..Page::default()
    };
    let pages = vec![page("/a/", "令和6年度の実績 FY2024", &text), page("/b/", "ALS trials", "116億円 国際共同治験 1,116.5件")];
    let memory = Memory(files(pages, &Facets::default()).into_iter().collect());
    let index = Index::open(&memory).expect("an index");
    for typing in [false, true] {
        let answer = index.answer(&Query::parse(query, typing)).expect("no fault in an index of our own");
        for hit in &answer.hits {
            let excerpt = index.excerpt(hit.document, &answer.places).expect("an excerpt");
            assert!(excerpt.marks.iter().all(|mark| excerpt.text.get(mark.clone()).is_some()), "{:?}", excerpt.text);
        }
    }
});
