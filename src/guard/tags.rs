//! Text without its tags, and the tags without their text.
//!
//! In: HTML, SVG, XML, or text that holds none. Out: two texts that together hold every character of it. Never: a tag dropped:
//! attributes and comments are read as well, each apart from the others.

use super::fold::BARRIER;

/// Tags inside a sentence: what stands on both sides is read together, without even a space between.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "ins", "del", "mark", "q", "rb", "ruby", "s", "small", "span",
    "strong", "sub", "sup", "tspan", "u", "wbr",
];

/// The two texts.
#[derive(Default)]
pub struct Parts {
    /// Between the tags.
    pub text: String,
    /// What stood in tags and comments, each behind a barrier.
    pub tags: String,
}

/// Splits a text at its tags.
pub fn split(source: &str) -> Parts {
    let mut parts = Parts { text: String::with_capacity(source.len()), tags: String::with_capacity(source.len()) };
    let mut rest = source;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(at);
        parts.text.push_str(before);
        rest = parts.tag(tag);
    }
    parts.text.push_str(rest);
    parts
}

impl Parts {
    /// Takes what begins with `<`, and gives back what follows it.
    fn tag<'a>(&mut self, tag: &'a str) -> &'a str {
        if let Some(rest) = tag.strip_prefix("<![CDATA[") {
            return rest;
        }
        if let Some(comment) = tag.strip_prefix("<!--") {
            let (inside, rest) = comment.split_once("-->").unwrap_or((comment, ""));
            self.aside(inside);
            return rest;
        }
        let body = tag.get(1..).unwrap_or_default();
        if !body.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?')) {
            self.text.push('<');
            return body;
        }
        let end = memchr::memchr(b'>', body.as_bytes()).unwrap_or(body.len());
        let (inside, rest) = (body.get(..end).unwrap_or_default(), body.get(end + 1..).unwrap_or_default());
        self.aside(inside);
        let slashes = inside.bytes().take_while(|b| *b == b'/').count();
        let letters = inside.bytes().skip(slashes).take_while(u8::is_ascii_alphanumeric).count();
        let name = inside.get(slashes..slashes + letters).unwrap_or_default();
        if matches!(name, "rt" | "rp") && !inside.starts_with('/') {
            // A reading printed over a word does not part the word.
            let reading = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            let (reading, rest) = rest.split_at(reading);
            self.aside(reading);
            return rest;
        }
        if !matches!(name, "rt" | "rp") && !INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline)) {
            self.text.push('\n');
        }
        rest
    }

    fn aside(&mut self, text: &str) {
        self.tags.push(BARRIER);
        self.tags.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_across_inline_tags_and_apart_across_cells() {
        let parts = split("<td>1<b>1</b><!-- x -->1億円</td><td>2 < 3</td><ruby>株<rp>(</rp><rt>かぶ</rt></ruby>式");
        assert_eq!(parts.text, "\n111億円\n\n2 < 3\n株式");
        assert!(parts.tags.contains("\u{1} x ") && parts.tags.contains("かぶ"));
    }

    #[test]
    fn nothing_is_lost() {
        for source in ["<a title=\"111億円\">x", "<![CDATA[111億円]]>", "a<b && c 111億円", "<!-- 111億円"] {
            let parts = split(source);
            assert!(parts.text.contains("111億円") || parts.tags.contains("111億円"), "{source}");
        }
    }
}
