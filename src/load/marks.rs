//! 《非公表》 marks, found on raw text before Markdown, TOML or Tera look at it.
//!
//! In: text. Out: `Marked`, with each mark's exact place. A mark is `《非公表》` or `《非公表:ground#id|payload》` (also with
//! `withheld`, full-width `：｜＃`, and the brackets of `FAMILIES`); a block is `:::非公表 ground #id` … `:::`. `\《非公表》`
//! prints literally. Never: a payload in a message; a guess about what a malformed mark meant.

mod slots;

pub use slots::{Slot, refill, slots, without_payloads};

use super::cells::{is_id, payload_in_source};
use super::table::File;
use crate::authored::{Marked, Sealed, Segment, Withholding};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::{PLACEHOLDER, WithheldKind};
use crate::source::{Span, Spanned};

/// Brackets that can hold a mark; the same family closes.
const FAMILIES: [(&str, &str); 6] = [("《", "》"), ("≪", "≫"), ("<<", ">>"), ("＜＜", "＞＞"), ("«", "»"), ("⟪", "⟫")];

const WORDS: [&str; 2] = ["非公表", "withheld"];

/// Marks in a Markdown text that begins at byte `base` of the file.
pub fn in_markdown(file: &mut File, text: &str, base: usize) -> Marked {
    reserved(file, text, base);
    let mut out = Marked::default();
    let mut at = 0;
    for block in blocks(text) {
        inline(file, text.get(at..block.outer.start).unwrap_or_default(), base + at, &mut out);
        at = block.outer.end;
        block_segment(file, text, base, block, &mut out);
    }
    inline(file, text.get(at..).unwrap_or_default(), base + at, &mut out);
    out.withheld().for_each(|mark| file.name_withheld(mark));
    out
}

/// Marks in a TOML string. Where the string stands in the file as it reads, places are exact; where TOML escapes change its
/// length they are those of the whole string, all of which is then hidden from messages.
pub fn in_value(file: &mut File, value: &Spanned<String>) -> Marked {
    let raw = file.text.get(value.span.range()).unwrap_or_default();
    let inside = raw.find(&value.value);
    let base = value.span.start as usize + inside.unwrap_or_default();
    let mut out = Marked::default();
    reserved(file, &value.value, base);
    if !blocks(&value.value).is_empty() {
        file.finding(block_in_data().at(value.span));
        file.masks.hide(value.span);
    }
    inline(file, &value.value, base, &mut out);
    if inside.is_none() && out.withheld().next().is_some() {
        file.masks.hide(value.span);
        out.segments.iter_mut().for_each(|segment| segment.move_to(value.span));
    }
    out.withheld().for_each(|mark| file.name_withheld(mark));
    out
}

fn block_in_data() -> Finding {
    let message = Words::new("::: の印はページの本文でだけ使えます。", "::: blocks are for the text of pages only");
    let help = Words::new("データの文では《非公表:根拠》を使ってください。", "in data write 《非公表:ground》.");
    Finding::new(codes::BAD_MARK, message).help(help)
}

fn reserved(file: &mut File, text: &str, base: usize) {
    if let Some(at) = text.find(PLACEHOLDER) {
        let message = Words::new("U+F8F0 は kohyo が使う文字です。", "U+F8F0 is reserved for kohyo");
        let span = Span::new(file.id, base + at..base + at + PLACEHOLDER.len_utf8());
        file.finding(Finding::new(codes::RESERVED_CHARACTER, message).at(span));
    }
}

/// A mark as it stands in the text: byte ranges relative to that text.
struct Found<'t> {
    range: std::ops::Range<usize>,
    family: (&'static str, &'static str),
    escaped: bool,
    rest: &'t str,
}

/// Every bracket that is followed by a mark word, in order. One pass: a table may hold thousands of them.
fn marks(text: &str) -> Vec<Found<'_>> {
    let brackets = FAMILIES.iter().flat_map(|family| text.match_indices(family.0).map(move |(at, _)| (at, *family)));
    let mut found: Vec<Found> = brackets.filter_map(|(at, family)| mark_at(text, at, family)).collect();
    found.sort_by_key(|mark| mark.range.start);
    found
}

fn mark_at<'t>(text: &'t str, start: usize, family: (&'static str, &'static str)) -> Option<Found<'t>> {
    let after = text.get(start + family.0.len()..)?;
    let rest = WORDS.iter().find_map(|word| after.trim_start().strip_prefix(word))?;
    let escaped = text.get(..start).is_some_and(|before| before.ends_with('\\'));
    Some(Found { range: start..text.len() - rest.len(), family, escaped, rest })
}

/// Hides what stands behind a bar inside any bracket of `FAMILIES`, also where the word before it is misspelt: no message
/// shall quote what somebody meant to hide. Each place is looked at once for each family.
fn mask_payloads(file: &mut File, text: &str, base: usize) {
    for (open, close) in FAMILIES {
        let mut at = 0;
        let mut closing = text.find(close);
        while let Some(inner) = text[at..].find(open).map(|found| at + found + open.len()) {
            if closing.is_some_and(|found| found < inner) {
                closing = text[inner..].find(close).map(|found| inner + found);
            }
            let until = closing.unwrap_or(text.len());
            let end = text[inner..until].find("\n\n").map_or(until, |found| inner + found);
            if let Some(bar) = text[inner..end].find(['|', '｜']) {
                let width = text[inner + bar..].chars().next().map_or(1, char::len_utf8);
                file.masks.hide(Span::new(file.id, base + inner + bar + width..base + end));
            }
            at = end;
        }
    }
}

fn inline(file: &mut File, text: &str, base: usize, out: &mut Marked) {
    mask_payloads(file, text, base);
    let mut done = 0;
    for mark in marks(text) {
        // A bracket inside the mark before it was read with that one.
        if mark.range.start < done {
            continue;
        }
        if mark.escaped {
            push_open(out, text.get(done..mark.range.start - 1));
            push_open(out, text.get(mark.range.clone()));
            done = mark.range.end;
            continue;
        }
        push_open(out, text.get(done..mark.range.start));
        done = one_mark(file, &mark, base, out);
    }
    push_open(out, text.get(done..));
}

fn push_open(out: &mut Marked, text: Option<&str>) {
    match (text, out.segments.last_mut()) {
        (None | Some(""), _) => (),
        (Some(text), Some(Segment::Open(last))) => last.push_str(text),
        (Some(text), _) => out.segments.push(Segment::Open(text.to_owned())),
    }
}

/// Reads one mark and returns where the text goes on.
fn one_mark(file: &mut File, mark: &Found, base: usize, out: &mut Marked) -> usize {
    let close = mark.rest.find(mark.family.1);
    let paragraph = mark.rest[..close.unwrap_or(mark.rest.len())].find("\n\n");
    // A mark that is not closed in its paragraph ends with it.
    let (inner_len, closed) = match (paragraph, close) {
        (Some(end), _) => (end, false),
        (None, Some(end)) => (end, true),
        (None, None) => (mark.rest.len(), false),
    };
    let inner = &mark.rest[..inner_len];
    let end = mark.range.end + inner_len + if closed { mark.family.1.len() } else { 0 };
    let span = Span::new(file.id, base + mark.range.start..base + end);
    let inner_span = Span::new(file.id, base + mark.range.end..base + mark.range.end + inner_len);
    let well_bracketed = closed && marks(inner).is_empty();
    let withheld = match details(inner).filter(|_| well_bracketed) {
        Some(parts) => withholding(file, parts, inner, inner_span, span),
        None => {
            let opening = Span::new(file.id, base + mark.range.start..base + mark.range.end);
            let finding = if well_bracketed { malformed().at(span) } else { unclosed(mark.family).at(opening) };
            file.masks.hide(inner_span);
            file.count_withheld();
            file.finding(finding);
            Withholding::bare(WithheldKind::Phrase, span)
        }
    };
    out.segments.push(Segment::Withheld(withheld));
    end
}

fn unclosed(family: (&str, &str)) -> Finding {
    let message = Words::new("非公表の印が閉じていません。", "a withheld mark is not closed");
    let help = Words::new(
        format!("同じ段落の中で {} を書いて閉じてください。入れ子にはできません。", family.1),
        format!("close it with {} in the same paragraph; marks cannot be nested.", family.1),
    );
    Finding::new(codes::BAD_MARK, message).help(help)
}

fn malformed() -> Finding {
    let message = Words::new("非公表の印の書き方が違います。", "a malformed withheld mark");
    let help = Words::new(
        "《非公表》、《非公表:根拠》、《非公表:根拠#番号》のいずれかで書きます。文字どおり印刷するなら \\《非公表》 とします。",
        "write 《非公表》, 《非公表:ground》 or 《非公表:ground#id》; to print it literally, \\《非公表》.",
    );
    Finding::new(codes::BAD_MARK, message).help(help)
}

/// Ground, id and payload of a mark, as byte ranges of the text after the word.
#[derive(Default)]
struct Parts {
    ground: Option<std::ops::Range<usize>>,
    id: Option<std::ops::Range<usize>>,
    payload: Option<std::ops::Range<usize>>,
}

/// Splits `:ground#id|payload`. `None` when anything else stands there.
fn details(inner: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let payload_at = inner.find(['|', '｜']);
    let head = &inner[..payload_at.unwrap_or(inner.len())];
    if let Some(at) = payload_at {
        let width = inner[at..].chars().next().map_or(1, char::len_utf8);
        parts.payload = Some(at + width..inner.len());
    }
    let id_at = head.find(['#', '＃']);
    if let Some(at) = id_at {
        let width = head[at..].chars().next().map_or(1, char::len_utf8);
        parts.id = Some(trimmed(head, at + width..head.len())?);
    }
    let ground = &head[..id_at.unwrap_or(head.len())];
    match ground.trim().strip_prefix([':', '：']) {
        Some(_) => {
            let at = ground.find([':', '：'])?;
            let width = ground[at..].chars().next().map_or(1, char::len_utf8);
            let range = trimmed(ground, at + width..ground.len())?;
            is_id(&ground[range.clone()]).then_some(())?;
            parts.ground = Some(range);
        }
        None => ground.trim().is_empty().then_some(())?,
    }
    Some(parts)
}

/// The range without blanks at its ends; `None` when nothing is left.
fn trimmed(text: &str, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}

fn withholding(file: &mut File, parts: Parts, text: &str, inner: Span, span: Span) -> Withholding<String> {
    file.count_withheld();
    let place = |range: std::ops::Range<usize>| {
        Span::new(inner.file, range.start + inner.start as usize..range.end + inner.start as usize)
    };
    let spanned =
        |range: std::ops::Range<usize>| Spanned::new(text.get(range.clone()).unwrap_or_default().to_owned(), place(range));
    let payload = parts.payload.map(|range| {
        let span = place(range.clone());
        file.masks.hide(span);
        if !file.confidential {
            file.finding(payload_in_source(span));
        }
        Sealed::new(text.get(range).unwrap_or_default().to_owned())
    });
    Withholding {
        ground: parts.ground.map(spanned),
        id: parts.id.map(spanned),
        payload,
        ..Withholding::bare(WithheldKind::Phrase, span)
    }
}

/// A `:::非公表` block: the whole of it, its first line and what it hides.
struct Block {
    outer: std::ops::Range<usize>,
    head: std::ops::Range<usize>,
    inner: std::ops::Range<usize>,
    closed: bool,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<(usize, std::ops::Range<usize>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let word = line.trim().trim_start_matches([':', '：']);
        let fence = line.trim().chars().take_while(|c| matches!(c, ':' | '：')).count() >= 3;
        match &open {
            None if fence && WORDS.iter().any(|w| word.trim_start().starts_with(w)) => open = Some((range.start, range)),
            Some((start, head)) if fence && word.is_empty() => {
                found.push(Block { outer: *start..range.end, head: head.clone(), inner: head.end..range.start, closed: true });
                open = None;
            }
            _ => (),
        }
    }
    if let Some((start, head)) = open {
        found.push(Block { outer: start..text.len(), inner: head.end..text.len(), head, closed: false });
    }
    found
}

fn block_segment(file: &mut File, text: &str, base: usize, block: Block, out: &mut Marked) {
    file.count_withheld();
    let id = file.id;
    let place = |range: &std::ops::Range<usize>| Span::new(id, base + range.start..base + range.end);
    let (head_span, inner_span) = (place(&block.head), place(&block.inner));
    let payload = text.get(block.inner.clone()).unwrap_or_default();
    if !payload.trim().is_empty() {
        file.masks.hide(inner_span);
        if !file.confidential {
            file.finding(payload_in_source(inner_span));
        }
    }
    if !block.closed {
        let help = Words::new("::: だけの行で閉じてください。", "close it with a line of its own: :::");
        let message = Words::new("非公表のブロックが閉じていません。", "a withheld block is not closed");
        file.finding(Finding::new(codes::BAD_MARK, message).at(head_span).help(help));
    }
    let mut withheld = Withholding::bare(WithheldKind::Block, place(&block.outer));
    for word in text.get(block.head.clone()).unwrap_or_default().split_whitespace().map(|w| w.trim_start_matches([':', '：'])) {
        match word.strip_prefix(['#', '＃']) {
            Some(id) => withheld.id = Some(Spanned::new(id.to_owned(), head_span)),
            None if is_id(word) && !WORDS.contains(&word) => withheld.ground = Some(Spanned::new(word.to_owned(), head_span)),
            None => (),
        }
    }
    withheld.payload = (!payload.trim().is_empty()).then(|| Sealed::new(payload.to_owned()));
    push_open(out, Some("\n\n"));
    out.segments.push(Segment::Withheld(withheld));
    push_open(out, Some("\n\n"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Units;
    use crate::source::{Memory, Sources};
    use proptest::prelude::*;

    /// The open text with `■` for each mark, and the number of findings.
    fn read(text: &str, confidential: bool) -> (String, usize) {
        let (sources, _) = Sources::read(&Memory::new([("content/a.ja.md", text)]));
        let id = sources.find("content/a.ja.md").expect("read");
        let units = Units::default();
        let mut file = File::new(id, &sources.file(id).text, &units, confidential);
        let marked = in_markdown(&mut file, text, 0);
        let shown = marked.segments.iter().map(|s| match s {
            Segment::Open(text) => text.as_str(),
            Segment::Withheld(_) => "■",
        });
        let shown = shown.collect();
        (shown, file.noted().findings.len())
    }

    #[test]
    fn every_family_and_detail() {
        for mark in [
            "《非公表》",
            "≪非公表≫",
            "<<非公表>>",
            "＜＜非公表＞＞",
            "«withheld»",
            "⟪ 非公表 ⟫",
            "《非公表:joho-5-2a》",
            "《非公表：joho-5-2a＃W-2026-014》",
        ] {
            assert_eq!(read(&format!("前{mark}後"), false), ("前■後".to_owned(), 0), "{mark}");
        }
    }

    #[test]
    fn ordinary_brackets_are_ordinary_text() {
        let text = "《主な発信先》と\\《非公表》という語";
        assert_eq!(read(text, false), ("《主な発信先》と《非公表》という語".to_owned(), 0));
    }

    #[test]
    fn payloads_are_refused_outside_confidential_sites() {
        assert_eq!(read("前《非公表|ひみつ》後", true), ("前■後".to_owned(), 0));
        assert_eq!(read("前《非公表|ひみつ》後", false), ("前■後".to_owned(), 1));
    }

    #[test]
    fn malformed_marks_stop_the_build_and_show_nothing() {
        for text in ["前《非公表 ひみつ", "前《非公表：ＢＡＤ》", "《非公表ひみつ》", "《非公表|あ《非公表》い》"]
        {
            let (shown, findings) = read(text, true);
            assert!(findings > 0 && !shown.contains("ひみつ"), "{text}: {shown}");
        }
    }

    #[test]
    fn blocks_hide_what_they_hold() {
        let text = "前\n\n:::非公表 joho-5-6 #W-1\nひみつ\n:::\n\n後";
        let (shown, findings) = read(text, true);
        assert!(!shown.contains("ひみつ") && shown.contains('■') && findings == 0);
        assert_eq!(read(text, false).1, 1);
        assert_eq!(read(":::非公表\nひみつ", true).1, 1);
    }

    proptest! {
        #[test]
        fn never_panics_and_never_loses_a_payload_into_the_open(before in "[a-z《》非公表:|#\\n]{0,12}", after in "\\PC{0,12}") {
            let text = format!("{before}《非公表|SECRET-PAYLOAD》{after}");
            let (shown, findings) = read(&text, true);
            prop_assert!(findings > 0 || !shown.contains("SECRET-PAYLOAD"));
        }
    }
}
