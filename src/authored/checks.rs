//! What the author says for the recomputation audit (検算): relations, known discrepancies, editions, names as printed.
//!
//! In: built by `load`. Out: to `validate` and `redact`. Never: a verdict.

use super::{At, Cell, Id, Text};
use crate::figures::When;
use crate::source::{Span, Spanned};

/// A relation between printed figures that no table shows by itself.
#[derive(Clone, Debug)]
pub struct Relation {
    /// One of `kinds::RELATIONS`.
    pub kind: Spanned<String>,
    /// The fact that follows from the others.
    pub result: Spanned<String>,
    /// The facts from which it follows, in order.
    pub parts: Vec<Spanned<String>>,
    /// For `count`: what is counted.
    pub count: Option<Spanned<String>>,
    pub at: At,
}

/// 不一致: a contradiction of the documents that is known, and why the printed figure stands.
#[derive(Clone, Debug)]
pub struct Discrepancy {
    /// The check that finds it.
    pub check: Spanned<String>,
    /// The fact at which it is found.
    pub fact: Spanned<String>,
    pub reason: Text,
    pub at: At,
}

/// An earlier edition of a figure (訂正・改訂・追跡調査).
#[derive(Clone, Debug)]
pub struct Edition {
    /// The fact as it stands now.
    pub fact: Spanned<String>,
    /// What was printed before.
    pub was: Cell,
    /// One of `kinds::EDITIONS`.
    pub kind: Spanned<String>,
    /// When the figure that stands now was established.
    pub on: Option<When>,
    pub reason: Text,
    /// The document that printed the earlier figure, where it is another one.
    pub source: Option<Id>,
    pub at: At,
    pub span: Span,
}

/// A name as one place prints it, where that differs from the usual one.
#[derive(Clone, Debug)]
pub struct PrintedName {
    /// `plan`, or kind and id: `indicator/<id>`.
    pub of: Spanned<String>,
    pub text: Spanned<String>,
    pub at: At,
}
