//! The key: what an outline, a solid bar, a hatch or a dashed line means. It stands above the plot and names encodings
//! only; figures are labelled where they are.
//!
//! In: symbols and their words. Out: rows of entries that fit the width. Never: a symbol that does not occur in the picture.

use super::canvas::Area;
use super::metrics::{self, PX};
use super::parts::{self, Side};
use super::pen::{Pen, Point};
use super::role::Role;
use plotters::style::text_anchor::HPos;

const ROW: i32 = 20 * PX;
const BETWEEN_SYMBOL_AND_WORD: i32 = 6 * PX;
const BETWEEN_ENTRIES: i32 = 18 * PX;

/// The sign of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Symbol {
    Target,
    Actual,
    Provisional,
    Running,
    Plan,
    Withheld,
    /// The place of a series among its neighbours, counted from zero.
    Series(usize),
    /// A bar from one month to another.
    Span,
    /// A solid diamond: a milestone, or what was done.
    Diamond,
    /// A hollow diamond: due.
    Due,
    /// A dashed strip: somewhere in here.
    Unknown,
    /// A point at the edge: goes on outside.
    Beyond,
    /// A break of the axis.
    Break,
    /// Words alone: what an empty outline or a dash means.
    None,
}

impl Symbol {
    fn width(self) -> i32 {
        match self {
            Symbol::Target | Symbol::Actual | Symbol::Provisional | Symbol::Series(_) => 12 * PX,
            Symbol::Running | Symbol::Plan | Symbol::Span | Symbol::Unknown => 26 * PX,
            Symbol::Withheld => 16 * PX,
            Symbol::Diamond | Symbol::Due | Symbol::Break => 14 * PX,
            Symbol::Beyond => 8 * PX,
            Symbol::None => 0,
        }
    }

    fn advance(self) -> i32 {
        if self == Symbol::None { 0 } else { self.width() + BETWEEN_SYMBOL_AND_WORD }
    }

    /// Draws the sign with its left edge and vertical centre at a point.
    fn draw(self, pen: &Pen<'_>, (x, middle): Point) {
        let area = Area { left: x, top: middle - 6 * PX, right: x + self.width(), bottom: middle + 6 * PX };
        let inner = Area { left: area.left + PX, top: area.top + PX, right: area.right - PX, bottom: area.bottom - PX };
        let line = [(area.left, middle), (area.right, middle)];
        let center = (area.left + self.width() / 2, middle);
        match self {
            Symbol::Target => pen.rect(Role::Target, inner),
            Symbol::Actual => pen.rect(Role::Actual, area),
            Symbol::Provisional => pen.rect(Role::Provisional, inner),
            Symbol::Plan => pen.line(Role::Plan, &line),
            Symbol::Withheld => pen.hatch(area),
            Symbol::Running => {
                pen.line(Role::Running, &line);
                pen.dot(Role::Dot, center, 4 * PX);
            }
            Symbol::Series(place) => parts::series(pen, place, inner),
            Symbol::Span => pen.rect(Role::Actual, Area { top: middle - 5 * PX, bottom: middle + 5 * PX, ..area }),
            Symbol::Unknown => pen.rect(Role::Unknown, inner),
            Symbol::Diamond => pen.diamond(Role::Actual, center, 6 * PX),
            Symbol::Due => pen.diamond(Role::Due, center, 6 * PX),
            Symbol::Beyond => parts::arrow(pen, Role::Actual, Side::After, (area.right, middle)),
            Symbol::Break => parts::break_mark(pen, center),
            Symbol::None => {}
        }
    }
}

/// The entries of one picture, already set in rows.
pub(super) struct Key {
    entries: Vec<(Symbol, String, Point)>,
    rows: i32,
}

impl Key {
    /// Sets the entries that have words into rows of a width.
    pub(super) fn set<'a>(entries: impl IntoIterator<Item = (Symbol, &'a str)>, width: i32) -> Key {
        let mut key = Key { entries: Vec::new(), rows: 0 };
        let mut x = 0;
        for (symbol, words) in entries.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
            let words = metrics::fit(words, Role::Key.size(), false, width - symbol.advance());
            let needed = symbol.advance() + Role::Key.width(&words);
            if key.rows == 0 || x + needed > width {
                (x, key.rows) = (0, key.rows + 1);
            }
            key.entries.push((symbol, words, (x, (key.rows - 1) * ROW)));
            x += needed + BETWEEN_ENTRIES;
        }
        key
    }

    /// The height of all rows.
    pub(super) fn height(&self) -> i32 {
        self.rows * ROW
    }

    /// Draws the key with its upper edge at the top of the area.
    pub(super) fn draw(&self, pen: &mut Pen<'_>) {
        for (symbol, words, (x, y)) in &self.entries {
            symbol.draw(pen, (*x, y + 9 * PX));
            pen.text(Role::Key, HPos::Left, (x + symbol.advance(), y + 13 * PX + 3), words);
        }
    }
}
