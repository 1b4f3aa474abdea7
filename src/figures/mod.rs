//! Figures: exact decimals, units, fiscal years and dates, and how each of them prints in Japanese and English.
//!
//! In: characters of a document. Out: values that keep every printed digit. Never: a float (charts turn a value into a
//! coordinate themselves), a file, a decision about disclosure. Every other room may use this one; it uses none.

mod cell;
mod date;
mod decimal;
mod era;
mod printed_date;
mod unit;
mod when;
mod year;

pub use cell::{Flags, Printed, PrintedError, PrintedState, is_dash, read_printed};
pub use date::Date;
pub use decimal::Decimal;
pub use printed_date::{DateError, read_date};
#[cfg(test)]
pub(crate) use unit::sample_units;
pub use unit::{Counter, Unit, UnitEnglish, Units};
pub use when::{Moment, Precision, When};
pub use year::{FiscalYear, fiscal_year_of};

use serde::Serialize;

/// One of the two languages of every site.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 日本語
    Ja,
    /// English
    En,
}

impl Lang {
    /// Both languages, Japanese first: it is the first language of the people who use kohyo.
    pub const ALL: [Lang; 2] = [Lang::Ja, Lang::En];

    /// The BCP 47 code, also the first segment of every address.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// The language of the twin page.
    pub fn other(self) -> Lang {
        match self {
            Lang::Ja => Lang::En,
            Lang::En => Lang::Ja,
        }
    }

    /// `ja` or `en`; anything else is nothing.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }
}
