//! The worked site: every figure that was entered from the document is on a page in each language, and in the open data.
//!
//! In: this repository's `data/`. Out: the list of figures that are missing, with their file and line.

mod common;

use common::{build, root};
use kohyo::Built;
use kohyo::source::Disk;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static SITE: LazyLock<Built> = LazyLock::new(|| build(&Disk::new(root())));

/// A figure as typed: file, line, and the characters between the quotes.
struct Typed {
    place: String,
    text: String,
}

/// Keys whose string is a figure as printed. Read line by line, apart from kohyo's own loader, so that a figure which the
/// loader lost would be missed here.
const KEYS: [&str; 6] = ["actual", "target", "progress", "weight", "value", "cumulative"];

fn typed() -> Vec<Typed> {
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(root().join("data")).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        for (number, line) in text.lines().enumerate() {
            let Some((key, rest)) = line.split_once('=') else { continue };
            let place = format!("{}:{}", entry.path().strip_prefix(root()).expect("below").display(), number + 1);
            let figures: Vec<&str> = rest.split('"').skip(1).step_by(2).collect();
            match key.trim() {
                "yearly" => out.extend(figures.iter().map(|f| Typed { place: place.clone(), text: (*f).to_owned() })),
                key if KEYS.contains(&key) && rest.trim().starts_with('"') => {
                    out.extend(figures.first().map(|f| Typed { place, text: (*f).to_owned() }));
                }
                _ => (),
            }
        }
    }
    out
}

/// Rows of every CSV file by fact.
fn csv() -> BTreeMap<String, Vec<String>> {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let mut out = BTreeMap::new();
    for (_, bytes) in cleared.files().filter(|(path, _)| path.ends_with(".csv")) {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(true).from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a BOM"));
        for row in reader.records() {
            let row: Vec<String> = row.expect("a row").iter().map(str::to_owned).collect();
            // The table of all indicators repeats the rows of each; a fact has one row wherever it stands.
            let before = out.insert(row[0].clone(), row.clone());
            assert!(before.is_none_or(|before| before == row), "two rows for one fact: {row:?}");
        }
    }
    out
}

/// Every `data-fact` of the pages of a language, with the text of its element.
fn shown(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, bytes) in cleared.files().filter(|(path, _)| path.starts_with(&format!("{lang}/")) && path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for piece in html.split("data-fact=\"").skip(1) {
            let (fact, rest) = piece.split_once('"').expect("a closed attribute");
            let text = rest.split_once('>').map_or("", |(_, text)| text).split("</").next().unwrap_or_default();
            let plain: String = text.split('<').map(|p| p.split_once('>').map_or(p, |(_, t)| t)).collect();
            out.entry(fact.to_owned()).or_default().insert(plain.trim().to_owned());
        }
    }
    out
}

fn digits(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(char::is_ascii_digit).collect::<String>().trim_start_matches('0').trim_end_matches('0').to_owned()
}

#[test]
fn every_typed_figure_is_in_the_open_data() {
    let rows = csv();
    let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.values() {
        *printed.entry(row[11].as_str()).or_default() += 1;
    }
    let typed = typed();
    assert!(typed.len() > 150, "the document's figures are entered: {}", typed.len());
    let mut missing = Vec::new();
    for figure in typed.iter().filter(|f| !f.text.is_empty()) {
        match printed.get_mut(figure.text.as_str()) {
            Some(left) if *left > 0 => *left -= 1,
            _ => missing.push(format!("{}: {}", figure.place, figure.text)),
        }
    }
    assert!(missing.is_empty(), "not in any CSV:\n{}", missing.join("\n"));
}

#[test]
fn every_figure_of_the_open_data_is_on_a_page_in_both_languages() {
    let rows = csv();
    for lang in ["ja", "en"] {
        let shown = shown(lang);
        let mut missing = Vec::new();
        for (fact, row) in rows.iter().filter(|(_, row)| row[14] == "value" && !row[11].is_empty()) {
            let wanted = digits(&row[8]);
            let found = shown.get(fact).is_some_and(|texts| texts.iter().any(|text| digits(text) == wanted));
            if !found {
                missing.push(format!("{fact} {} ({} {}): {:?}", row[11], row[22], row[23], shown.get(fact)));
            }
        }
        assert!(missing.is_empty(), "not on any {lang} page, {} of {}:\n{}", missing.len(), rows.len(), missing.join("\n"));
    }
}

#[test]
fn a_fact_prints_the_same_wherever_it_stands() {
    let rows = csv();
    for (fact, texts) in shown("ja") {
        let Some(row) = rows.get(&fact).filter(|row| row[14] == "value" && !row[8].is_empty()) else { continue };
        for text in &texts {
            assert_eq!(digits(text), digits(&row[8]), "{fact}: {text}");
        }
    }
}

#[test]
fn withheld_facts_have_no_value_anywhere() {
    let rows = csv();
    let withheld: Vec<_> = rows.iter().filter(|(_, row)| row[14] == "withheld").collect();
    assert!(!withheld.is_empty(), "the document keeps one amount to itself");
    for (fact, row) in withheld {
        assert!(row[8].is_empty() && row[11].is_empty() && !row[15].is_empty(), "{fact}: {row:?}");
        assert_eq!(shown("ja").get(fact).expect("on a page").iter().collect::<Vec<_>>(), ["［非公表］"]);
        assert_eq!(shown("en").get(fact).expect("on a page").iter().collect::<Vec<_>>(), ["[Withheld]"]);
    }
}

#[test]
fn the_counts_are_those_of_the_document() {
    let rows = csv();
    let of = |prefix: &str, item: &str| rows.values().filter(|row| row[0].starts_with(prefix) && row[5] == item).count();
    assert_eq!(of("keihin-2022/", "cumulative"), 6, "numerical targets");
    assert_eq!(of("keihin-2022/2024/", "used"), 11, "regulatory items");
    let programs: BTreeSet<&str> = rows.values().filter(|row| row[5] == "category").map(|row| row[2].as_str()).collect();
    assert_eq!(programs.len(), 24, "programme rows");
}

#[test]
fn every_page_says_that_it_is_an_unofficial_specimen_and_names_its_source() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    for (path, bytes) in cleared.files().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        assert!(html.contains("非公式な見本") || html.contains("unofficial specimen"), "{path}");
        let named = html.contains("国際戦略総合特別区域評価書") || html.contains("Evaluation Report");
        assert!(named || !path.contains('/'), "{path} names no source");
    }
}

#[test]
fn a_percentage_takes_no_counting_word() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let page =
        String::from_utf8_lossy(cleared.get("en/indicators/keihin-2022/trials/index.html").expect("the page")).into_owned();
    assert!(page.contains(">60 trials<"), "a count of trials takes the word");
    assert!(page.contains(">132%<") && !page.contains("132 trials"), "a percentage of them does not");
}

#[test]
fn years_to_come_say_so_on_pages_and_in_open_data() {
    let rows = csv();
    for year in [2025, 2026] {
        let row = rows.get(&format!("keihin-2022/{year}/investment/actual")).expect("a row");
        assert_eq!((row[8].as_str(), row[14].as_str()), ("", "not-yet"));
        assert!(shown("ja")[&row[0]].contains("未到来"));
    }
    let printed = rows.get("keihin-2022/2025/trials/progress").expect("a row");
    assert_eq!((printed[11].as_str(), printed[14].as_str()), ("0%", "value"), "what was printed is published as printed");
}
