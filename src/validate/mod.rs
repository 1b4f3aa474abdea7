//! Checks what the author wrote against the site's own tables: references, units, fiscal years, duplicates, language pairs.
//!
//! In: `authored::Site`. Out: findings. Never: a sealed value; recomputation (that is `audit`); a change of anything.

mod accessibility;
mod attachments;
mod bodies;
mod dialogue;
mod disclosure;
mod ids;
mod numbers;
mod pages;
mod plans;
mod references;
mod series;
mod tables;
mod years;

pub use bodies::Bodies;

use crate::authored::{Data, OfData, Page, Site, State};
use crate::diagnostics::{Finding, Words, codes, words};
use crate::figures::{Date, Lang};
use crate::source::{Sources, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Runs every check; all problems come back together. `today` only says which reviews are due.
pub fn validate(site: &Site, sources: &Sources, today: Date) -> Vec<Finding> {
    validate_again(site, sources, today, &mut Kept::default())
}

/// What the next validation of the same site can use again.
#[derive(Default)]
pub struct Kept {
    /// What stands in the pages.
    pub bodies: Bodies,
    /// What is wrong in the data.
    data: OfData<Vec<Finding>>,
}

/// The same after an earlier validation: neither pages nor data that are the same are looked through again.
pub fn validate_again(site: &Site, sources: &Sources, today: Date, kept: &mut Kept) -> Vec<Finding> {
    let Kept { bodies, data } = kept;
    let known = Known::new(&site.data);
    let of_data = || data.of(&site.data, || of_data(&site.data, &known)).clone();
    let of_pages = || of_pages(site, sources, &known, bodies);
    let (mut findings, (of_pages, of_statements)) =
        rayon::join(of_data, || rayon::join(of_pages, || of_statements(site, sources, today)));
    findings.extend(of_pages);
    findings.extend(of_statements);
    findings
}

/// What is wrong in pages and in what they refer to.
fn of_pages(site: &Site, sources: &Sources, known: &Known, bodies: &mut Bodies) -> Vec<Finding> {
    let mut findings = Vec::new();
    bodies.read(&site.pages, sources);
    pages::check(site, sources, known, &mut findings);
    findings.extend(bodies.findings().cloned());
    accessibility::check(site, &mut findings);
    references::site(site, sources, known, &mut findings);
    findings
}

/// What is wrong in what is stated of pages, plans, files and attachments.
fn of_statements(site: &Site, sources: &Sources, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    let pages: Addresses = site.pages.iter().map(|page| ((page.address.as_str(), page.lang), &**page)).collect();
    attachments::check(site, sources, &pages, &mut findings);
    disclosure::check(site, &pages, today, &mut findings);
    numbers::check(site, &mut findings);
    findings
}

/// What follows from the data alone.
fn of_data(data: &Data, known: &Known) -> Vec<Finding> {
    let mut findings = Vec::new();
    ids::check(data, &mut findings);
    plans::check(data, known, &mut findings);
    years::check(data, known, &mut findings);
    dialogue::check(data, known, &mut findings);
    series::check(data, known, &mut findings);
    findings
}

/// Pages by address and language; nobody goes through them in this order.
type Addresses<'a> = HashMap<(&'a str, Lang), &'a Page>;

/// What references may point to.
struct Known<'a> {
    pub documents: BTreeSet<&'a str>,
    pub bodies: BTreeSet<&'a str>,
    pub grounds: BTreeSet<&'a str>,
    pub plans: BTreeMap<&'a str, &'a crate::authored::Plan>,
    /// Businesses of each plan.
    pub businesses: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Businesses of all plans that are not hidden: a project may name one that only another plan's documents describe.
    pub any_business: BTreeSet<&'a str>,
    /// Policies of each plan.
    policies: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Projects of all plans that are shown.
    pub projects: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(data: &'a Data) -> Known<'a> {
        let mut businesses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut policies: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (plan, content) in data.years.iter().filter_map(|file| Some((file.plan.value.as_str(), file.content.as_open()?))) {
            businesses.entry(plan).or_default().extend(ids::open(&content.businesses).map(|row| row.id.value.as_str()));
            policies.entry(plan).or_default().extend(ids::open(&content.policies).map(|row| row.id.value.as_str()));
        }
        let hidden: BTreeSet<&str> =
            data.plans.iter().filter(|plan| plan.disclosure.hides_all()).map(|plan| plan.id.value.as_str()).collect();
        let shown = businesses.iter().filter(|(plan, _)| !hidden.contains(*plan));
        let contents = data.years.iter().filter_map(|file| file.content.as_open());
        let projects = contents.flat_map(|content| &content.projects).filter_map(|row| row.as_open());
        Known {
            projects: projects.map(|project| project.id.value.as_str()).collect(),
            documents: data.documents.iter().map(|d| d.id.value.as_str()).collect(),
            bodies: data.bodies.iter().map(|b| b.id.value.as_str()).collect(),
            grounds: data.grounds.iter().map(|g| g.id.value.as_str()).collect(),
            plans: data.plans.iter().map(|p| (p.id.value.as_str(), &**p)).collect(),
            any_business: shown.flat_map(|(_, ids)| ids).copied().collect(),
            businesses,
            policies,
        }
    }

    /// Reports a plan that is not there. One whose existence is withheld is as if it were not, and none that is hidden is proposed.
    fn plan(&self, id: &Spanned<String>, findings: &mut Vec<Finding>) {
        let unsaid = |plan: &crate::authored::Plan| plan.disclosure.state.value == State::Unacknowledged;
        if self.plans.get(id.value.as_str()).is_none_or(|plan| unsaid(plan)) {
            reference(id, &self.open_plans(), ("計画", "plan"), findings);
        }
    }

    /// The ids of plans that are shown.
    fn open_plans(&self) -> BTreeSet<&'a str> {
        self.plans.iter().filter(|(_, plan)| !plan.disclosure.hides_all()).map(|(id, _)| *id).collect()
    }

    /// The policies of a plan, of any year.
    fn policies(&self, plan: &str) -> BTreeSet<&'a str> {
        self.policies.get(plan).cloned().unwrap_or_default()
    }

    /// The groups of a plan.
    fn groups(&self, plan: &str) -> BTreeSet<&'a str> {
        self.plans.get(plan).into_iter().flat_map(|plan| &plan.groups).map(|group| group.id.value.as_str()).collect()
    }

    /// `plan/indicator` of every plan that is shown.
    fn all_indicators(&self) -> BTreeSet<String> {
        let plans = self.open_plans().into_iter();
        plans.flat_map(|plan| self.indicators(plan).into_iter().map(move |id| format!("{plan}/{id}"))).collect()
    }

    /// The indicator ids of a plan.
    fn indicators(&self, plan: &str) -> BTreeSet<&'a str> {
        self.plans.get(plan).into_iter().flat_map(|plan| &plan.indicators).map(|i| i.id.value.as_str()).collect()
    }
}

/// Reports an id that nothing has.
fn reference(id: &Spanned<String>, known: &BTreeSet<&str>, what: (&str, &str), findings: &mut Vec<Finding>) {
    if known.contains(id.value.as_str()) {
        return;
    }
    findings.push(unknown(id, what).help(words::suggest(&id.value, known.iter().copied())));
}

/// That nothing has an id.
fn unknown(id: &Spanned<String>, what: (&str, &str)) -> Finding {
    let message =
        Words::new(format!("「{}」という{}はありません。", id.value, what.0), format!("there is no {} `{}`", what.1, id.value));
    Finding::new(codes::UNKNOWN_REFERENCE, message).at(id.span)
}

/// Reports the second of two equal ids, with the place of the first.
fn unique<'a>(ids: impl IntoIterator<Item = &'a Spanned<String>>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for id in ids {
        match seen.get(id.value.as_str()) {
            None => {
                seen.insert(&id.value, id.span);
            }
            Some(first) => {
                let message = Words::new(
                    format!("ID「{}」は、もう使われています。", id.value),
                    format!("the id `{}` is already taken", id.value),
                );
                let help = Words::new(
                    "同じものを二度書いたのなら、片方のまとまり（[[…]] の行から次の [[…]] の手前まで）を消してください。数値が違うときは、どちらが正しいかを資料で確かめます。別のものなら、別の ID にします。",
                    "if the same thing stands there twice, remove one of the two, from its [[…]] line to the next; where their figures differ, look at the document first. If it is another thing, give it another id.",
                );
                let here = Words::new("最初に使われたところ", "first used here");
                findings.push(Finding::new(codes::DUPLICATE_ID, message).at(id.span).also(*first, here).help(help));
            }
        }
    }
}
