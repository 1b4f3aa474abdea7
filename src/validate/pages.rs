//! Pages: both languages, plans and years that exist, no raw HTML, links that may be followed.
//!
//! In: authored pages. Out: findings. Never: whether an internal link leads somewhere (that needs every address: `audit`).

use super::{Known, reference};
use crate::authored::{Page, Site};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Lang;
use crate::kinds::NAV_ITEMS;
use crate::source::{Sources, Span, Spanned};
use pulldown_cmark::{Event, Parser, Tag};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Checks every page.
pub fn check(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    language_pairs(&site.pages, findings);
    Lang::ALL.iter().for_each(|lang| findings.extend(navigation(&site.pages, *lang)));
    let plans: BTreeSet<&str> = known.plans.keys().copied().collect();
    for plan in site.pages.iter().filter_map(|page| page.plan.as_ref()) {
        reference(plan, &plans, ("計画", "plan"), findings);
    }
    for source in site.pages.iter().filter_map(|page| page.source.as_ref()) {
        reference(source, &known.documents, ("原資料", "document"), findings);
    }
    let bodies = site.pages.par_iter().filter_map(|page| open_body(page, sources));
    findings.par_extend(bodies.flat_map_iter(|(text, span)| markdown(&text, span)));
}

/// The navigation has room for a few items; none is left out in silence.
fn navigation(pages: &[Page], lang: Lang) -> Option<Finding> {
    let mut items: Vec<&Spanned<i64>> =
        pages.iter().filter(|page| page.lang == lang).filter_map(|page| page.nav.as_ref()).collect();
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

/// Each address stands in both languages, once.
fn language_pairs(pages: &[Page], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(&str, Lang), Span> = BTreeMap::new();
    for page in pages {
        let span = Span::new(page.file, 0..0);
        if let Some(first) = seen.insert((&page.address, page.lang), span) {
            let message = Words::new("同じアドレスのページが二つあります。", "two pages have the same address");
            let here = Words::new("もう一つのページ", "the other page");
            findings.push(Finding::new(codes::SAME_ADDRESS, message).at(span).also(first, here));
        }
    }
    for ((address, lang), span) in &seen {
        if !seen.contains_key(&(address, lang.other())) {
            let other = lang.other().code();
            let message = Words::new(
                format!("このページの対になる言語（{other}）のページがありません。"),
                format!("this page has no twin in `{other}`"),
            );
            let help = Words::new(
                format!("同じ名前の .{other}.md を置いてください。"),
                format!("add the file of the same name ending in .{other}.md."),
            );
            findings.push(Finding::new(codes::MISSING_LANGUAGE, message).at(*span).help(help));
        }
    }
}

/// The body when it is open, with letters in place of its marks, so that what is withheld is neither read nor quoted and every
/// place stays where it is. (Blanks at the start of a line would make a block of code of it.)
fn open_body(page: &Page, sources: &Sources) -> Option<(String, Span)> {
    let body = page.body.as_open()?;
    let mut bytes = sources.file(body.span.file).text.get(body.span.range())?.as_bytes().to_vec();
    for mark in body.value.withheld() {
        let start = mark.span.start.saturating_sub(body.span.start) as usize;
        let end = (mark.span.end.saturating_sub(body.span.start) as usize).min(bytes.len());
        bytes.get_mut(start..end).into_iter().flatten().filter(|b| **b != b'\n').for_each(|b| *b = b'x');
    }
    Some((String::from_utf8(bytes).ok()?, body.span))
}

fn markdown(text: &str, span: Span) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (event, range) in Parser::new_ext(text, crate::kinds::markdown_options()).into_offset_iter() {
        let place = Span::new(span.file, span.start as usize + range.start..span.start as usize + range.end);
        match event {
            Event::Html(html) | Event::InlineHtml(html) if !html.trim().is_empty() => findings.push(raw_html(place)),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => findings.extend(link(&dest_url, place)),
            _ => (),
        }
    }
    findings
}

fn raw_html(place: Span) -> Finding {
    let message = Words::new("HTML はそのまま書けません。", "raw HTML is not allowed");
    let help = Words::new("Markdown で書くか、< を \\< としてください。", "write Markdown, or print < as \\<.");
    Finding::new(codes::RAW_HTML, message).at(place).help(help)
}

fn link(url: &str, place: Span) -> Option<Finding> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme).filter(|s| !s.contains(['/', '?', '#']));
    let allowed = match scheme {
        None => !url.starts_with("//") && (url.starts_with('/') || url.starts_with('#')),
        Some(scheme) => ["https", "http", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str()),
    };
    if allowed {
        return None;
    }
    let message = Words::new("使えない形のリンクです。", "a link of this form is not allowed");
    let help = Words::new(
        "サイトの中は /about/ のように言語を除いた / から、外は https:// から書きます。",
        "inside the site begin with / and leave out the language (/about/); outside begin with https://.",
    );
    Some(Finding::new(codes::BAD_LINK, message).at(place).help(help))
}

/// The links of a page to places inside the site, with their spans; for `audit`.
pub fn internal_links(page: &Page, sources: &Sources) -> Vec<Spanned<String>> {
    let Some((text, span)) = open_body(page, sources) else { return Vec::new() };
    let mut out = Vec::new();
    for (event, range) in Parser::new_ext(&text, crate::kinds::markdown_options()).into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            && dest_url.starts_with('/')
            && !dest_url.starts_with("//")
        {
            let place = Span::new(span.file, span.start as usize + range.start..span.start as usize + range.end);
            out.push(Spanned::new(dest_url.to_string(), place));
        }
    }
    out
}
