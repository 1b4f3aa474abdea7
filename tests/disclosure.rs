//! Nothing that is withheld leaves: planted values, equal bytes with and without them, messages that print none.
//!
//! In: the base fixture as a confidential site, with a value behind every kind of mark. Out: failures that name the file.

use crate::common::{build, fixture, in_memory, printed};
use kohyo::source::Memory;

/// A word that occurs nowhere else; each kind of mark hides its own.
const SECRET: &str = "KANARIA-SECRET";

/// The base with `payload` behind marks, cells and a withheld row, or with nothing behind them.
fn site(payload: Option<&str>) -> Memory {
    let mut memory = in_memory(&fixture("base"));
    edit(&mut memory, "kohyo.toml", |text| text.replace("home_plan", "confidential = true\nhome_plan"));
    let inline = |kind: &str| payload.map(|p| format!("|{p}-{kind}")).unwrap_or_default();
    let block = payload.map(|p| format!("{p}-block\n")).unwrap_or_default();
    for (file, word) in [("content/about.ja.md", "非公表"), ("content/about.en.md", "withheld")] {
        edit(&mut memory, file, |text| {
            let text = text.replace("#W-2024-002", &format!("#W-2024-002{}", inline("inline")));
            text.replace(&format!(":::{word} joho-5-2a #W-2024-003\n"), &format!(":::{word} joho-5-2a #W-2024-003\n{block}"))
        });
    }
    let value = payload.map(|_| ", value = \"98765億円\"".to_owned()).unwrap_or_default();
    edit(&mut memory, "data/2024/mini/programs.toml", |text| {
        let text = text.replace("id = \"W-2024-001\" }", &format!("id = \"W-2024-001\"{value} }}"));
        let outline = format!("立地する企業に《非公表{}》交付します。", inline("text"));
        text.replace("立地する企業に交付します。", &outline)
            .replace("Paid to companies", &format!("Paid《withheld{}》to companies", inline("text")))
    });
    memory
}

fn edit(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let before = memory.text(path).expect("the file").to_owned();
    let after = change(&before);
    memory.insert(path, after.into_bytes());
}

#[test]
fn the_site_is_the_same_with_and_without_the_withheld_values() {
    let (with, without) = (build(&site(Some(SECRET))), build(&site(None)));
    let (with, without) = (with.cleared.expect("a site"), without.cleared.expect("a site"));
    assert_eq!(with.len(), without.len());
    for (a, b) in with.files().zip(without.files()) {
        assert_eq!(a, b, "{}", a.0);
    }
}

#[test]
fn no_output_file_holds_a_withheld_value() {
    let built = build(&site(Some(SECRET)));
    let files: Vec<(String, Vec<u8>)> =
        built.cleared.iter().flat_map(|c| c.files()).map(|(p, b)| (p.to_owned(), b.to_vec())).collect();
    assert!(files.len() > 10);
    for needle in [SECRET, "98765"] {
        for (path, bytes) in &files {
            assert!(!String::from_utf8_lossy(bytes).contains(needle), "{needle} in {path}");
        }
    }
    // The search would find it: the sources do hold both.
    assert!(site(Some(SECRET)).text("content/about.ja.md").is_some_and(|text| text.contains(SECRET)));
}

#[test]
fn markers_stand_where_the_values_were() {
    let built = build(&site(Some(SECRET)));
    let cleared = built.cleared.expect("a site");
    let page = |path: &str| String::from_utf8_lossy(cleared.get(path).expect("the page")).into_owned();
    assert!(page("ja/about/index.html").matches("［非公表］").count() >= 2);
    assert!(page("en/about/index.html").matches("[Withheld]").count() >= 2);
    assert!(page("ja/programs/index.html").contains("［非公表］"));
}

#[test]
fn the_guard_refuses_a_value_that_also_stands_in_the_open() {
    let mut memory = site(Some(SECRET));
    edit(&mut memory, "content/_index.ja.md", |text| format!("{text}\n{SECRET}-inline\n"));
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none());
    assert!(built.findings.iter().any(|f| f.code.id == "K0402"), "{}", printed(&built));
    assert!(!printed(&built).contains(SECRET), "the finding does not print the value");
}

#[test]
fn no_message_prints_a_withheld_value() {
    // The same sources in a site that is not confidential: every payload is a finding, on its own line of the file.
    let mut memory = site(Some(SECRET));
    edit(&mut memory, "kohyo.toml", |text| text.replace("confidential = true\n", ""));
    let built = kohyo::build(&memory);
    assert!(built.findings.iter().filter(|f| f.code.id == "K0305").count() >= 5, "{}", printed(&built));
    let text = printed(&built);
    assert!(!text.contains(SECRET) && !text.contains("98765"), "{text}");
}

#[test]
fn no_message_prints_a_line_of_a_broken_file_that_withholds() {
    for broken in ["\n[[result]\n", "\nx = \"", "\ny = = 1\n"] {
        let mut memory = site(Some(SECRET));
        edit(&mut memory, "data/2024/mini/programs.toml", |text| text.replace("[[section]]", broken));
        let built = kohyo::build(&memory);
        let text = printed(&built);
        assert!(built.cleared.is_none() && !text.contains(SECRET) && !text.contains("98765"), "{text}");
    }
}

#[test]
fn the_printed_progress_of_a_withheld_actual_is_withheld_too() {
    let mut memory = in_memory(&fixture("base"));
    edit(&mut memory, "data/2024/mini/results.toml", |text| {
        let text = text.replace(
            "disclosure = \"公表\"",
            "disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }",
        );
        text.replace("actual = \"9億円\"", "actual = { withheld = true, ground = \"joho-5-2a\" }")
    });
    let built = build(&memory);
    let csv = String::from_utf8_lossy(built.cleared.as_ref().and_then(|c| c.get("data/mini/indicators.csv")).expect("a table"))
        .into_owned();
    for fact in ["mini/2024/investment/actual", "mini/2024/investment/progress", "mini/2024/economy/progress"] {
        let row = csv.lines().find(|line| line.starts_with(fact)).expect("a row");
        assert!(row.contains(",withheld,joho-5-2a,") && !row.contains("90"), "{row}");
    }
}

#[test]
fn a_page_or_file_without_a_state_stops_the_build() {
    for path in ["content/about.ja.md", "data/2024/mini/results.toml", "data/plans/mini.toml", "data/units.toml"] {
        let mut memory = in_memory(&fixture("base"));
        edit(&mut memory, path, |text| {
            let kept: Vec<&str> =
                text.lines().filter(|line| !line.starts_with("disclosure") && *line != "[disclosure]").collect();
            kept.iter()
                .filter(|l| !["state", "ground =", "decided", "review", "reason"].iter().any(|k| l.starts_with(k)))
                .map(|l| format!("{l}\n"))
                .collect()
        });
        let built = kohyo::build(&memory);
        assert!(built.cleared.is_none() && built.findings.iter().any(|f| f.code.id == "K0301"), "{path}\n{}", printed(&built));
    }
}

/// The base with the programme row, or the result of FY2024, withheld as a whole.
fn with_row_state(path: &str, row: &str, state: &str) -> Memory {
    let mut memory = in_memory(&fixture("base"));
    edit(&mut memory, "kohyo.toml", |text| text.replace("home_plan", "confidential = true\nhome_plan"));
    edit(&mut memory, path, |text| {
        let stated = format!("{row}\ndisclosure = {{ state = \"{state}\", ground = \"joho-5-2a\" }}\n");
        let file = text.replace(
            "disclosure = \"公表\"",
            "disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }",
        );
        // The report's public summary says the sentence of the row, which the guard rightly refuses once the row is withheld.
        let file = file.replace("目標に届きませんでした。", "天候に左右されました。");
        file.replacen(&format!("{row}\n"), &stated, 1)
    });
    memory
}

fn all_text(memory: &Memory) -> String {
    let built = build(memory);
    built
        .cleared
        .iter()
        .flat_map(|c| c.files())
        .map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(bytes)))
        .collect()
}

#[test]
fn a_withheld_row_shows_only_that_it_is_withheld() {
    let text = all_text(&with_row_state("data/2024/mini/programs.toml", "[[program]]", "非公表"));
    assert!(!text.contains("立地補助金") && !text.contains("Location Grant"));
    assert!(text.contains("［非公表］"));
}

#[test]
fn an_unacknowledged_row_leaves_no_trace() {
    let with = all_text(&with_row_state("data/2024/mini/programs.toml", "[[program]]", "存否応答拒否"));
    let mut without = with_row_state("data/2024/mini/programs.toml", "[[program]]", "存否応答拒否");
    edit(&mut without, "data/2024/mini/programs.toml", |text| {
        let (head, rest) = text.split_once("[[program]]").expect("a row");
        format!("{head}{}", &rest[rest.find("[[section]]").expect("a section")..])
    });
    edit(&mut without, "data/2024/mini/programs.toml", |text| text.replace("一部非公表", "公表"));
    let without = all_text(&without);
    let differs = with.lines().zip(without.lines()).find(|(a, b)| a != b);
    assert!(with == without, "{differs:?}");
}

#[test]
fn a_withheld_result_withholds_the_whole_year_and_its_aggregate() {
    let text = all_text(&with_row_state("data/2024/mini/results.toml", "[[result]]", "非公表"));
    for fact in ["mini/2024/investment/actual", "mini/2024/investment/progress", "mini/2024/economy/progress"] {
        let row = text.lines().find(|line| line.starts_with(&format!("{fact},"))).expect("a row");
        assert!(row.contains(",withheld,joho-5-2a,"), "{row}");
    }
}

#[test]
fn a_withheld_page_needs_a_confidential_site_and_shows_a_stub() {
    let mut memory = in_memory(&fixture("base"));
    for language in ["ja", "en"] {
        let path = format!("content/programs.{language}.md");
        edit(&mut memory, &path, |text| {
            text.replace(
                "disclosure = \"公表\"",
                "disclosure = { state = \"非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }",
            )
            .replace("取組の一覧です。", SECRET)
        });
    }
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none() && built.findings.iter().any(|f| f.code.id == "K0305"), "{}", printed(&built));
    edit(&mut memory, "kohyo.toml", |text| text.replace("home_plan", "confidential = true\nhome_plan"));
    let built = build(&memory);
    let page =
        built.cleared.as_ref().and_then(|c| c.get("ja/programs/index.html")).map(|b| String::from_utf8_lossy(b).into_owned());
    let page = page.expect("a stub");
    assert!(page.contains("非公表") && !page.contains(SECRET) && !page.contains("立地補助金"), "{page}");
}

#[test]
fn marks_in_escaped_strings_and_blocks_in_data_are_handled() {
    let mut memory = site(Some(SECRET));
    edit(&mut memory, "data/2024/mini/report.toml", |text| {
        let text = text.replace(
            "disclosure = \"公表\"",
            "disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }",
        );
        text.replace("投資は目標に届きませんでした。", &format!("\\u6295資は《非公表:joho-5-2a|{SECRET}-escaped》です。"))
            .replace("summary.en = \"", "summary.en = \"《withheld:joho-5-2a》 ")
    });
    let built = build(&memory);
    let text: String =
        built.cleared.iter().flat_map(|c| c.files()).map(|(_, b)| String::from_utf8_lossy(b).into_owned()).collect();
    assert!(text.contains("投資は［非公表］です。") && !text.contains(SECRET));
    edit(&mut memory, "data/2024/mini/report.toml", |text| {
        text.replace("summary.ja = \"", "summary.ja = \"前\\n:::非公表\\nひみつの文\\n:::\\n")
    });
    let built = kohyo::build(&memory);
    assert!(built.cleared.is_none() && built.findings.iter().any(|f| f.code.id == "K0321"));
    assert!(!printed(&built).contains("ひみつの文"));
}

/// The confidential site with a theme of its own: the default one with another template for text pages.
fn with_template(template: &str) -> Memory {
    let mut memory = site(Some(SECRET));
    edit(&mut memory, "kohyo.toml", |text| format!("theme = \"mine\"\n{text}"));
    let theme = crate::common::root().join("themes/default");
    for entry in walkdir::WalkDir::new(&theme).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(&theme).expect("below").to_string_lossy().into_owned();
        memory.insert(&format!("themes/mine/{path}"), std::fs::read(entry.path()).expect("readable"));
    }
    memory.insert("themes/mine/templates/page.html", template.as_bytes().to_vec());
    memory
}

/// Whatever a template does, it holds nothing but what is public.
#[test]
fn a_template_that_prints_all_it_knows_tells_nothing() {
    // The frame is there, since no theme may leave out the switch of languages.
    let all = "{% extends \"base.html\" %}{% block main %}<pre>{{ __tera_context }}</pre>{% endblock main %}";
    let built = build(&with_template(all));
    let cleared = built.cleared.expect("a site");
    let page = String::from_utf8_lossy(cleared.get("ja/about/index.html").expect("the page")).into_owned();
    assert!(page.contains("見本市") && page.contains("［非公表］"), "the whole context is there");
    assert!(!page.contains(SECRET) && !page.contains("98765"), "{page}");
}

/// A template cannot reach a file or the environment, and its faults print nothing withheld.
#[test]
fn a_template_reaches_no_file_and_its_faults_tell_nothing() {
    for template in [
        "{{ load_data(path=\"content/about.ja.md\") }}",
        "{{ read_file(path=\"kohyo.toml\") }}",
        "{{ get_env(name=\"HOME\") }}",
        "{% include \"../../../content/about.ja.md\" %}",
        "{% include \"/etc/passwd\" %}",
        "{{ page.title + 1 }}",
        "{{ page.html.nothing.at.all }}",
        "{{ throw(message=page.html) }}",
        "{{ page | nonsense }}",
    ] {
        let built = kohyo::build(&with_template(template));
        let said = printed(&built);
        assert!(built.cleared.is_none() && said.contains("K0601"), "{template}: {said}");
        assert!(!said.contains(SECRET) && !said.contains("98765") && !said.contains("root:"), "{template}: {said}");
    }
}

/// Findings in things that are hidden as a whole: no word that stands in them comes into a message, and no hidden thing is
/// proposed or spoken of.
#[test]
fn no_message_speaks_of_what_a_hidden_thing_holds() {
    let stated = |state: &str| {
        format!("disclosure = {{ state = \"{state}\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }}\n")
    };
    let named = "name = { ja = \"x\", en = \"x\" }\nshort = { ja = \"x\", en = \"x\" }\n";
    let row = "[[business]]\nid = \"kanaria-id\"\nname = { ja = \"x\", en = \"x\" }\nkind = \"kanaria-kind\"\n";
    let result = "[[result]]\nindicator = \"kanaria-target\"\nactual = \"5 kanaria-unit\"\n[[result.fact]]\nkey = \"k\"\nlabel = { ja = \"x\", en = \"x\" }\nwhen = [\"kanaria-day\"]\n";
    let group = "[[group]]\nid = \"kanaria-twice\"\nlabel = { ja = \"x\", en = \"x\" }\nname = { ja = \"x\", en = \"x\" }\n";
    for state in ["非公表", "存否応答拒否"] {
        let mut memory = site(None);
        let whole = stated(state);
        let part = stated("一部非公表");
        memory.insert("data/2023/mini/a.toml", format!("{part}{row}{whole}").into_bytes());
        memory.insert("data/2024/mini/b.toml", format!("{whole}source = \"kanaria-source\"\n{row}{result}").into_bytes());
        memory.insert(
            "data/2025/mini/c.toml",
            format!("{part}{}", result.replace("[[result]]", &format!("[[result]]\n{}", whole.trim_end()))).into_bytes(),
        );
        memory.insert(
            "data/plans/kanaria-plan.toml",
            format!(
                "{whole}{named}period = [1977, 2004]\nsource = \"kanaria-source\"\nbodies = [\"kanaria-body\"]\n{group}{group}"
            )
            .into_bytes(),
        );
        memory.insert("data/2024/kanaria-plan/d.toml", format!("{whole}{row}").into_bytes());
        for lang in ["ja", "en"] {
            let section = format!("+++\n{}+++\n", whole.replace(" }", ", children = true }"));
            memory.insert(&format!("content/closed/_index.{lang}.md"), section.into_bytes());
            let page = "+++\ntitle = \"kanaria-title\"\ndescription = 5 # kanaria-note\nkind = \"kanaria-word\"\nplan = \"kanaria-p\"\nsource = \"kanaria-s\"\n+++\nkanaria-text\n";
            memory.insert(&format!("content/closed/x.{lang}.md"), page.as_bytes().to_vec());
            let open = "+++\ntitle = \"t\"\nplan = \"kanarya-plan\"\ndisclosure = \"公表\"\n+++\n[x](/closed/kanarya)\n";
            memory.insert(&format!("content/open.{lang}.md"), open.as_bytes().to_vec());
        }
        let built = kohyo::build(&memory);
        let text = printed(&built);
        assert!(built.cleared.is_none());
        for secret in
            ["id", "kind", "target", "unit", "day", "twice", "source", "body", "title", "note", "word", "p", "s", "text"]
        {
            let secret = format!("kanaria-{secret}");
            // The names of files are not hidden from those who run kohyo.
            let said = text.replace("data/plans/kanaria-plan.toml", "").replace("data/2024/kanaria-plan/", "");
            assert!(!said.contains(&secret), "{state}: {secret}\n{text}");
        }
        assert!(!text.contains("1977") && !text.contains("S52"), "{text}");
    }
}

/// A row of which only the name is shown: in sources that are not confidential its values are faults, days among them.
#[test]
fn values_of_a_named_row_do_not_stand_in_public_sources() {
    let statement = "disclosure = { state = \"非公表\", show = \"values\", ground = \"joho-5-2a\", id = \"W-2024-009\" }";
    let fact = "[[program.fact]]\nkey = \"k\"\nlabel = { ja = \"額\", en = \"Sum\" }\n";
    let row = format!(
        "[[program]]\nid = \"named\"\nname = {{ ja = \"名\", en = \"name\" }}\ncategory = \"財政\"\nindicators = \"全て\"\n{statement}\n"
    );
    let with = |texts: &str, value: &str| {
        let mut memory = in_memory(&fixture("base"));
        edit(&mut memory, "data/2024/mini/programs.toml", |t| {
            t.replace("[[section]]", &format!("{row}{texts}{fact}{value}\n[[section]]"))
        });
        let built = kohyo::build(&memory);
        let found = built.findings.iter().filter(|f| f.code.id == "K0305").count();
        (found, printed(&built))
    };
    assert_eq!(with("outline = { ja = \"\", en = \"\" }\n", "").0, 0);
    for (texts, value) in
        [("", "value = \"98765件\""), ("", "when = [\"2024-10-09\"]"), ("outline = { ja = \"98765\", en = \"\" }\n", "")]
    {
        let (found, text) = with(texts, value);
        assert!(found == 1 && !text.contains("98765") && !text.contains("2024-10-09"), "{value}: {text}");
    }
}

/// A result or aggregate that is withheld says which target or group it is of; without it nobody would see its marker.
#[test]
fn a_withheld_result_names_its_slot() {
    for list in ["result", "aggregate"] {
        let mut memory = in_memory(&fixture("base"));
        let statement = "{ state = \"非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }";
        let text = format!("disclosure = {}\n[[{list}]]\ndisclosure = {statement}\n", statement.replace("非公表", "一部非公表"));
        memory.insert("data/2025/mini/rows.toml", text.into_bytes());
        let built = kohyo::build(&memory);
        assert!(
            built.cleared.is_none() && built.findings.iter().any(|f| f.code.id == "K0107" || f.message.en.contains("is missing")),
            "{}",
            printed(&built)
        );
    }
}

/// A remark on the line of something withheld is not quoted: people note there what they took out.
#[test]
fn no_message_quotes_a_remark_beside_something_withheld() {
    let cells = [
        "{ withheld = true, grond = \"joho-5-2a\", id = \"a#b\" } # 98765",
        "{ withheld = true, value = \"1億円\" } # 98765",
        "\"《非公表:joho-5-2a#nonumber》\" # 98765",
        "\"《非公表\" # 98765",
    ];
    for cell in cells {
        let mut memory = in_memory(&fixture("base"));
        edit(&mut memory, "data/2024/mini/results.toml", |text| text.replace("\"9億円\"", cell));
        let built = kohyo::build(&memory);
        let text = printed(&built);
        assert!(built.cleared.is_none() && text.contains("results.toml:10") && !text.contains("98765"), "{text}");
    }
}
