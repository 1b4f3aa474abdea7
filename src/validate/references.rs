//! Grounds of withheld things, wherever they stand, and the site's own settings.
//!
//! In: the whole site. Out: findings. Never: a payload.

use super::{Known, reference};
use crate::authored::Site;
use crate::diagnostics::{Finding, Words, codes, words};
use crate::source::{Sources, Span};
use std::collections::BTreeSet;

/// Checks settings and every ground that is named.
pub fn site(site: &Site, sources: &Sources, known: &Known, findings: &mut Vec<Finding>) {
    settings(site, sources, known, findings);
    for body in site.data.grounds.iter().filter_map(|ground| ground.body.as_ref()) {
        reference(body, &known.bodies, ("団体", "body"), findings);
    }
    for ground in &site.grounds {
        reference(ground, &known.grounds, ("非公表の根拠", "ground"), findings);
    }
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
