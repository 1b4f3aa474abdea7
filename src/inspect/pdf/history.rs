//! Whether a PDF still holds an earlier version of itself.
//!
//! In: the bytes as they lie in the file. Out: faults. Never: objects; a PDF saved "incrementally" keeps what it deleted, so
//! one end is allowed, and two in a file laid out for the web, which has its first page's table in front.

use super::super::Report;
use super::positions;
use crate::diagnostics::codes;

/// Counts the ends of the file and looks behind the last one.
pub fn inspect(bytes: &[u8], report: &mut Report) {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let linearised = positions(head, b"/Linearized").next().is_some();
    let allowed = if linearised { 2 } else { 1 };
    let ends: Vec<usize> = positions(bytes, b"%%EOF").collect();
    let starts = positions(bytes, b"startxref").count();
    if ends.len() > allowed || starts > allowed || (!linearised && refers_back(bytes)) {
        report.fault(
            codes::FILE_HISTORY,
            "PDF に前の版が残っています（増分更新）",
            "the PDF still holds an earlier version (incremental update)",
        );
    }
    let Some(last) = ends.last() else {
        report.damaged("PDF が途中で切れています", "the PDF breaks off");
        return;
    };
    let after = bytes.get(last + 5..).unwrap_or_default();
    if !after.iter().all(u8::is_ascii_whitespace) {
        report.trailing(after.len());
    }
}

/// A trailer, or a table of objects in its new form, that names the one before it.
fn refers_back(bytes: &[u8]) -> bool {
    let between = |from: usize, end: &[u8]| {
        let rest = bytes.get(from..).unwrap_or_default();
        let rest = rest.get(..rest.len().min(4096)).unwrap_or_default();
        let until = positions(rest, end).next().unwrap_or(rest.len());
        rest.get(..until).unwrap_or_default()
    };
    let has_prev = |part: &[u8]| positions(part, b"/Prev").next().is_some();
    let old_form = positions(bytes, b"trailer").any(|at| has_prev(between(at, b"startxref")));
    let new_form = positions(bytes, b"/XRef").any(|at| {
        let before = bytes.get(at.saturating_sub(1024)..at).unwrap_or_default();
        let begin = positions(before, b" obj").last().unwrap_or(0);
        has_prev(before.get(begin..).unwrap_or_default()) || has_prev(between(at, b"stream"))
    });
    old_form || new_form
}
