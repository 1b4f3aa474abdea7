//! relation and count: what an author says of figures that no table ties together by itself.
//!
//! sum, difference, product, average, equal, share (a ÷ b × 100), growth (a ÷ b × 100 − 100), at-most; and how many rows of a table there are.

use crate::audit::check::{Near, PlanContext};
use crate::audit::claim::{Claim, Shape, Sign, Term};
use crate::audit::figure;
use crate::disclosed::{Figure, PlanYear, Reached, Relation, Shown, Status, Unchecked};

/// Relations between figures.
pub const FIGURES: &str = "relation";
/// Claimed counts against rows.
pub const COUNT: &str = "count";

/// Every declared relation between figures. One that names a figure that is not there has a finding of its own.
pub fn figures<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let relations = cx.plan.years.iter().flat_map(|year| &year.relations).filter(|relation| relation.kind != "count");
    relations.filter_map(|relation| between(cx, relation)).collect()
}

fn between<'a>(cx: &PlanContext<'a>, relation: &Relation) -> Option<Claim<'a>> {
    let result = cx.figure(&relation.result)?;
    let parts: Option<Vec<Term>> = relation.parts.iter().map(|part| cx.figure(part).map(Term::measured)).collect();
    let parts = parts?;
    let sign = if relation.kind == "at-most" { Sign::AtMost } else { Sign::Equal };
    let Some((shape, near)) = shape(&relation.kind, &parts) else {
        let unread = Claim::new(FIGURES, result, Shape::Sum(parts), Near::Same);
        return Some(unread.barred(Some(Unchecked::Missing)));
    };
    let compares = !matches!(near, Near::Rounds) || relation.kind == "average";
    let barred = (compares && !alike_units(cx, result, &parts)).then_some(Unchecked::Units);
    Some(Claim { sign, ..Claim::new(FIGURES, result, shape, near).barred(barred) })
}

/// The formula of a kind; nothing where it wants another number of figures.
fn shape<'a>(kind: &str, parts: &[Term<'a>]) -> Option<(Shape<'a>, Near)> {
    Some(match (kind, parts) {
        ("sum" | "at-most", _) => (Shape::Sum(parts.to_vec()), Near::Same),
        ("equal", [other]) => (Shape::Sum(vec![*other]), Near::Alike),
        ("difference", [one, other]) => (Shape::Difference(*one, *other), Near::Same),
        ("product", [one, other]) => (Shape::Product(*one, *other), Near::Rounds),
        ("average", [_, ..]) => (Shape::Average(parts.to_vec()), Near::Rounds),
        ("share", [top, bottom]) => (Shape::Percent { top: *top, bottom: *bottom, less: 0 }, Near::Rounds),
        ("growth", [top, bottom]) => (Shape::Percent { top: *top, bottom: *bottom, less: 100 }, Near::Rounds),
        _ => return None,
    })
}

/// Of what prints no number the unit is not known, and none contradicts.
fn alike_units(cx: &PlanContext, result: &Figure, parts: &[Term]) -> bool {
    let dimension = |figure: &Figure| figure::unit_of(figure, &cx.seen.units).map(|unit| unit.dimension.clone());
    let figures = parts.iter().map(|term| term.figure).chain([result]);
    let mut known = figures.filter(|figure| figure.cell.status() == Status::Value).map(dimension);
    known.next().is_none_or(|first| known.all(|each| each == first))
}

/// Every claimed count.
pub fn counts<'a>(cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
    let relations = cx.plan.years.iter().flat_map(|year| year.relations.iter().map(move |relation| (year, relation)));
    let counts = relations.filter(|(_, relation)| relation.kind == "count");
    counts.filter_map(|(year, relation)| counted(cx, year, relation)).collect()
}

fn counted<'a>(cx: &PlanContext<'a>, year: &PlanYear, relation: &Relation) -> Option<Claim<'a>> {
    let table = relation.count.as_deref()?;
    let shape = Shape::Rows(rows(cx, year, table)?, table.to_owned());
    Some(Claim::new(COUNT, cx.figure(&relation.result)?, shape, Near::Same))
}

/// The tables whose rows can be counted.
pub const TABLES: [&str; 16] = [
    "indicators",
    "indicators-reached",
    "groups",
    "programs",
    "projects",
    "products",
    "regulations",
    "support",
    "businesses",
    "supported-businesses",
    "policies",
    "meetings",
    "comments",
    "replies",
    "events",
    "goals",
];

/// How many rows a table has; behind a slash stands what they must be. `None` for a table that is not known.
pub fn rows(cx: &PlanContext, year: &PlanYear, table: &str) -> Option<usize> {
    let (table, only) = table.split_once('/').map_or((table, None), |(table, only)| (table, Some(only)));
    let is = |word: &str| only.is_none_or(|only| only == word);
    Some(match table {
        "indicators" => cx.plan.indicators.len(),
        "indicators-reached" => reached(cx, year),
        "groups" => cx.plan.groups.len(),
        "programs" => count(&year.programs, |row| is(&row.category) || row.bodies.iter().any(|body| is(body))),
        "projects" => count(&year.projects, |row| is(&row.kind)),
        "products" => count(&year.products, |row| is(&row.kind)),
        "regulations" => count(&year.regulations, |row| is(&row.kind)),
        "support" => count(&year.support, |row| is(&row.kind)),
        "businesses" => count(&year.businesses, |row| row.kind.as_deref().is_none_or(is)),
        "supported-businesses" => count(&year.businesses, |row| row.profile.address.is_some()),
        "policies" => year.policies.len(),
        "meetings" => year.meetings.len(),
        "comments" => year.comments.len(),
        "replies" => year.replies.len(),
        "events" => count(&year.events, |row| is(&row.category)),
        "goals" => count(&year.goals, |row| is(&row.group)),
        _ => return None,
    })
}

/// A row that is withheld counts where all are counted: that there is one is public.
fn count<T>(rows: &[Shown<T>], is: impl Fn(&T) -> bool) -> usize {
    rows.iter().filter(|row| row.public().is_none_or(&is)).count()
}

fn reached(cx: &PlanContext, year: &PlanYear) -> usize {
    cx.plan.indicators.iter().filter(|i| i.reached(year.year, &cx.seen.units) == Reached::Yes).count()
}
