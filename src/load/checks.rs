//! Rows for the recomputation audit: relations, known discrepancies, editions, names as printed.
//!
//! In: one TOML table each. Out: an authored row. Never: a verdict; a look at the fact that is named.

use super::table::{File, Row};
use crate::authored::{Discrepancy, Edition, PrintedName, Relation};
use crate::kinds::{EDITIONS, RELATIONS};

/// `[[relation]]`
pub fn relation(file: &mut File, row: &Row) -> Option<Relation> {
    let kind = row.word(file, "kind", &RELATIONS);
    let result = row.need_string(file, "result");
    let parts = row.strings(file, "parts");
    let count = row.string(file, "count");
    let at = row.at(file);
    Some(Relation { kind: kind?, result: result?, parts, count, at })
}

/// `[[discrepancy]]`
pub fn discrepancy(file: &mut File, row: &Row) -> Option<Discrepancy> {
    let (check, fact) = (row.need_string(file, "check"), row.need_string(file, "fact"));
    let reason = row.need_text(file, "reason");
    let at = row.at(file);
    Some(Discrepancy { check: check?, fact: fact?, reason: reason?, at })
}

/// `[[edition]]`
pub fn edition(file: &mut File, row: &Row) -> Option<Edition> {
    let fact = row.need_string(file, "fact");
    let kind = row.word(file, "kind", &EDITIONS.map(|(word, _)| word));
    row.need(file, "was");
    let (was, reason) = (row.cell(file, "was"), row.need_text(file, "reason"));
    let (on, source, at) = (row.when(file, "on").map(|on| on.value), row.id(file, "source"), row.at(file));
    Some(Edition { fact: fact?, was: was?, kind: kind?, on, reason: reason?, source, at, span: row.span })
}

/// `[[printed_name]]`
pub fn printed_name(file: &mut File, row: &Row) -> Option<PrintedName> {
    let (of, text) = (row.need_string(file, "of"), row.need_string(file, "text"));
    let at = row.at(file);
    Some(PrintedName { of: of?, text: text?, at })
}
