//! `kohyo audit --inference`, `--what-if FACT`, `--holder FACT`: what readers could work out about withheld figures, for staff.
//!
//! In: arguments. Out: a report on stdout. Never: in the log of a build machine, which may be public.

use super::arguments::Arguments;
use super::{DONE, FAULT, FINDINGS, disk, report_with, say, say_err};
use crate::audit::hints;
use crate::audit::inferred::{Inferred, for_holder, propose, report, what_if};
use crate::diagnostics::{Format, stops};
use crate::{Rendered, rendered};
use serde_json::{Value, json};

/// Prints the report.
pub fn run(arguments: &Arguments) -> u8 {
    if arguments.public_log {
        say_err(
            "推論の結果は、職員の端末だけで表示できます（CI・NETLIFY では動きません）。\n\
             What could be inferred is shown on machines of the staff only, not under CI or NETLIFY.\n",
        );
        return FAULT;
    }
    let mut site = rendered(&disk(arguments));
    match (&arguments.what_if, arguments.holder.as_slice()) {
        (Some(fact), _) => answer(what_if(&site.site, &site.given, fact, true), arguments),
        (None, []) => {
            propose(&site.site, &site.given, &mut site.inferred);
            as_it_is(&site, arguments)
        }
        (None, holds) => answer(for_holder(&site.site, &site.given, holds), arguments),
    }
}

fn as_it_is(site: &Rendered, arguments: &Arguments) -> u8 {
    let hints = hints::hints(&site.site, &site.given.unrelated);
    match arguments.format {
        Format::Json => {
            print_json(&json!({ "inference": report::json(&site.inferred), "candidates": report::hints_json(&hints) }))
        }
        Format::Terminal | Format::Github => {
            say(&report::text(&site.inferred, arguments.lang));
            say(&report::hints_text(&hints, arguments.lang));
        }
    }
    if arguments.format == Format::Terminal {
        report_with(site, &[], arguments);
    }
    if stops(&site.findings) { FINDINGS } else { DONE }
}

fn answer(inferred: Option<Vec<Inferred>>, arguments: &Arguments) -> u8 {
    let Some(inferred) = inferred else {
        say_err(
            "その ID の数値はありません（--what-if は数値、--holder は非公表の数値）。ID は公開データの fact の列にあります。\n\
             There is no such figure (a printed one for --what-if, a withheld one for --holder); ids stand in the column `fact` of the open data.\n",
        );
        return FAULT;
    };
    match arguments.format {
        Format::Json => print_json(&json!({ "inference": report::json(&inferred) })),
        Format::Terminal | Format::Github => say(&report::text(&inferred, arguments.lang)),
    }
    if inferred.iter().all(|each| each.level.is_safe()) { DONE } else { FINDINGS }
}

fn print_json(value: &Value) {
    say(&format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default()));
}
