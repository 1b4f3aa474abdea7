//! What each code means, why it matters and what to do, with a wrong and a right example: for `kohyo explain` and the manual.
//!
//! In: the files in `explained/`, one table for each code. Out: texts in Japanese and English. Never: an example that is not true: a
//! test puts each into a small site, where the wrong one raises its code and the right one nothing.

use super::{Code, Severity, Words, codes, words};
use crate::figures::Lang;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/diagnostics/explained");

static ALL: LazyLock<BTreeMap<String, Explained>> = LazyLock::new(|| read().unwrap_or_default());

/// Reads the files; a test sees to it that they can be read.
pub fn read() -> Result<BTreeMap<String, Explained>, String> {
    let mut all = BTreeMap::new();
    for text in FILES.files().filter_map(include_dir::File::contents_utf8) {
        all.extend(toml::from_str::<BTreeMap<String, Explained>>(text).map_err(|error| error.to_string())?);
    }
    Ok(all)
}

/// What is said of one code: its texts, and an example either in a file or in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explained {
    ja: String,
    en: String,
    do_ja: String,
    do_en: String,
    /// Where the example stands; `{ja,en}` for a page in both languages. Without it the example is a situation in words.
    pub file: Option<String>,
    /// What raises the code.
    #[serde(default)]
    pub wrong: String,
    /// What is right instead.
    #[serde(default)]
    pub right: String,
    /// Where the right one stands, when it is another place.
    pub right_file: Option<String>,
    /// For the test: the text of the file that the example replaces.
    pub instead: Option<String>,
    /// For the test: the text of the file behind which the example stands.
    pub after: Option<String>,
    /// For the test: the example is the whole file.
    #[serde(default)]
    pub whole: bool,
    /// For the test: other files of the site.
    #[serde(default)]
    pub with: Vec<[String; 2]>,
    /// For the test: file, text, and what stands there instead.
    #[serde(default)]
    pub edits: Vec<[String; 3]>,
    /// For the test: the same for the right example alone.
    #[serde(default)]
    pub right_edits: Vec<[String; 3]>,
    /// For the test: codes that the wrong example raises as well.
    #[serde(default)]
    pub beside: Vec<String>,
    /// For the test: codes that the right example raises, because of what stands beside it.
    #[serde(default)]
    pub right_beside: Vec<String>,
    #[serde(default)]
    wrong_ja: String,
    #[serde(default)]
    wrong_en: String,
    #[serde(default)]
    right_ja: String,
    #[serde(default)]
    right_en: String,
}

/// The families of codes by their first characters.
const FAMILIES: [(&str, &str, &str); 10] = [
    ("K00", "フォルダーとファイル", "Folders and files"),
    ("K01", "ファイルの書き方", "How files are written"),
    ("K02", "つながり、二つの言語、ページ", "References, languages, pages"),
    ("K03", "公表の区分、非公表の印、添付ファイル", "Disclosure, marks, attachments"),
    ("K04", "出力の検査", "The guard"),
    ("K05", "検算と推論", "Recomputation and inference"),
    ("K06", "テーマ", "Themes"),
    ("K07", "出力先、公開用の原稿、証明、番号、新しい年度", "Output, public sources, proof, numbers, new years"),
    ("K08", "表計算の表", "Spreadsheets"),
    ("K09", "ポータル", "Portals"),
];

/// The explanation of a code.
pub fn of(code: &Code) -> Option<&'static Explained> {
    ALL.get(code.id)
}

/// The code that is typed, in small letters or full-width ones too.
pub fn find(typed: &str) -> Result<&'static Code, Words> {
    let wanted = words::plain(typed).to_ascii_uppercase();
    let known = codes::ALL.iter().find(|code| code.id == wanted);
    known.copied().ok_or_else(|| {
        let near = words::suggest(&wanted, codes::ALL.iter().map(|code| code.id));
        let shown: String = typed.chars().take(20).collect();
        Words::new(
            format!("「{shown}」という指摘のコードはありません。{}", near.ja),
            format!("there is no finding `{shown}`; {}", near.en),
        )
    })
}

/// One code, as `kohyo explain` prints it.
pub fn text(code: &Code, lang: Lang) -> String {
    let Some(explained) = of(code) else { return String::new() };
    let said = Said::of(code, explained, lang);
    let blocks = [("wrong", &said.wrong), ("right", &said.right)].map(|(word, (place, text))| {
        let name = heading(word, lang);
        let place = place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let lines: String = text.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
        format!("{name}{place}:\n{lines}")
    });
    let [wrong, right] = blocks;
    format!("{}\n\n{}\n\n{}: {}\n\n{wrong}\n{right}", said.title, said.meaning, heading("do", lang), said.todo)
}

/// All codes by family, one line each.
pub fn list(lang: Lang) -> String {
    let family = |(start, ja, en): &(&str, &str, &str)| {
        let name = if lang == Lang::Ja { ja } else { en };
        let line = |code: &&Code| format!("  {}  {}\n", code.id, code.title().get(lang));
        format!("{name}\n{}\n", codes_of(start).map(|code| line(&code)).collect::<String>())
    };
    FAMILIES.iter().map(family).collect()
}

/// The page of the manual that explains every code.
pub fn manual(lang: Lang) -> String {
    let head = match lang {
        Lang::Ja => {
            "# 指摘の一覧\n\nEnglish: [findings.md](findings.md)。`kohyo explain K0102` でも同じものを読めます。\n\
             例は小さなサイトで確かめてあります。誤りの例はその指摘を、正しい例は何も出しません。\n\
             この文書は `src/diagnostics/explained/` から作られます（`KOHYO_BLESS=1 cargo test --test all explain`）。\n"
        }
        Lang::En => {
            "# Findings\n\n日本語は [findings.ja.md](findings.ja.md) にあります。 `kohyo explain K0102` prints the same.\n\
             The examples are tested on a small site: the wrong one raises its finding, the right one none.\n\
             Written from `src/diagnostics/explained/` by `KOHYO_BLESS=1 cargo test --test all explain`.\n"
        }
    };
    let family = |(start, ja, en): &(&str, &str, &str)| {
        let entries: String = codes_of(start).map(|code| entry(code, lang)).collect();
        format!("\n## {}\n{entries}", if lang == Lang::Ja { ja } else { en })
    };
    head.to_owned() + &FAMILIES.iter().map(family).collect::<String>()
}

fn codes_of(start: &str) -> impl Iterator<Item = &'static Code> {
    codes::ALL.iter().copied().filter(move |code| code.id.starts_with(start))
}

/// One code in the manual.
fn entry(code: &Code, lang: Lang) -> String {
    let Some(explained) = of(code) else { return String::new() };
    let said = Said::of(code, explained, lang);
    let block = |word: &str, (place, text): &(Option<String>, String)| match place {
        Some(place) => {
            let fence = if text.contains("```") { "````" } else { "```" };
            format!("{} — `{place}`\n\n{fence}{}\n{}\n{fence}\n\n", heading(word, lang), language(place), text.trim_matches('\n'))
        }
        None => format!("- {}: {text}\n", heading(word, lang)),
    };
    let blocks = block("wrong", &said.wrong) + &block("right", &said.right);
    let (title, meaning, todo) = (said.title, said.meaning, said.todo);
    format!("\n### {title}\n\n{meaning}\n\n**{}** {todo}\n\n{}\n", heading("do", lang), blocks.trim_end())
}

fn language(place: &str) -> &str {
    match place.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "toml" => "toml",
        "md" => "markdown",
        "html" => "html",
        _ => "text",
    }
}

fn heading(word: &str, lang: Lang) -> &'static str {
    match (word, lang) {
        ("do", Lang::Ja) => "対処",
        ("do", Lang::En) => "What to do",
        ("wrong", Lang::Ja) => "誤りの例",
        ("wrong", Lang::En) => "Wrong",
        (_, Lang::Ja) => "正しい例",
        (_, Lang::En) => "Right",
    }
}

/// An explanation in one language.
struct Said {
    title: String,
    meaning: &'static str,
    todo: &'static str,
    wrong: (Option<String>, String),
    right: (Option<String>, String),
}

impl Said {
    fn of(code: &Code, explained: &'static Explained, lang: Lang) -> Said {
        let level = match (code.severity, lang) {
            (Severity::Error, _) => "",
            (Severity::Warning, Lang::Ja) => "（注意）",
            (Severity::Warning, Lang::En) => " (warning)",
        };
        let pick = |ja: &'static str, en: &'static str| if lang == Lang::Ja { ja } else { en };
        let (wrong, right) = match &explained.file {
            Some(file) => {
                let place = file.replace("{ja,en}", lang.code());
                let right = explained.right_file.clone().unwrap_or_else(|| place.clone());
                ((Some(place), shown(&explained.wrong, lang)), (Some(right), shown(&explained.right, lang)))
            }
            None => {
                let say = |ja: &'static String, en: &'static String| (None, pick(ja, en).to_owned());
                (say(&explained.wrong_ja, &explained.wrong_en), say(&explained.right_ja, &explained.right_en))
            }
        };
        Said {
            title: format!("{}{level} {}", code.id, code.title().get(lang)),
            meaning: pick(&explained.ja, &explained.en),
            todo: pick(&explained.do_ja, &explained.do_en),
            wrong,
            right,
        }
    }
}

/// An example as it is read: what the test computes is left out, and what is empty says so.
fn shown(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{sha256 ") {
        out += before;
        out.push('…');
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    out += rest;
    match (out.trim().is_empty(), lang) {
        (true, Lang::Ja) => "（何も書かない）".to_owned(),
        (true, Lang::En) => "(nothing)".to_owned(),
        (false, _) => out.trim_matches('\n').to_owned() + "\n",
    }
}
