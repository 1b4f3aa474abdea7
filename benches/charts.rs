//! How long one picture takes, and how large it is.
//!
//! In: five years of a real numerical target. Out: microseconds and bytes a picture, per language. Never: a pass or a fail.

use kohyo::figures::{Decimal, FiscalYear, Lang};
use kohyo::render::charts::{Mark, Progress, YearLabels, YearSlot, words};
use std::time::Instant;

/// 特区関連事業による投資額: target, actual and progress of five years; empty where there is no figure yet.
const YEARS: [(i32, &str, &str, &str); 5] = [
    (2022, "116", "216", "186"),
    (2023, "116", "168", "145"),
    (2024, "116", "111", "96"),
    (2025, "116", "", ""),
    (2026, "116", "", ""),
];

const ROUNDS: u32 = 2_000;

fn main() {
    println!("{:<6} {:>12} {:>10} {:>10} {:>12}", "lang", "µs/picture", "wide B", "narrow B", "download B");
    for lang in Lang::ALL {
        let chart = chart(lang);
        let picture = chart.draw();
        let began = Instant::now();
        let drawn: usize = (0..ROUNDS).map(|_| chart.draw().wide.len()).sum();
        assert_eq!(drawn, picture.wide.len() * ROUNDS as usize, "the same picture every time");
        // One draw makes three pictures.
        let each = began.elapsed().as_micros() / u128::from(ROUNDS * 3);
        let sizes = [picture.wide.len(), picture.narrow.len(), picture.standalone.len()];
        println!("{:<6} {each:>12} {:>10} {:>10} {:>12}", lang.code(), sizes[0], sizes[1], sizes[2]);
    }
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
