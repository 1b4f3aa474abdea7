//! What the types forbid: programs that would open an envelope, print an authored value or publish what nobody has cleared.
//!
//! In: `tests/compile/*.rs`, each with the compiler's words beside it. Out: a failure when one of them compiles, or fails for
//! another reason. `TRYBUILD=overwrite` rewrites the words; read them before accepting.

#[test]
fn the_types_forbid_it() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/compile/compiles.rs");
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
