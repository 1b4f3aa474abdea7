//! What becomes of each key and row of last year in the new one.
//!
//! In: names of rows and keys. Out: the way. Never: a key carried because nobody thought of it: what is not named here stays behind.

/// What is done with the value of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Carried as it is: what the row is, not what came of it.
    Keep,
    /// A figure: 未入力, or withheld as it was.
    Figure,
    /// A text on results: a line that waits as a comment.
    Text,
    /// The same, with last year's words beside it.
    Reminded,
    /// Left behind.
    Drop,
    /// The statement of disclosure, without number and release.
    Statement,
    /// A fiscal year, or the id of a figure: as many years on as the folder.
    Shift,
    /// Figures by year: the new year alone.
    Years,
    /// A target that the report printed: only where the plan has none for the new year.
    Target,
}

const FIGURES: [&str; 10] =
    ["actual", "progress", "growth", "weight", "overall_weight", "value", "used", "remarks", "state", "total"];
const TEXTS: [&str; 8] =
    ["summary", "results", "result", "self_evaluation", "external_factors", "weight_reason", "effect", "evaluation"];
#[rustfmt::skip]
const KEPT: [&str; 42] = [
    "id", "key", "indicator", "group", "name", "label", "kana", "category", "bodies", "indicators", "scheme", "outline", "kind",
    "ministries", "number", "businesses", "counter", "scope", "repeat", "show_derived", "address", "industry", "area", "phone",
    "founded", "founded_printed", "founded_word", "field", "measures", "projects", "former", "solution", "policies", "others",
    "start", "equipment", "due", "due_printed", "sum_of", "unit", "from", "to",
];
/// What names a row of which only the name is shown.
const NAMES: [&str; 15] = [
    "id",
    "key",
    "name",
    "label",
    "title",
    "kana",
    "category",
    "bodies",
    "indicators",
    "indicator",
    "group",
    "kind",
    "businesses",
    "counter",
    "scope",
];
/// Rows that belong to the year of which they tell.
const OF_THEIR_YEAR: [&str; 7] = ["event", "meeting", "comment", "reply", "discrepancy", "edition", "printed_name"];
/// Keys under which rows stand, also between brackets.
#[rustfmt::skip]
const LISTS: [&str; 24] = [
    "aggregate", "result", "program", "regulation", "product", "support", "business", "section", "policy", "project", "meeting",
    "comment", "reply", "event", "goal", "fact", "relation", "discrepancy", "edition", "printed_name", "term", "row", "mark", "part",
];

/// How much of a row, or of a whole file, is carried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Each key goes its way.
    Open,
    /// Its statement and its names.
    Named,
    /// Its statement, and the target or group of which it is.
    Stated,
}

/// The way of a key. `row` is the key of the list in which the row stands, and empty for the file itself.
pub fn way(mode: Mode, row: &str, key: &str) -> Way {
    match (mode, row, key) {
        (_, "disclosure", "id" | "released") => Way::Drop,
        (_, "disclosure", _) => Way::Keep,
        (_, _, "disclosure") => Way::Statement,
        (Mode::Stated, "result", "indicator") | (Mode::Stated, "aggregate", "group") => Way::Keep,
        (Mode::Named, _, key) if NAMES.contains(&key) => Way::Keep,
        (Mode::Stated | Mode::Named, ..) => Way::Drop,
        (_, "", "source" | "title") => Way::Reminded,
        (_, "result", "target") => Way::Target,
        (_, "regulation", "summary") | (_, "product", "title") | (_, "project" | "part", "period") => Way::Keep,
        (_, "fact" | "term", "period") | (_, "relation", "result" | "parts" | "count") => Way::Shift,
        (_, "row", "years") => Way::Years,
        (_, _, key) if FIGURES.contains(&key) => Way::Figure,
        (_, _, key) if TEXTS.contains(&key) => Way::Text,
        (_, _, key) if KEPT.contains(&key) => Way::Keep,
        _ => Way::Drop,
    }
}

/// Whether rows stand under this key.
pub fn is_list(key: &str) -> bool {
    LISTS.contains(&key)
}

/// Whether rows below a row are looked at at all.
pub fn has_rows(mode: Mode, key: &str) -> bool {
    match mode {
        Mode::Open => is_list(key),
        Mode::Named => ["fact", "term", "row", "part"].contains(&key),
        Mode::Stated => false,
    }
}

/// What is asked of a row before it is carried.
pub trait Asked {
    /// The word of a key.
    fn word(&self, key: &str) -> Option<&str>;
    /// Whether a key is there.
    fn has(&self, key: &str) -> bool;
}

/// Whether a row tells of its year and of no other. Products count towards the figure of their year; places for trials stay. A fact
/// that is a dated event happened once.
pub fn of_its_year(list: &str, row: &dyn Asked) -> bool {
    match list {
        "product" => row.word("kind") != Some("trial-site") && !row.has("disclosure"),
        "fact" => row.has("when") && !row.has("value"),
        list => OF_THEIR_YEAR.contains(&list),
    }
}
