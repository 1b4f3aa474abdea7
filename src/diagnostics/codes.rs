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
    BAD_CLAIM           "K0225" Error "試験の裏付けがない対応度です" "a claim that the tests do not bear out";
    STALE_TRANSLATION   "K0226" Warning "訳の見直しが要ります" "a translation wants another look";
    BAD_READING         "K0227" Error "ふりがなの書き方に誤りがあります" "a reading that is not well formed";
    NO_DISCLOSURE       "K0301" Error "公表の区分がありません" "no disclosure state";
    BAD_DISCLOSURE      "K0302" Error "知らない公表の区分です" "an unknown disclosure state";
    UNCLOSED_MARK       "K0303" Error "非公表の印が閉じていません" "a withheld mark that is not closed";
    MARK_STATE          "K0304" Error "区分と印が合いません" "state and marks disagree";
    PAYLOAD_IN_SOURCE   "K0305" Error "非公表の値が原稿にあります" "a withheld value in the sources";
    RESERVED_CHARACTER  "K0306" Error "使えない文字です" "a reserved character";
    NESTED_MARK         "K0310" Error "非公表の印が入れ子です" "a withheld mark inside a withheld mark";
    MARK_ACROSS_PARAGRAPHS "K0311" Error "非公表の印が段落をまたいでいます" "a withheld mark across paragraphs";
    MIXED_MARK          "K0312" Error "非公表の印のかっこが揃っていません" "a withheld mark closed by another bracket";
    GLUED_MARK          "K0313" Error "非公表の印に余分な言葉があります" "further words in a withheld mark";
    BAD_MARK_GROUND     "K0314" Error "印の根拠の形が違います" "a mark's ground of the wrong form";
    EMPTY_MARK_DETAIL   "K0315" Error "印の根拠か番号が空です" "a mark's ground or number is empty";
    BAD_MARK_NUMBER     "K0316" Error "印の番号の形が違います" "a mark's number of the wrong form";
    UNCLOSED_BLOCK      "K0317" Error "非公表のブロックが閉じていません" "a withheld block that is not closed";
    NESTED_BLOCK        "K0318" Error "非公表のブロックが入れ子です" "a withheld block inside a withheld block";
    BAD_BLOCK_LINE      "K0319" Error "ブロックの最初の行に余分な言葉があります" "unknown words on the first line of a block";
    ORPHAN_FENCE        "K0320" Error "閉じるもののない ::: です" "a ::: that closes nothing";
    BLOCK_IN_DATA       "K0321" Error "データにブロックがあります" "a block in a data file";
    ENCODED_MARK        "K0322" Error "符号で書かれた印です" "a withheld mark in an encoding";
    BROKEN_MARK         "K0323" Error "途中で切れた印です" "a withheld mark in pieces";
    MISSPELT_MARK       "K0324" Error "印のつづりが違います" "a misspelt withheld mark";
    LOOK_ALIKE_MARK     "K0325" Error "印に似たかっこです" "something like a withheld mark in other brackets";
    AMBIGUOUS_MARK      "K0326" Error "印か文字か分かりません" "a mark or a word: ambiguous brackets";
    LOOK_ALIKE_FENCE    "K0327" Error "ブロックに似た行です" "a line like the first line of a withheld block";
    MARK_OUT_OF_PLACE   "K0328" Error "印を書けない場所です" "a withheld mark where none can stand";
    COMMENT             "K0329" Error "HTML コメントは書けません" "an HTML comment";
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
    WITHHELD_READING    "K0346" Error "非公表の部分がある名前に読みがあります" "a reading beside a name with a withheld part";
    STATES_DIFFER       "K0350" Error "二つの言語で公表の区分が違います" "the states of the two languages differ";
    MARKS_DIFFER        "K0351" Error "二つの言語で非公表の部分が違います" "what is withheld differs between the languages";
    SAME_NUMBER         "K0353" Error "同じ番号の非公表が二つあります" "a register number used twice";
    UNKNOWN_NUMBER      "K0354" Error "台帳にない番号です" "a number that the register never gave";
    NO_NUMBER           "K0355" Warning "非公表の番号がありません" "something withheld has no number";
    ORPHAN_SECRET       "K0356" Error "どこにもない番号の秘密ファイルです" "a secret for a number that nothing has";
    SECRET_TWICE        "K0357" Error "非公表の値が二か所にあります" "a withheld value kept in two places";
    BAD_SECRET          "K0358" Error "秘密ファイルを読めません" "a secret file that cannot be used";
    IDLE_COINCIDENCE    "K0359" Error "どこにもない番号の偶然の一致です" "a coincidence for a number that nothing has";
    UNREFERENCED        "K0360" Error "どこからも参照されていないファイルです" "a file that nothing refers to";
    BACKUP_FILE         "K0361" Error "控えや一時ファイルがあります" "a backup or temporary file";
    LINKED_FILE         "K0362" Error "シンボリックリンクがあります" "a symbolic link";
    NO_ATTACHMENT       "K0363" Error "添付ファイルがありません" "an attachment is not there";
    BAD_SHA256          "K0364" Error "sha256 の形が違います" "a sha256 of the wrong form";
    SHA256_DIFFERS      "K0365" Error "sha256 がファイルと合いません" "the sha256 is not that of the file";
    BAD_FILE_NAME       "K0366" Error "アドレスにできないファイル名です" "a file name that cannot be an address";
    KIND_NOT_ALLOWED    "K0367" Error "公開できない種類のファイルです" "a kind of file that cannot be published";
    KIND_DIFFERS        "K0368" Error "ファイルの中身が拡張子と違います" "the content is not what the extension says";
    TOLD_APART          "K0369" Error "同じファイルの記載が食い違っています" "the same file is declared in two ways";
    TWIN_ATTACHMENTS    "K0370" Error "二つの言語で添付ファイルが違います" "the two languages attach different files";
    NOT_REVIEWED        "K0371" Error "目で確かめた記録がありません" "nobody says to have reviewed this file";
    OFFICE_FILE         "K0372" Error "Office ファイルは許可が要ります" "an Office file needs leave";
    FILE_METADATA       "K0373" Error "ファイルに見えない情報が付いています" "a file carries information that is not seen";
    FILE_TRAILING       "K0374" Error "ファイルの終わりの後ろに何かあります" "something follows the end of a file";
    FILE_DAMAGED        "K0375" Error "ファイルを確かめられません" "a file cannot be inspected";
    FILE_ACTIVE         "K0376" Error "ファイルに動く部分や外への参照があります" "a file has active parts or outside references";
    FILE_HISTORY        "K0377" Error "ファイルに前の版が残っています" "a file still holds an earlier version";
    COVERED_TEXT        "K0378" Error "見えない文字があります" "text that is covered or cannot be seen";
    HIDDEN_PARTS        "K0379" Error "ファイルに隠れた部分があります" "a file has hidden parts";
    HIDDEN_CHARACTERS   "K0380" Error "見えない制御文字があります" "characters that cannot be seen";
    WITHHELD_FILE       "K0381" Error "非公表のファイルが原稿にあります" "a withheld file in the sources";
    LAXER_ATTACHMENT    "K0382" Error "ページより緩い区分です" "a state laxer than that of the page";
    SURPLUS_CELL        "K0395" Error "見出しのない列にセルがあります" "a table cell without a heading";
    LEAK                "K0401" Error "非公表の値が出力にあります" "a withheld value in the output";
    LEAK_DUPLICATE      "K0402" Error "非公表の値が公表の原稿にもあります" "a withheld value also stands in a public source";
    UNREADABLE_OUTPUT   "K0403" Error "中を調べられない出力があります" "an output whose inside cannot be searched";
    UNTRUE_INDEX        "K0404" Error "検索の索引がページと合いません" "a search index that is not true of the pages";
    PROGRESS            "K0501" Error "進捗度の検算が合いません" "printed progress contradicts target and actual";
    CUMULATIVE          "K0502" Error "累計目標の検算が合いません" "the cumulative target is not the sum of the yearly ones";
    GROWTH              "K0503" Error "伸び率の検算が合いません" "printed growth contradicts the actual figures";
    AGGREGATE           "K0504" Error "評価指標の進捗度の検算が合いません" "the progress of a group contradicts that of its targets";
    WEIGHTS             "K0505" Error "寄与度の合計が100%になりません" "the weights of a group do not make 100%";
    OVERALL_WEIGHTS     "K0506" Error "全体に占める寄与度の合計が100%になりません" "the weights of a plan do not make 100%";
    SERIES_TOTAL        "K0507" Error "年度の合計が累計と合いません" "the years do not make the printed total";
    SERIES_PARTS        "K0508" Error "内訳の合計が合いません" "the parts do not make the whole";
    RELATION            "K0509" Error "宣言された関係が成り立ちません" "a declared relation does not hold";
    COUNT               "K0510" Error "数と行の数が合いません" "a claimed count is not the number of rows";
    FALLING             "K0511" Error "累計が前の年度より減っています" "a cumulative figure is smaller than the year before";
    DATE_ORDER          "K0512" Error "日付の順序が合いません" "dates are out of order";
    PRINTED_DATE        "K0513" Error "印刷された日付の検算が合いません" "a printed date is not the day it is said to be";
    CALENDAR_YEAR       "K0514" Error "日付が年度の外にあります" "a date lies outside the fiscal year it counts for";
    NAMES               "K0515" Error "同じものの名前が合いません" "one thing has different names";
    IDLE_DISCREPANCY    "K0516" Error "記録された不一致がもうありません" "a recorded discrepancy no longer occurs";
    UNKNOWN_FACT        "K0517" Error "その ID の数値がありません" "no figure has this id";
    LANGUAGES           "K0518" Error "日本語と英語の数が違います" "the numbers differ between the languages";
    INFERENCE           "K0520" Error "非公表の数値が推論できます" "withheld figures can be inferred";
    IDLE_ACCEPTANCE     "K0521" Error "受け入れた推論がもうありません" "an accepted inference is no longer possible";
    TEMPLATE            "K0601" Error "テンプレートに誤りがあります" "a template is wrong";
    UNKNOWN_THEME       "K0602" Error "テーマがありません" "there is no such theme";
    THEME_CYCLE         "K0603" Error "テーマが自分自身の上に立っています" "a theme stands on itself";
    THEME_TEXT          "K0604" Error "テーマの語に誤りがあります" "a text of the theme is wrong";
    MISSING_TEXT        "K0605" Error "テーマに語が足りません" "the theme lacks a text";
    ASSET               "K0606" Error "テーマのファイルを公表できません" "a file of the theme cannot go out";
    ASSET_CLASH         "K0607" Error "テーマのファイルの名前が重なっています" "a file of the theme has a name that is taken";
    THEME_OUTSIDE       "K0608" Error "テーマがほかのサーバーを呼びます" "the theme calls another host";
    THEME_INLINE        "K0609" Error "ページの中のスクリプトやスタイルです" "a script or style inside a page";
    MISSING_PART        "K0610" Error "テーマが要る部分を出していません" "the theme leaves out what must be there";
    FOREIGN_OUTPUT      "K0701" Error "出力先が kohyo のものではありません" "the output folder is not kohyo's";
    CHANGED_OUTPUT      "K0702" Error "出力先に別のものがあります" "the output folder holds something else";
    BUSY_OUTPUT         "K0703" Error "出力先は使用中です" "the output folder is in use";
    DAMAGED_TREE        "K0705" Error "公開用フォルダーが記録と合いません" "a published folder is not as its manifest says";
    NO_TREE             "K0706" Error "比べられるフォルダーではありません" "a folder that cannot be compared";
    NOT_APPROVED        "K0707" Error "決裁されたものと違います" "not what was approved";
    BUNDLE_DIFFERS      "K0710" Error "公開用の原稿から同じサイトができません" "the public bundle makes another site";
    BUNDLE_BROKEN       "K0711" Error "公開用の原稿からサイトを作れません" "the public bundle does not build";
    BUNDLE_HOLDS        "K0712" Error "公開用の原稿に非公表の値が残っています" "a withheld value in the public bundle";
    WORLD_DIFFERS       "K0715" Error "非公表の値を変えると出力が変わります" "another withheld value changes the site";
    WORLD_BROKEN        "K0716" Error "非公表の値を変えるとサイトを作れません" "another withheld value stops the site";
    LOG_DIFFERS         "K0717" Error "非公表の値を変えると指摘が変わります" "another withheld value changes the findings";
    PLANT_MISSED        "K0718" Error "出力の検査が非公表の値を見逃します" "the guard misses a withheld value";
    NUMBER_BY_HAND      "K0720" Warning "番号を書き込めないところです" "a place where kohyo cannot write a number";
    NUMBERS_REFUSED     "K0721" Error "番号を付けられません" "numbers cannot be given";
    NOT_VACANT          "K0730" Error "フォルダーが空ではありません" "the folder is not empty";
    ALREADY_THERE       "K0731" Error "もうあります" "it is already there";
    NOTHING_TO_CARRY    "K0732" Error "引き継ぐものがありません" "there is nothing to carry over";
    START_REFUSED       "K0733" Error "そのままでは作れません" "it cannot be begun like this";
    SHEET_UNREADABLE    "K0801" Error "表計算のファイルを読めません" "a spreadsheet cannot be read";
    SHEET_TOO_LARGE     "K0802" Error "表が大きすぎます" "a table is too large";
    NO_TABLE            "K0803" Error "取り込む表がありません" "no table to import";
    UNKNOWN_COLUMN      "K0804" Warning "分からない列です" "a column that is not known";
    NOT_SHOWN           "K0805" Warning "表示されていないものがあります" "something does not show";
    DOUBTFUL_CELL       "K0806" Error "表示を確定できないセルです" "a cell of which it cannot be told what it shows";
    UNGROUNDED_CELL     "K0807" Error "非公表の根拠がありません" "withheld without a ground";
    PROPOSED_ID         "K0808" Warning "仮の ID です" "an id that stands in for another";
    NOT_UNDERSTOOD      "K0809" Error "分からないセルです" "a cell that is not understood";
    LEFT_OUT            "K0810" Warning "取り込んでいない部分があります" "a part that was not imported";
    WORDS_FOR_FIGURE    "K0811" Warning "数値の列に語句があります" "words where a figure stands";
    ENCODING            "K0812" Warning "文字コードがはっきりしません" "an encoding that is not certain";
    NOT_IN_TABLE        "K0813" Warning "表にない行があります" "rows that the table does not have";
    OLD_ENGLISH         "K0814" Warning "英語が前のままです" "English of an earlier text";
    CONFLICT            "K0815" Error "表の中で食い違っています" "a table contradicts itself";
    OPENED              "K0816" Warning "非公表だったものに値があります" "a value where something was withheld";
    NOT_WRITTEN         "K0817" Error "書き込めません" "nothing can be written";
    NEEDS_DECISION      "K0818" Warning "非公表の決定を書き足します" "a decision to withhold is to be added";
    NO_MEMBER           "K0901" Error "ポータルのサイトのフォルダーがありません" "a site of the portal is not there";
    OTHER_MEMBER        "K0902" Error "ポータルに入れられないサイトです" "a site that cannot be joined";
    SAME_MEMBER         "K0903" Error "同じアドレスのサイトが二つあります" "two sites with one address";
    BAD_ORIGIN          "K0904" Error "ブラウザーが読めないアドレスのサイトです" "a site at an address that browsers cannot read";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
