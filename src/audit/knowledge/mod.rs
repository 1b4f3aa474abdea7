//! Everything that a reader can see of figures, as exact statements for the reasoning in `inference`.
//!
//! In: disclosed plans, and what staff said of protection. Out: a `Problem`, with the figure behind each quantity and the words
//! behind each statement. Never: a value of what is withheld; a statement that a reader could not make.

mod claims;
mod figures;
mod prose;

pub use figures::is_year;

use super::check::{PlanContext, each};
use super::figure;
use super::inference::{
    End, Kind, Policy, Problem, Protection, Quantity, QuantityId, Range, Ratio, Relation, Statement, contradictions,
};
use super::interval::{Fraction, Interval};
use super::rules;
use super::seen::Seen;
use crate::disclosed::{Figure, Figures, Shown, Text};
use crate::figures::Lang;
use figures::Lines;
use std::collections::{BTreeMap, BTreeSet};

/// What staff said of how well figures are to be protected, and what everybody knows of some of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Given {
    /// For all withheld figures.
    pub policy: Policy,
    /// For those of a ground.
    pub grounds: BTreeMap<String, Protection>,
    /// For single figures, by fact.
    pub figures: BTreeMap<String, Protection>,
    /// Grounds that say how large a figure is (少数), with the least and greatest value in the base of its unit.
    pub bounds: BTreeMap<String, Range>,
    /// Figures that only seem to add up, each set in order.
    pub unrelated: BTreeSet<Vec<String>>,
    /// What earlier releases printed, by fact: the values, and the day of the release.
    pub earlier: BTreeMap<String, Earlier>,
}

/// A figure as an earlier release printed it.
#[derive(Clone, PartialEq, Debug)]
pub struct Earlier {
    /// The release, by its day.
    pub release: String,
    /// As printed there.
    pub printed: String,
}

/// Where a statement comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name of a rule, `prose`, `ledger` or `ground`.
    pub kind: &'static str,
    /// Its title in both languages.
    pub title: Text,
    /// What it says.
    pub words: Text,
    /// The fact of what follows.
    pub fact: String,
}

/// A problem, and what its numbers stand for.
pub struct Knowledge<'a> {
    /// Quantities and statements; the id of a statement is its place in `sources`.
    pub problem: Problem,
    /// The printed or withheld figure of each quantity; `None` for what only helps to compute.
    pub figures: Vec<Option<&'a Figure<'a>>>,
    /// Where each statement comes from.
    pub sources: Vec<Source>,
    index: BTreeMap<&'a str, QuantityId>,
    seen: &'a Seen,
    lines: Lines,
}

impl<'a> Knowledge<'a> {
    /// What readers of some plans know. `evidence`: the figures from which unstated rules are recognised.
    pub fn of(seen: &'a Seen, figures: &'a Figures<'a>, evidence: &'a Figures<'a>, given: &Given) -> Knowledge<'a> {
        let mut knowledge = Knowledge {
            problem: Problem::default(),
            figures: Vec::new(),
            sources: Vec::new(),
            index: BTreeMap::new(),
            seen,
            lines: Lines::new(figures, &seen.units),
        };
        for plan in seen.plans() {
            let cx = PlanContext { seen, plan, figures, evidence };
            for rule in &rules::RULES {
                rule.claims(&cx).iter().for_each(|claim| knowledge.claim(&cx, rule, claim));
            }
            knowledge.prose(&cx);
        }
        let withheld = figures.values().filter(|figure| figure.cell.shown.is_withheld());
        for figure in withheld {
            let id = knowledge.quantity(figure);
            knowledge.bounds(id, figure, given);
            knowledge.earlier(id, figure, given);
        }
        knowledge.with_borrowed_steps();
        knowledge.without_contradictions();
        knowledge
    }

    /// The quantity of a fact.
    pub fn id(&self, fact: &str) -> Option<QuantityId> {
        self.index.get(fact).copied()
    }

    /// The figure of a quantity.
    pub fn figure(&self, id: QuantityId) -> Option<&'a Figure<'a>> {
        self.figures.get(id.0).copied().flatten()
    }

    /// How well each withheld figure is to be protected.
    pub fn policy(&self, given: &Given) -> Policy {
        let mut policy = given.policy.clone();
        for (id, figure) in self.figures.iter().enumerate().filter_map(|(at, figure)| Some((QuantityId(at), (*figure)?))) {
            let ground = match &figure.cell.shown {
                Shown::Withheld(why) => why.ground.as_ref().and_then(|ground| given.grounds.get(ground)),
                Shown::Public(_) => None,
            };
            let own = given.figures.get(&figure.cell.fact).or(ground);
            policy.own.extend(own.map(|own| (id, *own)));
        }
        policy
    }

    /// What would be known of a figure by itself if it were withheld.
    pub fn hidden(&self, figure: &Figure) -> Range {
        self.lines.hidden(figure)
    }

    /// Takes these statements each by itself: a rounded print in them stands for a value of their own. Whether anything is apart that
    /// was not before.
    ///
    /// Documents compute one figure from unrounded values and the next from what they printed. Then no truth rounds to all prints,
    /// and each relation still holds by itself.
    pub fn apart(&mut self, ids: &BTreeSet<usize>) -> bool {
        let before = self.problem.quantities.len();
        for id in ids {
            let statements = self.problem.statements.iter().filter(|statement| statement.id == *id);
            let all: BTreeSet<QuantityId> = statements.flat_map(|statement| statement.relation.quantities()).collect();
            let shared: Vec<QuantityId> = all.into_iter().filter(|of| self.is_shared_print(*of)).collect();
            let own: BTreeMap<QuantityId, QuantityId> = shared.into_iter().map(|of| (of, self.copy(of))).collect();
            for statement in self.problem.statements.iter_mut().filter(|statement| statement.id == *id) {
                statement.relation.rename(|of| own.get(&of).copied().unwrap_or(of));
            }
        }
        self.problem.quantities.len() > before
    }

    fn copy(&mut self, of: QuantityId) -> QuantityId {
        let (quantity, figure) = (self.problem.quantities[of.0].clone(), self.figures[of.0]);
        self.add(quantity, figure)
    }

    /// Whether a quantity is a rounded print in which statements meet.
    fn is_shared_print(&self, id: QuantityId) -> bool {
        let quantity = &self.problem.quantities[id.0];
        self.is_own(id) && quantity.kind == Kind::Published && quantity.known.value().is_none()
    }

    /// Whether a quantity is its figure everywhere, not in one statement alone.
    pub fn is_own(&self, id: QuantityId) -> bool {
        self.figure(id).is_some_and(|figure| self.id(&figure.cell.fact) == Some(id))
    }

    /// The quantity of a figure, made when it is met first.
    fn quantity(&mut self, figure: &'a Figure<'a>) -> QuantityId {
        if let Some(id) = self.index.get(figure.cell.fact.as_str()) {
            return *id;
        }
        let quantity = self.lines.quantity(figure, self.seen);
        let id = self.add(quantity, Some(figure));
        self.index.insert(&figure.cell.fact, id);
        id
    }

    /// A quantity that nobody prints but that helps to compute.
    fn helper(&mut self, known: Range) -> QuantityId {
        self.add(Quantity { known, step: None, printed_step: None, kind: Kind::Published, truth: None }, None)
    }

    fn add(&mut self, quantity: Quantity, figure: Option<&'a Figure<'a>>) -> QuantityId {
        self.problem.quantities.push(quantity);
        self.figures.push(figure);
        QuantityId(self.problem.quantities.len() - 1)
    }

    /// States something; one source may take several relations.
    fn state(&mut self, relation: Relation) {
        let id = self.sources.len();
        self.problem.statements.push(Statement { relation, id });
    }

    fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    /// A ground that says how large a figure is.
    fn bounds(&mut self, id: QuantityId, figure: &Figure, given: &Given) {
        let Shown::Withheld(why) = &figure.cell.shown else { return };
        let Some((ground, range)) = why.ground.as_ref().and_then(|ground| given.bounds.get_key_value(ground)) else { return };
        let label = self.seen.grounds.iter().find(|each| each.id == *ground).map(|each| each.label.clone());
        self.state(Relation::Linear { terms: vec![(id, ONE)], constant: ZERO, range: range.clone() });
        let title = Text::both("根拠", "ground");
        self.source(Source { kind: "ground", title, words: label.unwrap_or_default(), fact: figure.cell.fact.clone() });
    }

    /// What an earlier release printed of a figure that is withheld now.
    fn earlier(&mut self, id: QuantityId, figure: &'a Figure<'a>, given: &Given) {
        let Some(earlier) = given.earlier.get(&figure.cell.fact) else { return };
        let Some(range) = figures::printed_range(&earlier.printed, figure, self.seen) else { return };
        self.state(Relation::Linear { terms: vec![(id, ONE)], constant: ZERO, range });
        let title = Text::both("前の公表", "an earlier release");
        let words = each(|lang| match lang {
            Lang::Ja => format!("{}の公表で「{}」と印刷", earlier.release, earlier.printed),
            Lang::En => format!("printed as {} in the release of {}", earlier.printed, earlier.release),
        });
        self.source(Source { kind: "ledger", title, words, fact: figure.cell.fact.clone() });
    }

    /// A statement about public figures that cannot hold, whatever they stand for, tells a reader nothing: the documents have a slip
    /// there, which the recomputation reports. With a withheld figure in it, it may be that figure which is not as we think.
    fn without_contradictions(&mut self) {
        let wrong: BTreeSet<usize> = contradictions(&self.problem).into_iter().collect();
        let withheld = |id: &QuantityId| self.problem.quantities[id.0].kind == Kind::Withheld;
        let statements = self.problem.statements.iter();
        let about_withheld = statements.filter(|statement| statement.relation.quantities().iter().any(withheld));
        let kept: BTreeSet<usize> = about_withheld.map(|statement| statement.id).collect();
        self.problem.statements.retain(|statement| !wrong.contains(&statement.id) || kept.contains(&statement.id));
    }

    /// A withheld figure of which the unit is not known prints like those with which it is added up.
    fn with_borrowed_steps(&mut self) {
        let blank = |quantity: &Quantity| quantity.kind == Kind::Withheld && quantity.printed_step.is_none();
        for statement in &self.problem.statements {
            let Relation::Linear { terms, .. } = &statement.relation else { continue };
            let known = terms.iter().map(|(id, _)| &self.problem.quantities[id.0]).filter(|quantity| !blank(quantity));
            let printed = known.clone().filter_map(|quantity| quantity.printed_step.clone()).min();
            let whole = known.map(|quantity| quantity.step.clone()).collect::<Option<Vec<_>>>();
            let step = whole.and_then(|steps| steps.into_iter().min());
            for (id, _) in terms {
                let quantity = &mut self.problem.quantities[id.0];
                if blank(quantity) {
                    (quantity.printed_step, quantity.step) = (printed.clone(), step.clone());
                }
            }
        }
    }
}

const ONE: Ratio = Ratio::ONE;
const ZERO: Ratio = Ratio::ZERO;

/// A fraction of the recomputation for the reasoning.
fn ratio(value: Fraction) -> Ratio {
    let (top, bottom) = value.parts();
    Ratio::new(top, bottom).unwrap_or(Ratio::ZERO)
}

/// An interval of the recomputation for the reasoning.
fn range(interval: Interval) -> Range {
    let end = |end: super::interval::End| Some(End { at: ratio(end.at), open: end.open });
    Range { low: end(interval.low), high: end(interval.high) }
}

/// A value of the reasoning in the words of its figure.
pub fn amount(value: &Ratio, like: &Figure, seen: &Seen) -> Option<Text> {
    let (top, bottom) = value.parts()?;
    figure::exactly(Fraction::whole(top).over(Fraction::whole(bottom))?, like, &seen.units)
}
