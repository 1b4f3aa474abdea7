//! Headings: which column a heading means, in which language, for which year, in which unit.
//!
//! In: the text of a heading, of one line or of several joined. Out: its meaning, or the nearest known heading. Never: a column that
//! is taken for another one because it sounds alike.

use super::kinds::{Column, Kind, Type, english_heading, folded};
use crate::diagnostics::words;
use crate::figures::{FiscalYear, Lang, Units};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// More bytes than a heading has, with its remarks in brackets.
const LONGEST: usize = 240;

/// What a heading says.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Which column it is.
    pub column: &'static Column,
    /// Which language of a text.
    pub lang: Lang,
    /// Which fiscal year.
    pub year: Option<FiscalYear>,
    /// The unit of its figures, as it is spelt.
    pub unit: Option<String>,
}

/// Reads a heading. `parts`: its lines from the top.
pub fn meaning(kind: Kind, parts: &[String], units: &Units) -> Option<Meaning> {
    let text = parts.join("\n").nfkc().collect::<String>();
    let (unit, text) = without_unit(&text, units);
    let plain = |text: &str| column(kind, text).map(|(column, lang)| (column, lang, None));
    let found = plain(&text).or_else(|| {
        let (year, rest) = without_year(&text)?;
        let rest = rest.replace("()", "");
        match folded(&rest).as_str() {
            "" => Some((amount(kind)?, Lang::Ja, Some(year))),
            "(英語)" => Some((amount(kind)?, Lang::En, Some(year))),
            _ => column(kind, &rest).map(|(column, lang)| (column, lang, Some(year))),
        }
    });
    // The lowest line alone, below a heading that only groups its columns.
    let lowest = parts.last().filter(|_| parts.len() > 1).and_then(|last| meaning(kind, std::slice::from_ref(last), units));
    let (column, lang, year) = match (found, lowest) {
        (Some(found), _) => found,
        // What stands above says the unit and the year of all columns below it.
        (None, Some(lowest)) => {
            let year = lowest.year.or_else(|| without_year(&text).map(|(year, _)| year));
            return Some(Meaning { unit: lowest.unit.or(unit), year, ..lowest });
        }
        (None, None) => return None,
    };
    Some(Meaning { column, lang, year, unit })
}

/// The column of years of amounts, or of the figures of one target.
fn amount(kind: Kind) -> Option<&'static Column> {
    static YEAR: Column = Column { key: "year", part: super::kinds::Part::Row, kind: Type::Figure, names: &[] };
    match kind {
        Kind::Support => kind.columns().find(|column| column.key == "amount"),
        Kind::Results => Some(&YEAR),
        Kind::Programs | Kind::Businesses => None,
    }
}

fn column(kind: Kind, text: &str) -> Option<(&'static Column, Lang)> {
    let known = known(kind);
    [folded(text), folded(&without_brackets(text))].iter().find_map(|wanted| known.get(wanted).copied())
}

/// Headings as they are compared, and what they mean.
type Headings = BTreeMap<String, (&'static Column, Lang)>;

/// All headings of a kind; made once, since every cell of a sheet is held against them.
fn known(kind: Kind) -> &'static Headings {
    static ALL: LazyLock<Vec<Headings>> = LazyLock::new(|| Kind::ALL.iter().map(|(_, kind)| headings(*kind)).collect());
    let at = Kind::ALL.iter().position(|(_, known)| *known == kind).unwrap_or_default();
    &ALL[at]
}

/// What stands first wins: a heading itself, then that of its English, then the key of the data.
fn headings(kind: Kind) -> Headings {
    let mut out = Headings::new();
    let mut add = |name: String, column, lang| {
        out.entry(name).or_insert((column, lang));
    };
    for column in kind.columns() {
        // An English heading over a column of texts does not say that the texts are English.
        column.names.iter().for_each(|name| add(folded(name), column, Lang::Ja));
    }
    for column in kind.columns() {
        column.names.iter().flat_map(|name| english_names(name)).for_each(|name| add(name, column, Lang::En));
        add(format!("{}.en", column.key), column, Lang::En);
        add(format!("{}.ja", column.key), column, Lang::Ja);
        add(column.key.to_owned(), column, Lang::Ja);
    }
    out
}

/// 名称（英語）, 英語名称, 英語名, name (English).
fn english_names(name: &str) -> Vec<String> {
    let short = name.strip_prefix("事業").or_else(|| name.strip_prefix("事業者")).or_else(|| name.strip_prefix("企業"));
    let mut out = vec![
        english_heading(name),
        format!("英語{name}"),
        format!("{name}(英文)"),
        format!("{name}(English)"),
        format!("{name}.en"),
    ];
    out.extend(short.filter(|short| *short == "名").map(|_| "英語名".to_owned()));
    out.iter().map(|name| folded(name)).collect()
}

/// A heading without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0usize);
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '〔' => depth += 1,
            ')' | '）' | ']' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !"※*".contains(c) => out.push(c),
            _ => (),
        }
    }
    out
}

fn without_year(text: &str) -> Option<(FiscalYear, String)> {
    let (year, at) = FiscalYear::named_in(text)?;
    let rest = format!("{}{}", text.get(..at.start)?, text.get(at.end..)?);
    // 令和6年度（2024年度） is one year in two forms.
    match FiscalYear::named_in(&rest) {
        Some((again, at)) if again == year => {
            Some((year, format!("{}{}", rest.get(..at.start)?, rest.get(at.end..)?).replace("()", "")))
        }
        Some(_) => None,
        None => Some((year, rest)),
    }
}

/// A unit in brackets, with or without 単位, and the text without it.
fn without_unit(text: &str, units: &Units) -> (Option<String>, String) {
    let mut rest = text;
    let mut before = 0;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')').map(|at| at + open) else { break };
        let inside = &rest[open + 1..close];
        if let Some(unit) = unit_in(inside, units) {
            let (start, end) = (before + open, before + close + 1);
            return (Some(unit), format!("{}{}", &text[..start], &text[end..]));
        }
        before += close + 1;
        rest = &rest[close + 1..];
    }
    (None, text.to_owned())
}

/// `単位：千円`, `千円`.
fn unit_in(text: &str, units: &Units) -> Option<String> {
    let spelt = text.trim().trim_start_matches("単位").trim_start_matches([':', '：', ' ']).trim();
    units.spelt(spelt).map(|_| spelt.to_owned())
}

/// The unit of a whole table: 「単位：千円」 above it.
pub fn unit_of_table(text: &str, units: &Units) -> Option<String> {
    let text: String = text.nfkc().collect();
    let behind = text.split("単位").nth(1)?;
    let spelt = behind.trim_start_matches([':', ' ']).trim_end_matches([')', ' ', ']']);
    unit_in(spelt, units)
}

/// Whether a cell reads like a heading: of a column, of a year, of a unit.
pub fn is_heading(kind: Kind, text: &str, units: &Units) -> bool {
    // Longer than any heading: it need not be read.
    if text.len() > LONGEST {
        return false;
    }
    let folded_unit: String = text.nfkc().collect();
    let unit = folded_unit.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    meaning(kind, &[text.to_owned()], units).is_some() || unit.is_some_and(|unit| unit_in(unit, units).is_some())
}

/// The nearest known heading.
pub fn nearest(kind: Kind, text: &str) -> Option<&'static str> {
    let known = kind.columns().flat_map(|column| column.names.iter().copied());
    words::nearest(&text.replace('\n', ""), known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Units {
        crate::figures::sample_units()
    }

    fn read(kind: Kind, parts: &[&str]) -> Option<(&'static str, Lang, Option<i32>, Option<String>)> {
        let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        meaning(kind, &parts, &units()).map(|m| (m.column.key, m.lang, m.year.map(|year| year.0), m.unit))
    }

    #[test]
    fn headings_are_known_in_their_usual_spellings() {
        for (kind, parts, key, lang, year, unit) in [
            (Kind::Results, &["実績値"][..], "actual", Lang::Ja, None, None),
            (Kind::Results, &["令和６年度", "実績値\n（億円）"], "actual", Lang::Ja, Some(2024), Some("億円")),
            (Kind::Results, &["R6実績"], "actual", Lang::Ja, Some(2024), None),
            (Kind::Results, &["進捗度（％）"], "progress", Lang::Ja, None, Some("%")),
            (Kind::Results, &["令和6年度(2024年度)"], "year", Lang::Ja, Some(2024), None),
            (Kind::Results, &["寄与度(※)"], "weight", Lang::Ja, None, None),
            (Kind::Programs, &["事業名（英語）"], "name", Lang::En, None, None),
            (Kind::Programs, &["英語名"], "name", Lang::En, None, None),
            (Kind::Programs, &["name.en"], "name", Lang::En, None, None),
            (Kind::Businesses, &["所　在　地"], "address", Lang::Ja, None, None),
            (Kind::Support, &["H23", "（千円）"], "amount", Lang::Ja, Some(2011), Some("千円")),
            (Kind::Support, &["予算額（千円）", "国費"], "series.national", Lang::Ja, None, Some("千円")),
            (Kind::Support, &["平成23年度（英語）"], "amount", Lang::En, Some(2011), None),
        ] {
            let unit = unit.map(str::to_owned);
            assert_eq!(read(kind, parts), Some((key, lang, year, unit)), "{parts:?}");
        }
        for text in ["所在地の地図", "実績の推移", "", "令和6年度", "代表"] {
            assert_eq!(read(Kind::Businesses, &[text]), None, "{text}");
        }
        assert_eq!(nearest(Kind::Results, "進捗度合"), Some("進捗度"));
    }

    #[test]
    fn the_unit_of_a_table_stands_above_it() {
        for text in ["（単位：千円）", "単位:千円", "単位　千円", "表１ 支援措置（単位： 千円 ）"] {
            assert_eq!(unit_of_table(text, &units()).as_deref(), Some("千円"), "{text}");
        }
        assert_eq!(unit_of_table("千円単位の表", &units()), None);
    }
}
