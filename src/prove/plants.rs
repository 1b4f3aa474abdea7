//! Plants: made-up withheld values put into copies of finished files, to see that the guard is awake.
//!
//! In: a finished site, the values of the canary world and its watchlist. Out: how many plants were caught, by sink and form,
//! and a finding for each that was not. Never: a plant in anything that is published.

use super::fill::Made;
use super::{Machine, slipped};
use crate::diagnostics::Finding;
use crate::guard::Cleared;
use crate::guard::plant::{self, Place};
use crate::redact::Watchlist;
use crate::render::Tree;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A place in a file where a value may come out.
struct Sink {
    name: &'static str,
    extension: &'static str,
    /// The plant stands before the last of these, or at the end of the file.
    anchor: &'static str,
    around: (&'static str, &'static str),
}

const fn sink(name: &'static str, extension: &'static str, anchor: &'static str, around: (&'static str, &'static str)) -> Sink {
    Sink { name, extension, anchor, around }
}

const SINKS: [Sink; 15] = [
    sink("html-text", "html", "</body>", ("<p>", "</p>")),
    sink("html-attribute", "html", "</body>", ("<p title=\"", "\"></p>")),
    sink("html-link", "html", "</body>", ("<a href=\"/", "/\">x</a>")),
    sink("html-comment", "html", "</body>", ("<!--", "-->")),
    sink("json", "json", "}", (",\"plant\":\"", "\"")),
    sink("csv", "csv", "", ("\"", "\"\r\n")),
    sink("svg-text", "svg", "</svg>", ("<text>", "</text>")),
    sink("svg-attribute", "svg", "</svg>", ("<g aria-label=\"", "\"/>")),
    sink("xml", "xml", "</", ("<x>", "</x>")),
    sink("css", "css", "", ("a::after{content:\"", "\"}\n")),
    sink("css-comment", "css", "", ("/*", "*/\n")),
    sink("js", "js", "", ("var plant=\"", "\";\n")),
    sink("text", "txt", "", ("\n", "\n")),
    sink("name", "", "", ("", "")),
    sink("file", "", "", ("", "")),
];

/// Plants of one sink and form.
#[derive(Serialize, Debug)]
pub struct Planted {
    /// Where they stood.
    pub sink: &'static str,
    /// How they were written.
    pub form: &'static str,
    /// How many the guard refused.
    pub caught: usize,
    /// How many it let pass.
    pub missed: usize,
}

/// How many of the values of a level the guard knows.
#[derive(Serialize, Default, Debug)]
pub struct Watched {
    /// Values that were put behind marks, into cells, rows, pages and files.
    pub values: usize,
    /// Those that the guard finds when they stand in a page. Labels, ids and figures of hidden rows stand in many places and
    /// are not looked for; that they do not come out is for the worlds to show.
    pub watched: usize,
}

/// What planting gives back.
pub struct Outcome {
    /// By sink and form.
    pub planted: Vec<Planted>,
    /// By level.
    pub watched: BTreeMap<&'static str, Watched>,
    /// What was missed.
    pub findings: Vec<Finding>,
}

/// One file with one plant.
struct Plant<'a> {
    sink: &'static str,
    form: &'static str,
    level: &'static str,
    path: String,
    host: &'a [u8],
    at: usize,
    bytes: Vec<u8>,
}

/// Plants every value in the text of a page; and one of each level that the guard knows, or should know, in every sink and form.
pub fn plants(machine: &Machine, site: &Cleared, made: &[Made], watchlist: &Watchlist) -> Outcome {
    let hosts: Vec<Host> = SINKS.iter().map(|sink| Host::new(site, sink)).collect();
    let each: Vec<Plant> = made.iter().filter_map(|made| hosts.first()?.plant(made.level, &raw(&made.value))).collect();
    let known = caught(machine, watchlist, &each);
    let (mut watched, mut chosen) = (BTreeMap::<_, Watched>::new(), BTreeMap::new());
    for (made, known) in made.iter().zip(known) {
        let count = watched.entry(made.level).or_default();
        count.values += 1;
        count.watched += usize::from(known);
        let figure = made.value.bytes().all(|b| b.is_ascii_digit());
        // Figures of hidden rows are not looked for, those of cells are; a hidden result has nothing else.
        if known || (made.level != "result" && (!figure || made.level == "cell")) {
            let (best, value) = chosen.entry((made.level, figure)).or_insert((known, &made.value));
            if known && !*best {
                (*best, *value) = (known, &made.value);
            }
        }
    }
    let mut all: Vec<Plant> = Vec::new();
    for ((level, _), (_, value)) in chosen {
        let digits = value.bytes().all(|b| b.is_ascii_digit());
        for form in (machine.forms)(value).into_iter().filter(|form| !(digits && chance(form))) {
            let hosts = hosts.iter().filter(|host| !(digits && ["name", "html-link"].contains(&host.sink.name)));
            all.extend(hosts.filter_map(|host| host.plant(level, &form)));
        }
    }
    let known = caught(machine, watchlist, &all);
    let (planted, findings) = counted(&all, known);
    Outcome { planted, watched, findings }
}

/// Forms in which a bare number is not looked for: hexadecimal digits, letters of base64 and bytes are like any number by
/// chance. So are parts of addresses and names.
fn chance(form: &plant::Planted) -> bool {
    let names = ["hex", "base64", "utf-16", "cp932-file", "png-text"];
    form.place == Place::Bytes || names.iter().any(|name| form.name.starts_with(name))
}

fn counted(all: &[Plant], known: Vec<bool>) -> (Vec<Planted>, Vec<Finding>) {
    let mut counts: BTreeMap<(&str, &str), Planted> = BTreeMap::new();
    let mut missed = BTreeSet::new();
    for (plant, caught) in all.iter().zip(known) {
        let (sink, form) = (plant.sink, plant.form);
        let count = counts.entry((sink, form)).or_insert(Planted { sink, form, caught: 0, missed: 0 });
        if caught {
            count.caught += 1;
        } else {
            count.missed += 1;
            missed.insert((plant.level, sink, form));
        }
    }
    (counts.into_values().collect(), missed.into_iter().map(|(level, sink, form)| slipped(level, sink, form)).collect())
}

/// Which plants the guard refuses: all in one tree, each in a file of its own.
fn caught(machine: &Machine, watchlist: &Watchlist, all: &[Plant]) -> Vec<bool> {
    let mut tree = Tree::default();
    all.iter().enumerate().for_each(|(at, plant)| tree.add(numbered(at, plant), plant.content()));
    let refused = (machine.clear)(tree, watchlist).err().map(|refused| refused.files).unwrap_or_default();
    all.iter().enumerate().map(|(at, plant)| refused.contains(&numbered(at, plant))).collect()
}

/// A path of its own for each plant, with the name of the file that holds it.
fn numbered(at: usize, plant: &Plant) -> String {
    format!("plant-{at:06}/{}", plant.path.rsplit('/').next().unwrap_or_default())
}

/// A file of the site that takes plants: the smallest of its kind.
struct Host<'a> {
    sink: &'static Sink,
    path: String,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Host<'a> {
    fn new(site: &'a Cleared, sink: &'static Sink) -> Host<'a> {
        let kind = |path: &str| path.rsplit_once('.').is_some_and(|(_, extension)| extension == sink.extension);
        let found = site.files().filter(|(path, _)| kind(path)).min_by_key(|(_, bytes)| bytes.len());
        let (path, bytes) =
            found.map_or_else(|| (format!("plant.{}", sink.extension), [].as_slice()), |(p, b)| (p.to_owned(), b));
        let anchor = sink.anchor.as_bytes();
        let last = bytes.windows(anchor.len().max(1)).rposition(|window| window == anchor);
        Host { sink, path, bytes, at: last.unwrap_or(bytes.len()) }
    }

    /// A form of a value in this place; `None` where such bytes cannot stand.
    fn plant(&self, level: &'static str, form: &plant::Planted) -> Option<Plant<'a>> {
        let (sink, name, value) = (self.sink.name, form.name, &form.bytes);
        let whole = |path: String, bytes: Vec<u8>| Plant { sink, form: name, level, path, host: &[], at: 0, bytes };
        match (sink, form.place) {
            ("file", Place::File(ending)) => return Some(whole(format!("plant.{ending}"), value.clone())),
            ("file", _) | (_, Place::File(_)) => return None,
            ("name", Place::Text) => {
                let text = std::str::from_utf8(value).ok().filter(|text| !text.contains(['\0', '/', '\n', '\r']))?;
                return Some(whole(format!("{text}.txt"), Vec::new()));
            }
            ("html-text" | "svg-text" | "xml", Place::Markup) | ("text", Place::Bytes) | (_, Place::Text) => (),
            _ => return None,
        }
        let (before, after) = self.sink.around;
        let bytes = [before.as_bytes(), value, after.as_bytes()].concat();
        Some(Plant { sink, form: name, level, path: self.path.clone(), host: self.bytes, at: self.at, bytes })
    }
}

fn raw(value: &str) -> plant::Planted {
    plant::Planted { name: "raw", bytes: value.as_bytes().to_vec(), place: Place::Text }
}

impl Plant<'_> {
    fn content(&self) -> Vec<u8> {
        let (before, after) = self.host.split_at(self.at);
        [before, &self.bytes, after].concat()
    }
}
