//! Two texts, with the parts in which they differ.
//!
//! In: a text before and after. Out: both in pieces. Never: a number or a Latin word in halves.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A part of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub text: String,
    pub changed: bool,
}

/// Longer texts are shown as changed from the first difference to the last.
const LONG: usize = 3000;

/// Both texts in pieces.
pub fn pieces(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (before, now) = (words(old), words(new));
    if old.is_empty() || new.is_empty() {
        return (whole(old), whole(new));
    }
    let ops = if before.len().max(now.len()) > LONG {
        ends(&before, &now)
    } else {
        capture_diff_slices(Algorithm::Myers, &before, &now)
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (at, op) in ops.iter().enumerate() {
        let (a, b) = (concat(&before, op.old_range()), concat(&now, op.new_range()));
        let changed = !matches!(op, DiffOp::Equal { .. }) || (at > 0 && at + 1 < ops.len() && is_island(&a));
        add(&mut left, a, changed);
        add(&mut right, b, changed);
    }
    (left, right)
}

/// What stays between two changes and is too short to help the eye.
fn is_island(text: &str) -> bool {
    text.chars().count() < 2
}

fn whole(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    add(&mut out, text.to_owned(), true);
    out
}

fn add(pieces: &mut Vec<Piece>, text: String, changed: bool) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.changed == changed => last.text.push_str(&text),
        _ => pieces.push(Piece { text, changed }),
    }
}

fn concat(words: &[&str], range: std::ops::Range<usize>) -> String {
    words.get(range).map(<[&str]>::concat).unwrap_or_default()
}

/// What both texts begin and end with, and one change between.
fn ends(before: &[&str], now: &[&str]) -> Vec<DiffOp> {
    let head = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let room = before.len().min(now.len()) - head;
    let tail = before.iter().rev().zip(now.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (old_len, new_len) = (before.len() - head - tail, now.len() - head - tail);
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: head },
        DiffOp::Replace { old_index: head, old_len, new_index: head, new_len },
        DiffOp::Equal { old_index: head + old_len, new_index: head + new_len, len: tail },
    ]
}

/// Latin words and numbers as a whole, everything else character by character.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let joins = |c: char| c.is_ascii_alphanumeric() || (first.is_ascii_digit() && ",.".contains(c));
        let end = if first.is_ascii_alphanumeric() { rest.find(|c| !joins(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, behind) = rest.split_at(end);
        out.push(word);
        rest = behind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn the_changed_part_is_a_word_or_a_number() {
        let (old, new) = pieces("投資額は1,216億円でした。", "投資額は1,226億円となりました。");
        assert_eq!(
            (shown(&old).as_str(), shown(&new).as_str()),
            ("投資額は[1,216]億円[で]した。", "投資額は[1,226]億円[となりま]した。")
        );
        let (old, new) = pieces("The target was met.", "The target was missed.");
        assert_eq!((shown(&old).as_str(), shown(&new).as_str()), ("The target was [met].", "The target was [missed]."));
        assert_eq!(shown(&pieces("", "新しい。").1), "[新しい。]");
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(old in "[a-c1-3.,あい ]{0,20}", new in "[a-c1-3.,あい ]{0,20}") {
            let (left, right) = pieces(&old, &new);
            proptest::prop_assert_eq!(left.iter().map(|piece| piece.text.as_str()).collect::<String>(), old);
            proptest::prop_assert_eq!(right.iter().map(|piece| piece.text.as_str()).collect::<String>(), new);
        }
    }
}
