//! A site of a portal, as it was published.
//!
//! In: the folder that `portal.toml` names. Out: its root, the nodes of its catalogue, the terms of its indexes with how much it has of
//! each. Never: a file that is not as the manifest of the folder says; a term whose positions cannot be read.

use super::{Terms, told};
use crate::authored;
use crate::diagnostics::{Finding, Words};
use crate::disclosed::address;
use crate::figures::Lang;
use crate::publish::{Failure, Folder};
use crate::render::catalogue_context;
use crate::render::root::{Fault, Root};
use crate::search::{self, Held, Shard};
use serde_json::Value;
use std::path::Path;

/// What is kept of a site.
pub struct Member {
    /// What it says of itself.
    pub root: Root,
    /// The nodes of its catalogue.
    pub graph: Vec<Value>,
    /// The terms of its indexes.
    pub terms: Terms,
}

/// Reads a site.
pub fn read(site: &authored::Member, base: &Path) -> Result<Member, Finding> {
    let folder = Folder::part(&base.join(&site.folder.value), is_read).map_err(|failure| match failure {
        Failure::Refused(finding) => finding.at(site.folder.span),
        Failure::Fault(error) => told::not_there(site, &error),
    })?;
    let other = |what: Words| told::other(site, what);
    let root = Root::parse(folder.get(address::SITE_ROOT).unwrap_or_default()).map_err(|fault| other(of_root(fault)))?;
    let graph = graph(&folder, &root).ok_or_else(|| other(told::catalogue()))?;
    let mut terms = Terms::default();
    for (lang, terms) in Lang::ALL.into_iter().zip(&mut terms) {
        *terms = held(&folder, &root, lang).ok_or_else(|| other(told::index(lang)))?;
    }
    Ok(Member { root, graph, terms })
}

/// What a portal reads of a site: its root, its catalogue, and of its indexes what stands where. The rest of a site need not be fetched.
fn is_read(path: &str) -> bool {
    let of_index = |rest: &str| rest.ends_with("/root.txt") || rest.contains("/t/");
    [address::SITE_ROOT, address::DATA_CATALOG].contains(&path) || path.strip_prefix("search/").is_some_and(of_index)
}

fn of_root(fault: Fault) -> Words {
    match fault {
        Fault::Unreadable => told::no_root(),
        Fault::Version(version) => told::version(version),
    }
}

/// The nodes of the catalogue, if it speaks in the same words as ours.
fn graph(folder: &Folder, root: &Root) -> Option<Vec<Value>> {
    let mut catalogue: Value = serde_json::from_slice(folder.get(root.data.catalog.strip_prefix('/')?)?).ok()?;
    if catalogue["@context"] != catalogue_context() {
        return None;
    }
    match catalogue["@graph"].take() {
        Value::Array(nodes) => Some(nodes),
        _ => None,
    }
}

/// The terms of the index of a language; none where the site has no index.
fn held(folder: &Folder, root: &Root, lang: Lang) -> Option<Vec<Held>> {
    let Some(index) = root.index(lang) else { return Some(Vec::new()) };
    let path = index.folder.strip_prefix('/')?;
    let shards = search::Root::parse(folder.get(&format!("{path}root.txt"))?)?.first.len();
    let shard = |n: usize| search::held(&Shard::parse(folder.get(&format!("{path}t/{n}.txt"))?.to_vec())?);
    (0..shards).map(shard).collect::<Option<Vec<_>>>().map(|shards| shards.concat())
}
