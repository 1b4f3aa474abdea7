//! The theme: templates, texts per language, and assets.
//!
//! In: files below `themes/<name>/` of the site, else the `default` theme inside the binary. Out: a compiled Tera engine and
//! the texts. Never: a template function that reads files or knows anything but its arguments.

use super::Tree;
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Lang;
use crate::source::{FileId, Sources, Span};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use tera::Tera;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme ready for rendering.
pub struct Theme {
    tera: Tera,
    texts: BTreeMap<Lang, BTreeMap<String, String>>,
    assets: Vec<(String, Vec<u8>)>,
}

/// A theme's files: path inside the theme, text, and the source file when the site brings it.
type Files = Vec<(String, String, Option<FileId>)>;

impl Theme {
    /// Loads the theme that the site names.
    pub fn load(name: &str, sources: &Sources) -> (Theme, Vec<Finding>) {
        let files = files(name, sources);
        let mut findings = Vec::new();
        if files.is_empty() {
            let message = Words::new(format!("テーマ「{name}」がありません。"), format!("there is no theme `{name}`"));
            findings.push(Finding::new(codes::TEMPLATE, message));
        }
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html", ".xml"]);
        let templates = files.iter().filter_map(|(path, text, _)| Some((path.strip_prefix("templates/")?, text.as_str())));
        if let Err(error) = tera.add_raw_templates(templates) {
            findings.push(template_finding(&error, &files));
        }
        let texts = Lang::ALL.map(|lang| (lang, texts(lang, &files, &mut findings))).into_iter().collect();
        let assets = files.into_iter().filter_map(|(path, text, _)| Some((asset_path(&path)?, text.into_bytes()))).collect();
        (Theme { tera, texts, assets }, findings)
    }

    /// Renders a template. The error names the template and the fault, never a value.
    pub fn page(&self, template: &str, context: &tera::Context) -> Result<String, Finding> {
        self.tera.render(template, context).map_err(|error| template_finding(&error, &[]))
    }

    /// The theme's texts in a language.
    pub fn texts(&self, lang: Lang) -> &BTreeMap<String, String> {
        // `load` fills both languages, so the empty map is never seen.
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.texts.get(&lang).unwrap_or(&NONE)
    }

    /// Puts the assets into the output.
    pub(super) fn add_assets(&self, tree: &mut Tree) {
        for (path, bytes) in &self.assets {
            tree.add(path.clone(), bytes.clone());
        }
    }
}

fn asset_path(path: &str) -> Option<String> {
    path.starts_with("assets/").then(|| path.to_owned())
}

fn files(name: &str, sources: &Sources) -> Files {
    let prefix = format!("themes/{name}/");
    let own: Files = sources
        .iter()
        .filter_map(|(id, file)| Some((file.path.as_str().strip_prefix(&prefix)?.to_owned(), file.text.clone(), Some(id))))
        .collect();
    if own.is_empty() && name == "default" { embedded(&DEFAULT) } else { own }
}

fn embedded(dir: &Dir<'_>) -> Files {
    let mut out: Files = Vec::new();
    for entry in dir.entries() {
        match entry {
            include_dir::DirEntry::Dir(inner) => out.extend(embedded(inner)),
            include_dir::DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                out.push((path, file.contents_utf8().unwrap_or_default().to_owned(), None));
            }
        }
    }
    out.sort();
    out
}

fn texts(lang: Lang, files: &Files, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let name = format!("texts.{}.toml", lang.code());
    let Some((_, text, id)) = files.iter().find(|(path, _, _)| *path == name) else { return BTreeMap::new() };
    match toml::from_str(text) {
        Ok(texts) => texts,
        Err(error) => {
            let message = Words::new(
                format!("{name} を読めません: {}", error.message()),
                format!("cannot read {name}: {}", error.message()),
            );
            let finding = Finding::new(codes::TEMPLATE, message);
            let span = error.span().unwrap_or(0..0);
            findings.push(match id {
                Some(id) => finding.at(Span::new(*id, span)),
                None => finding,
            });
            BTreeMap::new()
        }
    }
}

/// Tera's own message can hold a value of the context, so only the kind of fault, the template and the place are kept.
fn template_finding(error: &tera::Error, files: &[(String, String, Option<FileId>)]) -> Finding {
    let report = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => Some(report),
        _ => None,
    };
    let (file, line) = report.map_or(("", 0), |r| (r.filename(), r.span().start_line));
    let cause = report.map_or_else(|| first_line(&error.to_string()), |r| first_line(r.message()));
    let message = Words::new(
        format!("テンプレート {file}:{line} が処理できません: {cause}"),
        format!("template {file}:{line} failed: {cause}"),
    );
    let finding = Finding::new(codes::TEMPLATE, message);
    let place = files.iter().find(|(path, _, _)| path.strip_prefix("templates/") == Some(file));
    match (place, report) {
        (Some((_, _, Some(id))), Some(report)) => finding.at(Span::new(*id, report.span().range.clone())),
        _ => finding,
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}
