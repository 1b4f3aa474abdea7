//! What the TOML parser says, in words of both languages.
//!
//! In: the parser's message. Out: a finding that says what is wrong and what to write. Never: a part of the file.

use crate::diagnostics::{Finding, Words, codes};

/// What the parser says begins with one of the first; then what is wrong and what to do, in Japanese and in English.
type Fault = (&'static [&'static str], [&'static str; 2], [&'static str; 2]);

const FAULTS: [Fault; 8] = [
    (
        &["invalid basic string", "invalid literal string", "invalid multi-line", "missing opening quote"],
        ["引用符（\" や '）が閉じていません", "a quote is left open"],
        [
            "文字や数値は、同じ行の中で半角の \" から \" までに書きます。何行にもわたる文章は \"\"\" で囲みます。",
            "write it from \" to \" on one line; a text of several lines stands between \"\"\" and \"\"\".",
        ],
    ),
    (
        &["key with no value", "missing assignment"],
        ["キーの後ろに = がありません", "a key without `=`"],
        ["キー = 値 の形で書きます。= は半角です（全角の ＝ は使えません）。", "write key = value, with a half-width `=`."],
    ),
    (
        &["string values must be quoted"],
        ["値がないか、引用符で囲まれていません", "no value, or one without quotes"],
        [
            "半角の \" で囲みます（例: actual = \"12億円\"）。印刷された数値も文字として書きます。",
            "put it between quotes, e.g. actual = \"12億円\"; figures are written as they are printed.",
        ],
    ),
    (
        &["duplicate key"],
        ["同じキーが二度書かれています", "a key is written twice"],
        [
            "どちらかを消してください。次の行を始めるときは、先に [[result]] のような見出しを書きます。",
            "remove one of them; another row begins with its own heading, e.g. [[result]].",
        ],
    ),
    (
        &["invalid date", "invalid time", "invalid datetime", "invalid offset", "invalid month", "invalid day"],
        ["暦にない日付です", "there is no such day"],
        ["日付は 2026-04-01 の形で、引用符を付けずに書きます。", "write a day as 2026-04-01, without quotes."],
    ),
    (
        &["missing comma"],
        ["値と値の間にコンマがありません", "a comma is missing between values"],
        ["値の間に半角の , を書きます（例: [2023, 2027]）。", "write a half-width `,` between them, e.g. [2023, 2027]."],
    ),
    (
        &["unclosed array", "unclosed table", "unclosed inline table"],
        ["かっこが閉じていません", "a bracket is left open"],
        [
            "[ は ]、{ は } で閉じます。見出しの [[ は ]] で閉じます。どれも半角です。",
            "close `[` with `]`, `{` with `}`, and the `[[` of a heading with `]]`.",
        ],
    ),
    (
        &["invalid unquoted key", "unquoted keys cannot be empty"],
        ["キーに使えない文字があります", "a key of other characters"],
        [
            "キーは半角の英数字と _ と - で書きます。説明の行なら、先頭に # を付けます。",
            "keys are of half-width letters, digits, `_` and `-`; a line of explanation begins with #.",
        ],
    ),
];

/// The finding for what the parser says; of a file that withholds something it may say nothing.
pub fn fault(said: &str) -> Finding {
    let known = FAULTS.iter().find(|(starts, ..)| starts.iter().any(|start| said.starts_with(start)));
    let (cause, help) = match known {
        Some((_, [ja, en], help)) => (Words::new(format!("：{ja}"), format!(": {en}")), *help),
        None if said.is_empty() => (Words::new("", ""), GENERAL),
        None => (Words::new(format!("（{said}）"), format!(": {said}")), GENERAL),
    };
    let message = Words::new(format!("TOML として読めません{}。", cause.ja), format!("not well-formed TOML{}", cause.en));
    Finding::new(codes::BAD_TOML, message).help(Words::new(help[0], help[1]))
}

const GENERAL: [&str; 2] = [
    "引用符の閉じ忘れ、= の抜け、同じキーの重なりがないか見てください。",
    "look for a quote left open, a missing `=`, or a key written twice.",
];

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    /// The parser's words may change with its version; then these fall back to the general help, and this test says so.
    #[test]
    fn what_authors_mistype_is_said_in_both_languages() {
        let said = |text: &str| {
            let (_, errors) = DeTable::parse_recoverable(text);
            errors.first().map(|error| fault(error.message())).expect("a fault")
        };
        for (text, word) in [
            ("a = \"x\nb = 1\n", "a quote is left open"),
            ("a = 'x\n", "a quote is left open"),
            ("a = \"\"\"x\n", "a quote is left open"),
            ("a ＝ \"x\"\n", "a key without `=`"),
            ("a\n", "a key without `=`"),
            ("a = 12億円\n", "no value, or one without quotes"),
            ("a = 1\na = 2\n", "a key is written twice"),
            ("a = 2026-02-30\n", "there is no such day"),
            ("a = 2026-13-01\n", "there is no such day"),
            ("a = [\"x\" \"y\"]\n", "a comma is missing between values"),
            ("a = [1, 2\n", "a bracket is left open"),
            ("[[a]\n", "a bracket is left open"),
            ("a = { b = 1\n", "a bracket is left open"),
            ("実績 = 1\n", "a key of other characters"),
            ("a =\n", "no value, or one without quotes"),
        ] {
            let finding = said(text);
            assert!(finding.message.en.ends_with(word), "{text}: {}", finding.message.en);
            assert!(!finding.message.ja.is_ascii() && finding.message.ja.contains('：'), "{}", finding.message.ja);
        }
    }
}
