//! What a printed figure may stand for, and how it is said in a derivation.
//!
//! In: disclosed figures. Out: exact values and intervals in the base of their dimension, words in both languages. Never: a
//! value where the cell is withheld, bounded or approximate.

use super::interval::{Fraction, Interval};
use crate::disclosed::{Content, Figure, Rounding, Shown, Text, Unchecked, marker};
use crate::figures::{Decimal, Flags, Lang, Printed, PrintedState, Unit, Units};

/// A figure that can be computed with.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The printed value.
    pub exact: Fraction,
    /// All values that print like it.
    pub range: Interval,
    /// Digits printed after the point.
    pub scale: u32,
}

/// What a figure stands for, or why nothing can be computed with it.
pub type Read = Result<Known, Unchecked>;

/// Reads a figure in the base of its dimension (yen, people, per cent).
pub fn read(figure: &Figure, units: &Units, rounding: Rounding) -> Read {
    let printed = match &figure.cell.shown {
        Shown::Withheld(_) => return Err(Unchecked::Withheld),
        Shown::Public(Content::Words(_)) => return Err(Unchecked::Words),
        Shown::Public(Content::NotYet | Content::NotEntered | Content::None) => return Err(Unchecked::Missing),
        Shown::Public(Content::Printed(printed)) => printed,
    };
    let PrintedState::Value { value, flags, .. } = &printed.state else { return Err(Unchecked::Missing) };
    let firm = Flags { provisional: false, planned: false, gross: false, ..*flags } == Flags::default();
    if !firm {
        return Err(Unchecked::Vague);
    }
    let unit = unit_of(figure, units);
    let column = figure.unit.and_then(|id| units.get(id));
    if unit.zip(column).is_some_and(|(own, column)| own.dimension != column.dimension) {
        return Err(Unchecked::Units);
    }
    let half = if is_exact(*value, unit) { None } else { Some(value.half_unit()) };
    known(*value, half, unit.map_or(0, |unit| unit.exponent), rounding).ok_or(Unchecked::TooLarge)
}

fn known(value: Decimal, half: Option<Decimal>, exponent: i32, rounding: Rounding) -> Option<Known> {
    let base = |value: Decimal| value.shift(exponent).and_then(Fraction::of);
    let exact = base(value)?;
    let range = match half {
        None => Interval::point(exact),
        Some(half) => {
            let (below, above) = match rounding {
                Rounding::HalfUp => (value.checked_sub(half)?, value.checked_add(half)?),
                Rounding::Floor => (value, value.checked_add(half)?.checked_add(half)?),
                Rounding::Unknown => (value.checked_sub(half)?, value.checked_add(half)?.checked_add(half)?),
            };
            Interval::half_open(base(below)?, base(above)?)
        }
    };
    Some(Known { exact, range, scale: value.scale() })
}

/// The unit in which a figure is printed.
pub fn unit_of<'u>(figure: &Figure, units: &'u Units) -> Option<&'u Unit> {
    let own = figure.cell.printed().and_then(Printed::unit);
    own.or(figure.unit).and_then(|id| units.get(id))
}

/// Counts are what they are, and so are amounts printed to the thousand yen: documents add them exactly. Everything else was
/// rounded before it was printed.
pub fn is_exact(value: Decimal, unit: Option<&Unit>) -> bool {
    let fine = unit.is_none_or(|unit| match unit.dimension.as_str() {
        "percent" => false,
        "yen" => unit.exponent <= 3,
        _ => true,
    });
    fine && value.scale() == 0
}

/// A figure as a derivation says it.
pub fn said(figure: &Figure, units: &Units) -> Text {
    let say = |lang| match &figure.cell.shown {
        Shown::Withheld(_) => marker(lang).to_owned(),
        Shown::Public(Content::Words(words)) => words.any(lang).to_owned(),
        Shown::Public(Content::NotYet | Content::NotEntered | Content::None) => "–".to_owned(),
        Shown::Public(Content::Printed(printed)) => printed_in(printed, figure, units, lang),
    };
    Text { ja: Some(say(Lang::Ja)), en: Some(say(Lang::En)) }
}

/// With the unit of its column, when it has none of its own.
fn printed_in(printed: &Printed, figure: &Figure, units: &Units, lang: Lang) -> String {
    let counter = figure.cell.counter.as_ref();
    let unit = figure.unit.and_then(|id| units.get(id)).filter(|_| printed.unit().is_none());
    match (printed.value(), unit, lang) {
        (Some(value), Some(unit), Lang::En) => unit.english_amount(value, counter),
        (Some(_), Some(unit), Lang::Ja) => format!("{}{}", printed.text, unit.name(Lang::Ja)),
        _ => printed.full(lang, units, counter),
    }
}

/// A computed value in the unit of a figure, with one digit more than is printed there.
pub fn computed(value: Fraction, like: &Figure, scale: u32, units: &Units) -> Option<Text> {
    said_in_unit(value, like, units, |in_unit| if in_unit.ends_within(scale) { scale } else { scale + 1 })
}

/// A value in the unit of a figure with all its digits, or with three where they do not end.
pub fn exactly(value: Fraction, like: &Figure, units: &Units) -> Option<Text> {
    said_in_unit(value, like, units, |in_unit| (0..=4).find(|places| in_unit.ends_within(*places)).unwrap_or(3))
}

fn said_in_unit(value: Fraction, like: &Figure, units: &Units, places: impl Fn(Fraction) -> u32) -> Option<Text> {
    let unit = unit_of(like, units);
    let power = 10i128.checked_pow(unit.map_or(0, |unit| unit.exponent).unsigned_abs())?;
    let in_unit = match unit.map_or(0, |unit| unit.exponent) {
        exponent if exponent < 0 => value.times(Fraction::whole(power))?,
        _ => value.over(Fraction::whole(power))?,
    };
    let number = in_unit.rounded(places(in_unit))?;
    let counter = like.cell.counter.as_ref();
    Some(match unit {
        Some(unit) => Text {
            ja: Some(format!("{}{}", number.grouped(), unit.name(Lang::Ja))),
            en: Some(unit.english_amount(number, counter)),
        },
        None => Text { ja: Some(number.grouped()), en: Some(number.grouped()) },
    })
}
