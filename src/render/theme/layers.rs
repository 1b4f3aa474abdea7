//! Which files a theme is made of.
//!
//! In: the name of a theme, and the sources. Out: its layers, the theme itself first and what everything stands on last. Never: a
//! file of a theme that the site does not use; a file that is passed over in silence.

use crate::diagnostics::{Finding, Words, codes, words};
use crate::shape::{self, Kind};
use crate::source::{Bytes, FileId, Sources, Span};
use include_dir::{Dir, include_dir};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The theme inside the binary, unless the site has a folder of this name.
pub const DEFAULT_NAME: &str = "default";
/// What a theme says of itself.
const SETTINGS: &str = "theme.toml";
/// The key of `theme.toml` that names what a theme stands on.
const BASE: &str = "base";
/// The keys that put style sheets and scripts in an order: for every page, and for those with content of the site.
const STYLES: [&str; 2] = ["styles", "content_styles"];
const SCRIPTS: [&str; 2] = ["scripts", "content_scripts"];

/// What `theme.toml` holds.
pub fn shape() -> shape::Table {
    let mut table = shape::Table::default();
    table.note(BASE, false, Some(Kind::Text));
    STYLES.into_iter().chain(SCRIPTS).for_each(|key| table.note(key, false, Some(Kind::List(Box::new(Kind::Text)))));
    table
}

/// Files about a theme that are no part of it.
const ABOUT: [&str; 2] = ["README", "LICENSE"];

/// One theme.
pub struct Layer {
    /// Its name, which is the first part of the names of its templates.
    pub name: String,
    /// Its files in order of path.
    pub files: Vec<File>,
    /// The style sheets that it wants first.
    pub styles: Declared,
    /// The scripts that it joins.
    pub scripts: Declared,
}

/// Files that `theme.toml` puts in an order.
#[derive(Default)]
pub struct Declared {
    /// For every page.
    pub common: Vec<Named>,
    /// Those behind them, which pages without content of the site can do without.
    pub content: Vec<Named>,
}

/// A file as `theme.toml` names it.
pub struct Named {
    /// Its name in `assets/`.
    pub name: String,
    /// Where it is named.
    pub place: Option<Span>,
}

/// A file of a theme.
pub struct File {
    /// Below the theme's folder.
    pub path: String,
    /// The source file, when the site brings it as text.
    pub id: Option<FileId>,
    body: Body,
}

enum Body {
    Text(String),
    Bytes(Bytes),
}

impl File {
    /// Its text; nothing for a picture.
    pub fn text(&self) -> &str {
        match &self.body {
            Body::Text(text) => text,
            Body::Bytes(_) => "",
        }
    }

    /// As it goes out.
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Text(text) => text.as_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }

    /// Puts a finding to a place in this file, when it is one that the author has.
    pub fn place(&self, finding: Finding, range: std::ops::Range<usize>) -> Finding {
        match self.id {
            Some(id) => finding.at(Span::new(id, range)),
            None => finding,
        }
    }
}

impl Layer {
    /// The file of a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// The templates of a theme by name.
pub fn templates(layer: &Layer) -> impl Iterator<Item = (&str, &File)> {
    layer.files.iter().filter_map(|file| Some((file.path.strip_prefix("templates/")?, file)))
}

/// The names of a theme and of all it stands on, as far as they can be read.
pub fn chain(name: &str, sources: &Sources) -> Vec<String> {
    read(name, sources, &mut Vec::new()).into_iter().map(|layer| layer.name).collect()
}

/// The layers of a theme.
pub fn read(name: &str, sources: &Sources, findings: &mut Vec<Finding>) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let (mut next, mut asked) = (Some(name.to_owned()), None);
    while let Some(name) = next.take() {
        if layers.iter().any(|layer| layer.name == name) {
            findings.push(at(cycle(&layers, &name), asked));
            break;
        }
        let files = files(&name, sources);
        if files.is_empty() {
            findings.push(at(unknown(&name, sources), asked.or_else(|| setting(sources))));
            break;
        }
        let mut layer = Layer { name, files, styles: Declared::default(), scripts: Declared::default() };
        findings.extend(layer.files.iter().filter_map(|file| misplaced(&layer, file)));
        let settings = layer.file(SETTINGS).map(|file| settings(file, findings)).unwrap_or_default();
        (next, asked) = settings.base.map_or((None, None), |(base, place)| (Some(base), place));
        (layer.styles, layer.scripts) = (settings.styles, settings.scripts);
        layers.push(layer);
    }
    layers
}

fn at(finding: Finding, place: Option<Span>) -> Finding {
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// Where `kohyo.toml` names the theme.
fn setting(sources: &Sources) -> Option<Span> {
    let id = sources.find("kohyo.toml")?;
    let table = DeTable::parse(&sources.file(id).text).ok()?;
    let value = table.get_ref().get("theme")?.span();
    Some(Span::new(id, value))
}

fn files(name: &str, sources: &Sources) -> Vec<File> {
    let prefix = format!("themes/{name}/");
    let texts = sources.iter().filter_map(|(id, file)| {
        let path = file.path.as_str().strip_prefix(&prefix)?.to_owned();
        Some(File { path, id: Some(id), body: Body::Text(file.text.clone()) })
    });
    let others = sources.others().filter_map(|whole| {
        let path = whole.strip_prefix(&prefix)?.to_owned();
        Some(File { path, id: None, body: Body::Bytes(sources.other(whole)?.clone()) })
    });
    let mut own: Vec<File> = texts.chain(others).collect();
    if own.is_empty() && name == DEFAULT_NAME {
        own = embedded(&DEFAULT);
    }
    own.sort_by(|a, b| a.path.cmp(&b.path));
    own
}

fn embedded(dir: &Dir<'_>) -> Vec<File> {
    let mut out = Vec::new();
    for entry in dir.entries() {
        match entry {
            include_dir::DirEntry::Dir(inner) => out.extend(embedded(inner)),
            include_dir::DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let text = file.contents_utf8().map(str::to_owned);
                let body = text.map_or_else(|| Body::Bytes(Bytes::new(file.contents().to_vec())), Body::Text);
                out.push(File { path, id: None, body });
            }
        }
    }
    out
}

/// What `theme.toml` says.
#[derive(Default)]
struct Settings {
    /// What the theme stands on, and where it says so.
    base: Option<(String, Option<Span>)>,
    styles: Declared,
    scripts: Declared,
}

fn settings(file: &File, findings: &mut Vec<Finding>) -> Settings {
    let table = match DeTable::parse(file.text()) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let message = Words::new(
                format!("{SETTINGS} を読めません: {}", error.message()),
                format!("cannot read {SETTINGS}: {}", error.message()),
            );
            findings.push(file.place(Finding::new(codes::BAD_TOML, message), error.span().unwrap_or(0..0)));
            return Settings::default();
        }
    };
    let known = shape().keys;
    for key in table.keys().filter(|key| !known.contains_key(key.get_ref().as_ref())) {
        let message =
            Words::new(format!("「{}」は知らないキーです。", key.get_ref()), format!("`{}` is not a known key", key.get_ref()));
        let finding = Finding::new(codes::UNKNOWN_KEY, message).help(words::suggest(key.get_ref(), known.keys().copied()));
        findings.push(file.place(finding, key.span()));
    }
    let base = table.get(BASE).and_then(|value| {
        let words = ("base には、テーマの名前を文字列で書いてください。", "`base` is the name of a theme, as a string");
        string(file, value, words, findings)
    });
    let [styles, scripts] = [STYLES, SCRIPTS].map(|keys| {
        let [common, content] = keys.map(|key| names(file, &table, key, findings));
        Declared { common, content }
    });
    Settings { base, styles, scripts }
}

fn names(file: &File, table: &DeTable<'_>, key: &str, findings: &mut Vec<Finding>) -> Vec<Named> {
    let ending = if key.ends_with("styles") { ".css" } else { ".js" };
    let (ja, en) = (
        format!("{key} には、{ending} の名前を [\"…\", \"…\"] と並べてください。"),
        format!("`{key}` is a list of names of {ending} files"),
    );
    let words = (ja.as_str(), en.as_str());
    let Some(value) = table.get(key) else { return Vec::new() };
    let DeValue::Array(list) = value.get_ref() else {
        findings.push(wrong_type(file, value, words));
        return Vec::new();
    };
    let named = list.iter().filter_map(|each| string(file, each, words, findings));
    named.map(|(name, place)| Named { name, place }).collect()
}

fn string(
    file: &File,
    value: &Spanned<DeValue<'_>>,
    words: (&str, &str),
    findings: &mut Vec<Finding>,
) -> Option<(String, Option<Span>)> {
    let DeValue::String(text) = value.get_ref() else {
        findings.push(wrong_type(file, value, words));
        return None;
    };
    Some((text.to_string(), file.id.map(|id| Span::new(id, value.span()))))
}

fn wrong_type(file: &File, value: &Spanned<DeValue<'_>>, (ja, en): (&str, &str)) -> Finding {
    file.place(Finding::new(codes::WRONG_TYPE, Words::new(ja, en)), value.span())
}

fn unknown(name: &str, sources: &Sources) -> Finding {
    let paths = sources.iter().map(|(_, file)| file.path.as_str()).chain(sources.others());
    let mut known: Vec<&str> = paths.filter_map(|path| path.strip_prefix("themes/")?.split('/').next()).collect();
    known.push(DEFAULT_NAME);
    known.sort_unstable();
    known.dedup();
    let message = Words::new(format!("テーマ「{name}」がありません。"), format!("there is no theme `{name}`"));
    Finding::new(codes::UNKNOWN_THEME, message).help(words::suggest(name, known))
}

fn cycle(layers: &[Layer], name: &str) -> Finding {
    let way: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).chain([name]).collect();
    let message = Words::new(
        format!("テーマが自分自身の上に立っています: {}", way.join(" → ")),
        format!("the theme stands on itself: {}", way.join(" → ")),
    );
    let help = Words::new(
        "どれか一つの theme.toml から base を消すか、base = \"default\" にしてください。",
        "remove `base` from one of them, or write `base = \"default\"`.",
    );
    Finding::new(codes::THEME_CYCLE, message).help(help)
}

/// A file of which nothing is made: a slip of the hand.
fn misplaced(layer: &Layer, file: &File) -> Option<Finding> {
    let path = file.path.as_str();
    let is_text = path == "texts.ja.toml" || path == "texts.en.toml";
    let is_about = ABOUT.iter().any(|about| path.starts_with(about) && !path.contains('/'));
    if path == SETTINGS || is_text || is_about || path.starts_with("templates/") || path.starts_with("assets/") {
        return None;
    }
    let whole = format!("themes/{}/{path}", layer.name);
    let message = Words::new(format!("{whole} はテーマのどこにも使われません。"), format!("{whole} is no part of a theme"));
    let help = Words::new(
        "テーマにあるのは theme.toml、texts.ja.toml、texts.en.toml、templates/、assets/ です。README と LICENSE も置けます。",
        "a theme has theme.toml, texts.ja.toml, texts.en.toml, templates/ and assets/, and may have README and LICENSE.",
    );
    Some(file.place(Finding::new(codes::MISPLACED_FILE, message).help(help), 0..0))
}
