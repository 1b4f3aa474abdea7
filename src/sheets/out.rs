//! A public table as a file: an xlsx workbook or CSV.
//!
//! In: headings and cells. Out: bytes, the same for the same table. Never: a number in place of a text that it would not show exactly; the
//! date of today.

use super::public::{Out, Public};
use crate::figures::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// What file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// xlsx
    Workbook,
    /// CSV in UTF-8, with the mark by which spreadsheets know it.
    Csv,
}

impl Form {
    /// By the ending of a name.
    pub fn of_name(name: &str) -> Option<Form> {
        let lower = name.to_lowercase();
        let known = [(".xlsx", Form::Workbook), (".csv", Form::Csv)];
        known.into_iter().find(|(ending, _)| lower.ends_with(ending)).map(|(_, form)| form)
    }
}

/// Most digits that a spreadsheet keeps of a number.
const NUMBER_DIGITS: usize = 15;

/// The file. `None`: it could not be made.
pub fn file(table: &Public, form: Form) -> Option<Vec<u8>> {
    match form {
        Form::Workbook => workbook(table).ok(),
        Form::Csv => csv(table),
    }
}

fn csv(table: &Public) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.headings.iter().map(|(heading, _)| heading)).ok()?;
    for line in &table.lines {
        writer.write_record(line.iter().map(|cell| escaped(cell.as_ref().map_or("", words)))).ok()?;
    }
    let bytes = writer.into_inner().ok()?;
    Some(["\u{feff}".as_bytes(), &bytes].concat())
}

/// What a spreadsheet would take for a formula stands behind an apostrophe; a lone dash or a negative number does not.
fn escaped(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '@', '\t'])
        || (text.starts_with('-') && text.contains(|c: char| c.is_alphabetic() || c == '('));
    if formula { format!("'{text}") } else { text.to_owned() }
}

fn words(cell: &Out) -> &str {
    match cell {
        Out::Text(text) | Out::Figure(text) => text,
    }
}

fn workbook(table: &Public) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same table makes the same bytes: no day, no name of anybody.
    let properties = DocProperties::new().set_title(&table.title).set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let sheet = book.add_worksheet();
    sheet.set_name(&table.title)?;
    sheet.set_freeze_panes(1, 0)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, (heading, _)) in table.headings.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, heading, &head)?;
        sheet.set_column_width(column as u16, width(table, column))?;
    }
    for (first, count) in &table.rows {
        for column in 0..table.headings.len() {
            cells_of_row(sheet, table, (*first, *count), column)?;
        }
    }
    book.save_to_buffer()
}

/// One column of a row: merged over its lines where it belongs to the row as a whole.
fn cells_of_row(sheet: &mut Worksheet, table: &Public, (first, count): (usize, usize), column: usize) -> Result<(), XlsxError> {
    let whole = table.headings.get(column).is_some_and(|(_, whole)| *whole);
    if whole && count > 1 {
        let top = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        sheet.merge_range((first + 1) as u32, column as u16, (first + count) as u32, column as u16, "", &top)?;
    }
    let lines = if whole { first..first + 1 } else { first..first + count };
    for line in lines {
        let cell = table.lines.get(line).and_then(|cells| cells.get(column)).and_then(Option::as_ref);
        if let Some(cell) = cell {
            write(sheet, (line + 1) as u32, column as u16, cell)?;
        }
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Out) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let right = || Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Right);
    match cell {
        Out::Figure(text) if text.is_empty() => return Ok(()),
        Out::Figure(text) => match number(text) {
            Some((value, format)) => {
                sheet.write_number_with_format(row, column, value.to_coordinate(), &right().set_num_format(format))
            }
            None => sheet.write_string_with_format(row, column, text, &right().set_num_format("@")),
        },
        Out::Text(text) => sheet.write_string_with_format(row, column, text, &top.set_num_format("@").set_text_wrap()),
    }
    .map(|_| ())
}

/// The number and the format that together show a printed figure, character by character; `None` for what only a text can show.
fn number(printed: &str) -> Option<(Decimal, String)> {
    let end = printed.find(|c: char| !(c.is_ascii_digit() || ",.-".contains(c))).unwrap_or(printed.len());
    let (digits, unit) = printed.split_at(end);
    let plain = digits.replace(',', "");
    let value = Decimal::parse(&plain)?;
    let exact = plain.bytes().filter(u8::is_ascii_digit).count() <= NUMBER_DIGITS;
    let grouped = value.grouped() == digits;
    if !exact || !(grouped || value.to_string() == digits) || unit.contains(|c: char| c == '"' || c == '\\' || c.is_numeric()) {
        return None;
    }
    let whole = if grouped && digits.contains(',') { "#,##0" } else { "0" };
    let places = match value.scale() {
        0 => String::new(),
        scale => format!(".{}", "0".repeat(scale as usize)),
    };
    match unit {
        "" => Some((value, format!("{whole}{places}"))),
        "%" => Some((value.shift(-2)?, format!("{whole}{places}%"))),
        _ => Some((value, format!("{whole}{places}\"{unit}\""))),
    }
}

/// Wide enough for most lines, not wider than a page.
fn width(table: &Public, column: usize) -> u32 {
    let heading = table.headings.get(column).map_or(0, |(heading, _)| heading.width());
    let cells = table.lines.iter().filter_map(|line| line.get(column)?.as_ref());
    let longest = cells.flat_map(|cell| words(cell).lines()).map(UnicodeWidthStr::width).max().unwrap_or(0);
    u32::try_from(heading.max(longest).clamp(8, 48) + 2).unwrap_or(48)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_number_only_where_that_shows_the_same() {
        for (printed, format) in [
            ("111億円", Some("0\"億円\"")),
            ("101,388人", Some("#,##0\"人\"")),
            ("15.00", Some("0.00")),
            ("96%", Some("0%")),
            ("58.20%", Some("0.00%")),
            ("-3.5", Some("0.0")),
            ("1000", Some("0")),
            ("0件", Some("0\"件\"")),
            ("１１１億円", None),
            ("約20億円", None),
            ("1億2,198万円", None),
            ("007", None),
            ("1,23", None),
            ("－", None),
            ("1234567890123456", None),
        ] {
            assert_eq!(number(printed).map(|(_, format)| format).as_deref(), format, "{printed}");
        }
    }

    #[test]
    fn what_a_spreadsheet_would_compute_stands_behind_an_apostrophe() {
        assert_eq!(escaped("=1+1"), "'=1+1");
        assert_eq!(escaped("-3.5"), "-3.5");
        assert_eq!(escaped("－"), "－");
    }
}
