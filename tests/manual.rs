//! The manual's walks: every command in a `console` block is run as it stands, every `diff` block is made, and what is printed is what
//! the manual says. `KOHYO_BLESS=1` writes the output into the manual.
//!
//! In: `docs/first-site*.md`, `docs/year*.md`, the binary. Out: failures, or the manual with what the program prints. The day is that of
//! the manual, the language that of the file.

use crate::common::{Scratch, root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The day on which the manual was walked.
const DAY: &str = "2026-11-21";

fn kohyo(words: &[String], folder: &Path, lang: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args(words)
        .args(["--as-of", DAY, "--lang", lang])
        .current_dir(folder)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned();
    said.trim_end().lines().map(|line| without_digest(&without_time(line))).collect::<Vec<_>>().join("\n")
}

/// The digest of a site changes with every byte of the theme.
fn without_digest(line: &str) -> String {
    let is_digest = |word: &str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
    line.split(' ').map(|word| if is_digest(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

/// How long something took differs each time.
fn without_time(text: &str) -> String {
    let Some((before, after)) = text.split_once(" ms") else { return text.to_owned() };
    format!("{}… ms{}", before.trim_end_matches(|c: char| c.is_ascii_digit()), after)
}

/// Words of a command; those between quotes are one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(
            |(n, part)| if n % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() },
        )
        .collect()
}

fn walked(doc: &str, lang: &str, scratch: &Path) -> String {
    let (mut out, mut folder, mut lines) = (String::new(), scratch.to_owned(), doc.lines().peekable());
    let mut commands = 0;
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        if line == "```diff" {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            edit(&folder, &block);
            block.iter().for_each(|line| out += &format!("{line}\n"));
            out += "```\n";
        }
        if line != "```console" {
            continue;
        }
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let Some(command) = line.strip_prefix("$ ") else { continue };
            out += &format!("{line}\n");
            let words = words(command);
            match words.first().map(String::as_str) {
                Some("cd") => folder = folder.join(&words[1]),
                Some("kohyo") => {
                    let said = kohyo(&words[1..], &folder, lang);
                    out += &if said.is_empty() { String::new() } else { format!("{said}\n") };
                    commands += 1;
                }
                other => panic!("{other:?} is no command of the manual"),
            }
        }
        out += "```\n";
    }
    assert!(commands > 4, "the manual walks");
    out
}

fn edit(folder: &Path, block: &[&str]) {
    let (path, lines) = block.split_first().expect("a path");
    let file = folder.join(path.strip_prefix("--- ").expect("a path"));
    let of =
        |sign: char| lines.iter().filter_map(|line| line.strip_prefix(sign)).map(|line| format!("{line}\n")).collect::<String>();
    let text = std::fs::read_to_string(&file).expect("a file of the walk");
    assert_eq!(text.matches(&of('-')).count(), 1, "{}: {}", file.display(), of('-'));
    std::fs::write(&file, text.replacen(&of('-'), &of('+'), 1)).expect("written");
}

fn check(name: &str, lang: &str) {
    let path: PathBuf = root().join("docs").join(name);
    let doc = std::fs::read_to_string(&path).expect("the manual");
    let scratch = Scratch::new(&format!("manual-{}", name.replace('.', "-")));
    let now = walked(&doc, lang, &scratch.0);
    if std::env::var("KOHYO_BLESS").is_ok_and(|value| value == "1") {
        return std::fs::write(&path, now).expect("written");
    }
    let differs = doc.lines().zip(now.lines()).find(|(said, is)| said != is);
    assert_eq!(differs, None, "{name}: what the manual says, what it is");
    assert_eq!(doc.lines().count(), now.lines().count(), "{name}");
}

#[test]
fn first_site_in_japanese() {
    check("first-site.ja.md", "ja");
}

#[test]
fn first_site_in_english() {
    check("first-site.md", "en");
}

#[test]
fn year_in_japanese() {
    check("year.ja.md", "ja");
}

#[test]
fn year_in_english() {
    check("year.md", "en");
}

/// Headings outside code.
pub fn headings(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter_map(move |line| {
        code ^= line.starts_with("```");
        let heading = line.trim_start_matches('#');
        (!code && line.starts_with('#') && heading.starts_with(' ')).then_some(heading.trim())
    })
}

/// The anchor that a forge makes of a heading.
pub fn anchor(heading: &str) -> String {
    let letter = |c: char| match c {
        ' ' => Some('-'),
        c => (c.is_alphanumeric() || "-_".contains(c)).then_some(c),
    };
    heading.to_lowercase().chars().filter_map(letter).collect()
}

fn anchors(text: &str) -> BTreeSet<String> {
    headings(text).map(anchor).collect()
}

/// Where links outside code lead.
fn links(text: &str) -> Vec<String> {
    let mut code = false;
    let prose = text.lines().filter(|line| {
        code ^= line.starts_with("```");
        !code
    });
    // What stands between back quotes is no link.
    let open: String = prose.flat_map(|line| line.split('`').step_by(2).chain(["\n"])).collect();
    let targets = open.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    targets.filter(|target| !target.contains(':')).map(str::to_owned).collect()
}

#[test]
fn every_link_of_the_manual_leads_somewhere() {
    let docs = root().join("docs");
    let mut files = vec![root().join("README.md"), root().join("ARCHITECTURE.md")];
    files.extend(std::fs::read_dir(&docs).expect("docs").filter_map(Result::ok).map(|entry| entry.path()));
    let (mut seen, mut faults) = (0, Vec::new());
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        let text = std::fs::read_to_string(file).expect("readable");
        for link in links(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() { file.clone() } else { file.parent().expect("a folder").join(path) };
            let found = target.is_dir()
                || std::fs::read_to_string(&target).is_ok_and(|t| anchor.is_empty() || anchors(&t).contains(anchor));
            seen += 1;
            if !found && !target.extension().is_some_and(|e| e == "png" && target.exists()) {
                faults.push(format!("{}: {link}", file.display()));
            }
        }
    }
    assert!(faults.is_empty() && seen > 100, "{seen} links\n{}", faults.join("\n"));
}

#[test]
fn links_and_anchors_are_read_as_a_forge_does() {
    assert_eq!(links("[a](b.md#c) `[d](e)`\n```\n[f](g)\n```\n[h](https://example.org)"), ["b.md#c"]);
    assert_eq!(anchors("## `data/x.toml` — 根拠\n```\n# no\n```").into_iter().collect::<Vec<_>>(), ["dataxtoml--根拠"]);
}

/// What the example for a build service runs is accepted, in a site as it begins.
#[test]
fn the_steps_of_a_build_service_work() {
    let scratch = Scratch::new("manual-service");
    kohyo(&words("new site minato"), &scratch.0, "en");
    let site = scratch.0.join("minato");
    for manual in ["docs/deploy.md", "docs/deploy.ja.md"] {
        let text = std::fs::read_to_string(root().join(manual)).expect("readable");
        let steps: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("- run: kohyo ")).collect();
        assert_eq!(steps, ["check --format github", "build"], "{manual}");
        for step in steps {
            let status =
                Command::new(env!("CARGO_BIN_EXE_kohyo")).args(words(step)).current_dir(&site).status().expect("it runs");
            assert!(status.success(), "{manual}: {step}");
        }
    }
    assert!(site.join("public/manifest.json").exists());
}
