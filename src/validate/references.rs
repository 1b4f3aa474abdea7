//! Grounds of withheld things, wherever they stand, and the site's own settings.
//!
//! In: the whole site. Out: findings. Never: a payload.

use super::{Known, reference, unknown};
use crate::authored::{Ground, Site};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::figures::Lang;
use crate::source::{Sources, Span, Spanned};
use std::collections::BTreeSet;

/// Checks settings and every ground that is named.
pub fn site(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    settings(site, sources, known, findings);
    for body in site.data.grounds.iter().filter_map(|ground| ground.body.as_ref()) {
        reference(body, &known.bodies, ("団体", "body"), findings);
    }
    let unknown = site.grounds.iter().filter(|ground| !known.grounds.contains(ground.value.as_str()));
    let grounds: Vec<Words> = site.data.grounds.iter().map(named).collect();
    findings.extend(unknown.map(|ground| unknown_ground(ground, &grounds)));
}

/// A ground with what it says.
fn named(ground: &Ground) -> Words {
    let id = &ground.id.value;
    let label = |lang: Lang| ground.label.get(lang).and_then(|marked| marked.plain()).unwrap_or_default();
    Words::new(format!("{id}（{}）", label(Lang::Ja)), format!("{id} ({})", label(Lang::En)))
}

/// A ground is a legal statement, so none is guessed from its spelling.
fn unknown_ground(ground: &Spanned<String>, grounds: &[Words]) -> Finding {
    let all = |lang: Lang, between: &str| grounds.iter().map(|ground| ground.get(lang)).collect::<Vec<_>>().join(between);
    let help = Words::new(
        format!(
            "決裁の文書にある条・号に当たるものを書きます。似た ID に置き換えないでください。使えるのは次のとおりです: {}。当たるものがなければ、data/grounds.toml に加えます。",
            all(Lang::Ja, "、")
        ),
        format!(
            "write the ground that the decision names, not one that looks alike: {}. One that is not there is added to data/grounds.toml.",
            all(Lang::En, ", ")
        ),
    );
    unknown(ground, ("非公表の根拠", "ground")).help(help)
}

fn settings(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    let (Some(plan), Some(file)) = (&site.config.home_plan, sources.find("kohyo.toml")) else { return };
    let plans: BTreeSet<&str> = known.open_plans();
    if !plans.contains(plan.as_str()) {
        let message =
            Words::new(format!("home_plan の「{plan}」という計画はありません。"), format!("home_plan names no plan: `{plan}`"));
        let help = words::suggest(plan, plans.iter().copied());
        findings.push(Finding::new(codes::UNKNOWN_REFERENCE, message).at(Span::new(file, 0..0)).help(help));
    }
}
