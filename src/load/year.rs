//! Files of a fiscal year: `data/<year>/<plan>/*.toml`.
//!
//! In: one file. Out: a `YearFile`, whose content is sealed when the file hides everything. Never: a look at the plan.

use super::DataPiece;
use super::cells::fact;
use super::checks;
use super::dialogue;
use super::disclosure;
use super::rows;
use super::table::{File, Row};
use super::work;
use crate::authored::{Disclosure, Held, YearContent, YearFile};
use crate::figures::FiscalYear;
use crate::kinds::WithheldKind;
use crate::source::Spanned;
use std::sync::Arc;

/// Reads one file; year and plan are folder names.
pub fn load(file: &mut File, year: &str, plan: &str) -> Arc<DataPiece> {
    let year_file = file.whole(|file, row| year_file(file, row, year, plan)).map(Arc::new);
    Arc::new(move |data| data.years.extend(year_file.clone()))
}

fn year_file(file: &mut File, row: &Row, year: &str, plan: &str) -> Option<YearFile> {
    let disclosure = disclosure::load(file, row);
    let source = row.id(file, "source");
    let hides_all = disclosure.as_ref().is_none_or(Disclosure::hides_all);
    file.floor = disclosure.as_ref().map_or(0, Disclosure::strictness);
    if hides_all {
        file.hide_all_but_line(row.range("disclosure").unwrap_or(0..0));
    }
    let content = content(file, row);
    let disclosure = disclosure?;
    let withheld = file.withheld();
    disclosure::agrees(file, &disclosure, withheld);
    if hides_all && !content.is_empty() {
        file.refuse_payload(disclosure.state.span);
    }
    let content = match hides_all {
        true => Held::Withheld(disclosure.withholding(WithheldKind::File, Some(content), disclosure.span)),
        false => Held::Open(content),
    };
    if let Held::Withheld(part) = &content {
        file.hidden_whole(0, None);
        file.name_withheld(part);
    }
    let start = file.start();
    let year = Spanned::new(FiscalYear(year.parse().ok()?), start);
    Some(YearFile { file: file.id, year, plan: Spanned::new(plan.to_owned(), start), disclosure, source, content })
}

fn content(file: &mut File, row: &Row) -> YearContent {
    YearContent {
        report: rows::report(file, row),
        aggregates: row.rows(file, "aggregate", |f, r| rows::held(f, r, Some("group"), rows::aggregate)),
        results: row.rows(file, "result", |f, r| rows::held(f, r, Some("indicator"), rows::result)),
        programs: row.rows(file, "program", |f, r| rows::held(f, r, None, rows::program)),
        regulations: row.rows(file, "regulation", |f, r| rows::held(f, r, None, rows::regulation)),
        products: row.rows(file, "product", |f, r| rows::held(f, r, None, rows::product)),
        support: row.rows(file, "support", |f, r| rows::held(f, r, None, rows::support)),
        businesses: row.rows(file, "business", |f, r| rows::held(f, r, None, rows::business)),
        sections: row.rows(file, "section", |f, r| rows::held(f, r, None, rows::section)),
        policies: row.rows(file, "policy", |f, r| rows::held(f, r, None, work::policy)),
        projects: row.rows(file, "project", |f, r| rows::held(f, r, None, work::project)),
        meetings: row.rows(file, "meeting", |f, r| rows::held(f, r, None, dialogue::meeting)),
        comments: row.rows(file, "comment", |f, r| rows::held(f, r, None, dialogue::comment)),
        replies: row.rows(file, "reply", |f, r| rows::held(f, r, None, dialogue::reply)),
        events: row.rows(file, "event", |f, r| rows::held(f, r, None, work::event)),
        goals: row.rows(file, "goal", |f, r| rows::held(f, r, None, work::goal)),
        facts: row.rows(file, "fact", fact),
        relations: row.rows(file, "relation", checks::relation),
        discrepancies: row.rows(file, "discrepancy", checks::discrepancy),
        editions: row.rows(file, "edition", checks::edition),
        printed_names: row.rows(file, "printed_name", checks::printed_name),
    }
}
