//! オープンデータ: all files by plan and table, the code table, the change log, how to cite.
//!
//! In: the catalogue of files, the news of the site, the code table. Out: the view. Never: an explanation of a column or state that the
//! schemas of the files do not have.

use super::super::news::{self, News};
use super::super::opendata::columns::{CORRECTIONS, Column, Kind, RECORD, REGISTER, STATUSES, Word};
use super::super::opendata::{File, Listed};
use super::dataset;
use super::frame::Frame;
use super::said::{Cx, Link, Said, Time, value};
use crate::disclosed::{Plan, address};
use crate::figures::{Decimal, Lang};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct DataView {
    groups: Vec<GroupView>,
    about_all: Vec<Link>,
    statuses: Vec<WordView>,
    columns: Vec<ColumnsView>,
    log: Vec<NewsView>,
    undated: Vec<NewsView>,
    feed: String,
    citation: String,
}

/// The tables of a plan, or of the site.
#[derive(Serialize)]
struct GroupView {
    anchor: String,
    name: Said,
    rows: Vec<TableView>,
}

#[derive(Serialize)]
struct TableView {
    name: Link,
    about: Said,
    rows: String,
    files: Vec<Link>,
}

#[derive(Serialize)]
struct ColumnsView {
    anchor: &'static str,
    title: String,
    columns: Vec<ColumnView>,
}

#[derive(Serialize)]
struct ColumnView {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    kind: String,
    words: Vec<WordView>,
}

#[derive(Serialize)]
struct WordView {
    word: &'static str,
    /// Where the word is of another language than the page.
    lang: Option<&'static str>,
    meaning: &'static str,
}

#[derive(Serialize)]
struct NewsView {
    day: Option<Time>,
    kind: &'static str,
    link: Link,
}

/// The path of the page about the data.
pub fn address(cx: &Cx) -> Option<String> {
    let shown = |page: &&crate::disclosed::Page| page.kind == PageKind::Data && page.lang == cx.lang && !page.body.is_withheld();
    cx.index.site.pages().find(shown).map(|page| cx.path(&page.address))
}

/// The view of the page.
pub fn view(cx: &Cx, frame: &Frame) -> Value {
    let (log, undated): (Vec<_>, Vec<_>) = news::news(cx.index.site).into_iter().partition(|news| news.day.is_some());
    let told = |list: Vec<News>| list.iter().map(|each| entry(cx, each)).collect();
    let files = [("data-package", address::DATA_PACKAGE), ("data-catalog", address::DATA_CATALOG)];
    value(&DataView {
        groups: groups(cx),
        about_all: files.into_iter().filter_map(|(key, path)| whole(cx, key, path)).collect(),
        statuses: words(cx, &STATUSES),
        columns: vec![
            columns(cx, "k_columns", "data-columns-record", &RECORD),
            columns(cx, "k_columns_withheld", "data-columns-register", &REGISTER),
            columns(cx, "k_columns_corrections", "data-columns-corrections", &CORRECTIONS),
        ],
        log: told(log),
        undated: told(undated),
        feed: format!("/{}", address::feed_file(cx.lang.code())),
        citation: citation(cx, frame),
    })
}

fn groups(cx: &Cx) -> Vec<GroupView> {
    let group = |anchor: String, name: Said, plan: Option<&str>| GroupView {
        anchor,
        name,
        rows: cx.index.open_data.of(plan).into_iter().map(|listed| table(cx, listed)).collect(),
    };
    let of_plan = |plan: &Plan| group(format!("data-{}", plan.id), cx.say(&plan.short), Some(&plan.id));
    let plans = cx.index.site.plans().map(of_plan);
    let site = group("k_data_site".to_owned(), Said::plain(cx.words.get("data-site")), None);
    plans.chain([site]).filter(|group| !group.rows.is_empty()).collect()
}

fn table(cx: &Cx, table: &Listed) -> TableView {
    let schema = address::csv_metadata(&table.csv.path);
    let bytes = cx.index.size(&schema);
    let files = [
        Some(file(cx, "CSV", &table.csv)),
        Some(file(cx, "JSON", &table.json)),
        bytes.map(|bytes| download(cx, &cx.words.get("data-schema"), &schema, bytes)),
    ];
    TableView {
        name: Link { said: cx.say(&table.title), href: dataset::shown_at(cx, table) },
        about: cx.say(&table.about),
        rows: Decimal::whole(i64::try_from(table.rows).unwrap_or(i64::MAX)).grouped(),
        files: files.into_iter().flatten().collect(),
    }
}

fn file(cx: &Cx, format: &str, file: &File) -> Link {
    download(cx, format, &file.path, file.bytes)
}

fn whole(cx: &Cx, key: &str, path: &str) -> Option<Link> {
    Some(download(cx, &cx.words.get(key), path, cx.index.size(path)?))
}

fn download(cx: &Cx, format: &str, path: &str, bytes: usize) -> Link {
    let size = bytes.div_ceil(1000).max(1).to_string();
    let text = cx.words.fill("data-file", &[("format", format), ("size", &size)]);
    Link { said: Said::plain(text), href: Some(format!("/{path}")) }
}

fn words(cx: &Cx, list: &[Word]) -> Vec<WordView> {
    let meaning = |(_, ja, en): &Word| if cx.lang == Lang::Ja { *ja } else { *en };
    let lang = |word: &str| (cx.lang != Lang::Ja && !word.is_ascii()).then_some(Lang::Ja.code());
    list.iter().map(|each| WordView { word: each.0, lang: lang(each.0), meaning: meaning(each) }).collect()
}

fn columns(cx: &Cx, anchor: &'static str, key: &str, list: &'static [Column]) -> ColumnsView {
    let view = |column: &'static Column| ColumnView {
        name: column.name,
        title: column.title(cx.lang),
        about: column.about(cx.lang),
        kind: cx.words.get(kind(column.kind)),
        words: match column.kind {
            // The states have a table of their own.
            Kind::One(list) if list.len() != STATUSES.len() => words(cx, list),
            _ => Vec::new(),
        },
    };
    ColumnsView { anchor, title: cx.words.get(key), columns: list.iter().map(view).collect() }
}

/// The word of the theme for what a column may hold.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Words(_) => "data-kind-text",
        Kind::Number => "data-kind-number",
        Kind::Whole => "data-kind-whole",
        Kind::Day => "data-kind-day",
        Kind::Dates => "data-kind-dates",
        Kind::Address => "data-kind-address",
        Kind::One(_) => "data-kind-one",
    }
}

fn entry(cx: &Cx, news: &News) -> NewsView {
    NewsView {
        day: news.day.map(|day| cx.day(day)),
        kind: news.kind.name(cx.lang),
        link: Link { said: cx.say(&news.title), href: news.path(cx.lang).map(str::to_owned) },
    }
}

fn citation(cx: &Cx, frame: &Frame) -> String {
    let site = cx.index.site;
    let publisher = site.publisher.any(cx.lang);
    let updated = site.updated.map(|day| day.long(cx.lang)).unwrap_or_default();
    let licence = site.licence.as_ref().map(|(name, _)| name.any(cx.lang)).unwrap_or_default();
    let values = [
        ("publisher", publisher),
        ("site", site.title.any(cx.lang)),
        ("date", &updated),
        ("url", frame.canonical()),
        ("licence", licence),
    ];
    cx.words.fill("data-cite", &values)
}
