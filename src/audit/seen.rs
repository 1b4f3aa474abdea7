//! Plans that are seen together, with what their figures are read with.
//!
//! In: a disclosed site, or some of its plans. Out: all that a rule on figures and the inference may look at. Never: anything else of
//! a site, on which they could come to depend unnoticed.

use crate::disclosed::{Discrepancy, Figures, Ground, Plan, Site, figures_of};
use crate::figures::Units;
use std::sync::Arc;

/// What is looked at.
pub struct Seen {
    /// The plans, in the order of their ids.
    pub plans: Vec<Arc<Plan>>,
    /// The units in which they print.
    pub units: Units,
    /// The grounds on which they withhold.
    pub grounds: Vec<Ground>,
}

impl Seen {
    /// All plans of a site.
    pub fn of(site: &Site) -> Seen {
        Seen { plans: site.plans.clone(), units: site.units.clone(), grounds: site.grounds.clone() }
    }

    /// Each plan.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.plans.iter().map(|plan| &**plan)
    }

    /// All public and withheld figures.
    pub fn figures(&self) -> Figures<'_> {
        figures_of(self.plans())
    }

    /// Known contradictions of all documents.
    pub fn discrepancies(&self) -> impl Iterator<Item = &Discrepancy> {
        self.plans().flat_map(Plan::discrepancies)
    }
}
