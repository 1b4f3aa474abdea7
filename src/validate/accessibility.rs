//! 対応度: a site says of itself what people have tested, and nothing more.
//!
//! In: the accessibility file. Out: findings. Never: a judgement about the pages.

use super::unique;
use crate::authored::{AccessPolicy, Criterion, Site};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::{DEGREES, either};

/// Checks criteria and claim.
pub fn check(site: &Site, findings: &mut Vec<Finding>) {
    let stated = &site.data.accessibility;
    unique(stated.criteria.iter().map(|row| &row.id), findings);
    let Some(policy) = &stated.policy else { return };
    let claim = policy.degree.as_ref().and_then(|word| either(&DEGREES, &word.value));
    let lacking = match claim {
        Some("conforming") => stated.without(Criterion::holds),
        Some("partly") => stated.without(Criterion::judged),
        _ => return,
    };
    if !lacking.is_empty() {
        let help = Words::new(
            "人が試験して適合（by = \"人\" か \"人と道具\"）とするか、適用なしとしてください。それまでは degree = \"配慮\" です。",
            "let people test them (by = \"people\" or \"both\"), or say that they do not apply. Until then degree = \"considered\".",
        );
        findings.push(claim_finding(policy, &lack(claim, &lacking)).help(help));
    }
    if stated.test.is_none() {
        let message = Words::new("試験の記録（[test]）がありません。", "there is no record of a test (`[test]`)");
        findings.push(claim_finding(policy, &message));
    }
    if claim == Some("partly") && !policy.problems.iter().any(|(_, plan)| plan.is_some()) {
        let message = Words::new(
            "一部準拠には、これからの予定（[[policy.problem]] の plan）が要ります。",
            "conforming in part wants a plan of what will be done (`plan` of a `[[policy.problem]]`)",
        );
        findings.push(claim_finding(policy, &message));
    }
}

fn lack(claim: Option<&str>, lacking: &[&str]) -> Words {
    let list = lacking.join(", ");
    match claim {
        Some("conforming") => Words::new(
            format!("「準拠」と書けません。人による試験で適合と確かめられていない達成基準があります: {list}"),
            format!("this cannot be called conforming: no person found these criteria met: {list}"),
        ),
        _ => Words::new(
            format!("「一部準拠」と書けません。人による試験の済んでいない達成基準があります: {list}"),
            format!("this cannot be called conforming in part: no person judged these criteria: {list}"),
        ),
    }
}

fn claim_finding(policy: &AccessPolicy, message: &Words) -> Finding {
    let finding = Finding::new(codes::BAD_CLAIM, message.clone());
    match &policy.degree {
        Some(degree) => finding.at(degree.span),
        None => finding,
    }
}
