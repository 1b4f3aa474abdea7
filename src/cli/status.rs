//! `kohyo status`: prints what is left to do.
//!
//! In: arguments. Out: an exit code, text. Never: a withheld value.

use super::command::{Command, Operands};
use super::given::Given;
use super::{DONE, FINDINGS, say};
use crate::diagnostics::Format;
use crate::status::{json, status, text};

/// `kohyo status`
pub const COMMAND: Command = Command {
    name: "status",
    about: ("未入力の数値など、残っていることを示す", "show what is left to do: figures not entered, reviews, translations"),
    operands: Operands::NONE,
    options: &[],
    run,
};

/// What is left to do is no fault; findings that stop the build are.
fn run(given: &Given) -> u8 {
    let status = status(&given.disk());
    say(&match given.format() {
        Format::Json => json(&status),
        Format::Terminal | Format::Github | Format::Editor => text(&status, given.lang()),
    });
    if status.stopped() { FINDINGS } else { DONE }
}
