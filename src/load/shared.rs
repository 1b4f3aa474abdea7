//! Tables shared by all years: units, documents, bodies, grounds.
//!
//! In: one file each. Out: rows. Never: a check across files.

use super::DataPiece;
use super::disclosure;
use super::table::{self, File, Row};
use crate::authored::{Body, Document, Ground, Numbering, Released, State};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::{FiscalYear, Unit, UnitEnglish, Units};
use crate::kinds::is_municipality_code;
use crate::shape::{Form, Kind};
use crate::source::Spanned;
use std::sync::Arc;

/// Reads `data/units.toml`.
pub fn load_units(file: &mut File) -> Units {
    let mut units = Units::default();
    for (unit, span) in rows(file, "unit", unit) {
        if let Err(taken) = units.insert(unit) {
            let message =
                Words::new(format!("単位「{taken}」が二度定義されています。"), format!("the unit `{taken}` is defined twice"));
            file.finding(Finding::new(codes::DUPLICATE_ID, message).at(span));
        }
    }
    units
}

fn unit(file: &mut File, row: &Row) -> Option<(Unit, crate::source::Span)> {
    let id = row.need_id(file, "id");
    let printed = row.need_list(file, "printed", || Kind::Text, table::string);
    let printed: Vec<String> = printed.into_iter().map(|s| s.value).collect();
    let dimension = row.need_id(file, "dimension");
    let exponent = row.integer(file, "exponent").map_or(0, |n| n.value as i32);
    let name = row.need_text(file, "name");
    let english = row.need_table(file, "english", english);
    let (id, name) = (id?, name?);
    let plain = |lang| name.get(lang).and_then(|marked| marked.plain()).unwrap_or_default();
    let (name_ja, name_en) = (plain(crate::figures::Lang::Ja), plain(crate::figures::Lang::En));
    Some((Unit { id: id.value, printed, dimension: dimension?.value, exponent, name_ja, name_en, english: english? }, id.span))
}

fn english(file: &mut File, row: &Row) -> Option<UnitEnglish> {
    let text = |file: &mut File, key| row.string(file, key).map(|s| s.value);
    let exponent = row.integer(file, "exponent").map_or(0, |n| n.value as i32);
    let prefix = text(file, "prefix").unwrap_or_default();
    let other = row.need_string(file, "other").map(|s| s.value);
    let one = text(file, "one").or_else(|| other.clone());
    Some(UnitEnglish { exponent, prefix, one: one?, other: other? })
}

/// Reads `data/documents.toml`.
pub fn load_documents(file: &mut File) -> Arc<DataPiece> {
    let rows = rows(file, "document", |file, row| {
        let (id, title) = (row.need_id(file, "id"), row.need_text(file, "title"));
        let bodies = row.ids(file, "bodies");
        let fiscal_year = row.integer(file, "fiscal_year").map(|y| FiscalYear(y.value as i32));
        Some(Document { id: id?, title: title?, bodies, fiscal_year })
    });
    Arc::new(move |data| data.documents = rows.clone())
}

/// Reads `data/bodies.toml`.
pub fn load_bodies(file: &mut File) -> Arc<DataPiece> {
    let rows = rows(file, "body", |file, row| {
        let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
        let kana = row.string(file, "kana").map(|s| s.value);
        let code = row.formed(file, "code", Form::Municipality).filter(|code| is_code(file, code)).map(|s| s.value);
        Some(Body { id: id?, name: name?, kana, code })
    });
    Arc::new(move |data| data.bodies = rows.clone())
}

fn is_code(file: &mut File, code: &Spanned<String>) -> bool {
    let known = is_municipality_code(&code.value);
    if !known {
        let message = Words::new("全国地方公共団体コードではありません。", "this is not the code of a municipality");
        let help = Words::new(
            "検査数字を含む 6 桁で書きます（例: 神奈川県は 140007）。",
            "write its six digits with the check digit, e.g. 140007 for Kanagawa.",
        );
        file.finding(Finding::new(codes::BAD_ID, message).at(code.span).help(help));
    }
    known
}

/// Reads `data/grounds.toml`.
pub fn load_grounds(file: &mut File) -> Arc<DataPiece> {
    let rows = rows(file, "ground", |file, row| {
        let (id, label, article) = (row.need_id(file, "id"), row.need_text(file, "label"), row.text(file, "article"));
        let (text, body) = (row.text(file, "text"), row.id(file, "body"));
        Some(Ground { id: id?, label: label?, article, text, body })
    });
    Arc::new(move |data| data.grounds = rows.clone())
}

/// The grounds that come with kohyo. A site's own ground of the same id stands in place of ours.
pub fn load_shipped_grounds(file: &mut File) -> Arc<DataPiece> {
    let add = load_grounds(file);
    Arc::new(move |data| {
        let own = std::mem::take(&mut data.grounds);
        add(data);
        data.grounds.retain(|shipped| own.iter().all(|ground| ground.id.value != shipped.id.value));
        data.grounds.splice(0..0, own);
    })
}

/// Reads `data/register.toml`: the last register number that was given in each year, and what is public now.
pub fn load_register(file: &mut File) -> Arc<DataPiece> {
    let (series, released) = stated(file, |file, row| {
        let series = row.rows(file, "series", |file, row| {
            let (year, last) = (row.need_integer(file, "year"), row.need_integer(file, "last"));
            Some(Numbering { year: year?, last: last? })
        });
        (series, row.rows(file, "released", released))
    });
    Arc::new(move |data| {
        data.register = Some(series.clone());
        data.released = released.clone();
    })
}

fn released(file: &mut File, row: &Row) -> Option<Released> {
    let (number, on) = (row.need_string(file, "number"), row.need_date(file, "on"));
    let (what, page) = (row.need_text(file, "what"), row.string(file, "page"));
    Some(Released { number: number?, on: on?, what: what?, page })
}

/// A file that holds a disclosure state and rows of one kind. Shared tables are public: names and units cannot be withheld.
fn rows<T>(file: &mut File, key: &'static str, read: impl Fn(&mut File, &Row) -> Option<T>) -> Vec<T> {
    stated(file, |file, row| row.rows(file, key, read))
}

/// A shared table with its state.
pub fn stated<T>(file: &mut File, read: impl FnOnce(&mut File, &Row) -> T) -> T {
    let (stated, rows) = file.whole(|file, row| (disclosure::load(file, row), read(file, row)));
    if let Some(stated) = stated {
        if stated.state.value != State::Public {
            let message = Words::new("この表は公表にしかできません。", "this table can only be public");
            file.finding(Finding::new(codes::ALWAYS_PUBLIC, message).at(stated.state.span));
        }
        let withheld = file.withheld();
        disclosure::agrees(file, &stated, withheld);
    }
    rows
}
