//! Chart (f): qualitative targets of one year, a line each: what is due, what was done, in which month.
//!
//! In: [`Strip`]; order as given. Out: a [`Picture`]. Never: a due month that is not stated, a judgement.

use super::canvas::Area;
use super::frame::{self, Head, NARROW, Scene};
use super::key::{Key, Symbol};
use super::metrics::{self, PX};
use super::parts::{self, Columns, Side};
use super::pen::Pen;
use super::role::Role;
use super::timeline::{Month, Timeline};
use super::{Picture, Words, YearLabels, words};
use crate::figures::Lang;

/// Width of the column of labels in the wide picture.
const LABELS: i32 = 196 * PX;
/// From the upper edge to the axis, with the names of the months above it.
const AXIS: i32 = 24 * PX;
const MONTH_BASELINE: i32 = 14 * PX;
const LEADING: i32 = 16 * PX;
const PADDING: i32 = 7 * PX;
/// Height of the line with its diamonds.
const LINE: i32 = 22 * PX;
/// Half of a hollow diamond, and of a solid one: both are seen where they meet.
const DUE: i32 = 8 * PX;
const DONE: i32 = 5 * PX;

/// The qualitative targets of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// Prefix of all ids in the picture.
    pub id: String,
    /// Language of the words.
    pub lang: Lang,
    /// All text that is not given by the rows.
    pub words: Words,
    /// First month of the axis.
    pub first: Month,
    /// Last month of the axis.
    pub last: Month,
    /// One target each.
    pub rows: Vec<StripRow>,
}

/// One qualitative target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StripRow {
    /// What is aimed at.
    pub label: String,
    /// The month it is due, where one is stated.
    pub due: Option<Month>,
    /// The months in which something was done.
    pub done: Vec<Month>,
    /// The status as published; may be empty.
    pub status: String,
}

/// One row; `top` is counted from the upper edge of the axis.
struct RowLayout {
    label: Vec<String>,
    told: Vec<String>,
    top: i32,
    line_top: i32,
    bottom: i32,
}

/// Where the parts of the picture are.
pub(super) struct Layout {
    width: i32,
    key: Key,
    line: Timeline,
    /// Left edge of the line and of what is told below it.
    left: i32,
    rows: Vec<RowLayout>,
    height: i32,
}

impl Strip {
    /// Draws all three forms.
    pub fn draw(&self) -> Picture {
        frame::picture(self)
    }

    fn lay(&self, width: i32) -> Layout {
        let left = if width > NARROW { LABELS + 12 * PX } else { 0 };
        let line = Timeline::of_months(self.first, self.last, (left + DUE, width - DUE));
        let mut rows: Vec<RowLayout> = Vec::with_capacity(self.rows.len());
        let mut top = AXIS;
        for row in &self.rows {
            let row = self.row(row, (left, width), top);
            top = row.bottom;
            rows.push(row);
        }
        Layout { width, key: self.key(&line, width), line, left, rows, height: top }
    }

    fn row(&self, row: &StripRow, (left, width): (i32, i32), top: i32) -> RowLayout {
        let wrap = |text: &str, width, lines| metrics::wrap(text, Role::Words.size(), false, width, lines);
        let label = wrap(&row.label, if left > 0 { LABELS } else { width }, 4);
        let told = wrap(&words::told(self.lang, row, self.first, self.last), width - left, 6);
        let label_height = label.len() as i32 * LEADING;
        let line_top = top + PADDING + if left > 0 { 0 } else { label_height };
        let bottom = (line_top + LINE + told.len() as i32 * LEADING).max(top + PADDING + label_height) + PADDING;
        RowLayout { label, told, top, line_top, bottom }
    }

    fn key(&self, line: &Timeline, width: i32) -> Key {
        let labels = &self.words.labels;
        let months = || self.rows.iter().flat_map(|row| row.due.iter().chain(&row.done));
        let entries = [
            (Symbol::Due, &labels.due, self.rows.iter().any(|row| row.due.is_some())),
            (Symbol::Diamond, &labels.done, self.rows.iter().any(|row| !row.done.is_empty())),
            (Symbol::Beyond, &labels.beyond, months().any(|month| line.side(*month).is_some())),
        ];
        Key::set(entries.iter().filter(|(_, _, occurs)| *occurs).map(|(symbol, words, _)| (*symbol, words.as_str())), width)
    }
}

impl Layout {
    fn after_key(&self) -> i32 {
        if self.key.height() == 0 { 0 } else { self.key.height() + 10 * PX }
    }
}

impl Scene for Strip {
    type Layout<'a> = Layout;

    fn head(&self) -> Head<'_> {
        Head { id: &self.id, lang: self.lang, words: &self.words }
    }

    fn layout(&self, width: i32) -> Option<Layout> {
        (!self.rows.is_empty()).then(|| self.lay(width))
    }

    fn height(&self, layout: &Layout) -> i32 {
        layout.after_key() + layout.height
    }

    fn paint(&self, pen: &mut Pen<'_>, layout: &Layout) {
        layout.key.draw(pen);
        pen.descend(layout.after_key());
        self.paint_axis(pen, layout);
        for (row, place) in self.rows.iter().zip(&layout.rows) {
            paint_row(pen, row, place, layout);
        }
    }
}

impl Strip {
    fn paint_axis(&self, pen: &mut Pen<'_>, layout: &Layout) {
        let width = layout.width;
        let line = &layout.line;
        let labels: Vec<YearLabels> = line.months().map(|month| words::month_labels(self.lang, month)).collect();
        let labels: Vec<&YearLabels> = labels.iter().collect();
        let frame = Area { left: line.left, top: 0, right: line.right, bottom: layout.height };
        let columns = Columns { frame, count: labels.len() };
        parts::years(pen, columns, MONTH_BASELINE, |column| columns.middle(column), &labels);
        for month in line.months() {
            pen.line(Role::Grid, &[(line.start(month), AXIS - 4 * PX), (line.start(month), AXIS)]);
        }
        for row in layout.rows.iter().skip(1) {
            pen.line(Role::Grid, &[(0, row.top), (width, row.top)]);
        }
        pen.line(Role::Axis, &[(layout.left, AXIS), (width, AXIS)]);
        for row in &layout.rows {
            let middle = row.line_top + LINE / 2;
            pen.line(Role::Axis, &[(line.left, middle), (line.right, middle)]);
        }
    }
}

fn paint_row(pen: &mut Pen<'_>, row: &StripRow, place: &RowLayout, layout: &Layout) {
    pen.lines(Role::Words, (0, place.top + PADDING + 12 * PX), LEADING, &place.label);
    pen.lines(Role::Words, (layout.left, place.line_top + LINE + 11 * PX), LEADING, &place.told);
    let (line, middle) = (&layout.line, place.line_top + LINE / 2);
    let draw = |role: Role, month: Month, half: i32| match line.side(month) {
        Some(side) => parts::arrow(pen, role, side, (if side == Side::Before { line.left } else { line.right }, middle)),
        None => pen.diamond(role, (line.middle(month), middle), half),
    };
    if let Some(month) = row.due {
        draw(Role::Due, month, DUE);
    }
    let mut done = row.done.clone();
    done.sort();
    done.dedup();
    done.into_iter().for_each(|month| draw(Role::Actual, month, DONE));
}
