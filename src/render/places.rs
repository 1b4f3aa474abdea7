//! Where a reader finds things: the listings of each kind, and the page on which a withheld part stands.
//!
//! In: `disclosed::Site`. Out: pages, addresses and anchors. Never: a page that is withheld as a whole, unless it is itself what
//! is asked for; a page that does not show the year.

use crate::disclosed::{Page, Plan, PlanYear, Project, Shown, Site, Stands, address};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::PageKind;
use std::collections::BTreeMap;

/// The listings of a site.
pub struct Places<'a> {
    listings: BTreeMap<(Lang, PageKind, Option<&'a str>), Vec<&'a Page>>,
    plans: BTreeMap<&'a str, &'a Plan>,
    pages: BTreeMap<(Lang, &'a str), &'a Page>,
}

/// The page on which something stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Without language.
    pub address: String,
    /// The row.
    pub anchor: Option<String>,
}

impl Place {
    /// The path with the row, as a link has it.
    pub fn path(&self, lang: Lang) -> String {
        let page = address::page_path(lang.code(), &self.address);
        self.anchor.as_ref().map_or(page.clone(), |row| format!("{page}#{row}"))
    }
}

impl<'a> Places<'a> {
    /// Reads the pages once.
    pub fn new(site: &'a Site) -> Places<'a> {
        let mut listings: BTreeMap<_, Vec<&Page>> = BTreeMap::new();
        for page in site.pages().filter(|page| !page.body.is_withheld()) {
            let plan = page.plan.as_deref().or(site.home_plan.as_deref());
            listings.entry((page.lang, page.kind, plan)).or_default().push(page);
        }
        let plans = site.plans().map(|plan| (plan.id.as_str(), plan)).collect();
        let pages = site.pages().map(|page| ((page.lang, page.address.as_str()), page)).collect();
        Places { listings, plans, pages }
    }

    /// A plan.
    pub fn plan(&self, id: &str) -> Option<&'a Plan> {
        self.plans.get(id).copied()
    }

    /// An authored page.
    pub fn page(&self, lang: Lang, address: &str) -> Option<&'a Page> {
        self.pages.get(&(lang, address)).copied()
    }

    /// The page of a kind for a plan and year: that year's own, else one that names no year.
    pub fn listing(&self, lang: Lang, kind: PageKind, plan: &str, year: Option<FiscalYear>) -> Option<&'a Page> {
        let pages = self.listings.get(&(lang, kind, Some(plan)))?;
        let fits = |wanted: Option<FiscalYear>| pages.iter().find(|page| page.year == wanted).copied();
        year.and_then(|year| fits(Some(year)))
            .or_else(|| fits(None))
            .or_else(|| if year.is_none() { pages.last().copied() } else { None })
    }

    /// All pages of a kind for a plan, in the order of their addresses.
    pub fn pages_of(&self, lang: Lang, kind: PageKind, plan: &str) -> Vec<&'a Page> {
        self.listings.get(&(lang, kind, Some(plan))).cloned().unwrap_or_default()
    }

    /// Where a withheld thing stands; `None` where no page shows its marker.
    pub fn of(&self, stands: &Stands, lang: Lang) -> Option<Place> {
        match stands {
            Stands::Page { address, page: true, .. } => Some(Place { address: address.clone(), anchor: None }),
            Stands::Page { page: false, .. } | Stands::Nowhere => None,
            Stands::Data { plan, list: PageKind::Indicator, row: Some((id, _)), .. } => {
                Some(Place { address: address::indicator(plan, id), anchor: None })
            }
            Stands::Data { list: PageKind::Businesses, row: Some((id, _)), .. } => {
                Some(Place { address: address::business(id), anchor: None })
            }
            Stands::Data { plan, year, list, row, .. } => {
                let shown = self.showing(lang, *list, plan, *year).or_else(|| self.in_place_of(lang, stands));
                let Some(page) = shown else { return self.support(lang, stands) };
                // The plan is a row of its own page, and has no anchor there.
                let row = row.as_ref().filter(|_| *list != PageKind::Plan);
                Some(Place { address: page.address.clone(), anchor: row.map(|(id, _)| id.clone()) })
            }
        }
    }

    /// A row of state support whose report no page shows stands on the page of all years.
    fn support(&self, lang: Lang, stands: &Stands) -> Option<Place> {
        let Stands::Data { plan, year: Some(year), list: PageKind::Report, row: Some((id, _)), .. } = stands else { return None };
        let page = self.listing(lang, PageKind::Support, plan, None)?;
        let mut rows = self.plan(plan)?.year(*year)?.support.iter().filter_map(Shown::public);
        let anchor = address::support_anchor(*year, id);
        rows.any(|row| row.key == *id).then(|| Place { address: page.address.clone(), anchor: Some(anchor) })
    }

    /// A whole file of a year after the latest report may hold a later report: the page that shows the latest one says so.
    fn in_place_of(&self, lang: Lang, stands: &Stands) -> Option<&'a Page> {
        let Stands::Data { plan, year, list: PageKind::Report, row: None, column: None } = stands else { return None };
        let latest = self.plan(plan)?.reported().next_back().map(|latest| latest.year);
        let page = self.listing(lang, PageKind::Report, plan, *year)?;
        (page.year.is_none() && *year > latest).then_some(page)
    }

    /// The listing that shows the rows of a year: a page that names no year shows the latest report.
    pub fn showing(&self, lang: Lang, kind: PageKind, plan: &str, year: Option<FiscalYear>) -> Option<&'a Page> {
        let page = self.listing(lang, kind, plan, year)?;
        let all_years = matches!(kind, PageKind::Plan | PageKind::Indicators | PageKind::Businesses | PageKind::Timeline);
        let latest = || self.plan(plan).and_then(|plan| latest(kind, plan));
        (all_years || page.year.or_else(latest) == year).then_some(page)
    }
}

/// The year that a page shows which names none: the latest one that has what pages of its kind list.
pub fn latest(kind: PageKind, plan: &Plan) -> Option<FiscalYear> {
    let scheduled = |row: &Shown<Project>| row.public().is_some_and(Project::is_scheduled);
    let has = |year: &&PlanYear| match kind {
        // Of which kind a withheld project is, is not told: it stands among those that are not on the schedule.
        PageKind::Projects => !year.policies.is_empty() || !year.projects.iter().all(scheduled),
        PageKind::Schedule => year.projects.iter().any(scheduled),
        PageKind::Goals => !year.goals.is_empty(),
        _ => year.report.is_some(),
    };
    plan.years.iter().rfind(has).map(|year| year.year)
}
