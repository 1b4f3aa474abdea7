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

/// Powers of ten in English words, from 1 up.
const POWERS: [&str; 13] = [
    "",
    "10 ",
    "100 ",
    "thousand ",
    "10,000 ",
    "100,000 ",
    "million ",
    "10 million ",
    "100 million ",
    "billion ",
    "10 billion ",
    "100 billion ",
    "trillion ",
];

impl Unit {
    /// The heading in a language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.name_ja,
            Lang::En => &self.name_en,
        }
    }

    /// What a number counts that stands as it is printed, for files that keep it so: 580億円 is 580 × `100 million yen`. English
    /// headings may count in another power of ten; a power without a usual word keeps the Japanese unit.
    pub fn counted(&self, lang: Lang) -> String {
        if lang == Lang::Ja || self.exponent == self.english.exponent {
            return self.name(lang).to_owned();
        }
        let heading =
            ["trillion ", "billion ", "million ", "thousand "].into_iter().find_map(|word| self.name_en.strip_prefix(word));
        let base = heading.filter(|_| self.english.exponent > 0).unwrap_or(&self.name_en);
        usize::try_from(self.exponent)
            .ok()
            .and_then(|power| POWERS.get(power))
            .map_or_else(|| self.name_ja.clone(), |word| format!("{word}{base}"))
    }

    /// The number that stands under this unit's heading. English headings may count in another power of ten.
    pub fn column_number(&self, value: Decimal, lang: Lang) -> Option<Decimal> {
        match lang {
            Lang::Ja => Some(value),
            Lang::En => self.shifted(value, self.english.exponent),
        }
    }

    /// `value` of this unit expressed in `other`, when both measure the same thing.
    pub fn convert(&self, value: Decimal, other: &Unit) -> Option<Decimal> {
        if self.dimension == other.dimension { self.shifted(value, other.exponent) } else { None }
    }

    /// `¥58.0 billion`, `79 trials`. Amounts of money choose million or billion by their size, always by exact shift. An amount
    /// that has too many digits to be shifted stays in the Japanese unit: its number alone would be another amount.
    pub fn english_amount(&self, value: Decimal, counter: Option<&Counter>) -> String {
        let amount = if self.dimension == "yen" { self.english_money(value) } else { self.english_count(value, counter) };
        let unit = self.printed.first().unwrap_or(&self.name_ja);
        amount.unwrap_or_else(|| format!("{}{unit}", value.grouped()))
    }

    fn english_count(&self, value: Decimal, counter: Option<&Counter>) -> Option<String> {
        let number = self.shifted(value, self.english.exponent)?;
        let singular = number == Decimal::whole(1);
        let word = match (counter, singular) {
            (Some(c), true) => format!(" {}", c.one),
            (Some(c), false) => format!(" {}", c.other),
            (None, true) => self.english.one.clone(),
            (None, false) => self.english.other.clone(),
        };
        Some(format!("{}{}{word}", self.english.prefix, number.grouped()))
    }

    fn english_money(&self, value: Decimal) -> Option<String> {
        let zero = Decimal::whole(0);
        let (sign, size) = if value < zero { ("-", zero.checked_sub(value)?) } else { ("", value) };
        let (power, word) = match self.shifted(size, 0)? {
            yen if yen >= Decimal::whole(1_000_000_000) => (9, " billion"),
            yen if yen >= Decimal::whole(1_000_000) => (6, " million"),
            _ => (0, ""),
        };
        let amount = self.shifted(size, power)?;
        // Zeros printed after the point stay (15.00億円). Those of a whole number that the shift brings there are cut to one.
        let amount = if value.scale() == 0 { amount.without_trailing_zeros(1) } else { amount };
        Some(format!("{sign}¥{}{word}", amount.grouped()))
    }

    /// `value` of this unit counted in `10^power` of the dimension's base.
    fn shifted(&self, value: Decimal, power: i32) -> Option<Decimal> {
        value.shift(self.exponent.checked_sub(power)?)
    }
}

/// All units of a site, found by id or by printed spelling.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
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
        unit("sen-yen", "千円", "yen", 3, (0, "¥", "", "")),
        unit("yen", "円", "yen", 0, (0, "¥", "", "")),
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
    use proptest::prelude::*;

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
        assert_eq!(amount("oku-yen", "1"), "¥100 million");
        assert_eq!(amount("oku-yen", "0"), "¥0");
        assert_eq!(amount("man-yen", "98.7"), "¥987,000");
    }

    #[test]
    fn a_number_as_printed_has_the_unit_of_its_document_in_english_too() {
        let yen = |exponent, heading: i32, name_en: &str| {
            let units = sample_units();
            let unit = units.get("oku-yen").expect("a unit").clone();
            let english = UnitEnglish { exponent: heading, ..unit.english.clone() };
            Unit { exponent, english, name_en: name_en.into(), ..unit }
        };
        let counted = |exponent, heading, name| yen(exponent, heading, name).counted(Lang::En);
        assert_eq!(counted(8, 9, "billion yen"), "100 million yen");
        assert_eq!(counted(4, 0, "yen"), "10,000 yen");
        assert_eq!(counted(3, 0, "yen"), "thousand yen");
        assert_eq!(counted(9, 9, "billion yen"), "billion yen", "the heading is right as it is");
        let odd = yen(-2, 9, "billion yen");
        assert_eq!(odd.counted(Lang::En), "億円", "a power without a word keeps the Japanese unit");
        assert_eq!(odd.counted(Lang::Ja), "億円");
    }

    #[test]
    fn printed_zeros_stay() {
        assert_eq!(amount("oku-yen", "15.00"), "¥1.500 billion");
        assert_eq!(amount("oku-yen", "15"), "¥1.5 billion");
        assert_eq!(amount("oku-yen", "0.500"), "¥50.0 million");
        assert_eq!(amount("yen", "0.50"), "¥0.50");
    }

    #[test]
    fn a_loss_is_as_large_as_a_gain() {
        assert_eq!(amount("oku-yen", "-20"), "-¥2.0 billion");
        assert_eq!(amount("man-yen", "-98.7"), "-¥987,000");
    }

    #[test]
    fn what_cannot_be_shifted_keeps_its_unit() {
        let far = |exponent, dimension: &str| {
            let units = sample_units();
            Unit { exponent, dimension: dimension.into(), ..units.get("oku-yen").expect("a unit").clone() }
        };
        for exponent in [60, i32::MAX, i32::MIN] {
            for dimension in ["yen", "other"] {
                assert_eq!(far(exponent, dimension).english_amount(Decimal::whole(1_500), None), "1,500億円");
            }
            assert_eq!(far(exponent, "yen").convert(Decimal::whole(1), &far(-1, "yen")), None);
        }
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

    const MONEY: [&str; 4] = ["yen", "sen-yen", "man-yen", "oku-yen"];
    const PEOPLE: [&str; 2] = ["person", "man-person"];

    /// A printed number, of losses too, and one of the units it may be printed with.
    fn printed() -> impl Strategy<Value = (String, &'static str)> {
        let unit = prop::sample::select([&MONEY[..], &PEOPLE[..]].concat());
        ("-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?", unit)
    }

    /// What an English reader understands: the number before the word, and the power of ten in the word.
    fn understood(english: &str) -> (Decimal, i32) {
        let (sign, plain) = english.strip_prefix('-').map_or(("", english), |rest| ("-", rest));
        let plain = plain.trim_start_matches('¥');
        let (number, word) = plain.split_once(' ').unwrap_or((plain, ""));
        let power = match word {
            "billion" => 9,
            "million" => 6,
            "" | "person" | "people" => 0,
            other => panic!("{other}"),
        };
        (Decimal::parse(&format!("{sign}{}", number.replace(',', ""))).expect("a number"), power)
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_amount((number, id) in printed()) {
            let (units, value) = (sample_units(), Decimal::parse(&number).expect("a number"));
            let unit = units.get(id).expect("a unit");
            for other in units.ids().filter_map(|id| units.get(id)).filter(|other| other.dimension == unit.dimension) {
                let back = unit.convert(value, other).and_then(|there| other.convert(there, unit));
                prop_assert_eq!(back, Some(value), "{} and {}", id, &other.id);
            }
        }

        #[test]
        fn english_says_the_same_amount((number, id) in printed()) {
            let (units, value) = (sample_units(), Decimal::parse(&number).expect("a number"));
            let unit = units.get(id).expect("a unit");
            let english = unit.english_amount(value, None);
            let (said, power) = understood(&english);
            prop_assert_eq!(said.shift(power), value.shift(unit.exponent), "{}", &english);
            let places = (i64::from(value.scale()) + i64::from(power) - i64::from(unit.exponent)).max(0);
            if value.scale() > 0 {
                prop_assert_eq!(i64::from(said.scale()), places, "every printed digit: {}", &english);
            } else {
                let cut = said.without_trailing_zeros(1).scale();
                prop_assert!(said.scale() == cut && i64::from(cut) <= places, "no digit invented: {}", &english);
            }
        }

        #[test]
        fn money_is_counted_by_its_size((number, id) in printed()) {
            let (units, value) = (sample_units(), Decimal::parse(&number).expect("a number"));
            let unit = units.get(id).expect("a unit");
            if unit.dimension == "yen" {
                let (said, power) = understood(&unit.english_amount(value, None));
                let size = if said < Decimal::whole(0) { Decimal::whole(0).checked_sub(said).expect("in range") } else { said };
                prop_assert!(power == 0 || size >= Decimal::whole(1), "never ¥0.2 million");
                prop_assert!(power == 9 || size < Decimal::whole(if power == 6 { 1_000 } else { 1_000_000 }), "never ¥1,200 million");
            }
        }
    }
}
