//! For paper: one file without scripts. The first sheet holds the counts, what matters most and the boxes for seals; the lists follow,
//! complete.
//!
//! In: a `Comparison`, and one language or both. Out: an HTML page. Never: a request to another file; a list cut without the number of
//! what is left.

use super::super::model::{Comparison, Side};
use super::super::report::{Group, Item, Line, Part, Piece, Section, report};
use crate::diagnostics::Words;
use crate::figures::Lang;

/// How many things of a list the first sheet names, and how many characters of each: with all lists full it is just full. Lists that
/// are empty leave their room to the others: a heading, the line that says how many more there are, and the lines between.
const NAMED: usize = 3;
const NAMED_BESIDE: usize = 2;
const AROUND: usize = 2;
const LENGTH: usize = 52;

/// Prints it. Without a language everything stands in both, Japanese first.
pub fn page(found: &Comparison, lang: Option<Lang>) -> String {
    let printer = Printer { lang };
    let sections = report(found);
    let first = printer.first_sheet(found, &sections);
    let annex: String = sections.iter().filter(|section| section.count() > 0).map(|section| printer.section(section)).collect();
    let (code, digest) = (lang.unwrap_or(Lang::Ja).code(), short(&found.new.digest));
    let title = printer.plain(&Words::new("公表の決裁資料", "Approval of a release"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head><meta charset=\"utf-8\">\n<title>{} {digest}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <style>\n{}@page {{ @top-left {{ content: \"{}\"; font: 8pt sans-serif; }} @top-right {{ content: \"{digest}\"; font: 8pt monospace; }} }}\n\
         @page :first {{ @top-left {{ content: none; }} @top-right {{ content: none; }} }}\n</style></head>\n<body>\n{first}{}</body>\n</html>\n",
        escape(&title),
        include_str!("page.css"),
        quoted(&format!("{title} {}", printer.plain(&Words::new(found.new.title.ja.clone(), found.new.title.en.clone())))),
        if annex.is_empty() { String::new() } else { format!("<div class=\"annex\">\n{annex}</div>\n") },
    )
}

struct Printer {
    lang: Option<Lang>,
}

impl Printer {
    /// As HTML: Japanese with English beneath, or one language.
    fn words(&self, words: &Words) -> String {
        match self.lang {
            Some(lang) => escape(words.get(lang)),
            None if words.ja == words.en => escape(&words.ja),
            None => format!("{}<span class=\"en\" lang=\"en\">{}</span>", escape(&words.ja), escape(&words.en)),
        }
    }

    /// As text of one line.
    fn plain(&self, words: &Words) -> String {
        match self.lang {
            Some(lang) => words.get(lang).to_owned(),
            None if words.ja == words.en => words.ja.clone(),
            None => format!("{} / {}", words.ja, words.en),
        }
    }

    fn both(&self, ja: &str, en: &str) -> String {
        self.words(&Words::new(ja, en))
    }

    fn first_sheet(&self, found: &Comparison, sections: &[Section]) -> String {
        let site = self.words(&Words::new(found.new.title.ja.clone(), found.new.title.en.clone()));
        let heads = [("起案", "drafted"), ("審査", "reviewed"), ("決裁", "approved")]
            .map(|(ja, en)| format!("<th scope=\"col\">{}</th>", self.both(ja, en)));
        let days = format!("<th scope=\"row\">{}</th>", self.both("年月日", "date"));
        let boxes = format!(
            "<table class=\"boxes\"><tr><td></td>{}</tr><tr><th scope=\"row\">{}</th><td></td><td></td><td></td></tr><tr>{days}<td></td><td></td><td></td></tr></table>",
            heads.concat(),
            self.both("印・署名", "seal or signature"),
        );
        format!(
            "<header class=\"head\"><div><h1>{}</h1><p>{site}</p></div>{boxes}</header>\n\
             <table class=\"sides\">{}{}</table>\n{}{}{}",
            self.both("公表の決裁資料", "Approval of a release"),
            self.side(("旧", "old"), &found.old),
            self.side(("新", "new"), &found.new),
            self.counts(sections),
            self.shortly(sections),
            self.how(found),
        )
    }

    fn side(&self, name: (&str, &str), side: &Side) -> String {
        let counts = Words::new(
            format!(
                "更新日 {}、{} ページ、数値と記載 {} 件、非公表 {} 件",
                side.updated, side.pages, side.figures, side.withheld
            ),
            format!(
                "updated {}, {} pages, {} figures and texts, {} withheld",
                side.updated, side.pages, side.figures, side.withheld
            ),
        );
        format!(
            "<tr><th scope=\"row\">{}</th><td><span class=\"hash\">{}</span><br>{}</td></tr>",
            self.both(name.0, name.1),
            side.digest,
            self.words(&counts)
        )
    }

    fn counts(&self, sections: &[Section]) -> String {
        let row = |part: &Part| {
            let class = if part.count > 0 { " class=\"some\"" } else { "" };
            format!("<tr{class}><th scope=\"row\">{}</th><td>{}</td></tr>", self.words(&part.title), part.count)
        };
        let of = |section: &Section| {
            let title = Words::new(
                format!("{}　{}", section.number, section.title.ja),
                format!("{} {}", section.number, section.title.en),
            );
            let rest: String = if section.parts.len() > 1 { section.parts.iter().map(row).collect() } else { String::new() };
            format!("<tr class=\"total\"><th scope=\"row\">{}</th><td>{}</td></tr>{rest}", self.words(&title), section.count())
        };
        let table =
            |sections: &[Section]| format!("<table class=\"counts\">{}</table>", sections.iter().map(of).collect::<String>());
        let (left, right) = sections.split_at(sections.len() / 2);
        format!("<div class=\"two\">{}{}</div>\n", table(left), table(right))
    }

    /// What the approver must not miss, as far as it fits on the first sheet.
    fn shortly<'a>(&self, sections: &'a [Section]) -> String {
        let [public, hidden, figures, ..] = sections else { return String::new() };
        let groups = |part: &Part| part.groups.iter().map(|group| self.group_in_short(group)).collect::<Vec<String>>();
        let items = |part: &Part| {
            part.groups.iter().flat_map(|group| &group.items).map(|item| self.line_of(item)).collect::<Vec<String>>()
        };
        let list = |section: &'a Section, at: usize, named: usize, lines: &dyn Fn(&Part) -> Vec<String>| {
            let part = section.parts.get(at).filter(|part| part.count > 0);
            (named, part.map(|part| (part, lines(part))))
        };
        let lists = [
            list(public, 0, NAMED, &items),
            list(public, 1, NAMED_BESIDE, &groups),
            list(hidden, 0, NAMED, &items),
            list(hidden, 1, NAMED_BESIDE, &groups),
            list(hidden, 2, NAMED_BESIDE, &items),
            list(figures, 0, NAMED, &items),
        ];
        let (full, empty): (Vec<_>, Vec<_>) = lists.into_iter().partition(|(_, part)| part.is_some());
        let spare: usize = empty.iter().map(|(named, _)| named + AROUND).sum();
        let more = spare.checked_div(full.len()).unwrap_or_default();
        let short =
            full.iter().filter_map(|(named, part)| part.as_ref().map(|(part, all)| self.in_short(part, all, named + more)));
        format!("<section class=\"short\">{}</section>\n", short.collect::<String>())
    }

    fn group_in_short(&self, group: &Group) -> String {
        let (title, n) = (group.title.get(self.lang.unwrap_or(Lang::Ja)), group.items.len());
        let count = if self.lang == Some(Lang::En) { format!("{n} row(s)") } else { format!("{n} 行") };
        escape(&format!("{}　{count}", cut(title)))
    }

    fn in_short(&self, part: &Part, all: &[String], named: usize) -> String {
        let lines: String = all.iter().take(named).map(|line| format!("<li>{line}</li>")).collect();
        let rest = all.len().saturating_sub(named);
        let more = Words::new(format!("ほか {rest} 件は、別紙のとおり。"), format!("{rest} more in the lists that follow."));
        let more = if rest == 0 { String::new() } else { format!("<li>{}</li>", self.words(&more)) };
        format!("<h3 class=\"inline\">{} ({})</h3><ul class=\"inline\">{lines}{more}</ul>", self.words(&part.title), part.count)
    }

    /// An item in one line, in the first language.
    fn line_of(&self, item: &Item) -> String {
        let lang = self.lang.unwrap_or(Lang::Ja);
        let line = |line: &Line| match line {
            Line::Words(words) => Some(words.get(lang).to_owned()),
            Line::Change { lang: of, .. } if !of.is_empty() && *of != lang.code() => None,
            Line::Change { old, new, .. } => {
                Some([plain(old), plain(new)].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" → "))
            }
        };
        let first = item.lines.iter().find_map(line).unwrap_or_default();
        let text =
            [item.title.get(lang), first.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("　");
        escape(&cut(&text))
    }

    fn how(&self, found: &Comparison) -> String {
        let digest = &found.new.digest;
        let words = Words::new(
            "決裁のあと、次のコマンドで公表します。一つのファイルでも違えば、公表されません。",
            "Once approved, publish with this command. If a single file differs, nothing is published.",
        );
        format!("<p class=\"note how\">{} <code>kohyo release --approved {digest}</code></p>\n", self.words(&words))
    }

    fn section(&self, section: &Section) -> String {
        let title = Words::new(
            format!("別紙 {}　{}", section.number, section.title.ja),
            format!("Annex {}: {}", section.number, section.title.en),
        );
        let parts: String = section.parts.iter().filter(|part| part.count > 0).map(|part| self.part(part)).collect();
        format!("<section><h2 class=\"inline\">{}</h2>\n{parts}</section>\n", self.words(&title))
    }

    fn part(&self, part: &Part) -> String {
        let mut out = format!("<h3 class=\"inline\">{} ({})</h3>{}\n", self.words(&part.title), part.count, self.note(part));
        for group in &part.groups {
            if !group.title.ja.is_empty() {
                out += &format!("<h4>{}</h4>\n", self.words(&group.title));
            }
            out += &format!("<ul class=\"items\">{}</ul>\n", group.items.iter().map(|item| self.item(item)).collect::<String>());
        }
        out
    }

    fn note(&self, part: &Part) -> String {
        part.note.as_ref().map(|note| format!("<p class=\"note\">{}</p>", self.words(note))).unwrap_or_default()
    }

    fn item(&self, item: &Item) -> String {
        let tags: String =
            item.tags.iter().map(|tag| format!("<span class=\"tag\">{}</span>", escape(&self.plain(tag)))).collect();
        let place =
            if item.place.is_empty() { String::new() } else { format!("<span class=\"place\">{}</span>", escape(&item.place)) };
        let lines: String = item.lines.iter().map(|line| self.line(line)).collect();
        let class = if item.lines.len() > LONG { " class=\"long\"" } else { "" };
        format!("<li{class}>{tags}<span class=\"inline\"><b>{}</b></span>{place}{lines}</li>\n", self.words(&item.title))
    }

    fn line(&self, line: &Line) -> String {
        match line {
            Line::Words(words) => {
                let short = words.ja.chars().count() * 2 + words.en.chars().count() < LINE;
                format!("<p{}>{}</p>", if short { " class=\"inline\"" } else { "" }, self.words(words))
            }
            Line::Change { lang, .. } if self.lang.is_some_and(|wanted| !lang.is_empty() && wanted.code() != *lang) => {
                String::new()
            }
            Line::Change { lang, old, new, left_out } => {
                let before = if *left_out {
                    self.both(
                        "（いま非公表のものを含むおそれがあるため、前の文は示しません）",
                        "(left out: it may hold what is withheld now)",
                    )
                } else {
                    marked(old, "del")
                };
                self.row(("旧", "old"), lang, &before) + &self.row(("新", "new"), lang, &marked(new, "ins"))
            }
        }
    }

    fn row(&self, name: (&str, &str), lang: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let name = if self.lang == Some(Lang::En) || lang == "en" { name.1 } else { name.0 };
        let attribute = if lang.is_empty() { String::new() } else { format!(" lang=\"{lang}\"") };
        format!("<div class=\"change\"><span>{name}</span><span{attribute}>{text}</span></div>")
    }
}

/// Words in both languages that fit on one line, in halves of a full-width character.
const LINE: usize = 96;
/// Items of more lines may break over pages.
const LONG: usize = 8;

/// Changed parts as deleted or inserted; a text that is new as a whole needs no mark.
fn marked(pieces: &[Piece], tag: &str) -> String {
    let whole = pieces.iter().all(|piece| piece.changed);
    let one = |piece: &Piece| {
        let text = escape(&piece.text);
        if piece.changed && !whole { format!("<{tag}>{text}</{tag}>") } else { text }
    };
    pieces.iter().map(one).collect()
}

fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The beginning of a text, and a sign where more follows.
fn cut(text: &str) -> String {
    let cut: String = text.chars().take(LENGTH).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    cut + more
}

/// The first figures of a digest, by which two papers are told apart.
fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Inside the quotes of a style sheet: nothing that could end them or the style.
fn quoted(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>') && !c.is_control()).collect()
}
