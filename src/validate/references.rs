//! Grounds of withheld things, wherever they stand, and the site's own settings.
//!
//! In: the whole site. Out: findings. Never: a payload.

use super::{Known, reference, unknown};
use crate::authored::Site;
use crate::diagnostics::{Finding, Words, codes, words};
use crate::source::{Sources, Span, Spanned};
use std::collections::BTreeSet;

/// Checks settings and every ground that is named.
pub fn site(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    settings(site, sources, known, findings);
    for body in site.data.grounds.iter().filter_map(|ground| ground.body.as_ref()) {
        reference(body, &known.bodies, ("団体", "body"), findings);
    }
    let unknown = site.grounds.iter().filter(|ground| !known.grounds.contains(ground.value.as_str()));
    findings.extend(unknown.map(|ground| unknown_ground(ground, known)));
}

/// A ground is a legal statement, so none is guessed from its spelling.
fn unknown_ground(ground: &Spanned<String>, known: &Known) -> Finding {
    let list = words::suggest("", known.grounds.iter().copied());
    let help = Words::new(
        format!("決裁の文書にある根拠の ID を書きます。似た ID に置き換えないでください。{}", list.ja),
        format!("write the ground that the decision names, not one that looks alike; {}", list.en),
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
