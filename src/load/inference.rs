//! `data/inference.toml` and `data/ledger.toml`, which stay with the staff.
//!
//! In: the files. Out: what staff say of inference, and what earlier releases printed. Never: a look at the figures that are named.

use super::DataPiece;
use super::table::{self, File, Row};
use crate::authored::{Accepted, GroundBound, Inference, OwnProtection, Protection, Published};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::{Printed, PrintedState, read_printed};
use crate::shape::{Form, Kind};
use crate::source::Spanned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The verdicts that staff can accept.
const VERDICTS: [&str; 4] = ["exact", "narrow", "undecided", "inconsistent"];

/// Reads `data/inference.toml`.
pub fn load(file: &mut File) -> Arc<DataPiece> {
    let inference = file.whole(|file, row| Inference {
        protection: protection(file, row),
        own: row.rows(file, "protection", own),
        bounds: row.rows(file, "bound", bound),
        accepted: row.rows(file, "accepted", accepted),
        unrelated: row.rows(file, "unrelated", |file, row| Some(row.need_list(file, "facts", || Kind::Text, table::string))),
    });
    Arc::new(move |data| data.inference = inference.clone())
}

fn protection(file: &mut File, row: &Row) -> Protection {
    let percent = number(file, row, "percent", 1..=100);
    Protection { percent, candidates: number(file, row, "candidates", 1..=1000) }
}

fn number(file: &mut File, row: &Row, key: &'static str, within: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let (least, most) = (i64::from(*within.start()), i64::from(*within.end()));
    let typed = row.ask(file, key, || Kind::Within(least, most), table::integer)?;
    let number = u32::try_from(typed.value).ok().filter(|number| within.contains(number));
    if number.is_none() {
        let (low, high) = (within.start(), within.end());
        let message =
            Words::new(format!("{key} は {low} から {high} までです。"), format!("`{key}` is a number from {low} to {high}"));
        file.finding(Finding::new(codes::UNKNOWN_WORD, message).at(typed.span));
    }
    number
}

fn own(file: &mut File, row: &Row) -> Option<OwnProtection> {
    let (ground, fact) = (row.id(file, "ground"), row.string(file, "fact"));
    let protection = protection(file, row);
    if ground.is_some() == fact.is_some() {
        let message = Words::new(
            "ground か fact のどちらか一つを書いてください。",
            "write one of `ground` and `fact`, not both and not neither",
        );
        file.finding(Finding::new(codes::MISSING_KEY, message).at(row.span));
        return None;
    }
    Some(OwnProtection { ground, fact, protection })
}

fn bound(file: &mut File, row: &Row) -> Option<GroundBound> {
    let ground = row.need_id(file, "ground");
    let (least, most) = (figure(file, row, "least"), figure(file, row, "most"));
    Some(GroundBound { ground: ground?, least, most })
}

/// A number as figures are printed: `"9件"`.
fn figure(file: &mut File, row: &Row, key: &'static str) -> Option<Printed> {
    let typed = row.formed(file, key, Form::Figure)?;
    let read = read_printed(&typed.value, file.units).ok();
    let number = read.filter(|printed| matches!(printed.state, PrintedState::Value { .. }));
    if number.is_none() {
        let message = Words::new("数値として読めません。", "this is not a figure");
        file.finding(Finding::new(codes::BAD_FIGURE, message).at(typed.span));
    }
    number
}

fn accepted(file: &mut File, row: &Row) -> Option<Accepted> {
    let fact = row.need_string(file, "fact");
    let verdict = row.word(file, "verdict", &VERDICTS);
    let (reason, by) = (row.need_text(file, "reason"), row.need_text(file, "by"));
    let decided = row.need_date(file, "decided");
    Some(Accepted { fact: fact?, verdict: verdict?, reason: reason?, decided: decided?, by: by? })
}

/// Reads `data/ledger.toml`, which `kohyo release` writes.
pub fn load_ledger(file: &mut File) -> Arc<DataPiece> {
    let releases = file.whole(|file, row| row.rows(file, "release", release));
    Arc::new(move |data| data.ledger = releases.clone())
}

fn release(file: &mut File, row: &Row) -> Option<Published> {
    let (on, tree) = (row.need_date(file, "on"), row.need_string(file, "tree"));
    let withdrawn = row.strings(file, "withdrawn").into_iter().map(|fact| fact.value).collect();
    let printed = row.ask(file, "printed", || Kind::Map(Box::new(Kind::Text)), prints).unwrap_or_default();
    Some(Published { on: on?, tree: tree?.value, printed, withdrawn })
}

/// Fact ids with what was printed of them.
fn prints(file: &mut File, value: &table::Value) -> Option<BTreeMap<String, String>> {
    let row = table::table(file, value)?;
    let entries: Vec<(Spanned<String>, _)> = row.entries().collect();
    let mut out = BTreeMap::new();
    for (fact, value) in entries {
        // It may be withheld by now.
        let place = file.span(value.span());
        file.hide(place);
        out.extend(table::string(file, value).map(|printed| (fact.value, printed.value)));
    }
    Some(out)
}
