//! How long a site takes, room by room: `cargo bench --bench scale -- --help`.
//!
//! In: the size of a made-up site. Out: one table on stdout; exit 0 done, 1 findings, 2 the machine would not. Never: a site that
//! differs between two runs with the same arguments; a number for a build that had findings.

#[path = "scale/arguments.rs"]
mod arguments;
#[path = "scale/data.rs"]
mod data;
#[path = "scale/dice.rs"]
mod dice;
#[path = "scale/generate.rs"]
mod generate;
#[path = "scale/measure.rs"]
mod measure;
#[path = "scale/pages.rs"]
mod pages;
#[path = "scale/plans.rs"]
mod plans;
#[path = "scale/prose.rs"]
mod prose;
#[path = "scale/ratio.rs"]
mod ratio;
#[path = "scale/table.rs"]
mod table;
#[path = "scale/writer.rs"]
mod writer;

use arguments::{Arguments, Wanted};
use generate::Files;
use kohyo::source::{Disk, Memory, World};
use measure::{Measured, Stopped};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(fault) => return fail(&fault),
    };
    match arguments.wanted {
        Wanted::Help => {
            print!("{}", arguments::HELP);
            ExitCode::SUCCESS
        }
        Wanted::Ratio => ratio::run(&arguments).map_or_else(|fault| fail(&fault), |text| say(&text)),
        Wanted::Table => rounds(&arguments).map_or_else(stopped, |all| say(&table::of_rounds(&arguments, &all))),
        Wanted::Numbers => rounds(&arguments).map_or_else(stopped, |all| say(&ratio::numbers(&Measured::median(&all)))),
    }
}

/// Makes the site and takes it through the rooms, as often as was asked for.
fn rounds(arguments: &Arguments) -> Result<Vec<Measured>, Stopped> {
    let temporary = Temporary::beside(arguments.out.as_deref());
    let mut all = Vec::new();
    for round in 0..arguments.rounds {
        let files = generate::files(&arguments.size);
        let digest = generate::digest(&files);
        let out = match &arguments.keep {
            Some(folder) => folder.join("public"),
            None => temporary.0.join(round.to_string()),
        };
        let world = world(files, arguments.keep.as_deref()).map_err(Stopped::Fault)?;
        let measured =
            if arguments.pages_only { measure::pages_only(world, &out, digest) } else { measure::run(world, &out, digest) };
        all.push(measured?);
    }
    Ok(all)
}

/// The outputs of all rounds. They are removed together at the end: ext4 avoids places where files were deleted a moment ago, and
/// a round that follows such a deletion would measure its search for others.
struct Temporary(PathBuf);

impl Temporary {
    fn beside(folder: Option<&Path>) -> Temporary {
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        Temporary(folder.join(format!("kohyo-scale-{}", std::process::id())))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // With `--keep` there is none; and one that cannot be removed stays behind, while the numbers are right all the same.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// In memory, or in the folder that is to be kept.
fn world(files: Files, keep: Option<&Path>) -> Result<Box<dyn World>, String> {
    let Some(folder) = keep else {
        let mut memory = Memory::new([]);
        files.into_iter().for_each(|(path, text)| memory.insert(&path, text.into_bytes()));
        return Ok(Box::new(memory));
    };
    generate::write(&files, folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(Box::new(Disk::new(folder)))
}

fn say(text: &str) -> ExitCode {
    print!("{text}");
    ExitCode::SUCCESS
}

fn stopped(why: Stopped) -> ExitCode {
    match why {
        Stopped::Findings(text) => {
            eprint!("{text}");
            ExitCode::from(1)
        }
        Stopped::Fault(fault) => fail(&fault),
    }
}

fn fail(fault: &str) -> ExitCode {
    eprintln!("{fault}");
    ExitCode::from(2)
}
