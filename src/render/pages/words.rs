//! The theme's words.
//!
//! In: `texts.<lang>.toml` of the theme. Out: the text of a key, with its gaps filled. Never: a text of its own; a key that the
//! theme lacks becomes a finding.

use crate::diagnostics::{self, Finding, codes};
use crate::figures::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// The words of one language.
pub struct Words<'a> {
    /// Their language.
    pub lang: Lang,
    /// All of them, for templates.
    pub texts: &'a BTreeMap<String, String>,
    missing: Mutex<BTreeSet<String>>,
}

impl<'a> Words<'a> {
    /// The words of a theme in a language.
    pub fn new(lang: Lang, texts: &'a BTreeMap<String, String>) -> Words<'a> {
        Words { lang, texts, missing: Mutex::default() }
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> String {
        if let Some(text) = self.texts.get(key) {
            return text.clone();
        }
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        String::new()
    }

    /// The text of a key with `{name}` replaced by its value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A text that counts: `<key>-one` where the language has one and `n` is 1, else `<key>`; `{n}` is the number.
    pub fn count(&self, key: &str, n: usize) -> String {
        let singular = format!("{key}-one");
        let key = if n == 1 && self.texts.contains_key(&singular) { &singular } else { key };
        self.fill(key, &[("n", &grouped(n))])
    }

    /// The keys that were asked for and are not in the theme.
    pub fn finding(&self) -> Option<Finding> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let keys: Vec<&str> = missing.iter().map(String::as_str).collect();
        let (file, keys) = (format!("texts.{}.toml", self.lang.code()), keys.join(", "));
        let words = diagnostics::Words::new(
            format!("テーマの {file} にない語があります: {keys}"),
            format!("the theme's {file} lacks words: {keys}"),
        );
        (!missing.is_empty()).then(|| Finding::new(codes::MISSING_TEXT, words))
    }
}

/// A number of things as pages print it, with commas.
pub fn grouped(n: usize) -> String {
    crate::figures::Decimal::whole(i64::try_from(n).unwrap_or(i64::MAX)).grouped()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn gaps_are_filled_and_one_is_singular() {
        let texts = texts(&[("rows", "{n} rows"), ("rows-one", "{n} row"), ("of", "{a} of {b}")]);
        let words = Words::new(Lang::En, &texts);
        assert_eq!(words.count("rows", 1), "1 row");
        assert_eq!(words.count("rows", 1200), "1,200 rows");
        assert_eq!(words.fill("of", &[("a", "5"), ("b", "6")]), "5 of 6");
        assert_eq!(words.finding(), None);
    }

    #[test]
    fn a_word_that_the_theme_lacks_is_a_finding() {
        let texts = texts(&[]);
        let words = Words::new(Lang::Ja, &texts);
        words.get("nothing");
        assert!(words.finding().is_some_and(|finding| finding.message.en.contains("nothing")));
    }
}
