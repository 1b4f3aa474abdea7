//! Tables of spreadsheets ↔ rows of the data.
//!
//! In: an xlsx or CSV file and the site it is for; or a site and a table to take out of it. Out: changed data files with what was found;
//! or the bytes of a file. Never: anything that a spreadsheet does not show; a value that is withheld; a file written.
//!
//! The way in: `xlsx` or `text` say what each cell shows, `table` (or `block`) finds headings and lines, `rows` makes drafts of them with
//! the ids that `known` has, `write` puts these into TOML. The way out: `public` makes a table of what is disclosed, `out` a file of it.

mod block;
mod cells;
mod diff;
mod draft;
mod findings;
mod grid;
mod headings;
mod kinds;
mod known;
mod out;
mod public;
mod rows;
mod table;
mod text;
mod write;
mod xlsx;

pub use grid::Area;
pub use kinds::Kind;
pub use out::Form;

use crate::diagnostics::{Finding, Masks, stops};
use crate::disclosed::{Plan, Site};
use crate::figures::FiscalYear;
use crate::load;
use crate::redact;
use crate::source::{Change, SitePath, Sources, World};
use draft::{Cell, Draft, Value};
use grid::{Sheet, Workbook};
use known::Known;
use rows::Context;
use std::collections::BTreeMap;
use std::io;
use table::{Table, Wanted};
use toml_edit::DocumentMut;

/// What is to be imported, and how.
pub struct Import<'a> {
    /// The kind of the table.
    pub kind: Kind,
    /// The fiscal year it reports on.
    pub year: FiscalYear,
    /// The plan; that of the site's front page when absent.
    pub plan: Option<&'a str>,
    /// The sheet, where the file has several.
    pub sheet: Option<&'a str>,
    /// The cells, headings included.
    pub range: Option<Area>,
    /// The ground of what is 非公表 in the table.
    pub ground: Option<&'a str>,
    /// The document, for a new file.
    pub source: Option<&'a str>,
    /// 区分, where the table has no such column.
    pub category: Option<&'a str>,
}

/// What an import would change.
pub struct Imported {
    /// What was found in the spreadsheet.
    pub findings: Vec<Finding>,
    /// The data files with the rows in them; empty when nothing changes or something stops it.
    pub changes: Vec<Change>,
    /// A new file as it would be, a changed one as the difference. Nothing withheld stands in it.
    pub shown: Vec<String>,
    /// How many rows the table has.
    pub rows: usize,
    /// For printing findings.
    pub sources: Sources,
    /// For printing findings.
    pub masks: Masks,
}

/// The site that an import is for, as far as it can be read.
struct Target {
    site: Site,
    sources: Sources,
    masks: Masks,
}

/// Reads a spreadsheet. `name`: that of the file, whose ending says what it is.
pub fn import(world: &dyn World, bytes: &[u8], name: &str, wanted: &Import) -> io::Result<Imported> {
    let (sources, _) = Sources::read(world);
    let loaded = load::load(&sources, world.as_of());
    let redacted = redact::redact(&loaded.site);
    let target = Target { site: redacted.site, sources, masks: loaded.masks };
    let mut out = Imported {
        findings: Vec::new(),
        changes: Vec::new(),
        shown: Vec::new(),
        rows: 0,
        sources: Sources::default(),
        masks: Masks::default(),
    };
    let drafts = match drafts(&target.site, bytes, name, wanted) {
        Ok((drafts, found)) => {
            out.findings = found;
            drafts
        }
        Err(finding) => {
            out.findings.push(finding);
            Vec::new()
        }
    };
    out.rows = drafts.len();
    if let Err(finding) = written(world, &target, &drafts, wanted, &mut out)? {
        out.findings.push(finding);
    }
    if stops(&out.findings) {
        out.changes.clear();
    }
    out.findings.sort_by_key(|finding| finding.code.id);
    out.findings.dedup();
    (out.sources, out.masks) = (target.sources, target.masks);
    Ok(out)
}

/// The rows of a spreadsheet, with what was found in it.
fn drafts(site: &Site, bytes: &[u8], name: &str, wanted: &Import) -> Result<(Vec<Draft>, Vec<Finding>), Finding> {
    let plan = plan_of(site, wanted.plan, wanted.year)?;
    let zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let xlsx = zip || [".xlsx", ".xlsm"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    let book = if xlsx { xlsx::read(bytes) } else { text::read(bytes) }?;
    let known = Known::of(site, plan, wanted.year, wanted.kind);
    let context = Context {
        kind: wanted.kind,
        year: wanted.year,
        units: &site.units,
        known: &known,
        ground: wanted.ground,
        category: wanted.category,
    };
    in_book(&book, wanted, &context)
}

fn plan_of<'a>(site: &'a Site, id: Option<&str>, year: FiscalYear) -> Result<&'a Plan, Finding> {
    let id = id.or(site.home_plan.as_deref()).unwrap_or_default();
    let plan = site.plans().find(|plan| plan.id == id).filter(|plan| (plan.first..=plan.last).contains(&year));
    let ids = || site.plans().map(|plan| plan.id.clone()).collect::<Vec<_>>();
    plan.ok_or_else(|| findings::no_plan(id, year, &ids()))
}

fn in_book(book: &Workbook, wanted: &Import, context: &Context) -> Result<(Vec<Draft>, Vec<Finding>), Finding> {
    let names: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut found = book.findings.clone();
    let candidates: Vec<&Sheet> = match wanted.sheet {
        Some(name) => vec![book.sheets.iter().find(|sheet| sheet.name == name).ok_or_else(|| findings::no_sheet(name, &names))?],
        None => book.sheets.iter().collect(),
    };
    let mut read: Option<(Vec<Draft>, Vec<Finding>)> = None;
    for sheet in candidates {
        let Some(result) = in_sheet(sheet, wanted, context) else { continue };
        match read {
            None => read = Some(result),
            Some(_) => found.push(findings::other_sheet(&sheet.name)),
        }
    }
    match read {
        Some((drafts, more)) => {
            found.extend(more);
            Ok((drafts, found))
        }
        None => {
            // What does not show may be the reason, and is said in any case.
            found.push(findings::no_table(context.kind.title(), &names));
            Ok((Vec::new(), found))
        }
    }
}

fn in_sheet(sheet: &Sheet, wanted: &Import, context: &Context) -> Option<(Vec<Draft>, Vec<Finding>)> {
    if wanted.kind == Kind::Results && block::is_block(sheet) {
        return Some(block::read(sheet, wanted.range, context));
    }
    let mut found = Vec::new();
    let looked = Wanted { kind: wanted.kind, range: wanted.range, units: context.units };
    let table = Table::find(sheet, &looked, &mut found)?;
    let (drafts, more) = rows::read(&table, context);
    found.extend(more);
    Some((drafts, found))
}

/// Where the rows of the year and plan stand.
fn folder(target: &Target, wanted: &Import) -> String {
    let plan = wanted.plan.or(target.site.home_plan.as_deref()).unwrap_or_default();
    format!("data/{}/{plan}/", wanted.year.0)
}

/// A data file and the rows that go into it.
type Parted<'a> = BTreeMap<String, Vec<&'a Draft>>;

/// Puts the rows into the files in which they stand, new ones into the usual file.
fn written(
    world: &dyn World,
    target: &Target,
    drafts: &[Draft],
    wanted: &Import,
    out: &mut Imported,
) -> io::Result<Result<(), Finding>> {
    let folder = folder(target, wanted);
    let mut documents: BTreeMap<String, DocumentMut> = BTreeMap::new();
    for (_, file) in target.sources.iter().filter(|(_, file)| file.path.as_str().starts_with(&folder)) {
        match file.text.parse::<DocumentMut>() {
            Ok(document) => drop(documents.insert(file.path.to_string(), document)),
            Err(_) => return Ok(Err(findings::broken_target(file.path.as_str()))),
        }
    }
    let usual = format!("{folder}{}.toml", wanted.kind.name());
    let mut parted: Parted = BTreeMap::new();
    for draft in drafts {
        let there = documents.iter().find(|(_, document)| write::has(document, draft)).map(|(path, _)| path.clone());
        parted.entry(there.unwrap_or_else(|| usual.clone())).or_default().push(draft);
    }
    for (path, drafts) in &parted {
        if let Err(finding) = in_file(world, target, (path, documents.get(path)), drafts, wanted, out)? {
            return Ok(Err(finding));
        }
    }
    let all: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
    if let Some(document) = documents.get(&usual).filter(|_| !drafts.is_empty()) {
        let mut left = write::ids(document, wanted.kind.array(), wanted.kind.id_key());
        left.retain(|id| !all.contains(&id.as_str()));
        out.findings.extend(findings::not_in_table(&usual, &left));
    }
    Ok(Ok(()))
}

fn in_file(
    world: &dyn World,
    target: &Target,
    (path, document): (&str, Option<&DocumentMut>),
    drafts: &[&Draft],
    wanted: &Import,
    out: &mut Imported,
) -> io::Result<Result<(), Finding>> {
    let broken = || findings::broken_target(path);
    let Some(site_path) = SitePath::new(path) else { return Ok(Err(broken())) };
    let Some(document) = document else {
        let text = new_file(drafts, wanted, path, out);
        out.shown.push(format!("# {path}\n{text}"));
        out.changes.push(Change { path: site_path, before: None, after: text.into_bytes() });
        return Ok(Ok(()));
    };
    let mut changed = document.clone();
    let Some(found) = with_rows(&mut changed, drafts) else { return Ok(Err(broken())) };
    out.findings.extend(found);
    let before = world.read(&site_path)?;
    let text = changed.to_string();
    let after = like(&before, &text);
    if before != after
        && let Some(file) = target.sources.find(path)
    {
        out.shown.push(diff::unified(&target.sources, &target.masks, file, &text));
        out.changes.push(Change { path: site_path, before: Some(before), after });
    }
    Ok(Ok(()))
}

fn with_rows(document: &mut DocumentMut, drafts: &[&Draft]) -> Option<Vec<Finding>> {
    let found: Option<Vec<Vec<Finding>>> = drafts.iter().map(|draft| write::apply(document, draft)).collect();
    found.map(|found| found.into_iter().flatten().collect())
}

/// A file of its own, with the statement that every data file has.
fn new_file(drafts: &[&Draft], wanted: &Import, path: &str, out: &mut Imported) -> String {
    let mut document = DocumentMut::new();
    let source = wanted.source.map(|source| format!("source = {}\n", toml_edit::Value::from(source))).unwrap_or_default();
    out.findings.extend(with_rows(&mut document, drafts).unwrap_or_default());
    let ground = wanted.ground.filter(|_| drafts.iter().any(|draft| hides(draft)));
    match ground {
        Some(ground) => {
            out.findings.push(findings::needs_decision(path));
            let ground = toml_edit::Value::from(ground);
            format!("{source}\n[disclosure]\nstate = \"一部非公表\"\nground = {ground}\n{document}")
        }
        None => format!("disclosure = \"公表\"\n{source}{document}"),
    }
}

/// Whether something in a row is withheld.
fn hides(draft: &Draft) -> bool {
    let value = |value: &Value| match value {
        Value::Cell(cell) => matches!(cell, Cell::Withheld(_)),
        Value::Years(cells) => cells.iter().any(|(_, cell)| matches!(cell, Cell::Withheld(_))),
        Value::Text(text) => text.ja.contains("《非公表"),
        _ => false,
    };
    let fields = draft.fields.iter().chain(draft.children.iter().flat_map(|child| &child.fields));
    fields.into_iter().any(|(_, each)| value(each))
}

/// A text with the byte order mark and line breaks of the file it replaces.
fn like(before: &[u8], after: &str) -> Vec<u8> {
    let mark: &[u8] = if before.starts_with(&[0xEF, 0xBB, 0xBF]) { &[0xEF, 0xBB, 0xBF] } else { &[] };
    let crlf = before.windows(2).any(|pair| pair == b"\r\n");
    let plain = after.replace("\r\n", "\n");
    let text = if crlf { plain.replace('\n', "\r\n") } else { plain };
    [mark, text.as_bytes()].concat()
}

/// Which table is to be taken out.
pub struct Export<'a> {
    /// The kind of the table.
    pub kind: Kind,
    /// The fiscal year.
    pub year: FiscalYear,
    /// The plan; that of the site's front page when absent.
    pub plan: Option<&'a str>,
    /// Workbook or CSV.
    pub form: Form,
}

/// The public table of a plan and year, as a file.
pub fn export(site: &Site, wanted: &Export) -> Result<Vec<u8>, Finding> {
    let plan = plan_of(site, wanted.plan, wanted.year)?;
    let table = public::table(site, plan, wanted.year, wanted.kind);
    if table.lines.is_empty() {
        return Err(findings::nothing_to_export(wanted.kind.title(), wanted.year));
    }
    out::file(&table, wanted.form).ok_or_else(findings::not_exported)
}
