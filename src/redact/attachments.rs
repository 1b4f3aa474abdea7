//! Projecting attachments.
//!
//! In: the attachments of an authored page. Out: those that may go out, and that others are withheld. Never: a name, title,
//! hash or byte of a withheld one; anything at all of one that is not acknowledged.

use super::cells::{Projector, number};
use crate::authored::{self, Attached, Held, State};
use crate::disclosed::{Attachment, Shown, marker};

/// Shorter lines of a document (合計, 令和6年度) stand in every other one too.
const SHORTEST_LINE: usize = 10;

/// All attachments of a page, in its order.
pub fn attachments(p: &mut Projector, page: &authored::Page) -> Vec<Shown<Attachment>> {
    let shown: Vec<_> = page.attachments.iter().filter_map(|attached| one(p, page, attached)).collect();
    // A page that is withheld says nothing about what is attached to it.
    if page.disclosure.hides_all() { Vec::new() } else { shown }
}

fn one(p: &mut Projector, page: &authored::Page, attached: &Attached) -> Option<Shown<Attachment>> {
    match &attached.content {
        Held::Withheld(part) => {
            if let Some(sealed) = &part.payload {
                let content = p.open(sealed).clone();
                watch(p, &content, number(part));
            }
            (part.acknowledged && !page.disclosure.hides_all()).then(|| Shown::Withheld(p.withheld(part)))
        }
        // What lacks a file, a kind or a hash has a finding, and nothing is rendered.
        Held::Open(open) => {
            let file = open.file.as_ref()?;
            Some(Shown::Public(Attachment {
                name: attached.file.as_ref()?.value.clone(),
                title: p.marked(open.title.as_ref()?, marker(page.lang)),
                kind: file.kind?,
                sha256: attached.sha256.as_ref()?.value.clone(),
                bytes: file.bytes.shared(),
                partial: attached.disclosure.as_ref().is_some_and(|own| own.state.value == State::Partial),
            }))
        }
    }
}

/// A withheld file is looked for as a whole, by its texts, and by its title.
fn watch(p: &mut Projector, content: &authored::Attachment, item: Option<&str>) {
    if let Some(title) = &content.title {
        p.watch_marked_title(title, item);
    }
    if let Some(file) = &content.file {
        p.watch_file(file.bytes.shared());
        let lines = file.texts.iter().flat_map(|text| text.lines()).map(str::trim);
        lines.filter(|line| line.chars().count() >= SHORTEST_LINE).for_each(|line| p.watch(line, item));
    }
}
