//! The files of a portal: one search and one catalogue over many sites.
//!
//! In: what the portal says of itself, the roots of its sites, what was joined of them, and a theme. Out: a `Tree`. Never: a page or
//! a text of a site; an address that is not that of a site or of the portal.

use super::root::{self, Data, Root, VERSION};
use super::search::name;
use super::{Theme, Tree, feeds, hosts, pages};
use crate::diagnostics::Finding;
use crate::disclosed::{Site, Text, address};
use crate::figures::Lang;
use serde::Serialize;
use std::collections::BTreeMap;

/// Names and contents.
type Files = Vec<(String, Vec<u8>)>;

/// What a portal is made of.
pub struct Portal {
    /// Its own name, address and publisher; it has no pages of its own.
    pub site: Site,
    /// Its sites.
    pub members: Vec<Member>,
    /// `data/catalog.jsonld`
    pub catalogue: Vec<u8>,
    /// For each language the files of the directory of terms, by name.
    pub terms: Vec<(Lang, Files)>,
    /// What its pages may fetch from.
    pub connect: Vec<String>,
}

/// A site of a portal.
pub struct Member {
    /// What it says of itself.
    pub root: Root,
    /// What the portal calls it.
    pub name: Text,
}

/// `sites.json`
#[derive(Serialize)]
struct Sites<'a> {
    format: &'static str,
    version: u32,
    base_url: &'a str,
    title: &'a Text,
    publisher: &'a Text,
    updated: Option<&'a str>,
    data: Data,
    terms: BTreeMap<&'static str, &'a str>,
    sites: Vec<&'a Root>,
}

/// Renders a portal.
pub fn portal(portal: Portal, theme: &Theme) -> (Tree, Vec<Finding>) {
    let mut tree = Tree::default();
    let Portal { site, members, catalogue, terms, connect } = portal;
    tree.add(address::DATA_CATALOG, catalogue);
    let folders: Vec<(Lang, String)> = terms.into_iter().map(|(lang, files)| (lang, put(lang, files, &mut tree))).collect();
    tree.add(address::PORTAL_SITES, root::bytes(&sites(&site, &members, &folders)));
    let mut findings = pages::portal(&site, theme, &members, &folders, &mut tree);
    findings.extend(theme.add_assets_of_portal(&mut tree));
    feeds::render(&site, &theme.styles().all, &mut tree);
    hosts::render(site.host, &[], &connect, &mut tree);
    findings.extend(tree.take_findings());
    (tree, findings)
}

/// Puts a directory of terms into a folder whose name changes with it.
fn put(lang: Lang, files: Files, tree: &mut Tree) -> String {
    let folder = format!("{}/{}/{}", address::TERMS, lang.code(), name(&files));
    files.into_iter().for_each(|(name, bytes)| tree.add(format!("{folder}/{name}"), bytes));
    format!("/{folder}/")
}

fn sites<'a>(site: &'a Site, members: &'a [Member], folders: &'a [(Lang, String)]) -> Sites<'a> {
    Sites {
        format: "kohyo-sites",
        version: VERSION,
        base_url: &site.base_url,
        title: &site.title,
        publisher: &site.publisher,
        // The portal is as new as the newest of its sites.
        updated: members.iter().filter_map(|member| member.root.updated.as_deref()).max(),
        data: Data {
            catalog: format!("/{}", address::DATA_CATALOG),
            sets: members.iter().map(|member| member.root.data.sets).sum(),
        },
        terms: folders.iter().map(|(lang, folder)| (lang.code(), folder.as_str())).collect(),
        sites: members.iter().map(|member| &member.root).collect(),
    }
}
