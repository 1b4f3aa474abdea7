//! What a plan has already: rows by id and name, of all years, for rows of a table to be matched with.
//!
//! In: the public site. Out: ids. Never: a match between names that only sound alike; a name that is withheld.

use super::kinds::{Kind, folded};
use crate::disclosed::{Fact, Plan, PlanYear, Shown, Site, Text};
use crate::figures::{FiscalYear, Lang};

/// What is there.
#[derive(Debug, Default)]
pub struct Known {
    /// Rows of the kind, those of the year first, then from the newest year back.
    pub rows: Vec<Row>,
    /// Numerical targets: id and names.
    pub targets: Vec<Named>,
    /// Groups of targets.
    pub groups: Vec<Named>,
    /// Municipalities and others.
    pub bodies: Vec<Named>,
    /// Yearly targets of the plan in the year, as printed.
    pub yearly: Vec<(String, String)>,
}

/// An id and what it is called, folded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// The id.
    pub id: String,
    /// Names and labels.
    pub names: Vec<String>,
}

/// A row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Id and names.
    pub named: Named,
    /// 区分
    pub category: String,
    /// Its labelled figures: array, key, label.
    pub facts: Vec<(&'static str, Named)>,
    /// Its lines of amounts.
    pub series: Vec<Named>,
}

impl Known {
    /// Gathers it.
    pub fn of(site: &Site, plan: &Plan, year: FiscalYear, kind: Kind) -> Known {
        let mut years: Vec<&PlanYear> = plan.years.iter().collect();
        years.sort_by_key(|each| (each.year != year, std::cmp::Reverse(each.year)));
        let yearly = plan.indicators.iter().filter_map(|indicator| {
            let row = indicator.years.iter().find(|row| row.year == year)?;
            Some((indicator.id.clone(), row.target.printed()?.text.clone()))
        });
        Known {
            rows: years.iter().flat_map(|year| rows(year, plan, kind)).collect(),
            targets: plan.indicators.iter().map(|i| named(&i.id, &[&i.label, &i.name, &i.short])).collect(),
            groups: plan.groups.iter().map(|g| named(&g.id, &[&g.label, &g.name])).collect(),
            bodies: site.bodies.iter().map(|b| named(&b.id, &[&b.name])).collect(),
            yearly: yearly.collect(),
        }
    }
}

fn named(id: &str, texts: &[&Text]) -> Named {
    let words = texts.iter().flat_map(|text| Lang::ALL.into_iter().filter_map(|lang| text.get(lang)));
    Named { id: id.to_owned(), names: words.map(folded).filter(|name| !name.is_empty()).collect() }
}

fn facts(array: &'static str, list: &[Fact]) -> Vec<(&'static str, Named)> {
    list.iter().map(|fact| (array, named(fact.cell.column(), &[&fact.label]))).collect()
}

fn rows(year: &PlanYear, plan: &Plan, kind: Kind) -> Vec<Row> {
    match kind {
        Kind::Results => {
            let row = |i: &crate::disclosed::Indicator| Row {
                named: named(&i.id, &[&i.label, &i.name, &i.short]),
                facts: i.years.iter().filter(|y| y.year == year.year).flat_map(|y| facts("fact", &y.facts)).collect(),
                ..Row::default()
            };
            plan.indicators.iter().map(row).collect()
        }
        Kind::Programs => {
            let row = |row: &crate::disclosed::Program| Row {
                named: named(&row.id, &[&row.name]),
                category: row.category.clone(),
                facts: facts("term", &row.terms).into_iter().chain(facts("fact", &row.facts)).collect(),
                series: Vec::new(),
            };
            year.programs.iter().filter_map(Shown::public).map(row).collect()
        }
        Kind::Businesses => {
            let row = |row: &crate::disclosed::Business| {
                let names: Vec<&Text> = std::iter::once(&row.name).chain(&row.profile.former).collect();
                Row { named: named(&row.id, &names), facts: facts("fact", &row.facts), ..Row::default() }
            };
            year.businesses.iter().filter_map(Shown::public).map(row).collect()
        }
        Kind::Support => {
            let row = |row: &crate::disclosed::Support| Row {
                named: named(&row.key, &[&row.label]),
                category: row.kind.clone(),
                facts: facts("fact", &row.facts),
                series: row.series.iter().map(|series| named(&series.key, &[&series.label])).collect(),
            };
            year.support.iter().filter_map(Shown::public).map(row).collect()
        }
    }
}

impl Named {
    /// Whether a text names it, exactly.
    pub fn is(&self, text: &str) -> bool {
        let text = folded(text);
        self.id == text || self.names.contains(&text)
    }
}

/// The one of that name; `Err`: several have it.
pub fn find<'a>(list: &'a [Named], text: &str) -> Result<Option<&'a str>, ()> {
    let mut found: Vec<&str> = list.iter().filter(|named| named.is(text)).map(|named| named.id.as_str()).collect();
    found.dedup();
    match found[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(()),
    }
}

/// The target that a longer text speaks of: 「数値目標(1)－① 特区関連事業による投資額 580億円(累計)」. The longest label or name in it decides.
pub fn find_in<'a>(list: &'a [Named], text: &str) -> Option<&'a str> {
    let text = folded(text);
    let begins = |name: &&String| text.starts_with(name.as_str()) && !continues(&text, name.len());
    let lengths = |named: &'a Named| {
        let label = named.names.iter().filter(begins).map(String::len).max();
        let name =
            named.names.iter().filter(|name| name.chars().count() >= 4 && text.contains(name.as_str())).map(String::len).max();
        Some((label.max(name)?, named.id.as_str()))
    };
    let mut found: Vec<(usize, &str)> = list.iter().filter_map(lengths).collect();
    found.sort_unstable();
    let (longest, id) = found.pop()?;
    found.last().is_none_or(|(next, _)| *next < longest).then_some(id)
}

/// Whether a label goes on: 数値目標(1)-1 is not 数値目標(1)-10, and 数値目標(2) is not 数値目標(2)-1.
fn continues(text: &str, at: usize) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    let last = text.get(..at).and_then(|label| label.chars().next_back());
    match rest.next() {
        Some('-') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        Some(next) => next.is_ascii_digit() && last.is_some_and(|last| last.is_ascii_digit()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Vec<Named> {
        let one = |id: &str, label: &str, name: &str| Named { id: id.to_owned(), names: vec![folded(label), folded(name)] };
        vec![
            one("investment", "数値目標（１）－①", "特区関連事業による投資額"),
            one("entrants", "数値目標（１）－②", "特区関連事業の進出企業及び機関数"),
            one("short", "目標1", "ア"),
            one("long", "目標10", "イ"),
        ]
    }

    #[test]
    fn a_target_is_known_by_label_or_name_and_by_nothing_else() {
        let list = targets();
        assert_eq!(find(&list, "数値目標(1)－①"), Ok(Some("investment")));
        assert_eq!(find(&list, "特区関連事業による\n投資額"), Ok(Some("investment")));
        assert_eq!(find(&list, "投資額"), Ok(None));
        assert_eq!(find_in(&list, "数値目標(1)－① 特区関連事業による投資額 580億円(累計)"), Some("investment"));
        assert_eq!(find_in(&list, "目標10 イの数"), Some("long"));
        assert_eq!(find_in(&list, "評価指標(1)"), None);
        assert_eq!(find_in(&list, "目標1－①"), None);
    }
}
