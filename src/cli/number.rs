//! `kohyo number`: prints which register numbers are given, and has them written.
//!
//! In: arguments. Out: an exit code, text. Never: a withheld value; a file written with `--dry-run`.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::{DONE, FINDINGS, say};
use crate::diagnostics::{Words, stops};
use crate::figures::Lang;
use crate::number::{self, Numbering};

/// `kohyo number`
pub const COMMAND: Command = Command {
    name: "number",
    about: ("非公表に台帳の番号を付ける", "give register numbers to what is withheld"),
    operands: Operands::NONE,
    options: &[&YEAR, &DRY_RUN],
    run,
};

const YEAR: Opt = Opt {
    name: "--year",
    takes: Takes::Year,
    about: ("番号の年（既定: updated の年）", "year of the numbers (default: that of `updated`)"),
};
/// Show only.
pub const DRY_RUN: Opt =
    Opt { name: "--dry-run", takes: Takes::Nothing, about: ("書かずに示す", "show what would be written") };

fn run(given: &Given) -> u8 {
    let disk = given.disk();
    let numbering = match number::number(&disk, given.number(&YEAR)) {
        Ok(numbering) => numbering,
        Err(error) => return given.fault(&error),
    };
    given.show(&numbering.findings, &numbering.sources, &numbering.masks);
    if stops(&numbering.findings) {
        given.say_err(&Words::new("番号は付けていません。", "No numbers were given."));
        return FINDINGS;
    }
    let dry_run = given.has(&DRY_RUN);
    if !dry_run && let Err(error) = disk.replace(&numbering.changes) {
        return given.fault(&error);
    }
    numbering.given.iter().for_each(|one| say(&line(one, &numbering, given.lang())));
    given.say(&summary(&numbering, dry_run));
    DONE
}

/// `W-2026-015  語句 phrase  content/about.en.md:12:5  content/about.ja.md:12:8`
fn line(one: &number::Given, numbering: &Numbering, lang: Option<Lang>) -> String {
    let place = |span: &crate::source::Span| {
        let at = numbering.sources.line_column(*span);
        format!("  {}:{}:{}", numbering.sources.file(span.file).path, at.line, at.column)
    };
    let places: String = one.places.iter().map(place).collect();
    let kind = one.kind_words();
    let kind = lang.map_or_else(|| format!("{} {}", kind.ja, kind.en), |lang| kind.get(lang).to_owned());
    format!("{}  {kind}{places}\n", one.number)
}

fn summary(numbering: &Numbering, dry_run: bool) -> Words {
    let (given, left) = (numbering.given.len(), numbering.findings.len());
    let rest = match left {
        0 => Words::new("", ""),
        n => Words::new(format!("（手で付けるところ {n} か所）"), format!(" ({n} place(s) are left to you)")),
    };
    match dry_run {
        true => Words::new(
            format!("番号を {given} 件付けるところです{}。何も書いていません。", rest.ja),
            format!("{given} number(s) would be given{}. Nothing was written.", rest.en),
        ),
        false => Words::new(format!("番号を {given} 件付けました{}。", rest.ja), format!("{given} number(s) given{}.", rest.en)),
    }
}
