//! Numbers and ranges by themselves.

use super::*;
use proptest::prelude::*;

#[test]
fn open_ends_print_what_they_reach() {
    let half = Ratio::decimal(5, 1);
    assert_eq!(Range::half_open(Ratio::decimal(1105, 1), Ratio::decimal(1115, 1)).prints(&n(1)), Some(1));
    assert_eq!(Range::closed(Ratio::decimal(1105, 1), Ratio::decimal(1115, 1)).prints(&n(1)), Some(2));
    assert_eq!(Range::closed(n(0), n(1)).multiples(&half), Some(3));
    assert_eq!(Range::at_least(n(0)).prints(&n(1)), None);
    assert_eq!(
        Range { low: Some(End::open(n(1))), high: Some(End::open(n(4))) }.on_steps(Some(&n(1))),
        Range::closed(n(2), n(3))
    );
}

#[test]
fn a_number_has_one_form() {
    let big = &n(i128::MAX) + &n(1);
    assert_eq!(&big - &n(1), n(i128::MAX));
    assert_eq!(-&n(i128::MIN), big);
    assert_eq!(big.over(&big), Some(n(1)));
    assert!(big > n(i128::MAX) && big.inverse() < Some(n(1)) && Ratio::new(1, 0).is_none());
    assert_eq!(Ratio::new(3, -6), Ratio::new(-1, 2));
    assert_eq!(Ratio::new(i128::MIN, -1), Some(big));
    assert_eq!(Ratio::decimal(-15, 1).floor(), n(-2));
}

proptest! {
    #[test]
    fn numbers_obey_the_rules_at_any_size(a in any::<i128>(), b in any::<i128>(), c in any::<i64>(), d in 1i64..) {
        let (x, y) = (Ratio::new(a, i128::from(d)).expect("no zero"), n(b));
        let z = Ratio::new(i128::from(c), i128::from(d)).expect("no zero");
        prop_assert_eq!(&(&x + &y) - &y, x.clone());
        prop_assert_eq!(&(&x + &y) * &z, &(&x * &z) + &(&y * &z));
        prop_assert_eq!(x.cmp(&y), (&x - &y).cmp(&n(0)));
        let floor = x.floor();
        prop_assert!(floor.is_whole() && floor <= x && x < &floor + &n(1));
        if let Some(quotient) = x.over(&y) {
            prop_assert_eq!(&quotient * &y, x);
        }
    }
}
