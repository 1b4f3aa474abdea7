//! Where a text hides something, so that what is hidden can be taken out or replaced without reading it.
//!
//! In: text with marks and blocks. Out: their places, or the text with other payloads. Never: a finding (the text was read
//! before); a change of anything but what is hidden.

use super::block::Where;
use super::{FAMILIES, Piece, Read, What};
use crate::kinds::WithheldKind;
use std::ops::Range;

/// A mark or block, as byte ranges of the text in which it stands.
pub struct Slot {
    /// The whole of it.
    pub outer: Range<usize>,
    /// What it hides, with the bar before it; empty where it hides nothing.
    pub hidden: Range<usize>,
    /// Its register number.
    pub number: Option<String>,
    /// Whether it is a `:::` block.
    pub block: bool,
}

/// All well-formed marks and blocks of a text, in order.
pub fn slots(text: &str) -> Vec<Slot> {
    Read::of(text, Where::Page).pieces.into_iter().filter_map(|piece| slot(text, piece)).collect()
}

fn slot(text: &str, piece: Piece) -> Option<Slot> {
    let What::Mark(parts, kind) = piece.what else { return None };
    let number = parts.number.and_then(|range| text.get(range).map(str::to_owned));
    let block = kind == WithheldKind::Block;
    let hidden = if block { between_fences(text, &piece.range)? } else { behind_the_bar(text, &piece.range, parts.payload)? };
    Some(Slot { outer: piece.range, hidden, number, block })
}

/// The lines between the first and the last one.
fn between_fences(text: &str, outer: &Range<usize>) -> Option<Range<usize>> {
    let block = text.get(outer.clone())?;
    let first = block.find('\n')? + 1;
    let last = block.trim_end().rfind('\n')? + 1;
    Some(outer.start + first..outer.start + last.max(first))
}

/// The bar with what stands behind it; without one, the place before the closing bracket.
fn behind_the_bar(text: &str, outer: &Range<usize>, payload: Option<Range<usize>>) -> Option<Range<usize>> {
    let mark = text.get(outer.clone())?;
    let close = FAMILIES.iter().map(|(_, close)| *close).find(|close| mark.ends_with(close))?;
    let end = outer.end - close.len();
    let bar = payload.map_or(0, |payload| {
        text.get(..payload.start).and_then(|t| t.chars().last()).map_or(0, |c| c.len_utf8() + end - payload.start)
    });
    Some(end - bar..end)
}

/// The text with other payloads: `fill` says what each slot hides from now on, `None` for nothing.
pub fn refill(text: &str, mut fill: impl FnMut(&Slot) -> Option<String>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for slot in slots(text) {
        out.push_str(text.get(at..slot.hidden.start).unwrap_or_default());
        match fill(&slot) {
            Some(payload) if slot.block => {
                out.push_str(&payload);
                out.push('\n');
            }
            Some(payload) => {
                out.push('|');
                out.push_str(&payload);
            }
            None => (),
        }
        at = slot.hidden.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The text without any payload.
pub fn without_payloads(text: &str) -> String {
    refill(text, |_| None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_of_every_family_go_and_nothing_else_does() {
        for (with, without) in [
            ("前《非公表:joho-5-2a#W-2026-001|ひみつ》後", "前《非公表:joho-5-2a#W-2026-001》後"),
            ("≪非公表｜ひみつ≫と<<withheld|a|b>>", "≪非公表≫と<<withheld>>"),
            ("＜＜非公表|ひ＞＞«withheld|b»⟪ 非公表 |c⟫", "＜＜非公表＞＞«withheld»⟪ 非公表 ⟫"),
            ("\\《非公表|これは文字》《主な|発信先》", "\\《非公表|これは文字》《主な|発信先》"),
            ("前\n\n:::非公表 joho-5-6 #W-2026-002\nひみつ\n\n- a\n:::\n後", "前\n\n:::非公表 joho-5-6 #W-2026-002\n:::\n後"),
        ] {
            assert_eq!(without_payloads(with), without);
            assert_eq!(without_payloads(without), without);
        }
    }

    /// What stands behind two colons may have been meant as a fence; that does not hang on what it hides.
    #[test]
    fn a_mark_behind_colons_reads_the_same_with_and_without_a_payload() {
        for text in [
            "::《非公表|5a》",
            "::《非公表|非公表の理由 と続き》後",
            ":::《非公表|a》",
            "前 ::《非公表|5a》",
            "；；≪非公表｜ひみつ≫",
        ] {
            let clean = without_payloads(text);
            assert_eq!(slots(&clean).len(), slots(text).len(), "{text} {clean}");
        }
        assert!(slots("::《非公表|5a》").is_empty() && slots("::《非公表》").is_empty(), "a fence, or the like of one");
        assert_eq!(slots("前 ::《非公表|5a》").len(), 1);
    }

    #[test]
    fn each_slot_knows_its_number_and_takes_another_payload() {
        let text = "《非公表:joho-5-2a#W-2026-001|a》\n\n:::非公表 joho-5-6 #W-2026-002\n:::\n";
        let numbers: Vec<_> = slots(text).into_iter().map(|slot| slot.number.unwrap_or_default()).collect();
        assert_eq!(numbers, ["W-2026-001", "W-2026-002"]);
        assert_eq!(
            refill(text, |_| Some("新".to_owned())),
            "《非公表:joho-5-2a#W-2026-001|新》\n\n:::非公表 joho-5-6 #W-2026-002\n新\n:::\n"
        );
    }
}
