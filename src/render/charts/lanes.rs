//! Where the marks of one row of a schedule stand, and where their words stand: beside the mark, inside of it, or below.
//!
//! In: marks and an axis of months. Out: extents and lanes in which nothing meets. Never: a place on the axis for a time
//! that is not stated.

use super::metrics::{self, PX};
use super::parts::{ARROW, Side};
use super::role::Role;
use super::schedule::{MarkKind, ScheduleMark};
use super::timeline::{Month, Timeline};

/// Height of a lane that holds a mark with its words beside it.
pub(super) const LANE: i32 = 18 * PX;
/// Distance of two lines of words.
pub(super) const LEADING: i32 = 16 * PX;
/// Space between a mark and its words.
pub(super) const BESIDE: i32 = 6 * PX;
/// Half the height of a diamond.
pub(super) const DIAMOND: i32 = 7 * PX;
/// Space kept between two marks of one lane.
const APART: i32 = 10 * PX;
const BETWEEN_LANES: i32 = 3 * PX;
const MOST_LINES: usize = 4;

/// How a mark is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    /// From one known month to another; `before` and `after` where it goes on outside of the period.
    Span { before: bool, after: bool },
    /// One known month.
    Milestone,
    /// Somewhere in a range of which one end, or neither, is the mark's own.
    Within { begins: bool, ends: bool },
    /// At an unknown time.
    Unknown,
    /// At a known time outside of the period.
    Outside(Side),
}

/// Where the words of a mark stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spot {
    Right,
    Left,
    Inside,
    /// Below, from this position on.
    Below(i32),
}

/// A mark with its words, from `top` below the upper edge of its row.
pub(super) struct Placed {
    pub left: i32,
    pub right: i32,
    pub sign: Sign,
    pub lines: Vec<String>,
    pub spot: Spot,
    pub top: i32,
    pub height: i32,
}

/// From where to where a mark reaches on the axis.
pub(super) fn extent(mark: &ScheduleMark, line: &Timeline) -> (i32, i32, Sign) {
    match (mark.kind, mark.times()) {
        (_, (None, None)) => (line.left, line.right, Sign::Unknown),
        (MarkKind::Milestone, (Some(from), Some(to))) if from == to => milestone(from, line),
        (MarkKind::Milestone, (Some(month), None) | (None, Some(month))) => milestone(month, line),
        (MarkKind::Milestone, (from, to)) => range(from, to, line, Sign::Within { begins: false, ends: false }),
        (MarkKind::Bar, (Some(from), Some(to))) => {
            let sign = Sign::Span { before: line.side(from).is_some(), after: line.side(to).is_some() };
            range(Some(from), Some(to), line, sign)
        }
        (MarkKind::Bar, (from, to)) => {
            let inside = |month: Option<Month>| month.is_some_and(|month| line.side(month).is_none());
            range(from, to, line, Sign::Within { begins: inside(from), ends: inside(to) })
        }
    }
}

fn milestone(month: Month, line: &Timeline) -> (i32, i32, Sign) {
    let middle = line.middle(month);
    match line.side(month) {
        Some(side) => outside(side, line),
        None => (middle - DIAMOND, middle + DIAMOND, Sign::Milestone),
    }
}

fn range(from: Option<Month>, to: Option<Month>, line: &Timeline, sign: Sign) -> (i32, i32, Sign) {
    if let Some(side) = from.and_then(|month| line.side(month)).filter(|side| *side == Side::After) {
        return outside(side, line);
    }
    if let Some(side) = to.and_then(|month| line.side(month)).filter(|side| *side == Side::Before) {
        return outside(side, line);
    }
    let left = from.map_or(line.left, |month| line.start(month));
    let right = to.map_or(line.right, |month| line.end(month));
    // A month on an axis of many years is narrower than a shape that can be seen.
    let least = if matches!(sign, Sign::Span { before: false, after: false }) { 3 * PX } else { 2 * ARROW };
    let left = left.min(line.right - least);
    (left, right.max(left + least), sign)
}

fn outside(side: Side, line: &Timeline) -> (i32, i32, Sign) {
    match side {
        Side::Before => (line.left, line.left + ARROW, Sign::Outside(side)),
        Side::After => (line.right - ARROW, line.right, Sign::Outside(side)),
    }
}

/// Places all marks of a row. Out: the marks, and the height they need.
pub(super) fn place(marks: &[ScheduleMark], line: &Timeline) -> (Vec<Placed>, i32) {
    let mut placed: Vec<Placed> = Vec::with_capacity(marks.len());
    // The reaches taken in each lane, and its height.
    let mut lanes: Vec<(Vec<(i32, i32)>, i32)> = Vec::new();
    let mut lane_of = Vec::with_capacity(marks.len());
    for mark in marks {
        let (mark, reach) = with_words(mark, line);
        let is_free = |taken: &[(i32, i32)]| taken.iter().all(|other| reach.1 + APART <= other.0 || other.1 + APART <= reach.0);
        let lane = lanes.iter().position(|(taken, _)| is_free(taken)).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push((Vec::new(), 0));
        }
        lanes[lane].0.push(reach);
        lanes[lane].1 = lanes[lane].1.max(mark.height);
        lane_of.push(lane);
        placed.push(mark);
    }
    let mut top = 0;
    for (lane, (_, height)) in lanes.iter().enumerate() {
        placed.iter_mut().zip(&lane_of).filter(|(_, of)| **of == lane).for_each(|(mark, _)| mark.top = top);
        top += height + BETWEEN_LANES;
    }
    (placed, (top - BETWEEN_LANES).max(0))
}

/// Chooses the place of the words. Out: the mark, and from where to where both reach.
fn with_words(mark: &ScheduleMark, line: &Timeline) -> (Placed, (i32, i32)) {
    let (left, right, sign) = extent(mark, line);
    let wrap = |width: i32| metrics::wrap(&mark.label, Role::Words.size(), false, width, MOST_LINES);
    let width = Role::Words.width(&mark.label);
    let placed = |spot, lines, height| Placed { left, right, sign, lines, spot, top: 0, height };
    let one = || vec![mark.label.clone()];
    if sign == Sign::Unknown {
        let lines = wrap(right - left - 2 * BESIDE);
        let height = (lines.len().max(1) as i32) * LEADING + 6 * PX;
        return (placed(Spot::Inside, lines, height), (left, right));
    }
    if right + BESIDE + width <= line.right {
        return (placed(Spot::Right, one(), LANE), (left, right + BESIDE + width));
    }
    if left - BESIDE - width >= line.left {
        return (placed(Spot::Left, one(), LANE), (left - BESIDE - width, right));
    }
    let lines = wrap(line.right - line.left);
    let widest = lines.iter().map(|text| Role::Words.width(text)).max().unwrap_or(0);
    let from = left.min(line.right - widest).max(line.left);
    let height = LANE + lines.len() as i32 * LEADING;
    (placed(Spot::Below(from), lines, height), (from.min(left), right.max(from + widest)))
}
