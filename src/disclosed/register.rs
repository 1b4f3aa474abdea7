//! 非公表の台帳: each withheld thing with its number, its place and the decision behind it.
//!
//! In: filled by `redact`. Out: read by `render`. Never: a thing whose existence is not acknowledged; a value.

use super::{Ground, Site, Text, Withheld};
use crate::figures::FiscalYear;
use crate::kinds::{PageKind, WithheldKind};
use std::collections::BTreeSet;

/// One withheld thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What it is.
    pub kind: WithheldKind,
    /// Where a reader finds its marker.
    pub stands: Stands,
    /// Number, ground and decision.
    pub why: Withheld,
}

/// The place of a withheld thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stands {
    /// On a page that somebody wrote. `page`: whether there is such a page at all (a stub may be left out).
    Page {
        /// Address without language.
        address: String,
        /// Its titles, where they are public.
        title: Option<Text>,
        /// Whether the page can be visited.
        page: bool,
    },
    /// In the data of a plan.
    Data {
        /// Which plan.
        plan: String,
        /// Which fiscal year, if it stands in one.
        year: Option<FiscalYear>,
        /// The kind of page that shows it.
        list: PageKind,
        /// Id and name of the row, where they are public.
        row: Option<(String, Text)>,
        /// Which of its figures.
        column: Option<Column>,
    },
    /// A plan or file of which nothing is public.
    Nowhere,
}

/// A figure of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Column {
    /// One that every such row has: `target`, `actual`, `progress`, `weight`, `cumulative`, `used`, `remarks`, `state`, `value`.
    Named(String),
    /// A labelled figure.
    Label(Text),
}

/// The items in order of number; those without one at the end, in the order of the site. Equal items are one where the number or
/// the name of the row tells that they are the same thing.
pub fn in_order(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_cached_key(|item| (item.why.id.is_none(), item.why.id.as_deref().map(natural)));
    items.dedup_by(|a, b| a == b && (a.why.id.is_some() || is_named_row(a)));
    items
}

/// A row of which the name is shown hides many values and is one thing.
fn is_named_row(item: &Item) -> bool {
    item.kind == WithheldKind::Row && matches!(item.stands, Stands::Data { row: Some(_), .. })
}

impl Site {
    /// The grounds in use, in the order of their table.
    pub fn used_grounds(&self) -> impl Iterator<Item = &Ground> {
        let used: BTreeSet<&str> = self.register.iter().filter_map(|item| item.why.ground.as_deref()).collect();
        self.grounds.iter().filter(move |ground| used.contains(ground.id.as_str()))
    }
}

/// Runs of digits compare as numbers: W-2026-1000 comes after W-2026-999.
pub fn natural(number: &str) -> (Vec<u64>, String) {
    let digits = number.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok());
    (digits.collect(), number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: Option<&str>) -> Item {
        let why = Withheld { id: number.map(str::to_owned), ..Withheld::default() };
        Item { kind: WithheldKind::Cell, stands: Stands::Nowhere, why }
    }

    #[test]
    fn numbers_are_in_order_and_equal_items_are_one() {
        let items = [None, Some("W-2026-1000"), Some("W-2026-999"), Some("W-2026-999"), Some("W-2024-002"), None];
        let items = items.map(item).to_vec();
        let numbers: Vec<Option<String>> = in_order(items).into_iter().map(|item| item.why.id).collect();
        // Two things without a number are two.
        let expected = [Some("W-2024-002"), Some("W-2026-999"), Some("W-2026-1000"), None, None];
        assert_eq!(numbers, expected.map(|n| n.map(str::to_owned)));
    }
}
