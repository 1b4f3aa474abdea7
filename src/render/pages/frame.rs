//! What stands around every page: title, addresses, navigation, breadcrumb, sources, explanations of marks.
//!
//! In: the index and what a page turned out to contain. Out: `Frame` and the template context. Never: the title of a page that is
//! withheld as a whole.

use super::super::markdown::{self, Heading};
use super::super::theme::Theme;
use super::cells::NOTES;
use super::figure::FigureView;
use super::index::Index;
use super::said::{Cx, Link, Reason, Said, Time, value};
use super::words::Words;
use crate::diagnostics::Words as Both;
use crate::disclosed::{Ground, Page, Plan, Shown, Text, Withheld, address, marker, natural};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::{PLACEHOLDER, PageKind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, Value};

/// The page that tells about the documents; rows link to it.
pub const SOURCES: &str = "sources";
/// Pages in the foot beside the site map, which has all of them.
const FOOT_ITEMS: usize = 8;

/// What all pages of a language share.
pub struct Frames<'a> {
    index: &'a Index<'a>,
    lang: Lang,
    base: Context,
    nav: Vec<NavItem>,
    businesses: Sequence<'a>,
    programs: Sequence<'a>,
    regulatory_items: Sequence<'a>,
}

/// Ids in the order of a listing, and where each one stands in it.
struct Sequence<'a> {
    ids: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Sequence<'a> {
    fn new(ids: Vec<&'a str>) -> Sequence<'a> {
        let places = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        Sequence { ids, places }
    }

    /// Links to the one before and the one after.
    fn beside(&self, id: &str, link: impl Fn(&str) -> Option<Link>) -> (Option<Link>, Option<Link>) {
        let at = self.places.get(id).copied();
        let link = |at: usize| self.ids.get(at).and_then(|id| link(id));
        (at.and_then(|at| at.checked_sub(1)).and_then(link), at.and_then(|at| link(at + 1)))
    }
}

#[derive(Serialize, Clone)]
struct NavItem {
    title: String,
    path: String,
    description: Option<String>,
}

/// The form of search in the head of every page.
#[derive(Serialize)]
struct Finder {
    path: String,
    label: String,
}

#[derive(Serialize)]
struct SiteView {
    title: String,
    home: String,
    base_url: String,
    publisher: Said,
    notice: Option<Said>,
    contact: Option<ContactView>,
    licence: Option<Link>,
}

#[derive(Serialize)]
struct ContactView {
    name: Said,
    /// As written.
    address: Option<String>,
    /// As a link, when it is a mail or web address.
    href: Option<String>,
}

/// One page's frame.
#[derive(Serialize)]
pub struct Frame {
    #[serde(skip)]
    pub address: String,
    kind: &'static str,
    title: String,
    head_title: String,
    description: String,
    path: String,
    canonical: String,
    alternates: Vec<Alternate>,
    x_default: String,
    /// Path of the same page in the other language, or of its home.
    twin: String,
    has_twin: bool,
    crumbs: Vec<Link>,
    section: Option<String>,
    updated: Option<Time>,
    sources: Vec<Link>,
    html: String,
    headings: Vec<Heading>,
    /// ※このページについては…: why parts are withheld, each reason once.
    partial: Vec<Sentence>,
    /// The page is withheld: why, and what was decided about it.
    stub: Option<Stub>,
    /// Marks on this page that are not figures.
    marks: Vec<MarkView>,
    /// The grounds of what is withheld, with their articles.
    grounds: Vec<Said>,
    /// The register, and the numbers in it of what is withheld here.
    register: String,
    numbers: Vec<Link>,
    /// The rows on this page in which something is withheld.
    withheld_rows: Vec<Link>,
    /// Said on pages of a year that is not the latest.
    earlier: Option<Link>,
    /// The page in easy words.
    easy: Option<super::easy::Easy>,
    /// Files that belong to the page.
    attachments: Vec<super::attachments::Item>,
    /// What search engines read: JSON-LD that may stand in a `<script>`.
    json_ld: String,
}

#[derive(Serialize)]
struct Alternate {
    lang: &'static str,
    href: String,
}

#[derive(Serialize)]
struct MarkView {
    status: &'static str,
    mark: String,
    meaning: String,
    /// Where more is told.
    told: Option<Link>,
}

/// A sentence of the theme around words of the site, which may be in the other language.
#[derive(Serialize)]
pub struct Sentence {
    before: String,
    said: Said,
    after: String,
}

/// What stands on a page that is withheld as a whole.
#[derive(Serialize)]
struct Stub {
    why: Option<Sentence>,
    facts: Vec<(String, Link)>,
    days: Vec<(String, Time)>,
}

impl<'a> Frames<'a> {
    /// Prepares what all pages of a language share.
    pub fn new(index: &'a Index<'a>, words: &'a Words<'a>, theme: &Theme) -> Frames<'a> {
        let lang = words.lang;
        let cx = Cx::new(index, words);
        let nav = nav(index, lang);
        let mut base = Context::new();
        base.insert("lang", lang.code());
        base.insert("marker", marker(lang));
        base.insert("t", words.texts);
        base.insert("site", &site_view(&cx));
        base.insert("nav", &nav);
        base.insert("foot", &foot(&cx));
        let search = Finder { path: cx.path(address::SEARCH), label: words.get("search-label") };
        base.insert("search", &search);
        base.insert("feed", &format!("/{}", address::feed_file(lang.code())));
        for (name, linked) in [("styles", theme.styles()), ("scripts", theme.scripts())] {
            base.insert(name, &linked.all);
            base.insert(format!("common_{name}"), &linked.common);
        }
        let businesses = Sequence::new(super::business::sorted(&cx).into_iter().map(|(id, _)| id).collect());
        let programs = Sequence::new(super::program::sorted(&cx));
        let regulatory_items = Sequence::new(super::regulatory_item::sorted(&cx));
        Frames { index, lang, base, nav, businesses, programs, regulatory_items }
    }

    /// Those of a portal: its one page is that of search, and there are no others to lead to.
    pub fn of_portal(index: &'a Index<'a>, words: &'a Words<'a>, theme: &Theme) -> Frames<'a> {
        let mut frames = Frames::new(index, words, theme);
        let path = address::page_path(words.lang.code(), "");
        frames.base.insert("search", &Finder { path, label: words.get("portal-label") });
        ["foot", "nav"].into_iter().for_each(|name| frames.base.insert(name.to_owned(), &Vec::<NavItem>::new()));
        frames.base.insert("feed", &None::<String>);
        frames
    }

    /// The businesses before and after one in the order of the listing.
    pub fn beside_business(&self, cx: &Cx, id: &str) -> (Option<Link>, Option<Link>) {
        let name = |id: &str| Some(&self.index.business(id)?.rows.last()?.row.name);
        self.businesses.beside(id, |id| Some(super::business::link(cx, id, name(id)?)))
    }

    /// The programmes before and after one.
    pub fn beside_program(&self, cx: &Cx, id: &str) -> (Option<Link>, Option<Link>) {
        self.programs.beside(id, |id| Some(super::program::link(cx, id, &self.index.program(id).last()?.row.name)))
    }

    /// The regulatory items before and after one.
    pub fn beside_regulatory_item(&self, cx: &Cx, id: &str) -> (Option<Link>, Option<Link>) {
        self.regulatory_items
            .beside(id, |id| Some(super::regulatory_item::link(cx, id, &self.index.regulation(id).last()?.row.name)))
    }

    /// The context of one page: shared values are cheap to copy.
    pub fn context(&self, frame: Frame, view: Value) -> Context {
        let mut context = self.base.clone();
        context.insert_value("page", value(&frame));
        context.insert_value("view", view);
        context
    }

    /// The context of a figure's page to embed; the figure stands on the page of `frame`.
    pub fn embedded(&self, cx: &Cx, frame: &Frame, figure: &FigureView) -> Context {
        #[derive(Serialize)]
        struct Embedded<'f> {
            head_title: String,
            canonical: &'f str,
            page: String,
            figure: &'f FigureView,
        }
        let title = head_title(cx, &figure.title, &figure.subtitle);
        let mut context = self.base.clone();
        let page = format!("{}#{}", frame.path, figure.id);
        let head_title = head_title(cx, &title, cx.index.site.title.any(cx.lang));
        context.insert_value("view", value(&Embedded { head_title, canonical: &frame.canonical, page, figure }));
        context
    }

    /// The frame of a page that somebody wrote.
    pub fn authored(&self, cx: &Cx, page: &Page) -> Frame {
        let mut frame = self.frame(cx, page.kind, &page.address, &page.title, page.description.clone());
        if let Shown::Public(body) = &page.body {
            cx.saw_document(page.source.as_deref());
            if body.contains(PLACEHOLDER) {
                cx.saw_mark("withheld");
            }
            let html = markdown::to_html(body, self.lang);
            (frame.html, frame.headings) = (html.html, html.headings);
            frame.attachments = super::attachments::list(cx, page);
            frame.easy = super::easy::said(cx, page.easy.as_deref());
        }
        if page.kind == PageKind::Home {
            frame.head_title = head_title(cx, cx.index.site.title.any(cx.lang), &page.title);
            frame.crumbs.clear();
        }
        if page.kind == PageKind::Error {
            frame.crumbs.clear();
        }
        if page.kind == PageKind::Plan
            && let Some(all) = self.index.listing_of_all(self.lang, PageKind::Plans)
        {
            frame.place_below(cx, all, 1);
        }
        // The register knows the parts; the page's own statement stands in where it has none of them.
        if let Some(stated) = page.partial.as_ref().filter(|_| self.index.withheld(self.lang, &page.address).is_empty()) {
            cx.saw_withheld(stated);
        }
        let twin = self.index.page(self.lang.other(), &page.address);
        if twin.is_none() {
            frame.has_twin = false;
            frame.twin = address::page_path(self.lang.other().code(), "");
            frame.alternates.retain(|alternate| alternate.lang == self.lang.code());
            frame.x_default.clone_from(&frame.canonical);
        }
        frame
    }

    /// The frame of a page made from data, below the listing of its kind.
    pub fn made(&self, cx: &Cx, kind: PageKind, address: &str, title: &str, description: String, parent: Option<&Page>) -> Frame {
        let mut frame = self.frame(cx, kind, address, title, Some(description));
        if let Some(parent) = parent {
            let at = frame.crumbs.len().saturating_sub(1);
            frame.place_below(cx, parent, at);
        }
        frame
    }

    fn frame(&self, cx: &Cx, kind: PageKind, address: &str, title: &str, description: Option<String>) -> Frame {
        let site = cx.index.site;
        let url = |lang: Lang| format!("{}{}", site.base_url, address::page_path(lang.code(), address));
        let path = cx.path(address);
        Frame {
            address: address.to_owned(),
            kind: kind.word(),
            title: title.to_owned(),
            head_title: head_title(cx, title, site.title.any(cx.lang)),
            description: description.unwrap_or_else(|| site.description.any(cx.lang).to_owned()),
            canonical: url(self.lang),
            alternates: Lang::ALL.iter().map(|lang| Alternate { lang: lang.code(), href: url(*lang) }).collect(),
            x_default: url(Lang::Ja),
            twin: address::page_path(self.lang.other().code(), address),
            has_twin: true,
            crumbs: self.crumbs(cx, address, title),
            section: self.nav.iter().any(|item| item.path == path).then(|| path.clone()),
            path,
            updated: site.updated.map(|date| cx.day(date)),
            sources: Vec::new(),
            html: String::new(),
            headings: Vec::new(),
            partial: Vec::new(),
            stub: None,
            marks: Vec::new(),
            grounds: Vec::new(),
            register: cx.path(address::REGISTER),
            numbers: Vec::new(),
            withheld_rows: Vec::new(),
            earlier: None,
            easy: None,
            attachments: Vec::new(),
            json_ld: String::new(),
        }
    }

    /// Home, the pages above this one, this one.
    fn crumbs(&self, cx: &Cx, address: &str, title: &str) -> Vec<Link> {
        let plain = |text: &str| Said::plain(text.to_owned());
        let mut crumbs = vec![Link { said: plain(&cx.words.get("home")), href: Some(cx.path("")) }];
        let above = address.match_indices('/').map(|(at, _)| address.get(..at).unwrap_or_default());
        let public = |page: &&Page| !page.body.is_withheld();
        for page in above.filter_map(|address| self.index.page(self.lang, address)).filter(public) {
            crumbs.push(Link { said: plain(short_title(page)), href: Some(cx.path(&page.address)) });
        }
        crumbs.push(Link { said: plain(title), href: None });
        crumbs
    }

    /// Every page of this language, for the site map.
    pub fn sitemap(&self, cx: &Cx) -> Value {
        #[derive(Serialize)]
        struct Entry {
            link: Link,
            below: Vec<Link>,
        }
        let plain = |title: &str, path: String| Link { said: Said::plain(title.to_owned()), href: Some(path) };
        let mut pages: Vec<&Page> = listed(self.index, self.lang).collect();
        pages.sort_by_key(|page| (page.kind != PageKind::Home, page.nav.is_none(), page.nav, page.address.as_str()));
        let entry = |page: &Page| Entry { link: plain(&page.title, cx.path(&page.address)), below: self.below(cx, page) };
        let made = [super::register::link(cx), super::corrections::link(cx)].map(|link| Entry { link, below: Vec::new() });
        let search = Entry { link: super::search::link(cx), below: super::lists::links(cx) };
        value(&pages.into_iter().map(entry).chain(made).chain([search]).collect::<Vec<_>>())
    }

    /// Pages made from data that a listing leads to.
    fn below(&self, cx: &Cx, page: &Page) -> Vec<Link> {
        let plan = page.plan.as_deref().or(cx.index.site.home_plan.as_deref()).and_then(|id| cx.index.plan(id));
        match (page.kind, plan) {
            (PageKind::Indicators, Some(plan)) => plan
                .indicators
                .iter()
                .map(|i| Link { said: cx.say(&i.name), href: Some(cx.index.indicator_path(cx.lang, &plan.id, &i.id)) })
                .collect(),
            (PageKind::Programs, Some(plan)) => super::program::below(cx, plan, page),
            (PageKind::Regulation, Some(plan)) => super::regulatory_item::below(cx, plan, page),
            (PageKind::Businesses, Some(_)) => {
                super::business::sorted(cx).into_iter().map(|(id, row)| super::business::link(cx, id, &row.name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The list of documents on the page about the sources; nothing on other text pages.
    pub fn text_page(&self, cx: &Cx, page: &Page) -> Value {
        #[derive(Serialize)]
        struct DocumentView {
            id: String,
            title: Said,
            /// The title as printed, on pages in another language.
            original: Option<Said>,
            bodies: Vec<Said>,
            year: Option<super::said::Year>,
            citation: String,
        }
        if page.address != SOURCES {
            return Value::none();
        }
        let view = |document: &crate::disclosed::Document| DocumentView {
            id: document.id.clone(),
            title: cx.say(&document.title),
            original: document.title.ja.as_deref().filter(|_| cx.lang != Lang::Ja).map(|title| cx.foreign(title)),
            bodies: cx.bodies(&document.bodies),
            year: document.year.map(|year| cx.year(year)),
            citation: cx.citation(&document.id),
        };
        value(&cx.index.site.documents.iter().map(view).collect::<Vec<_>>())
    }
}

impl Frame {
    /// The address with the host of the site.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// What the page is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether the page is withheld as a whole.
    pub fn is_stub(&self) -> bool {
        self.stub.is_some()
    }

    /// A page with nothing above it, headed by its own title.
    pub fn alone(mut self) -> Frame {
        self.crumbs.clear();
        self.head_title.clone_from(&self.title);
        self
    }

    /// Gives a page a text.
    pub fn with_text(mut self, html: String) -> Frame {
        self.html = html;
        self
    }

    /// Names a page that is made just above this one in the crumbs.
    pub fn below(mut self, parent: Link) -> Frame {
        self.crumbs.insert(self.crumbs.len().saturating_sub(1), parent);
        self
    }

    /// Names a page at a place in the crumbs and in the navigation.
    fn place_below(&mut self, cx: &Cx, parent: &Page, at: usize) {
        let path = cx.path(&parent.address);
        let said = Said::plain(short_title(parent).to_owned());
        // The address of the parent may stand above this one; it is named once.
        if self.crumbs.iter().all(|crumb| crumb.href.as_ref() != Some(&path)) {
            self.crumbs.insert(at, Link { said, href: Some(path.clone()) });
        }
        self.section = Some(path);
    }

    /// The file name of the template.
    pub fn template(&self) -> String {
        if self.stub.is_some() { "stub.html".to_owned() } else { format!("{}.html", self.kind) }
    }

    /// What every theme has to put on the page: a word for it, and how it is found there.
    pub fn needs(&self, cx: &Cx) -> Vec<(Both, String)> {
        let withheld = self.marks.iter().any(|mark| mark.status == "withheld");
        let mut out = vec![(Both::new("言語の切替え", "the switch of languages"), format!("href=\"{}\"", self.twin))];
        out.extend(Frame::notice(cx));
        if withheld {
            let meaning = self.marks.iter().find(|mark| mark.status == "withheld").map(|mark| mark.meaning.clone());
            out.push((Both::new("非公表の印の説明", "what the withheld mark means"), beginning(meaning.unwrap_or_default())));
            out.push((Both::new("非公表の一覧へのリンク", "a link to the register"), self.register.clone()));
        }
        out
    }

    /// What every theme has to put on a page to embed as well.
    pub fn notice(cx: &Cx) -> Option<(Both, String)> {
        let notice = cx.index.site.notice.as_ref()?;
        Some((Both::new("サイトの断り書き", "the notice of the site"), beginning(cx.say(notice).text)))
    }

    /// Adds what the finished view turned out to need: sources, explanations, the notice of an earlier year.
    pub fn finish(mut self, cx: &Cx, plan: Option<&Plan>, year: Option<FiscalYear>) -> Frame {
        cx.index.withheld(cx.lang, &self.address).iter().for_each(|item| cx.saw_withheld(&item.why));
        let seen = cx.seen();
        let of_plan = plan.and_then(|plan| plan.place.document.clone());
        let mut documents: Vec<String> = seen.documents.into_iter().collect();
        if documents.is_empty() {
            documents.extend(of_plan);
        }
        self.sources = documents.iter().filter_map(|id| cx.cited(id)).collect();
        let mark = |status: &'static str| match status {
            "withheld" => marker(cx.lang).to_owned(),
            note if NOTES.contains(&note) => cx.words.get(&format!("note-{note}")),
            _ => cx.words.get(&format!("mark-{status}")),
        };
        let view = |status| MarkView {
            status,
            mark: mark(status),
            meaning: cx.words.get(&format!("meaning-{status}")),
            told: NOTES.contains(&status).then(|| super::corrections::link(cx)),
        };
        // The page of corrections is where notes lead, so it prints none itself.
        let noted = self.kind != "corrections";
        self.marks = seen.marks.iter().copied().filter(|mark| noted || !NOTES.contains(mark)).map(view).collect();
        self.grounds = seen.grounds.iter().filter_map(|id| cx.index.ground(id)).map(|ground| ground_text(cx, ground)).collect();
        self.numbers = numbers(cx, seen.numbers);
        if self.marks.iter().any(|mark| mark.status == "withheld") {
            self.partial = partial(cx, &seen.reasons);
        }
        self.withheld_rows = seen.withheld_rows;
        self.json_ld = match self.kind {
            "data" => super::dataset::catalogue(cx, &self.canonical, &self.crumbs),
            // No search engine is led to the page of search.
            "search" => String::new(),
            _ => super::dataset::json_ld(cx, &self.canonical, &self.crumbs, &seen.tables),
        };
        self.earlier = plan.zip(year).and_then(|(plan, year)| self.earlier(cx, plan, year));
        self
    }

    /// 過年度: a page of a year with a link to the latest one.
    fn earlier(&self, cx: &Cx, plan: &Plan, year: FiscalYear) -> Option<Link> {
        let latest = plan.reported().next_back()?.year;
        let kind = PageKind::WORDS.iter().find(|(word, _)| *word == self.kind)?.1;
        let page = cx.index.listing(cx.lang, kind, &plan.id, Some(latest))?;
        let said = Said::plain(latest.long(cx.lang));
        (year < latest && page.year == Some(latest)).then(|| Link { said, href: Some(cx.path(&page.address)) })
    }

    /// The stub of a page that is withheld as a whole. Its title stands there only where that is public; its description,
    /// which may tell what it must not, never.
    pub fn withheld(mut self, cx: &Cx, why: &Withheld) -> Frame {
        if self.title.is_empty() {
            self.title = cx.words.get("withheld-page-title");
            let head = cx.words.fill("withheld-page-head", &[("title", &self.title), ("path", &self.path)]);
            self.head_title = head_title(cx, &head, cx.index.site.title.any(cx.lang));
        }
        self.description = cx.words.get("withheld-page");
        if let Some(last) = self.crumbs.last_mut() {
            last.said.text.clone_from(&self.title);
        }
        self.stub = Some(stub(cx, why));
        self
    }
}

/// As much of a text as stands in HTML as it is.
fn beginning(text: String) -> String {
    text.split(['&', '<', '>', '"', '\'']).next().unwrap_or_default().to_owned()
}

fn stub(cx: &Cx, why: &Withheld) -> Stub {
    let basis = &why.basis;
    let plain = |said: Said| Link { said, href: None };
    let ground = why.ground.as_deref().and_then(|id| cx.index.ground(id)).map(|ground| plain(ground_text(cx, ground)));
    let in_charge = basis.by.as_ref().or(cx.index.site.contact.as_ref().map(|(name, _)| name));
    let number = why.id.as_deref().map(|number| super::register::number(cx, number));
    let facts = [("stub-ground", ground), ("stub-by", in_charge.map(|by| plain(cx.say(by)))), ("stub-number", number)];
    let days = [("stub-decided", basis.decided), ("stub-review", basis.review), ("stub-planned", basis.planned)];
    Stub {
        why: basis.reason.as_ref().map(|reason| sentence(cx, "withheld-whole", "{reason}", cx.say(reason))),
        facts: facts.into_iter().filter_map(|(key, link)| Some((cx.words.get(key), link?))).collect(),
        days: days.into_iter().filter_map(|(key, day)| Some((cx.words.get(key), cx.day(day?)))).collect(),
    }
}

/// A sentence with words of the site in its gap.
pub fn sentence(cx: &Cx, key: &str, gap: &str, said: Said) -> Sentence {
    let text = cx.words.get(key);
    let (before, after) = text.split_once(gap).unwrap_or((&text, ""));
    Sentence { before: before.to_owned(), said, after: after.to_owned() }
}

/// ※このページについては…: one sentence for each reason. A marker in a name that only repeats here has its reason elsewhere.
fn partial(cx: &Cx, reasons: &[Reason]) -> Vec<Sentence> {
    let unstated = || sentence(cx, "withheld-partial-unstated", "{}", Said::default());
    let said = |reason: &Reason| match reason {
        Reason::Stated(text) => sentence(cx, "withheld-partial", "{reason}", cx.say(text)),
        Reason::Ground(id) => match cx.index.ground(id) {
            Some(ground) => sentence(cx, "withheld-partial-ground", "{ground}", ground_text(cx, ground)),
            None => unstated(),
        },
        Reason::None => unstated(),
    };
    if reasons.is_empty() { vec![unstated()] } else { reasons.iter().map(said).collect() }
}

/// Links to the places of numbers in the register, in their order.
fn numbers(cx: &Cx, numbers: BTreeSet<String>) -> Vec<Link> {
    let mut numbers: Vec<String> = numbers.into_iter().collect();
    numbers.sort_by_cached_key(|number| natural(number));
    numbers.iter().map(|number| super::register::number(cx, number)).collect()
}

fn head_title(cx: &Cx, first: &str, second: &str) -> String {
    format!("{first}{}{second}", cx.words.get("title-join"))
}

/// A ground by its label and article.
pub fn ground_text(cx: &Cx, ground: &Ground) -> Said {
    let label = cx.say(&ground.label);
    let Some(article) = ground.article.as_ref().map(|article| cx.say(article)) else { return label };
    let text = cx.words.fill("ground", &[("label", &label.text), ("article", &article.text)]);
    Said { lang: label.lang.or(article.lang), ..Said::plain(text) }
}

/// Pages that lists may name: a page that is withheld as a whole is found by its address only.
fn listed<'a>(index: &Index<'a>, lang: Lang) -> impl Iterator<Item = &'a Page> {
    let shown = move |page: &&Page| page.lang == lang && page.kind != PageKind::Error && !page.body.is_withheld();
    index.site.pages().filter(shown)
}

fn short_title(page: &Page) -> &str {
    page.nav_title.as_deref().unwrap_or(&page.title)
}

fn nav(index: &Index, lang: Lang) -> Vec<NavItem> {
    let mut pages: Vec<&Page> = listed(index, lang).filter(|page| page.nav.is_some()).collect();
    pages.sort_by_key(|page| (page.nav, page.address.as_str()));
    pages.into_iter().map(|page| item(page, lang)).collect()
}

/// Pages of the foot: text pages at the top level that the navigation does not have, the register, corrections, and the site map.
fn foot(cx: &Cx) -> Vec<NavItem> {
    let (index, lang) = (cx.index, cx.lang);
    let of_kind = |kind| listed(index, lang).filter(move |page| page.kind == kind && page.nav.is_none());
    let texts = [PageKind::Page, PageKind::Data, PageKind::Accessibility, PageKind::Translations, PageKind::Help].map(of_kind);
    let mut pages: Vec<&Page> = texts.into_iter().flatten().filter(|page| !page.address.contains('/')).collect();
    pages.sort_by_key(|page| page.address.as_str());
    let mut items: Vec<NavItem> = pages.into_iter().take(FOOT_ITEMS).map(|page| item(page, lang)).collect();
    let made = [("register", address::REGISTER), ("corrections", address::CORRECTIONS)];
    items.extend(made.map(|(key, to)| NavItem { title: cx.words.get(key), path: cx.path(to), description: None }));
    items.extend(of_kind(PageKind::Sitemap).map(|page| item(page, lang)));
    items
}

fn item(page: &Page, lang: Lang) -> NavItem {
    NavItem {
        title: short_title(page).to_owned(),
        path: address::page_path(lang.code(), &page.address),
        description: page.description.clone(),
    }
}

fn site_view(cx: &Cx) -> SiteView {
    let site = cx.index.site;
    let said = |text: &Text| cx.say(text);
    SiteView {
        title: site.title.any(cx.lang).to_owned(),
        home: cx.path(""),
        base_url: site.base_url.clone(),
        publisher: said(&site.publisher),
        notice: site.notice.as_ref().map(said),
        contact: site.contact.as_ref().map(|(name, address)| ContactView {
            name: said(name),
            address: address.clone(),
            href: address.as_deref().and_then(contact_href),
        }),
        licence: site.licence.as_ref().map(|(name, url)| Link { said: said(name), href: Some(url.clone()) }),
    }
}

fn contact_href(address: &str) -> Option<String> {
    let is_web = address.starts_with("https://") || address.starts_with('/');
    let is_mail = address.contains('@') && !address.contains(char::is_whitespace);
    match (is_web, is_mail) {
        (true, _) => Some(address.to_owned()),
        (_, true) => Some(format!("mailto:{address}")),
        _ => None,
    }
}
