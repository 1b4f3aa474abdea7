//! 始める: the files of a new site, fiscal year, page or plan, with comments that teach.
//!
//! In: a `World`, names and a day. Out: new files for `source` to write, and what is left to fill in. Never: a change of a file that is
//! there; a figure or text of another year in the place of this one's; anything withheld; a file written here.

mod page;
mod plan;
mod refused;
mod site;
mod year;

pub use page::{NewPage, page};
pub use plan::{NewPlan, plan};
pub use site::{NewSite, site};
pub use year::year;

use crate::diagnostics::{Finding, Masks, Words};
use crate::source::{Change, Sources};

/// What comes of beginning something.
#[derive(Default)]
pub struct Begun {
    /// The files to write; none when something stops it.
    pub changes: Vec<Change>,
    /// What stops it.
    pub findings: Vec<Finding>,
    /// What is left to do in each file, and what was left out, for people.
    pub left: Vec<Left>,
    /// For printing the findings.
    pub sources: Sources,
    /// For printing the findings.
    pub masks: Masks,
}

/// What is left to do in a file.
#[derive(Debug)]
pub struct Left {
    /// The file.
    pub path: String,
    /// What about it.
    pub what: Words,
}

impl Begun {
    /// Nothing is begun, for one reason.
    fn refused(finding: Finding) -> Begun {
        Begun { findings: vec![finding], ..Begun::default() }
    }
}

/// The state of a page or plan as its author named it, as a line of TOML. Nobody named one: the line waits as a comment, and the build
/// says so. There is no default for what is public.
fn disclosure(stated: Option<&str>) -> String {
    match stated {
        Some(word) => format!("disclosure = {}", quoted(word)),
        None => "# disclosure = \"公表\"".to_owned(),
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A template with its words filled in, each in one go: what a word holds is no template.
fn filled(template: &str, words: &[(&str, String)]) -> String {
    let mut pieces = template.split('@');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut was_word = false;
    for piece in pieces {
        let word = words.iter().find(|(name, _)| *name == piece).filter(|_| !was_word);
        match word {
            Some((_, word)) => out.push_str(word),
            None if was_word => out.push_str(piece),
            None => out.extend(["@", piece]),
        }
        was_word = word.is_some();
    }
    out
}

/// A new site does not begin in a folder in which something stands.
pub fn not_vacant(folder: &str) -> Begun {
    Begun::refused(refused::not_vacant(folder))
}
