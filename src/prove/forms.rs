//! The forms in which a value may stand in a file.
//!
//! In: a value. Out: bytes by name of the form. Never: a form that does not hold the value any more.

/// Bytes by name of the form.
pub type Forms = Vec<(&'static str, Vec<u8>)>;

/// Every form of a value.
pub fn forms(value: &str) -> Forms {
    let html: String = value
        .chars()
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            '\'' => "&#39;".to_owned(),
            other => other.to_string(),
        })
        .collect();
    let percent: String =
        value.bytes().map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") }).collect();
    vec![("raw", value.as_bytes().to_vec()), ("html", html.into_bytes()), ("percent", percent.into_bytes())]
}
