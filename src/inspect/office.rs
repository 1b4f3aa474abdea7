//! Office files: a zip of parts. Only what readers see, no comments, no earlier wordings, no names of people.
//!
//! In: the bytes of docx, xlsx, pptx, odt, ods or odp. Out: faults, and every text of every part. Never: a part without a look:
//! what is neither XML nor a picture of a known kind stops the file.

use super::Report;
use crate::kinds::FileKind;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A part larger than this is not something a person wrote, and the guard would not read it.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// All parts together: small files can unpack to any size.
const MAX_ALL_BYTES: u64 = 512 * 1024 * 1024;

/// Opens the zip and reads every part.
pub fn inspect_parts(bytes: &[u8], report: &mut Report) -> Option<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if !archive.comment().is_empty() {
        report.metadata("ZIP comment");
    }
    if archive.offset() > 0 {
        report.hidden("ZIP の前にある別の内容", "something in front of the zip");
    }
    let mut sum = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        if part.is_dir() {
            continue;
        }
        let mut content = Vec::new();
        let name = part.name().ok()?.into_owned();
        part.by_ref().take(MAX_PART_BYTES + 1).read_to_end(&mut content).ok()?;
        sum += content.len() as u64;
        if content.len() as u64 > MAX_PART_BYTES || sum > MAX_ALL_BYTES {
            return None;
        }
        of_part(&name, &content, report);
    }
    Some(())
}

/// Reads an Office file.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    if inspect_parts(bytes, &mut report).is_none() {
        report.damaged(
            "Office ファイルを開けません（暗号化、または壊れています）",
            "the Office file cannot be opened (encrypted or damaged)",
        );
    }
    report
}

/// What the name of a part tells: parts of the name, and what such a part is in both languages.
const PARTS: [(&str, &str, &str); 18] = [
    ("comment", "コメント", "comments"),
    ("word/people.xml", "コメントした人", "people who commented"),
    ("persons/", "コメントした人", "people who commented"),
    ("customxml/", "カスタム XML", "custom XML"),
    ("embeddings/", "埋め込まれたファイル", "embedded files"),
    ("oleobject", "埋め込まれたファイル", "embedded files"),
    ("notesslides/", "発表者のノート", "speaker notes"),
    ("pivotcache/", "ピボットの元データ", "the source data of a pivot table"),
    ("revisions/", "変更の履歴", "a history of changes"),
    ("externallinks/", "外のファイルへのリンク", "links to other files"),
    ("connections.xml", "外のデータへの接続", "connections to other data"),
    ("querytables/", "外のデータへの接続", "connections to other data"),
    ("printersettings", "プリンターの設定", "printer settings"),
    ("docprops/thumbnail", "縮小画像", "a thumbnail"),
    ("thumbnails/", "縮小画像", "a thumbnail"),
    ("docprops/custom.xml", "独自のプロパティ", "custom properties"),
    ("versions/", "前の版", "earlier versions"),
    ("glossary/", "文書パーツ", "building blocks"),
];

/// Parts that act.
const ACTIVE: [&str; 6] = ["vba", "activex", "macros", "basic/", "scripts/", "ctrlprops/"];

fn of_part(name: &str, content: &[u8], report: &mut Report) {
    let lower = name.to_ascii_lowercase();
    for (_, ja, en) in PARTS.iter().filter(|(part, ..)| lower.contains(part)) {
        report.hidden(ja, en);
    }
    if ACTIVE.iter().any(|part| lower.contains(part)) {
        report.active("マクロや操作部品", "macros or controls");
    }
    let extension = lower.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map(|(_, extension)| extension);
    match extension {
        Some("xml" | "rels" | "vml" | "rdf") => of_xml(&lower, content, report),
        Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg") => {
            let kind = FileKind::of_name(&lower).filter(|kind| super::is_kind(*kind, content).is_ok());
            match kind {
                Some(kind) => report.take(super::inspect(kind, content)),
                None => report.hidden("名前と中身の違う画像", "a picture that is not what its name says"),
            }
        }
        None if lower == "mimetype" => (),
        _ => report.hidden("確かめられない部分", "parts that cannot be inspected"),
    }
}

/// Elements of a wording that was changed, and of what does not print.
const HIDING: [(&str, &str, &str); 19] = [
    ("w:ins", "変更の履歴", "tracked changes"),
    ("w:del", "変更の履歴", "tracked changes"),
    ("w:movefrom", "変更の履歴", "tracked changes"),
    ("w:moveto", "変更の履歴", "tracked changes"),
    ("w:deltext", "変更の履歴", "tracked changes"),
    ("w:rprchange", "変更の履歴", "tracked changes"),
    ("w:pprchange", "変更の履歴", "tracked changes"),
    ("w:sectprchange", "変更の履歴", "tracked changes"),
    ("w:tblprchange", "変更の履歴", "tracked changes"),
    ("w:tcprchange", "変更の履歴", "tracked changes"),
    ("w:trprchange", "変更の履歴", "tracked changes"),
    ("w:cellins", "変更の履歴", "tracked changes"),
    ("w:celldel", "変更の履歴", "tracked changes"),
    ("text:tracked-changes", "変更の履歴", "tracked changes"),
    ("table:tracked-changes", "変更の履歴", "tracked changes"),
    ("w:vanish", "隠し文字", "hidden text"),
    ("text:hidden-text", "隠し文字", "hidden text"),
    ("office:annotation", "コメント", "comments"),
    ("presentation:notes", "発表者のノート", "speaker notes"),
];

/// Elements that end a line of what readers read, and the parts in which that stands.
const LINES: [&str; 10] = ["w:p", "a:p", "si", "is", "v", "text:p", "text:h", "row", "dc:title", "dc:subject"];
const BODIES: [&str; 8] = [
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "xl/sharedstrings",
    "xl/worksheets/",
    "ppt/slides/slide",
    "content.xml",
];

/// Properties that name people.
const PEOPLE: [&str; 9] = [
    "dc:creator",
    "cp:lastmodifiedby",
    "manager",
    "company",
    "meta:initial-creator",
    "meta:printed-by",
    "dc:description",
    "meta:user-defined",
    "cp:keywords",
];

fn of_xml(part: &str, content: &[u8], report: &mut Report) {
    let Ok(text) = std::str::from_utf8(content) else {
        return report.damaged("Office ファイルの中の XML が読めません", "XML inside the Office file cannot be read");
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut running, mut inside) = (String::new(), Vec::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => inside.push(of_element(part, &element, report)),
            Ok(Event::Empty(element)) => drop(of_element(part, &element, report)),
            Ok(Event::End(_)) => {
                if inside.pop().is_some_and(|name| LINES.contains(&name.as_str())) {
                    running.push('\n');
                }
            }
            Ok(Event::Text(piece)) => {
                let piece = (*piece).to_owned();
                let who = inside.last().is_some_and(|name: &String| PEOPLE.contains(&name.as_str()));
                if who && !piece.trim().is_empty() {
                    report.metadata(&format!("Office {}", super::walk::name(inside.last().map_or(b"", |n| n.as_bytes()))));
                }
                running.push_str(&piece);
            }
            Ok(Event::GeneralRef(reference)) => {
                running.push_str(&quick_xml::escape::unescape(&format!("&{};", &*reference)).unwrap_or_default());
            }
            Ok(Event::CData(piece)) => running.push_str(&piece),
            Ok(Event::Comment(piece)) => {
                report.metadata("XML comment");
                report.texts.push((*piece).to_owned());
            }
            Ok(Event::DocType(_)) => report.active("DOCTYPE", "DOCTYPE"),
            Ok(Event::Eof) => break,
            Ok(_) => (),
            Err(_) => {
                report.damaged("Office ファイルの中の XML が読めません", "XML inside the Office file cannot be read");
                break;
            }
        }
    }
    // A word may be cut into runs anywhere.
    report.texts.push(running.chars().filter(|c| !c.is_whitespace()).collect());
    if BODIES.iter().any(|body| part.contains(body)) { report.body.push(running) } else { report.texts.push(running) }
}

/// Looks at an element; gives back its name.
fn of_element(part: &str, element: &BytesStart, report: &mut Report) -> String {
    let name = element.name().into_inner().to_ascii_lowercase();
    let switched_off = |value: &str| ["0", "false", "off"].contains(&value);
    let attributes: Vec<(String, String)> = element
        .attributes()
        .flatten()
        .map(|a| {
            let value = a.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned()).unwrap_or_default();
            (a.key.into_inner().to_ascii_lowercase(), value)
        })
        .collect();
    let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    if let Some((_, ja, en)) = HIDING.iter().find(|(known, ..)| *known == name)
        && !value("w:val").is_some_and(switched_off)
    {
        report.hidden(ja, en);
    }
    let local = name.rsplit(':').next().unwrap_or_default();
    let sheet = local == "sheet" && value("state").is_some_and(|state| state != "visible");
    let line = ["row", "col"].contains(&local) && value("hidden").is_some_and(|hidden| !switched_off(hidden));
    let slide = local == "sld" && value("show").is_some_and(switched_off);
    let table = value("table:visibility").is_some_and(|visible| visible != "visible")
        || value("table:display").is_some_and(switched_off)
        || value("presentation:visibility").is_some_and(|visible| visible == "hidden")
        || value("text:display").is_some_and(|shown| shown == "none");
    if sheet || line || slide || table {
        report.hidden("非表示のシート、行、列、スライド", "hidden sheets, rows, columns or slides");
    }
    if part.ends_with(".rels") && value("targetmode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")) {
        // A hyperlink that a reader may follow is not a reference that loads by itself.
        if !value("type").is_some_and(|kind| kind.ends_with("/hyperlink")) {
            report.active("外のファイルへの参照", "a reference to another file");
        }
    }
    for (key, text) in attributes {
        if !key.starts_with("xmlns") && text.chars().count() > 2 {
            report.texts.push(text);
        }
    }
    name
}
