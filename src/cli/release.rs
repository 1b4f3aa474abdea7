//! `kohyo release`: publishes the site, writes the ledger, lists addresses for caches.
//!
//! In: arguments. Out: the published folder, `data/ledger.toml`, text. Never: a ledger that speaks of what was not published.

use super::arguments::Arguments;
use super::{DONE, FAULT, FINDINGS, disk, fault, report_with, say, say_err};
use crate::diagnostics::print;
use crate::publish::{self, Failure};
use crate::release::{LEDGER, Release, release};

/// Runs the command.
pub fn run(arguments: &Arguments) -> u8 {
    let target = arguments.public();
    let release = release(&disk(arguments), &publish::published(&target));
    report_with(&release.site, &[], arguments);
    let Some(cleared) = &release.cleared else {
        say_err("公表していません。\nNothing was released.\n");
        return FINDINGS;
    };
    match publish::publish(cleared, &target) {
        Ok(()) => written(&release, arguments),
        Err(Failure::Refused(finding)) => {
            say_err(&print(&[finding], &release.site.sources, &release.site.masks, arguments.format, arguments.lang));
            FINDINGS
        }
        Err(Failure::Fault(error)) => fault(&error),
    }
}

fn written(release: &Release, arguments: &Arguments) -> u8 {
    if let Some(ledger) = &release.ledger
        && let Err(error) = publish::write_file(&arguments.site.join(LEDGER), ledger.as_bytes())
    {
        say_err(&format!(
            "公開用フォルダーは書きましたが、{LEDGER} を書けません: {error}\n\
             The public folder is written, but {LEDGER} cannot be: {error}\n"
        ));
        return FAULT;
    }
    let (files, out) = (release.files, arguments.public());
    let (printed, withdrawn) = release.figures;
    say(&match release.ledger {
        Some(_) => format!(
            "{} に {files} ファイルを書き、{LEDGER} に記録しました（新しい数値と変わった数値 {printed}、なくなった数値 {withdrawn}）。\n\
             Wrote {files} files to {} and an entry to {LEDGER} ({printed} figures new or changed, {withdrawn} withdrawn).\n",
            out.display(),
            out.display()
        ),
        None => "前の公表から何も変わっていません。\nNothing changed since the last release.\n".to_owned(),
    });
    if !release.purge.is_empty() {
        say(&format!(
            "\nキャッシュから消すアドレス / addresses to purge from caches ({}):\n{}\n",
            release.purge.len(),
            release.purge.join("\n")
        ));
    }
    DONE
}
