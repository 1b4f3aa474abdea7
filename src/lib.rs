//! kohyo (公表): Markdown pages and TOML data per fiscal year become a bilingual public site, and what is withheld stays inside.
//!
//! In: a `World` (a site folder and today's date). Out: a `Cleared` tree, or findings. Never: anything that the rooms below
//! do not say they do. The order of `build` is the architecture; see ARCHITECTURE.md.

pub mod audit;
pub mod authored;
pub mod cli;
pub mod diagnostics;
pub mod disclosed;
pub mod figures;
pub mod guard;
pub mod inspect;
pub mod kinds;
pub mod load;
pub mod number;
pub mod publish;
pub mod redact;
pub mod render;
pub mod serve;
pub mod source;
pub mod validate;

use diagnostics::{Finding, Masks, sorted, stops};
use guard::Cleared;
use source::{Sources, World};
use std::collections::BTreeSet;

/// What a build gives back: findings always, a tree only when nothing stops it.
pub struct Built {
    /// The finished site, read and passed by the guard.
    pub cleared: Option<Cleared>,
    /// All findings of one run, in order of place.
    pub findings: Vec<Finding>,
    /// For printing the findings.
    pub sources: Sources,
    /// For printing the findings.
    pub masks: Masks,
}

/// The whole way from a folder to a site: read, load, validate, redact, audit, render, guard.
pub fn build(world: &dyn World) -> Built {
    let (sources, unread) = Sources::read(world);
    let mut findings: Vec<Finding> = unread.iter().map(diagnostics::unread).collect();
    let mut loaded = load::load(&sources, world.as_of());
    load::secrets(&mut loaded, world);
    findings.extend(loaded.findings);
    findings.extend(validate::validate(&loaded.site, &sources, world.today()));
    let redacted = redact::redact(&loaded.site);
    findings.extend(audit::audit(&loaded.site, &redacted.site, &sources));
    let mut masks = loaded.masks;
    let chance = loaded.site.config.coincidences.iter().map(|number| number.value.clone()).collect();
    let cleared = if stops(&findings) { None } else { finish(&redacted, &sources, &chance, &mut masks, &mut findings) };
    Built { cleared, findings: sorted(findings), sources, masks }
}

/// The second half, entered only when the sources are without fault.
fn finish(
    redacted: &redact::Redacted,
    sources: &Sources,
    coincidences: &BTreeSet<String>,
    masks: &mut Masks,
    findings: &mut Vec<Finding>,
) -> Option<Cleared> {
    let (theme, theme_findings) = render::Theme::load(&redacted.site.theme, sources);
    findings.extend(theme_findings);
    if stops(findings) {
        return None;
    }
    let (tree, render_findings) = render::render(&redacted.site, &theme);
    findings.extend(render_findings);
    if stops(findings) {
        return None;
    }
    let cleared = guard::clear(tree, &redacted.watchlist, masks.open_texts(sources), coincidences);
    let refused = match cleared {
        Ok(cleared) => return Some(cleared),
        Err(refused) => refused,
    };
    refused.hide.into_iter().for_each(|span| masks.hide(span));
    findings.extend(refused.findings);
    None
}
