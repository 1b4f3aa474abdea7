//! A site's own theme as it goes out: what a site is made of, without comments that no reader sees.
//!
//! In: one file of the theme. Out: the same without comments of templates and texts, or nothing for a file of which no site is
//! made. Never: a change of what is rendered (the bundle is built and compared); a change of an asset, which is public as it is.

use super::node::Table;

/// One file; `path` is below the theme's folder.
pub fn file(path: &str, text: &str) -> Option<String> {
    match path {
        _ if path.starts_with("templates/") => Some(without_comments(text)),
        _ if path.starts_with("assets/") => Some(text.to_owned()),
        _ if path.starts_with("texts.") || path == "theme.toml" => Table::parse(text).map(|table| table.write()),
        _ => None,
    }
}

/// Empties `{# … #}`. The hyphens that take blanks away around it stay.
fn without_comments(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("{#") {
        let Some((comment, behind)) = after.split_once("#}") else { break };
        let hyphen = |is: bool| if is { "-" } else { "" };
        let (left, right) = (hyphen(comment.starts_with('-')), hyphen(comment.len() > 1 && comment.ends_with('-')));
        out.push_str(&format!("{before}{{#{left} {right}#}}"));
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn comments_go_and_what_is_rendered_stays() {
        let text = "{#- ひみつ1 -#}\n<p>{{ 1 + 1 }}</p> {# ひみつ2 #} a {#- ひみつ3\n #} b {# ひみつ4 -#} c\n{#ひみつ5#}{##}";
        let clean = file("templates/page.html", text).expect("a template");
        assert!(!clean.contains("ひみつ") && clean.contains("{{ 1 + 1 }}"), "{clean}");
        let rendered = |text: &str| tera::Tera::one_off(text, &tera::Context::new(), true).expect("rendered");
        assert_eq!(rendered(&clean), rendered(text));
        assert_eq!(file("templates/page.html", &clean).as_deref(), Some(clean.as_str()));
        assert_eq!(file("texts.ja.toml", "# ひみつ\nhome = \"ホーム\"\n").as_deref(), Some("home = \"ホーム\"\n"));
        assert_eq!(file("assets/style.css", "/* a */").as_deref(), Some("/* a */"));
        assert_eq!(file("memo.txt", "ひみつ"), None);
    }
}
