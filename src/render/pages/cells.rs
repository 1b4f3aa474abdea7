//! Figures as pages print them: the one way from a cell to characters.
//!
//! In: a disclosed cell. Out: its text, state and fact id. Never: an empty text, a converted number in Japanese, a rounded one.

use super::said::{Cx, Link, Paras, Piece, Said, Time};
use crate::disclosed::{
    Cell, Content, Fact, Indicator, IndicatorYear, Period, Reached, Shown, Status, Withheld, address, marker,
};
use crate::figures::{Counter, Decimal, Flags, Lang, Printed, PrintedState, Unit};
use crate::kinds::EDITIONS;
use serde::Serialize;

/// What may stand beside a figure and lead to the page of corrections.
pub const NOTES: [&str; 4] = ["check", EDITIONS[0].0, EDITIONS[1].0, EDITIONS[2].0];

/// A figure or the mark that stands in its place.
#[derive(Clone, Serialize, Debug)]
pub struct CellView {
    pub fact: String,
    pub status: &'static str,
    pub text: String,
    pub lang: Option<&'static str>,
    /// 検算, 訂正, 改訂: links to what is said of this figure on the page of corrections.
    pub notes: Vec<Link>,
    /// The pieces of English words that quote Japanese.
    pub parts: Vec<Piece>,
    /// What its column is sorted by, in the unit of the column. A mark has none, and nothing withheld has one.
    pub order: Option<String>,
}

/// A figure whose unit stands apart.
#[derive(Clone, Serialize, Debug)]
pub struct Parted {
    pub cell: CellView,
    pub unit: Option<String>,
}

/// A labelled figure.
#[derive(Clone, Serialize, Debug)]
pub struct FactView {
    pub label: Said,
    /// `None` for a dated event.
    pub value: Option<CellView>,
    /// Scope, period, 時点, 再掲.
    pub tags: Vec<String>,
    pub when: Vec<Time>,
    pub note: Option<Paras>,
}

/// Whether a target was reached, as a word and a name for its shape.
#[derive(Clone, Serialize, Debug)]
pub struct ReachedView {
    pub state: &'static str,
    pub word: String,
}

impl Cx<'_> {
    /// With its unit, as prose prints it.
    pub fn full(&self, cell: &Cell) -> CellView {
        self.view(cell, |printed| self.printed_full(printed, cell.counter.as_ref()))
    }

    /// The bare number for a column whose heading carries the unit.
    pub fn column(&self, cell: &Cell, unit: &Unit) -> CellView {
        let view = self.view(cell, |printed| match self.column_number(printed, unit) {
            Some(number) => number.grouped(),
            None => self.printed_full(printed, cell.counter.as_ref()),
        });
        let value = || cell.printed()?.value_in(unit, &self.index.site.units);
        CellView { order: view.is_value().then(value).flatten().map(|value| value.to_string()), ..view }
    }

    /// The bare number for a column headed %.
    pub fn percent(&self, cell: &Cell) -> CellView {
        let view = self.view(cell, |printed| match bare(printed).filter(|_| self.is_percent(printed)) {
            Some(number) => number.grouped(),
            None => self.printed_full(printed, None),
        });
        let value = || cell.printed().filter(|printed| self.is_percent(printed))?.value();
        CellView { order: view.is_value().then(value).flatten().map(|value| value.to_string()), ..view }
    }

    /// A figure that kohyo computed, as it prints it; it has no fact.
    pub fn computed(&self, text: String) -> CellView {
        CellView { fact: String::new(), status: "computed", text, lang: None, notes: Vec::new(), parts: Vec::new(), order: None }
    }

    /// The same as a bare number in a column that can be sorted.
    pub fn computed_number(&self, number: Decimal) -> CellView {
        CellView { order: Some(number.to_string()), ..self.computed(number.grouped()) }
    }

    /// The marker of something withheld.
    pub fn withheld(&self, fact: String, why: &Withheld) -> CellView {
        self.saw_withheld(why);
        CellView {
            fact,
            status: Status::Withheld.word(),
            text: marker(self.lang).to_owned(),
            lang: None,
            notes: Vec::new(),
            parts: Vec::new(),
            order: None,
        }
    }

    /// A mark that is not a figure.
    pub fn mark(&self, fact: String, status: Status) -> CellView {
        let word = status.word();
        self.saw_mark(word);
        CellView {
            notes: self.notes(&fact),
            fact,
            status: word,
            text: self.words.get(&format!("mark-{word}")),
            lang: None,
            parts: Vec::new(),
            order: None,
        }
    }

    fn view(&self, cell: &Cell, print: impl Fn(&Printed) -> String) -> CellView {
        let fact = cell.fact.clone();
        match &cell.shown {
            Shown::Withheld(why) => self.withheld(fact, why),
            Shown::Public(Content::Words(text)) => {
                let said = self.say(text);
                CellView {
                    notes: self.notes(&fact),
                    fact,
                    status: Status::Text.word(),
                    text: said.text,
                    lang: said.lang,
                    parts: said.parts,
                    order: None,
                }
            }
            Shown::Public(Content::Printed(printed)) if cell.status() == Status::Value => CellView {
                notes: self.notes(&fact),
                fact,
                status: Status::Value.word(),
                text: print(printed),
                lang: None,
                parts: Vec::new(),
                order: None,
            },
            Shown::Public(_) => self.mark(fact, cell.status()),
        }
    }

    /// What the page of corrections says of a figure, as links.
    fn notes(&self, fact: &str) -> Vec<Link> {
        let link = |(kind, anchor): &(&str, String)| Link {
            said: Said::plain(self.words.get(&format!("note-{kind}"))),
            href: Some(format!("{}#{anchor}", self.path(address::CORRECTIONS))),
        };
        let notes = self.index.notes(fact);
        // On paper a note leads nowhere, so the page explains it as it explains marks.
        let seen = NOTES.into_iter().filter(|known| notes.iter().any(|(kind, _)| kind == known));
        seen.for_each(|kind| self.saw_mark(kind));
        notes.iter().map(link).collect()
    }

    fn printed_full(&self, printed: &Printed, counter: Option<&Counter>) -> String {
        printed.full(self.lang, &self.index.site.units, counter)
    }

    /// Japanese stays as printed, so a figure in another unit has no bare number there.
    fn column_number(&self, printed: &Printed, unit: &Unit) -> Option<Decimal> {
        bare(printed)?;
        let own = printed.unit().is_none_or(|id| id == unit.id);
        let value = (own || self.lang == Lang::En).then(|| printed.value_in(unit, &self.index.site.units))??;
        unit.column_number(value, self.lang)
    }

    fn is_percent(&self, printed: &Printed) -> bool {
        printed.unit().and_then(|id| self.index.site.units.get(id)).is_some_and(|unit| unit.dimension == "percent")
    }

    /// The heading of a target's columns: 億円, billion yen, trials.
    pub fn unit_name(&self, indicator: &Indicator) -> String {
        let counter = indicator.counter.as_ref().filter(|_| self.lang == Lang::En).map(|counter| counter.other.clone());
        let unit = self.index.site.units.get(&indicator.unit).map(|unit| unit.name(self.lang).to_owned());
        counter.or(unit).unwrap_or_default()
    }

    /// The same for headings and charts; empty where the documents print a dash for the unit.
    pub fn unit_beside(&self, indicator: &Indicator) -> String {
        let is_none = self.index.site.units.get(&indicator.unit).is_some_and(|unit| unit.dimension == "none");
        if is_none { String::new() } else { self.unit_name(indicator) }
    }

    /// A heading or caption that names the unit of a target, or its plain form where there is none.
    pub fn unit_heading(&self, key: &str, indicator: &Indicator) -> String {
        let unit = self.unit_beside(indicator);
        let values = [("unit", unit.as_str()), ("name", indicator.short.any(self.lang))];
        if unit.is_empty() { self.words.fill(&format!("{key}-plain"), &values) } else { self.words.fill(key, &values) }
    }

    /// A figure of a target in its column.
    pub fn in_unit(&self, indicator: &Indicator, cell: &Cell) -> CellView {
        match self.index.site.units.get(&indicator.unit) {
            Some(unit) => self.column(cell, unit),
            None => self.full(cell),
        }
    }

    /// The number large and its unit small, as cards print it; a figure with words around it stays whole.
    pub fn parted(&self, indicator: &Indicator, cell: &Cell) -> Parted {
        let unit = self.index.site.units.get(&indicator.unit);
        let is_bare = cell.printed().zip(unit).is_some_and(|(printed, unit)| self.column_number(printed, unit).is_some());
        match unit.filter(|_| is_bare) {
            Some(unit) => {
                Parted { cell: self.column(cell, unit), unit: Some(self.unit_beside(indicator)).filter(|unit| !unit.is_empty()) }
            }
            None => Parted { cell: self.full(cell), unit: None },
        }
    }

    /// Whether a year's target was reached.
    pub fn reached(&self, indicator: &Indicator, row: &IndicatorYear) -> ReachedView {
        let (state, word) = match indicator.reached(row.year, &self.index.site.units) {
            Reached::Yes => ("yes", self.words.get("reached-yes")),
            Reached::No => ("no", self.words.get("reached-no")),
            Reached::Withheld => ("withheld", marker(self.lang).to_owned()),
            Reached::Unknown => ("unknown", self.words.get("reached-unknown")),
        };
        ReachedView { state, word }
    }

    /// Labelled figures.
    pub fn facts(&self, facts: &[Fact]) -> Vec<FactView> {
        facts.iter().map(|fact| self.fact(fact)).collect()
    }

    /// A labelled figure.
    pub fn fact(&self, fact: &Fact) -> FactView {
        let scope = fact.scope.as_deref().map(|scope| self.words.get(&format!("scope-{scope}")));
        let period = fact.period.map(|period| match period {
            Period::Cumulative => self.words.get("period-cumulative"),
            Period::Year(year) => year.name(self.lang),
        });
        let as_of = fact.as_of.map(|when| self.words.fill("as-of", &[("date", &when.long(self.lang))]));
        let repeat = fact.repeat.then(|| self.words.get("repeat"));
        // An event has a date instead of a figure; nothing is missing from it.
        let is_event = fact.cell.status() == Status::None && !fact.when.is_empty();
        FactView {
            label: self.say(&fact.label),
            value: (!is_event).then(|| self.full(&fact.cell)),
            tags: scope.into_iter().chain(period).chain(as_of).chain(repeat).collect(),
            when: fact.when.iter().map(|when| self.when(*when)).collect(),
            note: self.maybe(fact.note.as_ref()),
        }
    }
}

impl CellView {
    fn is_value(&self) -> bool {
        self.status == Status::Value.word()
    }
}

/// The number of a figure that carries no words such as 約 or 以上.
fn bare(printed: &Printed) -> Option<Decimal> {
    match &printed.state {
        PrintedState::Value { value, flags, .. } if *flags == Flags::default() => Some(*value),
        _ => None,
    }
}
