//! What would happen if one figure of a site were withheld: `cargo bench --bench leave_one_out -- [--site DIR] [--list]`.
//!
//! In: a site folder (default: the worked site). Out: for each kind of table, of how many figures a reader could tell the value if
//! each alone were withheld, and if kohyo withholds with it what is printed from it; and how many further figures would protect
//! them. Never: a change of the site; a figure that is withheld already.

use kohyo::audit::inferred::{Inferred, Level, what_if};
use kohyo::audit::knowledge::Given;
use kohyo::disclosed::{Site, Status};
use kohyo::figures::Lang;
use kohyo::source::{Disk, Sources};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

const LEVELS: [&str; 5] = ["exact", "narrow", "safe", "undecided", "inconsistent"];

/// What became of the figures of a kind of table.
#[derive(Default)]
struct Row {
    levels: [usize; 5],
    /// Figures that leak, and how many further ones the cheapest set has; those for which there is none.
    complements: Vec<usize>,
    unprotected: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let site = public(after("--site").map_or(".", String::as_str));
    let list = arguments.iter().any(|word| word == "--list");
    let figures = site.figures();
    let facts: Vec<(&str, String)> = figures
        .iter()
        .filter(|(_, figure)| figure.cell.status() == Status::Value)
        .map(|(fact, figure)| (*fact, format!("{:?} / {}", figure.stands.list, column(fact))))
        .collect();
    for follows in [false, true] {
        let start = Instant::now();
        let found: Vec<Option<Inferred>> = facts.par_iter().map(|(fact, _)| alone(&site, fact, follows)).collect();
        print(follows, &facts, &found, start.elapsed().as_secs_f64());
        if list {
            for (fact, inferred) in facts.iter().zip(&found) {
                let word = inferred.as_ref().map_or("none", |each| each.level.word());
                println!("{word} {} {:?}", fact.0, inferred.as_ref().map(|each| &each.level));
                for step in inferred.iter().flat_map(|each| &each.steps) {
                    println!("    {}", step.any(Lang::En));
                }
            }
        }
    }
}

fn public(folder: &str) -> Site {
    let (sources, _) = Sources::read(&Disk::new(std::path::Path::new(folder)));
    let loaded = kohyo::load::load(&sources, None);
    kohyo::redact::redact(&loaded.site).site
}

/// What can be said of the figure itself.
fn alone(site: &Site, fact: &str, follows: bool) -> Option<Inferred> {
    what_if(site, &Given::default(), fact, follows)?.into_iter().find(|each| each.fact == fact)
}

/// 2012 and total are years of a table of amounts.
fn column(fact: &str) -> &str {
    let last = fact.rsplit('/').next().unwrap_or_default();
    match last {
        "target" | "actual" | "progress" | "growth" | "weight" | "overall-weight" | "cumulative" | "total" | "value" => last,
        year if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => "year",
        _ => "fact",
    }
}

fn print(follows: bool, facts: &[(&str, String)], found: &[Option<Inferred>], seconds: f64) {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for ((_, kind), inferred) in facts.iter().zip(found) {
        let Some(inferred) = inferred else { continue };
        for name in [kind.as_str(), "all"] {
            let row = rows.entry(name).or_default();
            let at = LEVELS.iter().position(|word| *word == inferred.level.word()).unwrap_or(0);
            row.levels[at] += 1;
            match inferred.proposals.first() {
                Some(set) => row.complements.push(set.len()),
                None if matches!(inferred.level, Level::Safe { .. }) => {}
                None => row.unprotected += 1,
            }
        }
    }
    println!("\n{} ({seconds:.1} s)\n", if follows { "with what is printed from it" } else { "alone" });
    println!(
        "| table / column | figures | exact | narrow | safe | undecided | inconsistent | further figures, mean | no set of 3 |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (name, row) in &rows {
        let mean = match row.complements.len() {
            0 => "–".to_owned(),
            n => format!("{:.2}", row.complements.iter().sum::<usize>() as f64 / n as f64),
        };
        let total: usize = row.levels.iter().sum();
        let cells = row.levels.map(|n| n.to_string()).join(" | ");
        println!("| {name} | {total} | {cells} | {mean} | {} |", row.unprotected);
    }
}
