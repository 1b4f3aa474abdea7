//! What `kohyo diff` tells of two sites, and that nothing but the approved site is published.
//!
//! In: the pair of sites under `tests/fixtures/compared/`, each laid over `tests/fixtures/base/`; sites changed in one place. Out:
//! failures. `KOHYO_BLESS=1` rewrites the snapshots.

use crate::common::{Scratch, copy, fixture, in_memory, snapshot};
use kohyo::Built;
use kohyo::compare::{self, Comparison, Public};
use kohyo::figures::Lang;
use kohyo::publish::{Failure, Folder, publish};
use kohyo::render::Tree;
use kohyo::source::{Memory, SitePath, World};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// One side of the pair.
fn side(name: &str) -> Memory {
    let mut memory = in_memory(&fixture("base"));
    let over = in_memory(&fixture(&format!("compared/{name}")));
    for path in over.files().expect("files") {
        memory.insert(path.as_str(), over.read(&path).expect("bytes"));
    }
    memory
}

fn built(world: &dyn World) -> Built {
    crate::common::build(world)
}

fn compared(old: &Built, new: &Built) -> Comparison {
    let (old, new) = (old.cleared.as_ref().expect("a site"), new.cleared.as_ref().expect("a site"));
    compare::compare(&Public::of_site(old), &Public::of_site(new))
}

/// The two sites of the pair, built once.
static PAIR: LazyLock<[Built; 2]> = LazyLock::new(|| ["old", "new"].map(|name| built(&side(name))));

fn pair() -> Comparison {
    compared(&PAIR[0], &PAIR[1])
}

/// Every printed form of a comparison.
fn printed(found: &Comparison) -> [String; 5] {
    [
        compare::terminal(found, None),
        compare::terminal(found, Some(Lang::Ja)),
        compare::terminal(found, Some(Lang::En)),
        compare::json(found),
        compare::page(found, None),
    ]
}

fn as_value(found: &Comparison) -> Value {
    serde_json::from_str(&compare::json(found)).expect("JSON")
}

/// A site with one place changed.
fn with(mut memory: Memory, path: &str, from: &str, to: &str) -> Memory {
    let text = String::from_utf8(memory.read(&SitePath::new(path).expect("a path")).expect("a file")).expect("a text");
    assert!(text.contains(from), "{path} has no {from}");
    memory.insert(path, text.replace(from, to).into_bytes());
    memory
}

/// Digests change with every byte of a site, and are none of what this test reviews.
fn without_digests(text: &str) -> String {
    let is_digest = |word: &str| word.len() >= 12 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let mut out = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        out += &if is_digest(word) { part.replace(word, "…") } else { part.to_owned() };
    }
    out
}

/// How many files the index of search has changes with every word of the theme, and is none of what the snapshots review.
#[test]
fn files_that_tell_nothing_new_are_counted_by_kind() {
    let found = pair();
    let kinds: Vec<&str> = found.others.iter().map(|other| other.kind).collect();
    assert_eq!(kinds, ["charts", "search", "feeds", "data", "pages", "other"]);
    let files: usize = found.others.iter().map(|other| other.new + other.changed + other.gone).sum();
    assert_eq!(found.counts.other_files, files);
}

#[test]
fn the_pair_reads_as_reviewed() {
    let mut found = pair();
    found.others.clear();
    (found.counts.other_files, found.old.files, found.new.files) = (0, 0, 0);
    snapshot("compare/terminal", &without_digests(&compare::terminal(&found, None)));
    snapshot("compare/terminal-ja", &without_digests(&compare::terminal(&found, Some(Lang::Ja))));
    snapshot("compare/terminal-en", &without_digests(&compare::terminal(&found, Some(Lang::En))));
    snapshot("compare/json", &without_digests(&compare::json(&found)));
    snapshot("compare/page", &without_digests(&compare::page(&found, None)));
}

#[test]
fn what_was_withheld_comes_first_and_each_kind_is_told() {
    let found = as_value(&pair());
    let lifted = found["newly_public"]["formerly_withheld"].as_array().expect("a list");
    let of = |number: &str| lifted.iter().find(|each| each["entry"]["number"] == number).unwrap_or_else(|| panic!("{number}"));
    assert_eq!(
        (of("W-2024-001")["outcome"].as_str(), &of("W-2024-001")["figures"][0]["said"]["printed"]),
        (Some("shown"), &"58億円".into())
    );
    assert_eq!(
        (of("W-2024-004")["outcome"].as_str(), &of("W-2024-004")["rows"][0]["row"]),
        (Some("one of these"), &"secret-grant".into())
    );
    assert!(
        of("W-2024-005")["sentences"]
            .as_array()
            .is_some_and(|all| all.iter().any(|each| each["new"] == "窓口は企業誘致課です。"))
    );
    assert_eq!(
        (of("W-2024-006")["embargo"].as_bool(), &of("W-2024-006")["pages"][0]["address"]),
        (Some(true), &"/later/".into())
    );
    assert_eq!(of("W-2024-009")["outcome"], "shown above");
    let text = compare::terminal(&pair(), None);
    let at = |words: &str| text.rfind(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("-- これまで非公表だったもの") < at("-- 新しいページ") && at("-- 新しいページ") < at("== 2."), "in this order");
}

#[test]
fn what_is_withheld_now_is_named_and_not_repeated() {
    let found = pair();
    let value = as_value(&found);
    let hidden = value["newly_withheld"]["was_public"].as_array().expect("a list");
    let numbers: Vec<&str> = hidden.iter().filter_map(|each| each["entry"]["number"].as_str()).collect();
    assert_eq!(numbers, ["W-2024-007", "W-2024-010"]);
    assert_eq!(hidden[0]["figures"][0]["fact"], "mini/2024/event-grant/granted");
    assert_eq!(value["newly_withheld"]["from_the_start"][0]["number"], "W-2024-008");
    for text in printed(&found) {
        for secret in ["7,431", "7431", "青空商会", "Aozora", "8,642"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
    assert!(compare::terminal(&found, None).contains("アーカイブ"), "copies remain");
}

#[test]
fn one_language_alone_and_moved_pages_are_told() {
    let found = as_value(&pair());
    let pages = found["sentences"].as_array().expect("a list");
    let page = |address: &str| pages.iter().find(|page| page["page"] == address).unwrap_or_else(|| panic!("{address}"));
    assert_eq!((page("/hours/")["only_in"].as_str(), page("/access/")["only_in"].as_str()), (Some("en"), None));
    assert_eq!(
        (page("/access/")["moved_from"].as_str(), page("/access/")["sentences"].as_array().map(Vec::len)),
        (Some("/way/"), Some(2))
    );
    let addresses = &found["addresses"];
    assert_eq!((&addresses["moved"][0]["from"], &addresses["moved"][0]["to"]), (&"/en/way/".into(), &"/en/access/".into()));
    let gone: Vec<&str> = addresses["gone"].as_array().expect("a list").iter().filter_map(|left| left["from"].as_str()).collect();
    assert_eq!(gone, ["/en/past/", "/en/programmes/lost-grant/", "/ja/past/", "/ja/programmes/lost-grant/"]);
    assert_eq!(found["counts"]["gone_without_lead"], 4);
}

#[test]
fn a_declared_correction_is_marked_and_another_change_is_not() {
    let found = as_value(&pair());
    let changed = found["changed_figures"].as_array().expect("a list");
    let fact = |id: &str| changed.iter().find(|each| each["figure"]["fact"] == id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(fact("mini/2024/investment/actual")["declared"]["kind"], "corrected");
    assert!(fact("mini/2024/investment/progress")["declared"].is_null());
}

/// The lists behind the first sheet.
fn annex(page: &str) -> String {
    page.split_once("class=\"annex\"").map(|(_, annex)| annex.to_owned()).expect("lists")
}

/// A figure stands on pages of both languages, in CSV, JSON, schema, catalogue, feed and search, and is one change.
#[test]
fn a_figure_that_stands_everywhere_is_one_change() {
    let old = built(&in_memory(&fixture("base")));
    let new = built(&with(in_memory(&fixture("base")), "data/2024/mini/programs.toml", "\"4件\"", "\"7319件\""));
    let (before, now) = (old.cleared.as_ref().expect("a site"), new.cleared.as_ref().expect("a site"));
    let differ: Vec<&str> = now.files().filter(|(path, bytes)| before.get(path) != Some(bytes)).map(|(path, _)| path).collect();
    for kind in [".html", "programs.csv", "programs.json", "datapackage.json", "search/"] {
        assert!(differ.iter().any(|path| path.contains(kind)), "{kind} shows the figure: {differ:?}");
    }
    let found = compared(&old, &new);
    let value = as_value(&found);
    assert_eq!(value["changed_figures"].as_array().map(Vec::len), Some(1));
    for text in [compare::terminal(&found, None), annex(&compare::page(&found, Some(Lang::Ja)))] {
        assert_eq!(text.matches("7319").count(), 1, "{text}");
    }
    assert_eq!(value["sentences"], Value::Array(Vec::new()), "{}", compare::terminal(&found, None));
    assert_eq!(found.counts.new_figures + found.counts.formerly_withheld + found.counts.described_otherwise, 0);
}

/// The secrets of sites that withhold at every level, against whatever is compared with them.
#[test]
fn no_form_of_a_comparison_holds_a_withheld_value() {
    for name in ["sealed", "hidden", "compared/new"] {
        let world = if name == "compared/new" { side("new") } else { in_memory(&fixture(name)) };
        let site = kohyo::rendered(&world);
        let (own, other) = (built(&world), built(&in_memory(&fixture("minimal"))));
        for found in [compared(&own, &other), compared(&other, &own), compared(&PAIR[0], &own)] {
            let mut tree = Tree::default();
            printed(&found).into_iter().enumerate().for_each(|(at, text)| tree.add(format!("{at}.txt"), text));
            let held = kohyo::guard::clear_alone(tree, &site.watchlist).err().map(|refused| refused.findings);
            assert!(held.is_none(), "{name}: {held:?}");
        }
        assert!(name == "base" || site.watchlist.secrets().count() > 0, "{name} has something to look for");
    }
}

#[test]
fn a_site_compared_with_itself_has_nothing_to_tell() {
    let site = &PAIR[0];
    let found = compared(site, site);
    assert!(found.is_empty() && compare::terminal(&found, None).contains("二つは同じです。"));
    let counts = as_value(&found)["counts"].clone();
    assert!(counts.as_object().is_some_and(|all| all.values().all(|count| *count == 0)), "{counts}");
}

#[test]
fn a_published_folder_gives_the_same_as_the_site_in_memory() {
    let scratch = Scratch::new("compare-folder");
    let [old, new] = &*PAIR;
    let folder = scratch.0.join("public");
    assert!(publish(old.cleared.as_ref().expect("a site"), &folder).is_ok());
    let read = Folder::read(&folder).unwrap_or_else(|_| panic!("a whole folder"));
    let now = new.cleared.as_ref().expect("a site");
    let found = compare::compare(&Public::of_folder(&read), &Public::of_site(now));
    assert_eq!(printed(&found), printed(&compared(old, new)));
}

#[test]
fn a_folder_that_is_not_as_its_manifest_says_is_refused() {
    let scratch = Scratch::new("compare-damaged");
    let site = built(&in_memory(&fixture("base")));
    let refusal = |damage: &dyn Fn(&Path)| {
        let folder = scratch.0.join("public");
        let _ = std::fs::remove_dir_all(&folder);
        assert!(publish(site.cleared.as_ref().expect("a site"), &folder).is_ok());
        damage(&folder);
        match Folder::read(&folder) {
            Err(Failure::Refused(finding)) => (finding.code.id, finding.message.en),
            _ => panic!("refused"),
        }
    };
    let write = |path: &Path, text: &str| std::fs::write(path, text).expect("written");
    let changed = refusal(&|folder| write(&folder.join("ja/index.html"), "x"));
    let added = refusal(&|folder| write(&folder.join("extra.txt"), "x"));
    let lost = refusal(&|folder| std::fs::remove_file(folder.join("robots.txt")).expect("removed"));
    let no_manifest = refusal(&|folder| write(&folder.join("manifest.json"), "{}"));
    for ((code, message), name) in
        [(changed, "ja/index.html"), (added, "extra.txt"), (lost, "robots.txt"), (no_manifest, "manifest.json")]
    {
        assert!(code == "K0705" && message.contains(name), "{code} {message}");
    }
}

fn kohyo(arguments: &[&str], paths: &[&Path]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kohyo")).args(arguments).args(paths).output().expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn on_disk(scratch: &Scratch, name: &str) -> std::path::PathBuf {
    let folder = scratch.0.join(name);
    copy(&fixture("base"), &folder);
    copy(&fixture(&format!("compared/{name}")), &folder);
    folder
}

#[test]
fn only_the_approved_site_is_published() {
    let scratch = Scratch::new("compare-approved");
    let site = on_disk(&scratch, "old");
    let site = site.to_str().expect("a path");
    let digest = |text: &str| text.split(|c: char| !c.is_ascii_hexdigit()).find(|word| word.len() == 64).map(str::to_owned);
    let (code, said, _) = kohyo(&["check", "--site", site], &[]);
    let approved = digest(&said).expect("a digest");
    assert_eq!(code, 0);
    let (code, said, _) = kohyo(&["build", "--site", site, "--approved", &approved], &[]);
    assert_eq!((code, digest(&said)), (0, Some(approved.clone())));
    let manifest = Path::new(site).join("public/manifest.json");
    let before = std::fs::read(&manifest).expect("published");
    assert_eq!(kohyo::publish::sha256(&before), approved, "the digest is that of the manifest");
    // A source changes after the approval.
    let page = Path::new(site).join("content/hours.ja.md");
    let text = std::fs::read_to_string(&page).expect("a page");
    std::fs::write(&page, text.replace("月曜日", "火曜日")).expect("written");
    for command in ["build", "release"] {
        let (code, _, said) = kohyo(&[command, "--site", site, "--approved", &approved], &[]);
        assert!(code == 1 && said.contains("K0707") && said.contains("kohyo diff"), "{command}: {said}");
        assert_eq!(std::fs::read(&manifest).expect("still there"), before, "{command} leaves the output alone");
    }
    assert!(!Path::new(site).join("data/ledger.toml").exists(), "nothing was released");
    let (code, _, said) = kohyo(&["build", "--site", site, "--approved", &approved[..63]], &[]);
    assert!(code == 2 && said.contains("--approved"), "{said}");
    let (_, said, _) = kohyo(&["check", "--site", site], &[]);
    let (code, ..) = kohyo(&["release", "--site", site, "--approved", &digest(&said).expect("a digest")], &[]);
    assert_eq!(code, 0);
    assert!(Path::new(site).join("data/ledger.toml").exists());
}

#[test]
fn the_command_takes_published_folders_and_sites() {
    let scratch = Scratch::new("compare-command");
    let (old, new) = (on_disk(&scratch, "old"), on_disk(&scratch, "new"));
    let public = old.join("public");
    assert_eq!(kohyo(&["build", "--site"], &[&old]).0, 0);
    let (code, of_folders, _) = kohyo(&["diff"], &[&public, &new]);
    assert!(code == 0 && of_folders.contains("W-2024-001"));
    let site = new.to_str().expect("a path");
    assert_eq!(kohyo(&["diff", "--site", site], &[&public]).1, of_folders, "one folder: against the working state");
    assert_eq!(kohyo(&["diff"], &[&old, &new]).1, of_folders, "a site is built in memory");
    let out = scratch.0.join("page.html");
    let (code, ..) = kohyo(&["diff", "--format", "page", "--out", out.to_str().expect("a path")], &[&public, &new]);
    let page = std::fs::read_to_string(&out).expect("a page");
    assert!(
        code == 0
            && page.contains("決裁")
            && ["<script", "<link", "src=", "href=", "url("].iter().all(|word| !page.contains(word))
    );
    let (code, _, said) = kohyo(&["diff", "--lang", "en"], &[&scratch.0, &new]);
    assert!(code == 1 && said.contains("K0706"), "{said}");
    std::fs::write(public.join("ja/index.html"), "x").expect("written");
    let (code, _, said) = kohyo(&["diff"], &[&public, &new]);
    assert!(code == 1 && said.contains("K0705"), "{said}");
}

/// The step of the worked site from the evaluation for FY2013 to that for FY2024.
#[test]
fn the_worked_site_grows_by_an_edition() {
    let scratch = Scratch::new("compare-worked");
    let script = crate::common::root().join("tests/edition-2013");
    assert!(Command::new("bash").arg(script).args([crate::common::root(), &scratch.0]).status().expect("bash").success());
    let (old, new) = (built(&in_memory(&scratch.0)), built(&in_memory(crate::common::root())));
    let found = compared(&old, &new);
    let value = as_value(&found);
    // The FY2013 figures stay as they are; what is new is the later plan, with what its document withholds.
    assert_eq!((found.counts.newly_withheld, found.counts.no_longer_public, found.counts.gone_addresses), (0, 0, 0));
    let start = value["newly_withheld"]["from_the_start"].as_array().expect("a list");
    assert!(
        start.iter().any(|entry| entry["number"] == "W-2024-001") && start.iter().all(|entry| entry["number"] != "W-2013-001")
    );
    let rows = value["newly_public"]["rows"].as_array().expect("a list");
    let figures = || rows.iter().flat_map(|row| row["figures"].as_array().into_iter().flatten());
    let actual =
        figures().find(|figure| figure["fact"] == "keihin-2022/2024/investment/actual").expect("the actual figure of FY2024");
    assert_eq!((&actual["said"]["printed"], &actual["page"]), (&"111億円".into(), &"/indicators/keihin-2022/investment/".into()));
    assert!(figures().all(|figure| figure["plan"] != "keihin-2012"), "nothing new of the earlier plan");
    let pages = value["newly_public"]["pages"].as_array().expect("a list");
    assert!(pages.iter().any(|page| page["address"] == "/reports/fy2024/"));
}
