//! All plans of the site, body by body and year by year; and the cards that lead to them.
//!
//! In: the plans. Out: the overview, and cards for other pages. Never: a count of reached targets of which one is withheld.

use super::said::{Cx, Link, Paras, Said, value};
use crate::disclosed::{Indicator, Plan, Reached, marker};
use crate::figures::{FiscalYear, fiscal_year_of};
use crate::kinds::PageKind;
use serde::Serialize;
use std::cmp::Reverse;
use tera::Value;

/// How many targets of a year were reached.
#[derive(Serialize)]
pub struct Counted {
    /// 5, or the marker.
    pub count: String,
    pub of: String,
    /// The whole in words.
    pub sentence: String,
    pub known: bool,
}

/// A plan among others.
#[derive(Serialize)]
pub struct PlanCard {
    link: Link,
    bodies: Vec<Said>,
    period: String,
    /// Numerical targets, and those without a number.
    counts: Vec<String>,
    /// What the latest reported year came to.
    counted: Option<Counted>,
}

/// Those who made plans, with all of them.
#[derive(Serialize)]
struct Maker {
    id: String,
    bodies: Vec<Said>,
    plans: Vec<PlanRow>,
}

#[derive(Serialize)]
struct PlanRow {
    card: PlanCard,
    goal: Option<Paras>,
    years: Vec<PlanYearView>,
    reports: Vec<Link>,
}

/// A year of a plan: how many targets were reached, or that this is not known.
#[derive(Serialize)]
struct PlanYearView {
    year: Link,
    counted: Option<Counted>,
    /// What is said in place of a count.
    none: Option<String>,
}

/// The view of the overview: those who made plans in the order of the newest one, their plans from the newest to the oldest.
pub fn view(cx: &Cx) -> Value {
    let mut plans: Vec<&Plan> = cx.index.site.plans().collect();
    plans.sort_by_key(|plan| (Reverse(plan.last), Reverse(plan.first), plan.id.as_str()));
    let mut makers: Vec<(&[String], Vec<&Plan>)> = Vec::new();
    for plan in plans {
        match makers.iter_mut().find(|(bodies, _)| *bodies == plan.bodies.as_slice()) {
            Some((_, plans)) => plans.push(plan),
            None => makers.push((&plan.bodies, vec![plan])),
        }
    }
    let maker = |(bodies, plans): (&[String], Vec<&Plan>)| Maker {
        id: bodies.join("-"),
        bodies: cx.bodies(bodies),
        plans: plans.into_iter().map(|plan| row(cx, plan)).collect(),
    };
    value(&makers.into_iter().map(maker).collect::<Vec<_>>())
}

fn row(cx: &Cx, plan: &Plan) -> PlanRow {
    cx.saw_document(plan.place.document.as_deref());
    let reports = plan.reported().rev().filter_map(|year| {
        let href = cx.listing(PageKind::Report, &plan.id, Some(year.year))?;
        Some(Link { said: cx.say(&year.report.as_ref()?.title), href: Some(href) })
    });
    PlanRow {
        card: card(cx, plan),
        goal: cx.maybe(plan.goal.as_ref()),
        years: plan.period().map(|year| plan_year(cx, plan, year)).collect(),
        reports: reports.collect(),
    }
}

fn plan_year(cx: &Cx, plan: &Plan, year: FiscalYear) -> PlanYearView {
    let is_reported = plan.reported().any(|of| of.year == year);
    let page = cx.index.showing(cx.lang, PageKind::Report, &plan.id, year).filter(|_| is_reported);
    let counted = counted(cx, plan, year);
    // The results of a year can be there once it is over; a site without a date says nothing of what is to come.
    let is_over = cx.index.site.updated.is_none_or(|today| year < fiscal_year_of(today));
    let key = if is_over { "plans-none" } else { "plans-to-come" };
    PlanYearView {
        year: Link { said: Said::plain(year.long(cx.lang)), href: page.map(|page| cx.path(&page.address)) },
        none: counted.is_none().then(|| cx.words.get(key)),
        counted,
    }
}

/// How many targets a year reached; `None` where no target of the year can be judged.
pub fn counted(cx: &Cx, plan: &Plan, year: FiscalYear) -> Option<Counted> {
    // A target that another stands for (①②の評価は②により行う) is not judged apart.
    let own = plan.indicators.iter().filter(|indicator: &&Indicator| indicator.evaluated_by.is_none());
    let states: Vec<Reached> = own.map(|indicator| indicator.reached(year, &cx.index.site.units)).collect();
    let count = |state| states.iter().filter(|s| **s == state).count();
    let judged = states.len() - count(Reached::Unknown);
    let known = count(Reached::Withheld) == 0;
    let reached = if known { count(Reached::Yes).to_string() } else { marker(cx.lang).to_owned() };
    let key = if known { "home-status" } else { "home-status-withheld" };
    let (name, of) = (year.long(cx.lang), judged.to_string());
    let sentence = cx.words.fill(key, &[("year", &name), ("n", &reached), ("of", &of)]);
    (judged > 0).then_some(Counted { count: reached, of, sentence, known })
}

/// The plans but one.
pub fn others(cx: &Cx, but: &Plan) -> Vec<PlanCard> {
    let plans = cx.index.site.plans().filter(|plan| plan.id != but.id);
    plans.map(|plan| card(cx, plan)).filter(|card| card.link.href.is_some()).collect()
}

fn card(cx: &Cx, plan: &Plan) -> PlanCard {
    let goals = plan.years.iter().map(|year| year.goals.len()).sum();
    let counts = [("plan-count-targets", plan.indicators.len()), ("plan-count-goals", goals)];
    PlanCard {
        link: Link { said: cx.say(&plan.short), href: cx.listing(PageKind::Plan, &plan.id, None) },
        bodies: cx.bodies(&plan.bodies),
        period: period(cx, plan),
        counts: counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| cx.words.count(key, n)).collect(),
        counted: plan.reported().next_back().and_then(|year| counted(cx, plan, year.year)),
    }
}

/// 令和4年度から令和8年度まで
pub fn period(cx: &Cx, plan: &Plan) -> String {
    if plan.first == plan.last {
        return plan.first.long(cx.lang);
    }
    cx.words.fill("period", &[("first", &plan.first.long(cx.lang)), ("last", &plan.last.long(cx.lang))])
}
