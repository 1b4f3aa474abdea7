//! The disclosure statement (公表の区分) of a page, data file, row or attachment.
//!
//! In: built by `load`. Out: read by `validate` and `redact`. Never: a default; a state that a clock changes.

use super::{Id, Sealed, Text, Withholding};
use crate::figures::Date;
use crate::kinds::WithheldKind;
use crate::source::{Span, Spanned};

/// What a page, file, row or attachment says of its own disclosure.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// Which of the five states.
    pub state: Spanned<State>,
    /// Why, when something is withheld.
    pub ground: Option<Id>,
    /// The register number of the thing as a whole, e.g. `W-2026-014`.
    pub id: Option<Id>,
    /// The reason in words.
    pub reason: Option<Text>,
    /// 決定者
    pub by: Option<Text>,
    /// 決定日
    pub decided: Option<Spanned<Date>>,
    /// 次回見直し
    pub review: Option<Spanned<Date>>,
    /// 公表予定: until when, and the decision that lifts it.
    pub embargo: Option<Embargo>,
    /// Whether the embargo is lifted on the day for which the site is built.
    pub lifted: bool,
    /// Whether the title of a withheld page is public.
    pub title_public: bool,
    /// Whether a withheld page leaves a page that says so.
    pub stub: bool,
    /// Whether a section's statement holds for the pages below it that have none of their own.
    pub children: bool,
    /// Whether only the values of a withheld row are hidden, not its name.
    pub values_only: bool,
    /// The page or file itself.
    pub span: Span,
}

/// 公表予定
#[derive(Clone, Debug)]
pub struct Embargo {
    /// The day from which it may be shown, once that is decided.
    pub until: Spanned<Date>,
    /// Whether readers are told that day.
    pub announce: bool,
    /// The recorded decision; without it the embargo holds whatever the day.
    pub release: Option<Release>,
}

/// A recorded decision to show what was under embargo.
#[derive(Clone, Debug)]
pub struct Release {
    /// Day of the decision.
    pub on: Spanned<Date>,
    /// Who decided.
    pub by: String,
}

impl Embargo {
    /// Whether it is lifted on a day: the embargo is over, and somebody has decided so.
    pub fn lifted(&self, day: Option<Date>) -> bool {
        let release = self.release.as_ref().map(|release| release.on.value);
        day.zip(release).is_some_and(|(day, decided)| decided <= day && self.until.value <= day)
    }
}

impl Disclosure {
    /// A statement of nothing but a state.
    pub fn of(state: Spanned<State>, span: Span) -> Disclosure {
        Disclosure {
            state,
            ground: None,
            id: None,
            reason: None,
            by: None,
            decided: None,
            review: None,
            embargo: None,
            lifted: false,
            title_public: false,
            stub: true,
            children: false,
            values_only: false,
            span,
        }
    }

    /// Whether nothing of the content may be shown.
    pub fn hides_all(&self) -> bool {
        self.state.value.hides_all() && !self.lifted
    }

    /// How strict it is: what stands below another thing is never laxer than that.
    pub fn strictness(&self) -> u8 {
        match self.state.value {
            _ if self.lifted => 0,
            // A part of a page that is withheld says nothing about the pages below it.
            State::Public | State::Partial => 0,
            State::Embargoed => 1,
            State::Withheld => 2,
            State::Unacknowledged => 3,
        }
    }

    /// The envelope of a page, file or row that this statement hides as a whole.
    pub fn withholding<T>(&self, kind: WithheldKind, payload: Option<T>, span: Span) -> Withholding<T> {
        let acknowledged = self.state.value != State::Unacknowledged;
        let (ground, id, payload) = (self.ground.clone(), self.id.clone(), payload.map(Sealed::new));
        Withholding { ground, id, payload, kind, stated: Some(Box::new(self.clone())), broken: false, span, acknowledged }
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
