//! The pages of two trees against each other, sentence by sentence.
//!
//! In: both trees, and what is known of changed facts. Out: pages that are new, gone or moved; sentences that differ for another reason
//! than a figure; where each touched figure stands. Never: a sentence twice because it stands on many pages.

use super::figures::Touched;
use super::html::{self, Sentence, Text};
use super::model::{Both, Left, Page};
use super::public::{Public, address_of, file_of, split};
use crate::disclosed::marker;
use crate::figures::Lang;
use rayon::prelude::*;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What the pages tell.
#[derive(Default)]
pub struct Pages {
    /// By address without language.
    pub new: BTreeMap<String, Page>,
    /// Addresses without language that are gone for good.
    pub gone: BTreeSet<String>,
    /// With language: a page that stands elsewhere now.
    pub moved: Vec<Left>,
    /// Pages of both trees whose sentences differ, by address without language.
    pub told: BTreeMap<String, Differs>,
    /// Where a figure stands in the new tree, else in the old one: address without language.
    pub places: BTreeMap<String, String>,
    /// What the old pages print for the touched figures.
    pub prints: BTreeMap<String, BTreeSet<String>>,
}

/// A page that differs.
#[derive(Default)]
pub struct Differs {
    pub title: Both,
    pub moved_from: String,
    pub changes: Vec<Change>,
    /// The new page hides more than the old one did.
    pub hides_more: bool,
}

/// A sentence before and after.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub lang: Lang,
    pub old: String,
    pub new: String,
    /// Somebody wrote it, at least on one side.
    pub written: bool,
}

impl Change {
    /// Withheld parts before and after.
    pub fn marks(&self) -> (usize, usize) {
        let count = |text: &str| text.matches(marker(self.lang)).count();
        (count(&self.old), count(&self.new))
    }
}

/// A page of both trees.
struct Twin<'a> {
    address: &'a str,
    lang: Lang,
    moved_from: &'a str,
    old: &'a [u8],
    new: &'a [u8],
}

impl Pages {
    pub fn compare(old: &Public, new: &Public, touched: &Touched) -> Pages {
        let mut out = Pages::default();
        let (was, is) = (addresses(old), addresses(new));
        let moves: Vec<(String, String)> = was.difference(&is).filter_map(|from| moved(new, &was, &is, from)).collect();
        let (sources, targets): (BTreeSet<&str>, BTreeSet<&str>) =
            moves.iter().map(|(from, to)| (from.as_str(), to.as_str())).unzip();
        let fresh: Vec<&String> = is.difference(&was).filter(|to| !targets.contains(to.as_str())).collect();
        let lost: Vec<&String> = was.difference(&is).filter(|from| !sources.contains(from.as_str())).collect();
        let mut known = touched.clone();
        let sets_apart = (old.sets_apart(), new.sets_apart());
        for (tree, list, apart) in [(new, &fresh, sets_apart.1), (old, &lost, sets_apart.0)] {
            let read =
                |address: &&String| tree.get(&file_of(address)).map(|bytes| ((**address).clone(), html::read(bytes, apart)));
            for (address, text) in list.par_iter().filter_map(read).collect::<Vec<_>>() {
                out.one_sided(&address, &text, std::ptr::eq(tree, new), &mut known);
            }
        }
        let numbers = echoes(known.prints.iter().map(|(old, new)| (old.as_str(), new.as_str())));
        let twins = twins(old, new, &was, &is, &moves);
        let read: Vec<(&Twin, Read)> = twins
            .par_iter()
            .filter(|twin| twin.old != twin.new)
            .map(|twin| (twin, Read::of(twin, &known, &numbers, sets_apart)))
            .collect();
        let said = |get: fn(&Read) -> &Vec<u64>| read.iter().flat_map(|(_, read)| get(read)).copied().collect::<HashSet<u64>>();
        let (before, now) = (said(|read| &read.said.0), said(|read| &read.said.1));
        for (twin, mut read) in read {
            // Words of the theme that stand on another page already, or still, are no news.
            read.changes.retain(|change| change.written || !repeats(change, &before, &now));
            out.twin(twin, read);
        }
        out.moved = moves.into_iter().map(|(from, to)| Left { from, to }).collect();
        out
    }

    /// A page of one tree only: its title is no news elsewhere.
    fn one_sided(&mut self, path: &str, text: &Text, is_new: bool, known: &mut Touched) {
        let Some((lang, address)) = split(path) else { return };
        known.add_text(&text.title);
        self.figures(text, address, known, !is_new);
        if !is_new {
            self.gone.insert(address.to_owned());
            return;
        }
        let fresh = || Page { address: address.to_owned(), ..Page::default() };
        let page = self.new.entry(address.to_owned()).or_insert_with(fresh);
        *(if lang == Lang::Ja { &mut page.title.ja } else { &mut page.title.en }) = text.title.clone();
        page.languages.push(lang.code());
        page.languages.sort_unstable_by(|a, b| b.cmp(a));
    }

    fn figures(&mut self, text: &Text, address: &str, known: &Touched, old: bool) {
        for (id, prints) in text.figures.iter().filter(|(id, _)| known.facts.contains(*id)) {
            if old {
                self.prints.entry(id.clone()).or_default().extend(prints.iter().cloned());
            }
            self.place(id, address);
        }
    }

    /// The page about the row itself, else the shortest address but home.
    fn place(&mut self, id: &str, address: &str) {
        let row = id.rsplit('/').nth(1).map(|row| format!("/{row}/")).unwrap_or_default();
        let far = |address: &str| (!address.ends_with(&row), address == "/", address.len(), address.to_owned());
        let place = self.places.entry(id.to_owned()).or_insert_with(|| address.to_owned());
        if far(address) < far(place) {
            address.clone_into(place);
        }
    }

    fn twin(&mut self, twin: &Twin, read: Read) {
        for id in &read.places {
            self.place(id, twin.address);
        }
        for (id, prints) in read.prints {
            self.prints.entry(id).or_default().extend(prints);
        }
        if read.changes.is_empty() {
            return;
        }
        let differs = self.told.entry(twin.address.to_owned()).or_default();
        *(if twin.lang == Lang::Ja { &mut differs.title.ja } else { &mut differs.title.en }) = read.title;
        differs.moved_from = twin.moved_from.to_owned();
        differs.hides_more |= read.hides_more;
        differs.changes.extend(read.changes);
        differs.changes.sort_by_key(|change| change.lang);
    }
}

fn addresses(tree: &Public) -> BTreeSet<String> {
    tree.pages().into_iter().filter_map(address_of).collect()
}

/// A page that is gone, and leads for good to one that was not there: the same page.
fn moved(new: &Public, before: &BTreeSet<String>, now: &BTreeSet<String>, from: &str) -> Option<(String, String)> {
    let (to, forever) = new.lead(from)?;
    (forever && now.contains(to) && !before.contains(to)).then(|| (from.to_owned(), to.to_owned()))
}

fn twins<'a>(
    old: &Public<'a>,
    new: &Public<'a>,
    before: &'a BTreeSet<String>,
    now: &'a BTreeSet<String>,
    moves: &'a [(String, String)],
) -> Vec<Twin<'a>> {
    let same = before.intersection(now).map(|address| (address.as_str(), address.as_str()));
    let pairs = same.chain(moves.iter().map(|(from, to)| (from.as_str(), to.as_str())));
    let twin = |(from, to): (&'a str, &'a str)| {
        let (lang, address) = split(to)?;
        let moved_from = if from == to { "" } else { split(from)?.1 };
        Some(Twin { address, lang, moved_from, old: old.get(&file_of(from))?, new: new.get(&file_of(to))? })
    };
    pairs.filter_map(twin).collect()
}

/// Two readings of a page.
struct Read {
    title: String,
    changes: Vec<Change>,
    hides_more: bool,
    places: Vec<String>,
    prints: BTreeMap<String, Vec<String>>,
    /// Whole sentences of both, as numbers that tell them apart.
    said: (Vec<u64>, Vec<u64>),
}

impl Read {
    fn of(twin: &Twin, known: &Touched, numbers: &Echoes, apart: (bool, bool)) -> Read {
        let (old, new) = (html::read(twin.old, apart.0), html::read(twin.new, apart.1));
        let touched = |text: &Text| -> BTreeMap<String, Vec<String>> {
            let figures = text.figures.iter().filter(|(id, _)| known.facts.contains(*id));
            figures.map(|(id, prints)| (id.clone(), prints.clone())).collect()
        };
        let (prints, now) = (touched(&old), touched(&new));
        let echoes = on_page(&prints, &now);
        let (removed, added) = unexplained(&old, &new, known);
        let changes = pair(twin.lang, &removed, &added);
        let changes: Vec<Change> =
            changes.into_iter().filter(|change| change.written || !follows(change, [&echoes, numbers])).collect();
        let marks = |text: &Text| {
            text.sentences.iter().filter(|s| s.written).map(|s| s.key.matches(marker(twin.lang)).count()).sum::<usize>()
        };
        let said = |text: &Text| text.sentences.iter().filter(|s| s.is_whole()).map(|s| number(&s.text)).collect();
        let said = (said(&old), said(&new));
        let hides_more = marks(&new) > marks(&old);
        let places = prints.keys().chain(now.keys()).cloned().collect::<BTreeSet<_>>().into_iter().collect();
        Read { title: new.title, changes, hides_more, places, prints, said }
    }
}

/// A sentence, and at which place of the page the two readings differ there.
type Placed<'a> = (usize, &'a Sentence);

/// Sentences of one reading that the other one lacks, for another reason than a touched figure or row.
fn unexplained<'a>(old: &'a Text, new: &'a Text, known: &Touched) -> (Vec<Placed<'a>>, Vec<Placed<'a>>) {
    let keys = |text: &'a Text| text.sentences.iter().map(|s| s.key.as_str()).collect::<Vec<&str>>();
    let (before, now) = (keys(old), keys(new));
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for (hunk, op) in capture_diff_slices(Algorithm::Myers, &before, &now).iter().enumerate() {
        if !matches!(op, DiffOp::Equal { .. }) {
            removed.extend(old.sentences.get(op.old_range()).into_iter().flatten().map(|s| (hunk, s)));
            added.extend(new.sentences.get(op.new_range()).into_iter().flatten().map(|s| (hunk, s)));
        }
    }
    without_twins(&mut removed, &mut added);
    removed.retain(|(_, s)| !is_explained(s, known));
    added.retain(|(_, s)| !is_explained(s, known));
    (removed, added)
}

/// Sentences that only stand at another place of the page say what they said.
fn without_twins(removed: &mut Vec<Placed>, added: &mut Vec<Placed>) {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    added.iter().for_each(|(_, s)| *left.entry(s.key.clone()).or_default() += 1);
    let mut twins: BTreeMap<String, usize> = BTreeMap::new();
    let take = |key: &str, from: &mut BTreeMap<String, usize>| match from.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    removed.retain(|(_, s)| {
        let twin = take(&s.key, &mut left);
        if twin {
            *twins.entry(s.key.clone()).or_default() += 1;
        }
        !twin
    });
    added.retain(|(_, s)| !take(&s.key, &mut twins));
}

/// Tells sentences apart; two of the same number are the same for all that is asked of it.
fn number(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Whether what came stood somewhere before, and what went still stands somewhere.
fn repeats(change: &Change, before: &HashSet<u64>, now: &HashSet<u64>) -> bool {
    let known = |text: &str, there: &HashSet<u64>| text.is_empty() || there.contains(&number(text));
    known(&change.new, before) && known(&change.old, now)
}

/// Labels and cells are made from data or are words of the theme.
fn is_explained(sentence: &Sentence, known: &Touched) -> bool {
    !(sentence.written || sentence.is_whole())
        || sentence.figures.iter().any(|id| known.facts.contains(id))
        || sentence.stands_in(&known.ids)
        || known.texts.contains(&sentence.text)
}

/// How many sentences of one place are held against each other; beyond, the order decides.
const NEAR: usize = 400;

/// Removed and added sentences of one place that are alike are one change. A marker that stands alone is one with all that stands in
/// its place on the other side.
fn pair(lang: Lang, removed: &[Placed], added: &[Placed]) -> Vec<Change> {
    let mut open: Vec<Option<&Placed>> = added.iter().map(Some).collect();
    let shapes: Vec<Shape> = added.iter().map(|(_, new)| Shape::of(lang, &new.text)).collect();
    let mut out: Vec<(usize, usize, Change)> = Vec::new();
    for (place, (hunk, old)) in removed.iter().enumerate() {
        let candidates = open.iter().zip(&shapes).enumerate().filter_map(|(at, (new, shape))| Some((at, (*new)?.0, shape)));
        let own = Shape::of(lang, &old.text);
        let best = candidates.take(NEAR).filter_map(|(at, other, shape)| Some((own.likeness(shape, *hunk == other)?, at)));
        // The likest; of equals the first.
        let best = best.max_by_key(|(likeness, at)| (*likeness, std::cmp::Reverse(*at)));
        let taken = best.and_then(|(_, at)| open.get_mut(at)?.take());
        let new = taken.map(|(_, new)| new.text.clone()).unwrap_or_default();
        let written = old.written || taken.is_some_and(|(_, new)| new.written);
        out.push((taken.map_or(*hunk, |(hunk, _)| *hunk), place, Change { lang, old: old.text.clone(), new, written }));
    }
    let rest = open.into_iter().flatten().enumerate();
    out.extend(rest.map(|(at, (hunk, new))| {
        (*hunk, usize::MAX / 2 + at, Change { lang, old: String::new(), new: new.text.clone(), written: new.written })
    }));
    out.sort_by_key(|(hunk, at, _)| (*hunk, *at));
    out.chunk_by(|(a, ..), (b, ..)| a == b)
        .flat_map(|hunk| joined(hunk.iter().map(|(_, _, change)| change.clone()).collect()))
        .collect()
}

/// Joins a lone marker with what stands in its place.
fn joined(mut hunk: Vec<Change>) -> Vec<Change> {
    let alone = |text: &str, lang: Lang| text.replace(marker(lang), "").trim().is_empty() && !text.is_empty();
    let closes = hunk.iter().position(|change| change.written && change.old.is_empty() && alone(&change.new, change.lang));
    let opens = hunk.iter().position(|change| change.written && change.new.is_empty() && alone(&change.old, change.lang));
    let Some(at) = opens.or(closes) else { return hunk };
    let mut whole = hunk.remove(at);
    let (other, mut rest): (Vec<Change>, Vec<Change>) = hunk
        .into_iter()
        .partition(|change| change.written && if opens.is_some() { change.old.is_empty() } else { change.new.is_empty() });
    let texts: Vec<String> = other.into_iter().map(|change| if opens.is_some() { change.new } else { change.old }).collect();
    *(if opens.is_some() { &mut whole.new } else { &mut whole.old }) = texts.join(" ");
    rest.insert(at.min(rest.len()), whole);
    rest
}

/// What a sentence is made of.
struct Shape {
    lang: Lang,
    /// Pairs of neighbouring characters.
    pairs: BTreeSet<(char, char)>,
    hides: bool,
}

impl Shape {
    /// A marker stands for other words: what stands around it tells.
    fn of(lang: Lang, text: &str) -> Shape {
        let plain = text.replace(marker(lang), "");
        Shape { lang, pairs: plain.chars().zip(plain.chars().skip(1)).collect(), hides: plain.len() < text.len() }
    }

    /// How alike two are in percent, when alike enough. Sentences of one place need less; English ones share their letters anyway.
    fn likeness(&self, other: &Shape, same_place: bool) -> Option<u32> {
        let both = self.pairs.intersection(&other.pairs).count();
        let percent = u32::try_from(200 * both / (self.pairs.len() + other.pairs.len()).max(1)).unwrap_or(0);
        let enough = match (same_place, self.lang) {
            (false, _) => 75,
            (true, _) if self.hides || other.hides => 30,
            (true, Lang::Ja) => 45,
            (true, Lang::En) => 60,
        };
        (percent >= enough).then_some(percent)
    }
}

/// Numbers before and after.
type Echoes = BTreeSet<(String, String)>;

/// The numbers that changed figures print.
fn echoes<'a>(prints: impl Iterator<Item = (&'a str, &'a str)>) -> Echoes {
    let owned = |(old, new): (&str, &str)| (old.to_owned(), new.to_owned());
    prints.flat_map(|(old, new)| digits(old).into_iter().zip(digits(new)).map(owned).collect::<Vec<_>>()).collect()
}

/// The same as a page prints them, in the units of its language.
fn on_page(old: &BTreeMap<String, Vec<String>>, new: &BTreeMap<String, Vec<String>>) -> Echoes {
    let pairs = old.iter().flat_map(|(id, before)| {
        let now = new.get(id).into_iter().flatten();
        now.flat_map(move |now| before.iter().map(move |before| (before.as_str(), now.as_str())))
    });
    echoes(pairs)
}

/// Whether a sentence differs only by numbers that changed figures print: the figure is told, its echoes are not.
fn follows(change: &Change, echoes: [&Echoes; 2]) -> bool {
    let (old, new) = (digits(&change.old), digits(&change.new));
    let bare = |text: &str| text.chars().filter(|c| !is_digit(*c)).collect::<String>();
    let pairs = || old.iter().zip(&new).filter(|(old, new)| old != new);
    !change.old.is_empty()
        && old.len() == new.len()
        && bare(&change.old) == bare(&change.new)
        && pairs().next().is_some()
        && pairs()
            .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
            .all(|pair| echoes.iter().any(|known| known.contains(&pair)))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ".,".contains(c)
}

/// The numbers of a text.
fn digits(text: &str) -> Vec<&str> {
    text.split(|c| !is_digit(c)).map(|run| run.trim_matches(['.', ','])).filter(|run| !run.is_empty()).collect()
}
