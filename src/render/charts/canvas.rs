//! The drawing backend: plotters draws, this writes SVG.
//!
//! In: calls of plotters, in tenths of a pixel. Out: one SVG element a call, in call order, in a [`Sheet`]. Never: an
//! error, a style attribute, a character that is not XML, a number that depends on the machine.

use super::metrics::{self, PX};
use super::role::Role;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write;

/// How a path element ends.
const PATH_END: &str = "\"/>";

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// How a role becomes visible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ink {
    /// A class, coloured by charts.css: light, dark, print, forced colours.
    Classes,
    /// Literal attributes: a file that travels alone.
    Literal,
}

/// A rectangle in backend units; right and bottom are exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Area {
    pub(super) fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn shifted(self, (x, y): BackendCoord) -> Area {
        Area { left: self.left + x, top: self.top + y, right: self.right + x, bottom: self.bottom + y }
    }

    pub(super) fn width(&self) -> i32 {
        self.right - self.left
    }

    /// The box of a line of text: from the top of a kanji to the tail of a g.
    pub(super) fn of_text(role: Role, anchor: HPos, (x, baseline): BackendCoord, text: &str) -> Area {
        let (width, size) = (role.width(text), role.size());
        let left = match anchor {
            HPos::Left => x,
            HPos::Center => x - width / 2,
            HPos::Right => x - width,
        };
        Area { left, top: baseline - size * 88 / 100, right: left + width, bottom: baseline + size * 22 / 100 }
    }
}

/// The body of one picture while it is drawn.
pub(super) struct Sheet {
    /// Width and height in backend units.
    pub size: (i32, i32),
    ink: Ink,
    /// The SVG elements so far.
    pub body: String,
    /// The role of the last element, when it is a path.
    open_path: Option<Role>,
    /// Where text stands, for the tests.
    #[cfg(test)]
    pub texts: Vec<(Area, String)>,
}

impl Sheet {
    pub(super) fn new(size: (i32, i32), ink: Ink) -> Sheet {
        Sheet {
            size,
            ink,
            body: String::with_capacity(6 * 1024),
            open_path: None,
            #[cfg(test)]
            texts: Vec::new(),
        }
    }

    fn open(&mut self, element: &str, role: Role) {
        self.open_path = None;
        self.body.push('<');
        self.body.push_str(element);
        match self.ink {
            Ink::Classes => {
                self.body.push_str(" class=\"");
                self.body.push_str(role.class());
                self.body.push('"');
            }
            Ink::Literal => {
                self.body.push(' ');
                self.body.push_str(role.attributes());
            }
        }
    }

    fn number(&mut self, name: &str, units: i32) {
        self.body.push(' ');
        self.body.push_str(name);
        self.body.push_str("=\"");
        push_px(&mut self.body, units);
        self.body.push('"');
    }

    /// A path. Lines that follow each other in one role become one element: gridlines are half of a small picture.
    fn path(&mut self, role: Role, points: impl IntoIterator<Item = BackendCoord>, close: bool) {
        if self.open_path == Some(role) {
            self.body.truncate(self.body.len() - PATH_END.len());
        } else {
            self.open("path", role);
            self.body.push_str(" d=\"");
        }
        let mut before: Option<BackendCoord> = None;
        for point in points {
            self.step(before, point);
            before = Some(point);
        }
        self.body.push_str(if close { "Z" } else { "" });
        self.body.push_str(PATH_END);
        self.open_path = Some(role);
    }

    fn step(&mut self, before: Option<BackendCoord>, (x, y): BackendCoord) {
        match before {
            Some((_, level)) if level == y => self.coordinate('H', x),
            Some((upright, _)) if upright == x => self.coordinate('V', y),
            _ => {
                self.coordinate(if before.is_none() { 'M' } else { 'L' }, x);
                self.coordinate(' ', y);
            }
        }
    }

    fn coordinate(&mut self, command: char, units: i32) {
        self.body.push(command);
        push_px(&mut self.body, units);
    }
}

/// Tenths of a pixel as a decimal number, exactly.
pub(super) fn push_px(out: &mut String, units: i32) {
    let (whole, tenth) = ((units / PX).abs(), (units % PX).abs());
    let sign = if units < 0 { "-" } else { "" };
    // Writing into a String cannot fail.
    let _ = if tenth == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{tenth}") };
}

/// Text for XML: escaped, and without what XML or the direction of the text would not survive.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars().filter(|c| !metrics::is_dropped(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// The backend plotters draws on.
pub(super) struct Canvas<'a>(pub &'a mut Sheet);

impl Canvas<'_> {
    /// Writes a tag, except into a file that travels alone: its links would lead nowhere.
    pub(super) fn tag(&mut self, tag: &str) {
        if self.0.ink == Ink::Classes {
            self.0.open_path = None;
            self.0.body.push_str(tag);
        }
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.0.size.0.max(0) as u32, self.0.size.1.max(0) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// A picture of shapes has no pixels.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.0.path(Role::from_backend(style.color()), [from, to], false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn {
        self.0.open("rect", Role::from_backend(style.color()));
        self.0.number("x", a.0.min(b.0));
        self.0.number("y", a.1.min(b.1));
        self.0.number("width", (b.0 - a.0).abs());
        self.0.number("height", (b.1 - a.1).abs());
        self.0.body.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.0.path(Role::from_backend(style.color()), path, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.0.open("circle", Role::from_backend(style.color()));
        self.0.number("cx", center.0);
        self.0.number("cy", center.1);
        self.0.number("r", i32::try_from(radius).unwrap_or(0));
        self.0.body.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.0.path(Role::from_backend(style.color()), corners, true);
        Ok(())
    }

    /// `pos` is the baseline: a picture without fonts knows no other height.
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let (role, anchor) = (Role::from_backend(style.color()), style.anchor().h_pos);
        #[cfg(test)]
        self.0.texts.push((Area::of_text(role, anchor, pos, text), text.to_string()));
        self.0.open("text", role);
        self.0.number("x", pos.0);
        self.0.number("y", pos.1);
        self.0.body.push_str(match anchor {
            HPos::Left => ">",
            HPos::Center => " text-anchor=\"middle\">",
            HPos::Right => " text-anchor=\"end\">",
        });
        push_escaped(&mut self.0.body, text);
        self.0.body.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let role = Role::from_backend(style.color());
        Ok((role.width(text).max(0) as u32, role.size().max(0) as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_tenths_exactly() {
        let px = |units| {
            let mut out = String::new();
            push_px(&mut out, units);
            out
        };
        assert_eq!([px(123), px(120), px(-5), px(0)], ["12.3", "12", "-0.5", "0"]);
    }

    #[test]
    fn lines_of_one_role_become_one_path() {
        let mut sheet = Sheet::new((100, 100), Ink::Classes);
        sheet.path(Role::Grid, [(0, 10), (100, 10)], false);
        sheet.path(Role::Grid, [(0, 20), (100, 20)], false);
        sheet.path(Role::Axis, [(0, 30), (0, 40), (5, 45)], false);
        assert_eq!(sheet.body, "<path class=\"grid\" d=\"M0 1H10M0 2H10\"/><path class=\"axis\" d=\"M0 3V4L0.5 4.5\"/>");
    }

    #[test]
    fn escapes_and_drops() {
        let mut out = String::new();
        push_escaped(&mut out, "<script>&\"'\u{0}\u{202e}\u{ffff}x");
        assert_eq!(out, "&lt;script&gt;&amp;&quot;&#39;x");
    }
}
