//! kohyo (公表): Markdown pages and TOML data per fiscal year become a bilingual public site, and what is withheld stays inside.
//!
//! In: a `World` (a site folder and today's date). Out: a `Cleared` tree, or findings. Never: anything that the rooms below
//! do not say they do. The order of `build` is the architecture; see ARCHITECTURE.md.

pub mod audit;
pub mod authored;
pub mod bundle;
pub mod cli;
pub mod compare;
pub mod diagnostics;
pub mod disclosed;
pub mod figures;
pub mod guard;
pub mod inspect;
pub mod kinds;
pub mod load;
pub mod number;
pub mod prove;
pub mod publish;
pub mod redact;
pub mod release;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod shape;
pub mod sheets;
pub mod source;
pub mod stages;
pub mod start;
pub mod status;
pub mod validate;

use diagnostics::{Finding, Masks, sorted, stops};
use guard::Cleared;
use redact::Watchlist;
use render::Tree;
use source::{Sources, World};
use stages::{Stage, Stages};
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
    /// Whether the sources may hold withheld values.
    pub confidential: bool,
}

/// A site as it was made, before the guard has read it. Nobody can publish or serve it.
pub struct Rendered {
    /// The finished site, when nothing stopped it.
    pub tree: Option<Tree>,
    /// The withheld values that must not be in it.
    pub watchlist: Watchlist,
    /// Register numbers of those that stand in public text by coincidence.
    pub coincidences: BTreeSet<String>,
    /// What the public may know, with what the recomputation audit looked at.
    pub site: disclosed::Site,
    /// Where everything stands that is withheld and acknowledged.
    pub numbers: Vec<authored::Numbered>,
    /// 存否応答拒否: where something stands of which nobody is told. For staff only.
    pub unsaid: Vec<source::Span>,
    /// What staff said of protection against inference.
    pub given: audit::knowledge::Given,
    /// What earlier releases printed, oldest first.
    pub ledger: Vec<authored::Published>,
    /// 推論: what readers could work out about each withheld figure. For staff only.
    pub inferred: Vec<audit::inferred::Inferred>,
    /// All findings so far, in order of place.
    pub findings: Vec<Finding>,
    /// For printing the findings.
    pub sources: Sources,
    /// For printing the findings.
    pub masks: Masks,
    /// Whether the sources may hold withheld values.
    pub confidential: bool,
}

/// The whole way from a folder to a site: read, load, validate, redact, audit, render, guard.
pub fn build(world: &dyn World) -> Built {
    build_in(world, &mut Stages::default())
}

/// The same with a watch in hand.
pub fn build_in(world: &dyn World, stages: &mut Stages) -> Built {
    let mut site = rendered_in(world, stages);
    let cleared = stages.room(Stage::Guard, || site.clear());
    Built::of(site, cleared)
}

impl Built {
    /// A site as the guard left it.
    pub fn of(site: Rendered, cleared: Option<Cleared>) -> Built {
        let (findings, confidential) = (sorted(site.findings), site.confidential);
        Built { cleared, findings, sources: site.sources, masks: site.masks, confidential }
    }
}

impl Rendered {
    /// Has the guard read one file in place of the tree: what is taken out of a site goes the way that the site goes.
    pub fn clear_file(&mut self, name: &str, bytes: Vec<u8>) -> Option<Cleared> {
        let mut tree = Tree::default();
        tree.add(name, bytes);
        self.tree = Some(tree);
        self.clear()
    }

    /// Has the guard read the tree, once. What it finds joins the findings.
    pub fn clear(&mut self) -> Option<Cleared> {
        let open = self.masks.open_texts(&self.sources);
        match guard::clear(self.tree.take()?, &self.watchlist, open, &self.coincidences) {
            Ok(cleared) => Some(cleared),
            Err(refused) => {
                refused.hide.into_iter().for_each(|span| self.masks.hide(span));
                self.findings.extend(refused.findings);
                None
            }
        }
    }
}

/// The same way up to the guard, for those who compare sites: `bundle` and `prove`.
pub fn rendered(world: &dyn World) -> Rendered {
    rendered_in(world, &mut Stages::default())
}

fn rendered_in(world: &dyn World, stages: &mut Stages) -> Rendered {
    let (sources, unread) = stages.room(Stage::Read, || Sources::read(world));
    let mut findings: Vec<Finding> = unread.iter().map(diagnostics::unread).collect();
    let mut loaded = stages.room(Stage::Load, || load::load(&sources, world.as_of()));
    load::secrets(&mut loaded, world);
    loaded.site.config.host = world.host().unwrap_or(loaded.site.config.host);
    // Nothing more is said of a file that could not be read.
    let silent = |f: &Finding| f.places.first().is_some_and(|place| sources.is_unread(place.span.file, &unread));
    findings.extend(loaded.findings.into_iter().filter(|finding| !silent(finding)));
    findings.extend(stages.room(Stage::Validate, || validate::validate(&loaded.site, &sources, world.today())));
    let mut redacted = stages.room(Stage::Redact, || redact::redact(&loaded.site));
    let audited = stages.room(Stage::Audit, || audit::audit(&loaded.site, &redacted.site, &sources));
    findings.extend(audited.findings);
    redacted.site.checks = audited.checks;
    let coincidences = loaded.site.config.coincidences.iter().map(|number| number.value.clone()).collect();
    let tree = if stops(&findings) { None } else { draw(&redacted.site, &sources, &mut findings, stages) };
    let (watchlist, masks, site) = (redacted.watchlist, loaded.masks, redacted.site);
    let (given, inferred, ledger) = (audited.given, audited.inferred, loaded.site.data.ledger);
    let confidential = loaded.site.config.confidential;
    let (numbers, unsaid, findings) = (loaded.site.numbers, loaded.site.unsaid, sorted(findings));
    Rendered {
        tree,
        watchlist,
        coincidences,
        site,
        numbers,
        unsaid,
        given,
        inferred,
        ledger,
        findings,
        sources,
        masks,
        confidential,
    }
}

/// The second half, entered only when the sources are without fault.
fn draw(site: &disclosed::Site, sources: &Sources, findings: &mut Vec<Finding>, stages: &mut Stages) -> Option<Tree> {
    let (theme, theme_findings) = stages.room(Stage::Theme, || render::Theme::load(&site.theme, sources));
    findings.extend(theme_findings);
    if stops(findings) {
        return None;
    }
    let (tree, render_findings) = stages.room(Stage::Render, || render::render(site, &theme));
    findings.extend(render_findings);
    (!stops(findings)).then_some(tree)
}
