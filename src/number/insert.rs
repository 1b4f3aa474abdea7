//! Where a number goes into a source, and how it is written there.
//!
//! In: a text and a withheld thing in it. Out: an insertion, which changes nothing but that it adds the number; or why there is
//! none. Never: a change of what the author wrote; a value.

use crate::authored::Numbered;
use crate::kinds::{MARK_WORDS, WithheldKind};
use toml::de::{DeTable, DeValue};

/// Something to be written between two bytes of a text, around the number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Insertion {
    /// Byte of the text before which it goes.
    pub at: usize,
    before: String,
    after: String,
}

impl Insertion {
    /// What is written for a number.
    pub fn of(&self, number: &str) -> String {
        format!("{}{number}{}", self.before, self.after)
    }
}

/// Why a number cannot be written in a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stuck {
    /// The characters of a TOML string are not those that the file shows.
    Escaped,
    /// The state is a word alone.
    Word,
    /// The statement is that of the section.
    Inherited,
    /// Written in a way that kohyo does not edit.
    Shape,
}

/// Finds the place.
pub fn insertion(text: &str, item: &Numbered) -> Result<Insertion, Stuck> {
    match item.kind {
        WithheldKind::Phrase => phrase(text, item),
        WithheldKind::Block => block(text, item),
        WithheldKind::Cell | WithheldKind::Row | WithheldKind::Page | WithheldKind::File | WithheldKind::Attachment => {
            table(text, item.span.range())
        }
    }
}

/// 《非公表:ground｜…》: behind the ground, or behind the word where there is none.
fn phrase(text: &str, item: &Numbered) -> Result<Insertion, Stuck> {
    let mark = text.get(item.span.range()).unwrap_or_default();
    // The place of a mark among TOML escapes is that of the whole string.
    if !mark.starts_with(['《', '≪', '<', '＜', '«', '⟪']) {
        return Err(Stuck::Escaped);
    }
    let at = match &item.ground {
        Some(ground) if text.get(ground.span.range()) == Some(ground.value.as_str()) => ground.span.end as usize,
        Some(_) => return Err(Stuck::Escaped),
        None => {
            let ends = MARK_WORDS.into_iter().filter_map(|word| Some(mark.find(word)? + word.len()));
            item.span.start as usize + ends.min().ok_or(Stuck::Shape)?
        }
    };
    Ok(Insertion { at, before: "#".to_owned(), after: String::new() })
}

/// `:::非公表 ground`: at the end of the line.
fn block(text: &str, item: &Numbered) -> Result<Insertion, Stuck> {
    let line = text.get(item.span.range()).and_then(|block| block.lines().next()).map(str::trim_end);
    let line = line.filter(|line| line.trim_start().starts_with([':', '：'])).ok_or(Stuck::Shape)?;
    Ok(Insertion { at: item.span.start as usize + line.len(), before: " #".to_owned(), after: String::new() })
}

/// A TOML table: `{ … }`, a `[heading]`, or keys with dots.
fn table(text: &str, span: std::ops::Range<usize>) -> Result<Insertion, Stuck> {
    match text.get(span.clone()).and_then(|written| written.chars().next()) {
        Some('{') => inline_table(text, span),
        Some('[') => heading(text, span),
        // A key may stand between quotes as well.
        Some('"' | '\'') => dotted(text, span).map_err(|_| Stuck::Word),
        Some(_) => dotted(text, span),
        None => Err(Stuck::Inherited),
    }
}

/// Behind the last value, so that a comma, comment or line break before the brace stays where it is.
fn inline_table(text: &str, span: std::ops::Range<usize>) -> Result<Insertion, Stuck> {
    let key = "x=";
    let alone = format!("{key}{}", text.get(span.clone()).unwrap_or_default());
    let (parsed, errors) = DeTable::parse_recoverable(&alone);
    let inner = parsed.get_ref().values().next().and_then(|value| value.get_ref().as_table());
    let end = inner.and_then(last_end).filter(|_| errors.is_empty()).ok_or(Stuck::Shape)?;
    Ok(Insertion { at: span.start + end - key.len(), before: ", id = \"".to_owned(), after: "\"".to_owned() })
}

/// Where the last value of a table ends. A table of dotted keys ends where its values do.
fn last_end(table: &DeTable) -> Option<usize> {
    let end = |value: &toml::Spanned<DeValue>| match value.get_ref() {
        DeValue::Table(inner) => last_end(inner).max(Some(value.span().end)),
        _ => Some(value.span().end),
    };
    table.values().filter_map(end).max()
}

/// A line of its own below the heading.
fn heading(text: &str, span: std::ops::Range<usize>) -> Result<Insertion, Stuck> {
    let indent = text.get(line_start(text, span.start)..span.start).filter(|before| before.trim().is_empty());
    let indent = indent.ok_or(Stuck::Shape)?;
    let (at, line_break) = next_line(text, span.end).ok_or(Stuck::Shape)?;
    Ok(Insertion { at, before: format!("{indent}id = \""), after: format!("\"{line_break}") })
}

/// `disclosure.state = …`: a line of its own above the first of them, with the same words before the last dot.
fn dotted(text: &str, span: std::ops::Range<usize>) -> Result<Insertion, Stuck> {
    let at = line_start(text, span.start);
    let (next, line_break) = next_line(text, span.end).ok_or(Stuck::Shape)?;
    let words = text.get(at..span.end).filter(|words| !words.contains(['{', '[', '=', '#', ','])).ok_or(Stuck::Shape)?;
    let rest = text.get(span.end..next).unwrap_or_default().trim();
    // In a table between braces every line but the last ends with a comma.
    if !rest.starts_with('.') || rest.ends_with(',') {
        return Err(Stuck::Shape);
    }
    Ok(Insertion { at, before: format!("{words}.id = \""), after: format!("\"{line_break}") })
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
}

/// Where the next line begins, and the line break before it.
fn next_line(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let line = text.get(from..)?.split_inclusive('\n').next().filter(|line| line.ends_with('\n'))?;
    Some((from + line.len(), if line.ends_with("\r\n") { "\r\n" } else { "\n" }))
}
