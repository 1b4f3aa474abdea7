//! K0206: a link inside the site leads somewhere.
//!
//! Addresses are those of pages, of attachments and of what is generated from data; open data and pictures are looked at as files by the
//! site tests, since their names depend on the theme.

use crate::authored;
use crate::diagnostics::{Finding, Words, codes, words};
use crate::disclosed::{Shown, Site, address};
use crate::source::{Sources, Spanned};
use crate::validate::internal_links;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Every link of every page.
pub fn check(authored: &authored::Site, disclosed: &Site, sources: &Sources) -> Vec<Finding> {
    let known = addresses(disclosed);
    let links = authored.pages.par_iter().flat_map_iter(|page| internal_links(page, sources));
    let mut findings: Vec<Finding> = links.filter_map(|link| broken(&link, &known)).collect();
    // Pages that were tested for accessibility are named by their addresses.
    let tested = authored.data.accessibility.test.iter().flat_map(|test| &test.listed);
    findings.extend(tested.filter_map(|page| broken(page, &known)));
    findings
}

fn broken(link: &Spanned<String>, known: &BTreeSet<String>) -> Option<Finding> {
    let path = link.value.split(['#', '?']).next().unwrap_or_default().trim_matches('/');
    if known.contains(path) || ["data/", "charts/", "assets/"].iter().any(|folder| path.starts_with(folder)) {
        return None;
    }
    let message = Words::new("リンク先のページがありません。", "this link leads to no page");
    let help = words::suggest(path, known.iter().map(String::as_str));
    Some(Finding::new(codes::BROKEN_LINK, message).at(link.span).help(help))
}

fn addresses(site: &Site) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = site.pages.iter().map(|page| page.address.clone()).collect();
    let files = site.pages.iter().flat_map(|page| &page.attachments).filter_map(Shown::public);
    known.extend(files.map(|file| address::attachment(&file.name)));
    known.extend([address::REGISTER, address::CORRECTIONS].map(str::to_owned));
    for plan in &site.plans {
        known.extend(plan.indicators.iter().map(|i| address::indicator(&plan.id, &i.id)));
        let businesses = plan.years.iter().flat_map(|year| &year.businesses).filter_map(Shown::public);
        known.extend(businesses.map(|b| address::business(&b.id)));
        let programs = plan.years.iter().flat_map(|year| &year.programs).filter_map(Shown::public);
        known.extend(programs.map(|p| address::program(&p.id)));
    }
    known
}
