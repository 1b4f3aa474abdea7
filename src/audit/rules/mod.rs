//! The rules of the recomputation audit (検算): one rule, one file, one code.
//!
//! In: one plan with its figures; for names, all plans. Out: a `Check` for each relation that was looked at. Never: a finding; a correction.

mod aggregate;
mod calendar;
mod cumulative;
mod declared;
mod growth;
mod languages;
mod names;
mod progress;
mod series;
mod weights;
mod yearly_sum;

use super::check::PlanContext;
use super::claim::Claim;
use crate::diagnostics::{Code, codes};
use crate::disclosed::{Check, Site};

/// The tables whose rows can be counted.
pub use declared::TABLES;
/// The rule that compares languages.
pub use languages::RULE as LANGUAGES;
/// The rule that compares names.
pub use names::RULE as NAMES;

/// A rule with the code of its contradictions.
pub struct Rule {
    /// As discrepancies and the public page name it.
    pub name: &'static str,
    /// What it looks at, in both languages.
    pub title: (&'static str, &'static str),
    /// The code of a contradiction.
    pub code: &'static Code,
    /// How it looks at a plan.
    pub look: Look,
}

/// What a rule finds in a plan.
pub enum Look {
    /// Figures that follow from others.
    Claims(for<'a> fn(&PlanContext<'a>) -> Vec<Claim<'a>>),
    /// Dates and texts, compared by itself.
    Checks(fn(&PlanContext) -> Vec<Check>),
    /// Names, which it compares through all plans.
    Across(fn(&Site) -> Vec<Check>),
}

impl Rule {
    /// Checks a plan.
    pub fn run(&self, cx: &PlanContext) -> Vec<Check> {
        match self.look {
            Look::Claims(claims) => claims(cx).iter().map(|claim| cx.check(claim)).collect(),
            Look::Checks(checks) => checks(cx),
            Look::Across(_) => Vec::new(),
        }
    }

    /// Checks all plans at once, if that is how it looks at them.
    pub fn across(&self, site: &Site) -> Vec<Check> {
        match self.look {
            Look::Across(checks) => checks(site),
            Look::Claims(_) | Look::Checks(_) => Vec::new(),
        }
    }

    /// The figures of a plan that follow from others.
    pub fn claims<'a>(&self, cx: &PlanContext<'a>) -> Vec<Claim<'a>> {
        match self.look {
            Look::Claims(claims) => claims(cx),
            Look::Checks(_) | Look::Across(_) => Vec::new(),
        }
    }
}

/// Every rule, in the order of the public page.
pub const RULES: [Rule; 16] = [
    Rule { name: progress::RULE, title: ("進捗度", "progress"), code: codes::PROGRESS, look: Look::Claims(progress::claims) },
    Rule { name: growth::RULE, title: ("伸び率", "growth"), code: codes::GROWTH, look: Look::Claims(growth::claims) },
    Rule {
        name: aggregate::RULE,
        title: ("評価指標の進捗度", "progress of groups"),
        code: codes::AGGREGATE,
        look: Look::Claims(aggregate::claims),
    },
    Rule {
        name: weights::GROUP,
        title: ("寄与度の合計", "weights of a group"),
        code: codes::WEIGHTS,
        look: Look::Claims(weights::of_groups),
    },
    Rule {
        name: weights::WHOLE,
        title: ("全体に占める寄与度の合計", "weights in the whole"),
        code: codes::OVERALL_WEIGHTS,
        look: Look::Claims(weights::of_plans),
    },
    Rule {
        name: yearly_sum::RULE,
        title: ("累計目標", "cumulative targets"),
        code: codes::CUMULATIVE,
        look: Look::Claims(yearly_sum::claims),
    },
    Rule {
        name: series::TOTAL,
        title: ("年度の合計と累計", "years and total"),
        code: codes::SERIES_TOTAL,
        look: Look::Claims(series::totals),
    },
    Rule {
        name: series::PARTS,
        title: ("内訳と合計", "parts and whole"),
        code: codes::SERIES_PARTS,
        look: Look::Claims(series::parts),
    },
    Rule {
        name: declared::FIGURES,
        title: ("宣言された関係", "declared relations"),
        code: codes::RELATION,
        look: Look::Claims(declared::figures),
    },
    Rule {
        name: declared::COUNT,
        title: ("数と行の数", "claimed counts"),
        code: codes::COUNT,
        look: Look::Claims(declared::counts),
    },
    Rule {
        name: cumulative::RULE,
        title: ("減らない累計", "cumulative figures that do not fall"),
        code: codes::FALLING,
        look: Look::Claims(cumulative::claims),
    },
    Rule {
        name: calendar::ORDER,
        title: ("日付の順序", "order of dates"),
        code: codes::DATE_ORDER,
        look: Look::Checks(calendar::order),
    },
    Rule {
        name: calendar::PRINTED,
        title: ("印刷された日付", "printed dates"),
        code: codes::PRINTED_DATE,
        look: Look::Checks(calendar::printed),
    },
    Rule {
        name: calendar::YEAR,
        title: ("年度と日付", "fiscal years and dates"),
        code: codes::CALENDAR_YEAR,
        look: Look::Checks(calendar::years),
    },
    Rule { name: names::RULE, title: ("名前", "names"), code: codes::NAMES, look: Look::Across(names::run) },
    Rule {
        name: languages::RULE,
        title: ("日本語と英語の数", "numbers in both languages"),
        code: codes::LANGUAGES,
        look: Look::Checks(languages::run),
    },
];
