//! `kohyo new`: what it writes, that it builds, and that nothing of last year gets into this one.
//!
//! In: fixtures, the worked site, the binary. Out: snapshots of whole written trees.

use crate::common::{Scratch, build, copy, fixture, in_memory, printed, root, snapshot};
use kohyo::figures::{Date, FiscalYear};
use kohyo::source::{Change, Memory, World};
use kohyo::start::{Begun, NewPage, NewPlan, NewSite, page, plan, site, year};
use kohyo::status::{Kind, status};
use proptest::prelude::*;
use std::path::Path;
use std::process::{Command, Output};

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn with(mut memory: Memory, begun: &Begun) -> Memory {
    let codes: Vec<&str> = begun.findings.iter().map(|finding| finding.code.id).collect();
    assert!(!begun.changes.is_empty() && codes.is_empty(), "{codes:?}");
    for change in &begun.changes {
        assert_eq!((memory.text(change.path.as_str()), &change.before), (None, &None), "{} is new", change.path);
        // What a world on disk looks at.
        if ["kohyo.toml", "content/", "data/"].iter().any(|part| change.path.as_str().starts_with(part)) {
            memory.insert(change.path.as_str(), change.after.clone());
        }
    }
    memory
}

fn text(change: &Change) -> String {
    String::from_utf8(change.after.clone()).expect("text")
}

fn tree(begun: &Begun) -> String {
    let said: Vec<_> = begun.findings.iter().map(|finding| (finding.code.id, &finding.message.en)).collect();
    assert!(said.is_empty(), "{said:?}");
    let file = |change: &Change| format!("=== {}\n{}\n", change.path, text(change).trim_end());
    let left = begun.left.iter().map(|left| format!("--- {}: {} / {}\n", left.path, left.what.ja, left.what.en));
    begun.changes.iter().map(file).chain(left).collect()
}

fn refused(begun: &Begun) -> &'static str {
    assert!(begun.changes.is_empty());
    begun.findings.first().expect("a finding").code.id
}

fn new_site(on: &str, asked: &NewSite) -> (Memory, Begun) {
    let begun = site(asked, day(on));
    let mut memory = Memory::new([]);
    memory.set_today(day(on));
    (with(memory, &begun), begun)
}

#[test]
fn a_new_site_builds_at_once_in_both_languages() {
    let (memory, begun) = new_site("2026-11-21", &NewSite::default());
    snapshot("start/site", &tree(&begun));
    let built = build(&memory);
    assert_eq!(printed(&built), "");
    let files: Vec<(&str, &[u8])> = built.cleared.as_ref().expect("a site").files().collect();
    let page = |path: &str| {
        let (_, bytes) = files.iter().find(|(name, _)| *name == path).unwrap_or_else(|| panic!("no {path}"));
        String::from_utf8_lossy(bytes).into_owned()
    };
    let target = page("ja/indicators/mihon/investment/index.html");
    assert!(target.contains("<svg") && target.contains("12") && page("en/indicators/mihon/investment/index.html").contains("¥"));
    let grant = page("ja/programs/index.html");
    assert!(grant.contains("［非公表］") && grant.contains("1件"), "a fact and a withheld one");
    assert!(page("en/withheld/index.html").contains("W-2026-001") && page("en/report/index.html").contains("FY2025"));
    assert!(!begun.changes.iter().any(|change| text(change).contains('@') && !text(change).contains("mihon@example.com")));
    assert_eq!(status(&memory).items, []);
}

#[test]
fn every_file_of_a_new_site_begins_with_a_comment_in_japanese_and_english() {
    for change in site(&NewSite::default(), day("2026-11-21")).changes {
        let text = text(&change);
        let head = text.trim_start_matches("+++\n").lines().take_while(|line| line.starts_with('#')).collect::<String>();
        let japanese = head.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
        let english = head.chars().filter(char::is_ascii_alphabetic).count() > 20;
        let one = change.path.as_str().ends_with(".en.md") || change.path.as_str().ends_with(".ja.md");
        assert!(if one { japanese || english } else { japanese && english }, "{}: {head}", change.path);
    }
}

#[test]
fn the_day_is_an_input() {
    for on in ["2024-02-29", "2026-03-31", "2026-04-01", "2031-12-31"] {
        let (memory, _) = new_site(on, &NewSite::default());
        assert_eq!(printed(&build(&memory)), "", "{on}");
    }
    let (memory, _) = new_site("2026-03-31", &NewSite::default());
    assert!(memory.text("data/2024/mihon/report.toml").is_some() && memory.text("data/2025/mihon/results.toml").is_none());
}

#[test]
fn a_title_is_written_as_it_is_typed() {
    let asked = NewSite { title: Some("港市 \"計画\" \\ @YEAR@".to_owned()), title_en: Some("Port City".to_owned()) };
    let (memory, _) = new_site("2026-11-21", &asked);
    let home = String::from_utf8_lossy(
        build(&memory).cleared.as_ref().expect("a site").files().find(|(path, _)| *path == "ja/index.html").expect("home").1,
    )
    .into_owned();
    assert!(home.contains("港市 &quot;計画&quot; \\ @YEAR@") || home.contains("港市 \"計画\" \\ @YEAR@"), "{home}");
    let (memory, _) = new_site("2026-11-21", &NewSite { title: Some("港市".to_owned()), title_en: None });
    assert_eq!(printed(&build(&memory)), "");
    assert_eq!(status(&memory).count(Kind::Translation), 1, "the English title is asked for");
}

fn new_page(path: &str, disclosure: Option<&str>) -> NewPage {
    NewPage { path: path.to_owned(), disclosure: disclosure.map(str::to_owned), ..NewPage::default() }
}

/// There is no default: until its author has chosen, the site does not build.
#[test]
fn a_new_page_waits_for_its_state() {
    let base = || in_memory(&fixture("base"));
    let begun = page(&base(), &new_page("reports/fy2025", None));
    snapshot("start/page", &tree(&begun));
    let built = kohyo::build(&with(base(), &begun));
    let codes: Vec<&str> = built.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["K0301", "K0301"], "{}", printed(&built));
    let chosen = page(&base(), &new_page("/reports/fy2025/", Some("公表")));
    assert_eq!(printed(&build(&with(base(), &chosen))), "");
}

#[test]
fn pages_that_cannot_be_begun() {
    let base = in_memory(&fixture("base"));
    assert_eq!(refused(&page(&base, &new_page("about", None))), "K0731");
    for path in ["", "/", "../x", "a//b", "About", "a b", "あ", "a/../../b", "a.ja.md", "_index/x", "a\\b"] {
        assert_eq!(refused(&page(&base, &new_page(path, None))), "K0105", "{path}");
    }
}

fn new_plan(id: &str, first: i32, last: i32, disclosure: Option<&str>) -> NewPlan {
    let period = (FiscalYear(first), FiscalYear(last));
    NewPlan { id: id.to_owned(), period, title: None, title_en: None, disclosure: disclosure.map(str::to_owned) }
}

#[test]
fn a_new_plan_waits_for_its_state_and_for_its_figures() {
    for name in ["base", "minimal"] {
        let memory = || in_memory(&fixture(name));
        let begun = plan(&memory(), &new_plan("port-2027", 2027, 2029, Some("公表")));
        snapshot(&format!("start/plan-{name}"), &tree(&begun));
        let site = with(memory(), &begun);
        let built = kohyo::build(&site);
        let stops = kohyo::diagnostics::stops(&built.findings);
        // Without a unit for % nothing builds; the units that come along have it.
        assert!(!stops, "{}", printed(&built));
        assert_eq!(status(&site).count(Kind::Figure), 4, "cumulative and three years");
        let unchosen = kohyo::build(&with(memory(), &plan(&memory(), &new_plan("port-2027", 2027, 2029, None))));
        assert!(unchosen.findings.iter().any(|finding| finding.code.id == "K0301"));
    }
}

#[test]
fn plans_that_cannot_be_begun() {
    let base = in_memory(&fixture("base"));
    assert_eq!(refused(&plan(&base, &new_plan("mini", 2025, 2029, None))), "K0731");
    assert_eq!(refused(&plan(&base, &new_plan("Port", 2025, 2029, None))), "K0105");
    assert_eq!(refused(&plan(&base, &new_plan("../port", 2025, 2029, None))), "K0105");
    assert_eq!(refused(&plan(&base, &new_plan("port", 2029, 2025, None))), "K0733");
    assert_eq!(refused(&plan(&base, &new_plan("port", 1000, 9999, None))), "K0733");
}

fn new_year(memory: &Memory, of: i32, plan: Option<&str>) -> Begun {
    year(memory, FiscalYear(of), plan).expect("no fault")
}

/// What the status says of figures, by file.
fn not_entered(memory: &Memory, of: i32) -> usize {
    let items = status(memory).items;
    items.iter().filter(|item| item.kind == Kind::Figure && item.of.as_ref().is_some_and(|(_, year)| *year == of)).count()
}

#[test]
fn a_new_year_has_the_rows_of_the_last_one_and_none_of_its_figures() {
    let mut memory = in_memory(&fixture("base"));
    let begun = new_year(&memory, 2025, None);
    snapshot("start/year", &tree(&begun));
    memory = with(memory, &begun);
    let built = build(&memory);
    let codes: Vec<&str> = built.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["K0355"], "the withheld amount has no number yet");
    assert_eq!(not_entered(&memory, 2025), 5);
    let site = built.cleared.as_ref().expect("a site").files();
    for (path, bytes) in
        site.filter(|(path, _)| path.contains("/indicators/mini/investment/") || path.ends_with("investment.csv"))
    {
        let html = String::from_utf8_lossy(bytes);
        assert!(!html.contains("未入力"), "{path}: a word for staff");
    }
}

/// Keys written in every way that TOML has; comments and order stay, what is of last year goes.
#[test]
fn whatever_way_it_is_written() {
    let mut memory = in_memory(&fixture("base"));
    let over = in_memory(&fixture("yearly"));
    for path in over.files().expect("files") {
        memory.insert(path.as_str(), over.read(&path).expect("bytes"));
    }
    build(&memory);
    let begun = new_year(&memory, 2025, Some("mini"));
    snapshot("start/year-odd", &tree(&begun));
    let all = tree(&begun);
    for word in ["last year", "Last year", "昨年", "W-2024", "4億円\"", "7億円\"", "opening", "launched", "lines"] {
        let open =
            all.lines().filter(|line| line.contains(word) && !line.trim_start().starts_with('#') && !line.contains("  # "));
        assert_eq!(open.collect::<Vec<_>>(), Vec::<&str>::new(), "{word}");
    }
    for comment in [
        "# 覚え書き：行の並びと注は引き継ぎます。",
        "# 資料の名",
        "# 行の注",
        "# 名前の注",
        "# ---- 取組",
        "# ---- 関係",
        "# 投資の関係",
    ] {
        assert!(all.contains(comment), "{comment}");
    }
    let site = with(memory, &begun);
    let built = kohyo::build(&site);
    assert!(!kohyo::diagnostics::stops(&built.findings), "{}", printed(&built));
    assert_eq!(not_entered(&site, 2025), all.matches("state = \"未入力\"").count());
}

/// Confidential sources: payloads, numbers, hidden rows and comments stay where they are.
#[test]
fn nothing_withheld_is_carried() {
    let mut memory = in_memory(&fixture("sealed"));
    for file in ["companies", "more"] {
        memory.remove(&format!("data/2025/mini/{file}.toml"));
    }
    let begun = new_year(&memory, 2025, None);
    snapshot("start/year-sealed", &tree(&begun));
    let all = tree(&begun);
    for word in ["SECRET", "W-2024", "5310", "7531", "75.31", "4209", "3108", "2097", "secret-grant", "secret-total", "unsaid-"] {
        let inside = all.replace("unsaid-file.toml", "").replace("secret-file.toml", "");
        assert!(!inside.contains(word), "{word}");
    }
    assert!(!all.contains("令和6年度: "), "a figure may follow from what is withheld");
    assert!(all.contains("named-grant") && all.contains("state = \"存否応答拒否\"") && all.contains("state = \"非公表\""));
    let built = kohyo::build(&with(memory, &begun));
    assert!(!kohyo::diagnostics::stops(&built.findings), "{}", printed(&built));
}

/// A lifted embargo was a decision on last year.
#[test]
fn what_was_under_embargo_is_hidden_again() {
    let mut memory = in_memory(&fixture("base"));
    let text = memory.text("data/2024/mini/results.toml").expect("results").replace(
        "disclosure = \"公表\"",
        "disclosure = { state = \"公表予定\", ground = \"joho-5-2a\", decided = 2025-04-01, review = 2027-04-01, \
         until = 2026-03-01, released = { on = 2026-03-01, by = \"部長\" } }",
    );
    memory.insert("data/2024/mini/results.toml", text.into_bytes());
    build(&memory);
    let begun = new_year(&memory, 2025, None);
    let all = tree(&begun);
    assert!(all.contains("公表予定") && !all.contains("released") && !all.contains("[[result]]"), "{all}");
    assert!(!kohyo::diagnostics::stops(&kohyo::build(&with(memory, &begun)).findings));
}

#[test]
fn years_that_cannot_be_begun() {
    let mut base = in_memory(&fixture("base"));
    for (of, plan, code) in [
        (2024, Some("mini"), "K0731"),
        (2024, None, "K0731"),
        (2026, Some("mini"), "K0732"),
        (2026, None, "K0732"),
        (2025, Some("mina"), "K0732"),
    ] {
        assert_eq!(refused(&new_year(&base, of, plan)), code, "{of} {plan:?}");
    }
    base.insert("data/2024/mini/results.toml", "disclosure = \"公表\"\n[[result]\n".into());
    let begun = new_year(&base, 2025, None);
    assert_eq!(refused(&begun), "K0101", "a broken file of last year");
    base.remove("data/2024/mini/results.toml");
    for path in ["2024/mini/report.toml", "2024/mini/programs.toml", "2023/mini/results.toml"] {
        base.remove(&format!("data/{path}"));
    }
    assert_eq!(refused(&new_year(&base, 2025, None)), "K0732", "no year to begin from");
}

/// The cells of rows that are carried, counted on the parsed data.
fn cells(row: &toml::Table, list: &str) -> usize {
    const STAY: [&str; 7] = ["event", "meeting", "comment", "reply", "discrepancy", "edition", "printed_name"];
    const FIGURES: [&str; 10] =
        ["actual", "progress", "growth", "weight", "overall_weight", "value", "used", "remarks", "state", "total"];
    let word = |key: &str| row.get(key).and_then(toml::Value::as_str);
    let dated = list == "fact" && row.contains_key("when") && !row.contains_key("value");
    let counted = list == "product" && word("kind") != Some("trial-site");
    if STAY.contains(&list) || list == "relation" || dated || counted {
        return 0;
    }
    let mut all = 0;
    for (key, value) in row.iter().filter(|(key, _)| *key != "disclosure") {
        let withheld = value.as_table().is_some_and(|cell| cell.contains_key("withheld"));
        all += match (key.as_str(), value) {
            (key, _) if FIGURES.contains(&key) => usize::from(!withheld),
            ("years", _) => usize::from(list == "row"),
            (_, toml::Value::Array(rows)) => rows.iter().filter_map(toml::Value::as_table).map(|row| cells(row, key)).sum(),
            _ => 0,
        };
    }
    all
}

#[test]
fn the_worked_site_goes_on() {
    let memory = in_memory(root());
    let begun = new_year(&memory, 2014, Some("keihin-2012"));
    let expected: usize = memory
        .files()
        .expect("files")
        .iter()
        .filter(|path| path.as_str().starts_with("data/2013/keihin-2012/"))
        .map(|path| cells(&memory.text(path.as_str()).expect("text").parse().expect("TOML"), ""))
        .sum();
    assert!(expected > 250, "{expected}");
    let site = with(memory, &begun);
    let looked = status(&site);
    assert!(!looked.stopped(), "{}", kohyo::status::text(&looked, None));
    let of_year = |item: &&kohyo::status::Item| item.of == Some(("keihin-2012".to_owned(), 2014));
    assert_eq!(looked.items.iter().filter(of_year).filter(|item| item.kind == Kind::Figure).count(), expected);
    assert_eq!(looked.items.iter().filter(of_year).filter(|item| item.kind == Kind::Number).count(), 6, "withheld as last year");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// A new year of a new year says the same again, and reminds of the last figures that there were.
    #[test]
    fn a_new_year_of_a_new_year(steps in 1i32..4, odd: bool, dos: bool) {
        let mut memory = in_memory(&fixture("base"));
        let over = in_memory(&fixture("yearly"));
        for path in over.files().expect("files").into_iter().filter(|_| odd) {
            memory.insert(path.as_str(), over.read(&path).expect("bytes"));
        }
        let plan = memory.text("data/plans/mini.toml").expect("the plan").replace("[2023, 2025]", "[2023, 2030]");
        memory.insert("data/plans/mini.toml", plan.into_bytes());
        if dos {
            let text = memory.text("data/2024/mini/programs.toml").expect("text").replace('\n', "\r\n");
            memory.insert("data/2024/mini/programs.toml", text.into_bytes());
        }
        let mut years = Vec::new();
        for of in 2025..2025 + steps {
            let begun = new_year(&memory, of, None);
            let texts: String = begun.changes.iter().map(text).collect();
            memory = with(memory, &begun);
            years.push((not_entered(&memory, of), texts.replace("2026-04-01", "DAY").replace("2027-04-01", "DAY").replace(&of.to_string(), "YEAR")));
        }
        prop_assert!(years.windows(2).all(|pair| pair[0] == pair[1]), "{:?}", years);
    }
}

fn kohyo(arguments: &[&str], site: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kohyo")).args(arguments).arg("--site").arg(site).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn paths(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.path().display().to_string()).collect()
}

#[test]
fn the_command_writes_once_and_never_over() {
    let scratch = Scratch::new("start");
    let folder = scratch.0.join("site");
    let name = folder.display().to_string();
    let shown = kohyo(&["new", "site", &name, "--dry-run"], &folder);
    assert!(shown.status.code() == Some(0) && !folder.exists(), "{}", said(&shown));
    assert_eq!(kohyo(&["new", "site", &name], &folder).status.code(), Some(0));
    assert_eq!(kohyo(&["check"], &folder).status.code(), Some(0));
    let again = kohyo(&["new", "site", &name], &folder);
    assert!(again.status.code() == Some(1) && said(&again).contains("K0730") && said(&again).contains("Nothing was written"));
    let before = paths(&folder);
    for (arguments, code) in [
        (vec!["new", "year", "1990"], 1),
        (vec!["new", "year", "next"], 2),
        (vec!["new", "plan", "port"], 2),
        (vec!["new", "plan", "port", "--period", "2025"], 2),
        (vec!["new", "house", "x"], 2),
        (vec!["new"], 2),
        (vec!["new", "page", "about"], 1),
        (vec!["new", "page", "x", "--disclosure", "非公表"], 2),
    ] {
        let output = kohyo(&arguments, &folder);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(paths(&folder), before);
    assert!(folder.join(".gitignore").is_file() && !before.iter().any(|path| path.contains("kohyo-new")));
}

/// A cloned repository holds nothing but `.git`.
#[test]
fn a_site_can_begin_in_an_empty_repository() {
    let scratch = Scratch::new("start-git");
    copy(&fixture("minimal"), &scratch.0.join(".git"));
    let name = scratch.0.display().to_string();
    assert_eq!(kohyo(&["new", "site", &name], &scratch.0).status.code(), Some(0));
    std::fs::remove_file(scratch.0.join("kohyo.toml")).expect("removed");
    assert_eq!(kohyo(&["new", "site", &name], &scratch.0).status.code(), Some(1));
}
