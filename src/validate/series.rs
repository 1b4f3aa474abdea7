//! Figures by year: their unit exists, and what is printed fits it. Any year may stand there: tables of support begin before the plan.
//!
//! In: year files. Out: findings. Never: sums (that is `audit`).

use super::ids::open;
use super::plans::cell_unit;
use super::{Known, reference};
use crate::authored::{Data, Series};
use crate::diagnostics::Finding;

/// Checks the series of support and of parts without rows.
pub fn check(data: &Data, known: &Known, findings: &mut Vec<Finding>) {
    let shown = known.open_plans();
    for file in data.years.iter().filter(|file| shown.contains(file.plan.value.as_str())) {
        let Some(content) = file.content.as_open() else { continue };
        let support = open(&content.support).flat_map(|row| &row.series);
        let sections = open(&content.sections).flat_map(|row| &row.series);
        support.chain(sections).for_each(|series| units(data, series, findings));
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
