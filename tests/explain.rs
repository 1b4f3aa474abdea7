//! What `kohyo explain` and the manual say of each code is true: the wrong example raises it, the right one nothing.
//!
//! In: the explanations, staged over `tests/fixtures/base`. Out: failures; `KOHYO_BLESS=1` writes docs/findings*.md.

use crate::common::{fixture, in_memory, printed, root};
use kohyo::diagnostics::explained::{self, Explained};
use kohyo::diagnostics::{Code, codes};
use kohyo::figures::Lang;
use kohyo::source::{Memory, World};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Codes whose example is a situation: of binary files, spreadsheets, other folders, many pages, of what the sources cannot cause.
const IN_WORDS: &[&str] = &[
    "K0001", "K0002", "K0210", "K0306", "K0356", "K0357", "K0358", "K0362", "K0371", "K0372", "K0374", "K0377", "K0378", "K0382",
    "K0403", "K0404", "K0605", "K0607", "K0701", "K0702", "K0703", "K0705", "K0706", "K0707", "K0710", "K0711", "K0712", "K0715",
    "K0716", "K0717", "K0718", "K0720", "K0721", "K0730", "K0731", "K0732", "K0733", "K0801", "K0802", "K0803", "K0804", "K0805",
    "K0806", "K0807", "K0808", "K0809", "K0810", "K0811", "K0812", "K0813", "K0814", "K0815", "K0816", "K0817", "K0818", "K0901",
    "K0902", "K0903", "K0904",
];

fn replace(site: &mut Memory, file: &str, from: &str, to: &str) {
    let text = site.text(file).unwrap_or_default().to_owned();
    assert!(text.contains(from), "{file} does not hold {from:?}");
    site.insert(file, text.replacen(from, to, 1).into_bytes());
}

/// A site with one of the two examples in it.
fn staged(example: &Explained, text: &str, right: bool) -> Memory {
    let mut site = in_memory(&fixture("base"));
    example.with.iter().for_each(|[file, text]| site.insert(file, text.clone().into_bytes()));
    let edits = example.edits.iter().chain(example.right_edits.iter().filter(|_| right));
    edits.for_each(|[file, from, to]| replace(&mut site, file, from, to));
    let file = example.file.as_ref().expect("a file");
    let place = if right { example.right_file.as_ref().unwrap_or(file) } else { file };
    let places = if place.contains("{ja,en}") { vec!["ja", "en"] } else { vec![""] };
    // What stands outside of the site is not in it.
    for place in places.iter().map(|lang| place.replace("{ja,en}", lang)).filter(|place| !place.starts_with("../")) {
        put(&mut site, &place, example, text);
    }
    hashed(&mut site);
    site
}

fn put(site: &mut Memory, file: &str, example: &Explained, text: &str) {
    match (&example.instead, &example.after, site.text(file).map(str::to_owned)) {
        (Some(instead), ..) => replace(site, file, instead, text.trim_end_matches('\n')),
        (_, Some(after), _) => replace(site, file, after, &format!("{after}\n{}", text.trim_end_matches('\n'))),
        (_, _, Some(there)) if !example.whole => site.insert(file, format!("{there}\n{text}").into_bytes()),
        _ => site.insert(file, text.as_bytes().to_vec()),
    }
}

/// Writes the hash of a file where `{sha256 file}` stands.
fn hashed(site: &mut Memory) {
    for path in site.files().expect("files") {
        let Some(text) = site.text(path.as_str()).map(str::to_owned) else { continue };
        let Some((before, rest)) = text.split_once("{sha256 ") else { continue };
        let (file, after) = rest.split_once('}').expect("closed");
        let bytes = site.text(file).unwrap_or_else(|| panic!("no {file}")).as_bytes();
        let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        let text = format!("{before}{hash}{after}");
        site.insert(path.as_str(), text.into_bytes());
    }
}

fn same(a: &Memory, b: &Memory) -> bool {
    let files = |site: &Memory| site.files().expect("files");
    files(a) == files(b) && files(a).iter().all(|path| a.text(path.as_str()) == b.text(path.as_str()))
}

fn raised(site: &Memory) -> (BTreeSet<String>, String) {
    let built = kohyo::build(site);
    (built.findings.iter().map(|finding| finding.code.id.to_owned()).collect(), printed(&built))
}

#[test]
fn the_explanations_are_those_of_the_codes() {
    let explained: Vec<String> = explained::read().expect("well-formed files").into_keys().collect();
    assert_eq!(explained, codes::ALL.iter().map(|code| code.id).collect::<Vec<_>>());
}

#[test]
fn every_example_is_true() {
    let faults: Vec<String> = codes::ALL.par_iter().map(|code| fault(code)).collect();
    assert!(faults.concat().is_empty(), "{}", faults.concat());
}

/// What is not true of an example.
fn fault(code: &'static Code) -> String {
    let mut wrong = String::new();
    if let Some(example) = explained::of(code).filter(|example| example.file.is_some()) {
        let expected: BTreeSet<String> = example.beside.iter().cloned().chain([code.id.to_owned()]).collect();
        let (found, said) = raised(&staged(example, &example.wrong, false));
        if found != expected {
            wrong += &format!("{}: the wrong example raises {found:?}, not {expected:?}\n{said}\n", code.id);
        }
        let right = staged(example, &example.right, true);
        // The base itself is without findings; another test says so.
        let (found, said) = if same(&right, &in_memory(&fixture("base"))) { Default::default() } else { raised(&right) };
        if found != example.right_beside.iter().cloned().collect() {
            wrong += &format!("{}: the right example raises {found:?}\n{said}\n", code.id);
        }
    }
    wrong
}

#[test]
fn only_what_no_text_can_show_is_told_in_words() {
    let in_words = codes::ALL.iter().filter(|code| explained::of(code).is_some_and(|explained| explained.file.is_none()));
    let in_words: Vec<&str> = in_words.map(|code| code.id).collect();
    assert_eq!(in_words, IN_WORDS);
}

#[test]
fn the_manual_says_what_explain_says() {
    for (lang, name) in [(Lang::Ja, "findings.ja.md"), (Lang::En, "findings.md")] {
        let (path, text) = (root().join("docs").join(name), explained::manual(lang));
        if std::env::var_os("KOHYO_BLESS").is_some() {
            std::fs::write(&path, &text).expect("a manual");
        }
        assert!(std::fs::read_to_string(&path).unwrap_or_default() == text, "{name}: KOHYO_BLESS=1 writes it");
        for code in codes::ALL.iter() {
            assert!(text.contains(&format!("### {}", code.id)), "{name} lacks {}", code.id);
        }
    }
}

#[test]
fn each_text_is_of_its_language_and_short() {
    let japanese = |text: &str| text.chars().any(|c| ('\u{3041}'..='\u{30ff}').contains(&c));
    for code in codes::ALL.iter() {
        let texts = |lang| explained::text(code, lang);
        let (ja, en) = (texts(Lang::Ja), texts(Lang::En));
        let meaning = |text: &str| text.lines().nth(2).unwrap_or_default().to_owned();
        assert!(japanese(&meaning(&ja)) && meaning(&ja).matches('。').count() <= 4, "{}: {}", code.id, meaning(&ja));
        let letters = meaning(&en).chars().filter(char::is_ascii_alphabetic).count();
        assert!(letters > 20 && meaning(&en).matches(". ").count() <= 4, "{}: {}", code.id, meaning(&en));
    }
}

#[test]
fn a_code_is_found_however_it_is_typed() {
    for typed in ["K0204", "k0204", "Ｋ０２０４", " k0204 "] {
        assert_eq!(explained::find(typed).expect("found").id, "K0204", "{typed}");
    }
    let near = explained::find("K0240").expect_err("no such code");
    assert!(near.ja.contains("K02") && near.en.contains("K02"), "{near:?}");
    assert!(explained::find("hello").is_err());
}

#[test]
fn the_command_speaks_the_language_that_is_wanted() {
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kohyo")).arg("explain").args(arguments).output();
        let output = output.expect("the binary runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let japanese = |text: &str| text.chars().any(|c| ('\u{3041}'..='\u{30ff}').contains(&c));
    let (code, said, _) = run(&["k0371", "K0102", "--lang", "en"]);
    assert!(code == Some(0) && said.contains("K0371 nobody says") && said.contains("K0102 an unknown key"), "{said}");
    let (_, said, _) = run(&["K0371", "--lang", "en"]);
    assert!(!japanese(&said), "{said}");
    let (_, both, _) = run(&["K0371"]);
    assert!(japanese(&both) && both.contains(&said), "Japanese, then English");
    let (_, list, _) = run(&["--lang", "ja"]);
    assert!(codes::ALL.iter().all(|code| list.contains(code.id)), "{list}");
    let (code, said, wrong) = run(&["K0103", "K9999", "--lang", "ja"]);
    assert!(code == Some(2) && said.contains("K0103") && wrong.contains("K9999") && japanese(&wrong), "{wrong}");
}
