//! One search and one catalogue over many sites, each of them built and published apart.
//!
//! In: a `World` with `portal.toml`, and the published folders that it names. Out: a `Cleared` tree, or findings about every site at
//! once. Never: a request; a folder that is not as its manifest says; a page or a text of a site copied.
//!
//! `member` reads one published folder, `origins` says whether browsers may fetch from it, `catalogue` joins catalogues, and `told`
//! has the words of the findings.

mod catalogue;
mod member;
mod origins;
mod told;

use crate::authored::{self, Portal};
use crate::diagnostics::{Finding, Masks, sorted, stops};
use crate::disclosed::{Site, Text};
use crate::figures::{Date, Lang};
use crate::guard::{self, Cleared};
use crate::redact::Watchlist;
use crate::render::{self, Theme};
use crate::search::{Held, Members};
use crate::source::{Sources, World};
use crate::{diagnostics, load};
use catalogue::Joined;
use member::Member;
use rayon::prelude::*;
use std::path::Path;

/// How many folders are in memory at once.
const AT_ONCE: usize = 16;

/// A portal that was made, or what stands in its way.
pub struct Made {
    /// The finished portal, read and passed by the guard.
    pub cleared: Option<Cleared>,
    /// All findings of one run.
    pub findings: Vec<Finding>,
    /// How many sites it joins.
    pub sites: usize,
    /// For printing the findings.
    pub sources: Sources,
    /// For printing the findings.
    pub masks: Masks,
}

/// Makes a portal. `folder` is that of the world: published folders are named from there.
pub fn portal(world: &dyn World, folder: &Path) -> Made {
    let (sources, unread) = Sources::read(world);
    let (settings, found, masks) = load::portal(&sources);
    let mut findings: Vec<Finding> = unread.iter().map(diagnostics::unread).chain(found).collect();
    let settings = settings.filter(|_| !stops(&findings));
    let sites = settings.as_ref().map_or(0, |settings| settings.sites.len());
    let cleared = settings.and_then(|settings| made(settings, world, folder, &sources, &mut findings));
    Made { cleared, findings: sorted(findings), sites, sources, masks }
}

fn made(
    mut settings: Portal,
    world: &dyn World,
    folder: &Path,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Option<Cleared> {
    settings.host = world.host().unwrap_or(settings.host);
    let (theme, found) = Theme::load(&settings.theme, sources);
    findings.extend(found);
    let joined = Together::read(&settings, folder, findings);
    let connect = origins::check(&settings, &joined.roots(), findings);
    if stops(findings) {
        return None;
    }
    let (tree, found) = render::portal(joined.portal(&settings, connect), &theme);
    findings.extend(found);
    if stops(findings) {
        return None;
    }
    // The sites were read by the guard where their withheld values are known; here is nothing but what they publish.
    guard::clear_alone(tree, &Watchlist::default()).map_err(|refused| findings.extend(refused.findings)).ok()
}

/// What was read of all sites so far.
#[derive(Default)]
struct Together {
    members: Vec<render::Member>,
    catalogue: Joined,
    terms: [Members; 2],
}

impl Together {
    /// Reads the sites, some at a time and in their order: what is wrong with any of them is said of all at once.
    fn read(settings: &Portal, folder: &Path, findings: &mut Vec<Finding>) -> Together {
        let mut together = Together::default();
        for some in settings.sites.chunks(AT_ONCE) {
            let read: Vec<Result<Member, Finding>> = some.par_iter().map(|site| member::read(site, folder)).collect();
            for (site, member) in some.iter().zip(read) {
                match member {
                    Ok(member) => findings.extend(together.add(site, member)),
                    Err(finding) => findings.push(finding),
                }
            }
        }
        together
    }

    fn add(&mut self, site: &authored::Member, member: Member) -> Option<Finding> {
        let Member { root, graph, terms } = member;
        for (members, terms) in self.terms.iter_mut().zip(&terms) {
            members.add(terms);
        }
        let finding = self.catalogue.add(graph).err().map(|id| told::strange_catalogue(site, &id));
        let name = site.name.as_ref().map_or_else(|| root.title.clone(), plain);
        self.members.push(render::Member { root, name });
        finding
    }

    fn roots(&self) -> Vec<&render::root::Root> {
        self.members.iter().map(|member| &member.root).collect()
    }

    fn portal(self, settings: &Portal, connect: Vec<String>) -> render::Portal {
        let site = site(settings, &self.members);
        let terms = Lang::ALL.into_iter().zip(self.terms).map(|(lang, members)| (lang, members.files())).collect();
        let catalogue = self.catalogue.bytes(&site);
        render::Portal { site, members: self.members, catalogue, terms, connect }
    }
}

/// The terms of a site in both languages, in the order of `Lang::ALL`.
type Terms = [Vec<Held>; 2];

/// A portal as the rooms below know a site: with a name and an address, and without pages.
fn site(settings: &Portal, members: &[render::Member]) -> Site {
    let text = |text: &Option<authored::Text>| text.as_ref().map(plain);
    let title = text(&settings.title).unwrap_or_default();
    let days = members.iter().filter_map(|member| Date::parse(member.root.updated.as_deref()?));
    Site {
        base_url: settings.base_url.as_ref().map(|url| url.value.clone()).unwrap_or_default(),
        description: text(&settings.description).unwrap_or_default(),
        publisher: text(&settings.publisher).unwrap_or_else(|| title.clone()),
        contact: settings.contact.as_ref().map(|contact| (plain(&contact.name), contact.address.clone())),
        notice: text(&settings.notice),
        theme: settings.theme.clone(),
        updated: days.max(),
        host: settings.host,
        title,
        ..Site::default()
    }
}

/// A text of the settings, in which nothing is withheld.
fn plain(text: &authored::Text) -> Text {
    let of = |lang| text.get(lang).and_then(|marked| marked.value.plain());
    Text { ja: of(Lang::Ja), en: of(Lang::En) }
}
