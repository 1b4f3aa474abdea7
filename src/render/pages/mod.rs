//! HTML pages: one view for each page, one template for each kind.
//!
//! In: `disclosed::Site`, a theme, the open data. Out: `/<lang>/…/index.html`, and the pictures for download. Never: a word of
//! the user interface (the theme has them), a decision about disclosure, work that grows with the square of the pages.

mod accessibility;
mod attachments;
mod business;
mod cells;
mod comments;
mod corrections;
mod data;
mod dataset;
mod draw;
mod easy;
mod entry;
mod figure;
mod filter;
mod frame;
mod goals;
mod home;
mod index;
mod indicator;
mod lead;
mod lists;
mod order;
mod plan;
mod plans;
mod portal;
mod program;
mod programs;
mod projects;
mod register;
mod regulatory_item;
mod related;
mod report;
pub(super) mod said;
mod schedule;
mod search;
mod series;
mod sorting;
mod support;
mod tables;
#[cfg(test)]
pub(super) mod tests;
mod timeline;
mod told;
mod translations;
mod words;

use super::Theme;
use super::opendata::OpenData;
use super::places::latest;
use super::search::{Texts, texts};
use crate::diagnostics::{Finding, Words as Both, codes};
use crate::disclosed::{Indicator, Page, Plan, Shown, Site, address};
use crate::figures::Lang;
use crate::kinds::PageKind;
pub use attachments::files as attachments;
use entry::Entry;
use frame::Frames;
use index::Index;
pub use portal::portal;
use rayon::prelude::*;
use said::Cx;
use search::Found;
use std::collections::HashMap;
use std::ops::Range;
use tera::Value;
use words::Words;

/// Gets everything ready that pages are made with, and hands it to `work`.
pub fn with<R>(site: &Site, theme: &Theme, open_data: &OpenData, work: impl FnOnce(&Pages) -> R) -> R {
    let index = Index::new(site, open_data);
    let words = Lang::ALL.map(|lang| Words::new(lang, theme.texts(lang)));
    let frames = words.each_ref().map(|words| Frames::new(&index, words, theme));
    let subjects = subjects(&index);
    let paths = subjects.iter().enumerate().map(|(at, subject)| (subject.file(), at)).collect();
    work(&Pages { index: &index, words: &words, frames: &frames, theme, subjects: &subjects, paths })
}

/// The index of search of a language.
pub struct Indexed {
    /// Its language.
    pub lang: Lang,
    /// Its address, `/search/ja/<name>/`.
    pub folder: String,
    /// How many pages it holds.
    pub pages: usize,
}

/// What is made of all pages together, and what was wrong in any of them.
pub struct Rest {
    /// The pages that search the others, and the index.
    pub files: Files,
    /// All problems of all templates, in the order of the pages.
    pub findings: Vec<Finding>,
    /// The index of each language.
    pub indexes: Vec<Indexed>,
}

/// Paths and contents.
type Files = Vec<(String, Vec<u8>)>;

/// A page with the files of its figures; the page itself is the last one.
pub struct Made {
    lang: Lang,
    /// Paths in the output, and what stands there.
    pub files: Files,
    /// Absent for pages that nobody looks for.
    found: Option<(Entry, Texts)>,
}

/// What is kept of pages whose files are given away: what they are found by, and what was wrong.
#[derive(Default)]
pub struct Gathered {
    findings: Vec<Finding>,
    found: [Vec<(Entry, Texts)>; 2],
}

impl Gathered {
    /// Takes over what is to be kept of a page, and gives back its files.
    pub fn take(&mut self, made: Outcome) -> Files {
        match made {
            Ok(made) => {
                self.found[position(made.lang)].extend(made.found);
                made.files
            }
            Err(finding) => {
                self.findings.push(finding);
                Files::new()
            }
        }
    }
}

/// Where a language stands among all.
fn position(lang: Lang) -> usize {
    Lang::ALL.iter().position(|each| *each == lang).unwrap_or_default()
}

/// A page, or why its template cannot make it.
pub type Outcome = Result<Made, Finding>;

/// Makes pages, one at a time or all at once, and at last what is made of all of them.
pub struct Pages<'a> {
    index: &'a Index<'a>,
    /// In the order of `Lang::ALL`, as the frames.
    words: &'a [Words<'a>; 2],
    frames: &'a [Frames<'a>; 2],
    theme: &'a Theme,
    subjects: &'a [Subject<'a>],
    paths: HashMap<String, usize>,
}

impl Pages<'_> {
    /// How many pages can be made each by itself: all but those that search them.
    pub fn count(&self) -> usize {
        self.subjects.len()
    }

    /// The number of the page at a path of the output.
    pub fn at(&self, path: &str) -> Option<usize> {
        self.paths.get(path).copied()
    }

    /// Makes a page.
    pub fn one(&self, number: usize) -> Option<Outcome> {
        self.subjects.get(number).map(|subject| self.make(subject))
    }

    /// Makes some pages, side by side and in their order.
    pub fn some(&self, numbers: Range<usize>) -> Vec<Outcome> {
        let wanted = numbers.start.min(self.count())..numbers.end.min(self.count());
        self.subjects.get(wanted).unwrap_or_default().par_iter().map(|subject| self.make(subject)).collect()
    }

    /// What is made of all pages: those of search, and the index. What is searched are the pages as they were made.
    pub fn rest(&self, gathered: Gathered) -> Rest {
        let Gathered { mut findings, found } = gathered;
        let of = |(words, found): (&Words, Vec<_>)| search::index(&Cx::new(self.index, words), found);
        let indexed: Vec<(Found, Files)> = self.words.par_iter().zip(found).map(of).collect();
        let (found, files): (Vec<Found>, Vec<Files>) = indexed.into_iter().unzip();
        let mut files: Files = files.into_iter().flatten().collect();
        for made in self.finders(&found) {
            match made {
                Ok(made) => files.extend(made),
                Err(finding) => findings.push(finding),
            }
        }
        findings.extend(self.words.iter().filter_map(Words::finding));
        let indexed =
            |(found, words): (Found, &Words)| Indexed { lang: words.lang, pages: found.entries.len(), folder: found.folder };
        Rest { files, findings, indexes: found.into_iter().zip(self.words).map(indexed).collect() }
    }

    fn make(&self, subject: &Subject) -> Outcome {
        let lang = subject.lang();
        let at = position(lang);
        let (cx, frames) = (Cx::new(self.index, &self.words[at]), &self.frames[at]);
        let (frame, view) = subject.view(&cx, frames);
        let entry = entry::entry(&cx, subject, &frame);
        let files = files(&cx, frames, frame, view, self.theme)?;
        let found = entry.and_then(|entry| Some((entry, texts(&files.last()?.1))));
        Ok(Made { lang, files, found })
    }

    /// The page of search and the lists, in both languages.
    fn finders(&self, found: &[Found]) -> Vec<Result<Files, Finding>> {
        let all: Vec<(usize, Option<usize>)> = (0..found.len())
            .flat_map(|at| (0..address::LISTS.len()).map(Some).chain([None]).map(move |list| (at, list)))
            .collect();
        let make = |(at, list): &(usize, Option<usize>)| {
            let (cx, frames) = (Cx::new(self.index, &self.words[*at]), &self.frames[*at]);
            let (frame, view) = match list {
                Some(list) => lists::page(&cx, frames, &found[*at], *list),
                None => search::page(&cx, frames, &found[*at], &found[1 - *at].folder),
            };
            files(&cx, frames, frame, view, self.theme)
        };
        all.par_iter().map(make).collect()
    }
}

/// What a page is about.
enum Subject<'a> {
    /// A page that somebody wrote.
    Authored(&'a Page),
    /// The page of a numerical target.
    Indicator(Lang, &'a Plan, &'a Indicator),
    /// The page of a business.
    Business(Lang, &'a str),
    /// The page of a programme.
    Program(Lang, &'a str),
    /// The page of a regulatory item.
    RegulatoryItem(Lang, &'a str),
    /// The register of what is withheld.
    Register(Lang),
    /// 正誤・検算
    Corrections(Lang),
}

fn subjects<'a>(index: &Index<'a>) -> Vec<Subject<'a>> {
    let mut out: Vec<Subject> = index.site.pages().map(Subject::Authored).collect();
    for lang in Lang::ALL {
        for plan in index.site.plans() {
            out.extend(plan.indicators.iter().map(|indicator| Subject::Indicator(lang, plan, indicator)));
        }
        out.extend(index.businesses().map(|id| Subject::Business(lang, id)));
        out.extend(index.programs().map(|id| Subject::Program(lang, id)));
        out.extend(index.regulations().map(|id| Subject::RegulatoryItem(lang, id)));
        out.extend([Subject::Register(lang), Subject::Corrections(lang)]);
    }
    out
}

impl Subject<'_> {
    /// The path of its page in the output.
    fn file(&self) -> String {
        let address = match self {
            Subject::Authored(page) => page.address.clone(),
            Subject::Indicator(_, plan, indicator) => address::indicator(&plan.id, &indicator.id),
            Subject::Business(_, id) => address::business(id),
            Subject::Program(_, id) => address::program(id),
            Subject::RegulatoryItem(_, id) => address::regulatory_item(id),
            Subject::Register(_) => address::REGISTER.to_owned(),
            Subject::Corrections(_) => address::CORRECTIONS.to_owned(),
        };
        address::page_file(self.lang().code(), &address)
    }

    fn lang(&self) -> Lang {
        match self {
            Subject::Authored(page) => page.lang,
            Subject::Indicator(lang, ..) | Subject::Register(lang) | Subject::Corrections(lang) => *lang,
            Subject::Business(lang, _) | Subject::Program(lang, _) | Subject::RegulatoryItem(lang, _) => *lang,
        }
    }

    fn view(&self, cx: &Cx, frames: &Frames) -> (frame::Frame, Value) {
        match self {
            Subject::Authored(page) => authored(cx, frames, page),
            Subject::Indicator(_, plan, indicator) => indicator::page(cx, frames, plan, indicator),
            Subject::Business(_, id) => business::page(cx, frames, id),
            Subject::Program(_, id) => program::page(cx, frames, id),
            Subject::RegulatoryItem(_, id) => regulatory_item::page(cx, frames, id),
            Subject::Register(_) => register::page(cx, frames),
            Subject::Corrections(_) => corrections::page(cx, frames),
        }
    }
}

/// The files of a page: those of its figures, then the page itself.
fn files(cx: &Cx, frames: &Frames, frame: frame::Frame, view: Value, theme: &Theme) -> Result<Files, Finding> {
    let (template, path) = (frame.template(), address::page_file(cx.lang.code(), &frame.address));
    let mut files = embedded(cx, frames, &frame, theme)?;
    let needs = frame.needs(cx);
    let html = theme.page(&template, &frames.context(frame, view))?;
    if let Some((what, _)) = needs.into_iter().find(|(_, text)| !holds(&html, text)) {
        return Err(missing_part(&template, &what));
    }
    files.push((path, html));
    Ok(files)
}

/// The files of the figures on a page, and their pages to embed.
fn embedded(cx: &Cx, frames: &Frames, frame: &frame::Frame, theme: &Theme) -> Result<Files, Finding> {
    let template = format!("{}.html", PageKind::Embed.word());
    let mut files = Vec::new();
    for plate in cx.figures().iter() {
        let html = theme.page(&template, &frames.embedded(cx, frame, &plate.figure))?;
        if let Some((what, _)) = frame::Frame::notice(cx).filter(|(_, text)| !holds(&html, text)) {
            return Err(missing_part(&template, &what));
        }
        files.extend(plate.files.iter().cloned());
        files.push((plate.path.clone(), html));
    }
    Ok(files)
}

fn holds(html: &[u8], text: &str) -> bool {
    memchr::memmem::find(html, text.as_bytes()).is_some()
}

/// The template leaves out what readers have a right to.
fn missing_part(template: &str, what: &Both) -> Finding {
    let message = Both::new(
        format!("テンプレート {template} のページに「{}」がありません。", what.ja),
        format!("a page of the template {template} lacks {}", what.en),
    );
    let help = Both::new(
        "テーマは、断り書き、言語の切替え、非公表の印の説明を取り除けません。標準のテーマの base.html にあるブロックを残してください。",
        "no theme may leave out the notice, the switch of languages, or what the withheld mark means; keep those blocks of the default base.html.",
    );
    Finding::new(codes::MISSING_PART, message).help(help)
}

/// The view of a page that somebody wrote; `None` in the view where its plan is not public.
fn authored(cx: &Cx, frames: &Frames, page: &Page) -> (frame::Frame, Value) {
    let frame = frames.authored(cx, page);
    if let Shown::Withheld(why) = &page.body {
        return (frame.withheld(cx, why), Value::none());
    }
    let plan = page.plan.as_deref().or(cx.index.site.home_plan.as_deref()).and_then(|id| cx.index.plan(id));
    let year = plan.and_then(|plan| page.year.or_else(|| latest(page.kind, plan)));
    let view = match (page.kind, plan) {
        (PageKind::Home, Some(plan)) => home::view(cx, plan),
        (PageKind::Plans, _) => plans::view(cx),
        (PageKind::Plan, Some(plan)) => plan::view(cx, plan),
        (PageKind::Indicators, Some(plan)) => plan::indicators(cx, plan),
        (PageKind::Report, Some(plan)) => report::view(cx, plan, year),
        (PageKind::Programs, Some(plan)) => programs::view(cx, plan, year),
        (PageKind::Regulation, Some(plan)) => tables::regulation(cx, plan, year),
        (PageKind::Products, Some(plan)) => tables::products(cx, plan, year),
        (PageKind::Comments, Some(plan)) => comments::view(cx, plan, year),
        (PageKind::Support, Some(plan)) => support::view(cx, plan),
        (PageKind::Businesses, Some(plan)) => business::listing(cx, plan),
        (PageKind::Projects, Some(plan)) => projects::view(cx, plan, year),
        (PageKind::Schedule, Some(plan)) => schedule::view(cx, plan, year),
        (PageKind::Timeline, Some(plan)) => timeline::view(cx, plan),
        (PageKind::Goals, Some(plan)) => goals::view(cx, plan, year),
        (PageKind::Accessibility, _) => accessibility::policy(cx),
        (PageKind::AccessibilityResult, _) => accessibility::result(cx),
        (PageKind::Translations, _) => translations::view(cx),
        (PageKind::Data, _) => data::view(cx, &frame),
        (PageKind::Sitemap, _) => frames.sitemap(cx),
        (PageKind::Page, _) => frames.text_page(cx, page),
        _ => Value::none(),
    };
    (frame.finish(cx, plan, year), view)
}
