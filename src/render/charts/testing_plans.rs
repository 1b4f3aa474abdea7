//! Tests of the charts of periods, schedules, amounts and qualitative targets: examples, extremes, arbitrary input.

use super::frame::Scene;
use super::testing::*;
use super::*;
use crate::figures::{FiscalYear, Lang};
use proptest::collection::vec;
use proptest::prelude::*;

const HOSTILE: &str = "<script>alert(\"1\")</script>&'";

fn month(year: i32, month: u8) -> Option<Month> {
    Month::new(year, month)
}

fn pick(lang: Lang, ja: &str, en: &str) -> String {
    if lang == Lang::Ja { ja.to_string() } else { en.to_string() }
}

/// Values of fiscal years that follow each other.
fn period(lang: Lang, name: &str, first: i32, target: &[&str], actual: &[&str]) -> Period {
    let years = slots(lang, target, actual, &[]).into_iter().zip(first..);
    let dated = |(slot, year): (YearSlot, i32)| YearSlot {
        year,
        labels: YearLabels { name: FiscalYear(year).name(lang), axis: FiscalYear(year).axis(lang) },
        ..slot
    };
    Period { name: name.into(), slots: years.map(dated).collect() }
}

fn periods(lang: Lang, periods: Vec<Period>) -> Periods {
    let words =
        words::describe_periods(lang, &pick(lang, "投資額", "investment"), &pick(lang, "億円", "billion yen"), &periods, "s");
    Periods { id: "periods".into(), lang, words, periods }
}

fn three_plans(lang: Lang) -> Periods {
    let name = |ja, en| pick(lang, ja, en);
    let mut first =
        period(lang, &name("第1期計画", "First plan"), 2012, &["20", "40", "60", "80", "100"], &["12", "35", "w", "70", "98"]);
    // No report for one year.
    first.slots.remove(1);
    let second = period(lang, &name("第2期計画", "Second plan"), 2017, &["100"; 5], &["98", "-", "w", "120", "133"]);
    let third = period(lang, &name("第3期計画", "Third plan"), 2023, &["116"; 4], &["168", "~111"]);
    periods(lang, vec![first, second, third])
}

fn step(label: &str, kind: MarkKind, from: Option<Month>, to: Option<Month>) -> ScheduleMark {
    ScheduleMark { label: label.into(), kind, from, to }
}

fn schedule(lang: Lang, rows: Vec<ScheduleRow>) -> Schedule {
    let (first, last) = (FiscalYear(2022), FiscalYear(2026));
    let words = words::describe_schedule(lang, &pick(lang, "第3期計画", "the third plan"), (first, last), &rows, "s");
    Schedule { id: "schedule".into(), lang, words, first, last, rows }
}

/// Rows with every kind of mark, as often as asked for.
fn rows(lang: Lang, count: usize) -> Vec<ScheduleRow> {
    use MarkKind::{Bar, Milestone};
    let word = |ja, en| pick(lang, ja, en);
    let marks = |index: usize| match index % 6 {
        0 => vec![
            step(&word("実証", "Trial"), Bar, month(2022, 4), month(2023, 9)),
            step(&word("開業", "Opening"), Milestone, month(2024, 4), None),
        ],
        1 => vec![step(&word("制度設計の検討", "Design of the scheme"), Bar, None, None)],
        2 => vec![step(&word("整備", "Construction"), Bar, month(2021, 1), month(2025, 3))],
        3 => vec![step(&word("運用", "Operation"), Bar, month(2025, 4), None)],
        4 => vec![step(&word("認定", "Approval"), Milestone, month(2026, 4), month(2027, 3))],
        _ => vec![step(&word("次期計画の策定", "Next plan"), Milestone, month(2028, 4), None)],
    };
    let row = |index: usize| ScheduleRow {
        group: Some(pick(
            lang,
            ["研究開発", "規制の特例"][index * 2 / count.max(1)],
            ["Research", "Regulation"][index * 2 / count.max(1)],
        )),
        label: word("再生医療等製品の開発を支える拠点の整備と運営", "Bases for the development of regenerative medicine"),
        marks: marks(index),
    };
    (0..count).map(row).collect()
}

fn amounts(lang: Lang, unit: &str, years: usize, series: &[(&str, &[&str])]) -> Amounts {
    let years: Vec<YearLabels> = (2022..).take(years).map(|year| labels(lang, year)).collect();
    let series = series
        .iter()
        .map(|(label, values)| Series { label: (*label).to_string(), values: values.iter().map(|value| mark(value)).collect() });
    let series: Vec<Series> = series.collect();
    let words = words::describe_amounts(lang, &pick(lang, "支援の額", "support"), unit, &years, &series, "s");
    Amounts { id: "amounts".into(), lang, words, years, series }
}

fn support(lang: Lang) -> Amounts {
    let labels = [("要望", "Requested"), ("国の支援", "National"), ("地方の支援", "Local")].map(|(ja, en)| pick(lang, ja, en));
    let series: [(&str, &[&str]); 3] = [
        (&labels[0], &["1200", "1350", "980", "1100", "~1500"]),
        (&labels[1], &["800", "w", "650", "-", ""]),
        (&labels[2], &["300", "310", "w", "295", "0"]),
    ];
    amounts(lang, &pick(lang, "百万円", "million yen"), 5, &series)
}

fn strip(lang: Lang, rows: Vec<StripRow>) -> Strip {
    let words = words::describe_strip(lang, &pick(lang, "第3期計画（令和6年度）", "the third plan in FY2024"), &rows, "s");
    let (first, last) = (month(2024, 4).expect("a month"), month(2025, 3).expect("a month"));
    Strip { id: "strip".into(), lang, words, first, last, rows }
}

fn targets(lang: Lang) -> Vec<StripRow> {
    let row = |ja: &str, en: &str, due, done: Vec<Option<Month>>, status: (&str, &str)| StripRow {
        label: pick(lang, ja, en),
        due,
        done: done.into_iter().flatten().collect(),
        status: pick(lang, status.0, status.1),
    };
    vec![
        row("協議会の開催", "Meetings of the council", month(2024, 9), vec![month(2024, 9), month(2025, 2)], ("達成", "Reached")),
        row("手引きの公表", "Publish the guide", month(2025, 3), vec![], ("未達成", "Not reached")),
        row("人材育成の体制づくり", "Set up training", None, vec![month(2024, 7)], ("継続", "Continued")),
        row("次期計画の素案", "Draft of the next plan", month(2025, 6), vec![month(2024, 12)], ("", "")),
    ]
}

fn assert_good(scene: &impl Scene, draw: impl Fn() -> Picture) -> Picture {
    let picture = draw();
    assert_picture(&picture);
    assert_layout(scene);
    assert_eq!(picture, draw(), "the same bytes every time");
    picture
}

fn assert_small(picture: &Picture) {
    for svg in [&picture.wide, &picture.narrow] {
        assert!(svg.len() <= 10 * 1024, "{} bytes", svg.len());
    }
}

/// Every text stands in both sizes, whole.
fn assert_says(picture: &Picture, texts: &[&str]) {
    for svg in [&picture.wide, &picture.narrow, &picture.standalone] {
        for text in texts {
            assert!(svg.contains(&format!(">{text}</text>")), "{text} is missing");
        }
    }
}

#[test]
fn periods_stand_apart_on_one_scale() {
    for lang in Lang::ALL {
        let chart = three_plans(lang);
        let picture = assert_good(&chart, || chart.draw());
        assert_small(&picture);
        assert_says(&picture, &["12", "98", "133", "168", "111", &chart.periods[0].name, &chart.periods[2].name]);
        assert!(hatches(&picture.wide).iter().all(|height| *height == 360));
        // One common scale: its numbers are printed once a line.
        assert_eq!(picture.wide.matches(">200</text>").count(), 1);
        assert!(picture.wide.contains(&chart.words.labels.no_report));
    }
}

#[test]
fn periods_are_told_in_words() {
    let words = three_plans(Lang::Ja).words;
    assert_eq!(words.title, "令和6年度は111億円、前の計画の令和3年度は133億円");
    assert_eq!(words.note, "令和4年度は、どの計画の期間にも入っていません。");
    let words = three_plans(Lang::En).words;
    assert_eq!(words.title, "FY2024: 111 billion yen; earlier plan, FY2021: 133 billion yen");
    assert_eq!(words.note, "FY2022 belongs to none of these plans.");
    assert!(words.description.contains("FY2014 and FY2019 are withheld."), "{}", words.description);
}

#[test]
fn many_years_flow_into_lines() {
    for lang in Lang::ALL {
        let long = |name: &str, first| period(lang, name, first, &["116"; 10], &["98"; 10]);
        let chart = periods(lang, vec![long("1", 1980), long("2", 1990), long("3", 2000), long("4", 2015)]);
        let picture = assert_good(&chart, || chart.draw());
        assert_says(&picture, &["1", "2", "3", "4"]);
        assert!(picture.narrow.matches(">125</text>").count() == 4, "a line of its own for each");
    }
}

#[test]
fn a_schedule_shows_what_is_unknown_as_unknown() {
    for lang in Lang::ALL {
        let chart = schedule(lang, rows(lang, 6));
        let picture = assert_good(&chart, || chart.draw());
        assert_small(&picture);
        let marks = chart.rows.iter().flat_map(|row| &row.marks).map(|mark| mark.label.as_str());
        assert_says(&picture, &marks.collect::<Vec<_>>());
        let labels = &chart.words.labels;
        assert_says(&picture, &[&labels.span, &labels.milestone, &labels.unknown, &labels.beyond]);
        // The unknown step, the one without an end, the one somewhere in a year.
        let ranges = picture.wide.split("<path class=\"unknown\" d=\"").nth(1).and_then(|path| path.split('"').next());
        assert_eq!(ranges.map(|path| path.matches('Z').count()), Some(3));
        let unknown = schedule(lang, vec![chart.rows[1].clone()]).draw();
        assert!(!unknown.wide.contains("class=\"actual\""), "a step without a time is never drawn as known");
    }
}

#[test]
fn thirty_marks_stay_small_and_thirty_rows_are_tall() {
    for lang in Lang::ALL {
        let chart = schedule(lang, rows(lang, 25));
        assert_eq!(chart.rows.iter().map(|row| row.marks.len()).sum::<usize>(), 30);
        assert_small(&assert_good(&chart, || chart.draw()));
        let tall = schedule(lang, rows(lang, 30));
        let picture = assert_good(&tall, || tall.draw());
        let year = pick(lang, ">令和6 (2024)</text>", ">FY2024</text>");
        assert_eq!(picture.wide.matches(&year).count(), 2, "the years stand at both ends");
    }
}

#[test]
fn a_schedule_is_told_in_words() {
    let words = |lang, count| schedule(lang, rows(lang, count)).words;
    assert_eq!(words(Lang::Ja, 6).title, "7件の工程のうち1件は時期の記載なし");
    assert_eq!(words(Lang::En, 6).title, "1 of 7 steps has no stated time");
    assert_eq!(words(Lang::En, 1).title, "All 2 steps have a stated time");
    assert_eq!(words(Lang::Ja, 0).title, "工程の記載はありません");
    assert_eq!(words(Lang::En, 6).subtitle, "Schedule of the third plan, FY2022 to FY2026");
}

#[test]
fn amounts_print_every_figure_as_given() {
    for lang in Lang::ALL {
        let chart = support(lang);
        let picture = assert_good(&chart, || chart.draw());
        assert_small(&picture);
        assert_says(&picture, &["1,200", "1,350", "1,500", "650", "295", "0"]);
        assert!(hatches(&picture.wide).iter().all(|height| *height == 360));
        assert_eq!(hatches(&picture.wide).len(), 2);
        for class in ["series-1", "series-2", "series-3", "provisional"] {
            assert!(picture.wide.contains(&format!("class=\"{class}\"")), "{class}");
        }
    }
    let printed = amounts(Lang::Ja, "円", 1, &[("x", &["1"])]);
    let given =
        Amounts { series: vec![Series { label: "x".into(), values: vec![Mark::value(Decimal::whole(3), "約3.0")] }], ..printed };
    assert_says(&given.draw(), &["約3.0"]);
}

#[test]
fn amounts_are_told_in_words() {
    let chart = amounts(Lang::Ja, "百万円", 2, &[("要望", &["12", "15"]), ("国の支援", &["8", "w"])]);
    assert_eq!(chart.words.title, "令和5年度の要望は15百万円、国の支援は非公表");
    assert!(chart.words.description.contains("国の支援の令和5年度は非公表。"));
    let chart = amounts(Lang::En, "million yen", 2, &[("requested", &["12", "15"]), ("national", &["8", "w"])]);
    assert_eq!(chart.words.title, "FY2023: requested 15 million yen, national withheld");
    assert_eq!(chart.words.subtitle, "Support, in million yen, FY2022 to FY2023");
}

#[test]
fn a_withheld_amount_moves_nothing() {
    // The public side of two worlds is equal by construction; beside a withheld mark the scale is that of the others.
    let with = amounts(Lang::Ja, "円", 2, &[("a", &["12", "w"]), ("b", &["8", "9"])]).draw();
    let without = amounts(Lang::Ja, "円", 2, &[("a", &["12", "-"]), ("b", &["8", "9"])]).draw();
    let numbers = |svg: &str| -> Vec<String> {
        let ticks = svg.split("<text class=\"tick\"").skip(1).filter_map(|tick| tick.split(['<', '>']).nth(1));
        ticks.map(String::from).collect()
    };
    assert_eq!(numbers(&with.wide), numbers(&without.wide));
    assert_eq!(numbers(&with.wide)[..4], ["0", "5", "10", "15"]);
    assert_eq!(hatches(&with.wide), [360]);
}

#[test]
fn qualitative_targets_name_what_is_due_and_done() {
    let chart = strip(Lang::Ja, targets(Lang::Ja));
    let picture = assert_good(&chart, || chart.draw());
    assert_small(&picture);
    assert_says(
        &picture,
        &[
            "期限：9月／実施：9月、2月／達成",
            "期限：3月／実施の記録なし／未達成",
            "期限の月の記載なし／実施：7月／継続",
            "期限：令和7年(2025年)6月／実施：12月",
        ],
    );
    // One in the key, two on the axis; the one outside is an arrow.
    assert_eq!(chart.words.title, "4の目標のうち3に実施の記録あり");
    let chart = strip(Lang::En, targets(Lang::En));
    let picture = assert_good(&chart, || chart.draw());
    assert_says(&picture, &["Due: September; done: September, February; Reached", "No due month stated; done: July; Continued"]);
    let undated = strip(Lang::En, vec![targets(Lang::En)[2].clone()]).draw();
    assert!(!undated.wide.contains("class=\"due\""), "no diamond where nothing is stated");
}

#[test]
fn a_hatch_keeps_its_size_where_zero_is_the_upper_edge() {
    let values: &[&str] = &["-5", "w", "-3"];
    let without_name = periods(Lang::Ja, vec![period(Lang::Ja, "", 2022, &[], values)]);
    assert_eq!(hatches(&without_name.draw().wide), [360]);
    assert_eq!(hatches(&amounts(Lang::Ja, "円", 3, &[("a", values)]).draw().wide), [360]);
}

#[test]
fn plans_survive_the_extremes() {
    let values: [&[&str]; 6] = [&[], &["0"; 5], &["w"; 15], &["1"], &[""; 3], &["~12345678901234567890"; 15]];
    let long = "とても長い名前".repeat(40);
    for values in values {
        for name in [HOSTILE, "", &long] {
            let chart = periods(Lang::En, vec![period(Lang::En, name, 2022, values, values), Period::default()]);
            assert_good(&chart, || chart.draw());
            let chart = amounts(Lang::Ja, name, values.len(), &[(name, values), ("b", values), (name, values), ("d", &[])]);
            assert_good(&chart, || chart.draw());
            let marks = values.iter().map(|_| step(name, MarkKind::Bar, month(2024, 1), month(2023, 1))).collect();
            let row = ScheduleRow { group: Some(name.into()), label: name.into(), marks };
            let chart = schedule(Lang::Ja, vec![row; values.len()]);
            assert_good(&chart, || chart.draw());
            let row = StripRow { label: name.into(), due: month(9999, 12), done: vec![], status: name.into() };
            let chart = strip(Lang::En, vec![row; values.len()]);
            assert_good(&chart, || chart.draw());
        }
    }
}

fn arbitrary_month() -> impl Strategy<Value = Option<Month>> {
    prop_oneof![
        4 => (2020i32..2029, 1u8..13).prop_map(|(year, at)| month(year, at)),
        1 => (1i32..10_000, 1u8..13).prop_map(|(year, at)| month(year, at)),
        2 => Just(None),
    ]
}

fn arbitrary_years() -> impl Strategy<Value = i32> {
    prop_oneof![8 => 2015i32..2030, 1 => any::<i32>()]
}

fn arbitrary_periods() -> impl Strategy<Value = Periods> {
    let slot = (arbitrary_slot(), arbitrary_years()).prop_map(|(slot, year)| YearSlot { year, ..slot });
    let slots = (vec(slot, 0..11), any::<bool>()).prop_map(|(mut slots, sorted)| {
        if sorted {
            slots.sort_by_key(|slot| slot.year);
            slots.dedup_by_key(|slot| slot.year);
        }
        slots
    });
    let period = (arbitrary_text(), slots).prop_map(|(name, slots)| Period { name, slots });
    (vec(period, 0..5), any::<bool>()).prop_map(|(list, english)| periods(if english { Lang::En } else { Lang::Ja }, list))
}

fn arbitrary_schedule() -> impl Strategy<Value = Schedule> {
    let kind = prop_oneof![Just(MarkKind::Bar), Just(MarkKind::Milestone)];
    let label = prop_oneof![2 => Just("制度設計".to_string()), 1 => arbitrary_text()];
    let mark = (label, kind, arbitrary_month(), arbitrary_month()).prop_map(|(label, kind, from, to)| ScheduleMark {
        label,
        kind,
        from,
        to,
    });
    let row = (proptest::option::of(arbitrary_text()), arbitrary_text(), vec(mark, 0..6))
        .prop_map(|(group, label, marks)| ScheduleRow { group, label, marks });
    (vec(row, 0..12), arbitrary_years(), arbitrary_years()).prop_map(|(rows, first, last)| Schedule {
        first: FiscalYear(first),
        last: FiscalYear(last),
        ..schedule(Lang::Ja, rows)
    })
}

fn arbitrary_amounts() -> impl Strategy<Value = Amounts> {
    let series = (arbitrary_text(), vec(arbitrary_mark(), 0..16)).prop_map(|(label, values)| Series { label, values });
    (vec(arbitrary_labels(), 0..16), vec(series, 0..6), arbitrary_text()).prop_map(|(years, series, unit)| {
        let words = words::describe_amounts(Lang::En, "support", &unit, &years, &series, "s");
        Amounts { id: "<a b=\"".into(), lang: Lang::En, words, years, series }
    })
}

fn arbitrary_strip() -> impl Strategy<Value = Strip> {
    let row = (arbitrary_text(), arbitrary_month(), vec(arbitrary_month(), 0..5), arbitrary_text())
        .prop_map(|(label, due, done, status)| StripRow { label, due, done: done.into_iter().flatten().collect(), status });
    let ends = (arbitrary_month(), arbitrary_month());
    (vec(row, 0..12), ends, any::<bool>()).prop_map(|(rows, (first, last), english)| {
        let chart = strip(if english { Lang::En } else { Lang::Ja }, rows);
        Strip { first: first.unwrap_or(chart.first), last: last.unwrap_or(chart.last), ..chart }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_periods_are_drawn(chart in arbitrary_periods()) {
        let picture = assert_good(&chart, || chart.draw());
        let heights = hatches(&picture.wide);
        prop_assert!(heights.iter().all(|height| *height == 360), "{heights:?}");
    }

    #[test]
    fn any_schedule_is_drawn(chart in arbitrary_schedule()) {
        let picture = assert_good(&chart, || chart.draw());
        // The pen refuses a text that would meet another; here it never has to.
        let usual = chart.rows.iter().flat_map(|row| &row.marks).filter(|mark| mark.label == "制度設計").count();
        for svg in [&picture.wide, &picture.narrow] {
            prop_assert_eq!(svg.matches(">制度設計</text>").count(), usual);
        }
    }

    #[test]
    fn any_amounts_are_drawn(chart in arbitrary_amounts()) {
        let picture = assert_good(&chart, || chart.draw());
        let heights = hatches(&picture.wide);
        prop_assert!(heights.iter().all(|height| *height == 360), "{heights:?}");
    }

    #[test]
    fn any_strip_is_drawn(chart in arbitrary_strip()) {
        assert_good(&chart, || chart.draw());
    }
}
