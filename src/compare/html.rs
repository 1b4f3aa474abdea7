//! A finished page as sentences, each with the figures in it and the places that hold it.
//!
//! In: the bytes of a page of any theme. Out: its title and its sentences in order. Never: what a reader does not read — scripts,
//! drawings, menus, hidden elements, readings over words, what is for paper only; a panic on a page that is not well formed.

use crate::render::search::is_inline;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page.
#[derive(Default)]
pub struct Text {
    /// Of the first `h1`.
    pub title: String,
    pub sentences: Vec<Sentence>,
    /// Ids of the figures on it, each with the characters that stand there.
    pub figures: BTreeMap<String, Vec<String>>,
}

/// A sentence, or what stands for one: a heading, a cell.
#[derive(Clone)]
pub struct Sentence {
    /// As readers see it.
    pub text: String,
    /// The same without the characters of its figures: two sentences that differ in figures only have one key.
    pub key: String,
    /// Ids of the figures in it.
    pub figures: Vec<String>,
    /// Ids of the elements around it, as `#a#b#`.
    pub within: Arc<str>,
    /// Somebody wrote it: the theme's words and what is made from data stand elsewhere.
    pub written: bool,
}

/// Classes by which themes set apart what somebody wrote; `h1` is written as well.
const WRITTEN: [&str; 2] = ["prose", "easy"];

/// Around a figure: where its id begins, where its characters begin, where they end.
const FIGURE: [char; 3] = ['\u{2}', '\u{3}', '\u{4}'];

/// Whether the theme of a page sets apart what somebody wrote.
pub fn sets_apart(html: &[u8]) -> bool {
    WRITTEN.iter().any(|class| memchr::memmem::find(html, class.as_bytes()).is_some())
}

/// Reads a page. `apart`: whether its theme sets apart what somebody wrote; else all of it counts as written.
pub fn read(html: &[u8], apart: bool) -> Text {
    let inside_written = usize::from(!apart);
    let mut reader = Reader { within: Arc::from("#"), inside_written, ..Reader::default() };
    // Nothing is read of the head, which is a quarter of a page.
    let body = memchr::memmem::find(html, b"<body").unwrap_or(0);
    for token in Tokenizer::new(html.get(body..).unwrap_or(html)).flatten() {
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&word(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.flush();
    reader.page
}

/// Characters behind references.
pub fn unescaped(text: &str) -> String {
    let strings = Tokenizer::new(text).flatten().filter_map(|token| match token {
        Token::String(text) => Some(String::from_utf8_lossy(&text.value).into_owned()),
        _ => None,
    });
    strings.collect()
}

fn word(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// An element that is open.
struct Open {
    name: String,
    unread: bool,
    figure: bool,
    written: bool,
    /// The ids around it.
    outside: Arc<str>,
}

#[derive(Default)]
struct Reader {
    page: Text,
    open: Vec<Open>,
    /// How many of the open elements are not read.
    unread: usize,
    /// How many of the open elements are figures.
    inside_figure: usize,
    /// How many of the open elements hold what somebody wrote.
    inside_written: usize,
    line: String,
    within: Arc<str>,
}

impl Reader {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = word(&tag.name);
        let attribute =
            |key: &str| tag.attributes.get(key.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned());
        let read = self.unread == 0;
        if read && !is_inline(&name) && !is_unread(&name) {
            self.flush();
        }
        if read && name == "img" {
            self.text(&attribute("alt").unwrap_or_default());
        }
        if is_void(&name) || tag.self_closing {
            return;
        }
        let off = attribute("data-search").is_some_and(|value| value == "off");
        let unread = is_unread(&name) || off || attribute("hidden").is_some();
        let fact = attribute("data-fact").filter(|_| read && !unread && self.inside_figure == 0);
        let outside = Arc::clone(&self.within);
        if let Some(id) = attribute("id") {
            self.within = Arc::from(format!("{outside}{id}#"));
        }
        if let Some(fact) = &fact {
            self.line.push(FIGURE[0]);
            self.line.push_str(fact);
            self.line.push(FIGURE[1]);
        }
        self.unread += usize::from(unread);
        self.inside_figure += usize::from(fact.is_some());
        let written =
            name == "h1" || attribute("class").is_some_and(|classes| classes.split_whitespace().any(|c| WRITTEN.contains(&c)));
        self.inside_written += usize::from(written);
        self.open.push(Open { name, unread, figure: fact.is_some(), written, outside });
    }

    /// An end that nothing began is passed over; what was left open inside ends with it.
    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > at {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(last) = self.open.pop() else { return };
        if last.figure {
            self.line.push(FIGURE[2]);
        }
        self.unread -= usize::from(last.unread);
        self.inside_figure -= usize::from(last.figure);
        if self.unread == 0 && !last.unread && !is_inline(&last.name) {
            self.flush_as(&last.name);
        }
        self.inside_written -= usize::from(last.written);
        self.within = last.outside;
    }

    fn text(&mut self, text: &str) {
        if self.unread == 0 {
            self.line.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
    }

    fn flush(&mut self) {
        self.flush_as("");
    }

    /// Ends a line of text, the last of which belongs to an element.
    fn flush_as(&mut self, name: &str) {
        if self.line.trim().is_empty() {
            return self.line.clear();
        }
        let line = std::mem::take(&mut self.line);
        // A figure may go on behind the end of a line in a page that is not well formed.
        let depth = line.matches(FIGURE[1]).count().saturating_sub(line.matches(FIGURE[2]).count());
        let line = line + &FIGURE[2].to_string().repeat(depth);
        for (encoded, figures) in sentences(&line) {
            let mut sentence = Sentence::new(&encoded, figures, &self.within);
            sentence.written = self.inside_written > 0;
            if sentence.text.is_empty() {
                continue;
            }
            for (id, text) in figures_in(&encoded) {
                self.page.figures.entry(id).or_default().push(text);
            }
            if name == "h1" && self.page.title.is_empty() {
                self.page.title.clone_from(&sentence.text);
            }
            self.page.sentences.push(sentence);
        }
    }
}

impl Sentence {
    fn new(encoded: &str, figures: Vec<String>, within: &Arc<str>) -> Sentence {
        let (mut text, mut key) = (String::new(), String::new());
        // 0 outside, 1 in the id, 2 in the characters of a figure.
        let mut state = 0;
        for c in encoded.chars() {
            match FIGURE.iter().position(|mark| *mark == c) {
                Some(at) => state = (at + 1) % FIGURE.len(),
                None => {
                    if state != 1 {
                        text.push(c);
                    }
                    if state != 2 {
                        key.push(c);
                    }
                }
            }
        }
        Sentence { text: one_space(&text), key: one_space(&key), figures, within: Arc::clone(within), written: false }
    }

    /// Whether it is a whole sentence, and not a label or a cell.
    pub fn is_whole(&self) -> bool {
        self.text.ends_with(['。', '.', '!', '?', '！', '？']) && self.text.chars().count() > SHORT
    }

    /// Whether one of the elements around it has this id.
    pub fn stands_in(&self, ids: &std::collections::BTreeSet<String>) -> bool {
        self.within.split('#').any(|id| !id.is_empty() && ids.contains(id))
    }
}

/// Shorter texts with a full stop are abbreviations and numbers.
const SHORT: usize = 9;

/// White space as one blank.
pub fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The figures of a line, with their characters.
fn figures_in(encoded: &str) -> Vec<(String, String)> {
    let inside = encoded.split(FIGURE[0]).skip(1).filter_map(|rest| rest.split_once(FIGURE[1]));
    inside.map(|(id, rest)| (id.to_owned(), one_space(rest.split(FIGURE[2]).next().unwrap_or_default()))).collect()
}

/// A line in sentences, each with the ids of its figures. A sentence does not end inside a figure.
fn sentences(line: &str) -> Vec<(String, Vec<String>)> {
    let (mut out, mut from, mut inside) = (Vec::new(), 0, false);
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    for (index, (at, c)) in chars.iter().enumerate() {
        inside = (inside || *c == FIGURE[0]) && *c != FIGURE[2];
        let end = at + c.len_utf8();
        if !inside && ends(*c, line.get(from..*at).unwrap_or_default(), chars.get(index + 1..).unwrap_or_default()) {
            out.extend(line.get(from..end));
            from = end;
        }
    }
    out.extend(line.get(from..));
    let ids = |part: &str| figures_in(part).into_iter().map(|(id, _)| id).collect();
    out.into_iter().filter(|part| !part.trim().is_empty()).map(|part| (part.to_owned(), ids(part))).collect()
}

/// The same for a text without figures.
pub fn split(text: &str) -> impl Iterator<Item = String> {
    sentences(text).into_iter().map(|(part, _)| one_space(&part))
}

/// Japanese sentences end at their mark, unless a bracket follows; English ones at a full stop behind a word and before a capital.
fn ends(c: char, before: &str, behind: &[(usize, char)]) -> bool {
    let next = |at: usize| behind.get(at).map(|(_, c)| *c);
    match c {
        '。' | '！' | '？' => !next(0).is_some_and(|c| "」』）)".contains(c)),
        '.' | '!' | '?' => {
            let word = before.chars().rev().take_while(|c| c.is_alphanumeric()).count();
            let starts = next(1).is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == FIGURE[0]);
            let after_bracket = before.ends_with([']', ')', '”', '"']) || before.ends_with(FIGURE[2]);
            (word > 3 || after_bracket) && next(0).is_some_and(char::is_whitespace) && starts
        }
        _ => false,
    }
}

fn is_unread(name: &str) -> bool {
    matches!(name, "head" | "script" | "style" | "template" | "svg" | "nav" | "form" | "button" | "rt" | "rp")
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        read(html.as_bytes(), true).sentences.into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn a_page_is_read_as_sentences() {
        assert_eq!(
            texts("<h1>題</h1><p>一つ。二つ（三つ。）四つ<b>五</b><ul><li>a<li>b</ul><p>One word. Two &amp; 3. Co. Ltd.</p>"),
            ["題", "一つ。", "二つ（三つ。）四つ五", "a", "b", "One word.", "Two & 3. Co. Ltd."]
        );
        assert_eq!(texts("<nav>n</nav><p>a<svg><text>t</text></svg><script>if (1<2) '<p>'</script><p hidden>h</p>"), ["a"]);
        assert_eq!(texts("<p><ruby>公<rt>こう</rt></ruby>表</p><img alt=\"図\"></div></p>x"), ["公表", "図x"]);
    }

    #[test]
    fn figures_are_known_by_their_ids_and_places() {
        let page =
            read(b"<h1>t</h1><section id=\"s\"><p>It is <b data-fact=\"p/1\">7. <i>Mio</i> yen</b> now.</section><p>x", true);
        let sentence = &page.sentences[1];
        assert_eq!(
            (sentence.text.as_str(), sentence.figures.as_slice()),
            ("It is 7. Mio yen now.", ["p/1".to_owned()].as_slice())
        );
        assert_eq!(sentence.key, "It is p/1 now.");
        assert!(sentence.stands_in(&["s".to_owned()].into()) && !page.sentences[2].stands_in(&["s".to_owned()].into()));
        assert_eq!((page.title.as_str(), page.figures["p/1"].as_slice()), ("t", ["7. Mio yen".to_owned()].as_slice()));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(html in "(<(/?(p|h1|svg|nav|ruby|rt|b|main|script)|!--)( hidden| data-fact=a| id=\"|')?/?>|&(amp|#x?[0-9]{0,3})?;?|[あ。.A \n<>\"'\u{2}\u{3}\u{4}]){0,30}") {
            let _ = read(html.as_bytes(), true);
        }
    }
}
