//! Rows of data as a table gives them, before they are held against what is there.
//!
//! In: built by `rows` and `block`. Out: to `write`. Never: an id that nobody typed or matched.

/// A row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The array of tables: `result`, `aggregate`, `program` …
    pub array: &'static str,
    /// The key of its id.
    pub id_key: &'static str,
    /// Its id.
    pub id: String,
    /// Where it stands in the file, in words.
    pub place: String,
    /// Its keys in order.
    pub fields: Vec<(&'static str, Value)>,
    /// Its labelled figures and lines of amounts.
    pub children: Vec<Child>,
}

/// A row that belongs to a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Child {
    /// `fact`, `term`, `row`
    pub array: &'static str,
    /// Its key.
    pub key: String,
    /// Its other keys in order.
    pub fields: Vec<(&'static str, Value)>,
}

/// What a key gets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// In the languages that the table has.
    Text(Text),
    /// Several.
    Texts(Vec<Text>),
    /// A cell of a table.
    Cell(Cell),
    /// Cells by fiscal year.
    Years(Vec<(i32, Cell)>),
    /// Characters.
    String(String),
    /// Ids or words.
    List(Vec<String>),
    /// A fiscal year.
    Year(i32),
    /// `true`
    Flag,
    /// English counting words: one, other.
    Counter(String, String),
}

/// A text in the languages that the table has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    /// 日本語
    pub ja: String,
    /// English
    pub en: Option<String>,
}

/// What a figure's cell says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// As printed.
    Printed(String),
    /// 未到来
    NotYet,
    /// 未入力
    NotEntered,
    /// 非公表, with its ground.
    Withheld(String),
    /// Words instead of a number.
    Words(Text),
}
