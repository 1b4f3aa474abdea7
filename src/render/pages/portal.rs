//! The page of a portal: one search over many sites, and the list of them.
//!
//! In: what the portal says of itself, its sites, the folders of its directory of terms. Out: one page and one page of errors in each
//! language. Never: a page or a text of a site; anything that needs a script but the search.

use super::super::markdown;
use super::super::opendata::OpenData;
use super::super::portal::Member;
use super::super::{Theme, Tree};
use super::files;
use super::frame::{Frame, Frames};
use super::index::Index;
use super::said::{Cx, Said, Time, value};
use super::words::Words;
use crate::diagnostics::Finding;
use crate::disclosed::{Site, address};
use crate::figures::{Date, Lang};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct PortalView {
    /// The folder of the directory of terms.
    terms: String,
    about: Option<Said>,
    heading: String,
    sites: Vec<SiteView>,
    catalogue: String,
}

#[derive(Serialize)]
struct SiteView {
    name: Said,
    href: String,
    pages: String,
    sets: String,
    updated: Option<Time>,
}

/// Renders the pages of a portal.
pub fn portal(site: &Site, theme: &Theme, members: &[Member], terms: &[(Lang, String)], tree: &mut Tree) -> Vec<Finding> {
    // It has none of its own: nothing on its pages asks for any.
    let open_data = OpenData::new(site);
    let index = Index::new(site, &open_data);
    let mut findings = Vec::new();
    for (lang, terms) in terms {
        let words = Words::new(*lang, theme.texts(*lang));
        let cx = Cx::new(&index, &words);
        let frames = Frames::of_portal(&index, &words, theme);
        for (frame, view) in [home(&cx, &frames, members, terms), lost(&cx, &frames)] {
            match files(&cx, &frames, frame, view, theme) {
                Ok(files) => files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes)),
                Err(finding) => findings.push(finding),
            }
        }
        findings.extend(words.finding());
    }
    findings
}

fn home(cx: &Cx, frames: &Frames, members: &[Member], terms: &str) -> (Frame, Value) {
    let site = cx.index.site;
    let title = site.title.any(cx.lang);
    let description = match site.description.get(cx.lang) {
        Some(text) => text.to_owned(),
        None => cx.words.count("portal-description", members.len()),
    };
    let frame = frames.made(cx, PageKind::Portal, "", title, description, None).alone();
    let about = (!site.description.any(cx.lang).is_empty()).then(|| cx.say(&site.description));
    let view = value(&PortalView {
        terms: terms.to_owned(),
        about,
        heading: cx.words.count("portal-sites", members.len()),
        sites: members.iter().map(|member| listed(cx, member)).collect(),
        catalogue: format!("/{}", address::DATA_CATALOG),
    });
    (frame.finish(cx, None, None), view)
}

fn listed(cx: &Cx, member: &Member) -> SiteView {
    let root = &member.root;
    let pages = root.index(cx.lang).map_or(0, |index| index.pages);
    SiteView {
        name: cx.say(&member.name),
        href: format!("{}{}", root.base_url, address::page_path(cx.lang.code(), "")),
        pages: cx.words.count("portal-pages", pages),
        sets: cx.words.count("portal-sets", root.data.sets),
        updated: root.updated.as_deref().and_then(Date::parse).map(|day| cx.day(day)),
    }
}

/// The page for addresses at which nothing stands.
fn lost(cx: &Cx, frames: &Frames) -> (Frame, Value) {
    let title = cx.words.get("portal-lost");
    let frame = frames.made(cx, PageKind::Error, "404", &title, cx.words.get("portal-lost-text"), None).alone();
    let text = markdown::to_html(&cx.words.get("portal-lost-text"), cx.lang);
    (frame.with_text(text.html), Value::none())
}
