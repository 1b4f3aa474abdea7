//! Findings: what is wrong, where, and what to do, in Japanese and English.
//!
//! In: rooms report `Finding`s. Out: terminal text, JSON, or GitHub annotations. Never: a withheld value; source lines are
//! masked before they are printed.

pub mod codes;
pub mod explained;
mod mask;
mod print;
pub mod words;

pub use codes::Code;
pub use mask::{MASK, Masks};
pub use print::{Format, print};

use crate::figures::Lang;
use crate::source::{Span, Unread, Why};

/// The same sentence in both languages.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
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

/// Two texts that should hide the same do not.
///
/// Each language comes with its place and the number of its marks. No line of the texts is quoted: the language that lacks a
/// mark may hold in the open what the other one hides.
pub fn marks_differ((ja, in_ja): (Span, usize), (en, in_en): (Span, usize)) -> Finding {
    let message = Words::new(
        format!("日本語（{in_ja} か所）と英語（{in_en} か所）で、非公表の部分の数・根拠・番号が違います。"),
        format!("what is withheld (number of parts, grounds, register numbers) differs: {in_ja} in Japanese, {in_en} in English"),
    );
    let help = Words::new(
        "両方の言語に同じ印を同じ数だけ置いてください。",
        "put the same marks, with the same grounds and numbers, into both languages.",
    );
    let other = Words::new("もう一方の言語", "the other language");
    Finding::new(codes::MARKS_DIFFER, message).at(ja).also(en, other).help(help)
}

/// Something stands below a thing that hides more than it does.
pub fn laxer(span: Span) -> Finding {
    let message = Words::new(
        "上にあるもの（節・計画・ファイル）より緩い公表の区分です。",
        "this is laxer than what it stands below (section, plan or file)",
    );
    let help = Words::new(
        "同じかより厳しい区分にするか、上の区分を見直してください。",
        "choose a state that is as strict or stricter, or reconsider the one above.",
    );
    Finding::new(codes::LAXER, message).at(span).help(help)
}

/// Sorts by place, then code, and removes repeats: the same input gives the same list. What may already be a leak comes first.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let leak = |f: &Finding| f.code == codes::PAYLOAD_IN_SOURCE;
    let key = |f: &Finding| (!leak(f), f.places.first().map(|p| p.span), f.code.id, f.message.en.clone());
    findings.sort_by_key(key);
    findings.dedup();
    findings
}

/// How many stop the build.
pub fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.code.severity == Severity::Error).count()
}

/// Whether anything stops the build.
pub fn stops(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.code.severity == Severity::Error)
}
