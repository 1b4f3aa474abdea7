//! Everything that pages look up, found once for the whole site.
//!
//! In: `disclosed::Site`. Out: maps by id. Never: a row that is withheld (it has no id to be found by).

use super::super::corrections::Corrections;
use super::super::opendata::{Listed, OpenData};
use super::super::places::Places;
use crate::disclosed::{
    Body, Business, Document, Ground, Indicator, Item, Page, Plan, Product, Program, Project, Regulation, Shown, Site, Stands,
    Text, address,
};
use crate::figures::{FiscalYear, Lang};
use crate::kinds::PageKind;
use std::collections::{BTreeMap, BTreeSet};

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
    pub projects: Vec<At<'a, Project>>,
    /// Ids of the businesses that those products and projects name.
    pub businesses: BTreeSet<&'a str>,
}

/// What a business is named in, oldest year first.
#[derive(Default)]
pub struct Mentions<'a> {
    pub rows: Vec<At<'a, Business>>,
    pub products: Vec<At<'a, Product>>,
    pub projects: Vec<At<'a, Project>>,
}

/// The maps.
pub struct Index<'a> {
    pub site: &'a Site,
    bodies: BTreeMap<&'a str, &'a Body>,
    documents: BTreeMap<&'a str, &'a Document>,
    grounds: BTreeMap<&'a str, &'a Ground>,
    pub places: Places<'a>,
    /// What is withheld on each page.
    withheld: BTreeMap<(Lang, String), Vec<&'a Item>>,
    businesses: BTreeMap<&'a str, Mentions<'a>>,
    /// Rows of each project, in the order of plans and years.
    projects: BTreeMap<&'a str, Vec<At<'a, Project>>>,
    related: BTreeMap<&'a str, BTreeMap<&'a str, Related<'a>>>,
    /// Every row of a programme, oldest plan and year first.
    programs: BTreeMap<&'a str, Vec<At<'a, Program>>>,
    /// Programmes by the name and scheme of any of their years.
    program_names: BTreeMap<(Option<&'a str>, Option<&'a str>), BTreeSet<&'a str>>,
    /// Every row of a regulatory item, oldest plan and year first.
    regulations: BTreeMap<&'a str, Vec<At<'a, Regulation>>>,
    pub corrections: Corrections<'a>,
    notes: BTreeMap<&'a str, Vec<(&'a str, String)>>,
    /// Of each file pages say how large it is.
    pub open_data: &'a OpenData<'a>,
}

impl<'a> Index<'a> {
    /// Reads the site once. The sizes of the open data stand beside their links.
    pub fn new(site: &'a Site, open_data: &'a OpenData<'a>) -> Index<'a> {
        let (corrections, places) = rayon::join(|| Corrections::new(site), || Places::new(site));
        let mut index = Index {
            site,
            bodies: site.bodies.iter().map(|body| (body.id.as_str(), body)).collect(),
            documents: site.documents.iter().map(|document| (document.id.as_str(), document)).collect(),
            grounds: site.grounds.iter().map(|ground| (ground.id.as_str(), ground)).collect(),
            places,
            withheld: BTreeMap::new(),
            businesses: BTreeMap::new(),
            projects: BTreeMap::new(),
            related: BTreeMap::new(),
            programs: BTreeMap::new(),
            program_names: BTreeMap::new(),
            regulations: BTreeMap::new(),
            notes: corrections.notes(),
            corrections,
            open_data,
        };
        for plan in site.plans() {
            index.add_rows(plan);
        }
        // Plans stand in the order of their ids.
        index.businesses.values_mut().for_each(|mentions| mentions.rows.sort_by_key(|at| at.year));
        index.programs.values_mut().for_each(|rows| rows.sort_by_key(|at| at.year));
        index.regulations.values_mut().for_each(|rows| rows.sort_by_key(|at| at.year));
        for lang in Lang::ALL {
            site.register.iter().for_each(|item| index.add_withheld(lang, item));
        }
        index
    }

    fn add_withheld(&mut self, lang: Lang, item: &'a Item) {
        let mut addresses: Vec<String> = self.places.of(&item.stands, lang).into_iter().map(|place| place.address).collect();
        addresses.extend(self.business_listing(lang, &item.stands));
        addresses.into_iter().for_each(|address| self.withheld.entry((lang, address)).or_default().push(item));
    }

    /// The newest row of a business stands in the listing as well as on its own page.
    fn business_listing(&self, lang: Lang, stands: &Stands) -> Option<String> {
        let Stands::Data { plan, year, list: list @ PageKind::Businesses, row: Some((id, _)), .. } = stands else { return None };
        let newest = self.business(id)?.rows.last()?.year;
        (Some(newest) == *year).then(|| self.listing(lang, *list, plan, *year).map(|page| page.address.clone()))?
    }

    /// What is withheld on a page.
    pub fn withheld(&self, lang: Lang, address: &str) -> &[&'a Item] {
        self.withheld.get(&(lang, address.to_owned())).map_or(&[], Vec::as_slice)
    }

    fn add_rows(&mut self, plan: &'a Plan) {
        let related = self.related.entry(&plan.id).or_default();
        for of_year in &plan.years {
            let year = of_year.year;
            for row in of_year.businesses.iter().filter_map(Shown::public) {
                self.businesses.entry(&row.id).or_default().rows.push(At { plan, year, row });
            }
            for row in of_year.products.iter().filter_map(Shown::public) {
                let of_target = related.entry(&row.indicator).or_default();
                of_target.products.push(At { plan, year, row });
                of_target.businesses.extend(row.businesses.iter().map(String::as_str));
                for business in &row.businesses {
                    self.businesses.entry(business).or_default().products.push(At { plan, year, row });
                }
            }
            for row in of_year.projects.iter().filter_map(Shown::public) {
                let at = At { plan, year, row };
                self.projects.entry(&row.id).or_default().push(at);
                for indicator in row.indicators.iter().flat_map(crate::disclosed::Related::named) {
                    let of_target = related.entry(indicator).or_default();
                    of_target.projects.push(at);
                    of_target.businesses.extend(row.all_businesses());
                }
                for business in row.all_businesses() {
                    self.businesses.entry(business).or_default().projects.push(at);
                }
            }
            for row in of_year.programs.iter().filter_map(Shown::public) {
                self.programs.entry(&row.id).or_default().push(At { plan, year, row });
                self.program_names.entry(named(&row.name, row.scheme.as_ref())).or_default().insert(&row.id);
                for indicator in row.indicators.named() {
                    related.entry(indicator).or_default().programs.push(At { plan, year, row });
                }
            }
            for row in of_year.regulations.iter().filter_map(Shown::public) {
                self.regulations.entry(&row.id).or_default().push(At { plan, year, row });
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
        self.places.plan(id)
    }

    /// An authored page.
    pub fn page(&self, lang: Lang, address: &str) -> Option<&'a Page> {
        self.places.page(lang, address)
    }

    /// The page of a kind for a plan and year: that year's own, else one that names no year.
    pub fn listing(&self, lang: Lang, kind: PageKind, plan: &str, year: Option<FiscalYear>) -> Option<&'a Page> {
        self.places.listing(lang, kind, plan, year)
    }

    /// The page of a kind that is about no plan.
    pub fn listing_of_all(&self, lang: Lang, kind: PageKind) -> Option<&'a Page> {
        self.site.pages().find(|page| page.lang == lang && page.kind == kind && !page.body.is_withheld())
    }

    /// The listing that shows the rows of a year.
    pub fn showing(&self, lang: Lang, kind: PageKind, plan: &str, year: FiscalYear) -> Option<&'a Page> {
        self.places.showing(lang, kind, plan, Some(year))
    }

    /// All pages of a kind for a plan.
    pub fn pages_of(&self, lang: Lang, kind: PageKind, plan: &str) -> Vec<&'a Page> {
        self.places.pages_of(lang, kind, plan)
    }

    /// Ids of the businesses that have a page.
    pub fn businesses(&self) -> impl Iterator<Item = &'a str> {
        self.businesses.iter().filter(|(_, mentions)| !mentions.rows.is_empty()).map(|(id, _)| *id)
    }

    /// Where a business is named; `None` for one without a row of its own.
    pub fn business(&self, id: &str) -> Option<&Mentions<'a>> {
        self.businesses.get(id).filter(|mentions| !mentions.rows.is_empty())
    }

    /// Projects that name a business, for themselves or for one of their parts.
    pub fn projects_of(&self, business: &str) -> &[At<'a, Project>] {
        self.businesses.get(business).map_or(&[], |mentions| &mentions.projects)
    }

    /// What the years of all plans say of a project.
    pub fn project_rows(&self, id: &str) -> &[At<'a, Project>] {
        self.projects.get(id).map_or(&[], Vec::as_slice)
    }

    /// Ids of all programmes.
    pub fn programs(&self) -> impl Iterator<Item = &'a str> {
        self.programs.keys().copied()
    }

    /// How many programmes have a name and scheme.
    pub fn programs_named(&self, name: &Text, scheme: Option<&Text>) -> usize {
        self.program_names.get(&named(name, scheme)).map_or(0, BTreeSet::len)
    }

    /// The rows of a programme, oldest first.
    pub fn program(&self, id: &str) -> &[At<'a, Program>] {
        self.programs.get(id).map_or(&[], Vec::as_slice)
    }

    /// Ids of all regulatory items.
    pub fn regulations(&self) -> impl Iterator<Item = &'a str> {
        self.regulations.keys().copied()
    }

    /// The rows of a regulatory item, oldest first.
    pub fn regulation(&self, id: &str) -> &[At<'a, Regulation>] {
        self.regulations.get(id).map_or(&[], Vec::as_slice)
    }

    /// A project by its id: that of a plan and year where there is one, else the newest.
    pub fn project(&self, id: &str, plan: &str, year: FiscalYear) -> Option<At<'a, Project>> {
        let rows = self.projects.get(id)?;
        let near = |at: &&At<Project>| (at.plan.id == plan && at.year == year, at.plan.id == plan, at.year);
        rows.iter().max_by_key(near).copied()
    }

    /// A target by plan and id.
    pub fn indicator(&self, plan: &str, id: &str) -> Option<(&'a Plan, &'a Indicator)> {
        let plan = self.plan(plan)?;
        Some((plan, plan.indicators.iter().find(|indicator| indicator.id == id)?))
    }

    /// Kind and anchor of what the page of corrections says of a figure.
    pub fn notes(&self, fact: &str) -> &[(&'a str, String)] {
        self.notes.get(fact).map_or(&[], Vec::as_slice)
    }

    /// Rows that name a target.
    pub fn related(&self, plan: &str, indicator: &str) -> Option<&Related<'a>> {
        self.related.get(plan)?.get(indicator)
    }

    /// Bytes of a table's CSV and JSON; `None` when there is no such file.
    pub fn sizes(&self, plan: &str, table: &str) -> Option<(usize, usize)> {
        let size = |extension| self.size(&address::data(plan, table, extension));
        Some((size("csv")?, size("json")?))
    }

    /// The table to which a CSV file belongs.
    pub fn table(&self, csv: &str) -> Option<&'a Listed> {
        self.open_data.table(csv)
    }

    /// Bytes of a file of the open data.
    pub fn size(&self, path: &str) -> Option<usize> {
        self.open_data.size(path)
    }

    /// The path of a target's page.
    pub fn indicator_path(&self, lang: Lang, plan: &str, indicator: &str) -> String {
        address::page_path(lang.code(), &address::indicator(plan, indicator))
    }
}

/// What tells two programmes of one name apart.
fn named<'t>(name: &'t Text, scheme: Option<&'t Text>) -> (Option<&'t str>, Option<&'t str>) {
    (name.ja.as_deref(), scheme.and_then(|scheme| scheme.ja.as_deref()))
}
