//! Statements held against each other: nothing is laxer than what it stands below, both languages hide the same, reviews are
//! made.
//!
//! In: pages, plans and year files. Out: findings. Never: a sealed value; the state of a row (its file looks at that).

use super::Addresses;
use crate::authored::{Disclosure, Held, Id, Marked, Page, Site};
use crate::diagnostics::{self, Finding, Words, codes};
use crate::figures::{Date, Lang};
use crate::kinds::above;
use crate::source::Spanned;

/// Checks every statement.
pub fn check(site: &Site, pages: &Addresses, today: Date, findings: &mut Vec<Finding>) {
    for page in &site.pages {
        below_sections(page, pages, findings);
        if let Some(english) = pages.get(&(page.address.as_str(), Lang::En)).filter(|_| page.lang == Lang::Ja) {
            same_in_both(page, english, findings);
        }
    }
    for file in &site.data.years {
        let plan = site.data.plans.iter().find(|plan| plan.id.value == file.plan.value);
        if let Some(plan) = plan.filter(|plan| file.disclosure.strictness() < plan.disclosure.strictness()) {
            findings.push(laxer(&file.disclosure, &plan.disclosure));
        }
    }
    let pages = site.pages.iter().map(|page| &page.disclosure);
    let plans = site.data.plans.iter().map(|plan| &plan.disclosure);
    let years = site.data.years.iter().map(|file| &file.disclosure);
    findings.extend(pages.chain(plans).chain(years).filter_map(|stated| due(stated, today)));
}

fn below_sections(page: &Page, pages: &Addresses, findings: &mut Vec<Finding>) {
    let sections = above(&page.address).filter_map(|address| pages.get(&(address, page.lang)));
    // The home page is a page like any other, unless it says that it speaks for the rest.
    let mut speaking = sections.filter(|section| !section.address.is_empty() || section.disclosure.children);
    if let Some(section) = speaking.find(|section| page.disclosure.strictness() < section.disclosure.strictness()) {
        findings.push(laxer(&page.disclosure, &section.disclosure));
    }
}

fn laxer(stated: &Disclosure, parent: &Disclosure) -> Finding {
    let here = Words::new("上の区分はここです", "the stricter state is here");
    diagnostics::laxer(stated.state.span).also(parent.state.span, here)
}

/// A page and its twin say the same of themselves and hide the same parts.
fn same_in_both(ja: &Page, en: &Page, findings: &mut Vec<Finding>) {
    if !says_the_same(&ja.disclosure, &en.disclosure) {
        findings.push(states_differ(&ja.disclosure, &en.disclosure));
    }
    let bodies = match (&ja.body, &en.body) {
        (Held::Open(ja), Held::Open(en)) => Some((ja, en)),
        _ => None,
    };
    let descriptions = ja.description.as_ref().zip(en.description.as_ref());
    // Easy words may be given in one language alone; then nothing in them is withheld.
    let none = Spanned::new(Marked::default(), ja.disclosure.state.span);
    let easy = Some((ja.easy.as_ref().unwrap_or(&none), en.easy.as_ref().unwrap_or(&none)));
    for (ja_text, en_text) in [Some((&ja.title, &en.title)), descriptions, bodies, easy].into_iter().flatten() {
        if !ja_text.value.hides_like(&en_text.value) {
            let count = |text: &Spanned<Marked>| text.value.withheld().count();
            let (ja, en) = (ja.disclosure.state.span, en.disclosure.state.span);
            findings.push(diagnostics::marks_differ((ja, count(ja_text)), (en, count(en_text))));
        }
    }
}

fn says_the_same(ja: &Disclosure, en: &Disclosure) -> bool {
    let whole = |stated: &Disclosure| (stated.state.value, stated.lifted, stated.stub, stated.title_public);
    let embargo = |stated: &Disclosure| stated.embargo.as_ref().map(|e| (e.until.value, e.announce));
    let words = [(&ja.ground, &en.ground), (&ja.id, &en.id)];
    let same = |(ja, en): (&Option<Id>, &Option<Id>)| ja.as_ref().map(|word| &word.value) == en.as_ref().map(|word| &word.value);
    whole(ja) == whole(en) && embargo(ja) == embargo(en) && words.into_iter().all(same)
}

fn states_differ(ja: &Disclosure, en: &Disclosure) -> Finding {
    let message = Words::new(
        "日本語と英語のページで、公表の区分（根拠・番号・予定日を含む）が違います。",
        "the disclosure statements (state, ground, number, day) of the two languages differ",
    );
    let help = Words::new("両方の言語に同じ区分を書いてください。", "say the same in both languages.");
    let other = Words::new("英語のページの区分", "the statement of the English page");
    Finding::new(codes::STATES_DIFFER, message).at(ja.state.span).also(en.state.span, other).help(help)
}

fn due(stated: &Disclosure, today: Date) -> Option<Finding> {
    let review = stated.review.as_ref().filter(|review| review.value <= today)?;
    let message = Words::new(
        format!("見直しの日（{}）を過ぎています。", review.value.long(Lang::Ja)),
        format!("the review was due on {}", review.value.long(Lang::En)),
    );
    let help = Words::new(
        "非公表を続けるか見直し、decided と review を新しい日付にしてください。",
        "reconsider it, and set `decided` and `review` to new days.",
    );
    Some(Finding::new(codes::REVIEW_DUE, message).at(review.span).help(help))
}
