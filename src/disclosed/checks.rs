//! Relations, discrepancies and editions as the public sees them, and what the recomputation audit (検算) made of them.
//!
//! In: the first half filled by `redact`, the second by `audit`. Out: read by `render`. Never: a figure computed from a
//! withheld one; an earlier edition of a figure that is withheld now.

use super::{Cell, Place, Text};
use crate::figures::{FiscalYear, When};

/// A relation that an author declared.
#[derive(Clone, Debug)]
pub struct Relation {
    pub kind: String,
    pub result: String,
    pub parts: Vec<String>,
    pub count: Option<String>,
    pub place: Place,
}

/// 不一致: a known contradiction of the documents, and why the printed figure stands.
#[derive(Clone, Debug)]
pub struct Discrepancy {
    pub check: String,
    pub fact: String,
    pub reason: Text,
    pub place: Place,
}

/// An earlier edition of a figure.
#[derive(Clone, Debug)]
pub struct Edition {
    pub fact: String,
    pub was: Cell,
    pub kind: String,
    pub on: Option<When>,
    pub reason: Text,
    pub place: Place,
}

/// A name as one place prints it.
#[derive(Clone, Debug)]
pub struct PrintedName {
    pub of: String,
    pub text: String,
    pub place: Place,
}

/// What the audit found of one relation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// 一致: the figures agree to the last printed digit.
    Consistent,
    /// 丸めの範囲: they agree within what rounding of the printed figures explains.
    Rounding,
    /// 不一致: no values that print like this agree.
    Contradicts,
    /// 検算できない, and why.
    Unchecked(Unchecked),
}

/// Why a relation cannot be checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unchecked {
    /// A figure is withheld.
    Withheld,
    /// A figure is not there: dash, blank, not yet.
    Missing,
    /// A figure is only bounded (以上) or approximate (約).
    Vague,
    /// A figure is printed as words.
    Words,
    /// The documents do not say by which rule.
    RuleUnknown,
    /// The figures do not measure the same thing.
    Units,
    /// Division by zero.
    Zero,
    /// More digits than kohyo computes with.
    TooLarge,
}

impl Verdict {
    /// The word in open data.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Consistent => "consistent",
            Verdict::Rounding => "rounding",
            Verdict::Contradicts => "contradicts",
            Verdict::Unchecked(_) => "unchecked",
        }
    }
}

impl Unchecked {
    /// The word in open data and in the theme's texts.
    pub fn word(self) -> &'static str {
        match self {
            Unchecked::Withheld => "withheld",
            Unchecked::Missing => "missing",
            Unchecked::Vague => "vague",
            Unchecked::Words => "words",
            Unchecked::RuleUnknown => "rule-unknown",
            Unchecked::Units => "units",
            Unchecked::Zero => "zero",
            Unchecked::TooLarge => "too-large",
        }
    }
}

/// One relation that was looked at.
#[derive(Clone, Debug)]
pub struct Check {
    /// Which rule: `kinds` of the audit, e.g. `progress`.
    pub rule: &'static str,
    pub plan: String,
    /// The fact that follows from the others.
    pub fact: String,
    /// The figures from which it follows.
    pub parts: Vec<String>,
    /// How readers know it.
    pub name: Text,
    pub year: Option<FiscalYear>,
    pub verdict: Verdict,
    /// What is printed.
    pub printed: Text,
    /// What the arithmetic gives.
    pub computed: Text,
    /// How it is computed, with the figures.
    pub derivation: Text,
    /// For a known contradiction: why the printed figure stands.
    pub reason: Option<Text>,
    pub place: Place,
}
