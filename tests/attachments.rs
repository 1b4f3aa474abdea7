//! Attachments in whole sites: what cannot be written as a text fixture, and what must not get out.
//!
//! In: the `attached` fixture, changed byte by byte. Out: failures. Each kind of file has its own tests in `src/inspect/`.

use crate::common::{Scratch, build, copy, fixture, in_memory, printed, tree_text};
use kohyo::Built;
use kohyo::source::{Disk, Entry, Memory, World};
use sha2::{Digest, Sha256};
use std::io::Write;

const PAGES: [&str; 2] = ["content/documents.ja.md", "content/documents.en.md"];

fn site() -> Memory {
    in_memory(&fixture("attached"))
}

fn edit(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let after = change(memory.text(path).expect("the file"));
    memory.insert(path, after.into_bytes());
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Adds a file and declares it on both pages.
fn attach(memory: &mut Memory, name: &str, bytes: &[u8], further: &str) {
    memory.insert(&format!("content/files/{name}"), bytes.to_vec());
    for page in PAGES {
        let row = format!("\n[[attachment]]\nfile = \"files/{name}\"\nsha256 = \"{}\"\ntitle = \"x\"\n{further}", sha256(bytes));
        edit(memory, page, |text| {
            let (front, body) = text.rsplit_once("+++\n").expect("front matter");
            format!("{front}{row}+++\n{body}")
        });
    }
}

/// That the build stops, with this code among its findings and no other, and gives back what was printed.
fn stops(memory: &Memory, code: &str) -> String {
    let built = kohyo::build(memory);
    let said = printed(&built);
    assert!(built.cleared.is_none(), "{said}");
    let codes: Vec<&str> = built.findings.iter().map(|f| f.code.id).collect();
    assert!(!codes.is_empty() && codes.iter().all(|c| *c == code), "{code}: {codes:?}\n{said}");
    said
}

fn file<'a>(built: &'a Built, path: &str) -> Option<&'a [u8]> {
    built.cleared.as_ref().and_then(|cleared| cleared.get(path))
}

#[test]
fn what_goes_out_is_what_was_declared() {
    let memory = site();
    let built = build(&memory);
    for name in ["report-fy2024.pdf", "actual.csv", "chart.png"] {
        let path = kohyo::source::SitePath::new(&format!("content/files/{name}")).expect("a path");
        assert_eq!(file(&built, &format!("files/{name}")), memory.read(&path).ok().as_deref(), "{name}");
    }
}

#[test]
fn the_site_is_the_same_without_the_withheld_files() {
    let (with, mut without) = (build(&site()), site());
    without.remove("content/files/investors.csv");
    without.remove("content/files/unsaid-list.txt");
    assert!(tree_text(&with) == tree_text(&build(&without)));
    // Nothing but the statement is needed.
    for page in PAGES {
        edit(&mut without, page, |text| {
            let kept = |line: &&str| {
                !["investors.csv", "unsaid-list", "ひみつ", "言えない", "Secret", "Unsaid"].iter().any(|w| line.contains(w))
            };
            text.lines().filter(kept).map(|line| format!("{line}\n")).collect()
        });
    }
    assert!(tree_text(&with) == tree_text(&build(&without)));
}

#[test]
fn an_attachment_that_is_not_acknowledged_leaves_no_trace() {
    let mut without = site();
    without.remove("content/files/unsaid-list.txt");
    for page in PAGES {
        edit(&mut without, page, |text| {
            let (before, after) = text.split_once("[[attachment]]\nfile = \"files/unsaid").expect("the last one");
            format!("{before}{}", &after[after.find("+++").expect("the end")..])
        });
    }
    assert!(tree_text(&build(&site())) == tree_text(&build(&without)));
}

#[test]
fn withheld_files_may_lie_in_a_confidential_site_alone() {
    let mut memory = site();
    edit(&mut memory, "kohyo.toml", |text| text.replace("confidential = true\n", ""));
    let built = kohyo::build(&memory);
    let said = printed(&built);
    let codes: std::collections::BTreeSet<&str> = built.findings.iter().map(|f| f.code.id).collect();
    // The files are there, and their titles as well.
    assert!(built.cleared.is_none() && codes.into_iter().eq(["K0305", "K0381"]), "{said}");
    for word in ["investors", "unsaid", "ひみつ", "Secret", "777"] {
        assert!(!said.contains(word), "{word}\n{said}");
    }
}

#[test]
fn the_attachments_of_a_withheld_page_stay_with_it() {
    let mut memory = site();
    for page in PAGES {
        edit(&mut memory, page, |text| {
            text.replace("state = \"一部非公表\"\n", "state = \"非公表\"\n")
                .replace("disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, by = \"経済局\", review = 2027-04-01 }\n", "")
        });
    }
    let built = build(&memory);
    let text = tree_text(&built);
    assert!(!text.contains("=== files/") && !text.contains("実績の表") && !text.contains("chart.png"), "{text}");
}

#[test]
fn links_are_refused_wherever_they_stand() {
    for path in ["content/about.ja.md", "content/files/a.pdf", "content/more", "data/2024", "themes/default/assets/a.css"] {
        let mut memory = site();
        memory.plant(Entry::Link(path.to_owned()));
        assert!(stops(&memory, "K0362").contains(path));
    }
}

#[cfg(unix)]
#[test]
fn links_on_the_disk_are_not_followed() {
    let scratch = Scratch::new("links");
    let outside = Scratch::new("links-outside");
    copy(&fixture("attached"), &scratch.0.join("site"));
    std::fs::write(outside.0.join("secret.csv"), "a,b\n").expect("a file");
    let link = |to: &std::path::Path, at: &str| std::os::unix::fs::symlink(to, scratch.0.join("site").join(at)).expect("a link");
    link(&outside.0.join("secret.csv"), "content/files/linked.csv");
    link(&outside.0, "content/linked");
    link(&outside.0, "themes");
    let built = kohyo::build(&Disk::new(scratch.0.join("site")));
    let said = printed(&built);
    assert_eq!(built.findings.iter().filter(|f| f.code.id == "K0362").count(), 3, "{said}");
    assert!(built.cleared.is_none() && !said.contains("secret.csv"), "{said}");
}

#[cfg(unix)]
#[test]
fn names_that_cannot_be_read_are_not_passed_over() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new("names");
    copy(&fixture("attached"), &scratch.0);
    for name in [&b"\xff\xfe.pdf"[..], b"a\\b.pdf", b"a\nb.pdf"] {
        std::fs::write(scratch.0.join("content/files").join(std::ffi::OsStr::from_bytes(name)), "x").expect("a file");
    }
    let built = kohyo::build(&Disk::new(&scratch.0));
    assert_eq!(built.findings.iter().filter(|f| f.code.id == "K0366").count(), 3, "{}", printed(&built));
    assert!(built.cleared.is_none());
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let mut memory = site();
    memory.insert("content/files/large.csv", vec![b'a'; kohyo::source::MAX_FILE_BYTES + 1]);
    assert!(stops(&memory, "K0001").contains("64 MiB"));
}

fn docx() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    writer
        .write_all("<w:document xmlns:w='w'><w:p><w:t>KANARIA-</w:t><w:t>ORDINARY</w:t></w:p></w:document>".as_bytes())
        .expect("text");
    writer.finish().expect("a zip").into_inner()
}

const REVIEWED: &str = "reviewed_by = \"経済局\"\nreviewed = 2026-03-31\n";

#[test]
fn an_office_file_needs_leave_and_a_person() {
    let with = |further: &str| {
        let mut memory = site();
        attach(&mut memory, "form.docx", &docx(), further);
        memory
    };
    stops(&with(REVIEWED), "K0372");
    stops(&with("office = true\n"), "K0371");
    stops(&with("office = true\nreviewed_by = \"経済局\"\n"), "K0371");
    assert!(file(&build(&with(&format!("office = true\n{REVIEWED}"))), "files/form.docx").is_some());
}

#[test]
fn pictures_with_exif_or_damage_stop_the_build() {
    let mut memory = site();
    attach(&mut memory, "photo.jpg", b"\xff\xd8\xff\xe1\x00\x0aExif\0\0MM\xff\xda\x00\x02\x01\xff\xd9", "");
    assert!(stops(&memory, "K0373").contains("EXIF"));
    let mut memory = site();
    let chart = kohyo::source::SitePath::new("content/files/chart.png").expect("a path");
    let mut bytes = memory.read(&chart).expect("the chart");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    attach(&mut memory, "damaged.png", &bytes, "");
    stops(&memory, "K0375");
}

#[test]
fn one_file_has_one_state() {
    let mut memory = site();
    let bytes = memory.text("content/files/investors.csv").expect("the file").as_bytes().to_vec();
    attach(&mut memory, "investors.csv", &bytes, "");
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none() && built.findings.iter().any(|f| f.code.id == "K0369"), "{}", printed(&built));
}

/// Each plants something withheld in a file that goes out.
#[test]
fn the_guard_reads_attachments() {
    let secret = site().text("content/files/investors.csv").expect("the file").as_bytes().to_vec();
    let line = "株式会社ひみつ工業,777億円".as_bytes();
    let plant = |name: &str, bytes: &[u8], further: &str| {
        let mut memory = site();
        attach(&mut memory, name, bytes, further);
        let said = stops(&memory, "K0401");
        assert!(said.contains(&format!("files/{name}")) && !said.contains("777"), "{said}");
    };
    plant("copy-of-it.csv", &secret, "");
    plant("a-line.txt", &[b"x\n", line, b"\n"].concat(), "");
    // Behind an encoding: the letters do not stand in the bytes.
    let mut memory = site();
    for page in PAGES {
        let word = if page.contains(".ja.") { "非公表" } else { "withheld" };
        edit(&mut memory, page, |text| format!("{text}\n《{word}:joho-5-2a#W-2026-009|KANARIA-ORDINARY》\n"));
    }
    let hex: String = b"KANARIA-ORDINARY".iter().map(|b| format!("{b:02X}")).collect();
    for (name, bytes) in [("form.docx", docx()), ("paper.pdf", pdf(&format!("BT /F1 12 Tf 9 50 Td <{hex}> Tj ET")))] {
        let mut memory = memory.clone();
        attach(&mut memory, name, &bytes, &format!("office = {}\n{REVIEWED}", name.ends_with("docx")));
        let said = stops(&memory, "K0401");
        assert!(said.contains(name) && !said.contains("KANARIA"), "{said}");
    }
}

/// A page of a PDF with a drawing; its table of objects is left to the reader to find.
fn pdf(drawing: &str) -> Vec<u8> {
    let font = "<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>";
    format!(
        "%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n\
         3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources {font}>>\nendobj\n\
         4 0 obj\n<</Length {}>> stream\n{drawing}\nendstream\nendobj\ntrailer <</Size 5 /Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
        drawing.len()
    )
    .into_bytes()
}
