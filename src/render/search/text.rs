//! What a reader can see as text on a finished page: its title, its headings, its lines (docs/search.md §1).
//!
//! In: a page as kohyo writes it. Out: three texts whose lines `\n` keeps apart. Never: a tree of elements; a second look at a byte
//! that was passed over.

use super::entity;
use crate::search::is_japanese;
use memchr::{memchr, memchr3, memmem};

/// Elements inside a line.
pub fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "output"
            | "q"
            | "rb"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Elements that are not read, inside a line. Of ruby, the base is text and the reading is not.
fn is_unread_inline(name: &str) -> bool {
    matches!(name, "rt" | "rp" | "svg" | "button" | "script" | "style" | "template")
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "summary")
}

/// The texts of a page.
#[derive(Default, PartialEq, Eq, Debug)]
pub struct Texts {
    /// Of the first `h1`, in one line.
    pub title: String,
    /// Lines of headings.
    pub headings: String,
    /// All other lines.
    pub text: String,
}

/// Reads the `<main>` of a page.
pub fn texts(html: &[u8]) -> Texts {
    let mut reader = Reader::default();
    let start = memmem::find(html, b"<main").unwrap_or(html.len());
    let end = memmem::rfind(html, b"</main").unwrap_or(html.len());
    let main = html.get(start..end).and_then(|main| std::str::from_utf8(main).ok());
    if let Some(inside) = main.and_then(|main| main.get(1..)) {
        reader.read(tag(inside).1);
    }
    reader.flush();
    reader.texts
}

/// Where the next line belongs.
#[derive(Clone, Copy, Default, PartialEq)]
enum Part {
    Title,
    Heading,
    #[default]
    Text,
}

/// White space that may become a blank.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
enum Space {
    #[default]
    None,
    Blank,
    Break,
}

#[derive(Default)]
struct Reader<'a> {
    texts: Texts,
    line: String,
    space: Space,
    part: Part,
    /// The heading that is open.
    heading: Option<&'a str>,
    titled: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self, mut rest: &'a str) {
        while let Some(at) = memchr(b'<', rest.as_bytes()) {
            let (before, behind) = rest.split_at(at);
            self.text(before);
            let behind = behind.get(1..).unwrap_or_default();
            if let Some(comment) = behind.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            let (inside, after) = tag(behind);
            rest = match inside.strip_prefix('/') {
                Some(name) => self.close(name_of(name), after),
                None => self.open(inside, after),
            };
        }
        self.text(rest);
    }

    /// Takes an opening tag, and gives back where to read on.
    fn open(&mut self, inside: &'a str, after: &'a str) -> &'a str {
        let name = name_of(inside);
        let unread_inline = is_unread_inline(name);
        if !unread_inline && !is_inline(name) {
            self.flush();
        }
        if unread_inline || matches!(name, "nav" | "form") || is_hidden(inside) {
            return if is_void(name) || inside.ends_with('/') { after } else { behind(name, after) };
        }
        if self.heading.is_none() && is_heading(name) {
            self.heading = Some(name);
            self.part = if name == "h1" && !self.titled { Part::Title } else { Part::Heading };
        }
        after
    }

    fn close(&mut self, name: &str, after: &'a str) -> &'a str {
        if !is_inline(name) {
            self.flush();
        }
        if self.heading == Some(name) {
            self.titled |= self.part == Part::Title;
            (self.heading, self.part) = (None, Part::Text);
        }
        after
    }

    /// Ends a line.
    fn flush(&mut self) {
        self.space = Space::None;
        if self.line.is_empty() {
            return;
        }
        let (to, between) = match self.part {
            Part::Title => (&mut self.texts.title, ' '),
            Part::Heading => (&mut self.texts.headings, '\n'),
            Part::Text => (&mut self.texts.text, '\n'),
        };
        if !to.is_empty() {
            to.push(between);
        }
        to.push_str(&self.line);
        self.line.clear();
    }

    fn text(&mut self, mut rest: &str) {
        while let Some(at) = memchr(b'&', rest.as_bytes()) {
            let (before, reference) = rest.split_at(at);
            self.plain(before);
            let (c, length) = entity::decode(reference).unwrap_or(('&', 1));
            self.plain(c.encode_utf8(&mut [0; 4]));
            rest = reference.get(length..).unwrap_or_default();
        }
        self.plain(rest);
    }

    /// Text without references.
    fn plain(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (blanks, behind) = rest.split_at(rest.bytes().position(|b| !is_space(b)).unwrap_or(rest.len()));
            if !blanks.is_empty() {
                let space = if blanks.contains('\n') { Space::Break } else { Space::Blank };
                self.space = if space > self.space { space } else { self.space };
            }
            let (word, behind) = behind.split_at(behind.bytes().position(is_space).unwrap_or(behind.len()));
            if !word.is_empty() {
                self.word(word);
            }
            rest = behind;
        }
    }

    fn word(&mut self, word: &str) {
        if self.space != Space::None
            && let Some(last) = self.line.chars().next_back()
        {
            let both = || is_japanese(last) && word.chars().next().is_some_and(is_japanese);
            if !(self.space == Space::Break && both()) {
                self.line.push(' ');
            }
        }
        self.space = Space::None;
        self.line.push_str(word);
    }
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn is_void(name: &str) -> bool {
    matches!(name, "area" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr")
}

/// The inside of a tag, and what follows it.
fn tag(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr3(b'>', b'"', b'\'', rest)) {
        let here = at + next;
        let quote = bytes.get(here).copied().unwrap_or(b'>');
        if quote == b'>' {
            return (text.get(..here).unwrap_or_default(), text.get(here + 1..).unwrap_or_default());
        }
        let rest = bytes.get(here + 1..).unwrap_or_default();
        at = here + 1 + memchr(quote, rest).map_or(rest.len(), |end| end + 1);
    }
    (text, "")
}

fn name_of(inside: &str) -> &str {
    inside.get(..inside.bytes().take_while(u8::is_ascii_alphanumeric).count()).unwrap_or_default()
}

/// Whether the tag says that its element is not seen or not searched.
fn is_hidden(inside: &str) -> bool {
    let bytes = inside.as_bytes();
    if memmem::find(bytes, b"hidden").is_none() && memmem::find(bytes, b"data-search").is_none() {
        return false;
    }
    let mut outside = String::new();
    let mut quoted = None;
    for c in inside.chars() {
        match quoted {
            Some(quote) if quote == c => quoted = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quoted = Some(c),
            None => outside.push(c),
        }
    }
    let off = inside.contains("data-search=\"off\"");
    off || outside.split_ascii_whitespace().skip(1).any(|name| name.split('=').next() == Some("hidden"))
}

/// What follows the end of an element.
fn behind<'a>(name: &str, text: &'a str) -> &'a str {
    let raw = matches!(name, "script" | "style");
    let mut depth = 1;
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(end) = rest.strip_prefix('/') {
            if name_of(end) == name {
                depth -= 1;
                rest = tag(end).1;
            }
        } else if !raw && name_of(rest) == name {
            let (inside, after) = tag(rest);
            depth += usize::from(!inside.ends_with('/'));
            rest = after;
        }
        if depth == 0 {
            return rest;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(main: &str) -> Texts {
        texts(format!("<html><title>x</title><body><p>before</p><main id=\"m\">{main}</main><p>after</p>").as_bytes())
    }

    fn lines(main: &str) -> Vec<String> {
        read(main).text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn a_page_is_a_title_headings_and_lines() {
        let texts = read(
            "<h1>横浜<br>\n 特区</h1><h2>目標</h2><p>一行目</p><table><caption>表</caption><tr><th>年度</th><td>60件</td></tr></table>\
             <details><summary><h3>出典</h3></summary>二行目</details><h1>もう一つ</h1>",
        );
        assert_eq!(texts.title, "横浜 特区");
        assert_eq!(texts.headings, "目標\n表\n出典\nもう一つ");
        assert_eq!(texts.text, "一行目\n年度\n60件\n二行目");
    }

    #[test]
    fn lines_end_at_blocks_and_not_at_words() {
        assert_eq!(
            lines("<p>a<b>b</b> <a href=\"/x>y/\">c</a><span>d</span></p><ul><li>e</li><li>f</li></ul>g"),
            ["ab cd", "e", "f", "g"]
        );
        assert_eq!(lines("<p>東京\n   都庁 あ\n a\n b</p>"), ["東京都庁 あ a b"]);
        assert_eq!(lines("<dl><dt>x</dt><dd>1<br>2</dd></dl>"), ["x", "1", "2"]);
        assert_eq!(lines("a &lt; b &amp;amp; &#x27;&#12354;&#0; &unknown; & c"), ["a < b &amp; 'あ\u{fffd} &unknown; & c"]);
    }

    #[test]
    fn what_is_not_seen_is_not_read() {
        assert_eq!(lines("<nav>n<nav>m</nav>n</nav>a<svg><title>t</title><svg>u</svg><path d=\"\"/></svg>b"), ["ab"]);
        assert_eq!(
            lines("<form><p>f</p></form><button>x</button><p hidden>h</p><p>k</p><p data-search=\"off\"><b>o</b></p>"),
            ["k"]
        );
        assert_eq!(lines("<p aria-hidden=\"true\" title=\"so hidden here\">s</p><script>if (1 < 2) '</p>'</script>"), ["s"]);
        assert_eq!(
            lines("<ruby>新<rp>（</rp><rt>あたら</rt><rp>）</rp></ruby>しい<!-- <p>c</p> --><img alt=\"i\" hidden>"),
            ["新しい"]
        );
        assert_eq!(texts(b"<p>no main</p>"), Texts::default());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(html in "<main>(<(/?(p|h1|svg|nav|ruby|rt|b|main|script)|!--)( hidden| a=\"|')?/?>|&(amp|#x?[0-9]{0,3})?;?|[あa \n<>\"']){0,30}") {
            let _ = texts(html.as_bytes());
        }
    }
}
