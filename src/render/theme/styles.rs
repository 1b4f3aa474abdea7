//! As few style sheets as can be: a reader on a slow line waits for each file that comes before the first picture of a page.
//!
//! In: the layers. Out: the sheets of all of them joined in one order, into one file for every page and one for pages with content,
//! under names that change with what is in them, and which sheets went where. Never: a sheet that a template links itself, such as one for paper; a change of what a sheet says to a browser.

use super::layers::{File, Layer, Style};
use crate::diagnostics::{Finding, Words, codes, words};
use sha2::{Digest, Sha256};

/// Where it stands: a folder of its own, since hosts give one rule to a folder, and this file may be kept for ever.
pub const FOLDER: &str = "style";
const ASSETS: &str = "assets/";

/// A joined sheet.
pub struct Joined {
    /// Its path in the output.
    pub path: String,
    /// What it says.
    pub text: String,
    /// The paths of the sheets in it, which do not go out a second time.
    pub parts: Vec<String>,
    /// Whether a page without content of the site can do without it.
    pub content: bool,
}

/// The sheets directly below `assets/`: those of the theme at the bottom first, in each theme the declared ones first and the others
/// by name. One that a theme above has as well is taken from there and keeps its place. Neighbours of one sort become one file, so
/// that what stands behind still overrules what stands before.
pub fn joined(layers: &[Layer], findings: &mut Vec<Finding>) -> Vec<Joined> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    for layer in layers.iter().rev() {
        for part in of_layer(layer, layers, findings) {
            if !parts.iter().any(|(path, _)| *path == part.0) {
                parts.push(part);
            }
        }
    }
    parts.chunk_by(|one, other| one.1 == other.1).map(|run| one(layers, run)).collect()
}

fn one(layers: &[Layer], run: &[(String, bool)]) -> Joined {
    let parts: Vec<String> = run.iter().map(|(path, _)| path.clone()).collect();
    let top = |path: &String| layers.iter().find_map(|layer| layer.file(path));
    let text: String = parts.iter().filter_map(top).map(|file| spare(&rooted(file.text()))).collect();
    let content = run.iter().all(|(_, content)| *content);
    Joined { path: format!("{FOLDER}/{}.css", fingerprint(text.as_bytes())), text, parts, content }
}

/// The sheets of one theme with whether they are for content: what it declares, then the others by name.
fn of_layer(layer: &Layer, layers: &[Layer], findings: &mut Vec<Finding>) -> Vec<(String, bool)> {
    let content = layer.content_styles.iter().map(|style| (style, true));
    let declared: Vec<(&Style, bool)> = layer.styles.iter().map(|style| (style, false)).chain(content).collect();
    findings.extend(declared.iter().filter(|(style, _)| !is_there(layer, &style.name)).map(|(style, _)| lost(layer, style)));
    let is_declared = |file: &File| declared.iter().any(|(style, _)| sheet(file) == Some(&style.name));
    let others = layer.files.iter().filter(|file| sheet(file).is_some() && !is_declared(file) && !is_linked(file, layers));
    let named = declared.iter().map(|(style, content)| (format!("{ASSETS}{}", style.name), *content));
    named.filter(|(path, _)| layer.file(path).is_some()).chain(others.map(|file| (file.path.clone(), false))).collect()
}

/// The name of a sheet directly below `assets/`.
fn sheet(file: &File) -> Option<&str> {
    file.path.strip_prefix(ASSETS).filter(|name| name.ends_with(".css") && !name.contains('/'))
}

fn is_there(layer: &Layer, name: &str) -> bool {
    layer.files.iter().filter_map(sheet).any(|known| known == name)
}

/// Whether a template names the sheet: then it is a file of its own, for its own medium or its own pages.
fn is_linked(file: &File, layers: &[Layer]) -> bool {
    let address = format!("\"/{}\"", file.path);
    layers.iter().flat_map(super::layers::templates).any(|(_, template)| template.text().contains(&address))
}

fn lost(layer: &Layer, style: &Style) -> Finding {
    let known = layer.files.iter().filter_map(sheet);
    let message = Words::new(
        format!("themes/{}/assets/{} がありません。", layer.name, style.name),
        format!("there is no themes/{}/assets/{}", layer.name, style.name),
    );
    let finding = Finding::new(codes::ASSET, message).help(words::suggest(&style.name, known));
    match style.place {
        Some(place) => finding.at(place),
        None => finding,
    }
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

/// Without comments, indents and empty lines: a fifth of what readers on a slow line wait for. `/*!` stays, as licences ask.
fn spare(text: &str) -> String {
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
    out.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

/// A name that changes with the content. Of letters alone: digits in the address of every page could look like a figure that nobody may see.
pub fn fingerprint(bytes: &[u8]) -> String {
    let letters = |byte: u8| [char::from(b'a' + (byte >> 4)), char::from(b'a' + (byte & 15))];
    Sha256::digest(bytes).iter().take(8).flat_map(|byte| letters(*byte)).collect()
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
    use super::{fingerprint, left_open, rooted, spare};

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
        assert_eq!(spare(text), "/*! MIT */\na b c {\nd: '/* e */' url(\"f/*\");   h: \\/* i */j;\n}\n");
    }

    #[test]
    fn the_name_has_letters_alone() {
        let name = fingerprint(b"a {}");
        assert!(name.len() == 16 && name.bytes().all(|b| b.is_ascii_lowercase()) && name != fingerprint(b"b {}"), "{name}");
    }
}
