//! Projecting plans and joining their years: each indicator gets one row for every year of the period.
//!
//! In: an authored plan and all year files. Out: a disclosed plan. Never: a figure next to a withheld one that would give it
//! away (taint: the printed progress of a withheld actual, and the aggregate above it, are withheld as well).

use super::cells::{Projector, fact_id, ids, taint, withheld};
use super::{checks, years};
use crate::authored::{self, Held, Site, State, YearContent, YearFile, YearResult};
use crate::disclosed::{self, Cap, Cell, Content, IndicatorYear, Rounding, Shown, Stands, Withheld};
use crate::figures::{Date, FiscalYear, Units, fiscal_year_of};
use crate::kinds::{PageKind, WithheldKind};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The plans as they were projected last, each with what it was made of.
#[derive(Default)]
pub struct Plans {
    /// What every plan is read with: the units, and when the site was updated.
    with: (Units, Option<Date>),
    plans: Vec<Projected>,
}

/// A plan, and what was made of it.
struct Projected {
    plan: Arc<authored::Plan>,
    files: Vec<Arc<YearFile>>,
    /// `None` for a plan that is hidden as a whole.
    public: Option<Arc<disclosed::Plan>>,
    withheld: super::InData,
}

impl Projected {
    fn new(plan: &Arc<authored::Plan>, files: Vec<Arc<YearFile>>, (units, updated): &(Units, Option<Date>)) -> Projected {
        let mut p = Projector::new(units);
        let public = self::plan(&mut p, plan, &files, *updated).map(Arc::new);
        Projected { plan: Arc::clone(plan), files, public, withheld: p.finish() }
    }

    fn is_of(&self, plan: &Arc<authored::Plan>, files: &[Arc<YearFile>]) -> bool {
        Arc::ptr_eq(&self.plan, plan) && authored::shared(&self.files, files)
    }
}

impl Plans {
    /// The public plans of a site, side by side; one of which neither the plan nor a year is another is not gone through again. `p`
    /// takes over what is withheld in them.
    pub fn of(&mut self, site: &Site, p: &mut Projector) -> Vec<Arc<disclosed::Plan>> {
        let with = (site.data.units.clone(), site.config.updated);
        let before = if with == self.with { std::mem::take(&mut self.plans) } else { Vec::new() };
        let mut before: HashMap<String, Projected> = before.into_iter().map(|of| (of.plan.id.value.clone(), of)).collect();
        let mut known = |plan: &authored::Plan| before.remove(&plan.id.value);
        let jobs: Vec<_> = site.data.plans.iter().map(|plan| (plan, files_of(plan, &site.data.years), known(plan))).collect();
        let one = |(plan, files, known): (&Arc<authored::Plan>, Vec<Arc<YearFile>>, Option<Projected>)| {
            known.filter(|known| known.is_of(plan, &files)).unwrap_or_else(|| Projected::new(plan, files, &with))
        };
        let plans: Vec<Projected> = jobs.into_par_iter().map(one).collect();
        plans.iter().for_each(|of| p.join(of.withheld.clone()));
        let public = plans.iter().filter_map(|of| of.public.clone()).collect();
        *self = Plans { with, plans };
        public
    }
}

fn files_of(plan: &authored::Plan, years: &[Arc<YearFile>]) -> Vec<Arc<YearFile>> {
    years.iter().filter(|file| file.plan.value == plan.id.value).cloned().collect()
}

/// What was reported about a plan: its year files, the latest year that has a report, and the year in which the site stands.
struct Reported<'a> {
    plan: &'a str,
    files: &'a [&'a YearFile],
    latest: Option<FiscalYear>,
    now: Option<FiscalYear>,
}

impl<'a> Reported<'a> {
    fn new(plan: &'a str, files: &'a [&'a YearFile], updated: Option<Date>) -> Reported<'a> {
        let reports = years::open(files).filter(|(_, content)| content.report.is_some());
        let latest = reports.map(|(file, _)| file.year.value).max();
        Reported { plan, files, latest, now: updated.map(fiscal_year_of) }
    }

    /// Whether the site cannot have anything of a year: it comes after the latest report. A year is reported in the one that
    /// follows it.
    fn to_come(&self, year: FiscalYear) -> bool {
        self.latest.is_none_or(|latest| year > latest) && self.now.is_none_or(|now| now.0 - year.0 < 2)
    }
}

/// One plan with everything reported about it; `None` for a plan that is hidden as a whole. Nothing else of the site is in it.
fn plan(p: &mut Projector, plan: &authored::Plan, years: &[Arc<YearFile>], updated: Option<Date>) -> Option<disclosed::Plan> {
    if plan.disclosure.hides_all() {
        let said = plan.disclosure.state.value != State::Unacknowledged;
        p.stand(said.then_some(Stands::Nowhere), &plan.disclosure);
        let why = p.statement(&plan.disclosure);
        p.enter(WithheldKind::File, &why);
        years::watch_plan(p, plan, years);
        years::enter_files(p, years);
        return None;
    }
    let id = plan.id.value.clone();
    let files: Vec<&YearFile> = years.iter().map(|file| &**file).collect();
    let (first, last) = plan.period.value;
    let reported = Reported::new(&id, &files, updated);
    p.stand(None, &plan.disclosure);
    let indicators: Vec<disclosed::Indicator> = plan.indicators.iter().map(|i| indicator(p, plan, i, &reported)).collect();
    let groups = plan.groups.iter().map(|g| group(p, plan, g, &files, &indicators)).collect();
    let years = (first.0..=last.0).map(FiscalYear).map(|year| years::year(p, &id, year, &files)).collect();
    p.stand(None, &plan.disclosure);
    p.row(&id, None, PageKind::Plan, None);
    let mut out = disclosed::Plan {
        name: p.text(&plan.name),
        short: p.text(&plan.short),
        bodies: ids(&plan.bodies),
        first,
        last,
        outline: p.optional(plan.outline.as_ref()),
        goal: p.optional(plan.goal.as_ref()),
        rounding: rounding(&plan.rules),
        cap: cap(&plan.rules),
        growth: growth(&plan.rules),
        with_baseline: plan.rules.increments.as_ref().is_some_and(|word| word.value == "with-baseline"),
        dates: plan.dates.iter().map(|d| (d.key.value.clone(), p.text(&d.label), d.on)).collect(),
        facts: p.facts(&format!("{id}/plan"), &plan.facts),
        groups,
        indicators,
        years,
        review: plan.reviewed.as_ref().map(super::pages::review),
        place: p.place(&plan.at, plan.source.as_ref()),
        id,
    };
    checks::keep_public(p, &mut out, &files);
    Some(out)
}

fn rounding(rules: &authored::Rules) -> Rounding {
    match rules.rounding.as_ref().map(|word| word.value.as_str()) {
        Some("half-up") => Rounding::HalfUp,
        Some("floor") => Rounding::Floor,
        _ => Rounding::Unknown,
    }
}

fn cap(rules: &authored::Rules) -> Cap {
    match rules.cap.as_ref().map(|word| word.value.as_str()) {
        Some("100") => Cap::Hundred,
        Some("none") => Cap::None,
        _ => Cap::Unknown,
    }
}

fn growth(rules: &authored::Rules) -> Option<bool> {
    rules.growth.as_ref().filter(|word| word.value == "previous-year").map(|_| true)
}

fn group(
    p: &mut Projector,
    plan: &authored::Plan,
    group: &authored::Group,
    files: &[&YearFile],
    indicators: &[disclosed::Indicator],
) -> disclosed::Group {
    let (first, last) = plan.period.value;
    let years = (first.0..=last.0).map(FiscalYear);
    let progress = years.filter_map(|year| Some((year, aggregate(p, plan, group, year, files, indicators)?))).collect();
    p.stand(None, &plan.disclosure);
    p.row(&plan.id.value, None, PageKind::Indicators, Some((&group.id.value, &group.name)));
    disclosed::Group { id: group.id.value.clone(), label: p.text(&group.label), name: p.text(&group.name), progress }
}

/// The printed progress of a group in a year; `None` where the documents have none.
fn aggregate(
    p: &mut Projector,
    plan: &authored::Plan,
    group: &authored::Group,
    year: FiscalYear,
    files: &[&YearFile],
    indicators: &[disclosed::Indicator],
) -> Option<Cell> {
    let fact = fact_id(&plan.id.value, year, &group.id.value, "progress");
    let names = |row: &authored::Aggregate| row.group.value == group.id.value;
    let Some((row, file)) = find_row(p, year, files, |content| &content.aggregates, names) else {
        let why = hidden_file(p, year, files)?;
        return Some(Cell { fact, shown: Shown::Withheld(why), counter: None });
    };
    p.stand(None, &file.disclosure);
    p.row(&plan.id.value, Some(year), PageKind::Indicators, Some((&group.id.value, &group.name)));
    let aggregate = match row {
        Held::Open(aggregate) => aggregate,
        Held::Withheld(part) => return Some(Cell { fact, shown: Shown::Withheld(p.withheld(part)), counter: None }),
    };
    let cell = p.cell(fact, aggregate.progress.as_ref(), None);
    let tainted = indicators.iter().filter(|i| i.group == group.id.value).find_map(|i| withheld_in(i, year));
    Some(if aggregate.show_derived { cell } else { taint(cell, tainted) })
}

/// The first withheld target, actual, progress or weight of a year.
fn withheld_in(indicator: &disclosed::Indicator, year: FiscalYear) -> Option<Withheld> {
    let row = indicator.years.iter().find(|row| row.year == year)?;
    [&row.target, &row.actual, &row.progress, &row.weight].into_iter().find_map(|cell| match &cell.shown {
        Shown::Withheld(why) => Some(why.clone()),
        Shown::Public(_) => None,
    })
}

fn indicator(
    p: &mut Projector,
    plan: &authored::Plan,
    indicator: &authored::Indicator,
    reported: &Reported,
) -> disclosed::Indicator {
    let plan_id = &plan.id.value;
    let id = indicator.id.value.clone();
    let (first, last) = plan.period.value;
    let counter = indicator.counter.as_ref();
    let period = (first.0..=last.0).map(FiscalYear);
    let mut years: Vec<IndicatorYear> = period.map(|year| indicator_year(p, plan, reported, indicator, year)).collect();
    let results = years::open(reported.files).flat_map(|(file, content)| content.results.iter().map(move |row| (file, row)));
    let open = results.filter_map(|(file, row)| Some((file.year.value, row.as_open()?)));
    let shown = open.filter(|(_, row)| row.indicator.value == id && row.show_derived).map(|(year, _)| year).collect();
    taint_growth(&mut years, &shown);
    p.stand(None, &plan.disclosure);
    p.row(plan_id, None, PageKind::Indicator, Some((&id, &indicator.name)));
    disclosed::Indicator {
        group: indicator.group.value.clone(),
        label: p.text(&indicator.label),
        name: p.text(&indicator.name),
        short: p.text(&indicator.short),
        unit: indicator.unit.value.clone(),
        counter: counter.cloned(),
        better_is_more: indicator.direction.as_ref().is_none_or(|d| d.value != "down"),
        cumulative: p.cell(format!("{plan_id}/{id}/cumulative"), indicator.cumulative.as_ref(), counter),
        years,
        basis: p.optional(indicator.basis.as_ref()),
        approach: p.optional(indicator.approach.as_ref()),
        evaluated_by: indicator.evaluated_by.as_ref().map(|id| id.value.clone()),
        earlier: indicator.earlier.iter().filter_map(|named| earlier(&named.value)).collect(),
        earlier_note: p.optional(indicator.earlier_note.as_ref()),
        easy: indicator.easy.as_ref().map(|easy| p.easy_text(easy)),
        facts: p.facts(&format!("{plan_id}/{id}"), &indicator.facts),
        place: p.place(&indicator.at, plan.source.as_ref()),
        id,
    }
}

/// `plan/indicator`
fn earlier(named: &str) -> Option<(String, String)> {
    named.split_once('/').map(|(plan, id)| (plan.to_owned(), id.to_owned()))
}

fn indicator_year(
    p: &mut Projector,
    planned: &authored::Plan,
    reported: &Reported,
    indicator: &authored::Indicator,
    year: FiscalYear,
) -> IndicatorYear {
    let (plan, id) = (reported.plan, &indicator.id.value);
    let (row, file) = find_row(p, year, reported.files, |content| &content.results, |row| row.indicator.value == *id).unzip();
    if row.is_none()
        && let Some(why) = hidden_file(p, year, reported.files)
    {
        return untold_year(p, planned, indicator, year, why);
    }
    p.stand(None, file.map_or(&planned.disclosure, |file| &file.disclosure));
    p.row(plan, Some(year), PageKind::Indicator, Some((id, &indicator.name)));
    if let Some(Held::Withheld(part)) = row {
        let why = p.withheld(part);
        return told_by_plan(p, planned, indicator, withheld_year(plan, indicator, year, why));
    }
    let document = file.and_then(|file| file.source.as_ref());
    let result = row.and_then(Held::as_open);
    let cells = cells(p, reported, indicator, year, result);
    let mut text = |pick: fn(&YearResult) -> Option<&authored::Text>| p.optional(result.and_then(pick));
    let (self_evaluation, external_factors) = (text(|r| r.self_evaluation.as_ref()), text(|r| r.external_factors.as_ref()));
    let (weight_reason, note) = (text(|r| r.weight_reason.as_ref()), text(|r| r.note.as_ref()));
    let owner = format!("{plan}/{}/{id}", year.0);
    let facts = result.map(|r| p.facts(&owner, &r.facts)).unwrap_or_default();
    let place = result.map(|r| p.place(&r.at, document)).unwrap_or_default();
    IndicatorYear { weight_reason, self_evaluation, external_factors, note, facts, place, ..cells }
}

/// The figures of a year, with what follows from a withheld one.
fn cells(
    p: &mut Projector,
    reported: &Reported,
    indicator: &authored::Indicator,
    year: FiscalYear,
    result: Option<&YearResult>,
) -> IndicatorYear {
    let (plan, id) = (reported.plan, &indicator.id.value);
    // The counting word belongs to target and actual: 96% of a count of projects is not 96 projects.
    let counter = indicator.counter.as_ref();
    let mut cell = |column: &str, cell: Option<&authored::Cell>, counter| p.cell(fact_id(plan, year, id, column), cell, counter);
    let planned = planned_target(indicator, year);
    let mut out = empty_year(plan, indicator, year);
    out.target = cell("target", result.and_then(|r| r.target.as_ref()).or(planned), counter);
    out.actual = not_yet(cell("actual", result.and_then(|r| r.actual.as_ref()), counter), year, reported);
    let progress = not_yet(cell("progress", result.and_then(|r| r.progress.as_ref()), None), year, reported);
    let growth = cell("growth", result.and_then(|r| r.growth.as_ref()), None);
    out.weight = cell("weight", result.and_then(|r| r.weight.as_ref()), None);
    out.overall_weight = cell("overall-weight", result.and_then(|r| r.overall_weight.as_ref()), None);
    let asked = result.is_some_and(|row| row.show_derived);
    let hidden = [&out.target, &out.actual].into_iter().find_map(withheld).filter(|_| !asked);
    out.progress = taint(progress, hidden.clone());
    out.growth = taint(growth, hidden);
    out
}

/// Growth is measured against the year before: with the actual figure of one of the two it gives the other away. `shown`: the years
/// of which staff show what follows.
fn taint_growth(years: &mut [IndicatorYear], shown: &BTreeSet<FiscalYear>) {
    let before: Vec<Option<Withheld>> = years.iter().map(|row| withheld(&row.actual)).collect();
    for (row, hidden) in years.iter_mut().skip(1).zip(before).filter(|(row, _)| !shown.contains(&row.year)) {
        row.growth = taint(row.growth.clone(), hidden);
    }
}

/// What nobody wrote down of a year after the latest report has not come yet, or the site does not hold it though it could; of an
/// earlier year the documents do not have it.
fn not_yet(mut cell: Cell, year: FiscalYear, reported: &Reported) -> Cell {
    let unsaid = cell.shown == Shown::Public(Content::None);
    let after = unsaid && reported.latest.is_none_or(|latest| year > latest);
    if (unsaid || cell.shown == Shown::Public(Content::NotEntered)) && reported.to_come(year) {
        cell.shown = Shown::Public(Content::NotYet);
    } else if after {
        cell.shown = Shown::Public(Content::NotEntered);
    }
    cell
}

/// A year whose whole row is withheld: every cell that it could have is, but for what the plan states.
fn withheld_year(plan: &str, indicator: &authored::Indicator, year: FiscalYear, why: Withheld) -> IndicatorYear {
    let mut out = empty_year(plan, indicator, year);
    let cells = [&mut out.target, &mut out.actual, &mut out.progress, &mut out.growth, &mut out.weight, &mut out.overall_weight];
    cells.into_iter().for_each(|cell| cell.shown = Shown::Withheld(why.clone()));
    out
}

/// A year of which nothing is told.
fn empty_year(plan: &str, indicator: &authored::Indicator, year: FiscalYear) -> IndicatorYear {
    let cell = |column: &str| Cell::none(fact_id(plan, year, &indicator.id.value, column));
    IndicatorYear {
        year,
        target: cell("target"),
        actual: cell("actual"),
        progress: cell("progress"),
        growth: cell("growth"),
        weight: cell("weight"),
        overall_weight: cell("overall-weight"),
        weight_reason: None,
        self_evaluation: None,
        external_factors: None,
        note: None,
        facts: Vec::new(),
        place: disclosed::Place::default(),
    }
}

/// A year of which a file is withheld as a whole, and no other file tells of the target: what was reported may stand in that file.
/// It is neither to come nor missing. What the plan itself says is not hidden by it.
fn untold_year(
    p: &mut Projector,
    planned: &authored::Plan,
    indicator: &authored::Indicator,
    year: FiscalYear,
    why: Withheld,
) -> IndicatorYear {
    told_by_plan(p, planned, indicator, withheld_year(&planned.id.value, indicator, year, why))
}

/// The target of a year that the plan states in the open is public, whatever is withheld of the report. To hide it would be idle: the
/// cumulative target without those of the other years is the same.
fn told_by_plan(
    p: &mut Projector,
    planned: &authored::Plan,
    indicator: &authored::Indicator,
    mut out: IndicatorYear,
) -> IndicatorYear {
    let (plan, id) = (&planned.id.value, &indicator.id.value);
    if let Some(cell) = planned_target(indicator, out.year) {
        p.stand(None, &planned.disclosure);
        p.row(plan, Some(out.year), PageKind::Indicator, Some((id, &indicator.name)));
        out.target = p.cell(fact_id(plan, out.year, id, "target"), Some(cell), indicator.counter.as_ref());
    }
    out
}

fn planned_target(indicator: &authored::Indicator, year: FiscalYear) -> Option<&authored::Cell> {
    indicator.yearly.iter().find(|(of, _)| of.value == year).map(|(_, cell)| cell)
}

/// What is stated of the file of a year that is withheld as a whole. One that is not acknowledged is as if it had never been.
fn hidden_file(p: &mut Projector, year: FiscalYear, files: &[&YearFile]) -> Option<Withheld> {
    let acknowledged = |file: &&&YearFile| matches!(&file.content, Held::Withheld(part) if part.acknowledged);
    let hidden = files.iter().filter(|file| file.year.value == year).filter(acknowledged);
    let mut stated = hidden.map(|file| {
        p.stand(None, &file.disclosure);
        p.statement(&file.disclosure)
    });
    let first = stated.next()?;
    // Of several such files nobody is told which one it would be.
    Some(stated.fold(first, |one, other| Withheld {
        ground: one.ground.filter(|ground| other.ground.as_ref() == Some(ground)),
        id: one.id.filter(|id| other.id.as_ref() == Some(id)),
        basis: if one.basis == other.basis { one.basis } else { Arc::default() },
    }))
}

/// The row of a target or group in a year, also when it is withheld: that there is such a year is public. Of two, the one that
/// is withheld.
fn find_row<'a, T>(
    p: &Projector,
    year: FiscalYear,
    files: &[&'a YearFile],
    rows: fn(&YearContent) -> &Vec<Held<T>>,
    names: impl Fn(&T) -> bool,
) -> Option<(&'a Held<T>, &'a YearFile)> {
    let named = |row: &Held<T>| match row {
        Held::Open(row) => names(row),
        Held::Withheld(part) => part.acknowledged && part.payload.as_ref().is_some_and(|sealed| names(p.open(sealed))),
    };
    let of_year = years::open(files).filter(|(file, _)| file.year.value == year);
    let found: Vec<_> = of_year
        .flat_map(|(file, content)| rows(content).iter().map(move |row| (row, file)))
        .filter(|(row, _)| named(row))
        .collect();
    found.iter().find(|(row, _)| row.as_open().is_none()).or(found.first()).copied()
}
