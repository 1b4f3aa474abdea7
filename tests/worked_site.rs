//! The worked site: every figure that was entered from the document is on a page in each language, and in the open data.
//!
//! In: this repository's `data/`. Out: the list of figures that are missing, with their file and line.

use crate::common::{build, root};
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

/// Rows of every CSV file of the open data by fact. Those of figures are tables as on their page.
fn csv() -> BTreeMap<String, Vec<String>> {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let mut out = BTreeMap::new();
    for (_, bytes) in cleared.files().filter(|(path, _)| path.starts_with("data/") && path.ends_with(".csv")) {
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
    assert_eq!(of("keihin-2022/2024/", "category"), 24, "programme rows of FY2024");
    assert_eq!(of("keihin-2012/", "cumulative"), 8, "numerical targets of the plan from FY2012");
    assert_eq!((of("keihin-2012/2012/", "actual"), of("keihin-2012/2013/", "actual")), (8, 8), "printed years of that plan");
    assert_eq!(of("keihin-2012/2013/", "category"), 27, "programme rows of FY2013");
    let in_category = |category: &str| {
        rows.values().filter(|row| row[0].starts_with("keihin-2012/2013/") && row[5] == "category" && row[12] == category).count()
    };
    assert_eq!(["財政", "税制", "金融", "その他"].map(in_category), [16, 1, 2, 8]);
    let withheld = |plan: &str| rows.values().filter(|row| row[0].starts_with(plan) && row[14] == "withheld").count();
    assert_eq!(
        (withheld("keihin-2012/"), withheld("keihin-2022/")),
        (6, 4),
        "figures and words that the documents keep to themselves"
    );
}

/// Pages made for the page notes of the documents, with the marks on each.
const PARTIAL: [(&str, usize); 5] = [
    ("reports/fy2013", 1),
    ("plan/medical-devices", 3),
    ("plan/medicines", 14),
    ("plan/regenerative-medicine", 1),
    ("plan/fujifilm-ri-pharma", 2),
];

#[test]
fn every_mark_of_the_documents_is_on_its_page_under_its_note() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let notes = ["事業の適正な遂行に支障を及ぼすおそれがある情報を含む", "may impede the proper conduct of the project"];
    for (lang, marker, note) in [("ja", "［非公表］", notes[0]), ("en", "[Withheld]", notes[1])] {
        for (page, marks) in PARTIAL {
            let path = format!("{lang}/{page}/index.html");
            let html = String::from_utf8_lossy(cleared.get(&path).expect("the page")).into_owned();
            // The explanation of the marks at the end of the page shows one more.
            let text = html.split("id=\"k_marks\"").next().unwrap_or_default();
            assert_eq!(text.matches(&format!("<span class=\"withheld\">{marker}")).count(), marks, "{path}");
            assert!(text.contains(note), "{path} has no note");
        }
    }
    // The sixth note stands under the table of initiatives, which is made from data.
    let table = String::from_utf8_lossy(cleared.get("ja/programs/fy2013/index.html").expect("the page")).into_owned();
    assert!(table.contains(&format!("※このページについては、{}ことから、一部非公表といたします。", notes[0])));
    let phrase = &csv()["keihin-2012/2013/yokohama-zone-leading-grant/results"];
    assert_eq!((phrase[12].matches("［非公表］").count(), phrase[13].matches("[Withheld]").count()), (1, 1));
}

#[test]
fn withheld_parts_are_numbered_in_order_and_alike_in_both_languages() {
    let read = |path: String| std::fs::read_to_string(root().join(path)).expect("a source file");
    let numbers = |text: &str| -> Vec<String> {
        text.split("#W-").skip(1).map(|rest| rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect()).collect()
    };
    let mut families = [0; 3];
    let mut of_plan = Vec::new();
    for (page, marks) in PARTIAL {
        let [ja, en] = ["ja", "en"].map(|lang| read(format!("content/{page}.{lang}.md")));
        assert_eq!(numbers(&ja), numbers(&en), "{page}");
        assert_eq!(numbers(&ja).len(), marks, "{page}");
        for (count, opening) in families.iter_mut().zip(["≪非公表:", "《非公表:", "<<非公表:"]) {
            *count += ja.matches(opening).count();
        }
        of_plan.extend(numbers(&ja).into_iter().filter(|number| number.starts_with("2022-")));
    }
    let numbered = |year: i32, from: usize, to: usize| (from..=to).map(|n| format!("{year}-{n:03}")).collect::<Vec<_>>();
    assert_eq!(of_plan, numbered(2022, 1, 20), "the plan has 20 marks");
    assert_eq!(families, [1, 17, 3], "with one more in data: the spellings of the documents");
    let data = read("data/2013/keihin-2012/programs.toml".to_owned());
    assert_eq!(numbers(&data), ["2013-002", "2013-002"], "the phrase, in both languages");
    let cells: Vec<String> =
        data.split("id = \"W-").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    assert_eq!(cells, numbered(2013, 3, 8), "the amounts, in the order of the tables");
}

#[test]
fn a_dash_for_related_targets_is_not_all_of_them() {
    let typed = std::fs::read_to_string(root().join("data/2013/keihin-2012/programs.toml")).expect("the file");
    assert_eq!(typed.matches("indicators = \"―\"").count(), 4, "rows for which the report prints a dash");
    let cleared = SITE.cleared.as_ref().expect("a site");
    let html = String::from_utf8_lossy(cleared.get("ja/programs/fy2013/index.html").expect("the page")).into_owned();
    let row = html.split("<tr id=\"yokohama-bio-industry\"").nth(1).and_then(|rest| rest.split("</tr>").next()).expect("a row");
    assert!(row.contains("<li>－</li>") && !row.contains("すべての数値目標"), "{row}");
}

#[test]
fn every_page_says_that_it_is_an_unofficial_specimen_and_names_its_source() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    for (path, bytes) in cleared.files().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        assert!(html.contains("非公式な見本") || html.contains("unofficial specimen"), "{path}");
        let documents = [
            "国際戦略総合特別区域評価書",
            "国際戦略総合特別区域計画",
            "地域再生計画",
            "商工労働部",
            "Evaluation Report",
            "Comprehensive Special Zone Plan",
            "Regional Revitalisation Plan",
            "Department of Commerce, Industry and Labour",
        ];
        let named = documents.iter().any(|document| html.contains(document));
        // A page that only leads on to another has nothing of its own that a document would say, and that of search has not either.
        let empty = ["moved", "search"].iter().any(|kind| html.contains(&format!("data-kind=\"{kind}\"")));
        assert!(named || !path.contains('/') || empty, "{path} names no source");
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

/// 28 marks stand in two of the documents, four of them in spellings of their own; each has a number. Seven of them stand a second
/// time, in the rows of projects and businesses.
#[test]
fn every_real_mark_is_in_the_register() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let json: serde_json::Value = serde_json::from_slice(cleared.get("data/withheld.json").expect("the register")).expect("JSON");
    let text = json.to_string();
    let count = |series: &str| (1..=40).filter(|n| text.contains(&format!("\"{series}-{n:03}\""))).count();
    assert_eq!((count("W-2013"), count("W-2022"), count("W-2024")), (8, 27, 1));
}

/// The JSON files hold what the CSV files hold, cell by cell: so what the tests above say of a value, its characters, unit and state
/// holds for both. An empty cell has no key; a withheld one says so, with nothing in its value.
#[test]
fn the_json_files_hold_the_cells_of_the_csv_files() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    let mut cells = 0;
    for (path, bytes) in cleared.files().filter(|(path, _)| path.starts_with("data/") && path.ends_with(".csv")) {
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a BOM"));
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        let json = cleared.get(&path.replace(".csv", ".json")).expect("the JSON file beside it");
        let json: serde_json::Value = serde_json::from_slice(json).expect("JSON");
        let objects = json["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), objects.len(), "{path}");
        for (row, object) in rows.iter().zip(objects) {
            for (name, cell) in header.iter().zip(row) {
                assert_eq!(object[name].as_str().unwrap_or_default(), cell, "{path} {name}: {object}");
                cells += 1;
            }
            // A withheld thing has a `value` that is null, also where the table has no such column.
            let known = |key: &String| header.contains(key) || (key == "value" && object[key].is_null());
            assert!(object.as_object().expect("an object").keys().all(known), "{path}: {object}");
            if object["status"] == "withheld" && header.iter().any(|name| name == "value") {
                assert!(object.as_object().is_some_and(|o| o.get("value").is_some_and(serde_json::Value::is_null)), "{object}");
            }
        }
    }
    assert!(cells > 50_000, "{cells}");
}

/// How many of the last word a unit counts: `100 million yen` and 億円 are 10^8.
fn power(unit: &str, words: &[(&str, u32)]) -> u32 {
    words.iter().find_map(|(word, power)| unit.starts_with(word).then_some(*power)).unwrap_or(0)
}

/// A value stands once, beside a unit in each language: both must make the same amount of it.
#[test]
fn the_units_of_a_value_make_the_same_amount_in_both_languages() {
    const JA: [(&str, u32); 5] = [("兆", 12), ("億", 8), ("百万", 6), ("万", 4), ("千", 3)];
    const EN: [(&str, u32); 6] =
        [("trillion ", 12), ("billion ", 9), ("100 million ", 8), ("million ", 6), ("10,000 ", 4), ("thousand ", 3)];
    let rows = csv();
    let mut seen = BTreeSet::new();
    for (fact, row) in rows.iter().filter(|(_, row)| row[14] == "value") {
        assert_eq!(power(&row[9], &JA), power(&row[10], &EN), "{fact}: {} is not {}", row[9], row[10]);
        seen.insert(power(&row[9], &JA));
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 3, 4, 8, 12], "millions and thousands were looked at");
}

/// The page about the data leads to every file, and says of each table how many rows it has and how large its files are.
#[test]
fn the_page_about_the_data_lists_every_file() {
    let cleared = SITE.cleared.as_ref().expect("a site");
    for lang in ["ja", "en"] {
        let page = String::from_utf8_lossy(cleared.get(&format!("{lang}/open-data/index.html")).expect("the page")).into_owned();
        for (path, bytes) in cleared.files().filter(|(path, _)| path.starts_with("data/")) {
            let (before, link) =
                page.split_once(&format!("href=\"/{path}\"")).unwrap_or_else(|| panic!("{lang}: {path} is not listed"));
            let size = bytes.len().div_ceil(1000).max(1);
            let text = link.split_once('<').expect("an end").0;
            assert!(text.contains(&format!("{size}KB")) || text.contains(&format!("{size} KB")), "{path}: {text}");
            if path.ends_with(".csv") {
                let records = csv::ReaderBuilder::new().from_reader(bytes).into_records().count();
                let row = before.rsplit_once("<tr>").expect("a row").1;
                assert!(row.replace(',', "").contains(&format!(">{records}</td>")), "{path} has {records} rows: {row}");
            }
        }
        assert!(page.contains("creativecommons.org") && page.contains("class=\"cite\""), "{lang}: licence and citation");
    }
}

/// The public sources make the same site, and no other value behind the marks would change a byte of it.
#[test]
fn the_worked_site_is_proved() {
    let disk = kohyo::source::Disk::new(crate::common::root());
    let proof = kohyo::prove::prove(&disk, &kohyo::prove::Machine::new(&kohyo::rendered));
    let certificate = proof.certificate.expect("a certificate");
    assert!(proof.findings.is_empty() && certificate.worlds.iter().all(|world| world.identical && world.findings));
    let (caught, missed) = certificate.plants();
    assert!(caught > 1000 && missed == 0, "{caught} caught, {missed} missed");
}
