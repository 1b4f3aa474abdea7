//! What a reader can sort a list by: the choices of its select, and the place of each row in each of these orders.
//!
//! In: for each order the places of all rows, in the order of the page. Out: choices, and places as rows carry them. Never: an
//! order that moves nothing, or a place for what is withheld.

use super::order::{self, hides};
use super::said::Cx;
use crate::disclosed::Text;
use crate::figures::Lang;
use serde::Serialize;
use std::collections::BTreeMap;

/// An order that a reader can choose; `name` stands in the address.
#[derive(Serialize)]
pub struct Choice {
    name: &'static str,
    label: String,
    /// Rows leave their groups and stand in one list; otherwise they are sorted inside their groups, and groups by their first row.
    across: bool,
}

/// An order of all rows of a list. A row without a place stands last.
pub struct By {
    name: &'static str,
    across: bool,
    places: Vec<Option<usize>>,
}

impl By {
    /// Rows stay in their groups.
    pub fn in_groups<K: Ord>(name: &'static str, keys: &[Option<K>]) -> By {
        By { name, across: false, places: order::ranks(keys) }
    }

    /// Groups say nothing in this order.
    pub fn across<K: Ord>(name: &'static str, keys: &[Option<K>]) -> By {
        By { name, across: true, places: order::ranks(keys) }
    }

    /// Whether some row changes its place. Rows of one group stand together anyway, so equal places count as sorted.
    fn moves(&self) -> bool {
        let place = |at: &Option<usize>| at.unwrap_or(usize::MAX);
        !self.places.is_sorted_by_key(place)
    }
}

/// The orders of a list, with the places of its rows.
#[derive(Default)]
pub struct Sorting {
    pub choices: Vec<Choice>,
    places: BTreeMap<String, String>,
}

impl Sorting {
    /// The orders that change something. `ids`: those of the rows in the order of the page.
    pub fn new<'a>(cx: &Cx, ids: impl Iterator<Item = &'a str>, orders: impl IntoIterator<Item = By>) -> Sorting {
        let orders: Vec<By> = orders.into_iter().filter(By::moves).collect();
        let place = |by: &By, at: usize| by.places.get(at).copied().flatten().map(|place| place.to_string()).unwrap_or_default();
        let of_row = |at: usize| orders.iter().map(|by| place(by, at)).collect::<Vec<_>>().join(" ");
        let places = if orders.is_empty() {
            BTreeMap::new()
        } else {
            ids.enumerate().map(|(at, id)| (id.to_owned(), of_row(at))).collect()
        };
        let choice = |by: &By| Choice { name: by.name, label: cx.words.get(&format!("order-{}", by.name)), across: by.across };
        Sorting { choices: orders.iter().map(choice).collect(), places }
    }

    /// The places of a row in all orders, with a blank between them; none where there is nothing to choose.
    pub fn of(&self, id: &str) -> Option<String> {
        self.places.get(id).cloned()
    }
}

/// Keys of names that have no reading: none in Japanese unless every name can be read as it is written.
pub fn names(lang: Lang, names: &[&Text]) -> Vec<Option<order::Key>> {
    let is_kanji = |c: char| matches!(c, '々' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let unreadable = lang == Lang::Ja && names.iter().any(|name| name.any(lang).contains(is_kanji));
    names.iter().map(|name| (!unreadable && !hides(name)).then(|| order::key(lang, name, ""))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_moves_nothing_is_none() {
        assert!(!By::in_groups("name", &[Some(1), Some(1), Some(2), None]).moves());
        assert!(By::in_groups("name", &[Some(2), Some(1)]).moves());
        assert!(By::across("name", &[None, Some(1)]).moves());
        assert!(!By::across::<u8>("name", &[None, None]).moves());
    }

    #[test]
    fn names_in_kanji_have_no_order_without_readings() {
        let text = |ja: &str, en: &str| Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) };
        let (kana, kanji, hidden) = (text("モノ", "Thing"), text("治験", "Trial"), text("［非公表］", "[Withheld]"));
        assert!(names(Lang::Ja, &[&kana, &kanji]).iter().all(Option::is_none));
        assert!(names(Lang::En, &[&kana, &kanji]).iter().all(Option::is_some));
        assert!(names(Lang::Ja, &[&kana]).iter().all(Option::is_some));
        assert_eq!(names(Lang::En, &[&hidden]), [None]);
    }
}
