//! `kohyo audit --inference` and `--what-if FACT`: what readers could work out about withheld figures, for staff.
//!
//! In: arguments. Out: a report on stdout. Never: in the log of a build machine, which may be public.

use super::arguments::Arguments;
use super::{DONE, FAULT, FINDINGS, disk, report_with, say, say_err};
use crate::audit::inferred::{Inferred, report, what_if};
use crate::diagnostics::{Format, stops};
use crate::{Rendered, rendered};

/// What build machines set; their logs are often public.
const BUILD_MACHINES: [&str; 2] = ["CI", "NETLIFY"];

/// Prints the report.
pub fn run(arguments: &Arguments) -> u8 {
    if BUILD_MACHINES.iter().any(|name| std::env::var_os(name).is_some()) {
        say_err(
            "推論の結果は、職員の端末だけで表示できます（CI・NETLIFY では動きません）。\n\
             What could be inferred is shown on machines of the staff only, not under CI or NETLIFY.\n",
        );
        return FAULT;
    }
    let site = rendered(&disk(arguments));
    match &arguments.what_if {
        Some(fact) => if_withheld(&site, fact, arguments),
        None => as_it_is(&site, arguments),
    }
}

fn as_it_is(site: &Rendered, arguments: &Arguments) -> u8 {
    show(&site.inferred, arguments);
    if arguments.format == Format::Terminal {
        report_with(site, &[], arguments);
    }
    if stops(&site.findings) { FINDINGS } else { DONE }
}

fn if_withheld(site: &Rendered, fact: &str, arguments: &Arguments) -> u8 {
    let Some(inferred) = what_if(&site.site, &site.given, fact, true) else {
        say_err(&format!(
            "「{fact}」という数値はありません。ID は公開データの fact の列にあります。\n\
             There is no figure `{fact}`; ids stand in the column `fact` of the open data.\n"
        ));
        return FAULT;
    };
    show(&inferred, arguments);
    if inferred.iter().all(|each| each.level.is_safe()) { DONE } else { FINDINGS }
}

fn show(inferred: &[Inferred], arguments: &Arguments) {
    match arguments.format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&report::json(inferred)).unwrap_or_default();
            say(&format!("{text}\n"));
        }
        Format::Terminal | Format::Github => say(&report::text(inferred, arguments.lang)),
    }
}
