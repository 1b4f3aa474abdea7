//! One file of last year as the new year's: edits of its text, so that its comments and its order stay.
//!
//! In: the text of a file that was read without a fault. Out: the new text, and how much of it is left to fill in. Never: a line of a
//! row that is hidden, but for its statement.

use super::cell::{self, Blank};
use super::place::{applied, extent, leaves};
use super::ways::{Asked, Mode, Way, has_rows, is_list, of_its_year, way};
use crate::authored::State;
use crate::figures::{FiscalYear, Lang};
use std::collections::BTreeSet;
use std::ops::Range;
use toml_edit::{Array, Document, InlineTable, Item, Table, TableLike, Value};

/// From where to where.
pub struct Step<'a> {
    pub plan: &'a str,
    pub from: FiscalYear,
    pub to: FiscalYear,
    /// Targets of which the plan states a figure for the new year.
    pub planned: BTreeSet<&'a str>,
    /// Every figure that the new year will have; relations between others stay behind.
    pub known: BTreeSet<String>,
    /// Whether nothing of last year's figures may stand in a comment: in confidential sources one may follow from what is withheld.
    pub quiet: bool,
}

/// How much of a file is left to fill in.
#[derive(Default, Debug)]
pub struct Counts {
    /// Figures that are 未入力.
    pub figures: usize,
    /// Figures and parts that stay withheld.
    pub withheld: usize,
    /// Texts that wait as comments.
    pub texts: usize,
    /// Rows that were carried.
    pub rows: usize,
    /// Rows that stay with their year.
    pub left: usize,
}

/// A file of the new year; `None` where nothing of it belongs there.
pub fn carried(text: &str, step: &Step) -> Option<(String, Counts)> {
    let read = Document::parse(text).ok()?;
    let mut carry = Carry { text, step, mode: Mode::Open, of: None, edits: Vec::new(), counts: Counts::default() };
    let stated = state(read.as_table());
    let hides_all = stated.is_some_and(State::hides_all);
    if hides_all {
        carry.mode = Mode::Stated;
    }
    carry.table("", read.as_table());
    if stated == Some(State::Partial) && carry.counts.withheld == 0 {
        carry.make_public(read.as_table());
    }
    let Carry { edits, counts, .. } = carry;
    (hides_all || counts.rows > 0).then(|| (applied(text, edits), counts))
}

/// The state that a file or row states, lifted or not: a decision on last year is none on this.
fn state(table: &dyn TableLike) -> Option<State> {
    let stated = table.get("disclosure")?;
    let word = stated.as_str().or_else(|| stated.as_table_like()?.get("state")?.as_str())?;
    State::WORDS.iter().find(|(known, _)| *known == word).map(|(_, state)| *state)
}

/// How much of a row is carried.
fn mode_of(row: &dyn TableLike) -> Option<Mode> {
    state(row).filter(|state| state.hides_all())?;
    let show = row.get("disclosure").and_then(Item::as_table_like).and_then(|stated| stated.get("show")?.as_str());
    Some(if show == Some("values") { Mode::Named } else { Mode::Stated })
}

struct Carry<'a> {
    text: &'a str,
    step: &'a Step<'a>,
    mode: Mode,
    /// The indicator of the row.
    of: Option<String>,
    edits: Vec<(Range<usize>, String)>,
    counts: Counts,
}

impl Asked for &dyn TableLike {
    fn word(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Item::as_str)
    }

    fn has(&self, key: &str) -> bool {
        self.contains_key(key)
    }
}

impl Carry<'_> {
    fn table(&mut self, row: &str, table: &Table) {
        for (name, item) in table.iter() {
            let key = table.key(name).and_then(toml_edit::Key::span).unwrap_or_default();
            match item {
                Item::ArrayOfTables(rows) => rows.iter().for_each(|inner| self.row(row, name, inner)),
                Item::Table(inner) => self.inner(row, name, inner),
                Item::Value(value) => self.entry(row, name, key, value),
                Item::None => (),
            }
        }
    }

    fn row(&mut self, above: &str, list: &str, row: &Table) {
        if !has_rows(self.mode, list) || self.stays(list, row) {
            self.counts.left += usize::from(above.is_empty());
            return self.remove(extent(row));
        }
        let before = self.enter(above.is_empty(), row);
        self.table(list, row);
        self.mode = before;
    }

    /// Begins a row. Gives back how much was carried of what it stands in.
    fn enter(&mut self, top: bool, row: &dyn TableLike) -> Mode {
        self.counts.rows += usize::from(top);
        if top {
            self.of = row.get("indicator").and_then(Item::as_str).map(str::to_owned);
        }
        let before = self.mode;
        if let Some(mode) = mode_of(row) {
            self.mode = mode;
            self.counts.withheld += 1;
        }
        before
    }

    /// Whether a row stays with its year.
    fn stays(&self, list: &str, row: &dyn TableLike) -> bool {
        let related = |key: &str| match row.get(key) {
            Some(item) => item.as_value().is_some_and(|ids| self.all_known(ids)),
            None => true,
        };
        of_its_year(list, &row) || (list == "relation" && !(related("result") && related("parts")))
    }

    fn all_known(&self, ids: &Value) -> bool {
        match ids {
            Value::String(id) => self.step.known.contains(&self.shifted(id.value())),
            Value::Array(ids) => ids.iter().all(|id| self.all_known(id)),
            _ => false,
        }
    }

    /// A table with a heading of its own, or dotted keys.
    fn inner(&mut self, row: &str, name: &str, table: &Table) {
        match way(self.mode, row, name) {
            Way::Statement => self.table("disclosure", table),
            Way::Keep => self.keep_all(table),
            Way::Figure | Way::Years | Way::Target => self.figure_table(row, name, table),
            Way::Text | Way::Reminded => self.text_table(name, table),
            Way::Shift | Way::Drop => leaves(table).into_iter().for_each(|leaf| self.remove(leaf.range())),
        }
        if !table.is_dotted() && matches!(way(self.mode, row, name), Way::Text | Way::Reminded | Way::Drop) {
            self.remove(extent(table));
        }
    }

    fn keep_all(&mut self, table: &Table) {
        for leaf in leaves(table) {
            self.keep(leaf.value);
        }
    }

    /// A text: what it hides stays hidden, and has no number yet.
    fn keep(&mut self, value: &Value) {
        let marks = cell::marks(value);
        if let Some(range) = value.span().filter(|_| marks > 0) {
            self.counts.withheld += marks;
            self.edits.push((range, cell::emptied(value).to_string().trim().to_owned()));
        }
    }

    fn text_table(&mut self, name: &str, table: &Table) {
        self.counts.texts += 1;
        for leaf in leaves(table).into_iter().filter(|_| table.is_dotted()) {
            let lang = leaf.name;
            let was = leaf.value.as_str().filter(|_| name == "title" && cell::marks(leaf.value) == 0);
            let was = was.map(|was| self.reminder(was)).unwrap_or_default();
            let line = if lang == "missing" { String::new() } else { format!("# {name}.{lang} = \"\"{was}") };
            self.replace_statement(leaf.range(), line);
        }
    }

    fn figure_table(&mut self, row: &str, name: &str, table: &Table) {
        let prefix = if table.is_dotted() { format!("{name}.") } else { String::new() };
        if way(self.mode, row, name) == Way::Years {
            let blank = cell::years(table, self.step.from.0, self.step.to.0);
            self.count(&blank);
            let inside = blank.text.strip_prefix("{ ").and_then(|text| text.strip_suffix(" }")).unwrap_or_default().to_owned();
            return self.first_leaf(table, format!("{prefix}{inside}"));
        }
        if self.is_planned(row, name) {
            return leaves(table).into_iter().for_each(|leaf| self.remove(leaf.range()));
        }
        if !table.contains_key("withheld") {
            self.counts.figures += 1;
            return self.first_leaf(table, format!("{prefix}state = \"未入力\""));
        }
        self.counts.withheld += 1;
        let hidden = leaves(table).into_iter().filter(|leaf| !["withheld", "ground"].contains(&leaf.name));
        hidden.for_each(|leaf| self.remove(leaf.range()));
    }

    /// Puts a line in place of all that stands in a table.
    fn first_leaf(&mut self, table: &Table, line: String) {
        let mut all = leaves(table).into_iter();
        if let Some(first) = all.next() {
            self.replace_statement(first.range(), line);
        }
        all.for_each(|leaf| self.remove(leaf.range()));
    }

    fn entry(&mut self, row: &str, name: &str, key: Range<usize>, value: &Value) {
        let Some(span) = value.span() else { return };
        let statement = key.start..span.end;
        if let Value::Array(rows) = value
            && is_list(name)
            && rows.iter().all(Value::is_inline_table)
        {
            let kept = self.inline_rows(row.is_empty(), name, rows);
            return match kept.is_empty() {
                true => self.remove(statement),
                false => self.edits.push((span, Value::Array(kept).to_string().trim().to_owned())),
            };
        }
        match way(self.mode, row, name) {
            Way::Keep => self.keep(value),
            Way::Statement => self.stated(span, value),
            Way::Target if self.is_planned(row, name) => self.remove(statement),
            Way::Figure | Way::Target | Way::Years => {
                let blank = self.blanked(row, name, value);
                let was = blank.was.map(|was| self.reminder(&was)).unwrap_or_default();
                let end = if was.is_empty() { span.end } else { self.reminded_until(span.end) };
                self.edits.push((span.start..end, format!("{}{was}", blank.text.trim())));
            }
            Way::Shift => self.edits.push((span, self.moved_on(value).to_string().trim().to_owned())),
            Way::Reminded => {
                let was = value.as_str().map(|was| self.reminder(was)).unwrap_or_default();
                self.replace_statement(statement, format!("# {name} = \"\"{was}"));
            }
            Way::Text => {
                self.counts.texts += 1;
                self.replace_statement(statement, format!("# {name}.ja = \"\"\n# {name}.en = \"\""));
            }
            Way::Drop => self.remove(statement),
        }
    }

    fn blanked(&mut self, row: &str, name: &str, value: &Value) -> Blank {
        let blank = match (way(self.mode, row, name), value.as_inline_table()) {
            (Way::Years, Some(years)) => cell::years(years, self.step.from.0, self.step.to.0),
            _ => cell::blank(value),
        };
        self.count(&blank);
        blank
    }

    fn count(&mut self, blank: &Blank) {
        let (figures, withheld) = if blank.withheld { (0, 1) } else { (1, 0) };
        self.counts.figures += figures;
        self.counts.withheld += withheld;
    }

    /// Whether this is the target of an indicator for which the plan has one.
    fn is_planned(&self, row: &str, name: &str) -> bool {
        let planned = self.of.as_deref().is_some_and(|of| self.step.planned.contains(of));
        planned && way(self.mode, row, name) == Way::Target
    }

    /// Rows between brackets, in which no comment has a place.
    fn inline_rows(&mut self, top: bool, list: &str, rows: &Array) -> Array {
        let mut kept = Array::new();
        for row in rows.iter().filter_map(Value::as_inline_table) {
            if !has_rows(self.mode, list) || self.stays(list, row) {
                self.counts.left += usize::from(top);
                continue;
            }
            let before = self.enter(top, row);
            kept.push(self.inline_row(list, row));
            self.mode = before;
        }
        kept
    }

    fn inline_row(&mut self, list: &str, row: &InlineTable) -> InlineTable {
        let mut out = InlineTable::new();
        for (name, value) in row.iter() {
            let kept = match (way(self.mode, list, name), value) {
                (_, Value::Array(rows)) if is_list(name) && rows.iter().all(Value::is_inline_table) => {
                    Some(Value::Array(self.inline_rows(false, name, rows)))
                }
                (Way::Keep, _) => {
                    self.counts.withheld += cell::marks(value);
                    Some(cell::emptied(value))
                }
                (Way::Statement, Value::InlineTable(stated)) => Some(Value::InlineTable(self.inline_row("disclosure", stated))),
                (Way::Statement, word) => Some(word.clone()),
                (Way::Target, _) if self.is_planned(list, name) => None,
                (Way::Figure | Way::Years | Way::Target, _) => self.blanked(list, name, value).text.parse().ok(),
                (Way::Shift, _) => Some(self.moved_on(value)),
                (Way::Text | Way::Reminded, _) => {
                    self.counts.texts += 1;
                    None
                }
                (Way::Drop, _) => None,
            };
            if let Some(kept) = kept {
                out.insert(name, kept);
            }
        }
        out
    }

    /// A statement between braces.
    fn stated(&mut self, span: Range<usize>, value: &Value) {
        if let Value::InlineTable(stated) = value
            && (stated.contains_key("id") || stated.contains_key("released"))
        {
            let stated = Value::InlineTable(self.inline_row("disclosure", stated));
            self.edits.push((span, stated.to_string().trim().to_owned()));
        }
    }

    /// Nothing withheld is left in a file that had some: its state says so.
    fn make_public(&mut self, table: &Table) {
        let line = format!("disclosure = \"公表\"{}", self.reminder("一部非公表"));
        match table.get("disclosure") {
            Some(Item::Table(stated)) => {
                let first = table.iter().filter_map(|(name, item)| {
                    let leaf = item.is_value() || item.as_table().is_some_and(Table::is_dotted);
                    table.key(name).filter(|_| leaf)?.span()
                });
                let at = first.map(|span| self.line_start(span.start)).min().unwrap_or_default();
                let old = extent(stated);
                self.edits.retain(|(range, _)| range.end <= old.start || range.start >= old.end);
                self.remove(old);
                self.edits.push((at..at, format!("{line}\n")));
            }
            Some(Item::Value(value)) => {
                let Some(span) = value.span() else { return };
                self.edits.retain(|(range, _)| range.start != span.start);
                self.edits.push((span, line.trim_start_matches("disclosure = ").to_owned()));
            }
            _ => (),
        }
    }

    /// A fiscal year, or ids of figures, as many years on as the folder.
    fn moved_on(&self, value: &Value) -> Value {
        match value {
            Value::Integer(year) => Value::from(year.value() + i64::from(self.step.to.0 - self.step.from.0)),
            Value::String(id) => Value::from(self.shifted(id.value())),
            Value::Array(ids) => Value::Array(ids.iter().map(|id| self.moved_on(id)).collect()),
            other => other.clone(),
        }
    }

    fn shifted(&self, id: &str) -> String {
        let (plan, from, to) = (self.step.plan, self.step.from.0, self.step.to.0);
        let Some(rest) = id.strip_prefix(&format!("{plan}/{from}/")) else { return id.to_owned() };
        // The cell of a year in a row of figures by year has that year at its end.
        match rest.strip_suffix(&format!("/{from}")) {
            Some(row) => format!("{plan}/{to}/{row}/{to}"),
            None => format!("{plan}/{to}/{rest}"),
        }
    }

    fn reminder(&self, was: &str) -> String {
        if self.step.quiet {
            return String::new();
        }
        format!("  # {}: {}", self.step.from.name(Lang::Ja), cell::one_line(was))
    }

    /// Where an older reminder behind a figure ends; a newer one stands in its place.
    fn reminded_until(&self, at: usize) -> usize {
        const MOST: i32 = 100;
        let rest = self.text.get(at..self.line_end(at)).unwrap_or_default();
        let mut years = (0..MOST).map(|ago| format!("  # {}: ", FiscalYear(self.step.from.0 - ago).name(Lang::Ja)));
        match years.find(|reminder| rest.starts_with(reminder)) {
            Some(reminder) => {
                at + rest.get(reminder.len()..).and_then(|was| was.find("  # ")).map_or(rest.len(), |end| reminder.len() + end)
            }
            None => at,
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |found| at + found)
    }

    /// Takes lines out, with the blank ones that follow.
    fn remove(&mut self, range: Range<usize>) {
        let mut end = (self.line_end(range.end) + 1).min(self.text.len());
        let whole = self.text.get(range.clone()).is_some_and(|removed| removed.starts_with('['));
        while whole && self.text.get(end..).is_some_and(|rest| rest.starts_with('\n')) {
            end += 1;
        }
        self.edits.push((self.line_start(range.start)..end, String::new()));
    }

    /// Puts a line in place of a statement. What is noted behind it stays.
    fn replace_statement(&mut self, statement: Range<usize>, line: String) {
        if line.is_empty() {
            return self.remove(statement);
        }
        self.edits.push((self.line_start(statement.start)..statement.end, line));
    }
}
