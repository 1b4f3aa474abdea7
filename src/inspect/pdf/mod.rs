//! PDF: one version of one document, without anything that readers do not see.
//!
//! In: bytes. Out: faults, and every text that can be drawn from it. Never: a verdict on what the text says; a promise that
//! nothing is hidden (a person attests that, see `docs/data-format.md`).

mod bounds;
mod covered;
mod history;
mod objects;
mod orphans;
mod page;

use super::Report;
use hayro_syntax::Pdf;

/// Reads a PDF from the outside (its bytes), through its objects, to its pages.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    history::inspect(bytes, &mut report);
    if contains_name(bytes, b"/Encrypt") {
        report.damaged("PDF が暗号化されています", "the PDF is encrypted");
        return report;
    }
    if !bounds::inspect(bytes, &mut report) {
        return report;
    }
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else {
        report.damaged("PDF として読めません", "it cannot be read as a PDF");
        return report;
    };
    if pdf.pages().is_empty() {
        report.damaged("PDF にページがありません", "the PDF has no pages");
    }
    objects::inspect(&pdf, &mut report);
    orphans::inspect(&pdf, &mut report);
    page::inspect(&pdf, &mut report);
    report
}

/// Whether a PDF name stands in the bytes as a whole.
fn contains_name(bytes: &[u8], name: &[u8]) -> bool {
    positions(bytes, name).any(|at| bytes.get(at + name.len()).is_none_or(|next| !next.is_ascii_alphanumeric()))
}

/// Where a word stands in the bytes.
fn positions<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(word.len().max(1)).enumerate().filter(move |(_, window)| *window == word).map(|(at, _)| at)
}
