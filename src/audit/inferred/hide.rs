//! As if figures were withheld that are public.
//!
//! In: the figures of a site, and facts. Out: the figures without them. Never: a change of the site.

use crate::audit::check::PlanContext;
use crate::audit::rules;
use crate::audit::seen::Seen;
use crate::disclosed::{Cell, Figure, Figures, Shown, Withheld};
use std::collections::{BTreeMap, BTreeSet};

/// What is printed from other figures, and is withheld with them: 進捗度, 伸び率, 累計 and 合計.
const FOLLOWS: [&str; 5] = ["progress", "growth", "aggregate", "series-total", "series-parts"];

/// Cells that are as if they were withheld, by fact.
pub struct Hidden(BTreeMap<String, Cell>);

impl Hidden {
    /// One figure alone.
    pub fn alone(figures: &Figures, fact: &str) -> Hidden {
        Hidden::of(figures, &BTreeSet::from([fact]))
    }

    /// A figure, and whatever kohyo withholds because of it.
    pub fn with_what_follows(seen: &Seen, figures: &Figures, fact: &str) -> Hidden {
        let mut hidden: BTreeSet<&str> = figures.get_key_value(fact).map(|(fact, _)| *fact).into_iter().collect();
        let contexts: Vec<PlanContext> =
            seen.plans().map(|plan| PlanContext { seen, plan, figures, evidence: figures }).collect();
        let follows = rules::RULES.iter().filter(|rule| FOLLOWS.contains(&rule.name));
        let claims: Vec<_> = follows.flat_map(|rule| contexts.iter().flat_map(|cx| rule.claims(cx))).collect();
        loop {
            let of_hidden = claims
                .iter()
                .filter(|claim| claim.shape.terms().iter().any(|term| hidden.contains(term.figure.cell.fact.as_str())));
            let more: Vec<&str> = of_hidden.map(|claim| claim.subject.figure().cell.fact.as_str()).collect();
            let before = hidden.len();
            hidden.extend(more);
            if hidden.len() == before {
                return Hidden::of(figures, &hidden);
            }
        }
    }

    fn of(figures: &Figures, facts: &BTreeSet<&str>) -> Hidden {
        let cells = facts.iter().filter_map(|fact| figures.get(fact)).map(|figure| {
            let cell = Cell { shown: Shown::Withheld(Withheld::default()), ..figure.cell.clone() };
            (cell.fact.clone(), cell)
        });
        Hidden(cells.collect())
    }

    /// Which figures.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// All figures, those hidden as withheld ones.
pub fn figures_without<'a>(figures: &Figures<'a>, hidden: &'a Hidden) -> Figures<'a> {
    let shown = |fact: &str, figure: &Figure<'a>| match hidden.0.get(fact) {
        Some(cell) => Figure { cell, ..figure.clone() },
        None => figure.clone(),
    };
    figures.iter().map(|(fact, figure)| (*fact, shown(fact, figure))).collect()
}
