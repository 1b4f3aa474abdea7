//! From a formula to a verdict: what is printed is held against what follows from other figures.
//!
//! In: a claim. Out: a `Check`. Never: a division that rounds; a verdict on what is withheld.

use super::claim::{Claim, Sign, Subject};
use super::figure::{self, Known, Read};
use super::interval::{Fraction, Interval};
use super::seen::Seen;
use crate::disclosed::{Check, Figure, Figures, Plan, Rounding, Text, Unchecked, Verdict};
use crate::figures::Lang;
use unicode_normalization::UnicodeNormalization;

/// What a rule looks at: one plan with all its figures.
pub struct PlanContext<'a> {
    /// What is seen with it.
    pub seen: &'a Seen,
    /// One of its plans.
    pub plan: &'a Plan,
    /// The figures of all plans that are seen.
    pub figures: &'a Figures<'a>,
    /// The figures from which a rule that the documents do not state is recognised. They are the same, unless some are thought away.
    pub evidence: &'a Figures<'a>,
}

/// What a formula gives: from the printed values, and from all values that print like them.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// From the printed values.
    pub exact: Fraction,
    /// From everything that they may stand for.
    pub range: Interval,
}

impl Outcome {
    /// A figure as it is.
    pub fn of(known: Known) -> Outcome {
        Outcome { exact: known.exact, range: known.range }
    }

    /// A number that is not printed but belongs to the rule.
    pub fn constant(value: i128) -> Outcome {
        let exact = Fraction::whole(value);
        Outcome { exact, range: Interval::point(exact) }
    }

    /// Sum.
    pub fn plus(self, other: Outcome) -> Option<Outcome> {
        Some(Outcome { exact: self.exact.plus(other.exact)?, range: self.range.plus(other.range)? })
    }

    /// Difference.
    pub fn minus(self, other: Outcome) -> Option<Outcome> {
        Some(Outcome { exact: self.exact.minus(other.exact)?, range: self.range.minus(other.range)? })
    }

    /// Product.
    pub fn times(self, other: Outcome) -> Option<Outcome> {
        Some(Outcome { exact: self.exact.times(other.exact)?, range: self.range.times(other.range)? })
    }

    /// Quotient.
    pub fn over(self, other: Outcome) -> Option<Outcome> {
        Some(Outcome { exact: self.exact.over(other.exact)?, range: self.range.over(other.range)? })
    }
}

/// How near a result has to come to count as the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Near {
    /// Sums: the very value.
    Same,
    /// Ratios: the value rounds to what is printed.
    Rounds,
    /// Two prints of one figure: the very value, or the same characters.
    Alike,
}

/// A text that is the same in both languages.
pub fn same(text: impl Into<String>) -> Text {
    let text = text.into();
    Text { ja: Some(text.clone()), en: Some(text) }
}

/// A text made from one in each language.
pub fn each(say: impl Fn(Lang) -> String) -> Text {
    Text { ja: Some(say(Lang::Ja)), en: Some(say(Lang::En)) }
}

impl<'a> PlanContext<'a> {
    /// A figure by its fact id.
    pub fn figure(&self, fact: &str) -> Option<&'a Figure<'a>> {
        self.figures.get(fact)
    }

    /// The value of a figure.
    pub fn read(&self, figure: &Figure) -> Read {
        figure::read(figure, &self.seen.units, self.plan.rounding)
    }

    /// The value of a figure that was set, not measured: a target is the number that is printed.
    pub fn read_set(&self, figure: &Figure) -> Result<Outcome, Unchecked> {
        let known = figure::read(figure, &self.seen.units, Rounding::HalfUp)?;
        Ok(Outcome { exact: known.exact, range: Interval::point(known.exact) })
    }

    /// The value of a measured figure. How it was rounded the rules of the plan do not say: half up, as is usual.
    pub fn read_measured(&self, figure: &Figure) -> Result<Outcome, Unchecked> {
        figure::read(figure, &self.seen.units, Rounding::HalfUp).map(Outcome::of)
    }

    /// A figure as a derivation says it.
    pub fn say(&self, figure: &Figure) -> Text {
        figure::said(figure, &self.seen.units)
    }

    /// Holds what is printed against a formula.
    pub fn check(&self, claim: &Claim) -> Check {
        let figure = claim.subject.figure();
        let (printed, outcome) = (self.printed(claim.subject), claim.outcome(self));
        let verdict = verdict(claim, &printed, &outcome);
        let computed = match (&printed, &outcome) {
            (Ok(printed), Ok(outcome)) => self.computed(figure, printed, outcome),
            _ => Text::default(),
        };
        let terms = claim.shape.terms();
        let check = Check {
            rule: claim.rule,
            plan: self.plan.id.clone(),
            fact: figure.cell.fact.clone(),
            parts: terms.iter().map(|term| term.figure.cell.fact.clone()).collect(),
            name: name(figure),
            year: figure.year,
            verdict,
            printed: if matches!(claim.subject, Subject::Hundred(_)) { same("100%") } else { self.say(figure) },
            computed,
            derivation: claim.shape.words(self),
            reason: None,
            place: figure.place.clone(),
        };
        match (claim.near, &check.verdict, terms.first()) {
            (Near::Alike, Verdict::Unchecked(Unchecked::Words), Some(other)) => alike(check, self.say(other.figure)),
            _ => check,
        }
    }

    /// What a formula is held against.
    fn printed(&self, subject: Subject) -> Read {
        match subject {
            Subject::Figure(figure) => self.read(figure),
            Subject::Hundred(_) => {
                let whole = Fraction::whole(100);
                Ok(Known { exact: whole, range: Interval::point(whole), scale: 0 })
            }
        }
    }

    /// The result in words: the value, and from where to where it may be.
    fn computed(&self, figure: &Figure, printed: &Known, outcome: &Outcome) -> Text {
        let say = |value| figure::computed(value, figure, printed.scale, &self.seen.units).unwrap_or_default();
        let value = say(outcome.exact);
        if outcome.range.is_point() {
            return value;
        }
        let (low, high) = (say(outcome.range.low.at), say(outcome.range.high.at));
        each(|lang| {
            let (value, low, high) = (value.any(lang), low.any(lang), high.any(lang));
            match lang {
                Lang::Ja => format!("{value}（丸めを見込むと{low}〜{high}）"),
                Lang::En => format!("{value} (allowing for rounding, {low} to {high})"),
            }
        })
    }
}

/// What it is of, and which figure of that.
pub fn name(figure: &Figure) -> Text {
    each(|lang| match lang {
        Lang::Ja => format!("{}（{}）", figure.row.any(lang), figure.item.any(lang)),
        Lang::En => format!("{} ({})", figure.row.any(lang), inside(figure.item.any(lang))),
    })
}

/// A label inside a phrase: its first word without its capital, unless the word has another one or a digit (FY2016, JST).
fn inside(label: &str) -> String {
    let first = label.split_whitespace().next().unwrap_or_default();
    if first.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric()) {
        return label.to_owned();
    }
    let mut rest = label.chars();
    rest.next().into_iter().flat_map(char::to_lowercase).chain(rest).collect()
}

fn verdict(claim: &Claim, printed: &Read, outcome: &Result<Outcome, Unchecked>) -> Verdict {
    let (printed, outcome) = match (printed, outcome) {
        (Err(why), _) | (_, Err(why)) => return Verdict::Unchecked(*why),
        (Ok(printed), Ok(outcome)) => (printed, outcome),
    };
    match claim.sign {
        Sign::AtMost if printed.exact <= outcome.exact => Verdict::Consistent,
        Sign::AtMost => Verdict::Contradicts,
        Sign::AtLeast if printed.exact >= outcome.exact => Verdict::Consistent,
        Sign::AtLeast | Sign::Equal => judge(printed, outcome, claim.near),
    }
}

/// Two prints of one figure of which one cannot be read as a figure: they agree when their characters do.
fn alike(mut check: Check, other: Text) -> Check {
    let folded = |text: &Text| text.any(Lang::Ja).nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    check.verdict = if folded(&check.printed) == folded(&other) { Verdict::Consistent } else { Verdict::Contradicts };
    check.computed = other;
    check
}

fn judge(printed: &Known, outcome: &Outcome, near: Near) -> Verdict {
    let agrees = match near {
        Near::Same | Near::Alike => printed.exact == outcome.exact,
        Near::Rounds => printed.range.holds(outcome.exact),
    };
    match (agrees, printed.range.meets(outcome.range)) {
        (true, _) => Verdict::Consistent,
        (false, true) => Verdict::Rounding,
        (false, false) => Verdict::Contradicts,
    }
}

/// `a + b + c` in both languages.
pub fn joined(texts: &[Text], sign: &str) -> Text {
    each(|lang| texts.iter().map(|text| text.any(lang)).collect::<Vec<_>>().join(&format!(" {sign} ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Decimal;

    #[test]
    fn a_label_inside_a_phrase_keeps_the_capitals_of_names() {
        for (label, inside_one) in [
            ("Fiscal support", "fiscal support"),
            ("Name in Annex 3", "name in Annex 3"),
            ("FY2016 target", "FY2016 target"),
            ("", ""),
        ] {
            assert_eq!(inside(label), inside_one);
        }
    }

    fn known(text: &str, low: &str, high: &str) -> Known {
        let fraction = |text| Fraction::of(Decimal::parse(text).expect("a decimal")).expect("in range");
        let exact = fraction(text);
        let range = if low == high { Interval::point(exact) } else { Interval::half_open(fraction(low), fraction(high)) };
        Known { exact, range, scale: Decimal::parse(text).expect("a decimal").scale() }
    }

    /// actual ÷ target × 100 against a printed progress; the actual figure was rounded to `actual`, the target is set.
    fn progress(actual: Known, target: &str, printed: Known) -> Verdict {
        let target = Outcome::of(known(target, "0", "0"));
        let outcome = Outcome::of(actual).times(Outcome::constant(100)).and_then(|value| value.over(target));
        judge(&printed, &outcome.expect("in range"), Near::Rounds)
    }

    #[test]
    fn agreement_rounding_and_contradiction_are_told_apart() {
        // 111 ÷ 116 = 95.69 prints as 96.
        assert_eq!(progress(known("111", "110.5", "111.5"), "116", known("96", "95.5", "96.5")), Verdict::Consistent);
        // 4.6 ÷ 11 = 41.8, but 4.649… ÷ 11 = 42.26 prints as 42.3.
        assert_eq!(progress(known("4.6", "4.55", "4.65"), "11", known("42.3", "42.25", "42.35")), Verdict::Rounding);
        // 4.65 itself would print as 4.7: 42.4 cannot be reached.
        assert_eq!(progress(known("4.6", "4.55", "4.65"), "11", known("42.4", "42.35", "42.45")), Verdict::Contradicts);
    }

    #[test]
    fn a_sum_is_the_very_sum_unless_its_terms_were_rounded() {
        let exact = Outcome::of(known("3", "3", "3"));
        assert_eq!(judge(&known("3", "3", "3"), &exact, Near::Same), Verdict::Consistent);
        assert_eq!(judge(&known("4", "4", "4"), &exact, Near::Same), Verdict::Contradicts);
        let rounded = Outcome::of(known("3", "2", "4"));
        assert_eq!(judge(&known("4", "3.5", "4.5"), &rounded, Near::Same), Verdict::Rounding);
        assert_eq!(judge(&known("5", "4.5", "5.5"), &rounded, Near::Same), Verdict::Contradicts);
    }
}
