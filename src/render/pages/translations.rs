//! 翻訳の状況.
//!
//! In: the public site. Out: counts, a line for each page and plan, and the texts that one language lacks. Never: a page or text
//! that is withheld as a whole; it counts nowhere.

use super::said::{Cx, Link, Said, Time, value};
use super::words::grouped;
use crate::disclosed::{Held, Plan, Translated};
use crate::figures::Lang;
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct TranslationsView {
    /// How many pages are in which state.
    counts: Vec<(String, String)>,
    pages: Vec<PageRow>,
    plans: Vec<PlanRow>,
    missing: Vec<Missing>,
}

#[derive(Serialize)]
struct PageRow {
    link: Link,
    languages: String,
    #[serde(flatten)]
    review: ReviewView,
}

#[derive(Serialize)]
struct PlanRow {
    link: Link,
    both: String,
    only_ja: String,
    only_en: String,
    total: String,
    #[serde(flatten)]
    review: ReviewView,
}

#[derive(Serialize)]
struct ReviewView {
    state: &'static str,
    word: String,
    on: Option<Time>,
}

/// A text that one language lacks.
#[derive(Serialize)]
struct Missing {
    plan: Link,
    id: String,
    said: Said,
    lacks: String,
}

/// The states in the order of the summary.
const STATES: [&str; 4] = ["reviewed", "stale", "unreviewed", "missing"];

/// The view.
pub fn view(cx: &Cx) -> Value {
    let pages = cx.index.site.translated();
    let listed: Vec<&Translated> = pages.iter().filter(|each| each.page.kind != PageKind::Error).collect();
    let count = |state: &&str| listed.iter().filter(|each| word(each.held) == *state).count();
    let plans = &cx.index.site.plans;
    value(&TranslationsView {
        counts: STATES.iter().map(|state| (cx.words.get(&format!("translation-{state}")), grouped(count(state)))).collect(),
        pages: listed.iter().map(|each| page(cx, each)).collect(),
        plans: plans.iter().map(|each| plan(cx, each)).collect(),
        missing: plans.iter().flat_map(|plan| missing(cx, plan)).collect(),
    })
}

fn page(cx: &Cx, each: &Translated) -> PageRow {
    let here = cx.index.page(cx.lang, &each.page.address);
    let languages = match each.held {
        Held::Missing(lang) => format!("translation-without-{}", lang.code()),
        _ => "translation-both".to_owned(),
    };
    PageRow {
        link: here.map_or_else(|| Link { said: cx.foreign(&each.page.title), href: None }, |page| cx.to(page)),
        languages: cx.words.get(&languages),
        review: review(cx, each.held),
    }
}

fn plan(cx: &Cx, plan: &Plan) -> PlanRow {
    let texts = plan.spoken();
    let lacks = |lang: Lang| texts.iter().filter(|(_, text)| text.get(lang).is_none()).count();
    let (only_en, only_ja) = (lacks(Lang::Ja), lacks(Lang::En));
    PlanRow {
        link: link(cx, plan),
        both: grouped(texts.len() - only_ja - only_en),
        only_ja: grouped(only_ja),
        only_en: grouped(only_en),
        total: grouped(texts.len()),
        review: review(cx, plan.held()),
    }
}

fn missing(cx: &Cx, plan: &Plan) -> Vec<Missing> {
    let lacking = |lang: Lang| {
        let texts = plan.spoken().into_iter().filter(move |(_, text)| text.get(lang).is_none());
        texts.map(move |(id, text)| Missing {
            plan: link(cx, plan),
            id,
            said: cx.say(text),
            lacks: cx.words.get(&format!("translation-without-{}", lang.code())),
        })
    };
    Lang::ALL.into_iter().flat_map(lacking).collect()
}

fn link(cx: &Cx, plan: &Plan) -> Link {
    Link { said: cx.say(&plan.short), href: cx.listing(PageKind::Plan, &plan.id, None) }
}

fn review(cx: &Cx, held: Held) -> ReviewView {
    let on = match held {
        Held::Stale(on) | Held::Reviewed(on) => Some(cx.day(on)),
        Held::Missing(_) | Held::Unreviewed => None,
    };
    ReviewView { state: word(held), word: cx.words.get(&format!("translation-{}", word(held))), on }
}

fn word(held: Held) -> &'static str {
    match held {
        Held::Missing(_) => "missing",
        Held::Unreviewed => "unreviewed",
        Held::Stale(_) => "stale",
        Held::Reviewed(_) => "reviewed",
    }
}
