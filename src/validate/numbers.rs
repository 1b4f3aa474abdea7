//! Register numbers: every withheld thing has one, no two have the same, and the register gave it.
//!
//! In: the numbers of a site, its register, the secrets kept outside and the coincidences in its settings. Out: findings. Never: a number made up; a secret read.

use crate::authored::{Id, Numbered, Numbering, Site};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::{WithheldKind, register_number};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every number.
pub fn check(site: &Site, findings: &mut Vec<Finding>) {
    findings.extend(site.numbers.iter().filter(|item| item.number.is_none()).map(unnumbered));
    let given: Vec<(&Numbered, &Id)> = site.numbers.iter().filter_map(|item| Some((item, item.number.as_ref()?))).collect();
    repeated(&given, findings);
    for (_, number) in &given {
        findings.extend(unknown(number, site.data.register.as_deref()));
    }
    released(site, &given, findings);
    secrets(site, &given, findings);
    coincidences(site, &given, findings);
}

/// A coincidence excuses one thing of this site. One that excuses nothing waits for a thing that nobody has looked at.
fn coincidences(site: &Site, given: &[(&Numbered, &Id)], findings: &mut Vec<Finding>) {
    let numbers: BTreeSet<&str> = given.iter().map(|(_, number)| number.value.as_str()).collect();
    for number in site.config.coincidences.iter().filter(|number| !numbers.contains(number.value.as_str())) {
        let message = Words::new(
            "偶然の一致に挙げたこの番号を持つ非公表がありません。",
            "nothing withheld has this number, which is listed as a coincidence",
        );
        let help = Words::new(
            "番号を直すか、kohyo.toml の coincidences から消してください。",
            "correct the number, or remove it from `coincidences` in kohyo.toml.",
        );
        findings.push(Finding::new(codes::IDLE_COINCIDENCE, message).at(number.span).help(help));
    }
}

fn unnumbered(item: &Numbered) -> Finding {
    let message = Words::new("この非公表には番号がありません。", "this withheld thing has no number");
    let help = Words::new(
        "kohyo number で番号を付けます（例: 《非公表:根拠#W-2026-014》、id = \"W-2026-014\"）。番号がないと、二つの言語で同じ部分を隠しているか確かめられません。",
        "`kohyo number` gives it one, e.g. 《非公表:ground#W-2026-014》 or id = \"W-2026-014\"; without numbers nobody can tell whether both languages hide the same part.",
    );
    Finding::new(codes::NO_NUMBER, message).at(item.span).help(help)
}

/// A phrase may stand several times on its page, and in both languages; a page and its attachments in both languages; everything
/// else has a number of its own.
fn repeated(given: &[(&Numbered, &Id)], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, &Numbered> = BTreeMap::new();
    for (item, number) in given {
        let Some(first) = seen.insert(&number.value, item) else { continue };
        let may_repeat = match item.kind {
            WithheldKind::Phrase | WithheldKind::Block | WithheldKind::Page => true,
            WithheldKind::Attachment => first.span.file != item.span.file,
            WithheldKind::Cell | WithheldKind::Row | WithheldKind::File => false,
        };
        let twins = first.within == item.within && first.kind == item.kind && may_repeat;
        if !twins {
            let message = Words::new("この番号は、ほかの非公表に付いています。", "this number belongs to another withheld thing");
            let help = Words::new("台帳の次の番号を付けてください。", "give it the next number of the register.");
            let here = Words::new("同じ番号のもう一つ", "the other one");
            let place = first.number.as_ref().map_or(first.span, |number| number.span);
            findings.push(Finding::new(codes::SAME_NUMBER, message).at(number.span).also(place, here).help(help));
        }
    }
}

fn unknown(number: &Id, register: Option<&[Numbering]>) -> Option<Finding> {
    let help = Words::new(
        "番号は W-2026-014 の形です。新しい番号を使ったら data/register.toml の last を進めてください。",
        "numbers look like W-2026-014; after using a new one raise `last` in data/register.toml.",
    );
    let message = match (register_number(&number.value), register) {
        (None, _) => Words::new("番号の形が違います。", "this is not the form of a register number"),
        (Some((year, count)), Some(series)) => {
            let last = series.iter().find(|series| series.year.value == year).map_or(0, |series| series.last.value);
            if count <= last {
                return None;
            }
            Words::new(
                format!("台帳（data/register.toml）の {year} 年は {last} 番までです。"),
                format!("the register (data/register.toml) has given {last} numbers in {year}"),
            )
        }
        (Some(_), None) => return None,
    };
    Some(Finding::new(codes::UNKNOWN_NUMBER, message).at(number.span).help(help))
}

/// What is public now was in the register once, and is there no more.
fn released(site: &Site, given: &[(&Numbered, &Id)], findings: &mut Vec<Finding>) {
    super::unique(site.data.released.iter().map(|released| &released.number), findings);
    for released in &site.data.released {
        findings.extend(unknown(&released.number, site.data.register.as_deref()));
        if let Some((_, number)) = given.iter().find(|(_, number)| number.value == released.number.value) {
            let message = Words::new("この番号のものは、まだ非公表です。", "what has this number is still withheld");
            let help =
                Words::new("公表してから [[released]] に書いてください。", "write it into [[released]] once it is public.");
            let here = Words::new("この番号を持つもの", "what has this number");
            findings.push(Finding::new(codes::SAME_NUMBER, message).at(released.number.span).also(number.span, here).help(help));
        }
    }
}

/// Each secret kept outside belongs to a thing of this site, which does not carry the value as well.
fn secrets(site: &Site, given: &[(&Numbered, &Id)], findings: &mut Vec<Finding>) {
    let numbers: BTreeSet<&str> = given.iter().map(|(_, number)| number.value.as_str()).collect();
    let carried: BTreeMap<&str, &Numbered> =
        given.iter().filter(|(item, _)| item.carried).map(|(item, number)| (number.value.as_str(), *item)).collect();
    for (number, _) in &site.secrets {
        if !numbers.contains(number.as_str()) {
            let message = Words::new(
                format!("秘密ファイル {number}.md の番号を持つ非公表がありません。"),
                format!("nothing has the number of the secret file {number}.md"),
            );
            let help = Words::new("番号を直すか、ファイルを消してください。", "correct the number, or remove the file.");
            findings.push(Finding::new(codes::ORPHAN_SECRET, message).help(help));
        }
        if let Some(item) = carried.get(number.as_str()) {
            let message = Words::new(
                format!("{number} の値が、原稿と秘密ファイルの両方にあります。"),
                format!("the value of {number} stands both in the sources and in its secret file"),
            );
            let help = Words::new(
                "どちらか一方（できれば秘密ファイル）だけに置いてください。",
                "keep it in one place, best in the secret file.",
            );
            findings.push(Finding::new(codes::SECRET_TWICE, message).at(item.span).help(help));
        }
    }
}
