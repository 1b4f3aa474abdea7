//! The schemas of `docs/schema/`: written from what the readers ask for, and no list beside it.
//!
//! In: the schemas, the descriptions, the manual. Out: failures; `KOHYO_BLESS=1` writes the schemas instead of comparing. The data of
//! the worked site and the fixtures are held against them by a real validator in `tests/site/schema.test.mjs`.

use crate::common::root;
use kohyo::schema::{Schema, descriptions, schemas};
use std::collections::BTreeSet;

#[test]
fn the_schemas_in_the_manual_are_those_of_the_readers() {
    let folder = root().join("docs/schema");
    let names: BTreeSet<String> = schemas().iter().map(Schema::file_name).collect();
    for schema in schemas() {
        let (path, text) = (folder.join(schema.file_name()), schema.text());
        if std::env::var_os("KOHYO_BLESS").is_some() {
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(&path, &text).expect("a schema");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == text, "{} is not what the readers ask for; KOHYO_BLESS=1 writes it", path.display());
    }
    let kept = std::fs::read_dir(&folder).expect("docs/schema").filter_map(Result::ok);
    let kept: BTreeSet<String> = kept.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(kept, names, "docs/schema holds just these");
}

#[test]
fn every_key_is_described_and_every_description_has_a_key() {
    let (mut used, mut bare) = (BTreeSet::new(), BTreeSet::new());
    for schema in schemas() {
        bare.extend(schema.keys.difference(&schema.described.keys().cloned().collect()).cloned());
        used.extend(schema.described.values().cloned());
    }
    assert!(bare.is_empty(), "no description in src/schema/keys.toml: {bare:#?}");
    let idle: Vec<&str> = descriptions().filter(|key| !used.contains(*key)).collect();
    assert!(idle.is_empty(), "descriptions of keys that nothing reads: {idle:#?}");
}

#[test]
fn the_settings_for_editors_are_those_of_the_schemas() {
    let (path, text) = (root().join("taplo.toml"), kohyo::schema::taplo("docs/schema"));
    if std::env::var_os("KOHYO_BLESS").is_some() {
        std::fs::write(&path, &text).expect("settings");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "KOHYO_BLESS=1 writes it");
}

/// Each key of a table is told in both manuals. Keys of the small tables that stand behind many others are told once.
#[test]
fn the_manual_knows_every_key() {
    let words = |name: &str| {
        let text = std::fs::read_to_string(root().join("docs").join(name)).expect("a manual");
        // Between backticks: keys in running text, and whole examples.
        let code: String = text.split('`').skip(1).step_by(2).map(|part| format!("{part} ")).collect();
        code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map(str::to_owned).collect::<BTreeSet<String>>()
    };
    for ending in [".md", ".ja.md"] {
        let manual =
            ["data-format", "withholding", "year-data", "inference", "themes", "portal"].map(|name| format!("{name}{ending}"));
        let known: BTreeSet<String> = manual.iter().flat_map(|name| words(name)).collect();
        let keys = schemas().into_iter().flat_map(|schema| schema.keys);
        let untold: BTreeSet<String> = keys.filter(|path| !known.contains(path.rsplit('.').next().unwrap_or_default())).collect();
        assert!(untold.is_empty(), "{manual:?} do not tell {untold:#?}");
    }
}

#[test]
fn the_command_writes_schemas_and_leaves_settings_that_are_there() {
    let site = crate::common::Scratch::new("schema");
    crate::common::copy(&crate::common::fixture("minimal"), &site.0);
    let run = |more: &[&str]| {
        let command =
            std::process::Command::new(env!("CARGO_BIN_EXE_kohyo")).arg("schema").arg("--site").arg(&site.0).args(more).output();
        let output = command.expect("the binary runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let read = |name: &str| std::fs::read_to_string(site.0.join(name)).unwrap_or_default();
    assert!(run(&["--lang", "en"]).contains("Wrote 14 files"));
    assert_eq!(read("taplo.toml"), kohyo::schema::taplo("schema"));
    assert!(schemas().iter().all(|schema| read(&format!("schema/{}", schema.file_name())) == schema.text()));
    std::fs::write(site.0.join("taplo.toml"), "# ours").expect("settings");
    assert!(run(&["--lang", "en"]).contains("stays as it is"));
    assert_eq!(read("taplo.toml"), "# ours");
    // The site builds with them beside it.
    crate::common::build(&kohyo::source::Disk::new(&site.0));
}

/// What a schema says of the rows that may be hidden, of dates and of words, in one place each.
#[test]
fn a_schema_says_what_the_readers_want() {
    let of = |name: &str| -> serde_json::Value {
        let schema = schemas().into_iter().find(|schema| schema.name == name).expect("a schema");
        serde_json::from_str(&schema.text()).expect("JSON")
    };
    let kohyo = of("kohyo");
    assert_eq!(kohyo["required"], serde_json::json!(["base_url", "title", "updated"]));
    assert_eq!(kohyo["properties"]["updated"]["format"], "date");
    assert_eq!(kohyo["additionalProperties"], false);
    let year = of("year");
    let program = &year["definitions"]["program"];
    assert_eq!(program["else"]["required"], serde_json::json!(["category", "id", "indicators", "name"]));
    assert_eq!(program["properties"]["category"]["enum"][0], "財政");
    assert_eq!(year["properties"]["program"]["items"]["$ref"], "#/definitions/program");
    let plan = of("plan");
    let cell = plan["definitions"]["cell"]["anyOf"].as_array().expect("kinds");
    assert_eq!((cell.len(), cell[0]["type"].as_str()), (4, Some("string")), "as printed, withheld, words, not yet");
    assert_eq!(plan["properties"]["period"]["maxItems"], 2);
    assert!(plan["definitions"]["indicator"]["properties"]["unit"]["description"].as_str().is_some_and(|d| d.contains("Unit")));
}
