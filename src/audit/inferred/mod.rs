//! 推論の自己点検: what a reader can work out about each withheld figure, how, and which further figures would protect it.
//!
//! In: the disclosed site, and what staff said of protection. Out: a verdict for each withheld figure with its derivation in both
//! languages. Never: a decision to withhold; anything for the public.

mod hide;
pub mod report;
mod words;

use super::check::name;
use super::inference::{Candidate, Judged, Kind, Policy, QuantityId, Range, Verdict, Why, judge, judge_for, proposals};
use super::knowledge::{Given, Knowledge};
use super::seen::Seen;
use crate::disclosed::{Figure, Figures, Site, Status, Text};
use crate::figures::FiscalYear;
use std::collections::BTreeSet;

use hide::{Hidden, figures_without};

/// What readers can say of a withheld figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Level {
    /// 確定: its value, or the only way in which it can print.
    Exact(Text),
    /// 絞り込み: a range, and in how many ways it can print.
    Narrow {
        /// From where to where.
        range: Text,
        /// `None` where prints are not counted.
        candidates: Option<u64>,
    },
    /// 安全
    Safe {
        /// From where to where it can be at most.
        range: Text,
    },
    /// 当事者には計算できる: who holds other withheld figures can work it out; what it is, is not known on this machine.
    Determined,
    /// 不明: treated as a leak.
    Undecided(Why),
    /// 矛盾: the figures cannot all be as they are.
    Inconsistent,
}

/// A withheld figure with what readers can say of it.
#[derive(Clone, Debug)]
pub struct Inferred {
    /// The figure.
    pub fact: String,
    /// How readers know it.
    pub name: Text,
    pub year: Option<FiscalYear>,
    pub level: Level,
    /// How they find it, step by step; of a contradiction, what contradicts.
    pub steps: Vec<Text>,
    /// Further figures to withhold so that nothing can be inferred, the cheapest set first; where they were asked for.
    pub proposals: Vec<Vec<Proposed>>,
    /// Why staff leave it so.
    pub accepted: Option<Text>,
}

/// A figure that would have to be withheld as well.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub fact: String,
    pub name: Text,
    pub year: Option<FiscalYear>,
}

impl Level {
    /// The word in files and in the JSON of the report.
    pub fn word(&self) -> &'static str {
        match self {
            Level::Exact(_) => "exact",
            Level::Narrow { .. } => "narrow",
            Level::Safe { .. } => "safe",
            Level::Determined => "determined",
            Level::Undecided(_) => "undecided",
            Level::Inconsistent => "inconsistent",
        }
    }

    /// Whether it is proven that enough stays open.
    pub fn is_safe(&self) -> bool {
        matches!(self, Level::Safe { .. })
    }
}

/// Every withheld figure of plans that are seen together, without proposals: a build asks whether something leaks, and only staff what
/// to do about it.
pub fn infer(seen: &Seen, figures: &Figures, given: &Given) -> Vec<Inferred> {
    judged(seen, (figures, figures), given, |_| true, false)
}

/// Adds what would protect each leak.
pub fn propose(site: &Site, given: &Given, inferred: &mut [Inferred]) {
    let seen = &Seen::of(site);
    let figures = seen.figures();
    let mut knowledge = Knowledge::of(seen, &figures, &figures, given);
    let policy = knowledge.policy(given);
    settled(&mut knowledge, &policy);
    Room { seen, knowledge: &knowledge, policy: &policy }.propose(inferred);
}

/// As if a public figure were withheld: it, and with `follows` everything that kohyo withholds because of it; then whatever leaks.
/// `None` for a fact that there is not, or that prints no number.
pub fn what_if(site: &Site, given: &Given, fact: &str, follows: bool) -> Option<Vec<Inferred>> {
    let seen = &Seen::of(site);
    let figures = seen.figures();
    let found = figures.get(fact)?;
    if !matches!(found.cell.status(), Status::Value | Status::Withheld) {
        return None;
    }
    let hidden = if follows { Hidden::with_what_follows(seen, &figures, fact) } else { Hidden::alone(&figures, fact) };
    let fewer = figures_without(&figures, &hidden);
    let near: BTreeSet<&str> = hidden.facts().collect();
    Some(judged(seen, (&fewer, &figures), given, |fact| near.contains(fact), true))
}

/// For someone who holds some of the withheld figures (a company in a sum of three): every other one. `None` where one of these facts
/// is not withheld.
pub fn for_holder(site: &Site, given: &Given, holds: &[String]) -> Option<Vec<Inferred>> {
    let seen = &Seen::of(site);
    let figures = seen.figures();
    let mut knowledge = Knowledge::of(seen, &figures, &figures, given);
    let policy = knowledge.policy(given);
    settled(&mut knowledge, &policy);
    let withheld = |id: &QuantityId| knowledge.problem.quantities[id.0].kind == Kind::Withheld;
    let held: Option<Vec<QuantityId>> = holds.iter().map(|fact| knowledge.id(fact).filter(withheld)).collect();
    let room = Room { seen, knowledge: &knowledge, policy: &policy };
    let judged = judge_for(&knowledge.problem, &policy, &held?);
    let mut inferred: Vec<Inferred> = judged.iter().filter_map(|judged| room.inferred(judged)).collect();
    room.propose(&mut inferred);
    Some(inferred)
}

/// Every wanted figure that is withheld.
fn judged(
    seen: &Seen,
    (figures, evidence): (&Figures, &Figures),
    given: &Given,
    wanted: impl Fn(&str) -> bool,
    with_proposals: bool,
) -> Vec<Inferred> {
    let mut knowledge = Knowledge::of(seen, figures, evidence, given);
    let policy = knowledge.policy(given);
    let all = settled(&mut knowledge, &policy);
    let room = Room { seen, knowledge: &knowledge, policy: &policy };
    let asked =
        all.iter().filter(|judged| knowledge.figure(judged.quantity).is_some_and(|figure| wanted(figure.cell.fact.as_str())));
    let mut inferred: Vec<Inferred> = asked.filter_map(|judged| room.inferred(judged)).collect();
    if with_proposals {
        room.propose(&mut inferred);
    }
    inferred
}

/// Verdicts that rest on one truth behind all prints as far as there can be one, and on each relation by itself where not.
fn settled(knowledge: &mut Knowledge, policy: &Policy) -> Vec<Judged> {
    let mut judged = judge(&knowledge.problem, policy);
    let mut apart: BTreeSet<usize> = BTreeSet::new();
    loop {
        let contradicting = judged.iter().filter_map(|judged| match &judged.verdict {
            Verdict::Inconsistent(statements) => Some(statements),
            _ => None,
        });
        let before = apart.len();
        apart.extend(contradicting.flatten());
        // Statements are taken apart once each, so this ends.
        if apart.len() == before || !knowledge.apart(&apart) {
            return judged;
        }
        judged = judge(&knowledge.problem, policy);
    }
}

struct Room<'k, 'a> {
    seen: &'a Seen,
    knowledge: &'k Knowledge<'a>,
    policy: &'k Policy,
}

impl Room<'_, '_> {
    fn inferred(&self, judged: &Judged) -> Option<Inferred> {
        let figure = self.knowledge.figure(judged.quantity)?;
        let level = self.level(judged, figure);
        let steps = match &judged.verdict {
            Verdict::Inconsistent(statements) => words::contradiction(self.knowledge, statements),
            _ => words::steps(self.knowledge, self.seen, &judged.derivation),
        };
        Some(Inferred {
            fact: figure.cell.fact.clone(),
            name: name(figure),
            year: figure.year,
            level,
            steps,
            proposals: Vec::new(),
            accepted: None,
        })
    }

    fn level(&self, judged: &Judged, figure: &Figure) -> Level {
        let range = |range| words::range(range, figure, self.seen);
        match &judged.verdict {
            Verdict::Exact(value) => Level::Exact(words::value(value, figure, self.seen)),
            Verdict::Narrow { range: of, candidates: Some(1) } => Level::Exact(self.print(judged.quantity, of, figure)),
            Verdict::Narrow { range: of, candidates } => Level::Narrow { range: range(of), candidates: *candidates },
            Verdict::Safe { range: of, .. } => Level::Safe { range: range(of) },
            Verdict::Determined => Level::Determined,
            Verdict::Undecided(why) => Level::Undecided(*why),
            Verdict::Inconsistent(_) => Level::Inconsistent,
        }
    }

    /// The only way in which a figure can print.
    fn print(&self, id: QuantityId, range: &Range, figure: &Figure) -> Text {
        let step = self.knowledge.problem.quantities[id.0].printed_step.as_ref();
        let printed = range.low.as_ref().zip(step).and_then(|(low, step)| low.at.rounded_to(step));
        printed.map_or_else(|| words::range(range, figure, self.seen), |value| words::value(&value, figure, self.seen))
    }

    fn propose(&self, inferred: &mut [Inferred]) {
        let candidates = self.candidates();
        let silent = |level: &Level| level.is_safe() || matches!(level, Level::Inconsistent | Level::Determined);
        for each in inferred.iter_mut().filter(|each| !silent(&each.level)) {
            let leak = self.knowledge.id(&each.fact);
            each.proposals = leak.map(|leak| self.proposals(leak, &candidates)).unwrap_or_default();
        }
    }

    fn proposals(&self, leak: QuantityId, candidates: &[Candidate]) -> Vec<Vec<Proposed>> {
        let sets = proposals(&self.knowledge.problem, self.policy, leak, candidates);
        let named = |id: &QuantityId| {
            let figure = self.knowledge.figure(*id)?;
            Some(Proposed { fact: figure.cell.fact.clone(), name: name(figure), year: figure.year })
        };
        sets.iter().map(|set| set.withhold.iter().filter_map(named).collect()).collect()
    }

    /// Every printed number that could be withheld as well.
    fn candidates(&self) -> Vec<Candidate> {
        let numbered = self.knowledge.problem.quantities.iter().enumerate();
        let published = numbered.filter(|(_, quantity)| quantity.kind == Kind::Published).map(|(at, _)| QuantityId(at));
        let figures = published.filter_map(|id| Some((id, self.knowledge.figure(id)?)));
        let printed = figures.filter(|(id, figure)| figure.cell.status() == Status::Value && self.knowledge.is_own(*id));
        printed
            .map(|(quantity, figure)| Candidate { quantity, cost: cost(figure), known: self.knowledge.hidden(figure) })
            .collect()
    }
}

/// How much the absence of a figure takes from readers: least what follows from others anyway, most the totals and targets by which a
/// plan is judged.
fn cost(figure: &Figure) -> u32 {
    match figure.cell.column() {
        "weight" | "overall-weight" | "growth" => 1,
        "progress" => 2,
        "target" => 5,
        "total" | "cumulative" => 6,
        _ => 3,
    }
}
