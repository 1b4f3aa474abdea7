//! The texts of a theme: `texts.<lang>.toml` of each layer, the upper over the lower, key by key.
//!
//! In: the layers. Out: the texts of a language. Never: a key that nothing asks for; a gap that nothing fills, or that is lost.

use super::layers::{self, File, Layer};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::figures::Lang;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};

/// The ending of a text for the number one.
const ONE: &str = "-one";

/// The texts of a language.
pub fn merged(lang: Lang, layers: &[Layer], findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let name = format!("texts.{}.toml", lang.code());
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (at, layer) in layers.iter().enumerate().rev() {
        let Some(file) = layer.file(&name) else { continue };
        let own = read(&name, file, findings);
        // The theme at the bottom says which texts there are.
        if !texts.is_empty() {
            let below = texts.clone();
            for text in &own {
                findings.extend(judge(text, &below, &layers[..=at]).map(|finding| file.place(finding, text.place.clone())));
            }
        }
        texts.extend(own.into_iter().map(|text| (text.key, text.value)));
    }
    texts
}

struct Text {
    key: String,
    value: String,
    place: std::ops::Range<usize>,
}

fn read(name: &str, file: &File, findings: &mut Vec<Finding>) -> Vec<Text> {
    let table = match DeTable::parse(file.text()) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let message = Words::new(
                format!("{name} を読めません: {}", error.message()),
                format!("cannot read {name}: {}", error.message()),
            );
            findings.push(file.place(Finding::new(codes::BAD_TOML, message), error.span().unwrap_or(0..0)));
            return Vec::new();
        }
    };
    let mut out = Vec::new();
    for (key, value) in table {
        match value.get_ref() {
            DeValue::String(text) => {
                out.push(Text { key: key.get_ref().to_string(), value: text.to_string(), place: key.span() });
            }
            _ => {
                let key = key.get_ref();
                let message = Words::new(format!("「{key}」の値は文字列です。"), format!("the text `{key}` is a string"));
                findings.push(file.place(Finding::new(codes::WRONG_TYPE, message), value.span()));
            }
        }
    }
    out.sort_by_key(|text| text.place.start);
    out
}

/// What is wrong with a text that stands over another one, or beside all others.
fn judge(text: &Text, below: &BTreeMap<String, String>, own: &[Layer]) -> Option<Finding> {
    let known = below.get(&text.key).or_else(|| below.get(text.key.strip_suffix(ONE)?));
    let Some(known) = known else { return (!is_used(&text.key, own)).then(|| unknown(&text.key, below)) };
    if text.value.trim().is_empty() && !known.trim().is_empty() {
        return Some(empty(&text.key));
    }
    let (has, needs) = (gaps(&text.value), gaps(known));
    // 「one row」 needs no number.
    let lost: Vec<&str> = needs.difference(&has).copied().filter(|_| !text.key.ends_with(ONE)).collect();
    let idle: Vec<&str> = has.difference(&needs).copied().collect();
    (!lost.is_empty() || !idle.is_empty()).then(|| wrong_gaps(&text.key, &needs))
}

/// Whether a template of the theme asks for a key of its own.
fn is_used(key: &str, own: &[Layer]) -> bool {
    let asks = |file: &File| file.text().contains(&format!("[\"{key}\"]")) || file.text().contains(&format!("['{key}']"));
    own.iter().flat_map(layers::templates).any(|(_, file)| asks(file))
}

/// The words in braces: where values go.
fn gaps(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0)).filter(|gap| gap.bytes().all(|b| b.is_ascii_lowercase())).collect()
}

fn unknown(key: &str, below: &BTreeMap<String, String>) -> Finding {
    let message = Words::new(
        format!("「{key}」という語は、もとのテーマにも、このテーマのテンプレートにもありません。"),
        format!("neither the base theme nor a template of this theme has a text `{key}`"),
    );
    Finding::new(codes::THEME_TEXT, message).help(words::suggest(key, below.keys().map(String::as_str)))
}

fn empty(key: &str) -> Finding {
    let message = Words::new(format!("「{key}」の語が空です。"), format!("the text `{key}` is empty"));
    let help = Words::new(
        "語を書くか、この行を消してください。消せば、もとのテーマの語が使われます。",
        "write something, or remove the line: then the text of the base theme is used.",
    );
    Finding::new(codes::THEME_TEXT, message).help(help)
}

fn wrong_gaps(key: &str, needs: &BTreeSet<&str>) -> Finding {
    let message = Words::new(
        format!("「{key}」の {{…}} が、もとのテーマの語と違います。"),
        format!("the gaps {{…}} of `{key}` are not those of the base theme's text"),
    );
    let list: Vec<String> = needs.iter().map(|gap| format!("{{{gap}}}")).collect();
    let help = if list.is_empty() {
        Words::new("この語に {…} は入れられません。", "this text has no gaps.")
    } else {
        Words::new(format!("この語に要るのは {} です。", list.join("、")), format!("this text needs: {}", list.join(", ")))
    };
    Finding::new(codes::THEME_TEXT, message).help(help)
}
