//! What a reader can infer about withheld figures: exact reasoning over sums, ratios, caps and means.
//!
//! In: figures with what is known of them, and the relations between them, all as plain numbers. Out: a verdict for each withheld
//! figure, with the steps that lead to it or the worlds that prove it safe. Never: sites, pages or names; floats; a safe verdict that
//! was not checked world by world.

mod cases;
mod eliminate;
mod insider;
mod judge;
mod measure;
mod model;
mod propagate;
mod protect;
mod range;
mod ratio;
mod rows;
mod search;
mod simplex;
mod split;
#[cfg(test)]
mod tests;
pub mod worlds;

pub use insider::judge_for;
pub use judge::{contradictions, judge};
pub use model::{
    Judged, Kind, Limits, Policy, Problem, Protection, Quantity, QuantityId, Reason, Relation, Statement, Step, Verdict, Why,
    World,
};
pub use protect::{Candidate, Proposal, WhatIf, proposals, what_if};
pub use range::{End, Range, Side};
pub use ratio::Ratio;
