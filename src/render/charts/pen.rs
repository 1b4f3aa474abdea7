//! The hand that draws: plotters areas and elements with roles, and the guarantee that no text meets another text.
//!
//! In: shapes in tenths of a pixel relative to the area, or in the coordinates of a plot. Out: calls on the backend.
//! Never: text outside of the picture or upon other text; such a text is refused and the caller is told.

use super::canvas::{Area, Canvas, push_escaped};
use super::metrics::PX;
use super::role::Role;
use plotters::coord::Shift;
use plotters::coord::cartesian::{Cartesian2d, MeshLine};
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, TextStyle};
use plotters_backend::{DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::ops::Range;

/// A point in backend units.
pub(super) type Point = (i32, i32);

/// Space kept between two texts on one line.
const GAP: i32 = 3 * PX;
/// Distance of the strokes of a hatch, along an edge.
const HATCH_STEP: i32 = 6 * PX;
/// Distance of the stripes of a series.
const STRIPE_STEP: i32 = 5 * PX;

/// The backend cannot fail and is borrowed once at a time, so nothing is lost here.
fn done(result: Result<(), DrawingAreaErrorKind<Infallible>>) {
    debug_assert!(result.is_ok(), "the chart backend refused a shape");
}

/// Draws on one area of a picture.
pub(super) struct Pen<'a> {
    area: DrawingArea<Canvas<'a>, Shift>,
    texts: Vec<Area>,
    shapes: Vec<Area>,
}

impl<'a> Pen<'a> {
    /// A pen for the canvas inside of a margin of the same width on every side.
    pub(super) fn new(canvas: Canvas<'a>, margin: i32) -> Pen<'a> {
        let area = canvas.into_drawing_area().margin(margin, margin, margin, margin);
        Pen { area, texts: Vec::new(), shapes: Vec::new() }
    }

    /// A pen on the same picture that starts `by` lower and knows nothing of what stands above.
    pub(super) fn lowered(&self, by: i32) -> Pen<'a> {
        Pen { area: self.area.margin(by, 0, 0, 0), texts: Vec::new(), shapes: Vec::new() }
    }

    /// Later drawing starts `by` lower.
    pub(super) fn descend(&mut self, by: i32) {
        *self = self.lowered(by);
    }

    pub(super) fn rect(&self, role: Role, area: Area) {
        done(self.area.draw(&Rectangle::new([(area.left, area.top), (area.right, area.bottom)], role.filled())));
    }

    pub(super) fn line(&self, role: Role, points: &[Point]) {
        done(self.area.draw(&PathElement::new(points, role.filled())));
    }

    pub(super) fn dot(&self, role: Role, at: Point, radius: i32) {
        done(self.area.draw(&Circle::new(at, radius, role.filled())));
    }

    /// A closed shape.
    pub(super) fn polygon(&self, role: Role, corners: &[Point]) {
        done(self.area.draw(&Polygon::new(corners, role.filled())));
    }

    /// A square that stands on its corner.
    pub(super) fn diamond(&self, role: Role, (x, y): Point, half: i32) {
        self.polygon(role, &[(x, y - half), (x + half, y), (x, y + half), (x - half, y)]);
    }

    /// An outline with stripes, level or upright. Like [`Pen::hatch`] one path: round the edge, then to and fro.
    pub(super) fn stripes(&self, role: Role, area: Area, level: bool) {
        let Area { left, top, right, bottom } = area;
        // From the zero line, so that stripes of neighbours stand at one height.
        let mut path = vec![(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)];
        let reach = if level { bottom - top } else { right - left };
        for step in 1..(reach + STRIPE_STEP - 1) / STRIPE_STEP {
            let (up, along) = (bottom - step * STRIPE_STEP, left + step * STRIPE_STEP);
            let ends = if level { [(left, up), (right, up)] } else { [(along, bottom), (along, top)] };
            path.extend(if step % 2 == 1 { ends } else { [ends[1], ends[0]] });
        }
        self.line(role, &path);
    }

    /// A hatched field. Its size comes from the layout alone, never from a figure.
    ///
    /// One path: round the edge, then to and fro. The turns run along the edge that is drawn already.
    pub(super) fn hatch(&self, area: Area) {
        let Area { left, top, right, bottom } = area;
        let (width, height) = (right - left, bottom - top);
        let mut path = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        let on_left = |reach: i32| if reach < height { (left, top + reach) } else { (left + reach - height, bottom) };
        let on_right = |reach: i32| if reach < width { (left + reach, top) } else { (right, top + reach - width) };
        let (mut reach, mut rising) = (HATCH_STEP, true);
        while reach < width + height {
            let (from, to) = if rising { (on_left(reach), on_right(reach)) } else { (on_right(reach), on_left(reach)) };
            path.extend([from, to]);
            let corner = if rising { (width, (right, top)) } else { (height, (left, bottom)) };
            let next = reach + HATCH_STEP;
            if reach < corner.0 && next > corner.0 {
                path.push(corner.1);
            }
            (reach, rising) = (next, !rising);
        }
        self.line(Role::Withheld, &path);
    }

    /// Writes a text with its baseline at `at`, unless it would leave the picture or touch another text. A centred text at
    /// the edge moves inwards.
    pub(super) fn text(&mut self, role: Role, anchor: HPos, at: Point, text: &str) -> bool {
        let at = self.inwards(role, anchor, at, text);
        let area = Area::of_text(role, anchor, at, text);
        if text.trim().is_empty() || !self.holds(area) || self.texts.iter().any(|taken| taken.overlaps(&area)) {
            return false;
        }
        self.texts.push(Area { left: area.left - GAP, right: area.right + GAP, ..area });
        let style = TextStyle::from(("", f64::from(role.size()))).color(&role).pos(Pos::new(anchor, VPos::Bottom));
        done(self.area.draw(&Text::new(text, at, style)));
        true
    }

    fn inwards(&self, role: Role, anchor: HPos, (x, y): Point, text: &str) -> Point {
        let area = Area::of_text(role, anchor, (x, y), text);
        let width = i32::try_from(self.area.dim_in_pixel().0).unwrap_or(i32::MAX);
        match anchor {
            HPos::Center if area.right > width => (x - (area.right - width), y),
            HPos::Center if area.left < 0 => (x - area.left, y),
            _ => (x, y),
        }
    }

    /// Like [`Pen::text`], and refused upon a shape as well.
    pub(super) fn label(&mut self, role: Role, anchor: HPos, at: Point, text: &str) -> bool {
        let area = Area::of_text(role, anchor, at, text);
        !self.shapes.iter().any(|shape| shape.overlaps(&area)) && self.text(role, anchor, at, text)
    }

    /// Lines of text, one below the other.
    pub(super) fn lines(&mut self, role: Role, (x, baseline): Point, leading: i32, lines: &[String]) {
        for (line, step) in lines.iter().zip(0..) {
            self.text(role, HPos::Left, (x, baseline + step * leading), line);
        }
    }

    /// Draws inside of a link, where the address is one of this site or https. The table beside the chart holds the same
    /// link for the keyboard, and a hidden picture may not hold focus: hence `tabindex`.
    pub(super) fn linked(&mut self, href: Option<&str>, draw: impl FnOnce(&mut Self)) {
        let href = href.filter(|href| ["/", "./", "../", "#", "https://"].iter().any(|start| href.starts_with(start)));
        let mut tag = String::from("<a tabindex=\"-1\" href=\"");
        push_escaped(&mut tag, href.unwrap_or_default());
        tag.push_str("\">");
        if href.is_some() {
            done(self.area.draw(&Tag(&tag)));
        }
        draw(self);
        if href.is_some() {
            done(self.area.draw(&Tag("</a>")));
        }
    }

    /// Keeps labels away from a shape.
    pub(super) fn keep_clear(&mut self, area: Area) {
        self.shapes.push(area);
    }

    /// Keeps labels away from a line.
    pub(super) fn keep_line_clear(&mut self, points: &[Point]) {
        let half = 2 * PX;
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let steps = ((x1 - x0).abs().max((y1 - y0).abs()) / (4 * PX)).max(1);
            for step in 0..=steps {
                let (x, y) = (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps);
                self.shapes.push(Area { left: x - half, top: y - half, right: x + half, bottom: y + half });
            }
        }
    }

    /// A plot with its own coordinates on a part of the area.
    pub(super) fn plot(&self, frame: Area, x: Range<f64>, y: Range<f64>) -> Plot<'a> {
        let base = self.area.get_base_pixel();
        let on_canvas = frame.shifted(base);
        let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            x.clone(),
            y.clone(),
            (on_canvas.left..on_canvas.right, on_canvas.bottom..on_canvas.top),
        );
        Plot { area: self.area.apply_coord_spec(coordinates), base, x, y }
    }

    fn holds(&self, area: Area) -> bool {
        let (width, height) = self.area.dim_in_pixel();
        area.left >= 0
            && area.top >= 0
            && i64::from(area.right) <= i64::from(width)
            && i64::from(area.bottom) <= i64::from(height)
    }
}

/// A tag around elements: plotters lets an element of ours write on its backend.
struct Tag<'t>(&'t str);

impl<'p> PointCollection<'p, Point> for &'p Tag<'_> {
    type Point = Point;
    type IntoIter = std::iter::Empty<Point>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl Drawable<Canvas<'_>> for Tag<'_> {
    fn draw<I: Iterator<Item = Point>>(
        &self,
        _: I,
        canvas: &mut Canvas<'_>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        canvas.tag(self.0);
        Ok(())
    }
}

/// A part of the picture on which figures are placed.
pub(super) struct Plot<'a> {
    area: DrawingArea<Canvas<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    base: Point,
    x: Range<f64>,
    y: Range<f64>,
}

impl Plot<'_> {
    /// Where a point of the plot lies on the area of the pen.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        let (px, py) = self.area.map_coordinate(&(x, y));
        (px - self.base.0, py - self.base.1)
    }

    /// A bar from zero.
    pub(super) fn bar(&self, role: Role, x: Range<f64>, y: f64) {
        self.check(x.start, y);
        self.check(x.end, y);
        done(self.area.draw(&Rectangle::new([(x.start, 0.0), (x.end, y)], role.filled())));
    }

    /// The outline of a bar: open at zero, where the axis runs.
    pub(super) fn outline(&self, role: Role, x: Range<f64>, y: f64) {
        self.path(role, &[(x.start, 0.0), (x.start, y), (x.end, y), (x.end, 0.0)]);
    }

    /// A line through points.
    pub(super) fn path(&self, role: Role, points: &[(f64, f64)]) {
        points.iter().for_each(|(x, y)| self.check(*x, *y));
        done(self.area.draw(&PathElement::new(points, role.filled())));
    }

    /// A dot on a point.
    pub(super) fn dot(&self, role: Role, at: (f64, f64), radius: i32) {
        self.check(at.0, at.1);
        done(self.area.draw(&Circle::new(at, radius, role.filled())));
    }

    /// Horizontal gridlines at whole numbers, without the one at zero: the axis is drawn there, above the bars.
    pub(super) fn grid(&self) {
        let zero = self.area.map_coordinate(&(self.x.start, 0.0)).1;
        let lines = (self.y.end - self.y.start).round() as usize + 1;
        let draw = |canvas: &mut Canvas<'_>, line: MeshLine<'_, RangedCoordf64, RangedCoordf64>| match line {
            MeshLine::YMesh(from, to, _) if from.1 != zero => canvas.draw_line(from, to, &Role::Grid.to_backend_color()),
            _ => Ok(()),
        };
        done(self.area.draw_mesh(draw, lines, 0));
    }

    /// The zero line.
    pub(super) fn axis(&self) {
        self.path(Role::Axis, &[(self.x.start, 0.0), (self.x.end, 0.0)]);
    }

    /// plotters moves a point outside of the plot to its edge without a word. No input does that; if a fault of ours does, no site is
    /// better than a chart that lies.
    fn check(&self, x: f64, y: f64) {
        let within = |value: f64, range: &Range<f64>| value >= range.start - 1e-6 && value <= range.end + 1e-6;
        assert!(within(x, &self.x) && within(y, &self.y), "({x}, {y}) lies outside of {:?} {:?}", self.x, self.y);
    }
}
