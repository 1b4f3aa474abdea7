//! `secrets/<number>.md`: withheld values kept outside the sources, on staff machines only.
//!
//! In: what a `World` keeps apart. Out: sealed texts by register number, for the guard to look for. Never: read for a site that
//! is not confidential, unless somebody names the folder; part of any page.

use super::Loaded;
use crate::authored::Sealed;
use crate::diagnostics::{Finding, Words, codes};
use crate::source::World;

/// Reads them all.
pub fn load(loaded: &mut Loaded, world: &dyn World) {
    match world.secrets(loaded.site.config.confidential) {
        Ok(files) => files.into_iter().for_each(|(name, bytes)| one(loaded, &name, bytes)),
        Err(fault) => loaded.findings.push(unreadable("secrets/", &fault.to_string())),
    }
}

fn one(loaded: &mut Loaded, name: &str, bytes: Vec<u8>) {
    let number = name.strip_suffix(".md").filter(|number| !number.is_empty() && !number.contains('/'));
    match (number, String::from_utf8(bytes)) {
        (Some(number), Ok(text)) if !text.trim().is_empty() => {
            loaded.site.secrets.push((number.to_owned(), Sealed::new(text)));
        }
        (Some(_), Ok(_)) => loaded.findings.push(unreadable(name, "空です / empty")),
        (Some(_), Err(_)) => loaded.findings.push(unreadable(name, "UTF-8 ではありません / not UTF-8")),
        (None, _) => loaded.findings.push(unreadable(name, "名前が <番号>.md ではありません / the name is not <number>.md")),
    }
}

fn unreadable(name: &str, why: &str) -> Finding {
    let message =
        Words::new(format!("秘密ファイル {name} を使えません: {why}"), format!("the secret file {name} cannot be used: {why}"));
    let help = Words::new(
        "secrets/ には <番号>.md（UTF-8）だけを置きます。",
        "in secrets/ there are only files named <number>.md, in UTF-8.",
    );
    Finding::new(codes::BAD_SECRET, message).help(help)
}
