//! Addresses that stay and news of the data: earlier addresses, the newest report, feeds, and what catalogues say of a site.
//!
//! In: the fixtures, changed in memory. Out: failures that name the file. The files themselves are held against other people's programs
//! by `tests/site/opendata.test.mjs`.

use crate::common::{build, fixture, in_memory, printed, snapshot};
use kohyo::Built;
use kohyo::source::{Memory, World};

fn exchange() -> Memory {
    in_memory(&fixture("exchange"))
}

fn edit(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let before = memory.text(path).expect("the file").to_owned();
    let after = change(&before);
    assert_ne!(before, after, "{path} is as it was");
    memory.insert(path, after.into_bytes());
}

fn file(built: &Built, path: &str) -> String {
    let bytes = built.cleared.as_ref().and_then(|cleared| cleared.get(path)).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8_lossy(bytes).into_owned()
}

fn has(built: &Built, path: &str) -> bool {
    built.cleared.as_ref().expect("a site").get(path).is_some()
}

#[test]
fn an_earlier_address_leads_on() {
    let built = build(&exchange());
    let rules = file(&built, "_redirects");
    for (lang, title) in [("ja", "前の計画の数値目標"), ("en", "Targets of the earlier plan")] {
        for from in ["old", "plans/old"] {
            let page = file(&built, &format!("{lang}/{from}/index.html"));
            assert!(page.contains(&format!("content=\"0; url=/{lang}/earlier/\"")), "{page}");
            assert!(page.contains(&format!("rel=\"canonical\" href=\"https://exchange.example/{lang}/earlier/\"")), "{page}");
            assert!(page.contains(&format!("<a href=\"/{lang}/earlier/\">")), "{title}: {page}");
            assert!(rules.contains(&format!("/{lang}/{from}/ /{lang}/earlier/ 301!\n")), "{rules}");
            assert!(!file(&built, "sitemap.xml").contains(&format!("/{lang}/{from}/<")), "{from} is in the site map");
        }
    }
}

#[test]
fn the_newest_report_has_an_address_of_its_own() {
    let mut memory = exchange();
    let rules = file(&build(&memory), "_redirects");
    assert!(rules.contains("/ja/reports/latest/ /ja/report/ 302!\n"), "{rules}");
    assert!(rules.contains("/en/reports/latest/old/ /en/report/ 302!\n"), "{rules}");
    for lang in ["ja", "en"] {
        let statement = "{ state = \"非公表\", ground = \"joho-5-2a\", decided = 2026-03-01, review = 2027-03-01 }";
        let page = format!("+++\nkind = \"report\"\nplan = \"old\"\nyear = 2013\ndisclosure = {statement}\n+++\n");
        memory.insert(&format!("content/report.{lang}.md"), page.into_bytes());
    }
    let built = kohyo::build(&memory);
    let rules = built
        .cleared
        .as_ref()
        .map(|cleared| cleared.get("_redirects").map(String::from_utf8_lossy).unwrap_or_default().into_owned());
    let rules = rules.unwrap_or_else(|| panic!("{}", printed(&built)));
    assert!(!rules.contains("/report/"), "a withheld report is the newest of nobody: {rules}");
    assert!(!has(&built, "ja/reports/latest/old/index.html"));
}

/// An address tells what a page was about, so what hides a page hides where it stood before.
#[test]
fn a_withheld_page_keeps_its_earlier_addresses_to_itself() {
    let mut memory = in_memory(&fixture("hidden"));
    for lang in ["ja", "en"] {
        edit(&mut memory, &format!("content/secret.{lang}.md"), |text| {
            text.replacen("disclosure", "aliases = [\"takeover-plan\"]\ndisclosure", 1)
        });
    }
    let built = build(&memory);
    for (path, bytes) in built.cleared.as_ref().expect("a site").files() {
        assert!(!path.contains("takeover") && !String::from_utf8_lossy(bytes).contains("takeover"), "{path}");
    }
}

/// Ids and days of the entries, in order.
fn entries(feed: &str) -> Vec<(String, String)> {
    let inside = |text: &str, tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>")).expect("the tag");
        rest.split_once("</").expect("its end").0.to_owned()
    };
    feed.split("<entry>").skip(1).map(|entry| (inside(entry, "id"), inside(entry, "updated"))).collect()
}

#[test]
fn feeds_tell_of_reports_corrections_and_releases_newest_first() {
    let built = build(&exchange());
    for lang in ["ja", "en"] {
        let feed = file(&built, &format!("{lang}/feed.xml"));
        let entries = entries(&feed);
        for id in ["report/old/2013", "edition/old-2013-effect-actual", "released/W-2026-004"] {
            assert!(entries.iter().any(|(found, _)| found.ends_with(&format!("feed.xml#{id}"))), "{lang} {id}: {entries:?}");
        }
        assert!(entries.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{entries:?}");
        assert!(feed.contains(&format!("<updated>{}</updated>", entries[0].1)), "the feed is as new as its newest entry");
        assert!(feed.contains(&format!("https://exchange.example/{lang}/earlier/#k_list")), "{feed}");
        let page = file(&built, &format!("{lang}/open-data/index.html"));
        assert!(
            page.contains(&format!("href=\"/{lang}/feed.xml\"")) && page.contains("datetime=\"2026-03-15\""),
            "the change log"
        );
        assert!(page.contains("rel=\"alternate\" type=\"application/atom+xml\""), "{lang}");
    }
}

/// Whoever has read an entry does not get it again because a title or an address has changed.
#[test]
fn ids_of_entries_do_not_depend_on_texts_and_addresses() {
    let mut memory = exchange();
    let before = entries(&file(&build(&memory), "ja/feed.xml"));
    edit(&mut memory, "data/2013/old/report.toml", |text| text.replace("平成25年度 評価書", "平成25年度の評価書"));
    edit(&mut memory, "data/register.toml", |text| text.replace("補助金の要件", "補助の要件"));
    for lang in ["ja", "en"] {
        let path = format!("content/report.{lang}.md");
        let text = memory.text(&path).expect("the page").to_owned();
        let mut moved = Memory::new([]);
        for other in memory.files().expect("files").iter().filter(|other| other.as_str() != path) {
            moved.insert(other.as_str(), memory.read(other).expect("bytes"));
        }
        moved.insert(
            &format!("content/evaluation.{lang}.md"),
            text.replace("kind =", "aliases = [\"report\"]\nkind =").into_bytes(),
        );
        memory = moved;
    }
    let built = build(&memory);
    assert_eq!(entries(&file(&built, "ja/feed.xml")), before);
    assert!(file(&built, "ja/feed.xml").contains("https://exchange.example/ja/evaluation/"));
    assert!(file(&built, "_redirects").contains("/ja/report/ /ja/evaluation/ 301!"));
}

#[test]
fn catalogues_say_what_the_author_said_and_no_more() {
    let text = file(&build(&exchange()), "data/catalog.jsonld");
    for said in
        ["authority/frequency/ANNUAL\"", "\"dct:identifier\": \"141305\"", "https://exchange.example/contact", "licenses/by/4.0/"]
    {
        assert!(text.contains(said), "{said}");
    }
    let silent = file(&build(&in_memory(&fixture("base"))), "data/catalog.jsonld");
    for unsaid in ["frequency", "dct:spatial", "dcat:contactPoint", "dct:license"] {
        assert!(!silent.contains(unsaid), "{unsaid}");
    }
}

/// What portals and programs read of a site, as a person reviews it: the catalogue of a site without plans, and one schema.
#[test]
fn descriptions_as_they_are() {
    let catalogue = file(&build(&in_memory(&fixture("minimal"))), "data/catalog.jsonld");
    let schema = file(&build(&in_memory(&fixture("base"))), "data/mini/programs.csv-metadata.json");
    snapshot("opendata", &format!("=== data/catalog.jsonld\n{catalogue}=== data/mini/programs.csv-metadata.json\n{schema}"));
}

/// Counts, periods and documents of a table come from what is public: nothing tells of a row that is not acknowledged.
#[test]
fn descriptions_know_no_more_than_the_rows() {
    let memory = exchange();
    let mut without = memory.clone();
    edit(&mut without, "data/2013/old/comments.toml", |text| {
        let keep = |part: &&str| !part.contains("存否応答拒否") && !part.contains("unacknowledged");
        text.split("\n\n").filter(keep).collect::<Vec<_>>().join("\n\n")
    });
    let (with, without) = (build(&memory), build(&without));
    for path in [
        "data/catalog.jsonld",
        "data/datapackage.json",
        "data/old/comments.csv-metadata.json",
        "ja/open-data/index.html",
        "en/feed.xml",
    ] {
        assert_eq!(file(&with, path), file(&without, path), "{path}");
    }
}
