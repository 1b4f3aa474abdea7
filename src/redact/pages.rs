//! Projecting pages.
//!
//! In: an authored page. Out: a disclosed one whose body holds a placeholder character for each withheld part, or no body at
//! all. Never: a page whose existence is withheld; the title of a withheld page, unless that is public.

use super::attachments;
use super::cells::{Projector, number};
use crate::authored::{self, Held, Page, State};
use crate::disclosed::{self, Shown, Stands, Text, marker};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::{PLACEHOLDER, PageKind, WithheldKind};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A page with what the public may know of it.
pub type Kept = (Arc<Page>, Option<Arc<disclosed::Page>>);

/// The public titles of pages, by address: the register names pages in both languages.
struct Titles<'a> {
    /// The pages that show their titles, in the order of `Lang::ALL`.
    pages: HashMap<&'a str, [Option<&'a Page>; 2]>,
    /// The titles with a withheld part.
    marked: HashMap<(&'a str, Lang), String>,
}

impl<'a> Titles<'a> {
    /// Collects those of the pages at these addresses.
    fn new(p: &mut Projector, pages: &'a [Arc<Page>], wanted: &HashSet<&str>) -> Titles<'a> {
        let mut titles = Titles { pages: HashMap::with_capacity(wanted.len()), marked: HashMap::new() };
        for page in pages.iter().filter(|page| wanted.contains(page.address.as_str()) && shows_title(page)) {
            if page.title.value.withheld().next().is_some() {
                let title = p.marked_again(&page.title, marker(page.lang));
                titles.marked.insert((&page.address, page.lang), title);
            }
            titles.pages.entry(&page.address).or_default()[page.lang as usize] = Some(&**page);
        }
        titles
    }

    /// The title of the page at an address, in both languages.
    fn of(&self, address: &str) -> Option<Text> {
        let pages = self.pages.get(address)?;
        let [ja, en] = Lang::ALL.map(|lang| {
            let page = pages[lang as usize]?;
            page.title.value.plain().or_else(|| self.marked.get(&(address, lang)).cloned())
        });
        Some(Text { ja, en })
    }
}

fn shows_title(page: &Page) -> bool {
    !page.disclosure.hides_all() || page.disclosure.title_public
}

/// All pages that may be known of. `kept` has those of the time before, and afterwards these.
pub fn pages(p: &mut Projector, pages: &[Arc<Page>], kept: &mut Vec<Kept>) -> Vec<Arc<disclosed::Page>> {
    let before = |(at, page): (usize, &Arc<Page>)| kept.get(at).filter(|(before, _)| Arc::ptr_eq(before, page) && is_open(page));
    let known: Vec<Option<&Kept>> = pages.iter().enumerate().map(before).collect();
    let other = pages.iter().zip(&known).filter(|(_, known)| known.is_none());
    let wanted: HashSet<&str> = other.map(|(page, _)| page.address.as_str()).collect();
    let titles = Titles::new(p, pages, &wanted);
    let again = |(page, known): (&Arc<Page>, Option<&Kept>)| {
        known.cloned().unwrap_or_else(|| (Arc::clone(page), self::page(p, page, &titles).map(Arc::new)))
    };
    let now = pages.iter().zip(known).map(again).collect();
    *kept = now;
    kept.iter().filter_map(|(_, public)| public.clone()).collect()
}

/// Whether nothing of a page is withheld: then neither the register nor the guard has anything to learn from it.
fn is_open(page: &Page) -> bool {
    let texts = [Some(&page.title), page.description.as_ref(), page.easy.as_ref(), page.body.as_open()];
    !page.disclosure.hides_all()
        && page.attachments.is_empty()
        && texts.into_iter().flatten().all(|text| text.withheld().next().is_none())
}

/// `None` for a page whose existence is not acknowledged (存否応答拒否), and for one that leaves no stub.
fn page(p: &mut Projector, page: &Page, titles: &Titles) -> Option<disclosed::Page> {
    let hidden = page.disclosure.hides_all();
    let unsaid = page.disclosure.state.value == State::Unacknowledged;
    let there = !hidden || page.disclosure.stub;
    let stands = Stands::Page { address: page.address.clone(), title: titles.of(&page.address), page: there };
    // Both languages hide the same things; the register has them from the Japanese page.
    p.stand((!unsaid && page.lang == Lang::Ja).then_some(stands), &page.disclosure);
    let why = p.statement(&page.disclosure);
    let title = if shows_title(page) { p.marked(&page.title, marker(page.lang)) } else { String::new() };
    let described = page.description.as_ref().filter(|_| !hidden);
    let description = described.map(|d| p.marked(d, marker(page.lang)));
    let easy = page.easy.as_ref().filter(|_| !hidden).map(|e| p.easy(e, marker(page.lang)));
    let body = match &page.body {
        Held::Open(marked) => Shown::Public(p.marked(marked, PLACEHOLDER.encode_utf8(&mut [0; 4]))),
        Held::Withheld(part) => {
            watch_body(p, page, part);
            p.enter(WithheldKind::Page, &why);
            Shown::Withheld(why.clone())
        }
    };
    let attachments = attachments::attachments(p, page);
    if unsaid || !there {
        return None;
    }
    let marks = [Some(&page.title), page.description.as_ref(), page.easy.as_ref(), page.body.as_open()];
    let partial = !hidden && marks.into_iter().flatten().any(|text| text.withheld().next().is_some());
    Some(disclosed::Page {
        address: page.address.clone(),
        lang: page.lang,
        // A stub tells nothing of what stands behind it, but that the home and error pages are what they are.
        kind: if hidden && !is_frame(page.kind.value) { PageKind::Page } else { page.kind.value },
        title,
        description,
        easy,
        review: page.reviewed.as_ref().filter(|_| !hidden).map(review),
        nav: page.nav.as_ref().map(|n| n.value),
        nav_title: page.nav_title.as_ref().filter(|_| shows_title(page)).map(|t| t.value.clone()),
        plan: page.plan.as_ref().filter(|_| !hidden).map(|id| id.value.clone()),
        source: page.source.as_ref().filter(|_| !hidden).map(|id| id.value.clone()),
        year: page.year.as_ref().filter(|_| !hidden).map(|y| FiscalYear(y.value as i32)),
        body,
        aliases: page.aliases.iter().filter(|_| !hidden).map(|alias| alias.value.clone()).collect(),
        updated: page.updated.filter(|_| !hidden),
        marks: page.body.as_open().into_iter().flat_map(|body| body.withheld()).map(|m| number(m).map(str::to_owned)).collect(),
        attachments,
        partial: partial.then_some(why),
    })
}

/// That a translation was held against its original: a day and a code of public text.
pub fn review(reviewed: &authored::Reviewed) -> disclosed::Review {
    disclosed::Review { on: reviewed.on, of: reviewed.of.value.clone() }
}

fn is_frame(kind: PageKind) -> bool {
    matches!(kind, PageKind::Home | PageKind::Error)
}

/// Everything of a withheld page is looked for in the output: its open text as well, and its title unless that is public.
fn watch_body(p: &mut Projector, page: &Page, part: &authored::Withholding<crate::source::Spanned<authored::Marked>>) {
    let Some(sealed) = &part.payload else { return };
    let body = p.open(sealed).clone();
    p.watch_marked(&body.value, number(part));
    if let Some(description) = &page.description {
        p.watch_marked(&description.value, number(part));
    }
    if let Some(easy) = &page.easy {
        p.watch_easy(&easy.value, number(part));
    }
    if !shows_title(page) {
        page.nav_title.iter().for_each(|title| p.watch_title(&title.value, number(part)));
        p.watch_marked_title(&page.title.value, number(part));
    }
}
