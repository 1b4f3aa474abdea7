//! What looks like a mark and is none: written in an encoding, broken up, misspelt, in the wrong brackets.
//!
//! In: the running text in which `inline` has found what it knows. Out: each further attempt, as far as it may reach. Never: a
//! mark made out of an attempt; a finding about brackets that hold something else (《主な発信先》), about the word without a
//! bracket (一部非公表といたします), or about what stands behind a backslash (`\「非公表」`).
//!
//! One walk over the decoded characters. An attempt reaches to its closing bracket or the end of the paragraph, and is not
//! looked at again; what is looked at beyond that is bounded.

use super::decoded::{self, PARAGRAPH, TAKEN, Unit};
use super::faults::Fault;
use super::stretches::stretches;
use super::{Read, What, inline, words};
use crate::kinds::WithheldKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// Brackets, as NFKC leaves them. The first ones, the double angle brackets, are those of marks and their likes.
const BRACKETS: [(char, char); 40] = [
    ('《', '》'),
    ('≪', '≫'),
    ('«', '»'),
    ('⟪', '⟫'),
    ('⋘', '⋙'),
    ('⪡', '⪢'),
    ('⫷', '⫸'),
    ('「', '」'),
    ('『', '』'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('【', '】'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('〖', '〗'),
    ('〘', '〙'),
    ('〚', '〛'),
    ('‹', '›'),
    ('⟨', '⟩'),
    ('⟦', '⟧'),
    ('⟬', '⟭'),
    ('❨', '❩'),
    ('❪', '❫'),
    ('❬', '❭'),
    ('❮', '❯'),
    ('❰', '❱'),
    ('❲', '❳'),
    ('❴', '❵'),
    ('⦃', '⦄'),
    ('⦅', '⦆'),
    ('⦗', '⦘'),
    ('⧼', '⧽'),
    ('⸨', '⸩'),
    ('⸢', '⸣'),
    ('⁅', '⁆'),
    ('˂', '˃'),
    ('ᐸ', 'ᐳ'),
    ('〝', '〟'),
];

const DOUBLE: usize = 7;

/// How far a bracket that consists of two `<` is followed: in program code they are shifts.
const SHIFT_REACH: usize = 60;

/// The longest word that is held against the mark word.
const HEAD: usize = 24;

/// Whether a text can hold a mark at all: most strings of a data file have no bracket, no encoding and no fence.
pub fn possible(text: &str) -> bool {
    text.contains(|c: char| !c.is_ascii() || matches!(c, '<' | '(' | '[' | '{' | '&' | '%' | '\\' | ':' | '|'))
}

/// Whether a character closes a bracket of any kind.
pub fn closes(c: char) -> bool {
    !is_letter(c) && (BRACKETS.iter().any(|(_, close)| *close == c) || matches!(c, '）' | '］' | '｝' | '＞' | '｣' | '｠'))
}

/// Looks through a text; `taken` are the parts that are known, in order.
pub fn read(text: &str, taken: &[Range<usize>], out: &mut Read) {
    stretches(text, taken).filter(|stretch| !stretch.calm).for_each(|stretch| read_part(text, stretch.range, taken, out));
}

/// Looks through a part of a text that can be read apart.
pub(super) fn read_part(text: &str, part: Range<usize>, taken: &[Range<usize>], out: &mut Read) {
    let units = decoded::units_of(text, part, taken);
    let mut walk = Walk { text, units: &units, open: None, stops: BTreeMap::new() };
    let mut at = 0;
    while at < units.len() {
        at = match walk.step(at) {
            Step::On(to) => to,
            Step::Ordinary { literal, on } => walk.ordinary(literal, on, out),
            Step::Attempt(attempt) => walk.attempt(attempt, out),
        };
    }
}

/// The mark word at the beginning of some characters, and its length in characters.
pub fn word(units: &[Unit]) -> Option<usize> {
    let is = |word: &str| {
        let mut length = 0;
        word.chars()
            .all(|c| {
                length += 1;
                units.get(length - 1).is_some_and(|unit| unit.ch == c)
            })
            .then_some(length)
    };
    match units.first()?.ch {
        '非' => is(super::WORDS[0]),
        'w' => is(super::WORDS[1]),
        _ => None,
    }
}

/// One opening bracket, or several of the same.
#[derive(Clone, Copy)]
struct Opening {
    at: usize,
    /// In characters.
    length: usize,
    close: char,
    /// Whether it is a double angle bracket or a doubled one.
    double: bool,
}

/// A bracket that is open, and where the mark word was met in it.
struct Open {
    opening: Opening,
    word: Option<usize>,
}

enum Step {
    On(usize),
    /// An attempt behind a backslash: what is printed without it, and where the walk goes on.
    Ordinary {
        literal: Range<usize>,
        on: usize,
    },
    Attempt(Attempt),
}

/// An attempt, in characters.
struct Attempt {
    fault: Fault,
    /// From its bracket to its closing bracket, or to where it ends without one.
    whole: Range<usize>,
    /// What of it is bracket and word; the rest may be what somebody meant to hide.
    word: Range<usize>,
    /// How many characters its closing bracket takes; none without one.
    closing: usize,
    /// The bracket that a backslash may make ordinary.
    opening: Option<Opening>,
}

struct Walk<'t> {
    text: &'t str,
    units: &'t [Unit],
    open: Option<Open>,
    /// Where the next sign of a kind, or the end of the paragraph, was found. Places are asked for from left to right, so each
    /// stretch is searched once for each sign.
    stops: BTreeMap<char, usize>,
}

impl Walk<'_> {
    fn step(&mut self, at: usize) -> Step {
        let Some(unit) = self.units.get(at) else { return Step::On(at + 1) };
        if unit.ch == PARAGRAPH {
            self.open = None;
            return Step::On(at + 1);
        }
        if let Some(opening) = self.opening(at) {
            if let Some(attempt) = self.at_opening(opening) {
                return self.unless_escaped(attempt);
            }
            if opening.double {
                self.open = Some(Open { opening, word: None });
            }
            return Step::On(at + opening.length);
        }
        if let Some(length) = word(&self.units[at..]) {
            return self.at_word(at, length);
        }
        self.at_close(at)
    }

    /// Any other character; it may close the bracket that is open.
    fn at_close(&mut self, at: usize) -> Step {
        let length = self.open.as_ref().map_or(1, |open| open.opening.length.min(2));
        let ends = |open: &mut Open| {
            let signs = self.units.get(at..at + length).unwrap_or_default();
            let shift = open.opening.close == '>' && at > open.opening.at + SHIFT_REACH;
            !shift && signs.len() == length && signs.iter().all(|unit| unit.ch == open.opening.close)
        };
        match self.open.take_if(ends) {
            Some(Open { opening, word: Some(word) }) => {
                let attempt = self.holding(opening, word, at + length);
                self.unless_escaped(attempt)
            }
            _ => Step::On(at + 1),
        }
    }

    /// The first such sign from a place on, or the end of the paragraph.
    fn stop(&mut self, sign: char, from: usize) -> usize {
        if let Some(known) = self.stops.get(&sign).filter(|known| **known >= from) {
            return *known;
        }
        let rest = self.units.get(from..).unwrap_or_default();
        let found = rest.iter().position(|unit| unit.ch == sign || unit.ch == PARAGRAPH).unwrap_or(rest.len());
        self.stops.insert(sign, from + found);
        from + found
    }

    fn unless_escaped(&mut self, attempt: Attempt) -> Step {
        let first = attempt.opening.and_then(|opening| self.units.get(opening.at).map(|unit| (opening, unit)));
        let escaped = first.filter(|(_, unit)| !unit.encoded && inline::escape(self.text, unit.start as usize).is_some());
        // With a bar in it, the backslash would print what stands behind the bar.
        let Some((opening, _)) = escaped else { return Step::Attempt(attempt) };
        if attempt.closing > 0 && self.stop('|', attempt.word.end) < attempt.whole.end {
            return Step::Attempt(attempt);
        }
        // A mark within stays one; as a part of what is printed, it would be printed too.
        if self.units.get(opening.at..attempt.word.end).is_some_and(|word| word.iter().any(|unit| unit.ch == TAKEN)) {
            return Step::Attempt(attempt);
        }
        let on = if attempt.fault == Fault::Holding { attempt.whole.end } else { attempt.word.end };
        Step::Ordinary { literal: opening.at..attempt.word.end, on }
    }

    fn ch(&self, at: usize) -> Option<char> {
        self.units.get(at).map(|unit| unit.ch)
    }

    fn opening(&self, at: usize) -> Option<Opening> {
        let ch = self.ch(at)?;
        let kind = kind(ch)?;
        let length = self.units[at..].iter().take_while(|unit| unit.ch == ch).count();
        Some(Opening { at, length, close: BRACKETS[kind].1, double: kind < DOUBLE || length > 1 })
    }

    fn at_opening(&mut self, opening: Opening) -> Option<Attempt> {
        let inner = opening.at + opening.length;
        match word(&self.units[inner..]) {
            Some(length) => self.before_word(opening, inner..inner + length),
            None => self.before_misspelt(opening, inner),
        }
    }

    /// A bracket with the mark word in it.
    fn before_word(&mut self, opening: Opening, word: Range<usize>) -> Option<Attempt> {
        let next = self.ch(word.end);
        if opening.double {
            return Some(self.attempt_at(self.how(opening, &word), opening, word));
        }
        match next {
            Some(close) if close == opening.close => {
                // Whatever else is odd about it, one bracket around the word is read in two ways.
                let how = self.how(opening, &word);
                let fault = if matches!(how, Fault::Encoded) { how } else { Fault::Ambiguous };
                Some(self.attempt_at(fault, opening, word))
            }
            Some(close) if closes(close) => {
                let whole = opening.at..word.end + 1;
                Some(Attempt { fault: Fault::LookAlike, whole, word: opening.at..word.end, closing: 1, opening: Some(opening) })
            }
            Some('|' | '#' | ':') => Some(self.attempt_at(Fault::LookAlike, opening, word)),
            // A quotation that begins with the word closes somewhere; `<` may be a sign of arithmetic.
            _ => Some(self.attempt_at(Fault::LookAlike, opening, word))
                .filter(|attempt| attempt.closing == 0 && opening.close != '>'),
        }
    }

    /// A bracket with a misspelt mark word in it. Strict in double brackets; in others something that only a mark has must stand
    /// behind the word.
    fn before_misspelt(&mut self, opening: Opening, inner: usize) -> Option<Attempt> {
        // A mark inside a double bracket may have split the word of the one around it.
        let ends = |u: &&Unit| {
            matches!(u.ch, '|' | '#' | ':' | PARAGRAPH) || (u.ch == TAKEN && !opening.double) || closes(u.ch) || is_opening(u.ch)
        };
        let rest = self.units.get(inner..)?;
        let length = rest.iter().take(HEAD).take_while(|u| !ends(u)).count();
        let next = rest.get(length).map_or(PARAGRAPH, |u| u.ch);
        let head: String = rest.get(..length)?.iter().map(|u| u.ch).filter(|ch| *ch != TAKEN).collect();
        let split = rest.get(..length)?.iter().any(|u| u.ch == TAKEN);
        if head.is_empty() && split && next == '|' {
            return Some(self.attempt_at(Fault::Nested, opening, inner..inner));
        }
        if head.is_empty() || !(opening.double || matches!(next, '|' | '#' | ':')) {
            return None;
        }
        let shift = opening.close == '>';
        let misspelt = || words::misspelt(&head) || (split && super::WORDS.contains(&head.as_str()));
        // Before a bar a part of the word is enough; then the rest of the head may be what somebody meant to hide.
        let loose = opening.double && next == '|' && !misspelt() && words::speaks_of_secrecy(&head);
        let meant = match (opening.double, next) {
            (true, '|' | '#' | ':') => misspelt(),
            (true, PARAGRAPH) => !shift && misspelt(),
            (true, c) => closes(c) && misspelt(),
            // A link to an entry of the register: (/withheld/#W-2024-001).
            (false, '#') if head.starts_with('/') => false,
            (false, '|' | '#') => misspelt() && self.closes_near(opening, inner + length),
            (false, ':') => misspelt() && self.ground_behind(inner + length + 1, opening.close),
            _ => false,
        };
        let word = if loose { inner..inner } else { inner..inner + length };
        let fault = if split { Fault::Nested } else { Fault::Misspelt };
        (meant || loose).then(|| self.attempt_at(fault, opening, word))
    }

    /// Whether a bracket closes within what a reader takes in at a glance.
    fn closes_near(&self, opening: Opening, from: usize) -> bool {
        let near = self.units[from..].iter().take(8 * HEAD).take_while(|u| u.ch != PARAGRAPH && !is_opening(u.ch));
        near.into_iter().any(|u| u.ch == opening.close)
    }

    /// Whether what follows has the form of a ground: 「非公開：joho-5-2a」 is one, （非公開：午前中）is not.
    fn ground_behind(&self, from: usize, close: char) -> bool {
        let rest = self.units[from..].iter().take(HEAD).map(|u| u.ch);
        let ground: String = rest.take_while(|c| *c != close && !matches!(c, '#' | '|')).collect();
        super::super::cells::is_id(&ground)
    }

    /// The mark word in running text: at home in an open double bracket, an attempt before a closing one.
    fn at_word(&mut self, at: usize, length: usize) -> Step {
        let end = at + length;
        let units = self.units;
        let close = units.get(end).filter(|close| BRACKETS[..DOUBLE].iter().any(|(_, c)| *c == close.ch));
        let two = units.get(end..end + 2).filter(|two| two.iter().all(|u| u.ch == '>' && !u.apart));
        if let Some(open) = &mut self.open {
            open.word.get_or_insert(at);
            let opening = open.opening;
            if close.is_some_and(|close| close.ch != opening.close) {
                let attempt = self.holding(opening, at, end + 1);
                return self.unless_escaped(Attempt { fault: Fault::LookAlike, closing: 1, ..attempt });
            }
            return Step::On(end);
        }
        let closed = if close.is_some() { 1 } else { two.map_or(0, <[Unit]>::len) };
        if closed == 0 {
            return Step::On(end);
        }
        let (whole, word) = (at..end + closed, at..end);
        Step::Attempt(Attempt { fault: Fault::LookAlike, whole, word, closing: closed, opening: None })
    }

    /// A double bracket that holds the mark word among other words.
    fn holding(&self, opening: Opening, word: usize, end: usize) -> Attempt {
        let fault = if self.how(opening, &(word..word)) == Fault::Encoded { Fault::Encoded } else { Fault::Holding };
        let inner = opening.at + opening.length;
        let closing = opening.length.min(2);
        Attempt { fault, whole: opening.at..end, word: opening.at..inner, closing, opening: Some(opening) }
    }

    /// An attempt from its bracket to where it closes, or to the end of the paragraph.
    fn attempt_at(&mut self, fault: Fault, opening: Opening, word: Range<usize>) -> Attempt {
        let stop = self.stop(opening.close, word.end);
        let rest = self.units.get(stop..).unwrap_or_default();
        let closing = rest.iter().take(opening.length).take_while(|u| u.ch == opening.close).count();
        let whole = opening.at..stop + closing;
        Attempt { fault, whole, word: opening.at..word.end, closing, opening: Some(opening) }
    }

    /// What is wrong with a bracket and a mark word that stand together.
    fn how(&self, opening: Opening, word: &Range<usize>) -> Fault {
        let inner = opening.at + opening.length;
        let part = |range: Range<usize>| self.units.get(range).unwrap_or_default();
        let (bracket, letters) = (part(opening.at..inner), part(word.clone()));
        let family = match opening.close {
            '>' => opening.length == 2,
            close => opening.length == 1 && BRACKETS[..4].iter().any(|(_, known)| *known == close),
        };
        if bracket.iter().chain(letters).any(|u| u.encoded) {
            Fault::Encoded
        } else if !family || (opening.close != '>' && bracket.iter().any(|u| u.variant)) {
            Fault::LookAlike
        } else if bracket.iter().skip(1).chain(letters).any(|u| u.apart) {
            Fault::Broken
        } else if letters.iter().any(|u| u.variant) {
            Fault::Misspelt
        } else {
            Fault::LookAlike
        }
    }

    /// Bytes of some characters.
    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.units.get(range.start).map_or(self.text.len(), |u| u.start as usize);
        let end = range.end.checked_sub(1).and_then(|last| self.units.get(last)).map_or(start, |u| u.end as usize);
        start..end.max(start)
    }

    fn ordinary(&mut self, literal: Range<usize>, on: usize, out: &mut Read) -> usize {
        let range = self.bytes(literal);
        self.open = None;
        out.piece(range.start - 1..range.end, What::Literal);
        on
    }

    fn attempt(&mut self, attempt: Attempt, out: &mut Read) -> usize {
        self.open = None;
        let (whole, word) = (self.bytes(attempt.whole.clone()), self.bytes(attempt.word.clone()));
        // Without a closing bracket everything up to the end of the paragraph may belong to it; the place is the word alone.
        let place = if attempt.closing > 0 { whole.clone() } else { word.clone() };
        out.fault(attempt.fault, place);
        let close = self.bytes(attempt.whole.end - attempt.closing..attempt.whole.end);
        let between = word.end..if attempt.closing > 0 { close.start } else { whole.end };
        out.hidden.extend((!between.is_empty()).then_some(between));
        out.piece(whole, What::Doubtful(WithheldKind::Phrase));
        attempt.whole.end.max(attempt.word.end)
    }
}

fn is_opening(c: char) -> bool {
    kind(c).is_some()
}

/// Which of `BRACKETS` a character opens.
fn kind(c: char) -> Option<usize> {
    if is_letter(c) { None } else { BRACKETS.iter().position(|(open, _)| *open == c) }
}

/// Most characters of a text; none of them is a bracket. The list of brackets is long.
fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '.' | ',' | '\u{3001}' | '\u{3002}' | '\u{3041}'..='\u{9FFF}')
}
