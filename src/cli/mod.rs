//! The commands: `build`, `check`, `audit`, `serve`, `release`, `redact`, `prove`, `number`, `search`, `help`. No logic of their own.
//!
//! In: arguments. Out: an exit code, text on stdout and stderr. Never: a decision that another room could take.

mod arguments;
mod help;
mod inference;
mod number;
mod release;
mod search;

use crate::diagnostics::{Finding, Format, Masks, print, stops};
use crate::source::{Disk, Sources};
use crate::{Built, Rendered, audit, build, bundle, prove, publish, rendered, serve};
use arguments::{Arguments, Command};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

const DONE: u8 = 0;
const FINDINGS: u8 = 1;
const FAULT: u8 = 2;

/// Runs a command. `public_log`: whether anybody may read what is printed.
pub fn main(arguments: impl Iterator<Item = OsString>, public_log: bool) -> ExitCode {
    let code = match Arguments::parse(arguments) {
        Ok(arguments) => run(&Arguments { public_log, ..arguments }),
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
        Command::Audit if asks_for_inference(arguments) => inference::run(arguments),
        Command::Audit => run_audit(arguments),
        Command::Check => run_check(arguments),
        Command::Build => run_build(arguments),
        Command::Serve => run_serve(arguments),
        Command::Redact => run_redact(arguments),
        Command::Prove => run_prove(arguments),
        Command::Number => number::run(arguments),
        Command::Release => release::run(arguments),
        Command::Search => search::run(arguments),
    }
}

fn asks_for_inference(arguments: &Arguments) -> bool {
    arguments.inference || arguments.what_if.is_some() || !arguments.holder.is_empty()
}

fn run_check(arguments: &Arguments) -> u8 {
    let built = build(&disk(arguments));
    report(&built, arguments);
    if stops(&built.findings) { FINDINGS } else { DONE }
}

/// The recomputation of everything that is printed: the report goes to stdout, what stops a build to stderr.
fn run_audit(arguments: &Arguments) -> u8 {
    let site = rendered(&disk(arguments));
    match arguments.format {
        Format::Json => say(&audit::report::json(&site.site.checks)),
        Format::Terminal | Format::Github => {
            say(&audit::report::text(&site.site.checks, arguments.lang));
            report_with(&site, &[], arguments);
        }
    }
    if stops(&site.findings) { FINDINGS } else { DONE }
}

fn run_build(arguments: &Arguments) -> u8 {
    let began = Instant::now();
    let built = build(&disk(arguments));
    report(&built, arguments);
    let Some(cleared) = &built.cleared else {
        say_err("公開用の出力は変えていません。\nThe published output is unchanged.\n");
        return FINDINGS;
    };
    let target = arguments.public();
    match publish::publish(cleared, &target) {
        Ok(()) => {
            let (files, out, ms) = (cleared.len(), target.display(), began.elapsed().as_millis());
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
    let disk = disk(arguments);
    let shown = |built: &Built| report(built, arguments);
    match serve::serve(&disk, arguments.port, &shown, &|address| {
        say(&format!("プレビュー / preview: http://{address}/\n止めるには Ctrl+C / stop with Ctrl+C\n"));
    }) {
        Ok(()) => DONE,
        Err(error) => fault(&error),
    }
}

fn run_redact(arguments: &Arguments) -> u8 {
    let Some(target) = &arguments.out else {
        say_err("--out で書き先を指定してください。\nName the place to write to with --out.\n");
        return FAULT;
    };
    let bundled = bundle::bundle(&disk(arguments), &rendered);
    report_with(&bundled.site, &bundled.findings, arguments);
    let Some(cleared) = &bundled.cleared else { return FINDINGS };
    match publish::publish_as(cleared, target, bundle::MANIFEST) {
        Ok(()) => {
            let (files, out) = (cleared.len(), target.display());
            say(&format!(
                "公開用の原稿 {files} ファイルを {out} に書きました。\nWrote {files} files of public sources to {out}.\n"
            ));
            DONE
        }
        Err(publish::Failure::Refused(finding)) => {
            show(&[finding], &bundled.site.sources, &bundled.site.masks, arguments);
            FINDINGS
        }
        Err(publish::Failure::Fault(error)) => fault(&error),
    }
}

fn run_prove(arguments: &Arguments) -> u8 {
    let began = Instant::now();
    let proof = prove::prove(&disk(arguments), &prove::Machine::new(&rendered));
    report_with(&proof.site, &proof.findings, arguments);
    let Some(certificate) = &proof.certificate else { return FINDINGS };
    let (worlds, files) = (certificate.worlds.len(), certificate.files);
    let items: usize = certificate.items.values().map(|level| level.values).sum();
    let ((caught, missed), ms) = (certificate.plants(), began.elapsed().as_millis());
    let alike = certificate.worlds.iter().filter(|world| world.identical && world.findings).count();
    say(&format!(
        "世界 {worlds} のうち同一 {alike}、ファイル {files}、非公表の値 {items}、植えた値の検出 {caught}/{}（{ms} ms）。\n\
         {alike} of {worlds} worlds identical, {files} files, {items} withheld values, {caught} of {} plants caught ({ms} ms).\n",
        caught + missed,
        caught + missed
    ));
    if let Some(path) = &arguments.out
        && let Err(error) = publish::write_file(path, &certificate.json())
    {
        return fault(&error);
    }
    if proof.findings.is_empty() { DONE } else { FINDINGS }
}

fn disk(arguments: &Arguments) -> Disk {
    Disk::new(&arguments.site).for_day(arguments.as_of).with_secrets(arguments.secrets.clone())
}

fn report(built: &Built, arguments: &Arguments) {
    show(&built.findings, &built.sources, &built.masks, arguments);
}

/// The findings of a site, and what was found beside them.
fn report_with(site: &Rendered, more: &[Finding], arguments: &Arguments) {
    let all: Vec<Finding> = site.findings.iter().chain(more).cloned().collect();
    show(&all, &site.sources, &site.masks, arguments);
}

fn show(findings: &[Finding], sources: &Sources, masks: &Masks, arguments: &Arguments) {
    if findings.is_empty() && arguments.format != Format::Json {
        return;
    }
    let text = print(findings, sources, masks, arguments.format, arguments.lang);
    match arguments.format {
        Format::Terminal => say_err(&text),
        Format::Json | Format::Github => say(&text),
    }
    if arguments.format == Format::Terminal {
        let n = findings.len();
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
