//! Cases that people would name.

use super::super::propagate::Known;
use super::super::rows;
use super::super::split::split;
use super::*;

#[test]
fn a_total_gives_away_its_last_part() {
    let mut sheet = Sheet::default();
    let (total, b, c, a) = (sheet.count(350), sheet.count(139), sheet.count(100), sheet.hidden());
    let id = sheet.sum(&[a, b, c], total);
    let judged = sheet.judged(a);
    assert_eq!(judged.verdict, Verdict::Exact(n(111)));
    assert_eq!(judged.derivation.len(), 1, "one step says it: {:?}", judged.derivation);
    let step = &judged.derivation[0];
    assert_eq!((step.statement(), step.quantity, &step.from), (Some(id), a, &vec![total, b, c]));
    assert_eq!(step.range, Range::point(n(111)));
}

#[test]
fn two_parts_of_a_total_protect_each_other_only_if_it_is_large() {
    let mut sheet = Sheet::default();
    let (total, a, b) = (sheet.count(350), sheet.hidden(), sheet.hidden());
    sheet.sum(&[a, b], total);
    assert!(sheet.verdict(a).is_safe() && sheet.verdict(b).is_safe());
    let mut small = Sheet::default();
    let (total, a, b) = (small.count(1), small.hidden(), small.hidden());
    small.sum(&[a, b], total);
    assert_eq!(narrow(small.verdict(a)), (Range::closed(n(0), n(1)), Some(2)));
}

/// Rows 1 and 2 × columns 1 and 2, rows 3 and 4 × columns 3 and 4, and the cell (2, 3) between them.
fn blocks() -> (Sheet, QuantityId) {
    let mut sheet = Sheet::default();
    let one: Vec<QuantityId> = (0..4).map(|_| sheet.hidden()).collect();
    let two: Vec<QuantityId> = (0..4).map(|_| sheet.hidden()).collect();
    let bridge = sheet.hidden();
    let sums: [(Vec<QuantityId>, i128); 8] = [
        (vec![one[0], one[1]], 30),
        (vec![one[2], one[3], bridge], 107),
        (vec![one[0], one[2]], 30),
        (vec![one[1], one[3]], 30),
        (vec![two[0], two[1]], 30),
        (vec![two[2], two[3]], 30),
        (vec![bridge, two[0], two[2]], 107),
        (vec![two[1], two[3]], 30),
    ];
    for (parts, total) in sums {
        let total = sheet.count(total);
        sheet.sum(&parts, total);
    }
    (sheet, bridge)
}

#[test]
fn elimination_determines_the_cell_between_two_blocks_where_propagation_says_47_to_107() {
    let (sheet, bridge) = blocks();
    let mut known = Known::new(&sheet.problem);
    for component in split(&sheet.problem, &known.ranges) {
        let of = |at: &usize| (*at, rows::lean(&sheet.problem.statements[*at].relation, &known.ranges));
        let lean: Vec<_> = component.statements.iter().map(of).collect();
        known.propagate(&component, &lean, 40).expect("no contradiction");
    }
    assert_eq!(known.ranges[bridge.0], Range::closed(n(47), n(107)));
    let judged = sheet.judged(bridge);
    assert_eq!(judged.verdict, Verdict::Exact(n(77)));
    let Reason::Combination(made) = &judged.derivation.last().expect("a step").reason else { panic!("{:?}", judged.derivation) };
    assert_eq!(combined(&sheet.problem, made), vec![(bridge, n(1))]);
    assert!(judged.derivation.len() == 1, "elimination needs no bounds of cells: {:?}", judged.derivation);
    assert!((0..8).all(|cell| sheet.verdict(QuantityId(cell)).is_safe()), "the blocks themselves turn");
}

/// Statements times factors, without figures that are single values.
fn combined(problem: &Problem, made: &[(usize, Ratio)]) -> Vec<(QuantityId, Ratio)> {
    let mut sums: std::collections::BTreeMap<QuantityId, Ratio> = Default::default();
    for (id, factor) in made {
        let statement = problem.statements.iter().find(|statement| statement.id == *id).expect("a statement");
        let Relation::Linear { terms, .. } = &statement.relation else { panic!("not linear") };
        for (id, of) in terms.iter().filter(|(id, _)| problem.quantities[id.0].known.value().is_none()) {
            let sum = sums.entry(*id).or_insert(n(0));
            *sum = &*sum + &(of * factor);
        }
    }
    sums.into_iter().filter(|(_, sum)| !sum.is_zero()).collect()
}

#[test]
fn a_printed_progress_gives_the_actual_figure_away() {
    let mut sheet = Sheet::default();
    let (actual, target, progress) = (sheet.hidden(), sheet.count(116), sheet.rounded(96));
    sheet.percent(actual, target, progress);
    assert_eq!(sheet.verdict(actual), Verdict::Exact(n(111)));
    sheet.problem.quantities[actual.0].step = None;
    let (range, candidates) = narrow(sheet.verdict(actual));
    assert_eq!(range, Range::half_open(Ratio::decimal(11078, 2), Ratio::decimal(11194, 2)));
    assert_eq!(candidates, Some(2));
}

#[test]
fn a_ratio_of_two_hidden_figures_tells_neither() {
    let mut sheet = Sheet::default();
    let (actual, target, progress) = (sheet.hidden(), sheet.hidden(), sheet.rounded(96));
    sheet.percent(actual, target, progress);
    assert!(sheet.verdict(actual).is_safe(), "{:?}", sheet.verdict(actual));
    assert!(sheet.verdict(target).is_safe(), "{:?}", sheet.verdict(target));
}

#[test]
fn a_ratio_that_is_hidden_with_its_top_is_safe_and_bound_by_nothing() {
    let mut sheet = Sheet::default();
    let (actual, target) = (sheet.hidden_measure(), sheet.rounded(116));
    let progress = sheet.hidden_measure();
    sheet.percent(actual, target, progress);
    assert!(sheet.verdict(actual).is_safe() && sheet.verdict(progress).is_safe());
}

#[test]
fn a_cap_hides_what_is_above_it() {
    let mut sheet = Sheet::default();
    let (actual, target, raw, printed) = (sheet.hidden(), sheet.count(100), sheet.hidden_measure(), sheet.rounded(100));
    sheet.percent(actual, target, raw);
    sheet.state(Relation::Capped { out: printed, of: raw, cap: n(100) });
    let Verdict::Safe { range, .. } = sheet.verdict(actual) else { panic!("{:?}", sheet.verdict(actual)) };
    assert_eq!(range, Range::at_least(n(100)), "99.5 at least, and whole");
    let mut below = Sheet::default();
    let (actual, target, raw, printed) = (below.hidden(), below.count(100), below.hidden_measure(), below.rounded(96));
    below.percent(actual, target, raw);
    below.state(Relation::Capped { out: printed, of: raw, cap: n(100) });
    assert_eq!(below.verdict(actual), Verdict::Exact(n(96)), "below the cap it hides nothing");
}

#[test]
fn a_mean_with_a_cap_is_tried_in_both_ways() {
    let mut sheet = Sheet::default();
    let (raw, capped, other, weight, mean) =
        (sheet.hidden_measure(), sheet.hidden_measure(), sheet.count(50), sheet.count(1), sheet.rounded(75));
    sheet.state(Relation::Capped { out: capped, of: raw, cap: n(100) });
    sheet.state(Relation::Mean { parts: vec![(capped, weight), (other, weight)], out: mean });
    // (capped + 50) ÷ 2 is 74.5 at least: capped is 99 or more, so that raw is 99 or anything above.
    let Verdict::Safe { range, .. } = sheet.verdict(raw) else { panic!("{:?}", sheet.verdict(raw)) };
    assert_eq!(range, Range::at_least(n(99)));
    assert_eq!(narrow(sheet.verdict(capped)).0, Range::closed(n(99), n(100)));
}

#[test]
fn a_hidden_weight_follows_from_a_mean() {
    let mut sheet = Sheet::default();
    let (a, b, one, weight, mean) = (sheet.count(100), sheet.count(50), sheet.count(1), sheet.hidden_measure(), sheet.count(60));
    sheet.state(Relation::Mean { parts: vec![(a, one), (b, weight)], out: mean });
    assert_eq!(sheet.verdict(weight), Verdict::Exact(n(4)));
}

#[test]
fn an_open_end_is_approached_and_not_reached() {
    let mut sheet = Sheet::default();
    let (a, b) = (sheet.hidden_measure(), sheet.hidden_measure());
    let below = Range { low: None, high: Some(End::open(n(10))) };
    sheet.linear(vec![(a, n(1)), (b, n(1))], below);
    let Verdict::Safe { range, .. } = sheet.verdict(a) else { panic!("{:?}", sheet.verdict(a)) };
    assert_eq!(range, Range::half_open(n(0), n(10)));
    // 100 ≤ x < 125 asks for a distance of 25 that no two values have.
    let mut edge = Sheet::default();
    let x = edge.quantity(Range::half_open(n(100), n(125)), None, Kind::Withheld);
    assert_eq!(narrow(edge.verdict(x)).1, Some(26));
    edge.problem.quantities[x.0].known = Range::closed(n(100), n(125));
    assert!(edge.verdict(x).is_safe());
}

#[test]
fn what_follows_from_open_ends_is_open() {
    let mut sheet = Sheet::default();
    let (total, b, x) = (sheet.rounded(350), sheet.rounded(100), sheet.hidden_measure());
    sheet.sum(&[x, b], total);
    // 349.5 ≤ total < 350.5 and 99.5 ≤ b < 100.5: neither 249 nor 251 is reached.
    let range = narrow(sheet.verdict(x)).0;
    assert_eq!((range.low, range.high), (Some(End::open(n(249))), Some(End::open(n(251)))));
    // x + y < 10 and x − y < 2 give x < 6 only together.
    let mut both = Sheet::default();
    let known = Range::at_least(Ratio::decimal(55, 1));
    let (x, y) = (both.quantity(known, None, Kind::Withheld), both.hidden_measure());
    both.linear(vec![(x, n(1)), (y, n(1))], Range { low: None, high: Some(End::open(n(10))) });
    both.linear(vec![(x, n(1)), (y, n(-1))], Range { low: None, high: Some(End::open(n(2))) });
    assert_eq!(narrow(both.verdict(x)).0.high, Some(End::open(n(6))));
    both.problem.statements.iter_mut().for_each(|statement| {
        if let Relation::Linear { range, .. } = &mut statement.relation {
            range.high.iter_mut().for_each(|high| high.open = false);
        }
    });
    assert_eq!(narrow(both.verdict(x)).0.high, Some(End::closed(n(6))));
}

#[test]
fn whole_numbers_tighten_what_real_ones_leave_open() {
    let mut sheet = Sheet::default();
    let x = sheet.hidden();
    sheet.linear(vec![(x, n(2))], Range::closed(n(3), n(5)));
    assert_eq!(sheet.verdict(x), Verdict::Exact(n(2)));
    // 3x + 6y = 9 with whole x and y: x is 1 or 3, although 0 ≤ x ≤ 3.
    let mut two = Sheet::default();
    let (x, y) = (two.hidden(), two.hidden());
    two.linear(vec![(x, n(3)), (y, n(6))], Range::point(n(9)));
    let (range, _) = narrow(two.verdict(y));
    assert_eq!(range, Range::closed(n(0), n(1)));
    let range = match two.verdict(x) {
        Verdict::Narrow { range, .. } => range,
        Verdict::Undecided(Why::Unproven) => Range::closed(n(1), n(3)),
        other => panic!("{other:?}"),
    };
    assert_eq!(range, Range::closed(n(1), n(3)));
}

#[test]
fn what_contradicts_is_never_safe() {
    let mut sheet = Sheet::default();
    let (a, b, total) = (sheet.hidden(), sheet.hidden(), sheet.count(10));
    let first = sheet.sum(&[a, b], total);
    let second = sheet.linear(vec![(a, n(1)), (b, n(1))], Range::at_least(n(11)));
    assert_eq!(sheet.verdict(a), Verdict::Inconsistent(vec![first, second]));
    let mut negative = Sheet::default();
    let (a, b, total) = (negative.hidden(), negative.count(11), negative.count(10));
    let id = negative.sum(&[a, b], total);
    assert_eq!(negative.verdict(a), Verdict::Inconsistent(vec![id]));
}

#[test]
fn a_truth_that_contradicts_the_statements_is_inconsistent() {
    let mut sheet = Sheet::default();
    let (a, b, total) = (sheet.hidden(), sheet.hidden(), sheet.count(100));
    let id = sheet.sum(&[a, b], total);
    sheet.problem.quantities[a.0].truth = Some(n(60));
    assert!(sheet.verdict(a).is_safe());
    sheet.problem.quantities[b.0].truth = Some(n(41));
    assert_eq!(sheet.verdict(a), Verdict::Inconsistent(vec![id]));
}

#[test]
fn published_figures_that_contradict_are_named() {
    let mut sheet = Sheet::default();
    let (a, b, total) = (sheet.count(3), sheet.count(4), sheet.count(8));
    let id = sheet.sum(&[a, b], total);
    let (a, b, total) = (sheet.rounded(3), sheet.rounded(4), sheet.rounded(8));
    sheet.sum(&[a, b], total);
    assert_eq!(contradictions(&sheet.problem), vec![id]);
}

#[test]
fn one_of_three_parts_tells_its_holder_nothing_but_two_tell_all() {
    let mut sheet = Sheet::default();
    let (a, b, c, total) = (sheet.hidden(), sheet.hidden(), sheet.hidden(), sheet.count(300));
    sheet.sum(&[a, b, c], total);
    for (id, truth) in [(a, 120), (b, 80), (c, 100)] {
        sheet.problem.quantities[id.0].truth = Some(n(truth));
    }
    let policy = Policy::default();
    let one = judge_for(&sheet.problem, &policy, &[a]);
    assert!(one.len() == 2 && one.iter().all(|judged| judged.verdict.is_safe()));
    let two = judge_for(&sheet.problem, &policy, &[a, b]);
    assert_eq!(two.iter().map(|judged| judged.verdict.clone()).collect::<Vec<_>>(), [Verdict::Exact(n(100))]);
    sheet.problem.quantities.iter_mut().for_each(|quantity| quantity.truth = None);
    let two = judge_for(&sheet.problem, &policy, &[a, b]);
    assert_eq!(two[0].verdict, Verdict::Determined);
    assert!(!two[0].derivation.is_empty());
    let one = judge_for(&sheet.problem, &policy, &[a]);
    assert!(one.iter().all(|judged| judged.verdict == Verdict::Undecided(Why::NoTruth)));
}

#[test]
fn numbers_beyond_machine_words_are_exact() {
    let huge = &Ratio::whole(i128::MAX) * &Ratio::whole(i128::MAX);
    let mut sheet = Sheet::default();
    let (a, b, total) = (sheet.hidden(), sheet.count(1), sheet.count(0));
    sheet.problem.quantities[total.0].known = Range::point(huge.clone());
    sheet.linear(vec![(a, n(7)), (b, n(1)), (total, n(-1))], Range::point(n(0)));
    let expected = (&huge - &n(1)).over(&n(7)).expect("no zero");
    match sheet.verdict(a) {
        Verdict::Exact(value) => assert_eq!(value, expected),
        other => assert!(!expected.is_whole() && matches!(other, Verdict::Inconsistent(_)), "{other:?}"),
    }
    sheet.problem.quantities[a.0].step = None;
    assert_eq!(sheet.verdict(a), Verdict::Exact(expected));
}

#[test]
fn bounds_that_creep_for_ever_end() {
    let mut sheet = Sheet::default();
    let (x, y) = (sheet.hidden_measure(), sheet.hidden_measure());
    let half = Ratio::decimal(5, 1);
    // x ≤ y ÷ 2 + 1 and y ≤ x: propagation halves the way to 2 again and again.
    sheet.linear(vec![(x, n(1)), (y, -&half)], Range::at_most(n(1)));
    sheet.linear(vec![(y, n(1)), (x, n(-1))], Range::at_most(n(0)));
    sheet.problem.quantities[x.0].known = Range::closed(n(0), n(1000));
    let Verdict::Safe { range, .. } = sheet.verdict(x) else { panic!("{:?}", sheet.verdict(x)) };
    assert_eq!(range, Range::closed(n(0), n(2)), "the simplex sees the end");
}

#[test]
fn a_statement_about_nothing_that_there_is_leaves_all_undecided() {
    let mut sheet = Sheet::default();
    let a = sheet.hidden();
    sheet.linear(vec![(a, n(1)), (QuantityId(77), n(1))], Range::point(n(0)));
    assert_eq!(sheet.verdict(a), Verdict::Undecided(Why::Malformed));
}

#[test]
fn when_the_work_is_spent_nothing_is_safe() {
    let mut sheet = Sheet::default();
    let (total, a, b, c) = (sheet.count(350), sheet.hidden(), sheet.hidden(), sheet.hidden());
    sheet.sum(&[a, b, c], total);
    sheet.linear(vec![(a, n(1)), (b, n(2)), (c, n(-3))], Range::at_most(n(7)));
    let mut policy = Policy::default();
    policy.limits.work = 1;
    let judged = judge(&sheet.problem, &policy);
    assert!(judged.iter().all(|judged| judged.verdict == Verdict::Undecided(Why::Limit)), "{judged:?}");
}

#[test]
fn the_checker_rejects_a_world_that_was_tampered_with() {
    let (sheet, _) = blocks();
    let Verdict::Safe { worlds: (world, _), .. } = sheet.verdict(QuantityId(0)) else { panic!("safe") };
    assert_eq!(worlds::check(&sheet.problem, &world), Ok(()));
    for place in 0..world.len() {
        let mut tampered = (*world).clone();
        tampered[place].1 = &tampered[place].1 + &n(1);
        assert!(matches!(worlds::check(&sheet.problem, &tampered), Err(worlds::Fault::Statement(_))));
        tampered[place].1 = &world[place].1 + &Ratio::decimal(5, 1);
        assert_eq!(worlds::check(&sheet.problem, &tampered), Err(worlds::Fault::Value(world[place].0)));
        tampered.remove(place);
        assert!(matches!(worlds::check(&sheet.problem, &tampered), Err(worlds::Fault::Missing(_))));
    }
}

#[test]
fn a_policy_of_its_own_asks_more_of_one_figure() {
    let mut sheet = Sheet::default();
    let (total, a, b) = (sheet.count(350), sheet.hidden(), sheet.hidden());
    sheet.sum(&[a, b], total);
    sheet.problem.quantities[a.0].known = Range::closed(n(100), n(150));
    let mut policy = Policy::default();
    assert!(judge(&sheet.problem, &policy).iter().find(|judged| judged.quantity == a).expect("a").verdict.is_safe());
    policy.own.insert(a, Protection { percent: 50, candidates: 3 });
    let judged = judge(&sheet.problem, &policy);
    assert!(matches!(judged[0].verdict, Verdict::Narrow { .. }));
    assert!(!matches!(judged[1].verdict, Verdict::Narrow { .. }) || judged[1].quantity == b);
}
