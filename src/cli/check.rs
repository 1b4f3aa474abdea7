//! `kohyo check`: everything that `build` does, without writing.
//!
//! In: arguments. Out: an exit code, findings. Never: a file.

use super::command::{Command, Operands};
use super::given::Given;
use super::{DONE, FINDINGS};
use crate::build;
use crate::diagnostics::{Format, Words, stops};

/// `kohyo check`
pub const COMMAND: Command =
    Command {
        name: "check", about: ("作らずに調べる", "check without writing"), operands: Operands::NONE, options: &[], run
    };

fn run(given: &Given) -> u8 {
    let built = build(&given.disk());
    given.report(&built);
    if built.findings.is_empty() && given.format() == Format::Terminal {
        given.say(&Words::new("指摘はありません。", "Nothing was found."));
    }
    built.cleared.iter().for_each(|cleared| given.say_digest(cleared));
    if stops(&built.findings) { FINDINGS } else { DONE }
}
