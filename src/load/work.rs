//! Rows about what a plan does: policies, projects with their schedule, dated events, qualitative targets; and figures by year.
//!
//! In: one TOML table each. Out: an authored row. Never: a reference resolved; a date of a row whose values are hidden.

use super::cells::{cell_kind, fact};
use super::plan::yearly;
use super::table::{File, Row};
use crate::authored::{Cell, Conduct, Event, Goal, Part, Policy, Profile, Project, ScheduleMark, ScheduleRow, Series};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::{CATEGORIES, EVENTS, FIELDS, FOUNDED, PROJECTS, SCHEDULE_MARKS};

fn first_of<const N: usize>(pairs: [(&'static str, &'static str); N]) -> [&'static str; N] {
    pairs.map(|(word, _)| word)
}

/// `[[policy]]`
pub fn policy(file: &mut File, row: &Row) -> Option<Policy> {
    let (id, label, name) = (row.need_id(file, "id"), row.need_text(file, "label"), row.need_text(file, "name"));
    let (solution, outline) = (row.text(file, "solution"), row.text(file, "outline"));
    let at = row.at(file);
    Some(Policy { id: id?, label: label?, name: name?, solution, outline, at })
}

/// `[[project]]`
pub fn project(file: &mut File, row: &Row) -> Option<Project> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    let kind = row.word(file, "kind", &first_of(PROJECTS));
    let project = Project {
        label: row.text(file, "label"),
        policies: row.ids(file, "policies"),
        indicators: row.optional_related(file),
        measures: row.words(file, "measures", &first_of(CATEGORIES)),
        scheme: row.text(file, "scheme"),
        conduct: conduct(file, row),
        years: row.years(file, "years"),
        period: row.text(file, "period"),
        parts: row.rows(file, "part", part),
        schedule: row.rows(file, "row", schedule_row),
        facts: row.rows(file, "fact", fact),
        at: row.at(file),
        id: id?,
        name: name?,
        kind: kind?,
    };
    Some(project)
}

fn conduct(file: &mut File, row: &Row) -> Conduct {
    Conduct {
        businesses: row.ids(file, "businesses"),
        others: row.text(file, "others"),
        area: row.text(file, "area"),
        start: row.text(file, "start"),
        equipment: row.text(file, "equipment"),
        outline: row.text(file, "outline"),
    }
}

fn part(file: &mut File, row: &Row) -> Option<Part> {
    let (key, name) = (row.need_id(file, "key"), row.need_text(file, "name"));
    let label = row.text(file, "label");
    let conduct = conduct(file, row);
    Some(Part { key: key?, label, name: name?, conduct })
}

fn schedule_row(file: &mut File, row: &Row) -> Option<ScheduleRow> {
    let (key, label) = (row.need_id(file, "key"), row.need_text(file, "label"));
    let group = row.text(file, "group");
    let marks = row.rows(file, "mark", schedule_mark);
    Some(ScheduleRow { key: key?, group, label: label?, marks })
}

fn schedule_mark(file: &mut File, row: &Row) -> Option<ScheduleMark> {
    let kind = row.word(file, "kind", &SCHEDULE_MARKS);
    let label = row.need_text(file, "label");
    let (from, to) = (row.when(file, "from"), row.when(file, "to"));
    Some(ScheduleMark { milestone: kind?.value == "節目", label: label?, from, to })
}

/// `[[event]]`
pub fn event(file: &mut File, row: &Row) -> Option<Event> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    refuse_name_alone(file);
    row.need(file, "on");
    let on = row.dated(file, "on", "printed");
    let category = row.word(file, "category", &first_of(EVENTS));
    let (bodies, note, at) = (row.ids(file, "bodies"), row.text(file, "note"), row.at(file));
    Some(Event { id: id?, on: on?, category: category?, bodies, name: name?, note, at })
}

/// An event is its date: without it there is no place for the name to stand.
fn refuse_name_alone(file: &mut File) {
    let Some(stated) = file.hidden_values.as_ref().map(|stated| stated.state.span) else { return };
    let message =
        Words::new("出来事は、日付を隠して名前だけを示すことができません。", "an event cannot show its name and hide its date");
    let help =
        Words::new("show を消して行ごと隠すか、公表してください。", "remove `show` and withhold the whole row, or disclose it.");
    file.finding(Finding::new(codes::IDLE_KEY, message).at(stated).help(help));
}

/// `[[goal]]`
pub fn goal(file: &mut File, row: &Row) -> Option<Goal> {
    let (id, group, name) = (row.need_id(file, "id"), row.need_id(file, "group"), row.need_text(file, "name"));
    let goal = Goal {
        due: row.dated(file, "due", "due_printed"),
        repeat: row.flag(file, "repeat"),
        result: row.text(file, "result"),
        done: row.whens(file, "done"),
        at: row.at(file),
        id: id?,
        group: group?,
        name: name?,
    };
    Some(goal)
}

/// `[[….row]]`: figures by year.
pub fn series(file: &mut File, row: &Row) -> Option<Series> {
    let (key, label) = (row.need_id(file, "key"), row.need_text(file, "label"));
    let series = Series {
        unit: row.id(file, "unit"),
        counter: row.counter(file),
        sum_of: row.ids(file, "sum_of"),
        years: yearly(file, row, "years"),
        total: total(file, row),
        note: row.text(file, "note"),
        show_derived: row.flag(file, "show_derived"),
        span: row.span,
        key: key?,
        label: label?,
    };
    Some(series)
}

/// A total that is not written is no total, also where the values of its row are hidden.
fn total(file: &mut File, row: &Row) -> Option<Cell> {
    row.note("total", false, cell_kind);
    if row.has("total") { row.cell(file, "total") } else { None }
}

/// The keys of a `[[business]]` that a plan document fills.
pub fn profile(file: &mut File, row: &Row) -> Profile {
    Profile {
        address: row.text(file, "address"),
        phone: row.value_string(file, "phone"),
        founded: row.dated(file, "founded", "founded_printed"),
        founded_word: row.optional_word(file, "founded_word", &FOUNDED),
        industry: row.text(file, "industry"),
        area: row.text(file, "area"),
        bodies: row.ids(file, "bodies"),
        field: row.optional_word(file, "field", &first_of(FIELDS)),
        measures: row.words(file, "measures", &first_of(CATEGORIES)),
        projects: row.ids(file, "projects"),
        former: row.texts(file, "former"),
    }
}
