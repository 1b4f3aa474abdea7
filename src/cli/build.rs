//! `kohyo build`: the site, written into the public folder.
//!
//! In: arguments. Out: the public folder, an exit code, findings. Never: half of a site.

use super::command::{APPROVED, Command, OUT, Operands};
use super::given::Given;
use super::{DONE, FAULT, FINDINGS};
use crate::diagnostics::Words;
use crate::{build, publish};
use std::time::Instant;

/// `kohyo build`
pub const COMMAND: Command = Command {
    name: "build",
    about: ("サイトを作り public/ に書く", "build the site into public/"),
    operands: Operands::NONE,
    options: &[&OUT, &APPROVED],
    run,
};

fn run(given: &Given) -> u8 {
    let began = Instant::now();
    let Ok(approval) = given.approval() else { return FAULT };
    let built = build(&given.disk());
    given.report(&built);
    let Some(cleared) = &built.cleared else {
        given.say_err(&Words::new("公開用の出力は変えていません。", "The published output is unchanged."));
        return FINDINGS;
    };
    let target = given.public();
    let done = approval.map_or(Ok(()), |approval| approval.admit(cleared)).and_then(|()| publish::publish(cleared, &target));
    match done {
        Ok(()) => {
            let (files, out, ms) = (cleared.len(), target.display(), began.elapsed().as_millis());
            let ja = format!("{out} に {files} ファイルを書きました（{ms} ms）。");
            given.say(&Words::new(ja, format!("Wrote {files} files to {out} ({ms} ms).")));
            given.say_digest(cleared);
            DONE
        }
        Err(failure) => given.failed(failure),
    }
}
