//! Parts of a Markdown text that print nothing: definitions of links that no link uses (a known way to write comments), the
//! second definition of a name, and words behind the language of a fenced block.
//!
//! In: the text of a page without payloads. Out: the same without them; it renders to the same page. Never: anything that prints.

use crate::kinds::markdown_options;
use crate::load;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

/// The text without what prints nothing.
pub fn without_leftovers(text: &str) -> String {
    let mut seen = readable(text);
    let mut gone = silent(&seen);
    gone.extend(unused(&seen));
    // Hide every definition that is known by now; what still defines something is a second one.
    loop {
        let definitions: Vec<Range<usize>> = definitions(&seen).into_iter().map(|(_, span)| span).collect();
        if definitions.is_empty() {
            break;
        }
        definitions.iter().for_each(|span| blank(&mut seen, span));
        gone.extend(self::definitions(&seen).into_iter().map(|(_, span)| span));
    }
    gone.sort_by_key(|range| range.start);
    let (mut out, mut at) = (String::new(), 0);
    for range in gone.into_iter().filter(|range| range.start < range.end) {
        out.push_str(text.get(at..range.start.max(at)).unwrap_or_default());
        at = at.max(range.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The text as Markdown sees it after projection, with every character where it was: a word in place of each mark, a paragraph
/// in place of each block.
fn readable(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for slot in load::slots(text) {
        let range = slot.outer.clone();
        let Some(part) = bytes.get_mut(slot.outer) else { continue };
        part.iter_mut().for_each(|byte| *byte = b'x');
        if slot.block
            && let [first, second, .., last] = part
        {
            (*first, *second, *last) = (b'\n', b'\n', b'\n');
        }
        debug_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn blank(text: &mut String, range: &Range<usize>) {
    let blanks: String =
        text.get(range.clone()).unwrap_or_default().bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range.clone(), &blanks);
}

/// Every definition that counts, with its name.
fn definitions(text: &str) -> Vec<(String, Range<usize>)> {
    let parser = Parser::new_ext(text, markdown_options());
    parser.reference_definitions().iter().map(|(name, definition)| (folded(name), definition.span.clone())).collect()
}

fn unused(text: &str) -> Vec<Range<usize>> {
    let mut used = BTreeSet::new();
    for event in Parser::new_ext(text, markdown_options()) {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = event
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
        {
            used.insert(folded(&id));
        }
    }
    definitions(text).into_iter().filter(|(name, _)| !used.contains(name)).map(|(_, span)| span).collect()
}

/// Names of definitions are alike whatever their case and blanks.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What stands behind the language of a fenced block.
fn silent(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) = event else { continue };
        let block = text.get(range.clone()).unwrap_or_default();
        let line = block.split('\n').next().unwrap_or_default().trim_end();
        let fence = line.len() - line.trim_start_matches(['`', '~']).len();
        let info = line.get(fence..).unwrap_or_default();
        let blanks = info.len() - info.trim_start().len();
        let word = info.trim_start().find(char::is_whitespace).unwrap_or(info.trim_start().len());
        out.push(range.start + fence + blanks + word..range.start + line.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::html::push_html;

    fn html(text: &str) -> String {
        let mut out = String::new();
        push_html(&mut out, Parser::new_ext(text, markdown_options()));
        out
    }

    #[test]
    fn definitions_that_print_nothing_go_and_the_page_stays() {
        let text = "[表][t]と[a]。\n\n[t]: /data/ \"題\"\n[//]: # (ひみつ1)\n[T]: /ひみつ2/\n[A]: /a/\n\n[ひみつ3]: /x/\n\n```toml ひみつ4\nx = 1\n```\n";
        let out = without_leftovers(text);
        assert!(!out.contains("ひみつ"), "{out}");
        assert_eq!(html(&out), html(text).replace(" ひみつ4", ""));
        assert_eq!(without_leftovers(&out), out);
    }

    #[test]
    fn marks_do_not_hide_a_definition_and_code_is_not_one() {
        let text =
            "前《非公表:joho-5-2a#W-1》後\n\n:::非公表 joho-5-6\n:::\n\n[a《非公表》]: /b/\n\n```\n[これは]: /文字/\n```\n";
        let out = without_leftovers(text);
        assert!(!out.contains("/b/") && out.contains("[これは]: /文字/") && out.contains("#W-1》後"), "{out}");
        let plain = "一行目\n\n- [x](/y/)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        assert_eq!(without_leftovers(plain), plain);
    }
}
