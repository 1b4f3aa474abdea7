//! Spreadsheets in and out: what each cell shows is what the data get, what does not show goes nowhere, and what was taken out is read
//! back the same.
//!
//! In: workbooks that LibreOffice made (`tests/fixtures/sheets/make.py`), the worked site. Out: snapshots of the TOML and the findings;
//! failures that name the row and the key.

use crate::common::{fixture, in_memory, root, snapshot};
use kohyo::diagnostics::{Format, print};
use kohyo::figures::FiscalYear;
use kohyo::sheets::{self, Area, Export, Form, Import, Imported, Kind};
use kohyo::source::{Disk, Memory, Sources, World};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// What stands in hidden places of the fixtures.
const PLANTED: &str = "KANARIA";

/// The base with a plan that the workbooks are about.
fn site() -> Memory {
    let mut memory = in_memory(&fixture("base"));
    let over = in_memory(&fixture("sheets/over"));
    for path in over.files().expect("files") {
        memory.insert(path.as_str(), over.read(&path).expect("bytes"));
    }
    memory
}

fn wanted(kind: Kind, year: i32, plan: &str) -> Import<'_> {
    Import {
        kind,
        year: FiscalYear(year),
        plan: Some(plan),
        sheet: None,
        range: None,
        ground: None,
        source: None,
        category: None,
    }
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture("sheets").join(name)).expect("a fixture")
}

fn import(world: &dyn World, name: &str, wanted: &Import) -> Imported {
    sheets::import(world, &bytes(name), name, wanted).expect("a readable world")
}

fn said(imported: &Imported) -> String {
    let findings = print(&imported.findings, &imported.sources, &imported.masks, Format::Terminal, None);
    format!("{}\n{findings}", imported.shown.join("\n"))
}

fn reviewed(case: &str, imported: &Imported) {
    let text = said(imported);
    assert!(!text.contains(PLANTED), "{case}: something hidden is printed");
    for change in &imported.changes {
        let after = String::from_utf8_lossy(&change.after);
        assert!(!after.contains(PLANTED), "{case}: something hidden is written");
    }
    snapshot(&format!("sheets/{case}"), &text);
}

fn codes(imported: &Imported) -> BTreeSet<&'static str> {
    imported.findings.iter().map(|finding| finding.code.id).collect()
}

#[test]
fn merged_cells_units_formats_and_hidden_parts_of_a_workbook() {
    let ground = Import { ground: Some("joho-5-2a"), source: Some("report-2024"), ..wanted(Kind::Results, 2024, "mini") };
    let imported = import(&site(), "results.xlsx", &ground);
    reviewed("results", &imported);
    for code in ["K0804", "K0805", "K0806", "K0810", "K0814"] {
        assert!(codes(&imported).contains(code), "{code}");
    }
    assert!(imported.changes.is_empty(), "a cell in doubt stops it");
}

#[test]
fn what_stands_in_the_file_stays() {
    let range = Area::parse("A3:L9");
    let ground = Import { ground: Some("joho-5-2a"), range, ..wanted(Kind::Results, 2024, "mini") };
    let imported = import(&site(), "results.xlsx", &ground);
    reviewed("results-range", &imported);
    assert_eq!(imported.changes.len(), 1);
    let after = String::from_utf8(imported.changes[0].after.clone()).expect("text");
    assert_eq!(after.matches("# kept").count(), 4, "{after}");
    for kept in ["note.en = \"not in the table\"", "at = { section = \"3\", lines = \"1-4\" }", "indicator = \"patents\""] {
        assert!(after.contains(kept), "{kept}");
    }
    assert!(after.contains("actual = \"30.0億円\" # kept: behind a value that changes"), "{after}");
}

#[test]
fn without_a_ground_nothing_is_withheld_and_nothing_is_written() {
    let imported =
        import(&site(), "results.xlsx", &Import { range: Area::parse("A3:L9"), ..wanted(Kind::Results, 2024, "mini") });
    assert!(codes(&imported).contains("K0807") && imported.changes.is_empty());
}

#[test]
fn the_form_of_annex_1() {
    reviewed("annex", &import(&site(), "annex.xlsx", &wanted(Kind::Results, 2024, "mini")));
}

#[test]
fn programmes_with_results_in_one_cell() {
    let ground = Import { ground: Some("joho-5-2a"), ..wanted(Kind::Programs, 2024, "mini") };
    reviewed("programs", &import(&site(), "programs.xlsx", &ground));
}

#[test]
fn businesses_with_dates() {
    reviewed("businesses", &import(&site(), "businesses.xlsx", &wanted(Kind::Businesses, 2024, "mini")));
}

#[test]
fn amounts_by_year_of_merged_rows() {
    let ground = Import { ground: Some("joho-5-2a"), category: Some("財政"), ..wanted(Kind::Support, 2024, "mini") };
    let imported = import(&site(), "support.xlsx", &ground);
    reviewed("support", &imported);
    let costs = Import { sheet: Some("国費"), category: Some("財政"), ..wanted(Kind::Support, 2024, "mini") };
    reviewed("support-columns", &import(&site(), "support.xlsx", &costs));
}

#[test]
fn csv_in_each_encoding_is_the_same() {
    let of = |name| import(&site(), name, &wanted(Kind::Results, 2024, "mini"));
    let plain = of("results-utf8.csv");
    reviewed("csv", &plain);
    for name in ["results-utf8-mark.csv", "results-cp932.csv"] {
        assert_eq!(said(&of(name)), said(&plain), "{name}");
    }
}

#[test]
fn what_is_no_table_is_said() {
    let of = |bytes: &[u8], name: &str| {
        let imported = sheets::import(&site(), bytes, name, &wanted(Kind::Results, 2024, "mini")).expect("readable");
        assert!(imported.changes.is_empty() || !kohyo::diagnostics::stops(&imported.findings));
        codes(&imported).into_iter().next().unwrap_or("")
    };
    assert_eq!(of(b"PK\x03\x04 broken", "x.xlsx"), "K0801");
    assert_eq!(of(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0], "x.xls"), "K0801");
    assert_eq!(of(b"\xff\xff,\xfe", "x.csv"), "K0801");
    assert_eq!(of(b"a,b\n1,2\n", "x.csv"), "K0803");
    let long = "数値目標,実績値\n".to_owned() + &"x,1\n".repeat(100_001);
    assert_eq!(of(long.as_bytes(), "x.csv"), "K0802");
    let doubtful = encoding_rs::EUC_JP.encode("数値目標,実績値\n数値目標（１）,1\n").0.into_owned();
    assert_eq!(of(&doubtful, "x.csv"), "K0812");
    let elsewhere = wanted(Kind::Results, 1999, "mini");
    assert_eq!(codes(&import(&site(), "annex.xlsx", &elsewhere)), BTreeSet::from(["K0803"]));
}

/// A workbook with one of its parts replaced.
fn replaced(name: &str, content: &[u8]) -> Vec<u8> {
    let whole = bytes("results.xlsx");
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(&whole)).expect("a zip");
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).expect("a part");
        let part_name = part.name().expect("a name").into_owned();
        to.start_file(part_name.as_str(), zip::write::SimpleFileOptions::default()).expect("begun");
        if part_name == name {
            std::io::Write::write_all(&mut to, content).expect("written");
        } else {
            std::io::copy(&mut part, &mut to).expect("copied");
        }
    }
    to.finish().expect("finished").into_inner()
}

/// A small file that unpacks to much more, and XML that is cut off.
#[test]
fn bombs_and_broken_workbooks_end_in_a_finding() {
    let of = |bytes: &[u8]| {
        let imported = sheets::import(&site(), bytes, "x.xlsx", &wanted(Kind::Results, 2024, "mini")).expect("readable");
        imported.findings.first().map(|finding| finding.code.id).unwrap_or_default()
    };
    let bomb = replaced("xl/worksheets/sheet1.xml", &vec![b' '; 80 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024, "small as a file");
    assert_eq!(of(&bomb), "K0802");
    assert_eq!(of(&replaced("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\">")), "K0801");
    assert_eq!(of(&replaced("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><workbook/>")), "K0801");
    let far = "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(of(&replaced("xl/worksheets/sheet1.xml", far.as_bytes())), "K0802");
}

/// Cells of which it cannot be told what they show are named, and readings over kanji are not part of a text.
#[test]
fn each_cell_in_doubt_is_named() {
    let text = |at: &str, words: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is>{words}</is></c>");
    let plain = |at: &str, words: &str| text(at, &format!("<t>{words}</t>"));
    let head = [("A1", "数値目標"), ("B1", "実績値"), ("C1", "進捗度"), ("D1", "伸び率"), ("E1", "寄与度"), ("F1", "備考")];
    let head: String = head.iter().map(|(at, words)| plain(at, words)).collect();
    let reading = text("F2", "<r><t>見本</t></r><rPh sb=\"0\" eb=\"2\"><t>KANARIA-READING</t></rPh><r><t>市</t></r>");
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{head}</row><row r=\"2\">{}<c r=\"B2\"><f>1+1</f></c><c r=\"C2\" t=\"e\"><v>#DIV/0!</v></c>\
         <c r=\"D2\"><v>0.333333333333333</v></c><c r=\"E2\"><v>4.5999999999999996</v></c>{reading}</row></sheetData></worksheet>",
        plain("A2", "数値目標（１）")
    );
    let book = replaced("xl/worksheets/sheet1.xml", sheet.as_bytes());
    let imported = sheets::import(&site(), &book, "x.xlsx", &wanted(Kind::Results, 2024, "mini")).expect("readable");
    let doubts: Vec<&str> = imported.findings.iter().filter(|f| f.code.id == "K0806").map(|f| f.message.en.as_str()).collect();
    let named = |at: &str, why: &str| doubts.iter().any(|said| said.contains(at) && said.contains(why));
    assert!(named("B2", "not saved") && named("C2", "an error") && named("D2", "all of its digits"), "{doubts:?}");
    let said = said(&imported);
    assert!(said.contains("weight = \"4.6\"") && said.contains("見本市") && !said.contains(PLANTED), "{said}");
}

#[test]
fn two_lines_that_disagree_are_said() {
    let text = "数値目標,実績値\n数値目標（１）,1億円\n数値目標（１）,2億円\n";
    let imported = sheets::import(&site(), text.as_bytes(), "x.csv", &wanted(Kind::Results, 2024, "mini")).expect("readable");
    assert!(codes(&imported).contains("K0815") && imported.changes.is_empty());
}

#[test]
fn a_value_where_something_was_withheld_is_said() {
    let text = "数値目標,実績値\n数値目標（５）,5件\n";
    let imported = sheets::import(&site(), text.as_bytes(), "x.csv", &wanted(Kind::Results, 2024, "mini")).expect("readable");
    assert!(codes(&imported).contains("K0816"));
}

/// A confidential source: no line that holds a withheld value is printed, changed or not.
#[test]
fn a_difference_quotes_nothing_withheld() {
    let memory = in_memory(&fixture("sealed"));
    let text = memory.text("data/2024/mini/programs.toml").expect("a file");
    let values = ["5310件", "SECRET-grant-ja", "SECRET-outline-ja", "SECRET-label-ja", "4209件"];
    assert!(values.iter().all(|value| text.contains(value)), "the fixture holds values");
    let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')).collect();
    let table = ids.iter().fold("ID,事業名,内訳のキー,内訳,内訳の値\n".to_owned(), |all, id| {
        format!("{all}{id},新しい名前,granted,交付,5件\n{id},新しい名前,amount,交付額,6件\n")
    });
    let imported = sheets::import(&memory, table.as_bytes(), "x.csv", &wanted(Kind::Programs, 2024, "mini")).expect("readable");
    let said = said(&imported);
    assert!(said.contains("新しい名前") && codes(&imported).contains("K0816"), "{said}");
    for value in values {
        assert!(!said.contains(value), "{value}\n{said}");
    }
}

/// Every code of spreadsheets, by tables that have the fault.
#[test]
fn every_code_is_raised() {
    let mut raised = BTreeSet::new();
    let mut take = |world: &Memory, bytes: &[u8], kind: Kind, ground: Option<&str>| {
        let wanted = Import { ground, ..wanted(kind, 2024, "mini") };
        let imported = sheets::import(world, bytes, "x", &wanted).expect("readable");
        raised.extend(codes(&imported));
    };
    let site = site();
    for (name, kind) in [
        ("results.xlsx", Kind::Results),
        ("programs.xlsx", Kind::Programs),
        ("businesses.xlsx", Kind::Businesses),
        ("support.xlsx", Kind::Support),
        ("results-utf8.csv", Kind::Results),
    ] {
        take(&site, &bytes(name), kind, Some("joho-5-2a"));
        take(&site, &bytes(name), kind, None);
    }
    let head = "数値目標,実績値\n";
    let euc = encoding_rs::EUC_JP.encode(&format!("{head}数値目標（１）,1億円\n")).0.into_owned();
    let texts = [
        format!("{head}数値目標（１）,1億円\n数値目標（１）,2億円\n"),
        format!("{head}数値目標（５）,5件\n"),
        head.to_owned() + &"x,1\n".repeat(100_001),
        "a,b\n".to_owned(),
        "PK\u{3}\u{4}".to_owned(),
    ];
    texts.iter().map(String::as_bytes).chain([euc.as_slice()]).for_each(|bytes| take(&site, bytes, Kind::Results, None));
    let mut broken = site.clone();
    broken.insert("data/2024/mini/results.toml", b"[[result]".to_vec());
    take(&broken, texts[1].as_bytes(), Kind::Results, None);
    let all: BTreeSet<&str> =
        kohyo::diagnostics::codes::ALL.iter().map(|code| code.id).filter(|id| id.starts_with("K08")).collect();
    assert_eq!(raised.into_iter().filter(|id| id.starts_with("K08")).collect::<BTreeSet<_>>(), all);
}

/// The public rows of a site as `export` has them.
fn disclosed(world: &dyn World) -> kohyo::disclosed::Site {
    let (sources, _) = Sources::read(world);
    kohyo::redact::redact(&kohyo::load::load(&sources, None).site).site
}

fn export(site: &kohyo::disclosed::Site, kind: Kind, year: i32, plan: &str, form: Form) -> Vec<u8> {
    let wanted = Export { kind, year: FiscalYear(year), plan: Some(plan), form };
    sheets::export(site, &wanted).unwrap_or_else(|finding| panic!("{}", finding.message.en))
}

/// What an import looks at of a site: pages and other years take their time and change nothing.
fn of_year(worked: &Memory, year: i32, plan: &str) -> Memory {
    let mut light = Memory::new([]);
    let folder = format!("data/{year}/{plan}/");
    for path in worked.files().expect("files") {
        let shared = path.as_str().starts_with("data/") && path.as_str().matches('/').count() == 1;
        if shared
            || path.as_str() == "kohyo.toml"
            || path.as_str().starts_with("data/plans/")
            || path.as_str().starts_with(&folder)
        {
            light.insert(path.as_str(), worked.read(&path).expect("bytes"));
        }
    }
    light
}

/// The tables of the worked site.
const TABLES: [(Kind, i32, &str); 11] = [
    (Kind::Results, 2012, "keihin-2012"),
    (Kind::Results, 2013, "keihin-2012"),
    (Kind::Results, 2022, "keihin-2022"),
    (Kind::Results, 2024, "keihin-2022"),
    (Kind::Programs, 2013, "keihin-2012"),
    (Kind::Programs, 2022, "keihin-2022"),
    (Kind::Programs, 2024, "keihin-2022"),
    (Kind::Businesses, 2022, "keihin-2022"),
    (Kind::Businesses, 2024, "keihin-2022"),
    (Kind::Support, 2013, "keihin-2012"),
    (Kind::Support, 2024, "keihin-2022"),
];

/// Rows of a kind in all files of a year, by id.
fn rows(memory: &Memory, kind: Kind, year: i32, plan: &str) -> BTreeMap<String, Table> {
    let folder = format!("data/{year}/{plan}/");
    let mut out = BTreeMap::new();
    for path in memory.files().expect("files").iter().filter(|path| path.as_str().starts_with(&folder)) {
        let table: Table = toml::from_str(memory.text(path.as_str()).expect("text")).expect("TOML");
        let list = table.get(kind.array()).and_then(Value::as_array).cloned().unwrap_or_default();
        for row in list.into_iter().filter_map(|row| row.as_table().cloned()) {
            if let Some(id) = row.get(kind.id_key()).and_then(Value::as_str) {
                out.insert(id.to_owned(), row.clone());
            }
        }
    }
    out
}

/// A row without what no table holds, with dashes and marks in one form.
fn comparable(value: &Value) -> Value {
    let outside = ["at", "show_derived", "disclosure"];
    match value {
        Value::Table(table) if table.contains_key("withheld") => Value::String("withheld".to_owned()),
        Value::Table(table) => Value::Table(
            table.iter().filter(|(key, _)| !outside.contains(&key.as_str())).map(|(k, v)| (k.clone(), comparable(v))).collect(),
        ),
        Value::Array(list) => Value::Array(list.iter().map(comparable).collect()),
        Value::String(text) if kohyo::figures::is_dash(text) && text != "－" => Value::String("－".to_owned()),
        Value::String(text) => Value::String(one_mark(text)),
        other => other.clone(),
    }
}

/// Ground and number of a mark are not in the table.
fn one_mark(text: &str) -> String {
    let plain = text.replace('≪', "《").replace('≫', "》");
    let mut pieces = plain.trim().split("《非公表");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| format!("{all}《非公表》{}", piece.split_once('》').map_or(piece, |(_, behind)| behind)))
}

/// Imports a table into a site from which its rows were taken, and compares row by row and key by key.
fn same_rows(worked: &Memory, table: &[u8], name: &str, (kind, year, plan): (Kind, i32, &str)) {
    let before = rows(worked, kind, year, plan);
    let mut without = of_year(worked, year, plan);
    let folder = format!("data/{year}/{plan}/");
    for path in worked.files().expect("files").iter().filter(|path| path.as_str().starts_with(&folder)) {
        without.remove(path.as_str());
    }
    let ground = Import { ground: Some("source-undisclosed"), ..wanted(kind, year, plan) };
    let imported = sheets::import(&without, table, name, &ground).expect("readable");
    let stopping: Vec<&str> =
        imported.findings.iter().map(|f| f.message.en.as_str()).filter(|m| !m.contains("partly withheld")).collect();
    assert!(stopping.is_empty(), "{name}: {stopping:#?}");
    for change in imported.changes {
        without.insert(change.path.as_str(), change.after);
    }
    let after = rows(&without, kind, year, plan);
    assert!(!after.is_empty(), "{name}");
    for (id, row) in &before {
        let Some(read) = after.get(id) else {
            // What is withheld as a whole, or prints nothing of this year, has no line.
            assert!(row.contains_key("disclosure") || kind == Kind::Results, "{name}: {id} is missing");
            continue;
        };
        let (old, new) = (comparable(&Value::Table(row.clone())), comparable(&Value::Table(read.clone())));
        for (key, value) in old.as_table().expect("a table") {
            assert_eq!(new.get(key), Some(value), "{name}: {id} {key}");
        }
        let more: Vec<&String> = new.as_table().expect("a table").keys().filter(|key| old.get(key.as_str()).is_none()).collect();
        assert!(more.is_empty(), "{name}: {id} has {more:?} more");
    }
}

#[test]
fn the_tables_of_the_worked_site_are_read_back_the_same() {
    let worked = in_memory(root());
    let site = disclosed(&worked);
    for (kind, year, plan) in TABLES {
        for (form, ending) in [(Form::Workbook, "xlsx"), (Form::Csv, "csv")] {
            let name = format!("{}-{year}.{ending}", kind.name());
            let table = export(&site, kind, year, plan, form);
            assert_eq!(table, export(&site, kind, year, plan, form), "{name}: the same bytes each time");
            same_rows(&worked, &table, &name, (kind, year, plan));
            let ground = Import { ground: Some("source-undisclosed"), ..wanted(kind, year, plan) };
            let again = sheets::import(&of_year(&worked, year, plan), &table, &name, &ground).expect("readable");
            assert!(again.changes.is_empty(), "{name}: nothing to change\n{}", again.shown.join("\n"));
        }
    }
}

/// Opened and saved by LibreOffice in between, as a colleague would.
#[test]
fn tables_that_libreoffice_saved_again_are_read_back_the_same() {
    if std::process::Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("soffice is not there; tests/run installs it");
        return;
    }
    let scratch = crate::common::Scratch::new("sheets");
    let worked = in_memory(root());
    let site = disclosed(&worked);
    let mut files = Vec::new();
    for (kind, year, plan) in TABLES {
        let path = scratch.0.join(format!("{}-{year}.xlsx", kind.name()));
        std::fs::write(&path, export(&site, kind, year, plan, Form::Workbook)).expect("written");
        files.push((path, (kind, year, plan)));
    }
    let saved = scratch.0.join("saved");
    let profile = format!("-env:UserInstallation=file://{}", scratch.0.join("profile").display());
    let mut soffice = std::process::Command::new("soffice");
    soffice.args([profile.as_str(), "--headless", "--convert-to", "xlsx", "--outdir"]).arg(&saved);
    let done = soffice.args(files.iter().map(|(path, _)| path)).output().expect("soffice runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for (path, table) in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        same_rows(&worked, &std::fs::read(saved.join(&name)).expect("saved"), &name, table);
    }
}

/// Every figure of an exported table is the one that the site's open data print.
#[test]
fn exported_tables_agree_with_the_open_data() {
    let rendered = kohyo::rendered(&Disk::new(root()));
    let tree = rendered.tree.as_ref().expect("a site");
    let mut printed: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("data/keihin-") && path.ends_with(".csv")) {
        let mut reader = csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes));
        let header = reader.headers().unwrap_or_else(|_| panic!("{path}")).clone();
        let at = |name: &str| header.iter().position(|known| known == name);
        let (Some(fact), Some(cell), Some(status)) = (at("fact"), at("printed"), at("status")) else { continue };
        for record in
            reader.records().filter_map(Result::ok).filter(|record| ["value", "dash", "blank"].contains(&&record[status]))
        {
            printed.insert(record[fact].to_owned(), record[cell].to_owned());
        }
    }
    let mut compared = 0;
    for (kind, year, plan) in TABLES {
        let table = export(&rendered.site, kind, year, plan, Form::Csv);
        for (fact, text) in figures(&table, kind, year, plan) {
            if let Some(open) = printed.get(&fact) {
                assert_eq!(&text, open, "{fact}");
                compared += 1;
            }
        }
    }
    assert!(compared > 400, "{compared} figures compared");
}

/// Fact ids and texts of a table.
fn figures(table: &[u8], kind: Kind, year: i32, plan: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(table.strip_prefix("\u{feff}".as_bytes()).unwrap_or(table));
    let header = reader.headers().expect("headings").clone();
    let at = |name: &str| header.iter().position(|known| known == name);
    let id = ["数値目標ID", "事業ID", "事業者ID", "支援措置ID"].iter().find_map(|name| at(name)).expect("ids");
    let own: &[(&str, &str)] = match kind {
        Kind::Results => &[("実績値", "actual"), ("進捗度", "progress"), ("伸び率", "growth"), ("寄与度", "weight")],
        Kind::Support => &[("件数", "value")],
        Kind::Programs | Kind::Businesses => &[],
    };
    let mut out = Vec::new();
    let mut row = String::new();
    for record in reader.records().map(|record| record.expect("a line")) {
        if !record[id].is_empty() {
            row = record[id].to_owned();
            for (name, key) in own {
                out.extend(at(name).map(|column| (format!("{plan}/{year}/{row}/{key}"), record[column].to_owned())));
            }
        }
        if let (Some(key), Some(value), Some(array)) = (at("内訳のキー"), at("内訳の値"), at("内訳の区分"))
            && !record[key].is_empty()
        {
            let terms = if &record[array] == "条件" { "terms/" } else { "" };
            out.push((format!("{plan}/{year}/{row}/{terms}{}", &record[key]), record[value].to_owned()));
        }
        let Some(key) = at("金額の行のキー").filter(|key| !record[*key].is_empty()) else { continue };
        for (column, name) in header.iter().enumerate().filter(|(_, name)| !name.contains("英語")) {
            let of = if name == "累計" {
                Some("total".to_owned())
            } else {
                FiscalYear::named_in(name).map(|(year, _)| year.0.to_string())
            };
            out.extend(of.map(|of| (format!("{plan}/{year}/{row}/{}/{of}", &record[key]), record[column].to_owned())));
        }
    }
    out
}

/// A figure as documents print them.
fn figure() -> impl Strategy<Value = String> {
    let number = "(0|[1-9][0-9]{0,2}(,[0-9]{3}){0,2}|[1-9][0-9]{0,5})(\\.[0-9]{1,3})?";
    prop_oneof![
        8 => (number, prop_oneof![Just("億円"), Just("人"), Just("件"), Just("%"), Just("")]).prop_map(|(n, unit)| format!("{n}{unit}")),
        1 => prop_oneof![Just("－"), Just("該当なし"), Just("調査中"), Just(""), Just("約20億円"), Just("△3.5%"), Just("１１１億円")].prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_taken_out_is_read_back_cell_by_cell(cells in prop::collection::vec((figure(), figure()), 5), facts in prop::collection::vec(figure(), 0..4)) {
        let ids = ["investment", "people", "trials", "products", "patents"];
        let mut text = "disclosure = \"公表\"\n".to_owned();
        for (id, (actual, progress)) in ids.iter().zip(&cells) {
            text += &format!("\n[[result]]\nindicator = \"{id}\"\nactual = \"{actual}\"\nprogress = \"{progress}\"\n");
            for (at, value) in facts.iter().enumerate() {
                text += &format!("\n[[result.fact]]\nkey = \"f{at}\"\nlabel = {{ ja = \"件{at}\", en = \"n {at}\" }}\nvalue = \"{value}\"\n");
            }
        }
        let mut memory = site();
        memory.insert("data/2024/mini/results.toml", text.into_bytes());
        let public = disclosed(&memory);
        for (form, name) in [(Form::Workbook, "x.xlsx"), (Form::Csv, "x.csv")] {
            same_rows(&memory, &export(&public, Kind::Results, 2024, "mini", form), name, (Kind::Results, 2024, "mini"));
        }
    }
}

#[test]
fn a_public_table_holds_nothing_withheld() {
    let memory = in_memory(&fixture("sealed"));
    let mut rendered = kohyo::rendered(&memory);
    for form in [Form::Workbook, Form::Csv] {
        let bytes = export(&rendered.site, Kind::Programs, 2024, "mini", form);
        assert!(rendered.clear_file("table.xlsx", bytes).is_some(), "the guard passes it");
    }
    let leaking = "内訳の値\n5310件\n".as_bytes().to_vec();
    assert!(rendered.clear_file("table.csv", leaking).is_none(), "the guard reads it");
}
