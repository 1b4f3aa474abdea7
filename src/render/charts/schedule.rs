//! Chart (d), 工程表: bars and milestones on an axis of fiscal years; what has no stated time is shown as unknown.
//!
//! In: [`Schedule`]; order as given. Out: a [`Picture`]. Never: a place on the axis for a time that is not stated.

use super::canvas::Area;
use super::frame::{self, Head, NARROW, Scene};
use super::key::{Key, Symbol};
use super::lanes::{self, BESIDE, DIAMOND, LANE, LEADING, Placed, Sign, Spot};
use super::metrics::{self, PX};
use super::parts::{self, ARROW, Columns, DASH, Side};
use super::pen::{Pen, Point};
use super::role::Role;
use super::timeline::{Month, Timeline};
use super::{Picture, Words, YearLabels};
use crate::figures::{FiscalYear, Lang};
use plotters::style::text_anchor::HPos;

/// Width of the column of labels in the wide picture.
const LABELS: i32 = 196 * PX;
/// From the upper edge to the axis, with the names of the years above it.
const AXIS: i32 = 26 * PX;
const YEAR_BASELINE: i32 = 14 * PX;
const GROUP_LEADING: i32 = 18 * PX;
const BEFORE_GROUP: i32 = 10 * PX;
const PADDING: i32 = 6 * PX;
/// A picture taller than this names its years at the lower end as well.
const TALL: i32 = 560 * PX;
/// Quarters narrower than this have no tick.
const LEAST_QUARTER: i32 = 6 * PX;

/// The schedule of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Prefix of all ids in the picture.
    pub id: String,
    /// Language of the words.
    pub lang: Lang,
    /// All text that is not given by the rows.
    pub words: Words,
    /// First fiscal year of the axis.
    pub first: FiscalYear,
    /// Last fiscal year of the axis.
    pub last: FiscalYear,
    /// One line of work each.
    pub rows: Vec<ScheduleRow>,
}

/// One line of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleRow {
    /// Rows of one group stand together under its name.
    pub group: Option<String>,
    /// What is done.
    pub label: String,
    /// Its steps.
    pub marks: Vec<ScheduleMark>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleMark {
    /// As the document names it.
    pub label: String,
    /// A duration or a point in time.
    pub kind: MarkKind,
    /// First month, where it is stated.
    pub from: Option<Month>,
    /// Last month, where it is stated. A milestone with two different months lies somewhere between them.
    pub to: Option<Month>,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// It takes time.
    Bar,
    /// It happens.
    Milestone,
}

impl ScheduleMark {
    /// First and last month in the order of the calendar.
    pub(super) fn times(&self) -> (Option<Month>, Option<Month>) {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
            times => times,
        }
    }

    /// True where no month is stated.
    pub(super) fn is_unknown(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// Where the parts of the picture are.
pub(super) struct Layout {
    width: i32,
    key: Key,
    line: Timeline,
    rows: Vec<RowLayout>,
    height: i32,
}

/// One row; positions are counted from the upper edge of the axis.
struct RowLayout {
    group: Vec<String>,
    label: Vec<String>,
    marks: Vec<Placed>,
    /// Upper edge of the heading of the group, or of the row.
    top: i32,
    /// Baseline of the first line of the label is measured from here.
    label_top: i32,
    /// Upper edge of the lanes.
    lanes_top: i32,
    bottom: i32,
}

impl Schedule {
    /// Draws all three forms.
    pub fn draw(&self) -> Picture {
        frame::picture(self)
    }

    fn lay(&self, width: i32) -> Layout {
        let left = if width > NARROW { LABELS + 12 * PX } else { 0 };
        let line = Timeline::of_years(self.first, self.last, (left, width));
        let mut rows: Vec<RowLayout> = Vec::with_capacity(self.rows.len());
        let mut top = AXIS;
        for (index, row) in self.rows.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| self.rows.get(before)).and_then(|row| row.group.as_ref());
            let group = row.group.as_ref().filter(|group| before != Some(group));
            let row = RowLayout::of(row, group, &line, width, top);
            top = row.bottom;
            rows.push(row);
        }
        Layout { width, key: self.key(&rows, width), line, rows, height: top }
    }

    fn key(&self, rows: &[RowLayout], width: i32) -> Key {
        let labels = &self.words.labels;
        let any = |test: &dyn Fn(Sign) -> bool| rows.iter().flat_map(|row| &row.marks).any(|mark| test(mark.sign));
        let goes_on = |sign| match sign {
            Sign::Span { before, after } => before || after,
            sign => matches!(sign, Sign::Outside(_)),
        };
        let has_end = |sign| matches!(sign, Sign::Within { begins, ends } if begins || ends);
        let entries = [
            (Symbol::Span, &labels.span, any(&|sign| matches!(sign, Sign::Span { .. }))),
            (Symbol::Diamond, &labels.milestone, any(&|sign| sign == Sign::Milestone)),
            (Symbol::Unknown, &labels.unknown, any(&|sign| matches!(sign, Sign::Unknown | Sign::Within { .. }))),
            (Symbol::None, &labels.stated_end, any(&has_end)),
            (Symbol::Beyond, &labels.beyond, any(&goes_on)),
            (Symbol::None, &labels.no_steps, self.rows.iter().any(|row| row.marks.is_empty())),
        ];
        Key::set(entries.iter().filter(|(_, _, occurs)| *occurs).map(|(symbol, words, _)| (*symbol, words.as_str())), width)
    }
}

impl RowLayout {
    fn of(row: &ScheduleRow, group: Option<&String>, line: &Timeline, width: i32, top: i32) -> RowLayout {
        let group = group.map(|group| metrics::wrap(group, Role::Heading.size(), true, width, 2)).unwrap_or_default();
        let heading = if group.is_empty() { 0 } else { BEFORE_GROUP + group.len() as i32 * GROUP_LEADING };
        let beside = line.left > 0;
        let label_width = if beside { LABELS } else { width };
        let label = metrics::wrap(&row.label, Role::Words.size(), false, label_width, 4);
        let label_top = top + heading + PADDING;
        let label_height = label.len() as i32 * LEADING + 4 * PX;
        let lanes_top = if beside { label_top } else { label_top + label_height };
        let (marks, lanes) = lanes::place(&row.marks, line);
        let bottom = (lanes_top + lanes.max(LANE)).max(label_top + label_height) + PADDING;
        RowLayout { group, label, marks, top, label_top, lanes_top, bottom }
    }
}

impl Layout {
    fn after_key(&self) -> i32 {
        if self.key.height() == 0 { 0 } else { self.key.height() + 10 * PX }
    }

    /// All marks with their upper edges.
    fn marks(&self) -> impl Iterator<Item = (&Placed, i32)> {
        self.rows.iter().flat_map(|row| row.marks.iter().map(|mark| (mark, row.lanes_top + mark.top)))
    }

    fn is_tall(&self) -> bool {
        self.height > TALL
    }

    /// Runs of rows through which the lines of the years go: they stop for the heading of a group.
    fn runs(&self) -> Vec<(i32, i32)> {
        let mut runs: Vec<(i32, i32)> = Vec::new();
        for row in &self.rows {
            match runs.last_mut() {
                Some(run) if row.group.is_empty() => run.1 = row.bottom,
                _ => runs.push((row.label_top - PADDING, row.bottom)),
            }
        }
        runs
    }
}

impl Scene for Schedule {
    type Layout<'a> = Layout;

    fn head(&self) -> Head<'_> {
        Head { id: &self.id, lang: self.lang, words: &self.words }
    }

    fn layout(&self, width: i32) -> Option<Layout> {
        (!self.rows.is_empty()).then(|| self.lay(width))
    }

    fn height(&self, layout: &Layout) -> i32 {
        layout.after_key() + layout.height + if layout.is_tall() { AXIS } else { 2 * PX }
    }

    fn paint(&self, pen: &mut Pen<'_>, layout: &Layout) {
        layout.key.draw(pen);
        pen.descend(layout.after_key());
        self.paint_axis(pen, layout);
        // Shapes of one role follow each other and become one element.
        layout.marks().for_each(|(mark, top)| paint_range(pen, mark, top));
        layout.marks().for_each(|(mark, top)| paint_sign(pen, mark, top));
        for row in &layout.rows {
            row.paint_words(pen, &layout.line);
        }
    }
}

impl Schedule {
    fn paint_axis(&self, pen: &mut Pen<'_>, layout: &Layout) {
        let width = layout.width;
        let line = &layout.line;
        let labels: Vec<YearLabels> =
            line.years().map(|year| YearLabels { name: year.name(self.lang), axis: year.axis(self.lang) }).collect();
        let labels: Vec<&YearLabels> = labels.iter().collect();
        let frame = Area { left: line.left, top: 0, right: line.right, bottom: layout.height };
        let columns = Columns { frame, count: labels.len() };
        let mut name = |baseline| parts::years(pen, columns, baseline, |column| columns.middle(column), &labels);
        name(YEAR_BASELINE);
        if layout.is_tall() {
            name(layout.height + 18 * PX);
        }
        for row in layout.rows.iter().skip(1) {
            pen.line(Role::Grid, &[(0, row.top), (width, row.top)]);
        }
        let starts: Vec<Month> = line.months().filter(|month| month.month() == 4).collect();
        for (top, bottom) in layout.runs() {
            let years = starts.iter().map(|month| line.start(*month)).chain([line.right]);
            years.for_each(|x| pen.line(Role::Grid, &[(x, top), (x, bottom)]));
        }
        self.paint_quarters(pen, line);
        pen.line(Role::Axis, &[(line.left, AXIS), (line.right, AXIS)]);
    }

    fn paint_quarters(&self, pen: &Pen<'_>, line: &Timeline) {
        let quarters: Vec<Month> = line.months().filter(|month| month.month() % 3 == 1).collect();
        if (line.right - line.left) / (quarters.len().max(1) as i32) < LEAST_QUARTER {
            return;
        }
        for month in quarters {
            let height = if month.month() == 4 { 8 * PX } else { 4 * PX };
            pen.line(Role::Grid, &[(line.start(month), AXIS - height), (line.start(month), AXIS)]);
        }
    }
}

impl RowLayout {
    fn paint_words(&self, pen: &mut Pen<'_>, line: &Timeline) {
        pen.lines(Role::Heading, (0, self.top + BEFORE_GROUP + 12 * PX), GROUP_LEADING, &self.group);
        pen.lines(Role::Words, (0, self.label_top + 13 * PX), LEADING, &self.label);
        for mark in &self.marks {
            paint_words(pen, mark, self.lanes_top + mark.top);
        }
        if self.marks.is_empty() {
            pen.text(Role::Words, HPos::Left, (line.left + BESIDE, self.lanes_top + 13 * PX), DASH);
        }
    }
}

/// A bar as a path: many of them are one element.
fn bar(pen: &Pen<'_>, role: Role, Area { left, top, right, bottom }: Area) {
    pen.polygon(role, &[(left, top), (right, top), (right, bottom), (left, bottom)]);
}

fn field(mark: &Placed, top: i32) -> Area {
    let middle = top + LANE / 2;
    Area { left: mark.left, top: middle - 6 * PX, right: mark.right, bottom: middle + 6 * PX }
}

/// The dashed range of a mark whose time is not, or not fully, stated.
fn paint_range(pen: &Pen<'_>, mark: &Placed, top: i32) {
    match mark.sign {
        Sign::Within { .. } => bar(pen, Role::Unknown, field(mark, top)),
        Sign::Unknown => {
            let (left, right) = (mark.left + PX, mark.right - PX);
            bar(pen, Role::Unknown, Area { left, top: top + PX, right, bottom: top + mark.height - PX });
        }
        Sign::Span { .. } | Sign::Milestone | Sign::Outside(_) => {}
    }
}

/// What is known of the time of a mark.
fn paint_sign(pen: &Pen<'_>, mark: &Placed, top: i32) {
    let middle = top + LANE / 2;
    let (left, right, field) = (mark.left, mark.right, field(mark, top));
    let arrow = |side: Side| {
        let tip = if side == Side::Before { left } else { right };
        parts::arrow(pen, Role::Actual, side, (tip, middle));
    };
    match mark.sign {
        Sign::Span { before, after } => {
            let (from, to) = (if before { left + ARROW } else { left }, if after { right - ARROW } else { right });
            bar(pen, Role::Actual, Area { left: from, right: to, ..field });
            [(before, Side::Before), (after, Side::After)].into_iter().filter(|end| end.0).for_each(|(_, side)| arrow(side));
        }
        Sign::Within { begins, ends } => {
            let stroke = |from: i32| bar(pen, Role::Actual, Area { left: from, right: from + 3 * PX, ..field });
            [(begins, left), (ends, right - 3 * PX)].into_iter().filter(|end| end.0).for_each(|(_, from)| stroke(from));
        }
        Sign::Milestone => pen.diamond(Role::Actual, ((left + right) / 2, middle), DIAMOND),
        Sign::Outside(side) => arrow(side),
        Sign::Unknown => {}
    }
}

fn paint_words(pen: &mut Pen<'_>, mark: &Placed, top: i32) {
    let beside = top + 13 * PX;
    let (anchor, at): (HPos, Point) = match mark.spot {
        Spot::Right => (HPos::Left, (mark.right + BESIDE, beside)),
        Spot::Left => (HPos::Right, (mark.left - BESIDE, beside)),
        Spot::Inside => (HPos::Center, ((mark.left + mark.right) / 2, top + 15 * PX)),
        Spot::Below(from) => (HPos::Left, (from, top + LANE + 12 * PX)),
    };
    for (line, step) in mark.lines.iter().zip(0..) {
        pen.text(Role::Words, anchor, (at.0, at.1 + step * LEADING), line);
    }
}
