//! What has to do with a numerical target: programmes, regulation, projects, products and the businesses behind them.
//!
//! In: the rows that name the target. Out: lists of links. Never: a business that only a withheld row names.

use super::index::At;
use super::said::{Cx, Link};
use crate::disclosed::{Indicator, Plan, Project, Text};
use crate::kinds::PageKind;
use serde::Serialize;

/// Links under one heading.
#[derive(Serialize)]
pub struct Rows {
    title: String,
    rows: Vec<Link>,
}

/// Kinds of rows without one are left out.
pub fn rows(cx: &Cx, plan: &Plan, indicator: &Indicator) -> Vec<Rows> {
    let Some(of) = cx.index.related(&plan.id, &indicator.id) else { return Vec::new() };
    let all = [
        ("related-programs", links(cx, PageKind::Programs, &of.programs, |row| (&row.id, &row.name))),
        ("related-regulations", links(cx, PageKind::Regulation, &of.regulations, |row| (&row.id, &row.name))),
        ("related-projects", of.projects.iter().map(|at| project(cx, at)).collect()),
        ("related-products", links(cx, PageKind::Products, &of.products, |row| (&row.id, &row.name))),
        ("related-businesses", super::business::links(cx, &of.businesses)),
    ];
    let named = |(key, rows): (&str, Vec<Link>)| (!rows.is_empty()).then(|| Rows { title: cx.words.get(key), rows });
    all.into_iter().filter_map(named).collect()
}

fn project(cx: &Cx, at: &At<Project>) -> Link {
    cx.row(super::projects::list_of(at.row), &at.plan.id, at.year, &at.row.id, &at.row.name)
}

fn links<'a, T>(cx: &Cx, kind: PageKind, rows: &[At<'a, T>], of: impl Fn(&'a T) -> (&'a String, &'a Text)) -> Vec<Link> {
    let link = |at: &At<'a, T>| {
        let (id, name) = of(at.row);
        cx.row(kind, &at.plan.id, at.year, id, name)
    };
    rows.iter().map(link).collect()
}
