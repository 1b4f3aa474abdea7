//! The public bundle: the same site from sources in which nothing withheld is left.
//!
//! In: the fixtures `sealed` (a value at every level) and `hidden`, random payloads. Out: failures that name the file.

use crate::common::{fixture, in_memory};
use kohyo::bundle::{Bundled, bundle};
use kohyo::diagnostics::{Format, print};
use kohyo::figures::Date;
use kohyo::guard::Cleared;
use kohyo::rendered;
use kohyo::source::{Entry, Memory, SitePath, World};
use std::io;

/// A site in memory on a day.
struct On(Memory, Option<Date>);

impl World for On {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        self.0.entries()
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

fn of(name: &str) -> On {
    On(in_memory(&fixture(name)), None)
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
    for world in [sealed(), of("hidden"), of("attached"), of("base")] {
        let site = crate::common::build(&world).cleared.expect("a site");
        let again = crate::common::build(&as_site(&made(&world))).cleared.expect("a site");
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
    crate::common::snapshot("sealed-bundle", &text(&made(&sealed())));
}

#[test]
fn a_bundle_of_a_bundle_is_the_same_bundle() {
    for world in [sealed(), of("hidden"), of("attached"), of("base")] {
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

/// A site that shows how long its sources are is not the same from the bundle.
#[test]
fn a_bundle_that_makes_another_site_is_not_handed_out() {
    let leaky = |world: &dyn World| {
        let mut site = rendered(world);
        let length: usize = site.sources.iter().map(|(_, file)| file.text.len()).sum();
        site.tree.iter_mut().for_each(|tree| tree.add("size.txt", length.to_string()));
        site
    };
    let bundled = bundle(&sealed(), &leaky);
    assert!(bundled.cleared.is_none());
    let said = said(&bundled);
    assert!(said.contains("K0710") && said.contains("size.txt") && !said.contains("SECRET"), "{said}");
}

#[test]
fn a_bundle_that_does_not_build_is_not_handed_out() {
    let picky = |world: &dyn World| {
        let mut site = rendered(world);
        let settings = site.sources.find("kohyo.toml").expect("settings");
        if !site.sources.file(settings).text.contains("confidential") {
            site.tree = None;
        }
        site
    };
    let bundled = bundle(&sealed(), &picky);
    assert!(bundled.cleared.is_none() && said(&bundled).contains("K0711"));
}

/// A reading by which names are sorted is printed nowhere, so only a look at the bundle itself finds it.
#[test]
fn a_bundle_that_holds_a_value_is_not_handed_out() {
    let mut world = sealed();
    let bodies = world.0.text("data/bodies.toml").expect("bodies").replace("みほんし", "SECRET-heading-ja");
    world.0.insert("data/bodies.toml", bodies.into_bytes());
    let bundled = bundle(&world, &rendered);
    let said = said(&bundled);
    assert!(bundled.cleared.is_none());
    assert!(said.contains("K0712") && said.contains("data/bodies.toml") && !said.contains("SECRET"), "{said}");
}

/// Public attachments go out byte for byte; of a withheld one its statement is left, of an unacknowledged one nothing.
#[test]
fn attachments_go_out_as_they_do_on_the_site() {
    let made = made(&of("attached"));
    let names: Vec<&str> = made.files().map(|(path, _)| path).filter(|path| path.contains("/files/")).collect();
    assert_eq!(names, ["content/files/actual.csv", "content/files/chart.png", "content/files/report-fy2024.pdf"]);
    let site = of("attached");
    for path in names {
        assert_eq!(made.get(path), site.read(&SitePath::new(path).expect("a path")).ok().as_deref(), "{path}");
    }
    let all = text(&made);
    for gone in ["investors", "ひみつの投資家一覧", "unsaid-list", "言えない一覧"] {
        assert!(!all.contains(gone), "{gone}");
    }
    assert!(all.contains("W-2026-001") && all.contains("令和6年度 評価書《非公表:joho-5-2a#W-2026-002》"));
}

/// Comments of templates and files of which no site is made stay behind, whether or not anything says 非公表.
#[test]
fn a_theme_goes_out_without_its_comments() {
    let mut world = sealed();
    for entry in walkdir::WalkDir::new(crate::common::root().join("themes")).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(crate::common::root()).expect("below").to_str().expect("a path").to_owned();
            let mut text = std::fs::read_to_string(entry.path()).expect("text");
            match path.as_str() {
                path if path.ends_with("page.html") => text.push_str("{# LEAK-comment #}"),
                path if path.ends_with("texts.ja.toml") => text.push_str("# LEAK-comment\n"),
                _ => (),
            }
            world.0.insert(&path, text.into_bytes());
        }
    }
    let made = made(&world);
    assert!(made.get("themes/default/templates/page.html").is_some() && made.get("themes/default/assets/style.css").is_some());
    assert!(!text(&made).contains("LEAK"));
    assert!(text(&made) == text(&self::made(&On(as_site(&made), None))), "again the same");
}

mod command {
    use crate::common::{Scratch, copy, fixture};
    use std::path::Path;
    use std::process::{Command, Output};

    fn kohyo(site: &Path, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kohyo")).args(arguments).arg("--site").arg(site).output().expect("the binary runs")
    }

    #[test]
    fn redact_writes_the_bundle_with_a_manifest_and_replaces_its_own() {
        let scratch = Scratch::new("redact");
        let (site, out) = (scratch.0.join("site"), scratch.0.join("bundle"));
        copy(&fixture("sealed"), &site);
        let arguments = ["redact", "--as-of", "2026-07-01", "--out", out.to_str().expect("a path")];
        for _ in 0..2 {
            let output = kohyo(&site, &arguments);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let manifest = std::fs::read(out.join("kohyo-bundle.json")).expect("a manifest");
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
        let files = manifest["files"].as_object().expect("files");
        assert!(files.contains_key("kohyo.toml") && files.contains_key("data/2024/mini/withheld-001.toml"));
        let (a, b) = (scratch.0.join("a"), scratch.0.join("b"));
        let build = |site: &Path, out: &Path| {
            kohyo(site, &["build", "--as-of", "2026-07-01", "--out", out.to_str().expect("a path")]).status.success()
        };
        assert!(build(&site, &a) && build(&out, &b));
        let manifest = |folder: &Path| std::fs::read(folder.join("manifest.json")).expect("a manifest");
        assert_eq!(manifest(&a), manifest(&b));
    }

    #[test]
    fn redact_leaves_alone_what_is_not_its_own() {
        let scratch = Scratch::new("redact-foreign");
        let (site, out) = (scratch.0.join("site"), scratch.0.join("bundle"));
        copy(&fixture("sealed"), &site);
        let target = out.to_str().expect("a path");
        assert!(kohyo(&site, &["build", "--out", target]).status.success());
        let refused = |why: &str, code: &str| {
            let output = kohyo(&site, &["redact", "--out", target]);
            assert_eq!(output.status.code(), Some(1), "{why}");
            assert!(String::from_utf8_lossy(&output.stderr).contains(code), "{why}");
        };
        refused("a site", "K0701");
        std::fs::remove_dir_all(&out).expect("removed");
        assert!(kohyo(&site, &["redact", "--out", target]).status.success());
        std::fs::write(out.join("memo.txt"), "大事なメモ").expect("written");
        refused("a note beside the bundle", "K0702");
        assert_eq!(std::fs::read_to_string(out.join("memo.txt")).expect("still there"), "大事なメモ");
        assert_eq!(kohyo(&site, &["redact"]).status.code(), Some(2), "no place to write to");
    }

    #[test]
    fn prove_prints_a_summary_and_writes_a_certificate_without_a_clock() {
        let scratch = Scratch::new("prove");
        let file = scratch.0.join("certificate.json");
        let arguments = ["prove", "--out", file.to_str().expect("a path")];
        let output = kohyo(&fixture("base"), &arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && said.contains("世界 6 のうち同一 6") && said.contains("6 of 6 worlds identical"),
            "{said}"
        );
        let first = std::fs::read(&file).expect("a certificate");
        assert!(kohyo(&fixture("base"), &arguments).status.success());
        assert_eq!(first, std::fs::read(&file).expect("a certificate"));
    }
}

mod random {
    use super::{made, sealed, text};
    use proptest::prelude::*;

    /// Lines of the fixture behind which a value is put, and how it is written there.
    const LEVELS: [(&str, &str, &str); 9] = [
        ("content/about.ja.md", "SECRET-heading-ja", "mark"),
        ("content/about.ja.md", "SECRET-table-ja", "mark"),
        ("content/about.ja.md", "SECRET-block-ja", "block"),
        ("content/about.en.md", "SECRET-description-en", "string"),
        ("content/stub.ja.md", "SECRET-stub-body-ja", "block"),
        ("content/unsaid.en.md", "SECRET-unsaid-title-en", "string"),
        ("data/2024/mini/programs.toml", "SECRET-named-ja", "string"),
        ("data/2024/mini/programs.toml", "SECRET-grant-ja", "string"),
        ("data/plans/secret-plan.toml", "SECRET-plangoal-ja", "string"),
    ];

    /// What a value may be made of where it stands.
    fn fit(value: &str, way: &str) -> String {
        let value: String = value.chars().filter(|c| !"《》≪≫＜＞<>«»⟪⟫:：\u{F8F0}".contains(*c) && !c.is_control()).collect();
        let value = format!("秘{}秘", value.trim());
        if way == "string" { value.replace('\\', "\\\\").replace('"', "\\\"") } else { value }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        #[test]
        fn a_random_value_at_a_random_level_never_reaches_the_bundle(level in 0..LEVELS.len(), value in "\\PC{1,24}") {
            let (path, old, way) = LEVELS[level];
            let mut world = sealed();
            let source = world.0.text(path).expect("a source").to_owned();
            prop_assert!(source.contains(old));
            let value = fit(&value, way);
            world.0.insert(path, source.replace(old, &value).into_bytes());
            let (without, with) = (text(&made(&sealed())), text(&made(&world)));
            prop_assert_eq!(without, with);
        }
    }
}
