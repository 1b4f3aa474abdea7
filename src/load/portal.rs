//! `portal.toml`.
//!
//! In: the file. Out: what it says, or that there is none. Never: a look at the folders that it names.

use super::config::contact;
use super::table::{self, File, Row};
use super::{Loaded, Noted};
use crate::authored::{Member, Portal};
use crate::diagnostics::{Finding, Masks, Words, codes};
use crate::figures::Units;
use crate::kinds::Host;
use crate::shape::Kind;
use crate::source::{Sources, Spanned};

/// Where it stands in its folder.
pub const PORTAL: &str = "portal.toml";

/// Reads it. `None` in a folder without one.
pub fn portal(sources: &Sources) -> (Option<Portal>, Vec<Finding>, Masks) {
    let mut loaded = Loaded::default();
    let Some(id) = sources.find(PORTAL) else { return (None, vec![none()], Masks::default()) };
    let units = Units::default();
    let mut file = File::new(id, &sources.file(id).text, &units, false);
    let portal = load(&mut file);
    let noted: Noted = file.noted();
    loaded.take(&noted);
    (Some(portal), loaded.findings, loaded.masks)
}

/// Reads the settings.
pub fn load(file: &mut File) -> Portal {
    let portal = file.whole(settings);
    if file.withheld() > 0 {
        let words = Words::new(
            "portal.toml はすべて公表です。非公表の部分は書けません。",
            "everything in portal.toml is public; no part of it can be withheld",
        );
        file.finding(Finding::new(codes::PUBLIC_SETTINGS, words).at(file.start()));
    }
    portal
}

fn settings(file: &mut File, row: &Row) -> Portal {
    let base_url = row.need_string(file, "base_url");
    Portal {
        title: row.need_text(file, "title"),
        base_url: base_url.map(|url| Spanned::new(url.value.trim_end_matches('/').to_owned(), url.span)),
        description: row.text(file, "description"),
        publisher: row.text(file, "publisher"),
        contact: row.table(file, "contact", contact),
        notice: row.text(file, "notice"),
        theme: row.string(file, "theme").map_or_else(|| "default".to_owned(), |name| name.value),
        host: row.optional_word(file, "host", &Host::WORDS).and_then(|word| Host::of(&word.value)).unwrap_or_default(),
        connect: row.list(file, "connect", || Kind::Text, table::string),
        sites: row.rows(file, "site", member),
    }
}

fn member(file: &mut File, row: &Row) -> Option<Member> {
    let (folder, name) = (row.need_string(file, "folder"), row.text(file, "name"));
    Some(Member { folder: folder?, name })
}

fn none() -> Finding {
    let words = Words::new("このフォルダーに portal.toml がありません。", "there is no portal.toml in this folder");
    let help = Words::new(
        "ポータルのフォルダーで実行するか、--site で指定してください。書き方は説明書の「ポータル」にあります。",
        "run it in the folder of the portal, or name that with --site; the manual (portal) says what portal.toml holds.",
    );
    Finding::new(codes::NO_SITE, words).help(help)
}
