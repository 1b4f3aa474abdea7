//! The arguments of the benchmark.
//!
//! In: the command line. Out: `Arguments`. Never: an environment variable.

use crate::generate::Size;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// Printed by `--help`.
pub const HELP: &str = "\
cargo bench --bench scale -- [OPTIONS]

  --pages N        HTML pages, both languages together; even       (10000)
  --plans N        plans                                            (10)
  --indicators N   numerical targets of each plan                   (20)
  --years N        fiscal years of each plan                        (10)
  --rounds N       repeat, and print the median                     (1)
  --out DIR        publish below DIR; a file system in memory makes runs comparable   (the system's temporary folder)
  --keep DIR       write the site to DIR, read it from there and publish to DIR/public
  --scale          100, 1,000 and 10,000 pages, each in a fresh process, as ratios
  --pages-only     pages and their charts alone: nothing is checked, searched for or packed, no open data, no guard
  --numbers        for other programs: one `name value` a line
";

/// What is to be printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// This help.
    Help,
    /// The table of one size.
    Table,
    /// The same numbers without words.
    Numbers,
    /// Three sizes beside each other.
    Ratio,
}

/// The command line.
pub struct Arguments {
    pub wanted: Wanted,
    pub size: Size,
    pub rounds: usize,
    pub out: Option<PathBuf>,
    pub keep: Option<PathBuf>,
    /// Whether pages and their charts are all that is made.
    pub pages_only: bool,
}

impl Arguments {
    /// Reads the command line. `cargo bench` adds `--bench`; without it (`cargo test --benches`) a small site is enough to show
    /// that everything still works.
    pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Arguments, String> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut bench = false;
        let (mut pages, mut plans, mut indicators) = (None, None, None);
        let mut read =
            Arguments { wanted: Wanted::Table, size: Size::REFERENCE, rounds: 1, out: None, keep: None, pages_only: false };
        while let Some(argument) = parser.next().map_err(said)? {
            match argument {
                Long("bench") => bench = true,
                Long("pages") => pages = Some(number(&mut parser)?),
                Long("plans") => plans = Some(number(&mut parser)?),
                Long("indicators") => indicators = Some(number(&mut parser)?),
                Long("years") => read.size.years = number(&mut parser)?,
                Long("rounds") => read.rounds = number(&mut parser)?,
                Long("out") => read.out = Some(parser.value().map_err(said)?.into()),
                Long("keep") => read.keep = Some(parser.value().map_err(said)?.into()),
                Long("pages-only") => read.pages_only = true,
                Long("scale") => read.wanted = Wanted::Ratio,
                Long("numbers") => read.wanted = Wanted::Numbers,
                Long("help") | Short('h') => read.wanted = Wanted::Help,
                other => return Err(format!("{}\n\n{HELP}", other.unexpected())),
            }
        }
        let base = if bench || read.wanted == Wanted::Ratio { Size::REFERENCE } else { Size::SMALL };
        read.size.pages = pages.unwrap_or(base.pages);
        read.size.plans = plans.unwrap_or(base.plans);
        read.size.indicators = indicators.unwrap_or(base.indicators);
        if read.wanted != Wanted::Ratio {
            read.size.check()?;
        }
        Ok(read)
    }
}

fn number(parser: &mut lexopt::Parser) -> Result<usize, String> {
    let number: usize = parser.value().and_then(|value| value.parse()).map_err(said)?;
    if number == 0 { Err("0 is not a size".to_owned()) } else { Ok(number) }
}

fn said(error: lexopt::Error) -> String {
    error.to_string()
}
