//! Figures by year: their unit exists, what is printed fits it, and a sum names other rows of its table. Any year may stand there: tables of support begin before the plan.
//!
//! In: year files. Out: findings. Never: sums (that is `audit`).

use super::ids::open;
use super::plans::cell_unit;
use super::{Known, reference, unique};
use crate::authored::{Data, Series};
use crate::diagnostics::Finding;
use std::collections::BTreeSet;

/// Checks the series of support and of parts without rows.
pub fn check(data: &Data, known: &Known, findings: &mut Vec<Finding>) {
    let shown = known.open_plans();
    for file in data.years.iter().filter(|file| shown.contains(file.plan.value.as_str())) {
        let Some(content) = file.content.as_open() else { continue };
        let support = open(&content.support).map(|row| &row.series);
        let sections = open(&content.sections).map(|row| &row.series);
        support.chain(sections).for_each(|table| one(data, table, findings));
    }
}

fn one(data: &Data, table: &[Series], findings: &mut Vec<Finding>) {
    for series in table {
        units(data, series, findings);
        // A sum has other rows of the same table as its parts.
        let others: BTreeSet<&str> =
            table.iter().map(|other| other.key.value.as_str()).filter(|key| *key != series.key.value).collect();
        series.sum_of.iter().for_each(|key| reference(key, &others, ("行", "row"), findings));
        unique(&series.sum_of, findings);
    }
}

fn units(data: &Data, series: &Series, findings: &mut Vec<Finding>) {
    let Some(id) = &series.unit else { return };
    let unit = data.units.get(&id.value);
    if unit.is_none() {
        reference(id, &data.units.ids().collect(), ("単位", "unit"), findings);
    }
    let cells = series.years.iter().map(|(_, cell)| cell).chain(&series.total);
    cells.for_each(|cell| cell_unit(cell, unit, &data.units, findings));
}
