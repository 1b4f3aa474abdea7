//! Masks: the parts of source files that no message may quote.
//!
//! In: spans of payloads, found by `load`. Out: texts in which each is replaced by one constant marker.
//! Never: anything that tells how long a hidden part is.

use crate::source::{FileId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in place of a hidden part.
pub const MASK: &str = "［非公表］";

/// What a hidden byte becomes in an open text: a control character, over which no search reads on.
const BLANK: u8 = 1;

/// Which parts of which files are hidden.
#[derive(Clone, Default, Debug)]
pub struct Masks {
    parts: BTreeMap<FileId, Vec<std::ops::Range<usize>>>,
    whole: BTreeSet<FileId>,
}

impl Masks {
    /// Hides a part.
    pub fn hide(&mut self, span: Span) {
        self.parts.entry(span.file).or_default().push(span.range());
    }

    /// Hides every line of a file: it speaks of withholding, but could not be understood well enough to know what is hidden.
    pub fn hide_whole(&mut self, file: FileId) {
        self.whole.insert(file);
    }

    /// Whether any of a place is hidden.
    pub fn touch(&self, span: Span) -> bool {
        let (range, mut parts) = (span.range(), self.parts.get(&span.file).into_iter().flatten());
        self.whole.contains(&span.file) || parts.any(|part| part.start < range.end && range.start < part.end)
    }

    /// Takes over all parts of another set.
    pub fn extend(&mut self, other: &Masks) {
        for (file, ranges) in &other.parts {
            self.parts.entry(*file).or_default().extend_from_slice(ranges);
        }
        self.whole.extend(&other.whole);
    }

    /// The public part of every source: what "stands in a public source" means.
    pub fn open_texts<'a>(&'a self, sources: &'a Sources) -> impl Iterator<Item = (FileId, String)> + 'a {
        sources.iter().filter_map(|(file, source)| Some((file, self.open_text(file, &source.text)?)))
    }

    /// The text of a file with every hidden part blanked, byte by byte, so that places stay what they are. `None`: all of it is
    /// hidden.
    fn open_text(&self, file: FileId, text: &str) -> Option<String> {
        if self.whole.contains(&file) {
            return None;
        }
        let mut bytes = text.as_bytes().to_vec();
        for range in self.parts.get(&file).into_iter().flatten() {
            let end = range.end.min(bytes.len());
            bytes.get_mut(range.start.min(end)..end).into_iter().flatten().filter(|b| **b != b'\n').for_each(|b| *b = BLANK);
        }
        // A part that cuts a character would be a fault of the one who hid it; then nothing of the file counts as public.
        String::from_utf8(bytes).ok()
    }

    /// The line at `span` as it may be quoted, and where the span lies in it (bytes). `None`: nothing may be quoted.
    pub fn quote(&self, sources: &Sources, span: Span) -> Option<(String, std::ops::Range<usize>)> {
        if self.whole.contains(&span.file) {
            return None;
        }
        let line = sources.line_range(span);
        let text = sources.file(span.file).text.get(line.clone())?;
        let hidden = self.hidden_in(span.file, &line);
        let (mut out, mut at) = (String::new(), 0);
        for range in &hidden {
            out.push_str(text.get(at..range.start)?);
            out.push_str(MASK);
            at = range.end;
        }
        out.push_str(text.get(at..)?);
        let start = moved(span.start as usize, &line, &hidden);
        let end = moved(span.end as usize, &line, &hidden).max(start);
        Some((out, start..end))
    }

    /// Hidden ranges relative to the line, merged and in order.
    fn hidden_in(&self, file: FileId, line: &std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
        let mut ranges: Vec<_> =
            self.parts.get(&file).into_iter().flatten().filter(|r| r.start < line.end && r.end > line.start).collect();
        ranges.sort_by_key(|r| (r.start, r.end));
        let mut merged: Vec<std::ops::Range<usize>> = Vec::new();
        for range in ranges {
            let clipped = range.start.max(line.start) - line.start..range.end.min(line.end) - line.start;
            match merged.last_mut() {
                Some(last) if clipped.start <= last.end => last.end = last.end.max(clipped.end),
                _ => merged.push(clipped),
            }
        }
        merged
    }
}

/// Where a byte offset of the file lies in the quoted line; inside a hidden part it becomes that part's start.
fn moved(at: usize, line: &std::ops::Range<usize>, hidden: &[std::ops::Range<usize>]) -> usize {
    let at = at.clamp(line.start, line.end) - line.start;
    let mut shift = 0isize;
    for range in hidden {
        if at >= range.end {
            shift += MASK.len() as isize - range.len() as isize;
        } else if at > range.start {
            return (range.start as isize + shift) as usize;
        }
    }
    (at as isize + shift) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    #[test]
    fn open_text_is_what_is_not_hidden_at_the_same_places() {
        let text = "前《非公表|ひみつ》後\n二行目";
        let (sources, _) = Sources::read(&Memory::new([("content/a.ja.md", text), ("content/b.ja.md", "公表")]));
        let (a, b) = (sources.find("content/a.ja.md").expect("a"), sources.find("content/b.ja.md").expect("b"));
        let mut masks = Masks::default();
        let start = text.find("ひみつ").expect("the payload");
        masks.hide(Span::new(a, start..start + "ひみつ".len()));
        let open: Vec<(FileId, String)> = masks.open_texts(&sources).collect();
        assert_eq!(open.len(), 3, "the grounds that come with kohyo are public too");
        assert!(open.iter().all(|(file, open)| open.len() == sources.file(*file).text.len() && !open.contains("ひみつ")));
        assert!(open.iter().any(|(_, open)| open.ends_with("》後\n二行目") && open.starts_with("前《非公表|")));
        masks.hide_whole(b);
        assert_eq!(masks.open_texts(&sources).count(), 2, "a file that is hidden as a whole is not public");
    }
}
