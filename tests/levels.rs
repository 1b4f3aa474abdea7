//! Every level at which something can be withheld, against every place where it could come out.
//!
//! In: the base fixture as a confidential site, with a canary at one level at a time. Out: a table of levels and sinks
//! (`tests/snapshots/levels.txt`), and failures: a canary in the output, an output that differs with and without it, a level
//! that the guard would not notice, a marker or register entry that is missing.

use crate::common::{build, fixture, in_memory, indexed, printed, rebuilt, snapshot};
use kohyo::figures::Date;
use kohyo::search::Folded;
use kohyo::source::Memory;
use std::collections::{BTreeMap, BTreeSet};

const WORDS: &str = "鴬谷カナリア商事";
const FIGURE: &str = "48213億円";
/// How the words would be read, where they have a reading.
const READ: &str = "うぐいすだにかなりあしょうじ";

/// What a reader can see of a withheld thing.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    /// A marker where it was, and an entry in the register.
    Marker,
    /// An entry in the register and nothing else.
    Register,
    /// Nothing anywhere.
    Nothing,
}

/// One level: how a canary (or nothing) is put there.
struct Level {
    name: &'static str,
    seen: Seen,
    put: fn(&mut Memory, Option<&str>),
    /// The canary, words or a figure.
    canary: &'static str,
}

const STATED: &str = "ground = \"joho-5-2a\", decided = 2026-03-01, review = 2027-03-01";

fn edit(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let before = memory.text(path).unwrap_or_else(|| panic!("no {path}")).to_owned();
    let after = change(&before);
    assert_ne!(before, after, "{path}: nothing to change");
    memory.insert(path, after.into_bytes());
}

/// A mark, with the canary behind it or with nothing.
fn mark(number: &str, canary: Option<&str>) -> String {
    format!("《非公表:joho-5-2a#{number}{}》", canary.map(|c| format!("|{c}")).unwrap_or_default())
}

/// Adds a line to both languages of the page about the site, which is partly withheld already.
fn to_about(memory: &mut Memory, line: impl Fn(&str) -> String) {
    for (lang, word) in [("ja", "ことば"), ("en", "words")] {
        edit(memory, &format!("content/about.{lang}.md"), |text| format!("{text}\n\n{}\n", line(word)));
    }
}

/// States that a file is partly withheld.
fn partly(memory: &mut Memory, path: &str) {
    edit(memory, path, |text| {
        text.replacen("disclosure = \"公表\"", &format!("disclosure = {{ state = \"一部非公表\", {STATED} }}"), 1)
    });
}

fn cell(number: &str, canary: Option<&str>) -> String {
    let value = canary.map(|c| format!(", value = \"{c}\"")).unwrap_or_default();
    format!("{{ withheld = true, ground = \"joho-5-2a\", id = \"{number}\"{value} }}")
}

/// A row that is hidden by `state`: with its content, or with nothing but its statement.
fn row(memory: &mut Memory, kind: &str, state: &str, content: Option<String>, keep: &str) {
    let path = "data/2024/mini/rows.toml";
    let number = if state == "存否応答拒否" { String::new() } else { ", id = \"W-2026-050\"".to_owned() };
    let until = if state == "公表予定" { ", until = 2099-01-01" } else { "" };
    let row = format!(
        "[[{kind}]]\ndisclosure = {{ state = \"{state}\", {STATED}{number}{until} }}\n{keep}{}",
        content.unwrap_or_default()
    );
    memory.insert(
        path,
        format!("disclosure = {{ state = \"一部非公表\", {STATED} }}\nsource = \"report-2024\"\n\n{row}\n").into_bytes(),
    );
}

fn program_row(canary: &str) -> String {
    format!("id = \"canary\"\nname = {{ ja = \"{canary}\", en = \"{canary}\" }}\ncategory = \"財政\"\nindicators = \"全て\"\n")
}

/// Both languages of a page that is hidden by a statement: with its content, or with none.
fn page(memory: &mut Memory, name: &str, statement: &str, canary: Option<&str>) {
    for lang in ["ja", "en"] {
        let (title, body) = match canary {
            Some(canary) => (format!("title = \"{canary}\"\n"), format!("{canary}\n")),
            None => (String::new(), String::new()),
        };
        let text = format!("+++\n{title}disclosure = {{ {statement}, {STATED} }}\n+++\n{body}");
        memory.insert(&format!("content/{name}.{lang}.md"), text.into_bytes());
    }
}

fn year_file(memory: &mut Memory, statement: &str, canary: Option<&str>) {
    let content = canary.map(|c| format!("[[program]]\n{}", program_row(c))).unwrap_or_default();
    let text = format!("disclosure = {{ {statement}, {STATED} }}\nsource = \"report-2024\"\n\n{content}");
    memory.insert("data/2024/mini/hidden.toml", text.into_bytes());
}

fn words(name: &'static str, put: fn(&mut Memory, Option<&str>)) -> Level {
    Level { name, seen: Seen::Marker, put, canary: WORDS }
}

fn figure(name: &'static str, put: fn(&mut Memory, Option<&str>)) -> Level {
    Level { name, seen: Seen::Marker, put, canary: FIGURE }
}

fn levels() -> Vec<Level> {
    let mut all = phrases();
    all.extend(figures());
    all.extend(rows());
    all.extend(wholes());
    all
}

fn phrases() -> Vec<Level> {
    vec![
        words("phrase", |m, c| to_about(m, |w| format!("{w}{}。", mark("W-2026-001", c)))),
        words("phrase: heading", |m, c| to_about(m, |w| format!("## {w} {}", mark("W-2026-002", c)))),
        words("phrase: text of a link", |m, c| to_about(m, |w| format!("[{w}{}](/indicators/)", mark("W-2026-003", c)))),
        words("phrase: table of a page", |m, c| {
            to_about(m, |w| format!("| {w} | b |\n|---|---|\n| a | {} |", mark("W-2026-004", c)))
        }),
        words("phrase: list", |m, c| to_about(m, |w| format!("- {w}\n- {}", mark("W-2026-005", c)))),
        words("phrase: code", |m, c| {
            to_about(m, |w| format!("`{w} {}`\n\n```\n{}\n```", mark("W-2026-006", c), mark("W-2026-006", c)))
        }),
        words("phrase: emphasis and footnote", |m, c| {
            to_about(m, |w| format!("{w}[^1] **{}**\n\n[^1]: {}", mark("W-2026-007", c), mark("W-2026-007", c)))
        }),
        words("block", |m, c| {
            to_about(m, |_| {
                format!(
                    ":::非公表 joho-5-2a #W-2026-008\n{}:::",
                    c.map(|c| format!("| {c} |\n|---|\n| {c} |\n")).unwrap_or_default()
                )
            })
        }),
        words("title and description", |m, c| {
            for lang in ["ja", "en"] {
                let hidden = mark("W-2026-009", c);
                edit(m, &format!("content/about.{lang}.md"), |text| {
                    text.replacen("title = \"", &format!("title = \"{hidden}"), 1).replacen(
                        "description = \"",
                        &format!("description = \"{hidden}"),
                        1,
                    )
                });
            }
        }),
        words("easy words of a page", |m, c| {
            // The word with a reading: the guard knows it with the reading, without, and as it is read.
            let hidden = mark("W-2026-014", c.map(|c| format!("{{{c}|{READ}}}")).as_deref());
            for lang in ["ja", "en"] {
                edit(m, &format!("content/about.{lang}.md"), |text| {
                    text.replacen("nav = 3\n", &format!("nav = 3\neasy = \"{hidden}\"\n"), 1)
                });
            }
        }),
        words("easy words of a target", |m, c| {
            let hidden = mark("W-2026-015", c);
            partly(m, "data/plans/mini.toml");
            edit(m, "data/plans/mini.toml", |t| {
                t.replace("cumulative = \"", &format!("easy = {{ ja = \"{hidden}\", en = \"{hidden}\" }}\ncumulative = \""))
            });
        }),
        words("phrase: text of a row", |m, c| {
            let hidden = mark("W-2026-010", c);
            edit(m, "data/2024/mini/programs.toml", |t| {
                t.replace("outline.ja = \"", &format!("outline.ja = \"{hidden}"))
                    .replace("outline.en = \"", &format!("outline.en = \"{hidden}"))
            });
        }),
        words("phrase: name of a row", |m, c| {
            let hidden = mark("W-2026-011", c);
            edit(m, "data/2024/mini/programs.toml", |t| {
                t.replacen("name.ja = \"", &format!("name.ja = \"{hidden}"), 1).replacen(
                    "name.en = \"",
                    &format!("name.en = \"{hidden}"),
                    1,
                )
            });
        }),
        words("phrase: label of a figure", |m, c| {
            let hidden = mark("W-2026-012", c);
            edit(m, "data/2024/mini/programs.toml", |t| {
                t.replacen("label.ja = \"", &format!("label.ja = \"{hidden}"), 1).replacen(
                    "label.en = \"",
                    &format!("label.en = \"{hidden}"),
                    1,
                )
            });
        }),
        words("phrase: name of a target", |m, c| {
            let hidden = mark("W-2026-013", c);
            partly(m, "data/plans/mini.toml");
            edit(m, "data/plans/mini.toml", |t| {
                t.replace("name.ja = \"投資額", &format!("name.ja = \"投資額{hidden}"))
                    .replace("name.en = \"Investment", &format!("name.en = \"Investment{hidden}"))
            });
        }),
    ]
}

fn figures() -> Vec<Level> {
    vec![
        figure("figure of a row", |m, c| {
            let fact = format!(
                "[[program.fact]]\nkey = \"canary\"\nlabel = {{ ja = \"額\", en = \"Sum\" }}\nvalue = {}\n",
                cell("W-2026-025", c)
            );
            edit(m, "data/2024/mini/programs.toml", |t| t.replace("[[section]]", &format!("{fact}\n[[section]]")));
        }),
        figure("figure written as a mark", |m, c| {
            edit(m, "data/2024/mini/programs.toml", |t| {
                t.replace("value = \"4件\"", &format!("value = \"{}\"", mark("W-2026-020", c)))
            });
        }),
        figure("actual", |m, c| {
            partly(m, "data/2024/mini/results.toml");
            edit(m, "data/2024/mini/results.toml", |t| t.replace("\"9億円\"", &cell("W-2026-021", c)));
        }),
        figure("target of a year", |m, c| {
            partly(m, "data/plans/mini.toml");
            edit(m, "data/plans/mini.toml", |t| t.replace("2025 = \"10億円\"", &format!("2025 = {}", cell("W-2026-022", c))));
        }),
        figure("target of the plan", |m, c| {
            partly(m, "data/plans/mini.toml");
            edit(m, "data/plans/mini.toml", |t| {
                t.replace("cumulative = \"30億円\"", &format!("cumulative = {}", cell("W-2026-023", c)))
            });
        }),
        figure("progress of a group", |m, c| {
            partly(m, "data/2024/mini/results.toml");
            edit(m, "data/2024/mini/results.toml", |t| {
                t.replacen("progress = \"90%\"", &format!("progress = {}", cell("W-2026-024", c)), 1)
            });
        }),
        Level {
            name: "value kept outside the sources",
            // What it belongs to is in the sources already; the value itself changes nothing.
            seen: Seen::Nothing,
            put: |m, c| {
                if let Some(canary) = c {
                    m.keep_secret("W-2024-001.md", canary.as_bytes().to_vec());
                }
            },
            canary: FIGURE,
        },
    ]
}

fn rows() -> Vec<Level> {
    vec![
        words("row: programme", |m, c| row(m, "program", "非公表", c.map(program_row), "")),
        words("row: business", |m, c| {
            let content = c.map(|c| format!("id = \"canary\"\nname = {{ ja = \"{c}\", en = \"{c}\" }}\nkana = \"{c}\"\nsummary = {{ ja = \"{c}\", en = \"{c}\" }}\n"));
            row(m, "business", "非公表", content, "");
        }),
        words("row: regulation", |m, c| {
            let content = c.map(|c| {
                format!("id = \"canary\"\nname = {{ ja = \"{c}\", en = \"{c}\" }}\nkind = \"special\"\nindicators = \"全て\"\n")
            });
            row(m, "regulation", "非公表", content, "");
        }),
        words("row: product", |m, c| {
            let content = c.map(|c| {
                format!(
                    "id = \"canary\"\nname = {{ ja = \"{c}\", en = \"{c}\" }}\nkind = \"product\"\nindicator = \"investment\"\n"
                )
            });
            row(m, "product", "非公表", content, "");
        }),
        words("row: support", |m, c| {
            let content = c.map(|c| {
                format!("key = \"canary\"\nlabel = {{ ja = \"{c}\", en = \"{c}\" }}\nkind = \"財政\"\nvalue = \"1件\"\n")
            });
            row(m, "support", "非公表", content, "");
        }),
        words("row: section", |m, c| {
            let content = c.map(|c| format!("key = \"canary\"\nname = {{ ja = \"{c}\", en = \"{c}\" }}\n"));
            row(m, "section", "非公表", content, "");
        }),
        figure("row: result", |m, c| {
            let content = c.map(|c| format!("actual = \"{c}\"\n"));
            edit(m, "data/2024/mini/results.toml", |t| t[..t.find("[[result]]").expect("a result")].to_owned());
            row(m, "result", "非公表", content, "indicator = \"investment\"\n");
        }),
        figure("row: aggregate", |m, c| {
            let content = c.map(|c| format!("progress = \"{c}\"\n")).unwrap_or_default();
            let statement = format!("disclosure = {{ state = \"非公表\", {STATED}, id = \"W-2026-051\" }}\n");
            partly(m, RESULTS);
            edit(m, RESULTS, |t| {
                t.replace("group = \"economy\"\nprogress = \"90%\"\n", &format!("group = \"economy\"\n{statement}{content}"))
            });
        }),
        figure("result of which the name is shown", |m, c| {
            let values = c.map(|c| format!("actual = \"{c}\"\nprogress = \"90%\"\n")).unwrap_or_default();
            let when = c.map(|c| format!("value = \"{c}\"\nwhen = [\"2024-10-09\"]\n")).unwrap_or_default();
            let statement = format!("disclosure = {{ state = \"非公表\", show = \"values\", {STATED}, id = \"W-2026-052\" }}\n");
            partly(m, RESULTS);
            edit(m, RESULTS, |t| {
                let head = t.split("[[result]]").next().unwrap_or_default();
                format!(
                    "{head}[[result]]\nindicator = \"investment\"\n{statement}{values}[[result.fact]]\nkey = \"deal\"\n\
                     label = {{ ja = \"契約\", en = \"Deal\" }}\n{when}"
                )
            });
        }),
        words("row of which the name is shown", |m, c| {
            let texts = c.map_or("outline = { ja = \"\", en = \"\" }\n".to_owned(), |c| {
                format!("outline = {{ ja = \"{c}\", en = \"{c}\" }}\n")
            });
            let row = format!(
                "[[program]]\nid = \"named\"\nname = {{ ja = \"名のある補助\", en = \"A named grant\" }}\ncategory = \"財政\"\nindicators = \"全て\"\n\
                 disclosure = {{ state = \"非公表\", show = \"values\", id = \"W-2026-060\", {STATED} }}\n{texts}"
            );
            edit(m, "data/2024/mini/programs.toml", |t| t.replace("[[section]]", &format!("{row}\n[[section]]")));
        }),
        words("row: project", |m, c| {
            let content = c.map(|c| {
                let both = format!("{{ ja = \"{c}\", en = \"{c}\" }}");
                format!(
                    "id = \"canary\"\nname = {both}\nkind = \"特定\"\narea = {both}\nstart = {both}\nequipment = {both}\noutline = {both}\n\
                     period = {both}\nscheme = {both}\nothers = {both}\n[[project.part]]\nkey = \"p\"\nname = {both}\nstart = {both}\n\
                     [[project.row]]\nkey = \"r\"\nlabel = {both}\n[[project.row.mark]]\nkind = \"節目\"\nlabel = {both}\n"
                )
            });
            row(m, "project", "非公表", content, "");
        }),
        words("row: policy", |m, c| {
            let content = c.map(|c| {
                let both = format!("{{ ja = \"{c}\", en = \"{c}\" }}");
                format!("id = \"canary\"\nlabel = {both}\nname = {both}\nsolution = {both}\noutline = {both}\n")
            });
            row(m, "policy", "非公表", content, "");
        }),
        words("row: event", |m, c| {
            let content = c.map(|c| {
                format!(
                    "id = \"canary\"\non = \"2024-10-09\"\nprinted = \"令和6年10月9日\"\ncategory = \"拠点\"\n\
                     name = {{ ja = \"{c}\", en = \"{c}\" }}\nnote = {{ ja = \"{c}\", en = \"{c}\" }}\n"
                )
            });
            row(m, "event", "非公表", content, "");
        }),
        words("row: goal", |m, c| {
            let content = c.map(|c| {
                format!(
                    "id = \"canary\"\ngroup = \"economy\"\ndue = \"2024-09\"\nname = {{ ja = \"{c}\", en = \"{c}\" }}\n\
                     result = {{ ja = \"{c}\", en = \"{c}\" }}\n"
                )
            });
            row(m, "goal", "非公表", content, "");
        }),
        words("row: meeting", |m, c| {
            let content = c.map(|c| {
                format!(
                    "id = \"canary\"\nname = {{ ja = \"{c}\", en = \"{c}\" }}\nwhen = [\"2024-10-09\"]\n\
                     method = {{ ja = \"{c}\", en = \"{c}\" }}\nsummary = {{ ja = \"{c}\", en = \"{c}\" }}\n"
                )
            });
            row(m, "meeting", "非公表", content, "");
        }),
        words("row: comment", |m, c| {
            let content = c.map(|c| format!("id = \"canary\"\ntext = {{ ja = \"{c}\", en = \"{c}\" }}\n"));
            row(m, "comment", "非公表", content, "");
        }),
        words("row: business with its profile", |m, c| {
            let content = c.map(|c| {
                let both = format!("{{ ja = \"{c}\", en = \"{c}\" }}");
                format!(
                    "id = \"canary\"\nname = {both}\nphone = \"{c}\"\nfounded = \"1999-01-02\"\naddress = {both}\nindustry = {both}\n\
                     area = {both}\nformer = [{both}]\n"
                )
            });
            row(m, "business", "非公表", content, "");
        }),
        figure("figure of a table of amounts", |m, c| {
            let text = format!(
                "disclosure = {{ state = \"一部非公表\", {STATED} }}\nsource = \"report-2024\"\n\n[[support]]\nkey = \"hub\"\nkind = \"財政\"\n\
                 label = {{ ja = \"拠点\", en = \"Hub\" }}\n[[support.row]]\nkey = \"state\"\nlabel = {{ ja = \"国\", en = \"State\" }}\nunit = \"oku-yen\"\n\
                 years = {{ 2023 = \"－\", 2024 = {} }}\n",
                cell("W-2026-055", c)
            );
            m.insert("data/2024/mini/amounts.toml", text.into_bytes());
        }),
        words("project, its name shown", |m, c| {
            let empty = "start = { ja = \"\", en = \"\" }\narea = { ja = \"\", en = \"\" }\n";
            let values = c.map_or(empty.to_owned(), |c| {
                let both = format!("{{ ja = \"{c}\", en = \"{c}\" }}");
                format!("start = {both}\narea = {both}\nyears = [2024]\n")
            });
            let text = format!(
                "disclosure = {{ state = \"一部非公表\", {STATED} }}\nsource = \"report-2024\"\n\n[[project]]\nid = \"named\"\n\
                 name = {{ ja = \"名のある事業\", en = \"A named project\" }}\nkind = \"特定\"\n\
                 disclosure = {{ state = \"非公表\", show = \"values\", id = \"W-2026-061\", {STATED} }}\n{values}"
            );
            m.insert("data/2024/mini/projects.toml", text.into_bytes());
        }),
        words("row under embargo", |m, c| row(m, "program", "公表予定", c.map(program_row), "")),
        Level {
            name: "row: unacknowledged",
            seen: Seen::Nothing,
            put: |m, c| row(m, "program", "存否応答拒否", c.map(program_row), ""),
            canary: WORDS,
        },
    ]
}

fn wholes() -> Vec<Level> {
    let level = |name, seen, put| Level { name, seen, put, canary: WORDS };
    vec![
        level("page", Seen::Marker, |m, c| page(m, "canary", "state = \"非公表\", id = \"W-2026-070\"", c)),
        level("page with all keys", Seen::Marker, |m, c| {
            full_page(m, "state = \"非公表\", id = \"W-2026-077\"", c);
        }),
        level("page: unacknowledged, all keys", Seen::Nothing, |m, c| {
            full_page(m, "state = \"存否応答拒否\"", c);
        }),
        level("data file of a year's results", Seen::Marker, |m, c| {
            results_file(m, RESULTS, "state = \"非公表\", id = \"W-2026-078\"", c);
        }),
        level("data file of results to come", Seen::Marker, |m, c| {
            let statement = "state = \"公表予定\", until = 2099-01-01, id = \"W-2026-079\"";
            results_file(m, "data/2025/mini/results.toml", statement, c);
        }),
        level("data file to come: unacknowledged", Seen::Nothing, |m, c| {
            results_file(m, "data/2025/mini/results.toml", "state = \"存否応答拒否\"", c);
        }),
        level("row of every kind: unacknowledged", Seen::Nothing, |m, c| {
            let rows = every_row(c.unwrap_or("-"), &format!("disclosure = {{ state = \"存否応答拒否\", {STATED} }}\n"));
            let text = format!("disclosure = {{ state = \"一部非公表\", {STATED} }}\n\n{}", rows.concat());
            m.insert("data/2024/mini/rows.toml", text.clone().into_bytes());
            m.insert("data/2025/mini/rows.toml", text.into_bytes());
        }),
        level("page without a stub", Seen::Register, |m, c| {
            page(m, "canary", "state = \"非公表\", stub = false, id = \"W-2026-071\"", c)
        }),
        level("page below a section", Seen::Marker, |m, c| {
            page(m, "closed/_index", "state = \"非公表\", children = true, id = \"W-2026-072\"", None);
            for lang in ["ja", "en"] {
                let body = c.map(|c| format!("title = \"{c}\"\n+++\n{c}\n")).unwrap_or("+++\n".to_owned());
                m.insert(&format!("content/closed/canary.{lang}.md"), format!("+++\n{body}").into_bytes());
            }
        }),
        level("page under embargo", Seen::Marker, |m, c| {
            page(m, "canary", "state = \"公表予定\", until = 2026-01-01, id = \"W-2026-073\"", c)
        }),
        level("page: unacknowledged", Seen::Nothing, |m, c| page(m, "canary", "state = \"存否応答拒否\"", c)),
        level("data file", Seen::Register, |m, c| year_file(m, "state = \"非公表\", id = \"W-2026-074\"", c)),
        level("data file under embargo", Seen::Register, |m, c| {
            year_file(m, "state = \"公表予定\", until = 2026-01-01, id = \"W-2026-075\"", c)
        }),
        level("data file: unacknowledged", Seen::Nothing, |m, c| year_file(m, "state = \"存否応答拒否\"", c)),
        level("plan", Seen::Register, |m, c| plan(m, "state = \"非公表\", id = \"W-2026-076\"", c)),
        level("plan: unacknowledged", Seen::Nothing, |m, c| plan(m, "state = \"存否応答拒否\"", c)),
    ]
}

const RESULTS: &str = "data/2024/mini/results.toml";

/// A page with a value in every key, and in the navigation.
fn full_page(memory: &mut Memory, statement: &str, canary: Option<&str>) {
    for lang in ["ja", "en"] {
        let said = canary.map(|c| {
            format!("title = \"{c}\"\nnav_title = \"{c}\"\ndescription = \"{c}\"\neasy = \"{{{c}|{READ}}}\"\nkind = \"report\"\nplan = \"mini\"\nyear = 2024\nsource = \"report-2024\"\n")
        });
        let body = canary.unwrap_or_default();
        let text = format!("+++\n{}nav = 9\ndisclosure = {{ {statement}, {STATED} }}\n+++\n{body}\n", said.unwrap_or_default());
        memory.insert(&format!("content/canary.{lang}.md"), text.into_bytes());
    }
}

/// All results of a year in one file that is hidden as a whole.
fn results_file(memory: &mut Memory, path: &str, statement: &str, canary: Option<&str>) {
    let content = canary.map(|c| {
        format!(
            "[[aggregate]]\ngroup = \"economy\"\nprogress = \"77.7%\"\n\n[[result]]\nindicator = \"investment\"\nactual = \"48213億円\"\n\
             note = {{ ja = \"{c}\", en = \"{c}\" }}\n"
        )
    });
    let text = format!("disclosure = {{ {statement}, {STATED} }}\n\n{}", content.unwrap_or_default());
    memory.insert(path, text.into_bytes());
}

/// A row of every list, with a line of its own in each.
fn every_row(name: &str, line: &str) -> Vec<String> {
    let named = format!("name = {{ ja = \"{name}\", en = \"{name}\" }}\n");
    let rows = [
        "[[aggregate]]\ngroup = \"economy\"\nprogress = \"77.7%\"\n".to_owned(),
        "[[result]]\nindicator = \"investment\"\nactual = \"48213億円\"\n".to_owned(),
        format!("[[program]]\n{}", program_row(name)),
        format!("[[regulation]]\nid = \"r\"\n{named}kind = \"special\"\nindicators = \"全て\"\n"),
        format!("[[product]]\nid = \"p\"\n{named}kind = \"trial-site\"\nindicator = \"investment\"\nbusinesses = [\"b\"]\n"),
        format!("[[support]]\nkey = \"s\"\nlabel = {{ ja = \"{name}\", en = \"{name}\" }}\nkind = \"税制\"\nvalue = \"1件\"\n"),
        format!("[[business]]\nid = \"b\"\n{named}kana = \"か\"\nkind = \"hospital\"\n"),
        format!("[[section]]\nkey = \"t\"\n{named}"),
    ];
    rows.into_iter().map(|row| format!("{row}{line}\n")).collect()
}

/// A second plan that is hidden as a whole.
fn plan(memory: &mut Memory, statement: &str, canary: Option<&str>) {
    let content = canary.map(|name| {
        format!(
            "name = {{ ja = \"{name}\", en = \"{name}\" }}\nshort = {{ ja = \"{name}\", en = \"{name}\" }}\nperiod = [2023, 2024]\n"
        )
    });
    let text = format!("disclosure = {{ {statement}, {STATED} }}\n{}", content.unwrap_or_default());
    memory.insert("data/plans/quiet.toml", text.into_bytes());
}

fn site(level: Option<&Level>, canary: Option<&str>) -> Memory {
    let mut memory = in_memory(&fixture("base"));
    // Whether a canary could be computed from the figures beside it is another question, which `tests/inference.rs` asks.
    edit(&mut memory, "kohyo.toml", |text| format!("confidential = true\ninference = \"checked\"\n{text}"));
    // A page for each kind of row that the base has none for.
    for kind in ["businesses", "products", "regulation", "report", "projects", "comments", "timeline", "goals", "support"] {
        for lang in ["ja", "en"] {
            let text = format!("+++\ntitle = \"{kind}\"\nkind = \"{kind}\"\ndisclosure = \"公表\"\n+++\n");
            memory.insert(&format!("content/{kind}.{lang}.md"), text.into_bytes());
        }
    }
    if let Some(level) = level {
        (level.put)(&mut memory, canary);
    }
    memory
}

type Files = BTreeMap<String, String>;

fn files(memory: &Memory) -> Files {
    let built = build(memory);
    let files = built.cleared.iter().flat_map(|cleared| cleared.files());
    files.map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

/// The kinds of files in which a thing could come out.
fn sink(path: &str) -> &'static str {
    match path {
        "sitemap.xml" => "sitemap",
        "data/withheld.json" | "data/withheld.csv" => "register",
        _ if path.contains("/withheld/") => "register",
        _ if path.ends_with("feed.xml") => "feed",
        _ if path.starts_with("search/") => "search",
        _ if path.ends_with(".html") => "html",
        _ if path.ends_with(".csv") => "csv",
        _ if path.ends_with(".json") => "json",
        _ if path.ends_with(".svg") => "svg",
        _ => "other",
    }
}

#[test]
fn no_level_comes_out_anywhere() {
    for level in levels() {
        let with = site(Some(&level), Some(level.canary));
        let out = files(&with);
        for (path, text) in &out {
            for secret in [WORDS, READ, "48213", "48,213"] {
                assert!(!path.contains(secret) && !text.contains(secret), "{}: {secret} in {path}", level.name);
            }
        }
        let said = printed(&kohyo::build(&with));
        assert!(!said.contains(WORDS) && !said.contains(READ) && !said.contains("48213"), "{}: {said}", level.name);
    }
}

#[test]
fn the_site_is_the_same_with_and_without_each_canary() {
    for level in levels() {
        let (with, without) = (files(&site(Some(&level), Some(level.canary))), files(&site(Some(&level), None)));
        assert_eq!(with.keys().collect::<Vec<_>>(), without.keys().collect::<Vec<_>>(), "{}", level.name);
        for (path, text) in &with {
            assert!(text == &without[path], "{}: {path} differs", level.name);
        }
    }
}

#[test]
fn what_is_not_acknowledged_leaves_no_trace() {
    let never = files(&site(None, None));
    for level in levels().iter().filter(|level| level.seen == Seen::Nothing) {
        let out = files(&site(Some(level), Some(level.canary)));
        assert_eq!(out.keys().collect::<Vec<_>>(), never.keys().collect::<Vec<_>>(), "{}", level.name);
        for (path, text) in &out {
            assert!(text == &never[path], "{}: {path} differs", level.name);
        }
    }
}

/// Which sinks change when something is withheld at a level: the table that a reviewer reads.
#[test]
fn the_table_of_levels_and_sinks() {
    let never = files(&site(None, None));
    let sinks = ["html", "csv", "json", "svg", "feed", "sitemap", "search", "register", "other"];
    let mut table = format!("{:<34}{}\n", "level", sinks.map(|sink| format!("{sink:<10}")).concat());
    for level in levels() {
        let out = files(&site(Some(&level), Some(level.canary)));
        let mut touched: BTreeMap<&str, bool> = BTreeMap::new();
        for (path, text) in out.iter().filter(|(path, text)| never.get(*path) != Some(text)) {
            let was = never.get(path).map_or("", String::as_str);
            let more = |mark: &str| text.matches(mark).count() > was.matches(mark).count();
            let marked = more("［非公表］") || more("[Withheld]") || more("withheld") || more("非公表");
            *touched.entry(sink(path)).or_default() |= marked;
        }
        let cells = sinks.map(|sink| match touched.get(sink) {
            None => "-",
            Some(true) => "marker",
            Some(false) => "changed",
        });
        table += &format!("{:<34}{}\n", level.name, cells.map(|cell| format!("{cell:<10}")).concat());
        let register = touched.contains_key("register");
        assert_eq!(register, level.seen != Seen::Nothing, "{}: in the register", level.name);
        let marker = touched.get("html") == Some(&true);
        assert!(marker || level.seen != Seen::Marker, "{}: a marker on a page\n{table}", level.name);
    }
    snapshot("levels", &table);
}

/// The other layer: were the projection to let a value through, the guard would stop it, whatever its level and wherever it came
/// out. Each canary is put into one file of each kind of the finished site.
#[test]
fn the_guard_knows_the_value_of_every_level() {
    let sinks = [
        ("ja/about/index.html", "</main>"),
        ("data/mini/indicators.csv", ""),
        ("data/mini/indicators.json", "\"rows\""),
        ("charts/mini/indicators-investment.ja.svg", "</svg>"),
        ("charts/mini/indicators-investment.ja.csv", ""),
        ("embed/ja/mini/indicators-investment/index.html", "</main>"),
        ("ja/feed.xml", "</feed>"),
        ("sitemap.xml", "</urlset>"),
        ("_headers", ""),
        ("style/", ""),
        ("script/", ""),
        ("assets/search.js", ""),
    ];
    for level in levels() {
        let made = kohyo::rendered(&site(Some(&level), Some(level.canary)));
        let whole = made.tree.as_ref().expect("a site");
        for (start, before) in sinks {
            let path = whole.iter().map(|(path, _)| path).find(|path| path.starts_with(start)).unwrap_or(start);
            let text = String::from_utf8(whole.get(path).unwrap_or_else(|| panic!("no {path}")).to_vec()).expect("text");
            let at = if before.is_empty() { text.len() } else { text.find(before).expect("the place") };
            let planted = format!("{}\n{}\n{}", &text[..at], level.canary, &text[at..]);
            let mut tree = kohyo::render::Tree::default();
            whole.iter().for_each(|(name, bytes)| tree.add(name, if name == path { planted.as_bytes() } else { bytes }));
            let refused = kohyo::guard::clear_alone(tree, &made.watchlist).expect_err("refused");
            assert!(refused.files.contains(path), "{} in {path}", level.name);
        }
    }
}

/// The search indexes of the pages, by language.
fn indexes(files: &Files) -> [Vec<(String, Vec<u8>)>; 2] {
    ["ja", "en"].map(|lang| indexed(lang, files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()))))
}

/// What of a secret can be read out of an index: the secret itself, in its blocks or put together from its shards; and each pair of
/// its characters that stands at adjacent positions here and nowhere in an index that is `open`.
fn told(secret: &str, index: &[(String, Vec<u8>)], open: &BTreeSet<(char, char)>) -> Vec<String> {
    let folded = Folded::of(secret).text();
    let (text, places) = rebuilt(index);
    let here = pairs(&places);
    let more = pairs(&folded).into_iter().filter(|pair| here.contains(pair) && !open.contains(pair));
    let mut out: Vec<String> = more.map(|(a, b)| format!("{a}{b}")).collect();
    out.extend(text.contains(secret).then(|| "blocks".to_owned()));
    out.extend(places.contains(&folded).then(|| "shards".to_owned()));
    out
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// The search index tells positions, from which all text can be put together again: nothing withheld is in it at any level. Looked
/// at are the pages that a level changes.
#[test]
fn no_level_can_be_put_together_from_the_search_index() {
    let never = files(&site(None, None));
    let open = indexes(&never).map(|index| pairs(&rebuilt(&index).1));
    for level in levels() {
        let mut changed = files(&site(Some(&level), Some(level.canary)));
        changed.retain(|path, text| never.get(path) != Some(text));
        for (index, open) in indexes(&changed).iter().zip(&open) {
            for secret in [WORDS, READ, FIGURE] {
                assert_eq!(told(secret, index, open), Vec::<String>::new(), "{}", level.name);
            }
        }
    }
}

/// The test above sees a secret that stands in any page.
#[test]
fn a_secret_in_a_page_is_seen_in_the_search_index() {
    let clean = files(&site(None, None));
    let open = indexes(&clean).map(|index| pairs(&rebuilt(&index).1));
    // The page of search and the lists are found by nobody.
    for (path, text) in clean.iter().filter(|(path, _)| path.ends_with("index.html") && !path.contains("/search/")) {
        let Some(at) = ["ja/", "en/"].iter().position(|lang| path.starts_with(lang)) else { continue };
        let leaking = text.replace("</main>", &format!("<p>{WORDS}</p></main>"));
        let told = told(WORDS, &indexes(&Files::from([(path.clone(), leaking)]))[at], &open[at]);
        let pairs = ["ア商", "カナ", "ナリ", "リア", "商事", "谷カ", "鴬谷", "blocks", "shards"];
        assert_eq!(told, pairs, "{path}");
    }
}

/// What was not reported in the open is withheld where a file of that year is: it is neither to come nor missing.
#[test]
fn a_year_of_which_a_file_is_withheld_prints_the_marker() {
    let mut memory = site(None, None);
    results_file(&mut memory, RESULTS, "state = \"非公表\", id = \"W-2026-078\"", None);
    let out = files(&memory);
    let csv = &out["data/mini/indicators.csv"];
    for item in ["actual", "progress"] {
        let line = csv.lines().find(|line| line.contains(&format!("mini/2024/investment/{item},"))).expect("a line");
        assert!(line.contains(",withheld,joho-5-2a,") && line.ends_with("W-2026-078"), "{line}");
    }
    assert!(csv.contains("mini/2024/economy/progress") || out["data/mini/groups.csv"].contains("mini/2024/economy/progress"));
    assert!(csv.lines().any(|line| line.contains("mini/2024/investment/target,") && line.contains("10億円")), "{csv}");
    let page = &out["en/indicators/mini/investment/index.html"];
    let total = page.split("Total so far").nth(1).and_then(|rest| rest.split("</dd>").next()).expect("the total so far");
    assert!(total.contains("[Withheld]") && !total.contains("1.2"), "{total}");
    // The front page does not count a target as reached or missed.
    assert!(out["ja/index.html"].contains("［非公表］"), "the sentence on the front page");
}

/// Two files of the year are withheld: which of them it would be is not said.
#[test]
fn of_two_withheld_files_neither_is_named() {
    let mut memory = site(None, None);
    results_file(&mut memory, RESULTS, "state = \"非公表\", id = \"W-2026-078\"", None);
    year_file(&mut memory, "state = \"非公表\", id = \"W-2026-074\"", None);
    let out = files(&memory);
    let line =
        out["data/mini/indicators.csv"].lines().find(|line| line.contains("mini/2024/investment/actual,")).expect("a line");
    assert!(line.contains(",withheld,joho-5-2a,") && !line.contains("W-2026"), "{line}");
}

/// Where the words of a row are withheld altogether, its open data says so as of any other value.
#[test]
fn withheld_words_of_a_row_are_withheld_in_open_data() {
    let mut memory = site(None, None);
    let row = format!(
        "[[program]]\nid = \"named\"\nname = {{ ja = \"名\", en = \"name\" }}\ncategory = \"財政\"\nindicators = \"全て\"\n\
         disclosure = {{ state = \"非公表\", show = \"values\", id = \"W-2026-060\", {STATED} }}\nresults = {{ ja = \"\", en = \"\" }}\n"
    );
    edit(&mut memory, "data/2024/mini/programs.toml", |t| t.replace("[[section]]", &format!("{row}\n[[section]]")));
    let out = files(&memory);
    let line = out["data/mini/programs.csv"].lines().find(|l| l.contains("/named/results,")).expect("a line");
    assert!(line.contains(",withheld,joho-5-2a,") && line.ends_with("W-2026-060") && !line.contains('［'), "{line}");
}

/// The latest report is withheld: the page of the latest report, which shows an earlier one or none, does not pass that over.
#[test]
fn a_withheld_report_is_not_passed_over() {
    for earlier in [true, false] {
        let mut memory = site(None, None);
        if earlier {
            let report = memory.text("data/2024/mini/report.toml").expect("a report");
            let text = report.replace("令和6年度", "令和5年度").replace("FY2024", "FY2023");
            memory.insert("data/2023/mini/report.toml", text.into_bytes());
        }
        let text = format!("disclosure = {{ state = \"非公表\", id = \"W-2026-082\", {STATED} }}\n");
        memory.insert("data/2024/mini/report.toml", text.into_bytes());
        let out = files(&memory);
        assert!(out["ja/report/index.html"].contains("W-2026-082"), "{}", out["ja/report/index.html"]);
        assert!(out["ja/withheld/index.html"].contains("href=\"/ja/report/\""));
    }
}

/// Two marks without a number are two things, a row whose values are hidden is one, and a file below a hidden plan is one too.
#[test]
fn the_register_counts_what_has_no_number() {
    let mut memory = site(None, None);
    let before = files(&memory)["data/withheld.csv"].lines().count();
    to_about(&mut memory, |w| format!("{w}《非公表》、{w}《非公表》。"));
    plan(&mut memory, "state = \"非公表\", id = \"W-2026-076\"", None);
    let file = format!("disclosure = {{ state = \"非公表\", id = \"W-2026-081\", {STATED} }}\n");
    memory.insert("data/2024/quiet/a.toml", file.into_bytes());
    let after = &files(&memory)["data/withheld.csv"];
    assert_eq!(after.lines().count(), before + 4, "{after}");
    assert!(after.contains("W-2026-081"));
}

/// A row under embargo in a file that is partly withheld: the same sources build before and after it is lifted.
#[test]
fn a_lifted_row_leaves_its_file_as_it_is() {
    let built = |day: &str| {
        let mut memory = site(None, None);
        let statement = format!(
            "disclosure = {{ state = \"公表予定\", {STATED}, until = 2026-05-01, id = \"W-2026-080\", released = {{ on = 2026-04-20, by = \"課長\" }} }}\n"
        );
        let text =
            format!("disclosure = {{ state = \"一部非公表\", {STATED} }}\n\n[[program]]\n{statement}{}", program_row(WORDS));
        memory.insert("data/2024/mini/rows.toml", text.into_bytes());
        memory.set_day(Date::parse(day));
        files(&memory)
    };
    let shown = |files: &Files| files.values().any(|text| text.contains(WORDS));
    assert!(!shown(&built("2026-04-30")) && shown(&built("2026-05-01")));
}

/// An embargo is lifted by a recorded decision and its day, never by the day alone.
#[test]
fn an_embargo_needs_a_decision_and_a_day() {
    let with = |release: &str, day: Option<&str>| {
        let mut memory = site(None, None);
        page(&mut memory, "later", &format!("state = \"公表予定\", until = 2026-03-20, announce = true{release}"), Some(WORDS));
        memory.set_day(day.and_then(Date::parse));
        files(&memory)
    };
    let shown = |files: &Files| files.values().any(|text| text.contains(WORDS));
    let released = ", released = { on = 2026-03-25, by = \"課長\" }";
    assert!(!shown(&with("", None)), "the day alone does not lift it");
    assert!(!shown(&with("", Some("2030-01-01"))), "nor does any other day");
    assert!(!shown(&with(released, Some("2026-03-24"))), "not before the decision");
    assert!(shown(&with(released, Some("2026-03-25"))) && shown(&with(released, None)), "lifted");
}
