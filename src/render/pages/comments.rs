//! 指摘事項と対応・協議会: who said what at which meeting, and what was answered.
//!
//! In: meetings, comments and replies of a year. Out: the view: each comment once, each reply once, with links both ways. Never: a
//! reply guessed for a comment that none names.

use super::cells::{CellView, FactView};
use super::filter::{self, Filter};
use super::indicator::{self, Download};
use super::report::{SectionView, sections};
use super::said::{Cx, Link, Paras, Said, Source, Time, Year, value};
use super::sorting::{self, By, Sorting};
use crate::disclosed::{Comment, Meeting, Plan, PlanYear, Reply, Shown, Text};
use crate::figures::FiscalYear;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use tera::Value;

/// From this many numbers on, a run is printed as its first and last one.
const RUN_FROM: usize = 3;

#[derive(Serialize)]
struct CommentsView {
    year: Year,
    counts: Vec<String>,
    filters: Vec<Filter>,
    orders: Vec<sorting::Choice>,
    sections: Vec<SectionView>,
    /// Said once where a document has no replies at all.
    no_replies: bool,
    /// What a comment without a reply says.
    unanswered: String,
    meetings: Vec<MeetingView>,
    /// Comments that belong to no meeting, by the target they are about.
    others: Vec<TopicView>,
    /// Replies to comments that are not shown.
    replies: Vec<ReplyView>,
    withheld: Vec<CellView>,
    downloads: Vec<Download>,
}

#[derive(Serialize)]
struct MeetingView {
    id: String,
    label: Option<Said>,
    name: Said,
    when: Vec<Time>,
    method: Option<Paras>,
    summary: Option<Paras>,
    facts: Vec<FactView>,
    count: String,
    topics: Vec<TopicView>,
    source: Source,
}

/// Comments under one heading.
#[derive(Serialize)]
struct TopicView {
    heading: Option<Link>,
    comments: Vec<CommentView>,
}

#[derive(Serialize)]
struct CommentView {
    id: String,
    /// In the orders that a reader can choose.
    places: Option<String>,
    /// Counted in its meeting.
    number: usize,
    label: Option<Said>,
    text: Paras,
    indicators: Vec<Link>,
    repeat: bool,
    /// Links to the answers, where they do not follow at once.
    answers: Vec<Link>,
    answered: bool,
    /// The answers that follow here: their last comment is this one.
    blocks: Vec<AnswerView>,
    source: Source,
}

/// Replies to the same comments.
#[derive(Serialize)]
struct AnswerView {
    id: String,
    /// 1, 2, 3 への対応; empty where only the comment above is answered.
    to: Vec<Run>,
    replies: Vec<ReplyView>,
}

/// Numbers of comments that follow each other: one, or the first and the last.
#[derive(Serialize)]
struct Run {
    first: Link,
    last: Option<Link>,
}

#[derive(Serialize)]
struct ReplyView {
    id: String,
    label: Option<Said>,
    text: Paras,
    source: Source,
}

/// The view of a year.
pub fn view(cx: &Cx, plan: &Plan, year: Option<FiscalYear>) -> Value {
    let Some(of_year) = year.and_then(|year| plan.year(year)) else { return Value::none() };
    let is_empty = of_year.meetings.is_empty() && of_year.comments.is_empty() && of_year.replies.is_empty();
    if is_empty && of_year.comment_sections.is_empty() {
        return Value::none();
    }
    let mut said = Dialogue::new(of_year);
    said.sorting = sorting(cx, plan, of_year, &said);
    let unanswered =
        if of_year.replies.iter().any(Shown::is_withheld) { "comment-unanswered-shown" } else { "comment-unanswered" };
    let meetings = of_year.meetings.iter().filter_map(Shown::public);
    value(&CommentsView {
        year: cx.year(of_year.year),
        counts: counts(cx, of_year, &said),
        filters: filters(cx, of_year, &said),
        orders: std::mem::take(&mut said.sorting.choices),
        sections: sections(cx, &of_year.comment_sections),
        no_replies: of_year.replies.is_empty() && !of_year.comments.is_empty(),
        unanswered: cx.words.get(unanswered),
        meetings: meetings.map(|row| cx.in_row(&row.id, &row.name, || meeting(cx, plan, &said, row))).collect(),
        others: others(cx, plan, &said),
        replies: said.lost.iter().map(|row| reply(cx, row)).collect(),
        withheld: withheld(cx, of_year),
        downloads: ["meetings", "comments"].iter().flat_map(|table| downloads(cx, plan, table)).collect(),
    })
}

/// Two tables stand on one page: each link says which it is.
fn downloads(cx: &Cx, plan: &Plan, table: &str) -> Vec<Download> {
    let name = cx.words.get(&format!("data-{table}"));
    let named = |file: Download| Download { text: format!("{name}{}{}", cx.words.get("colon"), file.text), ..file };
    indicator::downloads(cx, plan, table).into_iter().map(named).collect()
}

/// Who answers whom, found once.
struct Dialogue<'a> {
    /// Comments of each meeting in order; `None` for those of none that is shown.
    of: BTreeMap<Option<&'a str>, Vec<&'a Comment>>,
    /// Meeting and place in it of each comment.
    places: BTreeMap<&'a str, (Option<&'a str>, usize)>,
    /// Replies to the same comments, by the comment after which they stand.
    after: BTreeMap<&'a str, Vec<Answer<'a>>>,
    /// The first reply of each answer to a comment.
    answers: BTreeMap<&'a str, Vec<&'a str>>,
    lost: Vec<&'a Reply>,
    sorting: Sorting,
}

struct Answer<'a> {
    to: Vec<&'a str>,
    replies: Vec<&'a Reply>,
}

impl<'a> Dialogue<'a> {
    fn new(year: &'a PlanYear) -> Dialogue<'a> {
        let meetings: BTreeSet<&str> = year.meetings.iter().filter_map(Shown::public).map(|row| row.id.as_str()).collect();
        let mut said = Dialogue {
            of: BTreeMap::new(),
            places: BTreeMap::new(),
            after: BTreeMap::new(),
            answers: BTreeMap::new(),
            lost: Vec::new(),
            sorting: Sorting::default(),
        };
        for comment in year.comments.iter().filter_map(Shown::public) {
            let meeting = comment.meeting.as_deref().filter(|id| meetings.contains(id));
            let list = said.of.entry(meeting).or_default();
            list.push(comment);
            said.places.insert(&comment.id, (meeting, list.len()));
        }
        year.replies.iter().filter_map(Shown::public).for_each(|reply| said.add(reply));
        said
    }

    /// A reply stands once: after the last comment that it answers in the meeting of the first one.
    fn add(&mut self, reply: &'a Reply) {
        let mut to: Vec<&str> = reply.to.iter().map(String::as_str).filter(|id| self.places.contains_key(id)).collect();
        to.sort_by_key(|id| self.places.get(id).copied());
        to.dedup();
        let Some(meeting) = to.first().and_then(|id| self.places.get(id)).map(|(meeting, _)| *meeting) else {
            self.lost.push(reply);
            return;
        };
        let in_meeting = |id: &&&str| self.places.get(**id).is_some_and(|(of, _)| *of == meeting);
        let Some(last) = to.iter().rev().find(in_meeting).copied() else { return };
        let list = self.after.entry(last).or_default();
        match list.iter_mut().find(|answer| answer.to == to) {
            Some(answer) => answer.replies.push(reply),
            None => {
                to.iter().for_each(|id| self.answers.entry(id).or_default().push(&reply.id));
                list.push(Answer { to, replies: vec![reply] });
            }
        }
    }

    fn number(&self, id: &str) -> usize {
        self.places.get(id).map_or(0, |(_, number)| *number)
    }
}

fn counts(cx: &Cx, year: &PlanYear, said: &Dialogue) -> Vec<String> {
    let repeats = year.comments.iter().filter_map(Shown::public).filter(|comment| comment.repeat).count();
    let unanswered = said.places.keys().filter(|id| !said.answers.contains_key(*id)).count();
    let all = [
        ("comments-meetings", year.meetings.len()),
        ("comments-comments", year.comments.len()),
        ("comments-repeats", repeats),
        ("comments-replies", year.replies.len()),
        ("comments-unanswered", if year.replies.is_empty() { 0 } else { unanswered }),
    ];
    all.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| cx.words.count(key, n)).collect()
}

/// Whether a comment is answered, where there are answers; the meeting at which it was made.
fn filters(cx: &Cx, year: &PlanYear, said: &Dialogue) -> Vec<Filter> {
    let answered = [("yes", "comments-answered"), ("no", "comments-no-answer")];
    let answered = answered.map(|(value, key)| (value.to_owned(), cx.words.get(key))).to_vec();
    let of_answer: Vec<&str> = said.places.keys().map(|id| if said.answers.contains_key(id) { "yes" } else { "no" }).collect();
    let meetings = year.meetings.iter().filter_map(Shown::public);
    let meetings = meetings.map(|row| (row.id.clone(), cx.say(&row.name).text)).collect();
    let of_meeting: Vec<&str> = said.places.values().map(|(meeting, _)| meeting.unwrap_or_default()).collect();
    let meeting = filter::select(cx, "meeting", "comments-meeting", meetings, &of_meeting);
    meeting.into_iter().chain(filter::select(cx, "answered", "reply", answered, &of_answer)).collect()
}

/// The newest meeting first; by the number of replies; by the first target that is named.
fn sorting(cx: &Cx, plan: &Plan, year: &PlanYear, said: &Dialogue) -> Sorting {
    let meetings: Vec<&Meeting> = year.meetings.iter().filter_map(Shown::public).collect();
    let in_page = meetings.iter().map(|row| Some(row.id.as_str())).chain([None]);
    let rows: Vec<&Comment> = in_page.flat_map(|id| said.of.get(&id).into_iter().flatten().copied()).collect();
    let held = |row: &Comment| meetings.iter().find(|meeting| row.meeting.as_deref() == Some(&meeting.id))?.when.iter().max();
    let newest: Vec<_> = rows.iter().map(|row| held(row).map(Reverse)).collect();
    let replies =
        |row: &Comment| year.replies.iter().filter_map(Shown::public).filter(|reply| reply.to.contains(&row.id)).count();
    let replies: Vec<_> = rows.iter().map(|row| Some(replies(row)).filter(|n| *n > 0).map(Reverse)).collect();
    let target = |row: &Comment| row.indicators.iter().filter_map(|id| plan.indicators.iter().position(|i| i.id == *id)).min();
    let targets: Vec<_> = rows.iter().map(|row| target(row)).collect();
    let orders = [By::in_groups("newest", &newest), By::in_groups("replies", &replies), By::in_groups("target", &targets)];
    Sorting::new(cx, rows.iter().map(|row| row.id.as_str()), orders)
}

fn meeting(cx: &Cx, plan: &Plan, said: &Dialogue, row: &Meeting) -> MeetingView {
    let comments = said.of.get(&Some(row.id.as_str())).map_or(&[][..], Vec::as_slice);
    let mut topics: Vec<TopicView> = Vec::new();
    let mut last = None;
    for comment in comments {
        if topics.is_empty() || last != Some(&comment.topic) {
            let heading = comment.topic.as_ref().map(|topic| Link { said: cx.say(topic), href: None });
            topics.push(TopicView { heading, comments: Vec::new() });
        }
        last = Some(&comment.topic);
        topics.last_mut().into_iter().for_each(|topic| topic.comments.push(self::comment(cx, plan, said, comment)));
    }
    name_rest(cx, &mut topics);
    MeetingView {
        id: row.id.clone(),
        label: row.label.as_ref().map(|label| cx.say(label)),
        name: cx.say(&row.name),
        when: row.when.iter().map(|when| cx.when(*when)).collect(),
        method: cx.maybe(row.method.as_ref()),
        summary: cx.maybe(row.summary.as_ref()),
        facts: cx.facts(&row.facts),
        count: cx.words.count("comments-comments", comments.len()),
        topics,
        source: cx.source(&row.place),
    }
}

/// Comments without a heading after some that have one would seem to stand under it.
fn name_rest(cx: &Cx, topics: &mut [TopicView]) {
    if topics.len() > 1 {
        let rest = || Link { said: Said::plain(cx.words.get("comments-rest")), href: None };
        topics.iter_mut().filter(|topic| topic.heading.is_none()).for_each(|topic| topic.heading = Some(rest()));
    }
}

/// Comments without a meeting stand under the first target that they name.
fn others(cx: &Cx, plan: &Plan, said: &Dialogue) -> Vec<TopicView> {
    let comments = said.of.get(&None).map_or(&[][..], Vec::as_slice);
    let targets = plan.indicators.iter().map(|indicator| Some(indicator.id.as_str())).chain([None]);
    let under = |target: Option<&str>| TopicView {
        heading: target.and_then(|id| cx.index.indicator(&plan.id, id)).map(|(plan, i)| indicator::link(cx, plan, i)),
        comments: comments
            .iter()
            .filter(|comment| comment.indicators.first().map(String::as_str) == target)
            .map(|each| comment(cx, plan, said, each))
            .collect(),
    };
    let mut topics: Vec<TopicView> = targets.map(under).filter(|topic| !topic.comments.is_empty()).collect();
    name_rest(cx, &mut topics);
    topics
}

fn comment(cx: &Cx, plan: &Plan, said: &Dialogue, row: &Comment) -> CommentView {
    let after = said.after.get(row.id.as_str()).map_or(&[][..], Vec::as_slice);
    let here: BTreeSet<&str> = after.iter().filter_map(|answer| answer.replies.first()).map(|reply| reply.id.as_str()).collect();
    let answers = said.answers.get(row.id.as_str()).map_or(&[][..], Vec::as_slice);
    let link = |id: &&str| Link { said: Said::plain(cx.words.get("comment-see-reply")), href: Some(format!("#{id}")) };
    let number = said.number(&row.id);
    let named = row.indicators.iter().filter_map(|id| cx.index.indicator(&plan.id, id));
    CommentView {
        id: row.id.clone(),
        places: said.sorting.of(&row.id),
        number,
        label: label(cx, row.label.as_ref(), number),
        text: cx.paras(&row.text),
        indicators: named.map(|(plan, i)| indicator::link(cx, plan, i)).collect(),
        repeat: row.repeat,
        answered: !answers.is_empty(),
        answers: answers.iter().filter(|id| !here.contains(*id)).map(link).collect(),
        blocks: after.iter().map(|answer| block(cx, said, &row.id, answer)).collect(),
        source: cx.source(&row.place),
    }
}

/// A label that is only the number of the comment stands there already.
fn label(cx: &Cx, label: Option<&Text>, number: usize) -> Option<Said> {
    label.map(|label| cx.say(label)).filter(|said| said.text != number.to_string())
}

fn block(cx: &Cx, said: &Dialogue, above: &str, answer: &Answer) -> AnswerView {
    let number = said.number(above);
    AnswerView {
        id: answer.replies.first().map(|reply| reply.id.clone()).unwrap_or_default(),
        to: if answer.to == [above] { Vec::new() } else { runs(said, &answer.to) },
        replies: answer
            .replies
            .iter()
            .map(|each| ReplyView { label: label(cx, each.label.as_ref(), number), ..reply(cx, each) })
            .collect(),
    }
}

/// 1, 2, 3 of the comments that are answered; many that follow each other are a range.
fn runs(said: &Dialogue, to: &[&str]) -> Vec<Run> {
    let link = |id: &str| Link { said: Said::plain(said.number(id).to_string()), href: Some(format!("#{id}")) };
    let follows = |a: &str, b: &str| match (said.places.get(a), said.places.get(b)) {
        (Some((of_a, a)), Some((of_b, b))) => of_a == of_b && a + 1 == *b,
        _ => false,
    };
    let mut out = Vec::new();
    for run in to.chunk_by(|a, b| follows(a, b)) {
        match run {
            [first, .., last] if run.len() > RUN_FROM => out.push(Run { first: link(first), last: Some(link(last)) }),
            each => out.extend(each.iter().map(|id| Run { first: link(id), last: None })),
        }
    }
    out
}

fn reply(cx: &Cx, row: &Reply) -> ReplyView {
    ReplyView {
        id: row.id.clone(),
        label: row.label.as_ref().map(|label| cx.say(label)),
        text: cx.paras(&row.text),
        source: cx.source(&row.place),
    }
}

/// One marker for each row that is withheld as a whole, of whatever kind: which it is, is not told.
fn withheld(cx: &Cx, year: &PlanYear) -> Vec<CellView> {
    fn why<T>(rows: &[Shown<T>]) -> impl Iterator<Item = &crate::disclosed::Withheld> {
        rows.iter().filter_map(|row| match row {
            Shown::Withheld(why) => Some(why),
            Shown::Public(_) => None,
        })
    }
    let all = why(&year.meetings).chain(why(&year.comments)).chain(why(&year.replies));
    all.map(|why| cx.withheld(String::new(), why)).collect()
}
