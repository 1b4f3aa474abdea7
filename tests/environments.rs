//! The same site, whatever machine it is built on: other words and times, other order of files, nothing around it at all.
//!
//! In: a fixture site and the real binary, in surroundings that differ in one way or in all. Out: failures, with what differs.

use crate::common::{Scratch, copy, fixture, read_folder as read};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

type Files = Vec<(PathBuf, Vec<u8>)>;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kohyo");

/// Runs it, and reads what was made of the site.
fn built(mut command: Command, site: &Path) -> Files {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    read(&site.join("public"))
}

fn site(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    copy(&fixture("base"), &scratch.0.join("site"));
    scratch
}

fn plain() -> Files {
    let scratch = site("plain");
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--site"]).arg(scratch.0.join("site"));
    built(command, &scratch.0.join("site"))
}

fn agree(one: &Files, other: &Files) {
    let names = |files: &Files| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    let differ: Vec<&PathBuf> = one.iter().zip(other).filter(|(a, b)| a != b).map(|((path, _), _)| path).collect();
    assert!(one.len() > 50 && differ.is_empty(), "{differ:?}");
}

#[test]
fn words_times_and_threads_change_nothing() {
    let scratch = site("with-a-much-longer-name-than-the-other-has");
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--jobs", "7", "--site"]).arg(scratch.0.join("site"));
    command.envs([("TZ", "Asia/Tokyo"), ("LANG", "ja_JP.UTF-8"), ("LC_ALL", "ja_JP.UTF-8"), ("HOME", "/nowhere")]);
    agree(&plain(), &built(command, &scratch.0.join("site")));
}

/// Every file of a folder in the order in which it was read.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    read(folder).into_iter().map(|(path, _)| path).collect()
}

/// File systems list files in the order in which they came, or in none: here the last comes first. Nobody but their owner can read
/// them, and they are as old as files can be.
#[test]
#[cfg(unix)]
fn the_order_of_files_their_age_and_their_modes_change_nothing() {
    let scratch = Scratch::new("reversed");
    let (from, to) = (fixture("base"), scratch.0.join("site"));
    for path in files_below(&from).into_iter().rev() {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(from.join(&path), &target).expect("copied");
        let file = fs::File::options().write(true).open(&target).expect("opened");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1)).expect("old");
    }
    let mut command = Command::new("sh");
    command.args(["-c", "umask 077; exec \"$0\" build --jobs 1 --site \"$1\""]).arg(PROGRAM).arg(&to).env_clear();
    agree(&plain(), &built(command, &to));
}

/// The libraries that the program is linked with, as the loader names them.
#[cfg(target_os = "linux")]
fn libraries() -> Vec<PathBuf> {
    let output = Command::new("ldd").arg(PROGRAM).output().expect("ldd");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.split_whitespace().filter(|word| word.starts_with('/')).map(PathBuf::from).collect()
}

/// A container as bare as one can be: a root with the program, what it is linked with, and the site. No `/proc`, no `/dev`, no `/etc`,
/// no variable, no network.
#[test]
#[cfg(target_os = "linux")]
fn with_nothing_around_it_the_site_is_the_same() {
    const BARE: [&str; 6] = ["--user", "--map-root-user", "--mount", "--net", "--pid", "--fork"];
    if !Command::new("unshare").args(BARE).arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("this machine lets nobody have a root of their own: not tested");
        return;
    }
    let root = site("bare");
    for file in libraries().into_iter().chain([PathBuf::from(PROGRAM)]) {
        let target = root.0.join(file.strip_prefix("/").expect("from the root"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(&file, &target).expect("copied");
    }
    let mut command = Command::new("unshare");
    command.args(BARE).arg("chroot").arg(&root.0).args([PROGRAM, "build", "--site", "/site"]);
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    agree(&plain(), &built(command, &root.0.join("site")));
}
