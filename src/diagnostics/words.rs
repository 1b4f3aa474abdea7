//! Sentences of findings, in both languages, for problems that several rooms report.
//!
//! In: names, paths, accepted words. Out: `Words`. Never: a value that an author may have withheld.

use super::{Finding, Words, errors};
use crate::source::{Unread, Why};
use unicode_normalization::UnicodeNormalization;

/// The nearest of the known words, when it is near enough to be meant. Widths, capitals and the two kana count for nothing.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(typed);
    let mut best: Option<(f64, &str)> = None;
    for word in known.into_iter().filter(|word| negates(word) == negates(typed)) {
        let likeness = if means(&folded, word) { 1.0 } else { strsim::jaro_winkler(&folded, &fold(word)) };
        if best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, word));
        }
    }
    best.filter(|(likeness, _)| *likeness >= 0.75).map(|(_, word)| word)
}

/// Words of other rules and habits that mean one of ours.
const MEANT: [(&str, &[&str]); 10] = [
    ("公表", &["公開", "開示", "全部公表", "全部公開"]),
    (
        "一部非公表",
        &[
            "一部非公開",
            "部分非公表",
            "部分非公開",
            "一部不開示",
            "部分不開示",
            "一部公表",
            "一部公開",
            "一部開示",
            "部分公表",
            "部分公開",
            "部分開示",
        ],
    ),
    ("非公表", &["非公開", "不開示", "非開示", "未公表", "未公開", "秘密", "秘"]),
    ("公表予定", &["公開予定", "開示予定", "解禁前"]),
    ("存否応答拒否", &["存否不回答", "存否非回答"]),
    ("public", &["open", "published", "disclosed"]),
    ("partial", &["partly", "part", "redacted"]),
    ("withheld", &["closed", "private", "hidden", "secret", "confidential", "nonpublic", "non-public"]),
    ("embargoed", &["embargo", "scheduled"]),
    ("累計", &["累積", "通算"]),
];

fn means(typed: &str, word: &str) -> bool {
    MEANT.iter().any(|(ours, theirs)| *ours == word && theirs.contains(&typed))
}

/// Whether a Japanese word says that something is not: one that does is never taken for one that does not.
fn negates(word: &str) -> bool {
    let partly = ["一部", "部分"].iter().any(|start| word.starts_with(start));
    // 秘 says so without saying 非; 一部公表 says that the rest is not.
    partly || ["非", "不", "未", "無", "秘", "拒否", "ない", "なし", "解禁前"].iter().any(|sign| word.contains(sign))
}

/// Half-width and trimmed, as names and codes are written.
pub fn plain(typed: &str) -> String {
    typed.nfkc().collect::<String>().trim().to_owned()
}

/// What is the same to the eye of a person in a hurry: full-width and half-width, capitals and small letters, katakana and hiragana, blanks.
fn fold(word: &str) -> String {
    let hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        other => other,
    };
    plain(word).to_lowercase().chars().filter(|c| !c.is_whitespace()).map(hiragana).collect()
}

/// What to do about a unit that is not known. A unit that is only like it may be a thousand times as large, so none is proposed
/// but one that differs in width or capitals alone.
pub fn suggest_unit<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    let known: Vec<&str> = known.into_iter().collect();
    match known.iter().find(|word| fold(word) == fold(typed)) {
        Some(word) => suggest(typed, [*word]),
        None => {
            let list = suggest("", known.iter().copied());
            Words::new(
                format!(
                    "まず資料を見てください。写し間違いなら直します。{}。資料もそうなら、数値は変えずに、data/units.toml の終わりに次の行を加えます。\n{}",
                    list.ja,
                    unit(typed)
                ),
                format!(
                    "look at the document first. If it was copied wrongly, correct it ({}); if the document has it so, leave the figure and add these lines to the end of data/units.toml:\n{}",
                    list.en,
                    unit(typed)
                ),
            )
        }
    }
}

/// A unit as it is written, to be completed.
fn unit(printed: &str) -> String {
    let (printed, after) = (serde_json::json!(printed), "{ one = \" …\", other = \" …\" }");
    format!(
        "[[unit]]\nid = \"…\"\nprinted = [{printed}]\ndimension = \"item\"\nname.ja = {printed}\nname.en = \"…\"\nenglish = {after}"
    )
}

/// How many there are, and how many of them stop the site.
pub fn count(findings: &[Finding]) -> Words {
    let errors = errors(findings);
    let warnings = findings.len() - errors;
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    Words::new(
        format!("エラー {errors} 件、注意 {warnings} 件"),
        format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")),
    )
}

/// "Did you mean", or the list of what is accepted.
pub fn suggest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    suggest_as(typed, known, str::to_owned)
}

/// The same, for words that an author writes in another form.
pub fn suggest_as<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>, written: impl Fn(&str) -> String) -> Words {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(typed, known.iter().copied()).map(&written) {
        Some(word) => Words::new(format!("「{word}」ではありませんか。"), format!("did you mean `{word}`?")),
        None if known.is_empty() => Words::new("まだ何も定義されていません。", "nothing is defined yet."),
        None => {
            let shown: Vec<String> = known.iter().take(12).map(|word| written(word)).collect();
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
        Why::NotUtf8 => Words::new(format!("{path} の文字コードが UTF-8 ではありません。"), format!("{path} is not UTF-8")),
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
        Why::NotUtf8 => Some(Words::new(
            "メモ帳なら「名前を付けて保存」で、文字コードに UTF-8 を選びます。",
            "in a text editor, choose UTF-8 as the encoding when saving.",
        )),
        Why::Fault(_) | Why::TooLarge(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, suggest_unit};

    const STATES: [&str; 10] = [
        "公表",
        "public",
        "一部非公表",
        "partial",
        "非公表",
        "withheld",
        "公表予定",
        "embargoed",
        "存否応答拒否",
        "unacknowledged",
    ];
    const KEYS: [&str; 8] =
        ["disclosure", "base_url", "title", "kind", "direction", "self_evaluation", "indicators", "nav_title"];
    const KINDS: [&str; 6] = ["page", "plan", "indicators", "programs", "businesses", "accessibility-result"];
    const CATEGORIES: [&str; 6] = ["財政", "税制", "金融", "規制緩和", "規制強化", "その他"];

    #[test]
    fn what_is_typed_and_what_is_proposed() {
        let table: [(&str, &[&'static str], Option<&str>); 39] = [
            ("disclosur", &KEYS, Some("disclosure")),
            ("Disclosure", &KEYS, Some("disclosure")),
            ("ｄｉｓｃｌｏｓｕｒｅ", &KEYS, Some("disclosure")),
            ("DISCLOSURE", &KEYS, Some("disclosure")),
            ("base-url", &KEYS, Some("base_url")),
            ("baseurl", &KEYS, Some("base_url")),
            ("directon", &KEYS, Some("direction")),
            ("selfevaluation", &KEYS, Some("self_evaluation")),
            ("indicator", &KEYS, Some("indicators")),
            ("題名", &KEYS, None),
            ("xyz", &KEYS, None),
            ("公開", &STATES, Some("公表")),
            ("開示", &STATES, Some("公表")),
            ("公 表", &STATES, Some("公表")),
            ("非公開", &STATES, Some("非公表")),
            ("不開示", &STATES, Some("非公表")),
            ("未公表", &STATES, Some("非公表")),
            ("公表しない", &STATES, None),
            ("部分公表", &STATES, Some("一部非公表")),
            ("一部公開", &STATES, Some("一部非公表")),
            ("一部不開示", &STATES, Some("一部非公表")),
            ("公開予定", &STATES, Some("公表予定")),
            ("存否応答", &STATES, None),
            ("Public", &STATES, Some("public")),
            ("ｐｕｂｌｉｃ", &STATES, Some("public")),
            ("witheld", &STATES, Some("withheld")),
            ("private", &STATES, Some("withheld")),
            ("embargo", &STATES, Some("embargoed")),
            ("Page", &KINDS, Some("page")),
            ("programmes", &KINDS, Some("programs")),
            ("business", &KINDS, Some("businesses")),
            ("表紙", &KINDS, None),
            ("財政支援", &CATEGORIES, Some("財政")),
            ("税", &CATEGORIES, Some("税制")),
            ("規制緩話", &CATEGORIES, Some("規制緩和")),
            ("ソノ他", &CATEGORIES, Some("その他")),
            ("不適合", &["適合", "未判定"], None),
            ("KEIHIN-2022", &["keihin-2022", "osaka-2022"], Some("keihin-2022")),
            ("keihin2022", &["keihin-2022", "osaka-2022"], Some("keihin-2022")),
        ];
        let proposed = |(typed, known, _): (&str, &[&'static str], _)| (typed.to_owned(), nearest(typed, known.iter().copied()));
        let wanted: Vec<_> = table.iter().map(|(typed, _, wanted)| ((*typed).to_owned(), *wanted)).collect();
        assert_eq!(table.map(proposed).to_vec(), wanted);
    }

    #[test]
    fn no_unit_is_proposed_for_another_one() {
        let say = |typed| suggest_unit(typed, ["円", "億円", "%", "km"]).ja;
        assert!(say("ｋｍ").contains("「km」ではありませんか"), "{}", say("ｋｍ"));
        assert!(say("％").contains("「%」ではありませんか"));
        let thousand = say("千円");
        assert!(!thousand.contains("ではありませんか") && thousand.contains("data/units.toml"), "{thousand}");
    }
}
