//! The command line as typed becomes a command with its options, each of the form it must have.
//!
//! In: the words of the command line. Out: `Given`, or a sentence in both languages. Never: the environment; an option that the
//! command does not take.

use super::command::{self, COMMANDS, Command, HELP, Opt, Takes, VERSION};
use crate::diagnostics::{Finding, MASK, Masks};
use crate::diagnostics::{Format, Words, print, words};
use crate::figures::{Date, Lang};
use crate::guard::Cleared;
use crate::kinds::Host;
use crate::publish::{Approval, Failure, digest};
use crate::source::{Disk, Sources};
use crate::stages::Stages;
use crate::{Built, Rendered};
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::PathBuf;

/// A command with everything it was given.
pub struct Given {
    /// What is to be done.
    pub command: &'static Command,
    /// Words that are not options.
    pub operands: Vec<OsString>,
    /// Whether what is printed may be read by anybody: the log of a build machine.
    pub public_log: bool,
    /// Where this program stands, if the system says so.
    pub program: Option<PathBuf>,
    options: Vec<(&'static str, OsString)>,
}

impl Given {
    /// Reads the command line.
    pub fn parse(arguments: impl Iterator<Item = OsString>, public_log: bool) -> Result<Given, Words> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut given = Given { command: COMMANDS[0], operands: Vec::new(), public_log, program: None, options: Vec::new() };
        let mut named = false;
        while let Some(argument) = parser.next().map_err(|e| plain(&e))? {
            match argument {
                lexopt::Arg::Short('h') => given.options.push((HELP.name, OsString::new())),
                lexopt::Arg::Short('V') => given.options.push((VERSION.name, OsString::new())),
                lexopt::Arg::Long(name) => {
                    let option = known(&format!("--{name}"), named.then_some(given.command))?;
                    let alone = option.takes == Takes::Nothing;
                    let value = if alone { OsString::new() } else { parser.value().map_err(|e| plain(&e))? };
                    given.options.push((option.name, value));
                }
                lexopt::Arg::Value(word) if !named => {
                    (given.command, named) = (command(&word)?, true);
                }
                lexopt::Arg::Value(word) => given.operands.push(word),
                other => return Err(plain(&other.unexpected())),
            }
        }
        given.checked()
    }

    /// Options may stand before the command, so they are held against it at the end.
    fn checked(self) -> Result<Given, Words> {
        for (name, value) in &self.options {
            let Some(option) = self.command.option(name) else {
                let command = self.command.name;
                let ja = format!("{name} は {command} では使えません。kohyo {command} --help を見てください。");
                return Err(Words::new(ja, format!("{command} does not take {name}; see kohyo {command} --help")));
            };
            well_formed(option, value)?;
        }
        let operands = &self.command.operands;
        let count = self.operands.len();
        if (operands.least..=operands.most).contains(&count) || self.has(&HELP) || self.has(&VERSION) {
            return Ok(self);
        }
        let usage = format!("kohyo {} {}", self.command.name, operands.shown);
        let usage = usage.trim_end();
        Err(match self.operands.get(operands.most) {
            Some(word) => {
                let word = word.to_string_lossy();
                let ja = format!("「{word}」は余分です。使い方: {usage}");
                Words::new(ja, format!("`{word}` is one word too many; usage: {usage}"))
            }
            None => Words::new(format!("言葉が足りません。使い方: {usage}"), format!("something is missing; usage: {usage}")),
        })
    }

    /// Whether the option was given.
    pub fn has(&self, option: &Opt) -> bool {
        self.options.iter().any(|(name, _)| *name == option.name)
    }

    /// The value of an option, the last one if it was given twice.
    fn value(&self, option: &Opt) -> Option<&OsStr> {
        self.options.iter().rev().find(|(name, _)| *name == option.name).map(|(_, value)| value.as_os_str())
    }

    /// The value of an option as text.
    pub fn text(&self, option: &Opt) -> Option<String> {
        self.value(option).map(|value| value.to_string_lossy().into_owned())
    }

    /// Every value of an option that can be given several times.
    pub fn texts(&self, option: &Opt) -> Vec<String> {
        let values = self.options.iter().filter(|(name, _)| *name == option.name);
        values.map(|(_, value)| value.to_string_lossy().into_owned()).collect()
    }

    /// The value of an option as a path.
    pub fn path(&self, option: &Opt) -> Option<PathBuf> {
        self.value(option).map(PathBuf::from)
    }

    /// The value of an option as a whole number.
    pub fn number<T: std::str::FromStr>(&self, option: &Opt) -> Option<T> {
        self.text(option)?.parse().ok()
    }

    /// The value of an option as a day.
    pub fn day(&self, option: &Opt) -> Option<Date> {
        Date::parse(&self.text(option)?)
    }

    /// An operand as text.
    pub fn operand(&self, at: usize) -> Option<String> {
        self.operands.get(at).map(|word| word.to_string_lossy().into_owned())
    }

    /// The site folder.
    pub fn site(&self) -> PathBuf {
        self.path(&command::SITE).unwrap_or_else(|| ".".into())
    }

    /// The site folder as a world.
    pub fn disk(&self) -> Disk {
        let host = self.text(&command::HOST).and_then(|word| Host::of(&word));
        Disk::new(self.site()).for_day(self.day(&command::AS_OF)).for_host(host).with_secrets(self.path(&command::SECRETS))
    }

    /// The public folder.
    pub fn public(&self) -> PathBuf {
        self.path(&command::OUT).unwrap_or_else(|| self.site().join("public"))
    }

    /// The one language that is wanted, if only one is.
    pub fn lang(&self) -> Option<Lang> {
        let word = self.text(&command::LANG)?;
        Lang::ALL.into_iter().find(|lang| lang.code() == word)
    }

    /// How findings and results are printed.
    pub fn format(&self) -> Format {
        match self.text(&command::FORMAT).as_deref() {
            Some("json") => Format::Json,
            Some("github") => Format::Github,
            Some("editor") => Format::Editor,
            _ => Format::Terminal,
        }
    }

    /// Prints a result, in the language that is wanted or in both.
    pub fn say(&self, words: &Words) {
        say(&self.worded(words));
    }

    /// Prints what went wrong, in the language that is wanted or in both.
    pub fn say_err(&self, words: &Words) {
        say_err(&self.worded(words));
    }

    /// Prints how long each step took.
    pub fn say_times(&self, stages: &Stages) {
        for (stage, time) in stages.times() {
            let (name, ms) = (stage.name(), time.as_millis());
            self.say_err(&Words::new(format!("{ms:>8} ms  {}", name.ja), format!("{ms:>8} ms  {}", name.en)));
        }
    }

    fn worded(&self, words: &Words) -> String {
        match self.lang() {
            Some(lang) => format!("{}\n", words.get(lang)),
            None => format!("{}\n{}\n", words.ja, words.en),
        }
    }

    /// The findings of a build.
    pub fn report(&self, built: &Built) {
        self.show(&built.findings, &built.sources, &built.masks);
    }

    /// The findings of a site, and what was found beside them.
    pub fn report_with(&self, site: &Rendered, more: &[Finding]) {
        let all: Vec<Finding> = site.findings.iter().chain(more).cloned().collect();
        self.show(&all, &site.sources, &site.masks);
    }

    /// Prints findings in the form that is wanted; those for machines go to stdout.
    pub fn show(&self, findings: &[Finding], sources: &Sources, masks: &Masks) {
        let format = self.format();
        if findings.is_empty() && format != Format::Json {
            return;
        }
        let text = print(findings, sources, masks, format, self.lang());
        if format != Format::Terminal {
            return say(&text);
        }
        say_err(&text);
        if text.contains(MASK) {
            self.say_err(&Words::new(
                format!("{MASK} は、伏せた言葉を画面に出さないための置き換えです。原稿にはもとの言葉があります。"),
                format!("{MASK} stands for words that are not shown here; the sources hold the words themselves."),
            ));
        }
        let count = words::count(findings);
        say_err(&match self.lang() {
            Some(lang) => format!("{}\n", count.get(lang)),
            None => format!("{} / {}\n", count.ja, count.en),
        });
    }

    /// The digest that was approved, if one was given. What is no digest is said here.
    pub fn approval(&self) -> Result<Option<Approval>, ()> {
        let Some(typed) = self.text(&command::APPROVED) else { return Ok(None) };
        let approval = Approval::parse(&typed);
        let ja = "--approved には kohyo diff や kohyo check が示す値（64 桁の 16 進数）を書きます。";
        let en = "--approved takes the digest (64 hexadecimal digits) that `kohyo diff` and `kohyo check` print";
        approval.map(Some).ok_or_else(|| self.say_err(&Words::new(ja, en)))
    }

    /// The digest of a site, by which it is approved. Findings for machines have the output to themselves.
    pub fn say_digest(&self, cleared: &Cleared) {
        // To hash a whole site takes time.
        if self.format() == Format::Terminal {
            self.say_digest_of(&digest(cleared));
        }
    }

    /// The same where the digest is at hand.
    pub fn say_digest_of(&self, digest: &str) {
        if self.format() == Format::Terminal {
            self.say(&Words::new(
                format!("サイトの値（決裁用）: {digest}"),
                format!("Digest of the site (for approval): {digest}"),
            ));
        }
    }

    /// A finding about a folder, not about the sources.
    pub fn refuse(&self, finding: Finding) -> u8 {
        self.show(&[finding], &Sources::default(), &Masks::default());
        super::FINDINGS
    }

    /// A public folder could not be written or read.
    pub fn failed(&self, failure: Failure) -> u8 {
        match failure {
            Failure::Refused(finding) => self.refuse(finding),
            Failure::Fault(error) => self.fault(&error),
        }
    }

    /// The machine would not.
    pub fn fault(&self, error: &std::io::Error) -> u8 {
        let ja = format!("書き込みや通信ができませんでした: {error}");
        self.say_err(&Words::new(ja, format!("The machine would not: {error}")));
        super::FAULT
    }
}

/// Prints; a reader who has gone away (a closed pipe) is no fault.
pub fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// The same beside the results.
pub fn say_err(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn command(word: &OsStr) -> Result<&'static Command, Words> {
    let word = word.to_string_lossy();
    command::find(&word).ok_or_else(|| unknown(&word, COMMANDS.iter().map(|command| command.name)))
}

/// An option by its name. While no command is named yet, that of any command.
fn known(typed: &str, command: Option<&'static Command>) -> Result<&'static Opt, Words> {
    let of_all = || COMMANDS.iter().copied().flat_map(Command::all_options);
    let found = command.and_then(|command| command.option(typed)).or_else(|| of_all().find(|option| option.name == typed));
    found.ok_or_else(|| match command {
        Some(command) => unknown(typed, command.all_options().map(|option| option.name)),
        None => unknown(typed, of_all().map(|option| option.name)),
    })
}

fn well_formed(option: &Opt, value: &OsStr) -> Result<(), Words> {
    let text = value.to_string_lossy();
    let name = option.name;
    let fits = match option.takes {
        Takes::Nothing | Takes::Text(_) | Takes::Path(_) => true,
        Takes::Number => text.parse::<u32>().is_ok(),
        Takes::Port => text.parse::<u16>().is_ok(),
        Takes::Day => Date::parse(&text).is_some(),
        Takes::Year => text.len() == 4 && text.parse::<u16>().is_ok(),
        Takes::Word(known) if known.contains(&text.as_ref()) => true,
        Takes::Word(known) => return Err(unknown(&text, known.iter().copied())),
    };
    let wanted = match option.takes {
        Takes::Day => Words::new("日付を 2026-04-01 の形で", "a day written like 2026-04-01"),
        Takes::Year => Words::new("西暦の年（例: 2026）を", "a year, e.g. 2026"),
        Takes::Port => Words::new("0 から 65535 までの整数を", "a whole number from 0 to 65535"),
        _ => Words::new("整数を", "a whole number"),
    };
    let wrong = || Words::new(format!("{name} には{}書きます。", wanted.ja), format!("{name} takes {}", wanted.en));
    if fits { Ok(()) } else { Err(wrong()) }
}

fn unknown<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    let near = words::suggest(word, known);
    Words::new(format!("「{word}」は使えません。{}", near.ja), format!("`{word}` is not known; {}", near.en))
}

fn plain(error: &lexopt::Error) -> Words {
    Words::new(format!("引数を読めません: {error}"), format!("cannot read the arguments: {error}"))
}

#[cfg(test)]
mod tests {
    use super::super::{command::OUT, number, search};
    use super::*;

    fn parse(words: &[&str]) -> Result<Given, Words> {
        Given::parse(words.iter().map(OsString::from), false)
    }

    fn refused(words: &[&str]) -> String {
        parse(words).err().expect("refused").en
    }

    #[test]
    fn serve_is_the_default_and_out_follows_the_site() {
        let read = parse(&["--site", "x", "--port", "1"]).unwrap_or_else(|words| panic!("{}", words.en));
        assert_eq!((read.command.name, read.public()), ("serve", PathBuf::from("x/public")));
        let read = parse(&["--site", "x", "build"]).unwrap_or_else(|words| panic!("{}", words.en));
        assert_eq!((read.command.name, read.site()), ("build", PathBuf::from("x")));
    }

    #[test]
    fn slips_get_the_nearest_word() {
        assert!(refused(&["biuld"]).contains("build"));
        assert!(refused(&["build", "--ouut", "x"]).contains("--out"));
        assert!(refused(&["number", "--year", "26"]).contains("2026"));
        assert!(refused(&["build", "--format", "jsn"]).contains("json"));
        assert!(refused(&["build", "--jobs", "-1"]).contains("--jobs"));
    }

    #[test]
    fn a_command_takes_its_own_options_only() {
        assert!(refused(&["build", "--port", "8000"]).contains("build does not take --port"));
        assert!(refused(&["--port", "8000", "build"]).contains("build does not take --port"));
        assert!(refused(&["build", "x"]).contains("too many"));
        assert!(parse(&["number", "--dry-run", "--year", "2026"]).is_ok_and(|read| read.has(&number::DRY_RUN)));
    }

    #[test]
    fn a_search_has_one_query() {
        let read =
            parse(&["search", "治験 届", "--fy", "2024", "--typing", "--limit", "0"]).unwrap_or_else(|w| panic!("{}", w.en));
        assert_eq!(read.operand(0).as_deref(), Some("治験 届"));
        assert!(read.has(&search::TYPING) && read.number(&search::LIMIT) == Some(0usize));
        assert!(parse(&["search", "a", "b"]).is_err() && parse(&["search", "--limit", "x"]).is_err());
    }

    #[test]
    fn a_day_is_a_day() {
        let read = parse(&["build", "--as-of", "2026-04-01", "--out", "x"]).unwrap_or_else(|words| panic!("{}", words.en));
        assert_eq!((read.day(&command::AS_OF), read.path(&OUT)), (Date::parse("2026-04-01"), Some("x".into())));
        assert!(refused(&["build", "--as-of", "2026-02-30"]).contains("--as-of"));
    }

    #[test]
    fn an_option_of_one_name_takes_the_same_everywhere() {
        let alone = |option: &Opt| option.takes == Takes::Nothing;
        let all: Vec<&Opt> = COMMANDS.iter().copied().flat_map(Command::all_options).collect();
        for one in &all {
            assert!(
                one.name.starts_with("--") && all.iter().all(|two| one.name != two.name || alone(one) == alone(two)),
                "{}",
                one.name
            );
        }
    }
}
