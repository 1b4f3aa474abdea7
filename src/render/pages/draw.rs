//! From cells to charts.
//!
//! In: disclosed indicators, projects of a schedule, qualitative targets. Out: pictures with their words, and a file for download. Never: a mark for a withheld value.

use super::super::charts::{
    Amounts, Mark, MarkKind, Month, Multiples, Panel, PanelSlot, Period, Periods, Picture, Progress, Schedule, ScheduleMark,
    ScheduleRow, Series, Spark, Strip, StripRow, Words, YearLabels, YearSlot, words,
};
use super::said::Cx;
use crate::disclosed::{
    self, Cell, Content, Goal, Indicator, IndicatorYear, Place, Plan, Project, Reached, Shown, Status, Support, address, marker,
};
use crate::figures::{Date, Decimal, FiscalYear, Lang, Precision, PrintedState, Unit, When};
use serde::Serialize;
use std::collections::BTreeSet;

/// A chart as a figure on a page.
#[derive(Serialize, Debug)]
pub struct ChartView {
    pub title: String,
    pub subtitle: String,
    pub note: String,
    pub wide: String,
    pub narrow: String,
}

/// The path and text of a picture for download.
pub type PictureFile = (String, String);

/// The chart of one target.
pub fn progress(cx: &Cx, plan: &Plan, indicator: &Indicator) -> (ChartView, PictureFile) {
    let slots = slots(cx, indicator);
    let cumulative = mark(cx, indicator, &indicator.cumulative);
    let running = words::running(&slots);
    let latest = indicator.years.iter().rev().find(|row| row.actual.shown.is_withheld() || row.actual.status() == Status::Value);
    let reached = latest.and_then(|row| match indicator.reached(row.year, &cx.index.site.units) {
        Reached::Yes => Some(true),
        Reached::No => Some(false),
        Reached::Withheld | Reached::Unknown => None,
    });
    let unit = cx.unit_name(indicator);
    let source = plan.place.document.as_deref().map(|id| cx.citation(id)).unwrap_or_default();
    let facts = words::Facts {
        lang: cx.lang,
        indicator: indicator.name.any(cx.lang),
        unit: &unit,
        slots: &slots,
        cumulative: &cumulative,
        running: &running,
        reached,
        more_is_better: indicator.better_is_more,
        source: &source,
    };
    let words = words::describe(&facts);
    let id = format!("progress-{}", indicator.id);
    let chart = Progress { id, lang: cx.lang, words, slots, cumulative, running };
    view(cx, plan, &format!("indicators-{}", indicator.id), &chart.words, chart.draw())
}

/// The chart of all targets of a plan.
pub fn multiples(cx: &Cx, plan: &Plan) -> (ChartView, PictureFile) {
    let panels: Vec<Panel> = plan.indicators.iter().map(|indicator| panel(cx, indicator)).collect();
    let source = plan.place.document.as_deref().map(|id| cx.citation(id)).unwrap_or_default();
    let words = words::describe_plan(cx.lang, plan.short.any(cx.lang), &panels, &source);
    let chart = Multiples { id: format!("progress-{}", plan.id), lang: cx.lang, words, panels };
    view(cx, plan, "indicators", &chart.words, chart.draw())
}

/// The chart of one target over several plans, in the unit of the target; `None` where they measure different things.
pub fn periods(
    cx: &Cx,
    plan: &Plan,
    indicator: &Indicator,
    compared: &[(&Plan, &Indicator)],
) -> Option<(ChartView, PictureFile)> {
    let unit = cx.index.site.units.get(&indicator.unit)?;
    let measures = |other: &Indicator| cx.index.site.units.get(&other.unit).is_some_and(|own| own.dimension == unit.dimension);
    let mut all: Vec<(&Plan, &Indicator)> = compared.iter().copied().filter(|(_, other)| measures(other)).collect();
    if all.is_empty() {
        return None;
    }
    all.push((plan, indicator));
    all.sort_by_key(|(plan, _)| plan.first);
    let period = |(plan, indicator): &(&Plan, &Indicator)| Period {
        name: plan.short.any(cx.lang).to_owned(),
        slots: indicator.years.iter().map(|row| slot(cx, Some(unit), row)).collect(),
    };
    let periods: Vec<Period> = all.iter().map(period).collect();
    let source = plan.place.document.as_deref().map(|id| cx.citation(id)).unwrap_or_default();
    let words = words::describe_periods(cx.lang, indicator.name.any(cx.lang), &cx.unit_name(indicator), &periods, &source);
    let chart = Periods { id: format!("periods-{}", indicator.id), lang: cx.lang, words, periods };
    Some(view(cx, plan, &format!("periods-{}", indicator.id), &chart.words, chart.draw()))
}

/// More series than this cannot be told apart.
const MOST_SERIES: usize = 4;

/// The chart of figures by year; `None` where they have no common unit, are too many, or fewer than two are numbers.
pub fn amounts(cx: &Cx, plan: &Plan, row: &Support, name: &str) -> Option<(ChartView, PictureFile)> {
    let id = row.series.first()?.unit.as_deref()?;
    let unit = cx.index.site.units.get(id)?;
    let alike = row.series.iter().all(|series| series.unit.as_deref() == Some(id));
    let reached: BTreeSet<FiscalYear> = row.series.iter().flat_map(|series| series.years.iter().map(|(year, _)| *year)).collect();
    let of_year = |series: &disclosed::Series, year: &FiscalYear| {
        let found = series.years.iter().find(|(of, _)| of == year);
        found.map_or(Mark::NoData, |(_, cell)| mark_in(cx, cell, unit))
    };
    let marks = |each: &disclosed::Series| Series {
        label: each.label.any(cx.lang).to_owned(),
        values: reached.iter().map(|year| of_year(each, year)).collect(),
    };
    let series: Vec<Series> = row.series.iter().map(marks).collect();
    let numbers = series.iter().flat_map(|series| &series.values).filter(|mark| mark.number().is_some()).count();
    if !alike || series.len() > MOST_SERIES || reached.len() < 2 || numbers < 2 {
        return None;
    }
    let years: Vec<YearLabels> = reached.iter().map(|year| labels(cx, *year)).collect();
    let document = row.place.document.as_deref().or(plan.place.document.as_deref());
    let source = document.map(|id| cx.citation(id)).unwrap_or_default();
    let words = words::describe_amounts(cx.lang, row.label.any(cx.lang), unit.name(cx.lang), &years, &series, &source);
    let chart = Amounts { id: format!("amounts-{name}"), lang: cx.lang, words, years, series };
    Some(view(cx, plan, &format!("support-{name}"), &chart.words, chart.draw()))
}

fn labels(cx: &Cx, year: FiscalYear) -> YearLabels {
    YearLabels { name: year.name(cx.lang), axis: year.axis(cx.lang) }
}

/// The small picture for cards and listings.
pub fn spark(cx: &Cx, indicator: &Indicator) -> String {
    let slots = slots(cx, indicator);
    let (target, actual) = slots.into_iter().map(|slot| (slot.target, slot.actual)).unzip();
    Spark { title: None, target, actual }.draw()
}

/// The chart of one project of the 工程表; none where no time is stated, as such a chart would show nothing.
pub fn schedule(cx: &Cx, plan: &Plan, year: FiscalYear, project: &Project) -> Option<(ChartView, PictureFile)> {
    let rows: Vec<ScheduleRow> = project.schedule.iter().map(|row| schedule_row(cx, row)).collect();
    rows.iter().flat_map(|row| &row.marks).find(|mark| mark.from.is_some() || mark.to.is_some())?;
    let (first, last, source) = (plan.first, plan.last, citation(cx, plan, &project.place));
    let words = words::describe_schedule(cx.lang, project.name.any(cx.lang), (first, last), &rows, &source);
    let id = format!("schedule-{}", project.id);
    let chart = Schedule { id, lang: cx.lang, words, first, last, rows };
    Some(view(cx, plan, &format!("schedule-{}-{}", year.0, project.id), &chart.words, chart.draw()))
}

fn schedule_row(cx: &Cx, row: &disclosed::ScheduleRow) -> ScheduleRow {
    let mark = |mark: &disclosed::ScheduleMark| ScheduleMark {
        label: mark.label.any(cx.lang).to_owned(),
        kind: if mark.milestone { MarkKind::Milestone } else { MarkKind::Bar },
        from: mark.from.and_then(|from| month(from.first_day())),
        // A milestone of which only one time is stated lies in it.
        to: mark.to.or(mark.from.filter(|_| mark.milestone)).and_then(|to| month(to.last_day()?)),
    };
    ScheduleRow {
        group: row.group.as_ref().map(|group| group.any(cx.lang).to_owned()),
        label: row.label.any(cx.lang).to_owned(),
        marks: row.marks.iter().map(mark).collect(),
    }
}

/// The chart of the qualitative targets of a year; none where no month is stated.
pub fn strip(cx: &Cx, plan: &Plan, year: FiscalYear, goals: &[&Goal]) -> Option<(ChartView, PictureFile)> {
    let row = |goal: &&Goal| StripRow {
        label: goal.name.any(cx.lang).to_owned(),
        due: goal.due.as_ref().and_then(|due| stated_month(due.when)),
        done: goal.done.iter().filter_map(|when| stated_month(*when)).collect(),
        status: String::new(),
    };
    let rows: Vec<StripRow> = goals.iter().map(row).collect();
    rows.iter().find(|row| row.due.is_some() || !row.done.is_empty())?;
    // A plan of one year needs no year beside its name.
    let name = match plan.first == plan.last {
        true => plan.short.any(cx.lang).to_owned(),
        false => cx.words.fill("chart-of", &[("plan", plan.short.any(cx.lang)), ("year", &year.name(cx.lang))]),
    };
    let source = goals.first().map(|goal| citation(cx, plan, &goal.place)).unwrap_or_default();
    let words = words::describe_strip(cx.lang, &name, &rows, &source);
    let (first, last) = (Month::new(year.0, 4)?, Month::new(year.0 + 1, 3)?);
    let chart = Strip { id: format!("goals-{}", year.0), lang: cx.lang, words, first, last, rows };
    Some(view(cx, plan, &format!("goals-{}", year.0), &chart.words, chart.draw()))
}

/// The document of a row, else the plan's.
fn citation(cx: &Cx, plan: &Plan, place: &Place) -> String {
    let document = place.document.as_deref().or(plan.place.document.as_deref());
    document.map(|id| cx.citation(id)).unwrap_or_default()
}

/// The month of a date that is exact enough to have one.
fn stated_month(when: When) -> Option<Month> {
    match when {
        When::At(moment) if moment.precision() <= Precision::Month => month(moment.first_day()),
        _ => None,
    }
}

/// The month in which a day lies.
fn month(day: Date) -> Option<Month> {
    let iso = day.to_string();
    let mut parts = iso.split('-');
    Month::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

fn view(cx: &Cx, plan: &Plan, name: &str, words: &Words, picture: Picture) -> (ChartView, PictureFile) {
    let view = ChartView {
        title: words.title.clone(),
        subtitle: words.subtitle.clone(),
        note: words.note.clone(),
        wide: picture.wide,
        narrow: picture.narrow,
    };
    (view, (address::picture(&plan.id, name, cx.lang.code()), picture.standalone))
}

fn panel(cx: &Cx, indicator: &Indicator) -> Panel {
    let slots = slots(cx, indicator);
    Panel {
        label: format!("{} {}", indicator.label.any(cx.lang), indicator.short.any(cx.lang)),
        // A picture is one image to assistive technology; links stand in the table and on the cards.
        href: None,
        slots: slots.into_iter().map(|slot| PanelSlot { labels: slot.labels, progress: slot.progress }).collect(),
    }
}

fn slots(cx: &Cx, indicator: &Indicator) -> Vec<YearSlot> {
    let unit = cx.index.site.units.get(&indicator.unit);
    indicator.years.iter().map(|row| slot(cx, unit, row)).collect()
}

fn slot(cx: &Cx, unit: Option<&Unit>, row: &IndicatorYear) -> YearSlot {
    let mark = |cell: &Cell| unit.map_or(Mark::NoData, |unit| mark_in(cx, cell, unit));
    let actual = mark(&row.actual);
    let progress = match &actual {
        // Documents print 0% for years to come; a bar of height 0 would say that nothing was done.
        Mark::NotYet => Mark::NotYet,
        _ => percent(&row.progress),
    };
    YearSlot { year: row.year.0, labels: labels(cx, row.year), target: mark(&row.target), actual, progress }
}

/// A figure in the unit of its target.
fn mark(cx: &Cx, indicator: &Indicator, cell: &Cell) -> Mark {
    match cx.index.site.units.get(&indicator.unit) {
        Some(unit) => mark_in(cx, cell, unit),
        None => Mark::NoData,
    }
}

fn mark_in(cx: &Cx, cell: &Cell, unit: &Unit) -> Mark {
    match &cell.shown {
        Shown::Withheld(_) => Mark::Withheld,
        Shown::Public(Content::NotYet) => Mark::NotYet,
        Shown::Public(_) => {
            let number = cell.value_in(unit, &cx.index.site.units).and_then(|value| unit.column_number(value, cx.lang));
            number.map_or(Mark::NoData, |value| Mark::Value { value, text: value.grouped(), provisional: provisional(cell) })
        }
    }
}

fn percent(cell: &Cell) -> Mark {
    match (&cell.shown, cell.value()) {
        (Shown::Withheld(_), _) => Mark::Withheld,
        (_, Some(value)) => Mark::Value { value, text: value.grouped(), provisional: provisional(cell) },
        _ => Mark::NoData,
    }
}

fn provisional(cell: &Cell) -> bool {
    matches!(cell.printed().map(|printed| &printed.state), Some(PrintedState::Value { flags, .. }) if flags.provisional)
}

/// The last year of a running total, as text in the page's language, with each year's total.
pub fn running(cx: &Cx, indicator: &Indicator) -> Vec<(FiscalYear, Decimal)> {
    let Some(unit) = cx.index.site.units.get(&indicator.unit) else { return Vec::new() };
    let totals = crate::disclosed::running_totals(indicator, unit, &cx.index.site.units);
    totals.into_iter().filter_map(|(year, value)| Some((year, unit.column_number(value, cx.lang)?))).collect()
}

/// A running total with its unit, as prose prints it. A total "so far" that leaves a withheld year out would be another figure:
/// it prints the marker.
pub fn running_full(cx: &Cx, indicator: &Indicator) -> Option<String> {
    let unit = cx.index.site.units.get(&indicator.unit)?;
    if indicator.years.iter().any(|row| row.actual.shown.is_withheld()) {
        return Some(marker(cx.lang).to_owned());
    }
    let (_, total) = crate::disclosed::running_totals(indicator, unit, &cx.index.site.units).pop()?;
    Some(match cx.lang {
        Lang::Ja => format!("{}{}", total.grouped(), unit.name(Lang::Ja)),
        Lang::En => unit.english_amount(total, indicator.counter.as_ref()),
    })
}
