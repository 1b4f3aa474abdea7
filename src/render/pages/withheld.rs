//! What is withheld in a plan, as the front page lists it.
//!
//! In: a plan. Out: places and grounds. Never: more than that something is withheld there, and why.

use super::said::{Cx, Link, Said};
use crate::disclosed::{Cell, Fact, Indicator, Plan, PlanYear, Shown, Withheld};
use crate::kinds::PageKind;
use serde::Serialize;

/// One withheld part.
#[derive(Serialize)]
pub struct Part {
    pub link: Link,
    /// Which figure of that row; `None` for a whole row.
    pub what: Option<Said>,
    pub ground: Option<Said>,
}

/// All withheld parts of a plan, in the order of the site.
pub fn parts(cx: &Cx, plan: &Plan) -> Vec<Part> {
    let mut out = Vec::new();
    for indicator in &plan.indicators {
        of_indicator(cx, plan, indicator, &mut out);
    }
    for year in &plan.years {
        of_year(cx, plan, year, &mut out);
    }
    out
}

fn of_indicator(cx: &Cx, plan: &Plan, indicator: &Indicator, out: &mut Vec<Part>) {
    let link = super::indicator::link(cx, plan, indicator);
    let mut cell = |cell: &Cell, key: &str, year: &str| {
        let what = || Some(plain(cx.words.fill(key, &[("year", year)])));
        push(cx, &cell.shown, &link, what, out);
    };
    cell(&indicator.cumulative, "withheld-cumulative", "");
    for row in &indicator.years {
        let year = row.year.name(cx.lang);
        let cells = [(&row.target, "target"), (&row.actual, "actual"), (&row.progress, "progress"), (&row.weight, "weight")];
        cells.iter().for_each(|(each, key)| cell(each, &format!("withheld-{key}"), &year));
    }
    facts(cx, &link, indicator.facts.iter().chain(indicator.years.iter().flat_map(|row| &row.facts)), out);
}

fn of_year(cx: &Cx, plan: &Plan, year: &PlanYear, out: &mut Vec<Part>) {
    let page = |kind| {
        let page = cx.index.listing(cx.lang, kind, &plan.id, Some(year.year));
        let text = page.map_or_else(|| year.year.long(cx.lang), |page| page.title.clone());
        Link { said: plain(text), href: page.map(|page| cx.path(&page.address)) }
    };
    let row = |kind, id: &str, name| cx.row(kind, &plan.id, year.year, id, name);
    facts(cx, &page(PageKind::Report), year.facts.iter(), out);
    for program in &year.programs {
        whole(cx, program, || page(PageKind::Programs), out);
        if let Shown::Public(p) = program {
            facts(cx, &row(PageKind::Programs, &p.id, &p.name), p.terms.iter().chain(&p.facts), out);
        }
    }
    for product in &year.products {
        whole(cx, product, || page(PageKind::Products), out);
        if let Shown::Public(p) = product {
            facts(cx, &row(PageKind::Products, &p.id, &p.name), p.facts.iter(), out);
        }
    }
    for regulation in &year.regulations {
        whole(cx, regulation, || page(PageKind::Regulation), out);
        if let Shown::Public(r) = regulation {
            let link = row(PageKind::Regulation, &r.id, &r.name);
            [&r.used, &r.remarks].into_iter().for_each(|cell| push(cx, &cell.shown, &link, || None, out));
        }
    }
    for support in &year.support {
        whole(cx, support, || page(PageKind::Report), out);
        if let Shown::Public(s) = support {
            push(cx, &s.value.shown, &page(PageKind::Report), || Some(cx.say(&s.label)), out);
            facts(cx, &page(PageKind::Report), s.facts.iter(), out);
        }
    }
    year.businesses.iter().for_each(|business| whole(cx, business, || page(PageKind::Businesses), out));
    let lists = [
        (&year.sections, PageKind::Report),
        (&year.program_sections, PageKind::Programs),
        (&year.regulation_sections, PageKind::Regulation),
    ];
    for (section, kind) in lists.into_iter().flat_map(|(sections, kind)| sections.iter().map(move |section| (section, kind))) {
        whole(cx, section, || page(kind), out);
        if let Shown::Public(s) = section {
            let link = row(kind, &s.key, &s.name);
            push(cx, &s.state.shown, &link, || None, out);
            facts(cx, &link, s.facts.iter(), out);
        }
    }
}

fn facts<'a>(cx: &Cx, link: &Link, facts: impl Iterator<Item = &'a Fact>, out: &mut Vec<Part>) {
    facts.for_each(|fact| push(cx, &fact.cell.shown, link, || Some(cx.say(&fact.label)), out));
}

fn whole<T>(cx: &Cx, row: &Shown<T>, link: impl Fn() -> Link, out: &mut Vec<Part>) {
    if let Shown::Withheld(why) = row {
        out.push(Part { link: link(), what: None, ground: ground(cx, why) });
    }
}

fn push<T>(cx: &Cx, shown: &Shown<T>, link: &Link, what: impl Fn() -> Option<Said>, out: &mut Vec<Part>) {
    if let Shown::Withheld(why) = shown {
        out.push(Part { link: link.clone(), what: what(), ground: ground(cx, why) });
    }
}

fn ground(cx: &Cx, why: &Withheld) -> Option<Said> {
    let ground = cx.index.ground(why.ground.as_deref()?)?;
    Some(cx.say(&ground.label))
}

fn plain(text: String) -> Said {
    Said { text, lang: None }
}
