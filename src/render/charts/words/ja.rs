//! 日本語.
//!
//! In: a story. Out: Japanese words. Never: a colour, a figure that is not in the story.

use super::super::{Labels, Mark, Panel, Words, YearSlot};
use super::{AmountsStory, Pace, PeriodsStory, ScheduleStory, Story, StripStory, Told, headline, latest, reached, with_addition};
use crate::figures::{FiscalYear, Lang};

/// Characters of a headline.
const LONGEST: usize = 28;

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
    let with_unit = |text: &str| if unit.is_empty() { text.to_string() } else { format!("{text}（{unit}）") };
    Labels {
        target: "目標".into(),
        actual: "実績".into(),
        progress: "進捗度".into(),
        provisional: "実績（見込）".into(),
        running: "累計".into(),
        plan: "計画".into(),
        withheld: "非公表".into(),
        not_yet: "枠だけの年度は実績がまだありません".into(),
        no_data: "–は数値なし".into(),
        yearly: with_unit("各年度の目標と実績"),
        total: if unit.is_empty() {
            "累計（kohyo の計算）".into()
        } else {
            format!("累計（{unit}、kohyo の計算）")
        },
        hundred: "100%（目標どおり）".into(),
        nothing: "公表された数値はありません".into(),
        plan_break: "計画の切れ目".into(),
        no_report: "印のない年度は報告なし".into(),
        span: "期間".into(),
        milestone: "時点".into(),
        unknown: "時期不明（破線の範囲のどこか）".into(),
        stated_end: "破線の太い端は記載のある時期".into(),
        beyond: "図の期間の外".into(),
        no_steps: "–は工程の記載なし".into(),
        due: "期限".into(),
        done: "実施".into(),
    }
}

fn source(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("出典：{text}") }
}

fn title(story: &Story<'_>) -> String {
    let unit = story.facts.unit;
    let Some(slot) = story.reported else { return nothing_reported(story) };
    let year = &slot.labels.name;
    let Some(actual) = slot.actual.text() else {
        let known = story.published.and_then(|slot| Some((&slot.labels.name, slot.actual.text()?)));
        let known = known.map(|(known, text)| format!("{year}は非公表、{known}は{text}{unit}"));
        return headline(LONGEST, known.into_iter().chain([format!("{year}の実績は非公表")]));
    };
    let heads = match (slot.target.text(), &slot.target, story.facts.reached, slot.progress.text()) {
        (Some(_), _, Some(true), Some(progress)) => vec![
            format!("{year}は{actual}{unit}で目標達成（進捗度{progress}%）"),
            format!("{year}は目標達成（進捗度{progress}%）"),
        ],
        (Some(target), _, Some(true), None) => {
            vec![format!("{year}は{actual}{unit}で、目標{target}{unit}を達成"), format!("{year}は{actual}{unit}で目標達成")]
        }
        (Some(_), _, _, Some(progress)) => {
            vec![format!("{year}は{actual}{unit}（進捗度{progress}%）"), format!("{year}の進捗度は{progress}%")]
        }
        (Some(target), _, _, None) => {
            vec![format!("{year}は目標{target}{unit}に対し{actual}{unit}"), format!("{year}の実績は{actual}{unit}")]
        }
        (None, Mark::Withheld, ..) => vec![format!("{year}の実績は{actual}{unit}（目標は非公表）")],
        (None, ..) => vec![format!("{year}の実績は{actual}{unit}")],
    };
    headline(LONGEST, with_addition(heads, pace(story.pace)))
}

fn nothing_reported(story: &Story<'_>) -> String {
    match story.facts.slots.iter().any(|slot| slot.actual == Mark::NotYet) {
        true => format!("{}からの実績はまだありません", story.first()),
        false => "公表された数値はありません".to_string(),
    }
}

fn pace(pace: Option<Pace>) -> &'static str {
    match pace {
        Some(Pace::Ahead) => "。累計は計画を上回る",
        Some(Pace::OnPlan) => "。累計は計画どおり",
        Some(Pace::Behind) => "。累計は計画を下回る",
        None => "",
    }
}

fn subtitle(story: &Story<'_>) -> String {
    let unit = if story.facts.unit.is_empty() { String::new() } else { format!("、単位：{}", story.facts.unit) };
    let period = match story.facts.slots {
        [] => String::new(),
        [only] => format!("、{}", only.labels.name),
        _ => format!("、{}から{}まで", story.first(), story.last()),
    };
    format!("{}{unit}{period}", story.facts.indicator)
}

fn note(story: &Story<'_>) -> String {
    match &story.total {
        Some(total) if total.stopped_by_withheld => {
            "累計は公表された実績を kohyo が合計したもので、非公表の年度の前までです。".to_string()
        }
        Some(_) => "累計は公表された実績を kohyo が合計したものです。".to_string(),
        None => String::new(),
    }
}

fn description(story: &Story<'_>) -> String {
    let facts = story.facts;
    let kind = if story.total.is_some() { "目標と実績、累計のグラフ" } else { "目標と実績のグラフ" };
    let mut out = format!("{}の{kind}。", facts.indicator);
    if !facts.unit.is_empty() {
        out.push_str(&format!("単位は{}。", facts.unit));
    }
    if let Some(slot) = story.published {
        out.push_str(&latest_year(slot, facts.unit));
    }
    out.push_str(&total(story));
    out.push_str(&gaps(story));
    out.push_str("すべての数値はグラフの下の表にあります。");
    out
}

fn latest_year(slot: &YearSlot, unit: &str) -> String {
    let (year, actual) = (&slot.labels.name, slot.actual.text().unwrap_or_default());
    let provisional = if slot.actual.is_provisional() { "（見込）" } else { "" };
    let head = format!("{year}の実績は{actual}{unit}{provisional}");
    match (slot.target.text(), slot.progress.text()) {
        (Some(target), Some(progress)) => format!("{head}で、目標{target}{unit}に対する進捗度は{progress}%。"),
        (Some(target), None) => format!("{head}で、目標は{target}{unit}。"),
        (None, Some(progress)) => format!("{head}で、進捗度は{progress}%。"),
        (None, None) => format!("{head}。"),
    }
}

fn total(story: &Story<'_>) -> String {
    let Some(total) = &story.total else { return String::new() };
    let unit = story.facts.unit;
    let sum = match total.stopped_by_withheld {
        true => format!("{}から{}までの累計（非公表の年度の前まで）", story.first(), total.until.labels.name),
        false => format!("{}からの累計", story.first()),
    };
    match (story.target(), total.percent) {
        (Some(target), Some(percent)) => format!(
            "{sum}は{}{unit}で、{}までの目標{target}{unit}の{percent}%（累計と割合は kohyo の計算、1%未満切捨て）。",
            total.text,
            story.last()
        ),
        _ => format!("{sum}は{}{unit}（kohyo の計算）。", total.text),
    }
}

fn gaps(story: &Story<'_>) -> String {
    let list = |years: Vec<&str>, said: &str| match years.is_empty() {
        true => String::new(),
        false => format!("{}{said}", years.join("、")),
    };
    let plan = if story.facts.cumulative == &Mark::Withheld { "計画全体の目標は非公表。" } else { "" };
    [
        list(story.years(|slot| slot.actual == Mark::Withheld), "は非公表。"),
        list(story.years(YearSlot::hides_target_only), "の目標は非公表。"),
        list(story.years(YearSlot::hides_progress_only), "の進捗度は非公表。"),
        plan.to_string(),
        list(story.years(|slot| slot.actual == Mark::NotYet), "の実績はまだありません。"),
        list(story.years(|slot| slot.actual == Mark::NoData), "の実績は数値がありません。"),
    ]
    .concat()
}

pub(super) fn describe_plan(plan: &str, panels: &[Panel], source_text: &str) -> Words {
    let title = match reached(panels) {
        Some((year, count, all)) => format!("{year}は{all}の目標のうち{count}が進捗度100%以上"),
        None => format!("{plan}の目標ごとの進捗度"),
    };
    let told = |panel: &Panel| match latest(panel) {
        Some((year, Mark::Value { text, .. })) => format!("{}は{year}に{text}%。", panel.label()),
        Some((year, _)) => format!("{}の{year}は非公表。", panel.label()),
        None => format!("{}の進捗度はまだありません。", panel.label()),
    };
    let panels: String = panels.iter().map(told).collect();
    Words {
        title,
        subtitle: format!("{plan}、目標ごとの進捗度（%）"),
        description: format!("{plan}の目標ごとの進捗度の棒グラフ。単位は%。{panels}すべての数値はグラフの下の表にあります。"),
        note: String::new(),
        source: source(source_text),
        labels: labels(""),
    }
}

pub(super) fn describe_periods(story: &PeriodsStory<'_>) -> Words {
    let (years, unit) = (&story.years, story.years.facts.unit);
    let compared = story.compared().map(|(now, before)| {
        let said = |slot: &YearSlot| match slot.actual.text() {
            Some(text) => format!("{}は{text}{unit}", slot.labels.name),
            None => format!("{}は非公表", slot.labels.name),
        };
        let (now, before) = (said(now), said(before));
        headline(LONGEST, [format!("{now}、前の計画の{before}"), format!("{now}、{before}")])
    });
    let between = |(first, last): (i32, i32)| {
        let (first, last) = (FiscalYear(first).name(Lang::Ja), FiscalYear(last).name(Lang::Ja));
        let span = if first == last { first } else { format!("{first}から{last}まで") };
        format!("{span}は、どの計画の期間にも入っていません。")
    };
    let note: String = story.between().into_iter().map(between).collect();
    let latest: String = story.latest().map(|(period, slot)| format!("{}：{}", period.name, latest_year(slot, unit))).collect();
    let unit_said = if unit.is_empty() { String::new() } else { format!("単位は{unit}。") };
    Words {
        title: compared.unwrap_or_else(|| title(years)),
        subtitle: subtitle(years),
        description: format!(
            "{}の計画期間ごとの目標と実績のグラフ。{unit_said}{latest}{}{note}すべての数値はグラフの下の表にあります。",
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
        (0, _) => "工程の記載はありません".to_string(),
        (_, 0) => format!("{steps}件の工程すべてに時期の記載あり"),
        _ => format!("{steps}件の工程のうち{unknown}件は時期の記載なし"),
    };
    Words {
        description: format!(
            "{name}の工程表。期間は{first}から{last}まで、{rows}項目。{title}。すべての工程と時期は図の下の表にあります。"
        ),
        title,
        subtitle: format!("{name}の工程表、{first}から{last}まで"),
        note: String::new(),
        source: source(source_text),
        labels: Labels { nothing: "公表された工程はありません".into(), ..labels("") },
    }
}

pub(super) fn describe_amounts(story: &AmountsStory<'_>, source_text: &str) -> Words {
    let AmountsStory { name, unit, .. } = story;
    let said = |label: &str, mark: &Mark| match mark.text() {
        Some(text) if mark.is_provisional() => format!("{label}は{text}{unit}（見込）"),
        Some(text) => format!("{label}は{text}{unit}"),
        None => format!("{label}は非公表"),
    };
    let (title, all) = match story.latest() {
        Some((year, marks)) => {
            let parts: Vec<String> = marks.iter().map(|(series, mark)| said(&series.label, mark)).collect();
            let all = format!("{year}の{}", parts.join("、"));
            let same = story.same(&marks).map(|text| format!("{year}はどの項目も{text}{unit}"));
            let largest = story.largest(&marks).map(|(series, mark)| format!("{year}の{}", said(&series.label, mark)));
            (headline(LONGEST, same.into_iter().chain([all.clone()]).chain(largest)), all)
        }
        None => ("公表された数値はありません".to_string(), "公表された数値はありません".to_string()),
    };
    let withheld: String =
        story.withheld().map(|(series, years)| format!("{}の{}は非公表。", series.label, years.join("、"))).collect();
    let unit_said = if unit.is_empty() { String::new() } else { format!("、単位：{unit}") };
    let period = match story.ends() {
        Some((first, last)) if first == last => format!("、{first}"),
        Some((first, last)) => format!("、{first}から{last}まで"),
        None => String::new(),
    };
    let subtitle = format!("{name}{unit_said}{period}");
    Words {
        description: format!("{subtitle}の棒グラフ。{all}。{withheld}すべての数値はグラフの下の表にあります。"),
        title,
        subtitle,
        note: String::new(),
        source: source(source_text),
        labels: Labels { provisional: "見込".into(), not_yet: "棒も印もない年度は未到来".into(), ..labels(unit) },
    }
}

pub(super) fn describe_strip(story: &StripStory<'_>, source_text: &str) -> Words {
    let StripStory { name, targets, begun, undated } = story;
    let title = match targets {
        0 => "公表された目標はありません".to_string(),
        _ => format!("{targets}の目標のうち{begun}に実施の記録あり"),
    };
    let undated =
        if *undated == 0 { String::new() } else { format!("{undated}の目標には期限の月の記載がありません。") };
    Words {
        description: format!(
            "{name}の定性的目標の期限と実施の月を示す図。{title}。{undated}すべての目標は図の下の表にあります。"
        ),
        title,
        subtitle: format!("{name}、定性的目標の期限と実施の月"),
        note: String::new(),
        source: source(source_text),
        labels: Labels { nothing: "公表された目標はありません".into(), ..labels("") },
    }
}

pub(super) fn told(told: &Told<'_>) -> String {
    let due = told.due.as_ref().map_or("期限の月の記載なし".to_string(), |month| format!("期限：{month}"));
    let done =
        if told.done.is_empty() { "実施の記録なし".to_string() } else { format!("実施：{}", told.done.join("、")) };
    let status = if told.status.is_empty() { String::new() } else { format!("／{}", told.status) };
    format!("{due}／{done}{status}")
}
