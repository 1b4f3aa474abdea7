//! Rows of the data files, as written.
//!
//! In: built by `load` from `data/**.toml` (the keys are explained in docs/data-format.md). Out: to `validate`, `redact`
//! and `audit`. Never: a reference resolved; ids here are what the author typed, with their places.

use super::{
    Cell, Comment, Dated, Disclosure, Discrepancy, Edition, Event, Goal, Held, Meeting, Policy, PrintedName, Project, Relation,
    Reply, Series, Text,
};
use crate::figures::{Counter, Date, FiscalYear, When};
use crate::source::{FileId, Span, Spanned};

/// An id as typed.
pub type Id = Spanned<String>;

/// Where in the source document a row stands.
#[derive(Clone, Debug, Default)]
pub struct At {
    /// 章・別紙
    pub section: Option<Text>,
    /// Lines of the plain-text extraction, e.g. `300-308`.
    pub lines: Option<String>,
    /// How sure the reassembly of a displaced row is: `certain`, `likely`, `unsure`.
    pub reassembled: Option<String>,
    /// What was done.
    pub note: Option<Text>,
}

/// 原資料
#[derive(Clone, Debug)]
pub struct Document {
    pub id: Id,
    pub title: Text,
    pub bodies: Vec<Id>,
    pub fiscal_year: Option<FiscalYear>,
}

/// 自治体・府省・団体
#[derive(Clone, Debug)]
pub struct Body {
    pub id: Id,
    pub name: Text,
    pub kana: Option<String>,
    /// 全国地方公共団体コード
    pub code: Option<String>,
}

/// 非公表の根拠
#[derive(Clone, Debug)]
pub struct Ground {
    pub id: Id,
    pub label: Text,
    /// 条・号
    pub article: Option<Text>,
    /// What the article says, in summary.
    pub text: Option<Text>,
    /// The body whose rule it is; absent for the national act.
    pub body: Option<Id>,
}

/// 非公表の番号: the last number that was given in a year. Numbers are given once and never again.
#[derive(Clone, Debug)]
pub struct Numbering {
    pub year: Spanned<i64>,
    pub last: Spanned<i64>,
}

/// 公表したもの: something of the register that is public now.
#[derive(Clone, Debug)]
pub struct Released {
    pub number: Id,
    pub on: Date,
    /// What it is, in words.
    pub what: Text,
    /// Where it stands: an address without language, as in links.
    pub page: Option<Spanned<String>>,
}

/// 計画: `data/plans/<id>.toml`
#[derive(Clone, Debug)]
pub struct Plan {
    pub id: Id,
    pub disclosure: Disclosure,
    pub source: Option<Id>,
    pub name: Text,
    pub short: Text,
    pub bodies: Vec<Id>,
    pub period: Spanned<(FiscalYear, FiscalYear)>,
    pub outline: Option<Text>,
    pub goal: Option<Text>,
    pub rules: Rules,
    pub dates: Vec<PlanDate>,
    pub groups: Vec<Group>,
    pub indicators: Vec<Indicator>,
    pub facts: Vec<Fact>,
    /// When the English of all its texts was held against the Japanese.
    pub reviewed: Option<super::Reviewed>,
    pub at: At,
}

/// How the documents of a plan period compute.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// 100 %で頭打ちか: `100`, `none`, `unknown`.
    pub cap: Option<Spanned<String>>,
    /// 端数処理: `half-up`, `floor`, `unknown`.
    pub rounding: Option<Spanned<String>>,
    /// 伸び率: `previous-year` (against the year before).
    pub growth: Option<Spanned<String>>,
    /// Whether the cumulative target counts what was there before: `with-baseline`, `without-baseline`.
    pub increments: Option<Spanned<String>>,
}

/// A dated event of a plan.
#[derive(Clone, Debug)]
pub struct PlanDate {
    pub key: Id,
    pub label: Text,
    pub on: Date,
}

/// 評価指標: a group of numerical targets.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: Id,
    pub label: Text,
    pub name: Text,
    pub at: At,
}

/// 数値目標
#[derive(Clone, Debug)]
pub struct Indicator {
    pub id: Id,
    pub group: Id,
    pub label: Text,
    pub name: Text,
    pub short: Text,
    pub unit: Id,
    pub counter: Option<Counter>,
    pub direction: Option<Spanned<String>>,
    pub cumulative: Option<Cell>,
    pub yearly: Vec<(Spanned<FiscalYear>, Cell)>,
    pub basis: Option<Text>,
    pub approach: Option<Text>,
    /// The target by which this one is evaluated (①②の評価は②により行う).
    pub evaluated_by: Option<Id>,
    /// Comparable targets of earlier plans: `plan/indicator`.
    pub earlier: Vec<Spanned<String>>,
    /// How far they can be compared.
    pub earlier_note: Option<Text>,
    /// やさしい日本語
    pub easy: Option<Text>,
    pub facts: Vec<Fact>,
    pub at: At,
    pub span: Span,
}

/// A file of a fiscal year: `data/<year>/<plan>/*.toml`.
#[derive(Clone, Debug)]
pub struct YearFile {
    pub file: FileId,
    pub year: Spanned<FiscalYear>,
    pub plan: Id,
    pub disclosure: Disclosure,
    pub source: Option<Id>,
    pub content: Held<YearContent>,
}

/// What such a file may hold. Rows are held one by one: each may be withheld as a whole.
#[derive(Clone, Debug, Default)]
pub struct YearContent {
    pub report: Option<Report>,
    pub aggregates: Vec<Held<Aggregate>>,
    pub results: Vec<Held<YearResult>>,
    pub programs: Vec<Held<Program>>,
    pub regulations: Vec<Held<Regulation>>,
    pub products: Vec<Held<Product>>,
    pub support: Vec<Held<Support>>,
    pub businesses: Vec<Held<Business>>,
    pub sections: Vec<Held<Section>>,
    pub policies: Vec<Held<Policy>>,
    pub projects: Vec<Held<Project>>,
    pub meetings: Vec<Held<Meeting>>,
    pub comments: Vec<Held<Comment>>,
    pub replies: Vec<Held<Reply>>,
    pub events: Vec<Held<Event>>,
    pub goals: Vec<Held<Goal>>,
    pub facts: Vec<Fact>,
    pub relations: Vec<Relation>,
    pub discrepancies: Vec<Discrepancy>,
    pub editions: Vec<Edition>,
    pub printed_names: Vec<PrintedName>,
}

impl YearContent {
    /// Whether a file holds no row at all.
    pub fn is_empty(&self) -> bool {
        let rows =
            self.aggregates.len() + self.results.len() + self.programs.len() + self.regulations.len() + self.products.len();
        let others = self.support.len() + self.businesses.len() + self.sections.len() + self.facts.len();
        let work = self.policies.len() + self.projects.len() + self.events.len() + self.goals.len();
        let said = self.meetings.len() + self.comments.len() + self.replies.len();
        let checks = self.relations.len() + self.discrepancies.len() + self.editions.len() + self.printed_names.len();
        self.report.is_none() && rows + others + work + said + checks == 0
    }
}

/// 評価書
#[derive(Clone, Debug)]
pub struct Report {
    pub title: Text,
    pub summary: Option<Text>,
    /// The day on which it was published here.
    pub published: Option<Date>,
    pub at: At,
}

/// 評価指標ごとの進捗度
#[derive(Clone, Debug)]
pub struct Aggregate {
    pub group: Id,
    pub progress: Option<Cell>,
    /// Whether figures that follow from a withheld one are shown all the same; the check of inference decides whether they may.
    pub show_derived: bool,
    pub at: At,
}

/// One year of one numerical target.
#[derive(Clone, Debug)]
pub struct YearResult {
    pub indicator: Id,
    pub target: Option<Cell>,
    pub actual: Option<Cell>,
    pub progress: Option<Cell>,
    /// 伸び率
    pub growth: Option<Cell>,
    /// 寄与度: of the group.
    pub weight: Option<Cell>,
    /// 寄与度: of the whole.
    pub overall_weight: Option<Cell>,
    pub weight_reason: Option<Text>,
    pub self_evaluation: Option<Text>,
    pub external_factors: Option<Text>,
    pub note: Option<Text>,
    pub facts: Vec<Fact>,
    /// Whether figures that follow from a withheld one are shown all the same; the check of inference decides whether they may.
    pub show_derived: bool,
    pub at: At,
    pub span: Span,
}

/// A labelled figure in running text or in a results column.
#[derive(Clone, Debug)]
pub struct Fact {
    pub key: Id,
    pub label: Text,
    pub value: Option<Cell>,
    pub scope: Option<Spanned<String>>,
    pub period: Option<Spanned<Period>>,
    pub when: Vec<When>,
    pub counter: Option<Counter>,
    /// 時点
    pub as_of: Option<When>,
    /// 再掲
    pub repeat: bool,
    pub note: Option<Text>,
    pub span: Span,
}

/// What span of time a fact counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// 累計
    Cumulative,
    /// 年度
    Year(FiscalYear),
}

/// 関連する数値目標
#[derive(Clone, Debug)]
pub enum Related {
    /// 全て
    All,
    /// A dash is printed.
    Dash,
    /// Named ones.
    Some(Vec<Id>),
}

/// 地域独自の取組: one row of the programme tables.
#[derive(Clone, Debug)]
pub struct Program {
    pub id: Id,
    pub name: Text,
    /// Its reading, for lists in 五十音 order.
    pub kana: Option<String>,
    /// The scheme of which it is a part, where the document lists it under one.
    pub scheme: Option<Text>,
    pub category: Spanned<String>,
    pub bodies: Vec<Id>,
    pub indicators: Related,
    pub outline: Option<Text>,
    pub results: Option<Text>,
    pub terms: Vec<Fact>,
    pub facts: Vec<Fact>,
    pub at: At,
}

/// 規制の特例措置等: one row of the regulatory tables.
#[derive(Clone, Debug)]
pub struct Regulation {
    pub id: Id,
    pub name: Text,
    pub kind: Spanned<String>,
    pub indicators: Related,
    pub used: Option<Cell>,
    pub remarks: Option<Cell>,
    /// 規制所管府省
    pub ministries: Vec<Id>,
    /// 規制協議の整理番号
    pub number: Option<Spanned<String>>,
    pub summary: Option<Text>,
    /// 直接効果
    pub effect: Option<Text>,
    /// 自己評価
    pub evaluation: Option<Text>,
    pub facts: Vec<Fact>,
    pub at: At,
}

/// 製品・データサイエンス事業・治験
#[derive(Clone, Debug)]
pub struct Product {
    pub id: Id,
    pub kind: Spanned<String>,
    pub indicator: Id,
    pub name: Text,
    pub title: Option<Text>,
    pub businesses: Vec<Id>,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub at: At,
}

/// 国の支援措置の活用
#[derive(Clone, Debug)]
pub struct Support {
    pub key: Id,
    pub kind: Spanned<String>,
    pub label: Text,
    pub indicators: Option<Related>,
    pub value: Option<Cell>,
    pub counter: Option<Counter>,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    /// 要望・国予算・自治体予算・総事業費 by year.
    pub series: Vec<Series>,
    pub at: At,
}

/// 事業者
#[derive(Clone, Debug)]
pub struct Business {
    pub id: Id,
    pub name: Text,
    pub kana: Option<String>,
    pub kind: Option<Spanned<String>>,
    pub summary: Option<Text>,
    pub profile: Profile,
    pub facts: Vec<Fact>,
    pub at: At,
}

/// What a plan document says of a business that it supports.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// 住所
    pub address: Option<Text>,
    /// 電話番号
    pub phone: Option<Spanned<String>>,
    /// 設立・創業
    pub founded: Option<Dated>,
    /// `設立` or `創業`.
    pub founded_word: Option<Spanned<String>>,
    /// 業種
    pub industry: Option<Text>,
    /// Where in the zone it works.
    pub area: Option<Text>,
    /// The municipalities in which it works.
    pub bodies: Vec<Id>,
    /// One of `kinds::FIELDS`.
    pub field: Option<Spanned<String>>,
    /// 受ける支援措置, words of `kinds::CATEGORIES`.
    pub measures: Vec<Spanned<String>>,
    pub projects: Vec<Id>,
    /// 旧名称
    pub former: Vec<Text>,
}

/// A part of a report without rows: a few words, or 該当なし.
#[derive(Clone, Debug)]
pub struct Section {
    pub key: Id,
    pub name: Text,
    pub state: Option<Cell>,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub series: Vec<Series>,
    pub at: At,
}
