//! Turns texts into what the author wrote: TOML, front matter, Markdown and marks.
//!
//! In: `Sources`. Out: `authored::Site`, findings, and masks for the parts that no message may quote. Loading finds, it does
//! not fail: all problems of all files come in one run. Never: a decision about what is shown; a look across sources.

mod accessibility;
mod ask;
mod attachments;
mod cells;
mod checks;
mod config;
mod dialogue;
mod disclosure;
mod inference;
mod marks;
mod page;
mod parser;
mod plan;
mod portal;
mod rows;
mod secrets;
mod shared;
mod table;
mod work;
mod year;

pub use cells::is_id;
pub use marks::{Slot, refill, slots, without_payloads};
pub use page::parts;
pub use portal::portal;

use crate::authored::{Config, Data, Site};
use crate::diagnostics::{Finding, Masks, codes, words};
use crate::figures::{Date, Units};
use crate::shape;
use crate::source::{self, FileId, SourceFile, Sources, World};
use rayon::prelude::*;
use std::sync::Arc;
use table::{File, Noted};

/// What loading gives back.
#[derive(Default)]
pub struct Loaded {
    /// What was understood.
    pub site: Site,
    /// What was not.
    pub findings: Vec<Finding>,
    /// What must not be quoted.
    pub masks: Masks,
}

impl Loaded {
    fn take(&mut self, noted: &Noted) {
        self.findings.extend_from_slice(&noted.findings);
        self.masks.extend(&noted.masks);
        self.site.grounds.extend_from_slice(&noted.grounds);
        self.site.numbers.extend_from_slice(&noted.numbers);
        self.site.unsaid.extend_from_slice(&noted.unsaid);
    }
}

/// One loaded file, before the pieces are put together.
#[derive(Clone)]
enum Piece {
    Page(Option<Arc<crate::authored::Page>>),
    Data(Arc<DataPiece>),
}

/// Adds what stands in a file to the rest.
type DataPiece = dyn Fn(&mut Data) + Send + Sync;

/// A file with what stands in it, to be used again for as long as the file is the same.
#[derive(Clone)]
struct Read {
    file: Arc<SourceFile>,
    piece: Piece,
    noted: Arc<Noted>,
}

impl Read {
    /// A page with attachments is read each time: what it attaches may be another file.
    fn kept(self) -> Option<Read> {
        let attaches = matches!(&self.piece, Piece::Page(Some(page)) if !page.attachments.is_empty());
        (!attaches).then_some(self)
    }
}

/// What the next loading of the same site can use again.
#[derive(Default)]
pub struct Kept {
    /// The files that every other one is read with.
    settings: Vec<Arc<SourceFile>>,
    day: Option<Date>,
    sections: Vec<(Arc<SourceFile>, Option<page::Section>)>,
    /// In the order of the sources; `None` for what is read each time.
    read: Vec<Option<Read>>,
    data: Arc<Data>,
}

/// Loads a whole site, as it is to be shown on `day`; without one, on the day on which the site says it was updated.
pub fn load(sources: &Sources, day: Option<Date>) -> Loaded {
    load_again(sources, day, &mut Kept::default())
}

/// The same after an earlier loading: files that have not changed are not read again.
pub fn load_again(sources: &Sources, day: Option<Date>, kept: &mut Kept) -> Loaded {
    let mut loaded = Loaded::default();
    let Some(mut settings) = load_settings(sources, &mut loaded) else { return loaded };
    settings.day = day.or(settings.config.updated);
    if !kept.settings(sources, settings.day) {
        (kept.sections, kept.read) = (Vec::new(), Vec::new());
    }
    if !kept.sections(sources, &mut settings) {
        kept.read.clear();
    }
    let files: Vec<(FileId, &Arc<SourceFile>)> = sources.shared().filter(|(_, file)| is_content(file)).collect();
    let read = |(at, (id, file)): (usize, &(FileId, &Arc<SourceFile>))| match kept.read.get(at) {
        Some(Some(read)) if Arc::ptr_eq(&read.file, file) => read.clone(),
        _ => load_file(*id, file, &settings),
    };
    let read: Vec<Read> = files.par_iter().enumerate().map(read).collect();
    let same_data = kept.has_data_of(&read);
    let mut data = Data::default();
    for Read { piece, noted, .. } in &read {
        loaded.take(noted);
        match piece {
            Piece::Page(page) => loaded.site.pages.extend(page.clone()),
            Piece::Data(_) if same_data => (),
            Piece::Data(add) => add(&mut data),
        }
    }
    if !same_data {
        data.units = settings.units;
        kept.data = Arc::new(data);
    }
    kept.read = read.into_iter().map(Read::kept).collect();
    let found = attachments::take_files(&mut loaded.site.pages, sources, settings.config.confidential);
    loaded.findings.extend(found);
    loaded.site.config = settings.config;
    loaded.site.data = Arc::clone(&kept.data);
    loaded
}

impl Kept {
    /// Finds the sections whose statement holds for the pages below them, and says whether they are those of the time before.
    fn sections(&mut self, sources: &Sources, settings: &mut Settings) -> bool {
        let files = sources.shared().filter(|(_, file)| file.path.as_str().contains("_index."));
        let files: Vec<(FileId, &Arc<SourceFile>)> =
            files.filter(|(_, file)| file.path.as_str().starts_with("content/")).collect();
        let mut same = files.len() == self.sections.len();
        let mut found = Vec::with_capacity(files.len());
        for (at, (id, file)) in files.into_iter().enumerate() {
            let before = self.sections.get(at);
            let section = match before.filter(|(before, _)| Arc::ptr_eq(before, file)) {
                Some((_, section)) => section.clone(),
                None => {
                    let section = section(id, file, settings);
                    // Where a statement that holds for others was touched, all of them are read anew.
                    same &= section.is_none() && before.is_some_and(|(_, before)| before.is_none());
                    section
                }
            };
            found.push((Arc::clone(file), section));
        }
        settings.sections = found.iter().filter_map(|(_, section)| section.clone()).collect();
        self.sections = found;
        same
    }

    /// Whether the settings and the day are those of the time before.
    fn settings(&mut self, sources: &Sources, day: Option<Date>) -> bool {
        let files = ["kohyo.toml", "data/units.toml"].into_iter().filter_map(|path| sources.find(path));
        let now: Vec<Arc<SourceFile>> = files.map(|id| Arc::clone(sources.share(id))).collect();
        let same = self.day == day && crate::authored::shared(&now, &self.settings);
        (self.settings, self.day) = (now, day);
        same
    }

    /// Whether every file of data is that of the time before.
    fn has_data_of(&self, read: &[Read]) -> bool {
        let is_same = |(now, before): (&Read, &Option<Read>)| match (&now.piece, before.as_ref().map(|before| &before.piece)) {
            (Piece::Data(now), Some(Piece::Data(before))) => Arc::ptr_eq(now, before),
            (Piece::Data(_), _) => false,
            (Piece::Page(_), _) => true,
        };
        !self.read.is_empty() && read.len() == self.read.len() && read.iter().zip(&self.read).all(is_same)
    }
}

/// Adds the withheld values that are kept outside the sources.
pub fn secrets(loaded: &mut Loaded, world: &dyn World) {
    secrets::load(loaded, world);
}

/// What every other file is read with.
struct Settings {
    config: Config,
    units: Units,
    day: Option<Date>,
    sections: page::Sections,
}

impl Settings {
    /// Begins reading a file.
    fn open<'a>(&'a self, id: FileId, source: &'a SourceFile) -> File<'a> {
        let mut file = File::new(id, &source.text, &self.units, self.config.confidential);
        file.day = self.day;
        file.within = source.path.to_string();
        file
    }
}

fn section(id: FileId, file: &SourceFile, settings: &Settings) -> Option<page::Section> {
    page::section(settings.open(id, file), file.path.as_str().strip_prefix("content/")?)
}

/// `None` in a folder that is not a site: nothing else in it is looked at.
fn load_settings(sources: &Sources, loaded: &mut Loaded) -> Option<Settings> {
    let mut settings =
        Settings { config: Config::default(), units: Units::default(), day: None, sections: page::Sections::new() };
    let Some(id) = sources.find("kohyo.toml") else {
        let words = crate::diagnostics::Words::new(
            "このフォルダーに kohyo.toml がありません。サイトのフォルダーで実行してください。",
            "there is no kohyo.toml in this folder; run kohyo in the folder of a site",
        );
        loaded.findings.push(Finding::new(codes::NO_SITE, words));
        return None;
    };
    let mut file = File::new(id, &sources.file(id).text, &settings.units, false);
    let config = config::load(&mut file);
    loaded.take(&file.noted());
    settings.config = config;
    if let Some(id) = sources.find("data/units.toml") {
        let none = Units::default();
        let mut file = File::new(id, &sources.file(id).text, &none, false);
        let units = shared::load_units(&mut file);
        loaded.take(&file.noted());
        settings.units = units;
    }
    Some(settings)
}

fn is_content(file: &SourceFile) -> bool {
    let path = file.path.as_str();
    path == source::SHIPPED_GROUNDS || path.starts_with("content/") || (path.starts_with("data/") && path != "data/units.toml")
}

fn load_file(id: FileId, source: &Arc<SourceFile>, settings: &Settings) -> Read {
    let mut file = settings.open(id, source);
    let piece = match source.path.as_str().split_once('/') {
        Some(("content", path)) => Piece::Page(page::load(&mut file, path, &settings.sections).map(Arc::new)),
        Some(("builtin", _)) => Piece::Data(shared::load_shipped_grounds(&mut file)),
        Some((_, path)) => Piece::Data(load_data(&mut file, path)),
        None => Piece::Page(None),
    };
    Read { file: Arc::clone(source), piece, noted: Arc::new(file.noted()) }
}

/// A sort of data file: its name, where it stands below `data/`, and who reads it. A segment in `<>` is any name.
type Sort = (&'static str, &'static str, fn(&mut File, &[&str]) -> Arc<DataPiece>);

/// What kohyo reads below `data/`, beside the units that everything is read with.
const SORTS: [Sort; 9] = [
    ("documents", "documents.toml", |file, _| shared::load_documents(file)),
    ("bodies", "bodies.toml", |file, _| shared::load_bodies(file)),
    ("grounds", "grounds.toml", |file, _| shared::load_grounds(file)),
    ("register", "register.toml", |file, _| shared::load_register(file)),
    ("accessibility", "accessibility.toml", |file, _| accessibility::load(file)),
    ("inference", "inference.toml", |file, _| inference::load(file)),
    ("ledger", "ledger.toml", |file, _| inference::load_ledger(file)),
    ("plan", "plans/<plan>.toml", |file, at| plan::load(file, at.last().map_or("", |name| name.trim_end_matches(".toml")))),
    ("year", "<year>/<plan>/<name>.toml", |file, at| match at {
        [year, plan, _] => year::load(file, year, plan),
        _ => Arc::new(|_| ()),
    }),
];

fn load_data(file: &mut File, path: &str) -> Arc<DataPiece> {
    let segments: Vec<&str> = path.split('/').collect();
    match SORTS.iter().find(|(_, place, _)| stands_at(place, &segments)) {
        Some((_, _, read)) => read(file, &segments),
        None => {
            file.finding(Finding::new(codes::MISPLACED_FILE, misplaced(path)).at(file.start()).help(places()));
            Arc::new(|_| ())
        }
    }
}

fn stands_at(place: &str, segments: &[&str]) -> bool {
    let fits = |(wanted, found): (&str, &&str)| match wanted {
        "<year>" => found.parse::<i32>().is_ok(),
        any if any.starts_with('<') => true,
        name => name == *found,
    };
    place.split('/').count() == segments.len() && place.split('/').zip(segments).all(fits)
}

/// What every sort of TOML file holds, as those who read it ask for it: the name of the sort, where such files stand in a site
/// (a segment in `<>` is any name), and the shape of the file.
pub fn shapes() -> Vec<(&'static str, String, shape::Table)> {
    let none = Units::default();
    let asked = |text: &str, read: &dyn Fn(&mut File)| {
        let mut file = File::blank(text, &none);
        read(&mut file);
        file.into_shape()
    };
    let mut out = vec![
        ("kohyo", "kohyo.toml".to_owned(), asked("", &|file| drop(config::load(file)))),
        ("units", "data/units.toml".to_owned(), asked("", &|file| drop(shared::load_units(file)))),
        ("portal", portal::PORTAL.to_owned(), asked("", &|file| drop(portal::load(file)))),
    ];
    for (name, place, read) in SORTS {
        let segments = ["2024", "plan", "name.toml"];
        out.push((name, format!("data/{place}"), asked("", &|file| drop(read(file, &segments)))));
    }
    let front = asked("+++\n+++\n", &|file| drop(page::load(file, "page.ja.md", &page::Sections::new())));
    out.push(("page", "content/<path>/<name>.<ja|en>.md".to_owned(), front));
    out
}

fn misplaced(path: &str) -> crate::diagnostics::Words {
    crate::diagnostics::Words::new(
        format!("data/{path} は、kohyo が読む場所にありません。"),
        format!("data/{path} is not in a place that kohyo reads"),
    )
}

fn places() -> crate::diagnostics::Words {
    let list: Vec<String> =
        ["units.toml"].into_iter().chain(SORTS.map(|(_, place, _)| place)).map(|place| format!("data/{place}")).collect();
    let list = list.join(", ");
    crate::diagnostics::Words::new(format!("置ける場所: {list}"), format!("places: {list}"))
}

/// For sibling modules: a word that is not one of the accepted ones.
fn unknown_word(typed: &str, known: &[&str]) -> (crate::diagnostics::Words, crate::diagnostics::Words) {
    let typed = table::echo(typed);
    let message =
        crate::diagnostics::Words::new(format!("「{typed}」は、ここでは使えません。"), format!("`{typed}` is not accepted here"));
    (message, words::suggest(typed, known.iter().copied()))
}
