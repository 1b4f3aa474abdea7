//! Marks 《非公表》 in a text.
//!
//! In: a text. Out: nothing. Fails when slots overlap or leave the text, or when payloads that were taken out are still there.
#![no_main]

use kohyo::load::{refill, slots, without_payloads};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0;
    for slot in slots(text) {
        assert!(slot.outer.start >= end && text.get(slot.outer.clone()).is_some(), "{:?}", slot.outer);
        let inside = slot.hidden.start >= slot.outer.start && slot.hidden.end <= slot.outer.end;
        assert!(inside && text.get(slot.hidden.clone()).is_some(), "{:?} {:?}", slot.outer, slot.hidden);
        end = slot.outer.end;
    }
    let clean = without_payloads(text);
    let left = slots(&clean);
    assert_eq!(left.len(), slots(text).len(), "{clean:?}");
    assert!(left.iter().all(|slot| clean[slot.hidden.clone()].is_empty()), "{clean:?}");
    assert_eq!(without_payloads(&clean), clean);
    let filled = refill(&clean, |_| Some("x".to_owned()));
    // Behind an escaped bracket a payload makes a fault of what was plain text before: `\《非公表` that nothing closes is not printed then.
    if !text.contains('\\') {
        assert_eq!(slots(&filled).len(), left.len(), "{filled:?}");
    }
    let _ = kohyo::load::parts(text);
});
