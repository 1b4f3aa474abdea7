//! What is larger, deeper or stranger than anything an author writes: the program says so or makes the site, soon and in little memory.
//!
//! In: the smallest site and the base with one thing too many. Out: failures. Each run of the program has four minutes and a gigabyte of
//! addresses; the files that are too large are larger than that.
#![cfg(unix)]

use crate::common::{Scratch, copy, fixture};
use sha2::Digest;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Many times what any of them takes, also beside other work; a hang is longer.
const LONGEST: Duration = Duration::from_secs(240);
/// KiB of addresses.
const MEMORY: u64 = 1 << 20;
/// More than `MEMORY`.
const HUGE: u64 = 3 << 30;
const DEEP: usize = 100_000;
/// Enough for what takes the square of its length to be seen.
const MANY: usize = 20_000;

const FRONT: &str = "+++\ntitle = \"T\"\ndescription = \"D\"\ndisclosure = \"公表\"\n+++\n";

/// Runs the program with little memory and little time; its exit code and what it said.
fn kohyo(words: &[&str]) -> (Option<i32>, String) {
    let log = Scratch::new(&format!("log-{:?}", std::thread::current().id()));
    let said = File::create(log.0.join("said")).expect("a file");
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_kohyo")])
        .args(words)
        .stdin(Stdio::null())
        .stdout(said.try_clone().expect("a handle"))
        .stderr(said)
        .spawn()
        .expect("a shell");
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if began.elapsed() > LONGEST {
            child.kill().expect("it ends");
            child.wait().expect("it ends");
            panic!("{words:?} takes longer than {LONGEST:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    (status.code(), fs::read_to_string(log.0.join("said")).expect("text"))
}

fn build(site: &Path, more: &[&str]) -> (Option<i32>, String) {
    kohyo(&[&["build", "--site", site.to_str().expect("a path")], more].concat())
}

/// A copy of a fixture with a file more, or another one.
fn with(name: &str, site: &str, path: &str, text: &[u8]) -> Scratch {
    let scratch = Scratch::new(&format!("extreme-{name}"));
    copy(&fixture(site), &scratch.0);
    let file = scratch.0.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
    scratch
}

/// Ends with a site or with findings, not in the middle.
fn ended(name: &str, site: &Scratch) -> (Option<i32>, String) {
    let (code, said) = build(&site.0, &[]);
    let start: String = said.chars().take(2_000).collect();
    assert!(matches!(code, Some(0 | 1)) && !said.contains("panicked"), "{name}: {code:?}\n{start}");
    (code, said)
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    for (path, code) in [
        ("content/big.ja.md", "K0001"),
        ("content/files/big.pdf", "K0001"),
        ("data/big.toml", "K0001"),
        ("themes/default/big.html", "K0001"),
        ("themes/default/big.png", "K0001"),
    ] {
        let scratch = with("huge", "minimal", path, b"");
        File::options().write(true).open(scratch.0.join(path)).expect("a file").set_len(HUGE).expect("a sparse file");
        let (status, said) = build(&scratch.0, &[]);
        assert!(status == Some(1) && said.contains(code) && said.contains("MiB"), "{path}: {status:?} {said}");
    }
    let scratch = with("huge-secret", "minimal", "secrets/W-2024-001.md", b"");
    let secrets = scratch.0.join("secrets");
    let file = File::options().write(true).open(secrets.join("W-2024-001.md")).expect("a file");
    file.set_len(HUGE).expect("a sparse file");
    let (status, said) = build(&scratch.0, &["--secrets", secrets.to_str().expect("a path")]);
    assert!(status == Some(1) && said.contains("K0358"), "{status:?} {said}");
}

#[test]
fn pipes_and_devices_are_not_waited_for() {
    let fifo = |path: &Path| {
        let _ = fs::remove_file(path);
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    };
    for (path, code) in [("content/a.ja.md", "K0366"), ("data/a.toml", "K0366"), ("kohyo.toml", "K0002")] {
        let scratch = with("fifo", "minimal", "data/keep.txt", b"");
        fs::remove_file(scratch.0.join("data/keep.txt")).expect("removed");
        fifo(&scratch.0.join(path));
        let (status, said) = build(&scratch.0, &[]);
        assert!(status == Some(1) && said.contains(code), "{path}: {status:?} {said}");
    }
    let scratch = with("fifo-secret", "minimal", "secrets/W-2024-001.md", b"");
    fifo(&scratch.0.join("secrets/W-2024-001.md"));
    let secrets = scratch.0.join("secrets");
    let (status, said) = build(&scratch.0, &["--secrets", secrets.to_str().expect("a path")]);
    assert!(status == Some(1) && said.contains("K0358"), "{status:?} {said}");
    // A link to a device, which has no end and says that it has no length.
    let scratch = with("device-secret", "minimal", "secrets/a.md", b"a");
    fs::remove_file(scratch.0.join("secrets/a.md")).expect("removed");
    std::os::unix::fs::symlink("/dev/zero", scratch.0.join("secrets/a.md")).expect("a link");
    let secrets = scratch.0.join("secrets");
    let (status, said) = build(&scratch.0, &["--secrets", secrets.to_str().expect("a path")]);
    assert!(status == Some(1) && said.contains("K0358"), "{status:?} {said}");
    // What stands where kohyo has written.
    let scratch = with("fifo-public", "minimal", "data/keep.txt", b"");
    fs::remove_file(scratch.0.join("data/keep.txt")).expect("removed");
    assert_eq!(build(&scratch.0, &[]).0, Some(0));
    fifo(&scratch.0.join("public/manifest.json"));
    assert!(build(&scratch.0, &[]).1.contains("K0701"));
    fifo(&scratch.0.join("public.built"));
    assert!(build(&scratch.0, &[]).1.contains("K0701"));
}

#[test]
fn links_out_of_the_site_are_not_followed() {
    let scratch = with("links", "minimal", "secret.txt", b"KANARIA");
    let outside = with("links-outside", "minimal", "a.ja.md", format!("{FRONT}KANARIA\n").as_bytes());
    for (from, to) in [
        ("content/linked", outside.0.clone()),
        ("content/file.ja.md", outside.0.join("a.ja.md")),
        ("content/device.ja.md", "/dev/zero".into()),
        ("content/loop", scratch.0.join("content")),
        ("data", outside.0.join("content")),
    ] {
        let link = scratch.0.join(from);
        std::os::unix::fs::symlink(&to, &link).expect("a link");
        let (status, said) = build(&scratch.0, &[]);
        assert!(status == Some(1) && said.contains("K0362") && !said.contains("KANARIA"), "{from}: {said}");
        fs::remove_file(link).expect("removed");
    }
    assert_eq!(build(&scratch.0, &[]).0, Some(0));
}

/// Each text as a page in both languages, in one site.
fn pages(name: &str, bodies: &[(&str, String)]) -> (Option<i32>, String) {
    let scratch = with(name, "minimal", "data/keep", b"");
    fs::remove_file(scratch.0.join("data/keep")).expect("removed");
    for (page, body) in bodies {
        for lang in ["ja", "en"] {
            fs::write(scratch.0.join(format!("content/{page}.{lang}.md")), format!("{FRONT}{body}\n")).expect("a page");
        }
    }
    ended(name, &scratch)
}

#[test]
fn markdown_of_any_depth_makes_a_page() {
    let nested = |open: &str, close: &str, depth| format!("{}a{}", open.repeat(depth), close.repeat(depth));
    let (code, said) = pages(
        "deep",
        &[
            ("quotes", nested(">", "", DEEP)),
            ("items", nested("- ", "", DEEP)),
            ("brackets", nested("[", "]", DEEP)),
            ("stars", nested("*", "*", DEEP)),
            ("marks", nested("《", "》", DEEP)),
            ("quotes-apart", nested("> ", "", MANY)),
            ("lists", (0..500).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect()),
            ("pictures", nested("![", "", MANY)),
            ("rules", "_a__b*c**d".repeat(MANY / 10)),
            ("ticks", (0..1_000).map(|n| "`".repeat(n % 300 + 1) + "a").collect()),
            ("html", nested("<a ", "", MANY)),
            ("entities", nested("&", "", MANY)),
            ("notes", nested("[^1]", "", MANY)),
            ("readings", nested("{漢|", "", MANY)),
            ("fences", "```\n".repeat(MANY)),
            ("code", format!("```rust\n{}\n```\n", "{".repeat(MANY / 10))),
            ("table", format!("|{}\n|{}\n{}", "a|".repeat(100), "-|".repeat(100), "|a|\n".repeat(100))),
            ("encoded", "&#12298;".repeat(MANY / 10)),
            ("escaped", "\\《".repeat(MANY / 10)),
        ],
    );
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn markdown_that_is_refused_is_refused_at_any_depth() {
    let defined: String = (0..20_000).map(|n| format!("[{n}]: x\n")).collect();
    let used: String = (0..20_000).map(|n| format!("[{n}] ")).collect();
    let (code, said) = pages(
        "refused",
        &[
            ("links", format!("{}a{}", "[".repeat(DEEP), "](x)".repeat(DEEP))),
            ("comments", "<!--".repeat(DEEP)),
            ("references", format!("{defined}\n{used}")),
            ("open", "《非公表:".repeat(DEEP)),
            ("nested", format!("{}{}", "《非公表:joho-5-2a|".repeat(20_000), "》".repeat(20_000))),
            ("blocks", ":::非公表 joho-5-2a\n".repeat(20_000)),
        ],
    );
    // A thousand findings are printed, and how many more there are; a line of a hundred thousand bytes is not quoted for each of them.
    assert!(code == Some(1) && said.len() < 4 << 20, "{code:?}, {} bytes of messages", said.len());
    assert!(said.contains("ほかに ") && said.contains(" more; mend these first"));
}

#[test]
fn a_mark_of_any_length_is_a_mark() {
    let (code, said) = pages("long", &[("long", format!("《非公表:joho-5-2a|{}》", "長".repeat(70_000)))]);
    assert!(code == Some(1) && said.contains("K03"), "{said}");
}

#[test]
fn toml_of_any_depth_is_refused() {
    let texts = [
        format!("a = {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("a = {}", "[".repeat(DEEP)),
        format!("a = {}", "{a=".repeat(DEEP)),
        format!("{}b = 1", "a.".repeat(DEEP)),
        format!("[{}b]", "a.".repeat(DEEP)),
        format!("a = \"{}", "\"".repeat(DEEP)),
        format!("a = {}", "1".repeat(DEEP)),
        format!("a = \"{}\"", "《非公表:".repeat(DEEP)),
    ];
    let scratch = with("toml", "base", "data/bodies.toml", texts[0].as_bytes());
    for (n, text) in texts.iter().enumerate() {
        fs::write(scratch.0.join(format!("data/2024/mini/deep-{n}.toml")), text).expect("a file");
        fs::write(scratch.0.join(format!("content/deep-{n}.ja.md")), format!("+++\n{text}\n+++\n")).expect("a page");
    }
    let (code, said) = ended("toml", &scratch);
    assert!(
        code == Some(1)
            && (0..texts.len()).all(|n| said.contains(&format!("deep-{n}.toml")) && said.contains(&format!("deep-{n}.ja.md"))),
        "{said}"
    );
    for text in &texts {
        let scratch = with("settings", "minimal", "kohyo.toml", text.as_bytes());
        assert_eq!(ended("settings", &scratch).0, Some(1));
    }
}

#[test]
fn tables_of_a_hundred_thousand_rows_end() {
    let row = |n: usize| format!("[[body]]\nid = \"same\"\nname.ja = \"団体{n}\"\nname.en = \"Body {n}\"\nx{n} = 1\n\n");
    let rows: String = (0..100_000).map(row).collect();
    let (code, said) = ended("rows", &with("rows", "base", "data/bodies.toml", rows.as_bytes()));
    assert!(code == Some(1) && said.len() < 4 << 20, "{code:?}, {} bytes of messages", said.len());
}

/// A picture that says that it has sixty-five thousand million points, and a document of a hundred kilobytes that unpacks to too many.
#[test]
fn attachments_that_grow_are_refused() {
    let picture = {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, body) in [
            (b"IHDR", &[0, 3, 0xff, 0xff, 0, 3, 0xff, 0xff, 8, 6, 0, 0, 0][..]),
            (b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]),
            (b"IEND", &[]),
        ] {
            let mut sum = flate2::Crc::new();
            sum.update(&[kind, body].concat());
            png.extend((body.len() as u32).to_be_bytes());
            png.extend([kind, body].concat());
            png.extend(sum.sum().to_be_bytes());
        }
        png
    };
    let document = {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        (0..65).for_each(|_| zip.write_all(&[b' '; 1 << 20]).expect("blanks"));
        zip.finish().expect("a zip").into_inner()
    };
    let reviewed = "office = true\nreviewed_by = \"X\"\nreviewed = 2026-03-31\n";
    for (name, bytes, more, why) in [("a.png", picture, "", "points"), ("a.docx", document, reviewed, "cannot be opened")] {
        let scratch = with("grown", "minimal", &format!("content/files/{name}"), &bytes);
        let sum: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let row = format!("[[attachment]]\nfile = \"files/{name}\"\nsha256 = \"{sum}\"\ntitle = \"F\"\n{more}");
        for lang in ["ja", "en"] {
            let page = format!("+++\ntitle = \"T\"\ndescription = \"D\"\ndisclosure = \"公表\"\n{row}+++\nT.\n");
            fs::write(scratch.0.join(format!("content/about.{lang}.md")), page).expect("a page");
        }
        let (code, said) = build(&scratch.0, &[]);
        assert!(code == Some(1) && said.contains("K0375") && said.contains(why), "{name}: {code:?} {said}");
    }
}
