//! The inference audit as a report for staff.
//!
//! In: what was inferred. Out: text in one or both languages, or JSON. Never: a word of it in the public tree or in the log of a build.

use super::{Inferred, Level, Proposed};
use crate::audit::hints::Hint;
use crate::audit::inference::Why;
use crate::disclosed::Text;
use crate::figures::Lang;
use serde_json::{Value, json};

/// The levels with their words in both languages.
const LEVELS: [(&str, &str, &str); 6] = [
    ("exact", "確定される", "exact"),
    ("narrow", "絞り込まれる", "narrow"),
    ("determined", "当事者に分かる", "determined for the holder"),
    ("undecided", "判定できない", "undecided"),
    ("inconsistent", "矛盾している", "inconsistent"),
    ("safe", "安全", "safe"),
];

/// How many figures are at which level, then each that is not safe with its derivation and proposals.
pub fn text(inferred: &[Inferred], lang: Option<Lang>) -> String {
    let langs: Vec<Lang> = lang.map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    langs.into_iter().map(|lang| in_lang(inferred, lang)).collect::<Vec<_>>().join("\n")
}

fn in_lang(inferred: &[Inferred], lang: Lang) -> String {
    let say = |ja: &'static str, en: &'static str| if lang == Lang::Ja { ja } else { en };
    let number = |word: &str| inferred.iter().filter(|each| each.level.word() == word).count();
    let met = LEVELS.iter().filter(|(word, ..)| *word != "determined" || number(word) > 0);
    let counts: Vec<String> = met.map(|(word, ja, en)| format!("{} {}", say(ja, en), number(word))).collect();
    let title = say("推論（職員だけが見るもの）", "Inference (for staff only)");
    let mut out = format!("{title}\n  {}: {}\n", say("非公表の数値", "withheld figures"), counts.join(", "));
    for each in inferred.iter().filter(|each| !each.level.is_safe()) {
        out += &one(each, lang);
    }
    out
}

fn one(each: &Inferred, lang: Lang) -> String {
    let year = each.year.map(|year| format!(" {}", year.name(lang))).unwrap_or_default();
    let mut out =
        format!("× [{}] {} {}{year}\n    {}\n", each.level.word(), each.fact, each.name.any(lang), level(&each.level, lang));
    for (at, step) in each.steps.iter().enumerate() {
        out += &format!("    {}. {}\n", at + 1, step.any(lang));
    }
    let or = if lang == Lang::Ja { "ともに非公表にすると守られる" } else { "protected if withheld as well" };
    for set in &each.proposals {
        out += &format!("    + {or}: {}\n", set.iter().map(|figure| proposed(figure, lang)).collect::<Vec<_>>().join(" + "));
    }
    let reason = if lang == Lang::Ja { "理由" } else { "reason" };
    out + &each.accepted.as_ref().map(|text| format!("    {reason}: {}\n", text.any(lang))).unwrap_or_default()
}

fn proposed(figure: &Proposed, lang: Lang) -> String {
    let year = figure.year.map(|year| format!(" {}", year.name(lang))).unwrap_or_default();
    format!("{}{year} ({})", figure.name.any(lang), figure.fact)
}

/// What can be said, in words.
pub fn level(level: &Level, lang: Lang) -> String {
    match (level, lang) {
        (Level::Exact(value), Lang::Ja) => format!("公表されている数値から {} と分かります。", value.any(lang)),
        (Level::Exact(value), Lang::En) => format!("the published figures say that it is {}", value.any(lang)),
        (Level::Narrow { range, candidates }, Lang::Ja) => {
            let ways = candidates.map(|n| format!("（候補 {n} 通り）")).unwrap_or_default();
            format!("公表されている数値から {}{ways} に絞られます。", range.any(lang))
        }
        (Level::Narrow { range, candidates }, Lang::En) => {
            let ways = candidates.map(|n| format!(" ({n} possible prints)")).unwrap_or_default();
            format!("the published figures leave {}{ways}", range.any(lang))
        }
        (Level::Safe { range }, Lang::Ja) => format!("{} のどこかであり、それ以上は分かりません。", range.any(lang)),
        (Level::Safe { range }, Lang::En) => format!("somewhere in {}; no more can be said", range.any(lang)),
        (Level::Determined, Lang::Ja) => "その数値を知る人なら計算できます。".to_owned(),
        (Level::Determined, Lang::En) => "whoever holds these figures can compute it".to_owned(),
        (Level::Undecided(why), Lang::Ja) => format!("守られていると証明できません（{}）。", undecided(*why).0),
        (Level::Undecided(why), Lang::En) => format!("it is not proven to be protected ({})", undecided(*why).1),
        (Level::Inconsistent, Lang::Ja) => "次の関係は、同時には成り立ちません。".to_owned(),
        (Level::Inconsistent, Lang::En) => "these relations cannot all hold".to_owned(),
    }
}

fn undecided(why: Why) -> (&'static str, &'static str) {
    match why {
        Why::Limit => ("計算が大きすぎる", "the computation is too large"),
        Why::Unproven => ("証拠となる二つの世界が見つからない", "no two worlds were found that prove it"),
        Why::NoTruth => ("値を持つ人が何を知るか分からない", "what a holder knows is not known here"),
        Why::Malformed => ("関係が正しく書かれていない", "a relation is malformed"),
    }
}

/// Relations that may hold and that nobody declared.
pub fn hints_text(hints: &[Hint], lang: Option<Lang>) -> String {
    let langs: Vec<Lang> = lang.map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    langs.into_iter().filter(|_| !hints.is_empty()).map(|lang| hints_in(hints, lang)).collect()
}

fn hints_in(hints: &[Hint], lang: Lang) -> String {
    let mut out = match lang {
        Lang::Ja => {
            "\n宣言されていない関係の候補（正しければ [[relation]]、偶然なら data/inference.toml の [[unrelated]] に書きます）\n".to_owned()
        }
        Lang::En => "\nCandidates for relations that nobody declared (write [[relation]] if they hold, [[unrelated]] in data/inference.toml if it is chance)\n".to_owned(),
    };
    for hint in hints {
        let words = hint.words.any(lang);
        let facts: Vec<&str> = hint.parts.iter().map(String::as_str).collect();
        let formula = if facts.is_empty() { String::new() } else { format!(" = {}", facts.join(" + ")) };
        out += &format!("? {words}\n    {}{formula}\n", hint.result);
    }
    out
}

fn both(text: &Text) -> Value {
    json!({ "ja": text.ja, "en": text.en })
}

/// The same for machines.
pub fn hints_json(hints: &[Hint]) -> Value {
    let one = |hint: &Hint| json!({ "result": hint.result, "parts": hint.parts, "words": both(&hint.words) });
    Value::Array(hints.iter().map(one).collect())
}

/// Every withheld figure.
pub fn json(inferred: &[Inferred]) -> Value {
    let one = |each: &Inferred| {
        json!({
            "fact": each.fact,
            "name": both(&each.name),
            "fiscal_year": each.year.map(|year| year.0),
            "verdict": each.level.word(),
            "says": { "ja": level(&each.level, Lang::Ja), "en": level(&each.level, Lang::En) },
            "derivation": each.steps.iter().map(both).collect::<Vec<_>>(),
            "proposals": each.proposals.iter().map(|set| set.iter().map(|figure| &figure.fact).collect::<Vec<_>>()).collect::<Vec<_>>(),
            "accepted": each.accepted.as_ref().map(both),
        })
    };
    Value::Array(inferred.iter().map(one).collect())
}
