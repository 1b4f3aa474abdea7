//! The lines of a table become rows: several lines may make one row with its labelled figures or amounts.
//!
//! In: a table and what the plan has already. Out: drafts with ids, and findings. Never: an id by likeness; a line that is dropped
//! without a word.

use super::cells::{self, Reader};
use super::draft::{Cell, Child, Draft, Text, Value};
use super::findings;
use super::grid::At;
use super::headings::Meaning;
use super::kinds::{Column, Kind, Part, Type, folded};
use super::known::{self, Known, Named};
use super::table::Table;
use crate::diagnostics::Finding;
use crate::figures::{FiscalYear, Lang, PrintedState, Units, is_dash, read_printed};
use crate::kinds::CATEGORIES;
use std::collections::BTreeSet;

/// What reading a table needs.
pub struct Context<'a> {
    /// The kind of the table.
    pub kind: Kind,
    /// The year it is imported for.
    pub year: FiscalYear,
    /// Units of the site.
    pub units: &'a Units,
    /// What is there.
    pub known: &'a Known,
    /// The ground of what is 非公表 in it.
    pub ground: Option<&'a str>,
    /// 区分 of all programmes or support, where the table has no such column.
    pub category: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// What reads its cells.
    pub fn reader(&self) -> Reader<'a> {
        Reader {
            units: self.units,
            ground: self.ground,
            bodies: &self.known.bodies,
            targets: &self.known.targets,
            findings: Vec::new(),
        }
    }
}

/// Reads all rows.
pub fn read(table: &Table, context: &Context) -> (Vec<Draft>, Vec<Finding>) {
    let reader = context.reader();
    let mut rows =
        Rows { table, context, reader, new: 0, new_children: 0, given: Vec::new(), seen: BTreeSet::new(), drafts: Vec::new() };
    rows.left_out();
    for group in rows.groups() {
        rows.row(&group);
    }
    rows.reader.findings.extend(findings::new_ids(&rows.given));
    (rows.drafts, rows.reader.findings)
}

struct Rows<'a> {
    table: &'a Table<'a>,
    context: &'a Context<'a>,
    reader: Reader<'a>,
    new: usize,
    new_children: usize,
    /// Ids that stand in for others, with their places.
    given: Vec<(String, String)>,
    seen: BTreeSet<(&'static str, String)>,
    drafts: Vec<Draft>,
}

impl<'a> Rows<'a> {
    fn place(&self, at: At) -> String {
        self.table.sheet.place(at)
    }

    /// Columns of other years, and columns that kohyo has no key for.
    fn left_out(&mut self) {
        let other =
            |meaning: &Meaning| meaning.year.is_some_and(|year| year != self.context.year) && meaning.column.key != "amount";
        let years: Vec<String> = self.columns(|m| other(m));
        let found = findings::other_years(&self.table.sheet.name, &years, self.context.year);
        self.reader.findings.extend(found);
        for (column, meaning) in self.table.columns.iter().filter(|(_, meaning)| meaning.column.kind == Type::NoKey) {
            let filled = self.table.lines.iter().any(|row| !self.table.sheet.text(At::new(*row, *column)).trim().is_empty());
            if filled {
                let at = self.place(At::new(self.table.area.first.row, *column));
                self.reader.findings.push(findings::no_key(&at, meaning.column));
            }
        }
    }

    fn columns(&self, wanted: impl Fn(&Meaning) -> bool) -> Vec<String> {
        let columns = self.table.columns.iter().filter(|(_, meaning)| wanted(meaning));
        columns.map(|(column, _)| super::grid::column_name(*column)).collect()
    }

    /// The column of a key in a language, for the year of the import where it has years.
    fn column(&self, key: &str, lang: Lang) -> Option<(u32, &'a Meaning)> {
        let fits = |meaning: &Meaning| {
            let year = meaning.year.is_none_or(|year| year == self.context.year || meaning.column.key == "amount");
            meaning.column.key == key && meaning.lang == lang && year
        };
        // A column of the year itself goes before one without a year.
        let mut found: Vec<&(u32, Meaning)> = self.table.columns.iter().filter(|(_, meaning)| fits(meaning)).collect();
        found.sort_by_key(|(_, meaning)| meaning.year.is_none());
        found.first().map(|(column, meaning)| (*column, meaning))
    }

    /// The column of a column's English.
    fn english(&self, column: &Column) -> Option<u32> {
        self.column(column.key, Lang::En).map(|(at, _)| at)
    }

    fn raw(&self, row: u32, key: &str) -> &str {
        self.column(key, Lang::Ja).map_or("", |(column, _)| self.table.sheet.text(At::new(row, column)).trim())
    }

    /// Lines that belong together. A line whose id and name are those of the line above, or empty, goes on with its row where the table
    /// has columns for parts of a row.
    fn groups(&self) -> Vec<Vec<u32>> {
        let identity: &[&str] = match self.context.kind {
            Kind::Results => &["indicator", "label", "name"],
            Kind::Programs => &["id", "name", "category"],
            Kind::Businesses => &["id", "name"],
            Kind::Support => &["key", "label", "kind"],
        };
        let parts = self.table.has(Part::Fact) || self.table.has(Part::Series);
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for row in &self.table.lines {
            let goes_on = |first: u32| {
                let same = |key: &&str| self.raw(*row, key).is_empty() || self.raw(*row, key) == self.raw(first, key);
                identity.iter().all(same)
            };
            match groups.last_mut() {
                Some(group) if parts && group.first().is_some_and(|first| goes_on(*first)) => group.push(*row),
                _ => groups.push(vec![*row]),
            }
        }
        groups
    }

    fn row(&mut self, lines: &[u32]) {
        let Some(first) = lines.first().copied() else { return };
        let kind = self.context.kind;
        let name_column = [kind.id_key(), kind.name_key(), "label"].iter().find_map(|key| self.column(key, Lang::Ja));
        let place = self.place(At::new(first, name_column.map_or(self.table.area.first.column, |(column, _)| column)));
        let Some((array, id_key, id)) = self.identify(first, &place) else { return };
        if !self.seen.insert((array, id.clone())) {
            self.reader.findings.push(findings::twice(&place, &id));
            return;
        }
        let mut draft = Draft { array, id_key, id, place, fields: Vec::new(), children: Vec::new() };
        self.fields(lines, &mut draft);
        if array != "aggregate" {
            for row in lines {
                self.fact(*row, &mut draft);
            }
            self.mixed(first, &mut draft);
            self.series(lines, &mut draft);
        } else {
            draft.fields.retain(|(key, _)| *key == "progress");
        }
        self.drafts.push(draft);
    }

    /// Array, key of the id, and id of a row.
    fn identify(&mut self, row: u32, place: &str) -> Option<(&'static str, &'static str, String)> {
        let kind = self.context.kind;
        let typed = self.raw(row, kind.id_key()).to_owned();
        if kind == Kind::Results {
            let own: Vec<&str> = [typed.as_str(), self.raw(row, "label"), self.raw(row, "name")]
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect();
            // A line that names its group alone is about the group.
            let names = if own.is_empty() { vec![self.raw(row, "group")] } else { own };
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            return self.target(&names, place);
        }
        let name = self.raw(row, kind.name_key()).to_owned();
        if !typed.is_empty() {
            if cells::is_id(&typed) {
                return Some((kind.array(), kind.id_key(), typed));
            }
            self.reader.findings.push(findings::bad_id(place, &typed));
            return None;
        }
        if name.is_empty() {
            self.reader.findings.push(findings::nameless(place));
            return None;
        }
        match self.matched(&name, row) {
            Ok(Some(id)) => Some((kind.array(), kind.id_key(), id)),
            Ok(None) => Some((kind.array(), kind.id_key(), self.new_id(place))),
            Err(()) => {
                self.reader.findings.push(findings::ambiguous(place));
                None
            }
        }
    }

    fn target(&mut self, names: &[String], place: &str) -> Option<(&'static str, &'static str, String)> {
        let known = self.context.known;
        let exact = |list: &'a [Named], name: &str| known::find(list, name).ok().flatten();
        let within = |list: &'a [Named], name: &str| known::find_in(list, name);
        // A group and its only target may have one name: the id decides, then the label, which stands before the name.
        for name in names {
            if let Some(id) = exact(&known.targets, name).or_else(|| within(&known.targets, name)) {
                return Some(("result", "indicator", id.to_owned()));
            }
            if let Some(id) = exact(&known.groups, name).or_else(|| within(&known.groups, name)) {
                return Some(("aggregate", "group", id.to_owned()));
            }
        }
        self.reader.findings.push(findings::unknown_target(place, names.first().map_or("", String::as_str)));
        None
    }

    /// The row of that name; where several years have it under one id it is that one. Several ids: the 区分 decides.
    fn matched(&self, name: &str, row: u32) -> Result<Option<String>, ()> {
        let found: Vec<&known::Row> = self.context.known.rows.iter().filter(|known| known.named.is(name)).collect();
        let category = self.category(row);
        let same = |found: &[&known::Row]| -> Option<String> {
            let id = &found.first()?.named.id;
            found.iter().all(|row| row.named.id == *id).then(|| id.clone())
        };
        if found.is_empty() {
            return Ok(None);
        }
        let of_category: Vec<&known::Row> =
            found.iter().filter(|row| Some(&row.category) == category.as_ref()).copied().collect();
        same(&of_category).or_else(|| same(&found)).map(Some).ok_or(())
    }

    fn new_id(&mut self, place: &str) -> String {
        loop {
            self.new += 1;
            let id = format!("new-{}", self.new);
            if self.context.known.rows.iter().all(|row| row.named.id != id) {
                self.given.push((place.to_owned(), id.clone()));
                return id;
            }
        }
    }

    /// 区分: of the line, of the command line, of the words above the table.
    fn category(&self, row: u32) -> Option<String> {
        let key = if self.context.kind == Kind::Support { "kind" } else { "category" };
        let own = self.raw(row, key);
        if !own.is_empty() {
            return Some(own.to_owned());
        }
        if self.column(key, Lang::Ja).is_some() {
            return None;
        }
        let titled = || {
            let mut words =
                CATEGORIES.iter().map(|(ja, _)| *ja).filter(|word| *word != "その他" && self.table.title.contains(word));
            words.next().filter(|_| words.next().is_none()).map(str::to_owned)
        };
        self.context.category.map(str::to_owned).or_else(titled)
    }

    /// The keys of the row itself. Lines that go on say nothing else than the first one.
    fn fields(&mut self, lines: &[u32], draft: &mut Draft) {
        let first = lines[0];
        let kind = self.context.kind;
        let row_columns: Vec<&'static Column> = kind.columns().filter(|c| c.part == Part::Row).collect();
        for column in row_columns {
            if column.key == kind.id_key() || matches!(column.kind, Type::Finds | Type::Nothing | Type::NoKey | Type::Mixed) {
                continue;
            }
            if column.key == "period_of_facts" {
                continue;
            }
            self.same_in_all(lines, column);
            if let Some(value) = self.field(first, column, lines) {
                draft.fields.push((column.key, value));
            }
        }
        self.completed(first, draft);
    }

    fn same_in_all(&mut self, lines: &[u32], column: &'static Column) {
        for lang in Lang::ALL {
            let Some((at, _)) = self.column(column.key, lang) else { continue };
            let text = self.table.sheet.text(At::new(lines[0], at)).to_owned();
            for row in &lines[1..] {
                let other = self.table.sheet.text(At::new(*row, at));
                if !other.trim().is_empty() && other != text {
                    self.reader
                        .findings
                        .push(findings::differs(&self.place(At::new(*row, at)), &self.place(At::new(lines[0], at))));
                    break;
                }
            }
        }
    }

    fn field(&mut self, row: u32, column: &'static Column, lines: &[u32]) -> Option<Value> {
        match column.kind {
            Type::Text => self.text(row, column.key).map(Value::Text),
            Type::Texts => self.texts(row, column.key),
            Type::Figure => self.figure_of_row(row, column, lines).map(Value::Cell),
            _ => {
                let (at, _) = self.column(column.key, Lang::Ja)?;
                let (at, cell) = self.table.cell(row, at);
                let place = self.place(at);
                self.reader.value(column, cell, &place)
            }
        }
    }

    /// A figure of the row; in lines that go on it may stand in any of them.
    fn figure_of_row(&mut self, row: u32, column: &Column, lines: &[u32]) -> Option<Cell> {
        let (at, meaning) = self.column(column.key, Lang::Ja)?;
        let row = lines.iter().copied().find(|line| !self.table.sheet.text(At::new(*line, at)).trim().is_empty()).unwrap_or(row);
        let own = self.raw(row, "unit").to_owned();
        let amounts = matches!(column.key, "target" | "actual");
        let unit = match (&meaning.unit, own.is_empty()) {
            (_, false) if amounts => Some(own),
            (Some(unit), _) => Some(unit.clone()),
            (None, _) if amounts => self.table.unit.clone(),
            (None, _) => None,
        };
        self.figure(row, at, self.english(column), unit.as_deref())
    }

    /// A figure, with its English where it is words. `at`, `en`: its columns.
    fn figure(&mut self, row: u32, at: u32, en: Option<u32>, unit: Option<&str>) -> Option<Cell> {
        let (place, cell) = self.table.cell(row, at);
        let place = self.place(place);
        let english = en.map(|en| self.table.sheet.text(At::new(row, en)).trim().to_owned());
        let english = english.filter(|text| !text.is_empty());
        let before = self.reader.findings.len();
        let read = self.reader.figure(cell, unit, &place)?;
        Some(match (read, english) {
            (Cell::Words(words), Some(en)) => {
                // Words in both languages are meant to be words.
                self.reader.findings.truncate(before);
                Cell::Words(Text { en: Some(en), ..words })
            }
            (read, _) => read,
        })
    }

    fn text(&mut self, row: u32, key: &str) -> Option<Text> {
        let mut read = |lang| {
            let (at, _) = self.column(key, lang)?;
            let (at, cell) = self.table.cell(row, at);
            let place = self.place(at);
            self.reader.text(cell, key, &place)
        };
        let (ja, en) = (read(Lang::Ja), read(Lang::En));
        Some(Text { ja: ja?, en })
    }

    fn texts(&mut self, row: u32, key: &str) -> Option<Value> {
        let text = self.text(row, key)?;
        let english: Vec<&str> = text.en.as_deref().unwrap_or_default().lines().collect();
        let each = |(at, ja): (usize, &str)| Text { ja: ja.to_owned(), en: english.get(at).map(|en| (*en).to_owned()) };
        Some(Value::Texts(text.ja.lines().enumerate().map(each).collect()))
    }

    /// What follows from other cells: 区分 from above the table, the day of a printed date, a target that is the plan's.
    fn completed(&mut self, row: u32, draft: &mut Draft) {
        let key = if self.context.kind == Kind::Support { "kind" } else { "category" };
        if matches!(self.context.kind, Kind::Programs | Kind::Support)
            && !draft.fields.iter().any(|(k, _)| *k == key)
            && let Some(category) = self.category(row)
        {
            draft.fields.push((key, Value::String(category)));
        }
        if self.context.kind == Kind::Businesses {
            self.founded(row, draft);
        }
        let context = self.context;
        draft.fields.retain(|(key, value)| *key != "target" || !as_planned(value, &draft.id, context));
        merge_counter(&mut draft.fields);
        in_order(&mut draft.fields, self.context.kind, Part::Row);
    }

    /// 設立年月日 as printed says the day as well, and its heading may say whether it is 設立 or 創業.
    fn founded(&mut self, row: u32, draft: &mut Draft) {
        if draft.fields.iter().any(|(key, _)| *key == "founded") {
            return;
        }
        let Some((column, _)) = self.column("founded_printed", Lang::Ja) else { return };
        let (at, cell) = self.table.cell(row, column);
        let place = self.place(at);
        let day = cell.and_then(|cell| cell.date.map(|day| day.to_string()).or_else(|| Some(cells::date(&cell.text)?.written())));
        match day {
            Some(day) => {
                draft.fields.push(("founded", Value::String(day)));
                let heading = (self.table.area.first.row..row).map(|row| self.table.sheet.text(At::new(row, column)));
                let heading: String = heading.collect();
                let words: Vec<&str> = crate::kinds::FOUNDED.into_iter().filter(|word| heading.contains(word)).collect();
                if let ([word], false) = (&words[..], draft.fields.iter().any(|(key, _)| *key == "founded_word")) {
                    draft.fields.push(("founded_word", Value::String((*word).to_owned())));
                }
            }
            None if draft.fields.iter().any(|(key, _)| *key == "founded_printed") => {
                draft.fields.retain(|(key, _)| *key != "founded_printed");
                self.reader.findings.push(findings::no_date(&place));
            }
            None => (),
        }
    }

    /// The labelled figure of a line, in columns of its own.
    fn fact(&mut self, row: u32, draft: &mut Draft) {
        let columns: Vec<&'static Column> = self.context.kind.columns().filter(|c| c.part == Part::Fact).collect();
        let label = self.text(row, "fact.label");
        let typed = self.raw(row, "fact.key").to_owned();
        if label.is_none() && typed.is_empty() {
            return;
        }
        let array = match self.raw(row, "fact.array") {
            "条件" | "term" if self.context.kind == Kind::Programs => "term",
            _ => "fact",
        };
        let place = self.place(At::new(row, self.column("fact.label", Lang::Ja).map_or(0, |(column, _)| column)));
        let mut fields = Vec::new();
        for column in columns.into_iter().filter(|c| !matches!(c.key, "fact.key" | "fact.array")) {
            let value = match column.key {
                "fact.value" => self.column(column.key, Lang::Ja).and_then(|(at, meaning)| {
                    let unit = meaning.unit.clone();
                    self.figure(row, at, self.english(column), unit.as_deref()).map(Value::Cell)
                }),
                _ => self.field(row, column, &[row]),
            };
            fields.extend(value.map(|value| (bare(column.key), value)));
        }
        let key = if typed.is_empty() { self.key_of(array, label.as_ref(), draft, &place) } else { typed };
        let mut child = Child { array, key, fields };
        merge_counter(&mut child.fields);
        in_order(&mut child.fields, self.context.kind, Part::Fact);
        draft.children.push(child);
    }

    /// The key of a labelled figure of the same label, or a proposal.
    fn key_of(&mut self, array: &str, label: Option<&Text>, draft: &Draft, place: &str) -> String {
        let of_row = self.context.known.rows.iter().filter(|row| row.named.id == draft.id);
        let named = label.and_then(|label| {
            let same = |(known, fact): &&(&'static str, Named)| *known == array && fact.is(&label.ja);
            of_row.flat_map(|row| &row.facts).find(same).map(|(_, fact)| fact.id.clone())
        });
        named.filter(|key| draft.children.iter().all(|child| child.key != *key)).unwrap_or_else(|| {
            self.new_children += 1;
            let key = format!("new-{}", self.new_children);
            self.given.push((place.to_owned(), key.clone()));
            key
        })
    }

    /// A results cell whose lines are labels with figures: 令和6年度交付実績 11件.
    fn mixed(&mut self, row: u32, draft: &mut Draft) {
        let Some((column, _)) = self.column("mixed", Lang::Ja) else { return };
        let (at, cell) = self.table.cell(row, column);
        let place = self.place(at);
        let Some(text) = self.reader.text(cell, "mixed", &place) else { return };
        if is_dash(&text) {
            return;
        }
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let labelled: Option<Vec<(String, String)>> = lines.iter().map(|line| self.labelled(line)).collect();
        let Some(labelled) = labelled else {
            if !draft.fields.iter().any(|(key, _)| *key == "results") {
                draft.fields.push(("results", Value::Text(Text { ja: text, en: None })));
            }
            return;
        };
        let stated = self.raw(row, "period_of_facts").to_owned();
        for (label, figure) in labelled {
            let period = cells::year(&stated).or_else(|| FiscalYear::named_in(&folded_year(&label)).map(|(year, _)| year));
            let text = Text { ja: label, en: None };
            let key = self.key_of("fact", Some(&text), draft, &place);
            let mut fields = vec![("label", Value::Text(text)), ("value", Value::Cell(Cell::Printed(figure)))];
            fields.extend(period.map(|year| ("period", Value::Year(year.0))));
            draft.children.push(Child { array: "fact", key, fields });
        }
    }

    /// A label and a figure with its unit behind it.
    fn labelled(&self, line: &str) -> Option<(String, String)> {
        let starts = |at: usize| {
            let before = line.get(..at)?.chars().next_back()?;
            let after = line.get(at..)?.chars().next()?;
            let begins = folded(&after.to_string()).starts_with(|c: char| c.is_ascii_digit() || "約△▲".contains(c));
            let goes_on = folded(&before.to_string()).ends_with(|c: char| c.is_ascii_digit() || ",.約△▲".contains(c));
            (begins && !goes_on).then_some(())
        };
        line.char_indices().map(|(at, _)| at).skip(1).filter(|at| starts(*at).is_some()).find_map(|at| {
            let (label, figure) = (line.get(..at)?, line.get(at..)?.trim());
            let printed = read_printed(figure, self.context.units).ok()?;
            let label = label.trim().trim_end_matches([':', '：', '　', ' ', '…', '・']).trim();
            let whole = matches!(printed.state, PrintedState::Value { unit: Some(_), .. });
            (whole && !label.is_empty()).then(|| (label.to_owned(), figure.to_owned()))
        })
    }

    /// Lines of amounts: the years stand in columns, or the amounts do.
    fn series(&mut self, lines: &[u32], draft: &mut Draft) {
        if self.context.kind != Kind::Support {
            return;
        }
        if self.table.columns.iter().any(|(_, meaning)| meaning.column.key == "amount") {
            lines.iter().for_each(|row| self.line_of_years(*row, draft));
        }
        for (key, name) in
            [("series.request", "request"), ("series.national", "national"), ("series.local", "local"), ("series.total", "total")]
        {
            self.column_of_amounts(lines, key, name, draft);
        }
    }

    fn line_of_years(&mut self, row: u32, draft: &mut Draft) {
        let label = self.text(row, "row.label");
        let typed = self.raw(row, "row.key").to_owned();
        if label.is_none() && typed.is_empty() {
            return;
        }
        let years: Vec<(u32, FiscalYear)> = self.year_columns(Lang::Ja);
        let english = self.year_columns(Lang::En);
        let mut cells = Vec::new();
        for (column, year) in &years {
            let en = english.iter().find(|(_, other)| other == year).map(|(column, _)| *column);
            cells.extend(self.figure(row, *column, en, None).map(|cell| (year.0, cell)));
        }
        let place = self.place(At::new(row, years.first().map_or(0, |(column, _)| *column)));
        let key = if typed.is_empty() { self.series_key(label.as_ref(), draft, &place) } else { typed };
        let mut fields: Vec<(&'static str, Value)> = Vec::new();
        let wanted = |c: &&'static Column| c.key.starts_with("row.") && !matches!(c.key, "row.key" | "row.unit" | "row.year");
        for column in self.context.kind.columns().filter(wanted) {
            let value = match column.kind {
                Type::Figure => self
                    .column(column.key, Lang::Ja)
                    .and_then(|(at, _)| self.figure(row, at, self.english(column), None).map(Value::Cell)),
                _ => self.field(row, column, &[row]),
            };
            fields.extend(value.map(|value| (bare(column.key), value)));
        }
        fields
            .extend(self.unit_of_series(row, years.first().map(|(column, _)| *column)).map(|unit| ("unit", Value::String(unit))));
        fields.push(("years", Value::Years(cells)));
        let mut child = Child { array: "row", key, fields };
        merge_counter(&mut child.fields);
        in_order(&mut child.fields, self.context.kind, Part::Series);
        draft.children.push(child);
    }

    fn year_columns(&self, lang: Lang) -> Vec<(u32, FiscalYear)> {
        let amounts = self.table.columns.iter().filter(|(_, meaning)| meaning.column.key == "amount" && meaning.lang == lang);
        amounts.filter_map(|(column, meaning)| Some((*column, meaning.year?))).collect()
    }

    /// The id of the unit of a line of amounts.
    fn unit_of_series(&self, row: u32, column: Option<u32>) -> Option<String> {
        let own = Some(self.raw(row, "row.unit")).filter(|text| !text.is_empty()).map(str::to_owned);
        let headed =
            || self.table.columns.iter().find(|(at, _)| Some(*at) == column).and_then(|(_, meaning)| meaning.unit.clone());
        let spelt = own.or_else(headed).or_else(|| self.table.unit.clone())?;
        self.context.units.spelt(&spelt).map(|unit| unit.id.clone())
    }

    fn series_key(&mut self, label: Option<&Text>, draft: &Draft, place: &str) -> String {
        let of_row = self.context.known.rows.iter().filter(|row| row.named.id == draft.id);
        let others = self.context.known.rows.iter().filter(|row| row.named.id != draft.id);
        let mut all = of_row.chain(others).flat_map(|row| &row.series);
        let named = label.and_then(|label| all.find(|series| series.is(&label.ja)).map(|series| series.id.clone()));
        let usual = || {
            let label = folded(&label?.ja);
            let named = |column: &&Column| column.names.iter().any(|name| folded(name) == label);
            let key = self.context.kind.columns().find(|c| c.key.starts_with("series.") && named(c))?.key;
            Some(bare(key).to_owned())
        };
        named.or_else(usual).filter(|key| draft.children.iter().all(|child| child.key != *key)).unwrap_or_else(|| {
            self.new_children += 1;
            let key = format!("new-{}", self.new_children);
            self.given.push((place.to_owned(), key.clone()));
            key
        })
    }

    /// 国費, 地方費 and so on as columns; each line is a year, or all is of the year of the import.
    fn column_of_amounts(&mut self, lines: &[u32], key: &str, name: &str, draft: &mut Draft) {
        let Some((column, meaning)) = self.column(key, Lang::Ja) else { return };
        let (unit, mut cells) = (meaning.unit.clone().or_else(|| self.table.unit.clone()), Vec::new());
        for row in lines {
            let stated = [self.raw(*row, "row.year"), self.raw(*row, "row.label")].into_iter().find_map(cells::year);
            let year = stated.or(meaning.year).unwrap_or(self.context.year);
            let (at, cell) = self.table.cell(*row, column);
            let place = self.place(at);
            cells.extend(self.reader.figure(cell, None, &place).map(|cell| (year.0, cell)));
        }
        let heading = meaning.column.names.first().copied().unwrap_or_default();
        let printed = (self.table.area.first.row..lines[0]).rev().map(|row| self.table.sheet.text(At::new(row, column)));
        let label = printed.map(str::trim).find(|text| !text.is_empty()).unwrap_or(heading).replace('\n', "");
        let mut fields = vec![("label", Value::Text(Text { ja: label, en: None }))];
        let unit = unit.and_then(|spelt| self.context.units.spelt(&spelt).map(|unit| unit.id.clone()));
        fields.extend(unit.map(|unit| ("unit", Value::String(unit))));
        fields.push(("years", Value::Years(cells)));
        draft.children.push(Child { array: "row", key: name.to_owned(), fields });
    }
}

/// Whether a target is the one that the plan has: targets stand there, and only another one is part of a result.
pub fn as_planned(value: &Value, id: &str, context: &Context) -> bool {
    let Value::Cell(Cell::Printed(text)) = value else { return false };
    let planned =
        context.known.yearly.iter().find(|(known, _)| known == id).and_then(|(_, target)| target.strip_prefix(text.as_str()));
    text.is_empty() || planned.is_some_and(|unit| unit.is_empty() || context.units.spelt(unit).is_some())
}

/// The key without the part of the row it belongs to.
fn bare(key: &'static str) -> &'static str {
    key.split_once('.').map_or(key, |(_, bare)| bare)
}

/// Years are read from NFKC; letters of eras are capitals.
fn folded_year(text: &str) -> String {
    folded(text).to_uppercase()
}

/// Keys in the order of the columns.
fn in_order(fields: &mut [(&'static str, Value)], kind: Kind, part: Part) {
    let place = |key: &str| {
        let is = |column: &&Column| match part {
            Part::Row => column.part == part && column.key == key,
            Part::Fact | Part::Series => {
                column.part == part && (bare(column.key) == key || (key == "years" && column.key == "amount"))
            }
        };
        kind.columns().take_while(|column| !is(column)).count()
    };
    fields.sort_by_key(|(key, _)| place(key));
}

/// `counter.one` and `counter.other` together are one key.
fn merge_counter(fields: &mut Vec<(&'static str, Value)>) {
    let mut take = |key: &str| {
        let at = fields.iter().position(|(known, _)| *known == key)?;
        match fields.remove(at).1 {
            Value::String(text) => Some(text),
            _ => None,
        }
    };
    let words = (take("counter.one"), take("counter.other"));
    if let (Some(one), Some(other)) = words {
        fields.push(("counter", Value::Counter(one, other)));
    }
}
