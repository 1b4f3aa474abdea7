//! Rows about who said what: meetings, comments, replies.
//!
//! In: one TOML table each. Out: an authored row. Never: a reference resolved.

use super::cells::fact;
use super::table::{File, Row};
use crate::authored::{Comment, Meeting, Reply};

/// `[[meeting]]`
pub fn meeting(file: &mut File, row: &Row) -> Option<Meeting> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    let meeting = Meeting {
        label: row.text(file, "label"),
        when: row.whens(file, "when"),
        method: row.text(file, "method"),
        summary: row.text(file, "summary"),
        facts: row.rows(file, "fact", fact),
        at: row.at(file),
        id: id?,
        name: name?,
    };
    Some(meeting)
}

/// `[[comment]]`
pub fn comment(file: &mut File, row: &Row) -> Option<Comment> {
    let (id, text) = (row.need_id(file, "id"), row.need_text(file, "text"));
    let comment = Comment {
        label: row.text(file, "label"),
        meeting: row.id(file, "meeting"),
        indicators: row.ids(file, "indicators"),
        topic: row.text(file, "topic"),
        repeat: row.flag(file, "repeat"),
        at: row.at(file),
        id: id?,
        text: text?,
    };
    Some(comment)
}

/// `[[reply]]`
pub fn reply(file: &mut File, row: &Row) -> Option<Reply> {
    let (id, text) = (row.need_id(file, "id"), row.need_text(file, "text"));
    row.need(file, "to");
    let (to, label, at) = (row.ids(file, "to"), row.text(file, "label"), row.at(file));
    Some(Reply { id: id?, to, label, text: text?, at })
}
