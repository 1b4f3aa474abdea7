//! Proposals: each protects, and nothing smaller would.

use super::*;

/// A table of counts with printed sums; gives the cells by row.
fn table(values: &[&[i128]]) -> (Sheet, Vec<Vec<QuantityId>>, Vec<Candidate>) {
    let mut sheet = Sheet::default();
    let cells: Vec<Vec<QuantityId>> = values.iter().map(|row| row.iter().map(|value| sheet.count(*value)).collect()).collect();
    for (row, ids) in values.iter().zip(&cells) {
        let total = sheet.count(row.iter().sum());
        sheet.sum(ids, total);
    }
    for column in 0..values[0].len() {
        let total = sheet.count(values.iter().map(|row| row[column]).sum());
        let ids: Vec<QuantityId> = cells.iter().map(|row| row[column]).collect();
        sheet.sum(&ids, total);
    }
    let candidate = |id: &QuantityId| Candidate { quantity: *id, cost: 1 + id.0 as u32, known: Range::at_least(n(0)) };
    let candidates = cells.iter().flatten().map(candidate).collect();
    (sheet, cells, candidates)
}

fn withhold(problem: &Problem, ids: &[QuantityId]) -> Problem {
    let mut problem = problem.clone();
    for id in ids {
        problem.quantities[id.0].kind = Kind::Withheld;
        problem.quantities[id.0].known = Range::at_least(n(0));
    }
    problem
}

fn protects(problem: &Problem, ids: &[QuantityId]) -> bool {
    judge(&withhold(problem, ids), &Policy::default()).iter().all(|judged| judged.verdict.is_safe())
}

#[test]
fn a_cell_of_a_sum_needs_one_more_and_the_cheapest_comes_first() {
    let mut sheet = Sheet::default();
    let (total, a, b, c) = (sheet.count(300), sheet.hidden(), sheet.count(120), sheet.count(80));
    sheet.sum(&[a, b, c], total);
    let of = |quantity, cost| Candidate { quantity, cost, known: Range::at_least(n(0)) };
    let found = proposals(&sheet.problem, &Policy::default(), a, &[of(b, 5), of(c, 3), of(total, 9)]);
    let sets: Vec<_> = found.iter().map(|proposal| (proposal.withhold.clone(), proposal.cost)).collect();
    assert_eq!(sets, [(vec![c], 3), (vec![b], 5), (vec![total], 9)]);
    assert!(proposals(&sheet.problem, &Policy::default(), a, &[]).is_empty());
}

#[test]
fn a_cell_of_a_table_needs_the_corners_of_a_rectangle() {
    let (sheet, cells, candidates) = table(&[&[40, 30, 25], &[20, 35, 30], &[15, 45, 28]]);
    let leak = cells[0][0];
    let problem = withhold(&sheet.problem, &[leak]);
    let found = proposals(&problem, &Policy::default(), leak, &candidates);
    assert_eq!(found.len(), 4, "one for each opposite corner: {found:?}");
    for proposal in &found {
        assert_eq!(proposal.withhold.len(), 3);
        assert!(protects(&problem, &proposal.withhold));
    }
    let all: Vec<QuantityId> = cells.iter().flatten().copied().filter(|id| *id != leak).collect();
    for one in &all {
        assert!(!protects(&problem, &[*one]));
        for two in all.iter().filter(|two| *two > one) {
            assert!(!protects(&problem, &[*one, *two]), "{one:?} {two:?}");
        }
    }
}

#[test]
fn withholding_is_tried_before_it_is_done() {
    let (sheet, cells, candidates) = table(&[&[40, 30], &[20, 35]]);
    let what = what_if(&sheet.problem, &Policy::default(), &candidates[0], &candidates);
    assert_eq!(what.judged.len(), 1);
    assert_eq!(what.judged[0].verdict, Verdict::Exact(n(40)));
    assert_eq!(what.proposals.len(), 1);
    assert_eq!(what.proposals[0].withhold, vec![cells[0][1], cells[1][0], cells[1][1]]);
    let problem = withhold(&sheet.problem, &[cells[0][0], cells[0][1], cells[1][0]]);
    let last = what_if(&problem, &Policy::default(), &candidates[3], &candidates);
    assert!(last.judged.len() == 4 && last.judged.iter().all(|judged| judged.verdict.is_safe()) && last.proposals.is_empty());
}

#[test]
fn nothing_is_proposed_for_what_is_safe() {
    let mut sheet = Sheet::default();
    let (total, a, b) = (sheet.count(300), sheet.hidden(), sheet.hidden());
    sheet.sum(&[a, b], total);
    assert!(proposals(&sheet.problem, &Policy::default(), a, &[]).is_empty());
}
