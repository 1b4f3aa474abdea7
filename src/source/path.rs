//! `SitePath`: a path inside the site folder. One that leaves it cannot be made.
//!
//! In: text with `/` between segments. Out: a path that is relative, normal and inside. Never: the file system.

use std::fmt;

/// A relative path such as `data/2024/keihin-2022/results.toml`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SitePath(String);

impl SitePath {
    /// `None` for an empty, absolute or escaping path, a backslash, or a control character.
    pub fn new(text: &str) -> Option<SitePath> {
        let segments_ok = text.split('/').all(|s| !s.is_empty() && s != "." && s != "..");
        let characters_ok = !text.contains('\\') && !text.chars().any(char::is_control);
        (segments_ok && characters_ok).then(|| SitePath(text.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SitePath;

    #[test]
    fn a_path_that_leaves_the_folder_cannot_be_made() {
        for text in ["", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a\\b", "a/\u{0}"] {
            assert!(SitePath::new(text).is_none(), "{text:?}");
        }
        assert!(SitePath::new("data/2024/x.toml").is_some());
    }
}
