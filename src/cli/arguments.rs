//! Arguments as typed become arguments as meant.
//!
//! In: the command line. Out: `Arguments`, or a sentence in both languages. Never: the environment.

use crate::diagnostics::{Format, Words, words};
use crate::figures::{Date, Lang};
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    Build,
    Audit,
    Check,
    Serve,
    Redact,
    Prove,
    Help,
    Version,
    Number,
    Search,
    Release,
}

/// Everything a command needs.
#[derive(Debug)]
pub struct Arguments {
    pub command: Command,
    pub site: PathBuf,
    /// Where to write; `build` has a place of its own.
    pub out: Option<PathBuf>,
    /// The day for which the site is made.
    pub as_of: Option<Date>,
    /// Where withheld values are kept outside the sources.
    pub secrets: Option<PathBuf>,
    pub port: u16,
    pub format: Format,
    pub lang: Option<Lang>,
    pub jobs: Option<usize>,
    pub year: Option<i64>,
    pub dry_run: bool,
    /// What readers could work out, in full.
    pub inference: bool,
    /// A public figure that might be withheld.
    pub what_if: Option<String>,
    /// Whether what is printed may be read by anybody: the log of a build machine.
    pub public_log: bool,
    /// Withheld figures that somebody holds.
    pub holder: Vec<String>,
    /// What to search for, and how.
    pub search: Search,
}

/// What `search` needs beside the rest.
#[derive(Default, Debug)]
pub struct Search {
    pub query: Option<String>,
    /// Fiscal year, body, kind of page.
    pub fiscal_year: Option<String>,
    pub org: Option<String>,
    pub kind: Option<String>,
    /// The last word is still being typed.
    pub typing: bool,
    /// How many pages are shown; 0 for all.
    pub limit: Option<usize>,
    /// A file with one query in each line.
    pub batch: Option<PathBuf>,
}

impl Arguments {
    /// Reads the command line.
    pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Arguments, Words> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut command = None;
        let mut read = Arguments {
            command: Command::Serve,
            site: ".".into(),
            out: None,
            as_of: None,
            secrets: None,
            port: 8000,
            format: Format::Terminal,
            lang: None,
            jobs: None,
            year: None,
            dry_run: false,
            inference: false,
            what_if: None,
            public_log: false,
            holder: Vec::new(),
            search: Search::default(),
        };
        while let Some(argument) = parser.next().map_err(|e| plain(&e))? {
            match argument {
                Long("site") => read.site = parser.value().map_err(|e| plain(&e))?.into(),
                Long("out") => read.out = Some(parser.value().map_err(|e| plain(&e))?.into()),
                Long("as-of") => read.as_of = Some(day(&mut parser)?),
                Long("secrets") => read.secrets = Some(parser.value().map_err(|e| plain(&e))?.into()),
                Long("port") => read.port = parser.value().and_then(|v| v.parse()).map_err(|e| plain(&e))?,
                Long("jobs") => read.jobs = Some(parser.value().and_then(|v| v.parse()).map_err(|e| plain(&e))?),
                Long("format") => read.format = choose(&mut parser, &FORMATS)?,
                Long("lang") => read.lang = Some(choose(&mut parser, &LANGS)?),
                Long("year") => read.year = Some(year(&mut parser)?),
                Long("dry-run") => read.dry_run = true,
                Long("inference") => read.inference = true,
                Long("holder") => read.holder.push(word(&mut parser)?),
                Long("what-if") => read.what_if = Some(word(&mut parser)?),
                Long("fy") => read.search.fiscal_year = Some(word(&mut parser)?),
                Long("org") => read.search.org = Some(word(&mut parser)?),
                Long("kind") => read.search.kind = Some(word(&mut parser)?),
                Long("typing") => read.search.typing = true,
                Long("limit") => read.search.limit = Some(parser.value().and_then(|v| v.parse()).map_err(|e| plain(&e))?),
                Long("batch") => read.search.batch = Some(parser.value().map_err(|e| plain(&e))?.into()),
                Long("help") | Short('h') => command = Some(Command::Help),
                Long("version") | Short('V') => command = Some(Command::Version),
                Value(query) if command == Some(Command::Search) && read.search.query.is_none() => {
                    read.search.query = Some(query.to_string_lossy().into_owned());
                }
                Value(word) if command.is_none() => command = Some(pick(&word.to_string_lossy(), &COMMANDS)?),
                Long(name) => return Err(unknown(&format!("--{name}"), &OPTIONS)),
                other => return Err(plain(&other.unexpected())),
            }
        }
        read.command = command.unwrap_or(Command::Serve);
        Ok(read)
    }

    /// Where `build` writes.
    pub fn public(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.site.join("public"))
    }
}

const COMMANDS: [(&str, Command); 10] = [
    ("build", Command::Build),
    ("check", Command::Check),
    ("audit", Command::Audit),
    ("serve", Command::Serve),
    ("release", Command::Release),
    ("redact", Command::Redact),
    ("prove", Command::Prove),
    ("number", Command::Number),
    ("search", Command::Search),
    ("help", Command::Help),
];
const FORMATS: [(&str, Format); 4] =
    [("terminal", Format::Terminal), ("json", Format::Json), ("github", Format::Github), ("text", Format::Terminal)];
const LANGS: [(&str, Lang); 2] = [("ja", Lang::Ja), ("en", Lang::En)];
const OPTIONS: [&str; 21] = [
    "--site",
    "--out",
    "--as-of",
    "--secrets",
    "--port",
    "--format",
    "--lang",
    "--jobs",
    "--help",
    "--version",
    "--year",
    "--dry-run",
    "--inference",
    "--what-if",
    "--holder",
    "--fy",
    "--org",
    "--kind",
    "--typing",
    "--limit",
    "--batch",
];

fn choose<T: Copy>(parser: &mut lexopt::Parser, known: &[(&str, T)]) -> Result<T, Words> {
    let word = parser.value().map_err(|e| plain(&e))?;
    pick(&word.to_string_lossy(), known)
}

fn word(parser: &mut lexopt::Parser) -> Result<String, Words> {
    Ok(parser.value().map_err(|e| plain(&e))?.to_string_lossy().into_owned())
}

fn day(parser: &mut lexopt::Parser) -> Result<Date, Words> {
    let word = parser.value().map_err(|e| plain(&e))?;
    let none = || Words::new("--as-of には日付を 2026-04-01 の形で書きます。", "--as-of wants a day written like 2026-04-01.");
    Date::parse(&word.to_string_lossy()).ok_or_else(none)
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
        assert_eq!((read.command, read.public()), (Command::Serve, PathBuf::from("x/public")));
    }

    #[test]
    fn slips_get_the_nearest_word() {
        assert!(parse(&["biuld"]).expect_err("refused").en.contains("build"));
        assert!(parse(&["build", "--ouut", "x"]).expect_err("refused").en.contains("--out"));
        assert!(parse(&["number", "--year", "26"]).expect_err("refused").en.contains("2026"));
    }

    #[test]
    fn a_search_has_one_query() {
        let read = parse(&["search", "治験 届", "--fy", "2024", "--typing", "--limit", "0"]).expect("accepted");
        assert_eq!((read.command, read.search.query.as_deref()), (Command::Search, Some("治験 届")));
        assert!(read.search.typing && read.search.limit == Some(0) && read.search.fiscal_year.as_deref() == Some("2024"));
        assert!(parse(&["search", "a", "b"]).is_err() && parse(&["search", "--limit", "x"]).is_err());
    }

    #[test]
    fn a_day_is_a_day() {
        let read = parse(&["build", "--as-of", "2026-04-01"]).expect("accepted");
        assert_eq!(read.as_of, Date::parse("2026-04-01"));
        assert!(parse(&["build", "--as-of", "2026-02-30"]).expect_err("refused").en.contains("--as-of"));
    }

    #[test]
    fn every_option_is_in_the_help() {
        for option in OPTIONS.iter().filter(|o| **o != "--help") {
            assert!(super::super::help::TEXT.contains(option), "{option}");
        }
        assert!(COMMANDS.iter().all(|(name, _)| super::super::help::TEXT.contains(&format!("\n  {name} "))));
    }
}
