//! Checks across files and years: recomputation (検算) and links. One rule is one file is one code.
//!
//! In: the authored site (for places) and the disclosed one (for what the public sees). Out: findings. Never: a correction:
//! what was printed is published as printed.

mod cumulative;
mod links;
mod progress;

use crate::authored;
use crate::diagnostics::{Code, Finding, Words};
use crate::disclosed;
use crate::figures::FiscalYear;
use crate::source::{Sources, Span};

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

/// A figure that does not fit the others; most often it was copied wrongly.
fn slip(code: &'static Code, message: Words, place: Option<Span>) -> Finding {
    let help =
        Words::new("原資料と見比べ、写し間違いを直してください。", "compare with the source document and correct the slip.");
    let finding = Finding::new(code, message).help(help);
    match place {
        Some(span) => finding.at(span),
        None => finding,
    }
}

impl Context<'_> {
    /// Where an indicator was defined.
    fn indicator_place(&self, plan: &str, indicator: &str) -> Option<Span> {
        let plan = self.authored.data.plans.iter().find(|p| p.id.value == plan)?;
        plan.indicators.iter().find(|i| i.id.value == indicator).map(|i| i.id.span)
    }

    /// Where an indicator's result of a year was written.
    fn result_place(&self, plan: &str, indicator: &str, year: FiscalYear) -> Option<Span> {
        let files = self.authored.data.years.iter().filter(|f| f.plan.value == plan && f.year.value == year);
        let mut rows = files.filter_map(|f| f.content.as_open()).flat_map(|c| &c.results).filter_map(|row| row.as_open());
        rows.find(|row| row.indicator.value == indicator).map(|row| row.indicator.span)
    }
}
