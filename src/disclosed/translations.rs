//! 翻訳の状況: which languages there are, and whether a person has held them against each other since the original changed.
//!
//! In: public pages and plans. Out: `Translated`. Never: a page that is withheld as a whole, a withheld text, a value that depends
//! on anything withheld: codes are made of what everybody can read.

use super::{Page, Plan, Shown, Site, Text};
use crate::figures::{Date, Lang};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// That a translation was held against its original.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// On which day.
    pub on: Date,
    /// The code of the original as it was then.
    pub of: String,
}

/// How a translation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Held {
    /// One language is not there: this one.
    Missing(Lang),
    /// Nobody says to have looked.
    Unreviewed,
    /// The original changed after somebody looked.
    Stale(Date),
    /// Looked at, and the original is the same since.
    Reviewed(Date),
}

/// A page in its languages, or all texts of a plan.
#[derive(Clone, Debug)]
pub struct Translated<'a> {
    /// The page in Japanese, or in the language there is.
    pub page: &'a Page,
    pub held: Held,
}

impl Site {
    /// Every page that lists may name, in the order of addresses.
    pub fn translated(&self) -> Vec<Translated<'_>> {
        let mut pages: BTreeMap<&str, [Option<&Page>; 2]> = BTreeMap::new();
        for page in self.pages().filter(|page| !page.body.is_withheld()) {
            let at = usize::from(page.lang == Lang::En);
            pages.entry(&page.address).or_default()[at] = Some(page);
        }
        pages.into_values().filter_map(|twins| translated(twins[0], twins[1])).collect()
    }
}

fn translated<'a>(ja: Option<&'a Page>, en: Option<&'a Page>) -> Option<Translated<'a>> {
    let (page, held) = match (ja, en) {
        (Some(ja), Some(en)) => (ja, held(en.review.as_ref(), ja).or(held(ja.review.as_ref(), en)).unwrap_or(Held::Unreviewed)),
        (Some(ja), None) => (ja, Held::Missing(Lang::En)),
        (None, Some(en)) => (en, Held::Missing(Lang::Ja)),
        (None, None) => return None,
    };
    Some(Translated { page, held })
}

fn held(review: Option<&Review>, original: &Page) -> Option<Held> {
    let review = review?;
    Some(if review.of == original.code() { Held::Reviewed(review.on) } else { Held::Stale(review.on) })
}

impl Page {
    /// A short code of what the page says, for its reviewer: another text has another code.
    pub fn code(&self) -> String {
        let body = match &self.body {
            Shown::Public(body) => body.as_str(),
            Shown::Withheld(_) => "",
        };
        code([self.title.as_str(), self.description.as_deref().unwrap_or_default(), body])
    }
}

impl Plan {
    /// The code of all its Japanese texts.
    pub fn code(&self) -> String {
        let texts = self.spoken();
        code(texts.iter().flat_map(|(id, text)| [id.as_str(), text.ja.as_deref().unwrap_or_default()]))
    }

    /// How its English stands.
    pub fn held(&self) -> Held {
        match &self.review {
            None => Held::Unreviewed,
            Some(review) if review.of == self.code() => Held::Reviewed(review.on),
            Some(review) => Held::Stale(review.on),
        }
    }

    /// Its texts with their ids; one of which nothing is left but the marker counts nowhere.
    pub fn spoken(&self) -> Vec<(String, &Text)> {
        let texts = self.texts().into_iter().filter(|spoken| !spoken.text.is_withheld());
        texts
            .filter(|spoken| spoken.text.ja.is_some() || spoken.text.en.is_some())
            .map(|spoken| (spoken.id, spoken.text))
            .collect()
    }
}

fn code<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        // Where one text ends is part of the code.
        hash.update(text.len().to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
