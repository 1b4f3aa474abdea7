//! Chart (e): amounts by year in groups of bars, such as support asked for and support given.
//!
//! In: [`Amounts`]; order as given. Out: a [`Picture`]. Never: a sum of its own, a scale that a withheld figure could have
//! moved, a series that is told by colour alone.

use super::canvas::Area;
use super::frame::{self, Head, NARROW, Scene};
use super::key::{Key, Symbol};
use super::metrics::{self, PX};
use super::parts::{self, Columns, DASH, Row};
use super::pen::{Pen, Plot};
use super::role::Role;
use super::scale::Axis;
use super::{Mark, Picture, Words, YearLabels};
use crate::figures::Lang;
use plotters::style::text_anchor::HPos;

const LABEL_ROOM: i32 = 24 * PX;
const YEAR_DROP: i32 = 19 * PX;
const ROW_STEP: i32 = 21 * PX;
/// Below the lines of a name that stands above its figures: closer than one row to the next.
const STACKED_LEADING: i32 = 16 * PX;
const FOOT: i32 = 6 * PX;
const MAX_TICK: i32 = 84 * PX;
/// Names of rows wider than this stand above their figures.
const MAX_HEADER: i32 = 120 * PX;
const MAX_BAR: i32 = 34 * PX;
const BETWEEN_BARS: i32 = 2 * PX;
/// Height of the hatch of a withheld figure.
const HATCH: i32 = 36 * PX;
/// Where every value is negative, zero is the upper edge and a hatch with its label stands above it.
const ROOM_ABOVE_ZERO: i32 = HATCH + 24 * PX;

/// A year that a series does not reach.
static NO_DATA: Mark = Mark::NoData;

/// Amounts by year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// Prefix of all ids in the picture.
    pub id: String,
    /// Language of the words.
    pub lang: Lang,
    /// All text that is not a figure.
    pub words: Words,
    /// The years, in order.
    pub years: Vec<YearLabels>,
    /// One to four; the look of a fifth would be that of the first.
    pub series: Vec<Series>,
}

/// One kind of amount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// One mark a year; what is missing at the end is no data.
    pub values: Vec<Mark>,
}

impl Series {
    /// The mark of a year.
    pub(super) fn at(&self, year: usize) -> &Mark {
        self.values.get(year).unwrap_or(&NO_DATA)
    }
}

/// Where the parts of the picture are.
pub(super) struct Layout<'a> {
    key: Key,
    axis: Axis,
    columns: Columns,
    /// Every figure fits above its bar.
    direct: bool,
    rows: Vec<(Vec<String>, Row<'a>)>,
}

impl Amounts {
    /// Draws all three forms.
    pub fn draw(&self) -> Picture {
        frame::picture(self)
    }

    fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.series.iter().flat_map(|series| (0..self.years.len()).map(|year| series.at(year)))
    }

    fn is_empty(&self) -> bool {
        !self.marks().any(|mark| matches!(mark, Mark::Value { .. } | Mark::Withheld))
    }

    fn key(&self, width: i32) -> Key {
        let labels = &self.words.labels;
        let series = self.series.iter().enumerate().filter(|_| self.series.len() > 1);
        let series = series.map(|(place, series)| (Symbol::Series(place), series.label.as_str()));
        let states = [
            (Symbol::Provisional, &labels.provisional, self.marks().any(Mark::is_provisional)),
            (Symbol::Withheld, &labels.withheld, self.marks().any(|mark| *mark == Mark::Withheld)),
            (Symbol::None, &labels.no_data, self.marks().any(|mark| *mark == Mark::NoData)),
            (Symbol::None, &labels.not_yet, self.marks().any(|mark| *mark == Mark::NotYet)),
        ];
        let states = states.iter().filter(|(_, _, occurs)| *occurs).map(|(symbol, words, _)| (*symbol, words.as_str()));
        Key::set(series.chain(states), width)
    }

    fn lay(&self, width: i32) -> Layout<'_> {
        let axis = Axis::covering(self.marks().filter_map(Mark::number));
        let ticks = parts::tick_width(&axis, MAX_TICK);
        let key = self.key(width);
        let room = if axis.high > 0 { LABEL_ROOM } else { ROOM_ABOVE_ZERO };
        let top = if key.height() == 0 { 0 } else { key.height() + 14 * PX } + room;
        let bottom = top + if width > NARROW { 220 * PX } else { 180 * PX };
        let columns = |left: i32| Columns { frame: Area { left, top, right: width, bottom }, count: self.years.len() };
        let bare = columns(ticks + 12 * PX);
        let widest = self.marks().filter_map(|mark| self.label(mark)).map(|text| Role::Value.width(text)).max().unwrap_or(0);
        if widest + 4 * PX <= self.step(bare) {
            return Layout { key, axis, columns: bare, direct: true, rows: Vec::new() };
        }
        let headers = self.series.iter().map(|series| Role::Tick.width(&series.label)).max().unwrap_or(0);
        let figures = self.marks().filter_map(Mark::text).map(|text| Role::Figure.width(text)).max().unwrap_or(0);
        let beside = columns(ticks.max(headers) + 12 * PX);
        let stacked = headers > MAX_HEADER || parts::every(figures, beside) > 1;
        let columns = if stacked { bare } else { beside };
        Layout { key, axis, columns, direct: false, rows: self.rows(stacked, width) }
    }

    /// The name and the figures of each series. A stacked name stands on lines of its own.
    fn rows<'a>(&'a self, stacked: bool, width: i32) -> Vec<(Vec<String>, Row<'a>)> {
        let name = |series: &Series| metrics::wrap(&series.label, Role::Tick.size(), false, width, 2);
        let row = |series: &'a Series| Row {
            header: if stacked { "" } else { &series.label },
            suffix: "",
            marks: (0..self.years.len()).map(|year| series.at(year)).collect(),
            withheld: &self.words.labels.withheld,
        };
        self.series.iter().map(|series| (if stacked { name(series) } else { Vec::new() }, row(series))).collect()
    }

    /// What is written for a mark.
    fn label<'a>(&'a self, mark: &'a Mark) -> Option<&'a str> {
        match mark {
            Mark::Value { text, .. } => Some(text),
            Mark::Withheld => Some(&self.words.labels.withheld),
            Mark::NoData => Some(DASH),
            Mark::NotYet => None,
        }
    }

    /// From one bar of a group to the next.
    fn step(&self, columns: Columns) -> i32 {
        let bars = self.series.len().max(1) as i32;
        (columns.slot() * 84 / 100 / bars).min(if bars == 1 { i32::MAX } else { MAX_BAR * 2 })
    }

    /// The middle of a bar.
    fn middle(&self, columns: Columns, year: usize, place: usize) -> i32 {
        let (bars, place) = (self.series.len() as i32, place as i32);
        columns.middle(year) + (2 * place + 1 - bars) * self.step(columns) / 2
    }
}

fn row_height(name: &[String]) -> i32 {
    name.len() as i32 * STACKED_LEADING + ROW_STEP
}

impl Layout<'_> {
    fn height(&self) -> i32 {
        let rows: i32 = self.rows.iter().map(|(name, _)| row_height(name)).sum();
        self.columns.frame.bottom + YEAR_DROP + rows + FOOT
    }
}

impl Scene for Amounts {
    type Layout<'a> = Layout<'a>;

    fn head(&self) -> Head<'_> {
        Head { id: &self.id, lang: self.lang, words: &self.words }
    }

    fn layout(&self, width: i32) -> Option<Layout<'_>> {
        (!self.is_empty()).then(|| self.lay(width))
    }

    fn height(&self, layout: &Layout<'_>) -> i32 {
        layout.height()
    }

    fn paint(&self, pen: &mut Pen<'_>, layout: &Layout<'_>) {
        let Layout { axis, columns, .. } = layout;
        layout.key.draw(pen);
        let plot = pen.plot(columns.frame, 0.0..self.years.len() as f64, f64::from(axis.low)..f64::from(axis.high));
        plot.grid();
        parts::ticks(pen, &plot, axis, columns.frame, "", MAX_TICK);
        // One series after the other: neighbours in one role become one element.
        for place in 0..self.series.len() {
            (0..self.years.len()).for_each(|year| self.paint_bar(pen, &plot, layout, year, place));
        }
        plot.axis();
        if layout.direct {
            self.paint_labels(pen, &plot, layout);
        }
        let years: Vec<&YearLabels> = self.years.iter().collect();
        parts::years(pen, *columns, columns.frame.bottom + YEAR_DROP, |column| columns.middle(column), &years);
        layout.paint_rows(pen);
    }
}

impl Amounts {
    fn paint_bar(&self, pen: &Pen<'_>, plot: &Plot<'_>, layout: &Layout<'_>, year: usize, place: usize) {
        let Some(mark) = self.series.get(place).map(|series| series.at(year)) else { return };
        let half = ((self.step(layout.columns) - BETWEEN_BARS).min(MAX_BAR) / 2).max(PX);
        let x = self.middle(layout.columns, year, place);
        let zero = plot.at(0.0, 0.0).1;
        if *mark == Mark::Withheld {
            return pen.hatch(Area { left: x - half, top: zero - HATCH, right: x + half, bottom: zero });
        }
        let Some(value) = mark.number() else { return };
        let end = plot.at(0.0, layout.axis.steps(value)).1;
        let field = Area { left: x - half, top: end.min(zero), right: x + half, bottom: end.max(zero) };
        match (mark.is_provisional(), place % 2) {
            (false, _) => parts::series(pen, place, field),
            (true, 0) => pen.rect(Role::Provisional, field),
            (true, _) => pen.rect(Role::Plan, field),
        }
    }

    /// Above each bar; the steps are wide enough for all of them.
    fn paint_labels(&self, pen: &mut Pen<'_>, plot: &Plot<'_>, layout: &Layout<'_>) {
        let zero = plot.at(0.0, 0.0).1;
        for (place, series) in self.series.iter().enumerate() {
            for year in 0..self.years.len() {
                let mark = series.at(year);
                let Some(text) = self.label(mark) else { continue };
                let top = match mark {
                    Mark::Value { value, .. } => plot.at(0.0, layout.axis.steps(*value)).1.min(zero),
                    Mark::Withheld => zero - HATCH,
                    _ => zero,
                };
                let role = if *mark == Mark::Withheld { Role::Words } else { Role::Value };
                pen.text(role, HPos::Center, (self.middle(layout.columns, year, place), top - 6 * PX), text);
            }
        }
    }
}

impl Layout<'_> {
    fn paint_rows(&self, pen: &mut Pen<'_>) {
        let mut baseline = self.columns.frame.bottom + YEAR_DROP;
        for (name, row) in &self.rows {
            pen.lines(Role::Tick, (0, baseline + ROW_STEP), STACKED_LEADING, name);
            baseline += row_height(name);
            row.draw(pen, self.columns, baseline);
        }
    }
}
