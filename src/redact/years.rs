//! Projecting the rows of a fiscal year.
//!
//! In: the year files of a plan. Out: a `PlanYear`. Never: a row of a file that hides everything.

use super::cells::{Projector, fact_id, ids, number};
use crate::authored::{self, Held, Id, Related, YearContent, YearFile};
use crate::disclosed::{self, PlanYear, Shown, Stands};
use crate::figures::{Counter, FiscalYear};
use crate::kinds::PageKind;

/// The files whose content may be shown at all.
pub fn open<'a, 'f: 'a>(files: &'a [&'f YearFile]) -> impl Iterator<Item = (&'f YearFile, &'f YearContent)> + 'a {
    files.iter().filter_map(|file| Some((*file, file.content.as_open()?)))
}

/// What a row is projected with: its plan, year and document.
struct Context<'a> {
    plan: &'a str,
    year: FiscalYear,
    document: Option<&'a Id>,
}

impl Context<'_> {
    fn owner(&self, row: &str) -> String {
        format!("{}/{}/{row}", self.plan, self.year.0)
    }

    /// Goes to a row, or to the list itself.
    fn stand(&self, p: &mut Projector, list: PageKind, row: Option<(&str, &authored::Text)>) {
        p.row(self.plan, Some(self.year), list, row);
    }
}

/// One fiscal year of a plan.
pub fn year(p: &mut Projector, plan: &str, year: FiscalYear, files: &[&YearFile]) -> PlanYear {
    let mut out = empty(year);
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

fn empty(year: FiscalYear) -> PlanYear {
    PlanYear {
        year,
        report: None,
        facts: Vec::new(),
        sections: Vec::new(),
        programs: Vec::new(),
        program_sections: Vec::new(),
        regulations: Vec::new(),
        regulation_sections: Vec::new(),
        products: Vec::new(),
        support: Vec::new(),
        businesses: Vec::new(),
    }
}

fn add(p: &mut Projector, cx: &Context, content: &YearContent, out: &mut PlanYear) {
    cx.stand(p, PageKind::Report, None);
    if let Some(report) = &content.report {
        out.report = Some(disclosed::Report {
            title: p.text(&report.title),
            summary: p.optional(report.summary.as_ref()),
            place: p.place(&report.at, cx.document),
        });
    }
    out.facts.extend(p.facts(&cx.owner("report"), &content.facts));
    out.programs.extend(content.programs.iter().filter_map(|row| shown(p, cx, PageKind::Programs, row, program)));
    out.regulations.extend(content.regulations.iter().filter_map(|row| shown(p, cx, PageKind::Regulation, row, regulation)));
    out.products.extend(content.products.iter().filter_map(|row| shown(p, cx, PageKind::Products, row, product)));
    out.support.extend(content.support.iter().filter_map(|row| shown(p, cx, PageKind::Report, row, support)));
    out.businesses.extend(content.businesses.iter().filter_map(|row| shown(p, cx, PageKind::Businesses, row, business)));
    // Parts without rows belong to the table of the file in which they stand, as far as a reader can see that it has one.
    let seen = (any_seen(&content.programs), any_seen(&content.regulations));
    let list = match seen {
        (true, _) => PageKind::Programs,
        (false, true) => PageKind::Regulation,
        (false, false) => PageKind::Report,
    };
    let sections: Vec<_> = content.sections.iter().filter_map(|row| shown(p, cx, list, row, section)).collect();
    match seen {
        (true, _) => out.program_sections.extend(sections),
        (false, true) => out.regulation_sections.extend(sections),
        (false, false) => out.sections.extend(sections),
    }
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

/// A row that has a name.
trait Named {
    /// Its id and name.
    fn name(&self) -> (&str, &authored::Text);
}

macro_rules! named {
    ($($row:ident $id:ident $name:ident;)*) => {
        $(impl Named for authored::$row {
            fn name(&self) -> (&str, &authored::Text) {
                (&self.$id.value, &self.$name)
            }
        })*
    };
}

named! {
    Program id name;
    Regulation id name;
    Product id name;
    Support key label;
    Business id name;
    Section key name;
}

fn watch_contents<T: RowContents>(p: &mut Projector, row: &T, item: Option<&str>) {
    let contents = row.contents();
    contents.texts.into_iter().flatten().for_each(|text| p.watch_texts(text, item));
    contents.cells.into_iter().for_each(|(cell, counter)| p.watch_cell_within(cell, counter, item));
    contents.facts.into_iter().flatten().for_each(|fact| watch_fact(p, fact, item));
}

fn watch_fact(p: &mut Projector, fact: &authored::Fact, item: Option<&str>) {
    p.watch_cell_within(fact.value.as_ref(), fact.counter.as_ref(), item);
    fact.note.iter().for_each(|note| p.watch_texts(note, item));
}

/// Puts what stands in withheld files, and in withheld rows of results, on the watchlist. Other rows of open files pass through
/// `shown`.
pub fn watch_withheld(p: &mut Projector, files: &[YearFile]) {
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

/// Puts what a hidden plan and the reports on it say on the watchlist.
pub fn watch_plan(p: &mut Projector, plan: &authored::Plan, files: &[YearFile]) {
    let item = plan.disclosure.id.as_ref().map(|id| id.value.as_str());
    for text in [Some(&plan.name), Some(&plan.short), plan.outline.as_ref(), plan.goal.as_ref()].into_iter().flatten() {
        p.watch_texts(text, item);
    }
    let of_plan = files.iter().filter(|file| file.plan.value == plan.id.value);
    for content in of_plan.filter_map(|file| file.content.as_open()) {
        watch_file(p, content, item);
    }
}

/// Enters the files below a hidden plan into the register; no year of the plan is there to do so.
pub fn enter_files(p: &mut Projector, plan: &str, files: &[YearFile]) {
    for file in files.iter().filter(|file| file.plan.value == plan) {
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
}

fn watch_rows<T: RowContents>(p: &mut Projector, rows: &[Held<T>], item: Option<&str>) {
    for row in rows {
        match row {
            Held::Open(row) => watch_contents(p, row, item),
            Held::Withheld(_) => watch_row(p, row),
        }
    }
}

/// What a row says, for the watchlist when the row is withheld. Labels of facts are left out: they are the table's words.
struct Contents<'a> {
    texts: Vec<Option<&'a authored::Text>>,
    cells: Vec<(Option<&'a authored::Cell>, Option<&'a Counter>)>,
    facts: Vec<&'a [authored::Fact]>,
}

trait RowContents: Clone {
    fn contents(&self) -> Contents<'_>;
}

impl RowContents for authored::Aggregate {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![], cells: vec![(self.progress.as_ref(), None)], facts: vec![] }
    }
}

impl RowContents for authored::YearResult {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![self.self_evaluation.as_ref(), self.external_factors.as_ref(), self.note.as_ref()],
            cells: vec![(self.target.as_ref(), None), (self.actual.as_ref(), None), (self.progress.as_ref(), None)],
            facts: vec![&self.facts],
        }
    }
}

impl RowContents for authored::Program {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.outline.as_ref(), self.results.as_ref()],
            cells: vec![],
            facts: vec![&self.terms, &self.facts],
        }
    }
}

impl RowContents for authored::Regulation {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.summary.as_ref()],
            cells: vec![(self.used.as_ref(), None), (self.remarks.as_ref(), None)],
            facts: vec![],
        }
    }
}

impl RowContents for authored::Product {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.title.as_ref(), self.summary.as_ref()],
            cells: vec![],
            facts: vec![&self.facts],
        }
    }
}

impl RowContents for authored::Support {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.label), self.summary.as_ref()],
            cells: vec![(self.value.as_ref(), self.counter.as_ref())],
            facts: vec![&self.facts],
        }
    }
}

impl RowContents for authored::Business {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![Some(&self.name), self.summary.as_ref()], cells: vec![], facts: vec![] }
    }
}

impl RowContents for authored::Section {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.summary.as_ref()],
            cells: vec![(self.state.as_ref(), None)],
            facts: vec![&self.facts],
        }
    }
}

fn related(related: &Related) -> disclosed::Related {
    match related {
        Related::All => disclosed::Related::All,
        Related::Dash => disclosed::Related::Dash,
        Related::Some(list) => disclosed::Related::Some(ids(list)),
    }
}

fn program(p: &mut Projector, cx: &Context, row: &authored::Program) -> disclosed::Program {
    let owner = cx.owner(&row.id.value);
    disclosed::Program {
        id: row.id.value.clone(),
        name: p.text(&row.name),
        category: row.category.value.clone(),
        bodies: ids(&row.bodies),
        indicators: related(&row.indicators),
        outline: p.optional(row.outline.as_ref()),
        results: p.optional(row.results.as_ref()),
        terms: p.facts(&format!("{owner}/terms"), &row.terms),
        facts: p.facts(&owner, &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

fn regulation(p: &mut Projector, cx: &Context, row: &authored::Regulation) -> disclosed::Regulation {
    let id = row.id.value.clone();
    disclosed::Regulation {
        name: p.text(&row.name),
        kind: row.kind.value.clone(),
        indicators: related(&row.indicators),
        used: p.cell(fact_id(cx.plan, cx.year, &id, "used"), row.used.as_ref(), None),
        remarks: p.cell(fact_id(cx.plan, cx.year, &id, "remarks"), row.remarks.as_ref(), None),
        summary: p.optional(row.summary.as_ref()),
        place: p.place(&row.at, cx.document),
        id,
    }
}

fn product(p: &mut Projector, cx: &Context, row: &authored::Product) -> disclosed::Product {
    disclosed::Product {
        id: row.id.value.clone(),
        kind: row.kind.value.clone(),
        indicator: row.indicator.value.clone(),
        name: p.text(&row.name),
        title: p.optional(row.title.as_ref()),
        businesses: ids(&row.businesses),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&row.id.value), &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

fn support(p: &mut Projector, cx: &Context, row: &authored::Support) -> disclosed::Support {
    let key = row.key.value.clone();
    disclosed::Support {
        kind: row.kind.value.clone(),
        label: p.text(&row.label),
        value: p.cell(fact_id(cx.plan, cx.year, &key, "value"), row.value.as_ref(), row.counter.as_ref()),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&key), &row.facts),
        place: p.place(&row.at, cx.document),
        key,
    }
}

fn business(p: &mut Projector, cx: &Context, row: &authored::Business) -> disclosed::Business {
    disclosed::Business {
        id: row.id.value.clone(),
        name: p.text(&row.name),
        kana: row.kana.clone().unwrap_or_default(),
        kind: row.kind.as_ref().map(|k| k.value.clone()),
        summary: p.optional(row.summary.as_ref()),
        place: p.place(&row.at, cx.document),
    }
}

fn section(p: &mut Projector, cx: &Context, row: &authored::Section) -> disclosed::Section {
    let key = row.key.value.clone();
    disclosed::Section {
        name: p.text(&row.name),
        state: p.cell(fact_id(cx.plan, cx.year, &key, "state"), row.state.as_ref(), None),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&key), &row.facts),
        place: p.place(&row.at, cx.document),
        key,
    }
}
