//! series-total and series-parts: in a table of amounts by year the years make the total (累計), and the parts make the whole
//! (国予算＋自治体予算＝総事業費).
//!
//! A dash or a blank in such a table is nothing.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Term};
use crate::disclosed::{Cell, Series};
use crate::figures::FiscalYear;

/// Years and total.
pub const TOTAL: &str = "series-total";
/// Parts and whole.
pub const PARTS: &str = "series-parts";

/// Every row that prints a total.
pub fn totals<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    tables(cx).flatten().filter_map(|series| total(cx, series)).collect()
}

/// Every row that says of which rows it is the sum.
pub fn parts<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    tables(cx).flat_map(|table| table.iter().flat_map(|whole| whole_of(cx, table, whole)).collect::<Vec<_>>()).collect()
}

/// The tables of all years.
fn tables<'a>(cx: &PlanContext<'a>) -> impl Iterator<Item = &'a [Series]> {
    cx.plan.years.iter().flat_map(|year| year.series_tables())
}

fn total<'a>(cx: &PlanContext<'a>, series: &Series) -> Option<Claim<'a>> {
    let years: Vec<&str> = series.years.iter().map(|(_, cell)| cell.fact.as_str()).collect();
    sum(cx, TOTAL, &series.total, &years)
}

/// Each year and the total of a row that is the sum of others.
fn whole_of<'a>(cx: &PlanContext<'a>, table: &[Series], whole: &Series) -> Vec<Claim<'a>> {
    if whole.sum_of.is_empty() {
        return Vec::new();
    }
    let parts: Vec<&Series> = whole.sum_of.iter().filter_map(|key| table.iter().find(|series| series.key == *key)).collect();
    let years = whole.years.iter().map(|(year, cell)| (cell, parts.iter().filter_map(|part| of_year(part, *year)).collect()));
    let total = (&whole.total, parts.iter().map(|part| part.total.fact.as_str()).collect::<Vec<_>>());
    years.chain([total]).filter_map(|(cell, parts)| sum(cx, PARTS, cell, &parts)).collect()
}

fn of_year(series: &Series, year: FiscalYear) -> Option<&str> {
    series.years.iter().find(|(of, _)| *of == year).map(|(_, cell)| cell.fact.as_str())
}

fn sum<'a>(cx: &PlanContext<'a>, rule: &'static str, cell: &Cell, parts: &[&str]) -> Option<Claim<'a>> {
    let terms = parts.iter().filter_map(|fact| cx.figure(fact)).map(Term::amount).collect();
    let result = cx.figure(&cell.fact).filter(|_| cell.says_something())?;
    Some(Claim::new(rule, result, Shape::Sum(terms), Near::Same))
}
