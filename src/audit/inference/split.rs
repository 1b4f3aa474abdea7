//! Components: quantities that have nothing to do with each other are judged apart.
//!
//! In: a problem and what is known at first. Out: its components. Never: a link through a figure that is a single value, since
//! such a figure carries nothing from one side to the other.

use super::model::{Problem, QuantityId};
use super::range::Range;

/// Quantities that hang together through statements.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    /// Those that are not pinned to one value, in their order.
    pub(super) quantities: Vec<QuantityId>,
    /// Places of the statements about them, in their order.
    pub(super) statements: Vec<usize>,
}

/// All components, in the order of their first quantity.
pub(super) fn split(problem: &Problem, ranges: &[Range]) -> Vec<Component> {
    let mut parent: Vec<usize> = (0..problem.quantities.len()).collect();
    let free = |id: &QuantityId| ranges[id.0].value().is_none();
    let mut firsts: Vec<Option<usize>> = Vec::with_capacity(problem.statements.len());
    for statement in &problem.statements {
        let members: Vec<usize> = statement.relation.quantities().into_iter().filter(free).map(|id| id.0).collect();
        members.windows(2).for_each(|pair| join(&mut parent, pair[0], pair[1]));
        firsts.push(members.first().copied());
    }
    let mut place: Vec<Option<usize>> = vec![None; parent.len()];
    let mut out: Vec<Component> = Vec::new();
    for at in (0..parent.len()).filter(|at| free(&QuantityId(*at))) {
        let top = root(&mut parent, at);
        let component = *place[top].get_or_insert_with(|| {
            out.push(Component::default());
            out.len() - 1
        });
        out[component].quantities.push(QuantityId(at));
    }
    for (at, first) in firsts.into_iter().enumerate() {
        let component = first.and_then(|first| place[root(&mut parent, first)]);
        if let Some(component) = component {
            out[component].statements.push(at);
        }
    }
    out
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn join(parent: &mut [usize], one: usize, two: usize) {
    let (one, two) = (root(parent, one), root(parent, two));
    parent[one.max(two)] = one.min(two);
}
