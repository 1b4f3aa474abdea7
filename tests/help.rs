//! The help pages of the worked site are the manual: the same text, as pages of kohyo.
//!
//! In: `docs/`. Out: `content/help/`, compared; `KOHYO_BLESS=1` writes it. What no page of the site says (findings, decisions)
//! is named without a link.

use crate::common::root;
use crate::manual::headings;
use regex_lite::{Captures, Regex};
use std::fs;
use std::path::PathBuf;

/// The parts of the manual that the site shows, and what each is for.
const PARTS: [(&str, [&str; 2]); 18] = [
    ("manual", ["公表サイトを作る人のための説明書。", "The manual for those who make such a site."]),
    (
        "first-site",
        ["何もないところから、二言語のサイトを手元で見るまで。", "From nothing to a previewed site in two languages."],
    ),
    ("preview", ["書きながら手元で見る方法。", "How to see what you write."]),
    ("spreadsheets", ["Excel や CSV の表の取り込みと書き出し。", "Tables from and to Excel and CSV."]),
    ("year", ["新しい年度を始めてから公表するまで。", "From the beginning of a new fiscal year to its publication."]),
    (
        "withholding",
        ["非公表の印の書き方と、守られていることの確かめ方。", "How to write what is withheld, and how to see that it is kept."],
    ),
    ("data-format", ["ファイルとキーの説明。", "Every file and its keys."]),
    ("year-data", ["年度ごとのファイルのキーの説明。", "Every key of the files of a year."]),
    ("editors", ["エディターでの補完と検査。", "Completion and checks in editors."]),
    (
        "inference",
        ["伏せた数値をほかの数値から計算できないかの点検。", "Whether a withheld figure can be worked out from others."],
    ),
    ("audit", ["印刷された数値の検算。", "Recomputation of printed figures."]),
    ("approval", ["公表の決裁に使う一枚と値。", "The page and the digest for the approval of a release."]),
    ("deploy", ["サーバーへの公開。", "Publishing on a server."]),
    ("portal", ["多くのサイトをまとめて検索するポータル。", "A portal that searches many sites."]),
    ("themes", ["見た目と文言の変え方。", "How to change looks and words."]),
    ("open-data", ["オープンデータ、フィード、アドレス。", "Open data, feeds and addresses."]),
    ("figures", ["図の持ち帰り方。", "How to take figures away."]),
    ("glossary", ["この説明書の用語。", "Words of this manual."]),
];

/// The head of the table of malformed marks.
const MALFORMED: [&str; 2] = ["| written | refused as |", "| 書いたもの | 指摘 |"];

fn address(part: &str) -> String {
    if part == "manual" { "/help/".to_owned() } else { format!("/help/{part}/") }
}

/// A forge keeps the blanks around a sign in the address of a heading; kohyo writes one `-` for them all.
fn id(file: &str, anchor: &str) -> String {
    let Some(anchor) = anchor.strip_prefix('#') else { return String::new() };
    let text = fs::read_to_string(root().join("docs").join(file)).expect("a part of the manual");
    let heading = headings(&text).find(|heading| crate::manual::anchor(heading) == anchor).expect("a heading");
    let words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!("#{}", words.map(str::to_lowercase).collect::<Vec<_>>().join("-"))
}

/// A link to another part of the manual leads to its page; one to any other file of the repository is plain text.
fn linked(line: &str, own: &str) -> String {
    let link = Regex::new(r"\[((?:`[^`]*`|[^\]`])*)\]\(([^)#]*)(#[^)]*)?\)").expect("a pattern");
    let to = |found: &Captures| {
        let (text, file, anchor) = (&found[1], &found[2], found.get(3).map_or("", |anchor| anchor.as_str()));
        let part = file.strip_suffix(".md").map(|name| name.strip_suffix(".ja").unwrap_or(name));
        match part.filter(|part| PARTS.iter().any(|(known, _)| known == part)) {
            Some(part) => format!("[{text}]({}{})", address(part), id(file, anchor)),
            None if file.is_empty() && !anchor.is_empty() => format!("[{text}]({})", id(own, anchor)),
            None if file.is_empty() || ["https://", "/", "…"].iter().any(|start| file.starts_with(start)) => {
                found[0].to_owned()
            }
            None => text.to_owned(),
        }
    };
    link.replace_all(line, to).into_owned()
}

/// Marks that the manual shows are text on the site; what they would hide is `…`.
fn shown(line: &str) -> String {
    let payload = Regex::new(r"((?:非公表|withheld)[^》|｜]*[|｜])[^》|｜`]+》").expect("a pattern");
    let mark =
        Regex::new(r"(\\?)([《≪「『（［【\[(])([^《》≪「」『（）［］【()\[\]\n]{0,12}(?:非\W{0,3}公\W{0,3}[表開]|[Ww]ithheld))")
            .expect("a pattern");
    let line = payload.replace_all(line, "${1}…》");
    mark.replace_all(&line, "\\${2}${3}").replace(":::", "\\:::").replace("<<withheld", "\\<\\<withheld")
}

fn page(part: &str, description: &str, lang: &str) -> String {
    let name = if lang == "ja" { format!("{part}.ja.md") } else { format!("{part}.md") };
    let text = fs::read_to_string(root().join("docs").join(&name)).expect("a part of the manual");
    let (title, body) = text.split_once('\n').expect("a title and a text");
    let title = title.strip_prefix("# ").expect("a title");
    // The other language stands in the head of the page; comments are for the tests of the manual.
    let twin = ["日本語: [", "English: [", "<!--"];
    let (mut code, mut malformed) = (false, false);
    let lines = body.lines().filter(|line| !twin.iter().any(|twin| line.starts_with(twin))).map(|line| {
        code ^= line.starts_with("```");
        malformed = MALFORMED.contains(&line) || (malformed && line.starts_with('|'));
        match line.rsplit(" | ").next() {
            // Malformed marks cannot be shown, not even behind a backslash: only what they are called.
            Some(_) if malformed && line.starts_with("|---") => "|---|".to_owned(),
            Some(cell) if malformed => format!("| {cell}"),
            _ if code => shown(line),
            _ => shown(&linked(line, &name)),
        }
    });
    let body = lines.collect::<Vec<_>>().join("\n");
    format!(
        "+++\ntitle = {title:?}\ndescription = {description:?}\ndisclosure = \"公表\"\nkind = \"help\"\n+++\n{}\n",
        body.trim()
    )
}

fn path(part: &str, lang: &str) -> PathBuf {
    let content = root().join("content");
    if part == "manual" { content.join(format!("help.{lang}.md")) } else { content.join(format!("help/{part}.{lang}.md")) }
}

#[test]
fn the_help_pages_of_the_site_are_the_manual() {
    let bless = std::env::var("KOHYO_BLESS").is_ok_and(|value| value == "1");
    for (part, descriptions) in PARTS {
        for (lang, description) in ["ja", "en"].into_iter().zip(descriptions) {
            let (path, page) = (path(part, lang), page(part, description, lang));
            if bless {
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                fs::write(&path, page).expect("written");
            } else {
                let there = fs::read_to_string(&path).unwrap_or_default();
                assert!(there == page, "{}: write it with KOHYO_BLESS=1", path.display());
            }
        }
    }
    let files = fs::read_dir(root().join("content/help")).expect("the help pages").count();
    assert_eq!(files, 2 * (PARTS.len() - 1), "no page without a part of the manual");
}

#[test]
fn links_and_marks_are_carried_over() {
    let line =
        "[a](year-data.md#checkstoml--what-is-known-of-figures-and-names), [b](findings.md), [c](#resultstoml), [f](manual.md)";
    let there = "[a](/help/year-data/#checks-toml-what-is-known-of-figures-and-names), b, [c](#results-toml), [f](/help/)";
    assert_eq!(linked(line, "year-data.md"), there);
    assert_eq!(shown("`《非公表:ground|the hidden words》` \\《非公表》"), "`\\《非公表:ground|…》` \\《非公表》");
}
