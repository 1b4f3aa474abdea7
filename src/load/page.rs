//! Pages: `content/<path>/<name>.<lang>.md` with TOML front matter between `+++` lines.
//!
//! In: one file. Out: `Page`. Never: HTML; a page without a disclosure state.

use super::table::{self, File, Row};
use super::{attachments, disclosure, marks};
use crate::authored::{Disclosure, Held, Marked, Page};
use crate::diagnostics::{Finding, Words, codes, words as sentences};
use crate::figures::Lang;
use crate::kinds::{PageKind, WithheldKind, above};
use crate::shape::{Excuse, Form, Kind, words};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Reads a page. `path` is below `content/`.
pub fn load(file: &mut File, path: &str, sections: &Sections) -> Option<Page> {
    let (address, lang) = address(file, path)?;
    file.within.clone_from(&address);
    if inherited(sections, &address, lang).is_some_and(Disclosure::hides_all) {
        file.stands_below_hidden();
    }
    let (front, body) = split(file)?;
    let place = Span::new(file.id, 0..front.start);
    let here = Here { address, lang, front: front.clone(), body, sections };
    file.part(front, place, |file, row| page(file, row, here))
}

/// Where a page stands, and its two parts.
struct Here<'s> {
    address: String,
    lang: Lang,
    front: std::ops::Range<usize>,
    body: std::ops::Range<usize>,
    sections: &'s Sections,
}

fn page(file: &mut File, row: &Row, here: Here) -> Option<Page> {
    let disclosure = stated(file, row, &here);
    let hidden = disclosure.as_ref().is_some_and(Disclosure::hides_all);
    if hidden && !row.has("disclosure") {
        // The section hides it; its own lines do not say so.
        file.masks.hide(Span::new(file.id, here.front));
    }
    let kind = kind(file, row);
    let description = row.phrase(file, "description").map(|d| Spanned::new(marks::in_value(file, &d), d.span));
    let easy = row.phrase(file, "easy").map(|text| easy(file, &text, hidden));
    let reviewed = super::cells::reviewed(file, row);
    let (nav, nav_title) = (row.integer(file, "nav"), row.string(file, "nav_title"));
    let untitled = hidden && !disclosure.as_ref().is_some_and(|d| d.title_public);
    let told = [
        description.as_ref().map(|d| d.span).filter(|_| hidden),
        easy.as_ref().map(|e| e.span).filter(|_| hidden),
        nav_title.as_ref().map(|t| t.span).filter(|_| untitled),
    ];
    // What a page says of itself and does not show.
    told.into_iter().flatten().for_each(|place| file.hide_payload(place));
    let (plan, year, source) = (row.id(file, "plan"), row.integer(file, "year"), row.id(file, "source"));
    let aliases = aliases(file, row, hidden);
    let updated = row.date(file, "updated").filter(|_| !hidden).map(|day| day.value);
    let title = title(file, row, disclosure.as_ref());
    let attachments = attachments::load(file, row, disclosure.as_ref());
    let body = marked_body(file, here.body, disclosure.as_ref());
    let (title, disclosure) = (title?, disclosure?);
    let withheld = file.withheld();
    super::disclosure::agrees(file, &disclosure, withheld);
    if let Held::Withheld(part) = &body {
        file.hidden_whole(0, disclosure.title_public.then_some(title.span));
        file.name_withheld(part);
    }
    let (file, address, lang, kind) = (file.id, here.address, here.lang, kind?);
    #[rustfmt::skip]
    let page = Page {
        file, address, lang, kind, title, description, easy, reviewed, nav, nav_title, plan, source, year, aliases, updated,
        disclosure, body, attachments,
    };
    Some(page)
}

/// A text in easy words, with its readings. Whether those of a hidden page are well formed would tell something of it.
fn easy(file: &mut File, text: &Spanned<String>, hidden: bool) -> Spanned<Marked> {
    let marked = Spanned::new(marks::in_value(file, text), text.span);
    if !hidden {
        super::cells::well_read(file, &marked);
    }
    marked
}

/// Earlier addresses. Those of a hidden page tell what it was about.
fn aliases(file: &mut File, row: &Row, hidden: bool) -> Vec<Spanned<String>> {
    let mut out = Vec::new();
    for alias in row.list(file, "aliases", || Kind::Form(Form::Address), table::string) {
        if hidden {
            file.hide_payload(alias.span);
        } else if alias.value.split('/').all(super::cells::is_id) {
            out.push(alias);
        } else {
            let message = Words::new("前のアドレスに使えない形です。", "this cannot be an earlier address");
            let help = Words::new(
                "言語を除いた、このサイトの中のアドレスを、前後の / なしで書きます（例: plan/old-name）。",
                "write an address inside this site without language and without slashes around it, e.g. plan/old-name.",
            );
            file.finding(Finding::new(codes::BAD_ID, message).at(alias.span).help(help));
        }
    }
    out
}

/// A page that hides its title needs none, and outside of confidential sites has none.
fn title(file: &mut File, row: &Row, disclosure: Option<&Disclosure>) -> Option<Spanned<Marked>> {
    let hidden = disclosure.is_some_and(|d| d.hides_all() && !d.title_public);
    let title = row.demand_unless(hidden, file, "title", || Kind::Text, table::text);
    if let Some(title) = title.as_ref().filter(|_| hidden) {
        file.hide_payload(title.span);
    }
    let none = || hidden.then(|| Spanned::new(Marked::default(), row.span));
    title.map(|t| Spanned::new(marks::in_value(file, &t), t.span)).or_else(none)
}

/// Statements of sections that hold for the pages below them, by address and language.
pub type Sections = BTreeMap<(String, Lang), Disclosure>;

/// One of them.
pub type Section = ((String, Lang), Disclosure);

/// The statement of a section page, when it holds for the pages below it. What is wrong in the page is found when it is read
/// as a page.
pub fn section(mut file: File, path: &str) -> Option<Section> {
    let (address, lang) = address(&mut file, path)?;
    let (front, _) = split(&mut file)?;
    let place = Span::new(file.id, 0..front.start);
    let stated = file.part(front, place, disclosure::load)?;
    stated.children.then_some(((address, lang), stated))
}

/// The page's own statement, or that of the nearest section which speaks for its pages.
fn stated(file: &mut File, row: &Row, here: &Here) -> Option<Disclosure> {
    row.excuse(Excuse::HiddenOrSilent);
    match (row.get("disclosure").is_some(), inherited(here.sections, &here.address, here.lang)) {
        (false, Some(section)) => {
            let here = file.start();
            Some(Disclosure { state: Spanned::new(section.state.value, here), span: here, id: None, ..section.clone() })
        }
        _ => disclosure::load(file, row),
    }
}

/// The statement of the nearest section above that speaks for its pages.
fn inherited<'s>(sections: &'s Sections, address: &str, lang: Lang) -> Option<&'s Disclosure> {
    above(address).find_map(|above| sections.get(&(above.to_owned(), lang)))
}

/// `guide/_index.ja.md` stands at `guide`, `about.en.md` at `about`, `_index.ja.md` at the root.
fn address(file: &mut File, path: &str) -> Option<(String, Lang)> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let named = stem.rsplit_once('.').and_then(|(name, code)| Some((name, Lang::from_code(code)?)));
    let Some((name, lang)) = named else {
        let message = Words::new(
            format!("content/{path} の名前に言語がありません。"),
            format!("the name of content/{path} has no language"),
        );
        let help = Words::new("about.ja.md と about.en.md のように名付けます。", "name it like about.ja.md and about.en.md.");
        file.finding(Finding::new(codes::MISPLACED_FILE, message).at(file.start()).help(help));
        return None;
    };
    let name = name.strip_suffix("_index").unwrap_or(name).trim_end_matches('/');
    let plain = name.is_empty() || name.split('/').all(super::cells::is_id);
    if !plain {
        let message = Words::new(
            format!("content/{path} はアドレスにできない名前です。"),
            format!("content/{path} cannot become an address"),
        );
        let help = Words::new("小文字の英数字と - で名付けます。", "use lower-case letters, digits and `-`.");
        file.finding(Finding::new(codes::BAD_ID, message).at(file.start()).help(help));
        return None;
    }
    Some((name.to_owned(), lang))
}

/// The byte ranges of front matter and body; `None` for a text that does not begin with front matter.
pub fn parts(text: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let start = ["+++\n", "+++\r\n"].into_iter().find(|fence| text.starts_with(fence))?.len();
    let mut lines = text.get(start..)?.lines().scan(start, |at, line| {
        let here = *at;
        *at += line.len() + if text.as_bytes().get(here + line.len()) == Some(&b'\r') { 2 } else { 1 };
        Some((here, line))
    });
    let (at, line) = lines.find(|(_, line)| line.trim_end() == "+++")?;
    Some((start..at, (at + line.len() + 1).min(text.len())..text.len()))
}

/// Front matter and body, or a finding.
fn split(file: &mut File) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let text = file.text;
    let closing = parts(text);
    if closing.is_none() {
        if file.may_hide() {
            file.masks.hide_whole(file.id);
        }
        let message = Words::new(
            "ページの先頭に +++ で囲んだ見出し部分がありません。",
            "the page does not begin with front matter between +++ lines",
        );
        let help = Words::new(
            "一行目を +++ とし、title = \"…\" と disclosure = \"区分\" の行のあとに、もう一度 +++ の行を書きます。二つの +++ のどちらかが抜けていませんか。",
            "the first line is +++, then come lines such as title = \"…\" and disclosure = \"public\", then +++ again; is one of the two missing?",
        );
        file.finding(Finding::new(codes::BAD_FRONT_MATTER, message).at(file.start()).help(help));
    }
    closing
}

fn kind(file: &mut File, row: &Row) -> Option<Spanned<PageKind>> {
    let known = PageKind::WORDS.map(|(word, _)| word);
    match row.ask(file, "kind", || words(&known), table::string) {
        Some(word) => known_kind(file, &word),
        None => (!row.has("kind")).then(|| Spanned::new(PageKind::Page, row.span)),
    }
}

fn known_kind(file: &mut File, word: &Spanned<String>) -> Option<Spanned<PageKind>> {
    if let Some((_, kind)) = PageKind::WORDS.iter().find(|(known, _)| *known == word.value) {
        return Some(Spanned::new(*kind, word.span));
    }
    let typed = file.echo(&word.value, word.span);
    let message = Words::new(format!("「{typed}」というページの種類はありません。"), format!("`{typed}` is not a kind of page"));
    let help = sentences::suggest(typed, PageKind::WORDS.iter().map(|(known, _)| *known));
    file.finding(Finding::new(codes::UNKNOWN_WORD, message).at(word.span).help(help));
    None
}

/// A page that hides everything keeps its whole body in an envelope; no message quotes it.
fn marked_body(file: &mut File, body: std::ops::Range<usize>, disclosure: Option<&Disclosure>) -> Held<Spanned<Marked>> {
    let text = file.text.get(body.clone()).unwrap_or_default();
    let span = Span::new(file.id, body.clone());
    let hides_all = disclosure.is_none_or(Disclosure::hides_all);
    if hides_all {
        file.masks.hide(span);
    }
    if let Some(d) = disclosure.filter(|_| hides_all && !text.trim().is_empty()) {
        file.refuse_payload(d.state.span);
    }
    let marked = Spanned::new(marks::in_markdown(file, text, body.start), span);
    match disclosure {
        Some(d) if hides_all => Held::Withheld(d.withholding(WithheldKind::Page, Some(marked), d.span)),
        _ => Held::Open(marked),
    }
}
