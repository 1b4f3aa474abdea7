//! Reading TOML tables key by key, so that every problem of a file is found in one run, each at its place.
//!
//! In: the text of one file. Out: `File` (findings and masks collected on the way) and `Row` (one table). Never: a stop at
//! the first problem; a key that is passed over in silence.

use super::marks;
use crate::authored::{Disclosure, Id, InText, Numbered, State, Withholding};
use crate::diagnostics::{Finding, Masks, Words, codes, words};
use crate::figures::{Date, Units};
use crate::shape;
use crate::source::{FileId, Span, Spanned};
use std::cell::RefCell;
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

/// What reading a file leaves beside its rows.
#[derive(Default)]
pub struct Noted {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What no message may quote.
    pub masks: Masks,
    /// Grounds that were named.
    pub grounds: Vec<Id>,
    /// Register numbers that were given, and withheld things without one.
    pub numbers: Vec<Numbered>,
    /// 存否応答拒否: where something stands of which nobody is told.
    pub unsaid: Vec<Span>,
}

/// What is known while one file is being read.
pub struct File<'a> {
    /// Which file.
    pub id: FileId,
    /// Its text.
    pub text: &'a str,
    /// For reading figures.
    pub units: &'a Units,
    /// Whether sources may carry withheld values.
    pub confidential: bool,
    /// The day for which the site is built; an embargo that is over and released by then is lifted.
    pub day: Option<Date>,
    /// How strict the file's own statement is: no row in it is laxer.
    pub floor: u8,
    /// The statement of the row that is being read, when it shows only its name.
    pub hidden_values: Option<Disclosure>,
    /// Whether the row that is being read is hidden as a whole.
    pub hidden_row: bool,
    /// The address of the page, or the path of the data file.
    pub within: String,
    /// The text in two languages that is being read, and which of the two.
    pub in_text: Option<InText>,
    below_hidden: bool,
    offset: usize,
    withheld: usize,
    doubts: usize,
    grounds: Vec<Id>,
    numbers: Vec<Numbered>,
    unsaid: Vec<Span>,
    findings: Vec<Finding>,
    /// Parts that no message may quote.
    pub masks: Masks,
    /// While nothing is read and only the keys that are asked for are noted.
    shape: Option<shape::Table>,
}

/// A parsed value with its place inside the parsed text.
pub type Value<'t> = toml::Spanned<DeValue<'t>>;

impl<'a> File<'a> {
    /// Begins reading a file.
    pub fn new(id: FileId, text: &'a str, units: &'a Units, confidential: bool) -> File<'a> {
        File {
            id,
            text,
            units,
            confidential,
            day: None,
            floor: 0,
            hidden_values: None,
            hidden_row: false,
            within: String::new(),
            in_text: None,
            below_hidden: false,
            offset: 0,
            withheld: 0,
            doubts: 0,
            grounds: Vec::new(),
            numbers: Vec::new(),
            unsaid: Vec::new(),
            findings: Vec::new(),
            masks: Masks::default(),
            shape: None,
        }
    }

    /// A file in which nothing stands: whoever reads it is only asked what it would read.
    pub fn blank(text: &'a str, units: &'a Units) -> File<'a> {
        File { shape: Some(shape::Table::default()), ..File::new(FileId::default(), text, units, false) }
    }

    /// What the reader of a blank file asked for.
    pub fn into_shape(self) -> shape::Table {
        self.shape.unwrap_or_default()
    }

    /// Reads the whole text as one table and reports every key that nobody asked for.
    pub fn whole<T>(&mut self, read: impl FnOnce(&mut File<'a>, &Row) -> T) -> T {
        let start = self.start();
        self.part(0..self.text.len(), start, read)
    }

    /// The same of a part of the text (front matter), which stands at `place`.
    pub fn part<T>(&mut self, range: std::ops::Range<usize>, place: Span, read: impl FnOnce(&mut File<'a>, &Row) -> T) -> T {
        if self.shape.is_some() {
            let (shape, out) = noted(|row| read(self, row));
            self.shape = Some(shape);
            return out;
        }
        let parsed = self.parse_part(range);
        let row = Row::new(&parsed, place);
        let out = read(self, &row);
        row.finish(self);
        out
    }

    /// Hands over what was found. In a file that is not well-formed TOML, what seems to be missing may only have been
    /// unreadable, so those findings wait until the TOML is right. Where such a file withholds something, all other findings
    /// wait: a broken line can make a key or a word of what was to be hidden.
    pub fn noted(self) -> Noted {
        let broken = self.findings.iter().any(|f| f.code == codes::BAD_TOML);
        let hidden = broken && self.may_hide();
        let missing = [
            codes::MISSING_KEY,
            codes::MISSING_LANGUAGE,
            codes::NO_DISCLOSURE,
            codes::NO_GROUND,
            codes::NO_DECISION,
            codes::NO_REVIEW,
            codes::NO_EMBARGO_DAY,
        ];
        let places = |f: &Finding| f.places.first().map(|place| place.span);
        let faults: Vec<Span> = self.findings.iter().filter(|f| f.code == codes::BAD_TOML).filter_map(places).collect();
        // What the parser made of a broken value is not what the author wrote.
        let follows = |f: &Finding| places(f).is_some_and(|place| faults.iter().any(|fault| fault.start == place.start));
        let waits = |f: &Finding| f.code != codes::BAD_TOML && (hidden || (broken && missing.contains(&f.code)) || follows(f));
        let findings = self.findings.into_iter().filter(|f| !waits(f)).collect();
        let (grounds, numbers) = if hidden { Default::default() } else { (self.grounds, self.numbers) };
        Noted { findings, masks: self.masks, grounds, numbers, unsaid: self.unsaid }
    }

    /// Remembers ground and number of something withheld, so that each can be held against the site's tables.
    pub fn name_withheld<T>(&mut self, withheld: &Withholding<T>) {
        self.name_grounds(&withheld.ground);
        if withheld.acknowledged && !withheld.broken {
            self.numbers.push(Numbered {
                number: withheld.id.clone(),
                kind: withheld.kind,
                // What a statement hides has its number there.
                span: withheld.stated.as_ref().map_or(withheld.span, |stated| stated.span),
                ground: withheld.ground.clone(),
                in_text: self.in_text.clone(),
                carried: withheld.payload.is_some(),
                within: self.within.clone(),
            });
        }
        if !withheld.acknowledged {
            self.unsaid.push(withheld.stated.as_ref().map_or(withheld.span, |stated| stated.span));
        }
    }

    /// How many withheld things were named so far.
    pub fn named(&self) -> usize {
        self.numbers.len()
    }

    /// Where the first of them stands.
    pub fn first_named(&self) -> Option<Span> {
        self.numbers.first().map(|part| part.span)
    }

    /// Forgets those named from the `since`th on that have no number and stand outside of `shown`: parts of something that is
    /// hidden whole have none of their own, for nobody is told of them.
    pub fn hidden_whole(&mut self, since: usize, shown: Option<Span>) {
        let parts = self.numbers.split_off(since.min(self.numbers.len()));
        let is_shown = |part: &Numbered| shown.is_some_and(|shown| shown.start <= part.span.start && part.span.end <= shown.end);
        self.numbers.extend(parts.into_iter().filter(|part| part.number.is_some() || is_shown(part)));
    }

    /// Remembers the grounds that something in this file names, so that each can be held against `data/grounds.toml`.
    pub fn name_grounds<'g>(&mut self, grounds: impl IntoIterator<Item = &'g Id>) {
        self.grounds.extend(grounds.into_iter().cloned());
    }

    /// A typed word as a message may repeat it: not one that stands in a hidden part.
    pub fn echo<'t>(&self, typed: &'t str, at: Span) -> &'t str {
        if self.masks.touch(at) { "…" } else { echo(typed) }
    }

    /// Whether something in the file may be withheld, also where it cannot be read.
    pub fn may_hide(&self) -> bool {
        // The state itself may be what is broken: these keys stand in a statement that withholds.
        let states = || ["ground", "decided", "released"].iter().any(|key| self.text.contains(key));
        self.below_hidden || speaks_of_withholding(self.text) || states()
    }

    /// Nothing of the file may be quoted: it stands below a section that hides its pages.
    pub fn stands_below_hidden(&mut self) {
        self.below_hidden = true;
        self.masks.hide(Span::new(self.id, 0..self.text.len()));
    }

    /// Reports a problem.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A withheld value stands in sources that are not declared confidential.
    pub fn refuse_payload(&mut self, place: Span) {
        if !self.confidential {
            self.finding(payload_in_source(place));
        }
    }

    /// Words of something hidden: no message quotes them, and only confidential sources hold them.
    pub fn hide_payload(&mut self, place: Span) {
        self.hide(place);
        self.refuse_payload(place);
    }

    /// No message quotes what stands there.
    pub fn hide(&mut self, place: Span) {
        self.masks.hide(place);
    }

    /// Whether a value at `place` may be taken over: not where only the names of the row are shown.
    pub fn shows_values(&mut self, place: Span) -> bool {
        if self.hidden_values.is_some() {
            self.hide_payload(place);
        }
        self.hidden_values.is_none()
    }

    /// Counts a withheld part, so that the file's state can be held against what is in it.
    pub fn count_withheld(&mut self) {
        self.withheld += 1;
    }

    /// Counts something that looks like a mark: whether anything was to be withheld there is not known.
    pub fn doubt(&mut self) {
        self.doubts += 1;
    }

    /// How many such places were seen so far.
    pub fn doubts(&self) -> usize {
        self.doubts
    }

    /// How many withheld parts were seen so far.
    pub fn withheld(&self) -> usize {
        self.withheld
    }

    /// Hides the whole file but the line of its disclosure statement, which says nothing but the state.
    pub fn hide_all_but_line(&mut self, statement: std::ops::Range<usize>) {
        let before = self.text.get(..statement.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end =
            self.text.get(statement.end..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |at| statement.end + at);
        self.masks.hide(Span::new(self.id, 0..line_start));
        if !statement.is_empty() {
            self.masks.hide(Span::new(self.id, line_end..self.text.len()));
        } else {
            self.masks.hide(Span::new(self.id, 0..self.text.len()));
        }
    }

    /// A byte range of the parsed text as a place in the file.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.id, range.start + self.offset..range.end + self.offset)
    }

    /// The very beginning of the file.
    pub fn start(&self) -> Span {
        Span::new(self.id, 0..0)
    }

    /// Parses a part of the text. Faults become findings; what could be read is read all the same.
    fn parse_part(&mut self, range: std::ops::Range<usize>) -> DeTable<'a> {
        self.offset = range.start;
        let text = self.text.get(range).unwrap_or_default();
        // Also in values that nobody reads, because their key is misspelt.
        for payload in marks::payloads(text) {
            let span = self.span(payload);
            self.masks.hide(span);
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        let hidden = self.may_hide();
        if !errors.is_empty() && hidden {
            self.masks.hide_whole(self.id);
        }
        for error in errors {
            let span = self.span(error.span().unwrap_or(0..0));
            let cause = if hidden { "" } else { error.message() };
            self.findings.push(super::parser::fault(cause).at(span));
        }
        let table = table.into_inner();
        self.mask_withheld(&table);
        self.refuse_marked_keys(&table);
        table
    }

    /// A key cannot hold a mark, wherever it stands.
    fn refuse_marked_keys(&mut self, table: &DeTable) {
        for (key, value) in table {
            if marks::any_in(key.get_ref()) {
                let span = self.span(key.span());
                marks::refuse(self, span, true);
                // What was to be hidden may stand on either side.
                self.hide_value(value);
            }
            match value.get_ref() {
                DeValue::Table(inner) => self.refuse_marked_keys(inner),
                DeValue::Array(items) => {
                    items.iter().filter_map(|item| item.get_ref().as_table()).for_each(|inner| self.refuse_marked_keys(inner))
                }
                _ => (),
            }
        }
    }

    /// Hides what stands in a withheld cell or row from every message, wherever it is and whether or not anybody reads it: a
    /// misspelt key must not bring its value into a finding.
    fn mask_withheld(&mut self, table: &DeTable) {
        let has = |key: &str| table.keys().any(|k| k.get_ref() == key);
        let cell = has("withheld") || (has("ground") && !has("state"));
        let row = table.iter().any(|(k, v)| match k.get_ref().as_ref() {
            "disclosure" => stated(v.get_ref()).is_none_or(State::hides_all),
            // The key may be misspelt; a value that says 非公表 is taken at its word.
            _ => stated(v.get_ref()).is_some_and(State::hides_all),
        });
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if cell || row || value.get_ref().as_str().is_some_and(marks::any_in) {
                self.hide_comment(value);
            }
            // A ground or number that is not plain ASCII may have run together with what stood behind it.
            let plain = value.get_ref().is_bool() || value.get_ref().as_str().is_some_and(str::is_ascii);
            let said = if row { name == "disclosure" } else { plain && ["withheld", "ground", "id"].contains(&name) };
            if let ("disclosure", DeValue::Table(statement)) = (name, value.get_ref()) {
                self.mask_statement(statement);
            } else if (cell || row) && !said {
                self.hide_value(value);
            } else {
                self.mask_inside(value);
            }
        }
    }

    /// What a statement says of itself may be quoted, but not words that may have run together with something else, and not the
    /// day of an embargo, which may be unannounced.
    fn mask_statement(&mut self, table: &DeTable) {
        let known = ["state", "ground", "id", "decided", "review", "title_public", "stub", "children", "show", "announce"];
        for (key, value) in table {
            let plain = match value.get_ref() {
                DeValue::String(text) => text.is_ascii() || stated(value.get_ref()).is_some(),
                DeValue::Boolean(_) | DeValue::Datetime(_) => true,
                _ => false,
            };
            if !(plain && known.contains(&key.get_ref().as_ref())) {
                self.hide_value(value);
            }
        }
    }

    fn mask_inside(&mut self, value: &Value) {
        match value.get_ref() {
            DeValue::Table(table) => self.mask_withheld(table),
            DeValue::Array(items) => items.iter().for_each(|item| self.mask_inside(item)),
            _ => (),
        }
    }

    /// A remark behind something withheld: people note there what they took out.
    fn hide_comment(&mut self, value: &Value) {
        let end = self.span(value.span()).end as usize;
        let rest = self.text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let mut quote = None;
        let begins = rest.char_indices().find(|(_, c)| {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(*c),
                (Some(open), c) if open == *c => quote = None,
                _ => (),
            }
            quote.is_none() && *c == '#'
        });
        if let Some((at, _)) = begins {
            self.masks.hide(Span::new(self.id, end + at..end + rest.len()));
        }
    }

    /// A value with all that is in it: the span of a `[table]` covers its heading alone.
    fn hide_value(&mut self, value: &Value) {
        let span = self.span(value.span());
        self.masks.hide(span);
        match value.get_ref() {
            DeValue::Table(table) => table.values().for_each(|inner| self.hide_value(inner)),
            DeValue::Array(items) => items.iter().for_each(|item| self.hide_value(item)),
            _ => (),
        }
    }
}

/// The state that a value says, as a word or in a table; `None` for any other value or word.
fn stated(value: &DeValue) -> Option<State> {
    let word = match value {
        DeValue::Table(table) => table.iter().find(|(k, _)| k.get_ref() == "state").and_then(|(_, v)| v.get_ref().as_str()),
        other => other.as_str(),
    };
    word.and_then(|word| State::WORDS.iter().find(|(known, _)| *known == word)).map(|(_, state)| *state)
}

/// A withheld value stands in sources that are not declared confidential.
fn payload_in_source(span: Span) -> Finding {
    let message = Words::new("非公表の値が原稿に書かれています。", "a withheld value stands in the sources");
    let help = Words::new(
        "値を消し、《非公表》のように印だけを残してください。もう人に渡したり履歴に残したりした原稿からは、消しても消えません。すぐに文書管理の担当に伝えてください。（職員だけの場所で扱う原稿では、管理する人が kohyo.toml に confidential = true と書いておきます。）",
        "remove the value and leave the mark alone. What was handed on or committed already stays where it is: tell whoever is in charge of records at once. (For sources that never leave the staff, whoever keeps them writes confidential = true in kohyo.toml.)",
    );
    Finding::new(codes::PAYLOAD_IN_SOURCE, message).at(span).help(help)
}

/// Whether a text that could not be parsed may hold something withheld.
pub fn speaks_of_withholding(text: &str) -> bool {
    ["withheld", "非公表", "embargoed", "公表予定", "存否応答拒否", "unacknowledged"].iter().any(|word| text.contains(word))
}

/// One table of a file; remembers which keys were asked for, so that the others can be reported.
pub struct Row<'t, 'i> {
    entries: &'t DeTable<'i>,
    /// The place of the table.
    pub span: Span,
    asked: RefCell<BTreeSet<&'static str>>,
    shape: Option<RefCell<shape::Table>>,
}

/// What a reader asks of a table: it gets an empty one.
fn noted<T>(read: impl FnOnce(&Row) -> T) -> (shape::Table, T) {
    let empty = DeTable::new();
    let mut row = Row::new(&empty, Span::new(FileId::default(), 0..0));
    row.shape = Some(RefCell::default());
    let out = read(&row);
    (row.shape.map(RefCell::into_inner).unwrap_or_default(), out)
}

/// The shape of a table that is read by `read`.
pub fn shape_of<T>(read: impl FnOnce(&mut File, &Row) -> T) -> shape::Table {
    let units = Units::default();
    let mut file = File::blank("", &units);
    noted(|row| read(&mut file, row)).0
}

impl<'t, 'i> Row<'t, 'i> {
    /// Begins reading a table.
    pub fn new(table: &'t DeTable<'i>, span: Span) -> Row<'t, 'i> {
        Row { entries: table, span, asked: RefCell::default(), shape: None }
    }

    /// Notes what a key holds, when only that is asked.
    pub fn note(&self, key: &'static str, needed: bool, kind: impl FnOnce() -> shape::Kind) {
        if let Some(shape) = &self.shape {
            let kind = Some(kind());
            shape.borrow_mut().note(key, needed, kind);
        }
    }

    /// Notes that what must be there need not be where all of the table is hidden.
    pub fn excuse(&self, excuse: shape::Excuse) {
        if let Some(shape) = &self.shape {
            shape.borrow_mut().excuse = excuse;
        }
    }

    /// Whether a key is there, for a reader that asks for it elsewhere.
    pub fn has(&self, key: &str) -> bool {
        self.entries.keys().any(|k| k.get_ref() == key)
    }

    /// Where the value of a key stands in the parsed text, for a reader that asks for it elsewhere.
    pub fn range(&self, key: &str) -> Option<std::ops::Range<usize>> {
        self.entries.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v.span())
    }

    /// A value, if the key is there. The readers of `ask` also note what it may be.
    pub fn get(&self, key: &'static str) -> Option<&'t Value<'i>> {
        self.asked.borrow_mut().insert(key);
        self.entries.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v)
    }

    /// A value that must be there.
    pub fn need(&self, file: &mut File, key: &'static str) -> Option<&'t Value<'i>> {
        if let Some(shape) = &self.shape {
            shape.borrow_mut().note(key, true, None);
        }
        let value = self.get(key);
        if value.is_none() {
            let message = Words::new(format!("「{key}」がありません。"), format!("`{key}` is missing"));
            let near = self.unasked_like(key).filter(|_| !file.masks.touch(self.span));
            let help = near.map(|typed| {
                Words::new(
                    format!("「{typed}」は「{key}」のことではありませんか。"),
                    format!("is `{typed}` meant to be `{key}`?"),
                )
            });
            let finding = Finding::new(codes::MISSING_KEY, message).at(self.span);
            file.finding(match help {
                Some(help) => finding.help(help),
                None => finding.help(Words::new(format!("{key} = … を書き足してください。"), format!("add {key} = …"))),
            });
        }
        value
    }

    fn unasked_like(&self, key: &str) -> Option<String> {
        let asked = self.asked.borrow();
        let keys = self.entries.iter().map(|(k, _)| k.get_ref().as_ref()).filter(|k| !asked.contains(k));
        words::nearest(key, keys).map(str::to_owned)
    }

    /// Whether it has no other keys than these.
    pub fn has_only(&self, keys: &[&str]) -> bool {
        self.entries.keys().all(|key| keys.contains(&key.get_ref().as_ref()))
    }

    /// All entries, for tables whose keys are data (fiscal years).
    pub fn entries(&self) -> impl Iterator<Item = (Spanned<String>, &'t Value<'i>)> {
        let file = self.span.file;
        self.entries.iter().map(move |(k, v)| (Spanned::new(k.get_ref().to_string(), Span::new(file, k.span())), v))
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, file: &mut File) {
        let asked = self.asked.into_inner();
        let unknown = self.entries.iter().filter(|(k, _)| !asked.contains(k.get_ref().as_ref()));
        // A key with a mark in it has its finding already, and is not repeated.
        for (key, _) in unknown.filter(|(k, _)| !marks::any_in(k.get_ref())) {
            // A word that we know says nothing of the one who wrote it.
            let typed = if SWITCHES.contains(&key.get_ref().as_ref()) {
                key.get_ref()
            } else {
                file.echo(key.get_ref(), file.span(key.span()))
            };
            let message = Words::new(format!("「{typed}」というキーはありません。"), format!("unknown key `{typed}`"));
            let code = if SWITCHES.contains(&typed) { codes::FOREIGN_KEY } else { codes::UNKNOWN_KEY };
            let finding = Finding::new(code, message).at(file.span(key.span()));
            file.finding(finding.help(hint(typed, &asked)));
        }
    }
}

/// Keys by which other generators hide or publish.
const SWITCHES: [&str; 6] = ["draft", "published", "unlisted", "private", "hidden", "visibility"];

/// Keys of other generators that would hide or publish by accident get their own answer.
fn hint(typed: &str, asked: &BTreeSet<&'static str>) -> Words {
    if SWITCHES.contains(&typed) {
        return Words::new(
            "公表するかどうかは disclosure = \"公表\" などで書きます。",
            "whether something is public is said by disclosure = \"public\" and its kin.",
        );
    }
    let help = words::suggest(typed, asked.iter().copied());
    match words::nearest(typed, asked.iter().copied()) {
        Some(_) => help,
        None => Words::new(format!("要らなければ消します。{}", help.ja), format!("remove it if it is not needed; {}", help.en)),
    }
}

/// Reads a string that holds no marks; anything else is a finding.
pub fn string(file: &mut File, value: &Value) -> Option<Spanned<String>> {
    let text = text(file, value)?;
    if marks::any_in(&text.value) {
        marks::refuse(file, text.span, false);
        return None;
    }
    Some(text)
}

/// Reads a string in which marks may stand; the caller looks for them.
pub fn text(file: &mut File, value: &Value) -> Option<Spanned<String>> {
    let span = file.span(value.span());
    match value.get_ref() {
        DeValue::String(text) => Some(Spanned::new(text.to_string(), span)),
        other => wrong_type(file, span, other, "文字列（\"…\"）", "a string (\"…\")"),
    }
}

/// A typed word as a message may repeat it: a word that speaks of withholding is not repeated.
pub fn echo(typed: &str) -> &str {
    if speaks_of_withholding(typed) || typed.chars().count() > 40 { "…" } else { typed }
}

/// Reads an integer.
pub fn integer(file: &mut File, value: &Value) -> Option<Spanned<i64>> {
    let span = file.span(value.span());
    let read = value.get_ref().as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
    match read {
        Some(number) => Some(Spanned::new(number, span)),
        None => wrong_type(file, span, value.get_ref(), "整数", "a whole number"),
    }
}

/// Reads `true` or `false`.
pub fn boolean(file: &mut File, value: &Value) -> Option<bool> {
    let span = file.span(value.span());
    match value.get_ref() {
        DeValue::Boolean(b) => Some(*b),
        other => wrong_type(file, span, other, "true か false", "true or false"),
    }
}

/// Reads a TOML date without a time.
pub fn date(file: &mut File, value: &Value) -> Option<Date> {
    let span = file.span(value.span());
    let date = value.get_ref().as_datetime().and_then(|d| d.date.filter(|_| d.time.is_none()));
    let Some(date) = date else {
        return wrong_type(file, span, value.get_ref(), "日付（2024-04-01）", "a date (2024-04-01)");
    };
    Date::new(date.year as i16, date.month as i8, date.day as i8)
}

/// Reads an array, handing each element on.
pub fn array<'t, 'i>(file: &mut File, value: &'t Value<'i>) -> &'t [Value<'i>] {
    match value.get_ref() {
        DeValue::Array(items) => items,
        other => {
            let span = file.span(value.span());
            wrong_type::<()>(file, span, other, "配列（[…]）", "an array ([…])");
            &[]
        }
    }
}

/// Reads a table.
pub fn table<'t, 'i>(file: &mut File, value: &'t Value<'i>) -> Option<Row<'t, 'i>> {
    let span = file.span(value.span());
    match value.get_ref() {
        DeValue::Table(table) => Some(Row::new(table, span)),
        other => wrong_type(file, span, other, "表（{…} または [見出し]）", "a table ({…} or [heading])"),
    }
}

/// Says what stands where something else is wanted.
pub fn wrong_type<T>(file: &mut File, span: Span, found: &DeValue, ja: &str, en: &str) -> Option<T> {
    let (kind_ja, kind_en) = match found {
        DeValue::String(_) => ("文字列", "a string"),
        DeValue::Integer(_) => ("整数", "a whole number"),
        DeValue::Float(_) => ("小数", "a decimal number"),
        DeValue::Boolean(_) => ("true/false", "true/false"),
        DeValue::Datetime(_) => ("日付", "a date"),
        DeValue::Array(_) => ("配列", "an array"),
        DeValue::Table(_) => ("表", "a table"),
    };
    let message =
        Words::new(format!("ここには{ja}を書きます（いまは{kind_ja}です）。"), format!("{en} is wanted here, not {kind_en}"));
    file.finding(Finding::new(codes::WRONG_TYPE, message).at(span));
    None
}
