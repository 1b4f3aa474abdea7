//! What stands in a printed cell: a figure with its unit and flags, or one of the marks that are not figures.
//!
//! In: the characters of a document. Out: `Printed`, which keeps those characters beside what they mean.
//! Never: a guess. What cannot be read is an error for the author to settle.

use super::{Counter, Decimal, Lang, Unit, Units};
use unicode_normalization::UnicodeNormalization;

/// A printed cell: its characters and their meaning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Printed {
    /// Exactly as printed.
    pub text: String,
    /// What it says.
    pub state: PrintedState,
}

/// The meaning of a printed cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PrintedState {
    /// 数値: a number, the id of its unit if one is printed, and flags.
    Value { value: Decimal, unit: Option<String>, flags: Flags },
    /// －
    Dash,
    /// 空欄
    Blank,
    /// 該当なし
    NotApplicable,
    /// 調査中
    UnderSurvey,
}

/// Words printed around a number that change what it says.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Flags {
    /// 約
    pub about: bool,
    /// 以上
    pub at_least: bool,
    /// 以内・以下
    pub at_most: bool,
    /// 未満
    pub less_than: bool,
    /// 超
    pub more_than: bool,
    /// 見込
    pub provisional: bool,
    /// 予定
    pub planned: bool,
    /// 延べ: repeated persons or events counted each time
    pub gross: bool,
}

/// Why a cell could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PrintedError {
    /// No number at the start.
    NoNumber,
    /// A number whose unit is not in the table; holds the unit as printed.
    UnknownUnit(String),
}

/// Reads a printed cell.
pub fn read_printed(text: &str, units: &Units) -> Result<Printed, PrintedError> {
    let folded: String = text.nfkc().collect::<String>().trim().to_owned();
    let state = match folded.as_str() {
        "" => PrintedState::Blank,
        dash if is_dash(dash) => PrintedState::Dash,
        "該当なし" | "該当無し" => PrintedState::NotApplicable,
        "調査中" => PrintedState::UnderSurvey,
        figure => read_figure(figure, units)?,
    };
    Ok(Printed { text: text.to_owned(), state })
}

/// Whether a cell prints a dash, in any of its forms.
pub fn is_dash(text: &str) -> bool {
    let folded: String = text.nfkc().collect();
    matches!(folded.trim(), "-" | "—" | "―" | "–" | "−" | "ー" | "‐")
}

fn read_figure(folded: &str, units: &Units) -> Result<PrintedState, PrintedError> {
    let (rest, mut flags) = take_prefixes(folded);
    let (sign, rest) = match rest.chars().next() {
        Some(c) if "△▲-−".contains(c) => ("-", rest.get(c.len_utf8()..).unwrap_or_default()),
        _ => ("", rest),
    };
    let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let (number, tail) = rest.split_at(length);
    let value = ungroup(number).and_then(|plain| Decimal::parse(&format!("{sign}{plain}"))).ok_or(PrintedError::NoNumber)?;
    let tail = take_suffixes(tail.trim(), &mut flags);
    if let Some((rest, unit)) = compound(tail, units) {
        let value = added(value, rest, tail, unit).ok_or(PrintedError::NoNumber)?;
        return Ok(PrintedState::Value { value, unit: Some(unit.id.clone()), flags });
    }
    let unit = match tail {
        "" => None,
        printed => Some(units.spelt(printed).ok_or_else(|| PrintedError::UnknownUnit(printed.to_owned()))?.id.clone()),
    };
    Ok(PrintedState::Value { value, unit, flags })
}

/// The powers of ten inside an amount such as 1億2,198万円.
const POWERS: [(char, i32); 3] = [('兆', 12), ('億', 8), ('万', 4)];

/// What stands behind the first number of an amount that is written in two or more: the last number's digits and its unit.
fn compound<'t, 'u>(tail: &'t str, units: &'u Units) -> Option<(&'t str, &'u Unit)> {
    let starts = |(sign, _): &(char, i32)| tail.starts_with(*sign);
    let sign = POWERS.iter().find(|each| starts(each))?.0;
    let rest = tail.get(sign.len_utf8()..)?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    // 万円 begins with a sign that belongs to the unit: the longest spelling is the unit.
    rest.char_indices().find_map(|(at, _)| Some((rest.get(..at)?, units.spelt(rest.get(at..)?)?)))
}

/// The whole amount in the last unit: 1億2,198 in 万円 is 12198.
fn added(first: Decimal, rest: &str, tail: &str, unit: &Unit) -> Option<Decimal> {
    let power = |sign: char| POWERS.iter().find(|(each, _)| *each == sign).map(|(_, power)| *power);
    let mut total = first.shift(power(tail.chars().next()?)? - unit.exponent)?;
    let mut number = rest;
    while let Some(at) = number.find(|c: char| !(c.is_ascii_digit() || c == ',')) {
        let sign = number[at..].chars().next()?;
        let part = Decimal::parse(&ungroup(&number[..at])?)?;
        total = total.checked_add(part.shift(power(sign)? - unit.exponent)?)?;
        number = &number[at + sign.len_utf8()..];
    }
    total.checked_add(Decimal::parse(&ungroup(number)?)?)
}

/// Removes thousands separators; a comma in any other place is a typing slip, not a number.
fn ungroup(number: &str) -> Option<String> {
    if !number.contains(',') {
        return Some(number.to_owned());
    }
    let (whole, fraction) = number.split_once('.').map_or((number, ""), |(w, f)| (w, f));
    let mut groups = whole.split(',');
    let head = groups.next()?;
    let well_formed = (1..=3).contains(&head.len()) && groups.all(|g| g.len() == 3);
    let point = if fraction.is_empty() { "" } else { "." };
    well_formed.then(|| format!("{}{point}{fraction}", whole.replace(',', "")))
}

fn take_prefixes(mut text: &str) -> (&str, Flags) {
    let mut flags = Flags::default();
    loop {
        if let Some(rest) = text.strip_prefix("約").or_else(|| text.strip_prefix("およそ")) {
            flags.about = true;
            text = rest.trim_start();
        } else if let Some(rest) = text.strip_prefix("延べ") {
            flags.gross = true;
            text = rest.trim_start();
        } else {
            return (text, flags);
        }
    }
}

fn take_suffixes<'a>(mut text: &'a str, flags: &mut Flags) -> &'a str {
    loop {
        let before = text.len();
        for (word, set) in SUFFIXES {
            if let Some(rest) = text.strip_suffix(word) {
                set(flags);
                text = rest.trim_end();
            }
        }
        if text.len() == before {
            return text;
        }
    }
}

type SetFlag = fn(&mut Flags);

const SUFFIXES: [(&str, SetFlag); 10] = [
    ("以上", |f| f.at_least = true),
    ("以内", |f| f.at_most = true),
    ("以下", |f| f.at_most = true),
    ("未満", |f| f.less_than = true),
    ("超", |f| f.more_than = true),
    ("程度", |f| f.about = true),
    ("(見込)", |f| f.provisional = true),
    ("(見込み)", |f| f.provisional = true),
    ("(予定)", |f| f.planned = true),
    ("見込", |f| f.provisional = true),
];

impl Flags {
    /// English words before and after the amount.
    fn english(self) -> (String, String) {
        let before = [
            (self.about, "about "),
            (self.at_least, "at least "),
            (self.at_most, "up to "),
            (self.less_than, "under "),
            (self.more_than, "over "),
        ];
        let after = [(self.gross, " in total"), (self.provisional, " (provisional)"), (self.planned, " (planned)")];
        let words = |list: &[(bool, &str)]| list.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect::<String>();
        (words(&before), words(&after))
    }
}

impl Printed {
    /// The number, when this is one.
    pub fn value(&self) -> Option<Decimal> {
        match &self.state {
            PrintedState::Value { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// The unit's id, when one is printed.
    pub fn unit(&self) -> Option<&str> {
        match &self.state {
            PrintedState::Value { unit, .. } => unit.as_deref(),
            _ => None,
        }
    }

    /// The number in `unit`, converted exactly; without a printed unit the number is taken to be in `unit`.
    pub fn value_in(&self, unit: &Unit, units: &Units) -> Option<Decimal> {
        let PrintedState::Value { value, unit: own, .. } = &self.state else { return None };
        match own {
            None => Some(*value),
            Some(id) => units.get(id)?.convert(*value, unit),
        }
    }

    /// With its unit, as prose prints it: Japanese exactly as printed, English by exact shift.
    pub fn full(&self, lang: Lang, units: &Units, counter: Option<&Counter>) -> String {
        match (&self.state, lang) {
            (PrintedState::Value { value, unit, flags }, Lang::En) => {
                let (before, after) = flags.english();
                let unit = unit.as_deref().and_then(|id| units.get(id));
                let amount = unit.map_or_else(|| value.grouped(), |u| u.english_amount(*value, counter));
                format!("{before}{amount}{after}")
            }
            _ => self.text.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit::sample_units;
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Printed {
        read_printed(text, &sample_units()).expect("readable")
    }

    fn english(text: &str) -> String {
        read(text).full(Lang::En, &sample_units(), None)
    }

    #[test]
    fn an_amount_in_two_numbers_is_one_amount() {
        let units = sample_units();
        for (text, value) in [("1億2,198万円", "12198"), ("6億3,876万円", "63876"), ("約1億1万円", "10001")] {
            let printed = read_printed(text, &units).expect("a figure");
            assert_eq!((printed.value(), printed.unit()), (Decimal::parse(value), Some("man-yen")), "{text}");
        }
        for text in ["1億2,198", "1億万円", "1億2,19万円", "1億2.5億円"] {
            assert!(read_printed(text, &units).is_err(), "{text}");
        }
    }

    #[test]
    fn reads_figures_as_printed() {
        let cell = read("１０１，３８８人");
        assert_eq!(cell.value(), Some(Decimal::whole(101_388)));
        assert_eq!(cell.unit(), Some("person"));
        assert_eq!(cell.full(Lang::Ja, &sample_units(), None), "１０１，３８８人");
        assert_eq!(read("15.00").value().expect("a value").to_string(), "15.00");
        assert_eq!(read("△3.5%").value().expect("a value").to_string(), "-3.5");
    }

    #[test]
    fn flags_survive_in_english() {
        assert_eq!(english("約20億円"), "about ¥2.0 billion");
        assert_eq!(english("30億円以上"), "at least ¥3.0 billion");
        assert_eq!(english("1.7%以内"), "up to 1.7%");
        assert_eq!(english("12件（見込）"), "12 cases (provisional)");
        assert_eq!(english("延べ498人"), "498 people in total");
    }

    #[test]
    fn marks_are_not_figures() {
        assert_eq!(read("－").state, PrintedState::Dash);
        assert_eq!(read("").state, PrintedState::Blank);
        assert_eq!(read("該当なし").state, PrintedState::NotApplicable);
        assert_eq!(read("調査中").state, PrintedState::UnderSurvey);
        assert_eq!(read("0件").value(), Some(Decimal::whole(0)), "zero and dash differ");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let units = sample_units();
        assert_eq!(read_printed("1,23件", &units), Err(PrintedError::NoNumber));
        assert_eq!(read_printed("多数", &units), Err(PrintedError::NoNumber));
        assert_eq!(read_printed("5両", &units), Err(PrintedError::UnknownUnit("両".into())));
    }

    #[test]
    fn unit_twins_convert_exactly() {
        let units = sample_units();
        let person = units.get("person").expect("a unit");
        assert_eq!(read("24.5万人").value_in(person, &units), Some(Decimal::whole(245_000)));
        assert_eq!(read("24.5億円").value_in(person, &units), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = read_printed(&text, &sample_units());
        }

        #[test]
        fn full_width_reads_the_same(whole in 0u32..10_000_000) {
            let half = format!("{}人", Decimal::whole(i64::from(whole)).grouped());
            let full: String = half.chars().map(|c| match c { '0'..='9' | ',' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c), c => c }).collect();
            prop_assert_eq!(read(&half).state, read(&full).state);
        }
    }
}
