//! Every finding's code. One list, so that the manual, `kohyo explain` and the tests walk the same codes.
//!
//! In and out: constants. Never: a code that no fixture raises (a test checks that).

use super::{Severity, Words};
use std::sync::LazyLock;

/// A stable code.
#[derive(Debug)]
pub struct Code {
    /// `K0102`
    pub id: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    ja: &'static str,
    en: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl Code {
    /// Its name in both languages.
    pub fn title(&self) -> Words {
        Words::new(self.ja, self.en)
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $ja:literal $en:literal;)*) => {
        $(#[doc = $en] pub static $name: &Code = &Code { id: $id, severity: Severity::$severity, ja: $ja, en: $en };)*
        /// All codes in order.
        pub static ALL: LazyLock<Vec<&'static Code>> = LazyLock::new(|| vec![$($name),*]);
    };
}

codes! {
    UNREADABLE          "K0001" Error "ファイルを読めません" "a file cannot be read";
    NO_SITE             "K0002" Error "サイトの設定がありません" "the site has no settings";
    BAD_TOML            "K0101" Error "TOML の書き方に誤りがあります" "the TOML is not well formed";
    UNKNOWN_KEY         "K0102" Error "知らないキーです" "an unknown key";
    MISSING_KEY         "K0103" Error "必要なキーがありません" "a required key is missing";
    WRONG_TYPE          "K0104" Error "値の種類が違います" "a value of the wrong kind";
    BAD_ID              "K0105" Error "ID の形が違います" "an id of the wrong form";
    BAD_FIGURE          "K0106" Error "数値を読み取れません" "a figure cannot be read";
    BAD_DATE            "K0107" Error "存在しない日付です" "a date that does not exist";
    UNKNOWN_WORD        "K0108" Error "使えない語です" "a word that is not accepted here";
    BAD_FRONT_MATTER    "K0109" Error "ページの見出し部分に誤りがあります" "the front matter is not well formed";
    MISPLACED_FILE      "K0110" Error "ファイルの置き場所が違います" "a file in the wrong place";
    MISSING_LANGUAGE    "K0201" Error "片方の言語がありません" "a language is missing";
    DUPLICATE_ID        "K0202" Error "同じ ID が二つあります" "the same id twice";
    UNKNOWN_REFERENCE   "K0203" Error "参照先がありません" "a reference to nothing";
    WRONG_UNIT          "K0204" Error "単位が違います" "the wrong unit";
    YEAR_OUT_OF_PLAN    "K0205" Error "計画期間の外の年度です" "a fiscal year outside the plan";
    BROKEN_LINK         "K0206" Error "リンク先がありません" "a link to nothing";
    BAD_LINK            "K0207" Error "使えないリンクです" "a link that is not allowed";
    SAME_ADDRESS        "K0208" Error "同じアドレスの出力が二つあります" "two outputs with the same address";
    RAW_HTML            "K0209" Error "HTML はそのまま書けません" "raw HTML is not allowed";
    TOO_MANY_ITEMS      "K0210" Error "ナビゲーションの項目が多すぎます" "too many items in the navigation";
    NO_DISCLOSURE       "K0301" Error "公表の区分がありません" "no disclosure state";
    BAD_DISCLOSURE      "K0302" Error "知らない公表の区分です" "an unknown disclosure state";
    BAD_MARK            "K0303" Error "非公表の印に誤りがあります" "a malformed withheld mark";
    MARK_STATE          "K0304" Error "区分と印が合いません" "state and marks disagree";
    PAYLOAD_IN_SOURCE   "K0305" Error "非公表の値が原稿にあります" "a withheld value in the sources";
    RESERVED_CHARACTER  "K0306" Error "使えない文字です" "a reserved character";
    NO_GROUND           "K0330" Error "非公表の根拠がありません" "no ground for withholding";
    NO_DECISION         "K0331" Error "非公表の決定日がありません" "no day of the decision to withhold";
    NO_REVIEW           "K0332" Error "次回見直しの日がありません" "no day of the next review";
    REVIEW_ORDER        "K0333" Error "見直しの日が決定日より前です" "a review before the decision";
    LAXER               "K0334" Error "親より緩い公表の区分です" "laxer than what it stands below";
    NO_EMBARGO_DAY      "K0335" Error "公表を予定する日がありません" "an embargo without a day";
    BAD_RELEASE         "K0336" Error "公表の決定に不足があります" "a release that is not recorded in full";
    IDLE_KEY            "K0337" Error "この区分では意味のないキーです" "a key that means nothing in this state";
    NOTHING_WITHHELD    "K0338" Error "非公表の部分がありません" "partly withheld, but nothing is";
    PARTIAL_ROW         "K0339" Error "行は一部非公表にできません" "a row cannot be partly withheld";
    FOREIGN_KEY         "K0340" Error "ほかの仕組みの公開設定です" "a publishing switch of another tool";
    ALWAYS_PUBLIC       "K0341" Error "公表にしかできない表です" "a table that can only be public";
    PUBLIC_SETTINGS     "K0342" Error "設定に非公表の部分があります" "something withheld in the settings";
    WITHHELD_FALSE      "K0343" Error "withheld = false とは書けません" "withheld = false";
    STRAY_GROUND        "K0344" Error "公表の値に根拠があります" "a ground beside an open value";
    REVIEW_DUE          "K0345" Warning "見直しの日を過ぎています" "a review is due";
    STATES_DIFFER       "K0350" Error "二つの言語で公表の区分が違います" "the states of the two languages differ";
    MARKS_DIFFER        "K0351" Error "二つの言語で非公表の部分が違います" "what is withheld differs between the languages";
    SAME_NUMBER         "K0353" Error "同じ番号の非公表が二つあります" "a register number used twice";
    UNKNOWN_NUMBER      "K0354" Error "台帳にない番号です" "a number that the register never gave";
    NO_NUMBER           "K0355" Warning "非公表の番号がありません" "something withheld has no number";
    ORPHAN_SECRET       "K0356" Error "どこにもない番号の秘密ファイルです" "a secret for a number that nothing has";
    SECRET_TWICE        "K0357" Error "非公表の値が二か所にあります" "a withheld value kept in two places";
    BAD_SECRET          "K0358" Error "秘密ファイルを読めません" "a secret file that cannot be used";
    LEAK                "K0401" Error "非公表の値が出力にあります" "a withheld value in the output";
    LEAK_DUPLICATE      "K0402" Error "非公表の値が公表の原稿にもあります" "a withheld value also stands in a public source";
    UNREADABLE_OUTPUT   "K0403" Error "中を調べられない出力があります" "an output whose inside cannot be searched";
    PROGRESS            "K0501" Error "進捗度の検算が合いません" "printed progress contradicts target and actual";
    CUMULATIVE          "K0502" Error "累計目標の検算が合いません" "the cumulative target is not the sum of the yearly ones";
    TEMPLATE            "K0601" Error "テンプレートに誤りがあります" "a template is wrong";
    FOREIGN_OUTPUT      "K0701" Error "出力先が kohyo のものではありません" "the output folder is not kohyo's";
    NUMBER_BY_HAND      "K0720" Warning "番号を書き込めないところです" "a place where kohyo cannot write a number";
    NUMBERS_REFUSED     "K0721" Error "番号を付けられません" "numbers cannot be given";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
