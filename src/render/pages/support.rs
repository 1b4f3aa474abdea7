//! 国の支援措置: what was asked for and what was spent, for every project and year of a plan.
//!
//! In: the support rows of all years. Out: the view, and the view of one row, which the report of its year shows too. Never: a sum
//! that is not printed.

use super::cells::{CellView, FactView};
use super::draw;
use super::figure::FigureView;
use super::indicator::{self, Download};
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use super::series::{self, SeriesTable};
use crate::disclosed::{Plan, PlanYear, Related, Shown, Status, Support, address};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

/// The kinds in the order of the documents, with the id in addresses.
const KINDS: [(&str, &str); 3] = [("財政", "fiscal"), ("税制", "tax"), ("金融", "finance")];

#[derive(Serialize)]
struct Page {
    count: String,
    years: Vec<YearView>,
    downloads: Vec<Download>,
}

/// All rows of a year's document.
#[derive(Serialize)]
struct YearView {
    year: Year,
    report: Option<Link>,
    kinds: Vec<KindView>,
    withheld: Vec<SupportView>,
}

#[derive(Serialize)]
struct KindView {
    id: String,
    name: String,
    rows: Vec<SupportView>,
}

/// One row.
#[derive(Serialize)]
pub struct SupportView {
    pub key: String,
    pub kind: String,
    pub label: Said,
    /// `None` where the row has a table instead of one figure.
    pub value: Option<CellView>,
    /// Empty where the document names none; `all` where it says 全て.
    pub indicators: Vec<Link>,
    pub all: bool,
    pub summary: Option<Paras>,
    pub series: Option<SeriesTable>,
    /// On the page of all years.
    pub chart: Option<FigureView>,
    pub facts: Vec<FactView>,
    pub source: Option<Source>,
}

/// The view of all years, newest first.
pub fn view(cx: &Cx, plan: &Plan) -> Value {
    if plan.years.iter().all(|year| year.support.is_empty()) {
        return Value::none();
    }
    let rows: usize = plan.years.iter().map(|year| year.support.len()).sum();
    let years = plan.years.iter().rev().filter(|year| !year.support.is_empty());
    value(&Page {
        count: cx.words.count("support-count", rows),
        years: years.map(|year| year_view(cx, plan, year)).collect(),
        downloads: indicator::downloads(cx, plan, "support"),
    })
}

fn year_view(cx: &Cx, plan: &Plan, year: &PlanYear) -> YearView {
    let text = cx.words.fill("report-of", &[("year", &year.year.name(cx.lang))]);
    let report = cx.listing(PageKind::Report, &plan.id, Some(year.year));
    let mut of_kind = |(word, slug): (&str, &str)| KindView {
        id: format!("fy{}-{slug}", year.year.0),
        name: cx.words.get(&format!("category-{word}")),
        rows: year
            .support
            .iter()
            .filter(|row| row.public().is_some_and(|row| row.kind == word))
            .map(|row| on_its_own(cx, plan, year, row))
            .collect(),
    };
    YearView {
        year: cx.year(year.year),
        report: report.map(|href| Link { said: Said::plain(text), href: Some(href) }),
        kinds: KINDS.into_iter().map(&mut of_kind).filter(|kind| !kind.rows.is_empty()).collect(),
        withheld: year.support.iter().filter(|row| row.is_withheld()).map(|each| row(cx, plan, each, String::new())).collect(),
    }
}

/// A row on the page of all years, where its key alone could meet that of another year. Here it has its chart.
fn on_its_own(cx: &Cx, plan: &Plan, year: &PlanYear, row: &Shown<Support>) -> SupportView {
    let prefix = address::support_anchor(year.year, "");
    let Shown::Public(open) = row else { return self::row(cx, plan, row, prefix) };
    let name = format!("{prefix}{}", open.key);
    let view = cx.in_row(&name, &open.label, || self::row(cx, plan, row, prefix));
    let chart = view.series.as_ref().and_then(|table| draw::amounts(cx, plan, open, &name, table));
    SupportView { chart, ..view }
}

/// The view of a row; its anchor begins with `prefix`.
pub fn row(cx: &Cx, plan: &Plan, row: &Shown<Support>, prefix: String) -> SupportView {
    match row {
        Shown::Public(row) => open(cx, plan, row, &prefix),
        Shown::Withheld(why) => SupportView {
            key: String::new(),
            kind: cx.words.get("withheld-row"),
            label: Said::default(),
            value: Some(cx.withheld(String::new(), why)),
            indicators: Vec::new(),
            all: false,
            summary: None,
            series: None,
            chart: None,
            facts: Vec::new(),
            source: None,
        },
    }
}

fn open(cx: &Cx, plan: &Plan, row: &Support, prefix: &str) -> SupportView {
    let key = format!("{prefix}{}", row.key);
    // A row with a table has no single figure, unless the document prints one.
    let has_value = row.series.is_empty() || row.value.status() != Status::None;
    SupportView {
        kind: cx.words.get(&format!("category-{}", row.kind)),
        label: cx.say(&row.label),
        value: has_value.then(|| cx.full(&row.value)),
        indicators: row.indicators.as_ref().map(|related| indicator::links(cx, plan, related)).unwrap_or_default(),
        all: matches!(row.indicators, Some(Related::All)),
        summary: cx.maybe(row.summary.as_ref()),
        series: series::table(cx, &key, cx.say(&row.label), &row.series),
        chart: None,
        facts: cx.facts(&row.facts),
        source: Some(cx.source(&row.place)),
        key,
    }
}
