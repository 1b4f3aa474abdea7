//! Years in every spelling: 令和6年度 = R6 = 2024年度 = FY2024 (docs/search.md §4).
//!
//! In: folded characters and a place. Out: the years spelt there. Never: a year outside its era.

use super::chars::is_word;
use super::terms::word_end;

/// A year, and how many characters spell it.
pub type Year = (u16, usize);

/// What is spelt at a place.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Spelt {
    /// 令和6年
    pub calendar: Option<Year>,
    /// 令和6年度
    pub fiscal: Option<Year>,
}

/// An era: its letter, its name, the year before its first, its last year in its own count.
const ERAS: [(char, [char; 2], u16, u16); 5] = [
    ('m', ['明', '治'], 1867, 45),
    ('t', ['大', '正'], 1911, 15),
    ('s', ['昭', '和'], 1925, 64),
    ('h', ['平', '成'], 1988, 31),
    ('r', ['令', '和'], 2018, 30),
];
/// Western years that are years and not just numbers.
const WESTERN: std::ops::RangeInclusive<u16> = 1868..=2100;

/// The years that are spelt from a place on. In the middle of a word none is.
pub fn years_at(chars: &[char], at: usize) -> Spelt {
    match chars.get(at) {
        Some('明' | '大' | '昭' | '平' | '令') => by_era(chars, at),
        Some('m' | 't' | 's' | 'h' | 'r' | 'f') if !is_year_behind(chars.get(at + 1)) => Spelt::default(),
        Some('0'..='9' | 'm' | 't' | 's' | 'h' | 'r' | 'f') => {
            let inside = at.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(|c| is_word(*c));
            if inside { Spelt::default() } else { by_word(chars, at) }
        }
        _ => Spelt::default(),
    }
}

/// Whether what stands behind the first letter can spell a year: r6, r元, fy2024, fiscal 2024. Of most words it can't.
fn is_year_behind(next: Option<&char>) -> bool {
    next.is_some_and(|c| matches!(c, '0'..='9' | '元' | 'y' | 'i'))
}

/// 令和6年, 令和元年度
fn by_era(chars: &[char], at: usize) -> Spelt {
    let second = chars.get(at + 1);
    let era = ERAS.iter().find(|(_, name, ..)| chars.get(at) == Some(&name[0]) && second == Some(&name[1]));
    let Some((_, _, before, last)) = era else { return Spelt::default() };
    let (number, end) = if chars.get(at + 2) == Some(&'元') {
        (Some(1), at + 3)
    } else {
        let end = word_end(chars, at + 2);
        (small(chars.get(at + 2..end).unwrap_or_default()), end)
    };
    match number.filter(|n| (1..=*last).contains(n)) {
        Some(number) => with_sign(chars, at, end, before + number).unwrap_or_default(),
        None => Spelt::default(),
    }
}

/// A year with 年 behind it is a calendar year, with 年度 a fiscal one as well.
fn with_sign(chars: &[char], at: usize, end: usize, year: u16) -> Option<Spelt> {
    let fiscal = (chars.get(end + 1) == Some(&'度')).then_some((year, end + 2 - at));
    (chars.get(end) == Some(&'年')).then_some(Spelt { calendar: Some((year, end + 1 - at)), fiscal })
}

fn by_word(chars: &[char], at: usize) -> Spelt {
    let end = word_end(chars, at);
    let word = chars.get(at..end).unwrap_or_default();
    let fiscal = |year: u16, end: usize| Spelt { calendar: None, fiscal: Some((year, end - at)) };
    match word {
        ['f', 'y', digits @ ..] if !digits.is_empty() => western(digits).map_or_else(Spelt::default, |year| fiscal(year, end)),
        ['f', 'y'] | ['f', 'i', 's', 'c', 'a', 'l'] => {
            number_behind(chars, end, word.len() > 2).map_or_else(Spelt::default, |(year, end)| fiscal(year, end))
        }
        [letter, digits @ ..] if letter.is_ascii_lowercase() => {
            let first = digits.is_empty() && chars.get(end) == Some(&'元');
            let (number, end) = if first { (Some(1), end + 1) } else { (small(digits), end) };
            let era = ERAS.iter().find(|era| era.0 == *letter);
            let Some((era, number)) = era.zip(number).filter(|(era, n)| (1..=era.3).contains(n)) else { return Spelt::default() };
            let dated = chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit);
            let alone = if dated { Spelt::default() } else { fiscal(era.2 + number, end) };
            with_sign(chars, at, end, era.2 + number).unwrap_or(alone)
        }
        digits => western(digits).and_then(|year| with_sign(chars, at, end, year)).unwrap_or_default(),
    }
}

/// The four digits behind `fy`, `fiscal` or `fiscal year`, and where they end.
fn number_behind(chars: &[char], end: usize, long: bool) -> Option<(u16, usize)> {
    let word = |start: usize| {
        let blank = start.checked_sub(1).and_then(|before| chars.get(before)) == Some(&' ');
        let end = word_end(chars, start);
        blank.then_some((chars.get(start..end).unwrap_or_default(), end))
    };
    let (mut digits, mut end) = word(end + 1)?;
    if long && digits.iter().collect::<String>() == "year" {
        (digits, end) = word(end + 1)?;
    }
    Some((western(digits)?, end))
}

fn western(digits: &[char]) -> Option<u16> {
    number(digits).filter(|year| digits.len() == 4 && WESTERN.contains(year))
}

/// One or two digits.
fn small(digits: &[char]) -> Option<u16> {
    number(digits).filter(|_| matches!(digits.len(), 1 | 2))
}

fn number(digits: &[char]) -> Option<u16> {
    let digit = |number: u16, c: &char| number.checked_mul(10)?.checked_add(u16::try_from(c.to_digit(10)?).ok()?);
    digits.iter().try_fold(0, digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> Spelt {
        years_at(&text.chars().collect::<Vec<_>>(), 0)
    }

    #[test]
    fn a_number_of_any_length_is_read() {
        for number in ["65535年", "65536年", "65539年度", "655360年", "99999999999999999999年", "r99999999999年", "fy65539"]
        {
            assert_eq!(spelt(number), Spelt::default(), "{number}");
        }
        assert_eq!(spelt("2024年度").fiscal, Some((2024, 6)));
    }
}
