//! `kohyo export`: a public table as a spreadsheet for colleagues.
//!
//! In: arguments, a site. Out: one file, which the guard has read; an exit code. Never: a withheld value; a file while a finding stops the
//! site.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::import::{self, AS, PLAN, YEAR};
use super::{DONE, FAULT, FINDINGS};
use crate::diagnostics::{Words, stops};
use crate::sheets::{Export, Form};
use crate::{publish, rendered, sheets};

/// `kohyo export`
pub const COMMAND: Command = Command {
    name: "export",
    about: (
        "公表の表を表計算のファイルにする: kohyo export --as results --year 2024 --out 表.xlsx",
        "a public table as a spreadsheet: kohyo export --as results --year 2024 --out table.xlsx",
    ),
    operands: Operands::NONE,
    options: &[&AS, &YEAR, &PLAN, &OUT],
    run,
};

const OUT: Opt =
    Opt { name: "--out", takes: Takes::Path("FILE"), about: ("書き先（.xlsx か .csv）", "the file (.xlsx or .csv)") };

fn run(given: &Given) -> u8 {
    match exported(given) {
        Ok(code) => code,
        Err(words) => {
            given.say_err(&words);
            FAULT
        }
    }
}

fn exported(given: &Given) -> Result<u8, Words> {
    let (kind, year, plan) = import::which(given)?;
    let place = given.path(&OUT).and_then(|path| Some((Form::of_name(&path.to_string_lossy())?, path)));
    let (form, path) = place.ok_or_else(|| {
        Words::new("--out に .xlsx か .csv のファイルを指定してください。", "name a file that ends in .xlsx or .csv with --out.")
    })?;
    let mut site = rendered(&given.disk());
    if stops(&site.findings) {
        given.report_with(&site, &[]);
        return Ok(FINDINGS);
    }
    let bytes = match sheets::export(&site.site, &Export { kind, year, plan: plan.as_deref(), form }) {
        Ok(bytes) => bytes,
        Err(finding) => {
            given.show(&[finding], &site.sources, &site.masks);
            return Ok(FINDINGS);
        }
    };
    // What leaves the house goes through the guard, whatever it is.
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(cleared) = site.clear_file(&name, bytes) else {
        given.report_with(&site, &[]);
        return Ok(FINDINGS);
    };
    let bytes = cleared.get(&name).unwrap_or_default();
    if let Err(error) = publish::write_file(&path, bytes) {
        return Ok(given.fault(&error));
    }
    let shown = path.display();
    given.say(&Words::new(format!("{shown} に書きました。"), format!("Wrote {shown}.")));
    Ok(DONE)
}
