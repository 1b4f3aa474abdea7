//! Businesses: the sorted list, and the page of each.
//!
//! In: the rows of all years. Out: views. Never: an order that depends on a locale (kana in Japanese, letters in English).

use super::cells::CellView;
use super::frame::{Frame, Frames};
use super::index::At;
use super::indicator::{self, Download};
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use crate::disclosed::{Business, Plan, Shown, Text, address};
use crate::figures::Lang;
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

/// First kana of each row of the 五十音 table after the first one.
const ROWS: [(char, &str); 10] = [
    ('か', "あ"),
    ('さ', "か"),
    ('た', "さ"),
    ('な', "た"),
    ('は', "な"),
    ('ま', "は"),
    ('や', "ま"),
    ('ら', "や"),
    ('わ', "ら"),
    ('\u{3100}', "わ"),
];

#[derive(Serialize)]
struct Listing {
    groups: Vec<Letter>,
    count: String,
    kinds: Vec<(String, String)>,
    /// Rows that are withheld as a whole, with their years.
    withheld: Vec<(Year, CellView)>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct Letter {
    name: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    link: Link,
    /// The Japanese name, on English pages.
    original: Option<Said>,
    kind: Option<String>,
    kind_name: Option<String>,
    summary: Option<Paras>,
}

/// The view of the list.
pub fn listing(cx: &Cx, plan: &Plan) -> Value {
    let rows = sorted(cx);
    let count = cx.words.count("businesses-count", rows.len());
    let mut kinds: Vec<&str> = rows.iter().filter_map(|(_, row)| row.kind.as_deref()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut groups: Vec<Letter> = Vec::new();
    for (id, row) in rows {
        let name = letter(cx, row);
        if groups.last().is_none_or(|group| group.name != name) {
            groups.push(Letter { name, rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(listed(cx, id, row));
        }
    }
    let kinds = kinds.into_iter().map(|kind| (kind.to_owned(), cx.words.get(&format!("business-{kind}")))).collect();
    value(&Listing {
        groups,
        count,
        kinds,
        withheld: withheld(cx, plan),
        downloads: indicator::downloads(cx, plan, "businesses", None),
    })
}

fn withheld(cx: &Cx, plan: &Plan) -> Vec<(Year, CellView)> {
    let rows = plan.years.iter().flat_map(|year| year.businesses.iter().map(|row| (year.year, row)));
    let hidden = |(year, row): (_, &Shown<Business>)| match row {
        Shown::Withheld(why) => Some((cx.year(year), cx.withheld(String::new(), why))),
        Shown::Public(_) => None,
    };
    rows.filter_map(hidden).collect()
}

/// All businesses with their newest row, in the order of the page's language.
pub fn sorted<'a>(cx: &Cx<'a>) -> Vec<(&'a str, &'a Business)> {
    let newest = |id| Some((id, cx.index.business(id)?.rows.last()?.row));
    let mut rows: Vec<(&str, &Business)> = cx.index.businesses().filter_map(newest).collect();
    rows.sort_by_cached_key(|(id, row)| match cx.lang {
        Lang::Ja => (folded(&row.kana), (*id).to_owned()),
        Lang::En => (row.name.any(Lang::En).to_lowercase(), (*id).to_owned()),
    });
    rows
}

/// A link to the page of a business.
pub fn link(cx: &Cx, id: &str, name: &Text) -> Link {
    Link { said: cx.say(name), href: Some(cx.path(&address::business(id))) }
}

fn listed(cx: &Cx, id: &str, row: &Business) -> Row {
    cx.saw_document(row.place.document.as_deref());
    Row {
        link: link(cx, id, &row.name),
        original: original(cx, &row.name),
        kind: row.kind.clone(),
        kind_name: row.kind.as_deref().map(|kind| cx.words.get(&format!("business-{kind}"))),
        summary: cx.maybe(row.summary.as_ref()),
    }
}

/// The Japanese name beside the English one, where they differ.
fn original(cx: &Cx, name: &Text) -> Option<Said> {
    let ja = name.ja.as_deref().filter(|ja| cx.lang == Lang::En && name.en.as_deref() != Some(ja))?;
    name.en.is_some().then(|| cx.foreign(ja))
}

fn letter(cx: &Cx, row: &Business) -> String {
    match cx.lang {
        Lang::Ja => kana_row(&folded(&row.kana))
            .map_or_else(|| cx.words.get("kana-other"), |first| cx.words.fill("kana-row", &[("kana", first)])),
        Lang::En => row.name.any(Lang::En).chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default(),
    }
}

fn kana_row(kana: &str) -> Option<&'static str> {
    let first = kana.chars().next().filter(|c| ('あ'..='ん').contains(c))?;
    ROWS.iter().find(|(end, _)| first < *end).map(|(_, row)| *row)
}

/// Order of the 五十音 table: small and voiced kana stand with their plain ones, a long vowel mark counts as nothing.
fn folded(kana: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = |c: char| match c {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' => {
            char::from_u32(c as u32 + 1).unwrap_or(c)
        }
        other => other,
    };
    kana.nfd().filter(|c| !matches!(c, '\u{3099}' | '\u{309a}' | 'ー' | '・')).map(plain).collect()
}

#[derive(Serialize)]
struct BusinessPage {
    name: Said,
    original: Option<Said>,
    kana: Option<String>,
    kind: Option<String>,
    told: Vec<Told>,
    products: Vec<Named>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// What the documents of a year say.
#[derive(Serialize)]
struct Told {
    year: Year,
    summary: Option<Paras>,
    source: Source,
}

/// A product or project in which it is named.
#[derive(Serialize)]
struct Named {
    link: Link,
    kind: String,
    year: Year,
    summary: Option<Paras>,
    target: Option<Link>,
}

/// The page of a business.
pub fn page(cx: &Cx, frames: &Frames, id: &str) -> (Frame, Value, Vec<(String, String)>) {
    let mentions = cx.index.business(id);
    let rows: &[At<Business>] = mentions.map_or(&[], |mentions| &mentions.rows);
    let products = mentions.map_or(&[][..], |mentions| &mentions.products);
    let newest = rows.last();
    let name = newest.map(|at| at.row.name.clone()).unwrap_or_default();
    let plan = newest.map(|at| at.plan);
    let parent = newest.and_then(|at| cx.index.listing(cx.lang, PageKind::Businesses, &at.plan.id, None));
    let description = cx.words.fill("business-description", &[("name", name.any(cx.lang))]);
    let frame = frames.made(cx, PageKind::Business, &address::business(id), name.any(cx.lang), description, parent);
    let (previous, next) = frames.beside_business(cx, id);
    let view = BusinessPage {
        original: original(cx, &name),
        name: cx.say(&name),
        kana: newest.map(|at| at.row.kana.clone()).filter(|kana| !kana.is_empty() && cx.lang == Lang::Ja),
        kind: newest.and_then(|at| at.row.kind.as_deref()).map(|kind| cx.words.get(&format!("business-{kind}"))),
        told: rows.iter().rev().map(|at| told(cx, at)).collect(),
        products: newest_first(products).map(|at| named(cx, at)).collect(),
        previous,
        next,
    };
    let view = value(&view);
    (frame.finish(cx, plan, None), view, Vec::new())
}

/// The latest year first; inside a year the order of the document.
fn newest_first<'a, T>(rows: &'a [At<'a, T>]) -> impl Iterator<Item = &'a At<'a, T>> {
    let mut sorted: Vec<&At<T>> = rows.iter().collect();
    sorted.sort_by_key(|at| std::cmp::Reverse(at.year));
    sorted.into_iter()
}

fn told(cx: &Cx, at: &At<Business>) -> Told {
    Told { year: cx.year(at.year), summary: cx.maybe(at.row.summary.as_ref()), source: cx.source(&at.row.place) }
}

fn named(cx: &Cx, at: &At<crate::disclosed::Product>) -> Named {
    let target = at.plan.indicators.iter().find(|indicator| indicator.id == at.row.indicator);
    Named {
        link: cx.row(PageKind::Products, &at.plan.id, at.year, &at.row.id, &at.row.name),
        kind: cx.words.get(&format!("products-{}", at.row.kind)),
        year: cx.year(at.year),
        summary: cx.maybe(at.row.summary.as_ref()),
        target: target.map(|indicator| indicator::link(cx, at.plan, indicator)),
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, kana_row};

    #[test]
    fn kana_stand_in_the_rows_of_the_table() {
        for (kana, row) in
            [("ぐりーん", "か"), ("ぴーでぃー", "は"), ("えぐぜゔぃーた", "あ"), ("もふ", "ま"), ("わかやま", "わ")]
        {
            assert_eq!(kana_row(&folded(kana)), Some(row), "{kana}");
        }
        assert_eq!(kana_row(&folded("abc")), None);
        assert!(folded("かな") < folded("がに") && folded("きやり") == folded("きゃり"));
    }
}
