//! The architecture as a test: which room may use which, who may open envelopes, and the house rules of files.
//!
//! In: the files under `src/`. Out: failures with file and line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms each room may use. Whatever is not listed is not allowed.
const ALLOWED: &[(&str, &[&str])] = &[
    ("figures", &[]),
    ("kinds", &[]),
    ("search", &[]),
    ("shape", &[]),
    ("source", &["figures", "kinds"]),
    ("diagnostics", &["figures", "source"]),
    ("authored", &["figures", "kinds", "source"]),
    ("inspect", &["kinds", "diagnostics"]),
    ("load", &["figures", "kinds", "shape", "source", "diagnostics", "authored", "inspect"]),
    ("validate", &["figures", "kinds", "source", "diagnostics", "authored"]),
    ("disclosed", &["figures", "kinds"]),
    ("redact", &["figures", "kinds", "source", "authored", "disclosed"]),
    ("audit", &["figures", "kinds", "source", "diagnostics", "authored", "disclosed", "validate"]),
    ("render", &["figures", "kinds", "shape", "source", "diagnostics", "inspect", "disclosed", "search"]),
    ("schema", &["shape", "authored", "load", "render"]),
    ("guard", &["source", "diagnostics", "inspect", "redact", "render", "search"]),
    ("publish", &["diagnostics", "guard"]),
    (
        "serve",
        &[
            "figures",
            "source",
            "diagnostics",
            "disclosed",
            "audit",
            "guard",
            "render",
            "stages",
            "Built",
            "Draft",
            "Kept",
            "Rendered",
            "draft",
        ],
    ),
    ("compare", &["figures", "diagnostics", "disclosed", "render", "guard", "publish"]),
    ("release", &["authored", "disclosed", "guard", "publish", "source", "Rendered", "rendered"]),
    (
        "portal",
        &["authored", "diagnostics", "disclosed", "figures", "guard", "load", "publish", "redact", "render", "search", "source"],
    ),
    ("number", &["figures", "kinds", "source", "diagnostics", "authored", "load", "Built", "build"]),
    ("start", &["figures", "source", "diagnostics", "authored", "load", "Rendered", "rendered"]),
    ("status", &["figures", "source", "diagnostics", "authored", "load", "Built", "build"]),
    ("bundle", &["figures", "kinds", "source", "diagnostics", "authored", "load", "redact", "render", "guard", "Rendered"]),
    ("sheets", &["figures", "kinds", "source", "diagnostics", "load", "redact", "disclosed"]),
    (
        "prove",
        &["figures", "kinds", "source", "diagnostics", "load", "redact", "render", "guard", "publish", "bundle", "Rendered"],
    ),
    (
        "cli",
        &[
            "figures",
            "kinds",
            "source",
            "diagnostics",
            "audit",
            "guard",
            "publish",
            "compare",
            "serve",
            "bundle",
            "prove",
            "number",
            "portal",
            "release",
            "schema",
            "search",
            "sheets",
            "start",
            "status",
            "stages",
            "Built",
            "Rendered",
            "build",
            "build_to",
            "rendered",
        ],
    ),
    ("stages", &["diagnostics"]),
    ("lib", &["audit", "authored", "cli", "diagnostics", "guard", "load", "redact", "render", "source", "stages", "validate"]),
];

struct Code {
    path: PathBuf,
    room: String,
    text: String,
}

fn code() -> Vec<Code> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&src).sort_by_file_name().into_iter().filter_map(Result::ok);
    let rust = files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.map(|path| {
        let inside = path.strip_prefix(&src).expect("below src");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
        let text = std::fs::read_to_string(&path).expect("readable");
        Code { room: first, text, path }
    })
    .collect()
}

/// Every `crate::room` in a file outside comments, with its line.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => {
                    list.split(&[',', '}'][..]).map(|item| item.trim().split("::").next().unwrap_or_default()).collect()
                }
                None => vec![rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()],
            };
            out.extend(
                names.into_iter().filter(|name| !name.is_empty() && *name != ";").map(|name| (number + 1, name.to_owned())),
            );
        }
    }
    out
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut faults = Vec::new();
    for file in code().iter().filter(|file| file.room != "main") {
        let may = allowed.get(file.room.as_str()).unwrap_or_else(|| panic!("the room `{}` is not in ARCHITECTURE.md", file.room));
        for (line, used) in uses(&file.text) {
            if used != file.room && !may.contains(&used.as_str()) {
                faults.push(format!("{}:{line}: `{}` may not use `{used}`", file.path.display(), file.room));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_direction_test_itself_can_fail() {
    assert_eq!(
        uses("use crate::{source, authored::Page};\n// crate::x\nlet a = crate::guard::b();"),
        [(1, "source".to_owned()), (1, "authored".to_owned()), (3, "guard".to_owned())]
    );
}

/// A word that may stand in some rooms only.
fn only_in(word: &str, rooms: &[&str]) {
    for file in code().iter().filter(|file| !rooms.contains(&file.room.as_str())) {
        let found = file.text.lines().position(|line| line.contains(word) && !line.trim_start().starts_with("//"));
        assert!(found.is_none(), "{}:{}: `{word}`", file.path.display(), found.unwrap_or_default() + 1);
    }
}

#[test]
fn only_redact_opens_envelopes_and_only_guard_makes_cleared() {
    only_in("for_redaction(", &["redact", "authored"]);
    only_in("Cleared(", &["guard"]);
}

#[test]
fn authored_values_cannot_be_serialised() {
    for file in code().iter().filter(|file| file.room == "authored") {
        assert!(!file.text.replace("`Serialize`", "").contains("Serialize"), "{}", file.path.display());
    }
}

#[test]
fn only_the_disk_and_the_preview_touch_the_machine() {
    only_in("std::fs", &["source", "publish", "serve"]);
    only_in("SystemTime", &["source", "serve"]);
    only_in("std::env", &["main"]);
}

#[test]
fn floats_are_coordinates_only() {
    for word in ["f64", "f32"] {
        for file in code() {
            let chart = file.path.to_string_lossy().contains("render/charts");
            // Likeness of two words, the one door from a figure to a coordinate, places on the page of a PDF, and the rank of a hit.
            let known = ["words.rs", "decimal.rs", "pdf/page.rs", "search/rank.rs"].iter().any(|name| file.path.ends_with(name));
            assert!(chart || known || !file.text.contains(word), "{}: {word}", file.path.display());
        }
    }
}

/// What is read by hand is in no schema: outside of `ask` a value is looked at only where it has been asked for.
#[test]
fn keys_are_read_where_they_are_noted() {
    let by_hand = |file: &Code| file.text.matches("row.get(\"").count();
    let found: Vec<(String, usize)> = code()
        .iter()
        .filter(|file| file.room == "load" && by_hand(file) > 0)
        .map(|file| (file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(), by_hand(file)))
        .collect();
    // The state of a page and of a file, which `note` names; a ground beside an open value, which no schema accepts.
    let known = [("cells.rs", 2), ("disclosure.rs", 1), ("page.rs", 1)];
    assert_eq!(found, known.map(|(name, n)| (name.to_owned(), n)));
}

#[test]
fn every_file_says_what_it_is() {
    for file in code() {
        assert!(file.text.starts_with("//! "), "{} does not open with //!", file.path.display());
    }
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat(), ["sha", "red/"].concat()];
    for part in ["src", "content", "data", "themes", "docs", "benches"] {
        for entry in walkdir::WalkDir::new(root.join(part)).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
        {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            for word in &words {
                assert!(!text.contains(word.as_str()), "{}: {word}", entry.path().display());
            }
        }
    }
}
