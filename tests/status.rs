//! `kohyo status`: what is left to do, in order, with its places; nothing withheld; the same on the same day.
//!
//! In: fixtures over the base site. Out: snapshots in each language and as JSON.

use crate::common::{fixture, in_memory, snapshot};
use kohyo::figures::{Date, Lang};
use kohyo::source::{Memory, World};
use kohyo::status::{Kind, Status, json, status, text};

/// The base site with something of every kind that is left to do.
fn todo() -> Memory {
    let mut memory = in_memory(&fixture("base"));
    let over = in_memory(&fixture("todo"));
    for path in over.files().expect("files") {
        memory.insert(path.as_str(), over.read(&path).expect("bytes"));
    }
    on(&mut memory, "2026-11-21");
    memory
}

fn on(memory: &mut Memory, day: &str) {
    memory.set_today(Date::parse(day).expect("a day"));
}

fn places(status: &Status, kind: Kind) -> Vec<String> {
    let place = |(path, line, _): &(String, usize, usize)| format!("{path}:{line}");
    status.items.iter().filter(|item| item.kind == kind).filter_map(|item| item.place.as_ref().map(place)).collect()
}

#[test]
fn everything_that_is_left_to_do_stands_in_order_with_its_place() {
    let looked = status(&todo());
    snapshot("status/both", &text(&looked, None));
    snapshot("status/ja", &text(&looked, Some(Lang::Ja)));
    snapshot("status/en", &text(&looked, Some(Lang::En)));
    snapshot("status/json", &json(&looked));
    for (kind, expected) in [
        (Kind::Stopped, vec![]),
        (Kind::Contradiction, vec![]),
        (Kind::EmbargoDue, vec!["content/later.en.md:8", "content/later.ja.md:8"]),
        (Kind::ReviewDue, vec!["data/2024/mini/todo.toml:7"]),
        (Kind::Figure, vec!["data/2024/mini/todo.toml:19"]),
        (Kind::Year, vec!["data/plans/mini.toml:8"]),
        (Kind::EmbargoSoon, vec!["data/2024/mini/todo.toml:28"]),
        (Kind::ReviewSoon, vec!["content/later.en.md:7", "content/later.ja.md:7"]),
        (Kind::Number, vec!["data/2024/mini/todo.toml:25"]),
        (Kind::Stale, vec!["content/bare.en.md:4"]),
        (Kind::Translation, vec!["data/2024/mini/todo.toml:11"]),
        (Kind::Description, vec!["content/bare.en.md:2", "content/bare.ja.md:2"]),
        (Kind::Recorded, vec!["data/2023/mini/results.toml:9"]),
    ] {
        assert_eq!(places(&looked, kind), expected, "{kind:?}");
    }
    assert!(Kind::ALL.windows(2).all(|pair| pair[0] < pair[1]), "printed in the order in which they are sorted");
}

/// The base itself: its last year is over by then and has no file.
#[test]
fn a_site_in_order_has_nothing_left() {
    let mut base = in_memory(&fixture("base"));
    on(&mut base, "2026-03-31");
    assert_eq!(status(&base).items, []);
    on(&mut base, "2026-04-01");
    assert_eq!(places(&status(&base), Kind::Year), ["data/plans/mini.toml:8"]);
    on(&mut base, "2027-04-01");
    assert_eq!(status(&base).count(Kind::ReviewDue), 3);
}

/// A row or figure that an earlier year had and this one has not.
#[test]
fn a_result_that_is_missing_is_a_figure_to_enter() {
    let mut base = in_memory(&fixture("base"));
    on(&mut base, "2026-03-31");
    let text = base.text("data/2024/mini/results.toml").expect("results").replace("actual = \"9億円\"\n", "");
    base.insert("data/2024/mini/results.toml", text.into_bytes());
    assert_eq!(places(&status(&base), Kind::Figure), ["data/2024/mini/results.toml:8"]);
    base.insert(
        "data/2024/mini/results.toml",
        "disclosure = \"公表\"\n[[aggregate]]\ngroup = \"economy\"\nprogress = \"90%\"\n".into(),
    );
    assert_eq!(status(&base).count(Kind::Figure), 1, "the row is gone");
    base.insert(
        "data/2024/mini/results.toml",
        "disclosure = { state = \"非公表\", ground = \"joho-5-5\", decided = 2026-01-01, review = 2027-01-01 }\n".into(),
    );
    assert_eq!(status(&base).count(Kind::Figure), 0, "it may stand in the hidden file");
}

#[test]
fn a_year_that_is_over_is_not_to_come() {
    let mut base = in_memory(&fixture("base"));
    base.insert(
        "data/2025/mini/results.toml",
        "disclosure = \"公表\"\n[[result]]\nindicator = \"investment\"\nactual = { state = \"not-yet\" }\n".into(),
    );
    on(&mut base, "2026-03-31");
    assert_eq!(status(&base).count(Kind::Figure), 0);
    on(&mut base, "2026-04-01");
    assert_eq!(places(&status(&base), Kind::Figure), ["data/2025/mini/results.toml:4"]);
}

#[test]
fn it_works_when_findings_stop_the_build_and_says_so() {
    let mut memory = todo();
    memory.insert("content/broken.ja.md", "no page".into());
    let results = memory
        .text("data/2024/mini/results.toml")
        .expect("results")
        .replace("progress = \"90%\"\nself", "progress = \"80%\"\nself");
    memory.insert("data/2024/mini/results.toml", results.into_bytes());
    let looked = status(&memory);
    assert!(looked.stopped() && looked.count(Kind::Stopped) >= 1, "{}", text(&looked, None));
    assert_eq!(places(&looked, Kind::Contradiction), ["data/2024/mini/results.toml:6", "data/2024/mini/results.toml:11"]);
    assert_eq!((looked.count(Kind::Figure), looked.count(Kind::EmbargoSoon)), (1, 1));
    let said = text(&looked, None);
    assert!(said.contains("いまはサイトを作れません") && said.contains("The site does not build now"));
    memory.insert("data/2024/mini/todo.toml", "disclosure = \"公表\"\n[[".into());
    assert!(status(&memory).stopped(), "a file that is no TOML");
    assert!(status(&Memory::new([])).stopped(), "no site at all");
}

/// Rows that are hidden are not named, and no payload is printed.
#[test]
fn nothing_withheld_is_said() {
    let mut memory = in_memory(&fixture("sealed"));
    on(&mut memory, "2030-01-01");
    let row = "\n[[program]]\nid = \"secret-row\"\ndisclosure = { state = \"非公表\", ground = \"joho-5-2a\" }\n\
               name = { ja = \"SECRET-row\", missing = [\"en\"] }\ncategory = \"その他\"\nindicators = \"全て\"\n\
               [[program.fact]]\nkey = \"secret-key\"\nlabel.ja = \"SECRET-l\"\nlabel.en = \"SECRET-l\"\nvalue = { state = \"未入力\" }\n";
    let text_of = memory.text("data/2024/mini/programs.toml").expect("programs").to_owned() + row;
    memory.insert("data/2024/mini/programs.toml", text_of.into_bytes());
    let looked = status(&memory);
    let all = text(&looked, None) + &json(&looked);
    assert!(looked.count(Kind::ReviewDue) > 5 && looked.count(Kind::Figure) >= 1, "{all}");
    for word in ["SECRET", "secret-row", "secret-key", "7531", "5310", "8642", "2097"] {
        assert!(!all.contains(word), "{word}: {all}");
    }
}

/// The day that was named is today, whatever the clock says.
#[test]
fn the_named_day_decides() {
    let mut one = todo();
    let mut two = todo();
    one.set_day(Date::parse("2026-11-21"));
    two.set_day(Date::parse("2026-11-21"));
    on(&mut one, "2020-01-01");
    on(&mut two, "2040-01-01");
    let reviews = |memory: &Memory| json(&status(memory));
    assert_eq!(reviews(&one), reviews(&two));
}
