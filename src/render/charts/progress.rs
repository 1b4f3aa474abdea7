//! Chart (a): yearly target and actual with the published progress, and the running total against the plan.
//!
//! In: [`Progress`]. Out: a [`Picture`]. Never: a second axis, a recomputed percentage, a scale that a withheld figure
//! could have moved.

use super::canvas::Area;
use super::frame::{self, Head, NARROW, Scene};
use super::key::{Key, Symbol};
use super::metrics::{self, PX};
use super::parts::{self, Bar, Columns, Row, Top};
use super::pen::{Pen, Plot, Point};
use super::role::Role;
use super::scale::Axis;
use super::{Mark, Picture, Words, YearLabels, YearSlot, words};
use crate::figures::{Decimal, Lang};
use plotters::style::text_anchor::HPos;

const HEADING_LEADING: i32 = 18 * PX;
const LABEL_ROOM: i32 = 30 * PX;
const YEAR_DROP: i32 = 19 * PX;
const ROW_STEP: i32 = 21 * PX;
const FOOT: i32 = 6 * PX;
const BETWEEN_PANELS: i32 = 40 * PX;
const MAX_TICK: i32 = 84 * PX;
/// Height of the hatch of a withheld figure.
const HATCH: i32 = 36 * PX;
/// Up to this many points each gets its figure where there is room; more points get one at regular distances.
const MANY_POINTS: usize = 9;
/// Room at the right of the second panel for the last year, which stands at the end of its line.
const LAST_YEAR_ROOM: i32 = 26 * PX;

/// Yearly target and actual of one indicator, and its running total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Prefix of all ids in the picture.
    pub id: String,
    /// Language of the words.
    pub lang: Lang,
    /// All text that is not a figure.
    pub words: Words,
    /// The years, in order.
    pub slots: Vec<YearSlot>,
    /// The target over the whole plan.
    pub cumulative: Mark,
    /// The running total by year, as computed by [`super::words::running`]: it ends before the first gap.
    pub running: Vec<Mark>,
}

impl Progress {
    /// Draws all three forms.
    pub fn draw(&self) -> Picture {
        frame::picture(self)
    }

    fn has_years(&self) -> bool {
        let told = |mark: &Mark| matches!(mark, Mark::Value { .. } | Mark::Withheld);
        self.slots.iter().any(|slot| told(&slot.target) || told(&slot.actual))
    }

    fn has_total(&self) -> bool {
        self.cumulative.number().is_some() || self.running.iter().any(|mark| mark.number().is_some())
    }

    fn key(&self, width: i32) -> Key {
        let labels = &self.words.labels;
        let any = |test: &dyn Fn(&YearSlot) -> bool| self.slots.iter().any(test);
        let shown = [
            (Symbol::Target, &labels.target, any(&|slot| slot.target.number().is_some())),
            (Symbol::Actual, &labels.actual, any(&|slot| slot.actual.number().is_some() && !slot.actual.is_provisional())),
            (Symbol::Provisional, &labels.provisional, any(&|slot| slot.actual.is_provisional())),
            (Symbol::Running, &labels.running, self.has_total() && self.running.iter().any(|mark| mark.number().is_some())),
            (Symbol::Plan, &labels.plan, self.has_total() && self.cumulative.number().is_some()),
            (Symbol::Withheld, &labels.withheld, self.has_withheld()),
            (Symbol::None, &labels.not_yet, any(&|slot| slot.actual == Mark::NotYet && slot.target.number().is_some())),
            (Symbol::None, &labels.no_data, any(&|slot| slot.actual == Mark::NoData)),
        ];
        Key::set(shown.iter().filter(|(_, _, occurs)| *occurs).map(|(symbol, words, _)| (*symbol, words.as_str())), width)
    }

    fn has_withheld(&self) -> bool {
        self.slots.iter().any(|slot| [&slot.target, &slot.actual, &slot.progress].contains(&&Mark::Withheld))
            || self.cumulative == Mark::Withheld
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let labels = &self.words.labels;
        let row = |header, suffix, pick: fn(&YearSlot) -> &Mark| Row {
            header,
            suffix,
            marks: self.slots.iter().map(pick).collect(),
            withheld: &labels.withheld,
        };
        let rows = [row(&labels.target, "", |slot| &slot.target), row(&labels.progress, "%", |slot| &slot.progress)];
        rows.into_iter().filter(Row::is_told).collect()
    }

    fn lay(&self, width: i32) -> Layout {
        let side_by_side = self.has_total() && width > NARROW;
        let total_width = if side_by_side { (width - BETWEEN_PANELS) * 2 / 5 } else { width };
        let years_width = if side_by_side { width - BETWEEN_PANELS - total_width } else { width };
        let wrap = |text: &str, width| metrics::wrap(text, Role::Heading.size(), true, width, 2);
        let (yearly, total) = (wrap(&self.words.labels.yearly, years_width), wrap(&self.words.labels.total, total_width));
        let plot_height = if width > NARROW { 200 * PX } else { 170 * PX };
        Layout { side_by_side, years_width, total_width, yearly, total, plot_height, key: self.key(width) }
    }
}

/// Where the parts of the picture are.
pub(super) struct Layout {
    side_by_side: bool,
    years_width: i32,
    total_width: i32,
    yearly: Vec<String>,
    total: Vec<String>,
    plot_height: i32,
    key: Key,
}

impl Layout {
    fn plot_top(&self, heading: &[String]) -> i32 {
        let lines = if self.side_by_side { self.yearly.len().max(self.total.len()) } else { heading.len() };
        lines as i32 * HEADING_LEADING + LABEL_ROOM
    }

    fn after_key(&self) -> i32 {
        if self.key.height() == 0 { 0 } else { self.key.height() + 14 * PX }
    }

    fn years_height(&self, rows: usize) -> i32 {
        self.plot_top(&self.yearly) + self.plot_height + YEAR_DROP + rows as i32 * ROW_STEP + FOOT
    }

    fn total_height(&self) -> i32 {
        self.plot_top(&self.total) + self.plot_height + YEAR_DROP + FOOT
    }
}

impl Scene for Progress {
    type Layout<'a> = Layout;

    fn head(&self) -> Head<'_> {
        Head { id: &self.id, lang: self.lang, words: &self.words }
    }

    fn layout(&self, width: i32) -> Option<Layout> {
        (self.has_years() || self.has_total()).then(|| self.lay(width))
    }

    fn height(&self, layout: &Layout) -> i32 {
        let years = if self.has_years() { layout.years_height(self.rows().len()) } else { 0 };
        let total = if self.has_total() { layout.total_height() } else { 0 };
        let panels = if layout.side_by_side { years.max(total) } else { years + total + self.between_stacked() };
        layout.after_key() + panels
    }

    fn paint(&self, pen: &mut Pen<'_>, layout: &Layout) {
        layout.key.draw(pen);
        pen.descend(layout.after_key());
        if self.has_years() {
            self.paint_years(pen, layout);
        }
        if self.has_total() && layout.side_by_side {
            self.paint_total(pen, layout, layout.years_width + BETWEEN_PANELS);
        } else if self.has_total() {
            let years = if self.has_years() { layout.years_height(self.rows().len()) } else { 0 };
            pen.descend(years + self.between_stacked());
            self.paint_total(pen, layout, 0);
        }
    }
}

impl Progress {
    fn between_stacked(&self) -> i32 {
        if self.has_years() && self.has_total() { 24 * PX } else { 0 }
    }

    fn paint_years(&self, pen: &mut Pen<'_>, layout: &Layout) {
        let axis = Axis::covering(self.slots.iter().flat_map(|slot| [slot.target.number(), slot.actual.number()]).flatten());
        let rows = self.rows();
        let headers = rows.iter().map(|row| Role::Tick.width(row.header)).max().unwrap_or(0).min(MAX_TICK);
        let left = parts::tick_width(&axis, MAX_TICK).max(headers) + 12 * PX;
        let top = layout.plot_top(&layout.yearly);
        let frame = Area { left, top, right: layout.years_width, bottom: top + layout.plot_height };
        let columns = Columns { frame, count: self.slots.len() };
        let plot = pen.plot(frame, 0.0..self.slots.len() as f64, f64::from(axis.low)..f64::from(axis.high));
        pen.lines(Role::Heading, (0, 12 * PX), HEADING_LEADING, &layout.yearly);
        plot.grid();
        parts::ticks(pen, &plot, &axis, frame, "", MAX_TICK);
        self.paint_bars(pen, &plot, &axis, columns);
        plot.axis();
        let labels: Vec<&YearLabels> = self.slots.iter().map(|slot| &slot.labels).collect();
        parts::years(pen, columns, frame.bottom + YEAR_DROP, |column| columns.middle(column), &labels);
        for (row, step) in rows.iter().zip(1..) {
            row.draw(pen, columns, frame.bottom + YEAR_DROP + step * ROW_STEP);
        }
    }

    /// All bars first: a label may not stand on the bar of its neighbour. The latest label is placed first.
    fn paint_bars(&self, pen: &mut Pen<'_>, plot: &Plot<'_>, axis: &Axis, columns: Columns) {
        let withheld = &self.words.labels.withheld;
        let bars: Vec<Bar<'_>> = self
            .slots
            .iter()
            .map(|slot| Bar { target: Some(&slot.target), actual: &slot.actual, suffix: "", withheld, hatch: HATCH })
            .collect();
        let tops: Vec<Top> =
            bars.iter().enumerate().map(|(column, bar)| parts::bar(pen, plot, axis, columns, column, bar)).collect();
        for (top, bar) in tops.iter().zip(&bars).rev() {
            parts::bar_label(pen, top, bar);
        }
    }

    fn paint_total(&self, pen: &mut Pen<'_>, layout: &Layout, from: i32) {
        let plan = words::plan_path(&self.slots, &self.cumulative);
        let values = self.running.iter().filter_map(Mark::number).chain(self.cumulative.number());
        let axis = Axis::covering(values.chain(plan.iter().flatten().copied()));
        let left = from + parts::tick_width(&axis, MAX_TICK) + 12 * PX;
        let top = layout.plot_top(&layout.total);
        let right = from + layout.total_width - LAST_YEAR_ROOM;
        let frame = Area { left, top, right, bottom: top + layout.plot_height };
        let plot = pen.plot(frame, 0.0..self.slots.len().max(1) as f64, f64::from(axis.low)..f64::from(axis.high));
        pen.lines(Role::Heading, (from, 12 * PX), HEADING_LEADING, &layout.total);
        plot.grid();
        parts::ticks(pen, &plot, &axis, frame, "", MAX_TICK);
        plot.axis();
        let total = Total { plan, plot, axis, columns: Columns { frame, count: self.slots.len() } };
        self.paint_lines(pen, &total);
        let labels: Vec<&YearLabels> = self.slots.iter().map(|slot| &slot.labels).collect();
        let end = |column: usize| total.plot.at((column + 1) as f64, 0.0).0;
        parts::years(pen, total.columns, frame.bottom + YEAR_DROP, end, &labels);
    }

    /// Both totals start from zero when the plan starts; a point stands at the end of its year.
    fn paint_lines(&self, pen: &mut Pen<'_>, total: &Total<'_>) {
        let plan = total.plan_points(self.cumulative.number(), self.slots.len());
        let mut running = vec![(0.0, 0.0)];
        let published = self.running.iter().take(self.slots.len()).map_while(Mark::number);
        running.extend(published.zip(1..).map(|(value, year)| (f64::from(year), total.axis.steps(value))));
        for (role, points) in [(Role::Plan, &plan), (Role::Running, &running)] {
            if points.len() > 1 {
                total.plot.path(role, points);
                let on_area: Vec<_> = points.iter().map(|(x, y)| total.plot.at(*x, *y)).collect();
                pen.keep_line_clear(&on_area);
            }
        }
        for (point, mark) in running.iter().skip(1).zip(&self.running) {
            let role = if mark.is_provisional() { Role::DotOpen } else { Role::Dot };
            total.plot.dot(role, *point, 4 * PX);
        }
        self.paint_gap(pen, total, running.len());
        self.paint_total_labels(pen, total, &plan, &running);
    }

    /// A hatched slot where the running total had to stop before a withheld figure.
    fn paint_gap(&self, pen: &mut Pen<'_>, total: &Total<'_>, year: usize) {
        if self.running.get(year - 1) != Some(&Mark::Withheld) || year > self.slots.len() {
            return;
        }
        let (x, zero) = total.plot.at(year as f64, 0.0);
        let half = (total.columns.slot() * 19 / 100).min(14 * PX);
        let field = Area { left: x - half, top: zero - HATCH, right: x + half, bottom: zero };
        pen.hatch(field);
        pen.keep_clear(field);
        pen.label(Role::Figure, HPos::Center, (x, field.top - 6 * PX), &self.words.labels.withheld);
    }

    fn paint_total_labels(&self, pen: &mut Pen<'_>, total: &Total<'_>, plan: &[(f64, f64)], running: &[(f64, f64)]) {
        if let (Some((x, y)), Some(text)) = (plan.last(), self.cumulative.text()) {
            let (x, y) = total.plot.at(*x, *y);
            let name = format!("{} {text}", self.words.labels.plan);
            let right = x + LAST_YEAR_ROOM;
            let spots = [(right, y - 8 * PX), (right, y + 18 * PX)];
            let named = spots.iter().any(|spot| pen.label(Role::Figure, HPos::Right, *spot, &name));
            let _ = named || spots.iter().any(|spot| pen.label(Role::Figure, HPos::Right, *spot, text));
        }
        let floor = total.columns.frame.bottom;
        let widest = self.running.iter().filter_map(Mark::text).map(|text| Role::Value.width(text)).max().unwrap_or(0);
        let every = if running.len() > MANY_POINTS { parts::every(widest, total.columns) } else { 1 };
        for (year, (point, mark)) in running.iter().skip(1).zip(&self.running).enumerate().rev() {
            let Some(text) = mark.text() else { continue };
            if !(running.len() - 2 - year).is_multiple_of(every) {
                continue;
            }
            let (x, y) = total.plot.at(point.0, point.1);
            let mut free = |(anchor, at): &(HPos, Point)| at.1 < floor && pen.label(Role::Value, *anchor, *at, text);
            let _ = around((x, y)).iter().any(&mut free);
        }
    }
}

/// Where the figure of a point may stand. A rising line leaves its upper left and its lower right free; the steeper it is,
/// the further to the side.
fn around((x, y): Point) -> [(HPos, Point); 5] {
    [
        (HPos::Right, (x + 4 * PX, y - 9 * PX)),
        (HPos::Right, (x - 5 * PX, y - 4 * PX)),
        (HPos::Left, (x + 3 * PX, y + 18 * PX)),
        (HPos::Left, (x + 9 * PX, y + 5 * PX)),
        (HPos::Center, (x, y - 10 * PX)),
    ]
}

/// The second panel while it is drawn.
struct Total<'a> {
    plan: Option<Vec<Decimal>>,
    plot: Plot<'a>,
    axis: Axis,
    columns: Columns,
}

impl Total<'_> {
    /// The plan year by year, or a level line at the target where the years do not add up to it.
    fn plan_points(&self, cumulative: Option<Decimal>, years: usize) -> Vec<(f64, f64)> {
        match (&self.plan, cumulative) {
            (Some(path), _) => {
                let ends = path.iter().zip(1..).map(|(value, year)| (f64::from(year), self.axis.steps(*value)));
                std::iter::once((0.0, 0.0)).chain(ends).collect()
            }
            (None, Some(target)) => {
                let level = self.axis.steps(target);
                vec![(0.0, level), (years.max(1) as f64, level)]
            }
            (None, None) => Vec::new(),
        }
    }
}
