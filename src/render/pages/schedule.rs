//! 工程表: the projects of a schedule, each with its rows, and the bars and milestones of each row.
//!
//! In: the projects of kind 工程表 of a year. Out: the view. Never: a time that the document does not state.

use super::cells::CellView;
use super::draw::{self, ChartView, PictureFile};
use super::filter::Filter;
use super::indicator::{self, Download};
use super::projects::{self, ProjectView, below};
use super::said::{Cx, Link, Time, Year, value};
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
    chart: Option<ChartView>,
    /// The chart alone.
    downloads: Vec<Download>,
    caption: String,
    /// How many bars and milestones the table has, in words.
    rows_count: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
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
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> (Value, Vec<PictureFile>) {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return (Value::none(), Vec::new()) };
    let rows: Vec<&Project> = of_year.projects.iter().filter_map(Shown::public).filter(|row| row.is_scheduled()).collect();
    let mut marks = rows.iter().flat_map(|row| &row.schedule).flat_map(|row| &row.marks);
    let projects = cx.index.showing(cx.lang, PageKind::Projects, &plan.id, of_year.year);
    let scheduled = |row: &&Project| cx.in_row(&row.id, &row.name, || scheduled(cx, plan, of_year.year, row));
    let (made, pictures): (Vec<Scheduled>, Vec<Option<PictureFile>>) = rows.iter().map(scheduled).unzip();
    let view = value(&ScheduleView {
        year: cx.year(of_year.year),
        count: cx.words.count("schedule-count", rows.len()),
        has_unknown: marks.any(|mark| mark.from.is_none() && mark.to.is_none()),
        projects: made,
        filters: projects::filters(cx, plan, &rows),
        links: projects.into_iter().map(|page| cx.to(page)).collect(),
        downloads: indicator::downloads(cx, plan, "schedule", None),
    });
    (view, pictures.into_iter().flatten().collect())
}

fn scheduled(cx: &Cx, plan: &Plan, year: FiscalYear, row: &Project) -> (Scheduled, Option<PictureFile>) {
    let name = row.name.any(cx.lang);
    let texts = Row::new(cx, &plan.id, year, "project", &row.id);
    let (chart, picture) = draw::schedule(cx, plan, year, row).unzip();
    let made = Scheduled {
        project: projects::project(cx, plan, year, row),
        caption: cx.words.fill("schedule-table", &[("name", name)]),
        rows_count: cx.words.count("rows-count", row.schedule.iter().map(|each| each.marks.len()).sum()),
        rows: row.schedule.iter().map(|each| row_view(&texts, row, each)).collect(),
        chart,
        downloads: picture.as_ref().map(|picture| indicator::picture(cx, picture)).into_iter().collect(),
    };
    (made, picture)
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
