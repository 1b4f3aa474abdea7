//! `kohyo build`: the site, written into the public folder.
//!
//! In: arguments. Out: the public folder, an exit code, findings. Never: half of a site.

use super::command::{APPROVED, Command, OUT, Operands, Opt, Takes};
use super::given::Given;
use super::{DONE, FAULT, FINDINGS, say_err};
use crate::diagnostics::{Format, Masks, Words};
use crate::figures::Lang;
use crate::publish::{self, Published, Writing};
use crate::source::{self, Disk, Sources};
use crate::stages::{Far, Stage, Stages};
use crate::{Built, build_to};
use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each step took.
pub const TIMINGS: Opt =
    Opt { name: "--timings", takes: Takes::Nothing, about: ("工程ごとの時間を示す", "print how long each step took") };

/// `kohyo build`
pub const COMMAND: Command = Command {
    name: "build",
    about: ("サイトを作り public/ に書く", "build the site into public/"),
    operands: Operands::NONE,
    options: &[&OUT, &APPROVED, &TIMINGS],
    run,
};

fn run(given: &Given) -> u8 {
    let began = Instant::now();
    let Ok(approval) = given.approval() else { return FAULT };
    let (disk, target) = (given.disk(), given.public());
    let inputs = inputs(given, &disk);
    if let Some(current) = inputs.as_deref().and_then(|inputs| publish::current(&target, inputs)) {
        let admitted = approval.map_or(Ok(()), |approval| approval.admit(&current.digest));
        return admitted.map_or_else(|failure| given.failed(failure), |()| unchanged(given, &target, &current, began));
    }
    let progress = Progress::new(given, began);
    let tell = |stage, far| progress.tell(stage, far);
    let (mut stages, mut writing) = (Stages::telling(&tell), Writing::of(&target, publish::MANIFEST));
    let (built, passed) = build_to(&disk, &mut stages, &mut |lot| writing.put(&lot));
    let done = passed.map(|passed| stages.room(Stage::Publish, || writing.finish(&passed, approval.as_ref())));
    if matches!(done, Some(Ok(_))) {
        remember(given, &built, &target, inputs);
    }
    progress.end();
    given.report(&built);
    let code = match done {
        Some(Ok(published)) => {
            say_written(given, &published, &target, began);
            DONE
        }
        Some(Err(failure)) => given.failed(failure),
        None => {
            given.say_err(&Words::new("公開用の出力は変えていません。", "The published output is unchanged."));
            FINDINGS
        }
    };
    if given.has(&TIMINGS) {
        given.say_times(&stages);
    }
    code
}

/// What the site is made of, this program among it.
fn inputs(given: &Given, disk: &Disk) -> Option<String> {
    source::digest(disk, given.program.as_deref()?)
}

/// Findings are to be seen each time, and of sources with withheld values nothing is kept: then sites are made anew. So they are where
/// a file was saved while the site was made.
fn remember(given: &Given, built: &Built, target: &Path, before: Option<String>) {
    let plain = built.findings.is_empty() && !built.confidential;
    let known = before.filter(|before| plain && inputs(given, &given.disk()).as_ref() == Some(before));
    // What cannot be remembered is made again.
    let _ = publish::remember(target, known.as_deref());
}

fn say_written(given: &Given, published: &Published, target: &Path, began: Instant) {
    let Published { files, written, digest } = published;
    let (out, ms) = (target.display(), began.elapsed().as_millis());
    let ja = format!("{out} に {files} ファイルのサイトがあります。{written} ファイルを書きました（{ms} ms）。");
    given.say(&Words::new(ja, format!("{out} holds the site of {files} files; {written} were written ({ms} ms).")));
    given.say_digest_of(digest);
}

fn unchanged(given: &Given, target: &Path, current: &publish::Current, began: Instant) -> u8 {
    let (files, out, ms) = (current.files, target.display(), began.elapsed().as_millis());
    // Programs that read findings get an empty list.
    given.show(&[], &Sources::default(), &Masks::default());
    let ja = format!("{out} の {files} ファイルは、いまの原稿のとおりです。何も書いていません（{ms} ms）。");
    given.say(&Words::new(ja, format!("The {files} files in {out} are those of these sources; nothing was written ({ms} ms).")));
    given.say_digest_of(&current.digest);
    DONE
}

/// What a person at a terminal sees while it takes long.
struct Progress<'a> {
    given: &'a Given,
    began: Instant,
    shown: bool,
}

/// Until then nobody waits.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress<'_> {
    fn new(given: &Given, began: Instant) -> Progress<'_> {
        let shown = std::io::stderr().is_terminal() && given.format() == Format::Terminal;
        Progress { given, began, shown }
    }

    fn tell(&self, stage: Stage, far: Option<Far>) {
        if self.shown && self.began.elapsed() > PATIENCE {
            let name = stage.name();
            let far = far.map(|(done, all)| format!(" {done}/{all}")).unwrap_or_default();
            say_err(&format!("\r\u{1b}[K{}…{far}", name.get(self.given.lang().unwrap_or(Lang::Ja))));
        }
    }

    fn end(&self) {
        if self.shown && self.began.elapsed() > PATIENCE {
            say_err("\r\u{1b}[K");
        }
    }
}
