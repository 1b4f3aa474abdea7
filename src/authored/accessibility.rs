//! `data/accessibility.toml`: policy, test and checklist of success criteria.
//!
//! In: built by `load`. Out: to `validate` and `redact`. Never: something withheld; the whole file is public.

use super::{Id, Text};
use crate::figures::Date;
use crate::kinds::CRITERIA;
use crate::source::{Span, Spanned};

/// ウェブアクセシビリティ方針と試験の結果
#[derive(Clone, Debug, Default)]
pub struct Accessibility {
    /// 方針
    pub policy: Option<AccessPolicy>,
    /// 試験
    pub test: Option<AccessTest>,
    /// Success criteria of which something is said.
    pub criteria: Vec<Criterion>,
}

/// 方針
#[derive(Clone, Debug)]
pub struct AccessPolicy {
    /// 対象範囲
    pub scope: Option<Text>,
    /// 目標とする適合レベル: `A` or `AA`.
    pub level: Option<Spanned<String>>,
    /// 対応度
    pub degree: Option<Spanned<String>>,
    /// 目標を達成する期限
    pub deadline: Option<Text>,
    /// 例外事項
    pub exceptions: Option<Text>,
    /// 分かっている問題: what it is, and what will be done.
    pub problems: Vec<(Text, Option<Text>)>,
}

/// 試験
#[derive(Clone, Debug)]
pub struct AccessTest {
    /// 表明日
    pub stated: Date,
    /// 試験の期間
    pub period: (Date, Date),
    /// The items of JB.3 that are words, by key.
    pub items: Vec<(&'static str, Text)>,
    /// Addresses of the pages that were tested.
    pub listed: Vec<Spanned<String>>,
}

/// One success criterion.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// `1.4.3`
    pub id: Id,
    /// 適合, 不適合, 適用なし, 未判定
    pub result: Option<&'static str>,
    /// 人, 道具, 人と道具
    pub by: Option<&'static str>,
    /// 試験の方法
    pub method: Option<Text>,
    /// 備考
    pub note: Option<Text>,
    /// The whole row.
    pub span: Span,
}

impl Criterion {
    /// Whether somebody looked and found it met, or it does not apply.
    pub fn holds(&self) -> bool {
        match self.result {
            Some("not-applicable") => true,
            Some("pass") => self.by_people(),
            _ => false,
        }
    }

    /// Whether a person judged it.
    pub fn by_people(&self) -> bool {
        matches!(self.by, Some("people" | "both"))
    }

    /// Whether there is a judgement: met, not met by a person, or not applicable.
    pub fn judged(&self) -> bool {
        self.holds() || (self.result == Some("fail") && self.by_people())
    }
}

impl Accessibility {
    /// The criteria of the level aimed at for which something does not hold.
    pub fn without(&self, holds: fn(&Criterion) -> bool) -> Vec<&'static str> {
        let level = self.policy.as_ref().and_then(|policy| policy.level.as_ref());
        let only_a = level.is_some_and(|level| level.value == "A");
        let aimed = CRITERIA.iter().filter(|(_, a)| *a || !only_a).map(|(id, _)| *id);
        aimed.filter(|id| !self.criteria.iter().any(|row| row.id.value == *id && holds(row))).collect()
    }
}
