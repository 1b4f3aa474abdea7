//! The objects of a PDF: actions, attached files, notes, layers, forms, and what it says of its makers.
//!
//! In: a parsed PDF. Out: faults, and every string of every object. Never: what stands on a page.

use super::super::{Report, jpeg};
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Nesting that no real document has.
pub const DEEPEST: usize = 64;

/// Keys whose mere presence stops a file: what they hold, in both languages.
const FORBIDDEN: [(&str, Kind, &str, &str); 17] = [
    ("JS", Kind::Active, "JavaScript", "JavaScript"),
    ("JavaScript", Kind::Active, "JavaScript", "JavaScript"),
    ("AA", Kind::Active, "自動で動く操作", "actions that run by themselves"),
    ("Launch", Kind::Active, "プログラムの起動", "starting a program"),
    ("XFA", Kind::Active, "入力フォーム（XFA）", "a form (XFA)"),
    ("AcroForm", Kind::Hidden, "入力フォームや電子署名の欄", "form or signature fields"),
    ("EmbeddedFiles", Kind::Hidden, "埋め込まれたファイル", "embedded files"),
    ("EmbeddedFile", Kind::Hidden, "埋め込まれたファイル", "embedded files"),
    ("EF", Kind::Hidden, "埋め込まれたファイル", "embedded files"),
    ("Collection", Kind::Hidden, "埋め込まれたファイル", "embedded files"),
    ("OCProperties", Kind::Hidden, "レイヤー", "layers"),
    ("PieceInfo", Kind::Metadata, "PDF PieceInfo", ""),
    ("Thumb", Kind::Metadata, "PDF thumbnail", ""),
    ("Author", Kind::Metadata, "PDF Author", ""),
    ("Subject", Kind::Metadata, "PDF Subject", ""),
    ("Keywords", Kind::Metadata, "PDF Keywords", ""),
    ("Company", Kind::Metadata, "PDF Company", ""),
];

/// Actions that do more than lead somewhere.
const ACTIONS: [&str; 8] =
    ["JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "GoToE", "Rendition", "RichMediaExecute"];

#[derive(Clone, Copy)]
enum Kind {
    Active,
    Hidden,
    Metadata,
}

/// Walks through every object of the file, whether or not a page uses it.
pub fn inspect(pdf: &Pdf, report: &mut Report) {
    for object in pdf.objects() {
        walk(&object, 0, report);
    }
    let about = pdf.metadata();
    for (value, word) in [(&about.author, "PDF Author"), (&about.subject, "PDF Subject"), (&about.keywords, "PDF Keywords")] {
        if value.as_ref().is_some_and(|value| !value.is_empty()) {
            report.metadata(word);
        }
    }
}

fn walk(object: &Object, depth: usize, report: &mut Report) {
    if depth > DEEPEST {
        return report.damaged("PDF の入れ子が深すぎます", "the PDF is nested too deeply");
    }
    match object {
        Object::String(text) => push_text(text.as_bytes(), report),
        Object::Array(array) => of_array(array, depth, report),
        Object::Dict(dict) => of_dict(dict, depth, report),
        Object::Stream(stream) => {
            of_dict(stream.dict(), depth, report);
            of_stream(stream, report);
        }
        _ => (),
    }
}

fn of_array(array: &Array, depth: usize, report: &mut Report) {
    for item in array.raw_iter() {
        if item.as_obj_ref().is_none()
            && let MaybeRef::NotRef(object) = item
        {
            walk(&object, depth + 1, report);
        }
    }
}

fn of_dict(dict: &Dict, depth: usize, report: &mut Report) {
    for (key, kind, ja, en) in FORBIDDEN {
        if dict.contains_key(key) && !empty_text(dict, key) && !is_structure(dict, key) {
            match kind {
                Kind::Active => report.active(ja, en),
                Kind::Hidden => report.hidden(ja, en),
                Kind::Metadata => report.metadata(ja),
            }
        }
    }
    if dict.get::<Name>("S").is_some_and(|action| ACTIONS.contains(&name(&action).as_str())) {
        report.active("操作（アクション）", "an action");
    }
    let subtype = dict.get::<Name>("Subtype").map(|subtype| name(&subtype)).unwrap_or_default();
    let annotation = dict.contains_key("Rect") && dict.contains_key("Subtype");
    if annotation && (subtype != "Link" || dict.contains_key("Contents")) {
        report.hidden("注釈", "annotations");
    }
    for value in values(dict) {
        // What is referred to is an object of its own and is met there.
        if let MaybeRef::NotRef(object) = value {
            walk(&object, depth + 1, report);
        }
    }
}

/// The values of a dictionary in the order of their keys. (The library's own list panics where a value cannot be read.)
pub fn values<'a>(dict: &Dict<'a>) -> Vec<MaybeRef<Object<'a>>> {
    let mut keys: Vec<Name> = dict.keys().collect();
    keys.sort_by(|a, b| a.as_ref().cmp(b.as_ref()));
    keys.iter().filter_map(|key| dict.get_raw::<Object>(key.as_ref())).collect()
}

fn name(name: &Name) -> String {
    String::from_utf8_lossy(name.as_ref()).into_owned()
}

/// Programs write `/Author ()` for nobody.
fn empty_text(dict: &Dict, key: &str) -> bool {
    dict.get::<hayro_syntax::object::String>(key).is_some_and(|text| text.as_bytes().is_empty())
}

/// Keys that mean something else elsewhere: a class map or a font may have a short name such as `AA` or `JS`.
fn is_structure(dict: &Dict, key: &str) -> bool {
    let short = ["AA", "JS", "EF"].contains(&key);
    let resource = dict.get::<Object>(key).is_some_and(|value| match value {
        Object::Dict(inner) => {
            inner.get::<Name>(keys::TYPE).is_some_and(|kind| ["Font", "ExtGState"].contains(&name(&kind).as_str()))
        }
        Object::Stream(inner) => inner.dict().get::<Name>(keys::TYPE).is_some_and(|kind| name(&kind) == "XObject"),
        _ => false,
    });
    short && resource
}

/// Pictures carry their own EXIF, and XMP tells about people.
fn of_stream(stream: &Stream, report: &mut Report) {
    let kind = stream.dict().get::<Name>(keys::TYPE).map(|kind| name(&kind)).unwrap_or_default();
    let filters: Vec<String> = match stream.dict().get::<Object>("Filter") {
        Some(Object::Name(one)) => vec![name(&one)],
        Some(Object::Array(list)) => list.iter::<Name>().map(|one| name(&one)).collect(),
        _ => Vec::new(),
    };
    if filters.len() == 1 && filters.first().is_some_and(|filter| filter == "DCTDecode" || filter == "DCT") {
        let picture = jpeg::inspect(&stream.raw_data());
        // How the data of a picture ends is between it and the PDF.
        let told = picture.faults.into_iter().filter(|fault| fault.code == crate::diagnostics::codes::FILE_METADATA).collect();
        report.take(Report { faults: told, body: Vec::new(), texts: picture.texts });
    }
    if kind == "Metadata" {
        match stream.decoded() {
            Ok(bytes) => of_xmp(&String::from_utf8_lossy(&bytes), report),
            Err(_) => report.damaged("PDF の XMP を読めません", "the XMP of the PDF cannot be read"),
        }
    }
}

/// XMP says again what the document is and which program made it. Anything further is about people or earlier states.
const XMP: [&str; 34] = [
    "xmpmeta",
    "xapmeta",
    "RDF",
    "Description",
    "Alt",
    "Seq",
    "Bag",
    "li",
    "title",
    "language",
    "format",
    "Producer",
    "CreatorTool",
    "CreateDate",
    "ModifyDate",
    "MetadataDate",
    "DocumentID",
    "InstanceID",
    "OriginalDocumentID",
    "RenditionClass",
    "VersionID",
    "PDFVersion",
    "Trapped",
    "part",
    "conformance",
    "rev",
    "amd",
    "about",
    "lang",
    "xmptk",
    "parseType",
    "type",
    "date",
    "resource",
];

fn of_xmp(text: &str, report: &mut Report) {
    let mut reader = Reader::from_str(text);
    let mut at: Vec<String> = Vec::new();
    loop {
        let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                at.push(local(element.name().into_inner()));
                of_xmp_attributes(&element, report);
            }
            Ok(Event::Empty(element)) => of_xmp_attributes(&element, report),
            Ok(Event::End(_)) => drop(at.pop()),
            Ok(Event::Text(content)) if !content.trim().is_empty() => {
                report.texts.push((*content).to_owned());
                if let Some(unknown) = at.iter().find(|name| !XMP.contains(&name.as_str())) {
                    report.metadata(&format!("XMP {}", super::super::walk::name(unknown.as_bytes())));
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => (),
            Err(_) => return report.damaged("PDF の XMP を読めません", "the XMP of the PDF cannot be read"),
        }
    }
}

fn of_xmp_attributes(element: &quick_xml::events::BytesStart, report: &mut Report) {
    for attribute in element.attributes().flatten() {
        let key = attribute.key.into_inner().to_owned();
        let local = key.rsplit(':').next().unwrap_or_default();
        report.texts.push(attribute.value.clone().into_owned());
        if !key.starts_with("xmlns") && !XMP.contains(&local) && !attribute.value.is_empty() {
            report.metadata(&format!("XMP {}", super::super::walk::name(local.as_bytes())));
        }
    }
}

/// UTF-16 with its mark, UTF-8, or one byte a letter.
pub fn push_text(bytes: &[u8], report: &mut Report) {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| pair.iter().fold(0u16, |unit, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|b| *b as char).collect(), str::to_owned),
    };
    if text.chars().count() > 1 {
        report.texts.push(text);
    }
}
