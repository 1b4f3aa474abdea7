//! Tables in pages: every cell of a row stands under a heading.
//!
//! In: the open text of a page. Out: findings. Never: a cell that is written and shown nowhere.

use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::markdown_options;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Rows that go on behind the last heading: Markdown leaves the rest out in silence.
pub fn surplus(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut row, mut done) = (0..0, 0);
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::TableRow) => (row, done) = (range.clone(), range.start),
            Event::End(TagEnd::TableCell) => done = range.end,
            Event::End(TagEnd::TableRow) => {
                let rest = done..row.end;
                let written = text.get(rest.clone()).unwrap_or_default();
                let is_said = written.contains(|c: char| !c.is_whitespace() && c != '|');
                out.extend(is_said.then(|| rest.start + blanks(written)..rest.start + written.trim_end().len()));
            }
            _ => (),
        }
    }
    out
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '|').len()
}

/// What is said of one.
pub fn finding() -> Finding {
    let message = Words::new(
        "表の見出しより右に書いたものは、どこにも表示されません。",
        "what stands to the right of the last heading of a table is shown nowhere",
    );
    let help = Words::new(
        "見出しの行に列を足すか、余分なセルを消してください。セルの中の | は \\| と書きます。",
        "add a column to the heading line, or remove the cell; a | inside a cell is written \\|.",
    );
    Finding::new(codes::SURPLUS_CELL, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::surplus;

    #[test]
    fn what_no_heading_stands_over_is_found() {
        let found = |text: &str| surplus(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("| a | b |\n|---|---|\n| 1 | 2 | 三 |\n| 1 | 2 | 四 | 五\n"), ["三 |", "四 | 五"]);
        assert_eq!(found("a | b\n---|---\n1 | 2 | 3\n"), ["3"]);
        assert_eq!(found("> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n"), ["3 |"]);
        assert_eq!(found("- | a |\n  |---|\n  | 1 | 二 |\n"), ["二 |"]);
    }

    #[test]
    fn whole_rows_short_rows_and_empty_cells_are_ordinary() {
        for row in ["| 1 | 2 |", "| 1 |", "| 1 | 2", "1 | 2 |", "| 1 | 2 | |", "| 1 \\| 1 | `2 \\| 2` |", "|  |  |  |  |"] {
            for prefix in ["", "> ", "  "] {
                let text = format!("{prefix}| a | b |\n{prefix}|---|---|\n{prefix}{row}\n\n後\n");
                assert!(surplus(&text).is_empty(), "{text}");
            }
        }
    }
}
