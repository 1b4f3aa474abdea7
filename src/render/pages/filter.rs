//! What a reader can choose among in a list: the selects of its form, each choice with how many rows have it.
//!
//! In: the words by which rows are found. Out: selects. Never: a choice that no row has, or a select that leaves no choice.

use super::order;
use super::said::Cx;
use crate::disclosed::Text;
use crate::figures::Lang;
use serde::Serialize;

/// A choice: what rows carry, and its name.
pub type Choice = (String, String);

/// A select of a form; `name` stands in the address and in the attributes of rows.
#[derive(Serialize)]
pub struct Filter {
    pub name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// A select whose choices carry their counts. `rows`: for each row the words by which it is found, with spaces between them.
pub fn select(cx: &Cx, name: &'static str, label: &str, choices: Vec<Choice>, rows: &[impl AsRef<str>]) -> Option<Filter> {
    let count = |value: &str| rows.iter().filter(|row| row.as_ref().split(' ').any(|word| word == value)).count();
    let with_count = |(value, text): Choice| {
        let n = count(&value);
        (n > 0).then(|| (value, cx.words.fill("filter-choice", &[("name", &text), ("n", &n.to_string())])))
    };
    let choices: Vec<Choice> = choices.into_iter().filter_map(with_count).collect();
    (choices.len() > 1).then(|| Filter { name, label: cx.words.get(label), choices })
}

/// A select whose choices come from the index, when somebody wants to choose.
pub fn open(cx: &Cx, name: &'static str, label: &str, choices: &[Choice]) -> Option<Filter> {
    (!choices.is_empty()).then(|| Filter { name, label: cx.words.get(label), choices: Vec::new() })
}

/// The reading of a name, so that a row is found by it; on Japanese pages only, and never that of a name with a withheld part.
pub fn reading(cx: &Cx, name: &Text, kana: &str) -> Option<String> {
    (cx.lang == Lang::Ja && !kana.is_empty() && !order::hides(name)).then(|| kana.to_owned())
}
