//! The table of one run.
//!
//! In: numbers. Out: text in columns, Japanese and English. Never: a column that a full-width character moves.

use crate::arguments::Arguments;
use crate::measure::{Measured, ROOMS, Time};
use crate::writer::grouped;
use unicode_width::UnicodeWidthStr;

const MEBI: f64 = 1024.0 * 1024.0;

/// The table of all rounds.
pub fn of_rounds(arguments: &Arguments, all: &[Measured]) -> String {
    let middle = Measured::median(all);
    let mut out = format!("{}\n\n", heading(arguments, &middle));
    out += &row(["工程 room", "実時間 wall s", "CPU s", "割合 share %"]);
    let total = middle.total();
    for ((en, ja), time) in ROOMS.iter().zip(&middle.rooms) {
        out += &time_row(&format!("{ja} {en}"), *time, total.wall);
    }
    out += &time_row("合計 total", total, total.wall);
    out + "\n" + &sums(&middle, total) + &note(&middle)
}

fn heading(arguments: &Arguments, run: &Measured) -> String {
    let size = arguments.size;
    let place = match (&arguments.keep, &arguments.out) {
        (Some(folder), _) => format!("read from and published to {}", folder.display()),
        (None, Some(folder)) => format!("in memory, published to {}", folder.display()),
        (None, None) => "in memory, published to the temporary folder".to_owned(),
    };
    let rounds = if arguments.rounds == 1 { String::new() } else { format!(", median of {} rounds", arguments.rounds) };
    format!(
        "kohyo {}: {}{} pages, {} plans × {} targets × {} years, site {} ({place}), {} threads{rounds}",
        env!("CARGO_PKG_VERSION"),
        if arguments.pages_only { "nothing but " } else { "" },
        grouped(size.pages as u64, 0),
        size.plans,
        size.indicators,
        size.years,
        run.digest,
        rayon::current_num_threads()
    )
}

fn time_row(name: &str, time: Time, all: f64) -> String {
    let cpu = time.cpu.map_or_else(|| "–".to_owned(), |cpu| format!("{cpu:.2}"));
    row([name, &format!("{:.3}", time.wall), &cpu, &format!("{:.1}", 100.0 * time.wall / all)])
}

fn sums(run: &Measured, total: Time) -> String {
    let peak = run.peak.map_or_else(|| "–".to_owned(), |kib| format!("{:.0} MiB", kib as f64 / 1024.0));
    let lines = [
        ("ページ pages", grouped(run.pages as u64, 0)),
        ("ファイル files", grouped(run.files as u64, 0)),
        ("出力 output", format!("{:.1} MiB", run.bytes as f64 / MEBI)),
        ("最大メモリ peak memory", peak),
        ("毎秒のページ pages per second", format!("{:.0}", run.pages as f64 / total.wall)),
    ];
    lines.iter().map(|(name, value)| format!("{}{}\n", left(name, 32), right(value, 14))).collect()
}

/// What the reader has to know about columns that stay empty.
fn note(run: &Measured) -> String {
    match run.peak.is_some() && run.rooms.iter().all(|room| room.cpu.is_some()) {
        true => String::new(),
        false => {
            "\n– CPU 時間と最大メモリは Linux でだけ測れます。/ CPU time and peak memory are measured on Linux only.\n".to_owned()
        }
    }
}

/// The first column to the left, numbers to the right.
pub fn row<const N: usize>(cells: [&str; N]) -> String {
    let mut out = left(cells[0], 18);
    cells.iter().skip(1).for_each(|cell| out += &right(cell, 15));
    out + "\n"
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}
