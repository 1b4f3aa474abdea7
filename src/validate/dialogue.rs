//! Meetings, comments and replies: what they name is there, in the same fiscal year of the same plan.
//!
//! In: year files. Out: findings. Never: a comment that is withheld, which nothing may name.

use super::ids::open;
use super::{Known, reference, unique};
use crate::authored::{Comment, Data, Reply, YearContent};
use crate::diagnostics::Finding;
use crate::figures::FiscalYear;
use std::collections::{BTreeMap, BTreeSet};

/// Checks each year of each plan that is shown.
pub fn check(data: &Data, known: &Known, findings: &mut Vec<Finding>) {
    let shown = known.open_plans();
    let mut scopes: BTreeMap<(&str, FiscalYear), Vec<&YearContent>> = BTreeMap::new();
    for file in data.years.iter().filter(|file| shown.contains(file.plan.value.as_str())) {
        let scope = (file.plan.value.as_str(), file.year.value);
        scopes.entry(scope).or_default().extend(file.content.as_open());
    }
    for ((plan, _), contents) in scopes {
        year(&known.indicators(plan), &contents, findings);
    }
}

fn year(indicators: &BTreeSet<&str>, contents: &[&YearContent], findings: &mut Vec<Finding>) {
    let meetings: BTreeSet<&str> = contents.iter().flat_map(|c| open(&c.meetings)).map(|row| row.id.value.as_str()).collect();
    let comments: BTreeSet<&str> = contents.iter().flat_map(|c| open(&c.comments)).map(|row| row.id.value.as_str()).collect();
    contents.iter().flat_map(|c| open(&c.comments)).for_each(|row| comment(row, indicators, &meetings, findings));
    contents.iter().flat_map(|c| open(&c.replies)).for_each(|row| reply(row, &comments, findings));
}

fn comment(row: &Comment, indicators: &BTreeSet<&str>, meetings: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    row.meeting.iter().for_each(|id| reference(id, meetings, ("会合", "meeting"), findings));
    row.indicators.iter().for_each(|id| reference(id, indicators, ("数値目標", "indicator"), findings));
    unique(&row.indicators, findings);
}

fn reply(row: &Reply, comments: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    row.to.iter().for_each(|id| reference(id, comments, ("指摘・意見", "comment"), findings));
    unique(&row.to, findings);
}
