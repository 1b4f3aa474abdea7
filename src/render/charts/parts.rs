//! Parts that several charts share: columns of years, labels that fit them, bars with their target.
//!
//! In: marks, labels, a frame. Out: shapes through the pen. Never: a height for a figure that is not published.

use super::canvas::Area;
use super::metrics::{self, PX};
use super::pen::{Pen, Plot, Point};
use super::role::Role;
use super::scale::Axis;
use super::{Mark, YearLabels};
use plotters::style::text_anchor::HPos;

/// The dash for "no data": language-free, explained by the key.
pub(super) const DASH: &str = "–";
/// Space between two labels in a row.
const ROW_GAP: i32 = 6 * PX;

/// Equal columns across a frame.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub frame: Area,
    pub count: usize,
}

impl Columns {
    /// The width of one column.
    pub(super) fn slot(&self) -> i32 {
        self.frame.width() / (self.count.max(1) as i32)
    }

    /// The middle of a column.
    pub(super) fn middle(&self, column: usize) -> i32 {
        let (count, column) = (self.count.max(1) as i64, column as i64);
        self.frame.left + (i64::from(self.frame.width()) * (2 * column + 1) / (2 * count)) as i32
    }
}

/// Every how many-th column can carry a label of this width. Counted from the last column, which matters most.
pub(super) fn every(width: i32, columns: Columns) -> usize {
    let slot = columns.slot().max(1);
    ((width + ROW_GAP + slot - 1) / slot).max(1) as usize
}

pub(super) fn is_shown(column: usize, columns: Columns, every: usize) -> bool {
    (columns.count.saturating_sub(1 + column)).is_multiple_of(every)
}

/// Writes the years: the longest form that fits at every year, else the shortest at every second, third, … year.
pub(super) fn years(pen: &mut Pen<'_>, columns: Columns, baseline: i32, at: impl Fn(usize) -> i32, labels: &[&YearLabels]) {
    let forms = labels.iter().map(|label| label.axis.len()).max().unwrap_or(0);
    let form = |label: &YearLabels, form: usize| label.axis.get(form).or(label.axis.last()).cloned().unwrap_or_default();
    let widest = |level: usize| labels.iter().map(|label| Role::Year.width(&form(label, level))).max().unwrap_or(0);
    let level = (0..forms).find(|level| every(widest(*level), columns) == 1).unwrap_or(forms.saturating_sub(1));
    let every = every(widest(level).min(columns.frame.width()), columns);
    for (column, label) in labels.iter().enumerate().filter(|(column, _)| is_shown(*column, columns, every)) {
        let text = metrics::fit(&form(label, level), Role::Year.size(), false, columns.frame.width());
        pen.text(Role::Year, HPos::Center, (at(column), baseline), &text);
    }
}

/// A row of figures below the axis, one under each column.
pub(super) struct Row<'a> {
    pub header: &'a str,
    pub suffix: &'a str,
    pub marks: Vec<&'a Mark>,
    pub withheld: &'a str,
}

impl Row<'_> {
    /// True when the row has anything to say.
    pub(super) fn is_told(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Value { .. } | Mark::Withheld))
    }

    fn text(&self, mark: &Mark) -> Option<String> {
        match mark {
            Mark::Value { text, .. } => Some(format!("{text}{}", self.suffix)),
            Mark::NoData => Some(DASH.to_string()),
            Mark::Withheld | Mark::NotYet => None,
        }
    }

    /// Draws header and figures on a baseline.
    pub(super) fn draw(&self, pen: &mut Pen<'_>, columns: Columns, baseline: i32) {
        let header = metrics::fit(self.header, Role::Tick.size(), false, columns.frame.left - ROW_GAP);
        pen.text(Role::Tick, HPos::Left, (0, baseline), &header);
        let widest = self.marks.iter().filter_map(|mark| self.text(mark)).map(|text| Role::Figure.width(&text)).max();
        let every = every(widest.unwrap_or(0), columns);
        for (column, mark) in self.marks.iter().enumerate() {
            let x = columns.middle(column);
            match self.text(mark) {
                Some(text) if is_shown(column, columns, every) => {
                    pen.text(Role::Figure, HPos::Center, (x, baseline), &text);
                }
                None if **mark == Mark::Withheld => self.draw_withheld(pen, columns, (x, baseline)),
                _ => {}
            }
        }
    }

    /// The word where it fits the column, else a small hatch.
    fn draw_withheld(&self, pen: &mut Pen<'_>, columns: Columns, (x, baseline): (i32, i32)) {
        let fits = Role::Figure.width(self.withheld) + ROW_GAP <= columns.slot();
        if fits && pen.text(Role::Figure, HPos::Center, (x, baseline), self.withheld) {
            return;
        }
        let half = (columns.slot() * 3 / 10).min(8 * PX);
        pen.hatch(Area { left: x - half, top: baseline - 10 * PX, right: x + half, bottom: baseline });
    }
}

/// The width of the gutter that holds the numbers of an axis; zero when they would need too much room.
pub(super) fn tick_width(axis: &Axis, max: i32) -> i32 {
    let widest = axis.ticks().map(|(_, text)| Role::Tick.width(&text)).max().unwrap_or(0);
    if widest > max { 0 } else { widest }
}

/// Writes the numbers of an axis to the left of its frame.
pub(super) fn ticks(pen: &mut Pen<'_>, plot: &Plot<'_>, axis: &Axis, frame: Area, suffix: &str, max: i32) {
    if tick_width(axis, max) == 0 {
        return;
    }
    let lines = (axis.high - axis.low).max(1);
    let every = if (frame.bottom - frame.top) / lines < 20 * PX { 2 } else { 1 };
    for (at, text) in axis.ticks().filter(|(at, _)| (*at as i32) % every == 0) {
        let y = plot.at(0.0, at).1;
        pen.text(Role::Tick, HPos::Right, (frame.left - 8 * PX, y + 4 * PX + 3), &format!("{text}{suffix}"));
    }
}

/// One year of a bar chart: what is aimed at (outline) and what was reached (solid).
pub(super) struct Bar<'a> {
    pub target: Option<&'a Mark>,
    pub actual: &'a Mark,
    pub suffix: &'a str,
    pub withheld: &'a str,
    /// Height of the hatch of a withheld figure: one for the whole chart, whatever it hides.
    pub hatch: i32,
}

/// Where the label of a year may stand.
pub(super) struct Top {
    x: i32,
    /// Upper edge of the solid bar or of the hatch; the zero line where there is neither.
    solid: i32,
    /// Upper edge of the outline of the target; the zero line where there is none.
    outline: i32,
    /// Width inside of the outline.
    inside: i32,
}

impl Top {
    /// Moves the label above a line that would cross it.
    pub(super) fn above_line(self, line: i32) -> Top {
        let crossed = self.solid > line && self.solid - 20 * PX < line;
        Top { solid: if crossed { line } else { self.solid }, ..self }
    }

    /// True where a text stands well between the bar and the outline above it.
    fn holds(&self, role: Role, text: &str) -> bool {
        self.outline + 24 * PX <= self.solid && role.width(text) + 4 * PX <= self.inside
    }
}

/// Draws the bars of one year and keeps the labels of other years away from them.
pub(super) fn bar(pen: &mut Pen<'_>, plot: &Plot<'_>, axis: &Axis, columns: Columns, column: usize, bar: &Bar<'_>) -> Top {
    let (outer, inner) = bar_widths(columns, bar.target.is_some());
    let slot = f64::from(columns.slot().max(1));
    let middle = column as f64 + 0.5;
    let span = |width: i32| middle - f64::from(width) / slot / 2.0..middle + f64::from(width) / slot / 2.0;
    let zero = plot.at(0.0, 0.0).1;
    let x = columns.middle(column);
    let field = |width: i32| Area { left: x - width / 2, top: zero - bar.hatch, right: x + width / 2, bottom: zero };
    let mut top = Top { x, solid: zero, outline: zero, inside: outer };
    if let Some(value) = bar.target.and_then(Mark::number) {
        let height = axis.steps(value);
        plot.outline(Role::Target, span(outer), height);
        top.outline = zero.min(plot.at(0.0, height).1);
    }
    if bar.target == Some(&Mark::Withheld) || *bar.actual == Mark::Withheld {
        let width = if bar.target == Some(&Mark::Withheld) { outer } else { inner };
        pen.hatch(field(width));
        top.solid = zero - bar.hatch;
    }
    if let Some(value) = bar.actual.number() {
        let role = if bar.actual.is_provisional() { Role::Provisional } else { Role::Actual };
        let height = axis.steps(value);
        plot.bar(role, span(inner), height);
        top.solid = top.solid.min(plot.at(0.0, height).1);
    }
    pen.keep_clear(Area { left: x - outer / 2, top: top.solid.min(top.outline), right: x + outer / 2, bottom: zero });
    top
}

/// Writes the actual at its bar: inside of the outline of the target where there is room, else above both. Words that would
/// be taken for the target when they stand above its outline are left to the row below the axis and the key.
pub(super) fn bar_label(pen: &mut Pen<'_>, top: &Top, bar: &Bar<'_>) {
    let (role, text) = match bar.actual {
        Mark::Value { text, .. } => (Role::Value, format!("{text}{}", bar.suffix)),
        Mark::Withheld => (Role::Figure, bar.withheld.to_string()),
        Mark::NoData => (Role::Value, DASH.to_string()),
        Mark::NotYet => return,
    };
    let above = |edge: i32| (top.x, edge - 6 * PX);
    if top.holds(role, &text) {
        pen.text(role, HPos::Center, above(top.solid), &text);
    } else if role == Role::Value || top.outline >= top.solid {
        pen.label(role, HPos::Center, above(top.solid.min(top.outline)), &text);
    }
}

/// Widths of the outline of the target and of the solid bar inside it.
fn bar_widths(columns: Columns, with_target: bool) -> (i32, i32) {
    let slot = columns.slot();
    if with_target { ((slot * 64 / 100).min(48 * PX), (slot * 38 / 100).min(28 * PX)) } else { wide_bar(slot) }
}

fn wide_bar(slot: i32) -> (i32, i32) {
    let width = (slot * 60 / 100).min(32 * PX);
    (width, width)
}

/// Draws the field of a series. The place decides between solid, outline and two kinds of stripes: colour is never alone.
pub(super) fn series(pen: &Pen<'_>, place: usize, field: Area) {
    match place % 4 {
        0 => pen.rect(Role::Series1, field),
        1 => pen.rect(Role::Series2, field),
        2 => pen.stripes(Role::Series3, field, true),
        _ => pen.stripes(Role::Series4, field, false),
    }
}

/// The two slanted strokes of an axis that is interrupted.
pub(super) fn break_mark(pen: &Pen<'_>, (x, y): Point) {
    for at in [x - 3 * PX, x + 3 * PX] {
        pen.line(Role::Axis, &[(at - 3 * PX, y + 6 * PX), (at + 3 * PX, y - 6 * PX)]);
    }
}

/// A side of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Before,
    After,
}

/// Length of the point of something that goes on outside of the period.
pub(super) const ARROW: i32 = 8 * PX;

/// A point with its tip at the edge of the period.
pub(super) fn arrow(pen: &Pen<'_>, role: Role, side: Side, (tip, middle): Point) {
    let back = if side == Side::Before { tip + ARROW } else { tip - ARROW };
    pen.polygon(role, &[(tip, middle), (back, middle - 6 * PX), (back, middle + 6 * PX)]);
}
