//! Everything that pages look up, found once for the whole site.
//!
//! In: `disclosed::Site`. Out: maps by id. Never: a row that is withheld (it has no id to be found by).

use super::super::Tree;
use crate::disclosed::{Body, Business, Document, Ground, Page, Plan, Product, Program, Regulation, Shown, Site, address};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::PageKind;
use std::collections::BTreeMap;

/// A row together with the plan and year in which it stands.
pub struct At<'a, T> {
    pub plan: &'a Plan,
    pub year: FiscalYear,
    pub row: &'a T,
}

impl<T> Clone for At<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for At<'_, T> {}

/// Rows that name a numerical target.
#[derive(Default)]
pub struct Related<'a> {
    pub programs: Vec<At<'a, Program>>,
    pub regulations: Vec<At<'a, Regulation>>,
    pub products: Vec<At<'a, Product>>,
}

/// What a business is named in, oldest year first.
#[derive(Default)]
pub struct Mentions<'a> {
    pub rows: Vec<At<'a, Business>>,
    pub products: Vec<At<'a, Product>>,
}

/// The maps.
pub struct Index<'a> {
    pub site: &'a Site,
    bodies: BTreeMap<&'a str, &'a Body>,
    documents: BTreeMap<&'a str, &'a Document>,
    grounds: BTreeMap<&'a str, &'a Ground>,
    plans: BTreeMap<&'a str, &'a Plan>,
    pages: BTreeMap<(Lang, &'a str), &'a Page>,
    listings: BTreeMap<(Lang, PageKind, Option<&'a str>), Vec<&'a Page>>,
    businesses: BTreeMap<&'a str, Mentions<'a>>,
    related: BTreeMap<&'a str, BTreeMap<&'a str, Related<'a>>>,
    sizes: BTreeMap<String, usize>,
}

impl<'a> Index<'a> {
    /// Reads the site once. `made` holds the open data, whose sizes stand beside their links.
    pub fn new(site: &'a Site, made: &Tree) -> Index<'a> {
        let mut index = Index {
            site,
            bodies: site.bodies.iter().map(|body| (body.id.as_str(), body)).collect(),
            documents: site.documents.iter().map(|document| (document.id.as_str(), document)).collect(),
            grounds: site.grounds.iter().map(|ground| (ground.id.as_str(), ground)).collect(),
            plans: site.plans.iter().map(|plan| (plan.id.as_str(), plan)).collect(),
            pages: site.pages.iter().map(|page| ((page.lang, page.address.as_str()), page)).collect(),
            listings: BTreeMap::new(),
            businesses: BTreeMap::new(),
            related: BTreeMap::new(),
            sizes: made.iter().map(|(path, bytes)| (path.to_owned(), bytes.len())).collect(),
        };
        for page in &site.pages {
            let plan = page.plan.as_deref().or(site.home_plan.as_deref());
            index.listings.entry((page.lang, page.kind, plan)).or_default().push(page);
        }
        for plan in &site.plans {
            index.add_rows(plan);
        }
        index
    }

    fn add_rows(&mut self, plan: &'a Plan) {
        let related = self.related.entry(&plan.id).or_default();
        for of_year in &plan.years {
            let year = of_year.year;
            for row in of_year.businesses.iter().filter_map(Shown::public) {
                self.businesses.entry(&row.id).or_default().rows.push(At { plan, year, row });
            }
            for row in of_year.products.iter().filter_map(Shown::public) {
                related.entry(&row.indicator).or_default().products.push(At { plan, year, row });
                for business in &row.businesses {
                    self.businesses.entry(business).or_default().products.push(At { plan, year, row });
                }
            }
            for row in of_year.programs.iter().filter_map(Shown::public) {
                for indicator in row.indicators.named() {
                    related.entry(indicator).or_default().programs.push(At { plan, year, row });
                }
            }
            for row in of_year.regulations.iter().filter_map(Shown::public) {
                for indicator in row.indicators.named() {
                    related.entry(indicator).or_default().regulations.push(At { plan, year, row });
                }
            }
        }
    }

    /// A municipality or other body.
    pub fn body(&self, id: &str) -> Option<&'a Body> {
        self.bodies.get(id).copied()
    }

    /// A source document.
    pub fn document(&self, id: &str) -> Option<&'a Document> {
        self.documents.get(id).copied()
    }

    /// A ground for withholding.
    pub fn ground(&self, id: &str) -> Option<&'a Ground> {
        self.grounds.get(id).copied()
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

    /// Ids of the businesses that have a page.
    pub fn businesses(&self) -> impl Iterator<Item = &'a str> {
        self.businesses.iter().filter(|(_, mentions)| !mentions.rows.is_empty()).map(|(id, _)| *id)
    }

    /// Where a business is named; `None` for one without a row of its own.
    pub fn business(&self, id: &str) -> Option<&Mentions<'a>> {
        self.businesses.get(id).filter(|mentions| !mentions.rows.is_empty())
    }

    /// Rows that name a target.
    pub fn related(&self, plan: &str, indicator: &str) -> Option<&Related<'a>> {
        self.related.get(plan)?.get(indicator)
    }

    /// Bytes of a table's CSV and JSON; `None` when there is no such file.
    pub fn sizes(&self, plan: &str, table: &str) -> Option<(usize, usize)> {
        let size = |extension| self.sizes.get(&address::data(plan, table, extension)).copied();
        Some((size("csv")?, size("json")?))
    }

    /// The path of a target's page.
    pub fn indicator_path(&self, lang: Lang, plan: &str, indicator: &str) -> String {
        address::page_path(lang.code(), &address::indicator(plan, indicator))
    }
}
