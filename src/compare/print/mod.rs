//! The printed forms of a comparison.
//!
//! In: a `Comparison`. Out: text for a terminal, JSON, a page for paper. Never: a clock; a list cut without saying so.

mod page;
mod terminal;

pub use page::page;
pub use terminal::terminal;

use super::model::Comparison;

/// As JSON: the shape in `docs/approval.md`.
pub fn json(found: &Comparison) -> String {
    serde_json::to_string_pretty(found).unwrap_or_default() + "\n"
}
