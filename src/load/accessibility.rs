//! `data/accessibility.toml`.
//!
//! In: the file. Out: `Accessibility`. Never: a judgement of its own; a look at the pages.

use super::DataPiece;
use super::cells::accept;
use super::disclosure;
use super::table::{self, File, Row};
use crate::authored::{AccessPolicy, AccessTest, Accessibility, Criterion, State, Text};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Date;
use crate::kinds::{CRITERIA, DEGREES, TEST_RESULTS, TESTERS, either};

/// The items of JB.3 that are words, in their order on the page.
const ITEMS: [&str; 6] = ["pages", "technologies", "tools", "environments", "assistive", "chosen"];

/// Reads the file.
pub fn load(file: &mut File) -> Box<DataPiece> {
    let parsed = file.parse();
    let row = Row::new(&parsed, file.start());
    let stated = disclosure::load(file, &row);
    if let Some(stated) = stated.as_ref().filter(|stated| stated.state.value != State::Public) {
        let message = Words::new("この表は公表にしかできません。", "this table can only be public");
        file.finding(Finding::new(codes::ALWAYS_PUBLIC, message).at(stated.state.span));
    }
    let policy = row.get("policy").and_then(|v| table::table(file, v)).map(|row| policy(file, row));
    let test = row.get("test").and_then(|v| table::table(file, v)).and_then(|row| test(file, row));
    let criteria = row.rows(file, "criterion", criterion);
    row.finish(file);
    if let Some(stated) = stated {
        let withheld = file.withheld();
        disclosure::agrees(file, &stated, withheld);
    }
    Box::new(|data| data.accessibility = Accessibility { policy, test, criteria })
}

fn policy(file: &mut File, row: Row) -> AccessPolicy {
    let policy = AccessPolicy {
        scope: row.text(file, "scope"),
        level: row.optional_word(file, "level", &["A", "AA"]),
        degree: row.optional_word(file, "degree", &words(&DEGREES)),
        deadline: row.text(file, "deadline"),
        exceptions: row.text(file, "exceptions"),
        problems: row.rows(file, "problem", problem),
    };
    row.finish(file);
    policy
}

fn problem(file: &mut File, row: &Row) -> Option<(Text, Option<Text>)> {
    let (what, plan) = (row.need_text(file, "what"), row.text(file, "plan"));
    Some((what?, plan))
}

fn test(file: &mut File, row: Row) -> Option<AccessTest> {
    let day = |file: &mut File, key| row.need(file, key).and_then(|v| table::date(file, v));
    let (stated, from, to) = (day(file, "stated"), day(file, "from"), day(file, "to"));
    let items = ITEMS.iter().filter_map(|key| Some((*key, row.need_text(file, key)?))).collect();
    let listed = row.get("listed").map(|v| table::array(file, v)).unwrap_or_default();
    let listed = listed.iter().filter_map(|v| table::string(file, v)).collect();
    let span = row.span;
    row.finish(file);
    let (stated, from, to): (Date, Date, Date) = (stated?, from?, to?);
    if to < from || stated < to {
        let message =
            Words::new("from、to、stated の順になっていません。", "`from`, `to` and `stated` are not in the order of time");
        let help = Words::new(
            "試験を始めた日、終えた日、表明した日です。",
            "the days on which testing began and ended, and that of the statement.",
        );
        file.finding(Finding::new(codes::WRONG_TYPE, message).at(span).help(help));
    }
    Some(AccessTest { stated, period: (from, to), items, listed })
}

fn criterion(file: &mut File, row: &Row) -> Option<Criterion> {
    let ids: Vec<&str> = CRITERIA.iter().map(|(id, _)| *id).collect();
    let id = row.need(file, "id").and_then(|v| table::string(file, v)).and_then(|id| accept(file, id, &ids));
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
