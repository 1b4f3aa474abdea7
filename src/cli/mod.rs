//! The commands: one file each, with the options it takes and how it says what came of it. No logic of their own.
//!
//! In: arguments. Out: an exit code, text on stdout and stderr. Never: a decision that another room could take.
//!
//! A new command: a file with `COMMAND: Command` and its options as `Opt`s, named in the list of `command.rs`. Parser, help and
//! tests read that list. Everything it says goes through `Given`, in the language that is wanted or in both.

mod audit;
mod build;
mod check;
mod command;
mod diff;
mod explain;
mod export;
mod given;
mod help;
mod import;
mod new;
mod number;
mod portal;
mod prove;
mod redact;
mod release;
mod schema;
mod search;
mod serve;
mod status;
mod verify;

use given::{Given, say, say_err};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

const DONE: u8 = 0;
const FINDINGS: u8 = 1;
const FAULT: u8 = 2;

/// Runs a command. `public_log`: whether anybody may read what is printed. `program`: where this program stands.
pub fn main(arguments: impl Iterator<Item = OsString>, public_log: bool, program: Option<PathBuf>) -> ExitCode {
    let code = match Given::parse(arguments, public_log) {
        Ok(mut given) => {
            given.program = program;
            run(&given)
        }
        Err(words) => {
            say_err(&format!("{}\n{}\n", words.ja, words.en));
            FAULT
        }
    };
    ExitCode::from(code)
}

fn run(given: &Given) -> u8 {
    if given.has(&command::VERSION) {
        say(concat!("kohyo ", env!("CARGO_PKG_VERSION"), "\n"));
        return DONE;
    }
    if given.has(&command::HELP) {
        say(&help::of(given.command, given.lang()));
        return DONE;
    }
    if let Some(jobs) = given.number(&command::JOBS) {
        // A second pool cannot be built in one process; the command line runs once.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    (given.command.run)(given)
}
