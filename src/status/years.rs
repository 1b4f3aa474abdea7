//! Years that are over: of which there is no file, or in which a target has no result though it had one before.
//!
//! In: the site as written. Out: items. Never: a plan or file that is hidden as a whole.

use super::{Item, Kind, Look, year_name};
use crate::authored::{Held, Plan, Site, YearFile, YearResult};
use crate::diagnostics::Words;
use crate::figures::FiscalYear;
use std::collections::BTreeSet;

/// Looks through all plans.
pub fn missing(look: &Look, site: &Site, items: &mut Vec<Item>) {
    for plan in site.data.plans.iter().filter(|plan| !plan.disclosure.hides_all()) {
        let files: Vec<&YearFile> =
            site.data.years.iter().map(|file| &**file).filter(|file| file.plan.value == plan.id.value).collect();
        let (first, last) = plan.period.value;
        for year in (first.0..=last.0).filter(|year| look.is_over(*year)) {
            let of_year: Vec<&YearFile> = files.iter().copied().filter(|file| file.year.value.0 == year).collect();
            match of_year.is_empty() {
                true => items.push(no_file(look, plan, year)),
                false => items.extend(no_results(look, plan, &files, &of_year)),
            }
        }
    }
}

fn no_file(look: &Look, plan: &Plan, year: i32) -> Item {
    let (name, id) = (year_name(year), &plan.id.value);
    let about = Words::new(
        format!("{}（data/{year}/{id}/）のファイルがありません。", name.ja),
        format!("{} (data/{year}/{id}/) has no file", name.en),
    );
    Item { of: Some((id.clone(), year)), ..look.item(Kind::Year, plan.period.span, about) }
}

/// Targets that had an actual figure in an earlier year and have no cell for it in this one.
fn no_results(look: &Look, plan: &Plan, files: &[&YearFile], of_year: &[&YearFile]) -> Vec<Item> {
    let Some(year) = of_year.first().map(|file| file.year.value) else { return Vec::new() };
    // What a hidden file or row says of its targets is not known here.
    if of_year
        .iter()
        .any(|file| file.content.as_open().is_none_or(|content| content.results.iter().any(|row| row.as_open().is_none())))
    {
        return Vec::new();
    }
    let told = |of: &dyn Fn(FiscalYear) -> bool| -> BTreeSet<&str> {
        files
            .iter()
            .filter(|file| of(file.year.value))
            .flat_map(|file| results(file))
            .filter(|row| row.actual.is_some())
            .map(|row| row.indicator.value.as_str())
            .collect()
    };
    let (before, now) = (told(&|of| of < year), told(&|of| of == year));
    let untold = plan.indicators.iter().filter(|i| before.contains(i.id.value.as_str()) && !now.contains(i.id.value.as_str()));
    untold.map(|indicator| no_result(look, plan, year, &indicator.id.value, of_year)).collect()
}

fn results<'a>(file: &'a YearFile) -> impl Iterator<Item = &'a YearResult> + 'a {
    file.content.as_open().into_iter().flat_map(|content| &content.results).filter_map(Held::as_open)
}

/// In the row of the target, or at the first file in which one would stand.
fn no_result(look: &Look, plan: &Plan, year: FiscalYear, indicator: &str, files: &[&YearFile]) -> Item {
    let row = files.iter().flat_map(|file| results(file)).find(|row| row.indicator.value == indicator).map(|row| row.span);
    let with_results = files.iter().find(|file| results(file).next().is_some()).or(files.first());
    let span = row.or(with_results.map(|file| file.disclosure.span)).unwrap_or(plan.period.span);
    let name = format!("{indicator}/actual");
    Item { of: Some((plan.id.value.clone(), year.0)), ..look.item(Kind::Figure, span, Words::new(name.clone(), name)) }
}
