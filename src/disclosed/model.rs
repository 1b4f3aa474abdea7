//! The public site: plans with their years joined, rows with their references resolved.
//!
//! In: filled by `redact`. Out: read by `audit` and `render`. Never: a private field.

use super::{
    Cell, Check, Comment, Discrepancy, Edition, Event, Goal, Meeting, Policy, PrintedName, Profile, Project, Relation, Reply,
    Series, Shown, Status, Text, Withheld,
};
use crate::figures::{Date, FiscalYear, Lang, Units, When};
use crate::kinds::{FileKind, PageKind};
use std::sync::Arc;

/// The whole public site. A copy shares the plans and pages.
#[derive(Clone, Debug, Default)]
pub struct Site {
    pub title: Text,
    pub base_url: String,
    pub description: Text,
    pub publisher: Text,
    pub contact: Option<(Text, Option<String>)>,
    pub notice: Option<Text>,
    pub licence: Option<(Text, String)>,
    pub theme: String,
    pub home_plan: Option<String>,
    pub updated: Option<Date>,
    pub units: Units,
    pub documents: Vec<Document>,
    pub bodies: Vec<Body>,
    pub grounds: Vec<Ground>,
    pub plans: Vec<Arc<Plan>>,
    pub pages: Vec<Arc<Page>>,
    /// 非公表の台帳, in order of number.
    pub register: Vec<super::Item>,
    /// 検算: filled by `audit`.
    pub checks: Vec<Arc<Check>>,
    /// How to ask for what is withheld.
    pub request: Option<Text>,
    /// ウェブアクセシビリティ
    pub accessibility: super::Accessibility,
    /// How often the data are updated, a word of `FREQUENCIES`.
    pub frequency: Option<String>,
    /// Where the site is served from.
    pub host: crate::kinds::Host,
    /// What was withheld once and is public now.
    pub released: Vec<Released>,
}

impl Site {
    /// All pages.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().map(|page| &**page)
    }

    /// All plans, in the order of their ids.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.plans.iter().map(|plan| &**plan)
    }
}

/// 公表したもの
#[derive(Clone, Debug)]
pub struct Released {
    /// Its number in the register.
    pub number: String,
    pub on: Date,
    /// What it is.
    pub what: Text,
    /// Where it stands: an address without language.
    pub page: Option<String>,
}

/// 原資料
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub id: String,
    pub title: Text,
    pub bodies: Vec<String>,
    pub year: Option<FiscalYear>,
}

/// 自治体・府省・団体
#[derive(Clone, Debug)]
pub struct Body {
    pub id: String,
    pub name: Text,
    pub kana: String,
    /// 全国地方公共団体コード
    pub code: Option<String>,
}

/// 非公表の根拠
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ground {
    pub id: String,
    pub label: Text,
    /// 条・号
    pub article: Option<Text>,
    /// What the article says, in summary.
    pub text: Option<Text>,
    /// The body whose rule it is; absent for the national act.
    pub body: Option<String>,
}

/// Where a row stands in its document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    pub document: Option<String>,
    pub section: Option<Text>,
    pub lines: Option<String>,
    pub reassembled: Option<String>,
    pub note: Option<Text>,
}

/// 計画
#[derive(Debug)]
pub struct Plan {
    pub id: String,
    pub name: Text,
    pub short: Text,
    pub bodies: Vec<String>,
    pub first: FiscalYear,
    pub last: FiscalYear,
    pub outline: Option<Text>,
    pub goal: Option<Text>,
    pub rounding: Rounding,
    pub cap: Cap,
    /// Whether growth (伸び率) is against the year before; `None` where the plan does not say.
    pub growth: Option<bool>,
    /// Whether cumulative targets count what was there before.
    pub with_baseline: bool,
    pub dates: Vec<(String, Text, Date)>,
    pub facts: Vec<Fact>,
    pub groups: Vec<Group>,
    pub indicators: Vec<Indicator>,
    pub years: Vec<PlanYear>,
    /// When its English was held against its Japanese.
    pub review: Option<super::Review>,
    pub place: Place,
}

/// Whether progress above 100 % counts as 100 % in an aggregate (100%で頭打ち).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Cap {
    /// It does.
    Hundred,
    /// It does not.
    None,
    /// The documents do not say.
    #[default]
    Unknown,
}

/// How the documents of a plan round (端数処理).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Rounding {
    /// 四捨五入
    HalfUp,
    /// 切り捨て
    Floor,
    /// The documents do not say.
    #[default]
    Unknown,
}

impl Plan {
    /// What its documents are known to contradict.
    pub fn discrepancies(&self) -> impl Iterator<Item = &Discrepancy> {
        self.years.iter().flat_map(|year| &year.discrepancies)
    }

    /// The years for which a report was published, oldest first.
    pub fn reported(&self) -> impl DoubleEndedIterator<Item = &PlanYear> {
        self.years.iter().filter(|year| year.report.is_some())
    }

    /// A fiscal year of the plan.
    pub fn year(&self, year: FiscalYear) -> Option<&PlanYear> {
        self.years.iter().find(|y| y.year == year)
    }

    /// Whether some year of some target has a printed growth rate (伸び率).
    pub fn has_growth(&self) -> bool {
        self.has(|row| &row.growth)
    }

    /// Whether some year of some target has a weight in its group (寄与度).
    pub fn has_weights(&self) -> bool {
        self.has(|row| &row.weight)
    }

    /// Whether some year of some target has a weight in the whole (全体に占める寄与度).
    pub fn has_overall_weights(&self) -> bool {
        self.has(|row| &row.overall_weight)
    }

    /// A year that is withheld as a whole does not tell which figures it has.
    fn has(&self, figure: fn(&IndicatorYear) -> &Cell) -> bool {
        let told = |row: &&IndicatorYear| {
            [&row.actual, &row.progress, &row.growth, &row.weight, &row.overall_weight].iter().any(|c| !c.shown.is_withheld())
        };
        let rows = self.indicators.iter().flat_map(|indicator| &indicator.years);
        rows.filter(told).any(|row| figure(row).status() != Status::None)
    }

    /// The years of the period.
    pub fn period(&self) -> impl Iterator<Item = FiscalYear> {
        (self.first.0..=self.last.0).map(FiscalYear)
    }
}

/// 評価指標
#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub label: Text,
    pub name: Text,
    /// Printed aggregate progress of each year.
    pub progress: Vec<(FiscalYear, Cell)>,
}

/// 数値目標
#[derive(Clone, Debug)]
pub struct Indicator {
    pub id: String,
    pub group: String,
    pub label: Text,
    pub name: Text,
    pub short: Text,
    pub unit: String,
    pub counter: Option<crate::figures::Counter>,
    pub better_is_more: bool,
    pub cumulative: Cell,
    pub years: Vec<IndicatorYear>,
    pub basis: Option<Text>,
    pub approach: Option<Text>,
    pub evaluated_by: Option<String>,
    /// Comparable targets of earlier plans: plan and indicator.
    pub earlier: Vec<(String, String)>,
    pub earlier_note: Option<Text>,
    /// やさしい日本語, with readings in braces.
    pub easy: Option<Text>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// One year of a numerical target; every year of the plan has one.
#[derive(Clone, Debug)]
pub struct IndicatorYear {
    pub year: FiscalYear,
    pub target: Cell,
    pub actual: Cell,
    pub progress: Cell,
    pub growth: Cell,
    pub weight: Cell,
    pub overall_weight: Cell,
    pub weight_reason: Option<Text>,
    pub self_evaluation: Option<Text>,
    pub external_factors: Option<Text>,
    pub note: Option<Text>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// A labelled figure.
#[derive(Clone, Debug)]
pub struct Fact {
    pub label: Text,
    pub cell: Cell,
    pub scope: Option<String>,
    pub period: Option<Period>,
    pub when: Vec<When>,
    pub as_of: Option<When>,
    pub repeat: bool,
    pub note: Option<Text>,
}

/// What span of time a fact counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// 累計
    Cumulative,
    /// 年度
    Year(FiscalYear),
}

/// Everything of one fiscal year beside the results.
#[derive(Debug)]
pub struct PlanYear {
    pub year: FiscalYear,
    pub report: Option<Report>,
    pub facts: Vec<Fact>,
    pub sections: Vec<Shown<Section>>,
    pub programs: Vec<Shown<Program>>,
    pub program_sections: Vec<Shown<Section>>,
    pub regulations: Vec<Shown<Regulation>>,
    pub regulation_sections: Vec<Shown<Section>>,
    /// Of files with meetings, comments or replies.
    pub comment_sections: Vec<Shown<Section>>,
    pub products: Vec<Shown<Product>>,
    pub support: Vec<Shown<Support>>,
    pub businesses: Vec<Shown<Business>>,
    pub policies: Vec<Shown<Policy>>,
    pub projects: Vec<Shown<Project>>,
    pub meetings: Vec<Shown<Meeting>>,
    pub comments: Vec<Shown<Comment>>,
    pub replies: Vec<Shown<Reply>>,
    pub events: Vec<Shown<Event>>,
    pub goals: Vec<Shown<Goal>>,
    pub relations: Vec<Relation>,
    pub discrepancies: Vec<Discrepancy>,
    pub editions: Vec<Edition>,
    pub printed_names: Vec<PrintedName>,
}

impl PlanYear {
    /// The public tables of amounts by year, of support measures and of sections.
    pub fn series_tables(&self) -> impl Iterator<Item = &[Series]> {
        let support = self.support.iter().filter_map(Shown::public).map(|row| row.series.as_slice());
        let sections = self.sections.iter().filter_map(Shown::public).map(|row| row.series.as_slice());
        support.chain(sections)
    }

    /// A year of which nothing is known yet.
    pub fn new(year: FiscalYear) -> PlanYear {
        PlanYear {
            year,
            report: None,
            facts: Vec::new(),
            sections: Vec::new(),
            programs: Vec::new(),
            program_sections: Vec::new(),
            regulations: Vec::new(),
            regulation_sections: Vec::new(),
            comment_sections: Vec::new(),
            products: Vec::new(),
            support: Vec::new(),
            businesses: Vec::new(),
            policies: Vec::new(),
            projects: Vec::new(),
            meetings: Vec::new(),
            comments: Vec::new(),
            replies: Vec::new(),
            events: Vec::new(),
            goals: Vec::new(),
            relations: Vec::new(),
            discrepancies: Vec::new(),
            editions: Vec::new(),
            printed_names: Vec::new(),
        }
    }
}

/// 評価書
#[derive(Clone, Debug)]
pub struct Report {
    pub title: Text,
    pub summary: Option<Text>,
    /// The day on which it was published here.
    pub published: Option<Date>,
    pub place: Place,
}

/// 関連する数値目標
#[derive(Clone, Debug)]
pub enum Related {
    /// 全て
    All,
    /// A dash is printed.
    Dash,
    /// Named ones.
    Some(Vec<String>),
}

impl Related {
    /// The targets that are named one by one.
    pub fn named(&self) -> &[String] {
        match self {
            Related::Some(ids) => ids,
            Related::All | Related::Dash => &[],
        }
    }
}

/// 地域独自の取組
#[derive(Clone, Debug)]
pub struct Program {
    pub id: String,
    pub name: Text,
    pub kana: String,
    pub scheme: Option<Text>,
    pub category: String,
    pub bodies: Vec<String>,
    pub indicators: Related,
    pub outline: Option<Text>,
    pub results: Option<Text>,
    pub terms: Vec<Fact>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// 規制の特例措置等
#[derive(Clone, Debug)]
pub struct Regulation {
    pub id: String,
    pub name: Text,
    pub kind: String,
    pub indicators: Related,
    pub used: Cell,
    pub remarks: Cell,
    pub ministries: Vec<String>,
    pub number: Option<String>,
    pub summary: Option<Text>,
    pub effect: Option<Text>,
    pub evaluation: Option<Text>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// 製品・データサイエンス事業・治験
#[derive(Clone, Debug)]
pub struct Product {
    pub id: String,
    pub kind: String,
    pub indicator: String,
    pub name: Text,
    pub title: Option<Text>,
    pub businesses: Vec<String>,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// 国の支援措置
#[derive(Clone, Debug)]
pub struct Support {
    pub key: String,
    pub kind: String,
    pub label: Text,
    pub indicators: Option<Related>,
    pub value: Cell,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub series: Vec<Series>,
    pub place: Place,
}

/// 事業者
#[derive(Clone, Debug)]
pub struct Business {
    pub id: String,
    pub name: Text,
    pub kana: String,
    pub kind: Option<String>,
    pub summary: Option<Text>,
    pub profile: Profile,
    pub facts: Vec<Fact>,
    pub place: Place,
}

/// A part without rows.
#[derive(Clone, Debug)]
pub struct Section {
    pub key: String,
    pub name: Text,
    pub state: Cell,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub series: Vec<Series>,
    pub place: Place,
}

/// A page in one language.
#[derive(Debug)]
pub struct Page {
    pub address: String,
    pub lang: Lang,
    pub kind: PageKind,
    /// Empty for a withheld page whose title is withheld too.
    pub title: String,
    pub description: Option<String>,
    /// In easy words, with readings in braces.
    pub easy: Option<String>,
    /// When it was held against the other language.
    pub review: Option<super::Review>,
    pub nav: Option<i64>,
    pub nav_title: Option<String>,
    pub plan: Option<String>,
    pub source: Option<String>,
    pub year: Option<FiscalYear>,
    /// Addresses at which it stood before, without language.
    pub aliases: Vec<String>,
    /// The day on which its content was last changed.
    pub updated: Option<Date>,
    /// Markdown in which a placeholder character stands for each withheld part.
    pub body: Shown<String>,
    /// The register number of each placeholder, in order.
    pub marks: Vec<Option<String>>,
    /// Why parts of a partly withheld page are withheld.
    pub partial: Option<Withheld>,
    /// In the order of the page; those that are not acknowledged are not here.
    pub attachments: Vec<Shown<Attachment>>,
}

/// 添付ファイル
#[derive(Clone)]
pub struct Attachment {
    /// Path below `content/`.
    pub name: String,
    /// In the page's language.
    pub title: String,
    pub kind: FileKind,
    /// Of `bytes`.
    pub sha256: String,
    /// What goes out, as it was reviewed.
    pub bytes: std::sync::Arc<[u8]>,
    /// Parts of the document itself are blackened.
    pub partial: bool,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.name, self.bytes.len())
    }
}
