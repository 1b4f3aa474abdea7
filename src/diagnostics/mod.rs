//! Findings: what is wrong, where, and what to do, in Japanese and English.
//!
//! In: rooms report `Finding`s. Out: terminal text, JSON, or GitHub annotations. Never: a withheld value; source lines are
//! masked before they are printed.

pub mod codes;
mod mask;
mod print;
pub mod words;

pub use codes::Code;
pub use mask::Masks;
pub use print::{Format, print};

use crate::figures::Lang;
use crate::source::{Span, Unread, Why};

/// The same sentence in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// 日本語
    pub ja: String,
    /// English
    pub en: String,
}

impl Words {
    /// Both sentences.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Words {
        Words { ja: ja.into(), en: en.into() }
    }

    /// The sentence of a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// One problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Stable code with its severity.
    pub code: &'static Code,
    /// What is wrong (原因).
    pub message: Words,
    /// What to do (対処). Boxed, since a finding is the error of many results.
    pub help: Option<Box<Words>>,
    /// Where; the first is the main place.
    pub places: Vec<Place>,
}

/// A place with an optional remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The characters concerned.
    pub span: Span,
    /// What stands there, for further places.
    pub label: Option<Words>,
}

impl Finding {
    /// A finding without a place yet.
    pub fn new(code: &'static Code, message: Words) -> Finding {
        Finding { code, message, help: None, places: Vec::new() }
    }

    /// Says where.
    pub fn at(mut self, span: Span) -> Finding {
        self.places.push(Place { span, label: None });
        self
    }

    /// Says where else, and what is there.
    pub fn also(mut self, span: Span, label: Words) -> Finding {
        self.places.push(Place { span, label: Some(label) });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: Words) -> Finding {
        self.help = Some(Box::new(help));
        self
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The build stops; the previous output stays.
    Error,
    /// Worth knowing.
    Warning,
}

/// What could not be read, as a finding. Its place is in its words: there is no text to point into.
pub fn unread(unread: &Unread) -> Finding {
    let code = match &unread.why {
        Why::Link => codes::LINKED_FILE,
        Why::Backup => codes::BACKUP_FILE,
        Why::BadName => codes::BAD_FILE_NAME,
        Why::Fault(_) | Why::TooLarge(_) | Why::NotUtf8 => codes::UNREADABLE,
    };
    let finding = Finding::new(code, words::unread(unread));
    match words::unread_help(&unread.why) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// Sorts by place, then code, and removes repeats: the same input gives the same list.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let key = |f: &Finding| (f.places.first().map(|p| p.span), f.code.id, f.message.en.clone());
    findings.sort_by_key(key);
    findings.dedup();
    findings
}

/// Whether anything stops the build.
pub fn stops(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.code.severity == Severity::Error)
}
