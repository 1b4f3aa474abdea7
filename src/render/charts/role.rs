//! What a shape or a text means. plotters carries it as a colour; the backend turns it into a CSS class or into literal
//! presentation attributes.
//!
//! In: nothing. Out: class names, sizes, attributes. Never: a position.

use super::metrics::PX;
use plotters::style::Color;
use plotters_backend::BackendColor;

/// The meaning of one element of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Role {
    /// The ground of a picture that stands alone.
    Paper,
    /// A light gridline.
    Grid,
    /// The zero line.
    Axis,
    /// The outline of a target.
    Target,
    /// A solid actual.
    Actual,
    /// An actual that is not final.
    Provisional,
    /// The hatch of a withheld figure.
    Withheld,
    /// The planned running total, and the 100 % line.
    Plan,
    /// The running total.
    Running,
    /// A point of the running total.
    Dot,
    /// A point that contains a provisional figure.
    DotOpen,
    /// Title of a picture that stands alone.
    Title,
    /// Subtitle of a picture that stands alone.
    Subtitle,
    /// Heading of a panel.
    Heading,
    /// Number at a gridline.
    Tick,
    /// Year on the axis.
    Year,
    /// A figure at its bar or point.
    Value,
    /// A figure below the axis.
    Figure,
    /// An entry of the key, a note, a source.
    Key,
    /// The first of several series: solid.
    Series1,
    /// The second: an outline.
    Series2,
    /// The third: an outline with level stripes.
    Series3,
    /// The fourth: an outline with upright stripes.
    Series4,
    /// The edge of a range within which an unknown time lies.
    Unknown,
    /// A month for which something is due.
    Due,
    /// Words beside a mark, on top of light lines.
    Words,
}

use Role::*;

const ALL: [Role; 26] = [
    Paper,
    Grid,
    Axis,
    Target,
    Actual,
    Provisional,
    Withheld,
    Plan,
    Running,
    Dot,
    DotOpen,
    Title,
    Subtitle,
    Heading,
    Tick,
    Year,
    Value,
    Figure,
    Key,
    Series1,
    Series2,
    Series3,
    Series4,
    Unknown,
    Due,
    Words,
];

impl Role {
    /// The role that plotters handed to the backend as a colour.
    pub(super) fn from_backend(color: BackendColor) -> Role {
        ALL.get(usize::from(color.rgb.0)).copied().unwrap_or(Axis)
    }

    /// The class in charts.css.
    pub(super) fn class(self) -> &'static str {
        match self {
            Paper => "paper",
            Grid => "grid",
            Axis => "axis",
            Target => "target",
            Actual => "actual",
            Provisional => "provisional",
            Withheld => "withheld",
            Plan => "plan",
            Running => "running",
            Dot => "dot",
            DotOpen => "dot-open",
            Title => "title",
            Subtitle => "subtitle",
            Heading => "heading",
            Tick => "tick",
            Year => "year",
            Value => "value",
            Figure => "figure",
            Key => "key",
            Series1 => "series-1",
            Series2 => "series-2",
            Series3 => "series-3",
            Series4 => "series-4",
            Unknown => "unknown",
            Due => "due",
            Words => "words",
        }
    }

    /// The same look without a style sheet, for the picture that is downloaded.
    pub(super) fn attributes(self) -> &'static str {
        match self {
            Paper => r##"fill="#fff""##,
            Grid => r##"fill="none" stroke="#dcdcdc""##,
            Axis => r##"fill="none" stroke="#4d4d4d""##,
            Target => r##"fill="none" stroke="#f46a25" stroke-width="2""##,
            Actual | Dot | Series1 => r##"fill="#12436d""##,
            Provisional => r##"fill="#fff" stroke="#12436d" stroke-width="2" stroke-dasharray="4 3""##,
            Withheld => r##"fill="none" stroke="#4d4d4d" stroke-width="1.2""##,
            Plan => r##"fill="none" stroke="#f46a25" stroke-width="2" stroke-dasharray="6 4""##,
            Running => r##"fill="none" stroke="#12436d" stroke-width="2.5""##,
            Series2 | Series4 => r##"fill="none" stroke="#f46a25" stroke-width="1.6""##,
            Series3 => r##"fill="none" stroke="#12436d" stroke-width="1.6""##,
            Unknown => r##"fill="none" stroke="#4d4d4d" stroke-width="1.2" stroke-dasharray="3 3""##,
            Due => r##"fill="#fff" stroke="#f46a25" stroke-width="2""##,
            DotOpen => r##"fill="#fff" stroke="#12436d" stroke-width="2""##,
            Title => r##"fill="#1a1a1a" font-size="20" font-weight="700""##,
            Subtitle => r##"fill="#404040" font-size="14""##,
            Heading => r##"fill="#1a1a1a" font-size="13" font-weight="700""##,
            Tick | Key => r##"fill="#404040" font-size="12""##,
            Year | Figure => r##"fill="#1a1a1a" font-size="12""##,
            // A halo of the ground keeps a label readable on a gridline.
            Words => r##"fill="#1a1a1a" font-size="12" stroke="#fff" stroke-width="3" paint-order="stroke""##,
            Value => r##"fill="#1a1a1a" font-size="12" font-weight="700" stroke="#fff" stroke-width="3" paint-order="stroke""##,
        }
    }

    /// Height of the text in backend units.
    pub(super) fn size(self) -> i32 {
        match self {
            Title => 20 * PX,
            Subtitle => 14 * PX,
            Heading => 13 * PX,
            _ => 12 * PX,
        }
    }

    /// True where the text is bold.
    pub(super) fn bold(self) -> bool {
        matches!(self, Title | Heading | Value)
    }

    /// The width of a text in this role.
    pub(super) fn width(self, text: &str) -> i32 {
        super::metrics::width(text, self.size(), self.bold())
    }
}

impl Color for Role {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (*self as u8, 0, 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_survives_the_way_through_plotters() {
        for role in ALL {
            assert_eq!(Role::from_backend(role.to_backend_color()), role);
        }
    }
}
