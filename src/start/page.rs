//! A new page in both languages, with comments that teach.
//!
//! In: an address and a title. Out: two files. Never: a state of disclosure that its author did not name.

use super::refused::{already_there, bad_name};
use super::{Begun, Left, disclosure, filled, quoted};
use crate::diagnostics::Words;
use crate::figures::Lang;
use crate::load;
use crate::source::{Change, SitePath, Sources, World};

/// What is asked for.
#[derive(Clone, Default, Debug)]
pub struct NewPage {
    /// The address without language: `about/contact`.
    pub path: String,
    /// The title in Japanese.
    pub title: Option<String>,
    /// The title in English.
    pub title_en: Option<String>,
    /// The state, where its author named one.
    pub disclosure: Option<String>,
}

const JA: &str = include_str!("page.ja.md");
const EN: &str = include_str!("page.en.md");

/// Begins a page.
pub fn page(world: &dyn World, asked: &NewPage) -> Begun {
    let address = asked.path.trim_matches('/').trim_start_matches("content/");
    let name = address.rsplit('/').next().unwrap_or_default();
    let folders = address.rsplit_once('/').map_or("", |(folders, _)| folders);
    let named = |word: &str| load::is_id(word);
    if !(named(name) || name == "_index") || !(folders.is_empty() || folders.split('/').all(named)) {
        return Begun::refused(bad_name(&asked.path));
    }
    let (sources, _) = Sources::read(world);
    let path = |lang: Lang| SitePath::new(&format!("content/{address}.{}.md", lang.code()));
    let paths: Vec<(Lang, SitePath)> = Lang::ALL.into_iter().filter_map(|lang| Some((lang, path(lang)?))).collect();
    if let Some((_, there)) = paths.iter().find(|(_, path)| sources.find(path.as_str()).is_some()) {
        return Begun::refused(already_there(there.as_str()));
    }
    let changes: Vec<Change> = paths.into_iter().map(|(lang, path)| Change::new_file(path, text(lang, asked))).collect();
    let chosen = asked.disclosure.is_some();
    let left = changes.iter().map(|change| Left { path: change.path.to_string(), what: what(chosen) }).collect();
    Begun { changes, left, sources, ..Begun::default() }
}

fn text(lang: Lang, asked: &NewPage) -> String {
    let (template, title, none) = match lang {
        Lang::Ja => (JA, &asked.title, "新しいページ"),
        Lang::En => (EN, &asked.title_en, "A new page"),
    };
    let title = quoted(title.as_deref().unwrap_or(none)).trim().to_owned();
    filled(template, &[("TITLE", title), ("DISCLOSURE", disclosure(asked.disclosure.as_deref()))])
}

fn what(chosen: bool) -> Words {
    match chosen {
        true => Words::new("本文を書きます。", "write the text."),
        false => Words::new(
            "公表の区分を選びます（disclosure の行の # を消す）。選ぶまでサイトは作れません。",
            "choose its state (remove the # before `disclosure`); until then the site does not build.",
        ),
    }
}
