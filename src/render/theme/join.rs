//! As few style sheets and scripts as can be: a reader on a slow line waits for each file of a page.
//!
//! In: the layers. Out: the sheets, or the scripts, of all of them joined in one order, into as few files as each sort of page
//! needs, under names that change with what is in them, and which pages link which. Never: a sheet that a template links itself, such
//! as one for paper; a script that no theme names; a change of what a part says to a browser.

use super::layers::{Declared, File, Layer, Named};
use super::{scripts, styles};
use crate::diagnostics::{Finding, Words, codes, words};
use sha2::{Digest, Sha256};

const ASSETS: &str = "assets/";

/// The path of a file, and whether a page without content of the site can do without it.
type Part = (String, bool);

/// What is joined.
#[derive(Clone, Copy, PartialEq)]
pub enum Sort {
    Styles,
    Scripts,
}

impl Sort {
    /// Where the joined file stands: a folder of its own, since hosts give one rule to a folder, and this file may be kept for ever.
    pub const fn folder(self) -> &'static str {
        match self {
            Sort::Styles => "style",
            Sort::Scripts => "script",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Sort::Styles => ".css",
            Sort::Scripts => ".js",
        }
    }

    fn declared(self, layer: &Layer) -> &Declared {
        match self {
            Sort::Styles => &layer.styles,
            Sort::Scripts => &layer.scripts,
        }
    }

    fn lean(self, text: &str) -> String {
        match self {
            Sort::Styles => styles::lean(text),
            Sort::Scripts => scripts::closed(text),
        }
    }

    /// The name of a file of this sort directly below `assets/`.
    fn name(self, file: &File) -> Option<&str> {
        file.path.strip_prefix(ASSETS).filter(|name| name.ends_with(self.ending()) && !name.contains('/'))
    }
}

/// A joined file.
pub struct Joined {
    /// Its path in the output.
    pub path: String,
    /// What it says.
    pub text: String,
    /// The paths of the files in it, which do not go out a second time.
    pub parts: Vec<String>,
    /// Whether pages with content of the site link it, and whether those without do.
    pub pages: (bool, bool),
}

/// What stands directly below `assets/`: that of the theme at the bottom first, in each theme the declared files first and then, of
/// sheets, the others by name. A file that a theme above has as well is taken from there and keeps its place.
pub fn joined(sort: Sort, layers: &[Layer], findings: &mut Vec<Finding>) -> Vec<Joined> {
    let mut parts: Vec<Part> = Vec::new();
    for layer in layers.iter().rev() {
        for part in of_layer(sort, layer, layers, findings) {
            if !parts.iter().any(|(path, _)| *path == part.0) {
                parts.push(part);
            }
        }
    }
    match sort {
        Sort::Styles => sheets(layers, &parts),
        Sort::Scripts => scripts_of(layers, &parts),
    }
}

/// Neighbours that go to the same pages become one file, so that what stands behind still overrules what stands before.
fn sheets(layers: &[Layer], parts: &[Part]) -> Vec<Joined> {
    let runs = parts.chunk_by(|one, other| one.1 == other.1);
    runs.map(|run| one(Sort::Styles, layers, run, (true, run.iter().all(|(_, content)| !content)))).collect()
}

/// One file a page: that of other pages is small, and its letters cost less than a second answer with all its headers.
fn scripts_of(layers: &[Layer], parts: &[Part]) -> Vec<Joined> {
    let common: Vec<Part> = parts.iter().filter(|(_, content)| !content).cloned().collect();
    let split = common.len() < parts.len();
    let files = [(parts, (true, !split)), (common.as_slice(), (false, true))];
    let wanted = files.into_iter().filter(|(parts, pages)| !parts.is_empty() && (split || pages.0));
    wanted.map(|(parts, pages)| one(Sort::Scripts, layers, parts, pages)).collect()
}

fn one(sort: Sort, layers: &[Layer], parts: &[Part], pages: (bool, bool)) -> Joined {
    let parts: Vec<String> = parts.iter().map(|(path, _)| path.clone()).collect();
    let top = |path: &String| layers.iter().find_map(|layer| layer.file(path));
    let text: String = parts.iter().filter_map(top).map(|file| sort.lean(file.text())).collect();
    let path = format!("{}/{}{}", sort.folder(), fingerprint(text.as_bytes()), sort.ending());
    Joined { path, text, parts, pages }
}

/// The files of one theme with whether they are for content: what it declares, then the others by name.
fn of_layer(sort: Sort, layer: &Layer, layers: &[Layer], findings: &mut Vec<Finding>) -> Vec<Part> {
    let Declared { common, content } = sort.declared(layer);
    let common = common.iter().map(|named| (named, false));
    let declared: Vec<(&Named, bool)> = common.chain(content.iter().map(|named| (named, true))).collect();
    findings.extend(
        declared.iter().filter(|(named, _)| !is_there(sort, layer, &named.name)).map(|(named, _)| lost(sort, layer, named)),
    );
    let is_declared = |file: &File| declared.iter().any(|(named, _)| sort.name(file) == Some(&named.name));
    let others = layer.files.iter().filter(|file| is_for_all(sort, file, layers) && !is_declared(file));
    let named = declared.iter().map(|(named, content)| (format!("{ASSETS}{}", named.name), *content));
    named.filter(|(path, _)| layer.file(path).is_some()).chain(others.map(|file| (file.path.clone(), false))).collect()
}

fn is_there(sort: Sort, layer: &Layer, name: &str) -> bool {
    layer.files.iter().filter_map(|file| sort.name(file)).any(|known| known == name)
}

/// Whether a file that is not declared goes to every page: a sheet that no template names. Of a script nobody can tell by looking
/// whether it is one to run or one that another one imports, and a fault in it would take those behind it with it.
fn is_for_all(sort: Sort, file: &File, layers: &[Layer]) -> bool {
    let address = format!("\"/{}\"", file.path);
    let is_linked = || layers.iter().flat_map(super::layers::templates).any(|(_, template)| template.text().contains(&address));
    sort == Sort::Styles && sort.name(file).is_some() && !is_linked()
}

fn lost(sort: Sort, layer: &Layer, named: &Named) -> Finding {
    let known = layer.files.iter().filter_map(|file| sort.name(file));
    let message = Words::new(
        format!("themes/{}/assets/{} がありません。", layer.name, named.name),
        format!("there is no themes/{}/assets/{}", layer.name, named.name),
    );
    let finding = Finding::new(codes::ASSET, message).help(words::suggest(&named.name, known));
    match named.place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// A name that changes with the content. Of letters alone: digits in the address of every page could look like a figure that nobody may see.
pub fn fingerprint(bytes: &[u8]) -> String {
    let letters = |byte: u8| [char::from(b'a' + (byte >> 4)), char::from(b'a' + (byte & 15))];
    Sha256::digest(bytes).iter().take(8).flat_map(|byte| letters(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_name_has_letters_alone() {
        let name = fingerprint(b"a {}");
        assert!(name.len() == 16 && name.bytes().all(|b| b.is_ascii_lowercase()) && name != fingerprint(b"b {}"), "{name}");
    }
}
