//! What the public may know: every cell is a public figure or a withheld one that holds no value.
//!
//! In: built by `redact`. Out: read by `audit` and `render`. Never: a field in which a withheld value could sit; a span or
//! any other way back to the sources.

mod accessibility;
pub mod address;
mod checks;
mod figures;
mod latest;
mod model;
mod register;
mod texts;
mod translations;
mod trend;
mod work;

pub use accessibility::{AccessTest, Accessibility, Criterion};
pub use checks::{Check, Discrepancy, Edition, PrintedName, Relation, Unchecked, Verdict};
pub use figures::{Figure, Figures, figure_name, figures_of};
pub use model::*;
pub use register::{Column, Item, Stands, in_order, natural};
pub use texts::{Spoken, without_readings};
pub use translations::{Held, Review, Translated};
pub use trend::{Reached, running_totals};
pub use work::*;

use crate::figures::{Date, Decimal, Lang, Printed, PrintedState, Unit, Units};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The marker of a withheld part: constant, whatever it hides.
pub fn marker(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "［非公表］",
        Lang::En => "[Withheld]",
    }
}

/// The same text in both languages; `None` where the author declared that there is none.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Text {
    /// 日本語
    pub ja: Option<String>,
    /// English
    pub en: Option<String>,
}

impl Text {
    /// A text in both languages.
    pub fn both(ja: &str, en: &str) -> Text {
        Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) }
    }

    /// The text of a language.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Ja => self.ja.as_deref(),
            Lang::En => self.en.as_deref(),
        }
    }

    /// The text of a language, or the other one's with its language, so that it can be marked as foreign.
    pub fn or_other(&self, lang: Lang) -> (&str, Option<Lang>) {
        match self.get(lang) {
            Some(text) => (text, None),
            None => (self.get(lang.other()).unwrap_or_default(), Some(lang.other())),
        }
    }

    /// Whether nothing is left of it but the marker.
    pub fn is_withheld(&self) -> bool {
        let mut texts = Lang::ALL.into_iter().filter_map(|lang| Some((lang, self.get(lang)?))).peekable();
        texts.peek().is_some() && texts.all(|(lang, text)| text == marker(lang))
    }

    /// The text of a language, or the other one's.
    pub fn any(&self, lang: Lang) -> &str {
        self.or_other(lang).0
    }
}

/// A cell with the stable id of the fact it prints.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// `keihin-2022/2024/investment/actual`
    pub fact: String,
    /// What the public sees.
    pub shown: Shown<Content>,
    /// English counting words, when the unit's own do not fit.
    pub counter: Option<crate::figures::Counter>,
}

/// Public, or withheld without a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown<T> {
    /// 公表
    Public(T),
    /// 非公表
    Withheld(Withheld),
}

/// That something is withheld, and why. There is no field for a value.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Withheld {
    /// Id of the ground, if one is stated.
    pub ground: Option<String>,
    /// Register number, if one is given; what is computed from a withheld figure has the number of that figure.
    pub id: Option<String>,
    /// The decision behind it.
    pub basis: Arc<Basis>,
}

/// The decision to withhold, as its page, file or row states it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Basis {
    /// The reason in words: 「…ことから、一部非公表といたします」.
    pub reason: Option<Text>,
    /// 決定者
    pub by: Option<Text>,
    /// 決定日
    pub decided: Option<Date>,
    /// 次回見直し
    pub review: Option<Date>,
    /// 公表予定日, where it is announced.
    pub planned: Option<Date>,
}

impl<T> Shown<T> {
    /// The public value.
    pub fn public(&self) -> Option<&T> {
        match self {
            Shown::Public(value) => Some(value),
            Shown::Withheld(_) => None,
        }
    }

    /// Whether it is withheld.
    pub fn is_withheld(&self) -> bool {
        matches!(self, Shown::Withheld(_))
    }
}

/// What a public cell holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// As printed.
    Printed(Printed),
    /// 未到来
    NotYet,
    /// 未収録: the time has come, and the site holds nothing of it.
    NotEntered,
    /// Words instead of a number.
    Words(Text),
    /// The document has no such cell.
    None,
}

impl Cell {
    /// A cell that the documents do not have.
    pub fn none(fact: String) -> Cell {
        Cell { fact, shown: Shown::Public(Content::None), counter: None }
    }

    /// The public number as printed.
    pub fn printed(&self) -> Option<&Printed> {
        match self.shown.public()? {
            Content::Printed(printed) => Some(printed),
            _ => None,
        }
    }

    /// The public number in a unit.
    pub fn value_in(&self, unit: &Unit, units: &Units) -> Option<Decimal> {
        self.printed()?.value_in(unit, units)
    }

    /// The public number without looking at its unit (percentages, counts).
    pub fn value(&self) -> Option<Decimal> {
        self.printed()?.value()
    }

    /// Which figure of its row it is: the last part of its fact.
    pub fn column(&self) -> &str {
        self.fact.rsplit('/').next().unwrap_or_default()
    }

    /// Whether a figure or words stand in it, shown or not: neither a dash, a blank nor nothing.
    pub fn says_something(&self) -> bool {
        matches!(self.status(), Status::Value | Status::Withheld | Status::Text)
    }

    /// A machine word for what stands in the cell.
    pub fn status(&self) -> Status {
        match &self.shown {
            Shown::Withheld(_) => Status::Withheld,
            Shown::Public(Content::NotYet) => Status::NotYet,
            Shown::Public(Content::NotEntered) => Status::NotEntered,
            Shown::Public(Content::Words(_)) => Status::Text,
            Shown::Public(Content::None) => Status::None,
            Shown::Public(Content::Printed(printed)) => match printed.state {
                PrintedState::Value { .. } => Status::Value,
                PrintedState::Dash => Status::Dash,
                PrintedState::Blank => Status::Blank,
                PrintedState::NotApplicable => Status::NotApplicable,
                PrintedState::UnderSurvey => Status::UnderSurvey,
            },
        }
    }
}

/// The state of a cell, as open data and templates name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 数値
    Value,
    /// －
    Dash,
    /// 空欄
    Blank,
    /// 該当なし
    NotApplicable,
    /// 調査中
    UnderSurvey,
    /// 未到来
    NotYet,
    /// 未収録
    NotEntered,
    /// 非公表
    Withheld,
    /// 語句
    Text,
    /// 記載なし
    None,
}

impl Status {
    /// The word in open data.
    pub fn word(self) -> &'static str {
        match self {
            Status::Value => "value",
            Status::Dash => "dash",
            Status::Blank => "blank",
            Status::NotApplicable => "not-applicable",
            Status::UnderSurvey => "under-survey",
            Status::NotYet => "not-yet",
            Status::NotEntered => "not-entered",
            Status::Withheld => "withheld",
            Status::Text => "text",
            Status::None => "none",
        }
    }
}
