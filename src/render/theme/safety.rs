//! What a theme must not do to readers: call another host, or run what the policy of the site refuses.
//!
//! In: a layer. Out: findings with their places. Never: a judgement on what a theme looks like.

use super::layers::{File, Layer};
use crate::diagnostics::{Finding, Words, codes};
use std::ops::Range;

/// Names that look like addresses and are none: they say what a vocabulary is.
const NAMES: [&str; 3] = ["http://www.w3.org/", "http://www.sitemaps.org/", "https://www.w3.org/"];

/// Everything in the templates and assets of a theme that would leave the site or be refused.
pub fn check(layer: &Layer) -> Vec<Finding> {
    layer.files.iter().flat_map(of_file).collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    let extension = file.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let text = file.text();
    let (outside, inline) = match (file.path.split('/').next(), extension) {
        (Some("templates"), _) => {
            let text = blank(text, "{#", "#}");
            (tags(&text).flat_map(|tag| loads(&text, tag)).collect(), tags(&text).filter_map(|tag| inline(&text, tag)).collect())
        }
        (Some("assets"), "css") => (style_sheet(&blank(text, "/*", "*/")), Vec::new()),
        (Some("assets"), "js") => (addresses(text, 0..text.len()), Vec::new()),
        _ => (Vec::new(), Vec::new()),
    };
    let outside = outside.into_iter().map(|place| file.place(Finding::new(codes::THEME_OUTSIDE, leaves()).help(keep()), place));
    let inline = inline.into_iter().map(|place| file.place(Finding::new(codes::THEME_INLINE, refused()).help(files()), place));
    outside.chain(inline).collect()
}

fn leaves() -> Words {
    Words::new("ほかのサーバーから読み込みます。", "this loads something from another host")
}

fn keep() -> Words {
    Words::new(
        "ファイルを assets/ に置いてください。読者の閲覧を、ほかの誰にも知らせません。",
        "put the file into assets/; nobody else learns what readers look at.",
    )
}

fn refused() -> Words {
    Words::new(
        "ページの中に書いたスクリプトやスタイルは、サイトの方針（CSP）で動きません。",
        "scripts and styles inside a page are refused by the policy (CSP) of the site",
    )
}

fn files() -> Words {
    Words::new("assets/ の .js や .css に書いてください。", "write it into a .js or .css file in assets/.")
}

/// The same text with blanks in place of comments, so that places stay.
fn blank(text: &str, open: &str, close: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(start) = rest.find(open) {
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
        out.push_str(&rest[..start]);
        out.extend(std::iter::repeat_n(' ', end - start));
        rest = &rest[end..];
    }
    out + rest
}

/// Every start tag. What Tera writes into a tag may hold `>` only in comparisons, which themes write outside of tags.
fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('<').filter_map(|(start, _)| {
        let inside = text[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let end = text[start..].find('>').map(|end| start + end + 1)?;
        inside.then_some(start..end)
    })
}

/// Addresses on other hosts that a browser would load by itself.
fn loads(text: &str, tag: Range<usize>) -> Vec<Range<usize>> {
    let lower = text[tag.clone()].to_ascii_lowercase();
    let by_itself = ["<link", "<script", "<img", "<source", "<iframe", "<embed", "<object", "<video", "<audio", "<use", "<image"];
    let named = lower.starts_with("<link") && ["canonical", "alternate", "license"].iter().any(|rel| lower.contains(rel));
    if named || !by_itself.iter().any(|name| lower.starts_with(name)) { Vec::new() } else { addresses(text, tag) }
}

/// `http://…`, `https://…` and `//…` behind a quotation mark or a bracket.
fn addresses(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[within.clone()];
    let is_quoted = |at: usize| part[..at].ends_with(['"', '\'', '`', '(', '=']);
    let starts = part.match_indices("//").filter_map(|(at, _)| {
        let scheme = ["https:", "http:", "wss:", "ws:"].iter().find(|scheme| part[..at].ends_with(*scheme));
        let start = at - scheme.map_or(0, |scheme| scheme.len());
        let is_name = NAMES.iter().any(|name| part[start..].starts_with(name));
        (is_quoted(start) && !is_name).then_some(start)
    });
    let end = |start: usize| part[start..].find(['"', '\'', '`', ')', ' ', '>']).map_or(part.len(), |end| start + end);
    starts.map(|start| within.start + start..within.start + end(start)).collect()
}

fn style_sheet(text: &str) -> Vec<Range<usize>> {
    let imports = text.match_indices("@import").map(|(at, word)| at..at + word.len());
    imports.chain(addresses(text, 0..text.len())).collect()
}

/// A script or style in the page itself. A block of data runs nothing.
fn inline(text: &str, tag: Range<usize>) -> Option<Range<usize>> {
    let lower = text[tag.clone()].to_ascii_lowercase();
    let is_data = lower.contains(" type=\"application/ld+json\"");
    let script = lower.starts_with("<script") && !lower.contains(" src=") && !is_data;
    let style = lower.starts_with("<style") || lower.contains(" style=");
    let handler = lower.match_indices(" on").any(|(at, _)| {
        let rest = lower[at + 3..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        rest.len() < lower.len() - at - 3 && rest.starts_with('=')
    });
    (script || style || handler).then_some(tag)
}
