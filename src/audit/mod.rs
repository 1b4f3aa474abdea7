//! Checks across files and years: recomputation (検算) and links. One rule is one file is one code.
//!
//! In: the authored site (for places) and the disclosed one (for what the public sees). Out: findings. Never: a correction:
//! what was printed is published as printed.

mod cumulative;
mod links;
mod progress;

use crate::authored;
use crate::diagnostics::Finding;
use crate::disclosed;
use crate::source::Sources;

/// One check.
pub trait Rule: Sync {
    /// Looks at the whole site.
    fn check(&self, cx: &Context) -> Vec<Finding>;
}

/// What a rule may look at.
pub struct Context<'a> {
    /// As written, with places.
    pub authored: &'a authored::Site,
    /// As the public sees it.
    pub disclosed: &'a disclosed::Site,
    /// For reading links where they stand.
    pub sources: &'a Sources,
}

/// Every rule, in the order of their codes.
pub const RULES: [&dyn Rule; 3] = [&links::Links, &progress::Progress, &cumulative::Cumulative];

/// Runs every rule.
pub fn audit(authored: &authored::Site, disclosed: &disclosed::Site, sources: &Sources) -> Vec<Finding> {
    let cx = Context { authored, disclosed, sources };
    RULES.iter().flat_map(|rule| rule.check(&cx)).collect()
}

impl Context<'_> {
    /// Where an indicator's row of a year was written: the result, else the indicator itself.
    fn place(&self, plan: &str, indicator: &str, year: crate::figures::FiscalYear) -> Option<crate::source::Span> {
        let files = self.authored.data.years.iter().filter(|f| f.plan.value == plan && f.year.value == year);
        let rows = files.filter_map(|f| f.content.as_open()).flat_map(|c| &c.results).filter_map(|row| row.as_open());
        rows.filter(|row| row.indicator.value == indicator).map(|row| row.indicator.span).next()
    }
}
