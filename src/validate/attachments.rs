//! Attachments across pages: the same in both languages, one word on each file, and no file that nobody declares.
//!
//! In: authored pages and the list of files. Out: findings. Never: the content of a file; the name of a withheld one.

use super::Addresses;
use crate::authored::{Attached, Held, Page, Site};
use crate::diagnostics::{Finding, Words, codes};
use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Checks all of it.
pub fn check(site: &Site, sources: &Sources, by_address: &Addresses, findings: &mut Vec<Finding>) {
    told_apart(&site.pages, findings);
    twins(&site.pages, by_address, findings);
    unreferenced(&site.pages, sources, findings);
}

/// What two declarations of a file must agree on.
fn told(attached: &Attached) -> (Option<&str>, bool) {
    (attached.sha256.as_ref().map(|sha| sha.value.as_str()), matches!(attached.content, Held::Withheld(_)))
}

fn told_apart(pages: &[Arc<Page>], findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<&str, &Attached> = BTreeMap::new();
    for attached in pages.iter().flat_map(|page| &page.attachments) {
        let Some(name) = &attached.file else { continue };
        match first.get(name.value.as_str()) {
            None => drop(first.insert(&name.value, attached)),
            Some(other) if told(other) != told(attached) => findings.push(apart(other, attached)),
            Some(_) => (),
        }
    }
}

fn apart(first: &Attached, second: &Attached) -> Finding {
    let message = Words::new(
        "同じファイルの sha256 か公表の区分が、ほかの記載と違います。",
        "the sha256 or the state of this file is not what another declaration says",
    );
    let help =
        Words::new("どちらが正しいか確かめて、そろえてください。", "find out which is right, and write it in both places.");
    let here = Words::new("もう一つの記載", "the other declaration");
    Finding::new(codes::TOLD_APART, message).at(place(second)).also(place(first), here).help(help)
}

fn place(attached: &Attached) -> Span {
    attached.sha256.as_ref().map_or(attached.span, |sha| sha.span)
}

/// Both languages of a page attach the same files, and withhold the same.
fn twins(pages: &[Arc<Page>], by_address: &Addresses, findings: &mut Vec<Finding>) {
    for page in pages.iter().map(|page| &**page).filter(|page| page.lang == crate::figures::Lang::En) {
        let Some(twin) = by_address.get(&(page.address.as_str(), page.lang.other())) else { continue };
        if files(page) != files(twin) {
            let message =
                Words::new("添付ファイルが日本語のページと違います。", "the attachments are not those of the Japanese page");
            let help = Words::new(
                "両方の言語で同じファイルを、同じ区分で添付してください。題名だけは言語ごとに書きます。",
                "attach the same files in both languages, in the same state; only the titles differ.",
            );
            let here = Words::new("日本語のページ", "the Japanese page");
            let finding = Finding::new(codes::TWIN_ATTACHMENTS, message).at(at(page)).also(at(twin), here);
            findings.push(finding.help(help));
        }
    }
}

/// The first attachment of a page, or the page.
fn at(page: &Page) -> Span {
    page.attachments.first().map_or(Span::new(page.file, 0..0), |attached| attached.span)
}

/// Files with their states, in any order.
fn files(page: &Page) -> Vec<(Option<&str>, Option<bool>)> {
    let state = |attached: &Attached| match &attached.content {
        Held::Open(_) => None,
        Held::Withheld(part) => Some(part.acknowledged),
    };
    let mut files: Vec<_> =
        page.attachments.iter().map(|a| (a.file.as_ref().map(|name| name.value.as_str()), state(a))).collect();
    files.sort_unstable();
    files
}

/// A file that no page declares: nobody has decided about it, and nobody may think that it is published.
fn unreferenced(pages: &[Arc<Page>], sources: &Sources, findings: &mut Vec<Finding>) {
    let declared: BTreeSet<String> = pages
        .iter()
        .flat_map(|page| &page.attachments)
        .filter_map(|attached| Some(format!("content/{}", attached.file.as_ref()?.value)))
        .collect();
    let read: BTreeSet<_> = pages.iter().map(|page| page.file).collect();
    // A page that could not be read (a finding says so) may declare what it names.
    let unread: Vec<&str> = sources
        .iter()
        .filter(|(id, file)| file.path.as_str().starts_with("content/") && !read.contains(id))
        .map(|(_, file)| file.text.as_str())
        .collect();
    let named = |path: &str| path.strip_prefix("content/").is_some_and(|name| unread.iter().any(|text| text.contains(name)));
    let themes = |path: &str| path.starts_with("themes/");
    for path in sources.others().filter(|path| !themes(path) && !declared.contains(*path) && !named(path)) {
        let message = Words::new(
            format!("{path} は、ページでも、データでも、添付ファイルでもありません。"),
            format!("{path} is neither a page nor data nor a declared attachment"),
        );
        let help = Words::new(
            "公開するならページの [[attachment]] に書き、しないなら content と data の外へ移してください。",
            "to publish it, declare it in the [[attachment]] of a page; otherwise move it out of content and data.",
        );
        findings.push(Finding::new(codes::UNREFERENCED, message).help(help));
    }
}
