//! Rows of open data for what a plan does: policies, projects, the schedule, events, qualitative targets.
//!
//! In: disclosed rows. Out: `Record`s in page order: one text or date a row. Never: a date of something that is withheld.

use super::rows::{DATE, Frame, Record, both, category_en, of_years, plan_dates, withheld_row};
use crate::disclosed::{Conduct, Dated, Part, Place, Plan, Project, Related, ScheduleRow, Shown, Site, Text, address};
use crate::figures::{FiscalYear, Lang, When};
use crate::kinds::{EVENTS, PROJECTS, slug};
use std::collections::BTreeMap;

/// Names of businesses by id.
type Names<'a> = BTreeMap<&'a str, &'a Text>;

/// What all records of a row have; ids of the kinds are apart from each other, so that each record's name has the kind in it.
struct Row<'a> {
    frame: Frame<'a>,
    year: FiscalYear,
    kind: &'static str,
    records: Vec<Record>,
}

impl<'a> Row<'a> {
    fn push(&mut self, item: &str, record: Option<Record>) {
        let Some(mut record) = record else { return };
        record.fact = address::text_fact(self.frame.plan, self.year.0, self.kind, self.frame.row, item);
        self.records.push(record);
    }

    fn text(&mut self, item: &str, name: (&str, &str), words: Option<&Text>) {
        self.push(item, self.frame.words(item, &both(name.0, name.1), words));
    }

    /// The `n`th of several texts of one item, or the one with an id of its own.
    fn one_of(&mut self, item: &str, which: &str, name: (&str, &str), words: &Text) {
        self.push(&format!("{item}/{which}"), self.frame.words(item, &both(name.0, name.1), Some(words)));
    }

    /// A date, with the characters that the document prints for it.
    fn date(&mut self, item: &str, name: (&str, &str), date: String, printed: Option<&str>) {
        let record = self.frame.words(item, &both(name.0, name.1), Some(&Text::default())).map(|mut record| {
            record.date = date;
            record.printed = printed.unwrap_or_default().to_owned();
            record.status = DATE;
            record
        });
        self.push(item, record);
    }
}

/// The records of one kind of rows, in the order of years and documents.
fn all<T>(
    site: &Site,
    plan: &Plan,
    kind: &'static str,
    rows: Vec<(FiscalYear, &Shown<T>)>,
    head: fn(&T) -> (&str, &Text, &Place),
    fill: impl Fn(&mut Row, &T),
) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in rows {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => {
                let (id, row_name, place) = head(row);
                let frame = Frame { site, plan: &plan.id, year: Some(year), row: id, row_name, place };
                let mut made = Row { frame, year, kind, records: Vec::new() };
                fill(&mut made, row);
                out.append(&mut made.records);
            }
        }
    }
    out
}

/// Policies.
pub fn policies(site: &Site, plan: &Plan) -> Vec<Record> {
    all(
        site,
        plan,
        "policy",
        of_years(plan, |year| &year.policies),
        |row| (&row.id, &row.name, &row.place),
        |out, row| {
            out.text("label", ("番号", "Label"), Some(&row.label));
            out.text("solution", ("解決策", "Solution"), row.solution.as_ref());
            out.text("outline", ("取組の内容", "What is done"), row.outline.as_ref());
        },
    )
}

fn project_head(row: &Project) -> (&str, &Text, &Place) {
    (&row.id, &row.name, &row.place)
}

/// Projects that are not on the schedule. Of which list a withheld one would be is not told; it stands here.
pub fn projects(site: &Site, plan: &Plan) -> Vec<Record> {
    let names = names(site);
    let rows = of_years(plan, |year| &year.projects);
    let rows = rows.into_iter().filter(|(_, row)| row.public().is_none_or(|row| !row.is_scheduled())).collect();
    all(site, plan, "project", rows, project_head, |out, row| project(out, &names, plan, row))
}

/// Projects of the schedule, with their rows, bars and milestones.
pub fn schedule(site: &Site, plan: &Plan) -> Vec<Record> {
    let names = names(site);
    let rows = of_years(plan, |year| &year.projects);
    let rows = rows.into_iter().filter(|(_, row)| row.public().is_some_and(Project::is_scheduled)).collect();
    all(site, plan, "project", rows, project_head, |out, row| {
        project(out, &names, plan, row);
        row.schedule.iter().for_each(|line| schedule_row(out, &row.id, line));
    })
}

fn project(out: &mut Row, names: &Names, plan: &Plan, row: &Project) {
    let kind = PROJECTS.iter().find(|(word, _)| *word == row.kind).map(|(word, _)| both(word, slug(&PROJECTS, word)));
    out.text("kind", ("種類", "Kind"), kind.as_ref());
    out.text("label", ("番号", "Label"), row.label.as_ref());
    for id in &row.policies {
        let mut rows = plan.years.iter().rev().flat_map(|year| year.policies.iter().filter_map(Shown::public));
        if let Some(policy) = rows.find(|policy| policy.id == *id) {
            out.one_of("policy", id, ("政策課題", "Policy issue"), &policy.name);
        }
    }
    indicators(out, plan, row.indicators.as_ref());
    for (at, word) in row.measures.iter().enumerate() {
        out.one_of("measure", &(at + 1).to_string(), ("支援措置", "Support"), &both(word, category_en(word)));
    }
    out.text("scheme", ("措置の名称", "Name of the measure"), row.scheme.as_ref());
    conduct(out, names, &row.conduct);
    out.text("period", ("実施期間", "Period"), row.period.as_ref());
    for year in &row.years {
        let name = both(&year.name(Lang::Ja), &year.name(Lang::En));
        out.one_of("used-in", &year.0.to_string(), ("活用年度", "Year in which support was used"), &name);
        if let Some(record) = out.records.last_mut() {
            record.period = year.0.to_string();
        }
    }
    out.records.extend(out.frame.facts(&row.facts));
    row.parts.iter().for_each(|each| part(out, names, &row.id, each));
}

fn indicators(out: &mut Row, plan: &Plan, related: Option<&Related>) {
    let name = ("関連する数値目標", "Related target");
    match related {
        None => (),
        Some(Related::All) => out.text("indicators", name, Some(&both("全て", "All"))),
        Some(Related::Dash) => out.text("indicators", name, Some(&both("－", "–"))),
        Some(Related::Some(ids)) => {
            for indicator in plan.indicators.iter().filter(|indicator| ids.contains(&indicator.id)) {
                out.one_of("indicators", &indicator.id, name, &indicator.name);
            }
        }
    }
}

fn conduct(out: &mut Row, names: &Names, conduct: &Conduct) {
    for id in &conduct.businesses {
        if let Some(name) = names.get(id.as_str()) {
            out.one_of("business", id, ("事業者", "Business"), name);
        }
    }
    out.text("others", ("その他の事業者", "Other businesses"), conduct.others.as_ref());
    out.text("area", ("事業区域", "Area"), conduct.area.as_ref());
    out.text("start", ("実施時期", "Carried out"), conduct.start.as_ref());
    out.text("equipment", ("対象設備の取得", "Equipment acquired"), conduct.equipment.as_ref());
    out.text("outline", ("概要", "Outline"), conduct.outline.as_ref());
}

/// The name of each business, from its newest row.
fn names(site: &Site) -> Names<'_> {
    let years = site.plans().flat_map(|plan| &plan.years);
    years.flat_map(|year| year.businesses.iter().filter_map(Shown::public)).map(|row| (row.id.as_str(), &row.name)).collect()
}

/// Records of something below a row, under a name of its own.
fn below(out: &mut Row, (row, key): (&str, &str), name: &Text, fill: impl FnOnce(&mut Row)) {
    let id = format!("{row}/{key}");
    let frame = Frame { row: &id, row_name: name, ..out.frame };
    let mut made = Row { frame, year: out.year, kind: out.kind, records: Vec::new() };
    fill(&mut made);
    out.records.append(&mut made.records);
}

fn part(out: &mut Row, names: &Names, project: &str, part: &Part) {
    below(out, (project, &part.key), &part.name, |out| {
        out.text("name", ("名称", "Name"), Some(&part.name));
        out.text("label", ("番号", "Label"), part.label.as_ref());
        conduct(out, names, &part.conduct);
    });
}

fn schedule_row(out: &mut Row, project: &str, row: &ScheduleRow) {
    below(out, (project, &row.key), &row.label, |out| {
        out.text("name", ("工程", "Row"), Some(&row.label));
        out.text("group", ("まとまり", "Group"), row.group.as_ref());
        for (at, mark) in row.marks.iter().enumerate() {
            let (item, name) = if mark.milestone { ("milestone", ("節目", "Milestone")) } else { ("bar", ("期間", "Bar")) };
            out.one_of(item, &(at + 1).to_string(), name, &mark.label);
            if let Some(record) = out.records.last_mut() {
                record.date = span(mark.from, mark.to);
            }
        }
    });
}

/// Empty where the time is not known; `..` at an end that is not stated.
fn span(from: Option<When>, to: Option<When>) -> String {
    match (from.map(When::iso), to.map(When::iso)) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => from,
        (from, to) => {
            // A fiscal year is an interval itself.
            let begin = from.as_deref().and_then(|iso| iso.split('/').next()).unwrap_or("..");
            let end = to.as_deref().and_then(|iso| iso.rsplit('/').next()).unwrap_or("..");
            format!("{begin}/{end}")
        }
    }
}

/// Dated events, and the dates that the plan itself states.
pub fn events(site: &Site, plan: &Plan) -> Vec<Record> {
    let rows = of_years(plan, |year| &year.events);
    let made = all(
        site,
        plan,
        "event",
        rows,
        |row| (&row.id, &row.name, &row.place),
        |out, row| {
            dated(out, "on", ("時期", "When"), &row.on);
            if let Some((word, slug)) = EVENTS.iter().find(|(word, _)| *word == row.category) {
                out.text("category", ("分野", "Field"), Some(&both(word, slug)));
            }
            for body in site.bodies.iter().filter(|body| row.bodies.contains(&body.id)) {
                out.one_of("body", &body.id, ("団体", "Body"), &body.name);
            }
            out.text("note", ("説明", "Note"), row.note.as_ref());
        },
    );
    // A plan without events has its dates in the table of the plan alone.
    let dates = if made.is_empty() { Vec::new() } else { plan_dates(site, plan) };
    dates.into_iter().chain(made).collect()
}

fn dated(out: &mut Row, item: &str, name: (&str, &str), dated: &Dated) {
    out.date(item, name, dated.when.iso(), dated.printed.as_deref());
}

/// Qualitative targets.
pub fn goals(site: &Site, plan: &Plan) -> Vec<Record> {
    all(
        site,
        plan,
        "goal",
        of_years(plan, |year| &year.goals),
        |row| (&row.id, &row.name, &row.place),
        |out, row| {
            let group = plan.groups.iter().find(|group| group.id == row.group);
            out.text("group", ("評価指標", "Group"), group.map(|group| &group.name));
            if let Some(due) = &row.due {
                dated(out, "due", ("期限", "Due"), due);
            }
            out.text("result", ("進捗の状況", "Progress"), row.result.as_ref());
            if !row.done.is_empty() {
                let done: Vec<String> = row.done.iter().map(|when| when.iso()).collect();
                out.date("done", ("実施した月", "Months of action"), done.join(" "), None);
            }
            if row.repeat {
                out.text("repeat", ("再掲", "Listed before"), Some(&both("再掲", "Listed before")));
            }
        },
    )
}
