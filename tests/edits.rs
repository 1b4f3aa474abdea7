//! A day at the desk: marks set and lifted, pages renamed, put under embargo, released, translated late — with a rebuild of
//! the preview after each edit. However it went, the preview shows just what a fresh build of the same sources shows, and never
//! a word that is withheld at that moment.
//!
//! In: random sequences of edits of a small confidential site. Out: failures with the shortest sequence.

use crate::common::{fixture, in_memory, printed};
use kohyo::render::{OpenData, Tables};
use kohyo::serve::Preview;
use kohyo::source::{Memory, SitePath, World};
use kohyo::stages::Stages;
use kohyo::{Built, Kept};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a page stands.
#[derive(Clone, Copy, PartialEq, Debug)]
enum State {
    Open,
    Withheld,
    Silent,
    Embargoed,
    Released,
    Unacknowledged,
}

/// A page of two paragraphs, each with words of its own.
#[derive(Clone, Debug)]
struct Page {
    key: usize,
    name: usize,
    state: State,
    marked: [bool; 2],
    /// The English page still has the marks of an earlier day.
    late: Option<[bool; 2]>,
}

#[derive(Clone, Debug)]
struct Desk {
    pages: Vec<Page>,
    amount_withheld: bool,
    row: State,
    /// What another plan gives as a sum with the amount in it, whether it says so, and whether a third plan knows that it is wrong.
    whole: u32,
    bound: bool,
    known: bool,
    /// Which word the theme of the site has for one of another theme, and which colour its picture.
    word: usize,
    colour: u8,
}

#[derive(Clone, Debug)]
enum Edit {
    Mark(usize, usize),
    Unmark(usize, usize),
    MarkJapaneseOnly(usize, usize),
    Translate(usize),
    Rename(usize, usize),
    State(usize, State),
    Amount(bool),
    Row(State),
    Whole(u32),
    Bound(bool),
    Known(bool),
    Word(usize),
    Colour(u8),
}

fn state() -> impl Strategy<Value = State> {
    use State::*;
    prop_oneof![Just(Open), Just(Withheld), Just(Silent), Just(Embargoed), Just(Released), Just(Unacknowledged)]
}

fn edit() -> impl Strategy<Value = Edit> {
    let (page, part) = (0..2usize, 0..2usize);
    prop_oneof![
        (page.clone(), part.clone()).prop_map(|(p, n)| Edit::Mark(p, n)),
        (page.clone(), part.clone()).prop_map(|(p, n)| Edit::Unmark(p, n)),
        (page.clone(), part).prop_map(|(p, n)| Edit::MarkJapaneseOnly(p, n)),
        page.clone().prop_map(Edit::Translate),
        (page.clone(), 0..4usize).prop_map(|(p, n)| Edit::Rename(p, n)),
        (page, state()).prop_map(|(p, s)| Edit::State(p, s)),
        any::<bool>().prop_map(Edit::Amount),
        prop_oneof![Just(State::Open), Just(State::Withheld), Just(State::Unacknowledged)].prop_map(Edit::Row),
        prop_oneof![Just(4600), Just(4609)].prop_map(Edit::Whole),
        any::<bool>().prop_map(Edit::Bound),
        any::<bool>().prop_map(Edit::Known),
        (0..3usize).prop_map(Edit::Word),
        (0..3u8).prop_map(Edit::Colour),
    ]
}

impl Desk {
    fn new() -> Desk {
        let page = |key| Page { key, name: key, state: State::Open, marked: [false; 2], late: None };
        let pages = vec![page(0), page(1)];
        Desk { pages, amount_withheld: true, row: State::Open, whole: 4600, bound: false, known: false, word: 0, colour: 0 }
    }

    fn apply(&mut self, edit: &Edit) {
        match *edit {
            Edit::Mark(p, n) => self.pages[p].marked[n] = true,
            Edit::Unmark(p, n) => self.pages[p].marked[n] = false,
            Edit::MarkJapaneseOnly(p, n) => {
                let before = self.pages[p].marked;
                self.pages[p].late.get_or_insert(before);
                self.pages[p].marked[n] = !before[n];
            }
            Edit::Translate(p) => self.pages[p].late = None,
            // Two pages may get the same name: that is a finding, and the preview keeps the last good site.
            Edit::Rename(p, name) => self.pages[p].name = name,
            Edit::State(p, state) => self.pages[p].state = state,
            Edit::Amount(withheld) => self.amount_withheld = withheld,
            Edit::Row(state) => self.row = state,
            Edit::Whole(whole) => self.whole = whole,
            Edit::Bound(bound) => self.bound = bound,
            Edit::Known(known) => self.known = known,
            Edit::Word(word) => self.word = word,
            Edit::Colour(colour) => self.colour = colour,
        }
    }

    /// Words that nobody outside may read now.
    fn secrets(&self) -> Vec<String> {
        let mut out = Vec::new();
        for page in &self.pages {
            let hidden = !matches!(page.state, State::Open | State::Released);
            let parts = (0..2).filter(|n| hidden || page.marked[*n]);
            out.extend(parts.flat_map(|n| [word("ja", page.key, n), word("en", page.key, n)]));
        }
        out.extend(self.amount_withheld.then(|| "4567億円".to_owned()));
        out.extend((self.row != State::Open).then(|| "鴬谷助成金".to_owned()));
        out
    }

    fn files(&self) -> Memory {
        let mut memory = in_memory(&fixture("base"));
        edit_text(&mut memory, "kohyo.toml", |text| {
            format!("confidential = true\ntheme = \"own\"\n{text}").replace("Mihon City", &format!("Mihon City {}", self.colour))
        });
        memory.insert("themes/own/theme.toml", b"base = \"default\"".to_vec());
        memory.insert("themes/own/texts.ja.toml", format!("skip = \"本文へ{}\"", self.word).into_bytes());
        memory.insert("themes/own/assets/dot.gif", dot(self.colour));
        for page in &self.pages {
            for lang in ["ja", "en"] {
                memory.insert(&format!("content/desk-{}.{lang}.md", page.name), page_text(page, lang).into_bytes());
            }
        }
        memory.insert("data/2024/mini/support.toml", self.data().into_bytes());
        let plan = memory.text("data/plans/mini.toml").expect("a plan").to_owned();
        for id in ["other", "third"] {
            memory.insert(&format!("data/plans/{id}.toml"), plan.replace("見本計画", id).into_bytes());
        }
        let rows = support("whole", &format!("{}億円", self.whole)) + &support("rest", "33億円");
        memory.insert("data/2024/other/support.toml", format!("disclosure = \"公表\"\n{rows}").into_bytes());
        memory.insert("data/2024/other/checks.toml", self.relation().into_bytes());
        memory.insert("data/2024/third/checks.toml", self.discrepancy().into_bytes());
        memory
    }

    /// With the amount withheld, what is said here tells it.
    fn relation(&self) -> String {
        let parts = "[\"mini/2024/grant/value\", \"other/2024/rest/value\"]";
        let said = format!("[[relation]]\nkind = \"sum\"\nresult = \"other/2024/whole/value\"\nparts = {parts}\n");
        format!("disclosure = \"公表\"\n{}", if self.bound { &said } else { "" })
    }

    fn discrepancy(&self) -> String {
        let said = "[[discrepancy]]\ncheck = \"relation\"\nfact = \"other/2024/whole/value\"\nreason = { ja = \"資料のまま\", en = \"As printed\" }\n";
        format!("disclosure = \"公表\"\n{}", if self.known { said } else { "" })
    }

    fn data(&self) -> String {
        let mut out = String::from("disclosure = { state = \"");
        let partial = self.amount_withheld || self.row != State::Open;
        out.push_str(if partial {
            "一部非公表\", ground = \"joho-5-6\", decided = 2026-04-01, review = 2027-04-01 }\n"
        } else {
            "公表\" }\n"
        });
        let amount = "{ withheld = true, ground = \"joho-5-2a\", value = \"4567億円\" }";
        let amount = if self.amount_withheld { amount } else { "\"4567億円\"" };
        out += &format!(
            "[[support]]\nkey = \"grant\"\nkind = \"財政\"\nlabel = {{ ja = \"交付額\", en = \"Granted\" }}\nvalue = {amount}\n"
        );
        let row = match self.row {
            State::Open => String::new(),
            State::Withheld => "disclosure = { state = \"非公表\", ground = \"joho-5-2a\" }\n".to_owned(),
            _ => "disclosure = { state = \"存否応答拒否\", ground = \"joho-8\" }\n".to_owned(),
        };
        out + &format!(
            "[[support]]\nkey = \"other\"\nkind = \"財政\"\n{row}label = {{ ja = \"鴬谷助成金\", en = \"Bush warbler grant\" }}\nvalue = \"1件\"\n"
        )
    }
}

fn support(key: &str, value: &str) -> String {
    format!("[[support]]\nkey = \"{key}\"\nkind = \"財政\"\nlabel = {{ ja = \"{key}\", en = \"{key}\" }}\nvalue = \"{value}\"\n")
}

/// A picture of one dot.
fn dot(colour: u8) -> Vec<u8> {
    let head = [b"GIF89a".as_slice(), &[1, 0, 1, 0, 0x80, 0, 0], &[colour; 6]].concat();
    [head.as_slice(), &[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]].concat()
}

/// Words of a paragraph, found nowhere else.
fn word(lang: &str, page: usize, part: usize) -> String {
    format!("{lang}{}{}", ["カワセミ", "ヤマセミ"][page], ["あかね", "もえぎ"][part])
}

fn page_text(page: &Page, lang: &str) -> String {
    let marked = page.late.filter(|_| lang == "en").unwrap_or(page.marked);
    let statement = |state: &str, more: &str| {
        format!("[disclosure]\nstate = \"{state}\"\nground = \"joho-5-5\"\ndecided = 2026-03-01\nreview = 2027-03-01\n{more}")
    };
    let partly = marked != [false; 2];
    let disclosure = match page.state {
        State::Open if partly => statement("一部非公表", ""),
        State::Open => "disclosure = \"公表\"\n".to_owned(),
        State::Withheld => statement("非公表", ""),
        State::Silent => statement("非公表", "stub = false\n"),
        State::Embargoed => statement("公表予定", "until = 2026-03-20\n"),
        State::Released => statement("公表予定", "until = 2026-03-20\nreleased = { on = 2026-03-19, by = \"課長\" }\n"),
        State::Unacknowledged => statement("存否応答拒否", ""),
    };
    let part = |n: usize| {
        let words = word(lang, page.key, n);
        // With its number a mark is known for the same one in both languages.
        let number = format!("W-2026-{:03}", page.key * 2 + n + 1);
        if marked[n] { format!("前《非公表:joho-5-2a#{number}|{words}》後") } else { words }
    };
    format!("+++\ntitle = \"ページ {}\"\n{disclosure}+++\n{}\n\n{}\n", page.key, part(0), part(1))
}

fn edit_text(memory: &mut Memory, path: &str, change: impl Fn(&str) -> String) {
    let text = change(memory.text(path).expect("the file"));
    memory.insert(path, text.into_bytes());
}

type Files = BTreeMap<String, Vec<u8>>;

fn clean(desk: &Desk) -> Option<Files> {
    let built = kohyo::build(&desk.files());
    let said = printed(&built);
    for secret in desk.secrets() {
        assert!(!said.contains(&secret), "{secret} in a message:\n{said}");
    }
    built.cleared.map(|cleared| cleared.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
}

proptest! {
    // PROPTEST_CASES runs more of them.
    #![proptest_config(if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default() } else { ProptestConfig::with_cases(24) })]

    #[test]
    fn the_preview_is_always_a_fresh_build_and_tells_nothing_withheld(edits in proptest::collection::vec(edit(), 1..12)) {
        let preview = Preview::new();
        let mut desk = Desk::new();
        let (mut good, mut good_desk) = (clean(&desk), desk.clone());
        preview.rebuild(&desk.files());
        for edit in &edits {
            desk.apply(edit);
            preview.rebuild(&desk.files());
            if let Some(files) = clean(&desk) {
                (good, good_desk) = (Some(files), desk.clone());
            }
            let shown: Option<Files> = preview.files();
            prop_assert!(shown == good, "after {edit:?} the preview is not the last good site");
            let text: String = shown.iter().flatten().map(|(path, bytes)| format!("{path}{}", String::from_utf8_lossy(bytes))).collect();
            for secret in good_desk.secrets() {
                prop_assert!(!text.contains(&secret), "{secret} in the preview after {edit:?}");
            }
        }
    }
}

/// The paths of files that are other ones, where the same files are there.
fn changed(before: &Memory, now: &Memory) -> Option<Vec<SitePath>> {
    let paths = now.files().expect("paths");
    let same = before.files().expect("paths") == paths;
    let read = |world: &Memory, path: &SitePath| world.read(path).expect("a file");
    same.then(|| paths.into_iter().filter(|path| read(before, path) != read(now, path)).collect())
}

proptest! {
    #![proptest_config(if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default() } else { ProptestConfig::with_cases(24) })]

    /// What the preview uses again after a save makes no byte and no finding another one.
    #[test]
    fn what_is_used_again_changes_nothing(edits in proptest::collection::vec(edit(), 1..12)) {
        let mut desk = Desk::new();
        let (mut kept, mut before, mut tables) = (Kept::default(), None, Arc::new(Tables::default()));
        for edit in &edits {
            desk.apply(edit);
            let files = desk.files();
            let known = before.as_ref().and_then(|before| changed(before, &files));
            let mut rendered = kohyo::draft(&files, &mut kept, known.as_deref(), &mut Stages::default()).complete();
            tables = Arc::new(Tables::again(&rendered.site, &tables));
            let (used, new) = (OpenData::with(&rendered.site, Arc::clone(&tables)), OpenData::new(&rendered.site));
            prop_assert!(used.files().iter().eq(new.files().iter()), "other tables after {edit:?}");
            let cleared = rendered.clear();
            let (again, fresh) = (Built::of(rendered, cleared), kohyo::build(&files));
            prop_assert_eq!(printed(&again), printed(&fresh), "other findings after {:?}", edit);
            let tree = |built: &Built| -> Option<Files> {
                let files = built.cleared.as_ref()?.files();
                Some(files.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
            };
            prop_assert!(tree(&again) == tree(&fresh), "another site after {edit:?}");
            before = Some(files);
        }
    }
}

/// A theme is made again when a file of it was saved, and not when another one was.
#[test]
fn a_theme_is_used_again_until_it_is_saved() {
    let mut desk = Desk::new();
    let (mut kept, mut before, mut theme) = (Kept::default(), desk.files(), None);
    let edits = [
        None,
        Some((Edit::Mark(0, 0), true)),
        Some((Edit::Word(1), false)),
        Some((Edit::Colour(1), false)),
        Some((Edit::Row(State::Withheld), true)),
    ];
    for edit in edits {
        edit.iter().for_each(|(edit, _)| desk.apply(edit));
        let files = desk.files();
        let known = theme.is_some().then(|| changed(&before, &files)).flatten();
        let draft = kohyo::draft(&files, &mut kept, known.as_deref(), &mut Stages::default());
        let made = draft.theme.clone().expect("a theme");
        let same = theme.replace(Arc::clone(&made)).is_some_and(|before| Arc::ptr_eq(&before, &made));
        assert_eq!(same, edit.as_ref().is_some_and(|(_, same)| *same), "{edit:?}");
        let shown = draft.complete().tree.expect("a site");
        assert_eq!(shown.get("assets/dot.gif"), Some(dot(desk.colour).as_slice()));
        assert!(String::from_utf8_lossy(shown.get("ja/index.html").expect("home")).contains(&format!("本文へ{}", desk.word)));
        before = files;
    }
}

/// The words are found when they are public, so that their absence means something.
#[test]
fn the_words_are_there_when_nothing_is_withheld() {
    let mut desk = Desk::new();
    desk.amount_withheld = false;
    desk.pages[0].state = State::Released;
    let files = clean(&desk).expect("a site");
    let text: String = files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    for page in 0..2 {
        for part in 0..2 {
            assert!(text.contains(&word("ja", page, part)) && text.contains(&word("en", page, part)));
        }
    }
    assert!(text.contains("4567億円") && text.contains("鴬谷助成金"));
}

const NOTHING: [&str; 0] = [];

/// Plans of which one speaks of a figure of another are audited together, whichever of them is saved.
#[test]
fn what_is_said_of_another_plan_is_heard_there() {
    let mut desk = Desk::new();
    let mut kept = Kept::default();
    let mut codes = |edits: &[Edit]| {
        edits.iter().for_each(|edit| desk.apply(edit));
        let drafted = kohyo::draft(&desk.files(), &mut kept, None, &mut Stages::default());
        drafted.rendered.findings.iter().map(|finding| finding.code.id).filter(|id| id.starts_with("K05")).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), NOTHING);
    assert_eq!(codes(&[Edit::Bound(true)]), ["K0520"], "a sum tells the amount");
    assert_eq!(codes(&[Edit::Amount(false)]), NOTHING);
    assert_eq!(codes(&[Edit::Whole(4609)]), ["K0509"], "the sum of another plan's amount is another one");
    assert_eq!(codes(&[Edit::Known(true)]), NOTHING, "a third plan knows why");
    assert_eq!(codes(&[Edit::Whole(4600)]), ["K0516"], "there is nothing to know any more");
    assert_eq!(codes(&[Edit::Known(false), Edit::Bound(false)]), NOTHING);
}
