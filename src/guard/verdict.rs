//! What the hits of a scan mean: a leak, a duplicate of something public, or a coincidence that a person has settled.
//!
//! In: what was seen in each doubtful file, with its number among all, and the public parts of the sources. Out: findings and the places that must not be quoted.
//! Never: a value; the name of a file whose name holds one.

use super::Refused;
use super::containers::{Fault, LARGEST};
use super::scan::{Seen, scan_text};
use super::search::Search;
use super::view::View;
use crate::diagnostics::{Finding, Words, codes};
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// More places than these help nobody.
const PLACES: usize = 5;

/// Where a secret was found.
struct Found<'a> {
    file: Words,
    view: &'a View,
    others: usize,
}

/// Judges everything that was seen.
pub fn verdict(
    search: &Search,
    seen: &[(usize, &str, &Seen)],
    untrue: &BTreeSet<&str>,
    open: impl Iterator<Item = (FileId, String)>,
    coincidences: &BTreeSet<String>,
) -> Refused {
    let mut refused = Refused { findings: Vec::new(), hide: Vec::new(), files: BTreeSet::new() };
    let mut found: BTreeMap<usize, Found> = BTreeMap::new();
    for (number, path, seen) in seen {
        let file = shown(path, seen, *number);
        let untrue = untrue.contains(path);
        if untrue || !(seen.hits.is_empty() && seen.faults.is_empty()) {
            refused.files.insert((*path).to_owned());
        }
        refused.findings.extend(untrue.then(|| untrue_index(&file)));
        refused.findings.extend(seen.faults.iter().map(|fault| unreadable(&file, *fault)));
        for (secret, view) in &seen.hits {
            let first = || Found { file: file.clone(), view, others: 0 };
            found.entry(*secret).and_modify(|found| found.others += 1).or_insert_with(first);
        }
    }
    let public = if found.is_empty() { BTreeMap::new() } else { in_public(search, &found, open) };
    for (secret, found) in &found {
        let items = search.secret(*secret).map(|s| s.items.clone()).unwrap_or_default();
        match public.get(secret) {
            None => refused.findings.push(leak(&items, found)),
            Some(_) if settled(&items, coincidences) => {}
            Some(places) => {
                refused.findings.push(duplicate(&items, found, places));
                refused.hide.extend(places);
            }
        }
    }
    refused
}

fn settled(items: &BTreeSet<Option<String>>, coincidences: &BTreeSet<String>) -> bool {
    !items.is_empty() && items.iter().all(|item| item.as_ref().is_some_and(|item| coincidences.contains(item)))
}

/// A withheld file that stands in the output as it is.
pub fn whole_file(path: &str) -> Finding {
    let message = Words::new(
        format!("非公表とした添付ファイルの中身が {path} に出ています。"),
        format!("the content of a withheld attachment stands in {path}"),
    );
    let help = Words::new(
        "そのファイルを公表の添付から外してください。直すまで公開できません。",
        "remove that file from the public attachments; nothing is published until it is gone.",
    );
    Finding::new(codes::LEAK, message).help(help)
}

/// A path that holds a value itself is not printed.
fn shown(path: &str, seen: &Seen, number: usize) -> Words {
    if seen.named {
        let n = number + 1;
        return Words::new(
            format!("（名前を伏せたファイル、出力の{n}番目）"),
            format!("(a file whose name is masked, number {n} of the output)"),
        );
    }
    Words::new(path, path)
}

/// For each secret that was found, the lines of public sources that hold it too.
fn in_public(
    search: &Search,
    found: &BTreeMap<usize, Found>,
    open: impl Iterator<Item = (FileId, String)>,
) -> BTreeMap<usize, Vec<Span>> {
    let mut places: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (file, text) in open {
        let here: BTreeSet<usize> = scan_text(search, &text).into_iter().filter(|secret| found.contains_key(secret)).collect();
        if here.is_empty() {
            continue;
        }
        let mut left = here.clone();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let inner = line.trim();
            let from = start + (line.len() - line.trim_start().len());
            start += line.len();
            for secret in scan_text(search, inner).intersection(&here) {
                left.remove(secret);
                places.entry(*secret).or_default().push(Span::new(file, from..from + inner.len()));
            }
        }
        // Over several lines: the place is the file.
        for secret in left {
            places.entry(secret).or_default().push(Span::new(file, 0..text.len()));
        }
    }
    places
}

/// `W-2024-001、W-2024-002` / `W-2024-001, W-2024-002`, or that it has no number.
fn numbers(items: &BTreeSet<Option<String>>) -> Words {
    let known: Vec<&str> = items.iter().flatten().map(String::as_str).collect();
    if known.is_empty() {
        return Words::new("番号のない非公表の箇所", "an item without a number");
    }
    Words::new(known.join("、"), known.join(", "))
}

fn leak(items: &BTreeSet<Option<String>>, found: &Found) -> Finding {
    let (numbers, view, file) = (numbers(items), found.view.words(), &found.file);
    let (more_ja, more_en) = match found.others {
        0 => (String::new(), String::new()),
        1 => ("ほか 1 ファイルにもあります。".to_owned(), ", and in 1 more file".to_owned()),
        n => (format!("ほか {n} ファイルにもあります。"), format!(", and in {n} more files")),
    };
    let message = Words::new(
        format!("非公表とした値（{}）が {} に出ています（形：{}）。{more_ja}", numbers.ja, file.ja, view.ja),
        format!("a withheld value ({}) stands in {} (as {}){more_en}", numbers.en, file.en, view.en),
    );
    let help = Words::new(
        "公表の原稿には見当たりません。テーマや添付ファイル、公表の数値から計算した表示を見てください。この指摘は許可できません。",
        "no public source holds it: look at the theme, attachments, and what is computed from public figures. This cannot be allowed.",
    );
    Finding::new(codes::LEAK, message).help(help)
}

fn duplicate(items: &BTreeSet<Option<String>>, found: &Found, places: &[Span]) -> Finding {
    let numbers = numbers(items);
    let message = Words::new(
        format!("非公表とした値（{}）と同じものが、公表の原稿のこの行にもあります。{} に出ます。", numbers.ja, found.file.ja),
        format!(
            "this line of a public source holds the same value as something withheld ({}); it would stand in {}",
            numbers.en, found.file.en
        ),
    );
    let help = Words::new(
        "同じ値ならこの行も非公表にするか、非公表をやめてください。別のものが偶然同じ値になったときは、kohyo.toml に coincidences = [\"W-…\"] と、その番号を書きます（番号がなければ先に kohyo number）。",
        "if it is the same thing, withhold it here too, or publish both; if another thing has the same value by chance, list the number in kohyo.toml: coincidences = [\"W-…\"] (without a number, run `kohyo number` first).",
    );
    let also = || Words::new("ここにもあります", "and here");
    let mut places = places.iter().take(PLACES);
    let first = places.next().map(|span| Finding::new(codes::LEAK_DUPLICATE, message.clone()).at(*span));
    let finding = first.unwrap_or_else(|| Finding::new(codes::LEAK_DUPLICATE, message));
    places.fold(finding, |finding, span| finding.also(*span, also())).help(help)
}

fn untrue_index(file: &Words) -> Finding {
    let message = Words::new(
        format!("検索の索引 {} に、どのページの文字とも合わない記載があります。", file.ja),
        format!("the search index {} says something that is true of no page", file.en),
    );
    let help = Words::new(
        "索引はページの文字だけから作られます。kohyo の不具合として知らせてください。直すまで公開できません。",
        "an index is made of the text of the pages and nothing else: please report this as a fault of kohyo; nothing is published until it is mended.",
    );
    Finding::new(codes::UNTRUE_INDEX, message).help(help)
}

fn unreadable(file: &Words, fault: Fault) -> Finding {
    let most = LARGEST >> 20;
    let (ja, en) = match fault {
        Fault::Broken(format) => {
            (format!("{format} として読めません（壊れています）"), format!("it is not a well-formed {format}"))
        }
        Fault::Locked(format) => (format!("{format} に鍵がかかっています"), format!("the {format} is encrypted")),
        Fault::Unknown(format) => {
            (format!("{format} の中は kohyo では開けません"), format!("kohyo does not open this kind of {format}"))
        }
        Fault::TooDeep => ("圧縮の入れ子が深すぎます".to_owned(), "containers are nested too deeply".to_owned()),
        Fault::TooLarge(format) => {
            (format!("{format} の中身が {most} MB を超えます"), format!("the {format} unpacks to more than {most} MB"))
        }
    };
    let message = Words::new(
        format!("{} の中を調べられません：{ja}。", file.ja),
        format!("the inside of {} cannot be searched: {en}", file.en),
    );
    let help = Words::new(
        "調べられる形（テキスト、CSV、PDF、PNG、鍵のない zip など）に直してください。調べていないものは公開できません。",
        "turn it into something that can be read (text, CSV, PDF, PNG, a zip without a password); what was not searched is not published.",
    );
    Finding::new(codes::UNREADABLE_OUTPUT, message).help(help)
}
