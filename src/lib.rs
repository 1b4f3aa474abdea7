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
pub mod portal;
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
use guard::{Cleared, Guard, Lot, Passed};
use redact::Watchlist;
use render::{Theme, Tree};
use source::{SitePath, Sources, World};
use stages::{Stage, Stages};
use std::collections::BTreeSet;
use std::sync::Arc;

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
    pub site: Arc<disclosed::Site>,
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
    let mut files = Lot::default();
    let (mut built, passed) = build_to(world, &mut Stages::default(), &mut |lot| files.extend(lot));
    built.cleared = passed.and_then(|passed| Cleared::of(files, passed));
    built
}

/// The same lot by lot, with a watch in hand: what the guard lets pass is handed to `take` while the rest is made. Only its word at the
/// end says that the site may go out.
pub fn build_to(world: &dyn World, stages: &mut Stages, take: &mut dyn FnMut(Lot)) -> (Built, Option<Passed>) {
    // What a next run could use again is let go of before the first page is made.
    let Draft { mut rendered, theme, .. } = draft(world, &mut Kept::default(), None, stages);
    let passed = theme.and_then(|theme| rendered.complete_to(&theme, stages, take));
    (Built::of(rendered, None), passed)
}

impl Built {
    /// A site as the guard left it.
    pub fn of(site: Rendered, cleared: Option<Cleared>) -> Built {
        let (findings, confidential) = (sorted(site.findings), site.confidential);
        Built { cleared, findings, sources: site.sources, masks: site.masks, confidential }
    }
}

impl Rendered {
    /// Adds findings to those that there are.
    pub fn add(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
        self.findings = sorted(std::mem::take(&mut self.findings));
    }

    /// Has the guard read one file in place of the tree: what is taken out of a site goes the way that the site goes.
    pub fn clear_file(&mut self, name: &str, bytes: Vec<u8>) -> Option<Cleared> {
        let mut tree = Tree::default();
        tree.add(name, bytes);
        self.tree = Some(tree);
        self.clear()
    }

    /// Has the guard read the tree, once. What it finds joins the findings.
    pub fn clear(&mut self) -> Option<Cleared> {
        let tree = self.tree.take()?;
        let cleared = self.look_through(tree);
        self.settle(cleared)
    }

    /// Takes over what the guard found. Nothing is left to show where it found something.
    pub fn settle<T>(&mut self, cleared: Result<T, guard::Refused>) -> Option<T> {
        match cleared {
            Ok(cleared) => Some(cleared),
            Err(refused) => {
                refused.hide.into_iter().for_each(|span| self.masks.hide(span));
                self.findings.extend(refused.findings);
                None
            }
        }
    }

    /// Makes the site and has the guard read it, lot by lot. Everything that was found joins the findings.
    fn complete_to(&mut self, theme: &Theme, stages: &mut Stages, take: &mut dyn FnMut(Lot)) -> Option<Passed> {
        let (findings, looked) = self.lots(theme, stages, take);
        self.add(findings);
        let (rest, passed) = self.settle(looked?)?;
        stages.part(Stage::Publish, || take(rest));
        Some(passed)
    }

    /// What was wrong in making it, and what the guard says when nothing stops it.
    fn lots(&mut self, theme: &Theme, stages: &mut Stages, take: &mut dyn FnMut(Lot)) -> (Vec<Finding>, Option<Looked>) {
        let mut guard = match Guard::new(&self.watchlist) {
            Ok(guard) => guard,
            Err(refused) => return (Vec::new(), Some(Err(refused))),
        };
        let findings = stages.around(Stage::Render, |stages| {
            render::lots(&self.site, theme, |lot, far| {
                stages.tell(Stage::Render, Some(far));
                let lot = stages.part(Stage::Guard, || guard.read(lot));
                stages.part(Stage::Publish, || take(lot));
            })
        });
        // No page is made any more, and the guard needs room to hold each index against itself.
        self.site = Arc::default();
        let open = self.masks.open_texts(&self.sources);
        let looked = (!stops(&findings)).then(|| stages.room(Stage::Guard, || guard.finish(open, &self.coincidences)));
        (findings, looked)
    }

    /// Has the guard read files of the site.
    pub fn look_through(&self, tree: Tree) -> Result<Cleared, guard::Refused> {
        guard::clear(tree, &self.watchlist, self.masks.open_texts(&self.sources), &self.coincidences)
    }
}

/// What the guard says of a whole site: the files that it kept back so far, and that all may go out; or what it found.
type Looked = Result<(Lot, Passed), guard::Refused>;

/// The same way up to the guard, for those who compare sites: `bundle` and `prove`.
pub fn rendered(world: &dyn World) -> Rendered {
    draft(world, &mut Kept::default(), None, &mut Stages::default()).complete()
}

/// A site as far as it is known before the first page is made.
pub struct Draft {
    /// The site without a tree.
    pub rendered: Rendered,
    /// What its pages are made with; `None` where a finding stops it.
    pub theme: Option<Arc<Theme>>,
    /// Stands for its data: drafts of the same number have the same.
    pub edition: u64,
}

impl Draft {
    /// The second half of the way, entered only when the sources are without fault.
    pub fn complete(mut self) -> Rendered {
        if let Some(theme) = self.theme {
            let (tree, findings) = render::render(&self.rendered.site, &theme);
            self.rendered.tree = (!stops(&findings)).then_some(tree);
            self.rendered.add(findings);
        }
        self.rendered
    }
}

/// What the next run over the same site can use again. It changes how long that takes, and nothing else.
#[derive(Default)]
pub struct Kept {
    read: Option<Sources>,
    loaded: load::Kept,
    validated: validate::Kept,
    redacted: redact::Kept,
    audited: audit::Kept,
    theme: Option<Themed>,
    data: Arc<authored::Data>,
    edition: u64,
}

/// A theme of which there was nothing to say, and what it was made of.
struct Themed {
    name: String,
    sources: Sources,
    theme: Arc<Theme>,
}

impl Themed {
    /// Whether the same name and the same files would make it again.
    fn is_of(&self, name: &str, sources: &Sources) -> bool {
        self.name == name && self.sources.same_below(source::THEMES, sources)
    }
}

impl Kept {
    fn edition_of(&mut self, data: Arc<authored::Data>) -> u64 {
        if !Arc::ptr_eq(&self.data, &data) {
            (self.data, self.edition) = (data, self.edition + 1);
        }
        self.edition
    }

    /// The sources: all of them, or those of the time before with the files that were `changed` since then.
    fn sources(&mut self, world: &dyn World, changed: Option<&[SitePath]>) -> (Sources, Vec<source::Unread>) {
        let again = self.read.as_ref().zip(changed).and_then(|(read, changed)| read.again(world, changed));
        let (sources, unread) = again.map_or_else(|| Sources::read(world), |sources| (sources, Vec::new()));
        self.read = unread.is_empty().then(|| sources.clone());
        (sources, unread)
    }
}

/// The first half of the way: read, load, validate, redact, audit, and the theme. `changed`: all that may differ from the time before,
/// where that is known.
pub fn draft(world: &dyn World, kept: &mut Kept, changed: Option<&[SitePath]>, stages: &mut Stages) -> Draft {
    let (sources, unread) = stages.room(Stage::Read, || kept.sources(world, changed));
    let mut findings: Vec<Finding> = unread.iter().map(diagnostics::unread).collect();
    let mut loaded = stages.room(Stage::Load, || load::load_again(&sources, world.as_of(), &mut kept.loaded));
    load::secrets(&mut loaded, world);
    loaded.site.config.host = world.host().unwrap_or(loaded.site.config.host);
    // Nothing more is said of a file that could not be read.
    let silent = |f: &Finding| f.places.first().is_some_and(|place| sources.is_unread(place.span.file, &unread));
    findings.extend(loaded.findings.into_iter().filter(|finding| !silent(finding)));
    let validated = &mut kept.validated;
    findings.extend(stages.room(Stage::Validate, || validate::validate_again(&loaded.site, &sources, world.today(), validated)));
    let mut redacted = stages.room(Stage::Redact, || redact::redact_again(&loaded.site, &mut kept.redacted));
    let audit = || audit::audit_again(&loaded.site, &redacted.site, &sources, &validated.bodies, &mut kept.audited);
    let audited = stages.room(Stage::Audit, audit);
    findings.extend(audited.findings);
    redacted.site.checks = audited.checks;
    let theme = themed(&redacted.site, &sources, &mut findings, &mut kept.theme, stages);
    let site = loaded.site;
    let rendered = Rendered {
        tree: None,
        watchlist: redacted.watchlist,
        coincidences: site.config.coincidences.iter().map(|number| number.value.clone()).collect(),
        site: Arc::new(redacted.site),
        numbers: site.numbers,
        unsaid: site.unsaid,
        given: audited.given,
        ledger: site.data.ledger.clone(),
        inferred: audited.inferred,
        findings: sorted(findings),
        sources,
        masks: loaded.masks,
        confidential: site.config.confidential,
    };
    Draft { rendered, theme, edition: kept.edition_of(site.data) }
}

/// The theme of a site that is without fault so far.
fn themed(
    site: &disclosed::Site,
    sources: &Sources,
    findings: &mut Vec<Finding>,
    kept: &mut Option<Themed>,
    stages: &mut Stages,
) -> Option<Arc<Theme>> {
    if stops(findings) {
        return None;
    }
    if let Some(kept) = kept.as_ref().filter(|kept| kept.is_of(&site.theme, sources)) {
        return Some(Arc::clone(&kept.theme));
    }
    let (theme, found) = stages.room(Stage::Theme, || Theme::load(&site.theme, sources));
    let theme = Arc::new(theme);
    let themed = || Themed { name: site.theme.clone(), sources: sources.clone(), theme: Arc::clone(&theme) };
    *kept = found.is_empty().then(themed);
    findings.extend(found);
    (!stops(findings)).then_some(theme)
}
