//! Addresses that always lead to the newest report.
//!
//! In: the public site. Out: address and page. Never: an address at which somebody has put a page; a page that is withheld.

use super::{Page, Plan, Site, address};
use crate::figures::Lang;
use crate::kinds::PageKind;

impl Site {
    /// Each such address with the page to which it leads: that of the home plan (without one, of the plan with the newest report),
    /// then one for each plan.
    pub fn latest_reports(&self, lang: Lang) -> Vec<(String, &Page)> {
        let found: Vec<(&Plan, &Page)> = self.plans().filter_map(|plan| Some((plan, self.latest_report(plan, lang)?))).collect();
        let of_home = found.iter().find(|(plan, _)| self.home_plan.as_ref() == Some(&plan.id));
        let newest = found.iter().max_by_key(|(plan, _)| plan.reported().next_back().map(|year| year.year));
        let first = of_home.or(newest).map(|(_, page)| (address::latest_report(None), *page));
        let each = found.iter().map(|(plan, page)| (address::latest_report(Some(&plan.id)), *page));
        let taken = |address: &str| self.pages().any(|page| page.address == address);
        first.into_iter().chain(each).filter(|(address, _)| !taken(address)).collect()
    }

    /// The page that shows the newest report of a plan: that year's own, else one that names no year.
    fn latest_report(&self, plan: &Plan, lang: Lang) -> Option<&Page> {
        let year = plan.reported().next_back()?.year;
        let of_plan = |page: &&Page| page.plan.as_ref().or(self.home_plan.as_ref()) == Some(&plan.id);
        let shown = |page: &&Page| page.lang == lang && page.kind == PageKind::Report && !page.body.is_withheld();
        let pages: Vec<&Page> = self.pages().filter(shown).filter(of_plan).collect();
        let fits = |wanted| pages.iter().find(|page| page.year == wanted).copied();
        fits(Some(year)).or_else(|| fits(None))
    }
}
