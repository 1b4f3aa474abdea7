//! For the terminal: counts first, then the six sections.
//!
//! In: a `Comparison`, and one language or both. Out: text without colours. Never: a sentence without its end.

use super::super::model::{Comparison, Side};
use super::super::report::{Item, Line, Piece, Section, report};
use crate::diagnostics::Words;
use crate::figures::Lang;

/// Prints it. Without a language every sentence stands in both, Japanese first.
pub fn terminal(found: &Comparison, lang: Option<Lang>) -> String {
    let printer = Printer { lang };
    let sections = report(found);
    let mut out = String::new();
    out += &printer.side(&Words::new("旧", "old"), &found.old);
    out += &printer.side(&Words::new("新", "new"), &found.new);
    if found.is_empty() {
        return out + "\n" + &printer.one(&Words::new("二つは同じです。", "The two are the same.")) + "\n";
    }
    out.push('\n');
    for section in &sections {
        out += &printer.counts(section);
    }
    sections.iter().filter(|section| section.count() > 0).for_each(|section| out += &printer.section(section));
    out
}

struct Printer {
    lang: Option<Lang>,
}

impl Printer {
    /// Both languages on a line.
    fn one(&self, words: &Words) -> String {
        match self.lang {
            Some(lang) => words.get(lang).to_owned(),
            None if words.ja == words.en => words.ja.clone(),
            None => format!("{} / {}", words.ja, words.en),
        }
    }

    fn side(&self, name: &Words, side: &Side) -> String {
        let counts = Words::new(
            format!("{} ページ、数値と記載 {} 件、非公表 {} 件", side.pages, side.figures, side.withheld),
            format!("{} pages, {} figures and texts, {} withheld", side.pages, side.figures, side.withheld),
        );
        format!("{}  {}\n    {}\n", self.one(name), side.digest, self.one(&counts))
    }

    fn counts(&self, section: &Section) -> String {
        let head = format!("{}. {}\n", section.number, self.one(&section.title));
        let part = |part: &super::super::report::Part| format!("{:>8}  {}\n", part.count, self.one(&part.title));
        head + &section.parts.iter().map(part).collect::<String>()
    }

    fn section(&self, section: &Section) -> String {
        let mut out = format!("\n== {}. {}\n", section.number, self.one(&section.title));
        for part in section.parts.iter().filter(|part| part.count > 0) {
            out += &format!("\n-- {} ({})\n", self.one(&part.title), part.count);
            out += &part.note.as_ref().map(|note| format!("   {}\n", self.one(note))).unwrap_or_default();
            for group in &part.groups {
                if !group.title.ja.is_empty() {
                    out += &format!("\n   {}\n", self.one(&group.title));
                }
                group.items.iter().for_each(|item| out += &self.item(item));
            }
        }
        out
    }

    fn item(&self, item: &Item) -> String {
        let tags = item.tags.iter().map(|tag| format!("［{}］", self.one(tag)));
        let parts = tags.chain([self.one(&item.title), item.place.clone()]).filter(|part| !part.is_empty());
        let head = parts.collect::<Vec<_>>().join("  ");
        let head = if head.is_empty() { String::new() } else { format!("   ・{head}\n") };
        head + &item.lines.iter().map(|line| self.line(line)).collect::<String>()
    }

    fn line(&self, line: &Line) -> String {
        match line {
            Line::Words(words) => format!("       {}\n", self.one(words)),
            Line::Change { lang, .. } if self.lang.is_some_and(|wanted| !lang.is_empty() && wanted.code() != *lang) => {
                String::new()
            }
            Line::Change { lang, old, new, left_out } => {
                let lang = if lang.is_empty() { String::new() } else { format!("{lang} ") };
                let before = if *left_out {
                    self.one(&Words::new(
                        "（いま非公表のものを含むおそれがあるため、前の文は示しません）",
                        "(left out: it may hold what is withheld now)",
                    ))
                } else {
                    marked(old, "[-", "-]")
                };
                let row =
                    |sign: &str, text: &str| if text.is_empty() { String::new() } else { format!("     {sign} {lang}{text}\n") };
                row("-", &before) + &row("+", &marked(new, "{+", "+}"))
            }
        }
    }
}

/// Changed parts in brackets; a text that is new as a whole needs none.
fn marked(pieces: &[Piece], open: &str, close: &str) -> String {
    let whole = pieces.iter().all(|piece| piece.changed);
    let one = |piece: &Piece| if piece.changed && !whole { format!("{open}{}{close}", piece.text) } else { piece.text.clone() };
    pieces.iter().map(one).collect()
}
