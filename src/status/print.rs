//! The status as text for people and as JSON.
//!
//! In: a status. Out: text. Never: a decision; what is printed is what was found.

use super::{Item, Kind, Status};
use crate::diagnostics::Words;
use crate::figures::Lang;
use serde_json::json;

/// For people: counts first, then each kind with its places. Without a language in both.
pub fn text(status: &Status, lang: Option<Lang>) -> String {
    let mut out = say(&heading(status), lang) + "\n";
    if status.stopped() {
        out += &(say(&stopped(), lang) + "\n");
    }
    for kind in Kind::ALL {
        let items: Vec<&Item> = status.items.iter().filter(|item| item.kind == kind).collect();
        if !items.is_empty() {
            let title = title(kind);
            let count = Words::new(format!("{}：{} 件", title.ja, items.len()), format!("{}: {}", title.en, items.len()));
            out += &format!("\n{}\n", one_line(&count, lang));
            out.extend(groups(&items).iter().map(|(of, items)| group(of.as_ref(), items, lang)));
        }
    }
    out
}

fn heading(status: &Status) -> Words {
    let todo = status.items.iter().filter(|item| item.kind != Kind::Recorded).count();
    let (ja, en) = (status.today.long(Lang::Ja), status.today.long(Lang::En));
    match todo {
        0 => Words::new(format!("{ja}現在、残っていることはありません。"), format!("Nothing is left to do on {en}.")),
        n => Words::new(format!("{ja}現在、残っていること：{n} 件"), format!("Left to do on {en}: {n}")),
    }
}

fn stopped() -> Words {
    Words::new(
        "いまはサイトを作れません（kohyo check で詳しく分かります）。ほかの項目には抜けがあるかもしれません。",
        "The site does not build now (`kohyo check` tells more); of the rest something may be missing.",
    )
}

/// What stands together: a plan and year.
type Group<'a> = (Option<(String, i32)>, Vec<&'a Item>);

fn groups<'a>(items: &[&'a Item]) -> Vec<Group<'a>> {
    let mut out: Vec<Group> = Vec::new();
    for item in items {
        match out.iter_mut().find(|(of, _)| *of == item.of) {
            Some((_, items)) => items.push(item),
            None => out.push((item.of.clone(), vec![item])),
        }
    }
    out
}

fn group(of: Option<&(String, i32)>, items: &[&Item], lang: Option<Lang>) -> String {
    let heading = of.map(|(plan, year)| {
        let name = super::year_name(*year);
        let words = Words::new(format!("{plan} {}", name.ja), format!("{plan} {}", name.en));
        format!("  {} ({})\n", one_line(&words, lang), items.len())
    });
    heading.unwrap_or_default() + &items.iter().map(|item| line(item, lang)).collect::<String>()
}

/// `data/2025/mini/results.toml:7:10  investment/actual`
fn line(item: &Item, lang: Option<Lang>) -> String {
    let place = item.place.as_ref().map(|(path, line, column)| format!("{path}:{line}:{column}  ")).unwrap_or_default();
    let about = Words::new(item.about.0.clone(), item.about.1.clone());
    format!("    {place}{}\n", one_line(&about, lang))
}

fn say(words: &Words, lang: Option<Lang>) -> String {
    lang.map_or_else(|| format!("{}\n{}", words.ja, words.en), |lang| words.get(lang).to_owned())
}

fn one_line(words: &Words, lang: Option<Lang>) -> String {
    match lang {
        Some(lang) => words.get(lang).to_owned(),
        None if words.ja == words.en => words.ja.clone(),
        None => format!("{} / {}", words.ja, words.en),
    }
}

fn title(kind: Kind) -> Words {
    let (ja, en) = match kind {
        Kind::Stopped => ("サイトを作れない指摘", "Findings that stop the build"),
        Kind::Contradiction => ("検算が合わず、理由の記録もない数値", "Contradictions that nobody recorded"),
        Kind::EmbargoDue => {
            ("公表を予定した日が来ているもの（公表の決定がない）", "Embargoes whose day has come, without a decision")
        }
        Kind::ReviewDue => ("見直しの日を過ぎた非公表", "Reviews that are due"),
        Kind::Figure => ("未入力の数値", "Figures not entered"),
        Kind::Year => ("終わった年度で、ファイルがないもの", "Years that are over and have no file"),
        Kind::EmbargoSoon => ("公表を予定した日が近いもの", "Embargoes that end within two months"),
        Kind::ReviewSoon => ("見直しの日が近い非公表", "Reviews due within two months"),
        Kind::Number => ("番号のない非公表", "Withheld without a number"),
        Kind::Stale => ("見直しの要る訳", "Translations that want another look"),
        Kind::Translation => ("訳がないと書かれた文章", "Texts declared without a translation"),
        Kind::Description => ("説明のないページ", "Pages without a description"),
        Kind::Recorded => {
            ("理由を記録してある不一致（公表の正誤・検算に載ります）", "Recorded contradictions, told on the page of corrections")
        }
    };
    Words::new(ja, en)
}

/// The word of machines.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Stopped => "stopped",
        Kind::Contradiction => "contradiction",
        Kind::EmbargoDue => "embargo-due",
        Kind::ReviewDue => "review-due",
        Kind::Figure => "figure",
        Kind::Year => "year",
        Kind::EmbargoSoon => "embargo-soon",
        Kind::ReviewSoon => "review-soon",
        Kind::Number => "number",
        Kind::Stale => "stale-translation",
        Kind::Translation => "missing-translation",
        Kind::Description => "description",
        Kind::Recorded => "recorded",
    }
}

/// For machines.
pub fn json(status: &Status) -> String {
    let item = |item: &Item| {
        let (file, line, column) = item.place.clone().map_or((None, None, None), |(f, l, c)| (Some(f), Some(l), Some(c)));
        let (plan, year) = item.of.clone().unzip();
        json!({
            "kind": word(item.kind),
            "day": item.day.map(|day| day.to_string()),
            "file": file,
            "line": line,
            "column": column,
            "plan": plan,
            "fiscal_year": year,
            "about": { "ja": item.about.0, "en": item.about.1 },
        })
    };
    let counts: serde_json::Map<String, serde_json::Value> =
        Kind::ALL.into_iter().map(|kind| (word(kind).to_owned(), json!(status.count(kind)))).collect();
    let items: Vec<_> = status.items.iter().map(item).collect();
    let all = json!({ "as_of": status.today.to_string(), "stopped": status.stopped(), "counts": counts, "items": items });
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}
