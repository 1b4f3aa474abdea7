//! `kohyo portal`: one search and one catalogue over many published sites.
//!
//! In: arguments. Out: the folder of the portal, an exit code, findings. Never: half of a portal; a request.

use super::command::{Command, OUT, Operands};
use super::given::Given;
use super::{DONE, FINDINGS};
use crate::diagnostics::Words;
use crate::portal::{Made, portal};
use crate::publish;

/// `kohyo portal`
pub const COMMAND: Command = Command {
    name: "portal",
    about: (
        "多くのサイトをまとめて検索できるポータルを作る（portal.toml）",
        "build a portal that searches many sites (portal.toml)",
    ),
    operands: Operands::NONE,
    options: &[&OUT],
    run,
};

fn run(given: &Given) -> u8 {
    let made = portal(&given.disk(), &given.site());
    given.show(&made.findings, &made.sources, &made.masks);
    let Some(cleared) = &made.cleared else {
        given.say_err(&Words::new("ポータルは書いていません。", "No portal was written."));
        return FINDINGS;
    };
    match publish::publish(cleared, &given.public()) {
        Ok(written) => {
            said(given, &made, cleared.len(), written);
            given.say_digest(cleared);
            DONE
        }
        Err(failure) => given.failed(failure),
    }
}

fn said(given: &Given, made: &Made, files: usize, written: usize) {
    let (sites, out) = (made.sites, given.public().display().to_string());
    given.say(&Words::new(
        format!("{out} に {sites} サイトのポータル（{files} ファイル）があります。{written} ファイルを書きました。"),
        format!("{out} holds the portal of {sites} sites ({files} files); {written} were written."),
    ));
}
