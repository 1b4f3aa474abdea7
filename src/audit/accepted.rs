//! Leaks that staff accept, and the one finding for those that nobody did.
//!
//! In: what was inferred, and what staff said of it. Out: findings that say how many and no more, since the log of a build may be
//! public. Never: which figure, or how it could be found.

use super::AllFigures;
use super::inferred::Inferred;
use crate::authored::{self, Accepted};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::disclosed::Text;
use crate::figures::Lang;
use crate::source::Spanned;

/// Marks what is accepted; what is not stops the build.
pub fn settle(authored: &authored::Site, figures: &AllFigures, inferred: &mut [Inferred]) -> Vec<Finding> {
    let said = &authored.data.inference;
    let mut findings = Vec::new();
    for accepted in &said.accepted {
        let fits = |each: &&mut Inferred| each.fact == accepted.fact.value && each.level.word() == accepted.verdict.value;
        match inferred.iter_mut().find(fits) {
            Some(found) => found.accepted = Some(reason(accepted)),
            None if authored.config.inference_checked => {}
            None => findings.push(idle(&accepted.fact)),
        }
    }
    let unrelated = said.unrelated.iter().flatten();
    let named = said.own.iter().filter_map(|own| own.fact.as_ref()).chain(unrelated);
    findings.extend(named.filter(|fact| !figures.contains_key(fact.value.as_str())).map(|fact| super::unknown(fact, figures)));
    findings.extend(unknown_grounds(authored));
    let open = inferred.iter().filter(|each| !each.level.is_safe() && each.accepted.is_none()).count();
    findings.extend((open > 0).then(|| leaks(open)));
    findings
}

fn reason(accepted: &Accepted) -> Text {
    let say = |lang: Lang| accepted.reason.get(lang).and_then(|marked| marked.plain());
    Text { ja: say(Lang::Ja), en: say(Lang::En) }
}

fn unknown_grounds(authored: &authored::Site) -> impl Iterator<Item = Finding> {
    let said = &authored.data.inference;
    let named = said.own.iter().filter_map(|own| own.ground.as_ref()).chain(said.bounds.iter().map(|bound| &bound.ground));
    let known = || authored.data.grounds.iter().map(|ground| ground.id.value.as_str());
    named.filter(move |ground| !known().any(|id| id == ground.value)).map(move |ground| {
        let message = Words::new("この根拠は data/grounds.toml にありません。", "this ground is not in data/grounds.toml");
        Finding::new(codes::UNKNOWN_REFERENCE, message).at(ground.span).help(words::suggest(&ground.value, known()))
    })
}

fn idle(fact: &Spanned<String>) -> Finding {
    let message = Words::new(
        "受け入れたとされている推論は、いまの公表内容からはできません。",
        "what is said to be accepted cannot be inferred from what is published now",
    );
    let help = Words::new(
        "kohyo audit --inference で判定を確かめ、verdict を直すか、この [[accepted]] を消してください。",
        "see the verdict with `kohyo audit --inference`; correct `verdict`, or remove this [[accepted]].",
    );
    Finding::new(codes::IDLE_ACCEPTANCE, message).at(fact.span).help(help)
}

fn leaks(number: usize) -> Finding {
    let message = Words::new(
        format!("非公表の数値のうち {number} 件は、公表される数値から推論できるか、できないと証明できません。"),
        format!("{number} withheld figure(s) can be worked out from what is published, or are not proven to be protected"),
    );
    let help = Words::new(
        "どの数値がどう分かるかは、職員の端末で kohyo audit --inference を実行すると示されます。ともに非公表にするか、残す理由を data/inference.toml の [[accepted]] に記録してください。",
        "run `kohyo audit --inference` on a machine of the staff to see which ones and how; withhold more, or record in [[accepted]] of data/inference.toml why they are left so.",
    );
    Finding::new(codes::INFERENCE, message).help(help)
}
