//! `kohyo diff`: what a release would change, for the person who approves it.
//!
//! In: one or two folders, published or of sources. Out: the comparison as text, JSON or a page for paper. Never: a file of a public
//! folder that its manifest does not name; anything of a site that the guard has not cleared.

use super::command::{AS_OF, Command, FORMAT, Operands, Opt, SECRETS, Takes};
use super::given::{Given, say};
use super::{DONE, FINDINGS};
use crate::compare::{self, Public};
use crate::diagnostics::{Finding, Words, codes};
use crate::publish::{self, Folder};
use crate::source::Disk;
use crate::{Built, build};
use std::path::{Path, PathBuf};

/// `kohyo diff`
pub const COMMAND: Command = Command {
    name: "diff",
    about: ("公表で変わることを示す（決裁用）", "show what a release would change, for its approval"),
    operands: Operands { shown: "OLD [NEW]", least: 1, most: 2 },
    options: &[&OUT, &FORM],
    run,
};

const OUT: Opt = Opt {
    name: "--out",
    takes: Takes::Path("FILE"),
    about: ("結果を書くファイル（既定: 画面）", "the file to write to (default: the screen)"),
};
const FORM: Opt = Opt {
    name: FORMAT.name,
    takes: Takes::Word(&["terminal", "text", "json", "page"]),
    about: ("画面 | JSON | 印刷して決裁に使うページ", "text, JSON, or a page to print and sign"),
};

/// One side of the comparison.
enum Tree {
    Published(Folder),
    Site(Box<Built>),
}

impl Tree {
    fn public(&self) -> Option<Public<'_>> {
        match self {
            Tree::Published(folder) => Some(Public::of_folder(folder)),
            Tree::Site(built) => built.cleared.as_ref().map(Public::of_site),
        }
    }
}

fn run(given: &Given) -> u8 {
    let new = given.operand(1).map_or_else(|| given.site(), PathBuf::from);
    let old = given.operand(0).map(PathBuf::from).unwrap_or_default();
    // The day that is asked for is that of the new site; the old one is as it is.
    let secrets = given.path(&SECRETS);
    let old_disk = Disk::new(&old).with_secrets(secrets.clone());
    let new_disk = Disk::new(&new).for_day(given.day(&AS_OF)).with_secrets(secrets);
    let (old, new) = match (open(given, &old, &old_disk), open(given, &new, &new_disk)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    let (Some(old), Some(new)) = (old.public(), new.public()) else { return FINDINGS };
    print(given, &compare::compare(&old, &new))
}

fn print(given: &Given, found: &compare::Comparison) -> u8 {
    let text = match given.text(&FORM).as_deref() {
        Some("json") => compare::json(found),
        Some("page") => compare::page(found, given.lang()),
        _ => compare::terminal(found, given.lang()),
    };
    let Some(path) = given.path(&OUT) else {
        say(&text);
        return DONE;
    };
    match publish::write_file(&path, text.as_bytes()) {
        Ok(()) => {
            let path = path.display();
            given.say(&Words::new(format!("{path} に書きました。"), format!("Wrote {path}.")));
            DONE
        }
        Err(error) => given.fault(&error),
    }
}

/// A published folder is read, a site folder is built in memory. Whatever is wrong is said here.
fn open(given: &Given, folder: &Path, disk: &Disk) -> Result<Tree, u8> {
    if Folder::is_one(folder) {
        return Folder::read(folder).map(Tree::Published).map_err(|failure| given.failed(failure));
    }
    if !disk.is_site() {
        return Err(given.refuse(no_tree(folder)));
    }
    let built = build(disk);
    if built.cleared.is_none() {
        given.report(&built);
        return Err(FINDINGS);
    }
    Ok(Tree::Site(Box::new(built)))
}

fn no_tree(folder: &Path) -> Finding {
    let name = folder.display();
    let message = Words::new(
        format!("{name} は、公開用フォルダーでもサイトのフォルダーでもありません。"),
        format!("{name} is neither a published folder nor a site folder"),
    );
    let help = Words::new(
        "manifest.json のあるフォルダー（kohyo build の出力）か、kohyo.toml のあるフォルダーを指定してください。",
        "name a folder that has manifest.json (written by `kohyo build`) or kohyo.toml.",
    );
    Finding::new(codes::NO_TREE, message).help(help)
}
