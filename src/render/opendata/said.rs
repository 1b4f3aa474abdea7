//! Meetings, comments and replies as open data.
//!
//! In: disclosed rows. Out: `Record`s in the order of the document. Never: a comment that is withheld.

use super::rows::{Frame, Record, both, of_years, withheld_row};
use crate::disclosed::{Comment, Plan, Reply, Shown, Site, Text};
use crate::figures::{FiscalYear, When};

/// Meetings: name, dates, method and figures.
pub fn meetings(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.meetings) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => {
                let frame =
                    Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: &row.name, place: &row.place };
                let name = frame.words("name", &both("名称", "Name"), Some(&row.name));
                let held = row.when.iter().map(|when: &When| when.iso()).collect::<Vec<_>>().join(" ");
                out.extend(name.map(|name| name.dated(held)));
                out.extend(frame.words("method", &both("協議の方法", "Method"), row.method.as_ref()));
                out.extend(frame.words("summary", &both("概要", "Summary"), row.summary.as_ref()));
                out.extend(frame.facts(&row.facts));
            }
        }
    }
    out
}

/// Comments and the replies to them.
pub fn comments(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.comments) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => out.extend(comment(site, plan, year, row)),
        }
    }
    for (year, row) in of_years(plan, |y| &y.replies) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => out.extend(reply(site, plan, year, row)),
        }
    }
    out
}

fn comment(site: &Site, plan: &Plan, year: FiscalYear, row: &Comment) -> Vec<Record> {
    let none = Text::default();
    let name = row.topic.as_ref().or(row.label.as_ref()).unwrap_or(&none);
    let frame = Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: name, place: &row.place };
    let mut out: Vec<Record> = frame.words("comment", &both("指摘・意見", "Comment"), Some(&row.text)).into_iter().collect();
    out.extend(frame.words("meeting", &both("会合（ID）", "Meeting (id)"), ids(row.meeting.as_slice()).as_ref()));
    out.extend(frame.words(
        "indicators",
        &both("関連する数値目標（ID）", "Related targets (ids)"),
        ids(&row.indicators).as_ref(),
    ));
    let repeat = row.repeat.then(|| both("再掲", "printed a second time"));
    out.extend(frame.words("repeat", &both("再掲", "Repeat"), repeat.as_ref()));
    out
}

fn reply(site: &Site, plan: &Plan, year: FiscalYear, row: &Reply) -> Vec<Record> {
    let none = Text::default();
    let name = row.label.as_ref().unwrap_or(&none);
    let frame = Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: name, place: &row.place };
    let text = frame.words("reply", &both("対応", "Reply"), Some(&row.text));
    let shown = plan.year(year).into_iter().flat_map(|year| &year.comments).filter_map(Shown::public);
    let shown: Vec<&str> = shown.map(|comment| comment.id.as_str()).collect();
    let to: Vec<String> = row.to.iter().filter(|id| shown.contains(&id.as_str())).cloned().collect();
    let to = frame.words("to", &both("対応する指摘・意見（ID）", "Comments answered (ids)"), ids(&to).as_ref());
    text.into_iter().chain(to).collect()
}

/// Ids side by side; `None` for none.
fn ids(list: &[String]) -> Option<Text> {
    let text = list.join(" ");
    (!list.is_empty()).then(|| both(&text, &text))
}
