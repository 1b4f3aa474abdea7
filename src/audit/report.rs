//! The audit as a report for staff: how many relations were looked at, and what did not agree.
//!
//! In: checks. Out: text in one or both languages, or JSON. Never: a withheld value (a check has none).

use super::rules::RULES;
use crate::disclosed::{Check, Text, Unchecked, Verdict};
use crate::figures::Lang;
use serde_json::{Value, json};
use std::sync::Arc;

/// The four columns of the report.
const VERDICTS: [(&str, &str, &str); 4] = [
    ("consistent", "一致", "consistent"),
    ("rounding", "丸めの範囲", "explained by rounding"),
    ("contradicts", "不一致", "contradicts"),
    ("unchecked", "検算できない", "cannot be checked"),
];

/// A verdict in both languages.
pub fn verdict(verdict: &Verdict) -> (&'static str, &'static str) {
    let found = VERDICTS.iter().find(|(word, ..)| *word == verdict.word());
    found.map_or(("", ""), |(_, ja, en)| (ja, en))
}

/// Why a relation cannot be checked, in a word for machines and in both languages.
pub fn why(unchecked: Unchecked) -> (&'static str, &'static str, &'static str) {
    match unchecked {
        Unchecked::Withheld => ("withheld", "非公表の数値がある", "a figure is withheld"),
        Unchecked::Missing => ("missing", "数値がない", "a figure is not there"),
        Unchecked::Vague => ("vague", "約・以上などの付く数値がある", "a figure is approximate or only bounded"),
        Unchecked::Words => ("words", "数値ではなく語句で書かれている", "a figure is printed as words"),
        Unchecked::RuleUnknown => ("rule-unknown", "資料に計算の規則がない", "the documents do not say by which rule"),
        Unchecked::Units => ("units", "単位の種類が違う", "the figures do not measure the same thing"),
        Unchecked::Zero => ("zero", "0で割ることになる", "it would divide by zero"),
        Unchecked::TooLarge => ("too-large", "桁が多すぎる", "too many digits"),
    }
}

/// How many checks of each rule came to which verdict, then each contradiction with its derivation.
pub fn text(checks: &[Arc<Check>], lang: Option<Lang>) -> String {
    let langs: Vec<Lang> = lang.map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    langs.into_iter().map(|lang| in_lang(checks, lang)).collect::<Vec<_>>().join("\n")
}

fn in_lang(checks: &[Arc<Check>], lang: Lang) -> String {
    let say = |ja: &str, en: &str| if lang == Lang::Ja { ja.to_owned() } else { en.to_owned() };
    let mut out = say("検算\n", "Recomputation audit\n");
    for rule in &RULES {
        let of_rule: Vec<&Check> = checks.iter().map(|check| &**check).filter(|check| check.rule == rule.name).collect();
        let counts = VERDICTS.map(|(key, ja, en)| {
            let number = of_rule.iter().filter(|check| check.verdict.word() == key).count();
            format!("{} {number}", say(ja, en))
        });
        out += &format!("  {} ({}): {}\n", say(rule.title.0, rule.title.1), rule.name, counts.join(", "));
    }
    for check in checks.iter().filter(|check| check.verdict == Verdict::Contradicts) {
        out += &contradiction(check, lang);
    }
    for check in checks {
        if let Verdict::Unchecked(unchecked) = check.verdict {
            let (_, ja, en) = why(unchecked);
            out += &format!("- {} [{}] {}: {}\n", say("検算できない", "cannot be checked"), check.rule, check.fact, say(ja, en));
        }
    }
    out
}

fn contradiction(check: &Check, lang: Lang) -> String {
    let year = check.year.map(|year| year.name(lang)).unwrap_or_default();
    let (name, printed, computed) = (check.name.any(lang), check.printed.any(lang), check.computed.any(lang));
    let how = check.derivation.any(lang);
    let reason = check.reason.as_ref().map(|reason| reason.any(lang));
    match lang {
        Lang::Ja => format!(
            "× [{}] {} {name} {year}\n    印刷：{printed}\n    検算：{computed}{}\n    {}\n",
            check.rule,
            check.fact,
            bracketed(how, "（", "）"),
            reason.map_or("記録なし".to_owned(), |reason| format!("理由：{reason}")),
        ),
        Lang::En => format!(
            "× [{}] {} {name} {year}\n    printed: {printed}\n    computed: {computed}{}\n    {}\n",
            check.rule,
            check.fact,
            bracketed(how, " (", ")"),
            reason.map_or("not recorded".to_owned(), |reason| format!("reason: {reason}")),
        ),
    }
}

fn bracketed(text: &str, open: &str, close: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}

/// Every check.
pub fn json(checks: &[Arc<Check>]) -> String {
    let both = |text: &Text| json!({ "ja": text.ja, "en": text.en });
    let one = |check: &Arc<Check>| -> Value {
        json!({
            "rule": check.rule,
            "plan": check.plan,
            "fact": check.fact,
            "parts": check.parts,
            "name": both(&check.name),
            "fiscal_year": check.year.map(|year| year.0),
            "verdict": check.verdict.word(),
            "why": match check.verdict { Verdict::Unchecked(unchecked) => Some(why(unchecked).0), _ => None },
            "printed": both(&check.printed),
            "computed": both(&check.computed),
            "derivation": both(&check.derivation),
            "reason": check.reason.as_ref().map(both),
            "document": check.place.document,
            "lines": check.place.lines,
        })
    };
    let mut text = serde_json::to_string_pretty(&checks.iter().map(one).collect::<Vec<_>>()).unwrap_or_default();
    text.push('\n');
    text
}
