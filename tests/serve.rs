//! The preview over real HTTP: what a browser on this machine gets, and what everyone else does not.
//!
//! In: the real binary on a free port. Out: failures. Each request is bounded in time, and the process is stopped at the end.

use crate::common::{Scratch, copy, fixture};
use kohyo::serve::Watcher;
use kohyo::source::Disk;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Preview {
    child: Child,
    address: String,
    site: Scratch,
}

impl Preview {
    fn start(name: &str) -> Preview {
        let site = Scratch::new(&format!("serve-{name}"));
        copy(&fixture("base"), &site.0);
        Preview::of(site, &[])
    }

    /// On a machine of the staff, also when the tests run on a build machine.
    fn of(site: Scratch, options: &[&str]) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kohyo"))
            .args(["serve", "--port", "0", "--site"])
            .arg(&site.0)
            .args(options)
            .env_remove("CI")
            .env_remove("NETLIFY")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).expect("an address").trim().trim_end_matches('/').to_owned();
        Preview { child, address, site }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> String {
        self.ask_with(method, path, host, "")
    }

    fn ask_with(&self, method: &str, path: &str, host: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("listening");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n").expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, &self.address.clone())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_browser_on_this_machine_gets_the_site() {
    let preview = Preview::start("get");
    assert!(preview.address.starts_with("127.0.0.1:"), "loopback only: {}", preview.address);
    let home = preview.get("/ja/");
    assert!(
        home.starts_with("HTTP/1.1 200") && home.contains("text/html; charset=utf-8") && home.contains("小さな見本"),
        "{home}"
    );
    assert!(home.contains("content-security-policy: default-src 'self'"));
    assert!(preview.get("/ja/about").starts_with("HTTP/1.1 301"));
    assert!(preview.get("/data/mini/indicators.csv").contains("text/csv"));
    let lost = preview.get("/en/nowhere/");
    assert!(lost.starts_with("HTTP/1.1 404") && lost.contains("Page not found"));
    let head = preview.ask("HEAD", "/ja/", &preview.address.clone());
    assert!(head.starts_with("HTTP/1.1 200") && !head.contains("<html"));
}

#[test]
fn what_a_portal_reads_is_open_to_pages_of_this_machine_alone() {
    let preview = Preview::start("origins");
    let ask =
        |path: &str, origin: &str| preview.ask_with("GET", path, &preview.address.clone(), &format!("Origin: {origin}\r\n"));
    for path in ["/site.json", "/data/catalog.jsonld"] {
        let here = ask(path, "http://127.0.0.1:9999");
        assert!(here.contains("access-control-allow-origin: http://127.0.0.1:9999\r\n"), "{path}: {here}");
        for origin in ["https://elsewhere.example", "https://127.0.0.1.elsewhere.example", "null"] {
            let elsewhere = ask(path, origin);
            assert!(elsewhere.starts_with("HTTP/1.1 200") && !elsewhere.contains("access-control-allow"), "{path}: {elsewhere}");
        }
    }
    assert!(!ask("/ja/", "http://127.0.0.1:9999").contains("access-control-allow"));
}

#[test]
fn parts_of_a_file_are_sent() {
    let preview = Preview::start("parts");
    let part = |asked: &str| {
        preview.ask_with("GET", "/data/mini/indicators.csv", &preview.address.clone(), &format!("Range: bytes={asked}\r\n"))
    };
    let whole = preview.get("/data/mini/indicators.csv");
    let body = whole.split_once("\r\n\r\n").expect("a body").1.as_bytes();
    let some = part("3-12");
    assert!(some.starts_with("HTTP/1.1 206") && some.contains(&format!("content-range: bytes 3-12/{}", body.len())), "{some}");
    assert_eq!(some.split_once("\r\n\r\n").expect("a body").1.as_bytes(), &body[3..13]);
    let none = part("99999999-");
    assert!(none.starts_with("HTTP/1.1 416") && none.contains(&format!("content-range: bytes */{}", body.len())), "{none}");
    assert!(part("0-1,5-6").starts_with("HTTP/1.1 200"));
}

#[test]
fn many_slow_visitors_keep_nobody_waiting() {
    let preview = Preview::start("slow");
    let slow: Vec<TcpStream> = (0..300)
        .map(|_| {
            let mut stream = TcpStream::connect(&preview.address).expect("listening");
            stream.write_all(b"GET /ja/ HTTP/1.1\r\nHost: ").expect("sent");
            stream
        })
        .collect();
    let began = std::time::Instant::now();
    assert!(preview.get("/ja/").starts_with("HTTP/1.1 200"));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?} beside {} others", began.elapsed(), slow.len());
    // Nobody listens to the end of an address without end: what is written may break off.
    let mut endless = TcpStream::connect(&preview.address).expect("listening");
    let _ = endless.write_all(format!("GET /{} HTTP/1.1\r\n", "x".repeat(1 << 20)).as_bytes());
    let mut answer = String::new();
    let _ = endless.read_to_string(&mut answer);
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(preview.get("/ja/").starts_with("HTTP/1.1 200"));
}

#[test]
fn nobody_else_gets_anything() {
    let preview = Preview::start("refuse");
    assert!(preview.ask("GET", "/ja/", "evil.example").starts_with("HTTP/1.1 403"), "a name that only points here is refused");
    assert!(preview.ask("POST", "/ja/", &preview.address.clone()).starts_with("HTTP/1.1 405"));
    for path in
        ["/../Cargo.toml", "/%2e%2e/kohyo.toml", "/kohyo.toml", "/data/plans/mini.toml", "/content/about.ja.md", "//etc/passwd"]
    {
        let answer = preview.get(path);
        assert!(!answer.starts_with("HTTP/1.1 200") && !answer.contains("home_plan"), "{path}: {answer}");
    }
}

#[test]
fn a_saved_change_shows_and_a_mistake_keeps_the_last_good_page() {
    let preview = Preview::start("watch");
    let page = preview.site.0.join("content/_index.ja.md");
    let before = std::fs::read_to_string(&page).expect("readable");
    std::fs::write(&page, before.replace("検査のためのサイトです。", "書き直しました。")).expect("saved");
    wait_for(|| preview.get("/ja/").contains("書き直しました。"));
    std::fs::write(&page, "+++\ntitle = \"壊れた").expect("saved");
    std::thread::sleep(Duration::from_millis(1500));
    assert!(preview.get("/ja/").contains("書き直しました。"), "the last good page stays");
}

/// Every file of a clean build of a site, with the bytes that a browser would get.
fn clean(site: &Path) -> Vec<(String, Vec<u8>)> {
    let built = kohyo::build(&Disk::new(site));
    let cleared = built.cleared.expect("a site without findings");
    cleared.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// Right after a save the pages are made as they are asked for, one after the other or all at once while the rest is made; later
/// they come from the whole. It is the same site each time.
#[test]
fn every_file_right_after_a_save_is_that_of_a_clean_build() {
    let preview = Preview::start("equal");
    let site = preview.site.0.clone();
    let edits: [(&str, &str, &str); 4] = [
        ("content/_index.ja.md", "検査のためのサイトです。", "書き直しました。"),
        ("content/about.en.md", "title = \"", "title = \"New: "),
        ("data/2024/mini/programs.toml", "\"4件\"", "\"5件\""),
        ("kohyo.toml", "title.ja = \"", "title.ja = \"新しい"),
    ];
    for (number, (file, from, to)) in edits.into_iter().enumerate() {
        let text = std::fs::read_to_string(site.join(file)).expect(file);
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(site.join(file), text.replacen(from, to, 1)).expect("saved");
        let seen = format!("\"build\":{},", number + 2);
        events(&preview, "/ja/", |said| said.contains(&seen));
        let mut files = clean(&site);
        // Another one is asked for first each time; what only the whole site tells keeps a visitor waiting, so it comes last.
        files.sort_by_key(|(path, _)| (!path.ends_with("index.html"), path.len() * (number + 7) % 13));
        for (path, bytes) in &files {
            let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            assert!(body(&preview, &address) == *bytes, "{path} is another one after the change of {file}");
        }
    }
}

/// What stands at an address, byte by byte.
fn body(preview: &Preview, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(&preview.address).expect("listening");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.address).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let head = answer.windows(4).position(|part| part == b"\r\n\r\n").expect("a head");
    answer.split_off(head + 4)
}

/// The events of a page until `enough` of them have come, within 20 s.
fn events(preview: &Preview, path: &str, enough: impl Fn(&str) -> bool) -> String {
    let mut stream = TcpStream::connect(&preview.address).expect("listening");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    write!(stream, "GET /_kohyo/events?path={path} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).expect("sent");
    let (mut seen, mut part) = (String::new(), [0; 4096]);
    while !enough(&seen) {
        let read = stream.read(&mut part).expect("an event in time");
        assert!(read > 0, "the stream ended: {seen}");
        seen.push_str(&String::from_utf8_lossy(&part[..read]));
    }
    seen
}

#[test]
fn a_browser_is_told_how_things_stand_and_of_each_build() {
    let preview = Preview::start("events");
    let first = events(&preview, "/ja/", |seen| seen.contains("data: "));
    assert!(first.contains("text/event-stream") && first.contains("no-store"), "{first}");
    for said in ["\"build\":1,", "\"findings\":0,", "\"staff\":false", "エラー 0 件、注意 0 件"] {
        assert!(first.contains(said), "{first}");
    }
    std::fs::write(preview.site.0.join("content/_index.ja.md"), "+++\ntitle = \"壊れた").expect("saved");
    let after = events(&preview, "/ja/", |seen| seen.contains("\"build\":2"));
    let broken = after.split("data: ").find(|event| event.contains("\"build\":2")).expect("an event");
    assert!(!broken.contains("\"findings\":0") && !broken.contains("エラー 0 件"), "{after}");
    let findings = preview.get("/_kohyo/findings.json");
    assert!(findings.contains("K0109") || findings.contains("K0101"), "{findings}");
    assert!(findings.contains("content/_index.ja.md") && findings.contains("\"marked\""), "{findings}");
}

#[test]
fn there_is_a_page_before_there_is_a_site() {
    let site = Scratch::new("serve-none");
    let preview = Preview::of(site, &[]);
    let answer = preview.ask_with("GET", "/ja/", &preview.address.clone(), "Sec-Fetch-Dest: document\r\n");
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("/_kohyo/live.js"), "{answer}");
    copy(&fixture("base"), &preview.site.0);
    wait_for(|| preview.get("/ja/").contains("小さな見本"));
}

#[test]
fn staff_alone_are_told_more_and_never_on_a_build_machine() {
    let everyday = Preview::start("everyday");
    for path in ["/_kohyo/staff.json?path=/ja/", "/_kohyo/staff.js"] {
        assert!(everyday.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    for variable in ["CI", "NETLIFY"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
        command.env(variable, "true").args(["serve", "--staff", "--port", "0", "--site"]).arg(fixture("base"));
        let output = command.output().expect("the binary runs");
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{variable}");
    }
    let site = Scratch::new("serve-staff");
    copy(&fixture("hidden"), &site.0);
    let staff = Preview::of(site, &["--staff"]);
    let told = staff.get("/_kohyo/staff.json?path=/ja/indicators/mini/investment/");
    assert!(
        told.contains("no-store") && told.contains("W-2024-010") && told.contains("data/2024/mini/results.toml:10:10"),
        "{told}"
    );
    assert!(told.contains("content/unsaid.ja.md"), "what nobody is told of has a place in the sources: {told}");
    assert!(!told.contains("777") && !told.contains("ひみつ"), "no withheld value: {told}");
    let foreign = staff.ask_with("GET", "/_kohyo/staff.json?path=/ja/", &staff.address.clone(), "Sec-Fetch-Site: cross-site\r\n");
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
    assert!(staff.ask("GET", "/_kohyo/staff.json?path=/ja/", "evil.example").starts_with("HTTP/1.1 403"));
}

/// Told by the system, and by looking alone as on a network drive: a new file, a save of the same length, and one that is gone.
#[test]
fn changes_are_noticed_by_being_told_and_by_looking() {
    for looks in [false, true] {
        let site = Scratch::new(&format!("serve-watch-{looks}"));
        copy(&fixture("base"), &site.0);
        let disk = Disk::new(&site.0);
        let mut watcher = if looks { Watcher::that_looks(&disk) } else { Watcher::new(&disk) };
        let page = site.0.join("content/new.ja.md");
        let steps: [&dyn Fn(); 3] =
            [&|| std::fs::write(&page, "一").expect("written"), &|| std::fs::write(&page, "二").expect("written"), &|| {
                std::fs::remove_file(&page).expect("removed")
            }];
        for step in steps {
            let (began, noticed) = (Instant::now(), std::sync::mpsc::channel());
            step();
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    watcher.wait();
                    noticed.0.send(()).expect("somebody waits");
                });
                noticed.1.recv_timeout(Duration::from_secs(20)).expect("noticed in time");
            });
            assert!(looks || began.elapsed() < Duration::from_secs(10));
        }
    }
}

fn wait_for(done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(20), "not within 20 s");
        std::thread::sleep(Duration::from_millis(100));
    }
}
