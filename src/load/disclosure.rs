//! The disclosure statement of a page, data file, row or attachment: there is no default, and an unknown state stops the build.
//!
//! In: the `disclosure` key. Out: `Disclosure`. Never: a fallback; a look at the clock (the day is given).

use super::ask::text_kind;
use super::cells;
use super::marks;
use super::table::{self, File, Row, Value, shape_of};
use crate::authored::{Disclosure, Embargo, Marked, Release, Segment, State, Text};
use crate::diagnostics::{Code, Finding, Words, codes, words as sentences};
use crate::figures::Lang;
use crate::shape::{Kind, words};
use crate::source::Spanned;
use toml::de::DeValue;

/// What a statement speaks of; a row leaves decision and review to its file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A page or a data file.
    File,
    /// A row or an attachment.
    Part,
}

/// Reads `disclosure = "公表"` or a `[disclosure]` table of a page or data file.
pub fn load(file: &mut File, row: &Row) -> Option<Disclosure> {
    row.note("disclosure", true, || kind(Of::File));
    let Some(value) = row.get("disclosure") else {
        file.finding(missing().at(row.span));
        return None;
    };
    read(file, value, Of::File)
}

/// Reads the `disclosure` that a row or attachment may have: `None` without one, and `Some(None)` when it cannot be read.
pub fn of_part(file: &mut File, row: &Row) -> Option<Option<Disclosure>> {
    row.ask(file, "disclosure", || kind(Of::Part), |file, value| Some(read(file, value, Of::Part)))
}

/// What a `disclosure` key may hold.
fn kind(of: Of) -> Kind {
    let table = shape_of(|file, row| statement(file, row, of));
    Kind::Either(vec![words(&State::WORDS.map(|(word, _)| word)), Kind::Table(table)])
}

/// Reads the value of a `disclosure` key.
pub fn read(file: &mut File, value: &Value, of: Of) -> Option<Disclosure> {
    let span = file.span(value.span());
    if let DeValue::String(word) = value.get_ref() {
        let state = state(file, Spanned::new(word.to_string(), span))?;
        let stated = Disclosure::of(state, span);
        needs(file, &stated, of);
        return Some(stated);
    }
    let row = table::table(file, value)?;
    let stated = statement(file, &row, of);
    row.finish(file);
    stated
}

fn missing() -> Finding {
    let message = Words::new("公表の区分がありません。", "the disclosure state is missing");
    let help = Words::new(
        "決裁の文書で区分を確かめ、最初の [[…]] の行より前（ページでは上の +++ のすぐ下）に、disclosure = \"区分\" と一行書いてください。区分は、公表・一部非公表・非公表・公表予定・存否応答拒否のどれかです。",
        "look up the state in the decision, and write a line disclosure = \"state\" before the first [[…]] (in a page, below the first +++); the state is public, partial, withheld, embargoed or unacknowledged.",
    );
    Finding::new(codes::NO_DISCLOSURE, message).help(help)
}

fn statement(file: &mut File, row: &Row, of: Of) -> Option<Disclosure> {
    let known = || words(&State::WORDS.map(|(word, _)| word));
    let state = row.demand(file, "state", known, table::string).and_then(|word| state(file, word));
    let mut stated = Disclosure {
        ground: row.id(file, "ground"),
        id: row.string(file, "id"),
        reason: row.text(file, "reason"),
        by: row.ask(file, "by", || Kind::Either(vec![Kind::Text, text_kind()]), office),
        decided: row.date(file, "decided"),
        review: row.date(file, "review"),
        embargo: embargo(file, row),
        title_public: row.flag(file, "title_public"),
        stub: row.boolean(file, "stub").unwrap_or(true),
        children: row.flag(file, "children"),
        values_only: row.optional_word(file, "show", &["values", "row"]).is_some_and(|word| word.value == "values"),
        ..Disclosure::of(state?, row.span)
    };
    stated.lifted =
        stated.state.value == State::Embargoed && stated.embargo.as_ref().is_some_and(|embargo| embargo.lifted(file.day));
    file.name_grounds(&stated.ground);
    needs(file, &stated, of);
    dates_in_order(file, &stated);
    idle_keys(file, row, &stated);
    Some(stated)
}

/// Who decided: words in both languages, or a name as it stands.
fn office(file: &mut File, value: &Value) -> Option<Text> {
    if !value.get_ref().is_str() {
        return cells::text(file, value, "by");
    }
    let name = table::string(file, value)?;
    let ja = Spanned::new(marks::in_value(file, &name), name.span);
    Some(Text { ja: Some(ja), en: None, missing: vec![Lang::En], span: name.span })
}

fn embargo(file: &mut File, row: &Row) -> Option<Embargo> {
    let until = row.date(file, "until");
    let announce = row.flag(file, "announce");
    let release = row.table(file, "released", release);
    Some(Embargo { until: until?, announce, release })
}

fn release(file: &mut File, row: &Row) -> Option<Release> {
    let (on, by) = (row.date(file, "on"), row.string(file, "by").map(|by| by.value));
    if on.is_none() || by.is_none() {
        let message = Words::new("公表の決定に日付か決定者がありません。", "a release needs the day and who decided");
        let help = Words::new(
            "released = { on = 2027-04-01, by = \"…\" } と書いてください。",
            "write released = { on = 2027-04-01, by = \"…\" }.",
        );
        file.finding(Finding::new(codes::BAD_RELEASE, message).at(row.span).help(help));
    }
    Some(Release { on: on?, by: by? })
}

/// What a statement must say when something is withheld.
fn needs(file: &mut File, stated: &Disclosure, of: Of) {
    let state = stated.state.value;
    if state == State::Public {
        return;
    }
    let whole = of == Of::File;
    let embargoed = state == State::Embargoed;
    let wanted: [(bool, &'static Code, &str); 4] = [
        (stated.ground.is_some(), codes::NO_GROUND, "ground"),
        (stated.decided.is_some() || !whole, codes::NO_DECISION, "decided"),
        (stated.review.is_some() || !whole, codes::NO_REVIEW, "review"),
        (stated.embargo.is_some() || !embargoed, codes::NO_EMBARGO_DAY, "until"),
    ];
    for (_, code, key) in wanted.into_iter().filter(|(there, ..)| !there) {
        file.finding(lacks(code, key).at(stated.span));
    }
}

/// Something that a withheld thing must say and does not.
pub fn lacks(code: &'static Code, key: &str) -> Finding {
    let (ja, en, example) = match key {
        "ground" => ("非公表の根拠", "the ground for withholding", "ground = \"joho-5-2a\""),
        "decided" => ("決定日", "the day of the decision", "decided = 2026-06-30"),
        "review" => ("次回見直しの日", "the day of the next review", "review = 2027-06-30"),
        _ => ("公表を予定する日", "the day until which it is withheld", "until = 2027-04-01"),
    };
    let message = Words::new(format!("{ja}（{key}）がありません。"), format!("{en} (`{key}`) is missing"));
    let help = Words::new(
        format!("[disclosure] の表に {example} のように書いてください。"),
        format!("say it in the [disclosure] table, e.g. {example}."),
    );
    Finding::new(code, message).help(help)
}

fn dates_in_order(file: &mut File, stated: &Disclosure) {
    let (Some(decided), Some(review)) = (&stated.decided, &stated.review) else { return };
    if review.value <= decided.value {
        let message = Words::new("次回見直しの日が決定日より後ではありません。", "the review is not after the decision");
        let help = Words::new("どちらかの日付を直してください。", "correct one of the two days.");
        let here = Words::new("決定日はここです", "decided here");
        file.finding(Finding::new(codes::REVIEW_ORDER, message).at(review.span).also(decided.span, here).help(help));
    }
}

/// Keys that mean nothing in this state: the author expects something that will not happen.
fn idle_keys(file: &mut File, row: &Row, stated: &Disclosure) {
    use State::{Embargoed, Unacknowledged, Withheld};
    let state = stated.state.value;
    let meant: [(&'static str, &[State]); 7] = [
        ("until", &[Embargoed]),
        ("announce", &[Embargoed]),
        ("released", &[Embargoed]),
        ("title_public", &[Withheld, Embargoed]),
        ("stub", &[Withheld, Embargoed]),
        ("show", &[Withheld, Embargoed]),
        ("id", &[Withheld, Embargoed]),
    ];
    for (key, states) in meant {
        let Some(range) = row.range(key).filter(|_| !states.contains(&state)) else { continue };
        let span = file.span(range);
        let word = if state == Unacknowledged { "存否応答拒否" } else { "この区分" };
        let message =
            Words::new(format!("{key} は、{word}では意味を持ちません。"), format!("`{key}` means nothing in this state"));
        let help =
            Words::new(format!("{key} を消すか、区分を直してください。"), format!("remove `{key}`, or correct the state."));
        file.finding(Finding::new(codes::IDLE_KEY, message).at(span).help(help));
    }
}

fn state(file: &mut File, word: Spanned<String>) -> Option<Spanned<State>> {
    if let Some((_, state)) = State::WORDS.iter().find(|(known, _)| *known == word.value) {
        return Some(Spanned::new(*state, word.span));
    }
    let typed: String = word.value.chars().take(20).collect();
    let message =
        Words::new(format!("「{typed}」という公表の区分はありません。"), format!("`{typed}` is not a disclosure state"));
    // What is public is a decision: the nearest word is named, but never alone.
    let words = || State::WORDS.iter().map(|(known, _)| *known);
    let (near, all) = (sentences::nearest(&word.value, words()), sentences::suggest("", words()));
    let meant = near.map_or_else(Words::default, |near| {
        Words::new(format!("「{near}」のことなら、そう書きます。"), format!("if you mean `{near}`, write that. "))
    });
    let help = Words::new(
        format!("{}どれにするかは決裁の文書で確かめてください。{}", meant.ja, all.ja),
        format!("{}Look up the state in the decision; {}", meant.en, all.en),
    );
    file.finding(Finding::new(codes::BAD_DISCLOSURE, message).at(word.span).help(help));
    None
}

/// Holds the stated 区分 against the withheld parts that were found: 公表 has none, 一部非公表 has some.
pub fn agrees(file: &mut File, disclosure: &Disclosure, withheld: usize) {
    // What looks like a mark has a finding of its own, and what is meant is known only when that is right.
    if file.doubts() > 0 {
        return;
    }
    let (code, message, help) = match (disclosure.state.value, withheld) {
        (State::Public, 1..) => (
            codes::MARK_STATE,
            Words::new(
                "公表とされていますが、非公表の部分があります。",
                "this is said to be public, but a part of it is withheld",
            ),
            Words::new(
                "まず決裁の文書を確かめてください。その部分を伏せるなら、両方の言語の区分を「一部非公表」（partial）に直します。伏せないと決まっているときだけ、印を外します。",
                "look at the decision first. If the part is to be withheld, make the state \"partial\" in both languages; remove the mark only if it was decided not to withhold it.",
            ),
        ),
        (State::Partial, 0) => (
            codes::NOTHING_WITHHELD,
            Words::new(
                "一部非公表とされていますが、非公表の部分がありません。",
                "this is said to be partly withheld, but no part of it is",
            ),
            Words::new(
                "伏せる部分に印を付け忘れていないか、決裁の文書で確かめてください。なければ、区分を「公表」に直します。",
                "look at the decision: is a mark missing? If nothing is to be withheld, make the state \"public\".",
            ),
        ),
        _ => return,
    };
    let finding = Finding::new(code, message).at(disclosure.state.span).help(help);
    let part = file.first_named().filter(|_| withheld > 0);
    file.finding(match part {
        Some(part) => finding.also(part, Words::new("伏せられている部分", "what is withheld")),
        None => finding,
    });
}

/// A part of a text that is hidden although nothing marks it: the whole of a value in a row of which only the name is shown.
pub fn whole(marked: Marked, stated: &Disclosure) -> Marked {
    let text: String = marked.segments.iter().filter_map(Segment::as_open).collect();
    let payload = (!text.is_empty()).then_some(text);
    Marked { segments: vec![Segment::Withheld(stated.withholding(crate::kinds::WithheldKind::Row, payload, stated.span))] }
}
