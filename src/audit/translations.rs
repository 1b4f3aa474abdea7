//! K0226: the original changed after its translation was looked at.
//!
//! In: both sites. Out: warnings with the line to write. Never: a code of a text that is not public.

use crate::authored::{self, Reviewed};
use crate::diagnostics::{Finding, Words, codes};
use crate::disclosed::{Page, Site};
use crate::figures::Lang;
use crate::source::Spanned;
use std::cell::LazyCell;
use std::collections::HashMap;

/// Every page and plan that says when it was looked at.
pub fn check(authored: &authored::Site, disclosed: &Site) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Of few pages it is said when they were looked at.
    let pages: LazyCell<HashMap<(&str, Lang), &Page>, _> =
        LazyCell::new(|| disclosed.pages().map(|page| ((page.address.as_str(), page.lang), page)).collect());
    for page in &authored.pages {
        let Some(reviewed) = &page.reviewed else { continue };
        let public = pages.get(&(page.address.as_str(), page.lang)).filter(|page| !page.body.is_withheld());
        let original = public.and_then(|page| pages.get(&(page.address.as_str(), page.lang.other())));
        findings.extend(original.and_then(|original| stale(reviewed, &original.code(), original.lang)));
    }
    for plan in &authored.data.plans {
        let public = disclosed.plans().find(|other| other.id == plan.id.value);
        findings.extend(plan.reviewed.as_ref().zip(public).and_then(|(reviewed, plan)| stale(reviewed, &plan.code(), Lang::Ja)));
    }
    findings
}

fn stale(reviewed: &Reviewed, code: &str, original: Lang) -> Option<Finding> {
    let Spanned { value, span } = &reviewed.of;
    let (ja, en) = match original {
        Lang::Ja => ("日本語", "Japanese"),
        Lang::En => ("英語", "English"),
    };
    let (on_ja, on_en) = (reviewed.on.long(Lang::Ja), reviewed.on.long(Lang::En));
    let message = if value.is_empty() {
        Words::new(format!("どの{ja}を確かめたか、番号がありません。"), format!("it is not said which {en} text was looked at"))
    } else {
        Words::new(format!("{ja}が、{on_ja}の確認のあとに変わっています。"), format!("the {en} text has changed since {on_en}"))
    };
    let help = Words::new(
        format!("訳を見直したら、on をその日に、of を \"{code}\" にしてください。"),
        format!("when you have looked through the translation, set `on` to that day and of = \"{code}\"."),
    );
    (value != code).then(|| Finding::new(codes::STALE_TRANSLATION, message).at(*span).help(help))
}
