//! From cells to charts.
//!
//! In: disclosed indicators, projects of a schedule, qualitative targets. Out: figures, each with the table of its numbers. Never: a
//! mark for a withheld value.

use super::super::charts::{
    Amounts, Mark, MarkKind, Month, Multiples, Panel, PanelSlot, Period, Periods, Progress, Schedule, ScheduleMark, ScheduleRow,
    Series, Spark, Strip, StripRow, YearLabels, YearSlot, words,
};
use super::figure::{self, FigureView, Parts, TableView};
use super::indicator;
use super::said::{Cx, Said};
use super::schedule::RowView;
use super::series::SeriesTable;
use crate::disclosed::{
    self, Cell, Content, Goal, Indicator, IndicatorYear, Place, Plan, Project, Reached, Shown, Status, Support, marker,
};
use crate::figures::{Date, Decimal, FiscalYear, Lang, Precision, PrintedState, Unit, When};
use std::collections::BTreeSet;

/// The chart of one target; `beside`: the table of all its years on the same page.
pub fn progress(cx: &Cx, plan: &Plan, indicator: &Indicator, beside: &str) -> FigureView {
    let slots = slots(cx, indicator);
    let cumulative = mark(cx, indicator, &indicator.cumulative);
    let running = words::running(&slots);
    let latest = indicator.years.iter().rev().find(|row| row.actual.shown.is_withheld() || row.actual.status() == Status::Value);
    let reached = latest.and_then(|row| match indicator.reached(row.year, &cx.index.site.units) {
        Reached::Yes => Some(true),
        Reached::No => Some(false),
        Reached::Withheld | Reached::Unknown => None,
    });
    let unit = cx.unit_beside(indicator);
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
    let parts = Parts {
        name: &format!("indicators-{}", indicator.id),
        words: &chart.words,
        picture: chart.draw(),
        table: years_table(cx, plan, indicator),
        beside: Some(beside.to_owned()),
        document: plan.place.document.as_deref(),
    };
    figure::make(cx, plan, parts)
}

/// Target, actual, progress and running total of every year, and the target of the whole plan.
fn years_table(cx: &Cx, plan: &Plan, indicator: &Indicator) -> TableView {
    let in_unit = |key: &str| (cx.unit_heading(key, indicator), true);
    let columns = [in_unit("target-in"), in_unit("actual-in"), (cx.words.get("progress-percent"), true), in_unit("running-in")];
    let mut table = TableView::new(cx.unit_heading("years-table", indicator), cx.words.get("fiscal-year"), columns);
    for row in indicator::rows(cx, plan, indicator, indicator::Columns::All) {
        let running = row.running.unwrap_or_else(|| figure::nothing(cx));
        table.push(None, figure::named(Said::plain(row.year.long)), [row.target, row.actual, row.progress, running]);
    }
    let whole = cx.in_unit(indicator, &indicator.cumulative);
    let nothing = || figure::nothing(cx);
    let name = figure::named(Said::plain(cx.words.get("cumulative-target")));
    table.push(None, name, [whole, nothing(), nothing(), nothing()]);
    table
}

/// The chart of all targets of a plan.
pub fn multiples(cx: &Cx, plan: &Plan) -> FigureView {
    let panels: Vec<Panel> = plan.indicators.iter().map(|indicator| panel(cx, indicator)).collect();
    let source = plan.place.document.as_deref().map(|id| cx.citation(id)).unwrap_or_default();
    let words = words::describe_plan(cx.lang, plan.short.any(cx.lang), &panels, &source);
    let chart = Multiples { id: format!("progress-{}", plan.id), lang: cx.lang, words, panels };
    let columns = plan.period().map(|year| (cx.year(year).name, true));
    let mut table = TableView::new(cx.words.get("progress-table"), cx.words.get("indicator"), columns);
    for each in &plan.indicators {
        table.push(Some(cx.say(&each.label)), indicator::link(cx, plan, each), indicator::progress(cx, each));
    }
    let (picture, document) = (chart.draw(), plan.place.document.as_deref());
    figure::make(cx, plan, Parts { name: "indicators", words: &chart.words, picture, table, beside: None, document })
}

/// The chart of one target over several plans, in the unit of the target; `None` where they measure different things.
pub fn periods(cx: &Cx, plan: &Plan, indicator: &Indicator, compared: &[(&Plan, &Indicator)]) -> Option<FigureView> {
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
    let words = words::describe_periods(cx.lang, indicator.name.any(cx.lang), &cx.unit_beside(indicator), &periods, &source);
    let chart = Periods { id: format!("periods-{}", indicator.id), lang: cx.lang, words, periods };
    let in_unit = |key: &str| (cx.unit_heading(key, indicator), true);
    let progress = (cx.words.get("progress-percent"), true);
    let columns = [(cx.words.get("plan-name"), false), in_unit("target-in"), in_unit("actual-in"), progress];
    let mut table = TableView::new(chart.words.subtitle.clone(), cx.words.get("fiscal-year"), columns);
    for (plan, other) in &all {
        for row in &other.years {
            let figures = [cx.column(&row.target, unit), cx.column(&row.actual, unit), cx.percent(&row.progress)];
            let cells = [figure::words(cx.say(&plan.short))].into_iter().chain(figures);
            table.push(None, figure::named(Said::plain(row.year.long(cx.lang))), cells);
        }
    }
    let parts = Parts {
        name: &format!("periods-{}", indicator.id),
        words: &chart.words,
        picture: chart.draw(),
        table,
        beside: None,
        document: plan.place.document.as_deref(),
    };
    Some(figure::make(cx, plan, parts))
}

/// More series than this cannot be told apart.
const MOST_SERIES: usize = 4;

/// The chart of figures by year, with their table on the same page; `None` where they have no common unit, are too many, or fewer
/// than two are numbers.
pub fn amounts(cx: &Cx, plan: &Plan, row: &Support, name: &str, own: &SeriesTable) -> Option<FigureView> {
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
    let parts = Parts {
        name: &format!("support-{name}"),
        words: &chart.words,
        picture: chart.draw(),
        table: own.table(cx),
        beside: Some(own.id.clone()),
        document,
    };
    Some(figure::make(cx, plan, parts))
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

/// The chart of one project of the 工程表, whose rows stand in a table on the same page; none where no time is stated, as such a
/// chart would show nothing.
pub fn schedule(cx: &Cx, plan: &Plan, year: FiscalYear, project: &Project, own: &[RowView]) -> Option<FigureView> {
    let rows: Vec<ScheduleRow> = project.schedule.iter().map(|row| schedule_row(cx, row)).collect();
    rows.iter().flat_map(|row| &row.marks).find(|mark| mark.from.is_some() || mark.to.is_some())?;
    let (first, last, source) = (plan.first, plan.last, citation(cx, plan, &project.place));
    let words = words::describe_schedule(cx.lang, project.name.any(cx.lang), (first, last), &rows, &source);
    let id = format!("schedule-{}", project.id);
    let chart = Schedule { id, lang: cx.lang, words, first, last, rows };
    let parts = Parts {
        name: &format!("schedule-{}-{}", year.0, project.id),
        words: &chart.words,
        picture: chart.draw(),
        table: super::schedule::table(cx, project, own),
        beside: Some(super::schedule::table_id(project)),
        document: project.place.document.as_deref().or(plan.place.document.as_deref()),
    };
    Some(figure::make(cx, plan, parts))
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
pub fn strip(cx: &Cx, plan: &Plan, year: FiscalYear, goals: &[&Goal]) -> Option<FigureView> {
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
    let parts = Parts {
        name: &format!("goals-{}", year.0),
        words: &chart.words,
        picture: chart.draw(),
        table: goals_table(cx, &chart.words.subtitle, goals),
        beside: None,
        document: goals.first().and_then(|goal| goal.place.document.as_deref()).or(plan.place.document.as_deref()),
    };
    Some(figure::make(cx, plan, parts))
}

/// What is due and what was done, in words.
fn goals_table(cx: &Cx, caption: &str, goals: &[&Goal]) -> TableView {
    let columns = ["goal-due", "goal-done"].map(|key| (cx.words.get(key), false));
    let mut table = TableView::new(caption.to_owned(), cx.words.get("goal"), columns);
    for goal in goals {
        let times = |list: Vec<String>, none: &str| {
            let text = if list.is_empty() { cx.words.get(none) } else { list.join(&cx.words.get("list-comma")) };
            figure::words(Said::plain(text))
        };
        let due = goal.due.as_ref().map(|due| cx.when(due.when).text);
        let done = goal.done.iter().map(|when| cx.when(*when).text).collect();
        let cells = [times(due.into_iter().collect(), "figure-nothing"), times(done, "goal-no-result")];
        table.push(None, figure::named(cx.say(&goal.name)), cells);
    }
    table
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

fn panel(cx: &Cx, indicator: &Indicator) -> Panel {
    let slots = slots(cx, indicator);
    Panel {
        number: indicator.label.any(cx.lang).to_owned(),
        name: indicator.short.any(cx.lang).to_owned(),
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
