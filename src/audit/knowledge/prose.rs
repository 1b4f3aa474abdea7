//! What sentences beside a figure say of it: that its target was reached or missed, that it is the highest so far, that it grew.
//!
//! In: the remarks of each year of a target, in both languages. Out: statements, with the sentence. Never: a number read from a
//! sentence (the guard looks for those); a sentence about cumulative targets, which speaks of other years too.

use super::{Knowledge, ONE, Source, ZERO};
use crate::audit::check::{PlanContext, same};
use crate::audit::inference::{QuantityId, Range, Relation};
use crate::disclosed::{Indicator, IndicatorYear, Text};
use crate::figures::Lang;

/// What a sentence says of the actual figure of a year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Said {
    /// 目標を達成した
    Reached,
    /// 目標に届かなかった
    Missed,
    /// 過去最高
    Highest,
    /// 過去最低
    Lowest,
    /// 前年度より増えた
    Grew,
    /// 前年度より減った
    Shrank,
}

/// Words of which one must stand in the sentence, words of which one says it, and what it says. The first line that fits counts:
/// what denies stands before what affirms.
type Pattern = (&'static [&'static str], &'static [&'static str], Said);

const JAPANESE: [Pattern; 6] = [
    (
        &["目標"],
        &["達成でき", "達成していな", "達成しな", "達成には至", "達成に至", "未達", "届かな", "届いていな", "下回", "及ばな"],
        Said::Missed,
    ),
    (&["目標"], &["達成", "上回", "超え", "到達"], Said::Reached),
    (&["過去", "これまで"], &["最高", "最多", "最大"], Said::Highest),
    (&["過去", "これまで"], &["最低", "最少", "最小"], Said::Lowest),
    (&["前年", "昨年", "前の年度"], &["増", "上回", "伸び"], Said::Grew),
    (&["前年", "昨年", "前の年度"], &["減", "下回", "落ち"], Said::Shrank),
];

const ENGLISH: [Pattern; 6] = [
    (
        &["target"],
        &["not met", "not reach", "not been reached", "not achieve", "not meet", "fell short", "short of", "missed", "below"],
        Said::Missed,
    ),
    (&["target"], &["met", "reached", "achieved", "exceeded", "above", "ahead of", "surpassed"], Said::Reached),
    (&["ever", "so far", "record"], &["highest", "record high", "most", "largest"], Said::Highest),
    (&["ever", "so far", "record"], &["lowest", "record low", "fewest", "smallest"], Said::Lowest),
    (&["year before", "previous year", "last year"], &["more", "rose", "grew", "increase", "higher", "up from"], Said::Grew),
    (&["year before", "previous year", "last year"], &["fewer", "less", "fell", "decrease", "lower", "down from"], Said::Shrank),
];

/// 累計の目標 is of several years.
const OF_SEVERAL_YEARS: [&str; 6] = ["累計", "合計", "通算", "cumulative", "five-year", "years together"];

/// What a text says, each with its sentence; nothing twice.
pub fn said(text: &str, lang: Lang) -> Vec<(Said, &str)> {
    let ends: &[char] = if lang == Lang::Ja { &['。', '\n'] } else { &['.', '\n'] };
    let patterns: &[Pattern] = if lang == Lang::Ja { &JAPANESE } else { &ENGLISH };
    let mut out: Vec<(Said, &str)> = Vec::new();
    for sentence in text.split(ends).map(str::trim).filter(|sentence| !sentence.is_empty()) {
        let lower = sentence.to_lowercase();
        if OF_SEVERAL_YEARS.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let mut subjects: Vec<&[&str]> = Vec::new();
        for (subject, words, said) in patterns {
            let fits = subject.iter().any(|word| lower.contains(word)) && words.iter().any(|word| lower.contains(word));
            if fits && !subjects.contains(subject) {
                subjects.push(subject);
                out.push((*said, sentence));
            }
        }
    }
    out.sort();
    out.dedup_by_key(|(said, _)| *said);
    out
}

impl<'a> Knowledge<'a> {
    /// What is said of each year of each target.
    pub(super) fn prose(&mut self, cx: &PlanContext<'a>) {
        for indicator in &cx.plan.indicators {
            for (at, row) in indicator.years.iter().enumerate() {
                let texts = [&row.self_evaluation, &row.external_factors, &row.note].into_iter().flatten();
                for (said, sentence) in texts.flat_map(of_text) {
                    self.says(cx, indicator, (at, row), (said, sentence));
                }
            }
        }
    }

    fn says(
        &mut self,
        cx: &PlanContext<'a>,
        indicator: &Indicator,
        (at, row): (usize, &IndicatorYear),
        (said, sentence): (Said, &str),
    ) {
        let others: Vec<&IndicatorYear> = match said {
            Said::Highest | Said::Lowest => indicator.years.iter().take(at).collect(),
            Said::Grew | Said::Shrank => at.checked_sub(1).and_then(|before| indicator.years.get(before)).into_iter().collect(),
            Said::Reached | Said::Missed => vec![row],
        };
        let before = self.problem.statements.len();
        for other in others {
            let other = if matches!(said, Said::Reached | Said::Missed) { &other.target } else { &other.actual };
            let (Some(actual), Some(other)) = (cx.figure(&row.actual.fact), cx.figure(&other.fact)) else { continue };
            if actual.cell.says_something() && other.cell.says_something() {
                let ids = (self.quantity(actual), self.quantity(other));
                self.compare(ids, said, indicator.better_is_more);
            }
        }
        if self.problem.statements.len() > before {
            let title = Text::both("本文の記述", "a sentence");
            let words = same(sentence);
            self.source(Source { kind: "prose", title, words, fact: row.actual.fact.clone() });
        }
    }

    /// actual − other is not below, or not above zero.
    fn compare(&mut self, (actual, other): (QuantityId, QuantityId), said: Said, better_is_more: bool) {
        let upwards = match said {
            Said::Reached => better_is_more,
            Said::Missed => !better_is_more,
            Said::Highest | Said::Grew => true,
            Said::Lowest | Said::Shrank => false,
        };
        let range = match (upwards, said) {
            // What was missed, or changed, is not equal.
            (true, Said::Missed | Said::Grew) => Range::above(ZERO),
            (true, _) => Range::at_least(ZERO),
            (false, Said::Missed | Said::Shrank) => Range::below(ZERO),
            (false, _) => Range::at_most(ZERO),
        };
        self.state(Relation::Linear { terms: super::claims::merged(vec![(actual, ONE), (other, -&ONE)]), constant: ZERO, range });
    }
}

fn of_text(text: &Text) -> Vec<(Said, &str)> {
    let both = Lang::ALL.into_iter().filter_map(|lang| text.get(lang).map(|text| said(text, lang)));
    let mut all: Vec<(Said, &str)> = both.flatten().collect();
    all.sort_by_key(|(said, _)| *said);
    all.dedup_by_key(|(said, _)| *said);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, lang: Lang) -> Vec<Said> {
        said(text, lang).into_iter().map(|(said, _)| said).collect()
    }

    #[test]
    fn sentences_say_what_they_say() {
        for (text, expected) in [
            ("目標を達成した。", vec![Said::Reached]),
            ("目標には届かなかったが、前年度より増えた。", vec![Said::Missed, Said::Grew]),
            ("目標値を下回った。", vec![Said::Missed]),
            ("目標を達成できなかった。", vec![Said::Missed]),
            ("過去最高となった。", vec![Said::Highest]),
            ("前年度から減少した。", vec![Said::Shrank]),
            ("累計の目標には届いていない。", vec![]),
            ("目標は5件である。事業は続いている。", vec![]),
        ] {
            assert_eq!(kinds(text, Lang::Ja), expected, "{text}");
        }
        for (text, expected) in [
            ("The target was met.", vec![Said::Reached]),
            ("It fell short of the target.", vec![Said::Missed]),
            ("The target was not reached.", vec![Said::Missed]),
            ("More people came than the year before.", vec![Said::Grew]),
            ("The highest number so far.", vec![Said::Highest]),
            ("The cumulative target was met.", vec![]),
        ] {
            assert_eq!(kinds(text, Lang::En), expected, "{text}");
        }
    }
}
