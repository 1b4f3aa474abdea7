//! Projecting the rows of a fiscal year.
//!
//! In: the year files of a plan. Out: a `PlanYear`. Never: a row of a file that hides everything.

use super::cells::{Projector, fact_id, ids};
use crate::authored::{self, Held, Id, Related, YearContent, YearFile};
use crate::disclosed::{self, PlanYear, Shown};
use crate::figures::FiscalYear;
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
fn shown<T: RowNames, U>(
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

/// Puts the names of a withheld row on the watchlist.
fn watch_row<T: RowNames>(p: &mut Projector, row: &Held<T>) {
    let names = match row {
        Held::Open(row) => row.names(),
        Held::Withheld(part) => part.payload.as_ref().map(|sealed| p.open(sealed).names()).unwrap_or_default(),
    };
    names.iter().for_each(|name| p.watch(name));
}

/// Puts the names and texts in files that are withheld as a whole on the watchlist.
pub fn watch_withheld(p: &mut Projector, files: &[YearFile]) {
    for file in files {
        let Held::Withheld(authored::Withholding { payload: Some(sealed), .. }) = &file.content else { continue };
        let content = p.open(sealed).clone();
        watch_content(p, &content);
    }
}

/// Puts the names and texts of a file on the watchlist.
pub fn watch_content(p: &mut Projector, content: &YearContent) {
    if let Some(report) = &content.report {
        texts(&[Some(&report.title), report.summary.as_ref()]).iter().for_each(|text| p.watch(text));
    }
    content.programs.iter().for_each(|row| watch_row(p, row));
    content.regulations.iter().for_each(|row| watch_row(p, row));
    content.products.iter().for_each(|row| watch_row(p, row));
    content.support.iter().for_each(|row| watch_row(p, row));
    content.businesses.iter().for_each(|row| watch_row(p, row));
    content.sections.iter().for_each(|row| watch_row(p, row));
}

/// Puts the names and texts of a plan that is hidden, and of the reports on it, on the watchlist.
pub fn watch_plan(p: &mut Projector, plan: &authored::Plan, files: &[YearFile]) {
    let words = [Some(&plan.name), Some(&plan.short), plan.outline.as_ref(), plan.goal.as_ref()];
    texts(&words).iter().for_each(|text| p.watch(text));
    for file in files.iter().filter(|file| file.plan.value == plan.id.value) {
        file.content.as_open().into_iter().for_each(|content| watch_content(p, content));
    }
}

/// The names in a row, for the watchlist when the row is withheld.
trait RowNames {
    /// Its id and name.
    fn name(&self) -> (&str, &authored::Text);
    /// Names and titles in both languages.
    fn names(&self) -> Vec<String>;
}

fn texts(all: &[Option<&authored::Text>]) -> Vec<String> {
    let both = |text: &&authored::Text| [text.ja.clone(), text.en.clone()];
    all.iter().flatten().flat_map(both).flatten().filter_map(|marked| marked.value.plain()).collect()
}

macro_rules! row_names {
    ($($row:ident $id:ident $field:ident $($more:ident)*;)*) => {
        $(impl RowNames for authored::$row {
            fn name(&self) -> (&str, &authored::Text) {
                (&self.$id.value, &self.$field)
            }
            fn names(&self) -> Vec<String> {
                texts(&[Some(&self.$field), $(self.$more.as_ref()),*])
            }
        })*
    };
}

row_names! {
    Program id name outline results;
    Regulation id name summary;
    Product id name title summary;
    Support key label summary;
    Business id name summary;
    Section key name summary;
}

fn related(related: &Related) -> disclosed::Related {
    match related {
        Related::All => Vec::new(),
        Related::Some(list) => ids(list),
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
