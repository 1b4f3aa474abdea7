//! The scan of the finished bytes: each form of a withheld value, planted into each kind of output, is refused; and output without
//! one passes.
//!
//! In: made-up trees. Out: failures, and a table of all combinations in `tests/snapshots/guard-forms.txt`.

use crate::common::{build, fixture, in_memory, printed, snapshot};
use base64::Engine;
use kohyo::figures::{Unit, UnitEnglish, Units, read_printed};
use kohyo::guard::plant::{Place, Planted, forms};
use kohyo::guard::{Cleared, Guard, Lot, Passed, Refused, clear};
use kohyo::redact::Watchlist;
use kohyo::render::{Files, Tree};
use kohyo::source::{FileId, Memory, World};
use std::collections::BTreeSet;

/// Katakana with a voiced mark, kanji, Latin and a character with a named entity, so that every form has something to change.
const SECRET: &str = "カナリア鉱業&Kanaria研究ガス所";
/// One that can be a name on the net.
const HOST: &str = "カナリア鉱業Kanaria";
/// The same shape, not withheld.
const HARMLESS: &str = "ヒバリ漁業&Hibari開発ギル館";

/// A kind of output: its name, its path, and what stands before and behind a planted value.
struct Sink {
    name: &'static str,
    path: &'static str,
    before: &'static [u8],
    after: &'static [u8],
    markup: bool,
}

const fn sink(name: &'static str, path: &'static str, around: (&'static str, &'static str), markup: bool) -> Sink {
    Sink { name, path, before: around.0.as_bytes(), after: around.1.as_bytes(), markup }
}

const SINKS: [Sink; 15] = [
    sink("html-text", "ja/index.html", ("<!doctype html><p>前に", "の後</p>"), true),
    sink("attribute", "ja/a.html", ("<p data-note=\"", "\">文</p>"), false),
    sink("alt", "ja/b.html", ("<img alt='", "' src=x.png>"), false),
    sink("title", "ja/c.html", ("<html><head><title>", "｜公表</title>"), false),
    sink("html-comment", "ja/d.html", ("<p>文</p><!-- ", " -->"), false),
    sink("json", "data/a.json", ("{\"name\":{\"ja\":\"", "\"},\"n\":1}"), true),
    sink("csv", "data/a.csv", ("\u{feff}id,name\r\n1,\"", "\"\r\n"), false),
    sink("svg", "charts/a.svg", ("<svg viewBox=\"0 0 9 9\"><text x=\"1\">", "</text></svg>"), true),
    sink("feed", "ja/feed.xml", ("<feed><entry><content type=\"html\">", "</content></entry></feed>"), true),
    sink("sitemap", "sitemap.xml", ("<urlset><url><loc>https://example.jp/", "/</loc></url></urlset>"), false),
    sink("headers", "_headers", ("/*\n  X-Note: ", "\n"), false),
    sink("css", "assets/a.css", ("p::after{content:\"", "\"}"), false),
    sink("js", "assets/a.js", ("const note = \"", "\";\nif (1 < 2) note.length;"), false),
    sink("file-name", "files/", ("", ".txt"), false),
    Sink { name: "binary", path: "files/a.bin", before: b"\x00\xff\xfe\x80\xc3\x28", after: b"\xff\x00\x9c\xfa", markup: false },
];

fn watchlist() -> Watchlist {
    let mut list = Watchlist::new(&units());
    list.add(SECRET, Some("W-2024-001"));
    list.add(HOST, Some("W-2024-001"));
    list
}

fn units() -> Units {
    let unit = |id: &str, ja: &str, dimension: &str, exponent, en: (i32, &str, &str, &str)| Unit {
        id: id.into(),
        printed: vec![ja.into()],
        dimension: dimension.into(),
        exponent,
        name_ja: ja.into(),
        name_en: en.3.trim().into(),
        english: UnitEnglish { exponent: en.0, prefix: en.1.into(), one: en.2.into(), other: en.3.into() },
    };
    let mut units = Units::default();
    for u in [
        unit("oku-yen", "億円", "yen", 8, (9, "¥", " billion", " billion")),
        unit("person", "人", "person", 0, (0, "", " person", " people")),
        unit("man-person", "万人", "person", 4, (0, "", " person", " people")),
        unit("case", "件", "case", 0, (0, "", " case", " cases")),
    ] {
        units.insert(u).expect("units differ");
    }
    units
}

fn look(tree: Tree, list: &Watchlist) -> Result<Cleared, Refused> {
    clear(tree, list, std::iter::empty(), &BTreeSet::new())
}

fn one(path: &str, bytes: Vec<u8>) -> Tree {
    let mut tree = Tree::default();
    tree.add("robots.txt", "User-agent: *\n");
    tree.add(path, bytes);
    tree
}

/// A form in a sink; `None` where it makes no sense.
fn planted(form: &Planted, sink: &Sink) -> Option<Tree> {
    let is_text = std::str::from_utf8(&form.bytes).is_ok();
    let fits = match form.place {
        Place::Text => sink.name != "file-name" || !form.bytes.iter().any(|b| b"/\\\n\r".contains(b)),
        Place::Markup => sink.markup,
        Place::Bytes => sink.name != "file-name" && !is_text || form.bytes.contains(&0),
        Place::File(_) => false,
    };
    if !fits || (sink.name == "file-name" && !is_text) {
        return None;
    }
    let bytes = [sink.before, &form.bytes, sink.after].concat();
    if sink.name == "file-name" {
        return Some(one(&format!("files/{}", String::from_utf8(bytes).ok()?), b"x".to_vec()));
    }
    Some(one(sink.path, bytes))
}

/// A file form as an attachment, and written into a page.
fn as_file(form: &Planted) -> [Option<Tree>; 2] {
    let Place::File(ending) = form.place else { return [None, None] };
    let uri = base64::engine::general_purpose::STANDARD.encode(&form.bytes);
    let page = format!("<p><img alt=\"\" src=\"data:application/octet-stream;base64,{uri}\"></p>");
    // brotli has no mark of its own; only a name tells it.
    let in_page = (ending != "br").then(|| one("ja/index.html", page.into_bytes()));
    [Some(one(&format!("files/a.{ending}"), form.bytes.clone())), in_page]
}

fn trees(form: &Planted) -> Vec<Option<Tree>> {
    SINKS.iter().map(|sink| planted(form, sink)).chain(as_file(form)).collect()
}

fn header() -> String {
    let names = SINKS.iter().map(|s| s.name).chain(["attachment", "data-uri"]);
    names.fold(format!("{:<20}", ""), |out, name| format!("{out} {name}"))
}

/// One line of the table: caught, not applicable, or missed.
fn line(name: &str, results: &[Option<bool>]) -> String {
    let names = SINKS.iter().map(|s| s.name).chain(["attachment", "data-uri"]);
    let word = |result: &Option<bool>| match result {
        Some(true) => "caught",
        Some(false) => "MISSED",
        None => "-",
    };
    let cells = names.zip(results).fold(String::new(), |out, (name, r)| format!("{out} {:<width$}", word(r), width = name.len()));
    format!("{name:<20}{cells}").trim_end().to_owned()
}

fn caught(tree: Tree, list: &Watchlist, number: &str) -> bool {
    match look(tree, list) {
        Ok(_) => false,
        Err(refused) => {
            let leak = refused.findings.iter().find(|f| f.code.id == "K0401");
            refused.findings.iter().for_each(|f| {
                assert!(!f.message.ja.contains(SECRET) && !f.message.en.contains(SECRET), "a finding prints the value");
            });
            leak.is_some_and(|f| f.message.ja.contains(number) && f.message.en.contains(number))
        }
    }
}

/// How an amount of 111億円 may be printed.
const AMOUNTS: [(&str, &str); 14] = [
    ("figure", "111億円"),
    ("figure-wide", "１１１億円"),
    ("figure-spaced", "111 億 円"),
    ("figure-letters", "1 1 1 億 円"),
    ("million-grouped", "11,100百万円"),
    ("million", "11100百万円"),
    ("million-wide", "１１，１００百万円"),
    ("thousand", "11,100,000千円"),
    ("ten-thousand", "1,110,000万円"),
    ("yen", "11,100,000,000円"),
    ("yen-ungrouped", "11100000000円"),
    ("billion-yen", "11.1 billion yen"),
    ("yen-billion", "¥11.1 billion"),
    ("yen-million", "￥11,100 million"),
];

#[test]
fn every_form_in_every_kind_of_output_is_caught() {
    let list = watchlist();
    let mut table = vec![header()];
    let mut count = 0;
    let host = forms(HOST).into_iter().filter(|form| form.name == "punycode");
    for form in forms(SECRET).into_iter().chain(host) {
        let results: Vec<Option<bool>> =
            trees(&form).into_iter().map(|tree| tree.map(|tree| caught(tree, &list, "W-2024-001"))).collect();
        count += results.iter().flatten().count();
        table.push(line(form.name, &results));
    }
    let mut amount = Watchlist::new(&units());
    amount.add("111億円", Some("W-2024-002"));
    for (name, text) in AMOUNTS {
        let form = Planted { name, bytes: text.as_bytes().to_vec(), place: Place::Text };
        let results: Vec<Option<bool>> =
            trees(&form).into_iter().map(|tree| tree.map(|tree| caught(tree, &amount, "W-2024-002"))).collect();
        count += results.iter().flatten().count();
        table.push(line(name, &results));
    }
    table.push(format!("\n{count} combinations"));
    let table = table.join("\n") + "\n";
    println!("{table}");
    assert!(!table.contains("MISSED"), "{table}");
    snapshot("guard-forms", &table);
}

#[test]
fn the_same_outputs_without_the_value_pass() {
    let list = watchlist();
    for form in forms(HARMLESS) {
        for tree in trees(&form).into_iter().flatten() {
            let paths: Vec<String> = tree.iter().map(|(path, _)| path.to_owned()).collect();
            let cleared = look(tree, &list).unwrap_or_else(|r| panic!("{} {paths:?}: {:?}", form.name, r.findings));
            assert!(cleared.scan().files == 2 && cleared.scan().views > 4 && cleared.scan().secrets == 2);
        }
    }
}

#[test]
fn a_value_and_its_unit_in_two_fields_of_a_table_are_read_together() {
    let mut list = Watchlist::new(&units());
    list.add("111億円", None);
    let row = |value: &str| one("data/a.csv", format!("id,value,unit\r\n2024,{value},億円\r\n").into_bytes());
    assert!(look(row("111"), &list).is_err());
    let mut list_of_millions = Watchlist::new(&units());
    list_of_millions.add("11,100百万円", None);
    assert!(look(one("data/a.csv", "a,11,100百万円\n".into()), &list_of_millions).is_err(), "not quoted");
    assert!(look(row("1111"), &list).is_ok() && look(row("\"1,111\""), &list).is_ok() && look(row("0.111"), &list).is_ok());
}

#[test]
fn a_telling_number_is_found_without_its_unit() {
    let mut list = Watchlist::new(&units());
    list.add("98,765億円", None);
    let text = |path: &str, text: &str| look(one(path, text.as_bytes().to_vec()), &list);
    assert!(text("data/a.json", "{\"value\":98765,\"unit\":\"x\"}").is_err());
    assert!(text("data/a.csv", "a,98765,b\n").is_err() && text("a.html", "<td>98,765</td>").is_err());
    assert!(text("a.svg", "<path d=\"M98765 98765\"/><rect width=\"98765\"/>").is_ok(), "coordinates");
    assert!(text("a.html", "<p>98765件 W-98765 98765.5</p>").is_ok(), "other amounts and codes");
}

#[test]
fn ordinary_outputs_raise_no_alarm() {
    let mut list = Watchlist::new(&units());
    for secret in ["111億円", "12人", "3件", "div", "nav", "佐藤", "2024人", "ABC"] {
        list.add(secret, None);
    }
    for text in [
        "<div class=\"a\"><nav id=\"b\">1,111億円と0.111億円と112人と13件</nav></div>",
        "<td>11</td><td>1億円</td><p>第3件目、2024年度、abcd、individual</p>",
        "<svg><path d=\"M12 3 L111 12\"/></svg>",
        "<a href=\"/navigation/\">伊藤</a>",
    ] {
        let refused = look(one("ja/index.html", text.as_bytes().to_vec()), &list).err();
        assert!(refused.is_none(), "{text}: {refused:?}");
    }
}

#[test]
fn the_fixture_sites_raise_no_alarm() {
    let mut list = Watchlist::new(&units());
    for secret in ["株式会社ひみつ製作所", "7,654億円", "321件", "山田太郎", "Himitsu Works"] {
        list.add(secret, Some("W-2024-001"));
    }
    for name in ["base", "hidden", "minimal", "hostile"] {
        let built = build(&in_memory(&fixture(name)));
        let mut tree = Tree::default();
        built.cleared.iter().flat_map(|c| c.files()).for_each(|(path, bytes)| tree.add(path, bytes));
        let refused = look(tree, &list).err();
        assert!(refused.is_none(), "{name}: {refused:?}");
    }
}

#[test]
fn what_cannot_be_opened_is_a_finding() {
    let nested = |depth: usize| {
        (0..depth)
            .fold(b"x".to_vec(), |inner, _| forms("x").into_iter().find(|f| f.name == "gzip").map(|_| gz(&inner)).expect("gzip"))
    };
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x09tEXt";
    for (path, bytes, word) in [
        ("a.gz", b"\x1f\x8b\x08broken".to_vec(), "gzip"),
        ("a.br", b"not brotli at all, but long enough to be read".to_vec(), "brotli"),
        ("a.zip", b"PK\x03\x04broken".to_vec(), "zip"),
        ("a.png", png.to_vec(), "PNG"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\0".to_vec(), "7z"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "OLE"),
        ("a.pdf", b"%PDF-1.7\n<< /Encrypt 1 0 R >>".to_vec(), "PDF"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\nxx\nendstream".to_vec(), "PDF"),
        ("a.gz", nested(6), "nested"),
    ] {
        let refused = look(one(path, bytes), &Watchlist::default()).err().unwrap_or_else(|| panic!("{path} passes"));
        let codes: Vec<&str> = refused.findings.iter().map(|f| f.code.id).collect();
        assert_eq!(codes, ["K0403"], "{path}");
        assert!(refused.findings[0].message.en.contains(word), "{}", refused.findings[0].message.en);
    }
    assert!(look(one("a.gz", nested(3)), &Watchlist::default()).is_ok());
}

#[test]
fn a_bomb_is_a_finding() {
    let bomb = gz(&vec![0; 65 << 20]);
    let refused = look(one("a.gz", bomb), &Watchlist::default()).expect_err("a bomb");
    assert!(refused.findings[0].message.en.contains("64 MB"));
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

/// A site of two pages with its search index.
fn searchable(secret: &str) -> Tree {
    let page = |text: &str| format!("<main><h1>特区の計画</h1><h2>治験 2024年度</h2><p>{text}</p></main>").into_bytes();
    let pages =
        [("ja/a/index.html", page("見本の本文 Clinical trials")), ("ja/b/index.html", page(&format!("二つ目の本文{secret}")))];
    let mut tree = Tree::default();
    crate::common::indexed("ja", pages.iter().map(|(path, html)| (*path, html.as_slice())))
        .into_iter()
        .for_each(|(path, bytes)| tree.add(path, bytes));
    pages.into_iter().for_each(|(path, html)| tree.add(path, html));
    tree
}

/// The same with one file of the index changed; also its path.
fn damaged(name: &str, change: impl Fn(&mut Vec<u8>)) -> (Tree, String) {
    let made = searchable("");
    let path = made.iter().map(|(path, _)| path).find(|path| path.ends_with(name)).expect("the file").to_owned();
    let mut tree = Tree::default();
    for (at, bytes) in made.iter() {
        let mut bytes = bytes.to_vec();
        if at == path {
            change(&mut bytes);
        }
        tree.add(at, bytes);
    }
    (tree, path)
}

/// A change of a file.
type Change<'a> = dyn Fn(&mut Vec<u8>) + 'a;

fn codes(refused: &Refused) -> BTreeSet<&str> {
    refused.findings.iter().map(|f| f.code.id).collect()
}

#[test]
fn a_search_index_that_is_true_of_its_pages_passes() {
    for list in [Watchlist::default(), watchlist()] {
        look(searchable(""), &list).unwrap_or_else(|refused| panic!("{:?}", refused.findings));
    }
    let refused = look(searchable(SECRET), &watchlist()).expect_err("a leak");
    assert!(codes(&refused) == BTreeSet::from(["K0401"]) && refused.files.iter().any(|path| path.ends_with("/b/0.txt")));
}

#[test]
fn a_canary_in_a_shard_or_root_is_refused_in_every_form() {
    for form in forms(SECRET) {
        let bytes = &form.bytes;
        let behind = |all: &mut Vec<u8>| all.extend_from_slice(bytes);
        let line = |all: &mut Vec<u8>| all.extend([bytes.as_slice(), b"\t#\n"].concat());
        let first = |all: &mut Vec<u8>| *all = [bytes.as_slice(), b"\t#\n", all].concat();
        let inside = |all: &mut Vec<u8>| all.splice(1..1, bytes.iter().copied()).for_each(drop);
        let instead = |all: &mut Vec<u8>| all.clone_from(bytes);
        let changes: [&Change; 5] = [&behind, &line, &first, &inside, &instead];
        for (name, change) in ["t/0.txt", "root.txt"].iter().flat_map(|name| changes.iter().map(move |change| (name, change))) {
            for list in [Watchlist::default(), watchlist()] {
                let (tree, path) = damaged(name, change);
                let refused = look(tree, &list).err().unwrap_or_else(|| panic!("{} in {name}", form.name));
                assert!(
                    refused.files.contains(&path) && codes(&refused).contains("K0404"),
                    "{}: {:?}",
                    form.name,
                    refused.findings
                );
            }
        }
    }
}

#[test]
fn a_statement_that_no_page_bears_out_is_refused() {
    let replace = |from: &'static str, to: &'static str| {
        move |all: &mut Vec<u8>| {
            let text = String::from_utf8(all.clone()).expect("text");
            assert!(text.contains(from), "{text}");
            *all = text.replacen(from, to, 1).into_bytes();
        }
    };
    let untrue = |name: &str, change: &Change| {
        let (tree, path) = damaged(name, change);
        let refused = look(tree, &Watchlist::default()).expect_err(name);
        assert!(codes(&refused) == BTreeSet::from(["K0404"]) && refused.files.contains(&path), "{name}: {:?}", refused.findings);
    };
    untrue("t/0.txt", &replace("trials\t", "trialz\t"));
    untrue("t/0.txt", &replace("F2024:6\t", "F2025:6\t"));
    untrue("t/0.txt", &replace("治験\t", "治験\t#"));
    untrue("t/0.txt", &replace("治験\t", "治\t#\n治験\t"));
    untrue("t/0.txt", &|all| all.truncate(all.len() - 1));
    untrue("t/0.txt", &|all| all.clear());
    untrue("root.txt", &replace("kohyo-search 1 2", "kohyo-search 1 02"));
    untrue("root.txt", &replace(" 1\n", " 2\n"));
    untrue("root.txt", &|all| all.clear());
    // The text of a block decides: what a shard says of the text that stood there before is not so any more.
    let (tree, path) =
        damaged("b/0.txt", |all| *all = String::from_utf8(all.clone()).expect("text").replace("見本", "様式").into_bytes());
    let refused = look(tree, &Watchlist::default()).expect_err("another text");
    assert!(codes(&refused) == BTreeSet::from(["K0404"]) && !refused.files.contains(&path));
    // Files that no root knows, and an index without one.
    for name in ["search/ja/x/t/0.txt", "search/ja/x/root.txt", "search/ja/x/t/a.txt"] {
        let refused = look(one(name, b"a\t#\n".to_vec()), &Watchlist::default()).expect_err(name);
        assert!(refused.files.contains(name) && codes(&refused) == BTreeSet::from(["K0404"]));
    }
    let refused = look(one("search/ja/x/b/0.txt", SECRET.as_bytes().to_vec()), &watchlist()).expect_err("a leak");
    assert_eq!(codes(&refused), BTreeSet::from(["K0401"]));
}

/// Blocks that are read side by side: each has its part of the text, and no other.
#[test]
fn each_block_of_an_index_stands_where_its_root_says() {
    let made = searchable(&(1..=900).map(|n| format!("</p><p>第{n}号の事業 item{n}")).collect::<String>());
    let blocks: Vec<String> = made.iter().map(|(path, _)| path.to_owned()).filter(|path| path.contains("/b/")).collect();
    assert!(blocks.len() >= 4, "{blocks:?}");
    let with = |change: &dyn Fn(&str, Vec<u8>) -> Vec<u8>| {
        let mut tree = Tree::default();
        made.iter().for_each(|(path, bytes)| tree.add(path, change(path, bytes.to_vec())));
        look(tree, &Watchlist::default())
    };
    assert!(with(&|_, bytes| bytes).is_ok());
    // Two blocks in each other's place: the root says of both what is not so.
    let [other, one, ..] = blocks.as_slice() else { panic!("two blocks") };
    let swapped = with(&|path, bytes| match path {
        path if path == one => made.get(other).expect("a block").to_vec(),
        path if path == other => made.get(one).expect("a block").to_vec(),
        _ => bytes,
    });
    let refused = swapped.expect_err("swapped");
    assert!(codes(&refused) == BTreeSet::from(["K0404"]) && refused.files.iter().any(|path| path.ends_with("/root.txt")));
    // A line more in one of them reaches into the next one.
    let longer = with(&|path, mut bytes| {
        if path == one {
            let end = bytes.len() - 1;
            bytes.splice(end..end, "もう一行ある\n".repeat(40).into_bytes());
        }
        bytes
    });
    assert_eq!(codes(&longer.expect_err("longer")), BTreeSet::from(["K0404"]));
    // Another word of the same length: whatever shard says what stood there.
    let other_word = with(&|path, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if path == one { text.replacen("事業", "行事", 1).into_bytes() } else { bytes }
    });
    let refused = other_word.expect_err("another word");
    assert!(codes(&refused) == BTreeSet::from(["K0404"]) && refused.files.iter().all(|path| path.contains("/t/")));
}

proptest::proptest! {
    /// One byte more, less or other in a shard or root is refused, or what is said is true still.
    #[test]
    fn no_byte_of_a_shard_can_be_changed(
        root in proptest::bool::ANY, at in proptest::num::usize::ANY, byte in proptest::num::u8::ANY, how in 0u8..3
    ) {
        let (tree, path) = damaged(if root { "root.txt" } else { "t/0.txt" }, |all| {
            let at = at % all.len();
            match how {
                0 => all[at] = byte,
                1 => all.insert(at, byte),
                _ => drop(all.remove(at)),
            }
        });
        let index = |tree: &Tree| crate::common::rebuilt(&tree.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect::<Vec<_>>());
        match look(copy(&tree), &Watchlist::default()) {
            Err(refused) => proptest::prop_assert!(refused.files.contains(&path), "{:?}", refused.findings),
            // Some of what was said may be left out; nothing else can be put in.
            Ok(_) => {
                let (now, before) = (index(&tree).1, index(&searchable("")).1);
                proptest::prop_assert!(now.chars().zip(before.chars()).all(|(now, before)| now == ' ' || now == before));
            }
        }
    }
}

fn copy(tree: &Tree) -> Tree {
    let mut out = Tree::default();
    tree.iter().for_each(|(path, bytes)| out.add(path, bytes));
    out
}

proptest::proptest! {
    /// Whatever an attachment holds, the guard has an answer.
    #[test]
    fn no_bytes_break_the_guard(kind in 0usize..8, bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let starts: [&[u8]; 8] = [
            b"", b"\x1f\x8b\x08\0", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n\0\0\0\x20iTXt", b"\xff\xfe",
            b"%PDF-1.7 1 0 obj << /Filter /FlateDecode >> stream\n", b"%PDF-1.7 1 0 obj << >> stream\nbegincmap beginbfrange <",
            b"data:;base64,",
        ];
        let bytes = [starts[kind], &bytes].concat();
        for path in ["a.bin", "a.br"] {
            let _ = look(one(path, bytes.clone()), &watchlist());
        }
    }
}

#[test]
fn the_name_of_a_file_that_holds_a_value_is_not_printed() {
    let refused = look(one(&format!("files/{SECRET}.txt"), b"x".to_vec()), &watchlist()).expect_err("a leak");
    let finding = &refused.findings[0];
    assert!(finding.message.en.contains("masked") && !finding.message.en.contains("Kanaria"), "{finding:?}");
}

/// The id of a public source, as a build would have it.
fn a_source() -> FileId {
    let (sources, _) = kohyo::source::Sources::read(&Memory::new([("content/a.ja.md", "")]) as &dyn World);
    sources.find("content/a.ja.md").expect("a file")
}

#[test]
fn a_value_that_also_stands_in_a_public_source_is_a_duplicate() {
    let file = a_source();
    let text = format!("一行目\n公表の{SECRET}です\n");
    let judge = |source: &str, known: &[&str]| {
        let tree = one("ja/index.html", SECRET.as_bytes().to_vec());
        let known = known.iter().map(|item| (*item).to_owned()).collect();
        clear(tree, &watchlist(), [(file, source.to_owned())].into_iter(), &known)
    };
    let refused = judge(&text, &[]).expect_err("a duplicate");
    assert_eq!(refused.findings[0].code.id, "K0402");
    assert_eq!(refused.findings[0].places[0].span, refused.hide[0]);
    assert_eq!(text.get(refused.hide[0].range()), Some(format!("公表の{SECRET}です").as_str()));
    assert!(judge(&text, &["W-2024-001"]).is_ok(), "settled by a person");
    let leak = judge("何もない\n", &["W-2024-001"]).expect_err("a leak");
    assert_eq!(leak.findings[0].code.id, "K0401", "what no public source holds is never a coincidence");
}

#[test]
fn figures_are_the_same_in_public_sources_whatever_their_unit() {
    let mut list = Watchlist::new(&units());
    list.add_figure(&read_printed("111億円", &units()).expect("a figure"), None, Some("W-2024-003"));
    let tree = one("en/index.html", b"<p>\xc2\xa511.1 billion</p>".to_vec());
    let refused = clear(tree, &list, [(a_source(), "投資は111億円".to_owned())].into_iter(), &BTreeSet::new());
    assert_eq!(refused.expect_err("a duplicate").findings[0].code.id, "K0402");
}

#[test]
fn withheld_rows_and_files_are_watched_with_their_figures() {
    let mut memory = in_memory(&fixture("base"));
    let edit = |memory: &mut Memory, path: &str, change: &dyn Fn(&str) -> String| {
        let text = change(memory.text(path).expect("the file"));
        memory.insert(path, text.into_bytes());
    };
    edit(&mut memory, "kohyo.toml", &|text| text.replace("home_plan", "confidential = true\nhome_plan"));
    edit(&mut memory, "data/2024/mini/programs.toml", &|text| {
        let text =
            text.replacen("[[program]]\n", "[[program]]\ndisclosure = { state = \"非公表\", ground = \"joho-5-2a\" }\n", 1);
        text.replace("value = \"4件\"", "value = \"4567件\"")
            .replace("disclosure = \"公表\"\n", "disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\" }\n")
    });
    build(&memory);
    edit(&mut memory, "content/about.en.md", &|text| format!("{text}\nThere were 4,567 cases.\n"));
    let built = kohyo::build(&memory);
    assert!(built.findings.iter().any(|f| f.code.id == "K0402"), "{}", printed(&built));
    assert!(!printed(&built).contains("4,567"), "{}", printed(&built));
}

/// A common word that is withheld somewhere and public elsewhere: refused with its number, until a person has listed that.
#[test]
fn a_listed_coincidence_lets_a_common_word_through_and_nothing_else() {
    let site = |withheld: &str, settings: &str| {
        let mut memory = in_memory(&fixture("base"));
        let text = memory.text("kohyo.toml").expect("settings").replace("home_plan", &format!("{settings}home_plan"));
        memory.insert("kohyo.toml", text.into_bytes());
        for lang in ["ja", "en"] {
            let path = format!("content/about.{lang}.md");
            let text = format!("{}\n\n《非公表:joho-5-2a#W-2024-049|{withheld}》\n", memory.text(&path).expect("a page"));
            memory.insert(&path, text.into_bytes());
        }
        memory
    };
    // The publisher's name, a date, a count: public all over the base.
    for common in ["見本市", "Specimen Plan", "2026-04-01"] {
        let built = kohyo::build(&site(common, "confidential = true\n"));
        let said = printed(&built);
        assert!(built.cleared.is_none() && said.contains("K0402") && said.contains("W-2024-049"), "{said}");
        assert!(said.contains("coincidences = ["), "how to list it\n{said}");
        let listed = "confidential = true\ncoincidences = [\"W-2024-049\"]\n";
        assert!(kohyo::build(&site(common, listed)).cleared.is_some(), "{}", printed(&kohyo::build(&site(common, listed))));
        let other = kohyo::build(&site(common, "confidential = true\ncoincidences = [\"W-2024-048\"]\n"));
        assert!(other.cleared.is_none() && printed(&other).contains("K0359"), "{}", printed(&other));
    }
}

/// A tree file by file, in an order of its own; what the guard lets pass before its verdict, and the verdict.
fn by_lots(
    files: &[(String, Vec<u8>)],
    list: &Watchlist,
    open: &str,
    coincidences: &[&str],
) -> (Lot, Result<(Lot, Passed), Refused>) {
    let mut guard = Guard::new(list).expect("few values");
    let mut passed = Lot::default();
    for (path, bytes) in files.iter().rev() {
        passed.extend(guard.read(Files::from([(path.clone(), bytes.clone())])));
    }
    let coincidences = coincidences.iter().map(|number| (*number).to_owned()).collect();
    (passed, guard.finish([(a_source(), open.to_owned())].into_iter(), &coincidences))
}

/// Lot by lot or at once the guard says the same, and until it has said it no doubtful file has passed.
#[test]
fn lots_are_judged_as_the_whole_is() {
    let mut tree = searchable("");
    tree.add("ja/leak/index.html", format!("<p>{SECRET}</p>"));
    tree.add("en/leak/index.html", format!("<p>{SECRET}</p>"));
    tree.add(format!("files/{SECRET}.txt"), "named");
    tree.add("files/broken.zip", b"PK\x03\x04broken".to_vec());
    let files: Vec<(String, Vec<u8>)> = tree.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let doubtful = |path: &str| path.contains("leak") || path.starts_with("files/") || path.starts_with("search/");
    let count = files.iter().filter(|(path, _)| doubtful(path)).count();
    for (open, coincidences, leaks) in [
        ("何もない", &[][..], "K0401"),
        (SECRET, &[], "K0402"),
        (SECRET, &["W-2024-001"], "K0403"),
        ("何もない", &["W-2024-001"], "K0401"),
    ] {
        let list = watchlist();
        let listed = coincidences.iter().map(|number| (*number).to_owned()).collect();
        let whole = clear(tree.clone(), &list, [(a_source(), open.to_owned())].into_iter(), &listed).expect_err("refused");
        let (passed, refused) = by_lots(&files, &list, open, coincidences);
        let refused = refused.expect_err("refused");
        assert!(codes(&whole).contains(leaks) && codes(&whole).contains("K0403"), "{:?}", whole.findings);
        assert_eq!(
            (format!("{:?}", refused.findings), refused.hide, &refused.files),
            (format!("{:?}", whole.findings), whole.hide, &whole.files)
        );
        assert_eq!(passed.files().filter(|(path, _)| doubtful(path)).count(), 0);
        assert_eq!(passed.files().count(), files.len() - count);
    }
}

/// What was kept back and is allowed goes out with the verdict, byte for byte, and only all of it is a site.
#[test]
fn what_is_kept_back_comes_with_the_verdict() {
    let mut tree = searchable("");
    tree.add("ja/word/index.html", format!("<p>{SECRET}</p>"));
    let files: Vec<(String, Vec<u8>)> = tree.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let list = watchlist();
    let (mut passed, verdict) = by_lots(&files, &list, SECRET, &["W-2024-001"]);
    let (rest, word) = verdict.unwrap_or_else(|refused| panic!("{:?}", refused.findings));
    assert!(
        rest.files().any(|(path, _)| path == "ja/word/index.html") && rest.files().any(|(path, _)| path.starts_with("search/"))
    );
    assert_eq!(word.scan().files, files.len());
    passed.extend(rest);
    assert!(passed.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).eq(files.iter().cloned()));
    assert!(Cleared::of(passed, word).is_some());
    let (part, verdict) = by_lots(&files, &list, SECRET, &["W-2024-001"]);
    assert!(Cleared::of(part, verdict.expect("the same again").1).is_none(), "a part of a site is none");
}
