//! The theme: templates, texts per language, and assets, in layers.
//!
//! In: files below `themes/<name>/` of the site, the themes that they stand on, and the `default` theme inside the binary. Out: a
//! compiled Tera engine, the texts, and the assets. Never: a template function that reads files or knows anything but its
//! arguments; an asset that nobody can look into; a template or asset that calls another host.
//!
//! `layers` finds the files, `texts` lays one language over another, `join` makes one file of many, `styles` and `scripts` take
//! out what only their writers need, `assets` and `safety` say what may go out, and `fault` turns what Tera says into findings.

mod assets;
mod fault;
mod join;
mod layers;
mod safety;
mod scripts;
mod styles;
mod texts;

use super::Tree;
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Lang;
use crate::kinds::PageKind;
use crate::source::{FileId, Sources};
use join::Sort;
use layers::Layer;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tera::Tera;

pub use join::fingerprint;
pub use layers::{DEFAULT_NAME, chain, shape};

/// The folders whose files have names that change with their content.
pub const JOINED_FOLDERS: [&str; 2] = [Sort::Styles.folder(), Sort::Scripts.folder()];

/// What the page of a portal links, and no page of a site.
const OF_PORTALS: [&str; 2] = ["assets/portal.css", "assets/portal.js"];

/// A theme ready for rendering.
pub struct Theme {
    tera: Tera,
    texts: BTreeMap<Lang, BTreeMap<String, String>>,
    assets: Vec<(String, Vec<u8>)>,
    styles: Linked,
    scripts: Linked,
    templates: Templates,
}

/// The addresses of joined files of one sort, in the order in which a page links them.
#[derive(Debug, Default, PartialEq)]
pub struct Linked {
    /// For a page with content of the site.
    pub all: Vec<String>,
    /// For a page without, such as that of search.
    pub common: Vec<String>,
}

/// The templates that the site brings: their name in Tera, their file and their text, for pointing into them.
type Templates = BTreeMap<String, (FileId, String)>;

impl Theme {
    /// Loads the theme that the site names, on top of those it is based on.
    pub fn load(name: &str, sources: &Sources) -> (Theme, Vec<Finding>) {
        let mut findings = Vec::new();
        let layers = layers::read(name, sources, &mut findings);
        let templates = named(&layers);
        // Of a theme whose base was not found, much is missing.
        let whole = findings.is_empty();
        let ((tera, of_templates), (rest, of_rest)) =
            rayon::join(|| engine(&layers, &templates, whole), || Theme::without_templates(&layers));
        findings.extend(of_templates);
        findings.extend(of_rest);
        (Theme { tera, templates, ..rest }, findings)
    }

    /// Texts and assets.
    fn without_templates(layers: &[Layer]) -> (Theme, Vec<Finding>) {
        let mut findings = Vec::new();
        let texts = Lang::ALL.map(|lang| (lang, texts::merged(lang, layers, &mut findings))).into_iter().collect();
        findings.extend(layers.iter().flat_map(safety::check));
        let mut assets = assets::merged(layers, &mut findings);
        let [styles, scripts] = [Sort::Styles, Sort::Scripts].map(|sort| link(sort, layers, &mut assets, &mut findings));
        (Theme { tera: Tera::default(), texts, assets, styles, scripts, templates: Templates::new() }, findings)
    }

    /// Renders a template to UTF-8. The error names the template and the place.
    pub fn page(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Finding> {
        // A page grows in a buffer that the thread keeps, and leaves it with no byte too many.
        thread_local! { static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) } }
        BUFFER.with_borrow_mut(|buffer| {
            buffer.clear();
            let rendered = self.tera.render_to(template, context, &mut *buffer);
            rendered.map_err(|error| fault::of_rendering(&error, &self.templates))?;
            Ok(buffer.clone())
        })
    }

    /// The theme's texts in a language.
    pub fn texts(&self, lang: Lang) -> &BTreeMap<String, String> {
        // `load` fills both languages, so the empty map is never seen.
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.texts.get(&lang).unwrap_or(&NONE)
    }

    /// The addresses of its style sheets.
    pub fn styles(&self) -> &Linked {
        &self.styles
    }

    /// The addresses of its scripts.
    pub fn scripts(&self) -> &Linked {
        &self.scripts
    }

    /// Puts the assets into the output of a site. They come last, so that a name that kohyo uses itself is found.
    pub(super) fn add_assets(&self, tree: &mut Tree) -> Vec<Finding> {
        self.put_assets(tree, |path| !OF_PORTALS.contains(&path))
    }

    /// The same for a portal.
    pub(super) fn add_assets_of_portal(&self, tree: &mut Tree) -> Vec<Finding> {
        self.put_assets(tree, |_| true)
    }

    fn put_assets(&self, tree: &mut Tree, wanted: impl Fn(&str) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (path, bytes) in self.assets.iter().filter(|(path, _)| wanted(path)) {
            if tree.holds(path) {
                findings.push(assets::clash(path));
            } else {
                tree.add(path.clone(), bytes.clone());
            }
        }
        findings
    }
}

/// An engine with the templates of all layers. `whole`: whether all layers are there.
fn engine(layers: &[Layer], templates: &Templates, whole: bool) -> (Tera, Vec<Finding>) {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html", ".xml"]);
    let prefixes: Vec<String> = layers.iter().map(|layer| format!("{}/", layer.name)).collect();
    // An engine without templates accepts prefixes always.
    let _ = tera.set_fallback_prefixes(prefixes);
    let findings = match tera.add_raw_templates(all(layers)) {
        Err(error) => fault::of_loading(&error, templates),
        Ok(()) => missing_templates(&tera, layers).filter(|_| whole).into_iter().collect(),
    };
    (tera, findings)
}

/// Puts joined files in place of those that are in them.
fn link(sort: Sort, layers: &[Layer], assets: &mut Vec<(String, Vec<u8>)>, findings: &mut Vec<Finding>) -> Linked {
    let mut linked = Linked::default();
    for joined in join::joined(sort, layers, findings) {
        let address = format!("/{}", joined.path);
        let (with_content, without) = joined.pages;
        linked.all.extend(with_content.then(|| address.clone()));
        linked.common.extend(without.then_some(address));
        assets.retain(|(path, _)| !joined.parts.contains(path));
        assets.push((joined.path, joined.text.into_bytes()));
    }
    linked
}

fn all(layers: &[Layer]) -> Vec<(String, &str)> {
    let of_layer = |layer| layers::templates(layer).map(move |(name, file)| (format!("{}/{name}", layer.name), file.text()));
    layers.iter().flat_map(of_layer).collect()
}

fn named(layers: &[Layer]) -> Templates {
    let of_layer = |layer: &Layer| {
        let place =
            |(name, file): (&str, &layers::File)| Some((format!("{}/{name}", layer.name), (file.id?, file.text().to_owned())));
        layers::templates(layer).filter_map(place).collect::<Vec<_>>()
    };
    layers.iter().flat_map(of_layer).collect()
}

/// Each kind of page has a template of its name, and a page that is withheld one for all.
fn missing_templates(tera: &Tera, layers: &[Layer]) -> Option<Finding> {
    let kinds = PageKind::WORDS.iter().map(|(_, kind)| *kind).chain(PageKind::MADE).map(PageKind::word);
    let names = kinds.chain(["stub"]).map(|word| format!("{word}.html"));
    let missing: Vec<String> = names.filter(|name| !tera.contains_template(name)).collect();
    let theme = layers.first().map_or("", |layer| layer.name.as_str());
    let list = missing.join(", ");
    let message = Words::new(
        format!("テーマ「{theme}」にテンプレートが足りません: {list}"),
        format!("the theme `{theme}` lacks templates: {list}"),
    );
    let help = Words::new(
        format!("themes/{theme}/theme.toml に base = \"default\" と書くと、足りないものは標準のテーマから使われます。"),
        format!("with `base = \"default\"` in themes/{theme}/theme.toml, what is missing comes from the default theme."),
    );
    (!missing.is_empty() && !layers.is_empty()).then(|| Finding::new(codes::TEMPLATE, message).help(help))
}

#[cfg(test)]
mod tests;
