//! A whole site folder as it goes out.
//!
//! In: the sources of a site that builds. Out: path and text of every file of the bundle. Never: the files of a hidden plan; the
//! name of a hidden data file; a setting that speaks of withheld values.

use super::node::{Node, Table};
use super::page::{self, Sections};
use super::statement::Stated;
use super::{data, text, theme};
use crate::figures::Date;
use crate::render;
use crate::source::{SHIPPED_GROUNDS, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Path and content of each file.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Settings that only a confidential site needs. That some value also stands in public text is itself not public.
const SETTINGS: [&str; 2] = ["confidential", "coincidences"];

/// What staff know of inference stays with them: which figures could be worked out, and what earlier releases printed of figures
/// that are withheld now.
const STAFF: [&str; 2] = ["data/inference.toml", "data/ledger.toml"];

/// The public form of every file, for the day on which the site is shown. Nothing in it depends on that day any more.
pub fn files(sources: &Sources, day: Option<Date>) -> Files {
    let settings = sources.find("kohyo.toml").and_then(|id| Table::parse(&sources.file(id).text)).unwrap_or_default();
    let day = day.or_else(|| settings.get("updated").and_then(Node::as_date));
    let themes = render::theme_chain(settings.text("theme").unwrap_or(render::DEFAULT_THEME), sources);
    let read: Vec<(&str, &str)> = sources.iter().map(|(_, file)| (file.path.as_str(), file.text.as_str())).collect();
    let section = |(path, text): &(&str, &str)| page::section(path.strip_prefix("content/")?, text, day);
    let sections: Sections = read.iter().filter_map(section).collect();
    let hidden = Hidden::new(&read, day);
    let used = |name: &str| themes.iter().any(|theme| theme == name);
    let mut out = Files::new();
    for (path, text) in read.into_iter().filter(|(path, _)| *path != SHIPPED_GROUNDS && !STAFF.contains(path)) {
        let clean = match path.split_once('/') {
            None => Some(public_settings(&settings).write()),
            Some(("content", below)) => page::page(below, text, &sections, day),
            Some(("data", _)) if hidden.below_plan(path) => None,
            Some(("data", _)) => Table::parse(text).and_then(|table| data::file(&table, day)).map(|table| table.write()),
            Some((_, below)) => {
                below.split_once('/').filter(|(name, _)| used(name)).and_then(|(_, below)| theme::file(below, text))
            }
        };
        let name = hidden.names.get(path).map_or(path, String::as_str);
        out.extend(clean.map(|clean| (name.to_owned(), clean.into_bytes())));
    }
    out
}

/// Settings without those that speak of withheld values. These sources make a site that passed the check of inference.
fn public_settings(settings: &Table) -> Table {
    let mut out = text::stripped(&settings.map(|key, node| (!SETTINGS.contains(&key)).then(|| node.clone())));
    out.set("inference", Node::from("checked"));
    out
}

/// Data files that are hidden as a whole. Their names may say what is in them.
struct Hidden {
    /// `data/2024/mini/withheld-001.toml` for each, by its own path.
    names: BTreeMap<String, String>,
    /// Ids of the plans among them.
    plans: BTreeSet<String>,
}

impl Hidden {
    fn new(files: &[(&str, &str)], day: Option<Date>) -> Hidden {
        let data = files.iter().filter(|(path, _)| path.starts_with("data/"));
        let (hidden, open): (Vec<_>, Vec<_>) = data
            .map(|(path, text)| (*path, stated(text, day)))
            .partition(|(_, stated)| stated.as_ref().is_some_and(Stated::hides_all));
        let plans = hidden.iter().filter_map(|(path, _)| path.strip_prefix("data/plans/")?.strip_suffix(".toml"));
        let plans: BTreeSet<String> = plans.map(str::to_owned).collect();
        let named: BTreeSet<String> = files.iter().filter_map(|(path, text)| plan_named(path, text)).collect();
        let mut taken: BTreeSet<String> = open.into_iter().map(|(path, _)| path.to_owned()).collect();
        let mut names = BTreeMap::new();
        for (path, stated) in hidden {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            // A plan that a page names has to be there under that name.
            let plan = path.strip_prefix("data/plans/").and_then(|name| name.strip_suffix(".toml"));
            if stated.is_none_or(|stated| stated.unsaid()) || plan.is_some_and(|plan| named.contains(plan)) {
                continue;
            }
            let free = (1..).map(|n| format!("{folder}/withheld-{n:03}.toml")).find(|name| !taken.contains(name));
            let name = free.unwrap_or_default();
            taken.insert(name.clone());
            names.insert(path.to_owned(), name);
        }
        Hidden { names, plans }
    }

    /// Whether a file is a report on a hidden plan: nothing of it is shown.
    fn below_plan(&self, path: &str) -> bool {
        let mut parts = path.split('/').skip(1);
        let year = parts.next().is_some_and(|year| year.parse::<i32>().is_ok());
        year && parts.next().is_some_and(|plan| self.plans.contains(plan))
    }
}

fn stated(text: &str, day: Option<Date>) -> Option<Stated> {
    Stated::read(Table::parse(text)?.get("disclosure")?, day)
}

/// The plan that a page or the settings speak of.
fn plan_named(path: &str, text: &str) -> Option<String> {
    let (key, table) = match path {
        "kohyo.toml" => ("home_plan", Table::parse(text)?),
        _ => ("plan", Table::parse(text.get(crate::load::parts(text)?.0)?)?),
    };
    table.text(key).map(str::to_owned)
}
