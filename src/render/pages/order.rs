//! The order of names: 五十音 in Japanese, letters in English; ranks for what a reader may sort.
//!
//! In: names with their readings. Out: keys, headings of lists, ranks. Never: an order that depends on a locale; a rank for what
//! is withheld, or one that leaves a gap in its place.

use super::said::Cx;
use crate::disclosed::{Text, marker};
use crate::figures::{Date, Lang};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

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

/// What names are compared by: first as one reads them, then as they are written. Names with a withheld part stand last.
pub type Key = (bool, String, String);

/// The key of a name. A name without a reading goes by its own characters, which are right for kana and letters.
pub fn key(lang: Lang, name: &Text, kana: &str) -> Key {
    let written = name.any(lang);
    match lang {
        _ if hides(name) => (true, String::new(), String::new()),
        Lang::Ja if kana.is_empty() => (false, folded(written), written.to_owned()),
        Lang::Ja => (false, folded(kana), kana.to_owned()),
        Lang::En => (false, letters(written), written.to_owned()),
    }
}

/// How a name begins.
pub enum Initial {
    /// By the first kana of its row of the 五十音 table.
    Kana(&'static str),
    /// In capitals.
    Letter(char),
    /// Part of it is withheld.
    None,
}

/// How a name begins as one reads it.
pub fn initial(lang: Lang, name: &Text, kana: &str) -> Initial {
    let (_, read, _) = key(lang, name, kana);
    let letter = || read.chars().next().and_then(|c| c.to_uppercase().next()).map_or(Initial::None, Initial::Letter);
    kana_row(&read).filter(|_| lang == Lang::Ja).map_or_else(letter, Initial::Kana)
}

/// The heading under which a name stands in a list.
pub fn heading(cx: &Cx, name: &Text, kana: &str) -> String {
    match (initial(cx.lang, name, kana), cx.lang) {
        (Initial::Kana(first), _) => cx.words.fill("kana-row", &[("kana", first)]),
        (Initial::Letter(letter), Lang::En) => letter.to_string(),
        _ => cx.words.get("kana-other"),
    }
}

/// The place of each key among all of them, counted from 1; equal keys share one. What has no key has no place.
pub fn ranks<K: Ord>(keys: &[Option<K>]) -> Vec<Option<usize>> {
    let sorted: BTreeSet<&K> = keys.iter().flatten().collect();
    let sorted: Vec<&K> = sorted.into_iter().collect();
    keys.iter().map(|key| sorted.binary_search(&key.as_ref()?).ok().map(|at| at + 1)).collect()
}

/// The places of names; one that is withheld, or says so in a part of it, has none.
pub fn of_names<'a>(lang: Lang, names: impl Iterator<Item = (&'a Text, &'a str)>) -> Vec<Option<usize>> {
    let keys: Vec<Option<Key>> = names.map(|(name, kana)| (!hides(name)).then(|| key(lang, name, kana))).collect();
    ranks(&keys)
}

/// Whether a part of the name is withheld: its place among others would tell how it begins.
pub fn hides(name: &Text) -> bool {
    Lang::ALL.iter().any(|lang| name.any(*lang).contains(marker(*lang)))
}

/// A day as a number that grows with time.
pub fn of_day(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn kana_row(kana: &str) -> Option<&'static str> {
    let first = kana.chars().next().filter(|c| ('あ'..='ん').contains(c))?;
    ROWS.iter().find(|(end, _)| first < *end).map(|(_, row)| *row)
}

/// Order of the 五十音 table: small and voiced kana stand with their plain ones, a long vowel mark counts as nothing, katakana
/// as hiragana.
fn folded(kana: &str) -> String {
    let hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        other => other,
    };
    let plain = |c: char| match c {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' => {
            char::from_u32(c as u32 + 1).unwrap_or(c)
        }
        other => other,
    };
    let silent = |c: &char| !matches!(c, '\u{3099}' | '\u{309a}' | 'ー' | '・');
    kana.nfkd().map(hiragana).filter(silent).map(plain).flat_map(char::to_lowercase).collect()
}

/// Letters without case and accents; signs before the first letter or digit do not count.
fn letters(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect();
    plain.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_stand_in_the_rows_of_the_table() {
        for (kana, row) in
            [("ぐりーん", "か"), ("ぴーでぃー", "は"), ("えぐぜゔぃーた", "あ"), ("モフ", "ま"), ("わかやま", "わ")]
        {
            assert_eq!(kana_row(&folded(kana)), Some(row), "{kana}");
        }
        assert_eq!(kana_row(&folded("abc")), None);
        assert!(folded("かな") < folded("がに") && folded("きやり") == folded("きゃり"));
        assert_eq!(folded("バイオ・ジャパン"), folded("はいおしやはん"));
    }

    #[test]
    fn a_name_with_a_withheld_part_stands_last_wherever_it_begins() {
        let text = |ja: &str, en: &str| Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) };
        let (hidden, open) = (text("あ［非公表］", "A [Withheld]"), text("わ", "Z"));
        for lang in Lang::ALL {
            assert!(key(lang, &hidden, "") > key(lang, &open, "わ"));
            assert_eq!(key(lang, &hidden, "あ"), key(lang, &text("か［非公表］", "B [Withheld]"), "か"));
        }
        assert_eq!(of_names(Lang::Ja, [(&hidden, ""), (&open, "わ")].into_iter()), [None, Some(1)]);
    }

    #[test]
    fn letters_have_no_case_and_no_accents() {
        assert_eq!(letters("Éclair"), "eclair");
        assert_eq!(letters("\"Alpha\""), "alpha\"");
        assert!(letters("beta") > letters("Alpha"));
    }

    #[test]
    fn equal_keys_share_a_place_and_nothing_leaves_a_gap() {
        assert_eq!(ranks(&[Some("b"), None, Some("a"), Some("b"), Some("c")]), [Some(2), None, Some(1), Some(2), Some(3)]);
        assert_eq!(ranks::<u8>(&[None]), [None]);
    }
}
