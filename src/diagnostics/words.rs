//! Sentences of findings, in both languages, for problems that several rooms report.
//!
//! In: names, paths, accepted words. Out: `Words`. Never: a value that an author may have withheld.

use super::Words;
use crate::source::{MAX_SOURCE_BYTES, Unread, Why};

/// The nearest of the known words, when it is near enough to be meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for word in known {
        let likeness = strsim::jaro_winkler(typed, word);
        if best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, word));
        }
    }
    best.filter(|(likeness, _)| *likeness >= 0.75).map(|(_, word)| word)
}

/// "Did you mean", or the list of what is accepted.
pub fn suggest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(typed, known.iter().copied()) {
        Some(word) => Words::new(format!("「{word}」ではありませんか。"), format!("did you mean `{word}`?")),
        None if known.is_empty() => Words::new("まだ何も定義されていません。", "nothing is defined yet."),
        None => {
            let shown = known.iter().take(12).copied().collect::<Vec<_>>();
            let more = if known.len() > shown.len() { " …" } else { "" };
            Words::new(
                format!("使えるのは次のとおりです: {}{more}", shown.join("、")),
                format!("accepted here: {}{more}", shown.join(", ")),
            )
        }
    }
}

/// A file or folder that could not be read.
pub fn unread(unread: &Unread) -> Words {
    let path = &unread.path;
    match &unread.why {
        Why::Fault(why) => Words::new(format!("{path} を読めません（{why}）。"), format!("cannot read {path}: {why}")),
        Why::TooLarge => {
            let mib = MAX_SOURCE_BYTES / (1024 * 1024);
            Words::new(format!("{path} は {mib} MiB を超えています。"), format!("{path} is larger than {mib} MiB"))
        }
        Why::NotUtf8 => {
            let ja = format!("{path} は UTF-8 ではありません。UTF-8 で保存し直してください。");
            Words::new(ja, format!("{path} is not UTF-8; save it as UTF-8"))
        }
    }
}
