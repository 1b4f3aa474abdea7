//! What the types forbid: programs that would open an envelope, print an authored value or publish what nobody has cleared.
//!
//! In: `tests/compile/*.rs`, each with the compiler's words beside it. Out: a failure when one of them compiles, or fails for
//! another reason. `TRYBUILD=overwrite` rewrites the words; read them before accepting.

#[test]
fn the_types_forbid_it() {
    let cases = trybuild::TestCases::new();
    for name in [
        "open_a_seal",
        "make_an_opener",
        "look_into_a_seal",
        "serialise_an_authored_value",
        "serialise_a_sealed_value",
        "publish_an_uncleared_tree",
        "make_a_cleared_tree",
        "hide_a_value_in_a_withheld_cell",
    ] {
        cases.compile_fail(format!("tests/compile/{name}.rs"));
    }
}

/// The same names used as they may be: the failures are no mere misspellings.
#[test]
fn what_is_allowed_compiles() {
    use kohyo::authored::{Sealed, Site};
    use kohyo::disclosed::{Content, Shown, Withheld};
    use kohyo::render::Tree;

    assert_eq!(format!("{:?}", Sealed::new("ひみつ".to_owned())), "Sealed(..)");
    assert!(Site::default().pages.is_empty());
    let cell: Shown<Content> = Shown::Withheld(Withheld::default());
    assert!(cell.is_withheld());
    let mut tree = Tree::default();
    tree.add("index.html", "公表");
    let cleared = kohyo::guard::clear_alone(tree, &kohyo::redact::Watchlist::default()).expect("nothing is withheld");
    let folder = std::env::temp_dir().join(format!("kohyo-test-{}-compile", std::process::id()));
    assert!(kohyo::publish::publish(&cleared, &folder).is_ok());
    assert!(folder.join("index.html").is_file());
    std::fs::remove_dir_all(folder).expect("removed");
}
