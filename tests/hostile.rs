//! Damaged sources: whatever happens to a file, the build ends with findings or a site; it never panics, and never says what is
//! withheld.
//!
//! In: the fixtures `hidden` and `sealed` (a value at every level) with pieces cut out, doubled, or replaced by noise. Out: failures with the smallest damage.

use crate::common::{fixture, in_memory};
use kohyo::Built;
use kohyo::diagnostics::{Format, print};
use kohyo::source::{Memory, World};
use proptest::prelude::*;
use std::sync::LazyLock;

/// A site that withholds, and words that stand in it only behind a mark, in a withheld row or on a withheld page.
struct Site {
    memory: Memory,
    secrets: Vec<String>,
}

static HIDDEN: LazyLock<Site> = LazyLock::new(|| Site {
    memory: in_memory(&fixture("hidden")),
    secrets: ["777億円", "ひみつの補助金", "言えない補助金", "ひみつの本文です", "Unsaid Grant"].map(str::to_owned).to_vec(),
});

/// Figures of the fixture `sealed` that are withheld, and ids and names of what is hidden whole. Its texts begin with SECRET.
const SEALED: [&str; 16] = [
    "8642",
    "7531",
    "75.31",
    "6420",
    "6419",
    "5310",
    "4209",
    "3108",
    "2097",
    "しーくれっと",
    "secret-grant",
    "secret-fact",
    "secret-company",
    "secret-total",
    "unsaid-grant",
    "unsaid-company",
];

/// What the fixture holds beside withheld values: comments, and parts of Markdown that print nothing.
const OPEN: [&str; 4] = ["-comment", "-definition", "-second", "-info"];

static ALL_LEVELS: LazyLock<Site> = LazyLock::new(|| {
    let memory = in_memory(&fixture("sealed"));
    let mut secrets: Vec<String> = SEALED.map(str::to_owned).to_vec();
    for path in files(&memory) {
        let texts = memory.text(&path).expect("text").split("SECRET-").skip(1);
        let words =
            texts.map(|text| text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).next().unwrap_or_default());
        secrets.extend(
            words.filter(|word| !OPEN.iter().any(|open| format!("-{word}").contains(open))).map(|word| format!("SECRET-{word}")),
        );
    }
    secrets.sort();
    secrets.dedup();
    assert!(secrets.len() > 100, "{secrets:?}");
    Site { memory, secrets }
});

fn files(site: &Memory) -> Vec<String> {
    site.files().expect("files").iter().map(|path| path.to_string()).filter(|path| !path.ends_with("_index.en.md")).collect()
}

/// Everything that a build says, for all who listen.
fn said(built: &Built) -> String {
    let formats = [Format::Terminal, Format::Json, Format::Github, Format::Editor];
    formats.map(|format| print(&built.findings, &built.sources, &built.masks, format, None)).concat()
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

/// The same damage in every ordinary run, so that a change of the code is what makes it fail; PROPTEST_CASES looks further, at
/// other places each time.
fn config() -> ProptestConfig {
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return ProptestConfig::default();
    }
    ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(2026), ..ProptestConfig::with_cases(200) }
}

proptest! {
    // PROPTEST_CASES runs more of them.
    #![proptest_config(config())]

    #[test]
    fn a_damaged_file_never_panics_and_never_tells(which in 0usize..1000, from in 0usize..1500, length in 0usize..40, damage in damage()) {
        unharmed(&HIDDEN, which, from..from + length, &damage)?;
    }

    #[test]
    fn a_damaged_file_tells_nothing_of_any_level(which in 0usize..1000, from in 0usize..2500, length in 0usize..40, damage in damage()) {
        unharmed(&ALL_LEVELS, which, from..from + length, &damage)?;
    }

    #[test]
    fn bytes_that_are_not_text_are_a_finding(which in 0usize..1000, bytes in proptest::collection::vec(any::<u8>(), 1..40)) {
        let mut site = HIDDEN.memory.clone();
        let files = files(&site);
        site.insert(&files[which % files.len()], bytes);
        let built = kohyo::build(&site);
        prop_assert!(built.cleared.is_none() == kohyo::diagnostics::stops(&built.findings));
    }
}

fn unharmed(site: &Site, which: usize, range: std::ops::Range<usize>, damage: &Damage) -> Result<(), TestCaseError> {
    let files = files(&site.memory);
    let path = &files[which % files.len()];
    let text = site.memory.text(path).expect("text").to_owned();
    let from = range.start % (text.len() + 1);
    let mut memory = site.memory.clone();
    memory.insert(path, apply(&text, from, from + range.len(), damage).into_bytes());
    let said = said(&kohyo::build(&memory));
    let told = site.secrets.iter().find(|secret| said.contains(secret.as_str()));
    prop_assert!(told.is_none(), "{told:?} in a message after {damage:?} at {from} of {path}:\n{said}");
    Ok(())
}
