//! Marks through the whole build: wherever Markdown has text a mark hides it, brackets in real documents stay what they are,
//! and no message about a mark shows what stood behind it.
//!
//! In: fixtures. Out: failures that name the text.

use crate::common::{build, fixture, in_memory, printed, root};
use kohyo::source::Memory;

/// The base with another text on the page of programmes, the same in both languages.
fn with_body(body: &str, front: &str) -> Memory {
    let mut memory = in_memory(&fixture("base"));
    for (path, sentence) in [("content/programs.ja.md", "取組の一覧です。"), ("content/programs.en.md", "All programmes.")]
    {
        let page = memory.text(path).expect("the page").replace("disclosure = \"公表\"", front);
        memory.insert(path, page.replace(sentence, body).into_bytes());
    }
    memory
}

fn page(built: &kohyo::Built) -> String {
    let cleared = built.cleared.as_ref().expect("a site");
    String::from_utf8_lossy(cleared.get("ja/programs/index.html").expect("the page")).into_owned()
}

/// The brackets that published documents use for names of projects, and the word in running text.
#[test]
fn brackets_and_words_of_real_documents_are_ordinary() {
    let text = std::fs::read_to_string(fixture("ordinary-brackets.txt")).expect("the text");
    assert_eq!(text.matches(['《', '≪']).count(), 15);
    let built = build(&with_body(&text, "disclosure = \"公表\""));
    assert_eq!(printed(&built), "");
    let page = page(&built);
    for line in text.lines() {
        assert!(page.contains(line), "{line}");
    }
}

const STATED: &str = "disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }";

#[test]
fn a_mark_hides_in_every_part_of_a_page() {
    let mark = "《非公表:joho-5-2a#W-2024-009|CANARY-LTD》";
    let places = [
        format!("## 見出し{mark}"),
        format!("[リンク{mark}](/about/)"),
        format!("![絵{mark}](https://mini.example/a.png)"),
        format!("`コード{mark}`"),
        format!("```toml\nname = \"{mark}\"\n```"),
        format!("- 一\n- 二{mark}"),
        format!("| 名 | 値 |\n|---|---|\n| a | {mark} |"),
        format!("**強調{mark}**"),
        format!("> 引用{mark}"),
        format!("脚注[^1]\n\n[^1]: 注{mark}"),
    ];
    let mut memory = with_body(&places.join("\n\n"), STATED);
    let settings = memory.text("kohyo.toml").expect("settings").replace("home_plan", "confidential = true\nhome_plan");
    memory.insert("kohyo.toml", settings.into_bytes());
    let built = build(&memory);
    for (path, bytes) in built.cleared.iter().flat_map(|cleared| cleared.files()) {
        assert!(!String::from_utf8_lossy(bytes).contains("CANARY"), "{path}");
    }
    let page = page(&built);
    for before in ["見出し", "リンク", "絵", "コード", "二", "<td>", "強調", "引用", "注"] {
        let after = page.match_indices(before).map(|(at, _)| page[at..].chars().take(90).collect::<String>());
        assert!(after.into_iter().any(|text| text.contains("［非公表］")), "{before} in {page}");
    }
    assert!(page.matches("［非公表］").count() >= places.len());
}

#[test]
fn what_is_escaped_is_printed() {
    let built = build(&with_body(
        "\\「非公表」、\\［非公表］、\\《非公表》、\\<\\<withheld>>、\\:::非公表 と書く。",
        "disclosure = \"公表\"",
    ));
    let page = page(&built);
    for text in ["「非公表」", "［非公表］", "《非公表》", "&lt;&lt;withheld&gt;&gt;", ":::非公表 と書く。"]
    {
        assert!(page.contains(text), "{text}");
    }
}

/// Every secret of the fixtures is one of two names; neither is in what was printed about them.
#[test]
fn no_snapshot_of_a_finding_shows_what_was_hidden() {
    let secrets = ["カナリア", "CANARY", "canary"];
    let (mut sources, mut seen) = (0, 0);
    for entry in std::fs::read_dir(fixture("findings")).expect("fixtures").filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with("marks-") {
            continue;
        }
        for file in walkdir::WalkDir::new(entry.path()).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
            let text = std::fs::read_to_string(file.path()).expect("text");
            sources += secrets.iter().map(|secret| text.matches(secret).count()).sum::<usize>();
        }
        let snapshot = root().join(format!("tests/snapshots/findings/{name}.txt"));
        let said = std::fs::read_to_string(&snapshot).expect("a snapshot");
        assert!(said.contains("error[K03"), "{name}");
        for secret in secrets {
            assert!(!said.contains(secret), "{secret} in {}", snapshot.display());
        }
        seen += 1;
    }
    assert!(seen >= 6 && sources > 90, "{seen} fixtures with {sources} secrets");
}

/// Marks are no tags, but people write them as if they were. What stands between two of them is in no message.
#[test]
fn what_stands_between_attempts_is_not_quoted() {
    for body in
        ["<非公表>CANARY</非公表>", "《非公表》CANARY《/非公表》", "《非公表開始》CANARY《非公表終了》", "[非公表]: /CANARY"]
    {
        let built = kohyo::build(&with_body(body, STATED));
        let said = printed(&built);
        assert!(built.cleared.is_none() && !said.contains("CANARY"), "{body}\n{said}");
    }
}
