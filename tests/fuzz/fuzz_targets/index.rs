//! Files of an index that are damaged.
//!
//! In: which file, and bytes in place of it. Out: nothing. Fails when reading or asking panics; a fault is an answer.
#![no_main]

use kohyo::search::{Block, Facets, Files, Filters, Index, Page, Query, Root, Shard, files};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Clone)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.0.get(name).cloned()
    }
}

static INDEX: LazyLock<Memory> = LazyLock::new(|| {
    let page = |n: usize| Page {
        address: format!("/{n}/"),
        title: format!("令和{n}年度の実績"),
        kind: "page".to_owned(),
        text: "国際共同治験の件数は79件\nclinical trials of ALS".to_owned(),
        ..Page::default()
    };
    let facets = Facets { kinds: vec![("page".into(), "ページ".into())], ..Facets::default() };
    Memory(files((1..4).map(page).collect(), &facets).into_iter().collect())
});

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let _ = (Root::parse(bytes), Block::parse(bytes), Filters::parse(bytes), kohyo::search::coded::all(bytes));
    if let Some(shard) = Shard::parse(bytes.to_vec()) {
        shard.all().for_each(drop);
    }
    let mut memory = INDEX.clone();
    let at = usize::from(*first) % memory.0.len();
    if let Some(file) = memory.0.values_mut().nth(at) {
        *file = bytes.to_vec();
    }
    let Ok(index) = Index::open(&memory) else { return };
    let _ = index.filters().map(|filters| (filters.ids(0).len(), filters.has(9, 0, "page")));
    for query in ["治験 79件", "R2", "\"clinical tri", "見えない"] {
        let Ok(answer) = index.answer(&Query::parse(query, true)) else { continue };
        for hit in &answer.hits {
            let _ = (index.head(hit.document).is_ok(), index.excerpt(hit.document, &answer.places).is_ok());
        }
    }
});
