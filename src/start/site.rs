//! A new site: small, complete, in two languages, with one figure withheld. The binary alone is enough.
//!
//! In: a title and today. Out: the files of a site folder that builds without a finding. Never: a look at the folder; a clock.

use super::{Begun, Left, filled, quoted};
use crate::diagnostics::Words;
use crate::figures::{Date, FiscalYear, Lang, fiscal_year_of};
use crate::source::{Change, SitePath};
use include_dir::{Dir, DirEntry, include_dir};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/start/site");

/// What is asked for.
#[derive(Clone, Default, Debug)]
pub struct NewSite {
    /// The title in Japanese.
    pub title: Option<String>,
    /// The title in English.
    pub title_en: Option<String>,
}

/// Begins a site on a day. Its plan began three fiscal years before and has two years to go.
pub fn site(asked: &NewSite, today: Date) -> Begun {
    let words = words(asked, today);
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    let changes = files
        .into_iter()
        .filter_map(|(path, text)| Some(Change::new_file(SitePath::new(&placed(path, today))?, filled(text, &words))));
    let mut changes: Vec<Change> = changes.collect();
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    let left = vec![Left {
        path: "kohyo.toml".to_owned(),
        what: Words::new(
            "title、base_url、publisher、contact を自分のものにします。",
            "make title, base_url, publisher and contact your own.",
        ),
    }];
    Begun { changes, left, ..Begun::default() }
}

fn collect<'a>(dir: &'a Dir<'a>, out: &mut Vec<(&'a str, &'a str)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, out),
            DirEntry::File(file) => out.extend(file.path().to_str().zip(file.contents_utf8())),
        }
    }
}

/// Folders of years have the name of the year; a name with a dot would hide the file here.
fn placed(path: &str, today: Date) -> String {
    match path.strip_prefix("data/y").and_then(|rest| Some((rest.get(..1)?.parse::<i32>().ok()?, rest.get(1..)?))) {
        Some((n, rest)) => format!("data/{}{rest}", year(today, n).0),
        None if path == "gitignore" => ".gitignore".to_owned(),
        None => path.to_owned(),
    }
}

/// The n-th year of the plan; the third is the last one that is over.
fn year(today: Date, n: i32) -> FiscalYear {
    FiscalYear(fiscal_year_of(today).0 - 4 + n)
}

fn words(asked: &NewSite, today: Date) -> Vec<(&'static str, String)> {
    const YEARS: [&str; 5] = ["Y1", "Y2", "Y3", "Y4", "Y5"];
    let title = |given: &Option<String>, none: &str| quoted(given.as_deref().unwrap_or(none)).trim().to_owned();
    let latest = year(today, 3);
    let years = YEARS.into_iter().zip(1..).map(|(name, n)| (name, year(today, n).0.to_string()));
    let words = [
        ("TITLE_JA", title(&asked.title, "見本計画の目標と実績")),
        ("TITLE_EN", english_title(asked)),
        ("TODAY", today.to_string()),
        ("REVIEW", in_a_year(today).to_string()),
        ("YEAR", format!("{:04}", today.calendar_year())),
        ("Y3_JA", latest.name(Lang::Ja)),
        ("Y3_EN", latest.name(Lang::En)),
    ];
    words.into_iter().chain(years).collect()
}

/// A title that has no English yet says so, and `kohyo status` asks for it.
fn english_title(asked: &NewSite) -> String {
    match (&asked.title, &asked.title_en) {
        (_, Some(title)) => format!("title.en = {}", quoted(title).trim()),
        (None, None) => "title.en = \"Specimen Plan: Targets and Results\"".to_owned(),
        (Some(_), None) => "title.missing = [\"en\"]".to_owned(),
    }
}

/// The same day of the next year; of the last day of February, the day before.
fn in_a_year(day: Date) -> Date {
    let text = day.to_string();
    let (year, rest) = (day.calendar_year() + 1, text.get(5..).unwrap_or_default());
    Date::parse(&format!("{year:04}-{rest}")).or_else(|| Date::parse(&format!("{year:04}-02-28"))).unwrap_or(day)
}
