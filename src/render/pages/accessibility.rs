//! ウェブアクセシビリティ: the policy, and the result of the test with its checklist.
//!
//! In: what the site says. Out: two views. Never: a claim beyond what is said.

use super::said::{Cx, Link, Paras, Said, Time, value};
use crate::disclosed::{Criterion, Page, address};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct PolicyView {
    /// JIS X 8341-3:2016のレベルAAに配慮
    aim: String,
    /// What that word means.
    meaning: String,
    scope: Option<Paras>,
    deadline: Option<Paras>,
    exceptions: Option<Paras>,
    problems: Vec<(Paras, Option<Paras>)>,
    result: Option<Link>,
}

#[derive(Serialize)]
struct ResultView {
    stated: Option<Time>,
    met: String,
    items: Vec<(String, Paras)>,
    period: Option<(Time, Time)>,
    listed: Vec<Link>,
    criteria: Vec<CriterionView>,
    /// How many criteria have which result.
    counts: Vec<(String, usize)>,
    policy: Option<Link>,
}

#[derive(Serialize)]
struct CriterionView {
    id: &'static str,
    name: String,
    level: &'static str,
    /// 適用 or 適用なし; nobody has looked.
    applies: String,
    result: &'static str,
    result_word: String,
    by: Option<String>,
    method: Option<Paras>,
    note: Option<Said>,
}

/// The policy.
pub fn policy(cx: &Cx) -> Value {
    let said = &cx.index.site.accessibility;
    let (level, degree) = (said.level.as_str(), said.degree);
    value(&PolicyView {
        aim: cx.words.fill(&format!("access-degree-{degree}"), &[("level", level)]),
        meaning: cx.words.get(&format!("access-meaning-{degree}")),
        scope: cx.maybe(said.scope.as_ref()),
        deadline: cx.maybe(said.deadline.as_ref()),
        exceptions: cx.maybe(said.exceptions.as_ref()),
        problems: said.problems.iter().map(|(what, plan)| (cx.paras(what), cx.maybe(plan.as_ref()))).collect(),
        result: page_of(cx, PageKind::AccessibilityResult),
    })
}

/// The result.
pub fn result(cx: &Cx) -> Value {
    let said = &cx.index.site.accessibility;
    let test = said.test.as_ref();
    let met = match said.met() {
        Some(level) => cx.words.fill("access-met", &[("level", level)]),
        None => cx.words.get("access-met-none"),
    };
    let results = ["pass", "tools", "fail", "not-applicable", "not-judged"];
    let count = |result: &&str| said.criteria.iter().filter(|row| row.result == *result).count();
    value(&ResultView {
        stated: test.map(|test| cx.day(test.stated)),
        met,
        items: test
            .map(|test| test.items.iter().map(|(key, text)| (cx.words.get(&format!("access-{key}")), cx.paras(text))).collect())
            .unwrap_or_default(),
        period: test.map(|test| (cx.day(test.period.0), cx.day(test.period.1))),
        listed: test.map(|test| test.listed.iter().map(|at| listed(cx, at)).collect()).unwrap_or_default(),
        criteria: said.criteria.iter().map(|row| criterion(cx, row)).collect(),
        counts: results.iter().map(|result| (cx.words.get(&format!("access-result-{result}")), count(result))).collect(),
        policy: page_of(cx, PageKind::Accessibility),
    })
}

fn criterion(cx: &Cx, row: &Criterion) -> CriterionView {
    let applies = match row.result {
        "not-applicable" => "access-applies-not",
        "not-judged" => "access-applies-unknown",
        _ => "access-applies-yes",
    };
    CriterionView {
        id: row.id,
        name: cx.words.get(&format!("criterion-{}", row.id)),
        level: if row.level_a { "A" } else { "AA" },
        applies: cx.words.get(applies),
        result: row.result,
        result_word: cx.words.get(&format!("access-result-{}", row.result)),
        by: row.by.map(|by| cx.words.get(&format!("access-by-{by}"))),
        method: cx.maybe(row.method.as_ref()),
        note: row.note.as_ref().map(|note| cx.say(note)),
    }
}

/// A tested page by its title, where it is shown; by its address, where nothing else is known of it.
fn listed(cx: &Cx, at: &str) -> Link {
    match at {
        address::REGISTER => return super::register::link(cx),
        address::CORRECTIONS => return super::corrections::link(cx),
        address::SEARCH => return super::search::link(cx),
        _ => (),
    }
    let path = address::page_path(cx.lang.code(), at);
    let page = cx.index.page(cx.lang, at).filter(|page| !page.body.is_withheld());
    let titled = page.map(|page| Link { said: Said::plain(page.title.clone()), href: Some(path.clone()) });
    let list = || super::lists::link(cx, address::LISTS.iter().position(|list| *list == at)?);
    titled.or_else(list).or_else(|| of_data(cx, at)).unwrap_or_else(|| Link { said: Said::plain(path.clone()), href: Some(path) })
}

/// The page of a target, business, programme or regulatory item, which nobody wrote.
fn of_data(cx: &Cx, at: &str) -> Option<Link> {
    let index = cx.index;
    let mut targets = index.site.plans().flat_map(|plan| plan.indicators.iter().map(move |indicator| (plan, indicator)));
    if let Some((plan, indicator)) = targets.find(|(plan, indicator)| address::indicator(&plan.id, &indicator.id) == at) {
        return Some(super::indicator::link(cx, plan, indicator));
    }
    if let Some(id) = index.businesses().find(|id| address::business(id) == at) {
        return Some(super::business::link(cx, id, &index.business(id)?.rows.last()?.row.name));
    }
    if let Some(id) = index.programs().find(|id| address::program(id) == at) {
        return Some(super::program::link(cx, id, &index.program(id).last()?.row.name));
    }
    let id = index.regulations().find(|id| address::regulatory_item(id) == at)?;
    Some(super::regulatory_item::link(cx, id, &index.regulation(id).last()?.row.name))
}

/// The first page of a kind.
pub fn page_of(cx: &Cx, kind: PageKind) -> Option<Link> {
    let shown = |page: &&Page| page.kind == kind && page.lang == cx.lang && !page.body.is_withheld();
    cx.index.site.pages().find(shown).map(|page| cx.to(page))
}
