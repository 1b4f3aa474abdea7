//! Sentences of findings, in both languages, for problems that several rooms report.
//!
//! In: names, paths, accepted words. Out: `Words`. Never: a value that an author may have withheld.

use super::Words;
use crate::source::{Unread, Why};

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
        Why::TooLarge(most) => {
            let mib = most / (1024 * 1024);
            Words::new(format!("{path} は {mib} MiB を超えています。"), format!("{path} is larger than {mib} MiB"))
        }
        Why::Link => Words::new(
            format!("{path} はシンボリックリンクです。リンクの先は公開の対象になりません。"),
            format!("{path} is a symbolic link; kohyo follows none"),
        ),
        Why::Backup => Words::new(
            format!("{path} は控えや一時ファイルの名前です。"),
            format!("{path} has the name of a backup or temporary file"),
        ),
        Why::BadName => Words::new(
            format!("{path} は kohyo が読める名前ではありません。"),
            format!("{path} has a name that kohyo cannot read"),
        ),
        Why::NotUtf8 => {
            let ja = format!("{path} は UTF-8 ではありません。UTF-8 で保存し直してください。");
            Words::new(ja, format!("{path} is not UTF-8; save it as UTF-8"))
        }
    }
}

/// What to do about a file that must not be read; `None` where the words above say it already.
pub fn unread_help(why: &Why) -> Option<Words> {
    match why {
        Why::Link => Some(Words::new(
            "リンクではなく、ファイルそのものを置くか、リンクを消してください。",
            "put the file itself there, or remove the link.",
        )),
        Why::Backup => Some(Words::new(
            "消すか、content、data、themes の外へ移してください。必要なファイルなら名前を変えます。",
            "remove it, or move it out of content, data and themes; a file that is needed gets another name.",
        )),
        Why::BadName => {
            Some(Words::new("小文字の英数字と - で名付けてください。", "name it with lower-case letters, digits and `-`."))
        }
        Why::Fault(_) | Why::TooLarge(_) | Why::NotUtf8 => None,
    }
}
