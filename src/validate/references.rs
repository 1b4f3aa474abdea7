//! Grounds of withheld things, wherever they stand, and the site's own settings.
//!
//! In: the whole site. Out: findings. Never: a payload.

use super::ids::open;
use super::{Known, reference};
use crate::authored::{Cell, Fact, Held, Marked, Site, Text, Withholding, YearContent};
use crate::diagnostics::{Finding, Words, codes};
use crate::source::{Sources, Spanned};
use std::collections::BTreeSet;

const GROUND: (&str, &str) = ("非公表の根拠", "ground");

/// Checks settings and every ground that is named.
pub fn site(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    settings(site, sources, known, findings);
    for page in &site.pages {
        let state = page.disclosure.ground.iter();
        let marks = page.body.as_open().into_iter().flat_map(|body| grounds_of(&body.value));
        let all = state.chain(marks).chain(grounds_of(&page.title.value));
        all.for_each(|ground| reference(ground, &known.grounds, GROUND, findings));
    }
    for plan in &site.data.plans {
        let cells = plan.indicators.iter().flat_map(|i| i.cumulative.iter().chain(i.yearly.iter().map(|(_, cell)| cell)));
        check(plan.disclosure.ground.iter().chain(cells.filter_map(cell_ground)), known, findings);
        check(plan.indicators.iter().flat_map(|i| &i.facts).filter_map(fact_ground), known, findings);
    }
    for file in &site.data.years {
        check(file.disclosure.ground.iter(), known, findings);
        if let Some(content) = file.content.as_open() {
            check(grounds_in(content).into_iter(), known, findings);
        }
    }
}

fn check<'a>(grounds: impl Iterator<Item = &'a Spanned<String>>, known: &Known, findings: &mut Vec<Finding>) {
    grounds.for_each(|ground| reference(ground, &known.grounds, GROUND, findings));
}

fn settings(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    let (Some(plan), Some(file)) = (&site.config.home_plan, sources.find("kohyo.toml")) else { return };
    let plans: BTreeSet<&str> = known.plans.keys().copied().collect();
    if !plans.contains(plan.as_str()) {
        let message =
            Words::new(format!("home_plan の「{plan}」という計画はありません。"), format!("home_plan names no plan: `{plan}`"));
        let help = crate::diagnostics::words::suggest(plan, plans.iter().copied());
        findings.push(Finding::new(codes::UNKNOWN_REFERENCE, message).at(crate::source::Span::new(file, 0..0)).help(help));
    }
}

fn grounds_of(marked: &Marked) -> impl Iterator<Item = &Spanned<String>> {
    marked.withheld().filter_map(|mark| mark.ground.as_ref())
}

fn text_grounds(text: &Text) -> impl Iterator<Item = &Spanned<String>> {
    [&text.ja, &text.en].into_iter().flatten().flat_map(|marked| grounds_of(&marked.value))
}

fn cell_ground(cell: &Cell) -> Option<&Spanned<String>> {
    match cell {
        Held::Open(_) => None,
        Held::Withheld(part) => part.ground.as_ref(),
    }
}

fn fact_ground(fact: &Fact) -> Option<&Spanned<String>> {
    fact.value.as_ref().and_then(cell_ground)
}

fn row_grounds<T>(rows: &[Held<T>]) -> impl Iterator<Item = &Spanned<String>> {
    rows.iter().filter_map(|row| match row {
        Held::Open(_) => None,
        Held::Withheld(Withholding { ground, .. }) => ground.as_ref(),
    })
}

fn grounds_in(content: &YearContent) -> Vec<&Spanned<String>> {
    let mut out: Vec<&Spanned<String>> = row_grounds(&content.programs).collect();
    out.extend(row_grounds(&content.regulations).chain(row_grounds(&content.products)).chain(row_grounds(&content.support)));
    out.extend(row_grounds(&content.businesses).chain(row_grounds(&content.sections)).chain(row_grounds(&content.results)));
    for row in open(&content.results) {
        let cells = [&row.target, &row.actual, &row.progress, &row.weight];
        out.extend(cells.into_iter().flatten().filter_map(cell_ground));
        out.extend(row.facts.iter().filter_map(fact_ground));
        out.extend([&row.self_evaluation, &row.external_factors, &row.note].into_iter().flatten().flat_map(text_grounds));
    }
    for row in open(&content.programs) {
        out.extend(row.facts.iter().chain(&row.terms).filter_map(fact_ground));
        out.extend([&row.outline, &row.results].into_iter().flatten().flat_map(text_grounds));
    }
    out.extend(open(&content.aggregates).filter_map(|row| cell_ground(&row.progress)));
    out.extend(open(&content.products).flat_map(|row| &row.facts).filter_map(fact_ground));
    out.extend(open(&content.products).filter_map(|row| row.summary.as_ref()).flat_map(text_grounds));
    out.extend(open(&content.support).flat_map(|row| &row.facts).filter_map(fact_ground));
    out.extend(open(&content.support).filter_map(|row| row.value.as_ref()).filter_map(cell_ground));
    out.extend(open(&content.sections).flat_map(|row| &row.facts).filter_map(fact_ground));
    out.extend(open(&content.sections).filter_map(|row| row.summary.as_ref()).flat_map(text_grounds));
    out.extend(content.facts.iter().filter_map(fact_ground));
    out
}
