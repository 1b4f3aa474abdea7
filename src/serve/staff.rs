//! 職員用: what only staff may know, told beside the public page: what is withheld there and why, what the audits say of its figures,
//! how its translation stands.
//!
//! In: the site as it was last rendered, also when findings stopped it. Out: JSON for the page in view, from memory. Never: a withheld
//! value (there is none in here); a byte of the public page; a file.

use crate::Rendered;
use crate::audit::inferred::{self, Inferred};
use crate::audit::report;
use crate::disclosed::{Check, Held, Page, Shown, Site, Verdict, Withheld, address};
use crate::figures::Lang;
use crate::source::{Sources, Span};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Puts the remarks beside the page.
pub const SCRIPT: &str = include_str!("staff.js");

/// Everything that staff may see, for any page.
pub struct Remarks {
    site: Arc<Site>,
    inferred: Vec<Inferred>,
    hidden: Vec<Hidden>,
    /// Where something stands of which nobody is told.
    unsaid: Vec<String>,
}

/// Something withheld, as the sources have it.
struct Hidden {
    number: Option<String>,
    what: (&'static str, &'static str),
    /// `content/about.ja.md:12:5`
    place: String,
    /// The address of the page, or the path of the data file.
    within: String,
}

impl Remarks {
    /// Takes over what is told to nobody else.
    pub fn of(rendered: &mut Rendered) -> Remarks {
        let place = |span: &Span| placed(&rendered.sources, *span);
        let hidden = rendered.numbers.iter().map(|one| Hidden {
            number: one.number.as_ref().map(|id| id.value.clone()),
            what: one.kind.names(),
            place: place(&one.span),
            within: one.within.clone(),
        });
        let (hidden, unsaid) = (hidden.collect(), rendered.unsaid.iter().map(place).collect());
        Remarks { hidden, unsaid, site: Arc::clone(&rendered.site), inferred: std::mem::take(&mut rendered.inferred) }
    }

    /// What there is to say on one page, as JSON. `html`: the public page, in which the figures are named.
    pub fn on(&self, path: &str, html: &str) -> String {
        let facts = named_in(html, "data-fact=\"");
        let page = self.page(path);
        json!({
            "facts": self.facts(&facts),
            "marks": page.map(|page| self.marks(page)),
            "hidden": self.hidden_here(page, html),
            "unsaid": self.unsaid,
            "leaks": self.inferred.iter().filter(|each| !each.level.is_safe()).map(leak).collect::<Vec<_>>(),
            "translation": page.map(|page| self.translation(page)),
        })
        .to_string()
    }

    fn page(&self, path: &str) -> Option<&Page> {
        self.site.pages().find(|page| address::page_path(page.lang.code(), &page.address) == path)
    }

    /// By fact: why it is withheld, what readers can infer of it, what the recomputation says.
    fn facts(&self, facts: &BTreeSet<&str>) -> Value {
        let mut checks: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for each in self.site.checks.iter().filter(|check| facts.contains(check.fact.as_str())) {
            checks.entry(&each.fact).or_default().push(check(each));
        }
        let inferred: BTreeMap<&str, &Inferred> = self.inferred.iter().map(|each| (each.fact.as_str(), each)).collect();
        let mut out = serde_json::Map::new();
        for (fact, figure) in self.site.figures().into_iter().filter(|(fact, _)| facts.contains(fact)) {
            let withheld = match &figure.cell.shown {
                Shown::Withheld(why) => Some(self.why(why)),
                Shown::Public(_) => None,
            };
            let inference = withheld.as_ref().and_then(|_| inferred.get(fact)).map(|each| inference(each));
            let checks = checks.remove(fact).unwrap_or_default();
            if withheld.is_some() || !checks.is_empty() {
                out.insert(fact.to_owned(), json!({ "withheld": withheld, "inference": inference, "checks": checks }));
            }
        }
        Value::Object(out)
    }

    /// Why each mark in the text of a page hides what it hides, in the order of the text.
    fn marks(&self, page: &Page) -> Vec<Value> {
        let of_number = |number: &String| {
            let item = self.site.register.iter().find(|item| item.why.id.as_ref() == Some(number));
            item.map(|item| self.why(&item.why))
        };
        let whole = || page.partial.as_ref().map(|why| self.why(why)).unwrap_or_default();
        page.marks.iter().map(|number| number.as_ref().and_then(of_number).unwrap_or_else(whole)).collect()
    }

    /// Everything withheld whose source is this page, or whose register number it prints.
    fn hidden_here(&self, page: Option<&Page>, html: &str) -> Vec<Value> {
        let here = |hidden: &&Hidden| {
            page.is_some_and(|page| page.address == hidden.within)
                || hidden.number.as_ref().is_some_and(|number| html.contains(&format!(">{number}<")))
        };
        let said = |hidden: &Hidden| {
            let (ja, en) = hidden.what;
            let number = hidden.number.as_deref().unwrap_or("—");
            json!({ "ja": format!("{number} {ja}"), "en": format!("{number} {en}"), "place": hidden.place })
        };
        self.hidden.iter().filter(here).map(said).collect()
    }

    /// 根拠、番号、決定、見直し、原稿の場所: line by line.
    fn why(&self, why: &Withheld) -> Value {
        let mut lines = Vec::new();
        let mut line = |ja: String, en: String| lines.push(json!({ "ja": ja, "en": en }));
        if let Some(ground) = why.ground.as_ref().and_then(|id| self.site.grounds.iter().find(|ground| ground.id == *id)) {
            let name = |lang| [ground.article.as_ref().map_or("", |text| text.any(lang)), ground.label.any(lang)].join(" ");
            line(format!("根拠: {}", name(Lang::Ja).trim()), format!("ground: {}", name(Lang::En).trim()));
        }
        if let Some(reason) = &why.basis.reason {
            line(format!("理由: {}", reason.any(Lang::Ja)), format!("reason: {}", reason.any(Lang::En)));
        }
        for (day, ja, en) in [(why.basis.decided, "決定日", "decided"), (why.basis.review, "次回見直し", "next review")] {
            if let Some(day) = day {
                line(format!("{ja}: {}", day.long(Lang::Ja)), format!("{en}: {}", day.long(Lang::En)));
            }
        }
        let places = self.hidden.iter().filter(|hidden| hidden.number.is_some() && hidden.number == why.id);
        for place in places.map(|hidden| &hidden.place) {
            line(format!("原稿: {place}"), format!("source: {place}"));
        }
        json!({ "number": why.id, "lines": lines })
    }

    fn translation(&self, page: &Page) -> Value {
        let found = self.site.translated().into_iter().find(|each| each.page.address == page.address);
        let (state, ja, en) = match found.map(|each| each.held) {
            None => ("withheld", String::new(), String::new()),
            Some(Held::Missing(lang)) => {
                let (ja, en) = if lang == Lang::Ja { ("日本語", "Japanese") } else { ("英語", "English") };
                ("missing", format!("{ja}のページがありません。"), format!("There is no page in {en}."))
            }
            Some(Held::Unreviewed) => (
                "unreviewed",
                "訳を確かめた記録がありません。".to_owned(),
                "Nobody says to have reviewed the translation.".to_owned(),
            ),
            Some(Held::Stale(day)) => (
                "stale",
                format!("訳を確かめた日（{}）より後に原文が変わっています。", day.long(Lang::Ja)),
                format!("The original changed after the review of {}.", day.long(Lang::En)),
            ),
            Some(Held::Reviewed(day)) => (
                "reviewed",
                format!("訳は {} に確かめてあります。", day.long(Lang::Ja)),
                format!("The translation was reviewed on {}.", day.long(Lang::En)),
            ),
        };
        json!({ "state": state, "ja": ja, "en": en })
    }
}

fn placed(sources: &Sources, span: Span) -> String {
    let at = sources.line_column(span);
    format!("{}:{}:{}", sources.file(span.file).path, at.line, at.column)
}

/// The values of an attribute of our own pages.
fn named_in<'h>(html: &'h str, before: &str) -> BTreeSet<&'h str> {
    html.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn check(check: &Check) -> Value {
    let said = |lang: Lang| match (&check.verdict, lang) {
        (Verdict::Unchecked(why), Lang::Ja) => format!("{}。", report::why(*why).1),
        (Verdict::Unchecked(why), Lang::En) => report::why(*why).2.to_owned(),
        (Verdict::Contradicts, Lang::Ja) => {
            let reason = check.reason.as_ref().map(|text| format!(" 記録された理由: {}", text.any(lang))).unwrap_or_default();
            format!("計算では {} です。{}{reason}", check.computed.any(lang), check.derivation.any(lang))
        }
        (Verdict::Contradicts, Lang::En) => {
            let reason = check.reason.as_ref().map(|text| format!(" Reason on record: {}", text.any(lang))).unwrap_or_default();
            format!("computed: {}. {}{reason}", check.computed.any(lang), check.derivation.any(lang))
        }
        (_, lang) => check.derivation.any(lang).to_owned(),
    };
    let (ja, en) = report::verdict(&check.verdict);
    let word = check.verdict.word();
    json!({ "verdict": word, "ja": format!("{ja}: {}", said(Lang::Ja)), "en": format!("{en}: {}", said(Lang::En)) })
}

fn inference(each: &Inferred) -> Value {
    let (ja, en) = (inferred::report::level(&each.level, Lang::Ja), inferred::report::level(&each.level, Lang::En));
    let steps = |lang| each.steps.iter().map(|step| step.any(lang).to_owned()).collect::<Vec<_>>().join(" → ");
    let with = |said: String, steps: String| if steps.is_empty() { said } else { format!("{said} {steps}") };
    json!({ "level": each.level.word(), "ja": with(ja, steps(Lang::Ja)), "en": with(en, steps(Lang::En)) })
}

fn leak(each: &Inferred) -> Value {
    let name = |lang| each.name.any(lang).to_owned() + &each.year.map(|year| format!(" {}", year.name(lang))).unwrap_or_default();
    json!({ "fact": each.fact, "name": { "ja": name(Lang::Ja), "en": name(Lang::En) }, "inference": inference(each),
        "accepted": each.accepted.as_ref().map(|text| json!({ "ja": text.any(Lang::Ja), "en": text.any(Lang::En) })) })
}
