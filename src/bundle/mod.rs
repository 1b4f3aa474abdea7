//! The public bundle: a copy of the sources from which anybody builds the identical site, and in which nothing withheld is left.
//!
//! In: a `World` and the way to make a site of it. Out: the files of the bundle as `Cleared`, or findings. Before anything is
//! handed out the bundle has been built as an ordinary site, compared byte by byte, and searched by the guard. Never: a bundle
//! that differs or holds a withheld value; a value in a finding.

mod clean;
mod data;
mod markdown;
pub mod node;
mod page;
mod statement;
mod text;
mod theme;

pub use clean::Files;
pub use statement::Stated;
pub use text::CELLS;

use crate::Rendered;
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Date;
use crate::guard::{self, Cleared};
use crate::render::Tree;
use crate::source::{Entry, Memory, SitePath, World};
use std::io;

/// The file that marks a folder as a bundle of kohyo's.
pub const MANIFEST: &str = "kohyo-bundle.json";

/// How a site is made of a world; tests put another way in its place.
pub type Render<'a> = &'a (dyn Fn(&dyn World) -> Rendered + Sync);

/// What bundling gives back.
pub struct Bundled {
    /// The files of the bundle, when nothing stopped it.
    pub cleared: Option<Cleared>,
    /// What stopped it beside the findings of the site itself.
    pub findings: Vec<Finding>,
    /// The site that the sources make; for printing findings.
    pub site: Rendered,
}

/// Makes the bundle of a site and checks it.
pub fn bundle(world: &dyn World, render: Render) -> Bundled {
    let mut site = render(world);
    let Some(made) = site.clear() else { return Bundled { cleared: None, findings: Vec::new(), site } };
    let files = public_files(world, &site, &made);
    let again = render(&Copy { files: memory(&files), of: world });
    let mut findings = again.tree.as_ref().map_or_else(|| vec![broken(&again)], |tree| differences(&made, tree));
    let cleared = search(&files, &site).map_err(|held| findings.extend(held)).ok();
    Bundled { cleared: cleared.filter(|_| findings.is_empty()), findings, site }
}

/// Everything that goes out: the clean sources, and the attachments that the site hands out.
pub fn public_files(world: &dyn World, site: &Rendered, made: &Cleared) -> Files {
    let mut files = clean::files(&site.sources, world.as_of());
    files.extend(attachments(world, site, made));
    files
}

/// A site in memory with the outside world of another one: the same day, but nothing that is kept outside the sources.
pub struct Copy<'a> {
    /// Its own files.
    pub files: Memory,
    /// The other one.
    pub of: &'a dyn World,
}

impl World for Copy<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        self.files.entries()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn today(&self) -> Date {
        self.of.today()
    }
}

/// The files as a site folder in memory.
pub fn memory(files: &Files) -> Memory {
    let mut memory = Memory::new([]);
    files.iter().for_each(|(path, bytes)| memory.insert(path, bytes.clone()));
    memory
}

/// Files that are no texts of kohyo's go along when the site itself hands them out, byte for byte.
fn attachments(world: &dyn World, site: &Rendered, made: &Cleared) -> Files {
    let mut out = Files::new();
    let paths = world.files().unwrap_or_default();
    for path in paths.iter().filter(|path| site.sources.find(path.as_str()).is_none()) {
        let bytes = world.read(path).unwrap_or_default();
        if !bytes.is_empty() && made.files().any(|(_, public)| public == bytes) {
            out.insert(path.to_string(), bytes);
        }
    }
    out
}

/// Every file in which the site of the bundle differs.
fn differences(made: &Cleared, again: &Tree) -> Vec<Finding> {
    let paths: std::collections::BTreeSet<&str> = made.files().chain(again.iter()).map(|(path, _)| path).collect();
    let differs = |path: &&&str| made.get(path) != again.get(path);
    paths.iter().filter(differs).map(|path| different(path, first_difference(made.get(path), again.get(path)))).collect()
}

/// The offset of the first byte in which two files differ; a file that is missing differs at once.
pub fn first_difference(a: Option<&[u8]>, b: Option<&[u8]>) -> usize {
    let (Some(a), Some(b)) = (a, b) else { return 0 };
    a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()))
}

fn different(path: &str, at: usize) -> Finding {
    let message = Words::new(
        format!("公開用の原稿から作ったサイトの {path} が、バイト {at} で元のサイトと違います。"),
        format!("{path} made from the public bundle differs from the site at byte {at}"),
    );
    let help = Words::new(
        "非公表の部分がそのファイルの出力を変えています。kohyo prove も試してください。公開用の原稿は書いていません。",
        "something withheld changes that file of the site; try `kohyo prove`. No bundle was written.",
    );
    Finding::new(codes::BUNDLE_DIFFERS, message).help(help)
}

fn broken(again: &Rendered) -> Finding {
    let list = stopped_by(again);
    let message = Words::new(
        format!("公開用の原稿からサイトを作れません（{list}）。"),
        format!("the public bundle does not build ({list})"),
    );
    let help = Words::new(
        "示したコードの場所で、非公表の区分や印の書き方を見直してください。公開用の原稿は書いていません。",
        "reconsider the statement or marks at the places named. No bundle was written.",
    );
    Finding::new(codes::BUNDLE_BROKEN, message).help(help)
}

/// Codes and files of what stops a site, without a word of the texts.
pub fn stopped_by(site: &Rendered) -> String {
    let place = |finding: &Finding| {
        let file = finding.places.first().map(|place| format!(" {}", site.sources.file(place.span.file).path));
        format!("{}{}", finding.code.id, file.unwrap_or_default())
    };
    let mut list: Vec<String> =
        site.findings.iter().filter(|finding| crate::diagnostics::stops(std::slice::from_ref(finding))).map(place).collect();
    list.dedup();
    list.join(", ")
}

/// Reads every byte of the bundle, as is done with a site. Where something is found, each file is named. What stands in public
/// text by coincidence may stand in the bundle, which holds that text.
fn search(files: &Files, site: &Rendered) -> Result<Cleared, Vec<Finding>> {
    let mut tree = Tree::default();
    files.iter().for_each(|(path, bytes)| tree.add(path.as_str(), bytes.as_slice()));
    let open = site.masks.open_texts(&site.sources);
    guard::clear(tree, &site.watchlist, open, &site.coincidences)
        .map_err(|refused| refused.files.iter().map(|path| held(path)).collect())
}

fn held(path: &str) -> Finding {
    let message = Words::new(
        format!("公開用の原稿の {path} に、非公表とした値が残っています。"),
        format!("{path} of the public bundle holds a withheld value"),
    );
    let help = Words::new(
        "公表の部分（名前、ID、説明）に同じ値が書かれていないか見てください。公開用の原稿は書いていません。",
        "look for the same value in what is public there (names, ids, words). No bundle was written.",
    );
    Finding::new(codes::BUNDLE_HOLDS, message).help(help)
}
