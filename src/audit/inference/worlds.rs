//! The checker of worlds: the last word on whether a world is possible.
//!
//! In: a problem and a world. Out: yes, or what is wrong with it. Never: anything of the rooms that find worlds, so that their faults
//! cannot become its own.

use super::model::{Problem, QuantityId, Relation, World};
use super::ratio::Ratio;
use std::collections::BTreeMap;

/// What is wrong with a world.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A quantity has a value that readers know it has not, or one off its steps.
    Value(QuantityId),
    /// A quantity of a statement has no value.
    Missing(QuantityId),
    /// The statement with this caller's number does not hold.
    Statement(usize),
}

/// Whether every value is possible by itself and every statement about any of them holds. Quantities that are known to be one value
/// need not stand in the world.
pub fn check(problem: &Problem, world: &World) -> Result<(), Fault> {
    let about =
        |relation: &Relation| relation.quantities().iter().any(|id| world.binary_search_by_key(id, |(id, _)| *id).is_ok());
    let all = 0..problem.statements.len();
    let statements: Vec<usize> = all.filter(|at| about(&problem.statements[*at].relation)).collect();
    check_these(problem, world, &statements)
}

/// The same when it is known which statements are about these quantities.
pub(super) fn check_these(problem: &Problem, world: &World, statements: &[usize]) -> Result<(), Fault> {
    let values: BTreeMap<QuantityId, &Ratio> = world.iter().map(|(id, value)| (*id, value)).collect();
    for (id, value) in world {
        let quantity = problem.quantities.get(id.0).ok_or(Fault::Missing(*id))?;
        let whole = quantity.step.as_ref().is_none_or(|step| value.over(step).is_some_and(|count| count.is_whole()));
        if !whole || !quantity.known.holds(value) {
            return Err(Fault::Value(*id));
        }
    }
    for at in statements {
        let statement = problem.statements.get(*at).ok_or(Fault::Statement(*at))?;
        let read = |id: QuantityId| {
            let pinned = || problem.quantities.get(id.0).and_then(|quantity| quantity.pinned());
            values.get(&id).map(|value| (*value).clone()).or_else(pinned).ok_or(Fault::Missing(id))
        };
        if !holds(&statement.relation, read)? {
            return Err(Fault::Statement(statement.id));
        }
    }
    Ok(())
}

fn holds(relation: &Relation, read: impl Fn(QuantityId) -> Result<Ratio, Fault>) -> Result<bool, Fault> {
    match relation {
        Relation::Linear { terms, constant, range } => {
            let mut sum = constant.clone();
            for (id, factor) in terms {
                sum = &sum + &(factor * &read(*id)?);
            }
            Ok(range.holds(&sum))
        }
        Relation::Ratio { top, bottom, factor, out } => {
            let (top, bottom, out) = (read(*top)?, read(*bottom)?, read(*out)?);
            Ok(bottom.is_positive() && &out * &bottom == factor * &top)
        }
        Relation::Capped { out, of, cap } => Ok(read(*out)? == read(*of)?.min(cap.clone())),
        Relation::Mean { parts, out } => {
            let (mut weights, mut sum) = (Ratio::ZERO, Ratio::ZERO);
            for (value, weight) in parts {
                let (value, weight) = (read(*value)?, read(*weight)?);
                if weight.is_negative() {
                    return Ok(false);
                }
                (weights, sum) = (&weights + &weight, &sum + &(&value * &weight));
            }
            Ok(weights.is_positive() && &read(*out)? * &weights == sum)
        }
    }
}

/// The value of a quantity in a world.
pub fn value(world: &World, quantity: QuantityId) -> Option<&Ratio> {
    world.binary_search_by_key(&quantity, |(id, _)| *id).ok().map(|at| &world[at].1)
}
