//! xlsx workbooks: what each visible cell shows, and what does not show.
//!
//! In: the bytes of a workbook. Out: visible sheets, and findings that name the place of everything hidden. Never: a word of
//! anything hidden (the name of a hidden sheet is one); a number that is not shown; more memory than the limits below.

mod format;
mod number;
mod sheet;
mod styles;
mod xml;

use super::findings;
use super::grid::{MAX_CELLS, Workbook};
use crate::diagnostics::Finding;
use crate::figures::Date;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use styles::Style;
use xml::{Step, walk};
use zip::ZipArchive;

/// A part larger than this is not a table that a person typed.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;
/// All parts that are read, together.
const MAX_ALL_BYTES: u64 = 160 * 1024 * 1024;

/// What all sheets of a workbook share.
#[derive(Default)]
struct Common {
    strings: Vec<String>,
    styles: Vec<Style>,
    /// The day of serial number 0.
    day_zero: Option<Date>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    visible: bool,
}

/// Reads a workbook. `Err` holds what keeps it from being read at all.
pub fn read(bytes: &[u8]) -> Result<Workbook, Finding> {
    // An old .xls file, and one with a password, is a container of another kind.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(findings::old_or_locked());
    }
    let mut parts = Parts::open(bytes).ok_or_else(findings::damaged)?;
    let book = parts.need("xl/workbook.xml")?;
    let Listing { sheets, names, mac_days } = listing(&book).ok_or_else(findings::damaged)?;
    let relations = relations(&parts.need("xl/_rels/workbook.xml.rels")?, "xl/workbook.xml").ok_or_else(findings::damaged)?;
    let common = common(&mut parts, mac_days)?;
    let mut out = Workbook::default();
    if names > 0 {
        out.findings.push(findings::hidden_names(names));
    }
    out.findings.extend(parts.unread());
    for (index, listed) in sheets.iter().enumerate() {
        if !listed.visible {
            out.findings.push(findings::hidden_sheet(index + 1));
            continue;
        }
        let path = relations.get(&listed.relation).map(|relation| relation.target.clone()).ok_or_else(findings::damaged)?;
        // Sheets that are only a chart hold no cells.
        if path.contains("worksheets/") {
            read_sheet(&mut parts, &path, listed, &common, &mut out)?;
        }
        if out.sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>() > MAX_CELLS {
            return Err(findings::too_large());
        }
    }
    Ok(out)
}

fn read_sheet(parts: &mut Parts, path: &str, listed: &Listed, common: &Common, out: &mut Workbook) -> Result<(), Finding> {
    let mut read = sheet::read(&parts.need(path)?, &listed.name, common)?;
    out.findings.append(&mut read.findings);
    for (kind, target) in parts.beside(path)? {
        if kind.ends_with("/comments") || kind.ends_with("/threadedComment") {
            let cells = commented(&parts.need(&target)?).ok_or_else(findings::damaged)?;
            out.findings.extend(findings::comments(&listed.name, &cells));
        }
        if kind.ends_with("/drawing") {
            out.findings.push(findings::pictures(&listed.name));
        }
    }
    out.sheets.push(read.sheet);
    Ok(())
}

fn common(parts: &mut Parts, mac_days: bool) -> Result<Common, Finding> {
    let day_zero = Date::parse(if mac_days { "1904-01-01" } else { "1899-12-30" });
    let mut common = Common { day_zero, ..Common::default() };
    if let Some(bytes) = parts.get("xl/sharedStrings.xml")? {
        common.strings = strings(&bytes).ok_or_else(findings::damaged)?;
    }
    if let Some(bytes) = parts.get("xl/styles.xml")? {
        common.styles = styles::read(&bytes).ok_or_else(findings::damaged)?;
    }
    Ok(common)
}

/// The zip, with what was read of it so far.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    read: u64,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Option<Parts<'a>> {
        Some(Parts { archive: ZipArchive::new(Cursor::new(bytes)).ok()?, read: 0 })
    }

    /// A part that may be there.
    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Finding> {
        let Ok(part) = self.archive.by_name(path) else { return Ok(None) };
        let mut content = Vec::new();
        part.take(MAX_PART_BYTES + 1).read_to_end(&mut content).map_err(|_| findings::damaged())?;
        self.read += content.len() as u64;
        if content.len() as u64 > MAX_PART_BYTES || self.read > MAX_ALL_BYTES {
            return Err(findings::too_large());
        }
        Ok(Some(content))
    }

    fn need(&mut self, path: &str) -> Result<Vec<u8>, Finding> {
        self.get(path)?.ok_or_else(findings::damaged)
    }

    /// What a sheet refers to: kind and path.
    fn beside(&mut self, path: &str) -> Result<Vec<(String, String)>, Finding> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(bytes) = self.get(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(Vec::new()) };
        let relations = relations(&bytes, path).ok_or_else(findings::damaged)?;
        Ok(relations.into_values().filter(|r| !r.external).map(|r| (r.kind, r.target)).collect())
    }

    /// Parts that may hold what does not show and that kohyo does not read.
    fn unread(&self) -> Option<Finding> {
        const UNREAD: [&str; 7] =
            ["pivotcache", "externallinks/", "vbaproject", "customxml/", "embeddings/", "connections.xml", "revisions/"];
        let names = self.archive.file_names().filter_map(Result::ok).map(|name| name.to_ascii_lowercase());
        let count = names.filter(|name| UNREAD.iter().any(|part| name.contains(part))).count();
        (count > 0).then(|| findings::unread_parts(count))
    }
}

#[derive(Default)]
struct Listing {
    sheets: Vec<Listed>,
    /// Defined names that hold a value of their own, or are hidden.
    names: usize,
    mac_days: bool,
}

fn listing(bytes: &[u8]) -> Option<Listing> {
    let mut out = Listing::default();
    let mut name: Option<(bool, String)> = None;
    walk(bytes, |step| match step {
        Step::Start("sheet", attributes) => out.sheets.push(Listed {
            name: attributes.get("name").unwrap_or_default().to_owned(),
            relation: attributes.get("id").unwrap_or_default().to_owned(),
            visible: attributes.get("state").is_none_or(|state| state == "visible"),
        }),
        Step::Start("workbookPr", attributes) => out.mac_days = attributes.is_on("date1904"),
        Step::Start("definedName", attributes) => {
            let ours = attributes.get("name").is_some_and(|name| name.starts_with("_xlnm."));
            name = (!ours).then(|| (attributes.is_on("hidden"), String::new()));
        }
        Step::Text(text) => name.iter_mut().for_each(|(_, value)| value.push_str(text)),
        Step::End("definedName") => {
            out.names += usize::from(name.take().is_some_and(|(hidden, value)| hidden || !is_reference(&value)));
        }
        _ => (),
    })?;
    Some(out)
}

/// Whether a defined name stands for cells alone: `'Sheet 1'!$A$1:$B$2`.
fn is_reference(value: &str) -> bool {
    let cells = value.rsplit_once('!').map(|(_, cells)| cells.replace('$', ""));
    cells.is_some_and(|cells| cells.chars().all(|c| c.is_ascii_alphanumeric() || c == ':') && !cells.is_empty())
}

struct Relation {
    kind: String,
    target: String,
    external: bool,
}

/// What a part refers to, by id. `from`: the path of that part.
fn relations(bytes: &[u8], from: &str) -> Option<BTreeMap<String, Relation>> {
    let mut out = BTreeMap::new();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    walk(bytes, |step| {
        if let Step::Start("Relationship", attributes) = step {
            let get = |name: &str| attributes.get(name).unwrap_or_default().to_owned();
            let relation = Relation {
                kind: get("Type"),
                target: resolved(folder, &get("Target")),
                external: get("TargetMode") == "External",
            };
            out.insert(get("Id"), relation);
        }
    })?;
    Some(out)
}

/// A path as the zip has it: `../comments1.xml` beside `xl/worksheets` is `xl/comments1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for piece in target.split('/').filter(|piece| !piece.is_empty() && *piece != ".") {
        match piece {
            ".." => {
                path.pop();
            }
            _ => path.push(piece),
        }
    }
    path.join("/")
}

/// Shared texts; readings over kanji do not show and are left out.
fn strings(bytes: &[u8]) -> Option<Vec<String>> {
    let (mut out, mut reading, mut inside) = (Vec::new(), 0usize, false);
    walk(bytes, |step| match step {
        Step::Start("si", _) => out.push(String::new()),
        Step::Start("rPh", _) => reading += 1,
        Step::End("rPh") => reading = reading.saturating_sub(1),
        Step::Start("t", _) => inside = true,
        Step::End("t") => inside = false,
        Step::Text(text) if inside && reading == 0 => {
            out.iter_mut().last().into_iter().for_each(|last: &mut String| last.push_str(text))
        }
        _ => (),
    })?;
    Some(out)
}

/// The cells of comments.
fn commented(bytes: &[u8]) -> Option<Vec<String>> {
    let mut out = Vec::new();
    walk(bytes, |step| {
        if let Step::Start("comment" | "threadedComment", attributes) = step {
            out.extend(attributes.get("ref").and_then(super::grid::At::parse).map(|at| at.to_string()));
        }
    })?;
    Some(out)
}
