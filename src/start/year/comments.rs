//! Comments of TOML: taken out of files in which one might name what is withheld.
//!
//! In: the text of a file that was read without a fault. Out: the same without comments. Never: a `#` in a string taken for one.

/// The text without comments, and without the lines on which nothing else stood.
pub fn without_comments(text: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('#') {
            let end = rest.find('\n').unwrap_or(rest.len());
            let alone = out.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
            let kept = out.trim_end_matches([' ', '\t']).len();
            out.truncate(kept);
            at += if alone { (end + 1).min(rest.len()) } else { end };
            continue;
        }
        let length = string(rest).unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
        out.push_str(rest.get(..length).unwrap_or_default());
        at += length;
    }
    out
}

/// The length of the string that begins a text, if one does.
fn string(text: &str) -> Option<usize> {
    let quotes = ["\"\"\"", "'''", "\"", "'"];
    let quote = quotes.into_iter().find(|quote| text.starts_with(quote))?;
    let (mut at, escapes) = (quote.len(), quote.starts_with('"'));
    loop {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        if escapes && rest.starts_with('\\') {
            at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
        } else if rest.starts_with(quote) {
            // A text of several lines may end with quotes of its own.
            let run = rest.bytes().take_while(|b| quote.as_bytes().first() == Some(b)).count();
            return Some(at + if quote.len() == 3 { run } else { 1 });
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_strings_stay() {
        for (text, kept) in [
            ("# ひみつ\na = 1 # ひみつ\n", "a = 1\n"),
            ("a = \"# 文字 \\\" # 文字\" # ひみつ\n", "a = \"# 文字 \\\" # 文字\"\n"),
            ("a = '# 文字 \\' # ひみつ\nb = 1\n", "a = '# 文字 \\'\nb = 1\n"),
            ("a = \"\"\"\n# 文字\n\"\"\"\"\" # ひみつ\n  # ひみつ\n[b] # ひ\n", "a = \"\"\"\n# 文字\n\"\"\"\"\"\n[b]\n"),
            ("a = '''# 文字''' # ひみつ", "a = '''# 文字'''"),
            ("a = [ # ひみつ\n 1, # ひみつ\n]\n", "a = [\n 1,\n]\n"),
        ] {
            assert_eq!(without_comments(text), kept);
        }
    }
}
