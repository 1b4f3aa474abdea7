//! What holds for every text: no panic, nothing hidden in the open without a finding, nothing ordinary changed.
//!
//! In: texts made of marks, pieces of marks, encodings and noise. Out: the smallest text for which it does not hold.

use super::tests::{noted, read};
use super::{Read, What, near};
use proptest::prelude::*;
use std::ops::Range;

const OPEN: [&str; 24] = [
    "《",
    "≪",
    "<<",
    "＜＜",
    "«",
    "⟪",
    "〈〈",
    "「",
    "『",
    "（",
    "(",
    "((",
    "[",
    "[[",
    "【",
    "〔",
    "〈",
    "{{",
    "&#12298;",
    "&laquo;",
    "%E3%80%8A",
    "\\u300a",
    "&lt;&lt;",
    "︽",
];
const CLOSE: [&str; 24] = [
    "》",
    "≫",
    ">>",
    "＞＞",
    "»",
    "⟫",
    "〉〉",
    "」",
    "』",
    "）",
    ")",
    "))",
    "]",
    "]]",
    "】",
    "〕",
    "〉",
    "}}",
    "&#12299;",
    "&raquo;",
    "%E3%80%8B",
    "\\u300b",
    "&gt;&gt;",
    "︾",
];

/// One character in some spelling, with something unseen behind it.
fn spelt(c: char) -> BoxedStrategy<String> {
    let percent: String = c.to_string().bytes().map(|b| format!("%{b:02X}")).collect();
    let code = u32::from(c);
    let forms = prop_oneof![
        4 => Just(c.to_string()),
        1 => Just(format!("&#{code};")),
        1 => Just(format!("&#x{code:X};")),
        1 => Just(format!("&amp;#{code};")),
        1 => Just(percent),
        1 => Just(format!("\\u{code:04x}")),
        1 => Just(format!("\\u{{{code:x}}}")),
    ];
    let unseen = prop_oneof![
        12 => Just(""),
        1 => Just(" "),
        1 => Just("\u{3000}"),
        1 => Just("\u{200B}"),
        1 => Just("\u{AD}"),
        1 => Just("\u{202E}"),
        1 => Just("\u{FE0F}"),
        1 => Just("\u{301}"),
        1 => Just("**"),
        1 => Just("_"),
        1 => Just("`"),
        1 => Just("~~"),
        1 => Just("<b>"),
        1 => Just("</span>"),
        1 => Just("<!-- a -->"),
        1 => Just("&shy;"),
        1 => Just("&nbsp;"),
        1 => Just("\n"),
    ];
    (forms, unseen).prop_map(|(form, unseen)| form + unseen).boxed()
}

/// A mark in which every character may be spelt in another way. Its brackets are double ones of one family.
fn disguised() -> impl Strategy<Value = String> {
    let marks = prop_oneof![
        Just("《非公表|SECRET》"),
        Just("≪非公表|SECRET≫"),
        Just("⟪withheld|SECRET⟫"),
        Just("«非公表|SECRET»"),
        Just("<<非公表|SECRET>>"),
        Just("<<withheld|SECRET>>"),
        Just("＜＜非公表｜SECRET＞＞"),
        Just("《非公表:joho-5-2a#W-2026-014|SECRET》"),
    ];
    marks.prop_flat_map(|mark: &str| {
        let (head, tail) = mark.split_once("SECRET").unwrap_or((mark, ""));
        let spell = |part: &str| part.chars().map(spelt).collect::<Vec<_>>();
        (spell(head), spell(tail)).prop_map(|(head, tail)| head.concat() + "SECRET" + &tail.concat())
    })
}

/// Any mixture of what marks are made of.
fn mixture() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(OPEN.as_slice()).prop_map(str::to_owned),
        3 => proptest::sample::select(CLOSE.as_slice()).prop_map(str::to_owned),
        3 => Just("非公表".to_owned()),
        1 => Just("withheld".to_owned()),
        1 => Just(":::".to_owned()),
        1 => Just("::".to_owned()),
        1 => "[:#|：＃｜\\\\ \n]",
        1 => Just("\n\n".to_owned()),
        1 => Just("joho-5-2a".to_owned()),
        1 => Just("W-2026-014".to_owned()),
        1 => "\\PC{0,3}",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_panics_and_places_lie_in_the_text(text in mixture()) {
        let (_, noted, sources) = noted(&text, true);
        for finding in &noted.findings {
            let place = finding.places[0].span;
            prop_assert!(sources.file(place.file).text.get(place.range()).is_some_and(|part| !part.is_empty()), "{finding:?}");
            prop_assert!(noted.masks.quote(&sources, place).is_some());
        }
    }

    #[test]
    fn any_spelling_of_a_mark_is_a_mark_or_a_finding(before in "[a-zあ-ん。 ]{0,6}", mark in disguised(), after in "[a-zあ-ん。 ]{0,6}") {
        let text = format!("{before}{mark}{after}");
        let (shown, codes) = read(&text, true);
        prop_assert!(!shown.contains("SECRET"), "{shown} {codes:?}");
        // What is not seen may also stand behind the closing bracket; there it is text.
        prop_assert!(!codes.is_empty() || (shown.starts_with(&format!("{before}■")) && shown.ends_with(&after)), "{shown}");
    }

    #[test]
    fn what_an_attempt_holds_is_in_no_message(open in 0usize..24, close in 0usize..24, behind in "[:|：｜]", word in "非公表|withheld") {
        let text = format!("前{}{word}{behind}SECRET{}後", OPEN[open], CLOSE[close]);
        let (shown, noted, sources) = noted(&text, true);
        prop_assert!(!noted.findings.is_empty() || shown == "前■後", "{text}: {shown}");
        prop_assert!(!shown.contains("SECRET"), "{shown}");
        for finding in &noted.findings {
            let quote = noted.masks.quote(&sources, finding.places[0].span).map(|(line, _)| line);
            prop_assert!(!quote.is_some_and(|line| line.contains("SECRET")), "{finding:?}");
        }
    }

    #[test]
    fn a_payload_never_stands_in_the_open_without_a_finding(before in mixture(), after in mixture()) {
        // A backslash before the bracket would make it text; that is tested below.
        let before = before.trim_end_matches('\\');
        let text = format!("{before}《非公表|SECRET》{after}");
        let (shown, codes) = read(&text, true);
        prop_assert!(!codes.is_empty() || !shown.contains("SECRET"), "{text}: {shown}");
    }

    #[test]
    fn a_block_never_opens_without_a_finding(before in mixture(), prefix in "[> \t*-]{0,3}", after in mixture()) {
        let text = format!("{before}\n{prefix}:::非公表\nSECRET\n{after}\n:::\n");
        let (shown, codes) = read(&text, true);
        prop_assert!(!codes.is_empty() || !shown.contains("SECRET"), "{text}: {shown}");
    }

    #[test]
    fn behind_a_backslash_it_is_text(open in 0usize..18, word in "非公表|withheld", after in "[a-zあ-ん。 ]{0,6}") {
        let text = format!("{}{word}{}{after}", OPEN[open], CLOSE[open]);
        prop_assert_eq!(read(&format!("前\\{text}"), false), (format!("前{text}"), vec![]));
    }

    #[test]
    fn stretch_by_stretch_is_the_whole_text(text in mixture(), more in mixture(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..3)) {
        let text = format!("{text}\n\n{more}");
        let ends: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| *cut.get(&ends)).collect();
        cuts.sort_unstable();
        let taken: Vec<Range<usize>> = cuts.windows(2).step_by(2).map(|two| two[0]..two[1]).filter(|range| !range.is_empty()).collect();
        let (mut apart, mut whole) = (Read::default(), Read::default());
        near::read(&text, &taken, &mut apart);
        near::read_part(&text, 0..text.len(), &taken, &mut whole);
        let pieces = |read: &Read| read.pieces.iter().map(|piece| (piece.range.clone(), matches!(piece.what, What::Literal))).collect::<Vec<_>>();
        prop_assert_eq!(pieces(&apart), pieces(&whole));
        prop_assert_eq!((apart.faults, apart.hidden), (whole.faults, whole.hidden));
    }

    #[test]
    fn brackets_without_the_mark_word_are_ordinary(text in "([a-vx-zA-VX-Z0-9ぁ-んァ-ヶ事業推進 、。\n*_`()《》≪≫<>「」（）【】#|%&\\\\-]|:[a-v]|&amp;|<b>|%20){0,40}") {
        prop_assert_eq!(read(&text, false), (text, vec![]));
    }

    #[test]
    fn the_mark_word_in_prose_is_ordinary(pieces in proptest::collection::vec("[ぁ-ん、。]は非公表です|が(は非公表の)を|「は非公表」の|is withheld|\\(it is withheld\\)|《事業》|一部非公表。|\n|\n\n|[a-z ぁ-ん]", 0..20)) {
        let text = pieces.concat();
        prop_assert_eq!(read(&text, false), (text, vec![]));
    }
}

/// Thousands of signs that each could begin a mark. Work that grew with the square of the length would take minutes.
#[test]
fn the_work_grows_with_the_length_of_the_text() {
    for piece in [
        "《非公表≫",
        "「非公表」",
        "《非 公 表 ",
        "\\《非 公 表 ",
        "<!-- ",
        "<b ",
        "&#12298;",
        "《非公表 ",
        "\\《非公表 ",
        "《",
        "((",
        "《非公開",
        "\\「非公表」",
        "[非公開|",
        "<<x ",
        "%E3%80%8A非公表",
        "::\n",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let start = std::time::Instant::now();
        read(&text, true);
        assert!(start.elapsed().as_secs() < 10, "{piece}: {:?}", start.elapsed());
    }
}
