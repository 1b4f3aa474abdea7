//! Whole sites as text: each folder under `tests/fixtures/` that is a site of its own, built and compared with its snapshot.
//!
//! In: the fixtures. Out: a diff to read. A change of the theme shows here; a review reads it before blessing it.

use crate::common::{build, fixture, in_memory, snapshot, tree_text};

fn check(name: &str) -> String {
    let text = tree_text(&build(&in_memory(&fixture(name))));
    snapshot(&format!("{name}-tree"), &text);
    text
}

#[test]
fn base() {
    let text = check("base");
    assert!(text.contains("［非公表］") && text.contains("[Withheld]"));
}

/// What was said and answered, spent, corrected and compared, over two plans.
#[test]
fn exchange() {
    let text = check("exchange");
    assert!(text.contains("=== ja/corrections/index.html") && text.contains("=== en/programmes/grant/index.html"));
    // Of the reply that is not acknowledged nothing is left; the comment and the business that are withheld have one marker each.
    assert!(text.contains("対応 3件") && text.contains("W-2026-002") && text.contains("W-2026-003"));
}

/// No plan, no data, no theme of its own: two pages and nothing broken.
#[test]
fn minimal() {
    let text = check("minimal");
    assert!(text.contains("計画もデータもありません。") && text.contains("No plan, no data."));
}

/// Every level of withholding at once.
#[test]
fn hidden() {
    let text = check("hidden");
    for word in ["ひみつ", "Secret", "言えない", "Unsaid", "unsaid", "777"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.contains("=== ja/secret/index.html") && text.contains("このページは非公表です"));
}

/// Files beside the pages: those that go out, one that is withheld, one that is not even acknowledged.
#[test]
fn attached() {
    let text = check("attached");
    for word in ["ひみつ", "ないしょ", "Secret", "言えない", "Unsaid", "unsaid", "investors", "777", "888"] {
        assert!(!text.contains(word), "{word}");
    }
    for file in ["files/report-fy2024.pdf\n(bytes)", "files/chart.png\n(bytes)", "files/actual.csv\n年度,実績"] {
        assert!(text.contains(&format!("=== {file}")), "{file}");
    }
    assert_eq!(text.matches("=== files/").count(), 3);
}

/// What a plan does: policies, projects, schedule, events, qualitative targets, each with every key; parts and rows withheld.
#[test]
fn undertakings() {
    let text = check("undertakings");
    for word in ["ひみつ", "Secret", "secret-", "言えない", "Unsaid", "unsaid", "1977"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.contains("見本市［非公表］1丁目") && text.contains("[Withheld] 1-chome, Mihon"));
    assert!(text.contains("時期不明") && text.contains("time unknown"));
}

/// What readers are told beside the facts: easy words, the state of translation, accessibility.
#[test]
fn readers() {
    let text = check("readers");
    let page = |path: &str| text.split("\n=== ").find(|file| file.lines().next() == Some(path)).expect("the page").to_owned();
    // Readings stand over their words, for the page and for the target; where none is given there is no box.
    let ruby = "<ruby>目標<rp>（</rp><rt>もくひょう</rt><rp>）</rp></ruby>は1つあります。";
    assert!(
        page("ja/index.html").contains(ruby) && page("ja/indicators/mini/investment/index.html").contains("<rt>かいしゃ</rt>")
    );
    assert!(!page("ja/guide/index.html").contains("class=\"easy\"") && !text.contains("{目標"));
    assert!(page("ja/about/index.html").contains("</ruby>は<span class=\"withheld\">［非公表］</span>です。"));
    assert!(page("en/index.html").contains("This site is a specimen. <span lang=\"ja\">見本</span> means specimen."));
    // A page that is withheld as a whole counts nowhere.
    let translations = page("en/translations/index.html");
    assert!(!translations.contains("/secret/") && translations.contains("<li>Reviewed: 1</li><li>To be looked at again: 1</li>"));
    assert!(translations.contains("mini/goal") && translations.contains("No English"), "{translations}");
    // The claim is that of the file, no level is met, and the pages tested are named.
    assert!(page("ja/accessibility/index.html").contains("JIS X 8341-3:2016のレベルAに一部準拠"));
    let result = page("ja/accessibility/result/index.html");
    assert_eq!(result.matches("<tr data-result=").count(), 25);
    assert!(result.contains("不適合：1") && result.contains("適合：21") && result.contains("判定していません。"), "{result}");
    assert!(result.contains("href=\"/ja/indicators/mini/investment/\"") && result.contains("href=\"/ja/withheld/\""));
}

/// Without a file on accessibility nothing is claimed.
#[test]
fn nothing_is_claimed_of_accessibility_that_nobody_said() {
    let mut site = in_memory(&fixture("readers"));
    site.insert("data/accessibility.toml", "disclosure = \"公表\"\n".into());
    let text = tree_text(&build(&site));
    assert!(text.contains("JIS X 8341-3:2016のレベルAAに配慮") && text.contains("試験の記録はまだありません。"));
    assert!(text.contains("未判定：38") && !text.contains("レベルAAに準拠") && !text.contains("一部準拠</p>"));
}

/// On paper a note beside a figure leads nowhere: each page explains those that it prints, and no others. A figure on another site
/// leads to its page for that.
#[test]
fn a_note_beside_a_figure_is_explained_on_its_page() {
    let built = build(&in_memory(&fixture("exchange")));
    let mut noted = 0;
    let is_page = |path: &str| path.ends_with(".html") && !path.starts_with("embed/");
    for (path, bytes) in built.cleared.as_ref().expect("a site").files().filter(|(path, _)| is_page(path)) {
        let html = String::from_utf8_lossy(bytes);
        let marks =
            html.split("<section class=\"marks\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
        for note in ["※検算", "※訂正", "※改訂", "※追跡調査", "check", "corrected", "revised", "followed up"] {
            let beside = html
                .split("class=\"figure-note\"")
                .skip(1)
                .any(|rest| rest.split('<').next().is_some_and(|a| a.ends_with(&format!(">{note}"))));
            assert_eq!(beside, marks.contains(&format!("<span class=\"mark\">{note}</span>")), "{path}: {note}");
            noted += usize::from(beside);
        }
    }
    assert!(noted >= 4, "{noted}");
}

/// Names that try to be markup, templates, formulas or attributes come out as the characters they are.
#[test]
fn hostile() {
    let text = check("hostile");
    // CSV and JSON carry the names as they are; in HTML they may only be text.
    let html: String =
        text.split("\n=== ").filter(|file| file.lines().next().is_some_and(|path| path.ends_with(".html"))).collect();
    for live in ["<script>alert", "<img src=x", "<b>補助金", "</body></p>", "49 ", "=\"onclick"] {
        assert!(!html.contains(live), "{live}");
    }
    assert!(html.contains("{{ __tera_context }}") && html.contains("&lt;script&gt;alert(1)"));
}

/// The sitemap invites readers and search engines; nobody is invited to a page that only says that it is withheld.
#[test]
fn the_sitemap_leaves_out_withheld_pages() {
    let built = build(&in_memory(&fixture("hidden")));
    let sitemap = built.cleared.as_ref().and_then(|c| c.get("sitemap.xml")).map(|b| String::from_utf8_lossy(b).into_owned());
    let sitemap = sitemap.expect("a sitemap");
    assert!(sitemap.contains("/ja/about/") && !sitemap.contains("/secret/"), "{sitemap}");
}

/// Files saved on Windows end their lines with CR LF; the site is the same.
#[test]
fn line_ends_of_windows_make_no_difference() {
    use kohyo::source::{Memory, World};
    let plain = in_memory(&fixture("base"));
    let mut windows = Memory::new([]);
    for path in plain.files().expect("files") {
        let text = plain.text(path.as_str()).expect("text").replace('\n', "\r\n");
        windows.insert(path.as_str(), text.into_bytes());
    }
    let (a, b) = (tree_text(&build(&plain)), tree_text(&build(&windows)));
    let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    assert!(a == b, "{differs:?}");
}

/// A byte order mark at the start of a file is no part of it.
#[test]
fn a_byte_order_mark_makes_no_difference() {
    use kohyo::source::{Memory, World};
    let plain = in_memory(&fixture("base"));
    let mut marked = Memory::new([]);
    for path in plain.files().expect("files") {
        let text = format!("\u{feff}{}", plain.text(path.as_str()).expect("text"));
        marked.insert(path.as_str(), text.into_bytes());
    }
    assert!(tree_text(&build(&plain)) == tree_text(&build(&marked)));
}

/// A browser passes over everything behind a brace that is left open, and no page says so.
#[test]
fn every_rule_of_the_style_sheets_is_closed() {
    let folder = crate::common::root().join("themes/default/assets");
    let sheets = std::fs::read_dir(folder).expect("the assets").filter_map(Result::ok).map(|entry| entry.path());
    for path in sheets.filter(|path| path.extension().is_some_and(|extension| extension == "css")) {
        let text = std::fs::read_to_string(&path).expect("the style sheet");
        let mut depth = 0i32;
        for (number, line) in text.lines().enumerate() {
            // What begins at the margin is never inside of another rule.
            let at_margin = line.starts_with(|c: char| c.is_ascii_alphabetic() || ".#:@*[".contains(c));
            assert!(!(at_margin && depth != 0), "{}:{}: {line}", path.display(), number + 1);
            depth += line.matches('{').count() as i32 - line.matches('}').count() as i32;
        }
        assert_eq!(depth, 0, "{}", path.display());
    }
}
