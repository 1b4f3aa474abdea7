//! A sparkline for listings: bars of the actual in the outline of the target, no text.
//!
//! In: [`Spark`]. Out: one inline `<svg>`. Never: a figure as text, an id.

use super::Mark;
use super::canvas::{Area, Canvas, Ink, Sheet, push_escaped};
use super::metrics::PX;
use super::pen::{Pen, Plot};
use super::role::Role;
use super::scale::Axis;

const WIDTH: i32 = 120 * PX;
const HEIGHT: i32 = 32 * PX;

/// Target and actual of one indicator, year by year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spark {
    /// The finding in words. Without it the picture is hidden from assistive technology: the row says it all.
    pub title: Option<String>,
    /// 目標値 by year.
    pub target: Vec<Mark>,
    /// 実績値 by year.
    pub actual: Vec<Mark>,
}

impl Spark {
    /// Draws the sparkline.
    pub fn draw(&self) -> String {
        let mut sheet = Sheet::new((WIDTH, HEIGHT), Ink::Classes);
        self.paint(&Pen::new(Canvas(&mut sheet), PX));
        let mut out = String::from("<svg class=\"spark\" viewBox=\"0 0 120 32\" width=\"120\" height=\"32\"");
        match self.title.as_deref().filter(|title| !title.trim().is_empty()) {
            Some(title) => {
                out.push_str(" role=\"img\"><title>");
                push_escaped(&mut out, title);
                out.push_str("</title>");
            }
            None => out.push_str(" aria-hidden=\"true\">"),
        }
        out.push_str(&sheet.body);
        out.push_str("</svg>");
        out
    }

    fn paint(&self, pen: &Pen<'_>) {
        let years = self.target.len().max(self.actual.len()).max(1);
        let axis = Axis::covering(self.target.iter().chain(&self.actual).filter_map(Mark::number));
        let frame = Area { left: 0, top: 0, right: WIDTH - 2 * PX, bottom: HEIGHT - 2 * PX };
        let plot = pen.plot(frame, 0.0..years as f64, f64::from(axis.low)..f64::from(axis.high));
        let half = (years as f64 / 10.0).min(0.36);
        for year in 0..years {
            let target = self.target.get(year).unwrap_or(&Mark::NoData);
            let actual = self.actual.get(year).unwrap_or(&Mark::NoData);
            paint_year(pen, &plot, &axis, (year as f64 + 0.5, half), [target, actual]);
        }
        plot.axis();
    }
}

/// `half` is half the width of an outline in columns: a single year does not become a wall.
fn paint_year(pen: &Pen<'_>, plot: &Plot<'_>, axis: &Axis, (middle, half): (f64, f64), [target, actual]: [&Mark; 2]) {
    if let Some(value) = target.number() {
        plot.outline(Role::Target, middle - half..middle + half, axis.steps(value));
    }
    if let Some(value) = actual.number() {
        let role = if actual.is_provisional() { Role::Provisional } else { Role::Actual };
        plot.bar(role, middle - half * 0.6..middle + half * 0.6, axis.steps(value));
    }
    if *actual == Mark::Withheld || *target == Mark::Withheld {
        let (left, bottom) = plot.at(middle - half, 0.0);
        let right = plot.at(middle + half, 0.0).0;
        pen.hatch(Area { left, top: bottom - 14 * PX, right, bottom });
    }
}
