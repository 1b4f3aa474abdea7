//! `kohyo new site|year|page|plan`: begins something, and says what is left to do.
//!
//! In: arguments. Out: new files, an exit code, text. Never: a file overwritten; a file written while something stops it.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::number::DRY_RUN;
use super::{DONE, FAULT, FINDINGS, say};
use crate::diagnostics::Words;
use crate::figures::FiscalYear;
use crate::source::{Disk, Folder, World};
use crate::start::{self, Begun, NewPage, NewPlan, NewSite};
use std::io;
use std::path::PathBuf;

/// `kohyo new`
pub const COMMAND: Command = Command {
    name: "new",
    about: ("サイト・年度・ページ・計画を始める: kohyo new year 2026", "begin a site, year, page or plan: kohyo new year 2026"),
    operands: Operands { shown: "site DIR | year YEAR | page PATH | plan ID", least: 2, most: 2 },
    options: &[&TITLE, &TITLE_EN, &PLAN, &PERIOD, &DISCLOSURE, &DRY_RUN],
    run,
};

const TITLE: Opt =
    Opt { name: "--title", takes: Takes::Text("TEXT"), about: ("題や名前（日本語）", "title or name in Japanese") };
const TITLE_EN: Opt =
    Opt { name: "--title-en", takes: Takes::Text("TEXT"), about: ("題や名前（英語）", "title or name in English") };
const PLAN: Opt = Opt {
    name: "--plan",
    takes: Takes::Text("ID"),
    about: ("year: この計画だけ（既定: その年度を含むすべて）", "year: this plan alone (default: all that hold the year)"),
};
const PERIOD: Opt = Opt {
    name: "--period",
    takes: Takes::Text("YEAR-YEAR"),
    about: ("plan: 最初と最後の年度（例: 2025-2029）", "plan: first and last fiscal year, e.g. 2025-2029"),
};
const DISCLOSURE: Opt = Opt {
    name: "--disclosure",
    takes: Takes::Word(&["公表", "public"]),
    about: ("page・plan: 公表すると決めている", "page, plan: it is decided that it is public"),
};

fn run(given: &Given) -> u8 {
    match begun(given) {
        Ok((disk, Ok(begun))) => written(given, &disk, begun),
        Ok((_, Err(error))) => given.fault(&error),
        Err(words) => {
            given.say_err(&words);
            FAULT
        }
    }
}

type Outcome = (Disk, io::Result<Begun>);

fn begun(given: &Given) -> Result<Outcome, Words> {
    let (what, name) = (given.operand(0).unwrap_or_default(), given.operand(1).unwrap_or_default());
    let disk = given.disk();
    let begun = match what.as_str() {
        "site" => return Ok(site(given)),
        "year" => start::year(&disk, year(&name).ok_or_else(no_year)?, given.text(&PLAN).as_deref()),
        "page" => Ok(page(given, &disk, name)),
        "plan" => Ok(plan(given, &disk, name, given.text(&PERIOD).as_deref().and_then(period).ok_or_else(no_period)?)),
        _ => return Err(Words::new("始められるのは site、year、page、plan です。", "new begins a site, year, page or plan.")),
    };
    Ok((disk, begun))
}

fn no_year() -> Words {
    Words::new("年度は、始まる年の西暦で書きます: kohyo new year 2026", "write the year in which it begins: kohyo new year 2026")
}

fn no_period() -> Words {
    Words::new(
        "--period に最初と最後の年度を書きます: --period 2025-2029",
        "--period takes first and last year: --period 2025-2029",
    )
}

fn year(typed: &str) -> Option<FiscalYear> {
    typed.trim().parse().ok().filter(|year| (1000..=9999).contains(year)).map(FiscalYear)
}

/// `2025-2029`
fn period(typed: &str) -> Option<(FiscalYear, FiscalYear)> {
    let (first, last) = typed.split_once(['-', '–', '〜'])?;
    year(first).zip(year(last))
}

fn site(given: &Given) -> Outcome {
    let folder = given.operands.get(1).map(PathBuf::from).unwrap_or_default();
    let disk = Disk::new(&folder).for_day(given.day(&super::command::AS_OF));
    if !Folder::new(&folder).is_vacant() {
        return (disk, Ok(start::not_vacant(&folder.display().to_string())));
    }
    let asked = NewSite { title: given.text(&TITLE), title_en: given.text(&TITLE_EN) };
    let begun = start::site(&asked, disk.as_of().unwrap_or_else(|| disk.today()));
    (disk, Ok(begun))
}

fn page(given: &Given, disk: &Disk, path: String) -> Begun {
    let (title, title_en, disclosure) = (given.text(&TITLE), given.text(&TITLE_EN), given.text(&DISCLOSURE));
    start::page(disk, &NewPage { path, title, title_en, disclosure })
}

fn plan(given: &Given, disk: &Disk, id: String, period: (FiscalYear, FiscalYear)) -> Begun {
    let (title, title_en, disclosure) = (given.text(&TITLE), given.text(&TITLE_EN), given.text(&DISCLOSURE));
    start::plan(disk, &NewPlan { id, period, title, title_en, disclosure })
}

fn written(given: &Given, disk: &Disk, begun: Begun) -> u8 {
    if begun.changes.is_empty() {
        given.show(&begun.findings, &begun.sources, &begun.masks);
        given.say_err(&Words::new("何も書いていません。", "Nothing was written."));
        return FINDINGS;
    }
    let dry_run = given.has(&DRY_RUN);
    if !dry_run && let Err(error) = disk.replace(&begun.changes) {
        return given.fault(&error);
    }
    given.say(&head(&begun, disk, dry_run));
    begun.changes.iter().for_each(|change| say(&format!("  {}\n", change.path)));
    given.say(&Words::new("これから書くこと：", "What is left to do:"));
    for left in &begun.left {
        let told =
            given.lang().map_or_else(|| format!("{} / {}", left.what.ja, left.what.en), |lang| left.what.get(lang).to_owned());
        say(&format!("  {}: {told}\n", left.path));
    }
    DONE
}

fn head(begun: &Begun, disk: &Disk, dry_run: bool) -> Words {
    let (n, folder) = (begun.changes.len(), disk.root().display().to_string());
    let root = if folder == "." { "./".to_owned() } else { folder };
    match dry_run {
        true => Words::new(
            format!("{root} に {n} ファイルを書くところです。何も書いていません。"),
            format!("Nothing was written. {n} file(s) would be, to {root}"),
        ),
        false => Words::new(format!("{root} に {n} ファイルを書きました。"), format!("Wrote {n} file(s) to {root}")),
    }
}
