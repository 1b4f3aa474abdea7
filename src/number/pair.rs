//! What gets a number: twins in the two languages are one thing.
//!
//! In: withheld things without a number. Out: groups that share one, in the order of the site. Never: a guess where the two
//! languages do not hide the same.

use crate::authored::{InText, Numbered, Page, Site};
use crate::diagnostics::{self, Finding};
use crate::figures::Lang;
use crate::kinds::WithheldKind;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// Things that are one: alone, or in each language once.
pub type Group<'a> = Vec<&'a Numbered>;

/// What twins have in common. A text of a page has its twin at the same key of the other page, a text of a data file beside it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness<'a> {
    within: &'a str,
    kind: WithheldKind,
    ground: Option<&'a str>,
    key: Option<&'a str>,
    place: Option<Span>,
}

/// One language of what has twins. Japanese comes first, as in the message on sides that differ.
type Side = (Option<Lang>, FileId);

/// All that has no number, or the first two sides that cannot be twins.
pub fn groups(site: &Site) -> Result<Vec<Group<'_>>, Finding> {
    let pages: BTreeMap<FileId, &Page> = site.pages.iter().map(|page| (page.file, &**page)).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut paired: BTreeMap<Likeness, BTreeMap<Side, Vec<&Numbered>>> = BTreeMap::new();
    for item in site.numbers.iter().filter(|item| item.number.is_none()) {
        let page = pages.get(&item.span.file);
        match likeness(item, page.is_some()) {
            Some(likeness) => {
                let lang = item.in_text.as_ref().map(|text| text.lang).or(page.map(|page| page.lang));
                let side = (lang, item.span.file);
                paired.entry(likeness).or_default().entry(side).or_default().push(item);
            }
            None => groups.push(vec![item]),
        }
    }
    for sides in paired.into_values() {
        groups.extend(twins(sides.into_values().collect())?);
    }
    for group in &mut groups {
        group.sort_by_key(|item| item.span);
    }
    groups.sort_by_key(|group| group.first().map(|item| item.span));
    Ok(groups)
}

/// `None` for what has no twin.
fn likeness(item: &Numbered, on_page: bool) -> Option<Likeness<'_>> {
    let alone = match item.kind {
        WithheldKind::Cell | WithheldKind::Row | WithheldKind::File => true,
        WithheldKind::Phrase | WithheldKind::Block => !on_page && item.in_text.is_none(),
        WithheldKind::Page | WithheldKind::Attachment => false,
    };
    let key = item.in_text.as_ref().map(|text| text.key.as_str());
    let place = item.in_text.as_ref().filter(|_| !on_page).map(|InText { text, .. }| *text);
    let ground = item.ground.as_ref().map(|ground| ground.value.as_str());
    (!alone).then_some(Likeness { within: &item.within, kind: item.kind, ground, key, place })
}

/// The first of each side are twins, the second, and so on.
fn twins(sides: Vec<Vec<&Numbered>>) -> Result<Vec<Group<'_>>, Finding> {
    let first = sides.first().map(Vec::len).unwrap_or_default();
    if let Some((one, other)) = sides.first().zip(sides.iter().find(|side| side.len() != first)) {
        let place = |side: &[&Numbered]| side.first().map(|item| (item.span, side.len()));
        return place(one).zip(place(other)).map_or(Ok(Vec::new()), |(one, other)| Err(diagnostics::marks_differ(one, other)));
    }
    Ok((0..first).map(|n| sides.iter().filter_map(|side| side.get(n).copied()).collect()).collect())
}
