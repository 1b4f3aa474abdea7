//! What stands on the page 正誤・検算: known contradictions and editions, each with its place on that page.
//!
//! In: `disclosed::Site`. Out: entries in the order of the site, found once for pages, open data and feeds. Never: an edition of a
//! figure that is withheld now, or that no row shows.

use crate::disclosed::{Check, Edition, Figure, Figures, Site, Text, Verdict, address};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All entries.
pub struct Corrections<'a> {
    /// The figures of which there is something to say.
    pub figures: Figures<'a>,
    pub known: Vec<Known<'a>>,
    pub editions: Vec<Edited<'a>>,
}

/// A contradiction of the documents that is known, with the reason why the printed figure stands.
pub struct Known<'a> {
    pub anchor: String,
    pub check: &'a Check,
    pub reason: &'a Text,
}

/// An earlier edition of a figure.
pub struct Edited<'a> {
    pub anchor: String,
    pub edition: &'a Edition,
    pub figure: Figure<'a>,
}

impl<'a> Corrections<'a> {
    /// Finds them once.
    pub fn new(site: &'a Site) -> Corrections<'a> {
        let mut anchors = Anchors::default();
        let of_check = |check: &'a Arc<Check>| {
            let reason = check.reason.as_ref().filter(|_| check.verdict == Verdict::Contradicts)?;
            Some(Known { anchor: anchors.next("check", &check.fact), check, reason })
        };
        let known: Vec<Known> = site.checks.iter().filter_map(of_check).collect();
        let all = || site.plans().flat_map(|plan| &plan.years).flat_map(|year| &year.editions);
        let facts = known.iter().map(|known| known.check.fact.as_str()).chain(all().map(|edition| edition.fact.as_str()));
        let figures = site.some_figures(&facts.collect());
        let of_edition = |edition: &'a Edition| {
            let figure = figures.get(edition.fact.as_str()).filter(|figure| !figure.cell.shown.is_withheld())?;
            Some(Edited { anchor: anchors.next("edition", &edition.fact), edition, figure: figure.clone() })
        };
        let editions = all().filter_map(of_edition).collect();
        Corrections { figures, known, editions }
    }

    /// Kind and anchor of the entries that concern each figure.
    pub fn notes(&self) -> BTreeMap<&'a str, Vec<(&'a str, String)>> {
        let mut notes: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
        for known in &self.known {
            notes.entry(&known.check.fact).or_default().push(("check", known.anchor.clone()));
        }
        for edited in &self.editions {
            notes.entry(&edited.edition.fact).or_default().push((&edited.edition.kind, edited.anchor.clone()));
        }
        notes
    }
}

/// Counts the entries of each figure, so that no two have one anchor.
#[derive(Default)]
struct Anchors(BTreeMap<String, usize>);

impl Anchors {
    fn next(&mut self, kind: &str, fact: &str) -> String {
        let nth = self.0.entry(address::correction_anchor(kind, fact, 0)).or_default();
        *nth += 1;
        address::correction_anchor(kind, fact, *nth - 1)
    }
}
