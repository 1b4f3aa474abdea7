//! Themes as their authors know them: in layers, in the bundle, and as docs/themes.md tells.
//!
//! In: `themes/`, the manuals, fixture sites. Out: failures where a theme does not do what is promised, or a manual has drifted.

use crate::common::{build, fixture, in_memory, printed, root, snapshot, tree_text};
use kohyo::source::{Disk, Memory, World};
use std::collections::{BTreeMap, BTreeSet};

const MANUALS: [&str; 2] = ["docs/themes.md", "docs/themes.ja.md"];

/// A fixture with another theme.
fn with_theme(site: &str, theme: &str) -> Memory {
    let mut memory = in_memory(&fixture(site));
    let settings = memory.text("kohyo.toml").expect("settings").to_owned();
    let lines: Vec<&str> = settings.lines().filter(|line| !line.starts_with("theme ")).collect();
    memory.insert("kohyo.toml", format!("theme = \"{theme}\"\n{}\n", lines.join("\n")).into_bytes());
    memory
}

/// Puts a theme of this repository into a site.
fn add_theme(memory: &mut Memory, theme: &str) {
    let disk = Disk::new(root());
    let prefix = format!("themes/{theme}/");
    for path in disk.files().expect("files").into_iter().filter(|path| path.as_str().starts_with(&prefix)) {
        memory.insert(path.as_str(), disk.read(&path).expect("bytes"));
    }
}

/// The second theme, on a site with figures and withheld parts: another frame, other words, the same facts.
#[test]
fn the_plain_theme() {
    let mut memory = with_theme("base", "plain");
    add_theme(&mut memory, "plain");
    let (plain, usual) = (tree_text(&build(&memory)), tree_text(&build(&in_memory(&fixture("base")))));
    let facts = |text: &str| text.matches("data-fact=").count();
    assert_eq!(facts(&plain), facts(&usual));
    assert!(plain.contains("このページの上へ戻る") && plain.contains("［非公表］"));
    let file = |text: &str, path: &str| {
        let (_, after) = text.split_once(&format!("=== {path}\n")).expect("the page");
        after.split("\n=== ").next().unwrap_or_default().to_owned()
    };
    let pages = ["ja/about/index.html", "en/about/index.html", "index.html"];
    snapshot("plain-theme", &pages.map(|path| format!("=== {path}\n{}\n", file(&plain, path))).concat());
}

/// The public sources make the identical site, so they have the theme, what it stands on, and its pictures; but not its comments.
#[test]
fn the_bundle_carries_the_theme_and_what_it_stands_on() {
    let mut memory = with_theme("base", "own");
    let icon = [&[0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 3, 0, 0, 0, 22, 0, 0, 0][..], &[1, 2, 3]].concat();
    memory.insert("themes/own/assets/own.ico", icon);
    memory.insert("themes/own/theme.toml", b"# nobody reads this\nbase = \"plain\"\n".to_vec());
    memory.insert("themes/idle/theme.toml", b"base = \"default\"\n".to_vec());
    add_theme(&mut memory, "plain");
    let bundled = kohyo::bundle::bundle(&memory, &kohyo::rendered);
    let cleared = bundled.cleared.expect("a bundle");
    let themes: Vec<&str> = cleared.files().map(|(path, _)| path).filter(|path| path.starts_with("themes/")).collect();
    let wanted = [
        "themes/own/assets/own.ico",
        "themes/own/theme.toml",
        "themes/plain/assets/plain.css",
        "themes/plain/templates/base.html",
        "themes/plain/texts.en.toml",
        "themes/plain/texts.ja.toml",
        "themes/plain/theme.toml",
    ];
    assert_eq!(themes, wanted);
    assert_eq!(cleared.get("themes/own/theme.toml"), Some(&b"base = \"plain\"\n"[..]));
}

fn manual(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("the manual")
}

/// What stands in backticks at the start of the rows of tables.
fn first_cells(text: &str) -> BTreeSet<String> {
    let cell = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    text.lines().filter_map(cell).collect()
}

/// Every template, asset and setting of the default theme has a row in both manuals, and no row speaks of something else.
#[test]
fn the_manuals_name_every_file_of_the_default_theme() {
    let folder = root().join("themes/default");
    let files: BTreeSet<String> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(&folder).expect("below").to_string_lossy().replace('\\', "/"))
        .collect();
    for path in MANUALS {
        let named: BTreeSet<String> = first_cells(&manual(path))
            .into_iter()
            .filter(|cell| cell.starts_with("templates/") || cell.starts_with("assets/"))
            .collect();
        let parts: BTreeSet<String> = files.iter().filter(|file| file.contains('/')).cloned().collect();
        assert_eq!(named, parts, "{path}");
    }
}

/// Every colour that a theme can set has a row.
#[test]
fn the_manuals_name_every_token() {
    let sheet = std::fs::read_to_string(root().join("themes/default/assets/tokens.css")).expect("the tokens");
    let token = |line: &str| Some(line.trim().strip_prefix("--")?.split_once(':')?.0.to_owned());
    let tokens: BTreeSet<String> = sheet.lines().filter_map(token).map(|name| format!("--{name}")).collect();
    for path in MANUALS {
        let named: BTreeSet<String> = first_cells(&manual(path)).into_iter().filter(|cell| cell.starts_with("--")).collect();
        assert_eq!(named, tokens, "{path}");
    }
}

/// Every block of the frame has a row.
#[test]
fn the_manuals_name_every_block_of_the_frame() {
    let frame = std::fs::read_to_string(root().join("themes/default/templates/base.html")).expect("the frame");
    let blocks: BTreeSet<String> =
        frame.split("{% block ").skip(1).filter_map(|rest| rest.split_whitespace().next()).map(str::to_owned).collect();
    for path in MANUALS {
        let text = manual(path);
        let section = text.split("<!-- blocks -->").nth(1).expect("the table of blocks");
        assert_eq!(first_cells(section), blocks, "{path}");
    }
}

/// What the templates are given, as they are given it: a theme that prints the names of its fields says so.
#[test]
fn the_manuals_tell_what_templates_are_given() {
    let disk = Disk::new(root());
    let mut memory = Memory::new([]);
    for path in disk.files().expect("files").into_iter().filter(|path| !path.as_str().starts_with("themes/")) {
        memory.insert(path.as_str(), disk.read(&path).expect("bytes"));
    }
    let settings = memory.text("kohyo.toml").expect("settings").replace("theme = \"default\"", "theme = \"fields\"");
    memory.insert("kohyo.toml", settings.into_bytes());
    memory.insert("themes/fields/theme.toml", b"base = \"default\"".to_vec());
    let frame = "{% extends \"default/base.html\" %}{% block head %}<!--fields {{ page.kind }}:{% if view is map %}{% for key, each in view %} \
                 {{ key }}{% endfor %}{% elif view is array %}{% for each in view %}{% if loop.first and each is map %} []{% for key, one in each %} \
                 {{ key }}{% endfor %}{% endif %}{% endfor %}{% endif %} page:{% for key, each in page %} {{ key }}{% endfor %} \
                 site:{% for key, each in site %} {{ key }}{% endfor %}-->{% endblock head %}";
    memory.insert("themes/fields/templates/base.html", frame.as_bytes().to_vec());
    let built = build(&memory);
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, bytes) in built.cleared.as_ref().expect("a site").files() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let Some((_, rest)) = text.split_once("<!--fields ") else { continue };
        let (kind, rest) = rest.split_once(':').expect("a kind");
        let (view, rest) = rest.split_once(" page:").expect("a page");
        let (page, site) = rest.split_once("-->").expect("an end").0.split_once("site:").expect("a site");
        for (name, words) in [(kind, view), ("page.*", page), ("site.*", site)] {
            given.entry(name.to_owned()).or_default().extend(words.split_whitespace().map(str::to_owned));
        }
    }
    let list = |words: &BTreeSet<String>| {
        let (each, rest): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| *word == "[]");
        let names: Vec<String> = rest.into_iter().map(|word| format!("`{word}`")).collect();
        format!("{}{}", if each.is_empty() { "" } else { "[] " }, names.join(" "))
    };
    let row = |(name, words): (&String, &BTreeSet<String>)| {
        let name = if name.contains('.') { name.replace(".*", "") } else { format!("view ({name})") };
        format!("| {name} | {} |\n", if words.is_empty() { "–".to_owned() } else { list(words) })
    };
    let table: String = given.iter().map(row).collect();
    for path in MANUALS {
        let text = manual(path);
        let (before, rest) = text.split_once("<!-- fields -->\n").expect("the table of fields");
        let (_, after) = rest.split_once("<!-- /fields -->").expect("its end");
        let head = rest.lines().take(2).collect::<Vec<_>>().join("\n");
        let wanted = format!("{before}<!-- fields -->\n{head}\n{table}<!-- /fields -->{after}");
        if std::env::var("KOHYO_BLESS").is_ok_and(|value| value == "1") {
            std::fs::write(root().join(path), &wanted).expect("written");
        } else {
            assert!(text == wanted, "{path}: the table of fields has drifted (KOHYO_BLESS=1 writes it)");
        }
    }
}

/// The examples: fenced code whose first line names the file. All of them together are a theme that builds.
#[test]
fn the_examples_of_the_manuals_build() {
    let examples = MANUALS.map(|path| {
        let text = manual(path);
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for fence in text.split("\n```").skip(1).step_by(2) {
            let Some((head, body)) = fence.split_once('\n') else { continue };
            let Some((_, name)) = head.split_once(' ').filter(|(_, name)| name.starts_with("themes/")) else { continue };
            files.entry(name.to_owned()).or_default().push_str(&format!("{body}\n"));
        }
        files
    });
    assert_eq!(examples[0], examples[1], "both languages show the same examples");
    assert!(examples[0].len() >= 5, "{:?}", examples[0].keys());
    let mut memory = with_theme("base", "mine");
    for (path, text) in &examples[0] {
        memory.insert(path, text.clone().into_bytes());
    }
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_some(), "{}", printed(&built));
    let mut sheets = built.cleared.as_ref().expect("a site").files().filter(|(path, _)| path.starts_with("style/"));
    // Which of the two sheets comes first is a matter of their names, which are made of what is in them.
    assert!(sheets.any(|(_, sheet)| String::from_utf8_lossy(sheet).contains("#0b5d4d")), "the example's style sheet is in one");
}

/// Every finding that a theme can raise is told.
#[test]
fn the_manuals_name_every_code_of_themes() {
    let codes = kohyo::diagnostics::codes::ALL.iter().map(|code| code.id).filter(|id| id.starts_with("K06"));
    let codes: BTreeSet<String> = codes.map(str::to_owned).collect();
    for path in MANUALS {
        let named: BTreeSet<String> = first_cells(&manual(path)).into_iter().filter(|cell| cell.starts_with("K06")).collect();
        assert_eq!(named, codes, "{path}");
    }
}
