//! `data/accessibility.toml`.
//!
//! In: the file. Out: `Accessibility`. Never: a judgement of its own; a look at the pages.

use super::DataPiece;
use super::shared::stated;
use super::table::{File, Row};
use crate::authored::{AccessPolicy, AccessTest, Accessibility, Criterion, Text};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Date;
use crate::kinds::{CRITERIA, DEGREES, TEST_RESULTS, TESTERS, either};
use std::sync::Arc;

/// The items of JB.3 that are words, in their order on the page.
const ITEMS: [&str; 6] = ["pages", "technologies", "tools", "environments", "assistive", "chosen"];

/// Reads the file.
pub fn load(file: &mut File) -> Arc<DataPiece> {
    let accessibility = stated(file, |file, row| Accessibility {
        policy: row.table(file, "policy", policy),
        test: row.table(file, "test", test),
        criteria: row.rows(file, "criterion", criterion),
    });
    Arc::new(move |data| data.accessibility = accessibility.clone())
}

fn policy(file: &mut File, row: &Row) -> Option<AccessPolicy> {
    Some(AccessPolicy {
        scope: row.text(file, "scope"),
        level: row.optional_word(file, "level", &["A", "AA"]),
        degree: row.optional_word(file, "degree", &words(&DEGREES)),
        deadline: row.text(file, "deadline"),
        exceptions: row.text(file, "exceptions"),
        problems: row.rows(file, "problem", problem),
    })
}

fn problem(file: &mut File, row: &Row) -> Option<(Text, Option<Text>)> {
    let (what, plan) = (row.need_text(file, "what"), row.text(file, "plan"));
    Some((what?, plan))
}

fn test(file: &mut File, row: &Row) -> Option<AccessTest> {
    let (stated, from, to) = (row.need_date(file, "stated"), row.need_date(file, "from"), row.need_date(file, "to"));
    let items = ITEMS.iter().filter_map(|key| Some((*key, row.need_text(file, key)?))).collect();
    let listed = row.strings(file, "listed");
    let (stated, from, to): (Date, Date, Date) = (stated?, from?, to?);
    if to < from || stated < to {
        let message =
            Words::new("from、to、stated の順になっていません。", "`from`, `to` and `stated` are not in the order of time");
        let help = Words::new(
            "試験を始めた日、終えた日、表明した日です。",
            "the days on which testing began and ended, and that of the statement.",
        );
        file.finding(Finding::new(codes::WRONG_TYPE, message).at(row.span).help(help));
    }
    Some(AccessTest { stated, period: (from, to), items, listed })
}

fn criterion(file: &mut File, row: &Row) -> Option<Criterion> {
    let ids: Vec<&str> = CRITERIA.iter().map(|(id, _)| *id).collect();
    let id = row.word(file, "id", &ids);
    let result = row.optional_word(file, "result", &words(&TEST_RESULTS)).and_then(|word| either(&TEST_RESULTS, &word.value));
    let told = matches!(result, Some("pass" | "fail"));
    if told {
        row.need(file, "by");
    }
    let by = row.optional_word(file, "by", &words(&TESTERS)).and_then(|word| either(&TESTERS, &word.value));
    let (method, note) = (row.text(file, "method"), row.text(file, "note"));
    Some(Criterion { id: id?, result, by, method, note, span: row.span })
}

/// Both words of each pair.
fn words(pairs: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    pairs.iter().flat_map(|(ja, en)| [*ja, *en]).collect()
}
