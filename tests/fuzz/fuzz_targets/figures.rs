//! Printed figures.
//!
//! In: a printed cell. Out: nothing. Fails when a figure does not read back as it prints, or arithmetic loses a digit.
#![no_main]

use kohyo::figures::{Decimal, Lang, read_printed};
use kohyo_fuzz::units;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    decimal(text);
    let Ok(printed) = read_printed(text, units()) else { return };
    assert_eq!(printed.text, text);
    let again = read_printed(&printed.full(Lang::Ja, units(), None), units()).expect("what it prints can be read");
    assert_eq!(again.state, printed.state);
    let _ = printed.full(Lang::En, units(), None);
    for unit in units().ids().filter_map(|id| units().get(id)) {
        let Some(value) = printed.value_in(unit, units()) else { continue };
        if let (Some(own), Some(shown)) = (printed.unit().and_then(|id| units().get(id)), printed.value()) {
            assert_eq!(unit.convert(value, own), Some(shown), "there and back");
        }
        let _ = unit.english_amount(value, None);
        let _ = (unit.column_number(value, Lang::Ja), unit.column_number(value, Lang::En));
    }
});

fn decimal(text: &str) {
    let Some(number) = Decimal::parse(text) else { return };
    assert_eq!(Decimal::parse(&number.to_string()), Some(number));
    let (digits, scale) = number.parts();
    assert_eq!(Decimal::of_parts(digits, scale), Some(number));
    assert_eq!(number.grouped().replace(',', ""), number.to_string());
    assert_eq!(number.without_trailing_zeros(0), number);
    for power in [-31, -12, -1, 0, 1, 12, 31, i32::MIN, i32::MAX] {
        if let Some(shifted) = number.shift(power) {
            // Zeros in front of the point have nowhere to go back to when there were too many behind it.
            assert!(shifted.shift(-power).is_none_or(|back| back == number), "{power}");
        }
    }
    let _ = (number.checked_add(number), number.checked_mul(number), number.half_unit());
    assert!(number.checked_sub(number).is_none_or(Decimal::is_zero));
}
