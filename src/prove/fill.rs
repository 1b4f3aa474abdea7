//! The other values of a world: what stands behind the marks, in the cells and in the rows.
//!
//! In: a style. Out: words and figures, each of which is remembered with its level. Never: a word that speaks of withholding,
//! or that closes a mark, a block or a paragraph: it would not be a value any more.

use std::collections::BTreeSet;

/// What the values of a world are like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// The least figure and the shortest word.
    Low,
    /// The greatest figure.
    High,
    /// Ten kilobytes with every character that means something to Markdown, HTML, TOML or a template.
    Long,
    /// Words and figures that occur nowhere else, each of them once.
    Canary,
}

impl Style {
    /// All of them, with their names.
    pub const ALL: [(&'static str, Style); 4] =
        [("low", Style::Low), ("high", Style::High), ("long", Style::Long), ("canary", Style::Canary)];
}

/// A value that was made up.
pub struct Made {
    /// What kind of withheld thing holds it.
    pub level: &'static str,
    /// The value.
    pub value: String,
}

/// Makes up the values of one world.
pub struct Filler<'a> {
    style: Style,
    outside: &'a BTreeSet<String>,
    /// Register numbers that were met.
    pub numbers: BTreeSet<String>,
    /// Every value in order.
    pub made: Vec<Made>,
}

impl<'a> Filler<'a> {
    /// `outside`: numbers whose values are kept outside the sources; they get none in the sources.
    pub fn new(style: Style, outside: &'a BTreeSet<String>) -> Filler<'a> {
        Filler { style, outside, numbers: BTreeSet::new(), made: Vec::new() }
    }

    /// Whether the sources are the place for the value of a number.
    pub fn takes(&mut self, number: Option<&str>) -> bool {
        self.numbers.extend(number.map(str::to_owned));
        number.is_none_or(|number| !self.outside.contains(number))
    }

    /// Words behind a mark or in a row.
    pub fn words(&mut self, level: &'static str) -> String {
        let value = match self.style {
            Style::Low => "あ".to_owned(),
            Style::High => "鑑定評価額は九百九十九億円".to_owned(),
            Style::Long => LONG.repeat(10_000 / LONG.len() + 1) + "終",
            Style::Canary => format!("カナリア&<{:05}>\"'鳥", self.made.len()),
        };
        self.keep(level, value)
    }

    /// Lines of a block or page.
    pub fn lines(&mut self, level: &'static str) -> String {
        let words = self.words(level);
        if self.style == Style::Long {
            format!("{words}\n\n# 見出し\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n```toml\nx = 1\n```")
        } else {
            words
        }
    }

    /// A figure.
    pub fn figure(&mut self, level: &'static str) -> String {
        let value = match self.style {
            Style::Low => "0".to_owned(),
            Style::High => "999,999,999,999".to_owned(),
            Style::Long => "約999,999,999,999.999以上".to_owned(),
            Style::Canary => format!("7301{:05}9", self.made.len()),
        };
        self.keep(level, value)
    }

    /// An id; it is remembered as no value, since one short word may stand anywhere.
    pub fn id(&self) -> String {
        match self.style {
            Style::Low => "a".to_owned(),
            Style::High | Style::Canary => format!("kanaria-{:05}", self.made.len()),
            Style::Long => "a-long-name-".repeat(40) + "end",
        }
    }

    fn keep(&mut self, level: &'static str, value: String) -> String {
        self.made.push(Made { level, value: value.clone() });
        value
    }
}

/// No bracket that could close a mark, no bar (a second one is content, but tables of the open text would see it in checks that
/// read raw lines), no line break.
const LONG: &str = "長い<b onclick=\"x\">&amp;'\\\"*_`~[字](/y/)!{{ z }}{% q %}#=+-@%E9\u{200b}𠮷 ";
