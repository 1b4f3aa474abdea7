//! Projecting what a plan does and what was said about it, and figures by year.
//!
//! In: an authored row. Out: a disclosed one, and what it says for the watchlist. Never: a row that is withheld as a whole.

use super::cells::{Projector, ids, taint, withheld};
use super::rows::{Contents, RowContents, related};
use super::years::Context;
use crate::authored::{self, Conduct};
use crate::disclosed;
use crate::figures::{FiscalYear, Lang};
use crate::source::Spanned;

fn words(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|word| word.value.clone()).collect()
}

fn dated(dated: &authored::Dated) -> disclosed::Dated {
    disclosed::Dated { when: dated.when.value, printed: dated.printed.as_ref().map(|printed| printed.value.clone()) }
}

/// The texts of a `Conduct`.
fn conduct_texts(conduct: &Conduct) -> [Option<&authored::Text>; 5] {
    [&conduct.others, &conduct.area, &conduct.start, &conduct.equipment, &conduct.outline].map(Option::as_ref)
}

impl RowContents for authored::Policy {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![Some(&self.name), self.solution.as_ref(), self.outline.as_ref()], ..Contents::default() }
    }
}

impl RowContents for authored::Project {
    fn contents(&self) -> Contents<'_> {
        let own = [Some(&self.name), self.period.as_ref(), self.scheme.as_ref()];
        let parts = self.parts.iter().flat_map(|part| conduct_texts(&part.conduct).into_iter().chain([Some(&part.name)]));
        let marks = self.schedule.iter().flat_map(|row| row.marks.iter().map(|mark| Some(&mark.label)));
        let rows = self.schedule.iter().map(|row| Some(&row.label)).chain(marks);
        let texts = own.into_iter().chain(conduct_texts(&self.conduct)).chain(parts).chain(rows).collect();
        Contents { texts, facts: vec![&self.facts], ..Contents::default() }
    }
}

impl RowContents for authored::Meeting {
    fn contents(&self) -> Contents<'_> {
        let texts = vec![Some(&self.name), self.method.as_ref(), self.summary.as_ref()];
        Contents { texts, facts: vec![&self.facts], ..Contents::default() }
    }
}

impl RowContents for authored::Comment {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![Some(&self.text)], ..Contents::default() }
    }
}

impl RowContents for authored::Reply {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![Some(&self.text)], ..Contents::default() }
    }
}

impl RowContents for authored::Event {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![Some(&self.name), self.note.as_ref()], ..Contents::default() }
    }
}

impl RowContents for authored::Goal {
    fn contents(&self) -> Contents<'_> {
        Contents { texts: vec![Some(&self.name), self.result.as_ref()], ..Contents::default() }
    }
}

/// `[[policy]]`
pub fn policy(p: &mut Projector, cx: &Context, row: &authored::Policy) -> disclosed::Policy {
    disclosed::Policy {
        id: row.id.value.clone(),
        label: p.text(&row.label),
        name: p.text(&row.name),
        solution: p.optional(row.solution.as_ref()),
        outline: p.optional(row.outline.as_ref()),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[project]]`
pub fn project(p: &mut Projector, cx: &Context, row: &authored::Project) -> disclosed::Project {
    disclosed::Project {
        id: row.id.value.clone(),
        label: p.optional(row.label.as_ref()),
        name: p.text(&row.name),
        kind: row.kind.value.clone(),
        policies: ids(&row.policies),
        indicators: row.indicators.as_ref().map(related),
        measures: words(&row.measures),
        scheme: p.optional(row.scheme.as_ref()),
        conduct: conduct(p, &row.conduct),
        years: row.years.clone(),
        period: p.optional(row.period.as_ref()),
        parts: row.parts.iter().map(|each| part(p, each)).collect(),
        schedule: row.schedule.iter().map(|each| schedule_row(p, each)).collect(),
        facts: p.facts(&cx.owner(&row.id.value), &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

fn conduct(p: &mut Projector, conduct: &Conduct) -> disclosed::Conduct {
    disclosed::Conduct {
        businesses: ids(&conduct.businesses),
        others: p.optional(conduct.others.as_ref()),
        area: p.optional(conduct.area.as_ref()),
        start: p.optional(conduct.start.as_ref()),
        equipment: p.optional(conduct.equipment.as_ref()),
        outline: p.optional(conduct.outline.as_ref()),
    }
}

fn part(p: &mut Projector, part: &authored::Part) -> disclosed::Part {
    disclosed::Part {
        key: part.key.value.clone(),
        label: p.optional(part.label.as_ref()),
        name: p.text(&part.name),
        conduct: conduct(p, &part.conduct),
    }
}

fn schedule_row(p: &mut Projector, row: &authored::ScheduleRow) -> disclosed::ScheduleRow {
    let mark = |p: &mut Projector, mark: &authored::ScheduleMark| disclosed::ScheduleMark {
        milestone: mark.milestone,
        label: p.text(&mark.label),
        from: mark.from.as_ref().map(|from| from.value),
        to: mark.to.as_ref().map(|to| to.value),
    };
    disclosed::ScheduleRow {
        key: row.key.value.clone(),
        group: p.optional(row.group.as_ref()),
        label: p.text(&row.label),
        marks: row.marks.iter().map(|each| mark(p, each)).collect(),
    }
}

/// `[[event]]`
pub fn event(p: &mut Projector, cx: &Context, row: &authored::Event) -> disclosed::Event {
    disclosed::Event {
        id: row.id.value.clone(),
        on: dated(&row.on),
        category: row.category.value.clone(),
        bodies: ids(&row.bodies),
        name: p.text(&row.name),
        note: p.optional(row.note.as_ref()),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[goal]]`
pub fn goal(p: &mut Projector, cx: &Context, row: &authored::Goal) -> disclosed::Goal {
    disclosed::Goal {
        id: row.id.value.clone(),
        group: row.group.value.clone(),
        name: p.text(&row.name),
        due: row.due.as_ref().map(dated),
        repeat: row.repeat,
        result: p.optional(row.result.as_ref()),
        done: row.done.clone(),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[meeting]]`
pub fn meeting(p: &mut Projector, cx: &Context, row: &authored::Meeting) -> disclosed::Meeting {
    disclosed::Meeting {
        id: row.id.value.clone(),
        label: p.optional(row.label.as_ref()),
        name: p.text(&row.name),
        when: row.when.clone(),
        method: p.optional(row.method.as_ref()),
        summary: p.optional(row.summary.as_ref()),
        facts: p.facts(&cx.owner(&row.id.value), &row.facts),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[comment]]`
pub fn comment(p: &mut Projector, cx: &Context, row: &authored::Comment) -> disclosed::Comment {
    disclosed::Comment {
        id: row.id.value.clone(),
        label: p.optional(row.label.as_ref()),
        meeting: row.meeting.as_ref().map(|id| id.value.clone()),
        indicators: ids(&row.indicators),
        topic: p.optional(row.topic.as_ref()),
        text: p.text(&row.text),
        repeat: row.repeat,
        place: p.place(&row.at, cx.document),
    }
}

/// `[[reply]]`
pub fn reply(p: &mut Projector, cx: &Context, row: &authored::Reply) -> disclosed::Reply {
    disclosed::Reply {
        id: row.id.value.clone(),
        to: ids(&row.to),
        label: p.optional(row.label.as_ref()),
        text: p.text(&row.text),
        place: p.place(&row.at, cx.document),
    }
}

/// `[[….row]]`: the fact of a year is `owner/key/year`, that of the total `owner/key/total`.
pub fn series(p: &mut Projector, owner: &str, list: &[authored::Series]) -> Vec<disclosed::Series> {
    let mut all: Vec<disclosed::Series> = list.iter().map(|series| one_series(p, owner, series)).collect();
    for (at, _) in list.iter().enumerate().filter(|(_, series)| !series.show_derived) {
        taint_whole(&mut all, at);
    }
    let derived = all.iter_mut().zip(list).filter(|(_, series)| !series.show_derived);
    derived.for_each(|(series, _)| taint_total(series));
    all
}

/// The sum of a withheld figure and a public one would give the withheld one away.
fn taint_whole(all: &mut [disclosed::Series], at: usize) {
    let Some(whole) = all.get(at) else { return };
    let parts: Vec<&disclosed::Series> = all.iter().filter(|part| whole.sum_of.contains(&part.key)).collect();
    let hidden = |year: &FiscalYear| {
        let cells = parts.iter().flat_map(|part| &part.years).filter(|(of, _)| of == year);
        cells.map(|(_, cell)| cell).find_map(withheld)
    };
    let years: Vec<_> = whole.years.iter().map(|(year, _)| hidden(year)).collect();
    let total = parts.iter().find_map(|part| withheld(&part.total));
    let Some(whole) = all.get_mut(at) else { return };
    for ((_, cell), why) in whole.years.iter_mut().zip(years) {
        *cell = taint(cell.clone(), why);
    }
    whole.total = taint(whole.total.clone(), total);
}

/// So would a total with all but one of its years.
fn taint_total(series: &mut disclosed::Series) {
    let why = series.years.iter().find_map(|(_, cell)| withheld(cell));
    series.total = taint(series.total.clone(), why);
}

fn one_series(p: &mut Projector, owner: &str, series: &authored::Series) -> disclosed::Series {
    let (key, counter) = (&series.key.value, series.counter.as_ref());
    let label = p.text(&series.label);
    let years = series.years.iter().map(|(year, cell)| {
        let year = year.value;
        let of_year = with_year(&label, year);
        (year, p.labelled(of_year, format!("{owner}/{key}/{}", year.0), Some(cell), counter))
    });
    disclosed::Series {
        years: years.collect(),
        total: p.labelled(label.clone(), format!("{owner}/{key}/total"), series.total.as_ref(), counter),
        key: key.clone(),
        label,
        sum_of: ids(&series.sum_of),
        unit: series.unit.as_ref().map(|unit| unit.value.clone()),
        counter: series.counter.clone(),
        note: p.optional(series.note.as_ref()),
    }
}

/// 自治体予算（令和6年度）
fn with_year(label: &disclosed::Text, year: FiscalYear) -> disclosed::Text {
    let say = |lang: Lang, open: &str, close: &str| label.get(lang).map(|text| format!("{text}{open}{}{close}", year.name(lang)));
    disclosed::Text { ja: say(Lang::Ja, "（", "）"), en: say(Lang::En, " (", ")") }
}

/// What a plan document says of a business.
pub fn profile(p: &mut Projector, profile: &authored::Profile) -> disclosed::Profile {
    let word = |word: &Option<Spanned<String>>| word.as_ref().map(|word| word.value.clone());
    disclosed::Profile {
        address: p.optional(profile.address.as_ref()),
        phone: word(&profile.phone),
        founded: profile.founded.as_ref().map(dated),
        founded_word: word(&profile.founded_word),
        industry: p.optional(profile.industry.as_ref()),
        area: p.optional(profile.area.as_ref()),
        bodies: ids(&profile.bodies),
        field: word(&profile.field),
        measures: words(&profile.measures),
        projects: ids(&profile.projects),
        former: profile.former.iter().map(|name| p.text(name)).collect(),
    }
}
