//! One file, in every view.
//!
//! In: a file's name and bytes, and the `Search`. Out: which secrets stand in it and how, and what in it could not be read.
//! Never: more than a window of a large text, or one member of a container, in memory at once.

use super::containers::{self, DEEPEST, Fault};
use super::decode::{decode, punycode_names};
use super::encode::LEAST_BYTES;
use super::fold::{BARRIER, Folded};
use super::search::Search;
use super::tags::split;
use super::view::{Form, View};
use crate::inspect;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{EUC_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A text is read in windows of this size; most pages are far smaller.
const WINDOW: usize = 4 << 20;
/// How much of a window the next one reads again: more than the longest needle, escaped twice and cut by tags.
const OVERLAP: usize = 64 << 10;
/// The shortest run of letters that may be hex or base64 of something: eight base64 letters are six bytes.
const LEAST_RUN: usize = 7;
/// A line of letters this long may be one of several of the same base64.
const WRAPPED: usize = 60;

/// A document in which words were found.
const DOCUMENT: &str = "PDF/Office";

/// data: URIs are read with or without padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// What was seen in a file.
#[derive(Default)]
pub struct Seen {
    /// Secrets by index, with the first view in which each stood.
    pub hits: BTreeMap<usize, View>,
    /// What could not be read.
    pub faults: BTreeSet<Fault>,
    /// Whether the file's own name holds a secret; then nobody may print it.
    pub named: bool,
    /// How many texts and byte strings were searched.
    pub views: usize,
}

/// Reads a file.
pub fn scan(search: &Search, name: &str, bytes: &[u8]) -> Seen {
    let mut reader = Reader { search, seen: Seen::default(), inside: Vec::new(), form: Some(Form::Name) };
    reader.text(name, 0);
    reader.seen.named = !reader.seen.hits.is_empty();
    reader.form = None;
    reader.file(name, bytes);
    // What a reader sees in a document: letters that its bytes spell in the codes of a font.
    for text in inspect::texts(name, bytes) {
        reader.inside.push(DOCUMENT);
        reader.text(&text, 0);
        reader.inside.pop();
    }
    reader.seen
}

/// Which secrets stand in a text of the public sources.
pub fn scan_text(search: &Search, text: &str) -> BTreeSet<usize> {
    let mut reader = Reader { search, seen: Seen::default(), inside: Vec::new(), form: None };
    reader.text(text, 0);
    reader.seen.hits.into_keys().collect()
}

struct Reader<'a> {
    search: &'a Search<'a>,
    seen: Seen,
    inside: Vec<&'static str>,
    /// Set while names are read.
    form: Option<Form>,
}

impl Reader<'_> {
    fn hit(&mut self, secret: usize, form: Form) {
        let view = || View { inside: self.inside.clone(), form: self.form.unwrap_or(form) };
        self.seen.hits.entry(secret).or_insert_with(view);
    }

    fn file(&mut self, name: &str, bytes: &[u8]) {
        self.members(name, bytes);
        if self.search.is_empty() {
            // Nothing is known here that could be found; that everything can be opened is asked on every machine.
            return;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.text(text, 0);
                // As written too: a table made by hand may hold 11,100百万円 without quotes.
                if is_table(name) {
                    self.text(&fields_apart(text), 0);
                }
                self.encoded(bytes, memchr::memchr(0, bytes).is_some());
            }
            Err(_) => {
                self.encoded(bytes, true);
                self.other(bytes);
            }
        }
    }

    fn members(&mut self, name: &str, bytes: &[u8]) {
        let too_deep = self.inside.len() >= DEEPEST;
        let mut members = 0;
        let opened = containers::open(name, bytes, &mut |member| {
            members += 1;
            if !too_deep {
                self.member(member.inside, &member.name, &member.bytes);
            }
        });
        self.seen.faults.extend(opened.err());
        if too_deep && members > 0 {
            self.seen.faults.insert(Fault::TooDeep);
        }
    }

    fn member(&mut self, inside: &'static str, name: &str, bytes: &[u8]) {
        self.inside.push(inside);
        self.form = Some(Form::Name);
        self.text(name, 0);
        self.form = None;
        self.file(name, bytes);
        self.inside.pop();
    }

    /// Other encodings, byte for byte.
    fn encoded(&mut self, bytes: &[u8], any: bool) {
        self.seen.views += 1;
        let mut hits = Vec::new();
        if any {
            self.search.bytes(bytes, |secret, form| hits.push((secret, form)));
        } else {
            self.search.disguised(bytes, |secret, form| hits.push((secret, form)));
        }
        hits.into_iter().for_each(|(secret, form)| self.hit(secret, form));
    }

    /// A file that is not UTF-8: another encoding as a whole, or bytes with words between.
    fn other(&mut self, bytes: &[u8]) {
        let utf16 = match bytes {
            [0xff, 0xfe, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] => Some(UTF_16BE),
            _ => None,
        };
        for encoding in utf16.into_iter().chain([SHIFT_JIS, EUC_JP]) {
            let whole = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            if let Some(text) = whole {
                self.text(&text, 0);
            }
        }
        let mut words = String::new();
        for chunk in bytes.utf8_chunks().map(|chunk| chunk.valid()).filter(|valid| valid.len() >= LEAST_BYTES) {
            words.push_str(chunk);
            words.push(BARRIER);
        }
        self.text(&words, LEAST_BYTES);
    }

    /// A text, window by window.
    fn text(&mut self, text: &str, least: usize) {
        let mut rest = text;
        loop {
            let window = rest.get(..boundary(rest, WINDOW)).unwrap_or(rest);
            self.window(window, least);
            if window.len() == rest.len() {
                return;
            }
            rest = rest.get(boundary(rest, WINDOW - OVERLAP)..).unwrap_or_default();
        }
    }

    fn window(&mut self, raw: &str, least: usize) {
        let (text, tags) = layers(raw);
        let mut folded = Folded::with_room_for(text.len() + tags.len() + 1);
        folded.push(&text);
        folded.push("\u{1}");
        let tags_from = folded.text.len();
        folded.push(&tags);
        for name in [&text, &tags].into_iter().flat_map(|part| punycode_names(part)) {
            folded.push("\u{1}");
            folded.push(&name);
        }
        self.folded(raw, &folded, tags_from, least);
        if self.search.angled {
            self.folded(raw, &Folded::of(&decode(&decode(raw))), usize::MAX, least);
        }
        for part in [&text, &tags] {
            self.letters(part.as_bytes());
            self.data_uris(part);
        }
    }

    fn folded(&mut self, raw: &str, folded: &Folded, tags_from: usize, least: usize) {
        self.seen.views += 1;
        let mut hits: BTreeMap<usize, Form> = BTreeMap::new();
        let search = self.search;
        search.folded(folded, tags_from, least, |spelt| {
            hits.entry(spelt.secret).or_insert_with(|| {
                let plain = memchr::memmem::find(raw.as_bytes(), spelt.written.as_bytes()).is_some();
                if plain { Form::Plain } else { Form::Decoded }
            });
        });
        hits.into_iter().for_each(|(secret, form)| self.hit(secret, form));
    }

    /// hex and base64: only runs of letters can hold them, and pages have few that are long enough. Runs of which each fills a
    /// line are read as one; that a few others are joined as well does no harm. All runs are read in one go, with a line end between.
    fn letters(&mut self, text: &[u8]) {
        self.seen.views += 1;
        let (mut runs, mut at, mut goes_on) = (Vec::new(), 0, false);
        while let Some(found) = run(text, at, if goes_on { 1 } else { LEAST_RUN }) {
            at = found.end;
            let run = text.get(found).unwrap_or_default();
            runs.extend_from_slice(run);
            goes_on = run.len() >= WRAPPED;
            if !goes_on {
                runs.push(b'\n');
            }
        }
        let (mut hits, search) = (Vec::new(), self.search);
        search.letters(&runs, |secret, form| hits.push((secret, form)));
        hits.into_iter().for_each(|(secret, form)| self.hit(secret, form));
    }

    /// Files written into an address. Those in percent escapes are text already.
    fn data_uris(&mut self, text: &str) {
        for at in memchr::memmem::find_iter(text.as_bytes(), b";base64,") {
            let body = text.as_bytes().get(at + 8..).unwrap_or_default();
            let end = body.iter().position(|b| !is_letter(*b) && !b.is_ascii_whitespace()).unwrap_or(body.len());
            let letter = |b: &u8| match b {
                b'-' => Some(b'+'),
                b'_' => Some(b'/'),
                b if b.is_ascii_whitespace() || *b == b'=' => None,
                b => Some(*b),
            };
            let letters: Vec<u8> = body.get(..end).unwrap_or_default().iter().filter_map(letter).collect();
            let whole = letters.len() - usize::from(letters.len() % 4 == 1);
            let Ok(bytes) = LENIENT.decode(letters.get(..whole).unwrap_or_default()) else { continue };
            if self.inside.len() >= DEEPEST {
                self.seen.faults.insert(Fault::TooDeep);
            } else if !bytes.is_empty() {
                self.member("data: URI", "", &bytes);
            }
        }
    }
}

/// The next run of at least so many letters, from a place on that is not inside of one. Where the last byte that it would need is no
/// letter, none of those before it can begin it: of most text one byte in seven is looked at.
fn run(text: &[u8], from: usize, least: usize) -> Option<Range<usize>> {
    let mut start = from;
    loop {
        let needed = text.get(start..start + least)?;
        match needed.iter().rposition(|b| !is_letter(*b)) {
            Some(at) => start += at + 1,
            None => {
                let behind = text.get(start + least..).unwrap_or_default();
                let more = behind.iter().position(|b| !is_letter(*b)).unwrap_or(behind.len());
                return Some(start..start + least + more);
            }
        }
    }
}

/// The letters of base64, base64url and hex.
fn is_letter(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_' | b'=')
}

/// What a reader would see and what stands in tags, with two layers of escapes undone. Tags are taken out between the layers,
/// since feeds escape whole pages.
fn layers(raw: &str) -> (String, String) {
    let mut parts = split(raw);
    for _ in 0..2 {
        let (text, tags) = (decode(&parts.text), decode(&parts.tags));
        let unchanged = matches!((&text, &tags), (Cow::Borrowed(_), Cow::Borrowed(_)));
        if unchanged {
            break;
        }
        let (of_text, of_tags) = (split(&text), split(&tags));
        parts.text = of_text.text;
        parts.tags = format!("{}{BARRIER}{}{}", of_tags.text, of_tags.tags, of_text.tags);
    }
    (parts.text, parts.tags)
}

fn is_table(name: &str) -> bool {
    [".csv", ".tsv"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

/// A comma between fields is no separator of thousands: it becomes a space, so that a number and the unit in the next field are
/// read together.
fn fields_apart(text: &str) -> String {
    let mut quoted = false;
    let field = |c: char| {
        quoted ^= c == '"';
        if c == ',' && !quoted { ' ' } else { c }
    };
    text.chars().map(field).collect()
}

/// The last character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &[u8], least: usize) -> Vec<&[u8]> {
        let mut at = 0;
        let next = || {
            let found = run(text, at, least)?;
            at = found.end;
            text.get(found)
        };
        std::iter::from_fn(next).collect()
    }

    proptest::proptest! {
        #[test]
        fn runs_are_those_that_one_finds_letter_by_letter(text in "([a-z0-9+/=]{0,12}[ あ<\n]?){0,8}", least in 1usize..9) {
            let expected: Vec<&[u8]> = text.as_bytes().split(|b| !is_letter(*b)).filter(|run| run.len() >= least).collect();
            proptest::prop_assert_eq!(runs(text.as_bytes(), least), expected);
        }
    }
}
