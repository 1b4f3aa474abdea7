//! Who said what: meetings, comments (指摘事項・意見) and replies (取組状況・対応).
//!
//! In: built by `load`. Out: to `validate` and `redact`. Never: a person's name as a field of its own.

use super::{At, Fact, Id, Text};
use crate::figures::When;

/// 協議会の会合・現地調査
#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: Id,
    pub label: Option<Text>,
    pub name: Text,
    pub when: Vec<When>,
    /// 協議の方法
    pub method: Option<Text>,
    pub summary: Option<Text>,
    pub facts: Vec<Fact>,
    pub at: At,
}

/// 指摘・意見
#[derive(Clone, Debug)]
pub struct Comment {
    pub id: Id,
    pub label: Option<Text>,
    pub meeting: Option<Id>,
    pub indicators: Vec<Id>,
    /// The heading under which it stands.
    pub topic: Option<Text>,
    /// In summary.
    pub text: Text,
    /// The document prints it a second time.
    pub repeat: bool,
    pub at: At,
}

/// 対応: an answer to one or several comments. A comment that no reply names has none.
#[derive(Clone, Debug)]
pub struct Reply {
    pub id: Id,
    pub to: Vec<Id>,
    pub label: Option<Text>,
    /// In summary.
    pub text: Text,
    pub at: At,
}
