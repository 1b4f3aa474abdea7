//! The preview over real HTTP: what a browser on this machine gets, and what everyone else does not.
//!
//! In: the real binary on a free port. Out: failures. Each request is bounded in time, and the process is stopped at the end.

mod common;

use common::{Scratch, copy, fixture};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
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
        let mut child = Command::new(env!("CARGO_BIN_EXE_kohyo"))
            .args(["serve", "--port", "0", "--site"])
            .arg(&site.0)
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
        let mut stream = TcpStream::connect(&self.address).expect("listening");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
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

fn wait_for(done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(20), "not within 20 s");
        std::thread::sleep(Duration::from_millis(100));
    }
}
