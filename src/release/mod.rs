//! A release (公表): the site as it goes out, what its figures print for the first time, and the addresses that caches hold.
//!
//! In: a `World`, and the manifest of what was published before. Out: a `Cleared` tree, an entry for the ledger, addresses. Never: a
//! withheld value in the ledger; a change of an entry that stands there.

use crate::authored::Published;
use crate::disclosed::{Site, Status};
use crate::guard::Cleared;
use crate::publish;
use crate::source::World;
use crate::{Rendered, rendered};
use std::collections::{BTreeMap, BTreeSet};

/// Where the ledger stands in a site folder.
pub const LEDGER: &str = "data/ledger.toml";

const HEAD: &str = "# 公表の台帳：公表のたびに kohyo release が書き足します。公表しません。\n\
                    # Ledger of releases, written by `kohyo release`; never published.\n";

/// A release that is ready.
pub struct Release {
    /// What goes out; `None` when findings stop it.
    pub cleared: Option<Cleared>,
    /// The site with its findings.
    pub site: Rendered,
    /// The whole ledger with the new entry; `None` where nothing changed since the last one.
    pub ledger: Option<String>,
    /// How many figures are printed for the first time or otherwise than before, and how many no more.
    pub figures: (usize, usize),
    /// How many files go out.
    pub files: usize,
    /// Addresses whose content changed or that are gone, for caches.
    pub purge: Vec<String>,
}

/// Makes a release. `before`: path and hash of each file that was published last.
pub fn release(world: &dyn World, before: &BTreeMap<String, String>) -> Release {
    let mut site = rendered(world);
    let cleared = site.clear();
    let mut release = Release { cleared, site, ledger: None, figures: (0, 0), files: 0, purge: Vec::new() };
    if let Some(cleared) = &release.cleared {
        let manifest = publish::manifest(cleared);
        release.files = cleared.len();
        release.purge = changed(before, &publish::hashes(&manifest));
        let (printed, withdrawn) = since(&release.site.ledger, &prints(&release.site.site));
        let tree = publish::sha256(&manifest);
        if release.site.ledger.last().is_none_or(|last| last.tree != tree) {
            let day = world.as_of().unwrap_or_else(|| world.today());
            let written = release.site.sources.find(LEDGER).map(|id| release.site.sources.file(id).text.clone());
            release.ledger =
                Some(written.unwrap_or_else(|| HEAD.to_owned()) + &entry(&day.to_string(), &tree, &printed, &withdrawn));
        }
        release.figures = (printed.len(), withdrawn.len());
    }
    release
}

/// What each figure prints. Figures that are withheld are not among them.
fn prints(site: &Site) -> BTreeMap<String, String> {
    let values = site.figures().into_iter().filter(|(_, figure)| figure.cell.status() == Status::Value);
    values.filter_map(|(fact, figure)| Some((fact.to_owned(), figure.cell.printed()?.text.clone()))).collect()
}

/// What is printed otherwise than in the last release, and what is not printed any more.
fn since(ledger: &[Published], now: &BTreeMap<String, String>) -> (BTreeMap<String, String>, Vec<String>) {
    let mut last: BTreeMap<&str, &str> = BTreeMap::new();
    for release in ledger {
        last.extend(release.printed.iter().map(|(fact, print)| (fact.as_str(), print.as_str())));
        release.withdrawn.iter().for_each(|fact| {
            last.remove(fact.as_str());
        });
    }
    let new = now.iter().filter(|(fact, print)| last.get(fact.as_str()) != Some(&print.as_str()));
    let gone = last.keys().filter(|fact| !now.contains_key(**fact)).map(|fact| (*fact).to_owned());
    (new.map(|(fact, print)| (fact.clone(), print.clone())).collect(), gone.collect())
}

fn entry(day: &str, tree: &str, printed: &BTreeMap<String, String>, withdrawn: &[String]) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let gone = withdrawn.iter().map(|fact| format!("  {},\n", quoted(fact))).collect::<String>();
    let gone = if gone.is_empty() { String::new() } else { format!("withdrawn = [\n{gone}]\n") };
    let prints: String = printed.iter().map(|(fact, print)| format!("{} = {}\n", quoted(fact), quoted(print))).collect();
    format!("\n[[release]]\non = {day}\ntree = {}\n{gone}\n[release.printed]\n{prints}", quoted(tree))
}

/// Addresses of files that differ. A page is known by the address of its folder.
fn changed(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let differ = paths.into_iter().filter(|path| before.contains_key(*path) && before.get(*path) != now.get(*path));
    differ.map(|path| format!("/{}", path.strip_suffix("index.html").unwrap_or(path))).collect()
}
