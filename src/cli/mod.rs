//! The commands: `build`, `check`, `serve`, `help`, `number`. No logic of their own.
//!
//! In: arguments. Out: an exit code, text on stdout and stderr. Never: a decision that another room could take.

mod arguments;
mod help;
mod number;

use crate::diagnostics::{Format, print, stops};
use crate::source::Disk;
use crate::{Built, build, publish, serve};
use arguments::{Arguments, Command};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

const DONE: u8 = 0;
const FINDINGS: u8 = 1;
const FAULT: u8 = 2;

/// Runs a command.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let code = match Arguments::parse(arguments) {
        Ok(arguments) => run(&arguments),
        Err(words) => {
            say_err(&format!("{}\n{}\n", words.ja, words.en));
            FAULT
        }
    };
    ExitCode::from(code)
}

fn run(arguments: &Arguments) -> u8 {
    if let Some(jobs) = arguments.jobs {
        // A second pool cannot be built in one process; the command line runs once.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    match arguments.command {
        Command::Help => {
            say(help::TEXT);
            DONE
        }
        Command::Version => {
            say(concat!("kohyo ", env!("CARGO_PKG_VERSION"), "\n"));
            DONE
        }
        Command::Check => run_check(arguments),
        Command::Build => run_build(arguments),
        Command::Serve => run_serve(arguments),
        Command::Number => number::run(arguments),
    }
}

fn run_check(arguments: &Arguments) -> u8 {
    let built = build(&Disk::new(&arguments.site));
    report(&built, arguments);
    if stops(&built.findings) { FINDINGS } else { DONE }
}

fn run_build(arguments: &Arguments) -> u8 {
    let began = Instant::now();
    let built = build(&Disk::new(&arguments.site));
    report(&built, arguments);
    let Some(cleared) = &built.cleared else {
        say_err("公開用の出力は変えていません。\nThe published output is unchanged.\n");
        return FINDINGS;
    };
    match publish::publish(cleared, &arguments.out) {
        Ok(()) => {
            let (files, out, ms) = (cleared.len(), arguments.out.display(), began.elapsed().as_millis());
            say(&format!("{out} に {files} ファイルを書きました（{ms} ms）。\nWrote {files} files to {out} ({ms} ms).\n"));
            DONE
        }
        Err(publish::Failure::Refused(finding)) => {
            say_err(&print(&[finding], &built.sources, &built.masks, arguments.format, arguments.lang));
            FINDINGS
        }
        Err(publish::Failure::Fault(error)) => fault(&error),
    }
}

fn run_serve(arguments: &Arguments) -> u8 {
    let disk = Disk::new(&arguments.site);
    let shown = |built: &Built| report(built, arguments);
    match serve::serve(&disk, arguments.port, &shown, &|address| {
        say(&format!("プレビュー / preview: http://{address}/\n止めるには Ctrl+C / stop with Ctrl+C\n"));
    }) {
        Ok(()) => DONE,
        Err(error) => fault(&error),
    }
}

fn report(built: &Built, arguments: &Arguments) {
    if built.findings.is_empty() && arguments.format != Format::Json {
        return;
    }
    let text = print(&built.findings, &built.sources, &built.masks, arguments.format, arguments.lang);
    match arguments.format {
        Format::Terminal => say_err(&text),
        Format::Json | Format::Github => say(&text),
    }
    if arguments.format == Format::Terminal {
        let n = built.findings.len();
        say_err(&format!("指摘 {n} 件 / {n} finding(s)\n"));
    }
}

fn fault(error: &std::io::Error) -> u8 {
    say_err(&format!("書き込みや通信ができませんでした: {error}\nThe machine would not: {error}\n"));
    FAULT
}

/// Prints; a reader who has gone away (a closed pipe) is no fault.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn say_err(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
