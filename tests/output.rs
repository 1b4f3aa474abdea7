//! The output folder: same bytes every time, swapped in whole, and nothing of others touched.
//!
//! In: fixture sites and the real binary. Out: failures.

use crate::common::{Scratch, copy, fixture, read_folder as read};
use kohyo::guard::{Guard, Lot, Passed};
use kohyo::publish::{Approval, Failure, MANIFEST, Writing};
use kohyo::redact::Watchlist;
use kohyo::render::Files;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn kohyo(site: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    command.arg("build").arg("--site").arg(site).args(arguments);
    command.output().expect("the binary runs")
}

#[test]
fn findings_leave_the_old_output_untouched() {
    let scratch = Scratch::new("untouched");
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    let before = read(&scratch.0.join("public"));
    copy(&fixture("findings/ten-mistakes"), &scratch.0);
    let output = kohyo(&scratch.0, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(before, read(&scratch.0.join("public")));
    assert!(!scratch.0.join("public.new").exists());
}

#[test]
fn a_second_build_replaces_the_first_whole() {
    let scratch = Scratch::new("replace");
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    for language in ["ja", "en"] {
        std::fs::remove_file(scratch.0.join(format!("content/programs.{language}.md"))).expect("removed");
    }
    assert!(kohyo(&scratch.0, &[]).status.success());
    assert!(!scratch.0.join("public/ja/programs/index.html").exists(), "no stale page stays");
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let scratch = Scratch::new("foreign");
    copy(&fixture("base"), &scratch.0);
    std::fs::create_dir_all(scratch.0.join("public")).expect("a folder");
    std::fs::write(scratch.0.join("public/memo.txt"), "大事なメモ").expect("written");
    let output = kohyo(&scratch.0, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("K0701"));
    assert_eq!(std::fs::read_to_string(scratch.0.join("public/memo.txt")).expect("still there"), "大事なメモ");
}

#[test]
fn the_manifest_names_every_file_with_its_hash() {
    let scratch = Scratch::new("manifest");
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    let files = read(&scratch.0.join("public"));
    let text =
        String::from_utf8(files.iter().find(|(p, _)| p.ends_with("manifest.json")).expect("a manifest").1.clone()).expect("text");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let listed = manifest["files"].as_object().expect("files");
    assert_eq!(listed.len(), files.len() - 1, "all but the manifest itself");
    assert!(listed.values().all(|hash| hash.as_str().is_some_and(|h| h.len() == 64)));
}

/// Whatever is in the output folder and not as kohyo wrote it is named, and the folder is left as it is.
fn refuses(name: &str, change: fn(&Path), named: &[&str]) {
    let scratch = Scratch::new(name);
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    let public = scratch.0.join("public");
    change(&public);
    let before = read(&public);
    let output = kohyo(&scratch.0, &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("K0702") && named.iter().all(|path| said.contains(path)), "{said}");
    assert_eq!(before, read(&public));
    assert!(!scratch.0.join("public.new").exists() && !scratch.0.join("public.old").exists());
}

#[test]
fn a_file_that_somebody_put_into_the_output_is_not_dropped() {
    refuses("put-there", |public| std::fs::write(public.join("ja/memo.txt"), "大事なメモ").expect("written"), &["ja/memo.txt"]);
    refuses(
        "many",
        |public| (1..=9).for_each(|n| std::fs::write(public.join(format!("memo-{n}.txt")), "").expect("written")),
        &["memo-1.txt", "memo-5.txt …"],
    );
}

#[test]
fn a_file_of_the_output_that_somebody_changed_is_not_dropped() {
    refuses("changed", |public| std::fs::write(public.join("ja/index.html"), "手直し").expect("written"), &["ja/index.html"]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_is_not_followed_and_not_dropped() {
    let link = |public: &Path| {
        std::fs::write(public.with_file_name("elsewhere.html"), "x").expect("written");
        std::fs::remove_file(public.join("ja/index.html")).expect("removed");
        std::os::unix::fs::symlink("../../elsewhere.html", public.join("ja/index.html")).expect("a link");
    };
    refuses("link", link, &["ja/index.html"]);
    let folder = |public: &Path| std::os::unix::fs::symlink("../content", public.join("more")).expect("a link");
    refuses("linked-folder", folder, &["more"]);
}

#[test]
fn what_file_managers_leave_and_what_is_missing_does_not_matter() {
    let scratch = Scratch::new("litter");
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    let before = read(&scratch.0.join("public"));
    std::fs::write(scratch.0.join("public/ja/.DS_Store"), "x").expect("written");
    std::fs::remove_file(scratch.0.join("public/ja/index.html")).expect("removed");
    assert!(kohyo(&scratch.0, &[]).status.success());
    assert_eq!(before, read(&scratch.0.join("public")));
}

/// A web application's manifest has the same name.
#[test]
fn another_manifest_does_not_make_a_folder_ours() {
    let scratch = Scratch::new("web-app");
    copy(&fixture("base"), &scratch.0);
    std::fs::create_dir_all(scratch.0.join("public")).expect("a folder");
    std::fs::write(scratch.0.join("public/manifest.json"), "{\"name\": \"App\", \"files\": {}}").expect("written");
    let output = kohyo(&scratch.0, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("K0701"));
}

/// `public.old` may be a copy that somebody keeps; a run that was stopped leaves its own.
#[test]
fn folders_beside_the_output_are_removed_only_when_they_are_ours() {
    let scratch = Scratch::new("beside");
    copy(&fixture("base"), &scratch.0);
    for name in ["public.old", "public.new"] {
        let (kept, note) = (scratch.0.join(name), scratch.0.join(name).join("memo.txt"));
        std::fs::create_dir_all(&kept).expect("a folder");
        std::fs::write(&note, "大事なメモ").expect("written");
        let output = kohyo(&scratch.0, &[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && said.contains("K0701") && said.contains(name), "{said}");
        assert_eq!(std::fs::read_to_string(&note).expect("still there"), "大事なメモ");
        std::fs::remove_dir_all(&kept).expect("removed");
    }
    assert!(kohyo(&scratch.0, &[]).status.success());
    let before = read(&scratch.0.join("public"));
    // Stopped between the two renames, and while a file was written.
    copy(&scratch.0.join("public"), &scratch.0.join("public.new"));
    std::fs::write(scratch.0.join("public.new/ja/index.html"), "<!doc").expect("written");
    std::fs::rename(scratch.0.join("public"), scratch.0.join("public.old")).expect("moved");
    assert!(kohyo(&scratch.0, &[]).status.success());
    assert_eq!(before, read(&scratch.0.join("public")));
    assert!(!scratch.0.join("public.new").exists() && !scratch.0.join("public.old").exists());
}

/// A run that was stopped while the site was made has no manifest yet; it has named what it was about to write.
#[test]
fn what_a_stopped_run_was_about_to_write_is_removed_and_nothing_else() {
    let scratch = Scratch::new("begun");
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    let (public, fresh) = (scratch.0.join("public"), scratch.0.join("public.new"));
    let before = read(&public);
    let stop = |memo: bool| {
        std::fs::create_dir_all(fresh.join("ja")).expect("a folder");
        // The last line was not written to its end: it stops within a character.
        let begun = b"\"ja/index.html\"\n\"ja/it's \\\"quoted\\\".csv\"\n\"files/\xe6\x97";
        std::fs::write(fresh.join("manifest.json.begun"), begun).expect("written");
        std::fs::write(fresh.join("manifest.json.new"), "{").expect("written");
        std::fs::write(fresh.join("ja/index.html"), "<!doc").expect("written");
        if memo {
            std::fs::write(fresh.join("ja/memo.txt"), "大事なメモ").expect("written");
        }
    };
    stop(true);
    let output = kohyo(&scratch.0, &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("K0702") && said.contains("ja/memo.txt"), "{said}");
    assert!(read(&public) == before && fresh.join("ja/index.html").exists());
    std::fs::remove_dir_all(&fresh).expect("removed");
    stop(false);
    assert!(kohyo(&scratch.0, &[]).status.success());
    assert!(read(&public) == before && !fresh.exists());
    // A list in the place of the site itself means nothing.
    std::fs::remove_file(public.join("manifest.json")).expect("removed");
    std::fs::write(public.join("manifest.json.begun"), "\"ja/index.html\"\n").expect("written");
    assert_eq!(kohyo(&scratch.0, &[]).status.code(), Some(1));
}

/// A site in three lots, and the guard's word for them.
fn lots() -> ([Lot; 3], Passed) {
    let list = Watchlist::default();
    let mut guard = Guard::new(&list).expect("no values");
    let lots = ["a.html", "b/c.html", "b/d.html"].map(|path| guard.read(Files::from([(path.to_owned(), path.into())])));
    (lots, guard.finish(std::iter::empty(), &BTreeSet::new()).expect("nothing is withheld").1)
}

#[test]
fn a_site_is_in_its_place_when_all_lots_are_written_and_not_before() {
    let scratch = Scratch::new("lots");
    let (target, fresh) = (scratch.0.join("public"), scratch.0.join("public.new"));
    let ([a, b, c], passed) = lots();
    let begin = || Writing::of(&target, MANIFEST);
    let mut writing = begin();
    [&a, &b].into_iter().for_each(|lot| writing.put(lot));
    assert!(fresh.join("b/c.html").exists() && !target.exists());
    assert!(matches!(writing.finish(&passed, None), Err(Failure::Fault(_))), "one lot is missing");
    assert!(!fresh.exists() && !target.exists());
    let mut writing = begin();
    [&a, &b, &c].into_iter().for_each(|lot| writing.put(lot));
    let another = Approval::parse(&"0".repeat(64)).expect("a digest");
    assert!(matches!(writing.finish(&passed, Some(&another)), Err(Failure::Refused(finding)) if finding.code.id == "K0707"));
    assert!(!fresh.exists() && !target.exists());
    let mut writing = begin();
    [&a, &b, &c].into_iter().for_each(|lot| writing.put(lot));
    let done = writing.finish(&passed, None).unwrap_or_else(|_| panic!("published"));
    assert_eq!((done.files, done.written, read(&target).len()), (3, 3, 4));
    // What somebody changes while the next one is made is told of, and stays.
    let mut writing = begin();
    [&a, &b, &c].into_iter().for_each(|lot| writing.put(lot));
    std::fs::write(target.join("a.html"), "手直し").expect("written");
    assert!(matches!(writing.finish(&passed, None), Err(Failure::Refused(finding)) if finding.code.id == "K0702"));
    assert_eq!(std::fs::read_to_string(target.join("a.html")).expect("there"), "手直し");
    assert!(!fresh.exists());
    // One who lets go of it half-way leaves nothing.
    std::fs::remove_file(target.join("a.html")).expect("removed");
    let mut writing = begin();
    writing.put(&a);
    assert!(fresh.join("a.html").exists());
    drop(writing);
    assert!(!fresh.exists() && target.join("b/c.html").exists());
}

/// When a file was written, and which one it is.
#[cfg(unix)]
fn written(path: &Path) -> (std::time::SystemTime, u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let about = std::fs::metadata(path).expect("there");
    (about.modified().expect("a time"), about.ino(), about.nlink())
}

#[cfg(unix)]
#[test]
fn what_does_not_change_is_not_written_again() {
    let scratch = Scratch::new("unwritten");
    copy(&fixture("base"), &scratch.0);
    assert!(kohyo(&scratch.0, &[]).status.success());
    let public = scratch.0.join("public");
    let (same, other) = (public.join("assets/print.css"), public.join("ja/index.html"));
    let before = (written(&same), written(&other));
    let page = scratch.0.join("content/_index.ja.md");
    let text = std::fs::read_to_string(&page).expect("a page");
    std::fs::write(&page, format!("{text}\n新しい一文。\n")).expect("saved");
    let output = kohyo(&scratch.0, &["--lang", "en"]);
    assert!(output.status.success());
    assert_eq!(written(&same), before.0, "the same file, with one name again");
    assert_ne!(written(&other), before.1);
    assert!(std::fs::read_to_string(&other).expect("a page").contains("新しい一文。"));
    // What it was before is what it is made of from nothing.
    let whole = read(&public);
    std::fs::remove_dir_all(&public).expect("removed");
    assert!(kohyo(&scratch.0, &[]).status.success());
    assert_eq!(whole, read(&public));
}

#[test]
fn nothing_is_done_where_nothing_changed() {
    let scratch = Scratch::new("unchanged");
    copy(&fixture("base"), &scratch.0);
    let said = |arguments: &[&str]| String::from_utf8(kohyo(&scratch.0, arguments).stdout).expect("text");
    let unchanged = |said: &str| said.contains("nothing was written");
    let first = said(&["--lang", "en"]);
    assert!(!unchanged(&first), "{first}");
    let again = said(&["--lang", "en"]);
    assert!(unchanged(&again), "{again}");
    assert_eq!(first.lines().last(), again.lines().last(), "the same digest");
    assert!(!unchanged(&said(&["--lang", "en", "--as-of", "2030-01-01"])), "another day");
    assert!(!unchanged(&said(&["--lang", "en", "--host", "nginx"])), "another host");
    assert!(!unchanged(&said(&["--lang", "en"])) && unchanged(&said(&["--lang", "en"])), "the first day and host again");
    let json = said(&["--lang", "en", "--format", "json"]);
    assert!(unchanged(&json) && json.starts_with("[]\n"), "{json}");
    // A file that is gone comes back.
    std::fs::remove_file(scratch.0.join("public/robots.txt")).expect("removed");
    assert!(!unchanged(&said(&["--lang", "en"])));
    assert!(scratch.0.join("public/robots.txt").exists());
    // What was approved is asked all the same.
    let other = kohyo(&scratch.0, &["--approved", &"0".repeat(64)]);
    assert_eq!(other.status.code(), Some(1));
    // A file that somebody changed is told of, as ever.
    std::fs::write(scratch.0.join("public/robots.txt"), "x").expect("changed");
    assert_eq!(kohyo(&scratch.0, &[]).status.code(), Some(1));
}

#[test]
fn of_sources_with_withheld_values_no_digest_is_kept() {
    let scratch = Scratch::new("no-digest");
    copy(&fixture("sealed"), &scratch.0);
    for _ in 0..2 {
        let output = kohyo(&scratch.0, &["--lang", "en"]);
        assert!(output.status.success() && !String::from_utf8_lossy(&output.stdout).contains("nothing was written"));
        assert!(!scratch.0.join("public.built").exists());
    }
}

#[test]
fn beside_withheld_values_no_digest_is_kept() {
    let (scratch, secrets) = (Scratch::new("beside-secrets"), Scratch::new("beside-secrets-values"));
    copy(&fixture("base"), &scratch.0);
    std::fs::create_dir_all(&secrets.0).expect("a folder");
    std::fs::write(secrets.0.join("W-2024-001.md"), "港北さくら商会").expect("a value");
    let folder = secrets.0.to_string_lossy().into_owned();
    let output = kohyo(&scratch.0, &["--secrets", &folder, "--lang", "en"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(scratch.0.join("public").exists() && !scratch.0.join("public.built").exists());
}

#[test]
fn each_step_tells_its_time_where_it_is_asked_for() {
    let scratch = Scratch::new("timings");
    copy(&fixture("base"), &scratch.0);
    let output = kohyo(&scratch.0, &["--lang", "en", "--timings"]);
    let told = String::from_utf8(output.stderr).expect("text");
    for step in kohyo::stages::Stage::ALL {
        assert!(told.contains(&step.name().en), "{told}");
    }
}
