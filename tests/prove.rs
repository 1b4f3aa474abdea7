//! The proof passes where nothing leaks, and fails where something does: a site that lets a length through, a log that does, a
//! guard that is blind.
//!
//! In: the fixtures `sealed` and `hidden`, and faulty ways to make a site. Out: failures.

use crate::common::{fixture, in_memory};
use kohyo::diagnostics::{Finding, Format, Words, codes, print};
use kohyo::prove::{Machine, Proof, prove};
use kohyo::redact::Watchlist;
use kohyo::render::Tree;
use kohyo::source::World;
use kohyo::{Rendered, guard, rendered};

fn codes_of(proof: &Proof) -> Vec<&'static str> {
    let mut codes: Vec<&str> = proof.findings.iter().map(|finding| finding.code.id).collect();
    codes.dedup();
    codes
}

fn said(proof: &Proof) -> String {
    let all: Vec<Finding> = proof.site.findings.iter().chain(&proof.findings).cloned().collect();
    print(&all, &proof.site.sources, &proof.site.masks, Format::Terminal, None)
}

fn proof(name: &str, machine: &Machine) -> Proof {
    prove(&in_memory(&fixture(name)), machine)
}

#[test]
fn nothing_leaks_from_sites_that_withhold_at_every_level() {
    for name in ["sealed", "hidden", "attached", "base"] {
        let proof = proof(name, &Machine::new(&rendered));
        let certificate = proof.certificate.as_ref().unwrap_or_else(|| panic!("{name}\n{}", said(&proof)));
        assert!(proof.findings.is_empty(), "{name}\n{}", said(&proof));
        let worlds: Vec<&str> = certificate.worlds.iter().map(|world| world.world).collect();
        assert_eq!(worlds, ["as is", "none", "low", "high", "long", "canary"]);
        assert!(certificate.worlds.iter().all(|world| world.identical && world.findings));
        let (caught, missed) = certificate.plants();
        assert!(caught > 100 && missed == 0, "{name}: {caught} caught, {missed} missed");
    }
}

#[test]
fn the_certificate_says_what_was_done_and_is_the_same_every_time() {
    let (a, b) = (proof("sealed", &Machine::new(&rendered)), proof("sealed", &Machine::new(&rendered)));
    let (a, b) = (a.certificate.expect("one"), b.certificate.expect("one"));
    assert_eq!(a.json(), b.json());
    for level in ["phrase", "block", "cell", "row", "page", "file", "unacknowledged"] {
        assert!(a.items.get(level).is_some_and(|count| count.values > 0 && count.watched > 0), "{level}: {:?}", a.items);
    }
    assert_eq!(a.sha256.len(), 64);
    let text = String::from_utf8(a.json()).expect("text");
    assert!(!text.contains("カナリア") && !text.contains("7301"));
}

/// How long the sources are: what no site may depend on.
fn length(site: &Rendered) -> usize {
    site.sources.iter().map(|(_, file)| file.text.len()).sum()
}

#[test]
fn a_site_that_lets_a_length_through_is_noticed() {
    let leaky = |world: &dyn World| {
        let mut site = rendered(world);
        let length = length(&site).to_string();
        site.tree.iter_mut().for_each(|tree| tree.add("size.txt", length.as_bytes()));
        site
    };
    let proof = proof("sealed", &Machine::new(&leaky));
    assert_eq!(codes_of(&proof), ["K0715"], "{}", said(&proof));
    for world in ["none", "low", "high", "long", "canary"] {
        let named = |finding: &&Finding| finding.message.en.contains(&format!("`{world}`"));
        let finding = proof.findings.iter().find(named).unwrap_or_else(|| panic!("{world}"));
        assert!(finding.message.en.contains("size.txt differs at byte"), "{}", finding.message.en);
    }
    assert!(proof.certificate.is_some_and(|c| c.worlds.iter().filter(|world| !world.identical).count() == 5));
}

#[test]
fn a_log_that_lets_a_length_through_is_noticed() {
    let leaky = |world: &dyn World| {
        let mut site = rendered(world);
        let length = length(&site);
        site.findings.push(Finding::new(codes::REVIEW_DUE, Words::new(format!("{length}"), format!("{length}"))));
        site
    };
    let proof = proof("sealed", &Machine::new(&leaky));
    assert_eq!(codes_of(&proof), ["K0717"], "{}", said(&proof));
}

/// The place of a finding behind a hidden part of the same line is printed as if that part had always the same length.
#[test]
fn places_behind_a_hidden_part_tell_nothing_of_it() {
    use kohyo::source::Span;
    let pointing = |world: &dyn World| {
        let mut site = rendered(world);
        let file = site.sources.find("content/about.ja.md").expect("the page");
        let at = site.sources.file(file).text.find("》二≪").expect("the place");
        let finding = Finding::new(codes::REVIEW_DUE, Words::new("ここ", "here")).at(Span::new(file, at..at + 3));
        site.findings.push(finding);
        site
    };
    let proof = proof("sealed", &Machine::new(&pointing));
    assert!(proof.findings.is_empty(), "{}", said(&proof));
}

#[test]
fn a_world_that_does_not_build_is_noticed() {
    let picky = |world: &dyn World| {
        let mut site = rendered(world);
        if site.sources.iter().any(|(_, file)| file.text.contains("999,999,999,999")) {
            site.tree = None;
            site.findings.push(Finding::new(codes::BAD_FIGURE, Words::new("", "")));
        }
        site
    };
    let proof = proof("sealed", &Machine::new(&picky));
    assert_eq!(codes_of(&proof), ["K0716"], "{}", said(&proof));
    assert!(said(&proof).contains("K0106") && said(&proof).contains("`high`"));
}

#[test]
fn a_blind_guard_is_noticed() {
    let blind = |tree: Tree, _: &Watchlist| guard::clear_alone(tree, &Watchlist::default());
    let machine = Machine { clear: &blind, ..Machine::new(&rendered) };
    let proof = proof("sealed", &machine);
    assert_eq!(codes_of(&proof), ["K0718"]);
    assert!(proof.certificate.is_some_and(|c| c.plants().0 == 0 && c.plants().1 > 100));
}

#[test]
fn a_guard_that_does_not_look_at_one_kind_of_file_is_noticed() {
    let half = |tree: Tree, watchlist: &Watchlist| {
        let mut seen = Tree::default();
        tree.iter().filter(|(path, _)| !path.ends_with(".svg")).for_each(|(path, bytes)| seen.add(path, bytes));
        guard::clear_alone(seen, watchlist).and_then(|_| guard::clear_alone(tree, &Watchlist::default()))
    };
    let machine = Machine { clear: &half, ..Machine::new(&rendered) };
    let proof = proof("sealed", &machine);
    assert_eq!(codes_of(&proof), ["K0718"]);
    assert!(proof.findings.iter().all(|finding| finding.message.en.contains("sink svg-")), "{}", said(&proof));
}

/// What the sources withhold and the watchlist does not know cannot be looked for.
#[test]
fn a_value_that_is_not_watched_is_noticed() {
    let forgetful = |world: &dyn World| Rendered { watchlist: Watchlist::default(), ..rendered(world) };
    let proof = proof("sealed", &Machine::new(&forgetful));
    assert_eq!(codes_of(&proof), ["K0718"]);
}

/// A value that is kept outside the sources changes nothing either, and the guard knows it.
#[test]
fn values_kept_outside_the_sources_are_proved_too() {
    let mut memory = in_memory(&fixture("hidden"));
    memory.keep_secret("W-2024-001.md", "48,213億円\n".as_bytes().to_vec());
    let proof = prove(&memory, &Machine::new(&rendered));
    let certificate = proof.certificate.as_ref().unwrap_or_else(|| panic!("{}", said(&proof)));
    assert!(proof.findings.is_empty(), "{}", said(&proof));
    assert!(certificate.worlds.iter().all(|world| world.identical) && certificate.plants().1 == 0);
    let site = rendered(&memory);
    let mut tree = Tree::default();
    tree.add("page.html", "<p>4兆8,213億円ではなく48,213億円</p>");
    assert!(guard::clear_alone(tree, &site.watchlist).is_err(), "the value is looked for");
}

/// A leak in one language only, and one that is nothing but an order.
#[test]
fn a_leak_in_one_language_or_in_an_order_is_noticed() {
    let one_language = |world: &dyn World| {
        let mut site = rendered(world);
        let length = length(&site);
        let page = site.tree.as_ref().and_then(|tree| tree.get("en/about/index.html")).map(<[u8]>::to_vec).unwrap_or_default();
        site.tree = site.tree.map(|tree| {
            let mut other = Tree::default();
            tree.iter().filter(|(path, _)| *path != "en/about/index.html").for_each(|(path, bytes)| other.add(path, bytes));
            other.add("en/about/index.html", [page.as_slice(), if length.is_multiple_of(2) { b" " } else { b"" }].concat());
            other.add("order.txt", if length.is_multiple_of(3) { "b\na\n" } else { "a\nb\n" });
            other
        });
        site
    };
    let proof = proof("sealed", &Machine::new(&one_language));
    assert!(codes_of(&proof).contains(&"K0715"), "{}", said(&proof));
    let named = |path: &str| proof.findings.iter().any(|finding| finding.message.en.contains(path));
    assert!(named("en/about/index.html") || named("order.txt"), "{}", said(&proof));
}
