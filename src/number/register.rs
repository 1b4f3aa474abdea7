//! The next numbers, and `data/register.toml` in which the last one is kept.
//!
//! In: the numbers of a site and its register. Out: numbers that nothing has or had; what the register is to say. Never: a number
//! for the second time; a clock.

use super::edit::Edit;
use crate::authored::{Numbering, RegisterNumber, Site};
use crate::diagnostics::{Finding, Words, codes};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Where the register is kept.
pub const REGISTER: &str = "data/register.toml";

/// Gives the numbers of one year.
pub struct Counter {
    letters: String,
    year: i64,
    last: i64,
}

impl Counter {
    /// Goes on where the register and the numbers in use end, with the letters of the newest of them.
    pub fn new(site: &Site, year: i64) -> Counter {
        let newest = used(site).max_by_key(|number| (number.year, number.count, number.letters.clone()));
        let letters = newest.map_or_else(|| "W".to_owned(), |number| number.letters);
        let in_use = used(site).filter(|number| number.year == year).map(|number| number.count);
        let series = site.data.register.iter().flatten().filter(|series| series.year.value == year);
        let last = in_use.chain(series.map(|series| series.last.value)).max().unwrap_or(0).max(0);
        Counter { letters, year, last }
    }

    /// The next one; `None` when there are no more.
    pub fn give(&mut self) -> Option<RegisterNumber> {
        self.last = self.last.checked_add(1)?;
        Some(RegisterNumber { letters: self.letters.clone(), year: self.year, count: self.last })
    }
}

fn used(site: &Site) -> impl Iterator<Item = RegisterNumber> {
    site.numbers.iter().filter_map(|item| RegisterNumber::parse(&item.number.as_ref()?.value))
}

/// How the register is brought up to date.
#[derive(Debug)]
pub enum Entry {
    /// In the file that is there.
    Edit(Edit),
    /// As a new file.
    New(String),
}

/// Raises the last number of the counter's year.
pub fn entry(site: &Site, sources: &Sources, counter: &Counter) -> Result<Entry, Finding> {
    let (Some(file), Some(register)) = (sources.find(REGISTER), &site.data.register) else {
        return Ok(Entry::New(new_register(site, counter)));
    };
    if let Some(Numbering { last, .. }) = register.iter().find(|series| series.year.value == counter.year) {
        return Ok(Entry::Edit(Edit { file, range: last.span.range(), text: counter.last.to_string() }));
    }
    let text = &sources.file(file).text;
    if !takes_series(text) {
        return Err(no_room(counter.year).at(Span::new(file, 0..0)));
    }
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = if text.ends_with('\n') { line_break.to_owned() } else { line_break.repeat(2) };
    let lines = format!("{before}{}", series(counter.year, counter.last)).replace("\r\n", "\n").replace('\n', line_break);
    Ok(Entry::Edit(Edit { file, range: text.len()..text.len(), text: lines }))
}

/// Every year of which a number is in use gets its line: a number that the register does not know is a finding.
fn new_register(site: &Site, counter: &Counter) -> String {
    let mut years: BTreeMap<i64, i64> = BTreeMap::from([(counter.year, counter.last)]);
    for number in used(site) {
        let last = years.entry(number.year).or_default();
        *last = number.count.max(*last);
    }
    let head = "# 非公表の番号。一度付けた番号は、消しても使い回しません。 / Register numbers: given once, never again.";
    let series: String = years.into_iter().map(|(year, last)| format!("\n{}", series(year, last))).collect();
    format!("{head}\ndisclosure = \"公表\"\n{series}")
}

fn series(year: i64, last: i64) -> String {
    format!("[[series]]\nyear = {year}\nlast = {last}\n")
}

/// Whether `[[series]]` may follow: an array between brackets cannot be added to in this way.
fn takes_series(text: &str) -> bool {
    let (parsed, _) = DeTable::parse_recoverable(text);
    let series = parsed.get_ref().iter().find(|(key, _)| key.get_ref() == "series");
    series.is_none_or(|(_, value)| text.get(value.span()).is_some_and(|written| written.starts_with("[[")))
}

fn no_room(year: i64) -> Finding {
    let message = Words::new(
        format!("台帳（{REGISTER}）に {year} 年を書き足せません。"),
        format!("the year {year} cannot be added to the register ({REGISTER})"),
    );
    let help = Words::new(
        format!("series に {{ year = {year}, last = 0 }} を書き足してから、もう一度実行してください。"),
        format!("add {{ year = {year}, last = 0 }} to `series`, and run this again."),
    );
    Finding::new(codes::NUMBERS_REFUSED, message).help(help)
}
