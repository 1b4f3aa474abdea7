//! The proof: whatever stands behind the marks, the site is the same, and the guard sees what should not be there.
//!
//! In: a `World`, the way to make a site and the guard. Out: a certificate, or findings that name world and file. Never: a
//! value; a clock.

mod fill;
mod plants;
mod rows;
mod worlds;

pub use plants::{Planted, Watched};

use crate::Rendered;
use crate::bundle::{self, Copy, Files, first_difference, memory, node, stopped_by};
use crate::diagnostics::{Finding, Format, Words, codes, print};
use crate::figures::Date;
use crate::guard::{self, Cleared, Refused, plant};
use crate::publish;
use crate::redact::Watchlist;
use crate::render::Tree;
use crate::source::{Entry, Memory, Secrets, SitePath, World};
use fill::Style;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The guard.
pub type Clear<'a> = &'a (dyn Fn(Tree, &Watchlist) -> Result<Cleared, Refused> + Sync);

/// What is put to the proof. Tests put something faulty in its place.
pub struct Machine<'a> {
    /// From sources to a site.
    pub render: bundle::Render<'a>,
    /// From a site to one that may be published.
    pub clear: Clear<'a>,
    /// The forms in which the guard should know a value.
    pub forms: fn(&str) -> Vec<plant::Planted>,
}

impl<'a> Machine<'a> {
    /// kohyo itself.
    pub fn new(render: bundle::Render<'a>) -> Machine<'a> {
        Machine { render, clear: &guard::clear_alone, forms: plant::forms }
    }
}

/// What was proved. It holds no clock: the same site has the same certificate.
#[derive(Serialize, Debug)]
pub struct Certificate {
    /// The version of kohyo.
    pub kohyo: &'static str,
    /// Hash of the manifest, which names every file of the site with its own.
    pub sha256: String,
    /// How many files the site has.
    pub files: usize,
    /// How many values there are by level, and how many of them the guard looks for.
    pub items: BTreeMap<&'static str, Watched>,
    /// The worlds that were built.
    pub worlds: Vec<Compared>,
    /// The plants.
    pub plants: Vec<Planted>,
    /// The layers that were run.
    pub layers: [&'static str; 4],
}

/// One world beside the site.
#[derive(Serialize, Debug)]
pub struct Compared {
    /// `none`, `as is`, `low`, `high`, `long`, `canary`.
    pub world: &'static str,
    /// Whether every byte of every file is the same.
    pub identical: bool,
    /// Whether the findings are the same.
    pub findings: bool,
}

/// What proving gives back.
pub struct Proof {
    /// Also when something is wrong: it says so.
    pub certificate: Option<Certificate>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The site as it is; for printing findings.
    pub site: Rendered,
}

/// Proves a site.
pub fn prove(world: &dyn World, machine: &Machine) -> Proof {
    let mut site = (machine.render)(world);
    let Some(tree) = site.tree.take() else { return Proof { certificate: None, findings: Vec::new(), site } };
    let open = site.masks.open_texts(&site.sources);
    let made = match guard::clear(tree, &site.watchlist, open, &site.coincidences) {
        Ok(made) => made,
        Err(refused) => {
            refused.hide.into_iter().for_each(|span| site.masks.hide(span));
            return Proof { certificate: None, findings: refused.findings, site };
        }
    };
    let files = bundle::public_files(world, &site, &made);
    let outside = numbers_outside(world, confidential(&site));
    let mut findings = Vec::new();
    let mut compared = vec![Compared { world: "as is", identical: true, findings: true }];
    let none = (machine.render)(&Copy { files: memory(&files), of: world });
    compared.push(compare("none", &made, &none, &none, None, &mut findings));
    let (mut values, mut canaries) = (Vec::new(), Watchlist::default());
    let mut first: Option<Rendered> = None;
    for (name, style) in Style::ALL {
        let filled = worlds::world(&files, style, &outside);
        let again = (machine.render)(&Filled::new(&filled.files, filled.secrets, world));
        // What is printed is compared where the lines are the same ones: a long text has several.
        let printed = first.as_ref().filter(|_| style != Style::Long);
        compared.push(compare(name, &made, &again, &none, printed, &mut findings));
        if style == Style::Canary {
            (values, canaries) = (filled.made, again.watchlist);
        } else if first.is_none() {
            first = Some(again);
        }
    }
    let planted = plants::plants(machine, &made, &values, &canaries);
    findings.extend(planted.findings);
    let certificate = certificate(&made, compared, planted.watched, planted.planted);
    Proof { certificate: Some(certificate), findings, site }
}

fn certificate(
    made: &Cleared,
    worlds: Vec<Compared>,
    items: BTreeMap<&'static str, Watched>,
    plants: Vec<Planted>,
) -> Certificate {
    Certificate {
        kohyo: env!("CARGO_PKG_VERSION"),
        sha256: publish::sha256(&publish::manifest(made)),
        files: made.len(),
        items,
        worlds,
        plants,
        layers: ["projection", "guard", "worlds", "plants"],
    }
}

impl Certificate {
    /// As JSON.
    pub fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// How many plants were caught, and how many were not.
    pub fn plants(&self) -> (usize, usize) {
        let sum = |count: fn(&Planted) -> usize| self.plants.iter().map(count).sum();
        (sum(|planted| planted.caught), sum(|planted| planted.missed))
    }
}

/// A world in memory, with what it keeps outside its sources.
struct Filled<'a> {
    files: Memory,
    secrets: Secrets,
    of: &'a dyn World,
}

impl<'a> Filled<'a> {
    fn new(files: &Files, secrets: Secrets, of: &'a dyn World) -> Filled<'a> {
        Filled { files: memory(files), secrets, of }
    }
}

impl World for Filled<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        self.files.entries()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn secrets(&self, _confidential: bool) -> io::Result<Secrets> {
        Ok(self.secrets.clone())
    }

    fn today(&self) -> Date {
        self.of.today()
    }
}

fn confidential(site: &Rendered) -> bool {
    let settings = site.sources.find("kohyo.toml").and_then(|id| node::Table::parse(&site.sources.file(id).text));
    settings.is_some_and(|settings| settings.says("confidential"))
}

/// Register numbers whose values are kept outside the sources.
fn numbers_outside(world: &dyn World, confidential: bool) -> BTreeSet<String> {
    let files = world.secrets(confidential).unwrap_or_default();
    files.into_iter().filter_map(|(name, _)| name.strip_suffix(".md").map(str::to_owned)).collect()
}

/// Holds a world against the site. `none`: the world without values, whose findings it should have; `printed`: one whose
/// findings should look the same to the last column.
fn compare(
    name: &'static str,
    made: &Cleared,
    again: &Rendered,
    none: &Rendered,
    printed: Option<&Rendered>,
    findings: &mut Vec<Finding>,
) -> Compared {
    let Some(tree) = &again.tree else {
        findings.push(broken(name, again));
        return Compared { world: name, identical: false, findings: false };
    };
    let paths: BTreeSet<&str> = made.files().chain(tree.iter()).map(|(path, _)| path).collect();
    let differs: Vec<&str> = paths.into_iter().filter(|path| made.get(path) != tree.get(path)).collect();
    findings.extend(differs.iter().map(|path| different(name, path, first_difference(made.get(path), tree.get(path)))));
    let same = said(again) == said(none) && printed.is_none_or(|other| prints(again) == prints(other));
    if !same {
        findings.push(logged(name));
    }
    Compared { world: name, identical: differs.is_empty(), findings: same }
}

/// Findings without their places in a file: code, words, path.
fn said(site: &Rendered) -> Vec<(&'static str, &Words, Option<&Words>, Vec<&str>)> {
    let paths = |finding: &Finding| -> Vec<&str> {
        finding.places.iter().map(|place| place.span.file).map(|file| site.sources.file(file).path.as_str()).collect()
    };
    // `paths` borrows from `site`, each finding lives as long.
    site.findings.iter().map(|finding| (finding.code.id, &finding.message, finding.help.as_deref(), paths(finding))).collect()
}

fn prints(site: &Rendered) -> [String; 4] {
    [Format::Terminal, Format::Json, Format::Github, Format::Editor]
        .map(|format| print(&site.findings, &site.sources, &site.masks, format, None))
}

fn different(world: &str, path: &str, at: usize) -> Finding {
    let message = Words::new(
        format!("世界「{world}」では {path} がバイト {at} で違います。"),
        format!("in the world `{world}`, {path} differs at byte {at}"),
    );
    let help = Words::new(
        "非公表の値がこのファイルの出力に影響しています。直すまで公開しないでください。",
        "a withheld value has an influence on this file; do not publish before that is mended.",
    );
    Finding::new(codes::WORLD_DIFFERS, message).help(help)
}

fn broken(world: &str, again: &Rendered) -> Finding {
    let list = stopped_by(again);
    let message = Words::new(
        format!("世界「{world}」のサイトを作れません（{list}）。"),
        format!("the site of the world `{world}` does not build ({list})"),
    );
    let help = Words::new(
        "非公表の値によって検査の結果が変わっています。示したコードの場所を見てください。",
        "the outcome of a check depends on a withheld value; look at the places named.",
    );
    Finding::new(codes::WORLD_BROKEN, message).help(help)
}

fn logged(world: &str) -> Finding {
    let message = Words::new(
        format!("世界「{world}」では指摘の内容が違います。"),
        format!("in the world `{world}` the findings are others"),
    );
    let help = Words::new(
        "指摘の記録から非公表の値を推しはかれます。記録を外に出さないでください。",
        "the log of findings tells something of a withheld value; keep it inside.",
    );
    Finding::new(codes::LOG_DIFFERS, message).help(help)
}

/// A plant that the guard let pass.
fn slipped(level: &str, sink: &str, form: &str) -> Finding {
    let message = Words::new(
        format!("出力の検査が、植えた値を見逃しました（種類 {level}、場所 {sink}、形 {form}）。"),
        format!("the guard let a planted value pass (level {level}, sink {sink}, form {form})"),
    );
    let help = Words::new(
        "出力の検査はこの場合の漏れに気づけません。kohyo の不具合として知らせてください。",
        "the guard would not notice such a leak; please report it as a fault of kohyo.",
    );
    Finding::new(codes::PLANT_MISSED, message).help(help)
}
