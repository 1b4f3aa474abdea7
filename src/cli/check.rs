//! `kohyo check`: everything that `build` does, without writing.
//!
//! In: arguments. Out: an exit code, findings. Never: a file.

use super::command::{Command, Operands};
use super::given::Given;
use super::{DONE, FINDINGS};
use crate::build_to;
use crate::diagnostics::{Format, Words, stops};
use crate::publish::Listing;
use crate::stages::Stages;

/// `kohyo check`
pub const COMMAND: Command =
    Command {
        name: "check", about: ("作らずに調べる", "check without writing"), operands: Operands::NONE, options: &[], run
    };

fn run(given: &Given) -> u8 {
    // Of a site that nobody writes, hashes are enough.
    let mut listing = Listing::default();
    let (built, passed) = build_to(&given.disk(), &mut Stages::default(), &mut |lot| listing.add(&lot));
    given.report(&built);
    if built.findings.is_empty() && given.format() == Format::Terminal {
        given.say(&Words::new("指摘はありません。", "Nothing was found."));
    }
    if passed.is_some() {
        given.say_digest_of(&listing.digest());
    }
    if stops(&built.findings) { FINDINGS } else { DONE }
}
