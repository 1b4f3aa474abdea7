//! Each form of insertion, and what the register says afterwards.

use super::*;
use crate::source::Memory;
use edit::changes;

fn read(files: &[(&str, &str)]) -> (Memory, Sources, Site) {
    let settings = ("kohyo.toml", "updated = 2026-04-01\nconfidential = true\n");
    let world = Memory::new(files.iter().copied().chain([settings]));
    let (sources, _) = Sources::read(&world);
    let site = load::load(&sources, None).site;
    (world, sources, site)
}

/// The file with its numbers written in, or how often that is left to the author.
fn numbered(path: &str, text: &str) -> Result<String, usize> {
    let (world, sources, site) = read(&[(path, text)]);
    let groups = pair::groups(&site).expect("twins");
    let mut counter = Counter::new(&site, 2026);
    let plan = plan(&groups, &sources, &mut counter).expect("numbers");
    if !plan.by_hand.is_empty() {
        return Err(plan.by_hand.len());
    }
    let mut changed = changes(plan.edits, &sources, &world).expect("readable");
    let after = changed.pop().map_or_else(|| text.as_bytes().to_vec(), |change| change.after);
    Ok(String::from_utf8(after).expect("text"))
}

const HEAD: &str = "+++\ntitle = \"t\"\ndisclosure = { state = \"一部非公表\", ground = \"joho-5-2a\" }\n+++\n";

fn body(text: &str) -> Result<String, usize> {
    numbered("content/a.ja.md", &format!("{HEAD}{text}")).map(|text| text.strip_prefix(HEAD).expect("the head").to_owned())
}

#[test]
fn a_phrase_takes_it_behind_the_ground_or_the_word() {
    for (before, after) in [
        ("《非公表》", "《非公表#W-2026-001》"),
        ("《非公表:joho-5-2a》", "《非公表:joho-5-2a#W-2026-001》"),
        ("《非公表：joho-5-2a》", "《非公表：joho-5-2a#W-2026-001》"),
        ("≪非公表:joho-5-2a｜値≫", "≪非公表:joho-5-2a#W-2026-001｜値≫"),
        ("<<withheld:joho-5-2a|value withheld>>", "<<withheld:joho-5-2a#W-2026-001|value withheld>>"),
        ("＜＜非公表|非公表の値＞＞", "＜＜非公表#W-2026-001|非公表の値＞＞"),
        ("« withheld : joho-5-2a | x »", "« withheld : joho-5-2a#W-2026-001 | x »"),
        ("⟪非公表：joho-5-2a｜joho-5-2a⟫", "⟪非公表：joho-5-2a#W-2026-001｜joho-5-2a⟫"),
        ("\\《非公表》《非公表#W-2026-004》《非公表》\r\n", "\\《非公表》《非公表#W-2026-004》《非公表#W-2026-005》\r\n"),
    ] {
        assert_eq!(body(before).as_deref(), Ok(after));
    }
}

#[test]
fn a_block_takes_it_at_the_end_of_its_first_line() {
    for (before, after) in [
        ("前\n\n:::非公表 joho-5-6\nx\n:::\n", "前\n\n:::非公表 joho-5-6 #W-2026-001\nx\n:::\n"),
        (":::非公表 joho-5-6  \r\nx #y\r\n:::\r\n", ":::非公表 joho-5-6 #W-2026-001  \r\nx #y\r\n:::\r\n"),
        ("：：：withheld\n：：：\n", "：：：withheld #W-2026-001\n：：：\n"),
    ] {
        assert_eq!(body(before).as_deref(), Ok(after));
    }
}

/// A year file with one result whose `actual` is written so.
fn cell(written: &str) -> Result<String, usize> {
    let head = "disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\" }\n[[result]]\nindicator = \"x\"\n";
    let text = numbered("data/2024/p/results.toml", &format!("{head}{written}"))?;
    Ok(text.strip_prefix(head).expect("the head").to_owned())
}

#[test]
fn a_cell_takes_it_as_a_key_of_its_table() {
    let id = "id = \"W-2026-001\"";
    for (before, after) in [
        (
            "actual = { withheld = true, ground = \"g\" }  # c\n",
            format!("actual = {{ withheld = true, ground = \"g\", {id} }}  # c\n"),
        ),
        ("actual = {ground='g', withheld=true}", format!("actual = {{ground='g', withheld=true, {id}}}")),
        (
            "actual = {\n  withheld = true, # } \"\n  ground = \"g\", # }\n}\n",
            format!("actual = {{\n  withheld = true, # }} \"\n  ground = \"g\", {id}, # }}\n}}\n"),
        ),
        (
            "actual.withheld = true\nactual.ground = \"g\"\n",
            format!("actual.{id}\nactual.withheld = true\nactual.ground = \"g\"\n"),
        ),
        (
            "  \"actual\" . withheld = true # c\r\n  actual.ground = \"g\"\r\n",
            format!("  \"actual\".{id}\r\n  \"actual\" . withheld = true # c\r\n  actual.ground = \"g\"\r\n"),
        ),
        (
            "[result.actual] # c\nground = \"g\"\nwithheld = true",
            format!("[result.actual] # c\n{id}\nground = \"g\"\nwithheld = true"),
        ),
        (
            "\t[ result . actual ]\r\n\twithheld = true\r\n\tground = \"g\"\r\n",
            format!("\t[ result . actual ]\r\n\t{id}\r\n\twithheld = true\r\n\tground = \"g\"\r\n"),
        ),
        ("actual = \"《非公表:g》\"\n", "actual = \"《非公表:g#W-2026-001》\"\n".to_owned()),
    ] {
        assert_eq!(cell(before), Ok(after));
    }
}

#[test]
fn rows_pages_files_and_plans_take_it_in_their_statement() {
    for (path, before, after) in [
        (
            "content/a.ja.md",
            "+++\r\ntitle = \"t\"\r\n[disclosure]\r\nstate = \"非公表\"\r\nground = \"g\"\r\n+++\r\nx《非公表》\r\n",
            "+++\r\ntitle = \"t\"\r\n[disclosure]\r\nid = \"W-2026-001\"\r\nstate = \"非公表\"\r\nground = \"g\"\r\n+++\r\nx《非公表》\r\n",
        ),
        (
            "data/2024/p/results.toml",
            "disclosure = { state = \"公表予定\", ground = \"g\", reason.ja = \"}\", reason.en = \"{\" }\n",
            "disclosure = { state = \"公表予定\", ground = \"g\", reason.ja = \"}\", reason.en = \"{\", id = \"W-2026-001\" }\n",
        ),
        (
            "data/2024/p/results.toml",
            "disclosure = { state = \"一部非公表\", ground = \"g\" }\n[[result]]\nindicator = \"x\"\n[result.disclosure]\nstate = \"非公表\"\n",
            "disclosure = { state = \"一部非公表\", ground = \"g\" }\n[[result]]\nindicator = \"x\"\n[result.disclosure]\nid = \"W-2026-001\"\nstate = \"非公表\"\n",
        ),
        (
            "data/2024/p/results.toml",
            "disclosure = { state = \"一部非公表\", ground = \"g\" }\n[[result]]\nindicator = \"x\"\ndisclosure = { state = \"非公表\", show = \"values\" }\nnote = { ja = \"《非公表》\", en = \"x\" }\n",
            "disclosure = { state = \"一部非公表\", ground = \"g\" }\n[[result]]\nindicator = \"x\"\ndisclosure = { state = \"非公表\", show = \"values\", id = \"W-2026-001\" }\nnote = { ja = \"《非公表》\", en = \"x\" }\n",
        ),
    ] {
        assert_eq!(numbered(path, before).as_deref(), Ok(after));
    }
}

#[test]
fn what_cannot_be_edited_is_left_to_the_author() {
    // A string with escapes, also where a second mark in it could be found; a word alone; the statement of a section.
    assert_eq!(cell("self_evaluation.ja = \"\\u3042《非公表:g》\"\nself_evaluation.en = \"<<withheld:g>>\"\n"), Err(2));
    assert_eq!(cell("disclosure = \"非公表\"\n"), Err(1));
    assert_eq!(cell("actual = \"《非公表:g》\\u3042\"\n"), Err(1));
    assert_eq!(cell("fact = [{ key = \"k\",\n value.withheld = true,\n value.ground = \"g\" }]\n"), Err(1));
    let section = "+++\ntitle = \"t\"\n[disclosure]\nstate = \"非公表\"\nid = \"W-2026-009\"\nchildren = true\n+++\n";
    let (_, sources, site) = read(&[("content/s/_index.ja.md", section), ("content/s/a.ja.md", "+++\ntitle = \"t\"\n+++\n")]);
    let groups = pair::groups(&site).expect("no twins");
    let plan = plan(&groups, &sources, &mut Counter::new(&site, 2026)).expect("a plan");
    assert_eq!((plan.given.len(), plan.by_hand.len()), (0, 1));
}

#[test]
fn what_nobody_is_told_of_gets_no_number() {
    let within = "《非公表》\n\n:::非公表\n:::\n";
    for state in ["存否応答拒否", "非公表"] {
        let page = format!(
            "+++\ntitle = \"《非公表》\"\ndescription = \"《非公表》\"\n[disclosure]\nstate = \"{state}\"\n+++\n{within}"
        );
        let (_, _, site) = read(&[("content/a.ja.md", &page)]);
        let kinds: Vec<_> = site.numbers.iter().map(|item| item.kind).collect();
        assert_eq!(kinds, if state == "非公表" { vec![WithheldKind::Page] } else { Vec::new() }, "{state}");
    }
    let titled = "+++\ntitle = \"《非公表》\"\n[disclosure]\nstate = \"非公表\"\ntitle_public = true\n+++\n《非公表》\n";
    let (_, _, site) = read(&[("content/a.ja.md", titled)]);
    let kinds: Vec<_> = site.numbers.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [WithheldKind::Phrase, WithheldKind::Page], "a title that is public shows its marker");
}

#[test]
fn an_embargo_that_was_lifted_has_none() {
    let page = "+++\ntitle = \"t\"\n[disclosure]\nstate = \"公表予定\"\nuntil = 2026-03-01\nreleased = { on = 2026-02-01, by = \"x\" }\n+++\nx\n";
    let (_, _, site) = read(&[("content/a.ja.md", page)]);
    assert!(site.numbers.is_empty());
}

/// The numbers in a text, in the order in which they stand.
fn numbers_in(text: &str) -> Vec<&str> {
    text.match_indices("#W-").filter_map(|(at, _)| text.get(at + 1..at + 11)).collect()
}

fn both(ja: &str, en: &str) -> Result<(String, String), Finding> {
    let (ja, en) = (format!("{HEAD}{ja}"), format!("{HEAD}{en}"));
    let (world, sources, site) = read(&[("content/a.ja.md", &ja), ("content/a.en.md", &en)]);
    let plan = plan(&pair::groups(&site)?, &sources, &mut Counter::new(&site, 2026))?;
    let texts = changes(plan.edits, &sources, &world).expect("readable");
    let text = |n: usize| String::from_utf8(texts[n].after.clone()).expect("text");
    Ok((text(1), text(0)))
}

#[test]
fn twins_share_a_number_also_where_the_order_of_words_differs() {
    let (ja, en) =
        both("《非公表:a》と《非公表:b》、《非公表:a》", "<<withheld:b>>, <<withheld:a>> and <<withheld:a>>").expect("twins");
    assert_eq!(numbers_in(&en), ["W-2026-001", "W-2026-002", "W-2026-003"], "in the order of the site");
    assert_eq!(numbers_in(&ja), ["W-2026-002", "W-2026-001", "W-2026-003"]);
    let (ja, en) = both("《非公表:a#W-2026-007》《非公表:a》", "<<withheld:a>><<withheld:a#W-2026-007>>").expect("twins");
    assert_eq!(numbers_in(&ja), ["W-2026-007", "W-2026-008"]);
    assert_eq!(numbers_in(&en), ["W-2026-008", "W-2026-007"]);
}

#[test]
fn sides_that_differ_get_nothing() {
    let finding = both("《非公表:a》《非公表:a》", "<<withheld:a>>").expect_err("no twins");
    assert_eq!(finding.code.id, "K0351");
    assert!(finding.message.ja.contains("日本語（2 か所）と英語（1 か所）"), "{}", finding.message.ja);
}

#[test]
fn the_texts_of_a_data_file_pair_within_themselves() {
    let text = "disclosure = { state = \"一部非公表\", ground = \"g\" }\ntitle.ja = \"《非公表:g》\"\ntitle.missing = [\"en\"]\nsummary.ja = \"《非公表:g》a《非公表:g》\"\nsummary.en = \"<<withheld:g>><<withheld:g>>\"\n";
    let after = numbered("data/2024/p/report.toml", text).expect("numbers");
    assert_eq!(numbers_in(&after), ["W-2026-001", "W-2026-002", "W-2026-003", "W-2026-002", "W-2026-003"]);
}

/// The register after one more number of 2026, with these numbers in use.
fn registered(register: Option<&str>, used: &[&str]) -> Result<String, Finding> {
    let marks: String = used.iter().map(|number| format!("《非公表#{number}》")).collect();
    let page = format!("{HEAD}{marks}");
    let mut files = vec![("content/a.ja.md", page.as_str())];
    files.extend(register.map(|text| (register::REGISTER, text)));
    let (world, sources, site) = read(&files);
    let mut counter = Counter::new(&site, 2026);
    counter.give().expect("a number");
    match register::entry(&site, &sources, &counter)? {
        Entry::New(text) => Ok(text),
        Entry::Edit(edit) => {
            let change = changes(vec![edit], &sources, &world).expect("readable").pop().expect("a change");
            Ok(String::from_utf8(change.after).expect("text"))
        }
    }
}

#[test]
fn a_new_register_knows_every_number_in_use() {
    let text = registered(None, &["W-2024-010", "W-2026-003", "W-2024-002"]).expect("a register");
    assert!(
        text.ends_with("disclosure = \"公表\"\n\n[[series]]\nyear = 2024\nlast = 10\n\n[[series]]\nyear = 2026\nlast = 4\n"),
        "{text}"
    );
}

#[test]
fn a_register_is_raised_or_added_to_and_nothing_else_in_it_changes() {
    let known = "\u{feff}# 注\r\ndisclosure = \"公表\"\r\n\r\n[[series]]\r\nlast = 1_4 # c\r\nyear = 2026\r\n";
    assert_eq!(registered(Some(known), &["W-2026-003"]).expect("raised"), known.replace("1_4", "15"));
    let other = "disclosure = \"公表\"\n[[series]]\nyear = 2025\nlast = 9";
    assert_eq!(registered(Some(other), &[]).expect("added"), format!("{other}\n\n[[series]]\nyear = 2026\nlast = 1\n"));
    let dos = "disclosure = \"公表\"\r\n";
    assert_eq!(registered(Some(dos), &[]).expect("added"), format!("{dos}\r\n[[series]]\r\nyear = 2026\r\nlast = 1\r\n"));
    let inline = "disclosure = \"公表\"\nseries = [{ year = 2026, last = 3 }]\n";
    assert_eq!(registered(Some(inline), &[]).expect("raised"), inline.replace("= 3", "= 4"));
    let closed = "disclosure = \"公表\"\nseries = [{ year = 2025, last = 3 }]\n";
    assert_eq!(registered(Some(closed), &[]).expect_err("no room").code.id, "K0721");
}

#[test]
fn the_letters_are_those_of_the_newest_number() {
    let letters = |used: &[&str]| {
        let marks: String = used.iter().map(|number| format!("《非公表#{number}》")).collect();
        let (_, _, site) = read(&[("content/a.ja.md", &format!("{HEAD}{marks}"))]);
        Counter::new(&site, 2026).give().expect("a number").to_string()
    };
    assert_eq!(letters(&[]), "W-2026-001");
    assert_eq!(letters(&["W-2024-900", "KZ-2026-1200"]), "KZ-2026-1201");
}

#[test]
fn there_is_an_end_to_numbers() {
    let register = format!("disclosure = \"公表\"\n[[series]]\nyear = 2026\nlast = {}\n", i64::MAX);
    let (_, _, site) = read(&[(register::REGISTER, &register)]);
    assert_eq!(Counter::new(&site, 2026).give(), None);
}

#[test]
fn attachments_are_twins_as_their_pages_are() {
    let page = "+++\ntitle = \"t\"\ndisclosure = { state = \"一部非公表\", ground = \"g\" }\n\
                [[attachment]]\ndisclosure = { state = \"非公表\", ground = \"g\" }\ntitle = \"《非公表》\"\n\
                [[attachment]]\n[attachment.disclosure]\nstate = \"非公表\"\nground = \"g\"\n+++\n";
    let (world, sources, site) = read(&[("content/a.ja.md", page), ("content/a.en.md", page)]);
    let plan = plan(&pair::groups(&site).expect("twins"), &sources, &mut Counter::new(&site, 2026)).expect("numbers");
    let kinds: Vec<_> = plan.given.iter().map(|given| (given.kind, given.places.len())).collect();
    assert_eq!(kinds, [(WithheldKind::Attachment, 2); 2], "not the mark in a title that nobody reads");
    for change in changes(plan.edits, &sources, &world).expect("readable") {
        let text = String::from_utf8(change.after).expect("text");
        assert!(text.contains("ground = \"g\", id = \"W-2026-001\" }\ntitle"), "{text}");
        assert!(text.contains("[attachment.disclosure]\nid = \"W-2026-002\"\nstate"), "{text}");
    }
}
