//! A new plan with one group and one indicator, with comments that teach.
//!
//! In: an id and a period. Out: the plan's file, and units where the site has none. Never: a state of disclosure that its author did not
//! name; a figure.

use super::refused::{already_there, bad_name, refused};
use super::{Begun, Left, disclosure, filled, quoted};
use crate::diagnostics::{Finding, Words};
use crate::figures::FiscalYear;
use crate::load;
use crate::source::{Change, SitePath, Sources, World};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// The file's name.
    pub id: String,
    /// First and last fiscal year.
    pub period: (FiscalYear, FiscalYear),
    /// The name in Japanese.
    pub title: Option<String>,
    /// The name in English.
    pub title_en: Option<String>,
    /// The state, where its author named one.
    pub disclosure: Option<String>,
}

const PLAN: &str = include_str!("plan.toml");
const UNITS: &str = include_str!("site/data/units.toml");
/// The longest period; of a longer one every year would have a page and a row in each table.
const MOST_YEARS: i32 = 50;

/// Begins a plan.
pub fn plan(world: &dyn World, asked: &NewPlan) -> Begun {
    if let Some(finding) = fault(asked) {
        return Begun::refused(finding);
    }
    let (sources, _) = Sources::read(world);
    let path = format!("data/plans/{}.toml", asked.id);
    if sources.find(&path).is_some() {
        return Begun::refused(already_there(&path));
    }
    let site = load::load(&sources, world.as_of()).site;
    let unit = site.data.units.ids().find(|id| site.data.units.get(id).is_some_and(|unit| unit.dimension != "percent"));
    let units = sources.find("data/units.toml").is_none().then_some(("data/units.toml".to_owned(), UNITS.to_owned()));
    let new = [(path, text(asked, unit.unwrap_or("oku-yen")))].into_iter().chain(units);
    let changes: Vec<Change> = new.filter_map(|(path, text)| Some(Change::new_file(SitePath::new(&path)?, text))).collect();
    let left =
        changes.iter().map(|change| Left { path: change.path.to_string(), what: what(asked.disclosure.is_some()) }).collect();
    Begun { changes, left, sources, ..Begun::default() }
}

fn fault(asked: &NewPlan) -> Option<Finding> {
    if !load::is_id(&asked.id) {
        return Some(bad_name(&asked.id));
    }
    let (first, last) = asked.period;
    let wrong = last < first || last.0 - first.0 >= MOST_YEARS;
    wrong.then(|| {
        let help = Words::new(
            "初年度-最終年度の順に、西暦で書きます（例: 2025-2029）。",
            "write the first and the last year, e.g. 2025-2029.",
        );
        refused(
            format!("計画期間 {}-{} は使えません。", first.0, last.0),
            format!("{}-{} cannot be a period", first.0, last.0),
            help,
        )
    })
}

fn text(asked: &NewPlan, unit: &str) -> String {
    let (first, last) = asked.period;
    let name = |given: &Option<String>, none: &str| quoted(given.as_deref().unwrap_or(none)).trim().to_owned();
    let years = (first.0..=last.0).map(|year| format!("{year} = {{ state = \"未入力\" }}")).collect::<Vec<_>>().join(", ");
    let words = [
        ("DISCLOSURE", disclosure(asked.disclosure.as_deref())),
        ("NAME_JA", name(&asked.title, "新しい計画")),
        ("NAME_EN", name(&asked.title_en, "A new plan")),
        ("FIRST", first.0.to_string()),
        ("LAST", last.0.to_string()),
        ("YEARS", years),
        ("UNIT", unit.to_owned()),
    ];
    filled(PLAN, &words)
}

fn what(chosen: bool) -> Words {
    match chosen {
        true => Words::new("名前、評価指標、数値目標を書きます。", "write names, groups and indicators."),
        false => Words::new(
            "公表の区分を選び（disclosure の行の # を消す）、名前、評価指標、数値目標を書きます。",
            "choose its state (remove the # before `disclosure`); write names, groups and indicators.",
        ),
    }
}
