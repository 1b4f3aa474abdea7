//! Style sheets as they go out: addresses that hold in another folder, without comments, indents and lines.
//!
//! In: a sheet of a theme. Out: the same sheet, smaller. Never: a change of what a sheet says to a browser.

const ASSETS: &str = "assets/";

/// A sheet for another folder, without what only those who write it need.
pub fn lean(text: &str) -> String {
    spare(&rooted(text))
}

/// Addresses that go from the folder of the sheet go from there still.
fn rooted(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.trim_start_matches('\u{feff}'));
    while let Some(at) = rest.find("url(") {
        let start = at + "url(".len();
        let open = rest[start..].len() - rest[start..].trim_start_matches([' ', '"', '\'']).len();
        let (before, after) = rest.split_at(start + open);
        out.push_str(before);
        if !after.starts_with(['/', '#', ')']) && !after.starts_with("data:") {
            out.push_str(&format!("/{ASSETS}"));
        }
        rest = after;
    }
    out + rest
}

/// Without comments, indents and lines: a fifth of what readers on a slow line wait for. `/*!` stays, as licences ask.
pub fn spare(text: &str) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at + letter.len_utf8()..];
        let (length, kept) = match letter {
            '\\' => (rest.chars().next().map_or(0, char::len_utf8), true),
            '/' if rest.starts_with('*') => (rest[1..].find("*/").map_or(rest.len(), |end| end + 3), rest.starts_with("*!")),
            '"' | '\'' => (quoted(rest, letter).unwrap_or(0), true),
            _ => (0, true),
        };
        let end = at + letter.len_utf8() + length;
        // Two words that a comment parts stay parted.
        out.push_str(if kept { &text[at..end] } else { " " });
        at = end;
    }
    on_one_line(&out)
}

/// Behind a sign that ends a part nothing need stand; elsewhere the end of a line parts two words.
fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A blank that a name has in it, `\ `, stays.
        match line.strip_suffix(" {").filter(|rest| !rest.ends_with('\\')) {
            Some(rest) => out.extend([rest, "{"]),
            None => out.push_str(line),
        }
        if !line.ends_with(['{', ';', ',', '}']) {
            out.push('\n');
        }
    }
    out
}

/// Where a sheet leaves a bracket, a quotation or a comment open: all sheets behind it would be lost.
pub fn left_open(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at + letter.len_utf8()..];
        let length = match letter {
            '\\' => rest.chars().next().map_or(0, char::len_utf8),
            '/' if rest.starts_with('*') => match rest[1..].find("*/") {
                Some(end) => end + 3,
                None => return Some(at),
            },
            '"' | '\'' => match quoted(rest, letter) {
                Some(length) => length,
                None => return Some(at),
            },
            _ => 0,
        };
        match letter {
            '{' => open.push((at, '}')),
            '(' => open.push((at, ')')),
            '[' => open.push((at, ']')),
            '}' | ')' | ']' => match open.pop() {
                Some((_, wanted)) if wanted == letter => {}
                Some((place, _)) => return Some(place),
                None => return Some(at),
            },
            _ => {}
        }
        at += letter.len_utf8() + length;
    }
    open.first().map(|(at, _)| *at)
}

/// How far a quotation goes, its end included. It ends on its line.
fn quoted(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if letter == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{left_open, rooted, spare};

    #[test]
    fn what_is_left_open_is_found() {
        for text in
            ["", "a { b: url(c) }", "/* { */", "a::before { content: '{' }", "a { content: \"\\\"\" }", "[a='('] {}", "a\\{ {}"]
        {
            assert_eq!(left_open(text), None, "{text}");
        }
        for (text, at) in
            [("a { b: c", 2), ("a {} }", 5), ("a {} /* b", 5), ("a { b: 'c\n' }", 7), ("a { b: url(c }", 10), ("/*/", 0)]
        {
            assert_eq!(left_open(text), Some(at), "{text}");
        }
    }

    #[test]
    fn addresses_keep_their_aim() {
        let text = "a { b: url(c.png) url( '../d.png' ) url(\"/e.png\") url(#f) url(data:g) url() }";
        let wanted = "a { b: url(/assets/c.png) url( '/assets/../d.png' ) url(\"/e.png\") url(#f) url(data:g) url() }";
        assert_eq!(rooted(text), wanted);
    }

    #[test]
    fn comments_and_indents_stay_behind_and_nothing_else() {
        let text = "/*! MIT */\n/* { */\n\na b/**/c {\n  d: '/* e */' url(\"f/*\"); /* g\n */ h: \\/* i */j;\n}";
        assert_eq!(spare(text), "/*! MIT */\na b c{d: '/* e */' url(\"f/*\");   h: \\/* i */j;}");
    }

    #[test]
    fn words_on_two_lines_stay_two() {
        let text = "a,\nb\nc {\n  d:\n    e\n    f,\n    g;\n  h: i\n}\n@media (j) {\n  k { l: m }\n}\n.n\\ {\n}\n";
        assert_eq!(spare(text), "a,b\nc{d:\ne\nf,g;h: i\n}@media (j){k { l: m }}.n\\ {}");
    }
}
