//! What happened to the published facts: reports that were added, figures that were corrected, and what is public now that was
//! withheld before.
//!
//! In: `disclosed::Site`. Out: one list for the feeds and for the page about the data. Never: a day that nobody stated; a thing of
//! which no page tells; a withheld thing (only what the register says to be public now).

use super::corrections::{Corrections, Edited};
use super::places::Places;
use crate::disclosed::{Edition, Plan, PlanYear, Released, Site, Text, address};
use crate::figures::{Date, FiscalYear, Lang};
use crate::kinds::{EDITIONS, PageKind, slug};

/// What kind of news it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// 新しい評価書
    Report,
    /// 訂正・改訂・追跡調査
    Correction,
    /// 非公表だったものの公表
    Released,
}

impl Kind {
    /// The word by which readers' programs filter.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Report => "report",
            Kind::Correction => "correction",
            Kind::Released => "released",
        }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Kind::Report, Lang::Ja) => "評価書",
            (Kind::Report, Lang::En) => "Report",
            (Kind::Correction, Lang::Ja) => "訂正・改訂",
            (Kind::Correction, Lang::En) => "Correction",
            (Kind::Released, Lang::Ja) => "新たに公表",
            (Kind::Released, Lang::En) => "Now public",
        }
    }
}

/// One entry.
#[derive(Clone, Debug)]
pub struct News {
    /// Made of ids alone: the same when texts and addresses change.
    pub id: String,
    pub kind: Kind,
    /// When it was published, where that is stated.
    pub day: Option<Date>,
    pub title: Text,
    pub summary: Option<Text>,
    /// Where it stands in each language.
    paths: [Option<String>; 2],
}

impl News {
    /// Where it stands.
    pub fn path(&self, lang: Lang) -> Option<&str> {
        let at = Lang::ALL.iter().position(|each| *each == lang)?;
        self.paths.get(at)?.as_deref()
    }
}

/// All news, the newest first; those without a day at the end.
pub fn news(site: &Site) -> Vec<News> {
    let places = Places::new(site);
    let years = || site.plans().flat_map(|plan| plan.reported().map(move |year| (plan, year)));
    let mut out: Vec<News> = years().filter_map(|(plan, year)| report(&places, plan, year)).collect();
    let found = Corrections::new(site);
    out.extend(found.editions.iter().map(|edited| edition(site, edited)));
    out.extend(site.released.iter().map(released));
    out.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.kind.cmp(&b.kind)).then_with(|| b.id.cmp(&a.id)));
    out
}

fn report(places: &Places, plan: &Plan, year: &PlanYear) -> Option<News> {
    let report = year.report.as_ref()?;
    let path = |lang: Lang| {
        let page = places.showing(lang, PageKind::Report, &plan.id, Some(year.year))?;
        Some(address::page_path(lang.code(), &page.address))
    };
    Some(News {
        id: format!("report/{}/{}", plan.id, year.year.0),
        kind: Kind::Report,
        day: report.published,
        title: report.title.clone(),
        summary: report.summary.clone(),
        paths: Lang::ALL.map(path),
    })
}

/// An edition is as old as its date; one without a date came with the report of the year in whose folder it stands.
fn edition(site: &Site, edited: &Edited) -> News {
    let (edition, figure) = (edited.edition, &edited.figure);
    let title = |lang: Lang| {
        let (kind, mark) = match lang {
            Lang::Ja => (edition.kind.as_str(), "："),
            Lang::En => (slug(&EDITIONS, &edition.kind), ": "),
        };
        let year = figure.year.map(|year: FiscalYear| format!(" {}", year.name(lang))).unwrap_or_default();
        Some(format!("{kind}{mark}{}{year}", figure.row.any(lang)))
    };
    let with = || {
        let mut years = site.plans().flat_map(|plan| &plan.years);
        let year = years.find(|year| year.editions.iter().any(|each| std::ptr::eq(each, edition)))?;
        year.report.as_ref()?.published
    };
    let path = |lang: Lang| Some(format!("{}#{}", address::page_path(lang.code(), address::CORRECTIONS), edited.anchor));
    News {
        id: edited.anchor.replacen('-', "/", 1),
        kind: Kind::Correction,
        day: day(edition).or_else(with),
        title: Text { ja: title(Lang::Ja), en: title(Lang::En) },
        summary: Some(edition.reason.clone()),
        paths: Lang::ALL.map(path),
    }
}

/// The day of an edition; of a month or longer time its first one.
fn day(edition: &Edition) -> Option<Date> {
    let iso = edition.on?.iso();
    let first = iso.split('/').next().unwrap_or_default();
    Date::parse(first).or_else(|| Date::parse(&format!("{first}-01"))).or_else(|| Date::parse(&format!("{first}-01-01")))
}

fn released(released: &Released) -> News {
    let path = |lang: Lang| {
        let address = released.page.as_deref().unwrap_or(address::REGISTER);
        let (page, anchor) = address.split_once('#').map_or((address, None), |(page, anchor)| (page, Some(anchor)));
        let path = address::page_path(lang.code(), page.trim_end_matches('/'));
        Some(anchor.map_or(path.clone(), |anchor| format!("{path}#{anchor}")))
    };
    News {
        id: format!("released/{}", released.number),
        kind: Kind::Released,
        day: Some(released.on),
        title: released.what.clone(),
        summary: None,
        paths: Lang::ALL.map(path),
    }
}
