//! 工程表: the projects of a schedule, each with its rows, and the bars and milestones of each row.
//!
//! In: the projects of kind 工程表 of a year. Out: the view. Never: a time that the document does not state.

use super::cells::CellView;
use super::draw;
use super::figure::{self, FigureView, TableView};
use super::filter::Filter;
use super::indicator::{self, Download};
use super::projects::{self, ProjectView, below};
use super::said::{Cx, Link, Said, Time, Year, value};
use super::told::{Row, Told};
use crate::disclosed::{Plan, Project, ScheduleMark, ScheduleRow, Shown, Status};
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct ScheduleView {
    year: Year,
    count: String,
    projects: Vec<Scheduled>,
    filters: Vec<Filter>,
    /// Whether the time of some mark is not known.
    has_unknown: bool,
    links: Vec<Link>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct Scheduled {
    project: ProjectView,
    chart: Option<FigureView>,
    /// Of the caption.
    table: String,
    caption: String,
    /// How many bars and milestones the table has, in words.
    rows_count: String,
    rows: Vec<RowView>,
}

/// A row of a schedule with its steps.
#[derive(Serialize)]
pub struct RowView {
    id: String,
    group: Option<Told>,
    label: Told,
    marks: Vec<MarkView>,
    /// What stands in place of marks where the document has none.
    none: Option<CellView>,
}

#[derive(Serialize)]
struct MarkView {
    kind: String,
    label: Told,
    when: Option<Time>,
}

/// The view of a year's schedule.
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    let rows: Vec<&Project> = of_year.projects.iter().filter_map(Shown::public).filter(|row| row.is_scheduled()).collect();
    let mut marks = rows.iter().flat_map(|row| &row.schedule).flat_map(|row| &row.marks);
    let projects = cx.index.showing(cx.lang, PageKind::Projects, &plan.id, of_year.year);
    let scheduled = |row: &&Project| cx.in_row(&row.id, &row.name, || scheduled(cx, plan, of_year.year, row));
    let made: Vec<Scheduled> = rows.iter().map(scheduled).collect();
    value(&ScheduleView {
        year: cx.year(of_year.year),
        count: cx.words.count("schedule-count", rows.len()),
        has_unknown: marks.any(|mark| mark.from.is_none() && mark.to.is_none()),
        projects: made,
        filters: projects::filters(cx, plan, &rows),
        links: projects.into_iter().map(|page| cx.to(page)).collect(),
        downloads: indicator::downloads(cx, plan, "schedule"),
    })
}

fn scheduled(cx: &Cx, plan: &Plan, year: FiscalYear, row: &Project) -> Scheduled {
    let texts = Row::new(cx, &plan.id, year, "project", &row.id);
    let rows: Vec<RowView> = row.schedule.iter().map(|each| row_view(&texts, row, each)).collect();
    Scheduled {
        project: projects::project(cx, plan, year, row),
        caption: caption(cx, row),
        rows_count: cx.words.count("rows-count", row.schedule.iter().map(|each| each.marks.len()).sum()),
        table: table_id(row),
        chart: draw::schedule(cx, plan, year, row, &rows),
        rows,
    }
}

fn caption(cx: &Cx, project: &Project) -> String {
    cx.words.fill("schedule-table", &[("name", project.name.any(cx.lang))])
}

/// Where the table of a project stands.
pub fn table_id(project: &Project) -> String {
    format!("k_table_{}", project.id)
}

/// The steps of a project as the table of its figure.
pub fn table(cx: &Cx, project: &Project, rows: &[RowView]) -> TableView {
    let columns = ["schedule-row", "schedule-kind", "schedule-when"].map(|key| (cx.words.get(key), false));
    let mut table = TableView::new(caption(cx, project), cx.words.get("schedule-what"), columns);
    for row in rows {
        let of = || figure::words(row.label.said.clone());
        for mark in &row.marks {
            let when = mark.when.as_ref().map_or_else(|| cx.words.get("schedule-unknown"), |when| when.text.clone());
            let [kind, when] = [mark.kind.clone(), when].map(|text| figure::words(Said::plain(text)));
            table.push(None, figure::named(mark.label.said.clone()), [of(), kind, when]);
        }
        if row.marks.is_empty() {
            let nothing = || figure::nothing(cx);
            table.push(None, figure::named(Said::plain(nothing().text)), [of(), nothing(), nothing()]);
        }
    }
    table
}

fn row_view(project_texts: &Row, project: &Project, row: &ScheduleRow) -> RowView {
    let (cx, texts) = (project_texts.cx, project_texts.below(&row.key));
    RowView {
        id: below(&project.id, &row.key),
        group: texts.maybe("group", row.group.as_ref()),
        label: texts.told("name", &row.label),
        marks: row.marks.iter().enumerate().map(|(at, mark)| mark_view(&texts, at, mark)).collect(),
        none: row.marks.is_empty().then(|| cx.mark(String::new(), Status::None)),
    }
}

fn mark_view(texts: &Row, at: usize, mark: &ScheduleMark) -> MarkView {
    let cx = texts.cx;
    let item = if mark.milestone { "milestone" } else { "bar" };
    MarkView {
        kind: cx.words.get(&format!("schedule-{item}")),
        label: texts.told(&format!("{item}/{}", at + 1), &mark.label),
        when: span(cx, mark),
    }
}

/// When it is; `None` where that is not known.
fn span(cx: &Cx, mark: &ScheduleMark) -> Option<Time> {
    let (from, to) = (mark.from.map(|from| cx.when(from)), mark.to.map(|to| cx.when(to)));
    match (from, to) {
        (Some(from), Some(to)) if from.text != to.text => {
            let text = cx.words.fill("schedule-span", &[("from", &from.text), ("to", &to.text)]);
            Some(Time { text, iso: None })
        }
        // A bar that is only said to begin goes on; a milestone is at that time.
        (Some(from), None) if !mark.milestone => {
            Some(Time { text: cx.words.fill("schedule-from", &[("from", &from.text)]), iso: None })
        }
        (None, Some(to)) if !mark.milestone => Some(Time { text: cx.words.fill("schedule-to", &[("to", &to.text)]), iso: None }),
        (from, to) => from.or(to),
    }
}
