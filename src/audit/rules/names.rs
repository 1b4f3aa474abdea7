//! names: one thing has one name across documents and years, and what a place prints otherwise is known.

use crate::audit::check::same;
use crate::disclosed::{Check, Place, Plan, PlanYear, PrintedName, Shown, Site, Text, Verdict};
use crate::figures::{FiscalYear, Lang};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Its name.
pub const RULE: &str = "names";

/// A thing that keeps its id through the years.
struct Named<'a> {
    kind: &'static str,
    id: &'a str,
    name: &'a Text,
    former: &'a [Text],
    place: &'a Place,
}

/// The names of each thing, by kind and id, in the order of plans and years.
type Names<'a> = HashMap<(&'static str, &'a str), Vec<(FiscalYear, &'a Text)>>;

/// Each name against the one that was used before, in any plan, and each name that is printed otherwise.
pub fn run(site: &Site) -> Vec<Check> {
    let mut names = Names::new();
    for (year, thing) in site.plans().flat_map(|plan| &plan.years).flat_map(|year| things(year).map(move |thing| (year, thing))) {
        names.entry((thing.kind, thing.id)).or_default().push((year.year, thing.name));
    }
    site.plans().flat_map(|plan| of_plan(site, plan, &names)).collect()
}

fn of_plan(site: &Site, plan: &Plan, names: &Names) -> Vec<Check> {
    let mut out = Vec::new();
    for year in &plan.years {
        for thing in things(year) {
            out.extend(before(names, year.year, &thing).map(|before| against(plan, year.year, &thing, before)));
        }
        out.extend(year.printed_names.iter().filter_map(|printed| otherwise(site, plan, year.year, printed)));
    }
    out
}

fn things(year: &PlanYear) -> impl Iterator<Item = Named<'_>> {
    let none: &[Text] = &[];
    let programs = year.programs.iter().filter_map(Shown::public);
    let programs = programs.map(move |r| Named { kind: "program", id: &r.id, name: &r.name, former: none, place: &r.place });
    let projects = year.projects.iter().filter_map(Shown::public);
    let projects = projects.map(move |r| Named { kind: "project", id: &r.id, name: &r.name, former: none, place: &r.place });
    let rules = year.regulations.iter().filter_map(Shown::public);
    let rules = rules.map(move |r| Named { kind: "regulation", id: &r.id, name: &r.name, former: none, place: &r.place });
    let firms = year.businesses.iter().filter_map(Shown::public);
    let firms = firms.map(|r| Named { kind: "business", id: &r.id, name: &r.name, former: &r.profile.former, place: &r.place });
    programs.chain(projects).chain(rules).chain(firms)
}

/// The name of the same thing in the latest earlier year of any plan.
fn before<'a>(names: &Names<'a>, year: FiscalYear, thing: &Named) -> Option<&'a Text> {
    let named = names.get(&(thing.kind, thing.id))?.iter().filter(|(of, _)| *of < year);
    named.max_by_key(|(of, _)| *of).map(|(_, name)| *name)
}

fn against(plan: &Plan, year: FiscalYear, thing: &Named, before: &Text) -> Check {
    let known = thing.former.iter().any(|former| folded(former.any(Lang::Ja)) == folded(before.any(Lang::Ja)));
    let agrees = known || folded(thing.name.any(Lang::Ja)) == folded(before.any(Lang::Ja));
    let fact = format!("{}/{}/{}/name", plan.id, year.0, thing.id);
    made(plan, year, (fact, thing.name.clone(), before.clone()), agrees, thing.place)
}

fn otherwise(site: &Site, plan: &Plan, year: FiscalYear, printed: &PrintedName) -> Option<Check> {
    let usual = usual(site, plan, &printed.of)?;
    let agrees = folded(&printed.text) == folded(usual.any(Lang::Ja));
    let fact = format!("{}/{}/printed-name/{}", plan.id, year.0, printed.of);
    Some(made(plan, year, (fact, same(&printed.text), usual), agrees, &printed.place))
}

/// The name that a thing usually has.
fn usual(site: &Site, plan: &Plan, of: &str) -> Option<Text> {
    let (kind, id) = of.split_once('/').unwrap_or((of, ""));
    match kind {
        "plan" => Some(plan.name.clone()),
        "group" => plan.groups.iter().find(|group| group.id == id).map(|group| group.name.clone()),
        "indicator" => plan.indicators.iter().find(|indicator| indicator.id == id).map(|indicator| indicator.name.clone()),
        "body" => site.bodies.iter().find(|body| body.id == id).map(|body| body.name.clone()),
        _ => {
            plan.years.iter().flat_map(things).find(|thing| thing.kind == kind && thing.id == id).map(|thing| thing.name.clone())
        }
    }
}

fn made(plan: &Plan, year: FiscalYear, (fact, printed, usual): (String, Text, Text), agrees: bool, place: &Place) -> Check {
    Check {
        rule: RULE,
        plan: plan.id.clone(),
        fact,
        parts: Vec::new(),
        name: usual.clone(),
        year: Some(year),
        verdict: if agrees { Verdict::Consistent } else { Verdict::Contradicts },
        printed,
        computed: usual,
        derivation: Text::default(),
        reason: None,
        place: place.clone(),
    }
}

/// Width, spaces and the form of brackets do not make another name.
fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}
