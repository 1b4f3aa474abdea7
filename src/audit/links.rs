//! K0206: a link inside the site leads somewhere. K0208: an address at which a page stood before is free.
//!
//! Addresses are those of pages, of attachments and of what is generated from data; open data and pictures are looked at as files by the
//! site tests, since their names depend on the theme.

use crate::authored;
use crate::diagnostics::{Finding, Words, codes, words};
use crate::disclosed::{Shown, Site, address};
use crate::figures::Lang;
use crate::source::{Span, Spanned};
use crate::validate::Bodies;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// Where something stands: most of it are pages, which have their addresses already.
type Addresses<'a> = HashSet<Cow<'a, str>>;

/// Every link of every page.
pub fn check(authored: &authored::Site, disclosed: &Site, bodies: &Bodies) -> Vec<Finding> {
    let latest = Lang::ALL.into_iter().flat_map(|lang| disclosed.latest_reports(lang)).map(|(address, _)| address);
    let leading: Addresses = addresses(disclosed).into_iter().chain(latest.map(Cow::Owned)).collect();
    let moved = disclosed.pages().flat_map(|page| page.aliases.iter().map(move |alias| (alias.as_str(), page.address.as_str())));
    let moved: BTreeMap<&str, &str> = moved.collect();
    let mut findings: Vec<Finding> = bodies.links().filter_map(|link| broken(link, &leading, &moved)).collect();
    // Pages that were tested for accessibility are named by their addresses.
    let tested = authored.data.accessibility.test.iter().flat_map(|test| &test.listed);
    findings.extend(tested.filter_map(|page| broken(page, &leading, &moved)));
    let released = authored.data.released.iter().filter_map(|released| released.page.as_ref());
    findings.extend(released.filter_map(|page| broken(page, &leading, &moved)));
    findings.extend(Lang::ALL.into_iter().flat_map(|lang| aliases(authored, &leading, lang)));
    findings
}

/// K0208: an earlier address is free, and leads to one page.
fn aliases(authored: &authored::Site, known: &Addresses, lang: Lang) -> Vec<Finding> {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let pages = authored.pages.iter().filter(|page| page.lang == lang && !page.disclosure.hides_all());
    let mut findings = Vec::new();
    for alias in pages.flat_map(|page| &page.aliases) {
        let taken = Words::new(
            format!("前のアドレス「{}」には、ページがあります。", alias.value),
            format!("there is a page at the earlier address `{}`", alias.value),
        );
        let help = Words::new("aliases から消すか、そのページを移してください。", "remove it from `aliases`, or move that page.");
        let finding = Finding::new(codes::SAME_ADDRESS, taken).at(alias.span).help(help);
        if known.contains(alias.value.as_str()) {
            findings.push(finding);
        } else if let Some(first) = seen.insert(&alias.value, alias.span) {
            let twice = Words::new(
                format!("前のアドレス「{}」が二つのページにあります。", alias.value),
                format!("two pages name the earlier address `{}`", alias.value),
            );
            let here = Words::new("もう一つ", "the other one");
            findings.push(Finding::new(codes::SAME_ADDRESS, twice).at(alias.span).also(first, here));
        }
    }
    findings
}

fn broken(link: &Spanned<String>, known: &Addresses, moved: &BTreeMap<&str, &str>) -> Option<Finding> {
    let path = link.value.split(['#', '?']).next().unwrap_or_default().trim_matches('/');
    if known.contains(path) || ["data/", "charts/", "assets/"].iter().any(|folder| path.starts_with(folder)) {
        return None;
    }
    let message =
        Words::new(format!("リンク先 /{path} のページがありません。"), format!("this link to /{path} leads to no page"));
    let help = match moved.get(path) {
        Some(to) => Words::new(format!("ページは /{to}/ に移りました。"), format!("the page has moved to /{to}/.")),
        None => words::suggest_as(path, in_order(known), |address| format!("/{address}/").replace("//", "/")),
    };
    Some(Finding::new(codes::BROKEN_LINK, message).at(link.span).help(help))
}

/// What is proposed must not depend on the order in which addresses are kept.
fn in_order<'a>(known: &'a Addresses) -> impl Iterator<Item = &'a str> {
    let mut all: Vec<&str> = known.iter().map(|address| &**address).collect();
    all.sort_unstable();
    all.into_iter()
}

fn addresses(site: &Site) -> Addresses<'_> {
    let mut known: Addresses = site.pages().map(|page| Cow::from(&page.address)).collect();
    let files = site.pages().flat_map(|page| &page.attachments).filter_map(Shown::public);
    known.extend(files.map(|file| Cow::from(address::attachment(&file.name))));
    known.extend([address::REGISTER, address::CORRECTIONS, address::SEARCH].into_iter().chain(address::LISTS).map(Cow::from));
    for plan in site.plans() {
        known.extend(plan.indicators.iter().map(|i| Cow::from(address::indicator(&plan.id, &i.id))));
        let businesses = plan.years.iter().flat_map(|year| &year.businesses).filter_map(Shown::public);
        known.extend(businesses.map(|b| Cow::from(address::business(&b.id))));
        let programs = plan.years.iter().flat_map(|year| &year.programs).filter_map(Shown::public);
        known.extend(programs.map(|p| Cow::from(address::program(&p.id))));
        let regulations = plan.years.iter().flat_map(|year| &year.regulations).filter_map(Shown::public);
        known.extend(regulations.map(|r| Cow::from(address::regulatory_item(&r.id))));
    }
    known
}
