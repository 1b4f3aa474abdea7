//! Projecting the rows that reports are made of: programmes, regulation, products, support, businesses, parts without rows.
//!
//! In: an authored row. Out: a disclosed one, and what it says for the watchlist. Never: a row that is withheld as a whole.

use super::cells::{Projector, fact_id, ids};
use super::work;
use super::years::Context;
use crate::authored::{self, Related};
use crate::disclosed;
use crate::figures::Counter;

/// A row that has a name.
pub trait Named {
    /// Its id and name.
    fn name(&self) -> (&str, &authored::Text);
}

macro_rules! named {
    ($($row:ident $id:ident $name:ident;)*) => {
        $(impl Named for authored::$row {
            fn name(&self) -> (&str, &authored::Text) {
                (&self.$id.value, &self.$name)
            }
        })*
    };
}

named! {
    Policy id name;
    Project id name;
    Meeting id name;
    Comment id text;
    Reply id text;
    Event id name;
    Goal id name;
    Program id name;
    Regulation id name;
    Product id name;
    Support key label;
    Business id name;
    Section key name;
}

/// What a row says, for the watchlist when the row is withheld. Labels of facts are left out: they are the table's words.
#[derive(Default)]
pub struct Contents<'a> {
    pub texts: Vec<Option<&'a authored::Text>>,
    pub cells: Vec<(Option<&'a authored::Cell>, Option<&'a Counter>)>,
    pub facts: Vec<&'a [authored::Fact]>,
    pub series: &'a [authored::Series],
    /// Strings that hold no marks: telephone numbers.
    pub words: Vec<&'a str>,
}

/// A row that can be withheld as a whole.
pub trait RowContents: Clone {
    /// All of it.
    fn contents(&self) -> Contents<'_>;
}

impl RowContents for authored::Aggregate {
    fn contents(&self) -> Contents<'_> {
        Contents { cells: vec![(self.progress.as_ref(), None)], ..Contents::default() }
    }
}

impl RowContents for authored::YearResult {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![
                self.self_evaluation.as_ref(),
                self.external_factors.as_ref(),
                self.weight_reason.as_ref(),
                self.note.as_ref(),
            ],
            cells: [&self.target, &self.actual, &self.progress, &self.growth].map(|cell| (cell.as_ref(), None)).to_vec(),
            facts: vec![&self.facts],
            ..Contents::default()
        }
    }
}

impl RowContents for authored::Program {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.scheme.as_ref(), self.outline.as_ref(), self.results.as_ref()],
            facts: vec![&self.terms, &self.facts],
            words: self.kana.iter().map(String::as_str).collect(),
            ..Contents::default()
        }
    }
}

impl RowContents for authored::Regulation {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.summary.as_ref(), self.effect.as_ref(), self.evaluation.as_ref()],
            cells: vec![(self.used.as_ref(), None), (self.remarks.as_ref(), None)],
            facts: vec![&self.facts],
            ..Contents::default()
        }
    }
}

impl RowContents for authored::Product {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.title.as_ref(), self.summary.as_ref()],
            facts: vec![&self.facts],
            ..Contents::default()
        }
    }
}

impl RowContents for authored::Support {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.label), self.summary.as_ref()],
            cells: vec![(self.value.as_ref(), self.counter.as_ref())],
            facts: vec![&self.facts],
            series: &self.series,
            ..Contents::default()
        }
    }
}

impl RowContents for authored::Business {
    fn contents(&self) -> Contents<'_> {
        let profile = &self.profile;
        let known = [Some(&self.name), self.summary.as_ref(), profile.address.as_ref(), profile.industry.as_ref()];
        Contents {
            texts: known.into_iter().chain([profile.area.as_ref()]).chain(profile.former.iter().map(Some)).collect(),
            facts: vec![&self.facts],
            words: profile.phone.iter().map(|phone| phone.value.as_str()).chain(self.kana.as_deref()).collect(),
            ..Contents::default()
        }
    }
}

impl RowContents for authored::Section {
    fn contents(&self) -> Contents<'_> {
        Contents {
            texts: vec![Some(&self.name), self.summary.as_ref()],
            cells: vec![(self.state.as_ref(), None)],
            facts: vec![&self.facts],
            series: &self.series,
            ..Contents::default()
        }
    }
}

/// 関連する数値目標
pub fn related(related: &Related) -> disclosed::Related {
    match related {
        Related::All => disclosed::Related::All,
        Related::Dash => disclosed::Related::Dash,
        Related::Some(list) => disclosed::Related::Some(ids(list)),
    }
}

/// `[[program]]`
pub fn program(p: &mut Projector, cx: &Context, row: &authored::Program) -> disclosed::Program {
    let owner = cx.owner(&row.id.value);
    disclosed::Program {
        id: row.id.value.clone(),
        name: p.text(&row.name),
        kana: row.kana.clone().unwrap_or_default(),
        scheme: p.optional(row.scheme.as_ref()),
        category: row.category.value.clone(),
        bodies: ids(&row.bodies),
        indicators: related(&row.indicators),
        outline: p.optional(row.outline.as_ref()),
        results: p.optional(row.results.as_ref()),
        terms: p.facts(&format!("{owner}/terms"), &row.terms),
        facts: p.facts(&owner, &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[regulation]]`
pub fn regulation(p: &mut Projector, cx: &Context, row: &authored::Regulation) -> disclosed::Regulation {
    let id = row.id.value.clone();
    disclosed::Regulation {
        name: p.text(&row.name),
        kind: row.kind.value.clone(),
        indicators: related(&row.indicators),
        used: p.cell(fact_id(cx.plan, cx.year, &id, "used"), row.used.as_ref(), None),
        remarks: p.cell(fact_id(cx.plan, cx.year, &id, "remarks"), row.remarks.as_ref(), None),
        ministries: ids(&row.ministries),
        number: row.number.as_ref().map(|number| number.value.clone()),
        summary: p.optional(row.summary.as_ref()),
        effect: p.optional(row.effect.as_ref()),
        evaluation: p.optional(row.evaluation.as_ref()),
        facts: p.facts(&cx.owner(&id), &row.facts),
        place: p.place(&row.at, cx.document),
        id,
    }
}

/// `[[product]]`
pub fn product(p: &mut Projector, cx: &Context, row: &authored::Product) -> disclosed::Product {
    disclosed::Product {
        id: row.id.value.clone(),
        kind: row.kind.value.clone(),
        indicator: row.indicator.value.clone(),
        name: p.text(&row.name),
        title: p.optional(row.title.as_ref()),
        businesses: ids(&row.businesses),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&row.id.value), &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[support]]`
pub fn support(p: &mut Projector, cx: &Context, row: &authored::Support) -> disclosed::Support {
    let key = row.key.value.clone();
    disclosed::Support {
        kind: row.kind.value.clone(),
        label: p.text(&row.label),
        value: p.cell(fact_id(cx.plan, cx.year, &key, "value"), row.value.as_ref(), row.counter.as_ref()),
        indicators: row.indicators.as_ref().map(related),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&key), &row.facts),
        series: work::series(p, &cx.owner(&key), &row.series),
        place: p.place(&row.at, cx.document),
        key,
    }
}

/// `[[business]]`
pub fn business(p: &mut Projector, cx: &Context, row: &authored::Business) -> disclosed::Business {
    disclosed::Business {
        id: row.id.value.clone(),
        name: p.text(&row.name),
        kana: row.kana.clone().unwrap_or_default(),
        kind: row.kind.as_ref().map(|k| k.value.clone()),
        summary: p.optional(row.summary.as_ref()),
        profile: work::profile(p, &row.profile),
        facts: p.facts(&cx.owner(&row.id.value), &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[section]]`
pub fn section(p: &mut Projector, cx: &Context, row: &authored::Section) -> disclosed::Section {
    let key = row.key.value.clone();
    disclosed::Section {
        name: p.text(&row.name),
        state: p.cell(fact_id(cx.plan, cx.year, &key, "state"), row.state.as_ref(), None),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&key), &row.facts),
        series: work::series(p, &cx.owner(&key), &row.series),
        place: p.place(&row.at, cx.document),
        key,
    }
}
