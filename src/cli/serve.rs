//! `kohyo serve`: the preview on this machine.
//!
//! In: arguments. Out: findings on the terminal, until it is stopped. Never: another address than 127.0.0.1.

use super::build::TIMINGS;
use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::{DONE, FAULT};
use crate::diagnostics::Words;
use crate::serve::Wanted;
use crate::stages::Stages;
use crate::{Built, serve};

/// `kohyo serve`
pub const COMMAND: Command = Command {
    name: "serve",
    about: ("手元で見る（既定のコマンド）", "preview on this machine (the default)"),
    operands: Operands::NONE,
    options: &[&PORT, &STAFF, &TIMINGS],
    run,
};

const PORT: Opt = Opt { name: "--port", takes: Takes::Port, about: ("ポート（既定: 8000）", "port (default: 8000)") };
const DEFAULT_PORT: u16 = 8000;

const STAFF: Opt = Opt {
    name: "--staff",
    takes: Takes::Nothing,
    about: (
        "職員用の表示：非公表の場所と理由、検算と推論の結果、翻訳の状況をページに重ねる",
        "for staff: where and why something is withheld, verdicts of the audits, state of translations, over each page",
    ),
};

fn run(given: &Given) -> u8 {
    let staff = given.has(&STAFF);
    if staff && given.public_log {
        given.say_err(&Words::new(
            "職員用の表示は、職員の端末だけで使えます（CI・NETLIFY では動きません）。",
            "The staff view works on machines of the staff only, not under CI or NETLIFY.",
        ));
        return FAULT;
    }
    let shown = |built: &Built| given.report(built);
    let timed = |stages: &Stages| {
        if given.has(&TIMINGS) {
            given.say_times(stages);
        }
    };
    let wanted = Wanted { port: given.number(&PORT).unwrap_or(DEFAULT_PORT), staff, timed: &timed };
    match serve::serve(&given.disk(), &wanted, &shown, &|address| {
        given.say(&Words::new(
            format!("プレビュー: http://{address}/\n止めるには Ctrl+C"),
            format!("Preview: http://{address}/\nStop with Ctrl+C"),
        ));
    }) {
        Ok(()) => DONE,
        Err(error) => given.fault(&error),
    }
}
