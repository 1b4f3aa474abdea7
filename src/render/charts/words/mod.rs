//! The words of a chart: headline, subtitle, text alternative, labels, and the few figures kohyo adds (running total,
//! share of the target). One source for the picture, its accessible name and the page.
//!
//! In: the marks that are drawn, and names. Out: text in one language; every figure in it is the printed text of a mark
//! or says that kohyo computed it. Never: a float, a figure derived from a withheld one.

mod en;
mod ja;
mod stories;

use super::{Labels, Mark, Month, Panel, Period, ScheduleRow, Series, StripRow, Words, YearLabels, YearSlot};
use crate::figures::{Date, Decimal, FiscalYear, Lang, Moment};
use stories::{AmountsStory, PeriodsStory, ScheduleStory, StripStory, Told};

/// What a chart of one indicator tells.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The language of the words.
    pub lang: Lang,
    /// Name of the indicator.
    pub indicator: &'a str,
    /// Unit as it stands after a figure: 億円, billion yen. May be empty.
    pub unit: &'a str,
    /// The years, in order.
    pub slots: &'a [YearSlot],
    /// Target over the whole plan.
    pub cumulative: &'a Mark,
    /// From [`running`], or empty where adding up makes no sense.
    pub running: &'a [Mark],
    /// Whether the latest actual reached its target, where that is decided. `None` keeps the headline neutral.
    pub reached: Option<bool>,
    /// A running total above the plan is good only when more is better.
    pub more_is_better: bool,
    /// Where the figures come from: 資料名（機関、年度）.
    pub source: &'a str,
}

/// Headline, subtitle, text alternative, note and labels of [`super::Progress`].
pub fn describe(facts: &Facts<'_>) -> Words {
    match facts.lang {
        Lang::Ja => ja::describe(&Story::of(facts)),
        Lang::En => en::describe(&Story::of(facts)),
    }
}

/// The words of [`super::Multiples`]: a plan, and its panels.
pub fn describe_plan(lang: Lang, plan: &str, panels: &[Panel], source: &str) -> Words {
    match lang {
        Lang::Ja => ja::describe_plan(plan, panels, source),
        Lang::En => en::describe_plan(plan, panels, source),
    }
}

/// The words of [`super::Periods`].
pub fn describe_periods(lang: Lang, indicator: &str, unit: &str, periods: &[Period], source: &str) -> Words {
    let slots: Vec<YearSlot> = periods.iter().flat_map(|period| period.slots.iter().cloned()).collect();
    let facts = Facts {
        lang,
        indicator,
        unit,
        slots: &slots,
        cumulative: &Mark::NoData,
        running: &[],
        reached: None,
        more_is_better: true,
        source,
    };
    let story = PeriodsStory { years: Story::of(&facts), periods };
    match lang {
        Lang::Ja => ja::describe_periods(&story),
        Lang::En => en::describe_periods(&story),
    }
}

/// The words of [`super::Schedule`]; `ends` are its first and last fiscal year.
pub fn describe_schedule(lang: Lang, name: &str, ends: (FiscalYear, FiscalYear), rows: &[ScheduleRow], source: &str) -> Words {
    let story = ScheduleStory::of(name, ends.0.name(lang), ends.1.name(lang), rows);
    match lang {
        Lang::Ja => ja::describe_schedule(&story, source),
        Lang::En => en::describe_schedule(&story, source),
    }
}

/// The words of [`super::Amounts`].
pub fn describe_amounts(lang: Lang, name: &str, unit: &str, years: &[YearLabels], series: &[Series], source: &str) -> Words {
    let story = AmountsStory { name, unit, years, series };
    match lang {
        Lang::Ja => ja::describe_amounts(&story, source),
        Lang::En => en::describe_amounts(&story, source),
    }
}

/// The words of [`super::Strip`]; `name` says which plan and year.
pub fn describe_strip(lang: Lang, name: &str, rows: &[StripRow], source: &str) -> Words {
    let story = StripStory::of(name, rows);
    match lang {
        Lang::Ja => ja::describe_strip(&story, source),
        Lang::En => en::describe_strip(&story, source),
    }
}

/// What is said below the line of one qualitative target: when it is due, what was done when, its status.
pub(super) fn told(lang: Lang, row: &StripRow, first: Month, last: Month) -> String {
    let told = Told::of(lang, row, first, last);
    match lang {
        Lang::Ja => ja::told(&told),
        Lang::En => en::told(&told),
    }
}

/// The names of a month on an axis.
pub(super) fn month_labels(lang: Lang, of: Month) -> YearLabels {
    let name = month(lang, of, true);
    let axis = match lang {
        Lang::Ja => vec![name.clone(), of.month().to_string()],
        Lang::En => vec![name.chars().take(3).collect()],
    };
    YearLabels { name, axis }
}

/// `9月` / `September`, or with the year.
fn month(lang: Lang, month: Month, short: bool) -> String {
    let day = i16::try_from(month.year()).ok().and_then(|year| Date::new(year, month.month() as i8, 1));
    let long = day.map(|day| Moment::month_of(day).long(lang)).unwrap_or_default();
    match (short, lang) {
        (false, _) => long,
        (true, Lang::Ja) => format!("{}月", month.month()),
        (true, Lang::En) => long.split(' ').next().unwrap_or_default().to_string(),
    }
}

/// The labels inside a picture.
pub fn labels(lang: Lang, unit: &str) -> Labels {
    match lang {
        Lang::Ja => ja::labels(unit),
        Lang::En => en::labels(unit),
    }
}

/// The richest headline that is short enough for two lines on a phone, else the last, which is the shortest.
fn headline(most: usize, candidates: impl IntoIterator<Item = String>) -> String {
    let mut last = String::new();
    for candidate in candidates {
        if candidate.chars().count() <= most {
            return candidate;
        }
        last = candidate;
    }
    last
}

/// Each headline with its addition, then each without.
fn with_addition(heads: Vec<String>, addition: &str) -> Vec<String> {
    if addition.is_empty() {
        return heads;
    }
    let full = heads.iter().map(|head| format!("{head}{addition}"));
    full.chain(heads.iter().cloned()).collect()
}

/// The actuals added up year by year. It stops before the first year without a published actual; where that year is
/// withheld, a last `Withheld` says why.
pub fn running(slots: &[YearSlot]) -> Vec<Mark> {
    let (mut sum, mut open) = (Decimal::whole(0), false);
    let mut out = Vec::new();
    for slot in slots {
        let next = slot.actual.number().and_then(|value| sum.checked_add(value));
        let Some(next) = next else {
            if slot.actual == Mark::Withheld {
                out.push(Mark::Withheld);
            }
            break;
        };
        (sum, open) = (next, open || slot.actual.is_provisional());
        out.push(Mark::Value { value: sum, text: sum.grouped(), provisional: open });
    }
    out
}

/// Yearly targets added up, when every one is published and they agree with the target of the whole plan. A plan whose
/// target is withheld has no path: its end would be that target.
pub(super) fn plan_path(slots: &[YearSlot], cumulative: &Mark) -> Option<Vec<Decimal>> {
    let mut sum = Decimal::whole(0);
    let mut path = Vec::with_capacity(slots.len());
    for slot in slots {
        sum = sum.checked_add(slot.target.number()?)?;
        path.push(sum);
    }
    (cumulative.number()? == *path.last()?).then_some(path)
}

/// `part` in percent of `whole`, rounded down: 99.9 % is not 100 %. By exact comparison, never by division of floats.
pub fn percent_of(part: Decimal, whole: Decimal) -> Option<i64> {
    const MOST: i64 = 100_000;
    let zero = Decimal::whole(0);
    let hundredfold = part.checked_mul(Decimal::whole(100))?;
    if whole <= zero || part < zero {
        return None;
    }
    let covers = |percent: i64| Decimal::whole(percent).checked_mul(whole).is_some_and(|share| share <= hundredfold);
    let (mut low, mut high) = (0, MOST);
    while low < high {
        let middle = (low + high + 1) / 2;
        if covers(middle) { low = middle } else { high = middle - 1 }
    }
    (low < MOST).then_some(low)
}

/// What there is to say, before any language.
struct Story<'a> {
    facts: &'a Facts<'a>,
    /// The last year that was reported, published or withheld.
    reported: Option<&'a YearSlot>,
    /// The last year with a published actual.
    published: Option<&'a YearSlot>,
    total: Option<Total<'a>>,
    pace: Option<Pace>,
}

/// The running total so far.
struct Total<'a> {
    text: &'a str,
    /// The last year it contains.
    until: &'a YearSlot,
    /// Share of the target of the whole plan.
    percent: Option<i64>,
    stopped_by_withheld: bool,
}

/// The running total against the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pace {
    Ahead,
    OnPlan,
    Behind,
}

impl<'a> Story<'a> {
    fn of(facts: &'a Facts<'a>) -> Story<'a> {
        let reported = facts.slots.iter().rev().find(|slot| matches!(slot.actual, Mark::Value { .. } | Mark::Withheld));
        let published = facts.slots.iter().rev().find(|slot| slot.actual.number().is_some());
        Story { facts, reported, published, total: Total::of(facts), pace: Pace::of(facts) }
    }

    /// The text of the target of the whole plan.
    fn target(&self) -> Option<&'a str> {
        self.facts.cumulative.text()
    }

    fn first(&self) -> &'a str {
        self.facts.slots.first().map_or("", |slot| slot.labels.name.as_str())
    }

    fn last(&self) -> &'a str {
        self.facts.slots.last().map_or("", |slot| slot.labels.name.as_str())
    }

    /// Names of the years for which a mark is of one kind.
    fn years(&self, test: impl Fn(&YearSlot) -> bool) -> Vec<&'a str> {
        self.facts.slots.iter().filter(|slot| test(slot)).map(|slot| slot.labels.name.as_str()).collect()
    }
}

impl<'a> Total<'a> {
    fn of(facts: &'a Facts<'a>) -> Option<Total<'a>> {
        let count = facts.running.iter().take_while(|mark| mark.number().is_some()).count().min(facts.slots.len());
        let last = facts.running.get(count.checked_sub(1)?)?;
        let percent = facts.cumulative.number().and_then(|target| percent_of(last.number()?, target));
        Some(Total {
            text: last.text()?,
            until: facts.slots.get(count - 1)?,
            percent,
            stopped_by_withheld: facts.running.get(count) == Some(&Mark::Withheld),
        })
    }
}

impl Pace {
    /// Said only where it is fair: the plan is published year by year, and the total is complete up to the latest year.
    fn of(facts: &Facts<'_>) -> Option<Pace> {
        let plan = plan_path(facts.slots, facts.cumulative)?;
        let total = Total::of(facts)?;
        let at = facts.slots.iter().position(|slot| std::ptr::eq(slot, total.until))?;
        if total.stopped_by_withheld || !facts.more_is_better {
            return None;
        }
        Some(match facts.running.get(at)?.number()?.cmp(plan.get(at)?) {
            std::cmp::Ordering::Greater => Pace::Ahead,
            std::cmp::Ordering::Equal => Pace::OnPlan,
            std::cmp::Ordering::Less => Pace::Behind,
        })
    }
}

/// The latest published progress of a panel.
fn latest(panel: &Panel) -> Option<(&str, &Mark)> {
    let slot = panel.slots.iter().rev().find(|slot| matches!(slot.progress, Mark::Value { .. } | Mark::Withheld))?;
    Some((slot.labels.name.as_str(), &slot.progress))
}

/// How many panels reached 100 % in the latest year that any panel reports, and how many publish that year at all.
/// `None` where a figure of that year is withheld or missing in some panel: a count would tell too much or too little.
fn reached(panels: &[Panel]) -> Option<(String, usize, usize)> {
    let columns = panels.iter().map(|panel| panel.slots.len()).max()?;
    let at = |column: usize| panels.iter().filter_map(move |panel| panel.slots.get(column));
    let column = (0..columns).rev().find(|column| at(*column).any(|slot| slot.progress.number().is_some()))?;
    let numbers: Option<Vec<Decimal>> = panels.iter().map(|panel| panel.slots.get(column)?.progress.number()).collect();
    let numbers = numbers?;
    let hundred = Decimal::whole(100);
    let name = at(column).next()?.labels.name.clone();
    Some((name, numbers.iter().filter(|number| **number >= hundred).count(), numbers.len()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{real, slots};
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).expect("a decimal")
    }

    #[test]
    fn percent_is_exact_and_rounded_down() {
        assert_eq!(percent_of(d("495"), d("580")), Some(85));
        assert_eq!(percent_of(d("579.999"), d("580")), Some(99));
        assert_eq!(percent_of(d("580"), d("580")), Some(100));
        assert_eq!(percent_of(d("49.5"), d("58.0")), Some(85));
        assert_eq!(percent_of(d("1"), d("0")), None);
        assert_eq!(percent_of(d("-1"), d("5")), None);
        assert_eq!(percent_of(d("999999999999"), d("0.001")), None);
    }

    #[test]
    fn a_running_total_stops_before_what_is_withheld() {
        let slots = slots(Lang::Ja, &["10", "10", "10"], &["6", "w", "11"], &[]);
        assert_eq!(running(&slots), [Mark::value(d("6"), "6"), Mark::Withheld]);
        let slots = super::super::testing::slots(Lang::Ja, &["10", "10"], &["6", "-"], &[]);
        assert_eq!(running(&slots).len(), 1);
    }

    #[test]
    fn japanese_words_of_the_real_figures() {
        let words = real(Lang::Ja, 0).words;
        assert_eq!(words.title, "令和6年度の進捗度は96%。累計は計画を上回る");
        assert_eq!(
            words.description,
            "特区関連事業による投資額の目標と実績、累計のグラフ。単位は億円。令和6年度の実績は111億円で、目標116億円に対する進捗度は96%。\
             令和4年度からの累計は495億円で、令和8年度までの目標580億円の85%（累計と割合は kohyo の計算、1%未満切捨て）。\
             令和7年度、令和8年度の実績はまだありません。すべての数値はグラフの下の表にあります。"
        );
    }

    #[test]
    fn english_words_of_the_real_figures() {
        let words = real(Lang::En, 0).words;
        assert_eq!(words.title, "FY2024: 96% progress; running total ahead of plan");
        assert_eq!(
            words.description,
            "Chart of target, actual and running total of investment in special zone projects, in billion yen. In FY2024 the actual \
             figure was 11.1 billion yen against a target of 11.6 billion yen (96% progress). The running total since FY2022 is \
             49.5 billion yen, 85% of the target of 58.0 billion yen by FY2026 (total and share computed by kohyo, rounded down \
             to a whole percent). Actual figures for FY2025 and FY2026 are not yet available. All figures are in the table below \
             the chart."
        );
    }

    #[test]
    fn withheld_years_are_named_and_nothing_more() {
        for lang in Lang::ALL {
            let slots = slots(lang, &["116", "w", "116"], &["216", "w", "111"], &["186", "w", "96"]);
            let running = running(&slots);
            let cumulative = Mark::Withheld;
            let facts = Facts {
                lang,
                indicator: "x",
                unit: "u",
                slots: &slots,
                cumulative: &cumulative,
                running: &running,
                reached: Some(false),
                more_is_better: true,
                source: "",
            };
            let words = describe(&facts);
            let told = if lang == Lang::Ja { "令和5年度は非公表。" } else { "FY2023 is withheld." };
            assert!(words.description.contains(told), "{}", words.description);
            assert!(!words.title.contains("累計") && !words.title.contains("running"), "{}", words.title);
        }
    }

    #[test]
    fn a_withheld_latest_year_is_the_headline() {
        for (lang, expected) in
            [(Lang::Ja, "令和5年度は非公表、令和4年度は216億円"), (Lang::En, "FY2023 is withheld; FY2022 was 216 億円")]
        {
            let slots = slots(lang, &["116", "116"], &["216", "w"], &["186", "w"]);
            let facts = Facts {
                lang,
                indicator: "x",
                unit: "億円",
                slots: &slots,
                cumulative: &Mark::NoData,
                running: &[],
                reached: None,
                more_is_better: true,
                source: "",
            };
            assert_eq!(describe(&facts).title, expected);
        }
    }
}
