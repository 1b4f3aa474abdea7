//! The assets of a theme: style sheets, scripts, pictures.
//!
//! In: the layers. Out: path and bytes of each asset, the upper file in place of the lower one of the same path. Never: a format
//! that nobody can look into; what a picture carries beside the picture; two names that some machines take for one.

use super::layers::{File, Layer};
use super::{scripts, styles};
use crate::diagnostics::{Finding, Words, codes};
use crate::inspect::{self, Fault};
use crate::kinds::FileKind;
use std::collections::BTreeMap;

/// Texts by their endings. SVG is a text and a picture.
const TEXTS: [&str; 5] = ["css", "js", "json", "txt", "webmanifest"];
/// Pictures by their endings.
const PICTURES: [(&str, FileKind); 6] = [
    ("svg", FileKind::Svg),
    ("png", FileKind::Png),
    ("jpg", FileKind::Jpeg),
    ("jpeg", FileKind::Jpeg),
    ("gif", FileKind::Gif),
    ("webp", FileKind::Webp),
];
/// The icon of old browsers, which is not in `FileKind`: nobody attaches one to a page.
const ICON: &str = "ico";

/// All assets of the theme: style sheets and scripts without comments, and everything else as it is.
pub fn merged(layers: &[Layer], findings: &mut Vec<Finding>) -> Vec<(String, Vec<u8>)> {
    let mut out: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for layer in layers.iter().rev() {
        for file in layer.files.iter().filter(|file| file.path.starts_with("assets/")) {
            findings.extend(faults(layer, file));
            out.insert(file.path.clone(), lean(file));
        }
    }
    out.into_iter().collect()
}

fn lean(file: &File) -> Vec<u8> {
    match file.path.rsplit_once('.') {
        Some((_, "js")) => scripts::lean(file.text()).into_bytes(),
        Some((_, "css")) => styles::spare(file.text()).into_bytes(),
        _ => file.bytes().to_vec(),
    }
}

/// A name that kohyo makes itself.
pub fn clash(path: &str) -> Finding {
    let message = Words::new(
        format!("テーマの {path} と同じ名前のファイルを kohyo が作ります。"),
        format!("kohyo itself makes a file of the name of the theme's {path}"),
    );
    let help = Words::new("テーマのファイルの名前を変えてください。", "give the theme's file another name.");
    Finding::new(codes::ASSET_CLASH, message).help(help)
}

fn faults(layer: &Layer, file: &File) -> Vec<Finding> {
    let whole = format!("themes/{}/{}", layer.name, file.path);
    let extension = file.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let finding = |words: Words| file.place(Finding::new(codes::ASSET, words), 0..0);
    if !is_name(&file.path) {
        let words = Words::new(
            format!("{whole} の名前に使えるのは、英小文字、数字、-、_、. です。"),
            format!("{whole}: names have lower-case letters, digits, `-`, `_` and `.`"),
        );
        return vec![finding(words)];
    }
    let picture = PICTURES.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind);
    let found: Vec<Fault> = match picture {
        Some(kind) => inspected(kind, file.bytes()),
        None if extension == ICON => inspect::icon(file.bytes()).faults,
        None if extension == "css" => {
            return styles::left_open(file.text()).map(|at| file.place(unclosed(&whole), at..at + 1)).into_iter().collect();
        }
        None if TEXTS.contains(&extension) => Vec::new(),
        None => return vec![finding(unknown(&whole)).help(accepted())],
    };
    let words = |fault: Fault| Words::new(format!("{whole}：{}。", fault.words.ja), format!("{whole}: {}", fault.words.en));
    found.into_iter().map(|fault| finding(words(fault))).collect()
}

fn inspected(kind: FileKind, bytes: &[u8]) -> Vec<Fault> {
    match inspect::is_kind(kind, bytes) {
        Ok(()) => inspect::inspect(kind, bytes).faults,
        Err(other) => {
            let words =
                Words::new(format!("名前と中身が違います（中身は {other}）"), format!("its name is not what it is ({other})"));
            vec![Fault { code: codes::ASSET, words }]
        }
    }
}

fn is_name(path: &str) -> bool {
    let fits = |part: &str| {
        part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b)) && !part.starts_with('.')
    };
    path.split('/').all(fits)
}

/// All style sheets go out as one, so an open one would take those behind it with it.
fn unclosed(whole: &str) -> Finding {
    let words =
        Words::new(format!("{whole}：ここで開いたものが閉じていません。"), format!("{whole}: what is opened here is not closed"));
    let help = Words::new(
        "かっこ、引用符、注（/* */）の組合せを確かめてください。",
        "look at the pairs of brackets, of quotation marks and of comments (/* */).",
    );
    Finding::new(codes::ASSET, words).help(help)
}

fn unknown(whole: &str) -> Words {
    Words::new(
        format!("{whole} は、テーマに置けない種類のファイルです。"),
        format!("{whole} is of a kind that a theme cannot have"),
    )
}

fn accepted() -> Words {
    let list: Vec<&str> = TEXTS.into_iter().chain(PICTURES.map(|(extension, _)| extension)).chain([ICON]).collect();
    Words::new(
        format!("置けるのは {} です。フォントは読者のものを使います。", list.join("、")),
        format!("accepted: {}; fonts are those of the reader.", list.join(", ")),
    )
}
