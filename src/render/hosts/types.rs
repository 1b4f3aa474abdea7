//! The type of a file by the end of its name.
//!
//! In: a path. Out: what `Content-Type` says. Never: a look into the file.

/// Ends of names and their types. Texts say their characters; tables, that they have a head.
pub const TYPES: [(&str, &str); 22] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("jsonld", "application/ld+json"),
    ("csv", "text/csv; charset=utf-8; header=present"),
    ("svg", "image/svg+xml"),
    ("xml", "application/xml; charset=utf-8"),
    ("txt", TEXT),
    ("conf", TEXT),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
];

/// What has no end of its own is read as text.
pub const TEXT: &str = "text/plain; charset=utf-8";

/// The type of a file.
pub fn content_type(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    TYPES.iter().find(|(known, _)| *known == end).map_or(TEXT, |(_, name)| name)
}

/// Whether it is worth packing on the way: texts are, pictures and documents are packed already.
pub fn is_text(name: &str) -> bool {
    name.contains("charset=") || name.ends_with("+xml") || name.ends_with("+json")
}
