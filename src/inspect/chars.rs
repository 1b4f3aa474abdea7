//! CSV, TXT and JSON: UTF-8 in which every character can be seen.
//!
//! In: bytes. Out: faults for other encodings, control characters and characters without a shape; the text. Never: what it says.

use super::Report;
use crate::diagnostics::codes;
use crate::kinds::FileKind;

/// Reads a text file.
pub fn inspect(kind: FileKind, bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let Ok(text) = std::str::from_utf8(bytes) else {
        report.damaged("UTF-8 ではありません", "it is not UTF-8");
        return report;
    };
    // Spreadsheets want a byte order mark in front of a CSV.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if kind == FileKind::Json && serde_json::from_str::<serde_json::Value>(text).is_err() {
        report.damaged("JSON として読めません", "it is not well-formed JSON");
    }
    let mut unseen: Vec<char> = text.chars().filter(|c| is_unseen(*c)).collect();
    unseen.sort_unstable();
    unseen.dedup();
    if !unseen.is_empty() {
        let list = unseen.iter().take(5).map(|c| format!("U+{:04X}", *c as u32)).collect::<Vec<_>>().join(", ");
        report.fault(
            codes::HIDDEN_CHARACTERS,
            format!("見えない文字があります：{list}"),
            format!("it holds characters that cannot be seen: {list}"),
        );
    }
    report.body.push(text.to_owned());
    report
}

/// Control and format characters, and private ones, whose shape nobody knows.
fn is_unseen(c: char) -> bool {
    let layout = matches!(c, '\t' | '\n' | '\r');
    let format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}');
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    (c.is_control() && !layout) || format || private
}
