//! Text in two languages, in which parts may be marked 《非公表》.
//!
//! In: strings with their marks already found by `load`. Out: segments. Never: a payload in the open.

use super::Withholding;
use crate::figures::Lang;
use crate::kinds::WithheldKind;
use crate::source::{Span, Spanned};

/// Ground, number and kind of each withheld part of a text.
pub type Signature<'a> = Vec<(Option<&'a str>, Option<&'a str>, WithheldKind)>;

impl Marked {
    /// Whether two texts hide the same, as far as both could be read.
    pub fn hides_like(&self, other: &Marked) -> bool {
        // So it is of nearly all.
        if self.withheld().chain(other.withheld()).next().is_none() {
            return true;
        }
        self.signature().zip(other.signature()).is_none_or(|(one, two)| one == two)
    }
}

/// A string cut at its marks.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// In reading order.
    pub segments: Vec<Segment>,
}

/// A piece of a marked string.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Ordinary text.
    Open(String),
    /// 《非公表》
    Withheld(Withholding<String>),
}

impl Segment {
    /// The open text, if this is open.
    pub fn as_open(&self) -> Option<&str> {
        match self {
            Segment::Open(text) => Some(text),
            Segment::Withheld(_) => None,
        }
    }

    /// The mark, if this is one.
    pub fn into_withheld(self) -> Option<Withholding<String>> {
        match self {
            Segment::Open(_) => None,
            Segment::Withheld(mark) => Some(mark),
        }
    }
}

impl Marked {
    /// The marks in it.
    pub fn withheld(&self) -> impl Iterator<Item = &Withholding<String>> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Open(_) => None,
            Segment::Withheld(mark) => Some(mark),
        })
    }

    /// What of it is withheld, without order: the same for a text and its translation. `None` where a mark could not be read.
    pub fn signature(&self) -> Option<Signature<'_>> {
        fn word(part: &Option<Spanned<String>>) -> Option<&str> {
            part.as_ref().map(|word| word.value.as_str())
        }
        let mut all: Vec<_> = self.withheld().map(|mark| (word(&mark.ground), word(&mark.id), mark.kind)).collect();
        all.sort_unstable();
        self.withheld().all(|mark| !mark.broken).then_some(all)
    }

    /// The open text, when nothing in it is withheld.
    pub fn plain(&self) -> Option<String> {
        let open = |segment: &Segment| match segment {
            Segment::Open(text) => Some(text.clone()),
            Segment::Withheld(_) => None,
        };
        self.segments.iter().map(open).collect()
    }
}

/// The same text in each language; a language may be declared missing.
#[derive(Clone, Debug)]
pub struct Text {
    /// 日本語
    pub ja: Option<Spanned<Marked>>,
    /// English
    pub en: Option<Spanned<Marked>>,
    /// Languages the author said are missing.
    pub missing: Vec<Lang>,
    /// The whole entry.
    pub span: Span,
}

impl Text {
    /// The text of a language.
    pub fn get(&self, lang: Lang) -> Option<&Spanned<Marked>> {
        match lang {
            Lang::Ja => self.ja.as_ref(),
            Lang::En => self.en.as_ref(),
        }
    }
}
