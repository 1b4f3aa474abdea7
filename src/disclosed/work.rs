//! The public form of what a plan does and of what was said about it.
//!
//! In: filled by `redact`. Out: read by `audit` and `render`. Never: a private field.

use super::{Cell, Fact, Place, Related, Text};
use crate::figures::{Counter, FiscalYear, When};
use std::collections::BTreeSet;

/// A date with the characters in which the document prints it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dated {
    pub when: When,
    pub printed: Option<String>,
}

/// 政策課題と解決策
#[derive(Clone, Debug)]
pub struct Policy {
    pub id: String,
    pub label: Text,
    pub name: Text,
    pub solution: Option<Text>,
    pub outline: Option<Text>,
    pub place: Place,
}

/// Where and when a project, or a part of one, is carried out.
#[derive(Clone, Debug, Default)]
pub struct Conduct {
    pub businesses: Vec<String>,
    pub others: Option<Text>,
    pub area: Option<Text>,
    pub start: Option<Text>,
    pub equipment: Option<Text>,
    pub outline: Option<Text>,
}

/// 事業
#[derive(Clone, Debug)]
pub struct Project {
    pub id: String,
    pub label: Option<Text>,
    pub name: Text,
    pub kind: String,
    pub policies: Vec<String>,
    pub indicators: Option<Related>,
    pub measures: Vec<String>,
    pub scheme: Option<Text>,
    pub conduct: Conduct,
    pub years: Vec<FiscalYear>,
    pub period: Option<Text>,
    pub parts: Vec<Part>,
    pub schedule: Vec<ScheduleRow>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

impl Project {
    /// Whether it is a project of the 工程表.
    pub fn is_scheduled(&self) -> bool {
        self.kind == crate::kinds::SCHEDULED
    }

    /// Every business that it names, for itself or for one of its parts, each once.
    pub fn all_businesses(&self) -> BTreeSet<&str> {
        let of_parts = self.parts.iter().flat_map(|part| &part.conduct.businesses);
        self.conduct.businesses.iter().chain(of_parts).map(String::as_str).collect()
    }
}

/// A part of a project that is described on its own.
#[derive(Clone, Debug)]
pub struct Part {
    pub key: String,
    pub label: Option<Text>,
    pub name: Text,
    pub conduct: Conduct,
}

/// A row of the 工程表.
#[derive(Clone, Debug)]
pub struct ScheduleRow {
    pub key: String,
    pub group: Option<Text>,
    pub label: Text,
    pub marks: Vec<ScheduleMark>,
}

/// A bar or milestone of the schedule.
#[derive(Clone, Debug)]
pub struct ScheduleMark {
    pub milestone: bool,
    pub label: Text,
    /// `None`: the time is not known.
    pub from: Option<When>,
    pub to: Option<When>,
}

/// 年表の一行
#[derive(Clone, Debug)]
pub struct Event {
    pub id: String,
    pub on: Dated,
    pub category: String,
    pub bodies: Vec<String>,
    pub name: Text,
    pub note: Option<Text>,
    pub place: Place,
}

/// 定性的な目標
#[derive(Clone, Debug)]
pub struct Goal {
    pub id: String,
    pub group: String,
    pub name: Text,
    pub due: Option<Dated>,
    pub repeat: bool,
    pub result: Option<Text>,
    pub done: Vec<When>,
    pub place: Place,
}

/// Figures by year, with their printed total.
#[derive(Clone, Debug)]
pub struct Series {
    pub key: String,
    pub label: Text,
    pub unit: Option<String>,
    pub counter: Option<Counter>,
    /// Keys of the rows of which this one is the sum.
    pub sum_of: Vec<String>,
    pub years: Vec<(FiscalYear, Cell)>,
    pub total: Cell,
    pub note: Option<Text>,
}

/// 協議会の会合・現地調査
#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: String,
    pub label: Option<Text>,
    pub name: Text,
    pub when: Vec<When>,
    pub method: Option<Text>,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// 指摘・意見
#[derive(Clone, Debug)]
pub struct Comment {
    pub id: String,
    pub label: Option<Text>,
    pub meeting: Option<String>,
    pub indicators: Vec<String>,
    pub topic: Option<Text>,
    pub text: Text,
    pub repeat: bool,
    pub place: Place,
}

/// 対応
#[derive(Clone, Debug)]
pub struct Reply {
    pub id: String,
    pub to: Vec<String>,
    pub label: Option<Text>,
    pub text: Text,
    pub place: Place,
}

/// What a plan document says of a business that it supports.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub address: Option<Text>,
    pub phone: Option<String>,
    pub founded: Option<Dated>,
    pub founded_word: Option<String>,
    pub industry: Option<Text>,
    pub area: Option<Text>,
    pub bodies: Vec<String>,
    pub field: Option<String>,
    pub measures: Vec<String>,
    pub projects: Vec<String>,
    pub former: Vec<Text>,
}
