//! `kohyo help`: what there is, written from the list of commands.
//!
//! In: the list. Out: text in both languages, or in one. Never: a command or option of its own.

use super::command::{self, Both, COMMANDS, COMMON, Command, Operands, Opt, Takes};
use super::given::{Given, say};
use crate::diagnostics::{Words, words};
use crate::figures::Lang;
use unicode_width::UnicodeWidthStr;

/// `kohyo help`
pub const COMMAND: Command = Command {
    name: "help",
    about: ("この説明。コマンドを書けばその説明", "this text, or that of a command"),
    operands: Operands { shown: "[COMMAND]", least: 0, most: 1 },
    options: &[],
    run,
};

const HEAD: Both = ("kohyo（公表）— 公表のための静的サイト生成", "kohyo — a static site generator for public disclosure");
const EXIT: Both = (
    "終了コード: 0 完了 · 1 指摘により中止 · 2 機械や引数の不具合",
    "exit codes: 0 done · 1 stopped by findings · 2 machine or arguments",
);

fn run(given: &Given) -> u8 {
    let Some(name) = given.operand(0) else {
        say(&overview(given.lang()));
        return super::DONE;
    };
    match command::find(&name) {
        Some(command) => {
            say(&of(command, given.lang()));
            super::DONE
        }
        None => {
            let near = words::suggest(&name, COMMANDS.iter().map(|command| command.name));
            let (ja, en) = (format!("「{name}」というコマンドはありません。"), format!("there is no command `{name}`; "));
            given.say_err(&Words::new(ja + &near.ja, en + &near.en));
            super::FAULT
        }
    }
}

/// Every command, and what all of them take.
pub fn overview(lang: Option<Lang>) -> String {
    let commands: Vec<(String, Both)> = COMMANDS.iter().map(|command| (shown(command), command.about)).collect();
    let usage = worded(lang, ("使い方", "usage"), " / ");
    let more = worded(lang, ("コマンドごとの説明: kohyo help COMMAND", "about one command: kohyo help COMMAND"), "\n");
    format!(
        "{}\n\n{usage}: kohyo [COMMAND] [OPTIONS]\n\n{}\n{}\n{more}\n{}\n",
        worded(lang, HEAD, "\n"),
        lines(&commands, lang),
        options(COMMON.into_iter(), lang),
        worded(lang, EXIT, "\n")
    )
}

/// One command with everything it takes.
pub fn of(command: &Command, lang: Option<Lang>) -> String {
    let own = options(command.options.iter().copied(), lang);
    let own = if own.is_empty() { own } else { format!("{own}\n") };
    let common = command.all_options().filter(|option| command.options.iter().all(|o| o.name != option.name));
    format!("kohyo {}\n{}\n\n{own}{}", shown(command), worded(lang, command.about, "\n"), options(common, lang))
}

fn shown(command: &Command) -> String {
    format!("{} {}", command.name, command.operands.shown).trim_end().to_owned()
}

fn options<'a>(options: impl Iterator<Item = &'a Opt>, lang: Option<Lang>) -> String {
    let of = |option: &Opt| match option.takes {
        Takes::Nothing => option.name.to_owned(),
        Takes::Text(shown) | Takes::Path(shown) => format!("{} {shown}", option.name),
        Takes::Number | Takes::Port => format!("{} N", option.name),
        Takes::Day => format!("{} DATE", option.name),
        Takes::Year => format!("{} YEAR", option.name),
        Takes::Word(known) => format!("{} {}", option.name, known.join("|")),
    };
    lines(&options.map(|option| (of(option), option.about)).collect::<Vec<_>>(), lang)
}

/// Two columns; what does not fit into the first has a line of its own.
fn lines(rows: &[(String, Both)], lang: Option<Lang>) -> String {
    const COLUMN: usize = 22;
    let row = |(name, about): &(String, Both)| {
        let width = UnicodeWidthStr::width(name.as_str());
        let gap = if width < COLUMN { " ".repeat(COLUMN - width) } else { format!("\n  {}", " ".repeat(COLUMN)) };
        format!("  {name}{gap}{}\n", worded(lang, *about, &format!("\n  {}", " ".repeat(COLUMN))))
    };
    rows.iter().map(row).collect()
}

fn worded(lang: Option<Lang>, (ja, en): Both, between: &str) -> String {
    match lang {
        Some(Lang::Ja) => ja.to_owned(),
        Some(Lang::En) => en.to_owned(),
        None => format!("{ja}{between}{en}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_option_is_told_in_both_languages() {
        let overview = overview(None);
        for command in COMMANDS {
            assert!(overview.contains(&format!("\n  {}", command.name)), "{}", command.name);
            let text = of(command, None);
            for option in command.all_options() {
                assert!(
                    text.contains(option.name) && text.contains(option.about.0) && text.contains(option.about.1),
                    "{}",
                    option.name
                );
            }
        }
    }

    #[test]
    fn one_language_alone() {
        assert!(!overview(Some(Lang::En)).chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c)));
        assert!(!of(&COMMAND, Some(Lang::Ja)).contains("or that of a command"));
    }
}
