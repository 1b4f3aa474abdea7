//! The numbers in running text, in Japanese and in English, so that both can be held against each other.
//!
//! In: a text. Out: its numbers as exact values: 24.5万人 and 245,000 are one. Never: a judgement about words; small numbers, which
//! English writes as words.

use super::interval::Fraction;
use crate::figures::Decimal;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Numbers up to this are often words in English.
const SMALL: i128 = 12;

/// The year before the first year of each era: 令和, 平成, 昭和, 大正, 明治.
const ERAS: [i128; 5] = [2018, 1988, 1925, 1911, 1867];

/// Powers of ten behind a Japanese number; 割 are tenths in per cent.
const JAPANESE: [(char, i128); 5] = [('兆', 1_000_000_000_000), ('億', 100_000_000), ('万', 10_000), ('千', 1_000), ('割', 10)];

/// Powers of ten behind an English number.
const ENGLISH: [(&str, i128); 4] =
    [("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000), ("thousand", 1_000)];

/// Values of a text.
pub type Values = BTreeSet<Fraction>;

/// The numbers of a Japanese text. A year of an era is the number that is printed.
pub fn japanese(text: &str) -> Values {
    let text = plain(text);
    let mut out = Values::new();
    let mut rest = text.as_str();
    while let Some((before, number, after)) = next_number(rest) {
        let (read, after) = amount(number, after);
        if era_letter(before) {
            // H25.10 is a year and a month.
            out.extend(number.split('.').filter_map(value));
        } else if !continues_a_word(before) {
            out.extend(read);
        }
        rest = after;
    }
    out.extend(kanji_numbers(&text));
    // The first year of an era has no digit: 令和元年.
    out.extend(text.contains("元年").then(|| Fraction::whole(1)));
    // 億円 without a number is a hundred million yen.
    let alone = JAPANESE.iter().filter(|(sign, _)| text.contains(&format!("{sign}円")));
    out.extend(alone.map(|(_, power)| Fraction::whole(*power)));
    out
}

/// A number with the powers behind it: 1億2,198万 is one amount.
fn amount<'t>(number: &str, mut after: &'t str) -> (Option<Fraction>, &'t str) {
    let Some(mut part) = value(number) else { return (None, after) };
    let mut total = Fraction::whole(0);
    while let Some((sign, power)) = JAPANESE.iter().find(|(sign, _)| after.starts_with(*sign)) {
        after = after.get(sign.len_utf8()..).unwrap_or_default();
        let Some(sum) = part.times(Fraction::whole(*power)).and_then(|part| total.plus(part)) else { return (None, after) };
        (total, part) = (sum, Fraction::whole(0));
        let Some(("", next, behind)) = next_number(after) else { break };
        let Some(read) = value(next) else { break };
        (part, after) = (read, behind);
    }
    (total.plus(part), after)
}

/// The numbers of an English text.
pub fn english(text: &str) -> Values {
    let text = plain(text);
    let mut out = Values::new();
    let mut rest = text.as_str();
    while let Some((before, number, after)) = next_number(rest) {
        let word = after.trim_start_matches([' ', '-', '\u{a0}']);
        let power = ENGLISH.iter().find(|(name, _)| word.starts_with(name)).map_or(1, |(_, power)| *power);
        let fiscal = before.ends_with("FY");
        if fiscal || !continues_a_word(before) {
            out.extend(value(number).and_then(|value| value.times(Fraction::whole(power))));
        }
        rest = after;
    }
    out
}

/// Widths folded; circled numbers are marks of a list.
fn plain(text: &str) -> String {
    text.chars().map(|c| if ('①'..='⓿').contains(&c) { ' ' } else { c }).nfkc().collect()
}

/// A digit behind a letter belongs to a name: COVID-19, A4, F-18.
fn continues_a_word(before: &str) -> bool {
    let before = before.strip_suffix('-').unwrap_or(before);
    before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic() || c == '.')
}

/// 十七, 二十三: numbers in kanji with tens. Others are small.
fn kanji_numbers(text: &str) -> Values {
    let one = |c: Option<char>| c.and_then(|c| "一二三四五六七八九".chars().position(|k| k == c)).map(|at| at as i128 + 1);
    let chars: Vec<char> = text.chars().collect();
    let tens = chars.iter().enumerate().filter(|(_, c)| **c == '十');
    let number = |at: usize| {
        let before = one(at.checked_sub(1).and_then(|at| chars.get(at).copied())).unwrap_or(1);
        before * 10 + one(chars.get(at + 1).copied()).unwrap_or(0)
    };
    tens.map(|(at, _)| Fraction::whole(number(at))).collect()
}

/// R6, H25, S53: the year of an era.
fn era_letter(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next().is_some_and(|c| "RHSTM".contains(c)) && !back.next().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// The text before the next number, the number, the text behind it.
fn next_number(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at_checked(start)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches([',', '.']);
    Some((before, number, rest.get(number.len()..)?))
}

fn value(number: &str) -> Option<Fraction> {
    Decimal::parse(&number.replace(',', "")).and_then(Fraction::of)
}

/// Numbers that only one of the two texts has: Japanese ones first.
pub fn differing(ja: &Values, en: &Values) -> (Vec<Fraction>, Vec<Fraction>) {
    let small = |value: &&Fraction| value.ends_within(0) && **value <= Fraction::whole(SMALL);
    let era = |year: i128| Fraction::whole(year);
    let in_english = |value: &&Fraction| {
        en.contains(value) || ERAS.iter().any(|start| value.plus(era(*start)).is_some_and(|v| en.contains(&v)))
    };
    let in_japanese = |value: &&Fraction| {
        ja.contains(value) || ERAS.iter().any(|start| value.minus(era(*start)).is_some_and(|v| ja.contains(&v)))
    };
    // 億円 alone is said for the unit of a column; English may leave it out.
    let unit = |value: &&Fraction| JAPANESE.iter().any(|(_, power)| **value == Fraction::whole(*power));
    let only_ja = ja.iter().filter(|v| !small(v) && !unit(v) && !in_english(v)).copied().collect();
    let only_en = en.iter().filter(|v| !small(v) && !in_japanese(v)).copied().collect();
    (only_ja, only_en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn differ(ja: &str, en: &str) -> bool {
        let (only_ja, only_en) = differing(&japanese(ja), &english(en));
        !only_ja.is_empty() || !only_en.is_empty()
    }

    #[test]
    fn the_same_numbers_are_the_same_in_both_languages() {
        for (ja, en) in [
            ("24.5万人が参加した。", "245,000 people took part."),
            ("580億円（令和6年度）", "¥58.0 billion (FY2024)"),
            ("平成24・25年度に15件", "15 cases in FY2012 and FY2013"),
            ("１億2,198万円", "¥121.98 million"),
            ("98%と100.5％", "98% and 100.5%"),
            ("７割弱", "just under 70%"),
            ("令和元年に①三つ", "three in 2019"),
            ("H24～R1（S53から、H25.10）", "FY2012 to FY2019 (since 1978; October 2013)"),
            ("基準第十七条と第二十三条", "Articles 17 and 23"),
            ("新型コロナウイルス感染症", "COVID-19"),
            ("殿町三丁目25番22号", "3-25-22 Tonomachi"),
        ] {
            assert!(!differ(ja, en), "{ja} / {en}: {:?} {:?}", japanese(ja), english(en));
        }
    }

    #[test]
    fn a_digit_that_differs_is_noticed() {
        for (ja, en) in
            [("24.5万人", "254,000 people"), ("98%", "89%"), ("580億円", "¥5.8 billion"), ("令和6年度", "FY2023 and 15 more")]
        {
            assert!(differ(ja, en), "{ja} / {en}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*") {
            let _ = differing(&japanese(&text), &english(&text));
        }

        /// A number of 億円 is the same number of hundred millions.
        #[test]
        fn amounts_survive_translation(whole in 13u32..99_999, tenth in 0u32..10) {
            let (ja, en) = (format!("{whole}.{tenth}億円"), format!("¥{}.{tenth} hundred", whole));
            prop_assert!(differ(&ja, &en));
            let million = u64::from(whole) * 100 + u64::from(tenth) * 10;
            let en = format!("¥{million} million");
            prop_assert!(!differ(&ja, &en), "{} {}", ja, en);
        }
    }
}
