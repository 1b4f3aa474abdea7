//! `kohyo number` on whole sites: every level gets its number, nothing else in the sources changes, and a second run changes
//! nothing at all.
//!
//! In: the `hidden` fixture, and a site made of it in which nothing has a number. Out: failures that name file and place.

use crate::common::{Scratch, build, copy, fixture, in_memory, printed};
use kohyo::number::{Numbering, number};
use kohyo::source::{Change, Disk, Memory, SitePath, World};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

const SECRET: &str = "KANARIA-SECRET";
const STATED: &str = "ground = \"joho-5-2a\", decided = 2026-03-01, review = 2099-03-01";

fn edit(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let before = memory.text(path).unwrap_or_else(|| panic!("no {path}")).to_owned();
    let after = change(&before);
    assert_ne!(before, after, "{path}: nothing to change");
    memory.insert(path, after.into_bytes());
}

fn texts(memory: &Memory) -> BTreeMap<String, String> {
    let text = |path: SitePath| {
        let text = String::from_utf8(memory.read(&path).expect("bytes")).expect("text");
        (path.to_string(), text)
    };
    memory.files().expect("files").into_iter().map(text).collect()
}

/// Without the numbers that begin so, and the pieces of text around them.
fn without_numbers(text: &str, begin: &str) -> String {
    let line = |line: &str| {
        let bare = line.trim_start();
        let id = format!("id = \"{begin}");
        if bare.starts_with(&id) || bare.contains(&format!(".{id}")) {
            return String::new();
        }
        let block = bare.starts_with([':', '：']);
        let mut line = line.to_owned();
        while let Some(at) = line.find(begin) {
            let end = at + line[at..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).expect("something behind it");
            let before = [", id = \"", if block { " #" } else { "#" }].into_iter().find(|piece| line[..at].ends_with(piece));
            let before = before.expect("a piece that belongs to a number");
            line.replace_range(at - before.len()..end + usize::from(before.ends_with('"')), "");
        }
        line
    };
    text.split_inclusive('\n').map(line).collect()
}

/// A site with everything that can be withheld and no number on any of it.
fn unnumbered() -> Memory {
    let mut memory = in_memory(&fixture("hidden"));
    let paths: Vec<String> = texts(&memory).into_keys().collect();
    for path in paths {
        let bare = without_numbers(memory.text(&path).expect("text"), "W-");
        memory.insert(&path, bare.into_bytes());
    }
    for (lang, more) in [
        (
            "ja",
            "＜＜非公表：joho-5-2a｜KANARIA-SECRET の語＞＞と《非公表》、≪ 非公表 ≫。\n\n：：：非公表\nKANARIA-SECRET の段落\n：：：\n",
        ),
        (
            "en",
            "«withheld:joho-5-2a|KANARIA-SECRET words», ⟪withheld⟫ and <<withheld>>.\n\n:::withheld\nKANARIA-SECRET too\n:::\n",
        ),
    ] {
        let path = format!("content/about.{lang}.md");
        edit(&mut memory, &path, |text| {
            let text = text.replacen("title = \"", "title = \"《非公表:joho-5-2a》", 1);
            let text = text.replacen("description = \"", "description = \"《非公表:joho-5-2a》", 1) + more;
            format!("\u{feff}{}", text.replace('\n', "\r\n"))
        });
    }
    pages(&mut memory);
    edit(&mut memory, "data/2024/mini/programs.toml", |text| {
        let fact = "[[program.fact]]\nkey = \"more\"\nlabel = { ja = \"額\", en = \"Sum\" }\n[program.fact.value] # by heading\nwithheld = true\nground = \"joho-5-2a\"\n\n\
                    [[program.fact]]\nkey = \"dots\"\nlabel = { ja = \"額\", en = \"Sum\" }\nvalue.withheld = true\nvalue.ground = \"joho-5-2a\"\n\n";
        let named = "[[program]]\nid = \"named\"\nname = { ja = \"名《非公表》\", en = \"Name 《非公表》\" }\ncategory = \"財政\"\nindicators = \"全て\"\n\
                     outline = { ja = \"あ《非公表》\", en = \"a《非公表》\" }\n[program.disclosure]\nstate = \"非公表\"\nground = \"joho-5-2a\"\nshow = \"values\"\n\n";
        let text =
            text.replacen("[[program]]\nid = \"secret-grant\"", &format!("{fact}{named}[[program]]\nid = \"secret-grant\""), 1);
        text.replace("outline.ja = \"立地", "outline.ja = \"《非公表|ひみつの会社》《非公表:joho-5-2a》立地")
            .replace("outline.en = \"Paid", "outline.en = \"《withheld:joho-5-2a》《withheld》Paid")
    });
    let hidden = format!(
        "disclosure = {{ state = \"非公表\", {STATED} }}\n[[program]]\nid = \"x\"\noutline = {{ ja = \"《非公表》\", en = \"《非公表》\" }}\nname = {{ ja = \"x\", en = \"x\" }}\ncategory = \"財政\"\nindicators = \"全て\"\n"
    );
    memory.insert("data/2024/mini/whole.toml", hidden.into_bytes());
    let plan = memory
        .text("data/plans/mini.toml")
        .expect("a plan")
        .replace("disclosure = \"公表\"", &format!("disclosure = {{ state = \"公表予定\", until = 2027-01-01, {STATED} }}"));
    // A plan of its own: what the guard looks for must not stand in the plan that is public.
    let own = [
        ("見本計画", "後の計画"),
        ("Specimen Plan", "A later scheme"),
        ("投資を増やします。", "後のことです。"),
        ("More investment.", "For later on."),
    ];
    let plan = own.iter().fold(plan, |plan, (public, own)| plan.replace(public, own));
    memory.insert("data/plans/later.toml", plan.into_bytes());
    memory
}

/// A page under embargo, one whose embargo was lifted, and one below a section with a statement of its own.
fn pages(memory: &mut Memory) {
    for lang in ["ja", "en"] {
        let page = |statement: &str| {
            format!(
                "+++\ntitle = \"{lang}\"\n[disclosure]\n{statement}\nground = \"joho-5-2a\"\ndecided = 2026-03-01\nreview = 2099-01-01\n+++\nx\n"
            )
        };
        let later = page("state = \"公表予定\"\nuntil = 2026-03-01").replace('\n', "\r\n");
        memory.insert(&format!("content/later.{lang}.md"), later.into_bytes());
        let lifted = page("state = \"公表予定\"\nuntil = 2026-03-01\nreleased = { on = 2026-03-02, by = \"課長\" }");
        memory.insert(&format!("content/lifted.{lang}.md"), lifted.into_bytes());
    }
}

fn numbered(memory: &Memory) -> (Numbering, Memory) {
    let numbering = number(memory, None).expect("no fault");
    let mut after = memory.clone();
    for change in &numbering.changes {
        after.insert(change.path.as_str(), change.after.clone());
    }
    (numbering, after)
}

fn given(numbering: &Numbering) -> Vec<String> {
    let place = |span: &kohyo::source::Span| {
        format!("{}:{}", numbering.sources.file(span.file).path, numbering.sources.line_column(*span).line)
    };
    let line = |given: &kohyo::number::Given| {
        let places: Vec<String> = given.places.iter().map(place).collect();
        format!("{} {} {}", given.number, given.kind.word(), places.join(" "))
    };
    numbering.given.iter().map(line).collect()
}

fn unnumbered_places(memory: &Memory) -> usize {
    kohyo::build(memory).findings.iter().filter(|finding| finding.code.id == "K0355").count()
}

#[test]
fn the_hidden_fixture_gets_what_it_lacks() {
    let before = in_memory(&fixture("hidden"));
    assert_eq!(unnumbered_places(&before), 3);
    let (numbering, after) = numbered(&before);
    assert_eq!(
        given(&numbering),
        ["W-2026-001 page content/secret.en.md:3 content/secret.ja.md:3", "W-2026-002 row data/2024/mini/programs.toml:37"]
    );
    let paths: Vec<&str> = numbering.changes.iter().map(|change| change.path.as_str()).collect();
    let expected = ["data/register.toml", "content/secret.en.md", "content/secret.ja.md", "data/2024/mini/programs.toml"];
    assert_eq!(paths, expected, "the register first");
    assert!(after.text("data/2024/mini/programs.toml").is_some_and(|text| {
        text.contains("disclosure = { state = \"非公表\", ground = \"joho-5-2a\", id = \"W-2026-002\" }")
    }));
    let register = after.text("data/register.toml").expect("a register");
    assert!(register.contains("year = 2024\nlast = 10\n") && register.contains("year = 2026\nlast = 2\n"), "{register}");
    assert_eq!(unnumbered_places(&after), 0, "{}", printed(&build(&after)));
}

#[test]
fn every_level_gets_its_number_and_nothing_else_changes() {
    let before = unnumbered();
    assert!(unnumbered_places(&before) > 20, "{}", printed(&kohyo::build(&before)));
    let (numbering, after) = numbered(&before);
    assert!(numbering.findings.is_empty(), "{:?}", numbering.findings);
    for kind in ["phrase", "block", "cell", "row", "page", "file"] {
        assert!(numbering.given.iter().any(|given| given.kind.word() == kind), "{kind}");
    }
    let numbers: Vec<i64> = numbering.given.iter().map(|given| given.number.count).collect();
    assert_eq!(numbers, (1..=numbering.given.len() as i64).collect::<Vec<_>>(), "one after the other");
    assert!(numbering.given.is_sorted_by_key(|given| given.places.first().copied()), "in the order of the site");
    assert_eq!(unnumbered_places(&after), 0, "{}", printed(&build(&after)));
    let mut was = texts(&before);
    for (path, text) in texts(&after).into_iter().filter(|(path, _)| path != "data/register.toml") {
        assert_eq!(without_numbers(&text, "W-2026-"), was.remove(&path).expect("the file was there"), "{path}");
    }
    assert!(was.is_empty());
    let (again, _) = numbered(&after);
    assert!(again.changes.is_empty() && again.given.is_empty() && again.findings.is_empty());
}

/// Both languages of the page, in the order of the marks: the same numbers, by ground.
#[test]
fn twins_share_their_numbers() {
    let (_, after) = numbered(&unnumbered());
    let numbers = |path: &str| {
        let text = after.text(path).expect("the page").to_owned();
        let mut numbers: Vec<String> = text.match_indices("#W-2026-").map(|(at, _)| text[at + 1..at + 11].to_owned()).collect();
        numbers.sort();
        numbers
    };
    let ja = numbers("content/about.ja.md");
    assert_eq!(ja, numbers("content/about.en.md"));
    assert_eq!(ja.len(), 8, "title, description, four phrases, two blocks");
    let row = after.text("data/2024/mini/programs.toml").expect("the rows");
    let line = |key: &str| row.lines().find(|line| line.starts_with(key)).expect("the line").to_owned();
    let (ja, en) = (line("outline.ja"), line("outline.en"));
    for (mark, twin) in [("《非公表#", "《withheld#"), ("《非公表:joho-5-2a#", "《withheld:joho-5-2a#")] {
        let number = |line: &str, mark: &str| line.split_once(mark).map(|(_, rest)| rest[..10].to_owned());
        assert!(number(&ja, mark).is_some() && number(&ja, mark) == number(&en, twin), "{ja}\n{en}");
    }
}

/// What is not acknowledged, what was released, and what stands inside something hidden whole has no number.
#[test]
fn what_needs_no_number_is_left_alone() {
    let before = unnumbered();
    let (numbering, _) = numbered(&before);
    let changed: Vec<&str> = numbering.changes.iter().map(|change| change.path.as_str()).collect();
    for path in ["content/unsaid.ja.md", "content/lifted.ja.md", "content/_index.ja.md", "kohyo.toml"] {
        assert!(before.text(path).is_some() && !changed.contains(&path), "{path}");
    }
    let in_whole = given(&numbering).iter().filter(|line| line.contains("whole.toml")).count();
    assert_eq!(in_whole, 1, "the file alone, not the mark in it");
}

#[test]
fn the_site_differs_only_in_its_numbers() {
    let before = unnumbered();
    let (_, after) = numbered(&before);
    let (before, after) = (build(&before), build(&after));
    let (before, after) = (before.cleared.expect("a site"), after.cleared.expect("a site"));
    // Search finds the numbers of the register, and the name of its folder changes with what it finds.
    let search = |path: &str| path.starts_with("search/") || path.ends_with("/search/index.html");
    let register = |path: &str| path.contains("/withheld/") || path.starts_with("data/withheld.");
    let paths =
        |of: &kohyo::guard::Cleared| of.files().map(|file| file.0.to_owned()).filter(|path| !search(path)).collect::<Vec<_>>();
    assert_eq!(paths(&before), paths(&after));
    for (path, bytes) in before.files().filter(|(path, _)| !register(path) && !search(path)) {
        let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(after.get(path).expect("the file")));
        let markers = |text: &str| text.matches("［非公表］").count() + text.matches("[Withheld]").count();
        assert_eq!(markers(&was), markers(&is), "{path}");
        if path.ends_with(".html") {
            // Links to the register may be new, and it may count more: without numbers, like things count as one. Nothing else
            // that a reader saw is gone or in another order.
            let pieces = |text: &str| -> Vec<String> {
                text.replace(|c: char| c.is_ascii_digit(), "").split('<').map(str::to_owned).collect()
            };
            let mut now = pieces(&is).into_iter();
            let gone = pieces(&was).into_iter().find(|piece| !now.any(|other| other == *piece));
            assert_eq!(gone, None, "{path}");
        } else if path == "site.json" {
            let but_folders = |text: &str| text.lines().filter(|line| !line.contains("\"folder\":")).collect::<String>();
            assert_eq!(but_folders(&was), but_folders(&is), "{path}");
        } else if describes(path) {
            // Sizes and hashes of the files that have got numbers, and these as the key of the register.
            let key = ",\n        \"primaryKey\": [\n          \"number\"\n        ]";
            let words = |text: &str| text.replace(key, "").replace(|c: char| c.is_ascii_hexdigit(), "");
            assert_eq!(words(&was), words(&is), "{path}");
        } else {
            assert_eq!(but_numbers(&was), but_numbers(&is), "{path}");
        }
    }
}

/// The files that say what the others are like.
fn describes(path: &str) -> bool {
    matches!(path, "data/catalog.jsonld" | "data/datapackage.json") || path.ends_with(".csv-metadata.json")
}

/// Open data without the column or key of the number.
fn but_numbers(text: &str) -> String {
    let line = |line: &str| match line.find("W-2026-") {
        Some(at) => line[..at].to_owned() + line[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-'),
        None => line.to_owned(),
    };
    text.lines().filter(|line| !line.trim_start().starts_with("\"number\":")).map(|text| line(text) + "\n").collect()
}

#[test]
fn a_site_that_something_stops_is_left_alone() {
    let mut memory = unnumbered();
    edit(&mut memory, "content/about.en.md", |text| text.replace("<<withheld>>", "something"));
    let numbering = number(&memory, None).expect("no fault");
    assert!(numbering.changes.is_empty() && numbering.given.is_empty());
    assert!(numbering.findings.iter().any(|finding| finding.code.id == "K0351"));
}

#[test]
fn what_cannot_take_a_number_is_named_and_the_rest_is_numbered() {
    let mut memory = unnumbered();
    edit(&mut memory, "data/2024/mini/programs.toml", |text| text.replace("outline.ja = \"《", "outline.ja = \"\\u300A"));
    let (numbering, after) = numbered(&memory);
    let codes: Vec<&str> = numbering.findings.iter().map(|finding| finding.code.id).collect();
    // Both marks of the Japanese string, which are in one place, and their twins.
    assert_eq!(codes, ["K0720", "K0720", "K0720"]);
    assert!(numbering.given.len() > 10 && unnumbered_places(&after) == 3);
    let text = kohyo::diagnostics::print(
        &numbering.findings,
        &numbering.sources,
        &numbering.masks,
        kohyo::diagnostics::Format::Terminal,
        None,
    );
    assert!(text.contains("番号を書き込めません") && !text.contains("ひみつの会社"), "{text}");
}

#[test]
fn a_year_can_be_named_and_its_register_goes_on() {
    let mut memory = unnumbered();
    let register = "disclosure = \"公表\"\n\n[[series]]\nyear = 2027\nlast = 41\n";
    memory.insert("data/register.toml", register.as_bytes().to_vec());
    let numbering = number(&memory, Some(2027)).expect("no fault");
    assert_eq!(numbering.given.first().map(|given| given.number.to_string()).as_deref(), Some("W-2027-042"));
    let last = format!("last = {}\n", 41 + numbering.given.len());
    let after = numbering.changes.first().map(|change| String::from_utf8_lossy(&change.after).into_owned());
    assert_eq!(after, Some(register.replace("last = 41\n", &last)));
}

fn kohyo(site: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.arg("number").arg("--site").arg(site).args(more).output().expect("it runs")
}

fn on_disk(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let disk = Disk::new(site);
    let file = |path: SitePath| (path.to_string(), disk.read(&path).expect("bytes"));
    disk.files().expect("files").into_iter().map(file).collect()
}

#[test]
fn the_command_shows_then_writes_then_has_nothing_to_do() {
    let scratch = Scratch::new("number");
    copy(&fixture("hidden"), &scratch.0);
    for (path, text) in texts(&unnumbered()) {
        let file = scratch.0.join(path);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        std::fs::write(file, text).expect("written");
    }
    let before = on_disk(&scratch.0);
    let shown = kohyo(&scratch.0, &["--dry-run"]);
    assert_eq!((shown.status.code(), on_disk(&scratch.0) == before), (Some(0), true));
    let said = |output: &Output| String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned();
    assert!(said(&shown).contains("何も書いていません") && said(&shown).contains("Nothing was written"), "{}", said(&shown));
    assert!(said(&shown).contains("W-2026-001  語句 phrase  content/about.en.md:2:"), "{}", said(&shown));
    let written = kohyo(&scratch.0, &[]);
    assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    assert!(said(&written).contains("件付けました") && said(&written).contains("number(s) given"), "{}", said(&written));
    let expected = texts(&numbered(&unnumbered()).1).into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    assert!(on_disk(&scratch.0) == expected, "as in memory");
    let again = kohyo(&scratch.0, &[]);
    assert!(said(&again).contains("0 number(s) given") && on_disk(&scratch.0) == expected, "{}", said(&again));
    for output in [&shown, &written, &again] {
        assert!(!said(output).contains(SECRET) && !said(output).contains("777") && !said(output).contains("ひみつの"));
    }
    std::fs::write(scratch.0.join("content/about.ja.md"), "no page").expect("written");
    let stopped = kohyo(&scratch.0, &["--year", "2027"]);
    assert_eq!(stopped.status.code(), Some(1));
    assert!(said(&stopped).contains("No numbers were given"), "{}", said(&stopped));
}

#[test]
fn sources_are_replaced_all_or_not_at_all() {
    let scratch = Scratch::new("replace");
    let file = scratch.0.join("content/a.ja.md");
    std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    std::fs::write(&file, "one").expect("written");
    let change = |path: &str, before: Option<&str>, after: &str| Change {
        path: SitePath::new(path).expect("a path"),
        before: before.map(|text| text.as_bytes().to_vec()),
        after: after.as_bytes().to_vec(),
    };
    let disk = Disk::new(&scratch.0);
    // Somebody has saved the page meanwhile: not even the register is written.
    let stale = [change("data/register.toml", None, "new"), change("content/a.ja.md", Some("other"), "two")];
    assert!(disk.replace(&stale).is_err() && !scratch.0.join("data/register.toml").exists());
    let good = [change("data/register.toml", None, "new"), change("content/a.ja.md", Some("one"), "two")];
    disk.replace(&good).expect("written");
    let names = |entry: walkdir::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let files = walkdir::WalkDir::new(&scratch.0).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files: Vec<String> = files.filter(|entry| entry.file_type().is_file()).map(names).collect();
    assert_eq!(files, ["a.ja.md", "register.toml"], "nothing is left beside them");
    assert_eq!(std::fs::read(&file).expect("read"), b"two");
}

/// Pieces of a page, in both languages, with line breaks of one kind.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "《非公表》",
        "《非公表:joho-5-2a》",
        "≪ 非公表 ：joho-5-2a ｜ SECRET-WORDS ≫",
        "＜＜withheld＞＞",
        "<<非公表|SECRET WORDS #1>>",
        "«非公表#W-2024-555»",
        "\n\n:::非公表\nSECRET-BLOCK\n:::\n\n",
        "\n\n：：：withheld joho-5-2a  \n：：：\n\n",
        "\n\n:::非公表 #W-2024-556\n:::\n\n",
        "\\《非公表》",
        "語 words, # ",
        "\n\n- 《主な発信先》\n\n",
        "`a` [b](/indicators/) ",
        "｜",
        "\n",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn without_its_numbers_every_page_is_what_it_was(body in pieces(), dos: bool, mark: bool, one in any::<bool>()) {
        let mut memory = in_memory(&fixture("hidden"));
        for lang in ["ja", "en"] {
            edit(&mut memory, &format!("content/about.{lang}.md"), |text| {
                let text = format!("{text}{body}{}\n", if one { "《非公表》" } else { "" });
                let text = if dos { text.replace('\n', "\r\n") } else { text };
                if mark { format!("\u{feff}{text}") } else { text }
            });
        }
        let (numbering, after) = numbered(&memory);
        prop_assert!(numbering.findings.is_empty() && numbering.given.len() >= 2 + usize::from(one));
        prop_assert_eq!(unnumbered_places(&after), 0);
        for (path, text) in texts(&memory) {
            prop_assert_eq!(without_numbers(after.text(&path).expect("the file"), "W-2026-"), text);
        }
        prop_assert!(number(&after, None).expect("no fault").changes.is_empty());
    }
}
