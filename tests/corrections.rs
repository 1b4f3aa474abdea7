//! Editions, recorded discrepancies and amounts by year: what may be told of them, and what a withheld figure takes with it.
//!
//! In: the base fixture with a file more. Out: failures that name the fact.

use crate::common::{build, fixture, in_memory};
use kohyo::disclosed::{Shown, Site, Verdict};
use kohyo::source::{Memory, Sources, World};

/// The base with amounts by year, of which one cell is `local`, and an edition of that cell.
fn site(local: &str) -> Memory {
    let mut memory = in_memory(&fixture("base"));
    let text = format!(
        r#"
disclosure = {statement}
source = "report-2024"

[[support]]
key = "hub"
kind = "財政"
label.ja = "拠点整備"
label.en = "Hub"

[[support.row]]
key = "national"
label.ja = "国予算"
label.en = "State"
unit = "oku-yen"
years = {{ 2023 = "－", 2024 = "2億円" }}
total = "2億円"

[[support.row]]
key = "local"
label.ja = "自治体予算"
label.en = "Local"
unit = "oku-yen"
years = {{ 2023 = "1億円", 2024 = {local} }}
total = "4億円"

[[support.row]]
key = "whole"
label.ja = "総事業費"
label.en = "Whole"
unit = "oku-yen"
sum_of = ["national", "local"]
years = {{ 2023 = "1億円", 2024 = "5億円" }}
total = "6億円"

[[edition]]
fact = "mini/2024/hub/local/2024"
was = "7654億円"
kind = "訂正"
on = "2025-06-01"
reason.ja = "桁の誤りを直した。"
reason.en = "A slip of digits was corrected."
"#,
        statement = if local.contains("withheld") {
            r#"{ state = "一部非公表", ground = "joho-5-2a", decided = 2025-01-01, by = { ja = "課長", en = "Head" }, review = 2027-01-01 }"#
        } else {
            r#""公表""#
        },
    );
    memory.insert("data/2024/mini/support.toml", text.into_bytes());
    if local.contains("withheld") {
        let settings = memory.text("kohyo.toml").expect("the settings").replace("home_plan", "confidential = true\nhome_plan");
        memory.insert("kohyo.toml", settings.into_bytes());
    }
    memory
}

const WITHHELD: &str = r#"{ withheld = true, ground = "joho-5-2a", id = "W-2024-004" }"#;

fn disclosed(memory: &Memory) -> Site {
    let (sources, _) = Sources::read(memory);
    let loaded = kohyo::load::load(&sources, memory.as_of());
    assert!(!kohyo::diagnostics::stops(&loaded.findings), "{:?}", loaded.findings);
    kohyo::redact::redact(&loaded.site).site
}

fn hidden(site: &Site) -> Vec<String> {
    let plan = site.plans.iter().find(|plan| plan.id == "mini").expect("the plan");
    let figures = plan.figures();
    let of_table = figures.iter().filter(|(fact, _)| fact.starts_with("mini/2024/hub/"));
    of_table.filter(|(_, figure)| figure.cell.shown.is_withheld()).map(|(fact, _)| (*fact).to_owned()).collect()
}

#[test]
fn a_withheld_amount_takes_its_total_and_the_sums_above_it_with_it() {
    assert_eq!(hidden(&disclosed(&site("\"3億円\""))), Vec::<String>::new());
    let expected = ["local/2024", "local/total", "whole/2024", "whole/total"].map(|cell| format!("mini/2024/hub/{cell}"));
    assert_eq!(hidden(&disclosed(&site(WITHHELD))), expected);
}

fn editions(site: &Site) -> usize {
    site.plans.iter().flat_map(|plan| &plan.years).map(|year| year.editions.len()).sum()
}

#[test]
fn an_earlier_edition_goes_out_only_with_its_figure() {
    assert_eq!(editions(&disclosed(&site("\"3億円\""))), 1);
    let withheld = site(WITHHELD);
    assert_eq!(editions(&disclosed(&withheld)), 0);
    let tree = kohyo::rendered(&withheld).tree;
    let tree = tree.unwrap_or_else(|| panic!("{}", crate::common::printed(&kohyo::build(&withheld))));
    let told = tree.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("7654"));
    assert_eq!(told.map(|(path, _)| path), None);
}

#[test]
fn public_sources_may_not_hold_what_a_withheld_figure_was() {
    let mut memory = site(WITHHELD);
    let settings = memory.text("kohyo.toml").expect("the settings").replace("confidential = true", "");
    memory.insert("kohyo.toml", settings.into_bytes());
    assert!(build_findings(&memory).contains(&"K0305"));
}

#[test]
fn an_earlier_edition_of_a_withheld_figure_is_looked_for() {
    let mut memory = site(WITHHELD);
    let home = memory.text("content/_index.ja.md").expect("the page").to_owned();
    memory.insert("content/_index.ja.md", format!("{home}\n以前は7,654億円でした。\n").into_bytes());
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none() && built.findings.iter().any(|finding| finding.code.id.starts_with("K04")));
}

#[test]
fn a_recorded_discrepancy_carries_its_reason_and_lets_the_build_pass() {
    let mut memory = site("\"9億円\"");
    let findings = build_findings(&memory);
    assert!(findings.contains(&"K0507") && findings.contains(&"K0508"), "{findings:?}");
    let table = memory.text("data/2024/mini/support.toml").expect("the file").to_owned();
    let known = |check: &str, fact: &str| {
        format!(
            "\n[[discrepancy]]\ncheck = \"{check}\"\nfact = \"mini/2024/hub/{fact}\"\nreason.ja = \"印刷のまま。\"\nreason.en = \"As printed.\"\n"
        )
    };
    let known = known("series-total", "local/total") + &known("series-parts", "whole/2024");
    memory.insert("data/2024/mini/support.toml", (table + &known).into_bytes());
    assert!(build(&memory).cleared.is_some());
    let checks = &kohyo::rendered(&memory).site.checks;
    let contradictions: Vec<_> = checks.iter().filter(|check| check.verdict == Verdict::Contradicts).collect();
    assert!(contradictions.len() == 2 && contradictions.iter().all(|check| check.reason.is_some()));
}

fn build_findings(memory: &Memory) -> Vec<&'static str> {
    kohyo::build(memory).findings.iter().map(|finding| finding.code.id).collect()
}

#[test]
fn a_withheld_figure_cannot_be_checked_and_no_message_says_why_not() {
    let checks = &kohyo::rendered(&site(WITHHELD)).site.checks;
    let of_table: Vec<_> = checks.iter().filter(|check| check.fact.starts_with("mini/2024/hub/")).collect();
    assert!(of_table.iter().any(|check| matches!(check.verdict, Verdict::Unchecked(_))));
    let public = |shown: &Shown<kohyo::disclosed::Content>| shown.is_withheld();
    let site = disclosed(&site(WITHHELD));
    let figures: Vec<_> = site.plans.iter().flat_map(|plan| plan.figures().into_values().collect::<Vec<_>>()).collect();
    for check in of_table.iter().filter(|check| figures.iter().any(|f| f.cell.fact == check.fact && public(&f.cell.shown))) {
        assert!(
            matches!(check.verdict, Verdict::Unchecked(_)) && check.computed == kohyo::disclosed::Text::default(),
            "{}",
            check.fact
        );
    }
}

#[test]
fn the_report_counts_each_rule_and_tells_each_contradiction() {
    let checks = &kohyo::rendered(&site("\"9億円\"")).site.checks;
    let text = kohyo::audit::report::text(checks, None);
    for wanted in [
        "年度の合計と累計 (series-total): 一致 2, 丸めの範囲 0, 不一致 1, 検算できない 0",
        "years and total (series-total): consistent 2, explained by rounding 0, contradicts 1, cannot be checked 0",
        "mini/2024/hub/local/total",
        "検算：10億円",
        "not recorded",
    ] {
        assert!(text.contains(wanted), "{wanted} in\n{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&kohyo::audit::report::json(checks)).expect("JSON");
    let rows = json.as_array().expect("a list");
    assert_eq!(rows.len(), checks.len());
    let total = rows.iter().find(|row| row["fact"] == "mini/2024/hub/local/total").expect("the total");
    assert_eq!((total["verdict"].as_str(), total["parts"].as_array().map(Vec::len)), (Some("contradicts"), Some(2)));
}

/// Growth is measured against the year before: with one of the two figures it gives the other away.
#[test]
fn a_withheld_year_takes_the_growth_of_the_next_with_it() {
    let grown = |before: &str| {
        let mut memory = in_memory(&fixture("base"));
        let statement =
            r#"disclosure = { state = "一部非公表", ground = "joho-5-2a", decided = 2025-01-01, review = 2027-01-01 }"#;
        let change = |memory: &mut Memory, path: &str, changes: &[(&str, &str)]| {
            let text = memory.text(path).expect("the file").to_owned();
            let text = changes.iter().fold(text, |text, (from, to)| text.replace(from, to));
            memory.insert(path, text.into_bytes());
        };
        let stated = if before.contains("withheld") { statement } else { "disclosure = \"公表\"" };
        let year_before = [("disclosure = \"公表\"", stated), ("\"12億円\"", before)];
        change(&mut memory, "data/2023/mini/results.toml", &year_before);
        change(
            &mut memory,
            "data/2024/mini/results.toml",
            &[("progress = \"90%\"\nself", "progress = \"90%\"\ngrowth = \"-25%\"\nself")],
        );
        let site = disclosed(&memory);
        let rows = site.plans.iter().flat_map(|plan| &plan.indicators).flat_map(|indicator| &indicator.years);
        let row = rows.into_iter().find(|row| row.year.0 == 2024).expect("the year").clone();
        (row.growth.shown.is_withheld(), row.actual.shown.is_withheld())
    };
    assert_eq!(grown("\"12億円\""), (false, false));
    assert_eq!(grown(WITHHELD), (true, false));
}
