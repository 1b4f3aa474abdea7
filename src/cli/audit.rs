//! `kohyo audit`: the recomputation of everything that is printed. With `--inference`, `--what-if FACT`, `--holder FACT`: what readers
//! could work out about withheld figures, for staff.
//!
//! In: arguments. Out: a report on stdout, what stops a build on stderr. Never: inference in the log of a build machine, which may
//! be public.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::{DONE, FAULT, FINDINGS, say};
use crate::audit::inferred::{self, Inferred, for_holder, propose, what_if};
use crate::audit::{hints, report};
use crate::diagnostics::{Format, Words, stops};
use crate::{Rendered, rendered};
use serde_json::{Value, json};

/// `kohyo audit`
pub const COMMAND: Command = Command {
    name: "audit",
    about: ("印刷された数値を検算する", "recompute what is printed"),
    operands: Operands::NONE,
    options: &[&INFERENCE, &WHAT_IF, &HOLDER],
    run,
};

const INFERENCE: Opt = Opt {
    name: "--inference",
    takes: Takes::Nothing,
    about: ("推論の結果を示す（職員用）", "show what could be inferred (staff only)"),
};
const WHAT_IF: Opt = Opt {
    name: "--what-if",
    takes: Takes::Text("FACT"),
    about: ("この数値も非公表にしたらどうなるか", "what if this figure were withheld as well"),
};
const HOLDER: Opt = Opt {
    name: "--holder",
    takes: Takes::Text("FACT"),
    about: ("この非公表の数値を知る人には何が分かるか", "what the holder of this withheld figure could tell"),
};

fn run(given: &Given) -> u8 {
    if given.has(&INFERENCE) || given.has(&WHAT_IF) || given.has(&HOLDER) {
        return infer(given);
    }
    let site = rendered(&given.disk());
    match given.format() {
        Format::Json => say(&report::json(&site.site.checks)),
        Format::Terminal | Format::Github | Format::Editor => {
            say(&report::text(&site.site.checks, given.lang()));
            given.report_with(&site, &[]);
        }
    }
    if stops(&site.findings) { FINDINGS } else { DONE }
}

fn infer(given: &Given) -> u8 {
    if given.public_log {
        given.say_err(&Words::new(
            "推論の結果は、職員の端末だけで表示できます（CI・NETLIFY では動きません）。",
            "What could be inferred is shown on machines of the staff only, not under CI or NETLIFY.",
        ));
        return FAULT;
    }
    let mut site = rendered(&given.disk());
    match (given.text(&WHAT_IF), given.texts(&HOLDER).as_slice()) {
        (Some(fact), _) => answer(what_if(&site.site, &site.given, &fact, true), given),
        (None, []) => {
            propose(&site.site, &site.given, &mut site.inferred);
            as_it_is(&site, given)
        }
        (None, holds) => answer(for_holder(&site.site, &site.given, holds), given),
    }
}

fn as_it_is(site: &Rendered, given: &Given) -> u8 {
    let hints = hints::hints(&site.site, &site.given.unrelated);
    match given.format() {
        Format::Json => print_json(
            &json!({ "inference": inferred::report::json(&site.inferred), "candidates": inferred::report::hints_json(&hints) }),
        ),
        Format::Terminal | Format::Github | Format::Editor => {
            say(&inferred::report::text(&site.inferred, given.lang()));
            say(&inferred::report::hints_text(&hints, given.lang()));
        }
    }
    if given.format() == Format::Terminal {
        given.report_with(site, &[]);
    }
    if stops(&site.findings) { FINDINGS } else { DONE }
}

fn answer(inferred: Option<Vec<Inferred>>, given: &Given) -> u8 {
    let Some(inferred) = inferred else {
        given.say_err(&Words::new(
            "その ID の数値はありません（--what-if は数値、--holder は非公表の数値）。ID は公開データの fact の列にあります。",
            "There is no such figure (a printed one for --what-if, a withheld one for --holder); ids stand in the column `fact` of the open data.",
        ));
        return FAULT;
    };
    match given.format() {
        Format::Json => print_json(&json!({ "inference": inferred::report::json(&inferred) })),
        Format::Terminal | Format::Github | Format::Editor => say(&inferred::report::text(&inferred, given.lang())),
    }
    if inferred.iter().all(|each| each.level.is_safe()) { DONE } else { FINDINGS }
}

fn print_json(value: &Value) {
    say(&format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default()));
}
