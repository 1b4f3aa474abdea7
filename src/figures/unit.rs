//! Units: how they are spelt in documents, what they measure, and their English.
//!
//! In: `data/units.toml`. Out: a unit for a printed spelling, and exact conversion inside one dimension.
//! Never: a conversion that would round.

use super::{Decimal, Lang};
use std::collections::BTreeMap;

/// A unit as documents print it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Stable id, such as `oku-yen`.
    pub id: String,
    /// Every spelling met in documents, the standard one first: `億円`.
    pub printed: Vec<String>,
    /// What it measures; only units of one dimension can be compared.
    pub dimension: String,
    /// `1 unit = 10^exponent` of the dimension's base: 億円 = 10^8 yen.
    pub exponent: i32,
    /// Column heading in Japanese and English.
    pub name_ja: String,
    /// See `name_ja`.
    pub name_en: String,
    /// How an amount prints in English.
    pub english: UnitEnglish,
}

/// English words around a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitEnglish {
    /// English prints multiples of `10^exponent`.
    pub exponent: i32,
    /// Before the number: `¥`.
    pub prefix: String,
    /// After a number that is exactly one: ` person`.
    pub one: String,
    /// After any other number: ` people`.
    pub other: String,
}

/// English for a counting unit where the unit's own word does not fit: 79件 = 79 trials.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counter {
    /// Singular.
    pub one: String,
    /// Plural.
    pub other: String,
}

impl Unit {
    /// The heading in a language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.name_ja,
            Lang::En => &self.name_en,
        }
    }

    /// The number that stands under this unit's heading. English headings may count in another power of ten.
    pub fn column_number(&self, value: Decimal, lang: Lang) -> Option<Decimal> {
        match lang {
            Lang::Ja => Some(value),
            Lang::En => value.shift(self.exponent - self.english.exponent),
        }
    }

    /// `value` of this unit expressed in `other`, when both measure the same thing.
    pub fn convert(&self, value: Decimal, other: &Unit) -> Option<Decimal> {
        (self.dimension == other.dimension).then(|| value.shift(self.exponent - other.exponent))?
    }

    /// `¥58.0 billion`, `79 trials`. Amounts of money choose million or billion by their size, always by exact shift.
    pub fn english_amount(&self, value: Decimal, counter: Option<&Counter>) -> String {
        if self.dimension == "yen" {
            return self.english_money(value).unwrap_or_else(|| value.grouped());
        }
        let number = value.shift(self.exponent - self.english.exponent).unwrap_or(value);
        let singular = number == Decimal::whole(1);
        let word = match (counter, singular) {
            (Some(c), true) => format!(" {}", c.one),
            (Some(c), false) => format!(" {}", c.other),
            (None, true) => self.english.one.clone(),
            (None, false) => self.english.other.clone(),
        };
        format!("{}{}{word}", self.english.prefix, number.grouped())
    }

    fn english_money(&self, value: Decimal) -> Option<String> {
        let yen = value.shift(self.exponent)?;
        let (power, word) = match yen {
            y if y >= Decimal::whole(1_000_000_000) => (9, " billion"),
            y if y >= Decimal::whole(1_000_000) => (6, " million"),
            _ => (0, ""),
        };
        Some(format!("¥{}{word}", value.shift(self.exponent - power)?.without_trailing_zeros(1).grouped()))
    }
}

/// All units of a site, found by id or by printed spelling.
#[derive(Clone, Default, Debug)]
pub struct Units {
    by_id: BTreeMap<String, Unit>,
    by_spelling: BTreeMap<String, String>,
}

impl Units {
    /// Adds a unit; `Err` names the spelling or id that another unit already has.
    pub fn insert(&mut self, unit: Unit) -> Result<(), String> {
        if self.by_id.contains_key(&unit.id) {
            return Err(unit.id);
        }
        if let Some(taken) = unit.printed.iter().find(|s| self.by_spelling.contains_key(*s)) {
            return Err(taken.clone());
        }
        for spelling in &unit.printed {
            self.by_spelling.insert(spelling.clone(), unit.id.clone());
        }
        self.by_id.insert(unit.id.clone(), unit);
        Ok(())
    }

    /// By stable id.
    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.by_id.get(id)
    }

    /// By a spelling met in a document, such as `億円`.
    pub fn spelt(&self, printed: &str) -> Option<&Unit> {
        self.by_spelling.get(printed).and_then(|id| self.get(id))
    }

    /// Every spelling, for "did you mean".
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.by_spelling.keys().map(String::as_str)
    }

    /// Every id, for "did you mean".
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }
}

#[cfg(test)]
pub(crate) fn sample_units() -> Units {
    let unit = |id: &str, ja: &str, dimension: &str, exponent, en: (i32, &str, &str, &str)| Unit {
        id: id.into(),
        printed: vec![ja.into()],
        dimension: dimension.into(),
        exponent,
        name_ja: ja.into(),
        name_en: en.3.trim().into(),
        english: UnitEnglish { exponent: en.0, prefix: en.1.into(), one: en.2.into(), other: en.3.into() },
    };
    let mut units = Units::default();
    for u in [
        unit("oku-yen", "億円", "yen", 8, (9, "¥", " billion", " billion")),
        unit("man-yen", "万円", "yen", 4, (6, "¥", " million", " million")),
        unit("person", "人", "person", 0, (0, "", " person", " people")),
        unit("man-person", "万人", "person", 4, (0, "", " person", " people")),
        unit("item", "件", "item", 0, (0, "", " case", " cases")),
        unit("percent", "%", "percent", 0, (0, "", "%", "%")),
    ] {
        units.insert(unit_checked(u)).expect("sample units differ");
    }
    units
}

#[cfg(test)]
fn unit_checked(unit: Unit) -> Unit {
    assert!(!unit.printed.is_empty());
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(id: &str, number: &str) -> String {
        let value = Decimal::parse(number).expect("a number");
        sample_units().get(id).expect("a unit").english_amount(value, None)
    }

    #[test]
    fn money_shifts_exactly() {
        assert_eq!(amount("oku-yen", "580"), "¥58.0 billion");
        assert_eq!(amount("oku-yen", "0.7"), "¥70 million");
        assert_eq!(amount("man-yen", "600"), "¥6.0 million");
        assert_eq!(amount("man-yen", "5000"), "¥50.0 million");
    }

    #[test]
    fn counts_have_singular_and_plural() {
        assert_eq!(amount("item", "1"), "1 case");
        assert_eq!(amount("item", "79"), "79 cases");
        assert_eq!(amount("man-person", "24.5"), "245,000 people");
        let counter = Counter { one: "trial".into(), other: "trials".into() };
        let units = sample_units();
        let item = units.get("item").expect("a unit");
        assert_eq!(item.english_amount(Decimal::whole(79), Some(&counter)), "79 trials");
    }

    #[test]
    fn a_spelling_belongs_to_one_unit() {
        let mut units = sample_units();
        let mut twin = units.get("item").expect("a unit").clone();
        twin.id = "other".into();
        assert_eq!(units.insert(twin), Err("件".to_owned()));
    }
}
