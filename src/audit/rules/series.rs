//! series-total and series-parts: in a table of amounts by year the years make the total (累計), and the parts make the whole
//! (国予算＋自治体予算＝総事業費).
//!
//! A dash or a blank in such a table is nothing.

use crate::audit::check::{Formula, Near, Outcome, PlanContext, joined, sum};
use crate::disclosed::{Cell, Check, Figure, Series, Shown, Status, Unchecked};
use crate::figures::FiscalYear;

/// Years and total.
pub const TOTAL: &str = "series-total";
/// Parts and whole.
pub const PARTS: &str = "series-parts";

/// Every row that prints a total.
pub fn totals(cx: &PlanContext) -> Vec<Check> {
    tables(cx).flatten().filter_map(|series| total(cx, series)).collect()
}

/// Every row that says of which rows it is the sum.
pub fn parts(cx: &PlanContext) -> Vec<Check> {
    tables(cx).flat_map(|table| table.iter().flat_map(|whole| whole_of(cx, table, whole)).collect::<Vec<_>>()).collect()
}

/// The tables of all years.
fn tables<'a>(cx: &PlanContext<'a>) -> impl Iterator<Item = &'a [Series]> {
    cx.plan.years.iter().flat_map(|year| {
        let support = year.support.iter().filter_map(Shown::public).map(|row| row.series.as_slice());
        let sections = year.sections.iter().filter_map(Shown::public).map(|row| row.series.as_slice());
        support.chain(sections)
    })
}

fn total(cx: &PlanContext, series: &Series) -> Option<Check> {
    is_figure(&series.total).then_some(())?;
    let terms: Vec<&Figure> = series.years.iter().filter_map(|(_, cell)| cx.figure(&cell.fact)).collect();
    let words = joined(&terms.iter().map(|figure| cx.say(figure)).collect::<Vec<_>>(), "+");
    let outcome = sum(terms.iter().map(|figure| amount(cx, figure)));
    Some(cx.check(TOTAL, cx.figure(&series.total.fact)?, Formula { outcome, words, near: Near::Same }))
}

/// Each year and the total of a row that is the sum of others.
fn whole_of(cx: &PlanContext, table: &[Series], whole: &Series) -> Vec<Check> {
    if whole.sum_of.is_empty() {
        return Vec::new();
    }
    let parts: Vec<&Series> = whole.sum_of.iter().filter_map(|key| table.iter().find(|series| series.key == *key)).collect();
    let of_year =
        |series: &Series, year: FiscalYear| series.years.iter().find(|(of, _)| *of == year).map(|(_, cell)| cell.fact.clone());
    let years =
        whole.years.iter().map(|(year, cell)| (cell, parts.iter().filter_map(|part| of_year(part, *year)).collect::<Vec<_>>()));
    let total = (&whole.total, parts.iter().map(|part| part.total.fact.clone()).collect::<Vec<_>>());
    years.chain([total]).filter(|(cell, _)| is_figure(cell)).filter_map(|(cell, parts)| one(cx, cell, &parts)).collect()
}

fn one(cx: &PlanContext, cell: &Cell, parts: &[String]) -> Option<Check> {
    let terms: Vec<&Figure> = parts.iter().filter_map(|fact| cx.figure(fact)).collect();
    let words = joined(&terms.iter().map(|figure| cx.say(figure)).collect::<Vec<_>>(), "+");
    let outcome = sum(terms.iter().map(|figure| amount(cx, figure)));
    Some(cx.check(PARTS, cx.figure(&cell.fact)?, Formula { outcome, words, near: Near::Same }))
}

fn is_figure(cell: &Cell) -> bool {
    matches!(cell.status(), Status::Value | Status::Withheld | Status::Text)
}

fn amount(cx: &PlanContext, figure: &Figure) -> Result<Outcome, Unchecked> {
    match figure.cell.status() {
        Status::Dash | Status::Blank => Ok(Outcome::constant(0)),
        _ => cx.read_measured(figure),
    }
}
