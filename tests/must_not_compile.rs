//! What the types forbid: programs that would open an envelope, print an authored value or publish what nobody has cleared.
//!
//! In: `tests/compile/*.rs`, each with a note above the line that must fail (`//~v code: words`), and the library as these tests
//! have it. Out: a failure when one of them compiles, or fails for another reason or elsewhere.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Where cargo has put what these tests are linked with.
fn compiled() -> PathBuf {
    let program = std::env::current_exe().expect("this program");
    program.parent().expect("its folder").to_owned()
}

/// `name=path` of the newest library of a name: older ones may lie beside it.
fn library(name: &str) -> OsString {
    let written = |path: &PathBuf| fs::metadata(path).and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let paths = fs::read_dir(compiled()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let is_one = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.starts_with(&format!("lib{name}-")) && file.ends_with(".rlib")
    };
    let newest = paths.filter(is_one).max_by_key(written).unwrap_or_else(|| panic!("no {name}"));
    let mut named = OsString::from(format!("{name}="));
    named.push(newest);
    named
}

/// What the compiler says of a program: line, code and words of each error.
fn errors(program: &Path) -> Vec<(usize, String)> {
    let output = Command::new("rustc")
        .args(["--edition=2024", "--emit=metadata", "--error-format=short", "--crate-type=bin", "-o"])
        .arg(std::env::temp_dir().join(format!("kohyo-test-{}-compile.rmeta", std::process::id())))
        .arg("-L")
        .arg(compiled())
        .args([OsString::from("--extern"), library("kohyo"), OsString::from("--extern"), library("serde_json")])
        .arg(program)
        .output()
        .expect("rustc");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let errors = said.lines().filter_map(|line| {
        let (place, words) = line.split_once(": error[")?;
        let number = place.rsplit(':').nth(1)?.parse().ok()?;
        Some((number, words.replacen("]:", ":", 1)))
    });
    let errors: Vec<(usize, String)> = errors.collect();
    assert_eq!(output.status.success(), errors.is_empty(), "{said}");
    errors
}

/// What a program says must be said of it: the line, and how the words begin.
fn wanted(program: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(program).expect("a program");
    let notes = text.lines().zip(2..).filter_map(|(line, below)| Some((below, line.trim().strip_prefix("//~v ")?.to_owned())));
    notes.collect()
}

#[test]
fn the_types_forbid_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile");
    let mut programs: Vec<PathBuf> = fs::read_dir(folder).expect("programs").map(|entry| entry.expect("one").path()).collect();
    programs.sort();
    assert!(programs.len() >= 8, "{} programs", programs.len());
    for program in programs {
        let wanted = wanted(&program);
        assert!(!wanted.is_empty(), "{} says what is wrong with it", program.display());
        let found = errors(&program);
        let fits = |(found, wanted): (&(usize, String), &(usize, String))| found.0 == wanted.0 && found.1.starts_with(&wanted.1);
        let all_fit = found.len() == wanted.len() && found.iter().zip(&wanted).all(fits);
        assert!(all_fit, "{}: {found:?}, and not {wanted:?}", program.display());
    }
}

/// The same names used as they may be: the failures are no mere misspellings.
#[test]
fn what_is_allowed_compiles() {
    use kohyo::authored::{Sealed, Site};
    use kohyo::disclosed::{Content, Shown, Withheld};
    use kohyo::render::Tree;

    assert_eq!(format!("{:?}", Sealed::new("ひみつ".to_owned())), "Sealed(..)");
    assert!(Site::default().pages.is_empty());
    let cell: Shown<Content> = Shown::Withheld(Withheld::default());
    assert!(cell.is_withheld());
    let mut tree = Tree::default();
    tree.add("index.html", "公表");
    let cleared = kohyo::guard::clear_alone(tree, &kohyo::redact::Watchlist::default()).expect("nothing is withheld");
    let folder = std::env::temp_dir().join(format!("kohyo-test-{}-compile", std::process::id()));
    assert!(kohyo::publish::publish(&cleared, &folder).is_ok());
    assert!(folder.join("index.html").is_file());
    std::fs::remove_dir_all(folder).expect("removed");
}
