//! Marks, blocks and what looks like them, one small text each.

use super::*;
use crate::figures::Units;
use crate::kinds::register_number;
use crate::source::{Memory, Sources};

/// The open text with `■` for each mark, and the codes of the findings.
pub fn read(text: &str, confidential: bool) -> (String, Vec<&'static str>) {
    let (shown, noted, _) = noted(text, confidential);
    (shown, noted.findings.iter().map(|finding| finding.code.id).collect())
}

/// The open text, what was noted, and the sources it stands in.
pub fn noted(text: &str, confidential: bool) -> (String, super::super::table::Noted, Sources) {
    let (sources, _) = Sources::read(&Memory::new([("content/a.ja.md", text)]));
    let id = sources.find("content/a.ja.md").expect("read");
    let units = Units::default();
    let mut file = File::new(id, &sources.file(id).text, &units, confidential);
    let marked = in_markdown(&mut file, &sources.file(id).text, 0);
    (shown(&marked), file.noted(), sources)
}

fn shown(marked: &Marked) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Open(text) => text.clone(),
        Segment::Withheld(_) => "■".to_owned(),
    };
    marked.segments.iter().map(part).collect()
}

fn is(text: &str, codes: &[&str]) {
    assert_eq!(read(text, true).1, codes, "{text}");
}

#[test]
fn every_family_and_detail() {
    for mark in [
        "《非公表》",
        "≪非公表≫",
        "<<非公表>>",
        "＜＜非公表＞＞",
        "«withheld»",
        "⟪ 非公表 ⟫",
        "《非公表:joho-5-2a》",
        "《非公表：joho-5-2a＃W-2026-014》",
        "《非公表#KW-2026-1014》",
        "《\n非公表 : joho-5-2a\n》",
    ] {
        assert_eq!(read(&format!("前{mark}後"), false), ("前■後".to_owned(), vec![]), "{mark}");
    }
}

/// Before Markdown looks at it, so wherever in Markdown a text can stand.
#[test]
fn marks_stand_in_tables_headings_links_code_and_lists() {
    for (text, expected) in [
        ("| a | 《非公表:joho-5-2a#W-2024-009|x》 |", "| a | ■ |"),
        ("## 見出し《非公表|x》", "## 見出し■"),
        ("[前《非公表|x》後](/about/)", "[前■後](/about/)"),
        ("![前《非公表|x》](/a.svg)", "![前■](/a.svg)"),
        ("`a《非公表|x》b`", "`a■b`"),
        ("```toml\na = \"《非公表|x》\"\n```\n", "```toml\na = \"■\"\n```\n"),
        ("- 一\n- 《非公表|x》\n  - <<withheld|x>>\n", "- 一\n- ■\n  - ■\n"),
        ("> 引用《非公表|x\n> y》", "> 引用■"),
        ("<b>《非公表|x》</b>", "<b>■</b>"),
        ("「《非公表|x》」（《非公表》）", "「■」（■）"),
    ] {
        assert_eq!(read(text, true), (expected.to_owned(), vec![]), "{text}");
    }
}

/// A mark in the middle of the word of another one: neither may leave what it hides in the open.
#[test]
fn a_mark_that_splits_another_is_refused() {
    for text in [
        "《非《非公表》公表|x》",
        "《非公《非公表:joho-5-2a》表:joho-5-2a|x》",
        "《《非公表》非公表|x》",
        "<<with<<withheld>>held|x>>",
        "《非《非公表》公表|x",
        "《非公開《非公表》》",
        "≪非《非公表》公《非公表》表｜x≫",
    ] {
        let (shown, codes) = read(&format!("前{text}"), true);
        assert_eq!(shown, "前■", "{text}");
        assert!(!codes.is_empty(), "{text}");
    }
    for text in ["《《非公表》社との協定》", "《主な《非公表》発信先》", "《公募《非公表》》", "（非《非公表》公開）"]
    {
        assert_eq!(read(text, true), (text.replace("《非公表》", "■"), vec![]));
    }
}

/// A bracket too many: the mark may have ended before what it was to hide.
#[test]
fn a_mark_that_closes_too_early_is_refused() {
    for text in [
        "《非公表|前》x》",
        "《非公表》|x》",
        "《《非公表》|x》",
        "《非公表|x》》",
        "《非公表|a\\》x》",
        "<<withheld|x>> y>>",
        "≪非公表≫《非公表》x≫",
    ] {
        let (shown, codes) = read(&format!("前{text}"), true);
        assert_eq!(shown, "前■", "{text}");
        assert!(!codes.is_empty(), "{text}");
    }
    for text in [
        "《協定《非公表》について》と《計画》",
        "《非公表》と\\《非公表》",
        "》《非公表》",
        "《非公表》\n\n注》",
        "<<非公表>>\n>> 引用\n>> <<非公表>>",
        "《非公表》≫",
        "《《非公表》》《非公表》",
    ] {
        let expected =
            text.replace("\\《非公表》", "□").replace("<<非公表>>", "■").replace("《非公表》", "■").replace('□', "《非公表》");
        assert_eq!(read(text, true), (expected, vec![]), "{text}");
    }
}

#[test]
fn ordinary_brackets_are_ordinary_text() {
    for text in [
        "《主な発信先》",
        "《革新的な医療機器等の開発と医工連携推進事業》別紙1—2関係 《診断支援事業とテーラーメイド医療への展開》",
        "≪遺伝子治療の研究開発促進（中枢神経領域における難病等に対する遺伝子治療用ベクター製剤の製造方法の研究開発）≫",
        "事業の適正な遂行に支障を及ぼすおそれがある情報を含むことから、一部非公表といたします。",
        "このページは非公表です。（一部非公表）「非公表とする」（非公表のものを除く）区分：非公表",
        "The amount is withheld. (It is withheld by the body.) Parts (withheld parts) of it.",
        "一投資額は非公開（非公開：午前中）「未公表」（非公開）[非公開] 《非公募》《公表》《既公表》",
        "std::cout << x >> y; a << 2; vector<vector<int>> <div> a<b",
        "`{ withheld = true, ground = \"…\" }` `state = \"withheld\"` ホーム >> 概要",
        "100% &amp; &lt;b&gt; %E3%81%82 C:\\new\\u1234 :::\\ \\* \\「",
        "a: b\n: c\n- :: d\n注：非公表\n：非公表\n",
    ] {
        assert_eq!(read(text, false), (text.to_owned(), vec![]));
    }
}

#[test]
fn a_backslash_makes_ordinary_text() {
    for text in [
        "《非公表》",
        "《非公表:joho-5-2a#W-2026-014》",
        "<<withheld>>",
        "「非公表」",
        "『非公表』",
        "（非公表）",
        "(withheld)",
        "[非公表]",
        "［非公表］",
        "【非公表】",
        "((非公表))",
        "[[非公表]]",
        "《非公開》",
        "《**非公表**》",
        "《 非 公 表 》",
        "≪一部非公表≫",
        "<<Withheld>>",
        "〈非公表〉",
        "《非公表:joho-5-2a|…》",
        "<<withheld｜…>>",
    ] {
        let written = format!("前\\{text}という語 | 次");
        assert_eq!(read(&written, false), (format!("前{text}という語 | 次"), vec![]));
        assert!(!read(&format!("前{text}後"), true).1.is_empty() || read(&format!("前{text}後"), true).0 == "前■後", "{text}");
    }
    assert_eq!(read("\\:::非公表 joho-5-6\n\\:::\n  \\:::withheld\n", false).0, ":::非公表 joho-5-6\n:::\n  :::withheld\n");
    // A backslash behind a backslash is text itself.
    assert_eq!(read("\\\\《非公表|x》", true), ("\\\\■".to_owned(), vec![]));
}

#[test]
fn a_backslash_never_prints_a_payload() {
    for text in [
        "\\《非公表|ひみつ》",
        "\\《非公表:joho-5-2a | ひみつ",
        "\\[[非公表|ひみつ]]",
        "\\《非公開｜ひみつ》",
        "\\《A社は非公表|ひみつ》",
        "\\《《非公表|ひみつ》非公表:::",
        "\\《非公表|…ひみつ》",
        "\\《非公表|…|ひみつ》",
    ] {
        let (shown, codes) = read(text, true);
        assert!(!codes.is_empty() && !shown.contains("ひみつ"), "{text}: {shown} {codes:?}");
    }
}

#[test]
fn payloads_are_refused_outside_confidential_sites() {
    assert_eq!(read("前《非公表|ひみつ》後", true), ("前■後".to_owned(), vec![]));
    assert_eq!(read("前《非公表|ひみつ》後", false), ("前■後".to_owned(), vec!["K0305"]));
}

#[test]
fn each_malformed_mark_has_its_code() {
    for (code, texts) in [
        ("K0303", vec!["前《非公表 ひみつ", "《非公表", "《非公表|ひみつ《非公表》", "≪非公表:joho-5-2a\n続き"]),
        ("K0310", vec!["《非公表|あ《非公表》ひみつ》", "《非公表|あ≪非公表≫ひみつ》", "《非公表|《主な》ひみつ》"]),
        (
            "K0311",
            vec![
                "《非公表|ひみつ\n\nひみつ》",
                "《非公表|ひみつ\r\n\r\nひみつ》",
                "《非公表|ひみつ\n 　\t\nひみつ》",
                "《\n\n非公表|ひみつ》",
                "> 《非公表|\n>\n> ひみつ》",
            ],
        ),
        (
            "K0312",
            vec![
                "《非公表≫",
                "≪非公表|ひみつ》ひみつ",
                "《非公表:joho-5-2a|ひみつ>>",
                "《非公表〉",
                "<<非公表>",
                "《非公表」《主な》",
                "＜＜非公表>>",
                "《非公表)",
            ],
        ),
        (
            "K0313",
            vec![
                "《非公表 ひみつ》",
                "《非公表ひみつ》",
                "<<withheld-count>>",
                "《非公表joho-5-2a》",
                "《非公表ひみつ:joho-5-2a》",
                "《A社のひみつは非公表》",
                "≪一部非公表≫",
            ],
        ),
        ("K0314", vec!["《非公表：ＢＡＤ》", "《非公表:ひみつ》", "《非公表:joho 5》", "《非公表:joho-5-2a:ひみつ》"]),
        ("K0315", vec!["《非公表:》", "《非公表#》", "《非公表:joho-5-2a#》", "《非公表:#W-2026-014》", "《非公表: |ひみつ》"]),
        (
            "K0316",
            vec![
                "《非公表#W-2026-14》",
                "《非公表#w-2026-014》",
                "《非公表#2026-014》",
                "《非公表#W-26-014》",
                "《非公表#W-2026-014 ひみつ》",
                "《非公表#W-2026-014#ひみつ》",
                "《非公表#Ｗ-2026-014》",
            ],
        ),
    ] {
        for text in texts {
            let (shown, codes) = read(text, true);
            assert_eq!(codes, [code], "{text}");
            assert!(!shown.contains("ひみつ"), "{text}: {shown}");
        }
    }
}

#[test]
fn each_kind_of_attempt_has_its_code() {
    for (code, texts) in [
        (
            "K0322",
            vec![
                "&#12298;非公表|ひみつ&#12299;",
                "%E3%80%8A非公表|ひみつ%E3%80%8B",
                "\\u300a非公表|ひみつ\\u300b",
                "&laquo;非公表&raquo;",
                "《&#38750;公表|ひみつ》",
                "&lt;&lt;withheld|ひみつ&gt;&gt;",
                "&amp;#x300A;非公表|ひみつ",
                "《%E9%9D%9E公表》",
                "「&#x975e;公表」",
            ],
        ),
        (
            "K0323",
            vec![
                "《<b>非公表|ひみつ</b>》",
                "《**非公表**|ひみつ》",
                "《非 公 表|ひみつ》",
                "《非\u{200B}公表|ひみつ》",
                "《非公\u{AD}表》",
                "<<with held|ひみつ>>",
                "《非\n公表》",
                "《`非公表`》",
                "《<!-- a -->非公表》",
                "< <非公表> >",
                "《\u{202E}非公表》",
                "《非公表\u{FE00}》",
            ],
        ),
        (
            "K0324",
            vec![
                "《非公開》",
                "《非公開|ひみつ》",
                "《未公表:joho-5-2a》",
                "<<witheld|ひみつ>>",
                "<<Withheld|ひみつ>>",
                "≪withhold≫",
                "《非公評》",
                "【非公開|ひみつ】",
                "（未公表#W-2026-014）",
                "「非公開：joho-5-2a」",
                "((非公開|ひみつ))",
                "《不開示｜ひみつ》",
                "《非公開部分|ひみつ》",
                "《⾮公表》",
                "《非・公・表》",
            ],
        ),
        (
            "K0325",
            vec![
                "〈〈非公表|ひみつ〉〉",
                "((非公表 ひみつ))",
                "[[非公表]]",
                "【非公表|ひみつ】",
                "（非公表：ひみつ）",
                "非公表》",
                "（非公表》",
                "「非公表』",
                "【非公表",
                "（非公表のもの",
                "｛｛非公表|ひみつ｝｝",
                "{{withheld}}",
                "⋘非公表ひみつ⋙",
                "︽非公表︾",
                "一部非公表≫",
                "《A社のひみつは非公表≫",
            ],
        ),
        (
            "K0326",
            vec![
                "「非公表」",
                "『非公表』",
                "（非公表）",
                "(withheld)",
                "[非公表]",
                "［非公表］",
                "【非公表】",
                "〔非公表〕",
                "＜非公表＞",
                "<withheld>",
                "｢非公表｣",
                "〝非公表〟",
                "( 非公表 )",
                "(*withheld*)",
                "{非公表}",
            ],
        ),
    ] {
        for text in texts {
            for site in [text.to_owned(), format!("前の文、{text}。\n\n次の段落")] {
                let (shown, codes) = read(&site, true);
                assert_eq!(codes, [code], "{text}");
                assert!(!shown.contains("ひみつ"), "{text}: {shown}");
            }
        }
    }
}

#[test]
fn blocks_hide_what_they_hold() {
    let text = "前\n\n:::非公表 joho-5-6 #W-2026-015\nひみつ\n:::\n\n後";
    let (shown, codes) = read(text, true);
    assert!(!shown.contains("ひみつ") && shown.contains('■') && codes.is_empty());
    assert_eq!(read(text, false).1, ["K0305"]);
    assert_eq!(read("：：：：withheld\r\nひみつ\r\n：：：\r\n後", true).0, "\n\n■\n\n後");
}

#[test]
fn each_malformed_block_has_its_code() {
    is(":::非公表\nひみつ", &["K0317"]);
    is(":::非公表\nひみつ\n:::非公表\nひみつ\n:::\nひみつ\n:::\n後", &["K0318"]);
    is(":::非公表\nひみつ\n\n:::非公表\nひみつ\n:::\n後", &["K0317", "K0318"]);
    for line in [
        ":::非公表 ひみつ",
        ":::非公表 joho-5-6 joho-5-2a",
        ":::非公表joho-5-6",
        ":::非公表 JOHO",
        ":::非公表 #W-2026-014 #W-2026-015",
        ":::非公表:joho-5-6",
    ] {
        is(&format!("{line}\nひみつ\n:::\n"), &["K0319"]);
    }
    is(":::非公表 #W-1\n:::\n", &["K0316"]);
    is(":::非公表 #\n:::\n", &["K0315"]);
    is("前\n:::\n後\n", &["K0320"]);
}

#[test]
fn look_alike_fences_hide_up_to_their_end() {
    for line in [
        "::非公表",
        ": : :非公表",
        "; ; ;非公表",
        ":::非公開",
        ":::witheld joho-5-6",
        "> :::非公表",
        "- :::非公表",
        "1. :::非公表",
        "    :::非公表",
        "\t:::非公表",
        "&#58;::非公表",
        ":::**非公表**",
        ":::非 公 表",
        ":::Withheld",
        "%3A%3A%3A非公表",
        "∶∶∶非公表",
        "| :::非公表",
        "## :::非公表",
        ":::&#38750;公表",
        "\u{200B}:::非公表",
        "﹕﹕﹕非公表",
    ] {
        for end in ["\nひみつ\n\nひみつ\n:::\n後", "\nひみつ\n\nひみつ\n> ::\n後", "\nひみつ\n\nひみつ後", " ひみつ\n:::\n後"]
        {
            let (shown, codes) = read(&format!("前\n{line}{end}"), true);
            assert_eq!(codes, ["K0327"], "{line}{end}");
            assert!(shown.starts_with("前\n") && !shown.contains("ひみつ"), "{line}{end}: {shown}");
        }
    }
}

/// Places of findings, as the text they point to.
#[test]
fn findings_point_at_what_they_mean() {
    for (text, wanted) in [
        ("担当は《非公表:joho-5-2a です。\n続き", "《非公表"),
        ("前《非公表:ＢＡＤ》", "ＢＡＤ"),
        ("前《非公表:joho-5-2a#W-1》", "W-1"),
        ("前《非公表:》", ":"),
        ("前&#12298;非公表&#12299;後", "&#12298;非公表&#12299;"),
        ("前《<b>非公表</b>》後", "《<b>非公表</b>》"),
        ("前（非公表）後", "（非公表）"),
        ("前〈〈非公表 ひみつ", "〈〈非公表"),
        ("前《非公表≫後》", "《非公表≫"),
        ("前\n> :::非公表 a\n後", ":::非公表 a"),
        (":::非公表 a ひみつ\n:::\n", "ひみつ"),
        ("前\n:::  \n後", ":::"),
    ] {
        let (_, noted, sources) = noted(text, true);
        let place = noted.findings[0].places[0].span;
        assert_eq!(&sources.file(place.file).text[place.range()], wanted, "{text}");
    }
}

#[test]
fn numbers_of_the_register() {
    for good in ["W-2026-014", "KW-2026-1234567", "A-1999-000"] {
        assert!(register_number(good).is_some(), "{good}");
    }
    for bad in
        ["W-2026-14", "w-2026-014", "W2026-014", "W-2026-014-1", "-2026-014", "W-20260-014", "Ｗ-2026-014", "W-２０２６-014", ""]
    {
        assert!(register_number(bad).is_none(), "{bad}");
    }
}

#[test]
fn strings_that_hold_no_mark_are_known() {
    for text in ["かながわけん", "https://mini.example", "special", "area-code-5", "非公表", "withheld", "billion yen"] {
        assert!(!any_in(text), "{text}");
    }
    for text in ["《非公表》", "（非公表）", "%E3%80%8A非公表%E3%80%8B", ":::非公表", "https://x/<<withheld>>", "《非公開》"]
    {
        assert!(any_in(text), "{text}");
    }
}
