//! The disclosure statement of a page or data file: there is no default, and an unknown state stops the build.
//!
//! In: the `disclosure` key. Out: `Disclosure`. Never: a fallback.

use super::table::{self, File, Row};
use crate::authored::{Disclosure, State};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::source::Spanned;
use toml::de::DeValue;

/// Reads `disclosure = "公表"` or a `[disclosure]` table.
pub fn load(file: &mut File, row: &Row) -> Option<Disclosure> {
    let Some(value) = row.get("disclosure") else {
        file.finding(missing().at(row.span));
        return None;
    };
    let span = file.span(value.span());
    match value.get_ref() {
        DeValue::String(word) => {
            let state = state(file, Spanned::new(word.to_string(), span))?;
            Some(Disclosure { state, ground: None, reason: None, span })
        }
        _ => {
            let row = table::table(file, value)?;
            statement(file, row)
        }
    }
}

fn missing() -> Finding {
    let message = Words::new("公表の区分がありません。", "the disclosure state is missing");
    let help = Words::new(
        "disclosure = \"公表\"（または 一部非公表・非公表・公表予定・存否応答拒否）を書いてください。",
        "write disclosure = \"public\" (or partial, withheld, embargoed, unacknowledged).",
    );
    Finding::new(codes::NO_DISCLOSURE, message).help(help)
}

fn statement(file: &mut File, row: Row) -> Option<Disclosure> {
    let word = row.need(file, "state").and_then(|v| table::string(file, v));
    let state = word.and_then(|word| state(file, word));
    let disclosure =
        Disclosure { ground: row.id(file, "ground"), reason: row.text(file, "reason"), span: row.span, state: state.clone()? };
    file.name_grounds(&disclosure.ground);
    row.get("decided").and_then(|v| table::date(file, v));
    row.get("review").and_then(|v| table::date(file, v));
    row.string(file, "by");
    if disclosure.state.value != State::Public && disclosure.ground.is_none() {
        row.need(file, "ground");
    }
    row.finish(file);
    Some(disclosure)
}

fn state(file: &mut File, word: Spanned<String>) -> Option<Spanned<State>> {
    if let Some((_, state)) = State::WORDS.iter().find(|(known, _)| *known == word.value) {
        return Some(Spanned::new(*state, word.span));
    }
    let typed: String = word.value.chars().take(20).collect();
    let message =
        Words::new(format!("「{typed}」という公表の区分はありません。"), format!("`{typed}` is not a disclosure state"));
    let help = words::suggest(&word.value, State::WORDS.iter().map(|(known, _)| *known));
    file.finding(Finding::new(codes::BAD_DISCLOSURE, message).at(word.span).help(help));
    None
}

/// Holds the stated 区分 against the withheld parts that were found: 公表 has none, 一部非公表 has some.
pub fn agrees(file: &mut File, disclosure: &Disclosure, withheld: usize) {
    let message = match (disclosure.state.value, withheld) {
        (State::Public, 1..) => Words::new(
            "公表とされていますが、非公表の部分があります。",
            "this is said to be public, but a part of it is withheld",
        ),
        // What looks like a mark has a finding of its own.
        (State::Partial, 0) if file.doubts() == 0 => Words::new(
            "一部非公表とされていますが、非公表の部分がありません。",
            "this is said to be partly withheld, but no part of it is",
        ),
        _ => return,
    };
    let help = Words::new("区分か印のどちらかを直してください。", "correct the state or the marks.");
    file.finding(Finding::new(codes::MARK_STATE, message).at(disclosure.state.span).help(help));
}
