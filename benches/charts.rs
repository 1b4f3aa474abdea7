//! How long one picture takes, and how large it is.
//!
//! In: five years of a real numerical target, and a schedule of 36 rows. Out: microseconds and bytes a picture, and microseconds for
//! 10 KB of picture, per language. Never: a pass or a fail.

use kohyo::figures::{Decimal, FiscalYear, Lang};
use kohyo::render::charts::{
    Mark, MarkKind, Month, Picture, Progress, Schedule, ScheduleMark, ScheduleRow, YearLabels, YearSlot, words,
};
use std::time::Instant;

/// 特区関連事業による投資額: target, actual and progress of five years; empty where there is no figure yet.
const YEARS: [(i32, &str, &str, &str); 5] = [
    (2022, "116", "216", "186"),
    (2023, "116", "168", "145"),
    (2024, "116", "111", "96"),
    (2025, "116", "", ""),
    (2026, "116", "", ""),
];

/// Rows of the schedule; the longest that the documents hold has 34.
const ROWS: usize = 36;

const ROUNDS: u32 = 2_000;

fn main() {
    println!("{:<18} {:>10} {:>8} {:>8} {:>10} {:>9}", "", "µs/picture", "wide B", "narrow B", "download B", "µs/10 KB");
    for lang in Lang::ALL {
        let (chart, plan) = (chart(lang), schedule(lang));
        time(&format!("progress {}", lang.code()), || chart.draw());
        time(&format!("schedule {}", lang.code()), || plan.draw());
    }
}

fn time(name: &str, draw: impl Fn() -> Picture) {
    let picture = draw();
    let began = Instant::now();
    let drawn: usize = (0..ROUNDS).map(|_| draw().wide.len()).sum();
    assert_eq!(drawn, picture.wide.len() * ROUNDS as usize, "the same picture every time");
    // One draw makes three pictures.
    let [each, all] = [3, 1].map(|pictures| began.elapsed().as_micros() / u128::from(ROUNDS * pictures));
    let sizes = [picture.wide.len(), picture.narrow.len(), picture.standalone.len()];
    let for_ten = all * 10_240 / sizes.iter().sum::<usize>() as u128;
    println!("{name:<18} {each:>10} {:>8} {:>8} {:>10} {for_ten:>9}", sizes[0], sizes[1], sizes[2]);
}

fn schedule(lang: Lang) -> Schedule {
    let label = match lang {
        Lang::Ja => "再生医療等製品の開発を支える拠点の整備と運営",
        Lang::En => "Bases for the development of regenerative medicine",
    };
    let mark = |index: usize| ScheduleMark {
        label: label.chars().take(12).collect(),
        kind: if index.is_multiple_of(3) { MarkKind::Milestone } else { MarkKind::Bar },
        from: Month::new(2022 + (index % 4) as i32, 4),
        to: Month::new(2023 + (index % 4) as i32, 3),
    };
    let row = |index: usize| ScheduleRow { group: None, label: label.to_owned(), marks: vec![mark(index)] };
    let rows: Vec<ScheduleRow> = (0..ROWS).map(row).collect();
    let (first, last) = (FiscalYear(2022), FiscalYear(2026));
    let words = words::describe_schedule(lang, "計画", (first, last), &rows, "評価書");
    Schedule { id: "schedule".into(), lang, words, first, last, rows }
}

fn chart(lang: Lang) -> Progress {
    let slots: Vec<YearSlot> =
        YEARS.iter().map(|(year, target, actual, progress)| slot(lang, *year, [target, actual, progress])).collect();
    let cumulative = mark("580");
    let running = words::running(&slots);
    let facts = words::Facts {
        lang,
        indicator: "特区関連事業による投資額",
        unit: "億円",
        slots: &slots,
        cumulative: &cumulative,
        running: &running,
        reached: Some(false),
        more_is_better: true,
        source: "評価書",
    };
    Progress { id: "investment".into(), lang, words: words::describe(&facts), cumulative, running, slots }
}

fn slot(lang: Lang, year: i32, figures: [&str; 3]) -> YearSlot {
    let [target, actual, progress] = figures.map(mark);
    let year = FiscalYear(year);
    YearSlot { year: year.0, labels: YearLabels { name: year.name(lang), axis: year.axis(lang) }, target, actual, progress }
}

fn mark(digits: &str) -> Mark {
    Decimal::parse(digits).map_or(Mark::NotYet, |value| Mark::value(value, digits))
}
