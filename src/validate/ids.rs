//! Ids are used once in their scope.
//!
//! In: the site. Out: findings with both places. Never: a look into sealed rows or hidden plans.

use super::unique;
use crate::authored::{Data, Fact, Held, YearContent};
use crate::diagnostics::Finding;
use crate::figures::FiscalYear;
use crate::source::Spanned;
use std::collections::BTreeMap;

type Ids<'a> = Vec<&'a Spanned<String>>;

/// Shared tables, plans, and the rows of each plan and year.
pub fn check(data: &Data, findings: &mut Vec<Finding>) {
    unique(data.documents.iter().map(|d| &d.id), findings);
    unique(data.bodies.iter().map(|b| &b.id), findings);
    unique(data.grounds.iter().map(|g| &g.id), findings);
    for plan in data.plans.iter().filter(|plan| !plan.disclosure.hides_all()) {
        // Groups and indicators share one scope: both are part of fact ids.
        unique(plan.groups.iter().map(|g| &g.id).chain(plan.indicators.iter().map(|i| &i.id)), findings);
        unique(plan.dates.iter().map(|d| &d.key), findings);
        keys(&plan.facts, findings);
        plan.indicators.iter().for_each(|i| keys(&i.facts, findings));
    }
    let mut scopes: BTreeMap<(&str, FiscalYear), Vec<&YearContent>> = BTreeMap::new();
    for file in &data.years {
        let scope = (file.plan.value.as_str(), file.year.value);
        scopes.entry(scope).or_default().extend(file.content.as_open());
    }
    for contents in scopes.values() {
        year(contents, findings);
    }
}

fn year(contents: &[&YearContent], findings: &mut Vec<Finding>) {
    unique(contents.iter().flat_map(|c| rows(c)), findings);
    unique(contents.iter().flat_map(|c| open(&c.businesses)).map(|b| &b.id), findings);
    // Policies and projects stand on one page; events and goals on pages of their own.
    let policies = contents.iter().flat_map(|c| open(&c.policies)).map(|p| &p.id);
    unique(policies.chain(contents.iter().flat_map(|c| open(&c.projects)).map(|p| &p.id)), findings);
    unique(contents.iter().flat_map(|c| open(&c.events)).map(|e| &e.id), findings);
    unique(contents.iter().flat_map(|c| open(&c.goals)).map(|g| &g.id), findings);
    project_facts(contents, findings);
    unique(contents.iter().flat_map(|c| open(&c.results)).map(|r| &r.indicator), findings);
    unique(contents.iter().flat_map(|c| open(&c.aggregates)).map(|a| &a.group), findings);
    unique(contents.iter().flat_map(|c| &c.facts).map(|f| &f.key), findings);
    for content in contents {
        open(&content.results).for_each(|r| keys(&r.facts, findings));
        open(&content.products).for_each(|p| keys(&p.facts, findings));
        open(&content.regulations).for_each(|r| keys(&r.facts, findings));
        open(&content.businesses).for_each(|b| keys(&b.facts, findings));
        open(&content.meetings).for_each(|m| keys(&m.facts, findings));
        for (facts, series) in
            open(&content.support).map(|s| (&s.facts, &s.series)).chain(open(&content.sections).map(|s| (&s.facts, &s.series)))
        {
            keys(facts, findings);
            unique(series.iter().map(|s| &s.key), findings);
        }
        open(&content.programs).for_each(|p| {
            keys(&p.facts, findings);
            keys(&p.terms, findings);
        });
        open(&content.projects).for_each(|p| {
            keys(&p.facts, findings);
            unique(p.parts.iter().map(|part| &part.key).chain(p.schedule.iter().map(|row| &row.key)), findings);
        });
    }
}

/// A project may have the id of a programme, or of the support that it received. Two facts of one name they may not have.
fn project_facts(contents: &[&YearContent], findings: &mut Vec<Finding>) {
    let mut taken: BTreeMap<String, Spanned<String>> = BTreeMap::new();
    for content in contents {
        let programs = open(&content.programs).flat_map(|r| named(&r.id, r.facts.iter().chain(&r.terms)));
        let regulations = open(&content.regulations).flat_map(|r| named(&r.id, &r.facts));
        let products = open(&content.products).flat_map(|r| named(&r.id, &r.facts));
        let support = open(&content.support).flat_map(|r| named(&r.key, &r.facts));
        let sections = open(&content.sections).flat_map(|r| named(&r.key, &r.facts));
        let all = programs.chain(regulations).chain(products).chain(support).chain(sections);
        taken.extend(all.map(|id| (id.value.clone(), id)));
    }
    for row in contents.iter().flat_map(|c| open(&c.projects)) {
        for id in named(&row.id, &row.facts) {
            unique(taken.get(&id.value).into_iter().chain([&id]), findings);
        }
    }
}

/// The ends of the names of facts: row and key.
fn named<'a>(row: &'a Spanned<String>, facts: impl IntoIterator<Item = &'a Fact>) -> impl Iterator<Item = Spanned<String>> {
    facts.into_iter().map(|fact| Spanned::new(format!("{}/{}", row.value, fact.key.value), fact.key.span))
}

/// Ids that begin fact ids or addresses: one scope for all kinds of rows but businesses, which have pages of their own.
fn rows(content: &YearContent) -> Ids<'_> {
    let programs = open(&content.programs).map(|r| &r.id);
    let regulations = open(&content.regulations).map(|r| &r.id);
    let products = open(&content.products).map(|r| &r.id);
    let support = open(&content.support).map(|r| &r.key);
    let sections = open(&content.sections).map(|r| &r.key);
    let said = open(&content.meetings).map(|r| &r.id).chain(open(&content.comments).map(|r| &r.id));
    let said = said.chain(open(&content.replies).map(|r| &r.id));
    programs.chain(regulations).chain(products).chain(support).chain(sections).chain(said).collect()
}

/// The rows that are open.
pub fn open<T>(rows: &[Held<T>]) -> impl Iterator<Item = &T> {
    rows.iter().filter_map(Held::as_open)
}

fn keys(facts: &[Fact], findings: &mut Vec<Finding>) {
    unique(facts.iter().map(|f| &f.key), findings);
}
