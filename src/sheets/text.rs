//! CSV files: their encoding and their cells.
//!
//! In: bytes. Out: one sheet without a name. Never: a character that was guessed without a word about it.

use super::findings;
use super::grid::{At, Cell, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet, Workbook};
use crate::diagnostics::Finding;
use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Reads a CSV file, or one with tabs between its cells.
pub fn read(bytes: &[u8]) -> Result<Workbook, Finding> {
    let (text, doubt) = decoded(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|_| findings::damaged())?;
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, text) in record.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            if row >= MAX_ROWS || column >= MAX_COLUMNS || sheet.cells.len() >= MAX_CELLS {
                return Err(findings::too_large());
            }
            let text = unescaped(text).replace("\r\n", "\n");
            sheet.cells.insert(At::new(row, column), Cell { text, ..Cell::default() });
        }
    }
    Ok(Workbook { sheets: vec![sheet], findings: doubt.into_iter().collect() })
}

/// An apostrophe keeps spreadsheets from taking a text for a formula; it is not part of the text.
fn unescaped(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '@', '-', '\t'])).unwrap_or(text)
}

fn decoded(bytes: &[u8]) -> Result<(String, Option<Finding>), Finding> {
    let marked: [(&[u8], &'static Encoding); 3] =
        [(&[0xEF, 0xBB, 0xBF], UTF_8), (&[0xFF, 0xFE], UTF_16LE), (&[0xFE, 0xFF], UTF_16BE)];
    let whole = |encoding: &'static Encoding, bytes| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| text.into_owned())
            .filter(|text| !text.contains('\0'))
    };
    if let Some((mark, encoding)) = marked.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        let text = whole(encoding, bytes.get(mark.len()..).unwrap_or_default());
        return text.map(|text| (text, None)).ok_or_else(findings::encoding_unknown);
    }
    if let Some(text) = whole(UTF_8, bytes) {
        return Ok((text, None));
    }
    match (whole(SHIFT_JIS, bytes), whole(EUC_JP, bytes)) {
        (Some(text), None) => Ok((text, None)),
        // What reads in both is mostly half-width kana in one of them.
        (Some(shift), Some(euc)) if kana(&shift) <= kana(&euc) => Ok((shift, Some(findings::encoding_doubtful("Shift_JIS")))),
        (_, Some(text)) => Ok((text, Some(findings::encoding_doubtful("EUC-JP")))),
        (None, None) => Err(findings::encoding_unknown()),
    }
}

fn kana(text: &str) -> usize {
    text.chars().filter(|c| ('\u{FF61}'..='\u{FF9F}').contains(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "事業名,実績\r\n\"企業立地\n促進補助金\",6件\r\n";

    fn texts(bytes: &[u8]) -> Vec<String> {
        let book = read(bytes).expect("readable");
        book.sheets[0].cells.values().map(|cell| cell.text.clone()).collect()
    }

    #[test]
    fn each_encoding_gives_the_same_cells() {
        let expected = ["事業名", "実績", "企業立地\n促進補助金", "6件"];
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(TABLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let with_mark = format!("\u{feff}{TABLE}");
        for bytes in [TABLE.as_bytes(), with_mark.as_bytes(), &SHIFT_JIS.encode(TABLE).0, &utf16] {
            assert_eq!(texts(bytes), expected);
        }
        assert_eq!(texts(&EUC_JP.encode(TABLE).0), expected);
        assert_eq!(read(&EUC_JP.encode(TABLE).0).expect("readable").findings.len(), 1, "that it was EUC-JP is a guess");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for bytes in [&b"a,\xff\xff\xff"[..], b"a\0b", b"\xEF\xBB\xBF\xff"] {
            assert!(read(bytes).is_err());
        }
        let wide = ",".repeat(2_000) + "x";
        assert!(read(wide.as_bytes()).is_err());
    }
}
