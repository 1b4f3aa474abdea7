//! Pages and drawings that a PDF still holds, but that nothing in it leads to: what is left of a deleted page.
//!
//! In: a parsed PDF. Out: faults. Never: what the pages show; a fault for leftovers that hold no text.

use super::super::Report;
use super::objects::values;
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{MaybeRef, Name, Object, ObjectIdentifier};
use std::collections::BTreeSet;

/// Looks for text outside of everything that the root leads to.
pub fn inspect(pdf: &Pdf, report: &mut Report) {
    let reached = reached(pdf);
    let lost = |object: &Object| match object {
        Object::Stream(stream) => {
            !reached.contains(&number(stream.obj_id())) && draws_text(&stream.decoded().unwrap_or_default())
        }
        Object::Dict(dict) => {
            let page = dict.get::<Name>(keys::TYPE).is_some_and(|kind| kind.as_ref() == b"Page");
            page && dict.obj_id().is_some_and(|id| !reached.contains(&number(id)))
        }
        _ => false,
    };
    if pdf.objects().into_iter().any(|object| lost(&object)) {
        report.hidden("どのページからもたどれない文字（削除したページなど）", "text that no page shows (such as a deleted page)");
    }
}

type Number = (i32, i32);

fn number(id: ObjectIdentifier) -> Number {
    (id.obj_number, id.gen_number)
}

/// Every object to which the root leads, in any number of steps.
fn reached(pdf: &Pdf) -> BTreeSet<Number> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![number(pdf.xref().root_id())];
    while let Some(id) = waiting.pop() {
        if reached.insert(id)
            && let Some(object) = pdf.xref().get::<Object>(ObjectIdentifier::new(id.0, id.1))
        {
            references(&object, 0, &mut waiting);
        }
    }
    reached
}

fn references(object: &Object, depth: usize, out: &mut Vec<Number>) {
    if depth > super::objects::DEEPEST {
        return;
    }
    let follow = |item: MaybeRef<Object>| match item {
        MaybeRef::Ref(to) => out.push((to.obj_number, to.gen_number)),
        MaybeRef::NotRef(inner) => references(&inner, depth + 1, out),
    };
    match object {
        Object::Array(array) => array.raw_iter().for_each(follow),
        Object::Dict(dict) => values(dict).into_iter().for_each(follow),
        Object::Stream(stream) => values(stream.dict()).into_iter().for_each(follow),
        _ => (),
    }
}

/// Whether a stream is a drawing with text in it.
fn draws_text(bytes: &[u8]) -> bool {
    let has = |word: &[u8]| {
        super::positions(bytes, word).any(|at| {
            let ends = bytes.get(at + word.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
            ends && at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|before| !before.is_ascii_alphanumeric())
        })
    };
    has(b"BT") && (has(b"Tj") || has(b"TJ"))
}
