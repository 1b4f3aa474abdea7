//! How long it takes to say what can be inferred: `cargo bench --bench inference`.
//!
//! In: nothing. Out: one table on stdout: time, time a cell, peak memory and verdicts. Never: a problem that differs between two
//! runs; a time in which a safe verdict was not checked.

use kohyo::audit::inference::{
    Candidate, Kind, Policy, Problem, Quantity, QuantityId, Range, Ratio, Relation, Statement, Verdict, judge, proposals,
};
use std::time::Instant;

fn main() {
    println!("| problem | cells | withheld | s | µs a cell | peak MiB | exact | narrow | safe | undecided |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for cells in [1_000, 10_000, 100_000] {
        run("tables of 5 × 4 with sums", &small_tables(cells / 20, false));
    }
    run("the same, figures rounded", &small_tables(500, true));
    run("the same, figures rounded", &small_tables(5_000, true));
    run("100 × 100, one withheld", &large_table(1, false));
    run("100 × 100, 25 rectangles", &large_table(25, false));
    run("100 × 100, 100 rectangles", &large_table(100, false));
    run("100 × 100 rounded, one withheld", &large_table(1, true));
    run("plans × years, cumulative", &series(200, 10));
    propose();
}

fn run(name: &str, problem: &Problem) {
    let start = Instant::now();
    let judged = judge(problem, &Policy::default());
    let seconds = start.elapsed().as_secs_f64();
    let count = |of: fn(&Verdict) -> bool| judged.iter().filter(|judged| of(&judged.verdict)).count();
    let cells = problem.quantities.len();
    println!(
        "| {name} | {cells} | {} | {seconds:.3} | {:.1} | {} | {} | {} | {} | {} |",
        judged.len(),
        seconds * 1e6 / cells as f64,
        peak(),
        count(|verdict| matches!(verdict, Verdict::Exact(_))),
        count(|verdict| matches!(verdict, Verdict::Narrow { .. })),
        count(Verdict::is_safe),
        count(|verdict| matches!(verdict, Verdict::Undecided(_))),
    );
    assert!(!judged.iter().any(|judged| matches!(judged.verdict, Verdict::Inconsistent(_))), "the generator tells the truth");
}

/// Proposals for one withheld cell of a table of 12 × 8.
fn propose() {
    let mut sheet = Sheet::new(false);
    let cells = sheet.table(12, 8);
    sheet.withhold(cells[3][4]);
    let candidate = |id: &QuantityId| Candidate { quantity: *id, cost: 1, known: Range::at_least(Ratio::ZERO) };
    let candidates: Vec<Candidate> = cells.iter().flatten().map(candidate).collect();
    let start = Instant::now();
    let found = proposals(&sheet.problem, &Policy::default(), cells[3][4], &candidates);
    println!("\nproposals for one cell of 12 × 8: {} in {:.3} s", found.len(), start.elapsed().as_secs_f64());
}

struct Sheet {
    problem: Problem,
    values: Vec<i128>,
    dice: Dice,
    rounded: bool,
}

impl Sheet {
    fn new(rounded: bool) -> Sheet {
        Sheet { problem: Problem::default(), values: Vec::new(), dice: Dice(42), rounded }
    }

    /// A printed figure: a count, or a measure rounded to whole numbers.
    fn figure(&mut self, tenths: i128) -> QuantityId {
        let shown = if self.rounded { (tenths + 5).div_euclid(10) } else { tenths };
        let half = Ratio::decimal(5, 1);
        let whole = Ratio::whole(shown);
        let known = if self.rounded { Range::half_open(&whole - &half, &whole + &half) } else { Range::point(whole) };
        let step = (!self.rounded).then_some(Ratio::ONE);
        self.problem.quantities.push(Quantity {
            known,
            step,
            printed_step: Some(Ratio::ONE),
            kind: Kind::Published,
            truth: None,
        });
        self.values.push(tenths);
        QuantityId(self.values.len() - 1)
    }

    fn withhold(&mut self, id: QuantityId) {
        let quantity = &mut self.problem.quantities[id.0];
        (quantity.kind, quantity.known) = (Kind::Withheld, Range::at_least(Ratio::ZERO));
    }

    fn sum(&mut self, parts: &[QuantityId]) -> QuantityId {
        let total = self.figure(parts.iter().map(|id| self.values[id.0]).sum());
        let terms = parts.iter().map(|id| (*id, Ratio::ONE)).chain([(total, Ratio::whole(-1))]).collect();
        self.linear(terms);
        total
    }

    fn linear(&mut self, terms: Vec<(QuantityId, Ratio)>) {
        let relation = Relation::Linear { terms, constant: Ratio::ZERO, range: Range::point(Ratio::ZERO) };
        let id = self.problem.statements.len();
        self.problem.statements.push(Statement { relation, id });
    }

    /// Cells by row, with printed sums of rows and columns.
    fn table(&mut self, rows: usize, columns: usize) -> Vec<Vec<QuantityId>> {
        let mut cells: Vec<Vec<QuantityId>> = Vec::new();
        for _ in 0..rows {
            let row = (0..columns)
                .map(|_| {
                    let value = 20 + self.dice.below(900) as i128;
                    self.figure(value)
                })
                .collect();
            cells.push(row);
        }
        cells.iter().for_each(|row| {
            self.sum(row);
        });
        for column in 0..columns {
            let parts: Vec<QuantityId> = cells.iter().map(|row| row[column]).collect();
            self.sum(&parts);
        }
        cells
    }
}

/// Many tables; half of them with one to three withheld cells anywhere, half with the four corners of a rectangle.
fn small_tables(tables: usize, rounded: bool) -> Problem {
    let mut sheet = Sheet::new(rounded);
    for number in 0..tables {
        let cells = sheet.table(5, 4);
        if number % 2 == 1 {
            let (row, column) = (sheet.dice.below(4), sheet.dice.below(3));
            [(0, 0), (0, 1), (1, 0), (1, 1)]
                .into_iter()
                .for_each(|(down, right)| sheet.withhold(cells[row + down][column + right]));
            continue;
        }
        for _ in 0..1 + sheet.dice.below(3) {
            let (row, column) = (sheet.dice.below(5), sheet.dice.below(4));
            sheet.withhold(cells[row][column]);
        }
    }
    sheet.problem
}

/// One large table; withheld are corners of rectangles, so that they protect each other.
fn large_table(rectangles: usize, rounded: bool) -> Problem {
    let mut sheet = Sheet::new(rounded);
    let cells = sheet.table(100, 100);
    if rectangles == 1 {
        sheet.withhold(cells[41][57]);
        return sheet.problem;
    }
    for _ in 0..rectangles {
        let mut pick = || (sheet.dice.below(99), 1 + sheet.dice.below(9));
        let ((row, down), (column, right)) = (pick(), pick());
        for (row, column) in [(0, 0), (0, right), (down, 0), (down, right)].map(|(d, r)| (row + d, column + r)) {
            sheet.withhold(cells[row % 100][column % 100]);
        }
    }
    sheet.problem
}

/// Yearly figures, cumulative ones, a total over the plans of each year, and printed progress; one actual in fifty is withheld
/// with its progress.
fn series(plans: usize, years: usize) -> Problem {
    let mut sheet = Sheet::new(false);
    let mut by_year: Vec<Vec<QuantityId>> = vec![Vec::new(); years];
    for _ in 0..plans {
        let mut before: Option<QuantityId> = None;
        for column in &mut by_year {
            let value = 50 + sheet.dice.below(200) as i128;
            let year = sheet.figure(value);
            column.push(year);
            let parts: Vec<QuantityId> = before.into_iter().chain([year]).collect();
            let whole = sheet.sum(&parts);
            let target = sheet.figure(value + 10);
            let progress = progress(&mut sheet, year, target);
            if sheet.dice.below(50) == 0 {
                [year, progress].into_iter().for_each(|id| sheet.withhold(id));
                if sheet.dice.below(2) == 0 {
                    sheet.withhold(whole);
                }
            }
            before = Some(whole);
        }
    }
    by_year.iter().for_each(|column| {
        sheet.sum(column);
    });
    sheet.problem
}

fn progress(sheet: &mut Sheet, top: QuantityId, bottom: QuantityId) -> QuantityId {
    let (a, b) = (100 * sheet.values[top.0], sheet.values[bottom.0]);
    let shown = (2 * a + b).div_euclid(2 * b);
    let half = Ratio::decimal(5, 1);
    let out = sheet.figure(shown);
    let quantity = &mut sheet.problem.quantities[out.0];
    quantity.known = Range::half_open(&Ratio::whole(shown) - &half, &Ratio::whole(shown) + &half);
    quantity.step = None;
    let id = sheet.problem.statements.len();
    let relation = Relation::Ratio { top, bottom, factor: Ratio::whole(100), out };
    sheet.problem.statements.push(Statement { relation, id });
    out
}

/// Most memory this process has had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// A small generator, so that every run has the same figures.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}
