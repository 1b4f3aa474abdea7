//! 採番: gives the next register numbers to the withheld things that have none, as edits of the sources.
//!
//! In: a `World` whose site no finding stops. Out: numbers with their places, and the changed files for `source` to write. Never:
//! a number that was used before, or one made from what is hidden; a file written here; a change of anything else; an edit whose
//! outcome was not built and found good.

mod edit;
mod insert;
mod pair;
mod register;

use crate::authored::{Numbered, RegisterNumber, Site};
use crate::diagnostics::{Finding, Masks, Words, codes, sorted, stops};
use crate::kinds::WithheldKind;
use crate::source::{Change, Memory, SitePath, Sources, Span, World};
use crate::{Built, build, load};
use edit::Edit;
use insert::{Stuck, insertion};
use pair::Group;
use register::{Counter, Entry};
use std::collections::BTreeSet;
use std::io;

/// What numbering comes to.
pub struct Numbering {
    /// What stops it, or (as warnings) the places that are left to the author.
    pub findings: Vec<Finding>,
    /// The numbers that are given; none when something stops it.
    pub given: Vec<Given>,
    /// The files that change, the register first: a number that is only half written is lost, not given twice.
    pub changes: Vec<Change>,
    /// For printing.
    pub sources: Sources,
    /// For printing.
    pub masks: Masks,
}

/// A number for something that had none.
#[derive(Debug)]
pub struct Given {
    /// The number.
    pub number: RegisterNumber,
    /// What it is given to.
    pub kind: WithheldKind,
    /// Where; twins in two places.
    pub places: Vec<Span>,
}

impl Given {
    /// What kind of thing it is, for people.
    pub fn kind_words(&self) -> Words {
        let (ja, en) = self.kind.names();
        Words::new(ja, en)
    }
}

/// Numbers and their edits, before they are tried.
#[derive(Default)]
struct Plan {
    given: Vec<Given>,
    edits: Vec<Edit>,
    by_hand: Vec<Finding>,
}

/// What comes of it, beside the sources.
#[derive(Default)]
struct Outcome {
    findings: Vec<Finding>,
    given: Vec<Given>,
    changes: Vec<Change>,
}

impl Outcome {
    fn refused(findings: Vec<Finding>) -> Outcome {
        Outcome { findings, ..Outcome::default() }
    }
}

/// Numbers a site: in `year`, or in that of the day on which the site says it was updated. `Err` is a fault of the machine.
pub fn number(world: &dyn World, year: Option<i64>) -> io::Result<Numbering> {
    let Built { findings, sources, masks, .. } = build(world);
    let Outcome { findings, given, changes } = match stops(&findings) {
        true => Outcome::refused(findings),
        false => outcome(world, &sources, year)?,
    };
    Ok(Numbering { findings, given, changes, sources, masks })
}

fn outcome(world: &dyn World, sources: &Sources, year: Option<i64>) -> io::Result<Outcome> {
    let site = load::load(sources, world.as_of()).site;
    // A site that does not say when it was updated has a finding that stops it.
    let Some(year) = year.or(site.config.updated.map(|day| day.calendar_year())) else { return Ok(Outcome::default()) };
    let (plan, entry) = match planned(&site, sources, year) {
        Ok(planned) => planned,
        Err(finding) => return Ok(Outcome::refused(vec![finding])),
    };
    let changes = all_changes(world, sources, plan.edits, entry)?;
    let left: BTreeSet<Span> = plan.by_hand.iter().flat_map(|finding| &finding.places).map(|place| place.span).collect();
    if !changes.is_empty() && !reads_back(world, site.config.confidential, &changes, left.len())? {
        return Ok(Outcome::refused(vec![no_good()]));
    }
    Ok(Outcome { findings: sorted(plan.by_hand), given: plan.given, changes })
}

/// The numbers, and what the register is to say of them.
fn planned(site: &Site, sources: &Sources, year: i64) -> Result<(Plan, Option<Entry>), Finding> {
    let mut counter = Counter::new(site, year);
    let plan = plan(&pair::groups(site)?, sources, &mut counter)?;
    let entry = (!plan.given.is_empty()).then(|| register::entry(site, sources, &counter)).transpose()?;
    Ok((plan, entry))
}

fn all_changes(world: &dyn World, sources: &Sources, mut edits: Vec<Edit>, entry: Option<Entry>) -> io::Result<Vec<Change>> {
    let mut changes = Vec::new();
    match entry {
        Some(Entry::Edit(edit)) => edits.push(edit),
        Some(Entry::New(text)) => changes.extend(SitePath::new(register::REGISTER).map(|path| Change::new_file(path, text))),
        None => (),
    }
    changes.extend(edit::changes(edits, sources, world)?);
    changes.sort_by_key(|change| change.path.as_str() != register::REGISTER);
    Ok(changes)
}

/// Gives each group a number and finds out where it goes. A group of which one place cannot take it gets none.
fn plan(groups: &[Group], sources: &Sources, counter: &mut Counter) -> Result<Plan, Finding> {
    let mut plan = Plan::default();
    for group in groups {
        let places: Vec<_> = group.iter().map(|item| (*item, insertion(&sources.file(item.span.file).text, item))).collect();
        if let Some(stuck) = places.iter().find_map(|(_, place)| place.as_ref().err()) {
            plan.by_hand.extend(group.iter().map(|item| by_hand(item, *stuck)));
            continue;
        }
        let number = counter.give().ok_or_else(no_good)?;
        let written = number.to_string();
        let inserted = places.iter().filter_map(|(item, place)| Some((item, place.as_ref().ok()?)));
        plan.edits.extend(inserted.map(|(item, place)| Edit {
            file: item.span.file,
            range: place.at..place.at,
            text: place.of(&written),
        }));
        let kind = group.first().map_or(WithheldKind::Phrase, |item| item.kind);
        plan.given.push(Given { number, kind, places: group.iter().map(|item| item.span).collect() });
    }
    Ok(plan)
}

fn by_hand(item: &Numbered, stuck: Stuck) -> Finding {
    let message = Words::new("ここには番号を書き込めません。", "kohyo cannot write a number here");
    let (ja, en) = match stuck {
        Stuck::Escaped => (
            "\\ で始まる書き方（\\u など）や複数行の文字列を使わずに書き直してもう一度実行するか、手で番号を書いてください。",
            "write the text without escapes (`\\u…`) and on one line and run this again, or write the number yourself.",
        ),
        Stuck::Word => (
            "disclosure を表（{ state = …, ground = … } や [disclosure]）にしてから、もう一度実行してください。",
            "make `disclosure` a table ({ state = …, ground = … } or [disclosure]) and run this again.",
        ),
        Stuck::Inherited => (
            "節の区分を受け継いでいます。このページに自分の [disclosure] を書いてから、もう一度実行してください。",
            "it has the statement of its section; write a [disclosure] of its own into it and run this again.",
        ),
        Stuck::Shape => (
            "{ … } か [見出し] の形に書き直してもう一度実行するか、手で番号を書いてください。",
            "write it as { … } or below a [heading] and run this again, or write the number yourself.",
        ),
    };
    Finding::new(codes::NUMBER_BY_HAND, message).at(item.span).help(Words::new(ja, en))
}

/// Whether the changed site is one that nothing stops, in which only so many places have no number.
fn reads_back(world: &dyn World, confidential: bool, changes: &[Change], unnumbered: usize) -> io::Result<bool> {
    let mut edited = Memory::copy(world, confidential)?;
    for change in changes {
        edited.insert(change.path.as_str(), change.after.clone());
    }
    let built = build(&edited);
    let without = built.findings.iter().filter(|finding| finding.code == codes::NO_NUMBER).count();
    Ok(!stops(&built.findings) && without == unnumbered)
}

fn no_good() -> Finding {
    let message = Words::new(
        "番号を書き込むと、読めないものになります。何も変えていません。",
        "with the numbers written in, the sources would not read as they should; nothing was changed",
    );
    let help = Words::new(
        "変わった書き方（何行にもわたる { … }、\\u など）をした非公表に、手で番号を書いてください。",
        "write the numbers yourself where something withheld is written in an unusual way (`{ … }` over several lines, `\\u…`).",
    );
    Finding::new(codes::NUMBERS_REFUSED, message).help(help)
}

#[cfg(test)]
mod tests;
