//! Sheets as readers see them: the shown text of every visible cell, and which cells are merged.
//!
//! In: what a reader of a file format found. Out: cells by place, and places as people write them (`Sheet1!C7`). Never: what a
//! spreadsheet does not show.

use crate::diagnostics::{Finding, Words};
use crate::figures::Date;
use std::collections::BTreeMap;
use std::fmt;

/// More lines than this is not a table that a person reads.
pub const MAX_ROWS: u32 = 10_000;
/// More columns than this is not one either.
pub const MAX_COLUMNS: u32 = 1_000;
/// Cells of all sheets together.
pub const MAX_CELLS: usize = 1_000_000;

/// Row and column, both from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct At {
    /// Line.
    pub row: u32,
    /// Column.
    pub column: u32,
}

impl At {
    /// A place.
    pub fn new(row: u32, column: u32) -> At {
        At { row, column }
    }

    /// Reads `C7`, also `$C$7`.
    pub fn parse(text: &str) -> Option<At> {
        let text = text.replace('$', "");
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = text.split_at(digits);
        let mut column: u32 = 0;
        for letter in letters.chars() {
            let value = letter.to_ascii_uppercase();
            column = column.checked_mul(26)?.checked_add(value.is_ascii_uppercase().then(|| value as u32 - 'A' as u32 + 1)?)?;
        }
        Some(At { row: number.parse::<u32>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

/// The letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_name(column: u32) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row + 1)
    }
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Area {
    /// Top left.
    pub first: At,
    /// Bottom right.
    pub last: At,
}

impl Area {
    /// Reads `A5:H40`, or one cell.
    pub fn parse(text: &str) -> Option<Area> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (At::parse(first)?, At::parse(last)?);
        (first.row <= last.row && first.column <= last.column).then_some(Area { first, last })
    }

    /// Whether a cell lies in it.
    pub fn holds(&self, at: At) -> bool {
        (self.first.row..=self.last.row).contains(&at.row) && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// Why it cannot be said what a cell shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// A number format that kohyo does not read.
    Format,
    /// A format that looks different on another machine.
    Locale,
    /// A number that the standard format shortens or rounds.
    Long,
    /// A formula whose result was not saved.
    NoResult,
    /// An error such as `#DIV/0!`.
    Error,
    /// Not a number although it says so.
    Damaged,
}

impl Doubt {
    /// In words.
    pub fn words(self) -> Words {
        let (ja, en) = match self {
            Doubt::Format => ("読み取れない表示形式です", "its number format is one that kohyo does not read"),
            Doubt::Locale => ("機械の設定で見え方が変わる表示形式です", "its number format looks different on another machine"),
            Doubt::Long => ("標準の表示形式では、桁が省かれて見えます", "the General format does not show all of its digits"),
            Doubt::NoResult => ("数式の結果が保存されていません", "the result of its formula was not saved"),
            Doubt::Error => ("エラーの値です", "it shows an error"),
            Doubt::Damaged => ("値が壊れています", "its value is damaged"),
        };
        Words::new(ja, en)
    }
}

/// One visible cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// Why that is not certain; then `text` is empty.
    pub doubt: Option<Doubt>,
    /// The day behind a date.
    pub date: Option<Date>,
}

/// One visible sheet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Its name; empty for a file that has no sheets.
    pub name: String,
    /// Visible cells that show something, and those in doubt.
    pub cells: BTreeMap<At, Cell>,
    /// Merged cells.
    pub merges: Vec<Area>,
}

impl Sheet {
    /// A place in words: `Sheet1!C7`, and `C7` where there is only one sheet.
    pub fn place(&self, at: At) -> String {
        place(&self.name, &at.to_string())
    }

    /// What a cell shows, a merged one in all of its places.
    pub fn shown(&self, at: At) -> Option<&Cell> {
        self.cells.get(&self.anchor(at))
    }

    /// The text of a cell; empty where there is none.
    pub fn text(&self, at: At) -> &str {
        self.shown(at).map_or("", |cell| cell.text.as_str())
    }

    /// The cell that holds what a place shows.
    pub fn anchor(&self, at: At) -> At {
        self.merge(at).map_or(at, |area| area.first)
    }

    /// The merged cell in which a place lies.
    pub fn merge(&self, at: At) -> Option<&Area> {
        self.merges.iter().find(|area| area.holds(at))
    }

    /// From the first to the last cell that shows something.
    pub fn used(&self) -> Option<Area> {
        let all = || self.cells.keys();
        let columns = (all().map(|at| at.column).min()?, all().map(|at| at.column).max()?);
        let rows = (all().next()?.row, all().next_back()?.row);
        // The last lines may belong to a merged cell that begins above.
        let below = self.merges.iter().filter(|area| self.cells.contains_key(&area.first)).map(|area| area.last.row).max();
        Some(Area { first: At::new(rows.0, columns.0), last: At::new(rows.1.max(below.unwrap_or(0)), columns.1) })
    }
}

/// `Sheet1!C7`
pub fn place(sheet: &str, cells: &str) -> String {
    if sheet.is_empty() { cells.to_owned() } else { format!("{sheet}!{cells}") }
}

/// A file as it is seen: the sheets that show, and what was found beside them.
#[derive(Debug, Default)]
pub struct Workbook {
    /// Visible sheets in order.
    pub sheets: Vec<Sheet>,
    /// What does not show, what could not be read.
    pub findings: Vec<Finding>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_people_write_them() {
        for (text, row, column) in [("A1", 0, 0), ("C7", 6, 2), ("AA10", 9, 26), ("ALL1000", 999, 999)] {
            let at = At::new(row, column);
            assert_eq!((At::parse(text), at.to_string().as_str()), (Some(at), text));
        }
        assert_eq!(At::parse("$C$7"), Some(At::new(6, 2)));
        for text in ["", "7", "C", "C0", "C-1", "あ1", "ZZZZZZZZZ1"] {
            assert_eq!(At::parse(text), None, "{text}");
        }
        assert!(Area::parse("A5:H40").is_some_and(|area| area.holds(At::new(39, 7)) && !area.holds(At::new(40, 0))));
        assert!(Area::parse("H40:A5").is_none());
    }
}
