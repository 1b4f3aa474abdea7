//! Charts of multi-year progress, drawn by plotters through a backend of our own.
//!
//! In: marks (what may be drawn of a figure) and words, both given by the caller. Out: SVG text, the same bytes on every
//! run and machine. Never: a withheld value (no type here can hold one), a language inside the drawing code (words live
//! in [`words`]), a font, a clock, a hash map.
//!
//! The way: [`Progress`], [`Multiples`], [`Periods`], [`Schedule`], [`Amounts`], [`Strip`] and [`Spark`] lay out with plotters
//! areas and coordinates (`pen`), plotters calls the backend (`canvas`), the backend writes one element per shape with the
//! class of its `role`.

mod amounts;
mod canvas;
mod frame;
mod key;
mod lanes;
mod metrics;
mod multiples;
mod parts;
mod pen;
mod periods;
mod progress;
mod role;
mod scale;
mod schedule;
mod spark;
mod strip;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod testing_plans;
mod timeline;
pub mod words;

pub use amounts::{Amounts, Series};
pub use multiples::{Multiples, Panel, PanelSlot};
pub use periods::{Period, Periods};
pub use progress::Progress;
pub use schedule::{MarkKind, Schedule, ScheduleMark, ScheduleRow};
pub use spark::Spark;
pub use strip::{Strip, StripRow};
pub use timeline::Month;

use crate::figures::Decimal;

/// What may be drawn of one figure. A withheld figure has no field in which its value could sit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A published value.
    Value {
        /// For the height of a bar, never for text.
        value: Decimal,
        /// As printed in the language of the picture, without the unit.
        text: String,
        /// 見込: published, but not final. Drawn as a dashed outline.
        provisional: bool,
    },
    /// 非公表.
    Withheld,
    /// The year is not over, or not reported yet.
    NotYet,
    /// Dash, blank or not applicable: nothing was measured.
    NoData,
}

impl Mark {
    /// A final value and the text printed for it.
    pub fn value(value: Decimal, text: impl Into<String>) -> Mark {
        Mark::Value { value, text: text.into(), provisional: false }
    }

    /// The number, where one is published.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Mark::Value { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// The printed text, where a value is published.
    pub fn text(&self) -> Option<&str> {
        match self {
            Mark::Value { text, .. } => Some(text),
            _ => None,
        }
    }

    /// True for a published value that is not final.
    pub fn is_provisional(&self) -> bool {
        matches!(self, Mark::Value { provisional: true, .. })
    }
}

/// The names of one fiscal year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearLabels {
    /// For sentences: 令和6年度, FY2024.
    pub name: String,
    /// For the axis, longest to shortest: 令和6 (2024), R6 2024, R6. The longest that fits at every year is taken.
    pub axis: Vec<String>,
}

/// One fiscal year of one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSlot {
    /// The western year in which the fiscal year begins.
    pub year: i32,
    /// Its names.
    pub labels: YearLabels,
    /// 目標値.
    pub target: Mark,
    /// 実績値.
    pub actual: Mark,
    /// 進捗度 as published, in percent, without the sign.
    pub progress: Mark,
}

impl YearSlot {
    /// The target alone is withheld.
    pub(crate) fn hides_target_only(&self) -> bool {
        self.target == Mark::Withheld && self.actual != Mark::Withheld
    }

    /// The printed progress alone is withheld.
    pub(crate) fn hides_progress_only(&self) -> bool {
        self.progress == Mark::Withheld && self.actual != Mark::Withheld && self.target != Mark::Withheld
    }
}

/// The words of one picture: all text in it that is not a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The finding, at most two lines. Also the accessible name.
    pub title: String,
    /// Measure, unit, period.
    pub subtitle: String,
    /// The text alternative.
    pub description: String,
    /// Remarks on what kohyo computed; may be empty.
    pub note: String,
    /// Where the figures come from, for the downloadable picture; may be empty.
    pub source: String,
    /// Labels inside the picture.
    pub labels: Labels,
}

/// Short labels inside a picture. An empty label leaves its entry out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// 目標
    pub target: String,
    /// 実績
    pub actual: String,
    /// 進捗度
    pub progress: String,
    /// 見込
    pub provisional: String,
    /// 累計
    pub running: String,
    /// 計画
    pub plan: String,
    /// 非公表
    pub withheld: String,
    /// Explains an empty outline: 実績未到来
    pub not_yet: String,
    /// Explains the dash: – は数値なし
    pub no_data: String,
    /// Heading of the panel of yearly figures.
    pub yearly: String,
    /// Heading of the panel of the running total; says that kohyo computed it.
    pub total: String,
    /// The 100 % line.
    pub hundred: String,
    /// Said when there is nothing to draw.
    pub nothing: String,
    /// Explains the break between two plans.
    pub plan_break: String,
    /// Explains a year without a report.
    pub no_report: String,
    /// A step that takes time.
    pub span: String,
    /// A step that happens.
    pub milestone: String,
    /// 時期不明: the time is not stated.
    pub unknown: String,
    /// Explains the solid end of a dashed strip.
    pub stated_end: String,
    /// Goes on outside of the period.
    pub beyond: String,
    /// Explains the dash of a row without steps.
    pub no_steps: String,
    /// 期限
    pub due: String,
    /// 実施
    pub done: String,
}

/// One chart in the three forms a page needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Inline `<svg>`, 720 wide, coloured by classes.
    pub wide: String,
    /// Inline `<svg>`, 343 wide, coloured by classes.
    pub narrow: String,
    /// A complete SVG file with literal colours, title, unit and source.
    pub standalone: String,
    /// Height of the wide picture in pixels.
    pub height: i32,
}
