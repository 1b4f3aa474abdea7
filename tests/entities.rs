//! How many rows each table of the five documents has, and how many of them stand in `data/`.
//!
//! In: `data/` read with `toml` alone, apart from kohyo's own loader. Out: tables whose rows are too few or too many, rows that no
//! table counts, numbers that `docs/worked-site.md`, `docs/audit.md` and their Japanese twins tell otherwise.
//! `tests/snapshots/entities.txt` has the number of rows of every kind in every file, the inner ones too.

use crate::common::{root, snapshot};
use kohyo::disclosed::{Check, Verdict};
use kohyo::source::{Disk, Sources, World};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::{Table, Value};

/// A table of a document.
struct Counted {
    en: &'static str,
    ja: &'static str,
    /// Rows in the document.
    document: usize,
    /// Rows in `data/`.
    entered: usize,
    /// Where they stand: a file below `data/`, then a path of keys. `[key=value]` and `[key^beginning]` choose rows, `*` is each key.
    rows: &'static [&'static str],
}

const fn counted(en: &'static str, ja: &'static str, document: usize, entered: usize, rows: &'static [&'static str]) -> Counted {
    Counted { en, ja, document, entered, rows }
}

/// What authors say about figures: not rows of a document.
const DECLARATIONS: &str = "checks";

/// The tables of each document.
#[rustfmt::skip]
const DOCUMENTS: [(&str, &[Counted]); 5] = [
    ("keihin-fy2024", &[
        counted("Evaluation indicators (3①)", "評価指標（3①）", 4, 4, &["2024/keihin-2022/results aggregate.progress"]),
        counted("Numerical targets (3①, Annex 1)", "数値目標（3①、別紙1）", 6, 6, &["plans/keihin-2022 indicator"]),
        counted("Targets by year (Annex 1)", "年度別の目標値（別紙1）", 30, 30, &["plans/keihin-2022 indicator.yearly.*"]),
        counted("Cumulative targets (Annex 1)", "累計の目標値（別紙1）", 6, 6, &["plans/keihin-2022 indicator.cumulative"]),
        counted("Actual figures, FY2022 to FY2024 (Annex 1)", "実績値、令和4〜6年度（別紙1）", 18, 18, &[
            "2022/keihin-2022/results result.actual",
            "2023/keihin-2022/results result.actual",
            "2024/keihin-2022/results result.actual",
        ]),
        counted("Progress, FY2022 to FY2026 (Annex 1)", "進捗度、令和4〜8年度（別紙1）", 20, 20, &[
            "2022/keihin-2022/results result.progress",
            "2023/keihin-2022/results result.progress",
            "2024/keihin-2022/results result.progress",
            "2025/keihin-2022/results result.progress",
            "2026/keihin-2022/results result.progress",
        ]),
        counted("Weights (Annex 1)", "寄与度（別紙1）", 6, 6, &["2024/keihin-2022/results result.weight"]),
        counted("Approach, basis, self-evaluation (Annex 1)", "考え方、根拠、自己評価（別紙1）", 18, 18, &[
            "plans/keihin-2022 indicator.approach",
            "plans/keihin-2022 indicator.basis",
            "2024/keihin-2022/results result.self_evaluation",
        ]),
        counted("Parts of running text (2④⑤⑥, 3②③④, 6, 7)", "文章の部分（2④⑤⑥、3②③④、6、7）", 10, 10, &[
            "2024/keihin-2022/report section",
        ]),
        counted("Claims of part 7", "7が述べる数", 2, 2, &["2024/keihin-2022/report fact"]),
        counted("Data science projects (3④ solution 1)", "データサイエンスの事業（3④解決策1）", 6, 6, &[
            "2024/keihin-2022/products product[kind=data-science]",
        ]),
        counted("Trial sites (3④ solution 2)", "治験の施設（3④解決策2）", 2, 2, &["2024/keihin-2022/products product[kind=trial-site]"]),
        counted("Commercialised products (3④ solution 3)", "事業化した製品（3④解決策3）", 10, 10, &[
            "2024/keihin-2022/products product[kind=product]",
        ]),
        counted("Special measures (4, Annex 2)", "規制の特例措置（4、別紙2）", 5, 5, &["2024/keihin-2022/regulation section"]),
        counted("Measures possible at present (Annex 2)", "現時点で実現可能な措置（別紙2）", 11, 11, &[
            "2024/keihin-2022/regulation regulation",
        ]),
        counted("State support used (5)", "国の支援措置（5）", 3, 3, &["2024/keihin-2022/support support"]),
        counted("Fiscal support (Annex 3)", "財政支援措置（別紙3）", 11, 11, &["2024/keihin-2022/programs program[category=財政]"]),
        counted("Tax support (Annex 3)", "税制支援措置（別紙3）", 1, 1, &["2024/keihin-2022/programs program[category=税制]"]),
        counted("Financial support (Annex 3)", "金融支援措置（別紙3）", 3, 3, &["2024/keihin-2022/programs program[category=金融]"]),
        counted("Other measures (Annex 3)", "その他の取組（別紙3）", 9, 9, &["2024/keihin-2022/programs program[category=その他]"]),
        counted("Parts of Annex 3 without rows", "別紙3の行のない欄", 5, 5, &["2024/keihin-2022/programs section"]),
        counted("Companies and organisations named", "名前の挙がる企業や団体", 35, 35, &["2024/keihin-2022/businesses business"]),
    ]),
    ("keihin-fy2013", &[
        counted("Evaluation indicators (3①)", "評価指標（3①）", 3, 3, &["2013/keihin-2012/results aggregate.progress"]),
        counted("Numerical targets (3①)", "数値目標（3①）", 8, 8, &["2013/keihin-2012/results result"]),
        counted("Growth (3①)", "伸び率（3①）", 7, 7, &["2013/keihin-2012/results result.growth"]),
        counted("Weights in the group (3①)", "寄与度（3①）", 7, 7, &["2013/keihin-2012/results result.weight"]),
        counted("Weights in the whole, with reasons (3②)", "全体に占める寄与度と考え方（3②）", 14, 14, &[
            "2013/keihin-2012/results result.overall_weight",
            "2013/keihin-2012/results result.weight_reason",
        ]),
        counted("Second print of actual figure and progress (3①)", "実績と進捗度の二度目の表記（3①）", 14, 14, &[
            "2013/keihin-2012/results result.fact[key=actual-main-text]",
            "2013/keihin-2012/results result.fact[key=progress-main-text]",
        ]),
        counted("Targets by year (Annex 1)", "年度別の目標値（別紙1）", 35, 35, &["plans/keihin-2012 indicator.yearly.*"]),
        counted("Actual and progress, FY2012 and FY2013 (Annex 1)", "実績と進捗度、平成24・25年度（別紙1）", 14, 16, &[
            "2012/keihin-2012/results result",
            "2013/keihin-2012/results result",
        ]),
        counted("Basis and approach (Annex 1)", "目標値の根拠と考え方（別紙1）", 14, 16, &[
            "plans/keihin-2012 indicator.basis",
            "plans/keihin-2012 indicator.approach",
        ]),
        counted("Self-evaluation (Annex 1)", "自己評価（別紙1）", 7, 7, &["2013/keihin-2012/results result.self_evaluation"]),
        counted("External factors (Annex 1)", "外部要因等特記事項（別紙1）", 1, 1, &["2013/keihin-2012/results result.external_factors"]),
        counted("Parts of running text (3③④, 5, 6, 7)", "文章の部分（3③④、5、6、7）", 7, 8, &[
            "2013/keihin-2012/report section",
            "2013/keihin-2012/report summary",
        ]),
        counted("Parts of Annex 2 without rows", "別紙2の行のない欄", 4, 4, &["2013/keihin-2012/regulation section"]),
        counted("Measures possible at present (4, Annex 2)", "現時点で実現可能な措置（4、別紙2）", 10, 10, &[
            "2013/keihin-2012/regulation regulation",
        ]),
        counted("Fiscal support: projects (Annex 3)", "財政支援：事業（別紙3）", 8, 8, &["2013/keihin-2012/support support[kind=財政]"]),
        counted("Fiscal support: lines of amounts (Annex 3)", "財政支援：金額の行（別紙3）", 32, 32, &[
            "2013/keihin-2012/support support[kind=財政].row",
        ]),
        counted("Tax support (Annex 3)", "税制支援（別紙3）", 1, 1, &["2013/keihin-2012/support support[kind=税制]"]),
        counted("Financial support (Annex 3)", "金融支援（別紙3）", 1, 1, &["2013/keihin-2012/support support[kind=金融]"]),
        counted("Parts of Annex 3 without rows", "別紙3の行のない欄", 1, 1, &["2013/keihin-2012/support section"]),
        counted("Fiscal support (Annex 4)", "財政支援措置（別紙4）", 16, 16, &["2013/keihin-2012/programs program[category=財政]"]),
        counted("Tax support (Annex 4)", "税制支援措置（別紙4）", 1, 1, &["2013/keihin-2012/programs program[category=税制]"]),
        counted("Financial support (Annex 4)", "金融支援措置（別紙4）", 2, 2, &["2013/keihin-2012/programs program[category=金融]"]),
        counted("Other measures (Annex 4)", "その他の取組（別紙4）", 8, 8, &["2013/keihin-2012/programs program[category=その他]"]),
        counted("Parts of Annex 4 without rows", "別紙4の行のない欄", 5, 5, &["2013/keihin-2012/programs section"]),
        counted("Schedule: blocks (Annex 1-2)", "工程表：事業（別紙1-2）", 29, 29, &["2013/keihin-2012/schedule project"]),
        counted("Schedule: rows (Annex 1-2)", "工程表：行（別紙1-2）", 180, 180, &["2013/keihin-2012/schedule project.row"]),
        counted("Schedule: marks (Annex 1-2)", "工程表：印と帯（別紙1-2）", 153, 153, &["2013/keihin-2012/schedule project.row.mark"]),
        counted("Site visit: blocks of remarks", "現地調査：指摘事項の欄", 4, 4, &["2013/keihin-2012/comments meeting"]),
        counted("Site visit: remarks", "現地調査：指摘事項", 49, 49, &["2013/keihin-2012/comments comment"]),
        counted("Site visit: replies", "現地調査：取組状況等", 24, 24, &["2013/keihin-2012/comments reply"]),
    ]),
    ("keihin-plan-2022", &[
        counted("Policy issues and solutions (2①)", "政策課題と解決策（2①）", 3, 3, &["2022/keihin-2022/policies policy"]),
        counted("Specified projects (3)", "特定国際戦略事業（3）", 10, 10, &["2022/keihin-2022/projects project[kind=特定]"]),
        counted("General projects (4)", "一般国際戦略事業（4）", 1, 1, &["2022/keihin-2022/projects project[kind=一般]"]),
        counted("Parts of projects (Annex 1-2)", "事業の部分（別紙1-2）", 9, 9, &["2022/keihin-2022/projects project.part"]),
        counted("Certified projects (5)", "これまでの認定事業（5）", 13, 13, &["2022/keihin-2022/certified project"]),
        counted("Proposals (4 ii)", "提案事項（4 ii）", 11, 11, &["2022/keihin-2022/regulation regulation"]),
        counted("Supported businesses: tax (Attachment 3)", "支援対象事業者：税制（別添3）", 13, 13, &[
            "2022/keihin-2022/businesses business[measures=税制]",
        ]),
        counted("Designated financial institutions (Annex 1-5)", "指定金融機関（別紙1-5）", 6, 6, &[
            "2022/keihin-2022/businesses business[measures=金融]",
        ]),
        counted("Measures of Kawasaki (Annex 1-9, part 1)", "川崎市の措置（別紙1-9の1）", 5, 5, &[
            "2022/keihin-2022/programs program[bodies=kawasaki]",
        ]),
        counted("Measures of Yokohama (Annex 1-9, part 1)", "横浜市の措置（別紙1-9の1）", 6, 6, &[
            "2022/keihin-2022/programs program[bodies=yokohama]",
        ]),
        counted("Measures of Kanagawa (Annex 1-9, part 1)", "神奈川県の措置（別紙1-9の1）", 30, 30, &[
            "2022/keihin-2022/programs program[bodies=kanagawa]",
        ]),
        counted("Local rules (Annex 1-9, part 2)", "地域の独自ルール（別紙1-9の2）", 8, 8, &[
            "2022/keihin-2022/events event[at.section.ja^別紙1-9 2]",
        ]),
        counted("Stronger organisation (Annex 1-9, part 3)", "体制の強化（別紙1-9の3）", 17, 24, &[
            "2022/keihin-2022/events event[at.section.ja^別紙1-9 3]",
        ]),
        counted("Other measures (Annex 1-9, part 4)", "その他の取組（別紙1-9の4）", 32, 35, &[
            "2022/keihin-2022/events event[at.section.ja^別紙1-9 4]",
        ]),
        counted("Council: meetings (Attachment 6)", "協議会：会合（別添6）", 16, 16, &["2022/keihin-2022/council meeting"]),
        counted("Council: opinions (Attachment 6)", "協議会：意見（別添6）", 46, 46, &["2022/keihin-2022/council comment"]),
        counted("Council: responses (Attachment 6)", "協議会：意見への対応（別添6）", 46, 46, &[
            "2022/keihin-2022/council reply",
        ]),
        counted("Council: members (Attachment 6)", "協議会：構成員（別添6）", 73, 1, &["2022/keihin-2022/council section.fact[key=members]"]),
        counted("Other parts (1, 2①, 3, remarks)", "ほかの部分（1、2①、3、備考）", 4, 4, &["2022/keihin-2022/report section"]),
    ]),
    ("yokohama-revitalisation-2021", &[
        counted("KPIs", "KPI", 4, 4, &["plans/yokohama-2021 indicator"]),
        counted("Cells of the KPI table", "KPIの表の欄", 32, 24, &[
            "plans/yokohama-2021 indicator.yearly.*",
            "plans/yokohama-2021 indicator.cumulative",
            "plans/yokohama-2021 indicator.fact",
        ]),
        counted("Projects (5-2③)", "事業の内容（5-2③）", 3, 3, &["2021/yokohama-2021/plan project"]),
        counted("Parts of running text", "文章の部分", 27, 27, &["2021/yokohama-2021/plan section"]),
        counted("Figures in the text", "文章の中の数値", 13, 13, &["2021/yokohama-2021/plan section.fact"]),
        counted("Dated events", "日付のある出来事", 2, 2, &["2021/yokohama-2021/plan event"]),
    ]),
    ("osaka-theme3-2019", &[
        counted("Themes", "テーマ", 4, 4, &["plans/osaka-2019 group"]),
        counted("Numerical targets", "数値目標", 7, 9, &["plans/osaka-2019 indicator"]),
        counted("Last year’s figures", "前年度の数値", 6, 6, &["plans/osaka-2019 indicator.fact[key=last-year]"]),
        counted("Results of the numerical targets", "数値目標の結果", 9, 9, &["2019/osaka-2019/results result.actual"]),
        counted("Further figures beside them", "その横のほかの数値", 6, 6, &["2019/osaka-2019/results result.fact"]),
        counted("Qualitative targets", "定性的な目標", 13, 13, &["2019/osaka-2019/goals goal"]),
        counted("Efforts", "取組", 13, 13, &["2019/osaka-2019/goals project"]),
        counted("Places of promotion", "主な発信先", 6, 6, &["2019/osaka-2019/goals project[id=kento-attract-companies].fact"]),
        counted("Other figures of the Saito column", "彩都の欄のほかの数値", 3, 3, &["2019/osaka-2019/goals project[id=saito-venture-support].fact"]),
        counted("Business meetings: table at target-setting", "商談会：目標設定時の表", 9, 9, &[
            "2019/osaka-2019/report edition",
            "2019/osaka-2019/checks fact",
        ]),
        counted("Business meetings: table at follow-up", "商談会：追跡調査の表", 9, 9, &["2019/osaka-2019/report section[key=business-meetings].row.years.*"]),
        counted("European business meetings", "欧州商談会", 4, 4, &["2019/osaka-2019/report section[key=europe-meetings].fact"]),
        counted("Matching in the United States", "米国マッチング", 4, 4, &["2019/osaka-2019/report section[key=us-matching].fact"]),
        counted("PMDA Kansai", "PMDA関西支部", 9, 9, &["2019/osaka-2019/report section[key=pmda-kansai].fact"]),
        counted("Medical device consultations", "医療機器の相談", 3, 3, &["2019/osaka-2019/report section[key=medical-device-consultations].fact"]),
    ]),
];

fn file(name: &str) -> Table {
    let path = root().join("data").join(format!("{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The steps of a path; dots inside brackets belong to the choice.
fn steps(path: &str) -> Vec<&str> {
    let mut inside = false;
    path.split(|c: char| {
        inside = (inside || c == '[') && c != ']';
        c == '.' && !inside
    })
    .collect()
}

fn number(value: &Value, steps: &[&str]) -> usize {
    let Some((step, rest)) = steps.split_first() else {
        return value.as_array().map_or(1, Vec::len);
    };
    match value {
        Value::Array(rows) => rows.iter().map(|row| number(row, steps)).sum(),
        Value::Table(table) if *step == "*" => table.values().map(|each| number(each, rest)).sum(),
        Value::Table(table) => {
            let (key, choice) = step.trim_end_matches(']').split_once('[').map_or((*step, None), |(key, c)| (key, Some(c)));
            let rows = match table.get(key) {
                Some(Value::Array(rows)) => rows.iter().collect(),
                Some(one) => vec![one],
                None => Vec::new(),
            };
            rows.into_iter().filter(|row| choice.is_none_or(|choice| chosen(row, choice))).map(|row| number(row, rest)).sum()
        }
        _ => 0,
    }
}

/// Whether a row has the value, or a list with the value in it, or a text with the beginning.
fn chosen(row: &Value, choice: &str) -> bool {
    let at = choice.find(['=', '^']).expect("a sign");
    let (key, wanted) = (&choice[..at], &choice[at + 1..]);
    let value = key.split('.').try_fold(row, |value, key| value.get(key));
    match value {
        Some(Value::String(text)) if choice[at..].starts_with('^') => text.starts_with(wanted),
        Some(Value::String(text)) => text == wanted,
        Some(Value::Array(list)) => list.iter().any(|each| each.as_str() == Some(wanted)),
        _ => false,
    }
}

/// File and path of a query.
fn query(rows: &str) -> (&str, Vec<&str>) {
    let (name, path) = rows.split_once(' ').expect("a file and a path");
    (name, steps(path))
}

#[test]
fn every_table_has_its_rows() {
    let mut wrong = Vec::new();
    for (document, tables) in &DOCUMENTS {
        for table in *tables {
            let of = |rows: &&str| {
                let (name, steps) = query(rows);
                number(&Value::Table(file(name)), &steps)
            };
            let rows: usize = table.rows.iter().map(of).sum();
            if rows != table.entered {
                wrong.push(format!("{document}, {}: {} rows wanted, {rows} found", table.en, table.entered));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files of years with the kinds of rows in them.
fn kinds() -> Vec<(String, String)> {
    let files = files().into_iter().filter(|name| name.starts_with('2') && !name.ends_with(DECLARATIONS));
    files
        .flat_map(|name| {
            let arrays: Vec<String> = file(&name).iter().filter(|(_, v)| v.is_array()).map(|(key, _)| key.clone()).collect();
            arrays.into_iter().map(move |key| (name.clone(), key))
        })
        .filter(|(_, key)| key != "printed_name")
        .collect()
}

/// Every file of a plan or year below `data/`, without its extension.
fn files() -> Vec<String> {
    let data = root().join("data");
    let all = walkdir::WalkDir::new(&data).min_depth(2).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = all.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(&data).expect("below data").with_extension("");
        path.to_string_lossy().replace('\\', "/")
    });
    files.collect()
}

#[test]
fn every_kind_of_row_is_counted() {
    let queries = DOCUMENTS.iter().flat_map(|(_, tables)| tables.iter()).flat_map(|table| table.rows);
    let counted: BTreeSet<(String, String)> = queries
        .map(|rows| {
            let (name, steps) = query(rows);
            (name.to_owned(), steps[0].split('[').next().unwrap_or_default().to_owned())
        })
        .collect();
    let missed: Vec<_> = kinds().into_iter().filter(|each| !counted.contains(each)).collect();
    assert!(missed.is_empty(), "no table counts these: {missed:?}");
}

/// The lines of the tables below the heading of a document that begin like a counted table.
fn told<'a>(text: &'a str, document: &str) -> BTreeSet<&'a str> {
    let below = text.split("\n## ").find(|part| part.lines().next().is_some_and(|head| head.contains(&format!("`{document}`"))));
    let lines = below.unwrap_or_default().lines().filter(|line| line.starts_with("| "));
    let cells = lines.map(|line| line.match_indices(" | ").nth(2).map_or(line, |(at, _)| &line[..at]));
    cells.filter(|line| line.ends_with(|c: char| c.is_ascii_digit())).collect()
}

#[test]
fn the_documentation_tells_the_same_numbers() {
    for name in ["worked-site.md", "worked-site.ja.md"] {
        let text = std::fs::read_to_string(root().join("docs").join(name)).expect("the documentation");
        for (document, tables) in &DOCUMENTS {
            let line = |table: &Counted| {
                let title = if name.contains(".ja.") { table.ja } else { table.en };
                format!("| {title} | {} | {}", table.document, table.entered)
            };
            let wanted: BTreeSet<String> = tables.iter().map(line).collect();
            let told: BTreeSet<String> = told(&text, document).into_iter().map(str::to_owned).collect();
            let differing: Vec<&String> = wanted.symmetric_difference(&told).collect();
            assert!(differing.is_empty(), "docs/{name}, {document}: {differing:#?}");
        }
        let marked = reassembled();
        for (document, counts) in &marked {
            let [certain, likely, unsure] = counts;
            let line = format!("| `{document}` | {certain} | {likely} | {unsure} |");
            assert!(text.contains(&line), "docs/{name}: {line}");
        }
    }
}

/// What the audit finds in the worked site.
fn checks() -> Vec<Arc<Check>> {
    let world = Disk::new(root());
    let (sources, _) = Sources::read(&world);
    let loaded = kohyo::load::load(&sources, world.as_of());
    let site = kohyo::redact::redact(&loaded.site).site;
    kohyo::audit::audit(&loaded.site, &site, &sources).checks
}

#[test]
fn the_documentation_tells_the_same_verdicts() {
    let checks = checks();
    for name in ["audit.md", "audit.ja.md"] {
        let text = std::fs::read_to_string(root().join("docs").join(name)).expect("the documentation");
        for rule in kohyo::audit::rule_names() {
            let mut counts = [0; 4];
            for check in checks.iter().filter(|check| check.rule == rule) {
                let column = match check.verdict {
                    Verdict::Consistent => 0,
                    Verdict::Rounding => 1,
                    Verdict::Contradicts => 2,
                    Verdict::Unchecked(_) => 3,
                };
                counts[column] += 1;
            }
            let line = format!("(`{rule}`) | {} |", counts.map(|number| number.to_string()).join(" | "));
            assert!(text.contains(&line), "docs/{name}: {line}");
        }
    }
}

/// How many rows of each document were put together again, by how sure that is.
fn reassembled() -> BTreeMap<String, [usize; 3]> {
    let mut out: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for name in files() {
        let table = file(&name);
        let Some(document) = table.get("source").and_then(Value::as_str).map(str::to_owned) else { continue };
        let mut words = Vec::new();
        every_word(&Value::Table(table), &mut words);
        let counts = out.entry(document).or_default();
        for (count, sure) in counts.iter_mut().zip(["certain", "likely", "unsure"]) {
            *count += words.iter().filter(|word| *word == sure).count();
        }
    }
    out
}

/// The value of every `reassembled`.
fn every_word(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(rows) => rows.iter().for_each(|row| every_word(row, out)),
        Value::Table(table) => {
            out.extend(table.get("reassembled").and_then(Value::as_str).map(str::to_owned));
            table.values().for_each(|each| every_word(each, out));
        }
        _ => (),
    }
}

/// Rows of every kind in every file, the inner ones by the path of their kinds.
#[test]
fn every_file_has_its_rows() {
    let mut text = String::new();
    for name in files() {
        let mut counts = BTreeMap::new();
        rows_below(&file(&name), "", &mut counts);
        let counts: Vec<String> = counts.iter().map(|(kind, number)| format!("{kind} {number}")).collect();
        text.push_str(&format!("data/{name}.toml: {}\n", counts.join(", ")));
    }
    snapshot("entities", &text);
}

fn rows_below(table: &Table, above: &str, counts: &mut BTreeMap<String, usize>) {
    for (key, value) in table {
        let rows = value.as_array().into_iter().flatten().filter_map(Value::as_table);
        for row in rows {
            let kind = format!("{above}{key}");
            rows_below(row, &format!("{kind}."), counts);
            *counts.entry(kind).or_default() += 1;
        }
    }
}

#[test]
fn a_row_that_is_gone_is_missed() {
    let mut table = file("2024/keihin-2022/programs");
    let steps = steps("program[category=財政]");
    let before = number(&Value::Table(table.clone()), &steps);
    table.get_mut("program").and_then(Value::as_array_mut).expect("programmes").remove(0);
    assert_eq!(number(&Value::Table(table), &steps), before - 1);
}
