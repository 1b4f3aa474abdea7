//! Projecting what a site says of its accessibility: everything in it is public.
//!
//! In: the authored file, or none. Out: a line for each criterion of the level aimed at. Never: a claim that nobody made: without a
//! word of the author the degree is 配慮 and no criterion is judged.

use super::cells::Projector;
use crate::authored;
use crate::disclosed::{AccessTest, Accessibility, Criterion};
use crate::kinds::{CRITERIA, DEGREES, either};

/// Policy, test and checklist.
pub fn accessibility(p: &mut Projector, stated: &authored::Accessibility) -> Accessibility {
    let policy = stated.policy.as_ref();
    let level = policy.and_then(|policy| policy.level.as_ref()).map_or("AA", |word| word.value.as_str());
    let degree = policy.and_then(|policy| policy.degree.as_ref()).and_then(|word| either(&DEGREES, &word.value));
    let aimed = CRITERIA.iter().filter(|(_, level_a)| *level_a || level == "AA");
    Accessibility {
        scope: p.optional(policy.and_then(|policy| policy.scope.as_ref())),
        level: level.to_owned(),
        degree: degree.unwrap_or("considered"),
        deadline: p.optional(policy.and_then(|policy| policy.deadline.as_ref())),
        exceptions: p.optional(policy.and_then(|policy| policy.exceptions.as_ref())),
        problems: policy
            .map(|policy| policy.problems.iter().map(|(what, plan)| (p.text(what), p.optional(plan.as_ref()))).collect())
            .unwrap_or_default(),
        test: stated.test.as_ref().map(|test| self::test(p, test)),
        criteria: aimed.map(|(id, level_a)| criterion(p, stated, id, *level_a)).collect(),
    }
}

fn test(p: &mut Projector, test: &authored::AccessTest) -> AccessTest {
    AccessTest {
        stated: test.stated,
        period: test.period,
        items: test.items.iter().map(|(key, text)| (*key, p.text(text))).collect(),
        listed: test.listed.iter().map(|address| address.value.trim_matches('/').to_owned()).collect(),
    }
}

fn criterion(p: &mut Projector, stated: &authored::Accessibility, id: &'static str, level_a: bool) -> Criterion {
    let row = stated.criteria.iter().find(|row| row.id.value == id);
    let result = match row {
        Some(row) if row.result == Some("pass") && !row.by_people() => "tools",
        Some(row) => row.result.unwrap_or("not-judged"),
        None => "not-judged",
    };
    Criterion {
        id,
        level_a,
        result,
        by: row.and_then(|row| row.by),
        method: p.optional(row.and_then(|row| row.method.as_ref())),
        note: p.optional(row.and_then(|row| row.note.as_ref())),
    }
}
