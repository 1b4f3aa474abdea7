//! What stands in the text of pages: no raw HTML or comments, links that may be followed, marks only where text stands.
//!
//! In: authored pages. Out: findings, and the links inside the site. Never: whether such a link leads somewhere (that needs every
//! address: `audit`); the same page twice, as long as it does not change.

use super::tables;
use crate::authored::Page;
use crate::diagnostics::{self, Finding, Words, codes};
use crate::kinds::{MARK_WORDS, PLACEHOLDER, WithheldKind};
use crate::source::{Sources, Span, Spanned};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// What was found in the texts of all pages, in their order.
#[derive(Default)]
pub struct Bodies(Vec<(Arc<Page>, Arc<Body>)>);

/// What was found in the text of one.
#[derive(Default)]
struct Body {
    findings: Vec<Finding>,
    /// To places inside the site.
    links: Vec<Spanned<String>>,
}

impl Bodies {
    /// Reads the pages that are other ones than the last time.
    pub fn read(&mut self, pages: &[Arc<Page>], sources: &Sources) {
        let before = &self.0;
        let read = |(at, page): (usize, &Arc<Page>)| match before.get(at).filter(|(before, _)| Arc::ptr_eq(before, page)) {
            Some((_, body)) => (Arc::clone(page), Arc::clone(body)),
            None => {
                let body = open_body(page, sources).map(|(text, span)| markdown(page, &text, span));
                (Arc::clone(page), Arc::new(body.unwrap_or_default()))
            }
        };
        self.0 = pages.par_iter().enumerate().map(read).collect();
    }

    /// What is wrong in them.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().flat_map(|(_, body)| &body.findings)
    }

    /// Their links to places inside the site, with their spans.
    pub fn links(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.0.iter().flat_map(|(_, body)| &body.links)
    }
}

/// The body when it is open, with a placeholder and a number in place of each mark, so that what is withheld is neither read
/// nor quoted, every place stays where it is, and a mark is recognised wherever Markdown puts it.
fn open_body(page: &Page, sources: &Sources) -> Option<(String, Span)> {
    let body = page.body.as_open()?;
    let text = sources.file(body.span.file).text.get(body.span.range())?;
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (number, mark) in body.value.withheld().enumerate() {
        let start = mark.span.start.checked_sub(body.span.start)? as usize;
        let end = mark.span.end.checked_sub(body.span.start)? as usize;
        out.push_str(text.get(at..start)?);
        match mark.kind {
            // A block stands between paragraphs: its lines stay lines.
            WithheldKind::Block => out.extend(text.get(start..end)?.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' })),
            _ => {
                let (number, width) = (number.to_string(), (end - start).saturating_sub(PLACEHOLDER.len_utf8()));
                out.push(PLACEHOLDER);
                // Not by a width in `format!`, which ends at 65,535 characters.
                out.extend(std::iter::repeat_n('0', width.saturating_sub(number.len())));
                out.push_str(&number);
            }
        }
        at = end;
    }
    out.push_str(text.get(at..)?);
    (out.len() == text.len()).then_some((out, body.span))
}

/// The number of the first mark in a part of a body.
fn mark_in(text: &str) -> Option<usize> {
    let (_, behind) = text.split_once(PLACEHOLDER)?;
    behind.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn markdown(page: &Page, text: &str, span: Span) -> Body {
    let (mut findings, mut links) = (Vec::new(), Vec::new());
    let mut comment = 0;
    let parser = Parser::new_ext(text, crate::kinds::markdown_options());
    let definitions = parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone());
    let defined: Vec<Range<usize>> = definitions.collect();
    for (event, range) in parser.into_offset_iter() {
        let place = Span::new(span.file, span.start as usize + range.start..span.start as usize + range.end);
        let is_comment = text.get(range.clone()).is_some_and(|html| html.trim_start().starts_with("<!--"));
        findings.extend(out_of_place(page, &event, place));
        match event {
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if is_comment => {
                comment = range.end;
                findings.push(html_comment(place));
            }
            // The lines of a comment come one by one.
            Event::Html(_) if range.start < comment => (),
            Event::Html(html) | Event::InlineHtml(html) if !html.trim().is_empty() => findings.push(raw_html(place)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if names_withholding(&info) => {
                findings.push(shown_code(Span::new(place.file, place.range().start..place.range().start)));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if mark_in(&dest_url).is_none() => {
                findings.extend(link(&dest_url, place));
                if dest_url.starts_with('/') && !dest_url.starts_with("//") {
                    links.push(Spanned::new(dest_url.to_string(), place));
                }
            }
            _ => (),
        }
    }
    findings.extend(defined.into_iter().filter_map(|range| {
        let number = mark_in(text.get(range.clone())?)?;
        let place = Span::new(span.file, span.start as usize + range.start..span.start as usize + range.end);
        Some(cannot_stand(page, number, place, ("リンクの定義", "a link definition")))
    }));
    findings.extend(tables::surplus(text).into_iter().map(|range| {
        let place = Span::new(span.file, span.start as usize + range.start..span.start as usize + range.end);
        tables::finding().at(place)
    }));
    Body { findings: diagnostics::sorted(findings), links }
}

/// A block of code whose language is the mark word: somebody meant to hide it, and it would be printed.
fn names_withholding(info: &str) -> bool {
    let word = info.split([' ', ':', '：', '#', '|', '{']).next().unwrap_or_default();
    MARK_WORDS.contains(&word.trim())
}

fn shown_code(place: Span) -> Finding {
    let message = Words::new(
        "コードの印（``` や ~~~）では隠せません。中身が公表されます。",
        "a fence of code (``` or ~~~) hides nothing; what stands in it would be published",
    );
    let help = Words::new("隠すなら :::非公表 のブロックで書いてください。", "to withhold it, write a :::withheld block.");
    Finding::new(codes::LOOK_ALIKE_FENCE, message).at(place).help(help)
}

/// A mark in a part of the page that is no text: there it would cut an address, or go out as one.
fn out_of_place(page: &Page, event: &Event, place: Span) -> Option<Finding> {
    let found = match event {
        // What a reference leads to is checked once, where it is defined.
        Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. })
            if !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) =>
        {
            None
        }
        Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, dest_url, .. }) => {
            mark_in(dest_url).map(|n| (n, ("アドレス", "an address")))
        }
        Event::Start(Tag::Link { dest_url, title, .. }) => (mark_in(dest_url).map(|n| (n, ("リンク先", "the target of a link"))))
            .or_else(|| mark_in(title).map(|n| (n, ("リンクの題", "the title of a link")))),
        Event::Start(Tag::Image { dest_url, title, .. }) => (mark_in(dest_url)
            .map(|n| (n, ("画像のアドレス", "the address of an image"))))
        .or_else(|| mark_in(title).map(|n| (n, ("画像の題", "the title of an image")))),
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            let words = id.iter().chain(classes).chain(attrs.iter().flat_map(|(key, value)| std::iter::once(key).chain(value)));
            words.into_iter().find_map(|word| mark_in(word)).map(|n| (n, ("見出しの ID", "the id of a heading")))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            mark_in(info).map(|n| (n, ("コードの言語名", "the language of a code block")))
        }
        Event::Start(Tag::FootnoteDefinition(label)) | Event::FootnoteReference(label) => {
            mark_in(label).map(|n| (n, ("脚注の名前", "the name of a footnote")))
        }
        _ => None,
    };
    found.map(|(number, what)| cannot_stand(page, number, place, what))
}

fn cannot_stand(page: &Page, number: usize, place: Span, what: (&str, &str)) -> Finding {
    let mark = page.body.as_open().and_then(|body| body.value.withheld().nth(number)).map_or(place, |mark| mark.span);
    let message = Words::new(
        format!("印を書けない場所に非公表の印があります：{}。", what.0),
        format!("a withheld mark where none can stand: {}", what.1),
    );
    let help = Words::new(
        "その全体（リンクなら [ から ) まで）に印を付けるか、公表してよい形に書き直してください。",
        "mark the whole of it (of a link, from [ to the closing parenthesis), or write it so that it can be public.",
    );
    Finding::new(codes::MARK_OUT_OF_PLACE, message).at(mark).help(help)
}

fn html_comment(place: Span) -> Finding {
    let message = Words::new("HTML コメントがあります。", "an HTML comment");
    let help = Words::new(
        "公表しない覚え書きは、ページに書かないでください。消してください。",
        "remove it; notes that are not for the public do not belong in a page.",
    );
    Finding::new(codes::COMMENT, message).at(place).help(help)
}

fn raw_html(place: Span) -> Finding {
    let message = Words::new("HTML はそのまま書けません。", "raw HTML is not allowed");
    let help = Words::new(
        "いらなければ消します。見出しや表は Markdown で書き、< を文字として見せるなら \\< と書きます。",
        "remove it, write Markdown, or print < as \\<.",
    );
    Finding::new(codes::RAW_HTML, message).at(place).help(help)
}

fn link(url: &str, place: Span) -> Option<Finding> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme).filter(|s| !s.contains(['/', '?', '#']));
    let allowed = match scheme {
        None => !url.starts_with("//") && (url.starts_with('/') || url.starts_with('#')),
        Some(scheme) => ["https", "http", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str()),
    };
    if allowed {
        return None;
    }
    let message = Words::new("使えない形のリンクです。", "a link of this form is not allowed");
    let help = Words::new(
        "サイトの中は /about/ のように言語を除いた / から、外は https:// から書きます。",
        "inside the site begin with / and leave out the language (/about/); outside begin with https://.",
    );
    Some(Finding::new(codes::BAD_LINK, message).at(place).help(help))
}
