//! Withheld things, pages, sentences and addresses in words.
//!
//! In: a `Comparison`. Out: parts of its sections. Never: what stood where the new tree withholds.

use super::super::model::{Comparison, Hidden, Left, Lifted, Page, Redecided, Sentence, Told};
use super::{Group, Item, Line, Part, figures, grouped, part, pieces, words};
use crate::diagnostics::Words;

/// An address without language, as readers know it.
pub fn address(address: &str) -> String {
    if address.is_empty() { String::new() } else { format!("/…{address}") }
}

fn one_group(items: Vec<Item>) -> Vec<Group> {
    if items.is_empty() { Vec::new() } else { vec![Group { title: words::same(""), items }] }
}

/// 1: formerly withheld.
pub fn lifted(found: &Comparison) -> Part {
    let all = &found.newly_public.formerly_withheld;
    let mut part = part(("これまで非公表だったもの", "Formerly withheld"), all.len(), one_group(all.iter().map(lift).collect()));
    part.note = (!all.is_empty()).then(|| {
        Words::new(
            "公表すると取り消せません。非公表を解く決定があることを確かめてください。",
            "this cannot be taken back: make sure that each was decided.",
        )
    });
    part
}

fn lift(each: &Lifted) -> Item {
    let mut item = Item::new(words::entry(&each.entry)).at(&address(&each.entry.page));
    if each.embargo {
        item.tags.push(Words::new("公表予定だったもの", "embargo lifted"));
    }
    item = each.figures.iter().fold(item, |item, figure| {
        let line = figures::line(figure);
        item.line(Words::new(
            format!("{}　{}", figure.row_name.any(crate::figures::Lang::Ja), line.ja),
            format!("{} · {}", figure.row_name.any(crate::figures::Lang::En), line.en),
        ))
    });
    item.lines.extend(each.sentences.iter().map(change));
    match each.outcome {
        "shown above" => {
            item = item.line(Words::new("このページの上の項目の文に含まれます。", "told with the other part of this page above."))
        }
        "gone" => {
            item = item
                .line(Words::new("台帳から消え、その箇所もありません。", "no longer in the register, and the place is gone too."))
        }
        "one of these" => {
            item = item.line(Words::new(
                "どれに当たるかは、旧の公表物からは分かりません。次のいずれかです。",
                "the old site does not say which it was; it is one of these.",
            ));
        }
        _ => {}
    }
    for row in &each.rows {
        let inside = figures::row(row);
        item = item.line(Words::new(format!("行「{}」", inside.title.ja), format!("row: {}", inside.title.en)));
        item.lines.extend(inside.lines);
    }
    let pages = each.pages.iter().map(page).map(|inside| {
        Words::new(
            format!("ページ「{}」 {}", inside.title.ja, inside.place),
            format!("page: {} {}", inside.title.en, inside.place),
        )
    });
    item = pages.fold(item, Item::line);
    each.files.iter().fold(item, |item, file| item.line(words::same(file)))
}

fn page(page: &Page) -> Item {
    let mut item = Item::new(words::of(&page.title)).at(&address(&page.address));
    if let [only] = page.languages.as_slice() {
        let name = words::language(only);
        item.tags.push(Words::new(format!("{}だけ", name.ja), format!("{} only", name.en)));
    }
    item
}

/// 1: new pages, by the folder in which they stand.
pub fn new_pages(found: &Comparison) -> Part {
    let all = &found.newly_public.pages;
    let folder = |page: &Page| {
        let inside = page.address.trim_matches('/');
        words::same(&inside.rsplit_once('/').map_or_else(|| "/".to_owned(), |(folder, _)| format!("/{folder}/")))
    };
    part(("新しいページ", "New pages"), all.len(), grouped(all.iter().map(|each| (folder(each), page(each)))))
}

/// 2: what was public.
pub fn hidden(found: &Comparison) -> Part {
    let all = &found.newly_withheld.was_public;
    let items = all.iter().map(|each| hide(found, each)).collect();
    let mut part =
        part(("公表していて、新たに非公表とするもの", "Public until now, withheld from now on"), all.len(), one_group(items));
    part.note = (!all.is_empty()).then(|| {
        Words::new(
            "一度公表したものの写しは、保存された写し（アーカイブ）、検索サービス、閲覧した人の手元に残ります。前の値は、ここには書いていません。",
            "copies of what was public remain in archives, search services and with readers. What stood there is not repeated here.",
        )
    });
    part
}

fn hide(found: &Comparison, each: &Hidden) -> Item {
    let mut item = Item::new(words::entry(&each.entry)).at(&address(&each.entry.page)).line(words::decision(&each.entry));
    for figure in &each.figures {
        let name = words::join([words::of(&figure.row_name), words::of(&figure.item_name)], ("　", ", "));
        item = item.line(Words::new(format!("{}（{}）", name.ja, figure.fact), format!("{} ({})", name.en, figure.fact)));
    }
    item.lines.extend(each.sentences.iter().map(change));
    if each.rows.len() > 1 || (each.entry.row.is_empty() && !each.rows.is_empty()) {
        item = item.line(Words::new("なくなる行は次のとおりです。", "these rows are gone:"));
    }
    for row in &each.rows {
        let inside = figures::gone_row(found, row);
        item = item.line(inside.title);
        item.lines.extend(inside.lines);
    }
    each.pages.iter().fold(item, |item, page| item.line(words::same(&address(page))))
}

/// 2: withheld things of new material.
pub fn from_the_start(found: &Comparison) -> Part {
    let all = &found.newly_withheld.from_the_start;
    let items = all.iter().map(|entry| Item::new(words::entry(entry)).at(&address(&entry.page)).line(words::decision(entry)));
    let title = ("新しい内容のうち、はじめから非公表のもの", "Withheld from the start, in new material");
    part(title, all.len(), one_group(items.collect()))
}

/// 2: decisions that changed.
pub fn redecided(found: &Comparison) -> Part {
    let item = |each: &Redecided| {
        let (old, new) = (words::decision(&each.old), words::decision(&each.new));
        let mut item = Item::new(words::entry(&each.new)).at(&address(&each.new.page));
        for (lang, old, new) in [("ja", &old.ja, &new.ja), ("en", &old.en, &new.en)] {
            let (old, new) = pieces(old, new);
            item.lines.push(Line::Change { lang, old, new, left_out: false });
        }
        item
    };
    let all = &found.newly_withheld.decisions_changed;
    part(
        ("根拠・理由・日の変わる非公表", "Withheld as before, with another ground, reason or day"),
        all.len(),
        one_group(all.iter().map(item).collect()),
    )
}

/// 4: what somebody wrote, and what the theme and the data make.
pub fn sentences(found: &Comparison) -> Vec<Part> {
    let list = |title: (&str, &str), written: bool| {
        let groups: Vec<Group> = found.sentences.iter().filter_map(|told| told_on(told, written)).collect();
        part(title, groups.iter().map(|group| group.items.len()).sum(), groups)
    };
    vec![
        list(("書かれた文", "Written sentences"), true),
        list(
            (
                "データや書式から作られる文（集計、検算、説明）",
                "Sentences made from data or by the theme (counts, checks, explanations)",
            ),
            false,
        ),
    ]
}

fn told_on(told: &Told, written: bool) -> Option<Group> {
    let mut title = words::join([words::of(&told.title), words::same(&address(&told.page))], ("　", "  "));
    if !told.moved_from.is_empty() {
        let from = address(&told.moved_from);
        title = Words::new(format!("{}（旧 {from}）", title.ja), format!("{} (was {from})", title.en));
    }
    let mut items: Vec<Item> = told.sentences.iter().filter(|each| each.written == written).map(sentence).collect();
    let first = items.first_mut()?;
    if let Some(lang) = told.only_in.filter(|_| written) {
        let name = words::language(lang);
        first
            .tags
            .insert(0, Words::new(format!("このページは{}だけ変更", name.ja), format!("only the {} page changed", name.en)));
    }
    Some(Group { title, items })
}

fn sentence(sentence: &Sentence) -> Item {
    let mut item = Item::new(words::same(""));
    if sentence.also_on > 0 {
        let n = sentence.also_on;
        item.tags.push(Words::new(format!("ほか {n} ページも同じ"), format!("the same on {n} more pages")));
    }
    item.lines.push(change(sentence));
    item
}

fn change(sentence: &Sentence) -> Line {
    let (old, new) = pieces(&sentence.old, &sentence.new);
    Line::Change { lang: sentence.lang, old, new, left_out: sentence.old_left_out }
}

/// 5.
pub fn addresses(found: &Comparison) -> Vec<Part> {
    let paths = &found.addresses;
    let (led, lost): (Vec<&Left>, Vec<&Left>) = paths.gone.iter().partition(|left| !left.to.is_empty());
    let plain = |left: &&Left| Item::new(words::same("")).at(&left.from);
    let arrow = |left: &Left| Item::new(words::same("")).at(&format!("{} → {}", left.from, left.to));
    let mut dead = part(
        ("なくなり、どこへも導かないアドレス", "Gone, and leading nowhere"),
        lost.len(),
        one_group(lost.iter().map(plain).collect()),
    );
    dead.note = (!lost.is_empty()).then(|| {
        Words::new(
            "リンクや引用が切れます。移したページなら、aliases に前のアドレスを書いてください。",
            "links and citations break: for a page that moved, write its old address under `aliases`.",
        )
    });
    let list = |title: (&str, &str), all: Vec<Item>| part(title, all.len(), one_group(all));
    vec![
        dead,
        list(
            ("なくなり、別のページへ導くアドレス", "Gone, and leading on to another page"),
            led.into_iter().map(arrow).collect(),
        ),
        list(("移ったアドレス", "Moved"), paths.moved.iter().map(arrow).collect()),
        list(("行き先が変わるアドレス", "Leading elsewhere"), paths.leads.iter().map(arrow).collect()),
        list(
            ("新しいアドレス（ページは 1 のとおり）", "New (pages are told in section 1)"),
            paths.new.iter().map(|path| Item::new(words::same("")).at(path)).collect(),
        ),
    ]
}

/// 6.
pub fn others(found: &Comparison) -> Part {
    let item = |other: &super::super::model::Other| {
        let (new, changed, gone) = (other.new, other.changed, other.gone);
        Item::new(words::files(other.kind)).line(Words::new(
            format!("新しい {new}、変わる {changed}、なくなる {gone}"),
            format!("{new} new, {changed} changed, {gone} gone"),
        ))
    };
    let title = ("ファイルの数", "Number of files");
    part(title, found.counts.other_files, one_group(found.others.iter().map(item).collect()))
}
