//! Projecting what an author says for the recomputation audit.
//!
//! In: relations, known discrepancies, editions, names as printed. Out: their public form. Never: an earlier edition of a figure
//! that the public may not know now.

use super::cells::Projector;
use super::years::Context;
use crate::authored::{self, YearContent, YearFile};
use crate::disclosed::{self, PlanYear};
use crate::kinds::PageKind;
use std::collections::BTreeSet;

/// Adds those of a file.
pub fn add(p: &mut Projector, cx: &Context, content: &YearContent, out: &mut PlanYear) {
    p.row(cx.plan, Some(cx.year), PageKind::Corrections, None);
    out.relations.extend(content.relations.iter().map(|row| relation(p, cx, row)));
    out.discrepancies.extend(content.discrepancies.iter().map(|row| discrepancy(p, cx, row)));
    out.editions.extend(content.editions.iter().map(|row| edition(p, cx, row)));
    out.printed_names.extend(content.printed_names.iter().map(|row| printed_name(p, cx, row)));
}

/// Puts earlier editions and reasons of a withheld file on the watchlist.
pub fn watch(p: &mut Projector, content: &YearContent, item: Option<&str>) {
    for edition in &content.editions {
        p.watch_cell_within(Some(&edition.was), None, item);
        p.watch_texts(&edition.reason, item);
    }
    content.discrepancies.iter().for_each(|row| p.watch_texts(&row.reason, item));
}

/// An earlier edition of a figure goes out only with the figure itself; otherwise it is as withheld as that.
pub fn keep_public(p: &mut Projector, plan: &mut disclosed::Plan, files: &[&YearFile]) {
    let figures = plan.figures();
    let public: BTreeSet<String> =
        figures.iter().filter(|(_, figure)| !figure.cell.shown.is_withheld()).map(|(fact, _)| (*fact).to_owned()).collect();
    for edition in super::years::open(files).flat_map(|(_, content)| &content.editions) {
        if !public.contains(&edition.fact.value) {
            p.watch_cell_within(Some(&edition.was), None, None);
            p.watch_texts(&edition.reason, None);
        }
    }
    plan.years.iter_mut().for_each(|year| year.editions.retain(|edition| public.contains(&edition.fact)));
}

fn relation(p: &mut Projector, cx: &Context, row: &authored::Relation) -> disclosed::Relation {
    disclosed::Relation {
        kind: row.kind.value.clone(),
        result: row.result.value.clone(),
        parts: row.parts.iter().map(|part| part.value.clone()).collect(),
        count: row.count.as_ref().map(|count| count.value.clone()),
        place: p.place(&row.at, cx.document),
    }
}

fn discrepancy(p: &mut Projector, cx: &Context, row: &authored::Discrepancy) -> disclosed::Discrepancy {
    disclosed::Discrepancy {
        check: row.check.value.clone(),
        fact: row.fact.value.clone(),
        reason: p.text(&row.reason),
        place: p.place(&row.at, cx.document),
    }
}

fn edition(p: &mut Projector, cx: &Context, row: &authored::Edition) -> disclosed::Edition {
    disclosed::Edition {
        fact: row.fact.value.clone(),
        was: p.cell(format!("{}/was", row.fact.value), Some(&row.was), None),
        kind: row.kind.value.clone(),
        on: row.on,
        reason: p.text(&row.reason),
        place: p.place(&row.at, row.source.as_ref().or(cx.document)),
    }
}

fn printed_name(p: &mut Projector, cx: &Context, row: &authored::PrintedName) -> disclosed::PrintedName {
    disclosed::PrintedName { of: row.of.value.clone(), text: row.text.value.clone(), place: p.place(&row.at, cx.document) }
}
