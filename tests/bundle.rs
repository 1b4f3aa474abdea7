//! The public bundle: the same site from sources in which nothing withheld is left.
//!
//! In: the fixtures `sealed` (a value at every level) and `hidden`, random payloads. Out: failures that name the file.

mod common;

use common::{fixture, in_memory};
use kohyo::bundle::{Bundled, bundle};
use kohyo::diagnostics::{Format, print};
use kohyo::figures::Date;
use kohyo::guard::Cleared;
use kohyo::rendered;
use kohyo::source::{Memory, SitePath, World};
use std::io;

/// A site in memory on a day.
struct On(Memory, Option<Date>);

impl World for On {
    fn files(&self) -> Result<Vec<SitePath>, String> {
        self.0.files()
    }
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }
    fn as_of(&self) -> Option<Date> {
        self.1
    }
    fn today(&self) -> Date {
        self.0.today()
    }
}

fn sealed() -> On {
    On(in_memory(&fixture("sealed")), Date::parse("2026-07-01"))
}

fn said(bundled: &Bundled) -> String {
    let findings: Vec<_> = bundled.site.findings.iter().chain(&bundled.findings).cloned().collect();
    print(&findings, &bundled.site.sources, &bundled.site.masks, Format::Terminal, None)
}

fn made(world: &dyn World) -> Cleared {
    let bundled = bundle(world, &rendered);
    let said = said(&bundled);
    bundled.cleared.unwrap_or_else(|| panic!("{said}"))
}

fn as_site(bundle: &Cleared) -> Memory {
    let mut memory = Memory::new([]);
    bundle.files().for_each(|(path, bytes)| memory.insert(path, bytes.to_vec()));
    memory
}

fn text(bundle: &Cleared) -> String {
    bundle.files().map(|(path, bytes)| format!("=== {path}\n{}\n", String::from_utf8_lossy(bytes))).collect()
}

/// Figures of the fixture `sealed` that are withheld; its texts all begin with SECRET.
const FIGURES: [&str; 8] = ["8642", "7531", "75.31", "6420", "6419", "5310", "4209", "3108"];

#[test]
fn anybody_builds_the_same_site_from_the_bundle() {
    for world in [sealed(), On(in_memory(&fixture("hidden")), None), On(in_memory(&fixture("base")), None)] {
        let site = common::build(&world).cleared.expect("a site");
        let again = common::build(&as_site(&made(&world))).cleared.expect("a site");
        assert_eq!(site.len(), again.len());
        for (a, b) in site.files().zip(again.files()) {
            assert!(a == b, "{} differs", a.0);
        }
    }
}

#[test]
fn nothing_withheld_is_in_the_bundle() {
    let all = text(&made(&sealed()));
    let sources = sealed();
    let whole: String = sources.files().expect("files").iter().filter_map(|path| sources.0.text(path.as_str())).collect();
    for needle in FIGURES.iter().chain(&["SECRET", "secret-", "unsaid", "2097", "2027-08-09", "しーくれっと", "coincidences"])
    {
        assert!(whole.to_lowercase().contains(&needle.to_lowercase()), "{needle} is not in the fixture");
        let line = all.lines().find(|line| line.to_lowercase().contains(&needle.to_lowercase()));
        assert_eq!(line, None, "{needle}");
    }
    for kept in
        ["名前だけ公表の補助金", "題名は公表", "2027-05-06", "W-2024-031", "actual = \"9億円\"   # 公表の注", "解禁された頁"]
    {
        assert!(all.contains(kept), "{kept} is gone\n{all}");
    }
    assert!(!all.contains("confidential"));
}

#[test]
fn the_bundle_as_text() {
    common::snapshot("sealed-bundle", &text(&made(&sealed())));
}

#[test]
fn a_bundle_of_a_bundle_is_the_same_bundle() {
    for world in [sealed(), On(in_memory(&fixture("hidden")), None), On(in_memory(&fixture("base")), None)] {
        let first = made(&world);
        let second = made(&as_site(&first));
        assert_eq!(text(&first), text(&second));
    }
}

#[test]
fn an_embargo_that_is_lifted_is_open_on_that_day_and_hidden_before() {
    let open = text(&made(&sealed()));
    assert!(open.contains("公表されました。"));
    let before = On(in_memory(&fixture("sealed")), Date::parse("2026-05-31"));
    let hidden = text(&made(&before));
    assert!(!hidden.contains("公表されました。") && !hidden.contains("2026-06-01") && !hidden.contains("解禁された頁"));
}
