//! What an author's mistakes get: each fixture under `tests/fixtures/findings/` lies over `tests/fixtures/base/`, and says in
//! its own comments which finding it expects where: `#! K0102` (this line) or `#! line 6 K0206` (another line of the file).
//!
//! Matched both ways: an unexpected finding fails, a missing one fails. The printed text is a snapshot.

use crate::common::{fixture, in_memory, printed, snapshot};
use kohyo::diagnostics::codes;
use kohyo::source::{Memory, World};
use std::collections::BTreeSet;

type Expected = (String, usize, String);

fn cases() -> Vec<String> {
    let folder = fixture("findings");
    let entries = std::fs::read_dir(folder).expect("fixtures").filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The base with a case laid over it.
fn site(case: &str) -> Memory {
    let mut memory = if case.starts_with("alone-") { Memory::new([]) } else { in_memory(&fixture("base")) };
    let over = in_memory(&fixture(&format!("findings/{case}")));
    for path in over.files().expect("files") {
        memory.insert(path.as_str(), over.read(&path).expect("bytes"));
    }
    for (name, bytes) in over.secrets(true).expect("secrets") {
        memory.keep_secret(&name, bytes);
    }
    memory
}

fn expected(case: &str) -> BTreeSet<Expected> {
    let over = in_memory(&fixture(&format!("findings/{case}")));
    let mut out = BTreeSet::new();
    for path in over.files().expect("files") {
        let text = String::from_utf8_lossy(&over.read(&path).expect("bytes")).into_owned();
        for (number, line) in text.lines().enumerate() {
            let Some((_, notes)) = line.split_once("#! ") else { continue };
            for note in notes.split(", ") {
                let words: Vec<&str> = note.split_whitespace().collect();
                match words.as_slice() {
                    ["line", n, code] => out.insert((path.to_string(), n.parse().expect("a line"), (*code).to_owned())),
                    [code] => out.insert((path.to_string(), number + 1, (*code).to_owned())),
                    other => panic!("{path}:{}: {other:?}", number + 1),
                };
            }
        }
    }
    out
}

fn found(built: &kohyo::Built) -> BTreeSet<Expected> {
    let place = |f: &kohyo::diagnostics::Finding| match f.places.first() {
        Some(p) => (built.sources.file(p.span.file).path.to_string(), built.sources.line_column(p.span).line),
        None => (String::new(), 0),
    };
    built.findings.iter().map(|f| (f, place(f))).map(|(f, (path, line))| (path, line, f.code.id.to_owned())).collect()
}

#[test]
fn each_case_gives_just_the_findings_it_says() {
    let mut wrong = String::new();
    let built: Vec<(String, kohyo::Built)> = cases().into_iter().map(|case| (case.clone(), kohyo::build(&site(&case)))).collect();
    for (case, built) in &built {
        let (expected, found) = (expected(case), found(built));
        // A finding without a place cannot be annotated; the snapshot holds it.
        let placed: BTreeSet<Expected> = found.into_iter().filter(|f| f.1 > 0).collect();
        if expected != placed {
            let missing: Vec<_> = expected.difference(&placed).collect();
            let surplus: Vec<_> = placed.difference(&expected).collect();
            wrong += &format!("{case}\n  missing: {missing:?}\n  not expected: {surplus:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    for (case, built) in &built {
        assert!(built.cleared.is_none() && !built.findings.is_empty(), "{case} stops the build");
        snapshot(&format!("findings/{case}"), &printed(built));
    }
}

#[test]
fn every_code_is_raised_by_some_case() {
    // Raised only by a machine, a binary file or a whole output; each has a test of its own beside the code.
    let elsewhere = [
        "K0001", "K0362", "K0372", "K0403", "K0404", "K0605", "K0607", "K0701", "K0702", "K0703", "K0705", "K0706", "K0707",
        "K0710", "K0711", "K0712", "K0715", "K0716", "K0717", "K0718", "K0720", "K0721", "K0730", "K0731", "K0732", "K0733",
        "K0801", "K0802", "K0803", "K0804", "K0805", "K0806", "K0807", "K0808", "K0809", "K0810", "K0811", "K0812", "K0813",
        "K0814", "K0815", "K0816", "K0817", "K0818", "K0901", "K0902", "K0903", "K0904",
    ];
    let raised: BTreeSet<String> =
        cases().iter().flat_map(|case| kohyo::build(&site(case)).findings).map(|f| f.code.id.to_owned()).collect();
    let never: Vec<&str> =
        codes::ALL.iter().map(|c| c.id).filter(|id| !raised.contains(*id) && !elsewhere.contains(id)).collect();
    assert!(never.is_empty(), "no fixture raises {never:?}");
}

#[test]
fn every_finding_speaks_both_languages_and_says_what_to_do() {
    for case in cases() {
        for finding in kohyo::build(&site(&case)).findings {
            let japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
            assert!(japanese(&finding.message.ja), "{case}: {}", finding.message.ja);
            // Quoted words and examples keep their script; the sentence around them is English.
            assert!(finding.message.en.chars().filter(|c| c.is_ascii_alphabetic()).count() > 8, "{case}: {}", finding.message.en);
        }
    }
}

#[test]
fn the_base_itself_is_without_findings() {
    let built = crate::common::build(&in_memory(&fixture("base")));
    assert_eq!(printed(&built), "");
}

#[test]
fn machines_get_the_same_findings_with_their_places() {
    use kohyo::diagnostics::{Format, print};
    let built = kohyo::build(&site("ten-mistakes"));
    let json = print(&built.findings, &built.sources, &built.masks, Format::Json, None);
    let list: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    assert_eq!(list.len(), built.findings.len());
    let unit = list.iter().find(|f| f["code"] == "K0204").expect("the wrong unit");
    assert_eq!(unit["places"][0]["file"], "data/2024/mini/results.toml");
    assert_eq!((unit["places"][0]["line"].as_u64(), unit["places"][0]["column"].as_u64()), (Some(6), Some(10)));
    assert_eq!((unit["places"][0]["end_line"].as_u64(), unit["places"][0]["end_column"].as_u64()), (Some(6), Some(14)));
    assert_eq!(unit["explain"], "kohyo explain K0204");
    assert!(unit["message"]["ja"].as_str().is_some_and(|ja| ja.contains("億円")) && unit["help"]["en"].is_string());
    let github = print(&built.findings, &built.sources, &built.masks, Format::Github, None);
    assert_eq!(github.lines().count(), built.findings.len(), "one line each");
    assert!(github.contains("::error file=data/2024/mini/results.toml,line=6,col=10,title=K0204::"), "{github}");
}

/// The `problemMatcher` of the manual reads every line of the form for editors.
#[test]
fn editors_find_each_finding_by_the_pattern_of_the_manual() {
    use kohyo::diagnostics::{Format, print};
    use kohyo::figures::Lang;
    let pattern = r"^(.+?):(\d+):(\d+): (error|warning) (K\d{4}): (.*)$";
    for manual in ["docs/editors.md", "docs/editors.ja.md"] {
        let text = std::fs::read_to_string(crate::common::root().join(manual)).expect("a manual");
        assert!(text.contains(&serde_json::Value::from(pattern).to_string()), "{manual} has the pattern");
    }
    let read = regex_lite::Regex::new(pattern).expect("a pattern");
    for case in ["ten-mistakes", "secrets", "statements", "inference"] {
        let built = kohyo::build(&site(case));
        let text = print(&built.findings, &built.sources, &built.masks, Format::Editor, None);
        assert_eq!(text.lines().count(), built.findings.len(), "one line each");
        for (line, finding) in text.lines().zip(&built.findings) {
            let parts = read.captures(line).unwrap_or_else(|| panic!("{line}"));
            let file = finding.places.first().map_or("kohyo.toml", |place| built.sources.file(place.span.file).path.as_str());
            assert_eq!((&parts[1], &parts[5]), (file, finding.code.id), "{line}");
            assert!(parts[6].starts_with(&finding.message.ja), "{line}");
        }
    }
    let built = kohyo::build(&site("ten-mistakes"));
    let text = print(&built.findings, &built.sources, &built.masks, Format::Editor, Some(Lang::En));
    assert!(text.contains("data/2024/mini/results.toml:6:10: error K0204: "), "{text}");
    assert!(!text.contains("ありません"), "{text}");
}

#[test]
fn one_language_only_when_asked() {
    use kohyo::diagnostics::{Format, print};
    use kohyo::figures::Lang;
    let built = kohyo::build(&site("ten-mistakes"));
    let say = |lang| print(&built.findings, &built.sources, &built.masks, Format::Terminal, Some(lang));
    assert!(say(Lang::En).contains("leads to no page") && !say(Lang::En).contains("のページがありません"));
    assert!(say(Lang::Ja).contains("のページがありません") && !say(Lang::Ja).contains("leads to no page"));
}

/// Carets stand under the characters they mean, also behind full-width text, which is two columns wide.
#[test]
fn carets_align_under_japanese_text() {
    let built = kohyo::build(&site("ten-mistakes"));
    let text = printed(&built);
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.contains("担当は《非公表")).expect("the quoted line");
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let mark = lines[at].find('《').expect("the mark");
    let caret = lines[at + 1].find('^').expect("carets");
    assert_eq!(width(&lines[at][..mark]), width(&lines[at + 1][..caret]));
    assert_eq!(width("《非公表"), lines[at + 1].matches('^').count());
}
