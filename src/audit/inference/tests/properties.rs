//! What must not matter: the truth, and the order in which things are told.

use super::oracle::{Dice, Toy};
use super::*;

/// A verdict without its worlds, which may be others.
#[derive(PartialEq, Debug)]
enum Kernel {
    Exact(Ratio),
    Narrow(Range, Option<u64>),
    Safe,
    Undecided,
    Other,
}

fn kernel(verdict: &Verdict) -> Kernel {
    match verdict {
        Verdict::Exact(value) => Kernel::Exact(value.clone()),
        Verdict::Narrow { range, candidates } => Kernel::Narrow(range.clone(), *candidates),
        Verdict::Safe { .. } => Kernel::Safe,
        Verdict::Undecided(_) => Kernel::Undecided,
        _ => Kernel::Other,
    }
}

#[test]
fn the_truth_does_not_change_a_verdict() {
    let (mut dice, policy) = (Dice(7), Policy::default());
    for _ in 0..150 {
        let toy = Toy::random(&mut dice);
        assert_eq!(judge(&toy.problem(true), &policy), judge(&toy.problem(false), &policy), "{toy:?}");
    }
}

#[test]
fn two_runs_are_the_same() {
    let toy = Toy::random(&mut Dice(3));
    assert_eq!(judge(&toy.problem(false), &Policy::default()), judge(&toy.problem(false), &Policy::default()));
}

fn shuffled(len: usize, dice: &mut Dice) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    (1..len).rev().for_each(|at| order.swap(at, dice.below(at + 1)));
    order
}

/// The same problem told in another order; `to` says where each quantity went.
fn reordered(problem: &Problem, to: &[usize], dice: &mut Dice) -> Problem {
    let mut quantities = problem.quantities.clone();
    problem.quantities.iter().zip(to).for_each(|(quantity, at)| quantities[*at] = quantity.clone());
    let moved = |id: &QuantityId| QuantityId(to[id.0]);
    let relation = |relation: &Relation| match relation {
        Relation::Linear { terms, constant, range } => {
            let mut terms: Vec<_> = terms.iter().map(|(id, factor)| (moved(id), factor.clone())).collect();
            terms.reverse();
            Relation::Linear { terms, constant: constant.clone(), range: range.clone() }
        }
        Relation::Ratio { top, bottom, factor, out } => {
            Relation::Ratio { top: moved(top), bottom: moved(bottom), factor: factor.clone(), out: moved(out) }
        }
        Relation::Capped { out, of, cap } => Relation::Capped { out: moved(out), of: moved(of), cap: cap.clone() },
        Relation::Mean { parts, out } => Relation::Mean {
            parts: parts.iter().rev().map(|(value, weight)| (moved(value), moved(weight))).collect(),
            out: moved(out),
        },
    };
    let order = shuffled(problem.statements.len(), dice);
    let statement = |at: usize| Statement { relation: relation(&problem.statements[at].relation), id: problem.statements[at].id };
    Problem { quantities, statements: order.into_iter().map(statement).collect() }
}

#[test]
fn the_order_of_figures_and_statements_does_not_change_a_verdict() {
    let (mut dice, policy) = (Dice(11), Policy::default());
    let (mut all, mut turned) = (0, 0);
    for _ in 0..150 {
        let problem = Toy::random(&mut dice).problem(false);
        let to = shuffled(problem.quantities.len(), &mut dice);
        let other = judge(&reordered(&problem, &to, &mut dice), &policy);
        for judged in judge(&problem, &policy) {
            let id = QuantityId(to[judged.quantity.0]);
            let twin = other.iter().find(|twin| twin.quantity == id).expect("judged as well");
            let (one, two) = (kernel(&judged.verdict), kernel(&twin.verdict));
            // A search may stop a step short of a proof, but never say the opposite.
            let short = one == Kernel::Undecided || two == Kernel::Undecided;
            assert!(one == two || short, "{one:?} {two:?} {problem:?}");
            all += 1;
            turned += usize::from(one != two);
        }
    }
    assert!(turned * 100 <= all, "{turned} of {all} depend on the order of the search");
}
