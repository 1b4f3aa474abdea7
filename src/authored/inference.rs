//! What staff say of inference (推論): how well figures are to be protected, what a ground tells of them, which leaks they leave, and
//! what earlier releases printed.
//!
//! In: built by `load` from `data/inference.toml` and `data/ledger.toml`. Out: to `audit`. Never: published.

use super::{Id, Text};
use crate::figures::{Date, Printed};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// `data/inference.toml`
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// For all withheld figures; what is left out is as kohyo has it.
    pub protection: Protection,
    /// For those of a ground, or for single ones.
    pub own: Vec<OwnProtection>,
    /// Grounds that tell how large a figure is.
    pub bounds: Vec<GroundBound>,
    /// Leaks that staff know and leave.
    pub accepted: Vec<Accepted>,
    /// `[[unrelated]]`: figures that only seem to add up.
    pub unrelated: Vec<Vec<Spanned<String>>>,
}

/// How much has to stay open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Protection {
    /// 幅: the least and greatest possible value differ by so many per cent of the larger one.
    pub percent: Option<u32>,
    /// 候補の数: so many different prints stay possible.
    pub candidates: Option<u32>,
}

/// `[[protection]]`
#[derive(Clone, Debug)]
pub struct OwnProtection {
    /// The figures of a ground,
    pub ground: Option<Id>,
    /// or a single one.
    pub fact: Option<Spanned<String>>,
    pub protection: Protection,
}

/// `[[bound]]`: whoever reads the ground (少数) knows that much of the figure.
#[derive(Clone, Debug)]
pub struct GroundBound {
    pub ground: Id,
    pub least: Option<Printed>,
    pub most: Option<Printed>,
}

/// `[[accepted]]`: a figure that can be inferred, and why it is left so.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub fact: Spanned<String>,
    /// `exact`, `narrow`, `undecided` or `inconsistent`.
    pub verdict: Spanned<String>,
    pub reason: Text,
    pub decided: Date,
    pub by: Text,
}

/// `data/ledger.toml`: one release of the site.
#[derive(Clone, Debug)]
pub struct Published {
    pub on: Date,
    /// The sum over its manifest.
    pub tree: String,
    /// Figures that it printed otherwise than the release before, as printed.
    pub printed: BTreeMap<String, String>,
    /// Figures that the release before printed and it did not.
    pub withdrawn: Vec<String>,
}
