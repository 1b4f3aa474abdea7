//! Plans: `data/plans/<id>.toml`.
//!
//! In: one file. Out: a `Plan`. Never: a look at the years.

use super::DataPiece;
use super::cells::{cell, cell_kind, fact, is_id, reviewed, shown_cell, well_read};
use super::disclosure;
use super::table::{self, File, Row};
use crate::authored::{At, Cell, Disclosure, Group, Indicator, Plan, PlanDate, Rules, Text};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::WithheldKind;
use crate::shape::{Excuse, Kind};
use crate::source::{Span, Spanned};
use std::sync::Arc;

/// Reads a plan; `id` is the file's name.
pub fn load(file: &mut File, id: &str) -> Arc<DataPiece> {
    if !is_id(id) {
        let message = Words::new("計画のファイル名は ID になります。", "the file name of a plan is its id");
        file.finding(Finding::new(codes::BAD_ID, message).at(file.start()));
    }
    let plan = file.whole(|file, row| plan(file, row, id));
    if let Some(plan) = &plan {
        let withheld = file.withheld();
        disclosure::agrees(file, &plan.disclosure, withheld);
        if plan.disclosure.hides_all() {
            file.hidden_whole(0, None);
            file.name_withheld(&plan.disclosure.withholding::<()>(WithheldKind::File, None, plan.disclosure.span));
        }
    }
    let plan = plan.map(Arc::new);
    Arc::new(move |data| data.plans.extend(plan.clone()))
}

fn plan(file: &mut File, row: &Row, id: &str) -> Option<Plan> {
    let disclosure = disclosure::load(file, row);
    row.excuse(Excuse::Hidden);
    if let Some(stated) = disclosure.as_ref().filter(|stated| stated.hides_all()) {
        file.hide_all_but_line(row.range("disclosure").unwrap_or(0..0));
        if row.has_only(&["disclosure"]) {
            return Some(bare(file, id, stated.clone()));
        }
        file.refuse_payload(stated.state.span);
    }
    let (name, short) = (row.need_text(file, "name"), row.need_text(file, "short"));
    let period = row.demand(file, "period", || Kind::Exactly(2, Box::new(Kind::Integer)), period);
    let rules = row.table(file, "rules", rules).unwrap_or_default();
    Some(Plan {
        id: Spanned::new(id.to_owned(), file.start()),
        source: row.id(file, "source"),
        bodies: row.ids(file, "bodies"),
        outline: row.text(file, "outline"),
        goal: row.text(file, "goal"),
        rules,
        dates: row.rows(file, "date", plan_date),
        groups: row.rows(file, "group", group),
        indicators: row.rows(file, "indicator", indicator),
        facts: row.rows(file, "fact", fact),
        reviewed: reviewed(file, row),
        at: row.at(file),
        disclosure: disclosure?,
        name: name?,
        short: short?,
        period: period?,
    })
}

/// A plan that is hidden as a whole, as public sources have it: nothing is known but that it is withheld.
fn bare(file: &File, id: &str, disclosure: Disclosure) -> Plan {
    let span = file.start();
    let none = Text { ja: None, en: None, missing: Lang::ALL.to_vec(), span };
    Plan {
        id: Spanned::new(id.to_owned(), span),
        disclosure,
        source: None,
        name: none.clone(),
        short: none,
        bodies: Vec::new(),
        period: Spanned::new((FiscalYear(i32::MIN), FiscalYear(i32::MAX)), span),
        outline: None,
        goal: None,
        rules: Rules::default(),
        dates: Vec::new(),
        groups: Vec::new(),
        indicators: Vec::new(),
        facts: Vec::new(),
        reviewed: None,
        at: At::default(),
    }
}

fn period(file: &mut File, value: &table::Value) -> Option<Spanned<(FiscalYear, FiscalYear)>> {
    let span = file.span(value.span());
    let years: Vec<i64> = table::array(file, value).iter().filter_map(|v| table::integer(file, v)).map(|y| y.value).collect();
    match years.as_slice() {
        [first, last] if first <= last && last - first < 100 => {
            Some(Spanned::new((FiscalYear(*first as i32), FiscalYear(*last as i32)), span))
        }
        _ => {
            let message = Words::new(
                "計画期間は [最初の年度, 最後の年度] と書きます。",
                "the period is [first fiscal year, last fiscal year]",
            );
            file.finding(Finding::new(codes::WRONG_TYPE, message).at(span));
            None
        }
    }
}

fn rules(file: &mut File, row: &Row) -> Option<Rules> {
    Some(Rules {
        cap: row.optional_word(file, "cap", &["100", "none", "unknown"]),
        rounding: row.optional_word(file, "rounding", &["half-up", "floor", "unknown"]),
        growth: row.optional_word(file, "growth", &["previous-year", "unknown"]),
        increments: row.optional_word(file, "increments", &["with-baseline", "without-baseline"]),
    })
}

fn plan_date(file: &mut File, row: &Row) -> Option<PlanDate> {
    let (key, label) = (row.need_id(file, "key"), row.need_text(file, "label"));
    let on = row.need_date(file, "on");
    Some(PlanDate { key: key?, label: label?, on: on? })
}

fn group(file: &mut File, row: &Row) -> Option<Group> {
    let (id, label, name) = (row.need_id(file, "id"), row.need_text(file, "label"), row.need_text(file, "name"));
    let at = row.at(file);
    Some(Group { id: id?, label: label?, name: name?, at })
}

fn indicator(file: &mut File, row: &Row) -> Option<Indicator> {
    let (id, group, unit) = (row.need_id(file, "id"), row.need_id(file, "group"), row.need_id(file, "unit"));
    let (label, name, short) = (row.need_text(file, "label"), row.need_text(file, "name"), row.need_text(file, "short"));
    let indicator = Indicator {
        counter: row.counter(file),
        direction: row.optional_word(file, "direction", &["up", "down"]),
        cumulative: row.cell(file, "cumulative"),
        yearly: yearly(file, row, "yearly"),
        basis: row.text(file, "basis"),
        approach: row.text(file, "approach"),
        evaluated_by: row.id(file, "evaluated_by"),
        earlier: row.strings(file, "earlier"),
        earlier_note: row.text(file, "earlier_note"),
        easy: easy(file, row),
        facts: row.rows(file, "fact", fact),
        at: row.at(file),
        span: row.span,
        id: id?,
        group: group?,
        label: label?,
        name: name?,
        short: short?,
        unit: unit?,
    };
    Some(indicator)
}

fn easy(file: &mut File, row: &Row) -> Option<Text> {
    let text = row.text(file, "easy")?;
    [&text.ja, &text.en].into_iter().flatten().for_each(|text| well_read(file, text));
    Some(text)
}

/// Cells by fiscal year: `{ 2024 = "116億円" }`.
pub fn yearly(file: &mut File, row: &Row, key: &'static str) -> Vec<(Spanned<FiscalYear>, Cell)> {
    row.ask(file, key, || Kind::Years(Box::new(cell_kind())), cells_by_year).unwrap_or_default()
}

fn cells_by_year(file: &mut File, value: &table::Value) -> Option<Vec<(Spanned<FiscalYear>, Cell)>> {
    let row = table::table(file, value)?;
    let mut out = Vec::new();
    for (key, value) in row.entries() {
        let span: Span = key.span;
        match key.value.parse::<i32>() {
            Ok(year) => {
                let read = cell(file, value);
                out.extend(shown_cell(file, read).map(|cell| (Spanned::new(FiscalYear(year), span), cell)));
            }
            Err(_) => {
                let message = Words::new("ここのキーは年度です（例: 2024）。", "keys here are fiscal years, e.g. 2024");
                file.finding(Finding::new(codes::UNKNOWN_KEY, message).at(span));
            }
        }
    }
    Some(out)
}
