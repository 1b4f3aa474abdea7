//! What each kind of table holds: its columns, their headings, and what stands in them.
//!
//! In and out: constants, and the column that a heading means. Never: a column that only one of import and export knows.

use crate::kinds::{CATEGORIES, FIELDS, FOUNDED, SCOPES};
use unicode_normalization::UnicodeNormalization;

/// A kind of table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// 数値目標の実績
    Results,
    /// 地域独自の取組
    Programs,
    /// 事業者
    Businesses,
    /// 国の支援措置
    Support,
}

impl Kind {
    /// All of them with their names on the command line.
    pub const ALL: [(&'static str, Kind); 4] =
        [("results", Kind::Results), ("programs", Kind::Programs), ("businesses", Kind::Businesses), ("support", Kind::Support)];

    /// By the name on the command line.
    pub fn of_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// The name on the command line, and of the file.
    pub fn name(self) -> &'static str {
        Kind::ALL.into_iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// The array of tables in TOML.
    pub fn array(self) -> &'static str {
        match self {
            Kind::Results => "result",
            Kind::Programs => "program",
            Kind::Businesses => "business",
            Kind::Support => "support",
        }
    }

    /// The key of a row's id.
    pub fn id_key(self) -> &'static str {
        match self {
            Kind::Results => "indicator",
            Kind::Programs | Kind::Businesses => "id",
            Kind::Support => "key",
        }
    }

    /// The key of a row's name.
    pub fn name_key(self) -> &'static str {
        if self == Kind::Support { "label" } else { "name" }
    }

    /// Its name in Japanese, for a sheet.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Results => "数値目標の実績",
            Kind::Programs => "地域独自の取組",
            Kind::Businesses => "事業者",
            Kind::Support => "国の支援措置",
        }
    }

    /// Its columns in order.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> {
        let own: &[Column] = match self {
            Kind::Results => &RESULTS,
            Kind::Programs => &PROGRAMS,
            Kind::Businesses => &BUSINESSES,
            Kind::Support => &SUPPORT,
        };
        let series: &[Column] = if self == Kind::Support { &SERIES } else { &[] };
        own.iter().chain(series).chain(&FACTS).chain(&EVERYWHERE)
    }
}

/// Which part of a row a column belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// The row itself.
    Row,
    /// One of its labelled figures.
    Fact,
    /// One of its lines of amounts by year.
    Series,
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// An id of lower-case letters.
    Id,
    /// A text, with a column for each language.
    Text,
    /// Texts, one on each line.
    Texts,
    /// A figure as printed.
    Figure,
    /// One of a few words: as tables write it, and as the data do.
    Word(&'static [(&'static str, &'static str)]),
    /// Several of them.
    Words(&'static [(&'static str, &'static str)]),
    /// Characters as they are.
    Plain,
    /// A day, month or year.
    Date,
    /// Several.
    Dates,
    /// Municipalities and other bodies, by name.
    Bodies,
    /// Numerical targets, by label.
    Targets,
    /// Several ids.
    Ids,
    /// A fiscal year, or 累計.
    Period,
    /// A mark where it holds.
    Flag,
    /// Results in words, which may be figures with labels.
    Mixed,
    /// Helps to find the row; not written.
    Finds,
    /// Not data: numbers of lines.
    Nothing,
    /// kohyo has no key for it.
    NoKey,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The key in the data.
    pub key: &'static str,
    /// Which part of a row it belongs to.
    pub part: Part,
    /// What stands in it.
    pub kind: Type,
    /// Its headings, that of exports first.
    pub names: &'static [&'static str],
}

const fn row(key: &'static str, kind: Type, names: &'static [&'static str]) -> Column {
    Column { key, part: Part::Row, kind, names }
}

const fn fact(key: &'static str, kind: Type, names: &'static [&'static str]) -> Column {
    Column { key, part: Part::Fact, kind, names }
}

const fn series(key: &'static str, kind: Type, names: &'static [&'static str]) -> Column {
    Column { key, part: Part::Series, kind, names }
}

const fn same<const N: usize>(words: [&'static str; N]) -> [(&'static str, &'static str); N] {
    let mut out = [("", ""); N];
    let mut at = 0;
    while at < N {
        out[at] = (words[at], words[at]);
        at += 1;
    }
    out
}

const fn first<const N: usize>(pairs: [(&'static str, &'static str); N]) -> [(&'static str, &'static str); N] {
    let mut out = [("", ""); N];
    let mut at = 0;
    while at < N {
        out[at] = (pairs[at].0, pairs[at].0);
        at += 1;
    }
    out
}

const CATEGORY: [(&str, &str); 6] = first(CATEGORIES);
const FIELD: [(&str, &str); 8] = first(FIELDS);
const FOUNDED_WORD: [(&str, &str); 2] = same(FOUNDED);
const SCOPE: [(&str, &str); 3] = same(SCOPES);
const SUPPORT_KIND: [(&str, &str); 3] = same(["財政", "税制", "金融"]);
const BUSINESS_KIND: [(&str, &str); 5] =
    [("企業", "company"), ("大学", "university"), ("病院", "hospital"), ("財団", "foundation"), ("公的機関", "public")];
const FACT_KIND: [(&str, &str); 2] = [("実績", "fact"), ("条件", "term")];

/// What a line of a table about one target says.
pub const ITEMS: [(&str, &str); 4] = [("目標値", "target"), ("実績値", "actual"), ("進捗度", "progress"), ("伸び率", "growth")];

const RESULTS: [Column; 15] = [
    row("indicator", Type::Id, &["数値目標ID", "指標ID", "ID", "indicator"]),
    row("label", Type::Finds, &["数値目標", "数値目標の番号", "指標番号", "target", "numerical target"]),
    row("name", Type::Finds, &["指標名", "数値目標名", "数値目標の名称", "指標", "KPI", "name"]),
    row("group", Type::Finds, &["評価指標", "評価指標名", "group", "evaluation indicator"]),
    row("unit", Type::Finds, &["単位", "unit"]),
    row("target", Type::Figure, &["目標値", "目標", "target value"]),
    row("actual", Type::Figure, &["実績値", "実績", "actual", "result"]),
    row("progress", Type::Figure, &["進捗度", "進捗率", "達成率", "達成度", "progress"]),
    row("growth", Type::Figure, &["伸び率", "対前年度伸び率", "growth"]),
    row("weight", Type::Figure, &["寄与度", "評価指標への寄与度", "weight"]),
    row("overall_weight", Type::Figure, &["全体に占める寄与度", "全体への寄与度", "overall weight"]),
    row("weight_reason", Type::Text, &["寄与度の考え方", "reason for the weight"]),
    row(
        "self_evaluation",
        Type::Text,
        &["自己評価", "進捗状況に係る自己評価", "評価", "進捗状況", "要因分析", "self-evaluation"],
    ),
    row("external_factors", Type::Text, &["外部要因等特記事項", "外部要因", "特記事項", "external factors"]),
    row("note", Type::Text, &["備考", "注", "note", "remarks"]),
];

const PROGRAMS: [Column; 12] = [
    row("id", Type::Id, &["事業ID", "ID", "id"]),
    row("name", Type::Text, &["事業名", "取組", "取組名", "事業の名称", "制度名", "名称", "name", "programme"]),
    row("kana", Type::Plain, &["ふりがな", "フリガナ", "よみ", "読み", "kana"]),
    row("scheme", Type::Text, &["制度", "scheme"]),
    row("category", Type::Word(&CATEGORY), &["区分", "支援措置の区分", "種別", "分類", "category"]),
    row("bodies", Type::Bodies, &["自治体名", "自治体", "実施主体", "所管", "body", "bodies"]),
    row("indicators", Type::Targets, &["関連する数値目標", "関連数値目標", "related targets"]),
    row("outline", Type::Text, &["事業概要", "概要", "事業内容", "内容", "outline"]),
    row("results", Type::Text, &["実績（文）", "実績の説明", "results in words"]),
    row("mixed", Type::Mixed, &["実績", "実績等", "取組実績", "results"]),
    row("period_of_facts", Type::Period, &["年度", "fiscal year"]),
    row("self_evaluation", Type::NoKey, &["自己評価", "評価"]),
];

const BUSINESSES: [Column; 20] = [
    row("id", Type::Id, &["事業者ID", "ID", "id"]),
    row("name", Type::Text, &["事業者名", "名称", "企業名", "法人名", "会社名", "団体名", "商号", "name", "company"]),
    row("kana", Type::Plain, &["ふりがな", "フリガナ", "よみ", "読み", "kana"]),
    row("kind", Type::Word(&BUSINESS_KIND), &["種別", "法人の種別", "kind"]),
    row("address", Type::Text, &["所在地", "住所", "本社所在地", "主たる事務所の所在地", "address"]),
    row("phone", Type::Plain, &["電話番号", "電話", "連絡先", "TEL", "phone", "telephone"]),
    row("founded", Type::Date, &["設立日", "founded"]),
    row("founded_printed", Type::Plain, &["設立年月日", "設立", "創業", "設立年", "設立・創業", "設立（創業）年月日"]),
    row("founded_word", Type::Word(&FOUNDED_WORD), &["設立・創業の別"]),
    row("industry", Type::Text, &["業種", "industry"]),
    row("area", Type::Text, &["区域", "事業区域", "立地区域", "area"]),
    row("bodies", Type::Bodies, &["所在の自治体", "自治体名", "自治体", "市町村", "bodies"]),
    row("field", Type::Word(&FIELD), &["分野", "field"]),
    row("measures", Type::Words(&CATEGORY), &["受ける支援措置", "支援措置", "measures"]),
    row("projects", Type::Ids, &["関わる事業（ID）", "projects"]),
    row("former", Type::Texts, &["旧名称", "旧社名", "former names"]),
    row("summary", Type::Text, &["概要", "事業概要", "事業内容", "会社概要", "summary"]),
    row("representative", Type::NoKey, &["代表者", "代表者名", "代表者氏名", "代表取締役", "representative"]),
    row("capital", Type::NoKey, &["資本金", "capital"]),
    row("employees", Type::NoKey, &["従業員数", "従業員", "employees"]),
];

const SUPPORT: [Column; 8] = [
    row("key", Type::Id, &["支援措置ID", "ID", "key", "id"]),
    row("kind", Type::Word(&SUPPORT_KIND), &["区分", "支援措置の区分", "種別", "kind"]),
    row("label", Type::Text, &["事業名", "支援措置", "支援措置名", "事業の名称", "名称", "label", "name"]),
    row("indicators", Type::Targets, &["関連する数値目標", "関連数値目標", "related targets"]),
    row("value", Type::Figure, &["件数", "実績", "実績値", "適用件数", "契約件数", "value"]),
    row("counter.one", Type::Plain, &["件数の数え方（英語・単数）"]),
    row("counter.other", Type::Plain, &["件数の数え方（英語・複数）"]),
    row("summary", Type::Text, &["自己評価", "概要", "備考", "状況", "summary"]),
];

const SERIES: [Column; 14] = [
    series("row.key", Type::Id, &["金額の行のキー"]),
    series("row.label", Type::Text, &["金額の行", "項目", "内容", "年度", "予算区分", "item"]),
    series("row.unit", Type::Plain, &["金額の単位", "単位", "unit"]),
    series("row.counter.one", Type::Plain, &["金額の数え方（英語・単数）"]),
    series("row.counter.other", Type::Plain, &["金額の数え方（英語・複数）"]),
    series("row.sum_of", Type::Ids, &["金額の内訳の行（キー）"]),
    series("row.note", Type::Text, &["金額の注"]),
    series("row.year", Type::Period, &["実施年度", "対象年度", "fiscal year"]),
    series("amount", Type::Figure, &[]),
    series("row.total", Type::Figure, &["累計", "cumulative"]),
    series("series.request", Type::Figure, &["財政支援要望", "要望", "要望額", "request"]),
    series("series.national", Type::Figure, &["国費", "国予算", "国予算(a)", "国庫補助", "national"]),
    series("series.local", Type::Figure, &["地方費", "自治体予算", "自治体予算(b)", "県費", "市費", "local"]),
    series("series.total", Type::Figure, &["合計", "総事業費", "総事業費(a+b)", "total"]),
];

const FACTS: [Column; 12] = [
    fact("fact.array", Type::Word(&FACT_KIND), &["内訳の区分"]),
    fact("fact.key", Type::Id, &["内訳のキー"]),
    fact("fact.label", Type::Text, &["内訳"]),
    fact("fact.value", Type::Figure, &["内訳の値"]),
    fact("fact.scope", Type::Word(&SCOPE), &["内訳の範囲"]),
    fact("fact.period", Type::Period, &["内訳の期間"]),
    fact("fact.when", Type::Dates, &["内訳の日付"]),
    fact("fact.as_of", Type::Date, &["内訳の時点"]),
    fact("fact.repeat", Type::Flag, &["内訳の再掲"]),
    fact("fact.counter.one", Type::Plain, &["内訳の数え方（英語・単数）"]),
    fact("fact.counter.other", Type::Plain, &["内訳の数え方（英語・複数）"]),
    fact("fact.note", Type::Text, &["内訳の注"]),
];

const EVERYWHERE: [Column; 3] = [
    row("line", Type::Nothing, &["No.", "No", "番号", "項番", "通番", "連番", "#"]),
    row(
        "alternative",
        Type::NoKey,
        &["代替指標", "代替指標又は定性的評価の考え方", "代替指標又は定性的評価", "alternative indicator"],
    ),
    row("contact", Type::NoKey, &["担当者", "担当", "担当課", "contact"]),
];

/// The heading of the column for English.
pub fn english_heading(name: &str) -> String {
    format!("{name}（英語）")
}

/// A text as headings and names are compared: NFKC, without blanks, dashes alike, small letters.
pub fn folded(text: &str) -> String {
    let dash = |c| if matches!(c, '－' | '−' | '―' | '—' | '–' | '‐') { '-' } else { c };
    text.nfkc().filter(|c| !c.is_whitespace()).map(dash).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_heading_of_an_export_means_one_column() {
        for (_, kind) in Kind::ALL {
            let exported = || kind.columns().filter(|c| !matches!(c.kind, Type::NoKey | Type::Nothing | Type::Mixed));
            let firsts: Vec<String> = exported().filter_map(|c| c.names.first().map(|name| folded(name))).collect();
            assert_eq!(firsts.len(), firsts.iter().collect::<BTreeSet<_>>().len(), "{kind:?}");
            for column in exported().filter(|column| !column.names.is_empty()) {
                let means = kind.columns().find(|c| c.names.iter().any(|n| folded(n) == folded(column.names[0])));
                assert_eq!(means.map(|c| c.key), Some(column.key), "{kind:?}: {}", column.names[0]);
            }
        }
    }
}
