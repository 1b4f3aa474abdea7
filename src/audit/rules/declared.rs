//! relation and count: what an author says of figures that no table ties together by itself.
//!
//! sum, difference, product, equal, share (a ÷ b × 100), growth (a ÷ b × 100 − 100), at-most; and how many rows of a table there are.

use crate::audit::check::{Formula, Near, Outcome, PlanContext, each, facts, joined, sum};
use crate::audit::figure;
use crate::disclosed::{Check, Figure, PlanYear, Reached, Relation, Shown, Text, Unchecked, Verdict};
use crate::figures::Lang;
use unicode_normalization::UnicodeNormalization;

/// Relations between figures.
pub const FIGURES: &str = "relation";
/// Claimed counts against rows.
pub const COUNT: &str = "count";

/// Every declared relation between figures. One that names a figure that is not there has a finding of its own.
pub fn figures(cx: &PlanContext) -> Vec<Check> {
    let relations = cx.plan.years.iter().flat_map(|year| &year.relations).filter(|relation| relation.kind != "count");
    relations.filter_map(|relation| between(cx, relation)).collect()
}

fn between(cx: &PlanContext, relation: &Relation) -> Option<Check> {
    let result = cx.figure(&relation.result)?;
    let parts: Option<Vec<&Figure>> = relation.parts.iter().map(|part| cx.figure(part)).collect();
    let parts = parts?;
    let dimension = |figure: &Figure| figure::unit_of(figure, &cx.site.units).map(|unit| unit.dimension.clone());
    let alike_units = parts.iter().all(|part| dimension(part) == dimension(result));
    let said: Vec<Text> = parts.iter().map(|part| cx.say(part)).collect();
    let words = |sign: &str, tail: &str| {
        let formula = joined(&said, sign);
        each(|lang| format!("{}{tail}", formula.any(lang)))
    };
    let (outcome, words, near) = match relation.kind.as_str() {
        "sum" => (sum(parts.iter().map(|part| cx.read_measured(part))), words("+", ""), Near::Same),
        "difference" => (two(cx, &parts, Outcome::minus), words("−", ""), Near::Same),
        "product" => (two(cx, &parts, Outcome::times), words("×", ""), Near::Rounds),
        "share" => (percent(cx, &parts, 0), words("÷", " × 100"), Near::Rounds),
        "growth" => (percent(cx, &parts, 100), words("÷", " × 100 − 100"), Near::Rounds),
        "at-most" => (sum(parts.iter().map(|part| cx.read_measured(part))), words("+", ""), Near::Same),
        _ => (parts.first().map_or(Err(Unchecked::Missing), |part| cx.read_measured(part)), words("=", ""), Near::Same),
    };
    let compares = matches!(relation.kind.as_str(), "sum" | "difference" | "equal" | "at-most");
    let outcome = if compares && !alike_units { outcome.and(Err(Unchecked::Units)) } else { outcome };
    let mut check = cx.check(FIGURES, result, Formula { parts: facts(&parts), outcome, words, near });
    match (relation.kind.as_str(), &check.verdict) {
        ("at-most", Verdict::Contradicts | Verdict::Consistent | Verdict::Rounding) => {
            check.verdict = at_most(cx, result, outcome)
        }
        ("equal", Verdict::Unchecked(Unchecked::Words)) => alike(&mut check, said.first()),
        _ => (),
    }
    Some(check)
}

fn two(cx: &PlanContext, parts: &[&Figure], combine: fn(Outcome, Outcome) -> Option<Outcome>) -> Result<Outcome, Unchecked> {
    let [a, b] = parts else { return Err(Unchecked::Missing) };
    combine(cx.read_measured(a)?, cx.read_measured(b)?).ok_or(Unchecked::TooLarge)
}

fn percent(cx: &PlanContext, parts: &[&Figure], less: i128) -> Result<Outcome, Unchecked> {
    let [part, whole] = parts else { return Err(Unchecked::Missing) };
    let hundredfold = cx.read_measured(part)?.times(Outcome::constant(100)).ok_or(Unchecked::TooLarge)?;
    let ratio = hundredfold.over(cx.read_measured(whole)?).ok_or(Unchecked::Zero)?;
    ratio.minus(Outcome::constant(less)).ok_or(Unchecked::TooLarge)
}

fn at_most(cx: &PlanContext, result: &Figure, bound: Result<Outcome, Unchecked>) -> Verdict {
    match (cx.read(result), bound) {
        (Ok(value), Ok(bound)) if value.exact <= bound.exact => Verdict::Consistent,
        (Ok(_), Ok(_)) => Verdict::Contradicts,
        (Err(why), _) | (_, Err(why)) => Verdict::Unchecked(why),
    }
}

/// Two prints of one figure of which one cannot be read as a figure: they agree when their characters do.
fn alike(check: &mut Check, other: Option<&Text>) {
    let folded = |text: &Text| text.any(Lang::Ja).nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let Some(other) = other else { return };
    check.verdict = if folded(&check.printed) == folded(other) { Verdict::Consistent } else { Verdict::Contradicts };
    check.computed = other.clone();
}

/// Every claimed count.
pub fn counts(cx: &PlanContext) -> Vec<Check> {
    let relations = cx.plan.years.iter().flat_map(|year| year.relations.iter().map(move |relation| (year, relation)));
    relations
        .filter(|(_, relation)| relation.kind == "count")
        .filter_map(|(year, relation)| counted(cx, year, relation))
        .collect()
}

fn counted(cx: &PlanContext, year: &PlanYear, relation: &Relation) -> Option<Check> {
    let table = relation.count.as_deref()?;
    let number = rows(cx, year, table)?;
    let outcome = i128::try_from(number).map(Outcome::constant).map_err(|_| Unchecked::TooLarge);
    let words = each(|lang| match lang {
        Lang::Ja => format!("表「{table}」の行は{number}"),
        Lang::En => format!("the table `{table}` has {number} rows"),
    });
    Some(cx.check(COUNT, cx.figure(&relation.result)?, Formula { parts: Vec::new(), outcome, words, near: Near::Same }))
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
    cx.plan.indicators.iter().filter(|i| i.reached(year.year, &cx.site.units) == Reached::Yes).count()
}
