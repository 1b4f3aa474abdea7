//! The difference between a data file and what it is to become, as it may be shown.
//!
//! In: both texts, and what of the first is hidden. Out: a unified diff. Never: a hidden part, in the line where it stands or in the one
//! that comes in its place.

use crate::diagnostics::Masks;
use crate::source::{FileId, Sources, Span};
use similar::{DiffOp, TextDiff};

/// Lines around a change.
const AROUND: usize = 3;
/// What stands in place of a line that may hold what is withheld.
const HIDDEN: &str = "［非公表を含む行 / a line with something withheld］";

/// The unified diff of a source and its new text.
pub fn unified(sources: &Sources, masks: &Masks, file: FileId, after: &str) -> String {
    let source = sources.file(file);
    let diff = TextDiff::from_lines(&source.text, after);
    let old = Old { sources, masks, file, lines: line_spans(&source.text, file) };
    let new: Vec<&str> = after.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r'])).collect();
    let mut out = format!("--- {}\n+++ {}\n", source.path, source.path);
    for group in diff.grouped_ops(AROUND) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let (a, b) = (first.old_range().start..last.old_range().end, first.new_range().start..last.new_range().end);
        out.push_str(&format!("@@ -{},{} +{},{} @@\n", a.start + 1, a.len(), b.start + 1, b.len()));
        for op in &group {
            old.print(op, &new, &mut out);
        }
    }
    out
}

fn line_spans(text: &str, file: FileId) -> Vec<Span> {
    let mut at = 0;
    let span = |line: &str| {
        let start = at;
        at += line.len();
        Span::new(file, start..start + line.trim_end_matches(['\n', '\r']).len())
    };
    text.split_inclusive('\n').map(span).collect()
}

struct Old<'a> {
    sources: &'a Sources,
    masks: &'a Masks,
    file: FileId,
    lines: Vec<Span>,
}

impl Old<'_> {
    fn line(&self, at: usize) -> String {
        let Some(span) = self.lines.get(at) else { return String::new() };
        match self.masks.touch(*span) {
            true => HIDDEN.to_owned(),
            false => self.sources.file(self.file).text.get(span.range()).unwrap_or_default().to_owned(),
        }
    }

    /// Every string of a line with a hidden part: what comes in its place may repeat it.
    fn hidden_strings(&self) -> Vec<&str> {
        let text = &self.sources.file(self.file).text;
        let hidden = self.lines.iter().filter(|span| self.masks.touch(**span));
        hidden.filter_map(|span| text.get(span.range())).flat_map(strings).collect()
    }

    fn print(&self, op: &DiffOp, new: &[&str], out: &mut String) {
        let (before, after) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            before.for_each(|at| out.push_str(&format!(" {}\n", self.line(at))));
            return;
        }
        before.for_each(|at| out.push_str(&format!("-{}\n", self.line(at))));
        let hidden = self.hidden_strings();
        for line in after.filter_map(|at| new.get(at)) {
            let hides = hidden.iter().any(|string| line.contains(string));
            out.push_str(&format!("+{}\n", if hides { HIDDEN } else { line }));
        }
    }
}

/// The strings of a line of TOML; a line without any may be one of a long text.
fn strings(line: &str) -> Vec<&str> {
    let quoted: Vec<&str> = line.split(['"', '\'']).skip(1).step_by(2).collect();
    let all = if quoted.is_empty() { vec![line] } else { quoted };
    all.into_iter().map(str::trim).filter(|string| !string.is_empty()).collect()
}
