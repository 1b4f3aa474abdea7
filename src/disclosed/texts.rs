//! Every text of a plan with an id made like that of a fact.
//!
//! In: a disclosed plan. Out: `Spoken`. Never: a text of a row that is withheld.

use super::{Cell, Conduct, Content, Fact, Place, Plan, PlanYear, Series, Shown, Text};
use crate::figures::FiscalYear;

/// A text where it stands.
#[derive(Clone, Debug)]
pub struct Spoken<'a> {
    /// `plan/year/row/key`
    pub id: String,
    pub text: &'a Text,
    pub year: Option<FiscalYear>,
    pub place: &'a Place,
}

/// A text as it is seen without the readings over its words.
pub fn without_readings(text: &str) -> String {
    let runs = crate::kinds::readings(text);
    runs.map_or_else(|| text.to_owned(), |runs| runs.into_iter().map(|run| run.base).collect())
}

/// Where the walk stands: what ids begin with, the year, the place.
struct Walk<'a> {
    owner: String,
    year: Option<FiscalYear>,
    place: &'a Place,
}

impl<'a> Walk<'a> {
    fn say(&self, out: &mut Vec<Spoken<'a>>, key: &str, text: Option<&'a Text>) {
        let spoken = |text| Spoken { id: format!("{}/{key}", self.owner), text, year: self.year, place: self.place };
        out.extend(text.map(spoken));
    }

    fn all(&self, out: &mut Vec<Spoken<'a>>, texts: &[(&str, Option<&'a Text>)]) {
        texts.iter().for_each(|(key, text)| self.say(out, key, *text));
    }

    fn cell(&self, out: &mut Vec<Spoken<'a>>, key: &str, cell: &'a Cell) {
        if let Shown::Public(Content::Words(words)) = &cell.shown {
            self.say(out, key, Some(words));
        }
    }

    fn facts(&self, out: &mut Vec<Spoken<'a>>, facts: &'a [Fact]) {
        for fact in facts {
            let key = fact.cell.column();
            self.cell(out, key, &fact.cell);
            self.say(out, &format!("{key}/label"), Some(&fact.label));
            self.say(out, &format!("{key}/note"), fact.note.as_ref());
        }
    }

    fn series(&self, out: &mut Vec<Spoken<'a>>, list: &'a [Series]) {
        for series in list {
            self.say(out, &format!("{}/label", series.key), Some(&series.label));
            self.say(out, &format!("{}/note", series.key), series.note.as_ref());
            series.years.iter().for_each(|(year, cell)| self.cell(out, &format!("{}/{}", series.key, year.0), cell));
            self.cell(out, &format!("{}/total", series.key), &series.total);
        }
    }

    fn conduct(&self, out: &mut Vec<Spoken<'a>>, key: &str, conduct: &'a Conduct) {
        let texts = [
            ("others", &conduct.others),
            ("area", &conduct.area),
            ("start", &conduct.start),
            ("equipment", &conduct.equipment),
            ("outline", &conduct.outline),
        ];
        texts.into_iter().for_each(|(name, text)| self.say(out, &format!("{key}{name}"), text.as_ref()));
    }
}

impl Plan {
    /// All texts that readers see.
    pub fn texts(&self) -> Vec<Spoken<'_>> {
        let mut out = Vec::new();
        let walk = Walk { owner: self.id.clone(), year: None, place: &self.place };
        walk.all(&mut out, &[("name", Some(&self.name)), ("short", Some(&self.short))]);
        walk.all(&mut out, &[("outline", self.outline.as_ref()), ("goal", self.goal.as_ref())]);
        walk.facts(&mut out, &self.facts);
        for group in &self.groups {
            let walk = Walk { owner: format!("{}/{}", self.id, group.id), year: None, place: &self.place };
            walk.say(&mut out, "name", Some(&group.name));
        }
        self.indicator_texts(&mut out);
        self.years.iter().for_each(|year| self.year_texts(year, &mut out));
        out
    }

    fn indicator_texts<'a>(&'a self, out: &mut Vec<Spoken<'a>>) {
        for indicator in &self.indicators {
            let walk = Walk { owner: format!("{}/{}", self.id, indicator.id), year: None, place: &indicator.place };
            walk.all(out, &[("name", Some(&indicator.name)), ("short", Some(&indicator.short))]);
            walk.all(out, &[("basis", indicator.basis.as_ref()), ("approach", indicator.approach.as_ref())]);
            walk.say(out, "earlier-note", indicator.earlier_note.as_ref());
            walk.say(out, "easy", indicator.easy.as_ref());
            walk.cell(out, "cumulative", &indicator.cumulative);
            walk.facts(out, &indicator.facts);
            for row in &indicator.years {
                let owner = format!("{}/{}/{}", self.id, row.year.0, indicator.id);
                let walk = Walk { owner, year: Some(row.year), place: &row.place };
                walk.say(out, "self-evaluation", row.self_evaluation.as_ref());
                walk.say(out, "external-factors", row.external_factors.as_ref());
                walk.all(out, &[("weight-reason", row.weight_reason.as_ref()), ("note", row.note.as_ref())]);
                let cells = [("target", &row.target), ("actual", &row.actual), ("progress", &row.progress)];
                cells.into_iter().for_each(|(key, cell)| walk.cell(out, key, cell));
                walk.facts(out, &row.facts);
            }
        }
    }

    fn year_texts<'a>(&'a self, year: &'a PlanYear, out: &mut Vec<Spoken<'a>>) {
        let at = |id: &str, place: &'a Place| Walk {
            owner: format!("{}/{}/{id}", self.id, year.year.0),
            year: Some(year.year),
            place,
        };
        if let Some(report) = &year.report {
            let walk = at("report", &report.place);
            walk.all(out, &[("title", Some(&report.title)), ("summary", report.summary.as_ref())]);
            walk.facts(out, &year.facts);
        }
        for row in year.programs.iter().filter_map(Shown::public) {
            let walk = at(&row.id, &row.place);
            walk.all(out, &[("name", Some(&row.name)), ("scheme", row.scheme.as_ref())]);
            walk.all(out, &[("outline", row.outline.as_ref()), ("results", row.results.as_ref())]);
            walk.facts(out, &row.terms);
            walk.facts(out, &row.facts);
        }
        for row in year.regulations.iter().filter_map(Shown::public) {
            let walk = at(&row.id, &row.place);
            walk.all(out, &[("name", Some(&row.name)), ("summary", row.summary.as_ref())]);
            walk.all(out, &[("effect", row.effect.as_ref()), ("evaluation", row.evaluation.as_ref())]);
            walk.facts(out, &row.facts);
        }
        for row in year.products.iter().filter_map(Shown::public) {
            let walk = at(&row.id, &row.place);
            walk.all(out, &[("name", Some(&row.name)), ("title", row.title.as_ref()), ("summary", row.summary.as_ref())]);
            walk.facts(out, &row.facts);
        }
        support_texts(year, out, &at);
        business_texts(year, out, &at);
        work_texts(year, out, &at);
        dialogue_texts(year, out, &at);
    }
}

type At<'f, 'a> = &'f dyn Fn(&str, &'a Place) -> Walk<'a>;

fn support_texts<'a>(year: &'a PlanYear, out: &mut Vec<Spoken<'a>>, at: At<'_, 'a>) {
    for row in year.support.iter().filter_map(Shown::public) {
        let walk = at(&row.key, &row.place);
        walk.all(out, &[("label", Some(&row.label)), ("summary", row.summary.as_ref())]);
        walk.facts(out, &row.facts);
        walk.series(out, &row.series);
    }
    let sections = year.sections.iter().chain(&year.program_sections).chain(&year.regulation_sections);
    for row in sections.filter_map(Shown::public) {
        let walk = at(&row.key, &row.place);
        walk.all(out, &[("name", Some(&row.name)), ("summary", row.summary.as_ref())]);
        walk.facts(out, &row.facts);
        walk.series(out, &row.series);
    }
}

fn business_texts<'a>(year: &'a PlanYear, out: &mut Vec<Spoken<'a>>, at: At<'_, 'a>) {
    for row in year.businesses.iter().filter_map(Shown::public) {
        let walk = at(&row.id, &row.place);
        let profile = &row.profile;
        walk.all(out, &[("name", Some(&row.name)), ("summary", row.summary.as_ref())]);
        walk.all(out, &[("address", profile.address.as_ref()), ("industry", profile.industry.as_ref())]);
        walk.facts(out, &row.facts);
    }
}

fn work_texts<'a>(year: &'a PlanYear, out: &mut Vec<Spoken<'a>>, at: At<'_, 'a>) {
    for row in year.policies.iter().filter_map(Shown::public) {
        let walk = at(&row.id, &row.place);
        walk.all(out, &[("name", Some(&row.name)), ("solution", row.solution.as_ref()), ("outline", row.outline.as_ref())]);
    }
    for row in year.projects.iter().filter_map(Shown::public) {
        let walk = at(&row.id, &row.place);
        walk.all(out, &[("name", Some(&row.name)), ("scheme", row.scheme.as_ref()), ("period", row.period.as_ref())]);
        walk.conduct(out, "", &row.conduct);
        for part in &row.parts {
            walk.say(out, &format!("{}/name", part.key), Some(&part.name));
            walk.conduct(out, &format!("{}/", part.key), &part.conduct);
        }
        for line in &row.schedule {
            walk.say(out, &format!("{}/label", line.key), Some(&line.label));
            line.marks
                .iter()
                .enumerate()
                .for_each(|(n, mark)| walk.say(out, &format!("{}/mark-{}", line.key, n + 1), Some(&mark.label)));
        }
        walk.facts(out, &row.facts);
    }
    for row in year.events.iter().filter_map(Shown::public) {
        at(&row.id, &row.place).all(out, &[("name", Some(&row.name)), ("note", row.note.as_ref())]);
    }
    for row in year.goals.iter().filter_map(Shown::public) {
        at(&row.id, &row.place).all(out, &[("name", Some(&row.name)), ("result", row.result.as_ref())]);
    }
}

fn dialogue_texts<'a>(year: &'a PlanYear, out: &mut Vec<Spoken<'a>>, at: At<'_, 'a>) {
    for row in year.meetings.iter().filter_map(Shown::public) {
        let walk = at(&row.id, &row.place);
        walk.all(out, &[("name", Some(&row.name)), ("method", row.method.as_ref()), ("summary", row.summary.as_ref())]);
        walk.facts(out, &row.facts);
    }
    for row in year.comments.iter().filter_map(Shown::public) {
        at(&row.id, &row.place).say(out, "text", Some(&row.text));
    }
    for row in year.replies.iter().filter_map(Shown::public) {
        at(&row.id, &row.place).say(out, "text", Some(&row.text));
    }
}
