//! Writing TOML: the few forms that data files need, and the disclosure statement that depends on what was written.
//!
//! In: keys and values. Out: the text of a file. Never: a file that says 公表 while a cell in it is withheld.

use crate::dice::Dice;
use std::fmt::Write;

/// The same words in both languages.
#[derive(Clone, Debug)]
pub struct Both {
    pub ja: String,
    pub en: String,
}

impl Both {
    /// From two texts.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Both {
        Both { ja: ja.into(), en: en.into() }
    }

    /// With `{name}` replaced by the words of that name.
    pub fn fill(&self, gaps: &[(&str, &Both)]) -> Both {
        let put = |text: &str, pick: fn(&Both) -> &str| {
            gaps.iter().fold(text.to_owned(), |text, (name, words)| text.replace(&format!("{{{name}}}"), pick(words)))
        };
        Both { ja: put(&self.ja, |words| &words.ja), en: put(&self.en, |words| &words.en) }
    }
}

/// The same characters in both languages: a number, a name in Latin letters.
impl From<String> for Both {
    fn from(text: String) -> Both {
        Both { ja: text.clone(), en: text }
    }
}

/// 情報公開法5条2号イ: the ground of everything that is withheld here.
pub const GROUND: &str = "joho-5-2a";

/// A data file while it is being written.
pub struct Writer {
    source: Option<String>,
    body: String,
    withheld: usize,
    /// Year and count of the last register number.
    number: (usize, usize),
}

impl Writer {
    /// Begins a file; `source` is the document that it was taken from.
    pub fn new(source: Option<&str>) -> Writer {
        Writer { source: source.map(str::to_owned), body: String::new(), withheld: 0, number: (0, 0) }
    }

    /// Which register numbers the file may give: those of a year behind `last`.
    pub fn numbers(&mut self, year: usize, last: usize) {
        self.number = (year, last);
    }

    /// `[[name]]`
    pub fn row(&mut self, name: &str) -> &mut Writer {
        self.put(format_args!("\n[[{name}]]\n"))
    }

    /// `key = "text"`
    pub fn text(&mut self, key: &str, text: &str) -> &mut Writer {
        self.put(format_args!("{key} = {}\n", quoted(text)))
    }

    /// `key = value`, the value as it is to stand in the file.
    pub fn raw(&mut self, key: &str, value: &str) -> &mut Writer {
        self.put(format_args!("{key} = {value}\n"))
    }

    /// `key.ja` and `key.en`
    pub fn both(&mut self, key: &str, words: &Both) -> &mut Writer {
        self.text(&format!("{key}.ja"), &words.ja).text(&format!("{key}.en"), &words.en)
    }

    /// `at = { section = "…", lines = "…" }`
    pub fn at(&mut self, section: &str, line: u64) -> &mut Writer {
        self.put(format_args!("at = {{ section = {}, lines = \"{line}-{}\" }}\n", quoted(section), line + 7))
    }

    /// A cell that is not disclosed; no value is written.
    pub fn withheld(&mut self, key: &str) -> &mut Writer {
        self.withheld += 1;
        self.number.1 += 1;
        let (year, count) = self.number;
        self.put(format_args!("{key} = {{ withheld = true, ground = \"{GROUND}\", id = \"W-{year}-{count:06}\" }}\n"))
    }

    /// A labelled figure; about one in fifty is withheld.
    pub fn fact(&mut self, dice: &mut Dice, row: &str, key: &str, label: &Both, printed: &str) -> &mut Writer {
        self.row(row).text("key", key).both("label", label);
        if dice.one_in(50) { self.withheld("value") } else { self.text("value", printed) }
    }

    fn put(&mut self, line: std::fmt::Arguments) -> &mut Writer {
        // Writing into a string cannot fail.
        let _ = self.body.write_fmt(line);
        self
    }

    /// The whole file: the disclosure statement first, as the format wants it.
    pub fn finish(self) -> String {
        let source = self.source.map(|id| format!("source = \"{id}\"\n")).unwrap_or_default();
        let body = self.body;
        match self.withheld {
            0 => format!("disclosure = \"公表\"\n{source}{body}"),
            // A table ends where the next one begins, so keys that stand before the first row come before the statement.
            _ => {
                let rows = body.find("\n[[").unwrap_or(body.len());
                let (keys, rows) = body.split_at(rows);
                format!("{source}{keys}\n{}{rows}", statement())
            }
        }
    }
}

/// `[disclosure]` of a file or page in which something is withheld.
pub fn statement() -> String {
    let reason = Both::new(
        "一件当たりの額が事業者の競争上の地位を害するおそれがあるため",
        "figures of a single case could harm the position of a business",
    );
    format!(
        "[disclosure]\nstate = \"一部非公表\"\nground = \"{GROUND}\"\ndecided = 2025-09-01\nby = \"見本市 総務課\"\nreview = 2030-04-01\n\
         reason.ja = {}\nreason.en = {}\n",
        quoted(&reason.ja),
        quoted(&reason.en)
    )
}

/// A TOML basic string.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// With thousands separators, `scale` digits after the point: `1,234.5`.
pub fn grouped(value: u64, scale: u32) -> String {
    let unit = 10u64.pow(scale);
    let whole = (value / unit).to_string();
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    match scale {
        0 => out,
        _ => format!("{out}.{:0width$}", value % unit, width = scale as usize),
    }
}
