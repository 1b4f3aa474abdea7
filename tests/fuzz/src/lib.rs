//! What the targets share: a small site, a value that it withholds, and the way through the rooms.
//!
//! In: texts for files of the site. Out: what the build says and makes. Never: a file on disk; a value that stands anywhere in the
//! site but behind its mark.

use kohyo::diagnostics::{Finding, Format, Masks, print, stops};
use kohyo::disclosed;
use kohyo::figures::{FiscalYear, Units};
use kohyo::redact::Watchlist;
use kohyo::render::Theme;
use kohyo::sheets::{Import, Imported, Kind};
use kohyo::source::{Memory, Sources, World};
use kohyo::{audit, guard, load, redact, render, validate};
use std::collections::BTreeSet;
use std::sync::{LazyLock, Once};

/// What is withheld; long and odd enough that no input holds it by chance.
pub const SECRET: &str = "QZXJVKW8731";

/// The mark that withholds it, as an author writes it.
pub fn mark() -> String {
    format!("《非公表:joho-5-2a#W-2024-001|{SECRET}》")
}

const SITE: &str = r#"title.ja = "見本"
title.en = "Specimen"
base_url = "https://mini.example"
description.ja = "小さなサイトです。"
description.en = "A small site."
publisher.ja = "見本市"
publisher.en = "Mihon City"
confidential = true
updated = 2026-04-01
"#;

/// A page's first lines, public or with parts withheld.
pub fn front(withheld: bool) -> &'static str {
    match withheld {
        false => "+++\ntitle = \"T\"\ndescription = \"D\"\ndisclosure = \"公表\"\n+++\n",
        true => {
            "+++\ntitle = \"T\"\ndescription = \"D\"\n[disclosure]\nstate = \"一部非公表\"\nground = \"joho-5-2a\"\ndecided = 2026-04-01\nreview = 2027-04-01\nreason.ja = \"理由\"\nreason.en = \"A reason\"\n+++\n"
        }
    }
}

/// A site without data: its first page, its page of errors and one page more.
pub fn small() -> Memory {
    let mut site = Memory::new([("kohyo.toml", SITE)]);
    for lang in ["ja", "en"] {
        for (name, kind) in [("_index", "home"), ("404", "error")] {
            let text = format!("+++\ntitle = \"T\"\ndescription = \"D\"\nkind = \"{kind}\"\ndisclosure = \"公表\"\n+++\nT.\n");
            site.insert(&format!("content/{name}.{lang}.md"), text.into_bytes());
        }
    }
    site
}

/// A site with a plan, two fiscal years, programmes, bodies, units and grounds: the fixture `hidden`.
pub fn whole() -> &'static Memory {
    static WHOLE: LazyLock<Memory> = LazyLock::new(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/hidden");
        Memory::copy(&kohyo::source::Disk::new(folder), false).expect("the fixture")
    });
    &WHOLE
}

/// The units of the fixture.
pub fn units() -> &'static Units {
    static UNITS: LazyLock<Units> = LazyLock::new(|| load::load(&Sources::read(whole()).0, None).site.data.units.clone());
    &UNITS
}

/// A watchlist of the one withheld value.
pub fn watchlist() -> &'static Watchlist {
    static LIST: LazyLock<Watchlist> = LazyLock::new(|| {
        let mut site = small();
        let page = format!("{}In charge: {}.\n", front(true), mark());
        for lang in ["ja", "en"] {
            site.insert(&format!("content/about.{lang}.md"), page.clone().into_bytes());
        }
        let (sources, _) = Sources::read(&site);
        let list = redact::redact(&load::load(&sources, None).site).watchlist;
        assert!(list.secrets().count() > 0, "the value is withheld");
        list
    });
    &LIST
}

/// What a build made and said.
pub struct Outcome {
    pub findings: Vec<Finding>,
    pub said: String,
    pub cleared: Option<guard::Cleared>,
}

impl Outcome {
    /// Whether a text stands in any file of the site or in any message.
    pub fn tells(&self, text: &str) -> bool {
        let holds = |bytes: &[u8]| memmem(bytes, text.as_bytes());
        self.said.contains(text)
            || self.cleared.as_ref().is_some_and(|site| site.files().any(|(path, bytes)| path.contains(text) || holds(bytes)))
    }
}

fn memmem(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The way up to the last check, and with `drawn` the rest of it. Drawing takes twenty times as long as everything before, and the theme,
/// which is therefore read once, longer than that.
pub fn through(world: &dyn World, drawn: bool) -> Outcome {
    let (sources, unread) = Sources::read(world);
    let mut findings: Vec<Finding> = unread.iter().map(kohyo::diagnostics::unread).collect();
    let mut loaded = load::load(&sources, None);
    load::secrets(&mut loaded, world);
    findings.extend(loaded.findings);
    findings.extend(validate::validate(&loaded.site, &sources, world.today()));
    let mut redacted = redact::redact(&loaded.site);
    let audited = audit::audit(&loaded.site, &redacted.site, &sources);
    findings.extend(audited.findings);
    redacted.site.checks = audited.checks;
    let cleared = if stops(&findings) || !drawn {
        None
    } else {
        made(&redacted.site, &redacted.watchlist, &sources, &loaded.masks, &mut findings)
    };
    let said = said(&findings, &sources, &loaded.masks);
    Outcome { findings, said, cleared }
}

fn made(
    site: &disclosed::Site,
    watchlist: &Watchlist,
    sources: &Sources,
    masks: &Masks,
    findings: &mut Vec<Finding>,
) -> Option<guard::Cleared> {
    static THEME: LazyLock<Theme> = LazyLock::new(|| {
        let (sources, _) = Sources::read(&small());
        Theme::load(&redact::redact(&load::load(&sources, None).site).site.theme, &sources).0
    });
    let (tree, found) = render::render(site, &THEME);
    findings.extend(found);
    if stops(findings) {
        return None;
    }
    match guard::clear(tree, watchlist, masks.open_texts(sources), &BTreeSet::new()) {
        Ok(cleared) => Some(cleared),
        Err(refused) => {
            findings.extend(refused.findings);
            None
        }
    }
}

/// Findings in every form in which they are printed.
pub fn said(findings: &[Finding], sources: &Sources, masks: &Masks) -> String {
    [Format::Terminal, Format::Json, Format::Github, Format::Editor]
        .map(|format| print(findings, sources, masks, format, None))
        .concat()
}

/// What an import of a kind of table asks for.
pub fn importing(kind: u8) -> Import<'static> {
    let kind = Kind::ALL[usize::from(kind) % Kind::ALL.len()].1;
    Import {
        kind,
        year: FiscalYear(2024),
        plan: Some("mini"),
        sheet: None,
        range: None,
        ground: Some("joho-5-2a"),
        source: None,
        category: Some("財政"),
    }
}

/// An import that is stopped changes nothing, and what it changes is TOML.
pub fn sound(done: &Imported) {
    assert!(!stops(&done.findings) || done.changes.is_empty(), "stopped, and changes something");
    for change in &done.changes {
        let text = std::str::from_utf8(&change.after).expect("a text");
        assert!(text.parse::<toml::Table>().is_ok(), "not TOML any more:\n{text}");
    }
    let _ = said(&done.findings, &done.sources, &done.masks);
}

/// A library that panics over a damaged file makes it a damaged file (`kohyo::inspect` catches it): such a panic is no end of the
/// program. One that nobody catches still ends the target, and so does any of kohyo's own.
pub fn let_libraries_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let stop = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |about| {
            let foreign = |file: &str| file.contains("/registry/") || file.contains("/rustc/");
            if !about.location().is_some_and(|place| foreign(place.file())) {
                stop(about);
            }
        }));
    });
}
