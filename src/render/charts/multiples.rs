//! Chart (b): all targets of a plan as small multiples on one scale of percent, with the 100 % line.
//!
//! In: [`Multiples`]; order as given (the official number of the indicator). Out: a [`Picture`]. Never: a scale of its own
//! for one panel, a recomputed percentage.

use super::canvas::Area;
use super::frame::{self, Head, NARROW, Scene};
use super::key::{Key, Symbol};
use super::metrics::{self, PX};
use super::parts::{self, Bar, Columns, Top};
use super::pen::Pen;
use super::role::Role;
use super::scale::Axis;
use super::{Mark, Picture, Words, YearLabels};
use crate::figures::{Decimal, Lang};

const HEADING_LINES: usize = 4;
const HEADING_LEADING: i32 = 18 * PX;
const LABEL_ROOM: i32 = 26 * PX;
const YEAR_DROP: i32 = 18 * PX;
const BETWEEN_COLUMNS: i32 = 28 * PX;
const BETWEEN_ROWS: i32 = 26 * PX;
const MAX_TICK: i32 = 60 * PX;
/// Panels with more years than this stand below each other on a phone.
const MOST_YEARS_IN_TWO: usize = 5;
/// Height of the hatch of a withheld figure: low, so that nobody reads it as a percentage.
const HATCH: i32 = 20 * PX;

/// All targets of a plan, one panel each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiples {
    /// Prefix of all ids in the picture.
    pub id: String,
    /// Language of the words.
    pub lang: Lang,
    /// All text that is not a figure.
    pub words: Words,
    /// One indicator each.
    pub panels: Vec<Panel>,
}

/// One indicator of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Official number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The page of the indicator, as a path of this site. Anything but a path or https is not linked.
    pub href: Option<String>,
    /// Progress by year.
    pub slots: Vec<PanelSlot>,
}

/// The published progress of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelSlot {
    /// Names of the year.
    pub labels: YearLabels,
    /// 進捗度, in percent, without the sign.
    pub progress: Mark,
}

impl Panel {
    /// Number and name, as text and headings say them.
    pub(super) fn label(&self) -> String {
        [self.number.as_str(), self.name.as_str()].map(str::trim).join(" ").trim().to_owned()
    }

    /// On one line where there is room; otherwise the name begins a line of its own.
    fn heading(&self, width: i32) -> Vec<String> {
        let wrap = |text: &str, lines| metrics::wrap(text, Role::Heading.size(), true, width, lines);
        let whole = wrap(&self.label(), HEADING_LINES);
        if whole.len() < 2 || self.number.trim().is_empty() || self.name.trim().is_empty() {
            return whole;
        }
        let number = wrap(&self.number, HEADING_LINES - 1);
        let left = HEADING_LINES - number.len();
        number.into_iter().chain(wrap(&self.name, left)).collect()
    }
}

impl Multiples {
    /// Draws all three forms.
    pub fn draw(&self) -> Picture {
        frame::picture(self)
    }

    fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.panels.iter().flat_map(|panel| panel.slots.iter().map(|slot| &slot.progress))
    }

    fn is_empty(&self) -> bool {
        !self.marks().any(|mark| matches!(mark, Mark::Value { .. } | Mark::Withheld))
    }

    fn key(&self, width: i32) -> Key {
        let labels = &self.words.labels;
        let entries = [
            (Symbol::Actual, &labels.progress, self.marks().any(|mark| mark.number().is_some() && !mark.is_provisional())),
            (Symbol::Provisional, &labels.provisional, self.marks().any(Mark::is_provisional)),
            (Symbol::Plan, &labels.hundred, true),
            (Symbol::Withheld, &labels.withheld, self.marks().any(|mark| *mark == Mark::Withheld)),
            (Symbol::None, &labels.no_data, self.marks().any(|mark| *mark == Mark::NoData)),
        ];
        Key::set(entries.iter().filter(|(_, _, occurs)| *occurs).map(|(symbol, words, _)| (*symbol, words.as_str())), width)
    }

    fn grid(&self, width: i32) -> Grid {
        let axis = Axis::covering(self.marks().filter_map(Mark::number).chain([Decimal::whole(100)]));
        let years = self.panels.iter().map(|panel| panel.slots.len()).max().unwrap_or(0);
        let across = match self.panels.len() {
            0 | 1 => 1,
            // On a phone two columns keep the whole plan in sight, as long as a figure still fits above each bar.
            _ if width <= NARROW => 1 + i32::from(years <= MOST_YEARS_IN_TWO),
            2 | 4 => 2,
            _ => 3,
        };
        let gutter = parts::tick_width(&axis, MAX_TICK) + Role::Tick.width("%") + 10 * PX;
        let tight = width <= NARROW && across > 1;
        let between = if tight { BETWEEN_COLUMNS / 2 } else { BETWEEN_COLUMNS };
        let cell = (width - gutter - (across - 1) * between) / across;
        let plot = if width > NARROW { 110 * PX } else { 84 * PX };
        let headings: Vec<Vec<String>> = self.panels.iter().map(|panel| panel.heading(cell)).collect();
        // The axis says %, where there is no room for it at every figure.
        let suffix = if tight { "" } else { "%" };
        Grid { axis, across: across as usize, gutter, between, cell, plot, suffix, headings, key: self.key(width) }
    }
}

/// Where the panels are.
pub(super) struct Grid {
    axis: Axis,
    across: usize,
    gutter: i32,
    between: i32,
    cell: i32,
    plot: i32,
    suffix: &'static str,
    headings: Vec<Vec<String>>,
    key: Key,
}

impl Grid {
    /// Panels in one row share the height of the longest heading, so that their plots align.
    fn heading_lines(&self, row: usize) -> i32 {
        let from = row * self.across;
        let row = self.headings.iter().skip(from).take(self.across);
        row.map(Vec::len).max().unwrap_or(0) as i32
    }

    fn row_height(&self, row: usize) -> i32 {
        self.heading_lines(row) * HEADING_LEADING + LABEL_ROOM + self.plot + YEAR_DROP + 6 * PX
    }

    fn rows(&self) -> usize {
        self.headings.len().div_ceil(self.across)
    }

    fn after_key(&self) -> i32 {
        if self.key.height() == 0 { 0 } else { self.key.height() + 14 * PX }
    }
}

impl Scene for Multiples {
    type Layout<'a> = Grid;

    fn head(&self) -> Head<'_> {
        Head { id: &self.id, lang: self.lang, words: &self.words }
    }

    fn layout(&self, width: i32) -> Option<Grid> {
        (!self.is_empty()).then(|| self.grid(width))
    }

    fn height(&self, grid: &Grid) -> i32 {
        let rows: i32 = (0..grid.rows()).map(|row| grid.row_height(row)).sum();
        grid.after_key() + rows + (grid.rows() as i32 - 1) * BETWEEN_ROWS
    }

    fn paint(&self, pen: &mut Pen<'_>, grid: &Grid) {
        grid.key.draw(pen);
        pen.descend(grid.after_key());
        for row in 0..grid.rows() {
            for column in 0..grid.across {
                self.paint_panel(pen, grid, row, column);
            }
            pen.descend(grid.row_height(row) + BETWEEN_ROWS);
        }
    }
}

impl Multiples {
    fn paint_panel(&self, pen: &mut Pen<'_>, grid: &Grid, row: usize, column: usize) {
        let index = row * grid.across + column;
        let (Some(panel), Some(heading)) = (self.panels.get(index), grid.headings.get(index)) else { return };
        let left = grid.gutter + column as i32 * (grid.cell + grid.between);
        let top = grid.heading_lines(row) * HEADING_LEADING + LABEL_ROOM;
        let frame = Area { left, top, right: left + grid.cell, bottom: top + grid.plot };
        let columns = Columns { frame, count: panel.slots.len() };
        pen.linked(panel.href.as_deref(), |pen| pen.lines(Role::Heading, (left, 12 * PX), HEADING_LEADING, heading));
        let axis = &grid.axis;
        let plot = pen.plot(frame, 0.0..panel.slots.len().max(1) as f64, f64::from(axis.low)..f64::from(axis.high));
        plot.grid();
        if column == 0 {
            parts::ticks(pen, &plot, axis, frame, "%", MAX_TICK);
        }
        let bars: Vec<Bar<'_>> = panel.slots.iter().map(|slot| self.bar(&slot.progress, grid.suffix)).collect();
        let tops: Vec<Top> =
            bars.iter().enumerate().map(|(column, bar)| parts::bar(pen, &plot, axis, columns, column, bar)).collect();
        plot.axis();
        let hundred = axis.steps(Decimal::whole(100));
        plot.path(Role::Plan, &[(0.0, hundred), (panel.slots.len().max(1) as f64, hundred)]);
        let line = plot.at(0.0, hundred).1;
        for (top, bar) in tops.into_iter().zip(&bars).rev() {
            parts::bar_label(pen, &top.above_line(line), bar);
        }
        let labels: Vec<&YearLabels> = panel.slots.iter().map(|slot| &slot.labels).collect();
        parts::years(pen, columns, frame.bottom + YEAR_DROP, |column| columns.middle(column), &labels);
    }

    fn bar<'a>(&'a self, progress: &'a Mark, suffix: &'a str) -> Bar<'a> {
        Bar { target: None, actual: progress, suffix, withheld: &self.words.labels.withheld, hatch: HATCH }
    }
}
