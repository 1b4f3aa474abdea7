//! English.
//!
//! In: a story. Out: English words. Never: a colour, a figure that is not in the story.

use super::super::{Labels, Mark, Panel, Words, YearSlot};
use super::{AmountsStory, Pace, PeriodsStory, ScheduleStory, Story, StripStory, Told, headline, latest, reached, with_addition};
use crate::figures::{FiscalYear, Lang};

/// Characters of a headline.
const LONGEST: usize = 64;

pub(super) fn describe(story: &Story<'_>) -> Words {
    Words {
        title: title(story),
        subtitle: subtitle(story),
        description: description(story),
        note: note(story),
        source: source(story.facts.source),
        labels: labels(story.facts.unit),
    }
}

pub(super) fn labels(unit: &str) -> Labels {
    let with_unit = |text: &str| if unit.is_empty() { text.to_string() } else { format!("{text} ({unit})") };
    Labels {
        target: "Target".into(),
        actual: "Actual".into(),
        progress: "Progress".into(),
        provisional: "Actual (provisional)".into(),
        running: "Running total".into(),
        plan: "Plan".into(),
        withheld: "Withheld".into(),
        not_yet: "Outline only: not reported yet".into(),
        no_data: "– means no data".into(),
        yearly: with_unit("Target and actual by year"),
        total: "Running total (computed by kohyo)".into(),
        hundred: "100% (on target)".into(),
        nothing: "No figures are published".into(),
        plan_break: "Break between plans".into(),
        no_report: "No sign: no report for the year".into(),
        span: "Duration".into(),
        milestone: "Milestone".into(),
        unknown: "Time not stated (somewhere in the dashed range)".into(),
        stated_end: "A solid end of a dashed range is stated".into(),
        beyond: "Outside of the period shown".into(),
        no_steps: "– means no steps given".into(),
        due: "Due".into(),
        done: "Done".into(),
    }
}

/// A name at the start of a line.
fn capital(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A figure with its unit; a percent sign stands close.
fn with(text: &str, unit: &str) -> String {
    match unit {
        "" => text.to_string(),
        _ if unit.starts_with('%') => format!("{text}{unit}"),
        _ => format!("{text} {unit}"),
    }
}

fn and(years: &[&str]) -> String {
    match years {
        [] => String::new(),
        [only] => (*only).to_string(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn source(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("Source: {text}") }
}

fn title(story: &Story<'_>) -> String {
    let unit = story.facts.unit;
    let Some(slot) = story.reported else { return nothing_reported(story) };
    let year = &slot.labels.name;
    let Some(actual) = slot.actual.text() else {
        let known = story.published.and_then(|slot| Some((&slot.labels.name, slot.actual.text()?)));
        let known = known.map(|(known, text)| format!("{year} is withheld; {known} was {}", with(text, unit)));
        return headline(LONGEST, known.into_iter().chain([format!("The actual figure for {year} is withheld")]));
    };
    let actual = with(actual, unit);
    let heads = match (slot.target.text(), &slot.target, story.facts.reached, slot.progress.text()) {
        (Some(_), _, Some(true), Some(progress)) => vec![
            format!("{year}: {actual}, target reached ({progress}% progress)"),
            format!("{year}: target reached ({progress}% progress)"),
        ],
        (Some(target), _, Some(true), None) => {
            let target = with(target, unit);
            vec![format!("{year}: {actual}, target of {target} reached"), format!("{year}: {actual}, target reached")]
        }
        (Some(_), _, _, Some(progress)) => {
            vec![format!("{year}: {actual}, {progress}% progress"), format!("{year}: {progress}% progress")]
        }
        (Some(target), _, _, None) => {
            vec![format!("{year}: {actual} against a target of {}", with(target, unit)), format!("{year}: {actual}")]
        }
        (None, Mark::Withheld, ..) => vec![format!("{year}: {actual} (the target is withheld)")],
        (None, ..) => vec![format!("{year}: {actual}")],
    };
    headline(LONGEST, with_addition(heads, pace(story.pace)))
}

fn nothing_reported(story: &Story<'_>) -> String {
    match story.facts.slots.iter().any(|slot| slot.actual == Mark::NotYet) {
        true => format!("No actual figures since {} yet", story.first()),
        false => "No figures are published".to_string(),
    }
}

fn pace(pace: Option<Pace>) -> &'static str {
    match pace {
        Some(Pace::Ahead) => "; running total ahead of plan",
        Some(Pace::OnPlan) => "; running total on plan",
        Some(Pace::Behind) => "; running total behind plan",
        None => "",
    }
}

fn subtitle(story: &Story<'_>) -> String {
    let unit = if story.facts.unit.is_empty() { String::new() } else { format!(", in {}", story.facts.unit) };
    let period = match story.facts.slots {
        [] => String::new(),
        [only] => format!(", {}", only.labels.name),
        _ => format!(", {} to {}", story.first(), story.last()),
    };
    format!("{}{unit}{period}", capital(story.facts.indicator))
}

fn note(story: &Story<'_>) -> String {
    let sum = "The running total is the sum of the published actual figures, computed by kohyo";
    match &story.total {
        Some(total) if total.stopped_by_withheld => format!("{sum}; it stops before the year that is withheld."),
        Some(_) => format!("{sum}."),
        None => String::new(),
    }
}

fn description(story: &Story<'_>) -> String {
    let facts = story.facts;
    let kind = if story.total.is_some() { "Chart of target, actual and running total" } else { "Chart of target and actual" };
    let unit = if facts.unit.is_empty() { String::new() } else { format!(", in {}", facts.unit) };
    let mut out = format!("{kind} of {}{unit}.", facts.indicator);
    if let Some(slot) = story.published {
        out.push_str(&latest_year(slot, facts.unit));
    }
    out.push_str(&total(story));
    out.push_str(&gaps(story));
    out.push_str(" All figures are in the table below the chart.");
    out
}

fn latest_year(slot: &YearSlot, unit: &str) -> String {
    let provisional = if slot.actual.is_provisional() { "provisional " } else { "" };
    let actual = with(slot.actual.text().unwrap_or_default(), unit);
    let head = format!(" In {} the {provisional}actual figure was {actual}", slot.labels.name);
    match (slot.target.text(), slot.progress.text()) {
        (Some(target), Some(progress)) => format!("{head} against a target of {} ({progress}% progress).", with(target, unit)),
        (Some(target), None) => format!("{head} against a target of {}.", with(target, unit)),
        (None, Some(progress)) => format!("{head} ({progress}% progress)."),
        (None, None) => format!("{head}."),
    }
}

fn total(story: &Story<'_>) -> String {
    let Some(total) = &story.total else { return String::new() };
    let until = match total.stopped_by_withheld {
        true => format!(" up to {}, before the year that is withheld,", total.until.labels.name),
        false => String::new(),
    };
    let head = format!(" The running total since {}{until} is {}", story.first(), with(total.text, story.facts.unit));
    match (story.target(), total.percent) {
        (Some(target), Some(percent)) => format!(
            "{head}, {percent}% of the target of {} by {} (total and share computed by kohyo, rounded down to a whole percent).",
            with(target, story.facts.unit),
            story.last()
        ),
        _ => format!("{head} (computed by kohyo)."),
    }
}

fn gaps(story: &Story<'_>) -> String {
    let is = |years: &[&str]| if years.len() == 1 { "is" } else { "are" };
    let withheld = |years: Vec<&str>, what: &str| match years.is_empty() {
        true => String::new(),
        false => format!(" {what}{} {} withheld.", and(&years), is(&years)),
    };
    let without = |years: Vec<&str>, said: &str| match years.is_empty() {
        true => String::new(),
        false => format!(" Actual figures for {} are {said}.", and(&years)),
    };
    let plan = if story.facts.cumulative == &Mark::Withheld { " The target of the whole plan is withheld." } else { "" };
    [
        withheld(story.years(|slot| slot.actual == Mark::Withheld), ""),
        withheld(story.years(YearSlot::hides_target_only), "The target for "),
        withheld(story.years(YearSlot::hides_progress_only), "The progress for "),
        plan.to_string(),
        without(story.years(|slot| slot.actual == Mark::NotYet), "not yet available"),
        without(story.years(|slot| slot.actual == Mark::NoData), "not given"),
    ]
    .concat()
}

pub(super) fn describe_plan(plan: &str, panels: &[Panel], source_text: &str) -> Words {
    let title = match reached(panels) {
        Some((year, count, all)) => format!("{year}: {count} of {all} targets at 100% progress or more"),
        None => format!("{plan}: progress by target"),
    };
    let told = |panel: &Panel| match latest(panel) {
        Some((year, Mark::Value { text, .. })) => format!(" {}: {text}% in {year}.", panel.label()),
        Some((year, _)) => format!(" {}: {year} is withheld.", panel.label()),
        None => format!(" {}: no progress reported yet.", panel.label()),
    };
    let panels: String = panels.iter().map(told).collect();
    Words {
        title,
        subtitle: format!("{plan}, progress by target (%)"),
        description: format!(
            "Bar charts of progress by target of {plan}, in %.{panels} All figures are in the table below the chart."
        ),
        note: String::new(),
        source: source(source_text),
        labels: labels(""),
    }
}

pub(super) fn describe_periods(story: &PeriodsStory<'_>) -> Words {
    let (years, unit) = (&story.years, story.years.facts.unit);
    let compared = story.compared().map(|(now, before)| {
        let said = |slot: &YearSlot| match slot.actual.text() {
            Some(text) => format!("{}: {}", slot.labels.name, with(text, unit)),
            None => format!("{}: withheld", slot.labels.name),
        };
        let (now, before) = (said(now), said(before));
        headline(LONGEST, [format!("{now}; earlier plan, {before}"), format!("{now}; {before}")])
    });
    let between = |(first, last): (i32, i32)| {
        let (first, last) = (FiscalYear(first).name(Lang::En), FiscalYear(last).name(Lang::En));
        match first == last {
            true => format!("{first} belongs to none of these plans."),
            false => format!("{first} to {last} belong to none of these plans."),
        }
    };
    let note = story.between().into_iter().map(between).collect::<Vec<String>>().join(" ");
    let latest: String = story.latest().map(|(period, slot)| format!(" {}:{}", period.name, latest_year(slot, unit))).collect();
    let unit_said = if unit.is_empty() { String::new() } else { format!(", in {unit}") };
    let space = if note.is_empty() { "" } else { " " };
    Words {
        title: compared.unwrap_or_else(|| title(years)),
        subtitle: subtitle(years),
        description: format!(
            "Chart of target and actual of {} by plan{unit_said}.{latest}{}{space}{note} All figures are in the table below the chart.",
            years.facts.indicator,
            gaps(years)
        ),
        note,
        source: source(years.facts.source),
        labels: labels(unit),
    }
}

pub(super) fn describe_schedule(story: &ScheduleStory<'_>, source_text: &str) -> Words {
    let ScheduleStory { name, first, last, rows, steps, unknown } = story;
    let title = match (*steps, *unknown) {
        (0, _) => "No steps are given".to_string(),
        (1, 0) => "The only step has a stated time".to_string(),
        (1, _) => "The only step has no stated time".to_string(),
        (_, 0) => format!("All {steps} steps have a stated time"),
        (_, 1) => format!("1 of {steps} steps has no stated time"),
        _ => format!("{unknown} of {steps} steps have no stated time"),
    };
    let rows = if *rows == 1 { "1 row".to_string() } else { format!("{rows} rows") };
    Words {
        description: format!(
            "Schedule of {name}, {first} to {last}, in {rows}. {title}. All steps and their times are in the table below the chart."
        ),
        title,
        subtitle: format!("Schedule of {name}, {first} to {last}"),
        note: String::new(),
        source: source(source_text),
        labels: Labels { nothing: "No steps are published".into(), ..labels("") },
    }
}

pub(super) fn describe_amounts(story: &AmountsStory<'_>, source_text: &str) -> Words {
    let AmountsStory { name, unit, .. } = story;
    let said = |label: &str, mark: &Mark| match mark.text() {
        Some(text) if mark.is_provisional() => format!("{label} {} (provisional)", with(text, unit)),
        Some(text) => format!("{label} {}", with(text, unit)),
        None => format!("{label} withheld"),
    };
    let (title, all) = match story.latest() {
        Some((year, marks)) => {
            let parts: Vec<String> = marks.iter().map(|(series, mark)| said(&series.label, mark)).collect();
            let all = format!("{year}: {}", parts.join(", "));
            let same = story.same(&marks).map(|text| format!("{year}: {} for each item", with(text, unit)));
            let largest = story.largest(&marks).map(|(series, mark)| format!("{year}: {}", said(&series.label, mark)));
            (headline(LONGEST, same.into_iter().chain([all.clone()]).chain(largest)), all)
        }
        None => ("No figures are published".to_string(), "No figures are published".to_string()),
    };
    let is = |years: &[&str]| if years.len() == 1 { "is" } else { "are" };
    let withheld: String =
        story.withheld().map(|(series, years)| format!(" {}: {} {} withheld.", series.label, and(&years), is(&years))).collect();
    let unit_said = if unit.is_empty() { String::new() } else { format!(", in {unit}") };
    let period = match story.ends() {
        Some((first, last)) if first == last => format!(", {first}"),
        Some((first, last)) => format!(", {first} to {last}"),
        None => String::new(),
    };
    Words {
        description: format!(
            "Bar chart of {name}{unit_said}{period}. {all}.{withheld} All figures are in the table below the chart."
        ),
        title,
        subtitle: format!("{}{unit_said}{period}", capital(name)),
        note: String::new(),
        source: source(source_text),
        labels: Labels {
            provisional: "Provisional".into(),
            not_yet: "No bar and no sign: not reported yet".into(),
            ..labels(unit)
        },
    }
}

pub(super) fn describe_strip(story: &StripStory<'_>, source_text: &str) -> Words {
    let StripStory { name, targets, begun, undated } = story;
    let title = match (*targets, *begun) {
        (0, _) => "No targets are published".to_string(),
        (_, 0) => "Nothing is recorded as done".to_string(),
        (1, _) => "Something is recorded as done for the only target".to_string(),
        _ => format!("Something is recorded as done for {begun} of {targets} targets"),
    };
    let undated = match undated {
        0 => String::new(),
        1 => " For 1 target no due month is stated.".to_string(),
        _ => format!(" For {undated} targets no due month is stated."),
    };
    Words {
        description: format!(
            "Chart of the months in which the qualitative targets of {name} are due and in which something was done. \
             {title}.{undated} All targets are in the table below the chart."
        ),
        title,
        subtitle: format!("{}, qualitative targets: months due and done", capital(name)),
        note: String::new(),
        source: source(source_text),
        labels: Labels { nothing: "No targets are published".into(), ..labels("") },
    }
}

pub(super) fn told(told: &Told<'_>) -> String {
    let due = told.due.as_ref().map_or("No due month stated".to_string(), |month| format!("Due: {month}"));
    let done =
        if told.done.is_empty() { "nothing recorded as done".to_string() } else { format!("done: {}", told.done.join(", ")) };
    let status = if told.status.is_empty() { String::new() } else { format!("; {}", told.status) };
    format!("{due}; {done}{status}")
}
