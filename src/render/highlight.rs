//! Fenced code, coloured by classes.
//!
//! In: a language name and code. Out: `<pre><code>` with `hl-…` classes, for the theme to style. Never: an inline style.

use std::sync::LazyLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxDefinition, SyntaxReference, SyntaxSet, SyntaxSetBuilder};

/// syntect's own set; it has no TOML.
static COMMON: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// TOML, the language that authors of kohyo sites write.
static TOML: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let mut builder = SyntaxSetBuilder::new();
    if let Ok(syntax) = SyntaxDefinition::load_from_str(include_str!("syntax/toml.sublime-syntax"), true, None) {
        builder.add(syntax);
    }
    builder.build()
});

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// One block of code. An unknown language prints plainly.
pub fn block(language: &str, code: &str) -> String {
    let body = find(language).and_then(|(set, syntax)| coloured(set, syntax, code)).unwrap_or_else(|| escape(code));
    let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape(language)) };
    format!("<pre class=\"code\" tabindex=\"0\"><code{class}>{body}</code></pre>\n")
}

fn find(language: &str) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    if language.is_empty() {
        return None;
    }
    [&TOML, &COMMON].into_iter().find_map(|set| Some((&**set, set.find_syntax_by_token(language)?)))
}

fn coloured(set: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, set, STYLE);
    for line in syntect::util::LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn toml_has_colours() {
        let html = block("toml", "# 注\n[plan]\nname = \"計画\"\nyear = 2024\n");
        for class in ["hl-comment", "hl-entity", "hl-string", "hl-numeric"] {
            assert!(html.contains(class), "{class} in {html}");
        }
    }

    #[test]
    fn hostile_code_and_language_are_text() {
        let html = block("\"><script>", "</code><script>");
        assert!(!html.contains("<script"), "{html}");
    }
}
