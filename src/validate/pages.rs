//! Pages held against each other and against the data: both languages, room in the navigation, plans and documents that exist.
//!
//! In: authored pages. Out: findings. Never: what stands in a page (`bodies`).

use super::{Known, reference};
use crate::authored::{Page, Site};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Lang;
use crate::kinds::NAV_ITEMS;
use crate::source::{Sources, Span, Spanned};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Checks every page.
pub fn check(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    language_pairs(&site.pages, sources, findings);
    Lang::ALL.iter().for_each(|lang| findings.extend(navigation(&site.pages, *lang)));
    // What a page refers to that is hidden is not spoken of.
    let open = || site.pages.iter().filter(|page| !page.disclosure.hides_all());
    for plan in open().filter_map(|page| page.plan.as_ref()) {
        known.plan(plan, findings);
    }
    for source in open().filter_map(|page| page.source.as_ref()) {
        reference(source, &known.documents, ("原資料", "document"), findings);
    }
}

/// The navigation has room for a few items; none is left out in silence.
fn navigation(pages: &[Arc<Page>], lang: Lang) -> Option<Finding> {
    let mut items: Vec<&Spanned<i64>> = pages
        .iter()
        .filter(|page| page.lang == lang && !page.disclosure.hides_all())
        .filter_map(|page| page.nav.as_ref())
        .collect();
    items.sort_by_key(|nav| (nav.value, nav.span));
    let one_too_many = items.get(NAV_ITEMS)?;
    let (count, code) = (items.len(), lang.code());
    let message = Words::new(
        format!("ナビゲーション（{code}）の項目が {count} あります。{NAV_ITEMS} までです。"),
        format!("the navigation ({code}) has {count} items; {NAV_ITEMS} is the most"),
    );
    let help = Words::new("どれかのページの nav を消してください。", "remove `nav` from one of the pages.");
    Some(Finding::new(codes::TOO_MANY_ITEMS, message).at(one_too_many.span).help(help))
}

/// Each address stands in both languages, once. A twin that is there and could not be read has a finding of its own.
fn language_pairs(pages: &[Arc<Page>], sources: &Sources, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<(&str, Lang), Span> = HashMap::with_capacity(pages.len());
    for page in pages {
        let span = Span::new(page.file, 0..0);
        if let Some(first) = seen.insert((&page.address, page.lang), span) {
            let message = Words::new("同じアドレスのページが二つあります。", "two pages have the same address");
            let here = Words::new("もう一つのページ", "the other page");
            findings.push(Finding::new(codes::SAME_ADDRESS, message).at(span).also(first, here));
        }
    }
    let alone = seen.iter().filter(|((address, lang), _)| !seen.contains_key(&(address, lang.other())));
    let alone: BTreeMap<&(&str, Lang), &Span> = alone.collect();
    for ((_, lang), span) in alone {
        let path = sources.file(span.file).path.as_str();
        let twin = path.strip_suffix(&format!(".{}.md", lang.code())).map(|name| format!("{name}.{}.md", lang.other().code()));
        let twin = twin.unwrap_or_default();
        let unread = sources.find(&twin).is_some();
        if !unread {
            let other = lang.other().code();
            let message = Words::new(
                format!("このページの対になる言語（{other}）のページがありません。"),
                format!("this page has no twin in `{other}`"),
            );
            let help = Words::new(
                format!(
                    "このファイルを写して {twin} を作り、title と本文をその言語にしてください。+++ の行と disclosure はこのページと同じです。"
                ),
                format!(
                    "copy this file to {twin}, and put its title and text into that language; the +++ lines and `disclosure` stay the same."
                ),
            );
            findings.push(Finding::new(codes::MISSING_LANGUAGE, message).at(*span).help(help));
        }
    }
}
