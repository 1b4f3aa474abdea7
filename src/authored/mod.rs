//! What the author wrote, with places, before anybody has decided what the public may know.
//!
//! In: built by `load`. Out: read by `validate` and `redact`. Never: `Serialize`; a `Debug` that prints a sealed value.
//! Row types are in `data.rs`, pages in `page.rs`, the envelope in `sealed.rs`.

mod accessibility;
mod checks;
mod config;
mod data;
mod dialogue;
mod disclosure;
mod inference;
mod number;
mod page;
mod portal;
mod same;
mod sealed;
mod text;
mod work;

pub use accessibility::{AccessPolicy, AccessTest, Accessibility, Criterion};
pub use checks::{Discrepancy, Edition, PrintedName, Relation};
pub use config::{Config, Contact};
pub use data::*;
pub use dialogue::{Comment, Meeting, Reply};
pub use disclosure::{Disclosure, Embargo, Release, State};
pub use inference::{Accepted, GroundBound, Inference, OwnProtection, Protection, Published};
pub use number::{InText, Numbered, RegisterNumber};
pub use page::{Attached, Attachment, File, Page, Reviewed};
pub use portal::{Member, Portal};
pub use same::{OfData, shared};
pub use sealed::{Held, Opener, Sealed, Withholding};
pub use text::{Marked, Segment, Text};
pub use work::{Conduct, Dated, Event, Goal, Part, Policy, Project, ScheduleMark, ScheduleRow, Series};

use crate::figures::{Printed, Units};
use crate::source::Spanned;
use std::sync::Arc;

/// A cell of a table: open or withheld.
pub type Cell = Held<CellContent>;

/// What an open cell holds.
#[derive(Clone, Debug)]
pub enum CellContent {
    /// A figure or mark as printed, with its place.
    Printed(Spanned<Printed>),
    /// 未到来: the time has not come.
    NotYet,
    /// 未入力: nobody has written it down yet.
    NotEntered,
    /// Words instead of a number.
    Words(Text),
}

/// The whole site as written.
#[derive(Debug, Default)]
pub struct Site {
    /// `kohyo.toml`
    pub config: Config,
    /// `content/**`; shared by those who load the site again.
    pub pages: Vec<Arc<Page>>,
    /// `data/**`
    pub data: Arc<Data>,
    /// Every ground that a statement, mark or withheld cell names, wherever it stands.
    pub grounds: Vec<Id>,
    /// Every register number that is given to something withheld, wherever it stands.
    pub numbers: Vec<Numbered>,
    /// 存否応答拒否: where something stands of which nobody is told.
    pub unsaid: Vec<crate::source::Span>,
    /// Withheld values kept outside the sources (`secrets/<number>.md`), read on staff machines only.
    pub secrets: Vec<(String, Sealed<String>)>,
}

/// All data files.
#[derive(Debug, Default)]
pub struct Data {
    /// `data/units.toml`
    pub units: Units,
    /// `data/documents.toml`
    pub documents: Vec<Document>,
    /// `data/bodies.toml`
    pub bodies: Vec<Body>,
    /// `data/grounds.toml`
    pub grounds: Vec<Ground>,
    /// `data/register.toml`; `None` when the site keeps none.
    pub register: Option<Vec<Numbering>>,
    /// `data/accessibility.toml`
    pub accessibility: Accessibility,
    /// What that register had and is public now.
    pub released: Vec<Released>,
    /// `data/plans/*.toml`
    pub plans: Vec<Arc<Plan>>,
    /// `data/<year>/<plan>/*.toml`, in path order
    pub years: Vec<Arc<YearFile>>,
    /// `data/inference.toml`
    pub inference: Inference,
    /// `data/ledger.toml`, oldest release first
    pub ledger: Vec<Published>,
}
