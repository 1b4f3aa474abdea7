//! How long the guard takes for a large site with many secrets: `cargo bench --bench guard`.
//!
//! In: nothing. Out: one table on stdout: time, MB a second, peak memory, and the ratio to reading the same bytes once.
//! Never: a tree that differs between two runs; a number for a tree that did not pass.

use kohyo::figures::{Unit, UnitEnglish, Units};
use kohyo::guard::clear;
use kohyo::redact::Watchlist;
use kohyo::render::Tree;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Instant;

const FILES: usize = 10_000;
const BYTES_A_FILE: usize = 30_000;
const SECRETS: usize = 2_000;
const ROUNDS: usize = 20;

fn main() {
    let kinds: [Kind; 5] = [
        ("pages (ja)", page_ja, "html"),
        ("pages (en)", page_en, "html"),
        ("tables", table, "csv"),
        ("data", data, "json"),
        ("pictures", picture, "svg"),
    ];
    println!("| files | MB | secrets | spellings | read once, CPU s | guard, CPU s | wall s | MB a CPU s | ratio | peak MiB |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let mixed: Vec<_> = (0..FILES).map(|n| kinds[[0, 0, 0, 0, 1, 1, 1, 2, 3, 4][n % 10]]).collect();
    run("mixed site", &mixed, SECRETS);
    run("mixed site", &mixed, 0);
    for kind in kinds {
        run(kind.0, &vec![kind; FILES / 10], SECRETS);
    }
}

type Kind = (&'static str, fn(&mut Dice) -> String, &'static str);

fn run(name: &str, kinds: &[Kind], secrets: usize) {
    let mut dice = Dice(42);
    let mut tree = Tree::default();
    for (number, (_, make, ending)) in kinds.iter().enumerate() {
        let mut text = String::with_capacity(BYTES_A_FILE + 200);
        while text.len() < BYTES_A_FILE {
            text.push_str(&make(&mut dice));
        }
        tree.add(format!("{number:05}.{ending}"), text);
    }
    let list = watchlist(secrets, &mut dice);
    let files: Vec<&[u8]> = tree.iter().map(|(_, bytes)| bytes).collect();
    let bytes: usize = files.iter().map(|bytes| bytes.len()).sum();
    let read = || files.par_iter().map(|bytes| memchr::memchr_iter(b'\n', bytes).count()).sum::<usize>();
    // The clock of the machine ticks a hundred times a second, so once is too short to be measured.
    let (_, rounds, newlines) = timed(|| (0..ROUNDS).map(|_| read()).sum::<usize>());
    assert!(newlines > 0, "the bytes were read");
    drop(files);
    let (wall, cpu, cleared) = timed(|| clear(tree, &list, std::iter::empty(), &BTreeSet::new()));
    let scan = match cleared {
        Ok(cleared) => cleared.scan(),
        Err(refused) => panic!("{:?}", refused.findings.first()),
    };
    let (mb, once) = (bytes as f64 / 1e6, rounds / ROUNDS as f64);
    println!(
        "| {name}, {} | {mb:.0} | {secrets} | {} | {once:.3} | {cpu:.2} | {wall:.2} | {:.0} | {:.0} | {} |",
        scan.files,
        scan.needles,
        mb / cpu,
        cpu / once,
        peak()
    );
}

/// Wall and CPU seconds of some work.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, f64, T) {
    let (start, before) = (Instant::now(), cpu());
    let out = work();
    (start.elapsed().as_secs_f64(), (cpu() - before).max(0.001), out)
}

/// CPU seconds of all threads of this process, in ticks of a hundredth.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Most memory this process has had, in MiB; the tree itself is part of it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// A small generator, so that every run has the same tree.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const JA: [&str; 24] = [
    "令和",
    "年度",
    "の",
    "実績",
    "は",
    "目標",
    "に対し",
    "事業者",
    "区域内",
    "投資",
    "補助金",
    "について",
    "国家戦略特区",
    "を",
    "規制緩和",
    "地域",
    "ライフイノベーション",
    "センター",
    "において",
    "医療機器",
    "です。",
    "しました。",
    "、",
    "（累計）",
];
const EN: [&str; 20] = [
    "the ",
    "annual ",
    "report ",
    "of ",
    "projects ",
    "and ",
    "support ",
    "measures ",
    "in ",
    "zone ",
    "was ",
    "investment ",
    "target ",
    "billion ",
    "progress ",
    "companies ",
    "for ",
    "medical ",
    "devices ",
    "people. ",
];

fn page_ja(dice: &mut Dice) -> String {
    let mut out = "<section class=\"part\"><h2 id=\"s1\">概要</h2><p>".to_owned();
    (0..60).for_each(|_| out.push_str(dice.of(&JA)));
    let _ = write!(out, "<strong>{}億円</strong>、{}件 &amp; {}人</p>", dice.below(90) + 10, dice.below(900), dice.below(90_000));
    let _ =
        write!(out, "<table><tr><th scope=\"row\">{}</th><td class=\"n\">{}</td></tr></table>", dice.of(&JA), dice.below(900));
    out + "<p><a href=\"/ja/%E7%9B%AE%E6%A8%99/\">目標のページ</a>も見てください。</p></section>\n"
}

fn page_en(dice: &mut Dice) -> String {
    let mut out = "<section class=\"part\"><h2 id=\"s1\">Outline</h2><p>".to_owned();
    (0..60).for_each(|_| out.push_str(dice.of(&EN)));
    let _ =
        write!(out, "<strong>¥{}.{} billion</strong> &amp; {} people</p>", dice.below(9) + 1, dice.below(10), dice.below(90_000));
    out + "<p>See <a href=\"/en/targets/\">the targets</a>.</p></section>\n"
}

fn table(dice: &mut Dice) -> String {
    format!(
        "plan/2024/{},2024,{},{},億円,billion yen,{}億円,,,value,,\r\n",
        dice.below(900),
        dice.of(&JA),
        dice.below(99),
        dice.below(99)
    )
}

fn data(dice: &mut Dice) -> String {
    let (value, name) = (dice.below(9999), dice.of(&JA));
    format!(
        "{{\"fact\":\"plan/2024/{value}\",\"name\":{{\"ja\":\"{name}\",\"en\":\"{}\"}},\"value\":\"{}\"}},\n",
        dice.of(&EN),
        value % 97
    )
}

fn picture(dice: &mut Dice) -> String {
    let mut out = "<svg viewBox=\"0 0 640 320\"><path d=\"M".to_owned();
    (0..60).for_each(|_| {
        let _ = write!(out, "{}.{} {} ", dice.below(640), dice.below(99), dice.below(320));
    });
    out + "\"/><text x=\"12\" y=\"40\">20</text></svg>\n"
}

fn watchlist(secrets: usize, dice: &mut Dice) -> Watchlist {
    let mut list = Watchlist::new(&units());
    for number in 0..secrets {
        let item = format!("W-2024-{number:04}");
        match number % 4 {
            0 => list.add(&format!("株式会社{}{number:04}製作所", dice.of(&JA)), Some(&item)),
            1 => list.add(&format!("{} Works No. {number} Limited", dice.of(&EN)), Some(&item)),
            2 => list.add(&format!("{}.{number:04}億円", dice.below(900) + 1000), Some(&item)),
            _ => list.add(&format!("{}人", 1_000_000 + dice.below(9_000_000)), Some(&item)),
        }
    }
    list
}

fn units() -> Units {
    let unit = |id: &str, ja: &str, dimension: &str, exponent, en: (i32, &str, &str)| Unit {
        id: id.into(),
        printed: vec![ja.into()],
        dimension: dimension.into(),
        exponent,
        name_ja: ja.into(),
        name_en: en.2.trim().into(),
        english: UnitEnglish { exponent: en.0, prefix: en.1.into(), one: en.2.into(), other: en.2.into() },
    };
    let mut units = Units::default();
    for u in [
        unit("oku-yen", "億円", "yen", 8, (9, "¥", " billion")),
        unit("man-yen", "万円", "yen", 4, (0, "¥", "")),
        unit("yen", "円", "yen", 0, (0, "¥", "")),
        unit("person", "人", "person", 0, (0, "", " people")),
        unit("man-person", "万人", "person", 4, (0, "", " people")),
    ] {
        units.insert(u).expect("units differ");
    }
    units
}
