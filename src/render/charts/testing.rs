//! What the tests of this room share: real figures, arbitrary ones, and the checks every picture must pass.

use super::frame::{self, NARROW, Scene, WIDE};
use super::words::{self, Facts};
use super::*;
use crate::figures::Lang;
use proptest::prelude::*;

/// `w` withheld, empty not yet, `-` no data, `~12` provisional, else a value.
pub(super) fn mark(text: &str) -> Mark {
    match text {
        "w" => Mark::Withheld,
        "" => Mark::NotYet,
        "-" => Mark::NoData,
        _ => {
            let digits = text.trim_start_matches('~');
            let value = Decimal::parse(digits).expect("a decimal");
            Mark::Value { value, text: value.grouped(), provisional: text.starts_with('~') }
        }
    }
}

pub(super) fn labels(lang: Lang, year: i32) -> YearLabels {
    let era = year - 2018;
    match lang {
        Lang::Ja => YearLabels {
            name: format!("令和{era}年度"),
            axis: vec![format!("令和{era} ({year})"), format!("R{era} {year}"), format!("R{era}")],
        },
        Lang::En => YearLabels { name: format!("FY{year}"), axis: vec![format!("FY{year}")] },
    }
}

/// Years from 2022; what is not given has not happened yet.
pub(super) fn slots(lang: Lang, target: &[&str], actual: &[&str], progress: &[&str]) -> Vec<YearSlot> {
    let at = |list: &[&str], index: usize| mark(list.get(index).copied().unwrap_or_default());
    let slot = |index: usize| YearSlot {
        year: 2022 + index as i32,
        labels: labels(lang, 2022 + index as i32),
        target: at(target, index),
        actual: at(actual, index),
        progress: at(progress, index),
    };
    (0..target.len().max(actual.len())).map(slot).collect()
}

type Row =
    (&'static str, &'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str], &'static str, bool);

const JA: [Row; 4] = [
    ("特区関連事業による投資額", "億円", &["116"; 5], &["216", "168", "111"], &["186", "145", "96"], "580", false),
    (
        "特区関連事業の進出企業及び機関数",
        "者",
        &["6", "8", "12", "12", "12"],
        &["8", "8", "12"],
        &["133", "100", "100"],
        "50",
        true,
    ),
    (
        "特区関連事業の研修等の参加者数",
        "人",
        &["49000"; 5],
        &["83442", "70203", "101388"],
        &["170", "143", "207"],
        "245000",
        true,
    ),
    ("医薬品・医療機器等の新規事業化件数", "件", &["10"; 5], &["6", "8", "11"], &["60", "80", "110"], "50", true),
];

const EN: [Row; 4] = [
    ("investment in special zone projects", "billion yen", &["11.6"; 5], &["21.6", "16.8", "11.1"], JA[0].4, "58.0", false),
    ("companies and institutions that moved in", "organisations", JA[1].2, JA[1].3, JA[1].4, "50", true),
    ("participants in training", "people", JA[2].2, JA[2].3, JA[2].4, "245000", true),
    ("new products brought to market", "products", JA[3].2, JA[3].3, JA[3].4, "50", true),
];

/// A chart of given marks with the words of this room.
pub(super) fn chart(
    lang: Lang,
    indicator: &str,
    unit: &str,
    slots: Vec<YearSlot>,
    cumulative: Mark,
    reached: Option<bool>,
) -> Progress {
    let running = words::running(&slots);
    let source = if lang == Lang::Ja {
        "国際戦略総合特別区域評価書（令和6年度）"
    } else {
        "Special zone evaluation report, FY2024"
    };
    let facts = Facts {
        lang,
        indicator,
        unit,
        slots: &slots,
        cumulative: &cumulative,
        running: &running,
        reached,
        more_is_better: true,
        source,
    };
    let words = words::describe(&facts);
    Progress { id: "t".into(), lang, words, slots, cumulative, running }
}

/// The real figures of the special zone.
pub(super) fn real(lang: Lang, row: usize) -> Progress {
    let (name, unit, target, actual, progress, cumulative, reached) = if lang == Lang::Ja { JA[row] } else { EN[row] };
    chart(lang, name, unit, slots(lang, target, actual, progress), mark(cumulative), Some(reached))
}

/// All real indicators on one scale.
pub(super) fn plan(lang: Lang) -> Multiples {
    let rows = if lang == Lang::Ja { JA } else { EN };
    let panel = |(index, row): (usize, Row)| Panel {
        number: format!("({})", index + 1),
        name: row.0.to_owned(),
        href: Some(format!("/{}/indicators/{index}/", lang.code())),
        slots: slots(lang, row.4, row.4, row.4)
            .into_iter()
            .chain(slots(lang, &[""; 5], &[], &[]).into_iter().skip(3))
            .map(|slot| PanelSlot { labels: slot.labels, progress: slot.actual })
            .collect(),
    };
    let panels: Vec<Panel> = rows.into_iter().enumerate().map(panel).collect();
    let name = if lang == Lang::Ja { "第3期計画" } else { "Third plan" };
    let words = words::describe_plan(lang, name, &panels, "s");
    Multiples { id: "plan".into(), lang, words, panels }
}

/// A small well-formedness check: tags nest, attributes are quoted and unique, only known entities, one root.
pub(super) fn assert_xml(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg.trim_end();
    let mut roots = 0;
    while let Some(at) = rest.find('<') {
        assert_text(&rest[..at]);
        assert!(at == 0 || !open.is_empty(), "text outside of the root");
        let end = at + rest[at..].find('>').expect("an unclosed tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "tags do not nest");
            continue;
        }
        roots += usize::from(open.is_empty());
        let (body, closed) = tag.strip_suffix('/').map_or((tag, false), |body| (body, true));
        let name = assert_attributes(body);
        if !closed {
            open.push(name);
        }
    }
    assert!(rest.is_empty() && open.is_empty() && roots == 1, "not one root: {rest:?} {open:?} {roots}");
}

fn assert_text(text: &str) {
    assert!(!text.contains('>'), "a bare > in {text:?}");
    for after in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|entity| after.starts_with(entity));
        assert!(known, "a bare & in {text:?}");
    }
    assert!(!text.chars().any(|c| c.is_control() && !"\t\n\r".contains(c)), "a control character in {text:?}");
}

fn assert_attributes(tag: &str) -> &str {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(["svg", "title", "desc", "g", "rect", "path", "circle", "text", "a"].contains(&name), "unknown element {name}");
    let mut seen = Vec::new();
    while !rest.is_empty() {
        let (attribute, after) = rest.split_once("=\"").expect("an attribute");
        let (value, after) = after.split_once('"').expect("an unclosed attribute");
        assert_text(value);
        assert!(!seen.contains(&attribute) && attribute != "style" && !attribute.starts_with("on"), "{attribute} in {tag}");
        seen.push(attribute);
        rest = after.trim_start();
    }
    name
}

/// No text leaves the picture, no two texts meet, by the metrics of this room.
pub(super) fn assert_layout(scene: &impl Scene) {
    for width in [WIDE, NARROW] {
        let sheet = frame::sheet(scene, width);
        let whole = canvas::Area { left: 0, top: 0, right: sheet.size.0, bottom: sheet.size.1 };
        for (index, (area, text)) in sheet.texts.iter().enumerate() {
            let inside =
                area.left >= whole.left && area.top >= whole.top && area.right <= whole.right && area.bottom <= whole.bottom;
            assert!(inside, "{text:?} leaves the picture: {area:?} {whole:?}");
            for (other, neighbour) in &sheet.texts[..index] {
                assert!(!area.overlaps(other), "{text:?} lies upon {neighbour:?}");
            }
        }
    }
}

pub(super) fn assert_picture(picture: &Picture) {
    for svg in [&picture.wide, &picture.narrow, &picture.standalone] {
        assert_xml(svg);
    }
}

pub(super) fn arbitrary_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        Just("<script>alert(\"1\")</script>&'".to_string()),
        Just("とても長い名前".repeat(40)),
        Just("Supercalifragilistic".repeat(20)),
        Just("\u{202e}\u{0}\u{ffff}\u{1F468}\u{200D}\u{1F469}".to_string()),
        Just("。。。、、、".repeat(20)),
    ]
}

pub(super) fn arbitrary_mark() -> impl Strategy<Value = Mark> {
    let decimal = prop_oneof!["-?[0-9]{1,6}(\\.[0-9]{1,3})?", "-?[0-9]{1,29}", "0\\.0{1,25}[0-9]{1,3}", Just("0".to_string())];
    prop_oneof![
        4 => (decimal, any::<bool>(), arbitrary_text(), any::<bool>()).prop_map(|(digits, odd, text, provisional)| {
            let value = Decimal::parse(&digits).expect("a decimal");
            Mark::Value { value, text: if odd { text } else { value.grouped() }, provisional }
        }),
        1 => Just(Mark::Withheld),
        1 => Just(Mark::NotYet),
        1 => Just(Mark::NoData),
    ]
}

pub(super) fn arbitrary_labels() -> impl Strategy<Value = YearLabels> {
    (arbitrary_text(), proptest::collection::vec(arbitrary_text(), 0..4)).prop_map(|(name, axis)| YearLabels { name, axis })
}

pub(super) fn arbitrary_slot() -> impl Strategy<Value = YearSlot> {
    let usual = prop_oneof![3 => (2000i32..2040).prop_map(|year| labels(Lang::Ja, year)), 1 => arbitrary_labels()];
    (usual, arbitrary_mark(), arbitrary_mark(), arbitrary_mark()).prop_map(|(labels, target, actual, progress)| YearSlot {
        year: 2022,
        labels,
        target,
        actual,
        progress,
    })
}

fn arbitrary_progress() -> impl Strategy<Value = Progress> {
    (
        proptest::collection::vec(arbitrary_slot(), 0..16),
        arbitrary_mark(),
        arbitrary_text(),
        arbitrary_text(),
        any::<Option<bool>>(),
        any::<bool>(),
    )
        .prop_map(|(slots, cumulative, name, unit, reached, english)| {
            chart(if english { Lang::En } else { Lang::Ja }, &name, &unit, slots, cumulative, reached)
        })
}

fn arbitrary_plan() -> impl Strategy<Value = Multiples> {
    let slot = (arbitrary_labels(), arbitrary_mark()).prop_map(|(labels, progress)| PanelSlot { labels, progress });
    let panel =
        (arbitrary_text(), arbitrary_text(), proptest::option::of(arbitrary_text()), proptest::collection::vec(slot, 0..16))
            .prop_map(|(number, name, href, slots)| Panel { number, name, href: href.map(|href| format!("/{href}")), slots });
    proptest::collection::vec(panel, 0..8).prop_map(|panels| {
        let words = words::describe_plan(Lang::En, "plan", &panels, "source");
        Multiples { id: "<a b=\"".into(), lang: Lang::En, words, panels }
    })
}

/// The height of every hatch that stands on the zero line, in tenths of a pixel; none of the key or the rows.
pub(super) fn hatches(svg: &str) -> Vec<i64> {
    let tenths = |text: &str| (text.parse::<f64>().expect("a number") * 10.0).round() as i64;
    let paths = svg.split("<path class=\"withheld\" d=\"").skip(1);
    let fields = paths.flat_map(|path| path.split('"').next().unwrap_or_default().split('M').skip(1));
    let height = |field: &str| {
        let (start, rest) = field.split_once('H').expect("an upper edge");
        let top = tenths(start.split_once(' ').expect("a corner").1);
        let bottom = rest.split_once('V').expect("a right edge").1.split(|c: char| !(c.is_ascii_digit() || c == '.')).next();
        tenths(bottom.expect("a number")) - top
    };
    fields.map(height).filter(|height| *height > 200).collect()
}

#[test]
fn real_figures_are_well_formed_and_small() {
    for lang in Lang::ALL {
        for row in 0..JA.len() {
            let chart = real(lang, row);
            let picture = chart.draw();
            assert_picture(&picture);
            assert_layout(&chart);
            assert_eq!(picture, chart.draw());
            for svg in [&picture.wide, &picture.narrow] {
                assert!(svg.len() <= 10 * 1024, "{} bytes", svg.len());
            }
        }
        let plan = plan(lang);
        assert_picture(&plan.draw());
        assert_layout(&plan);
    }
}

#[test]
fn every_actual_and_progress_is_printed_in_both_sizes() {
    for lang in Lang::ALL {
        for row in 0..JA.len() {
            let chart = real(lang, row);
            let picture = chart.draw();
            for svg in [&picture.wide, &picture.narrow, &picture.standalone] {
                for slot in &chart.slots {
                    let Some(actual) = slot.actual.text() else { continue };
                    assert!(svg.contains(&format!(">{actual}</text>")), "{lang:?} {row} {actual}");
                    let progress = format!(">{}%</text>", slot.progress.text().expect("a progress"));
                    assert!(svg.contains(&progress), "{lang:?} {row} {progress}");
                }
                let total = chart.running.last().and_then(Mark::text).expect("a total");
                assert!(svg.contains(&format!(">{total}</text>")), "{lang:?} {row} {total}");
            }
        }
    }
}

#[test]
fn exactly_one_image_is_exposed_and_nothing_needs_a_style_sheet_of_its_own() {
    let picture = real(Lang::Ja, 0).draw();
    for (svg, size) in [(&picture.wide, "w"), (&picture.narrow, "n")] {
        assert!(svg.contains(&format!("role=\"img\" aria-labelledby=\"t-ja-{size}-t t-ja-{size}-d\"")));
        let title = format!("><title id=\"t-ja-{size}-t\">");
        assert_eq!(svg.find(&title), svg.find('>'), "the title is the first child");
        assert_eq!(svg.matches("aria-hidden=\"true\"").count(), 1);
        assert!(!svg.contains("style") && !svg.contains("#12436d"));
    }
    assert!(picture.standalone.contains("xmlns=\"http://www.w3.org/2000/svg\"") && picture.standalone.contains("#12436d"));
    assert!(picture.standalone.contains("出典：国際戦略総合特別区域評価書（令和6年度）"));
}

#[test]
fn a_picture_of_what_is_withheld_is_the_same_whatever_it_hides() {
    // The public side of two worlds is equal by construction; what remains to show is that the hatch has one size.
    let chart = chart(
        Lang::Ja,
        "x",
        "億円",
        slots(Lang::Ja, &["116", "w", "116", "116"], &["w", "168", "w", "111"], &["w", "w", "w", "96"]),
        mark("580"),
        None,
    );
    let heights = hatches(&chart.draw().wide);
    assert_eq!(heights, [360; 4], "two actuals, one target, and the running total that stops");
}

#[test]
fn extremes_do_not_panic() {
    let cases: [(&[&str], &[&str]); 7] = [
        (&[], &[]),
        (&["0"; 5], &["0"; 5]),
        (&["w"; 15], &["w"; 15]),
        (&["1"], &["2"]),
        (&[""; 3], &[]),
        (&["-"; 4], &["-"; 4]),
        (&["12345678"; 15], &["~23456789"; 15]),
    ];
    for (target, actual) in cases {
        for cumulative in ["", "0", "w", "580"] {
            let chart = chart(Lang::En, "x", "people", slots(Lang::En, target, actual, actual), mark(cumulative), None);
            assert_picture(&chart.draw());
            assert_layout(&chart);
            let spark = Spark {
                title: Some("<t>".into()),
                target: chart.slots.iter().map(|slot| slot.target.clone()).collect(),
                actual: chart.slots.iter().map(|slot| slot.actual.clone()).collect(),
            };
            assert_xml(&spark.draw());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_progress_is_drawn(chart in arbitrary_progress()) {
        let picture = chart.draw();
        assert_picture(&picture);
        assert_layout(&chart);
        prop_assert_eq!(&picture, &chart.draw());
        let heights = hatches(&picture.wide);
        prop_assert!(heights.iter().all(|height| *height == 360), "{heights:?}");
    }

    #[test]
    fn any_plan_is_drawn(plan in arbitrary_plan()) {
        let picture = plan.draw();
        assert_picture(&picture);
        assert_layout(&plan);
        prop_assert_eq!(&picture, &plan.draw());
    }

    #[test]
    fn any_spark_is_drawn(
        target in proptest::collection::vec(arbitrary_mark(), 0..16),
        actual in proptest::collection::vec(arbitrary_mark(), 0..16),
        title in proptest::option::of(arbitrary_text()),
    ) {
        assert_xml(&Spark { title, target, actual }.draw());
    }
}
