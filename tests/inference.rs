//! What readers could work out about withheld figures: of sums, ratios, sentences, grounds and earlier releases; how it is said; what
//! staff can accept; and that two worlds which are called alike make the same public site.
//!
//! In: the base fixture with tables of amounts. Out: failures, and reports as snapshots.

use crate::common::{Scratch, fixture, in_memory, printed, snapshot};
use kohyo::audit::hints::hints;
use kohyo::audit::inference::{QuantityId, Verdict, World, judge, worlds};
use kohyo::audit::inferred::{Inferred, for_holder, propose, report, what_if};
use kohyo::audit::knowledge::{Given, Knowledge};
use kohyo::audit::seen::Seen;
use kohyo::rendered;
use kohyo::source::{Memory, World as _};
use std::collections::BTreeMap;

const STATEMENT: &str = r#"{ state = "一部非公表", ground = "joho-5-2a", decided = 2025-01-01, by = { ja = "課長", en = "Head" }, review = 2099-04-01 }"#;
const HIDDEN: &str = r#"{ withheld = true, ground = "joho-5-2a", id = "W-2024-004" }"#;
const HIDDEN_TOO: &str = r#"{ withheld = true, ground = "joho-5-2a", id = "W-2024-005" }"#;

/// The base, with a table of projects by kind and year. `cells`: what stands in a cell instead of its number; `shown`: rows whose sums
/// are shown although a part of them is withheld.
fn table(cells: &[(&str, u16, &str)], shown: &[&str]) -> Memory {
    let numbers = [("city", [12, 40, 31]), ("county", [25, 18, 22]), ("state", [9, 30, 14])];
    let cell = |row: &str, year: u16, number: i32| {
        let other = cells.iter().find(|(of, at, _)| *of == row && *at == year);
        other.map_or(format!("\"{number}件\""), |(_, _, text)| (*text).to_owned())
    };
    let row = |key: &str, years: [i32; 3], more: &str| {
        let cells: Vec<String> = (2022..).zip(years).map(|(year, n)| format!("{year} = {}", cell(key, year, n))).collect();
        let flag = if shown.contains(&key) { "show_derived = true\n" } else { "" };
        format!(
            "[[support.row]]\nkey = \"{key}\"\nlabel.ja = \"{key}の事業\"\nlabel.en = \"Projects of {key}\"\nunit = \"item\"\n{flag}{more}years = {{ {} }}\ntotal = \"{}件\"\n\n",
            cells.join(", "),
            years.iter().sum::<i32>()
        )
    };
    let all = [0, 1, 2].map(|at| numbers.iter().map(|(_, years)| years[at]).sum());
    let rows: String = numbers.iter().map(|(key, years)| row(key, *years, "")).collect();
    let whole = row("all", all, "sum_of = [\"city\", \"county\", \"state\"]\n");
    let partly = cells.iter().any(|(_, _, text)| text.contains("withheld"));
    let statement = if partly { STATEMENT } else { "\"公表\"" };
    let head = format!(
        "disclosure = {statement}\nsource = \"report-2024\"\n\n[[support]]\nkey = \"hub\"\nkind = \"財政\"\nlabel.ja = \"拠点\"\nlabel.en = \"Hub\"\n\n"
    );
    let mut memory = in_memory(&fixture("base"));
    memory.insert("data/2024/mini/support.toml", (head + &rows + &whole).into_bytes());
    memory
}

const ALL_SHOWN: [&str; 4] = ["city", "county", "state", "all"];

fn with(mut memory: Memory, path: &str, text: &str) -> Memory {
    memory.insert(path, text.as_bytes().to_vec());
    memory
}

fn replaced(mut memory: Memory, path: &str, pairs: &[(&str, &str)]) -> Memory {
    let mut text = memory.text(path).expect("a file").to_owned();
    for (from, to) in pairs {
        assert!(text.contains(from), "{path} has no {from}");
        text = text.replace(from, to);
    }
    memory.insert(path, text.into_bytes());
    memory
}

/// The base, whose actual figure of 2024 is withheld, with another remark; `more`: further lines of that row.
fn result(remark: (&str, &str), more: &str) -> Memory {
    let results = "data/2024/mini/results.toml";
    let hidden = format!("actual = {HIDDEN}\n{more}");
    let pairs = [
        ("disclosure = \"公表\"", format!("disclosure = {STATEMENT}")),
        ("actual = \"9億円\"\n", hidden),
        ("目標に届きませんでした。", remark.0.to_owned()),
        ("The target was missed.", remark.1.to_owned()),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(from, to)| (*from, to.as_str())).collect();
    replaced(in_memory(&fixture("base")), results, &pairs)
}

fn inferred(memory: &Memory) -> Vec<Inferred> {
    let mut site = rendered(memory);
    propose(&site.site, &site.given, &mut site.inferred);
    site.inferred
}

fn level(memory: &Memory, fact: &str) -> &'static str {
    let all = inferred(memory);
    let found = all.iter().find(|each| each.fact == fact);
    found
        .unwrap_or_else(|| panic!("{fact} is not among {:?}", all.iter().map(|each| &each.fact).collect::<Vec<_>>()))
        .level
        .word()
}

fn codes(memory: &Memory) -> Vec<&'static str> {
    kohyo::build(memory).findings.iter().map(|finding| finding.code.id).collect()
}

const CITY: &str = "mini/2024/hub/city/2023";
const ACTUAL: &str = "mini/2024/investment/actual";

#[test]
fn with_everything_that_follows_from_it_a_cell_is_safe() {
    let memory = table(&[("city", 2023, HIDDEN)], &[]);
    assert_eq!(level(&memory, CITY), "safe");
    assert_eq!(codes(&memory), Vec::<&str>::new());
}

#[test]
fn sums_that_are_shown_give_a_cell_away_and_the_report_says_how() {
    let memory = table(&[("city", 2023, HIDDEN)], &ALL_SHOWN);
    assert_eq!(level(&memory, CITY), "exact");
    snapshot("inference/shown-sums", &report::text(&inferred(&memory), None));
}

#[test]
fn what_is_proposed_protects() {
    let memory = table(&[("city", 2023, HIDDEN)], &ALL_SHOWN);
    let found = inferred(&memory);
    let sets = &found.iter().find(|each| each.fact == CITY).expect("the cell").proposals;
    assert!(!sets.is_empty());
    for set in sets {
        let mut cells = vec![("city", 2023, HIDDEN)];
        for figure in set {
            let mut parts = figure.fact.rsplit('/');
            let (year, row) = (parts.next().expect("a year"), parts.next().expect("a row"));
            let year: u16 = year.parse().expect("a cell of a year, which takes least from the reader");
            cells.push((ALL_SHOWN.into_iter().find(|key| *key == row).expect("a row"), year, HIDDEN_TOO));
        }
        let all = inferred(&table(&cells, &ALL_SHOWN));
        assert!(all.iter().all(|each| each.level.is_safe()), "{}", report::text(&all, None));
    }
}

#[test]
fn the_log_of_a_build_says_how_many_and_no_more() {
    let memory = table(&[("city", 2023, HIDDEN)], &ALL_SHOWN);
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none());
    let log = printed(&built);
    assert!(log.contains("K0520") && !log.contains("city") && !log.contains("hub"), "{log}");
}

#[test]
fn a_derived_figure_that_is_shown_narrows_what_was_safe() {
    let silent = ("事業を続けている。", "The projects go on.");
    assert_eq!(level(&result(silent, ""), ACTUAL), "safe");
    let shown = result(silent, "show_derived = true\n");
    assert_eq!(level(&shown, ACTUAL), "exact");
    let report = report::text(&inferred(&shown), None);
    assert!(report.contains("mini/2024/investment/progress"), "the finding names the figure that gives it away: {report}");
    snapshot("inference/shown-progress", &report);
}

/// The base has 12億円 for 2023, a target of 10億円 for both years, and a grid of 1億円.
#[test]
fn sentences_bound_a_figure() {
    let missed = ("目標には届かなかったが、前年度より増えた。", "The target was missed, but it was more than the year before.");
    assert_eq!(level(&result(missed, ""), ACTUAL), "inconsistent", "12億円 or more, and below 10億円");
    let few = "[[bound]]\nground = \"joho-5-2a\"\nmost = \"11億円\"\n";
    let reached = ("目標を達成した。", "The target was met.");
    let bounded = with(result(reached, ""), "data/inference.toml", few);
    assert_eq!(level(&bounded, ACTUAL), "narrow");
    snapshot("inference/sentence-and-ground", &report::text(&inferred(&bounded), None));
    let silent = ("事業を続けている。", "The projects go on.");
    assert_eq!(level(&with(result(silent, ""), "data/inference.toml", few), ACTUAL), "safe");
}

#[test]
fn a_slip_beside_a_withheld_figure_is_no_protection() {
    let slip = ("total = \"83件\"", "total = \"10件\"");
    let memory = replaced(table(&[("city", 2023, HIDDEN)], &ALL_SHOWN), "data/2024/mini/support.toml", &[slip]);
    assert_eq!(level(&memory, CITY), "inconsistent", "12 + 31 is more than 10");
}

/// Three figures of a row, of which two make the third.
fn row_that_adds_up(more: &str) -> Memory {
    let fact = |key: &str, value: &str| {
        format!("\n[[fact]]\nkey = \"{key}\"\nlabel.ja = \"{key}の件数\"\nlabel.en = \"Number of {key}\"\nvalue = {value}\n")
    };
    let memory = in_memory(&fixture("base"));
    let path = "data/2024/mini/report.toml";
    let text = memory.text(path).expect("the report").to_owned();
    let facts = fact("new", "\"12件\"") + &fact("old", "\"30件\"") + &fact("all", "\"42件\"");
    with(memory, path, &(text + &facts + more))
}

#[test]
fn relations_that_nobody_declared_are_proposed_until_somebody_answers() {
    let found = |memory: &Memory| {
        let site = rendered(memory);
        assert!(site.findings.is_empty(), "{:?}", site.findings.iter().map(|f| f.code.id).collect::<Vec<_>>());
        hints(&site.site, &site.given.unrelated)
    };
    let fact = |key: &str| format!("mini/2024/report/{key}");
    let hint = found(&row_that_adds_up(""));
    assert_eq!(hint.len(), 1);
    assert_eq!((&hint[0].result, &hint[0].parts), (&fact("all"), &vec![fact("new"), fact("old")]));
    let relation = "\n[[relation]]\nkind = \"sum\"\nresult = \"mini/2024/report/all\"\nparts = [\"mini/2024/report/new\", \"mini/2024/report/old\"]\n";
    assert_eq!(found(&row_that_adds_up(relation)), []);
    let average = "\n[[relation]]\nkind = \"average\"\nresult = \"mini/2024/report/old\"\nparts = [\"mini/2024/report/all\", \"mini/2024/report/new\"]\n";
    assert_eq!(codes(&row_that_adds_up(average)), ["K0509"], "(42 + 12) ÷ 2 is 27");
    assert_eq!(
        codes(&replaced(row_that_adds_up(average), "data/2024/mini/report.toml", &[("30件", "27件")])),
        Vec::<&str>::new()
    );
    let chance = "[[unrelated]]\nfacts = [\"mini/2024/report/old\", \"mini/2024/report/all\", \"mini/2024/report/new\"]\n";
    assert_eq!(found(&with(row_that_adds_up(""), "data/inference.toml", chance)), []);
}

#[test]
fn staff_set_how_well_figures_are_protected() {
    let few = "[[bound]]\nground = \"joho-5-2a\"\nmost = \"11億円\"\n";
    let reached = ("目標を達成した。", "The target was met.");
    let policy = |text: &str| with(result(reached, ""), "data/inference.toml", &format!("{text}\n{few}"));
    assert_eq!(level(&policy("percent = 5\ncandidates = 2"), ACTUAL), "safe");
    let of_figure = format!("[[protection]]\nfact = \"{ACTUAL}\"\npercent = 5\ncandidates = 2\n");
    assert_eq!(level(&policy(&of_figure), ACTUAL), "safe");
    let of_ground = "[[protection]]\nground = \"joho-5-2a\"\npercent = 5\ncandidates = 2\n";
    assert_eq!(level(&policy(of_ground), ACTUAL), "safe");
    let strict = "[[protection]]\nground = \"joho-5-2a\"\npercent = 100\ncandidates = 50\n";
    let silent = ("事業を続けている。", "The projects go on.");
    let text = format!("{strict}{few}");
    assert_eq!(level(&with(result(silent, ""), "data/inference.toml", &text), ACTUAL), "narrow", "0 to 11 has 12 prints");
}

const ACCEPTED: &str = r#"
[[accepted]]
fact = "mini/2024/hub/city/2023"
verdict = "exact"
reason.ja = "前の年度の資料で公表済みである。"
reason.en = "It was published in an earlier report."
decided = 2026-03-01
by.ja = "課長"
by.en = "Head"
"#;

#[test]
fn an_accepted_leak_does_not_stop_the_build_and_an_idle_one_does() {
    let leaking = || table(&[("city", 2023, HIDDEN)], &ALL_SHOWN);
    assert_eq!(codes(&with(leaking(), "data/inference.toml", ACCEPTED)), Vec::<&str>::new());
    let other = ACCEPTED.replace("\"exact\"", "\"narrow\"");
    assert_eq!(codes(&with(leaking(), "data/inference.toml", &other)), ["K0520", "K0521"]);
    let safe = table(&[("city", 2023, HIDDEN)], &[]);
    assert_eq!(codes(&with(safe, "data/inference.toml", ACCEPTED)), ["K0521"]);
}

#[test]
fn public_sources_do_not_say_what_could_be_worked_out() {
    let ledger = "[[release]]\non = 2026-03-01\ntree = \"0\"\n[release.printed]\n\"mini/2024/hub/city/2023\" = \"40件\"\n";
    let memory = with(table(&[("city", 2023, HIDDEN)], &[]), "data/ledger.toml", ledger);
    let memory = with(memory, "data/inference.toml", &accepted_row(&["city/2023", "city/total", "all/2023", "all/total"]));
    let bundled = kohyo::bundle::bundle(&memory, &rendered);
    let cleared = bundled.cleared.unwrap_or_else(|| panic!("{:?} {:?}", bundled.findings, bundled.site.findings));
    assert!(cleared.files().all(|(path, _)| !path.contains("inference") && !path.contains("ledger")));
    let settings = String::from_utf8_lossy(cleared.get("kohyo.toml").expect("the settings")).into_owned();
    assert!(settings.contains("inference = \"checked\""), "{settings}");
    assert!(cleared.files().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("40件")));
}

#[test]
fn what_if_names_what_would_have_to_go_too() {
    let site = rendered(&table(&[], &[])).site;
    let alone = what_if(&site, &Given::default(), CITY, false).expect("a figure");
    assert_eq!(alone.iter().map(|each| each.level.word()).collect::<Vec<_>>(), ["exact"]);
    let all = what_if(&site, &Given::default(), CITY, true).expect("a figure");
    let facts: Vec<&str> = all.iter().map(|each| each.fact.as_str()).collect();
    let row = |cell: &str| format!("mini/2024/hub/{cell}");
    let mut expected = ["all/2023", "all/total", "city/2023", "city/total"].map(row).to_vec();
    let mut found: Vec<String> = facts.iter().map(|fact| (*fact).to_owned()).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert!(all.iter().all(|each| each.level.is_safe()), "{}", report::text(&all, None));
    assert!(what_if(&site, &Given::default(), "mini/2024/nothing", true).is_none());
}

#[test]
fn who_holds_one_of_two_withheld_parts_can_compute_the_other() {
    let memory = table(&[("city", 2023, HIDDEN), ("county", 2023, HIDDEN_TOO)], &["all"]);
    let site = rendered(&memory);
    assert!(site.inferred.iter().all(|each| each.level.is_safe()), "{}", report::text(&site.inferred, None));
    let found = for_holder(&site.site, &site.given, &[CITY.to_owned()]).expect("a withheld figure");
    let other = found.iter().find(|each| each.fact == "mini/2024/hub/county/2023").expect("the other part");
    assert_eq!((other.level.word(), other.steps.len()), ("determined", 1));
    assert!(for_holder(&site.site, &site.given, &["mini/2024/hub/city/2022".to_owned()]).is_none(), "it is public");
}

#[test]
fn what_a_release_printed_stays_known() {
    let scratch = Scratch::new("release");
    let (folder, out) = (scratch.0.join("site"), scratch.0.join("public"));
    let write = |memory: &Memory| {
        for path in memory.files().expect("files") {
            let target = folder.join(path.as_str());
            std::fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
            std::fs::write(target, memory.read(&path).expect("bytes")).expect("written");
        }
    };
    let run = || {
        let arguments = ["release", "--site", folder.to_str().expect("utf-8"), "--out", out.to_str().expect("utf-8")];
        let done =
            std::process::Command::new(env!("CARGO_BIN_EXE_kohyo")).args(arguments).args(["--as-of", "2026-04-01"]).output();
        let done = done.expect("it runs");
        (
            done.status.code(),
            String::from_utf8_lossy(&done.stdout).into_owned(),
            String::from_utf8_lossy(&done.stderr).into_owned(),
        )
    };
    let ledger = || std::fs::read_to_string(folder.join("data/ledger.toml")).expect("a ledger");
    write(&table(&[], &[]));
    let (code, said, wrong) = run();
    assert_eq!((code, wrong.as_str()), (Some(0), ""), "{said}");
    let first = ledger();
    assert!(first.contains("\"mini/2024/hub/city/2023\" = \"40件\""), "{first}");
    assert_eq!(run().0, Some(0));
    assert_eq!(ledger(), first, "nothing changed, nothing is written");

    write(&table(&[("city", 2023, HIDDEN)], &[]));
    let (code, _, wrong) = run();
    assert_eq!(code, Some(1), "what was printed once cannot be taken back: {wrong}");
    assert!(wrong.contains("K0520") && !wrong.contains("40"), "{wrong}");
    assert_eq!(ledger(), first);
    write(&with(table(&[], &[]), "data/inference.toml", ACCEPTED));
    write(&table(&[("city", 2023, HIDDEN)], &[]));
    std::fs::write(folder.join("data/inference.toml"), accepted_row(&["city/2023", "city/total", "all/2023", "all/total"]))
        .expect("written");
    let (code, said, wrong) = run();
    assert_eq!((code, wrong.as_str()), (Some(0), ""), "{said}");
    let second = ledger();
    assert!(
        second.starts_with(&first) && second.contains("withdrawn = [") && !second[first.len()..].contains("40件"),
        "{second}"
    );
    assert!(said.contains("/data/"), "addresses for caches: {said}");
}

fn accepted_row(cells: &[&str]) -> String {
    cells.iter().map(|cell| ACCEPTED.replace("city/2023", cell)).collect()
}

/// Every figure of the component as it prints in a world; `None` where it prints nothing.
fn prints(knowledge: &Knowledge, world: &World) -> BTreeMap<String, i128> {
    let numbered = (0..knowledge.problem.quantities.len()).map(QuantityId);
    let figures = numbered.filter_map(|id| Some((id, knowledge.figure(id)?)));
    let print = |id: QuantityId| {
        let quantity = &knowledge.problem.quantities[id.0];
        let value = worlds::value(world, id).cloned().or_else(|| quantity.known.value().cloned())?;
        let step = quantity.printed_step.clone()?;
        value.rounded_to(&step)?.over(&step)?.parts().map(|(top, _)| top)
    };
    figures.filter_map(|(id, figure)| Some((figure.cell.fact.clone(), print(id)?))).collect()
}

/// For each figure that is called safe both worlds are put into the sources: the withheld numbers as payloads, and every public
/// number as the world prints it. All of these sites are the same public bytes, and they are different worlds.
#[test]
fn safe_worlds_make_the_same_public_site() {
    let cells = [("city", 2023, HIDDEN), ("county", 2022, HIDDEN_TOO)];
    let memory = table(&cells, &[]);
    let site = rendered(&memory).site;
    let seen = Seen::of(&site);
    let figures = seen.figures();
    let given = Given::default();
    let knowledge = Knowledge::of(&seen, &figures, &figures, &given);
    let judged = judge(&knowledge.problem, &knowledge.policy(&given));
    let expected = tree(&memory);
    let fact = |id| knowledge.figure(id).map_or("", |figure| figure.cell.fact.as_str());
    let of_table: Vec<_> = judged.iter().filter(|each| fact(each.quantity).starts_with("mini/2024/hub/")).collect();
    assert_eq!(of_table.len(), 7, "two cells, their totals, the sums of their two years, and the total of these");
    for each in of_table {
        let Verdict::Safe { worlds: (low, high), .. } = &each.verdict else { panic!("{each:?}") };
        let (low, high, fact) = (prints(&knowledge, low), prints(&knowledge, high), fact(each.quantity));
        assert_ne!(low[fact], high[fact], "{fact} prints in two ways");
        for world in [low, high] {
            assert_eq!(tree(&in_world(&memory, &world)), expected, "{fact}: {world:?}");
        }
    }
}

/// The sources as they would be in that world, on a machine of the staff.
fn in_world(memory: &Memory, world: &BTreeMap<String, i128>) -> Memory {
    let path = "data/2024/mini/support.toml";
    let mut text = String::new();
    let mut row = String::new();
    for line in memory.text(path).expect("the table").lines() {
        if let Some(key) = line.strip_prefix("key = ") {
            row = key.trim_matches('"').to_owned();
        }
        let print = |cell: &str| world.get(&format!("mini/2024/hub/{row}/{cell}")).map(|n| format!("{n}件"));
        text += &match line.strip_prefix("years = { ") {
            Some(_) => {
                let cells = (2022..=2024).map(|year: u16| {
                    let printed = print(&year.to_string()).unwrap_or_else(|| panic!("{row}/{year} has no value in {world:?}"));
                    let hidden = line.contains(&format!("{year} = {{ withheld"));
                    let mark = if row == "city" { HIDDEN } else { HIDDEN_TOO };
                    let sealed = || mark.replace(" }", &format!(", value = \"{printed}\" }}"));
                    format!("{year} = {}", if hidden { sealed() } else { format!("\"{printed}\"") })
                });
                format!("years = {{ {} }}", cells.collect::<Vec<_>>().join(", "))
            }
            None if line.starts_with("total = ") => format!("total = \"{}\"", print("total").expect("a total")),
            None => line.to_owned(),
        };
        text.push('\n');
    }
    let confidential = replaced(memory.clone(), "kohyo.toml", &[("home_plan", "confidential = true\nhome_plan")]);
    with(confidential, path, &text)
}

fn tree(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    let built = crate::common::build(memory);
    built.cleared.expect("a site").files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}
