//! `kohyo redact`: the public sources, from sources with withheld values.
//!
//! In: arguments. Out: a folder of sources. Never: a withheld value in it.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::{DONE, FAULT, FINDINGS};
use crate::diagnostics::Words;
use crate::{bundle, publish, rendered};

/// `kohyo redact`
pub const COMMAND: Command = Command {
    name: "redact",
    about: ("公開用の原稿を --out に書く", "write the public sources to --out"),
    operands: Operands::NONE,
    options: &[&OUT],
    run,
};

const OUT: Opt = Opt { name: "--out", takes: Takes::Path("DIR"), about: ("書き先（必要）", "where to write (needed)") };

fn run(given: &Given) -> u8 {
    let Some(target) = given.path(&OUT) else {
        given.say_err(&Words::new("--out で書き先を指定してください。", "Name the place to write to with --out."));
        return FAULT;
    };
    let bundled = bundle::bundle(&given.disk(), &rendered);
    given.report_with(&bundled.site, &bundled.findings);
    let Some(cleared) = &bundled.cleared else { return FINDINGS };
    match publish::publish_as(cleared, &target, bundle::MANIFEST) {
        Ok(_) => {
            let (files, out) = (cleared.len(), target.display());
            let ja = format!("公開用の原稿 {files} ファイルを {out} に書きました。");
            given.say(&Words::new(ja, format!("Wrote {files} files of public sources to {out}.")));
            DONE
        }
        Err(failure) => given.failed(failure),
    }
}
