//! All needles in all their spellings, made ready to be looked for in one pass over each view.
//!
//! In: the `Watchlist`. Out: which secrets stand in a folded text, in a run of letters, in bytes. Never: a hit inside a longer
//! number or word (`words` decides that).

use super::encode;
use super::fold::Folded;
use super::view::Form;
use super::words;
use crate::redact::{Needle, NeedleKind, Secret, Watchlist};
use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

/// A spelling as the folded search sees it.
pub struct Spelt {
    /// Index of the secret.
    pub secret: usize,
    /// How it is recognised.
    pub kind: NeedleKind,
    /// Folded.
    pub text: Vec<u8>,
    /// As written.
    pub written: String,
}

/// An automaton with the secret and form of each of its patterns.
struct Patterns {
    machine: AhoCorasick,
    meaning: Vec<(usize, Form)>,
}

/// Everything to look for.
pub struct Search<'a> {
    secrets: Vec<&'a Secret>,
    spelt: Vec<Spelt>,
    folded: AhoCorasick,
    /// hex and base64, in runs of letters
    letters: Patterns,
    /// every encoding, in files that are not text
    bytes: Patterns,
    /// those byte spellings that are text themselves: UTF-16 of ひみつ reads `r0d0c0`
    disguised: Patterns,
    /// Whether a needle holds `<` or `>` itself, so that taking out tags may tear it.
    pub angled: bool,
}

impl<'a> Search<'a> {
    /// Builds the automata; this fails only when there are more spellings than a machine can hold.
    pub fn new(watchlist: &'a Watchlist) -> Result<Search<'a>, BuildError> {
        let secrets: Vec<&Secret> = watchlist.secrets().collect();
        let (mut spelt, mut letters, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
        for (index, secret) in secrets.iter().enumerate() {
            for needle in &secret.needles {
                spelt.extend(spellings(index, needle));
                if needle.encoded {
                    letters.extend(encode::letters(&needle.text).into_iter().map(|(l, form)| (l, (index, form))));
                    bytes.extend(encode::bytes(&needle.text).into_iter().map(|(b, form)| (b, (index, form))));
                }
            }
        }
        let disguised = bytes.iter().filter(|(b, (_, form))| *form != Form::Bytes && std::str::from_utf8(b).is_ok());
        Ok(Search {
            secrets,
            angled: spelt.iter().any(|s: &Spelt| s.text.contains(&b'<') || s.text.contains(&b'>')),
            folded: machine(spelt.iter().map(|s| &s.text))?,
            spelt,
            disguised: Patterns::new(disguised.cloned().collect())?,
            letters: Patterns::new(letters)?,
            bytes: Patterns::new(bytes)?,
        })
    }

    /// The secrets, by index.
    pub fn secret(&self, index: usize) -> Option<&'a Secret> {
        self.secrets.get(index).copied()
    }

    /// Whether nothing withheld is known.
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// How many spellings there are.
    pub fn len(&self) -> usize {
        self.spelt.len() + self.letters.meaning.len() + self.bytes.meaning.len()
    }

    /// Spellings in a folded text. `tags_from`: where what stood in tags begins. In what is no text, `least` bytes are wanted.
    pub fn folded<'s>(&'s self, text: &Folded, tags_from: usize, least: usize, mut found: impl FnMut(&'s Spelt)) {
        for hit in self.folded.find_overlapping_iter(&text.text) {
            if let Some(spelt) = self.spelt.get(hit.pattern().as_usize())
                && spelt.text.len() >= least
                && words::stands_alone(text, hit.range(), spelt.kind, tags_from)
            {
                found(spelt);
            }
        }
    }

    /// Hex and base64 in runs of letters.
    pub fn letters(&self, runs: &[u8], found: impl FnMut(usize, Form)) {
        self.letters.find(runs, found);
    }

    /// Any encoding in bytes.
    pub fn bytes(&self, bytes: &[u8], found: impl FnMut(usize, Form)) {
        self.bytes.find(bytes, found);
    }

    /// Encodings that pass for text.
    pub fn disguised(&self, text: &[u8], found: impl FnMut(usize, Form)) {
        if !self.disguised.meaning.is_empty() {
            self.disguised.find(text, found);
        }
    }
}

/// A needle as it reads once folded; and, where it holds escapes itself, as it reads when the scan has undone them.
fn spellings(secret: usize, needle: &Needle) -> Vec<Spelt> {
    let once = super::decode::decode(&needle.text).into_owned();
    let twice = super::decode::decode(&once).into_owned();
    let mut texts: Vec<Vec<u8>> = [&needle.text, &once, &twice].map(|text| Folded::of(text).text).into();
    texts.dedup();
    texts.retain(|text| !text.is_empty());
    let spelt = |text| Spelt { secret, kind: needle.kind, text, written: needle.text.clone() };
    texts.into_iter().map(spelt).collect()
}

/// A DFA would be faster still, but takes a kilobyte for each character of each spelling.
fn machine<P: AsRef<[u8]>>(patterns: impl Iterator<Item = P>) -> Result<AhoCorasick, BuildError> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(patterns)
}

impl Patterns {
    fn new(mut all: Vec<(Vec<u8>, (usize, Form))>) -> Result<Patterns, BuildError> {
        all.sort();
        all.dedup();
        let (patterns, meaning): (Vec<Vec<u8>>, Vec<(usize, Form)>) = all.into_iter().unzip();
        Ok(Patterns { machine: machine(patterns.iter())?, meaning })
    }

    fn find(&self, bytes: &[u8], mut found: impl FnMut(usize, Form)) {
        for hit in self.machine.find_overlapping_iter(bytes) {
            if let Some((secret, form)) = self.meaning.get(hit.pattern().as_usize()) {
                found(*secret, *form);
            }
        }
    }
}
