//! Approval (決裁): what goes out is what was approved, to the last byte.
//!
//! In: the digest that was approved, and that of the tree that is to go out. Out: leave, or the finding that it is another tree. Never: a tree
//! published on the strength of a part of a digest.

use super::Failure;
use crate::diagnostics::{Finding, Words, codes};

/// A digest that somebody approved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval(String);

/// Characters of a digest.
const DIGITS: usize = 64;

impl Approval {
    /// A digest as `kohyo diff` prints it. Groups of it may stand apart, as on paper.
    pub fn parse(typed: &str) -> Option<Approval> {
        let digest: String = typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
        let whole = digest.len() == DIGITS && digest.bytes().all(|b| b.is_ascii_hexdigit());
        whole.then_some(Approval(digest))
    }

    /// Lets the approved tree pass, and no other.
    pub fn admit(&self, made: &str) -> Result<(), Failure> {
        if made == self.0 { Ok(()) } else { Err(Failure::Refused(another(&self.0, made))) }
    }
}

fn another(approved: &str, made: &str) -> Finding {
    let message = Words::new(
        format!("公表しようとするサイトは、決裁されたものと違います。決裁 {approved}、いま {made}"),
        format!("the site is not the one that was approved: approved {approved}, now {made}"),
    );
    let help = Words::new(
        "決裁に出したときの公開用フォルダーの控えを kohyo diff に渡すと、違いが分かります。変更が必要なら、あらためて決裁を受けてください。kohyo の版が違っても値は変わります。",
        "`kohyo diff FOLDER` with the folder that was put before the approver shows what differs. If the change is wanted, ask for approval again. Another version of kohyo gives another digest, too.",
    );
    Finding::new(codes::NOT_APPROVED, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::Approval;

    #[test]
    fn a_digest_is_whole_or_none() {
        let digest = "0123456789abcdef".repeat(4);
        let apart = format!("{} {}", &digest[..32].to_uppercase(), &digest[32..]);
        assert!(Approval::parse(&digest).is_some() && Approval::parse(&digest) == Approval::parse(&apart));
        assert!(Approval::parse(&digest[..63]).is_none() && Approval::parse(&"g".repeat(64)).is_none());
    }
}
