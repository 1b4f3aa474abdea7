//! What a plan does (事業) and when: policies, projects with their schedule, dated events, qualitative targets.
//!
//! In: built by `load` from `data/<year>/<plan>/*.toml`. Out: to `validate`, `redact` and `audit`. Never: a reference resolved.

use super::{At, Cell, Fact, Id, Related, Text};
use crate::figures::{Counter, FiscalYear, When};
use crate::source::{Span, Spanned};

/// A date together with the characters in which the document prints it.
#[derive(Clone, Debug)]
pub struct Dated {
    /// What it says.
    pub when: Spanned<When>,
    /// As printed, e.g. `平成元年`.
    pub printed: Option<Spanned<String>>,
}

/// 政策課題と解決策
#[derive(Clone, Debug)]
pub struct Policy {
    pub id: Id,
    pub label: Text,
    pub name: Text,
    /// 解決策
    pub solution: Option<Text>,
    /// 取組内容
    pub outline: Option<Text>,
    pub at: At,
}

/// Where and when a project, or a part of one, is carried out, as printed.
#[derive(Clone, Debug)]
pub struct Conduct {
    pub businesses: Vec<Id>,
    /// その他の事業者
    pub others: Option<Text>,
    /// 事業区域
    pub area: Option<Text>,
    /// 実施時期
    pub start: Option<Text>,
    /// 対象設備の取得
    pub equipment: Option<Text>,
    pub outline: Option<Text>,
}

/// 事業
#[derive(Clone, Debug)]
pub struct Project {
    pub id: Id,
    pub label: Option<Text>,
    pub name: Text,
    /// One of `kinds::PROJECTS`.
    pub kind: Spanned<String>,
    pub policies: Vec<Id>,
    pub indicators: Option<Related>,
    /// 支援措置の区分, words of `kinds::CATEGORIES`.
    pub measures: Vec<Spanned<String>>,
    /// The measure's name.
    pub scheme: Option<Text>,
    pub conduct: Conduct,
    /// 活用年度
    pub years: Vec<FiscalYear>,
    /// 実施期間
    pub period: Option<Text>,
    pub parts: Vec<Part>,
    pub schedule: Vec<ScheduleRow>,
    pub facts: Vec<Fact>,
    pub at: At,
}

/// A part of a project that is described on its own.
#[derive(Clone, Debug)]
pub struct Part {
    pub key: Id,
    pub label: Option<Text>,
    pub name: Text,
    pub conduct: Conduct,
}

/// A row of the 工程表.
#[derive(Clone, Debug)]
pub struct ScheduleRow {
    pub key: Id,
    /// The heading above it inside the project.
    pub group: Option<Text>,
    pub label: Text,
    pub marks: Vec<ScheduleMark>,
}

/// A bar (期間) or milestone (節目) of the schedule.
#[derive(Clone, Debug)]
pub struct ScheduleMark {
    pub milestone: bool,
    pub label: Text,
    /// `None`: the time is not known.
    pub from: Option<Spanned<When>>,
    pub to: Option<Spanned<When>>,
}

/// 年表の一行
#[derive(Clone, Debug)]
pub struct Event {
    pub id: Id,
    pub on: Dated,
    /// One of `kinds::EVENTS`.
    pub category: Spanned<String>,
    pub bodies: Vec<Id>,
    pub name: Text,
    pub note: Option<Text>,
    pub at: At,
}

/// 定性的な目標
#[derive(Clone, Debug)]
pub struct Goal {
    pub id: Id,
    pub group: Id,
    pub name: Text,
    /// 期限
    pub due: Option<Dated>,
    /// 再掲
    pub repeat: bool,
    pub result: Option<Text>,
    pub done: Vec<When>,
    pub at: At,
}

/// A row of figures by year, with its printed total.
#[derive(Clone, Debug)]
pub struct Series {
    pub key: Id,
    pub label: Text,
    pub unit: Option<Id>,
    pub counter: Option<Counter>,
    pub years: Vec<(Spanned<FiscalYear>, Cell)>,
    /// Keys of the rows of which this one is the sum.
    pub sum_of: Vec<Id>,
    /// 累計
    pub total: Option<Cell>,
    /// Whether figures that follow from a withheld one are shown all the same; the check of inference decides whether they may.
    pub show_derived: bool,
    pub note: Option<Text>,
    pub span: Span,
}
