//! Arguments as typed become arguments as meant.
//!
//! In: the command line. Out: `Arguments`, or a sentence in both languages. Never: the environment.

use crate::diagnostics::{Format, Words, words};
use crate::figures::Lang;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    Build,
    Check,
    Serve,
    Help,
    Version,
    Number,
}

/// Everything a command needs.
#[derive(Debug)]
pub struct Arguments {
    pub command: Command,
    pub site: PathBuf,
    pub out: PathBuf,
    pub port: u16,
    pub format: Format,
    pub lang: Option<Lang>,
    pub jobs: Option<usize>,
    pub year: Option<i64>,
    pub dry_run: bool,
}

impl Arguments {
    /// Reads the command line.
    pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Arguments, Words> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut command = None;
        let mut out = None;
        let mut read = Arguments {
            command: Command::Serve,
            site: ".".into(),
            out: PathBuf::new(),
            port: 8000,
            format: Format::Terminal,
            lang: None,
            jobs: None,
            year: None,
            dry_run: false,
        };
        while let Some(argument) = parser.next().map_err(|e| plain(&e))? {
            match argument {
                Long("site") => read.site = parser.value().map_err(|e| plain(&e))?.into(),
                Long("out") => out = Some(parser.value().map_err(|e| plain(&e))?.into()),
                Long("port") => read.port = parser.value().and_then(|v| v.parse()).map_err(|e| plain(&e))?,
                Long("jobs") => read.jobs = Some(parser.value().and_then(|v| v.parse()).map_err(|e| plain(&e))?),
                Long("format") => read.format = choose(&mut parser, &FORMATS)?,
                Long("lang") => read.lang = Some(choose(&mut parser, &LANGS)?),
                Long("year") => read.year = Some(year(&mut parser)?),
                Long("dry-run") => read.dry_run = true,
                Long("help") | Short('h') => command = Some(Command::Help),
                Long("version") | Short('V') => command = Some(Command::Version),
                Value(word) if command.is_none() => command = Some(pick(&word.to_string_lossy(), &COMMANDS)?),
                Long(name) => return Err(unknown(&format!("--{name}"), &OPTIONS)),
                other => return Err(plain(&other.unexpected())),
            }
        }
        read.command = command.unwrap_or(Command::Serve);
        read.out = out.unwrap_or_else(|| read.site.join("public"));
        Ok(read)
    }
}

const COMMANDS: [(&str, Command); 5] = [
    ("build", Command::Build),
    ("check", Command::Check),
    ("serve", Command::Serve),
    ("help", Command::Help),
    ("number", Command::Number),
];
const FORMATS: [(&str, Format); 3] = [("terminal", Format::Terminal), ("json", Format::Json), ("github", Format::Github)];
const LANGS: [(&str, Lang); 2] = [("ja", Lang::Ja), ("en", Lang::En)];
const OPTIONS: [&str; 10] =
    ["--site", "--out", "--port", "--format", "--lang", "--jobs", "--help", "--version", "--year", "--dry-run"];

fn choose<T: Copy>(parser: &mut lexopt::Parser, known: &[(&str, T)]) -> Result<T, Words> {
    let word = parser.value().map_err(|e| plain(&e))?;
    pick(&word.to_string_lossy(), known)
}

fn pick<T: Copy>(word: &str, known: &[(&str, T)]) -> Result<T, Words> {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| unknown(word, &names))
}

/// Register numbers have four digits of year.
fn year(parser: &mut lexopt::Parser) -> Result<i64, Words> {
    let typed: i64 = parser.value().and_then(|v| v.parse()).map_err(|e| plain(&e))?;
    let message = || Words::new("--year には西暦の年（例: 2026）を書きます。", "--year takes a year, e.g. 2026");
    (1000..=9999).contains(&typed).then_some(typed).ok_or_else(message)
}

fn unknown(word: &str, known: &[&str]) -> Words {
    let near = words::suggest(word, known.iter().copied());
    Words::new(format!("「{word}」は使えません。{}", near.ja), format!("`{word}` is not known; {}", near.en))
}

fn plain(error: &lexopt::Error) -> Words {
    Words::new(format!("引数を読めません: {error}"), format!("cannot read the arguments: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments, Words> {
        Arguments::parse(words.iter().map(OsString::from))
    }

    #[test]
    fn serve_is_the_default_and_out_follows_the_site() {
        let read = parse(&["--site", "x"]).expect("accepted");
        assert_eq!((read.command, read.out), (Command::Serve, PathBuf::from("x/public")));
    }

    #[test]
    fn slips_get_the_nearest_word() {
        assert!(parse(&["biuld"]).expect_err("refused").en.contains("build"));
        assert!(parse(&["build", "--ouut", "x"]).expect_err("refused").en.contains("--out"));
        assert!(parse(&["number", "--year", "26"]).expect_err("refused").en.contains("2026"));
    }

    #[test]
    fn every_option_is_in_the_help() {
        for option in OPTIONS.iter().filter(|o| **o != "--help") {
            assert!(super::super::help::TEXT.contains(option), "{option}");
        }
        assert!(COMMANDS.iter().all(|(name, _)| super::super::help::TEXT.contains(&format!("\n  {name} "))));
    }
}
