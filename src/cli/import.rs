//! `kohyo import`: a table of a spreadsheet as TOML, printed or written.
//!
//! In: arguments, a spreadsheet. Out: an exit code, the TOML or what would change, findings. Never: a file written without `--write`,
//! or while a finding stops it.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::number::DRY_RUN;
use super::{DONE, FAULT, FINDINGS, say};
use crate::diagnostics::{self, Words, stops};
use crate::figures::FiscalYear;
use crate::sheets;
use crate::sheets::{Area, Import, Imported, Kind};
use crate::source::{MAX_FILE_BYTES, read_outside};
use std::path::PathBuf;

/// `kohyo import`
pub const COMMAND: Command = Command {
    name: "import",
    about: (
        "表計算の表をデータにする: kohyo import 表.xlsx --as results --year 2024 --plan ID",
        "rows of a spreadsheet as data: kohyo import table.xlsx --as results --year 2024 --plan ID",
    ),
    operands: Operands { shown: "FILE", least: 1, most: 1 },
    options: &[&AS, &YEAR, &PLAN, &SHEET, &RANGE, &GROUND, &CATEGORY, &SOURCE, &WRITE, &DRY_RUN],
    run,
};

/// The kind of the table.
pub const AS: Opt = Opt {
    name: "--as",
    takes: Takes::Word(&["results", "programs", "businesses", "support"]),
    about: ("表の種類", "the kind of the table"),
};
/// The fiscal year.
pub const YEAR: Opt = Opt {
    name: "--year",
    takes: Takes::Year,
    about: ("年度（始まる年の西暦）", "the fiscal year, by the year in which it begins"),
};
/// The plan.
pub const PLAN: Opt =
    Opt { name: "--plan", takes: Takes::Text("ID"), about: ("計画（既定: home_plan）", "the plan (default: `home_plan`)") };
const SHEET: Opt = Opt { name: "--sheet", takes: Takes::Text("NAME"), about: ("シートの名前", "the sheet") };
const RANGE: Opt =
    Opt {
        name: "--range", takes: Takes::Text("A5:H40"), about: ("表の範囲（見出しを含む）", "the cells, headings included")
    };
const GROUND: Opt = Opt {
    name: "--ground",
    takes: Takes::Text("ID"),
    about: ("表の「非公表」の根拠", "the ground of what the table calls withheld"),
};
const CATEGORY: Opt = Opt {
    name: "--category",
    takes: Takes::Text("WORD"),
    about: ("区分の列がない表の区分", "the category, where the table has no such column"),
};
const SOURCE: Opt =
    Opt {
        name: "--source", takes: Takes::Text("ID"), about: ("原資料（新しいファイルに書く）", "the document, for a new file")
    };
const WRITE: Opt =
    Opt { name: "--write", takes: Takes::Nothing, about: ("データのファイルに書く", "write it into the data files") };

fn run(given: &Given) -> u8 {
    match imported(given) {
        Ok(code) => code,
        Err(words) => {
            given.say_err(&words);
            FAULT
        }
    }
}

/// Kind, year and plan of a table, which import and export want alike.
pub fn which(given: &Given) -> Result<(Kind, FiscalYear, Option<String>), Words> {
    let missing = |name: &str| Words::new(format!("{name} を指定してください。"), format!("{name} is needed"));
    let kind = given.text(&AS).and_then(|word| Kind::of_name(&word)).ok_or_else(|| missing(AS.name))?;
    let year = given.number(&YEAR).map(FiscalYear).ok_or_else(|| missing(YEAR.name))?;
    Ok((kind, year, given.text(&PLAN)))
}

fn imported(given: &Given) -> Result<u8, Words> {
    let (kind, year, plan) = which(given)?;
    let range = match given.text(&RANGE) {
        Some(text) => Some(Area::parse(&text).ok_or_else(|| {
            Words::new(
                format!("--range には A5:H40 のように書きます（{text}）。"),
                format!("--range wants cells like A5:H40, not `{text}`"),
            )
        })?),
        None => None,
    };
    let path = PathBuf::from(given.operands.first().cloned().unwrap_or_default());
    let disk = given.disk();
    let bytes = match read_outside(&path, MAX_FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(unread) => return Err(diagnostics::unread(&unread).message),
    };
    let (sheet, ground, source, category) = (given.text(&SHEET), given.text(&GROUND), given.text(&SOURCE), given.text(&CATEGORY));
    let wanted = Import {
        kind,
        year,
        plan: plan.as_deref(),
        sheet: sheet.as_deref(),
        range,
        ground: ground.as_deref(),
        source: source.as_deref(),
        category: category.as_deref(),
    };
    let result = sheets::import(&disk, &bytes, &path.to_string_lossy(), &wanted);
    Ok(match result {
        Ok(imported) => finish(given, &imported, &disk),
        Err(error) => given.fault(&error),
    })
}

fn finish(given: &Given, imported: &Imported, disk: &crate::source::Disk) -> u8 {
    imported.shown.iter().for_each(|text| say(text));
    given.show(&imported.findings, &imported.sources, &imported.masks);
    if stops(&imported.findings) {
        given.say_err(&Words::new("何も書いていません。", "Nothing was written."));
        return FINDINGS;
    }
    let write = given.has(&WRITE) && !given.has(&DRY_RUN);
    if write && let Err(error) = disk.replace(&imported.changes) {
        return given.fault(&error);
    }
    given.say_err(&summary(imported, write));
    DONE
}

fn summary(imported: &Imported, write: bool) -> Words {
    let (rows, files) = (imported.rows, imported.changes.len());
    let names = imported.changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>().join(" ");
    match (files, write) {
        (0, _) => Words::new(
            format!("{rows} 行を読みました。データと同じです。"),
            format!("Read {rows} row(s); the data say the same."),
        ),
        (_, true) => {
            Words::new(format!("{rows} 行を読み、{names} に書きました。"), format!("Read {rows} row(s); wrote {names}."))
        }
        (_, false) => Words::new(
            format!("{rows} 行を読みました。書くには --write を付けます（{names}）。"),
            format!("Read {rows} row(s); add --write to write {names}."),
        ),
    }
}
