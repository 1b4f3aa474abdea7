//! 年度更新: a new fiscal year that has the rows and ids of the last one, and none of its figures.
//!
//! In: a `World` that nothing stops, a year, a plan. Out: new files. Never: a figure, an evaluation, an event or a place of the last year;
//! a register number; a comment of confidential sources; a file whose site was not made and found good.

mod carry;
mod cell;
mod comments;
mod place;
mod ways;

use super::refused::{already_there, nothing_to_carry, refused};
use super::{Begun, Left};
use crate::authored::{Plan, Site, YearFile};
use crate::diagnostics::{Finding, Words, stops};
use crate::figures::{FiscalYear, Lang};
use crate::source::{Change, Memory, SitePath, Sources, World};
use crate::{Rendered, load, rendered};
use carry::{Counts, Step, carried};
use std::collections::BTreeSet;
use std::io;

/// Begins a fiscal year: of one plan, or of all whose period holds it. `Err` is a fault of the machine.
pub fn year(world: &dyn World, year: FiscalYear, plan: Option<&str>) -> io::Result<Begun> {
    let Rendered { findings, sources, masks, .. } = rendered(world);
    if stops(&findings) {
        return Ok(Begun { findings, sources, masks, ..Begun::default() });
    }
    let site = load::load(&sources, world.as_of()).site;
    let begun = match chosen(&site, year, plan) {
        Ok(plans) => begin(world, &site, &sources, year, &plans)?,
        Err(finding) => Begun::refused(finding),
    };
    Ok(Begun { sources, masks, ..begun })
}

/// The plans for which the year is begun, each with its last year.
fn chosen<'a>(site: &'a Site, year: FiscalYear, named: Option<&str>) -> Result<Vec<(&'a Plan, FiscalYear)>, Finding> {
    let plans: Vec<&Plan> = match named {
        Some(id) => {
            let plan = site.data.plans.iter().find(|plan| plan.id.value == id).ok_or_else(|| unknown_plan(site, id))?;
            if !holds(plan, year) {
                return Err(outside(plan, year));
            }
            let path = folder(year, plan);
            let there = years_of(site, plan).any(|of| of == year);
            vec![if there { return Err(already_there(&path)) } else { plan }]
        }
        None => site.data.plans.iter().map(|plan| &**plan).filter(|plan| holds(plan, year)).collect(),
    };
    let begun: Vec<&Plan> = plans.iter().copied().filter(|plan| years_of(site, plan).all(|of| of != year)).collect();
    if let Some(plan) = plans.first().filter(|_| begun.is_empty()) {
        return Err(already_there(&folder(year, plan)));
    }
    let with_last = |plan: &'a Plan| Some((plan, years_of(site, plan).filter(|of| *of < year).max()?));
    let found: Vec<(&Plan, FiscalYear)> = begun.iter().copied().filter_map(with_last).collect();
    if found.is_empty() { Err(no_year(year)) } else { Ok(found) }
}

fn holds(plan: &Plan, year: FiscalYear) -> bool {
    (plan.period.value.0..=plan.period.value.1).contains(&year)
}

fn years_of<'a>(site: &'a Site, plan: &'a Plan) -> impl Iterator<Item = FiscalYear> + 'a {
    site.data.years.iter().filter(|file| file.plan.value == plan.id.value).map(|file| file.year.value)
}

fn folder(year: FiscalYear, plan: &Plan) -> String {
    format!("data/{}/{}", year.0, plan.id.value)
}

fn unknown_plan(site: &Site, id: &str) -> Finding {
    let open = site.data.plans.iter().filter(|plan| !plan.disclosure.hides_all()).map(|plan| plan.id.value.as_str());
    let near = crate::diagnostics::words::suggest(id, open);
    nothing_to_carry(format!("「{id}」という計画はありません。"), format!("there is no plan `{id}`"), near)
}

fn outside(plan: &Plan, year: FiscalYear) -> Finding {
    let (first, last) = plan.period.value;
    let help = Words::new(
        format!("計画期間は {} から {} までです。", first.long(Lang::Ja), last.long(Lang::Ja)),
        format!("its period is {} to {}.", first.name(Lang::En), last.name(Lang::En)),
    );
    let (ja, en) = (year.long(Lang::Ja), year.name(Lang::En));
    nothing_to_carry(
        format!("{ja}は、計画「{}」の期間の外です。", plan.id.value),
        format!("{en} is outside the period of `{}`", plan.id.value),
        help,
    )
}

fn no_year(year: FiscalYear) -> Finding {
    let help = Words::new(
        "計画の期間（period）と、前の年度のフォルダー（data/<年度>/<計画>/）があるかを確かめてください。",
        "look at the `period` of the plan, and whether there is a folder of an earlier year: data/<year>/<plan>/.",
    );
    nothing_to_carry(
        format!("{}に引き継げる計画と年度がありません。", year.long(Lang::Ja)),
        format!("no plan has an earlier year that {} could begin from", year.name(Lang::En)),
        help,
    )
}

/// Makes the files twice: relations go along only where the new year has the figures between which they hold.
fn begin(
    world: &dyn World,
    site: &Site,
    sources: &Sources,
    year: FiscalYear,
    plans: &[(&Plan, FiscalYear)],
) -> io::Result<Begun> {
    let without = files(site, sources, year, plans, &BTreeSet::new());
    let known = tried(world, site.config.confidential, &without)?;
    let figures: BTreeSet<String> = known.site.figures().into_keys().map(str::to_owned).collect();
    let all = files(site, sources, year, plans, &figures);
    let made = tried(world, site.config.confidential, &all)?;
    if let Some(finding) = made.findings.iter().find(|finding| stops(std::slice::from_ref(finding))) {
        return Ok(Begun::refused(does_not_build(finding)));
    }
    let left = all.iter().map(|file| Left { path: file.path.to_string(), what: said(&file.counts) }).collect();
    let changes = all.into_iter().map(|file| Change::new_file(file.path, file.text)).collect();
    Ok(Begun { changes, left, ..Begun::default() })
}

struct NewFile {
    path: SitePath,
    text: String,
    counts: Counts,
}

fn files(
    site: &Site,
    sources: &Sources,
    year: FiscalYear,
    plans: &[(&Plan, FiscalYear)],
    known: &BTreeSet<String>,
) -> Vec<NewFile> {
    let mut out = Vec::new();
    for (plan, last) in plans {
        let step = Step {
            plan: &plan.id.value,
            from: *last,
            to: year,
            planned: planned(plan, year),
            known: known.clone(),
            quiet: site.config.confidential,
        };
        let of_last = site.data.years.iter().filter(|file| file.plan.value == plan.id.value && file.year.value == *last);
        out.extend(of_last.filter_map(|file| new_file(file, sources, &step, site.config.confidential)));
    }
    out
}

fn planned(plan: &Plan, year: FiscalYear) -> BTreeSet<&str> {
    let stated = plan.indicators.iter().filter(|indicator| indicator.yearly.iter().any(|(of, _)| of.value == year));
    stated.map(|indicator| indicator.id.value.as_str()).collect()
}

/// What is hidden as a whole, or in confidential sources, may be named in a comment.
fn new_file(file: &YearFile, sources: &Sources, step: &Step, confidential: bool) -> Option<NewFile> {
    let source = sources.file(file.file);
    let name = source.path.as_str().rsplit('/').next()?;
    let path = SitePath::new(&format!("data/{}/{}/{name}", step.to.0, step.plan))?;
    let text = source.text.replace("\r\n", "\n");
    let quiet = confidential || file.disclosure.state.value.hides_all();
    let text = if quiet { comments::without_comments(&text) } else { text };
    let (text, counts) = carried(&text, step)?;
    Some(NewFile { path, text, counts })
}

/// The site with the new files in it.
fn tried(world: &dyn World, confidential: bool, files: &[NewFile]) -> io::Result<Rendered> {
    let mut copy = Memory::copy(world, confidential)?;
    files.iter().for_each(|file| copy.insert(file.path.as_str(), file.text.clone().into_bytes()));
    Ok(rendered(&copy))
}

fn does_not_build(finding: &Finding) -> Finding {
    let help = Words::new(
        "前の年度のファイルの、その書き方を直してからもう一度実行してください。何も書いていません。",
        "change how the last year's file says it, and run this again. Nothing was written.",
    );
    refused(
        format!("引き継ぐと、サイトを作れなくなります（{} {}）。", finding.code.id, finding.message.ja),
        format!("with the new year the site would not build ({}: {})", finding.code.id, finding.message.en),
        help,
    )
}

fn said(counts: &Counts) -> Words {
    let Counts { figures, withheld, texts, rows, left } = counts;
    Words::new(
        format!("行 {rows}、未入力の数値 {figures}、書く文章 {texts}、非公表のまま {withheld}、引き継がない行 {left}"),
        format!(
            "{rows} rows, {figures} figures to enter, {texts} texts to write, {withheld} still withheld, {left} rows left behind"
        ),
    )
}
