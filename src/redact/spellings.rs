//! A figure in every unit and both languages, by exact shifts only.
//!
//! In: a figure and the units of a site. Out: the ways in which the same amount may be printed. Never: a rounded amount; a
//! number alone that is so short or round that pages hold it by chance.

use super::watchlist::{Needle, NeedleKind};
use crate::figures::{Counter, Decimal, Lang, Printed, Unit, Units, read_printed};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A number alone is looked for from this many significant digits on. Shorter ones (axis ticks, counts, widths, other rows)
/// stand in every site by chance, and such a hit cannot be told from a leak. Zeros at either end are not significant.
const DIGITS_ALONE: usize = 4;
/// Whole numbers that are years stand on every page.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;
/// Amounts of money that documents use whatever the unit table of a site holds.
const YEN: [(&str, i32); 6] = [("兆円", 12), ("億円", 8), ("百万円", 6), ("万円", 4), ("千円", 3), ("円", 0)];
/// The same in English, with the short form.
const YEN_ENGLISH: [(&str, &str, i32); 5] =
    [("trillion", "tn", 12), ("billion", "bn", 9), ("million", "m", 6), ("thousand", "k", 3), ("", "", 0)];

/// Digits between the first and the last that is not zero.
pub fn significant(value: Decimal) -> usize {
    let digits: String = value.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Every spelling of a figure.
pub fn of_figure(
    printed: &str,
    value: Decimal,
    unit: Option<&Unit>,
    units: &Units,
    counter: Option<&Counter>,
) -> BTreeSet<Needle> {
    let mut out = Spellings::default();
    // △3億円 and 3億円 differ, but who writes of a withheld loss may leave out the sign.
    let value = if value < Decimal::whole(0) { Decimal::whole(0).checked_sub(value).unwrap_or(value) } else { value };
    out.alone(value);
    if let Some(unit) = unit {
        out.figure(printed, true);
        out.figure(&printed.nfkc().collect::<String>(), true);
        for other in units.ids().filter_map(|id| units.get(id)) {
            if let Some(amount) = unit.convert(value, other) {
                out.in_unit(amount, other, other.id == unit.id, counter);
            }
        }
        if unit.dimension == "yen" {
            out.yen(value, unit.exponent);
        }
        if unit.dimension == "percent" {
            out.with(value, |n| vec![format!("{n} percent"), format!("{n} per cent")]);
        }
        out.composed(value, unit);
    }
    out.0
}

/// Numbers with a unit in running text.
pub fn figures_in(text: &str, units: &Units) -> Vec<Printed> {
    let folded: String = text.nfkc().collect();
    let mut longest: Vec<&str> = units.spellings().collect();
    longest.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
    let mut out = Vec::new();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let length = from.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(from.len());
        let (number, after) = from.split_at(length);
        if let Some(unit) = longest.iter().find(|unit| after.trim_start().starts_with(**unit)) {
            out.extend(read_printed(&format!("{number}{unit}"), units));
        }
        rest = after;
    }
    out
}

#[derive(Default)]
struct Spellings(BTreeSet<Needle>);

impl Spellings {
    fn figure(&mut self, text: &str, encoded: bool) {
        self.0.insert(Needle { text: text.to_owned(), kind: NeedleKind::Figure, encoded });
    }

    fn with(&mut self, value: Decimal, spell: impl Fn(&str) -> Vec<String>) {
        for number in numbers(value) {
            spell(&number).iter().for_each(|text| self.figure(text, false));
        }
    }

    /// The number without a unit, when it is long enough to mean this figure.
    fn alone(&mut self, value: Decimal) {
        let year = value.scale() == 0 && value >= Decimal::whole(*YEARS.start()) && value <= Decimal::whole(*YEARS.end());
        if significant(value) >= DIGITS_ALONE && !year {
            for text in numbers(value) {
                self.0.insert(Needle { text, kind: NeedleKind::Number, encoded: false });
            }
        }
    }

    /// The amount under each spelling of a unit, in both languages.
    fn in_unit(&mut self, amount: Decimal, unit: &Unit, own: bool, counter: Option<&Counter>) {
        for number in numbers(amount) {
            unit.printed.iter().for_each(|spelling| self.figure(&format!("{number}{spelling}"), own));
        }
        self.alone(amount);
        let Some(english) = unit.column_number(amount, Lang::En) else { return };
        self.alone(english);
        let words = &unit.english;
        self.with(english, |n| {
            let counted = counter.into_iter().flat_map(|c| [format!("{n} {}", c.one), format!("{n} {}", c.other)]);
            let named = format!("{n} {}", unit.name_en);
            let plain = [format!("{}{n}{}", words.prefix, words.one), format!("{}{n}{}", words.prefix, words.other), named];
            plain.into_iter().chain(counted).collect()
        });
    }

    fn yen(&mut self, value: Decimal, exponent: i32) {
        for (word, power) in YEN {
            if let Some(amount) = value.shift(exponent - power) {
                self.with(amount, |n| vec![format!("{n}{word}")]);
                self.alone(amount);
            }
        }
        for (word, short, power) in YEN_ENGLISH {
            if let Some(amount) = value.shift(exponent - power) {
                self.with(amount, |n| {
                    vec![format!("¥{n} {word}"), format!("{n} {word} yen"), format!("JPY {n} {word}"), format!("¥{n}{short}")]
                });
            }
        }
    }

    /// 123億4,500万円: the way people say a long amount.
    fn composed(&mut self, value: Decimal, unit: &Unit) {
        let Some(base) = value.shift(unit.exponent).map(|v| v.without_trailing_zeros(0)).filter(|v| v.scale() == 0) else {
            return;
        };
        let word = unit.printed.first().map(|p| p.trim_start_matches(['兆', '億', '万', '千', '百'])).unwrap_or_default();
        let digits = base.to_string();
        for grouped in [true, false] {
            let mut text = String::new();
            let mut parts = 0;
            for (index, name) in [(3, "兆"), (2, "億"), (1, "万"), (0, "")] {
                let (start, end) = (digits.len().saturating_sub(4 * index + 4), digits.len().saturating_sub(4 * index));
                let part = digits.get(start..end).unwrap_or_default().parse::<i64>().unwrap_or(0);
                if part > 0 {
                    parts += 1;
                    let number = if grouped { Decimal::whole(part).grouped() } else { part.to_string() };
                    text.push_str(&format!("{number}{name}"));
                }
            }
            if parts > 1 && digits.len() <= 16 {
                self.figure(&format!("{text}{word}"), false);
            }
        }
    }
}

/// With and without separators; with all printed digits, with one decimal place, and without zeros at the end.
fn numbers(value: Decimal) -> BTreeSet<String> {
    let forms = [value, value.without_trailing_zeros(0), value.without_trailing_zeros(1)];
    forms.into_iter().flat_map(|form| [form.to_string(), form.grouped()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::UnitEnglish;

    fn units() -> Units {
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
            unit("person", "人", "person", 0, (0, "", " person", " people")),
            unit("man-person", "万人", "person", 4, (0, "", " person", " people")),
        ] {
            units.insert(u).expect("units differ");
        }
        units
    }

    fn spelt(text: &str) -> BTreeSet<String> {
        let units = units();
        let printed = read_printed(text, &units).expect("readable");
        let unit = printed.unit().and_then(|id| units.get(id));
        let needles = of_figure(text, printed.value().expect("a value"), unit, &units, None);
        needles.into_iter().map(|n| n.text).collect()
    }

    #[test]
    fn an_amount_is_said_in_every_unit() {
        let all = spelt("111億円");
        for text in [
            "111億円",
            "11,100百万円",
            "11100百万円",
            "11,100,000千円",
            "1,110,000万円",
            "11,100,000,000円",
            "11100000000円",
            "¥11.1 billion",
            "11.1 billion yen",
            "¥11,100 million",
            "0.0111兆円",
            "11,100 million yen",
            "¥11.1bn",
        ] {
            assert!(all.contains(text), "{text}");
        }
        assert!(!all.contains("111") && !all.contains("11100"), "round and short numbers are not looked for alone");
        assert!(spelt("24.5万人").contains("245,000 people") && spelt("24.5万人").contains("245000人"));
        assert!(spelt("24.5万人").contains("24万5,000人"));
    }

    #[test]
    fn only_telling_numbers_are_looked_for_alone() {
        assert!(spelt("9,876億円").contains("9876") && spelt("9,876億円").contains("9,876"));
        assert!(!spelt("2024人").contains("2024"), "a year");
        assert!(!spelt("15,000人").contains("15000"), "round");
    }

    #[test]
    fn figures_are_found_in_prose() {
        let found = figures_in("投資は約１１１億円、雇用は24.5万人と12人です。", &units());
        let texts: Vec<&str> = found.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["111億円", "24.5万人", "12人"]);
    }
}
