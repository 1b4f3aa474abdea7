//! The code table: every column of every file with its type and meaning, and every word that stands for a state.
//!
//! In and out: words. The headers of the files, their schemas (CSVW, Data Package) and the page about the data are all made from these
//! lists. Never: a second place that explains a column.

use crate::figures::Lang;
use crate::kinds::SCOPES;

/// What a column may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Any characters.
    Text,
    /// Words of one language.
    Words(Lang),
    /// An exact number without unit, comma or mark.
    Number,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// Dates side by side with blanks between them.
    Dates,
    /// An address.
    Address,
    /// One of some words; these are in both languages what they mean.
    One(&'static [Word]),
}

/// A word of a column: itself, Japanese, English.
pub type Word = (&'static str, &'static str, &'static str);

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    /// Whether each row has it.
    pub required: bool,
    ja: (&'static str, &'static str),
    en: (&'static str, &'static str),
}

impl Column {
    /// A short name for readers.
    pub fn title(&self, lang: Lang) -> &'static str {
        self.words(lang).0
    }

    /// What it holds.
    pub fn about(&self, lang: Lang) -> &'static str {
        self.words(lang).1
    }

    fn words(&self, lang: Lang) -> (&'static str, &'static str) {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

const fn has(name: &'static str, kind: Kind, ja: (&'static str, &'static str), en: (&'static str, &'static str)) -> Column {
    Column { name, kind, required: true, ja, en }
}

const fn may(name: &'static str, kind: Kind, ja: (&'static str, &'static str), en: (&'static str, &'static str)) -> Column {
    Column { name, kind, required: false, ja, en }
}

/// A text of which each language has a column of its own.
macro_rules! pair {
    ($ja:literal, $en:literal, $title_ja:literal, $about_ja:literal, $title_en:literal, $about_en:literal) => {
        [
            may(
                $ja,
                Kind::Words(Lang::Ja),
                (concat!($title_ja, "（日本語）"), $about_ja),
                (concat!($title_en, " (Japanese)"), $about_en),
            ),
            may(
                $en,
                Kind::Words(Lang::En),
                (concat!($title_ja, "（英語）"), $about_ja),
                (concat!($title_en, " (English)"), $about_en),
            ),
        ]
    };
}

/// What stands in a cell. A cell without a number is never zero: its state says why there is none.
pub const STATUSES: [Word; 11] = [
    (
        "value",
        "数値。value に値、printed に印刷どおりの文字があります。",
        "A number: its value is in `value`, its characters in `printed`.",
    ),
    ("text", "数値ではない語句。text_ja と text_en にあります。", "Words instead of a number: in `text_ja` and `text_en`."),
    ("date", "日付だけ。date にあります。", "A date and nothing else: in `date`."),
    ("dash", "横線が印刷されています。ゼロではありません。", "A dash is printed. It does not mean zero."),
    ("blank", "原資料の欄が空いています。", "The source document leaves the cell empty."),
    ("not-applicable", "「該当なし」と印刷されています。", "The source document says that nothing applies here."),
    ("under-survey", "「調査中」と印刷されています。", "The source document says that the figure is still being surveyed."),
    (
        "not-yet",
        "年度がまだ終わっていないか、報告がまだありません（未到来）。",
        "The year is not over, or has not been reported yet.",
    ),
    (
        "not-entered",
        "その時は来ていますが、このサイトに収録した資料に数値がありません（未収録）。",
        "The time has come, but the documents collected on this site have no figure.",
    ),
    (
        "withheld",
        "非公表。値はありません。ground に根拠、number に非公表の一覧（台帳）の番号があります。",
        "Withheld: there is no value. `ground` names the ground, `number` the entry in the list of what is withheld.",
    ),
    ("none", "原資料にその欄がありません。", "The source document has no such cell."),
];

/// What a figure covers.
const COVERED: [Word; 3] = [
    (SCOPES[0], "特区の区域の中", "inside the zone"),
    (SCOPES[1], "区域の中と外", "inside and outside of the zone"),
    (SCOPES[2], "区域の外", "outside of the zone"),
];

/// What is withheld.
const THINGS: [Word; 7] = [
    ("phrase", "語句", "words in a text"),
    ("block", "段落・表・図", "a paragraph, table or picture"),
    ("cell", "数値", "a figure"),
    ("row", "行", "a row"),
    ("page", "ページ", "a page"),
    ("file", "データファイル", "a data file"),
    ("attachment", "添付ファイル", "an attached file"),
];

/// The state of an entry of the register.
const LISTED: [Word; 1] = [("withheld", "非公表", "withheld")];

/// Rows of 正誤・検算.
const ENTRIES: [Word; 5] = [
    ("check", "検算", "a check of the arithmetic"),
    ("corrected", "訂正", "the figure was corrected"),
    ("revised", "改訂", "the figure was revised"),
    ("followed-up", "追跡調査", "a follow-up survey replaced the figure"),
    ("other", "その他", "another change"),
];

/// Results of a check.
const VERDICTS: [Word; 4] = [
    ("consistent", "最後の桁まで一致", "the figures agree to the last printed digit"),
    ("rounding", "丸めで説明できる違い", "the difference is explained by rounding"),
    ("contradicts", "丸めで説明できない違い", "the difference is more than rounding explains"),
    ("unchecked", "検算できない", "it could not be checked"),
];

/// Why something could not be checked.
const REASONS: [Word; 8] = [
    ("withheld", "非公表の数値がある", "a figure is withheld"),
    ("missing", "数値がない", "a figure is not there"),
    ("vague", "約・以上などの付く数値がある", "a figure is approximate or only bounded"),
    ("words", "数値が語句で書かれている", "a figure is printed as words"),
    ("rule-unknown", "計算の規則が分からない", "the documents do not say by which rule"),
    ("units", "単位が違う", "the figures do not measure the same thing"),
    ("zero", "ゼロで割ることになる", "it would be a division by zero"),
    ("too-large", "桁が多すぎる", "there are too many digits"),
];

/// The columns of all tables of figures, the same in every table and year.
pub static RECORD: std::sync::LazyLock<Vec<Column>> = std::sync::LazyLock::new(|| {
    let mut out = vec![
        may(
            "fact",
            Kind::Text,
            (
                "数値の番号",
                "数値や語句の番号。ページの同じ数値にも同じ番号（data-fact）が付いています。行ごと非公表のときは空です。",
            ),
            (
                "Id",
                "The id of the figure or text; the same figure carries it on the pages (data-fact). Empty where a whole row is withheld.",
            ),
        ),
        may(
            "fiscal_year",
            Kind::Whole,
            ("年度", "年度が始まる西暦年（2024 は令和6年度）。年度によらない数値では空です。"),
            (
                "Fiscal year",
                "The year in which the fiscal year begins (2024: April 2024 to March 2025). Empty where the figure belongs to no year.",
            ),
        ),
        may(
            "row",
            Kind::Text,
            ("行の ID", "数値がある行（数値目標、取組、事業など）の ID。"),
            ("Row id", "The id of the row (target, programme, project …) to which the figure belongs."),
        ),
    ];
    out.extend(pair!("row_name_ja", "row_name_en", "行の名称", "行の名称。", "Row", "The name of the row."));
    out.push(may(
        "item",
        Kind::Text,
        ("項目の ID", "行の中のどの項目か（target 目標、actual 実績など）。"),
        ("Item id", "Which figure or text of the row (`target`, `actual` …)."),
    ));
    out.extend(pair!("item_name_ja", "item_name_en", "項目の名称", "項目の名称。", "Item", "The name of the item."));
    out.push(may(
        "value",
        Kind::Number,
        ("値", "数値だけ。単位、桁区切り、約・以上などの印はありません。status が value の行にだけあります。"),
        ("Value", "The number alone, without unit, separators or flags such as about or at least. Only rows whose `status` is `value` have one."),
    ));
    out.extend(pair!("unit_ja", "unit_en", "単位", "value の単位。", "Unit", "The unit of `value`."));
    out.push(may(
        "printed",
        Kind::Text,
        ("印刷どおりの文字", "原資料に印刷されているとおりの数値や日付の文字。"),
        ("As printed", "The characters of the figure or date as the source document prints them."),
    ));
    out.extend(pair!("text_ja", "text_en", "語句", "数値の代わりの語句。", "Words", "Words instead of a number."));
    out.push(has("status", Kind::One(&STATUSES), ("状態", "この欄に何があるか。"), ("Status", "What stands in the cell.")));
    out.push(may(
        "ground",
        Kind::Text,
        ("根拠", "非公表の根拠の ID。非公表の一覧（台帳）に説明があります。"),
        ("Ground", "The id of the ground for withholding; the list of what is withheld explains it."),
    ));
    out.push(may("scope", Kind::One(&COVERED), ("範囲", "数値の及ぶ範囲。"), ("Scope", "What the figure covers.")));
    out.push(may(
        "period",
        Kind::Text,
        ("期間", "数値が数えている年度（西暦年）。cumulative は累計。"),
        ("Period", "The fiscal year that the figure counts, or `cumulative`."),
    ));
    out.push(may(
        "date",
        Kind::Dates,
        ("日付", "ISO 8601 の日付。月や年だけのこともあり、期間は / で示します。いくつかあるときは空白で区切ります。"),
        ("Date", "ISO 8601 dates, as exact as the document: a day, month, year, or an interval with `/`. Several stand side by side with blanks."),
    ));
    out.extend(pair!(
        "note_ja",
        "note_en",
        "注記",
        "読み取り方や違いについての注記。",
        "Note",
        "How the figure was read, or what differs."
    ));
    out.push(may(
        "document",
        Kind::Text,
        ("原資料", "原資料の ID。題名は datapackage.json の sources にあります。"),
        ("Source document", "The id of the source document; its title is under `sources` in datapackage.json."),
    ));
    out.extend(pair!(
        "section_ja",
        "section_en",
        "原資料の箇所",
        "原資料の中の箇所。",
        "Section",
        "Where it stands in the document."
    ));
    out.push(may(
        "lines",
        Kind::Text,
        ("行の番号", "原資料から抽出した文字列の行の番号。"),
        ("Lines", "Lines of the plain text extracted from the document."),
    ));
    out.push(may(
        "number",
        Kind::Text,
        ("台帳の番号", "非公表の一覧（台帳）の番号。非公表の数値から計算できる数値には、元の数値の番号が付きます。"),
        ("Register number", "The number in the list of what is withheld. A figure that could be computed from a withheld one has the number of that one."),
    ));
    out
});

/// The columns of the list of what is withheld.
pub static REGISTER: std::sync::LazyLock<Vec<Column>> = std::sync::LazyLock::new(|| {
    let mut out = vec![
        may(
            "number",
            Kind::Text,
            ("番号", "台帳の番号。一度だけ付け、変えません。"),
            ("Number", "The number in the register: given once, never changed."),
        ),
        has(
            "status",
            Kind::One(&LISTED),
            ("状態", "この一覧では、いつも withheld です。"),
            ("Status", "Always `withheld` in this list."),
        ),
        has("kind", Kind::One(&THINGS), ("種類", "何が非公表か。"), ("Kind", "What is withheld.")),
        may(
            "plan",
            Kind::Text,
            ("計画", "データの中のものは、計画の ID。"),
            ("Plan", "For what stands in data, the id of the plan."),
        ),
        may(
            "fiscal_year",
            Kind::Whole,
            ("年度", "年度が始まる西暦年。"),
            ("Fiscal year", "The year in which the fiscal year begins."),
        ),
    ];
    out.extend(pair!(
        "page_title_ja",
        "page_title_en",
        "ページの題名",
        "印のあるページの題名。",
        "Page title",
        "The title of the page that shows the mark."
    ));
    out.push(may(
        "page_ja",
        Kind::Address,
        ("日本語のページ", "印のあるページのアドレス。"),
        ("Japanese page", "The address of the page that shows the mark."),
    ));
    out.push(may(
        "page_en",
        Kind::Address,
        ("英語のページ", "印のあるページのアドレス。"),
        ("English page", "The address of the page that shows the mark."),
    ));
    out.push(may(
        "row",
        Kind::Text,
        ("行の ID", "公表している行の中のものは、その行の ID。"),
        ("Row id", "The id of the row, where the row is public."),
    ));
    out.extend(pair!("row_name_ja", "row_name_en", "行の名称", "行の名称。", "Row", "The name of the row."));
    out.push(may("item", Kind::Text, ("項目の ID", "行の中のどの数値か。"), ("Item id", "Which figure of the row.")));
    out.extend(pair!("item_name_ja", "item_name_en", "項目の名称", "項目の名称。", "Item", "The name of the item."));
    out.push(may("ground", Kind::Text, ("根拠", "非公表の根拠の ID。"), ("Ground", "The id of the ground for withholding.")));
    out.extend(pair!(
        "ground_label_ja",
        "ground_label_en",
        "根拠の名称",
        "非公表の根拠の名称。",
        "Ground",
        "The name of the ground."
    ));
    out.extend(pair!(
        "ground_article_ja",
        "ground_article_en",
        "条・号",
        "根拠の条と号。",
        "Article",
        "Article and item of the ground."
    ));
    out.extend(pair!("reason_ja", "reason_en", "理由", "公表しない理由。", "Reason", "Why it is not public."));
    out.extend(pair!("by_ja", "by_en", "決定者", "だれが決めたか。", "Decided by", "Who decided."));
    out.push(may("decided", Kind::Day, ("決定日", "公表しないと決めた日。"), ("Decided", "The day of the decision.")));
    out.push(may(
        "review",
        Kind::Day,
        ("次回見直し", "次に見直す日。"),
        ("Next review", "The day on which it is looked at again."),
    ));
    out.push(may(
        "planned",
        Kind::Day,
        ("公表予定日", "公表を予定する日。知らせているものだけ。"),
        ("Planned", "The day of publication, where it is announced."),
    ));
    out
});

/// The columns of 正誤・検算.
pub static CORRECTIONS: std::sync::LazyLock<Vec<Column>> = std::sync::LazyLock::new(|| {
    let mut out = vec![
        has("id", Kind::Text, ("番号", "検算または訂正の番号。"), ("Id", "The id of the check or correction.")),
        has(
            "type",
            Kind::One(&ENTRIES),
            ("種類", "検算か、数値の訂正・改訂か。"),
            ("Type", "A check, or what happened to the figure."),
        ),
        may("rule", Kind::Text, ("検算の規則", "どの規則で確かめたか。"), ("Rule", "By which rule it was checked.")),
        may("verdict", Kind::One(&VERDICTS), ("結果", "検算の結果。"), ("Verdict", "The result of the check.")),
        may(
            "unchecked_because",
            Kind::One(&REASONS),
            ("検算できない理由", "検算できなかったときの理由。"),
            ("Unchecked because", "Why it could not be checked."),
        ),
        has("plan", Kind::Text, ("計画", "計画の ID。"), ("Plan", "The id of the plan.")),
        may(
            "fiscal_year",
            Kind::Whole,
            ("年度", "年度が始まる西暦年。"),
            ("Fiscal year", "The year in which the fiscal year begins."),
        ),
        has(
            "fact",
            Kind::Text,
            ("数値の番号", "数値の番号。ほかのファイルの fact と同じです。"),
            ("Fact", "The id of the figure, as in `fact` of the other files."),
        ),
    ];
    out.extend(pair!("name_ja", "name_en", "名称", "数値の名称。", "Name", "How readers know the figure."));
    out.extend(pair!("item_ja", "item_en", "項目の名称", "行の中のどの数値か。", "Item", "Which figure of the row."));
    out.extend(pair!(
        "printed_ja",
        "printed_en",
        "印刷された値",
        "原資料に印刷されている値。",
        "Printed",
        "What the document prints."
    ));
    out.extend(pair!(
        "computed_ja",
        "computed_en",
        "計算した値",
        "kohyo が計算した値。",
        "Computed",
        "What the arithmetic gives."
    ));
    out.extend(pair!(
        "derivation_ja",
        "derivation_en",
        "計算のしかた",
        "どの数値からどう計算したか。",
        "Derivation",
        "How it is computed, with the figures."
    ));
    out.push(may(
        "before",
        Kind::Text,
        ("前の値", "訂正や改訂の前の文字。"),
        ("Before", "The characters before the correction."),
    ));
    out.push(may("after", Kind::Text, ("今の値", "今の文字。"), ("After", "The characters that stand now.")));
    out.push(may(
        "date",
        Kind::Text,
        ("日付", "今の値の日付（ISO 8601）。"),
        ("Date", "The date of the figure that stands now (ISO 8601)."),
    ));
    out.extend(pair!(
        "reason_ja",
        "reason_en",
        "理由",
        "値が合わない、または変わった理由。",
        "Reason",
        "Why the figures do not agree, or why the figure changed."
    ));
    out.push(may("document", Kind::Text, ("原資料", "原資料の ID。"), ("Source document", "The id of the source document.")));
    out.extend(pair!(
        "section_ja",
        "section_en",
        "原資料の箇所",
        "原資料の中の箇所。",
        "Section",
        "Where it stands in the document."
    ));
    out.push(may(
        "lines",
        Kind::Text,
        ("行の番号", "原資料から抽出した文字列の行の番号。"),
        ("Lines", "Lines of the plain text extracted from the document."),
    ));
    out.push(may(
        "page",
        Kind::Address,
        ("ページ", "この項目があるページのアドレス。"),
        ("Page", "The address at which the entry stands."),
    ));
    out
});

/// Row 1 of a file.
pub fn header(columns: &[Column]) -> Vec<&'static str> {
    columns.iter().map(|column| column.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosed::{Unchecked, Verdict};
    use crate::kinds::{EDITIONS, WithheldKind};
    use std::collections::BTreeSet;

    #[test]
    fn columns_have_one_name_each_and_say_what_they_hold_in_both_languages() {
        for table in [&*RECORD, &*REGISTER, &*CORRECTIONS] {
            let names: BTreeSet<&str> = table.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.len());
            for column in table.iter() {
                for lang in Lang::ALL {
                    assert!(!column.title(lang).is_empty() && !column.about(lang).is_empty(), "{}", column.name);
                }
                assert!(column.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", column.name);
            }
        }
    }

    /// The words that the program writes are the words that the code table explains.
    #[test]
    fn every_word_that_is_written_is_explained() {
        let explains = |words: &[Word], word: &str| words.iter().any(|(known, ..)| *known == word);
        use WithheldKind::{Attachment, Block, Cell, File, Page, Phrase, Row};
        for kind in [Phrase, Block, Cell, Row, Page, File, Attachment] {
            assert!(explains(&THINGS, kind.word()), "{}", kind.word());
        }
        for (_, word) in EDITIONS {
            assert!(explains(&ENTRIES, word), "{word}");
        }
        use Unchecked::{Missing, RuleUnknown, TooLarge, Units, Vague, Withheld, Words, Zero};
        for why in [Withheld, Missing, Vague, Words, RuleUnknown, Units, Zero, TooLarge] {
            assert!(explains(&REASONS, why.word()) && explains(&VERDICTS, Verdict::Unchecked(why).word()), "{}", why.word());
        }
        for verdict in [Verdict::Consistent, Verdict::Rounding, Verdict::Contradicts] {
            assert!(explains(&VERDICTS, verdict.word()), "{}", verdict.word());
        }
    }
}
