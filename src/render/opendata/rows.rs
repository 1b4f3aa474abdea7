//! Rows of open data: one figure, word or date a row, with its names in both languages, unit, status and source.
//!
//! In: disclosed rows. Out: `Record`s in page order. Never: a name that is withheld.

use crate::disclosed::{
    Body, Business, Cell, Content, Fact, Indicator, Item, Period, Place, Plan, PlanYear, Series, Shown, Site, Stands, Status,
    Text, Withheld, figure_name,
};
use crate::figures::{FiscalYear, Lang, Unit};
use crate::kinds::{CATEGORIES, FIELDS, slug};
use serde_json::json;

/// The status of a row that holds a date and nothing else.
pub const DATE: &str = "date";

/// One row of a file; the same columns in every table and year.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    pub(super) fact: String,
    fiscal_year: String,
    row: String,
    row_name: Text,
    item: String,
    item_name: Text,
    value: String,
    unit: Text,
    pub(super) printed: String,
    words: Text,
    pub(super) status: &'static str,
    ground: String,
    number: String,
    scope: String,
    pub(super) period: String,
    pub(super) date: String,
    note: Text,
    place: Place,
}

impl Record {
    /// The fields in header order.
    pub fn fields(&self) -> Vec<String> {
        let t = |text: &Text, lang| text.get(lang).unwrap_or_default().to_owned();
        let both = |text: &Text| [t(text, Lang::Ja), t(text, Lang::En)];
        let [row_ja, row_en] = both(&self.row_name);
        let [item_ja, item_en] = both(&self.item_name);
        let [unit_ja, unit_en] = both(&self.unit);
        let [text_ja, text_en] = both(&self.words);
        let [note_ja, note_en] = both(&self.note);
        let [section_ja, section_en] = self.place.section.as_ref().map(both).unwrap_or_default();
        let place = |part: &Option<String>| part.clone().unwrap_or_default();
        vec![
            self.fact.clone(),
            self.fiscal_year.clone(),
            self.row.clone(),
            row_ja,
            row_en,
            self.item.clone(),
            item_ja,
            item_en,
            self.value.clone(),
            unit_ja,
            unit_en,
            self.printed.clone(),
            text_ja,
            text_en,
            self.status.to_owned(),
            self.ground.clone(),
            self.scope.clone(),
            self.period.clone(),
            self.date.clone(),
            note_ja,
            note_en,
            place(&self.place.document),
            section_ja,
            section_en,
            place(&self.place.lines),
            self.number.clone(),
        ]
    }

    /// With a date, which may be empty.
    pub fn dated(mut self, date: String) -> Record {
        self.date = date;
        self
    }

    /// A number that is printed without a unit has that of its row.
    fn in_unit(mut self, unit: &Text) -> Record {
        if self.unit == Text::default() && self.status == Status::Value.word() {
            self.unit = unit.clone();
        }
        self
    }

    /// Fiscal year and document, for the list of files.
    pub fn described(&self) -> (&str, Option<&str>) {
        (&self.fiscal_year, self.place.document.as_deref())
    }

    /// Its fields as an object; empty fields are left out, a withheld value is `null`.
    pub fn object(&self, names: &[&str], fields: &[String]) -> serde_json::Value {
        let filled = names.iter().zip(fields).filter(|(_, field)| !field.is_empty());
        let mut object: serde_json::Map<_, _> = filled.map(|(name, field)| ((*name).to_owned(), json!(field))).collect();
        if self.status == "withheld" {
            object.insert("value".to_owned(), serde_json::Value::Null);
        }
        serde_json::Value::Object(object)
    }
}

/// What a record needs beside its cell.
pub struct Frame<'a> {
    pub site: &'a Site,
    pub plan: &'a str,
    pub year: Option<FiscalYear>,
    pub row: &'a str,
    pub row_name: &'a Text,
    pub place: &'a Place,
}

impl Frame<'_> {
    pub fn cell(&self, item: &str, item_name: &Text, cell: &Cell) -> Record {
        let mut record = Record {
            fact: cell.fact.clone(),
            fiscal_year: self.year.map(|y| y.0.to_string()).unwrap_or_default(),
            row: self.row.to_owned(),
            row_name: self.row_name.clone(),
            item: item.to_owned(),
            item_name: item_name.clone(),
            status: cell.status().word(),
            place: self.place.clone(),
            ..Record::default()
        };
        match &cell.shown {
            Shown::Withheld(why) => {
                record.ground = why.ground.clone().unwrap_or_default();
                record.number = why.id.clone().unwrap_or_default();
            }
            Shown::Public(Content::Words(words)) => record.words = words.clone(),
            Shown::Public(Content::Printed(printed)) => {
                record.printed = printed.text.clone();
                record.value = printed.value().map(|v| v.to_string()).unwrap_or_default();
                let unit = printed.unit().and_then(|id| self.site.units.get(id));
                record.unit = unit.map(counted).unwrap_or_default();
            }
            Shown::Public(_) => (),
        }
        record
    }

    fn fact(&self, fact: &Fact) -> Record {
        let item = fact.cell.column();
        let mut record = self.cell(item, &fact.label, &fact.cell);
        record.scope = fact.scope.clone().unwrap_or_default();
        record.period = match fact.period {
            Some(Period::Cumulative) => "cumulative".to_owned(),
            Some(Period::Year(year)) => year.0.to_string(),
            None => String::new(),
        };
        record.date = fact.when.iter().map(|when| when.iso()).collect::<Vec<_>>().join(" ");
        if record.status == Status::None.word() && !record.date.is_empty() {
            record.status = DATE;
        }
        record.note = fact.note.clone().unwrap_or_default();
        record
    }

    pub fn facts(&self, facts: &[Fact]) -> Vec<Record> {
        facts.iter().map(|fact| self.fact(fact)).collect()
    }

    /// A figure for each year, and the printed total. A number without a unit has that of its row.
    fn series(&self, list: &[Series]) -> Vec<Record> {
        list.iter().flat_map(|series| self.one_series(series)).collect()
    }

    fn one_series(&self, series: &Series) -> Vec<Record> {
        let unit = series.unit.as_deref().and_then(|id| self.site.units.get(id));
        let unit = unit.map(counted).unwrap_or_default();
        let record = |cell: &Cell, period: String| {
            let mut record = self.cell(&series.key, &series.label, cell);
            record.period = period;
            record.note = series.note.clone().unwrap_or_default();
            record.in_unit(&unit)
        };
        let years = series.years.iter().map(|(year, cell)| record(cell, year.0.to_string()));
        let total = (series.total.status() != Status::None).then(|| record(&series.total, "cumulative".to_owned()));
        years.chain(total).collect()
    }

    /// The id of words, made like the id of a figure.
    fn words_id(&self, item: &str) -> String {
        let year = self.year.map(|y| format!("/{}", y.0)).unwrap_or_default();
        format!("{}{year}/{}/{item}", self.plan, self.row)
    }

    /// Why words are withheld of which nothing is left but the marker: as the register says it of the row.
    fn hidden(&self, words: &Text) -> Option<Withheld> {
        if !words.is_withheld() {
            return None;
        }
        let of_row = |item: &&Item| match &item.stands {
            Stands::Data { plan, year, row: Some((id, _)), column: None, .. } => {
                plan == self.plan && *year == self.year && Some(id.as_str()) == self.row.split('/').next()
            }
            _ => false,
        };
        let mut found = self.site.register.iter().filter(of_row).map(|item| &item.why);
        let first = found.next().cloned().unwrap_or_default();
        // Where several things are withheld in the row, which one it is cannot be told from here.
        let id = first.id.clone().filter(|id| found.all(|other| other.id.as_ref() == Some(id)));
        Some(Withheld { id, ..first })
    }

    /// A row whose words are all there is to say.
    pub fn words(&self, item: &str, item_name: &Text, words: Option<&Text>) -> Option<Record> {
        let words = words?;
        if let Some(why) = self.hidden(words) {
            let none = Cell { fact: self.words_id(item), shown: Shown::Withheld(why), counter: None };
            return Some(self.cell(item, item_name, &none));
        }
        Some(Record {
            fact: self.words_id(item),
            fiscal_year: self.year.map(|y| y.0.to_string()).unwrap_or_default(),
            row: self.row.to_owned(),
            row_name: self.row_name.clone(),
            item: item.to_owned(),
            item_name: item_name.clone(),
            words: words.clone(),
            status: "text",
            place: self.place.clone(),
            ..Record::default()
        })
    }
}

/// A text in both languages, empty where there is none.
pub fn both_of(text: &Text) -> [String; 2] {
    Lang::ALL.map(|lang| text.get(lang).unwrap_or_default().to_owned())
}

pub fn both(ja: &str, en: &str) -> Text {
    Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) }
}

/// The unit of a number that stands as it is printed.
fn counted(unit: &Unit) -> Text {
    both(&unit.counted(Lang::Ja), &unit.counted(Lang::En))
}

/// All years of one numerical target, then the figures of its texts.
pub fn indicator(site: &Site, plan: &Plan, indicator: &Indicator) -> Vec<Record> {
    let unit = site.units.get(&indicator.unit).map(counted).unwrap_or_default();
    let percent = site.units.get("percent").map(counted).unwrap_or_default();
    let frame = |year, place| Frame { site, plan: &plan.id, year, row: &indicator.id, row_name: &indicator.name, place };
    let cumulative = frame(None, &indicator.place).cell("cumulative", figure_name("cumulative"), &indicator.cumulative);
    let mut out = vec![cumulative.in_unit(&unit)];
    for row in &indicator.years {
        let frame = frame(Some(row.year), if row.place.document.is_some() { &row.place } else { &indicator.place });
        let cells = [
            ("target", &row.target, &unit),
            ("actual", &row.actual, &unit),
            ("progress", &row.progress, &percent),
            ("weight", &row.weight, &percent),
        ];
        out.extend(cells.iter().map(|(item, cell, unit)| frame.cell(item, figure_name(item), cell).in_unit(unit)));
        // Documents of some plans only have these.
        let more =
            [("growth", plan.has_growth(), &row.growth), ("overall-weight", plan.has_overall_weights(), &row.overall_weight)];
        let had = more.into_iter().filter(|(_, has, cell)| *has && cell.status() != Status::None);
        out.extend(had.map(|(item, _, cell)| frame.cell(item, figure_name(item), cell).in_unit(&percent)));
        out.extend(frame.words("weight-reason", &both("寄与度の考え方", "Reason for the weight"), row.weight_reason.as_ref()));
        out.extend(frame.facts(&row.facts));
    }
    out.extend(frame(Some(plan.first), &indicator.place).facts(&indicator.facts));
    out
}

/// Printed aggregates of the groups.
pub fn groups(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for group in &plan.groups {
        for (year, cell) in &group.progress {
            let frame =
                Frame { site, plan: &plan.id, year: Some(*year), row: &group.id, row_name: &group.name, place: &plan.place };
            out.push(frame.cell("progress", &both("評価指標の進捗度", "Progress of the group"), cell));
        }
    }
    out
}

/// Each year's rows of one kind, with the year at hand.
pub fn of_years<'a, T: 'a>(plan: &'a Plan, rows: impl Fn(&'a PlanYear) -> &'a [Shown<T>]) -> Vec<(FiscalYear, &'a Shown<T>)> {
    plan.years.iter().flat_map(|year| rows(year).iter().map(|row| (year.year, row)).collect::<Vec<_>>()).collect()
}

pub fn withheld_row(year: FiscalYear, why: &crate::disclosed::Withheld) -> Record {
    Record {
        fiscal_year: year.0.to_string(),
        status: "withheld",
        ground: why.ground.clone().unwrap_or_default(),
        number: why.id.clone().unwrap_or_default(),
        ..Record::default()
    }
}

pub(super) fn category_en(category: &str) -> &str {
    CATEGORIES.iter().find(|(ja, _)| *ja == category).map_or(category, |(_, en)| en)
}

/// Programmes: conditions and results.
pub fn programs(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.programs) {
        let Shown::Public(row) = row else {
            if let Shown::Withheld(why) = row {
                out.push(withheld_row(year, why));
            }
            continue;
        };
        let frame = Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: &row.name, place: &row.place };
        out.extend(frame.words("category", &both("区分", "Category"), Some(&both(&row.category, category_en(&row.category)))));
        out.extend(frame.words("scheme", &both("制度", "Scheme"), row.scheme.as_ref()));
        out.extend(frame.words("results", &both("実績（文）", "Results in words"), row.results.as_ref()));
        out.extend(frame.facts(&row.terms));
        out.extend(frame.facts(&row.facts));
    }
    out
}

/// Regulatory items.
pub fn regulations(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.regulations) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => {
                let frame =
                    Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: &row.name, place: &row.place };
                out.push(frame.cell("used", figure_name("used"), &row.used));
                out.push(frame.cell("remarks", figure_name("remarks"), &row.remarks));
                let ministries = names(site, &row.ministries);
                out.extend(frame.words("ministries", &both("規制所管府省", "Ministries"), ministries.as_ref()));
                let number = row.number.as_ref().map(|number| both(number, number));
                out.extend(frame.words("consultation", &both("規制協議の整理番号", "Consultation number"), number.as_ref()));
                out.extend(frame.words("effect", &both("直接効果", "Direct effect"), row.effect.as_ref()));
                out.extend(frame.words("evaluation", &both("自己評価", "Self-evaluation"), row.evaluation.as_ref()));
                out.extend(frame.facts(&row.facts));
            }
        }
    }
    out
}

/// Products, data-science projects and trial sites.
pub fn products(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.products) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => {
                let frame =
                    Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: &row.name, place: &row.place };
                out.extend(frame.words("title", &both("見出し", "Heading"), row.title.as_ref().or(Some(&row.name))));
                out.extend(frame.facts(&row.facts));
            }
        }
    }
    out
}

/// State support.
pub fn support(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.support) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => {
                let frame =
                    Frame { site, plan: &plan.id, year: Some(year), row: &row.key, row_name: &row.label, place: &row.place };
                out.push(frame.cell("value", &row.label, &row.value));
                out.extend(frame.facts(&row.facts));
                out.extend(frame.series(&row.series));
            }
        }
    }
    out
}

/// Businesses.
pub fn businesses(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for (year, row) in of_years(plan, |y| &y.businesses) {
        match row {
            Shown::Withheld(why) => out.push(withheld_row(year, why)),
            Shown::Public(row) => {
                let frame =
                    Frame { site, plan: &plan.id, year: Some(year), row: &row.id, row_name: &row.name, place: &row.place };
                out.extend(frame.words("name", &both("名称", "Name"), Some(&row.name)));
                out.extend(frame.words("summary", &both("概要", "Summary"), row.summary.as_ref()));
                out.extend(profile(&frame, row));
                out.extend(frame.facts(&row.facts));
            }
        }
    }
    out
}

/// What a plan document says of a business.
fn profile(frame: &Frame, row: &Business) -> Vec<Record> {
    let profile = &row.profile;
    let word = |text: &str| both(text, text);
    let listed = |words: &[String], pairs: &[(&str, &str)]| {
        let english = |word: &String| pairs.iter().find(|(ja, _)| ja == word).map_or(word.as_str(), |(_, en)| en).to_owned();
        let names = words.iter().map(english).collect::<Vec<_>>().join(", ");
        (!words.is_empty()).then(|| both(&words.join("、"), &names))
    };
    let field = profile.field.as_ref().map(|field| both(field, slug(&FIELDS, field)));
    let phone = profile.phone.as_deref().map(word);
    let projects = (!profile.projects.is_empty()).then(|| word(&profile.projects.join(" ")));
    let name = |lang| move |body: &&Body| body.name.any(lang).to_owned();
    let known: Vec<&Body> = profile.bodies.iter().filter_map(|id| frame.site.bodies.iter().find(|body| body.id == *id)).collect();
    let names = |lang, comma: &str| known.iter().map(name(lang)).collect::<Vec<_>>().join(comma);
    let bodies = (!known.is_empty()).then(|| both(&names(Lang::Ja, "、"), &names(Lang::En, ", ")));
    let texts = [
        ("address", both("住所", "Address"), profile.address.clone()),
        ("phone", both("電話番号", "Telephone"), phone),
        ("industry", both("業種", "Industry"), profile.industry.clone()),
        ("field", both("分野", "Field"), field),
        ("area", both("区域", "Area"), profile.area.clone()),
        ("bodies", both("所在の自治体", "Municipality"), bodies),
        ("measures", both("受ける支援措置", "Support received"), listed(&profile.measures, &CATEGORIES)),
        ("projects", both("関わる事業（ID）", "Projects (ids)"), projects),
    ];
    let mut out: Vec<Record> = texts.iter().filter_map(|(item, name, text)| frame.words(item, name, text.as_ref())).collect();
    for (at, name) in profile.former.iter().enumerate() {
        out.extend(frame.words(&format!("former-{}", at + 1), &both("旧名称", "Former name"), Some(name)));
    }
    out.extend(founded(frame, row));
    out
}

/// 設立・創業: the date, and its characters where the document prints another form.
fn founded(frame: &Frame, row: &Business) -> Option<Record> {
    let founded = row.profile.founded.as_ref()?;
    let word = row.profile.founded_word.as_deref().unwrap_or("設立");
    let printed = founded.printed.clone().unwrap_or_else(|| founded.when.long(Lang::Ja));
    let text = Text { ja: Some(printed), en: Some(founded.when.long(Lang::En)) };
    Some(frame.words("founded", &both(word, "Founded"), Some(&text))?.dated(founded.when.iso()))
}

/// Names of bodies in both languages.
fn names(site: &Site, ids: &[String]) -> Option<Text> {
    let all = |lang, comma: &str| {
        let bodies = ids.iter().filter_map(|id| site.bodies.iter().find(|body| body.id == *id));
        bodies.map(|body| body.name.any(lang)).collect::<Vec<_>>().join(comma)
    };
    (!ids.is_empty()).then(|| both(&all(Lang::Ja, "、"), &all(Lang::En, ", ")))
}

/// The report's own figures and the parts without rows.
pub fn report(site: &Site, plan: &Plan) -> Vec<Record> {
    let mut out = Vec::new();
    for year in plan.reported() {
        let Some(report) = &year.report else { continue };
        let frame =
            Frame { site, plan: &plan.id, year: Some(year.year), row: "report", row_name: &report.title, place: &report.place };
        out.extend(frame.facts(&year.facts));
    }
    let parts = |y: &PlanYear| {
        let own = y.sections.iter().chain(&y.program_sections);
        own.chain(&y.regulation_sections).chain(&y.comment_sections).cloned().collect::<Vec<_>>()
    };
    for year in &plan.years {
        for row in parts(year) {
            match row {
                Shown::Withheld(why) => out.push(withheld_row(year.year, &why)),
                Shown::Public(row) => {
                    let frame = Frame {
                        site,
                        plan: &plan.id,
                        year: Some(year.year),
                        row: &row.key,
                        row_name: &row.name,
                        place: &row.place,
                    };
                    out.push(frame.cell("state", figure_name("state"), &row.state));
                    out.extend(frame.facts(&row.facts));
                    out.extend(frame.series(&row.series));
                }
            }
        }
    }
    out
}

/// Dates and figures of the plan itself.
pub fn plan(site: &Site, plan: &Plan) -> Vec<Record> {
    let frame = Frame { site, plan: &plan.id, year: None, row: &plan.id, row_name: &plan.name, place: &plan.place };
    frame.facts(&plan.facts).into_iter().chain(plan_dates(site, plan)).collect()
}

/// The plan's own dates.
pub(super) fn plan_dates(site: &Site, plan: &Plan) -> Vec<Record> {
    let frame = Frame { site, plan: &plan.id, year: None, row: &plan.id, row_name: &plan.name, place: &plan.place };
    let mut out = Vec::new();
    for (key, label, date) in &plan.dates {
        out.extend(frame.words(key, label, Some(&Text::default())).map(|mut record| {
            record.date = date.to_string();
            record.status = DATE;
            record
        }));
    }
    out
}
