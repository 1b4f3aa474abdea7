//! Taking a site through the rooms with a watch in hand.
//!
//! In: a `World` and an output folder. Out: seconds of each room, and how large everything became. Never: another order than that of
//! `kohyo::build`; a number for a build with findings.

use kohyo::diagnostics::{Finding, Format, Masks, print, sorted};
use kohyo::disclosed::Site;
use kohyo::guard::Guard;
use kohyo::publish::Writing;
use kohyo::render::{Files, OpenData, Pages};
use kohyo::source::{Sources, World};
use kohyo::{audit, guard, load, publish, redact, render, validate};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

/// Pages made at a time, as `render` makes them.
const LOT: usize = 256;

/// Why there are no numbers.
pub enum Stopped {
    /// The generated site had findings; as printed.
    Findings(String),
    /// The machine would not.
    Fault(String),
}

/// The rooms in their order: word for programs, Japanese name.
pub const ROOMS: [(&str, &str); 9] = [
    ("read", "読込"),
    ("load", "解釈"),
    ("validate", "検査"),
    ("redact", "非公表"),
    ("audit", "検算"),
    ("theme", "テーマ"),
    ("render", "描画"),
    ("guard", "関所"),
    ("publish", "書出し"),
];

/// Seconds on the clock and of the processors.
#[derive(Clone, Copy, Default)]
pub struct Time {
    pub wall: f64,
    /// `None` where the system does not tell.
    pub cpu: Option<f64>,
}

/// One run, or the median of several.
#[derive(Clone)]
pub struct Measured {
    /// One for each of `ROOMS`.
    pub rooms: Vec<Time>,
    /// HTML pages below `ja/` and `en/`.
    pub pages: usize,
    pub files: usize,
    pub bytes: u64,
    /// Of the sources, for comparing runs on two machines.
    pub digest: String,
    /// Largest resident memory of the process so far, in KiB.
    pub peak: Option<u64>,
}

impl Measured {
    /// Seconds of all rooms together.
    pub fn total(&self) -> Time {
        let cpu = self.rooms.iter().map(|room| room.cpu).sum();
        Time { wall: self.rooms.iter().map(|room| room.wall).sum(), cpu }
    }

    /// Room by room the middle one of several runs of the same site. Memory is that of the whole process: the last run knows it.
    pub fn median(all: &[Measured]) -> Measured {
        let mut out = all[all.len() - 1].clone();
        for (at, room) in out.rooms.iter_mut().enumerate() {
            room.wall = middle(all.iter().map(|run| run.rooms[at].wall));
            room.cpu = room.cpu.map(|_| middle(all.iter().filter_map(|run| run.rooms[at].cpu)));
        }
        out
    }
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { (values[half - 1] + values[half]) / 2.0 }
}

/// A watch that gives each moment to the room in which it is spent. Rooms that take turns have the sum of theirs.
struct Watch {
    rooms: [Time; ROOMS.len()],
    now: usize,
    since: (Instant, Option<f64>),
}

impl Watch {
    fn start() -> Watch {
        Watch { rooms: [Time { wall: 0.0, cpu: processor_seconds().map(|_| 0.0) }; ROOMS.len()], now: 0, since: moment() }
    }

    /// The work of a room; behind it, the time is that of the room before again.
    fn room<T>(&mut self, name: &str, work: impl FnOnce(&mut Watch) -> T) -> T {
        let room = ROOMS.iter().position(|(known, _)| *known == name).expect("a room");
        let before = self.turn(room);
        let done = work(self);
        self.turn(before);
        done
    }

    /// What was spent until now belongs to the room so far.
    fn turn(&mut self, to: usize) -> usize {
        let now = moment();
        let room = &mut self.rooms[self.now];
        room.wall += (now.0 - self.since.0).as_secs_f64();
        room.cpu = room.cpu.zip(now.1.zip(self.since.1)).map(|(cpu, (now, since))| cpu + now - since);
        self.since = now;
        std::mem::replace(&mut self.now, to)
    }
}

fn moment() -> (Instant, Option<f64>) {
    (Instant::now(), processor_seconds())
}

/// All rooms once. The world is given up as soon as it has been read: a site in memory would otherwise be counted twice.
pub fn run(world: Box<dyn World>, out: &Path, digest: String) -> Result<Measured, Stopped> {
    let mut watch = Watch::start();
    let (sources, unread) = watch.room("read", |_| Sources::read(world.as_ref()));
    let mut findings: Vec<Finding> = unread.iter().map(kohyo::diagnostics::unread).collect();
    let today = world.today();
    drop(world);
    let loaded = watch.room("load", |_| load::load(&sources, None));
    findings.extend(loaded.findings);
    findings.extend(watch.room("validate", |_| validate::validate(&loaded.site, &sources, today)));
    let mut redacted = watch.room("redact", |_| redact::redact(&loaded.site));
    findings.extend(watch.room("audit", |_| audit::audit(&loaded.site, &redacted.site, &sources)).findings);
    // As in `build`, nothing of what staff wrote is left when the first page is made.
    drop(loaded.site);
    none(findings, &sources, &loaded.masks)?;
    let (theme, findings) = watch.room("theme", |_| render::Theme::load(&redacted.site.theme, &sources));
    none(findings, &sources, &loaded.masks)?;
    let refused = |refused: guard::Refused| said(refused.findings, &sources, &loaded.masks);
    let mut guard = Guard::new(&redacted.watchlist).map_err(refused)?;
    let (mut writing, mut made) = (Writing::of(out, publish::MANIFEST), Made::default());
    let findings = watch.room("render", |watch| {
        render::lots(&redacted.site, &theme, |lot, _| {
            made.count(&lot);
            let lot = watch.room("guard", |_| guard.read(lot));
            watch.room("publish", |_| writing.put(&lot));
        })
    });
    none(findings, &sources, &loaded.masks)?;
    redacted.site = Site::default();
    let open = loaded.masks.open_texts(&sources);
    let (rest, passed) = watch.room("guard", |_| guard.finish(open, &BTreeSet::new())).map_err(refused)?;
    let done = watch.room("publish", |_| {
        writing.put(&rest);
        writing.finish(&passed, None)
    });
    done.map_err(|failure| not_published(failure, &sources, &loaded.masks))?;
    let Made { pages, files, bytes } = made;
    Ok(Measured { rooms: watch.rooms.to_vec(), pages, files, bytes, digest, peak: peak_kib() })
}

/// What other generators do as well: pages with their charts, made and written. Nothing is checked, and no other file is made.
pub fn pages_only(world: Box<dyn World>, out: &Path, digest: String) -> Result<Measured, Stopped> {
    let mut watch = Watch::start();
    let sources = watch.room("read", |_| Sources::read(world.as_ref()).0);
    drop(world);
    let loaded = watch.room("load", |_| load::load(&sources, None));
    let site = watch.room("redact", |_| redact::redact(&loaded.site).site);
    drop(loaded.site);
    let (theme, findings) = watch.room("theme", |_| render::Theme::load(&site.theme, &sources));
    none(findings, &sources, &loaded.masks)?;
    let (mut made, mut findings) = (Made::default(), Vec::new());
    let mut lot = |pages: &Pages, from: usize, watch: &mut Watch| {
        let mut files = Files::new();
        for page in pages.some(from..from + LOT) {
            match page {
                Ok(page) => files.extend(page.files),
                Err(finding) => findings.push(finding),
            }
        }
        made.count(&files);
        watch.room("publish", |_| files.par_iter().try_for_each(|(path, bytes)| written(&out.join(path), bytes)))
    };
    let done = watch.room("render", |watch| {
        render::pages(&site, &theme, &OpenData::new(&site), |pages| {
            (0..pages.count()).step_by(LOT).try_for_each(|from| lot(pages, from, watch))
        })
    });
    done.map_err(|error| Stopped::Fault(error.to_string()))?;
    none(findings, &sources, &loaded.masks)?;
    let Made { pages, files, bytes } = made;
    Ok(Measured { rooms: watch.rooms.to_vec(), pages, files, bytes, digest, peak: peak_kib() })
}

fn written(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    std::fs::write(path, bytes)
}

/// How large a site is.
#[derive(Default)]
struct Made {
    pages: usize,
    files: usize,
    bytes: u64,
}

impl Made {
    fn count(&mut self, lot: &Files) {
        let page = |path: &&String| (path.starts_with("ja/") || path.starts_with("en/")) && path.ends_with(".html");
        self.pages += lot.keys().filter(page).count();
        self.files += lot.len();
        self.bytes += lot.values().map(|bytes| bytes.len() as u64).sum::<u64>();
    }
}

/// A made-up site without fault is the point: whatever is found is a fault of the generator or of kohyo.
fn none(findings: Vec<Finding>, sources: &Sources, masks: &Masks) -> Result<(), Stopped> {
    if findings.is_empty() { Ok(()) } else { Err(said(findings, sources, masks)) }
}

fn said(findings: Vec<Finding>, sources: &Sources, masks: &Masks) -> Stopped {
    Stopped::Findings(print(&sorted(findings), sources, masks, Format::Terminal, None))
}

fn not_published(failure: publish::Failure, sources: &Sources, masks: &Masks) -> Stopped {
    match failure {
        publish::Failure::Refused(finding) => said(vec![finding], sources, masks),
        publish::Failure::Fault(error) => Stopped::Fault(error.to_string()),
    }
}

/// Linux counts in hundredths of a second here (`USER_HZ`), on every machine.
const TICKS: f64 = 100.0;

/// User and system time of all threads of this process, from `/proc/self/stat`.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name and may hold anything; fields are counted after its closing bracket.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) as f64 / TICKS)
}

/// `VmHWM` of `/proc/self/status`.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
