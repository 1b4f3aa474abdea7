//! Relations that nobody declared and that the figures or their names suggest: what adds up by chance or by meaning, and うち, 計, 合計,
//! 全体, 前年比 beside what is withheld.
//!
//! In: the disclosed site. Out: candidates for `[[relation]]`, to be accepted or dismissed by people. Never: a statement; a finding.

use super::check::{PlanContext, each, name};
use super::figure::unit_of;
use super::knowledge::is_year;
use super::rules;
use super::seen::Seen;
use crate::disclosed::{Figure, Figures, Shown, Site, Text};
use crate::figures::{Decimal, Lang, Units};
use crate::kinds::PageKind;
use std::collections::{BTreeMap, BTreeSet};

/// A relation that may hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// What may follow; for a name, the figure that has it.
    pub result: String,
    /// From what it may follow; empty where only a name suggests it.
    pub parts: Vec<String>,
    /// In words.
    pub words: Text,
}

/// The words by which a figure says that it belongs to others.
const NAMES: [&str; 10] = ["うち", "内訳", "合計", "総計", "総数", "全体", "累計", "前年比", "of which", "total"];

/// A sum of small numbers is chance.
const LEAST: i128 = 10;

/// The figures of one row.
type Rows<'a> = BTreeMap<(&'a str, Option<i32>, PageKind, &'a str), Vec<&'a Figure<'a>>>;

/// Everything that looks like a relation. `dismissed`: facts of which staff said that they are unrelated, as sets.
pub fn hints(site: &Site, dismissed: &BTreeSet<Vec<String>>) -> Vec<Hint> {
    let seen = &Seen::of(site);
    let figures = seen.figures();
    let declared = declared(seen, &figures);
    let mut rows = Rows::new();
    for figure in figures.values().filter(|figure| is_labelled(figure)) {
        let stands = figure.stands;
        rows.entry((stands.plan, stands.year.map(|year| year.0), stands.list, stands.id)).or_default().push(figure);
    }
    let mut out: Vec<Hint> = Vec::new();
    for row in rows.values() {
        out.extend(sums(row, &seen.units).into_iter().filter(|hint| !declared.contains(&facts(hint))));
        out.extend(names(row, &declared));
    }
    out.retain(|hint| !dismissed.contains(&facts(hint)));
    out.sort_by(|one, other| (&one.result, &one.parts).cmp(&(&other.result, &other.parts)));
    out
}

/// Columns of targets and years have their own rules.
fn is_labelled(figure: &Figure) -> bool {
    let column = figure.cell.column();
    !is_year(column)
        && !["target", "actual", "progress", "growth", "weight", "overall-weight", "cumulative", "total"].contains(&column)
}

/// All facts of a hint, in order: a relation between the same figures is the same relation.
fn facts(hint: &Hint) -> Vec<String> {
    let mut all: Vec<String> = hint.parts.iter().chain([&hint.result]).cloned().collect();
    all.sort();
    all
}

/// What the rules and the authors know already.
fn declared(seen: &Seen, figures: &Figures) -> BTreeSet<Vec<String>> {
    let mut out = BTreeSet::new();
    for plan in seen.plans() {
        let cx = PlanContext { seen, plan, figures, evidence: figures };
        for claim in rules::RULES.iter().flat_map(|rule| rule.claims(&cx)) {
            let terms = claim.shape.terms();
            let named = terms.iter().map(|term| term.figure).chain([claim.subject.figure()]);
            let mut all: Vec<String> = named.map(|figure| figure.cell.fact.clone()).collect();
            all.sort();
            out.insert(all);
        }
    }
    out
}

/// Two figures of a row that make a third, in one unit.
fn sums(row: &[&Figure], units: &Units) -> Vec<Hint> {
    let value = |figure: &Figure| {
        let unit = unit_of(figure, units);
        let base = figure.cell.value()?.shift(unit.map_or(0, |unit| unit.exponent))?;
        Some((unit.map(|unit| unit.dimension.clone()), base))
    };
    let known: Vec<(&Figure, (Option<String>, Decimal))> =
        row.iter().filter_map(|figure| Some((*figure, value(figure)?))).filter(|(_, (_, value))| value.parts().0 > 0).collect();
    let mut out = Vec::new();
    for (at, (one, (unit, a))) in known.iter().enumerate() {
        for (other, (also, b)) in known.iter().skip(at + 1).filter(|(_, (also, _))| also == unit) {
            let Some(sum) = a.checked_add(*b).filter(|sum| sum.parts().0 >= LEAST) else { continue };
            let results = known.iter().filter(|(_, (of, value))| of == also && is_same(*value, sum));
            out.extend(results.map(|(result, _)| hint(result, &[one, other])));
        }
    }
    out
}

fn is_same(one: Decimal, other: Decimal) -> bool {
    one.checked_sub(other).is_some_and(Decimal::is_zero)
}

fn hint(result: &Figure, parts: &[&Figure]) -> Hint {
    let words = each(|lang| {
        let parts: Vec<String> = parts.iter().map(|part| name(part).any(lang).to_owned()).collect();
        let of = name(result).any(lang).to_owned();
        if parts.is_empty() { of } else { format!("{of} = {}", parts.join(" + ")) }
    });
    let parts = parts.iter().map(|part| part.cell.fact.clone()).collect();
    Hint { result: result.cell.fact.clone(), parts, words }
}

/// A name that speaks of other figures, in a row where one is withheld and no relation says which they are.
fn names(row: &[&Figure], declared: &BTreeSet<Vec<String>>) -> Vec<Hint> {
    let withheld = |figure: &&&Figure| matches!(figure.cell.shown, Shown::Withheld(_));
    if row.len() < 2 || row.iter().filter(withheld).count() == 0 {
        return Vec::new();
    }
    let related = |figure: &Figure| declared.iter().any(|facts| facts.contains(&figure.cell.fact));
    let speaks = |figure: &Figure| {
        let named = Lang::ALL.map(|lang| figure.item.any(lang).to_lowercase());
        NAMES.iter().any(|word| named.iter().any(|name| name.contains(word)))
    };
    let found = row.iter().filter(|figure| speaks(figure) && !related(figure));
    found.map(|figure| hint(figure, &[])).collect()
}
