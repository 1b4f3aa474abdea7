//! What a command is: its name, what it takes, what it does. The parser, the help and the tests walk the same list.
//!
//! In and out: constants. Never: an option that the help does not tell.

use super::given::Given;
use super::{
    audit, build, check, diff, explain, export, help, import, new, number, portal, prove, redact, release, schema, search, serve,
    status, verify,
};
use crate::kinds::Host;

/// A sentence in Japanese and in English.
pub type Both = (&'static str, &'static str);

/// One command.
pub struct Command {
    /// `build`
    pub name: &'static str,
    /// What it does.
    pub about: Both,
    /// What stands behind its name.
    pub operands: Operands,
    /// What it takes beside [`COMMON`].
    pub options: &'static [&'static Opt],
    /// Does it; the exit code.
    pub run: fn(&Given) -> u8,
}

/// Words behind the name of a command that are not options.
pub struct Operands {
    /// As the help shows them.
    pub shown: &'static str,
    /// How many at least.
    pub least: usize,
    /// How many at most.
    pub most: usize,
}

impl Operands {
    /// The command has none.
    pub const NONE: Operands = Operands { shown: "", least: 0, most: 0 };
}

/// One option.
pub struct Opt {
    /// `--out`
    pub name: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// What it does.
    pub about: Both,
}

/// What an option takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// The option alone.
    Nothing,
    /// Any text.
    Text(&'static str),
    /// A file or folder.
    Path(&'static str),
    /// A whole number.
    Number,
    /// A port: 0 to 65535.
    Port,
    /// `2026-04-01`
    Day,
    /// A year of four digits.
    Year,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// Every command, in the order of the help; the first is done when none is named.
pub const COMMANDS: &[&Command] = &[
    &serve::COMMAND,
    &build::COMMAND,
    &check::COMMAND,
    &audit::COMMAND,
    &diff::COMMAND,
    &verify::COMMAND,
    &release::COMMAND,
    &redact::COMMAND,
    &prove::COMMAND,
    &number::COMMAND,
    &new::COMMAND,
    &status::COMMAND,
    &import::COMMAND,
    &export::COMMAND,
    &search::COMMAND,
    &portal::COMMAND,
    &explain::COMMAND,
    &schema::COMMAND,
    &help::COMMAND,
];

/// What every command takes.
pub const COMMON: [&Opt; 9] = [&SITE, &AS_OF, &HOST, &SECRETS, &FORMAT, &LANG, &JOBS, &HELP, &VERSION];

/// The site folder.
pub const SITE: Opt =
    Opt {
        name: "--site", takes: Takes::Path("DIR"), about: ("サイトのフォルダー（既定: .）", "the site folder (default: .)")
    };
/// The day for which the site is made.
pub const AS_OF: Opt = Opt {
    name: "--as-of",
    takes: Takes::Day,
    about: ("この日のサイトを作る（公表予定の解禁）", "make the site of that day (embargoes)"),
};
/// Where the site is served from.
pub const HOST: Opt = Opt {
    name: "--host",
    takes: Takes::Word(&Host::WORDS),
    about: (
        "公開する先（既定: kohyo.toml の host、なければ netlify）",
        "where it is served from (default: host in kohyo.toml, else netlify)",
    ),
};
/// Where withheld values are kept.
pub const SECRETS: Opt = Opt {
    name: "--secrets",
    takes: Takes::Path("DIR"),
    about: ("非公表の値を置いたフォルダー", "folder of withheld values kept outside the sources"),
};
/// How results are printed.
pub const FORMAT: Opt = Opt {
    name: "--format",
    takes: Takes::Word(&["terminal", "text", "json", "github", "editor"]),
    about: ("指摘や結果の形", "how findings and results are printed"),
};
/// One language instead of both.
pub const LANG: Opt =
    Opt {
        name: "--lang", takes: Takes::Word(&["ja", "en"]), about: ("一つの言語だけで表示する", "print in one language only")
    };
/// How many threads.
pub const JOBS: Opt = Opt { name: "--jobs", takes: Takes::Number, about: ("使うスレッドの数", "number of threads") };
/// The help of a command.
pub const HELP: Opt = Opt { name: "--help", takes: Takes::Nothing, about: ("コマンドの説明", "explain the command") };
/// The version.
pub const VERSION: Opt = Opt { name: "--version", takes: Takes::Nothing, about: ("版", "version") };
/// Where to write; each command that has it says what.
pub const OUT: Opt = Opt {
    name: "--out",
    takes: Takes::Path("DIR"),
    about: ("公開用フォルダー（既定: SITE/public）", "the public folder (default: SITE/public)"),
};

/// What was approved.
pub const APPROVED: Opt = Opt {
    name: "--approved",
    takes: Takes::Text("HASH"),
    about: ("決裁された値。違うサイトなら公表しない", "the approved digest; another site is not published"),
};

impl Command {
    /// The option of this name that the command takes, its own before the common ones.
    pub fn option(&self, name: &str) -> Option<&'static Opt> {
        self.all_options().find(|option| option.name == name)
    }

    /// Every option, its own first.
    pub fn all_options(&self) -> impl Iterator<Item = &'static Opt> {
        let own = self.options;
        let common = COMMON.into_iter().filter(move |option| own.iter().all(|o| o.name != option.name));
        own.iter().copied().chain(common)
    }
}

/// The command of this name.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().copied().find(|command| command.name == name)
}
