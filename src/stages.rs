//! How far a build is, and how long each room took.
//!
//! In: the work of one room after the other. Out: the same results, and times. Never: anything that a site could depend on.

use crate::diagnostics::Words;
use std::time::{Duration, Instant};

/// A room that takes time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Files are read.
    Read,
    /// Texts become data.
    Load,
    /// References are checked.
    Validate,
    /// What is withheld is taken out.
    Redact,
    /// Figures are recomputed.
    Audit,
    /// Templates are read.
    Theme,
    /// Pages are made.
    Render,
    /// Every byte is looked through.
    Guard,
    /// Files are written.
    Publish,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 9] = [
        Stage::Read,
        Stage::Load,
        Stage::Validate,
        Stage::Redact,
        Stage::Audit,
        Stage::Theme,
        Stage::Render,
        Stage::Guard,
        Stage::Publish,
    ];

    /// What is being done.
    pub fn name(self) -> Words {
        let (ja, en) = match self {
            Stage::Read => ("読み込み", "reading"),
            Stage::Load => ("解釈", "loading"),
            Stage::Validate => ("検査", "validating"),
            Stage::Redact => ("非公表の取り除き", "redacting"),
            Stage::Audit => ("検算", "auditing"),
            Stage::Theme => ("テーマ", "theme"),
            Stage::Render => ("ページ作り", "rendering"),
            Stage::Guard => ("出力の点検", "guarding"),
            Stage::Publish => ("書き出し", "publishing"),
        };
        Words::new(ja, en)
    }
}

/// The rooms that were gone through.
#[derive(Default)]
pub struct Stages<'a> {
    times: Vec<(Stage, Duration)>,
    tell: Option<&'a dyn Fn(Stage)>,
}

impl<'a> Stages<'a> {
    /// The same, telling of each room before its work begins.
    pub fn telling(tell: &'a dyn Fn(Stage)) -> Stages<'a> {
        Stages { times: Vec::new(), tell: Some(tell) }
    }

    /// Does the work of a room.
    pub fn room<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        if let Some(tell) = self.tell {
            tell(stage);
        }
        let began = Instant::now();
        let done = work();
        self.times.push((stage, began.elapsed()));
        done
    }

    /// How long each of them took, in the order in which they were begun.
    pub fn times(&self) -> &[(Stage, Duration)] {
        &self.times
    }
}
