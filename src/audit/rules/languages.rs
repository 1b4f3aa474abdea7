//! languages: a text and its translation hold the same numbers.

use crate::audit::check::{PlanContext, same};
use crate::audit::interval::Fraction;
use crate::audit::quantities::{differing, english, japanese};
use crate::disclosed::{Check, Spoken, Text, Verdict, without_readings};
use crate::figures::Lang;

/// Its name.
pub const RULE: &str = "languages";

/// Every text that has both languages and a number in one of them.
pub fn run(cx: &PlanContext) -> Vec<Check> {
    cx.plan.texts().iter().filter_map(|spoken| one(cx, spoken)).collect()
}

fn one(cx: &PlanContext, spoken: &Spoken) -> Option<Check> {
    // A reading over a word must not part a number from its unit.
    let (ja, en) = (without_readings(spoken.text.get(Lang::Ja)?), without_readings(spoken.text.get(Lang::En)?));
    let (ja, en) = (japanese(&ja), english(&en));
    if ja.is_empty() && en.is_empty() {
        return None;
    }
    let (only_ja, only_en) = differing(&ja, &en);
    let agrees = only_ja.is_empty() && only_en.is_empty();
    Some(Check {
        rule: RULE,
        plan: cx.plan.id.clone(),
        fact: spoken.id.clone(),
        parts: Vec::new(),
        name: if agrees { Text::default() } else { spoken.text.clone() },
        year: spoken.year,
        verdict: if agrees { Verdict::Consistent } else { Verdict::Contradicts },
        printed: list(&only_ja),
        computed: list(&only_en),
        derivation: Text::default(),
        reason: None,
        place: spoken.place.clone(),
    })
}

fn list(values: &[Fraction]) -> Text {
    let words: Vec<String> =
        values.iter().filter_map(|value| value.rounded(2)).map(|n| n.without_trailing_zeros(0).grouped()).collect();
    same(if words.is_empty() { "–".to_owned() } else { words.join(", ") })
}
