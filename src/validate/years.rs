//! Files of a fiscal year: the plan exists, the year is inside it, rows refer to things that exist, figures have the right unit.
//!
//! In: year files. Out: findings. Never: rows that are withheld as a whole.

use super::ids::open;
use super::plans::{cell_unit, within};
use super::{Known, reference, unique};
use crate::authored::{Data, Plan, Related, YearContent, YearFile, YearResult};
use crate::diagnostics::Finding;
use std::collections::BTreeSet;

const INDICATOR: (&str, &str) = ("数値目標", "indicator");
const GROUP: (&str, &str) = ("評価指標", "group");
const BUSINESS: (&str, &str) = ("事業者", "business");

/// Checks every file.
pub fn check(data: &Data, known: &Known, findings: &mut Vec<Finding>) {
    for file in &data.years {
        let hidden = file.disclosure.hides_all();
        if !(hidden && known.plans.contains_key(file.plan.value.as_str())) {
            known.plan(&file.plan, findings);
        }
        if let Some(source) = file.source.as_ref().filter(|_| !hidden) {
            reference(source, &known.documents, ("原資料", "document"), findings);
        }
        // A hidden plan is not spoken of; that no file below it is laxer is looked at elsewhere.
        let shown = |plan: &&&Plan| !plan.disclosure.hides_all();
        let Some(plan) = known.plans.get(file.plan.value.as_str()).filter(shown) else { continue };
        within(&file.year, plan, findings);
        if let Some(content) = file.content.as_open() {
            content_of(data, known, plan, file, content, findings);
        }
    }
}

fn content_of(data: &Data, known: &Known, plan: &Plan, file: &YearFile, content: &YearContent, findings: &mut Vec<Finding>) {
    let indicators = known.indicators(&plan.id.value);
    let groups = known.groups(&plan.id.value);
    for row in open(&content.aggregates) {
        reference(&row.group, &groups, GROUP, findings);
        if let Some(progress) = &row.progress {
            cell_unit(progress, data.units.spelt("%"), &data.units, findings);
        }
    }
    for row in open(&content.results) {
        reference(&row.indicator, &indicators, INDICATOR, findings);
        result_units(data, plan, row, findings);
    }
    for row in open(&content.programs) {
        row.bodies.iter().for_each(|body| reference(body, &known.bodies, ("団体", "body"), findings));
        related(&row.indicators, &indicators, findings);
    }
    for row in open(&content.regulations) {
        row.ministries.iter().for_each(|body| reference(body, &known.bodies, ("団体", "body"), findings));
        unique(&row.ministries, findings);
        related(&row.indicators, &indicators, findings);
    }
    for row in open(&content.support) {
        row.indicators.iter().for_each(|named| related(named, &indicators, findings));
    }
    for row in open(&content.businesses) {
        row.profile.bodies.iter().for_each(|body| reference(body, &known.bodies, ("団体", "body"), findings));
        let projects = &row.profile.projects;
        projects.iter().for_each(|id| reference(id, &known.projects, ("事業", "project"), findings));
        unique(projects, findings);
    }
    let none = BTreeSet::new();
    let businesses = known.businesses.get(file.plan.value.as_str()).unwrap_or(&none);
    for row in open(&content.products) {
        reference(&row.indicator, &indicators, INDICATOR, findings);
        row.businesses.iter().for_each(|id| reference(id, businesses, BUSINESS, findings));
    }
    work(known, plan, content, findings);
}

/// What the plan does and what came of it.
fn work(known: &Known, plan: &Plan, content: &YearContent, findings: &mut Vec<Finding>) {
    let indicators = known.indicators(&plan.id.value);
    let policies = known.policies(&plan.id.value);
    for row in open(&content.projects) {
        row.policies.iter().for_each(|id| reference(id, &policies, ("政策課題", "policy"), findings));
        row.indicators.iter().for_each(|named| related(named, &indicators, findings));
        let conducts = row.parts.iter().map(|part| &part.conduct).chain([&row.conduct]);
        for id in conducts.flat_map(|conduct| &conduct.businesses) {
            reference(id, &known.any_business, BUSINESS, findings);
        }
    }
    for row in open(&content.events) {
        row.bodies.iter().for_each(|body| reference(body, &known.bodies, ("団体", "body"), findings));
    }
    let groups = known.groups(&plan.id.value);
    open(&content.goals).for_each(|row| reference(&row.group, &groups, GROUP, findings));
}

fn related(related: &Related, indicators: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    if let Related::Some(ids) = related {
        ids.iter().for_each(|id| reference(id, indicators, INDICATOR, findings));
    }
}

fn result_units(data: &Data, plan: &Plan, row: &YearResult, findings: &mut Vec<Finding>) {
    let indicator = plan.indicators.iter().find(|i| i.id.value == row.indicator.value);
    let unit = indicator.and_then(|i| data.units.get(&i.unit.value));
    let percent = data.units.spelt("%");
    let cells = [
        (&row.target, unit),
        (&row.actual, unit),
        (&row.progress, percent),
        (&row.growth, percent),
        (&row.weight, percent),
        (&row.overall_weight, percent),
    ];
    for (cell, wanted) in cells {
        if let Some(cell) = cell {
            cell_unit(cell, wanted, &data.units, findings);
        }
    }
}
