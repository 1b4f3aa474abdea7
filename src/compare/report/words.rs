//! The words of a comparison, in both languages.
//!
//! In: words of the open data. Out: words for readers. Never: a decision.

use super::super::model::{Both, Entry, Said};
use crate::diagnostics::Words;
use crate::figures::{FiscalYear, Lang};

/// Both texts of the data as words; a text that is there in one language only stands for both.
pub fn of(both: &Both) -> Words {
    Words::new(both.any(Lang::Ja), both.any(Lang::En))
}

/// The same in both languages.
pub fn same(text: &str) -> Words {
    Words::new(text, text)
}

/// `令和6年度` / `FY2024`; nothing for what belongs to no year.
pub fn year(text: &str) -> Option<Words> {
    let year = FiscalYear(text.parse().ok()?);
    Some(Words::new(year.name(Lang::Ja), year.name(Lang::En)))
}

/// Words side by side, without those that say nothing.
pub fn join(parts: impl IntoIterator<Item = Words>, between: (&str, &str)) -> Words {
    let parts: Vec<Words> = parts.into_iter().filter(|part| !part.ja.is_empty()).collect();
    let side = |get: fn(&Words) -> &String, between: &str| parts.iter().map(get).cloned().collect::<Vec<_>>().join(between);
    Words::new(side(|part| &part.ja, between.0), side(|part| &part.en, between.1))
}

/// What stands in a cell, when it is the same in both languages; else the text of each.
pub fn said(said: &Said) -> Words {
    if !said.printed.is_empty() {
        let unit = |unit: &str, words: Words| {
            if unit.is_empty() || said.printed.contains(&said.unit.ja) { same(&said.printed) } else { words }
        };
        let with = Words::new(format!("{} {}", said.printed, said.unit.ja), format!("{} {}", said.printed, said.unit.en));
        return unit(&said.unit.ja, with);
    }
    if !said.text.is_empty() {
        return of(&said.text);
    }
    if !said.date.is_empty() {
        return same(&said.date);
    }
    status(&said.status)
}

fn status(status: &str) -> Words {
    let (ja, en) = match status {
        "dash" => ("（－）", "(dash)"),
        "blank" | "" => ("（空欄）", "(blank)"),
        "not-applicable" => ("（該当なし）", "(not applicable)"),
        "under-survey" => ("（調査中）", "(under survey)"),
        "not-yet" => ("（未到来）", "(not yet)"),
        "withheld" => ("［非公表］", "[Withheld]"),
        "none" => ("（欄なし）", "(no such cell)"),
        other => (other, other),
    };
    Words::new(ja, en)
}

/// What a register entry hides.
pub fn kind(kind: &str) -> Words {
    let (ja, en) = match kind {
        "phrase" => ("語句", "words in a text"),
        "block" => ("段落・表・図", "a paragraph, table or picture"),
        "cell" => ("数値", "a figure"),
        "row" => ("行", "a row"),
        "page" => ("ページ", "a page"),
        "file" => ("データファイル", "a data file"),
        "attachment" => ("添付ファイル", "an attached file"),
        other => (other, other),
    };
    Words::new(ja, en)
}

/// A row or page of an entry, with its number first.
pub fn entry(entry: &Entry) -> Words {
    let number = if entry.number.is_empty() { Words::new("番号なし", "no number") } else { same(&entry.number) };
    let row = if entry.row_name.is_empty() { same(&entry.row) } else { of(&entry.row_name) };
    let place = if row.ja.is_empty() { of(&entry.page_title) } else { row };
    join(
        [number, kind(&entry.kind), year(&entry.fiscal_year).unwrap_or_else(|| same("")), place, of(&entry.item_name)],
        ("　", ", "),
    )
}

/// 根拠 and the days of an entry.
pub fn decision(entry: &Entry) -> Words {
    let label = |ja: &str, en: &str, text: Words| {
        if text.ja.is_empty() { same("") } else { Words::new(format!("{ja}：{}", text.ja), format!("{en}: {}", text.en)) }
    };
    let ground = if entry.ground_label.is_empty() { same(&entry.ground) } else { of(&entry.ground_label) };
    let parts = [
        label("根拠", "ground", ground),
        label("理由", "reason", of(&entry.reason)),
        label("決定", "decided", same(&entry.decided)),
        label("次回見直し", "next review", same(&entry.review)),
        label("公表予定", "planned", same(&entry.planned)),
    ];
    join(parts, ("、", "; "))
}

/// A column of the open data that tells of a figure.
pub fn column(column: &str) -> Words {
    let (ja, en) = match column {
        "row_name_ja" => ("行の名称（日本語）", "name of the row (Japanese)"),
        "row_name_en" => ("行の名称（英語）", "name of the row (English)"),
        "item_name_ja" => ("項目の名称（日本語）", "name of the item (Japanese)"),
        "item_name_en" => ("項目の名称（英語）", "name of the item (English)"),
        "note_ja" => ("注記（日本語）", "note (Japanese)"),
        "note_en" => ("注記（英語）", "note (English)"),
        "document" => ("原資料", "source document"),
        "section_ja" => ("原資料の箇所（日本語）", "section of the document (Japanese)"),
        "section_en" => ("原資料の箇所（英語）", "section of the document (English)"),
        "lines" => ("原資料の行", "lines of the document"),
        other => (other, other),
    };
    Words::new(ja, en)
}

/// Kinds of other files.
pub fn files(kind: &str) -> Words {
    let (ja, en) = match kind {
        "style" => ("見た目（スタイル、テーマの画像）", "look of the site (styles, pictures of the theme)"),
        "script" => ("スクリプト", "scripts"),
        "charts" => ("図（数値は上のとおり）", "charts (their figures are told above)"),
        "search" => ("検索の索引", "search index"),
        "feeds" => ("フィード", "feeds"),
        "data" => ("オープンデータのファイル（数値は上のとおり）", "open data files (their figures are told above)"),
        "pages" => ("ページのファイル（文と数値は上のとおり）", "page files (their sentences and figures are told above)"),
        _ => ("機械向けのファイルなど", "files for machines and others"),
    };
    Words::new(ja, en)
}

/// 日本語 / English.
pub fn language(code: &str) -> Words {
    if code == "ja" { Words::new("日本語", "Japanese") } else { Words::new("英語", "English") }
}

/// How a correction is called.
pub fn declared(kind: &str) -> Words {
    let (ja, en) = match kind {
        "corrected" => ("訂正", "corrected"),
        "revised" => ("改訂", "revised"),
        "followed-up" => ("追跡調査", "followed up"),
        _ => ("変更", "changed"),
    };
    Words::new(ja, en)
}
