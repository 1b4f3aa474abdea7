//! Search: the fold, terms and queries against tables that the browser reads too; and answers against a plain look at every line.
//!
//! In: `tests/search/*.json`, made-up pages. Out: failures.

use crate::common::Scratch;
use kohyo::search::{
    Block, Facets, Field, Files, Filters, Folded, Index, Page, Piece, Place, Query, Root, Segment, Shard, State, What, files,
    terms,
};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An index in memory.
#[derive(Clone)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.0.get(name).cloned()
    }
}

fn table(name: &str) -> Vec<Value> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(name);
    serde_json::from_slice(&std::fs::read(path).expect("the table")).expect("JSON")
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("{row}: {key}"))
}

/// The places of folded characters, in UTF-16 code units as JavaScript counts.
fn starts(source: &str, folded: &Folded) -> Vec<usize> {
    folded.places.iter().map(|place| source[..place.start as usize].encode_utf16().count()).collect()
}

#[test]
fn the_fold_is_that_of_the_table() {
    let table = table("fold.json");
    assert!(table.len() > 100);
    for row in table {
        let source = text(&row, "source");
        let folded = Folded::of(source);
        assert_eq!(folded.text(), text(&row, "folded"), "{source:?}");
        assert_eq!(Value::from(starts(source, &folded)), row["starts"], "{source:?}");
    }
}

#[test]
fn the_terms_are_those_of_the_table() {
    for row in table("terms.json") {
        let line = text(&row, "line");
        let folded = Folded::of(line);
        assert_eq!(folded.text(), text(&row, "folded"), "{line:?}");
        let mut found: Vec<(usize, String)> = Vec::new();
        terms(&folded, |term, at| found.push((at, term.to_owned())));
        let expected = row["terms"].as_array().expect("terms").iter();
        let mut expected: Vec<(usize, String)> =
            expected.map(|t| (t[1].as_u64().expect("a number") as usize, t[0].as_str().expect("a term").to_owned())).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{line:?}");
    }
}

fn as_json(piece: &Piece) -> Value {
    let (kind, text, more) = match &piece.what {
        What::Year(year, word) => ("year", year, word.as_ref().map(|word| ("word", Value::from(word.as_str())))),
        What::Word(word) => ("word", word, None),
        What::Prefix(word) => ("prefix", word, None),
        What::Signs(signs, before_word) => ("signs", signs, Some(("before_word", Value::from(*before_word)))),
    };
    let mut out = serde_json::json!({ "at": piece.at, "kind": kind, "text": text, "length": piece.length });
    if let Some((key, value)) = more {
        out[key] = value;
    }
    out
}

#[test]
fn queries_are_taken_apart_as_in_the_table() {
    for row in table("queries.json") {
        let query = Query::parse(text(&row, "query"), row["typing"].as_bool().expect("yes or no"));
        let segment = |segment: &Segment| serde_json::json!({ "text": segment.text, "pieces": segment.pieces.iter().map(as_json).collect::<Vec<_>>() });
        assert_eq!(Value::from(query.segments.iter().map(segment).collect::<Vec<_>>()), row["segments"], "{}", row["query"]);
    }
}

fn page(address: &str, title: &str, headings: &str, text: &str) -> Page {
    Page {
        address: address.to_owned(),
        title: title.to_owned(),
        kind: "page".to_owned(),
        headings: headings.to_owned(),
        text: text.to_owned(),
        ..Page::default()
    }
}

fn index(pages: &[Page]) -> Memory {
    Memory(files(pages.to_vec(), &Facets::default()).into_iter().collect())
}

/// The addresses that a query finds, best first.
fn found(memory: &Memory, query: &str) -> (State, Vec<String>) {
    let index = Index::open(memory).expect("an index");
    let answer = index.answer(&Query::parse(query, false)).expect("an answer");
    let address = |document| index.head(document).expect("a head").address;
    (answer.state, answer.hits.iter().map(|hit| address(hit.document)).collect())
}

fn exact(memory: &Memory, query: &str) -> Vec<String> {
    let (state, addresses) = found(memory, query);
    if state == State::Exact { addresses } else { Vec::new() }
}

#[test]
fn years_are_equal_in_every_spelling() {
    let spellings = [
        "令和6年度",
        "R6年度",
        "R6",
        "2024年度",
        "FY2024",
        "FY 2024",
        "fiscal 2024",
        "fiscal year 2024",
        "Ｒ６",
        "２０２４年度",
        "令和６年度",
    ];
    let pages: Vec<Page> = spellings
        .iter()
        .enumerate()
        .map(|(n, year)| page(&format!("/{n:02}/"), "題", "", &format!("この{year}の実績")))
        .collect();
    let memory = index(&pages);
    for query in spellings {
        assert_eq!(exact(&memory, query).len(), spellings.len(), "{query}");
        assert_eq!(exact(&memory, &format!("\"{query}の実績\"")).len(), spellings.len(), "{query}");
    }
    for query in ["令和5年度", "R5", "FY2023", "2023年度", "平成6年度"] {
        assert!(exact(&memory, query).is_empty(), "{query}");
    }
}

#[test]
fn calendar_years_are_not_fiscal_years() {
    let memory = index(&[
        page("/a/", "a", "", "令和元年5月"),
        page("/b/", "b", "", "2019年度の計画"),
        page("/c/", "c", "", "H31年4月"),
        page("/d/", "d", "", "R1.5.1 改元"),
        page("/e/", "e", "", "平成元年度"),
    ]);
    assert_eq!(
        exact(&memory, "2019年").iter().map(String::as_str).collect::<BTreeSet<_>>(),
        BTreeSet::from(["/a/", "/b/", "/c/"])
    );
    assert_eq!(exact(&memory, "令和元年度"), ["/b/"]);
    assert_eq!(exact(&memory, "R1").iter().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(["/b/", "/d/"]));
    assert_eq!(exact(&memory, "H1"), ["/e/"]);
}

#[test]
fn words_and_numbers_are_whole() {
    let memory = index(&[
        page("/a/", "Clinical trials in ALS", "", "116億円"),
        page("/b/", "Pharmaceuticals", "", "1,116億円 and 116.5億円"),
        page("/c/", "Companies of BioJapan2024", "", "boxes ｲﾉﾍﾞｰｼｮﾝ １１６億円"),
    ]);
    for (query, addresses) in [
        ("ALS", vec!["/a/"]),
        ("116億円", vec!["/a/", "/c/"]),
        ("1,116億円", vec!["/b/"]),
        ("1116億円", vec!["/b/"]),
        ("trial", vec!["/a/"]),
        ("company", vec!["/c/"]),
        ("japan", vec!["/c/"]),
        ("2024", vec!["/c/"]),
        ("イノベーション", vec!["/c/"]),
        ("いのべーしょん", vec!["/c/"]),
        ("pharma", vec!["/b/"]),
        ("億円 116", vec!["/a/", "/c/"]),
        ("円", vec!["/a/", "/b/", "/c/"]),
    ] {
        assert_eq!(
            exact(&memory, query).into_iter().collect::<BTreeSet<_>>(),
            addresses.iter().map(|a| (*a).to_owned()).collect(),
            "{query}"
        );
    }
}

#[test]
fn quotes_keep_blanks_and_lines_keep_apart() {
    let memory = index(&[
        page("/a/", "a", "", "phase two trial\n東京\n都庁"),
        page("/b/", "b", "", "two phase trial\nphase\ntwo"),
        page("/c/", "phase", "two", "trial"),
    ]);
    assert_eq!(exact(&memory, "\"phase two\""), ["/a/"]);
    assert_eq!(exact(&memory, "phase two").len(), 3);
    assert!(exact(&memory, "東京都庁").is_empty() && exact(&memory, "京都").is_empty());
    assert_eq!(exact(&memory, "東京 都庁"), ["/a/"]);
    assert_eq!(exact(&memory, "“two trial"), ["/a/"]);
}

#[test]
fn titles_come_first_and_related_pages_are_apart() {
    let memory = index(&[
        page("/a/", "概要", "", "国際共同治験の件数は79件"),
        page("/b/", "国際共同治験", "", "件数"),
        page("/c/", "一覧", "国際共同治験", "件数"),
    ]);
    assert_eq!(exact(&memory, "国際共同治験"), ["/b/", "/c/", "/a/"]);
    let (state, related) = found(&memory, "国際共同治験届");
    assert_eq!((state, related.len()), (State::Related, 3));
    assert_eq!(found(&memory, "量子計算機").0, State::None);
    assert_eq!(found(&memory, "").0, State::None);
}

#[test]
fn while_typing_the_last_word_is_a_beginning() {
    let memory = index(&[page("/a/", "clinical trials", "", ""), page("/b/", "clinic", "", "trial 2024")]);
    let index = Index::open(&memory).expect("an index");
    let count = |query: &str, typing| index.answer(&Query::parse(query, typing)).expect("an answer").hits.len();
    assert_eq!((count("clinic", false), count("clinic", true), count("clinic ", true)), (1, 2, 1));
    assert_eq!((count("202", true), count("clini", false), count("\"clinic\"", true)), (0, 2, 1));
}

#[test]
fn heads_excerpts_and_filters_are_those_of_the_page() {
    let long = format!("{}\n{}ここに治験届の話がある{}", "前の行".repeat(300), "あ".repeat(200), "い".repeat(200));
    let facets = Facets {
        kinds: vec![("page".into(), "ページ".into()), ("home".into(), "表紙".into())],
        years: vec![("2024".into(), "令和6年度".into())],
        bodies: vec![("kawasaki".into(), "川崎市".into())],
    };
    let mut pages: Vec<Page> = (0..50).map(|n| page(&format!("/{n:02}/"), &format!("題 {n}"), "見出し", &long)).collect();
    pages[7].years = vec![2024];
    pages[9].bodies = vec!["kawasaki".into(), "unknown".into()];
    let memory = Memory(files(pages, &facets).into_iter().collect());
    let index = Index::open(&memory).expect("an index");
    let answer = index.answer(&Query::parse("治験届", false)).expect("an answer");
    assert_eq!(answer.hits.len(), 50);
    for document in 0..50 {
        let head = index.head(document).expect("a head");
        assert_eq!((head.address, head.title), (format!("/{document:02}/"), format!("題 {document}")));
        let excerpt = index.excerpt(document, &answer.places).expect("an excerpt");
        assert_eq!(excerpt.marks.iter().map(|m| &excerpt.text[m.clone()]).collect::<Vec<_>>(), ["治験届"]);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…') && excerpt.text.chars().count() == 92);
    }
    let filters = index.filters().expect("filters");
    let with = |list, id: &str| (0..50).filter(|document| filters.has(*document, list, id)).collect::<Vec<_>>();
    assert_eq!(
        (with(0, "page").len(), with(1, "2024"), with(2, "kawasaki"), with(2, "unknown").len()),
        (50, vec![7], vec![9], 0)
    );
}

/// A line as a plain search sees it: which places are inside words, and which ranges are words or parts of words.
struct Seen {
    chars: Vec<char>,
    inside: Vec<bool>,
    words: BTreeSet<(usize, usize)>,
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

impl Seen {
    fn of(folded: &Folded) -> Seen {
        let chars = folded.chars.clone();
        let stop = |at: usize| {
            // The run of digits and of stops between digits around a stop.
            let digit = |at: isize| usize::try_from(at).ok().and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
            let point =
                |at: isize| usize::try_from(at).ok().and_then(|at| chars.get(at)) == Some(&'.') && digit(at - 1) && digit(at + 1);
            let (mut from, mut to) = (at as isize, at as isize);
            while digit(from - 1) || point(from - 1) {
                from -= 1;
            }
            while digit(to + 1) || point(to + 1) {
                to += 1;
            }
            point(at as isize) && (from..=to).filter(|at| point(*at)).count() == 1
        };
        let inside: Vec<bool> = (0..chars.len()).map(|at| is_letter(chars[at]) || stop(at)).collect();
        let mut words = BTreeSet::new();
        let mut at = 0;
        while at < chars.len() {
            let end = (at..chars.len()).find(|at| !inside[*at]).unwrap_or(chars.len());
            if end > at {
                words.insert((at, end));
                let kind = |at: usize| chars[at].is_ascii_digit() || chars[at] == '.';
                let camel = |at: usize| !kind(at) && folded.places[at].upper && !folded.places[at - 1].upper;
                let mut start = at;
                for seam in at + 1..=end {
                    if seam == end || kind(seam) != kind(seam - 1) || camel(seam) {
                        words.insert((start, seam));
                        start = seam;
                    }
                }
            }
            at = end.max(at + 1);
        }
        Seen { chars, inside, words }
    }

    /// Whether a text stands here with its words whole; `open`: its last word may go on.
    fn holds(&self, wanted: &Seen, open: bool) -> bool {
        let whole: Vec<(usize, usize)> = wanted.runs();
        let signs = (0..wanted.chars.len()).filter(|at| !wanted.inside[*at] && wanted.chars[*at] != ' ').collect::<Vec<_>>();
        (0..self.chars.len()).any(|base| {
            let same = |at: usize| self.chars.get(base + at) == Some(&wanted.chars[at]);
            let word = |(from, to): &(usize, usize)| {
                let goes_on = open && *to == wanted.chars.len();
                (*from..*to).all(same)
                    && self.words.iter().any(|(a, b)| *a == base + from && (*b == base + to || (goes_on && *b > base + to)))
            };
            signs.iter().all(|at| same(*at) && !self.inside[base + at]) && whole.iter().all(word)
        })
    }

    /// Its words, without parts.
    fn runs(&self) -> Vec<(usize, usize)> {
        let inner = |(a, b): &(usize, usize)| self.words.iter().any(|(c, d)| (c, d) != (a, b) && c <= a && d >= b);
        self.words.iter().filter(|word| !inner(word)).copied().collect()
    }
}

/// The pages that hold each of some texts, by looking at every line.
fn by_eye(pages: &[Vec<Seen>], wanted: &[Seen]) -> BTreeSet<usize> {
    let pages_with = |text: &Seen, open: bool| -> BTreeSet<usize> {
        (0..pages.len()).filter(|page| pages[*page].iter().any(|line| line.holds(text, open))).collect()
    };
    let of_one = |text: &Seen| {
        let exact = pages_with(text, false);
        let last = text.runs().last().is_some_and(|(from, to)| {
            *to == text.chars.len() && !text.chars[*from..*to].iter().all(|c| c.is_ascii_digit() || *c == '.')
        });
        if exact.is_empty() && last { pages_with(text, true) } else { exact }
    };
    wanted.iter().map(of_one).reduce(|a, b| a.intersection(&b).copied().collect()).unwrap_or_default()
}

fn other_kana(text: &str) -> String {
    let other = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    };
    text.chars().map(other).collect()
}

/// Lines in which years and plurals cannot occur.
const LINE: &str = "[abAB1 2.,、。ー・あいアイ東京都（）「」%-]{0,12}";

fn pages() -> impl Strategy<Value = Vec<(String, Vec<String>, Vec<String>)>> {
    let lines = || proptest::collection::vec(LINE, 0..4);
    proptest::collection::vec(("[ab東京1 ]{0,6}", lines(), lines()), 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// A piece of a line is found on the pages that hold it and on no other; so are two of them together.
    #[test]
    fn what_stands_on_a_page_is_found_there_and_nowhere_else(
        site in pages(), picks in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..12, 1usize..8), 1..3), other in any::<bool>()
    ) {
        let made: Vec<Page> = site.iter().enumerate()
            .map(|(n, (title, headings, text))| page(&format!("/{n}/"), title, &headings.join("\n"), &text.join("\n"))).collect();
        let line = |text: &str| Seen::of(&Folded::of(text));
        let seen: Vec<Vec<Seen>> = made.iter().map(|page| {
            let title = if Folded::of(&page.title).chars.is_empty() { &page.address } else { &page.title };
            [line(title)].into_iter().chain(page.headings.split('\n').map(line)).chain(page.text.split('\n').map(line)).collect()
        }).collect();
        let all: Vec<&str> = made.iter().flat_map(|page| page.headings.split('\n').chain(page.text.split('\n'))).collect();
        let pieces: Vec<String> = picks.iter().map(|(line, from, length)| {
            let folded = Folded::of(all[line.index(all.len())]).text();
            let piece: String = folded.chars().skip(*from % folded.chars().count().max(1)).take(*length).collect();
            if other { other_kana(&piece) } else { piece }
        }).collect();
        let typed: String = pieces.iter().map(|piece| format!("\"{piece}\" ")).collect();
        let folded: Vec<String> = pieces.iter().map(|piece| Folded::of(piece).text()).filter(|text| !text.is_empty()).collect();
        let says = |text: &String| text.chars().any(|c| c != ' ' && !"（）%-.,".contains(c) && !"()".contains(c));
        let some = folded.iter().any(says);
        let wanted: Vec<String> = folded.into_iter().filter(|text| !some || says(text)).collect();
        let of = |texts: &[String]| by_eye(&seen, &texts.iter().map(|text| Seen::of(&Folded::of(text))).collect::<Vec<_>>());
        let mut expected = of(&wanted);
        if expected.is_empty() {
            expected = of(&wanted.iter().map(|text| other_kana(text)).collect::<Vec<_>>());
        }
        let expected: BTreeSet<String> = expected.into_iter().map(|page| format!("/{page}/")).collect();
        let found: BTreeSet<String> = exact(&index(&made), &typed).into_iter().collect();
        prop_assert_eq!(found, expected, "{}", typed);
    }

    #[test]
    fn the_fold_is_its_own_fold(text in "[a-zA-Zぁ-んァ-ヶｦ-ﾟ０-９Ａ-ｚ東京年度、。・ー～–—,. 1-9\u{3000}\u{200b}\u{ad}㍿①Ⅳｶﾞé]{0,30}") {
        let once = Folded::of(&text).text();
        prop_assert_eq!(Folded::of(&once).text(), once);
    }

    #[test]
    fn places_ascend_and_lie_inside_the_source(text in "\\PC{0,30}|[\u{0}-\u{3ff}\u{3040}-\u{30ff}\u{fe00}-\u{ffff}]{0,20}") {
        let folded = Folded::of(&text);
        prop_assert_eq!(folded.chars.len(), folded.places.len());
        for place in &folded.places {
            prop_assert!(place.start < place.end && text.get(place.start as usize..place.end as usize).is_some());
        }
        for pair in folded.places.windows(2) {
            let same = pair[0] == Place { upper: pair[0].upper, ..pair[1] };
            prop_assert!(pair[0].start <= pair[1].start && (same || pair[0].end <= pair[1].start));
        }
    }

    /// Every sign and every word begins just one term of its own; terms stand where they say.
    #[test]
    fn terms_stand_where_they_say(text in "[a-cA-C0-9.東京あ、 年度FYfyRr6令和-]{0,24}") {
        let folded = Folded::of(&text);
        let mut last = 0;
        terms(&folded, |term, at| {
            let year = term.starts_with(['F', 'Y']);
            let here: String = folded.chars[at..].iter().take(term.chars().count()).collect();
            assert!(year || here == term, "{term} at {at}");
            assert!(at < folded.chars.len());
            last = last.max(at);
        });
    }

    /// Positions of a field are the indexes of its folded characters, with two for a line break.
    #[test]
    fn fields_keep_lines_apart(lines in proptest::collection::vec("[a東1 ]{0,5}", 0..6)) {
        let field = Field::of(&lines.join("\n"));
        let folded: Vec<String> = lines.iter().map(|line| Folded::of(line).text()).filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(field.folded.text(), folded.join("\n\n"));
        prop_assert_eq!(field.lines.len(), folded.len());
    }

    /// Whatever is typed, there is an answer.
    #[test]
    fn no_query_breaks_the_search(query in "\\PC{0,40}|[\"“” 　東a1.,年fyR令和6<>-]{0,40}", typing in any::<bool>()) {
        let memory = index(&[page("/a/", "東京 fy2024", "R6年度", "令和6年 a1.5 <b> \"x\""), page("/b/", "b", "", "東")]);
        let index = Index::open(&memory).expect("an index");
        let answer = index.answer(&Query::parse(&query, typing)).expect("an answer");
        for hit in &answer.hits {
            let excerpt = index.excerpt(hit.document, &answer.places).expect("an excerpt");
            prop_assert!(excerpt.marks.iter().all(|mark| excerpt.text.get(mark.clone()).is_some()));
        }
    }

    /// Damaged files are faults or other answers, never a panic.
    #[test]
    fn no_damage_breaks_the_search(
        file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>(), how in 0u8..4
    ) {
        let mut memory = index(&[page("/a/", "東京 fy2024", "R6年度", "令和6年 a1.5 中身"), page("/b/", "b", "見出し", &"東 a\n".repeat(500))]);
        let name = file.get(&memory.0.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = memory.0.get_mut(&name).expect("a file");
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = byte,
            1 => bytes.truncate(at),
            2 => bytes.insert(at, byte),
            _ => drop(memory.0.remove(&name)),
        }
        if let Ok(index) = Index::open(&memory) {
            let _ = index.filters();
            for query in ["東", "東京", "令和6年度", "a", "fy2024 東京", "中身"] {
                if let Ok(answer) = index.answer(&Query::parse(query, true)) {
                    for hit in &answer.hits {
                        let _ = (index.head(hit.document), index.excerpt(hit.document, &answer.places));
                    }
                }
            }
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(prop_oneof![30u8..=126, Just(b'\t'), Just(b'\n'), any::<u8>()], 0..80)) {
        let head = [b"kohyo-search 1 1 1 1\n".as_slice(), &bytes].concat();
        let _ = (Root::parse(&bytes), Root::parse(&head), Shard::parse(bytes.clone()), Block::parse(&bytes), Filters::parse(&bytes));
    }
}

#[test]
fn hostile_queries_are_queries() {
    let memory = index(&[page("/a/", "東京", "", "script alert 1")]);
    for query in [
        "x".repeat(10_000),
        "東".repeat(10_000),
        "a ".repeat(5_000),
        "\"".repeat(9_999),
        "「".repeat(10_000),
        "<script>alert(1)</script>".to_owned(),
        "・".to_owned(),
        "-".to_owned(),
        "\u{301}".to_owned(),
        "\u{0}\u{1}\u{2}".to_owned(),
        "年".to_owned(),
        "\u{10ffff}".to_owned(),
        "令和99999999999年度".to_owned(),
    ] {
        let _ = found(&memory, &query);
    }
    assert_eq!(exact(&memory, "!!! 東京"), ["/a/"]);
}

#[test]
fn the_same_pages_make_the_same_files_in_any_order() {
    let mut pages: Vec<Page> =
        (0..300).map(|n| page(&format!("/{n}/"), &format!("題{n}"), "見出し", &"本文の行 fy2024\n".repeat(n % 17))).collect();
    let one = files(pages.clone(), &Facets::default());
    pages.reverse();
    assert_eq!(one, files(pages, &Facets::default()));
    assert!(one.iter().filter(|(name, _)| name.starts_with("b/")).count() > 5);
}

/// A built site on disk, of which only the index is there.
fn on_disk(name: &str) -> Scratch {
    let facets = Facets {
        kinds: vec![("page".into(), "ページ".into())],
        years: vec![("2024".into(), "令和6年度".into())],
        bodies: vec![],
    };
    let mut pages: Vec<Page> =
        (0..12).map(|n| page(&format!("/ja/{n:02}/"), &format!("題{n}"), "", "国際共同治験の件数")).collect();
    pages[3].years = vec![2024];
    pages[4].title = "治験".to_owned();
    pages[4].about = vec!["ページ".to_owned(), "令和6年度".to_owned()];
    let folder = Scratch::new(name);
    for (path, bytes) in files(pages, &facets) {
        let path = folder.0.join("search/ja/abc").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

fn kohyo(folder: &Scratch, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kohyo"));
    let out = command.arg("search").args(arguments).arg("--site").arg(&folder.0).output().expect("the binary runs");
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn a_word_that_every_page_holds_is_passed_over_beside_others() {
    let text = "the agency of the plan ".repeat(400);
    let mut pages: Vec<Page> = (0..4).map(|n| page(&format!("/{n}/"), &format!("title {n}"), "", &text)).collect();
    pages[2].text = "an alphabet".to_owned();
    pages[3].text.push_str("alpha");
    let memory = index(&pages);
    let root = Index::open(&memory).expect("an index").root;
    assert!(root.everywhere.is_empty(), "one page has no `the`: {:?}", root.everywhere);
    pages[2].text.push_str(" of the agency");
    let memory = index(&pages);
    let index = Index::open(&memory).expect("an index");
    assert_eq!(index.root.everywhere, ["agency", "of", "the"]);
    let asked = |query: &str, typing| {
        let answer = index.answer(&Query::parse(query, typing)).expect("an answer");
        (answer.hits, answer.places.len())
    };
    assert_eq!(asked("the alpha of", false), asked("alpha", false));
    assert_eq!(asked("the alpha", false).0.len(), 1);
    // Alone, in a phrase, or as the beginning of a longer word it counts.
    assert_eq!((asked("the", false).0.len(), asked("of the", false).1), (4, 2));
    assert_eq!(asked("alphabet \"of the\"", false).0.len(), 1);
    assert_eq!(asked("\"the plan\"", false).0.len(), 3);
    assert_eq!((asked("alpha th", true).1, asked("alpha the", true).1), (2, 2));
}

#[test]
fn the_command_line_answers_in_words() {
    let folder = on_disk("search-words");
    let (code, out, _) = kohyo(&folder, &["治験"]);
    assert_eq!(code, Some(0));
    assert!(
        out.contains("「治験」: 12 ページ")
            && out.contains("1. 治験\n   /ja/04/\n   ページ  令和6年度\n   国際共同【治験】の件数"),
        "{out}"
    );
    assert!(out.contains("ほかに 2 ページ"), "{out}");
    assert!(kohyo(&folder, &["治験", "--limit", "0"]).1.contains("12. "));
    assert!(kohyo(&folder, &["治験", "--fy", "2024"]).1.contains("1 ページ"));
    assert!(kohyo(&folder, &["治験", "--kind", "home"]).1.contains("一致するページはありません"));
    assert!(kohyo(&folder, &["国際共同治験届"]).1.contains("近いページ"));
}

#[test]
fn the_command_line_answers_machines() {
    let folder = on_disk("search-machines");
    let (_, out, _) = kohyo(&folder, &["治験", "--format", "json", "--limit", "2"]);
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((answer["state"].as_str(), answer["count"].as_u64()), (Some("exact"), Some(12)));
    assert_eq!((answer["pages"][0]["address"].as_str(), answer["pages"].as_array().map(Vec::len)), (Some("/ja/04/"), Some(2)));
    let queries = folder.0.join("queries.txt");
    std::fs::write(&queries, "治験\n\n量子\n国際共同治験届\n").expect("a file");
    let (code, out, _) = kohyo(&folder, &["--batch", queries.to_str().expect("a path"), "--limit", "0"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let states: Vec<&str> = lines.iter().map(|line| line["state"].as_str().expect("a state")).collect();
    assert_eq!((code, states), (Some(0), vec!["exact", "none", "none", "related"]));
    assert_eq!((lines[0]["ids"][0].as_str(), lines[0]["ids"].as_array().map(Vec::len)), (Some("/ja/04/"), Some(12)));
    let digits = lines[0]["scores"][0].as_str().expect("a score").trim_start_matches(['0', '.']).replace('.', "").len();
    assert_eq!(digits, 17);
}

#[test]
fn the_command_line_says_what_is_missing() {
    let folder = on_disk("search-missing");
    let (code, _, said) = kohyo(&folder, &["治験", "--lang", "en"]);
    assert!(code == Some(2) && said.contains("there is no search index (search/en)"), "{said}");
    let (code, _, said) = kohyo(&folder, &[]);
    assert!(code == Some(2) && said.contains("say what to search for"), "{said}");
    let (code, _, said) = kohyo(&folder, &["--batch", "/nowhere/at/all"]);
    assert!(code == Some(2) && said.contains("/nowhere/at/all"), "{said}");
    std::fs::write(folder.0.join("search/ja/abc/t/0.txt"), "broken").expect("a file");
    let (code, _, said) = kohyo(&folder, &["治験"]);
    assert!(code == Some(2) && said.contains("t/0.txt") && said.contains("kohyo build"), "{said}");
    std::fs::remove_file(folder.0.join("search/ja/abc/root.txt")).expect("removed");
    assert_eq!(kohyo(&folder, &["治験"]).0, Some(2));
}
