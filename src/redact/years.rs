//! Projecting the rows of a fiscal year.
//!
//! In: the year files of a plan. Out: a `PlanYear`. Never: a row of a file that hides everything.

use super::cells::{Projector, number};
use super::rows::{Named, RowContents, business, product, program, regulation, section, support};
use super::{checks, work};
use crate::authored::{self, Held, Id, YearContent, YearFile};
use crate::disclosed::{self, PlanYear, Shown, Stands};
use crate::figures::FiscalYear;
use crate::kinds::{PageKind, SCHEDULED};
use std::sync::Arc;

/// The files whose content may be shown at all.
pub fn open<'a, 'f: 'a>(files: &'a [&'f YearFile]) -> impl Iterator<Item = (&'f YearFile, &'f YearContent)> + 'a {
    files.iter().filter_map(|file| Some((*file, file.content.as_open()?)))
}

/// What a row is projected with: its plan, year and document.
pub struct Context<'a> {
    pub plan: &'a str,
    pub year: FiscalYear,
    pub document: Option<&'a Id>,
}

impl Context<'_> {
    /// What the ids of a row's facts begin with.
    pub fn owner(&self, row: &str) -> String {
        format!("{}/{}/{row}", self.plan, self.year.0)
    }

    /// Goes to a row, or to the list itself.
    fn stand(&self, p: &mut Projector, list: PageKind, row: Option<(&str, &authored::Text)>) {
        p.row(self.plan, Some(self.year), list, row);
    }
}

/// One fiscal year of a plan.
pub fn year(p: &mut Projector, plan: &str, year: FiscalYear, files: &[&YearFile]) -> PlanYear {
    let mut out = PlanYear::new(year);
    for file in files.iter().filter(|file| file.year.value == year) {
        p.stand(None, &file.disclosure);
        match &file.content {
            Held::Open(content) => {
                let cx = Context { plan, year, document: file.source.as_ref() };
                add(p, &cx, content, &mut out);
            }
            Held::Withheld(part) if part.acknowledged => {
                p.row(plan, Some(year), PageKind::Report, None);
                p.withheld(part);
            }
            Held::Withheld(_) => (),
        }
    }
    out
}

fn add(p: &mut Projector, cx: &Context, content: &YearContent, out: &mut PlanYear) {
    cx.stand(p, PageKind::Report, None);
    if let Some(report) = &content.report {
        out.report = Some(disclosed::Report {
            title: p.text(&report.title),
            summary: p.optional(report.summary.as_ref()),
            published: report.published,
            place: p.place(&report.at, cx.document),
        });
    }
    out.facts.extend(p.facts(&cx.owner("report"), &content.facts));
    out.programs.extend(content.programs.iter().filter_map(|row| shown(p, cx, PageKind::Programs, row, program)));
    out.regulations.extend(content.regulations.iter().filter_map(|row| shown(p, cx, PageKind::Regulation, row, regulation)));
    out.products.extend(content.products.iter().filter_map(|row| shown(p, cx, PageKind::Products, row, product)));
    out.support.extend(content.support.iter().filter_map(|row| shown(p, cx, PageKind::Report, row, support)));
    out.businesses.extend(content.businesses.iter().filter_map(|row| shown(p, cx, PageKind::Businesses, row, business)));
    add_work(p, cx, content, out);
    checks::add(p, cx, content, out);
    // Parts without rows belong to the table of the file in which they stand, as far as a reader can see that it has one.
    let said = any_seen(&content.meetings) || any_seen(&content.comments) || any_seen(&content.replies);
    let (list, sections) = match (any_seen(&content.programs), any_seen(&content.regulations), said) {
        (true, ..) => (PageKind::Programs, &mut out.program_sections),
        (false, true, _) => (PageKind::Regulation, &mut out.regulation_sections),
        (false, false, true) => (PageKind::Comments, &mut out.comment_sections),
        (false, false, false) => (PageKind::Report, &mut out.sections),
    };
    sections.extend(content.sections.iter().filter_map(|row| shown(p, cx, list, row, section)));
}

/// What the plan does, and what was said about it.
fn add_work(p: &mut Projector, cx: &Context, content: &YearContent, out: &mut PlanYear) {
    out.policies.extend(content.policies.iter().filter_map(|row| shown(p, cx, PageKind::Projects, row, work::policy)));
    for row in &content.projects {
        // Of which list a withheld project would be is not told.
        let scheduled = row.as_open().is_some_and(|row| row.kind.value == SCHEDULED);
        let list = if scheduled { PageKind::Schedule } else { PageKind::Projects };
        out.projects.extend(shown(p, cx, list, row, work::project));
    }
    out.meetings.extend(content.meetings.iter().filter_map(|row| shown(p, cx, PageKind::Comments, row, work::meeting)));
    out.comments.extend(content.comments.iter().filter_map(|row| shown(p, cx, PageKind::Comments, row, work::comment)));
    out.replies.extend(content.replies.iter().filter_map(|row| shown(p, cx, PageKind::Comments, row, work::reply)));
    out.events.extend(content.events.iter().filter_map(|row| shown(p, cx, PageKind::Timeline, row, work::event)));
    out.goals.extend(content.goals.iter().filter_map(|row| shown(p, cx, PageKind::Goals, row, work::goal)));
}

/// Whether a reader sees any of these rows, or that one of them is withheld.
fn any_seen<T>(rows: &[Held<T>]) -> bool {
    rows.iter().any(|row| !matches!(row, Held::Withheld(part) if !part.acknowledged))
}

/// A row that is shown, or of which only its being withheld is shown, or (存否応答拒否) nothing at all.
fn shown<T: Named + RowContents, U>(
    p: &mut Projector,
    cx: &Context,
    list: PageKind,
    row: &Held<T>,
    project: fn(&mut Projector, &Context, &T) -> U,
) -> Option<Shown<U>> {
    match row {
        Held::Open(row) => {
            cx.stand(p, list, Some(row.name()));
            Some(Shown::Public(project(p, cx, row)))
        }
        Held::Withheld(part) => {
            watch_row(p, row);
            cx.stand(p, list, None);
            part.acknowledged.then(|| Shown::Withheld(p.withheld(part)))
        }
    }
}

/// Puts all that a withheld row says on the watchlist.
fn watch_row<T: RowContents>(p: &mut Projector, row: &Held<T>) {
    if let Held::Withheld(part) = row
        && let Some(sealed) = &part.payload
    {
        let row = p.open(sealed).clone();
        watch_contents(p, &row, number(part));
    }
}

fn watch_contents<T: RowContents>(p: &mut Projector, row: &T, item: Option<&str>) {
    let contents = row.contents();
    contents.texts.into_iter().flatten().for_each(|text| p.watch_texts(text, item));
    contents.cells.into_iter().for_each(|(cell, counter)| p.watch_cell_within(cell, counter, item));
    contents.facts.into_iter().flatten().for_each(|fact| watch_fact(p, fact, item));
    contents.words.into_iter().for_each(|word| p.watch(word, item));
    for series in contents.series {
        let cells = series.years.iter().map(|(_, cell)| cell).chain(&series.total);
        cells.for_each(|cell| p.watch_cell_within(Some(cell), series.counter.as_ref(), item));
        series.note.iter().for_each(|note| p.watch_texts(note, item));
    }
}

fn watch_fact(p: &mut Projector, fact: &authored::Fact, item: Option<&str>) {
    p.watch_cell_within(fact.value.as_ref(), fact.counter.as_ref(), item);
    fact.note.iter().for_each(|note| p.watch_texts(note, item));
}

/// Puts what stands in withheld files, and in withheld rows of results, on the watchlist. Other rows of open files pass through
/// `shown`.
pub fn watch_withheld(p: &mut Projector, files: &[Arc<YearFile>]) {
    for file in files {
        match &file.content {
            Held::Open(content) => {
                content.results.iter().for_each(|row| watch_row(p, row));
                content.aggregates.iter().for_each(|row| watch_row(p, row));
            }
            Held::Withheld(part) => {
                if let Some(sealed) = &part.payload {
                    let content = p.open(sealed).clone();
                    watch_file(p, &content, number(part));
                }
            }
        }
    }
}

/// Puts what a hidden plan and its year files say on the watchlist.
pub fn watch_plan(p: &mut Projector, plan: &authored::Plan, files: &[Arc<YearFile>]) {
    let item = plan.disclosure.id.as_ref().map(|id| id.value.as_str());
    for text in [Some(&plan.name), Some(&plan.short), plan.outline.as_ref(), plan.goal.as_ref()].into_iter().flatten() {
        p.watch_texts(text, item);
    }
    for easy in plan.indicators.iter().filter_map(|i| i.easy.as_ref()).flat_map(|text| [&text.ja, &text.en]).flatten() {
        p.watch_easy(&easy.value, item);
    }
    for content in files.iter().filter_map(|file| file.content.as_open()) {
        watch_file(p, content, item);
    }
}

/// Enters the files below a hidden plan into the register; no year of the plan is there to do so.
pub fn enter_files(p: &mut Projector, files: &[Arc<YearFile>]) {
    for file in files {
        if let Held::Withheld(part) = &file.content
            && part.acknowledged
        {
            p.stand(Some(Stands::Nowhere), &file.disclosure);
            p.withheld(part);
        }
    }
}

fn watch_file(p: &mut Projector, content: &YearContent, item: Option<&str>) {
    for text in content.report.iter().flat_map(|report| [Some(&report.title), report.summary.as_ref()]).flatten() {
        p.watch_texts(text, item);
    }
    content.facts.iter().for_each(|fact| watch_fact(p, fact, item));
    watch_rows(p, &content.aggregates, item);
    watch_rows(p, &content.results, item);
    watch_rows(p, &content.programs, item);
    watch_rows(p, &content.regulations, item);
    watch_rows(p, &content.products, item);
    watch_rows(p, &content.support, item);
    watch_rows(p, &content.businesses, item);
    watch_rows(p, &content.sections, item);
    watch_rows(p, &content.policies, item);
    watch_rows(p, &content.projects, item);
    watch_rows(p, &content.meetings, item);
    watch_rows(p, &content.comments, item);
    watch_rows(p, &content.replies, item);
    watch_rows(p, &content.events, item);
    watch_rows(p, &content.goals, item);
    checks::watch(p, content, item);
}

fn watch_rows<T: RowContents>(p: &mut Projector, rows: &[Held<T>], item: Option<&str>) {
    for row in rows {
        match row {
            Held::Open(row) => watch_contents(p, row, item),
            Held::Withheld(_) => watch_row(p, row),
        }
    }
}
