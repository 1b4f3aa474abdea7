//! Chart (c): one indicator over several plan periods, side by side with a real break between them.
//!
//! In: [`Periods`]; order as given. Out: a [`Picture`]. Never: a line or an axis that runs through a break, a scale of its
//! own for one period, a bar for a year without a report.

use super::canvas::Area;
use super::frame::{self, Head, NARROW, Scene};
use super::key::{Key, Symbol};
use super::metrics::{self, PX};
use super::parts::{self, Bar, Columns, Row, Top};
use super::pen::{Pen, Plot};
use super::role::Role;
use super::scale::Axis;
use super::{Mark, Picture, Words, YearLabels, YearSlot};
use crate::figures::{FiscalYear, Lang};

const HEADING_LEADING: i32 = 18 * PX;
const LABEL_ROOM: i32 = 30 * PX;
const YEAR_DROP: i32 = 19 * PX;
const ROW_STEP: i32 = 21 * PX;
const FOOT: i32 = 6 * PX;
const BETWEEN_LINES: i32 = 26 * PX;
const MAX_TICK: i32 = 84 * PX;
/// A column narrower than this sends the next period to a line of its own.
const LEAST_COLUMN: i32 = 26 * PX;
const WIDEST_COLUMN: i32 = 72 * PX;
/// A period gets the room of so many columns at least: its name stands above it.
const LEAST_COLUMNS: usize = 3;
/// Years that are missing inside of a period are shown up to this length.
const LONGEST_PERIOD: i32 = 40;
/// Height of the hatch of a withheld figure.
const HATCH: i32 = 36 * PX;
/// Where every value is negative, zero is the upper edge and a hatch with its label stands above it.
const ROOM_ABOVE_ZERO: i32 = HATCH + 24 * PX;

/// A year without a report has nothing to show.
static NOTHING: Mark = Mark::NotYet;

/// One indicator over several plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Prefix of all ids in the picture.
    pub id: String,
    /// Language of the words.
    pub lang: Lang,
    /// All text that is not a figure.
    pub words: Words,
    /// The plans, in order; all in one unit.
    pub periods: Vec<Period>,
}

/// One plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// 第1期計画
    pub name: String,
    /// Its years, in order. A year that is left out is shown as a gap.
    pub slots: Vec<YearSlot>,
}

/// One year of a period, with a report or without.
pub(super) struct Column<'a> {
    pub labels: YearLabels,
    pub slot: Option<&'a YearSlot>,
}

impl Period {
    /// All years from the first to the last.
    pub(super) fn columns(&self, lang: Lang) -> Vec<Column<'_>> {
        let given = || self.slots.iter().map(|slot| Column { labels: slot.labels.clone(), slot: Some(slot) }).collect();
        let (Some(first), Some(last)) = (self.slots.first(), self.slots.last()) else { return Vec::new() };
        let rising = self.slots.windows(2).all(|pair| pair[0].year < pair[1].year);
        let is_short = i64::from(last.year) - i64::from(first.year) < i64::from(LONGEST_PERIOD);
        if !rising || !is_short {
            return given();
        }
        let column = |year: i32| match self.slots.iter().find(|slot| slot.year == year) {
            Some(slot) => Column { labels: slot.labels.clone(), slot: Some(slot) },
            None => {
                Column { labels: YearLabels { name: FiscalYear(year).name(lang), axis: FiscalYear(year).axis(lang) }, slot: None }
            }
        };
        (first.year..=last.year).map(column).collect()
    }
}

/// A period at its place in a line.
struct Placed<'a> {
    columns: Vec<Column<'a>>,
    heading: Vec<String>,
    left: i32,
    /// Where the room of the period ends; its columns may end before.
    right: i32,
}

/// Where the parts of the picture are.
pub(super) struct Layout<'a> {
    key: Key,
    axis: Axis,
    column: i32,
    plot: i32,
    rows: i32,
    lines: Vec<Vec<Placed<'a>>>,
}

impl Periods {
    /// Draws all three forms.
    pub fn draw(&self) -> Picture {
        frame::picture(self)
    }

    fn slots(&self) -> impl Iterator<Item = &YearSlot> {
        self.periods.iter().flat_map(|period| &period.slots)
    }

    fn is_empty(&self) -> bool {
        let told = |mark: &Mark| matches!(mark, Mark::Value { .. } | Mark::Withheld);
        !self.slots().any(|slot| told(&slot.target) || told(&slot.actual))
    }

    fn key(&self, width: i32, lines: &[Vec<Placed<'_>>]) -> Key {
        let labels = &self.words.labels;
        let any = |test: &dyn Fn(&YearSlot) -> bool| self.slots().any(test);
        let withheld = |slot: &YearSlot| [&slot.target, &slot.actual, &slot.progress].contains(&&Mark::Withheld);
        let gap = lines.iter().flatten().flat_map(|placed| &placed.columns).any(|column| column.slot.is_none());
        let entries = [
            (Symbol::Target, &labels.target, any(&|slot| slot.target.number().is_some())),
            (Symbol::Actual, &labels.actual, any(&|slot| slot.actual.number().is_some() && !slot.actual.is_provisional())),
            (Symbol::Provisional, &labels.provisional, any(&|slot| slot.actual.is_provisional())),
            (Symbol::Break, &labels.plan_break, lines.iter().any(|line| line.len() > 1)),
            (Symbol::Withheld, &labels.withheld, any(&withheld)),
            (Symbol::None, &labels.not_yet, any(&|slot| slot.actual == Mark::NotYet && slot.target.number().is_some())),
            (Symbol::None, &labels.no_data, any(&|slot| slot.actual == Mark::NoData)),
            (Symbol::None, &labels.no_report, gap),
        ];
        Key::set(entries.iter().filter(|(_, _, occurs)| *occurs).map(|(symbol, words, _)| (*symbol, words.as_str())), width)
    }

    fn row<'a>(&'a self, columns: &[Column<'a>], what: Figures) -> Row<'a> {
        let labels = &self.words.labels;
        let (header, suffix) = match what {
            Figures::Target => (&labels.target, ""),
            Figures::Progress => (&labels.progress, "%"),
        };
        let pick = |slot: &'a YearSlot| match what {
            Figures::Target => &slot.target,
            Figures::Progress => &slot.progress,
        };
        let marks = columns.iter().map(|column| column.slot.map_or(&NOTHING, pick)).collect();
        Row { header, suffix, marks, withheld: &labels.withheld }
    }

    /// The rows of figures that say anything in any period.
    fn figures(&self) -> Vec<Figures> {
        let told = |mark: &Mark| matches!(mark, Mark::Value { .. } | Mark::Withheld);
        let rows = [
            (Figures::Target, self.slots().any(|slot| told(&slot.target))),
            (Figures::Progress, self.slots().any(|slot| told(&slot.progress))),
        ];
        rows.into_iter().filter(|(_, told)| *told).map(|(row, _)| row).collect()
    }

    fn lay(&self, width: i32) -> Layout<'_> {
        let axis = Axis::covering(self.slots().flat_map(|slot| [slot.target.number(), slot.actual.number()]).flatten());
        let figures = self.figures();
        let headers = figures.iter().map(|row| Role::Tick.width(self.row(&[], *row).header)).max().unwrap_or(0).min(MAX_TICK);
        let left = parts::tick_width(&axis, MAX_TICK).max(headers) + 12 * PX;
        let gap = if width > NARROW { 36 * PX } else { 22 * PX };
        let (column, lines) = flow(self.periods.iter().filter(|period| !period.slots.is_empty()), self.lang, (left, width), gap);
        let plot = match (width > NARROW, lines.len()) {
            (true, 1) => 200 * PX,
            (false, 1) => 170 * PX,
            _ => 140 * PX,
        };
        Layout { key: self.key(width, &lines), axis, column, plot, rows: figures.len() as i32, lines }
    }
}

/// A row of figures below the years.
#[derive(Clone, Copy)]
enum Figures {
    Target,
    Progress,
}

/// Sets the periods into lines. Out: the width of a column, the same for all, and the lines.
fn flow<'a>(
    periods: impl Iterator<Item = &'a Period>,
    lang: Lang,
    (left, right): (i32, i32),
    gap: i32,
) -> (i32, Vec<Vec<Placed<'a>>>) {
    let mut lines: Vec<Vec<(&Period, Vec<Column<'a>>)>> = Vec::new();
    let room = |columns: &[Column<'_>]| columns.len().max(LEAST_COLUMNS) as i32;
    let used = |line: &[(&Period, Vec<Column<'a>>)]| line.iter().map(|(_, columns)| room(columns)).sum::<i32>();
    for period in periods {
        let columns = period.columns(lang);
        match lines.last_mut() {
            Some(line) if (used(line) + room(&columns)) * LEAST_COLUMN + line.len() as i32 * gap <= right - left => {
                line.push((period, columns));
            }
            _ => lines.push(vec![(period, columns)]),
        }
    }
    let fits = |line: &Vec<(&Period, Vec<Column<'a>>)>| (right - left - (line.len() as i32 - 1) * gap) / used(line).max(1);
    let column = lines.iter().map(fits).min().unwrap_or(WIDEST_COLUMN).min(WIDEST_COLUMN);
    let place = |line: Vec<(&Period, Vec<Column<'a>>)>| {
        let mut from = left;
        let at = |(period, columns): (&Period, Vec<Column<'a>>)| {
            let width = room(&columns) * column;
            let heading = metrics::wrap(&period.name, Role::Heading.size(), true, width + gap - 6 * PX, 3);
            let heading = heading.into_iter().map(|text| metrics::fit(&text, Role::Heading.size(), true, right - from)).collect();
            let placed = Placed { columns, heading, left: from, right: from + width };
            from += width + gap;
            placed
        };
        line.into_iter().map(at).collect()
    };
    (column, lines.into_iter().map(place).collect())
}

impl Layout<'_> {
    fn after_key(&self) -> i32 {
        if self.key.height() == 0 { 0 } else { self.key.height() + 14 * PX }
    }

    fn plot_top(&self, line: &[Placed<'_>]) -> i32 {
        let heading = line.iter().map(|placed| placed.heading.len()).max().unwrap_or(0) as i32;
        heading * HEADING_LEADING + if self.axis.high > 0 { LABEL_ROOM } else { ROOM_ABOVE_ZERO }
    }

    fn line_height(&self, line: &[Placed<'_>]) -> i32 {
        self.plot_top(line) + self.plot + YEAR_DROP + self.rows * ROW_STEP + FOOT
    }
}

impl Scene for Periods {
    type Layout<'a> = Layout<'a>;

    fn head(&self) -> Head<'_> {
        Head { id: &self.id, lang: self.lang, words: &self.words }
    }

    fn layout(&self, width: i32) -> Option<Layout<'_>> {
        (!self.is_empty()).then(|| self.lay(width))
    }

    fn height(&self, layout: &Layout<'_>) -> i32 {
        let lines: i32 = layout.lines.iter().map(|line| layout.line_height(line) + BETWEEN_LINES).sum();
        layout.after_key() + lines - BETWEEN_LINES
    }

    fn paint(&self, pen: &mut Pen<'_>, layout: &Layout<'_>) {
        layout.key.draw(pen);
        pen.descend(layout.after_key());
        for line in &layout.lines {
            self.paint_line(pen, layout, line);
            pen.descend(layout.line_height(line) + BETWEEN_LINES);
        }
    }
}

impl Periods {
    fn paint_line(&self, pen: &mut Pen<'_>, layout: &Layout<'_>, line: &[Placed<'_>]) {
        let top = layout.plot_top(line);
        let (low, high) = (f64::from(layout.axis.low), f64::from(layout.axis.high));
        let fields: Vec<(Columns, Plot<'_>)> = line
            .iter()
            .map(|placed| {
                let count = placed.columns.len();
                let right = placed.left + layout.column * count as i32;
                let frame = Area { left: placed.left, top, right, bottom: top + layout.plot };
                (Columns { frame, count }, pen.plot(frame, 0.0..count as f64, low..high))
            })
            .collect();
        fields.iter().for_each(|(_, plot)| plot.grid());
        if let Some((columns, plot)) = fields.first() {
            parts::ticks(pen, plot, &layout.axis, columns.frame, "", MAX_TICK);
        }
        for placed in line {
            pen.lines(Role::Heading, (placed.left, 12 * PX), HEADING_LEADING, &placed.heading);
        }
        self.paint_bars(pen, layout, line, &fields);
        paint_breaks(pen, line, &fields);
        paint_years(pen, line, &fields, layout.column);
        self.paint_rows(pen, line, &fields);
    }

    /// All bars first: a label may not stand on the bar of its neighbour. The latest label is placed first.
    fn paint_bars(&self, pen: &mut Pen<'_>, layout: &Layout<'_>, line: &[Placed<'_>], fields: &[(Columns, Plot<'_>)]) {
        let withheld = &self.words.labels.withheld;
        let mut bars: Vec<(Top, Bar<'_>)> = Vec::new();
        for (placed, (columns, plot)) in line.iter().zip(fields) {
            for (column, slot) in placed.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.slot?))) {
                let bar = Bar { target: Some(&slot.target), actual: &slot.actual, suffix: "", withheld, hatch: HATCH };
                bars.push((parts::bar(pen, plot, &layout.axis, *columns, column, &bar), bar));
            }
        }
        fields.iter().for_each(|(_, plot)| plot.axis());
        bars.iter().rev().for_each(|(top, bar)| parts::bar_label(pen, top, bar));
    }

    fn paint_rows(&self, pen: &mut Pen<'_>, line: &[Placed<'_>], fields: &[(Columns, Plot<'_>)]) {
        for (what, step) in self.figures().into_iter().zip(1..) {
            for (index, (placed, (columns, _))) in line.iter().zip(fields).enumerate() {
                let row = self.row(&placed.columns, what);
                let header = if index == 0 { row.header } else { "" };
                Row { header, ..row }.draw(pen, *columns, columns.frame.bottom + YEAR_DROP + step * ROW_STEP);
            }
        }
    }
}

fn paint_breaks(pen: &Pen<'_>, line: &[Placed<'_>], fields: &[(Columns, Plot<'_>)]) {
    let zero = fields.first().map_or(0, |(_, plot)| plot.at(0.0, 0.0).1);
    for pair in line.windows(2) {
        parts::break_mark(pen, ((pair[0].right + pair[1].left) / 2, zero));
    }
}

/// The years of all periods in one form: short in one and long in the next would look like a difference.
fn paint_years(pen: &mut Pen<'_>, line: &[Placed<'_>], fields: &[(Columns, Plot<'_>)], column: i32) {
    let labels: Vec<&YearLabels> = line.iter().flat_map(|placed| &placed.columns).map(|column| &column.labels).collect();
    let middles: Vec<i32> =
        fields.iter().flat_map(|(columns, _)| (0..columns.count).map(|column| columns.middle(column))).collect();
    let Some(frame) = fields.first().map(|(columns, _)| columns.frame) else { return };
    let all = Area { right: frame.left + column * labels.len() as i32, ..frame };
    let columns = Columns { frame: all, count: labels.len() };
    parts::years(pen, columns, frame.bottom + YEAR_DROP, |at| middles.get(at).copied().unwrap_or(frame.left), &labels);
}
