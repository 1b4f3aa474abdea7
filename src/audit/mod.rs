//! Checks across files and years: recomputation (検算) and links. One rule is one file is one code.
//!
//! In: the authored site (for places) and the disclosed one (for what the public sees). Out: findings, and what was checked. Never:
//! a correction: what was printed is published as printed.

mod accepted;
mod check;
mod claim;
mod figure;
mod given;
pub mod hints;
pub mod inference;
pub mod inferred;
mod interval;
mod islands;
pub mod knowledge;
mod links;
mod places;
mod quantities;
pub mod report;
mod rules;
pub mod seen;
mod translations;

use crate::authored::{self, Edition};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::disclosed::{Check, Figures, Site, Text, Verdict};
use crate::figures::Lang;
use crate::source::{Sources, Spanned};
use crate::validate::Bodies;
use inferred::Inferred;
use islands::{Found, Islands};
use knowledge::Given;
use places::Places;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an audit gives back.
#[derive(Clone)]
pub struct Audited {
    /// What stops the build, and what an author should look at.
    pub findings: Vec<Finding>,
    /// Every relation that was looked at, with its verdict.
    pub checks: Vec<Arc<Check>>,
    /// What staff said of protection against inference.
    pub given: Given,
    /// What readers could work out about each withheld figure.
    pub inferred: Vec<Inferred>,
}

/// What the next audit of the same site can use again.
#[derive(Default)]
pub struct Kept {
    /// The audit of all figures, as long as the data are the same.
    audited: authored::OfData<Audited>,
    /// That of each plan.
    islands: Islands,
}

/// Runs every rule.
pub fn audit(authored: &authored::Site, disclosed: &Site, sources: &Sources) -> Audited {
    let mut bodies = Bodies::default();
    bodies.read(&authored.pages, sources);
    audit_again(authored, disclosed, sources, &bodies, &mut Kept::default())
}

/// The same after an earlier audit. `bodies`: what stands in the pages.
pub fn audit_again(authored: &authored::Site, disclosed: &Site, sources: &Sources, bodies: &Bodies, kept: &mut Kept) -> Audited {
    let Kept { audited, islands } = kept;
    let figures = || audited.of(&authored.data, || of_figures(authored, disclosed, sources, islands)).clone();
    let texts = || [links::check(authored, disclosed, bodies), translations::check(authored, disclosed)];
    let (mut audited, texts) = rayon::join(figures, texts);
    audited.findings.extend(texts.into_iter().flatten());
    audited
}

/// What follows from the data alone.
fn of_figures(authored: &authored::Site, disclosed: &Site, sources: &Sources, islands: &mut Islands) -> Audited {
    let given = given::of(authored);
    let Found { checks, mut inferred } = islands.of(disclosed, Some(&given).filter(|_| !authored.config.inference_checked));
    // Where every figure is, and where it was written, is looked up only where there is something to say of one.
    let figures: AllFigures = LazyCell::new(Box::new(|| disclosed.figures()));
    let places = LazyCell::new(|| Places::new(&authored.data));
    let unexplained = checks.iter().filter(|check| check.verdict == Verdict::Contradicts && check.reason.is_none());
    let mut findings: Vec<Finding> = unexplained.map(|check| contradiction(check, &places, sources)).collect();
    findings.extend(declarations(authored, &figures, &checks));
    findings.extend(accepted::settle(authored, &figures, &mut inferred));
    Audited { findings, checks, given, inferred }
}

/// All figures of a site, once somebody asks for one.
type AllFigures<'a> = LazyCell<Figures<'a>, Box<dyn Fn() -> Figures<'a> + 'a>>;

/// The names of the rules, in the order of the public page.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    rules::RULES.iter().map(|rule| rule.name)
}

/// How many of the figures behind a computed one are shown.
const PARTS: usize = 4;

/// A figure that does not follow from the others, and of which nobody says that this is known.
fn contradiction(check: &Check, places: &Places, sources: &Sources) -> Finding {
    let place = places.of(&check.fact);
    let code = rules::RULES.iter().find(|rule| rule.name == check.rule).map_or(codes::RELATION, |rule| rule.code);
    let message = if check.rule == rules::LANGUAGES { two_languages(check) } else { printed_and_computed(check) };
    let file = place.map(|span| sources.file(span.file).path.to_string()).filter(|path| !path.starts_with("data/plans/"));
    let finding = Finding::new(code, message).help(correct_or_explain(check, file));
    let Some(span) = place else { return finding };
    // The figures that it is computed from, each where it stands by itself.
    let parts = check.parts.iter().filter_map(|part| places.exactly(part)).filter(|part| *part != span).take(PARTS);
    let from = Words::new("計算のもと", "computed from this");
    parts.fold(finding.at(span), |finding, part| finding.also(part, from.clone()))
}

/// What to do about a contradiction, with the lines to copy. `file`: of a year, where the figure stands; they may stand in any.
fn correct_or_explain(check: &Check, file: Option<String>) -> Words {
    let file = file.unwrap_or_else(|| format!("data/…/{}/checks.toml", check.plan));
    let (rule, fact) = (check.rule, &check.fact);
    let reason = "reason.ja = \"資料にこう印刷されている理由\"\nreason.en = \"Why the document prints it so.\"";
    let lines = format!("[[discrepancy]]\ncheck = \"{rule}\"\nfact = \"{fact}\"\n{reason}");
    let ja = "まず資料を見てください。写し間違いなら、この数値か計算のもとの数値を直します。資料がそうなら、数値は変えずに";
    let en = "look at the document first. If this figure or one that it is computed from was copied wrongly, correct that; \
              if the document has it so, change no figure and";
    Words::new(
        format!("{ja}、{file} の終わりに次の行を加えます。\n{lines}"),
        format!("{en} add these lines to the end of {file}:\n{lines}"),
    )
}

fn printed_and_computed(check: &Check) -> Words {
    let year = |lang| check.year.map(|year| year.name(lang)).unwrap_or_default();
    let how = |text: &Text, lang| match (text.any(lang), lang) {
        ("", _) => String::new(),
        (how, Lang::Ja) => format!("（{how}）"),
        (how, Lang::En) => format!(" ({how})"),
    };
    let say = |lang| (check.name.any(lang), check.printed.any(lang), check.computed.any(lang), how(&check.derivation, lang));
    let (name, printed, computed, derivation) = say(Lang::Ja);
    let ja = format!("{name}{}：印刷は「{printed}」、検算では{computed}{derivation}。", year(Lang::Ja));
    let (name, printed, computed, derivation) = say(Lang::En);
    let en = format!("{name} {}: printed `{printed}`, but the arithmetic gives {computed}{derivation}", year(Lang::En));
    Words::new(ja, en)
}

fn two_languages(check: &Check) -> Words {
    let (ja, en) = (check.printed.any(Lang::Ja), check.computed.any(Lang::Ja));
    Words::new(
        format!("日本語と英語で数が違います（日本語だけ：{ja}、英語だけ：{en}）。"),
        format!("the numbers differ between the languages (only in Japanese: {ja}; only in English: {en})"),
    )
}

/// What authors say about figures must be about figures, and still be so.
fn declarations(authored: &authored::Site, figures: &AllFigures, checks: &[Arc<Check>]) -> Vec<Finding> {
    let contradicts = checks.iter().filter(|check| check.verdict == Verdict::Contradicts);
    let found: BTreeSet<(&str, &str)> = contradicts.map(|check| (check.rule, check.fact.as_str())).collect();
    let names = checks.iter().filter(|check| check.rule == rules::NAMES);
    let named = names.filter_map(|check| check.fact.split_once("/printed-name/"));
    let found_names: BTreeSet<&str> = named.map(|(_, of)| of).collect();
    let contents = authored.data.years.iter().filter_map(|file| file.content.as_open());
    contents
        .flat_map(|content| {
            let known = content.discrepancies.iter().filter_map(|row| of_discrepancy(row, &found));
            let relations = content.relations.iter().flat_map(|row| row.parts.iter().chain([&row.result]));
            let named = relations.chain(content.editions.iter().map(|row| &row.fact));
            let unknown = named.filter(|fact| !figures.contains_key(fact.value.as_str())).map(|fact| unknown(fact, figures));
            let told = content.editions.iter().filter(|row| !authored.config.confidential && is_withheld(row, figures));
            let nameless = content.printed_names.iter().filter(|row| !found_names.contains(row.of.value.as_str()));
            let tables = content.relations.iter().filter_map(uncounted);
            known
                .chain(unknown)
                .chain(tables)
                .chain(told.map(told_before))
                .chain(nameless.map(|row| nobody(&row.of)))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn of_discrepancy(row: &authored::Discrepancy, found: &BTreeSet<(&str, &str)>) -> Option<Finding> {
    if !rule_names().any(|rule| rule == row.check.value) {
        return Some(unknown_rule(&row.check));
    }
    (!found.contains(&(row.check.value.as_str(), row.fact.value.as_str()))).then(|| idle(&row.fact))
}

fn is_withheld(row: &Edition, figures: &AllFigures) -> bool {
    figures.get(row.fact.value.as_str()).is_some_and(|figure| figure.cell.shown.is_withheld())
}

/// What a withheld figure was before is withheld as well.
fn told_before(row: &Edition) -> Finding {
    let message = Words::new(
        "いまは非公表の数値の、前の値が原稿に書かれています。",
        "the sources hold what a figure was that is withheld now",
    );
    let help = Words::new(
        "この [[edition]] を消してください。職員だけの場所で扱う原稿なら kohyo.toml に confidential = true と書きます。",
        "remove this [[edition]]; if these sources never leave the staff, write confidential = true in kohyo.toml.",
    );
    Finding::new(codes::PAYLOAD_IN_SOURCE, message).at(row.fact.span).help(help)
}

fn unknown(fact: &Spanned<String>, known: &Figures) -> Finding {
    let message = Words::new("この ID の数値はありません。", "there is no figure with this id");
    Finding::new(codes::UNKNOWN_FACT, message).at(fact.span).help(words::suggest(&fact.value, known.keys().copied()))
}

/// A count is of the rows of a table that there is.
fn uncounted(row: &authored::Relation) -> Option<Finding> {
    let table = row.count.as_ref().filter(|table| !rules::TABLES.contains(&table.value.split('/').next().unwrap_or_default()));
    let place = match (row.kind.value.as_str(), &row.count, table) {
        ("count", None, _) => row.kind.span,
        ("count", Some(_), Some(table)) => table.span,
        _ => return None,
    };
    let message = Words::new("何の行を数えるのか分かりません。", "it is not said of which table the rows are counted");
    let help = Words::new(
        format!("count に次のどれかを書いてください: {}", rules::TABLES.join("、")),
        format!("write one of these as `count`: {}", rules::TABLES.join(", ")),
    );
    Some(Finding::new(codes::UNKNOWN_WORD, message).at(place).help(help))
}

fn nobody(of: &Spanned<String>) -> Finding {
    let message = Words::new("この名前を持つものがありません。", "nothing has this name");
    let help = Words::new(
        "plan、indicator/…、group/…、body/…、program/…、project/…、regulation/…、business/… のどれかです。",
        "it is plan, indicator/…, group/…, body/…, program/…, project/…, regulation/… or business/….",
    );
    Finding::new(codes::UNKNOWN_REFERENCE, message).at(of.span).help(help)
}

fn unknown_rule(rule: &Spanned<String>) -> Finding {
    let message = Words::new("この名前の検算はありません。", "there is no check of this name");
    Finding::new(codes::UNKNOWN_WORD, message).at(rule.span).help(words::suggest(&rule.value, rule_names()))
}

fn idle(fact: &Spanned<String>) -> Finding {
    let message = Words::new("記録された不一致は、もう起きていません。", "a recorded discrepancy no longer occurs");
    let help = Words::new(
        "数値か名前が直っていれば、この [[discrepancy]] を消してください。",
        "if the figure or name is right now, remove this [[discrepancy]].",
    );
    Finding::new(codes::IDLE_DISCREPANCY, message).at(fact.span).help(help)
}
