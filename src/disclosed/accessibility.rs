//! What a site says of its accessibility.
//!
//! In: filled by `redact`, with a line for each criterion of the level aimed at. Out: read by `render`. Never: a result that
//! nobody stated.

use super::Text;
use crate::figures::Date;

/// Policy, test and checklist.
#[derive(Clone, Debug, Default)]
pub struct Accessibility {
    /// 対象範囲
    pub scope: Option<Text>,
    /// `A` or `AA`
    pub level: String,
    /// `conforming`, `partly`, `considered`
    pub degree: &'static str,
    /// 期限
    pub deadline: Option<Text>,
    /// 例外事項
    pub exceptions: Option<Text>,
    /// 分かっている問題, with what will be done.
    pub problems: Vec<(Text, Option<Text>)>,
    /// 試験
    pub test: Option<AccessTest>,
    /// In the order of the standard.
    pub criteria: Vec<Criterion>,
}

/// 試験
#[derive(Clone, Debug)]
pub struct AccessTest {
    /// 表明日
    pub stated: Date,
    /// 試験の期間
    pub period: (Date, Date),
    /// By key.
    pub items: Vec<(&'static str, Text)>,
    /// Addresses of tested pages.
    pub listed: Vec<String>,
}

/// A success criterion with what is said of it.
#[derive(Clone, Debug)]
pub struct Criterion {
    pub id: &'static str,
    pub level_a: bool,
    /// `pass`, `tools` (no fault found by tools, not judged by people), `fail`, `not-applicable`, `not-judged`
    pub result: &'static str,
    /// `people`, `tools`, `both`; `None` where nobody looked.
    pub by: Option<&'static str>,
    pub method: Option<Text>,
    pub note: Option<Text>,
}

impl Accessibility {
    /// 満たしている適合レベル: only what people found, in a test that is on record.
    pub fn met(&self) -> Option<&'static str> {
        let all = |a_only: bool| {
            let mut of_level = self.criteria.iter().filter(|row| row.level_a || !a_only);
            of_level.all(|row| matches!(row.result, "pass" | "not-applicable"))
        };
        self.test.as_ref()?;
        if self.level == "AA" && all(false) {
            return Some("AA");
        }
        all(true).then_some("A")
    }
}
