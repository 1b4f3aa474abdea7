//! The withheld values known on this machine, for the guard to look for.
//!
//! In: what `redact` opened. Out: secrets with the spellings to search for. Never: `Debug` or `Serialize` with content; a
//! spelling so short that ordinary pages would hold it by chance.

use super::spellings;
use crate::figures::{Counter, Printed, PrintedState, Units, read_printed};
use crate::kinds::markdown_options;
use pulldown_cmark::{Event, Parser, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// How a spelling is to be recognised in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedleKind {
    /// Words: spaces in them and their case do not matter.
    Text,
    /// A number with its unit; it never stands inside a longer number.
    Figure,
    /// A number alone, as in a column whose heading names the unit.
    Number,
}

/// One spelling of a withheld value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needle {
    /// The characters.
    pub text: String,
    /// How they are recognised.
    pub kind: NeedleKind,
    /// Whether to look for it in other encodings too. Of the many spellings of a figure only those of its own unit are:
    /// nobody converts an amount and encodes it afterwards.
    pub encoded: bool,
}

/// One withheld value: all spellings, and the register numbers of the things it was withheld in.
#[derive(Clone, Default)]
pub struct Secret {
    /// Register numbers such as `W-2024-001`; `None` for a thing without one.
    pub items: BTreeSet<Option<String>>,
    /// What to look for.
    pub needles: BTreeSet<Needle>,
}

/// What no output file may hold.
#[derive(Clone, Default)]
pub struct Watchlist {
    secrets: BTreeMap<String, Secret>,
    files: BTreeSet<Arc<[u8]>>,
    units: Units,
}

/// How closely a text was withheld, which decides how short it may be and still be looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A mark or cell of its own: its characters are the secret. Two Japanese characters are a family name, three Latin
    /// letters an abbreviation; the guard wants word boundaries around short Latin ones.
    Itself,
    /// A line, sentence or cell of something longer: 以上 or 該当なし ends many texts and is no secret.
    Within,
    /// A heading of something longer: 事業の概要 heads many public pages too.
    Heading,
}

impl Part {
    /// The fewest characters, for text with Japanese in it and for plain Latin text.
    fn least(self) -> (usize, usize) {
        match self {
            Part::Itself => (2, 3),
            Part::Within => (4, 6),
            Part::Heading => (8, 12),
        }
    }
}

/// A text up to this length is looked for as a whole; a longer one in pieces, so that an excerpt is found as well.
const LONG: usize = 40;
/// Length of the pieces: long enough not to be a phrase of the trade. Latin letters say less each.
const PIECE: (usize, usize) = (24, 48);
/// A figure that stands in withheld text, or in a row or file withheld as a whole, is looked for from this many significant
/// digits on. 3件 or 200人 in a withheld row stands in public rows too and tells nothing by itself; 1,380百万円 does not
/// happen to stand elsewhere. A figure that was withheld itself is looked for with its unit whatever its length.
const DIGITS_WITHIN: usize = 3;

impl Watchlist {
    /// A list that knows the units of a site, so that it can say a figure in each of them.
    pub fn new(units: &Units) -> Watchlist {
        Watchlist { secrets: BTreeMap::new(), files: BTreeSet::new(), units: units.clone() }
    }

    /// Adds a text that was withheld itself: a mark's payload, or one kept outside of the sources.
    pub fn add(&mut self, text: &str, item: Option<&str>) {
        match read_printed(text.trim(), &self.units) {
            Ok(printed) => self.add_figure(&printed, None, item),
            Err(_) => {
                self.figures_in(text, item);
                self.text(text, Part::Itself, item);
            }
        }
    }

    /// Adds a text of something withheld as a whole: a row's name, a page's line. 該当なし and － in it are no secrets.
    pub fn add_within(&mut self, text: &str, item: Option<&str>) {
        if let Ok(printed) = read_printed(text.trim(), &self.units) {
            return self.add_figure_within(&printed, None, item);
        }
        if !text.chars().any(char::is_alphabetic) {
            return;
        }
        self.figures_in(text, item);
        self.text(text, Part::Itself, item);
    }

    /// Adds a withheld file.
    pub(super) fn add_file(&mut self, bytes: Arc<[u8]>) {
        if !bytes.is_empty() {
            self.files.insert(bytes);
        }
    }

    /// Whether a withheld file stands in these bytes, as a whole or inside something else.
    pub fn holds_file(&self, bytes: &[u8]) -> bool {
        self.files.iter().any(|file| memchr::memmem::find(bytes, file).is_some())
    }

    /// Adds the title of a withheld page. A short one (取組, Programmes) is a word that public pages use too.
    pub fn add_title(&mut self, text: &str, item: Option<&str>) {
        self.piece(text, Part::Heading, item);
    }

    /// Adds a figure that was withheld itself.
    pub fn add_figure(&mut self, printed: &Printed, counter: Option<&Counter>, item: Option<&str>) {
        self.figure(printed, counter, item, 0);
    }

    /// Adds a figure of a row or file that is withheld as a whole.
    pub fn add_figure_within(&mut self, printed: &Printed, counter: Option<&Counter>, item: Option<&str>) {
        self.figure(printed, counter, item, DIGITS_WITHIN);
    }

    /// What to look for, in a fixed order.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.secrets.values()
    }

    /// Whether nothing withheld is known on this machine.
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty() && self.files.is_empty()
    }

    /// Takes over all that another list of the same site has.
    pub(super) fn join(&mut self, other: Watchlist) {
        for (key, secret) in other.secrets {
            let own = self.secrets.entry(key).or_default();
            own.items.extend(secret.items);
            own.needles.extend(secret.needles);
        }
        self.files.extend(other.files);
    }

    fn figure(&mut self, printed: &Printed, counter: Option<&Counter>, item: Option<&str>, least_digits: usize) {
        let PrintedState::Value { value, unit, .. } = &printed.state else { return };
        if spellings::significant(*value) < least_digits {
            return;
        }
        let unit = unit.as_deref().and_then(|id| self.units.get(id));
        let needles = spellings::of_figure(printed.text.trim(), *value, unit, &self.units, counter);
        self.insert(printed.text.trim(), needles, item);
    }

    /// Figures in running text.
    fn figures_in(&mut self, text: &str, item: Option<&str>) {
        for printed in spellings::figures_in(text, &self.units) {
            self.add_figure_within(&printed, None, item);
        }
    }

    /// A text as typed, line by line, and as a reader would see it.
    fn text(&mut self, text: &str, part: Part, item: Option<&str>) {
        let blocks = blocks(text);
        let several = text.trim().lines().count() > 1 || blocks.len() > 1;
        let part = if several && part == Part::Itself { Part::Within } else { part };
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            self.piece(line, part, item);
        }
        for (block, heading) in &blocks {
            self.piece(block, if *heading && several { Part::Heading } else { part }, item);
        }
    }

    fn piece(&mut self, text: &str, part: Part, item: Option<&str>) {
        let text = text.trim();
        let (length, ascii) = (text.chars().filter(|c| !c.is_whitespace()).count(), text.is_ascii());
        let least = if ascii { part.least().1 } else { part.least().0 };
        let says_something = part == Part::Itself || text.chars().any(char::is_alphabetic);
        if length < least || !says_something {
            return;
        }
        if length <= LONG {
            return self.insert(text, text_needle(text), item);
        }
        for chunk in chunks(text, if ascii { PIECE.1 } else { PIECE.0 }) {
            self.insert(&chunk, text_needle(&chunk), item);
        }
        let ends = |c: char| "。！？!?\n".contains(c);
        for sentence in text.split(ends).map(str::trim).filter(|s| s.len() < text.len()) {
            if sentence.chars().count() <= LONG {
                self.piece(sentence, Part::Heading, item);
            }
        }
    }

    fn insert(&mut self, key: &str, needles: BTreeSet<Needle>, item: Option<&str>) {
        if needles.is_empty() {
            return;
        }
        let secret = self.secrets.entry(key.to_owned()).or_default();
        secret.items.insert(item.map(str::to_owned));
        secret.needles.extend(needles);
    }
}

fn text_needle(text: &str) -> BTreeSet<Needle> {
    BTreeSet::from([Needle { text: text.to_owned(), kind: NeedleKind::Text, encoded: true }])
}

/// Pieces of one length; the last one ends where the text ends.
fn chunks(text: &str, size: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pieces: Vec<String> = characters.chunks_exact(size).map(|piece| piece.iter().collect()).collect();
    let last = characters.len().saturating_sub(size);
    pieces.extend(characters.get(last..).map(|piece| piece.iter().collect::<String>()));
    pieces
}

/// The text of each paragraph, item, heading and table cell, without the signs of Markdown; and whether it is a heading.
fn blocks(text: &str) -> Vec<(String, bool)> {
    let mut out = vec![(String::new(), false)];
    for event in Parser::new_ext(text, markdown_options()) {
        let Some(last) = out.last_mut() else { continue };
        match event {
            Event::Text(t) | Event::Code(t) | Event::Html(t) | Event::InlineHtml(t) => last.0.push_str(&t),
            Event::SoftBreak | Event::HardBreak => last.0.push('\n'),
            Event::End(TagEnd::Heading(_)) | Event::End(TagEnd::TableHead) => {
                last.1 = true;
                out.push((String::new(), false));
            }
            Event::End(end) if is_block(end) => out.push((String::new(), false)),
            _ => {}
        }
    }
    out.retain(|(text, _)| !text.trim().is_empty());
    out
}

fn is_block(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

impl fmt::Debug for Watchlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Watchlist({} entries)", self.secrets.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &Watchlist) -> Vec<&str> {
        list.secrets().flat_map(|s| &s.needles).map(|n| n.text.as_str()).collect()
    }

    #[test]
    fn short_texts_are_looked_for_only_when_they_are_the_secret() {
        let mut list = Watchlist::default();
        list.add("佐藤", Some("W-2024-001"));
        list.add("一", None);
        list.add("ab", None);
        list.add_within("概要\n\n以上", None);
        list.add_within("該当なし", None);
        list.add_within("－", None);
        assert_eq!(texts(&list), ["佐藤"]);
        assert_eq!(list.secrets().next().map(|s| s.items.len()), Some(1));
    }

    #[test]
    fn markdown_is_looked_for_as_readers_see_it() {
        let mut list = Watchlist::default();
        list.add_within("## 概要\n\n- **株式会社ひみつ**の計画\n\n| 名称 | 所在 |\n|---|---|\n| 第一工場です | 川崎 |\n", None);
        let found = texts(&list);
        assert!(found.contains(&"株式会社ひみつの計画") && found.contains(&"第一工場です"), "{found:?}");
        assert!(!found.contains(&"概要") && !found.contains(&"川崎"), "{found:?}");
    }

    #[test]
    fn long_texts_are_cut_so_that_an_excerpt_is_found() {
        let mut list = Watchlist::default();
        let long: String = ('一'..).take(100).collect();
        list.add(&long, None);
        let found = texts(&list);
        let excerpt: String = long.chars().skip(31).take(47).collect();
        assert!(found.iter().any(|piece| excerpt.contains(piece)), "{found:?}");
    }

    #[test]
    fn debug_prints_no_value() {
        let mut list = Watchlist::default();
        list.add("ひみつの名前", None);
        assert_eq!(format!("{list:?}"), "Watchlist(1 entries)");
    }
}
