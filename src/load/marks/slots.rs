//! Where a text hides something, so that what is hidden can be taken out or replaced without reading it.
//!
//! In: text with marks and blocks. Out: their places, or the text with other payloads. Never: a finding (the text was read
//! before); a change of anything but what is hidden.

use super::{blocks, details, marks};
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

/// All marks and blocks of a text, in order.
pub fn slots(text: &str) -> Vec<Slot> {
    let mut out = Vec::new();
    let mut at = 0;
    for block in blocks(text) {
        inline(text, at..block.outer.start, &mut out);
        at = block.outer.end;
        let head = text.get(block.head).unwrap_or_default();
        let number = head.split_whitespace().find_map(|word| word.strip_prefix(['#', '＃'])).map(str::to_owned);
        out.push(Slot { outer: block.outer, hidden: block.inner, number, block: true });
    }
    inline(text, at..text.len(), &mut out);
    out
}

fn inline(text: &str, range: Range<usize>, out: &mut Vec<Slot>) {
    let (base, part) = (range.start, text.get(range).unwrap_or_default());
    let mut done = 0;
    for mark in marks(part) {
        if mark.escaped || mark.range.start < done {
            continue;
        }
        let Some(length) = mark.rest.find(mark.family.1) else { continue };
        let inner = mark.rest.get(..length).unwrap_or_default();
        let bar = inner.find(['|', '｜']).unwrap_or(length);
        let number = details(inner).and_then(|parts| inner.get(parts.id?).map(str::to_owned));
        let (start, end) = (base + mark.range.end, base + mark.range.end + length);
        done = mark.range.end + length + mark.family.1.len();
        out.push(Slot { outer: base + mark.range.start..base + done, hidden: start + bar..end, number, block: false });
    }
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
            ("前《非公表:joho-5-2a#W-1|ひみつ》後", "前《非公表:joho-5-2a#W-1》後"),
            ("≪非公表｜ひみつ≫と<<withheld|a|b>>", "≪非公表≫と<<withheld>>"),
            ("＜＜非公表|ひ＞＞«withheld|b»⟪ 非公表 |c⟫", "＜＜非公表＞＞«withheld»⟪ 非公表 ⟫"),
            ("\\《非公表|これは文字》《主な|発信先》", "\\《非公表|これは文字》《主な|発信先》"),
            ("前\n\n:::非公表 joho-5-6 #W-2\nひみつ\n\n- a\n:::\n後", "前\n\n:::非公表 joho-5-6 #W-2\n:::\n後"),
        ] {
            assert_eq!(without_payloads(with), without);
            assert_eq!(without_payloads(without), without);
        }
    }

    #[test]
    fn each_slot_knows_its_number_and_takes_another_payload() {
        let text = "《非公表:joho-5-2a#W-1|a》\n\n:::非公表 joho-5-6 #W-2\n:::\n";
        let numbers: Vec<_> = slots(text).into_iter().map(|slot| slot.number.unwrap_or_default()).collect();
        assert_eq!(numbers, ["W-1", "W-2"]);
        assert_eq!(refill(text, |_| Some("新".to_owned())), "《非公表:joho-5-2a#W-1|新》\n\n:::非公表 joho-5-6 #W-2\n新\n:::\n");
    }
}
