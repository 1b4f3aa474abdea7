//! Figures that came, went or changed, row by row.
//!
//! In: ids of facts, and the open data of both trees. Out: rows with their figures, in the order of the open data. Never: what a figure
//! said that is public no more.

use super::data::Data;
use super::model::{Both, Changed, Gone, Row};
use super::register::Pool;
use std::collections::BTreeMap;

/// Rows with new figures.
pub fn new(was: &Data, is: &Data, ids: &[String], places: &BTreeMap<String, String>) -> Vec<Row> {
    let known: std::collections::BTreeSet<[&str; 4]> = was.facts.values().map(super::data::Fact::row).collect();
    let mut at: BTreeMap<[&str; 4], usize> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for (id, fact) in ids.iter().filter_map(|id| Some((id, is.facts.get(id)?))) {
        let mut figure = fact.figure(id, true);
        figure.page = places.get(id).cloned().unwrap_or_default();
        let place = *at.entry(fact.row()).or_insert_with(|| {
            let [plan, year, table, row] = fact.row().map(str::to_owned);
            let new = !known.contains(&fact.row());
            rows.push(Row { plan, fiscal_year: year, table, row, row_name: figure.row_name.clone(), new, figures: Vec::new() });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(place) {
            row.figures.push(figure);
        }
    }
    rows
}

/// Rows of which figures are gone. A name is given only where the new tree still gives it.
pub fn gone(was: &Data, is: &Data, ids: &[String]) -> Vec<Gone> {
    let mut names: BTreeMap<(&str, &str), Both> = BTreeMap::new();
    for fact in is.facts.values() {
        names.entry((&fact.plan, fact.get("row"))).or_insert_with(|| fact.figure("", false).row_name);
    }
    let mut rows: Vec<Gone> = Vec::new();
    for (id, fact) in ids.iter().filter_map(|id| Some((id, was.facts.get(id)?))) {
        let [plan, year, table, row] = fact.row();
        let same = |gone: &Gone| [gone.plan.as_str(), &gone.fiscal_year, &gone.table, &gone.row] == [plan, year, table, row];
        if !rows.last().is_some_and(same) {
            let row_name = names.get(&(plan, row)).cloned().unwrap_or_default();
            let [plan, fiscal_year, table, row] = fact.row().map(str::to_owned);
            rows.push(Gone { plan, fiscal_year, table, row, row_name, facts: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            last.facts.push(id.clone());
        }
    }
    rows
}

/// Figures that changed, with the correction that declares it.
pub fn changed(pool: &Pool, ids: &[String]) -> Vec<Changed> {
    let one = |id: &String| {
        let (old, figure) = (pool.was.facts.get(id)?.said(), pool.figure(id, true)?);
        let new = &figure.said;
        let apart = [(old.text.ja != new.text.ja, "ja"), (old.text.en != new.text.en, "en")];
        let words_only = (&old.printed, &old.status, &old.date) == (&new.printed, &new.status, &new.date);
        let languages: Vec<&str> = apart.iter().filter(|(differs, _)| *differs).map(|(_, lang)| *lang).collect();
        let only_in = languages.first().copied().filter(|_| words_only && languages.len() == 1);
        let only_in = only_in.filter(|_| old.unit == new.unit);
        let was_declared = pool.was.declared.get(id);
        let declared = pool.is.declared.get(id).filter(|now| was_declared.is_none_or(|was| was.date != now.date)).cloned();
        let old = if pool.secret.holds_any(&old) { super::model::Said::default() } else { old };
        Some(Changed { figure, old, only_in, declared })
    };
    ids.iter().filter_map(one).collect()
}
