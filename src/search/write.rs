//! The files of an index, from the texts of pages (docs/search.md §3 to §5).
//!
//! In: pages in the order of their addresses. Out: `root.txt`, shards, blocks and facets, byte for byte the same for the same
//! pages. Never: more of the pages in memory, folded, than a few at a time.

use super::blocks::Blocks;
use super::coded;
use super::fold::Field;
use super::shards::Postings;
use rayon::prelude::*;

/// Positions that one unit of a span stands for: title, headings, text.
pub const UNITS: [u32; 3] = [4, 16, 64];
/// The first words of `root.txt`.
pub const MAGIC: &str = "kohyo-search 1";
/// How many pages are folded at a time.
const BATCH: usize = 64;

/// A page as the index sees it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Page {
    /// `/ja/businesses/jsr/`
    pub address: String,
    /// One line.
    pub title: String,
    /// The word of the page kind.
    pub kind: String,
    /// Fiscal years.
    pub years: Vec<i16>,
    /// Ids of bodies.
    pub bodies: Vec<String>,
    /// What readers are told of it: its kind, fiscal years, bodies.
    pub about: Vec<String>,
    /// Lines, kept apart by `\n`, without tabs.
    pub headings: String,
    /// Lines, kept apart by `\n`, without tabs.
    pub text: String,
}

/// Labels of what can be filtered, in the order shown: id and label.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Facets {
    /// Kinds of pages.
    pub kinds: Vec<(String, String)>,
    /// Fiscal years.
    pub years: Vec<(String, String)>,
    /// Bodies.
    pub bodies: Vec<(String, String)>,
}

/// The three folded fields of a page.
struct Fields([Field; 3]);

impl Fields {
    fn of(page: &mut Page) -> Fields {
        page.title = plain(&page.title);
        let mut title = Field::of(&page.title);
        if title.lines.is_empty() {
            // A page without a position would be no page.
            page.title = page.address.clone();
            title = Field::of(&page.title);
        }
        Fields([title, Field::of(&page.headings), Field::of(&page.text)])
    }
}

/// How many units a field takes: two positions keep it apart from the next one.
pub fn span(length: usize, unit: u32) -> u32 {
    if length == 0 { 0 } else { (length as u32).saturating_add(2).div_ceil(unit) }
}

/// Writes the files of an index, by name.
pub fn files(mut pages: Vec<Page>, facets: &Facets) -> Vec<(String, Vec<u8>)> {
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    let mut writer = Writer::new(&pages, facets);
    let mut rest = pages.into_iter();
    loop {
        let batch: Vec<Page> = rest.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return writer.finish();
        }
        let folded = |mut page: Page| {
            let fields = Fields::of(&mut page);
            (page, fields)
        };
        let folded: Vec<(Page, Fields)> = batch.into_par_iter().map(folded).collect();
        folded.iter().for_each(|(page, fields)| writer.page(page, fields));
    }
}

/// An index that is being written.
struct Writer<'a> {
    facets: &'a Facets,
    filters: Vec<u8>,
    documents: usize,
    spans: Vec<u8>,
    at: u32,
    ends: Vec<u32>,
    postings: Postings,
    blocks: Blocks,
}

impl Writer<'_> {
    fn new<'a>(pages: &[Page], facets: &'a Facets) -> Writer<'a> {
        let bytes = pages.iter().map(|page| page.title.len() + page.headings.len() + page.text.len()).sum();
        Writer {
            facets,
            filters: facets_head(facets),
            documents: pages.len(),
            spans: Vec::new(),
            at: 0,
            ends: Vec::new(),
            postings: Postings::default(),
            blocks: Blocks::new(bytes),
        }
    }

    fn page(&mut self, page: &Page, Fields(fields): &Fields) {
        facets_line(page, self.facets, &mut self.filters);
        let mut starts = [self.at; 3];
        for ((field, unit), start) in fields.iter().zip(UNITS).zip(&mut starts) {
            *start = self.at;
            self.postings.add(&field.folded, self.at);
            let units = span(field.folded.chars.len(), unit);
            coded::write(units, &mut self.spans);
            self.at = self.at.saturating_add(units.saturating_mul(unit));
        }
        self.ends.push(self.at);
        self.blocks.add(page, fields, starts);
    }

    fn finish(self) -> Vec<(String, Vec<u8>)> {
        let everywhere = self.postings.everywhere(&self.ends);
        let (shards, first) = self.postings.shards();
        let (blocks, starts) = self.blocks.finish();
        let root = root(self.documents, &first, &self.spans, &starts, &everywhere);
        let mut out = vec![("root.txt".to_owned(), root), ("facets.txt".to_owned(), self.filters)];
        for (folder, files) in [("t", shards), ("b", blocks)] {
            out.extend(files.into_iter().enumerate().map(|(n, bytes)| (format!("{folder}/{n}.txt"), bytes)));
        }
        out
    }
}

/// Writes `root.txt`, from the coded spans, the positions at which blocks begin, and the frequent words that every document holds.
pub fn root(documents: usize, first: &[String], spans: &[u8], starts: &[u32], everywhere: &[String]) -> Vec<u8> {
    let head = format!("{MAGIC} {documents} {} {}\n{}\n", starts.len(), first.len(), first.join("\t"));
    let mut out = head.into_bytes();
    out.extend_from_slice(spans);
    out.push(b'\n');
    let mut before = 0;
    for start in starts {
        coded::write(start - before, &mut out);
        before = *start;
    }
    out.push(b'\n');
    out.extend_from_slice(everywhere.join("\t").as_bytes());
    out.push(b'\n');
    out
}

/// Tabs and line breaks mean something in these files.
pub(super) fn plain(text: &str) -> String {
    text.split(['\t', '\n', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn facets_head(facets: &Facets) -> Vec<u8> {
    let line = |entries: &[(String, String)]| -> String {
        let entries: Vec<String> = entries.iter().map(|(id, label)| format!("{}={}", plain(id), plain(label))).collect();
        entries.join("\t") + "\n"
    };
    [&facets.kinds, &facets.years, &facets.bodies].map(|list| line(list)).concat().into_bytes()
}

fn facets_line(page: &Page, facets: &Facets, out: &mut Vec<u8>) {
    let find = |list: &[(String, String)], id: &str| list.iter().position(|(known, _)| known == id).map(|at| at as u32);
    coded::write(find(&facets.kinds, &page.kind).map_or(0, |at| at + 1), out);
    page.years.iter().filter_map(|year| find(&facets.years, &year.to_string())).for_each(|at| coded::write(at, out));
    out.push(b'\t');
    page.bodies.iter().filter_map(|body| find(&facets.bodies, body)).for_each(|at| coded::write(at, out));
    out.push(b'\n');
}
