//! The disclosure statement as it goes out: what readers of the site are told anyway, and nothing that would change later.
//!
//! In: the `disclosure` value of a page, file or row. Out: how strict it is, and its public form. Never: the day until which
//! something is withheld, unless that is announced; a recorded release.

use super::node::Node;
use super::text;
use crate::authored::State;
use crate::figures::Date;

/// What is said of a part of a page or file.
const PARTIAL: [&str; 6] = ["state", "ground", "reason", "by", "decided", "review"];
/// What is said of something hidden as a whole.
const WHOLE: [&str; 10] = ["state", "ground", "id", "reason", "by", "decided", "review", "title_public", "stub", "show"];

/// A statement that was read.
#[derive(Clone)]
pub struct Stated {
    node: Node,
    state: State,
    lifted: bool,
}

impl Stated {
    /// Reads the value of a `disclosure` key, as of a day.
    pub fn read(node: &Node, day: Option<Date>) -> Option<Stated> {
        let word = node.as_text().or_else(|| node.as_table()?.text("state"))?;
        let (_, state) = State::WORDS.iter().find(|(known, _)| *known == word)?;
        let lifted = *state == State::Embargoed && lifted(node, day);
        Some(Stated { node: node.clone(), state: *state, lifted })
    }

    /// Whether nothing of the content may be shown.
    pub fn hides_all(&self) -> bool {
        self.state.hides_all() && !self.lifted
    }

    /// Whether even its existence is withheld.
    pub fn unsaid(&self) -> bool {
        self.state == State::Unacknowledged
    }

    /// The register number of the thing as a whole.
    pub fn number(&self) -> Option<&str> {
        self.node.as_table().and_then(|table| table.text("id"))
    }

    /// Whether an embargo is over.
    pub fn lifted(&self) -> bool {
        self.lifted
    }

    /// Whether a key of the statement says `true`.
    pub fn says(&self, key: &str) -> bool {
        self.node.as_table().is_some_and(|table| table.says(key))
    }

    /// Whether only the values of a row are hidden.
    pub fn values_only(&self) -> bool {
        self.node.as_table().and_then(|table| table.text("show")) == Some("values")
    }

    /// The statement without its number, as the pages below a section have it.
    pub fn inherited(&self) -> Stated {
        let node = match &self.node {
            Node::Table(table) => Node::Table(table.map(|key, node| (key != "id").then(|| node.clone()))),
            other => other.clone(),
        };
        Stated { node, ..*self }
    }

    /// Its public form, for something of which `withheld` parts are left. What was withheld in part and has no such part left
    /// (存否応答拒否 leaves no trace) is public, and so is what was under an embargo that is lifted; both depend on no day.
    pub fn settled(&self, withheld: usize) -> Node {
        let Node::Table(table) = &self.node else { return self.node.clone() };
        if !self.hides_all() {
            if self.state == State::Public || withheld == 0 {
                return Node::from("公表");
            }
            let mut out = text::stripped(table).only(&PARTIAL);
            if self.lifted {
                out.set("state", Node::from("一部非公表"));
            }
            return Node::Table(out);
        }
        let mut out = text::stripped(table).only(&WHOLE);
        if self.state == State::Embargoed {
            match table.get("until").filter(|_| table.says("announce")) {
                Some(until) => {
                    out.set("until", until.clone());
                    out.set("announce", Node::flag(true));
                }
                None => out.set("state", Node::from("非公表")),
            }
        }
        Node::Table(out)
    }
}

/// An embargo is lifted when it is over and somebody has decided so.
fn lifted(node: &Node, day: Option<Date>) -> bool {
    let Some(table) = node.as_table() else { return false };
    let until = table.get("until").and_then(Node::as_date);
    let released = table.get("released").and_then(Node::as_table).and_then(|table| table.get("on")?.as_date());
    day.zip(until).zip(released).is_some_and(|((day, until), released)| until <= day && released <= day)
}
