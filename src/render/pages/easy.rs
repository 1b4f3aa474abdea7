//! やさしい日本語: a text in easy words, with readings over its words.
//!
//! In: a projected text. Out: paragraphs of runs. Never: the other language in place of a missing one; a reading of something
//! withheld (`load` refuses it, and a brace that does not close is printed as it is).

use super::said::Cx;
use crate::disclosed::{Text, marker};
use crate::figures::Lang;
use crate::kinds::{Reading, readings};
use serde::Serialize;

/// The box.
#[derive(Serialize)]
pub struct Easy {
    paragraphs: Vec<Vec<Run>>,
}

#[derive(Serialize)]
struct Run {
    text: String,
    reading: Option<String>,
    lang: Option<&'static str>,
    withheld: bool,
}

/// A text of the page's language.
pub fn said(cx: &Cx, text: Option<&str>) -> Option<Easy> {
    let text = text?;
    if text.contains(marker(cx.lang)) {
        cx.saw_mark("withheld");
    }
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    Some(Easy { paragraphs: paragraphs.map(|paragraph| runs(cx, paragraph)).collect() })
}

/// A text of the data, where this language has it.
pub fn of(cx: &Cx, text: Option<&Text>) -> Option<Easy> {
    said(cx, text.and_then(|text| text.get(cx.lang)))
}

fn runs(cx: &Cx, paragraph: &str) -> Vec<Run> {
    let whole = || vec![Reading { base: paragraph, reading: None }];
    let found = readings(paragraph).unwrap_or_else(whole);
    found.into_iter().flat_map(|run| pieces(cx, &run)).collect()
}

/// A run cut at its markers and, in English, where Japanese begins.
fn pieces(cx: &Cx, run: &Reading) -> Vec<Run> {
    let mark = marker(cx.lang);
    let mut out = Vec::new();
    for (n, open) in run.base.split(mark).enumerate() {
        if n > 0 {
            out.push(Run { text: mark.to_owned(), reading: None, lang: None, withheld: true });
        }
        let said = match cx.lang {
            Lang::En => super::said::pieces(open),
            Lang::Ja => vec![super::said::Piece { text: open.to_owned(), lang: None }],
        };
        let reading = || run.reading.filter(|_| !run.base.contains(mark)).map(str::to_owned);
        let runs = said.into_iter().filter(|piece| !piece.text.is_empty());
        out.extend(runs.map(|piece| Run { text: piece.text, reading: reading(), lang: piece.lang, withheld: false }));
    }
    out
}
