//! Whatever happens to a build, the old site or the new one stands there whole.
//!
//! In: two editions of a fixture site, built by turns into one folder; builds that are killed, run out of space, meet another. Out:
//! failures. `KOHYO_KILLS` says how many are killed.

use crate::common::{Scratch, copy, fixture, read_folder as read};
use std::cell::Cell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

type Files = Vec<(PathBuf, Vec<u8>)>;

const KILLS: u32 = 60;

fn kohyo(site: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.arg("build").arg("--site").arg(site).arg("--out").arg(out).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Two editions of a site, and a folder that holds the first.
struct Editions {
    scratch: Scratch,
    sites: [PathBuf; 2],
    whole: [Files; 2],
}

impl Editions {
    fn new(name: &str) -> Editions {
        let scratch = Scratch::new(name);
        let sites = ["one", "two"].map(|edition| scratch.0.join(edition));
        let whole = sites.each_ref().map(|site| {
            copy(&fixture("base"), site);
            // The title stands on every page, so nearly every file is another one.
            let settings = site.join("kohyo.toml");
            let text = fs::read_to_string(&settings).expect("settings");
            let edition = site.file_name().unwrap_or_default().to_string_lossy();
            fs::write(&settings, text.replace("title.ja = \"", &format!("title.ja = \"{edition} "))).expect("written");
            let out = site.join("public");
            assert!(kohyo(site, &out).status().expect("it runs").success());
            read(&out)
        });
        assert!(whole[0] != whole[1], "two editions");
        let editions = Editions { scratch, sites, whole };
        assert!(kohyo(&editions.sites[0], &editions.out()).status().expect("it runs").success());
        editions
    }

    fn out(&self) -> PathBuf {
        self.scratch.0.join("public")
    }

    fn beside(&self) -> Vec<PathBuf> {
        ["new", "old", "lock"]
            .map(|name| self.scratch.0.join(format!("public.{name}")))
            .into_iter()
            .filter(|p| p.exists())
            .collect()
    }
}

fn killed_after(mut child: Child, delay: Duration) {
    std::thread::sleep(delay);
    // It may be done already.
    let _ = child.kill();
    child.wait().expect("it ends");
}

/// Reads the folder again and again, as a server does; its manifest is always there, and is that of one edition.
fn watch(editions: &Editions, stop: &AtomicBool, looks: &AtomicUsize) {
    let manifest = editions.out().join("manifest.json");
    let known = editions
        .whole
        .each_ref()
        .map(|files| &files.iter().find(|(path, _)| path == Path::new("manifest.json")).expect("a manifest").1);
    while !stop.load(Ordering::Relaxed) {
        let bytes = fs::read(&manifest).expect("a manifest at every moment");
        assert!(known.contains(&&bytes), "the manifest of one edition");
        looks.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_edition_whole() {
    let editions = Editions::new("killed");
    let kills = std::env::var("KOHYO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let began = Instant::now();
    assert!(kohyo(&editions.sites[1], &editions.out()).status().expect("it runs").success());
    let (span, stop, looks) = (began.elapsed(), AtomicBool::new(false), AtomicUsize::new(0));
    let left = Cell::new(0);
    std::thread::scope(|scope| {
        // A folder that two renames put in place is missing for a moment; only an exchange is watched.
        let watched = cfg!(target_os = "linux").then(|| scope.spawn(|| watch(&editions, &stop, &looks)));
        // Files are written in a small part of the time, and a build beside the one who watches takes longer than the first did: where
        // none was killed in that part, one goes on.
        for turn in (0..10 * kills).take_while(|turn| *turn < kills || left.get() == 0) {
            let child = kohyo(&editions.sites[turn as usize % 2], &editions.out()).spawn().expect("it starts");
            killed_after(child, span * (turn * 37 % 101) / 75);
            left.set(left.get() + usize::from(editions.beside().iter().any(|path| path.is_dir())));
            let now = read(&editions.out());
            assert!(editions.whole.contains(&now), "after kill {turn}");
        }
        stop.store(true, Ordering::Relaxed);
        watched.into_iter().for_each(|watched| watched.join().expect("it saw a whole site each time"));
    });
    println!("{kills} kills or more, {} of them while files were written; {} looks", left.get(), looks.into_inner());
    assert!(left.get() > 0, "some were killed while they wrote");
    assert!(kohyo(&editions.sites[1], &editions.out()).status().expect("it runs").success());
    assert_eq!(read(&editions.out()), editions.whole[1]);
    assert_eq!(editions.beside(), Vec::<PathBuf>::new());
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let editions = Editions::new("at-once");
    let held = File::create(editions.scratch.0.join("public.lock")).expect("a lock");
    held.try_lock().expect("ours");
    let refused = kohyo(&editions.sites[1], &editions.out()).output().expect("it runs");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && said.contains("K0703"), "{said}");
    assert_eq!(read(&editions.out()), editions.whole[0]);
    drop(held);
    let children: Vec<Child> =
        (0..6).map(|turn| kohyo(&editions.sites[turn % 2], &editions.out()).spawn().expect("it starts")).collect();
    let codes: Vec<Option<i32>> =
        children.into_iter().map(|child| child.wait_with_output().expect("it ends").status.code()).collect();
    assert!(codes.contains(&Some(0)) && codes.iter().all(|code| [Some(0), Some(1)].contains(code)), "{codes:?}");
    assert!(editions.whole.contains(&read(&editions.out())));
    assert_eq!(editions.beside(), Vec::<PathBuf>::new());
}

/// No more than so many bytes go into a file: the machine answers as it does when the disk is full.
#[cfg(unix)]
#[test]
fn without_space_the_old_site_stays() {
    let editions = Editions::new("full");
    for blocks in [1, 40] {
        let command = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build --site \"$1\" --out \"$2\"");
        let program = env!("CARGO_BIN_EXE_kohyo");
        let output = Command::new("sh")
            .args(["-c", &command, program])
            .args([&editions.sites[1], &editions.out()])
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("too large"), "{blocks}: {said}");
        assert_eq!(read(&editions.out()), editions.whole[0]);
        assert_eq!(editions.beside(), Vec::<PathBuf>::new());
    }
}

#[test]
fn verify_tells_what_is_not_as_it_was_written() {
    let editions = Editions::new("verify");
    let verify = |more: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_kohyo")).arg("verify").arg(editions.out()).args(more).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, said) = verify(&["--lang", "en"]);
    assert!(code == Some(0) && said.contains("are as kohyo wrote them"), "{said}");
    let digest = said.trim().rsplit(' ').next().expect("a digest").to_owned();
    assert_eq!(verify(&["--approved", &digest]).0, Some(0));
    assert!(verify(&["--approved", &"0".repeat(64)]).1.contains("K0707"));
    fs::write(editions.out().join("ja/about/index.html"), "手直し").expect("written");
    fs::write(editions.out().join("ja/memo.txt"), "メモ").expect("written");
    let (code, said) = verify(&[]);
    assert!(code == Some(1) && ["K0705", "ja/about/index.html", "ja/memo.txt"].iter().all(|word| said.contains(word)), "{said}");
}
