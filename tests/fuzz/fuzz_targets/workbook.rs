//! Workbooks that are imported, by the XML inside.
//!
//! In: which kind of table, and parts of a workbook after one another; they are packed here, since a zip's sums would keep changed
//! bytes out. Out: nothing. Fails as `sheet` does.
#![no_main]

use kohyo::sheets;
use kohyo_fuzz::{importing, whole};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const PARTS: [&str; 6] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
];

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let Some(bytes) = packed(rest) else { return };
    let done = sheets::import(whole(), &bytes, "a.xlsx", &importing(*first)).expect("a world in memory");
    kohyo_fuzz::sound(&done);
});

fn packed(rest: &[u8]) -> Option<Vec<u8>> {
    let mut given = rest.split(|byte| *byte == 0);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in PARTS {
        let usual: &[u8] = match name {
            "xl/workbook.xml" => WORKBOOK.as_bytes(),
            "xl/_rels/workbook.xml.rels" => RELATIONS.as_bytes(),
            "[Content_Types].xml" => TYPES.as_bytes(),
            _ => b"",
        };
        let part = given.next().filter(|part| !part.is_empty()).unwrap_or(usual);
        if !part.is_empty() {
            zip.start_file(name, plain).ok()?;
            zip.write_all(part).ok()?;
        }
    }
    Some(zip.finish().ok()?.into_inner())
}
