//! Themes in layers, in memory.

use super::*;
use crate::source::Memory;

fn load(files: &[(&str, &str)]) -> (Theme, Vec<Finding>) {
    let (sources, unread) = Sources::read(&Memory::new(files.iter().copied()));
    assert!(unread.is_empty());
    Theme::load("own", &sources)
}

fn said(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{} {}\n", finding.code.id, finding.message.en)).collect()
}

const BASED: (&str, &str) = ("themes/own/theme.toml", "base = \"default\"");

#[test]
fn the_default_theme_has_all_it_needs() {
    let (theme, findings) = Theme::load("default", &Sources::default());
    assert_eq!(said(&findings), "");
    assert_eq!((theme.styles().all.len(), theme.styles().common.len()), (2, 1));
    assert_eq!((theme.scripts().all.len(), theme.scripts().common.len()), (1, 1));
    assert_ne!(theme.scripts().all, theme.scripts().common);
}

#[test]
fn what_a_theme_does_not_have_comes_from_its_base() {
    let (theme, findings) = load(&[
        BASED,
        ("themes/own/texts.ja.toml", "skip = \"本文へ\""),
        ("themes/own/assets/own.css", ":root { --paper: #eee }"),
        ("themes/own/templates/stub.html", "{% extends \"default/stub.html\" %}"),
    ]);
    assert_eq!(said(&findings), "");
    assert_eq!(theme.texts(Lang::Ja)["skip"], "本文へ");
    assert_eq!(theme.texts(Lang::En)["skip"], Theme::load("default", &Sources::default()).0.texts(Lang::En)["skip"]);
    let [common, content, own] = &joined(&theme)[..] else { panic!("{:?}", theme.styles()) };
    assert_eq!(own, ":root { --paper: #eee }");
    assert!(common.len() > 10_000 && content.contains(".chart"), "{common}");
    assert_eq!(theme.styles().common, [theme.styles().all[0].as_str(), &theme.styles().all[2]]);
}

/// The style sheets that pages link, which are all that goes out of the sheets in them.
fn joined(theme: &Theme) -> Vec<String> {
    let mut tree = Tree::default();
    assert!(theme.add_assets(&mut tree).is_empty());
    assert!(tree.get("assets/style.css").is_none());
    let read = |address: &String| tree.get(address.trim_start_matches('/')).expect("the sheet").to_vec();
    theme.styles().all.iter().map(|address| String::from_utf8(read(address)).expect("text")).collect()
}

#[test]
fn style_sheets_are_joined_in_the_declared_order() {
    let own = [
        ("themes/own/theme.toml", "base = \"middle\"\nstyles = [\"z.css\"]\ncontent_styles = [\"y.css\"]"),
        ("themes/own/assets/x.css", "x {}"),
        ("themes/own/assets/y.css", "y {}"),
        ("themes/own/assets/z.css", "z {}"),
        ("themes/own/assets/b.css", "upper {}"),
        ("themes/own/assets/paper.css", "paper {}"),
        ("themes/own/assets/more/deep.css", "deep {}"),
        ("themes/own/templates/stub.html", "<link rel=\"stylesheet\" href=\"/assets/paper.css\" media=\"print\">"),
        ("themes/middle/theme.toml", "base = \"default\""),
        ("themes/middle/assets/b.css", "lower {}"),
        ("themes/middle/assets/a.css", "a { b: url(c.png) }"),
    ];
    let (theme, findings) = load(&own);
    assert_eq!(said(&findings), "");
    let sheets = joined(&theme);
    assert_eq!(sheets[2..], ["a { b: url(/assets/c.png) }upper {}z {}", "y {}", "x {}"]);
    assert_eq!(theme.styles().all.len() - theme.styles().common.len(), 2, "{:?}", theme.styles());
    assert_eq!(theme.styles(), load(&own).0.styles());
    let mut tree = Tree::default();
    theme.add_assets(&mut tree);
    assert!(tree.get("assets/paper.css").is_some() && tree.get("assets/more/deep.css").is_some());
    let other = load(&own.map(|(path, text)| (path, if text == "x {}" { "x { y: z }" } else { text })));
    assert_ne!(theme.styles(), other.0.styles());
}

/// A script that nobody names stays what it is: another one may import it.
#[test]
fn named_scripts_are_joined_and_others_stay() {
    let own = [
        ("themes/own/theme.toml", "base = \"default\"\nscripts = [\"z.js\", \"a.js\"]"),
        ("themes/own/assets/a.js", "say('a')"),
        ("themes/own/assets/b.js", "say('b')"),
        ("themes/own/assets/menu.js", "say('menu')"),
        ("themes/own/assets/z.js", "// Said.\nsay('z');"),
    ];
    let (theme, findings) = load(&own);
    assert_eq!(said(&findings), "");
    let mut tree = Tree::default();
    assert!(theme.add_assets(&mut tree).is_empty());
    let read =
        |address: &str| String::from_utf8(tree.get(address.trim_start_matches('/')).expect("a script").to_vec()).expect("text");
    let ([all], [common]) = (&theme.scripts().all[..], &theme.scripts().common[..]) else { panic!("{:?}", theme.scripts()) };
    assert_eq!(read(common), "say('menu')\n;\nsay('z');\n;\nsay('a')\n;\n");
    assert!(read(all).starts_with("say('menu')\n;\n") && read(all).contains("data-png") && read(all).ends_with("say('a')\n;\n"));
    let mut alone = tree.iter().map(|(path, _)| path).filter(|path| path.starts_with("assets/") && path.ends_with(".js"));
    assert_eq!((alone.next(), alone.next(), alone.next()), (Some("assets/b.js"), Some("assets/search.js"), None));
}

#[test]
fn a_named_file_that_is_not_there_and_a_sheet_that_is_not_closed_are_found() {
    let settings = "base = \"default\"\nstyles = [\"onw.css\", 1]";
    let (_, findings) = load(&[("themes/own/theme.toml", settings), ("themes/own/assets/own.css", "a { b: c")]);
    assert_eq!(
        findings.iter().map(|finding| finding.code.id).collect::<Vec<_>>(),
        ["K0104", "K0606", "K0606"],
        "{}",
        said(&findings)
    );
    let (_, findings) = load(&[("themes/own/theme.toml", "base = \"default\"\nstyles = \"own.css\"")]);
    assert_eq!(findings.len(), 1, "{}", said(&findings));
    let (_, findings) = load(&[("themes/own/theme.toml", "base = \"default\"\nscripts = [\"own.js\"]")]);
    assert_eq!(said(&findings), "K0606 there is no themes/own/assets/own.js\n");
}

/// A template of the base that names another one gets the upper one; a component of the same name is replaced.
#[test]
fn templates_of_the_base_find_those_above_them() {
    let (theme, findings) = load(&[
        ("themes/own/theme.toml", "base = \"middle\""),
        ("themes/own/templates/frame.html", "{% extends \"middle/frame.html\" %}{% block a %}{{ super() }}own{% endblock a %}"),
        ("themes/own/templates/things.html", "{% component thing(v) %}own {{ v }}{% endcomponent thing %}"),
        ("themes/middle/theme.toml", "base = \"default\""),
        ("themes/middle/templates/frame.html", "<{% block a %}middle {% endblock a %}>"),
        (
            "themes/middle/templates/leaf.html",
            "{% extends \"frame.html\" %}{% block a %}{{ super() }}{{ <thing v={x} /> }}{% endblock a %}",
        ),
        ("themes/middle/templates/things.html", "{% component thing(v) %}middle {{ v }}{% endcomponent thing %}"),
    ]);
    assert_eq!(said(&findings), "");
    let mut context = tera::Context::new();
    context.insert("x", "1");
    assert_eq!(theme.page("leaf.html", &context).ok().as_deref(), Some(b"<middle ownown 1>".as_slice()));
}

#[test]
fn pictures_are_looked_into_and_fonts_are_refused() {
    let mut world = Memory::new([BASED]);
    let icon = [&[0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 3, 0, 0, 0, 22, 0, 0, 0][..], &[1, 2, 3]].concat();
    world.insert("themes/own/assets/own.ico", icon.clone());
    let (sources, _) = Sources::read(&world);
    assert_eq!(said(&Theme::load("own", &sources).1), "");
    world.insert("themes/own/assets/more.ico", [&icon[..], b"behind"].concat());
    world.insert("themes/own/assets/face.woff2", b"wOF2\0\x01".to_vec());
    world.insert("themes/own/assets/not.png", b"\xff\xd8\xff".to_vec());
    world.insert("themes/own/assets/Own.css", b"".to_vec());
    let (sources, _) = Sources::read(&world);
    let said = said(&Theme::load("own", &sources).1);
    assert_eq!(said.matches("K0606").count(), 4, "{said}");
    assert!(said.contains("6 bytes follow the end of the file") && said.contains("its name is not what it is (JPEG)"), "{said}");
}

#[test]
fn a_name_that_kohyo_makes_itself_is_a_clash() {
    let (theme, _) = load(&[BASED, ("themes/own/assets/search.js", "")]);
    let mut tree = Tree::default();
    tree.add("assets/search.js", "made");
    assert_eq!(said(&theme.add_assets(&mut tree)).matches("K0607").count(), 1);
    assert_eq!(tree.get("assets/search.js"), Some(&b"made"[..]));
}

#[test]
fn what_leaves_the_site_or_is_refused_is_found_and_nothing_else() {
    let inside = [
        "<a href=\"https://example.org/\">x</a>",
        "<link rel=\"canonical\" href=\"https://example.org/\">",
        "<script src=\"/assets/menu.js\"></script>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
        "{# <script>x</script> https://example.org #}",
        "<script type=\"application/ld+json\">{}</script>",
        "<p data-kind=\"on\">once upon = a</p>",
    ];
    for text in inside {
        let (_, findings) = load(&[BASED, ("themes/own/templates/stub.html", text)]);
        assert_eq!(said(&findings), "", "{text}");
    }
    let wrong = [
        ("K0608", "<link rel=\"stylesheet\" href=\"https://example.org/a.css\">"),
        ("K0608", "<img src='//example.org/a.png' alt=''>"),
        ("K0608", "<script src=\"https://example.org/a.js\"></script>"),
        ("K0609", "<script>alert(1)</script>"),
        ("K0609", "<p style=\"color: red\">x</p>"),
        ("K0609", "<p onclick=\"x()\">x</p>"),
        ("K0609", "<style>p {}</style>"),
    ];
    for (code, text) in wrong {
        let (_, findings) = load(&[BASED, ("themes/own/templates/stub.html", text)]);
        assert!(findings.len() == 1 && findings[0].code.id == code, "{text}: {}", said(&findings));
    }
    for (path, text) in [
        ("themes/own/assets/a.css", "@import 'x.css';"),
        ("themes/own/assets/b.css", "p { background: url(https://example.org/a.png) }"),
        ("themes/own/assets/a.js", "fetch('https://example.org/')"),
    ] {
        let (_, findings) = load(&[BASED, (path, text)]);
        assert!(findings.len() == 1 && findings[0].code.id == "K0608", "{path}: {}", said(&findings));
    }
}
