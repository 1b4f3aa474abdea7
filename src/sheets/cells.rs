//! What a cell of a table says: a figure with its unit, a text, a word, ids.
//!
//! In: the shown text of a cell and its column. Out: a value for the data, or a finding with the cell's place. Never: another character
//! than those that are shown; a unit that neither cell nor heading names.

use super::draft::{Cell, Text, Value};
use super::findings;
use super::grid;
use super::kinds::{Column, Type, folded};
use super::known::{self, Named};
use crate::diagnostics::Finding;
use crate::figures::{FiscalYear, Printed, PrintedState, Units, When, is_dash, read_date, read_printed};
use unicode_normalization::UnicodeNormalization;

/// What reading cells needs.
pub struct Reader<'a> {
    /// Of the site.
    pub units: &'a Units,
    /// The ground of what the table calls 非公表.
    pub ground: Option<&'a str>,
    /// Bodies of the site.
    pub bodies: &'a [Named],
    /// Targets of the plan.
    pub targets: &'a [Named],
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

/// Words of tables for 非公表, and those of exports.
const WITHHELD: [&str; 6] = ["非公表", "[非公表]", "《非公表》", "非公開", "withheld", "[withheld]"];
/// What exports write where the data have no such cell.
pub const ABSENT: &str = "記載なし";
/// What exports write for a time that has not come.
pub const NOT_YET: &str = "未到来";
/// What exports write where nobody has entered anything.
pub const NOT_ENTERED: &str = "未入力";
/// What stands in a public text for a part that is withheld, in either language.
const MARKERS: [&str; 2] = ["［非公表］", "[Withheld]"];

impl Reader<'_> {
    /// What shows in a cell; nothing for one that is empty. A cell in doubt is a finding.
    fn shown(&mut self, cell: Option<&grid::Cell>, place: &str) -> Option<String> {
        let cell = cell?;
        if let Some(doubt) = cell.doubt {
            self.findings.push(findings::doubtful(place, doubt));
            return None;
        }
        let text = cell.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A figure. `None`: the data have no such cell.
    pub fn figure(&mut self, cell: Option<&grid::Cell>, unit: Option<&str>, place: &str) -> Option<Cell> {
        let in_doubt = cell.is_some_and(|cell| cell.doubt.is_some());
        // Line breaks in a figure belong to the layout of the table.
        let text = self.shown(cell, place).map(|text| text.replace(['\n', '\r'], ""));
        let Some(text) = text else { return (!in_doubt).then(|| Cell::Printed(String::new())) };
        match folded(&text).as_str() {
            ABSENT => return None,
            NOT_YET => return Some(Cell::NotYet),
            NOT_ENTERED => return Some(Cell::NotEntered),
            word if WITHHELD.contains(&word) => return self.ground(place).map(Cell::Withheld),
            _ => (),
        }
        match read_printed(&text, self.units) {
            // A footnote sign such as ① or ² is no digit of the figure.
            Ok(printed) if !text.contains(looks_like_digits) => Some(Cell::Printed(self.with_unit(printed, unit))),
            _ => {
                self.findings.push(findings::words_for_figure(place, &text));
                Some(Cell::Words(Text { ja: text, en: None }))
            }
        }
    }

    /// A figure that names no unit has that of its heading, written behind its number.
    fn with_unit(&self, printed: Printed, unit: Option<&str>) -> String {
        let (PrintedState::Value { unit: None, .. }, Some(unit)) = (&printed.state, unit) else { return printed.text };
        let is_digit = |c: char| c.to_string().nfkc().all(|c| c.is_ascii_digit());
        let end = printed.text.char_indices().filter(|(_, c)| is_digit(*c)).map(|(at, c)| at + c.len_utf8()).next_back();
        let (number, words) = printed.text.split_at(end.unwrap_or(printed.text.len()));
        let whole = format!("{number}{unit}{words}");
        // Where the unit would change how the figure reads, it stays as it is.
        match read_printed(&whole, self.units) {
            Ok(Printed { state: PrintedState::Value { unit: Some(_), .. }, .. }) => whole,
            _ => printed.text,
        }
    }

    fn ground(&mut self, place: &str) -> Option<String> {
        if self.ground.is_none() {
            self.findings.push(findings::no_ground(place));
        }
        self.ground.map(str::to_owned)
    }

    /// A text of one language, with marks where the table prints 非公表.
    pub fn text(&mut self, cell: Option<&grid::Cell>, key: &str, place: &str) -> Option<String> {
        // A dash in a column of texts says that there is none.
        let text = self.shown(cell, place).filter(|text| !is_dash(text))?;
        let text = laid_out(&text, key);
        let whole = WITHHELD.contains(&folded(&text).as_str());
        if whole || MARKERS.iter().any(|marker| text.contains(marker)) {
            let mark = format!("《非公表:{}》", self.ground(place)?);
            let marked = MARKERS.iter().fold(text, |text, marker| text.replace(marker, &mark));
            return Some(if whole { mark } else { marked });
        }
        Some(text)
    }

    /// Anything else that stands in one cell.
    pub fn value(&mut self, column: &Column, cell: Option<&grid::Cell>, place: &str) -> Option<Value> {
        if matches!(column.kind, Type::Date | Type::Plain)
            && let Some(day) = cell.and_then(|cell| cell.date)
        {
            let printed = cell.filter(|cell| cell.doubt.is_none()).map(|cell| cell.text.clone());
            return Some(Value::String(if column.kind == Type::Date { day.to_string() } else { printed? }));
        }
        let text = self.shown(cell, place)?;
        let read = match column.kind {
            Type::Plain => Some(Value::String(text.replace(['\n', '\r'], ""))),
            Type::Id => is_id(&text).then(|| Value::String(text.clone())),
            Type::Word(pairs) => word(pairs, &text).map(Value::String),
            Type::Words(pairs) => pieces(&text).map(|piece| word(pairs, piece)).collect::<Option<_>>().map(Value::List),
            Type::Ids => Some(Value::List(pieces(&text).map(str::to_owned).collect())).filter(|_| pieces(&text).all(is_id)),
            Type::Bodies => named(self.bodies, &text).map(Value::List),
            Type::Targets => self.targets(&text),
            Type::Date => date(&text).map(|when| Value::String(when.written())),
            Type::Dates => {
                pieces(&text).map(|piece| date(piece).map(|when| when.written())).collect::<Option<_>>().map(Value::List)
            }
            Type::Period => period(&text),
            Type::Flag => (!is_dash(&text) && text != "×").then_some(Value::Flag),
            Type::Text | Type::Texts | Type::Figure | Type::Mixed | Type::Finds | Type::Nothing | Type::NoKey => None,
        };
        if read.is_none() && column.kind != Type::Flag {
            self.findings.push(findings::not_understood(place, &text, column));
        }
        read
    }

    fn targets(&self, text: &str) -> Option<Value> {
        if ["全て", "すべて", "全数値目標", "all"].contains(&folded(text).as_str()) {
            return Some(Value::String("全て".to_owned()));
        }
        if is_dash(text) {
            return Some(Value::String(text.to_owned()));
        }
        named(self.targets, text).map(Value::List)
    }
}

/// Whether a text has the form of an id.
pub fn is_id(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    !text.is_empty() && text.split('-').all(word)
}

/// Signs that are made of digits and are none: ①, ², ½.
fn looks_like_digits(c: char) -> bool {
    let plain = c.is_ascii() || ('０'..='９').contains(&c);
    !plain && c.to_string().nfkc().any(|c| c.is_ascii_digit())
}

/// The parts of a list in a cell.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', '\n', ';']).map(str::trim).filter(|piece| !piece.is_empty())
}

fn word(pairs: &[(&str, &str)], text: &str) -> Option<String> {
    let text = folded(text);
    pairs.iter().find(|(shown, stored)| folded(shown) == text || folded(stored) == text).map(|(_, stored)| (*stored).to_owned())
}

/// The ids of names; all of them, or none.
fn named(list: &[Named], text: &str) -> Option<Vec<String>> {
    let id = |piece| known::find(list, piece).ok().flatten().map(str::to_owned);
    id(text).map(|one| vec![one]).or_else(|| pieces(text).map(id).collect::<Option<Vec<_>>>().filter(|ids| !ids.is_empty()))
}

/// A date in ISO form or as documents print it.
pub fn date(text: &str) -> Option<When> {
    When::parse(text).or_else(|| read_date(text).ok())
}

fn period(text: &str) -> Option<Value> {
    if ["累計", "累積", "cumulative"].contains(&folded(text).as_str()) {
        return Some(Value::String("累計".to_owned()));
    }
    year(text).map(|year| Value::Year(year.0))
}

/// A text that names a fiscal year and nothing else.
pub fn year(text: &str) -> Option<FiscalYear> {
    let text = folded(text);
    let (year, at) = FiscalYear::named_in(&text.to_uppercase())?;
    let rest = format!("{}{}", text.get(..at.start)?, text.get(at.end..)?);
    let again = FiscalYear::named_in(&rest.replace(['(', ')'], "").to_uppercase());
    (rest.is_empty() || again.is_some_and(|(again, _)| again == year)).then_some(year)
}

/// Line breaks of names and addresses belong to the layout; those of longer texts stay.
fn laid_out(text: &str, key: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    match key {
        "name" | "label" | "row.label" | "fact.label" | "scheme" | "industry" => joined(&lines),
        "address" | "area" => lines.join(" "),
        _ => lines.join("\n"),
    }
}

/// Japanese goes on without a blank, English with one.
fn joined(lines: &[&str]) -> String {
    lines.iter().fold(String::new(), |all, line| {
        let line = line.trim();
        let words = all.ends_with(|c: char| c.is_ascii_graphic()) && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        format!("{all}{}{line}", if words { " " } else { "" })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(units: &Units) -> Reader<'_> {
        Reader { units, ground: Some("joho-5-2a"), bodies: &[], targets: &[], findings: Vec::new() }
    }

    fn cell(text: &str) -> grid::Cell {
        grid::Cell { text: text.to_owned(), ..grid::Cell::default() }
    }

    #[test]
    fn a_figure_is_carried_as_it_is_shown() {
        let units = crate::figures::sample_units();
        let mut reader = reader(&units);
        for (text, unit, expected) in [
            ("111", Some("億円"), "111億円"),
            ("１０１，３８８", Some("人"), "１０１，３８８人"),
            ("111億円", Some("千円"), "111億円"),
            ("約20", Some("億円"), "約20億円"),
            ("30以上", Some("億円"), "30億円以上"),
            ("12（見込）", Some("件"), "12件（見込）"),
            ("96%", None, "96%"),
            ("0.0", None, "0.0"),
            ("－", Some("億円"), "－"),
            ("該当なし", Some("億円"), "該当なし"),
            ("調査中", Some("億円"), "調査中"),
            ("101,388\n人", None, "101,388人"),
        ] {
            assert_eq!(reader.figure(Some(&cell(text)), unit, "A1"), Some(Cell::Printed(expected.to_owned())), "{text}");
        }
        assert_eq!(reader.figure(None, Some("件"), "A1"), Some(Cell::Printed(String::new())), "printed empty");
        assert_eq!(reader.figure(Some(&cell("非公表")), None, "A1"), Some(Cell::Withheld("joho-5-2a".to_owned())));
        assert_eq!(reader.figure(Some(&cell("未到来")), None, "A1"), Some(Cell::NotYet));
        assert_eq!(reader.figure(Some(&cell("未入力")), None, "A1"), Some(Cell::NotEntered));
        assert_eq!(reader.figure(Some(&cell("記載なし")), None, "A1"), None);
        assert!(reader.findings.is_empty(), "{:?}", reader.findings);
        assert!(matches!(reader.figure(Some(&cell("①111億円")), None, "A1"), Some(Cell::Words(_))), "no digit of the figure");
        reader.findings.clear();
        assert!(matches!(reader.figure(Some(&cell("1/2相当額")), None, "A1"), Some(Cell::Words(_))));
        assert_eq!(reader.findings.len(), 1);
    }

    #[test]
    fn line_breaks_of_names_are_layout() {
        assert_eq!(laid_out("企業立地\n促進補助金", "name"), "企業立地促進補助金");
        assert_eq!(laid_out("iCONM in\ncollaboration", "name"), "iCONM in collaboration");
        assert_eq!(laid_out("一\n二", "summary"), "一\n二");
    }

    #[test]
    fn a_year_stands_alone() {
        for text in ["令和６年度", "R6", "r6年度", "2024", "FY2024", "令和6年度（2024年度）"] {
            assert_eq!(year(text), Some(FiscalYear(2024)), "{text}");
        }
        assert_eq!(year("令和6年度実績"), None);
    }
}
