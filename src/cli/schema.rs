//! `kohyo schema`: schemas for editors, beside the sources of a site.
//!
//! In: arguments. Out: JSON Schema files, settings that lead editors to them, an exit code. Never: settings that are there replaced.

use super::DONE;
use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use crate::diagnostics::Words;
use crate::{publish, schema};
use std::path::Path;

/// `kohyo schema`
pub const COMMAND: Command = Command {
    name: "schema",
    about: ("エディターのための JSON Schema を書く", "write JSON Schemas for editors"),
    operands: Operands::NONE,
    options: &[&OUT],
    run,
};

const OUT: Opt = Opt {
    name: "--out",
    takes: Takes::Path("DIR"),
    about: ("書き先（既定: SITE/schema）", "where to write (default: SITE/schema)"),
};
/// The settings in which taplo and the editors that use it look.
const SETTINGS: &str = "taplo.toml";

fn run(given: &Given) -> u8 {
    let site = given.site();
    let folder = given.path(&OUT).unwrap_or_else(|| site.join("schema"));
    let schemas = schema::schemas();
    for schema in &schemas {
        if let Err(error) = publish::write_below(&folder, &schema.file_name(), schema.text().as_bytes()) {
            return given.fault(&error);
        }
    }
    let (n, out) = (schemas.len(), folder.display());
    given.say(&Words::new(format!("{out} に {n} ファイルを書きました。"), format!("Wrote {n} files to {out}.")));
    match folder.strip_prefix(&site) {
        Ok(below) => settings(given, &site, below),
        // Settings in the site cannot lead to a folder outside of it.
        Err(_) => DONE,
    }
}

fn settings(given: &Given, site: &Path, below: &Path) -> u8 {
    let below = below.to_string_lossy().replace('\\', "/");
    let path = site.join(SETTINGS);
    match publish::write_new(&path, schema::taplo(&below).as_bytes()) {
        Ok(written) => {
            let path = path.display();
            given.say(&match written {
                true => Words::new(format!("{path} を書きました。"), format!("Wrote {path}.")),
                false => Words::new(format!("{path} はそのままです。"), format!("{path} stays as it is.")),
            });
            DONE
        }
        Err(error) => given.fault(&error),
    }
}
