//! Three sizes beside each other: what is not linear shows as a ratio that is not 1.
//!
//! In: this program, run again in a fresh process for each size (memory is measured for a whole process). Out: time and memory per
//! page, as ratios to the middle size. Never: two sizes in one process.

use crate::arguments::Arguments;
use crate::generate::Size;
use crate::measure::{Measured, ROOMS, Time};
use crate::table::row;
use crate::writer::grouped;
use std::collections::BTreeMap;
use std::process::Command;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// The size that the others are compared with.
const MIDDLE: usize = 1;
/// Processor time comes in hundredths of a second: less than this says nothing.
const SHORTEST_CPU: f64 = 0.1;
/// Rooms faster than this are shown, but a ratio of theirs would be one of noise.
const SHORTEST: f64 = 0.002;

/// For another process: one `name value` a line.
pub fn numbers(run: &Measured) -> String {
    let rooms: String = ROOMS.iter().zip(&run.rooms).map(|((name, _), time)| format!("{name} {:.6}\n", time.wall)).collect();
    let peak = run.peak.map(|kib| format!("peak_kib {kib}\n")).unwrap_or_default();
    let Time { wall, cpu } = run.total();
    let cpu = cpu.map(|seconds| format!("cpu {seconds:.6}\n")).unwrap_or_default();
    format!("{rooms}total {wall:.6}\n{cpu}pages {}\nfiles {}\nbytes {}\n{peak}", run.pages, run.files, run.bytes)
}

/// Runs all sizes and compares them.
pub fn run(arguments: &Arguments) -> Result<String, String> {
    let runs: Vec<Numbers> =
        SIZES.iter().map(|pages| fresh(arguments, arguments.size.scaled(*pages))).collect::<Result<_, _>>()?;
    let [small, middle, large] = SIZES.map(|pages| grouped(pages as u64, 0));
    let ratio = |size: &str| format!("{size}/{middle}");
    let mut out = format!("ページ当たり per page, {} rounds\n\n", arguments.rounds);
    out += &row([
        "工程 room",
        &format!("{small} ms"),
        &format!("{middle} ms"),
        &format!("{large} ms"),
        &ratio(&small),
        &ratio(&large),
    ]);
    for (name, ja) in ROOMS.iter().chain(&[("total", "合計"), ("cpu", "CPU")]) {
        out += &line(&format!("{ja} {name}"), &runs, name, 1000.0);
    }
    out += "\n";
    out += &row(["", &format!("{small} KiB"), &format!("{middle} KiB"), &format!("{large} KiB"), &ratio(&small), &ratio(&large)]);
    out += &line("最大メモリ peak", &runs, "peak_kib", 1.0);
    out += &line("出力 output", &runs, "bytes", 1.0 / 1024.0);
    Ok(
        out + "\n他の処理で混んだ機械では CPU の行を見てください。/ On a busy machine look at the CPU line.\n比が 1 なら、ページ数に比例しています。/ A ratio of 1 is linear in the number of pages.\n"
    )
}

type Numbers = BTreeMap<String, f64>;

fn line(title: &str, runs: &[Numbers], name: &str, times: f64) -> String {
    let value = |at: usize| runs[at].get(name).copied();
    let of_page = |at: usize| Some(value(at)? / runs[at].get("pages").copied().filter(|pages| *pages > 0.0)?);
    let cell = |at: usize| of_page(at).map_or_else(|| "–".to_owned(), |number| format!("{:.4}", number * times));
    let is_time = times > 1.0;
    let shortest = if name == "cpu" { SHORTEST_CPU } else { SHORTEST };
    let ratio = |at: usize| {
        let measurable = !is_time || [at, MIDDLE].iter().all(|at| value(*at).is_some_and(|seconds| seconds >= shortest));
        let ratio = of_page(at).zip(of_page(MIDDLE)).filter(|_| measurable).map(|(this, middle)| this / middle);
        ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"))
    };
    row([title, &cell(0), &cell(1), &cell(2), &ratio(0), &ratio(2)])
}

/// One size in a process of its own.
fn fresh(arguments: &Arguments, size: Size) -> Result<Numbers, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(["--bench", "--numbers"]);
    let sizes = [("--pages", size.pages), ("--plans", size.plans), ("--indicators", size.indicators), ("--years", size.years)];
    for (name, number) in sizes.into_iter().chain([("--rounds", arguments.rounds)]) {
        command.arg(name).arg(number.to_string());
    }
    command.args(arguments.pages_only.then_some("--pages-only"));
    if let Some(folder) = &arguments.out {
        command.arg("--out").arg(folder);
    }
    let done = command.output().map_err(|error| error.to_string())?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&done.stdout).lines().filter_map(pair).collect())
}

fn pair(line: &str) -> Option<(String, f64)> {
    let (name, number) = line.split_once(' ')?;
    Some((name.to_owned(), number.parse().ok()?))
}
