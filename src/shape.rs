//! The shape of a TOML file: which keys its tables have, what stands behind each, and which must be there.
//!
//! In: what the rooms that read such files note while they ask for keys. Out: plain data, from which `schema` writes JSON Schema.
//! Never: a key that nothing reads; a value.

use std::collections::BTreeMap;

/// One table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// Its keys.
    pub keys: BTreeMap<&'static str, Key>,
    /// When what must be there need not be.
    pub excuse: Excuse,
}

/// One key of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// Whether it must be there.
    pub needed: bool,
    /// What stands behind it; `None` only while a reader is still asking.
    pub kind: Option<Kind>,
}

/// When a table need not have what it must have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Excuse {
    /// Never.
    #[default]
    Never,
    /// Where its own `disclosure` hides all of it.
    Hidden,
    /// There, and where it has no `disclosure` of its own: that of what it stands below may hide it.
    HiddenOrSilent,
}

/// What stands behind a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A text of any form.
    Text,
    /// A text of a form that a pattern says; the word names the form for those who describe it.
    Form(Form),
    /// One of these words.
    Word(Vec<String>),
    /// A whole number.
    Integer,
    /// A whole number from the first to the second.
    Within(i64, i64),
    /// `true` or `false`.
    Boolean,
    /// Only this one of the two.
    Only(bool),
    /// A TOML date.
    Date,
    /// A list.
    List(Box<Kind>),
    /// A list with one item at least.
    Some(Box<Kind>),
    /// A list of just so many items.
    Exactly(usize, Box<Kind>),
    /// A table.
    Table(Table),
    /// A table whose keys are fiscal years.
    Years(Box<Kind>),
    /// A table whose keys are data.
    Map(Box<Kind>),
    /// A text in both languages, each of which is there or said to be missing.
    Bilingual(Table),
    /// Any of these.
    Either(Vec<Kind>),
    /// Something that stands behind many keys and has a name of its own.
    Named(&'static str, Box<Kind>),
}

/// Forms of texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Lower-case ASCII words joined by `-`.
    Id,
    /// A figure exactly as printed.
    Figure,
    /// A day, month, year, fiscal year or range.
    When,
    /// One of the dashes that documents print.
    Dash,
    /// An address inside the site: ids joined by `/`.
    Address,
    /// 64 lower-case hexadecimal digits.
    Sha256,
    /// The code of a municipality.
    Municipality,
}

impl Form {
    /// The regular expression, in what JSON Schema and all editors understand.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            Form::Id => Some("^[a-z0-9]+(-[a-z0-9]+)*$"),
            Form::Figure => None,
            Form::When => {
                Some("^(FY[0-9]{4}|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)(\\.\\.(FY[0-9]{4}|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?)?$")
            }
            Form::Dash => Some("^[-—―–−ー‐－]$"),
            Form::Address => Some("^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"),
            Form::Sha256 => Some("^[0-9a-f]{64}$"),
            Form::Municipality => Some("^[0-9]{6}$"),
        }
    }
}

/// Words as a kind.
pub fn words(known: &[&str]) -> Kind {
    Kind::Word(known.iter().map(|word| (*word).to_owned()).collect())
}

impl Table {
    /// Notes a key, or more of what is known of it.
    pub fn note(&mut self, key: &'static str, needed: bool, kind: Option<Kind>) {
        let entry = self.keys.entry(key).or_insert(Key { needed, kind: None });
        entry.needed |= needed;
        if kind.is_some() {
            entry.kind = kind;
        }
    }
}
