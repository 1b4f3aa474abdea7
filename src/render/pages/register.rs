//! 非公表の一覧（台帳）: what is withheld, where, why, who decided so, and how to ask for it.
//!
//! In: the register of the site. Out: the page and the links that lead to it. Never: a thing that is not in the register; more
//! about a thing than its place and the decision.

use super::super::markdown::{self, Heading};
use super::filter::{self, Filter};
use super::frame::{self, Frame, Frames, Sentence};
use super::indicator::{self, Download};
use super::order;
use super::said::{Cx, Link, Paras, Said, Time, value};
use crate::disclosed::{Column, Ground, Item, Page, Stands, address, marker, natural};
use crate::kinds::PageKind;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tera::Value;

/// From this many items on, choosing among them is worth a form.
const FILTER_FROM: usize = 10;

#[derive(Serialize)]
struct RegisterView {
    /// What the marker looks like.
    mark: Sentence,
    count: String,
    items: Vec<ItemView>,
    /// How many items there are, in words.
    rows: String,
    filters: Vec<Filter>,
    filter: bool,
    grounds: Vec<GroundView>,
    /// Whether any ground is the rule of one body.
    bodies: bool,
    request: Option<Paras>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct ItemView {
    /// `None` for a thing without number, and for a second one of the same number.
    anchor: Option<String>,
    number: Option<String>,
    kind: &'static str,
    kind_name: String,
    /// Places in the table by number and kind, and days as numbers.
    number_order: Option<usize>,
    kind_order: usize,
    decided_order: Option<String>,
    review_order: Option<String>,
    page: Link,
    row: Option<Link>,
    year: Option<String>,
    /// Which figure of the row.
    figure: Option<Said>,
    ground: Option<GroundView>,
    reason: Option<Said>,
    decided: Option<Time>,
    by: Option<Said>,
    review: Option<Time>,
    planned: Option<Time>,
}

#[derive(Serialize, Clone)]
struct GroundView {
    id: String,
    name: Said,
    label: Said,
    article: Option<Said>,
    text: Option<Paras>,
    body: Option<Said>,
}

/// A link to the register.
pub fn link(cx: &Cx) -> Link {
    Link { said: Said::plain(cx.words.get("register")), href: Some(cx.path(address::REGISTER)) }
}

/// A number with a link to its place in the register.
pub fn number(cx: &Cx, number: &str) -> Link {
    let href = format!("{}#{}", cx.path(address::REGISTER), address::register_anchor(number));
    Link { said: Said::plain(number.to_owned()), href: Some(href) }
}

/// How many things are withheld, in a sentence of the page's own.
pub fn count(cx: &Cx, key: &str) -> String {
    match cx.index.site.register.len() {
        0 => cx.words.get("register-none"),
        n => cx.words.count(key, n),
    }
}

/// The page of the register.
pub fn page(cx: &Cx, frames: &Frames) -> (Frame, Value) {
    let title = cx.words.get("register");
    let frame = frames.made(cx, PageKind::Register, address::REGISTER, &title, cx.words.get("register-description"), None);
    let register = &cx.index.site.register;
    let mut anchors = BTreeSet::new();
    let mut sections = Sections::default();
    let mut items: Vec<ItemView> = register.iter().map(|each| item(cx, each, &mut anchors, &mut sections)).collect();
    let numbers: Vec<_> = items.iter().map(|item| item.number.as_deref().map(natural)).collect();
    items.iter_mut().zip(order::ranks(&numbers)).for_each(|(item, place)| item.number_order = place);
    let kinds: BTreeSet<_> = register.iter().map(|item| item.kind).collect();
    let view = value(&RegisterView {
        mark: frame::sentence(cx, "register-mark", "{mark}", Said::plain(marker(cx.lang).to_owned())),
        count: count(cx, "register-count"),
        filter: items.len() >= FILTER_FROM,
        rows: cx.words.count("rows-count", items.len()),
        filters: filters(cx, &items, kinds.into_iter().map(|kind| kind.word())),
        items,
        bodies: cx.index.site.used_grounds().any(|ground| ground.body.is_some()),
        grounds: cx.index.site.used_grounds().map(|each| ground(cx, each)).collect(),
        request: cx.maybe(cx.index.site.request.as_ref()),
        downloads: indicator::site_downloads(cx, address::register_file),
    });
    let plan = cx.index.site.home_plan.as_deref().and_then(|id| cx.index.plan(id));
    (frame.finish(cx, plan, None), view)
}

fn filters(cx: &Cx, items: &[ItemView], kinds: impl Iterator<Item = &'static str>) -> Vec<Filter> {
    let kinds = kinds.map(|kind| (kind.to_owned(), cx.words.get(&format!("kind-{kind}")))).collect();
    let grounds = cx.index.site.used_grounds().map(|ground| (ground.id.clone(), cx.say(&ground.label).text)).collect();
    let of_kind: Vec<&str> = items.iter().map(|item| item.kind).collect();
    let of_ground: Vec<&str> = items.iter().map(|item| item.ground.as_ref().map_or("", |ground| &ground.id)).collect();
    let kind = filter::select(cx, "kind", "register-kind", kinds, &of_kind);
    kind.into_iter().chain(filter::select(cx, "ground", "register-ground", grounds, &of_ground)).collect()
}

fn ground(cx: &Cx, ground: &Ground) -> GroundView {
    GroundView {
        id: ground.id.clone(),
        name: frame::ground_text(cx, ground),
        label: cx.say(&ground.label),
        article: ground.article.as_ref().map(|article| cx.say(article)),
        text: cx.maybe(ground.text.as_ref()),
        body: ground.body.as_deref().and_then(|id| cx.index.body(id)).map(|body| cx.say(&body.name)),
    }
}

fn item(cx: &Cx, item: &Item, anchors: &mut BTreeSet<String>, sections: &mut Sections) -> ItemView {
    let (why, basis) = (&item.why, &item.why.basis);
    cx.saw_document(document(cx, &item.stands));
    let (year, figure) = figure(cx, &item.stands);
    ItemView {
        anchor: why.id.as_deref().map(address::register_anchor).filter(|anchor| anchors.insert(anchor.clone())),
        number: why.id.clone(),
        kind: item.kind.word(),
        kind_name: cx.words.get(&format!("kind-{}", item.kind.word())),
        number_order: None,
        kind_order: item.kind as usize,
        decided_order: basis.decided.map(order::of_day),
        review_order: basis.review.map(order::of_day),
        page: page_link(cx, &item.stands),
        row: row_link(cx, &item.stands).or_else(|| sections.link(cx, item)),
        year,
        figure,
        ground: why.ground.as_deref().and_then(|id| cx.index.ground(id)).map(|each| ground(cx, each)),
        reason: basis.reason.as_ref().map(|reason| cx.say(reason)),
        decided: basis.decided.map(|day| cx.day(day)),
        by: basis.by.as_ref().map(|by| cx.say(by)),
        review: basis.review.map(|day| cx.day(day)),
        planned: basis.planned.map(|day| cx.day(day)),
    }
}

/// The document that withholds it: that of the page's text, or of the plan.
fn document<'a>(cx: &Cx<'a>, stands: &Stands) -> Option<&'a str> {
    match stands {
        Stands::Page { address, .. } => cx.index.page(cx.lang, address)?.source.as_deref(),
        Stands::Data { plan, year, .. } => {
            let plan = cx.index.plan(plan)?;
            let report = year.and_then(|year| plan.year(year)).and_then(|year| year.report.as_ref());
            report.and_then(|report| report.place.document.as_deref()).or(plan.place.document.as_deref())
        }
        Stands::Nowhere => None,
    }
}

/// The headings under which the marks of authored pages stand, by address and number; each page is read once.
#[derive(Default)]
struct Sections(BTreeMap<String, BTreeMap<String, Heading>>);

impl Sections {
    fn link(&mut self, cx: &Cx, item: &Item) -> Option<Link> {
        let Stands::Page { address, .. } = &item.stands else { return None };
        let of_page = self.0.entry(address.clone()).or_insert_with(|| by_number(cx, address));
        let heading = of_page.get(item.why.id.as_ref()?)?;
        Some(Link { said: Said::plain(heading.text.clone()), href: Some(format!("{}#{}", cx.path(address), heading.id)) })
    }
}

fn by_number(cx: &Cx, address: &str) -> BTreeMap<String, Heading> {
    let Some(page) = cx.index.page(cx.lang, address) else { return BTreeMap::new() };
    let Some(body) = page.body.public().filter(|_| !page.marks.is_empty()) else { return BTreeMap::new() };
    let marks = page.marks.iter().zip(markdown::sections(body, cx.lang));
    let mut out = BTreeMap::new();
    for (number, heading) in marks.filter_map(|(number, heading)| Some((number.clone()?, heading?))) {
        // A thing that is named twice is found at its first place.
        out.entry(number).or_insert(heading);
    }
    out
}

/// The page on which a reader meets the marker; words instead where there is none.
fn page_link(cx: &Cx, stands: &Stands) -> Link {
    let place = cx.index.places.of(stands, cx.lang);
    let href = place.as_ref().map(|place| cx.path(&place.address));
    let said = match stands {
        Stands::Page { title: Some(title), .. } => cx.say(title),
        Stands::Page { page: false, .. } => Said::plain(cx.words.get("register-untitled")),
        Stands::Page { .. } => {
            let path = href.clone().unwrap_or_default();
            let title = cx.words.get("withheld-page-title");
            Said::plain(cx.words.fill("withheld-page-head", &[("title", &title), ("path", &path)]))
        }
        Stands::Data { list: PageKind::Indicator | PageKind::Businesses, row: Some((_, name)), .. } => cx.say(name),
        Stands::Data { plan, .. } => match place.and_then(|place| cx.index.page(cx.lang, &place.address)) {
            Some(Page { title, .. }) => Said::plain(title.clone()),
            None => cx.index.plan(plan).map(|plan| cx.say(&plan.short)).unwrap_or_default(),
        },
        Stands::Nowhere => Said::plain(cx.words.get("register-nowhere")),
    };
    Link { said, href }
}

/// The row, where the page holds more than that.
fn row_link(cx: &Cx, stands: &Stands) -> Option<Link> {
    let Stands::Data { list, row: Some((_, name)), .. } = stands else { return None };
    if matches!(list, PageKind::Indicator | PageKind::Businesses) {
        return None;
    }
    let place = cx.index.places.of(stands, cx.lang).filter(|place| place.anchor.is_some());
    Some(Link { said: cx.say(name), href: place.map(|place| place.path(cx.lang)) })
}

/// The fiscal year and the figure.
fn figure(cx: &Cx, stands: &Stands) -> (Option<String>, Option<Said>) {
    let Stands::Data { year, column, .. } = stands else { return (None, None) };
    let figure = column.as_ref().map(|column| match column {
        Column::Named(name) => Said::plain(cx.words.get(&format!("figure-{name}"))),
        Column::Label(label) => cx.say(label),
    });
    (year.map(|year| year.name(cx.lang)), figure)
}
