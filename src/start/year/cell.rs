//! Values of last year as the new one has them: figures without a value, texts without what they hide.
//!
//! In: values. Out: text of TOML. Never: a register number, for none is given twice; anything hidden; a withheld figure in a reminder.

use crate::load;
use toml_edit::{InlineTable, TableLike, Value};

/// A figure that nobody has written down yet.
pub const NOT_ENTERED: &str = "{ state = \"未入力\" }";

/// A figure in the new year.
pub struct Blank {
    /// What stands there.
    pub text: String,
    /// What stood there, where that is public.
    pub was: Option<String>,
    /// Whether it stays withheld.
    pub withheld: bool,
}

/// Blanks a figure.
pub fn blank(value: &Value) -> Blank {
    match value {
        Value::String(printed) => match mark(printed.value()) {
            Some(mark) => Blank { text: Value::from(mark).to_string(), was: None, withheld: true },
            None => open(Some(printed.value().as_str())),
        },
        Value::InlineTable(cell) if cell.contains_key("withheld") => {
            let mut kept = InlineTable::new();
            kept.insert("withheld", true.into());
            if let Some(ground) = cell.get("ground").and_then(Value::as_str) {
                kept.insert("ground", ground.into());
            }
            Blank { text: Value::from(kept).to_string(), was: None, withheld: true }
        }
        Value::InlineTable(cell) => open(cell.get("text").and_then(|text| text.as_inline_table()?.get("ja")?.as_str())),
        _ => open(None),
    }
}

fn open(was: Option<&str>) -> Blank {
    let was = was.filter(|was| !was.is_empty() && load::slots(was).is_empty());
    Blank { text: NOT_ENTERED.to_owned(), was: was.map(one_line), withheld: false }
}

/// A text as a comment can repeat it.
pub fn one_line(text: &str) -> String {
    const MOST: usize = 60;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Of a figure that is withheld by a mark nothing is left but the mark.
fn mark(printed: &str) -> Option<String> {
    let slot = load::slots(printed).into_iter().next()?;
    Some(without_numbers(printed.get(slot.outer)?))
}

/// Whether a value holds a mark.
pub fn marks(value: &Value) -> usize {
    match value {
        Value::String(text) => load::slots(text.value()).len(),
        Value::Array(items) => items.iter().map(marks).sum(),
        Value::InlineTable(table) => table.iter().map(|(_, value)| marks(value)).sum(),
        _ => 0,
    }
}

/// A value whose marks hide nothing and have no number.
pub fn emptied(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::from(without_numbers(text.value())),
        Value::Array(items) => Value::Array(items.iter().map(emptied).collect()),
        Value::InlineTable(table) => Value::InlineTable(table.iter().map(|(key, value)| (key, emptied(value))).collect()),
        other => other.clone(),
    }
}

fn without_numbers(text: &str) -> String {
    let text = load::without_payloads(text);
    let (mut out, mut at) = (String::new(), 0);
    for slot in load::slots(&text) {
        out.push_str(text.get(at..slot.outer.start).unwrap_or_default());
        let mark = text.get(slot.outer.clone()).unwrap_or_default();
        out.push_str(&match slot.number.as_deref().and_then(|number| mark.split_once(number)) {
            Some((before, after)) => format!("{}{after}", before.trim_end().trim_end_matches(['#', '＃']).trim_end()),
            None => mark.to_owned(),
        });
        at = slot.outer.end;
    }
    out + text.get(at..).unwrap_or_default()
}

/// Figures by year: the new year alone, withheld where the last one was.
pub fn years(read: &dyn TableLike, from: i32, to: i32) -> Blank {
    let last = read.get(&from.to_string()).and_then(|item| item.as_value()).map(blank);
    let last = last.unwrap_or_else(|| open(None));
    Blank { text: format!("{{ {to} = {} }}", last.text.trim()), ..last }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (String, Option<String>) {
        let value: Value = text.parse().expect("a value");
        let blank = blank(&value);
        (blank.text.trim().to_owned(), blank.was)
    }

    #[test]
    fn figures_become_blank_and_what_is_withheld_stays_so_without_its_number() {
        assert_eq!(of("\"111億円\""), (NOT_ENTERED.to_owned(), Some("111億円".to_owned())));
        assert_eq!(of("{ state = \"not-yet\" }"), (NOT_ENTERED.to_owned(), None));
        assert_eq!(of("{ text = { ja = \"無\", en = \"none\" } }"), (NOT_ENTERED.to_owned(), Some("無".to_owned())));
        let kept = "{ withheld = true, ground = \"joho-5-2a\" }";
        let cell = "{ withheld = true, value = \"7531億円\", ground = \"joho-5-2a\", id = \"W-2024-025\" }";
        assert_eq!(of(cell), (kept.to_owned(), None));
        let marked = "\"約《非公表:joho-5-2a#W-2024-026|75.31》%\"";
        assert_eq!(of(marked), ("\"《非公表:joho-5-2a》\"".to_owned(), None));
    }

    #[test]
    fn texts_keep_their_marks_and_nothing_behind_them() {
        for (text, kept) in [
            ("前《非公表:joho-5-2a#W-2026-001|ひみつ》後", "前《非公表:joho-5-2a》後"),
            ("≪非公表：joho-5-2a ＃W-2026-001｜ひみつ≫", "≪非公表：joho-5-2a≫"),
            ("<<withheld#W-2026-002>> and <<withheld>>", "<<withheld>> and <<withheld>>"),
            ("# 5 #W-2026-001", "# 5 #W-2026-001"),
        ] {
            assert_eq!(emptied(&Value::from(text)).as_str(), Some(kept));
        }
    }
}
