//! 非公表の台帳 as readers get it: every acknowledged withheld thing once, in both languages and in both files; of what is not
//! acknowledged nothing.
//!
//! In: the `hidden` fixture, in which every level of withholding stands. Out: failures that name what is missing.

use crate::common::{build, fixture, in_memory, printed};
use kohyo::Built;
use kohyo::source::{Memory, World};
use serde_json::Value;

fn hidden() -> Memory {
    in_memory(&fixture("hidden"))
}

fn edit(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let before = memory.text(path).expect("the file").to_owned();
    let after = change(&before);
    assert_ne!(before, after, "{path} is as it was");
    memory.insert(path, after.into_bytes());
}

/// The site without the files whose paths begin so.
fn without_file(memory: &Memory, prefix: &str) -> Memory {
    let mut out = Memory::new([]);
    for path in memory.files().expect("files").iter().filter(|path| !path.as_str().starts_with(prefix)) {
        out.insert(path.as_str(), memory.read(path).expect("a file"));
    }
    out
}

fn file(built: &Built, path: &str) -> String {
    let bytes = built.cleared.as_ref().and_then(|cleared| cleared.get(path)).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8_lossy(bytes).into_owned()
}

fn rows(built: &Built) -> Vec<Value> {
    let json: Value = serde_json::from_str(&file(built, "data/withheld.json")).expect("JSON");
    json["rows"].as_array().expect("rows").clone()
}

/// Number and kind of each row of the table, as a reader sees them.
fn listed(html: &str) -> Vec<(String, String)> {
    let rows = html.split("<tr").skip(1).filter_map(|row| row.split_once("data-kind=\""));
    let kind = |row: &str| row.split('"').next().unwrap_or_default().to_owned();
    let number = |row: &str| {
        let cell = row.split_once("<th scope=\"row\"").and_then(|(_, cell)| cell.split_once('>')).expect("a number").1;
        cell.split('<').next().unwrap_or_default().to_owned()
    };
    rows.map(|(_, row)| (number(row), kind(row))).collect()
}

/// All that the fixture acknowledges, in order of number.
const ITEMS: [(&str, &str); 6] = [
    ("W-2024-001", "cell"),
    ("W-2024-002", "phrase"),
    ("W-2024-003", "block"),
    ("W-2024-010", "cell"),
    ("", "row"),
    ("", "page"),
];

#[test]
fn every_acknowledged_thing_stands_in_the_register_in_both_languages_and_files() {
    let built = build(&hidden());
    for (lang, without) in [("ja", "番号なし"), ("en", "no number")] {
        let page = listed(&file(&built, &format!("{lang}/withheld/index.html")));
        let expected = ITEMS.map(|(number, kind)| (if number.is_empty() { without } else { number }.to_owned(), kind.to_owned()));
        assert_eq!(page, expected, "{lang}");
    }
    let word = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let json: Vec<(String, String)> = rows(&built).iter().map(|row| (word(row, "number"), word(row, "kind"))).collect();
    assert_eq!(json, ITEMS.map(|(number, kind)| (number.to_owned(), kind.to_owned())));
    let csv = file(&built, "data/withheld.csv");
    let csv: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').take(3).collect()).collect();
    assert_eq!(csv, ITEMS.map(|(number, kind)| vec![number, "withheld", kind]));
}

#[test]
fn what_is_not_acknowledged_is_nowhere() {
    let built = build(&hidden());
    let all: String = ["ja/withheld/index.html", "en/withheld/index.html", "data/withheld.json", "data/withheld.csv"]
        .map(|path| file(&built, path))
        .concat();
    for word in ["unsaid", "言えない", "Unsaid"] {
        assert!(!all.contains(word), "{word}");
    }
    // Without those things in the sources the register is the same.
    let mut without = without_file(&hidden(), "content/unsaid");
    edit(&mut without, "data/2024/mini/programs.toml", |text| {
        let (head, rest) = text.split_once("[[program]]\nid = \"unsaid-grant\"").expect("the row");
        format!("{head}{}", &rest[rest.find("[[section]]").expect("a section")..])
    });
    let without = build(&without);
    for path in ["ja/withheld/index.html", "en/withheld/index.html", "data/withheld.json", "data/withheld.csv"] {
        assert_eq!(file(&built, path), file(&without, path), "{path}");
    }
}

#[test]
fn the_register_names_place_ground_and_decision() {
    let built = build(&hidden());
    let rows = rows(&built);
    let first = &rows[0];
    for (key, value) in [
        ("status", "withheld"),
        ("plan", "mini"),
        ("fiscal_year", "2024"),
        ("row", "location-grant"),
        ("row_name_en", "Location Grant"),
        ("item_name_ja", "交付額"),
        ("page_ja", "https://mini.example/ja/programs/#location-grant"),
        ("page_en", "https://mini.example/en/programs/#location-grant"),
        ("ground", "joho-5-2a"),
        ("ground_label_ja", "法人等の正当な利益"),
        ("reason_en", "it may harm the interests of a business"),
        ("decided", "2026-04-01"),
        ("review", "2027-04-01"),
    ] {
        assert_eq!(first[key], value, "{key}");
    }
    assert_eq!(first.get("value"), Some(&Value::Null));
    let page = file(&built, "en/withheld/index.html");
    for wanted in ["href=\"/en/programs/#location-grant\"", "id=\"W-2024-001\"", "1 April 2026", "1 April 2027", "Art. 5(ii)(a)"]
    {
        assert!(page.contains(wanted), "{wanted}");
    }
}

/// Progress and aggregate of the withheld actual print the marker, and lead to the number of the actual.
#[test]
fn a_derived_figure_is_no_item_of_its_own() {
    let built = build(&hidden());
    let csv = file(&built, "data/mini/indicators.csv");
    let derived = ["mini/2024/investment/actual", "mini/2024/investment/progress", "mini/2024/economy/progress"];
    for fact in derived {
        let row = csv.lines().find(|line| line.starts_with(fact)).expect("a row");
        assert!(row.contains(",withheld,joho-5-2a,") && row.ends_with(",W-2024-010"), "{row}");
    }
    let of_indicator: Vec<Value> = rows(&built).into_iter().filter(|row| row["row"] == "investment").collect();
    assert_eq!(of_indicator.len(), 1, "{of_indicator:?}");
    assert_eq!(of_indicator[0]["item"], "actual");
}

#[test]
fn the_register_is_the_same_with_and_without_the_withheld_values() {
    let with = build(&hidden());
    let mut without = hidden();
    edit(&mut without, "data/2024/mini/results.toml", |text| text.replace(", value = \"777億円\"", ""));
    for (lang, body) in [("ja", "ひみつの本文です。"), ("en", "Secret text.")] {
        edit(&mut without, &format!("content/secret.{lang}.md"), |text| text.replace(body, "").replace("ひみつの", "別の"));
    }
    let without = build(&without);
    for path in ["ja/withheld/index.html", "en/withheld/index.html", "data/withheld.json", "data/withheld.csv"] {
        assert_eq!(file(&with, path), file(&without, path), "{path}");
    }
}

#[test]
fn readers_learn_how_to_ask() {
    let mut memory = hidden();
    let page = file(&build(&memory), "ja/withheld/index.html");
    assert!(page.contains("次の連絡先へお問い合わせください：見本市"), "{page}");
    edit(&mut memory, "kohyo.toml", |text| {
        format!("request.ja = \"条例により開示を請求できます。\"\nrequest.en = \"Anybody may request disclosure.\"\n{text}")
    });
    let built = build(&memory);
    assert!(file(&built, "ja/withheld/index.html").contains("<p>条例により開示を請求できます。</p>"));
    assert!(file(&built, "en/withheld/index.html").contains("<p>Anybody may request disclosure.</p>"));
    assert!(file(&built, "data/withheld.json").contains("条例により開示を請求できます。"));
}

#[test]
fn pages_can_link_to_the_register_and_none_can_take_its_address() {
    let mut memory = hidden();
    edit(&mut memory, "content/_index.ja.md", |text| format!("{text}\n[一覧](/withheld/#W-2024-001)\n"));
    assert!(file(&build(&memory), "ja/index.html").contains("<a href=\"/ja/withheld/#W-2024-001\">一覧</a>"));
    for (lang, title) in [("ja", "自分の一覧"), ("en", "A list of my own")] {
        let page = format!("+++\ntitle = \"{title}\"\ndisclosure = \"公表\"\n+++\n");
        memory.insert(&format!("content/withheld.{lang}.md"), page.into_bytes());
    }
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none() && built.findings.iter().any(|f| f.code.id == "K0208"), "{}", printed(&built));
}

/// Nothing is withheld: the page says so, and both files are there with no row.
#[test]
fn an_empty_register_is_there_all_the_same() {
    let built = build(&in_memory(&fixture("minimal")));
    assert!(file(&built, "ja/withheld/index.html").contains("現在、一覧に載せる非公表のものはありません。"));
    assert!(rows(&built).is_empty());
    assert_eq!(file(&built, "data/withheld.csv").lines().count(), 1);
    assert!(file(&built, "sitemap.xml").contains("/en/withheld/"));
}

/// A page that leaves no stub is counted, and that is all: its address would be half of its title.
#[test]
fn a_page_without_stub_keeps_its_address_to_itself() {
    let mut memory = hidden();
    for lang in ["ja", "en"] {
        let stated = "disclosure = { state = \"非公表\", ground = \"joho-5-2a\", id = \"W-2024-020\", decided = 2026-04-01, \
                      review = 2027-04-01, stub = false }";
        let page = format!("+++\ntitle = \"A page of its own\"\n{stated}\n+++\n");
        memory.insert(&format!("content/quietly-closed.{lang}.md"), page.into_bytes());
    }
    let built = build(&memory);
    let page = file(&built, "ja/withheld/index.html");
    assert!(page.contains("id=\"W-2024-020\"") && page.contains("題名も非公表のページ"), "{page}");
    for (path, bytes) in built.cleared.iter().flat_map(|cleared| cleared.files()) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!path.contains("quietly-closed") && !text.contains("quietly-closed"), "{path}");
        assert!(!text.contains("A page of its own"), "{path}");
    }
}

#[test]
fn a_withheld_page_is_in_no_list() {
    let built = build(&hidden());
    let lists = ["sitemap.xml", "ja/feed.xml", "ja/index.html", "ja/about/index.html", "ja/programs/index.html"];
    for path in lists {
        assert!(!file(&built, path).contains("/secret/"), "{path}");
    }
    assert!(file(&built, "ja/withheld/index.html").contains("<a href=\"/ja/secret/\">非公表のページ（/ja/secret/）</a>"));
    assert!(file(&built, "ja/secret/index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
}
