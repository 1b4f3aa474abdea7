//! The envelope on the way in: `Sealed<T>`, which only `redact` opens, and `Held<T>`, which is open or withheld.
//!
//! In: a value that must not leave. Out: nothing, until an `Opener` asks. Never: `Serialize`, a `Debug` with content.

use crate::kinds::WithheldKind;
use crate::source::{Span, Spanned};
use std::fmt;

/// A value nobody outside `redact` can look at.
#[derive(Clone)]
pub struct Sealed<T>(T);

/// The permission to open what is sealed. The room test allows `Opener::for_redaction` in `redact` alone.
pub struct Opener(());

impl Opener {
    /// Called by `redact` only.
    pub(crate) fn for_redaction() -> Opener {
        Opener(())
    }
}

impl<T> Sealed<T> {
    /// Closes the envelope.
    pub fn new(value: T) -> Sealed<T> {
        Sealed(value)
    }

    /// Turns what is inside into another form, without taking it out.
    pub fn map<U>(self, form: impl FnOnce(T) -> U) -> Sealed<U> {
        Sealed(form(self.0))
    }

    /// Opens it, for whoever holds the permission.
    pub fn open(&self, _: &Opener) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(..)")
    }
}

/// Something that is open, or withheld (非公表) with its value sealed or absent.
#[derive(Clone, Debug)]
pub enum Held<T> {
    /// May be shown.
    Open(T),
    /// 非公表
    Withheld(Withholding<T>),
}

impl<T> Held<T> {
    /// The open value, if it is open.
    pub fn as_open(&self) -> Option<&T> {
        match self {
            Held::Open(value) => Some(value),
            Held::Withheld(_) => None,
        }
    }
}

/// One withheld thing: why, under which number, and what it hides where the sources carry it.
#[derive(Clone, Debug)]
pub struct Withholding<T> {
    /// The ground's id, e.g. `joho-5-2a`; a mark may leave it to its page.
    pub ground: Option<Spanned<String>>,
    /// The register number, e.g. `W-2024-001`.
    pub id: Option<Spanned<String>>,
    /// What is hidden; best practice is nothing.
    pub payload: Option<Sealed<T>>,
    /// False for 存否応答拒否: even that something is withheld is not said, and it leaves no trace.
    pub acknowledged: bool,
    /// What kind of thing it is, as the register names it.
    pub kind: WithheldKind,
    /// The statement that hides it as a whole; a mark or cell leaves that to its page or file.
    pub stated: Option<Box<super::Disclosure>>,
    /// A mark that could not be read: a finding says so, and nothing else is asked of it.
    pub broken: bool,
    /// Where the author wrote it.
    pub span: Span,
}

impl<T> Withholding<T> {
    /// Something withheld of which only kind and place are known yet.
    pub fn bare(kind: WithheldKind, span: Span) -> Withholding<T> {
        Withholding { ground: None, id: None, payload: None, kind, stated: None, broken: false, span, acknowledged: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_prints_the_value() {
        let sealed = Sealed::new("株式会社ひみつ".to_owned());
        assert_eq!(format!("{sealed:?}"), "Sealed(..)");
        assert_eq!(sealed.open(&Opener::for_redaction()), "株式会社ひみつ");
    }
}
