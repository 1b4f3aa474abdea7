//! Damaged sources: whatever happens to a file, the build ends with findings or a site; it never panics, and never says what is
//! withheld.
//!
//! In: the `hidden` fixture with pieces cut out, doubled, or replaced by noise. Out: failures with the smallest damage.

mod common;

use common::{fixture, in_memory, printed};
use kohyo::source::{Memory, World};
use proptest::prelude::*;
use std::sync::LazyLock;

static SITE: LazyLock<Memory> = LazyLock::new(|| in_memory(&fixture("hidden")));

/// Words that stand only behind a mark, in a withheld row or on a withheld page.
const SECRETS: [&str; 5] = ["777億円", "ひみつの補助金", "言えない補助金", "ひみつの本文です", "Unsaid Grant"];

fn files() -> Vec<String> {
    SITE.files().expect("files").iter().map(|path| path.to_string()).filter(|path| !path.ends_with("_index.en.md")).collect()
}

/// What happens to a text between two places.
#[derive(Clone, Debug)]
enum Damage {
    Cut,
    Double,
    Noise(String),
}

fn damage() -> impl Strategy<Value = Damage> {
    let noise = "[\\[\\]{}\"'=+#:|《》≪≫\\\\\n\t 非公表withheld0-9a-z-]{0,8}|\\PC{0,4}";
    prop_oneof![Just(Damage::Cut), Just(Damage::Double), noise.prop_map(Damage::Noise)]
}

fn apply(text: &str, from: usize, to: usize, damage: &Damage) -> String {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (from, to) = (boundary(from.min(to)), boundary(from.max(to)));
    let middle = match damage {
        Damage::Cut => String::new(),
        Damage::Double => text[from..to].repeat(2),
        Damage::Noise(noise) => noise.clone(),
    };
    format!("{}{middle}{}", &text[..from], &text[to..])
}

proptest! {
    // PROPTEST_CASES runs more of them.
    #![proptest_config(if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default() } else { ProptestConfig::with_cases(120) })]

    #[test]
    fn a_damaged_file_never_panics_and_never_tells(which in 0usize..1000, from in 0usize..1500, length in 0usize..40, damage in damage()) {
        let files = files();
        let path = &files[which % files.len()];
        let text = SITE.text(path).expect("text").to_owned();
        let from = from % (text.len() + 1);
        let mut site = SITE.clone();
        site.insert(path, apply(&text, from, from + length, &damage).into_bytes());
        let built = kohyo::build(&site);
        let said = printed(&built);
        for secret in SECRETS {
            prop_assert!(!said.contains(secret), "{secret} in a message after {damage:?} at {from} of {path}:\n{said}");
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_a_finding(which in 0usize..1000, bytes in proptest::collection::vec(any::<u8>(), 1..40)) {
        let files = files();
        let mut site = SITE.clone();
        site.insert(&files[which % files.len()], bytes);
        let built = kohyo::build(&site);
        prop_assert!(built.cleared.is_none() == kohyo::diagnostics::stops(&built.findings));
    }
}
