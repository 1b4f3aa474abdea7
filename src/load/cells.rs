//! The small things rows are made of: ids, texts in two languages, cells, facts, places in the source.
//!
//! In: values of one row. Out: authored values. Never: a withheld value in a message.

use super::marks;
use super::table::{self, File, Row, Value, shape_of};
use crate::authored::{
    Cell, CellContent, Disclosure, Fact, Held, Id, InText, Marked, Period, Reviewed, Sealed, Segment, Text, Withholding,
};
use crate::diagnostics::{self, Finding, Words, codes, words};
use crate::figures::{FiscalYear, Lang, Printed, PrintedError, PrintedState, When, read_printed};
use crate::kinds::{SCOPES, WithheldKind, readings};
use crate::shape::{self, Form, Kind};
use crate::source::{Span, Spanned};
use toml::de::DeValue;

/// A section in both languages, or a number such as `3①` that is the same in both.
pub fn section(file: &mut File, value: &Value) -> Option<Text> {
    let number = value.get_ref().as_str().filter(|text| !text.chars().any(is_japanese_letter));
    let Some(number) = number else { return text(file, value, "section") };
    let span = file.span(value.span());
    let same = Some(Spanned::new(Marked { segments: vec![Segment::Open(number.to_owned())] }, span));
    Some(Text { ja: same.clone(), en: same, missing: Vec::new(), span })
}

fn is_japanese_letter(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

/// A word that is known; any other is a finding.
pub fn accept(file: &mut File, word: Spanned<String>, known: &[&str]) -> Option<Spanned<String>> {
    if known.contains(&word.value.as_str()) {
        return Some(word);
    }
    let (message, help) = super::unknown_word(file.echo(&word.value, word.span), known);
    file.finding(Finding::new(codes::UNKNOWN_WORD, message).at(word.span).help(help));
    None
}

/// Reads an id: lower-case ASCII words joined by `-`.
pub fn id(file: &mut File, value: &Value) -> Option<Id> {
    let id = table::string(file, value)?;
    if is_id(&id.value) {
        return Some(id);
    }
    let message = Words::new("ID に使えない形です。", "this cannot be an id");
    let help = Words::new(
        "小文字の英数字を - でつないでください（例: keihin-2022）。",
        "use lower-case letters and digits joined by `-`, e.g. keihin-2022.",
    );
    file.finding(Finding::new(codes::BAD_ID, message).at(id.span).help(help));
    None
}

/// Whether a text has the form of an id.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Texts that name a row or figure, and so are shown where only the values are withheld.
const NAMES: [&str; 4] = ["name", "label", "title", "section"];

/// Reads a text in two languages.
pub fn text(file: &mut File, value: &Value, key: &str) -> Option<Text> {
    let row = table::table(file, value)?;
    let text = both(file, &row, key);
    row.finish(file);
    same_marks(file, &text);
    for lang in Lang::ALL {
        if text.get(lang).is_none() && !text.missing.contains(&lang) {
            file.finding(missing_language(key, lang, text.span));
        }
    }
    Some(text)
}

/// The two languages of a text.
pub fn both(file: &mut File, row: &Row, key: &str) -> Text {
    let hidden = file.hidden_values.clone().filter(|_| !NAMES.contains(&key));
    let read = |file: &mut File, lang: &'static str| {
        let string = row.phrase(file, lang)?;
        let named = file.named();
        file.in_text = Lang::from_code(lang).map(|lang| InText { key: key.to_owned(), text: row.span, lang });
        let marked = marks::in_value(file, &string);
        file.in_text = None;
        let marked = match &hidden {
            Some(stated) => {
                file.hidden_whole(named, None);
                if !string.value.trim().is_empty() {
                    file.refuse_payload(stated.state.span);
                }
                super::disclosure::whole(marked, stated)
            }
            None => marked,
        };
        Some(Spanned::new(marked, string.span))
    };
    let (ja, en) = (read(file, "ja"), read(file, "en"));
    let missing = row.words(file, "missing", &Lang::ALL.map(Lang::code));
    let missing = missing.iter().filter_map(|code| Lang::from_code(&code.value)).collect();
    Text { ja, en, missing, span: row.span }
}

/// What is withheld in one language is withheld in the other.
fn same_marks(file: &mut File, text: &Text) {
    let (Some(ja), Some(en)) = (&text.ja, &text.en) else { return };
    if !ja.value.hides_like(&en.value) {
        // The language that lacks a mark may hold in the open what the other one hides.
        [ja.span, en.span].into_iter().for_each(|span| file.masks.hide(span));
        let count = |text: &Spanned<Marked>| text.value.withheld().count();
        file.finding(diagnostics::marks_differ((ja.span, count(ja)), (en.span, count(en))));
    }
}

fn missing_language(key: &str, lang: Lang, span: Span) -> Finding {
    let code = lang.code();
    let (ja_name, en_name) = match lang {
        Lang::Ja => ("日本語", "Japanese"),
        Lang::En => ("英語", "English"),
    };
    let message = Words::new(format!("「{key}」の{ja_name}がありません。"), format!("`{key}` has no {en_name} text"));
    let help = Words::new(
        format!(
            "この行のすぐ下に {key}.{code} = \"…\" と書いてください。訳がないときは、そこに {key}.missing = [\"{code}\"] と書きます。"
        ),
        format!("right below this line write {key}.{code} = \"…\", or say that there is none: {key}.missing = [\"{code}\"]"),
    );
    Finding::new(codes::MISSING_LANGUAGE, message).at(span).help(help)
}

/// A cell as its row shows it.
pub fn shown_cell(file: &mut File, read: Option<Cell>) -> Option<Cell> {
    match file.hidden_values.clone() {
        Some(stated) => Some(hidden_cell(file, &stated, read)),
        None => read,
    }
}

/// Any cell of a row of which only the name is shown, also one that is not written.
fn hidden_cell(file: &mut File, stated: &Disclosure, read: Option<Cell>) -> Cell {
    let payload = match read {
        Some(Held::Open(content)) => {
            let empty = matches!(&content, CellContent::Printed(printed) if printed.value.text.trim().is_empty());
            if !empty {
                file.refuse_payload(stated.state.span);
            }
            Some(content)
        }
        Some(Held::Withheld(part)) => return Held::Withheld(part),
        None => None,
    };
    Held::Withheld(stated.withholding(WithheldKind::Row, payload, stated.span))
}

/// What a cell may be.
pub fn cell_kind() -> Kind {
    let tables = [shape_of(withheld_cell), shape_of(cell_of_words), shape_of(cell_to_come)];
    let either = [Kind::Form(Form::Figure)].into_iter().chain(tables.map(Kind::Table)).collect();
    Kind::Named("cell", Box::new(Kind::Either(either)))
}

/// Reads a cell: a printed string, or a table that says what stands there.
pub fn cell(file: &mut File, value: &Value) -> Option<Cell> {
    let span = file.span(value.span());
    match value.get_ref() {
        DeValue::String(printed) => printed_cell(file, printed, span),
        DeValue::Table(_) => {
            let row = table::table(file, value)?;
            let cell = special_cell(file, &row);
            row.finish(file);
            cell
        }
        other => {
            let found = other;
            table::wrong_type(
                file,
                span,
                found,
                "印刷されたとおりの文字列（\"116億円\"）",
                "the figure exactly as printed, as a string (\"116億円\")",
            )
        }
    }
}

fn printed_cell(file: &mut File, printed: &str, span: Span) -> Option<Cell> {
    let marked = marks::in_value(file, &Spanned::new(printed.to_owned(), span));
    if let Some(mark) = marked.segments.into_iter().find_map(Segment::into_withheld) {
        let payload = mark.payload.map(|sealed| sealed.map(|text| hidden_text(text, span)));
        return Some(Held::Withheld(Withholding {
            ground: mark.ground,
            id: mark.id,
            payload,
            ..Withholding::bare(WithheldKind::Cell, span)
        }));
    }
    match read_printed(printed, file.units) {
        Ok(printed) => Some(Held::Open(CellContent::Printed(Spanned::new(printed, span)))),
        Err(error) => {
            file.finding(unreadable_figure(file, error, span).at(span));
            None
        }
    }
}

/// A withheld text as the content of a cell: nobody reads its meaning, the guard looks for its characters.
fn hidden_text(text: String, span: Span) -> CellContent {
    CellContent::Printed(Spanned::new(Printed { text, state: PrintedState::Blank }, span))
}

fn unreadable_figure(file: &File, error: PrintedError, span: Span) -> Finding {
    match error {
        PrintedError::NoNumber => Finding::new(codes::BAD_FIGURE, Words::new("数値として読めません。", "this is not a figure"))
            .help(Words::new(
                "「116億円」のように印刷どおりに書くか、言葉なら { text = { ja = \"…\", en = \"…\" } } と書いてください。",
                "write it as printed, like \"116億円\"; for words write { text = { ja = \"…\", en = \"…\" } }.",
            )),
        PrintedError::UnknownUnit(unit) => {
            let unit = file.echo(&unit, span);
            let message = Words::new(
                format!("「{unit}」という単位は data/units.toml にありません。"),
                format!("the unit `{unit}` is not in data/units.toml"),
            );
            Finding::new(codes::WRONG_UNIT, message).help(words::suggest_unit(unit, file.units.spellings()))
        }
    }
}

fn special_cell(file: &mut File, row: &Row) -> Option<Cell> {
    if row.has("withheld") {
        return withheld_cell(file, row);
    }
    // Asked for here, so that they are not called unknown as well.
    if let Some(ground) = row.get("ground").or_else(|| row.get("id")) {
        let span = file.span(ground.span());
        file.finding(stray_ground().at(span));
    }
    if !row.has("text") && !row.has("state") {
        // A misspelt `withheld` must not put the value beside it into a message.
        file.masks.hide(row.span);
    }
    let content = if row.has("text") { cell_of_words(file, row) } else { cell_to_come(file, row) };
    content.map(Held::Open)
}

/// `{ text = { ja = "…", en = "…" } }`
fn cell_of_words(file: &mut File, row: &Row) -> Option<CellContent> {
    row.need_text(file, "text").map(CellContent::Words)
}

/// `{ state = "not-yet" }`, `{ state = "not-entered" }`
fn cell_to_come(file: &mut File, row: &Row) -> Option<CellContent> {
    let word = row.word(file, "state", &["not-yet", "未到来", "not-entered", "未入力"])?;
    Some(match word.value.as_str() {
        "not-yet" | "未到来" => CellContent::NotYet,
        _ => CellContent::NotEntered,
    })
}

fn stray_ground() -> Finding {
    let message =
        Words::new("公表の値に、非公表の根拠か番号が付いています。", "an open value has a ground or number of withholding");
    let help = Words::new(
        "非公表なら withheld = true を書き、公表なら ground と id を消してください。",
        "to withhold it write withheld = true; to disclose it remove `ground` and `id`.",
    );
    Finding::new(codes::STRAY_GROUND, message).help(help)
}

fn withheld_cell(file: &mut File, row: &Row) -> Option<Cell> {
    file.count_withheld();
    let really = row.demand(file, "withheld", || Kind::Only(true), table::boolean);
    let payload = row.ask(file, "value", || Kind::Form(Form::Figure), withheld_payload);
    let (ground, id) = (row.id(file, "ground"), row.string(file, "id"));
    let withholding = Withholding { ground, id, payload, ..Withholding::bare(WithheldKind::Cell, row.span) };
    file.name_withheld(&withholding);
    if withholding.ground.is_none() {
        file.finding(super::disclosure::lacks(codes::NO_GROUND, "ground").at(withholding.span));
    }
    if really == Some(false) {
        let message = Words::new("withheld = false とは書けません。", "`withheld = false` cannot be written");
        let help = Words::new("公表するなら値だけを書いてください。", "to disclose, write the value alone.");
        file.finding(Finding::new(codes::WITHHELD_FALSE, message).at(withholding.span).help(help));
    }
    Some(Held::Withheld(withholding))
}

/// The hidden value, where the sources of a confidential site carry it. Its text never enters a message.
fn withheld_payload(file: &mut File, value: &Value) -> Option<Sealed<CellContent>> {
    let span = file.span(value.span());
    file.hide_payload(span);
    let read = match value.get_ref() {
        DeValue::String(text) => read_printed(text, file.units).ok(),
        _ => None,
    };
    if read.is_none() {
        let message = Words::new("非公表の値を数値として読めません。", "the withheld value cannot be read as a figure");
        file.finding(Finding::new(codes::BAD_FIGURE, message).at(span));
    }
    read.map(|printed| Sealed::new(CellContent::Printed(Spanned::new(printed, span))))
}

/// Reads `[[….fact]]`.
pub fn fact(file: &mut File, row: &Row) -> Option<Fact> {
    let (key, label) = (row.need_id(file, "key"), row.need_text(file, "label"));
    let mut when = row.list(file, "when", || Kind::Form(Form::When), when);
    if let Some(stated) = file.hidden_values.as_ref().filter(|_| !when.is_empty()) {
        // The day of an event is a value like any other.
        when.clear();
        let place = stated.state.span;
        file.refuse_payload(place);
    }
    let fact = Fact {
        value: row.cell(file, "value"),
        scope: row.optional_word(file, "scope", &SCOPES),
        period: row.ask(file, "period", || Kind::Either(vec![Kind::Integer, shape::words(&CUMULATIVE)]), period),
        when,
        counter: row.counter(file),
        as_of: row.when(file, "as_of").map(|day| day.value),
        repeat: row.flag(file, "repeat"),
        note: row.text(file, "note"),
        span: row.span,
        key: key?,
        label: label?,
    };
    Some(fact)
}

/// The words for a figure that counts from the beginning on.
const CUMULATIVE: [&str; 2] = ["累計", "cumulative"];

fn period(file: &mut File, value: &Value) -> Option<Spanned<Period>> {
    let span = file.span(value.span());
    let period = match value.get_ref() {
        DeValue::String(word) if CUMULATIVE.contains(&word.as_ref()) => Period::Cumulative,
        DeValue::Integer(_) => Period::Year(FiscalYear(table::integer(file, value)?.value as i32)),
        other => {
            return table::wrong_type(file, span, other, "年度（2024）か \"累計\"", "a fiscal year (2024) or \"cumulative\"");
        }
    };
    Some(Spanned::new(period, span))
}

/// Reads a date, month, year or range.
pub fn when(file: &mut File, value: &Value) -> Option<When> {
    let text = table::string(file, value)?;
    let when = When::parse(&text.value);
    if when.is_none() {
        let typed = file.echo(&text.value, text.span);
        let message = Words::new(format!("「{typed}」という日付は読めません。"), format!("`{typed}` is not a date that exists"));
        let help = Words::new(
            "日 \"2024-10-09\"、月 \"2024-06\"、年 \"2024\"、年度 \"FY2024\"、期間 \"2003..2005\"、\"2005..\"（それから）のように書きます。",
            "write a day \"2024-10-09\", a month \"2024-06\", a year \"2024\", a fiscal year \"FY2024\", a range \"2003..2005\" or an open one \"2005..\".",
        );
        file.finding(Finding::new(codes::BAD_DATE, message).at(text.span).help(help));
    }
    when
}

/// `reviewed = { on = 2026-11-20, of = "1f2e3d4c" }`.
pub fn reviewed(file: &mut File, row: &Row) -> Option<Reviewed> {
    row.table(file, "reviewed", |file, row| {
        let (on, of) = (row.need_date(file, "on"), row.need_string(file, "of"));
        Some(Reviewed { on: on?, of: of? })
    })
}

/// A text in easy words: each reading stands whole in what is open, so that none stays behind where its word is withheld.
pub fn well_read(file: &mut File, text: &Spanned<Marked>) {
    if text.value.segments.iter().filter_map(Segment::as_open).all(|open| readings(open).is_some()) {
        return;
    }
    let message = Words::new("ふりがなの書き方が正しくありません。", "a reading is not well formed");
    let help = Words::new(
        "{漢字|かんじ} のように書きます。ふりがなの中に非公表の印は書けません。語を隠すなら { から } までを隠します。",
        "write {漢字|かんじ}; no mark stands inside. To withhold the word, withhold all from { to }.",
    );
    file.finding(Finding::new(codes::BAD_READING, message).at(text.span).help(help));
}
