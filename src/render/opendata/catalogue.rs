//! What files there are: each table with its title, what it holds, its rows and the files that hold them.
//!
//! In: tables as they are made. Out: what schemas, catalogues and pages tell of each. Never: a table without rows, unless it is one of the
//! whole site.

use super::columns::Column;
use crate::disclosed::{Plan, Text, address};
use crate::figures::{Date, FiscalYear};
use crate::kinds::PageKind;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// One table.
#[derive(Clone, Debug)]
pub struct Listed {
    /// `None` for a table of the whole site.
    pub plan: Option<String>,
    pub name: String,
    /// Without the name of the plan.
    pub title: Text,
    /// What it holds, in a sentence.
    pub about: Text,
    pub columns: &'static [Column],
    pub rows: usize,
    /// Whether the first column tells the rows apart.
    pub keyed: bool,
    pub csv: File,
    pub json: File,
    /// First and last fiscal year of its rows.
    pub years: Option<(FiscalYear, FiscalYear)>,
    /// Ids of the documents in which its figures were printed.
    pub documents: BTreeSet<String>,
    pub shown: Shows,
}

/// A file as it goes out.
#[derive(Clone, Debug)]
pub struct File {
    /// `data/keihin-2022/indicators.csv`
    pub path: String,
    pub bytes: usize,
    pub sha256: String,
}

/// The page that shows a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shows {
    /// The page of one target.
    Indicator(String),
    /// The listing of a kind.
    Listing(PageKind),
    /// A page made for the whole site, by its address.
    Made(&'static str),
}

impl Listed {
    /// Plan and table in one word, unlike all others: neither has a dot.
    pub fn id(&self) -> String {
        self.plan.as_ref().map_or_else(|| self.name.clone(), |plan| format!("{plan}.{}", self.name))
    }
}

/// The first and last day of fiscal years: 2022 to 2026 is 2022-04-01 to 2027-03-31.
pub fn years((first, last): (FiscalYear, FiscalYear)) -> Option<(Date, Date)> {
    Date::parse(&format!("{}-04-01", first.0)).zip(Date::parse(&format!("{}-03-31", last.0 + 1)))
}

/// Whether every row has a first field of its own.
pub fn is_key(rows: &[Vec<String>]) -> bool {
    let mut seen = BTreeSet::new();
    rows.iter().filter_map(|row| row.first()).all(|id| !id.is_empty() && seen.insert(id))
}

/// A table of which the files are not made yet.
#[derive(Clone, PartialEq)]
pub struct Draft {
    plan: Option<String>,
    name: String,
    pub title: Text,
    about: Text,
    years: Option<(FiscalYear, FiscalYear)>,
    documents: BTreeSet<String>,
    shown: Shows,
}

/// Name, titles and sentences, and the page that shows it.
type Known = (&'static str, [&'static str; 2], [&'static str; 2], PageKind);

/// The tables of a plan.
const KNOWN: [Known; 15] = [
    (
        "indicators",
        ["数値目標（全体）", "All numerical targets"],
        [
            "すべての数値目標の、年度ごとの目標値、実績、進捗度、寄与度と、評価指標ごとの進捗度。",
            "Target, actual figure, progress and weight of every numerical target in each year, and the progress of each group.",
        ],
        PageKind::Indicators,
    ),
    (
        "report",
        ["評価書のその他の数値", "Other figures of the reports"],
        [
            "評価書の、数値目標の表のほかに書かれている数値と、各欄の記載。",
            "Figures that the reports give outside of the table of targets, and what their further sections say.",
        ],
        PageKind::Report,
    ),
    (
        "plan",
        ["計画の数値と日付", "Figures and dates of the plan"],
        ["計画に書かれている数値と日付。", "Figures and dates that the plan itself states."],
        PageKind::Plan,
    ),
    (
        "programs",
        ["地域独自の取組", "Local programmes"],
        [
            "自治体の補助、融資、規制などの取組の、区分、要件、実績。",
            "Category, conditions and results of the subsidies, loans, rules and other programmes of the municipalities.",
        ],
        PageKind::Programs,
    ),
    (
        "regulations",
        ["規制の特例措置等", "Regulatory measures"],
        [
            "規制の特例措置などの、活用の数、備考、規制協議、直接効果。",
            "Special regulatory measures with their use, remarks, consultations and effects.",
        ],
        PageKind::Regulation,
    ),
    (
        "products",
        ["事業・製品", "Projects and products"],
        [
            "数値目標に数えられた製品、データサイエンスの事業、治験の施設。",
            "Products, data-science projects and trial sites that count towards the numerical targets.",
        ],
        PageKind::Products,
    ),
    (
        "support",
        ["国の支援措置", "State support"],
        [
            "国の財政、税制、金融の支援の、件数と年度別の額。",
            "Fiscal, tax and financial support by the state: numbers of projects, and amounts by year.",
        ],
        PageKind::Support,
    ),
    (
        "businesses",
        ["事業者", "Businesses"],
        [
            "計画と評価書に名前の挙がる事業者について、書かれていること。",
            "What the plan and the reports say of the businesses and organisations that they name.",
        ],
        PageKind::Businesses,
    ),
    (
        "meetings",
        ["会合・現地調査", "Meetings and visits"],
        ["協議会の会合と現地調査の日付、方法、数値。", "Dates, methods and figures of council meetings and site visits."],
        PageKind::Comments,
    ),
    (
        "comments",
        ["指摘・意見と対応", "Comments and replies"],
        ["指摘や意見と、それへの対応。", "Comments, and the replies that were given to them."],
        PageKind::Comments,
    ),
    (
        "policies",
        ["政策課題と解決策", "Policy issues and solutions"],
        ["計画の政策課題、解決策、取組の内容。", "The policy issues of the plan, with their solutions and what is done."],
        PageKind::Projects,
    ),
    (
        "projects",
        ["計画の事業", "Projects of the plan"],
        [
            "計画の事業の、種類、支援措置、事業者、区域、実施時期。",
            "The projects of the plan with their kind, support, businesses, area and time.",
        ],
        PageKind::Projects,
    ),
    (
        "schedule",
        ["工程表", "Schedule"],
        ["工程表の事業と、その期間、節目。", "The projects of the schedule with their periods and milestones."],
        PageKind::Schedule,
    ),
    (
        "events",
        ["年表", "Timeline"],
        ["日付のある出来事と、計画の日付。", "Dated events, and the dates of the plan."],
        PageKind::Timeline,
    ),
    (
        "goals",
        ["定性的な目標", "Qualitative targets"],
        ["数値によらない目標の、期限と進捗の状況。", "Targets without figures: when they are due, and what came of them."],
        PageKind::Goals,
    ),
];

fn both([ja, en]: [&str; 2]) -> Text {
    Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) }
}

impl Draft {
    /// A table of a plan; `rows` are the fact, the fiscal year and the document of each row.
    pub fn of_plan<'a>(plan: &Plan, name: &str, rows: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Draft {
        let (title, about, shown) = match plan.indicators.iter().find(|each| name.strip_prefix("indicators-") == Some(&each.id)) {
            Some(indicator) => {
                let about = [
                    "この数値目標の、年度ごとの目標値、実績、進捗度、寄与度と、それについての数値。",
                    "Target, actual figure, progress and weight of this numerical target in each year, and further figures about it.",
                ];
                (indicator.name.clone(), both(about), Shows::Indicator(indicator.id.clone()))
            }
            None => {
                let known = KNOWN.iter().find(|(known, ..)| *known == name);
                let (title, about, kind) = known.map_or(([name; 2], [""; 2], PageKind::Page), |(_, t, a, kind)| (*t, *a, *kind));
                (both(title), both(about), Shows::Listing(kind))
            }
        };
        let (mut documents, mut years) = (BTreeSet::new(), BTreeSet::new());
        for (year, document) in rows {
            documents.extend(document.map(str::to_owned));
            years.extend(year.parse().map(FiscalYear));
        }
        let years = years.first().copied().zip(years.last().copied());
        Draft { plan: Some(plan.id.clone()), name: name.to_owned(), title, about, years, documents, shown }
    }

    /// A table of the whole site.
    pub fn of_site(name: &str) -> Draft {
        let (title, about, shown) = match name {
            address::REGISTER => (
                ["非公表の一覧（台帳）", "What is withheld"],
                [
                    "公表していないものの番号、場所、根拠、決定日、次回見直し。値はありません。",
                    "Number, place, ground, decision and next review of each thing that is not public. It holds no value.",
                ],
                address::REGISTER,
            ),
            _ => (
                ["正誤・検算", "Corrections and checks"],
                [
                    "確かめた関係とその結果のすべて、訂正や改訂のあった数値。",
                    "Every relation that was checked with its result, and the figures that were corrected or revised.",
                ],
                address::CORRECTIONS,
            ),
        };
        let (years, documents) = (None, BTreeSet::new());
        Draft {
            plan: None,
            name: name.to_owned(),
            title: both(title),
            about: both(about),
            years,
            documents,
            shown: Shows::Made(shown),
        }
    }

    /// Its plan, if it is of one, and its name: no two tables have the same.
    pub fn key(&self) -> (Option<&str>, &str) {
        (self.plan.as_deref(), &self.name)
    }

    /// The path of its file of a form.
    pub fn path(&self, extension: &str) -> String {
        self.plan
            .as_ref()
            .map_or_else(|| address::site_data(&self.name, extension), |plan| address::data(plan, &self.name, extension))
    }

    /// The table with its files, CSV first.
    pub fn listed(self, columns: &'static [Column], rows: usize, keyed: bool, [csv, json]: &[(String, Vec<u8>); 2]) -> Listed {
        let file = |(path, bytes): &(String, Vec<u8>)| File {
            path: path.clone(),
            bytes: bytes.len(),
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        Listed {
            plan: self.plan,
            name: self.name,
            title: self.title,
            about: self.about,
            columns,
            rows,
            keyed,
            csv: file(csv),
            json: file(json),
            years: self.years,
            documents: self.documents,
            shown: self.shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_years_are_april_to_march() {
        let (first, last) = years((FiscalYear(2022), FiscalYear(2026))).expect("days");
        assert_eq!((first.to_string(), last.to_string()), ("2022-04-01".to_owned(), "2027-03-31".to_owned()));
    }

    #[test]
    fn a_key_is_there_in_every_row_and_once() {
        let rows = |ids: &[&str]| ids.iter().map(|id| vec![(*id).to_owned()]).collect::<Vec<_>>();
        assert!(is_key(&rows(&["a", "b"])) && is_key(&[]));
        assert!(!is_key(&rows(&["a", "a"])) && !is_key(&rows(&["a", ""])));
    }
}
