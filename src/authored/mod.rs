//! What the author wrote, with places, before anybody has decided what the public may know.
//!
//! In: built by `load`. Out: read by `validate` and `redact`. Never: `Serialize`; a `Debug` that prints a sealed value.
//! Row types are in `data.rs`, pages in `page.rs`, the envelope in `sealed.rs`.

mod config;
mod data;
mod page;
mod sealed;
mod text;

pub use config::{Config, Contact};
pub use data::*;
pub use page::{Attached, Attachment, File, Page};
pub use sealed::{Held, Opener, Sealed, Withholding};
pub use text::{Marked, Segment, Text};

use crate::figures::{Printed, Units};
use crate::kinds::WithheldKind;
use crate::source::{Span, Spanned};

/// A cell of a table: open or withheld.
pub type Cell = Held<CellContent>;

/// What an open cell holds.
#[derive(Clone, Debug)]
pub enum CellContent {
    /// A figure or mark as printed, with its place.
    Printed(Spanned<Printed>),
    /// 未到来: the time has not come.
    NotYet,
    /// Words instead of a number.
    Words(Text),
}

/// The whole site as written.
#[derive(Debug, Default)]
pub struct Site {
    /// `kohyo.toml`
    pub config: Config,
    /// `content/**`
    pub pages: Vec<Page>,
    /// `data/**`
    pub data: Data,
    /// Every ground that a statement, mark or withheld cell names, wherever it stands.
    pub grounds: Vec<Id>,
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
    /// `data/plans/*.toml`
    pub plans: Vec<Plan>,
    /// `data/<year>/<plan>/*.toml`, in path order
    pub years: Vec<YearFile>,
}

/// The disclosure statement of a page or data file (公表の区分).
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// Which of the five states.
    pub state: Spanned<State>,
    /// Why, when something is withheld.
    pub ground: Option<Spanned<String>>,
    /// The reason in words.
    pub reason: Option<Text>,
    /// The page or file itself.
    pub span: Span,
}

impl Disclosure {
    /// The envelope of a page, file or row that this statement hides as a whole.
    pub fn withholding<T>(&self, kind: WithheldKind, payload: Option<T>, span: Span) -> Withholding<T> {
        let acknowledged = self.state.value != State::Unacknowledged;
        let (ground, payload) = (self.ground.clone(), payload.map(Sealed::new));
        Withholding { ground, id: None, payload, kind, span, acknowledged }
    }
}

/// The five states of disclosure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// 公表: every part is public.
    Public,
    /// 一部非公表: at least one part is withheld.
    Partial,
    /// 非公表: nothing of the content is shown.
    Withheld,
    /// 公表予定: withheld until a recorded decision.
    Embargoed,
    /// 存否応答拒否: even its existence is withheld.
    Unacknowledged,
}

impl State {
    /// Every accepted word with its state; either language is accepted.
    pub const WORDS: [(&'static str, State); 10] = [
        ("公表", State::Public),
        ("public", State::Public),
        ("一部非公表", State::Partial),
        ("partial", State::Partial),
        ("非公表", State::Withheld),
        ("withheld", State::Withheld),
        ("公表予定", State::Embargoed),
        ("embargoed", State::Embargoed),
        ("存否応答拒否", State::Unacknowledged),
        ("unacknowledged", State::Unacknowledged),
    ];

    /// Whether nothing of the content may be shown.
    pub fn hides_all(self) -> bool {
        matches!(self, State::Withheld | State::Embargoed | State::Unacknowledged)
    }
}
