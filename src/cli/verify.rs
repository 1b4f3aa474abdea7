//! `kohyo verify`: whether a public folder is as kohyo wrote it.
//!
//! In: a folder, a digest. Out: an exit code, what differs. Never: a change.

use super::command::{APPROVED, Command, Operands};
use super::given::Given;
use super::{DONE, FAULT};
use crate::diagnostics::Words;
use crate::publish::Folder;
use std::path::PathBuf;

/// `kohyo verify`
pub const COMMAND: Command = Command {
    name: "verify",
    about: ("公開用フォルダーが書いたままかを確かめる", "check that a public folder is as it was written"),
    operands: Operands { shown: "[DIR]", least: 0, most: 1 },
    options: &[&APPROVED],
    run,
};

fn run(given: &Given) -> u8 {
    let Ok(approval) = given.approval() else { return FAULT };
    let folder = given.operand(0).map_or_else(|| given.site().join("public"), PathBuf::from);
    let checked = Folder::read(&folder).and_then(|tree| {
        approval.map_or(Ok(()), |approval| approval.admit(&tree.digest()))?;
        Ok(tree)
    });
    let tree = match checked {
        Ok(tree) => tree,
        Err(failure) => return given.failed(failure),
    };
    let (count, name, digest) = (tree.files().count(), folder.display(), tree.digest());
    given.say(&Words::new(
        format!("{name} の {count} ファイルは、kohyo が書いたままです。\nサイトの値: {digest}"),
        format!("All {count} files of {name} are as kohyo wrote them.\nDigest of the site: {digest}"),
    ));
    DONE
}
