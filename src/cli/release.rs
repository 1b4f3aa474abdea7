//! `kohyo release`: publishes the site, writes the ledger, lists addresses for caches.
//!
//! In: arguments. Out: the published folder, `data/ledger.toml`, text. Never: a ledger that speaks of what was not published.

use super::command::{APPROVED, Command, OUT, Operands};
use super::given::Given;
use super::{DONE, FAULT, FINDINGS, say};
use crate::diagnostics::Words;
use crate::publish;
use crate::release::{LEDGER, Release, release};

/// `kohyo release`
pub const COMMAND: Command = Command {
    name: "release",
    about: ("公表する（build し、台帳に記録）", "build, and record what was printed in data/ledger.toml"),
    operands: Operands::NONE,
    options: &[&OUT, &APPROVED],
    run,
};

fn run(given: &Given) -> u8 {
    let Ok(approval) = given.approval() else { return FAULT };
    let target = given.public();
    let release = release(&given.disk(), &publish::published(&target));
    given.report_with(&release.site, &[]);
    let Some(cleared) = &release.cleared else {
        given.say_err(&Words::new("公表していません。", "Nothing was released."));
        return FINDINGS;
    };
    let admitted = approval.map_or(Ok(()), |approval| approval.admit(&publish::digest(cleared)));
    match admitted.and_then(|()| publish::publish(cleared, &target)) {
        Ok(_) => written(&release, given),
        Err(failure) => given.failed(failure),
    }
}

fn written(release: &Release, given: &Given) -> u8 {
    if let Some(ledger) = &release.ledger
        && let Err(error) = publish::write_file(&given.site().join(LEDGER), ledger.as_bytes())
    {
        let ja = format!("公開用フォルダーは書きましたが、{LEDGER} を書けません: {error}");
        given.say_err(&Words::new(ja, format!("The public folder is written, but {LEDGER} cannot be: {error}")));
        return FAULT;
    }
    given.say(&summary(release, &given.public().display().to_string()));
    release.cleared.iter().for_each(|cleared| given.say_digest(cleared));
    if !release.purge.is_empty() {
        let n = release.purge.len();
        given.say(&Words::new(format!("\nキャッシュから消すアドレス（{n}）:"), format!("Addresses to purge from caches ({n}):")));
        say(&format!("{}\n", release.purge.join("\n")));
    }
    DONE
}

fn summary(release: &Release, out: &str) -> Words {
    let (files, (printed, withdrawn)) = (release.files, release.figures);
    if release.ledger.is_none() {
        return Words::new("前の公表から何も変わっていません。", "Nothing changed since the last release.");
    }
    let ja = format!(
        "{out} に {files} ファイルを書き、{LEDGER} に記録しました（新しい数値と変わった数値 {printed}、なくなった数値 {withdrawn}）。"
    );
    let en = format!(
        "Wrote {files} files to {out} and an entry to {LEDGER} ({printed} figures new or changed, {withdrawn} withdrawn)."
    );
    Words::new(ja, en)
}
