//! Markdown to HTML.
//!
//! In: projected Markdown, in which a placeholder character stands for each withheld part. Out: HTML with ids on headings, and
//! the list of headings. Never: raw HTML of the author (it is printed as text), a payload, an inline style.

use super::highlight;
use super::pages::said::{self, Piece, pieces};
use crate::disclosed::{address, marker};
use crate::figures::Lang;
use crate::kinds::{PLACEHOLDER, markdown_options};
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// A rendered text.
pub struct Html {
    /// Ready for a template's `safe` filter.
    pub html: String,
    /// Its headings in order.
    pub headings: Vec<Heading>,
}

/// One heading.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Heading {
    /// 1 to 6
    pub level: u8,
    /// Anchor.
    pub id: String,
    /// Without markup.
    pub text: String,
}

/// Renders a text in a language.
pub fn to_html(markdown: &str, lang: Lang) -> Html {
    let events: Vec<Event> = Parser::new_ext(markdown, markdown_options()).collect();
    let headings = headings(&events);
    let mut ids = headings.iter().map(|h| h.id.clone());
    let mut out = Vec::with_capacity(events.len());
    let mut code: Option<(String, String)> = None;
    let mut tables = Tables::default();
    for (at, event) in events.iter().enumerate() {
        if let Event::End(TagEnd::Heading(_)) = event {
            tables.heading = headings.get(tables.begun).map(|heading| plain_marker(&heading.text, lang));
            tables.begun += 1;
        }
        if tables.event(lang, event, &events[at..], &mut out) {
            continue;
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => code = Some((fence_language(kind), String::new())),
            Event::End(TagEnd::CodeBlock) => {
                let (language, text) = code.take().unwrap_or_default();
                out.push(Event::Html(highlight::block(&language, &plain_marker(&text, lang)).into()));
            }
            Event::Text(text) if code.is_some() => code.iter_mut().for_each(|(_, code)| code.push_str(text)),
            Event::SoftBreak if joins(&events, at) => (),
            other => push_event(other, lang, &mut ids, &mut out),
        }
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, out.into_iter());
    if lang == Lang::En && said::is_japanese(&html) {
        html = foreign_marked(&html);
    }
    Html { html, headings }
}

/// Japanese in an English text, marked as such for those who hear the page. Tags are left alone.
fn foreign_marked(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        for Piece { text, lang } in pieces(text) {
            match lang {
                Some(lang) => out.push_str(&format!("<span lang=\"{lang}\">{text}</span>")),
                None => out.push_str(&text),
            }
        }
        let (tag, behind) = tag.split_at(tag_end(tag));
        out.push_str(tag);
        rest = behind;
    }
    out
}

/// Where a tag ends; a `>` in a value of an attribute does not end it.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'>' && !quoted
    });
    end.map_or(tag.len(), |end| end + 1)
}

fn push_event<'a>(event: &Event<'a>, lang: Lang, ids: &mut impl Iterator<Item = String>, out: &mut Vec<Event<'a>>) {
    match event {
        Event::Text(text) if text.contains(PLACEHOLDER) => push_marked(text, lang, out),
        Event::Code(text) => out.push(Event::Code(plain_marker(text, lang).into())),
        // The author's raw HTML is text. A finding has said so already; this is the second lock.
        Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text.clone())),
        Event::Start(tag) => out.push(Event::Start(start(tag, lang, ids))),
        other => out.push(other.clone()),
    }
}

fn start<'a>(tag: &Tag<'a>, lang: Lang, ids: &mut impl Iterator<Item = String>) -> Tag<'a> {
    match tag {
        Tag::Heading { level, classes, attrs, .. } => {
            Tag::Heading { level: *level, id: ids.next().map(CowStr::from), classes: classes.clone(), attrs: attrs.clone() }
        }
        Tag::Link { link_type, dest_url, title, id } => {
            let dest_url = in_language(dest_url, lang).into();
            Tag::Link { link_type: *link_type, dest_url, title: plain_marker(title, lang).into(), id: id.clone() }
        }
        Tag::Image { link_type, dest_url, title, id } => Tag::Image {
            link_type: *link_type,
            dest_url: dest_url.clone(),
            title: plain_marker(title, lang).into(),
            id: id.clone(),
        },
        other => other.clone(),
    }
}

/// `/about/` means the page `about` in the language of the text; open data, charts and attachments have one address for both.
fn in_language(url: &str, lang: Lang) -> String {
    let Some(path) = url.strip_prefix('/') else { return url.to_owned() };
    if ["data/", "assets/", "charts/", "files/"].iter().any(|folder| path.starts_with(folder)) {
        return url.to_owned();
    }
    let (page, anchor) = path.split_once('#').map_or((path, None), |(page, anchor)| (page, Some(anchor)));
    let page = address::page_path(lang.code(), page.trim_end_matches('/'));
    anchor.map_or(page.clone(), |anchor| format!("{page}#{anchor}"))
}

fn plain_marker(text: &str, lang: Lang) -> String {
    text.replace(PLACEHOLDER, marker(lang))
}

fn push_marked(text: &str, lang: Lang, out: &mut Vec<Event>) {
    for (n, piece) in text.split(PLACEHOLDER).enumerate() {
        if n > 0 {
            out.push(Event::InlineHtml(format!("<span class=\"withheld\">{}</span>", marker(lang)).into()));
        }
        if !piece.is_empty() {
            out.push(Event::Text(piece.to_owned().into()));
        }
    }
}

fn fence_language(kind: &CodeBlockKind) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// Tables, which carry more than Markdown says: a caption, what their headings head, a region that scrolls.
#[derive(Default)]
struct Tables {
    /// The heading above, and how many have passed.
    heading: Option<String>,
    begun: usize,
    made: usize,
    in_head: bool,
    columns: Vec<Alignment>,
    column: usize,
}

impl Tables {
    /// Whether the event is one of a table's; its HTML is added then.
    fn event<'a>(&mut self, lang: Lang, event: &Event<'a>, rest: &[Event<'a>], out: &mut Vec<Event<'a>>) -> bool {
        let html = match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                self.made += 1;
                return self.open(lang, rest, out);
            }
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.column) = (true, 0);
                "<thead><tr>".to_owned()
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr></thead><tbody>\n".to_owned()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>".to_owned()
            }
            Event::End(TagEnd::TableRow) => "</tr>\n".to_owned(),
            Event::Start(Tag::TableCell) => {
                let right = self.columns.get(self.column) == Some(&Alignment::Right);
                self.column += 1;
                let scope = if self.in_head { " scope=\"col\"" } else { "" };
                let class = if right { " class=\"number\"" } else { "" };
                format!("<{}{scope}{class}>", self.cell())
            }
            Event::End(TagEnd::TableCell) => format!("</{}>", self.cell()),
            Event::End(TagEnd::Table) => "</tbody></table></div>\n".to_owned(),
            _ => return false,
        };
        out.push(Event::Html(html.into()));
        true
    }

    fn cell(&self) -> &'static str {
        if self.in_head { "th" } else { "td" }
    }

    /// The caption is the heading above; a table without one, and a second one below it, go by their own column headings: two
    /// regions of one name could not be told apart.
    fn open<'a>(&mut self, lang: Lang, rest: &[Event<'a>], out: &mut Vec<Event<'a>>) -> bool {
        let id = format!("k_text_table_{}", self.made);
        let columns = || {
            let head = rest.iter().take_while(|event| !matches!(event, Event::End(TagEnd::TableHead)));
            let words = head.filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            });
            words.collect::<Vec<_>>().join(" ")
        };
        let caption = self.heading.take().unwrap_or_else(|| plain_marker(&columns(), lang));
        let region = format!("<div class=\"table-scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">");
        out.push(Event::Html(format!("{region}<table><caption id=\"{id}\" class=\"visually-hidden\">").into()));
        out.push(Event::Text(caption.into()));
        out.push(Event::Html("</caption>".into()));
        true
    }
}

/// A line break in the source between two Japanese characters is not a space on the page.
fn joins(events: &[Event], at: usize) -> bool {
    let text = |event: Option<&Event>, last: bool| match event {
        Some(Event::Text(text)) if last => text.chars().last(),
        Some(Event::Text(text)) => text.chars().next(),
        _ => None,
    };
    let before = at.checked_sub(1).and_then(|i| text(events.get(i), true));
    let after = text(events.get(at + 1), false);
    before.is_some_and(is_japanese) && after.is_some_and(is_japanese)
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | PLACEHOLDER)
}

fn headings(events: &[Event]) -> Vec<Heading> {
    let mut out: Vec<Heading> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: Option<(HeadingLevel, Option<String>, String)> = None;
    for event in events {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { level, id, .. }), _) => {
                open = Some((*level, id.as_ref().map(|id| id.to_string()), String::new()))
            }
            (Event::Text(text) | Event::Code(text), Some((_, _, words))) => words.push_str(text),
            (Event::End(TagEnd::Heading(_)), Some(_)) => {
                let Some((level, id, text)) = open.take() else { continue };
                let id = unique(id.unwrap_or_else(|| slug(&text)), &mut seen);
                out.push(Heading { level: level as u8, id, text });
            }
            _ => (),
        }
    }
    out
}

/// The heading under which each placeholder of a text stands, in order; `None` before the first heading.
pub fn sections(markdown: &str, lang: Lang) -> Vec<Option<Heading>> {
    let events: Vec<Event> = Parser::new_ext(markdown, markdown_options()).collect();
    let headings = headings(&events);
    let (mut begun, mut out) = (0usize, Vec::new());
    for event in &events {
        match event {
            Event::Start(Tag::Heading { .. }) => begun += 1,
            Event::Text(text) | Event::Code(text) => {
                let here = headings.get(begun.wrapping_sub(1));
                let named = || here.map(|h| Heading { text: plain_marker(&h.text, lang), ..h.clone() });
                out.extend(text.matches(PLACEHOLDER).map(|_| named()));
            }
            _ => (),
        }
    }
    out
}

/// Letters and digits of any script, other runs as one `-`.
fn slug(text: &str) -> String {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    if words.is_empty() { "section".to_owned() } else { words.join("-") }
}

fn unique(id: String, seen: &mut BTreeMap<String, usize>) -> String {
    let n = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
    if *n == 1 { id } else { format!("{id}-{n}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_in_english_is_marked() {
        let html = to_html("The word 検算 and `a = \"件\"` [計画](/plan/ \"計画>\")", Lang::En).html;
        let ja = |text: &str| format!("<span lang=\"ja\">{text}</span>");
        assert_eq!(html.matches("<span lang=\"ja\">").count(), 3, "{html}");
        assert!(html.contains(&format!("word {} and <code>a = \"{}\"</code>", ja("検算"), ja("件"))), "{html}");
        assert!(html.contains(&format!("title=\"計画&gt;\">{}</a>", ja("計画"))), "{html}");
        assert!(!to_html("検算", Lang::Ja).html.contains("span"));
    }

    #[test]
    fn links_stay_in_their_language() {
        let html = to_html("[概要](/about/) [表](/data/x/y.csv) [節](/plan/#a) [表紙](/)", Lang::Ja).html;
        for wanted in ["\"/ja/about/\"", "\"/data/x/y.csv\"", "\"/ja/plan/#a\"", "\"/ja/\""] {
            assert!(html.contains(wanted), "{wanted} in {html}");
        }
    }

    #[test]
    fn withheld_parts_print_the_marker_everywhere() {
        let html = to_html("# 見出し\u{F8F0}\n\n前\u{F8F0}後 `a\u{F8F0}`\n\n```toml\nx = \"\u{F8F0}\"\n```\n", Lang::Ja).html;
        assert_eq!(html.matches("［非公表］").count(), 4, "{html}");
        assert!(!html.contains('\u{F8F0}'));
    }

    #[test]
    fn raw_html_is_text() {
        let html = to_html("<script>alert(1)</script>\n\n<b onclick=x>太字</b>", Lang::Ja).html;
        assert!(!html.contains("<script") && !html.contains("<b "), "{html}");
    }

    #[test]
    fn japanese_lines_join_and_others_do_not() {
        assert!(to_html("一行目\n二行目", Lang::Ja).html.contains("一行目二行目"));
        assert!(to_html("one\ntwo", Lang::En).html.contains("one\ntwo"));
    }

    #[test]
    fn each_mark_knows_its_heading() {
        let text = "前 \u{F8F0}\n\n## 目的 \u{F8F0}\n\n| a |\n|---|\n| \u{F8F0} |\n\n## 目的\n\n`\u{F8F0}`\n";
        let ids: Vec<_> = sections(text, Lang::Ja).into_iter().map(|s| s.map(|s| (s.id, s.text))).collect();
        let named = |id: &str, text: &str| Some((id.to_owned(), text.to_owned()));
        assert_eq!(ids, [None, named("目的", "目的 ［非公表］"), named("目的", "目的 ［非公表］"), named("目的-2", "目的")]);
    }

    #[test]
    fn tables_say_what_they_are() {
        let html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |\n\n## 表 & 図\n\n| c |\n|---|\n| \u{F8F0} |\n", Lang::Ja).html;
        assert!(html.contains("class=\"visually-hidden\">a b</caption>"), "{html}");
        assert!(html.contains("id=\"k_text_table_2\" class=\"visually-hidden\">表 &amp; 図</caption>"), "{html}");
        let html = to_html("## 表\n\n| c |\n|---|\n\n| d |\n|---|\n", Lang::Ja).html;
        assert!(html.contains(">表</caption>") && html.contains(">d</caption>"), "{html}");
    }

    #[test]
    fn cells_of_a_table_say_what_they_are() {
        let html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |\n\n| c |\n|---|\n| \u{F8F0} |\n", Lang::Ja).html;
        assert!(
            html.contains("<th scope=\"col\" class=\"number\">b</th>") && html.contains("<td class=\"number\">2</td>"),
            "{html}"
        );
        assert!(html.contains("<td><span class=\"withheld\">") && !html.contains("style="), "{html}");
    }

    #[test]
    fn headings_have_unique_anchors() {
        let html = to_html("## 目的\n\n## 目的\n\n## !!\n", Lang::Ja);
        let ids: Vec<_> = html.headings.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["目的", "目的-2", "section"]);
    }
}
