//! `kohyo number`: prints which register numbers are given, and has them written.
//!
//! In: arguments. Out: an exit code, text. Never: a withheld value; a file written with `--dry-run`.

use super::arguments::Arguments;
use super::{DONE, FINDINGS, fault, say, say_err};
use crate::diagnostics::{Words, print, stops};
use crate::number::{Given, Numbering, number};

/// Runs the command.
pub fn run(arguments: &Arguments) -> u8 {
    let disk = super::disk(arguments);
    let numbering = match number(&disk, arguments.year) {
        Ok(numbering) => numbering,
        Err(error) => return fault(&error),
    };
    if !numbering.findings.is_empty() {
        say_err(&print(&numbering.findings, &numbering.sources, &numbering.masks, arguments.format, arguments.lang));
    }
    if stops(&numbering.findings) {
        say_err("番号は付けていません。\nNo numbers were given.\n");
        return FINDINGS;
    }
    if !arguments.dry_run
        && let Err(error) = disk.replace(&numbering.changes)
    {
        return fault(&error);
    }
    numbering.given.iter().for_each(|given| say(&line(given, &numbering)));
    let words = summary(&numbering, arguments.dry_run);
    say(&format!("{}\n{}\n", words.ja, words.en));
    DONE
}

/// `W-2026-015  語句 phrase  content/about.en.md:12:5  content/about.ja.md:12:8`
fn line(given: &Given, numbering: &Numbering) -> String {
    let place = |span: &crate::source::Span| {
        let at = numbering.sources.line_column(*span);
        format!("  {}:{}:{}", numbering.sources.file(span.file).path, at.line, at.column)
    };
    let places: String = given.places.iter().map(place).collect();
    let kind = given.kind_words();
    format!("{}  {} {}{places}\n", given.number, kind.ja, kind.en)
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
