//! Derivations in words, in both languages.
//!
//! In: steps of the reasoning. Out: sentences. Never: a figure that is not printed, beside the one that was found.

use crate::audit::check::{each, name};
use crate::audit::inference::{End, QuantityId, Range, Ratio, Reason, Step};
use crate::audit::knowledge::{Knowledge, Source, amount};
use crate::audit::seen::Seen;
use crate::disclosed::{Figure, Text};
use crate::figures::Lang;

/// A value as its figure would print it.
pub fn value(value: &Ratio, like: &Figure, seen: &Seen) -> Text {
    amount(value, like, seen).unwrap_or_default()
}

/// From where to where a figure lies.
pub fn range(range: &Range, like: &Figure, seen: &Seen) -> Text {
    let end = |end: &End| value(&end.at, like, seen);
    each(|lang| match (&range.low, &range.high, lang) {
        (Some(low), Some(high), _) if low == high => end(low).any(lang).to_owned(),
        (Some(low), Some(high), Lang::Ja) => {
            let below = if high.open { "未満" } else { "" };
            format!("{}〜{}{below}", end(low).any(lang), end(high).any(lang))
        }
        (Some(low), Some(high), Lang::En) => {
            let below = if high.open { "less than " } else { "" };
            format!("{} to {below}{}", end(low).any(lang), end(high).any(lang))
        }
        (Some(low), None, Lang::Ja) => format!("{}以上", end(low).any(lang)),
        (Some(low), None, Lang::En) => format!("{} or more", end(low).any(lang)),
        (None, Some(high), Lang::Ja) => format!("{}以下", end(high).any(lang)),
        (None, Some(high), Lang::En) => format!("{} or less", end(high).any(lang)),
        (None, None, Lang::Ja) => "どの値でもありうる".to_owned(),
        (None, None, Lang::En) => "any value".to_owned(),
    })
}

/// Each step: which figure, where it can only be, and from which printed figures.
pub fn steps(knowledge: &Knowledge, seen: &Seen, steps: &[Step]) -> Vec<Text> {
    steps.iter().map(|step| one(knowledge, seen, step)).collect()
}

fn one(knowledge: &Knowledge, seen: &Seen, step: &Step) -> Text {
    let figure = knowledge.figure(step.quantity);
    let of = named(knowledge, step.quantity);
    let found = figure.map_or_else(|| plain(&step.range), |figure| range(&step.range, figure, seen));
    let because = because(knowledge, &step.reason);
    each(|lang| match lang {
        Lang::Ja => format!("{}は {}：{}", of.any(lang), found.any(lang), because.any(lang)),
        Lang::En => format!("{} is {}: {}", of.any(lang), found.any(lang), because.any(lang)),
    })
}

fn named(knowledge: &Knowledge, id: QuantityId) -> Text {
    let Some(figure) = knowledge.figure(id) else {
        return Text::both("途中の値", "a value on the way");
    };
    let of = name(figure);
    each(|lang| match figure.year {
        Some(year) => format!("{} {}", of.any(lang), year.name(lang)),
        None => of.any(lang).to_owned(),
    })
}

/// A range of something that is not printed, in plain numbers.
fn plain(range: &Range) -> Text {
    let say = |value: &Ratio| match value.parts() {
        Some((top, 1)) => top.to_string(),
        Some((top, bottom)) => format!("{top}/{bottom}"),
        None => "…".to_owned(),
    };
    let end = |end: &Option<End>| end.as_ref().map(|end| say(&end.at)).unwrap_or_default();
    let text = format!("{}〜{}", end(&range.low), end(&range.high));
    each(|lang| if lang == Lang::Ja { text.clone() } else { text.replace('〜', " to ") })
}

fn because(knowledge: &Knowledge, reason: &Reason) -> Text {
    let sources: Vec<&Source> = match reason {
        Reason::Statement(id) => vec![*id],
        Reason::Combination(made) | Reason::Bound(made) => made.iter().map(|(id, _)| *id).collect(),
        Reason::Trials(ids) => ids.clone(),
    }
    .into_iter()
    .filter_map(|id| knowledge.sources.get(id))
    .collect();
    listed(&sources)
}

fn listed(sources: &[&Source]) -> Text {
    each(|lang| {
        let say = |source: &&Source| match lang {
            Lang::Ja => format!("{}「{}」（{}）", source.title.any(lang), source.words.any(lang), source.fact),
            Lang::En => format!("{} `{}` ({})", source.title.any(lang), source.words.any(lang), source.fact),
        };
        let mut said: Vec<String> = sources.iter().map(say).collect();
        said.dedup();
        said.join(if lang == Lang::Ja { "、" } else { "; " })
    })
}

/// The statements that cannot all hold.
pub fn contradiction(knowledge: &Knowledge, statements: &[usize]) -> Vec<Text> {
    statements.iter().filter_map(|id| knowledge.sources.get(*id)).map(|source| listed(&[source])).collect()
}
