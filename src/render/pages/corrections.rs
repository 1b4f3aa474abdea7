//! 正誤・検算: known contradictions of the documents, editions of figures, and how many relations were checked.
//!
//! In: what the audit found, and the editions of all plans. Out: the page and the links that lead to it. Never: a verdict of its
//! own; a figure in place of the printed one.

use super::super::corrections::{Edited, Known};
use super::cells::CellView;
use super::filter::{self, Filter};
use super::frame::{Frame, Frames};
use super::indicator::{self, Download};
use super::said::{Cx, Link, Paras, Said, Source, Time, value};
use super::words::grouped;
use crate::disclosed::{Cell, Check, Figure, Place, Text, Unchecked, Verdict, address};
use crate::kinds::PageKind;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Value;

/// The rules in the order in which they are explained; others follow in the order of their names.
const RULES: [&str; 15] = [
    "progress",
    "growth",
    "yearly-sum",
    "aggregate",
    "weights",
    "overall-weights",
    "series-total",
    "series-parts",
    "relation",
    "count",
    "falling",
    "date-order",
    "printed-date",
    "calendar-year",
    "names",
];

/// The verdicts in the order of the columns.
const VERDICTS: [&str; 4] = ["consistent", "rounding", "contradicts", "unchecked"];

#[derive(Serialize)]
struct CorrectionsView {
    count: String,
    known: Vec<KnownView>,
    /// How many there are, in words.
    known_count: String,
    filters: Vec<Filter>,
    editions_count: String,
    editions: Vec<EditionView>,
    rules: Vec<RuleView>,
    verdicts: Vec<VerdictView>,
    /// Counts below all rules.
    totals: Vec<String>,
    total: String,
    unchecked: Vec<(String, String)>,
    downloads: Vec<Download>,
}

/// A column of the summary.
#[derive(Serialize)]
struct VerdictView {
    id: &'static str,
    name: String,
    meaning: String,
}

/// How many, to sort by and to read.
#[derive(Serialize)]
struct Count {
    n: usize,
    text: String,
}

impl Count {
    fn new(n: usize) -> Count {
        Count { n, text: grouped(n) }
    }
}

#[derive(Serialize)]
struct RuleView {
    name: String,
    /// What it checks, in a sentence.
    what: Option<String>,
    counts: Vec<Count>,
    total: Count,
}

/// Where a figure stands and how a reader knows it.
#[derive(Serialize)]
struct FigureView {
    anchor: String,
    name: Link,
    plan: Option<Said>,
    year: Option<String>,
    /// Which figure of the row.
    column: Option<Said>,
    /// Where the printed figure carries none.
    unit: Option<String>,
}

#[derive(Serialize)]
struct KnownView {
    figure: FigureView,
    rule: String,
    rule_id: &'static str,
    /// Its place among the rules.
    rule_order: usize,
    plan_id: String,
    printed: Said,
    computed: Said,
    derivation: Paras,
    reason: Paras,
    source: Source,
}

#[derive(Serialize)]
struct EditionView {
    figure: FigureView,
    was: CellView,
    now: CellView,
    kind: String,
    on: Option<Time>,
    reason: Paras,
    source: Source,
}

/// A link to the page.
pub fn link(cx: &Cx) -> Link {
    Link { said: Said::plain(cx.words.get("corrections")), href: Some(cx.path(address::CORRECTIONS)) }
}

/// How much was checked, what does not agree and what was corrected, in a sentence of its own.
pub fn count(cx: &Cx) -> String {
    let (checks, found) = (&cx.index.site.checks, &cx.index.corrections);
    if checks.is_empty() && found.editions.is_empty() {
        return cx.words.get("corrections-none-checked");
    }
    let counts =
        [("n", checks.len()), ("known", found.known.len()), ("editions", found.editions.len())].map(|(key, n)| (key, grouped(n)));
    let key =
        if found.known.is_empty() && found.editions.is_empty() { "home-corrections-none" } else { "home-corrections-count" };
    cx.words.fill(key, &counts.each_ref().map(|(key, text)| (*key, text.as_str())))
}

/// The page.
pub fn page(cx: &Cx, frames: &Frames) -> (Frame, Value) {
    let title = cx.words.get("corrections");
    let description = cx.words.get("corrections-description");
    let frame = frames.made(cx, PageKind::Corrections, address::CORRECTIONS, &title, description, None);
    let (checks, found) = (&cx.index.site.checks, &cx.index.corrections);
    let rules = rules(cx, checks);
    let rows: Vec<KnownView> = found.known.iter().map(|each| known(cx, each)).collect();
    let view = value(&CorrectionsView {
        count: match checks.len() {
            0 => cx.words.get("corrections-none-checked"),
            n => cx.words.count("corrections-checked", n),
        },
        known_count: cx.words.count("rows-count", rows.len()),
        filters: filters(cx, &rows),
        known: rows,
        editions_count: cx.words.count("rows-count", found.editions.len()),
        editions: found.editions.iter().map(|each| edition(cx, each)).collect(),
        totals: (0..VERDICTS.len())
            .map(|at| grouped(rules.iter().filter_map(|rule| rule.counts.get(at)).map(|count| count.n).sum()))
            .collect(),
        rules,
        verdicts: VERDICTS.iter().map(|word| verdict(cx, word)).collect(),
        total: grouped(checks.len()),
        unchecked: unchecked(cx, checks),
        downloads: indicator::site_downloads(cx, address::corrections_file),
    });
    let plan = cx.index.site.home_plan.as_deref().and_then(|id| cx.index.plan(id));
    (frame.finish(cx, plan, None), view)
}

fn verdict(cx: &Cx, word: &'static str) -> VerdictView {
    let text = |key: &str| cx.words.get(&format!("{key}-{word}"));
    VerdictView { id: word, name: text("verdict"), meaning: text("verdict-meaning") }
}

fn known(cx: &Cx, known: &Known) -> KnownView {
    let check = known.check;
    let figure = cx.index.corrections.figures.get(check.fact.as_str());
    let link = Link { said: cx.say(&check.name), href: figure.and_then(|figure| href(cx, figure)) };
    KnownView {
        figure: FigureView {
            anchor: known.anchor.clone(),
            name: link,
            plan: plan_name(cx, &check.plan),
            year: check.year.map(|year| year.name(cx.lang)),
            column: None,
            unit: None,
        },
        rule: rule_name(cx, check.rule),
        rule_id: check.rule,
        rule_order: rule_order(check.rule),
        plan_id: check.plan.clone(),
        printed: as_printed(cx, &check.printed),
        computed: as_printed(cx, &check.computed),
        derivation: cx.paras(&check.derivation),
        reason: cx.paras(known.reason),
        source: brief(cx, &check.place),
    }
}

/// A name in the characters of the document is Japanese on every page.
fn as_printed(cx: &Cx, text: &Text) -> Said {
    let said = cx.say(text);
    if text.ja == text.en { cx.foreign(&said.text) } else { said }
}

fn edition(cx: &Cx, edited: &Edited) -> EditionView {
    let (figure, edition) = (&edited.figure, edited.edition);
    let is_bare = |cell: &Cell| cell.printed().is_some_and(|printed| printed.unit().is_none());
    let unit = figure.unit.filter(|_| is_bare(figure.cell)).and_then(|id| cx.index.site.units.get(id));
    let show = |cell: &Cell| unit.map_or_else(|| cx.full(cell), |unit| cx.column(cell, unit));
    EditionView {
        figure: FigureView {
            anchor: edited.anchor.clone(),
            name: Link { said: cx.say(figure.row), href: href(cx, figure) },
            plan: plan_name(cx, figure.stands.plan),
            year: figure.year.map(|year| year.name(cx.lang)),
            column: Some(cx.say(figure.item)),
            unit: unit.map(|unit| unit.name(cx.lang).to_owned()),
        },
        // The old figure has no fact of its own: one id, one figure.
        was: CellView { fact: String::new(), ..show(&edition.was) },
        now: CellView { notes: Vec::new(), ..show(figure.cell) },
        kind: cx.words.get(&format!("edition-{}", edition.kind)),
        on: edition.on.map(|on| cx.when(on)),
        reason: cx.paras(&edition.reason),
        source: brief(cx, &edition.place),
    }
}

/// Where it is printed; how the row was read is told where it stands.
fn brief(cx: &Cx, place: &Place) -> Source {
    Source { reassembled: None, note: None, ..cx.source(place) }
}

fn plan_name(cx: &Cx, plan: &str) -> Option<Said> {
    // Where there is one plan only, its name tells nothing.
    let several = cx.index.site.plans.len() > 1;
    cx.index.plan(plan).filter(|_| several).map(|plan| cx.say(&plan.short))
}

fn href(cx: &Cx, figure: &Figure) -> Option<String> {
    let stands = figure.stands();
    cx.index.places.of(&stands, cx.lang).map(|place| place.path(cx.lang))
}

fn at(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Consistent => 0,
        Verdict::Rounding => 1,
        Verdict::Contradicts => 2,
        Verdict::Unchecked(_) => 3,
    }
}

/// One row for each rule that looked at something.
fn rules(cx: &Cx, checks: &[Arc<Check>]) -> Vec<RuleView> {
    let mut counts: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for check in checks {
        let place = rule_order(check.rule);
        let of_rule = counts.entry((place, check.rule)).or_insert_with(|| vec![0; VERDICTS.len()]);
        if let Some(count) = of_rule.get_mut(at(&check.verdict)) {
            *count += 1;
        }
    }
    let view = |((_, rule), counts): ((usize, &str), Vec<usize>)| RuleView {
        name: rule_name(cx, rule),
        what: cx.words.texts.get(&format!("rule-what-{rule}")).cloned(),
        total: Count::new(counts.iter().sum()),
        counts: counts.into_iter().map(Count::new).collect(),
    };
    counts.into_iter().map(view).collect()
}

fn rule_order(rule: &str) -> usize {
    RULES.iter().position(|other| *other == rule).unwrap_or(RULES.len())
}

fn filters(cx: &Cx, rows: &[KnownView]) -> Vec<Filter> {
    let rules = super::tables::in_order(RULES.into_iter().chain(rows.iter().map(|row| row.rule_id)));
    let rules = rules.into_iter().map(|rule| (rule.to_owned(), rule_name(cx, rule))).collect();
    let plans = cx.index.site.plans().map(|plan| (plan.id.clone(), cx.say(&plan.short).text)).collect();
    let of_rule: Vec<&str> = rows.iter().map(|row| row.rule_id).collect();
    let of_plan: Vec<&str> = rows.iter().map(|row| row.plan_id.as_str()).collect();
    let rule = filter::select(cx, "rule", "corrections-rule", rules, &of_rule);
    rule.into_iter().chain(filter::select(cx, "plan", "business-plan", plans, &of_plan)).collect()
}

/// The name of a rule; one that the theme does not know goes by its own word.
fn rule_name(cx: &Cx, rule: &str) -> String {
    cx.words.texts.get(&format!("rule-{rule}")).cloned().unwrap_or_else(|| rule.to_owned())
}

/// Why relations could not be checked, with how many.
fn unchecked(cx: &Cx, checks: &[Arc<Check>]) -> Vec<(String, String)> {
    let mut counts: BTreeMap<Unchecked, usize> = BTreeMap::new();
    for check in checks {
        if let Verdict::Unchecked(why) = check.verdict {
            *counts.entry(why).or_default() += 1;
        }
    }
    counts.into_iter().map(|(why, n)| (cx.words.get(&format!("unchecked-{}", why.word())), grouped(n))).collect()
}
