//! Portals: what is joined of small sites, whether the directory of terms is the truth, and what the maker of a portal is told.
//!
//! In: fixture sites, published into folders of their own; random texts. Out: failures. The browser's side is tested in
//! `tests/site/portal.test.mjs`.

use crate::common::{Scratch, build, fixture, in_memory, snapshot};
use kohyo::diagnostics::{Format, print};
use kohyo::guard::Cleared;
use kohyo::portal::{Made, portal};
use kohyo::publish;
use kohyo::search::{self, Facets, Field, Members, Page, Shard, coded};
use kohyo::source::{Disk, Memory};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const HEAD: &str = "title.ja = \"まとめて検索\"\ntitle.en = \"Search over all\"\nbase_url = \"https://portal.example\"\n";

/// A fixture site at an address, published below a folder.
fn publish_site(name: &str, address: &str, folder: &Path) {
    publish_changed(name, address, folder, |_| ());
}

fn publish_changed(name: &str, address: &str, folder: &Path, change: impl FnOnce(&mut Memory)) {
    let mut site = in_memory(&fixture(name));
    let settings = site.text("kohyo.toml").expect("settings").to_owned();
    let own = settings.lines().find(|line| line.starts_with("base_url")).expect("an address");
    site.insert("kohyo.toml", settings.replace(own, &format!("base_url = {address:?}")).into_bytes());
    change(&mut site);
    let built = build(&site);
    publish::publish(built.cleared.as_ref().expect("a site"), folder).ok().expect("published");
}

/// A folder with two published sites.
fn two(name: &str) -> Scratch {
    let scratch = Scratch::new(&format!("portal-{name}"));
    publish_site("base", "https://one.example", &scratch.0.join("one"));
    publish_site("minimal", "https://two.example", &scratch.0.join("two"));
    scratch
}

fn made(scratch: &Scratch, settings: &str) -> Made {
    std::fs::write(scratch.0.join("portal.toml"), settings).expect("written");
    portal(&Disk::new(&scratch.0), &scratch.0)
}

fn sites(folders: &[&str]) -> String {
    folders.iter().map(|folder| format!("[[site]]\nfolder = {folder:?}\n")).collect()
}

fn told(made: &Made) -> String {
    print(&made.findings, &made.sources, &made.masks, Format::Terminal, None)
}

fn codes(made: &Made) -> Vec<&'static str> {
    made.findings.iter().map(|finding| finding.code.id).collect()
}

fn cleared(made: &Made) -> &Cleared {
    made.cleared.as_ref().unwrap_or_else(|| panic!("{}", told(made)))
}

fn text<'a>(cleared: &'a Cleared, path: &str) -> &'a str {
    std::str::from_utf8(cleared.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("a text")
}

#[test]
fn two_sites_make_the_portal_that_was_reviewed() {
    let scratch = two("reviewed");
    let made = made(&scratch, &(HEAD.to_owned() + &sites(&["one"]) + "name.ja = \"一\"\nname.en = \"One\"\n" + &sites(&["two"])));
    let cleared = cleared(&made);
    let mut out = String::new();
    for (path, bytes) in cleared.files() {
        let text = String::from_utf8_lossy(bytes);
        let shown = match path {
            "sites.json" | "ja/index.html" | "en/404.html" | "robots.txt" | "sitemap.xml" => text.trim_end(),
            "en/index.html" => text.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("main"),
            _ => "(…)",
        };
        out += &format!("=== {path}\n{shown}\n");
    }
    // Of the directory, the root is enough to see that it is there.
    let shards = regex_lite::Regex::new(r"=== terms/[^\n]*/t/[^\n]*\n\(…\)\n").expect("a pattern");
    let names = regex_lite::Regex::new(r"(terms|search)/(ja|en)/[a-p]{16}|(style|script)/[a-p]{16}").expect("a pattern");
    let out = shards.replace_all(&out, "");
    snapshot("portal-tree", &names.replace_all(&out, "${1}${3}/${2}…"));
}

#[test]
fn the_same_sites_make_the_same_bytes() {
    let scratch = two("bytes");
    let settings = HEAD.to_owned() + &sites(&["one", "two"]);
    let (one, other) = (made(&scratch, &settings), made(&scratch, &settings));
    assert_eq!(publish::digest(cleared(&one)), publish::digest(cleared(&other)));
}

#[test]
fn the_catalogue_holds_every_node_of_every_site_once_and_as_it_was() {
    let scratch = two("catalogue");
    let made = made(&scratch, &(HEAD.to_owned() + &sites(&["one", "two"])));
    let nodes = |text: &str| -> Vec<Value> {
        let whole: Value = serde_json::from_str(text).expect("JSON");
        whole["@graph"].as_array().expect("nodes").clone()
    };
    let all = nodes(text(cleared(&made), "data/catalog.jsonld"));
    let ids: BTreeSet<&str> = all.iter().map(|node| node["@id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), all.len(), "no id twice");
    let mut wanted = 0;
    for site in ["one", "two"] {
        let own = nodes(&std::fs::read_to_string(scratch.0.join(site).join("data/catalog.jsonld")).expect("a catalogue"));
        assert!(own.iter().all(|node| all.contains(node)), "{site}");
        wanted += own.len();
    }
    assert_eq!(all.len(), wanted + 2, "the portal's catalogue and publisher beside them");
    let joined: Vec<&str> =
        all[0]["dcat:catalog"].as_array().expect("a list").iter().filter_map(|id| id["@id"].as_str()).collect();
    assert_eq!(joined, ["https://one.example/data/catalog.jsonld#catalog", "https://two.example/data/catalog.jsonld#catalog"]);
}

#[test]
fn every_host_gets_the_portal_with_its_own_rules() {
    let scratch = two("hosts");
    for (host, file) in [("netlify", "_headers"), ("nginx", "nginx.conf"), ("plain", ".nojekyll")] {
        let made = made(&scratch, &(format!("{HEAD}host = {host:?}\n") + &sites(&["one", "two"])));
        let rules = text(cleared(&made), file);
        let policy = "connect-src 'self' https://one.example https://two.example;";
        assert!(host == "plain" || rules.contains(policy), "{rules}");
        let open = if host == "nginx" { "location = /sites.json {" } else { "/sites.json\n" };
        assert!(host == "plain" || rules.contains(open), "{rules}");
    }
}

#[test]
fn all_that_is_wrong_is_told_in_one_run() {
    let scratch = two("wrong");
    publish_site("minimal", "https://two.example", &scratch.0.join("again"));
    publish_site("minimal", "https://three.example/below", &scratch.0.join("below"));
    publish_site("minimal", "http://four.example", &scratch.0.join("insecure"));
    publish_site("minimal", "https://portal.example", &scratch.0.join("own"));
    for (name, path, bytes) in [("touched", "ja/index.html", "changed"), ("other", "site.json", "{}")] {
        publish_site("minimal", "https://five.example", &scratch.0.join(name));
        std::fs::write(scratch.0.join(name).join(path), bytes).expect("written");
    }
    let made_of = |folders: &[&str]| made(&scratch, &(HEAD.to_owned() + &sites(folders)));
    let unread = made_of(&["one", "nowhere", "touched", "other"]);
    assert_eq!(codes(&unread), ["K0901", "K0705", "K0705"], "{}", told(&unread));
    let addresses = made_of(&["one", "two", "again", "below", "insecure", "own"]);
    assert!(addresses.cleared.is_none());
    // The catalogues of one address twice differ in nothing here.
    assert_eq!(codes(&addresses), ["K0903", "K0904", "K0904", "K0903"], "{}", told(&addresses));
    for made in [&unread, &addresses] {
        let text = told(made);
        assert_eq!(text.matches("対処 help:").count(), made.findings.len(), "{text}");
        assert!(made.findings.iter().all(|finding| !finding.places.is_empty()), "{text}");
    }
}

/// Who joins a thousand sites need not fetch their pages; what is fetched is held against the manifest all the same.
#[test]
fn a_part_of_a_site_is_enough_and_nothing_in_it_may_differ() {
    let scratch = two("part");
    let settings = HEAD.to_owned() + &sites(&["one", "two"]);
    let whole = publish::digest(cleared(&made(&scratch, &settings)));
    for left_out in ["ja", "en", "assets", "style", "charts"] {
        let _ = std::fs::remove_dir_all(scratch.0.join("one").join(left_out));
    }
    assert_eq!(publish::digest(cleared(&made(&scratch, &settings))), whole);
    let shard =
        std::fs::read_dir(scratch.0.join("one/search/ja")).expect("an index").next().expect("a folder").expect("readable");
    std::fs::remove_file(shard.path().join("t/0.txt")).expect("removed");
    assert_eq!(codes(&made(&scratch, &settings)), ["K0705"]);
    std::fs::write(scratch.0.join("two/ja/index.html"), "changed").expect("written");
    assert_eq!(codes(&made(&scratch, &settings)), ["K0705", "K0705"]);
}

/// A folder that is whole, and was made by another kohyo.
#[test]
fn a_site_of_another_form_is_not_joined() {
    let scratch = two("form");
    let forms = [
        ("version", "site.json", "\"version\": 1", "\"version\": 7"),
        ("context", "data/catalog.jsonld", "http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/dcat2#"),
        ("index", "search/", "kohyo-search 1", "kohyo-search 2"),
    ];
    for (name, path, from, to) in forms {
        let folder = scratch.0.join(name);
        publish_site("minimal", &format!("https://{name}.example"), &folder);
        rewrite(&folder, path, from, to);
        let made = made(&scratch, &(HEAD.to_owned() + &sites(&[name])));
        assert_eq!(codes(&made), ["K0902"], "{name}: {}", told(&made));
    }
}

/// Changes files of a published folder, and the manifest with them.
fn rewrite(folder: &Path, start: &str, from: &str, to: &str) {
    let manifest = folder.join("manifest.json");
    let mut whole: Value = serde_json::from_slice(&std::fs::read(&manifest).expect("a manifest")).expect("JSON");
    let mut changed = 0;
    for (path, hash) in whole["files"].as_object_mut().expect("files") {
        let text = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
        if path.starts_with(start) && text.contains(from) {
            let text = text.replace(from, to);
            *hash = Value::from(publish::sha256(text.as_bytes()));
            std::fs::write(folder.join(path), text).expect("written");
            changed += 1;
        }
    }
    assert!(changed > 0, "{start} has {from}");
    std::fs::write(&manifest, whole.to_string()).expect("written");
}

#[test]
fn the_policy_names_sites_or_what_stands_for_them() {
    let scratch = two("policy");
    let with = |connect: &str| made(&scratch, &(format!("{HEAD}connect = {connect}\n") + &sites(&["one", "two"])));
    let made_so = with("[\"https://*.two.example\", \"https://one.example\", \"https://two.example\"]");
    assert!(text(cleared(&made_so), "_headers").contains("connect-src 'self' https://*.two.example https://one.example"));
    assert_eq!(codes(&with("[\"https://one.example\"]")), ["K0904"]);
    assert_eq!(codes(&with("[\"https:\"]")), ["K0904", "K0904", "K0904"]);
}

#[test]
fn what_the_settings_lack_is_told_before_any_folder_is_read() {
    let scratch = Scratch::new("portal-settings");
    let none = portal(&Disk::new(&scratch.0), &scratch.0);
    assert_eq!(codes(&none), ["K0002"], "{}", told(&none));
    let broken = made(&scratch, "titel.ja = \"x\"\n[[site]]\nfolder = \"nowhere\"\n");
    assert_eq!(codes(&broken), ["K0103", "K0103", "K0102"], "{}", told(&broken));
}

#[test]
fn the_command_writes_the_portal_or_leaves_the_old_one() {
    let scratch = two("command");
    std::fs::write(scratch.0.join("portal.toml"), HEAD.to_owned() + &sites(&["one", "two"])).expect("written");
    let run = || {
        let command = std::process::Command::new(env!("CARGO_BIN_EXE_kohyo"))
            .args(["portal", "--lang", "en", "--site"])
            .arg(&scratch.0)
            .output();
        let output = command.expect("the binary runs");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, said) = run();
    assert!(code == Some(0) && said.contains("the portal of 2 sites"), "{said}");
    let before = std::fs::read(scratch.0.join("public/manifest.json")).expect("a manifest");
    std::fs::write(scratch.0.join("one/ja/index.html"), "changed").expect("written");
    let (code, said) = run();
    assert!(code == Some(1) && said.contains("K0705") && said.contains("No portal was written"), "{said}");
    assert_eq!(std::fs::read(scratch.0.join("public/manifest.json")).expect("a manifest"), before);
    assert!(publish::Folder::read(&scratch.0.join("public")).is_ok());
}

/// The lines of a directory, read as docs/search.md says: of each term the sites that hold it, with their levels.
fn read(files: &[(String, Vec<u8>)]) -> BTreeMap<String, BTreeMap<u32, u32>> {
    let text = |name: &str| std::str::from_utf8(&files.iter().find(|(known, _)| known == name).expect("a file").1).expect("text");
    let root: Vec<&str> = text("root.txt").lines().collect();
    let shards: usize = root[0].rsplit(' ').next().expect("a number").parse().expect("a number");
    let first: Vec<&str> = root[1].split('\t').filter(|first| !first.is_empty()).collect();
    assert_eq!((first.len(), files.len()), (shards, shards + 1));
    let mut out = BTreeMap::new();
    for n in 0..shards {
        for line in text(&format!("t/{n}.txt")).lines() {
            let (term, numbers) = line.split_once('\t').expect("a tab");
            assert!(first[n] <= term && first.get(n + 1).is_none_or(|next| term < *next), "{term} stands in its shard");
            let numbers = coded::ascending(numbers.as_bytes()).expect("numbers");
            assert!(out.insert(term.to_owned(), numbers.iter().map(|n| (n / 4, n % 4)).collect()).is_none(), "{term} once");
        }
    }
    out
}

/// The same by counting the terms of every text.
fn counted(members: &[Vec<Page>]) -> BTreeMap<String, BTreeMap<u32, u32>> {
    let mut out: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
    for (member, pages) in (0..).zip(members) {
        for page in pages {
            for text in [&page.title, &page.headings, &page.text] {
                search::terms(&Field::of(text).folded, |term, _| {
                    *out.entry(term.to_owned()).or_default().entry(member).or_default() += 1
                });
            }
        }
    }
    let level = |count: u32| [4, 16, 64].iter().filter(|least| count >= **least).count() as u32;
    out.values_mut().flat_map(BTreeMap::values_mut).for_each(|count| *count = level(*count));
    out
}

fn directory(members: &[Vec<Page>]) -> Vec<(String, Vec<u8>)> {
    let mut all = Members::default();
    for pages in members {
        let index = search::files(pages.clone(), &Facets::default());
        let mut shards: Vec<(usize, Vec<u8>)> = index
            .into_iter()
            .filter_map(|(name, bytes)| Some((name.strip_prefix("t/")?.strip_suffix(".txt")?.parse().ok()?, bytes)))
            .collect();
        shards.sort();
        let held = shards.into_iter().flat_map(|(_, bytes)| search::held(&Shard::parse(bytes).expect("a shard")).expect("terms"));
        all.add(&held.collect::<Vec<_>>());
    }
    all.files()
}

fn pages() -> impl Strategy<Value = Vec<Page>> {
    let words = ["目標", "再生医療", "令和6年度", "FY2024", "company", "109.35", "カルテ", "の", "R&D", "\n", "9件"];
    let line = proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..40).prop_map(|words| words.join(" "));
    let page = (any::<u8>(), line.clone(), line).prop_map(|(n, headings, text)| Page {
        address: format!("/ja/{n}/"),
        title: format!("頁{n}"),
        headings,
        text,
        ..Page::default()
    });
    proptest::collection::vec(page, 0..4)
}

proptest! {
    #[test]
    fn the_directory_says_what_counting_says(members in proptest::collection::vec(pages(), 0..40)) {
        // Two pages cannot have one address.
        let members: Vec<Vec<Page>> = members
            .into_iter()
            .map(|pages| pages.into_iter().map(|page| (page.address.clone(), page)).collect::<BTreeMap<_, _>>().into_values().collect())
            .collect();
        prop_assert_eq!(read(&directory(&members)), counted(&members));
    }
}
