//! Projecting pages.
//!
//! In: an authored page. Out: a disclosed one whose body holds a placeholder character for each withheld part, or no body at
//! all. Never: a page whose existence is withheld.

use super::attachments;
use super::cells::{Projector, withheld};
use crate::authored::{self, Held, Segment, State};
use crate::disclosed::{self, PartialNote, Shown, Withheld, marker};
use crate::figures::FiscalYear;
use crate::kinds::PLACEHOLDER;

/// `None` for a page whose existence is not acknowledged (存否応答拒否).
pub fn page(p: &mut Projector, page: &authored::Page) -> Option<disclosed::Page> {
    let body = match &page.body {
        Held::Open(marked) => Shown::Public(p.marked(marked, PLACEHOLDER.encode_utf8(&mut [0; 4]))),
        Held::Withheld(part) => {
            watch_body(p, part);
            Shown::Withheld(withheld(part))
        }
    };
    let attachments = attachments::attachments(p, page);
    if page.disclosure.state.value == State::Unacknowledged {
        return None;
    }
    Some(disclosed::Page {
        address: page.address.clone(),
        lang: page.lang,
        kind: page.kind.value,
        title: p.marked(&page.title, marker(page.lang)),
        description: page.description.as_ref().map(|d| p.marked(d, marker(page.lang))),
        nav: page.nav.as_ref().map(|n| n.value),
        nav_title: page.nav_title.as_ref().map(|t| t.value.clone()),
        plan: page.plan.as_ref().map(|id| id.value.clone()),
        year: page.year.as_ref().map(|y| FiscalYear(y.value as i32)),
        body,
        attachments,
        partial: (page.disclosure.state.value == State::Partial).then(|| note(p, page)),
    })
}

fn note(p: &mut Projector, page: &authored::Page) -> PartialNote {
    let reason = page.disclosure.reason.as_ref().and_then(|text| text.get(page.lang));
    let reason = reason.map(|marked| p.marked(marked, marker(page.lang)));
    let ground = page.disclosure.ground.as_ref().map(|g| g.value.clone());
    PartialNote { reason, withheld: Withheld { ground, id: None } }
}

/// Everything in a withheld page is looked for in the output, its open text as well.
fn watch_body(p: &mut Projector, part: &authored::Withholding<crate::source::Spanned<authored::Marked>>) {
    let Some(sealed) = &part.payload else { return };
    let body = p.open(sealed).clone();
    for segment in &body.value.segments {
        match segment {
            Segment::Open(text) => p.watch(text),
            Segment::Withheld(mark) => p.watch_text(mark),
        }
    }
}
