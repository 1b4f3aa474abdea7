//! Eras, dates, fiscal years and ranges.
//!
//! In: a printed date. Out: nothing. Fails when a date does not read back as it is written, or ends before it begins.
#![no_main]

use kohyo::figures::{Date, FiscalYear, Lang, When, read_date};
use kohyo::search::years_at;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let printed = read_date(text).or_else(|error| error.western().ok_or(error));
    for when in [When::parse(text), printed.ok()].into_iter().flatten() {
        assert_eq!(When::parse(&when.written()), Some(when), "{}", when.written());
        assert!(when.last_day().is_none_or(|last| last >= when.first_day()), "{}", when.written());
        let _ = (when.long(Lang::Ja), when.long(Lang::En), when.iso(), when.in_fiscal_years());
    }
    if let Some(day) = Date::parse(text) {
        assert_eq!(Date::parse(&day.to_string()), Some(day));
        let _ = (day.long(Lang::Ja), day.long(Lang::En), day.era(), day.after(u64::MAX), day.after(1));
    }
    if let Some((year, place)) = FiscalYear::named_in(text) {
        assert!(text.get(place).is_some_and(|name| !name.is_empty()));
        let _ = (year.long(Lang::Ja), year.long(Lang::En), year.axis(Lang::Ja), year.axis(Lang::En));
    }
    let chars: Vec<char> = text.chars().collect();
    for at in 0..chars.len() {
        let _ = years_at(&chars, at);
    }
});
