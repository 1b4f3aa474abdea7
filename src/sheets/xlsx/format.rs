//! Number formats: what a cell shows.
//!
//! In: a number or text and a format such as `#,##0.0"件"`. Out: exactly the characters that a spreadsheet shows, or why that cannot be
//! told. Never: a guess.

use super::super::grid::Doubt;
use super::number::Number;
use crate::figures::Date;

/// What a cell shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// The characters.
    pub text: String,
    /// The day, where it shows one.
    pub date: Option<Date>,
}

/// The longest number that the standard format shows with all of its digits.
const GENERAL_WIDTH: usize = 11;

/// The format behind the number of a built-in one; `Err` where machines differ.
pub fn builtin(id: u32) -> Result<&'static str, Doubt> {
    Ok(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        49 => "@",
        _ => return Err(Doubt::Locale),
    })
}

/// Formats whose negative numbers look different from machine to machine.
pub fn negative_differs(id: u32) -> bool {
    (37..=40).contains(&id)
}

/// One piece of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Literal(String),
    Digit(char),
    Point,
    Comma,
    Percent,
    General,
    Text,
    /// `yyyy`, `m`, `ggg`: the letter and how many.
    Date(char, usize),
}

/// What a number shows. `day_zero`: the day of serial number 0.
pub fn number(value: Number, format: &str, day_zero: Option<Date>) -> Result<Shown, Doubt> {
    let sections = sections(format)?;
    let numeric = &sections[..sections.len().min(3)];
    let (section, minus) = match numeric {
        [only] => (only, value.negative),
        [positive, negative] => {
            if value.negative {
                (negative, false)
            } else {
                (positive, false)
            }
        }
        [_, _, zero] if value.is_zero() => (zero, false),
        [positive, negative, _] => {
            if value.negative {
                (negative, false)
            } else {
                (positive, false)
            }
        }
        _ => return Err(Doubt::Format),
    };
    if section.iter().any(|token| matches!(token, Token::Date(..))) {
        return date(value, section, day_zero.ok_or(Doubt::Format)?);
    }
    let text = section_text(value, section, minus && !value.is_zero())?;
    Ok(Shown { text: text.trim().to_owned(), date: None })
}

/// What a text shows.
pub fn text(value: &str, format: &str) -> Result<String, Doubt> {
    // A format that kohyo does not read for numbers shows texts as they are, unless it has a part for them.
    let Ok(sections) = sections(format) else {
        return if format.contains('@') { Err(Doubt::Format) } else { Ok(value.to_owned()) };
    };
    let section = match sections.len() {
        4 => sections.get(3),
        _ => sections.iter().find(|section| section.contains(&Token::Text)),
    };
    let Some(section) = section else { return Ok(value.to_owned()) };
    let piece = |token: &Token| match token {
        Token::Text | Token::General => Ok(value.to_owned()),
        Token::Literal(text) => Ok(text.clone()),
        _ => Err(Doubt::Format),
    };
    section.iter().map(piece).collect()
}

fn section_text(value: Number, section: &[Token], minus: bool) -> Result<String, Doubt> {
    let sign = if minus { "-" } else { "" };
    if section.contains(&Token::General) {
        let shown = general(value)?;
        let piece = |token: &Token| match token {
            Token::General => Ok(format!("{sign}{shown}")),
            Token::Literal(text) => Ok(text.clone()),
            _ => Err(Doubt::Format),
        };
        return section.iter().map(piece).collect();
    }
    let first = section.iter().position(|t| matches!(t, Token::Digit(_) | Token::Point));
    let Some(first) = first else {
        // Words alone stand for the number; a minus before them shows as well.
        let words: Result<String, Doubt> = section.iter().map(words_of).collect();
        return words.map(|words| format!("{sign}{words}"));
    };
    let last = section.iter().rposition(|t| matches!(t, Token::Digit(_) | Token::Point)).unwrap_or(first);
    let behind = section[last + 1..].iter().take_while(|t| **t == Token::Comma).count();
    let percents = section.iter().filter(|t| **t == Token::Percent).count();
    let before: Result<String, Doubt> = section[..first].iter().map(words_of).collect();
    let after: Result<String, Doubt> = section[last + 1 + behind..].iter().map(words_of).collect();
    let power = 2 * i32::try_from(percents).map_err(|_| Doubt::Format)? - 3 * i32::try_from(behind).map_err(|_| Doubt::Format)?;
    let digits = digits(value.shifted(power), &section[first..=last])?;
    // Whether a number that rounds to nothing keeps its minus differs between programs.
    if minus && digits.bytes().all(|b| !b.is_ascii_digit() || b == b'0') {
        return Err(Doubt::Format);
    }
    Ok(format!("{sign}{}{digits}{}", before?, after?))
}

fn words_of(token: &Token) -> Result<String, Doubt> {
    match token {
        Token::Literal(text) => Ok(text.clone()),
        Token::Percent => Ok("%".to_owned()),
        _ => Err(Doubt::Format),
    }
}

/// More places than any table has; Excel itself shows thirty behind the point.
const PLACES: usize = 60;

/// The digits between the first and the last placeholder.
fn digits(value: Number, places: &[Token]) -> Result<String, Doubt> {
    let point = places.iter().position(|t| *t == Token::Point);
    let (whole_places, fraction_places) = match point {
        Some(at) => (&places[..at], &places[at + 1..]),
        None => (places, &places[..0]),
    };
    let grouped = whole_places.contains(&Token::Comma);
    let is_digit = |t: &&Token| matches!(t, Token::Digit(_));
    let plain = |t: &Token| matches!(t, Token::Digit(_) | Token::Comma);
    if !whole_places.iter().all(plain) || !fraction_places.iter().all(|t| matches!(t, Token::Digit(_))) {
        return Err(Doubt::Format);
    }
    let least = whole_places.iter().filter(is_digit).skip_while(|t| **t != Token::Digit('0')).count();
    let decimals = fraction_places.len();
    if least.max(decimals) > PLACES {
        return Err(Doubt::Long);
    }
    let (whole, fraction) = value.rounded(i32::try_from(decimals).map_err(|_| Doubt::Format)?).parts().ok_or(Doubt::Long)?;
    let whole = format!("{whole:0>least$}");
    let whole = if grouped { group(&whole) } else { whole };
    let fraction = format!("{fraction:0<decimals$}");
    let must = fraction_places.iter().rposition(|t| *t == Token::Digit('0')).map_or(0, |at| at + 1);
    let needed = fraction.trim_end_matches('0').len().max(must);
    let dot = if point.is_some() { "." } else { "" };
    Ok(format!("{whole}{dot}{}", fraction.get(..needed).unwrap_or_default()))
}

fn group(whole: &str) -> String {
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The standard format: all digits, as long as they fit.
fn general(value: Number) -> Result<String, Doubt> {
    let (whole, fraction) = value.parts().ok_or(Doubt::Long)?;
    let whole = if whole.is_empty() { "0".to_owned() } else { whole };
    let text = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    if text.len() <= GENERAL_WIDTH { Ok(text) } else { Err(Doubt::Long) }
}

fn date(value: Number, section: &[Token], day_zero: Date) -> Result<Shown, Doubt> {
    let serial = value.whole().ok_or(Doubt::Format)?;
    // The first days of the calendar of spreadsheets count a day that did not exist.
    let day = (61..=2_958_465).contains(&serial).then(|| day_zero.after(serial)).flatten().ok_or(Doubt::Format)?;
    let (year, month, date) = (day.calendar_year(), day.month(), day.day());
    let era = day.era();
    let piece = |token: &Token| {
        Ok(match token {
            Token::Literal(text) => text.clone(),
            Token::Point => ".".to_owned(),
            Token::Comma => ",".to_owned(),
            Token::Date('y', 3..) => format!("{year:04}"),
            Token::Date('y', _) => format!("{:02}", year % 100),
            Token::Date('m', 1) => month.to_string(),
            Token::Date('m', 2) => format!("{month:02}"),
            Token::Date('d', 1) => date.to_string(),
            Token::Date('d', 2) => format!("{date:02}"),
            Token::Date('g', 1) => era.ok_or(Doubt::Format)?.1.to_owned(),
            Token::Date('g', 2) => era.ok_or(Doubt::Format)?.0.chars().take(1).collect(),
            Token::Date('g', 3) => era.ok_or(Doubt::Format)?.0.to_owned(),
            Token::Date('e', 1) => era.ok_or(Doubt::Format)?.2.to_string(),
            Token::Date('e', 2) => format!("{:02}", era.ok_or(Doubt::Format)?.2),
            _ => return Err(Doubt::Format),
        })
    };
    // Whether the first year of an era shows as 1 or 元 is a setting of the program.
    if section.iter().any(|t| matches!(t, Token::Date('e', _))) && era.is_none_or(|(.., number)| number == 1) {
        return Err(Doubt::Locale);
    }
    let text: Result<String, Doubt> = section.iter().map(piece).collect();
    Ok(Shown { text: text?.trim().to_owned(), date: Some(day) })
}

/// Cuts a format at its semicolons and reads each part.
fn sections(format: &str) -> Result<Vec<Vec<Token>>, Doubt> {
    let (mut out, mut rest) = (vec![Vec::new()], format);
    while let Some(c) = rest.chars().next() {
        if c == ';' {
            out.push(Vec::new());
            rest = &rest[1..];
            continue;
        }
        let (tokens, behind) = next(c, rest)?;
        if let Some(section) = out.last_mut() {
            section.extend(tokens);
        }
        rest = behind;
    }
    if out.len() > 4 { Err(Doubt::Format) } else { Ok(out) }
}

/// The token at the start of a format, and what stands behind it.
fn next(c: char, rest: &str) -> Result<(Option<Token>, &str), Doubt> {
    let behind = &rest[c.len_utf8()..];
    let one = |token| Ok((Some(token), behind));
    for word in ["General", "GENERAL", "general", "Standard", "G/標準"] {
        if let Some(behind) = rest.strip_prefix(word) {
            return Ok((Some(Token::General), behind));
        }
    }
    match c {
        '"' => {
            let (text, behind) = behind.split_once('"').ok_or(Doubt::Format)?;
            Ok((Some(Token::Literal(text.to_owned())), behind))
        }
        '\\' | '!' => {
            let escaped = behind.chars().next().ok_or(Doubt::Format)?;
            Ok((Some(Token::Literal(escaped.to_string())), &behind[escaped.len_utf8()..]))
        }
        // A blank as wide as the character behind it.
        '_' => {
            let wide = behind.chars().next().ok_or(Doubt::Format)?;
            Ok((Some(Token::Literal(" ".to_owned())), &behind[wide.len_utf8()..]))
        }
        '*' => behind.strip_prefix(' ').map(|behind| (None, behind)).ok_or(Doubt::Format),
        '[' => {
            let (inside, behind) = behind.split_once(']').ok_or(Doubt::Format)?;
            Ok((bracket(inside)?, behind))
        }
        '0' | '#' | '?' => one(Token::Digit(c)),
        '.' => one(Token::Point),
        ',' => one(Token::Comma),
        '%' => one(Token::Percent),
        '@' => one(Token::Text),
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'g' | 'G' | 'e' => {
            let count = rest.chars().take_while(|other| other.eq_ignore_ascii_case(&c)).count();
            Ok((Some(Token::Date(c.to_ascii_lowercase(), count)), &rest[count..]))
        }
        'E' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'b' | 'B' | 'n' | 'N' | 'r' | 'R' => Err(Doubt::Format),
        _ => one(Token::Literal(c.to_string())),
    }
}

/// Colours and languages show nothing; conditions and elapsed time are not read.
fn bracket(inside: &str) -> Result<Option<Token>, Doubt> {
    const COLOURS: [&str; 17] = [
        "red", "black", "blue", "green", "white", "yellow", "cyan", "magenta", "赤", "黒", "青", "緑", "白", "黄", "水", "紫",
        "color",
    ];
    if let Some(currency) = inside.strip_prefix('$') {
        let sign = currency.split('-').next().unwrap_or_default();
        return Ok((!sign.is_empty()).then(|| Token::Literal(sign.to_owned())));
    }
    let lower = inside.to_lowercase();
    let colour = COLOURS.iter().any(|word| lower.trim_end_matches(|c: char| c.is_ascii_digit()) == *word);
    if colour { Ok(None) } else { Err(Doubt::Format) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(value: &str, format: &str) -> Result<String, Doubt> {
        let zero = Date::parse("1899-12-30");
        number(Number::parse(value).expect("a number"), format, zero).map(|shown| shown.text)
    }

    #[test]
    fn a_cell_shows_what_its_format_says() {
        for (value, format, text) in [
            ("101388", "#,##0", "101,388"),
            ("96", "General", "96"),
            ("0.96", "0%", "96%"),
            ("0.5820", "0.0%", "58.2%"),
            ("4.5999999999999996", "0.0", "4.6"),
            ("4.57", "0.0\"億円\"", "4.6億円"),
            ("111", "#,##0\"億円\"", "111億円"),
            ("15", "0.00", "15.00"),
            ("79", "0\"件\"", "79件"),
            ("-3.5", "0.0;△0.0", "△3.5"),
            ("-3.5", "0.0;[Red]\\-0.0", "-3.5"),
            ("-16.4", "#,##0.0", "-16.4"),
            ("0", "#,##0;-#,##0;\"－\"", "－"),
            ("0", "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", "-"),
            ("1234567", "#,##0,", "1,235"),
            ("0.5", "#.0", ".5"),
            ("0", "#,###", ""),
            ("7", "000", "007"),
            ("1.5", "0.0##", "1.5"),
            ("45748", "yyyy/m/d", "2025/4/1"),
            ("45748", "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和7年4月1日"),
            ("45748", "ge.m.d", "R7.4.1"),
        ] {
            assert_eq!(shown(value, format).as_deref(), Ok(text), "{value} {format}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_said() {
        for (value, format, doubt) in [
            ("1234567890123", "General", Doubt::Long),
            ("0.333333333333333", "General", Doubt::Long),
            ("1", "0.0E+00", Doubt::Format),
            ("1", "# ?/?", Doubt::Format),
            ("1", "[>=100]0;0.0", Doubt::Format),
            ("-0.01", "0.0", Doubt::Format),
            ("0.5", "h:mm", Doubt::Format),
            ("43600", "[$-411]ggge\"年\"", Doubt::Locale),
            ("1", "[DBNum1]0", Doubt::Format),
            ("1", "0\"億\"0000\"万円\"", Doubt::Format),
        ] {
            assert_eq!(shown(value, format), Err(doubt), "{value} {format}");
        }
    }

    #[test]
    fn more_places_than_can_be_written_out_are_a_doubt() {
        for format in ["0".repeat(70_000), format!("0.{}", "0".repeat(70_000))] {
            assert_eq!(shown("1", &format), Err(Doubt::Long));
        }
    }

    #[test]
    fn texts_show_as_they_are_unless_the_format_says_otherwise() {
        assert_eq!(text("－", "#,##0").as_deref(), Ok("－"));
        assert_eq!(text("神奈川", "@\"県\"").as_deref(), Ok("神奈川県"));
        assert_eq!(text("x", ";;;").as_deref(), Ok(""));
    }

    proptest! {
        #[test]
        fn never_panics(format in "[0#?.,%;@yMdge_*\\[\\]\"件 \\\\-]{0,12}", value in "-?[0-9]{1,9}(\\.[0-9]{1,5})?") {
            let _ = shown(&value, &format);
            let _ = text(&value, &format);
        }
    }
}
