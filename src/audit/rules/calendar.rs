//! Dates: those of a plan are in order, those printed in eras are the days that they are said to be, and what a fiscal year
//! reports happened in it.

use crate::audit::check::{PlanContext, each, same};
use crate::disclosed::{Check, Dated, Fact, Period, Place, Shown, Text, Unchecked, Verdict};
use crate::figures::{Date, DateError, FiscalYear, Lang, When, fiscal_year_of, read_date};

/// The dates of a plan, in the order in which they are listed.
pub const ORDER: &str = "date-order";
/// Printed dates.
pub const PRINTED: &str = "printed-date";
/// Dates and fiscal years.
pub const YEAR: &str = "calendar-year";

struct Subject<'a> {
    fact: String,
    name: Text,
    year: Option<FiscalYear>,
    place: &'a Place,
}

fn made(cx: &PlanContext, rule: &'static str, of: Subject, verdict: Verdict, [printed, computed]: [Text; 2]) -> Check {
    Check {
        rule,
        plan: cx.plan.id.clone(),
        fact: of.fact,
        name: of.name,
        year: of.year,
        verdict,
        printed,
        computed,
        derivation: Text::default(),
        reason: None,
        place: of.place.clone(),
    }
}

/// Each date of a plan against the one before it.
pub fn order(cx: &PlanContext) -> Vec<Check> {
    let pairs = cx.plan.dates.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
    let check = |((_, _, before), (key, label, on)): (&(String, Text, Date), &(String, Text, Date))| {
        let verdict = if before <= on { Verdict::Consistent } else { Verdict::Contradicts };
        let subject =
            Subject { fact: format!("{}/date/{key}", cx.plan.id), name: label.clone(), year: None, place: &cx.plan.place };
        made(cx, ORDER, subject, verdict, [each(|lang| on.long(lang)), each(|lang| after(before.long(lang), lang))])
    };
    pairs.map(check).collect()
}

fn after(date: String, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{date}以後"),
        Lang::En => format!("not before {date}"),
    }
}

/// Every date that is given as printed beside what it says.
pub fn printed(cx: &PlanContext) -> Vec<Check> {
    let mut out = Vec::new();
    for year in &cx.plan.years {
        let subject = |id: &str, key: &str, name: &Text, place| Subject {
            fact: format!("{}/{}/{id}/{key}", cx.plan.id, year.year.0),
            name: name.clone(),
            year: Some(year.year),
            place,
        };
        for event in year.events.iter().filter_map(Shown::public) {
            out.extend(era(cx, subject(&event.id, "on", &event.name, &event.place), &event.on));
        }
        for goal in year.goals.iter().filter_map(Shown::public) {
            let due = goal.due.as_ref();
            out.extend(due.and_then(|due| era(cx, subject(&goal.id, "due", &goal.name, &goal.place), due)));
        }
        for row in year.businesses.iter().filter_map(Shown::public) {
            let founded = row.profile.founded.as_ref();
            out.extend(founded.and_then(|day| era(cx, subject(&row.id, "founded", &row.name, &row.place), day)));
        }
    }
    out
}

fn era(cx: &PlanContext, subject: Subject, dated: &Dated) -> Option<Check> {
    let printed = dated.printed.as_deref()?;
    let read = read_date(printed);
    let verdict = match &read {
        Ok(read) if *read == dated.when || read.in_fiscal_years() == Some(dated.when) => Verdict::Consistent,
        Err(DateError::Unreadable) => Verdict::Unchecked(Unchecked::Words),
        Ok(_) | Err(_) => Verdict::Contradicts,
    };
    let says = |when: When| each(|lang| when.long(lang));
    let read = read.ok().map_or_else(Text::default, says);
    let computed = if read == Text::default() { says(dated.when) } else { read };
    Some(made(cx, PRINTED, subject, verdict, [same(printed), computed]))
}

/// Every dated figure of which it is said for which fiscal year it counts.
pub fn years(cx: &PlanContext) -> Vec<Check> {
    let mut out = Vec::new();
    for year in &cx.plan.years {
        let programs = year.programs.iter().filter_map(Shown::public).map(|row| (&row.facts, &row.place));
        let regulations = year.regulations.iter().filter_map(Shown::public).map(|row| (&row.facts, &row.place));
        let sections = year.sections.iter().filter_map(Shown::public).map(|row| (&row.facts, &row.place));
        for (facts, place) in programs.chain(regulations).chain(sections) {
            out.extend(facts.iter().filter_map(|fact| in_its_year(cx, fact, place)));
        }
    }
    out
}

fn in_its_year(cx: &PlanContext, fact: &Fact, place: &Place) -> Option<Check> {
    let Some(Period::Year(year)) = fact.period else { return None };
    let first = fact.when.iter().map(|when| when.first_day()).min()?;
    let last = fact.when.iter().filter_map(|when| when.last_day()).max()?;
    let verdict =
        if fiscal_year_of(first) == year && fiscal_year_of(last) == year { Verdict::Consistent } else { Verdict::Contradicts };
    let subject = Subject { fact: fact.cell.fact.clone(), name: fact.label.clone(), year: Some(year), place };
    let dates = each(|lang| fact.when.iter().map(|when| when.long(lang)).collect::<Vec<_>>().join(", "));
    Some(made(cx, YEAR, subject, verdict, [each(|lang| year.name(lang)), dates]))
}
