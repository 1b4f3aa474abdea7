//! What is inside a file that shall be published as it is: metadata, hidden parts, text.
//!
//! In: a kind and the bytes. Out: faults that name what is in there, and every text, for the guard. Never: a change of the
//! bytes (what is published is what a person looked at), another file, a quote from the file in a fault.

mod chars;
mod gif;
mod icon;
mod jpeg;
mod office;
mod pdf;
mod png;
mod svg;
mod walk;
mod webp;

use crate::diagnostics::{Code, Words, codes};
use crate::kinds::FileKind;

/// A gibibyte as browsers hold a picture, four bytes a point; a sheet of A0 at 400 dots an inch has fewer.
const MOST_POINTS: usize = 1 << 28;

/// Why a file cannot go out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Which finding it makes.
    pub code: &'static Code,
    /// What is in the file.
    pub words: Words,
}

/// What was found in a file.
#[derive(Default, Debug)]
pub struct Report {
    /// Why it cannot go out; empty when it can.
    pub faults: Vec<Fault>,
    /// What readers are to read, line by line.
    pub body: Vec<String>,
    /// Every other text in it, also where readers do not see it.
    pub texts: Vec<String>,
}

impl Report {
    /// Adds a fault, once.
    fn fault(&mut self, code: &'static Code, ja: impl Into<String>, en: impl Into<String>) {
        let fault = Fault { code, words: Words::new(ja, en) };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// The file ends early or is not what it should be.
    fn damaged(&mut self, ja: &str, en: &str) {
        self.fault(codes::FILE_DAMAGED, ja, en);
    }

    /// Bytes behind the end of the file.
    fn trailing(&mut self, count: usize) {
        let (ja, en) =
            (format!("ファイルの終わりの後ろに {count} バイトあります"), format!("{count} bytes follow the end of the file"));
        self.fault(codes::FILE_TRAILING, ja, en);
    }

    /// Information that readers do not see.
    fn metadata(&mut self, what: &str) {
        let (ja, en) = (format!("見えない情報があります：{what}"), format!("it carries hidden information: {what}"));
        self.fault(codes::FILE_METADATA, ja, en);
    }

    /// Parts that readers do not see, or not at first.
    fn hidden(&mut self, ja: &str, en: &str) {
        self.fault(codes::HIDDEN_PARTS, format!("隠れた部分があります：{ja}"), format!("it has hidden parts: {en}"));
    }

    /// Parts that act, or that load something from elsewhere.
    fn active(&mut self, ja: &str, en: &str) {
        let (ja, en) =
            (format!("動く部分や外への参照があります：{ja}"), format!("it has active parts or outside references: {en}"));
        self.fault(codes::FILE_ACTIVE, ja, en);
    }

    /// A picture with more points than a browser can hold: a file of a megabyte may unpack to hundreds of gigabytes.
    fn points(&mut self, width: usize, height: usize) {
        if width.saturating_mul(height) > MOST_POINTS {
            self.damaged(
                &format!("画像が {width}×{height} 点あり、ブラウザーで開けません"),
                &format!("the picture has {width} × {height} points, more than browsers can open"),
            );
        }
    }

    /// Takes over what was found in a file inside this one.
    fn take(&mut self, inner: Report) {
        self.body.extend(inner.body);
        self.texts.extend(inner.texts);
        for fault in inner.faults {
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
    }
}

/// Reads a file of a kind. A fault of a library is a fault of the file, never the end of the program.
pub fn inspect(kind: FileKind, bytes: &[u8]) -> Report {
    let look = || match kind {
        FileKind::Png => png::inspect(bytes),
        FileKind::Jpeg => jpeg::inspect(bytes),
        FileKind::Gif => gif::inspect(bytes),
        FileKind::Webp => webp::inspect(bytes),
        FileKind::Svg => svg::inspect(bytes),
        FileKind::Pdf => pdf::inspect(bytes),
        FileKind::Csv | FileKind::Txt | FileKind::Json => chars::inspect(kind, bytes),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx | FileKind::Odt | FileKind::Ods | FileKind::Odp => {
            office::inspect(bytes)
        }
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(look)).unwrap_or_else(|_| {
        let mut report = Report::default();
        report.damaged("読み取りの途中で止まりました", "reading it broke off");
        report
    })
}

/// Reads an icon for browsers. Themes have them; they are no attachments.
pub fn icon(bytes: &[u8]) -> Report {
    icon::inspect(bytes)
}

/// Every text of a file whose texts do not lie open in its bytes (PDF and Office); for the guard.
pub fn texts(name: &str, bytes: &[u8]) -> Vec<String> {
    let Some(kind) = FileKind::of_name(name).filter(|kind| kind.needs_review()) else { return Vec::new() };
    let Report { body, texts, .. } = inspect(kind, bytes);
    body.into_iter().chain(texts).collect()
}

/// Whether the first bytes are those of the kind; the word for what they are instead, where that is known.
pub fn is_kind(kind: FileKind, bytes: &[u8]) -> Result<(), &'static str> {
    let found = magic(bytes);
    let wanted = match kind {
        FileKind::Png => Magic::Png,
        FileKind::Jpeg => Magic::Jpeg,
        FileKind::Gif => Magic::Gif,
        FileKind::Webp => Magic::Webp,
        FileKind::Svg => Magic::Svg,
        FileKind::Pdf => Magic::Pdf,
        FileKind::Csv | FileKind::Txt => Magic::Text,
        // JSON that does not parse is a fault of its own.
        FileKind::Json => Magic::Text,
        _ => Magic::Zip,
    };
    if found == wanted { Ok(()) } else { Err(found.word()) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Magic {
    Png,
    Jpeg,
    Gif,
    Webp,
    Svg,
    Pdf,
    Zip,
    OldOffice,
    Program,
    Html,
    Text,
    Unknown,
}

impl Magic {
    fn word(self) -> &'static str {
        match self {
            Magic::Png => "PNG",
            Magic::Jpeg => "JPEG",
            Magic::Gif => "GIF",
            Magic::Webp => "WebP",
            Magic::Svg => "SVG",
            Magic::Pdf => "PDF",
            Magic::Zip => "ZIP / Office",
            Magic::OldOffice => "Office 97-2003",
            Magic::Program => "program",
            Magic::Html => "HTML",
            Magic::Text => "text",
            Magic::Unknown => "?",
        }
    }
}

fn magic(bytes: &[u8]) -> Magic {
    let starts = |prefix: &[u8]| bytes.starts_with(prefix);
    match () {
        () if starts(png::SIGNATURE) => Magic::Png,
        () if starts(&[0xff, 0xd8, 0xff]) => Magic::Jpeg,
        () if starts(b"GIF87a") || starts(b"GIF89a") => Magic::Gif,
        () if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Magic::Webp,
        () if starts(b"%PDF-") => Magic::Pdf,
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Magic::Zip,
        () if starts(&[0xd0, 0xcf, 0x11, 0xe0]) => Magic::OldOffice,
        () if starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") => Magic::Program,
        () => text_magic(bytes),
    }
}

fn text_magic(bytes: &[u8]) -> Magic {
    let Ok(text) = std::str::from_utf8(bytes) else { return Magic::Unknown };
    let head: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(400).collect::<String>().to_lowercase();
    let markup = head.starts_with('<');
    match () {
        () if markup && (head.starts_with("<!doctype html") || head.contains("<html")) => Magic::Html,
        () if markup && (head.contains("<svg") || text.contains("<svg")) => Magic::Svg,
        () if text.contains('\0') => Magic::Unknown,
        () => Magic::Text,
    }
}

#[cfg(test)]
mod tests;
