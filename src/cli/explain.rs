//! `kohyo explain`: what a finding means, why it matters, what to do, with a wrong and a right example.
//!
//! In: codes. Out: text in the language that is wanted or in both, an exit code. Never: a look at a site.

use super::command::{Command, Operands};
use super::given::{Given, say};
use super::{DONE, FAULT};
use crate::diagnostics::explained;
use crate::figures::Lang;

/// `kohyo explain`
pub const COMMAND: Command = Command {
    name: "explain",
    about: ("指摘を説明する（コードがなければ一覧）", "explain findings (without a code: list them)"),
    operands: Operands { shown: "[CODE …]", least: 0, most: usize::MAX },
    options: &[],
    run,
};

fn run(given: &Given) -> u8 {
    let langs = given.lang().map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    let typed: Vec<String> = (0..given.operands.len()).filter_map(|at| given.operand(at)).collect();
    if typed.is_empty() {
        langs.iter().for_each(|lang| say(&explained::list(*lang)));
        return DONE;
    }
    let mut outcome = DONE;
    for word in &typed {
        match explained::find(word) {
            Ok(code) => langs.iter().for_each(|lang| say(&format!("{}\n", explained::text(code, *lang)))),
            Err(words) => {
                given.say_err(&words);
                outcome = FAULT;
            }
        }
    }
    outcome
}
