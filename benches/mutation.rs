//! What the recomputation audit notices: one printed digit at a time is changed in the data of the worked site.
//!
//! In: `data/**` of this repository. Out: a table on stdout: for each kind of figure how many changed digits were noticed, how many
//! stay within what rounding explains, and how many stand alone. Never: a change on disk.
//!
//! `cargo bench --bench mutation` runs all digits; `-- --every 20` every twentieth.

use kohyo::disclosed::{Check, Site, Verdict};
use kohyo::source::{Memory, Sources, World};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The keys under which printed figures stand.
const KEYS: [&str; 11] =
    ["actual", "target", "progress", "growth", "weight", "overall_weight", "cumulative", "yearly", "years", "total", "value"];

/// One digit of one figure.
struct Mutation {
    file: String,
    /// Byte offset in the file.
    at: usize,
    digit: char,
}

/// What became of a changed digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// A rule contradicts.
    Audit,
    /// Another check stops the build.
    Other,
    /// Rules look at the figure, and rounding explains the change.
    Rounding,
    /// Rules look at the figure but cannot check it.
    Unchecked,
    /// No other figure depends on it.
    Alone,
}

fn main() {
    let every = std::env::args().skip_while(|word| word != "--every").nth(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    let base = worked_site();
    let (site, findings) = audited(&base);
    let all = mutations(&base);
    let chosen: Vec<&Mutation> = all.iter().step_by(every).collect();
    let fates: Vec<(String, Fate, String)> = chosen.par_iter().filter_map(|each| fate(&base, &site, &findings, each)).collect();
    print(&fates, chosen.len());
}

fn worked_site() -> Memory {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root.join("data")).sort_by_file_name().into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            files.push((path, std::fs::read(entry.path()).expect("readable")));
        }
    }
    let mut memory = Memory::new([]);
    memory.insert("kohyo.toml", std::fs::read(root.join("kohyo.toml")).expect("readable"));
    files.into_iter().for_each(|(path, bytes)| memory.insert(&path, bytes));
    memory
}

/// The public site, and the codes and places of what stops it.
fn audited(world: &Memory) -> (Site, BTreeSet<(String, String)>) {
    let (sources, _) = Sources::read(world);
    let loaded = kohyo::load::load(&sources, world.as_of());
    let mut findings = loaded.findings;
    findings.extend(kohyo::validate::validate(&loaded.site, &sources, world.today()));
    let mut site = kohyo::redact::redact(&loaded.site).site;
    let audited = kohyo::audit::audit(&loaded.site, &site, &sources);
    findings.extend(audited.findings);
    site.checks = audited.checks;
    let words = findings.iter().map(|finding| (finding.code.id.to_owned(), finding.message.ja.clone()));
    (site, words.collect())
}

fn mutations(world: &Memory) -> Vec<Mutation> {
    let mut out = Vec::new();
    for path in world.files().expect("files") {
        let path = path.to_string();
        let is_figures = path.starts_with("data/plans/") || path.starts_with("data/2");
        let text = world.text(&path).unwrap_or_default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if is_figures && is_figure(line) {
                out.extend(digits(line).map(|(at, digit)| Mutation { file: path.clone(), at: start + at, digit }));
            }
            start += line.len();
        }
    }
    out
}

/// A line that gives printed figures: not words, not lists of years.
fn is_figure(line: &str) -> bool {
    let Some((key, value)) = line.split_once(" = ") else { return false };
    KEYS.contains(&key.trim()) && (value.starts_with('"') || value.starts_with("{ 2")) && !value.contains("text =")
}

/// The digits inside the quotes of a line.
fn digits(line: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quoted = false;
    line.char_indices().filter(move |(_, c)| {
        quoted ^= *c == '"';
        quoted && (c.is_ascii_digit() || ('０'..='９').contains(c))
    })
}

/// The next digit; nine becomes eight, so that no number begins with zero.
fn changed(digit: char) -> char {
    match digit {
        '9' => '8',
        '９' => '８',
        other => char::from_u32(other as u32 + 1).unwrap_or(other),
    }
}

/// The kind of figure, what became of it, and which fact it is; `None` where the digit changes no public figure.
fn fate(base: &Memory, site: &Site, before: &BTreeSet<(String, String)>, each: &Mutation) -> Option<(String, Fate, String)> {
    let mut text = base.text(&each.file)?.to_owned();
    text.replace_range(each.at..each.at + each.digit.len_utf8(), &changed(each.digit).to_string());
    let mut world = base.clone();
    world.insert(&each.file, text.into_bytes());
    let (mutated, after) = audited(&world);
    let fact = first_difference(site, &mutated)?;
    let new: Vec<&(String, String)> = after.difference(before).collect();
    let fate = match new.iter().any(|(code, _)| code.starts_with("K05")) {
        true => Fate::Audit,
        false if !new.is_empty() => Fate::Other,
        false => looked_at(&mutated.checks, &fact),
    };
    Some((kind(&each.file, &fact), fate, fact))
}

fn first_difference(one: &Site, two: &Site) -> Option<String> {
    let all = |site: &Site| -> BTreeMap<String, String> {
        let figures = site.plans.iter().flat_map(|plan| plan.figures().into_iter().collect::<Vec<_>>());
        figures.map(|(fact, figure)| (fact.to_owned(), format!("{:?}", figure.cell.shown))).collect()
    };
    let (one, two) = (all(one), all(two));
    one.into_iter().find(|(fact, cell)| two.get(fact) != Some(cell)).map(|(fact, _)| fact)
}

/// Rules that name a figure without computing with its value.
const OF_DATES_AND_WORDS: [&str; 4] = ["calendar-year", "printed-date", "names", "languages"];

fn looked_at(checks: &[Arc<Check>], fact: &str) -> Fate {
    let of = |check: &&Arc<Check>| {
        let computes = !OF_DATES_AND_WORDS.contains(&check.rule);
        computes && (check.fact == fact || check.parts.iter().any(|part| part == fact))
    };
    let verdicts: Vec<&Verdict> = checks.iter().filter(of).map(|check| &check.verdict).collect();
    if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Rounding | Verdict::Consistent)) {
        Fate::Rounding
    } else if verdicts.is_empty() {
        Fate::Alone
    } else {
        Fate::Unchecked
    }
}

/// The table in which a figure stands: the file's name and the figure's column.
fn kind(file: &str, fact: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
    let table = if file.starts_with("data/plans/") { "plan" } else { name };
    let column = fact.rsplit('/').next().unwrap_or_default();
    let columns = ["target", "actual", "progress", "growth", "weight", "overall-weight", "cumulative", "total", "value"];
    let column = if columns.contains(&column) {
        column
    } else if column.len() == 4 && column.bytes().all(|b| b.is_ascii_digit()) {
        "year"
    } else {
        "fact"
    };
    format!("{table} / {column}")
}

fn print(fates: &[(String, Fate, String)], digits: usize) {
    let mut table: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    let mut alone: BTreeSet<&str> = BTreeSet::new();
    for (kind, fate, fact) in fates {
        table.entry(kind).or_default()[*fate as usize] += 1;
        if *fate == Fate::Alone {
            alone.insert(fact);
        }
    }
    println!("{digits} digits, {} of public figures; {} figures stand alone", fates.len(), alone.len());
    println!(
        "| table / column | digits | noticed by the audit | noticed otherwise | within rounding | cannot be checked | stands alone |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let mut sum = [0; 5];
    for (kind, counts) in &table {
        let [audit, other, rounding, unchecked, alone] = counts;
        println!("| {kind} | {} | {audit} | {other} | {rounding} | {unchecked} | {alone} |", counts.iter().sum::<usize>());
        sum.iter_mut().zip(counts).for_each(|(all, each)| *all += each);
    }
    let [audit, other, rounding, unchecked, alone] = sum;
    println!("| all | {} | {audit} | {other} | {rounding} | {unchecked} | {alone} |", sum.iter().sum::<usize>());
}
